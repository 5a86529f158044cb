//! The table of figures.
//!
//! In: bulletins of an edition. Out: one row a metric, in the order of their front matter; a metric with changes
//! against several periods has a row for each, and its value in the first.
//!
//! May touch: path, figure, edition, page, view

use super::Rows;
use super::column::{APPROX, BASIS, Cell, Column, Holds, KIND, STATUS, optional, required};
use crate::edition::{Figure, Item};
use crate::figure::{Basis, Change, Kind, Quantity};
use crate::page::Plan;
use crate::path::percent_encoded;
use crate::view::Views;
use std::borrow::Cow;

pub(crate) const COLUMNS: [Column; 20] = [
    required("bulletin", Holds::Text, "The bulletin's address in an edition: bulletins/2025/h1-industry."),
    required(
        "metric",
        Holds::Text,
        "The metric's id, unique in its bulletin; its row on the page has it as anchor. A further change of the metric \
         has the code of its basis after it: cpi-mom.",
    ),
    required("indicator", Holds::Text, "The indicator's key, the same in all bulletins."),
    required("name", Holds::Text, "The indicator's name as the bulletin writes it."),
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
    optional("region", Holds::Text, "Where."),
    required("dims", Holds::Pairs, "What else sets the figure apart; in CSV as name=value; name=value."),
    optional("status", STATUS, "How firm the figure is."),
    required("published", Holds::Date, "The bulletin's date."),
    optional("source", Holds::Text, "Who said it."),
    required("url", Holds::Url, "The metric's row on its page."),
];

/// The figures of these bulletins.
pub(crate) fn rows<'d, 'e: 'd>(plan: &'d Plan<'_>, items: impl Iterator<Item = &'d Item<'e>> + 'd) -> Rows<'d> {
    let rows = items.flat_map(move |item| {
        item.figures.iter().flat_map(move |figure| {
            let first = figure.metric.change.as_ref().zip(figure.metric.basis);
            let further = figure.metric.further.iter().map(|(change, basis)| (change, *basis));
            let further = further.map(move |change| row(plan, item, figure, None, Some(change)));
            std::iter::once(row(plan, item, figure, figure.metric.value.as_ref(), first)).chain(further)
        })
    });
    Box::new(rows.map(Vec::from))
}

fn row<'d>(
    plan: &Plan<'_>,
    item: &'d Item<'_>,
    figure: &'d Figure<'_>,
    value: Option<&'d Quantity>,
    compared: Option<(&Change, Basis)>,
) -> [Cell<'d>; 20] {
    let metric = figure.metric;
    let (change, basis) = compared.unzip();
    let again = basis.filter(|basis| metric.basis != Some(*basis));
    let id = again.map_or(metric.id.to_string(), |basis| format!("{}-{}", metric.id, basis.code()));
    let folder = &item.bulletin.article.folder;
    let page = plan.editions.first().map(|edition| Views::new(plan, edition).absolute_url(folder)).unwrap_or_default();
    let approx = value
        .or_else(|| change.and_then(|change| change.amount()))
        .map_or("exact", |quantity| quantity.approx().code());
    let mut dims: Vec<(Cow<'_, str>, Cow<'_, str>)> =
        figure.dims.iter().map(|(name, value)| (name.as_ref().into(), value.as_ref().into())).collect();
    dims.sort();
    [
        folder.into(),
        id.into(),
        metric.indicator.as_str().into(),
        (&figure.name).into(),
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
        Cell::maybe(figure.region.as_deref()),
        Cell::Pairs(dims),
        Cell::maybe(metric.status.map(|status| status.code())),
        item.bulletin.date.to_string().into(),
        Cell::maybe(figure.source.as_deref()),
        format!("{page}#{}", percent_encoded(&metric.id)).into(),
    ]
}
