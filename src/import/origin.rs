//! Where an article was taken from.
//!
//! In: an article. Out: the source that the page names: a line or bracket that says so, the agency of the dateline, an office in
//! place of an author, or whoever the first paragraph says has published it.
//!
//! May touch: text, figure

use super::articles::Article;
use super::letters::{Text, is_han};
use super::list::List;
use super::marks;

/// Agencies that datelines begin with.
const AGENCIES: [&str; 5] = ["新华社", "中新社", "中央社", "中新网", "人民网"];
/// What follows the name of whoever published the figures.
const PUBLISHES: List = List("数据显示 数据表明 发布 公布 获悉 消息 统计 通报 披露 初步核算");
/// What may be between that name and what follows it.
const WHEN: List = List("今日 今天 昨日 昨天 日前 近日 最新 的 对外 联合 网站");
/// Offices whose names do not end as those of offices do.
const OFFICES: List = List(
    "中国人民银行 人民银行 央行 财政部 商务部 工业和信息化部 工信部 农业农村部 人力资源和社会保障部 人社部 交通运输部 文化和旅游部 \
     国家发展改革委 国家发改委 住房和城乡建设部 海关总署 税务总局 能源局 外汇管理局 外汇局 邮政局 铁路局 民航局",
);

/// The source of an article, in Simplified.
pub(crate) fn source(article: &Article) -> Option<String> {
    let printed = article.sources.last().map(Text::plain);
    if let Some(name) = printed.as_deref().and_then(marks::source) {
        return Some(name.trim_end_matches('。').to_owned());
    }
    let dateline = article.dateline.as_ref().map(Text::plain).unwrap_or_default();
    let agency = AGENCIES.into_iter().find(|agency| dateline.starts_with(agency)).map(str::to_owned);
    let office = || article.bylines.iter().map(Text::plain).find(|byline| marks::is_office(byline));
    agency.or_else(office).or_else(|| published(&article.paragraphs().next()?.plain()))
}

/// Who published what a paragraph tells: 国家统计局 of `记者从国家统计局获悉` and `国家统计局7月15日发布数据`.
fn published(plain: &str) -> Option<String> {
    let sentence = plain.split('。').next()?;
    let mut places: Vec<usize> =
        PUBLISHES.iter().flat_map(|word| sentence.match_indices(word)).map(|(at, _)| at).collect();
    places.sort_unstable();
    // 统计 is part of a name, too.
    places.into_iter().find_map(|at| publisher(&sentence[..at]))
}

/// The office that a text ends with, the day after it aside.
fn publisher(mut before: &str) -> Option<String> {
    while let Some(rest) = WHEN.iter().find_map(|word| before.strip_suffix(word)).or_else(|| undated(before)) {
        before = rest;
    }
    let run: Vec<char> = before.chars().rev().take_while(|c| is_han(*c)).take(20).collect();
    let name: String = run.into_iter().rev().collect();
    let name = ["记者从", "从", "据", "由", "记者"].iter().find_map(|word| name.split(word).nth(1)).unwrap_or(&name);
    let name = name.trim_start_matches(['日', '月', '年']);
    (marks::is_office(name) || OFFICES.ending(name).is_some()).then(|| name.to_owned())
}

/// A text without the day at its end: `7月15日`, `（15日）`.
fn undated(text: &str) -> Option<&str> {
    let bare = text.trim_end_matches(['（', '）']);
    let rest =
        bare.strip_suffix('日')?.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '月' | '年' | '（'));
    (rest.len() + "日".len() < bare.len()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_published_it_is_its_source() {
        for (text, source) in [
            ("记者从云海市统计局获悉，上半年，全市工业增长6.4%。", Some("云海市统计局")),
            ("国家统计局7月15日发布数据显示，上半年增长5.3%。", Some("国家统计局")),
            ("据海关总署统计，上半年进出口增长2.9%。", Some("海关总署")),
            ("7月18日，央行公布，6月末余额增长8.3%。", Some("央行")),
            ("甲公司日前发布新车，售价12万元。", None),
            ("上半年，全市工业增长6.4%。", None),
        ] {
            assert_eq!(published(text).as_deref(), source, "{text}");
        }
    }
}
