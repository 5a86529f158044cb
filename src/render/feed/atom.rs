//! Feeds as Atom (RFC 4287).
//!
//! In: a feed. Out: XML.
//!
//! May touch: page

use super::{Channel, Story, readable};
use crate::page::feed::FeedFormat;
use atom_syndication::{
    CategoryBuilder, ContentBuilder, Entry, EntryBuilder, FeedBuilder, FixedDateTime, GeneratorBuilder, Link,
    LinkBuilder, PersonBuilder, Text,
};

/// The feed as XML.
pub(crate) fn write(channel: &Channel) -> String {
    let own = link("self", FeedFormat::Atom.mime(), &channel.own);
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let feed = FeedBuilder::default()
        .lang(Some(channel.lang.clone()))
        .title(Text::plain(channel.title.clone()))
        .subtitle(Some(channel.description.clone()).filter(|text| !text.is_empty()).map(Text::plain))
        .id(channel.id.clone())
        .updated(time(&channel.updated))
        .links(vec![own, link("alternate", "text/html", &channel.home)])
        .authors(vec![PersonBuilder::default().name(channel.publisher.clone()).build()])
        .generator(Some(GeneratorBuilder::default().value("Jianbao").version(Some(version)).build()))
        .entries(channel.stories.iter().map(|story| entry(channel, story)).collect::<Vec<_>>())
        .build();
    readable(feed.to_string())
}

fn entry(channel: &Channel, story: &Story) -> Entry {
    let content = ContentBuilder::default()
        .base(Some(story.url.clone()))
        .lang(Some(channel.lang.clone()))
        .content_type(Some("html".to_owned()))
        .value(Some(story.html.to_string()))
        .build();
    let topics = story
        .topics
        .iter()
        .map(|(key, name)| CategoryBuilder::default().term(key.clone()).label(Some(name.clone())).build());
    EntryBuilder::default()
        .title(Text::plain(story.title.clone()))
        .id(story.url.clone())
        .links(vec![link("alternate", "text/html", &story.url)])
        .published(Some(time(&story.published)))
        .updated(time(&story.updated))
        .summary(Some(story.summary.clone()).filter(|text| !text.is_empty()).map(Text::plain))
        .categories(topics.collect::<Vec<_>>())
        .content(Some(content))
        .build()
}

fn link(rel: &str, mime: &str, href: &str) -> Link {
    LinkBuilder::default().rel(rel.to_owned()).mime_type(Some(mime.to_owned())).href(href.to_owned()).build()
}

fn time(text: &str) -> FixedDateTime {
    text.parse().unwrap_or_default()
}
