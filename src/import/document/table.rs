//! Tables as lines of text.
//!
//! In: rows of cells, or text with separated values. Out: lines with a tab between any two cells, so that an empty cell
//! keeps its place: what is above the table, a head of one row, the rows, what is below.
//!
//! May touch: tree

use super::one_line;
use crate::import::grid::{tabbed, unit_of};
use crate::tree::limit::{CELLS, COLUMNS, ROWS};

/// A cell that may be over several columns and rows.
#[derive(Clone)]
pub(super) struct Cell {
    /// Its words.
    pub(super) text: String,
    /// How many columns and rows it takes, itself with them.
    pub(super) size: (usize, usize),
    /// Whether it is part of the cell above it.
    pub(super) goes_on: bool,
}

/// Rows as a grid: the words of a cell stand in each place that it takes, a number stands once.
pub(super) fn spread(rows: Vec<Vec<Cell>>) -> Vec<Vec<String>> {
    let height = rows.len().min(ROWS);
    let mut grid: Vec<Vec<Option<String>>> = vec![Vec::new(); height];
    let mut left = CELLS;
    for (at, cells) in rows.into_iter().take(height).enumerate() {
        let mut column = 0;
        for Cell { mut text, size: (over, down), goes_on } in cells {
            while grid[at].get(column).is_some_and(Option::is_some) {
                column += 1;
            }
            if let Some(above) = at.checked_sub(1).filter(|_| goes_on) {
                let above = grid[above].get(column).cloned().flatten();
                text = above.filter(|above| !is_number(above)).unwrap_or_default();
            }
            let over = over.max(1).min(COLUMNS.saturating_sub(column));
            // What takes the rest of the rows, as `rowspan=0` does, ends with the table.
            let down = if down == 0 { height } else { down }.min(height - at);
            let once = is_number(&text);
            for (below, row) in grid[at..at + down].iter_mut().enumerate() {
                let Some(rest) = left.checked_sub(over) else { break };
                left = rest;
                row.resize(row.len().max(column + over), None);
                for (behind, place) in row[column..column + over].iter_mut().enumerate() {
                    let again = once && below + behind > 0;
                    *place = Some(if again { String::new() } else { text.clone() });
                }
            }
            column += over;
        }
    }
    let rows = grid.into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect::<Vec<String>>());
    rows.map(alone).collect()
}

/// A row of one cell over all columns says it once.
fn alone(mut row: Vec<String>) -> Vec<String> {
    if row.len() > 1 && row.iter().all(|cell| *cell == row[0]) && !is_number(&row[0]) {
        row[1..].iter_mut().for_each(String::clear);
    }
    row
}

/// Cells that are merged say in each place what the first says, unless that is a number; of each are given the first row and
/// column and those behind the last.
#[cfg(feature = "office")]
pub(super) fn merged(rows: &mut [Vec<String>], areas: &[[usize; 4]]) {
    let mut left = CELLS;
    for [top, first, bottom, last] in areas.iter().copied().filter(|area| area[1] < area[3]) {
        let Some(text) = rows.get(top).and_then(|row| row.get(first)).filter(|text| !is_number(text)).cloned() else {
            continue;
        };
        for row in rows.iter_mut().take(bottom).skip(top) {
            let last = last.min(COLUMNS);
            left = left.saturating_sub(last.saturating_sub(first));
            if left == 0 {
                return;
            }
            row.resize(row.len().max(last), String::new());
            row[first..last.max(first)].iter_mut().for_each(|cell| cell.clone_from(&text));
        }
    }
    rows.iter_mut().for_each(|row| *row = alone(std::mem::take(row)));
}

/// A CSV or TSV as lines.
pub(super) fn separated(text: &str) -> String {
    // A title may be before the table, without any mark.
    let count = |mark: u8| text.bytes().filter(|byte| *byte == mark).count();
    let mark = [b';', b',', b'\t'].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(mark).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows = reader.records().filter_map(|record| Some(record.ok()?.iter().map(str::to_owned).collect()));
    lines(rows.collect())
}

/// A text in which the tables that were pasted out of a sheet, with heads of several rows, have heads of one.
pub(super) fn pasted(text: &str) -> String {
    let printed: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for run in tabbed(&printed) {
        let rows: Vec<Vec<String>> =
            printed[run.clone()].iter().map(|line| line.split('\t').map(one_line).collect()).collect();
        if rows.iter().take_while(|row| !is_data(row)).count() > 1 {
            out.extend(printed[at..run.start].iter().flat_map(|line| [*line, "\n"]));
            out.push_str(&lines(rows));
            at = run.end;
        }
    }
    match at {
        0 => text.to_owned(),
        _ => out + &printed[at..].join("\n"),
    }
}

/// Rows as lines: what has one cell above or below the table is a line of text, within it a heading of rows, and the rows of
/// a head become one.
pub(super) fn lines(rows: Vec<Vec<String>>) -> String {
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.iter().map(|cell| one_line(cell)).collect()).collect();
    let mut text = String::new();
    // What all numbers are counted in that say nothing else.
    let mut unit: Option<String> = None;
    let mut at = 0;
    while at < rows.len() {
        if is_above(&rows[at]) {
            // A title, a unit, a note.
            for cell in rows[at].iter().filter(|cell| !cell.is_empty()) {
                unit = unit_of(cell).or(unit);
                text.push_str(&format!("{cell}\n\n"));
            }
            at += 1;
            continue;
        }
        let heads = rows[at..].iter().take_while(|row| !is_above(row) && !is_data(row)).count();
        // A table of words has a head of one row.
        let (heads, end) = match end(&rows, at + heads) {
            end if end > at + heads => (heads, end),
            end => (1, end),
        };
        let columns = used(&rows[at..end]);
        if heads > 0 {
            let mut head = head(&rows[at..at + heads], &columns);
            // A column of units says them.
            let unit =
                unit.as_deref().filter(|_| !head.iter().any(|name| name.contains("单位") || name.contains("單位")));
            head.iter_mut().skip(1).for_each(|name| complete(name, unit));
            text.push_str(&line(&head));
        }
        for row in rows[at + heads..end].iter().filter(|row| filled(row) > 0) {
            let cells: Vec<&str> = columns.iter().map(|column| row.get(*column).map_or("", String::as_str)).collect();
            text.push_str(&line(&cells));
        }
        text.push('\n');
        at = end;
    }
    text
}

/// Whether a row is none of a table: it has one cell, or says a unit beside a title.
fn is_above(row: &[String]) -> bool {
    filled(row) < 2 || row.iter().any(|cell| unit_of(cell).is_some())
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// Where the rows end that begin at `at`: an empty row, or a name alone, is of the table where rows with numbers follow it,
/// with no head of their own and no unit between.
fn end(rows: &[Vec<String>], at: usize) -> usize {
    let mut end = at;
    while end < rows.len() {
        let names = rows[end..].iter().take_while(|row| filled(row) == 0 || is_name(row)).count();
        if names == 0 && filled(&rows[end]) < 2 || names > 0 && !rows.get(end + names).is_some_and(|row| is_data(row)) {
            break;
        }
        end += names.max(1);
    }
    end
}

/// Whether a row is a name alone, and no title, unit or note.
fn is_name(row: &[String]) -> bool {
    const OTHER: [&str; 13] =
        ["注", "註", "备注", "說明", "说明", "附注", "资料", "資料", "数据来源", "来源", "表", "单位", "單位"];
    let first = row.first().filter(|cell| !cell.is_empty()).or(row.get(1)).map_or("", String::as_str);
    filled(row) == 1
        && !first.is_empty()
        && first.chars().count() <= 24
        && !OTHER.iter().any(|word| first.starts_with(word))
}

/// A cell of a head that is a year or a month, said as such.
fn dated(cell: String) -> String {
    let numbers: Vec<&str> = cell.split(['-', '/', '.']).collect();
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    match numbers[..] {
        [year] if year.len() == 4 && is_number(year) => format!("{year}年"),
        [year, month] if year.len() == 4 && is_number(year) && month.len() < 3 && is_number(month) => {
            format!("{year}年{}月", month.trim_start_matches('0'))
        }
        _ => cell,
    }
}

/// Completes the name of a column: one of amounts has its unit.
fn complete(name: &mut String, unit: Option<&str>) {
    let says = ["%", "（", "(", "率", "比", "增", "单位", "單位"].iter().any(|word| name.contains(word));
    if let Some(unit) = unit.filter(|_| !says && !name.is_empty()) {
        name.push_str(&format!("（{unit}）"));
    }
}

/// The columns that have anything.
fn used(rows: &[Vec<String>]) -> Vec<usize> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..width).filter(|column| rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()))).collect()
}

/// Whether a row has figures: half of what its cells behind the first that is filled say are numbers.
fn is_data(row: &[String]) -> bool {
    let cells: Vec<&String> = row.iter().filter(|cell| !cell.is_empty()).skip(1).collect();
    let none = cells.iter().filter(|cell| is_none(cell)).count();
    let numbers = cells.iter().filter(|cell| is_number(cell)).count();
    let all_none = none > 0 && none == cells.len();
    all_none || numbers > 0 && numbers * 2 >= cells.len() - none
}

/// Whether a cell is a sign that there is no number.
fn is_none(cell: &str) -> bool {
    cell.chars().all(|c| matches!(c, '-' | '—' | '–' | '－' | '…' | '.' | '/' | '*'))
}

/// Whether a cell is a number, with its unit or without, and no year or month over a column.
fn is_number(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['-', '−', '－', '+']);
    let end = digits.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '，')).unwrap_or(digits.len());
    let (number, unit) = digits.split_at(end);
    let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20")) && unit.is_empty();
    let is_time =
        unit.contains(['年', '月', '日', '季', '旬', '周', '週', '-', '—', '–', '－', '~', '～', '/', '=', '、', '至']);
    let is_unit = !is_time && unit.chars().count() <= 6 && !unit.contains(|c: char| c.is_ascii_digit());
    number.starts_with(|c: char| c.is_ascii_digit()) && !is_year && is_unit
}

/// The rows of a head as one: 6月 over 同比 is 6月同比. A cell that is over several columns names each.
fn head(rows: &[Vec<String>], columns: &[usize]) -> Vec<String> {
    let said = |row: &Vec<String>, column: usize| row.get(column).filter(|cell| !cell.is_empty()).cloned();
    let name = |(n, column): (usize, &usize)| {
        let mut words: Vec<String> = Vec::new();
        for (depth, row) in rows.iter().enumerate() {
            let is_last = depth + 1 == rows.len();
            // Only what has something below it may be over the columns that follow.
            let before = || columns[1.min(n)..=n].iter().rev().find_map(|column| said(row, *column));
            let cell = said(row, *column).or_else(|| if is_last || n == 0 { None } else { before() });
            words.extend(cell.map(dated).filter(|cell| words.last() != Some(cell)));
        }
        words.concat()
    };
    columns.iter().enumerate().map(name).collect()
}

fn line(cells: &[impl AsRef<str>]) -> String {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    format!("{}\n", cells.join("\t"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_of_two_rows_becomes_one() {
        let csv = "表1 主要指标\n,6月,,1—6月,\n指标,绝对量,同比（%）,绝对量,同比（%）\n出口（亿元）,\"3,211.1\",1.4,18100,3.2\n";
        let wanted = "表1 主要指标\n\n指标\t6月绝对量\t6月同比（%）\t1—6月绝对量\t1—6月同比（%）\n出口（亿元）\t3,211.1\t1.4\t18100\t3.2\n\n";
        assert_eq!(separated(csv), wanted);
    }

    #[test]
    fn columns_say_their_time_and_unit() {
        let wanted = "单位：亿元、%\n\n地区\t2023年（亿元）\t2025年6月（亿元）\t同比（%）\n全国\t5.2\t4.9\t3.1\n\n";
        assert_eq!(separated("单位：亿元、%\n地区;2023;2025-06;同比（%）\n全国;5.2;4.9;3.1\n"), wanted);
    }
}
