//! Figures proposed for prose that is a bulletin already.
//!
//! In: the title and the paragraphs of a bulletin. Out: [`Proposal`]s: a `[[metrics]]` table for each figure
//! of the prose, as a draft would have it.
//!
//! May touch: text, figure

use super::articles::{Article, Block, BlockKind};
use super::draft::DraftWriter;
use super::given::Given;
use super::letters::Text;
use crate::figure::Registry;
use crate::text::Variant;
use jiff::civil::Date;
use std::ops::Range;

/// A proposed figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proposal {
    /// The paragraph it was read from, by its index.
    pub(crate) paragraph: usize,
    /// The bytes of the paragraph.
    pub(crate) quote: Range<usize>,
    /// Its table, with the words it was read from above it.
    pub(crate) table: String,
}

/// The figures of a bulletin's prose.
pub(crate) fn propose(
    title: &str,
    paragraphs: &[String],
    date: Date,
    script: Variant,
    registry: &Registry,
) -> Vec<Proposal> {
    let block = |text: &String| Block { kind: BlockKind::Paragraph(Text::of(text, Some(0))), lines: Vec::new() };
    let article = Article {
        title: Some(Text::of(title, Some(0))),
        blocks: paragraphs.iter().map(block).collect(),
        ..Article::default()
    };
    let mut drafts = DraftWriter::new(&Given::day(date), script, registry).tables(article);
    drafts.sort_by_key(|(block, quote, _)| (*block, quote.start));
    let proposals = drafts.into_iter().map(|(paragraph, quote, table)| {
        let byte = |place: usize| {
            let text = &paragraphs[paragraph];
            text.char_indices().nth(place).map_or(text.len(), |(at, _)| at)
        };
        Proposal { paragraph, quote: byte(quote.start)..byte(quote.end), table }
    });
    proposals.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_becomes_a_table() {
        let prose = ["引言。".to_owned(), "1—5月，软件业务收入55788亿元，同比增长11.2%。".to_owned()];
        let date = Date::constant(2025, 7, 18);
        let found = propose("软件业平稳运行", &prose, date, Variant::Hans, &Registry::default());
        let [one] = found.as_slice() else { panic!("one figure, not {found:?}") };
        assert_eq!(one.paragraph, 1);
        assert!(prose[1][one.quote.clone()].contains("55788亿元"));
        for line in [
            "indicator = \"软件业务收入\"",
            "value     = \"55788亿元\"",
            "change    = \"+11.2%\"",
            "period    = \"2025-01/2025-05\"",
        ] {
            assert!(one.table.contains(line), "{line} in {}", one.table);
        }
    }
}
