//! Words a site wants converted its own way.
//!
//! In: `content/glossary.toml`. Out: [`Glossary`], which gives, for two scripts, the words and
//! their forms:
//!
//! ```toml
//! protect = ["HarmonyOS"]          # never converted
//!
//! [[terms]]
//! zh-hans    = "软件"
//! zh-hant-tw = "軟體"              # no form for Hong Kong: the tables give 軟件
//! note       = "Taiwan's own word"
//!
//! [[terms]]
//! zh-hans = "签约"
//! zh-hant = "簽約"                 # both Taiwan and Hong Kong
//! ```
//!
//! May touch: source, diag, tree

use super::Variant;
use super::mark::WordRule;
use crate::diag::{Checked, Code, Diagnostic};
use crate::source::{Place, Source};
use crate::tree::{Fields, Written, limit};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The site's own words.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    protected: Vec<String>,
}

/// One word in the scripts that have a form of their own.
#[derive(Clone, Debug)]
struct Term {
    /// The word it holds for, whatever the script of the text; none where it is the form of that script.
    word: Option<String>,
    forms: BTreeMap<Variant, String>,
}

/// An entry of `content/glossary.toml`, and its place.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its word in every script that it gives.
    pub words: Vec<String>,
    /// The place of the first of them.
    pub place: Place,
}

impl Entry {
    /// Every entry of a file, whatever else is wrong with it.
    pub fn all(source: &Source) -> Vec<Self> {
        let mut fields = Fields::of_file(source);
        let entry = |words: Vec<Written<String>>| {
            let place = source.place(words.first()?.span.clone());
            Some(Self { words: words.into_iter().map(|word| word.value).collect(), place })
        };
        let protected: Vec<_> = fields.texts("protect").into_iter().map(|word| vec![word]).collect();
        let terms = fields.tables("terms").into_iter().map(|mut term| {
            let forms = ["zh-hans", "zh-hant", "zh-hant-tw", "zh-hant-hk"].into_iter();
            forms.filter_map(|form| term.text(form)).collect()
        });
        let written = protected.into_iter().chain(terms.collect::<Vec<_>>());
        written.filter_map(|words| entry(words.into_iter().filter(|word| !word.value.is_empty()).collect())).collect()
    }
}

impl Glossary {
    /// Reads `content/glossary.toml`.
    pub fn parse(source: &Source) -> Checked<Self> {
        let mut fields = Fields::of_file(source);
        let glossary = Self::read(&mut fields, limit::GLOSSARY);
        Checked { value: glossary, diagnostics: fields.finish() }
    }

    /// Reads `protect` and `[[terms]]` of a table, which a bulletin can have too.
    pub fn read(fields: &mut Fields<'_>, most: usize) -> Self {
        let protected = fields
            .texts_up_to(most, "protect")
            .into_iter()
            .map(|text| text.value)
            .filter(|text| !text.is_empty())
            .collect();
        let mut terms = Vec::new();
        let mut seen = BTreeSet::new();
        for table in fields.tables_up_to(most, "terms") {
            let (term, found) = Term::read(table, &mut seen);
            terms.extend(term);
            fields.absorb(found);
        }
        Self { terms, protected }
    }

    /// Adds the words of an OpenCC user dictionary, `content/glossary.zh-hant-tw.txt`: lines
    /// `word TAB form`, the first form counts, from the site's script to one edition's.
    pub fn add_dictionary(&mut self, source: &Source, from: Variant, to: Variant) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            let span = start..start + line.trim_end().len();
            start += line.len();
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if self.terms.len() == limit::GLOSSARY {
                let message = format!("this is one of more than {} words", limit::GLOSSARY);
                let help = "keep the words that the site's texts have";
                diagnostics.push(Diagnostic::new(Code::TooLarge, source.place(span), message).help(help));
                break;
            }
            match line.split_once('\t').map(|(word, forms)| (word, forms.split(' ').next().unwrap_or_default())) {
                Some((word, form)) if !word.is_empty() && !form.is_empty() => {
                    let forms = BTreeMap::from([(from, word.to_owned()), (to, form.to_owned())]);
                    self.terms.push(Term { word: None, forms });
                }
                _ => {
                    let message = "this line is not a word, a tab and its form";
                    let help = "write them with a tab between, as OpenCC's dictionaries do";
                    diagnostics.push(Diagnostic::new(Code::Glossary, source.place(span), message).help(help));
                }
            }
        }
        diagnostics
    }

    /// With a word that an inline mark gave forms to.
    pub fn add(&mut self, WordRule { word, forms }: WordRule) {
        self.terms.push(Term { word, forms });
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.protected.is_empty()
    }

    /// The words of one script and their forms in another.
    pub(super) fn forms(&self, from: Variant, to: Variant) -> Vec<(String, String)> {
        let word = |term: &Term| term.word.as_ref().or_else(|| term.forms.get(&from)).cloned();
        let terms = self.terms.iter().filter_map(|term| Some((word(term)?, term.forms.get(&to)?.clone())));
        let protected = self.protected.iter().map(|text| (text.clone(), text.clone()));
        // Of several forms of a word the first counts: the others would only cost time.
        let mut seen = HashSet::new();
        terms.chain(protected).filter(|(word, _)| seen.insert(word.clone())).collect()
    }
}

impl Term {
    /// A term, and what is wrong with it; `seen` are the words of the terms before.
    fn read(mut fields: Fields<'_>, seen: &mut BTreeSet<String>) -> (Option<Self>, Vec<Diagnostic>) {
        let hans = fields.text("zh-hans");
        let hant = fields.text("zh-hant");
        let taiwan = fields.text("zh-hant-tw").or(hant.clone());
        let hong_kong = fields.text("zh-hant-hk").or(hant);
        fields.text("note");
        let written = [(Variant::Hans, hans), (Variant::HantTw, taiwan), (Variant::HantHk, hong_kong)];
        if let Some(word) =
            written.iter().find_map(|(_, form)| form.as_ref()).filter(|word| !seen.insert(word.value.clone()))
        {
            let message = format!("`{}` stands here a second time", word.value);
            fields.report(Code::Glossary, word.span.clone(), message, "keep one of them");
        }
        let forms: BTreeMap<Variant, String> = written
            .into_iter()
            .filter_map(|(variant, form)| Some((variant, form?.value)))
            .filter(|(_, form)| !form.is_empty())
            .collect();
        if forms.len() < 2 {
            let help = "give the word in `zh-hans` and in `zh-hant`, `zh-hant-tw` or `zh-hant-hk`";
            fields.report(Code::Glossary, fields.span(), "this term has fewer than two forms", help);
            return (None, fields.finish());
        }
        (Some(Self { word: None, forms }), fields.finish())
    }
}
