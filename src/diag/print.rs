//! Diagnostics as a person reads them in a terminal.
//!
//! In: diagnostics. Out: their text, each with `file:line:column`, the line itself with carets
//! under the display columns (a Han character is two wide), and the way out.
//!
//! May touch: diag

use super::{Diagnostic, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// What the parts of a diagnostic are called in the reader's language.
#[derive(Clone, Debug)]
pub struct Names {
    /// What stands before an error: `error`, `错误`.
    pub error: String,
    /// What stands before a warning.
    pub warning: String,
    /// What stands before the way out.
    pub help: String,
}

impl Default for Names {
    /// The English ones.
    fn default() -> Self {
        Self { error: "error".into(), warning: "warning".into(), help: "help".into() }
    }
}

/// All diagnostics as text, in the order of their places; `color` for a terminal.
pub fn text(diagnostics: &[Diagnostic], color: bool) -> String {
    named(diagnostics, &Names::default(), color)
}

/// The same with the names of another language.
pub fn named(diagnostics: &[Diagnostic], names: &Names, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_cached_key(|diagnostic| diagnostic.sort_key());
    let mut text = String::new();
    for diagnostic in sorted {
        text.push_str(&renderer.render(&[group(diagnostic, names)]));
        text.push_str("\n\n");
    }
    text
}

fn group<'d>(diagnostic: &'d Diagnostic, names: &'d Names) -> Group<'d> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(names.error.as_str()),
        Severity::Warning => Level::WARNING.with_name(names.warning.as_str()),
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let mut group = match &diagnostic.place {
        Some(place) => title.element(
            Snippet::source(&*place.source.text)
                .path(place.source.path.as_str())
                .annotation(AnnotationKind::Primary.span(place.span.clone())),
        ),
        None => Group::with_title(title),
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.with_name(names.help.as_str()).message(help.as_str()));
    }
    group
}
