//! What must hold before anything is written: the folder is no folder of sources, nobody else
//! writes to it, and nothing of someone else is where we would write.
//!
//! In: the site and its output folder. Out: a lock, or why not.
//!
//! May touch: path, disk

use crate::path::folders;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Locked as long as a build runs. The system frees it however the build ends, so that the file
/// itself, which stays, means nothing.
pub(super) const LOCK: &str = ".jianbao-lock";

/// Folders of a site that hold what people write.
const SOURCES: [&str; 5] = ["content", "templates", "static", "archetypes", "schemas"];

/// The output folder must not contain the sources, nor be among them.
pub(super) fn refuse_sources(site: &Path, out: &Path) -> Result<()> {
    let real = resolved(out)?;
    let site_real = resolved(site)?;
    let mut among = site_real.starts_with(&real);
    for folder in SOURCES {
        let sources = resolved(&site.join(folder))?;
        among |= real.starts_with(&sources) || sources.starts_with(&real);
    }
    // Hidden folders of the site are those of its repository and its tools.
    let below = real.strip_prefix(&site_real).ok().and_then(|below| below.iter().next());
    among |= below.is_some_and(|top| top.to_string_lossy().starts_with('.'));
    if among {
        bail!("the output folder {} would mix with the sources; choose another with --out", out.display());
    }
    Ok(())
}

/// A path without `.` and `..`, and with symbolic links resolved as far as it exists.
fn resolved(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path).with_context(|| format!("cannot tell where {} is", path.display()))?;
    let mut missing = Vec::new();
    let mut there = path.as_path();
    loop {
        if let Ok(real) = fs::canonicalize(there) {
            return Ok(missing.iter().rev().fold(real, |path, name| path.join(name)));
        }
        match (there.file_name(), there.parent()) {
            (Some(name), Some(parent)) => {
                missing.push(name.to_owned());
                there = parent;
            }
            _ => return Ok(path),
        }
    }
}

/// Locks the output folder for this process; calls `waiting` when another has to end first.
pub(super) fn lock(out: &Path, waiting: &dyn Fn()) -> Result<File> {
    let place = out.join(LOCK);
    refuse_odd(&place)?;
    let cannot = || format!("cannot lock {}", out.display());
    let file = File::options().create(true).truncate(false).write(true).open(&place).with_context(cannot)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            waiting();
            file.lock().with_context(cannot)?;
        }
        Err(TryLockError::Error(error)) => return Err(error).with_context(cannot),
    }
    Ok(file)
}

/// Refuses to read or write what is there but is no file: a pipe would hold a build up for ever.
pub(super) fn refuse_odd(place: &Path) -> Result<()> {
    match fs::symlink_metadata(place) {
        Ok(there) if there.is_symlink() => bail!("{} is a symbolic link; remove it", place.display()),
        Ok(there) if !there.is_file() => bail!("{} is no file; remove it", place.display()),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Refuses to write through symbolic links, and over what no build of ours has made. `ours` are
/// the files of earlier builds, `files` those that are to be written now.
pub(super) fn refuse_foreign(out: &Path, ours: &BTreeSet<String>, files: &[&str], overwrite: bool) -> Result<()> {
    let folders: BTreeSet<&str> = files.iter().flat_map(|file| folders(file)).collect();
    let mut foreign: BTreeSet<&str> = BTreeSet::new();
    for folder in folders {
        match fs::symlink_metadata(out.join(folder)) {
            Ok(there) if there.is_symlink() => {
                bail!("{} is a symbolic link, and nothing is written through it", out.join(folder).display())
            }
            Ok(there) if !there.is_dir() && !ours.contains(folder) => {
                foreign.insert(folder);
            }
            _ => {}
        }
    }
    for file in files {
        match fs::symlink_metadata(out.join(file)) {
            Ok(there) if there.is_dir() => foreign.extend((!is_all_ours(out, ours, file)).then_some(*file)),
            Ok(_) if !overwrite && !ours.contains(*file) => {
                foreign.insert(file);
            }
            _ => {}
        }
    }
    if let Some(first) = foreign.first() {
        let others = match foreign.len() {
            1 => String::new(),
            count => format!(" (and {} others)", count - 1),
        };
        bail!(
            "{}{others} is in the way and was not made by an earlier build; remove it, choose another --out, or replace such files with --overwrite",
            out.join(first).display()
        );
    }
    Ok(())
}

/// Whether a folder holds nothing but files of ours.
fn is_all_ours(out: &Path, ours: &BTreeSet<String>, folder: &str) -> bool {
    WalkDir::new(out.join(folder)).into_iter().all(|entry| {
        entry.is_ok_and(|entry| {
            let below = entry.path().strip_prefix(out).map(|path| path.to_string_lossy().replace('\\', "/"));
            entry.file_type().is_dir() || below.is_ok_and(|below| ours.contains(&below))
        })
    })
}
