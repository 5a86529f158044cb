//! When figures will be published.
//!
//! In: `content/calendar.toml`. Out: [`Release`]s, in order of their day.
//!
//! May touch: source, diag, tree

use crate::diag::{Checked, Code};
use crate::source::{Place, Source};
use crate::tree::{Fields, limit};
use jiff::civil::{Date, Time};

/// A publication that is announced.
#[derive(Clone, Debug)]
pub struct Release {
    /// The day.
    pub date: Date,
    /// The time of day in the site's time zone; `None` when only the day is known.
    pub time: Option<Time>,
    /// What will be published: `7月份国民经济运行情况`.
    pub title: String,
    /// The same in English.
    pub title_en: Option<String>,
    /// Who publishes it.
    pub source: Option<String>,
    /// Where it is announced.
    pub url: Option<String>,
    /// Its table in the calendar.
    pub(crate) place: Place,
}

/// Reads `content/calendar.toml`:
///
/// ```toml
/// [[releases]]
/// date   = 2025-08-15T10:00     # or the day alone
/// title  = "7月份国民经济运行情况"
/// title_en = "National economy in July"
/// source = "国家统计局"
/// url    = "https://example.org/calendar"
/// ```
pub fn parse(source: &Source) -> Checked<Vec<Release>> {
    let mut fields = Fields::of_file(source);
    let mut releases = Vec::new();
    for mut table in fields.tables_up_to(limit::RELEASES, "releases") {
        if !table.wrote("date") {
            table.report(Code::MissingKey, table.span(), "this release has no date", "add `date = 2025-08-15T10:00`");
        }
        let moment = table.moment("date");
        let title = table.required_text("title");
        let title_en = table.text("title_en").map(|text| text.value);
        let source = table.text("source").map(|text| text.value);
        let url = table.address("url");
        if let (Some(moment), Some(title)) = (moment, title) {
            let (date, time) = moment.value;
            let place = table.source().place(table.span());
            releases.push(Release { date, time, title: title.value, title_en, source, url, place });
        }
        fields.absorb(table.finish());
    }
    releases
        .sort_by(|one: &Release, other| (one.date, one.time, &one.title).cmp(&(other.date, other.time, &other.title)));
    Checked { value: releases, diagnostics: fields.finish() }
}
