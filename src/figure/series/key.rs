//! What the points of a series have in common.
//!
//! In: a metric's period and what it measures. Out: [`Key`], by which points are in one series, and [`Cadence`].
//!
//! May touch: nothing

use crate::figure::{Basis, Kind, Month, Period, Treatment};
use std::sync::Arc;

/// What the points of a series have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The key of the indicator.
    pub indicator: String,
    /// Where; `None` when not said.
    pub region: Option<Arc<str>>,
    /// What else distinguishes them, by name.
    pub dims: Box<[(String, String)]>,
    /// How long each point's period is.
    pub cadence: Cadence,
    /// What the points are; [`Kind::Growth`] for a change, unless it is a target or forecast.
    pub kind: Kind,
    /// Against what a change is measured; `None` for a level.
    pub basis: Option<Basis>,
    /// The unit without scale: `元`, `%`, `pp` for percentage points.
    pub unit: String,
    /// How they are made: adjusted for the season, at constant prices.
    pub treatment: Treatment,
}

/// What a series measures, of whatever is measured and wherever: series of one measure may have a chart together.
pub(crate) type Measure<'k> = (Cadence, Kind, Option<Basis>, &'k str, &'k Treatment);

impl Key {
    /// What it measures.
    pub(crate) fn measure(&self) -> Measure<'_> {
        (self.cadence, self.kind, self.basis, &self.unit, &self.treatment)
    }

    /// Whether two series of an indicator are of one region, alike in all dimensions, and of periods of one length: level and
    /// changes of the same thing.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        (&self.region, &self.dims, self.cadence) == (&other.region, &other.dims, other.cadence)
    }
}

/// How long the periods of a series are. A sum since January is never a single month, whatever its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cadence {
    /// Single years.
    Year,
    /// Halves of a year.
    Half,
    /// Quarters.
    Quarter,
    /// Single months.
    Month,
    /// Months added up since January.
    YearToDate,
    /// Other runs of months, by their number.
    Months(i32),
    /// Days: a stock at a date.
    Day,
    /// Runs of days, by their number.
    Days(i32),
    /// Runs of years, by their number.
    Years(i32),
}

impl Cadence {
    /// The cadence of a period; `None` for an unstated one, which is in no series.
    pub fn of(period: &Period) -> Option<Self> {
        Some(match period {
            Period::Unstated => return None,
            Period::Year(_) => Self::Year,
            Period::Half(..) => Self::Half,
            Period::Quarter(..) => Self::Quarter,
            Period::Month(_) => Self::Month,
            Period::Months(_) if period.is_cumulative() => Self::YearToDate,
            Period::Months(span) => Self::Months(months(span.last()) - months(span.first()) + 1),
            Period::Day(_) => Self::Day,
            Period::Days(span) => Self::Days((span.last() - span.first()).get_days() + 1),
            Period::Years(span) => Self::Years(i32::from(span.last().number() - span.first().number()) + 1),
        })
    }

    /// As data files write it: `year half quarter month ytd 3-month day 10-day 5-year`.
    pub(crate) fn code(self) -> String {
        match self {
            Self::Year => "year".into(),
            Self::Half => "half".into(),
            Self::Quarter => "quarter".into(),
            Self::Month => "month".into(),
            Self::YearToDate => "ytd".into(),
            Self::Months(count) => format!("{count}-month"),
            Self::Day => "day".into(),
            Self::Days(count) => format!("{count}-day"),
            Self::Years(count) => format!("{count}-year"),
        }
    }
}

fn months(month: Month) -> i32 {
    i32::from(month.year().number()) * 12 + i32::from(month.number())
}
