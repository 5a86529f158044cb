//! The index: which bulletins have which pairs of characters.
//!
//! In: the plan. Out: [`Shards`], in the form that is written.
//!
//! May touch: text, edition, page, render

use super::found;
use super::gram::{Gram, Place, grams, shard};
use crate::page::Plan;
use crate::page::search;
use crate::text::Fold;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// Bulletins that are read at once: what they say is held until it is in the index.
const AT_ONCE: usize = 512;

/// The first of the common Han characters. Second characters are counted from here, so that most
/// take two bytes.
const HAN: u64 = 0x4e00;

/// The index, cut into pieces.
pub struct Shards {
    /// Each as it is written.
    pub shards: Vec<Vec<u8>>,
    /// Every folded character that is found.
    pub alphabet: BTreeSet<char>,
    /// Another one for another index.
    pub version: u64,
}

/// Bulletins by number, in ascending order.
#[derive(Default)]
struct List {
    count: usize,
    last: usize,
    /// The differences, as LEB128.
    bytes: Vec<u8>,
}

impl Shards {
    /// The index of every bulletin in every edition.
    pub fn of(plan: &Plan<'_>) -> Self {
        let fold = Fold::load();
        let count = plan.corpus.bulletins.len();
        let numbers: HashMap<&str, usize> = plan.editions.first().map_or_else(HashMap::new, |edition| {
            search::indicators(edition).into_keys().enumerate().map(|(number, key)| (key, number)).collect()
        });
        let mut lists: HashMap<Gram, List> = HashMap::new();
        for start in (0..count).step_by(AT_ONCE) {
            let some: Vec<Vec<Gram>> = (start..count.min(start + AT_ONCE))
                .into_par_iter()
                .map(|number| bulletin(plan, &fold, count - 1 - number, &numbers))
                .collect();
            for (grams, number) in some.into_iter().zip(start..) {
                for gram in grams {
                    lists.entry(gram).or_default().push(number);
                }
            }
        }
        Self::cut(lists, plan)
    }

    fn cut(lists: HashMap<Gram, List>, plan: &Plan<'_>) -> Self {
        let count = plan.corpus.bulletins.len();
        let mut cut: Vec<Vec<(Gram, List)>> = Vec::new();
        cut.resize_with(search::shards(count), Vec::new);
        let mut alphabet = BTreeSet::new();
        for (gram, list) in lists {
            alphabet.extend([gram.first(), gram.second()].into_iter().filter_map(|c| char::from_u32(c as u32)));
            let shard = shard(gram, cut.len());
            cut[shard].push((gram, list));
        }
        let shards: Vec<Vec<u8>> = cut.into_par_iter().map(|lists| encode(lists, count)).collect();
        // FNV-1a: no more than a name for these bytes.
        let addresses = plan.corpus.bulletins.iter().flat_map(|bulletin| bulletin.article.folder.as_bytes());
        let bytes = shards.iter().flatten().chain(addresses);
        let version = bytes
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self { shards, alphabet, version }
    }
}

impl List {
    fn push(&mut self, number: usize) {
        leb128((number - self.last) as u64, &mut self.bytes);
        self.last = number;
        self.count += 1;
    }

    /// As one bit a bulletin, where that is shorter.
    fn bitmap(&self, bulletins: usize) -> Option<Vec<u8>> {
        if self.bytes.len() <= bulletins.div_ceil(8) {
            return None;
        }
        let mut bits = vec![0; bulletins.div_ceil(8)];
        let (mut number, mut shift, mut difference) = (0, 0, 0);
        for &byte in &self.bytes {
            difference |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                number += difference;
                bits[number / 8] |= 1 << (number % 8);
                (shift, difference) = (0, 0);
            }
        }
        Some(bits)
    }
}

fn encode(mut lists: Vec<(Gram, List)>, bulletins: usize) -> Vec<u8> {
    lists.sort_unstable_by_key(|(gram, _)| *gram);
    let mut bytes = Vec::new();
    let mut last = 0;
    for (gram, list) in lists {
        let bitmap = list.bitmap(bulletins);
        let entry = bitmap.as_ref().unwrap_or(&list.bytes);
        leb128(gram.first() - last, &mut bytes);
        leb128(gram.second().wrapping_sub(HAN) & 0x1f_ffff, &mut bytes);
        leb128((entry.len() as u64) << 3 | u64::from(bitmap.is_some()) << 2 | gram.place(), &mut bytes);
        bytes.extend_from_slice(entry);
        last = gram.first();
    }
    bytes
}

fn leb128(mut number: u64, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

/// Every pair of a bulletin in any edition, each once.
fn bulletin(plan: &Plan<'_>, fold: &Fold, at: usize, numbers: &HashMap<&str, usize>) -> Vec<Gram> {
    let mut all = Vec::new();
    for edition in plan.editions {
        let found = found(plan, edition, at);
        grams(fold, &found.title, Place::Title, &mut all);
        for figure in &found.figures {
            grams(fold, figure, Place::Figure, &mut all);
        }
        for text in found.text.iter().chain(&found.topics) {
            grams(fold, text, Place::Any, &mut all);
        }
        // The editions are much the same once they are folded.
        all.sort_unstable();
        all.dedup();
    }
    all.extend(all.clone().into_iter().map(|gram| gram.at(Place::Any)));
    if let Some(item) = plan.editions.first().map(|edition| &edition.items[at]) {
        all.extend(item.topics.iter().map(|&topic| Gram::topic(topic)));
        all.extend(search::keys(item).iter().filter_map(|key| numbers.get(key)).map(|&number| Gram::indicator(number)));
    }
    all.sort_unstable();
    all.dedup();
    all
}
