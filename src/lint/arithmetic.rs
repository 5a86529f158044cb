//! Figures that cannot all be right.
//!
//! In: the corpus and the record of its figures. Out: values, earlier values and changes that do not meet; shares that are not
//! what one level is of another; sums since January whose difference is not the month between.
//!
//! A printed number is an interval of half its last digit to both sides, and figures disagree only where no numbers in their
//! intervals agree. Rates are held against levels only where both are at the same prices, as `prices` and `growth` say: most
//! growth is real and most levels are not. Of numbers that were revised any print may be the one that was meant.
//!
//! May touch: diag, figure, bulletin, edition

use super::of_metric;
use crate::bulletin::Bulletin;
use crate::diag::{Code, Diagnostic};
use crate::edition::Corpus;
use crate::figure::series::{MetricId, Reading};
use crate::figure::{
    Basis, Change, Dimension, Interval, Kind, Metric, Origin, Period, Point, Quantity, Record, Series, Treatment,
};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Every number that others contradict.
pub(super) fn check(corpus: &Corpus, record: &Record<'_>) -> Vec<Diagnostic> {
    let in_bulletins = corpus.bulletins.par_iter().flat_map_iter(|bulletin| {
        let changes = bulletin.metrics.iter().flat_map(|metric| changes(bulletin, metric, record));
        changes.chain(shares(bulletin)).collect::<Vec<_>>()
    });
    let mut found: Vec<Diagnostic> = in_bulletins.collect();
    for (id, _) in record.subjects() {
        found.extend(spans(corpus, record.series_of(id)));
    }
    found
}

/// Whether the changes of a metric are worked out from levels as it states them: both are at the same prices, or it is an
/// index on one base.
fn is_of_levels(metric: &Metric) -> bool {
    let Treatment { prices, base, .. } = metric.treated.of_values();
    let same = prices.is_some() && prices == metric.treated.of_changes(false).prices;
    let one_base = base.is_some_and(|base| base.period().is_some());
    same || (one_base && metric.value.as_ref().is_some_and(Quantity::is_index))
}

/// The changes of a metric against its value and the value before; and a difference of rates against the rate before.
fn changes(bulletin: &Bulletin, metric: &Metric, record: &Record<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, (change, basis)) in metric.changes().enumerate() {
        let previous = metric.previous.as_deref().filter(|_| at == 0);
        let before = || before(metric, basis, record);
        if let (Some(value), Some(amount)) = (&metric.value, change.amount()) {
            let earlier: Vec<Interval> = match previous {
                Some(previous) => Interval::of(previous).into_iter().collect(),
                None if is_of_levels(metric) => before(),
                None => Vec::new(),
            };
            let wrong = contradicted(metric, value, change, amount, &earlier);
            found.extend(wrong.map(|expected| told(bulletin, metric, change.text(), &expected)));
        }
    }
    found.extend(difference_of_rates(bulletin, metric, record));
    found
}

/// What a change would be by the levels, where no level before fits it.
fn contradicted(
    metric: &Metric,
    value: &Quantity,
    change: &Change,
    amount: &Quantity,
    earlier: &[Interval],
) -> Option<String> {
    let (now, printed) = (Interval::of(value)?, Interval::reading(&Reading::Change(change))?);
    let is_step = metric.is_index_step(change) || amount.dimension() == value.dimension();
    let points = value.dimension() == Dimension::Percent && amount.dimension() == Dimension::PercentPoint;
    let follows = |before: &Interval| match amount.dimension() {
        Dimension::Percent if value.dimension() != Dimension::Percent => {
            now.growth_over(*before).filter(|_| is_of_levels(metric))
        }
        Dimension::Percent => None,
        _ if is_step || points => now.minus(*before),
        _ => None,
    };
    let expected: Vec<Interval> = earlier.iter().filter_map(follows).collect();
    if expected.is_empty() || expected.iter().any(|expected| expected.meets(printed)) {
        return None;
    }
    let scale = amount.scale();
    let middle = expected.last()?.middle(amount.number().value().scale().saturating_add(scale.zeros()))?;
    let places = amount.number().value().scale();
    let mut number = scale.of(middle)?.round_dp(places);
    number.rescale(places);
    let sign = if number.is_sign_negative() || number.is_zero() { "" } else { "+" };
    Some(format!("{sign}{number}{}", amount.unit_printed()))
}

fn told(bulletin: &Bulletin, metric: &Metric, printed: &str, expected: &str) -> Diagnostic {
    let message = format!("`{}` changed by `{printed}`, and its values give `{expected}`", metric.name);
    let help = "correct one of them; where the earlier number was revised, state it as `previous`";
    of_metric(bulletin, metric, Code::FiguresDisagree, printed, message, help)
}

/// What the level of a metric was in the period a change is measured against, in all its prints.
fn before(metric: &Metric, basis: Basis, record: &Record<'_>) -> Vec<Interval> {
    let line = record.line(metric).filter(|line| line.key.basis.is_none());
    let period = metric.period.before(basis);
    line.zip(period).map_or_else(Vec::new, |(line, period)| prints(line, period))
}

/// All prints of a point.
fn prints(line: &Series<'_>, period: Period) -> Vec<Interval> {
    let at = line.points.binary_search_by(|point| point.period.cmp(&period)).ok();
    let Some(point) = at.and_then(|at| line.points.get(at)).filter(|point| point.origin.is_printed()) else {
        return Vec::new();
    };
    readings(point).filter_map(|reading| Interval::reading(&reading)).collect()
}

fn readings<'p>(point: &'p Point<'_>) -> impl Iterator<Item = Reading<'p>> {
    let earlier = point.earlier.iter().map(|vintage| vintage.reading);
    earlier.chain([point.reading])
}

/// 增速比上年同期提高3.4个百分点, against the rate of a year ago.
fn difference_of_rates(bulletin: &Bulletin, metric: &Metric, record: &Record<'_>) -> Option<Diagnostic> {
    let (accel, against) = metric.accel.as_deref()?;
    let (change, basis) = metric.changes().next()?;
    let own = record.line(metric)?;
    let made = metric.treated.of_changes(basis.is_adjusted());
    let over = basis.over(&metric.period);
    let is_rate = |line: &&Series<'_>| {
        line.key.is_beside(&own.key)
            && line.key.basis == Some(over)
            && line.key.kind == Kind::Growth
            && line.key.unit == "%"
            && line.key.treatment == made
    };
    let line = record.series_of(record.find(&metric.indicator)?).iter().find(is_rate)?;
    let now = Interval::reading(&Reading::Change(change))?;
    let printed = Interval::reading(&Reading::Change(accel))?;
    let all = prints(line, metric.period.before(*against)?);
    let expected: Vec<Interval> = all.into_iter().filter_map(|before| now.minus(before)).collect();
    let last = expected.last().filter(|_| !expected.iter().any(|expected| expected.meets(printed)))?;
    let number = last.middle(accel.amount()?.number().value().scale())?;
    let message = format!("`{}` is said to differ by `{}`, and its rates give `{number}`", metric.name, accel.text());
    let help = "correct one of them, or name the earlier rate that is meant: `accel_basis`";
    Some(of_metric(bulletin, metric, Code::FiguresDisagree, accel.text(), message, help))
}

/// Shares of parts that have a level as well: 出口额 of 汽车, its share, and 出口额 of all.
fn shares(bulletin: &Bulletin) -> Vec<Diagnostic> {
    let level = |like: &Metric, dims: &[(String, String)]| {
        bulletin.metrics.iter().find(|metric| {
            let is_level = matches!(metric.kind, Kind::Flow | Kind::Stock) && *metric.dims == *dims;
            let same =
                metric.indicator == like.indicator && metric.period == like.period && metric.region == like.region;
            is_level && same && metric.value.as_ref().is_some_and(|value| value.dimension() != Dimension::Percent)
        })
    };
    let wrong = |share: &Metric| {
        let printed = share.value.as_ref().filter(|value| value.dimension() == Dimension::Percent)?;
        let (part, whole) = (level(share, &share.dims)?.value.as_ref()?, level(share, &[])?.value.as_ref()?);
        let alike = part.unit_base() == whole.unit_base();
        let expected = Interval::of(part)?.share_of(Interval::of(whole)?).filter(|_| alike)?;
        if expected.meets(Interval::of(printed)?) {
            return None;
        }
        let number = expected.middle(printed.number().value().scale())?;
        let message = format!("`{}` is `{}`, and the levels give `{number}%`", share.id, printed.text());
        let help = "correct one of them, or say by `dims` what the share is of";
        Some(of_metric(bulletin, share, Code::FiguresDisagree, printed.text(), message, help))
    };
    let parts = bulletin.metrics.iter().filter(|metric| metric.kind == Kind::Share && metric.dims.len() == 1);
    parts.filter_map(wrong).collect()
}

/// A level of some time, and who printed it last.
struct Level {
    prints: Vec<Interval>,
    at: MetricId,
}

/// Levels of a time and of its two parts: January to June, January to May, and June.
fn spans(corpus: &Corpus, series: &[Series<'_>]) -> Vec<Diagnostic> {
    let mut alike: BTreeMap<_, BTreeMap<(Date, Date), Level>> = BTreeMap::new();
    for line in series.iter().filter(|line| line.key.kind == Kind::Flow && line.key.basis.is_none()) {
        let key = &line.key;
        for point in line.points.iter().filter(|point| point.origin == Origin::Stated) {
            let metric = corpus[point.at.bulletin].metrics.get(point.at.place());
            let time = point.period.start().zip(point.period.end());
            if let Some(time) = time.filter(|_| metric.is_some_and(is_of_levels)) {
                let prints = readings(point).filter_map(|reading| Interval::reading(&reading)).collect();
                let of = alike.entry((&key.region, &key.dims, &key.unit, &key.treatment)).or_default();
                of.entry(time).or_insert(Level { prints, at: point.at });
            }
        }
    }
    alike.values().flat_map(|levels| levels.iter().flat_map(|whole| parted(corpus, levels, whole))).collect()
}

/// The ways in which a time is parted in two, where the parts are not the whole.
fn parted(
    corpus: &Corpus,
    levels: &BTreeMap<(Date, Date), Level>,
    (&(start, end), whole): (&(Date, Date), &Level),
) -> Vec<Diagnostic> {
    let firsts = levels.range((start, start)..(start, end));
    firsts
        .filter_map(|(&(_, last), first)| {
            let second = levels.get(&(last.tomorrow().ok()?, end))?;
            let sums = first.prints.iter().flat_map(|one| second.prints.iter().filter_map(|other| one.plus(*other)));
            let sums: Vec<Interval> = sums.collect();
            let fits = sums.iter().any(|sum| whole.prints.iter().any(|whole| sum.meets(*whole)));
            if fits || sums.is_empty() || whole.prints.is_empty() {
                return None;
            }
            // The newest of the three is the one that does not fit what was there.
            let at = [whole.at, first.at, second.at]
                .into_iter()
                .min_by_key(|at| (at.bulletin, std::cmp::Reverse(at.place())))?;
            let text =
                |level: &Level| Some(corpus[level.at.bulletin].metrics.get(level.at.place())?.value.as_ref()?.text());
            let (whole, first, second) = (text(whole)?, text(first)?, text(second)?);
            let bulletin = &corpus[at.bulletin];
            let metric = bulletin.metrics.get(at.place())?;
            let message = format!(
                "`{}` is `{whole}` from {start} to {end}, and `{first}` and `{second}` to {last} and from then on",
                metric.name
            );
            let help = "correct one of the three; where one was revised, state the revision";
            let own = metric.value.as_ref()?.text();
            Some(of_metric(bulletin, metric, Code::FiguresDisagree, own, message, help))
        })
        .collect()
}
