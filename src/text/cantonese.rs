//! Cantonese in Simplified: 系 is its verb 係 where no word holds it, as in `佢唔系第一个`.
//!
//! In: text. Out: the bytes of each 系 that is the verb.
//!
//! May touch: nothing

use std::ops::Range;

/// Characters that only Cantonese uses.
const MARKS: &str = "嘅咗唔喺佢冇啲嚟嗰哋咁嘢㗎𠮶攞乜嘞噉";
/// How many bytes of its sentence are looked at on each side: one of a hostile text has no end.
const REACH: usize = 300;
/// With these a sentence ends.
const ENDS: [char; 5] = ['。', '！', '？', '；', '\n'];
/// What it becomes.
pub const IS: &str = "係";

/// Every 系 that is a verb: in a sentence with a mark of Cantonese, and in no word that `is_word` knows.
pub fn verbs(text: &str, is_word: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let found = text.match_indices('系').map(|(at, found)| at..at + found.len());
    found.filter(|span| is_cantonese(text, span) && !is_in_word(text, span, &is_word)).collect()
}

fn is_cantonese(text: &str, span: &Range<usize>) -> bool {
    let before = &text[text.ceil_char_boundary(span.start.saturating_sub(REACH))..span.start];
    let behind = &text[span.end..text.floor_char_boundary((span.end + REACH).min(text.len()))];
    let before = before.rfind(ENDS).map_or(before, |at| &before[at..]);
    let behind = behind.find(ENDS).map_or(behind, |at| &behind[..at]);
    [before, behind].iter().any(|part| part.contains(|c| MARKS.contains(c)))
}

/// Whether a word of two or three characters ends or begins here: 关系, 中文系, 系统. Not where what is before it is a
/// longer word by itself: 已经系 is no 经系.
fn is_in_word(text: &str, span: &Range<usize>, is_word: &impl Fn(&str) -> bool) -> bool {
    let starts = text[..span.start].char_indices().rev().map(|(at, _)| at).take(2);
    let mut ends = text[span.end..].char_indices().map(|(at, c)| span.end + at + c.len_utf8()).take(2);
    let is_word_before = |start: usize| {
        let earlier = text[..start].char_indices().next_back().map(|(at, _)| at);
        earlier.is_some_and(|earlier| is_word(&text[earlier..span.start]))
    };
    starts.into_iter().any(|start| is_word(&text[start..span.end]) && !is_word_before(start))
        || ends.any(|end| is_word(&text[span.start..end]))
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_a_verb_in_cantonese_alone() {
        for (text, verbs) in [
            ("佢唔系第一个，关系唔大", 1),
            ("中文系嘅系统系新嘅", 1),
            ("佢已经系经系嘅学生", 1),
            ("该公司系本市企业", 0),
            ("佢哋走咗。其系控股股东", 0),
        ] {
            let found = super::verbs(text, |word| ["关系", "中文系", "系统", "已经", "经系"].contains(&word));
            assert_eq!(found.len(), verbs, "{text}");
        }
    }
}
