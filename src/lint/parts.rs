//! Parts and their whole.
//!
//! In: a bulletin's metrics, and a passage. Out: parts that are more than their whole.
//!
//! May touch: diag, figure, bulletin

use super::of_metric;
use super::passage::Passage;
use crate::bulletin::Bulletin;
use crate::diag::{Code, Diagnostic};
use crate::figure::scan::Amount;
use crate::figure::{Approx, Dimension, Kind, Metric, Quantity};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::ops::Range;

const HELP: &str = "correct one of them, or say by `dims`, `region` or `period` that they are no part and whole";

/// Parts of a whole among the metrics: those that differ in `dims`.
pub(crate) fn of_metrics(bulletin: &Bulletin) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, part) in bulletin.metrics.iter().enumerate().filter(|(_, part)| !part.dims.is_empty()) {
        for (_, whole) in bulletin.metrics.iter().enumerate().filter(|(other, _)| *other != at) {
            let (Some(own), Some(other)) = (&part.value, &whole.value) else { continue };
            if is_part(part, whole) && exceeds(own, other) {
                let message = format!(
                    "`{}` is a part of `{}`, and `{}` is more than `{}`",
                    part.id,
                    whole.id,
                    own.text(),
                    other.text()
                );
                found.push(of_metric(bulletin, part, Code::PartsExceedWhole, own.text(), message, HELP));
            }
        }
    }
    found.extend(sums(bulletin));
    found
}

/// Whether two metrics say how much there is of one thing, at one time and place.
fn is_alike(one: &Metric, other: &Metric) -> bool {
    let unit = |metric: &Metric| metric.value.as_ref().map(|value| value.unit_base().to_owned());
    one.indicator == other.indicator
        && one.region == other.region
        && one.period == other.period
        && one.kind == other.kind
        && unit(one) == unit(other)
        && match one.kind {
            Kind::Flow | Kind::Stock => true,
            Kind::Share
            | Kind::Growth
            | Kind::Contribution
            | Kind::Increment
            | Kind::Target
            | Kind::Forecast
            | Kind::Duration
            | Kind::Price
            | Kind::Index => false,
        }
}

/// Whether a metric is about a part of another: it says all the other says of what it counts, and more; or it
/// draws the line higher, 50亿元以上 of 亿元以上.
fn is_part(part: &Metric, whole: &Metric) -> bool {
    if !is_alike(part, whole) {
        return false;
    }
    let within = |dims: &[(String, String)], all: &[(String, String)]| dims.iter().all(|dim| all.contains(dim));
    if part.dims.len() > whole.dims.len() && within(&whole.dims, &part.dims) {
        return true;
    }
    let own: Vec<_> = part.dims.iter().filter(|dim| !whole.dims.contains(dim)).collect();
    let others: Vec<_> = whole.dims.iter().filter(|dim| !part.dims.contains(dim)).collect();
    match (own.as_slice(), others.as_slice()) {
        ([(name, own)], [(other_name, other)]) if name == other_name => match (floor(own), floor(other)) {
            (Some(own), Some(other)) => own.unit_base() == other.unit_base() && own.value_base() > other.value_base(),
            _ => false,
        },
        _ => false,
    }
}

/// The least of `50亿元以上`, and of `亿元以上`.
fn floor(limit: &str) -> Option<Quantity> {
    let limit = limit.strip_suffix("及以上").or_else(|| limit.strip_suffix("以上"))?;
    limit.parse().or_else(|_| format!("1{limit}").parse()).ok()
}

/// Whether a part is surely more than the whole.
fn exceeds(part: &Quantity, whole: &Quantity) -> bool {
    let exact = part.approx() == Approx::Exact && whole.approx() == Approx::Exact;
    let room = match exact {
        true => Some(part.half_place().max(whole.half_place())),
        false => whole.value_base().abs().checked_div(Decimal::TEN),
    };
    let most = room.and_then(|room| whole.value_base().checked_add(room));
    most.is_some_and(|most| part.value_base() > most) && !whole.value_base().is_zero()
}

/// Shares of one thing that add up to more than all of it.
fn sums(bulletin: &Bulletin) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<_, Vec<(&Metric, &Quantity)>> = BTreeMap::new();
    for metric in &bulletin.metrics {
        let share = metric.value.as_ref().filter(|value| value.dimension() == Dimension::Percent);
        if let (Some(value), [(name, _)], Kind::Share) = (share, &*metric.dims, metric.kind) {
            let key = (metric.indicator.as_str(), metric.period.code(), metric.region.as_deref(), name.as_str());
            groups.entry(key).or_default().push((metric, value));
        }
    }
    let mut found = Vec::new();
    for ((.., name), shares) in groups {
        let limits = |(metric, _): &(&Metric, &Quantity)| {
            metric
                .dims
                .iter()
                .any(|(_, value)| ["以上", "以下", "以内", "及", "和"].iter().any(|word| value.contains(word)))
        };
        if shares.len() < 2 || shares.iter().any(limits) {
            continue;
        }
        let add = |sum: Decimal, more: Decimal| sum.checked_add(more);
        let sum = shares.iter().try_fold(Decimal::ZERO, |sum, (_, value)| add(sum, value.value_base()));
        let most = shares.iter().try_fold(Decimal::ONE_HUNDRED, |most, (_, value)| add(most, value.half_place()));
        if let (Some(sum), Some(most), Some((last, value))) = (sum, most, shares.last())
            && sum > most
        {
            let message = format!("the shares of `{}` by `{name}` add up to {sum}%", last.name);
            found.push(of_metric(bulletin, last, Code::PartsExceedWhole, value.text(), message, HELP));
        }
    }
    found
}

/// How many amounts a whole may be before its part.
const REACH: usize = 20;

/// Parts and wholes in the prose: 4918个，其中83个; 97个中的86个; 占35%.
pub(crate) fn of_prose(passage: &Passage<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let amounts: Vec<(&Amount, &Range<usize>)> = passage.amounts().collect();
    for (at, (part, span)) in amounts.iter().enumerate() {
        found.extend(share(passage, part, span));
        let sentence = passage.sentence(span.start);
        let near = amounts[..at].iter().rev().take(REACH);
        let earlier = near.take_while(|(_, other)| sentence.contains(&other.start));
        let between = |other: &Range<usize>| &passage.text()[other.end..span.start];
        let mut wholes = earlier.clone().filter(|(whole, _)| whole.unit() == part.unit());
        let whole = wholes.find(|(_, other)| is_whole(between(other)));
        // Only the first amount of its unit after 其中 is surely its part.
        let mut nearer = earlier.take_while(|(_, other)| !is_whole(between(other)));
        let first = !nearer.any(|(other, _)| other.unit() == part.unit());
        if let Some((whole, other)) = whole
            && first
            && is_level(passage, part, span)
            && is_level(passage, whole, other)
            && exceeds(&part.quantity, &whole.quantity)
        {
            let message = format!("`{}` is told as a part of `{}`", passage.printed(span), passage.printed(other));
            let help = "correct one of them, or say what the part is a part of";
            found.push(passage.tell(Code::PartsExceedWhole, span, message, help));
        }
    }
    found
}

/// Whether words between two amounts make the second a part of the first.
fn is_whole(between: &str) -> bool {
    let of_it = ["中的", "中有", "里有", "里的", "之中"].iter().any(|word| between.contains(word));
    (between.contains("其中") && !between.contains('；')) || (of_it && !between.contains(['，', '；']))
}

/// Whether an amount says how much there is, not by how much it changed.
fn is_level(passage: &Passage<'_>, amount: &Amount, span: &Range<usize>) -> bool {
    let counted = match amount.quantity.dimension() {
        Dimension::Other(unit) => {
            !matches!(unit, "年" | "天" | "个月" | "月" | "日" | "岁" | "小时") && !unit.contains('/')
        }
        Dimension::Percent | Dimension::PercentPoint | Dimension::PerMille | Dimension::Multiple | Dimension::Index => {
            false
        }
    };
    let before = passage.text()[..span.start].trim_end_matches('了');
    counted
        && !["增长", "增加", "减少", "下降", "提高", "扩大", "每", "平均", "新增"]
            .iter()
            .any(|verb| before.ends_with(verb))
}

/// A share of more than the whole, in the prose.
fn share(passage: &Passage<'_>, amount: &Amount, span: &Range<usize>) -> Option<Diagnostic> {
    let over = amount.quantity.dimension() == Dimension::Percent && amount.quantity.value_base() > Decimal::ONE_HUNDRED;
    let clause = &passage.text()[passage.clause(span.start).start..span.start];
    let said = clause.trim_end_matches(['为', '达', '到', '是']);
    let is_share = ["占", "占比", "比重"].iter().any(|word| said.ends_with(word))
        || clause.rfind('占').is_some_and(|at| clause[at..].contains("的") && !clause[at..].contains("增长"));
    let compared = clause.contains("相当于") || clause.contains("计划") || clause.contains("不可能");
    (over && is_share && !compared).then(|| {
        let message = format!("`{}` is no part of a whole", passage.printed(span));
        let help = "a share is 100% at most; correct the number, or say what it is compared with";
        passage.tell(Code::ShareOverWhole, span, message, help)
    })
}
