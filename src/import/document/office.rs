//! Files of office programs: documents (.docx, .odt) and sheets (.xlsx, .ods).
//!
//! In: the bytes of the file. Out: its paragraphs and tables as text.
//!
//! May touch: packed, tree

use super::Document;
use super::table::{Cell, lines, merged, spread};
use crate::packed::{Package, Sheet, attribute, character, sheets};
use crate::tree::limit::{CELLS, COLUMNS, ROWS};
use anyhow::{Context, Result, bail};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Reads a file of an office program.
///
/// # Errors
/// Where it is none, broken or too large.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let mut package = Package::open(bytes)?;
    if let Some(document) = package.part("word/document.xml")? {
        return Ok(Document::made(Paragraphs::of(&document)?, "DOCX"));
    }
    if let Some(content) = package.part("content.xml")? {
        return Ok(Document::made(Paragraphs::of(&content)?, "OpenDocument"));
    }
    match package.part("xl/workbook.xml")? {
        Some(workbook) => Ok(Document::made(of_sheets(sheets(&mut package, &workbook)?), "XLSX")),
        None => bail!("this is an archive, or a file in a format that is not known; give its text"),
    }
}

/// The tables of sheets, each below the name of its sheet where it has no title.
fn of_sheets(sheets: Vec<Sheet>) -> String {
    let mut text = String::new();
    for Sheet { name, mut rows, areas } in sheets {
        merged(&mut rows, &areas);
        let table = lines(rows);
        if !table.trim().is_empty() {
            let is_untitled = table.lines().next().is_some_and(|line| line.contains('\t'));
            text.push_str(&if is_untitled { format!("{name}\n\n{table}\n") } else { table });
        }
    }
    text
}

/// The paragraphs and tables of a document, as they are read.
#[derive(Default)]
struct Paragraphs {
    text: String,
    /// The paragraph that is read.
    line: String,
    /// The rows of the tables that are open, the innermost last.
    tables: Vec<Vec<Vec<Cell>>>,
    /// The columns and rows that the cell takes that is read, and whether it goes on from the row above.
    size: (usize, usize),
    goes_on: bool,
    /// How often the cell or row that is read is repeated.
    cells: usize,
    rows: usize,
    /// How many cells there may still be.
    left: usize,
    /// Whether words are printed where it reads.
    prints: bool,
}

impl Paragraphs {
    fn of(xml: &str) -> Result<String> {
        let mut document = Self { cells: 1, rows: 1, left: CELLS, ..Self::default() };
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().context("its XML is broken")? {
                Event::Start(start) => document.open(&start),
                Event::Empty(start) => {
                    document.open(&start);
                    document.close(start.local_name().as_ref());
                }
                Event::End(end) => document.close(end.local_name().as_ref()),
                Event::Text(words) if document.prints => document.line.push_str(&words.xml10_content()),
                Event::GeneralRef(reference) if document.prints => document.line.push_str(&character(&reference)),
                Event::Eof => break,
                _ => {}
            }
            if document.left == 0 {
                bail!("its tables have more than {CELLS} cells; give what is wanted of them");
            }
        }
        Ok(document.text)
    }

    fn open(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            // Word prints what is in `w:t`, OpenDocument what is in `text:p` and `text:h`.
            "t" => self.prints = true,
            "p" | "h" => self.prints = !start.name().as_ref().starts_with("w:"),
            "tab" | "s" => self.line.push(' '),
            "br" | "cr" | "line-break" => self.end_line(),
            "tbl" | "table" => self.tables.push(Vec::new()),
            "tr" | "table-row" => {
                self.rows = repeated(start, "number-rows-repeated").min(ROWS);
                if let Some(rows) = self.tables.last_mut() {
                    rows.push(Vec::new());
                }
            }
            "tc" | "table-cell" => {
                self.cells = repeated(start, "number-columns-repeated").min(COLUMNS);
                self.size = (repeated(start, "number-columns-spanned"), repeated(start, "number-rows-spanned"));
                self.goes_on = false;
            }
            "gridSpan" => self.size.0 = repeated(start, "val"),
            "vMerge" => self.goes_on = attribute(start, "val").is_none_or(|val| val == "continue"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.prints = false,
            "p" | "h" => {
                self.prints = false;
                match self.tables.is_empty() {
                    true => self.end_line(),
                    false => self.line.push(' '),
                }
            }
            // What another cell covers says nothing.
            "covered-table-cell" => self.line.clear(),
            "tc" | "table-cell" => {
                let cell = std::mem::take(&mut self.line).trim().to_owned();
                if let Some(row) = self.tables.last_mut().and_then(|rows| rows.last_mut()) {
                    // What is empty to the end of a sheet is not repeated.
                    let times = if cell.is_empty() && self.cells > 64 { 0 } else { self.cells };
                    let times = times.min(COLUMNS.saturating_sub(row.len())).min(self.left);
                    self.left -= times;
                    let (size, goes_on) = (self.size, self.goes_on);
                    row.extend((0..times).map(|_| Cell { text: cell.clone(), size, goes_on }));
                }
            }
            "tr" | "table-row" => {
                if let Some(rows) = self.tables.last_mut() {
                    let row = rows.last().cloned().unwrap_or_default();
                    let times = if row.iter().all(|cell| cell.text.is_empty()) { 1 } else { self.rows };
                    let more = (times - 1).min(ROWS.saturating_sub(rows.len()));
                    self.left = self.left.saturating_sub(more * row.len());
                    rows.extend((0..more.min(self.left)).map(|_| row.clone()));
                }
            }
            "tbl" | "table" => {
                let rows = self.tables.pop().unwrap_or_default();
                match self.tables.is_empty() {
                    true => self.text.push_str(&lines(spread(rows))),
                    // A table in a cell is words of that cell.
                    false => rows.iter().flatten().for_each(|cell| self.line.push_str(&format!("{} ", cell.text))),
                }
            }
            _ => {}
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.text.push_str(line.trim());
            self.text.push_str("\n\n");
        }
    }
}

fn repeated(start: &BytesStart<'_>, name: &str) -> usize {
    attribute(start, name).and_then(|times| times.parse().ok()).unwrap_or(1).max(1)
}
