//! What shows that a value is a figure.
//!
//! In: a figure of an article, and the others. Out: why it is none, where it has nothing to show but its number.
//!
//! A change, a number told exactly, a noun that measures, and others told beside it in the same unit are what a figure shows. Of
//! the values that had none of these, nine in ten were none: the sum of a deal, a forecaster's guess, a price.
//!
//! May touch: text, figure

use super::Figure;
use super::phrase;
use super::scan::Reason;
use crate::import::articles::{Article, BlockKind};
use crate::import::letters::is_han;
use crate::import::list::List;

/// Why a figure is none after all.
pub(super) fn lacks(figure: &Figure, all: &[Figure], article: &Article) -> Option<Reason> {
    let value = figure.value.as_ref().filter(|_| figure.change.is_none())?;
    let unit = value.unit_base();
    if unit == "点" && is_in_passing(figure, article) {
        return Some(Reason::Passing);
    }
    let digits = value.number().digits();
    let round = !digits.contains('.') && digits.trim_start_matches('-').trim_end_matches('0').len() <= 2;
    let telling = unit == "%" || unit.is_empty() || unit.ends_with(['元', '镑', '币', '布']);
    let name = figure.indicator.as_str();
    let measured = phrase::head(name).is_some() || List("measured").ending(name).is_some();
    let beside = |other: &Figure| {
        let alike = other.value.as_ref().is_some_and(|value| value.unit_base() == unit);
        alike && other.block == figure.block && other.quote.start == figure.quote.start && other.quote != figure.quote
    };
    (round && telling && !measured && !all.iter().any(beside)).then_some(Reason::Unsupported)
}

/// Whether a figure is a level in points that did not move and at which nothing closed: 恒指在19000点上落.
fn is_in_passing(figure: &Figure, article: &Article) -> bool {
    let Some(BlockKind::Paragraph(text)) = article.blocks.get(figure.block).map(|block| &block.kind) else {
        return false;
    };
    let words = text.slice(figure.quote.clone()).plain();
    let lead = words.trim_end_matches(|c: char| !is_han(c) || "点万千".contains(c));
    List("收 报 为 来到 收在 收于 开在 开于").ending(lead).is_none()
}
