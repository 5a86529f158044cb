//! What templates see of lists of bulletins: topics, the archive, days and months.
//!
//! In: nothing. Out: the views.
//!
//! May touch: nothing

use super::{DateView, IndicatorRowView, LinkView, PageView};
use serde::Serialize;

/// `topics.html`: all topics.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TopicsView {
    /// This page.
    pub(crate) page: PageView,
    /// Every topic: how many bulletins it has, a sentence about it, and its newest bulletin.
    pub(crate) parts: Vec<TopicView>,
}

/// `list.html`: bulletins of a topic, a year, a month, or all.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ListView {
    /// This page.
    pub(crate) page: PageView,
    /// A sentence about a topic; empty when `site.toml` has none.
    pub(crate) about: String,
    /// What is measured in a topic, with its newest figures, on the first page of its list; empty elsewhere.
    pub(crate) indicators: Vec<IndicatorRowView>,
    /// The bulletins on this page by month and day, newest first.
    pub(crate) months: Vec<MonthView>,
    /// How many the whole list has.
    pub(crate) total: usize,
    /// Ways to narrow the list down: years of the archive, months of a year.
    pub(crate) parts: Vec<CountView>,
    /// Where this page stands among the pages of the list.
    pub(crate) pager: PagerView,
}

/// Bulletins of one month.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MonthView {
    /// An anchor: `month-2025-07`.
    pub(crate) id: String,
    /// `2025年7月`.
    pub(crate) title: String,
    /// Its bulletins, by day.
    pub(crate) days: Vec<DayView>,
}

/// Bulletins of one day.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DayView {
    /// The day.
    pub(crate) date: DateView,
    /// Its bulletins, newest first.
    pub(crate) items: Vec<ItemView>,
}

/// A bulletin in a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ItemView {
    /// Its title.
    pub(crate) title: String,
    /// The bulletin.
    pub(crate) url: String,
    /// The day it is published under.
    pub(crate) date: DateView,
    /// Its summary.
    pub(crate) summary: String,
    /// Its topics.
    pub(crate) topics: Vec<LinkView>,
    /// How many figures it has.
    pub(crate) figures: usize,
    /// Whether it is still being written.
    pub(crate) draft: bool,
}

/// A topic on a front page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TopicView {
    /// The topic.
    pub(crate) topic: CountView,
    /// A sentence about it; empty when `site.toml` has none.
    pub(crate) description: String,
    /// Its newest bulletin.
    pub(crate) newest: Option<ItemView>,
}

/// Where a page stands among those of its list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PagerView {
    /// From 1.
    pub(crate) page: usize,
    /// How many there are.
    pub(crate) pages: usize,
    /// `第2页，共5页`.
    pub(crate) text: String,
    /// The page of newer bulletins; empty on the first.
    pub(crate) newer: String,
    /// The page of older bulletins; empty on the last.
    pub(crate) older: String,
}

/// A link to a list, and how many bulletins it has.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CountView {
    /// What the list is called.
    pub(crate) text: String,
    /// The list.
    pub(crate) url: String,
    /// How many bulletins it has.
    pub(crate) count: usize,
}
