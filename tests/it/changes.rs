//! How changes are shown: several of one metric, and 持平 by what its indicator is.

use crate::helpers::{NOW, built, rows, site, texts};

const INDICATORS: &str = "[[indicators]]\nkey = \"pmi\"\nname = \"采购经理指数\"\nkind = \"index\"\n\n\
    [[indicators]]\nkey = \"cpi\"\nname = \"居民消费价格\"\n\n\
    [[indicators]]\nkey = \"unemployment\"\nname = \"城镇调查失业率\"\nunit = \"%\"\nkind = \"share\"\n";

const BULLETIN: &str = "+++\ntitle = \"六月\"\ndate = 2025-07-09\nperiod = \"2025-06\"\n\n\
    [[metrics]]\nindicator = \"cpi\"\nchange = \"+0.3%\"\nmom = \"-0.1%\"\nheadline = true\n\n\
    [[metrics]]\nindicator = \"pmi\"\nvalue = \"49.7\"\nchange = \"持平\"\nbasis = \"环比\"\nheadline = true\n\n\
    [[metrics]]\nindicator = \"unemployment\"\nvalue = \"5.0%\"\nchange = \"持平\"\nbasis = \"环比\"\n+++\n\n正文。\n";

/// The text of a page, without its tags and the space between them.
fn plain(page: &str) -> String {
    let texts = page.split('<').filter_map(|piece| piece.split_once('>'));
    texts.flat_map(|(_, text)| text.split_whitespace()).collect()
}

#[test]
fn every_change_of_a_metric_is_shown_and_counted() {
    let site = site(&[("content/indicators.toml", INDICATORS), ("content/bulletins/june.md", BULLETIN)]);
    let (out, _) = built(site.path(), NOW);
    let files = texts(out.path());
    for (edition, yoy, mom, level) in [
        ("zh-hans", "同比", "比上月", "较上月"),
        ("zh-hant-tw", "年增率", "月增率", "較上月"),
        ("zh-hant-hk", "按年", "按月", "較上月"),
    ] {
        let page = plain(&files[&format!("{edition}/bulletins/june/index.html")]);
        let shown = |basis: &str, number: &str| page.matches(&format!("{basis}{number}")).count();
        assert!(page.contains("+0.3%") && page.contains("−0.1%"), "{edition}: {page}");
        assert!(shown(level, "持平") >= 2, "{edition}: {page}");
        let series = plain(&files[&format!("{edition}/indicators/unemployment/index.html")]);
        assert!(series.contains(level) && !series.contains(mom), "{edition}: {series}");
        for wrong in [yoy, mom, "环比", "環比"] {
            assert_eq!(shown(wrong, "持平"), 0, "{edition}, {wrong}: {page}");
        }
    }
    let figures = rows(files["data/figures.csv"].as_bytes(), b',');
    let told: Vec<[&str; 4]> = figures
        .iter()
        .map(|row| ["metric", "change", "change_unit", "basis"].map(|column| row[column].as_str()))
        .collect();
    assert!(told.contains(&["cpi", "0.3", "%", "yoy"]), "{told:?}");
    assert!(told.contains(&["cpi-mom", "-0.1", "%", "mom"]), "{told:?}");
    assert!(told.contains(&["pmi", "0", "点", "mom"]), "{told:?}");
    assert!(told.contains(&["unemployment", "0", "pp", "mom"]), "{told:?}");
}

#[test]
fn a_name_in_the_other_script_is_the_same_indicator() {
    let bulletin = BULLETIN.replace("indicator = \"unemployment\"", "indicator = \"城鎮調查失業率\"");
    let site = site(&[("content/indicators.toml", INDICATORS), ("content/bulletins/june.md", &bulletin)]);
    let (out, report) = built(site.path(), NOW);
    assert_eq!(report.counts(), (0, 0));
    assert!(texts(out.path()).contains_key("zh-hans/indicators/unemployment/index.html"));
}
