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
fn names_are_in_the_words_of_every_edition_and_all_else_is_there_once() {
    let out = built_minimal();
    let names = |row: &Row, column: &str| {
        ["zh_hans", "zh_hant_tw", "zh_hant_hk"].map(|edition| row[&format!("{column}_{edition}")].clone())
    };
    let software = read(&out.path().join("data/bulletins/2025/first.csv"));
    let software = software.iter().find(|row| row["indicator"] == "软件收入").expect("a figure");
    assert_eq!(names(software, "name"), ["软件收入", "軟體收入", "軟件收入"]);
    for file in files(&out.path().join("data"), ".csv") {
        for row in read(&out.path().join("data").join(&file)) {
            for column in row.keys() {
                let of_edition = column.contains("_zh_");
                let named = ["name", "region", "dims", "source", "title", "text"]
                    .contains(&column.split("_zh_").next().unwrap_or_default());
                assert_eq!(of_edition, named, "{column} of {file}");
            }
        }
    }
    assert_eq!(files(&out.path().join("zh-hans"), ".csv"), BTreeSet::new());
}

#[test]
fn json_has_the_rows_of_csv() {
    let out = built_minimal();
    for file in files(out.path(), ".csv") {
        let rows = read(&out.path().join(&file));
        let json = fs::read_to_string(out.path().join(file.replace(".csv", ".json")));
        if file.contains("data/digests/") {
            assert!(json.is_err(), "its bulletins have it");
            continue;
        }
        let json = json.expect("a file beside it");
        let json: BTreeMap<String, Vec<BTreeMap<String, serde_json::Value>>> =
            serde_json::from_str(&json).expect("rows under their name");
        let list = json.values().next().expect("a list");
        assert_eq!((json.len(), list.len()), (1, rows.len()), "{file}");
        for (cells, values) in rows.iter().zip(list) {
            assert!(values.keys().all(|column| cells.contains_key(column)), "{file}");
            for (column, cell) in cells {
                match values.get(column) {
                    None => assert_eq!(cell, "", "{file}, {column}"),
                    Some(serde_json::Value::String(text)) => assert_eq!(cell, text, "{file}, {column}"),
                    Some(serde_json::Value::Object(pairs)) => {
                        assert!(!pairs.is_empty() && !cell.is_empty(), "{file}, {column}")
                    }
                    Some(value) => panic!("{file}, {column}: {value}"),
                }
            }
        }
    }
}

#[test]
fn every_part_adds_up_to_the_table_of_the_site() {
    let out = built_minimal();
    let rows = |below: &str| -> usize {
        let folder = out.path().join("data").join(below);
        files(&folder, ".csv").into_iter().map(|file| read(&folder.join(file)).len()).sum()
    };
    let site = |table: &str| read(&out.path().join(format!("data/{table}.csv"))).len();
    assert_eq!(rows("bulletins"), site("figures"));
    assert_eq!(rows("digests"), site("figures"));
    assert_eq!(rows("indicators"), site("series"));
}

#[cfg(feature = "xlsx")]
#[test]
fn lists_are_also_workbooks_unless_the_site_wants_none() {
    let out = built_minimal();
    let tables = files(out.path(), ".csv").into_iter();
    let is_list = |file: &String| !["corrections", "revisions", "data/bulletins/"].iter().any(|not| file.contains(not));
    let tables: BTreeSet<String> = tables.filter(is_list).map(|file| file.replace(".csv", ".xlsx")).collect();
    assert_eq!(files(out.path(), ".xlsx"), tables);
    let again = built_minimal();
    for file in &tables {
        let bytes = fs::read(out.path().join(file)).expect("a workbook");
        assert!(bytes.starts_with(b"PK"), "{file}");
        assert_eq!(bytes, fs::read(again.path().join(file)).expect("a workbook"), "{file}");
    }
    let site = minimal("data = { workbooks = \"none\" }");
    let none = built(site.path());
    assert_eq!(files(none.path(), ".xlsx"), BTreeSet::new());
    let page = fs::read_to_string(none.path().join("zh-hans/digests/2025-07/index.html")).expect("a page");
    assert!(page.contains("/data/digests/2025-07.csv") && !page.contains(".xlsx"));
}

#[test]
fn a_site_may_have_no_files_of_single_bulletins() {
    let site = minimal("data = { bulletins = \"none\" }");
    let out = built(site.path());
    assert_eq!(
        files(&out.path().join("data"), ".csv").into_iter().filter(|file| file.contains("bulletins/")).count(),
        0
    );
    let page = fs::read_to_string(out.path().join("zh-hans/bulletins/2025/first/index.html")).expect("a page");
    assert!(!page.contains("data/bulletins"), "{page}");
}

#[test]
fn old_addresses_lead_to_the_new_ones_where_the_site_wants_it() {
    assert!(!built_minimal().path().join("_redirects").exists());
    let site = minimal("data = { redirects = true }");
    let out = built(site.path());
    let rules = fs::read_to_string(out.path().join("_redirects")).expect("a file");
    for rule in [
        "/digest/zh-hans/bulletins/:a/:b/figures.csv /digest/data/bulletins/:a/:b.csv 301\n",
        "/digest/zh-hant-tw/digests/:a/figures.json /digest/data/digests/:a.json 301\n",
        "/digest/zh-hant-hk/indicators/:a/series.csv-metadata.json /digest/data/indicators/:a.csv-metadata.json 301\n",
    ] {
        assert!(rules.contains(rule), "{rule} in {rules}");
    }
}

#[test]
fn the_terms_of_use_stand_wherever_the_data_do() {
    let url = "https://creativecommons.org/licenses/by/4.0/";
    let site = minimal(&format!("license = {{ name = \"CC BY 4.0\", url = \"{url}\" }}"));
    let out = built(site.path());
    for file in ["data/datapackage.json", "data/series.csv-metadata.json", "data/indicators/exports.csv-metadata.json"]
    {
        assert!(fs::read_to_string(out.path().join(file)).expect("a file").contains(url), "{file}");
    }
}

#[test]
fn a_page_lists_three_years_of_months_and_the_files_all() {
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
    let rows = read(&out.path().join("data/indicators/exports.csv"));
    assert_eq!(rows.iter().filter(|row| months(&row["period"])).count(), 125);
    let page = fs::read_to_string(folder.join("index.html")).expect("a page");
    let listed: Vec<&str> =
        page.split("data-period=\"").skip(1).map(|row| row.split('"').next().expect("a period")).collect();
    let listed: Vec<&&str> = listed.iter().filter(|period| months(period)).collect();
    assert_eq!((listed.len(), listed.first(), listed.last()), (36, Some(&&"2020-05"), Some(&&"2017-06")));
    assert!(page.contains("表中列出最近36期，共125期"), "{page}");
}
