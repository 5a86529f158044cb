//! A row of data.
//!
//! In: cells with the names of their columns, or a CSV of them. Out: [`Row`]s, each a figure; or what is wrong with which.
//!
//! May touch: diag, figure

use crate::figure::{Basis, Change, Kind, Period, Quantity};
use anyhow::{Context, Result, anyhow, bail};

/// A figure of data.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// What it is a figure of.
    pub(crate) indicator: String,
    /// When.
    pub(crate) period: Option<Period>,
    /// How much there is.
    pub(crate) value: Option<Quantity>,
    /// By how much it changed.
    pub(crate) change: Option<Change>,
    /// Against what.
    pub(crate) basis: Option<Basis>,
    /// What it is.
    pub(crate) kind: Option<Kind>,
    /// Where.
    pub(crate) region: Option<String>,
    /// What else sets it apart.
    pub(crate) dims: Vec<(String, String)>,
    /// Who said it.
    pub(crate) source: Option<String>,
}

/// The columns of a row; any other sets its figure apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Indicator,
    Period,
    Value,
    Unit,
    Change,
    Basis,
    Kind,
    Region,
    Source,
}

/// What the columns are called.
const COLUMNS: [(Column, &[&str]); 9] = [
    (Column::Indicator, &["indicator", "指标", "指標", "名称", "名稱"]),
    (Column::Period, &["period", "time", "时期", "時期", "时间", "時間", "期间", "期間"]),
    (Column::Value, &["value", "数值", "數值", "值"]),
    (Column::Unit, &["unit", "单位", "單位"]),
    (Column::Change, &["change", "变化", "變化", "增速"]),
    (Column::Basis, &["basis", "基准", "基準"]),
    (Column::Kind, &["kind", "类型", "類型"]),
    (Column::Region, &["region", "地区", "地區"]),
    (Column::Source, &["source", "来源", "來源"]),
];

/// What stands where there is no number.
const NONE: [&str; 8] = ["", "-", "—", "…", "..", ":", "NA", "null"];

/// The rows of a CSV, whose first line names the columns.
pub(super) fn separated(text: &str) -> Result<Vec<Row>> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: u8| first.bytes().filter(|byte| *byte == mark).count();
    let mark = [b';', b'\t', b','].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(mark).flexible(true).from_reader(text.as_bytes());
    let head = reader.headers().context("it is no CSV")?.clone();
    if !head.iter().any(|name| column(name) == Some(Column::Indicator)) {
        bail!("its first line has no column `indicator`; it has {}", head.iter().collect::<Vec<_>>().join(", "));
    }
    let rows = reader.records().enumerate().map(|(at, record)| {
        let record = record.with_context(|| format!("row {}", at + 1))?;
        let cells = head.iter().zip(record.iter()).map(|(name, cell)| (name.to_owned(), cell.to_owned()));
        Row::of(cells).with_context(|| format!("row {}", at + 1))
    });
    rows.filter_map(Result::transpose).collect()
}

fn column(name: &str) -> Option<Column> {
    let name = name.trim().to_lowercase();
    COLUMNS.into_iter().find(|(_, names)| names.contains(&name.as_str())).map(|(column, _)| column)
}

impl Row {
    /// The row of these cells; none where it has no number.
    ///
    /// # Errors
    /// When a cell is not what its column says.
    pub(crate) fn of(cells: impl Iterator<Item = (String, String)>) -> Result<Option<Self>> {
        let mut known: Vec<(Column, String)> = Vec::new();
        let mut row = Self::default();
        for (name, cell) in cells {
            let cell = cell.trim().to_owned();
            match column(&name) {
                Some(column) => known.push((column, cell)),
                None if NONE.contains(&cell.as_str()) => {}
                None => row.dims.push((name.trim().to_owned(), cell)),
            }
        }
        let cell = |wanted: Column| {
            let cells = known.iter().filter(|(column, _)| *column == wanted).map(|(_, cell)| cell.as_str());
            cells.into_iter().find(|cell| !NONE.contains(cell))
        };
        row.value =
            cell(Column::Value).map(|number| value(number, cell(Column::Unit).unwrap_or_default())).transpose()?;
        row.change = cell(Column::Change).map(change).transpose()?;
        if row.value.is_none() && row.change.is_none() {
            return Ok(None);
        }
        row.indicator = cell(Column::Indicator).context("it does not name its indicator")?.to_owned();
        row.period = cell(Column::Period).map(period).transpose()?;
        row.basis = cell(Column::Basis)
            .map(|text| text.parse::<Basis>().map_err(|wrong| anyhow!(wrong.message)))
            .transpose()?;
        row.kind =
            cell(Column::Kind).map(|text| text.parse::<Kind>().map_err(|wrong| anyhow!(wrong.message))).transpose()?;
        row.region = cell(Column::Region).map(str::to_owned);
        row.source = cell(Column::Source).map(str::to_owned);
        match (&row.change, row.basis) {
            (Some(_), None) => bail!("it has a change, and no `basis` that says against what"),
            (None, Some(_)) => row.basis = None,
            (Some(_), Some(_)) | (None, None) => {}
        }
        Ok(Some(row))
    }

    /// As the cells of a table: name, period, value, change.
    pub(super) fn cells(&self) -> [String; 4] {
        let region = self.region.iter();
        let apart: Vec<&str> = region.chain(self.dims.iter().map(|(_, value)| value)).map(String::as_str).collect();
        let name = match apart.is_empty() {
            true => self.indicator.clone(),
            false => format!("{}（{}）", self.indicator, apart.join("，")),
        };
        let change = self.change.as_ref().map(Change::text).unwrap_or_default();
        let period = self.period.map(|period| period.code()).unwrap_or_default();
        let cells =
            [name, period, self.value.as_ref().map(Quantity::text).unwrap_or_default().to_owned(), change.to_owned()];
        cells.map(|cell| cell.replace(char::is_control, " "))
    }
}

/// A number and its unit as a value.
pub(super) fn value(number: &str, unit: &str) -> Result<Quantity> {
    let unit = if number.ends_with(unit) { "" } else { unit };
    format!("{number}{unit}")
        .parse()
        .map_err(|wrong: crate::diag::Malformed| anyhow!("`{number}{unit}` is no value: {}", wrong.message))
}

/// A change; per cent, and up, where it does not say otherwise.
pub(super) fn change(text: &str) -> Result<Change> {
    let bare = text.trim_start_matches(['+', '-', '−']);
    let unit = if bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) { "%" } else { "" };
    let sign = if text.starts_with(|c: char| c.is_ascii_digit()) { "+" } else { "" };
    format!("{sign}{text}{unit}")
        .parse()
        .map_err(|wrong: crate::diag::Malformed| anyhow!("`{text}` is no change: {}", wrong.message))
}

/// A period as databases write it: `2025-06`, `2025M06`, `2025-Q2`, `2025-S1`, `202506`.
pub(super) fn period(text: &str) -> Result<Period> {
    Period::in_data(text).map_err(|wrong| anyhow!("`{text}` is no period: {}", wrong.message))
}
