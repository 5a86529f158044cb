//! Raw HTML of authors that are not trusted.
//!
//! In: HTML made from a document, with [`slot`]s for our own HTML, or a stretch of raw
//! HTML. Out: HTML without scripts, or what would be dropped from the raw HTML.
//!
//! May touch: path

use super::raw::{self, Token};
use crate::path;
use ammonia::{Builder, Url, UrlRelative};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Opens a slot: a character of the private use area. It means nothing outside of text, as the
/// filter drops every attribute that contains one.
const SLOT: char = '\u{F0000}';

/// Classes that our own HTML has.
const CLASSES: [&str; 12] = [
    "scroll",
    "left",
    "center",
    "right",
    "footnotes",
    "fnref",
    "markdown-alert-note",
    "markdown-alert-tip",
    "markdown-alert-important",
    "markdown-alert-warning",
    "markdown-alert-caution",
    "footnote-definition",
];

/// How a table aligns its cells.
const ALIGNMENTS: [&str; 3] = ["text-align: left", "text-align: center", "text-align: right"];

/// What elements may have beyond what `ammonia` knows.
const ATTRIBUTES: [(&str, &str); 14] = [
    ("a", "name download"),
    ("audio", "src controls loop muted preload"),
    ("details", "open"),
    ("img", "srcset sizes loading decoding"),
    ("input", "type checked disabled"),
    ("li", "value"),
    ("ol", "type reversed"),
    ("source", "src srcset sizes type media width height"),
    ("td", "style"),
    ("th", "style scope"),
    ("textarea", "rows cols readonly"),
    ("time", "datetime"),
    ("track", "src kind srclang label default"),
    ("video", "src poster controls loop muted playsinline preload width height"),
];

/// The filter of pages that are read where they are; making it takes as long as what it does.
static FILTER: LazyLock<Builder<'static>> = LazyLock::new(filter);

fn filter() -> Builder<'static> {
    let mut filter = Builder::default();
    filter
        .link_rel(None)
        .url_relative(UrlRelative::PassThrough)
        .add_tags(["input", "section", "picture", "source", "video", "audio", "track", "tfoot", "textarea"])
        .add_generic_attributes(["id", "class", "role", "tabindex", "dir", "aria-label"])
        .attribute_filter(|element, attribute, value| {
            is_kept(element, attribute, value).then_some(Cow::Borrowed(value))
        });
    for (tag, attributes) in ATTRIBUTES {
        filter.add_tag_attributes(tag, attributes.split(' '));
    }
    filter
}

/// Whether the value of an attribute is kept that may be there.
fn is_kept(element: &str, attribute: &str, value: &str) -> bool {
    match attribute {
        "class" => CLASSES.contains(&value),
        "style" => ALIGNMENTS.contains(&value),
        "type" if element == "input" => value == "checkbox",
        _ => !value.contains(SLOT),
    }
}

/// The placeholder for the HTML with this number until all is clean.
pub(super) fn slot(number: usize) -> String {
    format!("{SLOT}{number};")
}

/// The HTML without what could run, and with our own in its slots. Relative addresses are resolved against `page` if
/// that is given.
pub(super) fn clean(html: &str, slots: &[String], page: Option<&str>) -> String {
    let clean = match page.and_then(|page| Url::parse(page).ok()) {
        Some(page) => filter().url_relative(UrlRelative::RewriteWithBase(page)).clean(html),
        None => FILTER.clean(html),
    };
    let clean = clean.to_string();
    let mut parts = clean.split(SLOT);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(';').unwrap_or(("", part));
        match number.parse::<usize>().ok().and_then(|number| slots.get(number)) {
            Some(own) => whole.push_str(own),
            None => whole.push_str(number),
        }
        whole.push_str(rest);
    }
    whole
}

/// The text between two tags of raw HTML as readers see it: `A&amp;B` is `A&B`.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    // The parser knows every entity; what it writes has only these.
    let written = Builder::empty().clean(text).to_string();
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")];
    plain.iter().fold(written, |text, (entity, sign)| text.replace(entity, sign)).into()
}

/// What [`clean`] would drop from some raw HTML: `<script>`, `onclick`, `javascript:`.
pub(super) fn refused(html: &str) -> Vec<String> {
    let mut refused = Vec::new();
    let (tags, generic) = (FILTER.clone_tags(), FILTER.clone_generic_attributes());
    let (own, values) = (FILTER.clone_tag_attributes(), FILTER.clone_tag_attribute_values());
    for token in raw::tokens(html) {
        let Token::Tag(tag) = token else { continue };
        let name = raw::name(tag);
        if name.is_empty() || name.starts_with('/') {
            continue;
        }
        if !tags.contains(&name.as_str()) {
            refused.push(format!("<{name}>"));
            continue;
        }
        for (attribute, value) in raw::attributes(tag) {
            let known = generic.contains(attribute.as_str())
                || own.get(name.as_str()).is_some_and(|own| own.contains(attribute.as_str()))
                || values.get(name.as_str()).is_some_and(|values| values.contains_key(attribute.as_str()));
            if !known || !is_kept(&name, &attribute, &tag[value.clone()]) {
                refused.push(attribute);
            } else if matches!(attribute.as_str(), "href" | "src" | "cite" | "action")
                && let Some(scheme) = path::unsafe_scheme(&tag[value])
            {
                refused.push(format!("{scheme}:"));
            }
        }
    }
    refused
}
