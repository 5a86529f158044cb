//! Words: in which script they are written, how they become another, and Markdown as a value.
//!
//! In: text as its author wrote it. Out: the same in an edition's script, by a [`Converter`]:
//! first the glossary, then the base tables of [`script`]. A stronger layer fixes its words and
//! the weaker ones convert only what lies between.
//!
//! May touch: source, diag, tree

pub mod script;
pub mod glossary;
pub mod markdown;

pub use glossary::Glossary;
pub use script::{Conversion, Rule, Variant};

use aho_corasick::{AhoCorasick, MatchKind};
use script::Chain;
use std::borrow::Cow;

/// Converts text from the script it was written in to that of an edition, with all layers.
pub struct Converter {
    terms: Option<Terms>,
    base: script::Converter,
}

/// Words with a form of their own, found longest first.
struct Terms {
    matcher: AhoCorasick,
    forms: Vec<String>,
}

impl Converter {
    /// From one script to another, by `chain` where the usual one is not wanted, with the words of
    /// `glossary` first. Text in the edition's own script passes through byte for byte.
    pub fn new(from: Variant, to: Variant, chain: Option<Chain>, glossary: &Glossary) -> Self {
        let chains = match chain {
            Some(chain) if from != to => vec![chain],
            _ => script::Converter::steps(from, to),
        };
        let base = script::Converter::with_lexicon(&chains);
        let terms = if from == to { None } else { Terms::new(glossary.forms(from, to)) };
        Self { terms, base }
    }

    /// The text in the other script: `规上工业` becomes `規上工業`.
    pub fn convert<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match &self.terms {
            Some(terms) if terms.matcher.is_match(text) => Cow::Owned(self.align(text).text),
            _ => self.base.convert(text),
        }
    }

    /// The text in the other script, and which stretch became which by what rule.
    pub fn align(&self, text: &str) -> Conversion {
        let Some(terms) = &self.terms else { return self.base.align(text) };
        let mut whole = Conversion::unchanged("");
        let mut done = 0;
        for found in terms.matcher.find_iter(text) {
            whole.append(self.base.align(&text[done..found.start()]));
            whole.append(Conversion::replaced(&text[found.range()], &terms.forms[found.pattern()], Rule::Term));
            done = found.end();
        }
        whole.append(self.base.align(&text[done..]));
        whole
    }
}

impl Terms {
    fn new(pairs: Vec<(String, String)>) -> Option<Self> {
        let (words, forms): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        if words.is_empty() {
            return None;
        }
        let matcher = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()?;
        Some(Self { matcher, forms })
    }
}

/// Whether a character is set as a full square in Chinese text, so that no space stands beside
/// it: Han, kana, bopomofo, fullwidth forms, and the quotation marks, dashes and dots that
/// Chinese shares with Western text.
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}' | '\u{2FF0}'..='\u{303F}' | '\u{3040}'..='\u{312F}' | '\u{31A0}'..='\u{31EF}'
        | '\u{3200}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFF}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}
