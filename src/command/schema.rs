//! `jianbao schema`: JSON Schemas of our files, for editors.
//!
//! In: a schema's name. Out: a JSON Schema with descriptions in Chinese, from `data/schemas/`.
//! The schemas are written by hand, because the files are read from a tree and not by serde;
//! `tests/it/schema.rs` checks that they agree with the readers.
//!
//! May touch: asset

use crate::asset;
use std::borrow::Cow;

/// The names of the schemas: `site` is for `site.toml`, `bulletin` for front matter, `names` for
/// `content/names.en.toml`, the others for the files of these names in `content/`.
pub(crate) const NAMES: [&str; 8] =
    ["site", "bulletin", "indicators", "glossary", "calendar", "names", "official", "words"];

/// The schema of a name, as JSON; `None` when there is none.
pub fn named(name: &str) -> Option<String> {
    let file = asset::schema(&format!("{name}.json"))?;
    Some(String::from_utf8_lossy(&file).into_owned())
}

/// Every schema, by the name of its file: `site.json`.
pub(crate) fn all() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    NAMES.into_iter().filter_map(|name| {
        let file = format!("{name}.json");
        Some((file.clone(), asset::schema(&file)?))
    })
}
