//! `--shard`: parts that are built apart and copied together are the site.

use crate::helpers::{build, files, jianbao, root};
use jianbao::hash::Hash;
use jianbao::pipeline::Options;
use std::collections::BTreeMap;
use std::path::Path;

/// Builds the site of statistics, or one part of it, and gives its files.
fn part(out: &Path, shard: Option<&str>) -> BTreeMap<String, Vec<u8>> {
    let site = root().join("tests/sites/statistics");
    let options = Options {
        out: Some(out.to_owned()),
        shard: shard.map(|shard| shard.parse().expect("a part")),
        program: Some(Hash::of(b"this one")),
        ..Options::new(&site, "2026-08-01T00:00:00Z".parse().expect("a time"))
    };
    let report = build(&options);
    let mut files = files(out);
    files.retain(|name, _| !name.starts_with(".jianbao-"));
    assert_eq!(report.pages, files.len());
    files
}

#[test]
fn the_parts_of_a_site_are_the_site() {
    let outs = tempfile::tempdir().expect("a folder");
    let whole = part(&outs.path().join("whole"), None);
    let mut merged = BTreeMap::new();
    for number in 1..=3 {
        let out = outs.path().join(number.to_string());
        let files = part(&out, Some(&format!("{number}/3")));
        assert!(files.len() * 5 > whole.len(), "{} of {}", files.len(), whole.len());
        // Built again it stays what it is.
        assert_eq!(part(&out, Some(&format!("{number}/3"))), files);
        for (name, bytes) in files {
            assert!(merged.insert(name.clone(), bytes).is_none(), "{name} is in two parts");
        }
    }
    assert_eq!(merged.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
    let other: Vec<&String> =
        whole.iter().filter(|(name, bytes)| merged[*name] != **bytes).map(|(name, _)| name).collect();
    assert!(other.is_empty(), "{other:?}");
}

#[test]
fn a_part_is_one_of_several() {
    for wrong in ["0/3", "4/3", "1", "1/0", "a/b", "1/3/5", ""] {
        let run = jianbao().args(["build", "--shard", wrong]).output().expect("jianbao");
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.code() == Some(2) && told.contains("2/8"), "{wrong}: {told}");
    }
}
