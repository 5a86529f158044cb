//! The walk over a story that channels of HTML share.
//!
//! In: the blocks of a story, and a channel's [`Sink`]. Out: its HTML. Which parts a block has, and in which order, is said here once;
//! with which elements and styles, and what a channel does in its own way, is the channel's to say.
//!
//! May touch: chart, text, render

use super::figures::{self, Figures};
use super::markup::{Attribute, Writes};
use super::points::Points;
use super::{COLUMNS, Slot, Story};
use crate::chart::Drawing;
use crate::render::body;
use crate::text::markdown::{Block, Span};
use Attribute::{Alt, Src, Start, Style};

/// What the walk writes, for which each channel has an element and a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Heading,
    Subheading,
    /// The title of a table or a drawing.
    Caption,
    Paragraph,
    /// A line in small letters.
    Remark,
    Quote,
    List,
    NumberedList,
    /// Code within a line.
    Code,
    Strong,
    Emphasis,
    Deleted,
    /// The number of a note.
    Note,
    Picture,
    Break,
    Table,
    Row,
    /// The head of a column, and of one of numbers.
    Head,
    NumberHead,
    /// What a row is of.
    Name,
    Cell,
    Number,
    /// What is said in a cell beside the name, in small letters.
    Aside,
}

/// A channel of HTML.
pub(super) trait Sink<'s>: Writes {
    /// Whether a rate has a bar beside it.
    const BARS: bool;

    /// The element and the style of a form; no style where that is empty.
    fn form(form: Form) -> (Self::Element, &'static str);

    /// What is written.
    fn story(&self) -> &'s Story<'s>;

    /// Spans that lead to an address.
    fn link(&mut self, address: &'s str, inner: &'s [Span]);

    /// The number of a note of the author's.
    fn note(&mut self, number: usize);

    /// An item of a list.
    fn item(&mut self, blocks: &'s [Block]);

    /// Lines of code.
    fn listing(&mut self, code: &str);

    /// A line across.
    fn rule(&mut self);

    /// The notes of the author's.
    fn notes(&mut self, notes: &'s [(usize, Vec<Block>)]);

    /// A bar, of a hundred, and whether it falls.
    fn bar(&mut self, length: u8, falls: bool);

    /// A chart: its drawing, and what it shows as numbers.
    fn chart(&mut self, drawing: &Drawing, points: &Points);

    /// A table of figures.
    fn figures(&mut self, figures: &Figures) {
        self.say(Form::Caption, &figures.caption);
        self.figure_table(figures);
        self.sources(figures);
    }

    /// A form with what is in it.
    fn put(&mut self, form: Form, inner: impl FnOnce(&mut Self)) {
        self.put_with(form, &[], inner);
    }

    /// The same with attributes of its own.
    fn put_with(&mut self, form: Form, with: &[Attribute<'_>], inner: impl FnOnce(&mut Self)) {
        let (element, style) = Self::form(form);
        let style = Some(Style(style)).filter(|_| !style.is_empty());
        let all: Vec<Attribute<'_>> = with.iter().copied().chain(style).collect();
        self.element(element, &all, inner);
    }

    /// A form with text in it.
    fn say(&mut self, form: Form, text: &str) {
        self.put(form, |sink| sink.text(text));
    }

    fn block(&mut self, block: &'s Block) {
        match block {
            Block::Heading(level, spans) => {
                self.put(if *level <= 2 { Form::Heading } else { Form::Subheading }, |sink| sink.spans(spans));
            }
            Block::Paragraph(spans) => self.put(Form::Paragraph, |sink| sink.spans(spans)),
            Block::List(first, items) => {
                let start = first.filter(|first| *first != 1).map(|first| first.to_string());
                let start: Vec<Attribute<'_>> = start.iter().map(|start| Start(start)).collect();
                let form = if first.is_some() { Form::NumberedList } else { Form::List };
                self.put_with(form, &start, |sink| items.iter().for_each(|item| sink.item(item)));
            }
            Block::Quote(kind, blocks) => self.put(Form::Quote, |sink| {
                if let Some(kind) = kind {
                    let word = body::notice(sink.story().labels, *kind);
                    sink.put(Form::Remark, |sink| sink.say(Form::Strong, word));
                }
                blocks.iter().for_each(|block| sink.block(block));
            }),
            Block::Code(code) => self.listing(code),
            Block::Table(rows) => self.put(Form::Table, |sink| {
                for (at, row) in rows.iter().enumerate() {
                    let form = if at == 0 { Form::Head } else { Form::Cell };
                    sink.put(Form::Row, |sink| {
                        row.iter().for_each(|cell| sink.put(form, |sink| sink.spans(cell)));
                    });
                }
            }),
            Block::Rule => self.rule(),
            Block::Notes(notes) => self.notes(notes),
            Block::Slot(name) => match self.story().slots.get(name) {
                Some(Slot::Figures(figures)) => self.figures(figures),
                Some(Slot::Chart(drawing, points)) => self.chart(drawing, points),
                Some(Slot::Comparison(points)) => self.points(points),
                // Said by the command: it has no place here.
                None => {}
            },
        }
    }

    /// A block within an item or a note, where a paragraph is its words.
    fn within(&mut self, block: &'s Block) {
        match block {
            Block::Paragraph(spans) => self.spans(spans),
            block => self.block(block),
        }
    }

    fn spans(&mut self, spans: &'s [Span]) {
        for span in spans {
            match span {
                Span::Text(text) => self.text(text),
                Span::Code(code) => self.say(Form::Code, code),
                Span::Strong(inner) => self.put(Form::Strong, |sink| sink.spans(inner)),
                Span::Emphasis(inner) => self.put(Form::Emphasis, |sink| sink.spans(inner)),
                Span::Deleted(inner) => self.put(Form::Deleted, |sink| sink.spans(inner)),
                Span::Link(address, inner) => self.link(address, inner),
                Span::Picture(address, text) => self.put_with(Form::Picture, &[Src(address), Alt(text)], |_| {}),
                Span::Note(number) => self.note(*number),
                Span::Break => self.put(Form::Break, |_| {}),
            }
        }
    }

    /// A table whose first row has the heads of its columns, all but the first of numbers.
    fn table<'h>(&mut self, heads: impl IntoIterator<Item = &'h str>, rows: impl FnOnce(&mut Self)) {
        self.put(Form::Table, |sink| {
            sink.put(Form::Row, |sink| {
                for (at, head) in heads.into_iter().enumerate() {
                    sink.say(if at == 0 { Form::Head } else { Form::NumberHead }, head);
                }
            });
            rows(sink);
        });
    }

    fn figure_table(&mut self, figures: &Figures) {
        let labels = self.story().labels;
        // A column with nothing in it is left out.
        let has = [
            true,
            figures.rows.iter().any(|row| !row.value.is_empty()),
            figures.rows.iter().any(|row| !row.change.is_empty()),
        ];
        let heads = COLUMNS.into_iter().zip(has).filter(|(_, has)| *has).map(|(label, _)| labels.text(label));
        self.table(heads, |sink| {
            for row in &figures.rows {
                sink.put(Form::Row, |sink| {
                    sink.put(Form::Name, |sink| {
                        sink.text(&[&row.name, &*row.mark()].concat());
                        for more in [&row.of, &row.remarks].into_iter().filter(|more| !more.is_empty()) {
                            sink.put(Form::Break, |_| {});
                            sink.say(Form::Aside, more);
                        }
                    });
                    if has[1] {
                        sink.say(Form::Number, &row.value);
                    }
                    if has[2] {
                        sink.number(&row.change, row.bar.filter(|_| Self::BARS));
                    }
                });
            }
        });
    }

    /// Who said the figures.
    fn sources(&mut self, figures: &Figures) {
        for (at, source) in figures.sources.iter().enumerate() {
            let mark = figures::mark(at + 1);
            self.say(Form::Remark, &[&mark, " ", source].concat());
        }
    }

    /// What a chart or a comparison shows, as numbers in rows.
    fn points(&mut self, points: &Points) {
        self.captions(points);
        self.table(points.heads.iter().map(String::as_str), |sink| {
            for row in &points.rows {
                sink.put(Form::Row, |sink| {
                    sink.say(Form::Name, &row.label);
                    row.values.iter().for_each(|value| sink.number(value, row.bar));
                });
            }
        });
    }

    /// What is above a chart.
    fn captions(&mut self, points: &Points) {
        for (form, words) in [(Form::Caption, &points.title), (Form::Remark, &points.subtitle)] {
            if !words.is_empty() {
                self.say(form, words);
            }
        }
    }

    /// A number, and its bar.
    fn number(&mut self, text: &str, bar: Option<(u8, bool)>) {
        self.put(Form::Number, |sink| {
            sink.text(text);
            if let Some((length, falls)) = bar {
                sink.bar(length, falls);
            }
        });
    }
}
