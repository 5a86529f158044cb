//! Sentences and clauses.
//!
//! In: a paragraph and its tokens. Out: the bytes of its sentences, and of the clauses of each.
//!
//! May touch: figure

use crate::figure::scan::Token;
use std::ops::Range;

/// The longest sentence that is read as one, in bytes: about 400 Han characters. Each amount looks back over its
/// sentence, so that a page without full stops would take hours.
const LONGEST: usize = 1_200;

/// Sentences: up to 。！？ with closing marks, as bytes; the too long ones in parts.
pub(crate) fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let whole = pieces(text, 0..text.len(), |c| matches!(c, '。' | '！' | '？'), &[]);
    whole.into_iter().flat_map(|sentence| parts(text, sentence, tokens)).collect()
}

/// A sentence in parts that are not too long: up to a comma where there is one, and never within a token.
fn parts(text: &str, sentence: Range<usize>, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = sentence.start;
    while sentence.end - start > LONGEST {
        let most = text.floor_char_boundary(start + LONGEST);
        let marks = ['，', '；', '、', ',', ' '];
        let comma = text[start..most].char_indices().rfind(|(_, c)| marks.contains(c));
        let end = comma.map_or(most, |(at, c)| start + at + c.len_utf8());
        let next = tokens.partition_point(|token| token.span.end <= end);
        let end = tokens.get(next).filter(|token| token.span.start < end).map_or(end, |token| token.span.end);
        if end >= sentence.end {
            break;
        }
        found.push(start..end);
        start = end;
    }
    found.push(start..sentence.end);
    found
}

/// Clauses: up to a comma, a semicolon, a colon or a bracket that has an amount in it.
pub(crate) fn clauses(text: &str, sentence: Range<usize>, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut asides = Vec::new();
    let within = &text[sentence.clone()];
    for (open, _) in within.match_indices('（') {
        let Some(close) = within[open..].find('）') else { break };
        let aside = sentence.start + open..sentence.start + open + close + "）".len();
        let counts = tokens.iter().any(|token| token.amount().is_some() && aside.contains(&token.span.start));
        if !counts {
            asides.push(aside);
        }
    }
    pieces(text, sentence, |c| matches!(c, '，' | '；' | '：' | '（' | '）'), &asides)
}

fn pieces(text: &str, within: Range<usize>, ends: impl Fn(char) -> bool, whole: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = within.start;
    let mut asides = whole.iter().peekable();
    for (at, c) in text[within.clone()].char_indices() {
        let at = within.start + at;
        while asides.next_if(|aside| aside.end <= at).is_some() {}
        if asides.peek().is_some_and(|aside| aside.start <= at) || !ends(c) {
            continue;
        }
        found.push(start..at + c.len_utf8());
        start = at + c.len_utf8();
    }
    if start < within.end {
        found.push(start..within.end);
    }
    found
}
