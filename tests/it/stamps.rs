//! What a build believes without reading: a file whose size, times and inode are those that were recorded. Whatever is
//! done to files or to the record by other means than the system's clock, the site is the one made anew.
#![cfg(unix)]

use crate::helpers::{build, files, options, site};
use jianbao::hash::Hash;
use jianbao::pipeline::{Options, Report};
use std::collections::BTreeMap;
use std::fs::{self, File, FileTimes};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

const PAGE: &str = "zh-hans/bulletins/one/index.html";
const RECORD: &str = ".jianbao-record";

fn run(site: &Path, verify: bool) -> Report {
    let report = build(&Options { verify, program: Some(Hash::of(b"this one")), ..options(site) });
    assert!(report.changes.is_some());
    report
}

/// A site that is built, and all of whose files are known by their stamps.
fn known() -> (TempDir, PathBuf, BTreeMap<String, Vec<u8>>) {
    let text = "+++\ntitle = \"一\"\ndate = 2025-07-18\n+++\n\n正文。\n";
    let site = site(&[("content/bulletins/one.md", text), ("content/bulletins/two.md", &text.replace('一', "二"))]);
    run(site.path(), false);
    // The disk's clock moves every few milliseconds; what changed since it last did has no stamp.
    sleep(Duration::from_millis(50));
    run(site.path(), false);
    let out = site.path().join("public");
    let whole = tree(&out);
    (site, out, whole)
}

fn tree(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(out);
    files.retain(|name, _| !name.starts_with(".jianbao-"));
    files
}

/// What is done to a file.
type Tampering = fn(&Path);

/// Other bytes of the same number.
fn other(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| byte ^ 1).collect()
}

/// The record with the line of the page changed, and the hash that fits it.
fn rewrite(out: &Path, change: impl Fn(&str) -> String) {
    let text = fs::read_to_string(out.join(RECORD)).expect("a record");
    let (lines, _) = text.trim_end().rsplit_once('\n').expect("a hash");
    let changed = |line: &str| if line.starts_with(PAGE) { change(line) } else { line.to_owned() };
    let lines: String = lines.lines().map(|line| changed(line) + "\n").collect();
    fs::write(out.join(RECORD), format!("{lines}{}\n", Hash::of(lines.as_bytes()))).expect("a file");
}

fn times(file: &Path) -> FileTimes {
    let there = fs::metadata(file).expect("a file");
    FileTimes::new().set_modified(there.modified().expect("a time")).set_accessed(there.accessed().expect("a time"))
}

#[test]
fn every_file_has_a_stamp_once_the_clock_has_moved() {
    let (_site, out, _) = known();
    let text = fs::read_to_string(out.join(RECORD)).expect("a record");
    let (lines, _) = text.trim_end().rsplit_once('\n').expect("a hash");
    assert!(lines.lines().all(|line| line.split('\t').count() == 3), "{lines}");
}

#[test]
fn a_file_that_was_tampered_with_is_made_again() {
    let tampering: [(&str, Tampering); 5] = [
        ("written over, of the same size, with its old time", |file| {
            let (times, bytes) = (times(file), other(&fs::read(file).expect("a file")));
            fs::write(file, bytes).expect("a file");
            File::options().write(true).open(file).expect("a file").set_times(times).expect("times");
        }),
        ("replaced by another of the same size and time", |file| {
            let (times, beside) = (times(file), file.with_extension("new"));
            fs::write(&beside, other(&fs::read(file).expect("a file"))).expect("a file");
            File::options().write(true).open(&beside).expect("a file").set_times(times).expect("times");
            fs::rename(beside, file).expect("a file");
        }),
        ("copied from the page beside it", |file| {
            let beside = file.parent().and_then(Path::parent).expect("a folder").join("two/index.html");
            fs::copy(beside, file).map(drop).expect("a file");
        }),
        ("removed", |file| fs::remove_file(file).expect("a file")),
        ("a link to another", |file| {
            let beside = file.parent().and_then(Path::parent).expect("a folder").join("two/index.html");
            fs::remove_file(file).expect("a file");
            std::os::unix::fs::symlink(beside, file).expect("a link");
        }),
    ];
    for (what, tamper) in tampering {
        let (site, out, whole) = known();
        tamper(&out.join(PAGE));
        run(site.path(), false);
        assert_eq!(tree(&out), whole, "{what}");
        assert!(!out.join(PAGE).is_symlink(), "{what}");
    }
}

#[test]
fn a_record_that_is_lost_old_or_of_another_folder_is_of_no_harm() {
    let (site, out, whole) = known();
    let old = fs::read(out.join(RECORD)).expect("a record");
    // A newer site under an old record.
    let text = "+++\ntitle = \"新\"\ndate = 2025-07-18\n+++\n\n新文。\n";
    let before = fs::read(site.path().join("content/bulletins/one.md")).expect("a bulletin");
    fs::write(site.path().join("content/bulletins/one.md"), text).expect("a bulletin");
    run(site.path(), false);
    fs::write(site.path().join("content/bulletins/one.md"), before).expect("a bulletin");
    fs::write(out.join(RECORD), &old).expect("a record");
    run(site.path(), false);
    assert_eq!(tree(&out), whole, "old");
    fs::remove_file(out.join(RECORD)).expect("a record");
    run(site.path(), false);
    assert_eq!(tree(&out), whole, "lost");
    // Copied with all its files, of which one was changed.
    let elsewhere = tempfile::tempdir().expect("a folder");
    crate::helpers::copy(&out, elsewhere.path(), crate::helpers::paths(&out));
    fs::write(elsewhere.path().join(PAGE), other(&whole[PAGE])).expect("a file");
    fs::remove_dir_all(&out).expect("a folder");
    fs::rename(elsewhere.path(), &out).expect("a folder");
    run(site.path(), false);
    assert_eq!(tree(&out), whole, "copied");
}

/// What is believed is the stamp: bytes are read again only where it differs, or where that is asked for.
#[test]
fn bytes_are_read_where_a_stamp_differs_or_when_asked() {
    let wrong = Hash::of(b"other bytes").to_string();
    let spoil = |out: &Path| {
        rewrite(out, |line| {
            let mut fields: Vec<&str> = line.split('\t').collect();
            let (inputs, _) = fields[1].split_once(' ').expect("two hashes");
            let sums = format!("{inputs} {wrong}");
            fields[1] = &sums;
            fields.join("\t")
        });
    };
    let has_wrong = |out: &Path| fs::read_to_string(out.join(RECORD)).expect("a record").contains(&wrong);
    let (site, out, whole) = known();
    spoil(&out);
    run(site.path(), false);
    assert!(has_wrong(&out), "it was read though its stamp is the same");
    run(site.path(), true);
    assert!(!has_wrong(&out), "it was not read though that was asked for");
    spoil(&out);
    rewrite(&out, |line| line.rsplit_once('\t').expect("a stamp").0.to_owned());
    run(site.path(), false);
    assert!(!has_wrong(&out), "it was not read though it has no stamp");
    assert_eq!(tree(&out), whole);
}
