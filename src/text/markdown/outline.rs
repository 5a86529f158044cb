//! The outermost blocks of a body, and the body in another script.
//!
//! In: the pieces of a document. Out: each heading, paragraph, list and placeholder that is in no other block, with its bytes;
//! and Markdown in which only the prose is converted.
//!
//! May touch: nothing

use super::super::Converter;
use super::{Document, Piece, Placeholder};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// A block that is in no other.
#[derive(Clone, Debug)]
pub struct Outer<'d> {
    /// Its bytes in the body.
    pub span: Range<usize>,
    /// The placeholders in it; it is one itself where that says so.
    pub placeholders: Vec<&'d Placeholder>,
}

impl Document<'_> {
    /// The outermost blocks, in order, without raw HTML.
    pub fn outline(&self) -> Vec<Outer<'_>> {
        let mut blocks: Vec<Outer<'_>> = Vec::new();
        let mut open: Option<(usize, Outer<'_>)> = None;
        for piece in &self.pieces {
            match (piece, &mut open) {
                (Piece::Placeholder(placeholder), Some((_, block))) => block.placeholders.push(placeholder),
                (Piece::Placeholder(placeholder), None) => {
                    blocks.push(Outer { span: placeholder.span.clone(), placeholders: vec![placeholder] });
                }
                (Piece::Markdown(Event::Start(_), _), Some((depth, _))) => *depth += 1,
                (Piece::Markdown(Event::Start(Tag::HtmlBlock), _), None) => {}
                (Piece::Markdown(Event::Start(_), span), None) => {
                    open = Some((1, Outer { span: span.clone(), placeholders: Vec::new() }));
                }
                (Piece::Markdown(Event::End(_), _), Some((depth, _))) => {
                    *depth -= 1;
                    if *depth == 0 {
                        blocks.extend(open.take().map(|(_, block)| block));
                    }
                }
                (Piece::Markdown(Event::Rule, span), None) => {
                    blocks.push(Outer { span: span.clone(), placeholders: Vec::new() });
                }
                (Piece::Markdown(..), _) => {}
            }
        }
        blocks
    }

    /// The Markdown of which this is the document with its prose in another script; all else stays byte for byte.
    pub fn rewritten(&self, markdown: &str, converter: &Converter) -> String {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        for stretch in self.stretches() {
            let conversion = converter.align(&stretch.text);
            for (run, span) in stretch.runs {
                let printed = &markdown[span.clone()];
                // What is escaped in Markdown is not the text that was converted.
                let new = match printed == &stretch.text[run.clone()] {
                    true => conversion.text[conversion.target_of(run.start)..conversion.target_of(run.end)].to_owned(),
                    false => converter.convert(printed).into_owned(),
                };
                edits.push((span, new));
            }
        }
        edits.sort_by_key(|(span, _)| span.start);
        let (mut text, mut at) = (String::with_capacity(markdown.len()), 0);
        for (span, new) in edits {
            // Prose that was lifted out of its place, as a link's text by reference, is there twice.
            if span.start >= at {
                text.push_str(&markdown[at..span.start]);
                text.push_str(&new);
                at = span.end;
            }
        }
        text + &markdown[at..]
    }
}
