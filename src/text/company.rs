//! Names of companies, which keep their own words: `华为数字技术有限公司` is 華為數字技術有限公司 everywhere.
//!
//! In: text. Out: the bytes of each such name, or of a little more before it.
//!
//! May touch: nothing

use std::ops::Range;

/// With these the name of a company ends, in either script.
const KINDS: [&str; 3] = ["有限公司", "有限责任公司", "有限責任公司"];
/// With these begins what is no longer the name. A name with too much before it only keeps a word more,
/// one that is cut short is half changed: so there are few.
const BORDERS: &[&str] = &[
    "的", "是", "由", "与", "與", "被", "公司", "通过", "通過", "透過", "旗下", "收购", "收購", "宣布", "表示", "来自",
    "來自", "以及", "作为", "作為", "成立", "设立", "設立", "股东", "股東", "企业", "企業", "应商", "應商", "造商",
    "发商", "發商", "营商", "營商", "务商", "務商", "厂商", "廠商", "龙头", "龍頭", "巨头", "巨頭",
];
/// With these a name begins, where nothing of it stands before: 软件龙头中国电子信息有限公司.
const PLACES: &str = "中国 中國 北京 上海 天津 重庆 重慶 深圳 广州 廣州 杭州 南京 苏州 蘇州 成都 武汉 武漢 西安 厦门 廈門 青岛 青島 宁波 寧波 \
    香港 台湾 臺灣 台北 臺北 新加坡";

/// Every name of a company with limited liability.
pub fn spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut done = 0;
    text.match_indices("公司").filter_map(move |(at, found)| {
        let end = at + found.len();
        let kind = KINDS.iter().find(|kind| text[done..end].ends_with(**kind))?;
        let name = start(&text[done..end - kind.len()]) + done;
        done = end;
        (name < end - kind.len()).then_some(name..end)
    })
}

/// Where the name begins at whose kind `before` ends.
fn start(before: &str) -> usize {
    let belongs = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '（' | '）' | '(' | ')' | '·');
    let name = before.trim_end_matches(belongs).len();
    let run = &before[name..];
    let borders = BORDERS.iter().filter_map(|border| run.rfind(border).map(|at| at + border.len()));
    // （中国） behind a name is not where it begins.
    let begins = |at: &usize| !run[..*at].ends_with(['（', '(']);
    let places = PLACES.split_whitespace().flat_map(|place| run.match_indices(place).map(|(at, _)| at).filter(begins));
    name + borders.chain(places).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_reaches_back_to_its_border() {
        for (text, names) in [
            ("受让华为数字技术有限公司股权", "受让华为数字技术有限公司"),
            ("软件业务由深圳市信息网络有限责任公司承担", "深圳市信息网络有限责任公司"),
            ("公司通过子公司上海移动软件（集团）股份有限公司投资", "上海移动软件（集团）股份有限公司"),
            ("国内领先的软件供应商北京信息技术有限公司", "北京信息技术有限公司"),
            ("软件业龙头甲信息技术（中国）有限公司", "甲信息技术（中国）有限公司"),
            ("与软件伙伴中国电子信息有限公司合作", "中国电子信息有限公司"),
            ("甲软件有限公司、乙网络有限公司", "甲软件有限公司|乙网络有限公司"),
            ("改制为有限公司，上市公司的软件", "改制为有限公司"),
            ("，有限公司的软件公司", ""),
        ] {
            let found: Vec<&str> = super::spans(text).map(|span| &text[span]).collect();
            assert_eq!(found.join("|"), names, "{text}");
        }
    }
}
