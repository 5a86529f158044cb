//! Characters that convert in more than one way, where no layer decides.
//!
//! In: Simplified text and its conversion. Out: [`Doubt`]s: places where such a character is in no word that
//! is known, and its neighbours speak for another reading than the usual one, but not clearly; or in one,
//! and they speak clearly against what the word says.
//!
//! May touch: nothing

use super::script::{Chain, Change, Conversion, Converter, Unsure};
use super::{Rule, address, is_cjk};
use std::ops::Range;

/// A character that nothing decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Its bytes in the source.
    pub span: Range<usize>,
    /// The character with its neighbours, as bytes of the source: `能松绑`.
    pub context: Range<usize>,
    /// What else the character can become, the likeliest first: `松`.
    pub others: Vec<&'static str>,
}

/// What is known of words.
pub struct Words {
    known: Converter,
}

impl Words {
    /// Those by which Simplified is read.
    pub fn load() -> Self {
        Self { known: Converter::with_lexicon(&[Chain::S2tw]) }
    }

    /// Whether this is a word that is known: `制造业`.
    pub fn knows(&self, word: &str) -> bool {
        self.known.knows(word)
    }

    /// The doubts of a text. `conversion` is that of the whole text.
    pub fn doubts(&self, text: &str, conversion: &Conversion) -> Vec<Doubt> {
        let addresses = address::spans(text);
        let decided = |unsure: &Unsure<'_>| {
            let span = &unsure.source;
            let by = |change: &&Change| change.source.start <= span.start && span.end <= change.source.end;
            let weaker = if unsure.in_word { Rule::Phrase } else { Rule::Character };
            conversion.changes.iter().filter(by).any(|change| change.rule > weaker)
        };
        let is_open = |unsure: &Unsure<'_>| {
            !decided(unsure) && !addresses.iter().any(|address| address.contains(&unsure.source.start))
        };
        // Behind a figure, code or a space the neighbours say too little.
        let follows = |unsure: &Unsure<'_>| text[..unsure.source.start].chars().next_back().is_none_or(is_cjk);
        let unsure = self.known.unsure(text).into_iter().filter(|unsure| follows(unsure) && is_open(unsure));
        let doubts =
            unsure.map(|Unsure { source, others, .. }| Doubt { context: around(text, &source), span: source, others });
        doubts.collect()
    }
}

/// The character and the Chinese characters beside it.
fn around(text: &str, span: &Range<usize>) -> Range<usize> {
    let width = |c: char| if is_cjk(c) && c.is_alphanumeric() { c.len_utf8() } else { 0 };
    let (before, after) = (text[..span.start].chars().next_back(), text[span.end..].chars().next());
    span.start - before.map_or(0, width)..span.end + after.map_or(0, width)
}
