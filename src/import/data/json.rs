//! Data as JSON.
//!
//! In: a JSON text: JSON-stat, SDMX-JSON, an array of rows, an object with `rows`, or an object a line. Out: [`Data`]. Numbers
//! keep the digits they are written with.
//!
//! May touch: nothing

use super::row::Row;
use super::{Data, jsonstat, sdmx};
use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// An object whose values are not read yet.
pub(crate) type Raw<'t> = BTreeMap<String, &'t RawValue>;

/// Reads JSON as data.
pub(super) fn read(text: &str) -> Result<Data> {
    let text = text.trim();
    if text.starts_with('[') {
        let rows: Vec<Raw<'_>> = serde_json::from_str(text).context("it is no JSON array of rows")?;
        return Ok(Data { rows: self::rows(&rows)?, format: "JSON", ..Data::default() });
    }
    match serde_json::from_str::<Raw<'_>>(text) {
        Ok(object) => of_object(&object),
        // An object a line.
        Err(fault) if text.contains('\n') => {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            let lines: Result<Vec<Raw<'_>>, _> = lines.map(serde_json::from_str).collect();
            let Ok(lines) = lines else { return Err(fault).context("it is no JSON") };
            Ok(Data { rows: rows(&lines)?, format: "JSON", ..Data::default() })
        }
        Err(fault) => Err(fault).context("it is no JSON"),
    }
}

fn of_object(object: &Raw<'_>) -> Result<Data> {
    if let Some(rows) = object.get("rows") {
        let rows: Vec<Raw<'_>> = serde_json::from_str(rows.get()).context("its `rows` are no array of objects")?;
        let text = |key: &str| object.get(key).map(|value| self::text(value)).transpose().map(Option::flatten);
        let date = text("date")?.map(|date| day(&date).with_context(|| format!("`{date}` is no day"))).transpose()?;
        return Ok(Data {
            title: text("title")?,
            date,
            source: text("source")?,
            rows: self::rows(&rows)?,
            format: "JSON",
        });
    }
    if let Some(cube) = jsonstat::read(object)? {
        return Ok(cube);
    }
    if let Some(cube) = sdmx::read(object)? {
        return Ok(cube);
    }
    if object.contains_key("indicator") {
        let rows = Row::of(cells(object)?.into_iter())?.into_iter().collect();
        return Ok(Data { rows, format: "JSON", ..Data::default() });
    }
    bail!("it is neither JSON-stat nor SDMX-JSON, and has no `rows`")
}

fn rows(objects: &[Raw<'_>]) -> Result<Vec<Row>> {
    let rows = objects.iter().enumerate().map(|(at, object)| {
        let row = cells(object).and_then(|cells| Row::of(cells.into_iter()));
        row.with_context(|| format!("row {}", at + 1))
    });
    rows.filter_map(Result::transpose).collect()
}

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
