//! Data files: the same rows in every format, the same keys and numbers in every edition.

use crate::helpers::{NOW, Row, minimal, paths, root, rows, write};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn built(site: &Path) -> TempDir {
    crate::helpers::built(site, NOW).0
}

fn built_minimal() -> TempDir {
    built(&root().join("tests/sites/minimal"))
}

fn read(path: &Path) -> Vec<Row> {
    rows(&fs::read(path).expect("a file"), b',')
}

/// Files below a folder whose names end so.
fn files(out: &Path, end: &str) -> BTreeSet<String> {
    let names = paths(out).into_iter().map(|path| path.to_string_lossy().replace('\\', "/"));
    names.filter(|name| name.ends_with(end)).collect()
}

#[test]
fn keys_numbers_and_periods_are_the_same_in_every_edition() {
    let out = built_minimal();
    let mut compared = 0;
    for file in files(&out.path().join("zh-hans"), ".csv") {
        let own = read(&out.path().join("zh-hans").join(&file));
        for edition in ["zh-hant-tw", "zh-hant-hk"] {
            let other = read(&out.path().join(edition).join(&file));
            assert_eq!(own.len(), other.len(), "{edition}/{file}");
            for (a, b) in own.iter().zip(&other) {
                for column in ["bulletin", "metric", "indicator", "kind", "value", "value_base", "change", "period"] {
                    assert_eq!(a.get(column), b.get(column), "{edition}/{file}, {column}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 100, "{compared} cells");
}

#[test]
fn json_has_the_rows_of_csv() {
    let out = built_minimal();
    for file in files(out.path(), ".csv") {
        let rows = read(&out.path().join(&file));
        let json = fs::read_to_string(out.path().join(file.replace(".csv", ".json"))).expect("a file beside it");
        let json: BTreeMap<String, Vec<BTreeMap<String, serde_json::Value>>> =
            serde_json::from_str(&json).expect("rows under their name");
        let list = json.values().next().expect("a list");
        assert_eq!((json.len(), list.len()), (1, rows.len()), "{file}");
        for (cells, values) in rows.iter().zip(list) {
            assert_eq!(cells.keys().collect::<Vec<_>>(), values.keys().collect::<Vec<_>>(), "{file}");
            for (column, cell) in cells {
                match &values[column] {
                    serde_json::Value::Null => assert_eq!(cell, "", "{file}, {column}"),
                    serde_json::Value::String(text) => assert_eq!(cell, text, "{file}, {column}"),
                    serde_json::Value::Object(pairs) => {
                        assert_eq!(pairs.is_empty(), cell.is_empty(), "{file}, {column}")
                    }
                    value => panic!("{file}, {column}: {value}"),
                }
            }
        }
    }
}

#[test]
fn every_part_adds_up_to_the_table_of_the_site() {
    let out = built_minimal();
    let rows = |below: &str, name: &str| -> usize {
        let found = files(&out.path().join(below), name).into_iter();
        found.map(|file| read(&out.path().join(below).join(file)).len()).sum()
    };
    assert_eq!(rows("zh-hans/bulletins", "figures.csv"), rows("data", "figures.csv"));
    assert_eq!(rows("zh-hans/digests", "figures.csv"), rows("data", "figures.csv"));
    assert_eq!(rows("zh-hans/indicators", "series.csv"), rows("data", "series.csv"));
}

#[cfg(feature = "xlsx")]
#[test]
fn there_is_a_workbook_beside_each_table_unless_the_site_wants_none() {
    let out = built_minimal();
    let tables = files(out.path(), ".csv").into_iter().filter(|file| !file.contains("corrections"));
    let tables: BTreeSet<String> =
        tables.filter(|file| !file.contains("revisions")).map(|file| file.replace(".csv", ".xlsx")).collect();
    assert_eq!(files(out.path(), ".xlsx"), tables);
    let again = built_minimal();
    for file in &tables {
        let bytes = fs::read(out.path().join(file)).expect("a workbook");
        assert!(bytes.starts_with(b"PK"), "{file}");
        assert_eq!(bytes, fs::read(again.path().join(file)).expect("a workbook"), "{file}");
    }
    let site = minimal("xlsx = false");
    let none = built(site.path());
    assert_eq!(files(none.path(), ".xlsx"), BTreeSet::new());
    let page = fs::read_to_string(none.path().join("zh-hans/bulletins/2025/first/index.html")).expect("a page");
    assert!(page.contains("figures.csv") && !page.contains(".xlsx"));
}

#[test]
fn the_terms_of_use_stand_wherever_the_data_do() {
    let url = "https://creativecommons.org/licenses/by/4.0/";
    let site = minimal(&format!("license = {{ name = \"CC BY 4.0\", url = \"{url}\" }}"));
    let out = built(site.path());
    for file in [
        "data/datapackage.json",
        "data/series.csv-metadata.json",
        "zh-hant-tw/indicators/exports/series.csv-metadata.json",
    ] {
        assert!(fs::read_to_string(out.path().join(file)).expect("a file").contains(url), "{file}");
    }
}

#[test]
fn a_page_lists_ten_years_of_months_and_the_files_all() {
    let site = minimal("");
    for month in 0..125 {
        let date = format!("{}-{:02}-28", 2010 + month / 12, 1 + month % 12);
        let metric = format!("[[metrics]]\nindicator = \"出口\"\nvalue = \"{month}万亿元\"\n");
        let text = format!("+++\ntitle = \"出口\"\ndate = {date}\nperiod = \"{}\"\n{metric}+++\n", &date[..7]);
        write(site.path(), &format!("content/bulletins/month-{month}.md"), text);
    }
    let out = built(site.path());
    let folder = out.path().join("zh-hans/indicators/exports");
    let months = |period: &str| period.len() == 7 && period < "2021";
    let rows = read(&folder.join("series.csv"));
    assert_eq!(rows.iter().filter(|row| months(&row["period"])).count(), 125);
    let page = fs::read_to_string(folder.join("index.html")).expect("a page");
    let listed: Vec<&str> =
        page.split("data-period=\"").skip(1).map(|row| row.split('"').next().expect("a period")).collect();
    let listed: Vec<&&str> = listed.iter().filter(|period| months(period)).collect();
    assert_eq!((listed.len(), listed.first(), listed.last()), (120, Some(&&"2020-05"), Some(&&"2010-06")));
    assert!(page.contains("表中列出最近120期，共125期"), "{page}");
}
