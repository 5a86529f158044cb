//! Where in a file a byte is, for people.
//!
//! In: places, best in order. Out: their lines and columns, from 1, columns in characters. The lines of a file
//! are counted once, however many places in it are asked for.
//!
//! May touch: source

use crate::source::{Place, Source};
use std::ops::Range;
use std::sync::Arc;

/// A stretch of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// The line it starts on.
    pub(crate) line: usize,
    /// The column it starts at.
    pub(crate) column: usize,
    /// The line it ends on.
    pub(crate) end_line: usize,
    /// The column after its last character.
    pub(crate) end_column: usize,
    /// The byte its first line starts with.
    pub(crate) line_start: usize,
}

/// How far a file has been counted.
#[derive(Clone, Copy)]
struct At {
    offset: usize,
    line: usize,
    line_start: usize,
    column: usize,
}

/// Counts the lines of a file once.
pub(crate) struct Lines {
    source: Option<Source>,
    at: At,
}

impl Lines {
    /// Nothing counted yet.
    pub(crate) fn new() -> Self {
        Self { source: None, at: At::START }
    }

    /// The lines and columns of a place.
    pub(crate) fn region(&mut self, place: &Place) -> Region {
        let Range { start, end } = place.span;
        let from = self.seek(&place.source, start);
        let to = self.seek(&place.source, end);
        // The next place may start before this one ends.
        self.at = from;
        Region {
            line: from.line,
            column: from.column,
            end_line: to.line,
            end_column: to.column,
            line_start: from.line_start,
        }
    }

    fn seek(&mut self, source: &Source, to: usize) -> At {
        let same = self.source.as_ref().is_some_and(|known| Arc::ptr_eq(&known.text, &source.text));
        if !same || to < self.at.offset {
            *self = Self { source: Some(source.clone()), at: At::START };
        }
        let text = &source.text[self.at.offset..to];
        self.at.line += text.matches('\n').count();
        match text.rfind('\n') {
            None => self.at.column += text.chars().count(),
            Some(newline) => {
                self.at.line_start = self.at.offset + newline + 1;
                self.at.column = text[newline..].chars().count();
            }
        }
        self.at.offset = to;
        self.at
    }
}

impl At {
    const START: Self = Self { offset: 0, line: 1, line_start: 0, column: 1 };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;

    /// Line and column of a byte offset, both from 1, counted from the start of the text.
    fn line_column(source: &Source, offset: usize) -> (usize, usize) {
        let before = &source.text[..offset];
        (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or("").chars().count() + 1)
    }

    #[test]
    fn places_are_counted_in_any_order() {
        let source = Source::new(SourcePath::known("a.md"), "一二\n三\n\n四五六\n");
        let mut lines = Lines::new();
        for (start, end) in [(0, 3), (3, 7), (7, 10), (0, 6), (12, 21), (15, 18), (11, 11)] {
            let region = lines.region(&source.place(start..end));
            assert_eq!((region.line, region.column), line_column(&source, start));
            assert_eq!((region.end_line, region.end_column), line_column(&source, end));
        }
    }
}
