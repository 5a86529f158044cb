//! JSON whose values are not read yet, so that numbers keep the digits they are written with.
//!
//! In: objects and values. Out: the texts and numbers in them.
//!
//! May touch: nothing

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// An object whose values are not read yet.
pub(crate) type Raw<'t> = BTreeMap<String, &'t RawValue>;

/// The cells of a row.
pub(crate) fn cells(object: &Raw<'_>) -> Result<Vec<(String, String)>> {
    let cell = |(name, value): (&String, &&RawValue)| {
        let text = text(value).with_context(|| format!("`{name}`"))?;
        Ok((name.clone(), text.unwrap_or_default()))
    };
    object.iter().map(cell).collect()
}

/// A string, or a number as it is written; `None` where it is null.
pub(super) fn text(value: &RawValue) -> Result<Option<String>> {
    let raw = value.get();
    match raw.chars().next() {
        Some('"') => Ok(Some(serde_json::from_str(raw)?)),
        Some('n') => Ok(None),
        Some('-' | '0'..='9') => Ok(Some(number(raw))),
        _ => bail!("this is neither a text nor a number"),
    }
}

/// A number without an exponent.
fn number(raw: &str) -> String {
    match raw.contains(['e', 'E']) {
        true => {
            rust_decimal::Decimal::from_scientific(raw).map_or_else(|_| raw.to_owned(), |number| number.to_string())
        }
        false => raw.to_owned(),
    }
}

/// The day of `2025-07-18T11:00:00Z`.
pub(super) fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}
