//! Markdown as a value.
//!
//! In: the Markdown of a body. Out: a [`Document`], which can be converted to another script
//! ([`Document::convert`]) and written as HTML ([`Document::html`]). It knows nothing of figures
//! or pages: `{{ name }}` is a [`Placeholder`], links are strings, and [`Hooks`] decide what they
//! become.
//!
//! May touch: nothing

mod addresses;
mod bound;
mod emphasis;
mod heading;
mod html;
mod inline;
mod join;
mod letters;
mod links;
mod outline;
mod placeholder;
mod plain;
mod prose;
mod raw;
mod references;
mod sanitize;
mod stray;
mod tree;

pub use bound::excess;
pub use html::{Hooks, RawHtml, Within};
pub use letters::{Letters, align};
pub use links::Link;
pub use outline::Outer;
pub use placeholder::{Part, Template, parts};
pub use prose::Run;
pub use references::Loose;
pub use stray::Stray;
pub use tree::{Block, Span, pictures, slots, words};

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A parsed body: blocks and inlines in order, as pulldown-cmark's events.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    pieces: Vec<Piece<'a>>,
    faults: Vec<Fault>,
}

/// Something an author wrote that will not be what was meant, and its bytes in the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `{{` where nothing fills it: without an end, in a tag, in an address.
    Braces(Range<usize>),
    /// An attribute of a heading that is not kept: `onclick`.
    Attribute(String, Range<usize>),
    /// An id of a heading that the page has already.
    Id(String, Range<usize>),
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
            Piece::Markdown(Event::Code(text) | Event::Text(text), _) => text.to_string(),
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

    /// Where a byte of the text stands in the body.
    pub fn place_of(&self, body: &str, at: usize) -> usize {
        let Some((run, span)) = self.runs.iter().find(|(run, _)| at <= run.end) else { return body.len() };
        let mut passed = run.start;
        for (c, place) in align(&self.text[run.clone()], body, span.clone()) {
            if passed >= at {
                return place.start;
            }
            passed += c.len_utf8();
        }
        span.end
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
/// strikethrough, task lists and definition lists. Ids of headings (`{#id}`) are read by [`heading`].
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
}

impl<'a> Document<'a> {
    /// Parses a body. Every text is Markdown, so nothing can be wrong with it.
    pub fn parse(markdown: &'a str) -> Self {
        Self::parse_for(markdown, &|_| false)
    }

    /// Parses a body for a page that has ids of its own, which no heading takes.
    pub fn parse_for(markdown: &'a str, is_taken: &dyn Fn(&str) -> bool) -> Self {
        let marked = emphasis::mark(markdown);
        let events: Vec<(Event<'a>, Range<usize>)> = match &marked {
            None => Parser::new_ext(markdown, options()).into_offset_iter().collect(),
            Some(marked) => Parser::new_ext(&marked.text, options())
                .into_offset_iter()
                .map(|(event, span)| (marked.restore(event), marked.original(span)))
                .collect(),
        };
        let events = join::without_comments(join::html_blocks(links::mail(events)));
        let mut stray = Vec::new();
        let mut pieces = join::soft_breaks(placeholder::take(markdown, events, &mut stray));
        let mut faults = stray.into_iter().map(Fault::Braces).collect();
        heading::lower(&mut pieces);
        heading::name(markdown, &mut pieces, is_taken, &mut faults);
        Self { pieces: lift_blocks(pieces), faults }
    }

    /// What will not be what its author meant.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The same document in another script: `convert` is given the text of each block as one
    /// string, so that a phrase broken by markup or a line end converts as the unbroken one does.
    /// Code, addresses, ids, raw HTML tags but for what they say to readers, and placeholders stay as they are.
    pub fn convert(mut self, converter: &super::Converter) -> Self {
        join::convert(&mut self.pieces, converter);
        self
    }

    /// As HTML.
    pub fn html(&self, hooks: &mut impl Hooks) -> String {
        html::write(&self.pieces, hooks)
    }

    /// As a tree of blocks and spans.
    pub fn tree(&self, hooks: &mut impl Hooks) -> Vec<Block> {
        tree::blocks(&self.pieces, hooks)
    }

    /// The text of each block as one, without markup, and where it stands in the body.
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

    /// The ids of all headings.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Markdown(Event::Start(Tag::Heading { id, .. }), _) => id.as_deref(),
            Piece::Markdown(..) | Piece::Placeholder(_) => None,
        })
    }

    /// Every placeholder, in order.
    pub fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder(placeholder) => Some(placeholder),
            Piece::Markdown(..) => None,
        })
    }

    /// Only the placeholders that are paragraphs of their own and are so: the charts and tables of a text without its words.
    pub fn only_placeholders(mut self, is: impl Fn(&str) -> bool) -> Self {
        let kept = |piece: &Piece<'_>| matches!(piece, Piece::Placeholder(own) if own.block && is(&own.name));
        self.pieces.retain(kept);
        self.faults.clear();
        self
    }

    /// With a block placeholder at the end, unless the author placed one of that name.
    pub fn with_default_placeholder(mut self, name: &str) -> Self {
        if !self.placeholders().any(|placeholder| placeholder.block && placeholder.name == name) {
            self.pieces.push(Piece::Placeholder(Placeholder { name: name.to_owned(), block: true, span: 0..0 }));
        }
        self
    }

    /// The headings of level 2 and 3; `fill` says what a placeholder shows.
    pub fn headings(&self, fill: impl Fn(&Placeholder) -> String) -> Vec<Heading> {
        let mut headings = Vec::new();
        let mut open: Option<Heading> = None;
        for piece in &self.pieces {
            match (piece, &mut open) {
                (Piece::Markdown(Event::Start(Tag::Heading { level, id: Some(id), .. }), _), _)
                    if matches!(level, HeadingLevel::H2 | HeadingLevel::H3) =>
                {
                    open = Some(Heading { level: *level as u8, id: id.to_string(), text: String::new() });
                }
                (Piece::Markdown(Event::End(TagEnd::Heading(_)), _), _) => headings.extend(open.take()),
                (Piece::Markdown(Event::Text(text) | Event::Code(text), _), Some(heading)) => {
                    heading.text.push_str(text)
                }
                (Piece::Placeholder(placeholder), Some(heading)) => heading.text.push_str(&fill(placeholder)),
                (Piece::Markdown(..) | Piece::Placeholder(_), _) => {}
            }
        }
        headings
    }

    /// The first paragraph that is in no quotation, list or note, as its reader sees it; `convert` is given
    /// the paragraph alone. None when there is none with words.
    pub fn lead(self, converter: &super::Converter, fill: impl Fn(&Placeholder) -> String) -> Option<String> {
        plain::paragraphs(&self.pieces).find_map(|paragraph| {
            let mut pieces = self.pieces[paragraph].to_vec();
            join::convert(&mut pieces, converter);
            plain::blocks(&pieces, &fill).into_iter().next()
        })
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
