//! Colours of a site's own style sheets that would lose the dark pages.
//!
//! In: a site. Out: a warning for each property of the theme that a sheet gives one colour where it has a pair: white paper in
//! the dark, with the pale words of the dark on it.
//!
//! May touch: source, diag, asset, page

use super::read;
use super::site::Site;
use crate::asset;
use crate::diag::{Code, Diagnostic};
use crate::page::Asset;
use crate::source::Source;
use anyhow::Result;

/// The single colours of the style sheets that `[theme]` names.
///
/// # Errors
/// When a sheet cannot be read.
pub(crate) fn single(site: &Site) -> Result<Vec<Diagnostic>> {
    let pairs = pairs();
    let mut found = Vec::new();
    for named in &site.config.value.theme.stylesheets {
        let Some(Asset::Project(path)) = site.assets.statics.get(&named.path) else { continue };
        let Some(sheet) = read::source(&site.folder, path)?.map(|sheet| sheet.value) else { continue };
        // One that says more of light and dark has thought of both.
        if !sheet.text.contains("color-scheme") {
            found.extend(pairs.iter().flat_map(|property| of_property(&sheet, property)));
        }
    }
    found.sort_by_key(Diagnostic::sort_key);
    Ok(found)
}

/// The properties for which the built-in theme has a pair: `--paper`.
fn pairs() -> Vec<String> {
    let sheet = asset::static_file("assets/site.css").unwrap_or_default();
    let sheet = String::from_utf8_lossy(&sheet);
    let declared = sheet.lines().filter_map(|line| line.trim().split_once(':'));
    let pairs = declared.filter(|(name, value)| name.starts_with("--") && value.trim().starts_with("light-dark("));
    pairs.map(|(name, _)| name.to_owned()).collect()
}

/// The places where a sheet gives a property one colour for all pages: in a rule that is in no other.
fn of_property(sheet: &Source, property: &str) -> Vec<Diagnostic> {
    let text = without_comments(&sheet.text);
    let at_all = text.match_indices(property).filter_map(|(at, name)| {
        let rest = text.get(at + name.len()..)?;
        let value = rest.trim_start().strip_prefix(':')?.split([';', '}']).next()?.trim();
        let opened = text.get(..at)?.matches('{').count();
        let closed = text.get(..at)?.matches('}').count();
        let is_single = opened == closed + 1 && !value.contains("light-dark(") && !value.contains("var(");
        is_single.then(|| {
            let message = format!("`{property}` is one colour, on light pages and on dark ones");
            let pair = [property, ":", " ", "light-dark(", value, ", …)"].concat();
            let help = format!("write `{pair}`, or `color-scheme: light` where no page is to be dark");
            Diagnostic::new(Code::SingleColour, sheet.place(at..at + name.len()), message).help(help)
        })
    });
    at_all.collect()
}

/// A sheet with spaces in the place of its comments.
fn without_comments(sheet: &str) -> String {
    let mut text = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        let after = comment.split_once("*/").map_or("", |(_, after)| after);
        text.push_str(before);
        text.push_str(&" ".repeat(rest.len() - before.len() - after.len()));
        rest = after;
    }
    text.push_str(rest);
    text
}
