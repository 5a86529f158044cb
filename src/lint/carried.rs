//! The numbers that a bulletin's figures carry.
//!
//! In: its metrics, the words of their notes and names, and the series they belong to. Out: [`Carried`],
//! which decides whether a number of the prose is one of them: the same, a rounder print, or computed from them.
//!
//! May touch: figure, bulletin

use super::derived::Derived;
use super::number::{Number, far};
use crate::bulletin::Bulletin;
use crate::figure::scan::{Amount, Plain, TokenKind, scan};
use crate::figure::{Approx, Metric, Record, Registry, Series};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The series of a site by indicator.
pub(crate) struct Known<'r> {
    series: BTreeMap<&'r str, Vec<&'r Series<'r>>>,
}

/// The numbers that a bulletin's figures carry.
pub(crate) struct Carried<'r> {
    /// What its metrics state.
    stated: Vec<Number>,
    /// The numbers in their notes and names, and in the corrections.
    told: Vec<Number>,
    series: Vec<&'r Series<'r>>,
    derived: Derived<'r>,
}

impl<'r> Known<'r> {
    /// Sorts the series of a record.
    pub(crate) fn new(record: &'r Record<'_>) -> Self {
        let mut series: BTreeMap<&str, Vec<&Series<'_>>> = BTreeMap::new();
        for line in record.series() {
            series.entry(&line.key.indicator).or_default().push(line);
        }
        Self { series }
    }

    /// The series of the indicators that a bulletin has metrics of.
    pub(crate) fn of(bulletin: &Bulletin, record: &'r Record<'_>) -> Self {
        let indicators = bulletin.metrics.iter().filter_map(|metric| record.find(&metric.indicator));
        let lines = indicators.map(|id| record.series_of(id));
        let series = lines.filter_map(|lines| Some((lines.first()?.key.indicator.as_str(), lines.iter().collect())));
        Self { series: series.collect() }
    }

    /// What a bulletin carries.
    pub(crate) fn carried(&self, bulletin: &Bulletin, registry: &Registry) -> Carried<'r> {
        let stated = bulletin.metrics.iter().flat_map(numbers).collect();
        let mut told: Vec<Number> = Vec::new();
        for metric in &bulletin.metrics {
            let dims = metric.dims.iter().flat_map(|(name, value)| [name.as_str(), value]);
            let words = metric.note.as_deref().into_iter().chain(metric.region.as_deref()).chain(dims);
            for text in words.chain(super::names(metric, registry)) {
                told.extend(in_words(text, bulletin.date));
            }
        }
        for correction in &bulletin.corrections {
            told.extend(in_words(&correction.text, bulletin.date));
            told.extend(correction.old.iter().map(Number::of));
        }
        let mut indicators: Vec<&str> = bulletin.metrics.iter().map(|metric| metric.indicator.as_str()).collect();
        indicators.sort_unstable();
        indicators.dedup();
        let series = indicators.iter().filter_map(|indicator| self.series.get(indicator)).flatten().copied();
        let series: Vec<&Series<'_>> = series.collect();
        let derived = Derived::new(bulletin, &series);
        Carried { stated, told, series, derived }
    }
}

/// Every number that a metric states.
pub(crate) fn numbers(metric: &Metric) -> impl Iterator<Item = Number> {
    let changes = metric.changes().filter_map(|(change, _)| change.amount());
    let accel = metric.accel.as_deref().and_then(|(change, _)| change.amount());
    let around = metric.around.iter().flat_map(|around| around.quantities());
    let printed = metric.value.iter().chain(changes).chain(metric.previous.as_deref()).chain(accel).chain(around);
    let surprise = metric.surprise().map(|surprise| Number {
        base: surprise.base.abs(),
        unit: surprise.unit,
        half_place: Decimal::ZERO,
        exact: true,
    });
    printed.map(Number::of).chain(surprise)
}

/// Whether a metric states just this number, in that unit: `9.3%` where the prose says 9.3个百分点.
pub(crate) fn states_exactly(metric: &Metric, base: Decimal, unit: &str) -> bool {
    numbers(metric).any(|number| number.base == base && number.unit == unit)
}

/// The numbers in a text, including limits within names.
fn in_words(text: &str, today: Date) -> Vec<Number> {
    let plain = Plain::new(text.char_indices().map(|(at, c)| (c, at..at + c.len_utf8())));
    let tokens = scan(plain.text(), today).into_iter();
    let quantities = tokens.filter_map(|token| match token.kind {
        TokenKind::Amount(amount) => Some(amount.quantity),
        TokenKind::Name(_) => plain.text()[token.span].parse().ok(),
        TokenKind::Time(..) | TokenKind::Basis(_) => None,
    });
    quantities.map(|quantity| Number::of(&quantity)).collect()
}

impl Carried<'_> {
    /// Whether a number of the prose is one that the metrics state or their notes give.
    pub(crate) fn has(&self, amount: &Amount) -> bool {
        self.stated.iter().chain(&self.told).any(|number| number.is_meant_by(&amount.quantity))
    }

    /// Whether the series of its indicators have the number, at any time.
    pub(crate) fn had(&self, amount: &Amount) -> bool {
        let own = Number::of(&amount.quantity);
        let lines = self.series.iter().filter(|line| line.key.unit == own.unit);
        lines.flat_map(|line| &line.points).any(|point| {
            let number = Number {
                base: point.reading.base().abs(),
                unit: own.unit.clone(),
                half_place: point.reading.half_place(),
                exact: point.reading.approx() == Approx::Exact,
            };
            number.is_meant_by(&amount.quantity)
        })
    }

    /// Whether the number is a sum or difference of two that are stated, or, of rates, what one is of the other.
    pub(crate) fn follows(&self, amount: &Amount) -> bool {
        let said = &amount.quantity;
        let own = Number::of(said);
        let near = |result: Decimal| far(result.abs(), own.base).is_some_and(|far| far <= own.half_place);
        let pairs = self.stated.iter().enumerate().flat_map(|(at, one)| {
            self.stated[at + 1..].iter().filter(|other| other.unit == one.unit).map(move |other| (one, other))
        });
        let rate = matches!(own.unit.as_str(), "%" | "pp");
        for (one, other) in pairs {
            let percents = one.unit == "%";
            let hundred = Decimal::ONE_HUNDRED;
            let ratio = |a: Decimal, b: Decimal| a.checked_div(b).and_then(|ratio| ratio.checked_mul(hundred));
            let mut results = Vec::new();
            if one.unit == own.unit || (own.unit == "pp" && percents) {
                results.push(one.base.checked_sub(other.base));
            }
            if one.unit == own.unit && own.unit != "pp" {
                results.push(one.base.checked_add(other.base));
            }
            if rate && percents {
                results.push(one.base.checked_mul(other.base).and_then(|product| product.checked_div(hundred)));
            }
            if own.unit == "%" && !percents {
                results.extend([ratio(one.base, other.base), ratio(other.base, one.base)]);
            }
            if results.into_iter().flatten().any(near) {
                return true;
            }
        }
        false
    }

    /// What follows from the figures and their series.
    pub(crate) fn derived(&self) -> &Derived<'_> {
        &self.derived
    }

    /// Whether the number is the difference of two rates.
    pub(crate) fn is_lead(&self, amount: &Amount) -> bool {
        let own = Number::of(&amount.quantity);
        own.unit == "pp" && self.follows(amount)
    }
}
