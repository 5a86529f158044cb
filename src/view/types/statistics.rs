//! What the templates of indicators, comparisons, digests and the calendar see.
//!
//! In: nothing. Out: their views.
//!
//! May touch: nothing

use super::{
    CardView, ChangeView, CountView, DateView, ItemView, LinkView, NoteView, PageView, QuantityView, SiteView,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// `digest-entry.html`: a digest in a feed.
#[derive(Clone, Debug, Serialize)]
pub struct DigestEntryView {
    /// The strings of this edition, as in [`SiteView::t`](super::SiteView::t).
    pub t: BTreeMap<String, String>,
    /// Its days and how many bulletins it has: `2025年7月1日至2025年7月31日，本期共2篇简报`.
    pub range: String,
    /// The caption of its table.
    pub caption: String,
    /// Headline figures, by topic; links are absolute.
    pub groups: Vec<DigestGroupView>,
    /// Its bulletins, newest first; links are absolute.
    pub items: Vec<ItemView>,
}

/// `indicators.html`: everything that is measured, by topic.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorsView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// How many indicators there are.
    pub total: usize,
    /// The indicators of each topic, topics in their order.
    pub groups: Vec<IndicatorGroupView>,
}

/// The indicators of a topic.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorGroupView {
    /// An anchor.
    pub id: String,
    /// The topic; without a link for indicators that have none.
    pub topic: LinkView,
    /// Its indicators, by key.
    pub indicators: Vec<IndicatorRowView>,
}

/// An indicator in a list: its newest figure.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorRowView {
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// Where the figure holds; empty when not said.
    pub region: String,
    /// The newest value; none when only a change is known.
    pub value: Option<QuantityView>,
    /// The newest change.
    pub change: Option<ChangeView>,
    /// Their period.
    pub period: String,
    /// How many points the longest series has: `24期`.
    pub points: String,
    /// That series as a line the size of a word; empty when it has but one point. HTML.
    pub spark: String,
}

/// `indicator.html`.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// Its key, the same in every edition: `software-revenue`.
    pub key: String,
    /// What is counted; empty when nobody says.
    pub definition: String,
    /// Other names of it.
    pub aliases: Vec<String>,
    /// Its unit, without scale; empty when nobody says.
    pub unit: String,
    /// `通常越高越好`, or empty.
    pub polarity: String,
    /// The topic it stands under.
    pub topic: Option<LinkView>,
    /// Its newest figure.
    pub latest: Option<IndicatorRowView>,
    /// Its regions side by side, where it is known for several.
    pub comparisons: Vec<ComparisonView>,
    /// Its series, those of one region and one length of period together.
    pub panels: Vec<PanelView>,
    /// Every point in each format there is.
    pub downloads: Vec<LinkView>,
}

/// The series of one region and one length of period: level and growth together.
#[derive(Clone, Debug, Serialize)]
pub struct PanelView {
    /// An anchor.
    pub id: String,
    /// What sets it apart: `湖北省，年初累计`.
    pub title: String,
    /// A chart for each measure with two points or more. HTML.
    pub charts: Vec<String>,
    /// What each column of the table gives: `数值`, `同比`.
    pub columns: Vec<String>,
    /// One for each period, newest first; the newest 120 of them.
    pub rows: Vec<PointRowView>,
    /// Where the other periods are, `表中列出最近120期，共301期；…`; empty when all are here.
    pub more: String,
}

/// The figures of one period.
#[derive(Clone, Debug, Serialize)]
pub struct PointRowView {
    /// The period.
    pub period: String,
    /// The period for machines: `2025-06`.
    pub code: String,
    /// One for each column; none where nothing is known.
    pub cells: Vec<Option<PointView>>,
    /// The bulletins that state them.
    pub bulletins: Vec<SourceView>,
}

/// A figure of one period.
#[derive(Clone, Debug, Serialize)]
pub struct PointView {
    /// As printed: `超过3万亿元`, `+6.4%`.
    pub text: String,
    /// The number for machines, multiplied out: `3000000000000`.
    pub value: String,
    /// Where it comes from when no bulletin of its own states it: `由后一期的变动推算`; empty otherwise.
    pub derived: String,
    /// `初步数`, `修订数`, `最终数` or empty.
    pub status: String,
    /// What bulletins said of it before.
    pub revisions: Vec<NoteView>,
}

/// A bulletin as the source of a figure.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Its title.
    pub title: String,
    /// The day it was published.
    pub date: DateView,
    /// The figure in it.
    pub url: String,
}

/// `comparison.html`, on an indicator's page or where a text says `{{ compare … }}`.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonPage {
    /// What is compared.
    pub comparison: ComparisonView,
}

/// One measure in several regions or periods.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonView {
    /// The strings of this edition, as in [`SiteView::t`](super::SiteView::t).
    pub t: BTreeMap<String, String>,
    /// An anchor.
    pub id: String,
    /// What is compared.
    pub title: String,
    /// It as bars. HTML.
    pub chart: String,
    /// Whether regions are compared, and not periods.
    pub by_region: bool,
    /// What the numbers give: `同比`; empty for the value itself.
    pub what: String,
    /// What is compared, in the order of the bars.
    pub rows: Vec<ComparedView>,
    /// The page of the indicator.
    pub indicator: String,
}

/// One of several things compared.
#[derive(Clone, Debug, Serialize)]
pub struct ComparedView {
    /// The region or period.
    pub label: String,
    /// Its figure as printed.
    pub value: String,
    /// The figure in its bulletin.
    pub url: String,
}

/// `digests.html`: all digests, newest first.
#[derive(Clone, Debug, Serialize)]
pub struct DigestsView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// Those of months.
    pub months: Vec<CountView>,
    /// Those of weeks.
    pub weeks: Vec<CountView>,
}

/// `digest.html`: the bulletins of a month or a week.
#[derive(Clone, Debug, Serialize)]
pub struct DigestView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// Its first and last day: `2025年7月1日至2025年7月31日`.
    pub range: String,
    /// `本期共4篇简报`.
    pub count: String,
    /// The caption of its table.
    pub caption: String,
    /// The headline figures of its bulletins, by topic.
    pub groups: Vec<DigestGroupView>,
    /// Its bulletins, newest first.
    pub items: Vec<ItemView>,
    /// The next digest.
    pub newer: Option<LinkView>,
    /// The digest before.
    pub older: Option<LinkView>,
    /// All figures of its bulletins in each format there is.
    pub downloads: Vec<LinkView>,
}

/// The headline figures of a topic.
#[derive(Clone, Debug, Serialize)]
pub struct DigestGroupView {
    /// The topic.
    pub topic: String,
    /// Its figures.
    pub rows: Vec<DigestRowView>,
}

/// A headline figure in a digest.
#[derive(Clone, Debug, Serialize)]
pub struct DigestRowView {
    /// The figure.
    pub card: CardView,
    /// Where; empty when not said.
    pub region: String,
    /// The bulletin it stands in.
    pub bulletin: LinkView,
}

/// `calendar.html`: what will be published when.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarView {
    /// What every page shows.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The calendar as a file.
    pub file: String,
    /// The releases, by day.
    pub releases: Vec<ReleaseView>,
}

/// An announced release.
#[derive(Clone, Debug, Serialize)]
pub struct ReleaseView {
    /// The day.
    pub date: DateView,
    /// The time of the day: `10:00`; empty when only the day is known.
    pub time: String,
    /// What will be published.
    pub title: String,
    /// The bulletin it follows, or where it is announced; empty for neither.
    pub url: String,
    /// Who publishes it; empty when not said.
    pub source: String,
}
