//! A cube of figures, as statistical offices publish them.
//!
//! In: its dimensions, and a number for some of their combinations. Out: a row for each number.
//!
//! May touch: figure

use super::row::{self, Row};
use super::unit::{printed, scale, step};
use crate::figure::Kind;
use anyhow::{Context, Result, anyhow};

/// What a dimension of a cube is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Time.
    Time,
    /// Places.
    Place,
    /// What is measured.
    Measure,
    /// What it is counted in.
    Unit,
    /// Anything else.
    Other,
}

impl Role {
    /// The role of a dimension by its id.
    pub(super) fn of(id: &str) -> Self {
        match id.to_lowercase().as_str() {
            "time" | "time_period" | "period" | "year" | "month" | "quarter" | "年" | "月" | "时间" | "時間" => {
                Self::Time
            }
            "geo" | "ref_area" | "location" | "country" | "region" | "area" | "economy" | "地区" | "地區" => {
                Self::Place
            }
            "indic" | "indicator" | "measure" | "subject" | "series" | "concept" | "metric" | "指标" | "指標" => {
                Self::Measure
            }
            "unit" | "unit_measure" | "单位" | "單位" => Self::Unit,
            _ => Self::Other,
        }
    }
}

/// A dimension.
#[derive(Clone, Debug)]
pub(super) struct Dimension {
    /// What it is called.
    pub(super) name: String,
    /// What it is of.
    pub(super) role: Role,
    /// Its categories: their codes and names.
    pub(super) values: Vec<(String, String)>,
    /// The units of its categories, where it gives them.
    pub(super) units: Vec<Option<String>>,
}

/// A number of a cube.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// The category of each dimension.
    pub(super) place: Vec<usize>,
    /// As it is written.
    pub(super) number: String,
    /// Its unit, where it says one itself.
    pub(super) unit: Option<String>,
    /// The power of ten that it is to be multiplied by.
    pub(super) exponent: i32,
}

/// The rows of a cube that is called `title`.
pub(super) fn rows(title: &str, dimensions: &[Dimension], cells: &[Cell]) -> Result<Vec<Row>> {
    cells.iter().map(|cell| row(title, dimensions, cell)).collect()
}

fn row(title: &str, dimensions: &[Dimension], cell: &Cell) -> Result<Row> {
    let mut row = Row { indicator: title.to_owned(), ..Row::default() };
    let mut unit = cell.unit.clone();
    for (dimension, &at) in dimensions.iter().zip(&cell.place) {
        let (code, name) =
            dimension.values.get(at).with_context(|| format!("`{}` has no category {at}", dimension.name))?;
        match dimension.role {
            Role::Time => row.period = Some(row::period(code).or_else(|wrong| row::period(name).map_err(|_| wrong))?),
            Role::Place => row.region = Some(name.clone()),
            Role::Measure => row.indicator = name.clone(),
            Role::Unit => unit = unit.or_else(|| Some(name.clone())),
            // What all figures have in common sets none apart.
            Role::Other if dimension.values.len() > 1 => row.dims.push((dimension.name.clone(), name.clone())),
            Role::Other => {}
        }
        unit = dimension.units.get(at).cloned().flatten().or(unit);
    }
    let unit = unit.unwrap_or_default();
    let scale =
        scale(cell.exponent).with_context(|| format!("nothing is counted in powers of 10 to the {}", cell.exponent))?;
    match step(&unit) {
        Some(basis) => {
            row.change = Some(row::change(&cell.number)?);
            row.basis = Some(basis);
        }
        None => row.value = Some(valued(&cell.number, scale, &unit, &mut row)?),
    }
    Ok(row)
}

/// A value; a unit that Chinese does not print sets the figure apart.
fn valued(number: &str, scale: &str, unit: &str, row: &mut Row) -> Result<crate::figure::Quantity> {
    let printed = printed(unit);
    if let Ok(value) = row::value(number, &format!("{scale}{printed}")) {
        let says = |word: &str| unit.to_lowercase().contains(word);
        row.kind = says("change").then_some(Kind::Growth).or(says("index").then_some(Kind::Index));
        return Ok(value);
    }
    row.dims.push(("单位".to_owned(), unit.to_owned()));
    row::value(number, scale).map_err(|wrong| anyhow!("{wrong}"))
}
