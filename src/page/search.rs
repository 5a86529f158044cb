//! The files of the search.
//!
//! In: how many bulletins there are. Out: a [`Search`] for each file. They hold what every edition
//! shows, in one index: its words are folded ([`crate::text::Fold`]), so that the script of a query
//! does not matter. Bulletins are numbered from the oldest, so that a new one changes few files.
//!
//! May touch: figure, bulletin, edition

use crate::bulletin::Bulletin;
use crate::edition::{Corpus, Edition};
use crate::figure::BulletinId;
use std::collections::BTreeMap;

/// Bulletins to a shard of the index, which decides how many shards there are: a query loads up to
/// five of them, and each should be some kilobytes.
const PER_SHARD: usize = 8;
const MOST_SHARDS: usize = 1000;
/// Bulletins whose texts are one file. A reader's first query shows eight, mostly of as many packs, which are 8 KB each as
/// hosts send them.
pub(crate) const PER_PACK: usize = 8;

/// A file of the search.
#[derive(Clone, Copy)]
pub enum Search<'e> {
    /// What a browser must load before anything can be looked up.
    Index,
    /// Which bulletins have which pairs of characters: one shard of all.
    Grams(usize),
    /// What some bulletins say in one edition: one pack of all.
    Texts(&'e Edition<'e>, usize),
    /// What is no bulletin, in one edition: indicators, topics, digests and other pages.
    Others(&'e Edition<'e>),
}

/// How many shards the index of this many bulletins has: a power of two, so that a new bulletin
/// seldom changes it, up to the maximum.
pub(crate) fn shards(bulletins: usize) -> usize {
    (bulletins / PER_SHARD).max(1).next_power_of_two().min(MOST_SHARDS)
}

/// Whether a path may belong to a file of the search.
pub(crate) fn is_one(path: &str) -> bool {
    path.starts_with("data/search/")
}

/// Every file of the search, with its path.
pub(crate) fn files<'e>(corpus: &Corpus, editions: &'e [Edition<'e>]) -> Vec<(String, Search<'e>)> {
    let bulletins = corpus.bulletins.len();
    let mut files = vec![("data/search/index.json".to_owned(), Search::Index)];
    files.extend((0..shards(bulletins)).map(|shard| (format!("data/search/grams/{shard}.bin"), Search::Grams(shard))));
    for edition in editions {
        let key = edition.variant.key();
        files.push((format!("data/search/others/{key}.json"), Search::Others(edition)));
        let packs = 0..bulletins.div_ceil(PER_PACK);
        files.extend(packs.map(|pack| (texts_file(edition, pack), Search::Texts(edition, pack))));
    }
    files
}

/// The path of a pack of texts.
pub(crate) fn texts_file(edition: &Edition<'_>, pack: usize) -> String {
    format!("data/search/texts/{}/{pack}.json", edition.variant.key())
}

/// The bulletins of a pack, the oldest first: its position is its number.
pub(crate) fn pack(corpus: &Corpus, pack: usize) -> impl Iterator<Item = BulletinId> {
    corpus.numbered().rev().map(|(id, _)| id).skip(pack * PER_PACK).take(PER_PACK)
}

/// Every indicator that has figures, by key, with the newest bulletin that has some and
/// how many have. An indicator's number in the search index is its position here.
pub(crate) fn indicators(corpus: &Corpus) -> BTreeMap<&str, (BulletinId, usize)> {
    let mut indicators: BTreeMap<&str, (BulletinId, usize)> = BTreeMap::new();
    for (at, bulletin) in corpus.numbered() {
        for key in keys(bulletin) {
            indicators.entry(key).or_insert((at, 0)).1 += 1;
        }
    }
    indicators
}

/// The indicators a bulletin has figures of, each once.
pub(crate) fn keys(bulletin: &Bulletin) -> Vec<&str> {
    let mut keys: Vec<&str> = bulletin.metrics.iter().map(|metric| metric.indicator.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
