//! What is wrong, where, and how to mend it.
//!
//! An author's mistake is data: a [`Diagnostic`] that travels in [`Checked`] along with the best value
//! that could still be made, so that one run shows all mistakes. A failure of the system (disk, port)
//! is an `anyhow::Error` instead and ends the run.
//!
//! In: a code, a message, a place. Out: diagnostics, and through [`print`](mod@print) and [`report`]
//! their text for people and machines.
//!
//! May touch: path, source

pub(crate) mod code;
pub(crate) mod level;
mod lines;
pub mod print;
pub mod report;

pub use code::Code;
pub(crate) use level::{Denied, Level, Levels};

use crate::path::is_unseen;
use crate::source::Place;
use std::borrow::Cow;
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
        Self { place: Some(place), ..Self::nowhere(code, message) }
    }

    /// A mistake that has no place.
    pub(crate) fn nowhere(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: visible(&message.into()).into_owned(),
            place: None,
            help: None,
        }
    }

    /// With the way out.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(visible(&help.into()).into_owned()), ..self }
    }

    /// With lines to paste below the way out.
    #[must_use]
    pub(crate) fn entry(self, entry: &str) -> Self {
        let lines = entry.lines().map(|line| format!("\n{}", visible(line)));
        Self { help: Some(self.help.unwrap_or_default() + &lines.collect::<String>()), ..self }
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

/// A text in one line, with what would move the cursor, start a command of a terminal or turn the direction of writing
/// as a sign: authors' texts and the names of files are in messages, and in GitHub Actions a line may be a command.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\0'..=' ' if c < ' ' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => shown.push('␡'),
            c if is_unseen(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Many names, among which the nearest to a wrong one is found in time that hardly grows with their number: only those
/// near to it in the order of the alphabet, from the start and from the end, are compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    names: Vec<String>,
    /// The names back to front, and their places.
    reversed: Vec<(String, usize)>,
}

impl Names {
    /// How many are compared to either side.
    const NEAR: usize = 64;

    /// These names, in any order.
    pub(crate) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut names: Vec<String> = names.map(str::to_owned).collect();
        names.sort_unstable();
        names.dedup();
        let reversed = names.iter().enumerate().map(|(at, name)| (name.chars().rev().collect(), at));
        let mut reversed: Vec<(String, usize)> = reversed.collect();
        reversed.sort_unstable();
        Self { names, reversed }
    }

    /// As [`nearest`] among them.
    pub(crate) fn nearest(&self, written: &str) -> Option<&str> {
        let backward: String = written.chars().rev().collect();
        let place = self.names.partition_point(|name| name.as_str() < written);
        let last = self.reversed.partition_point(|(name, _)| *name < backward);
        let near = |place: usize| place.saturating_sub(Self::NEAR)..(place + Self::NEAR).min(self.names.len());
        let forward = self.names[near(place)].iter();
        let backward = self.reversed[near(last)].iter().map(|(_, at)| &self.names[*at]);
        nearest(written, forward.chain(backward).map(String::as_str))
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_controls_a_terminal_is_shown_as_a_sign() {
        assert_eq!(visible("甲\n::stop-commands::x\u{1b}[2J"), "甲␊::stop-commands::x␛[2J");
        assert_eq!(visible("\u{9b}2J\u{202e}\u{2028}::x\u{7f}"), "\\u{9b}2J\\u{202e}\\u{2028}::x␡");
        assert_eq!(visible("“甲” 乙"), "“甲” 乙");
    }

    #[test]
    fn the_nearest_of_many_names_is_found_wherever_the_slip_is() {
        let names: Vec<String> = (0..20_000).map(|n| format!("bulletin-{n:05}.md")).collect();
        let names = Names::new(names.iter().map(String::as_str).chain(["methodology.md", "about.md"]));
        for (written, meant) in [
            ("methodolgy.md", Some("methodology.md")),
            ("nethodology.md", Some("methodology.md")),
            ("abuot.md", Some("about.md")),
            ("index.html", None),
        ] {
            assert_eq!(names.nearest(written), meant, "{written}");
        }
    }
}
