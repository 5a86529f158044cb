//! Sites of Hexo.
//!
//! Posts are below `source/_posts/`, drafts below `source/_drafts/`, all other Markdown below `source/` is pages, and all
//! other files have their path as their address. A folder of the name of a post has its files.
//!
//! In: the folder of a site. Out: what was found.
//!
//! May touch: path, tree

use super::dates;
use super::files::{Folder, is_markdown, join, split, without_ending};
use super::found::{File, Found, Kind, Left, Settings, Text};
use super::front::{self, all_words, get, text};
use super::permalink::{self, Names};
use crate::path::SourcePath;
use crate::tree::Table;

/// Where posts are when the settings do not say.
const PERMALINK: &str = ":year/:month/:day/:title/";

/// A site, if there is one of Hexo.
pub(super) fn read(folder: &Folder) -> Option<Found> {
    let mut found = Found::default();
    let table = match front::first_settings(folder, &["_config.yml", "_config.yaml", "_config.json"], &mut found.left) {
        Some((_, table)) => table,
        // Sites that show a theme have texts alone.
        None if folder.below("source/_posts").next().is_some() || folder.below("_posts").next().is_some() => {
            Table::default()
        }
        None => return None,
    };
    found.settings = settings(&table);
    let pattern = text(&table, &["permalink"]).unwrap_or_else(|| PERMALINK.to_owned());
    let main = text(&table, &["source_dir"]).unwrap_or_else(|| "source".to_owned());
    let main = if folder.below(&main).next().is_some() { main } else { String::new() };
    found.left.extend(folder.left(&["themes", "scaffolds", "scripts", &join(&main, "_data")]));
    let paths: Vec<(&SourcePath, &str)> = folder.below(&main).collect();
    let posts: Vec<&str> = paths
        .iter()
        .filter_map(|(_, rest)| rest.strip_prefix("_posts/").or_else(|| rest.strip_prefix("_drafts/")))
        .filter(|rest| is_markdown(rest))
        .collect();
    let post_of = |rest: &str| {
        let owns = |post: &&&str| rest.starts_with(&format!("{}/", without_ending(post)));
        posts.iter().filter(owns).max_by_key(|post| post.len()).map(|post| without_ending(post))
    };
    for (path, rest) in &paths {
        let in_posts = rest.strip_prefix("_posts/").or_else(|| rest.strip_prefix("_drafts/"));
        match in_posts {
            _ if rest.starts_with("_data/") => {}
            Some(name) if is_markdown(name) => text_of(folder, path, rest, Some((name, &pattern)), &mut found),
            Some(name) => match post_of(name) {
                Some(post) => {
                    let own = name[post.len()..].trim_start_matches('/').to_owned();
                    let beside = Some((format!("_posts/{}", undated(post)), own));
                    // Pages name them from the address of the post, and with it.
                    let address = format!("/{post}/{}", split(name).1);
                    found.files.push(File { path: (*path).clone(), beside, address });
                }
                None => found.files.push(File { path: (*path).clone(), beside: None, address: format!("/{name}") }),
            },
            None if is_markdown(rest) && (!main.is_empty() || rest.contains('/')) => {
                text_of(folder, path, rest, None, &mut found);
            }
            None if rest.starts_with('_') || (main.is_empty() && !rest.contains('/')) => {
                found.left.push(Left::file(path.as_str(), "this file is for the program, and is not carried"));
            }
            None => found.files.push(File { path: (*path).clone(), beside: None, address: format!("/{rest}") }),
        }
    }
    Some(found)
}

/// What the settings say.
fn settings(table: &Table) -> Settings {
    let languages = get(table, &["language"]).map(|node| all_words(&node.value)).unwrap_or_default();
    let mut languages = languages.into_iter().filter(|code| code != "default");
    let root = text(table, &["root"]).filter(|root| root != "/").unwrap_or_default();
    let url = text(table, &["url"]).map(|url| url.trim_end_matches('/').to_owned());
    let base = url.map(|url| if url.ends_with(root.trim_end_matches('/')) { url } else { format!("{url}{root}") });
    Settings {
        title: text(table, &["title"]),
        description: text(table, &["description", "subtitle"]),
        author: text(table, &["author"]),
        base_url: base,
        language: languages.next(),
        languages: languages.collect(),
        menu: Vec::new(),
    }
}

/// A path without a date at the start of its last part.
fn undated(path: &str) -> String {
    let (folder, name) = split(path);
    join(folder, dates::of_name(name).map_or(name, |(_, name)| name))
}

/// A text; `post` is its path below the folder of posts, and the pattern of their addresses.
fn text_of(folder: &Folder, path: &SourcePath, rest: &str, post: Option<(&str, &str)>, found: &mut Found) {
    let Some(source) = folder.text(path) else {
        return found.left.push(Left::file(path.as_str(), "this file is not UTF-8, and is not carried"));
    };
    let front = front::of(&source, true, &mut found.left);
    let front = front.unwrap_or(front::Front { table: Table::default(), body: 0..source.text.len() });
    let language = text(&front.table, &["lang", "language"]);
    let stem = without_ending(post.map_or(rest, |(name, _)| name));
    let (at, file) = split(stem);
    let own = match file.rsplit_once('.') {
        Some((_, code)) if super::found::variant(code).is_some() => Some(code.to_owned()),
        _ => None,
    };
    let file = own.as_ref().map_or(file, |code| &file[..file.len() - code.len() - 1]);
    let date = dates::of_name(file);
    let name = date.map_or(file, |(_, name)| name);
    let slug = text(&front.table, &["slug"]);
    let title = text(&front.table, &["title"]).unwrap_or_default();
    let day = text(&front.table, &["date"]).and_then(|text| dates::day(&text)).or(date.map(|(date, _)| date));
    let categories =
        get(&front.table, &["categories", "category"]).map(|node| all_words(&node.value)).unwrap_or_default();
    let address = match (text(&front.table, &["permalink"]), post) {
        (Some(own), _) => format!("/{}", own.trim_start_matches('/')),
        (None, Some((_, pattern))) => {
            let place = join(at, name);
            let names = Names {
                date: day,
                name: &place,
                title: &title,
                slug: slug.as_deref(),
                categories: &categories,
                section: "",
            };
            permalink::address(&pattern.replace(":lang", language.as_deref().unwrap_or_default()), &names)
        }
        (None, None) => match file {
            "index" => format!("/{at}/").replace("//", "/"),
            file => format!("/{}.html", join(at, file)),
        },
    };
    let draft = rest.starts_with("_drafts/");
    let key = match post {
        Some(_) => format!("_posts/{}", join(at, name)),
        None if file == "index" => at.to_owned(),
        None => join(at, name),
    };
    found.texts.push(Text {
        key,
        shared: text(&front.table, &["translation_key", "ref"]),
        source,
        front: front.table,
        body: front.body,
        kind: if post.is_some() { Kind::Post } else { Kind::Page },
        language: own.or(language),
        date: date.map(|(date, _)| date),
        draft,
        address,
    });
}
