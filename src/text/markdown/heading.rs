//! Headings: their levels, their ids, and what an author writes after them in braces.
//!
//! In: pieces, and the ids that the page has anyway. Out: the same, each heading with an id of its own: the one
//! its author gave it, `## 甲 {#a}`, or one made of its text in the author's script, so that an anchor is the same
//! in every edition. Other attributes in such braces could run; they are left out and reported. Braces that hold
//! no attributes are text. The heading of level 1 is the page's title, so in a text with one all are a level deeper.
//!
//! May touch: path

use super::raw::{self, Token};
use super::{Fault, Piece};
use crate::path;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// `{#a .b c=d}` at the end of a heading.
struct Attributes {
    id: Option<String>,
    /// What is no id, as written.
    others: Vec<String>,
}

impl Attributes {
    /// What is between the braces; none when that is text.
    fn parse(inner: &str) -> Option<Self> {
        let starts_with_letter = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_attribute = |word: &str| match word.split_at_checked(1) {
            Some(("#", id)) => !id.is_empty(),
            Some((".", class)) => starts_with_letter(class),
            _ => starts_with_letter(word) && word.contains('='),
        };
        let mut words = inner.split_whitespace().peekable();
        if !words.peek().is_some_and(|first| is_attribute(first)) {
            return None;
        }
        let mut attributes = Self { id: None, others: Vec::new() };
        for word in words {
            match word.strip_prefix('#').filter(|id| !id.is_empty() && attributes.id.is_none()) {
                Some(id) => attributes.id = Some(id.to_owned()),
                None => attributes.others.push(word.split('=').next().unwrap_or(word).to_owned()),
            }
        }
        Some(attributes)
    }
}

/// Makes room for the title of the page above the headings of a text that begin with `#`.
pub(super) fn lower(pieces: &mut [Piece<'_>]) {
    let levels = pieces.iter_mut().filter_map(|piece| match piece {
        Piece::Markdown(Event::Start(Tag::Heading { level, .. }) | Event::End(TagEnd::Heading(level)), _) => {
            Some(level)
        }
        Piece::Markdown(..) | Piece::Placeholder(_) => None,
    });
    let mut levels: Vec<&mut HeadingLevel> = levels.collect();
    if levels.iter().any(|level| **level == HeadingLevel::H1) {
        for level in &mut levels {
            **level = HeadingLevel::try_from(**level as usize + 1).unwrap_or(HeadingLevel::H6);
        }
    }
}

/// Gives each heading its id; `is_taken` knows the ids that the page has anyway.
pub(super) fn name(markdown: &str, pieces: &mut [Piece<'_>], is_taken: &dyn Fn(&str) -> bool, faults: &mut Vec<Fault>) {
    let headings: Vec<Range<usize>> = headings(pieces);
    let mut given: HashSet<String> = raw_ids(pieces);
    // Ids that were written come first: they are what others link to.
    let written: Vec<Option<String>> = headings
        .iter()
        .map(|heading| {
            let (id, span) = written(markdown, &mut pieces[heading.clone()], faults)?;
            if given.contains(&id) || is_taken(&id) {
                faults.push(Fault::Id(id, span));
                return None;
            }
            given.insert(id.clone());
            Some(id)
        })
        .collect();
    // Where the numbers of a text that many headings have go on.
    let mut numbered: HashMap<String, usize> = HashMap::new();
    for (heading, written) in headings.into_iter().zip(written) {
        let own = written.unwrap_or_else(|| {
            let wanted = path::slug(&text(&pieces[heading.clone()]));
            let wanted = if wanted.is_empty() { "section".to_owned() } else { wanted };
            // Of what begins as the page's own ids do no number is free.
            let is_reserved = is_taken(&format!("{wanted}-")) && (is_taken(&wanted) || given.contains(&wanted));
            let wanted = if is_reserved { format!("section-{wanted}") } else { wanted };
            let next = numbered.entry(wanted.clone()).or_insert(1);
            loop {
                let id = if *next == 1 { wanted.clone() } else { format!("{wanted}-{next}") };
                *next += 1;
                if !given.contains(&id) && !is_taken(&id) {
                    break id;
                }
            }
        });
        given.insert(own.clone());
        if let Piece::Markdown(Event::Start(Tag::Heading { id, .. }), _) = &mut pieces[heading.start] {
            *id = Some(own.into());
        }
    }
}

/// The pieces of each heading, its start the first of them and its end not among them.
fn headings(pieces: &[Piece<'_>]) -> Vec<Range<usize>> {
    let mut headings = Vec::new();
    let mut start = 0;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Markdown(Event::Start(Tag::Heading { .. }), _) => start = at,
            Piece::Markdown(Event::End(TagEnd::Heading(_)), _) => headings.push(start..at),
            Piece::Markdown(..) | Piece::Placeholder(_) => {}
        }
    }
    headings
}

/// Takes the attributes off the end of a heading's text: the id, and where they are.
fn written(markdown: &str, heading: &mut [Piece<'_>], faults: &mut Vec<Fault>) -> Option<(String, Range<usize>)> {
    let [Piece::Markdown(_, whole), .., Piece::Markdown(Event::Text(text), span)] = heading else { return None };
    let open = text.trim_end().strip_suffix('}')?.rfind('{')?;
    let braces = text[open..].trim_end().to_owned();
    let attributes = Attributes::parse(&braces[1..braces.len() - 1])?;
    // Escaped braces are text.
    let found = markdown[..whole.end].rfind(&braces).filter(|&at| at >= whole.start)?;
    if markdown[..found].ends_with('\\') {
        return None;
    }
    let place = found..found + braces.len();
    let kept = text[..open].trim_end().to_owned();
    *text = CowStr::from(kept);
    span.end = span.end.min(place.start).max(span.start);
    faults.extend(attributes.others.into_iter().map(|name| Fault::Attribute(name, place.clone())));
    Some((attributes.id?, place))
}

/// The text of a heading as its author wrote it.
fn text(heading: &[Piece<'_>]) -> String {
    let mut whole = String::new();
    for piece in heading {
        match piece {
            Piece::Markdown(Event::Text(text) | Event::Code(text), _) => whole.push_str(text),
            Piece::Placeholder(placeholder) => whole.push_str(&format!(" {} ", placeholder.name)),
            Piece::Markdown(..) => {}
        }
    }
    whole
}

/// The ids that raw HTML gives.
fn raw_ids(pieces: &[Piece<'_>]) -> HashSet<String> {
    let mut ids = HashSet::new();
    for piece in pieces {
        let Piece::Markdown(Event::Html(html) | Event::InlineHtml(html), _) = piece else { continue };
        for token in raw::tokens(html) {
            let Token::Tag(tag) = token else { continue };
            let named = raw::attributes(tag).into_iter().filter(|(name, _)| name == "id" || name == "name");
            ids.extend(named.map(|(_, value)| tag[value].to_owned()));
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use crate::text::markdown::Document;

    #[test]
    fn no_heading_has_an_id_of_the_page_or_is_looked_for_one_without_end() {
        let is_taken = |id: &str| id.starts_with("page-") || id == "gdp";
        let text = "## Page size\n\n## Page size\n\n## Page\n\n## Page\n\n## GDP\n\n## GDP\n";
        let document = Document::parse_for(text, &is_taken);
        let ids: Vec<String> = document.headings(|_| String::new()).into_iter().map(|heading| heading.id).collect();
        assert_eq!(ids, ["section-page-size", "section-page-size-2", "page", "section-page", "gdp-2", "gdp-3"]);
    }
}
