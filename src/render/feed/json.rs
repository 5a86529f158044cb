//! Feeds as JSON Feed 1.1 (jsonfeed.org/version/1.1).
//!
//! In: a feed. Out: JSON.
//!
//! May touch: nothing

use super::{Channel, Story};
use serde::Serialize;

#[derive(Serialize)]
struct JsonFeed<'c> {
    version: &'static str,
    title: &'c str,
    home_page_url: &'c str,
    feed_url: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'c str,
    language: &'c str,
    authors: [Author<'c>; 1],
    items: Vec<JsonItem<'c>>,
}

#[derive(Serialize)]
struct Author<'c> {
    name: &'c str,
}

#[derive(Serialize)]
struct JsonItem<'c> {
    id: &'c str,
    url: &'c str,
    title: &'c str,
    content_html: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'c str,
    date_published: &'c str,
    date_modified: &'c str,
    language: &'c str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'c str>,
}

/// The feed as JSON.
pub(crate) fn write(channel: &Channel) -> String {
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &channel.title,
        home_page_url: &channel.home,
        feed_url: &channel.own,
        description: &channel.description,
        language: &channel.lang,
        authors: [Author { name: &channel.publisher }],
        items: channel.stories.iter().map(|story| item(channel, story)).collect(),
    };
    serde_json::to_string(&feed).unwrap_or_default()
}

fn item<'c>(channel: &'c Channel, story: &'c Story) -> JsonItem<'c> {
    JsonItem {
        id: &story.url,
        url: &story.url,
        title: &story.title,
        content_html: &story.html,
        summary: &story.summary,
        date_published: &story.published,
        date_modified: &story.updated,
        language: &channel.lang,
        tags: story.topics.iter().map(|(_, name)| name.as_str()).collect(),
    }
}
