//! `jianbao schema`: what editors' programs may know of our files.
//!
//! In: a schema's name. Out: a JSON Schema with descriptions in Chinese, as `data/schemas/` holds it.
//! The schemas are written by hand, because the files are read from a tree and not by serde;
//! `tests/it/schema.rs` holds them to what the readers know.
//!
//! May touch: asset

use crate::asset;
use std::borrow::Cow;

/// The schemas there are: `site` is that of `site.toml`, `bulletin` that of front matter, the others those of
/// the files of these names in `content/`.
pub(crate) const NAMES: [&str; 5] = ["site", "bulletin", "indicators", "glossary", "calendar"];

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
