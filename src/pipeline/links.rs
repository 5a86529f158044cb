//! Whether the targets of links and pictures exist, beyond the files that `render` checks itself.
//!
//! In: the plan and the theme. Out: links to anchors that a page does not have, and pictures without alternative
//! text; and the addresses of other sites, for `--external`.
//!
//! May touch: path, source, diag, text, bulletin, edition, page, render

use super::site::Site;
use crate::bulletin::Article;
use crate::diag::{Code, Diagnostic, Names, nearest};
use crate::edition::Edition;
use crate::page::{Plan, plan};
use crate::path::{SitePath, SourcePath, percent_decoded, scheme};
use crate::render::{Bytes, Shared, Theme, render};
use crate::source::{Place, Source};
use crate::text::markdown::{Document, Link};
use rayon::prelude::*;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Files of `static/` that `[theme]` names and the site does not have.
pub(crate) fn theme(plan: &Plan<'_>) -> Vec<Diagnostic> {
    let statics = &plan.assets.statics;
    let lost = plan.config.theme.files().filter(|named| !statics.contains_key(&named.path));
    lost.map(|named| {
        let help = match nearest(&named.path, statics.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the path of a file below static/".to_owned(),
        };
        Diagnostic::new(Code::DeadLink, named.place.clone(), format!("there is no file `static/{}`", named.path))
            .help(help)
    })
    .collect()
}

/// Entries of the navigation that lead nowhere. One to a page that is not public yet is only left out.
pub(crate) fn nav(site: &Site, plan: &Plan<'_>) -> Vec<Diagnostic> {
    let Some(edition) = plan.editions.first() else { return Vec::new() };
    let content = SourcePath::known("content/index.md");
    let hidden = |to: &str| content.resolve(to).is_some_and(|path| site.sources.contains_key(&path));
    let lost = plan.config.nav.iter().filter(|entry| {
        let here = scheme(&entry.to).is_none();
        here && plan.nav_target(edition.variant, &entry.to).is_none() && !hidden(&entry.to)
    });
    lost.map(|entry| {
        let help = match plan.addresses.nearest(&entry.to) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the path of a page below content/, or the address of one, as `/topics/`".to_owned(),
        };
        Diagnostic::new(Code::DeadLink, entry.place.clone(), format!("`{}` leads nowhere", entry.to)).help(help)
    })
    .collect()
}

/// Pages of the navigation that nobody wrote in English: its readers do not learn there who writes this.
pub(crate) fn unwritten(plan: &Plan<'_>) -> Vec<Diagnostic> {
    let Some(english) = plan.editions.iter().find(|edition| edition.in_english()) else { return Vec::new() };
    let content = SourcePath::known("content/index.md");
    let page = |to: &str| {
        let path = content.resolve(to)?;
        plan.corpus.articles().find(|article| article.source.path == path && !english.has_page(article))
    };
    let pages = plan.config.nav.iter().filter_map(|entry| Some((entry, page(&entry.to)?)));
    pages
        .map(|(entry, article)| {
            let message =
                format!("{} is not in English, and the navigation of that edition is without it", article.source.path);
            let help = format!("`jianbao twin {} --to en` starts its English text", article.source.path);
            Diagnostic::new(Code::LeftOut, entry.place.clone(), message).help(help)
        })
        .collect()
}

/// Texts in `content/digests/` that are about no digest, and that no page leads to.
pub(crate) fn forewords(plan: &Plan<'_>) -> Vec<Diagnostic> {
    let (made, wanted) = (plan::forewords(plan.corpus), plan.config.digests);
    let pages = plan.corpus.plain_pages.iter().filter(|page| page.folder.starts_with("digests/"));
    let orphans =
        pages.filter(|page| (wanted.month || wanted.week) && !made.contains(&page.folder.to_ascii_lowercase()));
    orphans
        .map(|page| {
            let message = "there is no digest that this is about, and nothing leads to it".to_owned();
            let help = "name it by a month or a week that has bulletins, as `2025-07.md` or `2025-W29.md`";
            Diagnostic::new(Code::LeftOut, page.source.place(0..0), message).help(help)
        })
        .collect()
}

/// A link as it is written in a file.
struct Found<'e> {
    edition: &'e Edition<'e>,
    article: &'e Article,
    link: Link,
    place: Place,
}

/// Pictures without alternative text, and links to anchors that a page does not have.
pub(crate) fn check(plan: &Plan<'_>, theme: &Theme, shared: &Shared) -> Vec<Diagnostic> {
    let found = all(plan);
    let mut diagnostics: Vec<Diagnostic> = found.iter().filter_map(unworded).collect();
    let anchored: Vec<(String, String, &Found<'_>)> =
        found.iter().filter_map(|found| target(plan, found).map(|(file, anchor)| (file, anchor, found))).collect();
    let files: BTreeSet<&str> = anchored.iter().map(|(file, ..)| file.as_str()).collect();
    let ids: BTreeMap<&str, (BTreeSet<String>, OnceCell<Names>)> = files
        .into_par_iter()
        .filter_map(|file| Some((file, (ids(&page(plan, theme, shared, file)?), OnceCell::new()))))
        .collect::<Vec<_>>()
        .into_iter()
        .collect();
    for (file, anchor, found) in &anchored {
        if let Some((ids, names)) = ids.get(file.as_str()).filter(|(ids, _)| !ids.contains(anchor)) {
            let names = names.get_or_init(|| Names::new(ids.iter().map(String::as_str)));
            diagnostics.push(lost(found, anchor, names));
        }
    }
    diagnostics
}

/// The addresses of other sites that texts lead to, each with every place where it is.
#[cfg(feature = "external")]
pub(crate) fn external(plan: &Plan<'_>) -> BTreeMap<String, Vec<Place>> {
    let mut addresses: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for Found { link, place, .. } in all(plan) {
        if scheme(&link.address).is_some_and(|scheme| scheme == "http" || scheme == "https") {
            addresses.entry(link.address).or_default().push(place);
        }
    }
    for bulletin in &plan.corpus.bulletins {
        if let Some(address) = &bulletin.source_url {
            let start = bulletin.article.place_of("source_url", address).map_or(0, |place| place.start);
            let place = bulletin.article.source.place(start..start + address.len());
            addresses.entry(address.clone()).or_default().push(place);
        }
    }
    addresses
}

/// Every link and picture of every edition's texts.
fn all<'e>(plan: &Plan<'e>) -> Vec<Found<'e>> {
    let texts = plan.editions.iter().flat_map(|edition| plan.corpus.articles().map(move |article| (edition, article)));
    texts.collect::<Vec<_>>().into_par_iter().flat_map_iter(|(edition, article)| of_text(edition, article)).collect()
}

fn of_text<'e>(edition: &'e Edition<'e>, article: &'e Article) -> Vec<Found<'e>> {
    let twin = article.twins.get(&edition.variant);
    let (source, body): (&Source, Range<usize>) =
        twin.map_or((&article.source, article.body.clone()), |twin| (&twin.source, twin.body.clone()));
    let markdown = &source.text[body.clone()];
    // Most bulletins link to nothing, and need not be parsed.
    if !markdown.contains([']', '<']) {
        return Vec::new();
    }
    let links = Document::parse(markdown).links().into_iter();
    let place = |link: &Link| source.place(link.span.start + body.start..link.span.end + body.start);
    links.map(|link| Found { edition, article, place: place(&link), link }).collect()
}

fn unworded(found: &Found<'_>) -> Option<Diagnostic> {
    let alt = found.link.alt.as_ref()?;
    let help = "say between the brackets what it shows: `![出口额逐年增长](…)`";
    alt.trim().is_empty().then(|| {
        let message = format!("the picture `{}` has no words for those who do not see it", found.link.address);
        Diagnostic::new(Code::MissingAlt, found.place.clone(), message).help(help)
    })
}

/// The output file that a link with an anchor leads to, and the anchor; `None` where there is no such file, which is
/// reported elsewhere.
fn target(plan: &Plan<'_>, found: &Found<'_>) -> Option<(String, String)> {
    let address = &found.link.address;
    if found.link.alt.is_some() || address.starts_with("//") || scheme(address).is_some() {
        return None;
    }
    let (path, anchor) = address.split_once('#')?;
    let anchor = percent_decoded(anchor);
    // Browsers scroll to the top for both, on any page.
    if anchor.is_empty() || anchor == "top" {
        return None;
    }
    let path = path.split('?').next().unwrap_or(path);
    let (variant, folder) = (found.edition.variant, &found.article.folder);
    let file = match path {
        "" => SitePath::page(&format!("{}/{folder}", variant.key())).ok()?,
        path => plan.resolve(variant, &found.place.source.path, folder, path)?,
    };
    file.file().ends_with(".html").then(|| (file.file().to_owned(), anchor))
}

/// A page as it will be written; `None` where there is none, or where it is copied.
fn page(plan: &Plan<'_>, theme: &Theme, shared: &Shared, file: &str) -> Option<String> {
    let at = plan.pages.binary_search_by(|page| page.path.file().cmp(file)).ok()?;
    match render(plan, &plan.pages[at], theme, shared).value.bytes {
        Bytes::Made(bytes) => String::from_utf8(bytes).ok().filter(|text| !text.is_empty()),
        Bytes::Written(_) | Bytes::Copied(_) => None,
    }
}

/// The ids of a page.
fn ids(html: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for name in [" id=\"", " name=\"", "\nid=\""] {
        for (at, _) in html.match_indices(name) {
            let rest = &html[at + name.len()..];
            let id = rest.split('"').next().unwrap_or(rest);
            ids.insert(id.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&amp;", "&"));
        }
    }
    ids
}

fn lost(found: &Found<'_>, anchor: &str, names: &Names) -> Diagnostic {
    let message = format!("`{}` leads to no place of that page: it has no `{anchor}`", found.link.address);
    let help = match names.nearest(anchor) {
        Some(near) => format!("did you mean `#{near}`?"),
        None => "write the id of a heading: its text in lower case, or the one in braces behind it".to_owned(),
    };
    Diagnostic::new(Code::DeadAnchor, found.place.clone(), message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_browsers_read_them() {
        let html = "<h2 id=\"a&amp;b\">x</h2><a name=\"old\"></a><p\nid=\"规模\" data-id=\"no\">id=\"neither\"";
        assert_eq!(ids(html).into_iter().collect::<Vec<_>>(), ["a&b", "old", "规模"]);
    }
}
