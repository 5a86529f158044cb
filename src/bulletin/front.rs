//! Where the front matter of a file ends.
//!
//! In: a file's text. Out: [`Front`], the stretches of its front matter and its body.
//!
//! May touch: tree

use crate::tree::Syntax;
use std::ops::Range;

/// The front matter of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Front {
    /// It does not begin with a line `+++` or `---`.
    Absent,
    /// It begins with such a line, and no other closes it.
    Open {
        /// The line that is missing: `+++`.
        fence: &'static str,
    },
    /// It is there.
    Whole {
        /// The syntax of the lines around it.
        syntax: Syntax,
        /// What is between the lines, as bytes of the text.
        table: Range<usize>,
        /// What comes after them.
        body: Range<usize>,
    },
}

impl Front {
    /// Finds the front matter of a text whose lines end in `\n`.
    pub(crate) fn of(text: &str) -> Self {
        let (fence, syntax) = match text.lines().next().map(str::trim_end) {
            Some("+++") => ("+++", Syntax::Toml),
            Some("---") => ("---", Syntax::Yaml),
            _ => return Self::Absent,
        };
        let start = text.find('\n').map_or(text.len(), |end| end + 1);
        let mut at = start;
        for line in text[start..].split_inclusive('\n') {
            if line.trim_end() == fence {
                return Self::Whole { syntax, table: start..at, body: at + line.len()..text.len() };
            }
            at += line.len();
        }
        Self::Open { fence }
    }
}
