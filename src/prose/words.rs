//! The words of economic prose, by class.
//!
//! In: `data/prose/words.toml`. Out: the words of each class.
//!
//! May touch: nothing

use std::collections::BTreeMap;
use std::sync::LazyLock;
use toml_edit::DocumentMut;

const WORDS: &str = include_str!("../../data/prose/words.toml");

static CLASSES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let table: DocumentMut = WORDS.parse().unwrap_or_default();
    let words = |list: &str| list.split_ascii_whitespace().map(str::to_owned).collect();
    table.iter().filter_map(|(class, list)| Some((class.to_owned(), list.as_str().map(words)?))).collect()
});

/// The words of a class; none of one that is not there, which a test rules out.
pub(crate) fn class(name: &str) -> &'static [String] {
    CLASSES.get(name).map_or(&[], Vec::as_slice)
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
