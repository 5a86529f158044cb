//! Lists of words that rules go by.
//!
//! In: words, parted by spaces, or a class of `data/prose/words.toml`. Out: which of them a text begins with, ends with or is.
//!
//! May touch: nothing

use std::collections::BTreeMap;
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

impl List {
    /// Each word.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'static str> {
        let class = CLASSES.get(self.0).filter(|_| self.0.starts_with(|c: char| c.is_ascii_lowercase()));
        class.copied().unwrap_or(self.0).split_ascii_whitespace()
    }

    /// Whether a text is one of the words.
    pub(crate) fn contains(self, text: &str) -> bool {
        self.iter().any(|word| word == text)
    }

    /// Whether any of the words stands in a text.
    pub(crate) fn stands_in(self, text: &str) -> bool {
        self.iter().any(|word| text.contains(word))
    }

    /// The longest word that a text ends with.
    pub(crate) fn ending(self, text: &str) -> Option<&'static str> {
        ending(self.iter(), text)
    }

    /// The longest word that a text begins with.
    pub(crate) fn beginning(self, text: &str) -> Option<&'static str> {
        beginning(self.iter(), text)
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
    use std::path::Path;

    /// The classes that the source of a folder names.
    fn named(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("a folder of the source") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                named(&path, found);
                continue;
            }
            let text = fs::read_to_string(&path).expect("source is text");
            let names = text.split("List(\"").skip(1).filter_map(|rest| rest.split('"').next());
            let code = names.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
            found.extend(code.map(str::to_owned));
        }
    }

    #[test]
    fn each_class_is_used_and_there_and_has_each_word_once() {
        let mut wanted = BTreeSet::new();
        named(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/figure/scan")), &mut wanted);
        named(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/import")), &mut wanted);
        let there: BTreeSet<String> = CLASSES.keys().cloned().collect();
        assert_eq!(wanted, there);
        for class in CLASSES.keys() {
            let (all, unique) = (
                CLASSES[class].split_ascii_whitespace().count(),
                CLASSES[class].split_ascii_whitespace().collect::<BTreeSet<_>>().len(),
            );
            assert_eq!(all, unique, "{class}");
        }
    }
}
