//! What is part of a line and what of a block.
//!
//! In: the pieces of a document. Out: its Markdown events by their places, and whether text continues through one.
//!
//! May touch: nothing

use super::Piece;
use pulldown_cmark::{Event, Tag, TagEnd};

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
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::End(end) => matches!(
            end,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript
                | TagEnd::Link
                | TagEnd::Image
        ),
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
