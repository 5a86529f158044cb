//! The parts of an office file, which is a ZIP of XML.
//!
//! In: the bytes of the file. Out: its parts as text, as long as all of them are no larger than a memory should hold;
//! and how XML says attributes and characters.
//!
//! May touch: nothing

use anyhow::{Context, Result, bail};
use quick_xml::events::{BytesRef, BytesStart};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// How large all that is packed in a file may be, in bytes: what is larger was made to fill a memory.
const UNPACKED: u64 = 64 << 20;

/// A packed file, of which so much may still be unpacked.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    /// The file as a package.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).context("this is a packed file, and broken")?;
        Ok(Self { archive, left: UNPACKED })
    }

    /// The text of a file within; none where there is none of that name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>> {
        let Ok(part) = self.archive.by_name(name) else { return Ok(None) };
        let mut text = Vec::new();
        part.take(self.left + 1).read_to_end(&mut text).with_context(|| format!("`{name}` in it is broken"))?;
        match self.left.checked_sub(text.len() as u64) {
            Some(left) => self.left = left,
            None => bail!("it unpacks to more than {} MiB; give its text", UNPACKED >> 20),
        }
        Ok(Some(String::from_utf8_lossy(&text).into_owned()))
    }
}

/// The value of an attribute, whatever its namespace.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|found| found.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// What `&amp;` and `&#19968;` print.
pub(crate) fn character(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    match &*reference.xml10_content() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_owned()
}
