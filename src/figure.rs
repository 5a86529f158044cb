//! Numbers as economic newspapers print them, and what they measure.
//!
//! In: strings of the front matter, such as `超过3万亿元`, `+14.2%`, `yoy` or `2025-H1`. Out: exact
//! values that print again exactly as they were written, or a [`Malformed`](crate::diag::Malformed)
//! saying which bytes are wrong and how to write them; and [`Metric`], which puts them together.
//!
//! May touch: nothing

#![deny(clippy::float_arithmetic, reason = "figures are decimals as printed")]

mod script;
mod names;
mod approx;
mod scale;
mod compound;
mod number;
mod unit;
mod quantity;
pub mod english;
pub(crate) mod period;
mod basis;
mod change;
mod kind;
mod treatment;
mod around;
mod interval;
mod derive;
pub(crate) mod indicator;
pub(crate) mod metric;
pub(crate) mod scan;
mod words;
pub mod series;

pub use approx::{Approx, ApproxWord, Side};
pub(crate) use around::{Around, Surprise};
pub use basis::Basis;
pub use change::{Change, Direction};
pub use indicator::{Indicator, Polarity, Registry};
pub(crate) use interval::Interval;
pub use kind::Kind;
pub use metric::{Metric, Status};
pub use number::Number;
pub(crate) use number::difference;
pub use period::{Half, Month, Period, Quarter, Span, Year};
pub use quantity::{Parts, Quantity};
pub use scale::Scale;
pub use series::{
    BulletinId, Cadence, MetricId, Observation, Origin, Point, Reading, Record, Series, SubjectId, Vintage,
};
pub(crate) use treatment::Treated;
pub use treatment::{Adjust, Base, Prices, Treatment};
pub use unit::{Dimension, Unit};
pub use words::Words;
