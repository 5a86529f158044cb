//! The links and pictures of a document.
//!
//! In: the pieces of a document. Out: its links and pictures as their author wrote them.
//!
//! May touch: nothing

use super::{Piece, addresses};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// A link or picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address as written: `../about.md#a`, `https://example.org/`.
    pub address: String,
    /// Its bytes in the body, text and address.
    pub span: Range<usize>,
    /// The alternative text of a picture, empty when it has none; `None` for a link.
    pub alt: Option<String>,
}

/// Makes each e-mail address between `<` and `>` the address of a link, `mailto:`.
pub(super) fn mail(mut events: Vec<(Event<'_>, Range<usize>)>) -> Vec<(Event<'_>, Range<usize>)> {
    for (event, _) in &mut events {
        if let Event::Start(Tag::Link { link_type: link_type @ LinkType::Email, dest_url, .. }) = event {
            *dest_url = format!("mailto:{dest_url}").into();
            *link_type = LinkType::Autolink;
        }
    }
    events
}

/// The links and pictures, in the order they end.
pub(super) fn links(pieces: &[Piece<'_>]) -> Vec<Link> {
    let (mut links, mut open): (Vec<Link>, Vec<Link>) = (Vec::new(), Vec::new());
    for piece in pieces {
        let Piece::Markdown(event, span) = piece else { continue };
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                open.push(Link { address: dest_url.to_string(), span: span.clone(), alt: None });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                open.push(Link { address: dest_url.to_string(), span: span.clone(), alt: Some(String::new()) });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => links.extend(open.pop()),
            Event::Text(text) | Event::Code(text) => {
                for alt in open.iter_mut().filter_map(|link| link.alt.as_mut()) {
                    alt.push_str(text);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                addresses::replaced(html, |address, within| {
                    let (start, end) = (span.start + within.start, span.start + within.end);
                    let span = start.min(span.end)..end.min(span.end);
                    links.push(Link { address: address.to_owned(), span, alt: None });
                    String::new()
                });
            }
            _ => {}
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::super::Document;

    #[test]
    fn a_picture_in_a_link_is_both() {
        let body = "见[![**图** `1`](a.png)](b.md#c)、![](d.png)和<https://example.org/>。";
        let links = Document::parse(body).links();
        let shown: Vec<_> = links.iter().map(|link| (link.address.as_str(), link.alt.as_deref())).collect();
        assert_eq!(
            shown,
            [("a.png", Some("图 1")), ("b.md#c", None), ("d.png", Some("")), ("https://example.org/", None)]
        );
        assert_eq!(&body[links[2].span.clone()], "![](d.png)");
        let body = "文<img src='p.png'>。\n\n<a href=\"../a.md\">甲</a>\n";
        let raw = Document::parse(body).links();
        assert_eq!(raw.iter().map(|link| &body[link.span.clone()]).collect::<Vec<_>>(), ["p.png", "../a.md"]);
    }
}
