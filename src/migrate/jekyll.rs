//! Sites of Jekyll.
//!
//! Posts are `_posts/2024-01-02-name.md`, in folders or at the top, drafts below `_drafts/`, other Markdown with front matter
//! is pages, collections are the folders that the settings name, and files without front matter have their path as their
//! address.
//!
//! In: the folder of a site. Out: what was found.
//!
//! May touch: source, tree

use super::dates;
use super::files::{Folder, is_markdown, join, split, without_ending};
use super::found::{File, Found, Kind, Left, Settings, Text};
use super::front::{self, Front, all_words, get, text};
use super::permalink::{self, Names};
use crate::source::Source;
use crate::tree::{KeyValue, Node, Table, Value};

/// Files at the top that are for those who work on a site.
const WORK: [&str; 16] = [
    "gemfile",
    "gemfile.lock",
    "rakefile",
    "readme.md",
    "license",
    "license.txt",
    "license.md",
    "changelog.md",
    "makefile",
    "package.json",
    "package-lock.json",
    "dockerfile",
    "contributing.md",
    "code_of_conduct.md",
    "history.md",
    "cname.txt",
];

/// What the settings say of files and addresses.
struct Rules {
    posts: String,
    /// Whether pages have an address with a slash.
    pretty: bool,
    collections: Vec<(String, Option<String>)>,
    excluded: Vec<String>,
    defaults: Vec<(String, String, Table)>,
}

/// A site, if there is one of Jekyll.
pub(super) fn read(folder: &Folder) -> Option<Found> {
    let mut found = Found::default();
    let names = ["_config.yml", "_config.yaml", "_config.toml"];
    let (_, table) = front::first_settings(folder, &names, &mut found.left)?;
    let rules = rules(&table);
    let url = text(&table, &["url"]).map(|url| url.trim_end_matches('/').to_owned());
    let path = text(&table, &["baseurl"]).unwrap_or_default();
    found.settings = Settings {
        title: text(&table, &["title", "name"]),
        description: text(&table, &["description", "tagline"]),
        author: get(&table, &["author"]).and_then(|node| all_words(&node.value).into_iter().next()),
        base_url: url.filter(|url| !url.is_empty()).map(|url| format!("{url}/{}", path.trim_matches('/'))),
        language: text(&table, &["lang", "locale", "language"]),
        languages: get(&table, &["languages"]).map(|node| all_words(&node.value)).unwrap_or_default(),
        menu: Vec::new(),
    };
    found.left.extend(folder.left(&["_layouts", "_includes", "_sass", "_data", "_plugins"]));
    for (path, rest) in folder.below("") {
        let (at, file) = split(rest);
        let top = rest.split('/').next().unwrap_or_default();
        let collection = rules.collections.iter().find(|(name, _)| top.strip_prefix('_') == Some(name));
        let in_posts = at.split('/').any(|part| part == "_posts" || part == "_drafts");
        let hidden = rest.split('/').any(|part| part.starts_with('_')) && !in_posts && collection.is_none();
        if rules.excluded.iter().any(|own| rest == own || rest.starts_with(&format!("{own}/"))) {
            continue;
        }
        if hidden || (at.is_empty() && (WORK.contains(&file.to_lowercase().as_str()) || file.ends_with(".gemspec"))) {
            let known =
                ["_layouts", "_includes", "_sass", "_data", "_plugins"].contains(&top) || file.starts_with("_config.");
            if !known {
                found.left.push(Left::file(path.as_str(), "this file is for the program, and is not carried"));
            }
            continue;
        }
        let source = is_text(file).then(|| folder.text(path)).flatten();
        let front = source.as_ref().and_then(|source| front::of(source, false, &mut found.left));
        match (source, front) {
            (Some(source), Some(front)) if is_markdown(file) => {
                text_of(source, rest, front, collection, &rules, &mut found)
            }
            (Some(_), Some(_)) => {
                found.left.push(Left::file(path.as_str(), "this page is made by templates, and is not carried"));
            }
            _ if in_posts => {
                found.left.push(Left::file(path.as_str(), "this text has no front matter, and is not carried"))
            }
            _ => found.files.push(File { path: path.clone(), beside: None, address: format!("/{rest}") }),
        }
    }
    Some(found)
}

/// Whether the program looks for front matter in a file of that name.
fn is_text(file: &str) -> bool {
    let ending = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    is_markdown(file)
        || matches!(
            ending.as_str(),
            "html" | "htm" | "xml" | "scss" | "sass" | "css" | "js" | "json" | "txt" | "coffee"
        )
}

fn rules(table: &Table) -> Rules {
    let style = text(table, &["permalink"]).unwrap_or_else(|| "date".to_owned());
    let posts = match style.as_str() {
        "date" => "/:categories/:year/:month/:day/:title.html",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title.html",
        "none" => "/:categories/:title.html",
        pattern => pattern,
    };
    let collections = match get(table, &["collections"]).map(|node| &node.value) {
        Some(Value::Table(all)) => all
            .entries
            .iter()
            .map(|entry| match &entry.node.value {
                Value::Table(own) => (entry.key.clone(), text(own, &["permalink"])),
                _ => (entry.key.clone(), None),
            })
            .collect(),
        Some(value) => all_words(value).into_iter().map(|name| (name, None)).collect(),
        None => Vec::new(),
    };
    let mut defaults = Vec::new();
    if let Some(Value::List(items)) = get(table, &["defaults"]).map(|node| &node.value) {
        for item in items {
            let Value::Table(item) = &item.value else { continue };
            if let Some(Value::Table(values)) = get(item, &["values"]).map(|node| &node.value) {
                let of = |key: &str| text(item, &[key]).unwrap_or_default();
                defaults.push((of("scope.path"), of("scope.type"), values.clone()));
            }
        }
    }
    Rules {
        pretty: style == "pretty" || posts.ends_with('/'),
        posts: posts.to_owned(),
        collections,
        excluded: get(table, &["exclude"]).map(|node| all_words(&node.value)).unwrap_or_default(),
        defaults,
    }
}

fn text_of(
    source: Source,
    rest: &str,
    mut front: Front,
    collection: Option<&(String, Option<String>)>,
    rules: &Rules,
    found: &mut Found,
) {
    let folders: Vec<&str> = split(rest).0.split('/').collect();
    let in_folder = |name: &str| folders.contains(&name);
    let is_post = in_folder("_posts") || in_folder("_drafts");
    let type_of = if is_post { "posts" } else { collection.map_or("pages", |(name, _)| name.as_str()) };
    with_defaults(&mut front.table, rest, type_of, rules);
    let stem = without_ending(split(rest).1);
    let date = dates::of_name(stem);
    let name = date.map_or(stem, |(_, name)| name);
    let language = text(&front.table, &["lang", "language"]);
    let slug = text(&front.table, &["slug"]);
    let title = text(&front.table, &["title"]).unwrap_or_default();
    let day = text(&front.table, &["date"]).and_then(|text| dates::day(&text)).or(date.map(|(date, _)| date));
    let before: Vec<String> = folders
        .iter()
        .take_while(|part| !part.starts_with('_'))
        .filter(|part| !part.is_empty())
        .map(|part| (*part).to_owned())
        .collect();
    let own = get(&front.table, &["categories", "category"]).map(|node| all_words(&node.value)).unwrap_or_default();
    let categories: Vec<String> = before.into_iter().filter(|_| is_post).chain(own).collect();
    let place: Vec<&str> =
        folders.iter().filter(|part| !part.is_empty()).map(|part| part.trim_start_matches('_')).collect();
    let key = place.into_iter().chain((stem != "index").then_some(name)).collect::<Vec<_>>().join("/");
    let names =
        Names { date: day, name, title: &title, slug: slug.as_deref(), categories: &categories, section: type_of };
    let own_pattern = collection.and_then(|(_, pattern)| pattern.as_deref());
    let address = match text(&front.table, &["permalink"]) {
        Some(own) if own.contains(':') => permalink::address(&own, &names),
        Some(own) => format!("/{}", own.trim_start_matches('/')),
        None if is_post => permalink::address(&rules.posts, &names),
        None if own_pattern.is_some() => permalink::address(own_pattern.unwrap_or_default(), &names),
        None if stem == "index" => format!("/{key}/").replace("//", "/"),
        None => format!("/{key}{}", if rules.pretty { "/" } else { ".html" }),
    };
    found.texts.push(Text {
        key: if is_post { join("posts", &join(&categories_folder(&folders), name)) } else { key },
        shared: text(&front.table, &["ref", "translation_id", "lang-ref"]),
        source,
        front: front.table,
        body: front.body,
        kind: if is_post || (collection.is_some() && day.is_some()) { Kind::Post } else { Kind::Page },
        language,
        date: date.map(|(date, _)| date),
        draft: in_folder("_drafts"),
        address,
    });
}

/// Adds what the settings say of all texts of a folder or type, and parts lists that are written in one line.
fn with_defaults(table: &mut Table, rest: &str, type_of: &str, rules: &Rules) {
    for (path, own_type, values) in &rules.defaults {
        let in_scope = rest.starts_with(path.trim_matches('/')) && (own_type.is_empty() || own_type == type_of);
        let new =
            values.entries.iter().filter(|entry| get(table, &[&entry.key]).is_none()).cloned().collect::<Vec<_>>();
        // They are in another file than this text.
        let placed = |entry: KeyValue| KeyValue { key_span: 0..0, ..entry };
        table.entries.extend(new.into_iter().filter(|_| in_scope).map(placed));
    }
    // Lists of words may be written in one line.
    for entry in table.entries.iter_mut().filter(|entry| matches!(entry.key.as_str(), "tags" | "categories")) {
        if let Value::Text(text) = &entry.node.value {
            let node = |word: &str| Node { value: Value::Text(word.to_owned()), span: entry.node.span.clone() };
            entry.node.value = Value::List(text.split([' ', ',']).filter(|word| !word.is_empty()).map(node).collect());
        }
    }
}

/// The folders around `_posts`, which keep posts of one name apart.
fn categories_folder(folders: &[&str]) -> String {
    folders.iter().filter(|part| !matches!(**part, "_posts" | "_drafts")).copied().collect::<Vec<_>>().join("/")
}
