//! A site of ours, written.
//!
//! In: a site that is laid out. Out: its folder: `site.toml`, texts with front matter as `jianbao fmt` has it, and files.
//!
//! May touch: path, tree, text, config, command, disk

use super::Program;
use super::body::{Body, Carried};
use super::found::{Account, Left};
use super::head::Picture;
use super::layout::{Article, Laid, Role};
use super::links::{Ids, Links, ids};
use super::tags::Syntax;
use crate::command::fmt::{self, Outcome};
use crate::config::BaseUrl;
use crate::path::{SourcePath, slug};
use crate::text::markdown::Document;
use crate::tree::{KeyValue, Node, Value};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use toml_edit::{Array, InlineTable};

/// What git leaves out.
const IGNORED: &str = "/public\n";

/// Writes a site that is laid out from `from` to `to`.
///
/// # Errors
/// When the disk does not let us.
pub(super) fn site(program: Program, laid: Laid, from: &Path, to: &Path) -> Result<Account> {
    let mut left = laid.left.clone();
    let syntax = match program {
        Program::Hugo => Syntax::Hugo,
        Program::Zola => Syntax::Zola,
        Program::Hexo | Program::Jekyll => Syntax::Liquid,
    };
    let bodies: Vec<Carried> = laid
        .articles
        .iter()
        .map(|article| {
            let values = values(&laid, article);
            let body = Body { source: &article.text.source, syntax, index: &laid.index, values: &values };
            body.carried(article.text.body.clone(), &mut left)
        })
        .collect();
    let mut all: Ids = BTreeMap::new();
    for (article, body) in laid.articles.iter().zip(&bodies) {
        all.entry(article.name.clone()).or_default().extend(ids(&body.markdown));
    }
    let topics = Topics::of(&laid.articles, &mut left);
    let mut account = Account { files: laid.files.len(), ..Account::default() };
    for (article, body) in laid.articles.iter().zip(&bodies) {
        match article.role {
            Role::Bulletin(_) => account.bulletins += 1,
            Role::Page => account.pages += 1,
            Role::Twin => account.twins += 1,
        }
        let source = &article.text.source;
        let links = Links {
            index: &laid.index,
            ids: &all,
            path: source.path.as_str(),
            address: &article.text.address,
            draft: article.is_draft(),
        };
        let line = |text: &str| Some(source.text[..source.text.find(text)?].matches('\n').count() + 1);
        let markdown = links.led(&body.markdown, line, &mut left);
        let front = front(article, body, &links, &topics, &mut left);
        write(to, &article.file, in_order(&article.file, &format!("+++\n{front}+++\n\n{markdown}")).as_bytes())?;
    }
    for (old, new) in &laid.files {
        let place = to.join(new);
        make_folder(&place)?;
        fs::copy(old.below(from), &place).with_context(|| format!("cannot write {}", place.display()))?;
    }
    let names = english_topics(&laid);
    if !names.is_empty() {
        write(to, "content/names.en.toml", names.as_bytes())?;
    }
    write(to, "site.toml", settings(&laid, &topics, &mut left).as_bytes())?;
    write(to, ".gitignore", IGNORED.as_bytes())?;
    left.sort();
    left.dedup();
    account.left = left;
    Ok(account)
}

/// What texts may name of their site and page.
fn values(laid: &Laid, article: &Article) -> Vec<(&'static str, String)> {
    let said = &laid.settings;
    let of = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        ("site.baseurl", String::new()),
        ("site.url", String::new()),
        ("site.title", of(&said.title)),
        ("site.name", of(&said.title)),
        ("site.description", of(&said.description)),
        ("page.title", article.title.clone()),
        ("page.url", article.text.address.clone()),
    ]
}

/// The front matter of a text as TOML.
fn front(article: &Article, body: &Carried, links: &Links<'_>, topics: &Topics, left: &mut Vec<Left>) -> String {
    let Article { head, title, role, script, aliases, text, .. } = article;
    let mut out = format!("title = {}\n", quoted(title));
    let mut push = |key: &str, value: String| out.push_str(&format!("{key} = {value}\n"));
    let list = |items: &[String]| items.iter().map(|item| braced(item)).collect::<Array>().to_string();
    let summary = head.summary.clone().or_else(|| excerpt(body.excerpt.as_deref()?));
    if let Some(summary) = summary {
        push("summary", quoted(&summary));
    }
    if article.is_draft() {
        push("draft", "true".to_owned());
    }
    if *role == Role::Twin {
        return out;
    }
    if let Some(script) = script {
        push("script", quoted(script.tag()));
    }
    if !aliases.is_empty() {
        push("aliases", list(aliases));
    }
    let mut extra = head.extra.clone();
    match role {
        Role::Bulletin(day) => {
            push("date", day.to_string());
            if let Some(updated) = head.updated {
                push("updated", updated.to_string());
            }
            let own: Vec<String> = head.topics.iter().filter(|topic| topics.has(topic)).cloned().collect();
            for (key, items) in [("topics", &own), ("author", &head.authors)] {
                if !items.is_empty() {
                    push(key, list(items));
                }
            }
            for (key, value) in [("source", &head.source), ("source_url", &head.source_url)] {
                if let Some(value) = value {
                    push(key, quoted(value));
                }
            }
        }
        Role::Page | Role::Twin => extra.extend(of_page(article)),
    }
    if let Some(cover) = &head.cover {
        let mut note = |what: String| left.push(Left::file(text.source.path.as_str(), what));
        let address = links.new_address(&cover.address, &mut note);
        match (role, &address) {
            (Role::Bulletin(_), Some(address)) if !address.contains("://") => {
                out.push_str(&cover_table(cover, address, title));
            }
            _ => extra.push(entry("cover", Value::Text(address.unwrap_or_else(|| cover.address.clone())))),
        }
    }
    out + &extra_table(&extra)
}

/// The picture of a bulletin, which is said in words by its caption or the title where nobody wrote any.
fn cover_table(cover: &Picture, address: &str, title: &str) -> String {
    let words = [&*cover.alt, &*cover.caption, title].into_iter().find(|words| !words.is_empty());
    let alt = quoted(words.unwrap_or_default());
    let table = format!("\n[cover]\npicture = {}\nalt = {alt}\n", quoted(address));
    match &*cover.caption {
        "" => table,
        caption => format!("{table}caption = {}\n", quoted(caption)),
    }
}

/// What a bulletin has of its front matter and other pages do not.
fn of_page(article: &Article) -> Vec<KeyValue> {
    let head = &article.head;
    let texts = |items: &[String]| {
        let nodes = items.iter().map(|item| Node { value: Value::Text(item.clone()), span: 0..0 });
        (!items.is_empty()).then(|| Value::List(nodes.collect()))
    };
    let date = |day: Option<jiff::civil::Date>| day.map(|day| Value::Date(day.to_string()));
    let all = [
        ("date", date(head.date.or(article.text.date))),
        ("updated", date(head.updated)),
        ("topics", texts(&head.topics)),
        ("author", texts(&head.authors)),
        ("source", head.source.clone().map(Value::Text)),
        ("source_url", head.source_url.clone().map(Value::Text)),
    ];
    all.into_iter().filter_map(|(key, value)| Some(entry(key, value?))).collect()
}

fn entry(key: &str, value: Value) -> KeyValue {
    KeyValue { key: key.to_owned(), key_span: 0..0, node: Node { value, span: 0..0 } }
}

/// What was kept for templates, as a table; of two of one name the first.
fn extra_table(extra: &[KeyValue]) -> String {
    let mut seen: Vec<&str> = Vec::new();
    let mut lines = String::new();
    for entry in extra {
        if let Some(value) = value(&entry.node.value).filter(|_| !seen.contains(&entry.key.as_str())) {
            seen.push(&entry.key);
            lines.push_str(&format!("{} = {value}\n", toml_edit::Key::new(&entry.key)));
        }
    }
    if lines.is_empty() { String::new() } else { format!("\n[extra]\n{lines}") }
}

/// A value as TOML; `None` of nothing.
fn value(value: &Value) -> Option<toml_edit::Value> {
    Some(match value {
        Value::Null => return None,
        Value::Text(text) => toml_edit::Value::from(braced(text)),
        Value::Bool(truth) => toml_edit::Value::from(*truth),
        Value::Number(text) | Value::Date(text) => {
            text.parse().unwrap_or_else(|_| toml_edit::Value::from(text.as_str()))
        }
        Value::List(items) => items.iter().filter_map(|item| self::value(&item.value)).collect::<Array>().into(),
        Value::Table(table) => {
            let entries =
                table.entries.iter().filter_map(|entry| Some((entry.key.as_str(), self::value(&entry.node.value)?)));
            entries.collect::<InlineTable>().into()
        }
    })
}

/// A text in which braces are printed.
fn braced(text: &str) -> String {
    text.replace("{{", "\\{\\{")
}

/// The same as TOML.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(braced(text)).to_string()
}

/// What is before `<!--more-->` as a summary, where it is more than the first paragraph, which is one anyway.
fn excerpt(markdown: &str) -> Option<String> {
    let blocks = Document::parse(markdown).plain(|placeholder| placeholder.name.clone());
    let mut summary = String::new();
    for block in &blocks {
        // Chinese has no spaces between sentences.
        let space = summary.ends_with(|c: char| c.is_ascii());
        summary.push_str(if space { " " } else { "" });
        summary.push_str(block);
    }
    (blocks.len() > 1).then_some(summary)
}

/// A text with its front matter in order.
fn in_order(file: &str, text: &str) -> String {
    let path = SourcePath::new(file);
    match path.map(|path| fmt::file(path, text).value) {
        Ok(Outcome::Changed(text)) => text,
        Ok(Outcome::Same | Outcome::Yaml | Outcome::Broken) | Err(_) => text.to_owned(),
    }
}

/// The topics of all bulletins: each needs an address of its own.
struct Topics {
    /// Those whose address others have too, with one of their own.
    keys: BTreeMap<String, String>,
    none: Vec<String>,
}

impl Topics {
    fn of(articles: &[Article], left: &mut Vec<Left>) -> Self {
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        let mut topics = Self { keys: BTreeMap::new(), none: Vec::new() };
        for article in articles.iter().filter(|article| matches!(article.role, Role::Bulletin(_))) {
            for topic in &article.head.topics {
                let key = slug(topic);
                if key.is_empty() {
                    let what = format!("the topic `{topic}` has no letters or digits, and so no address");
                    left.push(Left::file(article.text.source.path.as_str(), what));
                    topics.none.push(topic.clone());
                } else if first.entry(key.clone()).or_insert_with(|| topic.clone()) != topic
                    && !topics.keys.contains_key(topic)
                {
                    let mut numbered = (2..).map(|number: usize| format!("{key}-{number}"));
                    let free = numbered.find(|key| !first.contains_key(key)).unwrap_or(key);
                    first.insert(free.clone(), topic.clone());
                    topics.keys.insert(topic.clone(), free);
                }
            }
        }
        topics
    }

    fn has(&self, topic: &str) -> bool {
        !self.none.iter().any(|none| none == topic)
    }
}

/// The English names of topics, as texts in English have them where those in Chinese have as many: `content/names.en.toml`.
fn english_topics(laid: &Laid) -> String {
    let twin_of = |article: &&Article| article.role == Role::Twin && article.file.ends_with(".en.md");
    let english: BTreeMap<&str, &Article> =
        laid.articles.iter().filter(twin_of).map(|twin| (twin.name.as_str(), twin)).collect();
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for article in laid.articles.iter().filter(|article| article.role != Role::Twin) {
        let Some(twin) = english.get(article.name.as_str()) else { continue };
        let (own, other) = (&article.head.topics, &twin.head.topics);
        let pairs = own.iter().zip(other).filter(|(name, _)| own.len() == other.len() && !name.is_ascii());
        for (own, other) in pairs {
            names.entry(own).or_insert(other);
        }
    }
    let plain = |text: &str| toml_edit::Value::from(text).to_string();
    let lines: String = names.into_iter().map(|(own, other)| format!("{} = {}\n", plain(own), plain(other))).collect();
    if lines.is_empty() { lines } else { format!("[topics]\n{lines}") }
}

/// `site.toml`.
fn settings(laid: &Laid, topics: &Topics, left: &mut Vec<Left>) -> String {
    let said = &laid.settings;
    let plain = |text: &str| toml_edit::Value::from(text).to_string();
    let title = said.title.clone().unwrap_or_else(|| "简报".to_owned());
    let base = said.base_url.as_deref().filter(|url| url.parse::<BaseUrl>().is_ok()).unwrap_or_else(|| {
        left.push(Left::file("", "the settings have no address of the site; `base_url` is an example's"));
        "https://example.org"
    });
    let mut out =
        format!("title = {}\nbase_url = {}\nscript = {}\n", plain(&title), plain(base), plain(laid.script.tag()));
    for (key, value) in [("description", &said.description), ("publisher", &said.author)] {
        if let Some(value) = value {
            out.push_str(&format!("{key} = {}\n", plain(value)));
        }
    }
    let mut nav = String::new();
    for (label, address) in &said.menu {
        let whole =
            if address.contains("://") || address.starts_with('/') { address.clone() } else { format!("/{address}") };
        match laid.index.lead(&whole, "", "/") {
            super::index::Lead::Elsewhere => {
                nav.push_str(&format!("    {{ to = {}, label = {} }},\n", plain(&whole), plain(label)))
            }
            super::index::Lead::To(place, _) => {
                nav.push_str(&format!(
                    "    {{ to = {}, label = {} }},\n",
                    plain(place.new.trim_start_matches('/')),
                    plain(label)
                ));
            }
            super::index::Lead::Lost(_) => {
                left.push(Left::file("", format!("the entry `{label}` of the menu leads to nothing that is carried")));
            }
        }
    }
    if !nav.is_empty() {
        out.push_str(&format!("nav = [\n{nav}]\n"));
    }
    for (name, key) in &topics.keys {
        out.push_str(&format!("\n[[topics]]\nkey = {}\nname = {}\n", plain(key), plain(name)));
    }
    for edition in &laid.editions {
        out.push_str(&format!("\n[[editions]]\nvariant = {}\n", plain(edition.tag())));
    }
    out
}

fn make_folder(place: &Path) -> Result<()> {
    let folder = place.parent().unwrap_or(place);
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

fn write(to: &Path, file: &str, bytes: &[u8]) -> Result<()> {
    let place = to.join(file);
    make_folder(&place)?;
    fs::write(&place, bytes).with_context(|| format!("cannot write {}", place.display()))
}
