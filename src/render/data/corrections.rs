//! The table of corrections.
//!
//! In: an edition. Out: one row a correction, newest first.
//!
//! May touch: path, figure, bulletin, view

use super::Rows;
use super::column::{Cell, Column, Holds, optional, required};
use crate::bulletin::record::Correction;
use crate::figure::{BulletinId, Metric, Quantity};
use crate::path::percent_encoded;
use crate::view::Views;
use std::cmp::Reverse;

pub(crate) const COLUMNS: [Column; 15] = [
    required("bulletin", Holds::Text, "The bulletin's address in an edition."),
    required("title", Holds::Text, "The bulletin's title.").in_editions(),
    required("date", Holds::Date, "The day the mistake was mended."),
    required("text", Holds::Text, "What was wrong.").in_editions(),
    optional("metric", Holds::Text, "The id of the metric it concerns."),
    optional("indicator", Holds::Text, "The key of the metric's indicator."),
    optional("name", Holds::Text, "The indicator's name as the bulletin writes it.").in_editions(),
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
    let items = views.plan.corpus.numbered();
    let mut corrections: Vec<(BulletinId, usize, &Correction)> = items
        .flat_map(|(id, bulletin)| bulletin.corrections.iter().enumerate().map(move |(at, one)| (id, at, one)))
        .collect();
    corrections.sort_by_key(|(_, _, correction)| Reverse(correction.date));
    Box::new(corrections.into_iter().map(move |(id, at, correction)| row(views, id, at, correction)))
}

fn row<'d>(views: Views<'d, '_>, id: BulletinId, at: usize, correction: &'d Correction) -> Vec<Cell<'d>> {
    let bulletin = &views.plan.corpus[id];
    let metric = bulletin.metrics.iter().position(|metric| Some(metric.id.as_str()) == correction.metric.as_deref());
    let of = metric.map(|metric| &bulletin.metrics[metric]);
    let old = correction.old.as_ref();
    let new = of.and_then(|metric| present(metric, old));
    let same_unit = old.filter(|old| new.is_none_or(|new| new.unit_base() == old.unit_base()));
    let words = views.edition.words_of(of.map_or("", |metric| &metric.indicator));
    let folder = &bulletin.article.folder;
    let page = views.absolute_url(folder);
    let items = || views.plan.editions.iter().map(|edition| &edition.items[id]);
    let mut cells: Vec<Cell<'d>> = vec![folder.into()];
    cells.extend(items().map(|item| Cell::from(&item.title)));
    cells.push(correction.date.to_string().into());
    cells.extend(items().map(|item| Cell::from(&item.corrections[at].text)));
    cells.push(Cell::maybe(correction.metric.as_deref()));
    cells.push(Cell::maybe(of.map(|metric| metric.indicator.as_str())));
    cells.extend(items().map(|item| Cell::maybe(metric.map(|metric| item.figures[metric].name.as_ref()))));
    cells.extend([
        Cell::maybe(of.map(|metric| metric.period.code()).filter(|code| !code.is_empty())),
        Cell::maybe(old.map(|old| words.printed(old).text())),
        Cell::maybe(same_unit.map(|old| old.value_base().to_string())),
        Cell::maybe(new.map(|new| words.printed(new).text())),
        Cell::maybe(new.map(|new| new.value_base().to_string())),
        Cell::maybe(new.or(same_unit).map(|quantity| quantity.unit_base().to_owned())),
        bulletin.date.to_string().into(),
        match of {
            Some(metric) => format!("{page}#{}", percent_encoded(&metric.id)).into(),
            None => page.into(),
        },
    ]);
    cells
}

/// What a metric says now in place of `old`: its value, or its change where only that has the
/// same unit.
fn present<'m>(metric: &'m Metric, old: Option<&Quantity>) -> Option<&'m Quantity> {
    let change = metric.change.as_ref().and_then(|change| change.amount());
    let same = |new: &&Quantity| old.is_some_and(|old| old.unit_base() == new.unit_base());
    let value = metric.value.as_ref();
    value.filter(same).or(change.filter(same)).or(value).or(change)
}
