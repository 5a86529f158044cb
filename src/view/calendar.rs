//! The release calendar.
//!
//! In: the releases of an edition. Out: its page.
//!
//! May touch: label, edition, page

use super::types::*;
use super::{date, page, url};
use crate::edition::{Edition, Notice};
use crate::label::Label;
use crate::page::{Html, Plan};

/// `calendar.html`.
pub(crate) fn calendar(plan: &Plan<'_>, html: &Html<'_>) -> CalendarView {
    let edition = html.edition;
    let labels = edition.labels;
    CalendarView {
        page: page(plan, html, labels.text(Label::Calendar), labels.text(Label::CalendarText)),
        file: plan.link(&format!("/{}/calendar.ics", edition.variant.key())),
        releases: edition.releases().iter().map(|notice| release(plan, edition, notice)).collect(),
    }
}

fn release(plan: &Plan<'_>, edition: &Edition<'_>, notice: &Notice) -> ReleaseView {
    let follows = notice.follows.map(|at| &edition.items[at]);
    ReleaseView {
        date: date(edition, notice.date),
        time: notice.time.map_or_else(String::new, |time| format!("{:02}:{:02}", time.hour(), time.minute())),
        title: title(edition, notice),
        url: match follows {
            Some(item) => url(plan, edition, &item.bulletin.article.folder),
            None => notice.url.clone().unwrap_or_default(),
        },
        source: notice.source.clone().unwrap_or_default(),
    }
}

/// What will be published: as the calendar says, or the next issue of a bulletin.
pub(crate) fn title(edition: &Edition<'_>, notice: &Notice) -> String {
    match notice.follows {
        Some(_) => edition.labels.fill(Label::NextOf, &[("title", &notice.title)]),
        None => notice.title.clone(),
    }
}
