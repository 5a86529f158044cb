//! Tables of data as workbooks (Office Open XML).
//!
//! In: a table. Out: a sheet with its rows, and one that says where they come from. A number is a number that shows its printed
//! precision, and in another column text, exactly as it is; one of more than 15 digits, which a spreadsheet would
//! round, is text alone. The file's own date is that of the newest bulletin in it, so that the same table gives the same
//! bytes. Rows are written as they come, so that a large table needs little memory.
//!
//! May touch: figure, label, edition, page, view

use super::column::{Column, Field, Holds};
use super::describe::title;
use super::{columns, in_each_language, rows};
use crate::edition::{Edition, Item};
use crate::figure::BulletinId;
use crate::label::{Label, Labels};
use crate::page::{Dataset, Plan};
use crate::view::Views;
use jiff::civil::Date;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet, XlsxError};
use std::collections::{BTreeMap, BTreeSet};

/// How many digits of a number a spreadsheet keeps.
const DIGITS: usize = 15;
/// How many characters of a text it keeps.
const CHARS: usize = 32_767;
/// How hard a workbook is compressed, of 9: the usual 6 takes half as long again and saves little.
const COMPRESSION: u8 = 3;
/// The date of a workbook without bulletins.
const NO_DATE: Date = Date::constant(2000, 1, 1);

/// The workbook of a table.
pub(crate) fn write(plan: &Plan<'_>, dataset: &Dataset) -> Vec<u8> {
    let Some(edition) = plan.editions.first() else { return Vec::new() };
    let book = Book { plan, edition, dataset, columns: columns(plan, dataset.table()) };
    pack(&book).expect("the plan keeps a workbook far below what a sheet can hold")
}

/// A table, and the edition whose words its notes are in: the first of the site. Headings are in each language.
struct Book<'b, 'e> {
    plan: &'b Plan<'e>,
    edition: &'b Edition<'e>,
    dataset: &'b Dataset,
    columns: Vec<Field<'b, 'e>>,
}

fn pack(book: &Book<'_, '_>) -> Result<Vec<u8>, XlsxError> {
    let named = |label| in_each_language(book.plan, |edition| edition.labels.text(label).to_owned());
    let created = items(book).iter().map(|item| item.bulletin.date).max().unwrap_or(NO_DATE);
    let properties = DocProperties::new()
        .set_title(in_each_language(book.plan, |edition| title(edition, book.dataset)))
        .set_author(&book.edition.publisher)
        .set_creation_datetime(&moment(created).or_else(|_| moment(NO_DATE))?);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties).set_zip_compression_level(COMPRESSION);
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    table(book, sheet.set_name(name(&named(Label::Figures), "1"))?)?;
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    notes(book, sheet.set_name(name(&named(Label::Notes), "2"))?)?;
    workbook.save_to_buffer()
}

fn moment(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())
}

/// The bulletins whose figures it has, newest first.
fn items<'b, 'e>(book: &Book<'b, 'e>) -> Vec<&'b Item<'e>> {
    let Book { edition, dataset, .. } = *book;
    match dataset {
        Dataset::Figures(_) => dataset.items(edition).filter(|item| !item.figures.is_empty()).collect(),
        Dataset::Series(_) => {
            let series = dataset.subjects().flat_map(|id| edition.record.series_of(id));
            let points = series.flat_map(|series| &series.points);
            let places: BTreeSet<BulletinId> = points.map(|point| point.at.bulletin).collect();
            places.into_iter().map(|at| &edition.items[at]).collect()
        }
        Dataset::Corrections | Dataset::Revisions | Dataset::Vintages => edition.items.iter().collect(),
    }
}

/// The columns whose numbers are repeated as text.
fn numbers<'n, 'b, 'e>(book: &'n Book<'b, 'e>) -> impl Iterator<Item = (usize, &'n Field<'b, 'e>)> {
    book.columns.iter().enumerate().filter(|(_, field)| matches!(field.column.holds, Holds::Number))
}

fn table(book: &Book<'_, '_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let said = |field: &Field<'_, '_>| in_each_language(book.plan, |edition| field.title(edition.labels));
    let as_text = |field: &Field<'_, '_>| {
        let column = |labels: &Labels| labels.fill(Label::AsText, &[("column", &field.title(labels))]);
        in_each_language(book.plan, |edition| column(edition.labels))
    };
    let again = numbers(book).map(|(_, field)| as_text(field));
    let heads: Vec<String> = book.columns.iter().map(said).chain(again).collect();
    let widths = book.columns.iter().chain(numbers(book).map(|(_, field)| field));
    for (at, field) in (0..).zip(widths) {
        sheet.set_column_width(at, column_width(field.column))?;
    }
    let head = head();
    for (at, text) in (0..).zip(&heads) {
        sheet.write_string_with_format(0, at, text, &head)?;
    }
    let mut last = 0;
    let formats = Formats::new();
    for (row, cells) in (1..).zip(rows(book.plan, book.dataset)) {
        last = row;
        for (at, (field, cell)) in (0..).zip(book.columns.iter().zip(&cells)) {
            write_cell(sheet, (row, at), field.column, &cell.text(), &formats)?;
        }
        for (at, (number, _)) in (book.columns.len()..).zip(numbers(book)) {
            write_text(sheet, (row, u16::try_from(at).unwrap_or(u16::MAX)), &cells[number].text())?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, u16::try_from(heads.len() - 1).unwrap_or(u16::MAX))?;
    Ok(())
}

/// How days and numbers look.
struct Formats {
    day: Format,
    /// By how many decimal places they have.
    numbers: Vec<Format>,
}

impl Formats {
    fn new() -> Self {
        let shown = |places: usize| match places {
            0 => "0".to_owned(),
            places => format!("0.{}", "0".repeat(places)),
        };
        let format = |shown: String| Format::new().set_num_format(shown);
        Self {
            day: format("yyyy\\-mm\\-dd".to_owned()),
            numbers: (0..=DIGITS).map(|places| format(shown(places))).collect(),
        }
    }
}

/// How the names of columns look.
fn head() -> Format {
    Format::new().set_bold().set_background_color(Color::RGB(0xE8_EDF3)).set_border_bottom(FormatBorder::Thin)
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    of: &Column,
    text: &str,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match of.holds {
        Holds::Number => {
            if let Some(places) = places(text)
                && let Ok(number) = text.parse::<f64>()
            {
                sheet.write_number_with_format(row, column, number, &formats.numbers[places])?;
                return Ok(());
            }
        }
        Holds::Date => {
            if let Some(date) = text.parse().ok().and_then(|date| moment(date).ok()) {
                sheet.write_datetime_with_format(row, column, &date, &formats.day)?;
                return Ok(());
            }
        }
        Holds::Text | Holds::Url | Holds::Pairs | Holds::Code(_) => {}
    }
    write_text(sheet, (row, column), text)
}

/// Text in a cell, whatever it looks like: nothing becomes a formula or a link.
fn write_text(sheet: &mut Worksheet, (row, column): (u32, u16), text: &str) -> Result<(), XlsxError> {
    if !text.is_empty() {
        let end = text.char_indices().nth(CHARS).map_or(text.len(), |(end, _)| end);
        sheet.write_string(row, column, &text[..end])?;
    }
    Ok(())
}

/// The decimal places of a number that a spreadsheet stores exactly; `None` where it would become another number.
fn places(text: &str) -> Option<usize> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let is_digits = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    let digits = match whole.trim_start_matches('0') {
        "" => decimals.trim_start_matches('0').len(),
        whole => whole.len() + decimals.len(),
    };
    (!whole.is_empty() && is_digits(whole) && is_digits(decimals) && digits <= DIGITS && decimals.len() <= DIGITS)
        .then_some(decimals.len())
}

/// The sheet that says where the rows come from, on what terms, what the columns are called elsewhere, and the notes
/// of figures.
fn notes(book: &Book<'_, '_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let Book { plan, edition, dataset, columns } = book;
    let views = Views::new(plan, edition);
    let said = |say: &dyn Fn(&Edition<'_>) -> String| in_each_language(plan, say);
    let text = |label| said(&|edition| edition.labels.text(label).to_owned());
    let publisher = said(&|edition| edition.publisher.clone());
    let mut lines: Vec<(bool, Vec<String>)> =
        vec![(true, vec![said(&|edition| title(edition, dataset))]), (false, vec![publisher, views.absolute_url("")])];
    if let Some(license) = &plan.config.license {
        let name = edition.words(&license.name).into_owned();
        lines.push((false, vec![format!("{} {name}", text(Label::License)), license.url.clone()]));
    }
    lines.push((false, Vec::new()));
    lines.push((true, vec![text(Label::Columns), "CSV, JSON".to_owned()]));
    let column = |field: &Field<'_, '_>| vec![said(&|edition| field.title(edition.labels)), field.name().into_owned()];
    lines.extend(columns.iter().map(|field| (false, column(field))));
    lines.push((false, Vec::new()));
    let origins =
        ["published", "title", "source", "url"].map(|name| said(&|edition| edition.labels.column(name).to_owned()));
    lines.push((true, origins.into()));
    lines.extend(items(book).into_iter().map(|item| (false, origin(views, item))));
    let noted = noted(book);
    if !noted.is_empty() {
        lines.push((false, Vec::new()));
        lines.push((true, vec![text(Label::Indicator), text(Label::Notes)]));
        lines.extend(noted.into_iter().map(|(name, note)| (false, vec![name, note])));
    }
    for (at, width) in (0..).zip([32, 48, 32, 60]) {
        sheet.set_column_width(at, width)?;
    }
    let head = head();
    for (row, (is_head, cells)) in (0..).zip(lines) {
        for (at, cell) in (0..).zip(&cells) {
            match is_head {
                true => drop(sheet.write_string_with_format(row, at, cell, &head)?),
                false => write_text(sheet, (row, at), cell)?,
            }
        }
    }
    Ok(())
}

/// A bulletin: its date, its title, its source, its address.
fn origin(views: Views<'_, '_>, item: &Item<'_>) -> Vec<String> {
    let sources: BTreeSet<&str> =
        item.source.as_deref().into_iter().chain(item.figures.iter().filter_map(|f| f.source.as_deref())).collect();
    vec![
        item.bulletin.date.to_string(),
        item.title.to_string(),
        sources.into_iter().collect::<Vec<_>>().join("；"),
        views.absolute_url(&item.bulletin.article.folder),
    ]
}

/// The notes of figures, by the indicator's name; the same note once.
fn noted(book: &Book<'_, '_>) -> BTreeMap<String, String> {
    let figures = book.dataset.items(book.edition).flat_map(|item| &item.figures);
    let mut noted: BTreeMap<String, String> = BTreeMap::new();
    for (figure, note) in figures.filter_map(|figure| Some((figure, figure.note()?))) {
        let notes = noted.entry(figure.name.to_string()).or_default();
        if !notes.split('；').any(|known| known == note) {
            notes.push_str(if notes.is_empty() { "" } else { "；" });
            notes.push_str(note);
        }
    }
    noted
}

/// The name of a sheet: a theme's word for it as far as that is a valid name, at most 31 characters,
/// none of `[]:*?/\`. The sheet's number before it distinguishes two that a theme names alike.
fn name(word: &str, number: &str) -> String {
    let word: String = word.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).take(29).collect();
    format!("{number} {}", word.replace("  ", " ")).trim_end().to_owned()
}

fn column_width(column: &Column) -> u16 {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_too_many_digits_is_text() {
        let known = ["6.0", "-3.1", "+0.4", "100000", "0.000000000000001", "123456789012345"].map(places);
        assert_eq!(known, [Some(1), Some(1), Some(1), Some(0), Some(15), Some(0)]);
        assert_eq!(["", "1234567890123456", "1234567890.123456", "1e5", ".5", "-"].map(places), [None; 6]);
    }
}
