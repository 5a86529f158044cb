//! All bulletins together, and the same in one script.
//!
//! In: the contents, each as written. Out: [`Corpus`], in which whatever takes more than one file
//! has been found out (doubles, topics, twins, what is public), and from it [`Edition`], one an
//! audience: every title, label and note in its script. Behind this station nothing asks for the
//! language but to print its name. Bodies stay as written until their page is made.
//!
//! May touch: path, source, diag, text, figure, label, bulletin, config

pub mod corpus;

pub use corpus::{Corpus, Topic, Visible};

use crate::bulletin::{Article, Bulletin};
use crate::config::EditionConfig;
use crate::figure::{Metric, Quantity};
use crate::label::Labels;
use crate::text::{Converter, Rule, Variant};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The corpus as one audience reads it.
pub struct Edition<'c> {
    /// Its script and region.
    pub variant: Variant,
    /// What the program itself says in it.
    pub labels: &'c Labels,
    /// The site's title.
    pub title: String,
    /// The site's description.
    pub description: String,
    /// Who publishes it.
    pub publisher: String,
    /// Every public bulletin, newest first.
    pub items: Vec<Item<'c>>,
    /// Every other page, by address.
    pub leaves: Vec<Leaf<'c>>,
    /// The names of the corpus's topics, in the same order.
    pub topics: Vec<String>,
    converters: BTreeMap<Variant, Converter>,
}

/// A bulletin in one edition.
pub struct Item<'c> {
    /// The bulletin as written.
    pub bulletin: &'c Bulletin,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Its topics, as places in [`Edition::topics`].
    pub topics: &'c [usize],
    /// Who said what it reports.
    pub source: Option<String>,
    /// Its figures, in order.
    pub figures: Vec<Figure<'c>>,
}

/// A page that is no bulletin, in one edition.
pub struct Leaf<'c> {
    /// The page as written.
    pub article: &'c Article,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
}

/// A metric in one edition.
pub struct Figure<'c> {
    /// The metric as written.
    pub metric: &'c Metric,
    /// Its indicator's name.
    pub name: String,
    /// Where.
    pub region: Option<String>,
    /// What else sets it apart: name and value.
    pub dims: Vec<(String, String)>,
    /// Who said it.
    pub source: Option<String>,
    /// What a reader should know.
    pub note: Option<String>,
}

impl<'c> Edition<'c> {
    /// The corpus in the script of `config`.
    pub fn convert(corpus: &'c Corpus, config: &EditionConfig, labels: &'c Labels) -> Self {
        let converters = converters(corpus, config);
        let site = &corpus.config;
        let own = &converters[&site.script];
        Self {
            variant: config.variant,
            labels,
            title: own.convert(&site.title).into_owned(),
            description: own.convert(&site.description).into_owned(),
            publisher: own.convert(&site.publisher).into_owned(),
            items: corpus
                .bulletins
                .iter()
                .zip(&corpus.bulletin_topics)
                .map(|(b, topics)| item(b, topics, config.variant, &converter(&converters, &b.article)))
                .collect(),
            leaves: corpus
                .leaves
                .iter()
                .map(|article| leaf(article, config.variant, &converter(&converters, article)))
                .collect(),
            topics: corpus
                .topics
                .iter()
                .map(|topic| converters[&topic.script].convert(&topic.name).into_owned())
                .collect(),
            converters,
        }
    }

    /// The converter for the text of an article, its own words included.
    pub fn converter(&self, article: &Article) -> Converter {
        converter(&self.converters, article)
    }

    /// A unit in this edition's words: 个百分点 as `個百分點`. Units are kept in simplified form.
    pub fn unit<'u>(&'u self, unit: &'u str) -> Cow<'u, str> {
        match self.labels.unit(unit) {
            Some(unit) => Cow::Borrowed(unit),
            None => self.converters[&Variant::Hans].convert(unit),
        }
    }

    /// A quantity as this edition prints it: `超過3兆元`.
    pub fn quantity(&self, quantity: &Quantity) -> String {
        let parts = quantity.parts();
        let word = |word: Option<_>| word.map_or("", |word| self.labels.approx(word));
        [
            word(parts.before),
            parts.number,
            word(parts.within),
            self.labels.scale(parts.scale),
            word(parts.amid),
            &self.unit(parts.unit),
            word(parts.after),
        ]
        .concat()
    }
}

/// One converter for each script that is written in; units need the simplified one at any rate.
fn converters(corpus: &Corpus, config: &EditionConfig) -> BTreeMap<Variant, Converter> {
    let mut converters = BTreeMap::new();
    for from in corpus.scripts() {
        // The chain of `site.toml` starts where the site's own bulletins do.
        let chain = config.chain.filter(|_| from == corpus.config.script);
        let converter = Converter::new(from, config.variant, chain, &corpus.glossary);
        converters.insert(from, config.quotes.into_iter().fold(converter, Converter::quoting));
    }
    converters
}

fn converter(converters: &BTreeMap<Variant, Converter>, article: &Article) -> Converter {
    converters[&article.script].clone().with(&article.words, Rule::Term)
}

fn item<'c>(bulletin: &'c Bulletin, topics: &'c [usize], variant: Variant, converter: &Converter) -> Item<'c> {
    let convert = |text: &String| converter.convert(text).into_owned();
    let Leaf { title, summary, .. } = leaf(&bulletin.article, variant, converter);
    let figures = bulletin
        .metrics
        .iter()
        .map(|metric| Figure {
            metric,
            name: convert(&metric.name),
            region: metric.region.as_ref().map(convert),
            dims: metric.dims.iter().map(|(name, value)| (convert(name), convert(value))).collect(),
            source: metric.source.as_ref().map(convert),
            note: metric.note.as_ref().map(convert),
        })
        .collect();
    Item { bulletin, title, summary, topics, source: bulletin.source.as_ref().map(convert), figures }
}

fn leaf<'c>(article: &'c Article, variant: Variant, converter: &Converter) -> Leaf<'c> {
    let twin = article.twins.get(&variant);
    let by_hand = |text: Option<&String>, converted: &str| {
        text.map_or_else(|| converter.convert(converted).into_owned(), String::clone)
    };
    Leaf {
        article,
        title: by_hand(twin.and_then(|twin| twin.title.as_ref()), &article.title),
        summary: by_hand(twin.and_then(|twin| twin.summary.as_ref()), &article.summary),
    }
}
