//! The repository is the example site: it builds without a mistake, and every figure of
//! `tests/cases/example_figures.tsv`, which was transcribed from the printed page, is in it, in
//! each edition, with value, unit, approximation, change, basis and period right.

use crate::helpers::{NOW, Row, built, check, options, root, rows, table_rows};
use jianbao::diag::print;
use jianbao::pipeline::Options;
use std::fs;

#[test]
fn every_printed_figure_is_published_in_every_edition() {
    let (out, report) = built(root(), NOW);
    assert!(report.diagnostics.is_empty(), "{}", print::text(&report.diagnostics, false));

    let key = rows(&fs::read(root().join("tests/cases/example_figures.tsv")).expect("the key"), b'\t');
    assert_eq!(key.len(), 47);
    let site = rows(&fs::read(out.path().join("data/figures.csv")).expect("figures.csv"), b',');
    assert_eq!(site.len(), 47);
    let find = |rows: &[Row], wanted: &Row| {
        rows.iter().find(|row| row["bulletin"] == wanted["bulletin"] && row["metric"] == wanted["metric"]).cloned()
    };
    for wanted in &key {
        let own = out.path().join(format!("data/{}.csv", wanted["bulletin"]));
        let own = rows(&fs::read(own).expect("a file of the bulletin"), b',');
        for rows in [&site, &own] {
            let row = find(rows, wanted).unwrap_or_else(|| panic!("{} is missing", wanted["metric"]));
            for (column, value) in wanted {
                assert_eq!(&row[column], value, "{} of {}", column, wanted["metric"]);
            }
        }
    }
    for edition in ["zh-hans", "zh-hant-tw", "zh-hant-hk"] {
        for wanted in &key {
            let folder = out.path().join(edition).join(&wanted["bulletin"]);
            let page = fs::read_to_string(folder.join("index.html")).expect("a page");
            let rows = table_rows(&page, &format!("<tr id=\"{}\"", wanted["metric"]));
            let [html] = rows[..] else { panic!("{} has no row of its own", wanted["metric"]) };
            for number in [&wanted["value"], &wanted["change"]].into_iter().filter(|number| !number.is_empty()) {
                assert!(html.contains(number.as_str()), "{number} of {} in {edition}: {html}", wanted["metric"]);
            }
        }
    }
}

#[test]
fn its_editor_has_nothing_to_settle() {
    let report = check(&Options { review: true, ..options(root()) });
    assert!(report.diagnostics.is_empty(), "{}", print::text(&report.diagnostics, false));
}
