//! Front matter and data files as one kind of tree, whichever syntax they were written in.
//!
//! In: TOML or YAML text. Out: a [`Table`] in which every key and value has its span, with scalars
//! kept as they were written (`1.50` keeps its zero), and [`Fields`], which takes a table apart by
//! the names its owner knows and reports the rest.
//!
//! serde stops at the first mistake and turns `1.50` into a binary float; an editor wants all
//! mistakes at once and the number as typed. Hence a tree first, and types from it.
//!
//! May touch: source, diag

pub(crate) mod fields;
pub(crate) mod limit;
mod toml;
mod yaml;

pub(crate) use fields::{Fields, Written};

use crate::diag::{Checked, Code, Diagnostic};
use crate::source::Source;
use std::ops::Range;

/// A value and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its bytes in the source.
    pub span: Range<usize>,
}

/// What a value is, as its syntax says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string, its quotes and escapes undone.
    Text(String),
    /// A number as written, `1.50`; TOML's `1_000` without the underscores.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// A TOML date or date-time, as RFC 3339 prints it.
    Date(String),
    /// `[…]`.
    List(Vec<Node>),
    /// `[table]`, `{…}`.
    Table(Table),
    /// YAML's `null` or nothing at all.
    Null,
}

impl Value {
    /// What an author would call it: `a list`.
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Number(_) => "a number",
            Self::Bool(_) => "a truth value",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Null => "nothing",
        }
    }
}

/// What an author wrote for templates alone, under keys of their own.
pub type Extra = serde_json::Map<String, serde_json::Value>;

impl Node {
    /// The same as JSON, in which a number is one where JSON has it so, and else a text.
    fn json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Text(text) | Value::Date(text) => Json::from(text.as_str()),
            Value::Number(number) => number.parse().map_or_else(|_| Json::from(number.as_str()), Json::Number),
            Value::Bool(truth) => Json::from(*truth),
            Value::List(items) => items.iter().map(Self::json).collect(),
            Value::Table(table) => Json::Object(table.json()),
            Value::Null => Json::Null,
        }
    }
}

impl Table {
    /// The same as JSON.
    pub(crate) fn json(&self) -> Extra {
        self.entries.iter().map(|entry| (entry.key.clone(), entry.node.json())).collect()
    }
}

/// Keys and values in the order they were written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Each key, where it is, and its value.
    pub entries: Vec<KeyValue>,
}

/// One line of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyValue {
    /// The key.
    pub key: String,
    /// The key's bytes in the source.
    pub key_span: Range<usize>,
    /// The value.
    pub node: Node,
}

/// The two syntaxes of front matter. Data files are TOML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// `key = "value"`, between `+++` lines.
    Toml,
    /// `key: value`, between `---` lines.
    Yaml,
}

/// The table in the bytes `span` of a source; what is broken is left out and reported.
pub fn parse(source: &Source, span: Range<usize>, syntax: Syntax) -> Checked<Table> {
    let text = &source.text[span.clone()];
    let (table, errors) = match syntax {
        Syntax::Toml => toml::parse(text, span.start),
        Syntax::Yaml => yaml::parse(text, span.start),
    };
    let diagnostics = errors
        .into_iter()
        .map(|error| {
            let wide = wide_sign(source, &error.span, syntax);
            let diagnostic = Diagnostic::new(Code::Syntax, source.place(error.span), error.message);
            match wide.or(error.help) {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            }
        })
        .collect();
    Checked { value: table, diagnostics }
}

/// What to write instead of the first sign of a line that an input method has made of one that the syntax knows.
fn wide_sign(source: &Source, span: &Range<usize>, syntax: Syntax) -> Option<String> {
    let start = source.text[..span.start.min(source.text.len())].rfind('\n').map_or(0, |end| end + 1);
    let line = source.text[start..].lines().next()?;
    // What is quoted is text.
    let bare = line.split('"').step_by(2).flat_map(str::chars);
    let assign = if syntax == Syntax::Toml { "=" } else { ":" };
    let (sign, right) = bare.into_iter().find_map(|c| match c {
        '“' | '”' | '‘' | '’' | '「' | '」' | '＂' if syntax == Syntax::Toml => Some((c, "\"")),
        '＝' => Some((c, "=")),
        '：' if !line.contains(assign) => Some((c, assign)),
        '，' if syntax == Syntax::Toml => Some((c, ",")),
        '［' | '【' => Some((c, "[")),
        '］' | '】' => Some((c, "]")),
        _ => None,
    })?;
    Some(match right {
        "\"" => format!("`{sign}` is no quotation mark of TOML: write `\"`, as in `title = \"…\"`"),
        right => format!("`{sign}` is a sign of an input method: write `{right}`"),
    })
}

/// Texts that show no figures: reports each `{{`, which would be published as it is, and drops the backslashes of
/// `\{\{`, which is how braces are printed. Texts below the keys `filled` are left to who reads them.
pub(crate) fn fill_nothing(source: &Source, table: &mut Table, filled: &[&str]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in table.entries.iter_mut().filter(|entry| !filled.contains(&entry.key.as_str())) {
        fill_none(source, &mut entry.node, &mut found);
    }
    found
}

fn fill_none(source: &Source, node: &mut Node, found: &mut Vec<Diagnostic>) {
    match &mut node.value {
        Value::Text(text) if text.contains("{{") => {
            let written = &source.text[node.span.clone()];
            let at = node.span.start + written.find("{{").unwrap_or(0);
            let place = source.place(at..(at + "{{".len()).min(node.span.end));
            let braces = if written.starts_with('"') { "\\\\{\\\\{" } else { "\\{\\{" };
            let message = "figures are shown in texts, in `summary` and in `points`, and not here";
            let help = format!("write the number itself; two braces that are to be printed are written `{braces}`");
            found.push(Diagnostic::new(Code::UnknownFigure, place, message).help(help));
        }
        Value::Text(text) if text.contains('\\') => *text = text.replace("\\{", "{").replace("\\}", "}"),
        Value::List(nodes) => nodes.iter_mut().for_each(|node| fill_none(source, node, found)),
        Value::Table(table) => found.extend(fill_nothing(source, table, &[])),
        Value::Text(_) | Value::Number(_) | Value::Bool(_) | Value::Date(_) | Value::Null => {}
    }
}

/// What a syntax finds wrong; `span` is in the whole source.
struct SyntaxError {
    message: String,
    help: Option<String>,
    span: Range<usize>,
}
