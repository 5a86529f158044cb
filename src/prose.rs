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

use crate::figure::scan::{Reason, Token, TokenKind, scan, spelled};
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
    // 三十六点一%至三十九点八%
    for at in 1..tokens.len() {
        let rate = |token: &Token| matches!(&token.kind, TokenKind::Amount(amount) if amount.unit() == "%");
        let (one, other) = (&tokens[at - 1], &tokens[at]);
        if rate(one) && rate(other) && matches!(&text[one.span.end..other.span.start], "至" | "到" | "~") {
            let kind = TokenKind::Name(Reason::Range);
            (tokens[at - 1].kind, tokens[at].kind) = (kind.clone(), kind);
        }
    }
    tokens
}
