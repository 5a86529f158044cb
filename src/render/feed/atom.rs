//! Feeds as Atom (RFC 4287).
//!
//! In: a feed. Out: XML.
//!
//! May touch: page

use super::{Channel, Story, readable};
use crate::page::feed::FeedFormat;
use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};

/// The feed as XML.
pub(crate) fn write(channel: &Channel) -> String {
    let own = link("self", FeedFormat::Atom.mime(), &channel.own);
    let version = Some(env!("CARGO_PKG_VERSION").to_owned());
    let feed = Feed {
        lang: Some(channel.lang.clone()),
        title: Text::plain(channel.title.clone()),
        subtitle: Some(channel.description.clone()).filter(|text| !text.is_empty()).map(Text::plain),
        id: channel.id.clone(),
        updated: time(&channel.updated),
        links: vec![own, link("alternate", "text/html", &channel.home)],
        authors: vec![Person { name: channel.publisher.clone(), ..Person::default() }],
        generator: Some(Generator { value: "Jianbao".to_owned(), version, ..Generator::default() }),
        entries: channel.stories.iter().map(|story| entry(channel, story)).collect(),
        ..Feed::default()
    };
    readable(feed.to_string())
}

fn entry(channel: &Channel, story: &Story) -> Entry {
    let content = Content {
        base: Some(story.url.clone()),
        lang: Some(channel.lang.clone()),
        content_type: Some("html".to_owned()),
        value: Some(story.html.to_string()),
        ..Content::default()
    };
    let topic = |(key, name): &(String, String)| Category {
        term: key.clone(),
        label: Some(name.clone()),
        ..Category::default()
    };
    Entry {
        title: Text::plain(story.title.clone()),
        id: story.url.clone(),
        links: vec![link("alternate", "text/html", &story.url)],
        published: Some(time(&story.published)),
        updated: time(&story.updated),
        summary: Some(story.summary.clone()).filter(|text| !text.is_empty()).map(Text::plain),
        categories: story.topics.iter().map(topic).collect(),
        content: Some(content),
        ..Entry::default()
    }
}

fn link(rel: &str, mime: &str, href: &str) -> Link {
    Link { rel: rel.to_owned(), mime_type: Some(mime.to_owned()), href: href.to_owned(), ..Link::default() }
}

fn time(text: &str) -> FixedDateTime {
    text.parse().unwrap_or_default()
}
