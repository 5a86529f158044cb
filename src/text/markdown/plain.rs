//! A document as its reader sees it, without markup.
//!
//! In: the pieces of a document. Out: the text of each block: a paragraph, a heading, a row of a
//! table, code. Search looks for words in these, and in nothing else.
//!
//! May touch: nothing

use super::inline::{events, is_span};
use super::raw::{self, Token, Verbatim};
use super::sanitize;
use super::{Piece, Placeholder};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// Every block that has text.
pub(super) fn blocks(pieces: &[Piece<'_>], fill: impl Fn(&Placeholder) -> String) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block = String::new();
    let mut verbatim = Verbatim::of(events(pieces));
    for (at, piece) in pieces.iter().enumerate() {
        let event = match piece {
            Piece::Placeholder(placeholder) if placeholder.block => {
                close(&mut block, &mut blocks);
                continue;
            }
            Piece::Placeholder(placeholder) => {
                block.push_str(&fill(placeholder));
                continue;
            }
            Piece::Markdown(event, _) => event,
        };
        match event {
            Event::Text(_) if verbatim.is_unseen() => {}
            Event::Text(text) | Event::Code(text) => block.push_str(text),
            Event::Html(html) => {
                for token in raw::tokens(html) {
                    match token {
                        Token::Text(text) if !verbatim.is_unseen() => block.push_str(&sanitize::unescaped(text)),
                        Token::Text(_) => {}
                        Token::Tag(_) => block.push(' '),
                    }
                    verbatim.token(token);
                }
                verbatim.end_block(at);
                continue;
            }
            Event::HardBreak | Event::SoftBreak | Event::End(TagEnd::TableCell) => block.push(' '),
            Event::Start(tag) if !is_within(tag) => close(&mut block, &mut blocks),
            Event::End(end) if !is_end_within(*end) => close(&mut block, &mut blocks),
            _ => {}
        }
        verbatim.pass(at, event);
    }
    close(&mut block, &mut blocks);
    blocks
}

/// The pieces of each paragraph that is in no other block and has more than pictures.
pub(super) fn paragraphs(pieces: &[Piece<'_>]) -> impl Iterator<Item = Range<usize>> {
    let (mut depth, mut pictures, mut start, mut words) = (0_usize, 0_usize, 0, false);
    pieces.iter().enumerate().filter_map(move |(at, piece)| {
        match piece {
            Piece::Placeholder(_) => words = true,
            Piece::Markdown(Event::Start(Tag::Image { .. }), _) => pictures += 1,
            Piece::Markdown(Event::End(TagEnd::Image), _) => pictures = pictures.saturating_sub(1),
            Piece::Markdown(Event::Start(tag), _) if !is_within(tag) => {
                if depth == 0 {
                    (start, words) = (at, false);
                }
                depth += 1;
            }
            Piece::Markdown(Event::End(end), _) if !is_end_within(*end) => {
                depth = depth.saturating_sub(1);
                if depth == 0 && words && *end == TagEnd::Paragraph {
                    return Some(start..at + 1);
                }
            }
            Piece::Markdown(Event::Text(text) | Event::Code(text), _) => {
                words |= pictures == 0 && !text.trim().is_empty();
            }
            Piece::Markdown(..) => {}
        }
        None
    })
}

fn close(block: &mut String, blocks: &mut Vec<String>) {
    let text = std::mem::take(block);
    if !text.trim().is_empty() {
        blocks.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

/// Whether a block continues through the start of this.
fn is_within(tag: &Tag<'_>) -> bool {
    is_end_within(tag.to_end())
}

fn is_end_within(end: TagEnd) -> bool {
    is_span(end) || end == TagEnd::TableCell
}
