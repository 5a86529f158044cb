//! Tables that text extraction left as loose lines.
//!
//! In: the lines of a page. Out: which of them are rows; and [`PageTable`], with its heading and rows,
//! whether a row was a line or each of its cells was one.
//!
//! May touch: nothing

use super::grid::{CELL, is_placed};
use super::letters::{Text, ends_sentence};
use super::page::Line;
use std::ops::Range;

/// A table.
#[derive(Clone, Debug)]
pub struct PageTable {
    /// The heading row; empty when there is none.
    pub head: Vec<Text>,
    /// The other rows.
    pub rows: Vec<Vec<Text>>,
}

impl PageTable {
    /// Every cell, the heading row first.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &Text> {
        self.head.iter().chain(self.rows.iter().flatten())
    }
}

/// The widest cell, in Han characters.
const WIDEST: usize = 26;

/// The fewest cells, each on a line of its own, that are taken for a table.
const FEW: usize = 9;

/// For each line whether it is a row, or a cell, of a table.
pub(crate) fn rows(lines: &[Line]) -> Vec<bool> {
    let placed = |at: usize| lines.get(at).is_some_and(|line| is_placed(&line.text));
    let cells: Vec<Vec<Text>> = lines.iter().map(|line| cells(&line.text)).collect();
    let mut is_row: Vec<bool> =
        cells.iter().map(|cells| cells.len() > 1 && cells.iter().skip(1).any(is_number)).collect();
    let tabbed = |at: usize| lines.get(at).is_some_and(|line| line.text.plain().contains('\t'));
    for at in 0..lines.len() {
        // One row alone is a line of text with a number in it, unless tabs part its cells and those of a head above.
        if tabbed(at) && at.checked_sub(1).is_some_and(tabbed) {
            continue;
        }
        let neighbour = |other: Option<usize>| other.is_some_and(|other| is_row.get(other) == Some(&true));
        if is_row[at] && !neighbour(at.checked_sub(1)) && !neighbour(Some(at + 1)) {
            is_row[at] = false;
        }
    }
    for at in (0..lines.len().saturating_sub(1)).rev().filter(|at| !placed(at + 1)) {
        let loose = cells[at].len() <= 1 && spaced(&lines[at].text, cells[at + 1].len()).is_some();
        let fits = cells[at].len() > 1 && cells[at].len() + 1 >= cells[at + 1].len();
        is_row[at] |= is_row[at + 1] && (fits || loose);
    }
    for run in stacks(lines) {
        is_row[run].fill(true);
    }
    (0..lines.len()).filter(|at| placed(*at)).for_each(|at| is_row[at] = true);
    is_row
}

/// Runs of short lines of which a third or more are numbers: cells each on a line of its own.
fn stacks(lines: &[Line]) -> Vec<Range<usize>> {
    let short = |line: &Line| {
        let plain = line.text.plain();
        !is_placed(&line.text)
            && line.text.width() <= WIDEST / 2
            && !ends_sentence(&plain)
            && !plain.contains(['，', '。', '；'])
    };
    let mut runs = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = at + lines[at..].iter().take_while(|line| short(line)).count();
        let numbers = lines[at..end].iter().filter(|line| is_number(&line.text)).count();
        if end - at >= FEW && numbers * 3 >= end - at && numbers * 3 <= (end - at) * 5 / 2 {
            let start = at + untabled(&lines[at..end]);
            let last = lines[at..end].iter().rposition(|line| is_number(&line.text)).map_or(end, |last| at + last + 1);
            runs.push(start..last);
        }
        at = end.max(at + 1);
    }
    runs
}

/// How many lines before the heading row do not belong to a stack of cells: its caption.
fn untabled(lines: &[Line]) -> usize {
    let texts: Vec<Text> = lines.iter().map(|line| line.text.clone()).collect();
    let columns = columns(&texts);
    let first = texts.iter().position(is_number).unwrap_or_default();
    let names = names_before(&texts, first);
    first.saturating_sub(names).saturating_sub(columns)
}

/// How many texts are before the numbers of a row, by the rows after the first.
fn names_before(cells: &[Text], first: usize) -> usize {
    let behind = cells[first..].iter().position(|cell| !is_number(cell)).map_or(cells.len(), |at| first + at);
    cells[behind..].iter().take_while(|cell| !is_number(cell)).count().clamp(1, 3)
}

fn columns(cells: &[Text]) -> usize {
    let Some(first) = cells.iter().position(is_number) else { return 0 };
    let numbers = cells[first..].iter().take_while(|cell| is_number(cell)).count();
    names_before(cells, first) + numbers
}

/// The cells of a line: between gaps, or between single spaces where all but the first are numbers.
fn cells(line: &Text) -> Vec<Text> {
    if is_placed(line) {
        return line.0.split(|letter| letter.plain == CELL).map(|cell| Text(cell.to_vec()).trimmed()).collect();
    }
    let plain = line.plain();
    if ends_sentence(&plain) || plain.contains(['，', '。', '；']) {
        return Vec::new();
    }
    let by_gaps = line.cells();
    let by_spaces: Vec<Text> = line
        .0
        .split(|letter| matches!(letter.plain, ' ' | '\t' | '|' | '｜' | '│'))
        .filter(|cell| !cell.is_empty())
        .map(|cell| Text(cell.to_vec()))
        .collect();
    let numeric = by_spaces.len() > by_gaps.len()
        && (by_spaces.iter().skip(1).all(is_number)
            || by_spaces.iter().filter(|cell| is_number(cell)).count() >= 2
            || plain.contains(['|', '｜', '│']));
    let cells = if numeric { by_spaces } else { by_gaps };
    let fits = cells.iter().all(|cell| cell.width() <= WIDEST);
    if fits { cells } else { Vec::new() }
}

/// A heading row with single spaces between its cells, as many as the row below has.
fn spaced(line: &Text, wanted: usize) -> Option<Vec<Text>> {
    let pieces = line.0.split(|letter| matches!(letter.plain, ' ' | '\t'));
    let cells: Vec<Text> = pieces.filter(|cell| !cell.is_empty()).map(|cell| Text(cell.to_vec())).collect();
    let named = cells.iter().all(|cell| !is_number(cell) && cell.width() <= WIDEST);
    (wanted > 2 && cells.len() == wanted && named).then_some(cells)
}

/// Whether a cell is a number, or a sign that there is none.
pub(crate) fn is_number(cell: &Text) -> bool {
    let plain = cell.plain();
    let body = plain.trim_start_matches(['-', '+', '—', '▲', '▼']).trim_end_matches('%');
    if body.is_empty() {
        return plain.starts_with(['-', '—']);
    }
    body.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) && body.contains(|c: char| c.is_ascii_digit())
}

/// Whether a cell is a year, as it stands over a column.
fn is_year(cell: &Text) -> bool {
    let plain = cell.plain();
    plain.len() == 4
        && (plain.starts_with("19") || plain.starts_with("20"))
        && plain.bytes().all(|b| b.is_ascii_digit())
}

/// Puts the lines of one table together.
pub(crate) fn table(lines: &[&Text]) -> PageTable {
    let rows: Vec<Vec<Text>> = lines.iter().map(|line| cells(line)).collect();
    let mut rows = rows;
    if let [first, second, ..] = &mut rows[..]
        && first.len() <= 1
        && let Some(cells) = spaced(lines[0], second.len())
    {
        *first = cells;
    }
    let stacked = rows.iter().filter(|row| row.len() <= 1).count() * 2 > rows.len();
    let mut rows = if stacked {
        unstacked(&lines.iter().map(|&line| line.clone()).collect::<Vec<_>>())
    } else {
        filled(rows, lines)
    };
    let placed = lines.first().is_some_and(|line| is_placed(line));
    let is_head = |cell: &Text| !is_number(cell) || placed && is_year(cell);
    let has_head = rows.first().is_some_and(|row| row.iter().skip(1).all(is_head));
    let head = if has_head { rows.remove(0) } else { Vec::new() };
    PageTable { head, rows }
}

/// Rows of which each has at least the line itself as a cell, so that nothing is lost.
fn filled(rows: Vec<Vec<Text>>, lines: &[&Text]) -> Vec<Vec<Text>> {
    rows.into_iter().zip(lines).map(|(row, &line)| if row.is_empty() { vec![line.clone()] } else { row }).collect()
}

/// Cells that each had a line, as rows again.
fn unstacked(cells: &[Text]) -> Vec<Vec<Text>> {
    let columns = columns(cells).max(1);
    let Some(first) = cells.iter().position(is_number) else {
        return cells.iter().map(|cell| vec![cell.clone()]).collect();
    };
    let names = names_before(cells, first);
    let (head, body) = cells.split_at(first.saturating_sub(names));
    let mut rows: Vec<Vec<Text>> = Vec::new();
    if !head.is_empty() {
        rows.push(head.to_vec());
    }
    rows.extend(body.chunks(columns).map(<[Text]>::to_vec));
    rows
}
