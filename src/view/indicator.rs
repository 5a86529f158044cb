//! The pages of indicators.
//!
//! In: the subjects of an edition. Out: the list of all, by topic, and the page of each. What readers look at first, the
//! whole country and the largest regions, has a panel: level and growth side by side, a chart of each, and the newest points
//! with the bulletins that state them. What else there is has a row, and every point is in the data files.
//!
//! May touch: chart, figure, label, edition, page

use super::Views;
use super::bars::{By, regions};
use super::chart::{Drawn, main_series, newest, spark};
use super::latest::latest_series;
use super::types::*;
use crate::chart::text::bare;
use crate::edition::{Subject, TopicId};
use crate::figure::series::is_nationwide;
use crate::figure::{BulletinId, MetricId, Origin, Period, Point, Series, SubjectId};
use crate::label::Label;
use crate::page::file::embed_folder;
use crate::page::{DataTable, Extent, Html};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The most periods of a table: three years of months. All of them are in the files beside it, and a page
/// must not grow with every bulletin.
const PERIODS: usize = 36;
/// Up to this many panels all are shown.
const FEW_PANELS: usize = 6;
/// The panels where there are more; the other series are a row each.
const PANELS: usize = 2;
/// The fewest points that are drawn unasked.
const FEWEST_POINTS: usize = 3;

impl<'v> Views<'v, '_> {
    /// `indicators.html`.
    pub(crate) fn indicators(self, html: &Html<'_>) -> IndicatorsView {
        let mut groups = Vec::new();
        for topic in self.plan.corpus.topic_ids().map(Some).chain([None]) {
            let rows = self.indicator_rows(topic);
            if rows.is_empty() {
                continue;
            }
            let (key, topic) = match topic {
                Some(at) => {
                    let key = self.plan.corpus.topic(at).key.clone();
                    let url = self.url(&format!("topics/{key}"));
                    (key, LinkView { text: self.edition.topic(at).to_owned(), url })
                }
                None => {
                    let text = self.labels.text(Label::OtherTopics).to_owned();
                    ("other".to_owned(), LinkView { text, url: String::new() })
                }
            };
            groups.push(IndicatorGroupView { id: format!("topic-{key}"), topic, indicators: rows });
        }
        IndicatorsView {
            page: self.page(html, self.labels.text(Label::AllIndicators), &self.edition.description),
            total: self.edition.subjects.len(),
            groups,
        }
    }

    /// The indicators of a topic.
    pub(crate) fn indicator_rows(self, topic: Option<TopicId>) -> Vec<IndicatorRowView> {
        let of_topic = self.edition.subjects.iter().filter(|subject| subject.topic == topic);
        let mut rows: Vec<IndicatorRowView> = of_topic.filter_map(|subject| self.indicator_row(subject)).collect();
        // The keys by which they are kept follow the Chinese names.
        if self.edition.in_english() {
            rows.sort_by_cached_key(|row| row.name.to_lowercase());
        }
        rows
    }

    /// An indicator in the list: its newest figure and how it went.
    pub(crate) fn indicator_row(self, subject: &Subject<'_>) -> Option<IndicatorRowView> {
        if let Some(row) = self.row_of_regions(subject) {
            return Some(row);
        }
        let series = latest_series(subject)?;
        // The whole country goes without saying, but beside its regions and beside other economies.
        let is_told = |region: &&Arc<str>| {
            self.plan.corpus.abroad || !is_nationwide(Some(region)) || self.edition.record.has_regions(subject.key)
        };
        let region = series.key.region.as_ref().filter(is_told);
        let region = region.map(|region| self.edition.words(region).into_owned());
        let row = self.series_row(series, subject.name.clone())?;
        let url = self.url(&format!("indicators/{}", subject.key));
        Some(IndicatorRowView { url, region: region.unwrap_or_default(), ..row })
    }

    /// An indicator of which only changes in regions are known, none of which stands for the others: how far apart they are.
    fn row_of_regions(self, subject: &Subject<'_>) -> Option<IndicatorRowView> {
        let is_of_nation = |series: &Series<'_>| is_nationwide(series.key.region.as_deref());
        let compared = regions(subject, None).filter(|_| !subject.series.iter().any(is_of_nation))?;
        let [(highest, high), .., (lowest, low)] = compared.as_slice() else { return None };
        highest.key.basis?;
        let ends = [(lowest, low), (highest, high)].map(|(series, point)| self.reading(series, point, point.reading));
        // What one that stayed is against is said in other words.
        let moved = [high, low].into_iter().find(|point| !point.reading.base().is_zero())?;
        let text = self.labels.fill(Label::DigestRange, &[("first", &ends[0]), ("last", &ends[1])]);
        let change = self.change(self.edition.figure(moved.at))?;
        let (direction, arrow, spoken) = ("range".to_owned(), String::new(), text.clone());
        Some(IndicatorRowView {
            url: self.url(&format!("indicators/{}", subject.key)),
            region: self.labels.fill(Label::RegionCount, &[("n", &compared.len())]),
            value: None,
            change: Some(ChangeView { direction, arrow, spoken, text, further: Vec::new(), ..change }),
            spark: String::new(),
            ..self.series_row(highest, subject.name.clone())?
        })
    }

    /// A series as a row: its newest figure, where that is, and how it went.
    fn series_row(self, series: &Series<'_>, name: String) -> Option<IndicatorRowView> {
        let at = newest(series)?;
        let figure = self.edition.figure(at);
        Some(IndicatorRowView {
            name,
            url: self.figure_url(at),
            region: String::new(),
            kind: self.told_kind(figure.metric.kind, &figure.name),
            value: figure.metric.value.as_ref().map(|value| self.quantity(figure.metric, value)),
            change: self.change(figure),
            period: self.labels.period(&figure.metric.period),
            points: self.labels.fill(Label::Points, &[("n", &series.points.len())]),
            spark: spark(series, figure.metric.period),
        })
    }

    /// `indicator.html`.
    pub(crate) fn indicator(self, html: &Html<'_>, id: SubjectId) -> IndicatorView {
        let subject = &self.edition.subjects[id];
        let labels = self.labels;
        let registered = subject.registered;
        let polarity = registered.and_then(|indicator| indicator.polarity);
        let definition = subject.definition.clone();
        let mut page = self.page(html, &subject.name, &definition);
        page.json_ld = self.indicator_json_ld(html, subject);
        let mut panels: Vec<&[Series<'_>]> = subject.series.chunk_by(same_panel).collect();
        // As the newest bulletins list them: the whole country before its regions, mostly.
        panels.sort_by_key(|panel| panel.iter().filter_map(newest).min());
        let mut others = Vec::new();
        if panels.len() > FEW_PANELS {
            panels.sort_by_cached_key(|panel| std::cmp::Reverse(weight(panel)));
            others = panels.split_off(PANELS);
        }
        let vintages = panels.first().and_then(|series| self.vintages(subject, series));
        let panels: Vec<PanelView> =
            panels.into_iter().enumerate().map(|(at, series)| self.panel(subject, series, at + 1)).collect();
        let regions = self.regions(subject);
        let revised = vintages.as_ref().is_some_and(|vintages| !vintages.chart.is_empty());
        page.chart = revised || regions.is_some() || panels.iter().any(|panel| !panel.charts.is_empty());
        let comparison = self.comparison(subject, By::Region, None, "regions");
        page.comparison = comparison.is_some();
        let row = |panel: &&[Series<'_>]| {
            let row = self.series_row(level(panel)?, self.panel_title(panel))?;
            // Where regions have charts of their own, sparks would say it twice.
            Some(if regions.is_some() { IndicatorRowView { spark: String::new(), ..row } } else { row })
        };
        let others: Vec<IndicatorRowView> = others.iter().filter_map(row).collect();
        IndicatorView {
            page,
            key: subject.key.to_owned(),
            definition,
            aliases: registered.map_or_else(Vec::new, |indicator| {
                let aliases = indicator.aliases.iter().map(|alias| self.edition.own_words(alias).into_owned());
                // One that writes the name in another script says nothing new in that edition.
                let mut seen = BTreeSet::from([subject.name.to_string()]);
                aliases.filter(|alias| !alias.is_empty() && seen.insert(alias.clone())).collect()
            }),
            unit: registered
                .and_then(|indicator| indicator.unit.as_ref())
                .map_or_else(String::new, |own| self.unit_of(subject.key, own)),
            polarity: polarity.map_or_else(String::new, |polarity| labels.polarity(polarity).to_owned()),
            topic: subject.topic.map(|at| LinkView {
                text: self.edition.topic(at).to_owned(),
                url: self.url(&format!("topics/{}", self.plan.corpus.topic(at).key)),
            }),
            latest: self.indicator_row(subject),
            comparisons: comparison.into_iter().map(|(view, _)| view).collect(),
            embed: self.embed_code(subject),
            others,
            regions,
            panels,
            vintages,
            downloads: self.downloads(&html.folder, DataTable::Series, Extent::Indicator, 1),
        }
    }

    /// `embed.html`.
    pub(crate) fn embed(self, html: &Html<'_>, id: SubjectId) -> EmbedView {
        let subject = &self.edition.subjects[id];
        let url = self.absolute_url(&format!("indicators/{}", subject.key));
        let mut page = self.page(html, &subject.name, &subject.definition);
        page.indexed = false;
        page.canonical = url.clone();
        let own = || self.panel_charts(subject, same_line(subject), "panel").into_iter().next();
        let chart = self.regions_over_time(subject).map(|chart| chart.html()).or_else(own).unwrap_or_default();
        page.chart = !chart.is_empty();
        let text = self.labels.fill(Label::EmbedFrom, &[("site", &self.edition.title)]);
        EmbedView { page, chart, latest: self.indicator_row(subject), indicator: LinkView { text, url } }
    }

    /// The frame by which another site shows the chart of an indicator.
    fn embed_code(self, subject: &Subject<'_>) -> String {
        let url = self.absolute_url(&embed_folder(subject.key));
        let title = subject.name.replace('&', "&amp;").replace('"', "&quot;");
        format!("<iframe src=\"{url}\" title=\"{title}\" width=\"100%\" height=\"560\" loading=\"lazy\"></iframe>")
    }

    /// The series of one region and cadence: a chart for each measure, and one table for all.
    fn panel(self, subject: &Subject<'_>, series: &[Series<'_>], number: usize) -> PanelView {
        let labels = self.labels;
        let id = format!("panel-{number}");
        // The level before its changes.
        let mut measures: Vec<&Series<'_>> = series.iter().collect();
        measures.sort_by_key(|series| series.key.basis.is_some());
        let columns = measures.iter().map(|series| {
            let what = match self.measure(series) {
                what if what.is_empty() && self.edition.in_english() => {
                    labels.measured(labels.text(Label::Value), &self.measured_in(series, self.display_scale(series)))
                }
                what if what.is_empty() => labels.text(Label::Value).to_owned(),
                // What stands in its cells without their unit has it in the head.
                what if self.edition.in_english() && !matches!(series.key.unit.as_str(), "%" | "‰" | "倍") => {
                    labels.measured(&what, &self.measured_in(series, self.display_scale(series)))
                }
                what => what,
            };
            what + &labels.treated(&series.key.treatment)
        });
        let periods: BTreeSet<Period> =
            series.iter().flat_map(|series| &series.points).map(|point| point.period).collect();
        let more = match periods.len() {
            0..=PERIODS => String::new(),
            n => labels.fill(Label::PointsShown, &[("shown", &PERIODS), ("n", &n)]),
        };
        let newest = periods.into_iter().rev().take(PERIODS);
        PanelView {
            title: self.panel_title(series),
            charts: self.panel_charts(subject, series, &id),
            columns: columns.collect(),
            rows: newest.map(|period| self.point_row(&measures, period)).collect(),
            more,
            id,
        }
    }

    /// What the series of a panel have in common: `湖北省，年初累计`.
    fn panel_title(self, series: &[Series<'_>]) -> String {
        let key = &series[0].key;
        let region = key.region.as_ref().map(|region| self.edition.words(region).into_owned());
        let dims = key
            .dims
            .iter()
            .map(|(name, value)| self.labels.pair(&self.edition.words(name), &self.edition.words(value)));
        let title: Vec<String> = region.into_iter().chain(dims).chain([self.labels.cadence(key.cadence)]).collect();
        self.labels.phrase(&title)
    }

    /// One chart for each measure; targets and forecasts stand in that of what they aim at.
    fn panel_charts(self, subject: &Subject<'_>, series: &[Series<'_>], id: &str) -> Vec<String> {
        let measure = |series: &Series<'_>| (series.key.basis, series.key.unit.clone(), series.key.treatment.clone());
        let mut used = BTreeSet::new();
        let mut charts = Vec::new();
        // Levels before their changes, what came to pass before what was planned.
        let mut order: Vec<&Series<'_>> = series.iter().collect();
        order.sort_by_key(|series| (planned(series), series.key.basis.is_some()));
        for main in order {
            if planned(main) && used.contains(&measure(main)) {
                continue;
            }
            let mut lines = vec![main];
            if used.insert(measure(main)) {
                let beside = series
                    .iter()
                    .filter(|other| planned(other) && measure(other) == measure(main) && other.key != main.key);
                lines.extend(beside);
            }
            let named = lines.len() > 1;
            let lines: Vec<Drawn<'_, '_>> = lines
                .into_iter()
                .map(|series| Drawn {
                    subject,
                    series: series.clone(),
                    name: if named { self.measure(series) } else { String::new() },
                    shown: true,
                })
                .collect();
            // Two points say no more than the table beside them.
            if lines.iter().map(|line| line.series.points.len()).sum::<usize>() >= FEWEST_POINTS {
                let chart = self.series_chart(&format!("{id}-chart-{}", charts.len() + 1), &lines);
                charts.extend(chart.map(|chart| chart.html()));
            }
        }
        charts
    }

    fn point_row(self, series: &[&Series<'_>], period: Period) -> PointRowView {
        let mut places: Vec<MetricId> = Vec::new();
        let cells = series.iter().map(|series| {
            let at = series.points.binary_search_by(|point| point.period.cmp(&period)).ok()?;
            let point = &series.points[at];
            if !places.contains(&point.at) {
                places.push(point.at);
            }
            Some(self.point_view(series, point))
        });
        let cells = cells.collect();
        let mut bulletins: Vec<BulletinId> = Vec::new();
        let links = places.into_iter().filter(|at| {
            let new = !bulletins.contains(&at.bulletin);
            bulletins.push(at.bulletin);
            new
        });
        let bulletins = links.map(|at| SourceView {
            title: self.edition.items[at.bulletin].title.to_string(),
            date: self.day(self.plan.corpus[at.bulletin].date),
            url: self.figure_url(at),
        });
        PointRowView { period: self.labels.period(&period), code: period.code(), bulletins: bulletins.collect(), cells }
    }

    /// A reading in a table; its unit is in the head of the column where that is words.
    fn cell(self, series: &Series<'_>, point: &Point<'_>) -> String {
        if !self.edition.in_english() {
            return self.reading(series, point, point.reading);
        }
        let scale = self.display_scale(series);
        bare(&self.reading_in(series, point, scale), &self.measured_in(series, scale)).to_owned()
    }

    fn point_view(self, series: &Series<'_>, point: &Point<'_>) -> PointView {
        let labels = self.labels;
        let derived = match point.origin {
            Origin::Stated => "",
            Origin::Previous => labels.text(Label::DerivedPrevious),
            Origin::Computed => labels.text(Label::DerivedComputed),
            Origin::Derived => labels.text(Label::DerivedOthers),
        };
        PointView {
            text: self.cell(series, point),
            value: point.reading.base().to_string(),
            derived: derived.to_owned(),
            status: point.status.map_or_else(String::new, |status| labels.status(status).to_owned()),
            revisions: self.earlier(series, point),
        }
    }
}

/// The series of the region, the dimensions and the length of period that represent an indicator.
fn same_line<'s, 'e>(subject: &'s Subject<'e>) -> &'s [Series<'e>] {
    let main = main_series(subject, &BTreeSet::new());
    let mut panels = subject.series.chunk_by(same_panel);
    let has = |panel: &&[Series<'_>]| main.is_some_and(|main| panel.iter().any(|series| series.key == main.key));
    panels.find(has).unwrap_or_default()
}

/// Whether two series have a panel together.
fn same_panel(a: &Series<'_>, b: &Series<'_>) -> bool {
    a.key.is_beside(&b.key)
}

/// Whether a series is of what is aimed at or expected.
fn planned(series: &Series<'_>) -> bool {
    series.key.kind.is_planned()
}

/// The series of a panel that is looked at first: the level before its changes, what came to pass before what was planned.
fn level<'s, 'e>(panel: &'s [Series<'e>]) -> Option<&'s Series<'e>> {
    panel.iter().min_by_key(|series| (planned(series), series.key.basis.is_some()))
}

/// How early a panel comes: those of the whole country, as they are, then regions by their newest level. A level comes before
/// a change, which says nothing of size.
fn weight(panel: &&[Series<'_>]) -> (bool, Option<Decimal>) {
    let nationwide = is_nationwide(panel[0].key.region.as_deref());
    let level = level(panel).filter(|series| !nationwide && series.key.basis.is_none());
    (nationwide, level.and_then(|series| series.points.last()).map(|point| point.reading.base()))
}
