//! The lines of a page.
//!
//! In: decoded text. Out: [`Page`]: its lines without blank ones, each without what is invisible
//! (zero-width characters, spaces at the ends) and readable in one script and one width.
//!
//! May touch: text

use super::grid::{CELL, tabbed};
use super::letters::{Letter, Text};
use crate::text::script::{Chain, Converter};
use crate::text::{Variant, is_cjk};
use std::ops::Range;

/// A page as lines.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// The lines that print something.
    pub(crate) lines: Vec<Line>,
    /// The script it is written in.
    pub(crate) script: Variant,
}

/// A line that prints something.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its number in the input, from 1.
    pub(crate) number: usize,
    /// What it prints.
    pub(crate) text: Text,
    /// How wide the space before it is, in halfwidth columns.
    pub(crate) indent: usize,
    /// How many blank lines are before it.
    pub(crate) blanks: usize,
    /// What a mark between articles says of it.
    pub(crate) mark: Option<Mark>,
}

/// What a mark says of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// An article begins with it.
    Begins,
    /// It is the title with which an article begins.
    Title,
    /// It is a heading within an article.
    Heading,
    /// It is the name of the whole digest.
    Name,
}

/// Cuts a text into lines.
pub(crate) fn page(text: &str) -> Page {
    let script = script(text);
    let reader = (script != Variant::Hans).then(|| Reader::new(script));
    let mut lines = Vec::new();
    let (mut blanks, mut number) = (0, 1);
    let spans = line_spans(text);
    let printed: Vec<&str> = spans.iter().map(|span| &text[span.clone()]).collect();
    let mut tables = tabbed(&printed).into_iter().peekable();
    for (at, span) in spans.into_iter().enumerate() {
        tables.next_if(|table| table.end <= at);
        let line = match tables.peek().filter(|table| table.contains(&at)) {
            Some(table) => {
                let columns = printed[table.clone()].iter().map(|row| row.matches('\t').count()).max();
                row(text, span.clone(), (number, blanks), columns.unwrap_or_default(), reader.as_ref())
            }
            None => line(text, span.clone(), number, blanks, reader.as_ref()),
        };
        number += usize::from(!text[span.end..].starts_with('\u{c}'));
        if line.text.is_empty() {
            blanks += 1;
        } else {
            blanks = 0;
            lines.push(line);
        }
    }
    Page { lines, script }
}

/// The lines of a text, without their ends: `\n`, `\r\n`, `\r`, a form feed.
fn line_spans(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, end) in text.match_indices(['\n', '\r', '\u{c}', '\u{2028}', '\u{2029}']) {
        if end == "\n" && text[..at].ends_with('\r') {
            start = at + 1;
            continue;
        }
        spans.push(start..at);
        start = at + end.len();
    }
    spans.push(start..text.len());
    spans
}

/// A row of a table whose cells tabs part: each cell as a line of its own would be, [`CELL`] between them, as often as in the
/// widest row.
fn row(text: &str, span: Range<usize>, (number, blanks): (usize, usize), tabs: usize, reader: Option<&Reader>) -> Line {
    let mut letters = Vec::new();
    let (mut at, mut left) = (span.start, tabs);
    for cell in text[span.clone()].split('\t') {
        if at > span.start {
            letters.push(Letter { clean: '\t', plain: CELL, at: at - 1, len: 1 });
            left -= 1;
        }
        letters.extend(line(text, at..at + cell.len(), number, blanks, reader).text.0);
        at += cell.len() + 1;
    }
    letters.extend((0..left).map(|_| Letter { clean: '\t', plain: CELL, at: span.end, len: 0 }));
    Line { number, text: Text(letters), indent: 0, blanks, mark: None }
}

fn line(text: &str, span: Range<usize>, number: usize, blanks: usize, reader: Option<&Reader>) -> Line {
    let own: Vec<(usize, char)> = text[span.clone()]
        .char_indices()
        .filter(|&(_, c)| !is_invisible(c))
        .map(|(at, c)| (span.start + at, c))
        .collect();
    let mut plain: Vec<char> = match reader {
        Some(reader) => reader.simplified(&own.iter().map(|&(_, c)| c).collect::<String>()),
        None => own.iter().map(|&(_, c)| c).collect(),
    };
    // A number may continue in the next line: 2, and 876.
    if plain.last().is_some_and(|&c| halfwidth(c) == ',' || c == '，') {
        plain.extend(text[span.end..].trim_start().chars().take(4));
    }
    let mut letters: Vec<Letter> = Vec::with_capacity(own.len());
    let mut indent = 0;
    for (place, &(at, c)) in own.iter().enumerate() {
        let read = sign(&plain, place);
        let clean = if matches!(c, ',' | ';' | ':' | '?' | '!' | '(' | ')') { read } else { halfwidth(c) };
        let letter = Letter { clean, plain: read, at, len: c.len_utf8() };
        if !is_space(c) {
            letters.push(letter);
            continue;
        }
        let width = if c == '\t' {
            8
        } else if c == '\u{3000}' {
            2
        } else {
            1
        };
        match letters.last_mut() {
            None => indent += width,
            Some(last) if matches!(last.plain, ' ' | '\t') => {
                (last.plain, last.len) = ('\t', at + c.len_utf8() - last.at)
            }
            Some(_) => letters.push(Letter { clean: ' ', plain: if c == '\t' { '\t' } else { ' ' }, ..letter }),
        }
    }
    Line { number, text: Text(letters).trimmed(), indent, blanks, mark: None }
}

/// Reads Traditional text as Simplified, one character for one.
struct Reader {
    words: Converter,
    letters: Converter,
}

impl Reader {
    fn new(script: Variant) -> Self {
        let words = Converter::with_lexicon(&Converter::steps(script, Variant::Hans));
        Self { words, letters: Converter::new(Chain::T2s) }
    }

    fn simplified(&self, line: &str) -> Vec<char> {
        let conversion = self.words.align(line);
        let mut simplified = Vec::with_capacity(line.len() / 2);
        let mut end = 0;
        for change in &conversion.changes {
            simplified.extend(line[end..change.source.start].chars());
            let (from, to) = (&line[change.source.clone()], &conversion.text[change.target.clone()]);
            match from.chars().count() == to.chars().count() {
                true => simplified.extend(to.chars()),
                // 太陽光電 is no shorter 光伏, since what is read has to be found again.
                false => simplified.extend(from.chars().map(|c| self.letter(c))),
            }
            end = change.source.end;
        }
        simplified.extend(line[end..].chars());
        simplified
    }

    fn letter(&self, c: char) -> char {
        self.letters.convert_built_in(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c)
    }
}

/// The script of a text: Traditional when more of its characters are, and Hong Kong's when forms and names
/// of Hong Kong are the more frequent.
pub(crate) fn script(text: &str) -> Variant {
    let sample: String = text.chars().filter(|&c| is_cjk(c)).take(4000).collect();
    let count = |letters: &str| sample.chars().filter(|&c| letters.contains(c)).count();
    if count(TRADITIONAL) <= count(SIMPLIFIED) {
        return Variant::Hans;
    }
    let count = |words: &[&str]| words.iter().map(|word| text.matches(word).count()).sum::<usize>();
    let hong_kong =
        count(&["港元", "香港", "本港", "裏", "綫", "羣", "着", "衞", "按年", "金管局", "政府統計處", "銷貨", "煙草"]);
    // Taiwan's statistics tell of Hong Kong too, but count their own years.
    let taiwan = count(&["臺", "台灣", "新台幣", "裡", "線", "群", "著", "衛", "年增"])
        + 5 * count(&["主計", "民國", "國發會", "本（10", "本（11", "本（12"]);
    if hong_kong > taiwan { Variant::HantHk } else { Variant::HantTw }
}

/// Frequent characters that the scripts write differently, in the same order.
const TRADITIONAL: &str =
    "國為億萬個長業經濟產與會發現開關對這們來時過還說動學進種將兩據從報實際總數計負資達額點變價貿場環區較";
const SIMPLIFIED: &str =
    "国为亿万个长业经济产与会发现开关对这们来时过还说动学进种将两据从报实际总数计负资达额点变价贸场环区较";

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}' | '\u{FE0E}' | '\u{FE0F}')
        || (c.is_control() && c != '\t')
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{3164}'
}

/// Fullwidth digits, letters and the signs of numbers as halfwidth; everything else unchanged.
fn halfwidth(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＋' | '／' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '．' => '.',
        '﹪' => '%',
        c if is_space(c) => ' ',
        c => c,
    }
}

/// A character as rules read it: halfwidth numbers, fullwidth signs, “ ” for every quotation mark,
/// `—` for every dash of a range.
fn sign(line: &[char], place: usize) -> char {
    let near = |at: Option<usize>| at.and_then(|at| line.get(at)).copied().map_or(' ', halfwidth);
    let (before, after) = (near(place.checked_sub(1)), near(Some(place + 1)));
    let in_number = before.is_ascii_digit() && after.is_ascii_digit();
    // 亏损2.17亿元-3.2亿元: a dash between two sums joins them.
    let unit = |c: &&char| "亿億万萬千百元美港点點倍吨噸股个個%".contains(halfwidth(**c));
    let joins = after.is_ascii_digit()
        && line[..place].iter().rev().find(|c| !unit(c)).is_some_and(|&c| halfwidth(c).is_ascii_digit());
    match halfwidth(line[place]) {
        '，' | ',' if (in_number || place == 0) && thousands(line, place) => ',',
        // What 9,87亿元 means nobody knows, but it is one number.
        ',' if in_number && misplaced(line, place) => ',',
        ',' => '，',
        '．' | '・' if in_number => '.',
        ';' => '；',
        ':' if !in_number => '：',
        '：' if in_number => ':',
        '(' => '（',
        ')' => '）',
        '?' => '？',
        '!' => '！',
        '｡' => '。',
        '「' | '『' | '＂' | '〝' => '“',
        '」' | '』' | '〞' => '”',
        '[' | '［' => '【',
        ']' | '］' => '】',
        '〈' => '《',
        '〉' => '》',
        '–' | '－' | '─' | '━' | '~' | '～' | '〜' | '∼' | '-' | '―' | '‐' | '‑'
            if before.is_ascii_digit() || before == '月' || joins =>
        {
            '—'
        }
        '–' | '－' | '−' | '─' | '━' | '―' => {
            if after.is_ascii_digit() {
                '-'
            } else {
                '—'
            }
        }
        c => c,
    }
}

/// Whether the comma at `place` stands within an amount, and groups nothing: that of 9,87亿元.
fn misplaced(line: &[char], place: usize) -> bool {
    let digits = line[place + 1..].iter().take_while(|c| halfwidth(**c).is_ascii_digit()).count();
    let unit = line.get(place + 1 + digits).is_some_and(|c| "亿億万萬元%吨噸".contains(halfwidth(*c)));
    let before = line[..place].iter().rev().take_while(|c| halfwidth(**c).is_ascii_digit() || **c == '.');
    digits < 3 && unit && before.clone().count() < 4 && before.clone().all(|c| *c != '.')
}

/// Whether the comma at `place` groups three digits: that of 26059，100天線 does not.
fn thousands(line: &[char], place: usize) -> bool {
    let digit = |at: usize| line.get(at).is_some_and(|&c| halfwidth(c).is_ascii_digit());
    let more = (1..=4).all(|step| place.checked_sub(step).is_some_and(digit));
    (1..=3).all(|step| digit(place + step)) && !digit(place + 4) && !more
}
