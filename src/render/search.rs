//! The files that search looks things up in.
//!
//! In: the plan and one file of it. Out: its bytes. What `static/assets/search.js` reads stands here
//! in full:
//!
//! * `index.json`: how many bulletins, shards and addresses a block there are; the first bulletin of
//!   each year; the classes of characters that are taken for one, and the characters left out; a
//!   version, which changes with the index.
//! * `grams/N.bin`: a shard, by [`gram::shard`]. Its entries stand one behind the other: two code
//!   points (the first as the difference to the last one's, the second less 0x4E00, in 21 bits), a head (eight times the length, plus
//!   four for a bitmap, plus the [`Place`](gram::Place)) and then the bulletins, as differences or
//!   as a bitmap from the lowest bit. All numbers are LEB128.
//! * `bulletins/N.json`: the addresses of a block of bulletins within an edition, in runs of one folder:
//!   `[["bulletins/2025/",["h1","q3"]]]`.
//! * `text.json` beside each bulletin: what it says ([`FoundView`]).
//!
//! A pair that a bulletin has in any edition is in the index, so a query is looked up once; whether
//! a bulletin has the whole query is seen from its text.
//!
//! May touch: text, page, view

pub(crate) mod gram;
mod index;

use super::body;
use crate::page::Plan;
use crate::page::search::{PER_BLOCK, Search};
use crate::text::Fold;
use crate::view::Views;
use crate::view::types::FoundView;
use index::Shards;
use std::sync::OnceLock;

/// The index of the site, made when it is first asked for.
#[derive(Default)]
pub struct Index {
    shards: OnceLock<Shards>,
}

impl Index {
    /// The index, made by all threads together. To be called before many ask for it at once: each
    /// of them would wait, and none could help.
    pub fn prepare(&self, plan: &Plan<'_>) {
        self.shards(plan);
    }

    fn shards(&self, plan: &Plan<'_>) -> &Shards {
        self.shards.get_or_init(|| Shards::of(plan))
    }
}

/// One file of the search.
pub(crate) fn write<'e>(plan: &Plan<'e>, index: &Index, search: Search<'e>) -> Vec<u8> {
    match search {
        Search::Index => overview(plan, index.shards(plan)).into_bytes(),
        Search::Grams(shard) => index.shards(plan).shards[shard].clone(),
        Search::Addresses(block) => addresses(plan, block).into_bytes(),
        Search::Text(edition, at) => json(&found(Views::new(plan, edition), at)).into_bytes(),
    }
}

/// What a bulletin says in an edition.
fn found(views: Views<'_, '_>, at: usize) -> FoundView {
    views.found(at, body::plain(views, &views.edition.items[at]))
}

/// Only the classes of which the site has a member: no other can be found.
fn overview(plan: &Plan<'_>, shards: &Shards) -> String {
    let classes: Vec<String> = Fold::classes()
        .filter(|class| class.chars().next().is_some_and(|folded| shards.alphabet.contains(&folded)))
        .map(|class| class.chars().filter(|&c| !is_compatible(c)).collect())
        .filter(|class: &String| class.chars().nth(1).is_some())
        .collect();
    let years: Vec<(i16, usize)> = numbered(plan).enumerate().fold(Vec::new(), |mut years, (number, (_, year))| {
        if years.last().is_none_or(|&(last, _)| last != year) {
            years.push((year, number));
        }
        years
    });
    json(&serde_json::json!({
        "version": format!("{:016x}", shards.version),
        "bulletins": numbered(plan).count(),
        "shards": shards.shards.len(),
        "block": PER_BLOCK,
        "years": years,
        "classes": classes.join(" "),
        "dropped": crate::text::fold::DROPPED,
    }))
}

/// Whether a browser knows what a character is a form of: the compatibility ideographs.
fn is_compatible(c: char) -> bool {
    matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

fn addresses(plan: &Plan<'_>, block: usize) -> String {
    let mut runs: Vec<(&str, Vec<&str>)> = Vec::new();
    for (address, _) in numbered(plan).skip(block * PER_BLOCK).take(PER_BLOCK) {
        let (folder, name) = address.split_at(address.rfind('/').map_or(0, |slash| slash + 1));
        match runs.last_mut() {
            Some((last, names)) if *last == folder => names.push(name),
            _ => runs.push((folder, vec![name])),
        }
    }
    json(&runs)
}

/// The address and year of every bulletin, the oldest first: its place is its number.
fn numbered<'p>(plan: &'p Plan<'_>) -> impl Iterator<Item = (&'p str, i16)> {
    let bulletins = plan.corpus.bulletins.iter().rev();
    bulletins.map(|bulletin| (bulletin.article.folder.as_str(), bulletin.date.year()))
}

fn json(value: &impl serde::Serialize) -> String {
    let mut json = serde_json::to_string(value).expect("texts and numbers are JSON");
    json.push('\n');
    json
}
