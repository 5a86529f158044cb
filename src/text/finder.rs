//! Words looked for in running text, many times faster than it can be read.
//!
//! In: words. Out: where the longest of them are. Chinese words share their first bytes, and by rare bytes, as automata
//! choose where to look, nothing is found there: few words are found by all of their first bytes, many by an automaton
//! that looks at every byte.
//!
//! May touch: nothing

use aho_corasick::packed::{self, Searcher};
use aho_corasick::{AhoCorasick, BuildError, Input, Match, MatchKind, Span};
use std::iter::successors;

/// So many words are few.
const FEW: usize = 48;

/// Finds words.
pub(super) enum Finder {
    Few(Searcher),
    Many(AhoCorasick),
}

impl Finder {
    /// For any words.
    pub(super) fn new<W: AsRef<str>>(words: &[W]) -> Result<Self, BuildError> {
        let words = words.iter().map(W::as_ref);
        let few = (words.len() <= FEW).then(|| {
            packed::Config::new().match_kind(packed::MatchKind::LeftmostLongest).builder().extend(words.clone()).build()
        });
        match few.flatten() {
            Some(searcher) => Ok(Self::Few(searcher)),
            None => {
                let builder =
                    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).prefilter(false).build(words);
                builder.map(Self::Many)
            }
        }
    }

    /// For a few of our own.
    pub(super) fn of(words: &[&str]) -> Self {
        Self::new(words).expect("a few words make a small automaton")
    }

    /// The longest word at the first place that has one.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<Match> {
        match self {
            Self::Few(searcher) => searcher.find_in(text, Span { start: from, end: text.len() }),
            Self::Many(automaton) => automaton.find(Input::new(text).range(from..)),
        }
    }

    /// All of them, none over another.
    pub(super) fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Match> + use<'t> {
        successors(self.find(text, 0), |last| self.find(text, last.end()))
    }
}
