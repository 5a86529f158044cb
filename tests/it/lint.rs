//! Whether figures agree: `tests/cases/lint/*.md` are bulletins with what is reported about them.
//!
//! A case is a heading `## …`, front matter, a line `+++`, a body, a line `=>` and the diagnostics, one a line:
//! the code, the text it points at, and the message. `@ 2025-06-18` begins another bulletin of that day, `@ en` the English
//! text of the bulletin above. Where they say nothing else, bulletins are of 2025-07-18 and about 2025-H1.
//! `UPDATE_EXPECTED=1 cargo test --test it lint::` writes what is told now, to be reviewed as a diff.

use crate::helpers::{copy, entries, expect, paths, root};
use jianbao::bulletin::{self, Content};
use jianbao::config::Config;
use jianbao::diag::{Code, Diagnostic, Severity};
use jianbao::edition::{Corpus, DataFiles, Visible};
use jianbao::figure::Registry;
use jianbao::lint;
use jianbao::path::SourcePath;
use jianbao::pipeline::Site;
use jianbao::source::Source;
use jianbao::text::Variant;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

const SITE: &str = "title = \"题\"\nbase_url = \"https://example.org/\"\n";

const REGISTRY: &str = r#"
[[indicators]]
key     = "industrial-value-added"
name    = "规模以上工业增加值"
aliases = ["规上工业增加值"]

[[indicators]]
key     = "software-revenue"
name    = "软件业务收入"
aliases = ["软件收入"]
unit    = "元"
en      = "Software revenue"

[[indicators]]
key  = "cloud-revenue"
name = "云计算、大数据服务收入"

[[indicators]]
key  = "projects"
name = "签约项目数"

[[indicators]]
key  = "manufacturing-share"
name = "制造业增加值占GDP比重"
kind = "share"

[[indicators]]
key  = "manufacturing-pmi"
name = "制造业PMI"
kind = "index"

[[indicators]]
key  = "unemployment"
name = "失业率"

[[indicators]]
key  = "employment"
name = "就业人数"
"#;

fn source(path: &str, text: &str) -> Source {
    Source::new(SourcePath::new(path).expect("a path of the site"), text)
}

/// Everything that is reported about some bulletins, in order of place.
fn told(bulletins: &[Source], registry: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let config = Config::parse(&source("site.toml", SITE)).report(&mut found);
    let registry = Registry::parse(&source("content/indicators.toml", registry)).report(&mut found);
    let contents: Vec<Content> =
        bulletins.iter().map(|source| bulletin::parse(source, Variant::Hans, &registry).report(&mut found)).collect();
    let visible = Visible { now: "2026-01-01T00:00:00".parse().expect("a time"), drafts: true, future: true };
    let data = DataFiles { registry, ..DataFiles::default() };
    let corpus = Corpus::gather(config, contents, data, visible).report(&mut found);
    let errors: Vec<_> = found.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let mut found = lint::lint(&corpus, &corpus.record());
    let unused = lint::silence(&corpus, &mut found);
    found.extend(unused);
    found.sort_by_cached_key(Diagnostic::sort_key);
    found
}

/// `unmatched-number 500家: no metric carries …`
fn line(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref().expect("a place");
    let text = place.source.text[place.span.clone()].lines().next().unwrap_or("");
    format!("{} {text}: {}\n", diagnostic.code.name(), diagnostic.message)
}

/// The bulletins of a case.
fn bulletins(case: &str) -> Vec<Source> {
    let parts = case.split("\n@ ").enumerate();
    parts
        .map(|(at, part)| {
            let (date, part) = match at {
                0 => ("2025-07-18", part),
                _ => part.split_once('\n').expect("a bulletin behind its day"),
            };
            if date == "en" {
                return source(&format!("content/bulletins/{}.en.md", at - 1), &format!("+++\n+++\n{part}"));
            }
            let (front, body) = part.split_once("+++\n").unwrap_or((part, ""));
            let (keys, tables) = front.split_at(front.find("[[").unwrap_or(front.len()));
            let mut text = format!("+++\ndate = {date}\n");
            for (key, value) in [("title", "题"), ("summary", "要"), ("period", "2025-H1")] {
                if !keys.lines().any(|line| line.split([' ', '=']).next() == Some(key)) {
                    text.push_str(&format!("{key} = \"{value}\"\n"));
                }
            }
            text.push_str(&format!("{keys}{tables}\n+++\n{body}"));
            source(&format!("content/bulletins/{at}.md"), &text)
        })
        .collect()
}

#[test]
fn every_case_is_told_as_expected() {
    let mut count = 0;
    for file in entries(&root().join("tests/cases/lint")) {
        let text = fs::read_to_string(&file).expect("a case can be read");
        let (intro, rest) = text.split_once("## ").expect("a case");
        let mut given = intro.to_owned();
        for case in rest.split("\n## ") {
            let (title, body) = case.split_once('\n').expect("a case behind its title");
            let body = body.split("=>\n").next().expect("a bulletin").trim_start_matches('\n');
            let found: String = told(&bulletins(body), REGISTRY).iter().map(line).collect();
            given.push_str(&format!("## {title}\n\n{body}=>\n{found}\n"));
            count += 1;
        }
        expect(&file, &format!("{}\n", given.trim_end()));
    }
    assert!(count >= 40, "{count} cases");
}

/// The bulletins at the root of this repository, and its registry.
fn example() -> (Vec<Source>, String) {
    let bulletins = entries(&root().join("content/bulletins/2025"))
        .into_iter()
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            source(&format!("content/bulletins/2025/{name}"), &fs::read_to_string(path).expect("a bulletin"))
        })
        .collect();
    (bulletins, fs::read_to_string(root().join("content/indicators.toml")).expect("a registry"))
}

#[test]
fn the_example_is_quiet() {
    let (bulletins, registry) = example();
    let found: String = told(&bulletins, &registry).iter().map(line).collect();
    assert_eq!(found, "");
}

/// Wire English over the figures of the ordinary site: `tests/cases/wire` has a text for each of some of its bulletins.
#[test]
fn wire_english_is_quiet() {
    let site = root().join("tests/sites/ordinary/content");
    let read = |path: &Path| fs::read_to_string(path).expect("a text");
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let mut bulletins = Vec::new();
    for year in ["2023", "2024", "2025"] {
        let files = entries(&site.join("bulletins").join(year)).into_iter();
        for path in files.filter(|path| path.extension().is_some_and(|end| end == "md")) {
            bulletins.push(source(&format!("content/bulletins/{year}/{}", name(&path)), &read(&path)));
        }
    }
    let registry = read(&site.join("indicators.toml"));
    let before = told(&bulletins, &registry).len();
    let texts = entries(&root().join("tests/cases/wire"));
    let lines: usize = texts.iter().map(|path| read(path).lines().filter(|line| !line.is_empty()).count()).sum();
    assert!(lines >= 40, "{lines} lines");
    bulletins.extend(texts.iter().map(|path| source(&format!("content/bulletins/2025/{}", name(path)), &read(path))));
    let found = told(&bulletins, &registry);
    let of_texts = found
        .iter()
        .filter(|found| found.place.as_ref().is_some_and(|place| place.source.path.as_str().ends_with(".en.md")));
    assert_eq!(of_texts.map(line).collect::<String>(), "");
    assert_eq!(found.len(), before);
}

/// Of the numbers of the example's English text, each in turn with another last digit, three in four are reported.
/// What is missed is denied, or within what "about" allows.
#[test]
fn a_wrong_digit_in_english_is_told() {
    let (bulletins, registry) = example();
    let is_english = |source: &&Source| source.path.as_str().ends_with(".en.md");
    let (mut missed, mut all) = (Vec::new(), 0);
    for english in bulletins.iter().filter(is_english) {
        let chinese = english.path.as_str().replace(".en.md", ".md");
        let chinese = bulletins.iter().find(|source| source.path.as_str() == chinese).expect("its bulletin");
        let text = &*english.text;
        let ends = |at: &usize| {
            [" percent", "%", " trillion", " billion", " million", " yuan"]
                .iter()
                .any(|unit| text[at + 1..].starts_with(unit))
        };
        let body = text.rfind("+++\n").expect("a front matter");
        let digits = text.char_indices().filter(|(at, c)| *at > body && c.is_ascii_digit()).map(|(at, _)| at);
        for at in digits.filter(ends) {
            let other =
                if &text[at..=at] == "9" { "7".to_owned() } else { (text.as_bytes()[at] - b'0' + 1).to_string() };
            let wrong = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            all += 1;
            if told(&[chinese.clone(), source(english.path.as_str(), &wrong)], &registry).is_empty() {
                missed.push(text[at.saturating_sub(40)..at + 12].to_owned());
            }
        }
    }
    assert!(all >= 20, "{all} numbers");
    assert!(missed.len() * 4 <= all, "{} of {all} missed:\n{}", missed.len(), missed.join("\n"));
}

/// Of the numbers of the example's prose, each in turn with another last digit, six in seven are reported. What is
/// missed is by chance another metric's number, a limit within a name, or what the sentence denies.
#[test]
fn a_wrong_digit_in_the_example_is_told() {
    let (bulletins, registry) = example();
    let (mut missed, mut all) = (Vec::new(), 0);
    for bulletin in bulletins.iter().filter(|source| !source.path.as_str().ends_with(".en.md")) {
        let body = bulletin.text.rfind("+++\n").expect("a front matter") + 4;
        for (at, unit) in figures(&bulletin.text[body..]) {
            let at = body + at;
            let digit = &bulletin.text[at..at + 1];
            let other =
                if digit == "9" { "7".to_owned() } else { (digit.parse::<u8>().expect("a digit") + 1).to_string() };
            let wrong = format!("{}{other}{}", &bulletin.text[..at], &bulletin.text[at + 1..]);
            all += 1;
            if told(&[source(bulletin.path.as_str(), &wrong)], &registry).is_empty() {
                let start = bulletin.text.floor_char_boundary(at - 24);
                missed.push(format!("{}[{other}]{unit}", &bulletin.text[start..at]));
            }
        }
    }
    assert!(all > 30, "{all} numbers");
    assert!(missed.len() * 7 <= all, "{} of {all} missed:\n{}", missed.len(), missed.join("\n"));
}

/// The last digit of each number with one of these units, and its unit.
fn figures(text: &str) -> Vec<(usize, &'static str)> {
    let units = ["%", "万个", "亿元", "个", "家", "万家", "万件", "万元", "亿台", "万亿元"];
    let bytes = text.as_bytes();
    (0..bytes.len())
        .filter(|&at| bytes[at].is_ascii_digit())
        .filter_map(|at| {
            let unit =
                units.into_iter().filter(|unit| text[at + 1..].starts_with(unit)).max_by_key(|unit| unit.len())?;
            Some((at, unit))
        })
        .collect()
}

#[test]
fn every_check_has_cases_both_ways() {
    let checks = [
        Code::UnmatchedNumber,
        Code::FigureDiffers,
        Code::UnitDiffers,
        Code::ShareOverWhole,
        Code::PercentOrPoints,
        Code::ScaleJump,
        Code::FuturePeriod,
        Code::UnequalLists,
        Code::PartsExceedWhole,
        Code::DuplicateFigure,
        Code::UnusedAllowance,
    ];
    for code in checks {
        let file = entries(&root().join("tests/cases/lint"))
            .into_iter()
            .find(|file| file.file_stem().is_some_and(|stem| stem == code.name()));
        let text = fs::read_to_string(file.expect("a file of cases for each check")).expect("cases");
        let told: Vec<&str> =
            text.split("=>\n").skip(1).map(|told| told.split("\n## ").next().unwrap_or(told)).collect();
        let says = |told: &&str| told.lines().any(|line| line.starts_with(code.name()));
        assert!(told.iter().any(says), "{} is told of", code.name());
        assert!(!told.iter().all(says), "{} is silent of", code.name());
    }
}

/// What prose with numbers is made of.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("软件业务收入"),
        Just("分别"),
        Just("增长"),
        Just("5.5"),
        Just("79228162514264337593543950335"),
        Just("%"),
        Just("个百分点"),
        Just("万亿"),
        Just("元"),
        Just("，"),
        Just("。"),
        Just("、"),
        Just("和"),
        Just("其中"),
        Just("占"),
        Just("６"),
        Just("億"),
        Just("2025年"),
        Just("1—6月"),
        Just("-"),
        Just("{{ software }}"),
        Just("**"),
        Just("《"),
        Just("》"),
        Just("（"),
        Just("）"),
        Just("计算"),
        Just("\u{FFFC}"),
        Just("\n\n"),
        Just("多"),
        Just("比重"),
        Just("提高"),
        Just(" "),
        Just("over "),
        Just("three"),
        Just(" trillion yuan"),
        Just("-billion"),
        Just(" percentage points"),
        Just("US$"),
        Just(", "),
        Just(" to "),
        Just(" July "),
        Just(". "),
        Just("estimated"),
        Just(" of "),
        Just("<!-- "),
        Just(" -->"),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// No prose makes a check panic, and each diagnostic points at a character.
    #[test]
    fn any_prose_can_be_checked(body in prose()) {
        let front = "[[metrics]]\nid = \"software\"\nindicator = \"软件业务收入\"\nvalue = \"79228162514264337593亿元\"\nchange = \"+79228162514264337593543950335%\"\n\n[[metrics]]\nindicator = \"制造业增加值占GDP比重\"\nvalue = \"79228162514264337593543950335%\"\n";
        for found in told(&bulletins(&format!("{front}+++\n{body}\n@ en\n{body}")), REGISTRY) {
            let place = found.place.expect("a place");
            prop_assert!(place.source.text.get(place.span).is_some());
        }
    }
}

/// What is told of figures that disagree on the ordinary site, where these indicators have levels and rates at the same prices.
fn disagreeing(nominal: &[&str]) -> Vec<String> {
    let from = root().join("tests/sites/ordinary");
    let site = tempfile::tempdir().expect("a folder");
    copy(&from, site.path(), paths(&from));
    let place = site.path().join("content/indicators.toml");
    let mut text = fs::read_to_string(&place).expect("a register");
    for key in nominal {
        let line = format!("key        = \"{key}\"\n");
        assert!(text.contains(&line), "{key}");
        text = text.replace(&line, &format!("{line}prices = \"nominal\"\n"));
    }
    fs::write(place, text).expect("a register");
    let site = Site::open(site.path()).expect("a site");
    let visible = Visible { now: "2025-08-01T08:00:00".parse().expect("a time"), drafts: false, future: false };
    let corpus = site.corpus(site.config.value.clone(), visible).value;
    let found = lint::lint(&corpus, &corpus.record());
    found.iter().filter(|one| one.code == Code::FiguresDisagree).map(line).collect()
}

#[test]
fn the_ordinary_site_agrees_with_itself() {
    assert_eq!(disagreeing(&[]), Vec::<String>::new());
    assert_eq!(disagreeing(&["exports", "imports"]), Vec::<String>::new());
}

#[test]
fn the_ordinary_site_keeps_its_calendar() {
    let site = Site::open(&root().join("tests/sites/ordinary")).expect("a site");
    for now in ["2025-08-01T08:00:00", "2025-07-10T08:00:00", "2025-04-20T08:00:00", "2024-11-15T08:00:00"] {
        let now = now.parse().expect("a time");
        let visible = Visible { now, drafts: false, future: false };
        let corpus = site.corpus(site.config.value.clone(), visible).value;
        let found: Vec<String> = lint::calendar(&corpus, now).iter().map(line).collect();
        assert_eq!(found, Vec::<String>::new(), "{now}");
    }
}
