//! Review mode: a page's texts beside their conversions, and the decisions an editor makes over them.
//!
//! In: a page of the site as it is now, and decisions from the browser. Out: the page's texts as JSON, and edited files.
//!
//! May touch: hash, source

pub(crate) mod edit;
pub(crate) mod json;
mod proposal;
pub(crate) mod save;

use crate::hash::Hash;
use crate::source::Source;

/// The version of a source's text: its hash. A text that was read under another version has changed since.
pub(crate) fn version_of(source: &Source) -> String {
    Hash::of(source.text.as_bytes()).to_string()
}
