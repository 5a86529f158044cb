//! `import` against single sentences, a family of phrasings a file: `tests/cases/sentences/*.txt`.
//!
//! `# DAY TITLE` opens pages of that day and title; each run of `> ` lines is a page of its own, a
//! paragraph a line. Below it stand the figures it gives, `indicator | value | change and basis | period`
//! with `?` for none, and behind `-` the numerals that are none, with the reason. Sentences, places and
//! figures are fictional. `UPDATE_EXPECTED=1 cargo test --test it import_sentences::` writes what is found now,
//! to be reviewed as a diff.

use crate::helpers::{entries, expect, root};
use jianbao::figure::Registry;
use jianbao::import::import;
use jianbao::import::report::{FigureReport, Report};
use jianbao::text::doubt::Words;
use std::fs;

/// A figure on a line.
fn line(figure: &FigureReport) -> String {
    let together = |number: &Option<String>, unit: &Option<String>| match number {
        Some(number) => format!("{number}{}", unit.as_deref().unwrap_or_default()),
        None => "?".to_owned(),
    };
    let change = match figure.basis {
        Some(basis) => format!("{} {basis}", together(&figure.change, &figure.change_unit)),
        None => "?".to_owned(),
    };
    let period = if figure.period.is_empty() { "?" } else { &figure.period };
    let kind = figure.kind.map(|kind| format!(" | {kind}")).unwrap_or_default();
    format!("{} | {} | {change} | {period}{kind}", figure.indicator, together(&figure.value, &figure.unit))
}

/// What a page of these paragraphs gives, line by line.
fn reading(heading: &str, paragraphs: &[&str], words: &Words) -> Vec<String> {
    let (day, title) = heading.split_once(' ').unwrap();
    let body: String = paragraphs.iter().map(|paragraph| format!("　　{paragraph}\n")).collect();
    let page = import(format!("{title}\n\n{body}").as_bytes(), day.parse().unwrap(), &Registry::default(), words);
    let articles = Report::new(&page).articles;
    let mut lines: Vec<String> = articles.iter().flat_map(|article| &article.figures).map(line).collect();
    let left_out = articles.iter().flat_map(|article| &article.left_out);
    lines.extend(left_out.map(|left| format!("- {} | {}", left.quote, left.why)));
    lines
}

#[test]
fn sentences_are_read() {
    let words = Words::load();
    for file in entries(&root().join("tests/cases/sentences")) {
        let text = fs::read_to_string(&file).unwrap();
        let mut heading = "";
        let mut found = String::new();
        for block in text.split("\n\n").map(str::trim_end).filter(|block| !block.is_empty()) {
            if let Some(named) = block.strip_prefix("# ") {
                heading = named;
                found.push_str(&format!("{block}\n\n"));
                continue;
            }
            let paragraphs: Vec<&str> = block.lines().filter_map(|line| line.strip_prefix("> ")).collect();
            assert!(!paragraphs.is_empty(), "{}: {block}", file.display());
            paragraphs.iter().for_each(|paragraph| found.push_str(&format!("> {paragraph}\n")));
            reading(heading, &paragraphs, &words).iter().for_each(|line| found.push_str(&format!("{line}\n")));
            found.push('\n');
        }
        expect(&file, &format!("{}\n", found.trim_end()));
    }
}
