//! English names that are put together from the names of their parts.
//!
//! In: all contents, and the labels of an English edition. Out: for what bulletins name and nobody has named in English, the
//! name that `convert --to en` says, as `Value added of industrial enterprises above the designated size in Beijing` of
//! 北京市规模以上工业增加值. A name that is written, even one still to be filled in, is stronger.
//!
//! May touch: text, figure, label

use super::Corpus;
use super::phrase::Phrases;
use super::words::Words;
use crate::figure::english::{Style, Writer};
use crate::label::Labels;
use crate::text::{Converter, Glossary, Variant, is_cjk};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// No name says on which day it was said.
const SOME_DAY: Date = Date::constant(2000, 1, 1);

impl Corpus {
    /// Puts together what names are missing in English, as far as their parts have some.
    pub(crate) fn compose(&mut self, labels: &Labels) {
        let Some(english) = &self.english else { return };
        let simplified = Converter::new(self.config.script, Variant::Hans, None, &Glossary::default());
        let writer = Writer { units: &english.units, style: Style::default() };
        let words = Words { labels, units: &simplified, english: Some(writer) };
        let phrases = Phrases::new(english, words, labels, self.config.script, SOME_DAY);
        let names = &english.translations;
        let is_missing = |name: &&str| name.chars().any(is_cjk) && names.find(name).is_none() && !names.is_blank(name);
        let missing = named(self).into_iter().filter(is_missing);
        let composed: BTreeMap<String, String> =
            missing.filter_map(|name| Some((name.to_owned(), phrases.called(name)?))).collect();
        if let Some(english) = self.english.as_mut().filter(|_| !composed.is_empty()) {
            let names = Arc::make_mut(&mut english.translations);
            composed.iter().for_each(|(name, composed)| names.add(name, composed));
            english.composed = composed;
        }
    }
}

/// What may have a name of parts: indicators that the register has no English for, breakdowns, topics.
fn named(corpus: &Corpus) -> BTreeSet<&str> {
    let metrics = || corpus.bulletins.iter().flat_map(|bulletin| &bulletin.metrics);
    let is_unnamed = |key: &str| corpus.registry.find(key).is_none_or(|known| known.english.is_none());
    let indicators = metrics().filter(|metric| is_unnamed(&metric.indicator)).map(|metric| &*metric.name);
    let registered = corpus.registry.iter().filter(|known| known.english.is_none()).map(|known| &*known.name);
    let dims = metrics().flat_map(|metric| &metric.dims).flat_map(|(name, value)| [name.as_str(), value]);
    let topics = corpus.bulletins.iter().flat_map(|bulletin| &bulletin.topics).map(|topic| &**topic);
    indicators.chain(registered).chain(dims).chain(topics).collect()
}
