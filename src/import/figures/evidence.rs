//! What shows that a value is a figure.
//!
//! In: a figure of an article, and the others. Out: why it is none, where it has nothing to show but its number.
//!
//! A change, a number told exactly, a noun that measures, and others told beside it in the same unit are what a figure shows. Of
//! the values that had none of these, nine in ten were none: the sum of a deal, a forecaster's guess, a price.
//!
//! May touch: text, figure

use super::Figure;
use super::count;
use super::phrase;
use super::scan::Reason;
use crate::import::articles::{Article, BlockKind};
use crate::import::letters::is_han;
use crate::import::list::List;

/// Why a figure is none after all.
pub(super) fn lacks(figure: &Figure, all: &[Figure], article: &Article) -> Option<Reason> {
    // In a table row and column say what it is.
    let is_told = matches!(article.blocks.get(figure.block)?.kind, BlockKind::Paragraph(_)) && figure.change.is_none();
    let value = figure.value.as_ref().filter(|_| is_told)?;
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
    // 户均分红4200元, 赚37亿元, 带动26万茶农
    let done = || {
        let lead = lead(figure, article);
        List("赚 净赚 大赚 亏 净亏 亏损").ending(&lead).is_some() || !matches!(count::acted(&lead), "" | "减少")
    };
    let bare = round
        && telling
        && !measured
        && !List("人均 户均 亩均 日均 月均 年均 村均").stands_in(name)
        && !all.iter().any(beside)
        && !done();
    bare.then_some(Reason::Unsupported)
}

/// The words of a figure's quote before its number.
fn lead(figure: &Figure, article: &Article) -> String {
    let Some(BlockKind::Paragraph(text)) = article.blocks.get(figure.block).map(|block| &block.kind) else {
        return String::new();
    };
    let words = text.slice(figure.quote.clone()).plain();
    words.trim_end_matches(|c: char| !is_han(c) || "点万千亿元近约逾超港美日韩新台币".contains(c)).to_owned()
}

/// Whether a figure is a level in points that did not move and at which nothing closed: 恒指在19000点上落.
fn is_in_passing(figure: &Figure, article: &Article) -> bool {
    List("收 报 为 来到 收在 收于 开在 开于 升至 降至 增至 减至").ending(&lead(figure, article)).is_none()
}
