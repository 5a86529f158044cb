//! Charts and comparisons.
//!
//! In: series of an edition, or the figures of a bulletin. Out: charts as SVG, in the edition's words,
//! and the table of what is compared. What a chart says is said of numbers only: higher, lower, equal.
//!
//! May touch: chart, figure, label, edition

use super::Views;
use crate::chart::{self, Chart, Dot, Form, Line, Mark, Reference, Role, Spark, TOGETHER, Words};
use crate::edition::Subject;
use crate::figure::english::{abbreviated, pause};
use crate::figure::metric::is_price;
use crate::figure::series::{Key, is_nationwide};
use crate::figure::{
    Approx, Basis, Cadence, Direction, Kind, MetricId, Origin, Period, Point, Quantity, Reading, Scale, Series, Status,
};
use crate::label::{Label, Labels};
use jiff::civil::Date;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt::Display;

/// The most points of columns; more of them become a line.
const COLUMNS: usize = 36;

impl<'v> Views<'v, '_> {
    /// A chart of one measure: its series with the targets and forecasts of the same beside it, or several regions or
    /// indicators. `None` when fewer than two points have a place in it.
    pub(crate) fn series_chart(self, id: &str, lines: &[Drawn<'_, '_>]) -> Option<Chart> {
        let main = lines.first()?;
        let scale = self.display_scale(&main.series);
        let planned = |drawn: &&Drawn<'_, '_>| drawn.series.key.kind.is_planned();
        // Beside others a line's own changes would be too much to say.
        let alone = lines.iter().filter(|drawn| !planned(drawn)).count() == 1;
        let drawn: Vec<Line> = lines.iter().map(|drawn| self.chart_line(drawn, scale, alone)).collect();
        let dots = drawn.iter().map(|line| line.dots.len()).sum::<usize>();
        let crowded = drawn.iter().any(|line| line.dots.windows(2).any(|pair| pair[0].to == pair[1].to));
        if dots < 2 || crowded {
            return None;
        }
        let key = &main.series.key;
        let unit = self.measured_in(&main.series, scale);
        let amounts = matches!(key.kind, Kind::Flow | Kind::Increment) && key.basis.is_none();
        let reference = main.subject.registered.filter(|_| key.basis.is_none());
        let chart = Chart {
            id: id.to_owned(),
            lang: self.edition.variant.tag().to_owned(),
            title: self.chart_title(main),
            subtitle: self.chart_subtitle(lines, &unit),
            description: self.lines_description(lines).unwrap_or_else(|| self.chart_description(main)),
            form: if amounts && main.series.points.len() <= COLUMNS { Form::Bar } else { Form::Line },
            unit,
            reference: reference.and_then(|indicator| indicator.reference.as_ref()).map(|reference| Reference {
                value: scale.drawn(reference.value),
                label: self.edition.own_words(&reference.label).into_owned(),
            }),
            events: self.events(main.subject.key, &drawn),
            indexed: key.basis.is_none() && key.unit != "%" && positive(&drawn),
            lines: drawn,
            words: words(self.labels),
        };
        Some(chart)
    }

    /// What happened while the lines were drawn, as the register of indicators and the bulletins have it, in order of time.
    fn events(self, indicator: &str, lines: &[Line]) -> Vec<chart::Event> {
        let months = || lines.iter().filter(|line| line.shown).flat_map(|line| &line.dots).map(|dot| dot.to);
        let (Some(first), Some(last)) = (months().min(), months().max()) else { return Vec::new() };
        let corpus = self.plan.corpus;
        let registered = corpus.registry.events().iter().map(|event| (event, None));
        let told = corpus.eventful.iter().map(|&at| &corpus[at]);
        let told = told.flat_map(|bulletin| bulletin.events.iter().map(|event| (event, Some(&bulletin.article))));
        let concerning = registered.chain(told).filter(|(event, _)| event.concerns(indicator));
        let mut drawn: Vec<_> = concerning
            .filter_map(|(event, article)| {
                let (_, month) = months_of(&event.period)?;
                let text = match (&event.text_en, article) {
                    (Some(english), _) if self.edition.in_english() => english.clone(),
                    (_, Some(article)) if !self.edition.in_english() => {
                        self.edition.converter(article).convert(&event.text).into_owned()
                    }
                    (..) => self.edition.own_words(&event.text).into_owned(),
                };
                let event = chart::Event { month, date: self.labels.period(&event.period), text };
                ((first..=last).contains(&month) && !event.text.is_empty()).then_some(event)
            })
            .collect();
        drawn.sort_by_key(|event| event.month);
        // What the register and a bulletin both say is said once.
        drawn.dedup();
        drawn
    }

    fn chart_line(self, drawn: &Drawn<'_, '_>, scale: Scale, alone: bool) -> Line {
        let series = &drawn.series;
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
        let by = changes(drawn.subject, &series.key).filter(|_| alone);
        let dots = series.points.iter().zip(spans).map(|(point, (from, to))| Dot {
            from,
            to,
            step,
            label: self.labels.period(&point.period),
            short: self.labels.short_period(&point.period),
            value: scale.drawn(point.reading.base()),
            text: self.reading_in(series, point, scale),
            change: by.map_or_else(String::new, |by| self.change_at(by, point.period)),
            mark: mark(point),
        });
        let by_name = by.map_or_else(String::new, |by| self.measure(by) + &self.labels.treated(&by.key.treatment));
        Line { name: drawn.name.clone(), role, shown: drawn.shown, by: by_name, dots: dots.collect() }
    }

    /// The change of a series in a period, as printed; empty where none is known.
    fn change_at(self, series: &Series<'_>, period: Period) -> String {
        let at = series.points.binary_search_by(|point| point.period.cmp(&period));
        at.map_or_else(|_| String::new(), |at| self.reading(series, &series.points[at], series.points[at].reading))
    }

    /// What a series measures, beside its indicator: `同比`, `目标`, `余额`; empty for the usual level.
    pub(crate) fn measure(self, series: &Series<'_>) -> String {
        let labels = self.labels;
        // Its unit says so even where every change is 持平.
        let is_rate = matches!(series.key.unit.as_str(), "%" | "‰" | "倍");
        let basis = series.key.basis.map(|basis| labels.measure(basis, is_rate).to_owned());
        match (series.key.kind, basis) {
            (Kind::Target | Kind::Forecast, Some(basis)) => {
                format!("{}{}", labels.kind(series.key.kind), labels.aside(&basis))
            }
            (_, Some(basis)) => basis,
            (Kind::Target | Kind::Forecast | Kind::Increment, None) => labels.kind(series.key.kind).to_owned(),
            (_, None) => String::new(),
        }
    }

    /// An indicator with what one of its series measures, and how that is made: `工业增加值环比（经季节调整）`.
    pub(crate) fn measured(self, name: &str, series: &Series<'_>) -> String {
        let treated = self.labels.treated(&series.key.treatment);
        format!("{}{treated}", self.labels.measured(name, &self.measure(series)))
    }

    /// An indicator as one of its series has it, with the region where there are several: `上海市出口额`, `Exports, Shanghai`.
    fn subject_name(self, subject: &Subject<'_>, series: &Series<'_>) -> String {
        let (name, region) = self.name_and_region(subject, series);
        self.labels.placed(&region, &name)
    }

    fn name_and_region(self, subject: &Subject<'_>, series: &Series<'_>) -> (String, String) {
        let key = &series.key;
        let several = || subject.series.iter().any(|other| other.key.region != key.region);
        let is_said = self.plan.corpus.abroad || several();
        let region = key.region.as_deref().filter(|region| is_said && self.edition.names_place(region));
        let region = region.map(|region| self.edition.words(region)).filter(|region| !subject.name.contains(&**region));
        let dims: Vec<_> = key.dims.iter().map(|(_, value)| self.edition.words(value)).collect();
        let dims = if dims.is_empty() { String::new() } else { self.labels.aside(&self.labels.list(&dims)) };
        (format!("{}{dims}", subject.name), region.unwrap_or_default().into_owned())
    }

    /// The title of a chart, a sentence: its newest value, and the one before.
    fn chart_title(self, Drawn { subject, series, .. }: &Drawn<'_, '_>) -> String {
        let labels = self.labels;
        let Some(newest) = series.points.last() else { return String::new() };
        let mut name = match self.name_and_region(subject, series) {
            (name, region) if self.edition.in_english() => self.edition.located(&abbreviated(&name), &region),
            (name, region) => labels.placed(&region, &name),
        };
        if matches!(series.key.kind, Kind::Target | Kind::Forecast | Kind::Increment) {
            name = labels.measured(&name, labels.kind(series.key.kind));
        }
        name.push_str(&labels.treated(&series.key.treatment));
        name.push_str(pause(&name));
        let scale = self.display_scale(series);
        let value = |point: &Point<'_>| match series.key.basis {
            Some(basis) => self.movement(basis, series, point, is_price(&subject.name)),
            None => together(&self.reading_in(series, point, scale)),
        };
        let (period, when) = (labels.period(&newest.period), together(&labels.when(&newest.period)));
        let now = match series.key.basis {
            Some(_) => value(newest),
            None => labels.fill(Label::ChartAt, &[("value", &value(newest))]),
        };
        let Some(before) = compared_with(series) else {
            return labels
                .fill(Label::ChartNow, &[("period", &period), ("when", &when), ("name", &name), ("value", &now)]);
        };
        let label = match newest.reading.base().cmp(&before.reading.base()) {
            Ordering::Equal => Label::ChartSame,
            // Of two changes the reader is told both, and not which is the higher: that of −0.2% and −0.3% is a puzzle.
            Ordering::Greater | Ordering::Less if series.key.basis.is_some() => Label::ChartThen,
            Ordering::Greater => Label::ChartAbove,
            Ordering::Less => Label::ChartBelow,
        };
        let (at, earlier) = (together(&self.period_after(&before.period, &newest.period)), value(before));
        let number = self.reading_in(series, before, scale);
        let unit = self.unit_of(&series.key.indicator, &series.key.unit);
        let number = number.strip_suffix(&unit).filter(|rest| rest.ends_with(' ')).map_or(&*number, str::trim_end);
        labels.fill(
            label,
            &[
                ("period", &period),
                ("when", &when),
                ("name", &name),
                ("value", &now),
                ("before", &at),
                ("earlier", &earlier),
                ("number", &together(number)),
                ("moved", &self.as_noun(series, before)),
            ],
        )
    }

    /// A change as a phrase: 同比上涨0.3%, 年減2.1%, 較上月上升0.2點.
    fn movement(self, basis: Basis, series: &Series<'_>, point: &Point<'_>, is_price: bool) -> String {
        let (direction, size) = self.way(series, point);
        let movement = self.labels.movement(basis, amount(series), direction, is_price, &size);
        if direction == Direction::Flat { movement } else { together(&movement) }
    }

    /// Where a change goes, and by how much.
    fn way(self, series: &Series<'_>, point: &Point<'_>) -> (Direction, String) {
        let direction = match point.reading.base() {
            base if base.is_zero() => Direction::Flat,
            base if base.is_sign_negative() => Direction::Down,
            _ => Direction::Up,
        };
        let size = match point.reading {
            Reading::Change(change) => self.edition.words_of(&series.key.indicator).size(change),
            reading => self.reading(series, point, reading).trim_start_matches(['+', '−']).to_owned(),
        };
        (direction, size)
    }

    /// A change as a thing, within an English sentence: `a fall of 0.3%`, `no change`.
    fn as_noun(self, series: &Series<'_>, point: &Point<'_>) -> String {
        let (direction, size) = self.way(series, point);
        let label = match direction {
            Direction::Up => Label::RiseOf,
            Direction::Down => Label::FallOf,
            Direction::Flat => Label::NoChange,
        };
        self.labels.fill(label, &[("size", &size)])
    }

    /// When a period is after another was named: the year is not said twice.
    fn period_after(self, period: &Period, named: &Period) -> String {
        let text = self.labels.when(period);
        let year = |period: &Period| period.end().map(|day| day.year());
        if matches!(period, Period::Year(_)) {
            return text;
        }
        let same = year(named).filter(|_| year(period) == year(named)).map(|year| self.labels.year(year));
        let rest = same.and_then(|year| {
            text.strip_prefix(&year).or_else(|| text.strip_suffix(&year)).map(|rest| rest.trim_end_matches([' ', ',']))
        });
        // Of a half the year is what it is of.
        let rest = rest.map(|rest| rest.trim_end_matches(" of"));
        rest.filter(|rest| !rest.is_empty()).map_or(text.clone(), str::to_owned)
    }

    /// What is drawn, over which time, in which unit.
    fn chart_subtitle(self, lines: &[Drawn<'_, '_>], unit: &str) -> String {
        let Some(Drawn { subject, series, .. }) = lines.first() else { return String::new() };
        let names: Vec<String> = match lines {
            [only] => vec![self.subject_name(subject, &only.series)],
            _ => lines.iter().filter(|line| !line.name.is_empty()).map(|line| line.subject.name.clone()).collect(),
        };
        let mut names = names;
        names.dedup();
        let name = self.measured(&self.labels.list(&names), series);
        let range = self.series_range(series);
        match unit {
            "" => self.labels.fill(Label::ChartRange, &[("name", &name), ("range", &range)]),
            unit => {
                let unit = together(&self.labels.fill(Label::UnitIs, &[("unit", &unit)]));
                self.labels.fill(Label::ChartSub, &[("name", &name), ("range", &range), ("unit", &unit)])
            }
        }
    }

    /// The first and the last period of a series.
    fn series_range(self, series: &Series<'_>) -> String {
        let period =
            |point: Option<&Point<'_>>| point.map_or_else(String::new, |point| self.labels.period(&point.period));
        let (first, last) = (period(series.points.first()), period(series.points.last()));
        self.labels.fill(Label::DigestRange, &[("first", &first), ("last", &last)])
    }

    /// Several lines with the newest value of each; `None` where there is but one to be told.
    fn lines_description(self, lines: &[Drawn<'_, '_>]) -> Option<String> {
        let Drawn { subject, series, .. } = lines.first()?;
        let scale = self.display_scale(series);
        let told = lines.iter().filter(|line| line.shown && !line.name.is_empty());
        let latest: Vec<String> = told
            .filter_map(|line| {
                let value = self.reading_in(&line.series, line.series.points.last()?, scale);
                Some(self.labels.fill(Label::ChartDescLine, &[("name", &line.name), ("value", &value)]))
            })
            .collect();
        let [_, _, ..] = latest.as_slice() else { return None };
        let latest: Vec<&str> = latest.iter().map(String::as_str).collect();
        let latest = self.labels.list(&latest);
        Some(self.described(Label::ChartDescLines, &subject.name, series, &[("latest", &latest)]))
    }

    /// What is drawn, over which time, and what else a description tells of it.
    fn described(self, label: Label, name: &str, series: &Series<'_>, more: &[(&str, &dyn Display)]) -> String {
        let (name, range) = (self.measured(name, series), self.series_range(series));
        let mut fills: Vec<(&str, &dyn Display)> = vec![("name", &name), ("range", &range)];
        let count = series.points.len();
        fills.push(("n", &count));
        fills.extend_from_slice(more);
        self.labels.fill(label, &fills)
    }

    fn chart_description(self, Drawn { subject, series, .. }: &Drawn<'_, '_>) -> String {
        let labels = self.labels;
        let by_value = |point: &&Point<'_>| point.reading.base();
        let (Some(low), Some(high)) =
            // Of equal ones the newest is the news.
            (series.points.iter().rev().min_by_key(by_value), series.points.iter().max_by_key(by_value))
        else {
            return String::new();
        };
        let scale = self.display_scale(series);
        let text = |point: &Point<'_>| self.reading_in(series, point, scale);
        let name = self.subject_name(subject, series);
        let newest = series.points.last().unwrap_or(high);
        let [at, low_at, high_at] = [newest, low, high].map(|point| labels.period(&point.period));
        let [value, low, high] = [newest, low, high].map(text);
        let more: [(&str, &dyn Display); 6] = [
            ("value", &value),
            ("at", &at),
            ("low", &low),
            ("low_at", &low_at),
            ("high", &high),
            ("high_at", &high_at),
        ];
        let label = if is_sum_to_date(series) { Label::ChartDescLatest } else { Label::ChartDesc };
        self.described(label, &name, series, &more)
    }
}

/// Whether the values of a series are sums since the start of their year, which are no more comparable than their lengths.
fn is_sum_to_date(series: &Series<'_>) -> bool {
    series.key.cadence == Cadence::YearToDate && series.key.basis.is_none()
}

/// The point that the newest is compared with: the one before; of a sum since January that of as many months a year ago.
fn compared_with<'s, 'e>(series: &'s Series<'e>) -> Option<&'s Point<'e>> {
    let (newest, earlier) = series.points.split_last()?;
    if !is_sum_to_date(series) {
        return earlier.last();
    }
    let length = |point: &Point<'_>| months(&point.period, series.key.cadence);
    let (from, to) = length(newest)?;
    earlier.iter().find(|point| length(point) == Some((from - 12, to - 12)))
}

/// The changes of the values of a series, where they are known.
fn changes<'s, 'e>(subject: &'s Subject<'e>, of: &Key) -> Option<&'s Series<'e>> {
    let is_level = of.basis.is_none() && !of.kind.is_planned();
    subject
        .series
        .iter()
        .filter(|_| is_level)
        .filter(|Series { key, .. }| key.treatment.adjust == of.treatment.adjust)
        .find(|Series { key, .. }| key.is_beside(of) && key.basis.is_some() && key.kind == Kind::Growth)
}

/// A series as a line of a chart.
pub(crate) struct Drawn<'s, 'e> {
    /// Its indicator.
    pub(crate) subject: &'s Subject<'e>,
    /// The series, as far as it is drawn.
    pub(crate) series: Series<'e>,
    /// The name beside its end; empty where there is but one.
    pub(crate) name: String,
    /// Whether it is drawn until readers choose others.
    pub(crate) shown: bool,
}

/// A number with its unit, which no line of a title may part.
fn together(text: &str) -> String {
    // Words that have spaces between them may be on two lines.
    if text.contains(' ') {
        return text.to_owned();
    }
    format!("{TOGETHER}{text}{TOGETHER}")
}

/// The points on a line the size of a word.
const SPARK: usize = 24;

/// A series up to a period as a line the size of a word; empty when there are not two points.
pub(crate) fn spark(series: &Series<'_>, until: Period) -> String {
    let end = series.points.partition_point(|point| point.period <= until);
    let points = &series.points[end.saturating_sub(SPARK)..end];
    match points.len() {
        0 | 1 => String::new(),
        _ => Spark { values: points.iter().map(|point| Some(point.reading.base())).collect(), scale: None }.svg(),
    }
}

/// An amount of a series as printed, by which its changes are told apart: rates from differences.
fn amount<'s>(series: &'s Series<'_>) -> Option<&'s Quantity> {
    series.points.iter().rev().find_map(|point| point.reading.amount())
}

/// The series that represents an indicator: of the one region that is asked for, else of the whole country, else of the
/// region with the largest number; among these the longest, then the one with the newest point, then the first.
pub(crate) fn main_series<'s, 'e>(subject: &'s Subject<'e>, own: &BTreeSet<Option<&str>>) -> Option<&'s Series<'e>> {
    let planned = |series: &Series<'_>| series.key.kind.is_planned();
    let place = |series: &Series<'_>| match series.key.region.as_deref() {
        region if own.len() == 1 && own.contains(&region) => 2,
        region if is_nationwide(region) => 1,
        _ => 0,
    };
    subject.series.iter().rev().max_by_key(|series| {
        let last = series.points.last();
        let size = last.filter(|_| place(series) == 0).map(|point| point.reading.base());
        (!planned(series), place(series), series.points.len(), last.map(|point| point.period), size)
    })
}

/// The first and last month of a period, counted from the year 0. A sum since January stands at its
/// last month, so that sums of different length stand side by side.
fn months(period: &Period, cadence: Cadence) -> Option<(i32, i32)> {
    let (from, to) = months_of(period)?;
    Some(if cadence == Cadence::YearToDate { (to, to) } else { (from, to) })
}

/// The first and last month of a period, counted from the year 0.
fn months_of(period: &Period) -> Option<(i32, i32)> {
    let month = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    Some((month(period.start()?), month(period.end()?)))
}

/// Whether every value is more than nothing, so that each can be a share of the first.
fn positive(lines: &[Line]) -> bool {
    lines.iter().flat_map(|line| &line.dots).all(|dot| dot.value.is_sign_positive() && !dot.value.is_zero())
}

pub(super) fn mark(point: &Point<'_>) -> Mark {
    match (point.origin, point.status, point.reading.approx()) {
        (Origin::Previous | Origin::Computed | Origin::Derived, ..) => Mark::Derived,
        (Origin::Stated, ..) if point.is_revised() => Mark::Revised,
        (Origin::Stated, Some(Status::Preliminary), _) => Mark::Preliminary,
        (Origin::Stated, _, approx) => closeness(approx),
    }
}

pub(super) fn closeness(approx: Approx) -> Mark {
    if approx == Approx::Exact { Mark::Exact } else { Mark::Approx }
}

pub(super) fn words(labels: &Labels) -> Words {
    let word = |label| labels.text(label).to_owned();
    Words {
        aside: word(Label::JoinAside),
        approx: word(Label::Approximate),
        derived: word(Label::Derived),
        revised: word(Label::Revised),
        preliminary: word(Label::Preliminary),
        target: word(Label::Target),
        forecast: word(Label::Forecast),
        cut: word(Label::ChartCut),
        table: word(Label::ChartTable),
        period: word(Label::Period),
        value: word(Label::Value),
    }
}

/// The figure of a series that its newest bulletin states.
pub(crate) fn newest(series: &Series<'_>) -> Option<MetricId> {
    series.latest().map(|point| point.at)
}
