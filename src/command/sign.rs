//! `jianbao sign`: someone's word that a bulletin is right.
//!
//! In: a bulletin or page, a name, the time. Out: `signed` in its front matter with that name and the sum of what the file says. Signatures
//! that are void by then are dropped; the history of a site has them.
//!
//! May touch: path, source, tree, config, bulletin, pipeline

use super::{fmt, twin};
use crate::bulletin::front::Front;
use crate::bulletin::signed::{self, Signature};
use crate::config::Config;
use crate::path::SourcePath;
use crate::pipeline::read;
use crate::source::Source;
use crate::tree::{self, Fields, Syntax};
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::json;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Signs a file and returns its path.
///
/// # Errors
/// When it is no file of the site with front matter, or cannot be written.
pub(crate) fn sign(site: &Path, file: &Path, by: &str, now: Timestamp) -> Result<PathBuf> {
    read::expect_site(site)?;
    let by = by.trim();
    if by.is_empty() || by.contains(char::is_control) {
        bail!("a signature needs a name on one line: `--by NAME`");
    }
    let settings = read::settings(site)?.context("there is no site.toml")?;
    let now = Config::parse(&settings.value).value.utc_offset.to_datetime(now);
    let path = twin::source_path(site, file)?;
    let read = read::source(site, &path)?.with_context(|| format!("cannot read {path}"))?;
    let text = signed_by(&path, &read.value, by, now)?;
    let place = twin::within(site).join(path.as_str());
    fmt::replace(&place, &read.value.text, &text).with_context(|| format!("cannot write {}", place.display()))?;
    Ok(place)
}

/// The text of a file with one more signature.
fn signed_by(path: &SourcePath, source: &Source, by: &str, now: DateTime) -> Result<String> {
    let text = &source.text;
    let Front::Whole { syntax, table, .. } = Front::of(text) else {
        bail!("{path} has no front matter to sign; name a bulletin or page below content/")
    };
    let front = tree::parse(source, table.clone(), syntax);
    if !front.diagnostics.is_empty() {
        bail!("the front matter of {path} is broken; `jianbao check` says where");
    }
    let written = front.value.entries.iter().find(|entry| entry.key == signed::KEY);
    let place: Option<Range<usize>> = written.map(|entry| entry.key_span.start..entry.node.span.end);
    if place.as_ref().is_some_and(|place| text[..place.start].ends_with('[')) {
        bail!("{path} has its signatures as tables; write them as one list, `signed = []`, before all tables");
    }
    let mut fields = Fields::new(source, table.clone(), front.value);
    let known = signed::read(&mut fields);
    let own = Signature { by: by.to_owned(), at: now, sum: signed::sum(source) };
    let kept = signed::valid(&known, source).into_iter().filter(|other| other.by != by);
    let all: Vec<String> = kept.chain([&own]).map(|signature| entry(signature, syntax)).collect();
    let (sign, all) = (if syntax == Syntax::Toml { " =" } else { ":" }, all.join(", "));
    let line = format!("{}{sign} [{all}]", signed::KEY);
    Ok(match place {
        Some(place) => [&text[..place.start], &line, &text[place.end..]].concat(),
        None => [&text[..table.start], &line, "\n", &text[table.start..]].concat(),
    })
}

fn entry(Signature { by, at, sum }: &Signature, syntax: Syntax) -> String {
    // With seconds alone: whoever signs twice in one means the same.
    let at = at.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    match syntax {
        Syntax::Toml => {
            let by = toml_edit::Value::from(by.as_str());
            format!("{{ by = {by}, at = {at}, sum = \"{sum}\" }}")
        }
        // What JSON writes is YAML too.
        Syntax::Yaml => json!({ "by": by, "at": at, "sum": sum }).to_string(),
    }
}
