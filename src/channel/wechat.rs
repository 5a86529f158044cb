//! An article of a WeChat account.
//!
//! In: a story. Out: `NAME.html`, a page from which a button copies the article for the editor of the account, and `NAME.json` with the fields of a draft as its
//! interface has them.
//!
//! What the editor of an account drops is not in the list: classes, ids, links to other places, styles of a head, things drawn before
//! or after. Links become numbered notes; lists in lists become lines; what an item has is in a `section`, which keeps it together;
//! code has its line ends and spaces as marks; a chart is drawn with attributes alone. No colour is set where the dark mode would have to guess, and sizes are in
//! `style`, which the editor keeps. Lines are not justified: with numbers and units that stay together they would have holes.
//!
//! May touch: chart, config, text, label

use super::figures::{Figures, Row};
use super::markup::{Attribute, Element, Markup, Writes};
use super::notes::{self, Note, Notes};
use super::points::Points;
use super::walk::{Form, Sink};
use super::{File, Slot, Story, cut, plain};
use crate::chart::{self, Drawing};
use crate::config::{FiguresAs, WechatConfig};
use crate::label::Label;
use crate::text::markdown::{Block, Span, words};
use Attribute::{Label as Said, Role, Style, ViewBox};
use serde::Serialize;

/// The elements of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Section,
    P,
    H2,
    H3,
    Strong,
    Em,
    Span,
    Sup,
    Ul,
    Ol,
    Li,
    Blockquote,
    Table,
    Tr,
    Td,
    Img,
    Br,
    /// A drawing, whose shapes are the chart's.
    Svg,
}

impl Element for Tag {
    fn name(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::P => "p",
            Self::H2 => "h2",
            Self::H3 => "h3",
            Self::Strong => "strong",
            Self::Em => "em",
            Self::Span => "span",
            Self::Sup => "sup",
            Self::Ul => "ul",
            Self::Ol => "ol",
            Self::Li => "li",
            Self::Blockquote => "blockquote",
            Self::Table => "table",
            Self::Tr => "tr",
            Self::Td => "td",
            Self::Img => "img",
            Self::Br => "br",
            Self::Svg => "svg",
        }
    }

    fn is_void(self) -> bool {
        matches!(self, Self::Img | Self::Br)
    }
}

const PARAGRAPH: &str = "margin:0 0 16px;font-size:16px;line-height:1.75";
const SMALL: &str = "margin:0 0 8px;font-size:14px;line-height:1.6";
const HEADING: &str = "margin:28px 0 12px;font-size:19px;line-height:1.5;font-weight:bold";
const SUBHEADING: &str = "margin:20px 0 8px;font-size:17px;line-height:1.5;font-weight:bold";
const LIST: &str = "margin:0 0 16px;padding:0 0 0 24px";
const ITEM: &str = "font-size:16px;line-height:1.75";
const QUOTE: &str = "margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #a8323c";
const CODE: &str = "margin:0 0 16px;padding:8px 0;font-size:14px;line-height:1.5;font-family:monospace;border-top:1px solid #999;border-bottom:1px solid #999";
const INLINE: &str = "font-family:monospace";
const DELETED: &str = "text-decoration:line-through";
/// What all cells have alike is said once: the styles of cells are most of a long table.
const TABLE: &str =
    "width:100%;margin:0 0 16px;border-collapse:collapse;border-top:2px solid #a8323c;font-size:14px;line-height:1.5";
const ROW: &str = "border-bottom:1px solid #ccc;vertical-align:top";
const HEAD: &str = "padding:6px 4px;font-weight:bold;border-bottom:1px solid #999";
const NUMBERS: &str = "padding:6px 4px;font-weight:bold;text-align:right;border-bottom:1px solid #999";
const CELL: &str = "padding:8px 4px";
const NUMBER: &str = "padding:8px 4px;font-size:15px;font-weight:bold;text-align:right;word-break:keep-all";
const OF: &str = "font-size:12px;line-height:1.4";
const ADDRESS: &str = "margin:0 0 8px;font-size:14px;line-height:1.6;word-break:break-all";
const LINE_OF: &str = "margin:0 0 4px;font-size:14px;line-height:1.5";
const PICTURE: &str = "max-width:100%;margin:0 0 8px";
const DRAWING: &str = "width:100%;max-width:480px";
const BAR: &str = "width:120px";
const BYLINE: &str = "margin:0 0 20px;font-size:14px;line-height:1.6";
const LINE: &str = "margin:24px 0;border-top:1px solid #999";

/// Figures in a table; more are lines, since the styles of cells are long.
const ROWS: usize = 30;

/// The most characters of a title and of the lines below it, as the interface of drafts takes them.
const TITLE: usize = 64;
const DIGEST: usize = 120;

/// How many characters of an article each kind of block has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weights {
    pub(super) figures: usize,
    pub(super) charts: usize,
    pub(super) tables: usize,
    pub(super) notes: usize,
}

/// The fields of a draft.
#[derive(Serialize)]
struct Draft<'s> {
    title: String,
    author: &'s str,
    digest: String,
    content: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_source_url: Option<&'s str>,
}

/// The files of an article.
pub(super) fn files(story: &Story<'_>) -> Vec<File> {
    let (content, _) = content(story);
    let settings = settings(story);
    let lead = || {
        story.blocks.iter().find_map(|block| match block {
            Block::Paragraph(spans) => Some(words(spans)),
            _ => None,
        })
    };
    let digest = if story.summary.is_empty() { lead().unwrap_or_default() } else { story.summary.clone() };
    let draft = Draft {
        title: cut(&story.title, TITLE),
        author: settings.author.as_deref().unwrap_or(&story.publisher),
        digest: cut(&digest, DIGEST),
        content: &content,
        content_source_url: Some(&*story.url).filter(|_| settings.source_url),
    };
    let json = serde_json::to_string_pretty(&draft).unwrap_or_default() + "\n";
    vec![("html", page(story, &content)), ("json", json)]
}

/// The article in a page with a button that copies it.
fn page(story: &Story<'_>, content: &str) -> String {
    let mut title = Markup::default();
    title.text(&story.title);
    let mut copy = Markup::default();
    copy.text(story.labels.text(Label::Copy));
    let (lang, title, copy) = (story.lang, title.finish(), copy.finish());
    format!(
        "<!DOCTYPE html>
<html lang=\"{lang}\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>{title}</title>
<body style=\"max-width:600px;margin:0 auto;padding:16px\">
<p><button type=\"button\" onclick=\"getSelection().selectAllChildren(document.querySelector('main'));document.execCommand('copy')\">{copy}</button></p>
<main>{content}</main>
"
    )
}

fn settings(story: &Story<'_>) -> WechatConfig {
    story.settings.wechat.clone().unwrap_or_default()
}

/// The article, and how much of it is what.
pub(super) fn content(story: &Story<'_>) -> (String, Weights) {
    let as_lines = settings(story).figures.map(|figures| figures == FiguresAs::Lines);
    let (markup, notes, weights) = (Markup::default(), Notes::default(), Weights::default());
    let mut writer = Writer { markup, story, notes, as_lines, weights };
    writer.element(Tag::Section, &[], Writer::article);
    (writer.markup.finish(), writer.weights)
}

struct Writer<'s> {
    markup: Markup,
    story: &'s Story<'s>,
    notes: Notes<'s>,
    /// Whether figures are lines, where the site says so.
    as_lines: Option<bool>,
    weights: Weights,
}

impl Writes for Writer<'_> {
    type Element = Tag;

    fn markup(&mut self) -> &mut Markup {
        &mut self.markup
    }
}

impl<'s> Writer<'s> {
    fn article(&mut self) {
        let story = self.story;
        self.element(Tag::P, &[Style(BYLINE)], |writer| writer.text(&story.byline));
        if !story.summary.is_empty() {
            self.put(Form::Quote, |writer| writer.say(Form::Paragraph, &story.summary));
        }
        for block in &story.blocks {
            let before = self.markup.length();
            self.block(block);
            let signs = self.markup.signs_after(before);
            match block {
                Block::Table(_) => self.weights.tables += signs,
                Block::Slot(name) => match story.slots.get(name) {
                    Some(Slot::Figures(_)) => self.weights.figures += signs,
                    _ => self.weights.charts += signs,
                },
                _ => {}
            }
        }
        let before = self.markup.length();
        self.numbered();
        self.weights.notes = self.markup.signs_after(before);
    }

    /// A block within an item: a list in it becomes lines.
    fn flat(&mut self, block: &'s Block, mark: &str) {
        let Block::List(_, items) = block else { return self.within(block) };
        for block in items.iter().flatten() {
            if let Block::Paragraph(_) = block {
                self.put(Form::Break, |_| {});
                self.text(mark);
            }
            self.flat(block, &["\u{a0}\u{a0}", mark].concat());
        }
    }

    /// The number of a note.
    fn number_of(&mut self, note: Note<'s>) {
        let number = self.notes.number(note);
        self.say(Form::Note, &notes::mark(number));
    }

    /// A figure in a line.
    fn line(&mut self, row: &Row) {
        let line = [plain::line(row, self.story), row.mark()].concat();
        self.element(Tag::P, &[Style(LINE_OF)], |writer| {
            writer.text(&line);
            if !row.remarks.is_empty() {
                writer.put(Form::Break, |_| {});
                writer.text(&row.remarks);
            }
        });
    }

    /// What the numbers in the text lead to.
    fn numbered(&mut self) {
        let links = self.story.labels.text(Label::Links);
        let mut number = 1;
        while let Some((note, text)) = self.notes.at(number) {
            if number == 1 {
                self.say(Form::Caption, links);
            }
            let mark = [&notes::mark(number), " "].concat();
            match note {
                Note::Address(address) => {
                    self.element(Tag::P, &[Style(ADDRESS)], |writer| writer.text(&[&mark, address].concat()));
                }
                Note::Own(_) => self.put(Form::Remark, |writer| {
                    writer.text(&mark);
                    text.iter().for_each(|block| writer.flat(block, "– "));
                }),
            }
            number += 1;
        }
    }
}

impl<'s> Sink<'s> for Writer<'s> {
    const BARS: bool = false;

    fn form(form: Form) -> (Tag, &'static str) {
        match form {
            Form::Heading => (Tag::H2, HEADING),
            Form::Subheading => (Tag::H3, SUBHEADING),
            Form::Caption => (Tag::P, SUBHEADING),
            Form::Paragraph => (Tag::P, PARAGRAPH),
            Form::Remark => (Tag::P, SMALL),
            Form::Quote => (Tag::Blockquote, QUOTE),
            Form::List => (Tag::Ul, LIST),
            Form::NumberedList => (Tag::Ol, LIST),
            Form::Code => (Tag::Span, INLINE),
            Form::Strong => (Tag::Strong, ""),
            Form::Emphasis => (Tag::Em, ""),
            Form::Deleted => (Tag::Span, DELETED),
            Form::Note => (Tag::Sup, ""),
            Form::Picture => (Tag::Img, PICTURE),
            Form::Break => (Tag::Br, ""),
            Form::Table => (Tag::Table, TABLE),
            Form::Row => (Tag::Tr, ROW),
            Form::Head => (Tag::Td, HEAD),
            Form::NumberHead => (Tag::Td, NUMBERS),
            Form::Name | Form::Cell => (Tag::Td, CELL),
            Form::Number => (Tag::Td, NUMBER),
            Form::Aside => (Tag::Span, OF),
        }
    }

    fn story(&self) -> &'s Story<'s> {
        self.story
    }

    fn link(&mut self, address: &'s str, inner: &'s [Span]) {
        self.spans(inner);
        if !address.is_empty() {
            self.number_of(Note::Address(address));
        }
    }

    fn note(&mut self, number: usize) {
        self.number_of(Note::Own(number));
    }

    fn item(&mut self, blocks: &'s [Block]) {
        self.element(Tag::Li, &[Style(ITEM)], |writer| {
            writer.element(Tag::Section, &[], |writer| blocks.iter().for_each(|block| writer.flat(block, "– ")));
        });
    }

    fn listing(&mut self, code: &str) {
        self.element(Tag::Section, &[Style(CODE)], |writer| writer.code(Tag::Br, code));
    }

    fn rule(&mut self) {
        self.element(Tag::Section, &[Style(LINE)], |_| {});
    }

    fn notes(&mut self, notes: &'s [(usize, Vec<Block>)]) {
        self.notes.keep(notes);
    }

    fn bar(&mut self, length: u8, falls: bool) {
        let (size, stripe) = chart::stripe(length, falls);
        self.put(Form::Break, |_| {});
        self.element(Tag::Svg, &[ViewBox(size), Style(BAR)], |writer| writer.markup.shapes(&stripe));
    }

    fn chart(&mut self, drawing: &Drawing, points: &Points) {
        self.captions(points);
        let (width, height) = drawing.size();
        let size = format!("0 0 {width} {height}");
        let with = [ViewBox(&size), Role("img"), Said(drawing.description()), Style(DRAWING)];
        self.put(Form::Paragraph, |writer| {
            writer.element(Tag::Svg, &with, |writer| writer.markup.shapes(&drawing.inner()));
        });
        for (at, event) in points.events.iter().enumerate() {
            self.say(Form::Remark, &format!("{} {event}", at + 1));
        }
    }

    fn figures(&mut self, figures: &Figures) {
        self.say(Form::Caption, &figures.caption);
        if self.as_lines.unwrap_or(figures.rows.len() > ROWS) {
            figures.rows.iter().for_each(|row| self.line(row));
        } else {
            self.figure_table(figures);
        }
        self.sources(figures);
    }
}
