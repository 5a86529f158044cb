//! What is printed around a figure: the interval in which an office is sure of it, and what was expected.
//!
//! In: `low`, `high` and `expected` of a metric, each in the unit of its value or of its change. Out: [`Around`], and by how
//! much the figure is another than expected: [`Surprise`].
//!
//! May touch: diag, tree

use super::approx::Approx;
use super::change::Change;
use super::number::difference;
use super::quantity::Quantity;
use super::scale::Scale;
use super::unit::Dimension;
use crate::diag::Code;
use crate::tree::{Fields, Written};
use rust_decimal::Decimal;
use std::ops::Range;

/// What is printed around a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Around {
    /// The ends of the interval in which it is.
    pub(crate) interval: Option<(Quantity, Quantity)>,
    /// What was expected of it before it appeared.
    pub(crate) expected: Option<Quantity>,
}

/// By how much a figure is more than expected.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Surprise {
    /// The difference, multiplied out; less than nothing where less was expected.
    pub(crate) base: Decimal,
    /// The unit of the difference, without scale: `pp` of rates.
    pub(crate) unit: String,
    /// The scale in which it is read.
    pub(crate) scale: Scale,
    /// How many decimals both numbers print.
    pub(crate) places: u32,
}

/// The number of a metric that another is about: its value, or its change.
#[derive(Clone, Copy)]
pub(crate) struct Actual<'m> {
    base: Decimal,
    /// As printed, without the sign of a change; none of 持平.
    pub(crate) printed: Option<&'m Quantity>,
}

impl<'m> Actual<'m> {
    /// What a quantity is about: the value where both are in one unit, else the change.
    pub(crate) fn of(about: &Quantity, value: Option<&'m Quantity>, change: Option<&'m Change>) -> Option<Self> {
        let alike = |other: &Quantity| other.dimension() == about.dimension() && other.unit_base() == about.unit_base();
        let value =
            value.filter(|value| alike(value)).map(|value| Self { base: value.value_base(), printed: Some(value) });
        value.or_else(|| {
            let change = change.filter(|change| match change.amount() {
                Some(amount) => alike(amount),
                None => matches!(about.dimension(), Dimension::Percent | Dimension::PercentPoint),
            })?;
            Some(Self { base: change.signed_base(), printed: change.amount() })
        })
    }

    fn half_place(&self) -> Decimal {
        self.printed.map_or(Decimal::ZERO, Quantity::half_place)
    }

    fn is_exact(&self) -> bool {
        self.printed.is_none_or(|printed| printed.approx() == Approx::Exact)
    }

    /// Whether it is more than a quantity, or less where `below`, by more than what a rounder print of one of both explains.
    fn is_beyond(&self, limit: &Quantity, below: bool) -> bool {
        let (own, other) = (self.half_place(), limit.half_place());
        let rounding = if own == other { Decimal::ZERO } else { own.max(other) };
        let limit = limit.value_base();
        let far = if below { limit.checked_sub(self.base) } else { self.base.checked_sub(limit) };
        far.is_some_and(|far| far > rounding)
    }
}

impl Around {
    /// Reads `low`, `high` and `expected`; none where nothing is said.
    pub(crate) fn read(
        fields: &mut Fields<'_>,
        value: Option<&Quantity>,
        change: Option<&Change>,
    ) -> Option<Box<Self>> {
        let mut known = |key: &'static str| {
            let written: Written<Quantity> = fields.parse(key, Code::BadQuantity)?;
            if Actual::of(&written.value, value, change).is_none() {
                let unit = written.value.unit_base();
                let message = format!("`{key}` is in `{unit}`, and neither the value nor the change is");
                let help = "write it in the unit of the value or of the change; scales may differ";
                fields.report(Code::BadQuantity, written.span.clone(), message, help);
                return None;
            }
            Some(written)
        };
        let (low, high, expected) = (known("low"), known("high"), known("expected"));
        let alone = |fields: &mut Fields<'_>, span: &Range<usize>, key: &str, other: &str| {
            // One that could not be read is reported already.
            if !fields.wrote(other) {
                let message = format!("`{key}` is one end of an interval, and `{other}` is missing");
                fields.report(Code::MissingKey, span.clone(), message, format!("add `{other} = \"…\"`"));
            }
        };
        let interval = match (low, high) {
            (Some(low), Some(high)) => {
                check(fields, &low, &high, value, change);
                Some((low.value, high.value))
            }
            (Some(low), None) => {
                alone(fields, &low.span, "low", "high");
                None
            }
            (None, Some(high)) => {
                alone(fields, &high.span, "high", "low");
                None
            }
            (None, None) => None,
        };
        let around = Self { interval, expected: expected.map(|expected| expected.value) };
        (around != Self::default()).then(|| Box::new(around))
    }

    /// Every quantity.
    pub(crate) fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        let ends = self.interval.iter().flat_map(|(low, high)| [low, high]);
        ends.chain(&self.expected)
    }

    /// By how much a figure with this value or change is more than expected; none where either is approximate.
    pub(crate) fn surprise(&self, value: Option<&Quantity>, change: Option<&Change>) -> Option<Surprise> {
        let expected = self.expected.as_ref().filter(|expected| expected.approx() == Approx::Exact)?;
        let actual = Actual::of(expected, value, change).filter(Actual::is_exact)?;
        let unit = match expected.dimension() {
            Dimension::Percent | Dimension::PercentPoint => "pp",
            Dimension::PerMille => return None,
            Dimension::Multiple | Dimension::Index | Dimension::Other(_) => expected.unit_base(),
        };
        let places = |quantity: &Quantity| quantity.number().value().scale();
        Some(Surprise {
            base: difference(actual.base, expected.value_base())?,
            unit: unit.to_owned(),
            scale: actual.printed.unwrap_or(expected).scale(),
            places: places(expected).max(actual.printed.map_or(0, places)),
        })
    }
}

/// The ends are in order, and the figure is between them.
fn check(
    fields: &mut Fields<'_>,
    low: &Written<Quantity>,
    high: &Written<Quantity>,
    value: Option<&Quantity>,
    change: Option<&Change>,
) {
    let (low_text, high_text) = (low.value.text(), high.value.text());
    if low.value.value_base() > high.value.value_base() {
        let message = format!("`low` is `{low_text}`, which is more than `high`, `{high_text}`");
        fields.report(Code::BadQuantity, low.span.clone(), message, "exchange them, or correct one");
        return;
    }
    for (end, below) in [(low, true), (high, false)] {
        let Some(actual) = Actual::of(&end.value, value, change).filter(Actual::is_exact) else { continue };
        if actual.is_beyond(&end.value, below) {
            let (figure, limit) = (actual.printed.map_or("0", Quantity::text), end.value.text());
            let message = match below {
                true => format!("`low` is `{limit}`, which is more than the figure, `{figure}`"),
                false => format!("`high` is `{limit}`, which is less than the figure, `{figure}`"),
            };
            let help = "correct one of them: the figure lies between both ends";
            fields.report(Code::BadQuantity, end.span.clone(), message, help);
        }
    }
}
