//! Bytes to the disk: what changed is written, what is stale is removed.
//!
//! In: files. Out: the output folder, and [`Changes`]. Files are first staged in a folder beside
//! their place, and moved there by rename when all are whole and safe on the disk; until then, and
//! whenever something goes wrong, the old output stays. A manifest says which files are ours, from
//! before the first of them is moved: no other is ever removed or replaced. A `record` says what each was made
//! from, so that a file that would come out the same is not made again.
//!
//! May touch: path, hash, asset, page, render, disk

mod changes;
mod disk;
mod manifest;
mod preconditions;
mod record;
mod stamp;

pub use changes::Changes;
pub use disk::{Disk, RealDisk};

use crate::asset;
use crate::hash::Hash;
use crate::page::Asset;
use crate::path::{self, SitePath};
use crate::render::{Bytes, File, Writing};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use record::{BuildRecord, Made, Sums};
use stamp::Stamp;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Where files wait until all are whole. What a killed run left in it is discarded.
const STAGING: &str = ".jianbao-staging";

/// From how many files on the whole disk is synced: one request to a disk costs a
/// millisecond, and other programs may have written much.
const MANY: usize = 100;

/// How the output folder is opened.
#[derive(Clone, Copy)]
pub struct OutputOptions<'d> {
    /// What it is written to.
    pub disk: &'d dyn Disk,
    /// Whether files that are in the way and that no build made are replaced.
    pub overwrite: bool,
    /// Whether every file is read, also where its stamp says that it is as it was.
    pub verify: bool,
    /// Called when another build writes there, before waiting for it to end.
    pub waiting: &'d dyn Fn(),
}

/// An output folder that is being written, by this process alone.
pub struct Output<'d> {
    site: PathBuf,
    out: PathBuf,
    disk: &'d dyn Disk,
    overwrite: bool,
    /// The files of earlier builds.
    before: BTreeSet<String>,
    /// What they were made from.
    record: BuildRecord,
    verify: bool,
    /// The stamp of a file that was made before any was looked at.
    opened: Option<Stamp>,
    /// Held until the end.
    _lock: fs::File,
}

/// A file that is whole, in its place or beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staged {
    /// Where it will be.
    pub path: SitePath,
    /// What is there now.
    pub existing: Existing,
    /// How many bytes it has.
    pub size: u64,
    /// What it was made from, where that is recorded, and what came of it.
    sums: Sums,
    /// What it was when its bytes were known.
    seen: Seen,
}

/// How it is known that a file has the bytes it should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// By its stamp, which is the recorded one.
    Recorded(Stamp),
    /// It was written beside its place.
    Written(Option<Stamp>),
    /// It was read in its place.
    Read(Option<Stamp>),
}

impl<'d> Output<'d> {
    /// Opens the output folder of a site, making it where needed, and waits until no other build
    /// writes to it. The sources are read after that, so that the last to write has read the newest.
    ///
    /// # Errors
    /// When it cannot be made or locked, or when writing there would mix with the sources.
    pub fn open(site: &Path, out: &Path, opening: OutputOptions<'d>) -> Result<Self> {
        preconditions::refuse_sources(site, out)?;
        make_folder(opening.disk, out)?;
        let lock = preconditions::lock(out, opening.waiting)?;
        clear(&out.join(STAGING))?;
        let record = BuildRecord::read(out);
        let opened = now(opening.disk, out)?;
        Ok(Self {
            site: site.to_owned(),
            out: out.to_owned(),
            disk: opening.disk,
            overwrite: opening.overwrite,
            before: manifest::files_before(out, &record)?,
            record,
            verify: opening.verify,
            opened,
            _lock: lock,
        })
    }

    /// Whether a file is in its place as an earlier build made it from the same inputs. Can be called from many threads
    /// at once.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub(crate) fn up_to_date(&self, path: &SitePath, inputs: Hash) -> Result<Option<Staged>> {
        let Some(made) = self.record.find(path).filter(|made| made.sums.inputs == inputs) else { return Ok(None) };
        let place = self.out.join(path.file());
        let Some(there) = fs::symlink_metadata(&place).ok().filter(fs::Metadata::is_file) else { return Ok(None) };
        let stamp = Stamp::of(&there);
        let (size, sums) = (there.len(), made.sums);
        let staged = |seen| Some(Staged { path: path.clone(), existing: Existing::Same, size, sums, seen });
        if let Some(stamp) = stamp.filter(|_| !self.verify && stamp == made.stamp) {
            return Ok(staged(Seen::Recorded(stamp)));
        }
        let bytes = fs::File::open(&place).and_then(Hash::read);
        let same = bytes.with_context(|| format!("cannot read {}", place.display()))? == sums.output;
        Ok(staged(Seen::Read(stamp)).filter(|_| same))
    }

    /// Stages a file; `inputs` is the hash of all it depends on, where a later build may reuse it. Can be called
    /// from many threads at once.
    ///
    /// # Errors
    /// When the disk does not let us.
    pub fn stage(&self, file: File<'_>, inputs: Option<Hash>) -> Result<Staged> {
        let bytes = match file.bytes {
            Bytes::Made(bytes) => bytes,
            Bytes::Copied(asset) => self.read(&asset)?,
            Bytes::Written(write) => return self.stage_written(file.path, &write, inputs),
        };
        let (existing, mut seen) = self.existing(&file.path, bytes.len() as u64, |place| holds(place, &bytes))?;
        if existing != Existing::Same {
            let staged = self.write_beside(&file.path, &|to| to.write_all(&bytes))?;
            seen = Seen::Written(stamp(&staged));
        }
        let (size, sums) = (bytes.len() as u64, Sums::of(inputs, Hash::of(&bytes)));
        Ok(Staged { path: file.path, existing, size, sums, seen })
    }

    /// The bytes of a file that was staged; `None` where they cannot be read.
    pub(crate) fn bytes(&self, staged: &Staged) -> Option<Vec<u8>> {
        let folder = match staged.existing {
            Existing::Same => self.out.clone(),
            Existing::Absent | Existing::Different => self.out.join(STAGING),
        };
        fs::read(folder.join(staged.path.file())).ok()
    }

    /// A file that is never in memory as a whole is written first, and then compared with what is in its place.
    fn stage_written(&self, path: SitePath, write: &Writing<'_>, inputs: Option<Hash>) -> Result<Staged> {
        let staged = self.write_beside(&path, write)?;
        let sum = |place: &Path| Hash::read(fs::File::open(place)?);
        let look = || Ok::<_, io::Error>((sum(&staged)?, fs::metadata(&staged)?.len()));
        let (bytes, length) = look().with_context(|| format!("cannot read {}", staged.display()))?;
        let written = Seen::Written(stamp(&staged));
        let (existing, seen) = self.existing(&path, length, |place| Ok(sum(place)? == bytes))?;
        if existing == Existing::Same {
            self.disk.remove_file(&staged).with_context(|| format!("cannot remove {}", staged.display()))?;
        }
        let seen = if existing == Existing::Same { seen } else { written };
        Ok(Staged { path, existing, size: length, sums: Sums::of(inputs, bytes), seen })
    }

    /// Writes a file to the staging folder.
    fn write_beside(&self, path: &SitePath, write: &Writing<'_>) -> Result<PathBuf> {
        let staged = self.out.join(STAGING).join(path.file());
        if let Some(folder) = staged.parent() {
            make_folder(self.disk, folder)?;
        }
        self.disk.write(&staged, write).with_context(|| format!("cannot write {}", staged.display()))?;
        Ok(staged)
    }

    /// Moves every staged file to its place, what pages need before the pages, then removes what
    /// earlier builds made and this one does not. A folder that is not there yet is moved as a whole.
    ///
    /// When the disk does not let us; what was moved until then stays, each file whole, and the
    /// next build completes it. When something that no build made is in the way; nothing is moved then.
    pub fn commit(self, staged: Vec<Staged>) -> Result<Changes> {
        let paths: Vec<SitePath> = staged.iter().map(|staged| staged.path.clone()).collect();
        let now: BTreeSet<&str> = paths.iter().map(SitePath::file).collect();
        let made: Vec<(Sums, Seen)> = staged.iter().map(|staged| (staged.sums, staged.seen)).collect();
        let mut changes = sorted(staged);
        let files: Vec<&str> = changes.added.iter().chain(&changes.changed).map(SitePath::file).collect();
        preconditions::refuse_foreign(&self.out, &self.before, &files, self.overwrite)?;
        self.sync_each(&self.out.join(STAGING), &files)?;
        let both: BTreeSet<&str> = self.before.iter().map(String::as_str).chain(now.iter().copied()).collect();
        if both.len() > self.before.len() {
            self.write_manifest(&both)?;
        }
        let gone = self.before.iter().map(String::as_str).filter(|old| !now.contains(*old));
        let (in_the_way, stale): (Vec<_>, Vec<_>) = gone.partition(|old| is_in_the_way(old, &now));
        for old in in_the_way {
            changes.removed.extend(self.remove(old)?);
        }
        let (last, first) = self.moves(&files);
        for path in first.into_iter().chain(last) {
            self.move_in(path)?;
        }
        self.sync_folders(changes.added.iter().chain(&changes.changed))?;
        for old in stale {
            changes.removed.extend(self.remove(old)?);
        }
        changes.removed.sort();
        self.sync_folders(changes.removed.iter())?;
        if both.len() > now.len() {
            self.write_manifest(&now)?;
        }
        // Without a program that says what files depend on, nothing can be told from the record.
        let told = made.iter().any(|(sums, _)| sums.are_kept());
        let made = if told { self.stamped(&paths, &made)? } else { Vec::new() };
        // Of files that are all as the record says, there is nothing new to say.
        let as_recorded = |(path, made): (&SitePath, &Made)| self.record.find(path).as_ref() == Some(made);
        if made.len() != self.record.paths().len() || !paths.iter().zip(&made).all(as_recorded) {
            let record = record::RecordLines::new(paths.iter().zip(made));
            self.write_own(record::NAME, &|to| record.write(to))?;
        }
        Ok(changes)
    }

    /// Every file with the stamp by which the next build knows it; with none where it may have changed since its bytes were
    /// known, or where the disk's clock could not tell.
    fn stamped(&self, paths: &[SitePath], made: &[(Sums, Seen)]) -> Result<Vec<Made>> {
        let times = self.opened.zip(now(self.disk, &self.out)?);
        let look = |path: &SitePath| stamp(&self.out.join(path.file()));
        let stamp_of = |path: &SitePath, seen| match (seen, times) {
            (Seen::Recorded(stamp), _) => Some(stamp),
            (_, None) => None,
            (Seen::Written(from), Some((_, now))) => {
                look(path).filter(|stamp| stamp.is_before(&now) && from.is_some_and(|from| stamp.is_moved(&from)))
            }
            (Seen::Read(before), Some((opened, now))) => {
                look(path).filter(|stamp| stamp.is_before(&now) && before == Some(*stamp) && stamp.is_before(&opened))
            }
        };
        let each = paths.par_iter().zip(made);
        Ok(each.map(|(path, &(sums, seen))| Made { sums, stamp: stamp_of(path, seen) }).collect())
    }

    fn read(&self, asset: &Asset) -> Result<Vec<u8>> {
        match asset {
            Asset::Project(path) => {
                let place = path.below(&self.site);
                fs::read(&place).with_context(|| format!("cannot read {}", place.display()))
            }
            Asset::BuiltIn(name) => match asset::static_file(name) {
                Some(bytes) => Ok(bytes.into_owned()),
                None => bail!("the built-in theme has no file {name}"),
            },
        }
    }

    /// What is at the place of a file now, and its stamp before it was read.
    fn existing(
        &self,
        path: &SitePath,
        length: u64,
        same: impl Fn(&Path) -> io::Result<bool>,
    ) -> Result<(Existing, Seen)> {
        let place = self.out.join(path.file());
        let cannot = || format!("cannot read {}", place.display());
        let there = fs::symlink_metadata(&place);
        let seen = Seen::Read(there.as_ref().ok().and_then(Stamp::of));
        let existing = match there {
            Ok(there) if there.is_dir() => Existing::Absent,
            // Never follow links or open pipes, not even to compare.
            Ok(there) if !there.is_file() || there.len() != length => Existing::Different,
            Ok(_) if same(&place).with_context(cannot)? => Existing::Same,
            Ok(_) => Existing::Different,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Existing::Absent,
            Err(error) => return Err(error).with_context(cannot),
        };
        Ok((existing, seen))
    }

    /// What is moved to have these files in their places, those with pages apart: files, and whole folders
    /// where there is none yet.
    fn moves<'f>(&self, files: &[&'f str]) -> (Vec<&'f str>, Vec<&'f str>) {
        let mut there: HashSet<&str> = HashSet::new();
        let mut moves: BTreeMap<&'f str, bool> = BTreeMap::new();
        for file in files {
            let is_new = |folder: &&str| !there.contains(*folder) && !self.out.join(folder).is_dir();
            let new = path::folders(file).find(is_new);
            there.extend(path::folders(file).take_while(|folder| Some(*folder) != new));
            *moves.entry(new.unwrap_or(file)).or_default() |= file.ends_with(".html");
        }
        let (last, first): (Vec<_>, Vec<_>) = moves.into_iter().partition(|(_, has_pages)| *has_pages);
        let paths = |moves: Vec<(&'f str, bool)>| moves.into_iter().map(|(path, _)| path).collect();
        (paths(last), paths(first))
    }

    fn move_in(&self, path: &str) -> Result<()> {
        let (from, to) = (self.out.join(STAGING).join(path), self.out.join(path));
        self.disk.rename(&from, &to).with_context(|| format!("cannot write {}", to.display()))
    }

    /// Waits until all of these in a folder will survive a loss of power.
    fn sync_each(&self, folder: &Path, names: &[&str]) -> Result<()> {
        let all = || self.disk.sync_all(&self.out).with_context(|| format!("cannot write {}", self.out.display()));
        if names.len() >= MANY && all()? {
            return Ok(());
        }
        names.par_iter().try_for_each(|name| self.sync(&folder.join(name)))
    }

    fn sync(&self, place: &Path) -> Result<()> {
        self.disk.sync(place).with_context(|| format!("cannot write {}", place.display()))
    }

    /// Syncs all folders of these files that are still there.
    fn sync_folders<'p>(&self, files: impl Iterator<Item = &'p SitePath>) -> Result<()> {
        let folders: BTreeSet<&str> = files.flat_map(|path| path::folders(path.file()).chain([""])).collect();
        let there: Vec<&str> = folders.into_iter().filter(|folder| self.out.join(folder).is_dir()).collect();
        self.sync_each(&self.out, &there)
    }

    /// Removes a file of an earlier build and the folders this leaves empty; its path when it was there.
    fn remove(&self, stale: &str) -> Result<Option<SitePath>> {
        let Ok(path) = SitePath::new(stale) else { return Ok(None) };
        let place = self.out.join(path.file());
        // A folder that has become a link is no longer ours.
        if path::folders(stale).any(|folder| self.out.join(folder).is_symlink()) || place.is_dir() {
            return Ok(None);
        }
        let was_there = match self.disk.remove_file(&place) {
            Ok(()) => true,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => false,
            Err(error) => return Err(error).with_context(|| format!("cannot remove {}", place.display())),
        };
        // Also when a run that was killed has removed the file and not yet its folders.
        let mut folder = place.parent();
        while let Some(empty) = folder.filter(|folder| *folder != self.out) {
            if !self.remove_folder(empty)? {
                break;
            }
            folder = empty.parent();
        }
        Ok(was_there.then_some(path))
    }

    /// Removes a folder when it is empty; whether it is gone.
    fn remove_folder(&self, folder: &Path) -> Result<bool> {
        match self.disk.remove_folder(folder) {
            Ok(()) => Ok(true),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(true),
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(false),
            Err(error) => Err(error).with_context(|| format!("cannot remove {}", folder.display())),
        }
    }

    fn write_manifest(&self, files: &BTreeSet<&str>) -> Result<()> {
        self.write_own(manifest::NAME, &|to| manifest::write(files, to))
    }

    /// Writes a file that is not part of the site.
    fn write_own(&self, name: &str, write: &Writing<'_>) -> Result<()> {
        let (staged, place) = (self.out.join(STAGING).join(name), self.out.join(name));
        make_folder(self.disk, &self.out.join(STAGING))?;
        let cannot = || format!("cannot write {}", place.display());
        self.disk.write(&staged, write).with_context(cannot)?;
        self.sync(&staged)?;
        self.disk.rename(&staged, &place).with_context(cannot)?;
        self.sync(&self.out)
    }
}

impl Drop for Output<'_> {
    /// Removes what was not moved. When that fails, the next build does it.
    fn drop(&mut self) {
        let _ = clear(&self.out.join(STAGING));
    }
}

/// What is where a file is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Nothing, or a folder.
    Absent,
    /// The same bytes.
    Same,
    /// Something else.
    Different,
}

/// The stamp of what is at a place.
fn stamp(place: &Path) -> Option<Stamp> {
    Stamp::of(&fs::symlink_metadata(place).ok()?)
}

/// The stamp of a file that is made now, in the time of the disk's own clock.
fn now(disk: &dyn Disk, out: &Path) -> Result<Option<Stamp>> {
    let place = out.join(STAGING).join("now");
    make_folder(disk, &out.join(STAGING))?;
    disk.write(&place, &|_| Ok(())).with_context(|| format!("cannot write {}", place.display()))?;
    let stamp = stamp(&place);
    disk.remove_file(&place).with_context(|| format!("cannot remove {}", place.display()))?;
    Ok(stamp)
}

/// Whether a file holds these bytes; only a little of it is read at a time.
fn holds(place: &Path, mut bytes: &[u8]) -> io::Result<bool> {
    let (mut file, mut buffer) = (fs::File::open(place)?, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut buffer)?;
        match bytes.strip_prefix(&buffer[..read]) {
            Some(_) if read == 0 => return Ok(bytes.is_empty()),
            Some(rest) => bytes = rest,
            None => return Ok(false),
        }
    }
}

fn sorted(staged: Vec<Staged>) -> Changes {
    let mut changes = Changes::default();
    for staged in staged {
        match staged.existing {
            Existing::Absent => changes.added.push(staged.path),
            Existing::Different => changes.changed.push(staged.path),
            Existing::Same => changes.unchanged += 1,
        }
    }
    changes.added.sort();
    changes.changed.sort();
    changes
}

fn clear(staging: &Path) -> Result<()> {
    match fs::remove_dir_all(staging) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", staging.display()))
        }
        _ => Ok(()),
    }
}

/// Whether an old file is where a folder is needed now, or in a folder that is to be a file.
fn is_in_the_way(old: &str, now: &BTreeSet<&str>) -> bool {
    let below = format!("{old}/");
    let needed_as_folder = now.range(below.as_str()..).next().is_some_and(|new| new.starts_with(&below));
    needed_as_folder || path::folders(old).any(|folder| now.contains(folder))
}

fn make_folder(disk: &dyn Disk, folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    // The parent of `out` is nothing: the working folder, which is there.
    if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        make_folder(disk, parent)?;
    }
    match disk.make_folder(folder) {
        Err(error) if !(error.kind() == ErrorKind::AlreadyExists && folder.is_dir()) => {
            Err(error).with_context(|| format!("cannot make {}", folder.display()))
        }
        _ => Ok(()),
    }
}
