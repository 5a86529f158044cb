//! What will be published when.
//!
//! In: the calendar, and the next issues that bulletins announce. Out: both as one list, by day.
//!
//! May touch: text, bulletin

use super::make::is_fit;
use super::{Corpus, Items, Notice};
use crate::bulletin::Bulletin;
use crate::bulletin::calendar::Release;
use crate::text::{Converter, Fold};

/// The calendar's releases, and those that bulletins announce for their next issue.
pub(super) fn all(corpus: &Corpus, items: &Items<'_>, own: &Converter) -> Vec<Notice> {
    let is_english = !own.to().is_chinese();
    let announced = corpus.releases.iter().map(|release| Notice {
        date: release.date,
        time: release.time,
        title: match &release.title_en {
            Some(title) if is_english => title.clone(),
            _ => own.convert(&release.title).into_owned(),
        },
        source: release.source.as_ref().map(|source| own.convert(source).into_owned()),
        url: release.url.clone(),
        follows: None,
    });
    let latest = corpus.bulletins.iter().map(|bulletin| bulletin.date).max();
    let next = corpus.numbered().filter_map(|(at, bulletin)| {
        // What was to come is here, or the calendar names it.
        let date = bulletin.next_release.filter(|&date| latest.is_none_or(|latest| date > latest))?;
        if corpus.releases.iter().any(|release| release.date == date && announces(release, bulletin)) {
            return None;
        }
        let item = &items[at];
        let (title, source) = (item.title.to_string(), item.source.as_deref().map(str::to_owned));
        Some(Notice { date, time: None, title, source, url: None, follows: Some(at) })
    });
    let said = |notice: &Notice| is_fit(&notice.title, own.to());
    let mut releases: Vec<Notice> = announced.chain(next).filter(said).collect();
    releases.sort();
    releases
}

/// Whether a release of the calendar is the next issue of a bulletin: of the same source, and named by words of its
/// indicators.
pub(crate) fn announces(release: &Release, bulletin: &Bulletin) -> bool {
    let fold = |text: &str| Fold::shared().text(text);
    let same_source = match (&release.source, &bulletin.source) {
        (Some(one), Some(other)) => fold(one) == fold(other),
        (None, _) | (_, None) => true,
    };
    let title: Vec<char> = fold(&release.title).chars().collect();
    let names: Vec<String> = bulletin.metrics.iter().map(|metric| fold(&metric.name)).collect();
    let words = title.windows(2).filter(|pair| pair.iter().all(|c| c.is_alphabetic() && *c != '月'));
    let mut words = words.map(|pair| pair.iter().collect::<String>());
    same_source && words.any(|word| names.iter().any(|name| name.contains(&word)))
}
