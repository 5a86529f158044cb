//! What the bytes of a page depend on.
//!
//! In: the plan, and the [`struct@Hash`] of all that is not in it: the program, the theme, the settings. Out: for each page a
//! hash that changes whenever the page may change. A page whose hash is the same need not be rendered again.
//!
//! A hash may cover too much, and then a page is rendered for nothing; it must never cover too little. So a page that
//! has no rule of its own depends on everything. The program, the settings, the theme and the site's own files count for
//! every page; for a bulletin's page its file, the files of the series its figures belong to, and what it shows of its
//! neighbours. A page with a diagnostic is rendered again, since it has to be reported again.
//!
//! What a bulletin's page shows of others is written here a second time,
//! next to [`crate::view`], and `tests/it/rebuild.rs` checks that the two agree.
//!
//! May touch: hash, source, text, figure, config, bulletin, edition, page, view, paged

use super::read::ThemeFiles;
use super::role::{Role, role};
use super::site::Site;
use crate::bulletin::Article;
use crate::config::Config;
use crate::edition::{Edition, Visible};
use crate::figure::series::SeriesName;
use crate::figure::{BulletinId, Record, SubjectId};
use crate::hash::Hash;
#[cfg(feature = "paged")]
use crate::page::Printed;
use crate::page::feed::{Feed, FeedEntry, FeedOf};
use crate::page::plan::Assets;
use crate::page::search::{self, Search};
use crate::page::{Content, Dataset, Digest, Html, List, ListOf, Page, PageKind, Plan};
#[cfg(feature = "paged")]
use crate::paged;
use crate::source::Source;
use crate::text::Variant;
use crate::text::markdown::{Document, Placeholder};
use crate::view::{FIGURES, Latest, Views};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// What pages depend on, of one plan.
pub(crate) struct Depends<'p> {
    plan: &'p Plan<'p>,
    /// All that any page may depend on.
    everything: Hash,
    /// What all pages of an edition show in common.
    editions: BTreeMap<Variant, Hash>,
    /// The files of each bulletin.
    sources: Vec<Hash>,
    /// The words and figures of each bulletin, as lists and the search show them.
    words: Vec<Hash>,
    /// The same with what its text shows of others: the series of its figures.
    texts: Vec<Hash>,
    /// The same, and what else its page shows.
    bulletins: Vec<Hash>,
    /// The bulletins with figures of each indicator.
    subjects: Vec<Hash>,
    /// How many bulletins each month has.
    months: Hash,
}

impl<'p> Depends<'p> {
    /// What the pages of a plan depend on; `outside` is what is not in the plan.
    pub(crate) fn new(plan: &'p Plan<'p>, outside: Hash) -> Self {
        let corpus = plan.corpus;
        let topics = corpus.topics.iter().flat_map(|topic| [topic.key.as_str(), &topic.name]);
        // Other pages are few, and their titles are in the navigation of every page.
        let plain_pages: Vec<Hash> = corpus.plain_pages.iter().map(files).collect();
        let sources: Vec<Hash> = corpus.bulletins.par_iter().map(|bulletin| files(&bulletin.article)).collect();
        // So are bulletins that say what happened, which charts of any page may show.
        let eventful = Hash::of_all(corpus.eventful.iter().map(|at| sources[at.place()]));
        // Which columns data files have, which currency is meant and which region need not be named.
        let common = format!("{:?} {:?} {:?} {}", corpus.uses, corpus.registry.currencies, corpus.home, corpus.abroad);
        let common = Hash::of(common.as_bytes());
        let outside = Hash::of_all([outside, common, Hash::of_all(topics), Hash::of_all(plain_pages), eventful]);
        let everything = Hash::of_all([outside, Hash::of_all(&sources)]);
        let editions = plan.editions.iter().map(|edition| {
            let front = serde_json::to_vec(&Views::new(plan, edition).site()).expect("a view is text");
            (edition.variant, Hash::of_all([outside, Hash::of(&front)]))
        });
        let mut months: BTreeMap<(i16, i8), u64> = BTreeMap::new();
        for bulletin in &corpus.bulletins {
            *months.entry((bulletin.date.year(), bulletin.date.month())).or_default() += 1;
        }
        let months = months.into_iter().map(|((year, month), count)| format!("{year} {month} {count}"));
        let lines = Lines::of(plan.editions.first().map(|edition| edition.record), &sources);
        // Each text is parsed once for all that is asked of it.
        let of_text = |at: BulletinId| {
            let documents: Vec<_> = documents(&corpus[at].article).collect();
            let newest = newest(plan, &documents, &lines.subjects);
            let words = Hash::of_all([sources[at.place()], linked(plan, at, &documents), measured(plan, at), newest]);
            let text = match is_open(&documents) {
                true => everything,
                false => Hash::of_all([words, Hash::of_all(&lines.of_bulletins[at.place()])]),
            };
            (words, text)
        };
        let (words, texts): (Vec<Hash>, Vec<Hash>) =
            (0..sources.len()).into_par_iter().map(BulletinId::new).map(of_text).unzip();
        let bulletin = |at: BulletinId| Hash::of_all([texts[at.place()], beside(plan, &sources, at)]);
        let bulletins = (0..sources.len()).into_par_iter().map(BulletinId::new).map(bulletin).collect();
        Self {
            plan,
            everything,
            editions: editions.collect(),
            words,
            texts,
            bulletins,
            subjects: lines.subjects,
            sources,
            months: Hash::of_all(months),
        }
    }

    /// What a page depends on; `None` where making it costs nothing, as for a file that is copied.
    pub(crate) fn of(&self, page: &Page<'_>) -> Option<Hash> {
        let (edition, own) = match &page.content {
            Content::Html(html) => (html.edition, self.html(html)),
            Content::Data(_, dataset) => {
                let own = [self.all_editions(), self.dataset(dataset), Hash::of(page.path.file().as_bytes())];
                return Some(Hash::of_all(own));
            }
            Content::Feed(feed) => (feed.edition, self.feed(feed)),
            Content::Feeds(edition) | Content::Calendar(edition) => (*edition, self.everything),
            Content::Search(Search::Others(edition)) => (*edition, self.everything),
            Content::Search(Search::Texts(edition, pack)) => {
                (*edition, self.words(search::pack(self.plan.corpus, *pack)))
            }
            Content::Search(Search::Index | Search::Grams(_)) | Content::Package | Content::Sitemap(_) => {
                return Some(Hash::of_all([self.everything, Hash::of(page.path.file().as_bytes())]));
            }
            // The fonts of the machine are part of it.
            #[cfg(feature = "paged")]
            Content::Card(edition, bulletin) => {
                let of = bulletin.map_or(self.everything, |at| self.texts[at.place()]);
                (*edition, Hash::of_all([paged::fonts(), of]))
            }
            #[cfg(feature = "paged")]
            Content::Pdf(edition, printed) => {
                let of = match printed {
                    Printed::Bulletin(at) => self.texts[at.place()],
                    Printed::Digest(span, places) => {
                        let texts = places.iter().map(|at| self.texts[at.place()]);
                        Hash::of_all([Hash::of(span.code().as_bytes()), Hash::of_all(texts)])
                    }
                };
                (*edition, Hash::of_all([paged::fonts(), of]))
            }
            Content::JsonSchema(_)
            | Content::TableSchema(_)
            | Content::PackageSchema(_)
            | Content::Redirects
            | Content::Robots
            | Content::Highlight
            | Content::Colour(_)
            | Content::Copy(_) => return None,
        };
        Some(Hash::of_all([self.edition(edition), own, Hash::of(page.path.file().as_bytes())]))
    }

    /// What files depend on that have every edition's words.
    fn all_editions(&self) -> Hash {
        Hash::of_all(self.editions.values().copied())
    }

    fn edition(&self, edition: &Edition<'_>) -> Hash {
        self.editions.get(&edition.variant).copied().unwrap_or(self.everything)
    }

    fn html(&self, html: &Html<'_>) -> Hash {
        match &html.kind {
            PageKind::Bulletin(at) => self.bulletins[at.place()],
            PageKind::Indicator(id) | PageKind::Embed(id) => self.subjects[id.0],
            PageKind::List(list) => self.list(list),
            PageKind::Digest(digest) => self.digest(digest),
            PageKind::Chooser
            | PageKind::Root
            | PageKind::Data
            | PageKind::Home
            | PageKind::PlainPage(_)
            | PageKind::Topics
            | PageKind::Indicators
            | PageKind::Digests
            | PageKind::Calendar
            | PageKind::Feeds
            | PageKind::Moved(_)
            | PageKind::Search
            | PageKind::NotFound => self.everything,
        }
    }

    fn list(&self, list: &List) -> Hash {
        let List { of, places, page, pages, total, folder } = list;
        let narrower = match of {
            ListOf::All | ListOf::Year(_) => self.months,
            // Its indicators, whoever states their newest figures.
            ListOf::Topic(_) if *page == 1 => self.everything,
            ListOf::Topic(_) | ListOf::Month(..) => Hash::of(b""),
        };
        let numbers = format!("{page} {pages} {total} {folder}");
        Hash::of_all([narrower, Hash::of(numbers.as_bytes()), self.sources(places.iter().copied())])
    }

    fn digest(&self, digest: &Digest) -> Hash {
        let Digest { span, places, older, newer } = digest;
        let spans = [Some(*span), *older, *newer].map(|span| span.map(|span| span.code()).unwrap_or_default());
        // What the editor wrote about it may show any indicator.
        let forewords = self.plan.editions.iter().filter_map(|edition| span.foreword(edition));
        let foreword = forewords.map(|page| {
            let documents: Vec<_> = documents(page.article).collect();
            match is_open(&documents) {
                true => self.everything,
                false => newest(self.plan, &documents, &self.subjects),
            }
        });
        Hash::of_all([Hash::of_all(spans), self.words(places.iter().copied()), Hash::of_all(foreword)])
    }

    fn feed(&self, feed: &Feed<'_>) -> Hash {
        let of = match feed.of {
            FeedOf::Indicator(id) => self.subjects[id.0],
            FeedOf::Edition | FeedOf::Topic(_) | FeedOf::Digests(_) => Hash::of(b""),
        };
        let entries = feed.entries(self.plan.corpus).into_iter().map(|entry| match entry {
            FeedEntry::Bulletin(at) => self.texts[at.place()],
            FeedEntry::Correction(at, number) => {
                Hash::of_all([self.texts[at.place()], Hash::of(&number.to_le_bytes())])
            }
            FeedEntry::Digest(span, places) => {
                Hash::of_all([Hash::of(span.code().as_bytes()), self.words(places.into_iter())])
            }
        });
        Hash::of_all([of, Hash::of_all(entries)])
    }

    fn dataset(&self, dataset: &Dataset) -> Hash {
        match dataset {
            Dataset::Figures(places) => self.sources(places.iter().copied()),
            Dataset::Series(places) => Hash::of_all(&self.subjects[places.clone()]),
            Dataset::Corrections | Dataset::Revisions | Dataset::Vintages => self.everything,
        }
    }

    fn sources(&self, places: impl Iterator<Item = BulletinId>) -> Hash {
        Hash::of_all(places.map(|at| self.sources[at.place()]))
    }

    fn words(&self, places: impl Iterator<Item = BulletinId>) -> Hash {
        Hash::of_all(places.map(|at| self.words[at.place()]))
    }
}

/// Which bulletins contribute to series.
struct Lines {
    /// Those that contribute to each indicator.
    subjects: Vec<Hash>,
    /// Those that contribute to the series of the figures of each bulletin.
    of_bulletins: Vec<Vec<Hash>>,
}

impl Lines {
    fn of(record: Option<&Record<'_>>, sources: &[Hash]) -> Self {
        let mut lines = Self { subjects: Vec::new(), of_bulletins: vec![Vec::new(); sources.len()] };
        let Some(record) = record else { return lines };
        let behind = |places: &[BulletinId]| Hash::of_all(places.iter().map(|&at| sources[at.place()]));
        let of_subject = |subject| {
            // Series of other regions or dimensions say nothing of a figure.
            let mut together: BTreeMap<SeriesName, Vec<BulletinId>> = BTreeMap::new();
            let observations = record.observations(subject);
            for observation in observations {
                together.entry(observation.names()).or_default().push(observation.at.bulletin);
            }
            let sums: Vec<_> = together.into_values().map(|places| (behind(&places), places)).collect();
            let all: Vec<BulletinId> = observations.iter().map(|observation| observation.at.bulletin).collect();
            (behind(&all), sums)
        };
        let subjects: Vec<SubjectId> = record.subjects().map(|(subject, _)| subject).collect();
        let of_subjects: Vec<_> = subjects.into_par_iter().map(of_subject).collect();
        for (all, sums) in of_subjects {
            lines.subjects.push(all);
            for (sum, places) in sums {
                places.into_iter().for_each(|at| lines.of_bulletins[at.place()].push(sum));
            }
        }
        lines
    }
}

/// The files of an article.
fn files(article: &Article) -> Hash {
    let all = [&article.source].into_iter().chain(article.twins.values().map(|twin| &twin.source));
    Hash::of_all(all.flat_map(|source| [source.path.as_str(), &source.text]))
}

/// The texts of an article that contain more than words and figures.
fn documents(article: &Article) -> impl Iterator<Item = (&Source, Document<'_>)> {
    let twins = article.twins.values().map(|twin| (&twin.source, twin.body.clone()));
    let texts = [(&article.source, article.body.clone())].into_iter().chain(twins);
    texts.filter_map(|(source, body): (&Source, Range<usize>)| {
        let markdown = &source.text[body];
        markdown.bytes().any(|byte| matches!(byte, b']' | b'<' | b'{')).then(|| (source, Document::parse(markdown)))
    })
}

/// Whether a text shows pictures of indicators, also of other bulletins' indicators.
fn is_open(documents: &[(&Source, Document<'_>)]) -> bool {
    documents.iter().any(|(_, document)| {
        document.placeholders().any(|placeholder| placeholder.block && placeholder.name != FIGURES)
    })
}

/// The indicators whose newest figures a text shows.
fn newest(plan: &Plan<'_>, documents: &[(&Source, Document<'_>)], subjects: &[Hash]) -> Hash {
    let named = |placeholder: &Placeholder| Some(Latest::parse(&placeholder.name)?.ok()?.indicator().to_owned());
    let names = documents.iter().flat_map(|(_, document)| document.placeholders().filter_map(named));
    let of = |name: String| {
        // Each edition has its own names of them.
        let mut views = plan.editions.iter().map(|edition| Views::new(plan, edition));
        views.find_map(|views| views.subject_named(&name))
    };
    Hash::of_all(names.filter_map(of).map(|id| subjects[id.0]))
}

/// The neighbours, successor and related bulletins that a bulletin's page shows.
fn beside(plan: &Plan<'_>, sources: &[Hash], at: BulletinId) -> Hash {
    let corpus = plan.corpus;
    let successor = corpus.successors.get(&at).copied();
    let beside = [corpus.newer(at), corpus.older(at), successor]
        .map(|beside| beside.map_or_else(String::new, |at| sources[at.place()].to_string()));
    let related = plan.corpus.related(at).iter().map(|other| sources[other.place()]);
    Hash::of_all([Hash::of_all(beside), Hash::of_all(related)])
}

/// Where the links of a bulletin lead.
fn linked(plan: &Plan<'_>, at: BulletinId, documents: &[(&Source, Document<'_>)]) -> Hash {
    let mut targets = Vec::new();
    let folder = &plan.corpus[at].article.folder;
    for (source, document) in documents {
        for link in document.links() {
            let path = link.address.split(['#', '?']).next().unwrap_or_default();
            targets.extend(plan.editions.iter().map(|edition| {
                let file = plan.resolve(edition.variant, &source.path, folder, path);
                file.map_or_else(String::new, |file| file.file().to_owned())
            }));
        }
    }
    Hash::of_all(targets)
}

/// Which of a bulletin's figures have an indicator with a page, and which one that is known for several regions.
fn measured(plan: &Plan<'_>, at: BulletinId) -> Hash {
    let record = plan.editions.first().map(|edition| edition.record);
    let known = |indicator: &str| {
        let has_page = record.is_some_and(|record| record.find(indicator).is_some());
        let has_regions = record.is_some_and(|record| record.has_regions(indicator));
        [u8::from(has_page), u8::from(has_regions)]
    };
    Hash::of_all(plan.corpus[at].metrics.iter().map(|metric| known(&metric.indicator)))
}

/// The hash of all that makes a site and is not in its plan. Bulletins and pages are in the plan if they are
/// public.
pub(crate) fn outside(program: Hash, site: &Site, assets: &Assets, config: &Config, visible: Visible) -> Hash {
    let Assets { statics, fingerprints, beside } = assets;
    let ThemeFiles { templates, labels } = &site.theme_files;
    let data = site.sources.values().filter(|source| role(&source.path) != Role::Markdown);
    let text = |source: &Source| Hash::of_all([source.path.as_str(), &source.text]);
    let snapshots =
        site.snapshots.value.iter().flat_map(|(path, bytes)| [path.as_str().as_bytes(), bytes].map(Hash::of));
    let flags = format!("{} {} {}", config.base_url.absolute("/"), visible.drafts, visible.future);
    Hash::of_all([
        program,
        Hash::of(flags.as_bytes()),
        Hash::of_all(snapshots),
        Hash::of_all(data.chain(labels.values().flatten()).map(text)),
        Hash::of_all(templates.iter().flat_map(|(name, source)| [Hash::of(name.as_bytes()), text(source)])),
        Hash::of_all(statics.keys()),
        Hash::of_all(fingerprints.iter().flat_map(|(name, printed)| [name, printed])),
        Hash::of_all(beside.iter().map(|path| path.as_str())),
    ])
}
