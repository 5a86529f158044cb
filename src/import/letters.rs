//! Text that remembers where each of its characters was.
//!
//! In: stretches of the input. Out: [`Text`], whose characters each have a form for the draft, a form
//! for reading (Simplified, halfwidth) and a place in the input; and [`Reading`], a text as a string
//! from which bytes lead back to characters.
//!
//! May touch: text, figure

pub(crate) use crate::text::is_han;

use crate::figure::scan::Plain;
use crate::text::is_cjk;
use std::ops::Range;

/// One character of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// As the draft prints it: the input's own, with fullwidth digits and letters made halfwidth.
    pub clean: char,
    /// As rules read it: Simplified, with one form of each sign. A gap of several spaces is `\t`.
    pub plain: char,
    /// Its byte in the input.
    pub at: usize,
    /// How many bytes of the input it replaces.
    pub len: usize,
}

/// A stretch of a page, cleaned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Letter>);

impl Text {
    /// A text that begins at a byte of the input, or is none of it.
    pub(crate) fn of(text: &str, begins: Option<usize>) -> Self {
        let plain = Plain::new(text.char_indices().map(|(at, c)| (c, at..at + c.len_utf8())));
        let letter = |((at, clean), plain): ((usize, char), char)| match begins {
            Some(begin) => Letter { clean, plain, at: begin + at, len: clean.len_utf8() },
            None => Letter { clean, plain, at: 0, len: 0 },
        };
        Self(text.char_indices().zip(plain.text().chars()).map(letter).collect())
    }

    /// What the draft prints.
    pub fn clean(&self) -> String {
        self.0.iter().map(|letter| letter.clean).collect()
    }

    /// What rules read.
    pub(crate) fn plain(&self) -> String {
        self.0.iter().map(|letter| letter.plain).collect()
    }

    /// How many characters there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How wide it is set, in Han characters: two halfwidth letters count as one.
    pub(crate) fn width(&self) -> usize {
        self.0.iter().map(|letter| if is_cjk(letter.clean) { 2 } else { 1 }).sum::<usize>().div_ceil(2)
    }

    /// The characters of a range.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        Self(self.0.get(range).unwrap_or_default().to_vec())
    }

    /// Appends another text.
    pub(crate) fn append(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// The first character as rules read it.
    pub(crate) fn first(&self) -> Option<char> {
        self.0.first().map(|letter| letter.plain)
    }

    /// The last character as rules read it.
    pub(crate) fn last(&self) -> Option<char> {
        self.0.last().map(|letter| letter.plain)
    }

    /// Without spaces at its ends.
    pub(crate) fn trimmed(&self) -> Self {
        let is_space = |letter: &&Letter| matches!(letter.plain, ' ' | '\t');
        let start = self.0.iter().take_while(is_space).count();
        let end = self.0.len() - self.0.iter().rev().take_while(is_space).count();
        self.slice(start..end.max(start))
    }

    /// Cut at each gap of several spaces.
    pub(crate) fn cells(&self) -> Vec<Self> {
        let cells = self.0.split(|letter| letter.plain == '\t');
        cells.map(|cell| Self(cell.to_vec()).trimmed()).filter(|cell| !cell.is_empty()).collect()
    }

    /// Without the spaces that Chinese does not need; between Latin words and numbers one is kept.
    pub(crate) fn closed_up(&self) -> Self {
        let mut letters: Vec<Letter> = Vec::with_capacity(self.0.len());
        let mut space: Option<Letter> = None;
        for &letter in &self.0 {
            if matches!(letter.plain, ' ' | '\t') {
                space = space.or(Some(letter));
                continue;
            }
            let before = letters.last().is_some_and(|before| before.plain.is_ascii_alphabetic());
            if let Some(space) = space.take()
                && before
                && letter.plain.is_ascii_alphanumeric()
            {
                letters.push(Letter { clean: ' ', plain: ' ', ..space });
            }
            letters.push(letter);
        }
        Self(letters)
    }

    /// A string to find things in.
    pub(crate) fn reading(&self) -> Reading {
        let mut plain = String::with_capacity(self.0.len() * 3);
        let mut starts = Vec::with_capacity(self.0.len());
        for letter in &self.0 {
            starts.push(plain.len());
            plain.push(letter.plain);
        }
        Reading { plain, starts }
    }
}

/// A text as a string, with the byte at which each character begins.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// All characters, as rules read them.
    pub(crate) plain: String,
    starts: Vec<usize>,
}

impl Reading {
    /// The characters in a range of bytes.
    pub(crate) fn letters(&self, bytes: Range<usize>) -> Range<usize> {
        let index = |byte: usize| self.starts.partition_point(|&start| start < byte);
        index(bytes.start)..index(bytes.end)
    }
}

/// Whether a text ends a sentence: by its punctuation, with or without quotation marks, brackets or a byline in
/// brackets after it.
pub(crate) fn ends_sentence(plain: &str) -> bool {
    let plain = plain.trim_end();
    if let Some(open) = plain.strip_suffix('）').and_then(|body| body.rfind('（'))
        && ends_sentence(&plain[..open])
    {
        return true;
    }
    plain.trim_end_matches(['”', '’', '）', '》']).ends_with(['。', '！', '？', '!', '?', '…'])
}
