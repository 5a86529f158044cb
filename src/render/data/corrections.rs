//! The table of corrections.
//!
//! In: an edition. Out: one row a correction, newest first.
//!
//! May touch: path, figure, edition, view

use super::Rows;
use super::column::{Cell, Column, Holds, optional, required};
use crate::edition::{CorrectionText, Item};
use crate::figure::{Metric, Quantity};
use crate::path::percent_encoded;
use crate::view::Views;
use std::cmp::Reverse;

pub(crate) const COLUMNS: [Column; 15] = [
    required("bulletin", Holds::Text, "The bulletin's address in an edition."),
    required("title", Holds::Text, "The bulletin's title."),
    required("date", Holds::Date, "The day the mistake was mended."),
    required("text", Holds::Text, "What was wrong."),
    optional("metric", Holds::Text, "The id of the metric it concerns."),
    optional("indicator", Holds::Text, "The key of the metric's indicator."),
    optional("name", Holds::Text, "The indicator's name as the bulletin writes it."),
    optional("period", Holds::Text, "What time the metric is of."),
    optional("old", Holds::Text, "What the metric said before, as it was printed: 2.40万亿元."),
    optional("old_base", Holds::Number, "That number multiplied out; none where its unit is not unit_base."),
    optional("new", Holds::Text, "What it says now."),
    optional("new_base", Holds::Number, "That number multiplied out."),
    optional("unit_base", Holds::Text, "The unit of new_base."),
    required("published", Holds::Date, "The bulletin's date."),
    required("url", Holds::Url, "The metric's row on its page, or the page."),
];

/// Every correction.
pub(crate) fn rows<'d>(views: Views<'d, '_>) -> Rows<'d> {
    let items = views.edition.items.iter();
    let mut corrections: Vec<(&Item<'_>, &CorrectionText<'_>)> =
        items.flat_map(|item| item.corrections.iter().map(move |mended| (item, mended))).collect();
    corrections.sort_by_key(|(_, mended)| Reverse(mended.correction.date));
    Box::new(corrections.into_iter().map(move |(item, mended)| Vec::from(row(views, item, mended))))
}

fn row<'d>(views: Views<'_, '_>, item: &'d Item<'_>, mended: &'d CorrectionText<'_>) -> [Cell<'d>; 15] {
    let correction = mended.correction;
    let figure = item.figures.iter().find(|figure| Some(figure.metric.id.as_str()) == correction.metric.as_deref());
    let old = correction.old.as_ref();
    let new = figure.and_then(|figure| present(figure.metric, old));
    let same_unit = old.filter(|old| new.is_none_or(|new| new.unit_base() == old.unit_base()));
    let folder = &item.bulletin.article.folder;
    let page = views.absolute_url(folder);
    [
        folder.into(),
        (&item.title).into(),
        correction.date.to_string().into(),
        (&mended.text).into(),
        Cell::maybe(correction.metric.as_deref()),
        Cell::maybe(figure.map(|figure| figure.metric.indicator.as_str())),
        Cell::maybe(figure.map(|figure| figure.name.as_ref())),
        Cell::maybe(figure.map(|figure| figure.metric.period.code()).filter(|code| !code.is_empty())),
        Cell::maybe(old.map(|old| views.edition.quantity(old))),
        Cell::maybe(same_unit.map(|old| old.value_base().to_string())),
        Cell::maybe(new.map(|new| views.edition.quantity(new))),
        Cell::maybe(new.map(|new| new.value_base().to_string())),
        Cell::maybe(new.or(same_unit).map(|quantity| quantity.unit_base().to_owned())),
        item.bulletin.date.to_string().into(),
        match figure {
            Some(figure) => format!("{page}#{}", percent_encoded(&figure.metric.id)).into(),
            None => page.into(),
        },
    ]
}

/// What a metric says now in place of `old`: its value, or its change where only that has the
/// same unit.
fn present<'m>(metric: &'m Metric, old: Option<&Quantity>) -> Option<&'m Quantity> {
    let change = metric.change.as_ref().and_then(|change| change.amount());
    let same = |new: &&Quantity| old.is_some_and(|old| old.unit_base() == new.unit_base());
    let value = metric.value.as_ref();
    value.filter(same).or(change.filter(same)).or(value).or(change)
}
