//! The bare number within a quantity.
//!
//! In come digits as printed, `3,400` or `－１．２`; out goes an exact decimal
//! that keeps its printed precision.
//!
//! May touch: diag

use std::fmt;
use std::str::FromStr;

use compact_str::CompactString;
use rust_decimal::Decimal;

use super::script::{Cursor, fold, fold_all};
use crate::diag::Malformed;

/// A printed number without scale or unit: `6.0`, `3,400`, `-1.2`.
///
/// Equality is that of the printed form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    printed: CompactString,
    value: Decimal,
}

/// A number less another, exactly; none where the result has more digits than a decimal holds, which would drop some or panic.
pub(crate) fn difference(one: Decimal, other: Decimal) -> Option<Decimal> {
    let scale = one.scale().max(other.scale());
    let mantissa = |number: Decimal| {
        let grown = scale.checked_sub(number.scale())?;
        number.mantissa().checked_mul(10_i128.checked_pow(grown)?)
    };
    Decimal::try_from_i128_with_scale(mantissa(one)?.checked_sub(mantissa(other)?)?, scale).ok()
}

impl Number {
    /// The number exactly as printed, sign, grouping commas and fullwidth
    /// digits included: `3,400`.
    #[must_use]
    pub(crate) fn printed(&self) -> &str {
        &self.printed
    }

    /// The value with the printed precision: `6.0` has one decimal place.
    #[must_use]
    pub(crate) fn value(&self) -> Decimal {
        self.value
    }

    /// Plain ASCII digits, without grouping or a plus: `3400` for `３,４００`,
    /// `-1.2` for `－1.2`.
    #[must_use]
    pub fn digits(&self) -> String {
        self.value.to_string()
    }

    /// The sign as printed, `－`, or nothing.
    #[must_use]
    pub(crate) fn sign(&self) -> &str {
        let body = self.printed.trim_start_matches(is_sign);
        &self.printed[..self.printed.len() - body.len()]
    }

    /// The same number without its sign: `1.2` for `-1.2`.
    #[must_use]
    pub(crate) fn unsigned(&self) -> Self {
        Self { printed: self.printed.trim_start_matches(is_sign).into(), value: self.value.abs() }
    }

    /// A number that was printed in several parts, with the sign before them; none with too many digits.
    pub(super) fn compound(sign: &str, value: Decimal) -> Option<Self> {
        format!("{sign}{value}").parse().ok()
    }

    /// Whether a number begins where the text begins.
    pub(super) fn begins(text: &str) -> bool {
        let unsigned = text.strip_prefix(is_sign).unwrap_or(text);
        unsigned.starts_with(is_body)
    }

    /// Reads the number that comes next, as far as its characters go.
    pub(super) fn take(cursor: &mut Cursor<'_>) -> Result<Self, Malformed> {
        let start = cursor.at();
        let text = cursor.rest();
        let negative = cursor.eat("-");
        if !negative {
            cursor.eat("+");
        }
        let body = fold_all(cursor.eat_while(is_body));
        let printed = &text[..cursor.at() - start];
        let value = read(&body)
            .map_err(|(message, help)| Malformed::new(start..cursor.at(), format!("`{printed}` {message}"), help))?;
        Ok(Self {
            printed: printed.into(),
            // Zero has no sign, lest `-0.0` print as a negative value.
            value: if negative && !value.is_zero() { -value } else { value },
        })
    }
}

fn is_sign(printed: char) -> bool {
    matches!(fold(printed), '+' | '-')
}

fn is_body(printed: char) -> bool {
    matches!(fold(printed), '0'..='9' | '.' | ',')
}

/// Reads folded digits; the error is what is wrong with them, and the way out.
fn read(body: &str) -> Result<Decimal, (&'static str, &'static str)> {
    let (whole, fraction) = match body.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (body, None),
    };
    if !body.contains(|c: char| c.is_ascii_digit()) {
        return Err(("is not a number", "write digits, such as `3.4`"));
    }
    if fraction.is_some_and(|digits| digits.contains('.')) {
        return Err(("has two decimal points", "keep one, such as `3.4`"));
    }
    if whole.is_empty() || fraction.is_some_and(str::is_empty) {
        return Err(("lacks a digit beside the decimal point", "write digits on both sides of it, such as `0.5`"));
    }
    if !is_grouped(whole) || fraction.is_some_and(|digits| digits.contains(',')) {
        return Err(("is grouped wrongly", "put a comma before every three digits, such as `3,400`, or none"));
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(("begins with a needless zero", "write `7`, not `07`"));
    }
    Decimal::from_str_exact(&body.replace(',', ""))
        .map_err(|_| ("has too many digits", "keep to 28 digits, with a scale such as `亿`"))
}

/// Whether the commas of a whole number, if any, are before every three
/// digits.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().map_or(0, str::len);
    let mut rest = groups.peekable();
    rest.peek().is_none() || (1..=3).contains(&first) && rest.all(|group| group.len() == 3)
}

impl FromStr for Number {
    type Err = Malformed;

    /// Reads a whole string as one number. Malformed are two decimal points, wrong
    /// grouping, a needless leading zero, and more than 28 digits.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let mut cursor = Cursor::new(text);
        let number = Self::take(&mut cursor)?;
        if cursor.rest().is_empty() {
            return Ok(number);
        }
        Err(Malformed::new(
            cursor.at()..text.len(),
            format!("`{}` after the number", cursor.rest()),
            "write digits only, such as `3.4`",
        ))
    }
}

impl fmt::Display for Number {
    /// The number as [printed](Number::printed).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed)
    }
}
