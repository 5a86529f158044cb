//! The numbers that follow from a bulletin's figures.
//!
//! In: its metrics and the series they belong to. Out: [`Derived`], which knows whether a number of the prose follows
//! from them: how far a figure is from that of the period before or of a year ago and from what it was before it was
//! revised, the sum of parts, what one figure is of another, how many rose and fell.
//!
//! May touch: figure, bulletin

use super::number::{Number, is_count};
use crate::bulletin::Bulletin;
use crate::figure::scan::Amount;
use crate::figure::{Basis, Direction, Metric, Period, Point, Series};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The bases by which one period follows another.
const STEPS: [Basis; 5] = [Basis::Yoy, Basis::Mom, Basis::Qoq, Basis::Dod, Basis::Ytd];
/// How many metrics make a list of parts that are added up.
const LIST: usize = 3;
/// How many metrics make a list of which prose counts the members; of a shorter one each has a sentence.
const COUNTED: usize = 6;
/// The region that has all others in it, and is no member of their list.
const WHOLE: &str = "全国";
/// How much of a metric's name a sentence says that speaks of it: 第三产业 of 第三产业增加值.
const NAMED: usize = 4;

/// A number that was worked out, and the unit it is in.
struct Result {
    base: Decimal,
    unit: String,
}

/// What follows from the figures of a bulletin.
pub(crate) struct Derived<'r> {
    /// Distances to earlier periods, in the unit of the figures, and rates of growth.
    steps: Vec<Result>,
    /// Sums of parts that metrics state.
    sums: Vec<Result>,
    /// How many metrics there are of a kind, and how many of them rose, fell and stayed.
    counts: BTreeSet<usize>,
    /// The series, each with the periods of the bulletin's figures in it.
    lines: Vec<(&'r Series<'r>, Vec<Period>)>,
}

impl<'r> Derived<'r> {
    /// What follows from a bulletin's metrics and their series.
    pub(crate) fn new(bulletin: &Bulletin, series: &[&'r Series<'r>]) -> Self {
        let mut derived = Self { steps: Vec::new(), sums: Vec::new(), counts: BTreeSet::new(), lines: Vec::new() };
        for &line in series {
            let own = bulletin.metrics.iter().filter(|metric| metric.indicator == line.key.indicator.as_str());
            let mut periods: Vec<Period> = own.map(|metric| metric.period).collect();
            periods.sort();
            periods.dedup();
            for period in &periods {
                let earlier = STEPS.iter().filter_map(|basis| period.before(*basis));
                earlier.for_each(|earlier| derived.steps.extend(between(line, *period, earlier)));
                derived.steps.extend(revised(line, *period));
            }
            derived.lines.push((line, periods));
        }
        derived.count(bulletin);
        derived.add_up(bulletin);
        derived
    }

    fn count(&mut self, bulletin: &Bulletin) {
        // A list is one indicator in many regions, or many indicators in one region; each member has a change.
        let (mut by_region, mut by_indicator) = (BTreeMap::new(), BTreeMap::new());
        for metric in bulletin.metrics.iter().filter(|metric| metric.change.is_some()) {
            let (period, basis) = (metric.period, metric.basis);
            let regions: &mut Vec<&Metric> = by_region.entry((&metric.indicator, period, basis)).or_default();
            regions.extend(metric.region.as_deref().filter(|region| *region != WHOLE).map(|_| metric));
            let indicators: &mut Vec<&Metric> = by_indicator.entry((&metric.region, period, basis)).or_default();
            indicators.push(metric);
        }
        for list in by_region.values().chain(by_indicator.values()).filter(|list| list.len() >= COUNTED) {
            let members: BTreeSet<_> = list.iter().map(|metric| (&metric.indicator, &metric.region)).collect();
            if members.len() == list.len() {
                let going = |way| list.iter().filter(|metric| direction(metric) == Some(way)).count();
                self.counts.extend([Direction::Up, Direction::Down, Direction::Flat].map(going));
                self.counts.insert(list.len());
            }
        }
    }

    fn add_up(&mut self, bulletin: &Bulletin) {
        let mut alike: BTreeMap<_, Vec<Decimal>> = BTreeMap::new();
        for metric in &bulletin.metrics {
            if let Some(value) = metric.value.as_ref().filter(|value| value.unit_base() != "%") {
                let key = (&metric.indicator, metric.period, metric.kind, value.unit_base());
                alike.entry(key).or_default().push(value.value_base());
            }
        }
        for ((.., unit), mut values) in alike.into_iter().filter(|(_, values)| values.len() >= LIST) {
            values.sort_unstable_by(|one, other| other.cmp(one));
            // The largest may be the whole: the parts are added up with it and without it.
            for parts in [&values[..], &values[1..]] {
                let mut sum = Decimal::ZERO;
                for part in parts {
                    let Some(more) = sum.checked_add(*part) else { break };
                    sum = more;
                    self.sums.push(Result { base: sum, unit: unit.to_owned() });
                }
            }
        }
    }

    /// Whether a number is a distance, a rate of growth or a sum of the figures, or counts them; `named` are the
    /// periods that its sentence names.
    pub(crate) fn has(&self, amount: &Amount, named: &[Period]) -> bool {
        let own = Number::of(&amount.quantity);
        if is_count(&own.unit) && own.count().is_some_and(|count| self.counts.contains(&count)) {
            return true;
        }
        let since = self.lines.iter().flat_map(|(line, periods)| {
            let pairs = periods.iter().flat_map(|period| named.iter().map(move |earlier| (*period, *earlier)));
            pairs.flat_map(|(period, earlier)| between(line, period, earlier))
        });
        self.steps.iter().chain(&self.sums).any(|result| own.is_near(result.base, &result.unit))
            || since.into_iter().any(|result| own.is_near(result.base, &result.unit))
    }

    /// Whether a share is what one number is of another: of the figures, of their sums, or of `told`, which the same
    /// sentence says. One of the two is told, or its metric is named in `sentence`.
    pub(crate) fn has_share(&self, amount: &Amount, bulletin: &Bulletin, told: &[Number], sentence: &str) -> bool {
        let own = Number::of(&amount.quantity);
        if own.unit != "%" {
            return false;
        }
        let metrics = bulletin.metrics.iter().filter_map(|metric| Some((Number::of(metric.value.as_ref()?), metric)));
        let stated = metrics.map(|(number, metric)| {
            let name: String = metric.name.chars().take(NAMED).collect();
            let spoken = sentence.contains(&name) || told.iter().any(|told| told.base == number.base);
            (number.base, number.unit.clone(), spoken)
        });
        let told = told.iter().map(|number| (number.base, number.unit.clone(), true));
        let sums = self.sums.iter().map(|sum| (sum.base, sum.unit.clone(), false));
        let all: Vec<_> = stated.chain(told).chain(sums).filter(|(_, unit, _)| unit != "%" && unit != "pp").collect();
        all.iter().any(|(part, unit, spoken)| {
            let mut wholes =
                all.iter().filter(|(whole, other, named)| other == unit && whole > part && (*spoken || *named));
            wholes.any(|(whole, ..)| {
                let share = part.checked_div(*whole).and_then(|ratio| ratio.checked_mul(Decimal::ONE_HUNDRED));
                share.is_some_and(|share| own.is_near(share, "%"))
            })
        })
    }
}

fn direction(metric: &Metric) -> Option<Direction> {
    metric.change.as_ref().map(|change| change.direction())
}

/// What lies between two points of a line.
fn between(line: &Series<'_>, period: Period, earlier: Period) -> Vec<Result> {
    let at = |period: Period| point(line, period).map(|point| point.reading.base());
    at(period).zip(at(earlier)).map_or_else(Vec::new, |(now, then)| apart(line, now, then))
}

/// What lies between a point and each figure that was printed for it before.
fn revised(line: &Series<'_>, period: Period) -> Vec<Result> {
    let history = point(line, period)
        .into_iter()
        .flat_map(|point| point.earlier.iter().map(|vintage| (point.reading.base(), vintage.reading.base())));
    history.flat_map(|(now, then)| apart(line, now, then)).collect()
}

fn point<'l, 'm>(line: &'l Series<'m>, period: Period) -> Option<&'l Point<'m>> {
    line.points.binary_search_by(|point| point.period.cmp(&period)).ok().and_then(|place| line.points.get(place))
}

/// What lies between two readings of a line: their distance, in percentage points where they are rates, and of levels
/// how much the later is more, in per cent.
fn apart(line: &Series<'_>, now: Decimal, then: Decimal) -> Vec<Result> {
    let Some(distance) = now.checked_sub(then) else { return Vec::new() };
    let unit = line.key.unit.as_str();
    let mut results = vec![Result { base: distance, unit: if unit == "%" { "pp" } else { unit }.to_owned() }];
    if matches!(unit, "" | "点") {
        results.push(Result { base: distance, unit: "pp".to_owned() });
    }
    let levels = line.key.basis.is_none() && unit != "%";
    let growth = distance.checked_div(then).and_then(|ratio| ratio.checked_mul(Decimal::ONE_HUNDRED));
    results.extend(growth.filter(|_| levels).map(|base| Result { base, unit: "%".to_owned() }));
    results
}
