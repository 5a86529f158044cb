//! The pages of digests.
//!
//! In: the bulletins of a span of time. Out: their leads, and one table of their headline figures by
//! topic.
//!
//! May touch: label, edition, page

use super::data::downloads;
use super::figure::card;
use super::types::*;
use super::{item_view, page, url};
use crate::edition::{Edition, Item};
use crate::label::Label;
use crate::page::{DataTable, Digest, DigestSpan, Html, Plan};
use std::collections::BTreeMap;

/// `digest-entry.html`, of the bulletins of a span.
pub(crate) fn entry<'v>(
    plan: &Plan<'_>,
    edition: &'v Edition<'_>,
    span: DigestSpan,
    items: &[&Item<'_>],
) -> DigestEntryView<'v> {
    DigestEntryView {
        t: edition.labels.ui(),
        range: range_and_count(edition, span, items.len()),
        caption: edition.labels.fill(Label::DigestFigures, &[("title", &title(edition, span))]),
        groups: groups(plan, edition, items),
        items: items.iter().map(|item| item_view(plan, edition, item)).collect(),
    }
}

/// `digests.html`.
pub(crate) fn digests(plan: &Plan<'_>, html: &Html<'_>) -> DigestsView {
    let edition = html.edition;
    let wanted = plan.config.digests;
    let spans = |span_of: fn(jiff::civil::Date) -> DigestSpan| {
        let mut counts: BTreeMap<DigestSpan, usize> = BTreeMap::new();
        for bulletin in &plan.corpus.bulletins {
            *counts.entry(span_of(bulletin.date)).or_default() += 1;
        }
        let link = |(span, count)| CountView {
            text: title(edition, span),
            url: url(plan, edition, &format!("digests/{}", span.code())),
            count,
        };
        counts.into_iter().rev().map(link).collect::<Vec<_>>()
    };
    DigestsView {
        page: page(plan, html, edition.labels.text(Label::Digests), &edition.description),
        months: if wanted.month { spans(DigestSpan::month_of) } else { Vec::new() },
        weeks: if wanted.week { spans(DigestSpan::week_of) } else { Vec::new() },
    }
}

/// The newest digest: a month's where they are made, or else a week's.
pub(crate) fn newest(plan: &Plan<'_>, edition: &Edition<'_>) -> Option<LinkView> {
    let date = edition.items.first()?.bulletin.date;
    let wanted = plan.config.digests;
    let span = match (wanted.month, wanted.week) {
        (true, _) => DigestSpan::month_of(date),
        (false, true) => DigestSpan::week_of(date),
        (false, false) => return None,
    };
    let url = url(plan, edition, &format!("digests/{}", span.code()));
    Some(LinkView { text: title(edition, span), url })
}

/// `digest.html`.
pub(crate) fn digest(plan: &Plan<'_>, html: &Html<'_>, digest: &Digest) -> DigestView {
    let edition = html.edition;
    let labels = edition.labels;
    let title = self::title(edition, digest.span);
    let range = range(edition, digest.span);
    let items: Vec<&Item<'_>> = digest.places.iter().map(|&at| &edition.items[at]).collect();
    let count = count(edition, items.len());
    let link = |span: DigestSpan| LinkView {
        text: self::title(edition, span),
        url: url(plan, edition, &format!("digests/{}", span.code())),
    };
    DigestView {
        page: page(plan, html, &title, &range_and_count(edition, digest.span, items.len())),
        range,
        count,
        caption: labels.fill(Label::DigestFigures, &[("title", &title)]),
        groups: groups(plan, edition, &items),
        items: items.iter().map(|item| item_view(plan, edition, item)).collect(),
        newer: digest.newer.map(link),
        older: digest.older.map(link),
        downloads: downloads(
            plan,
            &url(plan, edition, &html.folder),
            DataTable::Figures,
            items.iter().map(|item| item.figures.len()).sum(),
        ),
    }
}

/// `2025年7月1日至2025年7月31日`.
fn range(edition: &Edition<'_>, span: DigestSpan) -> String {
    let labels = edition.labels;
    span.days().map_or_else(String::new, |(first, last)| {
        labels.fill(Label::DigestRange, &[("first", &labels.day(first)), ("last", &labels.day(last))])
    })
}

/// `本期共2篇简报`.
fn count(edition: &Edition<'_>, bulletins: usize) -> String {
    edition.labels.fill(Label::DigestCount, &[("n", &bulletins)])
}

/// `2025年7月1日至2025年7月31日，本期共2篇简报`.
pub(crate) fn range_and_count(edition: &Edition<'_>, span: DigestSpan, bulletins: usize) -> String {
    format!("{}，{}", range(edition, span), count(edition, bulletins))
}

/// `2025年7月综览` or `2025年第29周综览`.
pub(crate) fn title(edition: &Edition<'_>, span: DigestSpan) -> String {
    let labels = edition.labels;
    match span {
        DigestSpan::Month(year, month) => {
            let month = labels.month(jiff::civil::date(year, month, 1));
            labels.fill(Label::DigestMonth, &[("month", &month)])
        }
        DigestSpan::Week(year, week) => labels.fill(Label::DigestWeek, &[("y", &year), ("w", &week)]),
    }
}

/// The headline figures of these bulletins under the first topic of each, topics in their order.
fn groups(plan: &Plan<'_>, edition: &Edition<'_>, items: &[&Item<'_>]) -> Vec<DigestGroupView> {
    let mut rows: BTreeMap<usize, Vec<DigestRowView>> = BTreeMap::new();
    for item in items {
        let topic = item.topics.first().copied().unwrap_or(usize::MAX);
        for figure in item.figures.iter().filter(|figure| figure.metric.headline) {
            rows.entry(topic).or_default().push(DigestRowView {
                card: card(plan, edition, item, figure),
                region: figure.region.as_deref().unwrap_or_default().to_owned(),
                bulletin: LinkView {
                    text: item.title.to_string(),
                    url: url(plan, edition, &item.bulletin.article.folder),
                },
            });
        }
    }
    let group = |(topic, rows): (usize, Vec<DigestRowView>)| DigestGroupView {
        topic: match edition.topics.get(topic) {
            Some(name) => name.clone(),
            None => edition.labels.text(Label::OtherTopics).to_owned(),
        },
        rows,
    };
    rows.into_iter().map(group).collect()
}
