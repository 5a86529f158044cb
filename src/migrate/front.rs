//! Front matter and settings of other programs, as trees.
//!
//! In: a file. Out: its table: TOML between `+++`, YAML between `---` or, as Hexo allows, before one, JSON in braces or,
//! as Hexo allows, before `;;;`; and where its body begins.
//!
//! May touch: path, source, tree

use super::files::Folder;
use super::found::Left;
use crate::path::SourcePath;
use crate::source::Source;
use crate::tree::{self, Node, Syntax, Table, Value};
use std::ops::Range;

/// A file taken apart.
pub(super) struct Front {
    pub(super) table: Table,
    pub(super) body: Range<usize>,
}

/// The front matter of a text; `None` where it has none. `hexo`: the first line of fences may be missing.
pub(super) fn of(source: &Source, hexo: bool, left: &mut Vec<Left>) -> Option<Front> {
    let (table, body, syntax) = stretches(&source.text, hexo)?;
    let parsed = tree::parse(source, table.clone(), syntax);
    if let Some(mistake) = parsed.diagnostics.first() {
        let at = mistake.place.as_ref().map_or(table.start, |place| place.span.start);
        left.push(Left::at(source, at, format!("this front matter cannot be read: {}", mistake.message)));
    }
    Some(Front { table: parsed.value, body })
}

/// Where the table and the body of a text are, and in which syntax the table is.
fn stretches(text: &str, hexo: bool) -> Option<(Range<usize>, Range<usize>, Syntax)> {
    let start = text.len() - text.trim_start().len();
    let first = text[start..].lines().next().unwrap_or_default().trim_end();
    let fence = |mark: char, line: &str| line.len() >= 3 && line.chars().all(|c| c == mark);
    if fence('+', first) {
        return fenced(text, start + first.len(), |line| fence('+', line), Syntax::Toml);
    }
    if fence('-', first) {
        return fenced(text, start + first.len(), |line| fence('-', line), Syntax::Yaml);
    }
    if first.starts_with('{') && !first.starts_with("{%") && !first.starts_with("{{") {
        let end = object_end(&text[start..])? + start;
        return Some((start..end, after_line(text, end)..text.len(), Syntax::Yaml));
    }
    if hexo && fence(';', first) {
        let (table, body, syntax) = fenced(text, start + first.len(), |line| fence(';', line), Syntax::Yaml)?;
        return Some((table, body, syntax));
    }
    let is_key = |line: &str| {
        let key = line.split(':').next().unwrap_or_default();
        line.contains(':') && !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if hexo && is_key(first) {
        return fenced(text, start, |line| fence('-', line), Syntax::Yaml);
    }
    None
}

/// The stretch from the line after `from`, or from there at the start of a line, to a line that closes it.
fn fenced(
    text: &str,
    from: usize,
    closes: impl Fn(&str) -> bool,
    syntax: Syntax,
) -> Option<(Range<usize>, Range<usize>, Syntax)> {
    let start = if from == 0 || text[..from].ends_with('\n') { from } else { after_line(text, from) };
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let end = at.saturating_add(line.len());
        if closes(line.trim_end()) {
            return Some((start..at, end..text.len(), syntax));
        }
        at = end;
    }
    None
}

fn after_line(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |end| from + end + 1)
}

/// Where the JSON object ends that a text begins with.
fn object_end(text: &str) -> Option<usize> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    stream.next()?.ok()?;
    Some(stream.byte_offset())
}

/// A file of settings: TOML, YAML or JSON by its ending.
pub(super) fn settings(source: &Source, left: &mut Vec<Left>) -> Table {
    let syntax = if source.path.extension() == "toml" { Syntax::Toml } else { Syntax::Yaml };
    let parsed = tree::parse(source, 0..source.text.len(), syntax);
    for mistake in parsed.diagnostics {
        let at = mistake.place.as_ref().map_or(0, |place| place.span.start);
        left.push(Left::at(source, at, format!("these settings cannot be read: {}", mistake.message)));
    }
    parsed.value
}

/// The first of these files that is there, as settings.
pub(super) fn first_settings(folder: &Folder, names: &[&str], left: &mut Vec<Left>) -> Option<(SourcePath, Table)> {
    let source = folder.first(names)?;
    let table = settings(&source, left);
    Some((source.path, table))
}

/// The value of the first of these keys that there is; names of keys are compared without case. A dot leads into a table.
pub(super) fn get<'t>(table: &'t Table, keys: &[&str]) -> Option<&'t Node> {
    keys.iter().find_map(|key| match key.split_once('.') {
        None => table.entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(key)).map(|entry| &entry.node),
        Some((outer, inner)) => match &get(table, &[outer])?.value {
            Value::Table(table) => get(table, &[inner]),
            _ => None,
        },
    })
}

/// The same as text.
pub(super) fn text(table: &Table, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| words(&get(table, &[key])?.value))
}

/// A scalar as text; `None` where it is empty or none.
pub(super) fn words(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Number(text) | Value::Date(text) => {
            Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
        }
        Value::Bool(truth) => Some(truth.to_string()),
        Value::List(_) | Value::Table(_) | Value::Null => None,
    }
}

/// Every text in a list, in lists of it, or the one that there is; of a table its `name`.
pub(super) fn all_words(value: &Value) -> Vec<String> {
    match value {
        Value::List(items) => items.iter().flat_map(|item| all_words(&item.value)).collect(),
        Value::Table(table) => text(table, &["name"]).into_iter().collect(),
        value => words(value).into_iter().collect(),
    }
}
