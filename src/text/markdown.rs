//! Markdown as a value.
//!
//! In: the Markdown of a body. Out: a [`Document`], which can be converted to another script
//! ([`Document::convert`]) and written as HTML ([`Document::html`]). It knows nothing of figures
//! or pages: `{{ name }}` is a [`Placeholder`], links are strings, and [`Hooks`] decide what they
//! become.
//!
//! May touch: path

mod addresses;
mod bound;
mod emphasis;
mod html;
mod join;
mod letters;
mod links;
mod plain;
mod prose;
mod references;
mod sanitize;
mod tag;

pub use bound::excess;
pub use html::{Hooks, RawHtml};
pub use letters::{Letters, align};
pub use links::Link;
pub use prose::Run;
pub use references::Loose;

use crate::path;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

/// A parsed body: blocks and inlines in order, as pulldown-cmark's events.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    pieces: Vec<Piece<'a>>,
}

/// `{{ name }}` in the text: something of the bulletin shown in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// The name between the braces, trimmed, in the author's own script.
    pub name: String,
    /// Whether it is alone in its paragraph and so replaces it.
    pub block: bool,
    /// Its bytes in the body.
    pub span: Range<usize>,
}

/// An element of a document.
#[derive(Clone, Debug)]
enum Piece<'a> {
    /// An event of the parser, and where.
    Markdown(Event<'a>, Range<usize>),
    /// `{{ name }}`.
    Placeholder(Placeholder),
}

impl Piece<'_> {
    fn span(&self) -> Range<usize> {
        match self {
            Piece::Markdown(_, span) => span.clone(),
            Piece::Placeholder(placeholder) => placeholder.span.clone(),
        }
    }

    /// What an editor is shown in place of what is not text.
    fn stand_in(&self) -> String {
        match self {
            Piece::Placeholder(placeholder) => format!("{{{{ {} }}}}", placeholder.name),
            Piece::Markdown(Event::Code(code), _) => code.to_string(),
            Piece::Markdown(Event::HardBreak, _) => "↵".to_owned(),
            Piece::Markdown(..) => "▣".to_owned(),
        }
    }
}

/// The text of a block as it is converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The text, with U+FFFC for what is not text: code, `{{ name }}`, the edges of pictures.
    pub text: String,
    /// Stretches of the text, in order, and their bytes in the body.
    pub runs: Vec<(Range<usize>, Range<usize>)>,
    /// What each U+FFFC replaces: `{{ name }}`.
    pub gaps: Vec<String>,
}

impl Stretch {
    /// The text with its gaps filled.
    pub fn shown(&self) -> String {
        let mut gaps = self.gaps.iter();
        let pieces = self.text.split('\u{FFFC}').map(|text| (text, gaps.next().map_or("", String::as_str)));
        pieces.flat_map(|(text, gap)| [text, gap]).collect()
    }
}

/// A heading of level 2 or 3, for a table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 or 3.
    pub level: u8,
    /// Its anchor, the same in every script.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// The Markdown that is understood: CommonMark with tables, footnotes, alerts (`> [!NOTE]`),
/// strikethrough, task lists, heading attributes (`{#id}`) and definition lists.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

impl<'a> Document<'a> {
    /// Parses a body. Every text is Markdown, so nothing can be wrong with it.
    pub fn parse(markdown: &'a str) -> Self {
        let marked = emphasis::mark(markdown);
        let events: Vec<(Event<'a>, Range<usize>)> = match &marked {
            None => Parser::new_ext(markdown, options()).into_offset_iter().collect(),
            Some(marked) => Parser::new_ext(&marked.text, options())
                .into_offset_iter()
                .map(|(event, span)| (marked.restore(event), marked.original(span)))
                .collect(),
        };
        let events = name_headings(join::html_blocks(join::soft_breaks(events)));
        Self { pieces: placeholders(events) }
    }

    /// The same document in another script: `convert` is given the text of each block as one
    /// string, so that a phrase broken by markup or a line end converts as the unbroken one does.
    /// Code, addresses, ids, raw HTML tags and placeholders are unchanged.
    pub fn convert(mut self, converter: &super::Converter) -> Self {
        join::convert(&mut self.pieces, converter);
        self
    }

    /// As HTML.
    pub fn html(&self, hooks: &mut impl Hooks) -> String {
        html::write(&self.pieces, hooks)
    }

    /// Every text that is prose, and where it is in the body.
    pub fn texts(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        let mut in_code = false;
        self.pieces.iter().filter_map(move |piece| {
            let Piece::Markdown(event, span) = piece else { return None };
            match event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Text(text) if !in_code => return Some((&**text, span.clone())),
                _ => {}
            }
            None
        })
    }

    /// The text of each block as one, without markup, and where it is in the body.
    pub fn blocks(&self) -> Vec<(String, Range<usize>)> {
        join::blocks(&self.pieces)
    }

    /// The text of each block as it is converted, and the way back to the body.
    pub fn stretches(&self) -> Vec<Stretch> {
        let stretch = |block: join::Block| Stretch {
            runs: block.runs.into_iter().map(|(at, run)| (run, self.pieces[at].span())).collect(),
            gaps: block.gaps.into_iter().map(|at| self.pieces[at].stand_in()).collect(),
            text: block.text,
        };
        join::gather(&self.pieces).into_iter().map(stretch).collect()
    }

    /// The prose of each block, without markup, and where it is in the body.
    pub fn prose(&self) -> Vec<Vec<Run<'_>>> {
        prose::prose(&self.pieces)
    }

    /// What a reader sees of each block, without markup; `fill` says what an inline placeholder shows.
    pub fn plain(&self, fill: impl Fn(&Placeholder) -> String) -> Vec<String> {
        plain::blocks(&self.pieces, fill)
    }

    /// Every link and picture.
    pub fn links(&self) -> Vec<Link> {
        links::links(&self.pieces)
    }

    /// Every placeholder, in order.
    pub fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder(placeholder) => Some(placeholder),
            Piece::Markdown(..) => None,
        })
    }

    /// With a block placeholder after the first paragraph (or at the top when there is none),
    /// unless the author placed one of that name.
    pub fn with_default_placeholder(mut self, name: &str) -> Self {
        if self.placeholders().any(|placeholder| placeholder.block && placeholder.name == name) {
            return self;
        }
        let lead =
            self.pieces.iter().position(|piece| matches!(piece, Piece::Markdown(Event::End(TagEnd::Paragraph), _)));
        let placeholder = Placeholder { name: name.to_owned(), block: true, span: 0..0 };
        self.pieces.insert(lead.map_or(0, |end| end + 1), Piece::Placeholder(placeholder));
        self
    }

    /// The headings of level 2 and 3.
    pub fn headings(&self) -> Vec<Heading> {
        let mut headings = Vec::new();
        let mut open: Option<Heading> = None;
        for piece in &self.pieces {
            let Piece::Markdown(event, _) = piece else { continue };
            match event {
                Event::Start(Tag::Heading {
                    level: level @ (HeadingLevel::H2 | HeadingLevel::H3),
                    id: Some(id),
                    ..
                }) => {
                    open = Some(Heading { level: *level as u8, id: id.to_string(), text: String::new() });
                }
                Event::End(TagEnd::Heading(_)) => headings.extend(open.take()),
                Event::Text(text) | Event::Code(text) => {
                    if let Some(heading) = &mut open {
                        heading.text.push_str(text);
                    }
                }
                _ => {}
            }
        }
        headings
    }

    /// The text of the first paragraph, without markup: what a list or a feed shows of a body.
    pub fn lead(&self) -> String {
        let mut lead = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Markdown(Event::End(TagEnd::Paragraph), _) if !lead.is_empty() => break,
                Piece::Markdown(Event::Text(text) | Event::Code(text), _) => lead.push_str(text),
                Piece::Markdown(Event::Start(Tag::Heading { .. }), _) if lead.is_empty() => {}
                _ => {}
            }
        }
        lead
    }
}

/// Gives each heading without an id one made from its text, in the author's script, so that an
/// anchor is the same in every edition.
fn name_headings<'a>(events: Vec<(Event<'a>, Range<usize>)>) -> Vec<(Event<'a>, Range<usize>)> {
    let mut named = events;
    let mut taken: HashMap<String, usize> = HashMap::new();
    for start in 0..named.len() {
        if !matches!(named[start].0, Event::Start(Tag::Heading { .. })) {
            continue;
        }
        let text: String = named[start..]
            .iter()
            .take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Heading(_))))
            .filter_map(|(event, _)| match event {
                Event::Text(text) | Event::Code(text) => Some(&**text),
                _ => None,
            })
            .collect();
        if let Event::Start(Tag::Heading { id, .. }) = &mut named[start].0 {
            let wanted = id.as_deref().map_or_else(|| path::slug(&text), str::to_owned);
            let wanted = if wanted.is_empty() { "section".to_owned() } else { wanted };
            let uses = taken.entry(wanted.clone()).or_default();
            *uses += 1;
            *id = Some(if *uses == 1 { wanted.into() } else { format!("{wanted}-{uses}").into() });
        }
    }
    named
}

/// Takes `{{ name }}` out of the texts; code is not text.
fn placeholders<'a>(events: Vec<(Event<'a>, Range<usize>)>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::with_capacity(events.len());
    let mut in_code = false;
    for (event, span) in events {
        match event {
            Event::Text(text) if !in_code && text.contains("{{") => split_placeholders(&text, span, &mut pieces),
            event => {
                match &event {
                    Event::Start(Tag::CodeBlock(_)) => in_code = true,
                    Event::End(TagEnd::CodeBlock) => in_code = false,
                    _ => {}
                }
                pieces.push(Piece::Markdown(event, span));
            }
        }
    }
    lift_blocks(pieces)
}

/// The pieces of a text, each with its own bytes: exact where the body has it verbatim, approximate where there
/// are escapes or line ends before it.
fn split_placeholders<'a>(text: &str, span: Range<usize>, pieces: &mut Vec<Piece<'a>>) {
    let place = |at: usize| (span.start + at).min(span.end);
    let mut done = 0;
    while let Some(open) = text[done..].find("{{").map(|at| done + at) {
        let Some(end) = text[open..].find("}}").map(|at| open + at + 2) else { break };
        if done < open {
            let before = CowStr::from(text[done..open].to_owned());
            pieces.push(Piece::Markdown(Event::Text(before), place(done)..place(open)));
        }
        let name = text[open + 2..end - 2].trim().to_owned();
        pieces.push(Piece::Placeholder(Placeholder { name, block: false, span: place(open)..place(end) }));
        done = end;
    }
    if done < text.len() {
        pieces.push(Piece::Markdown(Event::Text(CowStr::from(text[done..].to_owned())), place(done)..span.end));
    }
}

/// A paragraph that contains one placeholder and nothing else becomes that placeholder.
fn lift_blocks(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut lifted: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let closes = matches!(&piece, Piece::Markdown(Event::End(TagEnd::Paragraph), _));
        if closes
            && let [.., Piece::Markdown(Event::Start(Tag::Paragraph), _), Piece::Placeholder(_)] = lifted.as_slice()
        {
            let Some(Piece::Placeholder(placeholder)) = lifted.pop() else { continue };
            lifted.pop();
            lifted.push(Piece::Placeholder(Placeholder { block: true, ..placeholder }));
            continue;
        }
        lifted.push(piece);
    }
    lifted
}
