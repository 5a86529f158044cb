//! What no bulletin needs is refused by name, and the rest of the site is reported as usual. Nothing here is timed:
//! without its limit each of these texts would delay a run for minutes to hours, or end it.

use crate::helpers::{check, options, site};
use jianbao::diag::{Code, Diagnostic, print, report};
use jianbao::pipeline::{Options, Report};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

const FRONT: &str = "+++\ntitle = \"一\"\ndate = 2025-07-18\n+++\n\n";

fn run(site: &Path) -> Report {
    check(&Options { review: true, ..options(site) })
}

/// The codes that are reported for each file.
fn codes(diagnostics: &[Diagnostic]) -> BTreeMap<String, Vec<Code>> {
    let mut codes: BTreeMap<String, Vec<Code>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let file = diagnostic.place.as_ref().map_or("", |place| place.source.path.as_str());
        codes.entry(file.to_owned()).or_default().push(diagnostic.code);
    }
    codes
}

/// The codes reported for a site's one bulletin.
fn told(bulletin: &[u8]) -> Vec<Code> {
    let site = site(&[("content/bulletins/a.md", bulletin)]);
    codes(&run(site.path()).diagnostics).remove("content/bulletins/a.md").unwrap_or_default()
}

#[test]
fn markdown_that_takes_hours_is_refused() {
    let references = |count: usize| -> String {
        let definitions: String = (0..count).map(|at| format!("[a{at}]: /{at}\n")).collect();
        definitions + "\n" + &(0..count).map(|at| format!("[a{at}]\n\n")).collect::<String>()
    };
    let notes: String = (0..40_000).map(|at| format!("甲[^{at}]\n\n[^{at}]: 乙\n\n")).collect();
    let steps: String = (0..900).map(|depth| format!("{}- 甲\n", " ".repeat(2 * depth))).collect();
    let row = |cell: &str| cell.repeat(10_000) + "|\n";
    let texts: [(&str, String); 16] = [
        ("emphasis", "*a **a ".repeat(50_000)),
        ("underscores", "_a __a ".repeat(50_000)),
        ("brackets", "[".repeat(200_000)),
        ("unclosed", "[a](<b".repeat(50_000)),
        ("pictures", "![".repeat(200_000)),
        ("placeholders", "{{ a }} ".repeat(30_000)),
        ("ticks", (0..900).map(|count| "`".repeat(count) + "a").collect()),
        ("tags", "<a href=\"".repeat(50_000)),
        ("references", references(20_000)),
        ("footnotes", notes),
        ("quotations", "> ".repeat(10_000) + "a"),
        ("lists", "- ".repeat(10_000) + "a"),
        ("steps", steps),
        ("columns", row("|a") + &row("|-") + &row("|b")),
        ("word", "长".repeat(300_000)),
        ("lines", "长\n".repeat(100_000)),
    ];
    let files: Vec<(String, String)> =
        texts.iter().map(|(name, text)| (format!("content/bulletins/{name}.md"), format!("{FRONT}{text}\n"))).collect();
    let site = site(&files);
    let found = run(site.path());
    let codes = codes(&found.diagnostics);
    for (name, _) in &files {
        assert_eq!(codes.get(name), Some(&vec![Code::TooLarge]), "{name}");
    }
    // One of them is more than a file may be.
    assert_eq!(found.bulletins, files.len() - 1);
    // Two of them are one line of 300 KB and more.
    assert!(print::text(&found.diagnostics, false).len() < 1_000 * files.len());
}

/// What is within the limits is read, and quickly enough for a test.
#[test]
fn what_the_limits_allow_is_read() {
    let prose = "软件业务收入55788亿元，同比增长14.2%，".repeat(600);
    let table = format!("|甲|乙|\n|---|---|\n{}", "|1|2|\n".repeat(1_000));
    let marks = "*a **a ".repeat(2_000);
    let nested = "> ".repeat(100) + "a";
    let text = format!("{FRONT}{prose}\n\n{table}\n{marks}\n\n{nested}\n");
    // The signs without a partner are on one line, and told once.
    assert_eq!(told(text.as_bytes()), [Code::UnmatchedNumber, Code::StrayMarkup]);
}

#[test]
fn large_files_are_not_read() {
    let site = site(&[("content/bulletins/b.md", FRONT)]);
    for (name, size) in [("content/bulletins/a.md", 50_000_000), ("content/glossary.toml", 50_000_000)] {
        File::create(site.path().join(name)).and_then(|file| file.set_len(size)).expect("a large file");
    }
    let found = run(site.path());
    let codes = codes(&found.diagnostics);
    assert!(codes["content/bulletins/a.md"].contains(&Code::TooLarge));
    assert_eq!(codes["content/glossary.toml"], [Code::TooLarge]);
    assert!(!codes.contains_key("content/bulletins/b.md"), "{codes:?}");
}

#[test]
fn a_bulletin_has_so_many_metrics() {
    let metric = |at: usize| format!("[[metrics]]\nindicator = \"出口{at}\"\nvalue = \"{at}亿元\"\n");
    let bulletin = |count: usize| {
        let metrics: String = (1..=count).map(metric).collect();
        FRONT.replacen("\n+++\n\n", &format!("\n{metrics}+++\n\n"), 1)
    };
    let of = |count: usize| told(bulletin(count).as_bytes()).into_iter().filter(|&code| code == Code::TooLarge).count();
    assert_eq!(of(100_000), 1);
    assert_eq!(of(1_001), 1);
}

#[test]
fn bytes_that_are_no_text_are_told_where_they_stand() {
    assert_eq!(told(b"+++\ntitle = \"\xb6\xd4\"\ndate = 2025-07-18\n+++\n"), [Code::Encoding]);
    assert_eq!(told(FRONT.replace('一', "\0").as_bytes()), [Code::Syntax, Code::InvisibleCharacter]);
    assert_eq!(
        told(format!("\u{feff}{FRONT}\0\u{7f}\u{202e}正文\n").replace('\n', "\r\n").as_bytes()),
        [Code::InvisibleCharacter]
    );
}

#[test]
fn front_matter_that_multiplies_or_never_ends_its_nesting_is_told() {
    let laughs: String =
        (1..10).map(|at| format!("a{at}: &a{at} [{}]\n", format!("*a{}, ", at - 1).repeat(9))).collect();
    let laughs = format!("---\ntitle: 一\ndate: 2025-07-18\na0: &a0 [x]\n{laughs}---\n");
    let nested = |open: &str| open.repeat(100_000);
    for text in [
        laughs,
        format!("---\ntitle: 一\ndate: 2025-07-18\na: {}\n---\n", nested("[")),
        format!("---\ntitle: 一\ndate: 2025-07-18\na: {}\n---\n", nested("{a: ")),
        FRONT.replacen("title", &format!("a = {}\ntitle", nested("[")), 1),
        FRONT.replacen("title", &format!("a = {}\ntitle", nested("{a=")), 1),
        FRONT.replacen("title", &format!("{}a = 1\ntitle", nested("a.")), 1),
    ] {
        let codes = told(text.as_bytes());
        assert!(codes.contains(&Code::Syntax) || codes.contains(&Code::UnknownKey), "{codes:?} of {}", &text[..60]);
    }
}

#[test]
fn numbers_beyond_all_measure_are_no_quantities() {
    let bulletin = |value: &str| {
        let metric = format!("[[metrics]]\nindicator = \"出口\"\nvalue = \"{value}\"\n");
        FRONT.replacen("\n+++\n\n", &format!("\n{metric}+++\n\n"), 1)
    };
    for value in ["9".repeat(10_000) + "亿元", "0.".to_owned() + &"1".repeat(10_000) + "%", "1e999999999元".to_owned()]
    {
        let codes = told(bulletin(&value).as_bytes());
        assert!(codes.contains(&Code::BadQuantity), "{codes:?} of {}", &value[..9]);
    }
}

#[test]
fn templates_that_go_round_in_circles_are_told() {
    for templates in [
        [("templates/home.html", "{% include \"a.html\" %}"), ("templates/a.html", "{% include \"home.html\" %}")],
        [("templates/home.html", "{% extends \"a.html\" %}"), ("templates/a.html", "{% extends \"home.html\" %}")],
        [
            ("templates/home.html", "{% include \"home.html\" %}"),
            ("templates/a.html", "{% include \"nowhere.html\" %}"),
        ],
    ] {
        let found = run(site(&templates).path());
        assert!(found.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::Template), "{templates:?}");
    }
}

#[test]
fn names_that_some_disks_take_for_one_and_names_too_long_are_told() {
    let site = site(&[
        ("content/图.PNG", "a"),
        ("content/图.png", "b"),
        ("content/caf\u{e9}.pdf", "a"),
        ("content/cafe\u{301}.pdf", "b"),
        ("content/bulletins/a.md", &FRONT.replacen("title", &format!("slug = \"{}\"\ntitle", "长".repeat(90)), 1)),
    ]);
    let found = run(site.path());
    let of = |code: Code| found.diagnostics.iter().filter(|diagnostic| diagnostic.code == code).count();
    // Once each, though in three editions.
    assert_eq!(of(Code::Duplicate), 2, "{}", print::text(&found.diagnostics, false));
    assert!(of(Code::BadPath) >= 1);
}

#[test]
fn each_of_many_broken_files_is_told_once() {
    let text = |at: usize| match at % 3 {
        0 => FRONT.replace("title", "titel"),
        1 => FRONT.replace("\"一\"", "\"一"),
        _ => format!("{FRONT}[甲](nowhere.md)\n"),
    };
    let files: Vec<(String, String)> = (0..300).map(|at| (format!("content/bulletins/{at}.md"), text(at))).collect();
    let found = run(site(&files).path());
    let codes = codes(&found.diagnostics);
    assert!(files.iter().all(|(name, _)| codes.contains_key(name)), "{codes:?}");
    let counted = report::github(&found.diagnostics, "").lines().count();
    assert_eq!(counted, found.diagnostics.len());
    let text = print::text(&found.diagnostics, false);
    assert!(files.iter().all(|(name, _)| text.contains(&format!("{name}:"))));
}
