//! A bulletin's page is light: with all the styles and scripts it names it stays below 60,000 bytes, uncompressed.
//! The figure tables of the example and of tests/sites/statistics are what is printed, and as long.

use jianbao::pipeline::{Options, build};
use std::fs;
use std::path::Path;

/// Bytes of a page with what it loads.
const MOST: u64 = 60_000;

/// The styles and scripts that a page names, from the site's root.
fn loaded(page: &str) -> Vec<&str> {
    let tags =
        page.split('<').filter(|tag| tag.starts_with("link rel=\"stylesheet\"") || tag.starts_with("script src"));
    tags.filter_map(|tag| tag.split(' ').find(|part| part.starts_with("href=") || part.starts_with("src=")))
        .filter_map(|address| address.find("assets/").and_then(|at| address[at..].split('"').next()))
        .collect()
}

fn weigh(site: &Path) {
    let out = tempfile::tempdir().expect("a folder");
    let options = Options {
        out: Some(out.path().to_owned()),
        ..Options::new(site, "2026-08-01T00:00:00Z".parse().expect("a time"))
    };
    let report = build(&options, &|_, _| {}).expect("the disk can be read and written");
    assert!(report.changes.is_some(), "no mistakes");
    let mut pages = Vec::new();
    for entry in walkdir::WalkDir::new(out.path()) {
        let entry = entry.expect("a file");
        let Ok(page) = fs::read_to_string(entry.path()) else { continue };
        if entry.file_name() != "index.html" || !page.contains(" class=\"bulletin\"") {
            continue;
        }
        let files = loaded(&page);
        assert!(files.iter().any(|file| file.ends_with(".css")) && files.iter().any(|file| file.ends_with(".js")));
        let size = |file: &&str| fs::metadata(out.path().join(file)).expect(file).len();
        let weight = page.len() as u64 + files.iter().map(size).sum::<u64>();
        pages.push((weight, page.len(), entry.path().strip_prefix(out.path()).expect("below").to_owned()));
    }
    assert_eq!(pages.len(), report.bulletins * report.editions);
    let (weight, html, page) = pages.iter().max().expect("a bulletin");
    println!("the heaviest is {}: {weight} bytes, of which HTML {html}", page.display());
    assert!(*weight < MOST, "{} has {weight} bytes, of which HTML {html}", page.display());
}

#[test]
fn no_bulletin_of_the_example_is_heavy() {
    weigh(Path::new(env!("CARGO_MANIFEST_DIR")));
}

#[test]
fn no_bulletin_with_statistics_is_heavy() {
    weigh(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/statistics"));
}
