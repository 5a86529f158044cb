//! A part of a site, for builds that are divided among several machines.
//!
//! In: `2/8`. Out: [`Shard`], which says whether a page belongs to it. Every page belongs to one of them, and to the same
//! one as long as their number is the same.
//!
//! May touch: hash, diag

use super::search::Search;
use super::{Content, Page};
use crate::diag::Malformed;
use crate::hash::Hash;
use std::str::FromStr;

/// The second of eight parts: `2/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which one, from 1.
    number: u64,
    /// Of how many.
    of: u64,
}

impl Shard {
    /// Whether a page belongs to this part.
    pub(crate) fn has(self, page: &Page<'_>) -> bool {
        // The index of the search is made as a whole.
        let key = match &page.content {
            Content::Search(Search::Index | Search::Grams(_)) => "data/search/index.json",
            _ => page.path.file(),
        };
        let hash = Hash::of(key.as_bytes());
        let first = hash.as_ref().iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        first % self.of + 1 == self.number
    }
}

impl FromStr for Shard {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let parts = text.split_once('/');
        let numbers = parts.and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err(Malformed {
                message: format!("`{text}` is no part of a site"),
                help: "write its number and how many there are, as in 2/8".into(),
                span: 0..text.len(),
            }),
        }
    }
}
