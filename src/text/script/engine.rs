//! One configuration of OpenCC at work.
//!
//! In: the tables that `tables/chain.rs` compiled, and text. Out: the converted text, with or
//! without its alignment.
//!
//! May touch: nothing

use super::alignment::{Conversion, Rule};
use super::chain::Kin;
use super::graph::{Graph, Line, Unsure};
use super::table::{By, Edit, Family, Kind, Match, Table, number, offset};
use super::unicode;
use super::{Chain, Reach};
use std::str::Chars;
use std::sync::OnceLock;

/// One configuration.
#[derive(Debug)]
pub(super) struct Engine {
    normalization: Vec<Table>,
    reading: Reading,
}

/// How a text is cut into what is converted.
#[derive(Debug)]
enum Reading {
    /// As OpenCC does: by the longest phrase from the left, where the chain has `segments`. The stages
    /// are for the gaps between them, or for the whole text.
    Longest { segments: Option<Table>, stages: Vec<Table> },
    /// Into words.
    Words(Graph),
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
    pub(super) fn plain(chain: Chain) -> &'static Self {
        static PLAIN: [OnceLock<Engine>; Chain::ALL.len()] = [const { OnceLock::new() }; Chain::ALL.len()];
        PLAIN[chain as usize].get_or_init(|| {
            Self::read(chain.tables(), chain.family(), |bytes, family| Reading::Longest {
                segments: tables(bytes, family).pop(),
                stages: tables(bytes, family),
            })
        })
    }

    /// The graph of words with the lexicon in it, where there is one.
    pub(super) fn house(chain: Chain) -> &'static Self {
        static HOUSE: [OnceLock<Engine>; Chain::ALL.len()] = [const { OnceLock::new() }; Chain::ALL.len()];
        let Some((bytes, family)) = chain.house_tables() else { return Self::plain(chain) };
        HOUSE[chain as usize]
            .get_or_init(|| Self::read(bytes, family, |bytes, family| Reading::Words(Graph::read(bytes, family()))))
    }

    fn read(
        bytes: &[u8],
        family: Kin,
        reading: impl FnOnce(&mut &[u8], &dyn Fn() -> &'static Family) -> Reading,
    ) -> Self {
        let bytes = unpacked(bytes);
        let mut bytes = bytes.as_slice();
        let family = || Self::family(family);
        Self { normalization: tables(&mut bytes, &family), reading: reading(&mut bytes, &family) }
    }

    /// What tables of a family share.
    fn family(kin: Kin) -> &'static Family {
        static FAMILIES: [OnceLock<Family>; Kin::ALL.len()] = [const { OnceLock::new() }; Kin::ALL.len()];
        FAMILIES[kin as usize].get_or_init(|| Family::read(&unpacked(kin.tables())))
    }

    /// Whether this is a word of the graph; nothing is one to OpenCC's own tables.
    pub(super) fn knows(&self, word: &str) -> bool {
        matches!(&self.reading, Reading::Words(graph) if graph.knows(word))
    }

    /// What is unsure to the graph; OpenCC's own tables never doubt.
    pub(super) fn unsure(&self, text: &str, reach: Reach) -> Vec<Unsure<'_>> {
        match &self.reading {
            Reading::Words(graph) => graph.unsure(text, reach),
            Reading::Longest { .. } => Vec::new(),
        }
    }

    /// Appends what `text` becomes.
    pub(super) fn convert_into(&self, text: &str, reach: Reach, line: &mut Line, out: &mut String) {
        match self.normalize(text) {
            None => self.rewrite(text, reach, line, out),
            Some(normalized) => self.rewrite(&normalized.text, reach, line, out),
        }
    }

    pub(super) fn align(&self, text: &str, reach: Reach) -> Conversion {
        let record = |text: &str| Conversion::record(text, |edit| self.edits(text, reach, &mut Line::default(), edit));
        match self.normalize(text) {
            None => record(text),
            Some(normalized) => {
                let converted = record(&normalized.text);
                normalized.then(converted)
            }
        }
    }

    fn rewrite(&self, text: &str, reach: Reach, line: &mut Line, out: &mut String) {
        // Scripts differ little in length.
        out.reserve(text.len() + text.len() / 16);
        let mut copied = 0;
        self.edits(text, reach, line, |edit| {
            if copied < edit.source.start {
                out.push_str(&text[copied..edit.source.start]);
            }
            out.push_str(edit.target);
            copied = edit.source.end;
        });
        out.push_str(&text[copied..]);
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

    fn edits(&self, text: &str, reach: Reach, line: &mut Line, edit: impl FnMut(Edit)) {
        match &self.reading {
            Reading::Words(graph) => graph.scan(text, reach, line, edit),
            Reading::Longest { segments: Some(segments), stages } => segmented(segments, stages, text, edit),
            Reading::Longest { segments: None, stages } => edits_through(stages, text, edit),
        }
    }
}

fn segmented(segments: &Table, stages: &[Table], text: &str, mut edit: impl FnMut(Edit)) {
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
                settle(stages, &text[..here], gap, &mut edit);
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
            edit(Edit { source, target, by: found.by() });
        }
        rest = found.rest;
    }
    settle(stages, text, gap, &mut edit);
}

/// Sends the unsettled end of `text` through the stages.
fn settle(stages: &[Table], text: &str, gap: Gap, edit: &mut impl FnMut(Edit)) {
    if let Some(start) = gap.start() {
        edits_through(stages, &text[start..], |Edit { source, target, by }| {
            edit(Edit { source: start + source.start..start + source.end, target, by });
        });
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

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    lz4_flex::block::decompress_size_prepended(bytes).expect("the build script compressed the tables")
}

/// Takes tables off the front of `bytes`, as many as it says.
fn tables(bytes: &mut &[u8], family: &dyn Fn() -> &'static Family) -> Vec<Table> {
    (0..number(bytes)).map(|_| Table::read(bytes, family)).collect()
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
        let by = if change.rule == Rule::Phrase { By::Phrase } else { By::Character };
        edit(Edit { source: change.source, target, by });
    }
}

/// Converts `text` by one stage after the other.
fn through(stages: &[Table], text: &str) -> Conversion {
    stages.iter().fold(Conversion::unchanged(text), |conversion, stage| {
        let next = Conversion::record(&conversion.text, |edit| stage.scan(&conversion.text, edit));
        conversion.then(next)
    })
}
