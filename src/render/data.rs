//! Tables of data as files.
//!
//! In: the plan and a table. Out: its rows as CSV (RFC 4180), JSON or a workbook, and their descriptions: JSON
//! Schema, CSV on the Web, Data Package. A table is made once for the site: keys, numbers and periods stand there once, names
//! have a column in each edition's words. It is its [`Column`]s and an iterator over its rows, so that
//! every format says the same and only one row is in memory at a time.
//!
//! May touch: path, edition, page, view

mod column;
mod corrections;
mod describe;
mod figures;
mod package;
mod redirects;
mod revisions;
mod series;
mod vintages;
#[cfg(feature = "xlsx")]
mod workbook;

pub(crate) use describe::{json_schema, table_schema};
pub(crate) use package::{schema as package_schema, write as package};
pub(crate) use redirects::write as redirects;

use super::Bytes;
use crate::edition::Edition;
use crate::page::{DataTable, Dataset, Format, Plan};
use crate::path::SitePath;
use crate::view::Views;
use column::{Cell, Column, Field};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::borrow::Cow;
use std::io::{self, BufWriter, Write};
use unicode_normalization::UnicodeNormalization;

/// The rows of a table, newest bulletin first, each with a cell for every column.
type Rows<'d> = Box<dyn Iterator<Item = Vec<Cell<'d>>> + 'd>;

/// A table of data in a format; `path` is where the file will be.
pub(crate) fn write<'p>(plan: &'p Plan<'_>, format: Format, dataset: &'p Dataset, path: &SitePath) -> Bytes<'p> {
    let table = match format {
        Format::Csv => csv,
        Format::Json => json,
        #[cfg(feature = "xlsx")]
        Format::Xlsx => return Bytes::Made(workbook::write(plan, dataset)),
        Format::Metadata => return Bytes::Made(describe::metadata(plan, dataset, path)),
    };
    if dataset.is_whole(plan.corpus) {
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

fn columns<'p, 'e>(plan: &'p Plan<'e>, table: DataTable) -> Vec<Field<'p, 'e>> {
    let columns: &'static [Column] = match table {
        DataTable::Figures => &figures::COLUMNS,
        DataTable::Series => &series::COLUMNS,
        DataTable::Corrections => &corrections::COLUMNS,
        DataTable::Revisions => &revisions::COLUMNS,
        DataTable::Vintages => &vintages::COLUMNS,
    };
    let fields = |column: &'static Column| -> Vec<Field<'p, 'e>> {
        match column.in_editions {
            true => plan.editions.iter().map(|edition| Field { column, edition: Some(edition) }).collect(),
            false => vec![Field { column, edition: None }],
        }
    };
    let has = |column: &&Column| column.only_if.is_none_or(|only_if| only_if(plan.corpus.uses));
    columns.iter().filter(has).flat_map(fields).collect()
}

fn rows<'d>(plan: &'d Plan<'_>, dataset: &'d Dataset) -> Rows<'d> {
    let Some(first) = plan.editions.first() else { return Box::new(std::iter::empty()) };
    let views = Views::new(plan, first);
    match dataset {
        Dataset::Figures(bulletins) => figures::rows(plan, bulletins),
        Dataset::Series(_) => series::rows(views, dataset.subjects()),
        Dataset::Corrections => corrections::rows(views),
        Dataset::Revisions => revisions::rows(views),
        Dataset::Vintages => vintages::rows(views),
    }
}

/// The names of a table's columns.
fn names(plan: &Plan<'_>, table: DataTable) -> Vec<String> {
    columns(plan, table).iter().map(|field| field.name().into_owned()).collect()
}

/// A text in the words of the site's first edition, and of the first in another language, as a file serves them all:
/// `数值 / Value`.
fn in_each_language(plan: &Plan<'_>, say: impl Fn(&Edition<'_>) -> String) -> String {
    let Some(first) = plan.editions.first() else { return String::new() };
    let other = plan.editions.iter().find(|edition| edition.in_english() != first.in_english());
    let mut said = vec![say(first)];
    said.extend(other.map(say).filter(|other| *other != said[0]));
    said.join(" / ")
}

/// The name of the rows in JSON; the points of series are not series themselves.
fn list(table: DataTable) -> &'static str {
    match table {
        DataTable::Series => "points",
        DataTable::Figures | DataTable::Corrections | DataTable::Revisions | DataTable::Vintages => table.name(),
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
        DataTable::Vintages => {
            "What was printed when, of every series of which a number was replaced: one row a print."
        }
    }
}

/// CSV, after a byte order mark where `site.toml` asks for one.
fn csv(plan: &Plan<'_>, dataset: &Dataset, to: &mut dyn Write) -> io::Result<()> {
    if plan.config.csv_bom {
        to.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
    writer.write_record(names(plan, dataset.table()))?;
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
fn json(plan: &Plan<'_>, dataset: &Dataset, to: &mut dyn Write) -> io::Result<()> {
    let names = names(plan, dataset.table());
    write!(to, "{{\"{}\":[", list(dataset.table()))?;
    for (at, row) in rows(plan, dataset).enumerate() {
        to.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *to, &Line { names: &names, cells: &row })?;
    }
    to.write_all(b"\n]}\n")
}

/// A row with the names of its columns; those of which nothing is known are left out.
struct Line<'l> {
    names: &'l [String],
    cells: &'l [Cell<'l>],
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, cell) in self.names.iter().zip(self.cells).filter(|(_, cell)| !cell.is_empty()) {
            map.serialize_entry(name, cell)?;
        }
        map.end()
    }
}
