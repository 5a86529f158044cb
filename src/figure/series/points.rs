//! The points of series: what a metric states, and what follows from it.
//!
//! In: a metric of a bulletin. Out: its points, each with the key of its series; and series to which they are added.
//!
//! May touch: nothing

use super::{Cadence, Key, Observation, Origin, Point, Reading, SeriesName, Vintage};
use crate::figure::metric::POINTS;
use crate::figure::number::difference;
use crate::figure::{Approx, Basis, Change, Dimension, Kind, Metric, Period, Quantity, Treatment};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A stated point replaces a derived one; of two stated ones the later wins, and the other
/// stays on record where they differ. Of two prints of the same number the finer one is kept.
pub(crate) fn add<'m>(line: &mut BTreeMap<Period, Point<'m>>, point: Point<'m>) {
    let Some(known) = line.get_mut(&point.period) else {
        line.insert(point.period, point);
        return;
    };
    match (known.origin, point.origin) {
        (Origin::Stated, Origin::Stated) => {
            if known.at.bulletin == point.at.bulletin {
                return;
            }
            let status = point.status.or(known.status);
            let mut earlier = std::mem::take(&mut known.earlier);
            if known.reading.agrees(&point.reading) {
                match point.reading.half_place() < known.reading.half_place() {
                    true => *known = Point { status, earlier, ..point },
                    false => (known.status, known.earlier) = (status, earlier),
                }
                return;
            }
            earlier.push(Vintage { reading: known.reading, at: known.at, published: known.published });
            *known = Point { earlier, ..point };
        }
        (Origin::Stated, Origin::Previous | Origin::Computed | Origin::Derived) => {}
        (Origin::Previous | Origin::Computed | Origin::Derived, Origin::Stated | Origin::Previous) => *known = point,
        (Origin::Previous, Origin::Computed | Origin::Derived) => {}
        (Origin::Computed | Origin::Derived, Origin::Computed | Origin::Derived) => *known = point,
    }
}

/// The unit of a series of changes. The steps of an index are in one, whichever of 个百分点, 点 and none is printed.
fn change_unit(metric: &Metric, change: &Change) -> String {
    match change.amount() {
        _ if metric.is_index_step(change) => POINTS.to_owned(),
        Some(amount) => unit(amount).to_owned(),
        None => metric.unit_of(change),
    }
}

/// The points that one metric makes: its value, its changes, and what they are compared with.
pub(crate) fn points<'m>(observation: &Observation<'m>) -> Vec<(Key, Point<'m>)> {
    let metric = observation.metric;
    let mut points = Vec::new();
    let mut push = |kind, basis: Option<Basis>, unit: &str, period: Option<Period>, reading, origin| {
        if let Some(period) = period
            && let Some(cadence) = Cadence::of(&period)
        {
            let key = key(observation, cadence, kind, basis, unit);
            let status = metric.status.filter(|_| origin == Origin::Stated);
            let (at, published) = (observation.at, observation.published);
            points.push((key, Point { period, reading, origin, status, at, published, earlier: Vec::new() }));
        }
    };
    let now = Some(metric.period);
    let before = metric.period.before(metric.basis.unwrap_or(Basis::Yoy));
    if let Some(value) = &metric.value {
        let unit = unit(value);
        push(metric.kind, None, unit, now, Reading::Value(value), Origin::Stated);
        if let Some(previous) = &metric.previous {
            push(metric.kind, None, unit, before, Reading::Value(previous), Origin::Previous);
        }
        let stated = usize::from(metric.previous.is_some());
        for (change, basis) in metric.changes().skip(stated) {
            if let Some(number) = level_before(value, change) {
                let before = metric.period.before(basis);
                push(metric.kind, None, unit, before, Reading::Computed(number), Origin::Computed);
            }
        }
    }
    let planned = metric.kind.is_planned();
    let kind = if planned { metric.kind } else { Kind::Growth };
    for (at, (change, basis)) in metric.changes().enumerate() {
        let basis = basis.over(&metric.period);
        let unit = change_unit(metric, change);
        push(kind, Some(basis), &unit, now, Reading::Change(change), Origin::Stated);
        // What else is said of a change is said of the first.
        if at > 0 {
            continue;
        }
        if let (None, Some(previous)) = (&metric.value, &metric.previous) {
            push(kind, Some(basis), &unit, before, Reading::Value(previous), Origin::Previous);
        }
        if let Some((accel, against)) = metric.accel.as_deref()
            && let Some(number) = difference(change.signed(), accel.signed())
        {
            push(kind, Some(basis), &unit, metric.period.before(*against), Reading::Computed(number), Origin::Computed);
        }
    }
    points
}

/// The level before a change by an amount: 25.3% where 25.7% is 0.4 percentage points more. Nothing
/// follows from a rate, which is rounded, or from an approximate number.
fn level_before(value: &Quantity, change: &Change) -> Option<Decimal> {
    let amount = change.amount()?;
    let same = match (value.dimension(), amount.dimension()) {
        (Dimension::Percent, Dimension::PercentPoint) => true,
        (Dimension::Other(value), Dimension::Other(change)) => value == change,
        (Dimension::Index, Dimension::Index) => true,
        _ => false,
    };
    let exact = value.approx() == Approx::Exact && amount.approx() == Approx::Exact;
    difference(value.value_base(), Reading::Change(change).base()).filter(|_| same && exact)
}

/// The unit of a series.
fn unit(quantity: &Quantity) -> &str {
    match quantity.dimension() {
        Dimension::PercentPoint => "pp",
        Dimension::Percent | Dimension::PerMille | Dimension::Multiple | Dimension::Index | Dimension::Other(_) => {
            quantity.unit_base()
        }
    }
}

fn key(observation: &Observation<'_>, cadence: Cadence, kind: Kind, basis: Option<Basis>, unit: &str) -> Key {
    let SeriesName { region, dims } = observation.names();
    Key {
        indicator: observation.metric.indicator.to_string(),
        region,
        dims,
        cadence,
        kind,
        basis,
        unit: unit.to_owned(),
        treatment: treatment(observation.metric, kind, basis, unit),
    }
}

/// How the points of a series are made. Rates are the same on any base of an index, its steps in points are not.
fn treatment(metric: &Metric, kind: Kind, basis: Option<Basis>, unit: &str) -> Treatment {
    if metric.treated.is_unsaid() {
        return Treatment::default();
    }
    match basis {
        None if kind != Kind::Growth => metric.treated.of_values(),
        _ => {
            let made = metric.treated.of_changes(basis.is_some_and(Basis::is_adjusted));
            Treatment { base: metric.treated.of_values().base.filter(|_| unit == POINTS), ..made }
        }
    }
}
