//! The series of an indicator as data files.
//!
//! In: an indicator of an edition. Out: one row a point, as CSV (RFC 4180, UTF-8) or JSON. Numbers
//! are decimal strings, multiplied out where the column says so; keys, numbers and periods are the
//! same in every edition, names are in its script.
//!
//! May touch: path, figure, edition, page, render

use super::data;
use crate::edition::{Edition, Subject};
use crate::figure::{Origin, Point, Reading, Series};
use crate::page::view::make;
use crate::page::{Format, Plan};
use serde::Serialize;

/// A point as a row.
#[derive(Debug, Serialize)]
struct Row {
    /// The indicator's key.
    indicator: String,
    /// Its name in this edition.
    name: String,
    /// Where.
    region: Option<String>,
    /// What else sets it apart: `项目规模=亿元以上`.
    dims: String,
    /// `flow`, `stock`, `growth`, `target` …
    kind: &'static str,
    /// Against what a change is measured: `yoy mom …`.
    basis: Option<&'static str>,
    /// How long the period is: `month quarter half year ytd day …`.
    frequency: String,
    /// As in the front matter: `2025-06`.
    period: String,
    /// The first day of the period.
    start: Option<String>,
    /// The last day of the period.
    end: Option<String>,
    /// The number, multiplied out: `3000000000000`.
    value: String,
    /// Its unit: `元`, `%`, `pp`.
    unit: String,
    /// `exact gt ge near about lt le`.
    approx: &'static str,
    /// As printed, in this edition's words: `超过3万亿元`; a computed number in like manner.
    printed: String,
    /// `stated`, `previous` (what a later bulletin compares with) or `computed`.
    origin: &'static str,
    /// `preliminary`, `revised` or `final`.
    status: Option<&'static str>,
    /// The number an earlier bulletin gave, where this one revises it.
    revises: Option<String>,
    /// When that was published.
    revises_published: Option<String>,
    /// The bulletin's address in an edition.
    bulletin: String,
    /// The metric's id in it.
    metric: String,
    /// The bulletin's date.
    published: String,
    /// The metric's row on its page, absolute.
    url: String,
}

/// Every point of an indicator, series by series, each by period.
pub fn write(plan: &Plan<'_>, format: Format, edition: &Edition<'_>, subject: &Subject<'_>) -> String {
    let rows = subject.series.iter().flat_map(|series| series.points.iter().map(move |point| (series, point)));
    let rows: Vec<Row> = rows.map(|(series, point)| Row::new(plan, edition, subject, series, point)).collect();
    match format {
        Format::Json => data::json("points", &rows),
        Format::Csv => data::csv(plan, &rows),
    }
}

impl Row {
    fn new(
        plan: &Plan<'_>,
        edition: &Edition<'_>,
        subject: &Subject<'_>,
        series: &Series<'_>,
        point: &Point<'_>,
    ) -> Self {
        let words = |text: &String| edition.words(plan.corpus, text).into_owned();
        let dims = series.key.dims.iter().map(|(name, value)| format!("{}={}", words(name), words(value)));
        let bulletin = &plan.corpus.bulletins[point.at.bulletin];
        let revised = point.earlier.last();
        Self {
            indicator: subject.key.to_owned(),
            name: subject.name.clone(),
            region: series.key.region.as_ref().map(words),
            dims: dims.collect::<Vec<_>>().join("; "),
            kind: series.key.kind.code(),
            basis: series.key.basis.map(|basis| basis.code()),
            frequency: series.key.cadence.code(),
            period: point.period.code(),
            start: point.period.start().map(|day| day.to_string()),
            end: point.period.end().map(|day| day.to_string()),
            value: number(point.reading),
            unit: series.key.unit.clone(),
            approx: point.reading.approx().code(),
            printed: make::reading(edition, series, point, point.reading),
            origin: match point.origin {
                Origin::Stated => "stated",
                Origin::Previous => "previous",
                Origin::Computed => "computed",
            },
            status: point.status.map(|status| status.code()),
            revises: revised.map(|vintage| number(vintage.reading)),
            revises_published: revised.map(|vintage| vintage.published.to_string()),
            bulletin: bulletin.article.folder.clone(),
            metric: bulletin.metrics[point.at.metric].id.clone(),
            published: point.published.to_string(),
            url: format!("{}{}", plan.config.base_url.absolute(""), make::figure_path(edition, point.at)),
        }
    }
}

/// The number multiplied out, with the printed precision where that has decimal places.
fn number(reading: Reading<'_>) -> String {
    reading.base().to_string()
}
