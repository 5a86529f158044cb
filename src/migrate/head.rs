//! What a front matter of another program says, by the names of ours.
//!
//! In: its table. Out: [`Head`]. A key of which we know nothing is kept for templates, in `[extra]`; one that chooses
//! templates is not. Both are listed, once for all files.
//!
//! May touch: path, tree

use super::dates;
use super::front::{all_words, get, text, words};
use crate::path::scheme;
use crate::tree::{KeyValue, Node, Table, Value};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Keys that choose templates or settings of a program.
const CHOOSING: [&str; 23] = [
    "layout",
    "type",
    "template",
    "page_template",
    "theme",
    "cascade",
    "_build",
    "build",
    "outputs",
    "sitemap",
    "render",
    "in_search_index",
    "generate_feeds",
    "generate_feed",
    "menu",
    "menus",
    "comments",
    "sort_by",
    "paginate_by",
    "insert_anchor_links",
    "toc",
    "math",
    "resources",
];

/// Keys that are read elsewhere: addresses, languages, and what translations share.
const ELSEWHERE: [&str; 13] = [
    "url",
    "permalink",
    "path",
    "lang",
    "language",
    "locale",
    "translationkey",
    "translation_key",
    "ref",
    "published",
    "draft",
    "title",
    "slug",
];

/// A picture at the top of a text.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    pub(super) address: String,
    pub(super) alt: String,
    pub(super) caption: String,
}

/// A front matter.
#[derive(Default)]
pub(super) struct Head {
    pub(super) title: Option<String>,
    pub(super) slug: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) updated: Option<Date>,
    pub(super) summary: Option<String>,
    pub(super) draft: bool,
    pub(super) topics: Vec<String>,
    pub(super) authors: Vec<String>,
    pub(super) source: Option<String>,
    pub(super) source_url: Option<String>,
    pub(super) aliases: Vec<String>,
    pub(super) cover: Option<Picture>,
    pub(super) extra: Vec<KeyValue>,
}

/// Keys that are not carried or kept for templates: how many files have each, and which is the first.
#[derive(Default)]
pub(super) struct Idle {
    keys: BTreeMap<(String, bool), (String, usize, usize)>,
}

impl Idle {
    fn note(&mut self, entry: &KeyValue, chooses: bool, path: &str, line: usize) {
        let key = (entry.key.to_ascii_lowercase(), chooses);
        self.keys.entry(key).or_insert_with(|| (path.to_owned(), line, 0)).2 += 1;
    }

    /// The first file of each, its line there, and what to say.
    pub(super) fn told(self) -> impl Iterator<Item = (String, usize, String)> {
        self.keys.into_iter().map(|((key, chooses), (path, line, count))| {
            let what = match chooses {
                true => {
                    format!("`{key}` is for templates of that program, and is not carried; files that have it: {count}")
                }
                false => format!(
                    "`{key}` is kept in `[extra]`, which templates of your own can read; files that have it: {count}"
                ),
            };
            (path, line, what)
        })
    }
}

impl Head {
    /// Reads a table; `path` is its file, `line` gives the line of a byte.
    pub(super) fn read(table: &Table, path: &str, line: impl Fn(usize) -> usize, idle: &mut Idle) -> Self {
        let is_false = |key: &str| get(table, &[key]).is_some_and(|node| node.value == Value::Bool(false));
        let mut head = Self {
            title: text(table, &["title"]),
            slug: text(table, &["slug"]),
            draft: get(table, &["draft"]).is_some_and(|node| node.value == Value::Bool(true)) || is_false("published"),
            ..Self::default()
        };
        for entry in &table.entries {
            let key = entry.key.to_ascii_lowercase();
            if ELSEWHERE.contains(&key.as_str()) || head.take(&key, &entry.node) {
                continue;
            }
            let chooses = CHOOSING.contains(&key.as_str());
            if entry.node.value != Value::Null {
                idle.note(entry, chooses, path, line(entry.key_span.start));
            }
            if !chooses {
                head.extra.push(entry.clone());
            }
        }
        head.updated = head.updated.filter(|updated| Some(*updated) > head.date);
        let mut seen = Vec::new();
        head.topics.retain(|topic| {
            let new = !seen.contains(&topic.to_lowercase());
            seen.push(topic.to_lowercase());
            new
        });
        head
    }

    /// Takes what has a name of ours; whether it has.
    fn take(&mut self, key: &str, node: &Node) -> bool {
        let value = &node.value;
        match key {
            "date" | "pubdate" => match words(value).and_then(|text| dates::day(&text)) {
                Some(day) => self.date = Some(day),
                None => return false,
            },
            "updated" | "lastmod" | "modified" | "last_modified_at" | "last-modified" | "lastmodified" => {
                match words(value).and_then(|text| dates::day(&text)) {
                    Some(day) => self.updated = Some(day),
                    None => return false,
                }
            }
            "description" | "summary" | "excerpt" => match words(value) {
                Some(text) => {
                    self.summary.get_or_insert(text);
                }
                None => return *value == Value::Text(String::new()),
            },
            "tags" | "tag" | "categories" | "category" | "topics" => self.topics.extend(all_words(value)),
            "taxonomies" => match value {
                Value::Table(table) => {
                    self.topics.extend(table.entries.iter().flat_map(|list| all_words(&list.node.value)))
                }
                _ => return false,
            },
            "author" | "authors" => self.authors.extend(all_words(value)),
            "source" => match words(value) {
                Some(source) if scheme(&source).is_none() => self.source = Some(source),
                Some(source) => self.source_url = Some(source),
                None => return false,
            },
            "source_url" | "link" | "original_url" => match words(value).filter(|url| scheme(url).is_some()) {
                Some(url) => self.source_url = Some(url),
                None => return false,
            },
            "aliases" | "alias" | "redirect_from" => self.aliases.extend(all_words(value)),
            "extra" | "params" => match value {
                Value::Table(table) => {
                    for entry in &table.entries {
                        if !(entry.key == "cover" && self.take("cover", &entry.node)) {
                            self.extra.push(entry.clone());
                        }
                    }
                }
                _ => return false,
            },
            "cover" | "image" | "featured_image" | "featuredimage" | "thumbnail" | "images" | "banner" | "feature" => {
                match (picture(value), &self.cover) {
                    (Some(picture), None) => self.cover = Some(picture),
                    _ => return false,
                }
            }
            _ => return false,
        }
        true
    }
}

/// A picture: its address, a list of them, or a table with more.
fn picture(value: &Value) -> Option<Picture> {
    let is_file = |address: &String| address.contains('.') || address.contains('/');
    match value {
        Value::Table(table) => Some(Picture {
            address: text(table, &["image", "path", "src", "url", "feature", "relative"]).filter(is_file)?,
            alt: text(table, &["alt"]).unwrap_or_default(),
            caption: text(table, &["caption"]).unwrap_or_default(),
        }),
        value => {
            let address = all_words(value).into_iter().next().filter(is_file)?;
            Some(Picture { address, alt: String::new(), caption: String::new() })
        }
    }
}
