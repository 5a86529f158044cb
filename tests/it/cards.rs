//! Pictures for shared links: one for each bulletin and edition, of the size that pages say, in words that a font
//! has. Needs the feature `cards` and Noto CJK.

use crate::helpers::{NOW, build, built, minimal, options, write};
use std::fs;

#[test]
fn every_bulletin_and_edition_has_a_picture() {
    let site = minimal("cards = true");
    // Its own templates name no pictures.
    fs::remove_dir_all(site.path().join("templates")).expect("templates");
    let (public, _) = built(site.path(), NOW);
    let mut pictures = Vec::new();
    for edition in ["zh-hans", "zh-hant-tw", "zh-hant-hk"] {
        for folder in ["", "bulletins/2025/first/", "bulletins/2024/older/"] {
            let picture = fs::read(public.path().join(edition).join(folder).join("card.png")).expect("a card");
            assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
            // The head of a PNG has its width and its height.
            assert_eq!(picture[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 by 630");
            let page = fs::read_to_string(public.path().join(edition).join(folder).join("index.html")).expect("a page");
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
    let site = minimal("cards = true");
    write(site.path(), "templates/labels/zh-hans.toml", "[ui]\ncard_sans = \"No Such Font\"\n");
    let report = build(&options(site.path()));
    let told: Vec<&str> = report.diagnostics.iter().map(|mistake| &*mistake.message).collect();
    assert!(told.iter().any(|message| message.contains("`No Such Font` is not installed")), "{told:?}");
    assert_eq!(report.changes, None);
}
