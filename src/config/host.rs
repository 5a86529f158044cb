//! `[host]` of `site.toml`: how much the host takes.
//!
//! In: the table. Out: [`HostConfig`].
//!
//! May touch: diag, source, tree

use crate::diag::{Code, Malformed, nearest};
use crate::source::Place;
use crate::tree::Fields;
use std::str::FromStr;

/// How much the host takes; `None` where nothing is said.
#[derive(Clone, Debug)]
pub struct HostConfig {
    /// The most files.
    pub files: Option<u64>,
    /// The most bytes of all files together.
    pub bytes: Option<u64>,
    /// The most bytes of one file.
    pub largest: Option<u64>,
    /// Where the settings say so.
    pub(crate) place: Place,
}

/// A host with published limits.
#[derive(Clone, Copy, Debug)]
struct Known {
    name: &'static str,
    files: Option<u64>,
    bytes: Option<u64>,
    largest: Option<u64>,
}

const MEGABYTE: u64 = 1_000_000;
const MEBIBYTE: u64 = 1 << 20;

/// Limits as the hosts' documentation had them in 2026.
const KNOWN: [Known; 4] = [
    Known { name: "cloudflare-pages", files: Some(20_000), bytes: None, largest: Some(25 * MEBIBYTE) },
    Known { name: "cloudflare-pages-paid", files: Some(100_000), bytes: None, largest: Some(25 * MEBIBYTE) },
    Known { name: "github-pages", files: None, bytes: Some(1_000 * MEGABYTE), largest: Some(100 * MEBIBYTE) },
    Known { name: "gitlab-pages", files: Some(200_000), bytes: Some(1_000 * MEGABYTE), largest: None },
];

impl FromStr for Known {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let names = || KNOWN.iter().map(|known| known.name);
        KNOWN.iter().find(|known| known.name == text).copied().ok_or_else(|| Malformed {
            message: format!("the limits of `{text}` are not known"),
            help: nearest(text, names()).map_or_else(
                || "write them: `files`, `bytes` or `largest`".into(),
                |near| format!("did you mean `{near}`?"),
            ),
            span: 0..text.len(),
        })
    }
}

impl HostConfig {
    /// The table; what it says itself comes before what is known of the host it names.
    pub(super) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let mut table = fields.table("host")?;
        let place = table.source().place(table.span());
        let known = table.parse::<Known>("name", Code::BadConfig).map(|name| name.value);
        let mut limit = |key| table.count(key).map(|count| count as u64);
        let (files, bytes, largest) = (limit("files"), limit("bytes"), limit("largest"));
        fields.absorb(table.finish());
        Some(Self {
            files: files.or(known.and_then(|known| known.files)),
            bytes: bytes.or(known.and_then(|known| known.bytes)),
            largest: largest.or(known.and_then(|known| known.largest)),
            place,
        })
    }
}
