//! What a site has and does not use.
//!
//! In: a site. Out: files that are copied and that nothing names, templates that nothing
//! renders, glossary entries whose word is in no text. A name counts as used wherever it occurs: what is reported
//! here is certainly unused, and what is not reported may be.
//!
//! May touch: path, source, diag, asset, text, page

use super::read;
use super::role::{Role, role};
use super::site::Site;
use crate::asset;
use crate::diag::{Code, Diagnostic, nearest};
use crate::page::Asset;
use crate::path::{SourcePath, percent_encoded};
use crate::source::Source;
use crate::text::glossary::Entry;
use aho_corasick::AhoCorasick;
use anyhow::Result;
use std::collections::BTreeSet;

/// Files that browsers, search engines and hosts look for by themselves.
const SOUGHT: &[&str] = &[
    ".nojekyll",
    "404.html",
    "_headers",
    "_redirects",
    "ads.txt",
    "browserconfig.xml",
    "CNAME",
    "favicon.ico",
    "humans.txt",
    "index.html",
    "llms.txt",
    "robots.txt",
    "security.txt",
    "sitemap.xml",
    "vercel.json",
];
/// The beginnings of names that they choose: `google1234.html` proves who owns a site.
const SOUGHT_PREFIXES: &[&str] = &["apple-touch-icon", "baidu_verify", "bing", "google", "LICENSE", "README"];
/// Files that may name others.
const NAMING: &[&str] = &["css", "html", "js", "json", "mjs", "svg", "txt", "webmanifest", "xml"];

/// All that is unused.
///
/// # Errors
/// When a file that may name others cannot be read.
pub(crate) fn unused(site: &Site) -> Result<Vec<Diagnostic>> {
    let glossaries = |path: &SourcePath| matches!(role(path), Role::Glossary | Role::Dictionary(_));
    let mut texts: Vec<Source> = site.sources.values().filter(|source| !glossaries(&source.path)).cloned().collect();
    let mut diagnostics = terms(site, &texts);
    diagnostics.extend(templates(site));
    texts.extend(site.theme_files.templates.values().cloned());
    texts.extend(site.theme_files.labels.values().flatten().cloned());
    diagnostics.extend(files(site, texts)?);
    Ok(diagnostics)
}

/// Glossary entries none of whose forms is in a text.
fn terms(site: &Site, texts: &[Source]) -> Vec<Diagnostic> {
    let entries: Vec<Entry> =
        site.sources.values().filter(|source| role(&source.path) == Role::Glossary).flat_map(Entry::all).collect();
    let (words, of): (Vec<&str>, Vec<usize>) = entries
        .iter()
        .enumerate()
        .flat_map(|(at, entry)| entry.words.iter().map(move |word| (word.as_str(), at)))
        .unzip();
    let used: BTreeSet<usize> =
        standing(&words, texts.iter().map(|source| &*source.text)).iter().map(|&at| of[at]).collect();
    let unused = entries.iter().enumerate().filter(|(at, _)| !used.contains(at));
    unused
        .map(|(_, entry)| {
            let word = entry.words.first().map_or("", String::as_str);
            let message = format!("`{word}` stands in no text of the site");
            Diagnostic::new(Code::UnusedTerm, entry.place.clone(), message)
                .help("correct the word, or remove the entry")
        })
        .collect()
}

/// Templates of the site's own that neither a page nor another template asks for.
fn templates(site: &Site) -> Vec<Diagnostic> {
    let built_in: BTreeSet<String> = asset::templates().into_iter().map(|file| file.name).collect();
    let own = site.theme_files.templates.iter().filter(|(name, _)| !built_in.contains(*name));
    let texts: Vec<&Source> = site.sources.values().filter(|source| role(&source.path) == Role::Markdown).collect();
    let shown = |name: &str| {
        let shortcode = name.strip_prefix("shortcodes/").and_then(|file| file.strip_suffix(".html"));
        let word = shortcode.unwrap_or(name);
        texts.iter().any(|source| source.text.contains(word))
    };
    let named = |name: &str| {
        let quoted = [format!("\"{name}\""), format!("'{name}'")];
        let others = site.theme_files.templates.iter().filter(|(other, _)| *other != name);
        others.map(|(_, source)| source).any(|source| quoted.iter().any(|name| source.text.contains(name)))
    };
    own.filter(|(name, _)| !name.starts_with("builtin/") && !named(name) && !shown(name))
        .map(|(name, source)| {
            let help = match nearest(name, built_in.iter().map(String::as_str)) {
                Some(near) => format!("to take the place of a built-in one, name it `{near}`"),
                None => "include or extend it in another template, or remove it".to_owned(),
            };
            let message = format!("no page and no template asks for the template `{name}`");
            Diagnostic::new(Code::UnusedTemplate, source.place(0..0), message).help(help)
        })
        .collect()
}

/// Files that are copied and that nothing names.
fn files(site: &Site, mut texts: Vec<Source>) -> Result<Vec<Diagnostic>> {
    let built_in: BTreeSet<String> = asset::static_names().into_iter().collect();
    let statics = site.assets.statics.iter().filter_map(|(name, asset)| match asset {
        Asset::Project(path) if !built_in.contains(name) => Some(path),
        Asset::Project(_) | Asset::BuiltIn(_) => None,
    });
    let copied: Vec<&SourcePath> = statics.chain(&site.assets.beside).filter(|path| !is_sought(path)).collect();
    let naming = site.assets.statics.values().filter_map(|asset| match asset {
        Asset::Project(path) => Some(path),
        Asset::BuiltIn(_) => None,
    });
    for path in naming.chain(&site.assets.beside).filter(|path| NAMING.contains(&path.extension())) {
        texts.extend(read::source(&site.folder, path)?.map(|source| source.value));
    }
    let names: Vec<String> =
        copied.iter().flat_map(|path| [path.file_name().to_owned(), percent_encoded(path.file_name())]).collect();
    let used = standing(&names, texts.iter().map(|source| &*source.text));
    let unused = copied.iter().enumerate().filter(|(at, _)| !used.contains(&(2 * at)) && !used.contains(&(2 * at + 1)));
    Ok(unused
        .map(|(_, path)| {
            let message = format!("nothing names `{path}`, which is copied to the site");
            Diagnostic::new(Code::UnusedFile, Source::new((*path).clone(), "").place(0..0), message)
                .help("link to it, or remove it")
        })
        .collect())
}

fn is_sought(path: &SourcePath) -> bool {
    // The forms of `jianbao schema cms`, and the program that shows them.
    if path.as_str().starts_with("static/admin/") {
        return true;
    }
    let name = path.file_name();
    SOUGHT.contains(&name) || SOUGHT_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Which of the words occur in a text, also where a line end or markup interrupts them.
fn standing<'t>(words: &[impl AsRef<[u8]>], texts: impl Iterator<Item = &'t str>) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let Ok(search) = AhoCorasick::new(words) else { return (0..words.len()).collect() };
    for text in texts {
        let joined: String = text.chars().filter(|c| !matches!(c, '\n' | ' ' | '*' | '_')).collect();
        for text in [text, &joined] {
            found.extend(search.find_overlapping_iter(text).map(|word| word.pattern().as_usize()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_where_markup_or_a_line_end_breaks_it() {
        let words = ["软件业务", "软件", "硬件", "file_name.png"];
        let found = standing(&words, ["人工**软\n件**业务 file_name.png"].into_iter());
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [0, 1, 3]);
    }
}
