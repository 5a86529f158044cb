//! The pages of indicators.
//!
//! In: the subjects of an edition. Out: the list of all, by topic, and the page of each: level and
//! growth side by side, a chart of each, and the newest points with the bulletins that state them.
//!
//! May touch: figure, label, edition, page

use super::chart::{self, By, comparison, longest, measure, newest, spark};
use super::data::{downloads, series_dataset};
use super::figure::{change, earlier, figure_url, quantity, reading, unit};
use super::types::*;
use super::{page, url};
use crate::edition::{Edition, Subject};
use crate::figure::{At, Kind, Origin, Period, Point, Series};
use crate::label::Label;
use crate::page::{DataTable, Html, Plan};
use std::collections::BTreeSet;

/// The most periods of a table: ten years of months. All of them are in the files beside it, and a page
/// must not grow with every bulletin.
const PERIODS: usize = 120;

/// `indicators.html`.
pub(crate) fn indicators(plan: &Plan<'_>, html: &Html<'_>) -> IndicatorsView {
    let edition = html.edition;
    let mut groups = Vec::new();
    for topic in (0..edition.topics.len()).map(Some).chain([None]) {
        let of_topic = edition.subjects.iter().filter(|subject| subject.topic == topic);
        let rows: Vec<IndicatorRowView> = of_topic.filter_map(|subject| summary(plan, edition, subject)).collect();
        if rows.is_empty() {
            continue;
        }
        let (key, topic) = match topic {
            Some(at) => {
                let key = plan.corpus.topics[at].key.clone();
                let url = url(plan, edition, &format!("topics/{key}"));
                (key, LinkView { text: edition.topics[at].clone(), url })
            }
            None => {
                let text = edition.labels.text(Label::OtherTopics).to_owned();
                ("other".to_owned(), LinkView { text, url: String::new() })
            }
        };
        groups.push(IndicatorGroupView { id: format!("topic-{key}"), topic, indicators: rows });
    }
    IndicatorsView {
        page: page(plan, html, edition.labels.text(Label::AllIndicators), &edition.description),
        total: edition.subjects.len(),
        groups,
    }
}

/// An indicator in the list: its newest figure and how it went.
fn summary(plan: &Plan<'_>, edition: &Edition<'_>, subject: &Subject<'_>) -> Option<IndicatorRowView> {
    let series = longest(subject)?;
    let at = newest(series)?;
    let figure = edition.figure(at);
    Some(IndicatorRowView {
        name: subject.name.clone(),
        url: url(plan, edition, &format!("indicators/{}", subject.key)),
        region: series
            .key
            .region
            .as_ref()
            .map_or_else(String::new, |region| edition.words(plan.corpus, region).into_owned()),
        value: figure.metric.value.as_ref().map(|value| quantity(edition, value)),
        change: change(edition, figure),
        period: edition.labels.period(&figure.metric.period),
        points: edition.labels.fill(Label::Points, &[("n", &series.points.len())]),
        spark: spark(series, figure.metric.period),
    })
}

/// `indicator.html`.
pub(crate) fn indicator<'v>(plan: &Plan<'_>, html: &'v Html<'_>, at: usize) -> IndicatorView<'v> {
    let edition = html.edition;
    let subject = &edition.subjects[at];
    let labels = edition.labels;
    let registered = subject.registered;
    let polarity = registered.and_then(|indicator| indicator.polarity);
    let definition = subject.definition.clone();
    let mut page = page(plan, html, &subject.name, &definition);
    page.json_ld = series_dataset(plan, html, subject);
    let same_panel = |a: &Series<'_>, b: &Series<'_>| {
        (&a.key.region, &a.key.dims, a.key.cadence) == (&b.key.region, &b.key.dims, b.key.cadence)
    };
    let mut panels: Vec<&[Series<'_>]> = subject.series.chunk_by(same_panel).collect();
    // As the newest bulletins list them: the whole country before its regions, mostly.
    panels.sort_by_key(|panel| panel.iter().filter_map(newest).min());
    IndicatorView {
        page,
        key: subject.key.to_owned(),
        definition,
        aliases: registered.map_or_else(Vec::new, |indicator| {
            let aliases = indicator.aliases.iter().map(|alias| edition.words(plan.corpus, alias).into_owned());
            // One that writes the name in another script says nothing new in that edition.
            aliases.filter(|alias| *alias != subject.name).collect()
        }),
        unit: registered
            .and_then(|indicator| indicator.unit.as_ref())
            .map_or_else(String::new, |own| unit(edition, own)),
        polarity: polarity.map_or_else(String::new, |polarity| labels.polarity(polarity).to_owned()),
        topic: subject.topic.map(|at| LinkView {
            text: edition.topics[at].clone(),
            url: url(plan, edition, &format!("topics/{}", plan.corpus.topics[at].key)),
        }),
        latest: summary(plan, edition, subject),
        comparisons: comparison(plan, edition, subject, By::Region, None, "regions").into_iter().collect(),
        panels: panels
            .into_iter()
            .enumerate()
            .map(|(at, series)| panel(plan, edition, subject, series, at + 1))
            .collect(),
        downloads: downloads(plan, &url(plan, edition, &html.folder), DataTable::Series, 1),
    }
}

/// The series of one region and cadence: a chart for each measure, and one table for all.
fn panel(
    plan: &Plan<'_>,
    edition: &Edition<'_>,
    subject: &Subject<'_>,
    series: &[Series<'_>],
    number: usize,
) -> PanelView {
    let key = &series[0].key;
    let labels = edition.labels;
    let region = key.region.as_ref().map(|region| edition.words(plan.corpus, region).into_owned());
    let dims = key
        .dims
        .iter()
        .map(|(name, value)| format!("{}：{}", edition.words(plan.corpus, name), edition.words(plan.corpus, value)));
    let title: Vec<String> = region.into_iter().chain(dims).chain([labels.cadence(key.cadence)]).collect();
    let id = format!("panel-{number}");
    let columns = series.iter().map(|series| match measure(edition, series) {
        what if what.is_empty() => labels.text(Label::Value).to_owned(),
        what => what,
    });
    let periods: BTreeSet<Period> = series.iter().flat_map(|series| &series.points).map(|point| point.period).collect();
    let more = match periods.len() {
        0..=PERIODS => String::new(),
        n => labels.fill(Label::PointsShown, &[("shown", &PERIODS), ("n", &n)]),
    };
    let newest = periods.into_iter().rev().take(PERIODS);
    PanelView {
        title: title.join("，"),
        charts: charts(edition, subject, series, &id),
        columns: columns.collect(),
        rows: newest.map(|period| point_row(plan, edition, series, period)).collect(),
        more,
        id,
    }
}

/// One chart for each measure; targets and forecasts stand in that of what they aim at.
fn charts(edition: &Edition<'_>, subject: &Subject<'_>, series: &[Series<'_>], id: &str) -> Vec<String> {
    let planned = |series: &&Series<'_>| matches!(series.key.kind, Kind::Target | Kind::Forecast);
    let measure = |series: &Series<'_>| (series.key.basis, series.key.unit.clone());
    let mut used = BTreeSet::new();
    let mut charts = Vec::new();
    let actual_first = series.iter().filter(|series| !planned(series)).chain(series.iter().filter(planned));
    for main in actual_first {
        if planned(&main) && used.contains(&measure(main)) {
            continue;
        }
        let mut lines = vec![main];
        if used.insert(measure(main)) {
            let beside = series
                .iter()
                .filter(|other| planned(other) && measure(other) == measure(main) && other.key != main.key);
            lines.extend(beside);
        }
        charts.extend(chart::series(edition, subject, &format!("{id}-chart-{}", charts.len() + 1), &lines));
    }
    charts
}

fn point_row(plan: &Plan<'_>, edition: &Edition<'_>, series: &[Series<'_>], period: Period) -> PointRowView {
    let mut places: Vec<At> = Vec::new();
    let cells = series.iter().map(|series| {
        let at = series.points.binary_search_by(|point| point.period.cmp(&period)).ok()?;
        let point = &series.points[at];
        if !places.contains(&point.at) {
            places.push(point.at);
        }
        Some(point_view(plan, edition, series, point))
    });
    let cells = cells.collect();
    let mut bulletins: Vec<usize> = Vec::new();
    let links = places.into_iter().filter(|at| {
        let new = !bulletins.contains(&at.bulletin);
        bulletins.push(at.bulletin);
        new
    });
    let bulletins = links.map(|at| SourceView {
        title: edition.items[at.bulletin].title.to_string(),
        date: super::date(edition, edition.items[at.bulletin].bulletin.date),
        url: figure_url(plan, edition, at),
    });
    PointRowView { period: edition.labels.period(&period), code: period.code(), bulletins: bulletins.collect(), cells }
}

fn point_view(plan: &Plan<'_>, edition: &Edition<'_>, series: &Series<'_>, point: &Point<'_>) -> PointView {
    let labels = edition.labels;
    let derived = match point.origin {
        Origin::Stated => "",
        Origin::Previous => labels.text(Label::DerivedPrevious),
        Origin::Computed => labels.text(Label::DerivedComputed),
    };
    PointView {
        text: reading(edition, series, point, point.reading),
        value: point.reading.base().to_string(),
        derived: derived.to_owned(),
        status: point.status.map_or_else(String::new, |status| labels.status(status).to_owned()),
        revisions: earlier(plan, edition, series, point),
    }
}
