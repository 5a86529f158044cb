//! The pages of digests.
//!
//! In: the bulletins of a span of time. Out: their leads, and one table of their headline figures by
//! topic.
//!
//! May touch: figure, label, edition, page

use super::Views;
use super::types::*;
use crate::edition::{Item, TopicId};
use crate::figure::series::regional;
use crate::figure::{Metric, Period};
use crate::label::Label;
use crate::page::{DataTable, Digest, DigestKind, DigestSpan, Extent, Html, plan};
use std::collections::BTreeMap;

impl<'v> Views<'v, '_> {
    /// `digest-entry.html`, of the bulletins of a span.
    pub(crate) fn digest_entry(self, span: DigestSpan, items: &[&Item<'_>]) -> DigestEntryView {
        DigestEntryView {
            range: self.digest_range(span, items.len()),
            caption: self.labels.text(Label::DigestFigures).to_owned(),
            groups: self.digest_groups(items),
            items: items.iter().map(|item| self.item_view(item)).collect(),
        }
    }

    /// `digests.html`.
    pub(crate) fn digests(self, html: &Html<'_>) -> DigestsView {
        let [months, weeks] = [DigestKind::Month, DigestKind::Week]
            .map(|kind| self.spans(kind).into_iter().map(|(_, view)| view).collect());
        let page = self.page(html, self.labels.text(Label::Digests), &self.edition.description);
        DigestsView { page, months, weeks }
    }

    /// The digests of one length, newest first, if they are made.
    pub(crate) fn spans(self, kind: DigestKind) -> Vec<(DigestSpan, SpanView)> {
        if !DigestKind::made(self.plan.config.digests).any(|made| made == kind) {
            return Vec::new();
        }
        let spans = plan::spans(self.plan.corpus, kind).into_iter().rev();
        let spans = spans.map(|(span, bulletins)| (span, self.edition.of(bulletins).len()));
        let spans = spans.filter(|(_, count)| *count > 0);
        spans.map(|(span, count)| (span, self.span_view(span, count))).collect()
    }

    fn span_view(self, span: DigestSpan, count: usize) -> SpanView {
        SpanView {
            text: self.digest_title(span),
            url: self.url(&span.folder()),
            count,
            days: match span {
                // What a month is, everyone knows.
                DigestSpan::Month(..) => String::new(),
                DigestSpan::Week(..) => self.digest_days(span, Label::DigestDays),
            },
            headline: span.foreword(self.edition).map_or_else(String::new, |page| page.title.to_string()),
        }
    }

    /// The newest digest: a month's where they are made, or else a week's.
    pub(crate) fn newest_digest(self) -> Option<LinkView> {
        let date = self.edition.listed().next()?.bulletin.date;
        let wanted = self.plan.config.digests;
        let span = match (wanted.month, wanted.week) {
            (true, _) => DigestSpan::month_of(date),
            (false, true) => DigestSpan::week_of(date),
            (false, false) => return None,
        };
        let url = self.url(&span.folder());
        Some(LinkView { text: self.digest_title(span), url })
    }

    /// `digest.html`.
    pub(crate) fn digest(self, html: &Html<'_>, digest: &Digest, foreword: Option<ForewordView>) -> DigestView {
        let labels = self.labels;
        let title = self.digest_title(digest.span);
        let range = self.digest_days(digest.span, Label::DigestRange);
        let items: Vec<&Item<'_>> = digest.places.iter().map(|&at| &self.edition.items[at]).collect();
        let count = self.digest_count(items.len());
        let link = |span: DigestSpan| LinkView { text: self.digest_title(span), url: self.url(&span.folder()) };
        DigestView {
            page: self.page(html, &title, &self.digest_range(digest.span, items.len())),
            range,
            count,
            foreword,
            caption: labels.text(Label::DigestFigures).to_owned(),
            groups: self.digest_groups(&items),
            parts: self.digest_parts(&items),
            pdf: match digest.span {
                DigestSpan::Month(..) => self.pdf(&html.folder),
                DigestSpan::Week(..) => None,
            },
            newer: digest.newer.map(link),
            older: digest.older.map(link),
            downloads: self.downloads(
                &html.folder,
                DataTable::Figures,
                Extent::Digest,
                items.iter().map(|item| item.figures.len()).sum(),
            ),
        }
    }

    /// `2025年7月1日至2025年7月31日`, or as `7月1日至7月31日` by another label.
    fn digest_days(self, span: DigestSpan, label: Label) -> String {
        span.days().map_or_else(String::new, |(first, last)| self.labels.days(label, first, last))
    }

    /// The bulletins of a digest under the first topic of each; those without one come last.
    pub(crate) fn digest_parts(self, items: &[&Item<'_>]) -> Vec<DigestPartView> {
        let topics = self.plan.corpus.topic_ids().map(Some).chain([None]);
        let part = |topic: Option<TopicId>| {
            let of_topic = items.iter().filter(|item| item.topics.first().copied() == topic);
            let items: Vec<ItemView> = of_topic.map(|item| self.item_view(item)).collect();
            let key = topic.map_or("other", |topic| self.plan.corpus.topic(topic).key.as_str());
            let is_empty = items.is_empty();
            let view = || DigestPartView { id: format!("topic-{key}"), topic: self.topic_or_other(topic), items };
            (!is_empty).then(view)
        };
        topics.filter_map(part).collect()
    }

    fn topic_or_other(self, topic: Option<TopicId>) -> String {
        match topic {
            Some(topic) => self.edition.topic(topic).to_owned(),
            None => self.labels.text(Label::OtherTopics).to_owned(),
        }
    }

    /// `本期共2篇简报`.
    fn digest_count(self, bulletins: usize) -> String {
        self.labels.fill(Label::DigestCount, &[("n", &bulletins)])
    }

    /// `2025年7月1日至2025年7月31日，本期共2篇简报`.
    pub(crate) fn digest_range(self, span: DigestSpan, bulletins: usize) -> String {
        self.labels.phrase(&[self.digest_days(span, Label::DigestRange), self.digest_count(bulletins)])
    }

    /// `2025年7月回顾` or `2025年第29周回顾`.
    pub(crate) fn digest_title(self, span: DigestSpan) -> String {
        let labels = self.labels;
        match span {
            DigestSpan::Month(year, month) => {
                let month = labels.month(jiff::civil::date(year, month, 1));
                labels.fill(Label::DigestMonth, &[("month", &month)])
            }
            DigestSpan::Week(year, week) => labels.fill(Label::DigestWeek, &[("y", &year), ("w", &week)]),
        }
    }

    /// The headline figures of these bulletins under the first topic of each, topics in their order.
    fn digest_groups(self, items: &[&Item<'_>]) -> Vec<DigestGroupView> {
        // A figure that several bulletins state is told once, by that with the fewest topics: a review repeats what
        // others are about.
        let mut by_topics: Vec<&&Item<'_>> = items.iter().collect();
        by_topics.sort_by_key(|item| item.topics.len());
        let mut told: BTreeMap<Stated<'_>, &str> = BTreeMap::new();
        for item in by_topics {
            for metric in item.bulletin.metrics.iter().filter(|metric| metric.headline) {
                told.entry(stated(metric)).or_insert(&item.bulletin.article.folder);
            }
        }
        // Those without a topic come last.
        let mut rows: BTreeMap<(bool, Option<TopicId>), Vec<DigestRowView>> = BTreeMap::new();
        for item in items {
            let topic = item.topics.first().copied();
            let folder = item.bulletin.article.folder.as_str();
            let is_own = |metric: &Metric| metric.headline && told.get(&stated(metric)) == Some(&folder);
            for figure in item.figures.iter().filter(|figure| is_own(figure.metric)) {
                rows.entry((topic.is_none(), topic)).or_default().push(DigestRowView {
                    card: self.card_among_others(item, figure),
                    bulletin: LinkView { text: item.title.to_string(), url: self.url(&item.bulletin.article.folder) },
                });
            }
        }
        let groups = rows.into_iter();
        groups.map(|((_, topic), rows)| DigestGroupView { topic: self.topic_or_other(topic), rows }).collect()
    }
}

/// What a figure is of, and when.
type Stated<'m> = (&'m str, Option<&'m str>, &'m [(String, String)], &'static str, Period);

fn stated(metric: &Metric) -> Stated<'_> {
    let Metric { indicator, region, dims, kind, period, .. } = metric;
    (indicator, regional(region.as_deref()), dims, kind.code(), *period)
}
