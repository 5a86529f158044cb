//! Figures against official series: of digits planted into the ordinary site nearly all are told, and no other figure is.
//!
//! The official files are made from the site's own figures, each as it was when its bulletin appeared.

use crate::helpers::{Row, built, copy, jianbao, paths, root, rows, site, write};
use jianbao::diag::Diagnostic;
use jianbao::edition::{Corpus, Visible};
use jianbao::figure::Metric;
use jianbao::lint::{self, Tally};
use jianbao::pipeline::Site;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;
use tempfile::TempDir;

const NOW: &str = "2025-08-01T00:00:00Z";

/// The ordinary site with an official series for each of its own, one file each.
fn verified() -> TempDir {
    let from = root().join("tests/sites/ordinary");
    let site = tempfile::tempdir().expect("a folder");
    copy(&from, site.path(), paths(&from));
    let (out, _) = built(&from, NOW);
    let table = |name: &str| rows(&fs::read(out.path().join("data").join(name)).expect("a table"), b',');
    let identity = |row: &Row| -> Vec<String> {
        ["indicator", "region_zh_hans", "dims_zh_hans", "kind", "basis", "unit"].map(|key| row[key].clone()).to_vec()
    };
    let mut series: BTreeMap<Vec<String>, BTreeSet<(String, String, String)>> = BTreeMap::new();
    let mut add = |row: &Row, value: &str, published: &str| {
        let point = (row["period"].clone(), row[published].clone(), row[value].clone());
        series.entry(identity(row)).or_default().insert(point);
    };
    table("series.csv").iter().filter(|row| row["origin"] != "computed").for_each(|row| add(row, "value", "published"));
    table("revisions.csv").iter().for_each(|row| add(row, "old", "old_published"));
    let mut toml = String::new();
    for (number, (names, points)) in series.into_iter().enumerate() {
        let [indicator, region, dims, kind, basis, unit] = names.try_into().expect("six names");
        toml.push_str(&format!("[[series]]\nfile = \"official/{number}.csv\"\nindicator = \"{indicator}\"\n"));
        toml.push_str(&format!("unit = \"{unit}\"\nsource = \"示例统计局\"\nretrieved = 2025-08-01\n"));
        match basis.as_str() {
            "" => toml.push_str(&format!("kind = \"{kind}\"\n")),
            basis => toml.push_str(&format!("basis = \"{basis}\"\n")),
        }
        if matches!(kind.as_str(), "target" | "forecast") && !basis.is_empty() {
            toml.push_str(&format!("kind = \"{kind}\"\n"));
        }
        if !region.is_empty() {
            toml.push_str(&format!("region = \"{region}\"\n"));
        }
        if !dims.is_empty() {
            let dims = dims.split("; ").filter_map(|pair| pair.split_once('='));
            let dims: Vec<String> = dims.map(|(name, value)| format!("\"{name}\" = \"{value}\"")).collect();
            toml.push_str(&format!("dims = {{ {} }}\n", dims.join(", ")));
        }
        let lines = points.iter().map(|(period, published, value)| format!("{period},{value},{published}\n"));
        let csv = format!("period,value,published\n{}", lines.collect::<String>());
        write(site.path(), &format!("official/{number}.csv"), csv);
    }
    write(site.path(), "content/official.toml", toml);
    site
}

/// The contents of a site as everyone sees them on the last day.
fn corpus(site: &Path) -> Corpus {
    let site = Site::open(site).expect("a site");
    let visible = Visible { now: "2025-08-01T08:00:00".parse().expect("a time"), drafts: false, future: false };
    let checked = site.corpus(site.config.value.clone(), visible);
    let errors = checked.diagnostics.iter().filter(|one| one.severity == jianbao::diag::Severity::Error);
    assert_eq!(errors.count(), 0, "{:?}", checked.diagnostics);
    checked.value
}

fn told(site: &Path) -> (Vec<Diagnostic>, Tally) {
    let corpus = corpus(site);
    let (found, tally) = lint::official(&corpus, &corpus.record());
    (found, tally.expect("official series"))
}

/// Numbers that depend on nothing but where they begin.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }
}

/// The numbers of a metric in its table, as bytes of the source.
fn numbers(metric: &Metric, table: Range<usize>, text: &str) -> Vec<Range<usize>> {
    let changes = metric.change.iter().chain(metric.further.iter().map(|(change, _)| change));
    let written = metric.value.iter().map(|value| value.text()).chain(changes.map(|change| change.text()));
    let mut found = Vec::new();
    for written in written.filter(|written| written.contains(|c: char| c.is_ascii_digit())) {
        // One that is given in parts is left as it is.
        let Some(at) = text[table.clone()].find(&format!("\"{written}\"")) else { continue };
        let start = table.start + at + 1;
        found.push(start..start + written.len());
    }
    found
}

/// A number with one of its digits replaced by another.
fn misread(number: &str, dice: &mut Dice) -> String {
    let digits: Vec<usize> = number.bytes().enumerate().filter(|(_, b)| b.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = digits[dice.roll(digits.len())];
    let old = usize::from(number.as_bytes()[at] - b'0');
    let mut new = (old + 1 + dice.roll(9)) % 10;
    // A number does not begin with a zero that is not its only digit before the point.
    let is_first = digits.first() == Some(&at) && number.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit);
    if is_first && new == 0 {
        new = if old == 1 { 7 } else { 1 };
    }
    format!("{}{new}{}", &number[..at], &number[at + 1..])
}

#[test]
fn planted_digits_are_told_and_no_others() {
    let site = verified();
    let (found, clean) = told(site.path());
    assert!(found.is_empty(), "{found:#?}");
    assert!(clean.agree > 300 && clean.differ + clean.newer + clean.unknown == 0, "{clean:?}");
    let original = corpus(site.path());
    let mut dice = Dice(7);
    let (mut planted, mut missed) = (0, Vec::new());
    // Every third figure in a round, so that those between stay right and must not be told.
    for round in 0..3 {
        let mut wrong: BTreeSet<(String, usize)> = BTreeSet::new();
        let mut count = 0;
        for bulletin in &original.bulletins {
            let source = &bulletin.article.source;
            let mut text = source.text.to_string();
            let starts: Vec<usize> = bulletin.metrics.iter().map(|metric| metric.span.start).collect();
            let mut edits = Vec::new();
            for (at, metric) in bulletin.metrics.iter().enumerate() {
                let end = starts.get(at + 1).copied().unwrap_or(bulletin.article.body.start);
                for number in numbers(metric, starts[at]..end, &text) {
                    count += 1;
                    if count % 3 == round && metric.period.end().is_some() {
                        edits.push(number);
                    }
                }
            }
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.start));
            for edit in edits {
                let new = misread(&text[edit.clone()], &mut dice);
                text.replace_range(edit.clone(), &new);
                wrong.insert((source.path.to_string(), edit.start));
            }
            write(site.path(), source.path.as_str(), &text);
        }
        let (found, _) = told(site.path());
        let places: BTreeSet<(String, usize)> = found
            .iter()
            .map(|one| one.place.as_ref().expect("a place"))
            .map(|place| (place.source.path.to_string(), place.span.start))
            .collect();
        let falsely: Vec<_> = places.difference(&wrong).collect();
        assert!(falsely.is_empty(), "{falsely:?}");
        planted += wrong.len();
        missed.extend(wrong.difference(&places).cloned());
        for bulletin in &original.bulletins {
            let source = &bulletin.article.source;
            write(site.path(), source.path.as_str(), source.text.as_bytes());
        }
    }
    println!("{planted} planted, {} missed", missed.len());
    assert!(planted >= 300, "{planted} planted");
    assert!(missed.len() * 100 <= planted, "{} of {planted} missed: {missed:?}", missed.len());
}

#[test]
fn check_says_how_many_figures_were_held_against_official_ones() {
    let series = "[[series]]\nfile = \"official/cpi.csv\"\nindicator = \"cpi\"\nbasis = \"yoy\"\nunit = \"%\"\n\
                  source = \"示例统计局\"\nretrieved = 2025-07-15\n";
    let metric = |id: &str, change: &str, period: &str| {
        format!("[[metrics]]\nid = \"{id}\"\nindicator = \"CPI\"\nchange = \"{change}\"\nperiod = \"{period}\"\n")
    };
    let metrics = [metric("a", "+0.1%", "2025-05"), metric("b", "+0.3%", "2025-06"), metric("c", "+0.2%", "2025-03")];
    let bulletin = format!("+++\ntitle = \"题\"\ndate = 2025-07-18\n{}+++\n正文。\n", metrics.concat());
    let site = site(&[
        ("content/indicators.toml", "[[indicators]]\nkey = \"cpi\"\nname = \"CPI\"\n"),
        ("content/official.toml", series),
        ("official/cpi.csv", "period,value\n2025-05,0.1\n2025-06,0.2\n"),
        ("content/bulletins/a.md", &bulletin),
    ]);
    let output = jianbao().args(["check", "--site"]).arg(site.path()).output().expect("a run");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let tally = "Official figures: 1 agree, 1 differ, 0 revised since, 1 of other periods (`official-unknown`)";
    assert!(said.contains(tally), "{said}");
    assert_eq!(said.matches("official-differs").count(), 1, "{said}");
}

/// A workbook as the mainland's office gives it: periods are columns, and prices an index.
#[cfg(all(feature = "xlsx", feature = "office"))]
#[test]
fn a_row_of_a_workbook_is_a_series() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("说明").expect("a name").write_string(0, 0, "指标说明").expect("a cell");
    let sheet = book.add_worksheet().set_name("月度数据").expect("a name");
    let tenths = rust_xlsxwriter::Format::new().set_num_format("0.0");
    sheet.write_string(0, 0, "数据库：月度数据").expect("a cell");
    for (column, (period, value)) in
        [("2025年6月", 100.1), ("2025年5月", 99.9), ("2025年4月", 100.0)].into_iter().enumerate()
    {
        let column = u16::try_from(column + 1).expect("few columns");
        sheet.write_string(2, column, period).expect("a cell");
        sheet.write_number_with_format(3, column, value, &tenths).expect("a cell");
        sheet.write_number_with_format(4, column, 101.5, &tenths).expect("a cell");
    }
    sheet.write_string(2, 0, "指标").expect("a cell");
    sheet.write_string(3, 0, "居民消费价格指数(上年同月=100)").expect("a cell");
    sheet.write_string(4, 0, "食品(上年同月=100)").expect("a cell");
    let series = "[[series]]\nfile = \"official/prices.xlsx\"\nindicator = \"cpi\"\nbasis = \"yoy\"\nunit = \"%\"\n\
                  sheet = \"月度数据\"\nrow = \"居民消费价格指数(上年同月=100)\"\nminus = \"100\"\n\
                  source = \"示例统计局\"\nretrieved = 2025-07-15\n";
    let metric = |id: &str, change: &str, period: &str| {
        format!("[[metrics]]\nid = \"{id}\"\nindicator = \"CPI\"\nchange = \"{change}\"\nperiod = \"{period}\"\n")
    };
    let metrics = [metric("a", "持平", "2025-04"), metric("b", "-0.1%", "2025-05"), metric("c", "+1.5%", "2025-06")];
    let bulletin = format!("+++\ntitle = \"题\"\ndate = 2025-07-18\n{}+++\n正文。\n", metrics.concat());
    let site = site(&[
        ("content/indicators.toml", "[[indicators]]\nkey = \"cpi\"\nname = \"CPI\"\n"),
        ("content/official.toml", series),
        ("content/bulletins/a.md", &bulletin),
    ]);
    write(site.path(), "official/prices.xlsx", book.save_to_buffer().expect("a workbook"));
    let (found, tally) = told(site.path());
    assert_eq!((tally.agree, tally.differ, tally.unknown), (2, 1, 0), "{found:?}");
    assert!(found[0].message.contains("`+1.5%` here, and `100.1` for 2025-06"), "{found:?}");
}
