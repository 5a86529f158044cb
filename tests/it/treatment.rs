//! How figures are made: what differs in it is on no line with the other, and each edition says it in its own words.

use crate::helpers::{build, built, options, site, texts};
use std::fs;

const SETTINGS: &str = r#"
title = "简报"
base_url = "https://example.org"
[[editions]]
variant = "zh-Hans"
[[editions]]
variant = "zh-Hant-TW"
[[editions]]
variant = "zh-Hant-HK"
[[editions]]
variant = "en"
title = "Digest"
"#;

const INDICATORS: &str = r#"
[[indicators]]
key = "output"
name = "产值"
en = "Output"
unit = "元"
prices = "nominal"
growth = "real-2020"

[[indicators]]
key = "climate"
name = "气候指数"
en = "Climate index"
kind = "index"
adjust = "sa"
base = "2020=100"
"#;

/// A bulletin about a month of 2025 with these metrics.
fn bulletin(month: u32, metrics: &str) -> (String, String) {
    let text = format!(
        "+++\ntitle = \"题\"\ntitle_en = \"Title\"\ndate = 2025-{:02}-15\nperiod = \"2025-{month:02}\"\n{metrics}\n+++\n正文。\n",
        month + 1
    );
    (format!("content/bulletins/{month}.md"), text)
}

fn output(month: u32, tenths: u32, growth: &str) -> (String, String) {
    bulletin(month, &format!("[[metrics]]\nindicator = \"产值\"\nvalue = \"{tenths}.5亿元\"\nchange = \"{growth}\""))
}

#[test]
fn every_edition_says_in_its_own_words_how_a_figure_is_made() {
    let climate = "[[metrics]]\nindicator = \"气候指数\"\nvalue = \"101.2\"\nmom = \"+0.4\"\n";
    let quarter = "[[metrics]]\nid = \"q\"\nindicator = \"产值\"\nsaar = \"+4.1%\"\nperiod = \"2025-Q1\"\n";
    let files = [
        ("site.toml".to_owned(), SETTINGS.to_owned()),
        ("content/indicators.toml".to_owned(), INDICATORS.to_owned()),
        output(1, 80, "+5.1%"),
        output(2, 81, "+5.2%"),
        bulletin(
            3,
            &format!("[[metrics]]\nindicator = \"产值\"\nvalue = \"82.5亿元\"\nchange = \"+5.3%\"\n{climate}{quarter}"),
        ),
    ];
    let site = site(&files);
    let (out, report) = built(site.path(), "2025-08-01T00:00:00Z");
    assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
    for (edition, words) in [
        ("zh-hans", ["名义", "（按2020年价格）", "经季节调整", "2020年=100", "环比折年率"]),
        ("zh-hant-tw", ["名目", "（按2020年價格）", "經季節調整", "2020年=100", "季調年化季增率"]),
        ("zh-hant-hk", ["名義", "（以2020年價格計算）", "經季節性調整", "2020年=100", "經季節性調整按季年率"]),
        (
            "en",
            ["nominal", "(at 2020 prices)", "seasonally adjusted", "2020=100", "seasonally adjusted at an annual rate"],
        ),
    ] {
        let page = fs::read_to_string(out.path().join(edition).join("bulletins/3/index.html")).expect("a page");
        for word in words {
            assert!(page.contains(word), "{edition} does not say {word}");
        }
        let page = fs::read_to_string(out.path().join(edition).join("indicators/output/index.html")).expect("a page");
        assert!(page.contains(words[0]) && page.contains(words[1]), "{edition}");
    }
    let rows = fs::read_to_string(out.path().join("data/series.csv")).expect("the series");
    assert!(rows.lines().next().is_some_and(|head| head.contains(",adjust,prices,base,")), "{rows}");
    let level = rows.lines().find(|row| row.contains(",82.5") || row.contains("8250000000")).expect("a level");
    assert!(level.contains(",nominal,"), "{level}");
    let growth = rows.lines().find(|row| row.contains(",yoy,") && row.contains("2025-03")).expect("a rate");
    assert!(growth.contains(",real-2020,"), "{growth}");
}

#[test]
fn figures_that_are_made_differently_are_on_no_line_together() {
    let rate = |month: u32, adjust: &str| {
        bulletin(
            month,
            &format!("[[metrics]]\nindicator = \"产值\"\nchange = \"+{month}.1%\"\nbasis = \"环比\"\n{adjust}"),
        )
    };
    let files = [
        ("content/indicators.toml".to_owned(), INDICATORS.to_owned()),
        rate(1, "adjust = \"sa\""),
        rate(2, "adjust = \"nsa\""),
        rate(3, "adjust = \"sa\""),
        rate(4, ""),
    ];
    let site = site(&files);
    let (out, _) = built(site.path(), "2025-08-01T00:00:00Z");
    let page = fs::read_to_string(out.path().join("zh-hans/indicators/output/index.html")).expect("a page");
    let head = page.split("<thead").find(|head| head.contains("未经季节调整")).expect("a table with both");
    let columns: Vec<&str> = head.split("<th").filter(|cell| cell.contains("环比")).collect();
    assert_eq!(columns.len(), 3, "{head}");
}

#[test]
fn a_site_that_says_nothing_of_it_has_no_column_for_it() {
    let site = site(&[output_without()]);
    let (out, _) = built(site.path(), "2025-08-01T00:00:00Z");
    for (file, text) in texts(out.path()).into_iter().filter(|(file, _)| file.starts_with("data/")) {
        for word in ["adjust", "saqr", "growth_prices"] {
            assert!(!text.contains(word), "{file} has {word}");
        }
    }
    build(&options(site.path()));
}

fn output_without() -> (String, String) {
    output(1, 80, "+5.1%")
}
