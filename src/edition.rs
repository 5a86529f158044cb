//! All bulletins together, and the same in one script.
//!
//! In: the contents, each as written. Out: [`Corpus`], in which everything that takes more than one file
//! has been found out (duplicates, topics, twins, what is public), and from it [`Edition`], one an
//! audience: every title, label and note in its script. After this station no code asks for the
//! language except to print its name. Bodies stay as written until their page is made.
//!
//! May touch: text, figure, label, config, bulletin

mod alike;
pub(crate) mod corpus;
pub(crate) mod lazy;
mod names;
mod own_script;
mod releases;
mod summary;
mod topic;

pub use corpus::{Corpus, DataFiles, Visible};
pub use topic::{Topic, TopicId};

use crate::bulletin::record::Correction;
use crate::bulletin::shown::Shown;
use crate::bulletin::{Article, Bulletin};
use crate::config::{Config, EditionConfig, Scales};
use crate::figure::series::{Cadence, MetricId};
use crate::figure::{BulletinId, Indicator, Metric, Quantity, Record, Scale, Series, SubjectId};
use crate::label::Labels;
use crate::text::script::Chain;
use crate::text::statistics::Step;
use crate::text::{Converter, Glossary, Rule, Variant};
use jiff::civil::{Date, Time};
use lazy::{Lazy, Make};
use names::Names;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use summary::{Figures, Words};

/// The corpus as one audience reads it.
pub struct Edition<'c> {
    /// Its script and region.
    pub variant: Variant,
    /// The texts of the site itself in it.
    pub labels: &'c Labels,
    /// The site's title.
    pub title: String,
    /// The site's description.
    pub description: String,
    /// Who publishes it.
    pub publisher: String,
    /// Every public bulletin, newest first.
    pub items: Items<'c>,
    /// Every other page, by address.
    pub plain_pages: Vec<PlainPage<'c>>,
    /// The names of the corpus's topics, in the same order.
    pub topics: Vec<String>,
    /// Everything that is measured, by key.
    pub subjects: Subjects<'c>,
    /// Every series, as written.
    pub record: &'c Record<'c>,
    corpus: &'c Corpus,
    has_releases: bool,
    releases: OnceLock<Vec<Notice>>,
    converters: Arc<BTreeMap<Variant, Converter>>,
}

/// The bulletins of an edition, each converted when it is first looked at.
pub(crate) type Items<'c> = Lazy<ItemMaker<'c>>;

/// The indicators of an edition, each put together when it is first looked at.
pub(crate) type Subjects<'c> = Lazy<SubjectMaker<'c>>;

/// Converts a bulletin's front matter.
pub struct ItemMaker<'c> {
    corpus: &'c Corpus,
    variant: Variant,
    labels: &'c Labels,
    converters: Arc<BTreeMap<Variant, Converter>>,
    names: Names,
}

/// Puts an indicator together with its series.
pub struct SubjectMaker<'c> {
    corpus: &'c Corpus,
    record: &'c Record<'c>,
    converters: Arc<BTreeMap<Variant, Converter>>,
}

/// From which script, to which edition, by what chain if not the default one.
type Route = (Variant, Variant, Option<Chain>);

/// The conversion tables that were loaded so far, for a preview that makes editions again and again.
#[derive(Default)]
pub struct ConverterCache {
    loaded: Mutex<BTreeMap<Route, Converter>>,
}

/// A bulletin in one edition.
pub struct Item<'c> {
    /// The bulletin as written.
    pub bulletin: &'c Bulletin,
    /// Its title.
    pub title: Cow<'c, str>,
    /// Its summary, figures and all; empty where nobody wrote one and there is no paragraph.
    pub summary: Cow<'c, str>,
    /// Whether the summary is the first paragraph, for want of a written one.
    pub is_lead: bool,
    /// What matters most, a sentence each.
    pub points: Vec<Cow<'c, str>>,
    /// Its topics, as indices into [`Edition::topics`].
    pub topics: &'c [TopicId],
    /// Who said what it reports.
    pub source: Option<Arc<str>>,
    /// Its figures, in order.
    pub figures: Vec<Figure<'c>>,
    /// What was wrong in it, newest first.
    pub corrections: Vec<CorrectionText<'c>>,
}

/// A correction in one edition.
pub struct CorrectionText<'c> {
    /// The correction as written.
    pub correction: &'c Correction,
    /// What was wrong.
    pub text: Cow<'c, str>,
}

/// An indicator in one edition, with every series of it.
pub struct Subject<'c> {
    /// Its key.
    pub key: &'c str,
    /// Its entry in the registry; `None` when it has none.
    pub registered: Option<&'c Indicator>,
    /// Its full name.
    pub name: String,
    /// What is counted; empty when not given.
    pub definition: String,
    /// The topic it is listed under, as an index into [`Edition::topics`].
    pub topic: Option<TopicId>,
    /// Its series.
    pub series: &'c [Series<'c>],
}

/// An announced release in one edition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Notice {
    /// The day.
    pub(crate) date: Date,
    /// The time of day in the site's time zone; `None` when only the day is known.
    pub(crate) time: Option<Time>,
    /// What will be published.
    pub(crate) title: String,
    /// Who publishes it.
    pub(crate) source: Option<String>,
    /// Where it is announced.
    pub(crate) url: Option<String>,
    /// The bulletin that it follows, as an index into [`Edition::items`].
    pub(crate) follows: Option<BulletinId>,
}

/// A page that is not a bulletin, in one edition.
pub struct PlainPage<'c> {
    /// The page as written.
    pub article: &'c Article,
    /// Its title.
    pub title: Cow<'c, str>,
    /// Its summary.
    pub summary: Cow<'c, str>,
    /// Whether the summary is the first paragraph, for want of a written one.
    is_lead: bool,
}

/// A metric in one edition.
pub struct Figure<'c> {
    /// The metric as written.
    pub metric: &'c Metric,
    /// Its indicator's name.
    pub name: Arc<str>,
    /// Where.
    pub region: Option<Arc<str>>,
    /// Who said it.
    pub source: Option<Arc<str>>,
    /// What few figures have; apart, as a site has a million of them.
    rest: Option<Box<Rest>>,
}

/// What few figures have.
struct Rest {
    dims: Vec<(Arc<str>, Arc<str>)>,
    note: Option<String>,
}

impl Figure<'_> {
    /// What else sets it apart: name and value.
    pub fn dims(&self) -> &[(Arc<str>, Arc<str>)] {
        self.rest.as_deref().map_or(&[], |rest| &rest.dims)
    }

    /// What a reader should know.
    pub fn note(&self) -> Option<&str> {
        self.rest.as_deref()?.note.as_deref()
    }
}

impl PlainPage<'_> {
    /// Its summary where somebody wrote one: the first paragraph need not be said twice.
    pub(crate) fn written_summary(&self) -> &str {
        if self.is_lead { "" } else { &self.summary }
    }
}

impl Item<'_> {
    /// The day it was last changed in substance: by its author's word, or by a correction.
    pub(crate) fn modified(&self) -> Date {
        let corrected = self.corrections.iter().map(|mended| mended.correction.date);
        let days = self.bulletin.updated.into_iter().chain(corrected);
        days.fold(self.bulletin.date, Date::max)
    }
}

impl<'c> Edition<'c> {
    /// The corpus and its series in the script of `config`.
    pub(crate) fn convert(
        corpus: &'c Corpus,
        record: &'c Record<'c>,
        config: &EditionConfig,
        labels: &'c Labels,
        tables: &ConverterCache,
    ) -> Self {
        let converters = Arc::new(converters(corpus, config, tables));
        let site = &corpus.config;
        let own = &converters[&site.script];
        let items = ItemMaker {
            corpus,
            variant: config.variant,
            labels,
            converters: Arc::clone(&converters),
            names: Names::default(),
        };
        let subjects = SubjectMaker { corpus, record, converters: Arc::clone(&converters) };
        Self {
            variant: config.variant,
            labels,
            title: own.convert(&site.title).into_owned(),
            description: own.convert(&site.description).into_owned(),
            publisher: own.convert(&site.publisher).into_owned(),
            corpus,
            has_releases: !corpus.releases.is_empty() || corpus.bulletins.iter().any(|b| b.next_release.is_some()),
            releases: OnceLock::new(),
            record,
            items: Lazy::new(items, corpus.bulletins.len()),
            subjects: Lazy::new(subjects, record.indicators().len()),
            plain_pages: corpus
                .plain_pages
                .iter()
                .map(|article| {
                    let words = Words { labels, units: &converters[&Variant::Hans] };
                    let figures = Figures { metrics: &[], registry: &corpus.registry, words };
                    leaf(article, config.variant, &converter(&converters, article), figures)
                })
                .collect(),
            topics: corpus.topics.iter().map(|topic| own.convert(&topic.name).into_owned()).collect(),
            converters,
        }
    }

    /// A text of the site's own files in this edition: a region or dimension of a series.
    pub(crate) fn words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.own_converter().convert(text)
    }

    /// The indicator of that key; `None` where no series has it.
    pub(crate) fn subject(&self, key: &str) -> Option<&Subject<'c>> {
        self.subjects.get(self.record.find(key)?)
    }

    /// What a topic is called.
    pub(crate) fn topic(&self, id: TopicId) -> &str {
        &self.topics[id.0]
    }

    /// What will be published when, by day.
    pub(crate) fn releases(&self) -> &[Notice] {
        self.releases.get_or_init(|| releases::all(self.corpus, &self.items, self.own_converter()))
    }

    /// Whether anything is announced.
    pub(crate) fn has_releases(&self) -> bool {
        self.has_releases
    }

    /// The figure at that place.
    pub(crate) fn figure(&self, at: MetricId) -> &Figure<'c> {
        &self.items[at.bulletin].figures[at.metric]
    }

    /// The converter for the texts of the site's own files.
    pub(crate) fn own_converter(&self) -> &Converter {
        &self.converters[&self.corpus.config.script]
    }

    /// The converter for the text of an article, its own words included.
    pub(crate) fn converter(&self, article: &Article) -> Converter {
        converter(&self.converters, article)
    }

    /// A text of the settings in this edition's script.
    pub(crate) fn own_text(&self, text: &str) -> String {
        self.converters[&self.corpus.config.script].convert(text).into_owned()
    }

    /// A unit in this edition's words: 个百分点 as `個百分點`. Units are kept in simplified form.
    pub(crate) fn unit<'u>(&'u self, unit: &'u str) -> Cow<'u, str> {
        self.number_words().unit(unit)
    }

    /// A scale in this edition's word: 万亿 as `兆`.
    pub(crate) fn scale(&self, scale: Scale) -> Cow<'_, str> {
        self.number_words().scale(scale)
    }

    /// A quantity as this edition prints it: `超過3兆元`.
    pub(crate) fn quantity(&self, quantity: &Quantity) -> String {
        self.number_words().quantity(quantity)
    }

    /// A figure in running text, as this edition prints it.
    pub(crate) fn shown(&self, shown: Shown<'_>) -> String {
        self.number_words().shown(shown)
    }

    fn number_words(&self) -> Words<'_> {
        Words { labels: self.labels, units: &self.converters[&Variant::Hans] }
    }
}

/// One converter for each script that something is written in; units always need the simplified one.
fn converters(corpus: &Corpus, config: &EditionConfig, tables: &ConverterCache) -> BTreeMap<Variant, Converter> {
    let mut converters = BTreeMap::new();
    for from in corpus.scripts() {
        converters.insert(from, site_converter(&corpus.config, config, from, &corpus.glossary, tables));
    }
    converters
}

/// What leads from one script to an edition by all that a site says of it; only an article's own words are stronger.
pub(crate) fn site_converter(
    site: &Config,
    edition: &EditionConfig,
    from: Variant,
    glossary: &Glossary,
    tables: &ConverterCache,
) -> Converter {
    // The chain of `site.toml` starts where the site's own bulletins do.
    let chain = edition.chain.filter(|_| from == site.script);
    let converter = tables.load(from, edition.variant, chain).reaching(edition.lexicon);
    let converter = converter.scaling(edition.scales == Scales::Region);
    let converter = converter.with(glossary, Rule::Glossary);
    edition.quotes.into_iter().fold(converter, Converter::quoting)
}

impl ConverterCache {
    /// A converter without a glossary.
    fn load(&self, from: Variant, to: Variant, chain: Option<Chain>) -> Converter {
        let loaded = || self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(converter) = loaded().get(&(from, to, chain)) {
            return converter.clone();
        }
        // Loaded without holding the lock, so that editions load in parallel.
        let converter = Converter::new(from, to, chain, &Glossary::default());
        loaded().insert((from, to, chain), converter.clone());
        converter
    }
}

impl<'c> Make for ItemMaker<'c> {
    type Made = Item<'c>;
    type Id = BulletinId;

    fn make(&self, at: usize) -> Item<'c> {
        let bulletin: &Bulletin = &self.corpus.bulletins[at];
        let topics = self.corpus.topics_of(BulletinId(at));
        item(self, bulletin, topics)
    }
}

impl<'c> Make for SubjectMaker<'c> {
    type Made = Subject<'c>;
    type Id = SubjectId;

    fn make(&self, at: usize) -> Subject<'c> {
        subject(self.corpus, self.record.series_of(SubjectId(at)), &self.converters)
    }
}

fn converter(converters: &BTreeMap<Variant, Converter>, article: &Article) -> Converter {
    converters[&article.script].clone().with(&article.words, Rule::Term).stepping(article.step)
}

fn item<'c>(maker: &ItemMaker<'c>, bulletin: &'c Bulletin, topics: &'c [TopicId]) -> Item<'c> {
    let ItemMaker { corpus, variant, labels, converters, names } = maker;
    let converter = &converter(converters, &bulletin.article);
    let convert = |text: &'c String| converter.convert(text);
    let share = |text: &str| names.share(&converter.convert(text));
    let words = Words { labels, units: &converters[&Variant::Hans] };
    let shown = Figures { metrics: &bulletin.metrics, registry: &corpus.registry, words };
    let PlainPage { title, summary, is_lead, .. } = leaf(&bulletin.article, *variant, converter, shown);
    let figures = bulletin
        .metrics
        .iter()
        .map(|metric| Figure {
            metric,
            name: match corpus.registry.find(&metric.indicator) {
                // A metric that names it by its key has the registry's name, which is in the registry's script.
                Some(known) if known.name == metric.name => {
                    let own = converters[&corpus.script_of(&metric.name)].clone().stepping(bulletin.article.step);
                    names.share(&own.convert(&metric.name))
                }
                Some(_) | None => names.share(&converter.convert(&metric.name)),
            },
            region: metric.region.as_deref().map(share),
            source: metric.source.as_deref().map(share),
            rest: (!metric.dims.is_empty() || metric.note.is_some()).then(|| {
                Box::new(Rest {
                    dims: metric.dims.iter().map(|(name, value)| (share(name), share(value))).collect(),
                    note: metric.note.as_deref().map(|note| converter.convert(note).into_owned()),
                })
            }),
        })
        .collect();
    let mut corrections: Vec<CorrectionText<'c>> = bulletin
        .corrections
        .iter()
        .map(|correction| CorrectionText { correction, text: convert(&correction.text) })
        .collect();
    corrections.sort_by_key(|mended| std::cmp::Reverse(mended.correction.date));
    let points = bulletin.points.iter().map(|point| shown.text(point, converter)).collect();
    Item {
        bulletin,
        title,
        summary,
        is_lead,
        points,
        topics,
        source: bulletin.source.as_deref().map(share),
        figures,
        corrections,
    }
}

fn subject<'c>(corpus: &'c Corpus, series: &'c [Series<'c>], converters: &BTreeMap<Variant, Converter>) -> Subject<'c> {
    let key = series[0].key.indicator.as_str();
    let registered = corpus.registry.find(key).filter(|indicator| indicator.key == key);
    let places = || series.iter().flat_map(|series| series.points.iter().map(|point| point.at));
    let first = places().next().map(|at| &*corpus[at.bulletin].metrics[at.metric].name);
    let name = registered.map(|indicator| &*indicator.name).or(first);
    let asked = registered.and_then(|indicator| indicator.topic.as_ref());
    let asked = asked.and_then(|asked| corpus.find_topic(|topic| topic.key == *asked || topic.name == *asked));
    let mut counts: BTreeMap<TopicId, usize> = BTreeMap::new();
    for topic in places().filter_map(|at| corpus.topics_of(at.bulletin).first()) {
        *counts.entry(*topic).or_default() += 1;
    }
    // Of topics with equal counts, the first.
    let usual =
        counts.into_iter().max_by_key(|&(topic, count)| (count, std::cmp::Reverse(topic))).map(|(topic, _)| topic);
    let step = match series[0].key.cadence {
        Cadence::Month => Some(Step::Month),
        Cadence::Quarter => Some(Step::Quarter),
        _ => None,
    };
    let convert = |text: Option<&str>| {
        let text = text.unwrap_or_default();
        converters[&corpus.script_of(text)].clone().stepping(step).convert(text).into_owned()
    };
    Subject {
        key,
        registered,
        name: convert(name),
        definition: convert(registered.and_then(|indicator| indicator.definition.as_deref())),
        topic: asked.or(usual),
        series,
    }
}

fn leaf<'c>(article: &'c Article, variant: Variant, converter: &Converter, figures: Figures<'_>) -> PlainPage<'c> {
    let by_hand = article.twins.get(&variant).and_then(|twin| twin.title.as_ref());
    let title = by_hand.map_or_else(|| converter.convert(&article.title), |title| Cow::Borrowed(title.as_str()));
    let (summary, is_lead) = figures.summary(article, variant, converter);
    PlainPage { article, title, summary, is_lead }
}
