//! Horizontal bars, one a row.
//!
//! In: rows of signed numbers. Out: their drawing, the label of each row above its bar.
//!
//! May touch: nothing

use rust_decimal::Decimal;

use super::drawing::{Anchor, Area, Drawing, INK, Text, Tone, leading, number, put};
use super::mark::{self, INHERITED, Shape, Sign};
use super::{Mark, Role, Words, float, text};

/// Numbers side by side: the growth rates of a bulletin, the regions of an indicator.
#[derive(Clone, Debug)]
pub struct Bars {
    /// Unique in the page: `bars-1`.
    pub id: String,
    /// The language of the words, a BCP 47 tag.
    pub lang: String,
    /// What the bars say; as in [`Chart`](super::Chart::title).
    pub title: String,
    /// What is measured, when and in which unit. May be empty.
    pub subtitle: String,
    /// The alternative text.
    pub description: String,
    /// From the top, in the order given. May be empty.
    pub rows: Vec<Bar>,
    /// Rows that are left out between others, for want of room.
    pub omitted: Option<Omitted>,
    /// Words of the legend.
    pub words: Words,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Bar {
    /// `规模以上工业增加值`. Takes as many lines as it needs.
    pub label: String,
    /// In small type: basis or period, `同比，1—5月`. May be empty.
    pub note: String,
    /// The number, in the same unit in every row. Below zero the bar points to the left.
    pub value: Decimal,
    /// The value as printed: `+14.2%`.
    pub text: String,
    /// How closely the number is meant.
    pub mark: Mark,
    /// Whether it is aimed at, not measured. Then its bar is an outline.
    pub target: bool,
}

/// Size of labels and values.
const SIZE: f64 = 13.0;
/// Size of notes.
const SMALL: f64 = 12.0;
/// Height of a bar.
const THICK: f64 = 15.0;

/// Where the bars begin.
struct Field {
    zero: f64,
    /// Units of the drawing to one of the value.
    unit: f64,
}

/// A row's lines of label and note.
struct Wrapped<'a> {
    row: &'a Bar,
    lines: Vec<(String, Tone, f64)>,
    /// The value's words in lines: at most a third of the drawing wide.
    value: Vec<String>,
}

/// That rows are left out.
#[derive(Clone, Debug)]
pub struct Omitted {
    /// After how many rows.
    pub after: usize,
    /// What is said in their place: `其余11项见表`.
    pub words: String,
}

/// Lays bars out.
pub(super) fn draw(bars: &Bars) -> Drawing {
    let mut drawing = Drawing::new(&bars.id, &bars.lang, &bars.title, &bars.subtitle, &bars.description);
    let mut y = 2.0;
    let width = drawing.size().0;
    let rows: Vec<Wrapped<'_>> = bars.rows.iter().map(|row| wrapped(row, width)).collect();
    let field = field(&rows, width);
    // The zero lines of the bars, from and to: a continuous one would cross out the labels.
    let mut zeros = Vec::new();
    let mut shapes = String::new();
    for (n, row) in rows.iter().enumerate() {
        if let Some(words) = bars.omitted.as_ref().filter(|omitted| omitted.after == n).map(|omitted| &omitted.words) {
            let like = Text {
                x: 0.0,
                y: y + 4.0,
                anchor: Anchor::Start,
                size: SMALL,
                tone: Tone::Muted,
                words: String::new(),
            };
            y = drawing.paragraph(words, &like, width) + 8.0;
        }
        y = above(&mut drawing, &mut shapes, row, &field, y, &mut zeros);
    }
    mark::group(&mut drawing.shapes, UP, |svg| svg.push_str(&shapes));
    zero(&mut drawing, &field, &zeros);
    let role = |row: &Bar| if row.target { Role::Target } else { Role::Actual };
    let signs: Vec<_> = bars.rows.iter().map(|row| (row.mark, role(row))).collect();
    drawing.height = mark::legend(&mut drawing, &bars.words, Shape::Bars, &signs, false, y + 3.0).ceil() + 2.0;
    drawing
}

/// A row's words in lines no wider than `room`.
fn wrapped(row: &Bar, room: f64) -> Wrapped<'_> {
    let lines = |words: &str, size: f64, tone: Tone| {
        text::wrap(&text::clean(words), size, false, room).into_iter().map(move |line| (line, tone, size))
    };
    let value = text::wrap(&text::clean(&row.text), SIZE, true, room / 3.0 - 8.0);
    Wrapped {
        row,
        lines: lines(&row.label, SIZE, Tone::Ink).chain(lines(&row.note, SMALL, Tone::Muted)).collect(),
        value,
    }
}

/// The field from edge to edge, with room for the values' words at the ends of the bars.
fn field(rows: &[Wrapped<'_>], right: f64) -> Field {
    let words = |below: bool| {
        let side = rows.iter().filter(|row| (float(row.row.value) < 0.0) == below);
        side.map(Wrapped::room).fold(0.0, f64::max)
    };
    let values = || rows.iter().map(|row| float(row.row.value));
    let (least, greatest) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let (from, to) = (words(true), right - words(false));
    let span = greatest - least;
    let unit = if span > 0.0 { ((to - from) / span).max(0.0) } else { 0.0 };
    Field { zero: from - least * unit, unit }
}

impl Wrapped<'_> {
    /// How much of the width the value's words take.
    fn room(&self) -> f64 {
        self.value.iter().map(|line| text::width(line, SIZE, true)).fold(0.0, f64::max) + 8.0
    }
}

/// A row with its label above; returns where the next one begins.
fn above(
    drawing: &mut Drawing,
    shapes: &mut String,
    row: &Wrapped<'_>,
    field: &Field,
    top: f64,
    zeros: &mut Vec<(f64, f64)>,
) -> f64 {
    let mut y = top;
    for (words, tone, size) in &row.lines {
        let (words, tone, size) = (words.clone(), *tone, *size);
        drawing.texts.push(Text { x: 0.0, y: y + size, anchor: Anchor::Start, size, tone, words });
        y += leading(size);
    }
    let values = row.value.len() as f64 * leading(SIZE);
    let height = values.max(THICK);
    let middle = y + 3.0 + height / 2.0;
    bar(drawing, shapes, row, field, middle);
    zeros.push((middle - THICK / 2.0 - 2.0, middle + THICK / 2.0 + 2.0));
    y + 3.0 + height + 8.0
}

/// The zero line of the bars, in stretches from and to.
fn zero(drawing: &mut Drawing, field: &Field, stretches: &[(f64, f64)]) {
    if stretches.is_empty() {
        return;
    }
    let x = number(field.zero);
    let path: String = stretches.iter().map(|(from, to)| format!("M{x} {}V{}", number(*from), number(*to))).collect();
    put(&mut drawing.shapes, format_args!("<path d=\"{path}\" stroke=\"{INK}\" stroke-width=\"1.2\"/>\n"));
}

/// The bar around `middle`, with the value at its end.
fn bar(
    drawing: &mut Drawing,
    shapes: &mut String,
    Wrapped { row, value: lines, .. }: &Wrapped<'_>,
    field: &Field,
    middle: f64,
) {
    let value = float(row.value);
    let end = field.zero + value * field.unit;
    let role = if row.target { Role::Target } else { Role::Actual };
    let area = Area {
        left: end.min(field.zero),
        top: middle - THICK / 2.0,
        right: end.max(field.zero),
        bottom: middle + THICK / 2.0,
    };
    let colour = if value < 0.0 { DOWN } else { INHERITED };
    mark::bar(shapes, Sign { mark: row.mark, role, colour }, area);
    shapes.push('\n');
    let (x, anchor) = if value < 0.0 { (end - 5.0, Anchor::End) } else { (end + 5.0, Anchor::Start) };
    let mut y = middle - lines.len() as f64 * leading(SIZE) / 2.0;
    for words in lines {
        let words = words.clone();
        drawing.texts.push(Text { x, y: y + SIZE, anchor, size: SIZE, tone: Tone::Strong, words });
        y += leading(SIZE);
    }
}

/// The colour of bars to the right, and of those to the left unless the theme gives them another. Bars take it from
/// the group they are in.
const UP: &str = "var(--chart-up, var(--chart-1, #1b5e8f))";
/// See [`UP`].
const DOWN: &str = "var(--chart-down, var(--chart-1, #1b5e8f))";
