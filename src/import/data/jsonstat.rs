//! JSON-stat (json-stat.org): datasets of versions 1 and 2, as Eurostat and Taiwan's statistics publish them.
//!
//! In: a JSON object. Out: [`Data`], a row for each number; or nothing where it is no dataset.
//!
//! May touch: nothing

use super::cube::{Cell, Dimension, Role, rows};
use super::raw::{Raw, day, text};
use super::{Data, expect_few};
use anyhow::{Context, Result, bail};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Reads a dataset.
pub(super) fn read(object: &Raw<'_>) -> Result<Option<Data>> {
    let is_dataset = |raw: &Raw<'_>| raw.contains_key("dimension") && raw.contains_key("value");
    if is_dataset(object) {
        return dataset(object).map(Some);
    }
    // Version 1 has a name for each dataset.
    for inner in object.values().filter(|inner| inner.get().starts_with('{')) {
        match serde_json::from_str::<Raw<'_>>(inner.get()) {
            Ok(inner) if is_dataset(&inner) => return dataset(&inner).map(Some),
            Ok(_) | Err(_) => {}
        }
    }
    if object.get("class").is_some_and(|class| class.get() == "\"collection\"") {
        bail!("it is a JSON-stat collection, a list of datasets; import one of them");
    }
    Ok(None)
}

fn dataset(object: &Raw<'_>) -> Result<Data> {
    let said = |key: &str| object.get(key).and_then(|value| text(value).ok()).flatten();
    let dimension: Map<String, Value> = parsed(object, "dimension")?;
    let (ids, sizes, roles) = match object.contains_key("id") {
        true => (parsed(object, "id")?, parsed(object, "size")?, optional(object, "role")?),
        false => (inner(&dimension, "id")?, inner(&dimension, "size")?, dimension.get("role").cloned()),
    };
    let (ids, sizes): (Vec<String>, Vec<usize>) = (ids, sizes);
    if ids.len() != sizes.len() {
        bail!("its `id` and `size` differ in length");
    }
    let all = sizes.iter().try_fold(1_usize, |all, size| all.checked_mul(*size)).context("its `size` is too large")?;
    let dimensions: Result<Vec<Dimension>> = ids
        .iter()
        .zip(&sizes)
        .map(|(id, size)| {
            self::dimension(id, *size, dimension.get(id), roles.as_ref()).with_context(|| format!("`{id}`"))
        })
        .collect();
    let dimensions = dimensions?;
    let title = said("label").unwrap_or_default();
    let numbers = numbers(object.get("value").context("it has no `value`")?)?;
    expect_few(numbers.len())?;
    let cells: Result<Vec<Cell>> = numbers
        .into_iter()
        .map(|(at, number)| {
            if at >= all {
                bail!("its `value` goes on after its `size`");
            }
            Ok(Cell { place: place(at, &sizes), number, unit: None, exponent: 0 })
        })
        .collect();
    Ok(Data {
        rows: rows(&title, &dimensions, &cells?)?,
        title: (!title.is_empty()).then_some(title),
        date: said("updated").and_then(|text| day(&text)),
        source: said("source"),
        format: "JSON-stat",
    })
}

fn parsed<T: serde::de::DeserializeOwned>(object: &Raw<'_>, key: &str) -> Result<T> {
    let value = object.get(key).with_context(|| format!("it has no `{key}`"))?;
    serde_json::from_str(value.get()).with_context(|| format!("its `{key}` is not what JSON-stat has"))
}

fn optional(object: &Raw<'_>, key: &str) -> Result<Option<Value>> {
    object.contains_key(key).then(|| parsed(object, key)).transpose()
}

fn inner<T: serde::de::DeserializeOwned>(object: &Map<String, Value>, key: &str) -> Result<T> {
    let value = object.get(key).cloned().with_context(|| format!("it has no `{key}`"))?;
    serde_json::from_value(value).with_context(|| format!("its `{key}` is not what JSON-stat has"))
}

/// The numbers that are there, by their places in the row of all; as they are written.
fn numbers(value: &RawValue) -> Result<Vec<(usize, String)>> {
    let wrong = "its `value` is not what JSON-stat has";
    let raw: Vec<(usize, &RawValue)> = match value.get().starts_with('[') {
        true => serde_json::from_str::<Vec<&RawValue>>(value.get()).context(wrong)?.into_iter().enumerate().collect(),
        false => serde_json::from_str::<BTreeMap<usize, &RawValue>>(value.get()).context(wrong)?.into_iter().collect(),
    };
    let number = |(at, value): (usize, &RawValue)| Ok(text(value)?.map(|number| (at, number)));
    raw.into_iter().map(number).filter_map(Result::transpose).collect()
}

/// The category of each dimension for a place in the row of all numbers: the last one changes first.
fn place(mut at: usize, sizes: &[usize]) -> Vec<usize> {
    let mut place: Vec<usize> = sizes
        .iter()
        .rev()
        .map(|size| {
            let category = at % size.max(&1);
            at /= size.max(&1);
            category
        })
        .collect();
    place.reverse();
    place
}

fn dimension(id: &str, size: usize, value: Option<&Value>, roles: Option<&Value>) -> Result<Dimension> {
    let value = value.context("it is not described")?;
    let category = value.get("category").context("it has no `category`")?;
    let labels = category.get("label").and_then(Value::as_object);
    // A dimension of one category need not say its index.
    let codes: Vec<String> = match category.get("index") {
        Some(Value::Array(codes)) => codes.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::Object(places)) => {
            let mut codes: Vec<(u64, String)> =
                places.iter().filter_map(|(code, at)| Some((at.as_u64()?, code.clone()))).collect();
            codes.sort_unstable();
            codes.into_iter().map(|(_, code)| code).collect()
        }
        _ => labels.into_iter().flat_map(Map::keys).cloned().collect(),
    };
    if codes.len() != size {
        bail!("it has {} categories, and its size is {size}", codes.len());
    }
    let units = codes.iter().map(|code| unit(category.get("unit")?.get(code)?)).collect();
    let name = value.get("label").and_then(Value::as_str).unwrap_or(id).to_owned();
    let values = codes.iter().map(|code| (code.clone(), label(labels, code))).collect();
    Ok(Dimension { name, role: role(id, roles), values, units })
}

/// The name of a category.
fn label(labels: Option<&Map<String, Value>>, code: &str) -> String {
    labels.and_then(|labels| labels.get(code)).and_then(Value::as_str).unwrap_or(code).to_owned()
}

/// What a dimension is of: as the dataset says, or by its id.
fn role(id: &str, roles: Option<&Value>) -> Role {
    let has = |role: &str| {
        let ids = roles.and_then(|roles| roles.get(role)).and_then(Value::as_array);
        ids.is_some_and(|ids| ids.iter().any(|one| one.as_str() == Some(id)))
    };
    match () {
        () if has("time") => Role::Time,
        () if has("geo") => Role::Place,
        () if Role::of(id) == Role::Unit => Role::Unit,
        () if has("metric") => Role::Measure,
        () => Role::of(id),
    }
}

/// The unit of a category: its label, or its symbol, or what it is based on.
fn unit(unit: &Value) -> Option<String> {
    let text = ["label", "symbol", "base"].into_iter().find_map(|key| unit.get(key)?.as_str());
    text.map(str::to_owned)
}
