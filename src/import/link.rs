//! Whether one line continues in another.
//!
//! In: two lines. Out: a score for their being one sentence: a word that the break would cut
//! in two (推动制|造业), a number that its unit follows, a sentence that is not at its end.
//!
//! May touch: text

use super::letters::{Letter, Text, ends_sentence, is_han};
use crate::text::doubt::Words;

/// How many characters on each side of a break are looked at.
const REACH: usize = 6;

/// Finds words across breaks.
#[derive(Clone, Copy)]
pub(crate) struct Links<'w> {
    words: &'w Words,
}

impl<'w> Links<'w> {
    /// With the words that are known.
    pub(crate) fn new(words: &'w Words) -> Self {
        Self { words }
    }

    /// Whether the break between two lines cuts a word in two: reading the characters around it as
    /// words takes fewer words without the break than with it.
    pub(crate) fn cuts_a_word(&self, left: &Text, right: &Text) -> bool {
        if cuts_a_number(left, right) {
            return true;
        }
        let from = left.len() - left.0.iter().rev().take(REACH).take_while(|letter| is_han(letter.plain)).count();
        let to = right.0.iter().take(REACH).take_while(|letter| is_han(letter.plain)).count();
        let (left, right) = (left.slice(from..left.len()).plain(), right.slice(0..to).plain());
        if left.is_empty() || right.is_empty() {
            return false;
        }
        let whole: Vec<char> = left.chars().chain(right.chars()).collect();
        let at = left.chars().count();
        self.fewest(&whole, None) < self.fewest(&whole, Some(at))
    }

    /// How few words a text can be read as; no word runs over `border`.
    fn fewest(&self, text: &[char], border: Option<usize>) -> usize {
        let mut best = vec![0; text.len() + 1];
        for end in 1..=text.len() {
            best[end] = best[end - 1] + 1;
            for start in end.saturating_sub(REACH)..end.saturating_sub(1) {
                let over = border.is_some_and(|border| start < border && border < end);
                if !over && best[start] + 1 < best[end] && self.words.knows(&String::from_iter(&text[start..end])) {
                    best[end] = best[start] + 1;
                }
            }
        }
        best[text.len()]
    }

    /// How likely `right` continues where `left` stops, from about -2 to 3.
    pub(crate) fn score(&self, left: &Text, right: &Text) -> i32 {
        let (Some(last), Some(first)) = (left.last(), right.first()) else { return 0 };
        let mut score = 0;
        if self.cuts_a_word(left, right) {
            score += 2;
        }
        if ends_sentence(&left.plain()) {
            score -= 1;
        }
        let unit = "%亿万元个家吨倍.".contains(first) || right.plain().starts_with("月");
        score += match (last.is_ascii_digit(), first.is_ascii_digit() || unit) {
            (true, true) => 2,
            (true, false) => -1,
            (false, _) if first == '%' || first == '.' => -2,
            (false, _) => 0,
        };
        if cannot_begin(first) {
            // Nor does a clause begin with 的.
            score += if matches!(last, '，' | '。' | '、' | '；' | '：' | '！' | '？') { -2 } else { 1 };
        }
        score
    }
}

/// Whether the break between two lines stands beside the point of a number: 上漲3.|85%, 517|.4億元.
fn cuts_a_number(left: &Text, right: &Text) -> bool {
    let digit = |letter: Option<&Letter>| letter.is_some_and(|letter| letter.plain.is_ascii_digit());
    let point = |c: Option<char>| matches!(c, Some('.' | ','));
    let (end, start) = (left.0.len(), &right.0);
    point(left.last()) && digit(end.checked_sub(2).and_then(|at| left.0.get(at))) && digit(start.first())
        || digit(left.0.last()) && point(right.first()) && digit(start.get(1))
}

/// Punctuation that no line begins with unless it continues another.
pub(crate) fn cannot_begin(first: char) -> bool {
    matches!(first, '，' | '。' | '、' | '；' | '：' | '”' | '）' | '》' | '！' | '？' | '%' | '的' | '】')
}
