//! An article of a WeChat account.
//!
//! In: a story. Out: `NAME.html`, a page from which a button copies the article for the editor of the account, and `NAME.json` with the fields of a draft as its
//! interface has them.
//!
//! What the editor of an account drops is not in the list: classes, ids, links to other places, styles of a head, things drawn before
//! or after. Links become numbered notes; lists in lists become lines; what an item has is in a `section`, which keeps it together;
//! code has its line ends and spaces as marks. No colour is set where the dark mode would have to guess, and sizes are in
//! `style`, which the editor keeps.
//!
//! May touch: text, label, render

use super::figures::{self, Figures, Row};
use super::markup::{Attribute, Element, Markup, Writes};
use super::notes::{self, Note, Notes};
use super::{COLUMNS, File, Part, Story, cut, plain};
use crate::label::Label;
use crate::render::body;
use crate::text::markdown::{Block, Span, words};
use Attribute::{Alt, Src, Start, Style};
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
        }
    }

    fn is_void(self) -> bool {
        matches!(self, Self::Img | Self::Br)
    }
}

const PARAGRAPH: &str = "margin:0 0 16px;font-size:16px;line-height:1.75;text-align:justify";
const SMALL: &str = "margin:0 0 8px;font-size:14px;line-height:1.6";
const HEADING: &str = "margin:28px 0 12px;font-size:19px;line-height:1.5;font-weight:bold";
const SUBHEADING: &str = "margin:20px 0 8px;font-size:17px;line-height:1.5;font-weight:bold";
const LIST: &str = "margin:0 0 16px;padding:0 0 0 24px";
const ITEM: &str = "font-size:16px;line-height:1.75";
const QUOTE: &str = "margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #a8323c";
const CODE: &str = "margin:0 0 16px;padding:8px 0;font-size:14px;line-height:1.5;font-family:monospace;border-top:1px solid #999;border-bottom:1px solid #999";
const INLINE: &str = "font-family:monospace";
const DELETED: &str = "text-decoration:line-through";
const TABLE: &str = "width:100%;margin:0 0 16px;border-collapse:collapse;border-top:2px solid #a8323c";
const HEAD: &str =
    "padding:6px 4px;font-size:14px;line-height:1.4;font-weight:bold;text-align:left;border-bottom:1px solid #999";
const NUMBERS: &str =
    "padding:6px 4px;font-size:14px;line-height:1.4;font-weight:bold;text-align:right;border-bottom:1px solid #999";
const CELL: &str =
    "padding:8px 4px;font-size:14px;line-height:1.5;text-align:left;vertical-align:top;border-bottom:1px solid #ccc";
const NUMBER: &str = "padding:8px 4px;font-size:15px;line-height:1.5;font-weight:bold;text-align:right;vertical-align:top;border-bottom:1px solid #ccc";
const OF: &str = "margin:0;font-size:12px;line-height:1.4";
const LINE_OF: &str = "margin:0 0 4px;font-size:14px;line-height:1.5";
const PICTURE: &str = "max-width:100%;margin:0 0 8px";
const LINE: &str = "margin:24px 0;border-top:1px solid #999";

/// Figures in a table; more are lines, since the styles of cells are long.
const ROWS: usize = 30;

/// The most characters of a title and of the lines below it, as the interface of drafts takes them.
const TITLE: usize = 64;
const DIGEST: usize = 120;

/// The fields of a draft.
#[derive(Serialize)]
struct Draft<'s> {
    title: String,
    author: &'s str,
    digest: String,
    content: &'s str,
    content_source_url: &'s str,
}

/// The files of an article.
pub(super) fn files(story: &Story<'_>) -> Vec<File> {
    let content = content(story);
    let lead = || {
        story.parts.iter().find_map(|part| match part {
            Part::Text(Block::Paragraph(spans)) => Some(words(spans)),
            Part::Text(_) | Part::Figures(_) => None,
        })
    };
    let digest = if story.summary.is_empty() { lead().unwrap_or_default() } else { story.summary.clone() };
    let draft = Draft {
        title: cut(&story.title, TITLE),
        author: &story.publisher,
        digest: cut(&digest, DIGEST),
        content: &content,
        content_source_url: &story.url,
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

fn content(story: &Story<'_>) -> String {
    let mut writer = Writer { markup: Markup::default(), story, notes: Notes::default() };
    writer.element(Tag::Section, &[], Writer::all);
    writer.markup.finish()
}

struct Writer<'s> {
    markup: Markup,
    story: &'s Story<'s>,
    notes: Notes<'s>,
}

impl Writes for Writer<'_> {
    type Element = Tag;

    fn markup(&mut self) -> &mut Markup {
        &mut self.markup
    }
}

impl<'s> Writer<'s> {
    fn all(&mut self) {
        let story = self.story;
        self.element(Tag::P, &[Style(SMALL)], |writer| writer.text(&story.byline));
        if !story.summary.is_empty() {
            self.element(Tag::Blockquote, &[Style(QUOTE)], |writer| {
                writer.element(Tag::P, &[Style(PARAGRAPH)], |writer| writer.text(&story.summary));
            });
        }
        for part in &story.parts {
            match part {
                Part::Text(block) => self.block(block),
                Part::Figures(figures) => self.figures(figures),
            }
        }
        self.numbered();
    }

    fn block(&mut self, block: &'s Block) {
        match block {
            Block::Heading(level, spans) => {
                let (tag, style) = if *level <= 2 { (Tag::H2, HEADING) } else { (Tag::H3, SUBHEADING) };
                self.element(tag, &[Style(style)], |writer| writer.spans(spans));
            }
            Block::Paragraph(spans) => self.element(Tag::P, &[Style(PARAGRAPH)], |writer| writer.spans(spans)),
            Block::List(first, items) => self.list(*first, items),
            Block::Quote(kind, blocks) => self.element(Tag::Blockquote, &[Style(QUOTE)], |writer| {
                if let Some(kind) = kind {
                    let word = body::notice(writer.story.labels, *kind);
                    writer.element(Tag::P, &[Style(SMALL)], |writer| {
                        writer.element(Tag::Strong, &[], |writer| writer.text(word));
                    });
                }
                blocks.iter().for_each(|block| writer.block(block));
            }),
            Block::Code(code) => self.element(Tag::Section, &[Style(CODE)], |writer| writer.code(Tag::Br, code)),
            Block::Table(rows) => self.element(Tag::Table, &[Style(TABLE)], |writer| {
                for (at, row) in rows.iter().enumerate() {
                    let style = if at == 0 { HEAD } else { CELL };
                    writer.element(Tag::Tr, &[], |writer| {
                        for cell in row {
                            writer.element(Tag::Td, &[Style(style)], |writer| writer.spans(cell));
                        }
                    });
                }
            }),
            Block::Rule => self.element(Tag::Section, &[Style(LINE)], |_| {}),
            Block::Notes(notes) => self.notes.keep(notes),
            // Said by the command: it has no place here.
            Block::Slot(_) => {}
        }
    }

    fn list(&mut self, first: Option<u64>, items: &'s [Vec<Block>]) {
        let start = first.filter(|first| *first != 1).map(|first| first.to_string());
        let start: Vec<Attribute<'_>> = start.iter().map(|start| Start(start)).collect();
        let tag = if first.is_some() { Tag::Ol } else { Tag::Ul };
        self.element(tag, &[[Style(LIST)].as_slice(), &start].concat(), |writer| {
            for item in items {
                writer.element(Tag::Li, &[Style(ITEM)], |writer| {
                    writer
                        .element(Tag::Section, &[], |writer| item.iter().for_each(|block| writer.within(block, "– ")));
                });
            }
        });
    }

    /// A block within an item: a list in it becomes lines.
    fn within(&mut self, block: &'s Block, mark: &str) {
        match block {
            Block::Paragraph(spans) => self.spans(spans),
            Block::List(_, items) => {
                for block in items.iter().flatten() {
                    if let Block::Paragraph(_) = block {
                        self.element(Tag::Br, &[], |_| {});
                        self.text(mark);
                    }
                    self.within(block, &["\u{a0}\u{a0}", mark].concat());
                }
            }
            block => self.block(block),
        }
    }

    fn spans(&mut self, spans: &'s [Span]) {
        for span in spans {
            match span {
                Span::Text(text) => self.text(text),
                Span::Code(code) => self.element(Tag::Span, &[Style(INLINE)], |writer| writer.text(code)),
                Span::Strong(inner) => self.element(Tag::Strong, &[], |writer| writer.spans(inner)),
                Span::Emphasis(inner) => self.element(Tag::Em, &[], |writer| writer.spans(inner)),
                Span::Deleted(inner) => {
                    self.element(Tag::Span, &[Style(DELETED)], |writer| writer.spans(inner));
                }
                Span::Link(address, inner) => {
                    self.spans(inner);
                    if !address.is_empty() {
                        self.note(Note::Address(address));
                    }
                }
                Span::Picture(address, text) => {
                    self.element(Tag::Img, &[Src(address), Alt(text), Style(PICTURE)], |_| {});
                }
                Span::Note(number) => self.note(Note::Own(*number)),
                Span::Break => self.element(Tag::Br, &[], |_| {}),
            }
        }
    }

    /// The number of a note.
    fn note(&mut self, note: Note<'s>) {
        let number = self.notes.number(note);
        self.element(Tag::Sup, &[], |writer| writer.text(&notes::mark(number)));
    }

    fn figures(&mut self, figures: &Figures) {
        self.element(Tag::P, &[Style(SUBHEADING)], |writer| writer.text(&figures.caption));
        if figures.rows.len() > ROWS {
            figures.rows.iter().for_each(|row| self.line(row));
        } else {
            self.table(figures);
        }
        for (at, source) in figures.sources.iter().enumerate() {
            let mark = figures::mark(at + 1);
            self.element(Tag::P, &[Style(OF)], |writer| writer.text(&[&mark, " ", source].concat()));
        }
    }

    /// A figure in a line.
    fn line(&mut self, row: &Row) {
        let line = [plain::line(row, self.story), row.mark()].concat();
        self.element(Tag::P, &[Style(LINE_OF)], |writer| {
            writer.text(&line);
            if !row.remarks.is_empty() {
                writer.element(Tag::Br, &[], |_| {});
                writer.text(&row.remarks);
            }
        });
    }

    fn table(&mut self, figures: &Figures) {
        let [name, value, change] = COLUMNS.map(|label| self.story.labels.text(label));
        self.element(Tag::Table, &[Style(TABLE)], |writer| {
            writer.element(Tag::Tr, &[], |writer| {
                for (column, style) in [(name, HEAD), (value, NUMBERS), (change, NUMBERS)] {
                    writer.element(Tag::Td, &[Style(style)], |writer| writer.text(column));
                }
            });
            for row in &figures.rows {
                writer.element(Tag::Tr, &[], |writer| {
                    writer.element(Tag::Td, &[Style(CELL)], |writer| {
                        writer.text(&row.name);
                        writer.text(&row.mark());
                        for more in [&row.of, &row.remarks].into_iter().filter(|more| !more.is_empty()) {
                            writer.element(Tag::P, &[Style(OF)], |writer| writer.text(more));
                        }
                    });
                    writer.element(Tag::Td, &[Style(NUMBER)], |writer| writer.text(&row.value));
                    writer.element(Tag::Td, &[Style(NUMBER)], |writer| writer.text(&row.change));
                });
            }
        });
    }

    /// What the numbers in the text lead to.
    fn numbered(&mut self) {
        let links = self.story.labels.text(Label::Links);
        let mut number = 1;
        while let Some((note, text)) = self.notes.at(number) {
            if number == 1 {
                self.element(Tag::P, &[Style(SUBHEADING)], |writer| writer.text(links));
            }
            self.element(Tag::P, &[Style(SMALL)], |writer| {
                writer.text(&[&notes::mark(number), " "].concat());
                match note {
                    Note::Address(address) => writer.text(address),
                    Note::Own(_) => text.iter().for_each(|block| writer.within(block, "– ")),
                }
            });
            number += 1;
        }
    }
}
