//! What numbers in a text lead to, where a text cannot have links.
//!
//! In: addresses, and notes of the author's by their own numbers, in the order in which they are met. Out: one numbering of
//! both, which gives all that lead to the same one number.
//!
//! May touch: text

use crate::text::markdown::Block;

/// What a number leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note<'s> {
    /// A page, by its address.
    Address(&'s str),
    /// A note of the author's, by its own number.
    Own(usize),
}

/// The mark of a number in a text: `[1]`.
pub(super) fn mark(number: usize) -> String {
    format!("[{number}]")
}

/// The numbers that were given.
#[derive(Default)]
pub(super) struct Notes<'s> {
    given: Vec<Note<'s>>,
    /// The text of each note of the author's.
    texts: Vec<(usize, &'s [Block])>,
}

impl<'s> Notes<'s> {
    /// The number of a note, from 1.
    pub(super) fn number(&mut self, note: Note<'s>) -> usize {
        let known = self.given.iter().position(|given| *given == note);
        let place = known.unwrap_or_else(|| {
            self.given.push(note);
            self.given.len() - 1
        });
        place + 1
    }

    /// Keeps the texts of notes until they are written.
    pub(super) fn keep(&mut self, notes: &'s [(usize, Vec<Block>)]) {
        self.texts.extend(notes.iter().map(|(number, blocks)| (*number, blocks.as_slice())));
    }

    /// The note with a number, and the text of one of the author's; none after the last. Its own text may bring further ones.
    pub(super) fn at(&self, number: usize) -> Option<(Note<'s>, &'s [Block])> {
        let note = *self.given.get(number.checked_sub(1)?)?;
        let text = match note {
            Note::Own(own) => self.texts.iter().find(|(number, _)| *number == own).map_or(&[][..], |(_, text)| *text),
            Note::Address(_) => &[],
        };
        Some((note, text))
    }
}
