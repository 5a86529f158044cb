//! English names that are put together from the names of their parts.
//!
//! In: names that nobody has named in English, and the labels of an English edition. Out: the
//! name that `convert --to en` says, as `Value added of industrial enterprises above the designated size in Beijing` of
//! 北京市规模以上工业增加值. A name that is written, even one still to be filled in, is stronger.
//!
//! May touch: text, figure, label

use super::english::EnglishNames;
use super::names::Remembering;
use super::phrase::Phrases;
use super::words::Words;
use crate::figure::english::{Style, Writer};
use crate::label::Labels;
use crate::text::{Converter, Glossary, Variant};
use jiff::civil::Date;
use std::collections::HashMap;

/// No name says on which day it was said.
const SOME_DAY: Date = Date::constant(2000, 1, 1);

/// Puts names together, as far as their parts have some.
pub(super) fn composed(
    english: &EnglishNames,
    script: Variant,
    labels: &Labels,
    names: &[&str],
) -> HashMap<String, Option<String>> {
    if names.is_empty() {
        return HashMap::new();
    }
    let simplified = Remembering::new(Converter::new(script, Variant::Hans, None, &Glossary::default()));
    let writer = Writer { units: &english.units, style: Style::default() };
    let words = Words { labels, units: &simplified, english: Some(writer) };
    let phrases = Phrases::new(english, words, labels, script, SOME_DAY);
    names.iter().map(|name| ((*name).to_owned(), phrases.called(name))).collect()
}
