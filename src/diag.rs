//! What is wrong, where, and how to mend it.
//!
//! An author's mistake is data: a [`Diagnostic`] that travels in [`Checked`] along with the best value
//! that could still be made, so that one run shows all mistakes. A failure of the system (disk, port)
//! is an `anyhow::Error` instead and ends the run.
//!
//! In: a code, a message, a place. Out: diagnostics, and through [`print`](mod@print) and [`report`]
//! their text for people and machines.
//!
//! May touch: source

pub(crate) mod code;
pub(crate) mod level;
mod lines;
pub mod print;
pub mod report;

pub use code::Code;
pub(crate) use level::{Denied, Level, Levels};

use crate::source::Place;
use std::fmt;
use std::ops::Range;

/// How much a mistake matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Reported, and the site is published.
    Warning,
}

/// One mistake of an author.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Which kind of mistake; `jianbao explain` says more about it.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one line without a full stop: ``unknown key `titel` ``.
    pub message: String,
    /// Where; `None` when no one place is to blame.
    pub place: Option<Place>,
    /// The way out, in one line: ``did you mean `title`?``.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A mistake at a place, with the severity its code has by default.
    pub(crate) fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), place: Some(place), help: None }
    }

    /// A mistake that has no place.
    pub(crate) fn nowhere(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), place: None, help: None }
    }

    /// With the way out.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The order in which mistakes are shown: by file, place, code.
    pub fn sort_key(&self) -> (String, usize, Code, String) {
        let (path, start) = match &self.place {
            Some(place) => (place.source.path.as_str().to_owned(), place.span.start),
            None => (String::new(), 0),
        };
        (path, start, self.code, self.message.clone())
    }
}

/// A value and the mistakes met while making it. The value is the best that could be made; it is
/// not published when one of the mistakes is an error.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// What was made.
    pub value: T,
    /// What was wrong on the way.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value without a mistake.
    pub(crate) fn fine(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// Moves the mistakes to `diagnostics` and gives the value.
    pub fn report(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}

/// A string that is not of the form it should be: what a value's `FromStr` says. It becomes a
/// [`Diagnostic`] where the file is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong: ``two approximations, `超过` and `近` ``.
    pub message: String,
    /// The way out, with an example.
    pub help: String,
    /// The offending bytes of the string.
    pub span: Range<usize>,
}

impl Malformed {
    /// What is wrong with the bytes `span` of a string, and the way out.
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), span }
    }

    /// The same for a longer string, in which the one that was read begins at byte `by`.
    pub(crate) fn shifted(self, by: usize) -> Self {
        Self { span: self.span.start + by..self.span.end + by, ..self }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.help)
    }
}

impl std::error::Error for Malformed {}

/// The candidate nearest to what was written, when it is near enough to be what was meant
/// (at most a third of its letters differ): `titel` → `title`.
pub(crate) fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = candidate.chars().count();
            let most = other.max(length).div_ceil(3);
            // The distance of two words is at least the difference of their lengths, which spares most comparisons.
            let distance = (other.abs_diff(length) <= most).then(|| strsim::osa_distance(written, candidate))?;
            (distance > 0 && distance <= most).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}
