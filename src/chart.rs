//! Charts as static SVG: a series over time, bars side by side, a map of tiles, a sparkline.
//!
//! In: numbers already scaled and words already in the reader's script. Out: HTML that shows them: the words, one drawing
//! that phones and wide pages can both show, and of a chart over time its values as a table, from which `chart.js` draws it
//! anew. Words stay text, colours are CSS variables, and the same chart
//! gives the same bytes on every machine: floats are used for geometry only and rounded to a tenth.
//!
//! May touch: nothing

pub(crate) mod text;
mod ink;
mod drawing;
mod scale;
mod mark;
mod time;
mod label;
mod plot;
mod table;
mod bars;
mod spark;
mod tiles;

pub(crate) use bars::stripe;
pub use bars::{Bar, Bars, Omitted};
pub(crate) use drawing::TOGETHER;
pub use drawing::{Area, Drawing};
pub use spark::Spark;
pub use tiles::{Tile, Tiles};

use rust_decimal::Decimal;

/// One measure over time, as a line or as columns.
///
/// ```
/// # use jianbao::chart::*;
/// let dot = |month, value: &str| Dot {
///     from: 2025 * 12 + month,
///     to: 2025 * 12 + month,
///     step: 1,
///     label: format!("2025年{}月", month + 1),
///     short: format!("{}月", month + 1),
///     value: value.parse().unwrap(),
///     text: format!("+{value}%"),
///     change: String::new(),
///     mark: Mark::Exact,
/// };
/// let chart = Chart {
///     id: "c1".into(),
///     lang: "zh-Hans".into(),
///     title: "工业增速连续两月回升".into(),
///     subtitle: "规模以上工业增加值同比，2025年，%".into(),
///     description: "4月6.1%，5月6.4%。".into(),
///     form: Form::Line,
///     unit: "%".into(),
///     lines: vec![Line { name: String::new(), role: Role::Actual, shown: true, by: String::new(), dots: vec![dot(3, "6.1"), dot(4, "6.4")] }],
///     reference: None,
///     events: Vec::new(),
///     indexed: false,
///     words: Words::default(),
/// };
/// assert!(chart.html().contains("工业增速连续两月回升"));
/// ```
#[derive(Clone, Debug)]
pub struct Chart {
    /// Unique in the page: `chart-1`. The ids within begin with it.
    pub id: String,
    /// The language of the words, a BCP 47 tag: `zh-Hant-TW`.
    pub lang: String,
    /// What the chart says, printed above it: `软件业务收入连续五个月增长`. Empty where the page says it already; then
    /// the subtitle is the picture's accessible name.
    pub title: String,
    /// What is measured, where, when and in which unit: `软件业务收入，全国，2025年，亿元`. May be empty.
    pub subtitle: String,
    /// The alternative text: range, latest value, where the table is.
    pub description: String,
    /// Line or columns.
    pub form: Form,
    /// Unit of the vertical axis: `亿元`, `%`. The subtitle says it; at the numbers of the axis only `%` is repeated.
    pub unit: String,
    /// What is drawn, the most important first. May be empty.
    pub lines: Vec<Line>,
    /// A level that values are read against, drawn across: 50 for a managers\' index.
    pub reference: Option<Reference>,
    /// What happened meanwhile: a numbered rule each, and a list below.
    pub events: Vec<Event>,
    /// Whether the lines may be shown as shares of their first value: amounts, not rates.
    pub indexed: bool,
    /// Words of the legend and of the table.
    pub words: Words,
}

/// Something that happened, on the time axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its month, counted as in [`Dot`].
    pub month: i32,
    /// When it was: `2024年4月`.
    pub date: String,
    /// What it was, in a few words.
    pub text: String,
}

/// How a chart over time is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line: for rates, shares, indices, stocks. Its axis need not start at zero.
    Line,
    /// Columns: for amounts of a period. They start at zero.
    Bar,
}

/// A level that values are read against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// In the unit of the axis: `50`.
    pub value: Decimal,
    /// What it means, at the right of the line: `荣枯线 50`.
    pub label: String,
}

/// One line, or one colour of columns.
#[derive(Clone, Debug)]
pub struct Line {
    /// The name at its end: `东部`. Empty where there is only one line.
    pub name: String,
    /// Whether it was measured, aimed at or expected.
    pub role: Role,
    /// Whether it is drawn; else it is in the table, from which readers choose.
    pub shown: bool,
    /// What the changes of its values are against: `同比`. Empty where they have none.
    pub by: String,
    /// Its values, in any order.
    pub dots: Vec<Dot>,
}

/// Whether the values of a line were measured, aimed at or expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Measured.
    Actual,
    /// Aimed at: `2025年增长5%左右`. Dashed, with open diamonds; in columns a bar across.
    Target,
    /// Expected. Dashed in the colour of the line it continues, with open diamonds.
    Forecast,
}

/// One value of a line.
#[derive(Clone, Debug)]
pub struct Dot {
    /// First month covered, counted `year * 12 + month` with January as 0: `2025 * 12`.
    pub from: i32,
    /// Last month covered, counted the same way; equal to `from` for a month. The dot is here on the axis.
    pub to: i32,
    /// Months between neighbours of its cadence: 1, 3, 6 or 12. Where the next dot is further than this, the line
    /// is broken.
    pub step: i32,
    /// The period in full, for the tooltip: `2025年6月`.
    pub label: String,
    /// The period on the axis: `6月`, or `2025` where `step` is 12. Years below the months are written by the chart.
    pub short: String,
    /// The number, in the unit of the axis.
    pub value: Decimal,
    /// The value as printed: `超过3万亿元`.
    pub text: String,
    /// Its change as printed: `+6.4%`; may be empty.
    pub change: String,
    /// How closely the number is meant.
    pub mark: Mark,
}

/// A note on one value. A legend explains those that occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// As printed. Full, not in the legend.
    Exact,
    /// `超过3万亿元`, `近82亿元`. Hollow.
    Approx,
    /// Computed from other figures. Hollow with a dashed edge.
    Derived,
    /// Later revised; this is the latest. With a ring around.
    Revised,
    /// Not yet final. Half full.
    Preliminary,
}

/// Words of the legend, in the language of the chart. An empty word leaves its sign out of the legend.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// What is said aside: `（{text}）`.
    pub aside: String,
    /// `约数`
    pub approx: String,
    /// `推算`
    pub derived: String,
    /// `修订`
    pub revised: String,
    /// `初步数`
    pub preliminary: String,
    /// `目标`
    pub target: String,
    /// `预测`
    pub forecast: String,
    /// A small note where a line's axis does not start at zero: `纵轴不从零起`.
    pub cut: String,
    /// What the table is called: `图中数据`.
    pub table: String,
    /// The head of its first column: `时期`.
    pub period: String,
    /// The head of the column of a line without a name: `数值`.
    pub value: String,
}

impl Words {
    /// The word for a mark; empty for an exact value.
    fn mark(&self, mark: Mark) -> &str {
        match mark {
            Mark::Exact => "",
            Mark::Approx => &self.approx,
            Mark::Derived => &self.derived,
            Mark::Revised => &self.revised,
            Mark::Preliminary => &self.preliminary,
        }
    }
}

impl Chart {
    /// The chart as HTML: a figure with its words, its drawing, and its values as a table, from which `chart.js` draws it
    /// anew at other widths and for other years.
    #[must_use]
    pub fn html(&self) -> String {
        table::figure(self)
    }

    /// The chart as HTML without its table: a picture that does not answer.
    #[must_use]
    pub fn picture(&self) -> String {
        self.drawing().figure("", "")
    }

    /// Title and subtitle, for where there is no markup.
    #[must_use]
    pub fn captions(&self) -> [String; 2] {
        [&self.title, &self.subtitle].map(|words| text::clean(words).replace(TOGETHER, ""))
    }

    /// The drawing, laid out.
    #[must_use]
    pub fn drawing(&self) -> Drawing {
        plot::draw(self, &ink::Ink::PAGE)
    }

    /// The drawing for where there is no style sheet: as it is laid out, with presentation attributes only. Its
    /// [shapes](Drawing::inner) are `g path circle rect line text`.
    #[must_use]
    pub fn plain(&self) -> Drawing {
        plot::draw(self, &ink::Ink::PLAIN)
    }
}

/// A decimal for geometry. Converted through its digits, so that every machine rounds alike.
fn float(value: Decimal) -> f64 {
    value.to_string().parse().expect("a decimal's digits are a number")
}
