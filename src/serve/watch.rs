//! Which files an editor has just saved.
//!
//! In: the system's events for the site's folders. Out: sets of paths, one a save, however many steps
//! the save took: a file written in pieces, moved over another, or deleted and made anew is reported once,
//! and a checkout of many files is one set. An empty set means that something was missed.
//!
//! May touch: path, pipeline, disk, clock

use crate::path::{BadPath, SourcePath};
use crate::pipeline::role::{FOLDERS, Role, role};
use crate::pipeline::walk::{Root, root};
use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How long it must be quiet after a save of a few files.
const QUIET: Duration = Duration::from_millis(8);
/// How long after one of many.
const QUIET_MANY: Duration = Duration::from_millis(80);
/// How many files are many.
const MANY: usize = 4;
/// How long a file may be gone, empty or still being written before we believe that it stays so.
const PATIENCE: Duration = Duration::from_millis(200);
/// After how long a set is reported, however busy the disk is.
const AT_LAST: Duration = Duration::from_secs(3);

type LiveReload = Receiver<notify::Result<Event>>;

/// The site's folders under watch.
pub(crate) struct Watch {
    root: PathBuf,
    /// Where those of its folders are that are links.
    links: Vec<(PathBuf, &'static str)>,
    watcher: RecommendedWatcher,
    events: LiveReload,
}

/// What one save has touched so far.
struct Batch {
    paths: BTreeSet<SourcePath>,
    /// Files that were opened for writing and not closed yet.
    open: BTreeSet<SourcePath>,
    /// Whether the system lost count.
    missed: bool,
    first: Instant,
    last: Instant,
}

impl Watch {
    /// Watches a site.
    ///
    /// # Errors
    /// When the system does not let us.
    pub(crate) fn new(site: &Path) -> Result<Self> {
        let root = site.canonicalize().with_context(|| format!("cannot find {}", site.display()))?;
        let (told, events) = mpsc::channel();
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(told, config).context("cannot watch files")?;
        watcher
            .watch(&root, RecursiveMode::NonRecursive)
            .with_context(|| format!("cannot watch {}", root.display()))?;
        let mut watch = Self { root, links: Vec::new(), watcher, events };
        for folder in FOLDERS {
            watch.folder(folder)?;
        }
        Ok(watch)
    }

    fn folder(&mut self, folder: &'static str) -> Result<()> {
        self.links.retain(|(_, link)| *link != folder);
        if let Root::Folder(place) = root(&self.root, folder) {
            self.watcher
                .watch(&place, RecursiveMode::Recursive)
                .with_context(|| format!("cannot watch {}", place.display()))?;
            if place != self.root.join(folder) {
                self.links.push((place, folder));
            }
        }
        Ok(())
    }

    /// The path by which the site knows a place; one below a folder that is a link is found below the link.
    fn path(&self, place: &Path) -> Result<SourcePath, BadPath> {
        let linked = self.links.iter().find_map(|(target, folder)| {
            let below = place.strip_prefix(target).ok().filter(|below| !below.as_os_str().is_empty())?;
            Some(self.root.join(folder).join(below))
        });
        SourcePath::on_disk(&self.root, linked.as_deref().unwrap_or(place))
    }

    /// Waits for the next save; `None` when no more can come.
    pub(crate) fn next(&mut self) -> Option<BTreeSet<SourcePath>> {
        loop {
            let event = self.events.recv().ok()?;
            let now = Instant::now();
            let mut batch =
                Batch { paths: BTreeSet::new(), open: BTreeSet::new(), missed: false, first: now, last: now };
            self.note(event, &mut batch);
            while !batch.is_empty() {
                let wait = batch.wait(&self.root);
                if wait.is_zero() {
                    return Some(if batch.missed { BTreeSet::new() } else { batch.paths });
                }
                match self.events.recv_timeout(wait) {
                    Ok(event) => self.note(event, &mut batch),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            }
        }
    }

    fn note(&mut self, event: notify::Result<Event>, batch: &mut Batch) {
        let Ok(event) = event else {
            batch.missed = true;
            return;
        };
        batch.missed |= event.need_rescan();
        let (opens, closes) = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => (false, true),
            EventKind::Access(_) => return,
            // Only on Linux are we notified when a file is closed.
            EventKind::Modify(ModifyKind::Data(_)) => (cfg!(target_os = "linux"), false),
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(_) | EventKind::Any | EventKind::Other => {
                (false, false)
            }
        };
        for place in &event.paths {
            let path = match self.path(place) {
                Ok(path) if is_ours(&path) => path,
                Ok(_) => continue,
                // What has no path is reported by those who look at everything.
                Err(_) => {
                    batch.missed |= *place != self.root;
                    continue;
                }
            };
            if let Some(folder) = FOLDERS.into_iter().find(|folder| *folder == path.as_str()) {
                // The folder was made, or made anew: the watch on it, if any, ended with the old one.
                batch.missed |= self.folder(folder).is_ok();
            } else if !fs::symlink_metadata(place).is_ok_and(|meta| meta.is_dir()) {
                match (opens, closes) {
                    (true, _) => drop(batch.open.insert(path.clone())),
                    (_, true) => drop(batch.open.remove(&path)),
                    (false, false) => {}
                }
                batch.paths.insert(path);
            } else {
                // A folder that was moved here contains files for which there are no events.
                batch.missed |= matches!(event.kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)));
            }
            batch.last = Instant::now();
        }
    }
}

/// Whether the site has to do with a file.
fn is_ours(path: &SourcePath) -> bool {
    FOLDERS.contains(&path.as_str()) || role(path) != Role::Other
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.missed
    }

    /// How long to go on waiting; nothing when the save is over.
    fn wait(&self, root: &Path) -> Duration {
        if self.first.elapsed() > AT_LAST {
            return Duration::ZERO;
        }
        let quiet = if self.paths.len() > MANY || self.missed { QUIET_MANY } else { QUIET };
        let left = quiet.saturating_sub(self.last.elapsed());
        if !left.is_zero() {
            return left;
        }
        let patience = PATIENCE.saturating_sub(self.last.elapsed());
        if patience.is_zero() || !self.is_unfinished(root) { Duration::ZERO } else { patience.min(QUIET) }
    }

    /// Whether a file is being written, or is gone or empty and may come back.
    fn is_unfinished(&self, root: &Path) -> bool {
        // An editor's temporary files have other extensions.
        let ours =
            |path: &SourcePath| matches!(path.extension(), "md" | "toml" | "txt" | "html" | "css" | "js" | "svg");
        let blank = |path: &SourcePath| {
            fs::symlink_metadata(path.below(root)).map_or(true, |meta| meta.is_file() && meta.len() == 0)
        };
        !self.open.is_empty() || self.paths.iter().filter(|path| ours(path)).any(blank)
    }
}
