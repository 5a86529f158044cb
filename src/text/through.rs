//! What is done by something: 通过 is 透過 in Taiwan, but stays 通過 where a law or a test is passed.
//!
//! In: Simplified text. Out: the bytes of each 通过 that means by.
//!
//! May touch: nothing

use super::finder::Finder;
use std::ops::Range;
use std::sync::LazyLock;

static THROUGH: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["通过"]));
/// What it becomes.
pub const BY: &str = "透過";
/// With these a word ends behind which something is passed: 审议通过, 国会通过.
const PASSING: &str = "议决获致票审核准读院会案均式利功经";
/// One of these soon behind it says what is passed.
const PASSED: [&str; 17] = [
    "法案",
    "决议",
    "议案",
    "条例",
    "草案",
    "修正案",
    "审查",
    "认证",
    "验收",
    "《",
    "审核",
    "评审",
    "考核",
    "聆讯",
    "检验",
    "测试",
    "验证",
];
/// So many characters behind it are looked at.
const SOON: usize = 14;

/// What may stand behind it, by the first character.
static MEANS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/lexicon/through.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Every 通过 that says by what something is done. `is_word` knows words.
pub fn find(text: &str, is_word: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let found = THROUGH.find_iter(text).map(|found| found.range());
    found.filter(|span| is_means(&text[..span.start], &text[span.end..], &is_word)).collect()
}

fn is_means(before: &str, behind: &str, is_word: &impl Fn(&str) -> bool) -> bool {
    if !MEANS.iter().any(|means| behind.starts_with(means)) {
        return false;
    }
    // 交通过剩: 通 belongs to the word before it.
    // Without anything before it nobody knows who does it.
    let beside = before.chars().next_back().filter(|c| *c != '\n');
    let is_free = beside.is_some_and(|c| !PASSING.contains(c) && !is_word(&format!("{c}通")));
    let soon = behind.char_indices().nth(SOON).map_or(behind, |(end, _)| &behind[..end]);
    let clause = soon.split(['，', '。', '；', '\n']).next().unwrap_or_default();
    is_free && !PASSED.iter().any(|passed| clause.contains(passed))
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_passed_is_told_from_what_something_is_done_by() {
        for (text, times) in [
            ("拟通过集中竞价方式减持", 1),
            ("公司通过子公司投资，通过提高效率降低成本", 2),
            ("通过发展", 0),
            ("董事会审议通过发行方案", 0),
            ("国会通过提高债务上限的法案", 0),
            ("通过了验收", 0),
            ("公司通过上海证券交易所审核", 0),
            ("计划获通过。", 0),
            ("沟通过各种渠道", 0),
        ] {
            assert_eq!(super::find(text, |word| word == "沟通").len(), times, "{text}");
        }
    }
}
