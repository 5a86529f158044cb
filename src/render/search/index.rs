//! The index: which bulletins have which pairs of characters.
//!
//! In: the plan, and the packs of texts that are made already: what they say is not found out again. Out: [`Shards`], as they
//! are written.
//!
//! May touch: text, figure, edition, page, view

use super::gram::{Field, Gram, grams, shard};
use super::{Made, found};
use crate::edition::Edition;
use crate::figure::BulletinId;
use crate::page::Plan;
use crate::page::search::{self, PER_PACK};
use crate::text::Fold;
use crate::view::Views;
use crate::view::types::FoundView;
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};

/// Packs that a thread reads before their pairs, which are in memory until then, are put into the index.
const AT_ONCE: usize = 1;

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
    pub(crate) fn of(plan: &Plan<'_>, made: &Made<'_>) -> Self {
        let fold = Fold::shared();
        let count = plan.corpus.bulletins.len();
        let indicators = search::indicators(plan.corpus).into_keys().enumerate();
        let numbers: HashMap<&str, usize> = indicators.map(|(number, key)| (key, number)).collect();
        // One shard at a time, so that its lists are close together in memory.
        let mut cut: Vec<HashMap<Gram, List>> = Vec::new();
        cut.resize_with(search::shards(count), HashMap::new);
        let packs: Vec<usize> = (0..count.div_ceil(PER_PACK)).collect();
        for some in packs.chunks(AT_ONCE * rayon::current_num_threads()) {
            // No site has more than 2³² bulletins.
            let start = (some[0] * PER_PACK) as u32;
            let some = some.par_iter().map(|&pack| Self::pack(plan, fold, pack, &numbers, made));
            let some: Vec<Vec<Gram>> = some.collect::<Vec<_>>().into_iter().flatten().collect();
            let mut sorted: Vec<Vec<(Gram, u32)>> = vec![Vec::new(); cut.len()];
            for (grams, number) in some.into_iter().zip(start..) {
                for gram in grams {
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

    /// The pairs of the bulletins of a pack.
    fn pack(
        plan: &Plan<'_>,
        fold: &Fold,
        pack: usize,
        numbers: &HashMap<&str, usize>,
        made: &Made<'_>,
    ) -> Vec<Vec<Gram>> {
        let editions: Vec<Vec<Said>> = plan.editions.iter().map(|edition| said(plan, edition, pack, made)).collect();
        let bulletins = search::pack(plan.corpus, pack).enumerate();
        bulletins
            .map(|(place, at)| bulletin(plan, fold, at, editions.iter().map(|said| &said[place]), numbers))
            .collect()
    }

    fn encoded(cut: Vec<HashMap<Gram, List>>, plan: &Plan<'_>) -> Self {
        // As far as the last character that is there: few texts have any beyond the first plane.
        let mut seen: Vec<bool> = Vec::new();
        for gram in cut.iter().flat_map(HashMap::keys) {
            for c in [gram.first() as usize, gram.second() as usize] {
                if seen.len() <= c {
                    seen.resize(c + 1, false);
                }
                seen[c] = true;
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
    fn push(&mut self, number: u32, bulletins: usize) {
        let shortest = bulletins.div_ceil(8);
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

/// What a bulletin says in an edition, as far as it is in the index.
#[derive(Deserialize)]
struct Said {
    title: String,
    topics: Vec<String>,
    figures: Vec<String>,
    text: Vec<String>,
}

impl From<FoundView> for Said {
    fn from(FoundView { title, topics, figures, text, .. }: FoundView) -> Self {
        Self { title, topics, figures, text }
    }
}

/// What the bulletins of a pack say in an edition.
fn said<'e>(plan: &Plan<'e>, edition: &'e Edition<'e>, pack: usize, made: &Made<'_>) -> Vec<Said> {
    let bulletins = || search::pack(plan.corpus, pack);
    let read =
        made(&search::texts_file(edition, pack)).and_then(|bytes| serde_json::from_slice::<Vec<Said>>(&bytes).ok());
    let read = read.filter(|said| said.len() == bulletins().count());
    let views = Views::new(plan, edition);
    read.unwrap_or_else(|| bulletins().map(|at| found(views, at).into()).collect())
}

/// Every pair of a bulletin in any edition, each once.
fn bulletin<'s>(
    plan: &Plan<'_>,
    fold: &Fold,
    at: BulletinId,
    editions: impl Iterator<Item = &'s Said>,
    numbers: &HashMap<&str, usize>,
) -> Vec<Gram> {
    let mut all = Vec::new();
    for found in editions {
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
