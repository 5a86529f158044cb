//! Tables whose cells tabs part, so that each stands in its column, be it empty.
//!
//! In: lines of a text. Out: which of them are rows of such tables; what parts their cells; the unit that a line above says.
//!
//! May touch: nothing

use super::letters::{Text, ends_sentence};
use std::ops::Range;

/// What parts the cells of a row where each stands in its column, be it empty, as rules read it. No input has it.
pub(crate) const CELL: char = '\u{1F}';

/// The longest cell of a table whose cells tabs part, in characters.
const LONGEST: usize = 80;

/// The lines that are tables with one tab between any two cells, as sheets give them: two tabs have an empty cell between
/// them. Tabs that only align are as many as it takes, so that the head has some without a cell between.
pub(crate) fn tabbed(lines: &[&str]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = at + lines[at..].iter().take_while(|line| line.contains('\t')).count();
        if is_tabbed(&lines[at..end]) {
            runs.push(at..end);
        }
        at = end.max(at + 1);
    }
    runs
}

fn is_tabbed(lines: &[&str]) -> bool {
    let rows: Vec<Vec<&str>> = lines.iter().map(|line| line.split('\t').map(str::trim).collect()).collect();
    let Some((head, below)) = rows.split_first().filter(|(_, below)| !below.is_empty()) else { return false };
    let even = below.iter().all(|row| row.len() == head.len());
    let ragged = || below.iter().all(|row| row.len() <= head.len()) && head[1..].iter().all(|cell| !cell.is_empty());
    let is_short = |cell: &&str| cell.chars().count() <= LONGEST && !ends_sentence(cell);
    let is_digit = |cell: &&str| cell.trim_start_matches(['-', '−', '+']).starts_with(|c: char| c.is_ascii_digit());
    let counted = below.iter().filter(|row| row[1..].iter().any(is_digit)).count();
    let cells = rows.iter().flatten();
    let long = cells.clone().filter(|cell| !is_short(cell)).count();
    (even || ragged()) && long * 4 <= cells.count() && counted * 3 >= below.len()
}

/// The unit that a line over a table gives: 亿元 of `单位：亿元、%`.
pub(crate) fn unit_of(line: &str) -> Option<String> {
    let line = line.trim_matches(['（', '）', '(', ')', ' ']);
    let named = ["单位", "單位", "计量单位", "計量單位"];
    let (_, units) =
        line.split_once(['：', ':']).filter(|(word, _)| named.contains(&word.replace(' ', "").as_str()))?;
    let units: Vec<&str> =
        units.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|unit| !unit.is_empty()).collect();
    // Per cent is the unit of all where it is the only one.
    units.iter().find(|unit| !unit.contains('%')).or(units.first()).map(|unit| (*unit).to_owned())
}

/// Whether each cell of a line stands in its column.
pub(crate) fn is_placed(line: &Text) -> bool {
    line.0.iter().any(|letter| letter.plain == CELL)
}
