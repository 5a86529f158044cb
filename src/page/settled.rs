//! Addresses that depend on the settings alone: where an edition is chosen, and the files that `[theme]` names.
//!
//! In: the settings. Out: addresses from the site's root.
//!
//! May touch: path, config

use crate::config::Config;
use crate::path::SitePath;
use std::collections::BTreeMap;

/// Where an edition is chosen, where one of them is at the site's root.
pub(super) const CHOOSER_BESIDE: &str = "editions/index.html";
/// The style sheet of the site's own colour.
pub(super) const COLOUR: &str = "assets/colour.css";

/// The address of the page where an edition is chosen, from the site's root.
pub(crate) fn chooser_url(config: &Config) -> &'static str {
    if config.home.is_some() { "/editions/" } else { "/" }
}

/// The style sheets that a site adds to the theme, from the site's root, in their order.
pub(crate) fn added_styles(config: &Config, fingerprints: &BTreeMap<String, String>) -> Vec<String> {
    let colour = config.theme.accent.map(|_| format!("/{COLOUR}"));
    let named = config.theme.stylesheets.iter().map(|sheet| static_url(&sheet.path, fingerprints));
    colour.into_iter().chain(named).collect()
}

/// The address of a file of `static/`, from the site's root: one that changes with its content, where it has one.
pub(crate) fn static_url(path: &str, fingerprints: &BTreeMap<String, String>) -> String {
    let printed = path.strip_prefix("assets/").and_then(|name| fingerprints.get(name));
    let path = printed.map_or(path, String::as_str);
    SitePath::new(path).map_or_else(|_| format!("/{path}"), |path| path.url())
}
