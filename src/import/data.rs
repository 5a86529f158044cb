//! Figures that are data already: rows as CSV or JSON, files of JSON-stat and SDMX-JSON.
//!
//! In: bytes of one of them. Out: [`Data`], its rows as figures; and from these an [`Import`] with one draft, whose text is
//! their table.
//!
//! May touch: tree, text, figure

mod cube;
mod json;
mod jsonstat;
pub(crate) mod raw;
pub(crate) mod row;
mod sdmx;
mod unit;

use super::articles::{Article, Block, BlockKind};
use super::decode::decode;
use super::draft::DraftWriter;
use super::figures::{Figure, Stated};
use super::letters::Text;
use super::table::PageTable;
use super::{Given, Import, account, page};
use crate::figure::{Period, Registry};
use crate::text::Variant;
use crate::tree::limit;
use anyhow::{Result, bail};
use jiff::civil::Date;
use row::Row;
use std::collections::BTreeMap;
use std::ops::Range;

/// The figures of a file, and what it says of itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Data {
    /// What it is called.
    title: Option<String>,
    /// The day it was published.
    pub(crate) date: Option<Date>,
    /// Who published it.
    source: Option<String>,
    rows: Vec<Row>,
    format: &'static str,
}

/// Whether these are the bytes of data as JSON; `ending` is that of the file's name.
pub(crate) fn is_data(bytes: &[u8], ending: &str) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let opens = |first: u8, then: u8| {
        let rest = bytes.strip_prefix(&[first]).map(<[u8]>::trim_ascii_start);
        rest.is_some_and(|rest| rest.starts_with(&[then]))
    };
    matches!(ending, "json" | "jsonl" | "ndjson") || opens(b'{', b'"') || opens(b'[', b'{')
}

/// Reads data: JSON, or else CSV.
///
/// # Errors
/// Where it is none, or has no figures or too many.
pub(crate) fn read(bytes: &[u8]) -> Result<Data> {
    let text = decode(bytes).text;
    let text = text.trim_start_matches('\u{feff}');
    let data = match is_data(bytes, "") || text.trim_start().starts_with(['{', '[']) {
        true => json::read(text)?,
        false => Data { rows: row::separated(text)?, format: "CSV", ..Data::default() },
    };
    if data.rows.is_empty() {
        bail!("it has no figures");
    }
    expect_few(data.rows.len())?;
    Ok(data)
}

/// Makes sure that a bulletin may have so many figures.
fn expect_few(count: usize) -> Result<()> {
    if count > limit::METRICS {
        bail!("it has {count} figures, and a bulletin has at most {}; choose those that it is about", limit::METRICS);
    }
    Ok(())
}

/// The import of data: a draft with its figures, and their table as text.
pub(crate) fn import(data: Data, given: &Given, registry: &Registry) -> Result<Import> {
    let Data { title, date: _, source, rows, format } = data;
    let title = given.title.clone().or(title);
    let script = page::script(&rows.iter().map(|row| row.indicator.as_str()).collect::<String>());
    let (text, title, table) = tabulated(title.as_deref().unwrap_or_default(), &rows, script);
    let figures = figures(&rows, &table, given);
    let block = Block { kind: BlockKind::Table(table), lines: Vec::new() };
    let title = (!title.is_empty()).then_some(title);
    let article = Article { title, blocks: vec![block], line: 1, ..Article::default() };
    let writer = DraftWriter::new(given, script, registry);
    let mut draft = writer.of_figures(article, figures, most(&rows));
    draft.source = given.source.clone().or(source);
    draft.region = common(&rows).cloned();
    writer.write(&mut draft);
    let drafts = vec![draft];
    let aside = account::aside(&text, &drafts, &[], &[]);
    Ok(Import { text, encoding: format, script, drafts, joins: Vec::new(), moved: Vec::new(), aside })
}

/// The region of all rows, where it is one.
fn common(rows: &[Row]) -> Option<&String> {
    let first = rows.first()?.region.as_ref();
    first.filter(|_| rows.iter().all(|row| row.region.as_ref() == first))
}

/// The period of most rows.
fn most(rows: &[Row]) -> Option<Period> {
    let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
    rows.iter().filter_map(|row| row.period).for_each(|period| *counts.entry(period).or_default() += 1);
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(period, _)| period)
}

/// Rows as a text with a title and a table in it.
fn tabulated(title: &str, rows: &[Row], script: Variant) -> (String, Text, PageTable) {
    let head = match script {
        Variant::Hans => ["指标", "时期", "数值", "变化"],
        Variant::HantTw | Variant::HantHk | Variant::En => ["指標", "時期", "數值", "變化"],
    };
    let mut text = format!("{title}\n\n");
    let title = Text::of(title, Some(0));
    let mut line = |cells: &[String; 4]| {
        let cells = cells.iter().map(|cell| {
            let at = text.len();
            text.push_str(cell);
            text.push('\t');
            Text::of(cell, Some(at))
        });
        let cells: Vec<Text> = cells.collect();
        text.push('\n');
        cells
    };
    let head = line(&head.map(str::to_owned));
    let rows = rows.iter().map(|row| line(&row.cells())).collect();
    (text, title, PageTable { head, rows })
}

fn figures(rows: &[Row], table: &PageTable, given: &Given) -> Vec<Figure> {
    let common = common(rows);
    let mut at: usize = table.head.iter().map(Text::len).sum();
    let figures = rows.iter().zip(&table.rows).map(|(row, cells)| {
        let end = at + cells.iter().map(Text::len).sum::<usize>();
        let quote = at..end;
        at = end;
        figure(row, quote, common.is_none(), given)
    });
    figures.collect()
}

fn figure(row: &Row, quote: Range<usize>, regional: bool, given: &Given) -> Figure {
    let region = row.region.iter().filter(|_| regional).map(|region| ("地区".to_owned(), region.clone()));
    let period = row.period.or(given.period);
    Figure {
        indicator: row.indicator.clone(),
        value: row.value.clone(),
        change: row.change.clone(),
        basis: row.basis,
        period: period.unwrap_or(Period::Unstated),
        stated: if row.period.is_some() { Stated::Here } else { Stated::Nowhere },
        kind: row.kind,
        dims: region.chain(row.dims.clone()).collect(),
        speaker: row.source.clone(),
        block: 0,
        quote,
        confidence: SURE,
    }
}

/// How sure a figure is that nobody had to read out of prose.
const SURE: u8 = 95;
