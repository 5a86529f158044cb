//! Words to be found at the start or the end of a text: few are compared, as hardly any place has one's first letter.
//!
//! In: words. Out: which of them a text begins or ends with, the longer ones first.
//!
//! May touch: nothing

use rustc_hash::FxHashMap;

/// Words by the letters they begin and end with, the longer ones first.
#[derive(Debug)]
pub(crate) struct Sorted<S> {
    first: FxHashMap<char, Vec<S>>,
    last: FxHashMap<char, Vec<S>>,
}

impl<S: AsRef<str> + Clone> Sorted<S> {
    /// Of some words; an empty one stands everywhere and is left out.
    pub(crate) fn new(words: impl Iterator<Item = S>) -> Self {
        let mut words: Vec<S> = words.collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.as_ref().len()));
        let (mut first, mut last) = (FxHashMap::<char, Vec<S>>::default(), FxHashMap::<char, Vec<S>>::default());
        for word in words {
            let (begins, ends) = (word.as_ref().chars().next(), word.as_ref().chars().next_back());
            let Some((begins, ends)) = begins.zip(ends) else { continue };
            first.entry(begins).or_default().push(word.clone());
            last.entry(ends).or_default().push(word);
        }
        Self { first, last }
    }

    /// The words that a text begins with.
    pub(crate) fn beginning(&self, text: &str) -> impl Iterator<Item = &S> {
        let words = text.chars().next().and_then(|letter| self.first.get(&letter));
        words.into_iter().flatten().filter(move |word| text.starts_with(word.as_ref()))
    }

    /// The words that a text ends with.
    pub(crate) fn ending(&self, text: &str) -> impl Iterator<Item = &S> {
        let words = text.chars().next_back().and_then(|letter| self.last.get(&letter));
        words.into_iter().flatten().filter(move |word| text.ends_with(word.as_ref()))
    }

    /// Whether there are none.
    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }
}
