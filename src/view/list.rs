//! Lists of bulletins, and of topics.
//!
//! In: a list of the plan. Out: its view, with ways to narrow it down.
//!
//! May touch: label, edition, page

use super::types::*;
use super::{item_view, page, topic_counts, url};
use crate::edition::Edition;
use crate::label::Label;
use crate::page::plan::page_folder;
use crate::page::{Html, List, ListOf, Plan};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// `topics.html`.
pub(crate) fn topics(plan: &Plan<'_>, html: &Html<'_>) -> TopicsView {
    let edition = html.edition;
    TopicsView {
        page: page(plan, html, edition.labels.text(Label::Topics), &edition.description),
        topics: topic_counts(plan, edition),
    }
}

/// `list.html`.
pub(crate) fn list(plan: &Plan<'_>, html: &Html<'_>, list: &List) -> ListView {
    let edition = html.edition;
    let labels = edition.labels;
    let title = match list.of {
        ListOf::All => labels.text(Label::Archive).to_owned(),
        ListOf::Topic(at) => edition.topics[at].clone(),
        ListOf::Year(year) => labels.year(year),
        ListOf::Month(year, month) => labels.month(jiff::civil::date(year, month, 1)),
    };
    let pager = labels.fill(Label::PageOf, &[("page", &list.page), ("pages", &list.pages)]);
    // No two lists are described alike: search engines pass over those that are.
    let description =
        labels.fill(Label::ListDescription, &[("title", &title), ("n", &list.total), ("site", &edition.description)]);
    let neighbour = |page: usize| match (1..=list.pages).contains(&page) {
        true => url(plan, edition, &page_folder(&list.folder, page)),
        false => String::new(),
    };
    ListView {
        page: page(plan, html, &title, &description),
        items: list.places.iter().map(|&at| item_view(plan, edition, &edition.items[at])).collect(),
        total: list.total,
        parts: parts(plan, edition, list.of),
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
fn parts(plan: &Plan<'_>, edition: &Edition<'_>, of: ListOf) -> Vec<CountView> {
    let part = |date: Date| match of {
        ListOf::All => Some((date.year(), 1)),
        ListOf::Year(year) => (date.year() == year).then_some((year, date.month())),
        ListOf::Topic(_) | ListOf::Month(..) => None,
    };
    let mut counts: BTreeMap<(i16, i8), usize> = BTreeMap::new();
    for part in plan.corpus.bulletins.iter().filter_map(|bulletin| part(bulletin.date)) {
        *counts.entry(part).or_default() += 1;
    }
    let view = |((year, month), count)| match of {
        ListOf::Year(_) => CountView {
            text: edition.labels.month(jiff::civil::date(year, month, 1)),
            url: url(plan, edition, &format!("archive/{year}/{month:02}")),
            count,
        },
        ListOf::All | ListOf::Topic(_) | ListOf::Month(..) => {
            CountView { text: edition.labels.year(year), url: url(plan, edition, &format!("archive/{year}")), count }
        }
    };
    counts.into_iter().rev().map(view).collect()
}
