//! Bytes to the disk: what changed is written, what is stale is removed.
//!
//! In: files. Out: the output folder, and [`Changes`]. Files are first staged in a folder beside
//! their place, and moved there by rename when all are whole and safe on the disk; until then, and
//! whenever something goes wrong, the old output stays. A manifest says which files are ours, from
//! before the first of them is moved: no other is ever removed or replaced. A `record` says what each was made
//! from, so that a file that would come out the same is not made again.
//!
//! May touch: path, hash, asset, config, page, render, disk

mod disk;
mod preconditions;
mod record;

pub use disk::{Disk, RealDisk};

use crate::asset;
use crate::config::BaseUrl;
use crate::hash::Hash;
use crate::page::Asset;
use crate::path::SitePath;
use crate::render::{Bytes, File, Writing};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use record::{BuildRecord, Made};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Lists the files of the last build, one a line.
const MANIFEST: &str = ".jianbao-manifest";

/// Where files wait until all are whole. What a killed run left in it is discarded.
const STAGING: &str = ".jianbao-staging";

/// From how many files on the whole disk is synced: one request to a disk costs a
/// millisecond, and other programs may have written much.
const MANY: usize = 100;

/// What a build did to the output folder. Paths are in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there before.
    pub added: Vec<SitePath>,
    /// Files whose bytes are new.
    pub changed: Vec<SitePath>,
    /// Files of an earlier build that are no longer made.
    pub removed: Vec<SitePath>,
    /// How many are as they were.
    pub unchanged: usize,
}

impl Changes {
    /// Makes sure that nothing but an earlier list of changes is written over.
    ///
    /// # Errors
    /// When the file has something else.
    pub(crate) fn expect_list(file: &Path) -> Result<()> {
        let is_line = |line: &str| ["added\t", "changed\t", "removed\t"].iter().any(|start| line.starts_with(start));
        match fs::read(file) {
            Ok(bytes) if !std::str::from_utf8(&bytes).is_ok_and(|text| text.lines().all(is_line)) => {
                bail!("{} is no list of changes, and is not written over; name another file", file.display())
            }
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// One line a path, its fields separated by tabs: `added`, `changed` or `removed`, the path
    /// below the output folder, and its URL.
    pub fn list(&self, base_url: &BaseUrl) -> String {
        let all = [("added", &self.added), ("changed", &self.changed), ("removed", &self.removed)];
        let lines = all.into_iter().flat_map(|(what, paths)| paths.iter().map(move |path| (what, path)));
        lines.map(|(what, path)| format!("{what}\t{path}\t{}\n", base_url.absolute(&path.url()))).collect()
    }
}

/// How the output folder is opened.
#[derive(Clone, Copy)]
pub struct OutputOptions<'d> {
    /// What it is written to.
    pub disk: &'d dyn Disk,
    /// Whether files that are in the way and that no build made are replaced.
    pub overwrite: bool,
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
    /// What it was made from, where that is recorded.
    made: Made,
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
        Ok(Self {
            site: site.to_owned(),
            out: out.to_owned(),
            disk: opening.disk,
            overwrite: opening.overwrite,
            before: files_before(out, &record)?,
            record,
            _lock: lock,
        })
    }

    /// Whether a file is in its place as an earlier build made it from the same inputs. Can be called from many threads
    /// at once.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub(crate) fn up_to_date(&self, path: &SitePath, inputs: Hash) -> Result<Option<Staged>> {
        let Some(made) = self.record.find(path).filter(|made| made.inputs == inputs) else { return Ok(None) };
        let place = self.out.join(path.file());
        if !fs::symlink_metadata(&place).is_ok_and(|there| there.is_file()) {
            return Ok(None);
        }
        let bytes = fs::File::open(&place).and_then(Hash::read);
        let same = bytes.with_context(|| format!("cannot read {}", place.display()))? == made.output;
        Ok(same.then(|| Staged { path: path.clone(), existing: Existing::Same, made }))
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
        let existing = self.existing(&file.path, bytes.len() as u64, |place| holds(place, &bytes))?;
        if existing != Existing::Same {
            self.write_beside(&file.path, &|to| to.write_all(&bytes))?;
        }
        Ok(Staged { path: file.path, existing, made: Made::of(inputs, Hash::of(&bytes)) })
    }

    /// A file that is never in memory as a whole is written first, and then compared with what is in its place.
    fn stage_written(&self, path: SitePath, write: &Writing<'_>, inputs: Option<Hash>) -> Result<Staged> {
        let staged = self.write_beside(&path, write)?;
        let sum = |place: &Path| Hash::read(fs::File::open(place)?);
        let look = || Ok::<_, io::Error>((sum(&staged)?, fs::metadata(&staged)?.len()));
        let (bytes, length) = look().with_context(|| format!("cannot read {}", staged.display()))?;
        let existing = self.existing(&path, length, |place| Ok(sum(place)? == bytes))?;
        if existing == Existing::Same {
            self.disk.remove_file(&staged).with_context(|| format!("cannot remove {}", staged.display()))?;
        }
        Ok(Staged { path, existing, made: Made::of(inputs, bytes) })
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
        // Without a program that says what files depend on, nothing can be told from the record.
        let told = staged.iter().any(|staged| staged.made.is_kept());
        let made = paths.iter().zip(&staged).filter(|_| told).map(|(path, staged)| (path, staged.made));
        let record = record::RecordLines::new(made);
        let new_record = !self.record.says(&record);
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
        if new_record {
            self.write_own(record::NAME, &|to| record.write(to))?;
        }
        Ok(changes)
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

    /// What is at the place of a file now.
    fn existing(&self, path: &SitePath, length: u64, same: impl Fn(&Path) -> io::Result<bool>) -> Result<Existing> {
        let place = self.out.join(path.file());
        let cannot = || format!("cannot read {}", place.display());
        match fs::symlink_metadata(&place) {
            Ok(there) if there.is_dir() => Ok(Existing::Absent),
            // Never follow links or open pipes, not even to compare.
            Ok(there) if !there.is_file() || there.len() != length => Ok(Existing::Different),
            Ok(_) if same(&place).with_context(cannot)? => Ok(Existing::Same),
            Ok(_) => Ok(Existing::Different),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                Ok(Existing::Absent)
            }
            Err(error) => Err(error).with_context(cannot),
        }
    }

    /// What is moved to have these files in their places, those with pages apart: files, and whole folders
    /// where there is none yet.
    fn moves<'f>(&self, files: &[&'f str]) -> (Vec<&'f str>, Vec<&'f str>) {
        let mut there: HashSet<&str> = HashSet::new();
        let mut moves: BTreeMap<&'f str, bool> = BTreeMap::new();
        for file in files {
            let is_new = |folder: &&str| !there.contains(*folder) && !self.out.join(folder).is_dir();
            let new = preconditions::folders(file).find(is_new);
            there.extend(preconditions::folders(file).take_while(|folder| Some(*folder) != new));
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
        let folders: BTreeSet<&str> = files.flat_map(|path| preconditions::folders(path.file()).chain([""])).collect();
        let there: Vec<&str> = folders.into_iter().filter(|folder| self.out.join(folder).is_dir()).collect();
        self.sync_each(&self.out, &there)
    }

    /// Removes a file of an earlier build and the folders this leaves empty; its path when it was there.
    fn remove(&self, stale: &str) -> Result<Option<SitePath>> {
        let Ok(path) = SitePath::new(stale) else { return Ok(None) };
        let place = self.out.join(path.file());
        // A folder that has become a link is no longer ours.
        if preconditions::folders(stale).any(|folder| self.out.join(folder).is_symlink()) || place.is_dir() {
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
        self.write_own(MANIFEST, &|to| {
            let mut to = BufWriter::new(to);
            files.iter().try_for_each(|file| writeln!(to, "{file}"))?;
            writeln!(to, "{}", Hash::of_pieces(files.iter().map(|file| format!("{file}\n"))))?;
            to.flush()
        })
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

/// The files of earlier builds, as the manifest lists them above the hash of the list. Where it was cut or altered, the
/// record knows those that were made; only files that no build has to make are not told from others then.
fn files_before(out: &Path, record: &BuildRecord) -> Result<BTreeSet<String>> {
    let place = out.join(MANIFEST);
    preconditions::refuse_odd(&place)?;
    let bytes = match fs::read(&place) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {MANIFEST}")),
    };
    Ok(listed(&bytes).unwrap_or_else(|| record.paths().map(str::to_owned).collect()))
}

fn listed(bytes: &[u8]) -> Option<BTreeSet<String>> {
    let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
    let (list, hash) = text.rsplit_once('\n').map_or(("", text), |(list, hash)| (&text[..list.len() + 1], hash));
    (hash.parse() == Ok(Hash::of(list.as_bytes()))).then(|| list.lines().map(str::to_owned).collect())
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
    needed_as_folder || preconditions::folders(old).any(|folder| now.contains(folder))
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
