//! Figures that English writes in words alone.
//!
//! In: text that begins with one, `doubled`, `a quarter` after "by", `two tenths of a percentage point`. Out: its rate.
//!
//! May touch: nothing

use super::WORDS;
use super::read::{Read, begins_with_word};
use crate::figure::approx::Approx;
use crate::figure::scale::Scale;
use rust_decimal::Decimal;

/// Verbs that say by how much, in per cent.
const VERBS: [(&str, i64); 4] = [("doubled", 100), ("tripled", 200), ("quadrupled", 300), ("halved", 50)];

/// Parts of a whole: of one and of several, and how many make it.
const PARTS: [(&str, i64); 12] = [
    ("half", 2),
    ("third", 3),
    ("thirds", 3),
    ("quarter", 4),
    ("quarters", 4),
    ("fifth", 5),
    ("fifths", 5),
    ("sixth", 6),
    ("eighth", 8),
    ("tenth", 10),
    ("tenths", 10),
    ("hundredth", 100),
];

const COUNTS: [(&str, i64); 7] = [("a", 1), ("an", 1), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("seven", 7)];

/// Reads the figure in words with which a text begins. A part alone is one where `by` is before it, as in "fell by a quarter";
/// elsewhere a quarter is three months.
pub(super) fn spelled(text: &str, by: bool) -> Option<Read> {
    let rate = |value: Decimal, unit: &str, approx, len| Read {
        value,
        unit: unit.to_owned(),
        number: value,
        scale: Scale::One,
        approx,
        half_place: Decimal::ZERO,
        len,
    };
    if let Some((word, hundredths)) = VERBS.iter().find(|(word, _)| begins_with_word(text, word)) {
        let is_idiom = ["down", "up", "over"].iter().any(|after| text[word.len()..].trim_start().starts_with(after));
        return (!is_idiom).then(|| rate(Decimal::from(*hundredths), "%", Approx::Exact, word.len()));
    }
    let mut rest = text;
    let mut approx = Approx::About;
    if let Some((word, meant)) = WORDS.iter().find(|(word, _)| begins_with_word(rest, word)) {
        (rest, approx) = (rest[word.len()..].trim_start(), *meant);
    }
    let (count, number) = COUNTS.iter().find(|(word, _)| begins_with_word(rest, word))?;
    rest = rest[count.len()..].strip_prefix([' ', '-'])?;
    let (part, whole) = PARTS.iter().find(|(word, _)| begins_with_word(rest, word))?;
    rest = &rest[part.len()..];
    let value = Decimal::from(*number).checked_div(Decimal::from(*whole))?;
    let points = [" of a percentage point", " of one percentage point", " percentage point"];
    if let Some(after) = points.into_iter().find_map(|points| rest.strip_prefix(points)) {
        return Some(rate(value.round_dp(3), "pp", Approx::Exact, text.len() - after.len()));
    }
    let percent = value.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(1).normalize();
    by.then(|| rate(percent, "%", approx, text.len() - rest.len()))
}
