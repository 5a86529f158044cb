//! Feeds.
//!
//! In: a feed of the plan. Out: its entries in full, figure tables and all, as Atom or JSON Feed; and the list of
//! all feeds of an edition. A text is in up to a dozen feeds and is made once ([`Texts`]).
//!
//! **Texts are read elsewhere.** `Plan::elsewhere` is the same plan, but every link it makes is absolute and there are no
//! pictures. Figure tables have a plain template of their own (`figures-entry.html`), half the size of the page's. Raw HTML
//! of authors is sanitized, and its relative addresses made absolute, whatever the site allows on its pages.
//!
//! **Entries are whole, and few.** A bulletin is in a dozen feeds. Its text is made once ([`Texts`], at most 64 MB), which at
//! 1,000 bulletins and 240 indicators costs a tenth of the build instead of four tenths. The bytes remain: with ten entries
//! a feed they would be 117 of 454 MB, so that an edition has 20, a topic 10 and an indicator 5.
//!
//! **Ids are addresses.** A bulletin is identified by its URL, a correction by that and its anchor, `#correction-2025-07-21-1`,
//! which numbers those of one day as they are written. A correction is an entry of its own, since feed readers show no entry
//! twice; the feed of an indicator has the corrections that concern it.
//!
//! `tests/it/feeds.rs` and `.ci/validate-feeds` check them against `tests/standards/`.
//!
//! May touch: diag, text, figure, label, edition, page, view

mod atom;
mod json;
mod opml;

pub(crate) use opml::write as list;

use super::Shared;
use super::body;
use super::theme::{Theme, escape};
use crate::diag::{Checked, Diagnostic};
use crate::edition::{Item, TopicId};
use crate::figure::BulletinId;
use crate::label::Label;
use crate::page::feed::{Feed, FeedEntry, FeedFormat, FeedOf};
use crate::page::{DigestSpan, Plan};
use crate::text::Variant;
use crate::view::Views;
use jiff::civil::{Date, DateTime, Time};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The most figures of a bulletin whose whole text is in the feed of each of its indicators: they would be as many tables
/// of as many rows.
const WHOLE: usize = 50;

/// A feed, in whichever format it is written.
struct Channel {
    title: String,
    description: String,
    /// The BCP 47 tag of its language.
    lang: String,
    publisher: String,
    /// Its permanent id.
    id: String,
    /// The page it follows.
    home: String,
    /// Its own address.
    own: String,
    /// When anything in it last changed.
    updated: String,
    stories: Vec<Story>,
}

/// An entry, in whichever format it is written.
struct Story {
    title: String,
    /// Its URL, which is also its permanent id.
    url: String,
    summary: String,
    /// Its text as HTML, with absolute links.
    html: Arc<str>,
    /// When it was first published: `2025-07-18T00:00:00+08:00`.
    published: String,
    /// When it last changed.
    updated: String,
    /// Its topics, by key and name.
    topics: Vec<(String, String)>,
}

/// The texts of bulletins for feeds, each made when the first feed needs it. The cache is cleared when it
/// grows too large: feeds that share texts are mostly written one after the other.
#[derive(Default)]
pub struct Texts {
    made: Mutex<Made>,
}

#[derive(Default)]
struct Made {
    texts: HashMap<(Variant, BulletinId), Arc<str>>,
    bytes: usize,
}

impl Texts {
    /// The most bytes in the cache.
    const KEPT: usize = 16 << 20;

    fn get(&self, key: (Variant, BulletinId)) -> Option<Arc<str>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).texts.get(&key).cloned()
    }

    fn keep(&self, key: (Variant, BulletinId), text: &Arc<str>) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.bytes > Self::KEPT {
            *made = Made::default();
        }
        made.bytes += text.len();
        made.texts.insert(key, Arc::clone(text));
    }
}

/// A feed.
pub(crate) fn write<'e>(plan: &Plan<'e>, feed: &Feed<'e>, theme: &Theme, shared: &Shared) -> Checked<String> {
    let plan = &plan.elsewhere();
    let Feed { edition, of, format } = *feed;
    let views = Views::new(plan, edition);
    let (site, texts) = (shared.site(views), &shared.texts);
    let mut writer = Writer { views, theme, site, texts, of, diagnostics: Vec::new() };
    let entries = feed.entries(plan.corpus);
    let (updated, stories): (Vec<DateTime>, Vec<Story>) = entries.into_iter().map(|entry| writer.story(entry)).unzip();
    let channel = Channel {
        title: views.feed_title(of),
        description: views.feed_description(of),
        lang: edition.variant.tag().to_owned(),
        publisher: edition.publisher.clone(),
        id: views.feed_id(of),
        home: views.feed_home(of),
        own: views.feed_url(of, format),
        updated: stamp(plan, updated.into_iter().max().unwrap_or_else(|| midnight(Date::constant(1970, 1, 1)))),
        stories,
    };
    let text = match format {
        FeedFormat::Atom => atom::write(&channel),
        FeedFormat::Json => json::write(&channel),
    };
    Checked { value: text, diagnostics: writer.diagnostics }
}

struct Writer<'w, 'e> {
    views: Views<'w, 'e>,
    theme: &'w Theme,
    site: tera::Value,
    texts: &'w Texts,
    of: FeedOf,
    diagnostics: Vec<Diagnostic>,
}

impl Writer<'_, '_> {
    /// An entry, and when it last changed.
    fn story(&mut self, entry: FeedEntry) -> (DateTime, Story) {
        match entry {
            FeedEntry::Bulletin(at) => self.bulletin(at),
            FeedEntry::Correction(at, number) => self.correction(at, number),
            FeedEntry::Digest(span, places) => self.digest(span, places),
        }
    }

    fn bulletin(&mut self, at: BulletinId) -> (DateTime, Story) {
        let item = &self.views.edition.items[at];
        let bulletin = item.bulletin;
        let (first, updated) = times(item);
        let story = Story {
            title: item.title.to_string(),
            url: self.views.absolute_url(&bulletin.article.folder),
            summary: item.summary.to_string(),
            html: self.text(at, item),
            published: stamp(self.views.plan, first),
            updated: stamp(self.views.plan, updated),
            topics: self.topics(item),
        };
        (updated, story)
    }

    /// Corrections come before the text, so that someone who has read the bulletin before reads them first.
    fn text(&mut self, at: BulletinId, item: &Item<'_>) -> Arc<str> {
        if matches!(self.of, FeedOf::Indicator(_)) && item.figures.len() > WHOLE {
            return format!("<p>{}</p>\n", escape(&item.summary)).into();
        }
        let key = (self.views.edition.variant, at);
        if let Some(text) = self.texts.get(key) {
            return text;
        }
        let notice = match item.corrections.is_empty() {
            true => String::new(),
            false => self.notice(item, None),
        };
        let body = body::bulletin(self.views, at, self.theme, &self.site).report(&mut self.diagnostics);
        let text: Arc<str> = (notice + &body.html).into();
        self.texts.keep(key, &text);
        text
    }

    fn notice(&mut self, item: &Item<'_>, only: Option<&str>) -> String {
        let view = self.views.corrections_notice(item, only);
        self.theme.render("corrections.html", self.site.clone(), &view).report(&mut self.diagnostics)
    }

    /// A correction is an entry of its own: feed readers show no bulletin twice.
    fn correction(&mut self, at: BulletinId, number: usize) -> (DateTime, Story) {
        let item = &self.views.edition.items[at];
        let correction = &item.bulletin.corrections[number];
        let told = item.corrections.iter().find(|mended| mended.correction.id == correction.id);
        let page = self.views.absolute_url(&item.bulletin.article.folder);
        let story = Story {
            title: self.views.labels.fill(Label::FeedCorrection, &[("title", &item.title)]),
            url: format!("{page}#{}", correction.id),
            summary: told.map_or_else(String::new, |mended| mended.text.to_string()),
            html: self.notice(item, Some(&correction.id)).into(),
            published: stamp(self.views.plan, midnight(correction.date)),
            updated: stamp(self.views.plan, midnight(correction.date)),
            topics: self.topics(item),
        };
        (midnight(correction.date), story)
    }

    /// A digest is published with its first bulletin, and changes with each.
    fn digest(&mut self, span: DigestSpan, places: Vec<BulletinId>) -> (DateTime, Story) {
        let items: Vec<&Item<'_>> = places.into_iter().map(|at| &self.views.edition.items[at]).collect();
        let start = span.days().map(|(first, _)| midnight(first));
        let first = items.iter().map(|item| item.bulletin.moment()).chain(start).min();
        let first = first.unwrap_or_else(|| midnight(Date::constant(1970, 1, 1)));
        let updated = items.iter().map(|item| times(item).1).max().unwrap_or(first);
        let view = self.views.digest_entry(span, &items);
        let story = Story {
            title: self.views.digest_title(span),
            url: self.views.absolute_url(&span.folder()),
            summary: view.range.clone(),
            html: self.theme.render("digest-entry.html", self.site.clone(), &view).report(&mut self.diagnostics).into(),
            published: stamp(self.views.plan, first),
            updated: stamp(self.views.plan, updated),
            topics: Vec::new(),
        };
        (updated, story)
    }

    fn topics(&self, item: &Item<'_>) -> Vec<(String, String)> {
        let topic =
            |&id: &TopicId| (self.views.plan.corpus.topic(id).key.clone(), self.views.edition.topic(id).to_owned());
        item.topics.iter().map(topic).collect()
    }
}

/// XML without the characters that XML 1.0 does not allow; with one of them, feed readers refuse the whole file.
fn readable(mut xml: String) -> String {
    let control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    // Hardly any text has one, and then it need not be searched character by character.
    if xml.bytes().any(control) || xml.contains('\u{fffe}') || xml.contains('\u{ffff}') {
        xml.retain(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'));
    }
    xml
}

/// When a bulletin was first published, and when it last changed.
fn times(item: &Item<'_>) -> (DateTime, DateTime) {
    let first = item.bulletin.moment();
    (first, first.max(midnight(item.modified())))
}

/// The start of a day: the moment of what is dated by the day alone.
fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}

/// A moment in the site's time (RFC 3339): `2025-07-18T00:00:00+08:00`.
fn stamp(plan: &Plan<'_>, moment: DateTime) -> String {
    let seconds = plan.config.utc_offset.seconds();
    let (sign, seconds) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    format!("{}{sign}{:02}:{:02}", moment.strftime("%Y-%m-%dT%H:%M:%S"), seconds / 3600, seconds / 60 % 60)
}
