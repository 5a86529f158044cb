//! The plan: every address of the site.
//!
//! In: editions, and the files that are copied. Out: [`Plan`], and what collides.
//!
//! May touch: path, diag, tree, figure, config, bulletin, edition

#[cfg(feature = "paged")]
use super::Printed;
use super::feed::{Feed, FeedOf};
#[cfg(feature = "paged")]
use super::file::{card_file, pdf_file};
use super::file::{data_file, embed_folder, json_schema, package_schema, page_folder, table_schema};
use super::moved::{main_variant, moved_file, reached};
use super::offered::{has_vintages, is_in_parts, offered};
use super::search;
use super::settled::{CHOOSER_BESIDE, COLOUR};
use super::sitemaps::sitemaps;
use super::taken::Taken;
use super::{
    Addresses, Asset, Content, Dataset, Digest, DigestKind, DigestSpan, Extent, Format, Html, List, ListOf, Medium,
    PageKind, Plan,
};
use crate::bulletin::Article;
use crate::config::Config;
use crate::diag::{Checked, Code, Diagnostic};
use crate::edition::{Corpus, Edition};
use crate::figure::BulletinId;
use crate::path::{SitePath, SourcePath};
use crate::tree::Written;
use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

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
pub fn plan<'e>(corpus: &'e Corpus, editions: &'e [Edition<'e>], assets: &'e Assets) -> Checked<Plan<'e>> {
    let addresses = addresses(corpus, assets);
    plan_for(corpus, editions, assets, addresses, None)
}

/// The plan as far as one file needs it: it has the page at that path, if there is one. Nothing else is
/// looked at, so that the time of a preview's answer does not grow with the site; only a sitemap needs all.
pub(crate) fn page<'e>(
    corpus: &'e Corpus,
    editions: &'e [Edition<'e>],
    assets: &'e Assets,
    addresses: Addresses,
    path: &str,
) -> Plan<'e> {
    let wanted = Some(path).filter(|path| !path.starts_with("sitemap"));
    plan_for(corpus, editions, assets, addresses, wanted).value
}

fn plan_for<'e>(
    corpus: &'e Corpus,
    editions: &'e [Edition<'e>],
    assets: &'e Assets,
    addresses: Addresses,
    wanted: Option<&str>,
) -> Checked<Plan<'e>> {
    let keys = editions.iter().map(|edition| edition.variant.key()).collect();
    let mut planner = Planner { taken: Taken::new(corpus, keys), wanted };
    for (name, asset) in &assets.statics {
        planner.add(name, || Content::Copy(asset.clone()));
    }
    for (name, printed) in &assets.fingerprints {
        if let Some(asset) = assets.statics.get(&format!("assets/{name}")) {
            planner.add(printed, || Content::Copy(asset.clone()));
        }
    }
    planner.add("assets/highlight.css", || Content::Highlight);
    if let Some(colour) = corpus.config.theme.accent {
        planner.add(COLOUR, || Content::Colour(colour));
    }
    planner.add("robots.txt", || Content::Robots);
    if let Some(first) = editions.first() {
        planner.root(corpus, editions, first);
        planner.all_data(corpus, first);
    }
    if wanted.is_none_or(search::is_one) {
        for (path, file) in search::files(corpus, editions) {
            planner.add(&path, || Content::Search(file));
        }
    }
    for edition in editions {
        if !planner.wants_below(edition.variant.key()) {
            continue;
        }
        planner.edition(corpus, edition);
        for path in &assets.beside {
            planner.add(&format!("{}/{}", edition.variant.key(), below_content(path)), || {
                Content::Copy(Asset::Project(path.clone()))
            });
        }
    }
    let listed = planner.taken.pages().iter().filter(|page| page.listed().is_some()).count();
    for (name, sitemap) in sitemaps(listed) {
        planner.add(&name, || Content::Sitemap(sitemap));
    }
    let (mut pages, diagnostics) = planner.taken.finish();
    pages.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    pages.shrink_to_fit();
    let fingerprints = assets.fingerprints.clone();
    let figures = figures(corpus);
    let medium = Medium::Page;
    let plan =
        Plan { config: &corpus.config, corpus, editions, assets, pages, figures, addresses, fingerprints, medium };
    Checked { value: plan, diagnostics }
}

/// Where the files of `content/` are found.
pub(crate) fn addresses(corpus: &Corpus, assets: &Assets) -> Addresses {
    let pages =
        corpus.articles().map(|article| (article.source.path.clone(), format!("{}/index.html", article.folder)));
    let beside = assets.beside.iter().map(|path| (path.clone(), below_content(path).to_owned()));
    let files: BTreeMap<SourcePath, String> = pages.chain(beside).collect();
    let decomposable = files.keys().filter(|path| !path.as_str().is_ascii());
    let decomposed =
        decomposable.map(|path| (path.composed(), path.clone())).filter(|(composed, path)| composed != path);
    Addresses { decomposed: Arc::new(decomposed.collect()), files: Arc::new(files), ..Addresses::default() }
}

/// The path of every file that the site will have.
pub(super) fn paths<'e>(corpus: &'e Corpus, editions: &'e [Edition<'e>], assets: &'e Assets) -> HashSet<SitePath> {
    let plan = plan_for(corpus, editions, assets, Addresses::default(), None).value;
    plan.pages.into_iter().map(|page| page.path).collect()
}

fn below_content(path: &SourcePath) -> &str {
    path.as_str().strip_prefix("content/").unwrap_or(path.as_str())
}

struct Planner<'e, 'w> {
    taken: Taken<'e>,
    /// The only path that is of interest; all when `None`.
    wanted: Option<&'w str>,
}

impl<'e> Planner<'e, '_> {
    fn add(&mut self, path: &str, content: impl FnOnce() -> Content<'e>) {
        if self.wanted.is_none_or(|wanted| wanted == path) {
            self.taken.add(path, content);
        }
    }

    /// What is at the site's root: where an edition is chosen, or one of them, and then the choice beside it.
    fn root(&mut self, corpus: &Corpus, editions: &'e [Edition<'e>], first: &'e Edition<'e>) {
        let html = |edition, kind| Content::Html(Html { edition, folder: Cow::Borrowed(""), kind });
        match editions.iter().find(|edition| Some(edition.variant) == corpus.config.home) {
            Some(edition) => {
                self.add("index.html", || html(edition, PageKind::Root));
                self.add(CHOOSER_BESIDE, || html(first, PageKind::Chooser));
            }
            None => self.add("index.html", || html(first, PageKind::Chooser)),
        }
        self.add("404.html", || html(first, PageKind::NotFound));
    }

    /// Whether a file may be of interest whose path begins so.
    fn wants_any(&self, start: &str) -> bool {
        self.wanted.is_none_or(|wanted| wanted.starts_with(start))
    }

    /// Whether anything in that folder is of interest.
    fn wants_below(&self, folder: &str) -> bool {
        self.wanted.is_none_or(|wanted| {
            wanted.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Whether anything in that folder of an edition is of interest.
    fn wants_in(&self, edition: &Edition<'_>, folder: &str) -> bool {
        let below = self.wanted.and_then(|wanted| wanted.strip_prefix(edition.variant.key())?.strip_prefix('/'));
        self.wanted.is_none() || below.is_some_and(|below| below.starts_with(folder))
    }

    fn edition(&mut self, corpus: &'e Corpus, edition: &'e Edition<'e>) {
        self.html(edition, "", PageKind::Home);
        for (at, bulletin) in corpus.numbered().filter(|(at, _)| edition.has_bulletin(*at)) {
            let folder = &bulletin.article.folder;
            if !self.wants_in(edition, folder) {
                continue;
            }
            self.html(edition, folder, PageKind::Bulletin(at));
            #[cfg(feature = "paged")]
            {
                self.card(corpus, edition, folder, Some(at));
                self.pdf(corpus, edition, folder, || Printed::Bulletin(at));
            }
        }
        // Only where there may be some is it found out which months and weeks have bulletins.
        let forewords = LazyCell::new(|| forewords(corpus));
        let is_foreword =
            |folder: &str| folder.starts_with("digests/") && forewords.contains(&folder.to_ascii_lowercase());
        for leaf in edition.plain_pages.iter().filter(|leaf| !is_foreword(&leaf.article.folder)) {
            self.html(edition, &leaf.article.folder, PageKind::PlainPage(leaf));
        }
        self.html(edition, "search", PageKind::Search);
        self.html(edition, "topics", PageKind::Topics);
        self.html(edition, "feeds", PageKind::Feeds);
        self.html(edition, "data", PageKind::Data);
        for id in corpus.topic_ids() {
            let folder = format!("topics/{}", corpus.topic(id).key);
            if self.wants_in(edition, &folder) {
                self.list(corpus, edition, &folder, ListOf::Topic(id), edition.of(corpus.of_topic(id).iter().copied()));
                self.feed(corpus, edition, FeedOf::Topic(id));
            }
        }
        self.archive(corpus, edition);
        self.moved(corpus, edition);
        self.indicators(corpus, edition);
        self.digests(corpus, edition);
        let key = edition.variant.key();
        #[cfg(feature = "paged")]
        self.card(corpus, edition, "", None);
        self.feed(corpus, edition, FeedOf::Edition);
        self.add(&format!("{key}/feeds.opml"), || Content::Feeds(edition));
        self.add(&format!("{key}/404.html"), || {
            Content::Html(Html { edition, folder: Cow::Borrowed(""), kind: PageKind::NotFound })
        });
    }

    /// A page at every former address of another page. A former address that is in use is reported once.
    fn moved(&mut self, corpus: &'e Corpus, edition: &'e Edition<'e>) {
        let within = format!("{}/", edition.variant.key());
        let is_main = edition.variant == main_variant(&corpus.config);
        let articles = || corpus.articles().filter(|article| edition.has_page(article));
        // What is above all editions leads to one of them, and is within each where nothing else is.
        let mut also = Vec::new();
        for (article, alias) in articles().flat_map(|article| article.aliases.iter().map(move |alias| (article, alias)))
        {
            match reached(&alias.value, corpus) {
                (address, false) => self.moved_from(&within, &address, article, edition, alias),
                (address, true) => {
                    if is_main {
                        self.moved_from("", &address, article, edition, alias);
                    }
                    also.push((address, article, alias));
                }
            }
        }
        for (address, article, alias) in also {
            if SitePath::new(&moved_file(&within, &address)).is_ok_and(|path| !self.taken.has(&path)) {
                self.moved_from(&within, &address, article, edition, alias);
            }
        }
    }

    /// A page at a former address, which begins with the folder of an edition or with nothing.
    fn moved_from(
        &mut self,
        start: &str,
        address: &str,
        article: &'e Article,
        edition: &'e Edition<'e>,
        alias: &Written<String>,
    ) {
        let file = moved_file(start, address);
        let problem = match SitePath::new(&file) {
            Err(why) => Some((Code::BadPath, format!("`{}` cannot be an address: {why}", alias.value))),
            Ok(path) if self.taken.has(&path) => {
                Some((Code::Duplicate, format!("a page stands at `/{address}/` already")))
            }
            Ok(_) => None,
        };
        if let Some((code, message)) = problem {
            let help = "write an address within an edition where nothing stands, as in `bulletins/2024/old`";
            let place = article.source.place(alias.span.clone());
            self.taken.push(Diagnostic::new(code, place, message).help(help));
            return;
        }
        let kind = PageKind::Moved(&article.folder);
        let folder = Cow::Owned(address.to_owned());
        self.add(&file, || Content::Html(Html { edition, folder, kind }));
    }

    fn indicators(&mut self, corpus: &'e Corpus, edition: &'e Edition<'e>) {
        let key = edition.variant.key();
        if !edition.subjects.is_empty() {
            self.html(edition, "indicators", PageKind::Indicators);
        }
        for (id, indicator) in edition.record.subjects() {
            self.html(edition, format!("indicators/{indicator}"), PageKind::Indicator(id));
            self.html(edition, embed_folder(indicator), PageKind::Embed(id));
            if self.wants_in(edition, &format!("indicators/{indicator}")) {
                self.feed(corpus, edition, FeedOf::Indicator(id));
            }
        }
        if edition.has_releases() {
            self.html(edition, "calendar", PageKind::Calendar);
            self.add(&format!("{key}/calendar.ics"), || Content::Calendar(edition));
        }
    }

    fn digests(&mut self, corpus: &Corpus, edition: &'e Edition<'e>) {
        let kinds: Vec<DigestKind> = DigestKind::made(corpus.config.digests).collect();
        if kinds.is_empty() || edition.items.is_empty() || !self.wants_in(edition, "digests") {
            return;
        }
        self.html(edition, "digests", PageKind::Digests);
        for kind in kinds {
            self.feed(corpus, edition, FeedOf::Digests(kind));
            let mut spans = spans(corpus, kind);
            spans.values_mut().for_each(|places| places.retain(|id| edition.has_bulletin(*id)));
            spans.retain(|_, places| !places.is_empty());
            let order: Vec<DigestSpan> = spans.keys().copied().collect();
            for (at, (span, places)) in spans.into_iter().enumerate() {
                let older = at.checked_sub(1).map(|older| order[older]);
                let newer = order.get(at + 1).copied();
                let folder = span.folder();
                #[cfg(feature = "paged")]
                if kind == DigestKind::Month {
                    self.pdf(corpus, edition, &folder, || Printed::Digest(span, places.clone()));
                }
                self.html_with(edition, folder, || PageKind::Digest(Box::new(Digest { span, places, older, newer })));
            }
        }
    }

    /// The picture for shared links, where the site wants one.
    #[cfg(feature = "paged")]
    fn card(&mut self, corpus: &Corpus, edition: &'e Edition<'e>, folder: &str, bulletin: Option<BulletinId>) {
        if corpus.config.cards {
            let file = format!("{}/{}", edition.variant.key(), card_file(folder));
            self.add(&file, || Content::Card(edition, bulletin));
        }
    }

    /// A bulletin or digest as a PDF, where the site offers them.
    #[cfg(feature = "paged")]
    fn pdf(&mut self, corpus: &Corpus, edition: &'e Edition<'e>, folder: &str, printed: impl FnOnce() -> Printed) {
        if corpus.config.channels.pdf {
            let file = format!("{}/{}", edition.variant.key(), pdf_file(folder));
            self.add(&file, || Content::Pdf(edition, printed()));
        }
    }

    /// A feed in each of its formats.
    fn feed(&mut self, corpus: &Corpus, edition: &'e Edition<'e>, of: FeedOf) {
        for &format in of.formats() {
            let file = format!("{}/{}", edition.variant.key(), of.file(corpus, edition, format));
            self.add(&file, || Content::Feed(Feed { edition, of, format }));
        }
    }

    fn archive(&mut self, corpus: &Corpus, edition: &'e Edition<'e>) {
        if !self.wants_in(edition, "archive") {
            return;
        }
        let mut years: BTreeMap<i16, Vec<BulletinId>> = BTreeMap::new();
        let mut months: BTreeMap<(i16, i8), Vec<BulletinId>> = BTreeMap::new();
        for (at, bulletin) in corpus.numbered().filter(|(at, _)| edition.has_bulletin(*at)) {
            let date = bulletin.date;
            years.entry(date.year()).or_default().push(at);
            months.entry((date.year(), date.month())).or_default().push(at);
        }
        self.list(corpus, edition, "archive", ListOf::All, edition.of(corpus.ids()));
        for (year, places) in years {
            self.list(corpus, edition, &format!("archive/{year}"), ListOf::Year(year), places);
        }
        for ((year, month), places) in months {
            self.list(corpus, edition, &format!("archive/{year}/{month:02}"), ListOf::Month(year, month), places);
        }
    }

    /// A list on as many pages as it takes, `folder`, `folder/page/2` …; an empty one has one.
    fn list(&mut self, corpus: &Corpus, edition: &'e Edition<'e>, folder: &str, of: ListOf, places: Vec<BulletinId>) {
        let size = corpus.config.page_size;
        let pages = places.len().div_ceil(size).max(1);
        for page in 1..=pages {
            let start = (page - 1) * size;
            let end = (start + size).min(places.len());
            self.html_with(edition, page_folder(folder, page), || {
                let (total, places) = (places.len(), places[start..end].to_vec());
                PageKind::List(Box::new(List { of, places, page, pages, total, folder: folder.to_owned() }))
            });
        }
    }

    fn html(&mut self, edition: &'e Edition<'e>, folder: impl Into<Cow<'e, str>>, kind: PageKind<'e>) {
        self.html_with(edition, folder, || kind);
    }

    fn html_with(
        &mut self,
        edition: &'e Edition<'e>,
        folder: impl Into<Cow<'e, str>>,
        kind: impl FnOnce() -> PageKind<'e>,
    ) {
        let folder = folder.into();
        let path = match &*folder {
            "" => format!("{}/index.html", edition.variant.key()),
            folder => format!("{}/{folder}/index.html", edition.variant.key()),
        };
        self.add(&path, || Content::Html(Html { edition, folder, kind: kind() }));
    }

    /// All data of the site and of its parts, what describes it, and the schemas that the descriptions name.
    fn all_data(&mut self, corpus: &Corpus, first: &Edition<'_>) {
        if !self.wants_below("data") {
            return;
        }
        let datasets = [
            Dataset::Figures(corpus.ids().collect()),
            Dataset::Series(0..first.subjects.len()),
            Dataset::Corrections,
            Dataset::Revisions,
        ];
        let has_vintages = self.wants_any("data/vintages.") && has_vintages(Some(first), figures(corpus));
        for dataset in datasets.into_iter().chain(has_vintages.then_some(Dataset::Vintages)) {
            let table = dataset.table();
            let stem = table.name();
            if offered(&corpus.config, table, Extent::Whole, figures(corpus)).next().is_some() {
                self.metadata(stem, &dataset);
            }
            self.data(&corpus.config, stem, Extent::Whole, figures(corpus), &dataset);
            self.add(&json_schema(table), || Content::JsonSchema(table));
            self.add(&table_schema(table), || Content::TableSchema(table));
            if is_in_parts(&corpus.config, table, figures(corpus)) {
                self.add(&package_schema(table), || Content::PackageSchema(table));
            }
        }
        self.add("data/datapackage.json", || Content::Package);
        for (id, bulletin) in corpus.numbered().filter(|(_, bulletin)| !bulletin.metrics.is_empty()) {
            let dataset = Dataset::Figures(Arc::new([id]));
            self.data(&corpus.config, &bulletin.article.folder, Extent::Bulletin, bulletin.metrics.len(), &dataset);
        }
        for (at, (_, indicator)) in first.record.subjects().enumerate() {
            let (stem, dataset) = (format!("indicators/{indicator}"), Dataset::Series(at..at + 1));
            self.data(&corpus.config, &stem, Extent::Indicator, 1, &dataset);
            self.metadata(&stem, &dataset);
        }
        for (span, bulletins) in DigestKind::made(corpus.config.digests).flat_map(|kind| spans(corpus, kind)) {
            let figures = bulletins.iter().map(|&id| corpus[id].metrics.len()).sum();
            if figures > 0 {
                let dataset = Dataset::Figures(bulletins.into());
                self.data(&corpus.config, &span.folder(), Extent::Digest, figures, &dataset);
            }
        }
        if corpus.config.data.redirects {
            self.add("_redirects", || Content::Redirects);
        }
    }

    /// A table made from this many figures, in every format that readers are offered.
    fn data(&mut self, config: &Config, stem: &str, extent: Extent, figures: usize, dataset: &Dataset) {
        for format in offered(config, dataset.table(), extent, figures) {
            self.add(&data_file(stem, format), || Content::Data(format, dataset.clone()));
        }
    }

    /// The description of a table's CSV file, next to it.
    fn metadata(&mut self, stem: &str, dataset: &Dataset) {
        let format = Format::Metadata;
        self.add(&data_file(stem, format), || Content::Data(format, dataset.clone()));
    }
}

/// The bulletins of every span that has some.
pub(crate) fn spans(corpus: &Corpus, kind: DigestKind) -> BTreeMap<DigestSpan, Vec<BulletinId>> {
    let mut spans: BTreeMap<DigestSpan, Vec<BulletinId>> = BTreeMap::new();
    for (id, bulletin) in corpus.numbered() {
        spans.entry(kind.span_of(bulletin.date)).or_default().push(id);
    }
    spans
}

/// Where the editor's own words about each digest would be, in small letters: pages there are none of their own.
pub(crate) fn forewords(corpus: &Corpus) -> BTreeSet<String> {
    let spans = DigestKind::made(corpus.config.digests).flat_map(|kind| spans(corpus, kind).into_keys());
    spans.map(|span| span.folder().to_ascii_lowercase()).collect()
}

/// How many figures the site has.
fn figures(corpus: &Corpus) -> usize {
    corpus.bulletins.iter().map(|bulletin| bulletin.metrics.len()).sum()
}
