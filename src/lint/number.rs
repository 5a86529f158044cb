//! A number as the checks compare it.
//!
//! In: a printed quantity. Out: [`Number`], which says whether another is the same, a rounder print of it, or near.
//!
//! May touch: figure

use crate::figure::scan::units;
use crate::figure::{Approx, Dimension, Quantity};
use rust_decimal::Decimal;

/// A number without its sign, and how exactly it is printed.
#[derive(Clone, Debug)]
pub(crate) struct Number {
    pub(super) base: Decimal,
    /// The unit without scale; `pp` for percentage points.
    pub(super) unit: String,
    pub(super) half_place: Decimal,
    /// Whether it is printed without a word of approximation.
    pub(super) exact: bool,
}

impl Number {
    /// The number of a quantity.
    pub(crate) fn of(quantity: &Quantity) -> Self {
        let unit = match quantity.dimension() {
            Dimension::PercentPoint => "pp",
            Dimension::Percent | Dimension::PerMille | Dimension::Multiple | Dimension::Index | Dimension::Other(_) => {
                quantity.unit_base()
            }
        };
        Self {
            base: quantity.value_base().abs(),
            unit: unit.to_owned(),
            half_place: quantity.half_place(),
            exact: quantity.approx() == Approx::Exact,
        }
    }

    /// Whether prose that says `said` may mean this number: the same, or rounded as the words say.
    pub(crate) fn is_meant_by(&self, said: &Quantity) -> bool {
        let own = Self::of(said);
        let same = own.base == self.base;
        if own.unit != self.unit {
            // 31个省份 and 31省份, 3400万元 each and 3400万元/家.
            let per = self.unit.split_once('/').is_some_and(|(unit, _)| unit == own.unit);
            let counts = is_count(&own.unit) && is_count(&self.unit);
            return same && (per || counts) || per && self.rounds_to(&own, said.approx());
        }
        same || self.rounds_to(&own, said.approx())
    }

    /// The number as a count, where it is a whole one.
    pub(crate) fn count(&self) -> Option<usize> {
        self.base.is_integer().then(|| self.base.try_into().ok()).flatten()
    }

    /// Whether a number that was worked out rounds to this one.
    pub(crate) fn is_near(&self, base: Decimal, unit: &str) -> bool {
        self.unit == unit && far(base.abs(), self.base).is_some_and(|far| far <= self.half_place)
    }

    /// Whether both are in one unit.
    pub(crate) fn is_alike(&self, other: &Self) -> bool {
        self.unit == other.unit
    }

    fn rounds_to(&self, own: &Self, approx: Approx) -> bool {
        // Numbers too far apart for a decimal are not near each other.
        let Some(far) = far(own.base, self.base) else { return false };
        if own.half_place != self.half_place && far <= own.half_place.max(self.half_place) {
            return true;
        }
        // An approximate number is not one that others can approximate: 近83亿元 is not 近82亿元.
        if !self.exact {
            return false;
        }
        // 超1000万 may be 1024万: of round numbers the last place is not known.
        let limits = [own.half_place.checked_mul(Decimal::TWO), own.base.checked_div(Decimal::TEN)];
        let loose = limits.into_iter().flatten().any(|most| far <= most);
        match approx {
            Approx::Exact => false,
            Approx::Gt | Approx::Ge => self.base >= own.base && loose,
            Approx::Near | Approx::Lt | Approx::Le => self.base <= own.base && loose,
            Approx::About => loose,
        }
    }
}

/// How far two numbers are from each other; none where that is beyond a decimal.
pub(super) fn far(one: Decimal, other: Decimal) -> Option<Decimal> {
    one.checked_sub(other).map(|far| far.abs())
}

/// Whether things are counted in this unit, in whichever word.
pub(crate) fn is_count(unit: &str) -> bool {
    !unit.is_empty() && unit != "pp" && !units::measures(unit)
}
