//! `jianbao fmt`: front matter in one order and one alignment.
//!
//! In: a Markdown file of `content/`. Out: the same file with the keys of its TOML front matter in the
//! order of [`keys`] and their `=` below each other. Comments move with the key they are above or
//! after; the meaning of the front matter stays the same, and the prose stays byte for byte.
//!
//! May touch: path, source, diag, tree, bulletin, disk

use crate::bulletin::front::Front;
use crate::diag::{Checked, Diagnostic};
use crate::path::SourcePath;
use crate::source::Source;
use crate::tree::{self, Syntax};
use anyhow::{Context, Result, anyhow, bail};
use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item, Key, RawString, Table};
use unicode_width::UnicodeWidthStr;
use walkdir::WalkDir;

/// The result for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in order.
    Same,
    /// This is its text in order.
    Changed(String),
    /// Its front matter is YAML, which is left as it is.
    Yaml,
    /// It has no front matter, or one that cannot be read; the diagnostics say why.
    Broken,
}

/// The keys of a table in their order, by the table's name: `""` is the front matter itself,
/// `metrics` one of its `[[metrics]]`. Keys that are not listed come after these, as written.
pub fn keys(table: &str) -> &'static [&'static str] {
    match table {
        "" => &[
            "title",
            "title_en",
            "slug",
            "date",
            "updated",
            "embargo",
            "script",
            "summary",
            "summary_en",
            "points",
            "period",
            "topics",
            "region",
            "source",
            "source_url",
            "author",
            "next_release",
            "superseded_by",
            "aliases",
            "draft",
            "template",
            "imported",
            "made_from",
            "signed",
            "protect",
            "cover",
            "extra",
            "terms",
            "metrics",
            "events",
            "corrections",
            "allow",
        ],
        "metrics" => &[
            "id",
            "indicator",
            "value",
            "change",
            "basis",
            "yoy",
            "mom",
            "qoq",
            "wow",
            "dod",
            "ytd",
            "prev",
            "avg2",
            "fixed",
            "saqr",
            "saar",
            "previous",
            "accel",
            "accel_basis",
            "low",
            "high",
            "expected",
            "period",
            "kind",
            "adjust",
            "prices",
            "growth",
            "base",
            "region",
            "dims",
            "headline",
            "status",
            "note",
            "source",
            "review",
        ],
        "value" => &["approx", "number", "scale", "unit"],
        "cover" => &["picture", "alt", "caption", "credit"],
        "terms" => &["zh-hans", "zh-hant", "zh-hant-tw", "zh-hant-hk", "note"],
        "corrections" => &["date", "metric", "old", "text", "text_en"],
        "events" => &["date", "text", "indicators"],
        "allow" => &["code", "text", "reason"],
        "signed" => &["by", "at", "sum"],
        _ => &[],
    }
}

/// Puts a file's front matter in order; `text` is the file as it is on the disk.
pub fn file(path: SourcePath, text: &str) -> Checked<Outcome> {
    let source = Source::new(path, text);
    let (syntax, table) = match Front::of(&source.text) {
        Front::Whole { syntax, table, .. } => (syntax, table),
        Front::Absent | Front::Open { .. } => return Checked::fine(Outcome::Broken),
    };
    match syntax {
        Syntax::Yaml => return Checked::fine(Outcome::Yaml),
        Syntax::Toml => {}
    }
    let diagnostics = tree::parse(&source, table.clone(), syntax).diagnostics;
    let Ok(document) = source.text[table.clone()].parse::<DocumentMut>() else {
        return Checked { value: Outcome::Broken, diagnostics };
    };
    let formatted = with_table(text, &source.text, table, &in_order(document));
    Checked::fine(if formatted == text { Outcome::Same } else { Outcome::Changed(formatted) })
}

/// A file as it is on the disk with its table replaced; `table` are the bytes of the old one in `read`, which
/// is the same file with line ends `\n`. What is around it stays byte for byte, and line ends stay as they were.
pub(crate) fn with_table(text: &str, read: &str, table: Range<usize>, new: &str) -> String {
    let rest = after_lines(text, read[..table.end].matches('\n').count());
    let front = format!("{}{new}", &read[..table.start]).replace('\n', line_end(text));
    let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    format!("{mark}{front}{}", &text[rest..])
}

/// Puts the files in order, or with `check` only finds out which are not; every Markdown file below
/// a folder counts. Returns the result for each, and the mistakes of those that cannot be read.
///
/// # Errors
/// When a file is not there, is not UTF-8, or the disk does not let us.
pub(crate) fn run(places: &[PathBuf], check: bool) -> Result<Checked<Vec<(PathBuf, Outcome)>>> {
    let mut outcomes = Vec::new();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for place in markdown(places)? {
        let text = fs::read_to_string(&place).with_context(|| format!("cannot read {}", place.display()))?;
        let path = path(&place).with_context(|| format!("cannot read {}", place.display()))?;
        let before = text.clone();
        let outcome = file(path, &text).report(&mut diagnostics);
        if let (Outcome::Changed(text), false) = (&outcome, check) {
            replace(&place, &before, text).with_context(|| format!("cannot write {}", place.display()))?;
        }
        outcomes.push((place, outcome));
    }
    Ok(Checked { value: outcomes, diagnostics })
}

/// The path by which mistakes of a file are reported: below the working folder, or else below its own.
fn path(place: &Path) -> Result<SourcePath> {
    let (place, here) = (place.canonicalize()?, Path::new(".").canonicalize()?);
    let own = place.parent().unwrap_or(&here);
    let root = if place.starts_with(&here) { &here } else { own };
    SourcePath::on_disk(root, &place).map_err(|why| anyhow!("{why}"))
}

/// The named files, and those below the named folders, in order of their paths.
fn markdown(places: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for place in places {
        if place.is_file() {
            files.push(place.clone());
            continue;
        }
        if !place.is_dir() {
            bail!("there is no {}", place.display());
        }
        for entry in WalkDir::new(place).sort_by_file_name() {
            let entry = entry.with_context(|| format!("cannot read {}", place.display()))?;
            let name = entry.file_name().to_string_lossy();
            if entry.file_type().is_file() && name.ends_with(".md") && !name.starts_with('.') {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}

/// Writes a file whole or not at all; its permissions stay as they were.
///
/// # Errors
/// When there is no such file, it is no longer as it was read, or the disk does not let us.
pub(crate) fn replace(place: &Path, before: &str, text: &str) -> Result<()> {
    let place = place.canonicalize()?;
    let folder = place.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(fs::metadata(&place)?.permissions())?;
    file.as_file().sync_all()?;
    // What someone saved meanwhile is not written over.
    if fs::read(&place)? != before.as_bytes() {
        bail!("it has changed since it was read");
    }
    file.persist(&place)?;
    Ok(())
}

/// The line end of a text: that of its first line.
fn line_end(text: &str) -> &'static str {
    match text.find(['\r', '\n']).map(|at| &text[at..]) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// The byte after the first `count` lines of a text, whatever their line ends.
fn after_lines(text: &str, count: usize) -> usize {
    let mut at = 0;
    for _ in 0..count {
        let Some(end) = text[at..].find(['\r', '\n']) else { return text.len() };
        at += end + if text[at + end..].starts_with("\r\n") { 2 } else { 1 };
    }
    at
}

fn in_order(mut document: DocumentMut) -> String {
    let trailing = blocks(&raw(Some(document.trailing())));
    document.set_trailing(match trailing.is_empty() {
        true => String::new(),
        false => format!("\n{trailing}"),
    });
    let first = !document.iter().any(|(_, item)| plain(item));
    put_in_order(document.as_table_mut(), "", &mut first.clone());
    document.to_string()
}

/// Whether an item is written as `key = value`, or `key.part = value`.
fn plain(item: &Item) -> bool {
    match item {
        Item::Value(_) => true,
        Item::Table(table) => table.is_dotted(),
        Item::None | Item::ArrayOfTables(_) => false,
    }
}

/// Puts the keys of a table and of the tables in it in order; `first` while nothing is above.
fn put_in_order(table: &mut Table, name: &str, first: &mut bool) {
    let head = take_head(table);
    let order = keys(name);
    let rank = |key: &Key| order.iter().position(|known| *known == key.get()).unwrap_or(order.len());
    table.sort_values_by(|a, _, b, _| rank(a).cmp(&rank(b)));
    let width = widest(table, 0);
    align(table, 0, width, &mut Some(head));
    let mut tables: Vec<(isize, &str, &mut Table)> = Vec::new();
    for (key, item) in table.iter_mut() {
        let name = order.iter().copied().find(|known| *known == key.get()).unwrap_or("?");
        match item {
            Item::Table(inner) if !inner.is_dotted() => tables.push((inner.position().unwrap_or(0), name, inner)),
            Item::ArrayOfTables(list) => {
                tables.extend(list.iter_mut().map(|inner| (inner.position().unwrap_or(0), name, inner)));
            }
            Item::None | Item::Value(_) | Item::Table(_) => {}
        }
    }
    tables.sort_by_key(|(position, ..)| *position);
    for (_, name, inner) in tables {
        let above = blocks(&raw(inner.decor().prefix()));
        let space = if *first { "" } else { "\n" };
        inner.decor_mut().set_prefix(format!("{space}{above}"));
        let behind = raw(inner.decor().suffix()).trim_end().to_owned();
        inner.decor_mut().set_suffix(behind);
        *first = false;
        put_in_order(inner, name, first);
    }
}

/// Takes the comments above a table's first key that an empty line separates from it: they are about the
/// whole table and stay at its head.
fn take_head(table: &mut Table) -> String {
    let Some(key) = table.iter().find(|(_, item)| plain(item)).map(|(key, _)| key.to_owned()) else {
        return String::new();
    };
    let Some((mut key, item)) = table.get_key_value_mut(&key) else { return String::new() };
    if let Item::Table(inner) = item {
        return take_head(inner);
    }
    let above = blocks(&raw(key.leaf_decor().prefix()));
    let (head, own) = match above.rfind("\n\n") {
        Some(at) => above.split_at(at + 2),
        None => ("", above.as_str()),
    };
    key.leaf_decor_mut().set_prefix(own);
    head.to_owned()
}

/// The columns of the longest key, with the keys before its dots; `before` are the columns of those.
fn widest(table: &Table, before: usize) -> usize {
    let widths = table.iter().filter_map(|(name, item)| {
        let width = before + table.key(name)?.display_repr().width();
        match item {
            Item::Value(_) => Some(width),
            Item::Table(inner) if inner.is_dotted() => Some(widest(inner, width + 1)),
            Item::None | Item::Table(_) | Item::ArrayOfTables(_) => None,
        }
    });
    widths.max().unwrap_or(0)
}

/// Aligns the keys of a table at `width` columns; `head` is what is above the first of them.
fn align(table: &mut Table, before: usize, width: usize, head: &mut Option<String>) {
    for (mut key, item) in table.iter_mut() {
        let columns = before + key.display_repr().width();
        match item {
            Item::Value(value) => {
                let written = raw(key.leaf_decor().prefix());
                let above = blocks(&written);
                let above = match head.take() {
                    Some(head) => format!("{head}{above}"),
                    None if !above.is_empty() && written.starts_with(['\n', '\r']) => format!("\n{above}"),
                    None => above,
                };
                key.leaf_decor_mut().set_prefix(above);
                key.leaf_decor_mut().set_suffix(" ".repeat(width.saturating_sub(columns) + 1));
                let behind = raw(value.decor().suffix()).trim_end().to_owned();
                value.decor_mut().set_prefix(" ");
                value.decor_mut().set_suffix(behind);
            }
            Item::Table(inner) if inner.is_dotted() => align(inner, columns + 1, width, head),
            Item::None | Item::Table(_) | Item::ArrayOfTables(_) => {}
        }
    }
}

/// The comments above a key: without indents, blocks separated by a single empty line.
fn blocks(above: &str) -> String {
    let mut text = String::new();
    let mut apart = false;
    // The last line is the key's own indent.
    let lines = above.rfind('\n').map_or("", |end| &above[..end]);
    for line in lines.split('\n').map(str::trim) {
        if line.is_empty() {
            apart = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut apart) {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
    }
    if apart {
        text.push('\n');
    }
    text
}

fn raw(text: Option<&RawString>) -> String {
    text.and_then(RawString::as_str).unwrap_or_default().to_owned()
}
