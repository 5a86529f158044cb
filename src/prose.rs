//! Running economic prose: what its numerals are.
//!
//! In: a paragraph as rules read it, and the day it was printed. Out: its tokens, in which numerals that are no figure are
//! set apart by named rules.
//!
//! May touch: figure

mod parts;
mod rules;

pub(crate) use parts::{clauses, sentences};
pub(crate) use rules::Rules;

use crate::figure::scan::{Token, scan, spelled};
use jiff::civil::Date;

/// The numerals of a paragraph, spelled amounts among them.
fn numerals(text: &str, today: Date) -> Vec<Token> {
    let mut tokens = scan(text, today);
    let apart = |one: &Token| {
        let at = tokens.partition_point(|other| other.span.end <= one.span.start);
        tokens.get(at).is_none_or(|other| other.span.start >= one.span.end)
    };
    let spelled: Vec<_> = spelled(text).into_iter().filter(apart).collect();
    tokens.extend(spelled);
    tokens.sort_by_key(|token| token.span.start);
    tokens
}
