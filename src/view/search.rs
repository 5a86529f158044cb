//! The search page, and what it shows of a bulletin.
//!
//! In: the plan and a page of it, or a bulletin. Out: [`SearchView`], [`FoundView`].
//!
//! May touch: figure, edition, label, page

use super::Views;
use super::types::*;
use crate::edition::{PlainPage, Subject};
use crate::figure::{BulletinId, MetricId};
use crate::label::Label;
use crate::page::{DigestKind, Html, search};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Indicators that are offered to narrow a search down.
const OFFERED: usize = 200;

impl Views<'_, '_> {
    /// `search.html`.
    pub(crate) fn search(self, html: &Html<'_>) -> SearchView {
        let labels = self.labels;
        let others =
            self.plan.editions.iter().map(|other| other.variant).filter(|&other| other != self.edition.variant);
        let topics = self.topic_counts().into_iter().zip(&self.plan.corpus.topics).enumerate();
        let mut page = self.page(html, labels.text(Label::Search), &self.edition.description);
        page.indexed = false;
        SearchView {
            page,
            data: self.plan.link("/data/search/"),
            folders: [self.edition.variant]
                .into_iter()
                .chain(others)
                .map(|variant| self.plan.link(&format!("/data/search/texts/{}/", variant.key())))
                .collect(),
            topics: topics
                .map(|(number, (topic, known))| ChoiceOfView {
                    key: known.key.clone(),
                    number,
                    text: topic.text,
                    count: topic.count,
                })
                .collect(),
            indicators: self.offered_indicators(),
            years: self.years(),
            topics_page: LinkView { text: labels.text(Label::Topics).to_owned(), url: self.url("topics") },
            archive: self.archive_link(),
        }
    }

    fn offered_indicators(self) -> Vec<ChoiceOfView> {
        let known = search::indicators(self.plan.corpus).into_iter().enumerate();
        let mut offered: Vec<(usize, &str, BulletinId, usize)> =
            known.map(|(number, (key, (newest, count)))| (number, key, newest, count)).collect();
        offered.sort_by(|a, b| b.3.cmp(&a.3).then_with(|| a.1.cmp(b.1)));
        offered.truncate(OFFERED);
        offered
            .into_iter()
            .map(|(number, key, newest, count)| {
                let figure = || self.edition.items[newest].figures.iter().find(|figure| figure.metric.indicator == key);
                let name = self.edition.subject(key).map(|subject| subject.name.as_str());
                let text = name.or_else(|| figure().map(|figure| figure.name.as_ref())).unwrap_or(key);
                ChoiceOfView { key: key.to_owned(), number, text: text.to_owned(), count }
            })
            .collect()
    }

    fn years(self) -> Vec<i16> {
        let mut years: Vec<i16> = self.plan.corpus.bulletins.iter().map(|bulletin| bulletin.date.year()).collect();
        years.dedup();
        years
    }

    /// What search shows of all that is no bulletin; `body` says what a page says, a block each.
    pub(crate) fn others(self, body: impl Fn(&PlainPage<'_>) -> Vec<String>) -> Vec<OtherView> {
        let labels = self.labels;
        let mut others: Vec<OtherView> =
            self.edition.subjects.iter().map(|subject| self.other_subject(subject)).collect();
        let editions = || self.plan.editions.iter().filter(|edition| edition.variant != self.edition.variant);
        let plain = |kind: Label, link: LinkView, names: Vec<String>, text: Vec<String>| OtherView {
            kind: labels.text(kind).to_owned(),
            title: link.text,
            url: link.url,
            names,
            figure: String::new(),
            spark: String::new(),
            text: text.into_iter().filter(|block| !block.is_empty()).collect(),
        };
        for id in self.plan.corpus.topic_ids() {
            let link = LinkView { text: self.edition.topic(id).to_owned(), url: self.topic_url(id) };
            let names = editions().map(|edition| edition.topic(id).to_owned()).collect();
            others.push(plain(Label::Topic, link, names, vec![self.topic_description(id)]));
        }
        let mut forewords = BTreeSet::new();
        for (span, view) in DigestKind::made(self.plan.config.digests).flat_map(|kind| self.spans(kind)) {
            let foreword = span.foreword(self.edition);
            forewords.extend(foreword.map(|page| page.article.folder.as_str()));
            let text = foreword.map_or_else(Vec::new, |page| [vec![page.title.to_string()], body(page)].concat());
            others.push(plain(Label::Digests, LinkView { text: view.text, url: view.url }, Vec::new(), text));
        }
        let pages = self.edition.plain_pages.iter();
        for page in pages.filter(|page| !forewords.contains(page.article.folder.as_str())) {
            let link = LinkView { text: page.title.to_string(), url: self.url(&page.article.folder) };
            let same = |other: &&PlainPage<'_>| other.article.folder == page.article.folder;
            let names = editions().filter_map(|edition| edition.plain_pages.iter().find(same));
            let names = names.map(|page| page.title.to_string());
            others.push(plain(Label::Page, link, names.collect(), body(page)));
        }
        others
    }

    fn other_subject(self, subject: &Subject<'_>) -> OtherView {
        let row = self.indicator_row(subject);
        let figure = row.as_ref().map_or_else(String::new, |row| {
            let value = row.value.as_ref().map_or_else(String::new, |value| value.text.clone());
            let change = row.change.as_ref().map_or_else(String::new, |change| {
                self.labels.compared(&[&*change.basis, &change.against].concat(), &change.text)
            });
            let parts = [row.region.clone(), value, change, row.period.clone()];
            self.facts(parts.into())
        });
        let others = self.plan.editions.iter().filter_map(|edition| edition.subject(subject.key));
        let aliases = subject.registered.into_iter().flat_map(|indicator| indicator.aliases.iter().cloned());
        OtherView {
            kind: self.labels.text(Label::Indicator).to_owned(),
            title: subject.name.clone(),
            url: self.url(&format!("indicators/{}", subject.key)),
            names: others.map(|other| other.name.clone()).chain(aliases).collect(),
            figure,
            spark: row.map_or_else(String::new, |row| row.spark),
            text: Some(subject.definition.clone()).filter(|text| !text.is_empty()).into_iter().collect(),
        }
    }

    /// What search shows of a bulletin; `body` is its text, a block each.
    pub(crate) fn found(self, at: BulletinId, body: Vec<String>) -> FoundView {
        let (item, labels) = (&self.edition.items[at], self.labels);
        let mut text = body;
        // What was taken from the text stands there already.
        if !item.summary.is_empty() && !text.iter().any(|block| block.contains(item.summary.trim_end_matches('…'))) {
            text.insert(0, item.summary.to_string());
        }
        text.splice(0..0, item.points.iter().map(Cow::to_string));
        text.extend(item.corrections.iter().map(|mended| mended.text.to_string()));
        let of_figures = item.figures.iter().filter_map(|figure| figure.source.as_deref());
        let mut sources: Vec<&str> = Vec::new();
        for source in item.source.as_deref().into_iter().chain(of_figures) {
            // In order of appearance, so that a block stands in the same place in every edition.
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        text.extend(sources.into_iter().map(|source| labels.pair(labels.text(Label::Source), source)));
        FoundView {
            title: item.title.to_string(),
            url: self.article_url(&item.bulletin.article),
            date: self.date(item.bulletin.date),
            topics: item.topics.iter().map(|&at| self.edition.topic(at).to_owned()).collect(),
            figures: (0..item.figures.len()).map(|metric| self.figure_line(MetricId::new(at, metric))).collect(),
            text,
        }
    }

    /// What is known of a figure, in one line.
    fn facts(self, parts: Vec<String>) -> String {
        let known: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        known.join(self.labels.text(Label::JoinFacts))
    }

    /// A row of the figure table as one line: `软件业务收入 55788亿元 同比+11.2% 2025年1—5月`.
    fn figure_line(self, at: MetricId) -> String {
        let row = self.figure_row(at, &[]);
        let value = row.value.map_or_else(String::new, |value| value.text);
        let said =
            |change: &ChangeView| self.labels.compared(&[&*change.basis, &change.against].concat(), &change.text);
        let change = row.change.map_or_else(String::new, |change| {
            let further = change.further.iter().map(|more| format!(" {}", said(more)));
            said(&change) + &further.collect::<String>()
        });
        let parts = [
            vec![row.name],
            row.dims,
            vec![row.kind, row.region, value, change, row.period, row.status],
            row.around,
            vec![row.note],
        ];
        self.facts(parts.concat())
    }
}
