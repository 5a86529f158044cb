//! Text: which script it is written in, how it is converted to another, and Markdown as a value.
//!
//! In: text as its author wrote it. Out: the same in an edition's script, by a [`Converter`]. It has
//! layers, and a stronger one fixes its words before a weaker one sees the text between them: inline
//! marks, addresses, the bulletin's own terms, the site's glossary, [`statistics`], surnames, and then [`script`], which
//! has the lexicon and the tables; a [`title`] of a law and the name of a [`company`] keep their words. Quotation marks come last. [`fold`] makes one
//! form of all scripts, for search.
//!
//! May touch: nothing

pub mod script;
mod finder;
pub(crate) mod sorted;
pub mod statistics;
pub mod address;
pub mod title;
pub mod company;
pub mod copula;
pub mod fold;
pub mod quote;
pub mod mark;
pub mod name;
pub mod through;
pub mod measure;
pub(crate) mod pinyin;
pub mod doubt;
pub mod lexicon;
pub mod glossary;
pub mod house;
pub mod translation;
pub mod markdown;
pub mod digest;

pub use fold::Fold;
pub use glossary::Glossary;
pub use quote::Style;
pub use script::{Conversion, Reach, Rule, Script, Variant};
pub use translation::Translations;

use finder::Finder;
use mark::{Mark, Piece, Prints};
use name::Surnames;
use script::{Chain, Scratch};
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
    /// Into English, which takes whole names and leaves all else.
    translations: Option<Arc<Translations>>,
}

/// Words with a form of their own, found longest first.
struct Terms {
    finder: Finder,
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
            (from, to) if from == to || to == Variant::En => Style::Keep,
            (_, Variant::Hans) => Style::Curly,
            (_, Variant::HantTw | Variant::HantHk | Variant::En) => Style::Corner,
        };
        let surnames = Surnames::new(from, to);
        let statistics = Statistics { from, to, compares: true, scales: true, step: None };
        let terms = Vec::new();
        let converter = Self { from, to, terms, statistics, surnames, base, quotes, translations: None };
        converter.with(glossary, Rule::Glossary)
    }

    /// Into English: a text that is a name as a whole becomes the English one, and any other stays as it is.
    pub fn english(from: Variant, translations: Arc<Translations>) -> Self {
        let converter = Self::new(from, Variant::En, None, &Glossary::default());
        Self { translations: Some(translations), ..converter }
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
        if let Some(translations) = &self.translations {
            return translations.find(text).map_or(Cow::Borrowed(text), |name| Cow::Owned(name.to_owned()));
        }
        let mut plain = Plain { text: String::with_capacity(text.len() + text.len() / 16), ..Plain::default() };
        self.write(text, &mut plain);
        match quote::restyle(&plain.text, self.quotes) {
            Some(quoted) => Cow::Owned(quoted),
            None if plain.text == text => Cow::Borrowed(text),
            None => Cow::Owned(plain.text),
        }
    }

    /// The text in the other script, and which stretch became which by what rule.
    pub fn align(&self, text: &str) -> Conversion {
        if let Some(translations) = &self.translations {
            let name = translations.find(text);
            return name
                .map_or_else(|| Conversion::unchanged(text), |name| Conversion::replaced(text, name, Rule::Term));
        }
        let mut whole = Conversion::unchanged("");
        self.write(text, &mut whole);
        if let Some(quoted) = quote::restyle(&whole.text, self.quotes) {
            whole.restyle(quoted);
        }
        whole
    }

    fn write(&self, text: &str, out: &mut impl Sink) {
        match mark::any(text) {
            false => self.by_addresses(text, out),
            true => self.by_marks(text, out),
        }
    }

    fn by_marks(&self, text: &str, out: &mut impl Sink) {
        for piece in mark::pieces(text) {
            match piece {
                Piece::Text(text) => self.by_addresses(text, out),
                Piece::Mark(mark) => out.replaced(mark.source, &self.printed(&mark), Rule::Mark),
            }
        }
    }

    /// What a mark prints.
    fn printed<'m>(&self, mark: &'m Mark<'_>) -> Cow<'m, str> {
        match &mark.prints {
            Prints::Nothing => Cow::Borrowed(""),
            Prints::AsIs(text) => Cow::Owned(mark::flat(text, Some(self.to))),
            Prints::Forms(forms) => Cow::Borrowed(mark::form(forms, self.to).unwrap_or_default()),
            Prints::OneWay(word, forms) => match forms.get(&self.to) {
                Some(form) => Cow::Borrowed(form),
                None => {
                    let mut plain = Plain::default();
                    self.by_marks(word, &mut plain);
                    Cow::Owned(plain.text)
                }
            },
        }
    }

    fn by_addresses(&self, text: &str, out: &mut impl Sink) {
        let mut done = 0;
        for address in address::spans(text) {
            self.by_terms(&self.terms, &text[done..address.start], out);
            out.kept(&text[address.clone()]);
            done = address.end;
        }
        self.by_terms(&self.terms, &text[done..], out);
    }

    fn by_terms(&self, terms: &[Arc<Terms>], text: &str, out: &mut impl Sink) {
        let Some((strongest, weaker)) = terms.split_first() else { return self.by_statistics(text, out) };
        let mut done = 0;
        for found in strongest.finder.find_iter(text) {
            self.by_terms(weaker, &text[done..found.start()], out);
            out.replaced(&text[found.range()], &strongest.forms[found.pattern()], strongest.rule);
            done = found.end();
        }
        self.by_terms(weaker, &text[done..], out);
    }

    fn by_statistics(&self, text: &str, out: &mut impl Sink) {
        let mut done = 0;
        for Said { span, form, rule } in self.said(text) {
            self.by_titles(&text[done..span.start], out);
            out.replaced(&text[span.clone()], &form, rule);
            done = span.end;
        }
        self.by_titles(&text[done..], out);
    }

    /// Titles of laws and names of companies keep their own words; only their script is another.
    fn by_titles(&self, text: &str, out: &mut impl Sink) {
        let reach = self.base.reach();
        let mut done = 0;
        for span in names(text) {
            let start = span.start.max(done);
            if start < span.end {
                out.by_tables(&self.base, reach, &text[done..start]);
                out.by_tables(&self.base, Reach::Script, &text[start..span.end]);
                done = span.end;
            }
        }
        out.by_tables(&self.base, reach, &text[done..]);
    }

    /// Words of statistics, and surnames between them, in order.
    fn said(&self, text: &str) -> Vec<Said> {
        let statistics = self.statistics.find(text).into_iter();
        let mut said: Vec<Said> =
            statistics.map(|(span, form)| Said { span, form: Cow::Owned(form), rule: Rule::Statistics }).collect();
        if let Some(surnames) = self.surnames {
            let gap = |at: usize| {
                let next = said.partition_point(|said| said.span.end <= at);
                let start = next.checked_sub(1).map_or(0, |last| said[last].span.end);
                start..said.get(next).map_or(text.len(), |said| said.span.start)
            };
            let is_free = |span: &Range<usize>| {
                let gap = gap(span.start);
                gap.start <= span.start && span.end <= gap.end
            };
            let names = surnames.find(text, gap, |word| self.base.knows(word)).into_iter();
            let verbs = copula::verbs(text, |word| self.base.knows(word)).into_iter();
            let by = match self.to {
                Variant::HantTw if self.statistics.compares => through::find(text, |word| self.base.knows(word)),
                _ => Vec::new(),
            };
            let measures = measure::find(text, self.to, self.statistics.compares, |word| self.base.knows(word));
            let found: Vec<Said> = names
                .map(|(span, form)| (span, form, Rule::Name))
                .chain(verbs.map(|span| (span, copula::IS, Rule::Neighbours)))
                .chain(by.into_iter().map(|span| (span, through::BY, Rule::Phrase)))
                .chain(measures.into_iter().map(|(span, form)| (span, form, Rule::Phrase)))
                .filter(|(span, ..)| is_free(span))
                .map(|(span, form, rule)| Said { span, form: Cow::Borrowed(form), rule })
                .collect();
            if !found.is_empty() {
                said.extend(found);
                said.sort_by_key(|said| said.span.start);
            }
        }
        said
    }
}

/// Titles of laws and names of companies, in order of where they begin.
fn names(text: &str) -> impl Iterator<Item = Range<usize>> {
    let (mut titles, mut companies) = (title::spans(text).peekable(), company::spans(text).peekable());
    std::iter::from_fn(move || {
        let is_title = match (titles.peek(), companies.peek()) {
            (Some(title), Some(company)) => title.start <= company.start,
            (title, _) => title.is_some(),
        };
        if is_title { titles.next() } else { companies.next() }
    })
}

/// What takes a converted text, stretch by stretch.
trait Sink {
    /// A stretch that the tables convert, with words as far as `reach`.
    fn by_tables(&mut self, base: &script::Converter, reach: Reach, text: &str);
    /// One that stays.
    fn kept(&mut self, text: &str);
    /// One that a stronger rule says.
    fn replaced(&mut self, source: &str, form: &str, rule: Rule);
}

/// The text alone.
#[derive(Default)]
struct Plain {
    text: String,
    scratch: Scratch,
}

impl Sink for Plain {
    fn by_tables(&mut self, base: &script::Converter, reach: Reach, text: &str) {
        base.convert_into(text, reach, &mut self.scratch, &mut self.text);
    }

    fn kept(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn replaced(&mut self, _: &str, form: &str, _: Rule) {
        self.text.push_str(form);
    }
}

impl Sink for Conversion {
    fn by_tables(&mut self, base: &script::Converter, reach: Reach, text: &str) {
        self.append(base.align_reaching(text, reach));
    }

    fn kept(&mut self, text: &str) {
        self.append(Conversion::unchanged(text));
    }

    fn replaced(&mut self, source: &str, form: &str, rule: Rule) {
        self.append(Conversion::replaced(source, form, rule));
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
        Some(Self { finder: Finder::new(&words).ok()?, forms, rule })
    }
}

/// Whether a character is Han.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Whether a character is set as a full square in Chinese text, so that no space is beside
/// it: Han, kana, bopomofo, fullwidth forms, and the quotation marks, dashes and dots that
/// Chinese shares with Western text.
pub fn is_cjk(c: char) -> bool {
    is_only_cjk(c) || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// The same without the marks that are shared: what no English text has.
pub fn is_only_cjk(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}' | '\u{2FF0}'..='\u{303F}' | '\u{3040}'..='\u{312F}' | '\u{31A0}'..='\u{31EF}'
        | '\u{3200}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFF}')
}
