//! Whether the figures of a bulletin agree: with its prose, with each other, with its series.
//!
//! In: the corpus and the record of its figures. Out: what an editor should check, each with its place and
//! a way out; and [`silence`], which drops what a bulletin's `[[allow]]` says is right as it is.
//!
//! [`readings`] shows an editor what each number of the prose was taken for.
//!
//! A false alarm costs more than a miss: an editor who has seen three reads no fourth. So a check reports only
//! where it is sure what it looks at, and skips numerals it cannot classify.
//!
//! May touch: diag, figure, bulletin, edition

mod allowance;
mod arithmetic;
mod calendar;
mod carried;
mod contrary;
mod derived;
mod english;
mod house;
mod levels;
mod lists;
mod metrics;
mod number;
mod official;
mod parts;
mod passage;
mod points;
mod prose;
mod reading;
mod series;
mod signed;
mod treatment;
mod twins;

pub use allowance::silence;
pub use calendar::check as calendar;
pub(crate) use english::{EnglishText, english_readings};
pub use official::{Tally, check as official};
pub(crate) use reading::{Is, Reading, readings};
pub use signed::check as signed;

use crate::bulletin::Bulletin;
use crate::diag::{Code, Diagnostic};
use crate::edition::Corpus;
use crate::figure::{Metric, Record, Registry};
use carried::Known;
use rayon::prelude::*;
use std::ops::Range;

/// Everything that does not agree, in no particular order.
pub fn lint(corpus: &Corpus, record: &Record<'_>) -> Vec<Diagnostic> {
    let known = Known::new(record);
    let in_bulletins = corpus.bulletins.par_iter().flat_map_iter(|bulletin| of_bulletin(bulletin, corpus, &known));
    let mut found: Vec<Diagnostic> = in_bulletins.collect();
    found.extend(series::jumps(corpus, record));
    found.extend(arithmetic::check(corpus, record));
    found.extend(treatment::rebased(corpus, record));
    found.extend(twins::stale(corpus));
    found.extend(twins::unfinished(corpus));
    found
}

fn of_bulletin(bulletin: &Bulletin, corpus: &Corpus, known: &Known<'_>) -> Vec<Diagnostic> {
    let mut found = metrics::check(bulletin, &corpus.registry);
    found.extend(parts::of_metrics(bulletin));
    let passages = passage::passages(bulletin, &corpus.registry);
    let carried = known.carried(bulletin, &corpus.registry);
    found.extend(prose::check(bulletin, &passages, &carried, &corpus.registry));
    found.extend(english::check(bulletin, &carried, corpus));
    for passage in &passages {
        found.extend(house::check(passage, &corpus.house));
        found.extend(levels::check(bulletin, passage, &corpus.registry));
        found.extend(lists::check(passage, &corpus.registry));
        found.extend(parts::of_prose(passage));
        found.extend(treatment::of_prose(bulletin, passage, &corpus.registry));
    }
    found
}

/// The names of a metric's indicator: as written, as registered, and its aliases.
fn names<'m>(metric: &'m Metric, registry: &'m Registry) -> impl Iterator<Item = &'m str> {
    let known = registry.find(&metric.indicator);
    let registered = known
        .into_iter()
        .flat_map(|known| std::iter::once(&*known.name).chain(known.aliases.iter().map(String::as_str)));
    std::iter::once(&*metric.name).chain(registered)
}

/// What is wrong with a metric, at the text in its table that it is about.
fn of_metric(bulletin: &Bulletin, metric: &Metric, code: Code, text: &str, message: String, help: &str) -> Diagnostic {
    let source = &bulletin.article.source;
    Diagnostic::new(code, source.place(within(bulletin, metric, text)), message).help(help)
}

/// Where a text is in the table of a metric; the table's head when it is not there verbatim.
fn within(bulletin: &Bulletin, metric: &Metric, text: &str) -> Range<usize> {
    let source = &bulletin.article.source.text;
    let following = bulletin.metrics.iter().map(|other| other.span.start).filter(|&start| start > metric.span.start);
    let end = following.min().unwrap_or(bulletin.article.body.start);
    let table = metric.span.start..end.max(metric.span.end).min(source.len());
    let found = source.get(table.clone()).and_then(|table| table.find(text)).filter(|_| !text.is_empty());
    found.map_or(metric.span.clone(), |at| table.start + at..table.start + at + text.len())
}
