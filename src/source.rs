//! A file as it was read.
//!
//! In: a path and its text. Out: [`Source`], cheap to clone, and [`Place`], a stretch of it that a
//! diagnostic can point at.
//!
//! May touch: path

use crate::path::SourcePath;
use std::ops::Range;
use std::sync::Arc;

/// A text file of the project. Cloning shares the text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it was read.
    pub path: SourcePath,
    /// All of it, as UTF-8, without a byte order mark, with `\n` line ends.
    pub text: Arc<str>,
}

impl Source {
    /// A source from text as it is on the disk: a byte order mark is dropped and line ends
    /// (`\r\n`, `\r`) become `\n`, so that the same bulletin gives the same site whichever
    /// system it was written on.
    pub fn new(path: SourcePath, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = match text.contains('\r') {
            true => text.replace("\r\n", "\n").replace('\r', "\n").into(),
            false => text.into(),
        };
        Self { path, text }
    }

    /// The stretch `span` (bytes) of this file. A bound within a character or after the end is moved back to the
    /// nearest boundary: in text that was put together again (joined lines, escapes undone), places are approximate.
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.floor_char_boundary(span.end).max(start);
        Place { source: self.clone(), span: start..end }
    }
}

/// A stretch of a source.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub source: Source,
    /// Bytes of its text.
    pub span: Range<usize>,
}
