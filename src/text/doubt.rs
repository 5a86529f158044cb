//! Characters that convert in more than one way, where no layer decides.
//!
//! In: Simplified text and its conversion. Out: [`Doubt`]s: places where such a character is in no word that
//! is known, and its neighbours speak for another reading than the usual one, but not clearly; or in one,
//! and they speak clearly against what the word says; or it is in none and may be a surname.
//!
//! May touch: nothing

use super::script::{Chain, Change, Conversion, Converter, Unsure};
use super::{Rule, address, is_cjk, name};
use std::iter;
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
        let mut doubts: Vec<Doubt> = unsure
            .filter_map(|Unsure { source, mut others, .. }| {
                // An edition may print already what the neighbours speak for.
                let printed = printed(text, conversion, &source);
                let is_new = others.first().copied() != printed;
                others.retain(|other| Some(*other) != printed);
                is_new.then(|| Doubt { context: around(text, &source), span: source, others })
            })
            .collect();
        doubts.extend(self.surnames(text, conversion, &doubts));
        doubts.sort_by_key(|doubt| doubt.span.start);
        doubts
    }

    /// Characters in no word that may be surnames, but for those that are in doubt already.
    fn surnames(&self, text: &str, conversion: &Conversion, doubts: &[Doubt]) -> Vec<Doubt> {
        let alone = conversion.changes.iter().filter(|change| change.rule == Rule::Character);
        let possible = alone.filter_map(|Change { source: span, target, .. }| {
            let form = name::possible(text, span.start).filter(|form| *form != &conversion.text[target.clone()])?;
            let is_new = doubts.iter().all(|doubt| doubt.span != *span) && !self.in_word(text, span);
            is_new.then(|| Doubt { context: around(text, span), span: span.clone(), others: vec![form] })
        });
        possible.collect()
    }

    /// Whether a word that is known stands over a character.
    fn in_word(&self, text: &str, span: &Range<usize>) -> bool {
        let starts = text[..span.start].char_indices().rev().map(|(at, _)| at).take(3);
        let ends = || text[span.end..].char_indices().map(|(at, c)| span.end + at + c.len_utf8()).take(3);
        iter::once(span.start).chain(starts).any(|start| {
            iter::once(span.end).chain(ends()).any(|end| end - start > span.len() && self.knows(&text[start..end]))
        })
    }
}

/// What a character is printed as, where it is converted by itself or in a word of as many characters.
fn printed<'c>(text: &'c str, conversion: &'c Conversion, span: &Range<usize>) -> Option<&'c str> {
    let covers = |change: &&Change| change.source.start <= span.start && span.end <= change.source.end;
    let Some(change) = conversion.changes.iter().find(covers) else { return Some(&text[span.clone()]) };
    let target = &conversion.text[change.target.clone()];
    let (before, word) = (&text[change.source.start..span.start], &text[change.source.clone()]);
    if target.chars().count() != word.chars().count() {
        return None;
    }
    let (at, c) = target.char_indices().nth(before.chars().count())?;
    Some(&target[at..at + c.len_utf8()])
}

/// The character and the Chinese characters beside it.
fn around(text: &str, span: &Range<usize>) -> Range<usize> {
    let width = |c: char| if is_cjk(c) && c.is_alphanumeric() { c.len_utf8() } else { 0 };
    let (before, after) = (text[..span.start].chars().next_back(), text[span.end..].chars().next());
    span.start - before.map_or(0, width)..span.end + after.map_or(0, width)
}
