//! Sites of Zola.
//!
//! Texts are below `content/`: `name.md` or `name/index.md` with its files, `_index.md` for a section, `name.fr.md` in
//! another language, and `2024-01-02-name.md` with a date. What is below `static/` has its path as its address.
//!
//! In: the folder of a site. Out: what was found.
//!
//! May touch: path, tree

use super::dates;
use super::files::{Folder, is_markdown, join, split, without_ending};
use super::found::{File, Found, Kind, Left, Settings, Text};
use super::front::{self, get, text};
use crate::path::{SourcePath, slug};
use crate::tree::{Table, Value};

/// A site, if there is one of Zola.
pub(super) fn read(folder: &Folder) -> Option<Found> {
    let mut found = Found::default();
    let (_, table) = front::first_settings(folder, &["config.toml", "zola.toml"], &mut found.left)?;
    let languages: Vec<String> = match get(&table, &["languages"]).map(|node| &node.value) {
        Some(Value::Table(languages)) => languages.entries.iter().map(|entry| entry.key.clone()).collect(),
        // Before 0.13 it was a list.
        Some(Value::List(items)) => items
            .iter()
            .filter_map(|item| match &item.value {
                Value::Table(language) => text(language, &["code"]),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    found.settings = Settings {
        title: text(&table, &["title", "extra.title"]),
        description: text(&table, &["description", "extra.description"]),
        author: text(&table, &["author", "extra.author"]),
        base_url: text(&table, &["base_url"]),
        language: text(&table, &["default_language"]),
        languages: languages.clone(),
        menu: Vec::new(),
    };
    found.left.extend(folder.left(&["templates", "themes", "sass", "data"]));
    for (path, rest) in folder.below("static") {
        found.files.push(File { path: path.clone(), beside: None, address: format!("/{rest}") });
    }
    let paths: Vec<(&SourcePath, &str)> = folder.below("content").collect();
    // A folder with an index is a text with its files.
    let stem_of = |rest: &str| named(split(rest).1, &languages).0.to_owned();
    let is_index = |rest: &str| is_markdown(rest) && stem_of(rest) == "index";
    let bundles: Vec<&str> = paths.iter().filter(|(_, rest)| is_index(rest)).map(|(_, rest)| split(rest).0).collect();
    for (path, rest) in &paths {
        if is_markdown(rest) {
            text_of(folder, path, rest, &languages, &mut found);
            continue;
        }
        let within = bundles.iter().filter(|bundle| rest.starts_with(&format!("{bundle}/")));
        let beside = within
            .max_by_key(|bundle| bundle.len())
            .map(|bundle| (undated(bundle), rest[bundle.len()..].trim_start_matches('/').to_owned()));
        let address = format!("/{}", undated(split(rest).0));
        let address = format!("{}/{}", address.trim_end_matches('/'), split(rest).1);
        found.files.push(File { path: (*path).clone(), beside, address });
    }
    Some(found)
}

/// A path without a date at the start of its last part.
fn undated(path: &str) -> String {
    let (folder, name) = split(path);
    join(folder, dates::of_name(name).map_or(name, |(_, name)| name))
}

/// The name of a file without ending and language, and the language.
fn named<'n>(name: &'n str, languages: &[String]) -> (&'n str, Option<String>) {
    let stem = without_ending(name);
    match stem.rsplit_once('.') {
        Some((stem, code)) if languages.iter().any(|own| own == code) => (stem, Some(code.to_owned())),
        _ => (stem, None),
    }
}

fn text_of(folder: &Folder, path: &SourcePath, rest: &str, languages: &[String], found: &mut Found) {
    let Some(source) = folder.text(path) else {
        return found.left.push(Left::file(path.as_str(), "this file is not UTF-8, and is not carried"));
    };
    let front = front::of(&source, false, &mut found.left);
    let front = front.unwrap_or(front::Front { table: Table::default(), body: 0..source.text.len() });
    let (parent, file) = split(rest);
    let (stem, language) = named(file, languages);
    let (at, name) = match stem {
        "index" | "_index" => split(parent),
        stem => (parent, stem),
    };
    let (date, name) = dates::of_name(name).map_or((None, name), |(date, name)| (Some(date), name));
    let dated = date.is_some() || get(&front.table, &["date"]).is_some();
    let kind = match stem {
        "_index" => Kind::Section,
        _ if dated => Kind::Post,
        _ => Kind::Page,
    };
    let place = match (text(&front.table, &["path"]), text(&front.table, &["slug"])) {
        (Some(path), _) => path.trim_matches('/').to_owned(),
        (None, Some(slug)) if kind != Kind::Section => join(at, &slug),
        _ => join(at, &slug_of(name)),
    };
    let address = match (&language, place.is_empty()) {
        (Some(code), true) => format!("/{code}/"),
        (Some(code), false) => format!("/{code}/{place}/"),
        (None, true) => "/".to_owned(),
        (None, false) => format!("/{place}/"),
    };
    found.texts.push(Text {
        key: join(at, name),
        shared: None,
        source,
        front: front.table,
        body: front.body,
        kind,
        language,
        date,
        draft: false,
        address,
    });
}

/// A name as the program has it in addresses.
fn slug_of(name: &str) -> String {
    if name.is_ascii() { slug(name) } else { name.to_owned() }
}
