//! What templates see: one struct a template, and no more.
//!
//! This is the contract with theme authors: a template reads the fields of its view and of nothing
//! else; that of a page reads `site` too, a [`SiteView`], which is made once an edition. All text is in the edition's script and not yet escaped (Tera does that), except the
//! fields that say they are HTML. Links are paths on the host, ready for `href`.
//!
//! In: nothing. Out: the views, which [`super`] makes.
//!
//! May touch: tree

mod figure;
mod list;
mod search;
mod statistics;

pub(crate) use figure::*;
pub(crate) use list::*;
pub(crate) use search::*;
pub(crate) use statistics::*;

use crate::tree::Extra;
use serde::Serialize;
use std::collections::BTreeMap;

/// `home.html`: an edition's front page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HomeView {
    /// This page.
    pub(crate) page: PageView,
    /// Headline figures of the newest bulletins, one of each first, at most four.
    pub(crate) headlines: Vec<HeadlineView>,
    /// The newest bulletins, at most ten; the first leads.
    pub(crate) items: Vec<ItemView>,
    /// The cover of the first; none where it has none.
    pub(crate) lead_cover: Option<CoverView>,
    /// A chart of the first headline figure of the first of them that has one, or of its growth rates; empty where it
    /// has neither. HTML.
    pub(crate) lead_chart: String,
    /// The same bulletins but the first, by day.
    pub(crate) days: Vec<DayView>,
    /// Every topic, with its newest bulletin.
    pub(crate) topics: Vec<TopicView>,
    /// The newest digest; none where no digests are made.
    pub(crate) digest: Option<LinkView>,
    /// All bulletins.
    pub(crate) archive: LinkView,
}

/// `bulletin.html`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BulletinView {
    /// This page.
    pub(crate) page: PageView,
    /// The day it is published under.
    pub(crate) date: DateView,
    /// The day it was last changed in substance.
    pub(crate) updated: Option<DateView>,
    /// Its summary, where the front matter gives one.
    pub(crate) summary: String,
    /// What matters most, a sentence each; often empty.
    pub(crate) points: Vec<String>,
    /// Who has signed it as it is; the built-in theme does not show them.
    pub(crate) signed: Vec<String>,
    /// Its topics.
    pub(crate) topics: Vec<LinkView>,
    /// Who said what it reports.
    pub(crate) source: Option<LinkView>,
    /// Its headline figures.
    pub(crate) headlines: Vec<CardView>,
    /// Who wrote it; often nobody is named.
    pub(crate) authors: Vec<String>,
    /// How long it takes to read: `约3分钟`.
    pub(crate) reading: String,
    /// The picture at its top; none where the front matter names none.
    pub(crate) cover: Option<CoverView>,
    /// Its text, figure table and all. HTML.
    pub(crate) body: String,
    /// The headings of its text.
    pub(crate) contents: Vec<HeadingView>,
    /// Its figures in each format there is; none when it has no figures.
    pub(crate) downloads: Vec<LinkView>,
    /// The bulletin as a PDF; none where the site makes none.
    pub(crate) pdf: Option<String>,
    /// How this edition came to be: `本版由简体中文原文转换`; empty for the original.
    pub(crate) provenance: String,
    /// The editions that have its text, where this one has only the figures; mostly empty.
    pub(crate) originals: Vec<OriginalView>,
    /// Whether it is still being written.
    pub(crate) draft: bool,
    /// The bulletin that takes its place.
    pub(crate) superseded_by: Option<LinkView>,
    /// What was wrong in it once, newest first.
    pub(crate) corrections: Vec<CorrectionView>,
    /// The day its figures are next published.
    pub(crate) next_release: Option<DateView>,
    /// Bulletins that have the most in common with it.
    pub(crate) related: Vec<ItemView>,
    /// How to cite it.
    pub(crate) citation: CitationView,
    /// The next newer bulletin.
    pub(crate) newer: Option<LinkView>,
    /// The next older bulletin.
    pub(crate) older: Option<LinkView>,
}

/// `figures.html`: the figure table of a bulletin, which stands in its text; and `figures-entry.html`, the same in a
/// feed, where there are no styles and links are absolute.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FiguresView {
    /// The table's caption.
    pub(crate) caption: String,
    /// One for each metric, in order.
    pub(crate) rows: Vec<RowView>,
    /// The one region of all rows, where they have one.
    pub(crate) region: Option<String>,
    /// The one indicator of all rows, where they are named by their regions; `url` is empty where it has no page.
    pub(crate) indicator: Option<LinkView>,
    /// Every source named, in order of appearance; rows refer to them by number when there are
    /// several.
    pub(crate) sources: Vec<String>,
    /// Whether any row has a value.
    pub(crate) has_value: bool,
    /// Whether any value has a unit or words after it.
    pub(crate) has_unit: bool,
    /// Whether any row has a change.
    pub(crate) has_change: bool,
    /// Whether rows have regions beside their names.
    pub(crate) has_region: bool,
    /// Whether any row has a note, a status, a revision or was checked against official series.
    pub(crate) has_notes: bool,
    /// Its growth rates as bars, on its own page where there are at least three; empty otherwise. HTML.
    pub(crate) chart: String,
    /// The figures in each format there is.
    pub(crate) downloads: Vec<LinkView>,
}

/// `shortcodes/NAME.html`: what a text asks for by `{{ NAME word "two words" kind=box }}`, alone in a paragraph.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShortcodeView {
    /// The words behind the name, in the edition's script: `word`, `two words`.
    pub(crate) args: Vec<String>,
    /// Those of the form `key=value`, by key.
    pub(crate) options: BTreeMap<String, String>,
}

/// `page.html`: a page that is no bulletin.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LeafView {
    /// This page.
    pub(crate) page: PageView,
    /// Its summary, where somebody wrote one; empty otherwise.
    pub(crate) summary: String,
    /// Its text. HTML.
    pub(crate) body: String,
    /// The headings of its text.
    pub(crate) contents: Vec<HeadingView>,
    /// How this edition came to be; empty for the original.
    pub(crate) provenance: String,
}

/// `data.html`: every table of the site, to download.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataView {
    /// This page.
    pub(crate) page: PageView,
    /// The tables.
    pub(crate) tables: Vec<DataTableView>,
    /// `datapackage.json`, which describes them for programs.
    pub(crate) package: LinkView,
}

/// A table of the site's data.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataTableView {
    /// An anchor.
    pub(crate) id: String,
    /// What it is called.
    pub(crate) title: String,
    /// What a row of it is.
    pub(crate) about: String,
    /// The table in each format there is.
    pub(crate) files: Vec<LinkView>,
}

/// `moved.html`: what is shown where a page once stood.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MovedView {
    /// This page; its title is that of the page that has moved.
    pub(crate) page: PageView,
    /// Where it stands now.
    pub(crate) url: String,
    /// The same, absolute.
    pub(crate) target: String,
}

/// `404.html`: what is shown for an address that is none.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NotFoundView {
    /// This page.
    pub(crate) page: PageView,
    /// The archive.
    pub(crate) archive: LinkView,
    /// The same said by the other editions: a host has one such page for all of them.
    pub(crate) others: Vec<NotFoundHereView>,
}

/// What another edition says where a page is missing.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NotFoundHereView {
    /// Its language: `zh-Hans`.
    pub(crate) lang: String,
    /// `没有这一页`.
    pub(crate) title: String,
    /// What to do, in a sentence.
    pub(crate) text: String,
    /// Its front page.
    pub(crate) home: LinkView,
    /// Its archive.
    pub(crate) archive: LinkView,
}

/// `chooser.html`: where an edition is chosen.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChooserView {
    /// This page.
    pub(crate) page: PageView,
    /// Every edition, each in its own words.
    pub(crate) choices: Vec<ChoiceView>,
}

/// What every page shows.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SiteView<'v> {
    /// The site's title.
    pub(crate) title: &'v str,
    /// One sentence about it.
    pub(crate) description: &'v str,
    /// Who publishes it.
    pub(crate) publisher: &'v str,
    /// The edition's BCP 47 tag, for `lang`: `zh-Hant-TW`.
    pub(crate) lang: &'v str,
    /// The strings of this edition, from `labels/*.toml`, section `ui`.
    pub(crate) t: &'v BTreeMap<String, String>,
    /// The edition's front page.
    pub(crate) home: String,
    /// The edition's navigation.
    pub(crate) nav: Vec<LinkView>,
    /// The edition's search page.
    pub(crate) search: LinkView,
    /// The edition's Atom feed.
    pub(crate) feed: String,
    /// The edition's feed in every format, for `<link rel="alternate">`.
    pub(crate) feeds: Vec<FeedView>,
    /// The page that says what feeds are and lists those of the edition.
    pub(crate) subscribe: LinkView,
    /// The list of all feeds of the edition, of topics, indicators and digests too (OPML).
    pub(crate) subscriptions: String,
    /// The page of the site's data.
    pub(crate) data: LinkView,
    /// On what terms the data may be used; none when `site.toml` does not say.
    pub(crate) license: Option<LinkView>,
    /// How paragraphs are told apart, by `[theme] paragraphs` of `site.toml`: `spaced` or `indented`.
    pub(crate) paragraphs: &'v str,
    /// A picture in the place of the title at the top, by `[theme] logo`; empty for none.
    pub(crate) logo: String,
    /// Style sheets that the site adds to the theme, by `[theme] accent` and `stylesheet`.
    pub(crate) styles: Vec<String>,
    /// What the site adds to the head of every page, by `[theme] head`. HTML.
    pub(crate) head: &'v str,
    /// What the site adds to the foot of every page, by `[theme] foot`. HTML.
    pub(crate) foot: &'v str,
    /// What `site.toml` has under `[extra]`, its texts in the edition's script.
    pub(crate) extra: Extra,
    /// Where an edition is chosen.
    pub(crate) chooser: String,
    /// The path of the site's root, for files of `static/`: `/` or `/digest/`.
    pub(crate) root: String,
    /// The theme's styles and scripts by name, each at an address that changes with its content:
    /// `site.assets["site.css"]` is `/assets/site.3f2a9c1b5d.css`.
    pub(crate) assets: BTreeMap<String, String>,
    /// What made the site and by which tables: `由 Jianbao 生成……`.
    pub(crate) made_with: String,
}

/// One page among all.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PageView {
    /// Its title; empty for a front page.
    pub(crate) title: String,
    /// A sentence about it, for search engines and shared links.
    pub(crate) description: String,
    /// Its absolute URL.
    pub(crate) canonical: String,
    /// The pages above it, from the front page on; empty where only that is above it.
    pub(crate) trail: Vec<LinkView>,
    /// The same page in every edition, absolute, for `<link rel="alternate" hreflang>`.
    pub(crate) alternates: Vec<AlternateView>,
    /// The same page in every edition, for readers.
    pub(crate) editions: Vec<EditionView>,
    /// The feeds of what the page lists, in every format: those of its topic, indicator or digests. Empty elsewhere.
    pub(crate) feeds: Vec<FeedView>,
    /// A picture of 1200 by 630 pixels for shared links, absolute; empty where the site has none.
    pub(crate) image: String,
    /// What the page is to Open Graph: `article` or `website`.
    pub(crate) kind: String,
    /// schema.org's description of it, as JSON that is safe inside `<script>`; empty for none.
    pub(crate) json_ld: String,
    /// What its front matter has under `[extra]`, its texts in the edition's script; empty where it has none.
    pub(crate) extra: Extra,
    /// Whether search engines may list it.
    pub(crate) indexed: bool,
    /// Whether its text has a code block, and so wants `assets/highlight.css`.
    pub(crate) code: bool,
    /// Whether it has a comparison, and so wants `assets/chart.css`.
    pub(crate) comparison: bool,
    /// Whether it has a chart that answers, and so wants `assets/chart.js` and `assets/chart.css`.
    pub(crate) chart: bool,
}

/// A feed in one format.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FeedView {
    /// What it is called: `工业 — 简报`.
    pub(crate) title: String,
    /// What its format is called: `Atom` or `JSON Feed`.
    pub(crate) format: String,
    /// Its media type: `application/atom+xml`.
    pub(crate) mime: String,
    /// The feed.
    pub(crate) url: String,
}

/// Something that can be followed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FollowView {
    /// What it is called, and its page.
    pub(crate) what: LinkView,
    /// Its feed in every format.
    pub(crate) feeds: Vec<FeedView>,
}

/// Feeds of one sort.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FeedGroupView {
    /// An anchor.
    pub(crate) id: String,
    /// What they are of: `主题`.
    pub(crate) title: String,
    /// Each of them.
    pub(crate) follows: Vec<FollowView>,
}

/// `feeds.html`: what may be followed, and how.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FeedsView {
    /// This page; its description says what a feed is.
    pub(crate) page: PageView,
    /// All feeds of the edition: its own, then those of topics, indicators and digests.
    pub(crate) groups: Vec<FeedGroupView>,
}

/// A link to another edition, for readers.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EditionView {
    /// The edition's name, in its own words: `繁體（臺灣）`.
    pub(crate) name: String,
    /// An invitation to read it, in its own words: `閱讀繁體（臺灣）版`.
    pub(crate) invitation: String,
    /// Its BCP 47 tag.
    pub(crate) lang: String,
    /// Its locale to Open Graph: `zh_TW`.
    pub(crate) locale: String,
    /// This page there.
    pub(crate) url: String,
    /// Whether it is the one being read.
    pub(crate) current: bool,
}

/// A link to another edition, for search engines.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AlternateView {
    /// `zh-Hans`, `zh-Hant`, `zh-TW`, `zh-HK` or `x-default`.
    pub(crate) hreflang: String,
    /// This page there, absolute.
    pub(crate) url: String,
}

/// An edition to choose.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChoiceView {
    /// The script it is written in: `繁體（臺灣）`.
    pub(crate) name: String,
    /// The site's title in it.
    pub(crate) title: String,
    /// The site's description in it.
    pub(crate) description: String,
    /// Its BCP 47 tag.
    pub(crate) lang: String,
    /// Its front page.
    pub(crate) url: String,
}

/// An edition that has the text of a bulletin.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OriginalView {
    /// What it is called, in the words of this edition: `Simplified Chinese`.
    pub(crate) text: String,
    /// The bulletin in it.
    pub(crate) url: String,
    /// Its language: `zh-Hans`.
    pub(crate) lang: String,
}

/// A link.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LinkView {
    /// What it says.
    pub(crate) text: String,
    /// Where it leads; empty for text that is no link.
    pub(crate) url: String,
}

/// The picture at the top of a bulletin.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CoverView {
    /// The file.
    pub(crate) url: String,
    /// What it shows, for those who do not see it.
    pub(crate) alt: String,
    /// What is said below it; empty for nothing.
    pub(crate) caption: String,
    /// Whose it is; empty when not said.
    pub(crate) credit: String,
}

/// A heading of the text.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HeadingView {
    /// 2 or 3.
    pub(crate) level: u8,
    /// Its anchor.
    pub(crate) id: String,
    /// What it says.
    pub(crate) text: String,
}

/// A day.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DateView {
    /// For machines: `2025-07-18`.
    pub(crate) iso: String,
    /// For readers: `2025年7月18日`.
    pub(crate) text: String,
}

/// A day whose year gives way where there is little room.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SplitDateView {
    /// For machines: `2025-07-18`.
    pub(crate) iso: String,
    /// For readers: `2025年7月18日`.
    pub(crate) text: String,
    /// The day without its year: `7月18日`, `July 18`.
    pub(crate) day: String,
    /// The year before the day: `2025年`; empty where it comes after.
    pub(crate) before: String,
    /// The year after the day: `, 2025`; empty where it comes before.
    pub(crate) after: String,
}
