//! A bulletin's page is light: with all the styles and scripts it names it stays below 60,000 bytes, uncompressed.
//! The figure tables of the example and of tests/sites/statistics are what is printed, and as long.

use crate::helpers::{built, root, texts};
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
    let (out, report) = built(site, "2026-08-01T00:00:00Z");
    let mut pages = Vec::new();
    for (name, page) in texts(out.path()) {
        if !name.ends_with("/index.html") || !page.contains(" class=\"bulletin\"") {
            continue;
        }
        let files = loaded(&page);
        assert!(files.iter().any(|file| file.ends_with(".css")) && files.iter().any(|file| file.ends_with(".js")));
        let size = |file: &&str| fs::metadata(out.path().join(file)).expect(file).len();
        let weight = page.len() as u64 + files.iter().map(size).sum::<u64>();
        pages.push((weight, page.len(), name));
    }
    assert_eq!(pages.len(), report.bulletins * report.editions);
    let (weight, html, page) = pages.iter().max().expect("a bulletin");
    println!("the heaviest is {page}: {weight} bytes, of which HTML {html}");
    assert!(*weight < MOST, "{page} has {weight} bytes, of which HTML {html}");
}

#[test]
fn no_bulletin_of_the_example_is_heavy() {
    weigh(root());
}

#[test]
fn no_bulletin_with_statistics_is_heavy() {
    weigh(&root().join("tests/sites/statistics"));
}
