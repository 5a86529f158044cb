//! Figures as readers see them.
//!
//! In: a figure of an edition. Out: its card, its table row, and the words of its quantity and change.
//!
//! May touch: path, figure, label, edition

use super::chart::spark;
use super::types::{CardView, ChangeView, NoteView, QuantityView, RowView};
use super::{Views, edition_url};
use crate::edition::{Figure, Item};
use crate::figure::{
    Basis, Change, Direction, Kind, Metric, MetricId, Point, Quantity, Reading, Scale, Series, Vintage,
};
use crate::label::{self, Label};
use crate::path::percent_encoded;
use rust_decimal::Decimal;

impl Views<'_, '_> {
    /// A figure on a card.
    pub(crate) fn card(self, item: &Item<'_>, figure: &Figure<'_>) -> CardView {
        let metric = figure.metric;
        CardView {
            name: figure.name.to_string(),
            dims: {
                let dims = figure.dims().iter().map(|(_, value)| value.as_ref());
                self.figure_region(item, figure).into_iter().chain(dims).collect::<Vec<_>>().join("、")
            },
            url: format!("{}#{}", self.url(&item.bulletin.article.folder), percent_encoded(&metric.id)),
            value: metric.value.as_ref().map(|value| self.quantity(value)),
            change: self.change(figure),
            period: self.labels.period(&metric.period),
            target: metric.kind == Kind::Target,
            kind: told_kind(metric.kind).map_or_else(String::new, |kind| self.labels.kind(kind).to_owned()),
            spark: String::new(),
        }
    }

    /// A card with the line of the figure's series.
    pub(crate) fn card_with_line(self, item: &Item<'_>, figure: &Figure<'_>) -> CardView {
        let (record, metric) = (self.edition.record, figure.metric);
        let spark = record.line(metric).map_or_else(String::new, |series| spark(series, metric.period));
        CardView { spark, ..self.card(item, figure) }
    }

    /// A figure in its bulletin's table, without what other bulletins say of it.
    pub(crate) fn figure_row(self, at: MetricId, sources: &[String]) -> RowView {
        let figure = self.edition.figure(at);
        let metric = figure.metric;
        RowView {
            id: metric.id.to_string(),
            name: figure.name.to_string(),
            dims: figure.dims().iter().map(|(name, value)| format!("{name}：{value}")).collect(),
            kind: told_kind(metric.kind).map_or_else(String::new, |kind| self.labels.kind(kind).to_owned()),
            target: metric.kind == Kind::Target,
            value: metric.value.as_ref().map(|value| self.quantity(value)),
            change: self.change(figure),
            period: self.labels.period(&metric.period),
            region: figure.region.as_deref().unwrap_or_default().to_owned(),
            source: figure
                .source
                .as_deref()
                .and_then(|source| sources.iter().position(|other| other == source))
                .map(|at| at + 1),
            note: figure.note().unwrap_or_default().to_owned(),
            indicator: match self.edition.record.find(&metric.indicator) {
                Some(_) => self.url(&format!("indicators/{}", metric.indicator)),
                None => String::new(),
            },
            status: metric.status.map_or_else(String::new, |status| self.labels.status(status).to_owned()),
            revisions: Vec::new(),
        }
    }

    /// What a later bulletin made of a figure, and what an earlier one had said.
    pub(crate) fn revisions(self, at: MetricId) -> Vec<NoteView> {
        let mut notes = Vec::new();
        let indicator = &self.plan.corpus[at.bulletin].metrics[at.metric].indicator;
        for (series, point) in self.edition.record.revisions(indicator, at) {
            if point.at == at {
                notes.extend(self.earlier(series, point));
            } else {
                let text = self.reading(series, point, point.reading);
                notes.push(self.revision_note(Label::RevisedTo, text, point.at));
            }
        }
        notes
    }

    /// What bulletins said of a point before, newest first.
    pub(crate) fn earlier(self, series: &Series<'_>, point: &Point<'_>) -> Vec<NoteView> {
        let vintages = point.earlier.iter().rev();
        let note = |vintage: &Vintage<'_>| {
            self.revision_note(Label::RevisedFrom, self.reading(series, point, vintage.reading), vintage.at)
        };
        vintages.map(note).collect()
    }

    fn revision_note(self, label: Label, value: String, at: MetricId) -> NoteView {
        let day = self.labels.day(self.plan.corpus[at.bulletin].date);
        let text = self.labels.fill(label, &[("value", &value), ("date", &day)]);
        NoteView { text, url: self.figure_url(at) }
    }

    /// The row of a figure in its bulletin.
    pub(crate) fn figure_url(self, at: MetricId) -> String {
        self.plan.link(&self.figure_path(at))
    }

    /// The row of a figure in its bulletin, from the site's root.
    pub(crate) fn figure_path(self, at: MetricId) -> String {
        let bulletin = &self.plan.corpus[at.bulletin];
        let id = percent_encoded(&bulletin.metrics[at.metric].id);
        format!("{}#{id}", edition_url(self.edition.variant, &bulletin.article.folder))
    }

    /// A reading of a point in this edition's words: as printed; what was worked out in the scale in
    /// which its bulletin prints.
    pub(crate) fn reading(self, series: &Series<'_>, point: &Point<'_>, reading: Reading<'_>) -> String {
        let signs = series.key.basis.is_some();
        match reading {
            Reading::Value(quantity) if signs => self.signed(quantity, quantity.number().value()),
            Reading::Value(quantity) => self.edition.quantity(quantity),
            Reading::Change(change) => self.change_text(change),
            Reading::Computed(number) => {
                let metric = self.edition.figure(point.at).metric;
                let scale = match (&metric.value, signs) {
                    (Some(value), false) => value.scale(),
                    _ => Scale::One,
                };
                let (scale, mut scaled) = match scale.of(number) {
                    Some(scaled) => (scale, scaled),
                    None => (Scale::One, number.normalize()),
                };
                let places = metric.value.iter().chain(metric.change.iter().filter_map(Change::amount));
                scaled.rescale(
                    places.map(|quantity| quantity.number().value().scale()).max().unwrap_or(0).max(scaled.scale()),
                );
                let unit = format!("{}{}", self.edition.scale(scale), self.unit(&series.key.unit));
                let sign = if signs && !number.is_sign_negative() && !number.is_zero() { "+" } else { "" };
                format!("{sign}{}{unit}", scaled.to_string().replace('-', "−"))
            }
        }
    }

    /// A reading of a point in the scale of its chart, so that a sentence does not say 67.92万亿元 and 646755亿元; exact,
    /// since only the decimal point moves.
    pub(crate) fn reading_in(self, series: &Series<'_>, point: &Point<'_>, scale: Scale) -> String {
        match point.reading {
            Reading::Value(quantity) if series.key.basis.is_none() && quantity.scale() != scale => {
                let Some(number) = scale.of(quantity.value_base()) else { return self.edition.quantity(quantity) };
                let parts = quantity.parts();
                let view = self.quantity(quantity);
                let amid = parts.amid.map_or("", |word| self.labels.approx(word));
                let unit = format!("{}{amid}{}", self.edition.scale(scale), self.edition.unit(parts.unit));
                let number = number.to_string().replace('-', "−");
                [&view.before, &number, &view.within, &unit, &view.after].map(String::as_str).concat()
            }
            reading => self.reading(series, point, reading),
        }
    }

    /// The unit of a series in this edition's words: `pp` as `个百分点`.
    pub(crate) fn unit(self, unit: &str) -> String {
        self.edition.unit(if unit == "pp" { "个百分点" } else { unit }).into_owned()
    }

    /// A rate that is given as a quantity, with its sign.
    fn signed(self, quantity: &Quantity, number: Decimal) -> String {
        let view = self.quantity(&quantity.unsigned());
        let sign = match number {
            number if number.is_zero() => "",
            number if number.is_sign_negative() => "−",
            _ => "+",
        };
        [&view.before, sign, &view.number, &view.within, &view.unit, &view.after].concat()
    }

    /// A quantity in this edition's words.
    pub(crate) fn quantity(self, quantity: &Quantity) -> QuantityView {
        let parts = quantity.parts();
        let word = |word: Option<_>| word.map_or_else(String::new, |word| self.labels.approx(word).to_owned());
        QuantityView {
            before: word(parts.before),
            number: parts.number.to_owned(),
            within: word(parts.within),
            unit: format!("{}{}{}", self.edition.scale(parts.scale), word(parts.amid), self.edition.unit(parts.unit)),
            after: word(parts.after),
            text: self.edition.quantity(quantity),
            value: quantity.number().value().to_string(),
        }
    }

    /// A figure's change in this edition's words.
    pub(crate) fn change(self, figure: &Figure<'_>) -> Option<ChangeView> {
        let metric = figure.metric;
        let mut changes = metric.changes().map(|(change, basis)| self.one_change(metric, change, basis));
        let first = changes.next()?;
        Some(ChangeView { further: changes.collect(), ..first })
    }

    fn one_change(self, metric: &Metric, change: &Change, basis: Basis) -> ChangeView {
        let (arrow, spoken) = match change.direction() {
            Direction::Up => ("▲", Label::Rise),
            Direction::Down => ("▼", Label::Fall),
            Direction::Flat => ("＝", Label::Flat),
        };
        // 持平 of a rate or an index is no rate itself: 较上月持平, and not 月增率.
        let is_rate = match change.amount() {
            Some(amount) => label::is_rate(Some(amount)),
            None => metric.unit_of(change) == "%",
        };
        ChangeView {
            direction: change.direction().code().to_owned(),
            arrow: arrow.to_owned(),
            spoken: self.labels.text(spoken).to_owned(),
            text: self.change_text(change),
            basis: self.labels.basis(basis.over(&metric.period), is_rate).to_owned(),
            further: Vec::new(),
        }
    }

    /// A change with its sign, as `+14.2%`, `約+5%` or `−3.1%`; 持平 where no amount is given.
    fn change_text(self, change: &Change) -> String {
        let Some(amount) = change.amount() else { return self.labels.text(Label::Flat).to_owned() };
        let sign = match change.direction() {
            Direction::Up => "+",
            Direction::Down => "−",
            Direction::Flat => "",
        };
        let view = self.quantity(amount);
        [&view.before, sign, &view.number, &view.within, &view.unit, &view.after].concat()
    }
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
