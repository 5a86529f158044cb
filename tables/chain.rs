//! Compiles a configuration into the bytes that `src/text/script/engine.rs` reads.
//!
//! A chain with a segmentation cuts the text into the phrases of one dictionary and the gaps
//! between them, and sends every piece through every stage. What a phrase becomes is computed
//! here, once. So is what a character of a gap becomes, unless a phrase of some stage may begin
//! with it and the character behind it: then the stages have to see the gap.

use crate::config::{Config, Dictionary, starts_with_key};
use crate::table::{Kind, Table};
use crate::trie::{self, Entries, Family, number};
use crate::unicode;
use crate::words::{convert, entries, table};
use std::collections::{HashMap, HashSet};

/// A table of more keys is written together with those of its family.
const LARGE: usize = 1000;

/// Compiles the configuration.
///
/// ```text
/// n, n tables     normalization
/// 0 or 1, table   segmentation
/// n, n tables     stages, for a text without segmentation or for the gaps
/// ```
///
/// A table of many keys is one of the `family`, and written as such.
pub fn compile(mut config: Config, family: &mut Family) -> Blob {
    check(&config);
    let mut blob = Blob::default();
    blob.tables(config.normalization.iter().map(entries), family);
    let segments = config.segmentation.as_ref().map(|segmentation| {
        let segments = Gaps::new(segmentation, &config.stages).segments();
        drop_unreachable(&mut config.stages[0], segmentation);
        segments
    });
    blob.tables(segments.into_iter(), family);
    blob.tables(config.stages.iter().map(entries), family);
    blob
}

/// A compiled configuration, but for the tables of its family.
#[derive(Default)]
pub struct Blob {
    bytes: Vec<u8>,
    /// Which table of the family belongs where.
    holes: Vec<(usize, usize)>,
}

impl Blob {
    /// A table has a number before it: 0, and all of it follows, or 1, and what sets it apart in its family does.
    fn tables(&mut self, tables: impl ExactSizeIterator<Item = Entries>, family: &mut Family) {
        number(&mut self.bytes, tables.len());
        for table in tables {
            let is_large = table.len() > LARGE;
            number(&mut self.bytes, usize::from(is_large));
            if is_large {
                self.holes.push((self.bytes.len(), family.add(&table)));
            } else {
                trie::write(&table, &mut self.bytes);
            }
        }
    }

    pub fn filled(&self, family: &Family) -> Vec<u8> {
        let mut out = Vec::new();
        let mut done = 0;
        for &(at, table) in &self.holes {
            out.extend(&self.bytes[done..at]);
            family.write_table(table, &mut out);
            done = at;
        }
        out.extend(&self.bytes[done..]);
        out
    }
}

/// What stands before the graph of words of the same chain.
///
/// ```text
/// n, n tables     normalization
/// ```
pub fn compile_house(config: &Config) -> Vec<u8> {
    check(config);
    let mut out = Vec::new();
    number(&mut out, config.normalization.len());
    for dictionary in &config.normalization {
        number(&mut out, 0);
        trie::write(&entries(dictionary), &mut out);
    }
    out
}

/// Asserts what the converter takes for granted.
fn check(config: &Config) {
    for key in config.normalization.iter().flat_map(Dictionary::keys) {
        assert!(unicode::may_hold_compatibility(key), "{key} escapes normalization");
    }
    let dictionaries = config.normalization.iter().chain(&config.segmentation).chain(&config.stages);
    for key in dictionaries.flat_map(Dictionary::keys) {
        assert!(!key.contains(unicode::is_description_operator), "{key} describes a character");
    }
}

/// What two stages do to the gaps of a segmentation.
struct Gaps<'c> {
    segmentation: &'c Dictionary,
    stages: [&'c Dictionary; 2],
    tables: [Table; 2],
    /// The phrases of each stage that a gap can hold.
    phrases: [Vec<&'c str>; 2],
}

impl<'c> Gaps<'c> {
    fn new(segmentation: &'c Dictionary, stages: &'c [Dictionary]) -> Self {
        let [first, second] = stages else { panic!("a segmented chain has two stages") };
        let phrases = |stage: &'c Dictionary| stage.keys().map(String::as_str).filter(|key| !is_character(key));
        // The text would have been cut where a phrase of the first stage begins with a segment.
        let uncut = phrases(first).filter(|key| !starts_with_key(key, segmentation));
        Self {
            segmentation,
            stages: [first, second],
            tables: [table(first), table(second)],
            phrases: [uncut.collect(), phrases(second).collect()],
        }
    }

    /// The segments, the characters of the gaps, and the pairs that may begin a phrase.
    fn segments(&self) -> Entries {
        let behind = self
            .phrases
            .each_ref()
            .map(|phrases| phrases.iter().flat_map(|key| key.chars().skip(1)).collect::<HashSet<char>>());
        let mut entries = Entries::new();
        for c in self.stages.iter().flat_map(|stage| stage.keys()).flat_map(|key| key.chars()) {
            let middle = convert(&c.to_string(), &self.tables[0]);
            let value = convert(&middle, &self.tables[1]);
            let begins = |c| self.phrases[1].iter().any(|phrase| phrase.starts_with(c));
            let kind = if !is_character(&middle) && middle.contains(begins) {
                // What pairs begin a phrase is not worth finding out.
                Kind::Opener
            } else if behind[0].contains(&c) || middle.contains(|c| behind[1].contains(&c)) {
                Kind::Inner
            } else {
                Kind::Border
            };
            // A border that stays as it is needs no entry.
            if kind != Kind::Border || !value.chars().eq([c]) {
                entries.insert(c.to_string(), (kind, value));
            }
        }
        let pairs = self.pairs().into_iter().map(|(c, next)| String::from_iter([c, next]));
        for pair in pairs.filter(|pair| !starts_with_key(pair, self.segmentation)) {
            entries.insert(pair.clone(), (Kind::Opener, pair));
        }
        for key in self.segmentation.keys() {
            let value = self.tables.iter().fold(key.clone(), |text, table| convert(&text, table));
            entries.insert(key.clone(), (Kind::Segment, value));
        }
        entries
    }

    /// The characters that a phrase of a stage may begin with, each with the one behind it.
    fn pairs(&self) -> HashSet<(char, char)> {
        let mut pairs: HashSet<_> = self.phrases[0].iter().map(|key| first_two(key)).collect();
        let sources = Sources::new(self.stages[0], &self.phrases[0]);
        for (first, second) in self.phrases[1].iter().map(|key| first_two(key)) {
            for c in sources.of(&sources.characters, first) {
                pairs.extend(sources.of(&sources.starts, second).map(|next| (c, next)));
            }
        }
        pairs
    }
}

/// The first stage backwards: what a character of its output may come from.
struct Sources<'c> {
    stage: &'c Dictionary,
    /// By what a character becomes.
    characters: HashMap<char, Vec<char>>,
    /// By how what a key becomes starts: the first character of the key.
    starts: HashMap<char, Vec<char>>,
}

impl<'c> Sources<'c> {
    fn new(stage: &'c Dictionary, phrases: &[&str]) -> Self {
        let mut sources = Self { stage, characters: HashMap::new(), starts: HashMap::new() };
        let start = |text: &str| text.chars().next().expect("no key or value is empty");
        for (key, value) in stage.iter().filter(|(key, _)| is_character(key)) {
            sources.starts.entry(start(value)).or_default().push(start(key));
            if is_character(value) {
                sources.characters.entry(start(value)).or_default().push(start(key));
            }
        }
        for phrase in phrases {
            sources.starts.entry(start(&stage[*phrase])).or_default().push(start(phrase));
        }
        sources
    }

    /// The sources of `c`, itself too unless it always becomes something else.
    fn of(&self, sources: &HashMap<char, Vec<char>>, c: char) -> impl Iterator<Item = char> {
        let stays = !self.stage.contains_key(&c.to_string());
        sources.get(&c).cloned().unwrap_or_default().into_iter().chain(stays.then_some(c))
    }
}

/// Spares the first stage the phrases of the segmentation, if those are all the phrases it has.
///
/// They never match in a gap then: every match before has been one character long, so the stage
/// stands where the segmentation stood.
fn drop_unreachable(stage: &mut Dictionary, segmentation: &Dictionary) {
    if stage.keys().all(|key| is_character(key) || starts_with_key(key, segmentation)) {
        stage.retain(|key, _| is_character(key));
    }
}

fn is_character(text: &str) -> bool {
    text.chars().nth(1).is_none()
}

fn first_two(phrase: &str) -> (char, char) {
    let mut characters = phrase.chars();
    characters.next().zip(characters.next()).expect("a phrase has two characters")
}
