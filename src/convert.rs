//! `jianbao convert`: any text, by the same layers as the site.
//!
//! In: text, its script and the one wanted. Out: the text in it. Inside a site its glossary counts.
//!
//! May touch: diag, text, build

use crate::build::read;
use crate::diag::{Checked, Diagnostic};
use crate::text::{Converter, Glossary, Variant};
use anyhow::Result;
use std::path::Path;

/// The converter a site uses between two scripts; outside a site, the one every site starts from.
///
/// # Errors
/// When the site's glossary cannot be read.
pub fn converter(site: &Path, from: Variant, to: Variant) -> Result<Checked<Converter>> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let glossary = match read::glossary(site)? {
        Some(source) => Glossary::parse(&source.report(&mut diagnostics)).report(&mut diagnostics),
        None => Glossary::default(),
    };
    Ok(Checked { value: Converter::new(from, to, None, &glossary), diagnostics })
}
