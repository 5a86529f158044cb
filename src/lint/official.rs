//! Figures against what their offices publish.
//!
//! In: the corpus with its official series, and the record of all figures. Out: printed numbers that are not the official ones,
//! and those that were revised since, with the metric that would say so; and how many were held against what.
//!
//! May touch: diag, figure, bulletin, official, edition

use super::of_metric;
use crate::bulletin::Bulletin;
use crate::diag::{Code, Diagnostic};
use crate::edition::Corpus;
use crate::figure::{Metric, MetricId, Record};
use crate::official::{Compared, Observed, Verdict};
use rayon::prelude::*;

/// How many printed numbers there are of indicators that have official series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// They are what the office has, or were when they were printed.
    pub agree: usize,
    /// They are reported as other numbers.
    pub differ: usize,
    /// They are right and have been revised since.
    pub newer: usize,
    /// The series do not have their periods.
    pub unknown: usize,
}

impl Tally {
    fn and(self, other: Self) -> Self {
        Self {
            agree: self.agree + other.agree,
            differ: self.differ + other.differ,
            newer: self.newer + other.newer,
            unknown: self.unknown + other.unknown,
        }
    }
}

/// Every number that is not the official one, and how many were looked at; none where the site has no official series.
pub fn check(corpus: &Corpus, record: &Record<'_>) -> (Vec<Diagnostic>, Option<Tally>) {
    if !corpus.official.is_there {
        return (Vec::new(), None);
    }
    let metrics: Vec<MetricId> = corpus
        .numbered()
        .flat_map(|(bulletin, of)| (0..of.metrics.len()).map(move |metric| MetricId::new(bulletin, metric)))
        .collect();
    let each = metrics.into_par_iter().map(|at| of_one(corpus, record, at));
    let (found, tally) = each.reduce(Default::default, |(mut found, tally), (more, others)| {
        found.extend(more);
        (found, tally.and(others))
    });
    (found, Some(tally))
}

fn of_one(corpus: &Corpus, record: &Record<'_>, at: MetricId) -> (Vec<Diagnostic>, Tally) {
    let bulletin = &corpus[at.bulletin];
    let metric = &bulletin.metrics[at.place()];
    let (mut found, mut tally) = (Vec::new(), Tally::default());
    for compared in corpus.official.compare(metric, bulletin.date) {
        match compared.verdict {
            Verdict::Unknown => tally.unknown += 1,
            Verdict::Agrees => tally.agree += 1,
            // What was right once, or may have been, and a later bulletin revises, is on record.
            Verdict::Newer(_) if is_on_record(record, metric, at) => tally.agree += 1,
            Verdict::Differs(Observed { published: None, .. }) if is_on_record(record, metric, at) => tally.agree += 1,
            Verdict::Newer(observed) => {
                tally.newer += 1;
                found.push(newer(bulletin, at, &compared, observed));
            }
            Verdict::Differs(observed) => {
                tally.differ += 1;
                found.push(differs(bulletin, at, &compared, observed));
            }
        }
    }
    (found, tally)
}

/// Whether a later bulletin states another number than a metric does.
fn is_on_record(record: &Record<'_>, metric: &Metric, at: MetricId) -> bool {
    record.revisions(&metric.indicator, at).any(|(_, point)| point.at != at)
}

fn differs(bulletin: &Bulletin, at: MetricId, compared: &Compared<'_>, observed: &Observed) -> Diagnostic {
    let metric = &bulletin.metrics[at.place()];
    let (name, printed, period) = (&metric.name, &compared.printed, compared.period.code());
    let (source, file) = (&compared.series.source, &compared.series.file);
    let Observed { text, line, .. } = observed;
    let message =
        format!("`{name}` is `{printed}` here, and `{text}` for {period} by `{source}` (`{file}`, line {line})");
    let help =
        "compare it with the paper: correct the digit, or allow it with the reason where the paper prints just this";
    of_metric(bulletin, metric, Code::OfficialDiffers, printed, message, help)
}

fn newer(bulletin: &Bulletin, at: MetricId, compared: &Compared<'_>, observed: &Observed) -> Diagnostic {
    let metric = &bulletin.metrics[at.place()];
    let (name, printed, period) = (&metric.name, &compared.printed, compared.period.code());
    let (source, file) = (&compared.series.source, &compared.series.file);
    let Observed { text, line, .. } = observed;
    let message = format!(
        "`{name}` is `{printed}` here, and was revised to `{text}` for {period} by `{source}` (`{file}`, line {line})"
    );
    let help = "state the revision in the next bulletin, which keeps the first print on record:";
    of_metric(bulletin, metric, Code::OfficialNewer, printed, message, help).entry(&entry(metric, compared, observed))
}

/// The metric that states a revision.
fn entry(metric: &Metric, compared: &Compared<'_>, observed: &Observed) -> String {
    let number = compared.revised(observed);
    let mut entry = format!("[[metrics]]\nindicator = \"{}\"\n", metric.indicator);
    match compared.basis {
        None => entry.push_str(&format!("value = \"{number}\"\n")),
        Some(basis) => entry.push_str(&format!("change = \"{number}\"\nbasis = \"{}\"\n", basis.code())),
    }
    entry.push_str(&format!("period = \"{}\"\n", compared.period.code()));
    entry.extend(metric.region.iter().map(|region| format!("region = \"{region}\"\n")));
    let dims: Vec<String> = metric.dims.iter().map(|(name, value)| format!("\"{name}\" = \"{value}\"")).collect();
    if !dims.is_empty() {
        entry.push_str(&format!("dims = {{ {} }}\n", dims.join(", ")));
    }
    entry + "status = \"revised\""
}
