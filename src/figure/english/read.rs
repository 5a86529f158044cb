//! Figures read from English text.
//!
//! In: text that begins with a figure, `over 5.58 trillion yuan`. Out: its value, what it is counted in and how closely it is
//! meant.
//!
//! May touch: nothing

use super::currency::CURRENCIES;
use super::{Units, WORDS};
use crate::figure::approx::Approx;
use crate::figure::scale::Scale;
use rust_decimal::Decimal;

/// A figure as English text gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Number times scale.
    pub value: Decimal,
    /// What it is counted in: the ISO code of a currency, `%`, `pp`, `times`, the name of several of a unit; empty where only
    /// a number is printed.
    pub unit: String,
    /// The number before its scale.
    pub number: Decimal,
    /// Its scale.
    pub scale: Scale,
    /// How closely it is meant.
    pub approx: Approx,
    /// Half of its last printed place, within which a rounder print of the same value may lie.
    pub half_place: Decimal,
    /// The bytes it takes.
    pub len: usize,
}

/// What follows a number and says that it is a rate or a multiple; the longer first.
const RATES: [(&str, &str); 10] = [
    ("percentage-points", "pp"),
    ("percentage-point", "pp"),
    ("percentage points", "pp"),
    ("percentage point", "pp"),
    ("per cent", "%"),
    ("percent", "%"),
    ("pct", "%"),
    ("%", "%"),
    ("‰", "‰"),
    ("times", "times"),
];

/// The scales of English, and those of headlines.
const SCALES: [(&str, Scale); 11] = [
    ("trillion", Scale::WanYi),
    ("billion", Scale::Billion),
    ("million", Scale::Million),
    ("thousand", Scale::Thousand),
    ("trln", Scale::WanYi),
    ("bln", Scale::Billion),
    ("mln", Scale::Million),
    ("trn", Scale::WanYi),
    ("tn", Scale::WanYi),
    ("bn", Scale::Billion),
    ("mn", Scale::Million),
];

/// What a dollar sign alone is read as: which dollar it is, is not printed.
pub(crate) const DOLLAR: &str = "$";

/// Names of tonnes in print, besides the one that the program writes itself.
const TONNES: [&str; 5] = ["metric tonnes", "metric tons", "metric ton", "tons", "ton"];

/// Names of currencies in print besides those that the program writes itself.
const MONEY: [(&str, &str); 6] = [
    ("U.S. dollars", "USD"),
    ("U.S. dollar", "USD"),
    ("renminbi", "CNY"),
    ("RMB", "CNY"),
    ("dollars", DOLLAR),
    ("dollar", DOLLAR),
];

/// Numbers that are written in words. They are figures only with a scale or as rates and money: three percentage points, but one
/// person.
const SPELLED: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Reads the figure with which a text begins; `None` where there is none.
///
/// ```
/// use jianbao::figure::english::{Units, read};
///
/// let read = read("HK$5.58 trillion in all", &Units::default()).expect("it begins with a figure");
/// assert_eq!((read.value.to_string(), read.unit.as_str(), read.len), ("5580000000000".to_owned(), "HKD", 16));
/// ```
#[must_use]
pub fn read(text: &str, units: &Units) -> Option<Read> {
    let mut rest = text;
    let mut approx = Approx::Exact;
    if let Some((word, meant)) = WORDS.iter().find(|(word, _)| begins_with_word(rest, word)) {
        rest = rest[word.len()..].trim_start();
        approx = *meant;
    }
    let mut unit = String::new();
    let signs = CURRENCIES.iter().flat_map(|currency| [(currency.sign, currency.code), (currency.code, currency.code)]);
    let signs = signs.chain([(DOLLAR, DOLLAR)]);
    if let Some((sign, code)) = signs.filter(|(sign, _)| rest.starts_with(sign)).max_by_key(|(sign, _)| sign.len()) {
        let after = rest[sign.len()..].trim_start();
        if after.starts_with(|c: char| c.is_ascii_digit()) {
            (rest, unit) = (after, code.to_owned());
        }
    }
    let (number, len) = number(rest).or_else(|| spelled(rest))?;
    let is_spelled = !rest[..len].ends_with(|c: char| c.is_ascii_digit());
    rest = &rest[len..];
    let mut end = rest;
    let scale = SCALES.iter().find(|(word, _)| begins_with_word(joined(rest), word));
    if let Some((word, _)) = scale {
        rest = &joined(rest)[word.len()..];
        end = rest;
    }
    let scale = scale.map_or(Scale::One, |(_, scale)| *scale);
    let mut is_measure = !unit.is_empty();
    if let Some((counted, len, measures)) =
        Some(joined(rest)).filter(|_| !is_measure).and_then(|after| counted(after, units))
    {
        (unit, end, is_measure) = (counted, &joined(rest)[len..], measures);
    }
    if is_spelled && scale == Scale::One && !is_measure {
        return None;
    }
    let (mark, meant) = [(" or more", Approx::Ge), (" or less", Approx::Le)]
        .into_iter()
        .find(|(mark, _)| begins_with_word(end, mark))
        .unwrap_or(("", approx));
    end = &end[mark.len()..];
    let half = Decimal::try_from_i128_with_scale(5, number.scale() + 1).ok();
    Some(Read {
        value: scale.times(number)?,
        unit,
        number,
        scale,
        approx: meant,
        half_place: half.and_then(|half| scale.times(half)).unwrap_or(Decimal::ZERO),
        len: text.len() - end.len(),
    })
}

/// What a number is counted in, by the words behind it, their length, and whether it is a rate or money.
fn counted(after: &str, units: &Units) -> Option<(String, usize, bool)> {
    let rate = RATES.iter().find(|(word, _)| match word.chars().all(char::is_alphabetic) {
        true => begins_with_word(after, word),
        false => after.starts_with(word),
    });
    let money = CURRENCIES.iter().flat_map(|currency| [(currency.one, currency.code), (currency.many, currency.code)]);
    let money = money.chain(MONEY).filter(|(word, _)| begins_with_word(after, word)).max_by_key(|(word, _)| word.len());
    if let Some((word, unit)) = rate.copied().or(money) {
        return Some((unit.to_owned(), word.len(), true));
    }
    let tonnes = || {
        let word = TONNES.iter().find(|word| begins_with_word(after, word))?;
        Some((units.many("吨")?, word.len()))
    };
    let (unit, len) = tonnes().or_else(|| units.begins(after))?;
    Some((unit.to_owned(), len, false))
}

/// What is behind the space or hyphen between a number and its unit: a 5-billion-yuan project.
fn joined(rest: &str) -> &str {
    let hyphened = rest.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_alphabetic()));
    hyphened.unwrap_or_else(|| rest.trim_start())
}

/// The number in words with which a text begins, and its length.
fn spelled(text: &str) -> Option<(Decimal, usize)> {
    let (word, value) = SPELLED.iter().zip(1_i64..).find(|(word, _)| begins_with_word(text, word))?;
    Some((Decimal::from(value), word.len()))
}

/// Whether a text begins with a word that ends there.
pub(super) fn begins_with_word(text: &str, word: &str) -> bool {
    let head = text.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word));
    head.is_some() && !text[word.len()..].starts_with(|c: char| c.is_alphanumeric())
}

/// The number with which a text begins, and its length. `5,578.8` is one number, `5, 6` are two.
fn number(text: &str) -> Option<(Decimal, usize)> {
    let body = text.trim_start_matches(['-', '−', '+']);
    let sign = &text[..text.len() - body.len()];
    let mut digits = String::new();
    let mut at = 0;
    let mut point = false;
    while let Some(c) = body[at..].chars().next() {
        let next_is_digit = body[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        match c {
            '0'..='9' => digits.push(c),
            '.' if next_is_digit && !point && !digits.is_empty() => {
                point = true;
                digits.push('.');
            }
            ',' if !point && !digits.is_empty() && is_group(&body[at + 1..]) => {}
            _ => break,
        }
        at += c.len_utf8();
    }
    let value: Decimal = digits.parse().ok()?;
    let value = if sign.contains(['-', '−']) { -value } else { value };
    Some((value, sign.len() + at))
}

/// Whether three digits come next, and no fourth.
fn is_group(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}
