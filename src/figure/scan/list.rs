//! Lists of words that rules go by.
//!
//! In: words, parted by spaces. Out: which of them a text begins with, ends with or is.
//!
//! May touch: nothing

/// Words parted by spaces: `List("产量 销量 价格")`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List(pub &'static str);

impl List {
    /// Each word.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'static str> {
        self.0.split_ascii_whitespace()
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
