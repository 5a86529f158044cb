//! Bytes to the disk: what changed is written, what is stale is removed.
//!
//! In: files. Out: the output folder, and [`Changes`]. Files are first staged in a folder beside
//! their place, and moved there by rename when all are whole; until then, and whenever something
//! goes wrong, what was there stays. A manifest says which files are ours: no other is ever removed.
//!
//! May touch: path, page, render, builtin, disk

use crate::builtin;
use crate::page::Asset;
use crate::path::SitePath;
use crate::render::{Bytes, File};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Lists the files of the last build, one a line.
const MANIFEST: &str = ".jianbao-manifest";

/// What a build did to the output folder. Paths are in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there before.
    pub added: Vec<SitePath>,
    /// Files whose bytes are new.
    pub changed: Vec<SitePath>,
    /// Files of an earlier build that are no longer made.
    pub removed: Vec<String>,
    /// How many are as they were.
    pub unchanged: usize,
}

/// An output folder that is being written.
pub struct Output {
    site: PathBuf,
    out: PathBuf,
    staging: TempDir,
}

/// What became of a file when it was staged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Staged {
    /// It waits to be moved to a place where nothing is.
    Added(SitePath),
    /// It waits to replace an older one.
    Changed(SitePath),
    /// It is there already, byte for byte.
    Unchanged(SitePath),
}

impl Staged {
    fn path(&self) -> &SitePath {
        match self {
            Self::Added(path) | Self::Changed(path) | Self::Unchanged(path) => path,
        }
    }
}

impl Output {
    /// Opens the output folder of a site, making it where needed.
    ///
    /// # Errors
    /// When it cannot be made, or when writing there would mix with the sources.
    pub fn open(site: &Path, out: &Path) -> Result<Self> {
        refuse_sources(site, out)?;
        make_folder(out)?;
        let staging = tempfile::Builder::new()
            .prefix(".jianbao-staging-")
            .tempdir_in(out)
            .with_context(|| format!("cannot write to {}", out.display()))?;
        Ok(Self { site: site.to_owned(), out: out.to_owned(), staging })
    }

    /// Stages a file. Can be called from many threads at once.
    ///
    /// # Errors
    /// When the disk does not let us.
    pub fn stage(&self, file: File) -> Result<Staged> {
        let bytes = match file.bytes {
            Bytes::Made(bytes) => bytes,
            Bytes::Copied(asset) => self.read(&asset)?,
        };
        let place = self.out.join(file.path.file());
        let known = match fs::read(&place) {
            Ok(old) if old == bytes => return Ok(Staged::Unchanged(file.path)),
            Ok(_) => true,
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory) =>
            {
                false
            }
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", place.display())),
        };
        let staged = self.staging.path().join(file.path.file());
        if let Some(folder) = staged.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        fs::write(&staged, bytes).with_context(|| format!("cannot write {}", staged.display()))?;
        set_mode(&staged, 0o644)?;
        Ok(if known { Staged::Changed(file.path) } else { Staged::Added(file.path) })
    }

    /// Moves every staged file to its place, then removes what earlier builds made and this one
    /// does not.
    ///
    /// # Errors
    /// When the disk does not let us; what was moved until then stays, each file whole.
    pub fn commit(self, staged: Vec<Staged>) -> Result<Changes> {
        let before = self.manifest()?;
        let now: BTreeSet<String> = staged.iter().map(|staged| staged.path().file().to_owned()).collect();
        let (in_the_way, stale): (Vec<_>, Vec<_>) = before.difference(&now).partition(|old| is_in_the_way(old, &now));
        let mut changes = Changes::default();
        for old in in_the_way {
            changes.removed.extend(self.remove(old)?.then(|| old.clone()));
        }
        for staged in staged {
            match staged {
                Staged::Added(path) => {
                    self.move_in(&path)?;
                    changes.added.push(path);
                }
                Staged::Changed(path) => {
                    self.move_in(&path)?;
                    changes.changed.push(path);
                }
                Staged::Unchanged(_) => changes.unchanged += 1,
            }
        }
        for old in stale {
            changes.removed.extend(self.remove(old)?.then(|| old.clone()));
        }
        changes.added.sort();
        changes.changed.sort();
        changes.removed.sort();
        if before != now {
            self.write_manifest(&now)?;
        }
        Ok(changes)
    }

    fn read(&self, asset: &Asset) -> Result<Vec<u8>> {
        match asset {
            Asset::Project(path) => {
                let place = self.site.join(path.as_str());
                fs::read(&place).with_context(|| format!("cannot read {}", place.display()))
            }
            Asset::BuiltIn(name) => match builtin::static_file(name) {
                Some(bytes) => Ok(bytes.into_owned()),
                None => bail!("the built-in theme has no file {name}"),
            },
        }
    }

    fn move_in(&self, path: &SitePath) -> Result<()> {
        let (from, to) = (self.staging.path().join(path.file()), self.out.join(path.file()));
        if let Some(folder) = to.parent() {
            make_folder(folder)?;
        }
        fs::rename(&from, &to).with_context(|| format!("cannot write {}", to.display()))
    }

    /// Removes a file of an earlier build and the folders it leaves empty; whether it was there.
    fn remove(&self, stale: &str) -> Result<bool> {
        let Ok(path) = SitePath::new(stale) else { return Ok(false) };
        let place = self.out.join(path.file());
        match fs::remove_file(&place) {
            Ok(()) => {}
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory) =>
            {
                return Ok(false);
            }
            Err(error) => return Err(error).with_context(|| format!("cannot remove {}", place.display())),
        }
        let mut folder = place.parent();
        while let Some(empty) = folder.filter(|folder| *folder != self.out) {
            if fs::remove_dir(empty).is_err() {
                break;
            }
            folder = empty.parent();
        }
        Ok(true)
    }

    fn manifest(&self) -> Result<BTreeSet<String>> {
        match fs::read_to_string(self.out.join(MANIFEST)) {
            Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
            Err(error) => Err(error).with_context(|| format!("cannot read {MANIFEST}")),
        }
    }

    fn write_manifest(&self, files: &BTreeSet<String>) -> Result<()> {
        let mut text = files.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
        text.push('\n');
        let staged = self.staging.path().join(MANIFEST);
        fs::write(&staged, text).with_context(|| format!("cannot write {}", staged.display()))?;
        set_mode(&staged, 0o644)?;
        fs::rename(&staged, self.out.join(MANIFEST)).with_context(|| format!("cannot write {MANIFEST}"))
    }
}

/// Whether an old file stands where a folder is needed now, or in a folder where a file is.
fn is_in_the_way(old: &str, now: &BTreeSet<String>) -> bool {
    let below = format!("{old}/");
    let needed_as_folder = now.range(below.clone()..).next().is_some_and(|new| new.starts_with(&below));
    needed_as_folder || old.match_indices('/').any(|(slash, _)| now.contains(&old[..slash]))
}

/// The output folder must not hold the sources, nor lie among them.
fn refuse_sources(site: &Path, out: &Path) -> Result<()> {
    let (site, out) = (absolute(site)?, absolute(out)?);
    let among =
        ["content", "templates", "static", ".git"].into_iter().find(|folder| out.starts_with(site.join(folder)));
    if site.starts_with(&out) || among.is_some() {
        bail!("the output folder {} would mix with the sources; choose another with --out", out.display());
    }
    Ok(())
}

/// A path without `.` and `..`, and with symbolic links resolved as far as it exists.
fn absolute(path: &Path) -> Result<PathBuf> {
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

fn make_folder(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_folder(parent)?;
    }
    match fs::create_dir(folder) {
        Ok(()) => set_mode(folder, 0o755),
        Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(error) => Err(error).with_context(|| format!("cannot make {}", folder.display())),
    }
}

/// What is published can be read by a web server, whatever the user's umask.
#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .with_context(|| format!("cannot set the mode of {}", path.display()))
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) -> Result<()> {
    Ok(())
}
