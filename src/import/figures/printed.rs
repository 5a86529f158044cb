//! Names as the page prints them.
//!
//! In: a figure with its name in Simplified, and its article. Out: the words of the name as they stand in the text around
//! it, and what of it stands nowhere there.
//!
//! May touch: nothing

use super::Figure;
use crate::import::articles::{Article, BlockKind};

/// How many characters before and behind a figure its name is looked for.
const BEFORE: usize = 300;
const BEHIND: usize = 60;

/// The name of a figure as printed, piece by piece, and the rest that the text does not have: 出超 of Taiwan is none of the
/// mainland's 顺差, though a converter says so.
pub(crate) fn printed<'f>(figure: &'f Figure, article: &Article) -> (String, &'f str) {
    let (mut name, mut rest) = (String::new(), figure.indicator.as_str());
    let Some(BlockKind::Paragraph(text)) = article.blocks.get(figure.block).map(|block| &block.kind) else {
        return (name, rest);
    };
    let end = text.len().min(figure.quote.end + BEHIND);
    let near = text.slice(figure.quote.start.saturating_sub(BEFORE).min(end)..end);
    let reading = near.reading();
    while !rest.is_empty() {
        let ends: Vec<usize> = rest.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1).collect();
        let found = ends.iter().rev().find_map(|&end| Some((reading.plain.rfind(&rest[..end])?, end)));
        let Some((at, end)) = found else { break };
        name.push_str(&near.slice(reading.letters(at..at + end)).clean());
        rest = &rest[end..];
    }
    (name, rest)
}
