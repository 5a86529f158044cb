//! The table of figures.
//!
//! In: bulletins. Out: one row a metric, in the order of their front matter; a metric with changes
//! against several periods has a row for each, and its value in the first.
//!
//! May touch: path, figure, edition, page, view

use super::Rows;
use super::column::{self, APPROX, AROUND, BASIS, Cell, Column, Holds, KIND, STATUS, TREATMENT, optional, required};
use crate::edition::Figure;
use crate::figure::{Basis, BulletinId, Change, Kind, MetricId, Prices, Quantity};
use crate::page::Plan;
use crate::path::percent_encoded;
use crate::view::Views;
use std::borrow::Cow;

pub(crate) const COLUMNS: [Column; 30] = [
    required("bulletin", Holds::Text, "The bulletin's address in an edition: bulletins/2025/h1-industry."),
    required(
        "metric",
        Holds::Text,
        "The metric's id, unique in its bulletin; its row on the page has it as anchor. A further change of the metric \
         has the code of its basis after it: cpi-mom.",
    ),
    required("indicator", Holds::Text, "The indicator's key, the same in all bulletins."),
    required("name", Holds::Text, "The indicator's name as the bulletin writes it.").in_editions(),
    required("kind", KIND, "What sort of figure it is; a target is no actual figure."),
    optional("value", Holds::Number, "The number as printed, without commas; none where only a change is known."),
    optional("unit", Holds::Text, "Its unit as printed, with the scale: 万亿元."),
    required("approx", APPROX, "How closely the value is meant; the change, where there is no value."),
    optional("value_base", Holds::Number, "The value multiplied out: 3000000000000."),
    optional("unit_base", Holds::Text, "The unit of value_base: 元."),
    optional("change", Holds::Number, "The change with its sign: 14.2, -3.1; 0 where it is said to be flat."),
    optional("change_unit", Holds::Text, "Its unit: %, pp for percentage points, or another."),
    optional("basis", BASIS, "The earlier period the change is measured against: yoy is the same one a year before."),
    optional(
        "period",
        Holds::Text,
        "What time the figure is of: 2025, 2025-H1, 2025-Q2, 2025-06, 2025-01/2025-05 (all of these months), \
         2025-06-30 (a stock on that day); none where the source does not say.",
    ),
    optional("region", Holds::Text, "Where.").in_editions(),
    required("dims", Holds::Pairs, "What else sets the figure apart; in CSV as name=value; name=value.").in_editions(),
    TREATMENT[0],
    TREATMENT[1],
    TREATMENT[2],
    optional("growth_prices", Holds::Text, "At whose prices the change is counted, where it is not as prices says.")
        .if_treated(),
    AROUND[0],
    AROUND[1],
    AROUND[2],
    AROUND[3],
    AROUND[4],
    AROUND[5],
    optional("status", STATUS, "How firm the figure is."),
    required("published", Holds::Date, "The bulletin's date."),
    optional("source", Holds::Text, "Who said it.").in_editions(),
    required("url", Holds::Url, "The metric's row on its page."),
];

/// The figures of these bulletins.
pub(crate) fn rows<'d>(plan: &'d Plan<'_>, bulletins: &'d [BulletinId]) -> Rows<'d> {
    let rows = bulletins.iter().flat_map(move |&bulletin| {
        let metrics = plan.corpus[bulletin].metrics.iter().enumerate();
        metrics.flat_map(move |(at, metric)| {
            let id = MetricId::new(bulletin, at);
            let first = metric.change.as_ref().zip(metric.basis);
            let further = metric.further.iter().map(|(change, basis)| (change, *basis));
            let further = further.map(move |change| row(plan, id, None, Some(change)));
            std::iter::once(row(plan, id, metric.value.as_ref(), first)).chain(further)
        })
    });
    Box::new(rows)
}

fn row<'d>(
    plan: &'d Plan<'_>,
    id: MetricId,
    value: Option<&'d Quantity>,
    compared: Option<(&Change, Basis)>,
) -> Vec<Cell<'d>> {
    let bulletin = &plan.corpus[id.bulletin];
    let metric = &bulletin.metrics[id.place()];
    let (change, basis) = compared.unzip();
    let again = basis.filter(|basis| metric.basis != Some(*basis));
    let name = again.map_or(metric.id.to_string(), |basis| format!("{}-{}", metric.id, basis.code()));
    let folder = &bulletin.article.folder;
    let page = plan.editions.first().map(|edition| Views::new(plan, edition).absolute_url(folder)).unwrap_or_default();
    let approx = value
        .or_else(|| change.and_then(|change| change.amount()))
        .map_or("exact", |quantity| quantity.approx().code());
    let figures = || plan.editions.iter().map(|edition| edition.figure(id));
    let mut cells: Vec<Cell<'d>> = vec![folder.into(), name.into(), metric.indicator.as_str().into()];
    cells.extend(figures().map(|figure| Cell::from(&*figure.name)));
    cells.extend([
        if again.is_some() { Kind::Growth } else { metric.kind }.code().into(),
        Cell::maybe(value.map(|value| value.number().digits())),
        Cell::maybe(value.map(Quantity::unit_printed)),
        approx.into(),
        Cell::maybe(value.map(|value| value.value_base().to_string())),
        Cell::maybe(value.map(Quantity::unit_base)),
        Cell::maybe(change.map(|change| change.signed().to_string())),
        Cell::maybe(change.map(|change| metric.unit_of(change))),
        Cell::maybe(basis.map(|basis| basis.over(&metric.period).code())),
        Cell::maybe(Some(metric.period.code()).filter(|code| !code.is_empty())),
    ]);
    cells.extend(figures().map(|figure| Cell::maybe(figure.region.as_deref())));
    cells.extend(figures().map(dims));
    cells.extend(column::treatment(plan.corpus.uses, &metric.treated.of_values()));
    if plan.corpus.uses.treatment {
        cells.push(Cell::maybe(metric.treated.growth.filter(|_| change.is_some()).map(Prices::code)));
    }
    cells.extend(column::around(plan.corpus.uses, Some(metric).filter(|_| again.is_none())));
    cells.extend([Cell::maybe(metric.status.map(|status| status.code())), bulletin.date.to_string().into()]);
    cells.extend(figures().map(|figure| Cell::maybe(figure.source.as_deref())));
    cells.push(format!("{page}#{}", percent_encoded(&metric.id)).into());
    cells
}

/// What sets a figure apart, in order of name.
fn dims<'d>(figure: &'d Figure<'_>) -> Cell<'d> {
    let mut dims: Vec<(Cow<'_, str>, Cow<'_, str>)> =
        figure.dims().iter().map(|(name, value)| (name.as_ref().into(), value.as_ref().into())).collect();
    dims.sort();
    Cell::Pairs(dims)
}
