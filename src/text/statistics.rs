//! How statistics are said in each region, where words alone do not decide.
//!
//! In: text, the scripts it is converted from and to, and the step from one period to the next. Out: the stretches that
//! are said another way, and how: 同比增长5% is 年增5% in Taiwan and 按年增長5% in Hong Kong, 万亿元 is 兆元 and 萬億元.
//!
//! May touch: nothing

mod against;
mod change;
mod comparison;
mod trillion;
mod words;

pub use against::Step;
pub(crate) use trillion::begins_with_measure;

use super::Variant;
use std::ops::Range;

/// What of a text is said another way in an edition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statistics {
    pub(super) from: Variant,
    pub(super) to: Variant,
    /// Whether comparisons are said as the edition does.
    pub(super) compares: bool,
    /// Whether amounts are counted in the edition's scale.
    pub(super) scales: bool,
    /// From one period of the text to the next.
    pub(super) step: Option<Step>,
}

impl Statistics {
    /// The stretches, in order, and what they become.
    pub(super) fn find(&self, text: &str) -> Vec<(Range<usize>, String)> {
        if self.from == self.to {
            return Vec::new();
        }
        let mut found = Vec::new();
        if self.compares {
            found.extend(comparison::find(text, self.from, self.to, self.step));
            found.extend(change::find(text, self.from, self.to));
        }
        if self.scales {
            found.extend(trillion::find(text, self.from, self.to));
        }
        found.sort_by_key(|(span, _): &(Range<usize>, String)| span.start);
        // A comparison has its word of change in it.
        let mut end = 0;
        found.retain(|(span, _)| {
            let is_apart = span.start >= end;
            end = end.max(span.end);
            is_apart
        });
        found
    }
}

/// The mainland's words of comparison in a text of Taiwan or Hong Kong.
pub(crate) fn mainland(text: &str) -> Vec<Range<usize>> {
    against::heads(text, Variant::Hans).map(|head| head.span).collect()
}

/// What stands for something that is no text: a figure, code.
const GAP: char = '\u{FFFC}';

/// What is left of a text without the words that may be before a number, and its sign.
fn unled(text: &str) -> &str {
    let text = text.trim_start_matches(['了', '为', '為', '出', ' ', '\u{a0}']);
    let lead = words::LEADS.iter().filter(|lead| text.starts_with(*lead)).map(|lead| lead.len()).max();
    text[lead.unwrap_or(0)..].trim_start_matches([' ', '\u{a0}', '+', '-', '−', '－', '＋'])
}

/// Whether a number in digits begins a text, or a figure, behind what may stand before one.
fn digits_follow(text: &str) -> bool {
    unled(text).starts_with(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９' | GAP))
}

/// Whether a number begins a text, behind what may stand before one.
fn number_follows(text: &str) -> bool {
    if digits_follow(text) {
        return true;
    }
    let mut characters = unled(text).chars();
    match characters.next() {
        Some('百') => characters.as_str().starts_with(['分', '余', '餘', '多', '万', '萬', '亿', '億']),
        Some(c) if NUMERALS.contains(c) => {
            characters.as_str().starts_with(|next| NUMERALS.contains(next) || "成倍个個点點分番余餘多".contains(next))
        }
        _ => false,
    }
}

/// What numbers are spelled with.
const NUMERALS: &str = "〇零一二三四五六七八九十百千万萬亿億两兩几幾数數半";
