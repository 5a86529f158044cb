//! What a file is, and the text in it: plain text, a web page, a table, a document or sheet of an office program.
//!
//! In: the bytes of a file and the ending of its name. Out: [`Document`]: its text, with blank lines between what was
//! apart and tabs between the cells of a row, and what the file says of itself; or why it is no text.
//!
//! May touch: nothing

mod html;
#[cfg(feature = "office")]
mod office;
mod table;
mod told;

use super::decode::{Decoded, decode};
use anyhow::{Result, bail};
use jiff::civil::Date;

/// The text of a file.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// The text, and its encoding or format.
    pub(crate) decoded: Decoded,
    /// The day of its publication, where the file says it.
    pub(crate) date: Option<Date>,
    /// Whether its first line is its title, as the file says.
    pub(crate) titled: bool,
}

impl Document {
    /// A text of which nothing else is known.
    pub(crate) fn plain(decoded: Decoded) -> Self {
        Self { decoded, date: None, titled: false }
    }

    /// A text that was made out of a file in some format.
    fn made(text: String, format: &'static str) -> Self {
        Self::plain(Decoded { text, encoding: format })
    }
}

/// Formats that hold no text, or none that can be read here, by their first bytes, and the way out.
const NO_TEXT: [(&[u8], &str); 9] = [
    (b"\xD0\xCF\x11\xE0", "this is an old office file; save it as .docx, .xlsx or text"),
    (b"\x89PNG", "this is a picture; give the text on it"),
    (b"\xFF\xD8\xFF", "this is a picture; give the text on it"),
    (b"GIF8", "this is a picture; give the text on it"),
    (b"II*\0", "this is a picture; give the text on it"),
    (b"RIFF", "this is a picture or a recording; give its text"),
    (b"Rar!", "this is an archive; unpack it and import the files"),
    (b"7z\xBC\xAF", "this is an archive; unpack it and import the files"),
    (b"\x1F\x8B", "this is an archive; unpack it and import the files"),
];

/// The first bytes of a PDF.
const PDF: &[u8] = b"%PDF";

/// Whether these are the bytes of a PDF, whose text another program has to give.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.get(..1024).unwrap_or(bytes).windows(PDF.len()).any(|window| window == PDF)
}

/// Reads a file; `ending` is that of its name, in small letters: `csv`.
///
/// # Errors
/// Where it is no text, with the way out.
pub(crate) fn open(bytes: &[u8], ending: &str) -> Result<Document> {
    if let Some((_, what)) = NO_TEXT.iter().find(|(first, _)| bytes.starts_with(first)) {
        bail!(*what);
    }
    if is_pdf(bytes) {
        bail!("this is a PDF; `pdftotext -layout FILE -` gives its text");
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return packed(bytes);
    }
    if html::is_html(bytes) {
        return html::read(bytes);
    }
    let decoded = decode(bytes);
    if decoded.text.get(..4096).unwrap_or(&decoded.text).contains('\0') {
        bail!("this is no text: it has NUL bytes");
    }
    match ending {
        "csv" | "tsv" => Ok(Document::made(table::separated(&decoded.text), "CSV")),
        _ => Ok(Document::made(table::pasted(&decoded.text), decoded.encoding)),
    }
}

#[cfg(feature = "office")]
fn packed(bytes: &[u8]) -> Result<Document> {
    office::read(bytes)
}

#[cfg(not(feature = "office"))]
fn packed(_: &[u8]) -> Result<Document> {
    bail!("this build reads no office files (feature `office`); save it as text or CSV")
}

/// Text on one line, without blanks between Han characters, which only break the source's lines.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        let wide = |c: Option<char>| c.is_some_and(|c| c > '\u{2E7F}');
        let is_broken = wide(line.chars().next_back()) && wide(word.chars().next());
        if !line.is_empty() && !is_broken {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
