//! The Atom feed of an edition (RFC 4287).
//!
//! In: an edition. Out: its newest bulletins in full, figure tables and all.
//!
//! May touch: diag, config, edition, page, render

use super::body::{self, Links};
use super::theme::Theme;
use crate::diag::{Checked, Diagnostic};
use crate::edition::{Edition, Item};
use crate::page::Plan;
use crate::page::view::make;
use atom_syndication::{
    CategoryBuilder, ContentBuilder, Entry, EntryBuilder, FeedBuilder, FixedDateTime, GeneratorBuilder, LinkBuilder,
    PersonBuilder, Text,
};
use jiff::civil::Date;

/// Bulletins in a feed.
const NEWEST: usize = 20;

/// The feed of an edition.
pub fn write(plan: &Plan<'_>, edition: &Edition<'_>, theme: &Theme) -> Checked<String> {
    let mut diagnostics = Vec::new();
    let home = make::absolute_url(plan, edition, "");
    let own = plan.config.base_url.absolute(&format!("/{}/feed.xml", edition.variant.key()));
    let newest = edition.items.iter().enumerate().take(NEWEST);
    let updated = newest.clone().map(|(_, item)| item.modified()).max();
    let link = |rel: &str, mime: &str, href: &str| {
        LinkBuilder::default().rel(rel.to_owned()).mime_type(Some(mime.to_owned())).href(href.to_owned()).build()
    };
    let feed = FeedBuilder::default()
        .lang(Some(edition.variant.tag().to_owned()))
        .title(Text::plain(edition.title.clone()))
        .subtitle(Some(Text::plain(edition.description.clone())))
        .id(home.clone())
        .updated(midnight(plan, updated.unwrap_or(Date::constant(1970, 1, 1))))
        .links(vec![link("self", "application/atom+xml", &own), link("alternate", "text/html", &home)])
        .authors(vec![PersonBuilder::default().name(edition.publisher.clone()).build()])
        .generator(Some(
            GeneratorBuilder::default().value("Jianbao").version(Some(env!("CARGO_PKG_VERSION").to_owned())).build(),
        ))
        .entries(newest.map(|(at, item)| entry(plan, edition, (at, item), theme, &mut diagnostics)).collect::<Vec<_>>())
        .build();
    let mut xml = feed.to_string();
    xml.retain(is_xml);
    Checked { value: xml, diagnostics }
}

fn entry(
    plan: &Plan<'_>,
    edition: &Edition<'_>,
    (at, item): (usize, &Item<'_>),
    theme: &Theme,
    diagnostics: &mut Vec<Diagnostic>,
) -> Entry {
    let bulletin = item.bulletin;
    let url = make::absolute_url(plan, edition, &bulletin.article.folder);
    let body = body::bulletin(plan, edition, at, theme, Links::Absolute).report(diagnostics);
    // What was wrong comes before what is said now: who has read it once reads this first.
    let notice = match item.corrections.is_empty() {
        true => String::new(),
        false => theme.render("corrections.html", &make::corrections_notice(plan, edition, item)).report(diagnostics),
    };
    let content = ContentBuilder::default()
        .base(Some(url.clone()))
        .lang(Some(edition.variant.tag().to_owned()))
        .content_type(Some("html".to_owned()))
        .value(Some(notice + &body.html))
        .build();
    let topics = item.topics.iter().map(|&at| {
        let term = plan.corpus.topics[at].key.clone();
        CategoryBuilder::default().term(term).label(Some(edition.topics[at].clone())).build()
    });
    EntryBuilder::default()
        .title(Text::plain(item.title.clone()))
        .id(url.clone())
        .links(vec![LinkBuilder::default().rel("alternate").href(url).mime_type(Some("text/html".to_owned())).build()])
        .published(Some(midnight(plan, bulletin.date)))
        .updated(midnight(plan, item.modified()))
        .summary(Some(Text::plain(item.summary.clone())))
        .categories(topics.collect::<Vec<_>>())
        .content(Some(content))
        .build()
}

/// Whether XML 1.0 can hold a character at all; with one that it cannot, readers refuse the whole feed.
fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The start of a day where the site is: `2025-07-18T00:00:00+08:00`.
fn midnight(plan: &Plan<'_>, date: Date) -> FixedDateTime {
    let seconds = plan.config.utc_offset.seconds();
    let (sign, seconds) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    let time = format!("{date}T00:00:00{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    time.parse().unwrap_or_default()
}
