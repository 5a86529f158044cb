//! Who has signed a bulletin.
//!
//! In: `signed` of the front matter, and the file. Out: [`Signature`]s; and the sum of all that the file says, by which a signature
//! is void as soon as a figure or a word is another. The order of keys, spaces between them and comments do not count, so that
//! `jianbao fmt` voids nothing.
//!
//! May touch: hash, source, diag, tree

use super::front::Front;
use crate::diag::Code;
use crate::hash::Hash;
use crate::source::Source;
use crate::tree::{self, Fields, Node, Table, Value};
use jiff::civil::{DateTime, Time};
use std::fmt::Write;

/// The key of signatures, which does not count in the sum.
pub(crate) const KEY: &str = "signed";

/// Someone's word that a bulletin is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Who.
    pub by: String,
    /// When, in the site's time.
    pub at: DateTime,
    /// The [`sum`] of what was signed.
    pub sum: String,
}

/// Reads `signed`, a list of tables that `jianbao sign` writes:
///
/// ```toml
/// signed = [{ by = "陈一", at = 2025-07-18T09:40:00, sum = "3f0c…" }]
/// ```
pub(crate) fn read(fields: &mut Fields<'_>) -> Vec<Signature> {
    let mut signatures = Vec::new();
    for mut table in fields.tables(KEY) {
        let by = table.required_text("by");
        let at = table.moment("at");
        if at.is_none() && !table.wrote("at") {
            let help = "let `jianbao sign` write it";
            table.report(Code::MissingKey, table.span(), "this signature has no time", help);
        }
        let sum = table.required_text("sum");
        if let (Some(by), Some(at), Some(sum)) = (by, at, sum) {
            let (day, time) = at.value;
            let at = day.to_datetime(time.unwrap_or(Time::midnight()));
            signatures.push(Signature { by: by.value, at, sum: sum.value });
        }
        fields.absorb(table.finish());
    }
    signatures
}

/// The sum of a file: of every key and value of its front matter but the signatures, and of its text.
pub(crate) fn sum(source: &Source) -> String {
    let mut said = String::new();
    let body = match Front::of(&source.text) {
        Front::Whole { syntax, table, body } => {
            let mut front = tree::parse(source, table, syntax).value;
            front.entries.retain(|entry| entry.key != KEY);
            say_table(&front, &mut said);
            body
        }
        Front::Absent | Front::Open { .. } => 0..source.text.len(),
    };
    said.push('\n');
    said.push_str(source.text[body].trim());
    Hash::of(said.as_bytes()).to_string()
}

/// A table with its keys in order.
fn say_table(table: &Table, said: &mut String) {
    let mut entries: Vec<_> = table.entries.iter().collect();
    entries.sort_by(|one, other| one.key.cmp(&other.key));
    said.push('{');
    for entry in entries {
        // Debug puts every text between quotation marks, so that no two tables say the same.
        let _ = write!(said, "{:?}:", entry.key);
        say(&entry.node, said);
        said.push(',');
    }
    said.push('}');
}

fn say(node: &Node, said: &mut String) {
    let _ = match &node.value {
        Value::Text(text) => write!(said, "{text:?}"),
        Value::Date(text) | Value::Number(text) => write!(said, "{text}"),
        Value::Bool(truth) => write!(said, "{truth}"),
        Value::Null => write!(said, "null"),
        Value::Table(table) => {
            say_table(table, said);
            Ok(())
        }
        Value::List(items) => {
            said.push('[');
            for item in items {
                say(item, said);
                said.push(',');
            }
            write!(said, "]")
        }
    };
}

/// The signatures that still hold, each name once.
pub(crate) fn valid<'s>(signatures: &'s [Signature], source: &Source) -> Vec<&'s Signature> {
    if signatures.is_empty() {
        return Vec::new();
    }
    let sum = sum(source);
    let mut valid: Vec<&Signature> = Vec::new();
    for signature in signatures.iter().filter(|signature| signature.sum == sum) {
        if valid.iter().all(|other| other.by != signature.by) {
            valid.push(signature);
        }
    }
    valid
}
