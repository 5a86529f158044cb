//! From one period of a bulletin to the next.
//!
//! In: its period and its metrics. Out: the step that 环比 is measured over in its text.
//!
//! May touch: text, figure

use crate::figure::{Basis, Metric, Period};
use crate::text::statistics::Step;

/// From one period of a bulletin to the next: as its changes are measured, else as its own period is long, else as
/// those of its figures are, where they agree.
pub(super) fn step(own: &Period, metrics: &[Metric]) -> Option<Step> {
    let agreed =
        |steps: Vec<Step>| steps.iter().all(|step| Some(step) == steps.first()).then(|| steps.first().copied());
    let long = |period: &Period| step_of(Basis::PreviousPeriod.over(period));
    let changed = |metric: &&Metric| {
        let bases = metric.basis.into_iter().chain(metric.further.iter().map(|(_, basis)| *basis));
        bases.filter_map(|basis| step_of(basis.over(&metric.period))).next()
    };
    let measured: Vec<Step> = metrics.iter().filter_map(|metric| changed(&metric)).collect();
    match measured.is_empty() {
        false => agreed(measured).flatten(),
        true => {
            long(own).or_else(|| agreed(metrics.iter().filter_map(|metric| long(&metric.period)).collect()).flatten())
        }
    }
}

fn step_of(basis: Basis) -> Option<Step> {
    match basis {
        Basis::Mom => Some(Step::Month),
        Basis::Qoq | Basis::AdjustedQoq => Some(Step::Quarter),
        Basis::Wow => Some(Step::Week),
        Basis::Dod => Some(Step::Day),
        Basis::Yoy
        | Basis::Ytd
        | Basis::PreviousPeriod
        | Basis::TwoYearAverage
        | Basis::FixedBase
        | Basis::AnnualRate => None,
    }
}
