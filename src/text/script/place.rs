//! The characters of a line by the codes that words are spelled with.
//!
//! In: a text and where a line of it begins. Out: its characters in order.
//!
//! May touch: nothing

use super::table::{Trie, offset};
use super::unicode;

/// A character of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Where it begins in the text.
    pub start: u32,
    /// Its code; 0 where no word has it.
    pub code: u32,
}

/// Reads the line at `start`, with what ends it and one more place for its end, and says where that is.
pub(super) fn read(text: &str, start: usize, words: &Trie, places: &mut Vec<Place>) -> usize {
    let line = text[start..].find('\n').map_or(&text[start..], |at| &text[start..=start + at]);
    let mut describes = false;
    places.clear();
    places.extend(line.char_indices().map(|(at, c)| {
        describes |= unicode::is_description_operator(c);
        Place { start: (start + at) as u32, code: words.code(c) }
    }));
    if describes {
        merge_descriptions(line, start, places);
    }
    let end = start + line.len();
    places.push(Place { start: end as u32, code: 0 });
    end
}

/// Makes one character of each description, ⿰木目: no word has it.
fn merge_descriptions(line: &str, start: usize, places: &mut Vec<Place>) {
    let line = line.trim_end_matches('\n');
    let mut end = 0;
    places.retain(|place| {
        let at = place.start as usize - start;
        let is_apart = at >= end;
        if is_apart && let Some(behind) = unicode::after_description(&line[at.min(line.len())..].chars()) {
            end = offset(line, &behind);
        }
        is_apart
    });
}
