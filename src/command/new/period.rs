//! The period that a new bulletin reports.
//!
//! In: its title, its part of the address, its date, and the bulletins that a site has. Out: the period that its title
//! names, or else the next one of its series, by how long after the end of a period the earlier ones appeared; without
//! a series the last period of the usual length that is over.
//!
//! May touch: figure, bulletin

use crate::bulletin::Bulletin;
use crate::figure::Period;
use crate::figure::scan::{Plain, TokenKind, scan};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many of a site's newest bulletins show what it is used to.
const RECENT: usize = 12;
/// How many days from its date a year before a bulletin of the same series may lie.
const NEAR: i32 = 20;

/// What is known of an earlier bulletin.
struct Earlier<'b> {
    title: &'b str,
    stem: &'b str,
    date: Date,
    period: Period,
}

/// The period that a bulletin of that title and date most likely reports, as front matter writes it; `bulletins` are
/// the site's, newest first.
pub(super) fn proposed(title: &str, slug: &str, date: Date, bulletins: &[Arc<Bulletin>]) -> String {
    let known = bulletins.iter().filter(|bulletin| bulletin.date < date).filter_map(|bulletin| {
        let path = bulletin.article.source.path.file_name();
        let period = usual_period(bulletin)?;
        Some(Earlier { title: &bulletin.article.title, stem: stem(path), date: bulletin.date, period })
    });
    let known: Vec<Earlier<'_>> = known.collect();
    let period = named(title, date)
        .or_else(|| in_series(&series(title, stem(slug), &known), date))
        .or_else(|| by_habit(&known, date))
        .or_else(|| ending_near("month", date, date));
    period.unwrap_or(Period::Unstated).code()
}

/// The period of most of a bulletin's figures.
fn usual_period(bulletin: &Bulletin) -> Option<Period> {
    let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
    for metric in bulletin.metrics.iter().filter(|metric| metric.period.end().is_some()) {
        *counts.entry(metric.period).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(period, _)| period)
}

/// The first period that a title names and that is over: 上半年, 6月.
fn named(title: &str, date: Date) -> Option<Period> {
    let plain = Plain::new(title.char_indices().map(|(at, c)| (c, at..at + c.len_utf8())));
    scan(plain.text(), date).into_iter().find_map(|token| match token.kind {
        TokenKind::Time(period, false) => period.filter(|period| period.end().is_some_and(|end| end <= date)),
        TokenKind::Time(_, true) | TokenKind::Amount(_) | TokenKind::Basis(_) | TokenKind::Name(_) => None,
    })
}

/// The part of a file's name that a series has in common: `cpi` of `cpi-2025-06.md`.
fn stem(name: &str) -> &str {
    let name = name.strip_suffix(".md").unwrap_or(name);
    let end = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
    name[..end].trim_end_matches(['-', '_'])
}

/// The earlier bulletins of the same series: those named alike, or else those of which the titles are most alike.
fn series<'e, 'b>(title: &str, stem: &str, known: &'e [Earlier<'b>]) -> Vec<&'e Earlier<'b>> {
    let named: Vec<_> = known.iter().filter(|earlier| !stem.is_empty() && earlier.stem == stem).collect();
    if !named.is_empty() {
        return named;
    }
    let own = pairs(title);
    let alike = |earlier: &Earlier<'_>| {
        let other = pairs(earlier.title);
        let shared = own.intersection(&other).count();
        // At least half of the shorter one.
        (shared > 1 && shared * 2 >= own.len().min(other.len())).then_some(shared)
    };
    let found: Vec<_> = known.iter().filter_map(|earlier| Some((earlier, alike(earlier)?))).collect();
    let best = found.iter().map(|(_, shared)| *shared).max().unwrap_or_default();
    found.into_iter().filter(|(_, shared)| shared * 2 > best).map(|(earlier, _)| earlier).collect()
}

/// Neighbouring characters of a title, without numbers and marks.
fn pairs(title: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> = title.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The next period of a series: that of a year before where one appeared at this time of the year, or else the one
/// that ended as long ago as that of the newest had when it appeared.
fn in_series(series: &[&Earlier<'_>], date: Date) -> Option<Period> {
    let newest = series.first()?;
    let year_ago = date.checked_sub(1.year()).ok()?;
    let away = |earlier: &Earlier<'_>| (earlier.date - year_ago).get_days().abs();
    let last_year = series.iter().filter(|earlier| away(earlier) <= NEAR).min_by_key(|earlier| away(earlier));
    let again = last_year.and_then(|earlier| year_later(&earlier.period));
    let again =
        again.filter(|period| newest.period < *period && period.end().is_some_and(|end| end <= newest.limit(date)));
    again.or_else(|| newest.next(date))
}

/// The next period of the length that most of the newest bulletins report.
fn by_habit(known: &[Earlier<'_>], date: Date) -> Option<Period> {
    let newest = &known[..known.len().min(RECENT)];
    let count = |kind: &str| newest.iter().filter(|earlier| earlier.period.type_code() == kind).count();
    let most = newest.iter().map(|earlier| count(earlier.period.type_code())).max()?;
    newest.iter().find(|earlier| count(earlier.period.type_code()) == most)?.next(date)
}

impl Earlier<'_> {
    /// The last day on which a period may end that is reported on `date`: surveys appear before theirs is over.
    fn limit(&self, date: Date) -> Date {
        let early = self.period.end().map_or(0, |end| (end - self.date).get_days().max(0));
        date.checked_add(early.days()).unwrap_or(date)
    }

    /// The period of the same length that ended as long before `date` as this one's before its own.
    fn next(&self, date: Date) -> Option<Period> {
        let lag = self.date - self.period.end()?;
        let kind = match &self.period {
            Period::Months(_) if !self.period.is_cumulative() => return None,
            period => period.type_code(),
        };
        ending_near(kind, date.checked_sub(lag).ok()?, self.limit(date))
    }
}

/// The same period of the next year.
fn year_later(period: &Period) -> Option<Period> {
    let later = |code: &str| {
        let (year, rest) = code.split_at_checked(4)?;
        Some(format!("{:04}{rest}", year.parse::<i16>().ok()? + 1))
    };
    let codes: Option<Vec<String>> = period.code().split('/').map(later).collect();
    codes?.join("/").parse().ok()
}

/// Of the periods of a kind that end no later than `limit`, the one whose end is nearest to a day.
fn ending_near(kind: &str, day: Date, limit: Date) -> Option<Period> {
    let months = (-12..=1).filter_map(|months: i64| day.checked_add(months.months()).ok());
    let periods = months.filter_map(|day| ending(kind, day.last_of_month()));
    let over = periods.filter_map(|period| Some((period.end().filter(|end| *end <= limit)?, period)));
    over.min_by_key(|(end, _)| (*end - day).get_days().abs()).map(|(_, period)| period)
}

/// The period of a kind that ends with a month.
fn ending(kind: &str, last: Date) -> Option<Period> {
    let (year, month) = (last.year(), last.month());
    let code = match kind {
        "year" if month == 12 => format!("{year}"),
        "half" if month % 6 == 0 => format!("{year}-H{}", month / 6),
        "quarter" if month % 3 == 0 => format!("{year}-Q{}", month / 3),
        "months" if month > 1 => format!("{year}-01/{year}-{month:02}"),
        "month" | "months" => format!("{year}-{month:02}"),
        "day" => last.to_string(),
        _ => return None,
    };
    code.parse().ok()
}
