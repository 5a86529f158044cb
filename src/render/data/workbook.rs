//! Tables of data as workbooks (Office Open XML).
//!
//! In: a table of an edition. Out: a sheet with its rows, and one that says where they come from. A
//! number is a number that shows its printed precision, and once more text, exactly as it is; one of
//! more than 15 digits, which a spreadsheet would round, is text alone. The file's own date is that of
//! the newest bulletin in it, so that the same table is the same bytes.
//!
//! May touch: figure, label, config, edition, page, render

use super::column::{Cell, Column, Holds};
use super::describe::title;
use super::{columns, rows};
use crate::edition::{Edition, Item};
use crate::label;
use crate::page::view::make;
use crate::page::{Dataset, Plan};
use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::{BTreeMap, BTreeSet};

/// The digits a spreadsheet keeps of a number.
const DIGITS: usize = 15;
/// The characters it keeps of a text.
const CHARS: usize = 32_767;

/// The workbook of a table. The plan keeps to its limits, so nothing is left to fail.
pub fn write(plan: &Plan<'_>, dataset: &Dataset<'_>) -> Vec<u8> {
    let edition = dataset.edition();
    let mut workbook = Workbook::new();
    let newest = items(dataset).iter().map(|item| item.bulletin.date).max();
    let created = newest.and_then(excel_date).unwrap_or_default();
    let properties =
        DocProperties::new().set_title(title(edition, dataset)).set_author(&edition.publisher).set_company("");
    workbook.set_properties(&properties.set_creation_datetime(&created));
    table(plan, dataset, workbook.add_worksheet()).expect("the plan keeps to the rows of a sheet");
    notes(plan, dataset, workbook.add_worksheet()).expect("there are fewer bulletins than figures");
    workbook.save_to_buffer().expect("a vector can be written to")
}

/// The bulletins whose figures it has, newest first.
fn items<'d>(dataset: &'d Dataset<'_>) -> Vec<&'d Item<'d>> {
    match dataset {
        Dataset::Figures(..) => dataset.items().filter(|item| !item.figures.is_empty()).collect(),
        Dataset::Series(edition, _) => {
            let points = dataset.subjects().flat_map(|subject| subject.series).flat_map(|series| &series.points);
            let places: BTreeSet<usize> = points.map(|point| point.at.bulletin).collect();
            places.into_iter().map(|at| &edition.items[at]).collect()
        }
        Dataset::Corrections(edition) | Dataset::Revisions(edition) => edition.items.iter().collect(),
    }
}

/// The row that names the columns.
fn head() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00E8_EDF3))
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
}

fn table(plan: &Plan<'_>, dataset: &Dataset<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let labels = dataset.edition().labels;
    let columns = columns(dataset.table());
    let numbers = || columns.iter().enumerate().filter(|(_, column)| matches!(column.holds, Holds::Number));
    name(sheet, labels.text("figures"), "1");
    let head = head();
    for (at, column) in (0..).zip(columns) {
        sheet.write_string_with_format(0, at, labels.column(column.name), &head)?;
        sheet.set_column_width(at, width(column))?;
    }
    let exact = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    for (at, (_, column)) in (exact..).zip(numbers()) {
        let text = label::fill(labels.text("as_text"), &[("column", labels.column(column.name).to_owned())]);
        sheet.write_string_with_format(0, at, text, &head)?;
        sheet.set_column_width(at, width(column))?;
    }
    let formats = Formats::new();
    let mut last = 0;
    for (row, cells) in (1..).zip(rows(plan, dataset)) {
        for (at, (column, cell)) in (0..).zip(columns.iter().zip(&cells)) {
            write_cell(sheet, (row, at), column, cell, &formats)?;
        }
        for (at, (number, _)) in (exact..).zip(numbers()) {
            write_text(sheet, (row, at), &cells[number].text())?;
        }
        last = row;
    }
    let width = exact + u16::try_from(numbers().count()).unwrap_or(0);
    sheet.autofilter(0, 0, last, width - 1)?;
    // The names of the columns, and what a row is about.
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// The number formats, `0`, `0.0` … by decimal places, and that of days.
struct Formats {
    numbers: Vec<Format>,
    date: Format,
}

impl Formats {
    fn new() -> Self {
        let number = |places: usize| match places {
            0 => Format::new().set_num_format("0"),
            places => Format::new().set_num_format(format!("0.{}", "0".repeat(places))),
        };
        Self { numbers: (0..=DIGITS).map(number).collect(), date: Format::new().set_num_format("yyyy-mm-dd") }
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    column: &Column,
    cell: &Cell<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let text = cell.text();
    match column.holds {
        Holds::Number => {
            let places = text.split_once('.').map_or(0, |(_, places)| places.len());
            if let (Some(number), Some(format)) = (number(&text), formats.numbers.get(places)) {
                sheet.write_number_with_format(row, at, number, format)?;
                return Ok(());
            }
        }
        Holds::Date => {
            if let Some(date) = text.parse().ok().and_then(excel_date) {
                sheet.write_datetime_with_format(row, at, &date, &formats.date)?;
                return Ok(());
            }
        }
        Holds::Text | Holds::Url | Holds::Pairs | Holds::Code(_) => {}
    }
    write_text(sheet, (row, at), &text)
}

/// A decimal as a spreadsheet holds it; none where that would be another number.
fn number(text: &str) -> Option<f64> {
    let digits = text.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits.trim_start_matches('0').len() > DIGITS { None } else { text.parse().ok() }
}

/// Always text, whatever it looks like: nothing becomes a formula or a link.
fn write_text(sheet: &mut Worksheet, (row, at): (u32, u16), text: &str) -> Result<(), XlsxError> {
    if !text.is_empty() {
        sheet.write_string(row, at, text.chars().take(CHARS).collect::<String>())?;
    }
    Ok(())
}

/// Whence the rows are, on what terms, what the columns are called elsewhere, and what is noted of figures.
fn notes(plan: &Plan<'_>, dataset: &Dataset<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let edition = dataset.edition();
    let labels = edition.labels;
    name(sheet, labels.text("notes"), "2");
    sheet.set_column_width(0, 32)?.set_column_width(1, 48)?.set_column_width(2, 32)?.set_column_width(3, 60)?;
    let mut lines: Vec<(bool, Vec<String>)> = vec![
        (true, vec![title(edition, dataset)]),
        (false, vec![edition.publisher.clone(), make::absolute_url(plan, edition, "")]),
    ];
    if let Some(license) = &plan.config.license {
        let name = edition.words(plan.corpus, &license.name).into_owned();
        lines.push((false, vec![format!("{} {name}", labels.text("license")), license.url.clone()]));
    }
    lines.push((false, Vec::new()));
    lines.push((true, vec![labels.text("columns").to_owned(), "CSV, JSON".to_owned()]));
    let columns = columns(dataset.table()).iter();
    lines.extend(columns.map(|column| (false, vec![labels.column(column.name).to_owned(), column.name.to_owned()])));
    lines.push((false, Vec::new()));
    let head = ["published", "title", "source", "url"].map(|name| labels.column(name).to_owned());
    lines.push((true, head.into()));
    lines.extend(items(dataset).into_iter().map(|item| (false, origin(plan, edition, item))));
    let noted = noted(dataset);
    if !noted.is_empty() {
        lines.push((false, Vec::new()));
        lines.push((true, vec![labels.text("indicator").to_owned(), labels.text("notes").to_owned()]));
        lines.extend(noted.into_iter().map(|(name, note)| (false, vec![name, note])));
    }
    let bold = self::head();
    for (row, (is_head, cells)) in (0..).zip(lines) {
        for (at, text) in (0..).zip(cells) {
            match is_head {
                true => sheet.write_string_with_format(row, at, text.chars().take(CHARS).collect::<String>(), &bold)?,
                false => sheet.write_string(row, at, text.chars().take(CHARS).collect::<String>())?,
            };
        }
    }
    Ok(())
}

/// A bulletin: its date, its title, who said it, where it is.
fn origin(plan: &Plan<'_>, edition: &Edition<'_>, item: &Item<'_>) -> Vec<String> {
    let sources: BTreeSet<&str> =
        item.source.as_deref().into_iter().chain(item.figures.iter().filter_map(|f| f.source.as_deref())).collect();
    vec![
        item.bulletin.date.to_string(),
        item.title.clone(),
        sources.into_iter().collect::<Vec<_>>().join("；"),
        make::absolute_url(plan, edition, &item.bulletin.article.folder),
    ]
}

/// What is noted of figures, by the indicator's name; the same note once.
fn noted(dataset: &Dataset<'_>) -> BTreeMap<String, String> {
    let figures = dataset.items().flat_map(|item| &item.figures);
    let mut noted: BTreeMap<String, String> = BTreeMap::new();
    for (figure, note) in figures.filter_map(|figure| Some((figure, figure.note.as_ref()?))) {
        let notes = noted.entry(figure.name.clone()).or_default();
        if !notes.split('；').any(|known| known == note) {
            notes.push_str(if notes.is_empty() { "" } else { "；" });
            notes.push_str(note);
        }
    }
    noted
}

/// Names a sheet, where a theme's word for it is a possible name: at most 31 characters, none of `[]:*?/\`.
/// The other sheet's number behind it keeps two apart that a theme calls alike.
fn name(sheet: &mut Worksheet, word: &str, number: &str) {
    let mut word: String = word.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(29).collect();
    word = if word.is_empty() { number.to_owned() } else { word };
    let _ = sheet.set_name(format!("{number} {word}"));
}

fn width(column: &Column) -> u16 {
    match column.holds {
        Holds::Text => match column.name {
            "name" | "bulletin" | "printed" => 30,
            _ => 16,
        },
        Holds::Number => 16,
        Holds::Date => 12,
        Holds::Pairs => 24,
        Holds::Url => 60,
        Holds::Code(_) => 10,
    }
}

/// None for a day a spreadsheet cannot hold: before 1900.
fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let (year, month, day) = (date.year().try_into().ok()?, date.month().try_into().ok()?, date.day().try_into().ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok().filter(|_| year >= 1900)
}
