//! The texts of a page beside their conversions.
//!
//! In: an article, or texts of the site's own files, and the editions. Out: a [`Sheet`]: every text as its
//! author wrote it and as each edition prints it, piece by piece, with the layer that made each piece and
//! the doubts that are left.
//!
//! May touch: text, bulletin, edition

use crate::bulletin::{Article, Bulletin};
use crate::edition::{Corpus, Edition};
use crate::text::doubt::{Doubt, Words};
use crate::text::lexicon::Lexicon;
use crate::text::markdown::{Document, Stretch, Template, align};
use crate::text::{Conversion, Converter, Rule, Variant};
use std::collections::BTreeSet;
use std::ops::Range;

/// The words and reasons of the lexicon; loading them takes some milliseconds.
pub(crate) struct Reviewer {
    words: Words,
    lexicon: Lexicon,
}

/// A page's texts beside their conversions.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// The script they are written in.
    pub(crate) script: Variant,
    /// The texts, in the order of the page.
    pub(crate) rows: Vec<Row>,
}

/// A text and its conversions.
#[derive(Debug)]
pub(crate) struct Row {
    /// Which text of the page it is.
    pub(crate) part: Part,
    /// The text as written, with U+FFFC for what is not text.
    pub(crate) text: String,
    /// What each U+FFFC replaces.
    pub(crate) gaps: Vec<String>,
    /// Bytes of the text and their bytes in the file, character by character; empty where these are not known.
    pub(crate) letters: Vec<(Range<usize>, Range<usize>)>,
    /// What no layer decides.
    pub(crate) doubts: Vec<Doubt>,
    /// The text in each edition, in their order.
    pub(crate) cells: Vec<Cell>,
}

/// Which text of a page a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Its title.
    Title,
    /// Its summary.
    Summary,
    /// One of its points.
    Point,
    /// A block of its body.
    Body,
    /// A word of a figure or about the whole: a name, a region, a note, a source.
    Word,
    /// The site's title, description or publisher, or a topic.
    Site,
}

/// A text in an edition.
#[derive(Debug, Default)]
pub(crate) struct Cell {
    /// Its pieces, in order.
    pub(crate) pieces: Vec<Piece>,
    /// Whether it was written by hand for this edition, beside the text in its row.
    pub(crate) by_hand: bool,
}

/// A piece of a converted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The bytes of the row's text it was made from.
    pub(crate) source: Range<usize>,
    /// The converted text.
    pub(crate) text: String,
    /// What changed it; `None` where it is unchanged.
    pub(crate) layer: Option<Layer>,
    /// The reason of the layer's entry, where it has one.
    pub(crate) reason: String,
    /// The doubt it is, as an index into the row's.
    pub(crate) doubt: Option<usize>,
}

/// What decides the form of a word, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    /// A character's usual form.
    Base,
    /// A character's neighbours.
    Model,
    /// A phrase of the tables.
    Phrase,
    /// The lexicon.
    Lexicon,
    /// The rule for surnames.
    Name,
    /// The quotation marks of the edition.
    Quote,
    /// The site's glossary.
    Glossary,
    /// The bulletin's own terms.
    Terms,
    /// An inline mark.
    Mark,
}

impl Layer {
    /// Its name for style sheets: `lexicon`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Model => "model",
            Self::Phrase => "phrase",
            Self::Lexicon => "lexicon",
            Self::Name => "name",
            Self::Quote => "quote",
            Self::Glossary => "glossary",
            Self::Terms => "terms",
            Self::Mark => "mark",
        }
    }
}

impl Part {
    /// Its name: `title`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Point => "point",
            Self::Body => "body",
            Self::Word => "word",
            Self::Site => "site",
        }
    }
}

impl Default for Reviewer {
    fn default() -> Self {
        Self { words: Words::load(), lexicon: Lexicon::load() }
    }
}

impl Reviewer {
    /// The sheet of a bulletin.
    pub(crate) fn bulletin(&self, bulletin: &Bulletin, editions: &[&Edition<'_>]) -> Sheet {
        let mut sheet = self.head(&bulletin.article, editions);
        let converters = converters(&bulletin.article, editions);
        for point in &bulletin.points {
            sheet.rows.push(self.template(Part::Point, point, &sheet.script, &converters));
        }
        sheet.rows.extend(self.body(&bulletin.article, editions, &converters));
        let mut add = |part, text: &str| sheet.rows.push(self.row(part, text.to_owned(), &sheet.script, &converters));
        let mut seen = BTreeSet::new();
        for word in super::words(bulletin).into_iter().filter(|word| !bulletin.points.iter().any(|point| point == word))
        {
            if seen.insert(word) {
                add(Part::Word, word);
            }
        }
        sheet
    }

    /// The sheet of another article.
    pub(crate) fn leaf(&self, article: &Article, editions: &[&Edition<'_>]) -> Sheet {
        let mut sheet = self.head(article, editions);
        sheet.rows.extend(self.body(article, editions, &converters(article, editions)));
        sheet
    }

    /// The sheet of texts of the site's own files.
    pub(crate) fn texts(&self, corpus: &Corpus, editions: &[&Edition<'_>], texts: Vec<(Part, String)>) -> Sheet {
        let script = corpus.config.script;
        let converters: Vec<Converter> = editions.iter().map(|edition| edition.own_converter().clone()).collect();
        let rows = texts.into_iter().map(|(part, text)| self.row(part, text, &script, &converters));
        Sheet { script, rows: rows.collect() }
    }

    /// The rows of title and summary.
    fn head(&self, article: &Article, editions: &[&Edition<'_>]) -> Sheet {
        let converters = converters(article, editions);
        let mut rows = Vec::new();
        let summary = article.summary.as_ref().map(|text| (Part::Summary, "summary", text));
        for (part, key, text) in [(Part::Title, "title", &article.title)].into_iter().chain(summary) {
            let Some(place) = article.place_of(key, text) else { continue };
            let mut row = self.template(part, text, &article.script, &converters);
            row.letters = letters(&row.text, 0, &article.source.text, place);
            for (cell, edition) in row.cells.iter_mut().zip(editions) {
                let twin = article.twins.get(&edition.variant);
                let by_hand = twin.and_then(|twin| match part {
                    Part::Title => twin.title.as_ref(),
                    Part::Summary => twin.summary.as_ref().map(|text| &text.value),
                    Part::Point | Part::Body | Part::Word | Part::Site => None,
                });
                if let Some(by_hand) = by_hand {
                    *cell = Cell::by_hand(by_hand);
                }
            }
            rows.push(row);
        }
        Sheet { script: article.script, rows }
    }

    /// The rows of a body. A body by hand has its own blocks: they are shown beside those at the same index.
    fn body(&self, article: &Article, editions: &[&Edition<'_>], converters: &[Converter]) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for Stretch { text, runs, gaps } in Document::parse(article.markdown()).stretches() {
            let mut row = self.row(Part::Body, text, &article.script, converters);
            row.gaps = gaps;
            for (run, span) in runs {
                let place = span.start + article.body.start..span.end + article.body.start;
                row.letters.extend(letters(&row.text[run.clone()], run.start, &article.source.text, place));
            }
            rows.push(row);
        }
        for (at, edition) in editions.iter().enumerate() {
            let Some(twin) = article.twins.get(&edition.variant) else { continue };
            let stretches = Document::parse(&twin.source.text[twin.body.clone()]).stretches();
            while rows.len() < stretches.len() {
                rows.push(self.row(Part::Body, String::new(), &article.script, converters));
            }
            let texts = stretches.into_iter().map(|stretch| stretch.shown()).chain(std::iter::repeat(String::new()));
            for (row, text) in rows.iter_mut().zip(texts) {
                row.cells[at] = Cell::by_hand(&text);
            }
        }
        rows
    }

    /// The row of a text that may show figures.
    fn template(&self, part: Part, text: &str, script: &Variant, converters: &[Converter]) -> Row {
        let Template { text, names } = Template::of(text);
        let gaps = names.into_iter().map(|name| format!("{{{{ {name} }}}}")).collect();
        Row { gaps, ..self.row(part, text, script, converters) }
    }

    fn row(&self, part: Part, text: String, script: &Variant, converters: &[Converter]) -> Row {
        let conversions: Vec<Conversion> = converters.iter().map(|converter| converter.align(&text)).collect();
        // Every edition starts from the same character; one that does not convert has no doubts.
        let converted = conversions.iter().zip(converters).find(|(_, converter)| converter.to() != *script);
        let doubts = match (*script, converted) {
            (Variant::Hans, Some((conversion, _))) => self.words.doubts(&text, conversion),
            (_, _) => Vec::new(),
        };
        let cells = conversions.iter().zip(converters).map(|(conversion, converter)| Cell {
            pieces: match converter.to() == *script {
                true => self.pieces(&text, conversion, &[]),
                false => self.pieces(&text, conversion, &doubts),
            },
            by_hand: false,
        });
        Row { part, cells: cells.collect(), text, gaps: Vec::new(), letters: Vec::new(), doubts }
    }

    /// A conversion cut at its changes and doubts.
    fn pieces(&self, text: &str, conversion: &Conversion, doubts: &[Doubt]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut done = 0;
        let doubt_at = |at: usize| doubts.iter().position(|doubt| doubt.span.start == at);
        let same = |pieces: &mut Vec<Piece>, from: usize, to: usize| {
            let within = doubts.iter().map(|doubt| &doubt.span).filter(|span| from <= span.start && span.end <= to);
            let cuts = within.flat_map(|span| [span.start, span.end]).chain([to]);
            let mut from = from;
            for cut in cuts {
                if from < cut {
                    let text = text[from..cut].to_owned();
                    pieces.push(Piece {
                        source: from..cut,
                        text,
                        layer: None,
                        reason: String::new(),
                        doubt: doubt_at(from),
                    });
                }
                from = cut;
            }
        };
        for change in &conversion.changes {
            same(&mut pieces, done, change.source.start);
            let (layer, reason) = self.layer(&text[change.source.clone()], change.rule);
            pieces.push(Piece {
                source: change.source.clone(),
                text: conversion.text[change.target.clone()].to_owned(),
                layer: Some(layer),
                reason,
                doubt: doubt_at(change.source.start).filter(|_| layer == Layer::Base),
            });
            done = change.source.end;
        }
        same(&mut pieces, done, text.len());
        pieces
    }

    fn layer(&self, source: &str, rule: Rule) -> (Layer, String) {
        let layer = match rule {
            Rule::Normalization | Rule::Character => Layer::Base,
            Rule::Neighbours => Layer::Model,
            Rule::Phrase => match self.lexicon.reason(source) {
                Some(reason) => return (Layer::Lexicon, reason.to_owned()),
                None => Layer::Phrase,
            },
            Rule::Statistics => Layer::Lexicon,
            Rule::Name => Layer::Name,
            Rule::Quote => Layer::Quote,
            Rule::Glossary => Layer::Glossary,
            Rule::Term => Layer::Terms,
            Rule::Mark => Layer::Mark,
        };
        (layer, String::new())
    }
}

impl Cell {
    fn by_hand(text: &str) -> Self {
        let piece = Piece { source: 0..0, text: text.to_owned(), layer: None, reason: String::new(), doubt: None };
        Self { pieces: vec![piece], by_hand: true }
    }
}

fn converters(article: &Article, editions: &[&Edition<'_>]) -> Vec<Converter> {
    editions.iter().map(|edition| edition.converter(article)).collect()
}

/// The characters of a text, by their bytes from `start` on, and their bytes in the file.
fn letters(text: &str, start: usize, source: &str, within: Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut at = start;
    let letters = align(text, source, within).into_iter().map(|(c, place)| {
        at += c.len_utf8();
        (at - c.len_utf8()..at, place)
    });
    letters.collect()
}
