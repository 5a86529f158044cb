//! `jianbao new`: a bulletin to start from.
//!
//! In: a title and a date. Out: a draft below `content/bulletins/`, made from an archetype, at a path that is free.
//!
//! An archetype is a Markdown file of the site's `archetypes/`, in which `{{ title }}`, `{{ date }}` and `{{ month }}`
//! are replaced, and `{{ period }}` by the period that the bulletin most likely reports; everything else is copied.
//!
//! May touch: path, edition, pipeline, disk

mod period;

use crate::edition::Visible;
use crate::path;
use crate::pipeline::{Site, read};
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use jiff::civil::Date;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The archetype of a site that has none of its own.
const BULLETIN: &str = include_str!("../../data/archetypes/bulletin.md");
/// The name of the default archetype.
pub(crate) const USUAL: &str = "bulletin";

/// The bulletin to make.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'w> {
    /// The title.
    pub(crate) title: &'w str,
    /// The part of the address, which is also the file's name; made from the title when `None`.
    pub(crate) slug: Option<&'w str>,
    /// The day it is dated; the day it is where the site is when none.
    pub(crate) date: Option<Date>,
    /// The time it is.
    pub(crate) now: Timestamp,
    /// The archetype: `bulletin` for `archetypes/bulletin.md`.
    pub(crate) archetype: &'w str,
}

/// Makes a draft and returns its path.
///
/// # Errors
/// When `slug` cannot be an address, there is no such archetype, a file of that name is there, or the disk does not
/// let us.
pub(crate) fn bulletin(site: &Path, wanted: Wanted<'_>) -> Result<PathBuf> {
    let Wanted { title, slug, date, now, archetype } = wanted;
    read::expect_site(site)?;
    // What is wrong with the site does not matter here.
    let known = Site::open(site)?;
    let config = known.config.value.clone();
    let now = config.utc_offset.to_datetime(now);
    let date = date.unwrap_or(now.date());
    let slug = match slug {
        Some(slug) if !is_slug(slug) => {
            bail!("`{slug}` cannot be part of an address; use lower-case letters, digits and hyphens")
        }
        Some(slug) => slug.to_owned(),
        None => match path::slug(title) {
            slug if slug.is_empty() => date.to_string(),
            slug => slug,
        },
    };
    let corpus = known.corpus(config, Visible { now, drafts: true, future: true }).value;
    let period = period::proposed(title, &slug, date, &corpus.bulletins);
    let draft = filled(&read_archetype(site, archetype)?, title, date, &period);
    let folder = site.join("content/bulletins").join(date.year().to_string());
    let place = folder.join(format!("{slug}.md"));
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut file = fs::File::create_new(&place).with_context(|| format!("cannot make {}", place.display()))?;
    file.write_all(draft.as_bytes()).with_context(|| format!("cannot write {}", place.display()))?;
    Ok(place)
}

/// Whether this can be part of an address as it is.
pub(crate) fn is_slug(slug: &str) -> bool {
    !slug.is_empty() && path::slug(slug) == slug
}

/// The site's archetype of that name, or the built-in one.
fn read_archetype(site: &Path, name: &str) -> Result<String> {
    if !is_slug(name) {
        bail!("`{name}` is no archetype; name a file of archetypes/ without its ending");
    }
    let place = site.join("archetypes").join(format!("{name}.md"));
    match fs::read_to_string(&place) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == ErrorKind::NotFound && name == USUAL => Ok(BULLETIN.to_owned()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", place.display())),
    }
}

/// An archetype with its placeholders replaced; the title escaped for TOML's quotation marks.
fn filled(archetype: &str, title: &str, date: Date, period: &str) -> String {
    let title = title.replace('\\', "\\\\").replace('"', "\\\"").replace(char::is_control, " ");
    let day = date.to_string();
    let month = date.strftime("%Y-%m").to_string();
    let mut filled = String::new();
    let mut rest = archetype;
    while let Some(open) = rest.find("{{") {
        let (before, behind) = rest.split_at(open);
        filled.push_str(before);
        let end = behind.find("}}").map_or(behind.len(), |end| end + 2);
        let (placeholder, behind) = behind.split_at(end);
        filled.push_str(match placeholder.trim_matches(['{', '}', ' ']) {
            "title" => &title,
            "date" => &day,
            "month" => &month,
            "period" => period,
            _ => placeholder,
        });
        rest = behind;
    }
    filled + rest
}
