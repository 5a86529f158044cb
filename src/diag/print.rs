//! Diagnostics as a person reads them in a terminal.
//!
//! In: diagnostics. Out: their text, each with `file:line:column`, the line itself with carets
//! under the display columns (a Han character is two wide), and the way out.
//!
//! May touch: path, source

use super::lines::Lines;
use super::{Diagnostic, Severity};
use crate::path::is_unseen;
use crate::source::Place;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::borrow::Cow;
use std::ops::Range;

/// The longest stretch of a file that is shown, in bytes; of a longer one only the text around its start.
const LONGEST: usize = 4_000;
/// How many bytes are shown before and after the start of a mistake in a long line.
const AROUND: usize = 150;

/// What the parts of a diagnostic are called in the reader's language.
#[derive(Clone, Debug)]
pub(crate) struct SeverityNames {
    /// The word before an error: `error`, `错误`.
    pub(crate) error: String,
    /// The word before a warning.
    pub(crate) warning: String,
    /// The word before the way out.
    pub(crate) help: String,
}

impl Default for SeverityNames {
    /// The English ones.
    fn default() -> Self {
        Self { error: "error".into(), warning: "warning".into(), help: "help".into() }
    }
}

/// All diagnostics as text, in the order of their places; `color` for a terminal.
pub fn text(diagnostics: &[Diagnostic], color: bool) -> String {
    named(diagnostics, &SeverityNames::default(), color)
}

/// The same with the names of another language.
pub(crate) fn named(diagnostics: &[Diagnostic], names: &SeverityNames, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_cached_key(|diagnostic| diagnostic.sort_key());
    let mut lines = Lines::new();
    let mut text = String::new();
    for diagnostic in sorted {
        text.push_str(&renderer.render(&[group(diagnostic, &mut lines, names)]));
        text.push_str("\n\n");
    }
    text
}

fn group<'d>(diagnostic: &'d Diagnostic, lines: &mut Lines, names: &'d SeverityNames) -> Group<'d> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(names.error.as_str()),
        Severity::Warning => Level::WARNING.with_name(names.warning.as_str()),
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let mut group = match &diagnostic.place {
        Some(place) => shown(Group::with_title(title), place, lines),
        None => Group::with_title(title),
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.with_name(names.help.as_str()).message(help.as_str()));
    }
    group
}

/// Adds the lines of a place, and no more of the file: a renderer that is given the whole file for every diagnostic
/// takes minutes for a file of many mistakes.
fn shown<'d>(group: Group<'d>, place: &'d Place, lines: &mut Lines) -> Group<'d> {
    let path = place.source.path.as_str();
    let region = lines.region(place);
    let (stretch, whole) = stretch(place, region.line_start);
    let span = place.span.start - stretch.start..place.span.end.min(stretch.end) - stretch.start;
    let snippet = Snippet::source(of_same_length(&place.source.text[stretch]))
        .line_start(region.line)
        .annotation(AnnotationKind::Primary.span(span));
    match whole {
        true => group.element(snippet.path(path)),
        // The column within the stretch is not the column within the line.
        false => group.element(Origin::path(path).line(region.line).char_column(region.column)).element(snippet),
    }
}

/// The text without what would control a terminal, each sign as long as before, so that the carets stay below theirs.
fn of_same_length(text: &str) -> Cow<'_, str> {
    let controls = |c: char| is_unseen(c) && !matches!(c, '\n' | '\t');
    if !text.contains(controls) {
        return Cow::Borrowed(text);
    }
    let sign = |c: char| match c.len_utf8() {
        _ if !controls(c) => c,
        1 => '?',
        2 => '¿',
        _ => '\u{fffd}',
    };
    Cow::Owned(text.chars().map(sign).collect())
}

/// The lines of a place, or the text around its start where they are long; and whether it is whole lines.
fn stretch(place: &Place, line_start: usize) -> (Range<usize>, bool) {
    let text = &place.source.text;
    let Range { start, end } = place.span;
    let line_end = |from: usize, most: usize| {
        let limit = text.floor_char_boundary(from + most);
        text[from..limit].find('\n').map(|at| from + at).or((limit == text.len()).then_some(limit))
    };
    let whole = (end - line_start <= LONGEST).then(|| line_end(end, LONGEST)).flatten();
    match whole {
        Some(end) => (line_start..end, true),
        None => {
            let from = text.ceil_char_boundary(start.saturating_sub(AROUND)).max(line_start);
            let to = line_end(start, AROUND).unwrap_or(text.floor_char_boundary(start + AROUND));
            (from..to, false)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::path::SourcePath;
    use crate::source::Source;

    #[test]
    fn of_a_long_line_only_what_matters_is_shown() {
        let line = "长".repeat(300_000) + "错" + &"长".repeat(300_000);
        let source = Source::new(SourcePath::known("content/a.md"), &format!("一\n{line}\n"));
        let at = source.text.find('错').expect("the mistake");
        for end in [at + 3, source.text.len()] {
            let printed = text(&[Diagnostic::new(Code::Syntax, source.place(at..end), "wrong")], false);
            assert!(printed.len() < 2_000, "{} bytes", printed.len());
            assert!(printed.contains("content/a.md:2:300001"), "{printed}");
            assert!(printed.contains("错") && printed.contains('^'), "{printed}");
        }
    }

    /// The renderer is given a bounded text, so that the total grows only with the number of mistakes.
    #[test]
    fn a_stretch_never_grows_with_the_file() {
        let text = "a = 1\n".repeat(50_000) + &"长".repeat(100_000);
        let source = Source::new(SourcePath::known("site.toml"), &text);
        for start in (0..source.text.len()).step_by(9_973) {
            for length in [0, 1, 5_000, 500_000] {
                let place = source.place(start..start + length);
                let line_start = source.text[..place.span.start].rfind('\n').map_or(0, |at| at + 1);
                let (stretch, _) = stretch(&place, line_start);
                let there = stretch.start <= place.span.start && place.span.start <= stretch.end;
                assert!(stretch.len() <= 2 * LONGEST && there, "{start}+{length}");
            }
        }
    }
}
