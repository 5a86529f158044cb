//! Compiles the graph of words that `src/text/script/graph.rs` reads.
//!
//! A text is read by its likeliest cut into words. A word's weight is its rarity, as a logarithm, so
//! the likeliest cut is the lightest. What a word becomes is found here: what the lexicon says, else
//! what the tables say of it as a whole, else what its own likeliest cut becomes. Most words become
//! what their characters become one by one; they have no value, and are there to be words.

use crate::config::{Config, Dictionary};
use crate::lexicon::{Form, Lexicon};
use crate::table::{PAIRS, pair};
use crate::trie::{Family, Numbers, Values, section};
use crate::words::{Plain, Words};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::iter::repeat;
use std::path::Path;

/// Weights are logarithms in parts of this size.
const UNIT: f64 = 150.0;
/// The heaviest weight there is room for.
const HEAVIEST: u32 = (1 << 12) - 1;
/// How often a phrase of the tables and a word of the lexicon are taken to be used when nobody
/// counted them.
const PHRASE: f64 = 2.0;
const LEXICON: f64 = 100.0;
/// By so much a word that was counted is likelier than its pieces.
const COUNTED: u32 = 100;
/// jieba gives words that it hardly met this count.
const RARE: f64 = 3.0;
/// A character that nobody counted.
const CHARACTER: f64 = 0.01;
/// So far before a telling character `graph.rs` looks for the start of its word.
const REACH: usize = 7;
/// No character has more readings.
const MOST_READINGS: usize = 4;
/// Flags of a character: some word makes it another than it is alone; with it a word may begin that
/// no such character would show.
const TELLING: u8 = 1;
const OPENS: u8 = 2;

/// What is ours, and stronger than the configuration.
pub struct Own<'w> {
    pub lexicon: BTreeMap<String, Form>,
    /// Which characters are printed, and instead of which.
    pub styles: Vec<(char, char)>,
    /// The words of the source script.
    pub words: &'w Words,
    /// The characters whose neighbours say how they are read, with their readings.
    pub readings: &'w Readings,
    /// The words of which they also say it, but for those of the lexicon.
    pub open: &'w BTreeSet<String>,
    /// What knows Simplified, where the way leads back into it and the words come from there.
    pub back: Option<&'w Lexicon>,
}

/// Of each character its readings in OpenCC's own Traditional, the usual one first.
pub type Readings = BTreeMap<char, Vec<String>>;

/// What stands last in a list of readings of which the neighbours decide none.
const DOUBTED: &str = "?";

/// Words and what they become.
pub struct Graph {
    letters: BTreeMap<char, Letter>,
    entries: HashMap<String, Entry>,
    total: f64,
    /// Of each character its readings as the edition prints them.
    readings: Readings,
}

struct Letter {
    weight: u32,
    plain: String,
    value: String,
}

struct Entry {
    weight: u32,
    /// What the tables make of it, and what we do.
    plain: String,
    value: String,
    /// How far from mere script the value goes.
    level: u32,
    /// What the word becomes where that is too far; empty where it is no word then.
    nearer: String,
    /// Whether its neighbours may say what it becomes.
    is_open: bool,
}

impl Entry {
    /// Whether a text is read and converted the same without it, piece by piece.
    fn is_only_its_pieces(&self, cut: &Cut, pieces: u32) -> bool {
        let same = self.value == cut.value && self.plain == cut.plain && self.level == cut.level;
        same && self.weight == pieces && self.nearer.is_empty() && !self.is_open && !cut.is_open
    }
}

/// A likeliest cut.
#[derive(Clone, Default)]
struct Cut {
    weight: u32,
    plain: String,
    value: String,
    level: u32,
    /// Whether the neighbours may say what a piece becomes.
    is_open: bool,
}

impl Graph {
    pub fn new(config: &Config, own: &Own<'_>) -> Self {
        let tables = Plain::new(config);
        let styled = |text: &str| -> String {
            let style = |c: char| own.styles.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
            text.chars().map(style).collect()
        };
        let mut graph = Self {
            letters: BTreeMap::new(),
            entries: HashMap::new(),
            total: own.words.total().ln(),
            readings: Readings::new(),
        };
        for (&c, readings) in own.readings {
            let printed = readings.iter().map(|reading| styled(&tables.printed(reading)));
            graph.readings.insert(c, printed.collect());
        }
        // A word goes back to what it came from, if that is all Simplified: 專著 to 专著. A common one is whole, whatever its
        // pieces are elsewhere: 蒙哥馬利 is not 馬利, 風馳電掣 no 電掣.
        let returns = |word: &str| -> Option<String> {
            let is_simplified =
                |original: &&str| own.back.is_some_and(|lexicon| lexicon.simplify(original) == *original);
            own.words.original(word).filter(is_simplified).map(str::to_owned)
        };
        let phrases = phrases(config);
        let all: BTreeSet<&str> = own
            .words
            .iter()
            .chain(phrases.iter().map(String::as_str))
            .chain(own.lexicon.keys().map(String::as_str))
            .collect();
        let stages = config.stages.iter().flat_map(|stage| stage.keys());
        let characters: BTreeSet<char> =
            stages.map(String::as_str).chain(all.iter().copied()).flat_map(str::chars).collect();
        for c in characters {
            let word = c.to_string();
            let plain = tables.convert(&word);
            let value = own.lexicon.get(&word).map_or_else(|| styled(&plain), |form| form.text.clone());
            let weight = graph.weight(own.words.count(&word).map_or(CHARACTER, f64::from));
            graph.letters.insert(c, Letter { weight, plain, value });
        }
        let mut all: Vec<(usize, &str)> = all.into_iter().map(|word| (word.chars().count(), word)).collect();
        all.sort_unstable();
        for (_, word) in all.into_iter().filter(|(length, _)| *length > 1) {
            let cut = graph.cut(word, u32::MAX);
            let plain = tables.convert(word);
            let is_phrase = phrases.contains(word);
            let count = own.words.count(word).map(f64::from);
            // Nothing is less likely as a word than in pieces; a word that was counted is likelier.
            let pieces = cut.weight - if count.is_some() { COUNTED } else { 1 };
            let entry = match own.lexicon.get(word) {
                Some(form) => {
                    let known = count.or(own.words.count(&form.hans).map(f64::from));
                    let weight = graph.weight(known.unwrap_or(LEXICON)).min(pieces);
                    // Nearer to script it is what the tables say of it, or its own words.
                    let nearer = match form.level.checked_sub(1).map(|level| graph.cut(word, level)) {
                        Some(cut) if is_phrase && plain != cut.plain => styled(&plain),
                        Some(cut) if count.is_some() && cut.level == 0 => cut.value,
                        _ => String::new(),
                    };
                    Entry { weight, plain, value: form.text.clone(), level: form.level, nearer, is_open: false }
                }
                None => {
                    let weight = graph.weight(count.unwrap_or(PHRASE)).min(pieces);
                    let cut = if own.words.is_whole(word) { graph.cut(word, 0) } else { cut.clone() };
                    // A phrase that says what its words say needs no value of its own.
                    let says_more = is_phrase && plain != cut.plain;
                    let (value, level) = match returns(word) {
                        Some(original) if cut.level == 0 || count > Some(RARE) => (original, 0),
                        _ if says_more => (styled(&plain), 0),
                        _ => (cut.value, cut.level),
                    };
                    Entry { weight, plain, value, level, nearer: String::new(), is_open: own.open.contains(word) }
                }
            };
            if count.is_some() || !entry.is_only_its_pieces(&cut, pieces) {
                graph.entries.insert(word.to_owned(), entry);
            }
        }
        graph
    }

    /// What a word becomes by itself, without words of another level.
    pub fn read(&self, word: &str, level: u32) -> String {
        match self.entries.get(word) {
            Some(entry) if entry.level <= level => entry.value.clone(),
            _ => self.cut(word, level).value,
        }
    }

    /// The likeliest cut of a word into shorter ones.
    fn cut(&self, word: &str, level: u32) -> Cut {
        let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        let last = ends.len() - 1;
        let mut best: Vec<(u32, usize)> = vec![(u32::MAX, 0); ends.len()];
        best[0].0 = 0;
        for from in 0..last {
            for to in from + 1..=last {
                let stretch = &word[ends[from]..ends[to]];
                let entry =
                    self.entries.get(stretch).filter(|entry| entry.level <= level && stretch.len() < word.len());
                let weight = match (to - from, entry) {
                    (1, _) => self.letter(stretch).map_or(HEAVIEST, |letter| letter.weight),
                    (_, Some(entry)) => entry.weight,
                    _ => continue,
                };
                if best[from].0 + weight < best[to].0 {
                    best[to] = (best[from].0 + weight, from);
                }
            }
        }
        let mut cuts = vec![last];
        while cuts[cuts.len() - 1] > 0 {
            cuts.push(best[cuts[cuts.len() - 1]].1);
        }
        let mut cut = Cut { weight: best[last].0, ..Cut::default() };
        for pair in cuts.windows(2).rev() {
            let stretch = &word[ends[pair[1]]..ends[pair[0]]];
            match (self.entries.get(stretch), self.letter(stretch)) {
                (Some(entry), _) => {
                    cut.plain += &entry.plain;
                    cut.value += &entry.value;
                    cut.level = cut.level.max(entry.level);
                    cut.is_open |= entry.is_open;
                }
                (None, Some(letter)) => {
                    cut.plain += &letter.plain;
                    cut.value += &letter.value;
                    cut.is_open |= stretch.chars().any(|c| self.readings.contains_key(&c));
                }
                (None, None) => {
                    cut.plain += stretch;
                    cut.value += stretch;
                }
            }
        }
        cut
    }

    fn letter(&self, stretch: &str) -> Option<&Letter> {
        stretch.chars().next().and_then(|c| self.letters.get(&c))
    }

    fn weight(&self, count: f64) -> u32 {
        let weight = ((self.total - count.ln()) * UNIT).round();
        (weight.max(1.0) as u32).min(HEAVIEST)
    }

    /// What a word becomes character by character.
    fn spelled(&self, word: &str) -> String {
        word.chars().map(|c| self.letters[&c].value.as_str()).collect()
    }

    /// The numbers of its words: 2 bits of level, 12 of weight, 17 of value. Value 1 is that of words that stay as
    /// they are, 2 that of those whose characters their neighbours may read otherwise; that of a word of another level
    /// is followed by what it becomes nearer to script.
    fn numbers(&self, values: &mut Values) -> (Numbers, Marks<'_>) {
        assert_eq!(values.number(""), 1, "the value of words that stay is the first");
        assert_eq!(values.number("\0"), 2, "that of open words is the second");
        let mut marks = Marks { telling: self.readings.keys().copied().collect(), ..Marks::default() };
        let sorted: BTreeMap<&String, &Entry> = self.entries.iter().collect();
        for (word, entry) in &sorted {
            let value = if entry.level == 0 { &entry.value } else { &entry.nearer };
            let differs = |(c, value): (char, char)| (!self.letters[&c].value.chars().eq([value])).then_some(c);
            if word.chars().count() == value.chars().count() {
                marks.telling.extend(word.chars().zip(value.chars()).filter_map(differs));
            }
        }
        let mut numbers = Numbers::new();
        for (word, entry) in sorted {
            let spelled = entry.level == 0 && entry.value == self.spelled(word);
            if !spelled && !word.chars().take(REACH).any(|c| marks.telling.contains(&c)) {
                marks.openings.push(word);
            }
            let value = match entry {
                _ if spelled && entry.is_open => 2,
                _ if spelled => 0,
                Entry { level: 1.., value, nearer, .. } => values.pair(value, nearer),
                Entry { value, .. } if value == word => 1,
                Entry { value, .. } => values.number(value),
            };
            assert!(value < 1 << 17, "a number of a value fits beside the weight");
            numbers.insert(word.clone(), entry.level << 29 | entry.weight << 17 | value);
        }
        (numbers, marks)
    }

    /// ```text
    /// letters         by code: value, weight, flags, place of its readings
    /// openings        a bit for each pair of codes
    /// readings        as many values as there may be, and which is the usual one
    /// ```
    fn write_letters(&self, marks: &Marks<'_>, codes: &HashMap<char, u16>, values: &mut Values, out: &mut Vec<u8>) {
        let openings = marks.openings.iter().filter_map(|word| split(word));
        let opening: BTreeSet<char> = openings.clone().map(|(c, _)| c).collect();
        let mut by_code: Vec<[u8; 7]> = vec![[0; 7]; codes.len() + 1];
        let mut readings: Vec<u32> = Vec::new();
        for (c, letter) in &self.letters {
            let place = self.readings.get(c).map_or(0, |those| {
                let forms = || those.iter().filter(|reading| *reading != DOUBTED);
                readings.extend(forms().map(|reading| values.number(reading)).chain(repeat(0)).take(MOST_READINGS));
                let usual = forms().position(|reading| *reading == letter.value).unwrap_or(0);
                let doubted = if forms().count() < those.len() { MOST_READINGS } else { 0 };
                readings.push((usual + doubted) as u32);
                readings.len() / (MOST_READINGS + 1)
            });
            let byte = |number: usize| u8::try_from(number).expect("a small number fits a byte");
            let value = if letter.value.chars().eq([*c]) { 0 } else { values.number(&letter.value) };
            let flags = (u8::from(marks.telling.contains(c)) * TELLING) | (u8::from(opening.contains(c)) * OPENS);
            let [v0, v1, v2, 0] = value.to_le_bytes() else { panic!("a value has three bytes") };
            let [w0, w1] = u16::try_from(letter.weight).expect("a weight has twelve bits").to_le_bytes();
            by_code[codes[c] as usize] = [v0, v1, v2, w0, w1, flags, byte(place)];
        }
        section(out, by_code.into_iter().flatten());
        let mut bits = vec![0; PAIRS / 8];
        for (c, rest) in openings {
            let next = rest.chars().next().expect("a word of the graph has two characters");
            let bit = pair(codes[&c].into(), codes[&next].into());
            bits[bit / 8] |= 1 << (bit % 8);
        }
        section(out, bits.into_iter());
        section(out, readings.into_iter().flat_map(u32::to_le_bytes));
    }
}

/// What the characters of a graph's words show of them.
#[derive(Default)]
struct Marks<'g> {
    telling: BTreeSet<char>,
    /// Words that no telling character shows.
    openings: Vec<&'g str>,
}

/// Writes graphs whose words are much alike: what they share, and each behind its `head`.
pub fn write(graphs: &[(Vec<u8>, Graph)]) -> (Vec<u8>, Vec<Vec<u8>>) {
    let mut family = Family::new();
    let mut marks = Vec::new();
    for (_, graph) in graphs {
        let (numbers, shown) = graph.numbers(&mut family.values);
        family.add_numbers(numbers);
        marks.push(shown);
    }
    let letters: BTreeSet<String> =
        graphs.iter().flat_map(|(_, graph)| graph.letters.keys().map(char::to_string)).collect();
    let codes = family.codes(letters.iter().map(String::as_str));
    let blobs = graphs.iter().zip(&marks).enumerate().map(|(table, ((head, graph), marks))| {
        let mut out = head.clone();
        family.write_table(table, &mut out);
        graph.write_letters(marks, &codes, &mut family.values, &mut out);
        out
    });
    let blobs = blobs.collect();
    let mut shared = Vec::new();
    family.write(&codes, &mut shared);
    (shared, blobs)
}

/// Reads `readings.txt`: lines of a character, a tab and its readings.
pub fn readings(file: &Path) -> Readings {
    let text = fs::read_to_string(file).expect("the readings can be read");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let readings = lines.map(|line| {
        let (c, readings) = split(line).expect("a line begins with a character");
        (c, readings.split_whitespace().map(str::to_owned).collect())
    });
    readings.collect()
}

/// Reads `open.txt`, a word a line.
pub fn open(file: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(file).expect("the open words can be read");
    text.lines().map(str::to_owned).collect()
}

/// Every key of several characters, as the source script writes it: those of a second stage are
/// written in what the first makes of it.
fn phrases(config: &Config) -> BTreeSet<String> {
    let long = |dictionary: &Dictionary| -> Vec<String> {
        dictionary.keys().filter(|key| key.chars().nth(1).is_some()).cloned().collect()
    };
    let mut phrases: BTreeSet<String> = config.segmentation.iter().flat_map(long).collect();
    let Some((first, later)) = config.stages.split_first() else { return phrases };
    phrases.extend(long(first));
    let mut made: HashMap<char, Vec<char>> = HashMap::new();
    for (key, value) in first {
        if let (Some((c, "")), Some((value, ""))) = (split(key), split(value)) {
            made.entry(value).or_default().push(c);
        }
    }
    for key in later.iter().flat_map(long) {
        phrases.extend(sources(&made, first, &key));
    }
    phrases
}

/// What a stage may have made `text` of, character by character.
fn sources(made: &HashMap<char, Vec<char>>, stage: &Dictionary, text: &str) -> Vec<String> {
    text.chars().fold(vec![String::new()], |starts, c| {
        let stays = !stage.contains_key(&c.to_string());
        let ways: Vec<char> = made.get(&c).into_iter().flatten().copied().chain(stays.then_some(c)).collect();
        starts.iter().flat_map(|start| ways.iter().map(move |way| format!("{start}{way}"))).collect()
    })
}

/// The first character of a text and what follows it.
fn split(text: &str) -> Option<(char, &str)> {
    let c = text.chars().next()?;
    Some((c, &text[c.len_utf8()..]))
}
