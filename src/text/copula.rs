//! 系 that is the verb 係: in Cantonese, as in `佢唔系第一个`, and in the language of courts and exchanges, as in
//! `被告人郭某系累犯`; never where a word holds it.
//!
//! In: text. Out: the bytes of each 系 that is the verb.
//!
//! May touch: nothing

use super::finder::Finder;
use super::name::is_family;
use std::ops::Range;
use std::sync::LazyLock;

/// Characters that only Cantonese uses.
const MARKS: &str = "嘅咗唔喺佢冇啲嚟嗰哋咁嘢㗎𠮶攞乜嘞噉";
/// How many bytes of its sentence are looked at on each side: one of a hostile text has no end.
const REACH: usize = 300;
/// With these a sentence ends.
const ENDS: [char; 5] = ['。', '！', '？', '；', '\n'];
/// What it becomes.
pub const IS: &str = "係";

/// What somebody or something is said to be, in the facts of a case.
static SAID_TO_BE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let words = "夫妻 父子 父女 母子 母女 兄弟 兄妹 姐妹 姐弟 同事 邻居 朋友 恋人 亲属 \
                 被告 原告 被害 受害 累犯 首犯 初犯 主犯 从犯 偶犯 自首 坦白 未遂 既遂 \
                 假冒 伪造 伪劣 虚假 盗窃 赃物 假币 毒品 违法 违章 非法 无证 酒后 醉酒 \
                 失血 颅脑 窒息 生前 死后 人为 租赁 私刻 借用 他人 关联方 一致行动 全资 控股";
    words.split_whitespace().collect()
});

static VERB: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["系"]));

/// Every 系 that is a verb, and in no word that `is_word` knows.
pub fn verbs(text: &str, is_word: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let found = VERB.find_iter(text).map(|found| found.range());
    let is_verb = |span: &Range<usize>| {
        // 系累犯: what is said is the word, and not 系累.
        let said = SAID_TO_BE.iter().any(|said| text[span.end..].starts_with(said));
        let stands = || is_named(&text[..span.start]) || is_cantonese(text, span);
        (said || stands() && !begins_word(text, span, &is_word)) && !ends_word(text, span, &is_word)
    };
    found.filter(is_verb).collect()
}

/// Whether a masked name stands before it: 郭某系, 陈x1系.
fn is_named(before: &str) -> bool {
    let is_mask = |c: char| matches!(c, '某' | '×' | 'x' | 'X');
    let masked = before.trim_end_matches(|c: char| "甲乙丙丁".contains(c) || c.is_ascii_digit());
    let whose = masked.trim_end_matches(is_mask);
    whose.len() < masked.len() && whose.chars().next_back().is_some_and(is_family)
}

fn is_cantonese(text: &str, span: &Range<usize>) -> bool {
    let before = &text[text.ceil_char_boundary(span.start.saturating_sub(REACH))..span.start];
    let behind = &text[span.end..text.floor_char_boundary((span.end + REACH).min(text.len()))];
    let before = before.rfind(ENDS).map_or(before, |at| &before[at..]);
    let behind = behind.find(ENDS).map_or(behind, |at| &behind[..at]);
    [before, behind].iter().any(|part| part.contains(|c| MARKS.contains(c)))
}

/// Whether a word of two or three characters ends here: 关系, 中文系. Not where what is before it is a longer word by
/// itself: 已经系 is no 经系.
fn ends_word(text: &str, span: &Range<usize>, is_word: &impl Fn(&str) -> bool) -> bool {
    let mut starts = text[..span.start].char_indices().rev().map(|(at, _)| at).take(2);
    let is_word_before = |start: usize| {
        let earlier = text[..start].char_indices().next_back().map(|(at, _)| at);
        earlier.is_some_and(|earlier| is_word(&text[earlier..span.start]))
    };
    starts.any(|start| is_word(&text[start..span.end]) && !is_word_before(start))
}

/// Whether a word of two or three characters begins here: 系统.
fn begins_word(text: &str, span: &Range<usize>, is_word: &impl Fn(&str) -> bool) -> bool {
    let mut ends = text[span.end..].char_indices().map(|(at, c)| span.end + at + c.len_utf8()).take(2);
    ends.any(|end| is_word(&text[span.start..end]))
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_a_verb_in_cantonese_and_in_the_facts_of_a_case() {
        for (text, verbs) in [
            ("佢唔系第一个，关系唔大", 1),
            ("中文系嘅系统系新嘅", 1),
            ("佢已经系经系嘅学生", 1),
            ("该公司系本市企业", 0),
            ("佢哋走咗。其系本市人", 0),
            ("被告人郭某系本市人，与陈x1系夫妻，系累犯", 3),
            ("赵某甲系其邻居，某系学生", 1),
            ("该公司系全资子公司，某系统", 1),
        ] {
            let found = super::verbs(text, |word| ["关系", "中文系", "系统", "已经", "经系", "系累"].contains(&word));
            assert_eq!(found.len(), verbs, "{text}");
        }
    }
}
