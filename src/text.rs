//! Text: which script it is written in, how it is converted to another, and Markdown as a value.
//!
//! In: text as its author wrote it. Out: the same in an edition's script, by a [`Converter`]. It has
//! layers, and a stronger one fixes its words before a weaker one sees the text between them: inline
//! marks, addresses, the bulletin's own terms, the site's glossary, [`statistics`], surnames, and then [`script`], which
//! has the lexicon and the tables. Quotation marks come last. [`fold`] makes one form of all scripts, for search.
//!
//! May touch: nothing

pub mod script;
pub mod statistics;
pub mod address;
pub mod fold;
pub mod quote;
pub mod mark;
pub mod name;
pub(crate) mod pinyin;
pub mod doubt;
pub mod lexicon;
pub mod glossary;
pub mod markdown;
pub mod digest;

pub use fold::Fold;
pub use glossary::Glossary;
pub use quote::Style;
pub use script::{Conversion, Reach, Rule, Variant};

use aho_corasick::{AhoCorasick, MatchKind};
use mark::{Mark, Piece, Prints};
use name::Surnames;
use script::Chain;
use statistics::{Statistics, Step};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Converts text from the script it was written in to that of an edition, with all layers. Cheap
/// to clone.
#[derive(Clone)]
pub struct Converter {
    to: Variant,
    /// The strongest first.
    terms: Vec<Arc<Terms>>,
    statistics: Statistics,
    surnames: Option<Surnames>,
    base: script::Converter,
    from: Variant,
    quotes: Style,
}

/// Words with a form of their own, found longest first.
struct Terms {
    matcher: AhoCorasick,
    forms: Vec<String>,
    rule: Rule,
}

impl Converter {
    /// From one script to another, by `chain` where the default one is not wanted, with the words of
    /// `glossary` first. Text in the edition's own script is unchanged byte for byte, except for
    /// marks, which are replaced by what they print.
    pub fn new(from: Variant, to: Variant, chain: Option<Chain>, glossary: &Glossary) -> Self {
        let chains = match chain {
            Some(chain) if from != to => vec![chain],
            _ => script::Converter::steps(from, to),
        };
        let base = script::Converter::with_lexicon(&chains);
        let quotes = match (from, to) {
            (from, to) if from == to => Style::Keep,
            (_, Variant::Hans) => Style::Curly,
            (_, Variant::HantTw | Variant::HantHk) => Style::Corner,
        };
        let surnames = Surnames::new(from, to);
        let statistics = Statistics { from, to, compares: true, scales: true, step: None };
        Self { from, to, terms: Vec::new(), statistics, surnames, base, quotes }.with(glossary, Rule::Glossary)
    }

    /// The script it converts to.
    pub fn to(&self) -> Variant {
        self.to
    }

    /// Adds words that are stronger than all others so far.
    pub fn with(mut self, words: &Glossary, rule: Rule) -> Self {
        if self.from != self.to
            && let Some(terms) = Terms::new(words.forms(self.from, self.to), rule)
        {
            self.terms.insert(0, Arc::new(terms));
        }
        self
    }

    /// With quotation marks in this style, where the text is converted at all.
    pub fn quoting(self, quotes: Style) -> Self {
        if self.from == self.to { self } else { Self { quotes, ..self } }
    }

    /// With words of the lexicon, and of comparison, as far as this.
    pub fn reaching(self, reach: Reach) -> Self {
        let statistics = Statistics { compares: reach > Reach::Script, ..self.statistics };
        Self { base: self.base.reaching(reach), statistics, ..self }
    }

    /// Whether amounts are counted in the edition's scale: 3万亿元 as 3兆元.
    pub fn scaling(self, scales: bool) -> Self {
        Self { statistics: Statistics { scales, ..self.statistics }, ..self }
    }

    /// Whether it counts amounts in the edition's scale.
    pub(crate) fn scales(&self) -> bool {
        self.statistics.scales
    }

    /// For a text of which each period is followed by the next after such a step: what 环比 is in it.
    pub fn stepping(self, step: Option<Step>) -> Self {
        Self { statistics: Statistics { step, ..self.statistics }, ..self }
    }

    /// The text in the other script: `规上工业` becomes `規上工業`.
    pub fn convert<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let has_terms = || self.terms.iter().any(|terms| terms.matcher.is_match(text));
        if mark::any(text) || has_terms() || !address::spans(text).is_empty() {
            return Cow::Owned(self.align(text).text);
        }
        let converted = match self.said(text) {
            said if said.is_empty() => self.base.convert(text),
            said => {
                let mut out = String::with_capacity(text.len() + text.len() / 16);
                let mut done = 0;
                for Said { span, form, .. } in said {
                    out.push_str(&self.base.convert(&text[done..span.start]));
                    out.push_str(&form);
                    done = span.end;
                }
                out.push_str(&self.base.convert(&text[done..]));
                Cow::Owned(out)
            }
        };
        match quote::restyle(&converted, self.quotes) {
            Some(quoted) => Cow::Owned(quoted),
            None => converted,
        }
    }

    /// The text in the other script, and which stretch became which by what rule.
    pub fn align(&self, text: &str) -> Conversion {
        let mut whole = match mark::any(text) {
            false => self.by_addresses(text),
            true => self.by_marks(text),
        };
        if let Some(quoted) = quote::restyle(&whole.text, self.quotes) {
            whole.restyle(quoted);
        }
        whole
    }

    fn by_marks(&self, text: &str) -> Conversion {
        let mut whole = Conversion::unchanged("");
        for piece in mark::pieces(text) {
            whole.append(match piece {
                Piece::Text(text) => self.by_addresses(text),
                Piece::Mark(mark) => self.mark(&mark),
            });
        }
        whole
    }

    /// What a mark prints.
    fn mark(&self, mark: &Mark<'_>) -> Conversion {
        let replaced = |text: &str| Conversion::replaced(mark.source, text, Rule::Mark);
        match &mark.prints {
            Prints::Nothing => replaced(""),
            Prints::AsIs(text) => replaced(&mark::flat(text, Some(self.to))),
            Prints::Forms(forms) => replaced(mark::form(forms, self.to).unwrap_or_default()),
            Prints::OneWay(word, forms) => match forms.get(&self.to) {
                Some(form) => replaced(form),
                None => replaced(&self.by_marks(word).text),
            },
        }
    }

    fn by_addresses(&self, text: &str) -> Conversion {
        let mut whole = Conversion::unchanged("");
        let mut done = 0;
        for address in address::spans(text) {
            whole.append(self.by_terms(&self.terms, &text[done..address.start]));
            whole.append(Conversion::unchanged(&text[address.clone()]));
            done = address.end;
        }
        whole.append(self.by_terms(&self.terms, &text[done..]));
        whole
    }

    fn by_terms(&self, terms: &[Arc<Terms>], text: &str) -> Conversion {
        let Some((strongest, weaker)) = terms.split_first() else { return self.by_statistics(text) };
        let mut whole = Conversion::unchanged("");
        let mut done = 0;
        for found in strongest.matcher.find_iter(text) {
            whole.append(self.by_terms(weaker, &text[done..found.start()]));
            let form = &strongest.forms[found.pattern()];
            whole.append(Conversion::replaced(&text[found.range()], form, strongest.rule));
            done = found.end();
        }
        whole.append(self.by_terms(weaker, &text[done..]));
        whole
    }

    fn by_statistics(&self, text: &str) -> Conversion {
        let mut whole = Conversion::unchanged("");
        let mut done = 0;
        for Said { span, form, rule } in self.said(text) {
            whole.append(self.base.align(&text[done..span.start]));
            whole.append(Conversion::replaced(&text[span.clone()], &form, rule));
            done = span.end;
        }
        whole.append(self.base.align(&text[done..]));
        whole
    }

    /// Words of statistics, and surnames between them, in order.
    fn said(&self, text: &str) -> Vec<Said> {
        let mut said = Vec::new();
        let mut done = 0;
        for (span, form) in self.statistics.find(text) {
            self.names(text, done..span.start, &mut said);
            done = span.end;
            said.push(Said { span, form: Cow::Owned(form), rule: Rule::Statistics });
        }
        self.names(text, done..text.len(), &mut said);
        said
    }

    fn names(&self, text: &str, within: Range<usize>, said: &mut Vec<Said>) {
        let Some(surnames) = self.surnames else { return };
        let found = surnames.find(&text[within.clone()], |word| self.base.knows(word));
        said.extend(found.into_iter().map(|(span, form)| {
            let span = within.start + span.start..within.start + span.end;
            Said { span, form: Cow::Borrowed(form), rule: Rule::Name }
        }));
    }
}

/// A stretch whose form is said by more than its words.
struct Said {
    span: Range<usize>,
    form: Cow<'static, str>,
    rule: Rule,
}

impl Terms {
    fn new(pairs: Vec<(String, String)>, rule: Rule) -> Option<Self> {
        let (words, forms): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        if words.is_empty() {
            return None;
        }
        let matcher = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()?;
        Some(Self { matcher, forms, rule })
    }
}

/// Whether a character is set as a full square in Chinese text, so that no space is beside
/// it: Han, kana, bopomofo, fullwidth forms, and the quotation marks, dashes and dots that
/// Chinese shares with Western text.
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}' | '\u{2FF0}'..='\u{303F}' | '\u{3040}'..='\u{312F}' | '\u{31A0}'..='\u{31EF}'
        | '\u{3200}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFF}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}
