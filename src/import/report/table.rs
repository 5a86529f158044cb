//! The report for a terminal.
//!
//! In: what an import did, the language of the run, and whether everything is wanted. Out: a line of counts; for each draft a
//! table of its figures, the least sure first, each with its sentence; and what was set aside.
//!
//! May touch: ui

use super::{Done, Report, Sureness};
use crate::import::draft::Draft;
use crate::import::figures::Figure;
use crate::import::sentence::marked;
use crate::import::{Aside, Import};
use crate::ui::Catalogue;
use std::path::Path;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The widest name, number and period, in columns of a terminal.
const WIDEST: [usize; 4] = [28, 18, 18, 17];
/// How many characters of a sentence are shown.
const SENTENCE: usize = 44;

/// What an import did, for its editor; with every join and numeral left out where `all` says so.
pub(crate) fn text(done: &Done, all: bool, catalogue: &Catalogue) -> String {
    let Done { import, out, registered, assisted } = done;
    let mut lines = vec![counts(import), sureness(import)];
    if *registered > 0 {
        lines.push(format!("{registered} indicators registered in content/indicators.toml"));
    }
    if let Some(outcome) = assisted {
        let (taken, dropped, refused) = (outcome.taken, outcome.dropped, outcome.refused.len());
        lines.push(format!("answers: {taken} taken, {dropped} figures dropped, {refused} refused"));
        lines.extend(outcome.refused.iter().map(|(line, why)| format!("  answer {line} is refused: {why}")));
    }
    let mut said: Vec<String> = lines.iter().map(|line| catalogue.say(line)).collect();
    for draft in &import.drafts {
        said.extend(of_draft(draft, out, all, catalogue));
    }
    said.extend(around(import, all).iter().map(|line| catalogue.say(line)));
    said.join("\n") + "\n"
}

fn counts(import: &Import) -> String {
    let (encoding, script) = (import.encoding, import.script.tag());
    let (articles, joins) = (import.drafts.len(), import.joins.len());
    match import.joins.iter().filter(|join| join.doubtful).count() {
        0 => format!("{encoding} ({script}): {articles} articles, {joins} joins"),
        doubtful => format!("{encoding} ({script}): {articles} articles, {joins} joins, {doubtful} of them doubtful"),
    }
}

/// `31 figures: 24 sure, 5 to look at, 2 doubtful`
fn sureness(import: &Import) -> String {
    let figures = || import.drafts.iter().flat_map(|draft| &draft.figures);
    let count = |wanted: Sureness| figures().filter(|figure| Sureness::of(figure) == wanted).count();
    let [sure, look, doubtful] = [Sureness::Sure, Sureness::Look, Sureness::Doubtful].map(count);
    format!("{} figures: {sure} sure, {look} to look at, {doubtful} doubtful", figures().count())
}

fn of_draft(draft: &Draft, out: &Path, all: bool, catalogue: &Catalogue) -> Vec<String> {
    let report = super::article(draft);
    let title = report.title.as_deref().unwrap_or("（无题）");
    let mut said = vec![String::new(), title.to_owned(), format!("  {}", out.join(&draft.file).display())];
    let mut notes: Vec<String> = report.doubts.iter().map(|doubt| format!("  doubt: {doubt}")).collect();
    if draft.source.is_none() {
        notes.push("  nothing says where it is from; say it with --source".to_owned());
    }
    match (all, report.left_out.len()) {
        (_, 0) => {}
        (false, count) => notes.push(format!("  {count} numerals left out")),
        (true, _) => {
            notes.extend(report.left_out.iter().map(|left| format!("  left out: `{}`, {}", left.quote, left.why)));
        }
    }
    said.extend(notes.iter().map(|note| catalogue.say(note)));
    said.extend(table(draft));
    said
}

/// The figures of a draft, the least sure first.
fn table(draft: &Draft) -> Vec<String> {
    let mut rows: Vec<(&Figure, [String; 4])> =
        draft.figures.iter().enumerate().map(|(at, figure)| (figure, cells(draft, at))).collect();
    rows.sort_by_key(|(figure, _)| figure.confidence);
    let mut widths = [0; 4];
    for (_, cells) in &rows {
        for (width, (cell, widest)) in widths.iter_mut().zip(cells.iter().zip(WIDEST)) {
            *width = (*width).max(cell.width().min(widest));
        }
    }
    let row = |(figure, cells): (&Figure, [String; 4])| {
        let cells: Vec<String> = cells.iter().zip(widths).map(|(cell, width)| padded(cell, width)).collect();
        let mark = match Sureness::of(figure) {
            Sureness::Sure => ' ',
            Sureness::Look => '?',
            Sureness::Doubtful => '!',
        };
        format!("{mark} {:3}%  {}  {}", figure.confidence, cells.join("  "), marked(draft, figure, SENTENCE))
    };
    rows.into_iter().map(row).collect()
}

/// Name, value, change and period of a figure.
fn cells(draft: &Draft, at: usize) -> [String; 4] {
    let figure = &draft.figures[at];
    let change = figure.change.as_ref().map(|change| {
        let basis = figure.basis.map(|basis| basis.over(&figure.period).code()).unwrap_or_default();
        format!("{} {basis}", change.text())
    });
    [
        draft.indicators[at].clone(),
        figure.value.as_ref().map(|value| value.text().trim().to_owned()).unwrap_or_default(),
        change.unwrap_or_default(),
        figure.period.code(),
    ]
}

/// A cell as wide as its column.
fn padded(cell: &str, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    let is_cut = cell.width() > width;
    let room = if is_cut { width.saturating_sub(1) } else { width };
    for c in cell.chars() {
        let own = c.width().unwrap_or_default();
        if used + own > room {
            break;
        }
        used += own;
        out.push(c);
    }
    if is_cut {
        used += 1;
        out.push('…');
    }
    out + &" ".repeat(width.saturating_sub(used))
}

/// What is not of one draft.
fn around(import: &Import, all: bool) -> Vec<String> {
    let mut lines = vec![String::new()];
    if !import.moved.is_empty() {
        lines.push(format!("  {} lines of two columns were put in order", import.moved.len()));
    }
    if all {
        lines.extend(Report::new(import).joins.iter().map(|join| {
            let doubt = if join.doubtful { "; look at it" } else { "" };
            let (after, before, left, right, why) =
                (join.after_line, join.before_line, &join.left, &join.right, join.why);
            format!("  joined lines {after} and {before}: {left}|{right} ({why}{doubt})")
        }));
    }
    let set_aside = import.aside.iter().filter(|aside| aside.why.has_words()).map(|aside| {
        let Aside { span, line, why } = aside;
        format!("  set aside, line {line}: `{}`, {}", import.text[span.clone()].trim(), why.text())
    });
    lines.extend(set_aside);
    if lines.len() == 1 { Vec::new() } else { lines }
}
