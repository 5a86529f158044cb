//! A text read as words: the likeliest cut of it, and what each word becomes.
//!
//! Most characters become the same whatever is around them, so no cut is looked for there. A *telling* character
//! becomes one thing or another by its word. Around each an *island* is read: the stretch from the nearest place before it
//! to the nearest behind it that no word reaches across, in which the likeliest cut is that of the whole text.
//!
//! In: the words that `tables/graph.rs` compiled, and text. Out: its edits.
//!
//! May touch: nothing

use super::Reach;
use super::place::{self, Place};
use super::readings::{self, AGAINST, MARGIN, MOST, UNDECIDED_MARGIN, WORD_MARGIN};
use super::table::{Beginnings, By, Edit, Family, Trie, Values, numbers, pair, section};
use crate::text::is_cjk;
use std::mem::take;
use std::ops::Range;
use std::sync::Arc;

/// So many bytes a character takes.
const LETTER: usize = 7;
/// The flag of a character that some word makes another than it is alone.
const TELLING: u8 = 1;
/// That of a character with which a word may begin that no such character would show.
const OPENS: u8 = 2;
/// A word that begins so far before a telling character is found by its own first character.
const REACH: usize = 7;
/// The value of a word that stays as it is, whatever its characters become elsewhere.
const STAYS: u32 = 1;
/// That of a word that is written in two ways: its neighbours may be sure of the other.
const OPEN: u32 = 2;

/// Words that are exchanged for others have to be lighter by so much than a cut without them in which fewer characters
/// stand alone: 春|节假日 is 春节|假日, and 出|航天|数 is 出航|天数. That is six times as likely, in parts of 1/150.
const EXCHANGE: u32 = 270;

/// What counts, and stands alone before many a counter: 三|只基金 is no worse than 三只|基金.
const COUNTS: &str = "一二两三四五六七八九十百千万亿几数多余每各这那该此哪某首整半";

/// Words with their weights and values.
#[derive(Debug)]
pub(super) struct Graph {
    words: Trie,
    /// How long words are at most, by their first two characters.
    beginnings: Arc<Beginnings>,
    letters: Vec<Letter>,
    /// The flags of each character, which are asked of all that is read.
    flags: Vec<u8>,
    values: Arc<Values>,
    /// A bit for each pair of characters with which a word may begin that no telling character shows.
    openings: Vec<u8>,
    readings: Vec<Readings>,
    /// The codes of [`COUNTS`].
    counts: Vec<u32>,
}

/// The readings of a character, by their values.
#[derive(Clone, Copy, Debug)]
struct Readings {
    values: [u32; MOST],
    /// Which of them is the usual one.
    usual: usize,
    /// Whether neighbours decide, and not only raise doubts.
    decided: bool,
}

impl Readings {
    /// The value of the likeliest reading, if it is not the usual one and leads it by `margin`.
    fn best(&self, scores: [i32; MOST], margin: i32) -> Option<u32> {
        let read = self.values.into_iter().zip(scores).filter(|(value, _)| *value > 0);
        let (value, most) = read.max_by_key(|&(value, score)| (score, value == self.values[self.usual]))?;
        (value != self.values[self.usual] && most - scores[self.usual] >= margin).then_some(value)
    }
}

/// A character that its neighbours would read otherwise, but not surely, or surely but against its word.
#[derive(Debug)]
pub struct Unsure<'k> {
    /// Its bytes.
    pub source: Range<usize>,
    /// What else it may become, the likeliest first.
    pub others: Vec<&'k str>,
    /// Whether a word says what it becomes.
    pub in_word: bool,
}

/// Takes what is unsure: a character, its readings with that which is printed as the usual one, what speaks for each,
/// and whether a word says it. None where nobody asks.
type Asked<'a> = Option<&'a mut dyn FnMut(Range<usize>, Readings, [i32; MOST], bool)>;

/// A character by itself.
#[derive(Clone, Copy, Debug)]
struct Letter {
    value: u32,
    weight: u16,
    /// The place of its readings, from 1; 0 where it has but one, or only words say which.
    readings: u8,
}

/// A line as it is being read; the memory serves the next one too.
#[derive(Debug, Default)]
pub(super) struct Line {
    level: u32,
    /// Its characters; one more place for the end.
    places: Vec<Place>,
    /// Around which of them a cut is looked for.
    telling: Vec<u32>,
    /// The lightest way to each place of the island.
    ways: Vec<Way>,
    path: Vec<(Range<usize>, u32)>,
    /// Whether a word of the path is exchanged for another one.
    exchanged: bool,
}

#[derive(Clone, Copy, Debug)]
struct Way {
    weight: u32,
    from: u32,
    value: u32,
    exchanged: bool,
}

impl Line {
    /// How many characters it has.
    fn length(&self) -> usize {
        self.places.len() - 1
    }

    /// From a character on.
    fn from(&self, at: usize) -> &[Place] {
        &self.places[at..self.places.len() - 1]
    }
}

const UNREACHED: Way = Way { weight: u32::MAX, from: 0, value: 0, exchanged: false };

impl Graph {
    /// Takes one off the front of `bytes`.
    pub(super) fn read(bytes: &mut &[u8], family: &Family) -> Self {
        let (words, values) = family.table(bytes);
        let each = section(bytes).chunks_exact(LETTER);
        let letters = each.clone().map(|b| Letter {
            value: u32::from_le_bytes([b[0], b[1], b[2], 0]),
            weight: u16::from_le_bytes([b[3], b[4]]),
            readings: b[6],
        });
        let (letters, flags) = (letters.collect(), each.map(|b| b[5]).collect());
        let openings = section(bytes).to_vec();
        let numbers: Vec<u32> = numbers(bytes).collect();
        let readings = numbers.chunks_exact(MOST + 1);
        let readings = readings.map(|set| Readings {
            values: std::array::from_fn(|n| set[n]),
            usual: set[MOST] as usize % MOST,
            decided: (set[MOST] as usize) < MOST,
        });
        let beginnings = family.beginnings();
        let counts = COUNTS.chars().map(|c| words.code(c)).collect();
        Self { words, beginnings, letters, flags, values, openings, readings: readings.collect(), counts }
    }

    /// Reports what changes in `text`. Words that go further from mere script than `reach` do not count.
    pub(super) fn scan<'k>(&'k self, text: &str, reach: Reach, line: &mut Line, edit: impl FnMut(Edit<'k>)) {
        self.read_lines(text, reach, line, edit, None);
    }

    /// The characters of `text` that no word decides, and the neighbours not surely, or read otherwise than its word.
    pub(super) fn unsure(&self, text: &str, reach: Reach) -> Vec<Unsure<'_>> {
        let mut found = Vec::new();
        let mut asked = |source, readings: Readings, scores: [i32; MOST], in_word| {
            let mut others: Vec<usize> = (0..MOST).filter(|&n| n != readings.usual && readings.values[n] > 0).collect();
            others.sort_by_key(|&n| std::cmp::Reverse(scores[n]));
            let others = others.into_iter().filter_map(|n| self.values.get(readings.values[n])).collect();
            found.push(Unsure { source, others, in_word });
        };
        self.read_lines(text, reach, &mut Line::default(), |_| {}, Some(&mut asked));
        found
    }

    fn read_lines<'k>(
        &'k self,
        text: &str,
        reach: Reach,
        line: &mut Line,
        mut edit: impl FnMut(Edit<'k>),
        mut asked: Asked<'_>,
    ) {
        line.level = reach as u32;
        let mut start = 0;
        while start < text.len() {
            let end = self.decode(text, start, line);
            self.read_line(text, line, &mut edit, &mut asked);
            start = end;
        }
    }

    /// Whether this is a word of several characters.
    pub(super) fn knows(&self, word: &str) -> bool {
        let mut codes = word.chars().map(|c| self.words.code(c));
        let end = codes.try_fold(self.words.start(), |at, code| self.words.child(at, code));
        end.is_some_and(|at| self.words.number(at).is_some())
    }

    /// Reads the line at `start` as codes, and says where it ends.
    fn decode(&self, text: &str, start: usize, line: &mut Line) -> usize {
        let end = place::read(text, start, &self.words, &mut line.places);
        line.telling.clear();
        let mut opener = 0;
        for (at, place) in (0..).zip(&line.places[..line.places.len() - 1]) {
            if opener != 0 && self.may_open(opener, place.code) {
                line.telling.push(at - 1);
            }
            opener = 0;
            match self.flags[place.code as usize] {
                0 => {}
                OPENS => opener = place.code,
                _ => line.telling.push(at),
            }
        }
        end
    }

    fn read_line<'k>(&'k self, text: &str, line: &mut Line, edit: &mut impl FnMut(Edit<'k>), asked: &mut Asked<'_>) {
        let mut done = 0;
        for next in 0..line.telling.len() {
            let at = line.telling[next] as usize;
            if at < done || !self.tells(line, at) {
                continue;
            }
            let start = self.island_start(line, done, at);
            self.spell(line, done..start, edit);
            done = self.cut(line, start, at);
            for (word, value) in line.path.iter().rev() {
                match value {
                    0 if word.len() == 1 && self.letters[line.places[word.start].code as usize].readings > 0 => {
                        self.read_letter(text, line, word.start, edit, asked);
                        continue;
                    }
                    0 => self.spell(line, word.clone(), edit),
                    &OPEN => self.read_word(text, line, word.clone(), edit),
                    &STAYS => {}
                    &value => {
                        let source = line.places[word.start].start as usize..line.places[word.end].start as usize;
                        let target = self.values.get(value).unwrap_or_default();
                        if target != &text[source.clone()] {
                            edit(Edit { source, target, by: By::Phrase });
                        }
                    }
                }
                if let Some(asked) = asked {
                    self.question(text, line, word.clone(), *value, asked);
                }
            }
        }
        self.spell(line, done..line.length(), edit);
    }

    /// Characters one by one.
    fn spell<'k>(&'k self, line: &Line, stretch: Range<usize>, edit: &mut impl FnMut(Edit<'k>)) {
        for at in stretch {
            if let Some(target) = self.values.get(self.letters[line.places[at].code as usize].value) {
                let source = line.places[at].start as usize..line.places[at + 1].start as usize;
                edit(Edit { source, target, by: By::Character });
            }
        }
    }

    /// A word that is written in two ways: the neighbours decide of its characters where they are sure.
    fn read_word<'k>(&'k self, text: &str, line: &Line, word: Range<usize>, edit: &mut impl FnMut(Edit<'k>)) {
        for at in word {
            let best = self
                .scores(text, line, at)
                .and_then(|(readings, scores)| readings.best(scores, WORD_MARGIN).filter(|_| readings.decided));
            match best.and_then(|value| self.values.get(value)) {
                Some(target) => {
                    let source = line.places[at].start as usize..line.places[at + 1].start as usize;
                    edit(Edit { source, target, by: By::Neighbours });
                }
                None => self.spell(line, at..at + 1, edit),
            }
        }
    }

    /// A character of several readings that is in no word: the neighbours decide where they are sure.
    fn read_letter<'k>(
        &'k self,
        text: &str,
        line: &Line,
        at: usize,
        edit: &mut impl FnMut(Edit<'k>),
        asked: &mut Asked<'_>,
    ) {
        let source = line.places[at].start as usize..line.places[at + 1].start as usize;
        let Some((readings, scores)) = self.scores(text, line, at) else { return };
        if let Some(value) = readings.best(scores, MARGIN).filter(|_| readings.decided) {
            if let Some(target) = self.values.get(value).filter(|target| *target != &text[source.clone()]) {
                edit(Edit { source, target, by: By::Neighbours });
            }
            return;
        }
        if let Some(asked) = asked {
            // A character by itself has no neighbours to be sure by.
            let is_alone = || {
                let (before, after) = (text[..source.start].chars().next_back(), text[source.end..].chars().next());
                is_mark(before) && is_mark(after)
            };
            // Where neighbours decide nothing they have to be sure to be asked about: 产值里 is no ward.
            let least = if readings.decided { 1 } else { UNDECIDED_MARGIN };
            if readings.best(scores, least).is_some() || is_alone() {
                asked(source, readings, scores, false);
            }
        }
        self.spell(line, at..at + 1, edit);
    }

    /// Asks about the characters of a word that their neighbours clearly read otherwise than the word does.
    fn question(
        &self,
        text: &str,
        line: &Line,
        word: Range<usize>,
        value: u32,
        asked: &mut dyn FnMut(Range<usize>, Readings, [i32; MOST], bool),
    ) {
        let bytes = |at: usize| line.places[at].start as usize..line.places[at + 1].start as usize;
        let whole = &text[bytes(word.start).start..bytes(word.end - 1).end];
        let printed = match value {
            0 | OPEN => None,
            STAYS => Some(whole),
            value => self.values.get(value),
        };
        if printed.is_some_and(|printed| printed.chars().count() != word.len()) {
            return;
        }
        for at in word.clone() {
            let scored = self.scores(text, line, at).filter(|(readings, _)| readings.decided);
            let Some((readings, scores)) = scored else { continue };
            let is_printed = |&n: &usize| {
                let reading = self.values.get(readings.values[n]).unwrap_or_default();
                printed.map_or(n == readings.usual, |printed| {
                    printed.chars().nth(at - word.start).is_some_and(|c| reading.chars().eq([c]))
                })
            };
            let Some(usual) = (0..MOST).find(is_printed) else { continue };
            let most = (0..MOST).filter(|&n| readings.values[n] > 0).map(|n| scores[n]).max();
            if most.is_some_and(|most| most - scores[usual] >= AGAINST) {
                asked(bytes(at), Readings { usual, ..readings }, scores, true);
            }
        }
    }

    /// The readings of a character that has several, and what its neighbours in the line say for each.
    fn scores(&self, text: &str, line: &Line, at: usize) -> Option<(Readings, [i32; MOST])> {
        let place = usize::from(self.letters[line.places[at].code as usize].readings).checked_sub(1)?;
        let readings = self.readings[place];
        let source = line.places[at].start as usize..line.places[at + 1].start as usize;
        let bounds = line.places[0].start as usize..line.places[line.length()].start as usize;
        let (before, after) = (&text[bounds.start..source.start], &text[source.end..bounds.end]);
        let count = readings.values.iter().filter(|value| **value > 0).count();
        let c = text[source].chars().next()?;
        Some((readings, readings::scores(c, count, before.chars().rev(), after.chars())))
    }

    /// Whether a word may begin with these that its characters do not show.
    #[inline]
    fn may_open(&self, code: u32, next: u32) -> bool {
        let bit = pair(code, next);
        self.openings[bit / 8] >> (bit % 8) & 1 == 1
    }

    /// Whether a cut is to be looked for around a character: a word that begins with it or goes over it makes it another.
    fn tells(&self, line: &Line, at: usize) -> bool {
        let mut tells = self.flags[line.places[at].code as usize] & TELLING != 0;
        if !tells {
            self.words_at(line.from(at), line.level, |_, _, value, _| tells |= value != 0);
        }
        tells
    }

    /// The nearest place at or before `start` that no word reaches across; none does at `done`.
    fn island_start(&self, line: &Line, done: usize, mut start: usize) -> usize {
        let reach = |start: usize| start.saturating_sub(REACH).max(done);
        let mut from = reach(start);
        while from < start {
            let mut crosses = false;
            if from + self.beginnings.longest(line.places[from].code, line.places[from + 1].code) > start {
                self.words_at(line.from(from), line.level, |length, _, _, _| crosses |= from + length > start);
            }
            if crosses {
                start = from;
                from = reach(start);
            } else {
                from += 1;
            }
        }
        start
    }

    /// Finds the likeliest path from `start` over `at` to the next place that no word reaches across, last word first,
    /// and says where that is. Words are exchanged only where they leave no more characters alone, or are far likelier.
    fn cut(&self, line: &mut Line, start: usize, at: usize) -> usize {
        let end = self.lightest(line, start, at, 0);
        if line.exchanged {
            let path = take(&mut line.path);
            self.lightest(line, start, at, EXCHANGE);
            let stands = |word: &Range<usize>| word.len() == 1 && !self.counts.contains(&line.places[word.start].code);
            let alone = |path: &[(Range<usize>, u32)]| path.iter().filter(|(word, _)| stands(word)).count();
            if alone(&line.path) >= alone(&path) {
                line.path = path;
            }
        }
        end
    }

    /// The same, where words that are exchanged weigh so much more.
    fn lightest(&self, line: &mut Line, start: usize, at: usize, exchange: u32) -> usize {
        let Line { level, places, ways, path, exchanged, .. } = line;
        let places = &places[..places.len() - 1];
        ways.clear();
        ways.push(Way { weight: 0, ..UNREACHED });
        let (mut here, mut end) = (start, at + 1);
        while here < end {
            if ways.len() < end - start + 1 {
                ways.resize(end - start + 1, UNREACHED);
            }
            let weight = ways[here - start].weight;
            let mut relax = |length: usize, weighs: u32, value: u32, exchanged: bool| {
                let to = here + length - start;
                if to >= ways.len() {
                    ways.resize(to + 1, UNREACHED);
                }
                let weight = weight + weighs + if exchanged { exchange } else { 0 };
                if weight < ways[to].weight {
                    ways[to] = Way { weight, from: here as u32, value, exchanged };
                }
                end = end.max(here + length);
            };
            relax(1, u32::from(self.letters[places[here].code as usize].weight), 0, false);
            self.words_at(&places[here..], *level, relax);
            here += 1;
        }
        path.clear();
        *exchanged = false;
        let mut to = end;
        while to > start {
            let way = ways[to - start];
            path.push((way.from as usize..to, way.value));
            *exchanged |= way.exchanged;
            to = way.from as usize;
        }
        end
    }

    /// Every word of several characters that begins `places`: its length, weight and value, and whether it is exchanged.
    #[inline]
    fn words_at(&self, places: &[Place], level: u32, mut found: impl FnMut(usize, u32, u32, bool)) {
        let [first, second, ..] = places else { return };
        if self.beginnings.longest(first.code, second.code) == 0 {
            return;
        }
        let mut at = self.words.start();
        for (place, character) in places.iter().enumerate() {
            let Some(next) = self.words.child(at, character.code) else { return };
            at = next;
            let Some(number) = self.words.number(at) else { continue };
            let (own, weight, value) = (number >> 29, number >> 17 & 0xfff, number & 0x1_ffff);
            if own <= level {
                found(place + 1, weight, value, own > 0);
            } else if self.values.get(value + 1).is_some_and(|nearer| !nearer.is_empty()) {
                found(place + 1, weight, value + 1, false);
            }
        }
    }
}

/// Whether a mark of Chinese text is beside a character, or nothing.
fn is_mark(beside: Option<char>) -> bool {
    beside.is_none_or(|c| c == '\n' || is_cjk(c) && !c.is_alphanumeric())
}
