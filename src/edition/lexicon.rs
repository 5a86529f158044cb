//! The words that English phrases about figures go by.
//!
//! In: `data/names/phrases.toml`. Out: its tables, and the word of one with which a text begins.
//!
//! May touch: nothing

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use toml::de::{DeTable, DeValue};

const PHRASES: &str = include_str!("../../data/names/phrases.toml");

/// Chinese words, each with its English, the longest first.
pub(super) type Table = [(&'static str, &'static str)];

/// Every table by its name; of `[words]`, each list by its own.
static TABLES: LazyLock<BTreeMap<&'static str, Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let mut tables: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    let Ok(document) = DeTable::parse(PHRASES) else { return tables };
    for (table, rows) in document.into_inner() {
        let (Cow::Borrowed(table), DeValue::Table(rows)) = (table.into_inner(), rows.into_inner()) else { continue };
        for (english, words) in rows {
            let (Cow::Borrowed(english), DeValue::String(Cow::Borrowed(words))) =
                (english.into_inner(), words.into_inner())
            else {
                continue;
            };
            let (table, english) = if table == "words" { (english, "") } else { (table, english) };
            tables.entry(table).or_default().extend(words.split_whitespace().map(|word| (word, english)));
        }
    }
    tables.values_mut().for_each(|table| table.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
    tables
});

/// A table of words; none of one that is not there, which a test rules out.
pub(super) fn table(name: &str) -> &'static Table {
    TABLES.get(name).map_or(&[], Vec::as_slice)
}

/// The entry with which a text begins, and what follows it.
pub(super) fn begins<'t>(name: &str, text: &'t str) -> Option<(&'static str, &'t str)> {
    table(name).iter().find_map(|(word, english)| Some((*english, text.strip_prefix(word)?)))
}

/// The English of a whole text.
pub(super) fn whole(name: &str, text: &str) -> Option<&'static str> {
    table(name).iter().find(|(word, _)| *word == text).map(|(_, english)| *english)
}

/// What follows the word of a table with which a text begins.
pub(super) fn after<'t>(name: &str, text: &'t str) -> Option<&'t str> {
    begins(name, text).map(|(_, rest)| rest)
}

/// A text without the word of a table with which it begins, if it begins with one.
pub(super) fn skipping<'t>(name: &str, text: &'t str) -> &'t str {
    after(name, text).unwrap_or(text)
}

/// The two halves of an English that has a line between them.
pub(super) fn halves(english: &'static str) -> (&'static str, &'static str) {
    english.split_once('|').unwrap_or((english, english))
}

/// The word with which a text begins, and what follows it.
pub(super) fn one_of<'t>(words: &[&'static str], text: &'t str) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// A text without the word with which it begins, if it begins with one.
pub(super) fn without<'t>(words: &[&'static str], text: &'t str) -> &'t str {
    one_of(words, text).unwrap_or(text)
}

/// A text with a capital.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;

    #[test]
    fn each_table_is_used_and_there_and_has_each_word_once() {
        let mut used = BTreeSet::new();
        for file in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/edition")) {
            let text = fs::read_to_string(file.expect("an entry of the source").path()).unwrap_or_default();
            if !text.contains("lexicon::") {
                continue;
            }
            for call in ["begins(\"", "whole(\"", "after(\"", "skipping(\"", "table(\""] {
                used.extend(text.split(call).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
            }
        }
        used.retain(|name| !name.contains('\\') && !name.contains(','));
        // How something is measured is looked for in one after the other.
        used.extend(["modifiers", "of", "qualities", "doing"].map(str::to_owned));
        assert_eq!(used, TABLES.keys().map(|name| (*name).to_owned()).collect());
        for (name, words) in TABLES.iter() {
            let unique: BTreeSet<&str> = words.iter().map(|(word, _)| *word).collect();
            assert_eq!(unique.len(), words.len(), "{name}");
        }
    }
}
