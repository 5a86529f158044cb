//! Lists of words that rules go by.
//!
//! In: words, parted by spaces, or a class of `data/prose/words.toml`. Out: which of them a text begins with, ends with or is.
//!
//! May touch: text

use crate::text::sorted::Sorted;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::LazyLock;
use toml::de::{DeTable, DeValue};

/// The words of economic prose, by class.
pub(in crate::figure) const WORDS: &str = include_str!("../../../data/prose/words.toml");

/// The classes that the reader itself goes by.
static CLASSES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let Ok(document) = DeTable::parse(WORDS) else { return BTreeMap::new() };
    let reader = document.into_inner().remove("reader").map(|table| table.into_inner());
    let Some(DeValue::Table(classes)) = reader else { return BTreeMap::new() };
    let words = |list: DeValue<'static>| match list {
        DeValue::String(std::borrow::Cow::Borrowed(words)) => Some(words),
        _ => None,
    };
    classes
        .into_iter()
        .filter_map(|(class, list)| Some((class.into_inner().into_owned(), words(list.into_inner())?)))
        .collect()
});

/// Words parted by spaces, `List("产量 销量 价格")`, or those of a class, `List("heads")`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List(pub &'static str);

/// Lists by their address and length.
type Asked = FxHashMap<(*const u8, usize), Rc<Sorted<&'static str>>>;

thread_local! {
    /// The words of each list that was asked, by where the list stands in the program.
    static SORTED: RefCell<Asked> = RefCell::default();
}

impl List {
    /// Each word.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'static str> {
        let named = self.0.starts_with(|c: char| c.is_ascii_lowercase());
        let class = if named { CLASSES.get(self.0).copied() } else { None };
        class.unwrap_or(self.0).split_ascii_whitespace()
    }

    /// Its words by their letters: a page asks each list some thousand times.
    fn sorted(self) -> Rc<Sorted<&'static str>> {
        let place = (self.0.as_ptr(), self.0.len());
        SORTED.with_borrow_mut(|all| all.entry(place).or_insert_with(|| Rc::new(Sorted::new(self.iter()))).clone())
    }

    /// Whether a text is one of the words.
    pub(crate) fn contains(self, text: &str) -> bool {
        self.sorted().beginning(text).any(|word| *word == text)
    }

    /// Whether any of the words stands in a text.
    pub(crate) fn stands_in(self, text: &str) -> bool {
        let sorted = self.sorted();
        text.char_indices().any(|(at, _)| sorted.beginning(&text[at..]).next().is_some())
    }

    /// The longest word that a text ends with.
    pub(crate) fn ending(self, text: &str) -> Option<&'static str> {
        self.sorted().ending(text).next().copied()
    }

    /// The longest word that a text begins with.
    pub(crate) fn beginning(self, text: &str) -> Option<&'static str> {
        self.sorted().beginning(text).next().copied()
    }
}

/// The longest of some words that a text ends with.
pub(crate) fn ending(words: impl Iterator<Item = &'static str>, text: &str) -> Option<&'static str> {
    words.filter(|word| text.ends_with(word)).max_by_key(|word| word.len())
}

/// The longest of some words that a text begins with.
pub(crate) fn beginning(words: impl Iterator<Item = &'static str>, text: &str) -> Option<&'static str> {
    words.filter(|word| text.starts_with(word)).max_by_key(|word| word.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;

    #[test]
    fn each_class_is_used_and_there_and_has_each_word_once() {
        let mut used = BTreeSet::new();
        for file in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")) {
            let file = file.expect("an entry of the source");
            let text = fs::read_to_string(file.path()).unwrap_or_default();
            let names = text.split("List(\"").skip(1).filter_map(|rest| rest.split('"').next());
            used.extend(
                names.filter(|name| name.bytes().all(|c| c.is_ascii_lowercase() || c == b'_')).map(str::to_owned),
            );
        }
        assert_eq!(used, CLASSES.keys().cloned().collect());
        for (class, words) in CLASSES.iter() {
            let unique: BTreeSet<&str> = words.split_ascii_whitespace().collect();
            assert_eq!(unique.len(), words.split_ascii_whitespace().count(), "{class}");
        }
    }
}
