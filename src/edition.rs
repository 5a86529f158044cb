//! All bulletins together, and the same in one script.
//!
//! In: the contents, each as written. Out: [`Corpus`], in which everything that takes more than one file
//! has been found out (duplicates, topics, twins, what is public), and from it [`Edition`], one an
//! audience: every title, label and note in its script. After this station no code asks for the
//! language except to print its name. Bodies stay as written until their page is made.
//!
//! May touch: text, figure, label, config, bulletin

mod alike;
mod composed;
mod currency;
pub(crate) mod english;
pub(crate) mod corpus;
pub(crate) mod lazy;
mod lexicon;
mod make;
mod names;
mod own_script;
pub(crate) mod phrase;
mod releases;
mod summary;
mod topic;
pub(crate) mod unnamed;
pub(crate) mod words;

pub(crate) use corpus::Uses;
pub use corpus::{Corpus, DataFiles, LeftOut, Visible};
pub(crate) use releases::announces;
pub use topic::{Topic, TopicId};

use crate::bulletin::record::Correction;
use crate::bulletin::shown::Shown;
use crate::bulletin::{Article, Bulletin};
use crate::config::{Bodies, Config, EditionConfig, Scales};
use crate::figure::english::Writer;
use crate::figure::series::{MetricId, is_nationwide};
use crate::figure::{BulletinId, Indicator, Metric, Record, Series};
use crate::label::{Label, Labels};
use crate::text::script::Chain;
use crate::text::{Converter, Glossary, Rule, Variant};
use english::Teller;
use jiff::civil::{Date, Time};
use lazy::Lazy;
use make::{ItemMaker, SubjectMaker, converter, is_fit, leaf};
use names::Names;
pub(crate) use names::Remembering;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use summary::Figures;
pub(crate) use words::{Printed, Words};

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
    converters: Arc<Converters>,
    /// How it writes figures in English.
    writer: Option<Writer<'c>>,
    /// Whether it has only bulletins that someone wrote a text of it for.
    by_hand: bool,
}

/// The bulletins of an edition, each converted when it is first looked at.
pub(crate) type Items<'c> = Lazy<ItemMaker<'c>>;

/// The indicators of an edition, each put together when it is first looked at.
pub(crate) type Subjects<'c> = Lazy<SubjectMaker<'c>>;

/// One converter for each script that something is written in.
type Converters = BTreeMap<Variant, Remembering>;

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
    /// Whether the text is put together from the figure and what it was, and says both.
    pub(crate) is_told: bool,
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

impl Rest {
    fn of(dims: Vec<(Arc<str>, Arc<str>)>, note: Option<Cow<'_, str>>) -> Option<Box<Self>> {
        let note = note.map(Cow::into_owned);
        (!dims.is_empty() || note.is_some()).then(|| Box::new(Self { dims, note }))
    }
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
        let style = config.english.as_ref().map(|english| english.style).unwrap_or_default();
        let english = corpus.english.as_ref().filter(|_| config.variant == Variant::En);
        let writer = english.map(|english| Writer { units: &english.units, style });
        let said = config.english.as_deref();
        let text = |english: Option<&String>, own_text: &str, otherwise: Label| match english {
            Some(english) => english.clone(),
            // A sentence that nobody wrote in English is not shown in Chinese.
            None => match own.convert(own_text).into_owned() {
                text if is_fit(&text, config.variant) => text,
                _ => labels.text(otherwise).to_owned(),
            },
        };
        let items = ItemMaker {
            corpus,
            variant: config.variant,
            labels,
            converters: Arc::clone(&converters),
            names: Names::default(),
            writer,
        };
        let subjects = SubjectMaker { corpus, record, converters: Arc::clone(&converters), variant: config.variant };
        Self {
            variant: config.variant,
            labels,
            title: text(said.and_then(|said| said.title.as_ref()), &site.title, Label::SiteTitle),
            description: text(
                said.and_then(|said| said.description.as_ref()),
                &site.description,
                Label::SiteDescription,
            ),
            publisher: text(
                said.and_then(|said| said.publisher.as_ref().or(said.title.as_ref())),
                &site.publisher,
                Label::SiteTitle,
            ),
            corpus,
            has_releases: !corpus.releases.is_empty() || corpus.bulletins.iter().any(|b| b.next_release.is_some()),
            releases: OnceLock::new(),
            record,
            items: Lazy::new(items, corpus.bulletins.len()),
            subjects: Lazy::new(subjects, record.indicators().len()),
            plain_pages: corpus
                .plain_pages
                .iter()
                // A page that nobody wrote in English has nothing to say in it.
                .filter(|article| config.variant.is_chinese() || article.twins.contains_key(&config.variant))
                .map(|article| {
                    let words = Words { labels, units: &converters[&Variant::Hans], english: writer };
                    let figures = Figures { metrics: &[], registry: &corpus.registry, words };
                    leaf(article, config.variant, &converter(&converters, article), figures)
                })
                .collect(),
            topics: corpus.topics.iter().map(|topic| own.convert(&topic.name).into_owned()).collect(),
            converters,
            writer,
            by_hand: said.is_some_and(|said| said.bodies == Bodies::Hand),
        }
    }

    /// Whether it has a page for a bulletin.
    pub(crate) fn has_bulletin(&self, id: BulletinId) -> bool {
        self.has_page(&self.corpus[id].article)
    }

    /// Whether it has a page for an article; of other pages in English only those that someone wrote.
    pub(crate) fn has_page(&self, article: &Article) -> bool {
        let is_bulletin = article.source.path.as_str().starts_with("content/bulletins/");
        self.variant.is_chinese() || (is_bulletin && !self.by_hand) || article.twins.contains_key(&self.variant)
    }

    /// Those of some bulletins that it has pages for.
    pub(crate) fn of(&self, bulletins: impl IntoIterator<Item = BulletinId>) -> Vec<BulletinId> {
        bulletins.into_iter().filter(|id| self.has_bulletin(*id)).collect()
    }

    /// The bulletins that it has pages for, newest first.
    pub(crate) fn listed(&self) -> impl Iterator<Item = &Item<'c>> {
        self.corpus.ids().filter(|id| self.has_bulletin(*id)).map(|id| &self.items[id])
    }

    /// A text of the site's own files in this edition: a region or dimension of a series.
    pub(crate) fn words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.converters[&self.corpus.config.script].convert(text)
    }

    /// The indicator of that key; `None` where no series has it.
    pub(crate) fn subject(&self, key: &str) -> Option<&Subject<'c>> {
        self.subjects.get(self.record.find(key)?)
    }

    /// A text in this edition's words, which is nothing where they are Chinese and the edition is not.
    pub(crate) fn fit<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        if is_fit(&text, self.variant) { text } else { Cow::Borrowed("") }
    }

    /// A text of the site's own files in this edition; nothing where it has none in English.
    pub(crate) fn own_words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.fit(self.words(text))
    }

    /// Whether a region is named in the name of an indicator: 全国出口额, but no "exports in nationwide".
    pub(crate) fn names_place(&self, region: &str) -> bool {
        self.variant.is_chinese() || self.corpus.abroad || !is_nationwide(Some(region))
    }

    /// A name with its region, as an English sentence has it: `Home prices in the eastern region`.
    pub(crate) fn located(&self, name: &str, region: &str) -> String {
        let english = self.corpus.english.as_ref().filter(|_| !region.is_empty());
        english.map_or_else(|| name.to_owned(), |english| english.located(name, region, self.labels))
    }

    /// Whether it has words of its own and none that are converted.
    pub(crate) fn in_english(&self) -> bool {
        !self.variant.is_chinese()
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
        &self.items[at.bulletin].figures[at.place()]
    }

    /// The converter for the texts of the site's own files.
    pub(crate) fn own_converter(&self) -> &Converter {
        self.converters[&self.corpus.config.script].converter()
    }

    /// The converter for the text of an article, its own words included.
    pub(crate) fn converter(&self, article: &Article) -> Converter {
        converter(&self.converters, article)
    }

    /// A text of the settings in this edition's script.
    pub(crate) fn own_text(&self, text: &str) -> String {
        self.own_converter().convert(text).into_owned()
    }

    /// A figure in running text, as this edition prints it.
    pub(crate) fn shown(&self, shown: Shown<'_>) -> String {
        self.words_of(&shown.metric.indicator).shown(shown)
    }

    /// A figure as an English edition says it where nobody has: `Exports: 3.4 trillion yuan in June 2025, up 5% year on year.`
    pub(crate) fn told(&self, figure: &Figure<'_>) -> String {
        let Corpus { registry, abroad, .. } = self.corpus;
        let words = self.words_of(&figure.metric.indicator);
        let english = self.corpus.english.as_ref();
        english
            .map_or_else(String::new, |english| Teller { words, registry, english, abroad: *abroad }.sentence(figure))
    }

    /// How this edition prints the numbers of an indicator.
    pub(crate) fn words_of(&self, indicator: &str) -> Words<'_> {
        let words = Words { labels: self.labels, units: &self.converters[&Variant::Hans], english: self.writer };
        words.of(&self.corpus.registry, indicator)
    }
}

/// Units always need the simplified one.
fn converters(corpus: &Corpus, config: &EditionConfig, tables: &ConverterCache) -> Converters {
    let mut converters = BTreeMap::new();
    for from in corpus.scripts() {
        let converter = match &corpus.english {
            Some(english) if config.variant == Variant::En => {
                Converter::english(from, Arc::clone(&english.translations))
            }
            _ => site_converter(&corpus.config, config, from, &corpus.glossary, tables),
        };
        converters.insert(from, Remembering::new(converter));
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
