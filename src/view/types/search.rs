//! What the search page shows, and what it reads of a bulletin.
//!
//! In: an edition. Out: its views, by [`make::search`](super::make::search).
//!
//! May touch: nothing

use super::{DateView, LinkView, PageView, SiteView};
use serde::Serialize;

/// `search.html`: where bulletins are searched. `assets/search.js` does it, with the files below `data`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The folder of the search index: `/data/search/`.
    pub data: String,
    /// The folder of every edition, this one first: `/zh-hans/`.
    pub folders: Vec<String>,
    /// Every topic, by key, to narrow a search down.
    pub topics: Vec<ChoiceOfView>,
    /// Every indicator that has figures; at most the 200 that most bulletins have.
    pub indicators: Vec<ChoiceOfView>,
    /// Every year with a bulletin, newest first.
    pub years: Vec<i16>,
    /// All topics, for those without JavaScript.
    pub topics_page: LinkView,
    /// The archive, for those without JavaScript.
    pub archive: LinkView,
}

/// Something a search can be narrowed down to.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceOfView {
    /// What stands for it in an address: `industry`.
    pub key: String,
    /// Its number in the index.
    pub number: usize,
    /// Its name.
    pub text: String,
    /// How many bulletins have it.
    pub count: usize,
}

/// What search shows of a bulletin, and looks through: `text.json` beside it.
#[derive(Clone, Debug, Serialize)]
pub struct FoundView {
    /// Its title.
    pub title: String,
    /// The bulletin.
    pub url: String,
    /// The day it is published under.
    pub date: DateView,
    /// Its topics' names.
    pub topics: Vec<String>,
    /// Its figures, a line each: name, value and change, period.
    pub figures: Vec<String>,
    /// Its text, a block each.
    pub text: Vec<String>,
}
