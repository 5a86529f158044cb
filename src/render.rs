//! Pages to bytes.
//!
//! In: the plan, one page of it, and a [`Theme`]. Out: the page's [`File`], and what was wrong with
//! its text. Every page is rendered independently, so all can be rendered in parallel.
//!
//! May touch: path, diag, page, view

pub(crate) mod theme;
mod body;
mod calendar;
#[cfg(feature = "cards")]
pub(crate) mod card;
mod data;
pub(crate) mod feed;
mod shortcode;
pub(crate) mod search;
mod sitemap;

pub use theme::Theme;

use crate::diag::Checked;
use crate::page::{Asset, Content, Html, Page, PageKind, Plan};
use crate::path::SitePath;
use crate::view;
use std::io::{self, Write};

/// An output file.
pub struct File<'p> {
    /// Where it will be.
    pub path: SitePath,
    /// Its content.
    pub bytes: Bytes<'p>,
}

/// The content of a file.
pub enum Bytes<'p> {
    /// These bytes.
    Made(Vec<u8>),
    /// What this writes, the same each time: a table that grows with the site, and is never in memory as a whole.
    Written(Box<Writing<'p>>),
    /// The bytes of another file, copied when it is written.
    Copied(Asset),
}

/// Writes the bytes of a file.
pub type Writing<'p> = dyn Fn(&mut dyn Write) -> io::Result<()> + 'p;

/// What several files are made from, each part made once, when the first file needs it.
#[derive(Default)]
pub struct Shared {
    /// The search index.
    pub index: search::Index,
    /// The texts of feeds.
    pub texts: feed::Texts,
    /// The fonts of cards.
    #[cfg(feature = "cards")]
    pub(crate) fonts: card::Fonts,
}

/// Renders one page.
pub fn render<'p>(plan: &'p Plan<'_>, page: &'p Page<'_>, theme: &Theme, shared: &Shared) -> Checked<File<'p>> {
    let checked = match &page.content {
        Content::Html(page) => html(plan, page, theme),
        Content::Feed(feed) => feed::write(plan, feed, theme, &shared.texts),
        Content::Feeds(edition) => Checked::fine(feed::list(plan, edition)),
        Content::Data(format, dataset) => {
            let bytes = data::write(plan, *format, dataset, &page.path);
            return Checked::fine(File { path: page.path.clone(), bytes });
        }
        Content::JsonSchema(table) => return made(page, data::json_schema(plan, *table)),
        Content::TableSchema(table) => return made(page, data::table_schema(*table)),
        Content::Package => return made(page, data::package(plan)),
        Content::Calendar(edition) => Checked::fine(calendar::write(plan, edition)),
        #[cfg(feature = "cards")]
        Content::Card(edition, bulletin) => {
            let card = card::write(plan, edition, *bulletin, &shared.fonts);
            let file = File { path: page.path.clone(), bytes: Bytes::Made(card.value) };
            return Checked { value: file, diagnostics: card.diagnostics };
        }
        Content::Sitemap(sitemap) => Checked::fine(sitemap::write(plan, sitemap)),
        Content::Robots => Checked::fine(format!(
            "User-agent: *\nAllow: /\nSitemap: {}\n",
            plan.config.base_url.absolute("/sitemap.xml")
        )),
        Content::Highlight => Checked::fine(theme.highlight_css()),
        Content::Search(file) => {
            let bytes = Bytes::Made(search::write(plan, &shared.index, *file));
            return Checked::fine(File { path: page.path.clone(), bytes });
        }
        Content::Copy(asset) => {
            return Checked::fine(File { path: page.path.clone(), bytes: Bytes::Copied(asset.clone()) });
        }
    };
    let file = File { path: page.path.clone(), bytes: Bytes::Made(checked.value.into_bytes()) };
    Checked { value: file, diagnostics: checked.diagnostics }
}

fn made<'p>(page: &Page<'_>, bytes: Vec<u8>) -> Checked<File<'p>> {
    Checked::fine(File { path: page.path.clone(), bytes: Bytes::Made(bytes) })
}

fn html(plan: &Plan<'_>, html: &Html<'_>, theme: &Theme) -> Checked<String> {
    match &html.kind {
        PageKind::Chooser => theme.render("chooser.html", &view::chooser(plan, html)),
        PageKind::Home => theme.render("home.html", &view::home(plan, html)),
        PageKind::Topics => theme.render("topics.html", &view::topics(plan, html)),
        PageKind::List(list) => theme.render("list.html", &view::list(plan, html, list)),
        PageKind::Indicators => theme.render("indicators.html", &view::indicators(plan, html)),
        PageKind::Indicator(at) => theme.render("indicator.html", &view::indicator(plan, html, *at)),
        PageKind::Digests => theme.render("digests.html", &view::digests(plan, html)),
        PageKind::Digest(digest) => theme.render("digest.html", &view::digest(plan, html, digest)),
        PageKind::Moved(folder) => theme.render("moved.html", &view::moved(plan, html, folder)),
        PageKind::Calendar => theme.render("calendar.html", &view::calendar(plan, html)),
        PageKind::Feeds => theme.render("feeds.html", &view::feed::feeds(plan, html)),
        PageKind::Search => theme.render("search.html", &view::search::search(plan, html)),
        PageKind::NotFound => theme.render("404.html", &view::not_found(plan, html)),
        PageKind::Bulletin(at) => {
            let mut diagnostics = Vec::new();
            let body = body::bulletin(plan, html.edition, *at, theme).report(&mut diagnostics);
            let view = view::bulletin(plan, html, *at, body.html, body.headings);
            let text = theme.render("bulletin.html", &view).report(&mut diagnostics);
            Checked { value: text, diagnostics }
        }
        PageKind::PlainPage(leaf) => {
            let mut diagnostics = Vec::new();
            let body = body::leaf(plan, html.edition, leaf, theme).report(&mut diagnostics);
            let view = view::leaf(plan, html, leaf, body.html, body.headings);
            let text = theme.render("page.html", &view).report(&mut diagnostics);
            Checked { value: text, diagnostics }
        }
    }
}
