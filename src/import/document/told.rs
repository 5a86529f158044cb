//! What a line beside an article says of it: the day on which it was published, and by whom.
//!
//! In: a line of a web page. Out: [`Told`], where it is such a line: `来源：国家统计局 发布时间：2025-11-14 10:00`,
//! `2018-11-14 来源：统计局`, `完／2025年7月31日（星期四）`.
//!
//! May touch: nothing

use jiff::civil::Date;

/// What a line says of its article.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The day of its publication.
    pub(super) date: Option<Date>,
    /// Who published it.
    pub(super) source: Option<String>,
}

/// The longest such line, in characters.
const LONGEST: usize = 100;
/// What stands before a source.
const SOURCES: [&str; 12] = [
    "信息来源",
    "文章来源",
    "稿件来源",
    "消息来源",
    "来源",
    "來源",
    "稿源",
    "发布机构",
    "发布单位",
    "發佈機關",
    "發布機關",
    "發布單位",
];
/// What stands before a day.
const DAYS: [&str; 16] = [
    "发布时间",
    "发布日期",
    "发稿时间",
    "更新时间",
    "更新日期",
    "成文日期",
    "發佈時間",
    "發佈日期",
    "發布時間",
    "發布日期",
    "更新時間",
    "時間",
    "时间",
    "日期",
    "完／",
    "完/",
];
/// What else such a line says.
const OTHERS: [&str; 12] =
    ["作者", "字号", "字號", "浏览", "点击", "責任編輯", "责任编辑", "编辑", "打印", "分享", "【", "阅读"];

/// Reads a line; `None` where it is none of these.
pub(super) fn told(line: &str) -> Option<Told> {
    let line: String = line.chars().map(halfwidth).collect();
    if line.chars().count() > LONGEST || line.contains(['。', '；', '\t']) {
        return None;
    }
    let at = SOURCES.iter().filter_map(|word| labelled(&line, word)).min_by_key(|at| *at);
    let source = at.map(|at| name(&line[at..])).filter(|name| !name.is_empty());
    let says_day = DAYS.iter().any(|word| line.starts_with(word) || labelled(&line, word).is_some());
    let dated = bare_day(&line) || says_day || source.is_some();
    let date = day(&line).filter(|_| dated);
    (source.is_some() || date.is_some()).then_some(Told { date, source })
}

/// Where what is behind a label begins: `来源：`.
fn labelled(line: &str, word: &str) -> Option<usize> {
    let found = line.find(word)?;
    // 粮食来源：进口 is no source.
    let before = line[..found].chars().next_back();
    if before.is_some_and(|c| c.is_alphabetic() && c != '日' && c != '：') {
        return None;
    }
    let at = found + word.len();
    let rest = line[at..].trim_start();
    let colon = rest.chars().next().filter(|c| matches!(c, '：' | ':'))?;
    Some(line.len() - rest.len() + colon.len_utf8())
}

/// The name that a text begins with: up to a space or another label.
fn name(text: &str) -> String {
    let text = text.trim_start();
    let ends = [SOURCES.as_slice(), &DAYS, &OTHERS].concat();
    let labels = ends.iter().filter_map(|word| text.find(word));
    let spaces = text.find(|c: char| c.is_whitespace() || c == '|' || c.is_ascii_digit());
    let end = labels.chain(spaces).min().unwrap_or(text.len());
    let name = text[..end].trim_end();
    let name = if name.contains('（') { name } else { name.trim_end_matches('）') };
    name.to_owned()
}

/// Whether a line is a day and nothing else, or has such labels behind it.
fn bare_day(line: &str) -> bool {
    let digits = line.starts_with(|c: char| c.is_ascii_digit());
    let rest = line.trim_start_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '/' | '.' | ':' | '年' | '月' | '日')
    });
    digits && (rest.is_empty() || [SOURCES.as_slice(), &OTHERS].concat().iter().any(|word| rest.starts_with(word)))
}

/// The first day in a text: 2025-07-18, 2025/7/18, 2025年7月18日.
pub(super) fn day(text: &str) -> Option<Date> {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    numbers.windows(3).find_map(|parts| {
        let [year, month, day] = parts else { return None };
        if year.len() != 4 {
            return None;
        }
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    })
}

fn halfwidth(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn lines_beside_articles_say_day_and_source() {
        for (line, day, source) in [
            ("来源：国家统计局 发布时间：2025-11-14 10:00", Some(date(2025, 11, 14)), Some("国家统计局")),
            ("2018-11-14来源：国家统计局", Some(date(2018, 11, 14)), Some("国家统计局")),
            (
                "发布日期：2025年3月1日 信息来源：云海市统计局（虚构） 字号：大 中 小",
                Some(date(2025, 3, 1)),
                Some("云海市统计局（虚构）"),
            ),
            ("來源：財政部統計處", None, Some("財政部統計處")),
            ("完／２０２５年７月３１日（星期四）", Some(date(2025, 7, 31)), None),
            ("2025-07-18 10:30", Some(date(2025, 7, 18)), None),
            ("2025年7月18日，国家统计局发布了数据", None, None),
            ("7月份出口3217.8亿美元", None, None),
            ("（来源：云海日报）", None, Some("云海日报")),
            ("粮食来源：进口", None, None),
        ] {
            let found = told(line).unwrap_or(Told { date: None, source: None });
            assert_eq!((found.date, found.source.as_deref()), (day, source), "{line}");
        }
    }
}
