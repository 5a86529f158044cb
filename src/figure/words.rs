//! The words of economic prose, by class.
//!
//! In: `data/prose/words.toml`, and words of a site's own. Out: the words of each class, in Simplified.
//!
//! May touch: nothing

use super::scan::Plain;
use super::scan::list::WORDS;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use toml_edit::DocumentMut;

static CLASSES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let table: DocumentMut = WORDS.parse().unwrap_or_default();
    let words = |list: &str| list.split_ascii_whitespace().map(str::to_owned).collect();
    table.iter().filter_map(|(class, list)| Some((class.to_owned(), list.as_str().map(words)?))).collect()
});

/// The words that rules of prose go by: those built in, and a site's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    own: BTreeMap<String, Vec<String>>,
}

impl Words {
    /// The names of all classes.
    pub(crate) fn classes() -> impl Iterator<Item = &'static str> {
        CLASSES.keys().map(String::as_str)
    }

    /// Adds a word to a class, in Simplified, as rules read a page.
    pub(crate) fn add(&mut self, class: &str, word: &str) {
        let letters = word.char_indices().map(|(at, c)| (c, at..at + c.len_utf8()));
        self.own.entry(class.to_owned()).or_default().push(Plain::new(letters).text().to_owned());
    }

    /// Whether there are none but those built in.
    pub(crate) fn is_built_in(&self) -> bool {
        self.own.is_empty()
    }

    /// The words of a class; none of one that is not there, which a test rules out.
    pub(crate) fn class<'w>(&'w self, name: &str) -> impl Iterator<Item = &'w str> {
        let own = self.own.get(name).into_iter();
        CLASSES.get(name).into_iter().chain(own).flatten().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_word_is_in_its_class_once() {
        assert!(!CLASSES.is_empty());
        for (class, words) in CLASSES.iter() {
            let unique: HashSet<&String> = words.iter().collect();
            assert_eq!(unique.len(), words.len(), "{class}");
        }
    }
}
