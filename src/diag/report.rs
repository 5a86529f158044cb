//! Diagnostics as machines read them.
//!
//! In: diagnostics in order of place, and the folder they are read from. Out: JSON, the workflow
//! commands of GitHub Actions, or SARIF 2.1.0. Lines and columns count from 1, columns count
//! characters, an end is the position after the last character.
//!
//! May touch: path, source

use super::lines::{Lines, Region};
use super::{Code, Diagnostic, Severity};
use crate::path::percent_encoded;
use crate::source::Place;
use serde::Serialize;
use serde_json::{Value, json};

/// A diagnostic as JSON has it.
#[derive(Debug, Serialize)]
struct JsonDiagnostic<'d> {
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
    region: Option<Where>,
}

/// Where a diagnostic is, as JSON has it.
#[derive(Clone, Copy, Debug, Serialize)]
struct Where {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl From<Region> for Where {
    fn from(region: Region) -> Self {
        let Region { line, column, end_line, end_column, line_start: _ } = region;
        Self { line, column, end_line, end_column }
    }
}

/// One JSON object: the counts, and a list of all diagnostics.
pub fn json(diagnostics: &[Diagnostic]) -> String {
    let mut lines = Lines::new();
    let entries: Vec<JsonDiagnostic<'_>> = diagnostics
        .iter()
        .map(|diagnostic| JsonDiagnostic {
            code: diagnostic.code.name(),
            severity: word(diagnostic.severity),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            file: diagnostic.place.as_ref().map(|place| place.source.path.as_str()),
            region: diagnostic.place.as_ref().map(|place| lines.region(place).into()),
        })
        .collect();
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let report = json!({ "errors": errors, "warnings": entries.len() - errors, "diagnostics": entries });
    format!("{report:#}\n")
}

/// One workflow command per diagnostic, which GitHub shows next to the line in a change. `folder` leads from
/// the repository to the site: `docs`, empty when they are the same.
pub fn github(diagnostics: &[Diagnostic], folder: &str) -> String {
    let mut lines = Lines::new();
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&format!("::{} ", word(diagnostic.severity)));
        if let Some(place) = &diagnostic.place {
            let Region { line, column, end_line, end_column, .. } = lines.region(place);
            let file = property(&below(folder, place));
            text.push_str(&format!("file={file},line={line},endLine={end_line},col={column},endColumn={end_column},"));
        }
        text.push_str(&format!("title={}::{}\n", property(diagnostic.code.name()), data(&sentence(diagnostic))));
    }
    text
}

/// One run of SARIF 2.1.0, for code scanning. `folder` as in [`github`]; `explain` gives the explanation of a code.
pub(crate) fn sarif(diagnostics: &[Diagnostic], folder: &str, explain: impl Fn(Code) -> String) -> String {
    let mut lines = Lines::new();
    let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code, &explain(*code))).collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let locations = diagnostic.place.iter().map(|place| {
                let Region { line, column, end_line, end_column, .. } = lines.region(place);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;
    use crate::source::Source;

    #[test]
    fn workflow_commands_cannot_be_broken_out_of() {
        let source = Source::new(SourcePath::known("content/a,b:c.md"), "x\n");
        let diagnostic = Diagnostic::new(Code::Syntax, source.place(0..1), "100%\n::error::no").help("a, b: c");
        assert_eq!(
            github(&[diagnostic], "docs"),
            "::error file=docs/content/a%2Cb%3Ac.md,line=1,endLine=1,col=1,endColumn=2,title=syntax::100%25␊::error::no%0Aa, b: c\n"
        );
    }
}
