//! Bulletins and digests as they are printed.
//!
//! In: a bulletin or digest of an edition, its texts as blocks. Out: the [`Document`].
//!
//! May touch: path, chart, text, figure, label, edition, page, view

use super::sheet::{Day, Figure, Part, Run, Sheet, Words};
use super::{Document, figures};
use crate::chart::Chart;
use crate::edition::Item;
use crate::figure::{BulletinId, Metric};
use crate::label::Label;
use crate::page::DigestSpan;
use crate::path::scheme;
use crate::text::Variant;
use crate::text::markdown::{Block, Span};
use crate::view::{FIGURES, Picture, Shortcode, Views, notice};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The text of a bulletin.
pub(crate) type Text = (BulletinId, Vec<Block>);

/// The colour of words.
const INK: &str = "#1c1b1a";

/// The deepest heading that is told from others.
const DEEPEST: u8 = 4;

/// A bulletin; what it links to has its whole address.
pub(crate) fn bulletin(views: Views<'_, '_>, (at, blocks): Text) -> Document {
    let item = &views.edition.items[at];
    let mut composer = Composer::new(views, Some(at), 0);
    let parts = composer.parts(&blocks);
    let cards = item.figures.iter().map(|figure| (figure.metric.headline, views.card(item, figure)));
    let figures: Vec<(bool, Figure)> =
        cards.filter_map(|(headline, card)| Some((headline, figures::alone(card, views.labels)?))).collect();
    let sheet = Sheet {
        title: item.title.to_string(),
        byline: byline(views, item),
        summary: if item.is_lead { String::new() } else { item.summary.to_string() },
        url: views.absolute_url(&item.bulletin.article.folder),
        headlines: figures.iter().filter(|(headline, _)| *headline).map(|(_, figure)| figure.clone()).collect(),
        figures: figures.into_iter().map(|(_, figure)| figure).collect(),
        parts,
        ..sheet(views, item.bulletin.date)
    };
    Document { sheet, left_out: composer.left_out }
}

/// The digest of a span: what its editor wrote, its headline figures, and its bulletins by topic, whole. None where the edition
/// has none.
pub(crate) fn digest(views: Views<'_, '_>, span: DigestSpan, foreword: &[Block], texts: &[Text]) -> Option<Document> {
    let items: Vec<&Item<'_>> = texts.iter().map(|(at, _)| &views.edition.items[*at]).collect();
    let newest = items.first()?;
    let mut composer = Composer::new(views, None, 0);
    let mut parts = Vec::new();
    if !foreword.is_empty() {
        let title = span.foreword(views.edition).map_or_else(String::new, |page| page.title.to_string());
        parts.push(heading(title));
        composer.base = 1;
        parts.extend(composer.parts(foreword));
    }
    let entry = views.digest_entry(span, &items);
    let cards = entry.groups.iter().flat_map(|group| group.rows.iter().map(|row| row.card.clone()));
    let all: Vec<Figure> = cards.filter_map(|card| figures::alone(card, views.labels)).collect();
    if !all.is_empty() {
        parts.push(heading(entry.caption));
        parts.extend(entry.groups.into_iter().map(|group| figures::of_topic(views, group)));
    }
    for part in views.digest_parts(&items) {
        parts.push(heading(part.topic));
        for view in part.items {
            let is_it = |item: &Item<'_>| views.article_url(&item.bulletin.article) == view.url;
            let Some((at, blocks)) = texts.iter().find(|(at, _)| is_it(&views.edition.items[*at])) else { continue };
            let item = &views.edition.items[*at];
            parts.push(Part::Bulletin {
                title: view.title,
                byline: byline(views, item),
                // Its first paragraph follows.
                summary: if item.is_lead { String::new() } else { view.summary },
                url: view.url,
                original: views.labels.text(Label::Original).to_owned(),
            });
            composer.next(*at);
            parts.extend(composer.parts(blocks));
        }
    }
    let sheet = Sheet {
        digest: true,
        title: views.digest_title(span),
        byline: views.digest_range(span, items.len()),
        url: views.absolute_url(&span.folder()),
        headlines: all.iter().take(6).cloned().collect(),
        figures: all,
        parts,
        ..sheet(views, newest.bulletin.date)
    };
    Some(Document { sheet, left_out: composer.left_out })
}

/// The edition itself, for the picture of its links.
pub(crate) fn edition(views: Views<'_, '_>) -> Document {
    let sheet = Sheet { summary: views.edition.description.clone(), ..sheet(views, Date::ZERO) };
    Document { sheet, left_out: 0 }
}

/// What all have in common.
fn sheet(views: Views<'_, '_>, date: Date) -> Sheet {
    let (labels, config) = (views.labels, views.plan.config);
    let (lang, region) = match views.edition.variant {
        Variant::Hans => ("zh", Some("cn")),
        Variant::HantTw => ("zh", Some("tw")),
        Variant::HantHk => ("zh", Some("hk")),
        Variant::En => ("en", None),
    };
    let host = config.base_url.absolute("");
    Sheet {
        digest: false,
        lang,
        region,
        serif: vec![labels.text(Label::CardSerif).to_owned()],
        sans: vec![labels.text(Label::CardSans).to_owned()],
        indent: region.is_some(),
        accent: config.theme.accent.map_or_else(|| "#1b4b7a".to_owned(), |colour| colour.on_paper().to_string()),
        site: views.edition.title.clone(),
        publisher: views.edition.publisher.clone(),
        host: host.split_once("://").map_or(&*host, |(_, host)| host).to_owned(),
        title: String::new(),
        date: labels.day(date),
        day: Day { year: date.year(), month: date.month(), day: date.day() },
        byline: String::new(),
        summary: String::new(),
        url: views.absolute_url(""),
        headlines: Vec::new(),
        figures: Vec::new(),
        parts: Vec::new(),
        words: Words { contents: labels.text(Label::Contents).to_owned(), page: labels.text(Label::PageOf).to_owned() },
    }
}

/// When, and by whom what it reports was said.
fn byline(views: Views<'_, '_>, item: &Item<'_>) -> String {
    let day = views.labels.day(item.bulletin.date);
    match &item.source {
        Some(source) => {
            let source = views.labels.pair(views.labels.text(Label::Source), source);
            [&day, views.labels.text(Label::JoinGap), &source].concat()
        }
        None => day,
    }
}

/// The heading of a part of a digest.
fn heading(text: String) -> Part {
    Part::Heading { level: 1, runs: vec![Run::Text { text }] }
}

/// Blocks as they are printed.
struct Composer<'v, 'e> {
    views: Views<'v, 'e>,
    /// Whose text it is; none for that of a digest's editor.
    at: Option<BulletinId>,
    /// How deep the headings above the text are.
    base: u8,
    /// The level of the last heading: below it none may be left out (PDF/UA, 7.4.2).
    last: u8,
    notes: BTreeMap<usize, Vec<Block>>,
    /// Which notes were there already.
    noted: Vec<usize>,
    /// How many texts there were before, so that no two notes have one name.
    texts: usize,
    left_out: usize,
}

impl<'v, 'e> Composer<'v, 'e> {
    fn new(views: Views<'v, 'e>, at: Option<BulletinId>, base: u8) -> Self {
        Self { views, at, base, last: base, notes: BTreeMap::new(), noted: Vec::new(), texts: 0, left_out: 0 }
    }

    /// Goes on with the text of a bulletin in a digest.
    fn next(&mut self, at: BulletinId) {
        self.at = Some(at);
        self.base = 2;
    }

    /// A text.
    fn parts(&mut self, blocks: &[Block]) -> Vec<Part> {
        self.last = self.base;
        self.texts += 1;
        self.noted.clear();
        let notes = blocks.iter().filter_map(|block| match block {
            Block::Notes(notes) => Some(notes.iter().cloned()),
            _ => None,
        });
        self.notes = notes.flatten().collect();
        self.blocks(blocks)
    }

    fn blocks(&mut self, blocks: &[Block]) -> Vec<Part> {
        blocks.iter().filter_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> Option<Part> {
        Some(match block {
            Block::Heading(level, spans) => {
                self.last = level.saturating_add(self.base).min(self.last.saturating_add(1)).min(self.base + DEEPEST);
                Part::Heading { level: self.last, runs: self.runs(spans) }
            }
            Block::Paragraph(spans) => Part::Paragraph { runs: self.runs(spans) },
            Block::List(first, items) => {
                let items = items.iter().map(|item| self.blocks(item)).collect();
                match first {
                    Some(start) => Part::Numbered { start: *start, items },
                    None => Part::List { items },
                }
            }
            Block::Quote(kind, blocks) => Part::Quote {
                word: kind.map_or_else(String::new, |kind| notice(self.views.labels, kind).to_owned()),
                parts: self.blocks(blocks),
            },
            Block::Code(code) => Part::Listing { text: code.trim_end().to_owned() },
            Block::Table(rows) => {
                let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
                let mut rows = rows.iter().map(|row| {
                    let mut cells: Vec<Vec<Run>> = row.iter().map(|cell| self.runs(cell)).collect();
                    cells.resize(columns, Vec::new());
                    cells
                });
                Part::Table { columns, head: rows.next()?, rows: rows.collect() }
            }
            Block::Rule => Part::Rule,
            Block::Slot(name) => return self.slot(name),
            // At the foot of the page that leads to them.
            Block::Notes(_) => return None,
        })
    }

    /// What a placeholder is replaced by; a mistake in one was reported when the text was read.
    fn slot(&mut self, name: &str) -> Option<Part> {
        let views = self.views;
        if name == FIGURES {
            return self.at.map(|at| figures::table(views, at));
        }
        let Some(shortcode) = Shortcode::parse(name) else {
            self.left_out += 1;
            return None;
        };
        let own: Vec<&Metric> =
            self.at.map_or_else(Vec::new, |at| views.edition.items[at].bulletin.metrics.iter().collect());
        match views.picture(&shortcode.ok()?, &own, "picture").ok()? {
            Picture::Chart(chart) => Some(self.chart(&chart)),
            Picture::Comparison(comparison) => {
                let (comparison, _) = *comparison;
                let first = if comparison.by_region { Label::Region } else { Label::Period };
                let value = match comparison.what.as_str() {
                    "" => views.labels.text(Label::Value).to_owned(),
                    what => what.to_owned(),
                };
                Some(Part::Comparison {
                    caption: comparison.title,
                    head: [views.labels.text(first).to_owned(), value],
                    rows: comparison.rows.into_iter().map(|row| [row.label, row.value]).collect(),
                })
            }
        }
    }

    /// A chart, its lines as the page has them.
    fn chart(&self, chart: &Chart) -> Part {
        let drawing = chart.plain();
        let (width, height) = drawing.size();
        let fonts = self.views.labels.text(Label::CardSans).replace(['"', '<', '&'], "");
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.1}\" height=\"{height:.1}\" \
             viewBox=\"0 0 {width:.1} {height:.1}\" font-family=\"{fonts}\" color=\"{INK}\" fill=\"{INK}\">{}</svg>",
            drawing.inner()
        );
        let [title, subtitle] = chart.captions();
        Part::Chart { title, subtitle, alt: drawing.description().to_owned(), svg }
    }

    fn runs(&mut self, spans: &[Span]) -> Vec<Run> {
        spans.iter().map(|span| self.run(span)).collect()
    }

    fn run(&mut self, span: &Span) -> Run {
        match span {
            // A line of the source is none on paper.
            Span::Text(text) => Run::Text { text: text.replace('\n', " ") },
            Span::Code(text) => Run::Code { text: text.clone() },
            Span::Strong(inner) => Run::Strong { runs: self.runs(inner) },
            Span::Emphasis(inner) => Run::Emphasis { runs: self.runs(inner) },
            Span::Deleted(inner) => Run::Deleted { runs: self.runs(inner) },
            // An address within the page would lead nowhere.
            Span::Link(to, inner) if scheme(to).is_none() => Run::Strong { runs: self.runs(inner) },
            Span::Link(to, inner) => Run::Link { to: to.clone(), runs: self.runs(inner) },
            // What it shows, in words: a page has no pictures of files that only the site has.
            Span::Picture(to, text) => Run::Link { to: to.clone(), runs: vec![Run::Text { text: text.clone() }] },
            Span::Note(number) => self.note(*number),
            Span::Break => Run::Break,
        }
    }

    fn note(&mut self, number: usize) -> Run {
        let id = format!("note-{}-{number}", self.texts);
        if self.noted.contains(&number) {
            return Run::Again { id };
        }
        self.noted.push(number);
        let blocks = self.notes.get(&number).cloned().unwrap_or_default();
        Run::Note { id, parts: self.blocks(&blocks) }
    }
}
