//! How figures are made, as the prose and other bulletins say it.
//!
//! In: a passage, and the record of all figures. Out: numbers that the prose calls seasonally adjusted, real or nominal and
//! their metrics the contrary; and indices that are relative to another base than before, which no line joins.
//!
//! May touch: diag, figure, bulletin, edition

use super::carried::states_exactly;
use super::of_metric;
use super::passage::Passage;
use crate::bulletin::Bulletin;
use crate::diag::{Code, Diagnostic};
use crate::edition::Corpus;
use crate::figure::{Adjust, Metric, Record, Registry, Series, Treatment};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Numbers that the prose says are made otherwise than every metric that states them.
pub(super) fn of_prose(bulletin: &Bulletin, passage: &Passage<'_>, registry: &Registry) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if bulletin.metrics.iter().all(|metric| metric.treated.is_unsaid()) {
        return found;
    }
    let mut last = 0;
    for (amount, span) in passage.amounts() {
        let before = |from: usize| &passage.text()[from.max(last).min(span.start)..span.start];
        // 经季节调整 is said of a whole sentence, 实际增长 of a number.
        let (adjusted, word) = Treatment::said(before(passage.sentence(span.start).start), &registry.words);
        let (priced, price) = Treatment::said(before(passage.clause(span.start).start), &registry.words);
        let said = Treatment { prices: priced.prices, ..adjusted };
        last = span.end;
        let word = word.filter(|_| said.adjust.is_some()).or(price);
        let Some(word) = word else { continue };
        let (base, unit) = (amount.quantity.value_base().abs(), amount.unit());
        let stating = bulletin.metrics.iter().filter(|metric| states_exactly(metric, base, unit));
        let made: Vec<(&Metric, Treatment)> = stating.map(|metric| (metric, stated(metric, base, unit))).collect();
        if let Some((metric, own)) = made.first().filter(|_| made.iter().all(|(_, own)| !agree(&said, own))) {
            let name = &metric.id;
            let message = format!(
                "the text says `{word}` of `{}`, and the metric `{name}` is {}",
                passage.printed(span),
                codes(own)
            );
            let help = "correct `adjust`, `prices` or `growth` of the metric, or the text";
            found.push(passage.tell(Code::TreatmentDiffers, span, message, help));
        }
    }
    found
}

/// How a metric makes the number that it states: its value or one of its changes.
fn stated(metric: &Metric, base: Decimal, unit: &str) -> Treatment {
    let is_value =
        metric.value.as_ref().is_some_and(|value| value.value_base().abs() == base && value.unit_base() == unit);
    if is_value {
        metric.treatment()
    } else {
        metric.treated.of_changes(metric.changes().all(|(_, basis)| basis.is_adjusted()))
    }
}

/// Whether nothing that both say is the contrary of what the other says.
fn agree(said: &Treatment, own: &Treatment) -> bool {
    let raw = |adjust: Adjust| adjust == Adjust::Unadjusted;
    let both = |one: Option<bool>, other: Option<bool>| one.zip(other).is_none_or(|(one, other)| one == other);
    let prices = said.prices.zip(own.prices).is_none_or(|(one, other)| one.is_like(other));
    both(said.adjust.map(raw), own.adjust.map(raw)) && prices
}

/// As front matter writes it: `nsa, nominal`.
fn codes(own: &Treatment) -> String {
    let adjust = own.adjust.map(|adjust| format!("`{}`", adjust.code()));
    let prices = own.prices.map(|prices| format!("`{}`", prices.code()));
    adjust.into_iter().chain(prices).collect::<Vec<_>>().join(", ")
}

/// Indices that are relative to another base than before, each at the first figure on the new base.
pub(super) fn rebased(corpus: &Corpus, record: &Record<'_>) -> Vec<Diagnostic> {
    if !corpus.uses.treatment {
        return Vec::new();
    }
    record.subjects().flat_map(|(id, _)| of_indicator(corpus, record.series_of(id))).collect()
}

fn of_indicator(corpus: &Corpus, series: &[Series<'_>]) -> Vec<Diagnostic> {
    let mut lines: BTreeMap<_, Vec<&Series<'_>>> = BTreeMap::new();
    for line in series.iter().filter(|line| line.key.treatment.base.is_some()) {
        let key = &line.key;
        let Treatment { adjust, prices, base: _ } = key.treatment;
        let alike = (&key.region, &key.dims, key.cadence, key.kind, key.basis, &key.unit, adjust, prices);
        lines.entry(alike).or_default().push(line);
    }
    let mut found = Vec::new();
    for mut bases in lines.into_values().filter(|bases| bases.len() > 1) {
        // The oldest bulletin has the highest number.
        bases.sort_by_key(|line| std::cmp::Reverse(first(line).map(|at| (at.bulletin, std::cmp::Reverse(at.place())))));
        for pair in bases.windows(2) {
            let [before, line] = pair else { continue };
            found.extend(told(corpus, before, line));
        }
    }
    found
}

/// The metric of the oldest bulletin that has a point of a series.
fn first(line: &Series<'_>) -> Option<crate::figure::MetricId> {
    line.points.iter().map(|point| point.at).max_by_key(|at| (at.bulletin, std::cmp::Reverse(at.place())))
}

fn told(corpus: &Corpus, before: &Series<'_>, line: &Series<'_>) -> Option<Diagnostic> {
    let at = first(line)?;
    let bulletin = &corpus[at.bulletin];
    let metric = bulletin.metrics.get(at.place())?;
    let (old, new) = (before.key.treatment.base.as_ref()?, line.key.treatment.base.as_ref()?);
    let message =
        format!("`{}` is on the base {new} from here on, and on {old} before: no line joins the two", metric.name);
    let help = "state earlier periods on the new base as well, as their office does, or allow it here";
    Some(of_metric(bulletin, metric, Code::IndexRebased, &new.to_string(), message, help))
}
