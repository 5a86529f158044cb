//! Bars side by side: the growth rates of a bulletin, the regions or periods of an indicator.
//!
//! In: the figures of a bulletin, or an indicator of an edition. Out: bars as SVG, in the edition's words, and the table
//! of what is compared.
//!
//! May touch: chart, figure, label, edition

use super::Views;
use super::chart::{closeness, main_series, mark, words};
use super::types::{ComparedView, ComparisonView};
use crate::chart::text::bare;
use crate::chart::{Bar, Bars, Mark, Omitted};
use crate::edition::{Figure, Item, Subject};
use crate::figure::series::{Measure, is_nationwide};
use crate::figure::{Basis, Kind, Period, Point, Series, Treatment};
use crate::label::{self, Label};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The fewest growth rates that are worth a chart.
const GROWTH_RATES: usize = 3;
/// The most bars at each end of many.
const ENDS: usize = 10;

impl<'v> Views<'v, '_> {
    /// The growth rates of a bulletin as bars, where there are at least three of one period against the same basis.
    pub(crate) fn growth_chart(self, item: &Item<'_>) -> String {
        let mut groups: BTreeMap<(Basis, Period, Treatment), Vec<&Figure<'_>>> = BTreeMap::new();
        for figure in item.figures.iter().filter(|figure| is_rate(figure)) {
            if let Some(basis) = figure.metric.basis {
                let period = figure.metric.period;
                let treatment = figure.metric.treated.of_changes(basis.is_adjusted());
                groups.entry((basis.over(&period), period, treatment)).or_default().push(figure);
            }
        }
        // Of as many the first: against a year before.
        let most = groups.into_iter().rev().max_by_key(|(_, figures)| figures.len());
        let Some(((basis, period, treatment), mut figures)) = most else { return String::new() };
        if figures.len() < GROWTH_RATES {
            return String::new();
        }
        let value = |figure: &Figure<'_>| figure.metric.change.as_ref().map_or(Decimal::ZERO, |change| change.signed());
        figures.sort_by_key(|figure| std::cmp::Reverse(value(figure)));
        let labels = self.labels;
        // Bars of one indicator are named by their regions; its name is said once, above them.
        let regions: Option<Vec<&str>> = figures
            .iter()
            .map(|figure| {
                figure.region.as_deref().filter(|_| figure.name == figures[0].name && figure.dims().is_empty())
            })
            .collect();
        let bar = |(n, figure): (usize, &&Figure<'_>)| {
            let change = figure.metric.change.as_ref();
            let region = regions.as_ref().map(|regions| regions[n].to_owned());
            Bar {
                label: region.unwrap_or_else(|| self.full_name(item, figure)),
                value: value(figure),
                text: self.change(figure).map_or_else(String::new, |change| change.text),
                mark: change
                    .and_then(|change| change.amount())
                    .map_or(Mark::Exact, |amount| closeness(amount.approx())),
                target: figure.metric.kind == Kind::Target,
            }
        };
        let rows: Vec<Bar> = figures.iter().enumerate().map(bar).collect();
        let is_rate = label::is_rate(figures[0].metric.change.as_ref().and_then(|change| change.amount()));
        let (title, subtitle) = match regions {
            Some(_) => {
                let name =
                    labels.measured(&figures[0].name, labels.measure(basis, is_rate)) + &labels.treated(&treatment);
                let period = labels.period(&period);
                (labels.fill(Label::CompareRegions, &[("period", &period), ("name", &name)]), String::new())
            }
            None => {
                let basis = format!("{}{}", labels.basis(basis, is_rate), labels.treated(&treatment));
                (labels.fill(Label::GrowthChart, &[("basis", &basis)]), labels.period(&period))
            }
        };
        let (rows, omitted) = self.fewer(rows);
        let lang = self.edition.variant.tag().to_owned();
        Bars { id: "growth".to_owned(), lang, title, subtitle, rows, omitted, words: words(labels) }.html()
    }

    /// The first and the last bars of many, with a word for those between: they are in the table.
    fn fewer(self, mut rows: Vec<Bar>) -> (Vec<Bar>, Option<Omitted>) {
        let left_out = rows.len().saturating_sub(2 * ENDS);
        if left_out == 0 {
            return (rows, None);
        }
        rows.drain(ENDS..ENDS + left_out);
        (rows, Some(Omitted { after: ENDS, words: self.labels.fill(Label::RowsOmitted, &[("n", &left_out)]) }))
    }

    /// The name of a figure with its dimensions, and its region where its indicator has several.
    fn full_name(self, item: &Item<'_>, figure: &Figure<'_>) -> String {
        let dims = figure.dims().iter().map(|(_, value)| value.as_ref());
        let named: Vec<&str> = self.figure_region(item, figure).into_iter().chain(dims).collect();
        match named.is_empty() {
            true => figure.name.to_string(),
            false => format!("{}{}", figure.name, self.labels.aside(&self.labels.list(&named))),
        }
    }

    /// The region of a figure, where its indicator is known for several; of a whole country only beside its regions.
    pub(crate) fn figure_region<'f>(self, item: &Item<'_>, figure: &'f Figure<'_>) -> Option<&'f str> {
        let indicator = &figure.metric.indicator;
        let region = figure.region.as_deref().filter(|_| self.edition.record.has_regions(indicator))?;
        let others = item.figures.iter().filter(|other| other.metric.indicator == *indicator);
        let is_beside = || others.clone().any(|other| other.region.as_deref() != Some(region));
        // As it was written: Nationwide is no word that a bulletin has.
        (!is_nationwide(figure.metric.region.as_deref()) || is_beside()).then_some(region)
    }

    /// The newest period at which an indicator is known for the most regions, region by region; or the
    /// periods of its longest series, of which `period` is the last. `period` asks for another. None when there are
    /// not two to compare. Beside what a page shows are the bars of all.
    pub(crate) fn comparison(
        self,
        subject: &Subject<'_>,
        by: By,
        period: Option<Period>,
        id: &str,
    ) -> Option<(ComparisonView, Bars)> {
        let compared = match by {
            By::Region => regions(subject, period)?,
            By::Period => {
                let series = main_series(subject, &BTreeSet::new())?;
                periods(series, period.map_or(series.points.len(), |last| series.before_end_of(last)))?
            }
        };
        let labels = self.labels;
        let (lead, newest) = *compared.first()?;
        let what = self.measure(lead);
        let name = self.measured(&subject.name, lead);
        let title = match by {
            By::Region => {
                labels.fill(Label::CompareRegions, &[("period", &labels.period(&newest.period)), ("name", &name)])
            }
            By::Period => labels.fill(Label::ComparePeriods, &[("name", &name)]),
        };
        let (rows, bars): (Vec<_>, Vec<_>) =
            compared.iter().map(|(series, point)| self.compared(series, point, lead, by)).unzip();
        let unit = self.measured_in(lead, self.display_scale(lead));
        let all = Bars {
            id: id.to_owned(),
            lang: self.edition.variant.tag().to_owned(),
            title: title.clone(),
            subtitle: labels.fill(Label::UnitIs, &[("unit", &unit)]),
            rows: bars,
            omitted: None,
            words: words(labels),
        };
        let (shown, omitted) = self.fewer(all.rows.clone());
        let chart = Bars { rows: shown, omitted, ..all.clone() };
        let view = ComparisonView {
            id: id.to_owned(),
            title,
            chart: chart.html(),
            tiles: match by {
                By::Region => self.tiles(&compared, id).unwrap_or_default(),
                By::Period => String::new(),
            },
            by_region: by == By::Region,
            what,
            rows,
            indicator: self.url(&format!("indicators/{}", subject.key)),
        };
        Some((view, all))
    }

    /// A point as a row of the table and as a bar, in the scale of the first series.
    fn compared(self, series: &Series<'_>, point: &Point<'_>, lead: &Series<'_>, by: By) -> (ComparedView, Bar) {
        let label = match by {
            By::Region => self.edition.words(series.key.region.as_deref().unwrap_or_default()).into_owned(),
            By::Period => self.labels.period(&point.period),
        };
        let scale = self.display_scale(lead);
        let text = self.reading_in(series, point, scale);
        let text = bare(&text, &self.measured_in(lead, scale)).to_owned();
        let view = ComparedView { label: label.clone(), value: text.clone(), url: self.figure_url(point.at) };
        let value = scale.drawn(point.reading.base());
        (view, Bar { label, value, text, mark: mark(point), target: false })
    }
}

/// A rate of change in per cent, or that a rate stayed as it was.
fn is_rate(figure: &Figure<'_>) -> bool {
    figure.metric.change.as_ref().is_some_and(|change| figure.metric.unit_of(change) == "%")
}

/// What a comparison lays side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// The regions, at one period.
    Region,
    /// The periods of one series.
    Period,
}

type Compared<'s> = Vec<(&'s Series<'s>, &'s Point<'s>)>;

/// The points of one measure and period in several regions, largest first; a whole country is none of its regions. Of
/// all measures and periods those of `wanted` first; else the newest at which at least half of the regions are known.
pub(super) fn regions<'s>(subject: &'s Subject<'s>, wanted: Option<Period>) -> Option<Compared<'s>> {
    type Group<'k> = (&'k [(String, String)], Measure<'k>, Period);
    let mut groups: BTreeMap<Group<'_>, Compared<'s>> = BTreeMap::new();
    for series in subject.series.iter().filter(|series| !is_nationwide(series.key.region.as_deref())) {
        let key = &series.key;
        for point in &series.points {
            groups.entry((&*key.dims, key.measure(), point.period)).or_default().push((series, point));
        }
    }
    groups.retain(|_, compared| compared.len() > 1);
    let most = groups.values().map(Vec::len).max()?;
    let (_, mut compared) = groups.into_iter().max_by_key(|(group, compared)| {
        let is_wanted = wanted.is_some_and(|wanted| group.2 == wanted);
        (is_wanted, 2 * compared.len() >= most, group.2, group.1.2.is_none(), compared.len())
    })?;
    compared.sort_by(|a, b| b.1.reading.base().cmp(&a.1.reading.base()).then_with(|| a.0.key.cmp(&b.0.key)));
    Some(compared)
}

/// The first `end` points of a series, by period; at most the last twelve of them.
fn periods<'s>(series: &'s Series<'s>, end: usize) -> Option<Compared<'s>> {
    let points = &series.points[end.saturating_sub(12)..end];
    (points.len() > 1).then(|| points.iter().map(|point| (series, point)).collect())
}
