//! Quotation marks by edition: “ ” and ‘ ’ in the mainland, 「 」 and 『 』 in Taiwan and Hong Kong.
//!
//! In: converted text. Out: the same with the marks of a [`Style`]. Every mark is three bytes in
//! UTF-8 on either side, so offsets stay.
//!
//! May touch: diag

use super::finder::Finder;
use crate::diag::Malformed;
use std::str::FromStr;
use std::sync::LazyLock;

/// How an edition quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As written.
    Keep,
    /// “甲‘乙’丙”
    Curly,
    /// 「甲『乙』丙」
    Corner,
}

impl FromStr for Style {
    type Err = Malformed;

    /// `keep`, `curly` or `corner`.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        match text {
            "keep" => Ok(Self::Keep),
            "curly" => Ok(Self::Curly),
            "corner" => Ok(Self::Corner),
            _ => Err(Malformed::new(
                0..text.len(),
                format!("unknown quotation marks `{text}`"),
                "write `curly` for “ ”, `corner` for 「 」, or `keep`",
            )),
        }
    }
}

/// Finds the marks of either style.
static CURLY: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["“", "”", "‘", "’"]));
static CORNER: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["「", "」", "『", "』"]));
static MARKS: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["“", "”", "‘", "’", "「", "」", "『", "』"]));

/// What a character is to quoting.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Open,
    Close,
    Other,
}

/// The text with its quotation marks in `style`, by how deep they are nested. A mark
/// without a partner in its paragraph does no harm to the lines that follow. Marks that are of the style
/// already stay: their author chose them.
pub fn restyle(text: &str, style: Style) -> Option<String> {
    let (finder, foreign) = match style {
        Style::Keep => return None,
        Style::Curly => (&CORNER, ['「', '」', '『', '』']),
        Style::Corner => (&CURLY, ['“', '”', '‘', '’']),
    };
    finder.find(text, 0)?;
    let signs: Vec<(usize, char, Sign)> = signs(text)
        .into_iter()
        .map(|(at, c)| (at, c, sign(c, text[..at].chars().next_back(), text[at + c.len_utf8()..].chars().next())))
        .collect();
    let closed = closed(text, &signs);
    let mut out = String::with_capacity(text.len());
    let (mut opened, mut copied) = (Vec::new(), 0);
    for (number, &(at, c, sign)) in signs.iter().enumerate() {
        match sign {
            Sign::Close => _ = opened.pop(),
            Sign::Other if c == '\n' && opened.last().is_some_and(|&last: &usize| !closed[last]) => opened.clear(),
            Sign::Open | Sign::Other => {}
        }
        if sign != Sign::Other && foreign.contains(&c) {
            out.push_str(&text[copied..at]);
            let depth = opened.len();
            out.push(if sign == Sign::Open { open(style, depth) } else { close(style, depth) });
            copied = at + c.len_utf8();
        }
        if sign == Sign::Open {
            opened.push(number);
        }
    }
    out.push_str(&text[copied..]);
    Some(out)
}

/// Which of the signs are marks that are closed before their paragraph ends.
fn closed(text: &str, signs: &[(usize, char, Sign)]) -> Vec<bool> {
    let mut closed = vec![false; signs.len()];
    let mut opened = Vec::new();
    for (number, &(at, c, sign)) in signs.iter().enumerate() {
        match sign {
            Sign::Open => opened.push(number),
            Sign::Close => opened.pop().into_iter().for_each(|last: usize| closed[last] = true),
            Sign::Other if c == '\n' && text[at + 1..].starts_with('\n') => opened.clear(),
            Sign::Other => {}
        }
    }
    closed
}

/// The marks of both styles, and what ends a line, and where each is.
fn signs(text: &str) -> Vec<(usize, char)> {
    let mut signs = Vec::new();
    let mut done = 0;
    let ends = |signs: &mut Vec<(usize, char)>, from: usize, to: usize| {
        signs.extend(text[from..to].match_indices('\n').map(|(at, _)| (from + at, '\n')));
    };
    for found in MARKS.find_iter(text) {
        ends(&mut signs, done, found.start());
        signs.extend(text[found.range()].chars().map(|c| (found.start(), c)));
        done = found.end();
    }
    ends(&mut signs, done, text.len());
    signs
}

/// Where a closing mark has no opening one, and where an opening one stays open, as byte offsets.
pub fn unbalanced(text: &str) -> Vec<usize> {
    let mut wrong = Vec::new();
    let mut open = Vec::new();
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        match sign(c, before, rest.peek().map(|&(_, c)| c)) {
            Sign::Open => open.push(at),
            Sign::Close if open.pop().is_none() => wrong.push(at),
            Sign::Close | Sign::Other => {}
        }
        before = Some(c);
    }
    wrong.extend(open);
    wrong
}

fn sign(c: char, before: Option<char>, after: Option<char>) -> Sign {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    match c {
        // The apostrophe of `China’s`.
        '’' if letter(before) && letter(after) => Sign::Other,
        '“' | '‘' | '「' | '『' => Sign::Open,
        '”' | '’' | '」' | '』' => Sign::Close,
        _ => Sign::Other,
    }
}

fn open(style: Style, depth: usize) -> char {
    match (style, depth % 2) {
        (Style::Corner, 0) => '「',
        (Style::Corner, _) => '『',
        (Style::Curly | Style::Keep, 0) => '“',
        (Style::Curly | Style::Keep, _) => '‘',
    }
}

fn close(style: Style, depth: usize) -> char {
    match (style, depth % 2) {
        (Style::Corner, 0) => '」',
        (Style::Corner, _) => '』',
        (Style::Curly | Style::Keep, 0) => '”',
        (Style::Curly | Style::Keep, _) => '’',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_nest_and_apostrophes_stay() {
        let corner = |text| restyle(text, Style::Corner);
        assert_eq!(corner("他说“甲‘乙’丙”。").as_deref(), Some("他说「甲『乙』丙」。"));
        assert_eq!(corner("“China’s 5G”").as_deref(), Some("「China’s 5G」"));
        assert_eq!(corner("“外“内”外”").as_deref(), Some("「外『内』外」"));
        assert_eq!(corner("『魔法』与“甲”").as_deref(), Some("『魔法』与「甲」"));
        assert_eq!(corner("没有"), None);
        assert_eq!(corner("“甲。\n“乙”。").as_deref(), Some("「甲。\n「乙」。"));
        assert_eq!(corner("“甲。\n\n乙”。“丙”").as_deref(), Some("「甲。\n\n乙」。「丙」"));
        assert_eq!(corner("“甲\n‘乙’丙”").as_deref(), Some("「甲\n『乙』丙」"));
        assert_eq!(restyle("「甲『乙』丙」", Style::Curly).as_deref(), Some("“甲‘乙’丙”"));
        assert_eq!(unbalanced("“甲”乙”"), [12]);
        assert_eq!(unbalanced("甲“乙"), [3]);
    }
}
