//! `jianbao init`: a site to start from.
//!
//! In: a folder, and what the site shall be. Out: a small site in it that builds at once, with the schemas of its files for
//! editors and the workflow of a host.
//!
//! May touch: asset, text, ui, disk

use super::schema;
use crate::asset;
use crate::text::Variant;
use crate::ui;
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use jiff::civil::Date;
use std::fs;
use std::path::Path;

/// Names that begin with a dot in a site; in the repository the dot would hide them.
const DOTTED: [&str; 6] = ["gitignore", "gitlab-ci.yml", "taplo.toml", "vscode/", "devcontainer/", "github/"];

/// What the starter site says of itself, which its own words replace.
const NAME: &str = "我的简报";
const ADDRESS: &str = "https://example.org";
const DATE: &str = "2025-01-01";
const VERSION: &str = "0.0.0";

/// The bulletin that an empty site does not have.
const SAMPLE: &str = "content/bulletins/first.md";

/// The site to make.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Its name; a placeholder when `None`.
    pub name: Option<String>,
    /// Where it will stand; an example's address when `None`.
    pub address: Option<String>,
    /// What its texts are written in.
    pub script: Variant,
    /// Its editions, the first of them first.
    pub editions: Vec<Variant>,
    /// Whether it has a bulletin to look at.
    pub sample: bool,
    /// Who builds and publishes it.
    pub host: Host,
    /// The date of that bulletin.
    pub today: Date,
}

/// Whose workflow a new site has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Host {
    /// GitHub Actions, which publish to GitHub Pages
    Github,
    /// GitLab CI, which publishes to GitLab Pages
    Gitlab,
    /// No workflow
    None,
}

/// What an English edition is called until its editor names it: in `site.toml`, where it is seen.
const ENGLISH_TITLE: &str = "title   = \"Economic digest\"\n";

impl Wanted {
    /// A site in Simplified Chinese with every Chinese edition and a sample.
    #[must_use]
    pub fn usual(today: Date) -> Self {
        Self {
            name: None,
            address: None,
            script: Variant::Hans,
            editions: Variant::CHINESE.to_vec(),
            sample: true,
            host: Host::Github,
            today,
        }
    }
}

/// Makes the starter site.
///
/// # Errors
/// When the folder is not empty, or the disk does not let us.
pub fn site(folder: &Path, wanted: &Wanted) -> Result<()> {
    expect_empty(folder)?;
    let converter = (wanted.script != Variant::Hans).then(|| ui::converter(wanted.script));
    let said = |line: &str| {
        converter.as_ref().map_or_else(|| line.to_owned(), |converter| converter.convert(line).into_owned())
    };
    for file in asset::starter().into_iter().filter(|file| wanted.has(&file.name)) {
        // A line with an edition's key shows how a word is written in each.
        let lines = str::from_utf8(&file.bytes)?.split_inclusive('\n');
        let text: String =
            lines.map(|line| if line.contains("zh-han") { line.to_owned() } else { said(line) }).collect();
        let dot = if DOTTED.iter().any(|name| file.name.starts_with(name)) { "." } else { "" };
        let text = wanted.filled(&text, &said(NAME));
        let text = if file.name == "site.toml" { text + &wanted.editions() } else { text };
        write(&folder.join(format!("{dot}{}", file.name)), text.as_bytes())?;
    }
    for (name, bytes) in schema::all() {
        write(&folder.join("schemas").join(name), &bytes)?;
    }
    Ok(())
}

/// Refuses a folder that has anything in it.
///
/// # Errors
/// When it does, or cannot be read.
pub(crate) fn expect_empty(folder: &Path) -> Result<()> {
    let read = || fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()));
    if folder.exists() && read()?.next().is_some() {
        bail!("{} is not empty; name a new folder", folder.display());
    }
    Ok(())
}

impl Wanted {
    /// Whether the site has this file of the starter.
    fn has(&self, file: &str) -> bool {
        match file {
            SAMPLE => self.sample,
            _ if file.ends_with(".en.md") => self.editions.contains(&Variant::En),
            "gitlab-ci.yml" => self.host == Host::Gitlab,
            _ => !file.starts_with("github/") || self.host == Host::Github,
        }
    }

    /// A file with what was asked for instead of what the starter has; `name` is the starter's, in this script.
    fn filled(&self, text: &str, name: &str) -> String {
        let mut text = text.replace(DATE, &self.today.to_string()).replace(VERSION, env!("CARGO_PKG_VERSION"));
        let usual = format!("script      = \"{}\"", Variant::Hans.tag());
        text = text.replace(&usual, &usual.replace(Variant::Hans.tag(), self.script.tag()));
        if let Some(address) = &self.address {
            text = text.replace(ADDRESS, address);
        }
        match &self.name {
            Some(wanted) => text.replace(&format!("\"{name}\""), &toml_edit::Value::from(wanted.as_str()).to_string()),
            None => text,
        }
    }

    /// The editions for `site.toml`; nothing where they are those of a site that does not say.
    fn editions(&self) -> String {
        let named = |variant: &Variant| {
            let title = if *variant == Variant::En { ENGLISH_TITLE } else { "" };
            format!("\n[[editions]]\nvariant = \"{}\"\n{title}", variant.tag())
        };
        if self.editions == Variant::CHINESE { String::new() } else { self.editions.iter().map(named).collect() }
    }
}

fn write(place: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    }
    fs::write(place, bytes).with_context(|| format!("cannot write {}", place.display()))
}
