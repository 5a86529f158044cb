//! The figures of a story.
//!
//! In: a bulletin's figure table, or a digest's headline figures. Out: [`Figures`]: rows of words, each with how long the bar of its
//! change is.
//!
//! May touch: figure, label, view

use crate::figure::{BulletinId, Change, Metric};
use crate::label::{Label, Labels};
use crate::view::Views;
use crate::view::types::{CardView, ChangeView, DigestEntryView, RowView};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Figures in rows.
pub(super) struct Figures {
    pub(super) caption: String,
    pub(super) rows: Vec<Row>,
    /// Who said them, where that is not in the byline.
    pub(super) sources: Vec<String>,
}

/// A figure.
pub(super) struct Row {
    /// What is measured.
    pub(super) name: String,
    /// Which of several sources it is from, from 1.
    source: Option<usize>,
    /// Of which part, when and where, and what kind of number it is.
    pub(super) of: String,
    /// The value as printed; empty where there is none.
    pub(super) value: String,
    /// Its change, with what it is against; empty where there is none.
    pub(super) change: String,
    /// Remarks, and what was revised.
    pub(super) remarks: String,
    /// How long the bar of a change in per cent is, of a hundred, and whether it falls.
    pub(super) bar: Option<(u8, bool)>,
}

impl Row {
    /// The mark of its source; empty where there is but one.
    pub(super) fn mark(&self) -> String {
        self.source.map_or_else(String::new, mark)
    }
}

/// The mark of a source, from 1: `[b]`. Numbers are those of links and notes.
pub(super) fn mark(number: usize) -> String {
    const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let (mut letters, mut rest) = (String::new(), number);
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(LETTERS[rest % LETTERS.len()]));
        rest /= LETTERS.len();
    }
    format!("[{letters}]")
}

/// The figures of a bulletin.
pub(super) fn of_bulletin(views: Views<'_, '_>, at: BulletinId) -> Figures {
    let view = views.figures(at);
    let region = view.region.clone().unwrap_or_default();
    let metrics: Vec<&Metric> = views.edition.items[at].figures.iter().map(|figure| figure.metric).collect();
    let longest = metrics.iter().filter_map(|metric| rate(metric)).map(|rate| rate.abs()).max();
    // One source of all is in the byline.
    let sources = if view.sources.len() > 1 { view.sources } else { Vec::new() };
    let row = |(row, metric): (RowView, &&Metric)| {
        let row = row_of(row, &region, views.labels);
        Row {
            bar: rate(metric).zip(longest).map(|(rate, longest)| bar(rate, longest)),
            source: row.source.filter(|_| !sources.is_empty()),
            ..row
        }
    };
    let rows = view.rows.into_iter().zip(&metrics).map(row).collect();
    Figures { caption: view.caption, rows, sources }
}

/// The headline figures of a digest.
pub(super) fn of_digest(views: Views<'_, '_>, entry: DigestEntryView) -> Figures {
    let rows = entry.groups.into_iter().flat_map(|group| group.rows);
    let row = |card: CardView| Row {
        name: card.name,
        source: None,
        of: joined(views.labels.text(Label::JoinPhrase), &[card.period, card.dims, card.kind]),
        value: card.value.map_or_else(String::new, |value| value.text),
        change: card.change.map_or_else(String::new, |change| said(&change, views.labels)),
        remarks: views.labels.phrase(&card.around),
        bar: None,
    };
    Figures { caption: entry.caption, rows: rows.map(|of| row(of.card)).collect(), sources: Vec::new() }
}

fn row_of(row: RowView, region: &str, labels: &Labels) -> Row {
    let region = if row.region.is_empty() { region.to_owned() } else { row.region };
    let revisions = row.revisions.into_iter().map(|note| note.text);
    let remarks = [vec![row.status], row.around, vec![row.note]].concat();
    let remarks: Vec<String> = remarks.into_iter().chain(revisions).collect();
    let of = [row.dims, vec![row.period, region, row.kind]].concat();
    Row {
        name: row.name,
        source: row.source,
        of: joined(labels.text(Label::JoinPhrase), &of),
        value: row.value.map_or_else(String::new, |value| value.text),
        change: row.change.map_or_else(String::new, |change| said(&change, labels)),
        remarks: joined(labels.text(Label::JoinPhrase), &remarks),
        bar: None,
    }
}

/// A change with what it is against, and those against other periods.
fn said(change: &ChangeView, labels: &Labels) -> String {
    let one = |change: &ChangeView| joined(" ", &[&change.basis, &change.text, &change.against]);
    let further = change.further.iter().map(one);
    joined(labels.text(Label::JoinPhrase), &[one(change)].into_iter().chain(further).collect::<Vec<_>>())
}

/// Those that say something, with this between them.
fn joined(between: &str, parts: &[impl AsRef<str>]) -> String {
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).filter(|part| !part.is_empty()).collect();
    parts.join(between)
}

/// The change of a metric in per cent.
fn rate(metric: &Metric) -> Option<Decimal> {
    metric.change.as_ref().filter(|change| change.unit_code() == "%").map(Change::signed)
}

/// How long the bar of a number is, of a hundred, and whether it falls.
pub(super) fn bar(rate: Decimal, longest: Decimal) -> (u8, bool) {
    let part = rate.abs().checked_mul(Decimal::ONE_HUNDRED).and_then(|rate| rate.checked_div(longest));
    let length = part.and_then(|part| part.round().to_u8()).unwrap_or(0).clamp(1, 100);
    (length, rate.is_sign_negative())
}
