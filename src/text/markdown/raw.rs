//! Raw HTML in Markdown, as tags and the text between them.
//!
//! In: raw HTML. Out: its [`Token`]s, the [`attributes`] of a tag, and [`Verbatim`], which follows a document
//! to know what is inside `<code>` and its like. It reads what authors write well enough to distinguish prose
//! from what is none; what may be published is `sanitize`'s to say.
//!
//! May touch: nothing

use super::super::Converter;
use super::inline::is_inline;
use pulldown_cmark::Event;
use std::ops::Range;

/// A stretch of raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'h> {
    /// Text between tags.
    Text(&'h str),
    /// `<p class="a">`, `</p>`; or a comment, whose name is empty.
    Tag(&'h str),
}

/// Elements whose text is not prose.
const VERBATIM: [&str; 8] = ["script", "style", "code", "pre", "kbd", "samp", "textarea", "svg"];

/// Those of them whose text no reader sees.
const UNSEEN: [&str; 2] = ["script", "style"];

/// Attributes that are read out or shown.
const PROSE: [&str; 6] = ["title", "alt", "aria-label", "aria-description", "placeholder", "label"];

/// The stretches of some raw HTML, in order; all of it is in one of them.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let length = match rest.find('<') {
            None if rest.is_empty() => return None,
            None => rest.len(),
            Some(0) => {
                let (tag, behind) = rest.split_at(tag_length(rest));
                rest = behind;
                return Some(Token::Tag(tag));
            }
            Some(open) => open,
        };
        let (text, behind) = rest.split_at(length);
        rest = behind;
        Some(Token::Text(text))
    })
}

/// The bytes of the tag or comment at the start of `html`; a `>` in a quoted attribute is not its
/// end, and one that never ends is only its `<`. Where another `<` comes first it never ends, so that
/// a hundred thousand of them are looked at once each.
fn tag_length(html: &str) -> usize {
    if html.starts_with("<!--") {
        return html.find("-->").map_or(html.len(), |end| end + 3);
    }
    let mut quote: Option<char> = None;
    for (at, c) in html.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return at + 1,
            (None, '<') if at > 0 => return 1,
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    1
}

/// The name of a tag in lower case, with `/` before it where the tag closes; empty for a comment.
pub(super) fn name(tag: &str) -> String {
    let inner = tag.strip_prefix('<').unwrap_or(tag);
    let (slash, rest) = inner.strip_prefix('/').map_or(("", inner), |rest| ("/", rest));
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    if name.is_empty() { name } else { format!("{slash}{}", name.to_ascii_lowercase()) }
}

/// The attributes of a tag, by name in lower case, with the bytes of each value in the tag, in as far as they can
/// be recognised.
pub(super) fn attributes(tag: &str) -> Vec<(String, Range<usize>)> {
    let mut attributes = Vec::new();
    let start = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
    let mut at = start;
    let skip = |from: usize, skipped: fn(char) -> bool| {
        from + tag[from..].find(|c: char| !skipped(c)).unwrap_or(tag.len() - from)
    };
    loop {
        at = skip(at, |c| c.is_whitespace() || matches!(c, '/' | '>'));
        let end = skip(at, |c| !(c.is_whitespace() || matches!(c, '=' | '/' | '>')));
        if end == at {
            return attributes;
        }
        let name = tag[at..end].to_ascii_lowercase();
        at = skip(end, char::is_whitespace);
        let mut value = at..at;
        if tag[at..].starts_with('=') {
            let from = skip(at + 1, char::is_whitespace);
            value = match tag[from..].chars().next().filter(|c| matches!(c, '"' | '\'')) {
                Some(quote) => {
                    let length = tag[from + 1..].find(quote).unwrap_or(tag.len() - from - 1);
                    from + 1..from + 1 + length
                }
                None => from..skip(from, |c| !c.is_whitespace() && c != '>'),
            };
            let quoted = tag[value.end..].starts_with(['"', '\'']);
            at = value.end + usize::from(quoted);
        }
        attributes.push((name, value));
    }
}

/// Follows the raw HTML of a document: whether what comes next is inside an element whose text is no prose.
///
/// An element that is not closed before the next one of its name ends with the block it was opened in, so that a
/// slip does not change the rest of the text.
#[derive(Default)]
pub(super) struct Verbatim {
    open: Option<&'static str>,
    /// The places of the tags of each element, and whether they close it.
    tags: [Vec<(usize, bool)>; VERBATIM.len()],
}

impl Verbatim {
    /// Of a document, whose events are given with their places, in the order in which they will be passed.
    pub(super) fn of<'e, 'a: 'e>(events: impl Iterator<Item = (usize, &'e Event<'a>)>) -> Self {
        let mut verbatim = Self::default();
        for (at, event) in events {
            let (Event::Html(html) | Event::InlineHtml(html)) = event else { continue };
            for token in tokens(html) {
                let Token::Tag(tag) = token else { continue };
                let name = name(tag);
                let element = name.strip_prefix('/').unwrap_or(&name);
                if let Some(element) = VERBATIM.iter().position(|other| *other == element) {
                    verbatim.tags[element].push((at, name.starts_with('/')));
                }
            }
        }
        verbatim
    }

    /// Continues after the event at this place of the document.
    pub(super) fn pass(&mut self, at: usize, event: &Event<'_>) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                for token in tokens(html) {
                    self.token(token);
                }
                if matches!(event, Event::Html(_)) {
                    self.end_block(at);
                }
            }
            event if is_inline(event) => {}
            _ => self.end_block(at),
        }
    }

    /// Continues after a piece of raw HTML.
    pub(super) fn token(&mut self, token: Token<'_>) {
        let Token::Tag(tag) = token else { return };
        let name = name(tag);
        match self.open {
            Some(element) if name.strip_prefix('/') == Some(element) => self.open = None,
            Some(_) => {}
            None if tag.ends_with("/>") && name == "svg" => {}
            None => self.open = VERBATIM.into_iter().find(|element| *element == name),
        }
    }

    /// Continues after the block that ends at this place of the document.
    pub(super) fn end_block(&mut self, at: usize) {
        let closes = |element: &str| {
            let tags =
                VERBATIM.iter().position(|other| *other == element).map_or(&[][..], |element| &self.tags[element]);
            tags.get(tags.partition_point(|(place, _)| *place <= at)).is_some_and(|(_, closes)| *closes)
        };
        if !self.open.is_some_and(closes) {
            self.open = None;
        }
    }

    /// Whether what comes next is no prose.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether no reader sees what comes next.
    pub(super) fn is_unseen(&self) -> bool {
        self.open.is_some_and(|element| UNSEEN.contains(&element))
    }
}

/// Converts what of some raw HTML is prose: text and the attributes that are read; tags, comments and code stay
/// as they are. `verbatim` is the state of the document before it.
pub(super) fn convert(html: &str, verbatim: &mut Verbatim, converter: &Converter) -> String {
    let mut out = String::with_capacity(html.len());
    for token in tokens(html) {
        match token {
            Token::Text(text) if !verbatim.is_open() => out.push_str(&converter.convert(text)),
            Token::Tag(tag) if !verbatim.is_open() && !tag.starts_with("<!") => convert_tag(tag, converter, &mut out),
            Token::Text(stretch) | Token::Tag(stretch) => out.push_str(stretch),
        }
        verbatim.token(token);
    }
    out
}

fn convert_tag(tag: &str, converter: &Converter, out: &mut String) {
    let mut copied = 0;
    for (_, value) in attributes(tag).into_iter().filter(|(name, _)| PROSE.contains(&name.as_str())) {
        out.push_str(&tag[copied..value.start]);
        out.push_str(&converter.convert(&tag[value.clone()]));
        copied = value.end;
    }
    out.push_str(&tag[copied..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_as_browsers_read_them() {
        let tag = "<IMG alt = '甲 > 乙'\ntitle=丙 hidden/data-x=\"\" src=a/b.png >";
        let read: Vec<_> = attributes(tag).into_iter().map(|(name, value)| (name, &tag[value])).collect();
        let wanted = [("alt", "甲 > 乙"), ("title", "丙"), ("hidden", ""), ("data-x", ""), ("src", "a/b.png")];
        assert_eq!(read, wanted.map(|(name, value)| (name.to_owned(), value)));
        for odd in ["<", "<a", "<a =", "<a b=\"", "<a b='x", "</a>", "<a b==c>", "<软件 x=1>"] {
            attributes(odd);
        }
    }

    #[test]
    fn every_byte_is_in_a_token() {
        for html in ["a<b c='>'>d<!-- <e> -->f<", "<<<", "x", "", "<!-- never closed", "a < b > c"] {
            let whole: String = tokens(html).map(|(Token::Text(text) | Token::Tag(text))| text).collect();
            assert_eq!(whole, html);
        }
    }
}
