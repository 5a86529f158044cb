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
use std::ops::Range;
use std::str::Chars;

/// Set in the base of a node that has no children. What follows are two bits of [`Kind`] and the
/// number of the value.
pub const LEAF: u32 = 1 << 31;
/// The bits of the number of a value.
pub const VALUE_BITS: u32 = 29;
/// Set in the base of a node that has children and is a key itself: its value stands in the leaf
/// that is its child by the code 0, which no character has.
pub const KEY: u32 = 1 << 30;
/// Codes are given by page of 256 characters.
pub const PAGE: usize = 256;

/// How a key takes part in a chain that segments its text first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
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
pub struct Table {
    /// Which page of `codes` the characters `256 * i ..` have; page 0 is empty.
    pages: Vec<u16>,
    codes: Vec<u16>,
    nodes: Vec<Node>,
    /// Where each value ends in `pool`; value 0 is empty and stands for "as the key".
    ends: Vec<u32>,
    pool: String,
}

/// The longest key at the start of a text.
pub struct Match<'k, 't> {
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
pub struct Edit<'k> {
    pub source: Range<usize>,
    pub target: &'k str,
    pub phrase: bool,
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
    /// Takes one table off the front of `bytes`.
    pub fn read(bytes: &mut &[u8]) -> Self {
        let pages = section(bytes).chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]]));
        let pages = pages.collect();
        let codes = section(bytes).chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]]));
        let codes = codes.collect();
        let nodes = section(bytes).chunks_exact(8).map(|b| Node {
            base: u32::from_le_bytes([b[0], b[1], b[2], b[3]]),
            parent: u32::from_le_bytes([b[4], b[5], b[6], b[7]]),
        });
        let nodes = nodes.collect();
        let ends = section(bytes).chunks_exact(4);
        let ends = ends.map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let pool = str::from_utf8(section(bytes)).expect("values are UTF-8").to_owned();
        Self { pages, codes, nodes, ends, pool }
    }

    /// The longest key at the start of `text`.
    #[inline]
    pub fn longest<'t>(&self, text: &Chars<'t>) -> Option<Match<'_, 't>> {
        let mut rest = text.clone();
        let mut found = None;
        let (mut at, mut base, mut characters) = (0, self.nodes[0].base, 0);
        while let Some(c) = rest.next() {
            let code = self.code(c);
            let child = (base & !KEY) ^ code;
            if code == 0 || self.nodes[child as usize].parent != at {
                break;
            }
            (at, base) = (child, self.nodes[child as usize].base);
            characters += 1;
            if base & LEAF != 0 {
                found = Some((base, characters, rest));
                break;
            }
            if base & KEY != 0 {
                let leaf = self.nodes[(base & !KEY) as usize].base;
                found = Some((leaf, characters, rest.clone()));
            }
        }
        found.map(|(leaf, characters, rest)| {
            let kind = Kind::ALL[((leaf & !LEAF) >> VALUE_BITS) as usize];
            let value = self.value(leaf & ((1 << VALUE_BITS) - 1));
            Match { kind, value, phrase: characters > 1, rest }
        })
    }

    /// Converts `text` from left to right by the longest key and reports what changes.
    pub fn scan<'k>(&'k self, text: &str, mut edit: impl FnMut(Edit<'k>)) {
        let mut rest = text.chars();
        while !rest.as_str().is_empty() {
            if let Some(found) = self.longest(&rest) {
                if let Some(target) = found.value {
                    let source = offset(text, &rest)..offset(text, &found.rest);
                    edit(Edit { source, target, phrase: found.phrase });
                }
                rest = found.rest;
            } else if let Some(behind) = unicode::after_description(&rest) {
                rest = behind;
            } else {
                rest.next();
            }
        }
    }

    #[inline]
    fn code(&self, c: char) -> u32 {
        let page = self.pages[c as usize / PAGE] as usize;
        u32::from(self.codes[page * PAGE + c as usize % PAGE])
    }

    #[inline]
    fn value(&self, number: u32) -> Option<&str> {
        let before = number.checked_sub(1)? as usize;
        Some(&self.pool[self.ends[before] as usize..self.ends[before + 1] as usize])
    }
}

/// Where `rest`, the end of `text`, begins in it.
#[inline]
pub fn offset(text: &str, rest: &Chars) -> usize {
    text.len() - rest.as_str().len()
}

/// Takes a number off the front of `bytes`.
pub fn number(bytes: &mut &[u8]) -> usize {
    let (head, rest) = bytes.split_first_chunk().expect("a number follows");
    *bytes = rest;
    u32::from_le_bytes(*head) as usize
}

/// Takes off the front of `bytes` a number and as many bytes as it says.
fn section<'b>(bytes: &mut &'b [u8]) -> &'b [u8] {
    let length = number(bytes);
    let (section, rest) = bytes.split_at(length);
    *bytes = rest;
    section
}
