//! Sites of Hugo.
//!
//! Texts are below `content/`, or a folder for each language; a folder with `index.md` is a text with its files, one with
//! `_index.md` a section. What is below `static/` has its path as its address, and so have pictures below `assets/`.
//!
//! In: the folder of a site. Out: what was found.
//!
//! May touch: path, tree

use super::dates;
use super::files::{Folder, is_markdown, join, split, without_ending};
use super::found::{File, Found, Kind, Left, Settings, Text, is_language};
use super::front::{self, all_words, get, text};
use super::permalink::{self, Names};
use crate::path::SourcePath;
use crate::tree::{KeyValue, Node, Table, Value};
use std::collections::BTreeMap;

const SETTINGS: [&str; 8] =
    ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json"];

/// What the settings say of files and addresses.
struct Rules {
    /// The folder of texts of each language; that of those that name none is under the empty name.
    folders: Vec<(Option<String>, String)>,
    statics: Vec<String>,
    languages: Vec<String>,
    default: String,
    /// Patterns by section.
    permalinks: BTreeMap<String, String>,
    /// Whether addresses of the default language have its name too.
    in_folder: bool,
    ugly: bool,
}

/// A site, if there is one of Hugo.
pub(super) fn read(folder: &Folder) -> Option<Found> {
    let mut found = Found::default();
    let table = settings(folder, &mut found.left)?;
    let rules = rules(&table);
    found.settings = said(&table, &rules);
    found.left.extend(folder.left(&["themes", "layouts", "archetypes", "data", "i18n", "exampleSite"]));
    for (language, texts) in &rules.folders {
        let others: Vec<&String> = rules
            .folders
            .iter()
            .map(|(_, other)| other)
            .filter(|other| other.len() > texts.len() && other.starts_with(texts))
            .collect();
        let paths: Vec<(&SourcePath, &str)> = folder
            .below(texts)
            .filter(|(path, _)| !others.iter().any(|other| path.as_str().starts_with(&format!("{other}/"))))
            .collect();
        content(folder, language.as_deref(), &paths, &rules, &mut found);
    }
    for place in rules.statics.iter().map(String::as_str).chain(["assets"]) {
        for (path, rest) in folder.below(place) {
            let picture = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif"]
                .contains(&path.extension().to_ascii_lowercase().as_str());
            match place != "assets" || picture {
                true => found.files.push(File { path: path.clone(), beside: None, address: format!("/{rest}") }),
                false => {
                    found.left.push(Left::file(path.as_str(), "this file is made by templates, and is not carried"))
                }
            }
        }
    }
    Some(found)
}

/// All settings: one file, or those of `config/_default/`, each under its name.
fn settings(folder: &Folder, left: &mut Vec<Left>) -> Option<Table> {
    let mut table = front::first_settings(folder, &SETTINGS, left).map(|(_, table)| table);
    for (path, rest) in folder.below("config/_default") {
        let Some(source) = folder.text(path) else { continue };
        let own = front::settings(&source, left);
        let whole = table.get_or_insert_with(Table::default);
        match without_ending(rest) {
            "hugo" | "config" => whole.entries.extend(own.entries),
            name => {
                let node = Node { value: Value::Table(own), span: 0..0 };
                whole.entries.push(KeyValue { key: name.to_owned(), key_span: 0..0, node });
            }
        }
    }
    table
}

fn rules(table: &Table) -> Rules {
    let of = |key: &str| get(table, &[key]).map(|node| &node.value);
    let tables = |value: Option<&Value>| match value {
        Some(Value::Table(table)) => table.entries.clone(),
        _ => Vec::new(),
    };
    let main = text(table, &["contentDir"]).unwrap_or_else(|| "content".to_owned());
    let named = tables(of("languages"));
    let default = text(table, &["defaultContentLanguage"]).unwrap_or_else(|| "en".to_owned());
    let own_folder = |entry: &KeyValue| match &entry.node.value {
        Value::Table(own) => text(own, &["contentDir"]).map(|folder| (Some(entry.key.to_lowercase()), folder)),
        _ => None,
    };
    let mut folders: Vec<(Option<String>, String)> = named.iter().filter_map(own_folder).collect();
    if !folders.iter().any(|(_, folder)| *folder == main) {
        folders.push((None, main));
    }
    let mut permalinks = BTreeMap::new();
    for entry in tables(of("permalinks")) {
        match &entry.node.value {
            Value::Table(pages) if entry.key == "page" => {
                permalinks.extend(
                    pages.entries.iter().filter_map(|own| Some((own.key.clone(), front::words(&own.node.value)?))),
                );
            }
            value => permalinks.extend(front::words(value).map(|pattern| (entry.key.clone(), pattern))),
        }
    }
    let truth = |key: &str| of(key) == Some(&Value::Bool(true));
    Rules {
        folders,
        statics: of("staticDir")
            .map(all_words)
            .filter(|list| !list.is_empty())
            .unwrap_or_else(|| vec!["static".to_owned()]),
        languages: named.into_iter().map(|entry| entry.key.to_lowercase()).collect(),
        default: default.to_lowercase(),
        permalinks,
        in_folder: truth("defaultContentLanguageInSubdir"),
        ugly: truth("uglyURLs"),
    }
}

fn said(table: &Table, rules: &Rules) -> Settings {
    let own = format!("languages.{}", rules.default);
    let of = |keys: &[&str]| {
        let inner: Vec<String> = keys.iter().map(|key| format!("{own}.{key}")).collect();
        let inner: Vec<&str> = inner.iter().map(String::as_str).collect();
        text(table, keys).or_else(|| text(table, &inner))
    };
    let language = match rules.languages.is_empty() {
        true => of(&["locale", "languageCode", "defaultContentLanguage"]),
        false => Some(rules.default.clone()),
    };
    let menu = ["menu.main", "menus.main"].into_iter().map(str::to_owned);
    let menus = menu.chain([format!("{own}.menu.main"), format!("{own}.menus.main")]);
    let mut entries = Vec::new();
    for list in menus.filter_map(|key| get(table, &[&key])) {
        if let Value::List(items) = &list.value {
            entries.extend(items.iter().filter_map(|item| match &item.value {
                Value::Table(entry) => {
                    Some((text(entry, &["name", "title", "identifier"])?, text(entry, &["pageRef", "url"])?))
                }
                _ => None,
            }));
        }
    }
    Settings {
        title: of(&["title"]),
        description: of(&["params.description", "params.subtitle", "params.info", "description"]),
        author: of(&["params.author.name", "params.author", "author.name", "author", "copyright"]),
        base_url: text(table, &["baseURL"]),
        language,
        languages: rules.languages.clone(),
        menu: entries,
    }
}

/// The files of a folder of texts.
fn content(folder: &Folder, language: Option<&str>, paths: &[(&SourcePath, &str)], rules: &Rules, found: &mut Found) {
    // The folders that are a text with its files.
    let bundles: Vec<&str> = paths
        .iter()
        .filter(|(_, rest)| is_markdown(rest) && named(split(rest).1, rules).0 == "index")
        .map(|(_, rest)| split(rest).0)
        .collect();
    let bundle_of = |rest: &str| {
        let above = bundles.iter().filter(|bundle| bundle.is_empty() || rest.starts_with(&format!("{bundle}/")));
        above.max_by_key(|bundle| bundle.len()).copied()
    };
    for (path, rest) in paths {
        let (language, rest) = in_language(language, rest, rules);
        let bundle = bundle_of(rest);
        let is_index = named(split(rest).1, rules).0 == "index";
        if is_markdown(rest) && (is_index || bundle.is_none()) {
            text_of(folder, path, rest, language, rules, found);
        } else if let Some(bundle) = bundle.filter(|_| !is_markdown(rest)) {
            let own = rest[bundle.len()..].trim_start_matches('/').to_owned();
            let address = format!("/{rest}");
            found.files.push(File { path: (*path).clone(), beside: Some((bundle.to_owned(), own)), address });
        } else if matches!(path.extension(), "html" | "org" | "adoc" | "rst" | "ad" | "pdc" | "pandoc")
            || is_markdown(rest)
        {
            found.left.push(Left::file(
                path.as_str(),
                "this text is not Markdown, or is a part of another, and is not carried",
            ));
        } else {
            found.files.push(File { path: (*path).clone(), beside: None, address: format!("/{rest}") });
        }
    }
}

/// The language that the first folder of a path names, and the path without it.
fn in_language<'p>(language: Option<&'p str>, rest: &'p str, rules: &Rules) -> (Option<String>, &'p str) {
    match rest.split_once('/') {
        Some((first, inner)) if language.is_none() && rules.languages.contains(&first.to_lowercase()) => {
            (Some(first.to_lowercase()), inner)
        }
        _ => (language.map(str::to_owned), rest),
    }
}

/// The name of a file without ending and language, and the language.
fn named<'n>(name: &'n str, rules: &Rules) -> (&'n str, Option<String>) {
    let stem = without_ending(name);
    match stem.rsplit_once('.') {
        Some((stem, code)) if rules.languages.contains(&code.to_lowercase()) => (stem, Some(code.to_lowercase())),
        Some((stem, code)) if rules.languages.is_empty() && is_language(code) => (stem, Some(code.to_lowercase())),
        _ => (stem, None),
    }
}

fn text_of(folder: &Folder, path: &SourcePath, rest: &str, language: Option<String>, rules: &Rules, found: &mut Found) {
    let Some(source) = folder.text(path) else {
        return found.left.push(Left::file(path.as_str(), "this file is not UTF-8, and is not carried"));
    };
    let front = front::of(&source, false, &mut found.left);
    let front = front.unwrap_or(front::Front { table: Table::default(), body: 0..source.text.len() });
    let (parent, file) = split(rest);
    let (stem, own) = named(file, rules);
    let language = own.or(language).filter(|code| *code != rules.default);
    let (at, name) = match stem {
        "index" | "_index" => (split(parent).0, split(parent).1),
        stem => (parent, stem),
    };
    let date = dates::of_name(name);
    let section = rest.split('/').next().filter(|first| *first != file).unwrap_or_default();
    let dated = date.is_some() || get(&front.table, &["date"]).is_some_and(|node| node.value != Value::Null);
    let kind = match stem {
        "_index" => Kind::Section,
        _ if dated && !at.is_empty() => Kind::Post,
        _ => Kind::Page,
    };
    let slug = text(&front.table, &["slug"]);
    let title = text(&front.table, &["title"]).unwrap_or_default();
    let plain_name = date.map_or(name, |(_, name)| name);
    let day = text(&front.table, &["date"]).and_then(|text| dates::day(&text)).or(date.map(|(date, _)| date));
    let categories = get(&front.table, &["categories"]).map(|node| all_words(&node.value)).unwrap_or_default();
    let names =
        Names { date: day, name: plain_name, title: &title, slug: slug.as_deref(), categories: &categories, section };
    let pattern = rules.permalinks.get(section).filter(|_| kind != Kind::Section);
    let address = match (text(&front.table, &["url"]), pattern) {
        (Some(url), _) => format!("/{}", url.trim_start_matches('/')),
        (None, Some(pattern)) => {
            let pattern = pattern.replace(":slugor", ":").replace(":title", ":slugified_title");
            let pattern = if slug.is_none() { pattern.replace(":slug", ":slugified_title") } else { pattern };
            permalink::address(&pattern.replace(":slugified_titleified", ":slugified"), &names)
        }
        (None, None) => {
            let name = slug.as_deref().filter(|_| kind != Kind::Section).unwrap_or(plain_name);
            let place = join(at, name).to_lowercase().replace(' ', "-");
            format!("/{place}{}", if rules.ugly { ".html" } else { "/" })
        }
    };
    let prefix = language.as_deref().or(rules.in_folder.then_some(&rules.default));
    let address = prefix.map_or_else(|| address.clone(), |code| format!("/{code}{address}")).replace("//", "/");
    found.texts.push(Text {
        key: join(at, name),
        shared: text(&front.table, &["translationKey"]),
        source,
        front: front.table,
        body: front.body,
        kind,
        language,
        date: date.map(|(date, _)| date),
        draft: false,
        address,
    });
}
