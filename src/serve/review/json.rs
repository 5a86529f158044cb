//! What review mode shows of a page, as JSON.
//!
//! In: a page of the plan. Out: its texts beside their conversions, what each number of its prose was taken
//! for, in English too, its metrics, and the tables proposed for numbers that no metric carries.
//!
//! May touch: path, source, figure, config, bulletin, edition, review, lint, page, import

use super::super::snapshot::Snapshot;
use super::edit::place_of;
use super::proposal::FIELDS;
use super::version_of;
use crate::bulletin::{Article, Bulletin};
use crate::config::BaseUrl;
use crate::edition::{Edition, Item};
use crate::figure::{Metric, Quantity, Registry};
use crate::import::{self, Proposal};
use crate::lint::{self, EnglishText, Is, Reading};
use crate::page::{Html, PageKind};
use crate::path::SitePath;
use crate::review::sheet::{Cell, Layer, Part, Piece, Reviewer, Row, Sheet};
use crate::source::Source;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ops::Range;
use toml_edit::{DocumentMut, Table};

/// Bulletins that a page without texts of its own leads to.
const LINKS: usize = 60;

/// What review mode shows of a page.
pub(crate) fn json(snapshot: &Snapshot<'_>, reviewer: &Reviewer, html: &Html<'_>, base: &BaseUrl) -> Value {
    // Nothing is converted to English: its texts come after, with their numbers.
    let editions: Vec<&Edition<'_>> = snapshot.editions.iter().filter(|edition| edition.variant.is_chinese()).collect();
    let editions = editions.as_slice();
    match &html.kind {
        PageKind::Bulletin(at) => {
            let bulletin: &Bulletin = &snapshot.corpus[*at];
            let sheet = reviewer.bulletin(bulletin, editions);
            let readings = lint::readings(bulletin, snapshot.corpus, snapshot.record);
            let mut json = of_article(&bulletin.article, &sheet, editions, base, &readings);
            json["numbers"] = numbers(snapshot, bulletin, &sheet, &readings);
            let source = &bulletin.article.source;
            let registry = &snapshot.corpus.registry;
            let tables = tables(source);
            json["metrics"] = bulletin.metrics.iter().map(|one| metric(one, source, &tables, registry)).collect();
            if let Some(edition) = snapshot.editions.iter().find(|edition| edition.in_english()) {
                json["english"] = english(snapshot, bulletin);
                let figures = &edition.items[*at].figures;
                json["said"] = figures.iter().map(|figure| edition.told(figure)).collect();
                let address = address(&bulletin.article, edition, base);
                json["englishPage"] = edition.has_bulletin(*at).then_some(address).into();
            }
            json
        }
        PageKind::PlainPage(leaf) => {
            of_article(leaf.article, &reviewer.leaf(leaf.article, editions), editions, base, &[])
        }
        kind => {
            let sheet = reviewer.texts(snapshot.corpus, editions, texts(snapshot, kind));
            let mut json = of_sheet(&sheet, editions, &[]);
            json["links"] =
                links(kind, html.edition).into_iter().take(LINKS).map(|item| link(item, html.edition, base)).collect();
            json
        }
    }
}

/// The texts of the site's own files that a page shows.
fn texts(snapshot: &Snapshot<'_>, kind: &PageKind<'_>) -> Vec<(Part, String)> {
    let config = &snapshot.corpus.config;
    let mut texts = vec![config.title.clone(), config.description.clone(), config.publisher.clone()];
    texts.extend(snapshot.corpus.topics.iter().map(|topic| topic.name.clone()));
    if let PageKind::Indicator(at) = kind
        && let Some(subject) = snapshot.editions.first().and_then(|edition| edition.subjects.get(*at))
        && let Some(indicator) = subject.registered
    {
        texts.push(indicator.name.to_string());
        texts.extend(indicator.definition.clone());
    }
    texts.retain(|text| !text.is_empty());
    texts.into_iter().map(|text| (Part::Site, text)).collect()
}

/// The bulletins that a page lists.
fn links<'e>(kind: &PageKind<'e>, edition: &'e Edition<'e>) -> Vec<&'e Item<'e>> {
    match kind {
        PageKind::Root | PageKind::Home => edition.items.iter().take(LINKS).collect(),
        PageKind::List(list) => list.places.iter().map(|&at| &edition.items[at]).collect(),
        PageKind::Digest(digest) => digest.places.iter().map(|&at| &edition.items[at]).collect(),
        PageKind::Chooser
        | PageKind::Embed(_)
        | PageKind::Data
        | PageKind::Bulletin(_)
        | PageKind::PlainPage(_)
        | PageKind::Topics
        | PageKind::Indicators
        | PageKind::Indicator(_)
        | PageKind::Digests
        | PageKind::Calendar
        | PageKind::Feeds
        | PageKind::Moved(_)
        | PageKind::Search
        | PageKind::NotFound => Vec::new(),
    }
}

fn link(item: &Item<'_>, edition: &Edition<'_>, base: &BaseUrl) -> Value {
    let article = &item.bulletin.article;
    json!({ "title": item.title, "page": address(article, edition, base), "seen": version_of(&article.source) })
}

fn address(article: &Article, edition: &Edition<'_>, base: &BaseUrl) -> String {
    let page = SitePath::page(&format!("{}/{}", edition.variant.key(), article.folder));
    page.map_or_else(|_| base.local("/"), |page| base.local(&page.url()))
}

fn of_article(
    article: &Article,
    sheet: &Sheet,
    editions: &[&Edition<'_>],
    base: &BaseUrl,
    readings: &[Reading],
) -> Value {
    let mut json = of_sheet(sheet, editions, readings);
    json["title"] = article.title.clone().into();
    json["file"] = json!({ "path": article.source.path.as_str(), "seen": version_of(&article.source) });
    json["addresses"] = editions.iter().map(|edition| Value::from(address(article, edition, base))).collect();
    json
}

fn of_sheet(sheet: &Sheet, editions: &[&Edition<'_>], readings: &[Reading]) -> Value {
    let rows = sheet.rows.iter().map(|row| {
        let doubts = row.doubts.iter().map(|doubt| {
            let at = doubt.span.start - doubt.context.start;
            let word = &row.text[doubt.context.clone()];
            json!({ "word": word, "at": word[..at].chars().count(), "readings": doubt.others, "from": doubt.context.start, "to": doubt.context.end })
        });
        json!({
            "part": row.part.code(),
            "gaps": row.gaps,
            "doubts": doubts.collect::<Vec<_>>(),
            "source": source(row, readings),
            "cells": row.cells.iter().map(|cell| cell_of(row, cell)).collect::<Vec<_>>(),
        })
    });
    let names = editions.iter().map(|edition| json!({ "key": edition.variant.key(), "tag": edition.variant.tag() }));
    json!({
        "script": sheet.script.key(),
        "editions": names.collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
        "numbers": [],
        "metrics": [],
        "links": [],
    })
}

/// A text as written, cut at its doubts, its numbers and its marks.
fn source(row: &Row, readings: &[Reading]) -> Vec<Value> {
    let numbers: Vec<(usize, Range<usize>)> =
        readings.iter().enumerate().filter_map(|(at, reading)| Some((at, within(row, &reading.span)?))).collect();
    let mut cuts: Vec<usize> = numbers.iter().flat_map(|(_, span)| [span.start, span.end]).collect();
    cuts.extend(row.doubts.iter().flat_map(|doubt| [doubt.span.start, doubt.span.end]));
    let marks: Vec<&Range<usize>> = marks(row).collect();
    cuts.extend(marks.iter().flat_map(|mark| [mark.start, mark.end]));
    cuts.extend([0, row.text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).map(|cut| {
        let [from, to] = [cut[0], cut[1]];
        let number = numbers.iter().find(|(_, span)| span.start <= from && to <= span.end).map(|(at, _)| at);
        let doubt = row.doubts.iter().position(|doubt| doubt.span.start <= from && to <= doubt.span.end);
        let mark = marks.iter().any(|span| span.start <= from && to <= span.end);
        json!({ "from": from, "to": to, "text": &row.text[from..to], "number": number, "doubt": doubt, "mark": mark })
    });
    pieces.collect()
}

/// The marks of a text: all editions have them.
fn marks(row: &Row) -> impl Iterator<Item = &Range<usize>> {
    let pieces = row.cells.iter().find(|cell| !cell.by_hand).into_iter().flat_map(|cell| &cell.pieces);
    pieces.filter(|piece| piece.layer == Some(Layer::Mark)).map(|piece| &piece.source)
}

/// The bytes of a row's text for these bytes of the file.
fn within(row: &Row, span: &Range<usize>) -> Option<Range<usize>> {
    let mut there = row
        .letters
        .iter()
        .filter(|(_, place)| !place.is_empty() && span.start <= place.start && place.end <= span.end)
        .map(|(bytes, _)| bytes.clone());
    let first = there.next()?;
    Some(first.start..there.next_back().unwrap_or(first).end)
}

fn cell_of(row: &Row, cell: &Cell) -> Value {
    let pieces = cell.pieces.iter().map(|piece| {
        let Piece { source, text, layer, reason, doubt } = piece;
        json!({
            "from": source.start,
            "to": source.end,
            "word": &row.text[source.clone()],
            "text": text,
            "layer": layer.map(|layer| layer.code()),
            "reason": reason,
            "doubt": doubt,
        })
    });
    json!({ "byHand": cell.by_hand, "pieces": pieces.collect::<Vec<_>>() })
}

fn metric(metric: &Metric, source: &Source, tables: &[Value], registry: &Registry) -> Value {
    // An import writes the words from which it read the figure above its table.
    let above = source.text.get(..metric.span.start).and_then(|text| text.trim_end().lines().next_back());
    let read = above.filter(|_| metric.review).and_then(|line| line.strip_prefix("# "));
    let unit = metric.value.as_ref().and_then(Quantity::counted_in);
    let entry = match registry.find(&metric.indicator) {
        None => Some(registry.entry(&metric.name, unit, &BTreeSet::new()).1),
        Some(_) => None,
    };
    // Its place among the tables of the file.
    let before = source.text.get(..metric.span.start).unwrap_or_default();
    let at = before.lines().filter(|line| line.trim_end() == "[[metrics]]").count();
    json!({
        "at": at,
        "headline": metric.headline,
        "fields": tables.get(at),
        "entry": entry,
        "unit": unit,
        "read": read,
        "id": metric.id.as_str(),
        "name": &*metric.name,
        "value": metric.value.as_ref().map(|value| value.text()),
        "change": metric.change.as_ref().map(|change| change.text()),
        "basis": metric.basis.map(|basis| basis.code()),
        "period": metric.period.code(),
        "kind": metric.kind.code(),
        "region": metric.region.as_deref(),
        "dims": metric.dims,
        "note": metric.note.as_deref(),
        "source": metric.source.as_deref(),
        "review": metric.review,
    })
}

/// The fields of each `[[metrics]]` table that review mode sets, as they are written.
fn tables(source: &Source) -> Vec<Value> {
    let front = place_of(&source.text).ok().and_then(|place| source.text[place].parse::<DocumentMut>().ok());
    let metrics = front.as_ref().and_then(|front| front.get("metrics")?.as_array_of_tables());
    let fields = |metric: &Table| {
        let field = |key: &str| metric.get(key).and_then(|value| value.as_str()).unwrap_or_default();
        FIELDS.iter().map(|key| ((*key).to_owned(), Value::from(field(key)))).collect()
    };
    metrics.into_iter().flatten().map(fields).collect()
}

/// What each number was taken for; those that no metric carries come with a table to copy.
fn numbers(snapshot: &Snapshot<'_>, bulletin: &Bulletin, sheet: &Sheet, readings: &[Reading]) -> Value {
    let unmatched = readings.iter().any(|reading| reading.is == Is::Unmatched);
    let proposals = match unmatched {
        true => {
            let prose: Vec<String> = sheet.rows.iter().map(|row| row.text.clone()).collect();
            let (article, registry) = (&bulletin.article, &snapshot.corpus.registry);
            import::propose(&article.title, &prose, bulletin.date, article.script, registry)
        }
        false => Vec::new(),
    };
    readings.iter().map(|reading| number(reading, || table(sheet, reading, &proposals))).collect()
}

/// What is written of a bulletin in English, text by text, cut at its numbers; each says what it was taken for.
fn english(snapshot: &Snapshot<'_>, bulletin: &Bulletin) -> Value {
    let texts = lint::english_readings(bulletin, snapshot.corpus, snapshot.record);
    let pieces = texts.iter().map(|EnglishText { text, readings }| {
        let mut pieces = Vec::new();
        let mut done = 0;
        for reading in readings {
            pieces.push(json!({ "text": &text[done..reading.span.start] }));
            pieces.push(json!({ "text": &text[reading.span.clone()], "number": number(reading, String::new) }));
            done = reading.span.end;
        }
        pieces.push(json!({ "text": &text[done..] }));
        pieces
    });
    pieces.collect()
}

/// What a number was taken for; `table` is what one that no metric carries could be.
fn number(reading: &Reading, table: impl FnOnce() -> String) -> Value {
    match &reading.is {
        Is::Stated(metrics) => json!({ "is": "stated", "printed": reading.printed, "metrics": metrics }),
        Is::Aside => json!({ "is": "aside", "printed": reading.printed }),
        Is::Wrong(why) => json!({ "is": "wrong", "printed": reading.printed, "why": why }),
        Is::Unmatched => json!({ "is": "unmatched", "printed": reading.printed, "table": table() }),
    }
}

/// A `[[metrics]]` table for a number.
fn table(sheet: &Sheet, reading: &Reading, proposals: &[Proposal]) -> String {
    let place = sheet.rows.iter().enumerate().find_map(|(at, row)| Some((at, within(row, &reading.span)?)));
    let digits: String = reading.printed.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let proposed = place.and_then(|(at, span)| {
        let here = proposals.iter().filter(|one| one.paragraph == at && one.table.contains(&digits));
        let around = here.filter(|one| one.quote.start <= span.start && span.start < one.quote.end);
        around.min_by_key(|one| one.quote.end.abs_diff(span.end))
    });
    match proposed {
        Some(proposal) => proposal.table.trim_start().to_owned(),
        None => {
            let printed = reading.printed.replace(['"', '\\', '\n'], "");
            format!("[[metrics]]\nindicator = \"？\"\nvalue     = \"{printed}\"\nreview    = true\n")
        }
    }
}
