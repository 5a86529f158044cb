//! The prose of a document, for those who read it.
//!
//! In: the pieces of a document. Out: its blocks as runs of text and placeholders, each with its place in
//! the body. Code, pictures and the words of links are not prose: a [`Run::Gap`] is in their place.
//!
//! May touch: nothing

use super::inline::{events, is_inline};
use super::raw::Verbatim;
use super::{Piece, Placeholder};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// A stretch of a block of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run<'d> {
    /// Words, and their bytes in the body. The body may have more there: escapes, line ends.
    Text(&'d str, Range<usize>),
    /// `{{ name }}`.
    Placeholder(&'d Placeholder),
    /// Something that is not prose.
    Gap,
}

/// The blocks of a document that have prose.
pub(super) fn prose<'d>(pieces: &'d [Piece<'_>]) -> Vec<Vec<Run<'d>>> {
    let mut blocks: Vec<Vec<Run<'d>>> = vec![Vec::new()];
    let (mut in_code, mut quoted) = (false, 0_usize);
    let mut verbatim = Verbatim::of(events(pieces));
    for (at, piece) in pieces.iter().enumerate() {
        let is_verbatim = verbatim.is_open();
        if let Piece::Markdown(event, _) = piece {
            verbatim.pass(at, event);
        }
        let run = match piece {
            Piece::Placeholder(placeholder) if !placeholder.block && quoted == 0 => Some(Run::Placeholder(placeholder)),
            Piece::Placeholder(_) => Some(Run::Gap),
            Piece::Markdown(event, span) => match event {
                Event::Start(Tag::CodeBlock(_)) => {
                    in_code = true;
                    None
                }
                Event::End(TagEnd::CodeBlock) => {
                    in_code = false;
                    None
                }
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                    quoted += 1;
                    Some(Run::Gap)
                }
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    quoted = quoted.saturating_sub(1);
                    continue;
                }
                Event::Text(_) if is_verbatim && !in_code => Some(Run::Gap),
                Event::Text(text) if !in_code && quoted == 0 => Some(Run::Text(text, span.clone())),
                Event::Code(_) | Event::InlineHtml(_) | Event::InlineMath(_) => Some(Run::Gap),
                event if is_inline(event) => continue,
                _ => None,
            },
        };
        match (run, blocks.last_mut()) {
            (Some(run), Some(block)) => block.push(run),
            (None, Some(block)) if block.is_empty() => {}
            (run, _) => blocks.push(run.into_iter().collect()),
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}
