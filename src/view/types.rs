//! What templates see: one struct a template, and no more.
//!
//! This is the contract with theme authors: a template reads the fields of its view and of nothing
//! else. All text is in the edition's script and not yet escaped (Tera does that), except the
//! fields that say they are HTML. Links are paths on the host, ready for `href`.
//!
//! In: an edition and a page of the plan. Out: its view, by [`make`].
//!
//! May touch: nothing

mod figure;
mod search;
mod statistics;

pub use figure::*;
pub use search::*;
pub use statistics::*;

use serde::Serialize;
use std::collections::BTreeMap;

/// `home.html`: an edition's front page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// Headline figures of the newest bulletins, of each indicator the newest, at most eight.
    pub headlines: Vec<HeadlineView>,
    /// The newest bulletins, at most ten.
    pub items: Vec<ItemView>,
    /// Every topic, with its newest bulletin.
    pub topics: Vec<TopicView>,
    /// The newest digest; none where no digests are made.
    pub digest: Option<LinkView>,
    /// All bulletins.
    pub archive: LinkView,
}

/// `bulletin.html`.
#[derive(Clone, Debug, Serialize)]
pub struct BulletinView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The day it is published under.
    pub date: DateView,
    /// The day it was last changed in substance.
    pub updated: Option<DateView>,
    /// Its summary, where the front matter gives one.
    pub summary: String,
    /// What matters most, a sentence each; often empty.
    pub points: Vec<String>,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// Who said what it reports.
    pub source: Option<LinkView>,
    /// Its headline figures.
    pub headlines: Vec<CardView>,
    /// Its text, figure table and all. HTML.
    pub body: String,
    /// The headings of its text.
    pub contents: Vec<HeadingView>,
    /// Its figures in each format there is; none when it has no figures.
    pub downloads: Vec<LinkView>,
    /// How this edition came to be: `本版由简体中文原文转换`; empty for the original.
    pub provenance: String,
    /// Whether it is still being written.
    pub draft: bool,
    /// The bulletin that takes its place.
    pub superseded_by: Option<LinkView>,
    /// What was wrong in it once, newest first.
    pub corrections: Vec<CorrectionView>,
    /// The day its figures are next published.
    pub next_release: Option<DateView>,
    /// Bulletins that have the most in common with it.
    pub related: Vec<ItemView>,
    /// How to cite it.
    pub citation: CitationView,
    /// The next newer bulletin.
    pub newer: Option<LinkView>,
    /// The next older bulletin.
    pub older: Option<LinkView>,
}

/// `figures.html`: the figure table of a bulletin, which stands in its text; and `figures-entry.html`, the same in a
/// feed, where there are no styles and links are absolute.
#[derive(Clone, Debug, Serialize)]
pub struct FiguresView {
    /// The strings of this edition, as in [`SiteView::t`].
    pub t: BTreeMap<String, String>,
    /// The table's caption.
    pub caption: String,
    /// One for each metric, in order.
    pub rows: Vec<RowView>,
    /// The one region of all rows; the table has a region column when there is none.
    pub region: Option<String>,
    /// Every source named, in order of appearance; rows refer to them by number when there are
    /// several.
    pub sources: Vec<String>,
    /// Whether any row has a change.
    pub has_change: bool,
    /// Whether any row has a note, a status or a revision.
    pub has_notes: bool,
    /// Its growth rates as bars, on its own page where there are at least three; empty otherwise. HTML.
    pub chart: String,
    /// The figures in each format there is.
    pub downloads: Vec<LinkView>,
}

/// `page.html`: a page that is no bulletin.
#[derive(Clone, Debug, Serialize)]
pub struct LeafView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// Its text. HTML.
    pub body: String,
    /// The headings of its text.
    pub contents: Vec<HeadingView>,
    /// How this edition came to be; empty for the original.
    pub provenance: String,
}

/// `topics.html`: all topics.
#[derive(Clone, Debug, Serialize)]
pub struct TopicsView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// Every topic and how many bulletins it has.
    pub topics: Vec<CountView>,
}

/// `list.html`: bulletins of a topic, a year, a month, or all.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The bulletins on this page, newest first.
    pub items: Vec<ItemView>,
    /// How many the whole list has.
    pub total: usize,
    /// Ways to narrow the list down: years of the archive, months of a year.
    pub parts: Vec<CountView>,
    /// Where this page stands among the pages of the list.
    pub pager: PagerView,
}

/// `moved.html`: what is shown where a page once stood.
#[derive(Clone, Debug, Serialize)]
pub struct MovedView {
    /// What every page shows.
    pub site: SiteView,
    /// This page; its title is that of the page that has moved.
    pub page: PageView,
    /// Where it stands now.
    pub url: String,
    /// The same, absolute.
    pub target: String,
}

/// `404.html`: what is shown for an address that is none.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The archive.
    pub archive: LinkView,
}

/// `chooser.html`: where an edition is chosen.
#[derive(Clone, Debug, Serialize)]
pub struct ChooserView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// Every edition, each in its own words.
    pub choices: Vec<ChoiceView>,
}

/// What every page shows.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// Who publishes it.
    pub publisher: String,
    /// The edition's BCP 47 tag, for `lang`: `zh-Hant-TW`.
    pub lang: String,
    /// The strings of this edition, from `labels/*.toml`, section `ui`.
    pub t: BTreeMap<String, String>,
    /// The edition's front page.
    pub home: String,
    /// The edition's navigation.
    pub nav: Vec<LinkView>,
    /// The edition's search page.
    pub search: LinkView,
    /// The edition's Atom feed.
    pub feed: String,
    /// The edition's feed in every format, for `<link rel="alternate">`.
    pub feeds: Vec<FeedView>,
    /// The page that says what feeds are and lists those of the edition.
    pub subscribe: LinkView,
    /// The list of all feeds of the edition, of topics, indicators and digests too (OPML).
    pub subscriptions: String,
    /// Every figure of the site in each format there is, and `datapackage.json`, which describes all data.
    pub data: Vec<LinkView>,
    /// On what terms the data may be used; none when `site.toml` does not say.
    pub license: Option<LinkView>,
    /// How paragraphs are told apart, by `[theme] paragraphs` of `site.toml`: `spaced` or `indented`.
    pub paragraphs: String,
    /// The path of the site's root, for files of `static/`: `/` or `/digest/`.
    pub root: String,
    /// The theme's styles and scripts by name, each at an address that changes with its content:
    /// `site.assets["site.css"]` is `/assets/site.3f2a9c1b5d.css`.
    pub assets: BTreeMap<String, String>,
    /// What made the site and by which tables: `由 Jianbao 生成……`.
    pub made_with: String,
}

/// One page among all.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// Its title; empty for a front page.
    pub title: String,
    /// A sentence about it, for search engines and shared links.
    pub description: String,
    /// Its absolute URL.
    pub canonical: String,
    /// The same page in every edition, absolute, for `<link rel="alternate" hreflang>`.
    pub alternates: Vec<AlternateView>,
    /// The same page in every edition, for readers.
    pub editions: Vec<EditionView>,
    /// The feeds of what the page lists, in every format: those of its topic, indicator or digests. Empty elsewhere.
    pub feeds: Vec<FeedView>,
    /// A picture of 1200 by 630 pixels for shared links, absolute; empty where the site has none.
    pub image: String,
    /// What the page is to Open Graph: `article` or `website`.
    pub kind: String,
    /// schema.org's description of it, as JSON that is safe inside `<script>`; empty for none.
    pub json_ld: String,
    /// Whether search engines may list it.
    pub indexed: bool,
    /// Whether its text has a code block, and so wants `assets/highlight.css`.
    pub code: bool,
    /// Whether its text has a comparison, and so wants `assets/lists.css`.
    pub comparison: bool,
}

/// A feed in one format.
#[derive(Clone, Debug, Serialize)]
pub struct FeedView {
    /// What it is called: `工业 — 简报`.
    pub title: String,
    /// What its format is called: `Atom` or `JSON Feed`.
    pub format: String,
    /// Its media type: `application/atom+xml`.
    pub mime: String,
    /// The feed.
    pub url: String,
}

/// Something that can be followed.
#[derive(Clone, Debug, Serialize)]
pub struct FollowView {
    /// What it is called, and its page.
    pub what: LinkView,
    /// Its feed in every format.
    pub feeds: Vec<FeedView>,
}

/// Feeds of one sort.
#[derive(Clone, Debug, Serialize)]
pub struct FeedGroupView {
    /// An anchor.
    pub id: String,
    /// What they are of: `主题`.
    pub title: String,
    /// Each of them.
    pub follows: Vec<FollowView>,
}

/// `feeds.html`: what may be followed, and how.
#[derive(Clone, Debug, Serialize)]
pub struct FeedsView {
    /// What every page shows.
    pub site: SiteView,
    /// This page; its description says what a feed is.
    pub page: PageView,
    /// All feeds of the edition: its own, then those of topics, indicators and digests.
    pub groups: Vec<FeedGroupView>,
}

/// A link to another edition, for readers.
#[derive(Clone, Debug, Serialize)]
pub struct EditionView {
    /// The edition's name, in its own words: `臺灣`.
    pub name: String,
    /// An invitation to read it, in its own words: `閱讀臺灣正體版`.
    pub invitation: String,
    /// Its BCP 47 tag.
    pub lang: String,
    /// Its locale to Open Graph: `zh_TW`.
    pub locale: String,
    /// This page there.
    pub url: String,
    /// Whether it is the one being read.
    pub current: bool,
}

/// A link to another edition, for search engines.
#[derive(Clone, Debug, Serialize)]
pub struct AlternateView {
    /// `zh-Hans`, `zh-Hant`, `zh-TW`, `zh-HK` or `x-default`.
    pub hreflang: String,
    /// This page there, absolute.
    pub url: String,
}

/// An edition to choose.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceView {
    /// The script it is written in: `臺灣正體`.
    pub name: String,
    /// The site's title in it.
    pub title: String,
    /// The site's description in it.
    pub description: String,
    /// Its BCP 47 tag.
    pub lang: String,
    /// Its front page.
    pub url: String,
}

/// A link.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// What it says.
    pub text: String,
    /// Where it leads; empty for text that is no link.
    pub url: String,
}

/// A link to a list, and how many bulletins it has.
#[derive(Clone, Debug, Serialize)]
pub struct CountView {
    /// What the list is called.
    pub text: String,
    /// The list.
    pub url: String,
    /// How many bulletins it has.
    pub count: usize,
}

/// A topic on a front page.
#[derive(Clone, Debug, Serialize)]
pub struct TopicView {
    /// The topic.
    pub topic: CountView,
    /// Its newest bulletin.
    pub newest: Option<ItemView>,
}

/// A heading of the text.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingView {
    /// 2 or 3.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// What it says.
    pub text: String,
}

/// A day.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// For machines: `2025-07-18`.
    pub iso: String,
    /// For readers: `2025年7月18日`.
    pub text: String,
}

/// A bulletin in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ItemView {
    /// Its title.
    pub title: String,
    /// The bulletin.
    pub url: String,
    /// The day it is published under.
    pub date: DateView,
    /// Its summary.
    pub summary: String,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// How many figures it has.
    pub figures: usize,
    /// Whether it is still being written.
    pub draft: bool,
}

/// Where a page stands among those of its list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerView {
    /// From 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// `第2页，共5页`.
    pub text: String,
    /// The page of newer bulletins; empty on the first.
    pub newer: String,
    /// The page of older bulletins; empty on the last.
    pub older: String,
}
