//! Spans of time that have a page of their own.
//!
//! In: days. Out: the month or week each is in, and the bulletins of one.
//!
//! May touch: figure, config, edition

use crate::config::Digests;
use crate::edition::{Edition, PlainPage};
use crate::figure::BulletinId;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The bulletins of a span of time.
pub struct Digest {
    /// The span.
    pub span: DigestSpan,
    /// Its bulletins, newest first.
    pub places: Vec<BulletinId>,
    /// The span before it that has bulletins.
    pub older: Option<DigestSpan>,
    /// The span after it that has bulletins.
    pub newer: Option<DigestSpan>,
}

/// How long the spans of digests are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestKind {
    /// Months.
    Month,
    /// Weeks.
    Week,
}

impl DigestKind {
    /// Those that the settings ask for.
    pub(crate) fn made(wanted: Digests) -> impl Iterator<Item = Self> {
        let months = wanted.month.then_some(Self::Month);
        months.into_iter().chain(wanted.week.then_some(Self::Week))
    }

    /// The span a day is in.
    pub(crate) fn span_of(self, day: Date) -> DigestSpan {
        match self {
            Self::Month => DigestSpan::month_of(day),
            Self::Week => DigestSpan::week_of(day),
        }
    }

    /// Its name in addresses: `month`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
        }
    }
}

/// A span of time with a digest of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DigestSpan {
    /// A month of a year: `2025-07`.
    Month(i16, i8),
    /// A week of a year by ISO 8601: `2025-W29`.
    Week(i16, i8),
}

impl DigestSpan {
    /// The month a day is in.
    pub(crate) fn month_of(day: Date) -> Self {
        Self::Month(day.year(), day.month())
    }

    /// The week a day is in; its year is not always that of the day.
    pub(crate) fn week_of(day: Date) -> Self {
        let week = day.iso_week_date();
        Self::Week(week.year(), week.week())
    }

    /// Its part of the address: `2025-07` or `2025-W29`.
    pub(crate) fn code(self) -> String {
        match self {
            Self::Month(year, month) => format!("{year}-{month:02}"),
            Self::Week(year, week) => format!("{year}-W{week:02}"),
        }
    }

    /// Its address within an edition: `digests/2025-07`.
    pub(crate) fn folder(self) -> String {
        format!("digests/{}", self.code())
    }

    /// The editor's own words about it, where there is a file of its name: `content/digests/2025-07.md`.
    pub(crate) fn foreword<'e>(self, edition: &'e Edition<'_>) -> Option<&'e PlainPage<'e>> {
        let folder = self.folder();
        edition.plain_pages.iter().find(|page| page.article.folder.eq_ignore_ascii_case(&folder))
    }

    /// Its first and its last day.
    pub(crate) fn days(self) -> Option<(Date, Date)> {
        match self {
            Self::Month(year, month) => {
                let first = Date::new(year, month, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            Self::Week(year, week) => {
                let day = |weekday| ISOWeekDate::new(year, week, weekday).ok().map(|day| day.date());
                Some((day(Weekday::Monday)?, day(Weekday::Sunday)?))
            }
        }
    }
}
