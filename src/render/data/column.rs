//! The columns and cells of data tables.
//!
//! In: values of a figure. Out: [`Column`], from which every description of a table is made, and
//! [`Cell`].
//!
//! May touch: figure, label, edition

use crate::edition::{Edition, Uses};
use crate::figure::{Adjust, Approx, Base, Basis, Kind, Metric, Origin, Prices, Quantity, Scale, Status, Treatment};
use crate::label::{Label, Labels};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::borrow::Cow;

/// A column of a table.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    /// Its name: `value_base`; the start of it where each edition has a column, as in `name_zh_hant_tw`.
    pub(crate) name: &'static str,
    /// The type of its cells.
    pub(crate) holds: Holds,
    /// Whether no cell is empty.
    pub(crate) required: bool,
    /// Whether each edition has one, in its words.
    pub(crate) in_editions: bool,
    /// Which sites have it, where not all have.
    pub(crate) only_if: Option<fn(Uses) -> bool>,
    /// What it means, in English.
    pub(crate) about: &'static str,
}

/// The type of a column's cells.
#[derive(Clone, Copy)]
pub(crate) enum Holds {
    /// Text.
    Text,
    /// A decimal with the printed precision: `6.0`, `-3.1`. No commas, no exponent.
    Number,
    /// A day: `2025-07-18`.
    Date,
    /// An absolute URL.
    Url,
    /// Names with a value each; in CSV `项目规模=亿元以上; 口径=当年价`.
    Pairs,
    /// One of these codes.
    Code(fn(Uses) -> Vec<&'static str>),
}

/// A value in a row. What is not known is empty in CSV and left out in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell<'c> {
    /// Not known.
    Empty,
    /// A text, number, date, URL or code.
    Text(Cow<'c, str>),
    /// Names with a value each; an object in JSON, left out where there are none.
    Pairs(Vec<(Cow<'c, str>, Cow<'c, str>)>),
}

/// A column that has a value in every row.
pub(crate) const fn required(name: &'static str, holds: Holds, about: &'static str) -> Column {
    Column { name, holds, required: true, in_editions: false, only_if: None, about }
}

/// A column in which cells may be empty.
pub(crate) const fn optional(name: &'static str, holds: Holds, about: &'static str) -> Column {
    Column { name, holds, required: false, in_editions: false, only_if: None, about }
}

impl Column {
    /// The same, one in each edition's words.
    pub(crate) const fn in_editions(self) -> Self {
        Self { in_editions: true, ..self }
    }

    /// The same, only where some figure says how it is made.
    pub(crate) const fn if_treated(self) -> Self {
        Self { only_if: Some(|uses| uses.treatment), ..self }
    }

    /// The same, only where some figure has an interval, or something was expected of it.
    const fn if_around(self) -> Self {
        Self { only_if: Some(|uses| uses.around), ..self }
    }
}

/// A column as the tables of a site have it.
pub(crate) struct Field<'p, 'e> {
    /// The column.
    pub(crate) column: &'static Column,
    /// The edition whose words it has, where each edition has one.
    pub(crate) edition: Option<&'p Edition<'e>>,
}

impl Field<'_, '_> {
    /// Its name: `value_base`, `name_zh_hant_tw`.
    pub(crate) fn name(&self) -> Cow<'static, str> {
        match self.edition {
            Some(edition) => format!("{}_{}", self.column.name, edition.variant.key().replace('-', "_")).into(),
            None => self.column.name.into(),
        }
    }

    /// What it is called for people: `名称（简体）`.
    pub(crate) fn title(&self, labels: &Labels) -> String {
        let title = labels.column(self.column.name);
        let edition = self.edition.map(|edition| labels.aside(edition.labels.text(Label::Edition)));
        format!("{title}{}", edition.unwrap_or_default())
    }

    /// What it means, in English.
    pub(crate) fn about(&self) -> Cow<'static, str> {
        match self.edition {
            Some(edition) => {
                format!("{} In the words of the edition {}.", self.column.about, edition.variant.tag()).into()
            }
            None => self.column.about.into(),
        }
    }
}

/// `flow stock share …`.
pub(crate) const KIND: Holds = Holds::Code(|_| Kind::ALL.map(Kind::code).into());
/// `exact gt ge near about lt le`.
pub(crate) const APPROX: Holds = Holds::Code(|_| Approx::ALL.map(Approx::code).into());
/// `yoy mom qoq …`.
pub(crate) const BASIS: Holds = Holds::Code(|uses| {
    let is_used = |basis: &Basis| uses.adjusted || !basis.is_adjusted();
    Basis::ALL.into_iter().filter(is_used).map(Basis::code).collect()
});
/// `sa nsa saar`.
pub(crate) const ADJUST: Holds = Holds::Code(|_| Adjust::ALL.map(Adjust::code).into());
/// `preliminary revised final`.
pub(crate) const STATUS: Holds = Holds::Code(|_| Status::ALL.map(Status::code).into());
/// `stated previous computed`.
pub(crate) const ORIGIN: Holds = Holds::Code(|_| Origin::ALL.map(Origin::code).into());

/// The columns that say how the figures of a row are made.
pub(crate) const TREATMENT: [Column; 3] = [
    optional(
        "adjust",
        ADJUST,
        "Whether the season is taken out: sa, nsa, or saar for an annual rate; none where nothing is said.",
    )
    .if_treated(),
    optional("prices", Holds::Text, "At whose prices: nominal, real, or real-2020 where the year is said.")
        .if_treated(),
    optional("base", Holds::Text, "What an index is relative to: 2020=100.").if_treated(),
];

/// The cells of [`TREATMENT`]; none where the site has no such columns.
pub(crate) fn treatment<'c>(uses: Uses, Treatment { adjust, prices, base }: &Treatment) -> Vec<Cell<'c>> {
    if !uses.treatment {
        return Vec::new();
    }
    vec![
        Cell::maybe(adjust.map(Adjust::code)),
        Cell::maybe(prices.map(Prices::code)),
        Cell::maybe(base.as_ref().map(Base::to_string)),
    ]
}

/// The columns that say what is printed around a figure.
pub(crate) const AROUND: [Column; 6] = [
    optional("low", Holds::Number, "The lower end of the interval that the office prints.").if_around(),
    optional("high", Holds::Number, "Its higher end.").if_around(),
    optional("interval_unit", Holds::Text, "The unit of both: that of the value, or of the change.").if_around(),
    optional("expected", Holds::Number, "What was expected of the value or the change.").if_around(),
    optional("expected_unit", Holds::Text, "Its unit.").if_around(),
    optional("surprise", Holds::Number, "How much more the figure is, in that unit; in pp where that is %.")
        .if_around(),
];

/// The cells of [`AROUND`]; none where the site has no such columns.
pub(crate) fn around<'c>(uses: Uses, metric: Option<&Metric>) -> Vec<Cell<'c>> {
    if !uses.around {
        return Vec::new();
    }
    let around = metric.and_then(|metric| metric.around.as_deref());
    let interval = around.and_then(|around| around.interval.as_ref());
    let expected = around.and_then(|around| around.expected.as_ref());
    // One unit is that of both ends.
    let scale = interval.map_or(Scale::One, |(low, _)| low.scale());
    let high = interval.map(|(_, high)| scale.of(high.value_base()).unwrap_or(high.number().value()).to_string());
    let surprise = metric.and_then(Metric::surprise).and_then(|surprise| {
        let expected = expected?;
        let mut number = expected.scale().of(surprise.base)?;
        number.rescale(number.scale().max(expected.number().value().scale()));
        Some(number.to_string())
    });
    vec![
        Cell::maybe(interval.map(|(low, _)| low.number().digits())),
        Cell::maybe(high),
        Cell::maybe(interval.map(|(low, _)| low.unit_printed())),
        Cell::maybe(expected.map(|expected| expected.number().digits())),
        Cell::maybe(expected.map(Quantity::unit_printed)),
        Cell::maybe(surprise),
    ]
}

impl<'c> Cell<'c> {
    /// Whether nothing is known.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            Self::Pairs(pairs) => pairs.is_empty(),
        }
    }

    /// The text in CSV and workbooks.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Pairs(pairs) => {
                let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
                Cow::Owned(pairs.collect::<Vec<_>>().join("; "))
            }
        }
    }

    /// A value that may not be known.
    pub(crate) fn maybe(value: Option<impl Into<Cow<'c, str>>>) -> Self {
        value.map_or(Self::Empty, |value| Self::Text(value.into()))
    }
}

impl<'c> From<&'c str> for Cell<'c> {
    fn from(text: &'c str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'c> From<&'c String> for Cell<'c> {
    fn from(text: &'c String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'c> From<&'c Cow<'_, str>> for Cell<'c> {
    fn from(text: &'c Cow<'_, str>) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Pairs(pairs) => {
                let mut map = serializer.serialize_map(Some(pairs.len()))?;
                for (name, value) in pairs {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
