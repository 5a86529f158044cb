//! Lists of bulletins, and of topics.
//!
//! In: a list of the plan. Out: its view, with ways to narrow it down.
//!
//! May touch: figure, edition, label, page

use super::Views;
use super::types::*;
use crate::edition::{Item, TopicId};
use crate::figure::BulletinId;
use crate::label::Label;
use crate::page::file::page_folder;
use crate::page::{Html, List, ListOf};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

impl Views<'_, '_> {
    /// `topics.html`.
    pub(crate) fn topics(self, html: &Html<'_>) -> TopicsView {
        TopicsView {
            page: self.page(html, self.labels.text(Label::Topics), &self.edition.description),
            parts: self.topic_views(),
        }
    }

    /// `list.html`.
    pub(crate) fn list(self, html: &Html<'_>, list: &List) -> ListView {
        let labels = self.labels;
        let title = match list.of {
            ListOf::All => labels.text(Label::Archive).to_owned(),
            ListOf::Topic(at) => self.edition.topic(at).to_owned(),
            ListOf::Year(year) => labels.year(year),
            ListOf::Month(year, month) => labels.month(jiff::civil::date(year, month, 1)),
        };
        let pager = labels.fill(Label::PageOf, &[("page", &list.page), ("pages", &list.pages)]);
        // No two lists are described alike: search engines pass over those that are.
        let description = labels.fill(
            Label::ListDescription,
            &[("title", &title), ("n", &list.total), ("site", &self.edition.description)],
        );
        let neighbour = |page: usize| match (1..=list.pages).contains(&page) {
            true => self.url(&page_folder(&list.folder, page)),
            false => String::new(),
        };
        ListView {
            page: match list.page {
                1 => self.page(html, &title, &description),
                _ => self.page(html, &format!("{title}{}", labels.aside(&pager)), &description),
            },
            about: match list.of {
                ListOf::Topic(at) => self.topic_description(at),
                ListOf::All | ListOf::Year(_) | ListOf::Month(..) => String::new(),
            },
            indicators: match list.of {
                ListOf::Topic(at) if list.page == 1 => self.indicator_rows(Some(at)),
                _ => Vec::new(),
            },
            months: self.by_month(list.places.iter().map(|&at| &self.edition.items[at])),
            total: list.total,
            parts: self.list_parts(list.of),
            pager: PagerView {
                page: list.page,
                pages: list.pages,
                text: pager,
                newer: neighbour(list.page - 1),
                older: neighbour(list.page + 1),
            },
        }
    }

    /// Bulletins by month and day, in their order.
    fn by_month<'i, 'c: 'i>(self, items: impl Iterator<Item = &'i Item<'c>>) -> Vec<MonthView> {
        let items: Vec<&Item<'_>> = items.collect();
        let month_of = |item: &&Item<'_>| item.bulletin.date.first_of_month();
        let months = items.chunk_by(|one, other| month_of(one) == month_of(other));
        let month = |items: &[&'i Item<'c>]| {
            let first = items.first().map(month_of)?;
            Some(MonthView {
                id: format!("month-{:04}-{:02}", first.year(), first.month()),
                title: self.labels.month(first),
                days: self.by_day(items.iter().copied()),
            })
        };
        months.filter_map(month).collect()
    }

    /// Every topic, with its newest bulletin; of one of several topics the next is named, where there is one of that month: an
    /// older one would pass for news.
    pub(crate) fn topic_views(self) -> Vec<TopicView> {
        let mut named = BTreeSet::new();
        let topics = self.topic_counts().into_iter().zip(self.plan.corpus.topic_ids());
        let view = |(topic, id): (CountView, TopicId)| {
            let corpus = self.plan.corpus;
            let listed = || corpus.ids().filter(|at| self.edition.has_bulletin(*at));
            let of_topic = || listed().filter(|at| corpus.topics_of(*at).contains(&id));
            let month = |at: &BulletinId| corpus[*at].date.first_of_month();
            let first = of_topic().next();
            let mut recent = of_topic().take_while(|at| first.as_ref().map(month) == Some(month(at)));
            let newest = recent.find(|at| named.insert(*at)).or(first);
            TopicView {
                topic,
                description: self.topic_description(id),
                newest: newest.map(|at| self.item_view(&self.edition.items[at])),
            }
        };
        topics.map(view).collect()
    }

    pub(crate) fn topic_description(self, id: TopicId) -> String {
        let key = &self.plan.corpus.topic(id).key;
        let topic = self.plan.config.topics.iter().find(|topic| topic.key == *key);
        topic.map_or_else(String::new, |topic| self.edition.own_words(&topic.description).into_owned())
    }

    /// The years of the archive, or the months of a year, newest first.
    fn list_parts(self, of: ListOf) -> Vec<CountView> {
        let part = |date: Date| match of {
            ListOf::All => Some((date.year(), 1)),
            ListOf::Year(year) => (date.year() == year).then_some((year, date.month())),
            ListOf::Topic(_) | ListOf::Month(..) => None,
        };
        let mut counts: BTreeMap<(i16, i8), usize> = BTreeMap::new();
        for part in self.plan.corpus.bulletins.iter().filter_map(|bulletin| part(bulletin.date)) {
            *counts.entry(part).or_default() += 1;
        }
        let view = |((year, month), count)| match of {
            ListOf::Year(_) => CountView {
                text: self.labels.month(jiff::civil::date(year, month, 1)),
                url: self.url(&format!("archive/{year}/{month:02}")),
                count,
            },
            ListOf::All | ListOf::Topic(_) | ListOf::Month(..) => {
                CountView { text: self.labels.year(year), url: self.url(&format!("archive/{year}")), count }
            }
        };
        counts.into_iter().rev().map(view).collect()
    }
}
