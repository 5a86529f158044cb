//! Inline marks, in MediaWiki's syntax, by which an author says how a word converts.
//!
//! In: text. Out: its [`Piece`]s, and what is wrong with a mark.
//!
//! | mark | means |
//! |---|---|
//! | `-{原样}-` | not converted |
//! | `-{zh-hans:甲; zh-hant:乙; zh-tw:丙; zh-hk:丁}-` | each edition its own; one that is not named takes the nearest |
//! | `-{H\|zh-hans:甲; zh-hant:乙}-` | prints nothing, and holds for the whole bulletin |
//! | `-{H\|软件=>zh-tw:套裝軟體}-` | the same, for the editions that are named and no others |
//! | `-{A\|zh-hans:甲; zh-hant:乙}-` | prints, and holds for the whole bulletin |
//! | `-{}-` | prints nothing; no word goes across it |
//!
//! What a mark prints may have marks in it: `-{a-{b}-c}-` prints `abc`.
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
    /// What it prints.
    pub prints: Prints<'t>,
    /// What holds for the whole bulletin.
    pub rules: Vec<WordRule>,
}

/// What a mark prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prints<'t> {
    /// Nothing.
    Nothing,
    /// What is between its braces, other marks carried out.
    AsIs(&'t str),
    /// Each edition its own.
    Forms(BTreeMap<Variant, String>),
    /// The form of an edition that has one, else the word as it converts.
    OneWay(&'t str, BTreeMap<Variant, String>),
}

/// How a word is written in some editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordRule {
    /// The word it holds for, whatever the script of the text; none where it is the form of that script.
    pub word: Option<String>,
    /// The forms, by edition.
    pub forms: BTreeMap<Variant, String>,
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
        if span.depth <= DEEPEST
            && let Ok(mark) = parse(&text[span.start..end])
        {
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
        let opening = span.start..span.start + OPEN.len();
        let Some(end) = span.end else {
            mistakes.push(Malformed::new(opening, "this mark has no end", "close it with `}-`, as in `-{原样}-`"));
            continue;
        };
        let inner = span.start + OPEN.len()..end - CLOSE.len();
        if span.depth > DEEPEST {
            let message = format!("marks are more than {DEEPEST} deep in each other here");
            mistakes.push(Malformed::new(opening, message, "write it with fewer"));
            continue;
        }
        match parse(&text[span.start..end]) {
            Err(error) => mistakes.push(error.shifted(span.start)),
            Ok(_) if span.depth == 1 => {}
            Ok(_) => mistakes
                .extend(self::mistakes(&text[inner.clone()]).into_iter().map(|error| error.shifted(inner.start))),
        }
    }
    mistakes
}

/// The most marks within each other.
const DEEPEST: usize = 16;

/// Where a mark is that is in no other; one without an end is the last.
struct Span {
    start: usize,
    end: Option<usize>,
    /// How deep the marks in it go, itself one.
    depth: usize,
}

fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    // Where the outermost mark that is open began, how many are open, and how many were at most.
    let (mut start, mut open, mut depth) = (0, 0_usize, 0);
    let mut at = 0;
    while let Some(found) = text[at..].find(['-', '}']).map(|found| at + found) {
        let rest = &text[found..];
        at = found + 1;
        if rest.starts_with(OPEN) {
            if open == 0 {
                (start, depth) = (found, 0);
            }
            (open, at) = (open + 1, found + OPEN.len());
            depth = depth.max(open);
        } else if rest.starts_with(CLOSE) && open > 0 {
            (open, at) = (open - 1, found + CLOSE.len());
            if open == 0 {
                spans.push(Span { start, end: Some(at), depth });
            }
        }
    }
    if open > 0 {
        spans.push(Span { start, end: None, depth });
    }
    spans
}

fn parse(source: &str) -> Result<Mark<'_>, Malformed> {
    let inner = &source[OPEN.len()..source.len() - CLOSE.len()];
    let before_marks = &inner[..inner.find(OPEN).unwrap_or(inner.len())];
    let (flag, body, offset) = match before_marks.split_once('|') {
        Some((flag, _)) => (flag.trim(), &inner[flag.len() + 1..], OPEN.len() + flag.len() + 1),
        None => ("", inner, OPEN.len()),
    };
    let (forms, one_way) = forms(body, offset)?;
    let rules = || -> Result<Vec<WordRule>, Malformed> {
        let two_way = forms.clone().filter(|forms| forms.len() > 1).map(|forms| WordRule { word: None, forms });
        let one_way =
            one_way.iter().map(|(word, forms)| WordRule { word: Some(flat(word, None)), forms: forms.clone() });
        let rules: Vec<WordRule> = two_way.into_iter().chain(one_way).collect();
        let help = "write `-{H|zh-hans:甲; zh-hant:乙}-`, or `-{H|甲=>zh-tw:乙}-` for one edition alone";
        match rules.is_empty() {
            true => Err(Malformed::new(0..source.len(), "this rule does not say how two scripts write the word", help)),
            false => Ok(rules),
        }
    };
    let prints = match (&forms, one_way.first()) {
        (Some(forms), _) => Prints::Forms(forms.clone()),
        (None, Some((word, forms))) => Prints::OneWay(word, forms.clone()),
        (None, None) if body.is_empty() => Prints::Nothing,
        (None, None) => Prints::AsIs(body),
    };
    match flag {
        "" => Ok(Mark { source, prints, rules: Vec::new() }),
        "R" => Ok(Mark { source, prints: Prints::AsIs(body), rules: Vec::new() }),
        "H" => Ok(Mark { source, prints: Prints::Nothing, rules: rules()? }),
        "A" => Ok(Mark { source, rules: rules()?, prints }),
        _ => {
            let span = OPEN.len()..OPEN.len() + flag.len();
            Err(Malformed::new(span, format!("unknown flag `{flag}`"), "the flags are `A`, `H` and `R`"))
        }
    }
}

/// A text with the marks in it carried out as they print in an edition, or without one, as they are in the first.
pub fn flat(text: &str, edition: Option<Variant>) -> String {
    let mut whole = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => whole.push_str(text),
            Piece::Mark(mark) => match &mark.prints {
                Prints::Nothing => {}
                Prints::AsIs(text) => whole.push_str(&flat(text, edition)),
                Prints::Forms(forms) => {
                    let first = || forms.values().next().map(String::as_str);
                    whole.push_str(edition.map_or_else(first, |edition| form(forms, edition)).unwrap_or_default());
                }
                Prints::OneWay(word, forms) => {
                    let form = edition.and_then(|edition| forms.get(&edition));
                    whole.push_str(&form.cloned().unwrap_or_else(|| flat(word, edition)));
                }
            },
        }
    }
    whole
}

/// Forms with how near their tags name each edition; the nearest counts.
type Ranked = BTreeMap<Variant, (u8, String)>;
/// A word and its forms.
type OneWay<'t> = (&'t str, BTreeMap<Variant, String>);
/// What a list of forms says: how each edition writes the word, and what holds one way alone.
type Forms<'t> = (Option<BTreeMap<Variant, String>>, Vec<OneWay<'t>>);

/// `zh-hans:甲; zh-hant:乙` or `甲=>zh-tw:乙`; nothing when the text is no such list.
fn forms(body: &str, offset: usize) -> Result<Forms<'_>, Malformed> {
    let mut two_way = Ranked::new();
    let mut one_way: Vec<(&str, Ranked)> = Vec::new();
    let mut at = offset;
    for part in outside_marks(body, ';') {
        let start = at;
        at += part.len() + 1;
        if part.trim().is_empty() {
            continue;
        }
        let (word, named) = match part.split_once("=>") {
            Some((word, named)) => (Some(word.trim()), named),
            None => (None, part),
        };
        let Some((tag, form)) = named.split_once(':').filter(|(tag, _)| tag.trim().starts_with("zh")) else {
            return match two_way.is_empty() && one_way.is_empty() {
                true => Ok((None, Vec::new())),
                false => Err(Malformed::new(start..start + part.len(), "no script is named here", "write `zh-hant:…`")),
            };
        };
        let tag_at = start + part.len() - named.len();
        let (rank, variants) = variants(tag.trim()).ok_or_else(|| unknown(tag, tag_at))?;
        let forms = match word {
            None => &mut two_way,
            Some(word) => {
                if one_way.last().is_none_or(|(other, _)| *other != word) {
                    one_way.push((word, Ranked::new()));
                }
                one_way.last_mut().map_or(&mut two_way, |(_, forms)| forms)
            }
        };
        for &variant in variants {
            if forms.get(&variant).is_none_or(|(other, _)| rank <= *other) {
                forms.insert(variant, (rank, flat(form.trim(), Some(variant))));
            }
        }
    }
    let plain = |forms: Ranked| forms.into_iter().map(|(variant, (_, form))| (variant, form)).collect();
    let two_way: BTreeMap<Variant, String> = plain(two_way);
    let one_way = one_way.into_iter().map(|(word, forms)| (word, plain(forms))).collect();
    Ok((Some(two_way).filter(|forms| !forms.is_empty()), one_way))
}

/// The parts of a text between separators that are in no mark.
fn outside_marks(text: &str, separator: char) -> Vec<&str> {
    let mut marks = spans(text).into_iter().map(|span| span.start..span.end.unwrap_or(text.len())).peekable();
    let (mut parts, mut start) = (Vec::new(), 0);
    for (at, found) in text.match_indices(separator) {
        while marks.next_if(|mark| mark.end <= at).is_some() {}
        if marks.peek().is_none_or(|mark| at < mark.start) {
            parts.push(&text[start..at]);
            start = at + found.len();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The editions that a tag names, and how nearly: what is said of a region counts before what is said of its
/// script, and that before what is said of a neighbour.
fn variants(tag: &str) -> Option<(u8, &'static [Variant])> {
    match tag.to_ascii_lowercase().as_str() {
        "zh-cn" | "zh-hans-cn" => Some((0, &[Variant::Hans])),
        "zh-tw" | "zh-hant-tw" => Some((0, &[Variant::HantTw])),
        "zh-hk" | "zh-hant-hk" => Some((0, &[Variant::HantHk])),
        "zh-mo" | "zh-hant-mo" => Some((1, &[Variant::HantHk])),
        "zh-hans" => Some((1, &[Variant::Hans])),
        "zh-hant" => Some((2, &[Variant::HantTw, Variant::HantHk])),
        "zh-sg" | "zh-my" | "zh-hans-sg" | "zh-hans-my" => Some((2, &[Variant::Hans])),
        "zh" => Some((3, &Variant::CHINESE)),
        _ => None,
    }
}

fn unknown(tag: &str, start: usize) -> Malformed {
    let span: Range<usize> = start..start + tag.len();
    let help = "the scripts are `zh-hans`, `zh-hant`, `zh-tw` and `zh-hk`";
    Malformed::new(span, format!("unknown script `{}`", tag.trim()), help)
}

/// The form of an edition; where it is not named, that of the other Traditional one, then any.
pub fn form(forms: &BTreeMap<Variant, String>, edition: Variant) -> Option<&str> {
    let nearest = match edition {
        Variant::Hans => [Variant::Hans, Variant::HantTw, Variant::HantHk],
        Variant::HantTw => [Variant::HantTw, Variant::HantHk, Variant::Hans],
        Variant::HantHk => [Variant::HantHk, Variant::HantTw, Variant::Hans],
        Variant::En => return None,
    };
    nearest.iter().find_map(|variant| forms.get(variant)).map(String::as_str)
}
