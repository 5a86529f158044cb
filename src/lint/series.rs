//! A figure against its series.
//!
//! In: the corpus and its record. Out: figures that are ten thousand or a hundred million times the others of their
//! series, as when 万 and 亿 are confused.
//!
//! May touch: diag, figure, edition

use super::of_metric;
use crate::diag::{Code, Diagnostic};
use crate::edition::Corpus;
use crate::figure::series::{MetricId, Reading};
use crate::figure::{Record, Series, SubjectId};
use rayon::prelude::*;
use rust_decimal::Decimal;

/// Every jump by a scale, reported at the figure that differs; of two, the later.
pub(crate) fn jumps(corpus: &Corpus, record: &Record<'_>) -> Vec<Diagnostic> {
    let subjects: Vec<SubjectId> = record.subjects().map(|(id, _)| id).collect();
    let lines = |id| record.series_of(id).iter().flat_map(|line| in_series(corpus, line));
    subjects.into_par_iter().flat_map_iter(lines).collect()
}

/// A printed level and who printed it.
struct Level {
    base: Decimal,
    at: MetricId,
    text: String,
}

fn in_series(corpus: &Corpus, line: &Series<'_>) -> Vec<Diagnostic> {
    let mut levels: Vec<Level> = Vec::new();
    for point in &line.points {
        let earlier = point.earlier.iter().map(|vintage| (vintage.reading, vintage.at));
        let stated = point.origin.is_printed().then_some((point.reading, point.at));
        for (reading, at) in earlier.chain(stated) {
            if let Reading::Value(quantity) = reading
                && !quantity.value_base().is_zero()
            {
                levels.push(Level { base: quantity.value_base().abs(), at, text: quantity.text().to_owned() });
            }
        }
    }
    // By day of publication: of two that differ, the later is reported.
    levels.sort_by_key(|level| (std::cmp::Reverse(level.at.bulletin), level.at.place()));
    let Some(usual) = usual(&levels) else { return Vec::new() };
    let jumps = levels.iter().filter_map(|level| Some((level, scale_between(level.base, usual.base)?)));
    jumps.filter_map(|(level, scale)| tell(corpus, level, usual, scale)).collect()
}

/// The typical figure of a series: the middle one, of two the first.
fn usual(levels: &[Level]) -> Option<&Level> {
    match levels {
        [] | [_] => None,
        [first, _] => Some(first),
        _ => {
            let mut by_size: Vec<&Level> = levels.iter().collect();
            by_size.sort_by_key(|level| level.base);
            by_size.get(by_size.len() / 2).copied()
        }
    }
}

/// Whether one number is about ten thousand or a hundred million times the other: how many zeros.
fn scale_between(one: Decimal, other: Decimal) -> Option<u32> {
    let ratio = one.max(other).checked_div(one.min(other))?;
    // Within a factor of three of the scale: figures change over the years, but not so much.
    [4, 8].into_iter().find(|&zeros| {
        let (scale, three) = (Decimal::from(10_u64.pow(zeros)), Decimal::from(3));
        let range = scale.checked_div(three).zip(scale.checked_mul(three));
        range.is_some_and(|(least, most)| (least..=most).contains(&ratio))
    })
}

fn tell(corpus: &Corpus, level: &Level, usual: &Level, zeros: u32) -> Option<Diagnostic> {
    let bulletin = &corpus[level.at.bulletin];
    let metric = bulletin.metrics.get(level.at.place())?;
    let power = if zeros == 4 { "10⁴" } else { "10⁸" };
    let message =
        format!("`{}` is ×{power} away from its series, where others are such as `{}`", level.text, usual.text);
    let help = "look whether 万 and 亿 are right";
    Some(of_metric(bulletin, metric, Code::ScaleJump, &level.text, message, help))
}
