//! The time that a figure covers.
//!
//! In comes a code of front matter, `2025-H1` or `2025-01/2025-05`; out goes
//! the period with its first and last day.
//!
//! May touch: nothing

mod reading;

use std::cmp::Ordering;

use jiff::ToSpan;
use jiff::civil::Date;

use super::basis::Basis;

/// A calendar year of four digits, `2025`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Year(i16);

/// A half of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Half {
    /// January to June: 上半年.
    First,
    /// July to December: 下半年.
    Second,
}

/// A quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quarter {
    /// January to March: 一季度.
    First,
    /// April to June: 二季度.
    Second,
    /// July to September: 三季度.
    Third,
    /// October to December: 四季度.
    Fourth,
}

/// A month of a year, `2025-06`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    year: Year,
    month: i8,
}

/// A run from a first to a last one, both included. Only a [`Period`] makes
/// one, and never backwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span<T> {
    first: T,
    last: T,
}

/// The time that a figure covers, as the source states it. Its `FromStr`
/// reads the codes given with each variant.
///
/// Periods are ordered by their end, then by their start; the unstated one
/// comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// `unstated` or `未注明`: the source does not say.
    Unstated,
    /// `2025`, a calendar year.
    Year(Year),
    /// `2025-H1`, half a year.
    Half(Year, Half),
    /// `2025-Q2`, a quarter.
    Quarter(Year, Quarter),
    /// `2025-06`, that month alone.
    Month(Month),
    /// `2025-01/2025-05`, several months together.
    Months(Span<Month>),
    /// `2025-06-30`, a stock as of that day.
    Day(Date),
    /// `2025-07-01/2025-07-10`, several days together; one day if both are
    /// the same.
    Days(Span<Date>),
    /// `2021/2025`, several years together.
    Years(Span<Year>),
}

impl Year {
    /// The earliest year of four digits.
    const MIN: i16 = 1000;

    /// The number of the year: 2025.
    #[must_use]
    pub(crate) fn number(self) -> i16 {
        self.0
    }

    fn previous(self) -> Option<Self> {
        (self.0 > Self::MIN).then_some(Self(self.0 - 1))
    }

    fn first_day(self) -> Date {
        jiff::civil::date(self.0, 1, 1)
    }

    fn code(self) -> String {
        self.0.to_string()
    }
}

impl Half {
    /// Its number within the year: 1 or 2.
    #[must_use]
    pub(crate) fn number(self) -> i8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }
}

impl Quarter {
    /// Its number within the year: 1 to 4.
    #[must_use]
    pub(crate) fn number(self) -> i8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
            Self::Fourth => 4,
        }
    }
}

impl Month {
    /// The year it belongs to.
    #[must_use]
    pub(crate) fn year(self) -> Year {
        self.year
    }

    /// Its number within the year: 1 to 12.
    #[must_use]
    pub(crate) fn number(self) -> i8 {
        self.month
    }

    fn previous_year(self) -> Option<Self> {
        let year = self.year.previous()?;
        Some(Self { year, ..self })
    }

    fn previous(self) -> Option<Self> {
        match self.month {
            1 => Some(Self { year: self.year.previous()?, month: 12 }),
            month => Some(Self { month: month - 1, ..self }),
        }
    }

    fn first_day(self) -> Date {
        jiff::civil::date(self.year.0, self.month, 1)
    }

    fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    fn code(self) -> String {
        format!("{}-{:02}", self.year.0, self.month)
    }
}

impl<T: Copy> Span<T> {
    /// The first one: May in `2025-05/2025-07`.
    #[must_use]
    pub(crate) fn first(&self) -> T {
        self.first
    }

    /// The last one, included: July in `2025-05/2025-07`.
    #[must_use]
    pub(crate) fn last(&self) -> T {
        self.last
    }

    fn map<U>(self, convert: impl Fn(T) -> Option<U>) -> Option<Span<U>> {
        Some(Span { first: convert(self.first)?, last: convert(self.last)? })
    }

    fn code(&self, convert: impl Fn(T) -> String) -> String {
        format!("{}/{}", convert(self.first), convert(self.last))
    }
}

impl Period {
    /// The period as front matter writes it, `2025-H1`; empty for
    /// [`Unstated`](Period::Unstated).
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Unstated => String::new(),
            Self::Year(year) => year.code(),
            Self::Half(year, half) => format!("{}-H{}", year.0, half.number()),
            Self::Quarter(year, quarter) => format!("{}-Q{}", year.0, quarter.number()),
            Self::Month(month) => month.code(),
            Self::Months(span) => span.code(Month::code),
            Self::Day(day) => day.to_string(),
            Self::Days(span) => span.code(|day| day.to_string()),
            Self::Years(span) => span.code(Year::code),
        }
    }

    /// The variant as data files write it: `year`, `half`, `quarter`, `month`,
    /// `months`, `day`, `days`, `years` or `unstated`.
    #[must_use]
    pub fn type_code(&self) -> &'static str {
        match self {
            Self::Unstated => "unstated",
            Self::Year(_) => "year",
            Self::Half(..) => "half",
            Self::Quarter(..) => "quarter",
            Self::Month(_) => "month",
            Self::Months(_) => "months",
            Self::Day(_) => "day",
            Self::Days(_) => "days",
            Self::Years(_) => "years",
        }
    }

    /// The first day covered: 2025-04-01 for `2025-Q2`; `None` if unstated.
    #[must_use]
    pub fn start(&self) -> Option<Date> {
        self.first_and_last().map(|(first, _)| first)
    }

    /// The last day covered: 2025-06-30 for `2025-Q2`; `None` if unstated.
    #[must_use]
    pub fn end(&self) -> Option<Date> {
        self.first_and_last().map(|(_, last)| last)
    }

    fn first_and_last(&self) -> Option<(Date, Date)> {
        let months = |year: Year, first: i8, last: i8| {
            let day = |month| Month { year, month };
            (day(first).first_day(), day(last).last_day())
        };
        Some(match *self {
            Self::Unstated => return None,
            Self::Year(year) => months(year, 1, 12),
            Self::Half(year, Half::First) => months(year, 1, 6),
            Self::Half(year, Half::Second) => months(year, 7, 12),
            Self::Quarter(year, quarter) => {
                let last = quarter.number() * 3;
                months(year, last - 2, last)
            }
            Self::Month(month) => (month.first_day(), month.last_day()),
            Self::Months(span) => (span.first.first_day(), span.last.last_day()),
            Self::Day(day) => (day, day),
            Self::Days(span) => (span.first, span.last),
            Self::Years(span) => (span.first.first_day(), span.last.first_day().last_of_year()),
        })
    }

    /// Whether the figure adds up the months of one year since January:
    /// `2025-01/2025-05` does, `2025-05` and `2025-H1` do not say so.
    #[must_use]
    pub fn is_cumulative(&self) -> bool {
        match self {
            Self::Months(span) => span.first.month == 1 && span.first.year == span.last.year,
            Self::Unstated
            | Self::Year(_)
            | Self::Half(..)
            | Self::Quarter(..)
            | Self::Month(_)
            | Self::Day(_)
            | Self::Days(_)
            | Self::Years(_) => false,
        }
    }

    /// The same period a year earlier, against which 同比 is measured:
    /// `2024-H1` for `2025-H1`. The end of February stays the end:
    /// `2024-02-29` for `2025-02-28`.
    ///
    /// `None` if unstated, or before the year 1000.
    #[must_use]
    pub fn previous_year(&self) -> Option<Self> {
        Some(match *self {
            Self::Unstated => return None,
            Self::Year(year) => Self::Year(year.previous()?),
            Self::Half(year, half) => Self::Half(year.previous()?, half),
            Self::Quarter(year, quarter) => Self::Quarter(year.previous()?, quarter),
            Self::Month(month) => Self::Month(month.previous_year()?),
            Self::Months(span) => Self::Months(span.map(Month::previous_year)?),
            Self::Day(day) => Self::Day(year_before(day)?),
            Self::Days(span) => Self::Days(span.map(year_before)?),
            Self::Years(span) => Self::Years(span.map(Year::previous)?),
        })
    }

    /// The period that a change of this basis is measured against: `2024-06` for `2025-06` and
    /// `yoy`, `2025-05` for `mom`; for months added up since January the sum up to a month before.
    ///
    /// `None` where the basis names no period of the same kind.
    #[must_use]
    pub(crate) fn before(&self, basis: Basis) -> Option<Self> {
        match (basis.over(self), *self) {
            (Basis::Yoy, _) => self.previous_year(),
            (Basis::Mom | Basis::AnnualRate, Self::Month(month)) => Some(Self::Month(month.previous()?)),
            (Basis::Mom, Self::Months(span)) if self.is_cumulative() => {
                let last = span.last.previous().filter(|last| last.year == span.first.year)?;
                Some(Self::Months(Span { first: span.first, last }))
            }
            (Basis::Mom, Self::Day(day)) if day == day.last_of_month() => {
                Some(Self::Day(day.first_of_month().yesterday().ok()?))
            }
            (Basis::Qoq | Basis::AdjustedQoq | Basis::AnnualRate, Self::Quarter(year, quarter)) => {
                let (year, quarter) = match quarter {
                    Quarter::First => (year.previous()?, Quarter::Fourth),
                    Quarter::Second => (year, Quarter::First),
                    Quarter::Third => (year, Quarter::Second),
                    Quarter::Fourth => (year, Quarter::Third),
                };
                Some(Self::Quarter(year, quarter))
            }
            (Basis::Wow, Self::Day(day)) => Some(Self::Day(day.checked_sub(1.week()).ok()?)),
            (Basis::Wow, Self::Days(span)) if (span.last - span.first).get_days() == 6 => {
                Some(Self::Days(span.map(|day| day.checked_sub(1.week()).ok())?))
            }
            (Basis::Dod, Self::Day(day)) => Some(Self::Day(day.yesterday().ok()?)),
            (Basis::Ytd, Self::Day(day)) => Some(Self::Day(day.first_of_year().yesterday().ok()?)),
            _ => None,
        }
    }

    /// What periods are ordered by; the variant only distinguishes periods of equal bounds.
    fn key(&self) -> (Option<Date>, Option<Date>, &'static str) {
        (self.end(), self.start(), self.type_code())
    }
}

impl Basis {
    /// What the basis comes to for a figure of that period: `环比` is `mom`
    /// for `2025-06` and `qoq` for `2025-Q2`; any other basis stays.
    #[must_use]
    pub fn over(self, period: &Period) -> Self {
        match self {
            Self::PreviousPeriod => match period {
                Period::Year(_) => Self::Yoy,
                Period::Quarter(..) => Self::Qoq,
                Period::Month(_) => Self::Mom,
                Period::Unstated
                | Period::Half(..)
                | Period::Months(_)
                | Period::Day(_)
                | Period::Days(_)
                | Period::Years(_) => self,
            },
            Self::Yoy
            | Self::Mom
            | Self::Qoq
            | Self::AdjustedQoq
            | Self::AnnualRate
            | Self::Wow
            | Self::Dod
            | Self::Ytd
            | Self::TwoYearAverage
            | Self::FixedBase => self,
        }
    }
}

/// The day a year before, the last of a month for the last of a month.
fn year_before(day: Date) -> Option<Date> {
    let year = Year(day.year()).previous()?;
    let month = Month { year, month: day.month() };
    let last = month.last_day();
    if day == day.last_of_month() {
        return Some(last);
    }
    Some(jiff::civil::date(year.0, day.month(), day.day().min(last.day())))
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_measured_against_the_period_before() {
        for (period, basis, before) in [
            ("2025-Q1", Basis::AdjustedQoq, "2024-Q4"),
            ("2025-Q3", Basis::AnnualRate, "2025-Q2"),
            ("2025-01", Basis::AnnualRate, "2024-12"),
            ("2025-03-05", Basis::Wow, "2025-02-26"),
            ("2025-03-03/2025-03-09", Basis::Wow, "2025-02-24/2025-03-02"),
            ("2025-06-30", Basis::Ytd, "2024-12-31"),
        ] {
            let period: Period = period.parse().expect("a period");
            assert_eq!(period.before(basis).map(|period| period.code()).as_deref(), Some(before));
        }
        let ten_days: Period = "2025-03-01/2025-03-10".parse().expect("a period");
        assert_eq!(ten_days.before(Basis::Wow), None);
    }
}
