//! What was announced against what was published.
//!
//! In: the corpus, and the time where the site is. Out: announced releases that no bulletin has followed, bulletins that appear
//! before their announced day or hour, and such as the calendar should have announced and did not.
//!
//! Releases are announced by `content/calendar.toml` and by `next_release` of bulletins. Only the last weeks are looked at: what
//! is older no editor will act on. A bulletin some days after a release follows it; a digest need not appear on the day.
//!
//! May touch: source, diag, bulletin, edition

use crate::bulletin::Bulletin;
use crate::diag::{Code, Diagnostic};
use crate::edition::{Corpus, announces};
use crate::source::Place;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use std::sync::Arc;

/// How many days back releases and bulletins are looked at.
const PAST: i32 = 31;
/// How many days after a release a bulletin still follows it.
const AFTER: i32 = 7;
/// How many days before a release a bulletin may be taken for it.
const EARLY: i32 = 3;

/// A release that was announced.
struct Announced<'c> {
    date: Date,
    /// Its hour, where that is known.
    moment: Option<DateTime>,
    title: &'c str,
    place: Place,
    follows: Box<dyn Fn(&Bulletin) -> bool + 'c>,
}

impl Announced<'_> {
    /// How many days after it a bulletin appeared.
    fn days_to(&self, bulletin: &Bulletin) -> i32 {
        (bulletin.date - self.date).get_days()
    }

    /// Whether a bulletin is about what was announced, by its words and its day.
    fn is_for(&self, bulletin: &Bulletin) -> bool {
        (-EARLY..=AFTER).contains(&self.days_to(bulletin)) && (self.follows)(bulletin)
    }
}

/// Everything in which calendar and bulletins differ.
pub fn check(corpus: &Corpus, now: DateTime) -> Vec<Diagnostic> {
    let Ok(first) = now.date().checked_sub(PAST.days()) else { return Vec::new() };
    let all = announced(corpus);
    let recent: Vec<&Arc<Bulletin>> =
        corpus.bulletins.iter().take_while(|bulletin| (first - bulletin.date).get_days() <= EARLY + AFTER).collect();
    let mut found = Vec::new();
    for release in all.iter().filter(|release| (first..=now.date()).contains(&release.date)) {
        let published: Vec<&Arc<Bulletin>> =
            recent.iter().copied().filter(|bulletin| release.is_for(bulletin)).collect();
        found.extend(missed(release, &published, now));
        found.extend(early(release, &published, now));
    }
    for bulletin in recent.into_iter().filter(|bulletin| (first..=now.date()).contains(&bulletin.date)) {
        found.extend(unannounced(corpus, bulletin, &all));
    }
    found
}

/// The releases of the calendar, and those that bulletins announce.
fn announced(corpus: &Corpus) -> Vec<Announced<'_>> {
    let of_calendar = corpus.releases.iter().map(|release| Announced {
        date: release.date,
        moment: release.time.map(|time| release.date.to_datetime(time)),
        title: &release.title,
        place: release.place.clone(),
        follows: Box::new(move |bulletin| announces(release, bulletin)),
    });
    let of_bulletins = corpus.bulletins.iter().filter_map(|before| {
        let date = before.next_release?;
        let article = &before.article;
        let place = article.place_of("next_release", &date.to_string())?;
        Some(Announced {
            date,
            moment: None,
            title: &article.title,
            place: article.source.place(place.start..place.start + date.to_string().len()),
            follows: Box::new(move |bulletin| is_next(before, bulletin)),
        })
    });
    of_calendar.chain(of_bulletins).collect()
}

/// Whether a bulletin is the next issue of another: later, of the same source, and about one of the same indicators.
fn is_next(before: &Bulletin, bulletin: &Bulletin) -> bool {
    let has = |indicator: &str| bulletin.metrics.iter().any(|metric| metric.indicator == indicator);
    bulletin.date > before.date
        && bulletin.source == before.source
        && before.metrics.iter().any(|metric| has(&metric.indicator))
}

/// A release that nothing has followed by the day after it.
fn missed(release: &Announced<'_>, published: &[&Arc<Bulletin>], now: DateTime) -> Option<Diagnostic> {
    let is_over = (now.date() - release.date).get_days() > 1;
    if !is_over || !published.is_empty() {
        return None;
    }
    let message = format!("`{}` was announced for {}, and no bulletin has followed", release.title, release.date);
    let help = "write it, or correct the day; what is not reported here does not belong in the calendar";
    Some(Diagnostic::new(Code::ReleaseMissed, release.place.clone(), message).help(help))
}

/// Bulletins that everyone sees before the announced day, or before its hour.
fn early(release: &Announced<'_>, published: &[&Arc<Bulletin>], now: DateTime) -> Vec<Diagnostic> {
    let before_day = |bulletin: &Bulletin| release.days_to(bulletin) < 0;
    let is_kept = published.iter().any(|bulletin| !before_day(bulletin));
    let told = |bulletin: &Arc<Bulletin>| {
        let article = &bulletin.article;
        let (date, title) = (bulletin.date, release.title);
        let (message, help) = match release.moment {
            _ if before_day(bulletin) && !is_kept => {
                let message = format!("this is dated {date}, and `{title}` was announced for {}", release.date);
                (message, "correct one of the two days".to_owned())
            }
            Some(moment) if date == release.date && bulletin.moment() < moment && now < moment => {
                let message = format!("everyone sees this before {moment}, the hour for which `{title}` is announced");
                (message, format!("add `embargo = {moment}`"))
            }
            _ => return None,
        };
        let place = article.place_of("date", "")?;
        let place = article.source.place(place.start..place.start);
        Some(Diagnostic::new(Code::ReleaseMoved, place, message).help(help))
    };
    published.iter().filter_map(|bulletin| told(bulletin)).collect()
}

/// A bulletin with new figures of a kind that the calendar announces, on a day for which it announced none.
fn unannounced(corpus: &Corpus, bulletin: &Bulletin, all: &[Announced<'_>]) -> Option<Diagnostic> {
    let kind: Vec<Date> =
        corpus.releases.iter().filter(|release| announces(release, bulletin)).map(|release| release.date).collect();
    // Before its first and after its last release of a kind a calendar says nothing of it.
    let is_covered = kind.iter().any(|date| *date < bulletin.date) && kind.iter().any(|date| *date > bulletin.date);
    if !is_covered || all.iter().any(|release| release.is_for(bulletin)) || !has_news(corpus, bulletin) {
        return None;
    }
    let place = bulletin.article.place_of("date", "")?;
    let place = bulletin.article.source.place(place.start..place.start);
    let message = format!("the calendar announces such figures, and none for {}", bulletin.date);
    let help = "add the release to content/calendar.toml, or correct the date of the bulletin";
    Some(Diagnostic::new(Code::ReleaseUnannounced, place, message).help(help))
}

/// Whether a bulletin has a figure of a later time than all bulletins before it: a review has none.
fn has_news(corpus: &Corpus, bulletin: &Bulletin) -> bool {
    bulletin.metrics.iter().any(|metric| {
        let older = corpus.of_indicator(&metric.indicator).iter().map(|at| &corpus[*at]);
        let mut older = older.filter(|other| other.date < bulletin.date).flat_map(|other| &other.metrics);
        metric.period.end().is_some()
            && !older.any(|other| other.indicator == metric.indicator && other.period.end() >= metric.period.end())
    })
}
