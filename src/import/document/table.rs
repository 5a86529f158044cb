//! Tables as lines of text.
//!
//! In: rows of cells, or text with separated values. Out: lines with tabs between cells: what is above the table, a head
//! of one row, the rows.
//!
//! May touch: tree

use super::one_line;
#[cfg(feature = "office")]
pub(super) use crate::tree::limit::CELLS;
pub(super) use crate::tree::limit::{COLUMNS, ROWS};

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

/// Rows as lines: what has one cell is a line of text, and the rows of a head become one.
pub(super) fn lines(rows: Vec<Vec<String>>) -> String {
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.iter().map(|cell| one_line(cell)).collect()).collect();
    let filled = |row: &[String]| row.iter().filter(|cell| !cell.is_empty()).count();
    let mut text = String::new();
    // What all numbers are counted in that say nothing else.
    let mut unit: Option<String> = None;
    let mut at = 0;
    while at < rows.len() {
        let row = &rows[at];
        if filled(row) < 2 {
            // A title, a unit, a note.
            for cell in row.iter().filter(|cell| !cell.is_empty()) {
                unit = unit_of(cell).or(unit);
                text.push_str(&format!("{cell}\n\n"));
            }
            at += 1;
            continue;
        }
        let end = at + rows[at..].iter().take_while(|row| filled(row) >= 2).count();
        let heads = rows[at..end].iter().take_while(|row| !is_data(row)).count();
        let columns = used(&rows[at..end]);
        if heads > 0 {
            let mut head = head(&rows[at..at + heads], &columns);
            head.iter_mut().skip(1).for_each(|name| complete(name, unit.as_deref()));
            text.push_str(&line(&head));
        }
        for row in &rows[at + heads..end] {
            let cells: Vec<&str> = columns.iter().map(|column| row.get(*column).map_or("", String::as_str)).collect();
            text.push_str(&line(&cells));
        }
        text.push('\n');
        at = end;
    }
    text
}

/// The unit that a line over a table gives: 亿元 of `单位：亿元、%`.
fn unit_of(line: &str) -> Option<String> {
    let line = line.trim_matches(['（', '）', '(', ')', ' ']);
    let named = ["单位", "單位", "计量单位", "計量單位"];
    let (_, units) =
        line.split_once(['：', ':']).filter(|(word, _)| named.contains(&word.replace(' ', "").as_str()))?;
    let mut units = units.split(['、', ',', '，', ';', '；']).map(str::trim);
    units.find(|unit| !unit.is_empty() && !unit.contains('%')).map(str::to_owned)
}

/// Completes the name of a column: a year and a month are said as such, and a column of amounts has its unit.
fn complete(name: &mut String, unit: Option<&str>) {
    let numbers: Vec<&str> = name.split(['-', '/', '.']).collect();
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    match numbers[..] {
        [year] if year.len() == 4 && is_number(year) => name.push('年'),
        [year, month] if year.len() == 4 && is_number(year) && month.len() < 3 && is_number(month) => {
            *name = format!("{year}年{}月", month.trim_start_matches('0'));
        }
        _ => {}
    }
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

/// Whether a row has figures: half of its cells behind the first that is filled are numbers.
fn is_data(row: &[String]) -> bool {
    let cells: Vec<&String> = row.iter().filter(|cell| !cell.is_empty()).skip(1).collect();
    let numbers = cells.iter().filter(|cell| is_number(cell)).count();
    numbers > 0 && numbers * 2 >= cells.len()
}

/// Whether a cell is a number, and no year over a column.
fn is_number(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['-', '−', '+']).trim_end_matches('%');
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    digits.contains(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && !is_year
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
            words.extend(cell.filter(|cell| words.last() != Some(cell)));
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
