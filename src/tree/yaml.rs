//! YAML as a tree.
//!
//! In: YAML text and its offset in the source. Out: its table and its syntax error, if any; YAML
//! cannot be read on after one. The parser is `granit-parser`, on which serde-saphyr is built:
//! its events keep each scalar as written and where. Aliases are refused (a few lines of them
//! can mean gigabytes, and front matter has no use for them), and so is deep nesting.
//!
//! May touch: nothing

use super::{KeyValue, Node, SyntaxError, Table, Value};
use granit_parser::{Event, Parser, ScalarStyle, Span, options};
use std::collections::HashSet;
use std::ops::Range;

/// Front matter is at most metrics › metric › dims deep.
const MAX_DEPTH: usize = 16;

pub(super) fn parse(text: &str, offset: usize) -> (Table, Vec<SyntaxError>) {
    let mut builder = Builder { offset, open: Vec::new(), root: None };
    let options = options! { emit_unresolved_aliases: true };
    for event in Parser::new_from_str_with_options(text, options) {
        let outcome = match event {
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => {
                let start = error.marker().byte_offset().unwrap_or(0) + offset;
                let start = start.min(offset + text.len());
                Err(SyntaxError {
                    help: Some(help(&error.info(), &text[..text.floor_char_boundary(start - offset)])),
                    ..builder.error(error.info().to_owned(), start..start)
                })
            }
        };
        if let Err(error) = outcome {
            return (builder.finish_early(), vec![error]);
        }
    }
    match builder.root {
        None => (Table::default(), Vec::new()),
        Some(Node { value: Value::Table(table), .. }) => (table, Vec::new()),
        Some(Node { value: Value::Null, .. }) => (Table::default(), Vec::new()),
        Some(node) => {
            let message = format!("expected keys and values, found {}", node.value.noun());
            (
                Table::default(),
                vec![SyntaxError { message, help: Some("write `key: value` lines".into()), span: node.span }],
            )
        }
    }
}

/// Puts events together; `open` are the collections that have not ended, outermost first.
struct Builder {
    offset: usize,
    open: Vec<Open>,
    root: Option<Node>,
}

enum Open {
    List(Vec<Node>, usize),
    /// A table, its keys, the key whose value is to come, and where it starts.
    Table(Table, HashSet<String>, Option<(String, Range<usize>)>, usize),
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), SyntaxError> {
        let span = self.range(span);
        match event {
            Event::Scalar(text, style, ..) => self.add(Node { value: scalar(text.into_owned(), style), span }),
            Event::SequenceStart(..) => self.push(Open::List(Vec::new(), span.start), span),
            Event::MappingStart(..) => self.push(Open::Table(Table::default(), HashSet::new(), None, span.start), span),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List(items, start)) => {
                    self.add(Node { value: Value::List(items), span: start..span.end.max(start) })
                }
                Some(Open::Table(table, _, _, start)) => {
                    self.add(Node { value: Value::Table(table), span: start..span.end.max(start) })
                }
                None => Ok(()),
            },
            Event::Alias(_) | Event::UnresolvedAlias(_) => Err(SyntaxError {
                message: "aliases (`*name`) cannot be used in front matter".into(),
                help: Some("write the value out".into()),
                span,
            }),
            _ => Ok(()),
        }
    }

    fn push(&mut self, open: Open, span: Range<usize>) -> Result<(), SyntaxError> {
        if self.open.len() == MAX_DEPTH {
            return Err(self.error("nested too deeply".into(), span));
        }
        self.open.push(open);
        Ok(())
    }

    fn add(&mut self, node: Node) -> Result<(), SyntaxError> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(items, _)) => items.push(node),
            Some(Open::Table(table, keys, waiting, _)) => match waiting.take() {
                None => *waiting = Some(key(node)?),
                Some((key, key_span)) => {
                    if !keys.insert(key.clone()) {
                        return Err(SyntaxError {
                            message: format!("duplicate key `{key}`"),
                            help: Some("keep one of them".into()),
                            span: key_span,
                        });
                    }
                    table.entries.push(KeyValue { key, key_span, node });
                }
            },
        }
        Ok(())
    }

    /// What the outermost table held before a syntax error.
    fn finish_early(self) -> Table {
        match self.open.into_iter().next() {
            Some(Open::Table(table, ..)) => table,
            Some(Open::List(..)) | None => Table::default(),
        }
    }

    fn error(&self, message: String, span: Range<usize>) -> SyntaxError {
        SyntaxError { message, help: None, span }
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or(0..0);
        range.start + self.offset..range.end.max(range.start) + self.offset
    }
}

fn key(node: Node) -> Result<(String, Range<usize>), SyntaxError> {
    match node.value {
        Value::Text(text) | Value::Number(text) | Value::Date(text) => Ok((text, node.span)),
        Value::Bool(truth) => Ok((truth.to_string(), node.span)),
        Value::List(_) | Value::Table(_) | Value::Null => {
            Err(SyntaxError { message: "a key must be a word".into(), help: None, span: node.span })
        }
    }
}

/// A scalar by YAML's core schema; only plain scalars are anything but text.
fn scalar(text: String, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::Text(text);
    }
    match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        plain if is_number(plain) => Value::Number(text),
        _ => Value::Text(text),
    }
}

fn is_number(plain: &str) -> bool {
    let digits = plain.strip_prefix(['-', '+']).unwrap_or(plain);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction].into_iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// A way out for what the scanner says, which it says behind `before`.
fn help(message: &str, before: &str) -> String {
    let wide = |line: &str| line.contains('：') && !line.contains(": ");
    let help = match message {
        m if m.contains("mapping") && before.lines().rev().take(2).any(wide) => "`：` is no colon of YAML: write `: `",
        m if m.contains("mapping") => "put the value in quotes, as in `title: \"甲: 乙\"`",
        m if ["'-'", "indent"].iter().any(|sign| m.contains(sign)) => {
            "begin it as far from the margin as the lines of the same list or table above"
        }
        m if m.contains("tab") => "indent with spaces",
        m if m.contains("quoted") => "close the text with the quotation mark it begins with",
        _ => "put a text with `: `, ` #` or a sign at its start in quotes, as in `title: \"…\"`",
    };
    help.to_owned()
}
