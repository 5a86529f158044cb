//! A document as HTML.
//!
//! In: the pieces of a document and [`Hooks`] for what the document cannot know. Out: HTML, by
//! pulldown-cmark's own writer, with headings that can be linked to, tables that scroll, code that
//! is highlighted and footnotes at the end.
//!
//! May touch: path, diag

use super::raw::{self, Token};
use super::{Piece, Placeholder, addresses, sanitize};
use crate::diag::Malformed;
use crate::path::fragment;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, Tag, TagEnd, html};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::str::FromStr;

/// What happens to raw HTML in Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// It is kept, scripts and all: for a site's own editors.
    Allow,
    /// It is escaped and shown as text.
    Escape,
    /// Only what cannot run is kept: markup, and links with safe addresses.
    #[default]
    Sanitize,
}

impl FromStr for RawHtml {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match text {
            "allow" => Ok(Self::Allow),
            "escape" => Ok(Self::Escape),
            "sanitize" => Ok(Self::Sanitize),
            _ => Err(Malformed::new(
                0..text.len(),
                format!("raw HTML cannot be treated by `{text}`"),
                "write \"allow\", \"escape\" or \"sanitize\"",
            )),
        }
    }
}

/// What a placeholder is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Text, in which it may be a link.
    Prose,
    /// The words of a link, in which there can be no other.
    Link,
    /// The words of a picture.
    Picture,
}

/// What a document asks of those who know more.
pub trait Hooks {
    /// The address a link or image leads to, for the one its author wrote at `span` of the body.
    fn link(&mut self, address: &str, span: Range<usize>) -> String;
    /// The HTML a placeholder becomes; within a picture, plain text.
    fn placeholder(&mut self, placeholder: &Placeholder, within: Within) -> String;
    /// The HTML of a fenced code block, `<pre>` and all; `language` is empty when none was named.
    fn code(&mut self, language: &str, code: &str) -> String;
    /// The word above a notice, as `> [!WARNING]` begins one; none where it has none.
    fn notice(&self, _kind: BlockQuoteKind) -> Option<String> {
        None
    }
    /// What the link of a heading to itself is called; none where headings have none.
    fn anchor(&self) -> Option<String> {
        None
    }
    /// What happens to raw HTML.
    fn raw_html(&self) -> RawHtml {
        RawHtml::Allow
    }
    /// The page's absolute address, where the HTML will be read elsewhere and relative addresses in raw HTML would
    /// lead nowhere. Raw HTML is then sanitized even if it is allowed on the page.
    fn page(&self) -> Option<String> {
        None
    }
    /// Called for each thing at `span` of the body that sanitizing drops: `<script>`, `onclick`.
    fn refused(&mut self, _what: &str, _span: Range<usize>) {}
}

pub(super) fn write(pieces: &[Piece<'_>], hooks: &mut impl Hooks) -> String {
    let page = hooks.page();
    let has_raw =
        || pieces.iter().any(|piece| matches!(piece, Piece::Markdown(Event::Html(_) | Event::InlineHtml(_), _)));
    let raw_html = match hooks.raw_html() {
        RawHtml::Allow if page.is_some() && has_raw() => RawHtml::Sanitize,
        asked => asked,
    };
    let notes = Notes::of(pieces);
    let cells = Cells::default();
    let mut writer =
        Writer { hooks, raw_html, slots: Vec::new(), notes, code: None, heading: None, links: 0, pictures: 0, cells };
    let mut body = Vec::with_capacity(pieces.len());
    let mut definitions: Vec<(String, Vec<Event<'_>>)> = Vec::new();
    let mut in_definition = false;
    for piece in pieces {
        match piece {
            Piece::Markdown(Event::Start(Tag::FootnoteDefinition(label)), _) => {
                definitions.push((label.to_string(), Vec::new()));
                in_definition = true;
            }
            Piece::Markdown(Event::End(TagEnd::FootnoteDefinition), _) => in_definition = false,
            piece => {
                let events = match definitions.last_mut() {
                    Some((_, events)) if in_definition => events,
                    _ => &mut body,
                };
                writer.push(piece, events);
            }
        }
    }
    let mut out = String::new();
    html::push_html(&mut out, body.into_iter());
    writer.notes.write(definitions, &mut out);
    match raw_html {
        RawHtml::Allow | RawHtml::Escape => out,
        RawHtml::Sanitize => sanitize::clean(&out, &writer.slots, page.as_deref()),
    }
}

/// Writes the cells of tables: aligned by a class, since hosts that forbid inline styles would drop a style, and no heading
/// where there is no word, for those who hear the page.
#[derive(Default)]
struct Cells {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Cells {
    /// What begins or ends a table, a row or a cell.
    fn push<'a>(&mut self, event: &Event<'a>, events: &mut Vec<Event<'a>>) {
        match event {
            Event::Start(Tag::TableCell) => return events.push(Event::InlineHtml(self.open().into())),
            Event::End(TagEnd::TableCell) => return self.close(events),
            Event::Start(Tag::Table(alignments)) => {
                self.alignments.clone_from(alignments);
                events.push(Event::Html(CowStr::Borrowed("<div class=\"scroll\" tabindex=\"0\">")));
            }
            Event::Start(tag) => {
                self.column = 0;
                self.in_head = matches!(tag, Tag::TableHead);
            }
            _ => {}
        }
        events.push(event.clone());
        if let Event::End(_) = event {
            events.push(Event::Html(CowStr::Borrowed("</div>\n")));
        }
    }

    fn open(&self) -> String {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        };
        format!("<{}{class}>", if self.in_head { "th" } else { "td" })
    }

    fn close(&mut self, events: &mut Vec<Event<'_>>) {
        self.column += 1;
        match events.last_mut() {
            Some(Event::InlineHtml(tag)) if self.in_head && tag.starts_with("<th") => {
                *tag = format!("<td{}", &tag["<th".len()..]).into();
                events.push(Event::InlineHtml("</td>".into()));
            }
            _ => events.push(Event::InlineHtml(if self.in_head { "</th>" } else { "</td>" }.into())),
        }
    }
}

struct Writer<'h, H> {
    hooks: &'h mut H,
    raw_html: RawHtml,
    /// HTML of our own, which is inserted after the author's is sanitized.
    slots: Vec<String>,
    notes: Notes,
    /// The language and text of a code block that has not ended.
    code: Option<(String, String)>,
    /// The id of a heading that has not ended.
    heading: Option<String>,
    /// How many links are open, raw ones too.
    links: usize,
    /// How many pictures are open.
    pictures: usize,
    cells: Cells,
}

impl<H: Hooks> Writer<'_, H> {
    fn push<'a>(&mut self, piece: &Piece<'a>, events: &mut Vec<Event<'a>>) {
        let (event, span) = match piece {
            Piece::Placeholder(placeholder) => return self.push_placeholder(placeholder, events),
            Piece::Markdown(event, span) => (event, span),
        };
        match event {
            Event::End(end @ (TagEnd::Link | TagEnd::Image)) => {
                let open = if *end == TagEnd::Link { &mut self.links } else { &mut self.pictures };
                *open = open.saturating_sub(1);
                events.push(event.clone());
            }
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                events.push(event.clone());
                self.push_notice(*kind, events);
            }
            Event::Start(Tag::Heading { id, .. }) => {
                self.heading = id.as_ref().map(ToString::to_string);
                events.push(event.clone());
            }
            Event::End(TagEnd::Heading(_)) => {
                self.push_anchor(events);
                events.push(event.clone());
            }
            Event::Start(Tag::CodeBlock(kind)) => self.code = Some((language(kind), String::new())),
            Event::End(TagEnd::CodeBlock) => {
                if let Some((language, code)) = self.code.take() {
                    let html = self.hooks.code(&language, &code);
                    events.push(Event::Html(self.own(html).into()));
                }
            }
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(text),
                None => events.push(Event::Text(text.clone())),
            },
            Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. })) => {
                match tag {
                    Tag::Image { .. } => self.pictures += 1,
                    _ => self.links += 1,
                }
                events.push(Event::Start(self.led(tag.clone(), span)));
            }
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell)
            | Event::End(TagEnd::Table | TagEnd::TableCell) => self.cells.push(event, events),
            Event::Html(html) => self.push_raw(html, span, true, events),
            Event::InlineHtml(html) => self.push_raw(html, span, false, events),
            Event::FootnoteReference(label) => {
                let linked = self.links == 0;
                events.push(Event::InlineHtml(self.notes.reference(label, linked).into()));
            }
            event => events.push(event.clone()),
        }
    }

    /// The word above a notice.
    fn push_notice(&mut self, kind: BlockQuoteKind, events: &mut Vec<Event<'_>>) {
        if let Some(word) = self.hooks.notice(kind) {
            let title = self.own(format!("<p class=\"notice-word\">{word}</p>\n"));
            events.push(Event::Html(title.into()));
        }
    }

    /// The link of a heading that ends to itself.
    fn push_anchor(&mut self, events: &mut Vec<Event<'_>>) {
        if let Some((id, name)) = self.heading.take().zip(self.hooks.anchor()) {
            let id = fragment(&id);
            let link = self.own(format!("<a class=\"anchor\" href=\"#{id}\" aria-label=\"{name}\"></a>"));
            events.push(Event::InlineHtml(link.into()));
        }
    }

    /// A link or picture with the address that it leads to.
    fn led<'a>(&mut self, mut tag: Tag<'a>, span: &Range<usize>) -> Tag<'a> {
        if let Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } = &mut tag {
            *dest_url = self.hooks.link(dest_url, span.clone()).into();
        }
        tag
    }

    fn push_placeholder<'a>(&mut self, placeholder: &Placeholder, events: &mut Vec<Event<'a>>) {
        let within = match (self.pictures, self.links) {
            (0, 0) => Within::Prose,
            (0, _) => Within::Link,
            (..) => Within::Picture,
        };
        let shown = self.hooks.placeholder(placeholder, within);
        events.push(match within {
            Within::Picture => Event::Text(shown.into()),
            Within::Prose | Within::Link if placeholder.block => Event::Html(self.own(shown).into()),
            Within::Prose | Within::Link => Event::InlineHtml(self.own(shown).into()),
        });
    }

    /// HTML that is not the author's passes by the filter.
    fn own(&mut self, html: String) -> String {
        match self.raw_html {
            RawHtml::Allow | RawHtml::Escape => html,
            RawHtml::Sanitize => {
                self.slots.push(html);
                sanitize::slot(self.slots.len() - 1)
            }
        }
    }

    /// HTML as the author wrote it.
    fn push_raw<'a>(&mut self, html: &CowStr<'a>, span: &Range<usize>, block: bool, events: &mut Vec<Event<'a>>) {
        match self.raw_html {
            RawHtml::Escape if block => events.extend([
                Event::Start(Tag::Paragraph),
                Event::Text(html.trim_end().to_owned().into()),
                Event::End(TagEnd::Paragraph),
            ]),
            RawHtml::Escape => events.push(Event::Text(html.clone())),
            RawHtml::Sanitize | RawHtml::Allow => {
                for token in raw::tokens(html) {
                    let Token::Tag(tag) = token else { continue };
                    let leads = || raw::attributes(tag).iter().any(|(name, _)| name == "href");
                    match raw::name(tag).as_str() {
                        "a" if leads() => self.links += 1,
                        "/a" => self.links = self.links.saturating_sub(1),
                        _ => {}
                    }
                }
                let refused = if self.raw_html == RawHtml::Sanitize { sanitize::refused(html) } else { Vec::new() };
                for what in refused {
                    self.hooks.refused(&what, span.clone());
                }
                let place = |within: Range<usize>| {
                    (span.start + within.start).min(span.end)..(span.start + within.end).min(span.end)
                };
                let led = addresses::replaced(html, |address, within| self.hooks.link(address, place(within)));
                let html: CowStr<'a> = if led == **html { html.clone() } else { led.into_owned().into() };
                events.push(if block { Event::Html(html) } else { Event::InlineHtml(html) });
            }
        }
    }
}

/// The language a code block names; empty when it names none.
fn language(kind: &CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or("").to_owned(),
        CodeBlockKind::Indented => String::new(),
    }
}

/// Footnotes are numbered in the order they are first referred to.
struct Notes {
    numbers: HashMap<String, usize>,
    references: HashMap<String, usize>,
}

impl Notes {
    fn of(pieces: &[Piece<'_>]) -> Self {
        let mut numbers = HashMap::new();
        for piece in pieces {
            if let Piece::Markdown(Event::FootnoteReference(label), _) = piece {
                let next = numbers.len() + 1;
                numbers.entry(label.to_string()).or_insert(next);
            }
        }
        Self { numbers, references: HashMap::new() }
    }

    /// The number of a note, a link to it where one can be.
    fn reference(&mut self, label: &str, linked: bool) -> String {
        let number = self.numbers.get(label).copied().unwrap_or_default();
        let uses = self.references.entry(label.to_owned()).or_default();
        *uses += 1;
        let id = if *uses == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{uses}") };
        let shown = match linked {
            true => format!("<a href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a>"),
            false => number.to_string(),
        };
        format!("<sup class=\"fnref\" id=\"{id}\">{shown}</sup>")
    }

    /// The definitions that are referred to, in the order of their numbers. One that nobody
    /// refers to is kept, after the others: nothing an author wrote is lost.
    fn write(&self, definitions: Vec<(String, Vec<Event<'_>>)>, out: &mut String) {
        if definitions.is_empty() {
            return;
        }
        let mut numbered: Vec<(usize, Vec<Event<'_>>)> = Vec::new();
        let mut next = self.numbers.len();
        let mut defined: HashSet<String> = HashSet::new();
        for (label, events) in definitions {
            // A second definition is a note of its own.
            let number = self.numbers.get(&label).copied().filter(|_| defined.insert(label)).unwrap_or_else(|| {
                next += 1;
                next
            });
            numbered.push((number, events));
        }
        numbered.sort_by_key(|(number, _)| *number);
        out.push_str("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for (number, events) in numbered {
            out.push_str(&format!("<li id=\"fn-{number}\" value=\"{number}\">\n"));
            html::push_html(out, events.into_iter());
            if number <= self.numbers.len() {
                out.push_str(&format!(
                    "<a href=\"#fnref-{number}\" role=\"doc-backlink\" aria-label=\"{number}\">↩</a>"
                ));
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</div>\n");
    }
}
