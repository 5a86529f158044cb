//! Whole sites: each folder of `tests/sites/` is built. One with a folder `expected/` must give
//! just that tree; one with `expected.txt` must give just those diagnostics and no file.
//! `UPDATE_EXPECTED=1 cargo test --test sites` writes what is given now, to be reviewed as a diff.

use jianbao::diag::print;
use jianbao::pipeline::{Options, Report, build};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn site(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name)
}

fn run(site: &Path, out: &Path) -> Report {
    let options =
        Options { out: Some(out.to_owned()), ..Options::new(site, "2025-08-01T00:00:00Z".parse().expect("a time")) };
    build(&options, &|_, _| {}).expect("the disk can be read and written")
}

/// Every file below a folder with its text, but for the lock, which is always empty.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("the tree can be read");
        if entry.file_type().is_file() && entry.file_name() != ".jianbao-lock" {
            let name =
                entry.path().strip_prefix(folder).expect("below the folder").to_string_lossy().replace('\\', "/");
            files.insert(name, String::from_utf8_lossy(&fs::read(entry.path()).expect("a file")).into_owned());
        }
    }
    files
}

fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECTED").is_some()
}

#[test]
fn the_minimal_site_gives_its_tree() {
    let site = site("minimal");
    let out = tempfile::tempdir().expect("a folder");
    let report = run(&site, out.path());
    assert_eq!(report.counts().0, 0, "{}", print::text(&report.diagnostics, false));
    // The built-in theme's own files and the search index are looked at elsewhere.
    let mut given = tree(out.path());
    // Workbooks are no text: tests/data.rs; nor is the index of the search: tests/search.rs.
    let binary = |name: &str| name.ends_with(".xlsx") || name.ends_with(".bin");
    given.retain(|name, _| !name.starts_with("assets/") && !binary(name));
    let expected = site.join("expected");
    if updating() {
        let _ = fs::remove_dir_all(&expected);
        for (name, text) in &given {
            let place = expected.join(name);
            fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
            fs::write(place, text).expect("a file");
        }
    }
    let wanted = tree(&expected);
    assert_eq!(given.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>(), "the files");
    for (name, text) in &given {
        similar_asserts::assert_eq!(text, &wanted[name], "{name}");
    }
}

#[test]
fn broken_sites_tell_every_mistake_and_write_nothing() {
    for name in ["broken", "bad-template", "bad-syntax"] {
        let site = site(name);
        let out = tempfile::tempdir().expect("a folder");
        fs::write(out.path().join("index.html"), "what was there").expect("a file");
        let report = run(&site, out.path());
        let given = print::text(&report.diagnostics, false);
        let expected = site.join("expected.txt");
        if updating() {
            fs::write(&expected, &given).expect("a file");
        }
        similar_asserts::assert_eq!(given, fs::read_to_string(&expected).expect("expected.txt"), "{name}");
        assert_eq!(report.changes, None);
        assert_eq!(tree(out.path()), BTreeMap::from([("index.html".to_owned(), "what was there".to_owned())]));
    }
}
