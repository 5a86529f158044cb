//! Names that an English edition still lacks.
//!
//! In: all contents. Out: the names that are put together, as far as their parts have some; and every other Chinese name
//! without an English one, at the place where it is first written, with the entry that is to be filled in. A preview asks at
//! each change, and only bulletins that changed are looked through again.
//!
//! May touch: path, diag, text, figure, label, bulletin

use super::Corpus;
use super::composed::composed;
use super::english::EnglishNames;
use super::lexicon::whole;
use crate::bulletin::Bulletin;
use crate::diag::{Code, Diagnostic, Severity};
use crate::figure::Scale;
use crate::figure::english::{Style, Writer};
use crate::label::Labels;
use crate::path::SourcePath;
use crate::text::translation::TABLES;
use crate::text::{Translations, Variant, is_only_cjk};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem;
use std::ops::Range;
use std::sync::Arc;

/// The names that a bulletin writes, by the table of the file of names that they belong to, each where it is first written.
type Named<'c> = BTreeMap<(usize, &'c str), Range<usize>>;

/// What has no English name, by bulletin, as far as they were looked through.
#[derive(Debug, Default)]
pub(crate) struct Unnamed {
    of: HashMap<SourcePath, (Arc<Bulletin>, Vec<Missing>)>,
    /// What was put together of those without a name, or that it could not be.
    composed: HashMap<String, Option<String>>,
}

/// The tables whose names may be put together: indicators, breakdowns, topics.
const COMPOSED: [&str; 3] = ["topics", "dims", "indicators"];

/// A name without an English one.
#[derive(Clone, Debug)]
struct Missing {
    /// The index of its table; that of units is behind the others.
    table: usize,
    name: String,
    span: Range<usize>,
}

/// A name to be filled in, and the table of `content/names.en.toml` that it belongs to.
pub(crate) type Blank = (&'static str, String);

impl Unnamed {
    /// Looks for what has no name, and adds the names that can be put together from those of their parts.
    pub(crate) fn compose(&mut self, corpus: &mut Corpus, labels: &Labels) {
        let Some(english) = &corpus.english else { return };
        self.look(corpus, english);
        let names = &english.translations;
        let is_missing =
            |name: &&str| name.chars().any(is_only_cjk) && names.find(name).is_none() && !names.is_blank(name);
        let registered = corpus.registry.iter().filter(|known| known.english.is_none()).map(|known| &*known.name);
        let in_bulletins = self.of.values().flat_map(|(_, missing)| missing);
        let in_bulletins = in_bulletins.filter(|missing| COMPOSED.contains(&table_of(missing.table)));
        let in_bulletins = in_bulletins.map(|missing| missing.name.as_str());
        let wanted: BTreeSet<&str> = in_bulletins.chain(registered.filter(is_missing)).collect();
        let fresh: Vec<&str> = wanted.iter().copied().filter(|name| !self.composed.contains_key(*name)).collect();
        let fresh = composed(english, corpus.config.script, labels, &fresh);
        let known = |name: &str| fresh.get(name).or_else(|| self.composed.get(name)).cloned().flatten();
        let added: BTreeMap<String, String> =
            wanted.iter().filter_map(|name| Some(((*name).to_owned(), known(name)?))).collect();
        self.composed.extend(fresh);
        if let Some(english) = corpus.english.as_mut().filter(|_| !added.is_empty()) {
            let names = Arc::make_mut(&mut english.translations);
            added.iter().for_each(|(name, composed)| names.add(name, composed));
            english.composed = added;
        }
    }

    /// Every name that bulletins and data files have and English has not, each where it is first written, with the entry to
    /// fill in.
    pub(crate) fn diagnostics(&self, corpus: &Corpus) -> Vec<Diagnostic> {
        let Some(english) = &corpus.english else { return Vec::new() };
        let told = self.first(corpus, english).into_iter().map(|((table, name), (bulletin, span))| {
            let message = match unknown_part(name, &english.translations) {
                Some(part) => format!("`{name}` has no English name, because `{part}` has none"),
                None => format!("`{name}` has no English name"),
            };
            let help = "write one into content/names.en.toml, to which `jianbao check --accept` adds it:";
            let entry = format!("[{}]\n\"{name}\" = \"\"", table_of(table));
            let place = bulletin.article.source.place(span);
            Diagnostic::new(Code::MissingName, place, message).help(help).entry(&entry)
        });
        let unsaid = unsaid(corpus, english).into_iter().map(|(text, file, key)| {
            let message = format!("`{text}` has no English text");
            Diagnostic::nowhere(Code::MissingName, message).help(format!("write it into content/{file}, as `{key}`"))
        });
        told.chain(unsaid).chain(untitled(corpus, english)).chain(alike(corpus, english)).collect()
    }

    /// The same as lines to be filled in.
    pub(crate) fn blanks(&self, corpus: &Corpus) -> Vec<Blank> {
        let Some(english) = &corpus.english else { return Vec::new() };
        let named = self.first(corpus, english).into_keys().map(|(table, name)| (table_of(table), name.to_owned()));
        named.chain(unsaid(corpus, english).into_iter().map(|(text, ..)| ("texts", text.to_owned()))).collect()
    }

    /// Looks through the bulletins that are others than before.
    fn look(&mut self, corpus: &Corpus, english: &EnglishNames) {
        let mut before = mem::take(&mut self.of);
        let looked = corpus.bulletins.iter().map(|bulletin| {
            let path = &bulletin.article.source.path;
            let same = before.remove(path).filter(|(last, _)| Arc::ptr_eq(last, bulletin));
            (path.clone(), same.unwrap_or_else(|| (Arc::clone(bulletin), missing(corpus, bulletin, english))))
        });
        self.of = looked.collect();
    }

    /// Each name once. The newest bulletins come first, and an editor writes one of these.
    fn first<'u>(
        &'u self,
        corpus: &'u Corpus,
        english: &EnglishNames,
    ) -> BTreeMap<(usize, &'u str), (&'u Bulletin, Range<usize>)> {
        let mut first = BTreeMap::new();
        for bulletin in &corpus.bulletins {
            let of = self.of.get(&bulletin.article.source.path).map_or(&[][..], |(_, missing)| missing);
            for Missing { table, name, span } in
                of.iter().filter(|missing| !english.composed.contains_key(&missing.name))
            {
                first.entry((*table, name.as_str())).or_insert_with(|| (&**bulletin, span.clone()));
            }
        }
        first
    }
}

/// What is left of a name without the parts at its beginning and its end that have English names.
fn unknown_part<'n>(name: &'n str, names: &Translations) -> Option<&'n str> {
    // 增加值 is no name, but said of one.
    let is_said = |part: &str| names.find(part).is_some() || whole("of", part).is_some();
    let is_known = |part: &str| part.chars().nth(1).is_some() && is_said(part);
    let places: Vec<usize> = name.char_indices().map(|(at, _)| at).skip(1).collect();
    let start = places.iter().rfind(|at| is_known(&name[..**at])).copied().unwrap_or(0);
    let end = places.iter().find(|at| **at >= start && is_known(&name[**at..])).copied().unwrap_or(name.len());
    Some(&name[start..end]).filter(|part| !part.is_empty() && *part != name)
}

fn table_of(table: usize) -> &'static str {
    TABLES.get(table).copied().unwrap_or("units")
}

/// The names of a bulletin that English has not. One that is in the file of names, still to be filled in, is told there.
fn missing(corpus: &Corpus, bulletin: &Bulletin, english: &EnglishNames) -> Vec<Missing> {
    let mut named: Named<'_> = BTreeMap::new();
    names(corpus, bulletin, &mut named);
    let names = &english.translations;
    let writer = Writer { units: &english.units, style: Style::default() };
    let is_known = |table: usize, name: &str| match table == TABLES.len() {
        true => writer.unit(Scale::One, name).is_some(),
        false => names.find(name).is_some() || !name.chars().any(is_only_cjk),
    };
    let missing = named.into_iter().filter(|((table, name), _)| !is_known(*table, name) && !names.is_blank(name));
    missing.map(|((table, name), span)| Missing { table, name: name.to_owned(), span }).collect()
}

/// What data files have no English for, which an English edition leaves out: the text, the file it is for, and the key.
fn unsaid<'c>(corpus: &'c Corpus, english: &EnglishNames) -> Vec<(&'c str, &'static str, &'static str)> {
    let releases = corpus.releases.iter().filter(|release| release.title_en.is_none()).map(|release| &release.title);
    let events = corpus.registry.events().iter().filter(|event| event.text_en.is_none()).map(|event| &event.text);
    let labels = corpus.registry.iter().filter_map(|indicator| Some(&indicator.reference.as_ref()?.label));
    let releases = releases.map(|text| (text, "calendar.toml", "title_en"));
    let events = events.map(|text| (text, "indicators.toml", "text_en"));
    let all = releases.chain(events).chain(labels.map(|text| (text, "names.en.toml", "[texts]")));
    let names = &english.translations;
    let is_missing = |text: &str| text.chars().any(is_only_cjk) && names.find(text).is_none() && !names.is_blank(text);
    all.map(|(text, file, key)| (&**text, file, key)).filter(|(text, ..)| is_missing(text)).collect()
}

/// That the English edition has no title of the site's own, and is called what the program calls such a site.
fn untitled(corpus: &Corpus, english: &EnglishNames) -> Option<Diagnostic> {
    let edition = corpus.config.editions.iter().find(|edition| edition.variant == Variant::En)?;
    let title = &corpus.config.title;
    let has_title = edition.english.as_ref().is_some_and(|english| english.title.is_some());
    if has_title || !title.chars().any(is_only_cjk) || english.translations.find(title).is_some() {
        return None;
    }
    let message = format!("`{title}` has no English title: the English edition is called by its label `site_title`");
    let help = "write one into site.toml, as `title` below `variant = \"en\"`";
    Some(Diagnostic { severity: Severity::Warning, ..Diagnostic::nowhere(Code::MissingName, message).help(help) })
}

/// Indicators that have one English name, by which their pages, feeds and titles cannot be told apart.
fn alike(corpus: &Corpus, english: &EnglishNames) -> Vec<Diagnostic> {
    /// Where an indicator is named first, and how.
    type First<'c> = (&'c str, &'c Bulletin, &'c Range<usize>);
    let mut called: BTreeMap<&str, BTreeMap<&str, First<'_>>> = BTreeMap::new();
    for bulletin in &corpus.bulletins {
        for metric in &bulletin.metrics {
            if let Some(name) = english.translations.find(&metric.name) {
                let of = called.entry(name).or_default();
                of.entry(&metric.indicator).or_insert((&metric.name, bulletin, &metric.span));
            }
        }
    }
    let pairs = called.iter().flat_map(|(name, of)| {
        let mut of = of.values();
        let first = of.next().map_or("", |(first, ..)| *first);
        of.map(move |other| (*name, first, *other))
    });
    let told = pairs.filter(|(_, first, (other, ..))| first != other).map(|(name, first, (other, bulletin, span))| {
        let message = format!("`{other}` has the English name of `{first}`: `{name}`");
        let help = "readers cannot tell them apart; give one of them another name in content/names.en.toml:";
        let entry = format!("[indicators]\n\"{other}\" = \"\"");
        let place = bulletin.article.source.place(span.clone());
        let warning = Diagnostic::new(Code::Duplicate, place, message).help(help).entry(&entry);
        Diagnostic { severity: Severity::Warning, ..warning }
    });
    told.collect()
}

fn names<'c>(corpus: &'c Corpus, bulletin: &'c Bulletin, named: &mut Named<'c>) {
    let numbered = |name: &str| TABLES.iter().position(|table| *table == name).unwrap_or(TABLES.len());
    let mut note = |of: &str, text: &'c str, key: &str| {
        let span = || bulletin.article.place_of(key, text).map_or(0..0, |place| place.start..place.start + text.len());
        named.entry((numbered(of), text)).or_insert_with(span);
    };
    bulletin.topics.iter().for_each(|topic| note("topics", topic, "topics"));
    bulletin.source.iter().for_each(|text| note("sources", text, "source"));
    for metric in &bulletin.metrics {
        if corpus.registry.find(&metric.indicator).is_none_or(|known| known.english.is_none()) {
            named.entry((numbered("indicators"), &metric.name)).or_insert_with(|| metric.span.clone());
        }
        let dims = metric.dims.iter().flat_map(|(name, value)| [name.as_str(), value]).map(|text| ("dims", text));
        let texts = metric.region.as_deref().into_iter().map(|text| ("regions", text)).chain(dims);
        for (of, text) in texts.chain(metric.source.as_deref().into_iter().map(|text| ("sources", text))) {
            named.entry((numbered(of), text)).or_insert_with(|| metric.span.clone());
        }
        let amounts = metric.value.iter().chain(metric.changes().filter_map(|(change, _)| change.amount()));
        for amount in amounts {
            named.entry((TABLES.len(), amount.unit_base())).or_insert_with(|| metric.span.clone());
        }
    }
}
