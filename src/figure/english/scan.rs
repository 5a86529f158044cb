//! The figures of English running text.
//!
//! In: a paragraph, and the English names of units. Out: its figures in order, each with its bytes: numbers with a unit or a scale,
//! those with commas or decimals, and those that count what is named after them. Years, dates, ordinals, names and ranges
//! are no figures.
//!
//! May touch: nothing

use super::Units;
use super::read::{DOLLAR, Read, read};
use super::spelled::spelled;
use crate::figure::scale::Scale;
use std::ops::Range;

/// A figure of running text.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Its bytes, words of approximation and unit too.
    pub(crate) span: Range<usize>,
    /// What it is.
    pub(crate) read: Read,
}

impl Found {
    /// Whether it is a number without unit and scale.
    pub(crate) fn is_bare(&self) -> bool {
        self.read.unit.is_empty() && self.read.scale == Scale::One
    }
}

/// How many bytes a figure with its words may take; to look further for each number takes time that grows with the square.
const SPAN: usize = 160;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Words before a number that make it a name or an ordinal.
const NAMING: &[&str] = &[
    "no",
    "nos",
    "top",
    "article",
    "chapter",
    "section",
    "table",
    "figure",
    "fig",
    "page",
    "part",
    "phase",
    "volume",
    "vol",
    "issue",
    "group",
    "route",
    "line",
    "room",
    "building",
    "document",
    "version",
    "step",
    "item",
    "paragraph",
    "annex",
    "grade",
    "class",
    "level",
    "fortune",
    "csi",
    "day",
    "week",
    "year",
    "number",
    "age",
    "aged",
    "under-",
];

/// Words after a number that do not say what is counted.
const IDLE: &[&str] = &[
    "was",
    "is",
    "has",
    "this",
    "its",
    "as",
    "us",
    "does",
    "plus",
    "versus",
    "thus",
    "times",
    "years",
    "months",
    "days",
    "weeks",
    "hours",
    "minutes",
    "seconds",
    "quarters",
    "decades",
    "consecutive",
    "straight",
    "and",
    "or",
    "in",
    "on",
    "at",
    "by",
    "to",
    "for",
    "from",
    "with",
    "than",
    "but",
    "the",
    "a",
    "an",
    "of",
    "were",
    "will",
    "when",
    "while",
    "after",
    "before",
    "since",
    "year",
    "month",
    "points",
    "percentage",
];

/// Lengths of time, which English counts much and which are no figures.
const TIMES: &[&str] =
    &["years", "months", "quarters", "weeks", "days", "working days", "hours", "minutes", "seconds", "centuries"];

/// What is between two figures of which the last alone has the unit.
const JOINS: &[&str] = &["and", ",", ", and", "or"];

/// What is between the ends of a range.
const RANGES: &[&str] = &["to", "-", "–", "—", "through", "~"];

/// The figures of a paragraph.
pub(crate) fn scan(text: &str, units: &Units) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let near = &text[at..text.floor_char_boundary(at + SPAN)];
        let by = text[..at].ends_with(" by ");
        let read = if begins(text, at) { read(near, units).or_else(|| spelled(near, by)) } else { None };
        match read.filter(|read| !is_joined(text, at + read.len, read)) {
            Some(read) => {
                found.push(Found { span: at..at + read.len, read });
                at += found.last().map_or(1, |found| found.span.len());
            }
            None => at += word_len(&text[at..], c),
        }
    }
    lend(text, &mut found);
    found.retain(|found| is_figure(text, found));
    found
}

/// How far to the next place where a figure may begin: past a whole word or number.
fn word_len(rest: &str, first: char) -> usize {
    let part = |c: char| c.is_alphanumeric();
    let end = if part(first) { rest.find(|c: char| !part(c)) } else { Some(first.len_utf8()) };
    end.unwrap_or(rest.len())
}

/// Whether a figure may begin here: not within a word, a number, or a name such as COVID-19.
fn begins(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let Some(last) = before.chars().next_back() else { return true };
    let inner = last.is_alphanumeric() || matches!(last, '.' | ',' | ':' | '/' | '-' | '—' | '\'' | '’' | '#' | '_');
    let in_number = matches!(last, '-' | '—') && before.trim_end_matches(last).ends_with(|c: char| c.is_ascii_digit());
    let next_is_digit = text[at..].starts_with(|c: char| c.is_ascii_digit());
    !inner || in_number || (matches!(last, '.' | ',' | '—') && !next_is_digit)
}

/// Whether a number is part of what follows it at once: 5G, 3rd, 12-month, 3:00, 1/3.
fn is_joined(text: &str, end: usize, read: &Read) -> bool {
    let mut after = text[end..].chars();
    let (next, second) = (after.next(), after.next());
    let bare = read.unit.is_empty() && read.scale == Scale::One;
    next.is_some_and(|c| c.is_alphanumeric())
        || (matches!(next, Some('/' | ':')) && second.is_some_and(|c| c.is_ascii_digit()))
        || (bare && next == Some('-') && second.is_some_and(char::is_alphabetic))
}

/// Gives the unit and scale of the last of several figures to those before it, and drops ranges.
fn lend(text: &str, found: &mut Vec<Found>) {
    let mut in_range = vec![false; found.len()];
    for at in (1..found.len()).rev() {
        let (head, tail) = found.split_at_mut(at);
        let (Some(one), Some(other)) = (head.last_mut(), tail.first()) else { continue };
        let between = text[one.span.end..other.span.start].trim();
        if !one.is_bare() || is_date(text, one) || is_year(&text[one.span.clone()]) {
            continue;
        }
        if RANGES.contains(&between) || (between == "and" && text[..one.span.start].trim_end().ends_with("between")) {
            in_range[at - 1] = true;
            in_range[at] = true;
        } else if JOINS.contains(&between) && one.read.number.scale() >= other.read.number.scale() {
            let scale = other.read.scale;
            let value = scale.times(one.read.number);
            let half = scale.times(one.read.half_place);
            if let (Some(value), Some(half_place)) = (value, half) {
                let unit = other.read.unit.clone();
                one.read = Read { value, half_place, unit, scale, ..one.read.clone() };
            }
        }
    }
    let mut ranges = in_range.into_iter();
    found.retain(|_| !ranges.next().unwrap_or(false));
}

/// Whether it is a figure: with a unit or scale, or by the form of its number, or by what it counts.
fn is_figure(text: &str, found: &Found) -> bool {
    let unit = found.read.unit.as_str();
    let is_rate = matches!(unit, "%" | "‰" | "pp" | DOLLAR) || unit.starts_with(char::is_uppercase);
    if found.read.scale != Scale::One || is_rate {
        return true;
    }
    let printed = &text[found.span.clone()];
    if TIMES.contains(&unit) || is_date(text, found) || is_named(&text[..found.span.start]) {
        return false;
    }
    // The 31 provinces, and the organization's 164 members, are a set that everyone knows.
    if is_known_set(&text[..found.span.start]) && printed.bytes().all(|byte| !matches!(byte, b',' | b'.')) {
        return false;
    }
    if !found.is_bare() {
        return true;
    }
    let after = &text[found.span.end..];
    let before = text[..found.span.start].trim_end();
    let is_told = printed.starts_with(char::is_alphabetic)
        || before.ends_with(char::is_lowercase)
        || after.strip_prefix(' ').is_some_and(|after| after.starts_with(char::is_lowercase));
    // Numbers by themselves are those of tables.
    (is_told && printed.contains([',', '.'])) || (!is_year(printed) && counts(after))
}

/// Whether what is counted after a text is a set that is known, by the word before its number.
fn is_known_set(before: &str) -> bool {
    let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default().to_ascii_lowercase();
    matches!(word.as_str(), "the" | "all" | "these" | "those")
        || word.ends_with("'s")
        || word.ends_with("’s")
        || word.ends_with("s'")
        || word.ends_with("s’")
}

/// Whether a number is the day of a month, or the year after one.
fn is_date(text: &str, found: &Found) -> bool {
    let is_month = |word: &str| {
        let word = word.to_ascii_lowercase();
        MONTHS.iter().any(|month| word.starts_with(month)) && word.len() <= "september".len()
    };
    let after = text[found.span.end..].trim_start();
    let next = &after[..after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len())];
    is_month(last_word(&text[..found.span.start])) || (found.read.number.scale() == 0 && is_month(next))
}

/// The word with which a text ends.
fn last_word(before: &str) -> &str {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
    &before[before
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..]
}

/// Whether the word before a number makes it a name: Top 10, Article 3, Fortune 500.
fn is_named(before: &str) -> bool {
    let word = last_word(before);
    let whole = before.trim_end().len() < before.len() || word.is_empty();
    let capital = word.starts_with(|c: char| c.is_uppercase()) && !starts_sentence(before, word);
    whole && (NAMING.contains(&word.to_ascii_lowercase().as_str()) || capital)
}

/// Whether the last word of a text begins a sentence, so that its capital says nothing.
fn starts_sentence(before: &str, word: &str) -> bool {
    let before = before.trim_end();
    let head = before[..before.len().saturating_sub(word.len())].trim_end();
    head.is_empty() || head.ends_with(['.', '!', '?', ':', '\u{FFFC}', '“', '"'])
}

/// Whether digits are those of a year.
fn is_year(printed: &str) -> bool {
    printed.len() == 4 && (printed.starts_with("19") || printed.starts_with("20"))
}

/// Whether words after a number say what it counts: `241 platforms`, `8 industrial provinces`.
fn counts(after: &str) -> bool {
    let Some(after) = after.strip_prefix([' ', '\u{a0}']) else { return false };
    let mut words = after.split_whitespace();
    for word in words.by_ref().take(2) {
        let bare = word.trim_end_matches([',', '.', ';', ')', ':']);
        let small = bare.chars().all(|c| c.is_lowercase() || c == '-');
        if !small || bare.is_empty() || IDLE.contains(&bare) {
            return false;
        }
        if (bare.ends_with('s') && !bare.ends_with("ss")) || bare == "people" {
            return true;
        }
        if bare.len() != word.len() {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Translations;

    fn found(text: &str) -> Vec<String> {
        let mut units = Units::default();
        Translations::built_in().units().for_each(|(unit, name)| units.add(unit, name));
        scan(text, &units).into_iter().map(|found| text[found.span].to_owned()).collect()
    }

    #[test]
    fn figures_are_found_and_what_is_none_is_not() {
        let data = include_str!("../../../tests/cases/figures/english.tsv");
        let (mut count, mut wrong) = (0, Vec::new());
        for line in data.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (text, expected) = line.split_once('\t').expect("a text and its figures");
            let found = found(text).join(" | ");
            if found != expected {
                wrong.push(format!("{text}: `{found}` instead of `{expected}`"));
            }
            count += 1;
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(count >= 40, "{count} lines");
    }
}
