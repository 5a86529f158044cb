//! Whatever is in a file, reading it gives a value and mistakes that can be printed, and never
//! a panic.

use crate::helpers::{build, options, site, write};
use jianbao::bulletin;
use jianbao::config::Config;
use jianbao::diag::{Diagnostic, print};
use jianbao::figure::Registry;
use jianbao::label::Labels;
use jianbao::path::SourcePath;
use jianbao::source::Source;
use jianbao::text::{Glossary, Variant};
use proptest::prelude::*;

/// What front matter and data files are made of, well or badly put together.
fn file() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("+++\n"),
        Just("---\n"),
        Just("title = \"标题\"\n"),
        Just("title: 标题\n"),
        Just("date = 2025-07-18\n"),
        Just("date: 2025-02-30\n"),
        Just("date = \"x\"\n"),
        Just("[[metrics]]\n"),
        Just("metrics:\n  - "),
        Just("indicator = \"出口\"\n"),
        Just("indicator: 出口\n"),
        Just("value = \"超过近3万亿元\"\n"),
        Just("value = \"\\u8d85\\u8fc7近3万亿元\"\n"),
        Just("value: '近82亿元'\n"),
        Just("value = { number = \"3\", scale = \"x\", unit = \"%\" }\n"),
        Just("change = \"+14.20%\"\n"),
        Just("change = '''\n增长-3%'''\n"),
        Just("period = \"2025H1\"\n"),
        Just("topics = [\"工业\", 1, true]\n"),
        Just("slug = \"../x\"\n"),
        Just("[[terms]]\n"),
        Just("zh-hans = \"软件\"\n"),
        Just("zh-hant = \"軟體\"\n"),
        Just("key = \"a b\"\n"),
        Just("name = \"出口\"\n"),
        Just("[[indicators]]\n"),
        Just("[[topics]]\n"),
        Just("[ui]\n"),
        Just("home = [1]\n"),
        Just("base_url = \"x\"\n"),
        Just("[[editions]]\n"),
        Just("variant = \"zh-TW\"\n"),
        Just("&a [*a, *b]\n"),
        Just("- - - -\n"),
        Just("-{zh-hans:甲"),
        Just("}-"),
        Just("{{ 出口 }}"),
        Just("**"),
        Just("“"),
        Just("\""),
        Just("= "),
        Just("\n"),
        Just("  "),
        Just("中文 "),
        Just("\u{0}"),
        Just("\r\n"),
        Just("\u{feff}"),
        Just("]"),
        Just("["),
        Just("{"),
        Just("}"),
        Just("'"),
        Just("\\"),
        Just("\t"),
        Just(": "),
        Just("#"),
        Just("1.50\n"),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn source(path: &str, text: &str) -> Source {
    Source::new(SourcePath::new(path).expect("a path of the site"), text)
}

/// Prints as the command does; places outside of a file, or within a character, would panic here.
fn printed(diagnostics: &[Diagnostic]) -> usize {
    for place in diagnostics.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
        assert!(place.source.text.get(place.span.clone()).is_some(), "{place:?}");
    }
    print::text(diagnostics, false).len()
}

/// A number as authors may type it, with as many digits as a decimal holds.
fn number() -> impl Strategy<Value = String> {
    let digits =
        prop_oneof![Just("79228162514264337593543950335".to_owned()), "[1-9][0-9]{0,27}", Just("0".to_owned())];
    let whole = (prop_oneof![Just(""), Just("-")], digits).prop_map(|(sign, digits)| format!("{sign}{digits}"));
    prop_oneof![whole, "-?0\\.[0-9]{1,28}", "-?[1-9][0-9]{0,10}\\.[0-9]{1,17}"]
}

/// A metric of one of a few series, with whatever numbers.
fn metric() -> impl Strategy<Value = String> {
    let unit = prop_oneof![Just("元"), Just("万亿元"), Just("%"), Just("个百分点"), Just("倍"), Just("")];
    let period = prop_oneof![Just("2024-06"), Just("2025-06")];
    let numbers = prop::collection::vec((number(), unit), 5);
    (numbers, 0..16_u8, period).prop_map(|(numbers, which, period)| {
        let keys = ["value", "change", "previous", "accel"];
        let lines = keys.iter().zip(&numbers).enumerate().filter(|(at, _)| which & (1 << at) > 0 || *at < 2);
        let lines: String = lines.map(|(_, (key, (number, unit)))| format!("{key} = \"{number}{unit}\"\n")).collect();
        format!("[[metrics]]\nindicator = \"余额\"\nperiod = \"{period}\"\n{lines}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is worked out from numbers far apart is left out, and the rest is published.
    #[test]
    fn numbers_of_any_size_are_published(metrics in prop::collection::vec(metric(), 1..5), said in number()) {
        let files: Vec<(String, String)> = metrics.iter().enumerate().map(|(at, metric)| {
            let head = format!("+++\ntitle = \"甲\"\ndate = 2025-07-1{at}\n");
            (format!("content/bulletins/{at}.md"), format!("{head}{metric}+++\n\n余额{said}元，占{said}%。\n"))
        }).collect();
        let settings = "title = \"甲\"\nbase_url = \"https://example.org/\"\n[[editions]]\nvariant = \"zh-Hans\"\n";
        let site = site(&files);
        write(site.path(), "site.toml", settings);
        let found = build(&options(site.path()));
        printed(&found.diagnostics);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_file_can_be_read(text in file(), fence in prop_oneof![Just(""), Just("+++\n"), Just("---\n")]) {
        let text = format!("{fence}{text}");
        for path in ["content/bulletins/a.md", "content/a.zh-hant-tw.md"] {
            let source = source(path, &text);
            printed(&bulletin::parse(&source, Variant::Hans, &Registry::default()).diagnostics);
        }
        printed(&Registry::parse(&source("content/indicators.toml", &text)).diagnostics);
        printed(&Glossary::parse(&source("content/glossary.toml", &text)).diagnostics);
        printed(&Config::parse(&source("site.toml", &text)).diagnostics);
        printed(&Labels::parse([&source("templates/labels/zh-hans.toml", &text)]).diagnostics);
        let dictionary = source("content/glossary.zh-hant-tw.txt", &text);
        printed(&Glossary::default().add_dictionary(&dictionary, Variant::Hans, Variant::HantTw));
    }
}
