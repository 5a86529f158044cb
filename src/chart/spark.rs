//! A sparkline.
//!
//! In: numbers at even distances. Out: SVG without words, to be shown beside its numbers, in the colours of the page's CSS.
//!
//! May touch: nothing

use rust_decimal::Decimal;

use super::drawing::{number, put};
use super::float;

/// A line the size of a word, without axes. Hidden from screen readers: its numbers are beside it.
#[derive(Clone, Debug)]
pub struct Spark {
    /// From left to right; `None` leaves a gap.
    pub values: Vec<Option<Decimal>>,
    /// The least and the greatest value of its axis, where several have one; else those of its own values.
    pub scale: Option<(Decimal, Decimal)>,
}

/// Width, height and margin of the drawing.
const SIZE: (f64, f64, f64) = (80.0, 20.0, 3.0);

impl Spark {
    /// The line as one `<svg>` element, with a dot at its last value. Without values it is empty.
    #[must_use]
    pub fn svg(&self) -> String {
        let (width, height, margin) = SIZE;
        let values: Vec<Option<f64>> = self.values.iter().map(|value| value.map(float)).collect();
        let known = || values.iter().flatten().copied();
        let own = || (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
        let (least, greatest) = self.scale.map_or_else(own, |(least, greatest)| (float(least), float(greatest)));
        let span = greatest - least;
        let steps = values.len().saturating_sub(1).max(1) as f64;
        let x = |n: usize| margin + n as f64 / steps * (width - 2.0 * margin);
        let share = |value: f64| if span > 0.0 { (value - least) / span } else { 0.5 };
        let y = |value: f64| height - margin - share(value) * (height - 2.0 * margin);
        let mut path = String::new();
        let mut end = None;
        let mut joined = false;
        for (n, value) in values.iter().enumerate() {
            let Some(value) = *value else {
                joined = false;
                continue;
            };
            let (x, y) = (number(x(n)), number(y(value)));
            // A value between two gaps is a line of no length, which round ends show as a dot.
            let alone = if joined { "" } else { "h0" };
            put(&mut path, format_args!("{}{x} {y}{alone}", if joined { "L" } else { "M" }));
            joined = true;
            end = Some((x, y));
        }
        let dot = end.map(|(x, y)| format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"2.4\"/>"));
        format!(
            "<svg class=\"spark\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\"><path d=\"{path}\"/>{}</svg>",
            number(width),
            number(height),
            dot.unwrap_or_default()
        )
    }
}
