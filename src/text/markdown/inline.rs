//! What is part of a line and what of a block.
//!
//! In: the pieces of a document. Out: its Markdown events by their places, and whether text continues through one.
//!
//! May touch: nothing

use super::Piece;
use pulldown_cmark::{Event, TagEnd};

/// What Markdown says, with its places.
pub(super) fn events<'p, 'a>(pieces: &'p [Piece<'a>]) -> impl Iterator<Item = (usize, &'p Event<'a>)> {
    pieces.iter().enumerate().filter_map(|(at, piece)| match piece {
        Piece::Markdown(event, _) => Some((at, event)),
        Piece::Placeholder(_) => None,
    })
}

/// Whether text continues through this event.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_span(tag.to_end()),
        Event::End(end) => is_span(*end),
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineMath(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::TaskListMarker(_) => true,
        Event::DisplayMath(_) | Event::Html(_) | Event::HardBreak | Event::Rule => false,
    }
}

/// Whether an element is within a line: emphasis, a link, a picture.
pub(super) fn is_span(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
