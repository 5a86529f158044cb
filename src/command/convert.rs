//! `jianbao convert`: any text, by the same layers as the site.
//!
//! In: text, its script and the one wanted. Out: the text in it. Inside a site all that a build honours counts:
//! the edition's chain and quotation marks, the glossary and the dictionaries.
//!
//! May touch: diag, text, config, edition, pipeline, disk

use super::fmt;
use crate::config::{Config, EditionConfig};
use crate::diag::{Checked, Diagnostic};
use crate::edition::{ConverterCache, site_converter};
use crate::pipeline::{read, site};
use crate::text::{Converter, Glossary, Variant};
use anyhow::{Context, Result};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The converter a site uses between two scripts; outside a site, the default one.
///
/// # Errors
/// When the site's settings or words cannot be read.
pub(crate) fn converter(site: &Path, from: Variant, to: Variant) -> Result<Checked<Converter>> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let Some(settings) = read::settings(site)? else {
        return Ok(Checked::fine(Converter::new(from, to, None, &Glossary::default())));
    };
    let config = Config::parse(&settings.report(&mut diagnostics)).report(&mut diagnostics);
    let sources: Vec<_> = read::words(site)?.into_iter().map(|source| source.report(&mut diagnostics)).collect();
    let glossary = site::words(&sources, config.script).report(&mut diagnostics);
    let edition = config.editions.iter().find(|edition| edition.variant == to).cloned();
    let edition = edition.unwrap_or_else(|| EditionConfig::plain(to));
    let converter = site_converter(&config, &edition, from, &glossary, &ConverterCache::default());
    Ok(Checked { value: converter, diagnostics })
}

/// Appends entries to a file of `content/`, whole or not at all; its own lines stay as they are.
///
/// # Errors
/// When the disk does not let us.
pub(crate) fn accept(site: &Path, file: &str, entries: &[String]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let place = site.join("content").join(file);
    let cannot = || format!("cannot write {}", place.display());
    match fs::read_to_string(&place) {
        Ok(text) => fmt::replace(&place, &text, &appended(&text, entries)).with_context(cannot),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::write(&place, appended("", entries)).with_context(cannot)
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", place.display())),
    }
}

/// The text of a file with entries at its end.
pub(crate) fn appended(text: &str, entries: &[String]) -> String {
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{end}{}", entries.concat()).trim_start_matches('\n').to_owned()
}
