//! What the search page shows, and what it reads of a bulletin.
//!
//! In: nothing. Out: their views.
//!
//! May touch: nothing

use super::{DateView, LinkView, PageView};
use serde::Serialize;

/// `search.html`: where bulletins are searched. `assets/search.js` does it, with the files below `data`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SearchView {
    /// This page.
    pub(crate) page: PageView,
    /// The folder of the search index: `/data/search/`.
    pub(crate) data: String,
    /// Where the texts of every edition are, this one first: `/data/search/texts/zh-hans/`.
    pub(crate) folders: Vec<String>,
    /// Every topic, by key, to narrow a search down.
    pub(crate) topics: Vec<ChoiceOfView>,
    /// Every indicator that has figures; at most the 200 that most bulletins have.
    pub(crate) indicators: Vec<ChoiceOfView>,
    /// Every year with a bulletin, newest first.
    pub(crate) years: Vec<i16>,
    /// All topics, for those without JavaScript.
    pub(crate) topics_page: LinkView,
    /// The archive, for those without JavaScript.
    pub(crate) archive: LinkView,
}

/// Something a search can be narrowed down to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChoiceOfView {
    /// What stands for it in an address: `industry`.
    pub(crate) key: String,
    /// Its number in the index.
    pub(crate) number: usize,
    /// Its name.
    pub(crate) text: String,
    /// How many bulletins have it.
    pub(crate) count: usize,
}

/// What search shows of a bulletin, and looks through.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FoundView {
    /// Its title.
    pub(crate) title: String,
    /// The bulletin.
    pub(crate) url: String,
    /// The day it is published under.
    pub(crate) date: DateView,
    /// Its topics' names.
    pub(crate) topics: Vec<String>,
    /// Its figures, a line each: name, value and change, period.
    pub(crate) figures: Vec<String>,
    /// Its text, a block each.
    pub(crate) text: Vec<String>,
}

/// What search shows of what is no bulletin.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OtherView {
    /// What it is: `指标`.
    pub(crate) kind: String,
    /// What it is called.
    pub(crate) title: String,
    /// Its page.
    pub(crate) url: String,
    /// By what else it is found: its name in other editions, its other names.
    pub(crate) names: Vec<String>,
    /// The newest figure of an indicator: `67.92万亿元 同比+5.5% 2025年上半年`; empty for others.
    pub(crate) figure: String,
    /// How it went, as a line the size of a word; empty for others. HTML.
    pub(crate) spark: String,
    /// What is said on its page, a block each.
    pub(crate) text: Vec<String>,
}
