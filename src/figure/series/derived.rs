//! Points that no bulletin prints and that follow from printed ones.
//!
//! In: the series of an indicator, and what it wants worked out. Out: the same with such points, marked as derived.
//!
//! A number is worked out only from stated, exact figures none of which was revised: the difference or ratio of two vintages is
//! no figure. A ratio has as many decimals as are the same whatever the printed numbers were before they were rounded.
//!
//! May touch: nothing

use super::{Cadence, Key, Origin, Point, Reading};
use crate::figure::derive::Derive;
use crate::figure::number::difference;
use crate::figure::{Approx, Base, Basis, Dimension, Interval, Kind, Period, Treatment, Year};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

type Lines<'m> = BTreeMap<Key, BTreeMap<Period, Point<'m>>>;

/// How many decimals a rate that was worked out has at most.
const RATE_PLACES: u32 = 1;

/// Adds what an indicator wants.
pub(super) fn add<'m>(lines: &mut Lines<'m>, derive: &Derive) {
    let mut found: Vec<(Key, Point<'m>)> = Vec::new();
    if derive.months {
        found.extend(lines.keys().flat_map(|key| months(lines, key)));
    }
    if let Some(base) = &derive.base {
        found.extend(lines.keys().flat_map(|key| rebased(lines, key, base)));
    }
    for (key, point) in found.drain(..) {
        lines.entry(key).or_default().entry(point.period).or_insert(point);
    }
    if derive.growth {
        found.extend(lines.keys().flat_map(|key| growth(lines, key)));
    }
    for (key, point) in found {
        lines.entry(key).or_default().entry(point.period).or_insert(point);
    }
}

/// Whether something may be worked out of a point.
fn is_sure(point: &Point<'_>) -> bool {
    let is_value = matches!(point.reading, Reading::Value(_));
    point.origin == Origin::Stated && !point.is_revised() && is_value && point.reading.approx() == Approx::Exact
}

fn sure<'l, 'm>(line: &'l BTreeMap<Period, Point<'m>>, period: Period) -> Option<&'l Point<'m>> {
    line.get(&period).filter(|point| is_sure(point))
}

fn derived<'m>(from: &Point<'m>, period: Period, number: Decimal) -> Point<'m> {
    let (reading, origin) = (Reading::Computed(number), Origin::Derived);
    Point { period, reading, origin, status: None, earlier: Vec::new(), ..from.clone() }
}

/// Single months: sums since January less those up to the month before.
fn months<'m>(lines: &Lines<'m>, key: &Key) -> Vec<(Key, Point<'m>)> {
    let is_sum = key.cadence == Cadence::YearToDate && key.basis.is_none();
    let (Some(line), true) = (lines.get(key), is_sum && matches!(key.kind, Kind::Flow | Kind::Increment)) else {
        return Vec::new();
    };
    let single = Key { cadence: Cadence::Month, ..key.clone() };
    let month = |point: &Point<'m>| {
        let Period::Months(span) = point.period else { return None };
        let before = match span.last().number() {
            // The sum before that of two months is January by itself.
            2 => sure(lines.get(&single)?, Period::Month(span.first()))?,
            _ => sure(line, point.period.before(Basis::Mom)?)?,
        };
        // Of a rounder number and a finer one nothing follows.
        let alike = point.reading.half_place() == before.reading.half_place();
        let number = difference(point.reading.base(), before.reading.base()).filter(|_| alike && is_sure(point))?;
        Some((single.clone(), derived(point, Period::Month(span.last()), number)))
    };
    line.values().filter_map(month).collect()
}

/// What a level is more than a year before, where no bulletin says so of the same thing.
fn growth<'m>(lines: &Lines<'m>, key: &Key) -> Vec<(Key, Point<'m>)> {
    let is_level = key.basis.is_none() && matches!(key.kind, Kind::Flow | Kind::Stock | Kind::Index | Kind::Price);
    let Some(line) = lines.get(key).filter(|_| is_level && !matches!(key.unit.as_str(), "%" | "‰" | "pp")) else {
        return Vec::new();
    };
    let rate = Key {
        kind: Kind::Growth,
        basis: Some(Basis::Yoy),
        unit: "%".to_owned(),
        treatment: Treatment { base: None, ..key.treatment.clone() },
        ..key.clone()
    };
    let printed = |period: Period| {
        let mut rates = lines.iter().filter(|(other, _)| other.is_beside(key) && other.basis == Some(Basis::Yoy));
        rates.any(|(_, line)| line.contains_key(&period))
    };
    let of = |point: &Point<'m>| {
        let before = sure(line, point.period.previous_year()?).filter(|_| is_sure(point) && !printed(point.period))?;
        let growth = Interval::reading(&point.reading)?.growth_over(Interval::reading(&before.reading)?)?;
        Some((rate.clone(), derived(point, point.period, growth.settled(RATE_PLACES)?)))
    };
    line.values().filter_map(of).collect()
}

/// An index on another base: what its level is of that of the year which the base names.
fn rebased<'m>(lines: &Lines<'m>, key: &Key, base: &Base) -> Vec<(Key, Point<'m>)> {
    let (Some(Period::Year(year)), Some(own)) = (base.period(), &key.treatment.base) else { return Vec::new() };
    let moves = own != base && own.period().is_some() && key.basis.is_none();
    let (Some(line), true) = (lines.get(key), moves) else { return Vec::new() };
    let Some(mean) = mean(line, key.cadence, year) else { return Vec::new() };
    let on_base = Key { treatment: Treatment { base: Some(base.clone()), ..key.treatment.clone() }, ..key.clone() };
    let of = |point: &Point<'m>| {
        let amount =
            point.reading.amount().filter(|amount| is_sure(point) && amount.dimension() == Dimension::Index)?;
        let level = Interval::reading(&point.reading)?.share_of(mean)?;
        let number = level.settled(amount.number().value().scale())?;
        Some((on_base.clone(), derived(point, point.period, number)))
    };
    line.values().filter_map(of).collect()
}

fn within(codes: impl Iterator<Item = String>) -> Option<Vec<Period>> {
    codes.map(|code| code.parse().ok()).collect()
}

/// The mean of a series over a year, all of which must be known.
fn mean(line: &BTreeMap<Period, Point<'_>>, cadence: Cadence, year: Year) -> Option<Interval> {
    let periods: Vec<Period> = match cadence {
        Cadence::Year => vec![Period::Year(year)],
        Cadence::Quarter => within((1..=4).map(|quarter| format!("{}-Q{quarter}", year.number())))?,
        Cadence::Month => within((1..=12).map(|month| format!("{}-{month:02}", year.number())))?,
        _ => return None,
    };
    let all: Option<Vec<Interval>> =
        periods.iter().map(|period| Interval::reading(&sure(line, *period)?.reading)).collect();
    Interval::mean(&all?)
}
