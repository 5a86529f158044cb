//! The metrics of one bulletin, without its prose.
//!
//! In: a bulletin. Out: what cannot be right, whatever its prose says: shares over the whole, actual figures of a
//! period that is not over, changes in the wrong unit, figures stated twice.
//!
//! May touch: diag, figure, bulletin

use super::number::is_count;
use super::of_metric;
use crate::bulletin::Bulletin;
use crate::diag::{Code, Diagnostic};
use crate::figure::english::Style;
use crate::figure::series::{self, Key};
use crate::figure::{Change, Dimension, Kind, Metric, Period, Quantity, Registry, Unit};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How many days before the end of its period an index of a survey appears, before a long holiday.
const SURVEYED_BEFORE: i32 = 10;

/// Everything that is wrong with the metrics themselves.
pub(crate) fn check(bulletin: &Bulletin, registry: &Registry) -> Vec<Diagnostic> {
    let mut found = twice(bulletin);
    for metric in &bulletin.metrics {
        found.extend(share(bulletin, metric));
        found.extend(unit(bulletin, metric, registry));
        found.extend(future(bulletin, metric, registry));
        found.extend(metric.changes().filter_map(|(change, _)| change_unit(bulletin, metric, change)));
    }
    found
}

/// A share of more than the whole, or of less than nothing.
fn share(bulletin: &Bulletin, metric: &Metric) -> Option<Diagnostic> {
    let named = ["占比", "比重", "份额"].iter().any(|word| metric.name.contains(word));
    let is_share = match metric.kind {
        Kind::Share => named || metric.name.contains('占'),
        Kind::Flow | Kind::Stock => named,
        Kind::Growth
        | Kind::Contribution
        | Kind::Increment
        | Kind::Target
        | Kind::Forecast
        | Kind::Duration
        | Kind::Price
        | Kind::Index => false,
    };
    let value = metric.value.as_ref().filter(|value| value.dimension() == Dimension::Percent)?;
    let outside = value.value_base() > Decimal::ONE_HUNDRED || value.value_base().is_sign_negative();
    if !is_share || !outside || value.value_base().is_zero() {
        return None;
    }
    let message = format!("`{}` is a share, and `{}` is no part of a whole", metric.name, value.text());
    let help = "correct the number; a rate that may pass 100% has another `kind`, such as `growth` or `contribution`";
    Some(of_metric(bulletin, metric, Code::ShareOverWhole, value.text(), message, help))
}

/// A value in another unit than its indicator has: people where it is money, a count where it is a size, or none at all. Of
/// money in another currency and of things that are counted by another word nothing is said.
fn unit(bulletin: &Bulletin, metric: &Metric, registry: &Registry) -> Option<Diagnostic> {
    let wanted = registry.find(&metric.indicator)?.unit.as_deref()?.parse::<Unit>().ok()?;
    let value = metric.value.as_ref()?;
    let fits = match (wanted.dimension(), value.dimension()) {
        (Dimension::Other(wanted), Dimension::Other(own)) => {
            wanted == own
                || is_money(wanted) == is_money(own) && is_count(wanted) == is_count(own)
                || [wanted, own].iter().any(|unit| unit.contains('/'))
        }
        (Dimension::Other(wanted), Dimension::Index) => is_count(wanted),
        // A rate of what is otherwise an amount is told as one; an index may be in points.
        (Dimension::Other(_) | Dimension::Index, _) => true,
        (
            Dimension::Percent | Dimension::PercentPoint | Dimension::PerMille | Dimension::Multiple,
            Dimension::Other(_),
        ) => false,
        (Dimension::Percent | Dimension::PercentPoint | Dimension::PerMille | Dimension::Multiple, _) => true,
    };
    if fits {
        return None;
    }
    let message = format!("`{}` is measured in `{}`, and `{}` is not", metric.name, wanted.as_str(), value.text());
    let help = "correct the unit, or the `unit` of the indicator in content/indicators.toml; what is measured otherwise is another indicator";
    Some(of_metric(bulletin, metric, Code::UnitDiffers, value.text(), message, help))
}

fn is_money(unit: &str) -> bool {
    Style::default().code_of(unit).is_some()
}

/// An actual figure of a period that was not over when it was published.
fn future(bulletin: &Bulletin, metric: &Metric, registry: &Registry) -> Option<Diagnostic> {
    match metric.kind {
        Kind::Target | Kind::Forecast => return None,
        Kind::Flow
        | Kind::Stock
        | Kind::Share
        | Kind::Growth
        | Kind::Contribution
        | Kind::Increment
        | Kind::Duration
        | Kind::Price
        | Kind::Index => {}
    }
    let (start, end) = (metric.period.start()?, metric.period.end()?);
    // A date that could not be read is reported elsewhere.
    if end <= bulletin.date || bulletin.date == Date::MIN {
        return None;
    }
    // A survey appears in the last days of its month.
    let survey = metric.kind == Kind::Index
        || registry.find(&metric.indicator).is_some_and(|known| known.kind == Some(Kind::Index));
    if survey && start <= bulletin.date && (end - bulletin.date).get_days() <= SURVEYED_BEFORE {
        return None;
    }
    let code = metric.period.code();
    let message = match start > bulletin.date {
        true => format!("`{code}` begins after the bulletin's date, {}", bulletin.date),
        false => format!("`{code}` is not over on the bulletin's date, {}", bulletin.date),
    };
    let help = "correct the period, or say `kind = \"target\"` or `kind = \"forecast\"`";
    Some(of_metric(bulletin, metric, Code::FuturePeriod, &code, message, help))
}

/// A change in points of what is not a rate, or in per cent of what is a share.
fn change_unit(bulletin: &Bulletin, metric: &Metric, change: &Change) -> Option<Diagnostic> {
    let value = metric.value.as_ref()?;
    let amount = change.amount()?;
    let (message, help) = match (value.dimension(), amount.dimension()) {
        (Dimension::Percent, Dimension::Percent) if is_rate(metric) => points_wanted(metric, amount, change),
        // A difference of an index is printed in percentage points: 制造业PMI上升0.1个百分点.
        (Dimension::Other(_), Dimension::PercentPoint) if !value.is_index() => (
            format!("`{}` is an amount, and `{}` is a difference of rates", metric.name, change.text()),
            format!("write `{}%`, or put it into `accel`", change.text().trim_end_matches("个百分点")),
        ),
        _ => return None,
    };
    Some(of_metric(bulletin, metric, Code::PercentOrPoints, change.text(), message, &help))
}

fn is_rate(metric: &Metric) -> bool {
    match metric.kind {
        Kind::Share | Kind::Growth | Kind::Contribution => true,
        Kind::Flow
        | Kind::Stock
        | Kind::Increment
        | Kind::Target
        | Kind::Forecast
        | Kind::Duration
        | Kind::Price
        | Kind::Index => false,
    }
}

fn points_wanted(metric: &Metric, amount: &Quantity, change: &Change) -> (String, String) {
    let sign = change.text().strip_suffix(amount.text()).unwrap_or("");
    let points = amount.text().trim_end_matches(['%', '％']);
    (
        format!("`{}` is a rate, and `{}` would be a part of it, not a difference", metric.name, change.text()),
        format!("write `{sign}{points}个百分点`"),
    )
}

/// Two metrics that state the same point of the same series.
fn twice(bulletin: &Bulletin) -> Vec<Diagnostic> {
    let mut stated: BTreeMap<(Key, Period), &Metric> = BTreeMap::new();
    let mut found = Vec::new();
    for metric in &bulletin.metrics {
        for key in series::stated(metric) {
            let Some(first) = stated.insert((key, metric.period), metric) else { continue };
            let message = format!("`{}` states what `{}` states, for the same time", metric.id, first.id);
            let help = "remove one of them, or tell them apart by `dims`, `region`, `basis` or `kind`";
            found.push(of_metric(bulletin, metric, Code::DuplicateFigure, &metric.name, message, help));
        }
    }
    found.dedup_by(|one, other| one.message == other.message);
    found
}
