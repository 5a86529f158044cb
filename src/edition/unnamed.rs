//! Names that an English edition still lacks.
//!
//! In: all contents. Out: every Chinese name without an English one, at the place where it is first written, with the entry
//! that is to be filled in.
//!
//! May touch: source, diag, text, figure, bulletin

use super::Corpus;
use super::english::EnglishNames;
use crate::bulletin::Bulletin;
use crate::diag::{Code, Diagnostic};
use crate::figure::Scale;
use crate::figure::english::{Style, Writer};
use crate::source::Source;
use crate::text::is_cjk;
use crate::text::translation::TABLES;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where names are written, by the table of the file of names that they belong to.
type Named<'c> = BTreeMap<(usize, &'c str), (&'c Source, Range<usize>)>;

/// Every name that bulletins have and English has not, each where it is first written, with the entry to fill in.
pub(crate) fn missing(corpus: &Corpus) -> Vec<Diagnostic> {
    let Some(english) = &corpus.english else { return Vec::new() };
    let mut named: Named<'_> = BTreeMap::new();
    // The newest bulletins come first, and an editor writes one of these.
    for bulletin in &corpus.bulletins {
        names(corpus, bulletin, &mut named);
    }
    let known = |text: &str| english.translations.find(text).is_some() || !text.chars().any(is_cjk);
    let writer = Writer { units: &english.units, style: Style::default() };
    let mut told = Vec::new();
    for ((table, name), (source, span)) in named {
        let is_known = if table == TABLES.len() { writer.unit(Scale::One, name).is_some() } else { known(name) };
        if is_known {
            continue;
        }
        let table = TABLES.get(table).copied().unwrap_or("units");
        let message = format!("`{name}` has no English name");
        let help = "write one into content/names.en.toml:";
        let entry = format!("[{table}]\n\"{name}\" = \"\"");
        told.push(Diagnostic::new(Code::MissingName, source.place(span), message).help(help).entry(&entry));
    }
    told.extend(unsaid(corpus, english));
    told
}

/// What data files have no English for, which an English edition leaves out.
fn unsaid(corpus: &Corpus, english: &EnglishNames) -> Vec<Diagnostic> {
    let releases = corpus.releases.iter().filter(|release| release.title_en.is_none()).map(|release| &release.title);
    let events = corpus.registry.events().iter().filter(|event| event.text_en.is_none()).map(|event| &event.text);
    let labels = corpus.registry.iter().filter_map(|indicator| Some(&indicator.reference.as_ref()?.label));
    let releases = releases.map(|text| (text, "calendar.toml", "title_en"));
    let events = events.map(|text| (text, "indicators.toml", "text_en"));
    let all = releases.chain(events).chain(labels.map(|text| (text, "names.en.toml", "[texts]")));
    let missing = all.filter(|(text, ..)| text.chars().any(is_cjk) && english.translations.find(text).is_none());
    let told = missing.map(|(text, file, key)| {
        let message = format!("`{text}` has no English text");
        Diagnostic::nowhere(Code::MissingName, message).help(format!("write it into content/{file}, as `{key}`"))
    });
    told.collect()
}

fn names<'c>(corpus: &'c Corpus, bulletin: &'c Bulletin, named: &mut Named<'c>) {
    let source = &bulletin.article.source;
    let table = |name: &str| TABLES.iter().position(|table| *table == name).unwrap_or(TABLES.len());
    let mut note = |of: &str, text: &'c str, key: &str| {
        let span = || bulletin.article.place_of(key, text).map_or(0..0, |place| place.start..place.start + text.len());
        named.entry((table(of), text)).or_insert_with(|| (source, span()));
    };
    bulletin.topics.iter().for_each(|topic| note("topics", topic, "topics"));
    bulletin.source.iter().for_each(|text| note("sources", text, "source"));
    for metric in &bulletin.metrics {
        if corpus.registry.find(&metric.indicator).is_none_or(|known| known.english.is_none()) {
            named.entry((table("indicators"), &metric.name)).or_insert_with(|| (source, metric.span.clone()));
        }
        let dims = metric.dims.iter().flat_map(|(name, value)| [name.as_str(), value]).map(|text| ("dims", text));
        let texts = metric.region.as_deref().into_iter().map(|text| ("regions", text)).chain(dims);
        for (of, text) in texts.chain(metric.source.as_deref().into_iter().map(|text| ("sources", text))) {
            named.entry((table(of), text)).or_insert_with(|| (source, metric.span.clone()));
        }
        let amounts = metric.value.iter().chain(metric.changes().filter_map(|(change, _)| change.amount()));
        for amount in amounts {
            named.entry((TABLES.len(), amount.unit_base())).or_insert_with(|| (source, metric.span.clone()));
        }
    }
}
