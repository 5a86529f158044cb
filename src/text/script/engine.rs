//! One configuration of OpenCC at work.
//!
//! In: the tables that `tables/chain.rs` compiled, and text. Out: the converted text, with or
//! without its alignment.
//!
//! May touch: nothing

use super::Chain;
use super::alignment::{Conversion, Rule};
use super::table::{Edit, Kind, Match, Table, number, offset};
use super::unicode;
use std::borrow::Cow;
use std::str::Chars;

/// The tables of one configuration.
#[derive(Debug)]
pub struct Engine {
    normalization: Vec<Table>,
    segments: Option<Table>,
    /// For the whole text, or for the gaps between segments.
    stages: Vec<Table>,
}

/// What is known of the gap that the search for segments is in.
#[derive(Clone, Copy)]
enum Gap {
    /// All of it has been reported.
    Settled,
    /// From this place on a phrase of a stage may have begun.
    Open(usize),
    /// From this place on a broken description may hold anything: nothing but a segment ends it.
    Broken(usize),
}

impl Engine {
    /// OpenCC's own tables.
    pub fn load(chain: Chain) -> Self {
        Self::read(chain.tables())
    }

    /// The tables with the lexicon in them, where there are such.
    pub fn load_house(chain: Chain) -> Self {
        Self::read(chain.house_tables().unwrap_or(chain.tables()))
    }

    fn read(tables: &[u8]) -> Self {
        let bytes = lz4_flex::block::decompress_size_prepended(tables).expect("the build script compressed the tables");
        let mut bytes = bytes.as_slice();
        let tables = |bytes: &mut _| -> Vec<Table> { (0..number(bytes)).map(|_| Table::read(bytes)).collect() };
        Self { normalization: tables(&mut bytes), segments: tables(&mut bytes).pop(), stages: tables(&mut bytes) }
    }

    pub fn convert<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.normalize(text) {
            None => self.rewrite(text),
            Some(normalized) => Cow::Owned(self.rewrite(&normalized.text).into_owned()),
        }
    }

    pub fn align(&self, text: &str) -> Conversion {
        let record = |text: &str| Conversion::record(text, |edit| self.edits(text, edit));
        match self.normalize(text) {
            None => record(text),
            Some(normalized) => {
                let converted = record(&normalized.text);
                normalized.then(converted)
            }
        }
    }

    fn rewrite<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = String::new();
        let mut copied = 0;
        self.edits(text, |edit| {
            if copied == 0 {
                // Scripts differ little in length.
                out.reserve(text.len() + text.len() / 16);
            }
            out.push_str(&text[copied..edit.source.start]);
            out.push_str(edit.target);
            copied = edit.source.end;
        });
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(&text[copied..]);
        Cow::Owned(out)
    }

    /// Replaces compatibility ideographs; `None` when there are none.
    fn normalize(&self, text: &str) -> Option<Conversion> {
        if !unicode::may_hold_compatibility(text) {
            return None;
        }
        let mut normalized = through(&self.normalization, text);
        for change in &mut normalized.changes {
            change.rule = Rule::Normalization;
        }
        Some(normalized).filter(|normalized| !normalized.changes.is_empty())
    }

    fn edits(&self, text: &str, edit: impl FnMut(Edit)) {
        match &self.segments {
            Some(segments) => self.segmented(segments, text, edit),
            None => edits_through(&self.stages, text, edit),
        }
    }

    fn segmented(&self, segments: &Table, text: &str, mut edit: impl FnMut(Edit)) {
        let mut gap = Gap::Settled;
        let mut rest = text.chars();
        while !rest.as_str().is_empty() {
            let here = offset(text, &rest);
            let Some(found) = longest_or_kept(segments, &rest) else {
                // An operator that describes nothing.
                gap = Gap::Broken(gap.start().unwrap_or(here));
                rest.next();
                continue;
            };
            match (found.kind, gap) {
                (Kind::Segment, _) | (Kind::Border, Gap::Settled | Gap::Open(_)) => {
                    self.settle(&text[..here], gap, &mut edit);
                    gap = Gap::Settled;
                }
                (Kind::Opener, _) => {
                    if let Gap::Settled = gap {
                        gap = Gap::Open(here);
                    }
                    // A segment may begin with the second character.
                    rest.next();
                    continue;
                }
                (Kind::Inner, _) | (Kind::Border, Gap::Broken(_)) => {}
            }
            if let (Some(target), Gap::Settled) = (found.value, gap) {
                let source = here..offset(text, &found.rest);
                edit(Edit { source, target, phrase: found.phrase });
            }
            rest = found.rest;
        }
        self.settle(text, gap, &mut edit);
    }

    /// Sends the unsettled end of `text` through the stages.
    fn settle(&self, text: &str, gap: Gap, edit: &mut impl FnMut(Edit)) {
        if let Some(start) = gap.start() {
            edits_through(&self.stages, &text[start..], |Edit { source, target, phrase }| {
                edit(Edit { source: start + source.start..start + source.end, target, phrase });
            });
        }
    }
}

impl Gap {
    fn start(self) -> Option<usize> {
        match self {
            Gap::Settled => None,
            Gap::Open(start) | Gap::Broken(start) => Some(start),
        }
    }
}

/// The longest key at the start of `text`, or what is kept when there is none: a whole description
/// or one character. `None` at a broken description.
#[inline]
fn longest_or_kept<'k, 't>(table: &'k Table, text: &Chars<'t>) -> Option<Match<'k, 't>> {
    table.longest(text).or_else(|| {
        let rest = unicode::after_description(text).or_else(|| {
            let mut rest = text.clone();
            rest.next().filter(|&c| !unicode::is_description_operator(c)).map(|_| rest)
        });
        rest.map(|rest| Match { kind: Kind::Border, value: None, phrase: false, rest })
    })
}

/// The edits of `text` by one stage after the other.
fn edits_through(stages: &[Table], text: &str, mut edit: impl FnMut(Edit)) {
    if let [only] = stages {
        return only.scan(text, edit);
    }
    let conversion = through(stages, text);
    for change in conversion.changes {
        let target = &conversion.text[change.target];
        edit(Edit { source: change.source, target, phrase: change.rule == Rule::Phrase });
    }
}

/// Converts `text` by one stage after the other.
fn through(stages: &[Table], text: &str) -> Conversion {
    stages.iter().fold(Conversion::unchanged(text), |conversion, stage| {
        let next = Conversion::record(&conversion.text, |edit| stage.scan(&conversion.text, edit));
        conversion.then(next)
    })
}
