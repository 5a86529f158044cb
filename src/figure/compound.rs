//! A number in several parts, as Taiwan and Hong Kong print it.
//!
//! In: folded text that begins with a number, `29兆1,234亿元`. Out: the number in one scale, 291234亿, and how far it
//! reaches. Front matter and running text are read by the same rule.
//!
//! May touch: nothing

use super::scale::begins_with_measure;
use rust_decimal::Decimal;

/// What each word between the parts multiplies by.
const FACTORS: [(&str, i64); 5] =
    [("兆", 1_000_000_000_000), ("亿", 100_000_000), ("万", 10_000), ("千", 1_000), ("百", 100)];

/// A number of at least two parts.
pub(super) struct Compound {
    /// Its bytes, up to the unit.
    pub(super) len: usize,
    /// What stands before [`scale`](Self::scale): 291234.
    pub(super) number: Decimal,
    /// The scale it is printed in: `亿`.
    pub(super) scale: &'static str,
    /// Whether its last part has no scale, as that of `3万8,066美元`: without a unit it may be two numbers.
    pub(super) open: bool,
}

/// Reads the parts that a text begins with: `3万8,066` is 38066, `1,160万6千` is 1160.6万, `1兆2,846亿` is 12846亿, of
/// which each part alone would be wrong. A part in 亿 makes it one in 亿, the unit of the tables; without any, the
/// first part's scale is kept, unless the last has none. None where there is one part, or a part is too large to stand
/// where it does.
pub(super) fn take(text: &str) -> Option<Compound> {
    let value = |part: &str| part.replace(',', "").parse::<Decimal>().ok();
    let end = number_len(text);
    let (first, first_factor) = scale(&text[end..])?;
    let mut total = value(&text[..end])?.checked_mul(first_factor)?;
    let (mut last, mut last_factor, mut behind) = (first, first_factor, end + first.len());
    let (mut parts, mut in_yi) = (1, first == "亿");
    loop {
        let start = behind + if text[behind..].starts_with('零') { "零".len() } else { 0 };
        let stop = start + number_len(&text[start..]);
        if last.is_empty() || stop == start {
            break;
        }
        let (word, factor) = scale(&text[stop..]).unwrap_or(("", Decimal::ONE));
        let part = value(&text[start..stop])?;
        // 1万2,846亿 is 12846亿: both parts are in 亿.
        let shared = parts == 1 && first == "万" && word == "亿";
        let (earlier, room) = if shared { (total.checked_mul(factor)?, Decimal::MAX) } else { (total, last_factor) };
        let part = part.checked_mul(factor)?;
        if part >= room {
            return None;
        }
        total = earlier.checked_add(part)?;
        (last, last_factor, behind) = (word, factor, stop + word.len());
        parts += 1;
        in_yi |= word == "亿";
    }
    if parts == 1 {
        return None;
    }
    let (scale, factor) = match (last, in_yi) {
        ("", _) => ("", Decimal::ONE),
        (_, true) => ("亿", Decimal::from(100_000_000)),
        (_, false) => (first, first_factor),
    };
    Some(Compound { len: behind, number: total.checked_div(factor)?.normalize(), scale, open: last.is_empty() })
}

/// The scale that begins a text, and its factor.
fn scale(text: &str) -> Option<(&'static str, Decimal)> {
    let found = FACTORS.into_iter().find(|(word, _)| text.starts_with(word) && !begins_with_measure(text))?;
    Some((found.0, found.1.into()))
}

/// The digits of a number with their points and grouping commas.
pub(super) fn number_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while digit(at) || (matches!(bytes.get(at), Some(b'.' | b',')) && digit(at + 1) && at > 0) {
        at += 1;
    }
    at
}
