//! Columns that text extraction merged.
//!
//! In: the lines of a page. Out: the same lines in the order in which they were set: where two columns
//! are side by side in each line, or their lines alternate, the left one comes first.
//!
//! May touch: text

use super::grid::is_placed;
use super::letters::{Text, ends_sentence, is_han};
use super::link::Links;
use super::page::Line;
use super::table::is_number;

/// The narrowest column of running text, in Han characters.
const NARROW: usize = 6;

/// The fewest lines that are taken for two columns.
const FEW: usize = 4;

/// How much better the lines two apart must continue each other than neighbours do.
const CLEAR: i32 = 5;

/// The lines as they were set, and the numbers of lines that were moved.
pub(crate) fn columns(lines: Vec<Line>, links: &Links<'_>) -> (Vec<Line>, Vec<usize>) {
    let (lines, mut moved) = side_by_side(lines);
    let (lines, more) = taking_turns(lines, links);
    moved.extend(more);
    moved.sort_unstable();
    moved.dedup();
    (lines, moved)
}

/// Separates lines in which a wide gap is between two stretches of text.
fn side_by_side(lines: Vec<Line>) -> (Vec<Line>, Vec<usize>) {
    let halves: Vec<Option<(Text, Text)>> = lines.iter().map(|line| halves(&line.text)).collect();
    let (mut out, mut moved) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut at = 0;
    while at < lines.len() {
        let end = block(&halves, &lines, at);
        let parted = halves[at..end].iter().flatten().count();
        if parted < FEW {
            out.extend_from_slice(&lines[at..=at]);
            at += 1;
            continue;
        }
        let middle = middle(&lines[at..end], &halves[at..end]);
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for (line, half) in lines[at..end].iter().zip(&halves[at..end]) {
            moved.push(line.number);
            match half {
                Some((one, other)) => {
                    left.push(Line { text: one.clone(), ..line.clone() });
                    right.push(Line { text: other.clone(), indent: 0, blanks: 0, mark: None, ..line.clone() });
                }
                None if line.indent >= middle => right.push(Line { indent: 0, ..line.clone() }),
                None => left.push(line.clone()),
            }
        }
        out.append(&mut left);
        out.append(&mut right);
        at = end;
    }
    (out, moved)
}

/// The two stretches of running text of a line that has just one gap.
fn halves(text: &Text) -> Option<(Text, Text)> {
    let cells = text.cells();
    let [left, right] = cells.as_slice() else { return None };
    let running = |cell: &Text| {
        let han = cell.0.iter().filter(|letter| is_han(letter.plain)).count();
        cell.width() >= NARROW && han * 3 > cell.len()
    };
    let some_end = |cell: &Text| cell.width() >= 2 && cell.0.iter().any(|letter| is_han(letter.plain));
    let wide = (running(left) && some_end(right)) || (running(right) && some_end(left));
    wide.then(|| (left.clone(), right.clone()))
}

/// Where the block of separated lines ends that begins at `at`; a line of one column may be between.
fn block(halves: &[Option<(Text, Text)>], lines: &[Line], at: usize) -> usize {
    if halves[at].is_none() {
        return at + 1;
    }
    let widest = halves[at..].iter().map_while(|half| half.as_ref()).map(|(one, other)| one.width().max(other.width()));
    let widest = widest.max().unwrap_or(NARROW);
    let mut end = at;
    while end < lines.len() && (halves[end].is_some() || lines[end].text.width() <= widest + 1) {
        end += 1;
    }
    let tail = lines[at..end].iter().rposition(|line| halves_of(line).is_some()).map_or(0, |last| last + 1);
    // The rest of the longer column is after the last separated line: it is of the left one where its sentence
    // continues, no wider than the column.
    if let Some((left, _)) = halves[at + tail - 1].as_ref().filter(|(left, _)| !ends_sentence(&left.plain())) {
        let column = halves[at..at + tail].iter().flatten().map(|(left, _)| left.width()).max().unwrap_or(NARROW);
        let is_full = left.width() + 3 >= column;
        let on = lines[at + tail..].iter().take_while(|line| line.text.width() + line.indent / 2 <= column + 2).count();
        if is_full && on > 0 {
            return at + tail + on;
        }
    }
    let alone = lines[at + tail..end].iter().take_while(|line| line.indent > 0 || line.text.width() <= widest).count();
    let single = lines.get(at + tail).is_some_and(|line| line.indent > 2 * NARROW);
    if single { at + tail + alone } else { at + tail }
}

fn halves_of(line: &Line) -> Option<(Text, Text)> {
    halves(&line.text)
}

/// The column, halfwidth, from which on a line alone belongs to the right side.
fn middle(lines: &[Line], halves: &[Option<(Text, Text)>]) -> usize {
    let widths = lines.iter().zip(halves).filter_map(|(_, half)| half.as_ref()).map(|(left, _)| left.width());
    widths.max().unwrap_or(NARROW)
}

/// Separates runs of lines in which the two columns alternate.
fn taking_turns(lines: Vec<Line>, links: &Links<'_>) -> (Vec<Line>, Vec<usize>) {
    let score =
        |one: usize, other: usize| lines.get(other).map_or(0, |right| links.score(&lines[one].text, &right.text));
    let gain = |at: usize| match lines[at..lines.len().min(at + 3)]
        .iter()
        .any(|line| is_number(&line.text) || is_placed(&line.text))
    {
        // Cells of a table, each on a line, are not columns of text.
        true => -2 * CLEAR,
        false => score(at, at + 2) - score(at, at + 1),
    };
    let gains: Vec<i32> = (0..lines.len()).map(gain).collect();
    let (mut out, mut moved) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut at = 0;
    for run in runs(&gains) {
        let run = stretched(run, &lines, at, &score);
        out.extend_from_slice(&lines[at..run.start]);
        let taken = &lines[run.clone()];
        moved.extend(taken.iter().map(|line| line.number));
        out.extend(taken.iter().step_by(2).cloned());
        out.extend(taken.iter().skip(1).step_by(2).cloned());
        at = run.end;
    }
    out.extend_from_slice(&lines[at..]);
    (out, moved)
}

/// A run extended by the lines at its ends that are as wide and continue no neighbour.
fn stretched(
    run: std::ops::Range<usize>,
    lines: &[Line],
    floor: usize,
    score: &impl Fn(usize, usize) -> i32,
) -> std::ops::Range<usize> {
    let width = lines[run.clone()].iter().map(|line| line.text.width() + line.indent / 2).max().unwrap_or(NARROW);
    let full = |line: &Line| line.text.width() + line.indent / 2 + 2 >= width && line.text.width() <= width + 1;
    let (mut start, mut end) = (run.start, run.end);
    // The left column comes first: what is above the line that begins its first paragraph is a title.
    let begins = |start: usize| lines[start].indent > 0 && lines[start - 1].indent == 0;
    if end - start > 2 * FEW && begins(start + 1) && !full(&lines[start]) {
        start += 1;
    }
    while start > floor
        && !begins(start)
        && full(&lines[start - 1])
        && score(start - 1, start + 1) >= score(start - 1, start)
    {
        start -= 1;
    }
    // Columns end at a wider gap.
    let usual = lines[start + 1..start + FEW].iter().map(|line| line.blanks).max().unwrap_or(0);
    let gap = |at: &usize| lines[*at].blanks > usual;
    if let Some(gap) = (start + FEW..end).find(gap) {
        return start..gap;
    }
    while end < lines.len()
        && !gap(&end)
        && lines[end].text.width() <= width + 1
        && score(end - 2, end) >= score(end - 1, end)
    {
        end += 1;
    }
    start..end
}

/// Runs of lines whose gains add up to more than chance explains.
fn runs(gains: &[i32]) -> Vec<std::ops::Range<usize>> {
    let mut runs = Vec::new();
    let (mut start, mut sum, mut best) = (0, 0, (0, 0));
    for (at, gain) in gains.iter().enumerate() {
        sum += gain;
        if sum > best.0 {
            best = (sum, at);
        }
        if sum <= 0 || sum < best.0 - CLEAR || at + 1 == gains.len() {
            let end = (best.1 + 3).min(gains.len());
            if best.0 >= CLEAR && end - start >= 2 * FEW - 2 {
                runs.push(start..end);
            }
            (start, sum, best) = (at + 1, 0, (0, at + 1));
        }
    }
    runs.dedup_by(|later, earlier| later.start < earlier.end);
    runs
}
