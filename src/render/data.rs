//! Figures as data files.
//!
//! In: bulletins of an edition. Out: one row a metric, as CSV (RFC 4180, UTF-8) or JSON; keys,
//! numbers and periods are the same in every edition, names are in its script.
//!
//! May touch: path, figure, edition, page

use crate::edition::{Figure, Item};
use crate::figure::Quantity;
use crate::page::view::make;
use crate::page::{Format, Plan};
use crate::path::percent_encoded;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A metric as a row. Numbers are decimal strings with the printed precision; what is not known
/// is empty in CSV and null in JSON.
#[derive(Debug, Serialize)]
struct Row<'r> {
    /// The bulletin's address in an edition: `bulletins/2025/h1-industry`.
    bulletin: &'r str,
    /// The metric's id, unique in its bulletin.
    metric: &'r str,
    /// The indicator's key.
    indicator: &'r str,
    /// The indicator's name as the bulletin writes it.
    name: &'r str,
    /// `flow`, `stock`, `share` …
    kind: &'static str,
    /// The printed number: `3`.
    value: Option<String>,
    /// Its unit as printed, with the scale: `万亿元`.
    unit: Option<String>,
    /// `exact gt ge near about lt le`; of the change where there is no value.
    approx: &'static str,
    /// The number multiplied out: `3000000000000`.
    value_base: Option<String>,
    /// Its unit: `元`.
    unit_base: Option<String>,
    /// The change with its sign: `14.2`, `-3.1`; `0` for 持平.
    change: Option<String>,
    /// `%`, `pp` or a unit.
    change_unit: Option<String>,
    /// Against what: `yoy mom qoq …`.
    basis: Option<&'static str>,
    /// As in the front matter: `2025-H1`; none where the source does not say.
    period: Option<String>,
    /// Where.
    region: Option<&'r str>,
    /// What else sets it apart.
    dims: BTreeMap<&'r str, &'r str>,
    /// `preliminary`, `revised` or `final`.
    status: Option<&'static str>,
    /// The bulletin's date: `2025-07-18`.
    published: String,
    /// Who said it.
    source: Option<&'r str>,
    /// The metric's row on its page, absolute.
    url: String,
}

const COLUMNS: [&str; 20] = [
    "bulletin",
    "metric",
    "indicator",
    "name",
    "kind",
    "value",
    "unit",
    "approx",
    "value_base",
    "unit_base",
    "change",
    "change_unit",
    "basis",
    "period",
    "region",
    "dims",
    "status",
    "published",
    "source",
    "url",
];

/// The figures of these bulletins, oldest bulletin last, in the order of their front matter.
pub fn write(plan: &Plan<'_>, format: Format, items: &[&Item<'_>]) -> String {
    let rows: Vec<Row<'_>> =
        items.iter().flat_map(|item| item.figures.iter().map(|figure| Row::new(plan, item, figure))).collect();
    match format {
        Format::Json => json("figures", &rows),
        Format::Csv => {
            let rows = rows.iter().map(|row| row.cells(&row.dims()).map(str::to_owned));
            table(plan, &COLUMNS, rows)
        }
    }
}

/// Rows as JSON, under their name.
pub fn json(name: &str, rows: &[impl Serialize]) -> String {
    let mut json = serde_json::to_string_pretty(&BTreeMap::from([(name, rows)])).expect("rows are strings");
    json.push('\n');
    json
}

/// Rows as CSV, columns named and ordered as their fields.
pub fn csv(plan: &Plan<'_>, rows: &[impl Serialize]) -> String {
    let mut writer = writer();
    for row in rows {
        writer.serialize(row).expect("a vector takes any row of plain fields");
    }
    finish(plan, writer)
}

fn table<const N: usize>(plan: &Plan<'_>, columns: &[&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut writer = writer();
    writer.write_record(columns).expect("a vector takes any record");
    for row in rows {
        writer.write_record(row).expect("a vector takes any record of the same length");
    }
    finish(plan, writer)
}

fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new())
}

fn text(writer: csv::Writer<Vec<u8>>) -> String {
    let bytes = writer.into_inner().expect("a vector can be flushed");
    String::from_utf8(bytes).expect("the cells were UTF-8")
}

/// The text written, without formulas, behind a byte order mark where `site.toml` asks for one.
fn finish(plan: &Plan<'_>, writer: csv::Writer<Vec<u8>>) -> String {
    let text = text(writer);
    let mut guarded = self::writer();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record.expect("what was written can be read");
        guarded.write_record(record.iter().map(guard).map(Cow::into_owned)).expect("a vector takes any record");
    }
    let text = self::text(guarded);
    if plan.config.csv_bom { format!("\u{feff}{text}") } else { text }
}

/// A cell that no spreadsheet takes for a formula: text that starts as one gets a `'` before it.
/// Numbers stay as they are, also `-3.1` and `+3.4个百分点`.
fn guard(cell: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '%');
    let is_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(plain);
    let formula = match cell.strip_prefix(['+', '-']) {
        Some(rest) => !is_number(rest),
        None => cell.starts_with(['=', '@', '\t', '\r']),
    };
    if formula { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

impl<'r> Row<'r> {
    fn new(plan: &Plan<'_>, item: &'r Item<'_>, figure: &'r Figure<'_>) -> Self {
        let metric = figure.metric;
        let (value, change) = (metric.value.as_ref(), metric.change.as_ref());
        let folder = &item.bulletin.article.folder;
        let page = plan.editions.first().map(|edition| make::absolute_url(plan, edition, folder)).unwrap_or_default();
        let approx = value
            .or_else(|| change.and_then(|change| change.amount()))
            .map_or("exact", |quantity| quantity.approx().code());
        Self {
            bulletin: folder,
            metric: &metric.id,
            indicator: &metric.indicator,
            name: &figure.name,
            kind: metric.kind.code(),
            value: value.map(|value| value.number().digits()),
            unit: value.map(Quantity::unit_printed),
            approx,
            value_base: value.map(|value| value.value_base().to_string()),
            unit_base: value.map(|value| value.unit_base().to_owned()),
            change: change.map(|change| change.signed().to_string()),
            change_unit: change.map(|change| match change.amount() {
                Some(_) => change.unit_code(),
                None => "%".to_owned(),
            }),
            basis: metric.basis.map(|basis| basis.over(&metric.period).code()),
            period: Some(metric.period.code()).filter(|code| !code.is_empty()),
            region: figure.region.as_deref(),
            dims: figure.dims.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
            status: metric.status.map(|status| status.code()),
            published: item.bulletin.date.to_string(),
            source: figure.source.as_deref(),
            url: format!("{page}#{}", percent_encoded(&metric.id)),
        }
    }

    /// `项目规模=亿元以上; 口径=当年价`.
    fn dims(&self) -> String {
        self.dims.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn cells<'s>(&'s self, dims: &'s str) -> [&'s str; 20] {
        [
            self.bulletin,
            self.metric,
            self.indicator,
            self.name,
            self.kind,
            self.value.as_deref().unwrap_or_default(),
            self.unit.as_deref().unwrap_or_default(),
            self.approx,
            self.value_base.as_deref().unwrap_or_default(),
            self.unit_base.as_deref().unwrap_or_default(),
            self.change.as_deref().unwrap_or_default(),
            self.change_unit.as_deref().unwrap_or_default(),
            self.basis.unwrap_or_default(),
            self.period.as_deref().unwrap_or_default(),
            self.region.unwrap_or_default(),
            dims,
            self.status.unwrap_or_default(),
            &self.published,
            self.source.unwrap_or_default(),
            &self.url,
        ]
    }
}
