//! A metric against what its office publishes.
//!
//! In: a metric, and the day of its bulletin. Out: [`Compared`]: for each number that an official series has too, whether the
//! printed one is that number.
//!
//! A printed number stands for all numbers that round to it, and its words of approximation widen it to one side: 超过5.5万亿元
//! is more than that, and less than 5.6. An office that prints fewer places than the paper cannot say that the paper is wrong.
//!
//! May touch: text, figure

use super::{Observed, Official, Series, dims};
use crate::figure::series::regional;
use crate::figure::{Approx, Basis, Change, Dimension, Direction, Kind, Metric, Period, Quantity, Scale, Treatment};
use crate::text::Fold;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// A number of a metric, and what its office has.
pub(crate) struct Compared<'o> {
    /// The number as printed.
    pub(crate) printed: String,
    /// The period it is of.
    pub(crate) period: Period,
    /// Against what it is measured, where it is a change.
    pub(crate) basis: Option<Basis>,
    /// The scale in which it is printed.
    scale: Scale,
    is_change: bool,
    /// The series it is compared with.
    pub(crate) series: &'o Series,
    /// Whether it is what its office has.
    pub(crate) verdict: Verdict<'o>,
}

impl Compared<'_> {
    /// An official number as a metric writes it, in the printed scale and unit: `+0.2%`, `67.92万亿元`.
    pub(crate) fn revised(&self, observed: &Observed) -> String {
        let scale = self.scale;
        let number = scale.of(observed.base).unwrap_or(observed.base);
        let places = scale.of(self.series.half_place).map_or(0, |half| half.normalize().scale().saturating_sub(1));
        let mut number = number.normalize();
        number.rescale(number.scale().max(places));
        let unit = self.series.unit.unit_base();
        let sign = if self.is_change && !number.is_sign_negative() && !number.is_zero() { "+" } else { "" };
        format!("{sign}{number}{}{unit}", scale.word())
    }
}

/// Whether a number is what its office has.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Verdict<'o> {
    /// It is, today too.
    Agrees,
    /// It was when the bulletin appeared, and has been revised since to this.
    Newer(&'o Observed),
    /// It never was; the office has this.
    Differs(&'o Observed),
    /// The series does not have its period.
    Unknown,
}

/// A number of a metric, with all that says which series it is in.
struct Stated<'m> {
    printed: Printed<'m>,
    period: Period,
    basis: Option<Basis>,
    kind: Kind,
    treatment: Treatment,
    /// Whether it is a step of an index, which is printed in 个百分点, in 点 or in nothing.
    is_step: bool,
}

#[derive(Clone, Copy)]
enum Printed<'m> {
    Value(&'m Quantity),
    Change(&'m Change),
}

impl Official {
    /// Every number of a metric that is in an official series of its indicator.
    pub(crate) fn compare<'o>(&'o self, metric: &Metric, published: Date) -> Vec<Compared<'o>> {
        let mut series = self.of(&metric.indicator).peekable();
        if series.peek().is_none() {
            return Vec::new();
        }
        let fold = |text: &str| Fold::shared().text(text);
        let region = regional(metric.region.as_deref()).map(fold);
        let own = dims(metric.dims.iter().cloned());
        let of_it: Vec<&Series> = series.filter(|series| series.of.region == region && series.of.dims == own).collect();
        let mut found = Vec::new();
        for stated in stated(metric) {
            found.extend(of_it.iter().filter_map(|series| series.compare(&stated, published)));
        }
        found
    }
}

/// The numbers of a metric.
fn stated(metric: &Metric) -> Vec<Stated<'_>> {
    let value = metric.value.as_ref().map(|value| (Printed::Value(value), None, metric.kind, metric.treatment()));
    let planned = metric.kind.is_planned();
    let mut all: Vec<Stated<'_>> = Vec::new();
    let mut push = |(printed, basis, kind, treatment), period: Option<Period>| {
        let is_step = matches!(printed, Printed::Change(change) if metric.is_index_step(change));
        all.extend(period.map(|period| Stated { printed, period, basis, kind, treatment, is_step }));
    };
    if let Some(value) = value {
        push(value, Some(metric.period));
    }
    for (change, basis) in metric.changes() {
        let kind = if planned { metric.kind } else { Kind::Growth };
        let treatment = metric.treated.of_changes(basis.is_adjusted());
        push((Printed::Change(change), Some(basis.over(&metric.period)), kind, treatment), Some(metric.period));
    }
    if let Some(previous) = metric.previous.as_deref() {
        let before = metric.period.before(metric.basis.unwrap_or(Basis::Yoy));
        match &metric.value {
            Some(_) => push((Printed::Value(previous), None, metric.kind, metric.treatment()), before),
            None => {
                let basis = metric.basis.map(|basis| basis.over(&metric.period));
                let treatment = metric.treated.of_changes(basis.is_some_and(Basis::is_adjusted));
                push((Printed::Value(previous), basis, Kind::Growth, treatment), before);
            }
        }
    }
    all
}

impl Series {
    /// A number against this series; none where it is in another.
    fn compare<'o>(&'o self, stated: &Stated<'_>, published: Date) -> Option<Compared<'o>> {
        if !self.is_of(stated) {
            return None;
        }
        let compared = |verdict| Compared {
            printed: stated.printed.text().to_owned(),
            period: stated.period,
            basis: stated.basis,
            scale: stated.printed.amount().map_or(Scale::One, Quantity::scale),
            is_change: matches!(stated.printed, Printed::Change(_)),
            series: self,
            verdict,
        };
        let Some(all) = self.at(stated) else { return Some(compared(Verdict::Unknown)) };
        let last = all.last()?;
        // What counted when the bulletin appeared; of a file that says only what counts today, that.
        let then = all.iter().rev().find(|observed| observed.published.is_none_or(|day| day <= published));
        let is_it = |observed: &Observed| self.agrees(stated.printed, observed);
        let was_it = match then {
            Some(then) => is_it(then),
            // Of a number from before all that the file has, nothing can be said.
            None if all.iter().any(is_it) => true,
            None => return Some(compared(Verdict::Newer(last))),
        };
        Some(compared(match (was_it, is_it(last)) {
            (true, true) => Verdict::Agrees,
            (true, false) => Verdict::Newer(last),
            (false, _) => Verdict::Differs(then.unwrap_or(last)),
        }))
    }

    /// Whether a number belongs to this series.
    fn is_of(&self, stated: &Stated<'_>) -> bool {
        let planned = |kind: Option<Kind>| kind.filter(|kind| kind.is_planned());
        let basis = self.of.basis.map(|basis| basis.over(&stated.period));
        let treatment = match self.of.basis {
            None if stated.kind == Kind::Growth => self.of.treated.of_changes(false),
            None => self.of.treated.of_values(),
            Some(basis) => self.of.treated.of_changes(basis.is_adjusted()),
        };
        basis == stated.basis
            && planned(self.of.kind) == planned(Some(stated.kind))
            && self.of.kind.is_none_or(|kind| stated.basis.is_some() || kind == stated.kind)
            && treatment == stated.treatment
            && stated.printed.amount().is_none_or(|amount| self.is_in(amount, stated.is_step))
    }

    /// Whether a quantity is in the unit of this series, whatever its scale.
    fn is_in(&self, amount: &Quantity, is_step: bool) -> bool {
        let points = |one: &Quantity| one.is_index() || (is_step && one.dimension() == Dimension::PercentPoint);
        let same = amount.dimension() == self.unit.dimension() && amount.unit_base() == self.unit.unit_base();
        same || (points(amount) && points(&self.unit))
    }

    /// What the series has of a time; of a stock, of its last day.
    fn at(&self, stated: &Stated<'_>) -> Option<&Vec<Observed>> {
        let (first, last) = (stated.period.start()?, stated.period.end()?);
        let found = self.points.get(&(first, last));
        let is_stock = stated.kind == Kind::Stock;
        found.or_else(|| {
            let mut ending = self.points.iter().filter(|((_, end), _)| is_stock && *end == last);
            ending.next().map(|(_, all)| all)
        })
    }

    /// Whether a printed number is one that its office has.
    fn agrees(&self, printed: Printed<'_>, observed: &Observed) -> bool {
        let value = observed.base;
        let Some(amount) = printed.amount() else {
            // 持平 is what rounds to nothing in the place that is usual for rates.
            let nothing = Decimal::try_from_i128_with_scale(5, 2).unwrap_or(Decimal::ZERO);
            return value.abs() <= self.half_place.max(nothing);
        };
        // Of a change the words give the direction, and its size is compared.
        let value = match printed.direction() {
            Some(Direction::Down) => -value,
            Some(Direction::Up | Direction::Flat) | None => value,
        };
        let (base, half) = (amount.value_base(), amount.half_place());
        let (Some(far), Some(place)) = (value.checked_sub(base), significant(amount)) else { return false };
        // A rounder number of the office says no more than that the printed one may be right.
        if self.half_place > half && far.abs() <= self.half_place {
            return true;
        }
        match amount.approx() {
            Approx::Exact => far.abs() <= half,
            Approx::Gt | Approx::Ge => !far.is_sign_negative() && far < place,
            Approx::Near | Approx::Lt | Approx::Le => (far.is_zero() || far.is_sign_negative()) && far.abs() < place,
            Approx::About => far.abs() < place,
        }
    }
}

impl<'m> Printed<'m> {
    fn text(self) -> &'m str {
        match self {
            Self::Value(quantity) => quantity.text(),
            Self::Change(change) => change.text(),
        }
    }

    fn amount(self) -> Option<&'m Quantity> {
        match self {
            Self::Value(quantity) => Some(quantity),
            Self::Change(change) => change.amount(),
        }
    }

    fn direction(self) -> Option<Direction> {
        match self {
            Self::Value(_) => None,
            Self::Change(change) => Some(change.direction()),
        }
    }
}

/// A unit of the last place that an approximate number gives: zeros at its end give none, 1000 of 超1000万.
fn significant(amount: &Quantity) -> Option<Decimal> {
    let mut place = amount.half_place().checked_mul(Decimal::TWO)?;
    let base = amount.value_base().abs();
    if base.is_zero() {
        return Some(place);
    }
    while let Some(wider) = place.checked_mul(Decimal::TEN) {
        if !base.checked_rem(wider)?.is_zero() || wider > base {
            break;
        }
        place = wider;
    }
    Some(place)
}
