//! Tables of data as files.
//!
//! In: a table of an edition. Out: its rows as CSV (RFC 4180), JSON or a workbook, and their
//! descriptions: JSON Schema, CSV on the Web, Data Package. Keys, numbers and periods are the same in every
//! edition, names are in its script. A table is its [`Column`]s and an iterator over its rows, so that
//! every format says the same and only one row is in memory at a time.
//!
//! May touch: path, page, view

mod column;
mod corrections;
mod describe;
mod figures;
mod package;
mod revisions;
mod series;
#[cfg(feature = "xlsx")]
mod workbook;

pub(crate) use describe::{json_schema, table_schema};
pub(crate) use package::write as package;

use super::Bytes;
use crate::page::{DataTable, Dataset, Format, Plan};
use crate::path::SitePath;
use crate::view::Views;
use column::{Cell, Column};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::borrow::Cow;
use std::io::{self, BufWriter, Write};
use unicode_normalization::UnicodeNormalization;

/// The rows of a table, newest bulletin first, each with a cell for every column.
type Rows<'d> = Box<dyn Iterator<Item = Vec<Cell<'d>>> + 'd>;

/// A table of data in a format; `path` is where the file will be.
pub(crate) fn write<'p, 'e>(
    plan: &'p Plan<'e>,
    format: Format,
    dataset: &'p Dataset<'e>,
    path: &SitePath,
) -> Bytes<'p> {
    let table = match format {
        Format::Csv => csv,
        Format::Json => json,
        #[cfg(feature = "xlsx")]
        Format::Xlsx => return Bytes::Made(workbook::write(plan, dataset)),
        Format::Metadata => return Bytes::Made(describe::metadata(plan, dataset, path)),
    };
    if dataset.is_whole() {
        return Bytes::Written(Box::new(move |to| {
            let mut to = BufWriter::new(to);
            table(plan, dataset, &mut to)?;
            to.flush()
        }));
    }
    let mut bytes = Vec::new();
    table(plan, dataset, &mut bytes).expect("a vector takes everything");
    Bytes::Made(bytes)
}

fn columns(table: DataTable) -> &'static [Column] {
    match table {
        DataTable::Figures => &figures::COLUMNS,
        DataTable::Series => &series::COLUMNS,
        DataTable::Corrections => &corrections::COLUMNS,
        DataTable::Revisions => &revisions::COLUMNS,
    }
}

fn rows<'d, 'e>(plan: &'d Plan<'e>, dataset: &'d Dataset<'e>) -> Rows<'d> {
    let views = Views::new(plan, dataset.edition());
    match dataset {
        Dataset::Figures(..) => figures::rows(plan, dataset.items()),
        Dataset::Series(..) => series::rows(views, dataset.subjects()),
        Dataset::Corrections(_) => corrections::rows(views),
        Dataset::Revisions(_) => revisions::rows(views),
    }
}

/// The name of the rows in JSON; the points of series are not series themselves.
fn list(table: DataTable) -> &'static str {
    match table {
        DataTable::Series => "points",
        DataTable::Figures | DataTable::Corrections | DataTable::Revisions => table.name(),
    }
}

/// What the whole table is, in English.
fn about(table: DataTable) -> &'static str {
    match table {
        DataTable::Figures => "What bulletins state: one row a metric, with the number as it is printed.",
        DataTable::Series => {
            "The series of indicators over all bulletins: one row a point. Of two bulletins that state the \
             same period the later counts."
        }
        DataTable::Corrections => "Mistakes of this site that were mended after publication: one row a correction.",
        DataTable::Revisions => "Numbers that a later bulletin states otherwise: one row a number that was replaced.",
    }
}

/// CSV, after a byte order mark where `site.toml` asks for one.
fn csv<'e>(plan: &Plan<'e>, dataset: &Dataset<'e>, to: &mut dyn Write) -> io::Result<()> {
    if plan.config.csv_bom {
        to.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
    let names = columns(dataset.table()).iter().map(|column| column.name);
    writer.write_record(names)?;
    for row in rows(plan, dataset) {
        let cells = row.iter().map(|cell| guard(&cell.text()).into_owned());
        writer.write_record(cells)?;
    }
    writer.flush()
}

/// A cell that no spreadsheet takes for a formula: text that starts like one gets a `'` before it, whatever spaces come
/// first and however wide its sign is. Numbers stay as they are, also `-3.1` and `+3.4个百分点`.
fn guard(cell: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '%');
    let is_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(plain);
    let text = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    let mut rest = text.chars();
    let formula = match rest.next().and_then(|sign| sign.nfkc().next()) {
        Some('+' | '-') => !is_number(rest.as_str()) || text.len() < cell.len(),
        Some('=' | '@') => true,
        _ => cell.starts_with(['\t', '\r', '\n']),
    };
    if formula { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// JSON, a line a row, so that a change to a bulletin is a change of its lines.
fn json<'e>(plan: &Plan<'e>, dataset: &Dataset<'e>, to: &mut dyn Write) -> io::Result<()> {
    let columns = columns(dataset.table());
    write!(to, "{{\"{}\":[", list(dataset.table()))?;
    for (at, row) in rows(plan, dataset).enumerate() {
        to.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *to, &Line { columns, cells: &row })?;
    }
    to.write_all(b"\n]}\n")
}

/// A row with the names of its columns.
struct Line<'l> {
    columns: &'static [Column],
    cells: &'l [Cell<'l>],
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            map.serialize_entry(column.name, cell)?;
        }
        map.end()
    }
}
