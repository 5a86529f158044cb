//! Names that come from several places: each in its edition's script, and each thing once.

use crate::helpers::{SETTINGS, build, options, site, texts};
use std::collections::BTreeMap;

fn pages(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let folder = site(files);
    let report = build(&options(folder.path()));
    assert!(report.changes.is_some(), "it was published");
    texts(&folder.path().join("public"))
}

const TRADE: &str = "+++\ntitle = \"6月份进出口增长的一个很长的题目\"\ndate = 2025-07-14\ntopics = [\"外贸\", \"经济\"]\n\
    source = \"海关\"\nperiod = \"2025-06\"\nnext_release = 2025-08-07\n\n[[metrics]]\nindicator = \"exports\"\n\
    value = \"100亿美元\"\n+++\n\n出口{{ exports }}。\n";
const PRICES: &str =
    "+++\ntitle = \"5月份价格\"\ndate = 2025-06-09\ntopics = [\"经济\"]\nnext_release = 2025-07-09\n+++\n\n价格。\n";

#[test]
fn a_name_of_the_registry_is_in_the_script_of_its_page() {
    let registry = "[[indicators]]\nkey = \"exports\"\nname = \"出口額\"\ndefinition = \"報關出口的總額。\"\n";
    let pages =
        pages(&[("site.toml", SETTINGS), ("content/indicators.toml", registry), ("content/bulletins/trade.md", TRADE)]);
    for (edition, name, definition) in [
        ("zh-hans", "出口额", "报关出口的总额"),
        ("zh-hant-tw", "出口額", "報關出口的總額"),
        ("zh-hant-hk", "出口額", "報關出口的總額"),
    ] {
        let page = &pages[&format!("{edition}/indicators/exports/index.html")];
        assert!(page.contains(&format!("<h1>{name}</h1>")) && page.contains(definition), "{edition}");
        let other = if edition == "zh-hans" { "出口額" } else { "出口额" };
        assert!(!pages[&format!("{edition}/bulletins/trade/index.html")].contains(other), "{edition}");
    }
}

#[test]
fn a_release_is_announced_once() {
    let calendar = "[[releases]]\ndate = 2025-08-07\ntitle = \"7月进出口\"\nsource = \"海关\"\n\n\
        [[releases]]\ndate = 2025-08-07\ntitle = \"7月外汇储备\"\nsource = \"外汇局\"\n";
    let registry = "[[indicators]]\nkey = \"exports\"\nname = \"出口额\"\n";
    let pages = pages(&[
        ("site.toml", SETTINGS),
        ("content/calendar.toml", calendar),
        ("content/indicators.toml", registry),
        ("content/bulletins/trade.md", TRADE),
        ("content/bulletins/prices.md", PRICES),
    ]);
    let page = &pages["zh-hans/calendar/index.html"];
    assert!(page.contains("7月进出口") && page.contains("7月外汇储备"));
    // Neither the issue that the calendar names, nor one whose day is over.
    assert!(!page.contains("的下一期"), "{page}");
}

#[test]
fn the_topics_of_the_front_page_name_a_bulletin_once() {
    let newest = |day: &str| {
        let prices = PRICES.replace("date = 2025-06-09", day);
        let pages = pages(&[
            ("site.toml", SETTINGS),
            ("content/bulletins/trade.md", TRADE),
            ("content/bulletins/prices.md", &prices),
        ]);
        let home = &pages["zh-hans/index.html"];
        ["6月份进出口增长的一个很长的题目", "5月份价格"].map(|title| home.matches(&format!("{title}</a></p>")).count())
    };
    assert_eq!(newest("date = 2025-07-09"), [1, 1]);
    // An older bulletin would pass for the topic's newest.
    assert_eq!(newest("date = 2025-06-09"), [2, 0]);
}

#[test]
fn a_digest_tells_a_figure_once() {
    let figure = "[[metrics]]\nindicator = \"GDP\"\nperiod = \"2025-H1\"\nvalue = \"67.92万亿元\"\nheadline = true\n";
    let bulletin = |topics: &str, region: &str| {
        format!("+++\ntitle = \"题\"\ndate = 2025-07-15\ntopics = [{topics}]\n\n{figure}{region}+++\n\n正文。\n")
    };
    let pages = pages(&[
        ("site.toml", SETTINGS),
        ("content/bulletins/gdp.md", &bulletin("\"增长\"", "")),
        ("content/bulletins/review.md", &bulletin("\"综述\", \"增长\"", "region = \"全国\"\n")),
    ]);
    let page = &pages["zh-hans/digests/2025-07/index.html"];
    assert_eq!(page.matches(">67.92万亿元<").count(), 1, "{page}");
    assert!(page.contains("bulletins/gdp/#"), "that which is about it");
}
