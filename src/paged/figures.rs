//! Figures as they are printed.
//!
//! In: the views of figures. Out: rows of tables, and figures by themselves.
//!
//! May touch: figure, label, view

use super::sheet::{Change, Figure, Part, Row};
use crate::figure::BulletinId;
use crate::label::{Label, Labels};
use crate::view::Views;
use crate::view::types::{CardView, ChangeView, DigestGroupView, RowView};

/// The table of a bulletin.
pub(super) fn table(views: Views<'_, '_>, at: BulletinId) -> Part {
    let view = views.figures(at);
    let several = view.sources.len() > 1;
    let region = view.region.clone().unwrap_or_default();
    let has_region = !region.is_empty() || view.rows.iter().any(|row| !row.region.is_empty());
    let rows = view.rows.into_iter().map(|row| Row {
        mark: row.source.filter(|_| several).map_or_else(String::new, mark),
        ..self::row(row, &region, views.labels)
    });
    let rows = rows.collect();
    let source = |(at, source): (usize, &String)| format!("{} {source}", mark(at + 1));
    let sources = if several { view.sources.iter().enumerate().map(source).collect() } else { Vec::new() };
    Part::Figures { caption: view.caption, head: head(views.labels, has_region), rows, sources }
}

/// The table of a topic of a digest.
pub(super) fn of_topic(views: Views<'_, '_>, group: DigestGroupView) -> Part {
    let row = |card: CardView| Row {
        name: joined(" ", &[&card.name, &card.dims]),
        mark: String::new(),
        value: card.value.map_or_else(String::new, |value| value.text),
        change: card.change.map(|change| change_of(&change, views.labels)),
        of: joined(views.labels.text(Label::JoinPhrase), &[&card.period, &card.kind]),
        remarks: String::new(),
    };
    let rows = group.rows.into_iter().map(|of| row(of.card)).collect();
    Part::Figures { caption: group.topic, head: head(views.labels, false), rows, sources: Vec::new() }
}

/// A figure by itself; none where it says nothing.
pub(super) fn alone(card: CardView, labels: &Labels) -> Option<Figure> {
    let said = labels.text(Label::JoinPhrase);
    let period = joined(said, &[&card.period, &card.kind]);
    let (number, change, period) = match (card.value, card.change) {
        (Some(value), change) => (value.text, change.map(|change| change_of(&change, labels)), period),
        (None, Some(change)) => {
            let period = joined(said, &[&change.basis, &change.against, &period]);
            (change.text, None, period)
        }
        (None, None) => return None,
    };
    Some(Figure { name: joined(" ", &[&card.name, &card.dims]), number, change, period })
}

/// The mark of a source, from 1: a letter, as numbers are those of notes.
fn mark(number: usize) -> String {
    match number {
        1..=26 => ('a'..='z').nth(number - 1).map_or_else(String::new, String::from),
        number => format!("z{number}"),
    }
}

fn head(labels: &Labels, has_region: bool) -> [String; 4] {
    let (period, region) = (labels.text(Label::Period), labels.text(Label::Region));
    let of = if has_region { labels.list(&[period, region]) } else { period.to_owned() };
    [
        labels.text(Label::Indicator).to_owned(),
        labels.text(Label::Value).to_owned(),
        labels.text(Label::Change).to_owned(),
        of,
    ]
}

fn row(row: RowView, region: &str, labels: &Labels) -> Row {
    let region = if row.region.is_empty() { region } else { &row.region };
    let revisions = row.revisions.into_iter().map(|note| note.text);
    let remarks = [vec![row.status, row.verified], row.around, vec![row.note]].concat();
    let remarks: Vec<String> = remarks.into_iter().chain(revisions).collect();
    let names: Vec<&str> = [&row.name].into_iter().chain(&row.dims).map(String::as_str).collect();
    Row {
        name: joined(" ", &names),
        mark: String::new(),
        value: row.value.map_or_else(String::new, |value| value.text),
        change: row.change.map(|change| change_of(&change, labels)),
        of: joined(labels.text(Label::JoinPhrase), &[&row.period, region, &row.kind]),
        remarks: joined(labels.text(Label::JoinPhrase), &remarks),
    }
}

/// A change with what it is against, and those against other periods.
fn change_of(change: &ChangeView, labels: &Labels) -> Change {
    let one = |change: &ChangeView| joined(" ", &[&change.basis, &change.text, &change.against]);
    let all: Vec<String> = [change].into_iter().chain(&change.further).map(one).collect();
    Change { direction: change.direction.clone(), text: joined(labels.text(Label::JoinPhrase), &all) }
}

/// Those that say something, with this between them.
fn joined(between: &str, parts: &[impl AsRef<str>]) -> String {
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).filter(|part| !part.is_empty()).collect();
    parts.join(between)
}
