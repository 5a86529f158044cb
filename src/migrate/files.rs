//! The files of an old site.
//!
//! In: its folder. Out: their paths, and their texts when asked. Hidden files, what is fetched or made, and what symbolic
//! links lead to are none of them.
//!
//! May touch: path, source, disk

use super::found::Left;
use crate::path::SourcePath;
use crate::source::Source;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Folders at the top that programs fetch or make.
const MADE: [&str; 6] = ["node_modules", "public", "resources", "_site", "vendor", "target"];

/// An old site on the disk.
pub(super) struct Folder {
    root: PathBuf,
    /// All of its files, in order.
    pub(super) paths: Vec<SourcePath>,
}

impl Folder {
    /// Finds the files of a folder.
    ///
    /// # Errors
    /// When there is no such folder, or it cannot be read.
    pub(super) fn read(root: &Path) -> Result<Self> {
        if !root.is_dir() {
            bail!("there is no {}", root.display());
        }
        let wanted = |entry: &DirEntry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || !(name.starts_with('.') || entry.depth() == 1 && MADE.contains(&name.as_ref()))
        };
        let mut paths = Vec::new();
        for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(wanted) {
            let entry = entry.with_context(|| format!("cannot read {}", root.display()))?;
            if entry.file_type().is_file()
                && let Ok(path) = SourcePath::on_disk(root, entry.path())
            {
                paths.push(path);
            }
        }
        Ok(Self { root: root.to_owned(), paths })
    }

    /// The text of a file; `None` where there is none, or it is not UTF-8.
    pub(super) fn text(&self, path: &SourcePath) -> Option<Source> {
        let text = fs::read_to_string(path.below(&self.root)).ok()?;
        Some(Source::new(path.clone(), &text))
    }

    /// The first of these files that is there.
    pub(super) fn first(&self, names: &[&str]) -> Option<Source> {
        let path = names.iter().find_map(|name| self.paths.iter().find(|path| path.as_str() == *name))?;
        self.text(path)
    }

    /// The files below a folder, each with its path from there.
    pub(super) fn below<'f>(&'f self, folder: &'f str) -> impl Iterator<Item = (&'f SourcePath, &'f str)> {
        self.paths.iter().filter_map(move |path| {
            let rest = match folder {
                "" => path.as_str(),
                folder => path.as_str().strip_prefix(folder)?.strip_prefix('/')?,
            };
            Some((path, rest))
        })
    }

    /// A line for each of these folders that has files.
    pub(super) fn left(&self, folders: &[&str]) -> Vec<Left> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for folder in folders {
            match self.below(folder).count() {
                0 => {}
                count => drop(counts.insert(folder, count)),
            }
        }
        let said = |count: usize| format!("{count} files of templates, themes or data for them are not carried");
        counts.into_iter().map(|(folder, count)| Left::file(format!("{folder}/"), said(count))).collect()
    }
}

/// Whether a file is Markdown, by its name.
pub(super) fn is_markdown(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "md" | "markdown" | "mkd" | "mkdn" | "mdown")
}

/// A path without the ending of its file name.
pub(super) fn without_ending(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    path[name..].rfind('.').filter(|dot| *dot > 0).map_or(path, |dot| &path[..name + dot])
}

/// The folder of a path, empty at the top, and the name in it.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A path below a folder, which may be the top.
pub(super) fn join(folder: &str, name: &str) -> String {
    [folder, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}
