//! A dictionary that can be searched: the longest key at the start of a text, and its value.
//!
//! In: the bytes that `tables/trie.rs` wrote. Out: [`Match`], one key found, and [`Table::scan`],
//! one stage of conversion. The build script includes this file too: it reads back what it wrote
//! and computes phrases with the very code that runs later.
//!
//! The keys are a double array over characters: every character of a key has a small code, and
//! the child of `node` by `code` stands at `node.base ^ code` if it names `node` as its parent.
//!
//! May touch: nothing

use super::unicode;
use std::iter::once;
use std::ops::Range;
use std::str::Chars;
use std::sync::{Arc, OnceLock};

/// Set in the base of a node that has no children. What follows is the number of its key: in a
/// [`Table`] two bits of [`Kind`] and the number of the value.
pub(super) const LEAF: u32 = 1 << 31;
/// The bits of the number of a value.
pub(super) const VALUE_BITS: u32 = 29;
/// Set in the base of a node that has children and is a key itself: its value stands in the leaf
/// that is its child by the code 0, which no character has.
pub(super) const KEY: u32 = 1 << 30;
/// The number of a key that the table does not have, only another of its family.
pub(super) const ABSENT: u32 = LEAF - 1;
/// So many bits tell pairs of codes apart, if not all.
pub(super) const PAIRS: usize = 1 << 16;
/// Codes are given by page of 256 characters.
pub(super) const PAGE: usize = 256;

/// How a key takes part in a chain that segments its text first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A segment of its own; its value is final.
    Segment,
    /// A character with a final value, which no phrase of a stage reaches into from the left.
    Border,
    /// A character with a final value, unless a phrase of a stage began before it.
    Inner,
    /// A character or two with which a phrase of a stage may begin: only the stages know.
    Opener,
}

/// The keys of a dictionary and their values.
#[derive(Debug)]
pub(super) struct Table {
    trie: Trie,
    values: Arc<Values>,
}

/// What the tables of a family have in common.
#[derive(Debug)]
pub(super) struct Family {
    trie: Trie,
    numbers: Vec<u32>,
    values: Arc<Values>,
    beginnings: OnceLock<Arc<Beginnings>>,
}

/// How long keys are at most that begin with two characters: most places of a text, where none begins, are passed at a glance.
#[derive(Debug)]
pub(super) struct Beginnings(Vec<u8>);

/// Keys, each with a number of 31 bits.
#[derive(Clone, Debug)]
pub(super) struct Trie {
    /// Which page of `codes` the characters `256 * i ..` have; page 0 is empty.
    pages: Vec<u16>,
    codes: Vec<u16>,
    nodes: Vec<Node>,
}

/// A place in a [`Trie`]: what has been read of a key so far.
#[derive(Clone, Copy)]
pub(super) struct At {
    node: u32,
    base: u32,
}

/// What keys become.
#[derive(Debug)]
pub(super) struct Values {
    /// Where each value ends in `pool`; value 0 is empty and stands for "as the key".
    ends: Vec<u32>,
    pool: String,
}

/// The longest key at the start of a text.
pub(super) struct Match<'k, 't> {
    pub kind: Kind,
    /// What the key becomes; `None` when it stays as it is.
    pub value: Option<&'k str>,
    /// Whether the key is longer than one character.
    pub phrase: bool,
    /// The text behind the key.
    pub rest: Chars<'t>,
}

/// A stretch of a text and what takes its place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Edit<'k> {
    pub source: Range<usize>,
    pub target: &'k str,
    pub by: By,
}

/// What an edit was decided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// What the character always becomes.
    Character,
    /// A character's neighbours.
    Neighbours,
    /// A key of several characters.
    Phrase,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    base: u32,
    parent: u32,
}

impl Kind {
    const ALL: [Kind; 4] = [Kind::Segment, Kind::Border, Kind::Inner, Kind::Opener];
}

impl Table {
    /// Takes one table off the front of `bytes`: all of it, or what sets it apart in its family.
    pub(super) fn read(bytes: &mut &[u8], family: &dyn Fn() -> &'static Family) -> Self {
        if number(bytes) == 0 {
            return Self::alone(bytes);
        }
        let (trie, values) = family().table(bytes);
        Self { trie, values }
    }

    /// Takes one that has no family off the front of `bytes`.
    pub(super) fn alone(bytes: &mut &[u8]) -> Self {
        Self { trie: Trie::read(bytes), values: Arc::new(Values::read(bytes)) }
    }

    /// The longest key at the start of `text`.
    #[inline]
    pub(super) fn longest<'t>(&self, text: &Chars<'t>) -> Option<Match<'_, 't>> {
        let mut rest = text.clone();
        let mut found = None;
        let (mut at, mut characters) = (self.trie.start(), 0);
        while let Some(c) = rest.next() {
            let code = self.trie.code(c);
            let Some(next) = self.trie.child(at, code) else { break };
            at = next;
            characters += 1;
            if let Some(number) = self.trie.number(at) {
                found = Some((number, characters, rest.clone()));
            }
        }
        found.map(|(number, characters, rest)| {
            let kind = Kind::ALL[(number >> VALUE_BITS) as usize];
            let value = self.values.get(number & ((1 << VALUE_BITS) - 1));
            Match { kind, value, phrase: characters > 1, rest }
        })
    }

    /// Converts `text` from left to right by the longest key and reports what changes.
    pub(super) fn scan<'k>(&'k self, text: &str, mut edit: impl FnMut(Edit<'k>)) {
        let mut rest = text.chars();
        while !rest.as_str().is_empty() {
            if let Some(found) = self.longest(&rest) {
                if let Some(target) = found.value {
                    let source = offset(text, &rest)..offset(text, &found.rest);
                    edit(Edit { source, target, by: found.by() });
                }
                rest = found.rest;
            } else if let Some(behind) = unicode::after_description(&rest) {
                rest = behind;
            } else {
                rest.next();
            }
        }
    }
}

impl Match<'_, '_> {
    pub(super) fn by(&self) -> By {
        if self.phrase { By::Phrase } else { By::Character }
    }
}

impl Family {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut bytes = bytes;
        let trie = Trie::read(&mut bytes);
        let numbers = numbers(&mut bytes).collect();
        Self { trie, numbers, values: Arc::new(Values::read(&mut bytes)), beginnings: OnceLock::new() }
    }

    /// The beginnings of all its keys.
    pub(super) fn beginnings(&self) -> Arc<Beginnings> {
        Arc::clone(self.beginnings.get_or_init(|| Arc::new(Beginnings::of(&self.trie))))
    }

    /// The keys with the numbers of one of the tables, which are taken off the front of `bytes`.
    pub(super) fn table(&self, bytes: &mut &[u8]) -> (Trie, Arc<Values>) {
        let own: Vec<u32> = numbers(bytes).zip(&self.numbers).map(|(own, first)| own ^ first).collect();
        let mut trie = self.trie.clone();
        for node in trie.nodes.iter_mut().filter(|node| node.base & LEAF != 0) {
            node.base = LEAF | own[(node.base & !LEAF) as usize];
        }
        (trie, Arc::clone(&self.values))
    }
}

impl Beginnings {
    /// So many pairs of codes are told apart, if not all.
    const PAIRS: usize = 1 << 19;
    /// Two bits for each pair: whether a key begins with it, and whether a longer one does.
    const EACH: usize = 4;

    fn of(trie: &Trie) -> Self {
        let root = trie.start();
        let mut beginnings = Self(vec![0; Self::PAIRS / Self::EACH]);
        // Parents are looked up in bits: nodes are too many to be near.
        let mut is_first = vec![0_u64; trie.nodes.len() / 64 + 1];
        for (place, node) in trie.nodes.iter().enumerate().filter(|(_, node)| node.parent == root.node) {
            is_first[place / 64] |= u64::from(node.base & LEAF == 0) << (place % 64);
        }
        for (place, node) in (0_u32..).zip(&trie.nodes) {
            let first = node.parent as usize;
            if is_first.get(first / 64).is_none_or(|bits| bits >> (first % 64) & 1 == 0) {
                continue;
            }
            let (code, next) = (node.parent ^ root.base & !KEY, place ^ trie.nodes[first].base & !KEY);
            let (byte, shift) = Self::place(code, next);
            beginnings.0[byte] |= (if node.base & LEAF == 0 { 3 } else { 1 }) << shift;
        }
        beginnings
    }

    #[inline]
    fn place(code: u32, next: u32) -> (usize, usize) {
        let pair = (code.wrapping_mul(0x9e37_79b1) >> 8 ^ next.wrapping_mul(0x85eb)) as usize % Self::PAIRS;
        (pair / Self::EACH, pair % Self::EACH * 2)
    }

    /// How long a key may be that begins with these two codes: 0 where none does, 2, or as long as any.
    #[inline]
    pub(super) fn longest(&self, code: u32, next: u32) -> usize {
        let (byte, shift) = Self::place(code, next);
        [0, 2, 0, usize::from(u8::MAX)][usize::from(self.0[byte] >> shift & 3)]
    }
}

impl Trie {
    /// Takes one off the front of `bytes`.
    pub(super) fn read(bytes: &mut &[u8]) -> Self {
        let pages = section(bytes).chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        let codes = section(bytes).chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        let nodes = section(bytes).chunks_exact(8).map(|b| Node {
            base: u32::from_le_bytes([b[0], b[1], b[2], b[3]]),
            parent: u32::from_le_bytes([b[4], b[5], b[6], b[7]]),
        });
        Self { pages, codes, nodes: nodes.collect() }
    }

    /// The code of a character; 0 when no key has it.
    #[inline]
    pub(super) fn code(&self, c: char) -> u32 {
        let page = self.pages[c as usize / PAGE] as usize;
        u32::from(self.codes[page * PAGE + c as usize % PAGE])
    }

    /// Where every key begins.
    #[inline]
    pub(super) fn start(&self) -> At {
        At { node: 0, base: self.nodes[0].base }
    }

    /// One character on; `None` when no key goes on so.
    #[inline]
    pub(super) fn child(&self, at: At, code: u32) -> Option<At> {
        if code == 0 || at.base & LEAF != 0 {
            return None;
        }
        let node = (at.base & !KEY) ^ code;
        let child = self.nodes[node as usize];
        (child.parent == at.node).then_some(At { node, base: child.base })
    }

    /// The number of the key that ends here.
    #[inline]
    pub(super) fn number(&self, at: At) -> Option<u32> {
        let leaf = match at.base {
            base if base & LEAF != 0 => base,
            base if base & KEY != 0 => self.nodes[(base & !KEY) as usize].base,
            _ => return None,
        };
        Some(leaf & !LEAF).filter(|number| *number != ABSENT)
    }
}

impl Values {
    /// Takes them off the front of `bytes`.
    pub(super) fn read(bytes: &mut &[u8]) -> Self {
        let mut end = 0;
        let ends = section(bytes).iter().map(|length| {
            end += u32::from(*length);
            end
        });
        let ends = once(0).chain(ends).collect();
        let pool = str::from_utf8(section(bytes)).expect("values are UTF-8").to_owned();
        Self { ends, pool }
    }

    /// A value by its number; `None` for number 0.
    #[inline]
    pub(super) fn get(&self, number: u32) -> Option<&str> {
        let before = number.checked_sub(1)? as usize;
        Some(&self.pool[self.ends[before] as usize..self.ends[before + 1] as usize])
    }
}

/// Where `rest`, the end of `text`, begins in it.
#[inline]
pub(super) fn offset(text: &str, rest: &Chars) -> usize {
    text.len() - rest.as_str().len()
}

/// Takes a number off the front of `bytes`.
pub(super) fn number(bytes: &mut &[u8]) -> usize {
    let (head, rest) = bytes.split_first_chunk().expect("a number follows");
    *bytes = rest;
    u32::from_le_bytes(*head) as usize
}

/// Takes off the front of `bytes` a number and as many bytes as it says.
pub(super) fn section<'b>(bytes: &mut &'b [u8]) -> &'b [u8] {
    let length = number(bytes);
    let (section, rest) = bytes.split_at(length);
    *bytes = rest;
    section
}

/// Takes off the front of `bytes` a section of numbers.
pub(super) fn numbers<'b>(bytes: &mut &'b [u8]) -> impl Iterator<Item = u32> + use<'b> {
    section(bytes).chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// The bit of a pair of codes.
#[inline]
pub(super) fn pair(code: u32, next: u32) -> usize {
    (code.wrapping_mul(0x9e35) ^ next) as usize % PAIRS
}
