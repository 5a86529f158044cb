//! Series: one thing measured again and again.
//!
//! In: metrics of any number of bulletins, oldest bulletin first. Out: [`Series`]: the points that
//! are comparable with each other, each period once. A later figure of the same period revises the earlier
//! one, which stays on record; an earlier period that a figure is compared with is a point of its
//! own, marked as derived, until a bulletin states it.
//!
//! In different series are targets and actual figures, levels and rates, per cent and percentage points, sums
//! since January and single months, regions, what is treated differently, and everything else that differs in a metric's `dims`. Scales do not
//! matter: 1.2万亿元 and 11800亿元 are points of one series, by exact decimal arithmetic.
//!
//! * The same period in a later bulletin **revises**: the later reading wins, the earlier one stays as a [`Vintage`]. A
//!   rounder print of the same number (5.6万亿元 for 55788亿元) revises nothing, and the more exact one stays.
//! * `previous` and `accel` (and a change by an amount) state an earlier period too. Such a point is marked as derived, and
//!   gives way as soon as a bulletin states that period itself.
//! * Points borrow the quantities of the corpus. Nothing is rounded but the pixels of a chart.
//!
//! May touch: nothing

mod derived;
mod id;
mod key;
mod points;

pub use self::id::{BulletinId, MetricId, SubjectId};
pub(crate) use self::key::Measure;
pub use self::key::{Cadence, Key};
use self::points::{add, points};
use super::derive::Derive;
use super::{Approx, Change, Metric, Period, Quantity, Status};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

/// What bulletins call all of a country.
const NATIONWIDE: [&str; 4] = ["全国", "全國", "全台", "全臺"];

/// A metric, when it was published and its id.
#[derive(Clone, Debug)]
pub struct Observation<'m> {
    /// The metric.
    pub metric: &'m Metric,
    /// Its region and dimensions, where the metric has them in another script than the rest.
    pub names: Option<Box<SeriesName>>,
    /// The day of its bulletin.
    pub published: Date,
    /// Its place.
    pub at: MetricId,
}

/// Region and dimensions in one script, in which series are compared: 寧州 and 宁州 are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeriesName {
    /// Where.
    pub region: Option<Arc<str>>,
    /// Name and value of each dimension.
    pub dims: Box<[(String, String)]>,
}

/// Every series of a site, and which metrics a later bulletin revised. The series of an indicator are
/// gathered when one of them is first needed, so that a preview need not do it for all.
#[derive(Debug, Default)]
pub struct Record<'m> {
    /// By indicator; each has at least one point.
    subjects: Vec<Observed<'m>>,
}

/// The observations of one indicator.
#[derive(Debug)]
struct Observed<'m> {
    indicator: &'m str,
    /// Oldest bulletin first.
    observations: Vec<Observation<'m>>,
    /// Whether they are of several regions.
    has_regions: bool,
    /// What is worked out of them.
    derive: Derive,
    lines: OnceLock<Lines<'m>>,
}

/// The series of one indicator.
#[derive(Debug)]
struct Lines<'m> {
    /// By key.
    series: Vec<Series<'m>>,
    /// For each metric that was revised or revises another: the series and the point concerned,
    /// by their indices.
    revised: BTreeMap<MetricId, Vec<(usize, usize)>>,
}

impl<'m> Record<'m> {
    /// The same with what is worked out of the figures of each indicator.
    #[must_use]
    pub(crate) fn deriving<'r>(mut self, wanted: impl Fn(&str) -> Option<&'r Derive>) -> Self {
        for subject in &mut self.subjects {
            subject.derive = wanted(subject.indicator).cloned().unwrap_or_default();
        }
        self
    }

    /// The keys of all indicators that have a series, in order.
    pub(crate) fn indicators(&self) -> impl ExactSizeIterator<Item = &'m str> {
        self.subjects.iter().map(|subject| subject.indicator)
    }

    /// The series of the indicator at that index of [`Record::indicators`], by key.
    pub(crate) fn subjects(&self) -> impl ExactSizeIterator<Item = (SubjectId, &'m str)> {
        self.indicators().enumerate().map(|(at, indicator)| (SubjectId(at), indicator))
    }

    /// The series of an indicator, by key.
    pub(crate) fn series_of(&self, id: SubjectId) -> &[Series<'m>] {
        &self.subjects[id.0].lines().series
    }

    /// Every series, by key.
    pub fn series(&self) -> impl Iterator<Item = &Series<'m>> {
        self.subjects.iter().flat_map(|subject| &subject.lines().series)
    }

    /// Whether any figure was revised.
    pub(crate) fn has_revisions(&self) -> bool {
        self.subjects.iter().any(|subject| !subject.lines().revised.is_empty())
    }

    /// The index of an indicator in [`Record::indicators`]; `None` when it has no series.
    pub(crate) fn find(&self, indicator: &str) -> Option<SubjectId> {
        self.subjects.binary_search_by(|subject| subject.indicator.cmp(indicator)).ok().map(SubjectId)
    }

    /// The key of an indicator.
    pub(crate) fn key(&self, id: SubjectId) -> &'m str {
        self.subjects[id.0].indicator
    }

    /// What was said of an indicator, oldest bulletin first.
    pub(crate) fn observations(&self, id: SubjectId) -> &[Observation<'m>] {
        &self.subjects[id.0].observations
    }

    /// Whether an indicator is known for several regions, which have to be named then.
    pub(crate) fn has_regions(&self, indicator: &str) -> bool {
        self.find(indicator).is_some_and(|id| self.subjects[id.0].has_regions)
    }

    /// The series on which this metric itself, and not an equal one, states a point: the series of its value, or of its
    /// change where it has no value; `None` where its period is not stated.
    pub(crate) fn line(&self, metric: &Metric) -> Option<&Series<'m>> {
        let subject = &self.subjects[self.find(&metric.indicator)?.0];
        let observation = subject.observations.iter().find(|observation| std::ptr::eq(observation.metric, metric))?;
        let series = &subject.lines().series;
        let (key, _) = points(observation).into_iter().find(|(_, point)| point.origin == Origin::Stated)?;
        series.binary_search_by(|series| series.key.cmp(&key)).ok().map(|place| &series[place])
    }

    /// The points that a metric of `indicator` states and that have a history: it revises an earlier
    /// figure, or was revised itself.
    pub(crate) fn revisions(&self, indicator: &str, at: MetricId) -> impl Iterator<Item = (&Series<'m>, &Point<'m>)> {
        let lines = self.find(indicator).map(|id| self.subjects[id.0].lines());
        lines.into_iter().flat_map(move |lines| {
            let places = lines.revised.get(&at).into_iter().flatten();
            places.map(|&(series, point)| (&lines.series[series], &lines.series[series].points[point]))
        })
    }
}

impl Observation<'_> {
    /// Region and dimensions, in order and in the one script in which series are compared.
    pub(crate) fn names(&self) -> SeriesName {
        let (region, dims) = match &self.names {
            Some(names) => (&names.region, &names.dims),
            None => (&self.metric.region, &self.metric.dims),
        };
        let mut dims = dims.clone();
        dims.sort();
        SeriesName { region: region.clone(), dims }
    }

    /// The region alone, which takes no copy.
    fn region(&self) -> Option<&Arc<str>> {
        self.names.as_ref().map_or(self.metric.region.as_ref(), |names| names.region.as_ref())
    }
}

impl<'m> Observed<'m> {
    fn lines(&self) -> &Lines<'m> {
        self.lines.get_or_init(|| Lines::gather(&self.observations, &self.derive))
    }
}

/// Points that are comparable with each other.
#[derive(Clone, Debug)]
pub struct Series<'m> {
    /// What its points have in common.
    pub key: Key,
    /// Its points by period, each period once.
    pub points: Vec<Point<'m>>,
}

/// The figure of one period.
#[derive(Clone, Debug)]
pub struct Point<'m> {
    /// The period.
    pub period: Period,
    /// The figure.
    pub reading: Reading<'m>,
    /// Where it comes from.
    pub origin: Origin,
    /// How firm it is.
    pub status: Option<Status>,
    /// The metric that states it, or from which it was derived.
    pub at: MetricId,
    /// When that was published.
    pub published: Date,
    /// Earlier figures for this period, oldest first; only those that differ.
    pub earlier: Vec<Vintage<'m>>,
}

/// An earlier figure, which a later bulletin replaced.
#[derive(Clone, Copy, Debug)]
pub struct Vintage<'m> {
    /// The figure.
    pub reading: Reading<'m>,
    /// The metric that stated it.
    pub at: MetricId,
    /// When that was published.
    pub published: Date,
}

/// The figure of a point.
#[derive(Clone, Copy, Debug)]
pub enum Reading<'m> {
    /// A level, as printed.
    Value(&'m Quantity),
    /// A change, as printed.
    Change(&'m Change),
    /// A number that follows from two printed ones, in the unit of its series.
    Computed(Decimal),
}

/// Where a point comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A bulletin, for this period.
    Stated,
    /// A bulletin of a later period, as the figure its own is compared with.
    Previous,
    /// Computed from a later figure and its difference to this one.
    Computed,
    /// Computed from other printed figures, as the indicator wants it.
    Derived,
}

impl Origin {
    /// Whether the number itself was printed.
    pub(crate) fn is_printed(self) -> bool {
        matches!(self, Self::Stated | Self::Previous)
    }

    /// Those that data files tell apart, the surest first.
    pub(crate) const ALL: [Self; 3] = [Self::Stated, Self::Previous, Self::Computed];

    /// As data files print it: `stated`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Previous => "previous",
            Self::Computed | Self::Derived => "computed",
        }
    }
}

impl Reading<'_> {
    /// The number in the unit of its series, multiplied out: 8200000000 for `近82亿元`.
    pub fn base(&self) -> Decimal {
        match self {
            Self::Value(quantity) => quantity.value_base(),
            Self::Change(change) => change.signed_base(),
            Self::Computed(number) => *number,
        }
    }

    /// How closely it is meant.
    pub fn approx(&self) -> Approx {
        self.amount().map_or(Approx::Exact, Quantity::approx)
    }

    /// The printed quantity; of a change without its sign, `None` for 持平 and computed numbers.
    pub fn amount(&self) -> Option<&Quantity> {
        match self {
            Self::Value(quantity) => Some(quantity),
            Self::Change(change) => change.amount(),
            Self::Computed(_) => None,
        }
    }

    /// Half a unit of the last printed place, multiplied out; zero for a computed number.
    pub(crate) fn half_place(&self) -> Decimal {
        self.amount().map_or(Decimal::ZERO, Quantity::half_place)
    }

    /// Whether this is the same figure as another of the same period, exact or rounded.
    pub fn agrees(&self, other: &Self) -> bool {
        let (own, others) = (self.half_place(), other.half_place());
        // Numbers too far apart for a decimal are not near each other.
        let near = self.base().checked_sub(other.base()).map(|far| far.abs());
        near.is_some_and(|near| near.is_zero() || (own != others && near <= own.max(others)))
    }
}

impl Point<'_> {
    /// Whether a later bulletin states another figure than an earlier one.
    pub(crate) fn is_revised(&self) -> bool {
        !self.earlier.is_empty()
    }
}

impl<'m> Point<'m> {
    /// Every figure that was printed for the period, oldest first; the last is the one that counts.
    pub(crate) fn prints(&self) -> impl Iterator<Item = Vintage<'m>> {
        let last = Vintage { reading: self.reading, at: self.at, published: self.published };
        self.earlier.iter().copied().chain([last])
    }
}

impl<'m> Series<'m> {
    /// Whether a later bulletin states another figure of some period.
    pub(crate) fn is_revised(&self) -> bool {
        self.points.iter().any(Point::is_revised)
    }

    /// The series as it was up to the end of a period, which may be longer or shorter than its own.
    pub(crate) fn until(&self, period: Period) -> Self {
        Self { key: self.key.clone(), points: self.points[..self.before_end_of(period)].to_vec() }
    }

    /// How many of its points are not after the end of a period.
    pub(crate) fn before_end_of(&self, period: Period) -> usize {
        self.points.partition_point(|point| point.period.end() <= period.end())
    }

    /// The newest point that a bulletin states.
    pub(crate) fn latest(&self) -> Option<&Point<'_>> {
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
        .map(|(indicator, mut observations)| {
            name_the_nation(&mut observations);
            let mut regions = observations.iter().map(Observation::region);
            let first = regions.next();
            let has_regions = regions.any(|region| Some(region) != first);
            Observed { indicator, observations, has_regions, derive: Derive::default(), lines: OnceLock::new() }
        })
        .collect();
    subjects.sort_by_key(|subject| subject.indicator);
    Record { subjects }
}

/// What is said of no region is said of the whole country, where an indicator is said of that too: both are one series.
fn name_the_nation(observations: &mut [Observation<'_>]) {
    let mut regions = observations.iter().filter_map(Observation::region);
    let Some(nation) = regions.find(|region| is_nationwide(Some(region))).cloned() else { return };
    for observation in observations.iter_mut().filter(|observation| observation.region().is_none()) {
        let region = Some(nation.clone());
        observation.names = Some(Box::new(SeriesName { region, ..observation.names() }));
    }
}

/// A region that is less than a whole country; none where that is stated, or nothing.
pub(crate) fn regional(region: Option<&str>) -> Option<&str> {
    region.filter(|region| !is_nationwide(Some(region)))
}

/// Whether a region is a whole country, or none is stated: `全国`.
pub(crate) fn is_nationwide(region: Option<&str>) -> bool {
    region.is_none_or(|region| NATIONWIDE.contains(&region))
}

impl<'m> Lines<'m> {
    fn gather(observations: &[Observation<'m>], derive: &Derive) -> Self {
        let mut lines: BTreeMap<Key, BTreeMap<Period, Point<'m>>> = BTreeMap::new();
        for observation in observations {
            for (key, point) in points(observation) {
                add(lines.entry(key).or_default(), point);
            }
        }
        derived::add(&mut lines, derive);
        let lines = lines.into_iter();
        let series: Vec<Series<'m>> =
            lines.map(|(key, points)| Series { key, points: points.into_values().collect() }).collect();
        let mut revised: BTreeMap<MetricId, Vec<(usize, usize)>> = BTreeMap::new();
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

/// The keys of the series on which a metric itself states a point: of its value and of its change. None
/// where its period is not stated.
pub(crate) fn stated(metric: &Metric) -> Vec<Key> {
    let observation =
        Observation { metric, names: None, published: Date::MIN, at: MetricId::new(BulletinId::new(0), 0) };
    let points = points(&observation);
    points.into_iter().filter(|(_, point)| point.origin == Origin::Stated).map(|(key, _)| key).collect()
}
