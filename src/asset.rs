//! The files inside the binary: the default theme, the starter site and the schemas.
//!
//! In: nothing. Out: files by name. They are the repository's own `templates/`, `static/`,
//! `data/schemas/` and `data/starter/`, included when the program is compiled.
//!
//! May touch: nothing

use rust_embed::{Embed, EmbeddedFile};
use std::borrow::Cow;

#[derive(Embed)]
#[folder = "templates/"]
struct Templates;

#[derive(Embed)]
#[folder = "static/"]
struct Static;

#[derive(Embed)]
#[folder = "data/schemas/"]
struct Schemas;

#[derive(Embed)]
#[folder = "data/starter/"]
struct Starter;

/// A file of the binary: its name below its folder, with `/`, and its bytes.
pub(crate) struct BuiltIn {
    /// `labels/zh-hans.toml`.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Cow<'static, [u8]>,
}

/// The default theme's templates and labels.
pub(crate) fn templates() -> Vec<BuiltIn> {
    all::<Templates>()
}

/// The names of the default theme's static files.
pub(crate) fn static_names() -> Vec<String> {
    Static::iter().map(Cow::into_owned).collect()
}

/// A static file of the default theme.
pub(crate) fn static_file(name: &str) -> Option<Cow<'static, [u8]>> {
    Static::get(name).map(|file: EmbeddedFile| file.data)
}

/// A JSON Schema, by the name of its file: `site.json`.
pub(crate) fn schema(name: &str) -> Option<Cow<'static, [u8]>> {
    Schemas::get(name).map(|file: EmbeddedFile| file.data)
}

/// The site that `jianbao init` makes.
pub(crate) fn starter() -> Vec<BuiltIn> {
    all::<Starter>()
}

fn all<E: Embed>() -> Vec<BuiltIn> {
    E::iter().filter_map(|name| Some(BuiltIn { bytes: E::get(&name)?.data, name: name.into_owned() })).collect()
}
