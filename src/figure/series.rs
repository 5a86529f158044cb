//! One thing measured again and again.
//!
//! In: metrics of any number of bulletins, oldest bulletin first. Out: [`Series`]: the points that
//! may stand on one line, each period once. A later figure of the same period revises the earlier
//! one, which stays on record; an earlier period that a figure is compared with is a point of its
//! own, marked as derived, until a bulletin states it.
//!
//! Kept apart are targets and actual figures, levels and rates, per cent and percentage points, sums
//! since January and single months, regions, and whatever else a metric's `dims` set apart. Scales are
//! not: 1.2万亿元 and 11800亿元 are points of one line, by exact decimal arithmetic.
//!
//! May touch: figure

use super::{Approx, Basis, Change, Dimension, Kind, Metric, Period, Quantity, Status};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// Where a metric stands: the place of what it stands in, and its own place there. Given by the
/// caller and handed back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The place of its bulletin.
    pub bulletin: usize,
    /// Its place in the bulletin.
    pub metric: usize,
}

/// A metric, when it was published and where it stands.
#[derive(Clone, Debug)]
pub struct Observation<'m> {
    /// The metric.
    pub metric: &'m Metric,
    /// What tells it apart, where the metric says so in another script than the rest.
    pub names: Option<Box<Names>>,
    /// The day of its bulletin.
    pub published: Date,
    /// Where it stands.
    pub at: At,
}

/// Region and dimensions in the one script that tells series apart: 寧州 and 宁州 are one.
#[derive(Clone, Debug)]
pub struct Names {
    /// Where.
    pub region: Option<String>,
    /// Name and value of each dimension.
    pub dims: Vec<(String, String)>,
}

/// Every series of a site, and which metrics a later bulletin revised. The series of an indicator are
/// put together when one of them is first asked for, so that a preview need not do it for all.
#[derive(Debug, Default)]
pub struct Record<'m> {
    /// By indicator; each has at least one point.
    subjects: Vec<Observed<'m>>,
}

/// What was said of one indicator.
#[derive(Debug)]
struct Observed<'m> {
    indicator: &'m str,
    /// Oldest bulletin first.
    observations: Vec<Observation<'m>>,
    lines: OnceLock<Lines<'m>>,
}

/// The series of one indicator.
#[derive(Debug)]
struct Lines<'m> {
    /// By key.
    series: Vec<Series<'m>>,
    /// For each metric that was revised or revises another: the series and the point it is about,
    /// by their places.
    revised: BTreeMap<At, Vec<(usize, usize)>>,
}

impl<'m> Record<'m> {
    /// The keys of all indicators that have a series, in order.
    pub fn indicators(&self) -> impl ExactSizeIterator<Item = &'m str> {
        self.subjects.iter().map(|subject| subject.indicator)
    }

    /// The series of the indicator at that place of [`Record::indicators`], by key.
    pub fn series_at(&self, at: usize) -> &[Series<'m>] {
        &self.subjects[at].lines().series
    }

    /// Every series, by key.
    pub fn series(&self) -> impl Iterator<Item = &Series<'m>> {
        (0..self.subjects.len()).flat_map(|at| self.series_at(at))
    }

    /// The place of an indicator in [`Record::indicators`]; none when it has no series.
    pub fn find(&self, indicator: &str) -> Option<usize> {
        self.subjects.binary_search_by(|subject| subject.indicator.cmp(indicator)).ok()
    }

    /// The points that a metric of `indicator` states and that have a history: it revises what was
    /// said before, or was revised itself.
    pub fn revisions(&self, indicator: &str, at: At) -> impl Iterator<Item = (&Series<'m>, &Point<'m>)> {
        let lines = self.find(indicator).map(|subject| self.subjects[subject].lines());
        lines.into_iter().flat_map(move |lines| {
            let places = lines.revised.get(&at).into_iter().flatten();
            places.map(|&(series, point)| (&lines.series[series], &lines.series[series].points[point]))
        })
    }
}

impl<'m> Observed<'m> {
    fn lines(&self) -> &Lines<'m> {
        self.lines.get_or_init(|| Lines::gather(&self.observations))
    }
}

/// Points that may stand on one line.
#[derive(Clone, Debug)]
pub struct Series<'m> {
    /// What its points have in common.
    pub key: Key,
    /// Its points by period, each period once.
    pub points: Vec<Point<'m>>,
}

/// What the points of a series have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The key of the indicator.
    pub indicator: String,
    /// Where; none when not said.
    pub region: Option<String>,
    /// What else sets them apart, by name.
    pub dims: Vec<(String, String)>,
    /// How long each point's period is.
    pub cadence: Cadence,
    /// What the points are; [`Kind::Growth`] for a change, unless it is a target or forecast.
    pub kind: Kind,
    /// Against what a change is measured; none for a level.
    pub basis: Option<Basis>,
    /// The unit without scale: `元`, `%`, `pp` for percentage points.
    pub unit: String,
}

/// How long the periods of a series are. A sum since January is no single month, whatever its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cadence {
    /// Single years.
    Year,
    /// Halves of a year.
    Half,
    /// Quarters.
    Quarter,
    /// Single months.
    Month,
    /// Months added up since January.
    YearToDate,
    /// Other runs of months, by their number.
    Months(i32),
    /// Days: a stock at a date.
    Day,
    /// Runs of days, by their number.
    Days(i32),
    /// Runs of years, by their number.
    Years(i32),
}

/// The figure of one period.
#[derive(Clone, Debug)]
pub struct Point<'m> {
    /// The period.
    pub period: Period,
    /// The figure.
    pub reading: Reading<'m>,
    /// Who says so.
    pub origin: Origin,
    /// How firm it is.
    pub status: Option<Status>,
    /// The metric that states it, or from which it was derived.
    pub at: At,
    /// When that was published.
    pub published: Date,
    /// What bulletins said of this period before, oldest first; only what differs.
    pub earlier: Vec<Vintage<'m>>,
}

/// What a bulletin said before a later one said otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Vintage<'m> {
    /// The figure.
    pub reading: Reading<'m>,
    /// The metric that stated it.
    pub at: At,
    /// When that was published.
    pub published: Date,
}

/// A figure on a line.
#[derive(Clone, Copy, Debug)]
pub enum Reading<'m> {
    /// A level, as printed.
    Value(&'m Quantity),
    /// A change, as printed.
    Change(&'m Change),
    /// A number that follows from two printed ones, in the unit of its series.
    Computed(Decimal),
}

/// Who says a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A bulletin, of this very period.
    Stated,
    /// A bulletin of a later period, as what its own figure is compared with.
    Previous,
    /// Nobody: it follows from a later figure and its distance to this one.
    Computed,
}

impl Origin {
    /// Every origin, the surest first.
    pub const ALL: [Self; 3] = [Self::Stated, Self::Previous, Self::Computed];

    /// As data files print it: `stated`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Previous => "previous",
            Self::Computed => "computed",
        }
    }
}

impl Reading<'_> {
    /// The number in the unit of its series, multiplied out: 8200000000 for `近82亿元`.
    pub fn base(&self) -> Decimal {
        match self {
            Self::Value(quantity) => quantity.value_base(),
            Self::Change(change) => {
                let amount = change.amount().map_or(Decimal::ZERO, Quantity::value_base);
                if change.signed().is_sign_negative() { -amount } else { amount }
            }
            Self::Computed(number) => *number,
        }
    }

    /// How closely it is meant.
    pub fn approx(&self) -> Approx {
        self.amount().map_or(Approx::Exact, Quantity::approx)
    }

    /// The printed quantity; of a change without its sign, none for 持平 and computed numbers.
    pub fn amount(&self) -> Option<&Quantity> {
        match self {
            Self::Value(quantity) => Some(quantity),
            Self::Change(change) => change.amount(),
            Self::Computed(_) => None,
        }
    }

    /// Half a unit of the last printed place, multiplied out; nothing for a computed number.
    pub fn half_place(&self) -> Decimal {
        self.amount().map_or(Decimal::ZERO, Quantity::half_place)
    }

    /// Whether this says the same as another of the same period: as exactly, or rounded.
    pub fn agrees(&self, other: &Self) -> bool {
        let (own, others) = (self.half_place(), other.half_place());
        let near = (self.base() - other.base()).abs();
        near.is_zero() || (own != others && near <= own.max(others))
    }
}

impl Point<'_> {
    /// Whether a later bulletin said otherwise than an earlier one.
    pub fn is_revised(&self) -> bool {
        !self.earlier.is_empty()
    }
}

impl Cadence {
    /// That of a period; none for an unstated one, which has no place in a series.
    pub fn of(period: &Period) -> Option<Self> {
        Some(match period {
            Period::Unstated => return None,
            Period::Year(_) => Self::Year,
            Period::Half(..) => Self::Half,
            Period::Quarter(..) => Self::Quarter,
            Period::Month(_) => Self::Month,
            Period::Months(_) if period.is_cumulative() => Self::YearToDate,
            Period::Months(span) => Self::Months(months(span.last()) - months(span.first()) + 1),
            Period::Day(_) => Self::Day,
            Period::Days(span) => Self::Days((span.last() - span.first()).get_days() + 1),
            Period::Years(span) => Self::Years(i32::from(span.last().number() - span.first().number()) + 1),
        })
    }

    /// As data files write it: `year half quarter month ytd 3-month day 10-day 5-year`.
    pub fn code(self) -> String {
        match self {
            Self::Year => "year".into(),
            Self::Half => "half".into(),
            Self::Quarter => "quarter".into(),
            Self::Month => "month".into(),
            Self::YearToDate => "ytd".into(),
            Self::Months(count) => format!("{count}-month"),
            Self::Day => "day".into(),
            Self::Days(count) => format!("{count}-day"),
            Self::Years(count) => format!("{count}-year"),
        }
    }
}

fn months(month: super::Month) -> i32 {
    i32::from(month.year().number()) * 12 + i32::from(month.number())
}

impl Series<'_> {
    /// The newest point that a bulletin states.
    pub fn latest(&self) -> Option<&Point<'_>> {
        self.points.iter().rev().find(|point| point.origin == Origin::Stated).or(self.points.last())
    }
}

/// Every series of these observations.
pub fn gather<'m>(observations: impl IntoIterator<Item = Observation<'m>>) -> Record<'m> {
    let mut subjects: HashMap<&'m str, Vec<Observation<'m>>> = HashMap::new();
    for observation in observations {
        let metric = observation.metric;
        if Cadence::of(&metric.period).is_some() && (metric.value.is_some() || metric.change.is_some()) {
            subjects.entry(&metric.indicator).or_default().push(observation);
        }
    }
    let subjects = subjects.into_iter();
    let mut subjects: Vec<Observed<'m>> = subjects
        .map(|(indicator, observations)| Observed { indicator, observations, lines: OnceLock::new() })
        .collect();
    subjects.sort_by_key(|subject| subject.indicator);
    Record { subjects }
}

impl<'m> Lines<'m> {
    fn gather(observations: &[Observation<'m>]) -> Self {
        let mut lines: BTreeMap<Key, BTreeMap<Period, Point<'m>>> = BTreeMap::new();
        for observation in observations {
            for (key, point) in points(observation) {
                add(lines.entry(key).or_default(), point);
            }
        }
        let lines = lines.into_iter();
        let series: Vec<Series<'m>> =
            lines.map(|(key, points)| Series { key, points: points.into_values().collect() }).collect();
        let mut revised: BTreeMap<At, Vec<(usize, usize)>> = BTreeMap::new();
        for (series_at, series) in series.iter().enumerate() {
            for (point_at, point) in series.points.iter().enumerate().filter(|(_, point)| point.is_revised()) {
                for at in point.earlier.iter().map(|vintage| vintage.at).chain([point.at]) {
                    revised.entry(at).or_default().push((series_at, point_at));
                }
            }
        }
        Self { series, revised }
    }
}

/// A stated point takes the place of a derived one; of two stated ones the later wins, and the other
/// stays on record where they differ. Of two prints of the same number the finer one stands.
fn add<'m>(line: &mut BTreeMap<Period, Point<'m>>, point: Point<'m>) {
    let Some(known) = line.get_mut(&point.period) else {
        line.insert(point.period, point);
        return;
    };
    match (known.origin, point.origin) {
        (Origin::Stated, Origin::Stated) => {
            if known.at.bulletin == point.at.bulletin {
                return;
            }
            let status = point.status.or(known.status);
            let mut earlier = std::mem::take(&mut known.earlier);
            if known.reading.agrees(&point.reading) {
                match point.reading.half_place() < known.reading.half_place() {
                    true => *known = Point { status, earlier, ..point },
                    false => (known.status, known.earlier) = (status, earlier),
                }
                return;
            }
            earlier.push(Vintage { reading: known.reading, at: known.at, published: known.published });
            *known = Point { earlier, ..point };
        }
        (Origin::Stated, Origin::Previous | Origin::Computed) => {}
        (Origin::Previous | Origin::Computed, Origin::Stated | Origin::Previous) => *known = point,
        (Origin::Previous, Origin::Computed) => {}
        (Origin::Computed, Origin::Computed) => *known = point,
    }
}

/// The lines on which a metric itself states a point: that of its value and that of its change. None
/// where its period is not stated.
pub fn stated(metric: &Metric) -> Vec<Key> {
    let observation = Observation { metric, names: None, published: Date::MIN, at: At { bulletin: 0, metric: 0 } };
    points(&observation).into_iter().filter(|(_, point)| point.origin == Origin::Stated).map(|(key, _)| key).collect()
}

/// The points that one metric makes: its value, its change, and what they are compared with.
fn points<'m>(observation: &Observation<'m>) -> Vec<(Key, Point<'m>)> {
    let metric = observation.metric;
    let mut points = Vec::new();
    let mut push = |kind, basis, unit: &str, period: Option<Period>, reading, origin| {
        if let Some(period) = period
            && let Some(cadence) = Cadence::of(&period)
        {
            let key = key(observation, cadence, kind, basis, unit);
            let status = metric.status.filter(|_| origin == Origin::Stated);
            let (at, published) = (observation.at, observation.published);
            points.push((key, Point { period, reading, origin, status, at, published, earlier: Vec::new() }));
        }
    };
    let now = Some(metric.period);
    let before = metric.period.before(metric.basis.unwrap_or(Basis::Yoy));
    if let Some(value) = &metric.value {
        let unit = unit(value);
        push(metric.kind, None, unit, now, Reading::Value(value), Origin::Stated);
        match (&metric.previous, &metric.change) {
            (Some(previous), _) => push(metric.kind, None, unit, before, Reading::Value(previous), Origin::Previous),
            (None, Some(change)) => {
                if let Some(number) = level_before(value, change) {
                    push(metric.kind, None, unit, before, Reading::Computed(number), Origin::Computed);
                }
            }
            (None, None) => {}
        }
    }
    if let Some(change) = &metric.change {
        let planned = matches!(metric.kind, Kind::Target | Kind::Forecast);
        let kind = if planned { metric.kind } else { Kind::Growth };
        let basis = metric.basis.map(|basis| basis.over(&metric.period));
        let unit = match change.amount() {
            Some(amount) => unit(amount).to_owned(),
            None => metric.change_unit().unwrap_or_default(),
        };
        let unit = unit.as_str();
        push(kind, basis, unit, now, Reading::Change(change), Origin::Stated);
        if let (None, Some(previous)) = (&metric.value, &metric.previous) {
            push(kind, basis, unit, before, Reading::Value(previous), Origin::Previous);
        }
        if let Some((accel, against)) = &metric.accel {
            let number = change.signed() - accel.signed();
            push(kind, basis, unit, metric.period.before(*against), Reading::Computed(number), Origin::Computed);
        }
    }
    points
}

/// The level before a change by an amount: 25.3% where 25.7% is 0.4 percentage points more. Nothing
/// follows from a rate, which is rounded, or from a number that is only near.
fn level_before(value: &Quantity, change: &Change) -> Option<Decimal> {
    let amount = change.amount()?;
    let same = match (value.dimension(), amount.dimension()) {
        (Dimension::Percent, Dimension::PercentPoint) => true,
        (Dimension::Other(value), Dimension::Other(change)) => value == change,
        (Dimension::Index, Dimension::Index) => true,
        _ => false,
    };
    let exact = value.approx() == Approx::Exact && amount.approx() == Approx::Exact;
    (same && exact).then(|| value.value_base() - Reading::Change(change).base())
}

/// The unit of a line.
fn unit(quantity: &Quantity) -> &str {
    match quantity.dimension() {
        Dimension::PercentPoint => "pp",
        Dimension::Percent | Dimension::PerMille | Dimension::Multiple | Dimension::Index | Dimension::Other(_) => {
            quantity.unit_base()
        }
    }
}

fn key(observation: &Observation<'_>, cadence: Cadence, kind: Kind, basis: Option<Basis>, unit: &str) -> Key {
    let metric = observation.metric;
    let (region, dims) = match &observation.names {
        Some(names) => (&names.region, &names.dims),
        None => (&metric.region, &metric.dims),
    };
    let mut dims = dims.clone();
    dims.sort();
    Key {
        indicator: metric.indicator.clone(),
        region: region.clone(),
        dims,
        cadence,
        kind,
        basis,
        unit: unit.to_owned(),
    }
}
