//! Where one word ends and the next begins.
//!
//! The tables take the longest phrase from the left, by the accident of length: in 以上签约 they see
//! 上签 and print 籤. Two readings of such a stretch *cross*: a phrase that starts inside the one
//! that is taken and ends behind it. Here every crossing of a phrase with a common word is found in
//! which the two readings convert differently, and decided by how often the words are used. Where
//! the reading that is not taken wins clearly, the whole stretch (上签约) becomes an entry of its own,
//! so that at run time there is nothing to decide. A third word can turn the decision around: 关系 is
//! likelier than 系统 in 关系统, but not in 海关系统.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

/// A word must be counted so often to cut a phrase in two.
const COMMON: u32 = 300;
/// A word must be counted so often to decide what two others share.
const USUAL: u32 = 800;
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

    /// Every word of more than one character.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.counts.keys().map(String::as_str).filter(|word| word.chars().nth(1).is_some())
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
        let search = Search { words: self, keys, lexicon, convert, found: BTreeMap::new() };
        search.run()
    }

    /// Every word that is counted so often, and is short enough to be cut.
    fn common(&self, count: u32) -> impl Iterator<Item = &str> {
        self.counts
            .iter()
            .filter(move |(word, often)| **often >= count && is_short(word))
            .map(|(word, _)| word.as_str())
    }
}

/// Two words that share letters: 关系 and 系统 in 关系统.
struct Crossing<'w> {
    first: &'w str,
    second: &'w str,
    /// Where the second begins in the first.
    start: usize,
}

impl<'w> Crossing<'w> {
    fn before(&self) -> &'w str {
        &self.first[..self.start]
    }

    fn behind(&self) -> &'w str {
        &self.second[self.first.len() - self.start..]
    }

    fn stretch(&self) -> String {
        format!("{}{}", self.first, self.behind())
    }
}

/// The search for crossings that convert differently.
struct Search<'w, C> {
    words: &'w Words,
    keys: &'w BTreeMap<String, String>,
    lexicon: &'w BTreeMap<String, String>,
    convert: C,
    found: BTreeMap<String, String>,
}

impl<C: Fn(&str) -> String> Search<'_, C> {
    fn run(mut self) -> BTreeMap<String, String> {
        let phrases = self.keys.keys().map(String::as_str).filter(|key| is_short(key));
        let mut words: Vec<&str> = self.words.common(COMMON).chain(phrases).collect();
        words.sort_unstable();
        words.dedup();
        let usual: Vec<&str> = self.words.common(USUAL).collect();
        let (by_start, usual_by_start, usual_by_end) = (starts(&words), starts(&usual), ends(&usual));
        for first in &words {
            for start in inner(first) {
                for second in by_start.get(&first[start..]).into_iter().flatten() {
                    let crossing = Crossing { first, second, start };
                    let Some(first_wins) = self.decide(&crossing) else { continue };
                    // A word before the first, or behind the second, can turn the decision around.
                    let none = Vec::new();
                    if first_wins && self.is_usual(second) {
                        for left in usual_by_end.get(crossing.before()).unwrap_or(&none) {
                            self.widen_left(&crossing, left);
                        }
                    }
                    if !first_wins && self.is_usual(first) {
                        for right in usual_by_start.get(crossing.behind()).unwrap_or(&none) {
                            self.widen_right(&crossing, right);
                        }
                    }
                }
            }
        }
        self.found
    }

    fn is_usual(&self, word: &str) -> bool {
        self.words.count(word, self.lexicon) >= USUAL
    }

    /// Which word is read, when it matters; an entry is made when it is not the one taken now.
    fn decide(&mut self, crossing: &Crossing<'_>) -> Option<bool> {
        let (first, second) = (crossing.first, crossing.second);
        // What is taken now: the first where it is a key, else the second.
        let first_is_taken = self.keys.contains_key(first);
        if !first_is_taken && !self.keys.contains_key(second) {
            return None;
        }
        let as_first = self.likelihood(&[first, crossing.behind()]);
        let as_second = self.likelihood(&[crossing.before(), second]);
        let better = if first_is_taken { as_second - as_first } else { as_first - as_second };
        let winner = if first_is_taken { second } else { first };
        let turned = better >= MARGIN && self.words.count(winner, self.lexicon) >= COMMON;
        let both_usual = self.is_usual(first) && self.is_usual(second);
        if !turned && !both_usual {
            return None;
        }
        let (one, other) = (self.read(&[first, crossing.behind()]), self.read(&[crossing.before(), second]));
        if one == other {
            return None;
        }
        if turned {
            self.add(crossing.stretch(), if first_is_taken { other } else { one });
        }
        Some(first_is_taken != turned)
    }

    /// 海关系统 is 海关 and 系统, though 关系 is likelier than 系统.
    fn widen_left(&mut self, crossing: &Crossing<'_>, left: &str) {
        let outside = &left[..left.len() - crossing.before().len()];
        if outside.is_empty() {
            return;
        }
        let (words, letters) = ([left, crossing.second], [outside, crossing.first, crossing.behind()]);
        self.widen(&words, &letters);
    }

    /// 头发展示 is 头发 and 展示, though 发展 is likelier than 头发.
    fn widen_right(&mut self, crossing: &Crossing<'_>, right: &str) {
        let outside = &right[crossing.behind().len()..];
        if outside.is_empty() {
            return;
        }
        let (words, letters) = ([crossing.first, right], [crossing.before(), crossing.second, outside]);
        self.widen(&words, &letters);
    }

    fn widen(&mut self, words: &[&str; 2], letters: &[&str; 3]) {
        if self.likelihood(words) - self.likelihood(letters) >= MARGIN {
            let (one, other) = (self.read(words), self.read(letters));
            if one != other {
                self.add(words.concat(), one);
            }
        }
    }

    fn add(&mut self, stretch: String, reading: String) {
        if !self.keys.contains_key(&stretch) {
            self.found.insert(stretch, reading);
        }
    }

    fn likelihood(&self, words: &[&str]) -> f64 {
        words.iter().map(|word| self.words.likelihood(word, self.lexicon)).sum()
    }

    fn read(&self, words: &[&str]) -> String {
        words.iter().map(|word| (self.convert)(word)).collect()
    }
}

/// Words by each way they can begin.
fn starts<'w>(words: &[&'w str]) -> HashMap<&'w str, Vec<&'w str>> {
    let mut starts: HashMap<&str, Vec<&str>> = HashMap::new();
    for word in words {
        for start in inner(word) {
            starts.entry(&word[..start]).or_default().push(word);
        }
    }
    starts
}

/// Words by each way they can end.
fn ends<'w>(words: &[&'w str]) -> HashMap<&'w str, Vec<&'w str>> {
    let mut ends: HashMap<&str, Vec<&str>> = HashMap::new();
    for word in words {
        for start in inner(word) {
            ends.entry(&word[start..]).or_default().push(word);
        }
    }
    ends
}

fn is_short(word: &str) -> bool {
    (2..=LONGEST).contains(&word.chars().count())
}

/// Where the letters of a word begin, but for the first.
fn inner(word: &str) -> impl Iterator<Item = usize> {
    word.char_indices().skip(1).map(|(at, _)| at)
}
