//! TOML as a tree.
//!
//! In: TOML text and its offset in the source. Out: its table and all its syntax errors, by the
//! `toml` crate's recovering parser.
//!
//! May touch: nothing

use super::{KeyValue, Node, SyntaxError, Table, Value};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) fn parse(text: &str, offset: usize) -> (Table, Vec<SyntaxError>) {
    let (document, errors) = DeTable::parse_recoverable(text);
    let errors = errors
        .into_iter()
        .map(|error| SyntaxError {
            message: error.message().replace('\n', ", "),
            help: help(error.message(), text.get(error.span().unwrap_or(0..0)).unwrap_or_default()),
            span: shift(error.span().unwrap_or(0..0), offset),
        })
        .collect();
    (table(document.into_inner(), offset), errors)
}

/// A way out for the most common slips; `written` is what is wrong.
fn help(message: &str, written: &str) -> Option<String> {
    let help = match message {
        m if m.starts_with("invalid unquoted key") => "a key in Chinese stands in quotes: `\"规模\" = …`",
        m if m.starts_with("string values must be quoted") => {
            let is_whole = !written.is_empty() && !written.contains(['"', '\n']);
            return Some(format!("put the text in quotes: `\"{}\"`", if is_whole { written } else { "…" }));
        }
        // 10月社零 begins as a number does.
        _ if written.contains(|c: char| !c.is_ascii()) && !written.contains(['"', '\n']) => {
            return Some(format!("put the text in quotes: `\"{}\"`", written.trim()));
        }
        m if m.contains("invalid basic string") => "close the text with `\"` on the same line",
        _ => return None,
    };
    Some(help.to_owned())
}

fn table(document: DeTable<'_>, offset: usize) -> Table {
    let mut entries: Vec<KeyValue> = document
        .into_iter()
        .map(|(key, value)| KeyValue {
            key_span: shift(key.span(), offset),
            key: key.into_inner().into_owned(),
            node: node(value, offset),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Table { entries }
}

fn node(value: Spanned<DeValue<'_>>, offset: usize) -> Node {
    let span = shift(value.span(), offset);
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Value::Bool(truth),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| node(item, offset)).collect()),
        DeValue::Table(inner) => Value::Table(table(inner, offset)),
    };
    Node { value, span }
}

fn shift(span: Range<usize>, offset: usize) -> Range<usize> {
    span.start + offset..span.end + offset
}
