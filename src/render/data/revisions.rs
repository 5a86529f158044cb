//! The table of revisions.
//!
//! In: an edition. Out: one row a number that a later bulletin states differently, series by series.
//!
//! May touch: figure, view

use super::Rows;
use super::column::{BASIS, Cell, Column, Holds, KIND, STATUS, TREATMENT, optional, required};
use super::series::{named, number};
use crate::figure::{Point, Series, SubjectId, Vintage};
use crate::view::Views;

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
    required("period", Holds::Text, "What time the number is of."),
    optional("unit", Holds::Text, "The unit of old and new: 元, %, pp for percentage points; none for an index."),
    required("old", Holds::Number, "The earlier number, multiplied out."),
    required("old_printed", Holds::Text, "As it was printed."),
    required("old_bulletin", Holds::Text, "The address in an edition of the bulletin that stated it."),
    required("old_metric", Holds::Text, "The metric's id in that."),
    required("old_published", Holds::Date, "That bulletin's date."),
    required("new", Holds::Number, "The number that took its place, multiplied out."),
    required("new_printed", Holds::Text, "As it is printed."),
    required("bulletin", Holds::Text, "The address of the bulletin that states the new number."),
    required("metric", Holds::Text, "The metric's id in that."),
    required("published", Holds::Date, "That bulletin's date."),
    optional("status", STATUS, "How firm the number is that counts today."),
    required("url", Holds::Url, "The new number's row on its page."),
];

/// Every revision.
pub(crate) fn rows<'d>(views: Views<'d, '_>) -> Rows<'d> {
    let points = views.edition.record.subjects().flat_map(move |(id, _)| {
        let points = views
            .edition
            .record
            .series_of(id)
            .iter()
            .flat_map(|series| series.points.iter().map(move |point| (series, point)));
        points.map(move |(series, point)| (id, series, point))
    });
    Box::new(points.flat_map(move |(id, series, point)| {
        // Each number was replaced by the next.
        let pairs = point.prints().zip(point.prints().skip(1));
        pairs.map(move |change| row(views, (id, series, point), change))
    }))
}

fn row<'d>(
    views: Views<'d, '_>,
    (id, series, point): (SubjectId, &'d Series<'_>, &'d Point<'_>),
    (old, new): (Vintage<'d>, Vintage<'d>),
) -> Vec<Cell<'d>> {
    let bulletin = |vintage: Vintage<'_>| &views.plan.corpus[vintage.at.bulletin];
    let metric = |vintage: Vintage<'_>| bulletin(vintage).metrics[vintage.at.place()].id.as_str();
    let printed = |vintage: Vintage<'_>| views.reading(series, point, vintage.reading);
    let mut cells = named(views.plan, id, series);
    cells.extend([
        series.key.kind.code().into(),
        Cell::maybe(series.key.basis.map(|basis| basis.code())),
        series.key.cadence.code().into(),
        point.period.code().into(),
        (&series.key.unit).into(),
        number(old.reading).into(),
        printed(old).into(),
        (&bulletin(old).article.folder).into(),
        metric(old).into(),
        old.published.to_string().into(),
        number(new.reading).into(),
        printed(new).into(),
        (&bulletin(new).article.folder).into(),
        metric(new).into(),
        new.published.to_string().into(),
        Cell::maybe(point.status.map(|status| status.code())),
        views.plan.config.base_url.absolute(&views.figure_path(new.at)).into(),
    ]);
    cells
}
