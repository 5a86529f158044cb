//! PDFs, cards and pictures for shared links: what they show, in the fonts of each region, and that no text is read as markup.
//! Needs the feature `paged`, Noto CJK and poppler's tools.

use crate::helpers::{NOW, build, built, files, jianbao, minimal, options, root, site, write};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const EDITIONS: &str = "[[editions]]\nvariant = \"zh-Hans\"\n[[editions]]\nvariant = \"zh-Hant-TW\"\n\
                        [[editions]]\nvariant = \"zh-Hant-HK\"\n";

/// A site of one bulletin.
fn one(bulletin: &str, settings: &str) -> TempDir {
    let settings = format!("title = \"简报\"\nbase_url = \"https://example.org\"\n{settings}\n{EDITIONS}");
    site(&[("site.toml", settings.as_str()), ("content/bulletins/2025/one.md", bulletin)])
}

/// The files of a channel, by their paths.
fn made(site: &Path, channel: &str, what: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let out = tempfile::tempdir().expect("a folder");
    let run =
        jianbao().args(["channel", channel]).args(what).arg("--out").arg(out.path()).arg("--site").arg(site).output();
    let run = run.expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    files(out.path())
}

/// What a tool says of a PDF.
fn told(tool: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "one.pdf", pdf);
    let mut run = Command::new(tool);
    run.args(arguments).arg(folder.path().join("one.pdf")).args((tool == "pdftotext").then_some("-"));
    let run = run.output().expect("poppler's tools are installed");
    assert!(run.status.success(), "{tool}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8_lossy(&run.stdout).into_owned()
}

/// The words of a PDF, without spaces and line ends.
fn words(pdf: &[u8]) -> String {
    told("pdftotext", &["-raw"], pdf).split_whitespace().collect()
}

fn is_picture(bytes: &[u8], width: u32, height: u32) {
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    // The head of a PNG has its width and its height.
    assert_eq!(bytes[16..24], [width.to_be_bytes(), height.to_be_bytes()].concat()[..]);
}

#[test]
fn a_pdf_has_all_of_a_bulletin_and_is_read_aloud() {
    let site = one(include_str!("../cases/channel/everything.md"), "");
    let files = made(site.path(), "pdf", &["content/bulletins/2025/one.md"]);
    assert_eq!(
        files.keys().map(String::as_str).collect::<Vec<_>>(),
        ["zh-hans/2025-one.pdf", "zh-hant-hk/2025-one.pdf", "zh-hant-tw/2025-one.pdf"]
    );
    let pdf = &files["zh-hans/2025-one.pdf"];
    let text = words(pdf);
    for said in [
        "软件业务收入增长11.2%，快于上年",
        "55788亿元",
        "同比+11.2%",
        "同比−3.1%",
        "初步数",
        "按可比口径计算",
        "国新办发布会",
        "一条说明。",
        "println!(\"<hi>\");",
        "乙&丙",
        "图的说明",
        "脚注有另一链接",
        "5.第五",
        "第1页，共",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let info = told("pdfinfo", &[], pdf);
    let fields = ["Title:           上半年工业：软件业务收入增长11.2%，快于上年", "Tagged:          yes", "(A4)"];
    for field in fields {
        assert!(info.contains(field), "{field}: {info}");
    }
    assert!(String::from_utf8_lossy(pdf).contains("<pdfuaid:part>1</pdfuaid:part>"));
    // What is there for those who hear it.
    let structure = told("pdfinfo", &["-struct"], pdf);
    let kinds: BTreeSet<&str> =
        structure.lines().filter_map(|line| line.split([' ', ':']).find(|word| !word.is_empty())).collect();
    let all = "BlockQuote Caption Code Document Figure H1 H2 L LBody LI Link Note P TD TH THead TR Table";
    for kind in all.split(' ') {
        assert!(kinds.contains(kind), "{kind}: {structure}");
    }
}

#[test]
fn a_text_is_never_read_as_markup() {
    let site = one(include_str!("../cases/paged/hostile.md"), "");
    for channel in ["pdf", "cards"] {
        let files = made(site.path(), channel, &["content/bulletins/2025/one.md"]);
        let Some(pdf) = files.get("zh-hans/2025-one.pdf") else { continue };
        let text = words(pdf);
        for said in [
            "#eval(\"1+1\")、$x^2$",
            "#read(\"/etc/passwd\")",
            "#panic(\"停\")",
            "#let出口",
            "#include\"/data.json\"$#\\~--...'a'\"b\"",
            "$sum_(i=1)^ni$",
            "#[块]",
            "#import\"/common.typ\":*",
            "#setpage(width:1pt)",
            "#strong[甲]",
            "#footnote[内]",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(!text.contains("root:"), "{text}");
    }
}

#[test]
fn every_edition_has_the_glyphs_of_its_region() {
    let bulletin = "+++\ntitle = \"骨直角\"\ndate = 2025-07-18\n+++\n\n骨、直、角。\n";
    let site = one(bulletin, "");
    let files = made(site.path(), "pdf", &["content/bulletins/2025/one.md"]);
    for (edition, of, others) in [
        ("zh-hans", "CJKsc", ["CJKtc", "CJKhk"]),
        ("zh-hant-tw", "CJKtc", ["CJKsc", "CJKhk"]),
        ("zh-hant-hk", "CJKhk", ["CJKsc", "CJKtc"]),
    ] {
        let fonts = told("pdffonts", &[], &files[&format!("{edition}/2025-one.pdf")]);
        assert!(fonts.contains(of) && others.iter().all(|other| !fonts.contains(other)), "{edition}: {fonts}");
        // Name, type, encoding, then whether it is embedded, a subset, and has its characters.
        let is_whole = |line: &str| line.contains(" yes yes yes ");
        assert!(fonts.lines().skip(2).all(is_whole), "{edition}: {fonts}");
    }
}

#[test]
fn the_digest_of_a_month_has_every_figure_of_its_bulletins() {
    let site = root().join("tests/sites/ordinary");
    let what = ["2025-06", "content/bulletins/2025/trade-2025-05.md"];
    let files = made(&site, "pdf", &what);
    assert_eq!(files, made(&site, "pdf", &what), "the same site gives the same bytes");
    for (edition, exports, contents, page) in [
        ("zh-hans", "3199.2亿美元", "目录", "第2页，共"),
        ("zh-hant-tw", "3199.2億美元", "目錄", "第2頁，共"),
        ("zh-hant-hk", "3199.2億美元", "目錄", "第2頁，共"),
        ("en", "319.92billionUSdollars", "Contents", "Page2of"),
    ] {
        let text = words(&files[&format!("{edition}/2025-06.pdf")]);
        for said in [exports, contents, page] {
            assert!(text.contains(said), "{edition}, {said}: {text}");
        }
        let bulletin = words(&files[&format!("{edition}/2025-trade-2025-05.pdf")]);
        assert!(bulletin.contains(exports), "{edition}: {bulletin}");
    }
    // Every value and change as the other channels have them.
    let mail = made(&site, "email", &what[1..]);
    let mail = String::from_utf8_lossy(&mail["zh-hans/2025-trade-2025-05.txt"]).into_owned();
    let (digest, bulletin) = (words(&files["zh-hans/2025-06.pdf"]), words(&files["zh-hans/2025-trade-2025-05.pdf"]));
    let numbers = mail.split(|sign: char| !sign.is_ascii_digit() && !"+−.%".contains(sign));
    let figures: Vec<&str> = numbers.map(|word| word.trim_matches('.')).filter(|word| word.contains('.')).collect();
    assert!(figures.len() > 20, "{figures:?}");
    for figure in figures {
        assert!(digest.contains(figure) && bulletin.contains(figure), "{figure}");
    }
    let structure = told("pdfinfo", &["-struct"], &files["zh-hans/2025-06.pdf"]);
    assert!(structure.contains("TOCI"), "{structure}");
}

#[test]
fn cards_have_a_cover_and_six_figures_each() {
    let site = root().join("tests/sites/ordinary");
    let files = made(&site, "cards", &["content/bulletins/2025/trade-2025-05.md", "2025-06"]);
    files.values().for_each(|picture| is_picture(picture, 1080, 1440));
    for edition in ["zh-hans", "zh-hant-tw", "zh-hant-hk", "en"] {
        let of = |name: &str| files.keys().filter(|file| file.starts_with(&format!("{edition}/{name}-"))).count();
        // Eleven figures.
        assert_eq!(of("2025-trade-2025-05"), 3);
        assert!(of("2025-06") > 1);
    }
    let all: BTreeSet<&Vec<u8>> = files.values().collect();
    assert_eq!(all.len(), files.len(), "two cards are alike");
}

#[test]
fn every_bulletin_and_edition_has_a_picture() {
    let site = minimal("cards = true");
    // Its own templates name no pictures.
    fs::remove_dir_all(site.path().join("templates")).expect("templates");
    let (public, _) = built(site.path(), NOW);
    let mut pictures = BTreeSet::new();
    for edition in ["zh-hans", "zh-hant-tw", "zh-hant-hk"] {
        for folder in ["", "bulletins/2025/first/", "bulletins/2024/older/"] {
            let picture = fs::read(public.path().join(edition).join(folder).join("card.png")).expect("a card");
            is_picture(&picture, 1200, 630);
            let page = fs::read_to_string(public.path().join(edition).join(folder).join("index.html")).expect("a page");
            let address = format!("https://example.org/digest/{edition}/{folder}card.png");
            assert!(page.contains(&format!("<meta property=\"og:image\" content=\"{address}\">")), "{address}");
            assert_eq!(page.contains(&format!("\"image\":\"{address}\"")), !folder.is_empty(), "{address}");
            assert!(pictures.insert(picture), "two cards are alike");
        }
    }
}

#[test]
fn a_font_that_is_missing_is_told() {
    let site = minimal("cards = true");
    write(site.path(), "templates/labels/zh-hans.toml", "[ui]\ncard_sans = \"No Such Font, Nor This\"\n");
    let report = build(&options(site.path()));
    let told: Vec<&str> = report.diagnostics.iter().map(|mistake| &*mistake.message).collect();
    assert!(told.iter().any(|message| message.contains("`No Such Font, Nor This` is installed")), "{told:?}");
    assert_eq!(report.changes, None);
}

#[test]
fn pages_offer_their_pdf_and_it_is_made_anew_when_its_text_changes() {
    let site = one(include_str!("../cases/channel/everything.md"), "[channels]\npdf = true\n");
    let options = options(site.path());
    let public = site.path().join("public");
    let build = || {
        let report = build(&options);
        assert_eq!(report.counts().0, 0, "{:?}", report.diagnostics);
    };
    build();
    for (page, file) in [
        ("zh-hans/bulletins/2025/one/", "2025-one.pdf"),
        ("zh-hant-hk/bulletins/2025/one/", "2025-one.pdf"),
        ("zh-hant-tw/digests/2025-07/", "2025-07.pdf"),
    ] {
        let html = fs::read_to_string(public.join(page).join("index.html")).expect("a page");
        assert!(html.contains(&format!("href=\"/{page}{file}\" download>")), "{page}: {html}");
        assert!(fs::read(public.join(page).join(file)).expect("a PDF").starts_with(b"%PDF-"));
    }
    let stands = files(&public);
    build();
    assert_eq!(files(&public), stands);
    let changed = include_str!("../cases/channel/everything.md").replace("55788亿元", "55778亿元");
    write(site.path(), "content/bulletins/2025/one.md", changed);
    build();
    for file in ["zh-hans/bulletins/2025/one/2025-one.pdf", "zh-hans/digests/2025-07/2025-07.pdf"] {
        let text = words(&fs::read(public.join(file)).expect("a PDF"));
        assert!(text.contains("55778亿元") && !text.contains("55788亿元"), "{file}: {text}");
    }
}
