//! SDMX-JSON, versions 1 and 2: what banks of issue, the OECD and the IMF publish.
//!
//! In: a JSON object. Out: [`Data`], a row for each observation; or nothing where it is no data message.
//!
//! May touch: tree

use super::Data;
use super::cube::{Cell, Dimension, Role, rows};
use super::raw::{Raw, day, text};
use crate::tree::limit;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A set of data: series of observations, or observations alone. Keys are places of categories: `0:1`.
#[derive(Deserialize)]
struct DataSet<'t> {
    #[serde(borrow, default)]
    series: BTreeMap<String, Series<'t>>,
    #[serde(borrow, default)]
    observations: BTreeMap<String, Vec<&'t RawValue>>,
    #[serde(default)]
    attributes: Vec<Option<Value>>,
}

#[derive(Deserialize)]
struct Series<'t> {
    #[serde(borrow, default)]
    observations: BTreeMap<String, Vec<&'t RawValue>>,
    #[serde(default)]
    attributes: Vec<Option<Value>>,
}

/// Reads a data message.
pub(super) fn read(object: &Raw<'_>) -> Result<Option<Data>> {
    let inner = match object.get("data") {
        Some(data) => serde_json::from_str::<Raw<'_>>(data.get()).unwrap_or_default(),
        None => object.clone(),
    };
    let Some(sets) = inner.get("dataSets") else { return Ok(None) };
    let sets: Vec<DataSet<'_>> =
        serde_json::from_str(sets.get()).context("its `dataSets` are not what SDMX-JSON has")?;
    let structure = inner.get("structures").or(inner.get("structure")).context("it has no `structure`")?;
    let structure: Value =
        serde_json::from_str(structure.get()).context("its `structure` is not what SDMX-JSON has")?;
    let structure = structure.get(0).unwrap_or(&structure);
    let title = name(structure).unwrap_or_default();
    let meta =
        object.get("meta").or(object.get("header")).and_then(|meta| serde_json::from_str::<Value>(meta.get()).ok());
    let meta = meta.unwrap_or_default();
    let levels = ["dataSet", "series", "observation"].map(|level| dimensions(structure, level));
    let mut cells = Vec::new();
    for set in &sets {
        cells.extend(of_set(set, structure, &levels)?);
        if cells.len() > limit::METRICS {
            bail!("it has more than {} figures, the most of a bulletin; choose those that it is about", limit::METRICS);
        }
    }
    Ok(Some(Data {
        rows: rows(&title, &levels.concat(), &cells)?,
        title: (!title.is_empty()).then_some(title),
        date: meta.get("prepared").and_then(Value::as_str).and_then(day),
        source: meta.get("sender").and_then(name),
        format: "SDMX-JSON",
    }))
}

/// The name of a part of a message, in Chinese where it is there.
fn name(value: &Value) -> Option<String> {
    let names = value.get("names");
    let chinese = ["zh-Hans", "zh-CN", "zh", "zh-TW", "zh-Hant"].into_iter().find_map(|tag| names?.get(tag)?.as_str());
    let plain =
        value.get("name").and_then(|name| name.as_str().or_else(|| name.as_object()?.values().next()?.as_str()));
    chinese.or(plain).or_else(|| value.get("id")?.as_str()).map(str::to_owned)
}

/// The dimensions of a level: `series`.
fn dimensions(structure: &Value, level: &str) -> Vec<Dimension> {
    let all = structure.get("dimensions").and_then(|dimensions| dimensions.get(level)).and_then(Value::as_array);
    let dimension = |value: &Value| {
        let id = value.get("id").and_then(Value::as_str).unwrap_or_default();
        let values = value.get("values").and_then(Value::as_array).into_iter().flatten();
        let values: Vec<(String, String)> = values
            .map(|value| {
                (
                    value.get("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
                    name(value).unwrap_or_default(),
                )
            })
            .collect();
        Dimension { name: name(value).unwrap_or_default(), role: Role::of(id), units: vec![None; values.len()], values }
    };
    all.into_iter().flatten().map(dimension).collect()
}

/// The observations of a set that have a number.
fn of_set(set: &DataSet<'_>, structure: &Value, levels: &[Vec<Dimension>; 3]) -> Result<Vec<Cell>> {
    let fixed = levels[0].len();
    let of_set = Attributes::of(structure, "dataSet", &set.attributes);
    let mut cells = Vec::new();
    let alone = ("", &set.observations, Attributes::default());
    let of_series = set.series.iter().map(|(series, inner)| {
        (series.as_str(), &inner.observations, Attributes::of(structure, "series", &inner.attributes))
    });
    let all = [alone].into_iter().chain(of_series).collect::<Vec<_>>();
    let observed = all.iter().flat_map(|(series, observations, own)| {
        observations.iter().map(move |(key, values)| (series, key, values, own))
    });
    for (series, key, values, own) in observed {
        let Some(number) = values.first().map(|value| text(value)).transpose()?.flatten() else { continue };
        let places = series.split(':').chain(key.split(':')).filter(|place| !place.is_empty());
        let places: Result<Vec<usize>, _> = places.map(str::parse).collect();
        let places = places.with_context(|| format!("`{series}` `{key}` is no place of a figure"))?;
        let mut place = vec![0; fixed];
        place.extend(places);
        let expected: usize = levels.iter().map(Vec::len).sum();
        if place.len() != expected {
            bail!("`{series}` `{key}` is no place among {expected} dimensions");
        }
        let exponent = own.exponent.or(of_set.exponent).unwrap_or_default();
        cells.push(Cell { place, number, unit: own.unit.as_ref().or(of_set.unit.as_ref()).cloned(), exponent });
    }
    Ok(cells)
}

/// What attributes say of numbers.
#[derive(Default)]
struct Attributes {
    unit: Option<String>,
    exponent: Option<i32>,
}

impl Attributes {
    fn of(structure: &Value, level: &str, places: &[Option<Value>]) -> Self {
        let all = structure.get("attributes").and_then(|attributes| attributes.get(level)).and_then(Value::as_array);
        let mut found = Self::default();
        for (attribute, place) in all.into_iter().flatten().zip(places) {
            let id = attribute.get("id").and_then(Value::as_str).unwrap_or_default();
            let at = place.as_ref().and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
            let value = at.and_then(|at| attribute.get("values")?.get(at));
            match id {
                "UNIT_MEASURE" | "UNIT" => found.unit = value.and_then(name),
                "UNIT_MULT" => {
                    found.exponent = value.and_then(|value| value.get("id")?.as_str()?.parse().ok());
                }
                _ => {}
            }
        }
        found
    }
}
