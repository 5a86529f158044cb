//! Charts and comparisons.
//!
//! In: series of an edition, or the figures of a bulletin. Out: charts as SVG, in the edition's words,
//! and the table of what is compared. What a chart says is said of numbers only: higher, lower, equal.
//!
//! May touch: chart, figure, label, edition

use super::Views;
use super::types::{ComparedView, ComparisonView};
use crate::chart::{Bar, Bars, Chart, Dot, Form, Line, Mark, Role, Spark, Words};
use crate::edition::{Figure, Item, Subject};
use crate::figure::{Approx, At, Basis, Cadence, Kind, Origin, Period, Point, Scale, Series, Status};
use crate::label::{Label, Labels};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The fewest growth rates that are worth a chart.
const GROWTH_RATES: usize = 3;
/// The most points of columns; more of them become a line.
const COLUMNS: usize = 36;

impl<'v> Views<'v, '_> {
    /// A chart of one series, with the targets and forecasts of the same measure beside it; none when
    /// fewer than two points have a place in it.
    pub(crate) fn series_chart(self, subject: &Subject<'_>, id: &str, lines: &[&Series<'_>]) -> Option<String> {
        let main = lines.first()?;
        let (scale, factor) = display_scale(main);
        let drawn: Vec<Line> = lines.iter().map(|series| self.chart_line(series, factor, lines.len() > 1)).collect();
        let dots = drawn.iter().map(|line| line.dots.len()).sum::<usize>();
        let crowded = drawn.iter().any(|line| line.dots.windows(2).any(|pair| pair[0].to == pair[1].to));
        if dots < 2 || crowded {
            return None;
        }
        let unit = format!("{}{}", self.labels.scale(scale), self.unit(&main.key.unit));
        let amounts = matches!(main.key.kind, Kind::Flow | Kind::Increment) && main.key.basis.is_none();
        let chart = Chart {
            id: id.to_owned(),
            lang: self.edition.variant.tag().to_owned(),
            title: self.chart_title(main),
            subtitle: self.chart_subtitle(subject, main, &unit),
            description: self.chart_description(subject, main),
            form: if amounts && main.points.len() <= COLUMNS { Form::Bar } else { Form::Line },
            unit,
            lines: drawn,
            reference: None,
            words: words(self.labels),
        };
        Some(chart.svg())
    }

    /// The growth rates of a bulletin as bars, where there are at least three against the same basis.
    pub(crate) fn growth_chart(self, item: &Item<'_>) -> String {
        let mut bases: BTreeMap<Basis, Vec<&Figure<'_>>> = BTreeMap::new();
        for figure in item.figures.iter().filter(|figure| is_rate(figure)) {
            if let Some(basis) = figure.metric.basis {
                bases.entry(basis.over(&figure.metric.period)).or_default().push(figure);
            }
        }
        let Some((basis, mut figures)) = bases.into_iter().max_by_key(|(_, figures)| figures.len()) else {
            return String::new();
        };
        if figures.len() < GROWTH_RATES {
            return String::new();
        }
        let value = |figure: &Figure<'_>| figure.metric.change.as_ref().map_or(Decimal::ZERO, |change| change.signed());
        figures.sort_by_key(|figure| std::cmp::Reverse(value(figure)));
        let labels = self.labels;
        let one_period = figures.iter().all(|figure| figure.metric.period == figures[0].metric.period);
        let rows: Vec<Bar> = figures
            .iter()
            .map(|figure| {
                let change = figure.metric.change.as_ref();
                Bar {
                    label: full_name(figure),
                    note: if one_period { String::new() } else { labels.period(&figure.metric.period) },
                    value: value(figure),
                    text: self.change(figure).map_or_else(String::new, |change| change.text),
                    mark: change
                        .and_then(|change| change.amount())
                        .map_or(Mark::Exact, |amount| closeness(amount.approx())),
                    target: figure.metric.kind == Kind::Target,
                }
            })
            .collect();
        let basis = labels.basis(basis, figures[0].metric.change.as_ref().and_then(|change| change.amount()));
        let (first, last) = (&rows[0], &rows[rows.len() - 1]);
        let description = labels.fill(
            Label::GrowthDesc,
            &[
                ("n", &rows.len()),
                ("first", &first.label),
                ("first_value", &first.text),
                ("last", &last.label),
                ("last_value", &last.text),
            ],
        );
        let bars = Bars {
            id: "growth".to_owned(),
            lang: self.edition.variant.tag().to_owned(),
            title: labels.fill(Label::GrowthChart, &[("basis", &basis)]),
            subtitle: if one_period { labels.period(&figures[0].metric.period) } else { String::new() },
            description,
            rows,
            omitted: None,
            words: words(labels),
        };
        bars.svg()
    }

    /// The newest period at which an indicator is known for the most regions, region by region; or the
    /// periods of its longest series. `period` asks for another. None when there are not two to compare.
    pub(crate) fn comparison(
        self,
        subject: &Subject<'_>,
        by: By,
        period: Option<Period>,
        id: &str,
    ) -> Option<ComparisonView<'v>> {
        let compared = match by {
            By::Region => regions(subject, period)?,
            By::Period => periods(subject)?,
        };
        let labels = self.labels;
        let (lead, _) = *compared.first()?;
        let at_period = labels.period(&compared[0].1.period);
        let what = self.measure(lead);
        let name = format!("{}{what}", subject.name);
        let (scale, factor) = display_scale(lead);
        let rows: Vec<(ComparedView, Bar)> = compared
            .iter()
            .map(|(series, point)| {
                let label = match by {
                    By::Region => self.edition.words(series.key.region.as_deref().unwrap_or_default()).into_owned(),
                    By::Period => labels.period(&point.period),
                };
                let text = self.reading(series, point, point.reading);
                let view = ComparedView { label: label.clone(), value: text.clone(), url: self.figure_url(point.at) };
                let bar = Bar {
                    label,
                    note: String::new(),
                    value: point.reading.base() / factor,
                    text,
                    mark: mark(point),
                    target: false,
                };
                (view, bar)
            })
            .collect();
        let (rows, bars): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let title = match by {
            By::Region => labels.fill(Label::CompareRegions, &[("period", &at_period), ("name", &name)]),
            By::Period => labels.fill(Label::ComparePeriods, &[("name", &name)]),
        };
        let (first, last) = (&rows[0], &rows[rows.len() - 1]);
        let description = labels.fill(
            Label::CompareDesc,
            &[
                ("name", &title),
                ("n", &rows.len()),
                ("first", &first.label),
                ("first_value", &first.value),
                ("last", &last.label),
                ("last_value", &last.value),
            ],
        );
        let unit = format!("{}{}", labels.scale(scale), self.unit(&lead.key.unit));
        let chart = Bars {
            id: id.to_owned(),
            lang: self.edition.variant.tag().to_owned(),
            title: title.clone(),
            subtitle: labels.fill(Label::UnitIs, &[("unit", &unit)]),
            description,
            rows: bars,
            omitted: None,
            words: words(labels),
        };
        Some(ComparisonView {
            t: labels.ui(),
            id: id.to_owned(),
            title,
            chart: chart.svg(),
            by_region: by == By::Region,
            what,
            rows,
            indicator: self.url(&format!("indicators/{}", subject.key)),
        })
    }

    fn chart_line(self, series: &Series<'_>, factor: Decimal, named: bool) -> Line {
        let role = match series.key.kind {
            Kind::Target => Role::Target,
            Kind::Forecast => Role::Forecast,
            _ => Role::Actual,
        };
        let spans: Vec<(i32, i32)> =
            series.points.iter().filter_map(|point| months(&point.period, series.key.cadence)).collect();
        let gaps = spans.windows(2).map(|pair| pair[1].1 - pair[0].1).filter(|gap| *gap > 0);
        let step = match series.key.cadence {
            Cadence::Year => 12,
            Cadence::Half => 6,
            Cadence::Quarter => 3,
            Cadence::Month | Cadence::YearToDate => 1,
            Cadence::Months(_) | Cadence::Day | Cadence::Days(_) | Cadence::Years(_) => gaps.min().unwrap_or(1),
        };
        let dots = series.points.iter().zip(spans).map(|(point, (from, to))| Dot {
            from,
            to,
            step,
            label: self.labels.period(&point.period),
            short: self.labels.short_period(&point.period),
            value: point.reading.base() / factor,
            text: self.reading(series, point, point.reading),
            mark: mark(point),
        });
        let name = if named { self.measure(series) } else { String::new() };
        Line { name, role, dots: dots.collect() }
    }

    /// What a series measures, beside its indicator: `同比`, `目标`, `余额`; empty for the usual level.
    pub(crate) fn measure(self, series: &Series<'_>) -> String {
        let labels = self.labels;
        let basis = series.key.basis.map(|basis| {
            let amount = series.points.iter().rev().find_map(|point| point.reading.amount());
            labels.basis(basis, amount).to_owned()
        });
        match (series.key.kind, basis) {
            (Kind::Target | Kind::Forecast, Some(basis)) => format!("{}（{basis}）", labels.kind(series.key.kind)),
            (_, Some(basis)) => basis,
            (Kind::Target | Kind::Forecast | Kind::Increment, None) => labels.kind(series.key.kind).to_owned(),
            (_, None) => String::new(),
        }
    }

    /// The title of a chart: its newest value, and how it stands to the one before.
    fn chart_title(self, series: &Series<'_>) -> String {
        let labels = self.labels;
        let Some(newest) = series.points.last() else { return String::new() };
        let text = |point: &Point<'_>| self.reading(series, point, point.reading);
        let (period, what, value) = (labels.period(&newest.period), self.measure(series), text(newest));
        let Some(before) = series.points.iter().rev().nth(1) else {
            return labels.fill(Label::ChartNow, &[("period", &period), ("what", &what), ("value", &value)]);
        };
        let label = match newest.reading.base().cmp(&before.reading.base()) {
            Ordering::Greater => Label::ChartAbove,
            Ordering::Less => Label::ChartBelow,
            Ordering::Equal => Label::ChartSame,
        };
        let (at, earlier) = (labels.period(&before.period), text(before));
        labels.fill(
            label,
            &[("period", &period), ("what", &what), ("value", &value), ("before", &at), ("earlier", &earlier)],
        )
    }

    fn chart_subtitle(self, subject: &Subject<'_>, series: &Series<'_>, unit: &str) -> String {
        let labels = self.labels;
        let unit = match unit {
            "" => labels.text(Label::NoUnit).to_owned(),
            unit => labels.fill(Label::UnitIs, &[("unit", &unit)]),
        };
        let name = format!("{}{}", subject.name, self.measure(series));
        labels.fill(Label::ChartSub, &[("name", &name), ("range", &self.series_range(series)), ("unit", &unit)])
    }

    /// The first and the last period of a series.
    fn series_range(self, series: &Series<'_>) -> String {
        let period =
            |point: Option<&Point<'_>>| point.map_or_else(String::new, |point| self.labels.period(&point.period));
        let (first, last) = (period(series.points.first()), period(series.points.last()));
        self.labels.fill(Label::DigestRange, &[("first", &first), ("last", &last)])
    }

    fn chart_description(self, subject: &Subject<'_>, series: &Series<'_>) -> String {
        let labels = self.labels;
        let by_value = |point: &&Point<'_>| point.reading.base();
        let (Some(low), Some(high)) =
            (series.points.iter().min_by_key(by_value), series.points.iter().max_by_key(by_value))
        else {
            return String::new();
        };
        let text = |point: &Point<'_>| self.reading(series, point, point.reading);
        labels.fill(
            Label::ChartDesc,
            &[
                ("name", &format!("{}{}", subject.name, self.measure(series))),
                ("range", &self.series_range(series)),
                ("n", &series.points.len()),
                ("low", &text(low)),
                ("low_at", &labels.period(&low.period)),
                ("high", &text(high)),
                ("high_at", &labels.period(&high.period)),
            ],
        )
    }
}

/// The points on a line the size of a word.
const SPARK: usize = 24;

/// A series up to a period as a line the size of a word; empty when there are not two points.
pub(crate) fn spark(series: &Series<'_>, until: Period) -> String {
    let end = series.points.partition_point(|point| point.period <= until);
    let points = &series.points[end.saturating_sub(SPARK)..end];
    match points.len() {
        0 | 1 => String::new(),
        _ => Spark { values: points.iter().map(|point| Some(point.reading.base())).collect() }.svg(),
    }
}

/// A rate of change in per cent.
fn is_rate(figure: &Figure<'_>) -> bool {
    let amount = figure.metric.change.as_ref().and_then(|change| change.amount());
    amount.is_some_and(|amount| amount.unit_base() == "%")
}

fn full_name(figure: &Figure<'_>) -> String {
    let dims: Vec<&str> = figure.dims.iter().map(|(_, value)| value.as_ref()).collect();
    match dims.is_empty() {
        true => figure.name.to_string(),
        false => format!("{}（{}）", figure.name, dims.join("、")),
    }
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

/// The points of one measure and period in several regions, largest first. Of all measures and
/// periods the one with the most regions, then the newest.
fn regions<'s>(subject: &'s Subject<'s>, wanted: Option<Period>) -> Option<Compared<'s>> {
    type Group<'k> = (&'k [(String, String)], Cadence, Kind, Option<Basis>, &'k str, Period);
    let mut groups: BTreeMap<Group<'_>, Compared<'s>> = BTreeMap::new();
    for series in subject.series.iter().filter(|series| series.key.region.is_some()) {
        let key = &series.key;
        for point in series.points.iter().filter(|point| wanted.is_none_or(|wanted| point.period == wanted)) {
            let group = (&*key.dims, key.cadence, key.kind, key.basis, &*key.unit, point.period);
            groups.entry(group).or_default().push((series, point));
        }
    }
    let (_, mut compared) = groups
        .into_iter()
        .filter(|(_, compared)| compared.len() > 1)
        .max_by_key(|(group, compared)| (compared.len(), group.5))?;
    compared.sort_by(|a, b| b.1.reading.base().cmp(&a.1.reading.base()).then_with(|| a.0.key.cmp(&b.0.key)));
    Some(compared)
}

/// The points of the longest series, by period; at most the last twelve.
fn periods<'s>(subject: &'s Subject<'s>) -> Option<Compared<'s>> {
    let series = longest(subject)?;
    let from = series.points.len().saturating_sub(12);
    (series.points.len() > 1).then(|| series.points[from..].iter().map(|point| (series, point)).collect())
}

/// The series that stands for an indicator: the one with the most points, among equals that with the
/// newest, then the first.
pub(crate) fn longest<'s>(subject: &'s Subject<'s>) -> Option<&'s Series<'s>> {
    let planned = |series: &Series<'_>| matches!(series.key.kind, Kind::Target | Kind::Forecast);
    subject
        .series
        .iter()
        .rev()
        .max_by_key(|series| (!planned(series), series.points.len(), series.points.last().map(|point| point.period)))
}

/// The first and last month of a period, counted from the year 0. A sum since January stands at its
/// last month, so that sums of different length stand side by side.
fn months(period: &Period, cadence: Cadence) -> Option<(i32, i32)> {
    let month = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let (from, to) = (month(period.start()?), month(period.end()?));
    Some(if cadence == Cadence::YearToDate { (to, to) } else { (from, to) })
}

fn mark(point: &Point<'_>) -> Mark {
    match (point.origin, point.status, point.reading.approx()) {
        (Origin::Previous | Origin::Computed, ..) => Mark::Derived,
        (Origin::Stated, ..) if point.is_revised() => Mark::Revised,
        (Origin::Stated, Some(Status::Preliminary), _) => Mark::Preliminary,
        (Origin::Stated, _, approx) => closeness(approx),
    }
}

fn closeness(approx: Approx) -> Mark {
    if approx == Approx::Exact { Mark::Exact } else { Mark::Approx }
}

/// The scale of an axis: that in which the newest value is printed.
fn display_scale(series: &Series<'_>) -> (Scale, Decimal) {
    let newest = series.points.iter().rev().find_map(|point| point.reading.amount());
    let scale = newest.map_or(Scale::One, |amount| amount.scale());
    (scale, scale.factor())
}

fn words(labels: &Labels) -> Words {
    let word = |label| labels.text(label).to_owned();
    Words {
        approx: word(Label::Approximate),
        derived: word(Label::Derived),
        revised: word(Label::Revised),
        preliminary: word(Label::Preliminary),
        target: word(Label::Target),
        forecast: word(Label::Forecast),
        cut: word(Label::ChartCut),
    }
}

/// The figure of a series that its newest bulletin states.
pub(crate) fn newest(series: &Series<'_>) -> Option<At> {
    series.latest().map(|point| point.at)
}
