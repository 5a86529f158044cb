//! A mail.
//!
//! In: a story. Out: `NAME.html`, `NAME.txt`, both together as `NAME.eml`, and `NAME.json` for the templates of a mailer.
//!
//! A column of 600 pixels, in tables, since some programs for mail know no other way to keep a width; Outlook for Windows, which
//! drops `max-width`, has a table of its own around it. Styles are inline and of the properties of `data/mail/css.tsv`, which says
//! who drops them; without any the text is still in order. Colours are for a light ground and say so: with a dark one of the
//! program's and our words in ours, nothing could be read. The bars beside rates are cells, so that nobody has
//! to load a picture.
//!
//! May touch: chart, text, label

use super::markup::{Attribute, Element, Markup, Writes};
use super::points::Points;
use super::walk::{Form, Sink};
use super::{File, Story, mime, notes, plain};
use crate::chart::Drawing;
use crate::label::Label;
use crate::text::markdown::{Block, Span};
use Attribute::{Charset, Href, Lang, Meta, Role, Style, Width};
use serde::Serialize;

/// The elements of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Html,
    Head,
    Meta,
    Title,
    Body,
    Table,
    Tr,
    Td,
    Th,
    H1,
    H2,
    H3,
    P,
    Strong,
    Em,
    Span,
    Code,
    Sup,
    Ul,
    Ol,
    Li,
    Blockquote,
    A,
    Img,
    Br,
    Hr,
}

impl Element for Tag {
    fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Head => "head",
            Self::Meta => "meta",
            Self::Title => "title",
            Self::Body => "body",
            Self::Table => "table",
            Self::Tr => "tr",
            Self::Td => "td",
            Self::Th => "th",
            Self::H1 => "h1",
            Self::H2 => "h2",
            Self::H3 => "h3",
            Self::P => "p",
            Self::Strong => "strong",
            Self::Em => "em",
            Self::Span => "span",
            Self::Code => "code",
            Self::Sup => "sup",
            Self::Ul => "ul",
            Self::Ol => "ol",
            Self::Li => "li",
            Self::Blockquote => "blockquote",
            Self::A => "a",
            Self::Img => "img",
            Self::Br => "br",
            Self::Hr => "hr",
        }
    }

    fn is_void(self) -> bool {
        matches!(self, Self::Meta | Self::Img | Self::Br | Self::Hr)
    }
}

const BODY: &str = "margin:0;padding:0;background-color:#f4f2ee;color:#1a1a1a";
const OUTER: &str = "width:100%;background-color:#f4f2ee;border-collapse:collapse";
const COLUMN: &str = "width:100%;max-width:600px;margin:0 auto;background-color:#ffffff;border-collapse:collapse";
const SHEET: &str = "padding:24px;font-family:sans-serif;font-size:16px;line-height:1.7;color:#1a1a1a";
/// The column again, for Outlook for Windows alone.
const OUTLOOK: [&str; 2] = [
    "<!--[if mso]><table role=\"presentation\" width=\"600\" align=\"center\"><tr><td><![endif]-->",
    "<!--[if mso]></td></tr></table><![endif]-->",
];
const HIDDEN: &str = "display:none;font-size:1px;line-height:1px;color:#f4f2ee";
const MASTHEAD: &str = "margin:0 0 8px;font-size:14px;color:#a8323c;font-weight:bold";
const TITLE: &str = "margin:0 0 8px;font-size:24px;line-height:1.4";
const BYLINE: &str = "margin:0 0 20px;font-size:14px;color:#595959";
const HEADING: &str = "margin:28px 0 10px;font-size:19px;line-height:1.4";
const SUBHEADING: &str = "margin:20px 0 8px;font-size:17px;line-height:1.4";
const PARAGRAPH: &str = "margin:0 0 16px";
const QUOTE: &str = "margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #a8323c";
const LIST: &str = "margin:0 0 16px;padding:0 0 0 24px";
const LINK: &str = "color:#8a1f2b;text-decoration:underline";
const CODE: &str = "font-family:monospace;font-size:14px";
const DELETED: &str = "text-decoration:line-through";
const TABLE: &str = "width:100%;margin:0 0 16px;border-collapse:collapse;border-top:2px solid #a8323c";
const HEAD: &str = "padding:6px 8px 6px 0;font-size:14px;line-height:1.4;text-align:left;font-weight:bold;border-bottom:1px solid #999999";
const CELL: &str = "padding:8px 8px 8px 0;font-size:15px;line-height:1.5;text-align:left;font-weight:normal;vertical-align:top;border-bottom:1px solid #dddddd";
const NUMBER: &str = "padding:8px 0 8px 8px;font-size:15px;line-height:1.5;text-align:right;vertical-align:top;word-break:keep-all;border-bottom:1px solid #dddddd";
const NUMBERS: &str = "padding:6px 0 6px 8px;font-size:14px;line-height:1.4;text-align:right;font-weight:bold;border-bottom:1px solid #999999";
const OF: &str = "font-size:13px;color:#595959";
const SMALL: &str = "margin:0 0 8px;font-size:13px;color:#595959";
const PICTURE: &str = "max-width:100%;border:0";
const TRACK: &str = "width:100%;border-collapse:collapse";
const RISE: &str = "height:6px;font-size:1px;line-height:6px;padding:0;background-color:#a8323c";
const FALL: &str = "height:6px;font-size:1px;line-height:6px;padding:0;background-color:#4a6b8a";
const REST: &str = "height:6px;font-size:1px;line-height:6px;padding:0";

/// What the templates of a mailer fill in.
#[derive(Serialize)]
struct Fields<'s> {
    subject: &'s str,
    preheader: &'s str,
    lang: &'s str,
    url: &'s str,
    html: &'s str,
    text: &'s str,
}

/// The files of a mail.
pub(super) fn files(story: &Story<'_>) -> Vec<File> {
    let (html, text) = (html(story), plain::text(story));
    let preheader = preheader(story);
    let fields =
        Fields { subject: &story.title, preheader, lang: story.lang, url: &story.url, html: &html, text: &text };
    let json = serde_json::to_string_pretty(&fields).unwrap_or_default() + "\n";
    let message = mime::message(&story.title, &story.sent, &text, &html);
    vec![("html", html), ("txt", text), ("eml", message), ("json", json)]
}

/// What a list of mails shows beside the subject.
fn preheader<'s>(story: &'s Story<'_>) -> &'s str {
    if story.summary.is_empty() { &story.byline } else { &story.summary }
}

pub(super) fn html(story: &Story<'_>) -> String {
    let mut writer = Writer { markup: Markup::default(), story };
    writer.element(Tag::Html, &[Lang(story.lang)], |writer| {
        writer.element(Tag::Head, &[], |writer| {
            writer.element(Tag::Meta, &[Charset("utf-8")], |_| {});
            writer.element(Tag::Meta, &[Meta("viewport", "width=device-width")], |_| {});
            writer.element(Tag::Meta, &[Meta("color-scheme", "light")], |_| {});
            writer.element(Tag::Title, &[], |writer| writer.text(&story.title));
        });
        writer.element(Tag::Body, &[Style(BODY)], Writer::body);
    });
    ["<!DOCTYPE html>\n", &writer.markup.finish(), "\n"].concat()
}

struct Writer<'s> {
    markup: Markup,
    story: &'s Story<'s>,
}

impl Writes for Writer<'_> {
    type Element = Tag;

    fn markup(&mut self) -> &mut Markup {
        &mut self.markup
    }
}

impl<'s> Writer<'s> {
    /// A table of one cell, for its width.
    fn framed(&mut self, table: &[Attribute<'_>], cell: &'static str, inner: impl FnOnce(&mut Self)) {
        self.element(Tag::Table, &[table, &[Role("presentation")]].concat(), |writer| {
            writer.element(Tag::Tr, &[], |writer| writer.element(Tag::Td, &[Style(cell)], inner));
        });
    }

    fn body(&mut self) {
        let story = self.story;
        self.element(Tag::Span, &[Style(HIDDEN)], |writer| writer.text(preheader(story)));
        self.framed(&[Lang(story.lang), Style(OUTER)], "padding:16px 0", |writer| {
            let [before, after] = OUTLOOK;
            writer.markup.constant(before);
            writer.framed(&[Style(COLUMN)], SHEET, |writer| {
                writer.element(Tag::P, &[Style(MASTHEAD)], |writer| writer.text(&story.publisher));
                writer.element(Tag::H1, &[Style(TITLE)], |writer| writer.text(&story.title));
                writer.element(Tag::P, &[Style(BYLINE)], |writer| writer.text(&story.byline));
                if !story.summary.is_empty() {
                    writer.element(Tag::P, &[Style(PARAGRAPH)], |writer| {
                        writer.element(Tag::Strong, &[], |writer| writer.text(&story.summary));
                    });
                }
                story.blocks.iter().for_each(|block| writer.block(block));
                writer.element(Tag::Hr, &[], |_| {});
                writer.element(Tag::P, &[Style(SMALL)], |writer| {
                    writer.element(Tag::A, &[Href(&story.url), Style(LINK)], |writer| {
                        writer.text(story.labels.text(Label::Original));
                    });
                });
            });
            writer.markup.constant(after);
        });
    }
}

impl<'s> Sink<'s> for Writer<'s> {
    const BARS: bool = true;

    fn form(form: Form) -> (Tag, &'static str) {
        match form {
            Form::Heading => (Tag::H2, HEADING),
            Form::Subheading => (Tag::H3, SUBHEADING),
            Form::Caption => (Tag::H2, SUBHEADING),
            Form::Paragraph => (Tag::P, PARAGRAPH),
            Form::Remark => (Tag::P, SMALL),
            Form::Quote => (Tag::Blockquote, QUOTE),
            Form::List => (Tag::Ul, LIST),
            Form::NumberedList => (Tag::Ol, LIST),
            Form::Code => (Tag::Code, CODE),
            Form::Strong => (Tag::Strong, ""),
            Form::Emphasis => (Tag::Em, ""),
            Form::Deleted => (Tag::Span, DELETED),
            Form::Note => (Tag::Sup, ""),
            Form::Picture => (Tag::Img, PICTURE),
            Form::Break => (Tag::Br, ""),
            Form::Table => (Tag::Table, TABLE),
            Form::Row => (Tag::Tr, ""),
            Form::Head => (Tag::Th, HEAD),
            Form::NumberHead => (Tag::Th, NUMBERS),
            Form::Name => (Tag::Th, CELL),
            Form::Cell => (Tag::Td, CELL),
            Form::Number => (Tag::Td, NUMBER),
            Form::Aside => (Tag::Span, OF),
        }
    }

    fn story(&self) -> &'s Story<'s> {
        self.story
    }

    fn link(&mut self, address: &'s str, inner: &'s [Span]) {
        self.element(Tag::A, &[Href(address), Style(LINK)], |writer| writer.spans(inner));
    }

    fn note(&mut self, number: usize) {
        self.say(Form::Note, &notes::mark(number));
    }

    fn item(&mut self, blocks: &'s [Block]) {
        self.element(Tag::Li, &[], |writer| blocks.iter().for_each(|block| writer.within(block)));
    }

    fn listing(&mut self, code: &str) {
        self.put(Form::Paragraph, |writer| writer.put(Form::Code, |writer| writer.code(Tag::Br, code)));
    }

    fn rule(&mut self) {
        self.element(Tag::Hr, &[], |_| {});
    }

    fn notes(&mut self, notes: &'s [(usize, Vec<Block>)]) {
        for (number, blocks) in notes {
            self.put(Form::Remark, |writer| {
                writer.text(&[&notes::mark(*number), " "].concat());
                blocks.iter().for_each(|block| writer.within(block));
            });
        }
    }

    /// Programs for mail draw nothing: its newest points are in a table.
    fn chart(&mut self, _drawing: &Drawing, points: &Points) {
        self.points(points);
    }

    /// A bar as two cells, the second of what it lacks.
    fn bar(&mut self, length: u8, falls: bool) {
        let (own, rest) = (format!("{length}%"), format!("{}%", 100_u8.saturating_sub(length)));
        self.element(Tag::Table, &[Style(TRACK), Role("presentation")], |writer| {
            writer.element(Tag::Tr, &[], |writer| {
                if length < 100 {
                    writer.element(Tag::Td, &[Width(&rest), Style(REST)], |writer| writer.text("\u{a0}"));
                }
                let style = if falls { FALL } else { RISE };
                writer.element(Tag::Td, &[Width(&own), Style(style)], |writer| writer.text("\u{a0}"));
            });
        });
    }
}
