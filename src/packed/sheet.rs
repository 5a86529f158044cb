//! The sheets of an Excel workbook.
//!
//! In: its parts. Out: the cells of its sheets as text, each number as the workbook shows it: 6.0 stays 6.0, 5.4% is
//! no 0.054.
//!
//! May touch: tree

use super::package::{Package, attribute, character};
use crate::tree::limit::{CELLS, COLUMNS, ROWS};
use anyhow::{Context, Result, bail};
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use quick_xml::Reader;
use quick_xml::events::Event;
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeMap;

/// The cells of rows.
type Rows = Vec<Vec<String>>;

/// A sheet that is not hidden.
pub(crate) struct Sheet {
    /// Its name.
    pub(crate) name: String,
    /// Its cells, row by row.
    pub(crate) rows: Rows,
    /// The areas whose cells are merged: their first row and column, and those behind the last.
    pub(crate) areas: Vec<[usize; 4]>,
}

/// All sheets that are not hidden; `workbook` is the part that lists them.
pub(crate) fn read(package: &mut Package<'_>, workbook: &str) -> Result<Vec<Sheet>> {
    let mut sheets: Vec<(String, String)> = Vec::new();
    let mut from_1904 = false;
    each_start(workbook, |name, get| match name {
        "sheet" if get("state").is_none_or(|state| state == "visible") => sheets.extend(get("name").zip(get("id"))),
        "workbookPr" => from_1904 = matches!(get("date1904").as_deref(), Some("1" | "true")),
        _ => {}
    })?;
    let mut places = BTreeMap::new();
    let links = package.part("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    each_start(&links, |name, get| {
        if name == "Relationship" {
            places.extend(get("Id").zip(get("Target")));
        }
    })?;
    let shared = package.part("xl/sharedStrings.xml")?.map_or(Ok(Vec::new()), |xml| strings(&xml))?;
    let formats = package.part("xl/styles.xml")?.map_or(Ok(Vec::new()), |xml| formats(&xml))?;
    let mut read = Vec::new();
    let mut left = CELLS;
    for (name, id) in sheets {
        let place = places.get(&id).map_or("", |place| place.trim_start_matches("/xl/").trim_start_matches('/'));
        let Some(xml) = package.part(&format!("xl/{place}"))? else { continue };
        let (rows, areas) = Cells { shared: &shared, formats: &formats, from_1904 }.rows(&xml, &mut left)?;
        read.push(Sheet { name, rows, areas });
    }
    Ok(read)
}

/// Calls `see` with the name of each element that begins, and what gives its attributes.
fn each_start(xml: &str, mut see: impl FnMut(&str, &dyn Fn(&str) -> Option<String>)) -> Result<()> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().context("its XML is broken")? {
            Event::Start(start) | Event::Empty(start) => {
                see(start.local_name().as_ref(), &|name| attribute(&start, name).map(|value| unescaped(&value)));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |value| value.into_owned())
}

/// The strings that cells share.
fn strings(xml: &str) -> Result<Vec<String>> {
    let mut reader = Reader::from_str(xml);
    let (mut strings, mut string) = (Vec::new(), String::new());
    // How a word is pronounced is not printed.
    let (mut prints, mut is_ruby) = (false, false);
    loop {
        match reader.read_event().context("its XML is broken")? {
            Event::Start(start) if start.local_name().as_ref() == "t" => prints = !is_ruby,
            Event::Start(start) if start.local_name().as_ref() == "rPh" => is_ruby = true,
            Event::Text(words) if prints => string.push_str(&words.xml10_content()),
            Event::GeneralRef(reference) if prints => string.push_str(&character(&reference)),
            Event::End(end) => match end.local_name().as_ref() {
                "t" => prints = false,
                "rPh" => is_ruby = false,
                "si" => strings.push(std::mem::take(&mut string)),
                _ => {}
            },
            Event::Empty(empty) if empty.local_name().as_ref() == "si" => strings.push(String::new()),
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// How a style shows numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    /// As it is.
    General,
    /// With so many decimals, or as a percentage with so many.
    Decimals(u32, bool),
    /// As a day; whether its day of the month is shown.
    Day(bool),
}

impl Shown {
    /// By the code of a format: `0.0`, `#,##0.00`, `0.0%`, `yyyy"年"m"月"`.
    fn of(code: &str) -> Self {
        let first = code.split(';').next().unwrap_or(code);
        let mut plain = String::new();
        // What is quoted or in brackets is words or a colour.
        let (mut is_quoted, mut is_bracket) = (false, false);
        for c in first.chars() {
            match c {
                '"' => is_quoted = !is_quoted,
                '[' => is_bracket = true,
                ']' => is_bracket = false,
                c if !is_quoted && !is_bracket => plain.push(c.to_ascii_lowercase()),
                _ => {}
            }
        }
        if plain.contains('y') || plain.contains('m') && plain.contains('d') {
            return Self::Day(plain.contains('d'));
        }
        if !plain.contains(['0', '#', '?']) || plain.contains(['e', '/']) {
            return Self::General;
        }
        let decimals = plain.split_once('.').map_or(0, |(_, places)| {
            places.chars().take_while(|c| matches!(c, '0' | '#' | '?')).filter(|c| *c == '0').count()
        });
        Self::Decimals(u32::try_from(decimals).unwrap_or(0).min(15), plain.contains('%'))
    }

    /// By the number of a format that every program knows (ECMA-376, 18.8.30).
    fn built_in(id: u32) -> Self {
        match id {
            1 | 3 | 37 | 38 => Self::Decimals(0, false),
            2 | 4 | 39 | 40 => Self::Decimals(2, false),
            9 => Self::Decimals(0, true),
            10 => Self::Decimals(2, true),
            17 | 55 | 57 => Self::Day(false),
            14..=16 | 22 | 27..=31 | 36 | 50..=54 | 56 | 58 => Self::Day(true),
            _ => Self::General,
        }
    }
}

/// The formats of all styles of cells, by their place.
fn formats(xml: &str) -> Result<Vec<Shown>> {
    let mut own: BTreeMap<String, String> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut reader = Reader::from_str(xml);
    let mut in_cells = false;
    loop {
        match reader.read_event().context("its XML is broken")? {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(&start, "formatCode").map(|code| unescaped(&code));
                    own.extend(attribute(&start, "numFmtId").zip(code));
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = attribute(&start, "numFmtId").unwrap_or_default();
                    let shown = own.get(&id).map(|code| Shown::of(code));
                    styles.push(shown.unwrap_or_else(|| Shown::built_in(id.parse().unwrap_or(0))));
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// What the cells of a workbook are read with.
struct Cells<'w> {
    shared: &'w [String],
    formats: &'w [Shown],
    /// Whether days are counted from 1904, as on old Macintoshes.
    from_1904: bool,
}

impl Cells<'_> {
    /// The rows of a sheet, and the areas whose cells are merged.
    fn rows(&self, xml: &str, left: &mut usize) -> Result<(Rows, Vec<[usize; 4]>)> {
        let mut reader = Reader::from_str(xml);
        let mut rows: Rows = Vec::new();
        // Rows that are empty may not be there.
        let mut numbers: Vec<usize> = Vec::new();
        let mut areas = Vec::new();
        let (mut column, mut kind, mut style) = (0, String::new(), 0);
        let (mut value, mut reads) = (String::new(), false);
        loop {
            match reader.read_event().context("its XML is broken")? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "row" => {
                        let next = numbers.last().map_or(1, |last| last + 1);
                        numbers.push(attribute(&start, "r").and_then(|number| number.parse().ok()).unwrap_or(next));
                        rows.push(Vec::new());
                    }
                    "c" => {
                        let next = rows.last().map_or(0, Vec::len);
                        column = attribute(&start, "r").and_then(|place| number_of(&place)).unwrap_or(next);
                        kind = attribute(&start, "t").unwrap_or_default();
                        style = attribute(&start, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
                        value.clear();
                    }
                    "v" | "t" => reads = true,
                    _ => {}
                },
                Event::Empty(start) if start.local_name().as_ref() == "mergeCell" && areas.len() < ROWS => {
                    areas.extend(attribute(&start, "ref").and_then(|place| area(&place, &numbers)));
                }
                Event::Text(words) if reads => value.push_str(&words.xml10_content()),
                Event::GeneralRef(reference) if reads => value.push_str(&character(&reference)),
                Event::End(end) => match end.local_name().as_ref() {
                    "v" | "t" => reads = false,
                    "c" => {
                        let Some(row) = rows.last_mut().filter(|_| column < COLUMNS) else { continue };
                        let more = (column + 1).saturating_sub(row.len());
                        *left = left.checked_sub(more).filter(|left| *left > 0).with_context(|| {
                            format!("its tables have more than {CELLS} cells; give what is wanted of them")
                        })?;
                        row.resize(column.max(row.len()), String::new());
                        row.push(self.shown(&kind, style, &value));
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
            if rows.len() > ROWS {
                bail!("one of its sheets has more than {ROWS} rows; give what is wanted of them");
            }
        }
        Ok((rows, areas))
    }

    /// A cell as the workbook shows it.
    fn shown(&self, kind: &str, style: usize, value: &str) -> String {
        match kind {
            "s" => value.parse().ok().and_then(|at: usize| self.shared.get(at)).cloned().unwrap_or_default(),
            "b" | "e" => String::new(),
            "str" | "inlineStr" => value.to_owned(),
            _ => {
                let number = value.parse().or_else(|_| Decimal::from_scientific(value));
                let Ok(number) = number else { return value.to_owned() };
                // Fifteen digits are what a workbook has; those behind them come from counting in twos.
                let number: Decimal = number.round_sf(15).unwrap_or(number).normalize();
                match self.formats.get(style).unwrap_or(&Shown::General) {
                    Shown::General => number.to_string(),
                    Shown::Decimals(places, is_percent) => decimals(number, *places, *is_percent),
                    Shown::Day(with_day) => self.day(number, *with_day).unwrap_or_else(|| number.to_string()),
                }
            }
        }
    }

    fn day(&self, number: Decimal, with_day: bool) -> Option<String> {
        let first: Date = if self.from_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
        let days: Span = i32::try_from(number.trunc()).ok().filter(|days| (1..200_000).contains(days))?.days();
        let day = first.checked_add(days).ok()?;
        let month = format!("{}年{}月", day.year(), day.month());
        Some(if with_day { format!("{month}{}日", day.day()) } else { month })
    }
}

fn decimals(number: Decimal, places: u32, is_percent: bool) -> String {
    let number = if is_percent { number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number) } else { number };
    let mut number = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    number.rescale(places);
    format!("{number}{}", if is_percent { "%" } else { "" })
}

/// The cells of `B3:D4` among the rows of these numbers.
fn area(place: &str, numbers: &[usize]) -> Option<[usize; 4]> {
    let (first, last) = place.split_once(':')?;
    let row = |place: &str| place.trim_start_matches(|c: char| c.is_ascii_uppercase()).parse::<usize>().ok();
    let top = numbers.partition_point(|number| row(first).is_some_and(|row| *number < row));
    let bottom = numbers.partition_point(|number| row(last).is_some_and(|row| *number <= row));
    Some([top, number_of(first)?, bottom, number_of(last)? + 1])
}

/// The number of a column from 0: 1 of `B3`.
fn number_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.take(4).fold(0_usize, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_the_workbook_shows_them() {
        let formats = ["General", "0.0", "#,##0.00_);[Red]\\(#,##0.00\\)", "0.0%", "yyyy\"年\"m\"月\"", "yyyy/m/d"];
        let formats: Vec<Shown> = formats.iter().map(|code| Shown::of(code)).collect();
        let cells = Cells { shared: &[], formats: &formats, from_1904: false };
        for (style, value, wanted) in [
            (0, "5.3999999999999995", "5.4"),
            (0, "1.5E-2", "0.015"),
            (1, "6", "6.0"),
            (1, "5.25", "5.3"),
            (2, "1234.5", "1234.50"),
            (3, "5.3999999999999999E-2", "5.4%"),
            (4, "45839", "2025年7月"),
            (5, "45839", "2025年7月1日"),
            (0, "初步", "初步"),
        ] {
            assert_eq!(cells.shown("", style, value), wanted);
        }
    }

    #[test]
    fn columns_have_letters() {
        assert_eq!(["A1", "B3", "AA10"].map(number_of), [Some(0), Some(1), Some(26)]);
    }
}
