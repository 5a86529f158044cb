//! Figures as readers see them.
//!
//! In: a figure of an edition. Out: its card, its table row, and the words of its quantity and change.
//!
//! May touch: path, figure, label, official, edition

use super::Views;
use super::chart::spark;
use super::types::{CardView, ChangeView, NoteView, QuantityView, RowView};
use crate::edition::{Figure, Item, Printed, Words};
use crate::figure::series::regional;
use crate::figure::{
    Basis, Change, Direction, Kind, Metric, MetricId, Origin, Point, Quantity, Reading, Scale, Series, Surprise,
    Treatment, Vintage,
};
use crate::label::{self, Label};
use crate::official::Verdict;
use crate::path::percent_encoded;
use rust_decimal::Decimal;

impl Views<'_, '_> {
    /// A figure on a card of its bulletin.
    pub(crate) fn card(self, item: &Item<'_>, figure: &Figure<'_>) -> CardView {
        self.card_of(item, figure, self.figure_region(item, figure))
    }

    /// A figure on a card among those of other bulletins, which may be of anywhere: with its region where the site is not
    /// about one economy, and mostly about that.
    pub(crate) fn card_among_others(self, item: &Item<'_>, figure: &Figure<'_>) -> CardView {
        let corpus = self.plan.corpus;
        let is_home = !corpus.abroad && regional(figure.metric.region.as_deref()) == corpus.home.as_deref();
        let region = || figure.region.as_deref().filter(|region| !is_home && !figure.name.contains(*region));
        self.card_of(item, figure, self.figure_region(item, figure).or_else(region))
    }

    fn card_of(self, item: &Item<'_>, figure: &Figure<'_>, region: Option<&str>) -> CardView {
        let metric = figure.metric;
        CardView {
            name: figure.name.to_string(),
            dims: {
                let dims = figure.dims().iter().map(|(_, value)| value.as_ref());
                let made = self.labels.treatment(&metric.treatment());
                self.labels
                    .list(&region.into_iter().chain(dims).chain(made.iter().map(String::as_str)).collect::<Vec<_>>())
            },
            url: format!("{}#{}", self.article_url(&item.bulletin.article), percent_encoded(&metric.id)),
            value: metric.value.as_ref().map(|value| self.quantity(metric, value)),
            change: self.change(figure),
            period: self.labels.period(&metric.period),
            target: metric.kind == Kind::Target,
            kind: self.told_kind(metric.kind, &figure.name),
            spark: String::new(),
            around: self.around(metric),
        }
    }

    /// The line of a figure's series, for its card; empty where there is none.
    pub(crate) fn line_of(self, figure: &Figure<'_>) -> String {
        let (record, metric) = (self.edition.record, figure.metric);
        record.line(metric).map_or_else(String::new, |series| spark(series, metric.period))
    }

    /// A figure in its bulletin's table, without what other bulletins say of it.
    pub(crate) fn figure_row(self, at: MetricId, sources: &[String]) -> RowView {
        let figure = self.edition.figure(at);
        let metric = figure.metric;
        RowView {
            id: metric.id.to_string(),
            name: figure.name.to_string(),
            dims: {
                let dims = figure.dims().iter().map(|(name, value)| self.labels.pair(name, value));
                dims.chain(self.labels.treatment(&metric.treatment())).collect()
            },
            kind: self.told_kind(metric.kind, &figure.name),
            target: metric.kind == Kind::Target,
            value: metric.value.as_ref().map(|value| self.quantity(metric, value)),
            change: self.change(figure),
            period: self.labels.period(&metric.period),
            region: figure.region.as_deref().unwrap_or_default().to_owned(),
            source: figure
                .source
                .as_deref()
                .and_then(|source| sources.iter().position(|other| other == source))
                .map(|at| at + 1),
            note: self.note(figure),
            indicator: match self.edition.record.find(&metric.indicator) {
                Some(_) => self.url(&format!("indicators/{}", metric.indicator)),
                None => String::new(),
            },
            status: metric.status.map_or_else(String::new, |status| self.labels.status(status).to_owned()),
            verified: self.verified(at),
            around: self.around(metric),
            revisions: Vec::new(),
        }
    }

    /// The note of a figure; in an edition that cannot say it, where it is.
    fn note(self, figure: &Figure<'_>) -> String {
        let elsewhere = figure.metric.note.as_ref().map(|_| self.labels.text(Label::NoteElsewhere));
        figure.note().or(elsewhere).unwrap_or_default().to_owned()
    }

    /// A kind that a reader would not know from the name, the unit and the period; else empty.
    pub(super) fn told_kind(self, kind: Kind, name: &str) -> String {
        let is_told = (kind == Kind::Increment || kind.is_planned()) && !kind.is_said_by(name);
        if is_told { self.labels.kind(kind).to_owned() } else { String::new() }
    }

    /// Since when a figure is known to be what its office publishes: by the oldest snapshot that has a number of it.
    fn verified(self, at: MetricId) -> String {
        let bulletin = &self.plan.corpus[at.bulletin];
        let compared = self.plan.corpus.official.compare(&bulletin.metrics[at.place()], bulletin.date);
        let is_right = compared.iter().all(|compared| matches!(compared.verdict, Verdict::Agrees));
        let day = compared.iter().map(|compared| compared.series.retrieved).min().filter(|_| is_right);
        day.map_or_else(String::new, |day| self.labels.fill(Label::Verified, &[("date", &self.labels.day(day))]))
    }

    /// What is printed around a figure: in which interval it is, what was expected of it, what it was before, and how its rate of
    /// change has changed.
    fn around(self, metric: &Metric) -> Vec<String> {
        let said = [self.interval(metric), self.expected(metric), self.before(metric), self.accelerated(metric)];
        said.into_iter().flatten().collect()
    }

    /// In which interval a figure is: `区间2.9%至3.3%`.
    fn interval(self, metric: &Metric) -> Option<String> {
        let (low, high) = metric.around.as_deref()?.interval.as_ref()?;
        let words = self.edition.words_of(&metric.indicator);
        let ends = [low, high].map(|end| words.printed(end).text());
        Some(self.labels.fill(Label::Interval, &[("low", &ends[0]), ("high", &ends[1])]))
    }

    /// What a figure, or its change where it has no value, was in the period it is compared with: `2024年6月为3.2%`.
    fn before(self, metric: &Metric) -> Option<String> {
        let previous = metric.previous.as_deref()?;
        let words = self.edition.words_of(&metric.indicator);
        let value = match metric.value {
            Some(_) => words.printed(previous).text(),
            None => words.printed(&previous.unsigned()).signed(plus_or_minus(previous.number().value())),
        };
        let when = metric.period.before(metric.basis.unwrap_or(Basis::Yoy)).map(|period| self.labels.when(&period));
        let label = if when.is_some() { Label::ComparedWith } else { Label::ComparedBefore };
        Some(self.labels.fill(label, &[("value", &value), ("when", &when.unwrap_or_default())]))
    }

    /// How a rate of change differs from an earlier one: `增速较上年同期上升3.4个百分点`.
    fn accelerated(self, metric: &Metric) -> Option<String> {
        let (change, basis) = metric.accel.as_deref()?;
        let size = self.edition.words_of(&metric.indicator).size(change);
        let basis = basis.over(&metric.period);
        let movement = self.labels.movement(basis, change.amount(), change.direction(), false, &size);
        Some(self.labels.fill(Label::Accel, &[("movement", &movement)]))
    }

    /// What was expected of a figure, and how far it is from that: `预期3.1%，高于预期0.2个百分点`.
    fn expected(self, metric: &Metric) -> Option<String> {
        let expected = metric.around.as_deref()?.expected.as_ref()?;
        let words = self.edition.words_of(&metric.indicator);
        let expected = self.labels.fill(Label::Expected, &[("value", &words.printed(expected).text())]);
        let surprise = metric.surprise().map(|surprise| {
            let Surprise { base, unit, scale, places } = surprise;
            let label = match base {
                base if base.is_zero() => return self.labels.text(Label::AsExpected).to_owned(),
                base if base.is_sign_negative() => Label::BelowExpected,
                _ => Label::AboveExpected,
            };
            self.labels.fill(label, &[("amount", &worked_out(words, base.abs(), scale, places, &unit).text())])
        });
        Some(self.labels.phrase(&[expected].into_iter().chain(surprise).collect::<Vec<_>>()))
    }

    /// What a later bulletin made of a figure, and what an earlier one had said.
    pub(crate) fn revisions(self, at: MetricId) -> Vec<NoteView> {
        let mut notes = Vec::new();
        let indicator = &self.plan.corpus[at.bulletin].metrics[at.place()].indicator;
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
        let id = percent_encoded(&bulletin.metrics[at.place()].id);
        format!("{}#{id}", self.article_path(&bulletin.article))
    }

    /// A reading of a point in this edition's words: as printed; what was worked out in the scale in
    /// which its bulletin prints.
    pub(crate) fn reading(self, series: &Series<'_>, point: &Point<'_>, reading: Reading<'_>) -> String {
        let signs = series.key.basis.is_some();
        let words = self.edition.words_of(&series.key.indicator);
        match reading {
            Reading::Value(quantity) if signs => {
                let number = quantity.number().value();
                words.printed(&quantity.unsigned()).signed(plus_or_minus(number))
            }
            Reading::Value(quantity) => words.printed(quantity).text(),
            Reading::Change(change) => words.change(change),
            Reading::Computed(number) => {
                let metric = self.edition.figure(point.at).metric;
                let scale = match (&metric.value, signs) {
                    (Some(value), false) => value.scale(),
                    _ => Scale::One,
                };
                let printed = metric.value.iter().chain(metric.change.iter().filter_map(Change::amount));
                let places = printed.map(|quantity| quantity.number().value().scale()).max().unwrap_or(0);
                // What was worked out of others has the decimals that are sure.
                let places = if point.origin == Origin::Derived { number.scale() } else { places };
                let plus = if signs && !number.is_sign_negative() && !number.is_zero() { "+" } else { "" };
                worked_out(words, number, scale, places, &series.key.unit).signed(plus)
            }
        }
    }

    /// A reading of a point in the scale of its chart, so that a sentence does not say 67.92万亿元 and 646755亿元; exact,
    /// since only the decimal point moves.
    pub(crate) fn reading_in(self, series: &Series<'_>, point: &Point<'_>, scale: Scale) -> String {
        match point.reading {
            Reading::Value(quantity) if series.key.basis.is_none() => {
                self.edition.words_of(&series.key.indicator).printed_in(quantity, scale).text()
            }
            reading => self.reading(series, point, reading),
        }
    }

    /// The scale in which a series is read: that of its newest value, or as English counts values of that size.
    pub(crate) fn display_scale(self, series: &Series<'_>) -> Scale {
        let newest = series.points.iter().rev().find_map(|point| point.reading.amount());
        newest.map_or(Scale::One, |amount| self.edition.words_of(&series.key.indicator).scale_of(amount))
    }

    /// The scale and unit of a series: `兆元`, `trillion yuan`.
    pub(crate) fn measured_in(self, series: &Series<'_>, scale: Scale) -> String {
        self.edition.words_of(&series.key.indicator).measure(scale, counted(&series.key.unit))
    }

    /// The unit of an indicator.
    pub(crate) fn unit_of(self, indicator: &str, unit: &str) -> String {
        self.edition.words_of(indicator).measure(Scale::One, counted(unit))
    }

    /// A quantity of a metric in this edition's words.
    pub(crate) fn quantity(self, metric: &Metric, quantity: &Quantity) -> QuantityView {
        let printed = self.edition.words_of(&metric.indicator).printed(quantity);
        // The number that is shown, which English counts in another scale; what is spelled has that of the quantity.
        let shown = printed.number.replace(',', "");
        let is_plain = shown.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
        QuantityView {
            value: if is_plain { shown } else { quantity.number().value().to_string() },
            text: printed.text(),
            before: printed.before,
            number: printed.number,
            within: printed.within,
            unit: printed.unit,
            after: printed.after,
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
        let arrow = match change.direction() {
            Direction::Up => "▲",
            Direction::Down => "▼",
            Direction::Flat => "＝",
        };
        // 持平 of a rate or an index is no rate itself: 较上月持平, and not 月增率; in English nothing is unchanged year on year.
        let is_rate = match change.amount() {
            Some(amount) => label::is_rate(Some(amount)),
            None => metric.unit_of(change) == "%" && !self.labels.compares_last(),
        };
        let own = metric.treated.of_changes(basis.is_adjusted());
        // What the row says of the value already is not said of its change again.
        let prices = own.prices.filter(|prices| metric.treatment().prices != Some(*prices));
        let prices = self.labels.treated(&Treatment { prices, ..Treatment::default() });
        let basis = format!("{}{prices}", self.labels.basis(basis.over(&metric.period), is_rate));
        let (basis, against) =
            if self.labels.compares_last() { (String::new(), basis) } else { (basis, String::new()) };
        let words = self.edition.words_of(&metric.indicator);
        ChangeView {
            direction: change.direction().code().to_owned(),
            arrow: arrow.to_owned(),
            spoken: words.spoken(change),
            text: words.change(change),
            basis,
            against,
            further: Vec::new(),
        }
    }
}

/// A number that follows from printed ones, in their scale and with their decimals, as far as it is exact there.
pub(super) fn worked_out(words: Words<'_>, number: Decimal, scale: Scale, places: u32, unit: &str) -> Printed {
    let (scale, mut scaled) = match scale.of(number) {
        Some(scaled) => (scale, scaled),
        None => (Scale::One, number.normalize()),
    };
    scaled.rescale(places.max(scaled.scale()));
    words.worked_out(scaled, scale, counted(unit))
}

/// The sign before a rate.
pub(super) fn plus_or_minus(number: Decimal) -> &'static str {
    match number {
        number if number.is_zero() => "",
        number if number.is_sign_negative() => "−",
        _ => "+",
    }
}

/// The unit of a series as quantities have it: `pp` as `个百分点`.
fn counted(unit: &str) -> &str {
    if unit == "pp" { "个百分点" } else { unit }
}
