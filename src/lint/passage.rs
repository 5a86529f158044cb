//! The prose of a bulletin as a reader sees it.
//!
//! In: title, summary and body. Out: [`Passage`]s: blocks of plain text in which `{{ name }}` is the figure
//! it shows, with the numerals found in them and the way back to the source.
//!
//! May touch: source, diag, text, figure, bulletin, prose

use crate::bulletin::{Bulletin, shown};
use crate::diag::{Code, Diagnostic};
use crate::figure::scan::{Amount, Plain, Token, TokenKind, scan};
use crate::figure::{Period, Registry};
use crate::prose::Rules;
use crate::source::{Place, Source};
use crate::text::Variant;
use crate::text::markdown::{Document, Letters, Part, Run, align, parts};
use jiff::civil::Date;
use std::ops::Range;

/// A block of prose.
pub(crate) struct Passage<'b> {
    source: &'b Source,
    plain: Plain,
    /// Its numerals, in order.
    pub(crate) tokens: Vec<Token>,
    /// Stretches that show a metric.
    shown: Vec<Range<usize>>,
    /// When it was published.
    date: Date,
}

/// Replaces what is not prose; no rule looks across it.
pub(super) const GAP: char = '\u{FFFC}';

/// How many bytes before and after a number its sentence is looked for: where there is no end in 1,300 characters,
/// there is no sentence, and looking further for each number of a paragraph takes time that grows with its square.
const REACH: usize = 4_000;

/// How far a sentence around a byte can go.
fn reach(text: &str, at: usize) -> (usize, usize) {
    (text.ceil_char_boundary(at.saturating_sub(REACH)), text.floor_char_boundary(at + REACH))
}

/// The prose of a bulletin in Chinese: its title, its summary, its body, and the bodies written by hand in other scripts.
pub(crate) fn passages<'b>(bulletin: &'b Bulletin, registry: &Registry) -> Vec<Passage<'b>> {
    let article = &bulletin.article;
    let mut passages = Vec::new();
    let fill = |words: &str| figure(bulletin, words, registry);
    let mut add = |source: &'b Source, texts: Vec<Written>| {
        passages.extend(
            texts.into_iter().map(|text| Passage::new(source, text.letters, text.shown, bulletin.date, registry)),
        );
    };
    for (key, text) in [("title", Some(&article.title)), ("summary", article.summary.as_ref())] {
        let Some((text, place)) = text.and_then(|text| Some((text, article.place_of(key, text)?))) else { continue };
        add(&article.source, vec![front(text, align(text, &article.source.text, place), &fill)]);
    }
    add(&article.source, body(&article.source, article.body.clone(), &fill));
    for twin in article.twins.values().filter(|twin| twin.variant.is_chinese()) {
        add(&twin.source, body(&twin.source, twin.body.clone(), &fill));
    }
    passages
}

/// What a bulletin says in English, with a gap for each figure that is shown in place.
pub(super) fn english(bulletin: &Bulletin) -> Vec<(&Source, Plain)> {
    let article = &bulletin.article;
    let fill = |_: &str| GAP.to_string();
    let mut found = Vec::new();
    for (key, text) in [("title_en", &article.title_en), ("summary_en", &article.summary_en)] {
        let Some((text, place)) = text.as_ref().and_then(|text| Some((text, article.place_of(key, text)?))) else {
            continue;
        };
        found.push((&article.source, front(text, align(text, &article.source.text, place), &fill)));
    }
    if let Some(twin) = article.twins.get(&Variant::En) {
        if let Some(summary) = &twin.summary {
            let written = align(&summary.value, &twin.source.text, summary.span.clone());
            found.push((&twin.source, front(&summary.value, written, &fill)));
        }
        found.extend(body(&twin.source, twin.body.clone(), &fill).into_iter().map(|text| (&twin.source, text)));
    }
    // A figure may be broken by the end of a line.
    let joined = |text: Written| text.letters.into_iter().map(|(c, place)| (if c == '\n' { ' ' } else { c }, place));
    found.into_iter().map(|(source, text)| (source, Plain::new(joined(text)))).collect()
}

/// The letters of a block, and the stretches of the source that show a metric.
#[derive(Default)]
struct Written {
    letters: Letters,
    shown: Vec<Range<usize>>,
}

/// The blocks of a body; `fill` says what `{{ … }}` prints.
fn body(source: &Source, body: Range<usize>, fill: &dyn Fn(&str) -> String) -> Vec<Written> {
    let document = Document::parse(&source.text[body.clone()]);
    let mut blocks = Vec::new();
    for block in document.prose() {
        let mut text = Written::default();
        for run in block {
            match run {
                Run::Text(words, span) => {
                    text.letters.extend(align(words, &source.text, body.start + span.start..body.start + span.end));
                }
                Run::Placeholder(placeholder) => {
                    let span = body.start + placeholder.span.start..body.start + placeholder.span.end;
                    text.letters.extend(fill(&placeholder.name).chars().map(|c| (c, span.clone())));
                    text.shown.push(span);
                }
                Run::Gap => text.letters.push((GAP, body.start..body.start)),
            }
        }
        blocks.push(text);
    }
    blocks
}

/// A text of the front matter, `{{ … }}` in it.
fn front(text: &str, written: Letters, fill: &dyn Fn(&str) -> String) -> Written {
    let (mut letters, mut shown) = (Letters::new(), Vec::new());
    let mut rest = text.char_indices().zip(written).peekable();
    for part in parts(text) {
        let Part::Placeholder(words, span) = part else { continue };
        while let Some((_, letter)) = rest.next_if(|((at, _), _)| *at < span.start) {
            letters.push(letter);
        }
        let mut place: Option<Range<usize>> = None;
        while let Some((_, (_, letter))) = rest.next_if(|((at, _), _)| *at < span.end) {
            place = Some(place.map_or(letter.start, |place| place.start)..letter.end);
        }
        let place = place.unwrap_or_default();
        letters.extend(fill(&words).chars().map(|c| (c, place.clone())));
        shown.push(place);
    }
    letters.extend(rest.map(|(_, letter)| letter));
    Written { letters, shown }
}

/// What `{{ … }}` prints; a gap where that is a mistake, which is reported elsewhere.
fn figure(bulletin: &Bulletin, words: &str, registry: &Registry) -> String {
    match shown::find(&bulletin.metrics, registry, words) {
        Ok(shown) => shown.quantity.map_or_else(|| "持平".to_owned(), |quantity| quantity.text().to_owned()),
        Err(_) => GAP.to_string(),
    }
}

fn amounts(tokens: &[Token]) -> impl DoubleEndedIterator<Item = (&Amount, &Range<usize>)> {
    tokens.iter().filter_map(|token| match &token.kind {
        TokenKind::Amount(amount) => Some((amount, &token.span)),
        TokenKind::Time(..) | TokenKind::Basis(_) | TokenKind::Name(_) => None,
    })
}

impl<'b> Passage<'b> {
    fn new(source: &'b Source, letters: Letters, shown: Vec<Range<usize>>, date: Date, registry: &Registry) -> Self {
        let plain = Plain::new(letters);
        let tokens = Rules::of(&registry.words).tokens(plain.text(), date);
        Self { source, plain, tokens, shown, date }
    }

    /// Its text in plain form.
    pub(crate) fn text(&self) -> &str {
        self.plain.text()
    }

    /// Its amounts, in order, with their bytes.
    pub(crate) fn amounts(&self) -> impl DoubleEndedIterator<Item = (&Amount, &Range<usize>)> {
        amounts(&self.tokens)
    }

    /// The amounts in a stretch.
    pub(crate) fn amounts_in(
        &self,
        stretch: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (&Amount, &Range<usize>)> {
        amounts(self.tokens_in(stretch))
    }

    /// The tokens in a stretch: none overlaps another.
    pub(crate) fn tokens_in(&self, stretch: Range<usize>) -> &[Token] {
        let first = self.tokens.partition_point(|token| token.span.start < stretch.start);
        let behind = self.tokens.partition_point(|token| token.span.end <= stretch.end);
        self.tokens.get(first..behind).unwrap_or_default()
    }

    /// The periods that the sentence around a number names before it, with those it compares with: 与3月相比.
    pub(crate) fn periods_before(&self, span: &Range<usize>) -> Vec<Period> {
        let sentence = self.sentence(span.start);
        let mut periods = Vec::new();
        for token in self.tokens_in(sentence.start..span.start) {
            match &token.kind {
                TokenKind::Time(period, _) => periods.extend(*period),
                TokenKind::Basis(_) => {
                    let words = self.text()[token.span.clone()].trim_start_matches(['与', '较', '比', '和', '同']);
                    let times = scan(words, self.date).into_iter().filter_map(|token| match token.kind {
                        TokenKind::Time(period, _) => period,
                        TokenKind::Amount(_) | TokenKind::Basis(_) | TokenKind::Name(_) => None,
                    });
                    periods.extend(times);
                }
                TokenKind::Amount(_) | TokenKind::Name(_) => {}
            }
        }
        periods
    }

    /// Whether a stretch is a metric shown in place.
    pub(crate) fn is_shown(&self, stretch: &Range<usize>) -> bool {
        let source = self.plain.source(stretch.clone());
        self.shown.iter().any(|shown| shown.start <= source.start && source.end <= shown.end)
    }

    /// A stretch as its author wrote it.
    pub(crate) fn printed(&self, stretch: &Range<usize>) -> &'b str {
        &self.source.text[self.plain.source(stretch.clone())]
    }

    /// The sentence around a byte, without what ends it.
    pub(crate) fn sentence(&self, at: usize) -> Range<usize> {
        self.piece(at, |c| matches!(c, '。' | '！' | '？' | '\n' | GAP))
    }

    /// The clause around a byte, without what ends it.
    pub(crate) fn clause(&self, at: usize) -> Range<usize> {
        self.piece(at, |c| matches!(c, '。' | '！' | '？' | '\n' | GAP | '，' | '；' | '：' | '（' | '）'))
    }

    fn piece(&self, at: usize, ends: impl Fn(char) -> bool) -> Range<usize> {
        let text = self.text();
        let (first, last) = reach(text, at);
        let start = text[first..at]
            .rfind(&ends)
            .map_or(first, |end| first + end + text[first + end..].chars().next().map_or(1, char::len_utf8));
        let end = text[at..last].find(&ends).map_or(last, |end| at + end);
        start..end
    }

    /// Whether a byte is between 《 and 》, in the name of a document.
    pub(crate) fn in_title(&self, at: usize) -> bool {
        let before = &self.text()[reach(self.text(), at).0..at];
        before.rfind('《').is_some_and(|open| !before[open..].contains('》'))
    }

    /// Where a stretch is in its file.
    pub(crate) fn place(&self, stretch: &Range<usize>) -> Place {
        self.source.place(self.plain.source(stretch.clone()))
    }

    /// A diagnostic about a stretch.
    pub(crate) fn tell(
        &self,
        code: Code,
        stretch: &Range<usize>,
        message: impl Into<String>,
        help: &str,
    ) -> Diagnostic {
        Diagnostic::new(code, self.place(stretch), message).help(help)
    }
}
