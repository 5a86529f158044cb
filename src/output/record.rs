//! What earlier builds made, and from what.
//!
//! In: `.jianbao-record` in the output folder. Out: [`BuildRecord`]: for each file the hash of all it depended on, and
//! that of the bytes that were made from it, which stay true whatever happens to the file; and the stamp of the file that
//! had these bytes, where there is one. A file with another stamp or none is read before it is believed to be unchanged, so
//! a record may be kept, lost or old. One that was cut short or altered counts as none.
//!
//! May touch: path, hash, disk

use super::stamp::Stamp;
use crate::hash::Hash;
use crate::path::SitePath;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::Path;

/// The file's name.
pub(super) const NAME: &str = ".jianbao-record";

/// What a file was made from, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sums {
    /// The hash of what it depended on.
    pub(crate) inputs: Hash,
    /// The hash of its bytes.
    pub(crate) output: Hash,
}

impl Sums {
    /// A file with these bytes; without `inputs`, it is made again by every build.
    pub(crate) fn of(inputs: Option<Hash>, output: Hash) -> Self {
        // No file depends on the hash of its own bytes.
        Self { inputs: inputs.unwrap_or(output), output }
    }

    /// Whether a later build may keep the file.
    pub(crate) fn are_kept(&self) -> bool {
        self.inputs != self.output
    }
}

/// A file that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Made {
    /// From what, and what came of it.
    pub(crate) sums: Sums,
    /// The stamp of the file that has these bytes.
    pub(crate) stamp: Option<Stamp>,
}

/// What earlier builds made.
#[derive(Debug, Default)]
pub(super) struct BuildRecord {
    text: String,
    /// One for each file, by path.
    lines: Vec<Line>,
}

/// The line of a file, by where it is in the text.
#[derive(Debug)]
struct Line {
    path: Range<usize>,
    /// What follows the path.
    made: Range<usize>,
}

impl BuildRecord {
    /// The record of an output folder; empty where none can be read.
    pub(crate) fn read(out: &Path) -> Self {
        let there = fs::symlink_metadata(out.join(NAME)).is_ok_and(|there| there.is_file());
        let text = there.then(|| fs::read_to_string(out.join(NAME)).ok()).flatten();
        text.and_then(Self::parse).unwrap_or_default()
    }

    /// What a file was made from; `None` where that is not known.
    pub(crate) fn find(&self, path: &SitePath) -> Option<Made> {
        let at = self.lines.binary_search_by(|line| self.text[line.path.clone()].cmp(path.file())).ok()?;
        made(&self.text[self.lines[at].made.clone()])
    }

    /// The files that it lists.
    pub(crate) fn paths(&self) -> impl ExactSizeIterator<Item = &str> {
        self.lines.iter().map(|line| &self.text[line.path.clone()])
    }

    fn parse(text: String) -> Option<Self> {
        let (lines, sum) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        if sum.parse() != Ok(Hash::of(&text.as_bytes()[..lines.len() + 1])) {
            return None;
        }
        let mut start = 0;
        let place = |line: &str| {
            let (path, end) = (start..start + line.find('\t')?, start + line.len());
            start = end + 1;
            Some(Line { made: path.end + 1..end, path })
        };
        let lines = lines.lines().map(place).collect::<Option<_>>()?;
        Some(Self { text, lines })
    }
}

/// What this build made, as it is written: a line a file, `PATH⇥INPUTS OUTPUT`, with the stamp after another tab, by path,
/// and the hash of all lines; nothing without files.
pub(super) struct RecordLines<'p> {
    files: Vec<(&'p str, Made)>,
    sum: Option<Hash>,
}

impl<'p> RecordLines<'p> {
    /// The lines of these files, in any order.
    pub(crate) fn new(files: impl Iterator<Item = (&'p SitePath, Made)>) -> Self {
        let mut files: Vec<(&str, Made)> = files.map(|(path, made)| (path.file(), made)).collect();
        files.sort_unstable_by_key(|(path, _)| *path);
        let sum = (!files.is_empty()).then(|| Hash::of_pieces(files.iter().map(line)));
        Self { files, sum }
    }

    /// Writes it.
    ///
    /// # Errors
    /// When nothing more can be written there.
    pub(crate) fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        let mut to = BufWriter::new(to);
        self.files.iter().try_for_each(|file| to.write_all(line(file).as_bytes()))?;
        self.sum.iter().try_for_each(|sum| writeln!(to, "{sum}"))?;
        to.flush()
    }
}

fn line((path, Made { sums: Sums { inputs, output }, stamp }): &(&str, Made)) -> String {
    let stamp = stamp.map(|stamp| format!("\t{stamp}")).unwrap_or_default();
    format!("{path}\t{inputs} {output}{stamp}\n")
}

/// What follows a path and a tab.
fn made(text: &str) -> Option<Made> {
    let (sums, stamp) = text.split_once('\t').unwrap_or((text, ""));
    let (inputs, output) = sums.split_once(' ')?;
    let sums = Sums { inputs: inputs.parse().ok()?, output: output.parse().ok()? };
    Some(Made { sums, stamp: stamp.parse().ok() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn made(n: usize) -> Made {
        let stamp = n.is_multiple_of(2).then(|| "12 34 -5 678".parse().expect("a stamp"));
        Made { sums: Sums { inputs: Hash::of(&n.to_le_bytes()), output: Hash::of(b"") }, stamp }
    }

    proptest! {
        #[test]
        fn what_was_written_is_found_and_nothing_once_it_is_altered(
            names in prop::collection::btree_set("[a-z./-]{1,9}|[一-三]{1,3}", 0..9),
            cut in any::<prop::sample::Index>(),
        ) {
            let files: BTreeMap<SitePath, Made> =
                names.iter().filter_map(|name| SitePath::new(name).ok()).zip((0..).map(made)).collect();
            let lines = RecordLines::new(files.iter().rev().map(|(path, made)| (path, *made)));
            let mut text = Vec::new();
            lines.write(&mut text).expect("a vector takes everything");
            let text = String::from_utf8(text).expect("paths are text");
            let record = BuildRecord::parse(text.clone()).unwrap_or_default();
            let paths: Vec<&str> = record.paths().collect();
            let written: Vec<&str> = files.keys().map(SitePath::file).collect();
            prop_assert_eq!(paths, written);
            for (path, made) in &files {
                prop_assert_eq!(record.find(path), Some(*made));
            }
            prop_assert_eq!(record.find(&SitePath::new("nowhere").expect("a path")), None);
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            if !ends.is_empty() {
                prop_assert!(BuildRecord::parse(text[..ends[cut.index(ends.len())]].to_owned()).is_none());
            }
        }
    }
}
