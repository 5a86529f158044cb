//! `jianbao import`: the page is read, the drafts are written.
//!
//! In: a file, a day, a folder, a site. Out: drafts in the folder, and the [`Import`] to report.
//!
//! May touch: diag, text, figure, pipeline, disk

use super::{Import, import};
use crate::diag::{Checked, Diagnostic};
use crate::figure::Registry;
use crate::pipeline::read;
use crate::text::doubt::Words;
use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

/// Imports a page into drafts; `-` is standard input.
///
/// # Errors
/// When the page cannot be read, or a draft cannot be written or is there already: then none is.
pub(crate) fn run(file: &Path, date: Date, out: &Path, site: &Path) -> Result<Checked<Import>> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let registry = match read::registry(site)? {
        Some(source) => Registry::parse(&source.report(&mut diagnostics)).report(&mut diagnostics),
        None => Registry::default(),
    };
    let bytes = bytes(file)?;
    expect_page(file, &bytes)?;
    let import = import(&bytes, date, &registry, &Words::load());
    write(&import, out)?;
    Ok(Checked { value: import, diagnostics })
}

/// The longest line that is read, in bytes: what looks for figures in it takes more than its length.
const LINE: usize = 48 << 10;
/// The largest page, in bytes.
const PAGE: usize = 8 << 20;

/// Makes sure that a page is no larger than newspapers print.
fn expect_page(file: &Path, bytes: &[u8]) -> Result<()> {
    if bytes.len() > PAGE {
        bail!("{} is larger than {} MiB; divide it", file.display(), PAGE >> 20);
    }
    match bytes.split(|byte| matches!(byte, b'\n' | b'\r')).position(|line| line.len() > LINE) {
        Some(at) => bail!("line {} of {} is longer than {} KiB; divide it", at + 1, file.display(), LINE >> 10),
        None => Ok(()),
    }
}

fn bytes(file: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match file.as_os_str() == "-" {
        true => {
            io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
        }
        false => bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?,
    }
    Ok(bytes)
}

fn write(import: &Import, out: &Path) -> Result<()> {
    let places: Vec<_> = import.drafts.iter().map(|draft| out.join(&draft.file)).collect();
    if let Some(there) = places.iter().find(|place| place.exists()) {
        bail!("{} is there already; remove it, or name another folder with --out", there.display());
    }
    fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    for (draft, place) in import.drafts.iter().zip(&places) {
        let mut file = fs::File::create_new(place).with_context(|| format!("cannot make {}", place.display()))?;
        file.write_all(draft.markdown.as_bytes()).with_context(|| format!("cannot write {}", place.display()))?;
    }
    Ok(())
}
