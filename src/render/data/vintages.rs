//! The table of vintages.
//!
//! In: an edition. Out: of every series that was revised one row a period and print: what was known when.
//!
//! May touch: figure, view

use super::Rows;
use super::column::{APPROX, BASIS, Cell, Column, Holds, KIND, TREATMENT, optional, required};
use super::series::{named, number};
use crate::figure::{Point, Series, SubjectId, Vintage};
use crate::view::Views;

pub(crate) const COLUMNS: [Column; 18] = [
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
    required("period", Holds::Text, "What time the number is of."),
    required("published", Holds::Date, "When it was printed; it counted until the next print of its period."),
    required("print", Holds::Number, "Which print of its period this is, from 1."),
    required("value", Holds::Number, "The number multiplied out."),
    optional("unit", Holds::Text, "Its unit: 元, %, pp for percentage points; none for an index."),
    required("approx", APPROX, "How closely it is meant."),
    required("bulletin", Holds::Text, "The address in an edition of the bulletin that states it."),
    required("metric", Holds::Text, "The metric's id in that."),
];

/// Every print of the series that were revised.
pub(crate) fn rows<'d>(views: Views<'d, '_>) -> Rows<'d> {
    let record = views.edition.record;
    let series = record.subjects().flat_map(move |(id, _)| record.series_of(id).iter().map(move |series| (id, series)));
    let revised = series.filter(|(_, series)| series.is_revised());
    let points = revised.flat_map(|(id, series)| series.points.iter().map(move |point| (id, series, point)));
    Box::new(points.flat_map(move |(id, series, point)| {
        (1_usize..).zip(point.prints()).map(move |print| row(views, (id, series, point), print))
    }))
}

fn row<'d>(
    views: Views<'d, '_>,
    (id, series, point): (SubjectId, &'d Series<'_>, &'d Point<'_>),
    (print, vintage): (usize, Vintage<'d>),
) -> Vec<Cell<'d>> {
    let bulletin = &views.plan.corpus[vintage.at.bulletin];
    let mut cells = named(views.plan, id, series);
    cells.extend([
        series.key.kind.code().into(),
        Cell::maybe(series.key.basis.map(|basis| basis.code())),
        series.key.cadence.code().into(),
        point.period.code().into(),
        vintage.published.to_string().into(),
        print.to_string().into(),
        number(vintage.reading).into(),
        (&series.key.unit).into(),
        vintage.reading.approx().code().into(),
        (&bulletin.article.folder).into(),
        bulletin.metrics[vintage.at.place()].id.as_str().into(),
    ]);
    cells
}
