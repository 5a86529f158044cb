//! Where one word ends and the next begins.
//!
//! The tables take the longest phrase from the left, by the accident of length: in 以上签约 they see
//! 上签 and print 籤. Two readings of such a stretch *cross*: a phrase that starts inside the one
//! that is taken and ends behind it. Here every crossing of a phrase with a common word is found in
//! which the two readings convert differently, and decided by how often the words are used. Where
//! the reading that is not taken wins clearly, the whole stretch (上签约) becomes an entry of its own,
//! so that at run time there is nothing to decide.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

/// A word must be counted so often to cut a phrase in two.
const COMMON: u32 = 300;
/// Words of the lexicon are there because they are used.
const LEXICON: u32 = 400;
/// By what factor, as a logarithm, one reading must be the likelier.
const MARGIN: f64 = 2.0;
/// Longer words do not get in each other's way.
const LONGEST: usize = 4;

/// How often each word was counted.
pub struct Words {
    counts: HashMap<String, u32>,
    total: f64,
}

impl Words {
    /// Reads lines `word TAB count`.
    pub fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("the words can be read");
        let counts: HashMap<String, u32> = text
            .lines()
            .map(|line| {
                let (word, count) = line.split_once('\t').expect("a line has a word and a count");
                (word.to_owned(), count.parse().expect("a count is a number"))
            })
            .collect();
        let total = counts.values().map(|&count| f64::from(count)).sum();
        Self { counts, total }
    }

    fn count(&self, word: &str, lexicon: &BTreeMap<String, String>) -> u32 {
        let known = self.counts.get(word).copied().unwrap_or_default();
        if lexicon.contains_key(word) { known.max(LEXICON) } else { known }
    }

    /// How likely a stretch is, as a logarithm: as one word, or letter by letter.
    fn likelihood(&self, stretch: &str, lexicon: &BTreeMap<String, String>) -> f64 {
        let one = |word: &str| ((f64::from(self.count(word, lexicon)) + 0.5) / self.total).ln();
        let letters = stretch.char_indices().map(|(at, c)| one(&stretch[at..at + c.len_utf8()])).sum::<f64>();
        one(stretch).max(letters)
    }

    /// The stretches that the longest phrase from the left would get wrong, and how to read them.
    /// `keys` are the phrases that are taken, `lexicon` those of them that are ours; `convert` says
    /// what a stretch that is read by itself becomes.
    pub fn crossings(
        &self,
        keys: &BTreeMap<String, String>,
        lexicon: &BTreeMap<String, String>,
        convert: impl Fn(&str) -> String,
    ) -> BTreeMap<String, String> {
        let common = self
            .counts
            .iter()
            .filter(|(word, count)| **count >= COMMON && is_short(word))
            .map(|(word, _)| word.as_str());
        let phrases = keys.keys().map(String::as_str).filter(|key| is_short(key));
        let mut words: Vec<&str> = common.chain(phrases).collect();
        words.sort_unstable();
        words.dedup();
        let mut by_start: HashMap<&str, Vec<&str>> = HashMap::new();
        for word in &words {
            for start in inner(word) {
                by_start.entry(&word[..start]).or_default().push(word);
            }
        }
        let mut crossings = BTreeMap::new();
        for first in &words {
            for start in inner(first) {
                let shared = &first[start..];
                for second in by_start.get(shared).into_iter().flatten() {
                    let (before, behind) = (&first[..start], &second[shared.len()..]);
                    // What is taken now: the first where it is a key, else the second.
                    let first_is_taken = keys.contains_key(*first);
                    if !first_is_taken && !keys.contains_key(*second) {
                        continue;
                    }
                    let as_first = self.likelihood(first, lexicon) + self.likelihood(behind, lexicon);
                    let as_second = self.likelihood(before, lexicon) + self.likelihood(second, lexicon);
                    let better = if first_is_taken { as_second - as_first } else { as_first - as_second };
                    let winner = if first_is_taken { second } else { first };
                    if better < MARGIN || self.count(winner, lexicon) < COMMON {
                        continue;
                    }
                    let stretch = format!("{first}{behind}");
                    let (one, other) = (
                        format!("{}{}", convert(first), convert(behind)),
                        format!("{}{}", convert(before), convert(second)),
                    );
                    if one != other && !keys.contains_key(&stretch) {
                        crossings.insert(stretch, if first_is_taken { other } else { one });
                    }
                }
            }
        }
        crossings
    }
}

fn is_short(word: &str) -> bool {
    (2..=LONGEST).contains(&word.chars().count())
}

/// Where the letters of a word begin, but for the first.
fn inner(word: &str) -> impl Iterator<Item = usize> {
    word.char_indices().skip(1).map(|(at, _)| at)
}
