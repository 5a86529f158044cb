//! The addresses in raw HTML.
//!
//! In: a stretch of raw HTML. Out: what its links, pictures and media lead to, or the same HTML with other addresses.
//! Scripts and styles are not looked into, nor addresses that lead to other sites or to a place of the page.
//!
//! May touch: path

use super::raw::{self, Token};
use crate::path;
use std::borrow::Cow;
use std::ops::Range;

/// Elements whose text is no markup.
const VERBATIM: [&str; 4] = ["script", "style", "textarea", "xmp"];

/// The HTML with each address within the site replaced by what `lead` makes of it; it is given the address and its
/// bytes in the HTML.
pub(super) fn replaced<'h>(html: &'h str, mut lead: impl FnMut(&str, Range<usize>) -> String) -> Cow<'h, str> {
    let (mut out, mut done) = (String::new(), 0);
    for place in places(html) {
        let address = html[place.clone()].replace("&amp;", "&");
        if is_elsewhere(&address) {
            continue;
        }
        let led = lead(&address, place.clone());
        let led = led.replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#39;").replace('<', "&lt;");
        out.push_str(&html[done..place.start]);
        out.push_str(&led.replace(' ', "%20"));
        done = place.end;
    }
    if done == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[done..]);
    Cow::Owned(out)
}

fn is_elsewhere(address: &str) -> bool {
    address.is_empty()
        || address.starts_with(['#', '{'])
        || address.starts_with("//")
        || path::scheme(address).is_some()
}

/// Where the addresses are.
fn places(html: &str) -> Vec<Range<usize>> {
    let (mut places, mut at) = (Vec::new(), 0);
    let mut verbatim: Option<String> = None;
    for token in raw::tokens(html) {
        let open = at;
        let (Token::Text(text) | Token::Tag(text)) = token;
        at += text.len();
        let Token::Tag(tag) = token else { continue };
        let name = raw::name(tag);
        match &verbatim {
            Some(element) if name.strip_prefix('/') == Some(element) => verbatim = None,
            Some(_) => continue,
            None => {}
        }
        if name.is_empty() || name.starts_with('/') || name == "base" {
            continue;
        }
        for (attribute, value) in raw::attributes(tag) {
            let value = open + value.start..open + value.end;
            match attribute.as_str() {
                _ if value.is_empty() => {}
                "href" | "src" | "poster" => places.push(trimmed(html, value)),
                "data" if name == "object" => places.push(trimmed(html, value)),
                "srcset" => places.extend(candidates(html, value)),
                _ => {}
            }
        }
        verbatim = VERBATIM.contains(&name.as_str()).then_some(name);
    }
    places
}

/// The addresses of a `srcset`, each with a width or density or none.
fn candidates(html: &str, value: Range<usize>) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut start = value.start;
    for part in html[value].split_inclusive([',']) {
        let whole = trimmed(html, start..start + part.trim_end_matches(',').len());
        let length = html[whole.clone()].find(char::is_whitespace).unwrap_or(whole.len());
        places.push(whole.start..whole.start + length);
        start += part.len();
    }
    places
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<&str> {
        places(html).into_iter().map(|place| &html[place]).collect()
    }

    #[test]
    fn addresses_are_found_in_whatever_has_one() {
        let cases: [(&str, &[&str]); 7] = [
            ("<img src=\"p.png\" alt=\"a > b\">", &["p.png"]),
            ("<A HREF = 'a.md#b'>x</A>", &["a.md#b"]),
            ("<img src=p.png/>", &["p.png/"]),
            ("<source srcset=\"a.png, b.png 2x,c.png 800w\">", &["a.png", "b.png", "c.png"]),
            ("<video poster=p.jpg src=\"v.mp4\">", &["p.jpg", "v.mp4"]),
            ("<script src=a.js>\"<a href='x'>\"</SCRIPT><a href=y>", &["a.js", "y"]),
            ("<!-- <a href=x> --><base href=z><a =x href>", &[]),
        ];
        for (html, expected) in cases {
            assert_eq!(found(html), expected, "{html}");
        }
    }

    #[test]
    fn what_leads_elsewhere_stays() {
        let html = "<a href=\"https://a/?b&amp;c\"><a href='#x'><a href=\"a.md?b&amp;c\" title=\"a.md\">";
        let led = replaced(html, |address, _| format!("/x/{address}"));
        assert_eq!(led, html.replace("a.md?", "/x/a.md?"));
    }
}
