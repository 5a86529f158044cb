//! How often words are used, and the tables' own reading of a text.

use crate::config::{Config, Dictionary};
use crate::table::Table;
use crate::trie::{self, Entries};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

/// How often words of our own are taken to be used where their line does not say.
const OWN: u32 = 60;

/// How often each word of a script was counted.
#[derive(Default)]
pub struct Words {
    counts: HashMap<String, u32>,
    /// Those of `own.txt`: no region's word is exchanged within them.
    whole: HashSet<String>,
    /// What a word was before it was mapped: of several the commonest.
    originals: HashMap<String, String>,
}

impl Words {
    /// Reads `words.tsv`, lines `word TAB count`, and `own.txt`, where the count may be missing.
    pub fn read(folder: &Path) -> Self {
        let read = |name| fs::read_to_string(folder.join(name)).expect("the words can be read");
        let (counted, own) = (read("words.tsv"), read("own.txt"));
        let counted = counted.lines().map(|line| {
            let (word, count) = line.split_once('\t').expect("a line has a word and a count");
            (word.to_owned(), count.parse().expect("a count is a number"))
        });
        let mut counts: HashMap<String, u32> = counted.collect();
        let mut whole = HashSet::new();
        for line in own.lines().filter(|line| !line.starts_with('#')) {
            let (word, own) = line
                .split_once('\t')
                .map_or((line, OWN), |(word, count)| (word, count.parse().expect("a count is a number")));
            let count = counts.entry(word.to_owned()).or_default();
            *count = own.max(*count);
            whole.insert(word.to_owned());
        }
        Self { counts, whole, originals: HashMap::new() }
    }

    /// The same words in the form that `form` gives them.
    pub fn map(&self, form: impl Fn(&str) -> String) -> Self {
        let mut words: Vec<(&String, u32)> = self.counts.iter().map(|(word, &count)| (word, count)).collect();
        words.sort_unstable_by_key(|&(word, count)| (Reverse(count), word));
        let (mut counts, mut originals) = (HashMap::new(), HashMap::new());
        for (word, count) in words {
            let mapped = form(word);
            originals.entry(mapped.clone()).or_insert_with(|| word.clone());
            *counts.entry(mapped).or_default() += count;
        }
        let whole = self.whole.iter().map(|word| form(word)).collect();
        Self { counts, whole, originals }
    }

    /// What became `word`.
    pub fn original(&self, word: &str) -> Option<&str> {
        self.originals.get(word).map(String::as_str)
    }

    /// Whether it keeps its own words, whatever they are elsewhere: 不胜枚举, 中国石油化工.
    pub fn is_whole(&self, word: &str) -> bool {
        self.whole.contains(word)
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.counts.keys().map(String::as_str)
    }

    pub fn count(&self, word: &str) -> Option<u32> {
        self.counts.get(word).copied()
    }

    pub fn total(&self) -> f64 {
        self.counts.values().map(|&count| f64::from(count)).sum()
    }
}

/// A configuration of OpenCC at work, by OpenCC's rule: the longest phrase from the left.
pub struct Plain {
    segmentation: Option<Table>,
    stages: Vec<Table>,
}

impl Plain {
    pub fn new(config: &Config) -> Self {
        let stages = config.stages.iter().map(table).collect();
        Self { segmentation: config.segmentation.as_ref().map(table), stages }
    }

    pub fn convert(&self, text: &str) -> String {
        let Some(segmentation) = &self.segmentation else { return self.through(text) };
        let mut out = String::new();
        let mut gap = 0;
        let mut rest = text.chars();
        while !rest.as_str().is_empty() {
            let here = text.len() - rest.as_str().len();
            let Some(found) = segmentation.longest(&rest) else {
                rest.next();
                continue;
            };
            out += &self.through(&text[gap..here]);
            gap = text.len() - found.rest.as_str().len();
            out += &self.through(&text[here..gap]);
            rest = found.rest;
        }
        out + &self.through(&text[gap..])
    }

    /// What a character of the first stage's result becomes.
    pub fn printed(&self, form: &str) -> String {
        self.stages.iter().skip(1).fold(form.to_owned(), |text, stage| convert(&text, stage))
    }

    fn through(&self, text: &str) -> String {
        self.stages.iter().fold(text.to_owned(), |text, stage| convert(&text, stage))
    }
}

pub fn table(dictionary: &Dictionary) -> Table {
    let mut bytes = Vec::new();
    trie::write(&entries(dictionary), &mut bytes);
    Table::alone(&mut bytes.as_slice())
}

/// The entries of one stage: any key that matches is converted.
pub fn entries(dictionary: &Dictionary) -> Entries {
    let entries = dictionary.iter();
    entries.map(|(key, value)| (key.clone(), (crate::table::Kind::Segment, value.clone()))).collect()
}

/// Converts `text` by one stage.
pub fn convert(text: &str, table: &Table) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    table.scan(text, |edit| {
        out.push_str(&text[copied..edit.source.start]);
        out.push_str(edit.target);
        copied = edit.source.end;
    });
    out + &text[copied..]
}
