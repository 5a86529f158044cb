//! Names of companies, which keep their own words: `华为数字技术有限公司` is 華為數字技術有限公司 everywhere.
//!
//! In: text. Out: the bytes of each such name, or of a little more before it.
//!
//! May touch: nothing

use super::finder::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// With these the name of a company ends, in either script.
const KINDS: [&str; 3] = ["有限公司", "有限责任公司", "有限責任公司"];
static COMPANY: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["公司"]));
/// Behind which words a name begins, and with which, in either script.
static EDGES: LazyLock<[Vec<&str>; 2]> = LazyLock::new(|| {
    let mut parts = include_str!("../../data/lexicon/companies.txt").split("\n\n").map(|part| {
        let lines = part.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    std::array::from_fn(|_| parts.next().unwrap_or_default())
});

/// Every name of a company with limited liability.
pub fn spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut done = 0;
    COMPANY.find_iter(text).filter_map(move |found| {
        let end = found.end();
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
    let [borders, places] = &*EDGES;
    let borders = borders.iter().filter_map(|border| run.rfind(*border).map(|at| at + border.len()));
    // （中国） behind a name is not where it begins.
    let begins = |at: &usize| !run[..*at].ends_with(['（', '(']);
    let places = places.iter().flat_map(|place| run.match_indices(*place).map(|(at, _)| at).filter(begins));
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
