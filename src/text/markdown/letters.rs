//! The way back from a text to its place in a file.
//!
//! In: a text that was read from a stretch of a source, with escapes undone and lines joined. Out: its
//! characters, each with its bytes there.
//!
//! May touch: nothing

use std::ops::Range;

/// Characters with their bytes in a source.
pub type Letters = Vec<(char, Range<usize>)>;

/// Each character of a text with its bytes in the source, of which it is a part with escapes undone and lines
/// joined; a character that is not in the source has the place of the one before.
pub fn align(text: &str, source: &str, within: Range<usize>) -> Letters {
    let mut at = within.start;
    let mut letters = Vec::new();
    for c in text.chars() {
        let ahead = source.get(at..within.end).unwrap_or("");
        // A match far ahead is another occurrence.
        match ahead.char_indices().take(12).find(|(_, other)| *other == c) {
            Some((skipped, _)) => {
                let start = at + skipped;
                at = start + c.len_utf8();
                letters.push((c, start..at));
            }
            None => letters.push((c, at..at)),
        }
    }
    letters
}
