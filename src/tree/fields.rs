//! A table taken apart by the names its owner knows.
//!
//! In: a [`Table`]. Out: typed values, and a diagnostic for each that is missing, of the wrong
//! kind, malformed or unknown. Asking for a key makes it known; [`Fields::finish`] reports the rest.
//!
//! May touch: path, source, diag

use super::{Extra, Node, Syntax, Table, Value};
use crate::diag::{Code, Diagnostic, Malformed, nearest};
use crate::path;
use crate::source::Source;
use crate::tree;
use jiff::civil::{Date, Time};
use std::ops::Range;
use std::str::FromStr;

/// A value and where its author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Written<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the source.
    pub span: Range<usize>,
}

/// A table being read.
pub struct Fields<'a> {
    source: &'a Source,
    span: Range<usize>,
    table: Table,
    known: Vec<&'static str>,
    written: Vec<String>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// A table that is at `span`; a missing key is reported there.
    pub(crate) fn new(source: &'a Source, span: Range<usize>, table: Table) -> Self {
        let written = table.entries.iter().map(|entry| entry.key.clone()).collect();
        Self { source, span, table, known: Vec::new(), written, diagnostics: Vec::new() }
    }

    /// A whole TOML file; what is broken in it is among the mistakes from the start.
    pub(crate) fn of_file(source: &'a Source) -> Self {
        let mut tree = tree::parse(source, 0..source.text.len(), Syntax::Toml);
        let braces = tree::fill_nothing(source, &mut tree.value, &[]);
        let mut fields = Self::new(source, 0..0, tree.value);
        fields.absorb(tree.diagnostics);
        fields.absorb(braces);
        fields
    }

    /// The value of `key`, whatever it is; YAML's null counts as absent.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let at = self.table.entries.iter().position(|entry| entry.key == key)?;
        let node = self.table.entries.remove(at).node;
        (node.value != Value::Null).then_some(node)
    }

    /// A text. Numbers and dates count as what was typed, so that `period = 2025` works.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<Written<String>> {
        let node = self.take(key)?;
        self.as_text(key, node)
    }

    /// An address that can be linked to; one that would run as a script is refused.
    pub(crate) fn address(&mut self, key: &'static str) -> Option<String> {
        let url = self.text(key)?;
        if path::scheme(&url.value).is_none() {
            let help = format!("write all of it: `https://{}`", url.value.trim_start_matches('/'));
            self.report(Code::DeadLink, url.span, format!("`{}` is no address of a page", url.value), help);
            return None;
        }
        let Some(scheme) = path::unsafe_scheme(&url.value) else { return Some(url.value) };
        let help = "link to a page by `https:`, or to a file of the site by its path";
        self.report(Code::UnsafeUrl, url.span, format!("an address cannot be `{scheme}:`"), help);
        None
    }

    /// A text that must be there and not empty.
    pub(crate) fn required_text(&mut self, key: &'static str) -> Option<Written<String>> {
        let absent = !self.table.entries.iter().any(|entry| entry.key == key && entry.node.value != Value::Null);
        let text = self.text(key);
        let empty = text.as_ref().is_some_and(|text| text.value.trim().is_empty());
        if absent || empty {
            let span = text.as_ref().map_or(self.span.clone(), |text| text.span.clone());
            let message = if absent { format!("`{key}` is missing") } else { format!("`{key}` is empty") };
            self.report(Code::MissingKey, span, message, format!("add a line `{key} = …`"));
            return None;
        }
        text
    }

    /// A value that reads itself from text: a quantity, a period, a script.
    pub(crate) fn parse<T: FromStr<Err = Malformed>>(&mut self, key: &'static str, code: Code) -> Option<Written<T>> {
        let text = self.text(key)?;
        self.parsed(text, code)
    }

    /// Parses a text that was taken before.
    pub(crate) fn parsed<T: FromStr<Err = Malformed>>(
        &mut self,
        text: Written<String>,
        code: Code,
    ) -> Option<Written<T>> {
        match text.value.parse() {
            Ok(value) => Some(Written { value, span: text.span }),
            Err(malformed) => {
                self.malformed(code, &text, malformed);
                None
            }
        }
    }

    /// `true` or `false`; `false` when absent.
    pub(crate) fn truth(&mut self, key: &'static str) -> bool {
        self.written_truth(key).is_some_and(|truth| truth.value)
    }

    /// `true` or `false`, and where.
    pub(crate) fn written_truth(&mut self, key: &'static str) -> Option<Written<bool>> {
        match self.take(key)? {
            Node { value: Value::Bool(value), span, .. } => Some(Written { value, span }),
            node => {
                self.wrong(key, &node, "true or false", "true");
                None
            }
        }
    }

    /// A whole number of at least one.
    pub(crate) fn count(&mut self, key: &'static str) -> Option<usize> {
        let node = self.take(key)?;
        let number = match &node.value {
            Value::Number(number) => number.parse().ok().filter(|&count| count > 0),
            _ => None,
        };
        if number.is_none() {
            self.wrong(key, &node, "a whole number above zero", "20");
        }
        number
    }

    /// A date: `2025-07-18`, bare or quoted. A time of that day may follow, and makes no difference.
    pub(crate) fn date(&mut self, key: &'static str) -> Option<Written<Date>> {
        let moment = self.day_and_time(key, "a date", "2025-07-18")?;
        Some(Written { value: moment.value.0, span: moment.span })
    }

    /// A moment: `2025-07-18T10:00`, with or without seconds, or a day alone. An offset from UTC
    /// is not understood: times are the site's.
    pub(crate) fn moment(&mut self, key: &'static str) -> Option<Written<(Date, Option<Time>)>> {
        self.day_and_time(key, "a moment", "2025-07-18T10:00")
    }

    fn day_and_time(
        &mut self,
        key: &'static str,
        wanted: &str,
        example: &str,
    ) -> Option<Written<(Date, Option<Time>)>> {
        let node = self.take(key)?;
        let (Value::Date(text) | Value::Text(text)) = &node.value else {
            // 20250718
            match day_of(&self.source.text[node.span.clone()]) {
                Some(day) => {
                    let message = format!("`{}` is not a date", &self.source.text[node.span.clone()]);
                    self.report(Code::BadDate, node.span, message, format!("write the day as `{day}`"));
                }
                None => self.wrong(key, &node, wanted, example),
            }
            return None;
        };
        let (day, time) = match text.trim().split_once(['T', 't', ' ']) {
            Some((day, time)) => (day, Some(time.trim())),
            None => (text.trim(), None),
        };
        // What follows a time, as an offset, would be passed over.
        let time = time.map(|time| time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.')).then_some(time));
        let time = time.map(|time| time.and_then(|time| time.parse::<Time>().ok()));
        match (day.parse(), time) {
            (Ok(day), None) => return Some(Written { value: (day, None), span: node.span }),
            (Ok(day), Some(Some(time))) => return Some(Written { value: (day, Some(time)), span: node.span }),
            (Ok(_), Some(None)) => {
                let message = format!("`{text}` is not a moment in the site's time");
                self.report(Code::BadDate, node.span, message, "write it as `2025-07-18T10:00`, without an offset");
            }
            (Err(_), _) => {
                let written = self.source.text[node.span.clone()].trim_matches('"');
                let day = day_of(written).map_or_else(|| "2025-07-18".to_owned(), |day| day.to_string());
                let message = format!("`{written}` is not a date");
                self.report(Code::BadDate, node.span, message, format!("write the day as `{day}`"));
            }
        }
        None
    }

    /// A list of texts, as [`Fields::texts`]; of more than `most` the first too many is reported, and the rest not read.
    pub(crate) fn texts_up_to(&mut self, most: usize, key: &'static str) -> Vec<Written<String>> {
        let mut texts = self.texts(key);
        self.cut(most, key, &mut texts, |text| text.span.clone());
        texts
    }

    /// A list of tables, as [`Fields::tables`]; of more than `most` the first too many is reported, and the rest not read.
    pub(crate) fn tables_up_to(&mut self, most: usize, key: &'static str) -> Vec<Fields<'a>> {
        let mut tables = self.tables(key);
        self.cut(most, key, &mut tables, |table| table.span());
        tables
    }

    fn cut<T>(&mut self, most: usize, key: &str, list: &mut Vec<T>, span: impl Fn(&T) -> Range<usize>) {
        if let Some(first) = list.get(most).map(span) {
            let message = format!("this is one of more than {most} `{key}`");
            self.report(Code::TooLarge, first, message, "divide the file, or publish the table as a data file");
            list.truncate(most);
        }
    }

    /// A list of texts; empty when absent.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<Written<String>> {
        let Some(node) = self.take(key) else { return Vec::new() };
        match node.value {
            Value::List(items) => items.into_iter().filter_map(|item| self.as_text(key, item)).collect(),
            _ => {
                let example = match &node.value {
                    Value::Text(text) if !text.contains(['"', '\n', '，', ',', '、']) => format!("[\"{text}\"]"),
                    _ => "[\"…\", \"…\"]".to_owned(),
                };
                self.wrong(key, &node, "a list of texts", &example);
                Vec::new()
            }
        }
    }

    /// A text, or a list of them; empty when absent.
    pub(crate) fn text_or_texts(&mut self, key: &'static str) -> Vec<Written<String>> {
        match self.table.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node.value) {
            Some(Value::Text(_)) => self.text(key).into_iter().collect(),
            _ => self.texts(key),
        }
    }

    /// A table of what templates alone read; empty when absent.
    pub(crate) fn extra(&mut self, key: &'static str) -> Extra {
        let Some(node) = self.take(key) else { return Extra::new() };
        match node.value {
            Value::Table(table) => table.json(),
            _ => {
                self.wrong(key, &node, "a table", &format!("[{key}]"));
                Extra::new()
            }
        }
    }

    /// A list of tables, `[[key]]`, each to be read by [`Fields`] of its own.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<Fields<'a>> {
        let Some(node) = self.take(key) else { return Vec::new() };
        let Value::List(items) = node.value else {
            self.wrong(key, &node, "a list of tables", &format!("[[{key}]]"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item.value {
                Value::Table(table) => tables.push(Self::new(self.source, item.span, table)),
                _ => self.wrong(key, &item, "a table", &format!("[[{key}]]")),
            }
        }
        tables
    }

    /// A list of texts or tables, each table to be read by [`Fields`] of its own.
    pub(crate) fn texts_and_tables(&mut self, key: &'static str) -> Vec<Result<Written<String>, Fields<'a>>> {
        let Some(node) = self.take(key) else { return Vec::new() };
        let Value::List(items) = node.value else {
            self.wrong(key, &node, "a list of texts", "[\"…\", \"…\"]");
            return Vec::new();
        };
        let entry = |item: Node| match item.value {
            Value::Table(table) => Some(Err(Self::new(self.source, item.span, table))),
            _ => self.as_text(key, item).map(Ok),
        };
        items.into_iter().filter_map(entry).collect()
    }

    /// A table whose keys the author chooses, with texts as values: `dims = { 规模 = "亿元以上" }`.
    pub(crate) fn pairs(&mut self, key: &'static str) -> Vec<(Written<String>, Written<String>)> {
        let Some(node) = self.take(key) else { return Vec::new() };
        let Value::Table(table) = node.value else {
            self.wrong(key, &node, "a table", "{ name = \"text\" }");
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for entry in table.entries {
            if let Some(text) = self.as_text(&entry.key, entry.node) {
                pairs.push((Written { value: entry.key, span: entry.key_span }, text));
            }
        }
        pairs
    }

    /// A table to be read by [`Fields`] of its own.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<Fields<'a>> {
        let node = self.take(key)?;
        match node.value {
            Value::Table(table) => Some(Self::new(self.source, node.span, table)),
            _ => {
                self.wrong(key, &node, "a table", &format!("[{key}]"));
                None
            }
        }
    }

    /// Reports a mistake at `span`.
    pub(crate) fn report(
        &mut self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let help = help.into();
        let help = if self.is_yaml() { in_yaml(&help) } else { help };
        self.diagnostics.push(Diagnostic::new(code, self.source.place(span), message).help(help));
    }

    /// Whether the table is the YAML front matter of a page.
    fn is_yaml(&self) -> bool {
        self.source.text.starts_with("---")
    }

    /// Adds lines to paste to the mistake that was reported last.
    pub(crate) fn entry(&mut self, entry: &str) {
        if let Some(last) = self.diagnostics.pop() {
            self.diagnostics.push(last.entry(entry));
        }
    }

    /// Reports a malformed text, with the caret under the offending piece.
    pub(crate) fn malformed(&mut self, code: Code, text: &Written<String>, malformed: Malformed) {
        let span = self.within(text, malformed.span);
        self.report(code, span, malformed.message, malformed.help);
    }

    /// Takes over the mistakes of a table that was read by [`Fields`] of its own.
    pub(crate) fn absorb(&mut self, diagnostics: Vec<Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// Whether the author wrote this key, well or not.
    pub(crate) fn wrote(&self, key: &str) -> bool {
        self.written.iter().any(|written| written == key)
    }

    /// Where the table is.
    pub(crate) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The source the table is in.
    pub(crate) fn source(&self) -> &'a Source {
        self.source
    }

    /// Reports the keys nobody asked for and gives all mistakes.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        for entry in std::mem::take(&mut self.table.entries) {
            let help = match nearest(&entry.key, self.known.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("the keys here are {}", list(&self.known)),
            };
            self.report(Code::UnknownKey, entry.key_span, format!("unknown key `{}`", entry.key), help);
        }
        self.diagnostics
    }

    fn as_text(&mut self, key: &str, node: Node) -> Option<Written<String>> {
        match node.value {
            Value::Text(value) | Value::Number(value) | Value::Date(value) => Some(Written { value, span: node.span }),
            Value::Bool(_) | Value::List(_) | Value::Table(_) | Value::Null => {
                self.wrong(key, &node, "text", "\"…\"");
                None
            }
        }
    }

    fn wrong(&mut self, key: &str, node: &Node, wanted: &str, example: &str) {
        let message = format!("`{key}` is {}, not {wanted}", node.value.noun());
        let help = match example.starts_with('[') && example.ends_with(']') && !example.contains('"') {
            true => format!("write it as `{example}`"),
            false => format!("write `{key} = {example}`"),
        };
        self.report(Code::WrongType, node.span.clone(), message, help);
    }

    /// A part of a text as bytes of the source: exact when the text is there as it is, the
    /// whole value when it was written with escapes.
    fn within(&self, text: &Written<String>, part: Range<usize>) -> Range<usize> {
        let written = &self.source.text[text.span.clone()];
        match written.find(&text.value) {
            Some(quote) => text.span.start + quote + part.start..text.span.start + quote + part.end,
            None => text.span.clone(),
        }
    }
}

/// The day that someone meant who wrote it as 2025年7月18日, 2025/7/18 or 2025.7.18.
fn day_of(written: &str) -> Option<Date> {
    // 20250718
    if written.len() == 8 && written.bytes().all(|byte| byte.is_ascii_digit()) {
        return day_of(&[&written[..4], &written[4..6], &written[6..]].join("-"));
    }
    let numbers = written.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let [year, month, day] = numbers.collect::<Vec<_>>().try_into().ok()?;
    let year = (year.len() == 4).then(|| year.parse().ok())??;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A help with the TOML that it shows, between backquotes, as YAML: `` `draft = true` `` is `` `draft: true` ``.
fn in_yaml(help: &str) -> String {
    let shown = |at: usize, part: &str| match (at % 2 == 1).then(|| part.split_once('=')).flatten() {
        Some((key, value)) if is_key(key.trim()) => {
            format!("{}: {}", key.trim(), value.trim().replace("{ ", "{").replace(" }", "}").replace(" = ", ": "))
        }
        _ if at % 2 == 1 && part.starts_with('[') && is_key(part.trim_matches(['[', ']'])) => {
            format!("{}:", part.trim_matches(['[', ']']))
        }
        _ => part.to_owned(),
    };
    help.split('`').enumerate().map(|(at, part)| shown(at, part)).collect::<Vec<_>>().join("`")
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn helps_show_yaml_where_the_front_matter_is_yaml() {
        for (toml, yaml) in [
            ("write `draft = true`", "write `draft: true`"),
            ("write `topics = [\"…\", \"…\"]`", "write `topics: [\"…\", \"…\"]`"),
            ("write `dims = { name = \"text\" }`", "write `dims: {name: \"text\"}`"),
            ("write it as `[[metrics]]`", "write it as `metrics:`"),
            ("close it with `+++`, as in `a/b=c`", "close it with `+++`, as in `a/b=c`"),
        ] {
            assert_eq!(in_yaml(toml), yaml);
        }
    }
}
