//! The figures of an article.
//!
//! In: an article's paragraphs and tables, and the day the page was printed. Out: [`Figure`]s, each
//! with the words it was read from, and the numerals that were left out, with the reason.
//!
//! A paragraph is read once from left to right. What a clause does not say itself it takes from what
//! stands before it: the indicator, the basis, the period.
//!
//! May touch: figure, prose

mod phrase;
mod count;
mod role;
mod context;
mod frame;
mod passage;
mod when;
mod printed;
mod against;
mod baseline;
mod brackets;
mod naming;
mod measure;
mod clause;
mod topic;
mod listed;
mod several;
mod sure;
mod evidence;
mod again;
mod labels;
mod rows;

use super::articles::{Article, BlockKind};
use super::letters::Text;
use super::list::List;
use crate::figure::scan::{self, Reason, units};
use crate::figure::{Basis, Change, Kind, Period, Quantity, Words};
use crate::prose::Rules;
use context::Context;
use jiff::civil::Date;
pub(crate) use printed::printed;
use std::collections::HashMap;
use std::ops::Range;

/// How a figure came to its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// Its sentence says it.
    Here,
    /// An earlier sentence says it.
    Before,
    /// Nothing says it.
    Nowhere,
}

impl Stated {
    /// As the report prints it: `stated`, `inherited`, `unstated`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Here => "stated",
            Self::Before => "inherited",
            Self::Nowhere => "unstated",
        }
    }
}

/// The longest caption of a table, in characters.
const CAPTION: usize = 48;

/// A proposed figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What it is a figure of, in Simplified: `软件业务收入`.
    pub indicator: String,
    /// How much there is.
    pub value: Option<Quantity>,
    /// By how much it changed.
    pub change: Option<Change>,
    /// Against what.
    pub basis: Option<Basis>,
    /// When.
    pub period: Period,
    /// How the period is known.
    pub stated: Stated,
    /// What it is, where that is not plain from value and change.
    pub kind: Option<Kind>,
    /// What sets it apart: a limit within its name.
    pub dims: Vec<(String, String)>,
    /// Who said it: `谢少锋（工业和信息化部总工程师）`.
    pub speaker: Option<String>,
    /// The block of the article it stands in.
    pub block: usize,
    /// The characters of the block it was read from.
    pub quote: Range<usize>,
    /// How sure it is, in per cent.
    pub confidence: u8,
}

impl Figure {
    /// Whether it tells again what a figure with the same value told, or the same change where there is no value.
    fn repeats(&self, told: &Self) -> bool {
        let signed = |figure: &Self| figure.change.as_ref().map(|change| (change.signed(), change.unit_code()));
        let (same, bare) = ((signed(self), self.basis) == (signed(told), told.basis), self.change.is_none());
        // 14.6亿元怎么来？ tells no change of what was told with one.
        let loose = bare && self.period == Period::Unstated;
        if !(same || bare) || self.dims != told.dims || !(self.period == told.period || loose) {
            return false;
        }
        let (one, other) = (self.indicator.trim_end_matches('数'), told.indicator.trim_end_matches('数'));
        let digits = self.value.as_ref().map_or(0, |value| value.number().digits().len());
        // A value of several digits is the same under a shorter name too; a rate is not.
        // 31个大城市城镇调查失业率 is another rate than 城镇调查失业率.
        let telling = digits >= 3 && !self.indicator.starts_with(|c: char| c.is_ascii_digit());
        // 指数收32828.88点，重挫1497.77点 is 台股 told again.
        let exact = digits >= 6 && self.change.is_some();
        one == other || exact || telling && (one.ends_with(other) || other.ends_with(one))
    }

    /// Whether it is told in points, as indices are, or without a unit, as they are too: 收报26059.
    fn is_in_points(&self) -> bool {
        let amounts = [self.value.as_ref(), self.change.as_ref().and_then(Change::amount)];
        amounts.into_iter().flatten().any(|amount| matches!(amount.unit_base(), "点" | ""))
    }
}

/// A numeral that became no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The block of the article it stands in.
    pub block: usize,
    /// Its characters.
    pub quote: Range<usize>,
    /// Why.
    pub why: Reason,
}

/// The figures of an article, and what was left out.
pub(crate) fn figures(article: &Article, today: Date, words: &Words) -> (Vec<Figure>, Vec<LeftOut>) {
    let today = frame::told_on(article, today).unwrap_or(today);
    // 今年 of the last day of trading is that day's year.
    let today = frame::trading(article, today)
        .and_then(|day| day.end())
        .filter(|day| day.year() < today.year())
        .unwrap_or(today);
    let mut context = Context::new(article, today, Rules::of(words));
    for (block, piece) in article.blocks.iter().enumerate() {
        match &piece.kind {
            BlockKind::Paragraph(text) => {
                let told = context.figures.len();
                clause::paragraph(text, block, &mut context);
                if is_note(article, block) {
                    let noted = context.figures.split_off(told).into_iter();
                    let noted = noted.map(|figure| LeftOut { block, quote: figure.quote, why: Reason::Note });
                    context.left_out.extend(noted);
                }
            }
            BlockKind::Table(table) => rows::table(table, &above(article, block), block, &mut context),
            BlockKind::Heading(text) => context.heading(text),
        }
    }
    let (figures, mut left_out) = once(context.figures, context.left_out);
    let (mut kept, mut lacking) = (Vec::new(), Vec::new());
    for figure in &figures {
        match evidence::lacks(figure, &figures, article) {
            Some(why) => lacking.push(LeftOut { block: figure.block, quote: figure.quote.clone(), why }),
            None => kept.push(figure.clone()),
        }
    }
    left_out.append(&mut lacking);
    (kept, left_out)
}

/// Whether a paragraph is a note below a table, or goes on with one.
fn is_note(article: &Article, block: usize) -> bool {
    let blocks = article.blocks[..=block].iter().rev().map(|block| &block.kind);
    let notes = blocks.map_while(|kind| match kind {
        BlockKind::Paragraph(text) => {
            Some(List("注： 【注】 注1 注2 附注 备注 说明：").beginning(&text.plain()).is_some())
        }
        BlockKind::Heading(_) | BlockKind::Table(_) => None,
    });
    let notes: Vec<bool> = notes.collect();
    let table = block.checked_sub(notes.len()).map(|at| &article.blocks[at].kind);
    notes.last() == Some(&true) && matches!(table, Some(BlockKind::Table(_)))
}

/// What may be the caption of a table, the nearest first: the short texts above it, and the title.
fn above(article: &Article, block: usize) -> Vec<String> {
    let texts = article.blocks[..block].iter().rev().map_while(|block| match &block.kind {
        BlockKind::Paragraph(text) | BlockKind::Heading(text) => Some(text),
        BlockKind::Table(_) => None,
    });
    let near = texts.take_while(|text| text.len() <= CAPTION).take(3);
    near.chain(&article.title).chain(&article.subtitles).map(Text::plain).collect()
}

/// A figure that is told again is told once.
fn once(figures: Vec<Figure>, mut left_out: Vec<LeftOut>) -> (Vec<Figure>, Vec<LeftOut>) {
    let mut seen: HashMap<_, Vec<usize>> = HashMap::new();
    let mut kept: Vec<Figure> = Vec::with_capacity(figures.len());
    for figure in figures {
        let value = figure.value.as_ref().map(|value| (value.value_base(), value.unit_base().to_owned()));
        let change =
            figure.change.as_ref().filter(|_| value.is_none()).map(|change| (change.signed(), change.unit_code()));
        let alike = seen.entry((value, change)).or_default();
        if alike.iter().any(|told| figure.repeats(&kept[*told])) {
            left_out.push(LeftOut { block: figure.block, quote: figure.quote, why: Reason::ToldBefore });
        } else {
            alike.push(kept.len());
            kept.push(figure);
        }
    }
    (kept, left_out)
}

/// The period that an article is about: of its title, or of its first sentences.
pub(crate) fn lead_period(article: &Article, today: Date) -> Option<Period> {
    frame::lead(article, today)
}
