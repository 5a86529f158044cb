//! The plan: every address of the site.
//!
//! In: editions, and the files that are copied. Out: [`Plan`], and what collides.
//!
//! May touch: path, diag, config, edition, page

use super::search;
use super::{Addresses, Asset, Content, Digest, DigestSpan, Format, Html, Kind, List, ListOf, Page, Plan, Sitemap};
use crate::diag::{Checked, Code, Diagnostic};
use crate::edition::{Corpus, Edition, Item};
use crate::path::{SitePath, SourcePath};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Files that are copied: those of `static/` by their address, and those beside the bulletins.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// Below the site's root.
    pub statics: BTreeMap<String, Asset>,
    /// The styles and scripts of `static/assets/` under names that change with their content, so that
    /// caches may keep them for ever: `site.css` is also `assets/site.3f2a9c1b5d.css`.
    pub fingerprints: BTreeMap<String, String>,
    /// Below `content/`.
    pub beside: Vec<SourcePath>,
}

/// Every file the site will have.
pub fn plan<'e>(corpus: &'e Corpus, editions: &'e [Edition<'e>], assets: &Assets) -> Checked<Plan<'e>> {
    let mut planner = Planner { pages: BTreeMap::new(), diagnostics: Vec::new() };
    for (name, asset) in &assets.statics {
        planner.add(name, Content::Copy(asset.clone()));
    }
    for (name, printed) in &assets.fingerprints {
        if let Some(asset) = assets.statics.get(&format!("assets/{name}")) {
            planner.add(printed, Content::Copy(asset.clone()));
        }
    }
    planner.add("assets/highlight.css", Content::Highlight);
    planner.add("robots.txt", Content::Robots);
    if let Some(first) = editions.first() {
        planner.add("index.html", Content::Html(Html { edition: first, folder: String::new(), kind: Kind::Chooser }));
        planner.add("404.html", Content::Html(Html { edition: first, folder: String::new(), kind: Kind::NotFound }));
        planner.figures("data", first.items.iter().collect());
    }
    for (path, file) in search::files(editions) {
        planner.add(&path, Content::Search(file));
    }
    for edition in editions {
        planner.edition(corpus, edition);
        for path in &assets.beside {
            planner.add(
                &format!("{}/{}", edition.variant.key(), below_content(path)),
                Content::Copy(Asset::Project(path.clone())),
            );
        }
    }
    let listed = planner.pages.values().filter(|page| page.listed().is_some()).count();
    for (name, sitemap) in sitemaps(listed) {
        planner.add(&name, Content::Sitemap(sitemap));
    }
    let pages = planner.pages.into_values().collect();
    let plan = Plan {
        config: &corpus.config,
        corpus,
        editions,
        pages,
        addresses: addresses(corpus, assets),
        fingerprints: assets.fingerprints.clone(),
    };
    Checked { value: plan, diagnostics: planner.diagnostics }
}

/// The most addresses of one sitemap (sitemaps.org).
const SITEMAP: usize = 50_000;

/// One sitemap, or an index of as many as it takes.
fn sitemaps(listed: usize) -> Vec<(String, Sitemap)> {
    if listed <= SITEMAP {
        return vec![("sitemap.xml".to_owned(), Sitemap::Pages(0..listed))];
    }
    let count = listed.div_ceil(SITEMAP);
    let part = |at: usize| Sitemap::Pages(at * SITEMAP..((at + 1) * SITEMAP).min(listed));
    let parts = (0..count).map(|at| (format!("sitemap-{}.xml", at + 1), part(at)));
    [("sitemap.xml".to_owned(), Sitemap::Index(count))].into_iter().chain(parts).collect()
}

fn addresses(corpus: &Corpus, assets: &Assets) -> Addresses {
    let articles = corpus.bulletins.iter().map(|bulletin| &bulletin.article).chain(&corpus.leaves);
    let pages = articles.map(|article| (article.source.path.clone(), format!("{}/index.html", article.folder)));
    let beside = assets.beside.iter().map(|path| (path.clone(), below_content(path).to_owned()));
    Addresses { files: pages.chain(beside).collect() }
}

fn below_content(path: &SourcePath) -> &str {
    path.as_str().strip_prefix("content/").unwrap_or(path.as_str())
}

struct Planner<'e> {
    pages: BTreeMap<SitePath, Page<'e>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'e> Planner<'e> {
    fn add(&mut self, path: &str, content: Content<'e>) {
        let path = match SitePath::new(path) {
            Ok(path) => path,
            Err(why) => {
                let diagnostic = Diagnostic::nowhere(Code::BadPath, format!("`{path}` cannot be written: {why}"));
                self.diagnostics.push(diagnostic.help("rename the file, or give the page a `slug`"));
                return;
            }
        };
        if self.pages.contains_key(&path) {
            let diagnostic = Diagnostic::nowhere(Code::Duplicate, format!("two things would be written to `{path}`"));
            self.diagnostics.push(diagnostic.help("rename one of them, or give it a `slug` of its own"));
            return;
        }
        self.pages.insert(path.clone(), Page { path, content });
    }

    fn edition(&mut self, corpus: &Corpus, edition: &'e Edition<'e>) {
        self.html(edition, "", Kind::Home);
        for (at, item) in edition.items.iter().enumerate() {
            let folder = &item.bulletin.article.folder;
            self.html(edition, folder, Kind::Bulletin(at));
            if !item.figures.is_empty() {
                self.figures(&format!("{}/{folder}", edition.variant.key()), vec![item]);
            }
        }
        for leaf in &edition.leaves {
            self.html(edition, &leaf.article.folder, Kind::Leaf(leaf));
        }
        self.html(edition, "search", Kind::Search);
        self.html(edition, "topics", Kind::Topics);
        for (at, topic) in corpus.topics.iter().enumerate() {
            let items = edition.items.iter().filter(|item| item.topics.contains(&at)).collect();
            self.list(corpus, edition, &format!("topics/{}", topic.key), ListOf::Topic(at), items);
        }
        self.archive(corpus, edition);
        self.moved(corpus, edition);
        self.indicators(edition);
        self.digests(corpus, edition);
        let key = edition.variant.key();
        self.add(&format!("{key}/feed.xml"), Content::Feed(edition));
        self.add(
            &format!("{key}/404.html"),
            Content::Html(Html { edition, folder: String::new(), kind: Kind::NotFound }),
        );
    }

    /// A page at every address where another page once stood. One that is in use is told of once.
    fn moved(&mut self, corpus: &Corpus, edition: &'e Edition<'e>) {
        let articles = corpus.bulletins.iter().map(|bulletin| &bulletin.article).chain(&corpus.leaves);
        for article in articles {
            for alias in &article.aliases {
                let file = format!("{}/{}/index.html", edition.variant.key(), alias.value);
                let taken = SitePath::new(&file).map(|path| self.pages.contains_key(&path));
                let problem = match taken {
                    Ok(false) if !alias.value.is_empty() => None,
                    Ok(_) => Some((Code::Duplicate, format!("a page stands at `/{}/` already", alias.value))),
                    Err(why) => Some((Code::BadPath, format!("`{}` cannot be an address: {why}", alias.value))),
                };
                match problem {
                    None => self.html(edition, &alias.value, Kind::Moved(article.folder.clone())),
                    Some((code, message)) => self.diagnostics.push(
                        Diagnostic::new(code, article.source.place(alias.span.clone()), message).help(
                            "write an address within an edition where nothing stands, as in `bulletins/2024/old`",
                        ),
                    ),
                }
            }
        }
    }

    fn indicators(&mut self, edition: &'e Edition<'e>) {
        let key = edition.variant.key();
        if !edition.subjects.is_empty() {
            self.html(edition, "indicators", Kind::Indicators);
        }
        for (at, subject) in edition.subjects.iter().enumerate() {
            let folder = format!("indicators/{}", subject.key);
            self.html(edition, &folder, Kind::Indicator(at));
            self.add(&format!("{key}/{folder}/series.csv"), Content::Series(Format::Csv, edition, subject));
            self.add(&format!("{key}/{folder}/series.json"), Content::Series(Format::Json, edition, subject));
        }
        if !edition.releases.is_empty() {
            self.html(edition, "calendar", Kind::Calendar);
            self.add(&format!("{key}/calendar.ics"), Content::Calendar(edition));
        }
    }

    fn digests(&mut self, corpus: &Corpus, edition: &'e Edition<'e>) {
        let wanted = corpus.config.digests;
        let months = wanted.month.then_some(DigestSpan::month_of as fn(Date) -> DigestSpan);
        let weeks = wanted.week.then_some(DigestSpan::week_of as fn(Date) -> DigestSpan);
        let kinds: Vec<_> = months.into_iter().chain(weeks).collect();
        if kinds.is_empty() || edition.items.is_empty() {
            return;
        }
        self.html(edition, "digests", Kind::Digests);
        for span_of in kinds {
            let mut spans: BTreeMap<DigestSpan, Vec<&'e Item<'e>>> = BTreeMap::new();
            for item in &edition.items {
                spans.entry(span_of(item.bulletin.date)).or_default().push(item);
            }
            let order: Vec<DigestSpan> = spans.keys().copied().collect();
            for (at, (span, items)) in spans.into_iter().enumerate() {
                let older = at.checked_sub(1).map(|older| order[older]);
                let digest = Digest { span, items, older, newer: order.get(at + 1).copied() };
                self.html(edition, &format!("digests/{}", span.code()), Kind::Digest(digest));
            }
        }
    }

    fn archive(&mut self, corpus: &Corpus, edition: &'e Edition<'e>) {
        let mut years: BTreeMap<i16, Vec<&'e Item<'e>>> = BTreeMap::new();
        let mut months: BTreeMap<(i16, i8), Vec<&'e Item<'e>>> = BTreeMap::new();
        for item in &edition.items {
            let date = item.bulletin.date;
            years.entry(date.year()).or_default().push(item);
            months.entry((date.year(), date.month())).or_default().push(item);
        }
        self.list(corpus, edition, "archive", ListOf::All, edition.items.iter().collect());
        for (year, items) in years {
            self.list(corpus, edition, &format!("archive/{year}"), ListOf::Year(year), items);
        }
        for ((year, month), items) in months {
            self.list(corpus, edition, &format!("archive/{year}/{month:02}"), ListOf::Month(year, month), items);
        }
    }

    /// A list on as many pages as it takes, `folder`, `folder/page/2` …; an empty one has one.
    fn list(&mut self, corpus: &Corpus, edition: &'e Edition<'e>, folder: &str, of: ListOf, items: Vec<&'e Item<'e>>) {
        let size = corpus.config.page_size;
        let pages = items.len().div_ceil(size).max(1);
        for page in 1..=pages {
            let start = (page - 1) * size;
            let end = (start + size).min(items.len());
            let list = List {
                of,
                items: items[start..end].to_vec(),
                page,
                pages,
                total: items.len(),
                folder: folder.to_owned(),
            };
            self.html(edition, &page_folder(folder, page), Kind::List(list));
        }
    }

    fn html(&mut self, edition: &'e Edition<'e>, folder: &str, kind: Kind<'e>) {
        let path = match folder {
            "" => format!("{}/index.html", edition.variant.key()),
            folder => format!("{}/{folder}/index.html", edition.variant.key()),
        };
        self.add(&path, Content::Html(Html { edition, folder: folder.to_owned(), kind }));
    }

    fn figures(&mut self, folder: &str, items: Vec<&'e Item<'e>>) {
        self.add(&format!("{folder}/figures.csv"), Content::Figures(Format::Csv, items.clone()));
        self.add(&format!("{folder}/figures.json"), Content::Figures(Format::Json, items));
    }
}

/// The address of a page of a list.
pub(super) fn page_folder(folder: &str, page: usize) -> String {
    match page {
        1 => folder.to_owned(),
        page => format!("{folder}/page/{page}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_that_is_too_long_becomes_several() {
        assert_eq!(sitemaps(50_000), [("sitemap.xml".to_owned(), Sitemap::Pages(0..50_000))]);
        let parts = sitemaps(120_000);
        assert_eq!(parts[0], ("sitemap.xml".to_owned(), Sitemap::Index(3)));
        assert_eq!(parts[3], ("sitemap-3.xml".to_owned(), Sitemap::Pages(100_000..120_000)));
    }
}
