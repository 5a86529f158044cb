//! The table of series.
//!
//! In: indicators. Out: one row a point, series by series, each by period.
//!
//! May touch: figure, page, view

use super::Rows;
use super::column::{self, APPROX, BASIS, Cell, Column, Holds, KIND, ORIGIN, STATUS, TREATMENT, optional, required};
use crate::figure::{Point, Reading, Series, SubjectId};
use crate::page::Plan;
use crate::view::Views;
use std::borrow::Cow;

pub(crate) const COLUMNS: [Column; 24] = [
    required("indicator", Holds::Text, "The indicator's key."),
    required("name", Holds::Text, "Its full name.").in_editions(),
    optional("region", Holds::Text, "Where.").in_editions(),
    required("dims", Holds::Pairs, "What else sets the series apart; in CSV as name=value; name=value.").in_editions(),
    TREATMENT[0],
    TREATMENT[1],
    TREATMENT[2],
    required("kind", KIND, "What sort of figure it is; growth for a change, unless that is a target or forecast."),
    optional("basis", BASIS, "The earlier period a change is measured against; none for a level."),
    required("frequency", Holds::Text, "How long a period is: year, half, quarter, month, ytd (since January), day …"),
    required("period", Holds::Text, "What time the point is of, as in the bulletin: 2025-06, 2025-01/2025-05."),
    optional("start", Holds::Date, "The first day of the period."),
    optional("end", Holds::Date, "The last day of the period."),
    required("value", Holds::Number, "The number multiplied out: 3000000000000."),
    optional("unit", Holds::Text, "Its unit: 元, %, pp for percentage points; none for an index."),
    required("approx", APPROX, "How closely it is meant."),
    required("printed", Holds::Text, "As printed, in the words of the first edition: 超过3万亿元."),
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
    required("metric", Holds::Text, "The metric's id in it, by which the table of figures has its address."),
    required("published", Holds::Date, "The bulletin's date."),
];

/// Every point of these indicators.
pub(crate) fn rows<'d>(views: Views<'d, '_>, subjects: impl Iterator<Item = SubjectId> + 'd) -> Rows<'d> {
    Box::new(subjects.flat_map(move |id| {
        let all = views.edition.record.series_of(id).iter();
        let points = all.flat_map(|series| series.points.iter().map(move |point| (series, point)));
        points.map(move |(series, point)| row(views, id, series, point))
    }))
}

fn row<'d>(views: Views<'d, '_>, id: SubjectId, series: &'d Series<'_>, point: &'d Point<'_>) -> Vec<Cell<'d>> {
    let bulletin = &views.plan.corpus[point.at.bulletin];
    let revised = point.earlier.last();
    let mut cells = named(views.plan, id, series);
    cells.extend([
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
        bulletin.metrics[point.at.place()].id.as_str().into(),
        point.published.to_string().into(),
    ]);
    cells
}

/// What identifies a series: its indicator, in every edition's words the indicator's name, the region and what else sets the
/// series apart, and how its figures are made.
pub(crate) fn named<'d>(plan: &'d Plan<'_>, id: SubjectId, series: &'d Series<'_>) -> Vec<Cell<'d>> {
    let editions = || plan.editions.iter();
    let mut cells: Vec<Cell<'d>> = Vec::new();
    cells.extend(editions().take(1).map(|edition| Cell::from(edition.record.key(id))));
    cells.extend(editions().map(|edition| Cell::from(&edition.subjects[id].name)));
    cells.extend(editions().map(|edition| Cell::maybe(series.key.region.as_ref().map(|region| edition.words(region)))));
    cells.extend(editions().map(|edition| {
        let words = |text: &'d String| -> Cow<'d, str> { edition.words(text) };
        Cell::Pairs(series.key.dims.iter().map(|(name, value)| (words(name), words(value))).collect())
    }));
    cells.extend(column::treatment(plan.corpus.uses, &series.key.treatment));
    cells
}

/// The number multiplied out, with the printed precision where that has decimal places.
pub(crate) fn number(reading: Reading<'_>) -> String {
    reading.base().to_string()
}
