//! Diagnostics as a person reads them in a terminal.
//!
//! In: diagnostics. Out: their text, each with `file:line:column`, the line itself with carets
//! under the display columns (a Han character is two wide), and the way out.
//!
//! May touch: diag

use super::{Diagnostic, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// All diagnostics as text, in the order of their places; `color` for a terminal.
pub fn text(diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_cached_key(|diagnostic| diagnostic.sort_key());
    let mut text = String::new();
    for diagnostic in sorted {
        text.push_str(&renderer.render(&[group(diagnostic)]));
        text.push_str("\n\n");
    }
    text
}

fn group(diagnostic: &Diagnostic) -> Group<'_> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
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
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}
