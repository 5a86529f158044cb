//! The sitemap (sitemaps.org protocol 0.9).
//!
//! In: the plan, and which of its pages. Out: every page that search engines may list. Its other editions are in its head.
//!
//! May touch: page, view

use crate::page::{Html, Page, PageKind, Plan, Sitemap};
use crate::view::Views;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;
use std::ops::Range;

/// The XML namespace of sitemaps and their indexes.
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A sitemap.
pub(crate) fn write(plan: &Plan<'_>, sitemap: &Sitemap) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let written = match sitemap {
        Sitemap::Pages(range) => urls(plan, range.clone(), &mut writer),
        Sitemap::Index(count) => index(plan, *count, &mut writer),
    };
    match written {
        Ok(()) => String::from_utf8(writer.into_inner()).expect("the addresses were UTF-8"),
        Err(error) => unreachable!("a vector takes every byte: {error}"),
    }
}

fn index(plan: &Plan<'_>, count: usize, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let set = BytesStart::new("sitemapindex").with_attributes([("xmlns", NAMESPACE)]);
    writer.write_event(Event::Start(set))?;
    for part in 1..=count {
        writer.write_event(Event::Start(BytesStart::new("sitemap")))?;
        element(writer, "loc", &plan.config.base_url.absolute(&format!("/sitemap-{part}.xml")))?;
        writer.write_event(Event::End(BytesEnd::new("sitemap")))?;
    }
    writer.write_event(Event::End(BytesEnd::new("sitemapindex")))
}

fn urls(plan: &Plan<'_>, range: Range<usize>, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let set = BytesStart::new("urlset").with_attributes([("xmlns", NAMESPACE)]);
    writer.write_event(Event::Start(set))?;
    for html in plan.pages.iter().filter_map(Page::listed).skip(range.start).take(range.len()) {
        url(Views::new(plan, html.edition), html, writer)?;
    }
    writer.write_event(Event::End(BytesEnd::new("urlset")))
}

fn url(views: Views<'_, '_>, html: &Html<'_>, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    writer.write_event(Event::Start(BytesStart::new("url")))?;
    element(writer, "loc", &views.absolute_url(&html.folder))?;
    if let PageKind::Bulletin(at) = html.kind {
        let bulletin = &views.plan.corpus[at];
        element(writer, "lastmod", &bulletin.updated.unwrap_or(bulletin.date).to_string())?;
    }
    writer.write_event(Event::End(BytesEnd::new("url")))
}

fn element(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text)).map(|_| ())
}
