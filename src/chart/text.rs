//! How wide words are, and where their lines end.
//!
//! No font is available when a site is built, so widths come from a table by class of character, on the wide side of
//! what system fonts draw. In: a text and a size. Out: its width; its lines.
//!
//! May touch: nothing

use unicode_width::UnicodeWidthChar as _;

/// A value without a unit that is a word of its own and stands above the axis already: `321.11` of `321.11 billion yuan`.
pub(crate) fn bare<'t>(text: &'t str, unit: &str) -> &'t str {
    // Of less than two it is one percentage point.
    let one = || unit.strip_suffix('s').and_then(|one| text.strip_suffix(one));
    let number = text.strip_suffix(unit).or_else(one).filter(|_| !unit.is_empty());
    // An index in points moves by percentage points.
    let number = number.map(|number| number.strip_suffix("percentage ").unwrap_or(number));
    number.and_then(|number| number.strip_suffix(' ')).unwrap_or(text)
}

/// The width of a text in units of the drawing, for a size in the same units. Bold letters and digits are wider; what is
/// as wide as it is high is not.
#[must_use]
pub(crate) fn width(text: &str, size: f64, strong: bool) -> f64 {
    let bold = |em: f64| if strong && em < 1.0 { em * 1.17 } else { em };
    text.chars().map(|c| bold(em(c))).sum::<f64>() * size
}

/// The width of one character in ems.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' => 0.32,
        ' ' | 'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' => 0.4,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '&' => 0.95,
        'A'..='Z' => 0.72,
        '0'..='9' | 'a'..='z' | '+' | '−' | '–' | '=' | '<' | '>' => 0.6,
        // Characters that only some Han fonts draw at full width count as full width.
        _ => match c.width_cjk() {
            None | Some(0) => 0.0,
            Some(1) => 0.7,
            Some(_) => {
                if c > '\u{1f000}' {
                    1.4
                } else {
                    1.0
                }
            }
        },
    }
}

/// The text without what XML does not allow, each run of white space as one space.
pub(crate) fn clean(text: &str) -> String {
    let legal = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}');
    let mut clean = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let length = clean.len();
        clean.push_str(if length == 0 { "" } else { " " });
        let start = clean.len();
        clean.extend(word.chars().filter(legal));
        if clean.len() == start {
            clean.truncate(length);
        }
    }
    clean
}

/// The lines of a cleaned text, no wider than `room`. Han text breaks anywhere but before closing and
/// after opening punctuation; other words, but for those with a hyphen within, and numbers stay whole unless one alone is wider than a line. An empty
/// text has no lines.
pub(crate) fn wrap(text: &str, size: f64, strong: bool, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let fits = |line: &str, piece: &str| width(line, size, strong) + width(piece.trim_end(), size, strong) <= room;
        if !line.is_empty() && !fits(&line, piece) {
            lines.push(std::mem::take(&mut line));
        }
        if fits(&line, piece) {
            line.push_str(piece);
            continue;
        }
        for c in piece.chars() {
            if !line.is_empty() && !fits(&line, c.encode_utf8(&mut [0; 4])) {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The pieces after which a line may break.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_part(before, c)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

/// Whether a line may break between two characters.
fn may_part(before: char, after: char) -> bool {
    let han = |c: char| c.width_cjk() == Some(2);
    let closes = |c: char| "，。、；：！？）】》」』〉”’％%·—…,.;:!?)]".contains(c) || c.width() == Some(0);
    let opens = |c: char| "（【《「『〈“‘([".contains(c);
    let in_compound = before == '-' && after.is_alphabetic();
    before == ' ' || in_compound || ((han(before) || han(after)) && after != ' ' && !closes(after) && !opens(before))
}
