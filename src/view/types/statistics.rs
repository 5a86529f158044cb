//! What the templates of indicators, comparisons, digests and the calendar see.
//!
//! In: nothing. Out: their views.
//!
//! May touch: nothing

use super::{CardView, DateView, IndicatorRowView, ItemView, LinkView, NoteView, PageView, SplitDateView};
use serde::Serialize;

/// `digest-entry.html`: a digest in a feed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DigestEntryView {
    /// Its days and how many bulletins it has: `2025年7月1日至2025年7月31日，本期共2篇简报`.
    pub(crate) range: String,
    /// The caption of its table.
    pub(crate) caption: String,
    /// Headline figures, by topic; links are absolute.
    pub(crate) groups: Vec<DigestGroupView>,
    /// Its bulletins, newest first; links are absolute.
    pub(crate) items: Vec<ItemView>,
}

/// `indicators.html`: everything that is measured, by topic.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IndicatorsView {
    /// This page.
    pub(crate) page: PageView,
    /// How many indicators there are.
    pub(crate) total: usize,
    /// The indicators of each topic, topics in their order.
    pub(crate) groups: Vec<IndicatorGroupView>,
}

/// The indicators of a topic.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IndicatorGroupView {
    /// An anchor.
    pub(crate) id: String,
    /// The topic; without a link for indicators that have none.
    pub(crate) topic: LinkView,
    /// Its indicators, by key.
    pub(crate) indicators: Vec<IndicatorRowView>,
}

/// `indicator.html`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IndicatorView {
    /// This page.
    pub(crate) page: PageView,
    /// Its key, the same in every edition: `software-revenue`.
    pub(crate) key: String,
    /// What is counted; empty when nobody says.
    pub(crate) definition: String,
    /// Other names of it.
    pub(crate) aliases: Vec<String>,
    /// Its unit, without scale; empty when nobody says.
    pub(crate) unit: String,
    /// `通常越高越好`, or empty.
    pub(crate) polarity: String,
    /// The topic it stands under.
    pub(crate) topic: Option<LinkView>,
    /// Its newest figure.
    pub(crate) latest: Option<IndicatorRowView>,
    /// Its regions over time, where at least two have a history.
    pub(crate) regions: Option<RegionsView>,
    /// What another site writes to show its chart.
    pub(crate) embed: String,
    /// Its regions side by side, where it is known for several.
    pub(crate) comparisons: Vec<ComparisonView>,
    /// Its series, those of one region and one length of period together; of many the whole country and the largest regions.
    pub(crate) panels: Vec<PanelView>,
    /// The others, a row each.
    pub(crate) others: Vec<IndicatorRowView>,
    /// What was printed of its first series before, where several figures were revised.
    pub(crate) vintages: Option<VintagesView>,
    /// Every point in each format there is.
    pub(crate) downloads: Vec<LinkView>,
}

/// The revision triangle of a series.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct VintagesView {
    /// What it is of: `地区生产总值，同比：历次公布的数字`.
    pub(crate) title: String,
    /// First prints against what counts today; empty where few periods were revised. HTML.
    pub(crate) chart: String,
    /// `首次公布`, `第2次公布`, …
    pub(crate) columns: Vec<String>,
    /// The periods that were revised, newest first; the newest 24 of them.
    pub(crate) rows: Vec<VintageRowView>,
}

/// A period that was revised.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct VintageRowView {
    /// The period.
    pub(crate) period: String,
    /// Every print; none where there were fewer.
    pub(crate) cells: Vec<Option<PrintView>>,
    /// How much more the last is than the first: `+0.2个百分点`; empty where one is approximate.
    pub(crate) change: String,
}

/// What a bulletin printed of a period.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PrintView {
    /// The number, and its figure in its bulletin.
    pub(crate) figure: LinkView,
    /// The day: `2025年7月15日`.
    pub(crate) date: String,
}

/// `embed.html`: the chart of an indicator, for frames of other sites.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EmbedView {
    /// This page; `canonical` is that of the indicator.
    pub(crate) page: PageView,
    /// Its chart; empty where there are not yet points enough. HTML.
    pub(crate) chart: String,
    /// Its newest figure, shown where there is no chart.
    pub(crate) latest: Option<IndicatorRowView>,
    /// The page of the indicator, absolute.
    pub(crate) indicator: LinkView,
}

/// The regions of an indicator over time.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RegionsView {
    /// All as lines of one chart, of which some are drawn. HTML.
    pub(crate) chart: String,
    /// What the small charts show.
    pub(crate) small_title: String,
    /// Their one scale and their periods: `各图纵轴相同：0至3084.3亿美元，…`.
    pub(crate) small_note: String,
    /// A chart for each region, where there are at least four.
    pub(crate) small: Vec<SmallView>,
}

/// The small chart of a region.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SmallView {
    /// The region.
    pub(crate) name: String,
    /// Its newest figure.
    pub(crate) text: String,
    /// That figure in its bulletin.
    pub(crate) url: String,
    /// Its line. HTML.
    pub(crate) spark: String,
}

/// The series of one region and one length of period: level and growth together.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PanelView {
    /// An anchor.
    pub(crate) id: String,
    /// What sets it apart: `湖北省，年初累计`.
    pub(crate) title: String,
    /// A chart for each measure with three points or more. HTML.
    pub(crate) charts: Vec<String>,
    /// What each column of the table gives: `数值`, `同比`.
    pub(crate) columns: Vec<String>,
    /// One for each period, newest first; the newest 36 of them.
    pub(crate) rows: Vec<PointRowView>,
    /// Where the other periods are, `表中列出最近36期，共301期；…`; empty when all are here.
    pub(crate) more: String,
}

/// The figures of one period.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PointRowView {
    /// The period.
    pub(crate) period: String,
    /// The period for machines: `2025-06`.
    pub(crate) code: String,
    /// One for each column; none where nothing is known.
    pub(crate) cells: Vec<Option<PointView>>,
    /// The bulletins that state them.
    pub(crate) bulletins: Vec<SourceView>,
}

/// A figure of one period.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PointView {
    /// As printed: `超过3万亿元`, `+6.4%`.
    pub(crate) text: String,
    /// The number for machines, multiplied out: `3000000000000`.
    pub(crate) value: String,
    /// Where it comes from when no bulletin of its own states it: `由后一期的变动推算`; empty otherwise.
    pub(crate) derived: String,
    /// `初步数`, `修订数`, `最终数` or empty.
    pub(crate) status: String,
    /// What bulletins said of it before.
    pub(crate) revisions: Vec<NoteView>,
}

/// A bulletin as the source of a figure.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SourceView {
    /// Its title.
    pub(crate) title: String,
    /// The day it was published.
    pub(crate) date: SplitDateView,
    /// The figure in it.
    pub(crate) url: String,
}

/// `comparison.html`, on an indicator's page or where a text says `{{ compare … }}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ComparisonPage {
    /// What is compared.
    pub(crate) comparison: ComparisonView,
}

/// One measure in several regions or periods.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ComparisonView {
    /// An anchor.
    pub(crate) id: String,
    /// What is compared.
    pub(crate) title: String,
    /// It as bars. HTML.
    pub(crate) chart: String,
    /// Provinces as a map of tiles; empty where fewer than eight are compared. HTML.
    pub(crate) tiles: String,
    /// Whether regions are compared, and not periods.
    pub(crate) by_region: bool,
    /// What the numbers give: `同比`; empty for the value itself.
    pub(crate) what: String,
    /// What is compared, in the order of the bars.
    pub(crate) rows: Vec<ComparedView>,
    /// The page of the indicator.
    pub(crate) indicator: String,
}

/// One of several things compared.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ComparedView {
    /// The region or period.
    pub(crate) label: String,
    /// Its figure as printed.
    pub(crate) value: String,
    /// The figure in its bulletin.
    pub(crate) url: String,
}

/// `digests.html`: all digests, newest first.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DigestsView {
    /// This page.
    pub(crate) page: PageView,
    /// Those of months.
    pub(crate) months: Vec<SpanView>,
    /// Those of weeks.
    pub(crate) weeks: Vec<SpanView>,
}

/// A digest in the list of them.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SpanView {
    /// What it is called: `2025年第29周回顾`.
    pub(crate) text: String,
    /// The digest.
    pub(crate) url: String,
    /// How many bulletins it has.
    pub(crate) count: usize,
    /// The first and last day of a week, without the year: `7月14日至7月20日`; empty for a month.
    pub(crate) days: String,
    /// The title of what the editor wrote about it; empty where nothing is written.
    pub(crate) headline: String,
}

/// What the editor wrote about a month or a week: `content/digests/2025-07.md`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ForewordView {
    /// Its title.
    pub(crate) title: String,
    /// Its text. HTML.
    pub(crate) body: String,
}

/// The bulletins of a digest under one topic.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DigestPartView {
    /// An anchor.
    pub(crate) id: String,
    /// The topic.
    pub(crate) topic: String,
    /// Its bulletins, newest first.
    pub(crate) items: Vec<ItemView>,
}

/// `digest.html`: the bulletins of a month or a week.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DigestView {
    /// This page.
    pub(crate) page: PageView,
    /// Its first and last day: `2025年7月1日至2025年7月31日`.
    pub(crate) range: String,
    /// `本期共4篇简报`.
    pub(crate) count: String,
    /// What the editor wrote about it; none where nothing is written.
    pub(crate) foreword: Option<ForewordView>,
    /// The caption of its table.
    pub(crate) caption: String,
    /// The headline figures of its bulletins, by topic.
    pub(crate) groups: Vec<DigestGroupView>,
    /// Its bulletins under the first topic of each, topics in their order.
    pub(crate) parts: Vec<DigestPartView>,
    /// The next digest.
    pub(crate) newer: Option<LinkView>,
    /// The digest before.
    pub(crate) older: Option<LinkView>,
    /// All figures of its bulletins in each format there is.
    pub(crate) downloads: Vec<LinkView>,
    /// The digest of a month as a PDF; none where the site makes none.
    pub(crate) pdf: Option<String>,
}

/// The headline figures of a topic.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DigestGroupView {
    /// The topic.
    pub(crate) topic: String,
    /// Its figures.
    pub(crate) rows: Vec<DigestRowView>,
}

/// A headline figure in a digest.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DigestRowView {
    /// The figure.
    pub(crate) card: CardView,
    /// The bulletin it stands in.
    pub(crate) bulletin: LinkView,
}

/// `calendar.html`: what will be published when.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CalendarView {
    /// This page.
    pub(crate) page: PageView,
    /// In which zone its times are; empty where it has none.
    pub(crate) zone: String,
    /// The calendar as a file.
    pub(crate) file: String,
    /// The releases, by day.
    pub(crate) releases: Vec<ReleaseView>,
}

/// An announced release.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReleaseView {
    /// The day.
    pub(crate) date: DateView,
    /// The time of the day: `10:00`; empty when only the day is known.
    pub(crate) time: String,
    /// What will be published.
    pub(crate) title: String,
    /// The bulletin it follows, or where it is announced; empty for neither.
    pub(crate) url: String,
    /// Who publishes it; empty when not said.
    pub(crate) source: String,
}
