//! What an import did, for its editor.
//!
//! In: an [`Import`]. Out: a report for a terminal, and as JSON all there is: drafts with their figures,
//! joins, lines set aside, doubts, figures left out and why.
//!
//! May touch: nothing

mod table;

use super::draft::Draft;
use super::figures::Figure;
use super::{Article, BlockKind, Import, Join, assist};
use anyhow::Result;
use serde::Serialize;
use std::path::PathBuf;

pub(crate) use table::text;

/// What an import did.
#[derive(Debug)]
pub(crate) struct Done {
    /// The drafts.
    pub(crate) import: Import,
    /// Where they are.
    pub(crate) out: PathBuf,
    /// How many indicators were registered.
    pub(crate) registered: usize,
    /// What became of the answers of an assistant.
    pub(crate) assisted: Option<assist::Outcome>,
}

/// How sure a proposed figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sureness {
    /// It is compared with its sentence, as every figure is.
    Sure,
    /// A part of it was not said in its sentence.
    Look,
    /// It may be wrong.
    Doubtful,
}

impl Sureness {
    /// How sure a figure is.
    pub(crate) fn of(figure: &Figure) -> Self {
        match figure.confidence {
            85.. => Self::Sure,
            75..85 => Self::Look,
            ..75 => Self::Doubtful,
        }
    }
}

/// An import as JSON.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The encoding of the file.
    pub encoding: &'static str,
    /// The script of the page, as a BCP 47 tag.
    pub script: &'static str,
    /// The drafts.
    pub articles: Vec<ArticleReport>,
    /// The line breaks that disappeared.
    pub joins: Vec<JoinReport>,
    /// Lines that were in columns and were put in order.
    pub moved_lines: Vec<usize>,
    /// What is in no draft.
    pub aside: Vec<AsideReport>,
}

/// An article and its draft.
#[derive(Debug, Serialize)]
pub struct ArticleReport {
    /// The draft's file name.
    pub file: String,
    /// Its title; null where the page has none.
    pub title: Option<String>,
    /// Lines above and below the title.
    pub subtitles: Vec<String>,
    /// The page's label.
    pub label: Option<String>,
    /// `新华社北京7月18日电`.
    pub dateline: Option<String>,
    /// Authors as printed.
    pub bylines: Vec<String>,
    /// Where it was taken from.
    pub source: Option<String>,
    /// `（上接第一版）`.
    pub continued_from: Option<String>,
    /// `（下转第三版）`.
    pub continues_on: Option<String>,
    /// The period it is about.
    pub period: Option<String>,
    /// The region it is about.
    pub region: Option<String>,
    /// Its headings, paragraphs and tables.
    pub blocks: Vec<BlockReport>,
    /// Proposed figures.
    pub figures: Vec<FigureReport>,
    /// Numerals left out.
    pub left_out: Vec<LeftOutReport>,
    /// What an editor should decide.
    pub doubts: Vec<String>,
}

/// A piece of an article.
#[derive(Debug, Serialize)]
pub struct BlockReport {
    /// `heading`, `paragraph` or `table`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Its text.
    pub text: String,
    /// Its lines in the input.
    pub lines: Vec<usize>,
}

/// A proposed figure.
#[derive(Debug, Serialize)]
pub struct FigureReport {
    /// The indicator, as the draft has it.
    pub indicator: String,
    /// The number as printed.
    pub value: Option<String>,
    /// Scale and unit: `万亿元`.
    pub unit: Option<String>,
    /// `gt` for 超过.
    pub approx: Option<&'static str>,
    /// The change, with its sign.
    pub change: Option<String>,
    /// `%`, `个百分点` or a unit.
    pub change_unit: Option<String>,
    /// `yoy`, `mom` ….
    pub basis: Option<&'static str>,
    /// `2025-H1`; empty when unstated.
    pub period: String,
    /// `stated`, `inherited` or `unstated`.
    pub period_status: &'static str,
    /// `target`, `share` …, where the figure says so.
    pub kind: Option<&'static str>,
    /// Limits within its name.
    pub dims: Vec<String>,
    /// Who said it.
    pub attribution: Option<String>,
    /// The words it was read from.
    pub quote: String,
    /// The lines of its paragraph.
    pub lines: Vec<usize>,
    /// How sure it is, 0 to 100.
    pub confidence: u8,
}

/// A numeral that is no figure.
#[derive(Debug, Serialize)]
pub struct LeftOutReport {
    /// The numeral with its neighbours.
    pub quote: String,
    /// Why.
    pub why: &'static str,
}

/// A line break that disappeared.
#[derive(Debug, Serialize)]
pub struct JoinReport {
    /// The line before.
    pub after_line: usize,
    /// The line after.
    pub before_line: usize,
    /// Its last characters.
    pub left: String,
    /// Its first characters.
    pub right: String,
    /// `word`, `sentence` or `full-line`.
    pub why: &'static str,
    /// Whether to look at it.
    pub doubtful: bool,
}

/// A stretch in no draft.
#[derive(Debug, Serialize)]
pub struct AsideReport {
    /// Its line.
    pub line: usize,
    /// Its first byte in the decoded text.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// Its text.
    pub text: String,
    /// Why.
    pub why: &'static str,
}

impl Report {
    /// The report of an import.
    pub fn new(import: &Import) -> Self {
        let joins = import.joins.iter().map(|join| JoinReport {
            after_line: join.after,
            before_line: join.before,
            left: join.left.clone(),
            right: join.right.clone(),
            why: reason(join.why),
            doubtful: join.doubtful,
        });
        let aside = import.aside.iter().map(|aside| AsideReport {
            line: aside.line,
            start: aside.span.start,
            end: aside.span.end,
            text: import.text[aside.span.clone()].to_owned(),
            why: aside.why.text(),
        });
        Self {
            encoding: import.encoding,
            script: import.script.tag(),
            articles: import.drafts.iter().map(article).collect(),
            joins: joins.collect(),
            moved_lines: import.moved.clone(),
            aside: aside.collect(),
        }
    }
}

/// The report as JSON.
///
/// # Errors
/// A report has none.
pub(crate) fn json(import: &Import) -> Result<String> {
    Ok(serde_json::to_string_pretty(&Report::new(import))? + "\n")
}

fn reason(join: Join) -> &'static str {
    match join {
        Join::Word => "word",
        Join::Sentence => "sentence",
        Join::Full => "full-line",
    }
}

fn article(draft: &Draft) -> ArticleReport {
    let Article { label, title, subtitles, dateline, bylines, sources: _, continued, goes_on, blocks, doubts, line: _ } =
        &draft.article;
    let text = |text: &Option<super::Text>| text.as_ref().map(super::Text::clean);
    let blocks = blocks.iter().enumerate().map(|(at, block)| BlockReport {
        kind: match block.kind {
            BlockKind::Heading(_) => "heading",
            BlockKind::Paragraph(_) => "paragraph",
            BlockKind::Table(_) => "table",
        },
        text: draft.block_text(at).clean(),
        lines: block.lines.clone(),
    });
    let left_out = draft
        .left_out
        .iter()
        .map(|left| LeftOutReport { quote: near(draft, left.block, &left.quote), why: left.why.text() });
    ArticleReport {
        file: draft.file.clone(),
        title: text(title),
        subtitles: subtitles.iter().map(super::Text::clean).collect(),
        label: text(label),
        dateline: text(dateline),
        bylines: bylines.iter().map(super::Text::clean).collect(),
        source: draft.source.clone(),
        continued_from: text(continued),
        continues_on: text(goes_on),
        period: draft.period.map(|period| period.code()),
        region: draft.region.clone(),
        blocks: blocks.collect(),
        figures: (0..draft.figures.len()).map(|at| figure(draft, at)).collect(),
        left_out: left_out.collect(),
        doubts: doubts.iter().map(|(line, said)| format!("line {line}: {said}")).collect(),
    }
}

fn figure(draft: &Draft, at: usize) -> FigureReport {
    let figure = &draft.figures[at];
    FigureReport {
        indicator: draft.indicators[at].clone(),
        value: figure.value.as_ref().map(|value| value.number().digits()),
        unit: figure.value.as_ref().map(|value| value.unit_printed()),
        approx: figure.value.as_ref().map(|value| value.approx().code()),
        change: figure.change.as_ref().map(|change| change.signed().to_string()),
        change_unit: figure.change.as_ref().and_then(|change| change.amount()).map(|amount| amount.unit_printed()),
        basis: figure.basis.map(|basis| basis.over(&figure.period).code()),
        period: figure.period.code(),
        period_status: figure.stated.code(),
        kind: figure.kind.map(|kind| kind.code()),
        dims: figure.dims.iter().map(|(_, value)| value.clone()).collect(),
        attribution: figure.speaker.clone(),
        quote: draft.block_text(figure.block).slice(figure.quote.clone()).clean(),
        lines: draft.article.blocks[figure.block].lines.clone(),
        confidence: figure.confidence,
    }
}

/// A numeral with some characters around it.
fn near(draft: &Draft, block: usize, quote: &std::ops::Range<usize>) -> String {
    let text = draft.block_text(block);
    text.slice(quote.start.saturating_sub(6)..(quote.end + 6).min(text.len())).clean()
}
