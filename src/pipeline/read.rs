//! The only code that reads the files of a site.
//!
//! In: a site folder. Out: [`Files`]: every source, and the names of the files that are copied,
//! in an order that does not depend on the file system.
//!
//! May touch: path, hash, source, diag, asset, text, official, page, disk

use super::role::{Role, role};
use super::walk::{is_there, walk};
use crate::asset;
use crate::diag::{Checked, Code, Diagnostic};
use crate::hash::Hash;
use crate::official::{self, Snapshots};
use crate::page::Asset;
use crate::path::SourcePath;
use crate::source::Source;
use crate::text::Variant;
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The largest Markdown file that is read, in bytes: 350,000 characters.
const LARGEST_MARKDOWN: u64 = 1 << 20;
/// The largest other text file that is read, in bytes.
const LARGEST_TEXT: u64 = 16 << 20;

/// The files of a site, as they were read.
pub(crate) struct Files {
    /// `site.toml`.
    pub(crate) config: Checked<Source>,
    /// The text files of `content/`, in order of their paths.
    pub(crate) sources: Vec<Checked<Source>>,
    /// Templates and labels.
    pub(crate) theme: Checked<ThemeFiles>,
    /// The files of `static/`.
    pub(crate) copied: Checked<Copied>,
    /// The files that `content/official.toml` names.
    pub(crate) snapshots: Checked<Snapshots>,
    /// The other files of `content/`, and what is wrong with the names of any.
    pub(crate) beside: Checked<Vec<SourcePath>>,
}

/// Reads all files of a site.
///
/// # Errors
/// When there is no `site.toml`, or a file cannot be read.
pub(crate) fn read(site: &Path) -> Result<Files> {
    expect_site(site)?;
    let config = text(site, &SourcePath::known("site.toml"))?;
    let (mut texts, mut beside, mut diagnostics) = (Vec::new(), Vec::new(), Vec::new());
    for path in walk(site, "content")?.report(&mut diagnostics) {
        match role(&path) {
            Role::Registry
            | Role::Calendar
            | Role::Glossary
            | Role::Names
            | Role::Official
            | Role::Words
            | Role::Dictionary(_)
            | Role::Markdown => texts.push(path),
            Role::Beside => beside.push(path),
            Role::Config
            | Role::Theme
            | Role::Static
            | Role::Snapshot
            | Role::Misnamed
            | Role::LeftOut
            | Role::Other => {}
        }
    }
    let sources = texts.par_iter().map(|path| text(site, path)).collect::<Result<_>>()?;
    let beside = Checked { value: beside, diagnostics };
    Ok(Files { config, sources, theme: theme(site)?, copied: copied(site)?, snapshots: snapshots(site)?, beside })
}

/// Makes sure that a folder is a site's before anything is done to it.
///
/// # Errors
/// When it has no `site.toml`.
pub(crate) fn expect_site(site: &Path) -> Result<()> {
    if !site.join("site.toml").is_file() {
        anyhow::bail!("there is no site.toml in {}; `jianbao init DIR` makes a new site", site.display());
    }
    Ok(())
}

/// A text file as it is now; `None` where there is no such file.
///
/// # Errors
/// When it is there and cannot be read.
pub(crate) fn source(site: &Path, path: &SourcePath) -> Result<Option<Checked<Source>>> {
    is_there(site, path).then(|| text(site, path)).transpose()
}

/// A file as it is now, to be read piece by piece; `None` where there is no such file.
///
/// # Errors
/// When it is there and cannot be opened.
pub(crate) fn open(site: &Path, path: &SourcePath) -> Result<Option<File>> {
    let place = path.below(site);
    let open = || File::open(&place).with_context(|| format!("cannot read {}", place.display()));
    is_there(site, path).then(open).transpose()
}

/// The bytes of a file as they are now; `None` where there is no such file.
///
/// # Errors
/// When it is there and cannot be read.
pub(crate) fn bytes(site: &Path, path: &SourcePath) -> Result<Option<Vec<u8>>> {
    let place = path.below(site);
    let read = || fs::read(&place).with_context(|| format!("cannot read {}", place.display()));
    is_there(site, path).then(read).transpose()
}

/// The settings of a site alone; none where there is no site.
///
/// # Errors
/// When they are there and cannot be read.
pub(crate) fn settings(site: &Path) -> Result<Option<Checked<Source>>> {
    alone(site, &SourcePath::known("site.toml"))
}

/// The glossary and the dictionaries of a site alone, in order of their paths.
///
/// # Errors
/// When one is there and cannot be read.
pub(crate) fn words(site: &Path) -> Result<Vec<Checked<Source>>> {
    let paths = [
        "content/glossary.toml",
        "content/glossary.zh-hans.txt",
        "content/glossary.zh-hant-hk.txt",
        "content/glossary.zh-hant-tw.txt",
    ];
    paths.into_iter().filter_map(|path| alone(site, &SourcePath::known(path)).transpose()).collect()
}

/// The English names of a site alone; `None` where it has none of its own.
///
/// # Errors
/// When they are there and cannot be read.
pub(crate) fn names(site: &Path) -> Result<Option<Checked<Source>>> {
    alone(site, &SourcePath::known("content/names.en.toml"))
}

/// The label files of an edition: the built-in one, and the site's own.
///
/// # Errors
/// When one cannot be read.
pub(crate) fn labels(site: &Path, edition: Variant) -> Result<Vec<Source>> {
    let mut files = theme(site)?.value.labels;
    Ok(files.remove(&edition).unwrap_or_default())
}

/// The indicators of a site alone; `None` where there is no such site or registry.
///
/// # Errors
/// When they are there and cannot be read.
pub(crate) fn registry(site: &Path) -> Result<Option<Checked<Source>>> {
    alone(site, &SourcePath::known("content/indicators.toml"))
}

fn alone(site: &Path, path: &SourcePath) -> Result<Option<Checked<Source>>> {
    let there = site.join("site.toml").is_file() && path.below(site).is_file();
    there.then(|| text(site, path)).transpose()
}

/// The files of the theme, the site's own and the built-in ones.
#[derive(Default)]
pub struct ThemeFiles {
    /// Templates by name; the site's own replace the built-in ones, which can then be had as `builtin/base.html`.
    pub templates: BTreeMap<String, Source>,
    /// Label files by edition; the site's own come after the built-in ones, and win.
    pub labels: BTreeMap<Variant, Vec<Source>>,
}

/// The theme: the built-in one, overridden by the site's own.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn theme(site: &Path) -> Result<Checked<ThemeFiles>> {
    let mut diagnostics = Vec::new();
    let mut sources: Vec<(String, Source)> = Vec::new();
    for file in asset::templates() {
        let Ok(path) = SourcePath::new(&format!("templates/{}", file.name)) else { continue };
        sources.push((file.name, Source::new(path, &String::from_utf8_lossy(&file.bytes))));
    }
    for path in walk(site, "templates")?.report(&mut diagnostics) {
        let name = path.as_str().trim_start_matches("templates/").to_owned();
        sources.push((name, text(site, &path)?.report(&mut diagnostics)));
    }
    let mut templates = BTreeMap::new();
    let mut labels: BTreeMap<Variant, Vec<Source>> = BTreeMap::new();
    for (name, source) in sources {
        let edition = name.strip_prefix("labels/").and_then(|file| file.strip_suffix(".toml"));
        match edition.and_then(|edition| edition.parse::<Variant>().ok()) {
            Some(variant) => labels.entry(variant).or_default().push(source),
            None => {
                if let Some(replaced) = templates.insert(name.clone(), source) {
                    templates.insert(format!("builtin/{name}"), replaced);
                }
            }
        }
    }
    // One that nobody asks for need not fit the site's own base.
    let texts: Vec<String> = templates.values().map(|source| source.text.to_string()).collect();
    let asked = |name: &str| texts.iter().any(|text| text.contains(name));
    templates.retain(|name, _| !name.starts_with("builtin/") || asked(name));
    Ok(Checked { value: ThemeFiles { templates, labels }, diagnostics })
}

/// Files that are copied to the site's root.
pub(crate) struct Copied {
    /// By address.
    pub(crate) statics: BTreeMap<String, Asset>,
    /// As [`crate::page::plan::Assets::fingerprints`].
    pub(crate) fingerprints: BTreeMap<String, String>,
}

/// The files of `static/`, the built-in theme's below them. Those directly below `static/assets/` that pages load have
/// a second name with a fingerprint of their bytes.
///
/// # Errors
/// When one cannot be read.
pub(crate) fn copied(site: &Path) -> Result<Checked<Copied>> {
    let Checked { value: statics, diagnostics } = statics(site)?;
    let mut fingerprints = BTreeMap::new();
    for (path, asset) in &statics {
        let Some(name) = path.strip_prefix("assets/").filter(|name| !name.contains('/')) else { continue };
        let Some((stem, extension @ ("css" | "js" | "svg"))) = name.rsplit_once('.') else { continue };
        let hash = Hash::of(&held(site, asset)?).to_string();
        fingerprints.insert(name.to_owned(), format!("assets/{stem}.{}.{extension}", &hash[..10]));
    }
    Ok(Checked { value: Copied { statics, fingerprints }, diagnostics })
}

fn statics(site: &Path) -> Result<Checked<BTreeMap<String, Asset>>> {
    let mut diagnostics = Vec::new();
    let built_in = asset::static_names().into_iter().map(|name| (name.clone(), Asset::BuiltIn(name)));
    let mut statics: BTreeMap<String, Asset> = built_in.collect();
    for path in walk(site, "static")?.report(&mut diagnostics) {
        statics.insert(path.as_str().trim_start_matches("static/").to_owned(), Asset::Project(path));
    }
    Ok(Checked { value: statics, diagnostics })
}

fn held(site: &Path, asset: &Asset) -> Result<Vec<u8>> {
    match asset {
        Asset::BuiltIn(name) => Ok(asset::static_file(name).map(|bytes| bytes.into_owned()).unwrap_or_default()),
        Asset::Project(path) => {
            let place = path.below(site);
            fs::read(&place).with_context(|| format!("cannot read {}", place.display()))
        }
    }
}

/// The bytes of a file; `None` when there are more than `most`.
fn at_most(file: File, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= most))
}

/// The files that `content/official.toml` names, as far as they are there.
///
/// # Errors
/// When one is there and cannot be read.
pub(crate) fn snapshots(site: &Path) -> Result<Checked<Snapshots>> {
    let mut read = Checked::fine(Snapshots::new());
    let Some(source) = source(site, &SourcePath::known("content/official.toml"))? else { return Ok(read) };
    for path in official::files(&source.value).into_iter().filter(|path| is_there(site, path)) {
        let place = path.below(site);
        let bytes = File::open(&place).and_then(|file| at_most(file, LARGEST_TEXT));
        match bytes.with_context(|| format!("cannot read {}", place.display()))? {
            Some(bytes) => drop(read.value.insert(path, bytes)),
            None => {
                let message = format!("`{path}` is larger than {} MiB, and not read", LARGEST_TEXT / (1 << 20));
                let at = source.value.text.find(path.as_str()).unwrap_or(0);
                let place = source.value.place(at..at + path.as_str().len());
                let help = "keep what bulletins are held against";
                read.diagnostics.push(Diagnostic::new(Code::TooLarge, place, message).help(help));
            }
        }
    }
    Ok(read)
}

/// A text file; one that is not UTF-8 is reported and read as far as possible.
fn text(site: &Path, path: &SourcePath) -> Result<Checked<Source>> {
    let place = path.below(site);
    let most = if path.extension() == "md" { LARGEST_MARKDOWN } else { LARGEST_TEXT };
    let bytes = match File::open(&place).and_then(|file| at_most(file, most)) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            let source = Source::new(path.clone(), "");
            let message = format!("this file is larger than {} MiB, and not read", most / (1 << 20));
            let diagnostic = Diagnostic::new(Code::TooLarge, source.place(0..0), message)
                .help("divide it; what need not be read can stand beside it under another ending, and is copied");
            return Ok(Checked { value: source, diagnostics: vec![diagnostic] });
        }
        // A file that an editor has just moved away counts as absent.
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", place.display())),
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Checked::fine(Source::new(path.clone(), &text))),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let source = Source::new(path.clone(), &String::from_utf8_lossy(error.as_bytes()));
            let diagnostic =
                Diagnostic::new(Code::Encoding, source.place(valid..valid), "this file is not UTF-8 from here on")
                    .help("convert it, for example with `iconv -f gb18030 -t utf-8`");
            Ok(Checked { value: source, diagnostics: vec![diagnostic] })
        }
    }
}
