//! Compiles a configuration into the bytes that `src/text/script/chain.rs` reads.
//!
//! A chain with a segmentation cuts the text into the phrases of one dictionary and the gaps
//! between them, and sends every piece through every stage. What a phrase becomes is computed
//! here, once. So is what a character of a gap becomes, unless a phrase of some stage may begin
//! with it: then the stages have to look at the gap when the text is known.

use crate::config::{Config, Dictionary, starts_with_key};
use crate::table::{Kind, Table};
use crate::trie::{self, Entries, number};
use crate::unicode;
use std::collections::HashSet;

/// Compiles the configuration.
///
/// ```text
/// n, n tables     normalization
/// 0 or 1, table   segmentation
/// n, n tables     stages, for a text without segmentation or for the gaps
/// ```
pub fn compile(mut config: Config) -> Vec<u8> {
    check(&config);
    let mut out = Vec::new();
    tables(&config.normalization, &mut out);
    if let Some(segmentation) = &config.segmentation {
        let segments = segments(segmentation, &config.stages);
        number(&mut out, 1);
        trie::write(&segments, &mut out);
        drop_unreachable(&mut config.stages[0], segmentation);
    } else {
        number(&mut out, 0);
    }
    tables(&config.stages, &mut out);
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

fn tables(dictionaries: &[Dictionary], out: &mut Vec<u8>) {
    number(out, dictionaries.len());
    for dictionary in dictionaries {
        trie::write(&entries(dictionary), out);
    }
}

/// The entries of one stage: any key that matches is converted.
fn entries(dictionary: &Dictionary) -> Entries {
    let entries = dictionary.iter();
    entries.map(|(key, value)| (key.clone(), (Kind::Segment, value.clone()))).collect()
}

/// The phrases of the segmentation and the characters of the gaps, with what becomes of them.
fn segments(segmentation: &Dictionary, stages: &[Dictionary]) -> Entries {
    let tables: Vec<Table> = stages.iter().map(table).collect();
    let neighbours: Vec<Neighbours> = stages
        .iter()
        .enumerate()
        .map(|(i, stage)| Neighbours::new(stage, if i == 0 { Some(segmentation) } else { None }))
        .collect();
    let mut entries = Entries::new();
    for c in stages.iter().flat_map(Dictionary::keys).flat_map(|key| key.chars()) {
        let entry = character(c, &tables, &neighbours);
        // A border that stays as it is needs no entry.
        if entry.0 != Kind::Border || !entry.1.chars().eq([c]) {
            entries.insert(c.to_string(), entry);
        }
    }
    for key in segmentation.keys() {
        let value = tables.iter().fold(key.clone(), |text, table| convert(&text, table));
        entries.insert(key.clone(), (Kind::Segment, value));
    }
    entries
}

/// What the stages make of `c` in a gap, and what they might make of it with what is around it.
fn character(c: char, tables: &[Table], neighbours: &[Neighbours]) -> (Kind, String) {
    let mut text = c.to_string();
    let mut kind = Kind::Border;
    for (table, neighbours) in tables.iter().zip(neighbours) {
        if text.contains(|c| neighbours.first.contains(&c)) {
            return (Kind::Opener, c.to_string());
        }
        if text.contains(|c| neighbours.behind.contains(&c)) {
            kind = Kind::Inner;
        }
        text = convert(&text, table);
    }
    (kind, text)
}

/// The characters that begin a phrase of a stage, and those that stand further behind in one.
struct Neighbours {
    first: HashSet<char>,
    behind: HashSet<char>,
}

impl Neighbours {
    /// The first stage sees no phrase in a gap that begins with a phrase of the `segmentation`:
    /// the text would have been cut there.
    fn new(stage: &Dictionary, segmentation: Option<&Dictionary>) -> Self {
        let cut = |key: &str| segmentation.is_some_and(|cuts| starts_with_key(key, cuts));
        let mut neighbours = Self { first: HashSet::new(), behind: HashSet::new() };
        for key in stage.keys().filter(|key| !cut(key)) {
            let mut characters = key.chars();
            let first = characters.next();
            if !characters.as_str().is_empty() {
                neighbours.first.extend(first);
                neighbours.behind.extend(characters);
            }
        }
        neighbours
    }
}

/// Spares the first stage the phrases of the segmentation, if those are all the phrases it has.
///
/// They never match in a gap then: every match before has been one character long, so the stage
/// stands where the segmentation stood.
fn drop_unreachable(stage: &mut Dictionary, segmentation: &Dictionary) {
    let single = |key: &str| key.chars().nth(1).is_none();
    if stage.keys().all(|key| single(key) || starts_with_key(key, segmentation)) {
        stage.retain(|key, _| single(key));
    }
}

fn table(dictionary: &Dictionary) -> Table {
    let mut bytes = Vec::new();
    trie::write(&entries(dictionary), &mut bytes);
    Table::read(&mut bytes.as_slice())
}

fn convert(text: &str, table: &Table) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    table.scan(text, |edit| {
        out.push_str(&text[copied..edit.source.start]);
        out.push_str(edit.target);
        copied = edit.source.end;
    });
    out + &text[copied..]
}
