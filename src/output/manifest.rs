//! Which files of the output folder are ours.
//!
//! In: `.jianbao-manifest`. Out: the files of earlier builds, one a line above the hash of the list.
//!
//! May touch: hash, disk

use super::preconditions;
use super::record::BuildRecord;
use crate::hash::Hash;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

/// The file's name.
pub(super) const NAME: &str = ".jianbao-manifest";

/// The files of earlier builds. Where the list was cut or altered, the record knows those that were made; only files that
/// no build has to make are not told from others then.
pub(super) fn files_before(out: &Path, record: &BuildRecord) -> Result<BTreeSet<String>> {
    let place = out.join(NAME);
    preconditions::refuse_odd(&place)?;
    let bytes = match fs::read(&place) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {NAME}")),
    };
    Ok(listed(&bytes).unwrap_or_else(|| record.paths().map(str::to_owned).collect()))
}

fn listed(bytes: &[u8]) -> Option<BTreeSet<String>> {
    let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
    let (list, hash) = text.rsplit_once('\n').map_or(("", text), |(list, hash)| (&text[..list.len() + 1], hash));
    (hash.parse() == Ok(Hash::of(list.as_bytes()))).then(|| list.lines().map(str::to_owned).collect())
}

/// Writes the list.
pub(super) fn write(files: &BTreeSet<&str>, to: &mut dyn Write) -> io::Result<()> {
    let mut to = BufWriter::new(to);
    files.iter().try_for_each(|file| writeln!(to, "{file}"))?;
    writeln!(to, "{}", Hash::of_pieces(files.iter().map(|file| format!("{file}\n"))))?;
    to.flush()
}
