//! Tables of data as workbooks (Office Open XML).
//!
//! In: a table. Out: a sheet with its rows, and one that says where they come from. A
//! number is a number that shows its printed precision, and in another column text, exactly as it is; one of
//! more than 15 digits, which a spreadsheet would round, is text alone. The file's own date is that of
//! the newest bulletin in it, so that the same table gives the same bytes.
//!
//! May touch: figure, label, edition, page, view

mod sheet;

use super::column::{Column, Field, Holds};
use super::describe::title;
use super::{columns, rows};
use crate::edition::{Edition, Item};
use crate::figure::BulletinId;
use crate::label::Label;
use crate::page::{Dataset, Plan};
use crate::view::Views;
use jiff::civil::Date;
use sheet::{Finished, Sheet, Style, escaped, styles};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Write};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// How many digits of a number a spreadsheet keeps.
const DIGITS: usize = 15;

/// A workbook that is being written: files packed into one.
type Archive = ZipWriter<Cursor<Vec<u8>>>;

/// The workbook of a table.
pub(crate) fn write(plan: &Plan<'_>, dataset: &Dataset) -> Vec<u8> {
    let Some(edition) = plan.editions.first() else { return Vec::new() };
    pack(&Book { plan, edition, dataset, columns: columns(plan, dataset.table()) })
        .expect("a vector takes any bytes, and the plan keeps a workbook far below 4 GB")
}

/// A table, and the edition whose words the headings and notes are in: the first of the site.
struct Book<'b, 'e> {
    plan: &'b Plan<'e>,
    edition: &'b Edition<'e>,
    dataset: &'b Dataset,
    columns: Vec<Field<'b, 'e>>,
}

fn pack(book: &Book<'_, '_>) -> ZipResult<Vec<u8>> {
    let labels = book.edition.labels;
    let names = [name(labels.text(Label::Figures), "1"), name(labels.text(Label::Notes), "2")];
    let mut archive = Archive::new(Cursor::default());
    add(&mut archive, "[Content_Types].xml", CONTENT_TYPES)?;
    add(&mut archive, "_rels/.rels", RELATIONS)?;
    add(&mut archive, "docProps/core.xml", &properties(book))?;
    add(&mut archive, "xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS)?;
    archive.start_file("xl/worksheets/sheet1.xml", method(CompressionMethod::Deflated))?;
    let Finished { filtered, places } = table(book, &mut archive)?;
    archive.start_file("xl/worksheets/sheet2.xml", method(CompressionMethod::Deflated))?;
    notes(book, &mut archive)?;
    add(&mut archive, "xl/workbook.xml", &workbook(&names, &filtered))?;
    add(&mut archive, "xl/styles.xml", &styles(places))?;
    Ok(archive.finish()?.into_inner())
}

/// Adds a small file, which is not worth compressing.
fn add(archive: &mut Archive, name: &str, text: &str) -> ZipResult<()> {
    archive.start_file(name, method(CompressionMethod::Stored))?;
    Ok(archive.write_all(text.as_bytes())?)
}

/// How a file is stored. Neither the time nor the system is recorded.
fn method(method: CompressionMethod) -> SimpleFileOptions {
    let level = (method == CompressionMethod::Deflated).then_some(1);
    let options = SimpleFileOptions::default().compression_method(method).compression_level(level);
    options.last_modified_time(DateTime::DEFAULT).system(System::Dos)
}

const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\
<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
<Override PartName=\"/xl/worksheets/sheet2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
</Types>";

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
</Relationships>";

const WORKBOOK_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
</Relationships>";

/// The properties of the file.
fn properties(book: &Book<'_, '_>) -> String {
    let Book { edition, dataset, .. } = book;
    let created = items(book).iter().map(|item| item.bulletin.date).max().map_or_else(String::new, |newest| {
        format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{newest}T00:00:00Z</dcterms:created>")
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>{created}\
         </cp:coreProperties>",
        escaped(&title(edition, dataset)),
        escaped(&edition.publisher),
    )
}

/// Both sheets by name, and which cells of the first have filters.
fn workbook([table, notes]: &[String; 2], filtered: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><bookViews><workbookView/></bookViews>\
         <sheets><sheet name=\"{0}\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"{1}\" sheetId=\"2\" r:id=\"rId2\"/></sheets>\
         <definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">'{0}'!{filtered}</definedName>\
         </definedNames></workbook>",
        escaped(table),
        escaped(notes),
    )
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
        Dataset::Corrections | Dataset::Revisions => edition.items.iter().collect(),
    }
}

/// The columns whose numbers are repeated as text.
fn numbers<'n, 'b, 'e>(book: &'n Book<'b, 'e>) -> impl Iterator<Item = (usize, &'n Field<'b, 'e>)> {
    book.columns.iter().enumerate().filter(|(_, field)| matches!(field.column.holds, Holds::Number))
}

fn table(book: &Book<'_, '_>, into: &mut Archive) -> io::Result<Finished> {
    let labels = book.edition.labels;
    let all = book.columns.iter().chain(numbers(book).map(|(_, field)| field));
    let mut sheet = Sheet::new(into, all.map(|field| column_width(field.column)), true);
    for field in &book.columns {
        sheet.text(&field.title(labels), Style::Head);
    }
    for (_, field) in numbers(book) {
        sheet.text(&labels.fill(Label::AsText, &[("column", &field.title(labels))]), Style::Head);
    }
    for cells in rows(book.plan, book.dataset) {
        sheet.next_row()?;
        for (field, cell) in book.columns.iter().zip(&cells) {
            write_cell(&mut sheet, field.column, &cell.text());
        }
        for (number, _) in numbers(book) {
            sheet.text(&cells[number].text(), Style::Plain);
        }
    }
    sheet.finish(book.columns.len() + numbers(book).count())
}

fn write_cell(sheet: &mut Sheet<'_>, column: &Column, text: &str) {
    match column.holds {
        Holds::Number => {
            if let Some(places) = places(text) {
                return sheet.number(text, places);
            }
        }
        Holds::Date => {
            if let Some(day) = text.parse().ok().and_then(serial) {
                return sheet.day(day);
            }
        }
        Holds::Text | Holds::Url | Holds::Pairs | Holds::Code(_) => {}
    }
    sheet.text(text, Style::Plain);
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
fn notes(book: &Book<'_, '_>, into: &mut Archive) -> io::Result<Finished> {
    let Book { plan, edition, dataset, columns } = book;
    let views = Views::new(plan, edition);
    let labels = edition.labels;
    let mut lines: Vec<(bool, Vec<String>)> =
        vec![(true, vec![title(edition, dataset)]), (false, vec![edition.publisher.clone(), views.absolute_url("")])];
    if let Some(license) = &plan.config.license {
        let name = edition.words(&license.name).into_owned();
        lines.push((false, vec![format!("{} {name}", labels.text(Label::License)), license.url.clone()]));
    }
    lines.push((false, Vec::new()));
    lines.push((true, vec![labels.text(Label::Columns).to_owned(), "CSV, JSON".to_owned()]));
    lines.extend(columns.iter().map(|field| (false, vec![field.title(labels), field.name().into_owned()])));
    lines.push((false, Vec::new()));
    let head = ["published", "title", "source", "url"].map(|name| labels.column(name).to_owned());
    lines.push((true, head.into()));
    lines.extend(items(book).into_iter().map(|item| (false, origin(views, item))));
    let noted = noted(book);
    if !noted.is_empty() {
        lines.push((false, Vec::new()));
        lines.push((true, vec![labels.text(Label::Indicator).to_owned(), labels.text(Label::Notes).to_owned()]));
        lines.extend(noted.into_iter().map(|(name, note)| (false, vec![name, note])));
    }
    let mut sheet = Sheet::new(into, [32, 48, 32, 60].into_iter(), false);
    for (is_head, cells) in lines {
        for cell in &cells {
            sheet.text(cell, if is_head { Style::Head } else { Style::Plain });
        }
        sheet.next_row()?;
    }
    sheet.finish(0)
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
    for (figure, note) in figures.filter_map(|figure| Some((figure, figure.note.as_ref()?))) {
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
    format!("{number} {word}").trim_end().to_owned()
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

/// A day as spreadsheets count them, the first of 1900 as 1; they take 1900 for a leap year. `None` for an
/// earlier day.
fn serial(date: Date) -> Option<i32> {
    let days = (date - Date::constant(1899, 12, 31)).get_days();
    (days > 0).then(|| if days >= 60 { days + 1 } else { days })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_spreadsheets_count_them() {
        let serials = ["1899-12-31", "1900-01-01", "1900-02-28", "1900-03-01", "2025-07-18"]
            .map(|day| serial(day.parse().expect("a day")));
        assert_eq!(serials, [None, Some(1), Some(59), Some(61), Some(45856)]);
    }

    #[test]
    fn a_number_of_too_many_digits_is_text() {
        let known = ["6.0", "-3.1", "+0.4", "100000", "0.000000000000001", "123456789012345"].map(places);
        assert_eq!(known, [Some(1), Some(1), Some(1), Some(0), Some(15), Some(0)]);
        assert_eq!(["", "1234567890123456", "1234567890.123456", "1e5", ".5", "-"].map(places), [None; 6]);
    }
}
