//! The two things the converter has to know of Unicode.
//!
//! In: the rest of a text. Out: whether an ideographic description sequence stands at its start,
//! and whether it may hold a compatibility ideograph. The build script includes this file too.
//!
//! May touch: nothing

use std::str::Chars;

/// OpenCC's own bounds on a description: what goes beyond them is no description.
const MAX_DEPTH: usize = 16;
const MAX_CHARACTERS: usize = 64;

/// Steps over the ideographic description sequence at the start of `text`: `⿰木目` of `⿰木目很`.
///
/// Such a sequence describes the shape of one character, so its parts are never converted.
/// `None` when there is none, or when it is cut short by the end of the text.
pub(super) fn after_description<'t>(text: &Chars<'t>) -> Option<Chars<'t>> {
    let mut rest = text.clone();
    let mut characters = 0;
    let described = is_description_operator(text.clone().next()?) && consume(&mut rest, MAX_DEPTH, &mut characters);
    described.then_some(rest)
}

/// Whether `c` is an ideographic description character, U+2FF0 to U+2FFF.
pub(super) fn is_description_operator(c: char) -> bool {
    ('\u{2ff0}'..='\u{2fff}').contains(&c)
}

/// Whether `text` may hold a character of the blocks CJK Compatibility Ideographs (U+F900–FAFF)
/// and CJK Compatibility Ideographs Supplement (U+2F800–2FA1F).
///
/// A few neighbours of the second block answer yes as well. The look is at bytes, in pieces whose
/// inner loop has no way out, because that is what compilers turn into vector instructions.
pub(super) fn may_hold_compatibility(text: &str) -> bool {
    const PIECE: usize = 1024;
    let bytes = text.as_bytes();
    (0..bytes.len()).step_by(PIECE).any(|start| {
        let piece = &bytes[start..bytes.len().min(start + PIECE + 1)];
        piece.iter().zip(&piece[1..]).fold(false, |found, (&lead, &next)| {
            let basic = lead == 0xef && (0xa4..=0xab).contains(&next);
            let supplement = lead == 0xf0 && next == 0xaf;
            found | basic | supplement
        })
    })
}

/// Eats one operand: a character, or an operator and its own operands. False when the text ends
/// first or a bound is passed.
fn consume(rest: &mut Chars, depth_left: usize, characters: &mut usize) -> bool {
    if depth_left == 0 || *characters >= MAX_CHARACTERS {
        return false;
    }
    let Some(c) = rest.next() else { return false };
    *characters += 1;
    (0..operands(c)).all(|_| consume(rest, depth_left - 1, characters))
}

fn operands(c: char) -> usize {
    match c {
        '\u{2ff2}' | '\u{2ff3}' => 3,
        '\u{2ffe}' | '\u{2fff}' => 1,
        c if is_description_operator(c) => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions() {
        let cases = [
            ("⿰钅只只", Some("只")),
            ("⿱艹⿰钅只干", Some("干")),
            ("⿺⻍⿳穴⿲月⿱⿲幺言幺⿲長馬長刂心長", Some("長")),
            ("⿾水火", Some("火")),
            ("⿰木", None),
            ("⿰⿱⿲", None),
            ("木⿰木木", None),
            ("", None),
            ("⿰⿰⿰⿰⿰⿰⿰⿰⿰⿰⿰⿰⿰⿰⿰⿰⿰木木木木木木木木木木木木木木木木木木", None),
        ];
        for (text, expected) in cases {
            let rest = after_description(&text.chars()).map(|rest| rest.as_str());
            assert_eq!(rest, expected, "{text}");
        }
    }

    #[test]
    fn compatibility() {
        for text in ["\u{f900}", "甲\u{faff}", "\u{2f800}乙", "\u{2fa1f}"] {
            assert!(may_hold_compatibility(text), "{text}");
        }
        for text in ["", "a", "，。；", "甲乙丙", "\u{f8ff}", "\u{fb00}", "𠮷"] {
            assert!(!may_hold_compatibility(text), "{text}");
        }
    }
}
