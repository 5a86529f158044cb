//! Figures as readers see them.
//!
//! In: a figure of an edition. Out: its card, its table row, and the words of its quantity and change.
//!
//! May touch: path, figure, label, edition, page

use super::chart::spark;
use super::types::{CardView, ChangeView, NoteView, QuantityView, RowView};
use super::{edition_url, url};
use crate::edition::{Edition, Figure, Item};
use crate::figure::{At, Change, Direction, Kind, Point, Quantity, Reading, Scale, Series, Vintage};
use crate::label::Label;
use crate::page::Plan;
use crate::path::percent_encoded;
use rust_decimal::Decimal;

/// A figure on a card.
pub(crate) fn card(plan: &Plan<'_>, edition: &Edition<'_>, item: &Item<'_>, figure: &Figure<'_>) -> CardView {
    let metric = figure.metric;
    CardView {
        name: figure.name.to_string(),
        dims: figure.dims.iter().map(|(_, value)| value.as_ref()).collect::<Vec<_>>().join("、"),
        url: format!("{}#{}", url(plan, edition, &item.bulletin.article.folder), percent_encoded(&metric.id)),
        value: metric.value.as_ref().map(|value| quantity(edition, value)),
        change: change(edition, figure),
        period: edition.labels.period(&metric.period),
        target: metric.kind == Kind::Target,
        kind: told_kind(metric.kind).map_or_else(String::new, |kind| edition.labels.kind(kind).to_owned()),
        spark: edition.record.line(metric).map_or_else(String::new, |series| spark(series, metric.period)),
    }
}

/// A figure in its bulletin's table.
pub(crate) fn row(plan: &Plan<'_>, edition: &Edition<'_>, at: At, sources: &[String]) -> RowView {
    let figure = edition.figure(at);
    let metric = figure.metric;
    RowView {
        id: metric.id.to_string(),
        name: figure.name.to_string(),
        dims: figure.dims.iter().map(|(name, value)| format!("{name}：{value}")).collect(),
        kind: told_kind(metric.kind).map_or_else(String::new, |kind| edition.labels.kind(kind).to_owned()),
        target: metric.kind == Kind::Target,
        value: metric.value.as_ref().map(|value| quantity(edition, value)),
        change: change(edition, figure),
        period: edition.labels.period(&metric.period),
        region: figure.region.as_deref().unwrap_or_default().to_owned(),
        source: figure
            .source
            .as_ref()
            .and_then(|source| sources.iter().position(|other| other == source))
            .map(|at| at + 1),
        note: figure.note.as_deref().unwrap_or_default().to_owned(),
        indicator: match edition.record.find(&metric.indicator) {
            Some(_) => url(plan, edition, &format!("indicators/{}", metric.indicator)),
            None => String::new(),
        },
        status: metric.status.map_or_else(String::new, |status| edition.labels.status(status).to_owned()),
        revisions: revisions(plan, edition, at),
    }
}

/// What a later bulletin made of a figure, and what an earlier one had said.
fn revisions(plan: &Plan<'_>, edition: &Edition<'_>, at: At) -> Vec<NoteView> {
    let mut notes = Vec::new();
    let indicator = &edition.items[at.bulletin].bulletin.metrics[at.metric].indicator;
    for (series, point) in edition.record.revisions(indicator, at) {
        if point.at == at {
            notes.extend(earlier(plan, edition, series, point));
        } else {
            let text = reading(edition, series, point, point.reading);
            notes.push(note(plan, edition, Label::RevisedTo, text, point.at));
        }
    }
    notes
}

/// What bulletins said of a point before, newest first.
pub(crate) fn earlier(plan: &Plan<'_>, edition: &Edition<'_>, series: &Series<'_>, point: &Point<'_>) -> Vec<NoteView> {
    let vintages = point.earlier.iter().rev();
    let note = |vintage: &Vintage<'_>| {
        note(plan, edition, Label::RevisedFrom, reading(edition, series, point, vintage.reading), vintage.at)
    };
    vintages.map(note).collect()
}

fn note(plan: &Plan<'_>, edition: &Edition<'_>, label: Label, value: String, at: At) -> NoteView {
    let day = edition.labels.day(edition.items[at.bulletin].bulletin.date);
    let text = edition.labels.fill(label, &[("value", &value), ("date", &day)]);
    NoteView { text, url: figure_url(plan, edition, at) }
}

/// The row of a figure in its bulletin.
pub(crate) fn figure_url(plan: &Plan<'_>, edition: &Edition<'_>, at: At) -> String {
    plan.link(&figure_path(edition, at))
}

/// The row of a figure in its bulletin, from the site's root.
pub(crate) fn figure_path(edition: &Edition<'_>, at: At) -> String {
    let item = &edition.items[at.bulletin];
    let id = percent_encoded(&item.figures[at.metric].metric.id);
    format!("{}#{id}", edition_url(edition.variant, &item.bulletin.article.folder))
}

/// A reading of a point in this edition's words: as printed; what was worked out in the scale in
/// which its bulletin prints.
pub(crate) fn reading(edition: &Edition<'_>, series: &Series<'_>, point: &Point<'_>, reading: Reading<'_>) -> String {
    let signs = series.key.basis.is_some();
    match reading {
        Reading::Value(quantity) if signs => signed(edition, quantity, quantity.number().value()),
        Reading::Value(quantity) => edition.quantity(quantity),
        Reading::Change(change) => change_text(edition, change),
        Reading::Computed(number) => {
            let metric = edition.figure(point.at).metric;
            let scale = match (&metric.value, signs) {
                (Some(value), false) => value.scale(),
                _ => Scale::One,
            };
            let mut scaled = (number / scale.factor()).normalize();
            let places = metric.value.iter().chain(metric.change.iter().filter_map(Change::amount));
            scaled.rescale(
                places.map(|quantity| quantity.number().value().scale()).max().unwrap_or(0).max(scaled.scale()),
            );
            let unit = format!("{}{}", edition.labels.scale(scale), unit(edition, &series.key.unit));
            let sign = if signs && !number.is_sign_negative() && !number.is_zero() { "+" } else { "" };
            format!("{sign}{}{unit}", scaled.to_string().replace('-', "−"))
        }
    }
}

/// The unit of a series in this edition's words: `pp` as `个百分点`.
pub(crate) fn unit(edition: &Edition<'_>, unit: &str) -> String {
    edition.unit(if unit == "pp" { "个百分点" } else { unit }).into_owned()
}

/// A rate that is given as a quantity, with its sign.
fn signed(edition: &Edition<'_>, quantity: &Quantity, number: Decimal) -> String {
    let view = self::quantity(edition, &quantity.unsigned());
    let sign = match number {
        number if number.is_zero() => "",
        number if number.is_sign_negative() => "−",
        _ => "+",
    };
    [&view.before, sign, &view.number, &view.within, &view.unit, &view.after].concat()
}

/// A kind that a reader would not know from the unit and the period.
fn told_kind(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Increment | Kind::Target | Kind::Forecast => Some(kind),
        Kind::Flow
        | Kind::Stock
        | Kind::Share
        | Kind::Growth
        | Kind::Contribution
        | Kind::Duration
        | Kind::Price
        | Kind::Index => None,
    }
}

/// A quantity in this edition's words.
pub(crate) fn quantity(edition: &Edition<'_>, quantity: &Quantity) -> QuantityView {
    let parts = quantity.parts();
    let word = |word: Option<_>| word.map_or_else(String::new, |word| edition.labels.approx(word).to_owned());
    QuantityView {
        before: word(parts.before),
        number: parts.number.to_owned(),
        within: word(parts.within),
        unit: format!("{}{}{}", edition.labels.scale(parts.scale), word(parts.amid), edition.unit(parts.unit)),
        after: word(parts.after),
        text: edition.quantity(quantity),
        value: quantity.number().value().to_string(),
    }
}

/// A figure's change in this edition's words.
pub(crate) fn change(edition: &Edition<'_>, figure: &Figure<'_>) -> Option<ChangeView> {
    let change = figure.metric.change.as_ref()?;
    let (arrow, spoken) = match change.direction() {
        Direction::Up => ("▲", Label::Rise),
        Direction::Down => ("▼", Label::Fall),
        Direction::Flat => ("＝", Label::Flat),
    };
    let basis = figure.metric.basis.map(|basis| basis.over(&figure.metric.period));
    Some(ChangeView {
        direction: change.direction().code().to_owned(),
        arrow: arrow.to_owned(),
        spoken: edition.labels.text(spoken).to_owned(),
        text: change_text(edition, change),
        basis: basis.map_or_else(String::new, |basis| edition.labels.basis(basis, change.amount()).to_owned()),
    })
}

/// A change with its sign, as `+14.2%`, `約+5%` or `−3.1%`; 持平 where no amount is given.
fn change_text(edition: &Edition<'_>, change: &Change) -> String {
    let Some(amount) = change.amount() else { return edition.labels.text(Label::Flat).to_owned() };
    let sign = match change.direction() {
        Direction::Up => "+",
        Direction::Down => "−",
        Direction::Flat => "",
    };
    let view = quantity(edition, amount);
    [&view.before, sign, &view.number, &view.within, &view.unit, &view.after].concat()
}
