//! A sheet of a workbook (SpreadsheetML, ECMA-376 part 1, chapter 18).
//!
//! In: cells, row by row. Out: the XML of the sheet, written as it grows, and the styles that cells name.
//! Text is in its cell and not in a table of shared strings, so that a sheet is written in one pass.
//!
//! May touch: nothing

use std::fmt::Write as _;
use std::io::{self, Write};

/// How many characters of a text a spreadsheet keeps.
const CHARS: usize = 32_767;
/// How much XML is buffered, in bytes.
const HELD: usize = 1 << 16;
/// The formats below this number are built into spreadsheets.
const FIRST_FORMAT: usize = 164;

/// A sheet that is being written.
pub(crate) struct Sheet<'w> {
    into: &'w mut dyn Write,
    xml: String,
    row: u32,
    column: usize,
    /// The most decimal places of a number so far.
    places: usize,
}

/// What is known of a sheet at its end.
pub(crate) struct Finished {
    /// The cells that have buttons to filter them, `$A$1:$X$20`.
    pub(crate) filtered: String,
    /// The most decimal places of a number.
    pub(crate) places: usize,
}

/// How a cell looks, as an index into [`styles`].
#[derive(Clone, Copy)]
pub(crate) enum Style {
    /// Like most cells.
    Plain,
    /// As the name of a column.
    Head,
}

impl<'w> Sheet<'w> {
    /// A sheet with columns of these widths, in characters; with `frozen` the first row stays visible.
    pub(crate) fn new(into: &'w mut dyn Write, widths: impl Iterator<Item = u16>, frozen: bool) -> Self {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\">",
        );
        if frozen {
            xml.push_str("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>");
        }
        xml.push_str("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>");
        for (column, width) in (1..).zip(widths) {
            let _ = write!(xml, "<col min=\"{column}\" max=\"{column}\" width=\"{width}.7109375\" customWidth=\"1\"/>");
        }
        xml.push_str("</cols><sheetData><row r=\"1\">");
        Self { into, xml, row: 1, column: 0, places: 0 }
    }

    /// Begins the next row.
    ///
    /// # Errors
    /// When the underlying writer fails.
    pub(crate) fn next_row(&mut self) -> io::Result<()> {
        self.row += 1;
        self.column = 0;
        if self.xml.len() > HELD {
            self.into.write_all(self.xml.as_bytes())?;
            self.xml.clear();
        }
        let _ = write!(self.xml, "</row><row r=\"{}\">", self.row);
        Ok(())
    }

    /// Text in the next cell, whatever it looks like: nothing becomes a formula or a link.
    pub(crate) fn text(&mut self, text: &str, style: Style) {
        let style = match style {
            Style::Plain => "",
            Style::Head => " s=\"1\"",
        };
        self.column += 1;
        if text.is_empty() && style.is_empty() {
            return;
        }
        let name = Name(self.column);
        let _ = write!(self.xml, "<c r=\"{name}{}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">", self.row);
        escape(text, &mut self.xml);
        self.xml.push_str("</t></is></c>");
    }

    /// A number in the next cell, with this many decimal places.
    pub(crate) fn number(&mut self, number: &str, places: usize) {
        self.places = self.places.max(places);
        self.value(number.trim_start_matches('+'), 3 + places);
    }

    /// A day in the next cell, as spreadsheets count them.
    pub(crate) fn day(&mut self, day: i32) {
        self.value(&day.to_string(), 2);
    }

    fn value(&mut self, value: &str, style: usize) {
        self.column += 1;
        let _ = write!(self.xml, "<c r=\"{}{}\" s=\"{style}\"><v>{value}</v></c>", Name(self.column), self.row);
    }

    /// Ends the sheet, with buttons that filter its first `columns` columns where there are any.
    ///
    /// # Errors
    /// As for [`Sheet::next_row`].
    pub(crate) fn finish(mut self, columns: usize) -> io::Result<Finished> {
        let filtered = format!("$A$1:${}${}", Name(columns), self.row);
        self.xml.push_str("</row></sheetData>");
        if columns > 0 {
            let _ = write!(self.xml, "<autoFilter ref=\"{}\"/>", filtered.replace('$', ""));
        }
        self.xml.push_str("</worksheet>");
        self.into.write_all(self.xml.as_bytes())?;
        Ok(Finished { filtered, places: self.places })
    }
}

/// The name of a column: `A`, `Z`, `AA` for the 1st, 26th, 27th.
struct Name(usize);

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some(last) = self.0.checked_sub(1) else { return Ok(()) };
        Name(last / 26).fmt(f)?;
        f.write_char(char::from(b'A' + (last % 26) as u8))
    }
}

/// The styles of cells: plain, the head, days, and numbers with up to this many decimal places.
pub(crate) fn styles(places: usize) -> String {
    let day = FIRST_FORMAT;
    let numbers = (0..=places).map(|places| (day + 1 + places, places));
    let mut formats = format!("<numFmt numFmtId=\"{day}\" formatCode=\"yyyy\\-mm\\-dd\"/>");
    let mut cells = format!("<xf numFmtId=\"{day}\" applyNumberFormat=\"1\" xfId=\"0\"/>");
    for (format, places) in numbers {
        let dot = if places > 0 { "." } else { "" };
        let _ = write!(formats, "<numFmt numFmtId=\"{format}\" formatCode=\"0{dot}{}\"/>", "0".repeat(places));
        let _ = write!(cells, "<xf numFmtId=\"{format}\" applyNumberFormat=\"1\" xfId=\"0\"/>");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <numFmts count=\"{}\">{formats}</numFmts>\
         <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
         <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
         <fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
         <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8EDF3\"/></patternFill></fill></fills>\
         <borders count=\"2\"><border/><border><left/><right/><top/><bottom style=\"thin\"/></border></borders>\
         <cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"{}\"><xf xfId=\"0\"/>\
         <xf fontId=\"1\" fillId=\"2\" borderId=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\" xfId=\"0\">\
         <alignment vertical=\"center\"/></xf>{cells}</cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
        places + 2,
        places + 4,
    )
}

/// A text as it is written in a cell. What XML does not allow is written as `_x0007_` (ECMA-376, 22.9.2.19),
/// and so is the `_` of a text that looks like that.
fn escape(text: &str, into: &mut String) {
    for (at, c) in text.char_indices().take(CHARS) {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '_' if is_escape(&text.as_bytes()[at..]) => into.push_str("_x005F_"),
            '\t' | '\n' => into.push(c),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(into, "_x{:04X}_", u32::from(c));
            }
            _ => into.push(c),
        }
    }
}

fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', code @ .., ] if code.len() > 4 && code[4] == b'_' && code[..4].iter().all(u8::is_ascii_hexdigit))
}

/// A text in an attribute or an element of another part.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    escape(text, &mut escaped);
    escaped.replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        let names = [1, 26, 27, 52, 702, 703].map(|column| Name(column).to_string());
        assert_eq!(names, ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
    }

    #[test]
    fn what_xml_has_no_place_for_is_written_by_its_code() {
        let mut cell = String::new();
        escape("a<b>&\u{7}\r\n_x0041_ _x", &mut cell);
        assert_eq!(cell, "a&lt;b&gt;&amp;_x0007__x000D_\n_x005F_x0041_ _x");
    }
}
