//! The table of series.
//!
//! In: indicators of an edition. Out: one row a point, series by series, each by period.
//!
//! May touch: figure, edition, view

use super::Rows;
use super::column::{APPROX, BASIS, Cell, Column, Holds, KIND, ORIGIN, STATUS, optional, required};
use crate::edition::Subject;
use crate::figure::{Point, Reading, Series};
use crate::view::Views;
use std::borrow::Cow;

pub(crate) const COLUMNS: [Column; 22] = [
    required("indicator", Holds::Text, "The indicator's key."),
    required("name", Holds::Text, "Its full name in this edition."),
    optional("region", Holds::Text, "Where."),
    required("dims", Holds::Pairs, "What else sets the series apart; in CSV as name=value; name=value."),
    required("kind", KIND, "What sort of figure it is; growth for a change, unless that is a target or forecast."),
    optional("basis", BASIS, "The earlier period a change is measured against; none for a level."),
    required("frequency", Holds::Text, "How long a period is: year, half, quarter, month, ytd (since January), day …"),
    required("period", Holds::Text, "What time the point is of, as in the bulletin: 2025-06, 2025-01/2025-05."),
    optional("start", Holds::Date, "The first day of the period."),
    optional("end", Holds::Date, "The last day of the period."),
    required("value", Holds::Number, "The number multiplied out: 3000000000000."),
    optional("unit", Holds::Text, "Its unit: 元, %, pp for percentage points; none for an index."),
    required("approx", APPROX, "How closely it is meant."),
    required("printed", Holds::Text, "As printed, in this edition's words: 超过3万亿元."),
    required(
        "origin",
        ORIGIN,
        "Who says so: a bulletin of this very period, a later one as what it compares with, or nobody: it follows \
         from a later figure and its distance to this one.",
    ),
    optional("status", STATUS, "How firm the figure is."),
    optional("revises", Holds::Number, "The number an earlier bulletin gave, where this one says otherwise."),
    optional("revises_published", Holds::Date, "When that was published."),
    required("bulletin", Holds::Text, "The bulletin's address in an edition."),
    required("metric", Holds::Text, "The metric's id in it."),
    required("published", Holds::Date, "The bulletin's date."),
    required("url", Holds::Url, "The metric's row on its page."),
];

/// Every point of these indicators.
pub(crate) fn rows<'d, 'e: 'd>(views: Views<'d, '_>, subjects: impl Iterator<Item = &'d Subject<'e>> + 'd) -> Rows<'d> {
    Box::new(subjects.flat_map(move |subject| {
        let points = subject.series.iter().flat_map(|series| series.points.iter().map(move |point| (series, point)));
        points.map(move |(series, point)| Vec::from(row(views, subject, series, point)))
    }))
}

fn row<'d>(
    views: Views<'d, '_>,
    subject: &'d Subject<'_>,
    series: &'d Series<'_>,
    point: &'d Point<'_>,
) -> [Cell<'d>; 22] {
    let bulletin = &views.plan.corpus[point.at.bulletin];
    let revised = point.earlier.last();
    [
        subject.key.into(),
        (&subject.name).into(),
        region(views, series),
        dims(views, series),
        series.key.kind.code().into(),
        Cell::maybe(series.key.basis.map(|basis| basis.code())),
        series.key.cadence.code().into(),
        point.period.code().into(),
        Cell::maybe(point.period.start().map(|day| day.to_string())),
        Cell::maybe(point.period.end().map(|day| day.to_string())),
        number(point.reading).into(),
        (&series.key.unit).into(),
        point.reading.approx().code().into(),
        views.reading(series, point, point.reading).into(),
        point.origin.code().into(),
        Cell::maybe(point.status.map(|status| status.code())),
        Cell::maybe(revised.map(|vintage| number(vintage.reading))),
        Cell::maybe(revised.map(|vintage| vintage.published.to_string())),
        (&bulletin.article.folder).into(),
        bulletin.metrics[point.at.metric].id.as_str().into(),
        point.published.to_string().into(),
        views.plan.config.base_url.absolute(&views.figure_path(point.at)).into(),
    ]
}

/// The region of a series.
pub(crate) fn region<'d>(views: Views<'d, '_>, series: &'d Series<'_>) -> Cell<'d> {
    Cell::maybe(series.key.region.as_ref().map(|region| views.edition.words(region)))
}

/// What else sets a series apart.
pub(crate) fn dims<'d>(views: Views<'d, '_>, series: &'d Series<'_>) -> Cell<'d> {
    let words = |text: &'d String| -> Cow<'d, str> { views.edition.words(text) };
    Cell::Pairs(series.key.dims.iter().map(|(name, value)| (words(name), words(value))).collect())
}

/// The number multiplied out, with the printed precision where that has decimal places.
pub(crate) fn number(reading: Reading<'_>) -> String {
    reading.base().to_string()
}
