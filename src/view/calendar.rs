//! The release calendar.
//!
//! In: the releases of an edition. Out: its page.
//!
//! May touch: label, edition, page

use super::Views;
use super::types::*;
use crate::edition::Notice;
use crate::label::Label;
use crate::page::Html;

impl Views<'_, '_> {
    /// `calendar.html`.
    pub(crate) fn calendar(self, html: &Html<'_>) -> CalendarView {
        let labels = self.labels;
        let has_times = self.edition.releases().iter().any(|notice| notice.time.is_some());
        // UTC+8, and not UTC+08, as ISO 8601 alone writes it.
        let offset = self.plan.config.utc_offset.to_string().replacen("+0", "+", 1).replacen("-0", "−", 1);
        let zone = || labels.fill(Label::CalendarZone, &[("offset", &offset)]);
        CalendarView {
            zone: if has_times { zone() } else { String::new() },
            page: self.page(html, labels.text(Label::Calendar), labels.text(Label::CalendarText)),
            file: self.plan.link(&format!("/{}/calendar.ics", self.edition.variant.key())),
            releases: self.edition.releases().iter().map(|notice| self.release(notice)).collect(),
        }
    }

    fn release(self, notice: &Notice) -> ReleaseView {
        let follows = notice.follows.map(|at| &self.edition.items[at]);
        ReleaseView {
            date: self.date(notice.date),
            time: notice.time.map_or_else(String::new, |time| format!("{:02}:{:02}", time.hour(), time.minute())),
            title: self.release_title(notice),
            url: match follows {
                Some(item) => self.article_url(&item.bulletin.article),
                None => notice.url.clone().unwrap_or_default(),
            },
            source: notice.source.clone().unwrap_or_default(),
        }
    }

    /// What will be published: as the calendar says, or the next issue of a bulletin.
    pub(crate) fn release_title(self, notice: &Notice) -> String {
        match notice.follows {
            Some(_) => self.labels.fill(Label::NextOf, &[("title", &notice.title)]),
            None => notice.title.clone(),
        }
    }
}
