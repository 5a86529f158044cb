//! The files of the search index.
//!
//! In: the plan and one file of it. Out: its bytes. What `static/assets/search.js` reads is documented
//! here in full:
//!
//! * `index.json`: how many bulletins, shards and bulletins a pack there are; the first bulletin of
//!   each year; the classes of characters that count as one, and the characters left out; a
//!   version, which changes with the index.
//! * `grams/N.bin`: a shard, by [`gram::shard`]. Its entries follow each other: two code points (the first as the
//!   difference from the last one's, the second less 0x4E00, in 21 bits), a head (eight times the length, plus
//!   four for a bitmap, plus the [`Field`](gram::Field)) and then the bulletins, as differences or
//!   as a bitmap from the lowest bit. All numbers are LEB128.
//! * `texts/EDITION/N.json`: what the bulletins of a pack say in an edition, a [`FoundView`] each, by number.
//! * `others/EDITION.json`: what is no bulletin, an `OtherView` each: indicators, topics, digests, pages. They are few, and
//!   looked through as a whole.
//!
//! A pair that a bulletin has in any edition is in the index, so a query is looked up once; whether
//! a bulletin contains the whole query is decided from its text.
//!
//! How a search finds. The site has one index for all editions, and a reader's browser loads a few kilobytes of it.
//!
//! 1. `text::fold` makes one character of all its forms: 发, 發 and 髮; Ａ and a; — and -. Spaces and quotation marks are
//!    dropped. The classes are what OpenCC's character dictionaries connect, so no conversion of characters leaves one.
//! 2. Every bulletin, as each edition shows it, is folded, and every pair of neighbouring characters noted. A pair that any
//!    edition has counts, so Taiwan's 軟體 finds what the mainland prints as 软件. Pairs in titles and among figures are
//!    listed apart, for the ranking; topics and indicators are listed as if they were pairs.
//! 3. The lists are differences or bitmaps, whichever is shorter, in at most 1,000 shards chosen by a hash of the pair.
//! 4. `static/assets/search.js` folds the query, loads the shards of two of its pairs, intersects, ranks, and loads the
//!    texts of the eight bulletins it is about to show. Those without the whole query are dropped there, and then
//!    more pairs are looked up.
//!
//! At 10,000 varied bulletins of 2.8 KB the index has 1,080 files and 15 MB; a first query loads 62 to 103 KB. A query
//! whose pairs are common and that is in no text took 285. `tests/browser/` tests it in Chromium.
//!
//! May touch: text, figure, page, view

pub(crate) mod gram;
mod index;

use super::body;
use crate::figure::BulletinId;
use crate::page::Plan;
use crate::page::search::{self, PER_PACK, Search};
use crate::text::Fold;
use crate::view::Views;
use crate::view::types::FoundView;
use index::Shards;
use std::sync::OnceLock;

/// The bytes of a file that is made already.
pub(crate) type Made<'m> = dyn Fn(&str) -> Option<Vec<u8>> + Sync + 'm;

/// The index of the site, made when it is first needed.
#[derive(Default)]
pub struct Index {
    shards: OnceLock<Shards>,
}

impl Index {
    /// Makes the index with all threads together. To be called before many threads need it at once: each
    /// of them would wait, and none could help. `made` gives the packs of texts that are made already, by their paths.
    pub fn prepare(&self, plan: &Plan<'_>, made: &Made<'_>) {
        self.shards.get_or_init(|| Shards::of(plan, made));
    }

    fn shards(&self, plan: &Plan<'_>) -> &Shards {
        self.shards.get_or_init(|| Shards::of(plan, &|_| None))
    }
}

/// One file of the search.
pub(crate) fn write<'e>(plan: &Plan<'e>, index: &Index, search: Search<'e>) -> Vec<u8> {
    match search {
        Search::Index => overview(plan, index.shards(plan)).into_bytes(),
        Search::Grams(shard) => index.shards(plan).shards[shard].clone(),
        Search::Texts(edition, pack) => {
            let views = Views::new(plan, edition);
            let texts = search::pack(plan.corpus, pack).map(|at| found(views, at));
            json(&texts.collect::<Vec<_>>()).into_bytes()
        }
        Search::Others(edition) => {
            let views = Views::new(plan, edition);
            json(&views.others(|page| body::plain_leaf(views, page))).into_bytes()
        }
    }
}

/// What a bulletin says in an edition.
fn found(views: Views<'_, '_>, at: BulletinId) -> FoundView {
    views.found(at, body::plain(views, &views.edition.items[at]))
}

/// The overview, with only the classes of which the site has a member: no other can be found.
fn overview(plan: &Plan<'_>, shards: &Shards) -> String {
    let classes: Vec<String> = Fold::classes()
        .filter(|class| class.chars().next().is_some_and(|folded| shards.alphabet.contains(&folded)))
        .map(|class| class.chars().filter(|&c| !is_compatible(c)).collect())
        .filter(|class: &String| class.chars().nth(1).is_some())
        .collect();
    let years: Vec<(i16, usize)> = years(plan).enumerate().fold(Vec::new(), |mut years, (number, year)| {
        if years.last().is_none_or(|&(last, _)| last != year) {
            years.push((year, number));
        }
        years
    });
    json(&serde_json::json!({
        "version": format!("{:016x}", shards.version),
        "bulletins": plan.corpus.bulletins.len(),
        "shards": shards.shards.len(),
        "pack": PER_PACK,
        "years": years,
        "classes": classes.join(" "),
        "dropped": crate::text::fold::DROPPED,
    }))
}

/// Whether a browser can decompose a character itself: the compatibility ideographs.
fn is_compatible(c: char) -> bool {
    matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

/// The year of every bulletin, the oldest first: its position is its number.
fn years(plan: &Plan<'_>) -> impl Iterator<Item = i16> {
    plan.corpus.bulletins.iter().rev().map(|bulletin| bulletin.date.year())
}

fn json(value: &impl serde::Serialize) -> String {
    let mut json = serde_json::to_string(value).expect("texts and numbers are JSON");
    json.push('\n');
    json
}
