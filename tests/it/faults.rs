//! Whatever happens to a run, at whichever step, every file of the output is the old one or the new
//! one, files of others are as they were, and the next run completes the rest.

use crate::helpers::{files, jianbao, site, texts};
use jianbao::hash::Hash;
use jianbao::output::{Changes, Disk, Output, OutputOptions, RealDisk};
use jianbao::path::SitePath;
use jianbao::render::{Bytes, File, Writing};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

const NO_FILES: [(&str, &str); 0] = [];

type Tree = BTreeMap<&'static str, &'static str>;

const OLD: [(&str, &str); 8] = [
    ("assets/style.css", "old style"),
    ("index.html", "old home"),
    ("a/same.html", "the same"),
    ("a/changed.html", "old text, of some length"),
    ("a/stale.html", "not made any more"),
    ("b/only/stale.html", "its folders go with it"),
    ("file-to-folder", "a file"),
    ("folder-to-file/inner.html", "in a folder"),
];

const NEW: [(&str, &str); 7] = [
    ("assets/style.css", "new style"),
    ("index.html", "old home"),
    ("a/same.html", "the same"),
    ("a/changed.html", "new text, of quite another length, to be told from half of it"),
    ("c/d/added.html", "in new folders"),
    ("file-to-folder/inner.html", "in a folder"),
    ("folder-to-file", "a file"),
];

const FOREIGN: [(&str, &str); 2] = [("CNAME", "example.org"), ("a/foreign.html", "someone else's")];

/// What happens at one step of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// It fails, as on a disk that is full for a moment.
    Once,
    /// It and all that follow fail.
    FromThenOn,
    /// Someone removes the output folder.
    Vanish,
    /// The process reports it and waits to be killed.
    Kill,
}

struct Faulty {
    out: PathBuf,
    fault: Fault,
    at: usize,
    steps: AtomicUsize,
}

impl Faulty {
    fn new(out: &Path, fault: Fault, at: usize) -> Self {
        Self { out: out.to_owned(), fault, at, steps: AtomicUsize::new(0) }
    }

    /// Whether this step fails.
    fn step(&self) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        let full = || Err(io::Error::from(io::ErrorKind::StorageFull));
        match self.fault {
            Fault::Once if step == self.at => full(),
            Fault::FromThenOn if step >= self.at => full(),
            Fault::Vanish if step == self.at => fs::remove_dir_all(&self.out),
            Fault::Kill if step == self.at => {
                println!("now");
                io::stdout().flush()?;
                loop {
                    std::thread::park();
                }
            }
            _ => Ok(()),
        }
    }
}

impl Disk for Faulty {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.make_folder(folder)
    }

    fn write(&self, file: &Path, content: &Writing<'_>) -> io::Result<()> {
        // What fails or is killed within a write leaves a part of it.
        let mut bytes = Vec::new();
        content(&mut bytes)?;
        let _ = fs::write(file, &bytes[..bytes.len() / 2]);
        self.step()?;
        RealDisk.write(file, content)
    }

    fn sync(&self, place: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.sync(place)
    }

    fn sync_all(&self, folder: &Path) -> io::Result<bool> {
        self.step()?;
        RealDisk.sync_all(folder)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.rename(from, to)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.remove_file(file)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.remove_folder(folder)
    }
}

fn publish(site: &Path, disk: &dyn Disk, files: &[(&str, &str)]) -> anyhow::Result<Changes> {
    let opening = OutputOptions { disk, overwrite: false, verify: false, waiting: &|| {} };
    let output = Output::open(site, &site.join("public"), opening)?;
    let stage = |(path, text): &(&str, &str)| {
        let file = File { path: SitePath::new(path).expect("a path"), bytes: Bytes::Made(text.as_bytes().to_vec()) };
        output.stage(file, Some(Hash::of(text.as_bytes())))
    };
    let staged = files.iter().map(stage).collect::<anyhow::Result<_>>()?;
    output.commit(staged)
}

/// A site that was published once, and in which others have put files.
fn published() -> TempDir {
    let site = tempfile::tempdir().expect("a folder");
    publish(site.path(), &RealDisk, &OLD).expect("the disk can be written");
    for (name, text) in FOREIGN {
        fs::write(site.path().join("public").join(name), text).expect("a file");
    }
    site
}

/// The output as it is, without what the program keeps for itself. A fault may have left none.
fn tree(site: &Path) -> BTreeMap<String, String> {
    let out = site.join("public");
    let mut files = if out.exists() { texts(&out) } else { BTreeMap::new() };
    files.retain(|name, _| !name.starts_with(".jianbao-"));
    files
}

fn expected(files: &[(&'static str, &'static str)], foreign: bool) -> BTreeMap<String, String> {
    let foreign = FOREIGN.iter().filter(|_| foreign);
    files.iter().chain(foreign).map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// Each file is what it was or what it is to be, and nothing else is there.
fn old_or_new(site: &Path, foreign_stay: bool, what: &str) {
    let (old, new): (Tree, Tree) = (OLD.into(), NEW.into());
    let foreign: Tree = FOREIGN.into();
    let found = tree(site);
    let names: BTreeSet<&str> = old.keys().chain(new.keys()).copied().chain(found.keys().map(String::as_str)).collect();
    for name in names {
        let text = found.get(name).map(String::as_str);
        match foreign.get(name) {
            Some(_) => {}
            None if !foreign_stay => {
                assert!(
                    text.is_none() || text == old.get(name).copied() || text == new.get(name).copied(),
                    "{what}: {name}"
                )
            }
            None => {
                assert!(text == old.get(name).copied() || text == new.get(name).copied(), "{what}: {name}: {text:?}")
            }
        }
    }
    for (name, text) in FOREIGN.into_iter().filter(|_| foreign_stay) {
        assert_eq!(found.get(name).map(String::as_str), Some(text), "{what}: {name}");
    }
}

/// The next build gives its whole site, whether it is the one that failed or the one before.
fn mended(site: &Path, files: &[(&'static str, &'static str)], foreign: bool, what: &str) {
    publish(site, &RealDisk, files).expect("the disk can be written");
    assert_eq!(tree(site), expected(files, foreign), "{what}");
    let is_empty = |folder: &Path| fs::read_dir(folder).expect("a folder").next().is_none();
    let folders = walkdir::WalkDir::new(site.join("public")).into_iter().map(|entry| entry.expect("an entry"));
    let empty: Vec<_> = folders.filter(|entry| entry.file_type().is_dir() && is_empty(entry.path())).collect();
    assert!(empty.is_empty() && !site.join("public/.jianbao-staging").exists(), "{what}: {empty:?}");
}

fn steps_of_a_run() -> usize {
    let site = published();
    let disk = Faulty::new(site.path(), Fault::Once, usize::MAX);
    let changes = publish(site.path(), &disk, &NEW).expect("no fault");
    assert_eq!((changes.added.len(), changes.changed.len(), changes.removed.len(), changes.unchanged), (3, 2, 4, 2));
    disk.steps.load(Ordering::SeqCst)
}

#[test]
fn a_step_that_fails_tears_nothing() {
    let steps = steps_of_a_run();
    assert!(steps > 40, "{steps} steps");
    for fault in [Fault::Once, Fault::FromThenOn, Fault::Vanish] {
        for at in 0..steps {
            for next in [OLD.as_slice(), &NEW] {
                let what = format!("{fault:?} at {at}");
                let site = published();
                let disk = Faulty::new(&site.path().join("public"), fault, at);
                let outcome = publish(site.path(), &disk, &NEW);
                old_or_new(site.path(), fault != Fault::Vanish, &what);
                if outcome.is_ok() {
                    assert!(fault == Fault::Vanish, "{what}");
                }
                mended(site.path(), next, fault != Fault::Vanish, &what);
            }
        }
    }
}

#[test]
fn a_new_folder_of_many_files_is_there_whole_or_not_at_all() {
    let names: Vec<String> = (0..150).map(|number| format!("many/{number}/index.html")).collect();
    let files: Vec<(&str, &str)> = OLD.into_iter().chain(names.iter().map(|name| (name.as_str(), "whole"))).collect();
    let (old, new) = (OLD.len() + FOREIGN.len(), files.len() + FOREIGN.len());
    let site = published();
    let disk = Faulty::new(site.path(), Fault::Once, usize::MAX);
    publish(site.path(), &disk, &files).expect("no fault");
    let steps = disk.steps.load(Ordering::SeqCst);
    // A folder and a file each, the two folders around them, the sync of all, the manifest, one move.
    assert!((300..320).contains(&steps), "{steps} steps");
    for at in 300..steps {
        let site = published();
        let disk = Faulty::new(site.path(), Fault::FromThenOn, at);
        publish(site.path(), &disk, &files).expect_err("a step fails");
        let tree = tree(site.path());
        assert!(tree.len() == old || tree.len() == new, "at {at}: {} files", tree.len());
        assert!(tree.iter().all(|(name, text)| !name.starts_with("many") || text == "whole"), "at {at}");
        publish(site.path(), &RealDisk, &files).expect("the disk can be written");
        assert_eq!(self::tree(site.path()).len(), new, "at {at}");
    }
}

/// Not a test: what [`a_process_killed_at_any_step_tears_nothing`] starts in a process of its own.
#[test]
#[ignore = "waits to be killed"]
fn victim() {
    let (Some(site), Ok(at)) = (std::env::var_os("VICTIM_SITE"), std::env::var("VICTIM_STEP")) else { return };
    let site = PathBuf::from(site);
    let disk = Faulty::new(&site.join("public"), Fault::Kill, at.parse().expect("a step"));
    publish(&site, &disk, &NEW).expect("the disk can be written");
}

#[test]
fn a_process_killed_at_any_step_tears_nothing() {
    for at in 0..steps_of_a_run() {
        let site = published();
        let mut victim = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "faults::victim", "--ignored", "--nocapture"])
            .envs([("VICTIM_SITE", site.path().as_os_str()), ("VICTIM_STEP", at.to_string().as_ref())])
            .stdout(Stdio::piped())
            .spawn()
            .expect("this test can be started");
        let lines = BufReader::new(victim.stdout.take().expect("a pipe")).lines();
        let reached = lines.map_while(Result::ok).any(|line| line.ends_with("now"));
        assert!(reached, "the run has a step {at}");
        victim.kill().expect("it waits to be killed");
        victim.wait().expect("it was killed");
        let what = format!("killed at {at}");
        old_or_new(site.path(), true, &what);
        mended(site.path(), if at % 2 == 0 { &OLD } else { &NEW }, true, &what);
    }
}

#[test]
fn foreign_files_are_not_replaced_unless_asked() {
    let site = published();
    let file = [("a/foreign.html", "ours now")];
    for in_the_way in [&file[0], &("CNAME/below.html", "a folder"), &("a", "a file")] {
        let error = publish(site.path(), &RealDisk, &[*in_the_way]).expect_err("something is in the way");
        assert!(format!("{error:#}").contains("was not made by an earlier build"), "{error:#}");
        assert_eq!(tree(site.path()), expected(&OLD, true));
    }
    let out = site.path().join("public");
    let opening = OutputOptions { disk: &RealDisk, overwrite: true, verify: false, waiting: &|| {} };
    let output = Output::open(site.path(), &out, opening).expect("the disk can be written");
    let ours = File { path: SitePath::new(file[0].0).expect("a path"), bytes: Bytes::Made(file[0].1.into()) };
    let staged = output.stage(ours, None).expect("the disk can be written");
    output.commit(vec![staged]).expect("the disk can be written");
    assert_eq!(fs::read_to_string(out.join(file[0].0)).expect("a file"), file[0].1);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_a_link() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    fs::write(elsewhere.path().join("stale.html"), "mine").expect("a file");
    let site = published();
    let out = site.path().join("public");
    fs::remove_dir_all(out.join("a")).expect("a folder");
    std::os::unix::fs::symlink(elsewhere.path(), out.join("a")).expect("a link");
    let error = publish(site.path(), &RealDisk, &NEW).expect_err("a link is in the way");
    assert!(format!("{error:#}").contains("symbolic link"), "{error:#}");
    publish(site.path(), &RealDisk, &NEW[..2]).expect("nothing goes through the link");
    assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 1);
    // A link in place of a file is replaced; what it leads to is not read or written.
    fs::remove_file(out.join("index.html")).expect("a file");
    std::os::unix::fs::symlink(elsewhere.path().join("stale.html"), out.join("index.html")).expect("a link");
    publish(site.path(), &RealDisk, &NEW[..2]).expect("the disk can be written");
    assert!(!out.join("index.html").is_symlink());
    assert_eq!(fs::read_to_string(elsewhere.path().join("stale.html")).expect("a file"), "mine");
}

fn started(site: &Path) -> Command {
    let mut command = jianbao();
    command.args(["build", "--site"]).arg(site);
    command
}

#[test]
fn a_build_waits_for_another() {
    let site = site(&NO_FILES);
    let opening = OutputOptions { disk: &RealDisk, overwrite: false, verify: false, waiting: &|| {} };
    let other = Output::open(site.path(), &site.path().join("public"), opening).expect("an output");
    let mut waiting = started(site.path()).stderr(Stdio::piped()).spawn().expect("jianbao");
    let mut lines = BufReader::new(waiting.stderr.take().expect("a pipe")).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.starts_with("Waiting for another build")));
    assert!(!site.path().join("public/index.html").exists());
    drop(other);
    assert!(waiting.wait().expect("it ends").success(), "{:?}", lines.collect::<Vec<_>>());
    assert!(site.path().join("public/index.html").exists());
}

#[test]
fn builds_at_once_give_the_site_of_one() {
    let (site, alone) = (site(&NO_FILES), site(&NO_FILES));
    let builds: Vec<_> = (0..4).map(|_| started(site.path()).arg("--quiet").spawn().expect("jianbao")).collect();
    for mut build in builds {
        assert!(build.wait().expect("it ends").success());
    }
    assert!(started(alone.path()).arg("--quiet").status().expect("jianbao").success());
    // What it was made from has the stamps of the disk.
    let made = |site: &Path| {
        let mut files = files(&site.join("public"));
        files.remove(".jianbao-record");
        files
    };
    assert_eq!(made(site.path()), made(alone.path()));
}
