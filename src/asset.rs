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

/// A static file of the default theme, as sites have it: scripts without their comments and indentation, which are an eighth of
/// what a reader would load.
pub(crate) fn static_file(name: &str) -> Option<Cow<'static, [u8]>> {
    let written = static_source(name)?;
    match (name.ends_with(".js"), str::from_utf8(&written)) {
        (true, Ok(script)) => Some(Cow::Owned(bare(script).into_bytes())),
        _ => Some(written),
    }
}

/// A static file of the default theme as it is written.
pub(crate) fn static_source(name: &str) -> Option<Cow<'static, [u8]>> {
    Static::get(name).map(|file: EmbeddedFile| file.data)
}

/// A script of ours without comments and indentation. Its comments are lines of their own, and no text goes on over a line.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_shipped_without_what_only_we_read() {
        let (mut scripts, mut comments) = (0, 0);
        for name in static_names().into_iter().filter(|name| name.ends_with(".js")) {
            let script = static_source(&name).expect("a script");
            let script = str::from_utf8(&script).expect("scripts are text");
            for line in script.lines() {
                assert!(line.matches('`').count() % 2 == 0, "{name}: a text goes on over a line: {line}");
                comments += usize::from(line.trim_start().starts_with("//"));
            }
            let shipped = static_file(&name).expect("a script");
            let shipped = str::from_utf8(&shipped).expect("scripts are text");
            assert!(!shipped.contains("\n//") && !shipped.contains("\n ") && !shipped.starts_with("//"), "{name}");
            let kept =
                |text: &str| text.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect::<String>();
            assert_eq!(kept(shipped), kept(script), "{name}");
            scripts += 1;
        }
        assert!(scripts >= 5 && comments > 50, "{scripts} scripts, {comments} comments");
    }
}
