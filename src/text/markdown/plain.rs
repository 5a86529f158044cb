//! A document as its reader sees it, without markup.
//!
//! In: the pieces of a document. Out: the text of each block: a paragraph, a heading, a row of a
//! table, code. Search looks for words in these, and in nothing else.
//!
//! May touch: nothing

use super::{Piece, Placeholder};
use pulldown_cmark::{Event, Tag, TagEnd};

/// Every block that has text.
pub(super) fn blocks(pieces: &[Piece<'_>], fill: impl Fn(&Placeholder) -> String) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block = String::new();
    for piece in pieces {
        match piece {
            Piece::Placeholder(placeholder) if placeholder.block => close(&mut block, &mut blocks),
            Piece::Placeholder(placeholder) => block.push_str(&fill(placeholder)),
            Piece::Markdown(event, _) => match event {
                Event::Text(text) | Event::Code(text) => block.push_str(text),
                Event::Html(html) => block.push_str(&without_tags(html)),
                Event::HardBreak | Event::SoftBreak | Event::End(TagEnd::TableCell) => block.push(' '),
                Event::Start(tag) if !is_within(tag) => close(&mut block, &mut blocks),
                Event::End(end) if !is_end_within(*end) => close(&mut block, &mut blocks),
                _ => {}
            },
        }
    }
    close(&mut block, &mut blocks);
    blocks
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
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::TableCell
    )
}

/// The text between the tags of raw HTML, roughly: hidden text is found too.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => (in_tag, _) = (true, text.push(' ')),
            '>' => in_tag = false,
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    text
}
