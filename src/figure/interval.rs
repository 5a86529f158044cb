//! What a printed number may be.
//!
//! In: a printed quantity, change or reading. Out: [`Interval`]: all numbers that print so, and what follows for their sums,
//! differences and ratios.
//!
//! May touch: nothing

use crate::figure::series::Reading;
use crate::figure::{Approx, Quantity};
use rust_decimal::{Decimal, RoundingStrategy};

/// All numbers from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    low: Decimal,
    high: Decimal,
}

impl Interval {
    fn around(middle: Decimal, half: Decimal) -> Option<Self> {
        Some(Self { low: middle.checked_sub(half)?, high: middle.checked_add(half)? })
    }

    /// What a printed quantity may be; none where it is printed as approximate.
    pub(crate) fn of(quantity: &Quantity) -> Option<Self> {
        Self::around(quantity.value_base(), quantity.half_place()).filter(|_| quantity.approx() == Approx::Exact)
    }

    /// What a reading may be; none where it is approximate, is 持平 or was computed.
    pub(crate) fn reading(reading: &Reading<'_>) -> Option<Self> {
        let is_exact = reading.approx() == Approx::Exact && reading.amount().is_some();
        Self::around(reading.base(), reading.half_place()).filter(|_| is_exact)
    }

    /// What one less another may be.
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        Some(Self { low: self.low.checked_sub(other.high)?, high: self.high.checked_sub(other.low)? })
    }

    /// What the sum of both may be.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        Some(Self { low: self.low.checked_add(other.low)?, high: self.high.checked_add(other.high)? })
    }

    /// What one is of another in per cent; none unless both are surely more than nothing.
    pub(crate) fn share_of(self, other: Self) -> Option<Self> {
        let is_positive = |interval: Self| interval.low > Decimal::ZERO;
        if !is_positive(self) || !is_positive(other) {
            return None;
        }
        let per_cent = |part: Decimal, whole: Decimal| part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED);
        Some(Self { low: per_cent(self.low, other.high)?, high: per_cent(self.high, other.low)? })
    }

    /// How much one is more than another, in per cent.
    pub(crate) fn growth_over(self, other: Self) -> Option<Self> {
        let all = Self { low: Decimal::ONE_HUNDRED, high: Decimal::ONE_HUNDRED };
        self.share_of(other)?.minus(all)
    }

    /// The mean of several.
    pub(crate) fn mean(all: &[Self]) -> Option<Self> {
        let count = Decimal::from(all.len());
        let (first, others) = all.split_first()?;
        let sum = others.iter().try_fold(*first, |sum, other| sum.plus(*other))?;
        Some(Self { low: sum.low.checked_div(count)?, high: sum.high.checked_div(count)? })
    }

    /// The number to which all in it round, with the most decimals for which there is one.
    pub(crate) fn settled(self, places: u32) -> Option<Decimal> {
        let round =
            |number: Decimal, places| number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        let most = (0..=places).rev().find(|&places| round(self.low, places) == round(self.high, places))?;
        let mut number = round(self.low, most);
        number.rescale(most);
        Some(number)
    }

    /// Whether some number is in both.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// The number in the middle, with so many decimals: what one expects to read.
    pub(crate) fn middle(self, places: u32) -> Option<Decimal> {
        let middle = self.low.checked_add(self.high)?.checked_div(Decimal::TWO)?;
        let mut rounded = middle.round_dp(places);
        rounded.rescale(places);
        Some(rounded)
    }
}
