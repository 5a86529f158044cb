//! Diagnostics as machines read them.
//!
//! In: diagnostics in order of place, and the folder they are read from. Out: JSON, the workflow
//! commands of GitHub Actions, or SARIF 2.1.0. Lines and columns count from 1, columns count
//! characters, an end stands behind the last character.
//!
//! May touch: source, diag, path

use super::{Code, Diagnostic, Severity};
use crate::path::percent_encoded;
use crate::source::{Place, Source};
use serde::Serialize;
use serde_json::{Value, json};
use std::ops::Range;
use std::sync::Arc;

/// A diagnostic as JSON has it.
#[derive(Debug, Serialize)]
struct Entry<'d> {
    /// `unknown-key`.
    code: &'static str,
    /// `error` or `warning`.
    severity: &'static str,
    /// What is wrong.
    message: &'d str,
    /// The way out.
    help: Option<&'d str>,
    /// The file, relative to the folder of `site.toml`.
    file: Option<&'d str>,
    /// Where in it.
    #[serde(flatten)]
    region: Option<Region>,
}

/// A stretch of a file.
#[derive(Clone, Copy, Debug, Serialize)]
struct Region {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// One JSON object: the counts, and a list of all diagnostics.
pub fn json(diagnostics: &[Diagnostic]) -> String {
    let mut lines = Lines::default();
    let entries: Vec<Entry<'_>> = diagnostics
        .iter()
        .map(|diagnostic| Entry {
            code: diagnostic.code.name(),
            severity: word(diagnostic.severity),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            file: diagnostic.place.as_ref().map(|place| place.source.path.as_str()),
            region: diagnostic.place.as_ref().map(|place| lines.region(place)),
        })
        .collect();
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let report = json!({ "errors": errors, "warnings": entries.len() - errors, "diagnostics": entries });
    format!("{report:#}\n")
}

/// A workflow command each, which GitHub shows beside the line of a change. `folder` leads from
/// the repository to the site: `docs`, empty when they are the same.
pub fn github(diagnostics: &[Diagnostic], folder: &str) -> String {
    let mut lines = Lines::default();
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&format!("::{} ", word(diagnostic.severity)));
        if let Some(place) = &diagnostic.place {
            let Region { line, column, end_line, end_column } = lines.region(place);
            let file = property(&below(folder, place));
            text.push_str(&format!("file={file},line={line},endLine={end_line},col={column},endColumn={end_column},"));
        }
        text.push_str(&format!("title={}::{}\n", property(diagnostic.code.name()), data(&sentence(diagnostic))));
    }
    text
}

/// One run of SARIF 2.1.0, for code scanning. `folder` as in [`github`]; `explain` tells what a code means.
pub fn sarif(diagnostics: &[Diagnostic], folder: &str, explain: impl Fn(Code) -> String) -> String {
    let mut lines = Lines::default();
    let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code, &explain(*code))).collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let locations = diagnostic.place.iter().map(|place| {
                let Region { line, column, end_line, end_column } = lines.region(place);
                json!({ "physicalLocation": {
                    "artifactLocation": { "uri": percent_encoded(&below(folder, place)) },
                    "region": { "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column },
                } })
            });
            json!({
                "ruleId": diagnostic.code.name(),
                "level": word(diagnostic.severity),
                "message": { "text": sentence(diagnostic) },
                "locations": locations.collect::<Vec<_>>(),
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "jianbao", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: Code, explanation: &str) -> Value {
    let short = explanation.lines().next().unwrap_or_default();
    json!({
        "id": code.name(),
        "shortDescription": { "text": short },
        "help": { "text": explanation },
        "defaultConfiguration": { "level": word(code.severity()) },
    })
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// What is wrong and the way out.
fn sentence(diagnostic: &Diagnostic) -> String {
    match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

fn below(folder: &str, place: &Place) -> String {
    match folder {
        "" => place.source.path.to_string(),
        folder => format!("{folder}/{}", place.source.path),
    }
}

/// The text of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Counts the lines of a file once, however many places in it are asked for in order.
#[derive(Default)]
struct Lines {
    source: Option<Source>,
    offset: usize,
    line: usize,
    line_start: usize,
}

impl Lines {
    fn region(&mut self, place: &Place) -> Region {
        let Range { start, end } = place.span;
        let (line, column) = self.seek(&place.source, start);
        let line_start = self.line_start;
        let (end_line, end_column) = self.seek(&place.source, end);
        // The next place may start before this one ends.
        (self.offset, self.line, self.line_start) = (start, line, line_start);
        Region { line, column, end_line, end_column }
    }

    fn seek(&mut self, source: &Source, to: usize) -> (usize, usize) {
        let same = self.source.as_ref().is_some_and(|known| Arc::ptr_eq(&known.text, &source.text));
        if !same || to < self.offset {
            *self = Self { source: Some(source.clone()), offset: 0, line: 1, line_start: 0 };
        }
        let text = &source.text[self.offset..to];
        self.line += text.matches('\n').count();
        if let Some(newline) = text.rfind('\n') {
            self.line_start = self.offset + newline + 1;
        }
        self.offset = to;
        (self.line, source.text[self.line_start..to].chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;

    #[test]
    fn places_are_counted_in_any_order() {
        let source = Source::new(SourcePath::new("a.md"), "一二\n三\n\n四五六\n");
        let mut lines = Lines::default();
        for (start, end) in [(0, 3), (3, 7), (7, 10), (0, 6), (12, 21), (15, 18), (11, 11)] {
            let region = lines.region(&source.place(start..end));
            assert_eq!((region.line, region.column), source.line_column(start));
            assert_eq!((region.end_line, region.end_column), source.line_column(end));
        }
    }

    #[test]
    fn workflow_commands_cannot_be_broken_out_of() {
        let source = Source::new(SourcePath::new("content/a,b:c.md"), "x\n");
        let diagnostic = Diagnostic::new(Code::Syntax, source.place(0..1), "100%\n::error::no").help("a, b: c");
        assert_eq!(
            github(&[diagnostic], "docs"),
            "::error file=docs/content/a%2Cb%3Ac.md,line=1,endLine=1,col=1,endColumn=2,title=syntax::100%25%0A::error::no%0Aa, b: c\n"
        );
    }
}
