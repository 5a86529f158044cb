//! Whole sites: each folder of `tests/sites/` is built. One with a folder `expected/` must give
//! just that tree; one with `expected.txt` must give just those diagnostics and no file.
//! `UPDATE_EXPECTED=1 cargo test --test it sites::` writes what is given now, to be reviewed as a diff.

use crate::helpers::{NOW, build, built, expect, is_updating, options, root, texts, write};
use jianbao::diag::print;
use jianbao::pipeline::Options;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn site(name: &str) -> PathBuf {
    root().join("tests/sites").join(name)
}

/// Every file below a folder with its text, but for the lock, which is always empty.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = texts(folder);
    files.remove(".jianbao-lock");
    files
}

#[test]
fn the_minimal_site_gives_its_tree() {
    let site = site("minimal");
    let (out, _) = built(&site, NOW);
    // The built-in theme's own files and the search index are looked at elsewhere.
    let mut given = tree(out.path());
    // Workbooks are no text: see `data`; nor is the index of the search: see `search`.
    let binary = |name: &str| name.ends_with(".xlsx") || name.ends_with(".bin");
    given.retain(|name, _| !name.starts_with("assets/") && !binary(name));
    let expected = site.join("expected");
    if is_updating() {
        let _ = fs::remove_dir_all(&expected);
        for (name, text) in &given {
            write(&expected, name, text);
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
    for name in ["broken", "bad-template", "bad-syntax", "unfilled"] {
        let site = site(name);
        let out = tempfile::tempdir().expect("a folder");
        fs::write(out.path().join("index.html"), "what was there").expect("a file");
        let report = build(&Options { out: Some(out.path().to_owned()), ..options(&site) });
        expect(&site.join("expected.txt"), &print::text(&report.diagnostics, false));
        assert_eq!(report.changes, None);
        assert_eq!(tree(out.path()), BTreeMap::from([("index.html".to_owned(), "what was there".to_owned())]));
    }
}
