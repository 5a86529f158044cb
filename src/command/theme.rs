//! `jianbao theme`: the built-in templates, to look at and to begin one's own with.
//!
//! In: a template's name. Out: its text, or the names of all.
//!
//! May touch: asset

use crate::asset;

/// The names of the built-in templates, labels, styles and scripts, as a site's own replace them: `templates/base.html`.
pub(crate) fn names() -> Vec<String> {
    let templates = asset::templates().into_iter().map(|file| format!("templates/{}", file.name));
    let mut names: Vec<String> =
        templates.chain(asset::static_names().into_iter().map(|name| format!("static/{name}"))).collect();
    names.sort_unstable();
    names
}

/// The text of a built-in file, by its path in a site, or by its name in `templates/`; `None` when there is none.
pub(crate) fn text(name: &str) -> Option<String> {
    let template = name.strip_prefix("templates/").unwrap_or(name);
    let bytes = match name.strip_prefix("static/") {
        Some(file) => asset::static_source(file)?,
        None => asset::templates().into_iter().find(|file| file.name == template)?.bytes,
    };
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
