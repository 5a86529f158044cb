//! Files packed into one (ZIP, as ISO/IEC 21320-1 restricts it).
//!
//! In: files, piece by piece. Out: the bytes of an archive. Its dates are the first that ZIP knows, so
//! that the same files are the same bytes.
//!
//! May touch: nothing

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// The first day of 1980.
const FIRST_DAY: u16 = 0x0021;
/// How files that are packed are.
const DEFLATED: u16 = 8;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;

/// An archive that is being written.
#[derive(Default)]
pub struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    files: u16,
}

/// A file that is being packed.
pub struct Packed {
    encoder: DeflateEncoder<Vec<u8>>,
    crc: Crc,
}

/// What is said of a file at its place and once more in the directory.
struct Entry<'e> {
    name: &'e str,
    method: u16,
    crc: u32,
    packed: u32,
    size: u32,
}

impl Default for Packed {
    fn default() -> Self {
        Self { encoder: DeflateEncoder::new(Vec::new(), Compression::fast()), crc: Crc::new() }
    }
}

impl Packed {
    /// The next piece of the file.
    pub fn write(&mut self, piece: &str) {
        self.crc.update(piece.as_bytes());
        self.encoder.write_all(piece.as_bytes()).expect("a vector takes any bytes");
    }
}

impl Archive {
    /// A small file, which is not worth packing.
    pub fn add(&mut self, name: &str, text: &str) {
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        let size = length(text.len());
        self.entry(&Entry { name, method: 0, crc: crc.sum(), packed: size, size }, text.as_bytes());
    }

    /// A file that was packed.
    pub fn add_packed(&mut self, name: &str, file: Packed) {
        let bytes = file.encoder.finish().expect("a vector takes any bytes");
        let (crc, size) = (file.crc.sum(), file.crc.amount());
        self.entry(&Entry { name, method: DEFLATED, crc, packed: length(bytes.len()), size }, &bytes);
    }

    fn entry(&mut self, entry: &Entry<'_>, bytes: &[u8]) {
        let place = length(self.bytes.len());
        self.bytes.extend_from_slice(b"PK\x03\x04");
        entry.head(&mut self.bytes);
        self.bytes.extend_from_slice(entry.name.as_bytes());
        self.bytes.extend_from_slice(bytes);
        // Made by a program of version 2.0 for one of MS-DOS, that is, with no attributes.
        self.directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        entry.head(&mut self.directory);
        // No comment, one disk, no attributes.
        self.directory.extend_from_slice(&[0; 10]);
        self.directory.extend_from_slice(&place.to_le_bytes());
        self.directory.extend_from_slice(entry.name.as_bytes());
        self.files += 1;
    }

    /// The archive with its directory.
    pub fn finish(mut self) -> Vec<u8> {
        let (place, size) = (length(self.bytes.len()), length(self.directory.len()));
        self.bytes.append(&mut self.directory);
        self.bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend_from_slice(&self.files.to_le_bytes());
        self.bytes.extend_from_slice(&self.files.to_le_bytes());
        self.bytes.extend_from_slice(&size.to_le_bytes());
        self.bytes.extend_from_slice(&place.to_le_bytes());
        // No comment.
        self.bytes.extend_from_slice(&[0; 2]);
        self.bytes
    }
}

impl Entry<'_> {
    /// What both places say alike, up to the length of what else might be said.
    fn head(&self, into: &mut Vec<u8>) {
        for number in [20, UTF8, self.method, 0, FIRST_DAY] {
            into.extend_from_slice(&number.to_le_bytes());
        }
        for number in [self.crc, self.packed, self.size] {
            into.extend_from_slice(&number.to_le_bytes());
        }
        let name = u16::try_from(self.name.len()).expect("names of parts are short");
        into.extend_from_slice(&name.to_le_bytes());
        into.extend_from_slice(&[0; 2]);
    }
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("the plan keeps a workbook far below 4 GB")
}
