//! Lists of bulletins, and of topics.
//!
//! In: a list of the plan. Out: its view, with ways to narrow it down.
//!
//! May touch: label, page

use super::Views;
use super::types::*;
use crate::label::Label;
use crate::page::plan::page_folder;
use crate::page::{Html, List, ListOf};
use jiff::civil::Date;
use std::collections::BTreeMap;

impl Views<'_, '_> {
    /// `topics.html`.
    pub(crate) fn topics(self, html: &Html<'_>) -> TopicsView {
        TopicsView {
            page: self.page(html, self.labels.text(Label::Topics), &self.edition.description),
            topics: self.topic_counts(),
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
            page: self.page(html, &title, &description),
            items: list.places.iter().map(|&at| self.item_view(&self.edition.items[at])).collect(),
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
