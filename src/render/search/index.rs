//! The index: which bulletins have which pairs of characters.
//!
//! In: the plan. Out: [`Shards`], as they are written.
//!
//! May touch: text, figure, page, view

use super::found;
use super::gram::{Field, Gram, grams, shard};
use crate::figure::BulletinId;
use crate::page::Plan;
use crate::page::search;
use crate::text::Fold;
use crate::view::Views;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// Bulletins that are read at once: their pairs are in memory until they are in the index.
const AT_ONCE: usize = 128;

/// The first of the common Han characters. Second characters are counted from here, so that most
/// take two bytes.
const HAN: u64 = 0x4e00;

/// The index, cut into pieces.
pub(crate) struct Shards {
    /// The bytes of each.
    pub(crate) shards: Vec<Vec<u8>>,
    /// Every folded character in the index.
    pub(crate) alphabet: BTreeSet<char>,
    /// A hash, different for a different index.
    pub(crate) version: u64,
}

/// Bulletins by number, in ascending order.
#[derive(Default)]
struct List {
    last: u32,
    is_bitmap: bool,
    /// The differences, as LEB128; one bit a bulletin, once that is shorter.
    bytes: Vec<u8>,
}

impl Shards {
    /// The index of every bulletin in every edition.
    pub(crate) fn of(plan: &Plan<'_>) -> Self {
        let fold = Fold::load();
        let count = plan.corpus.bulletins.len();
        let indicators = search::indicators(plan.corpus).into_keys().enumerate();
        let numbers: HashMap<&str, usize> = indicators.map(|(number, key)| (key, number)).collect();
        // One shard at a time, so that its lists are close together in memory.
        let mut cut: Vec<HashMap<Gram, List>> = Vec::new();
        cut.resize_with(search::shards(count), HashMap::new);
        for start in (0..count).step_by(AT_ONCE) {
            let some: Vec<Vec<Gram>> = (start..count.min(start + AT_ONCE))
                .into_par_iter()
                .map(|number| bulletin(plan, &fold, BulletinId(count - 1 - number), &numbers))
                .collect();
            let mut sorted: Vec<Vec<(Gram, usize)>> = vec![Vec::new(); cut.len()];
            for (grams, number) in some.iter().zip(start..) {
                for &gram in grams {
                    sorted[shard(gram, cut.len())].push((gram, number));
                }
            }
            cut.par_iter_mut().zip(sorted).for_each(|(lists, found)| {
                for (gram, number) in found {
                    lists.entry(gram).or_default().push(number, count);
                }
            });
        }
        Self::encoded(cut, plan)
    }

    fn encoded(cut: Vec<HashMap<Gram, List>>, plan: &Plan<'_>) -> Self {
        let mut seen = vec![false; char::MAX as usize + 1];
        for gram in cut.iter().flat_map(HashMap::keys) {
            for c in [gram.first(), gram.second()] {
                if let Some(seen) = seen.get_mut(c as usize) {
                    *seen = true;
                }
            }
        }
        let letters = seen.into_iter().zip(0..).filter(|(seen, _)| *seen);
        let alphabet = letters.filter_map(|(_, code)| char::from_u32(code)).collect();
        let shards: Vec<Vec<u8>> = cut.into_par_iter().map(encode).collect();
        // FNV-1a: only a name for these bytes, not a protection against collisions on purpose.
        let addresses = plan.corpus.bulletins.iter().flat_map(|bulletin| bulletin.article.folder.as_bytes());
        let bytes = shards.iter().flatten().chain(addresses);
        let version = bytes
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self { shards, alphabet, version }
    }
}

impl List {
    /// Adds a bulletin to a list; `bulletins` is how many there are.
    fn push(&mut self, number: usize, bulletins: usize) {
        let shortest = bulletins.div_ceil(8);
        // No site has more than 2³² bulletins.
        let number = number as u32;
        if self.is_bitmap {
            set(&mut self.bytes, number);
            return;
        }
        leb128(u64::from(number - self.last), &mut self.bytes);
        self.last = number;
        if self.bytes.len() > shortest {
            self.bytes = self.bitmap(shortest);
            self.is_bitmap = true;
        }
    }

    fn bitmap(&self, bytes: usize) -> Vec<u8> {
        let mut bits = vec![0; bytes];
        let (mut number, mut shift, mut difference) = (0, 0, 0);
        for &byte in &self.bytes {
            difference |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                number += difference;
                set(&mut bits, number);
                (shift, difference) = (0, 0);
            }
        }
        bits
    }
}

fn set(bits: &mut [u8], number: u32) {
    bits[number as usize / 8] |= 1 << (number % 8);
}

fn encode(lists: HashMap<Gram, List>) -> Vec<u8> {
    let mut lists: Vec<(Gram, List)> = lists.into_iter().collect();
    lists.sort_unstable_by_key(|(gram, _)| *gram);
    let mut bytes = Vec::new();
    let mut last = 0;
    for (gram, list) in lists {
        leb128(gram.first() - last, &mut bytes);
        leb128(gram.second().wrapping_sub(HAN) & 0x1f_ffff, &mut bytes);
        leb128((list.bytes.len() as u64) << 3 | u64::from(list.is_bitmap) << 2 | gram.place(), &mut bytes);
        bytes.extend_from_slice(&list.bytes);
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
fn bulletin(plan: &Plan<'_>, fold: &Fold, at: BulletinId, numbers: &HashMap<&str, usize>) -> Vec<Gram> {
    let mut all = Vec::new();
    for edition in plan.editions {
        let found = found(Views::new(plan, edition), at);
        grams(fold, &found.title, Field::Title, &mut all);
        for figure in &found.figures {
            grams(fold, figure, Field::Figure, &mut all);
        }
        for text in found.text.iter().chain(&found.topics) {
            grams(fold, text, Field::Any, &mut all);
        }
        // The editions are much the same once they are folded, so most pairs are duplicates.
        all.sort_unstable();
        all.dedup();
    }
    all.extend(all.clone().into_iter().map(|gram| gram.at(Field::Any)));
    all.extend(plan.corpus.topics_of(at).iter().map(|&topic| Gram::topic(topic)));
    let indicators = search::keys(&plan.corpus[at]);
    all.extend(indicators.iter().filter_map(|key| numbers.get(key)).map(|&number| Gram::indicator(number)));
    all.sort_unstable();
    all.dedup();
    all
}
