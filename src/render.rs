//! Pages to bytes.
//!
//! In: the plan, one page of it, and a [`Theme`]. Out: the page's [`File`], and what was wrong with
//! its text. Every page is rendered independently, so all can be rendered in parallel.
//!
//! May touch: path, diag, text, page, view

pub(crate) mod theme;
pub(crate) mod body;
mod calendar;
mod data;
pub(crate) mod feed;
#[cfg(feature = "paged")]
pub(crate) mod print;
pub(crate) mod search;
mod sitemap;

pub use theme::Theme;
pub(crate) use theme::escape;

use crate::diag::Checked;
use crate::page::{Asset, Content, Html, Medium, Page, PageKind, Plan};
use crate::path::SitePath;
use crate::text::Variant;
use crate::view::Views;
use crate::view::types::ForewordView;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

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
    /// What every page of an edition shows, as templates read it; links are others in a feed.
    sites: Mutex<BTreeMap<(Variant, Medium), tera::Value>>,
}

impl Shared {
    fn site(&self, views: Views<'_, '_>) -> tera::Value {
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        let site = || tera::Value::from_serializable(&views.site());
        sites.entry((views.edition.variant, views.plan.medium)).or_insert_with(site).clone()
    }
}

/// Renders one page.
pub fn render<'p, 'e>(plan: &'p Plan<'e>, page: &'p Page<'e>, theme: &Theme, shared: &Shared) -> Checked<File<'p>> {
    let checked = match &page.content {
        Content::Html(page) => html(plan, page, theme, shared),
        Content::Feed(feed) => feed::write(plan, feed, theme, shared),
        Content::Feeds(edition) => Checked::fine(feed::list(plan, edition)),
        Content::Data(format, dataset) => {
            let bytes = data::write(plan, *format, dataset, &page.path);
            return Checked::fine(File { path: page.path.clone(), bytes });
        }
        Content::JsonSchema(table) => return made(page, data::json_schema(plan, *table)),
        Content::TableSchema(table) => return made(page, data::table_schema(plan, *table)),
        Content::PackageSchema(table) => return made(page, data::package_schema(plan, *table)),
        Content::Package => return made(page, data::package(plan)),
        Content::Redirects => Checked::fine(data::redirects(plan)),
        Content::Calendar(edition) => Checked::fine(calendar::write(Views::new(plan, edition))),
        #[cfg(feature = "paged")]
        Content::Card(edition, bulletin) => return printed(page, print::card(Views::new(plan, edition), *bulletin)),
        #[cfg(feature = "paged")]
        Content::Pdf(edition, what) => return printed(page, print::pdf(plan, edition, what, theme)),
        Content::Sitemap(sitemap) => Checked::fine(sitemap::write(plan, sitemap)),
        Content::Robots => Checked::fine(format!(
            "User-agent: *\nAllow: /\nSitemap: {}\n",
            plan.config.base_url.absolute("/sitemap.xml")
        )),
        Content::Highlight => Checked::fine(theme.highlight_css()),
        Content::Colour(colour) => Checked::fine(colour.style_sheet()),
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

#[cfg(feature = "paged")]
fn printed<'p>(page: &Page<'_>, bytes: Checked<Vec<u8>>) -> Checked<File<'p>> {
    let Checked { value, diagnostics } = bytes;
    Checked { value: File { path: page.path.clone(), bytes: Bytes::Made(value) }, diagnostics }
}

fn made<'p>(page: &Page<'_>, bytes: Vec<u8>) -> Checked<File<'p>> {
    Checked::fine(File { path: page.path.clone(), bytes: Bytes::Made(bytes) })
}

fn html<'e>(plan: &Plan<'e>, html: &Html<'e>, theme: &Theme, shared: &Shared) -> Checked<String> {
    let views = Views::new(plan, html.edition);
    let site = shared.site(views);
    match &html.kind {
        PageKind::Chooser => theme.render("chooser.html", site, &views.chooser(html)),
        PageKind::Root | PageKind::Home => theme.render("home.html", site, &views.home(html)),
        PageKind::Topics => theme.render("topics.html", site, &views.topics(html)),
        PageKind::List(list) => theme.render("list.html", site, &views.list(html, list)),
        PageKind::Indicators => theme.render("indicators.html", site, &views.indicators(html)),
        PageKind::Indicator(at) => theme.render("indicator.html", site, &views.indicator(html, *at)),
        PageKind::Embed(at) => theme.render("embed.html", site, &views.embed(html, *at)),
        PageKind::Digests => theme.render("digests.html", site, &views.digests(html)),
        PageKind::Digest(digest) => {
            let mut diagnostics = Vec::new();
            let foreword = digest.span.foreword(html.edition).map(|page| ForewordView {
                title: page.title.to_string(),
                body: body::leaf(views, page, theme, &site).report(&mut diagnostics).html,
            });
            let text =
                theme.render("digest.html", site, &views.digest(html, digest, foreword)).report(&mut diagnostics);
            Checked { value: text, diagnostics }
        }
        PageKind::Moved(folder) => theme.render("moved.html", site, &views.moved(html, folder)),
        PageKind::Data => theme.render("data.html", site, &views.data_page(html)),
        PageKind::Calendar => theme.render("calendar.html", site, &views.calendar(html)),
        PageKind::Feeds => theme.render("feeds.html", site, &views.feeds(html)),
        PageKind::Search => theme.render("search.html", site, &views.search(html)),
        PageKind::NotFound => theme.render("404.html", site, &views.not_found(html)),
        PageKind::Bulletin(at) => {
            let mut diagnostics = Vec::new();
            let body = body::bulletin(views, *at, theme, &site).report(&mut diagnostics);
            let view = views.bulletin(html, *at, body.html, body.headings);
            let template =
                theme.chosen(&html.edition.items[*at].bulletin.article, "bulletin.html").report(&mut diagnostics);
            let text = theme.render(template, site, &view).report(&mut diagnostics);
            Checked { value: text, diagnostics }
        }
        PageKind::PlainPage(leaf) => {
            let mut diagnostics = Vec::new();
            let body = body::leaf(views, leaf, theme, &site).report(&mut diagnostics);
            let view = views.leaf(html, leaf, body.html, body.headings);
            let template = theme.chosen(leaf.article, "page.html").report(&mut diagnostics);
            let text = theme.render(template, site, &view).report(&mut diagnostics);
            Checked { value: text, diagnostics }
        }
    }
}
