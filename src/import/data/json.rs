//! Data as JSON.
//!
//! In: a JSON text: JSON-stat, SDMX-JSON, an array of rows, an object with `rows`, or an object a line. Out: [`Data`]. Numbers
//! keep the digits they are written with.
//!
//! May touch: nothing

use super::raw::{Raw, cells, day, text};
use super::row::Row;
use super::{Data, jsonstat, sdmx};
use anyhow::{Context, Result, bail};

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
