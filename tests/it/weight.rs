//! A bulletin's page is light: with all the styles and scripts it names it is at most 20 KB as hosts send it,
//! compressed by gzip. The figure tables of the example and of tests/sites/statistics are as long as those that are printed.

use crate::helpers::{built, root, texts};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Compressed bytes of a page with what it loads.
const MOST: usize = 20 * 1024;

/// How many bytes a host sends for these.
fn compressed(bytes: &[u8]) -> usize {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
    gzip.write_all(bytes).expect("a vector takes everything");
    gzip.finish().expect("a vector takes everything").len()
}

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
        let size = |file: &&str| compressed(&fs::read(out.path().join(file)).expect(file));
        let html = compressed(page.as_bytes());
        pages.push((html + files.iter().map(size).sum::<usize>(), html, name));
    }
    assert_eq!(pages.len(), report.bulletins * report.editions);
    let (weight, html, page) = pages.iter().max().expect("a bulletin");
    println!("the heaviest is {page}: {weight} bytes, of which HTML {html}");
    assert!(*weight <= MOST, "{page} has {weight} bytes, of which HTML {html}");
}

#[test]
fn no_bulletin_of_the_example_is_heavy() {
    weigh(root());
}

#[test]
fn no_bulletin_with_statistics_is_heavy() {
    weigh(&root().join("tests/sites/statistics"));
}
