//! Which metric each number of the prose is.
//!
//! In: a bulletin and the record of all figures. Out: a [`Reading`] for each number of its title, summary
//! and body, for an editor who wants to see what the checks make of it.
//!
//! May touch: figure, bulletin, edition

use super::carried::Known;
use super::names;
use super::passage::passages;
use super::prose::{Verdict, judge, numbers_mean};
use crate::bulletin::Bulletin;
use crate::edition::Corpus;
use crate::figure::Record;
use std::ops::Range;

/// A number of the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Its bytes in the file, words of approximation and unit too.
    pub(crate) span: Range<usize>,
    /// As its author wrote it: `超过3万亿元`.
    pub(crate) printed: String,
    /// What it is.
    pub(crate) is: Is,
}

/// What a number of the prose is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Is {
    /// A figure of these metrics, by their indices in the front matter, the likeliest first.
    Stated(Vec<usize>),
    /// A number that needs no metric: background, a date, a count of measures.
    Aside,
    /// A number that no metric carries.
    Unmatched,
    /// A number that is not what it should be, and why.
    Wrong(String),
}

/// Every number of a bulletin's own prose, in order, without those that show a metric in place.
pub(crate) fn readings(bulletin: &Bulletin, corpus: &Corpus, record: &Record<'_>) -> Vec<Reading> {
    let known = Known::of(bulletin, record);
    let passages = passages(bulletin, &corpus.registry);
    let carried = known.carried(bulletin, &corpus.registry);
    let mut readings = Vec::new();
    for told in judge(bulletin, &passages, &carried, &corpus.registry) {
        let place = told.passage.place(told.span);
        if told.passage.is_shown(told.span) || place.source.path != bulletin.article.source.path {
            continue;
        }
        let before = &told.passage.text()[told.passage.sentence(told.span.start).start..told.span.start];
        let mut stated: Vec<usize> =
            (0..bulletin.metrics.len()).filter(|&at| numbers_mean(&bulletin.metrics[at], told.amount)).collect();
        let printed = told.passage.printed(told.span);
        let says = |at: usize| {
            let metric = &bulletin.metrics[at];
            let changes = metric.changes().filter_map(|(change, _)| change.amount());
            metric.value.iter().chain(changes).any(|quantity| quantity.text() == printed)
        };
        // A metric that prints exactly this is likelier than one that may round to it.
        if stated.iter().any(|&at| says(at)) {
            stated.retain(|&at| says(at));
        }
        stated.sort_by_key(|&at| !names(&bulletin.metrics[at], &corpus.registry).any(|name| before.contains(name)));
        let is = match told.verdict {
            Verdict::Unmatched => Is::Unmatched,
            Verdict::Wrong(diagnostic) => Is::Wrong(diagnostic.message),
            Verdict::Fine if stated.is_empty() => Is::Aside,
            Verdict::Fine => Is::Stated(stated),
        };
        readings.push(Reading { span: place.span, printed: printed.to_owned(), is });
    }
    readings
}
