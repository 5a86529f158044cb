//! The fictional site of `tests/sites/statistics`, three years of a country that is not there,
//! against `key/*.tsv`: every figure, every point and every revision, worked out by the model that
//! wrote the bulletins and not by Jianbao. In all three editions CSV, JSON and page agree with it to the
//! digit. `UPDATE_EXPECTED=1 cargo test --test it statistics::` writes the whole pages of `expected/` anew.

use crate::helpers::{Row, built, expect, root, rows, table_rows, texts};
use jianbao::diag::print;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const EDITIONS: [&str; 3] = ["zh-hans", "zh-hant-tw", "zh-hant-hk"];

/// Names of the key in the traditional editions.
const TRADITIONAL: [(&str, &str); 7] = [
    ("云海", "雲海"),
    ("云州省", "雲州省"),
    ("海州省", "海州省"),
    ("宁州省", "寧州省"),
    ("贸易方式=一般贸易", "貿易方式=一般貿易"),
    ("贸易方式=加工贸易", "貿易方式=加工貿易"),
    ("", ""),
];

/// Pages compared whole, in each edition.
const WHOLE: [&str; 8] = [
    "indicators/gdp/index.html",
    "indicators/exports/index.html",
    "indicators/licensing-days/index.html",
    "digests/2025-07/index.html",
    "calendar/index.html",
    "calendar.ics",
    "bulletins/2024/output-2024-09/index.html",
    "bulletins/2025/ningzhou-h1/index.html",
];

fn site() -> PathBuf {
    root().join("tests/sites/statistics")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// Rows with what is known of them.
fn known(rows: &[Row]) -> Vec<Row> {
    rows.iter().map(|row| row.clone().into_iter().filter(|(_, cell)| !cell.is_empty()).collect()).collect()
}

/// The rows of a JSON data file.
fn json_rows(text: &str, name: &str) -> Vec<Row> {
    let json: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let cell = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Object(pairs) => {
            let pairs = pairs.iter().map(|(name, value)| format!("{name}={}", value.as_str().expect("a text")));
            pairs.collect::<Vec<_>>().join("; ")
        }
        other => panic!("{other} is no text"),
    };
    let rows = json[name].as_array().expect("rows").iter();
    rows.map(|row| {
        let pairs = row.as_object().expect("an object").iter();
        pairs.map(|(column, value)| (column.clone(), cell(value))).collect()
    })
    .collect()
}

fn in_edition(edition: &str, name: &str) -> String {
    let traditional = || TRADITIONAL.iter().find(|(hans, _)| *hans == name).map(|(_, hant)| *hant);
    let name = if edition == "zh-hans" { Some(name) } else { traditional() };
    name.expect("a name of the key").to_owned()
}

/// Every text between `start` and `end`.
fn between<'h>(html: &'h str, start: &str, end: &str) -> Vec<&'h str> {
    let parts = html.split(start).skip(1);
    parts.map(|part| part.split_once(end).unwrap_or_else(|| panic!("no {end} behind {start}")).0).collect()
}

#[test]
fn every_figure_is_as_the_key_has_it() {
    let (out, report) = built(&site(), "2026-03-15T00:00:00Z");
    assert!(report.diagnostics.is_empty(), "{}", print::text(&report.diagnostics, false));
    let figures = rows(read(&site().join("key/figures.tsv")).as_bytes(), b'\t');
    let mut points = 0;
    for edition in EDITIONS {
        let folder = out.path().join(edition);
        let indicators: BTreeSet<&String> = figures.iter().map(|figure| &figure["indicator"]).collect();
        for indicator in indicators {
            points += series_are_as_the_key_has_them(out.path(), edition, indicator);
        }
        figures_are_as_the_key_has_them(out.path(), edition, &figures);
        digests_show_the_headlines(&folder, &figures);
    }
    assert_eq!(points, 3 * 531, "no indicator was left out");
    the_whole_site_has_every_figure_once(out.path(), &figures);
    what_is_under_embargo_is_nowhere(out.path());
    whole_pages_are_as_reviewed(out.path());
}

/// The data files of an indicator and the tables of its page in an edition; how many points there are.
fn series_are_as_the_key_has_them(out: &Path, edition: &str, indicator: &str) -> usize {
    let key = rows(read(&site().join(format!("key/{indicator}.tsv"))).as_bytes(), b'\t');
    let data = out.join("data/indicators");
    let text = read(&data.join(format!("{indicator}.csv")));
    let given = rows(text.as_bytes(), b',');
    let json = json_rows(&read(&data.join(format!("{indicator}.json"))), "points");
    assert_eq!(known(&given), json, "CSV and JSON of {indicator}");
    let given: Vec<Row> = given.iter().map(|row| as_edition(row, edition)).collect();
    assert_eq!(given.len(), key.len(), "points of {indicator} in {edition}");
    const NAMES: [&str; 7] = ["region", "dims", "frequency", "kind", "basis", "unit", "period"];
    for wanted in &key {
        let mut wanted = wanted.clone();
        for name in ["region", "dims"] {
            let text = in_edition(edition, &wanted[name]);
            wanted.insert(name.to_owned(), text);
        }
        let same = |row: &&Row| NAMES.iter().all(|name| row[*name] == wanted[*name]);
        let found: Vec<&Row> = given.iter().filter(same).collect();
        let [row] = found[..] else { panic!("{indicator} in {edition}: {} of {wanted:?}", found.len()) };
        for (column, value) in wanted.iter().filter(|(column, _)| *column != "earlier") {
            assert_eq!(&row[column], value, "{column} of {indicator} in {edition}: {wanted:?}");
        }
    }
    let page = out.join(edition).join("indicators").join(indicator).join("index.html");
    tables_agree(&read(&page), &given, edition, &key, indicator);
    given.len()
}

/// A row as an edition reads it: `name` for `name_zh_hant_tw`.
fn as_edition(row: &Row, edition: &str) -> Row {
    let own = format!("_{}", edition.replace('-', "_"));
    row.iter().map(|(name, text)| (name.strip_suffix(&own).unwrap_or(name).to_owned(), text.clone())).collect()
}

/// The tables of a page have just the points of its data file, and say of each revised one what it
/// was before.
fn tables_agree(html: &str, given: &[Row], edition: &str, key: &[Row], indicator: &str) {
    // The file has the words of the first edition; numbers are those of all.
    let comparable = |text: &str| text.chars().filter(|c| edition == EDITIONS[0] || c.is_ascii()).collect::<String>();
    let cell = |row: &Row| (row["period"].clone(), row["value"].clone(), comparable(&row["printed"]));
    let mut wanted: Vec<_> = given.iter().map(cell).collect();
    let mut shown = Vec::new();
    let mut revisions = 0;
    for row in table_rows(html, "<tr data-period=\"") {
        let (period, row) = row.split_once('"').expect("a period");
        for cell in between(row, "<data value=\"", "</data>") {
            let (value, text) = cell.split_once("\">").expect("a value and its text");
            shown.push((period.to_owned(), value.to_owned(), comparable(text)));
        }
        revisions += row.matches("class=\"revision\"").count();
    }
    wanted.sort();
    shown.sort();
    similar_asserts::assert_eq!(shown, wanted, "the tables of {indicator}");
    let earlier: usize = key.iter().map(|row| row["earlier"].split_whitespace().count()).sum();
    assert_eq!(revisions, earlier, "revisions of {indicator}");
}

/// The data files of each bulletin and the table of its page in an edition.
fn figures_are_as_the_key_has_them(out: &Path, edition: &str, figures: &[Row]) {
    let mut bulletins: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for figure in figures {
        bulletins.entry(&figure["bulletin"]).or_default().push(figure);
    }
    for (bulletin, wanted) in bulletins {
        let given = rows(read(&out.join(format!("data/{bulletin}.csv"))).as_bytes(), b',');
        let json = json_rows(&read(&out.join(format!("data/{bulletin}.json"))), "figures");
        assert_eq!(known(&given), json, "CSV and JSON of {bulletin}");
        let given: Vec<Row> = given.iter().map(|row| as_edition(row, edition)).collect();
        assert_eq!(given.len(), wanted.len(), "figures of {bulletin} in {edition}");
        let page = read(&out.join(edition).join(bulletin).join("index.html"));
        for (row, wanted) in given.iter().zip(wanted) {
            for (column, value) in wanted.iter().filter(|(column, _)| *column != "headline") {
                let value = match column.as_str() {
                    "region" | "dims" => in_edition(edition, value),
                    _ => value.clone(),
                };
                assert_eq!(row[column], value, "{column} of {} in {bulletin}, {edition}", wanted["metric"]);
            }
            let html = table_rows(&page, &format!("<tr id=\"{}\">", wanted["metric"]));
            let [html] = html[..] else { panic!("{} in {bulletin} has no row", wanted["metric"]) };
            // A number that is printed as machines write it needs no second time.
            let value = [("<data value=\"", "\""), ("<td class=\"value\">", "<")]
                .into_iter()
                .find_map(|(from, to)| between(html, from, to).first().copied())
                .unwrap_or_default()
                .trim_end();
            assert_eq!(value, wanted["value"], "{} in {bulletin}, {edition}", wanted["metric"]);
            let change = wanted["change"].trim_start_matches('-');
            assert!(change == "0" || html.contains(change), "{change} of {} in {bulletin}", wanted["metric"]);
        }
    }
}

/// Each month and each week has exactly the headline figures of its bulletins.
fn digests_show_the_headlines(folder: &Path, figures: &[Row]) {
    let mut months: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut weeks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for figure in figures {
        let day: jiff::civil::Date = figure["published"].parse().expect("a day");
        let week = day.iso_week_date();
        let shown = (figure["headline"] == "true").then(|| format!("{}#{}", figure["bulletin"], figure["metric"]));
        months.entry(day.strftime("%Y-%m").to_string()).or_default().extend(shown.clone());
        weeks.entry(format!("{}-W{:02}", week.year(), week.week())).or_default().extend(shown);
    }
    for (span, mut wanted) in months.into_iter().chain(weeks) {
        let html = read(&folder.join("digests").join(&span).join("index.html"));
        let table = between(&html, "<table class=\"points digest-figures\">", "</table>").concat();
        let mut shown = Vec::new();
        for row in between(&table, "<tr>\n<th scope=\"row\">", "</tr>") {
            let address = between(row, "<a href=\"", "\"")[0];
            let (_, address) = address.split_once("/bulletins/").expect("a bulletin");
            let (bulletin, metric) = address.split_once("/#").expect("a metric");
            shown.push(format!("bulletins/{bulletin}#{metric}"));
            let named =
                |figure: &&Row| figure["bulletin"] == format!("bulletins/{bulletin}") && figure["metric"] == metric;
            let figure = figures.iter().find(named).expect("a figure of the key");
            let value = between(row, "value=\"", "\"").first().copied().unwrap_or_default();
            assert_eq!(value, figure["value"], "{address} in the digest {span}");
        }
        wanted.sort();
        shown.sort();
        assert_eq!(shown, wanted, "the digest {span}");
    }
}

fn the_whole_site_has_every_figure_once(out: &Path, figures: &[Row]) {
    let given = rows(read(&out.join("data/figures.csv")).as_bytes(), b',');
    assert_eq!(known(&given), json_rows(&read(&out.join("data/figures.json")), "figures"));
    let names = |rows: &[Row]| {
        let mut names: Vec<_> = rows.iter().map(|row| (row["bulletin"].clone(), row["metric"].clone())).collect();
        names.sort();
        names
    };
    assert_eq!(names(&given), names(figures));
}

fn what_is_under_embargo_is_nowhere(out: &Path) {
    for (name, text) in texts(out) {
        for trace in ["embargoed", "77700000000000", "777.7%"] {
            assert!(!text.contains(trace), "{trace} in {name}");
        }
    }
}

/// A page without the parts of names that change with the theme's styles and scripts.
fn without_fingerprints(page: &str) -> String {
    let mut pieces = page.split("/assets/");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text.push_str("/assets/");
        match piece.split('.').collect::<Vec<_>>().as_slice() {
            [name, digest, rest @ ..] if digest.len() == 10 && !name.contains('"') => {
                text.push_str(&format!("{name}.{}", rest.join(".")));
            }
            _ => text.push_str(piece),
        }
    }
    text
}

fn whole_pages_are_as_reviewed(out: &Path) {
    for edition in EDITIONS {
        for page in WHOLE {
            let name = format!("{edition}/{page}");
            expect(&site().join("expected").join(&name), &without_fingerprints(&read(&out.join(&name))));
        }
    }
}
