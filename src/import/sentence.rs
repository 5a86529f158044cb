//! The sentence of a figure.
//!
//! In: the text of a block, and the characters that a figure was read from. Out: the sentence they are in, with the numbers of
//! the figure marked; and the numerals of a text.
//!
//! May touch: nothing

use super::BlockKind;
use super::draft::Draft;
use super::figures::Figure;
use super::letters::Text;
use std::ops::Range;

/// What ends a sentence.
const ENDS: [char; 4] = ['。', '！', '？', '；'];

/// The characters of the sentence around others; in a table, those of the row itself.
pub(crate) fn around(draft: &Draft, block: usize, quote: &Range<usize>) -> Range<usize> {
    if matches!(draft.article.blocks[block].kind, BlockKind::Table(_)) {
        return quote.clone();
    }
    let text = draft.block_text(block);
    let ends = |at: &usize| ENDS.contains(&text.0[*at].plain);
    let start = (0..quote.start.min(text.len())).rev().find(ends).map_or(0, |end| end + 1);
    let last = quote.end.saturating_sub(1).max(start);
    start..(last..text.len()).find(ends).map_or(text.len(), |end| end + 1)
}

/// The sentences of a block; the rows of a table are those that figures were read from.
pub(crate) fn sentences(draft: &Draft, block: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let figures = draft.figures.iter().filter(|figure| figure.block == block);
    match draft.article.blocks[block].kind {
        BlockKind::Heading(_) => {}
        BlockKind::Table(_) => found.extend(figures.map(|figure| figure.quote.clone())),
        BlockKind::Paragraph(_) => {
            let text = draft.block_text(block);
            let mut start = 0;
            while start < text.len() {
                let sentence = around(draft, block, &(start..start + 1));
                start = sentence.end;
                found.push(sentence);
            }
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup();
    found
}

/// A numeral in digits, without the commas of its thousands, and its characters.
pub(crate) fn numerals(text: &Text) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let is_digit = |at: usize| text.0.get(at).is_some_and(|letter| letter.plain.is_ascii_digit());
    let mut at = 0;
    while at < text.len() {
        let start = at;
        let mut digits = String::new();
        while is_digit(at)
            || (at > start && matches!(text.0.get(at).map(|letter| letter.plain), Some('.' | ',')) && is_digit(at + 1))
        {
            if text.0[at].plain != ',' {
                digits.push(text.0[at].plain);
            }
            at += 1;
        }
        match digits.is_empty() {
            true => at += 1,
            false => found.push((digits, start..at)),
        }
    }
    found
}

/// The numbers of a figure as digits.
pub(crate) fn numbers(figure: &Figure) -> Vec<String> {
    let change = figure.change.as_ref().and_then(|change| change.amount());
    let numbers = figure.value.iter().chain(change).map(|quantity| quantity.number().digits());
    numbers.map(|digits| digits.replace(',', "").trim_start_matches(['-', '+']).to_owned()).collect()
}

/// The sentence of a figure, its numbers in brackets, cut to `width` characters around them.
pub(crate) fn marked(draft: &Draft, figure: &Figure, width: usize) -> String {
    let text = draft.block_text(figure.block);
    let wanted = numbers(figure);
    let parts = draft.parts(figure.block, &figure.quote);
    let there = parts.iter().flat_map(|part| {
        let found = numerals(&text.slice(part.clone())).into_iter().filter(|(digits, _)| wanted.contains(digits));
        found.map(|(_, range)| part.start + range.start..part.start + range.end)
    });
    let mut marks: Vec<Range<usize>> = there.collect();
    if marks.is_empty() {
        marks.push(figure.quote.clone());
    }
    let sentence = around(draft, figure.block, &figure.quote);
    let (first, last) = (marks.first().map_or(0, |mark| mark.start), marks.last().map_or(0, |mark| mark.end));
    let spare = width.saturating_sub(last - first) / 2;
    let start =
        first.saturating_sub(spare.max(width.saturating_sub(sentence.end.saturating_sub(first)))).max(sentence.start);
    let end = (start + width).max(last).min(sentence.end);
    let mut out = String::from(if start > sentence.start { "…" } else { "" });
    for at in start..end {
        out.extend((at > start && parts.len() > 1 && parts.iter().any(|part| part.start == at)).then_some(' '));
        out.extend(marks.iter().any(|mark| mark.start == at).then_some('['));
        out.extend(text.0.get(at).map(|letter| if letter.clean == '\t' { ' ' } else { letter.clean }));
        out.extend(marks.iter().any(|mark| mark.end == at + 1).then_some(']'));
    }
    out.push_str(if end < sentence.end { "…" } else { "" });
    out
}
