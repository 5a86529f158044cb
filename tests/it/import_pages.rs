//! `import` against whole pages with keys: `tests/cases/import/*`.
//!
//! Each folder has a page as an editor would paste it, the day it was printed, its articles as they
//! were set, and its figures; rows of the class `none` are numerals that must not become figures. The
//! pages, places and figures are fictional.

use crate::helpers::{entries, root};
use jianbao::figure::Registry;
use jianbao::import::import;
use jianbao::import::report::{ArticleReport, FigureReport, Report};
use jianbao::text::doubt::Words;
use rust_decimal::Decimal;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A row of a key.
struct Row {
    class: String,
    indicator: String,
    figure: Printed,
    period: String,
}

/// What is compared first: value, unit, change, its unit, basis.
#[derive(PartialEq, Debug)]
struct Printed {
    value: Option<Decimal>,
    unit: String,
    change: Option<Decimal>,
    change_unit: String,
    basis: String,
}

/// How a page came out.
#[derive(Default)]
struct Score {
    wanted: usize,
    proposed: usize,
    /// Value, unit, change and basis right.
    right: usize,
    /// Indicator and period right too.
    whole: usize,
    wrong: Vec<String>,
    /// Numerals that are not figures, and were taken for some.
    taken: Vec<String>,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.wanted += other.wanted;
        self.proposed += other.proposed;
        self.right += other.right;
        self.whole += other.whole;
        self.wrong.extend(other.wrong);
        self.taken.extend(other.taken);
    }

    /// F1 of the first comparison and of the whole one.
    fn f1(&self) -> (f64, f64) {
        let all = (self.wanted + self.proposed).max(1) as f64;
        (2.0 * self.right as f64 / all, 2.0 * self.whole as f64 / all)
    }
}

fn folders() -> Vec<PathBuf> {
    let mut folders = entries(&root().join("tests/cases/import"));
    folders.retain(|folder| folder.is_dir());
    folders
}

fn report(folder: &Path, words: &Words) -> Report {
    let date = fs::read_to_string(folder.join("date")).unwrap();
    let bytes = fs::read(folder.join("page.txt")).unwrap();
    Report::new(&import(&bytes, date.trim().parse().unwrap(), &Registry::default(), words))
}

fn rows(folder: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join("figures.csv")).unwrap();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
        let change = if &record[4] == "持平" { "0" } else { &record[4] };
        Row {
            class: cell(0),
            indicator: cell(1),
            figure: Printed {
                value: record[2].parse().ok(),
                unit: cell(3),
                change: change.parse().ok(),
                change_unit: cell(5),
                basis: cell(6),
            },
            period: cell(7),
        }
    });
    rows.collect()
}

fn printed(figure: &FigureReport) -> Printed {
    let number = |text: &Option<String>| text.as_ref().and_then(|text| text.parse().ok());
    Printed {
        value: number(&figure.value),
        unit: figure.unit.clone().unwrap_or_default(),
        change: number(&figure.change),
        change_unit: figure.change_unit.clone().unwrap_or_default(),
        basis: figure.basis.unwrap_or_default().to_owned(),
    }
}

/// How much two names have in common: the share of the shorter one's characters.
fn likeness(one: &str, other: &str) -> f64 {
    let letters = |name: &str| -> HashSet<char> {
        name.replace("规模以上", "规上").chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let (one, other) = (letters(one), letters(other));
    one.intersection(&other).count() as f64 / one.len().min(other.len()).max(1) as f64
}

/// `2025-01/2025-06` is the first half, whichever way it is written.
fn same_period(one: &str, other: &str) -> bool {
    let half = |code: &str| match code.split_once("-01/") {
        Some((year, last)) if last == format!("{year}-06") => format!("{year}-H1"),
        _ => code.to_owned(),
    };
    half(one) == half(other)
}

fn score(name: &str, articles: &[ArticleReport], rows: &[Row]) -> Score {
    let figures: Vec<&FigureReport> = articles.iter().flat_map(|article| &article.figures).collect();
    let mut free: Vec<usize> = (0..figures.len()).collect();
    let mut score = Score { proposed: figures.len(), ..Score::default() };
    for row in rows.iter().filter(|row| row.class != "none") {
        score.wanted += 1;
        let alike = |at: &usize| likeness(&row.indicator, &figures[*at].indicator);
        let fits = free.iter().copied().filter(|&at| printed(figures[at]) == row.figure);
        match fits.max_by(|one, other| alike(one).total_cmp(&alike(other))) {
            None => score.wrong.push(format!("{name}: missed {} {:?}", row.indicator, row.figure)),
            Some(best) => {
                free.retain(|&at| at != best);
                score.right += 1;
                if alike(&best) >= 0.75 && same_period(&row.period, &figures[best].period) {
                    score.whole += 1;
                } else {
                    let found = figures[best];
                    score.wrong.push(format!(
                        "{name}: {} {} is {} {}",
                        row.indicator, row.period, found.indicator, found.period
                    ));
                }
            }
        }
    }
    for at in free {
        let figure = figures[at];
        score.wrong.push(format!(
            "{name}: proposed {} {:?} from `{}`",
            figure.indicator,
            printed(figure),
            figure.quote
        ));
        let taken = rows.iter().filter(|row| row.class == "none").any(|row| {
            let numeral = row.figure.value;
            numeral.is_some() && (printed(figure).value == numeral || printed(figure).change == numeral)
        });
        if taken {
            score.taken.push(format!("{name}: {} in `{}`", figure.indicator, figure.quote));
        }
    }
    score
}

#[test]
fn figures_are_found_on_pages_of_every_kind() {
    let words = Words::load();
    let mut all = Score::default();
    for folder in folders() {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let score = score(&name, &report(&folder, &words).articles, &rows(&folder));
        println!("{name:32} {:.3} {:.3}", score.f1().0, score.f1().1);
        all.add(score);
    }
    let (right, whole) = all.f1();
    println!("{}\nF1 {right:.3}, with indicator and period {whole:.3}, {} figures", all.wrong.join("\n"), all.wanted);
    assert!(all.taken.is_empty(), "no figures, and taken: {:#?}", all.taken);
    assert!(right >= 0.99, "F1 {right:.3}");
    assert!(whole >= 0.96, "F1 with indicator and period {whole:.3}");
}

#[test]
fn articles_come_out_as_they_were_set() {
    let words = Words::load();
    for folder in folders() {
        let mut text = String::new();
        for article in report(&folder, &words).articles {
            text.extend(article.title.iter().map(|title| format!("# {title}\n\n")));
            for block in article.blocks {
                match block.kind {
                    "heading" => text.push_str(&format!("## {}\n\n", block.text)),
                    "paragraph" => text.push_str(&format!("{}\n\n", block.text)),
                    _ => {}
                }
            }
        }
        let wanted = fs::read_to_string(folder.join("articles.md")).unwrap();
        similar_asserts::assert_eq!(text.trim_end(), wanted.trim_end(), "{}", folder.display());
    }
}
