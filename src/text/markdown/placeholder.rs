//! `{{ name }}` in a text.
//!
//! In: events with their bytes in the body. Out: pieces in which each `{{ name }}` of running text is a
//! [`Placeholder`], and the braces of others, which nothing will fill. `\{\{` prints braces; code has none.
//!
//! May touch: nothing

use super::raw::{self, Token, Verbatim};
use super::{Piece, Placeholder};
use crate::text::is_cjk;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::ops::Range;

/// Stands for a placeholder in a text that is converted.
const GAP: char = '\u{FFFC}';

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// A stretch of a text that may show figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it is printed.
    Text(String),
    /// The name between braces, and the bytes of all of it in the text as given.
    Placeholder(String, Range<usize>),
    /// `{{` that has no end, and its bytes in the text as given.
    Open(Range<usize>),
}

/// A text that is no Markdown, cut at its placeholders: a summary. A backslash before a brace is dropped.
pub fn parts(text: &str) -> Vec<Part> {
    let mut characters = Vec::new();
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        let span = at..at + c.len_utf8();
        match (escaped, c) {
            (false, '\\') if text[span.end..].starts_with(['{', '}']) => escaped = true,
            (escaped_now, c) => {
                characters.push(Character { c, span, plain: !escaped_now });
                escaped = false;
            }
        }
    }
    split(&characters)
}

/// A text that is no Markdown, with its placeholders taken out: it is converted without them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The text, with U+FFFC in the place of each placeholder.
    pub text: String,
    /// What is between the braces of each.
    pub names: Vec<String>,
}

impl Template {
    /// Takes the placeholders out of a text.
    pub fn of(text: &str) -> Self {
        let mut template = Self { text: String::new(), names: Vec::new() };
        for part in parts(text) {
            match part {
                Part::Text(text) => template.text.push_str(&text.replace(GAP, "")),
                Part::Placeholder(name, _) => {
                    template.text.push(GAP);
                    template.names.push(name);
                }
                Part::Open(_) => template.text.push_str(OPEN),
            }
        }
        template
    }

    /// A text made of this one's, with each placeholder filled.
    pub fn fill(&self, text: &str, shown: impl Fn(&str) -> String) -> String {
        let mut names = self.names.iter();
        let mut whole = String::new();
        for c in text.chars() {
            match (c, if c == GAP { names.next() } else { None }) {
                (_, Some(name)) => whole.push_str(&shown(name)),
                (c, None) => whole.push(c),
            }
        }
        whole
    }
}

/// A character of a text.
struct Character {
    c: char,
    /// Its bytes in the body.
    span: Range<usize>,
    /// Whether it is written as itself, and not as an escape or entity.
    plain: bool,
}

/// Cuts a run of characters at its placeholders.
fn split(characters: &[Character]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let is = |at: usize, brace: char| {
        let same = |character: &Character| character.plain && character.c == brace;
        characters[at..].len() >= 2 && characters[at..at + 2].iter().all(same)
    };
    let (mut at, mut no_end) = (0, false);
    while at < characters.len() {
        if !is(at, '{') {
            text.push(characters[at].c);
            at += 1;
            continue;
        }
        // Braces that open again before any close have no end.
        let next = match no_end {
            true => None,
            false => (at + 2..characters.len()).find(|&next| is(next, '}') || is(next, '{')),
        };
        no_end |= next.is_none();
        let end = next.filter(|&next| is(next, '}'));
        let start = characters[at].span.start;
        let part = match end {
            Some(end) => {
                let name = name(&characters[at + 2..end]);
                let part = Part::Placeholder(name, start..characters[end + 1].span.end);
                at = end + 2;
                part
            }
            None => {
                at += 2;
                Part::Open(start..characters[at - 1].span.end)
            }
        };
        if !text.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut text)));
        }
        parts.push(part);
    }
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}

/// A name that may run over the end of a line.
fn name(characters: &[Character]) -> String {
    let mut name = String::new();
    for line in characters.iter().map(|character| character.c).collect::<String>().lines().map(str::trim) {
        let ends = [name.chars().next_back(), line.chars().next()];
        if !ends.into_iter().flatten().all(is_cjk) {
            name.push(' ');
        }
        name.push_str(line);
    }
    name.trim().to_owned()
}

/// Takes the placeholders out of the texts, and notes the braces that nothing fills.
pub(super) fn take<'a>(
    markdown: &str,
    events: Vec<(Event<'a>, Range<usize>)>,
    stray: &mut Vec<Range<usize>>,
) -> Vec<Piece<'a>> {
    if !markdown.contains(OPEN) {
        return events.into_iter().map(|(event, span)| Piece::Markdown(event, span)).collect();
    }
    let mut taker = Taker { markdown, pieces: Vec::with_capacity(events.len()), stray, run: Vec::new() };
    let mut verbatim = Verbatim::of(events.iter().map(|(event, _)| event).enumerate());
    let mut in_code = false;
    for (at, (event, span)) in events.into_iter().enumerate() {
        let is_text = matches!(event, Event::Text(_) | Event::SoftBreak);
        if is_text && !in_code && !verbatim.is_open() {
            taker.run.push((event, span));
            continue;
        }
        taker.end_run();
        match &event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
                let source = &markdown[span.clone()];
                if [dest_url, title].into_iter().any(|text| text.contains(OPEN) && source.contains(&**text)) {
                    taker.stray.push(span.clone());
                }
            }
            Event::Html(html) => {
                let html = html.clone();
                taker.html(&html, span, &mut verbatim);
                verbatim.end_block(at);
                continue;
            }
            Event::InlineHtml(tag) if !verbatim.is_open() && !tag.starts_with("<!") && tag.contains(OPEN) => {
                taker.stray.push(span.clone());
            }
            _ => {}
        }
        verbatim.pass(at, &event);
        taker.pieces.push(Piece::Markdown(event, span));
    }
    taker.end_run();
    taker.pieces
}

struct Taker<'m, 'a> {
    markdown: &'m str,
    pieces: Vec<Piece<'a>>,
    stray: &'m mut Vec<Range<usize>>,
    /// Texts and line ends without markup between.
    run: Vec<(Event<'a>, Range<usize>)>,
}

impl<'a> Taker<'_, 'a> {
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let plain = |(event, _): &(Event<'_>, _)| !matches!(event, Event::Text(text) if text.contains('{'));
        if run.iter().all(plain) {
            self.pieces.extend(run.into_iter().map(|(event, span)| Piece::Markdown(event, span)));
            return;
        }
        let mut characters = Vec::new();
        let mut before = None;
        for (event, span) in &run {
            self.characters(event, span, before, &mut characters);
            before = Some(span.end);
        }
        let mut done = 0;
        for part in split(&characters) {
            match part {
                Part::Text(text) => {
                    let count = text.chars().count();
                    self.text(&characters[done..done + count]);
                    done += count;
                }
                Part::Placeholder(name, span) => {
                    done += characters[done..].iter().take_while(|character| character.span.start < span.end).count();
                    self.pieces.push(Piece::Placeholder(Placeholder { name, block: false, span }));
                }
                Part::Open(span) => {
                    self.text(&characters[done..done + OPEN.len()]);
                    done += OPEN.len();
                    self.stray.push(span);
                }
            }
        }
    }

    /// The characters of a text or line end; `before` is where the text before it ended.
    fn characters(&self, event: &Event<'_>, span: &Range<usize>, before: Option<usize>, out: &mut Vec<Character>) {
        let Event::Text(text) = event else {
            out.push(Character { c: '\n', span: span.clone(), plain: false });
            return;
        };
        let as_written = self.markdown.get(span.clone()) == Some(&**text);
        // The backslash of an escape is of no event.
        let behind_backslash = self.markdown[..span.start].ends_with('\\') && before.is_none_or(|end| end < span.start);
        for (at, c) in text.char_indices() {
            let place = span.start + at..span.start + at + c.len_utf8();
            let place = if as_written { place } else { span.clone() };
            out.push(Character { c, span: place, plain: as_written && !(at == 0 && behind_backslash) });
        }
    }

    /// Characters as texts and line ends again.
    fn text(&mut self, characters: &[Character]) {
        for line in characters.split_inclusive(|character| character.c == '\n' && !character.plain) {
            let (ends, text) = match line.split_last() {
                Some((last, text)) if last.c == '\n' && !last.plain => (Some(last), text),
                _ => (None, line),
            };
            if let [first, .., last] | [first @ last] = text {
                let span = first.span.start..last.span.end;
                let text: String = text.iter().map(|character| character.c).collect();
                self.pieces.push(Piece::Markdown(Event::Text(text.into()), span));
            }
            if let Some(end) = ends {
                self.pieces.push(Piece::Markdown(Event::SoftBreak, end.span.clone()));
            }
        }
    }

    /// A block of raw HTML: figures are shown in its text, and not in its tags.
    fn html(&mut self, html: &str, span: Range<usize>, verbatim: &mut Verbatim) {
        let markdown = self.markdown;
        // What the body has more there, the signs of quotations, has no braces.
        let mut places = markdown[span.clone()].match_indices(OPEN).map(|(at, _)| span.start + at);
        let mut kept = String::new();
        for token in raw::tokens(html) {
            let (Token::Text(text) | Token::Tag(text)) = token;
            let mut done = 0;
            while let Some(open) = text[done..].find(OPEN).map(|at| done + at) {
                let start = places.next().unwrap_or(span.start);
                let close = text[open..].find(CLOSE).map(|at| open + at + CLOSE.len());
                kept.push_str(&text[done..open]);
                let source_end = || markdown[start..span.end].find(CLOSE).map_or(span.end, |at| start + at + 2);
                match (token, close) {
                    (Token::Text(_), Some(end)) if !verbatim.is_open() => {
                        let placed = start..source_end();
                        self.keep(&mut kept, &span);
                        let name = text[open + OPEN.len()..end - CLOSE.len()].trim().to_owned();
                        self.pieces.push(Piece::Placeholder(Placeholder { name, block: false, span: placed }));
                        done = end;
                    }
                    _ => {
                        if !verbatim.is_open() && !text.starts_with("<!") {
                            self.stray.push(start..start + OPEN.len());
                        }
                        kept.push_str(OPEN);
                        done = open + OPEN.len();
                    }
                }
            }
            kept.push_str(&text[done..]);
            verbatim.token(token);
        }
        self.keep(&mut kept, &span);
    }

    fn keep(&mut self, html: &mut String, span: &Range<usize>) {
        if !html.is_empty() {
            let html = CowStr::from(std::mem::take(html));
            self.pieces.push(Piece::Markdown(Event::Html(html), span.clone()));
        }
    }
}
