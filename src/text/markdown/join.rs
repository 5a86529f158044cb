//! Text joined before it is shown or converted.
//!
//! In: Markdown events, in which a sentence is cut by line ends and markup. Out: the same with the
//! line ends between Chinese characters gone, and with the text of each block converted as one.
//!
//! May touch: nothing

use super::super::{Converter, is_cjk};
use super::Piece;
use super::inline::{events, is_inline};
use super::raw::{self, Verbatim};
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Replaces, in the joined text, what is not text (code, an image's edge): conversion does not
/// see a word across it, nor change it.
const GAP: &str = "\u{FFFC}";

/// Merges neighbouring texts, and drops the soft line breaks between two Chinese characters, also
/// where markup stands between; other soft breaks become a line end in the text.
pub(super) fn soft_breaks(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut joined: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
    let mut before: Option<char> = None;
    let after: Vec<Option<char>> = pieces.iter().map(first).collect();
    for (at, piece) in pieces.into_iter().enumerate() {
        let (text, span) = match piece {
            Piece::Markdown(Event::SoftBreak, span) => {
                match (before, after[at + 1..].iter().find_map(|after| *after)) {
                    (Some(before), Some(after)) if is_cjk(before) && is_cjk(after) => continue,
                    _ => (CowStr::Borrowed("\n"), span),
                }
            }
            Piece::Markdown(Event::Text(text), span) => (text, span),
            piece => {
                match &piece {
                    Piece::Placeholder(_) => before = Some('}'),
                    Piece::Markdown(Event::Code(text), _) => before = text.chars().next_back().or(before),
                    Piece::Markdown(event, _) if is_inline(event) => {}
                    Piece::Markdown(..) => before = None,
                }
                joined.push(piece);
                continue;
            }
        };
        before = text.chars().next_back().or(before);
        match joined.last_mut() {
            Some(Piece::Markdown(Event::Text(last), last_span)) => {
                *last = format!("{last}{text}").into();
                last_span.end = span.end;
            }
            _ => joined.push(Piece::Markdown(Event::Text(text), span)),
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

/// Drops comments that are not part of other HTML: what an author notes for other authors is on no page.
pub(super) fn without_comments<'a>(mut events: Vec<(Event<'a>, Range<usize>)>) -> Vec<(Event<'a>, Range<usize>)> {
    let is_comment = |html: &str| html.starts_with("<!--") && html.find("-->").is_none_or(|end| end + 3 == html.len());
    events.retain(|(event, _)| match event {
        Event::Html(html) | Event::InlineHtml(html) => !is_comment(html.trim()),
        _ => true,
    });
    events
}

/// Converts the text of each block as one string, then distributes the result over its runs.
pub(super) fn convert(pieces: &mut [Piece<'_>], converter: &Converter) {
    let mut verbatim = Verbatim::of(events(pieces));
    for (at, piece) in pieces.iter_mut().enumerate() {
        let Piece::Markdown(event, _) = piece else { continue };
        match event {
            Event::Html(html) => {
                *html = raw::convert(html, &mut verbatim, converter).into();
                verbatim.end_block(at);
            }
            Event::InlineHtml(tag) => *tag = raw::convert(tag, &mut verbatim, converter).into(),
            event => {
                if let Event::Start(Tag::Link { title, .. } | Tag::Image { title, .. }) = event
                    && !title.is_empty()
                {
                    *title = converter.convert(title).into_owned().into();
                }
                verbatim.pass(at, event);
            }
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
    let mut verbatim = Verbatim::of(events(pieces));
    let (mut in_code, mut in_address) = (false, false);
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Markdown(event, _) = piece else {
            block.gap(at);
            continue;
        };
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(_) if in_code => {}
            Event::Text(_) if in_address || verbatim.is_open() => block.gap(at),
            Event::Text(text) => block.push(at, text),
            Event::Start(Tag::Image { .. }) | Event::Code(_) | Event::HardBreak | Event::End(TagEnd::Image) => {
                block.gap(at)
            }
            Event::Start(Tag::Link { link_type, .. }) => in_address = *link_type == LinkType::Autolink,
            Event::End(TagEnd::Link) => in_address = false,
            Event::Html(_) => {}
            event if is_inline(event) => {}
            _ => blocks.push(std::mem::take(&mut block)),
        }
        verbatim.pass(at, event);
    }
    blocks.push(block);
    blocks.retain(|block| !block.runs.is_empty());
    blocks
}

/// The text of each block as one, and where it stands.
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
        let Self { text, runs, gaps } = self;
        // What follows decides some words, be it a figure.
        if let ([(at, run)], []) = (runs.as_slice(), gaps.as_slice()) {
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

/// The first character a piece shows, for what stands beside a line break.
fn first(piece: &Piece<'_>) -> Option<char> {
    match piece {
        Piece::Markdown(Event::Text(text) | Event::Code(text), _) => text.chars().next(),
        Piece::Placeholder(_) => Some('{'),
        Piece::Markdown(..) => None,
    }
}
