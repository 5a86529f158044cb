//! Notes and links without a definition, and notes that are defined twice or that nothing refers to.
//!
//! In: a document and the body it was parsed from. Out: what a reader would see as brackets, as two notes of one
//! number, or as a note to nothing, and where.
//!
//! May touch: nothing

use super::{Document, Piece};
use pulldown_cmark::{Event, Tag};
use std::collections::BTreeSet;
use std::ops::Range;

/// Something that refers to nothing, or is defined twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loose {
    /// `[^x]` without a definition.
    Note,
    /// `[a][b]` without a definition of `[b]`.
    Link,
    /// A second definition of `[^x]`.
    SecondNote,
    /// A definition of `[^x]` that nothing refers to.
    UnnamedNote,
}

impl Document<'_> {
    /// What refers to nothing or is defined twice: its kind, its label and its bytes in the body.
    pub fn loose_references(&self, body: &str) -> Vec<(Loose, String, Range<usize>)> {
        let mut found = Vec::new();
        let named: BTreeSet<&str> = self
            .pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Markdown(Event::FootnoteReference(label), _) => Some(&**label),
                Piece::Markdown(..) | Piece::Placeholder(_) => None,
            })
            .collect();
        let mut notes = BTreeSet::new();
        for piece in &self.pieces {
            let Piece::Markdown(Event::Start(Tag::FootnoteDefinition(label)), span) = piece else { continue };
            let loose = match notes.insert(&**label) {
                false => Loose::SecondNote,
                true if !named.contains(&**label) => Loose::UnnamedNote,
                true => continue,
            };
            let line = body[span.start..].find('\n').map_or(span.end, |end| span.start + end);
            found.push((loose, label.to_string(), span.start..line.min(span.end)));
        }
        for stretch in self.stretches() {
            for (loose, label, at) in brackets(&stretch.text) {
                let place = stretch.place_of(body, at);
                // What is written with a backslash is meant to be seen.
                let escaped = body[..place].ends_with('\\');
                if !escaped && body[place..].starts_with('[') {
                    let end = body[place..].find('\n').map_or(body.len(), |end| place + end);
                    let close = body[place..end].rfind(']').map_or(place + 1, |close| place + close + 1);
                    let close =
                        body[place..].find(&format!("{label}]")).map_or(close, |at| place + at + label.len() + 1);
                    found.push((loose, label, place..close));
                }
            }
        }
        found
    }
}

/// The `[^x]` and `[a][b]` of a text: the kind, the label and where the first bracket is.
fn brackets(text: &str) -> Vec<(Loose, String, usize)> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    // The bracket that the one before has just closed.
    let mut closed: Option<usize> = None;
    for (at, c) in text.char_indices() {
        match c {
            '[' => open.push(at),
            ']' => {
                let Some(start) = open.pop() else { continue };
                let label = &text[start + 1..at];
                let is_label = !label.is_empty() && !label.contains(['\u{FFFC}', '[', ']']);
                match (label.strip_prefix('^'), closed) {
                    (Some(note), _) if !note.is_empty() && !note.contains(char::is_whitespace) => {
                        found.push((Loose::Note, note.to_owned(), start));
                    }
                    (None, Some(first)) if is_label => found.push((Loose::Link, label.to_owned(), first)),
                    _ => {}
                }
                closed = text[at + 1..].starts_with('[').then_some(start);
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Escapes and ends of lines make the text shorter than the body.
    #[test]
    fn the_place_is_right_after_a_line_end_and_an_escape() {
        let body = "第一行，\n第二行\\*，\n见[^无]。\n";
        let found = Document::parse(body).loose_references(body);
        let found: Vec<_> = found.iter().map(|(_, label, span)| (label.as_str(), &body[span.clone()])).collect();
        assert_eq!(found, [("无", "[^无]")]);
    }

    #[test]
    fn what_is_loose_is_found_at_its_place() {
        let body = "甲[^a]，乙[^zz]，见[丙][none]、`[x][y]`、\\[^b]、[丁](a.md)、[戊][d]。\n\n[^a]: 注一。\n\n[^a]: 注二。\n\n[^c]: 注三。\n\n[d]: d.md\n";
        let found = Document::parse(body).loose_references(body);
        let found: Vec<_> =
            found.iter().map(|(loose, label, span)| (*loose, label.as_str(), &body[span.clone()])).collect();
        assert_eq!(
            found,
            [
                (Loose::SecondNote, "a", "[^a]: 注二。"),
                (Loose::UnnamedNote, "c", "[^c]: 注三。"),
                (Loose::Note, "zz", "[^zz]"),
                (Loose::Link, "none", "[丙][none]"),
            ]
        );
    }
}
