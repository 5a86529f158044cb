//! `jianbao doctor`: what is there, and what is missing for which feature.
//!
//! In: the machine, and the site whose cards would be set. Out: [`Report`]. Programs are asked for their version and
//! nothing else.
//!
//! May touch: text, label, config, pipeline, disk

use crate::config::Config;
use crate::label::{Label, Labels};
use crate::pipeline::read;
use crate::text::Variant;
use anyhow::Result;
use serde::Serialize;
use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use toml_edit::{DocumentMut, Item, Value};

/// The names of packages, by who installs them.
const PACKAGES: &str = include_str!("../../data/packages.toml");

/// What fonts, and a feature of this binary, are needed for.
const PAGED: &str = "PDFs, cards and pictures for shared links are made";

/// What a machine has.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// The version of Jianbao.
    pub(crate) version: &'static str,
    /// `linux x86_64`.
    pub(crate) system: String,
    /// Everything that some feature needs.
    pub(crate) needs: Vec<Need>,
}

/// Something that a feature needs.
#[derive(Debug, Serialize)]
pub(crate) struct Need {
    /// Its name: `pdftotext`.
    pub(crate) name: String,
    /// What it is needed for.
    #[serde(rename = "for")]
    pub(crate) purpose: &'static str,
    /// Whether it is there; `None` where nobody can say.
    pub(crate) found: Option<bool>,
    /// What it says of its version.
    pub(crate) version: Option<String>,
    /// How to get it, where that is known and it is missing.
    pub(crate) install: Option<String>,
}

/// Looks at this machine, for the editions of a site, or for every Chinese one where there is no site.
///
/// # Errors
/// When the site's settings or labels cannot be read.
pub(crate) fn report(site: &Path) -> Result<Report> {
    let packages = Packages::of(&os_release());
    let tool = |name: &str, argument, purpose| {
        let version = version(name, argument);
        let install = packages.install(name).filter(|_| version.is_none());
        Need { name: name.to_owned(), purpose, found: Some(version.is_some()), version, install }
    };
    let mut needs = features();
    needs.push(tool("pdftotext", "-v", "PDFs are imported"));
    needs.push(tool("git", "--version", "a site is kept, and pushed to who publishes it"));
    if OS == "linux" {
        needs.push(tool("xdg-open", "--version", "`serve --open` opens a browser"));
    }
    for (edition, name) in fonts(site)? {
        // Of the list the first that is here; all of it where none is.
        let here = name.split(',').map(str::trim).map(|family| (family, has_font(family)));
        let here = here.into_iter().find(|(_, found)| *found != Some(false));
        let (name, found) = here.map_or((name.clone(), Some(false)), |(family, found)| (family.to_owned(), found));
        let package = if edition.is_chinese() { "chinese-fonts" } else { "latin-fonts" };
        let install = packages.install(package).filter(|_| found == Some(false));
        needs.push(Need { name, purpose: PAGED, found, version: None, install });
    }
    Ok(Report { version: env!("CARGO_PKG_VERSION"), system: format!("{OS} {ARCH}"), needs })
}

/// What packages are called here.
struct Packages {
    table: DocumentMut,
    /// How they are installed, where that is known.
    manager: Option<String>,
}

impl Packages {
    /// Of the system that `os-release` says.
    fn of(release: &str) -> Self {
        let table: DocumentMut = PACKAGES.parse().unwrap_or_default();
        let lines = release.lines().filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")));
        let words: Vec<&str> = lines.flat_map(|line| line.trim_matches('"').split([' ', '-'])).collect();
        let is_here = |marks: &Item| {
            let mut marks = marks.as_array().into_iter().flatten().filter_map(Value::as_str);
            marks.any(|mark| words.contains(&mark))
        };
        let managers = table["managers"].as_table().into_iter().flatten();
        let manager = managers.filter(|(_, marks)| is_here(marks)).map(|(name, _)| name.to_owned()).next();
        Self { table, manager }
    }

    /// The command that installs something, where its package is known.
    fn install(&self, what: &str) -> Option<String> {
        let manager = self.manager.as_deref()?;
        let package = self.table.get("packages")?.get(what)?.get(manager)?.as_str()?;
        Some(format!("{manager} {package}"))
    }
}

/// The fonts that pages and cards of a site's editions are set in: of each list one is enough.
fn fonts(site: &Path) -> Result<Vec<(Variant, String)>> {
    let settings = read::settings(site)?.map(|settings| Config::parse(&settings.value).value);
    let editions = settings.map(|config| config.editions.iter().map(|edition| edition.variant).collect());
    let mut fonts = Vec::new();
    for edition in editions.unwrap_or(Variant::CHINESE.to_vec()) {
        let labels = Labels::parse(&read::labels(site, edition)?).value;
        fonts.extend([Label::CardSerif, Label::CardSans].map(|label| (edition, labels.text(label).to_owned())));
    }
    Ok(fonts)
}

/// The features of cargo that this binary was or was not built with.
fn features() -> Vec<Need> {
    let features = [
        ("office", cfg!(feature = "office"), "sheets and documents of office programs are imported"),
        ("xlsx", cfg!(feature = "xlsx"), "figures are offered as workbooks"),
        ("paged", cfg!(feature = "paged"), PAGED),
        ("external", cfg!(feature = "external"), "`check --external` asks other sites for their pages"),
    ];
    let cargo = Packages::of("ID=cargo");
    let need = |(name, found, purpose): (&str, bool, &'static str)| {
        let install = cargo.install("features").filter(|_| !found).map(|install| format!("{install} {name}"));
        Need { name: format!("--features {name}"), purpose, found: Some(found), version: None, install }
    };
    features.map(need).into()
}

/// The version that a program says it is; `None` when it does not start.
fn version(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).stdin(Stdio::null()).output().ok()?;
    let said = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    let said = String::from_utf8_lossy(&said);
    let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    Some(said.split_whitespace().find(is_number).unwrap_or_default().to_owned())
}

/// Whether fontconfig knows a family of fonts; `None` without it.
fn has_font(family: &str) -> Option<bool> {
    let output = Command::new("fc-list").arg(family).stdin(Stdio::null()).output().ok()?;
    Some(!output.stdout.is_empty())
}

/// What says which system this is: `os-release` on Linux, else its name.
fn os_release() -> String {
    match OS {
        "linux" => fs::read_to_string("/etc/os-release").unwrap_or_default(),
        other => format!("ID={other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_as_the_system_names_it() {
        for (release, wanted) in [
            ("NAME=\"Debian\"\nID=debian\n", "apt-get install poppler-utils"),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", "apt-get install poppler-utils"),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", "dnf install poppler-utils"),
            ("ID=manjaro\nID_LIKE=arch\n", "pacman -S poppler"),
            ("ID=\"opensuse-tumbleweed\"\n", "zypper install poppler-tools"),
            ("ID=macos", "brew install poppler"),
        ] {
            assert_eq!(Packages::of(release).install("pdftotext").as_deref(), Some(wanted), "{release}");
        }
        assert_eq!(Packages::of("ID=nothing-we-know").install("git"), None);
        assert_eq!(Packages::of("ID=windows").install("xdg-open"), None);
    }

    #[test]
    fn a_program_that_is_not_there_has_no_version() {
        assert_eq!(version("no-program-has-this-name", "--version"), None);
    }
}
