//! The sitemap (sitemaps.org protocol 0.9, with hreflang alternates).
//!
//! In: the plan. Out: every page that search engines may list, each with its other editions.
//!
//! May touch: config, edition, page

use crate::page::view::make;
use crate::page::{Content, Html, Kind, List, Page, Plan};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;

/// The sitemap of the whole site.
pub fn write(plan: &Plan<'_>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    match urls(plan, &mut writer) {
        Ok(()) => String::from_utf8(writer.into_inner()).expect("the addresses were UTF-8"),
        Err(error) => unreachable!("a vector takes every byte: {error}"),
    }
}

fn urls(plan: &Plan<'_>, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let set = BytesStart::new("urlset").with_attributes([
        ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
        ("xmlns:xhtml", "http://www.w3.org/1999/xhtml"),
    ]);
    writer.write_event(Event::Start(set))?;
    for html in plan.pages.iter().filter_map(listed) {
        url(plan, html, writer)?;
    }
    writer.write_event(Event::End(BytesEnd::new("urlset")))
}

/// A page that is worth finding: not the 404 pages, nor the chooser, which the front pages name as
/// their x-default, nor the later pages of a list.
fn listed<'p, 'e>(page: &'p Page<'e>) -> Option<&'p Html<'e>> {
    let Content::Html(html) = &page.content else { return None };
    match &html.kind {
        Kind::Chooser | Kind::NotFound => None,
        Kind::List(List { page, .. }) if *page > 1 => None,
        Kind::Home
        | Kind::Bulletin(_)
        | Kind::Leaf(_)
        | Kind::Topics
        | Kind::List(_)
        | Kind::Indicators
        | Kind::Indicator(_)
        | Kind::Digests
        | Kind::Digest(_)
        | Kind::Calendar => Some(html),
    }
}

fn url(plan: &Plan<'_>, html: &Html<'_>, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    writer.write_event(Event::Start(BytesStart::new("url")))?;
    element(writer, "loc", &make::absolute_url(plan, html.edition, &html.folder))?;
    if let Kind::Bulletin(at) = html.kind {
        let bulletin = html.edition.items[at].bulletin;
        element(writer, "lastmod", &bulletin.updated.unwrap_or(bulletin.date).to_string())?;
    }
    for alternate in make::alternates(plan, &html.folder) {
        let link = BytesStart::new("xhtml:link").with_attributes([
            ("rel", "alternate"),
            ("hreflang", alternate.hreflang.as_str()),
            ("href", alternate.url.as_str()),
        ]);
        writer.write_event(Event::Empty(link))?;
    }
    writer.write_event(Event::End(BytesEnd::new("url")))
}

fn element(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text)).map(|_| ())
}
