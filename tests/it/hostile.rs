//! Whatever is in a file, reading it gives a value and mistakes that can be printed, and never
//! a panic.

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
