//! The links and pictures of a text, led to where things are now.
//!
//! In: Markdown, and where everything is. Out: the same with other addresses; those that lead to nothing lead to the old
//! site, and are listed.
//!
//! May touch: path, text

use super::found::Left;
use super::index::{Index, Lead};
use crate::path::slug;
use crate::text::markdown::Document;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The ids of each text, by how texts name it.
pub(super) type Ids = BTreeMap<String, BTreeSet<String>>;

/// What has to be known to lead the links of a text.
pub(super) struct Links<'a> {
    pub(super) index: &'a Index,
    pub(super) ids: &'a Ids,
    /// The old path of the text, and its old address.
    pub(super) path: &'a str,
    pub(super) address: &'a str,
    /// Whether it is a draft.
    pub(super) draft: bool,
}

/// The ids that an address can name in a text.
pub(super) fn ids(markdown: &str) -> BTreeSet<String> {
    let mut ids: BTreeSet<String> = Document::parse(markdown).ids().map(str::to_owned).collect();
    let tight = markdown.replace(" = \"", "=\"");
    for mark in [" id=\"", " name=\""] {
        let behind = tight.split(mark).skip(1);
        ids.extend(behind.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    ids
}

impl Links<'_> {
    /// A text with its links led; `line_of` is the line of the old file that a text of the new one is from.
    pub(super) fn led(&self, markdown: &str, line_of: impl Fn(&str) -> Option<usize>, left: &mut Vec<Left>) -> String {
        let mut changes: Vec<(Range<usize>, String)> = Vec::new();
        let mut definitions: BTreeMap<String, String> = BTreeMap::new();
        for link in Document::parse(markdown).links() {
            let mut note = |what: String| {
                let line = line_of(&link.address);
                left.push(Left { path: self.path.to_owned(), line, what });
            };
            let Some(new) = self.new_address(&link.address, &mut note) else { continue };
            let written = &markdown[link.span.clone()];
            let at = match written == link.address {
                true => Some(0),
                false => written.rfind(&format!("]({}", link.address)).map(|at| at + 2),
            };
            let at = at.or_else(|| written.rfind(&format!("](<{}>", link.address)).map(|at| at + 3));
            match at {
                Some(at) => {
                    let start = link.span.start + at;
                    let bracketed = markdown[..start].ends_with('<') || written == link.address;
                    changes.push((start..start + link.address.len(), fit(&new, bracketed)));
                }
                None => drop(definitions.insert(link.address, fit(&new, false))),
            }
        }
        let lines = markdown.split_inclusive('\n').scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        });
        for (start, line) in lines.filter(|(_, line)| !definitions.is_empty() && line.trim_start().starts_with('[')) {
            let Some(at) = line.find("]:").map(|at| at + 2) else { continue };
            let at = at + line[at..].len() - line[at..].trim_start().len();
            let address = line[at..].split_whitespace().next().unwrap_or_default();
            let bare = address.trim_start_matches('<').trim_end_matches('>');
            if let Some(new) = definitions.get(bare) {
                changes.push((start + at..start + at + address.len(), new.clone()));
            }
        }
        replaced(markdown, changes)
    }

    /// The new address of an old one; `None` where it stays.
    pub(super) fn new_address(&self, address: &str, note: &mut impl FnMut(String)) -> Option<String> {
        match self.index.lead(address, self.path, self.address) {
            Lead::Elsewhere => None,
            Lead::Lost(whole) => {
                note(format!("`{address}` leads to nothing that is carried; it leads to the old site"));
                Some(whole)
            }
            Lead::To(place, _) if place.draft && !self.draft => {
                note(format!("`{address}` leads to a draft, which readers do not see; it leads to the old site"));
                Some(self.index.whole(&place.address, self.address))
            }
            Lead::To(place, None) => Some(place.new.clone()),
            Lead::To(place, Some(anchor)) => {
                let is_own = address.starts_with('#');
                let start = if is_own { "" } else { &place.new };
                let Some(ids) = self.ids.get(&place.new).filter(|_| place.title.is_some()) else {
                    return Some(format!("{start}#{anchor}"));
                };
                let by_words = slug(&anchor);
                let near = || ids.iter().find(|id| slug(id).replace('-', "") == by_words.replace('-', ""));
                let known = ids.get(&anchor).or_else(|| ids.get(&by_words)).or_else(near);
                Some(match known {
                    Some(id) => format!("{start}#{id}"),
                    None => {
                        note(format!("`{address}`: there is no place of that name; the link leads to the page"));
                        place.new.clone()
                    }
                })
            }
        }
    }
}

/// An address as Markdown takes it.
fn fit(address: &str, bracketed: bool) -> String {
    match !bracketed && address.contains([' ', '(', ')']) {
        true => format!("<{address}>"),
        false => address.to_owned(),
    }
}

/// A text with stretches replaced; of two that overlap the first counts.
fn replaced(text: &str, mut changes: Vec<(Range<usize>, String)>) -> String {
    changes.sort_by_key(|(range, _)| range.start);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (range, new) in changes {
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
    }
    out + &text[at..]
}
