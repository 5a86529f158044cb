//! All feeds of an edition in one list, which feed readers import (OPML 2.0).
//!
//! In: an edition. Out: XML: the edition's own feed, then those of topics, indicators and digests, each under its
//! heading.
//!
//! May touch: edition, page, view

use super::readable;
use crate::edition::Edition;
use crate::page::Plan;
use crate::page::feed::{FeedFormat, FeedOf};
use crate::view::Views;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;

/// The list.
pub(crate) fn write<'e>(plan: &Plan<'e>, edition: &Edition<'e>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    match document(Views::new(&plan.elsewhere(), edition), &mut writer) {
        Ok(()) => readable(String::from_utf8(writer.into_inner()).expect("the names were UTF-8")),
        Err(error) => unreachable!("a vector takes every byte: {error}"),
    }
}

fn document(views: Views<'_, '_>, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.write_event(Event::Start(BytesStart::new("opml").with_attributes([("version", "2.0")])))?;
    writer.write_event(Event::Start(BytesStart::new("head")))?;
    let facts = [
        ("title", &*views.edition.title),
        ("ownerName", &*views.edition.publisher),
        ("docs", "http://opml.org/spec2.opml"),
    ];
    for (name, text) in facts {
        writer.create_element(name).write_text_content(BytesText::new(text))?;
    }
    writer.write_event(Event::End(BytesEnd::new("head")))?;
    writer.write_event(Event::Start(BytesStart::new("body")))?;
    let feeds = views.follows();
    for below in feeds.chunk_by(|one, other| one.heading() == other.heading()) {
        let heading = below.first().and_then(|of| of.heading());
        if let Some(heading) = heading {
            let text = views.labels.text(heading);
            writer.write_event(Event::Start(BytesStart::new("outline").with_attributes([("text", text)])))?;
        }
        for of in below {
            outline(views, *of, writer)?;
        }
        if heading.is_some() {
            writer.write_event(Event::End(BytesEnd::new("outline")))?;
        }
    }
    writer.write_event(Event::End(BytesEnd::new("body")))?;
    writer.write_event(Event::End(BytesEnd::new("opml")))
}

/// A feed. `rss` means feeds of every kind.
fn outline(views: Views<'_, '_>, of: FeedOf, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    let text = views.feed_name(of);
    let title = views.feed_title(of);
    let feed = views.feed_url(of, FeedFormat::Atom);
    let page = views.feed_home(of);
    let outline = BytesStart::new("outline").with_attributes([
        ("type", "rss"),
        ("text", &*text),
        ("title", &*title),
        ("xmlUrl", &*feed),
        ("htmlUrl", &*page),
        ("language", views.edition.variant.tag()),
    ]);
    writer.write_event(Event::Empty(outline))
}
