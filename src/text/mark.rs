//! Inline marks, in MediaWiki's syntax, by which an author says how a word converts.
//!
//! In: text. Out: its [`Piece`]s, and what is wrong with a mark.
//!
//! | mark | means |
//! |---|---|
//! | `-{原样}-` | not converted |
//! | `-{zh-hans:甲; zh-hant:乙; zh-tw:丙; zh-hk:丁}-` | each edition its own; one that is not named takes the nearest |
//! | `-{H\|zh-hans:甲; zh-hant:乙}-` | prints nothing, and holds for the whole bulletin |
//! | `-{A\|zh-hans:甲; zh-hant:乙}-` | prints, and holds for the whole bulletin |
//! | `-{}-` | prints nothing; no word goes across it |
//!
//! May touch: diag

use super::Variant;
use crate::diag::Malformed;
use std::collections::BTreeMap;
use std::ops::Range;

const OPEN: &str = "-{";
const CLOSE: &str = "}-";

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text without marks.
    Text(&'t str),
    /// A mark.
    Mark(Mark<'t>),
}

/// A mark and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark<'t> {
    /// All of it, braces and hyphens too.
    pub source: &'t str,
    /// What it prints: the text unchanged, one form an edition, or nothing.
    pub prints: Prints<'t>,
    /// The forms that hold for the whole bulletin; empty for none.
    pub rule: BTreeMap<Variant, String>,
}

/// What a mark prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prints<'t> {
    /// Nothing.
    Nothing,
    /// The text unchanged.
    AsIs(&'t str),
    /// Each edition its own.
    Forms(BTreeMap<Variant, String>),
}

impl Mark<'_> {
    /// What the mark prints in an edition.
    pub fn text(&self, edition: Variant) -> &str {
        match &self.prints {
            Prints::Nothing => "",
            Prints::AsIs(text) => text,
            Prints::Forms(forms) => form(forms, edition).unwrap_or_default(),
        }
    }
}

/// Whether a text may have marks; most have none.
pub fn any(text: &str) -> bool {
    text.contains(OPEN)
}

/// A text cut at its marks. A malformed one stays text, so that nothing is lost.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for span in spans(text) {
        let Some(end) = span.end else { break };
        if let Ok(mark) = parse(&text[span.start..end]) {
            pieces.push(Piece::Text(&text[done..span.start]));
            pieces.push(Piece::Mark(mark));
            done = end;
        }
    }
    pieces.push(Piece::Text(&text[done..]));
    pieces.retain(|piece| *piece != Piece::Text(""));
    pieces
}

/// What is wrong with the marks of a text.
pub fn mistakes(text: &str) -> Vec<Malformed> {
    let mut mistakes = Vec::new();
    for span in spans(text) {
        match span.end {
            None => {
                let at = span.start..span.start + OPEN.len();
                mistakes.push(Malformed::new(at, "this mark has no end", "close it with `}-`, as in `-{原样}-`"));
            }
            Some(end) => mistakes.extend(parse(&text[span.start..end]).err().map(|error| error.shifted(span.start))),
        }
    }
    mistakes
}

/// Where a mark is; one without an end is the last.
struct Span {
    start: usize,
    end: Option<usize>,
}

fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(OPEN) {
        let start = at + open;
        let Some(close) = text[start..].find(CLOSE) else {
            spans.push(Span { start, end: None });
            break;
        };
        at = start + close + CLOSE.len();
        spans.push(Span { start, end: Some(at) });
    }
    spans
}

fn parse(source: &str) -> Result<Mark<'_>, Malformed> {
    let inner = &source[OPEN.len()..source.len() - CLOSE.len()];
    let (flag, body, offset) = match inner.split_once('|') {
        Some((flag, body)) => (flag.trim(), body, OPEN.len() + flag.len() + 1),
        None => ("", inner, OPEN.len()),
    };
    let forms = forms(body, offset)?;
    let rule = || {
        forms.clone().filter(|forms| forms.len() > 1).ok_or_else(|| {
            let help = "write `-{H|zh-hans:甲; zh-hant:乙}-`";
            Malformed::new(0..source.len(), "this rule does not say how two scripts write the word", help)
        })
    };
    let prints = match &forms {
        Some(forms) => Prints::Forms(forms.clone()),
        None if body.is_empty() => Prints::Nothing,
        None => Prints::AsIs(body),
    };
    match flag {
        "" => Ok(Mark { source, prints, rule: BTreeMap::new() }),
        "R" => Ok(Mark { source, prints: Prints::AsIs(body), rule: BTreeMap::new() }),
        "H" => Ok(Mark { source, prints: Prints::Nothing, rule: rule()? }),
        "A" => Ok(Mark { source, rule: rule()?, prints }),
        _ => {
            let span = OPEN.len()..OPEN.len() + flag.len();
            Err(Malformed::new(span, format!("unknown flag `{flag}`"), "the flags are `A`, `H` and `R`"))
        }
    }
}

/// `zh-hans:甲; zh-hant:乙`; `None` when the text is not such a list.
fn forms(body: &str, offset: usize) -> Result<Option<BTreeMap<Variant, String>>, Malformed> {
    let mut forms = BTreeMap::new();
    let mut at = offset;
    for part in body.split(';') {
        let start = at;
        at += part.len() + 1;
        if part.trim().is_empty() {
            continue;
        }
        let Some((tag, form)) = part.split_once(':').filter(|(tag, _)| tag.trim().starts_with("zh")) else {
            return match forms.is_empty() {
                true => Ok(None),
                false => Err(Malformed::new(start..start + part.len(), "no script is named here", "write `zh-hant:…`")),
            };
        };
        for &variant in variants(tag.trim()).ok_or_else(|| unknown(tag, start))? {
            // `zh-hant` does not override an earlier `zh-tw`.
            if tag.trim().eq_ignore_ascii_case("zh-hant") {
                forms.entry(variant).or_insert_with(|| form.trim().to_owned());
            } else {
                forms.insert(variant, form.trim().to_owned());
            }
        }
    }
    Ok(Some(forms).filter(|forms| !forms.is_empty()))
}

fn variants(tag: &str) -> Option<&'static [Variant]> {
    match tag.to_ascii_lowercase().as_str() {
        "zh" => Some(&Variant::ALL),
        "zh-hans" | "zh-cn" => Some(&[Variant::Hans]),
        "zh-hant" => Some(&[Variant::HantTw, Variant::HantHk]),
        "zh-tw" | "zh-hant-tw" => Some(&[Variant::HantTw]),
        "zh-hk" | "zh-hant-hk" => Some(&[Variant::HantHk]),
        _ => None,
    }
}

fn unknown(tag: &str, start: usize) -> Malformed {
    let span: Range<usize> = start..start + tag.len();
    let help = "the scripts are `zh-hans`, `zh-hant`, `zh-tw` and `zh-hk`";
    Malformed::new(span, format!("unknown script `{}`", tag.trim()), help)
}

/// The form of an edition; where it is not named, that of the other Traditional one, then any.
fn form(forms: &BTreeMap<Variant, String>, edition: Variant) -> Option<&str> {
    let nearest = match edition {
        Variant::Hans => [Variant::Hans, Variant::HantTw, Variant::HantHk],
        Variant::HantTw => [Variant::HantTw, Variant::HantHk, Variant::Hans],
        Variant::HantHk => [Variant::HantHk, Variant::HantTw, Variant::Hans],
    };
    nearest.iter().find_map(|variant| forms.get(variant)).map(String::as_str)
}
