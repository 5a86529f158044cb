//! Pairs of characters, which the search index lists.
//!
//! In: a text. Out: the [`Gram`]s of its folded form, and the shard each is in.
//!
//! May touch: text, edition

use crate::edition::TopicId;
use crate::text::Fold;

/// Two adjacent folded characters and the field they are in, packed in order of the first
/// character, the second, the field. A single character has no second one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Gram(u64);

/// In which field of a bulletin a pair of characters is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Anywhere.
    Any = 0,
    /// Among its figures.
    Figure = 1,
    /// In its title.
    Title = 2,
}

/// Code points beyond Unicode, used for the topics and indicators that a search is narrowed down to.
const TOPIC: u64 = 0x11_0000;
const INDICATOR: u64 = 0x11_0001;

impl Gram {
    fn new(first: u64, second: u64, place: Field) -> Self {
        Self(first << 23 | second << 2 | place as u64)
    }

    /// Bulletins with a topic, by its number.
    pub(crate) fn topic(topic: TopicId) -> Self {
        Self::new(TOPIC, topic.0 as u64, Field::Any)
    }

    /// Bulletins with an indicator, by its number.
    pub(crate) fn indicator(number: usize) -> Self {
        Self::new(INDICATOR, number as u64, Field::Any)
    }

    /// The same pair in another field.
    pub(crate) fn at(self, place: Field) -> Self {
        Self(self.0 & !3 | place as u64)
    }

    /// The first character.
    pub(crate) fn first(self) -> u64 {
        self.0 >> 23
    }

    /// The second one; zero when there is none.
    pub(crate) fn second(self) -> u64 {
        self.0 >> 2 & 0x1f_ffff
    }

    /// The field it is in.
    pub(crate) fn place(self) -> u64 {
        self.0 & 3
    }
}

/// Adds every pair of a folded text. A character next to one that is left out is also added alone, so
/// that `“双` is found; in a title every character is, so that one character is enough there.
pub(crate) fn grams(fold: &Fold, text: &str, place: Field, into: &mut Vec<Gram>) {
    let mut last: Option<char> = None;
    let mut gap = false;
    for c in text.chars() {
        let Some(c) = fold.character(c) else {
            if let Some(last) = last {
                into.push(Gram::new(last as u64, 0, Field::Any));
            }
            gap = true;
            continue;
        };
        if gap || place == Field::Title {
            into.push(Gram::new(c as u64, 0, place));
        }
        if let Some(last) = last {
            into.push(Gram::new(last as u64, c as u64, place));
        }
        (last, gap) = (Some(c), false);
    }
}

/// The shard of a pair, of this many shards.
pub(crate) fn shard(gram: Gram, shards: usize) -> usize {
    let (first, second) = (gram.first() as u32, gram.second() as u32);
    let mixed = first.wrapping_mul(0x9e37_79b1) ^ second.wrapping_mul(0x85eb_ca6b);
    (mixed ^ mixed >> 15) as usize % shards
}
