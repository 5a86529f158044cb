//! Decisions of review mode, written to the site.
//!
//! In: a decision as JSON. Out: the glossary, the registry or a bulletin with it, whole or not at all, and the answer. A file
//! that has changed since the editor saw it is not written, nor any that does not belong to the site.
//!
//! May touch: path, source, text, pipeline, command, disk

use super::super::http::Answer;
use super::edit::{TermEdit, in_front_matter, in_glossary, in_registry, with_metric};
use super::proposal::{self, Decision};
use super::version_of;
use crate::command::fmt;
use crate::path::SourcePath;
use crate::pipeline::read;
use crate::pipeline::role::{Role, role};
use crate::pipeline::site::Site;
use crate::source::Source;
use crate::text::Variant;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;

/// The site's glossary.
const GLOSSARY: &str = "content/glossary.toml";

/// Where indicators are registered.
const REGISTRY: &str = "content/indicators.toml";

/// What a page sends of an indicator that is to be registered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewIndicator {
    /// Its name.
    indicator: String,
    /// What it is counted in; none for shares, rates and indices.
    unit: Option<String>,
    /// The hash of the registry when the page showed it, by [`version_of`]; empty where there was no file.
    seen: String,
}

/// What a page sends of a number that is to become a figure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewMetric {
    /// The bulletin.
    file: String,
    /// Its hash when the page showed it.
    seen: String,
    /// The `[[metrics]]` table.
    metric: String,
}

/// What a page sends of figures that an import proposed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Proposals {
    /// The bulletin.
    file: String,
    /// Its hash when the page showed it.
    seen: String,
    /// What becomes of them.
    decide: Decision,
}

/// What a page sends when the last decision is taken back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Undo {
    /// The file that it wrote.
    undo: String,
}

/// What a page sends of a word.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditRequest {
    /// The file to write: `content/glossary.toml`.
    file: String,
    /// Its hash when the page showed it, by [`version_of`]; empty where there was no file.
    seen: String,
    /// The script of the word: `zh-hans`.
    script: String,
    /// The word.
    word: String,
    /// Its forms, by edition.
    forms: BTreeMap<String, String>,
}

/// The glossary as the site has it, for the page that may write it.
pub(crate) fn glossary(site: &Site) -> Value {
    seen(site, GLOSSARY)
}

/// The registry as the site has it, for the page that may write it.
pub(crate) fn registry(site: &Site) -> Value {
    seen(site, REGISTRY)
}

fn seen(site: &Site, path: &'static str) -> Value {
    let seen = site.sources.get(&SourcePath::known(path)).map(version_of).unwrap_or_default();
    json!({ "path": path, "seen": seen })
}

/// The decisions that can be taken back.
const KEPT: usize = 50;

/// What files were before the decisions of this run, the last one last.
#[derive(Default)]
pub(crate) struct Written(Vec<Before>);

/// A file before a decision.
struct Before {
    path: SourcePath,
    /// Its text; `None` where there was no file.
    text: Option<String>,
    /// The version the decision made of it.
    after: String,
}

impl Written {
    fn keep(&mut self, before: Before) {
        if self.0.len() == KEPT {
            self.0.remove(0);
        }
        self.0.push(before);
    }

    /// Writes a decision, or takes the last one back.
    pub(crate) fn settle(&mut self, site: &Site, body: &[u8]) -> Answer {
        if let Ok(Undo { undo }) = serde_json::from_slice(body) {
            return self.undo(site, &undo);
        }
        settle(site, body, self)
    }

    /// Makes a file what it was before the last decision, if nothing has changed it since.
    fn undo(&mut self, site: &Site, file: &str) -> Answer {
        let Some(last) = self.0.pop_if(|last| last.path.as_str() == file) else {
            return Answer::plain(409, "there is nothing to take back");
        };
        let Before { path, text, after } = last;
        let taken_back = match &text {
            Some(text) => write(site, &path, &after, |_| Ok(text.clone())).map(|written| written.map(|_| ())),
            None => remove(site, &path, &after),
        };
        match taken_back {
            Ok(Ok(())) => {
                let json = json!({ "file": path.as_str(), "changed": true });
                Answer::new(200, "application/json", json.to_string().into_bytes())
            }
            Ok(Err(refusal)) => refusal,
            Err(error) => Answer::plain(500, format!("{error:#}")),
        }
    }
}

/// Removes a file that a decision made, if it is still as it was made.
fn remove(site: &Site, path: &SourcePath, seen: &str) -> Result<Result<(), Answer>> {
    let text = String::from_utf8(read::bytes(&site.folder, path)?.unwrap_or_default()).unwrap_or_default();
    if version_of(&Source::new(path.clone(), &text)) != seen {
        return Ok(Err(Answer::plain(409, format!("{path} has changed since; look at it again"))));
    }
    fs::remove_file(path.below(&site.folder)).with_context(|| format!("cannot write {path}"))?;
    Ok(Ok(()))
}

fn settle(site: &Site, body: &[u8], written: &mut Written) -> Answer {
    if let Ok(NewMetric { file, seen, metric }) = serde_json::from_slice(body) {
        return in_page(site, &file, &seen, written, |text| with_metric(text, &metric));
    }
    if let Ok(Proposals { file, seen, decide }) = serde_json::from_slice(body) {
        return in_page(site, &file, &seen, written, |text| proposal::decided(text, &decide));
    }
    if let Ok(NewIndicator { indicator, unit, seen }) = serde_json::from_slice(body) {
        let register = |text: &str| in_registry(text, indicator.trim(), unit.as_deref());
        return answer(site, &SourcePath::known(REGISTRY), &seen, written, register);
    }
    let request: EditRequest = match serde_json::from_slice(body) {
        Ok(request) => request,
        Err(error) => return Answer::plain(400, format!("this is no decision: {error}")),
    };
    let Some(decision) = request.decision() else { return Answer::plain(400, "there is no such script") };
    let refused = || Answer::plain(403, "only the glossary and the pages of this site are written");
    let Ok(path) = SourcePath::new(&request.file) else { return refused() };
    let is_glossary = match (role(&path), site.sources.get(&path)) {
        (Role::Glossary, _) => true,
        (Role::Markdown, Some(_)) => false,
        _ => return refused(),
    };
    answer(site, &path, &request.seen, written, |text| match is_glossary {
        true => in_glossary(text, &decision),
        false => in_front_matter(text, &decision),
    })
}

/// Writes an edit to a page of the site.
fn in_page(
    site: &Site,
    file: &str,
    seen: &str,
    written: &mut Written,
    edit: impl Fn(&str) -> Result<String, String>,
) -> Answer {
    let path = SourcePath::new(file).ok();
    match path.filter(|path| role(path) == Role::Markdown && site.sources.contains_key(path)) {
        Some(path) => answer(site, &path, seen, written, edit),
        None => Answer::plain(403, "only the glossary and the pages of this site are written"),
    }
}

/// Writes an edit, and says so.
fn answer(
    site: &Site,
    path: &SourcePath,
    seen: &str,
    written: &mut Written,
    edit: impl Fn(&str) -> Result<String, String>,
) -> Answer {
    match write(site, path, seen, edit) {
        Ok(Ok(before)) => {
            let json = json!({ "file": path.as_str(), "changed": before.is_some() });
            if let Some(before) = before {
                written.keep(before);
            }
            Answer::new(200, "application/json", json.to_string().into_bytes())
        }
        Ok(Err(refusal)) => refusal,
        Err(error) => Answer::plain(500, format!("{error:#}")),
    }
}

impl EditRequest {
    fn decision(&self) -> Option<TermEdit> {
        let named = |key: &str| Variant::ALL.into_iter().find(|variant| variant.key() == key);
        let forms = self.forms.iter().map(|(key, form)| Some((named(key)?, form.trim().to_owned())));
        let script = named(&self.script)?;
        Some(TermEdit { script, word: self.word.trim().to_owned(), forms: forms.collect::<Option<_>>()? })
    }
}

/// Applies `edit` to a file if it is as the editor saw it; returns what it was, if that changed it.
fn write(
    site: &Site,
    path: &SourcePath,
    seen: &str,
    edit: impl Fn(&str) -> Result<String, String>,
) -> Result<Result<Option<Before>, Answer>> {
    let stale = || Answer::plain(409, format!("{path} has changed since; look at it again"));
    let there = read::bytes(&site.folder, path)?;
    let Ok(text) = String::from_utf8(there.clone().unwrap_or_default()) else {
        return Ok(Err(Answer::plain(409, format!("{path} is not UTF-8"))));
    };
    let now = there.as_ref().map(|_| version_of(&Source::new(path.clone(), &text))).unwrap_or_default();
    if now != seen {
        return Ok(Err(stale()));
    }
    let new = match edit(&text) {
        Ok(new) => new,
        Err(why) => return Ok(Err(Answer::plain(422, format!("{path} is not written: {why}")))),
    };
    let place = path.below(&site.folder);
    let after = version_of(&Source::new(path.clone(), &new));
    let before = Before { path: path.clone(), text: there.as_ref().map(|_| text.clone()), after };
    match there {
        Some(_) if new == text => return Ok(Ok(None)),
        Some(_) => fmt::replace(&place, &text, &new),
        // Fails where something else is in the way, such as a link: then nothing is written.
        None => create(&place, &new),
    }
    .with_context(|| format!("cannot write {path}"))?;
    Ok(Ok(Some(before)))
}

/// Creates a new file, whole or not at all.
fn create(place: &std::path::Path, text: &str) -> Result<()> {
    let folder = place.parent().context("it has no folder")?;
    if !fs::symlink_metadata(folder)?.is_dir() {
        anyhow::bail!("its folder is none of the site's");
    }
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(place)?;
    Ok(())
}
