//! A document as a tree, for writers that have fewer elements than HTML.
//!
//! In: the pieces of a document and [`Hooks`]. Out: [`Block`]s of [`Span`]s. Both lists are closed, so that the compiler tells a
//! writer what it forgot. Of raw HTML the words are kept and the tags are not.
//!
//! May touch: nothing

use super::html::{Hooks, Within};
use super::inline::is_span;
use super::raw::{self, Token};
use super::{Piece, sanitize};
use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};
use std::collections::HashMap;

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list: the number of its first item where they are numbered, and what each item has.
    List(Option<u64>, Vec<Vec<Block>>),
    /// A quotation, or a notice of some kind.
    Quote(Option<BlockQuoteKind>, Vec<Block>),
    /// Lines of code.
    Code(String),
    /// A table: its rows of cells, the head first.
    Table(Vec<Vec<Vec<Span>>>),
    /// A line across.
    Rule,
    /// What a placeholder that is alone in its paragraph is replaced by: `figures`, `chart 出口额`.
    Slot(String),
    /// The notes, each with its number.
    Notes(Vec<(usize, Vec<Block>)>),
}

/// A stretch of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Text.
    Text(String),
    /// Code.
    Code(String),
    /// `**strong**`.
    Strong(Vec<Span>),
    /// `*emphasis*`.
    Emphasis(Vec<Span>),
    /// `~~deleted~~`.
    Deleted(Vec<Span>),
    /// A link: its address and its words.
    Link(String, Vec<Span>),
    /// A picture: its address and what it shows in words.
    Picture(String, String),
    /// The number of a note.
    Note(usize),
    /// A new line.
    Break,
}

/// The blocks of a document; addresses and placeholders are what the hooks make of them.
pub(super) fn blocks(pieces: &[Piece<'_>], hooks: &mut impl Hooks) -> Vec<Block> {
    let mut reader = Reader { pieces: pieces.iter(), hooks, numbers: HashMap::new(), notes: Vec::new() };
    let mut blocks = reader.blocks(None);
    let mut notes = reader.notes;
    if !notes.is_empty() {
        notes.sort_by_key(|(number, _)| *number);
        blocks.push(Block::Notes(notes));
    }
    blocks
}

/// The names of all slots, wherever they are.
pub fn slots(blocks: &[Block]) -> Vec<&str> {
    blocks.iter().flat_map(slots_of).collect()
}

fn slots_of(block: &Block) -> Vec<&str> {
    match block {
        Block::Slot(name) => vec![name],
        Block::List(_, items) => items.iter().flat_map(|item| slots(item)).collect(),
        Block::Quote(_, blocks) => slots(blocks),
        Block::Notes(notes) => notes.iter().flat_map(|(_, note)| slots(note)).collect(),
        Block::Heading(..) | Block::Paragraph(_) | Block::Code(_) | Block::Table(_) | Block::Rule => Vec::new(),
    }
}

/// The addresses of all pictures, wherever they are.
pub fn pictures(blocks: &[Block]) -> Vec<&str> {
    blocks.iter().flat_map(pictures_of).collect()
}

fn pictures_of(block: &Block) -> Vec<&str> {
    match block {
        Block::Heading(_, spans) | Block::Paragraph(spans) => pictured(spans),
        Block::List(_, items) => items.iter().flat_map(|item| pictures(item)).collect(),
        Block::Quote(_, blocks) => pictures(blocks),
        Block::Notes(notes) => notes.iter().flat_map(|(_, note)| pictures(note)).collect(),
        Block::Table(rows) => rows.iter().flatten().flat_map(|cell| pictured(cell)).collect(),
        Block::Code(_) | Block::Rule | Block::Slot(_) => Vec::new(),
    }
}

fn pictured(spans: &[Span]) -> Vec<&str> {
    spans.iter().flat_map(pictured_by).collect()
}

fn pictured_by(span: &Span) -> Vec<&str> {
    match span {
        Span::Picture(address, _) => vec![address],
        Span::Strong(inner) | Span::Emphasis(inner) | Span::Deleted(inner) | Span::Link(_, inner) => pictured(inner),
        Span::Text(_) | Span::Code(_) | Span::Note(_) | Span::Break => Vec::new(),
    }
}

/// The words of spans, without markup.
pub fn words(spans: &[Span]) -> String {
    let word = |span: &Span| match span {
        Span::Text(text) | Span::Code(text) | Span::Picture(_, text) => text.clone(),
        Span::Strong(inner) | Span::Emphasis(inner) | Span::Deleted(inner) | Span::Link(_, inner) => words(inner),
        Span::Note(_) => String::new(),
        Span::Break => " ".to_owned(),
    };
    spans.iter().map(word).collect()
}

struct Reader<'r, 'a, H> {
    pieces: std::slice::Iter<'r, Piece<'a>>,
    hooks: &'r mut H,
    /// The numbers of notes, in the order in which they are first met.
    numbers: HashMap<String, usize>,
    notes: Vec<(usize, Vec<Block>)>,
}

impl<H: Hooks> Reader<'_, '_, H> {
    /// The blocks up to an end.
    fn blocks(&mut self, end: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = Vec::new();
        // A list whose items are close together has no paragraphs.
        let mut loose = Vec::new();
        while let Some(piece) = self.pieces.next() {
            match piece {
                Piece::Markdown(Event::End(found), _) if Some(*found) == end => break,
                Piece::Placeholder(own) if own.block => {
                    close(&mut loose, &mut blocks);
                    blocks.push(Block::Slot(own.name.clone()));
                }
                Piece::Markdown(Event::Rule, _) => {
                    close(&mut loose, &mut blocks);
                    blocks.push(Block::Rule);
                }
                Piece::Markdown(Event::Start(tag), _) if !is_span(tag.to_end()) => {
                    close(&mut loose, &mut blocks);
                    self.block(tag, &mut blocks);
                }
                piece => self.span(piece, &mut loose),
            }
        }
        close(&mut loose, &mut blocks);
        blocks
    }

    fn block(&mut self, tag: &Tag<'_>, blocks: &mut Vec<Block>) {
        let end = tag.to_end();
        match tag {
            Tag::Paragraph => close(&mut self.spans(end), blocks),
            Tag::Heading { level, .. } => blocks.push(Block::Heading(*level as u8, self.spans(end))),
            Tag::BlockQuote(kind) => blocks.push(Block::Quote(*kind, self.blocks(Some(end)))),
            Tag::CodeBlock(_) => blocks.push(Block::Code(words(&self.spans(end)))),
            Tag::List(first) => {
                let items = self.children(end, |reader, tag| reader.blocks(Some(tag.to_end())));
                blocks.push(Block::List(*first, items));
            }
            Tag::Table(_) => {
                let cells = |reader: &mut Self, row: &Tag<'_>| {
                    reader.children(row.to_end(), |reader, cell| reader.spans(cell.to_end()))
                };
                blocks.push(Block::Table(self.children(end, cells)));
            }
            Tag::FootnoteDefinition(label) => {
                let number = self.number(label);
                let note = self.blocks(Some(end));
                self.notes.push((number, note));
            }
            Tag::DefinitionListTitle => blocks.push(Block::Paragraph(vec![Span::Strong(self.spans(end))])),
            Tag::DefinitionListDefinition => blocks.push(Block::Quote(None, self.blocks(Some(end)))),
            // Elements that only hold others.
            _ => blocks.extend(self.blocks(Some(end))),
        }
    }

    /// What is made of each element directly within one.
    fn children<T>(&mut self, end: TagEnd, mut each: impl FnMut(&mut Self, &Tag<'_>) -> T) -> Vec<T> {
        let mut made = Vec::new();
        while let Some(piece) = self.pieces.next() {
            match piece {
                Piece::Markdown(Event::End(found), _) if *found == end => break,
                Piece::Markdown(Event::Start(tag), _) => made.push(each(self, tag)),
                Piece::Markdown(..) | Piece::Placeholder(_) => {}
            }
        }
        made
    }

    /// The spans up to an end.
    fn spans(&mut self, end: TagEnd) -> Vec<Span> {
        let mut spans = Vec::new();
        while let Some(piece) = self.pieces.next() {
            match piece {
                Piece::Markdown(Event::End(found), _) if *found == end => break,
                piece => self.span(piece, &mut spans),
            }
        }
        spans
    }

    fn span(&mut self, piece: &Piece<'_>, spans: &mut Vec<Span>) {
        let (event, place) = match piece {
            // Plain text, as the words of a picture have it.
            Piece::Placeholder(own) => return push(&self.hooks.placeholder(own, Within::Picture), spans),
            Piece::Markdown(event, place) => (event, place),
        };
        match event {
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => push(text, spans),
            Event::Code(code) => spans.push(Span::Code(code.to_string())),
            Event::SoftBreak => push(" ", spans),
            Event::HardBreak => spans.push(Span::Break),
            Event::TaskListMarker(done) => push(if *done { "☑ " } else { "☐ " }, spans),
            Event::FootnoteReference(label) => {
                let number = self.number(label);
                spans.push(Span::Note(number));
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                for token in raw::tokens(html) {
                    match token {
                        Token::Text(text) => push(&sanitize::unescaped(text), spans),
                        Token::Tag(tag) if raw::name(tag) == "br" => spans.push(Span::Break),
                        Token::Tag(_) => {}
                    }
                }
            }
            Event::Start(tag) => self.nested(tag, place.clone(), spans),
            Event::End(_) | Event::Rule => {}
        }
    }

    fn nested(&mut self, tag: &Tag<'_>, place: std::ops::Range<usize>, spans: &mut Vec<Span>) {
        let end = tag.to_end();
        match tag {
            Tag::Strong => spans.push(Span::Strong(self.spans(end))),
            Tag::Emphasis => spans.push(Span::Emphasis(self.spans(end))),
            Tag::Strikethrough => spans.push(Span::Deleted(self.spans(end))),
            Tag::Link { dest_url, .. } => {
                let address = self.hooks.link(dest_url, place);
                spans.push(Span::Link(address, self.spans(end)));
            }
            Tag::Image { dest_url, .. } => {
                let address = self.hooks.link(dest_url, place);
                spans.push(Span::Picture(address, words(&self.spans(end))));
            }
            _ => spans.extend(self.spans(end)),
        }
    }

    fn number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(label.to_owned()).or_insert(next)
    }
}

/// Adds text to what is there.
fn push(text: &str, spans: &mut Vec<Span>) {
    match spans.last_mut() {
        Some(Span::Text(last)) => last.push_str(text),
        _ => spans.push(Span::Text(text.to_owned())),
    }
}

/// Ends a paragraph, if it says anything.
fn close(spans: &mut Vec<Span>, blocks: &mut Vec<Block>) {
    let spans = std::mem::take(spans);
    let has_picture = |span: &Span| matches!(span, Span::Picture(..));
    if spans.iter().any(has_picture) || !words(&spans).trim().is_empty() {
        blocks.push(Block::Paragraph(spans));
    }
}
