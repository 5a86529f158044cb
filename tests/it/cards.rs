//! Pictures for shared links: one for each bulletin and edition, of the size that pages say, in words that a font
//! has. Needs the feature `cards` and Noto CJK.

use jianbao::pipeline::{Options, build};
use std::fs;
use std::path::Path;

/// The minimal site in the built-in theme.
fn site() -> tempfile::TempDir {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/minimal");
    let site = tempfile::tempdir().expect("a folder");
    for entry in walkdir::WalkDir::new(from.join("content")).into_iter().map(|entry| entry.expect("a readable tree")) {
        let place = site.path().join(entry.path().strip_prefix(&from).expect("below the folder"));
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(place).expect("a folder"),
            false => drop(fs::copy(entry.path(), place).expect("a file")),
        }
    }
    let settings = fs::read_to_string(from.join("site.toml")).expect("site.toml");
    fs::write(site.path().join("site.toml"), format!("cards = true\n{settings}")).expect("a file");
    site
}

#[test]
fn every_bulletin_and_edition_has_a_picture() {
    let site = site();
    let now = "2025-08-01T00:00:00Z".parse().expect("a time");
    let report = build(&Options::new(site.path(), now), &|_, _| {}).expect("the disk can be read and written");
    assert_eq!(report.counts().0, 0, "{}", jianbao::diag::print::text(&report.diagnostics, false));
    let public = site.path().join("public");
    let mut pictures = Vec::new();
    for edition in ["zh-hans", "zh-hant-tw", "zh-hant-hk"] {
        for folder in ["", "bulletins/2025/first/", "bulletins/2024/older/"] {
            let picture = fs::read(public.join(edition).join(folder).join("card.png")).expect("a card");
            assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
            // The head of a PNG has its width and its height.
            assert_eq!(picture[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 by 630");
            let page = fs::read_to_string(public.join(edition).join(folder).join("index.html")).expect("a page");
            let address = format!("https://example.org/digest/{edition}/{folder}card.png");
            assert!(page.contains(&format!("<meta property=\"og:image\" content=\"{address}\">")), "{address}");
            assert_eq!(page.contains(&format!("\"image\":\"{address}\"")), !folder.is_empty(), "{address}");
            pictures.push(picture);
        }
    }
    for (at, picture) in pictures.iter().enumerate() {
        assert!(pictures[..at].iter().all(|other| other != picture), "two cards are alike");
    }
}

#[test]
fn a_font_that_is_missing_is_told() {
    let site = site();
    let labels = site.path().join("templates/labels");
    fs::create_dir_all(&labels).expect("a folder");
    fs::write(labels.join("zh-hans.toml"), "[ui]\ncard_sans = \"No Such Font\"\n").expect("a file");
    let now = "2025-08-01T00:00:00Z".parse().expect("a time");
    let report = build(&Options::new(site.path(), now), &|_, _| {}).expect("the disk can be read and written");
    let told: Vec<&str> = report.diagnostics.iter().map(|mistake| &*mistake.message).collect();
    assert!(told.iter().any(|message| message.contains("`No Such Font` is not installed")), "{told:?}");
    assert_eq!(report.changes, None);
}
