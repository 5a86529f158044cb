//! `jianbao convert`: any text, by the same layers as the site.
//!
//! In: text, its script and the one wanted. Out: the text in it. Inside a site all that a build honours counts:
//! the edition's chain and quotation marks, the glossary and the dictionaries.
//!
//! May touch: diag, text, figure, label, config, edition, pipeline, disk

use super::fmt;
use crate::config::{Config, EditionConfig, EnglishConfig, currency_of};
use crate::diag::{Checked, Diagnostic};
use crate::edition::english::EnglishNames;
use crate::edition::phrase::Phrases;
use crate::edition::words::Words;
use crate::edition::{ConverterCache, Remembering, site_converter};
use crate::figure::Registry;
use crate::figure::english::Writer;
use crate::label::Labels;
use crate::pipeline::{read, site};
use crate::text::{Converter, Glossary, Translations, Variant};
use anyhow::{Context, Result};
use jiff::civil::Date;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use toml_edit::DocumentMut;

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

/// A text in English, a line each: a name, a number, a time, or a clause of these. Lines with a word that is not known stay as
/// they are, and are counted.
///
/// # Errors
/// When the site's settings or names cannot be read.
pub(crate) fn english(site: &Path, from: Variant, text: &str, today: Date) -> Result<Checked<(String, usize)>> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let config = read::settings(site)?.map(|settings| Config::parse(&settings.report(&mut diagnostics)));
    let config = config.map(|config| config.report(&mut diagnostics));
    let own = read::names(site)?.map(|source| Translations::parse(&source.report(&mut diagnostics)));
    let own = own.map_or_else(Translations::default, |own| own.report(&mut diagnostics));
    let registry = read::registry(site)?.map(|source| Registry::parse(&source.report(&mut diagnostics)));
    let registry = registry.map_or_else(Registry::default, |registry| registry.report(&mut diagnostics));
    let english = EnglishNames::gather(&own, &registry, from, false);
    let edition = config.iter().flat_map(|config| &config.editions).find_map(|edition| edition.english.as_deref());
    let style = match (&config, edition) {
        // Words of another place than the site's are in that place's 元.
        (Some(config), Some(edition)) if config.script != from => {
            edition.style.counting_in(currency_of(from)).unwrap_or(edition.style)
        }
        (_, Some(edition)) => edition.style,
        (_, None) => EnglishConfig::usual(from).style,
    };
    let labels = read::labels(site, Variant::En)?;
    let labels = Labels::parse(&labels).report(&mut diagnostics);
    let simplified = Remembering::new(Converter::new(from, Variant::Hans, None, &Glossary::default()));
    let writer = Writer { units: &english.units, style };
    let words = Words { labels: &labels, units: &simplified, english: Some(writer) };
    let phrases = Phrases::new(&english, words, &labels, from, today);
    let mut unknown = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let body = line.trim_end_matches(['\n', '\r']);
        let said = Some(body).filter(|body| !body.trim().is_empty()).map(|body| phrases.say(body));
        match said {
            Some(Some(said)) => said + &line[body.len()..],
            Some(None) => {
                unknown += 1;
                line.to_owned()
            }
            None => line.to_owned(),
        }
    });
    let text = lines.collect();
    Ok(Checked { value: (text, unknown), diagnostics })
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

/// Adds names to `content/names.en.toml`, each in its table and without its English, for an editor to fill in.
///
/// # Errors
/// When the file is no TOML, or the disk does not let us.
pub(crate) fn accept_names(site: &Path, names: &[(&str, String)]) -> Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let place = site.join("content/names.en.toml");
    let cannot = || format!("cannot write {}", place.display());
    let before = match fs::read_to_string(&place) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", place.display())),
    };
    let mut document: DocumentMut = before.as_deref().unwrap_or_default().parse().with_context(cannot)?;
    for (table, name) in names {
        let table = document.entry(table).or_insert_with(toml_edit::table).as_table_like_mut();
        if let Some(table) = table.filter(|table| !table.contains_key(name)) {
            table.insert(name, toml_edit::value(""));
        }
    }
    match before {
        Some(before) => fmt::replace(&place, &before, &document.to_string()).with_context(cannot),
        None => fs::write(&place, document.to_string()).with_context(cannot),
    }
}

/// The text of a file with entries at its end.
pub(crate) fn appended(text: &str, entries: &[String]) -> String {
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{end}{}", entries.concat()).trim_start_matches('\n').to_owned()
}
