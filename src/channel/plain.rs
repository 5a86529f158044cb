//! A story without markup, for the text part of a mail.
//!
//! In: a story. Out: its lines, at most 72 columns wide, where a Han character takes two. Every figure is in it. No line begins with a
//! mark that closes or ends with one that opens; an address is never broken.
//!
//! May touch: text, label, render

use super::figures::{self, Figures, Row};
use super::notes::{self, Note, Notes};
use super::points::Points;
use super::{Slot, Story};
use crate::label::Label;
use crate::render::body;
use crate::text::markdown::{Block, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a line.
const COLUMNS: usize = 72;

/// Marks that close what is before them, and those that open what is after them.
const CLOSING: &str = "，。、；：？！）》〉」』】”’…—％%,.;:?!)]}";
const OPENING: &str = "（《〈「『【“‘([{";

/// A story as lines.
pub(super) fn text(story: &Story<'_>) -> String {
    let mut out = Lines { text: String::new(), story, notes: Notes::default() };
    out.paragraph(&story.title, "", "");
    out.text.push_str(&"=".repeat(story.title.width().clamp(1, COLUMNS)));
    out.text.push('\n');
    out.paragraph(&story.byline, "", "");
    if !story.summary.is_empty() {
        out.gap();
        out.paragraph(&story.summary, "", "");
    }
    story.blocks.iter().for_each(|block| out.block(block, ""));
    out.numbered(story.labels.text(Label::Links));
    out.gap();
    out.paragraph(&story.labels.pair(story.labels.text(Label::Original), &story.url), "", "");
    out.text
}

/// A figure in a line: `出口额（2025年6月）：3.4万亿元，同比 +5.0%`.
pub(super) fn line(row: &Row, story: &Story<'_>) -> String {
    let labels = story.labels;
    let of = if row.of.is_empty() { String::new() } else { labels.aside(&row.of) };
    let numbers: Vec<&str> = [row.value.as_str(), &row.change].into_iter().filter(|text| !text.is_empty()).collect();
    labels.pair(&[&row.name, &*of].concat(), &labels.phrase(&numbers))
}

struct Lines<'s> {
    text: String,
    story: &'s Story<'s>,
    notes: Notes<'s>,
}

impl<'s> Lines<'s> {
    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A paragraph with what is before its first line and before the others.
    fn paragraph(&mut self, text: &str, first: &str, others: &str) {
        for (at, line) in text.split('\n').enumerate() {
            let first = if at == 0 { first } else { others };
            for (at, line) in wrapped(line, COLUMNS.saturating_sub(others.width())).into_iter().enumerate() {
                self.text.push_str(if at == 0 { first } else { others });
                self.text.push_str(&line);
                self.text.push('\n');
            }
        }
    }

    fn block(&mut self, block: &'s Block, indent: &str) {
        match block {
            Block::Heading(level, spans) => {
                self.gap();
                let mark = if *level <= 2 { "## " } else { "### " };
                let text = self.said(spans);
                self.paragraph(&text, &[indent, mark].concat(), &[indent, "   "].concat());
            }
            Block::Paragraph(spans) => {
                self.gap();
                let text = self.said(spans);
                self.paragraph(&text, indent, indent);
            }
            Block::List(first, items) => {
                // A list in a list belongs to the line above.
                if indent.is_empty() {
                    self.gap();
                }
                for (item, number) in items.iter().zip(first.unwrap_or(0)..) {
                    let mark = if first.is_some() { format!("{number}. ") } else { "- ".to_owned() };
                    let below = [indent, &" ".repeat(mark.width())].concat();
                    for (at, block) in item.iter().enumerate() {
                        match block {
                            Block::Paragraph(spans) if at == 0 => {
                                let text = self.said(spans);
                                self.paragraph(&text, &[indent, &mark].concat(), &below);
                            }
                            block => self.block(block, &below),
                        }
                    }
                }
            }
            Block::Quote(kind, blocks) => {
                let indent = [indent, "> "].concat();
                if let Some(kind) = kind {
                    self.gap();
                    self.paragraph(body::notice(self.story.labels, *kind), &indent, &indent);
                }
                blocks.iter().for_each(|block| self.block(block, &indent));
            }
            Block::Code(code) => {
                self.gap();
                // Code is not broken.
                code.trim_end().lines().for_each(|line| self.text.extend([indent, "    ", line, "\n"]));
            }
            Block::Table(rows) => {
                self.gap();
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| self.said(cell)).collect();
                    self.paragraph(&cells.join(" | "), indent, &[indent, "  "].concat());
                }
            }
            Block::Rule => {
                self.gap();
                self.text.push_str(indent);
                self.text.push_str("---\n");
            }
            Block::Notes(notes) => self.notes.keep(notes),
            Block::Slot(name) => match self.story.slots.get(name) {
                Some(Slot::Figures(figures)) => self.figures(figures),
                Some(Slot::Chart(_, points) | Slot::Comparison(points)) => self.points(points),
                None => {}
            },
        }
    }

    fn figures(&mut self, figures: &Figures) {
        self.gap();
        self.paragraph(&figures.caption, "## ", "   ");
        for row in &figures.rows {
            self.paragraph(&[line(row, self.story), row.mark()].concat(), "- ", "  ");
            if !row.remarks.is_empty() {
                self.paragraph(&row.remarks, "  ", "  ");
            }
        }
        for (at, source) in figures.sources.iter().enumerate() {
            self.paragraph(source, &[&figures::mark(at + 1), " "].concat(), "    ");
        }
    }

    /// What a chart shows, in numbers.
    fn points(&mut self, points: &Points) {
        self.gap();
        for (words, first) in [(&points.title, "## "), (&points.subtitle, "   ")] {
            if !words.is_empty() {
                self.paragraph(words, first, "   ");
            }
        }
        let labels = self.story.labels;
        for row in &points.rows {
            let named = points.heads.iter().skip(1).zip(&row.values).filter(|(_, value)| !value.is_empty());
            let said: Vec<String> = match row.values.as_slice() {
                [only] => vec![only.clone()],
                _ => named.map(|(name, value)| [name, " ", value].concat()).collect(),
            };
            self.paragraph(&labels.pair(&row.label, &labels.phrase(&said)), "- ", "  ");
        }
    }

    /// Spans as text, with a number where a link leads.
    fn said(&mut self, spans: &'s [Span]) -> String {
        let mut text = String::new();
        for span in spans {
            match span {
                Span::Text(more) | Span::Code(more) => text.push_str(more),
                Span::Strong(inner) | Span::Emphasis(inner) | Span::Deleted(inner) => text.push_str(&self.said(inner)),
                Span::Link(address, inner) => {
                    let words = self.said(inner);
                    text.push_str(&words);
                    if words != *address && !address.is_empty() {
                        text.push_str(&notes::mark(self.notes.number(Note::Address(address))));
                    }
                }
                Span::Picture(address, words) => {
                    text.push_str(&[words, &*notes::mark(self.notes.number(Note::Address(address)))].concat());
                }
                Span::Note(number) => text.push_str(&notes::mark(self.notes.number(Note::Own(*number)))),
                Span::Break => text.push('\n'),
            }
        }
        text
    }

    /// What the numbers in the text lead to.
    fn numbered(&mut self, heading: &str) {
        let mut number = 1;
        while let Some((note, text)) = self.notes.at(number) {
            if number == 1 {
                self.gap();
                self.paragraph(heading, "## ", "   ");
            }
            let mark = [&notes::mark(number), " "].concat();
            match note {
                Note::Address(address) => self.paragraph(address, &mark, "    "),
                Note::Own(_) => {
                    let before = std::mem::take(&mut self.text);
                    text.iter().for_each(|block| self.block(block, ""));
                    let own = std::mem::replace(&mut self.text, before);
                    self.paragraph(own.trim(), &mark, "    ");
                }
            }
            number += 1;
        }
    }
}

/// A line in as many as it takes.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut taken = 0;
    for (unit, is_apart) in units(text) {
        let (width, space) = (unit.width(), usize::from(is_apart && taken > 0));
        if taken > 0 && taken + space + width > columns {
            lines.push(String::new());
            taken = 0;
        }
        if let Some(line) = lines.last_mut() {
            if is_apart && taken > 0 {
                line.push(' ');
                taken += 1;
            }
            line.push_str(&unit);
        }
        taken += width;
    }
    lines
}

/// What stays together on a line, each with whether a space is before it.
fn units(text: &str) -> Vec<(String, bool)> {
    let mut units: Vec<(String, bool)> = Vec::new();
    let mut is_apart = false;
    for sign in text.chars() {
        if sign.is_whitespace() {
            is_apart = true;
            continue;
        }
        let narrow = |sign: char| sign.width().unwrap_or(0) < 2;
        let is_closing = CLOSING.contains(sign);
        let joins = |last: char| {
            let in_word = narrow(last) && narrow(sign) && (last.is_ascii() || !CLOSING.contains(last));
            // There is no space before a wide mark that closes.
            let is_close = !is_apart && (OPENING.contains(last) || is_closing || in_word);
            is_close || (is_closing && !narrow(sign))
        };
        match units.last_mut() {
            Some((unit, _)) if unit.chars().next_back().is_some_and(joins) => unit.push(sign),
            _ => units.push((sign.to_string(), is_apart)),
        }
        is_apart = false;
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_too_long(text in "[一-三，。（）「」a-z0-9.% /:]{0,200}", columns in 20_usize..80) {
            let lines = wrapped(&text, columns);
            let bare = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
            for line in &lines {
                // One that is longer is a single word.
                prop_assert!(line.width() <= columns || units(line).len() == 1, "{line}");
            }
            for line in lines.iter().skip(1) {
                prop_assert!(!line.starts_with(['，', '。', '）', '」']), "{line}");
            }
        }
    }
}
