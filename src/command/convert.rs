//! `jianbao convert`: any text, by the same layers as the site.
//!
//! In: text, its script and the one wanted. Out: the text in it. Inside a site its glossary is used.
//!
//! May touch: diag, text, pipeline, disk

use crate::diag::{Checked, Diagnostic};
use crate::pipeline::read;
use crate::text::{Converter, Glossary, Variant};
use anyhow::{Context, Result};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The converter a site uses between two scripts; outside a site, the default one.
///
/// # Errors
/// When the site's glossary cannot be read.
pub(crate) fn converter(site: &Path, from: Variant, to: Variant) -> Result<Checked<Converter>> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let glossary = match read::glossary(site)? {
        Some(source) => Glossary::parse(&source.report(&mut diagnostics)).report(&mut diagnostics),
        None => Glossary::default(),
    };
    Ok(Checked { value: Converter::new(from, to, None, &glossary), diagnostics })
}

/// Appends entries to the site's glossary; its own lines stay as they are.
///
/// # Errors
/// When the disk does not let us.
pub(crate) fn accept(site: &Path, entries: &[String]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let place = site.join("content/glossary.toml");
    let mut glossary = match fs::read_to_string(&place) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", place.display())),
    };
    if !glossary.is_empty() && !glossary.ends_with('\n') {
        glossary.push('\n');
    }
    glossary.extend(entries.iter().map(String::as_str));
    fs::write(&place, glossary).with_context(|| format!("cannot write {}", place.display()))
}
