//! Text joined before it is shown or converted.
//!
//! In: Markdown events, in which a sentence is cut by line ends and markup. Out: the same with the
//! line ends between Chinese characters gone, and with the text of each block converted as one.
//!
//! May touch: nothing

use super::super::{Converter, is_cjk};
use super::Piece;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::ops::Range;

/// Replaces, in the joined text, what is not text (code, an image's edge): conversion does not
/// see a word across it, nor change it.
const GAP: &str = "\u{FFFC}";

/// Merges neighbouring texts, and drops the soft line breaks between two Chinese characters, also
/// where markup is between; other soft breaks become a line end in the text.
pub(super) fn soft_breaks<'a>(events: Vec<(Event<'a>, Range<usize>)>) -> Vec<(Event<'a>, Range<usize>)> {
    let mut joined: Vec<(Event<'a>, Range<usize>)> = Vec::with_capacity(events.len());
    let mut before: Option<char> = None;
    for at in 0..events.len() {
        let (event, span) = &events[at];
        let text = match event {
            Event::SoftBreak => {
                let after =
                    events[at + 1..].iter().find_map(|(event, _)| visible(event)).and_then(|text| text.chars().next());
                match (before, after) {
                    (Some(before), Some(after)) if is_cjk(before) && is_cjk(after) => continue,
                    _ => CowStr::Borrowed("\n"),
                }
            }
            Event::Text(text) => text.clone(),
            event => {
                if let Some(text) = visible(event) {
                    before = text.chars().next_back();
                } else if !is_inline(event) {
                    before = None;
                }
                joined.push((event.clone(), span.clone()));
                continue;
            }
        };
        before = text.chars().next_back().or(before);
        match joined.last_mut() {
            Some((Event::Text(last), last_span)) => {
                *last = format!("{last}{text}").into();
                last_span.end = span.end;
            }
            _ => joined.push((Event::Text(text), span.clone())),
        }
    }
    joined
}

/// Makes each HTML block, which comes line by line, one event.
pub(super) fn html_blocks<'a>(events: Vec<(Event<'a>, Range<usize>)>) -> Vec<(Event<'a>, Range<usize>)> {
    let mut joined: Vec<(Event<'a>, Range<usize>)> = Vec::with_capacity(events.len());
    for (event, span) in events {
        match (joined.last_mut(), &event) {
            (Some((Event::Html(last), last_span)), Event::Html(line)) => {
                *last = format!("{last}{line}").into();
                last_span.end = span.end;
            }
            _ => joined.push((event, span)),
        }
    }
    joined
}

/// Converts the text of each block as one string, then distributes the result over its runs.
pub(super) fn convert(pieces: &mut [Piece<'_>], converter: &Converter) {
    for piece in pieces.iter_mut() {
        let Piece::Markdown(event, _) = piece else { continue };
        match event {
            Event::Html(html) => *html = super::html::convert_text(html, converter).into(),
            Event::Start(Tag::Link { title, .. } | Tag::Image { title, .. }) if !title.is_empty() => {
                *title = converter.convert(title).into_owned().into()
            }
            _ => {}
        }
    }
    for block in gather(pieces) {
        block.lay_back(pieces, converter);
    }
}

/// The text of each block as it is converted, with the gaps in it.
pub(super) fn gather(pieces: &[Piece<'_>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut block = Block::default();
    let mut in_code = false;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Placeholder(_) => block.gap(at),
            Piece::Markdown(event, _) => match event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Text(text) if !in_code => block.push(at, text),
                Event::Start(Tag::Image { .. }) | Event::Code(_) | Event::HardBreak | Event::End(TagEnd::Image) => {
                    block.gap(at)
                }
                Event::Html(_) | Event::Start(Tag::Link { .. }) => {}
                event if is_inline(event) => {}
                _ => blocks.push(std::mem::take(&mut block)),
            },
        }
    }
    blocks.push(block);
    blocks.retain(|block| !block.runs.is_empty());
    blocks
}

/// The text of each block as one, and where it is.
pub(super) fn blocks(pieces: &[Piece<'_>]) -> Vec<(String, Range<usize>)> {
    let mut blocks: Vec<(String, Range<usize>)> = Vec::new();
    let (mut open, mut in_code) = (false, false);
    for piece in pieces {
        let Piece::Markdown(event, span) = piece else { continue };
        match event {
            Event::Start(Tag::CodeBlock(_)) => (open, in_code) = (false, true),
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code => match blocks.last_mut().filter(|_| open) {
                Some((block, whole)) => {
                    block.push_str(text);
                    whole.end = span.end;
                }
                None => {
                    blocks.push((text.to_string(), span.clone()));
                    open = true;
                }
            },
            event if is_inline(event) => {}
            _ => open = false,
        }
    }
    blocks
}

/// The text of a block and which pieces it came from.
#[derive(Default)]
pub(super) struct Block {
    /// The text, [`GAP`]s in it.
    pub(super) text: String,
    /// Pieces of text and where theirs is.
    pub(super) runs: Vec<(usize, Range<usize>)>,
    /// The pieces that the gaps replace.
    pub(super) gaps: Vec<usize>,
}

impl Block {
    fn push(&mut self, at: usize, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.runs.push((at, start..self.text.len()));
    }

    fn gap(&mut self, at: usize) {
        self.text.push_str(GAP);
        self.gaps.push(at);
    }

    fn lay_back(self, pieces: &mut [Piece<'_>], converter: &Converter) {
        let Self { text, runs, .. } = self;
        if let [(at, run)] = runs.as_slice() {
            set_text(&mut pieces[*at], converter.convert(&text[run.clone()]).into_owned());
        } else {
            let conversion = converter.align(&text);
            for (at, run) in runs {
                let target = conversion.target_of(run.start)..conversion.target_of(run.end);
                set_text(&mut pieces[at], conversion.text[target].to_owned());
            }
        }
    }
}

fn set_text(piece: &mut Piece<'_>, new: String) {
    if let Piece::Markdown(Event::Text(text), _) = piece {
        *text = new.into();
    }
}

/// The text of an event, for a line break beside it.
fn visible<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) if !text.is_empty() => Some(text),
        _ => None,
    }
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
