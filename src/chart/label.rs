//! Words beside values: the latest value of a line, names at the ends of several lines, the key of columns.
//!
//! In: the words and the places of their values. Out: texts that touch neither each other nor, where there is
//! room, the lines.
//!
//! May touch: nothing

use super::drawing::{Anchor, Area, Drawing, Text, Tone, leading, number, put};
use super::text;

/// Size of these words.
const SIZE: f64 = 13.0;

/// The words at the end of one of several lines.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    /// Where the line ends.
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) colour: &'static str,
    /// Name and value, line by line.
    pub(crate) lines: Vec<(String, Tone)>,
}

impl Tag {
    /// A name with its latest value below, in lines no wider than `room`.
    pub(super) fn new(name: &str, value: &str, colour: &'static str, room: f64) -> Self {
        let wrapped = |words: &str, tone: Tone| {
            let lines = text::wrap(&text::clean(words), SIZE, tone.is_strong(), room);
            lines.into_iter().map(move |line| (line, tone))
        };
        let lines = wrapped(name, Tone::Strong).chain(wrapped(value, Tone::Ink)).collect();
        Self { x: 0.0, y: 0.0, colour, lines }
    }

    pub(super) fn width(&self) -> f64 {
        self.lines.iter().map(|(line, tone)| text::width(line, SIZE, tone.is_strong())).fold(0.0, f64::max)
    }

    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * leading(SIZE)
    }
}

/// The space between two tags.
const GAP: f64 = 5.0;

/// The height all tags take, one below the other.
pub(super) fn height(tags: &[Tag]) -> f64 {
    tags.iter().map(|tag| tag.height() + GAP).sum()
}

/// Writes tags from `left` on between `top` and `bottom`, each as near to its line's end as the others allow.
pub(super) fn write_tags(drawing: &mut Drawing, mut tags: Vec<Tag>, left: f64, top: f64, bottom: f64) {
    tags.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut tops: Vec<f64> = Vec::new();
    let mut free = top;
    for tag in &tags {
        let at = (tag.y - tag.height() / 2.0).max(free);
        free = at + tag.height() + GAP;
        tops.push(at);
    }
    let mut free = bottom;
    for (tag, at) in tags.iter().zip(&mut tops).rev() {
        *at = at.min(free - tag.height());
        free = *at - GAP;
    }
    for (tag, at) in tags.iter().zip(tops) {
        let middle = at + tag.height() / 2.0;
        if (middle - tag.y).abs() > 3.0 || left - tag.x > 26.0 {
            let (x, y, to, middle) = (number(tag.x + 6.0), number(tag.y), number(left - 9.0), number(middle));
            put(
                &mut drawing.shapes,
                format_args!(
                    "<path d=\"M{x} {y}L{to} {middle}\" stroke=\"{}\" stroke-width=\"0.8\" stroke-opacity=\"0.7\"/>",
                    tag.colour
                ),
            );
        }
        let (x, y, height) = (number(left - 8.0), number(at + 1.0), number((tag.height() - 2.0).max(1.0)));
        put(
            &mut drawing.shapes,
            format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"3\" height=\"{height}\" fill=\"{}\"/>", tag.colour),
        );
        for (n, (words, tone)) in tag.lines.iter().enumerate() {
            let y = at + SIZE + n as f64 * leading(SIZE);
            let (tone, words) = (*tone, words.clone());
            drawing.texts.push(Text { x: left, y, anchor: Anchor::Start, size: SIZE, tone, words });
        }
    }
}

/// The words at one value: what it is, and in a weaker tone when.
pub(super) struct Note {
    lines: Vec<(String, Tone)>,
}

impl Note {
    /// A value, and its period unless that is empty, in lines no wider than `room`.
    pub(super) fn new(value: &str, period: &str, room: f64) -> Self {
        let value = text::wrap(&text::clean(value), SIZE, true, room).into_iter().map(|line| (line, Tone::Label));
        let period = text::wrap(&text::clean(period), SIZE - 1.0, false, room);
        Self { lines: value.chain(period.into_iter().map(|line| (line, Tone::Muted))).collect() }
    }

    pub(super) fn width(&self) -> f64 {
        self.lines.iter().map(|(line, tone)| text::width(line, SIZE, tone.is_strong())).fold(0.0, f64::max)
    }

    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * leading(SIZE)
    }

    /// The rectangle of the note where its middle is as near to `x` as numbers at the left, which end 8 before the
    /// field, and the edge of the drawing allow.
    pub(super) fn area(&self, drawing: &Drawing, field: f64, x: f64, top: f64) -> Area {
        let half = self.width() / 2.0;
        let left = (x - half).min(drawing.size().0 - 2.0 * half).max(field - 4.0);
        Area { left, top, right: left + 2.0 * half, bottom: top + self.height() }
    }

    /// Writes the note into its rectangle.
    pub(super) fn write(&self, drawing: &mut Drawing, area: Area) {
        for (n, (words, tone)) in self.lines.iter().enumerate() {
            let (x, y) = ((area.left + area.right) / 2.0, area.top + SIZE + n as f64 * leading(SIZE));
            let size = if *tone == Tone::Muted { SIZE - 1.0 } else { SIZE };
            let (tone, words) = (*tone, words.clone());
            drawing.texts.push(Text { x, y, anchor: Anchor::Middle, size, tone, words });
        }
    }

    /// The rectangle near `(x, y)` within `bounds` that covers least of the line through `points`.
    pub(super) fn beside(&self, drawing: &Drawing, (x, y): (f64, f64), bounds: Area, points: &[(f64, f64)]) -> Area {
        let height = self.height();
        let tops = [y - 8.0 - height, y + 8.0, y - 22.0 - height, y + 22.0, y - 40.0 - height, y + 40.0];
        let places = [0.0, -self.width() / 2.0, self.width() / 2.0]
            .into_iter()
            .flat_map(|aside| tops.map(|top| self.area(drawing, bounds.left, x + aside, top)));
        let cost = |area: &Area| {
            let outside = area.top < bounds.top || area.bottom > bounds.bottom;
            covered(area, points) + if outside { usize::MAX / 2 } else { 0 }
        };
        let first = self.area(drawing, bounds.left, x, tops[0]);
        places.min_by_key(cost).unwrap_or(first)
    }
}

/// How much of the line through `points` is in a rectangle, by samples.
fn covered(area: &Area, points: &[(f64, f64)]) -> usize {
    const SAMPLES: u32 = 12;
    let near = Area { left: area.left - 3.0, top: area.top - 3.0, right: area.right + 3.0, bottom: area.bottom + 3.0 };
    let inside = |(x, y): (f64, f64)| x > near.left && x < near.right && y > near.top && y < near.bottom;
    let between = |pair: &[(f64, f64)], n: u32| {
        let share = f64::from(n) / f64::from(SAMPLES);
        let mix = |a: f64, b: f64| a + (b - a) * share;
        (mix(pair[0].0, pair[1].0), mix(pair[0].1, pair[1].1))
    };
    points.windows(2).map(|pair| (0..=SAMPLES).filter(|n| inside(between(pair, *n))).count()).sum()
}

/// One entry of the key above columns.
pub(super) struct LegendEntry {
    /// Name and latest value.
    pub(crate) words: String,
    /// Draws the sample into a box 16 wide around `(x, y)`.
    pub(crate) sample: fn(&mut String, &str, f64, f64),
    pub(crate) colour: &'static str,
}

/// Writes the key from `top` downward; returns where it ends.
pub(super) fn key(drawing: &mut Drawing, entries: &[LegendEntry], top: f64) -> f64 {
    const INDENT: f64 = 22.0;
    let width = drawing.size().0;
    let (mut x, mut y, mut below) = (0.0, top, top);
    for entry in entries {
        let lines = text::wrap(&text::clean(&entry.words), SIZE, false, width - INDENT);
        let wide = lines.iter().map(|line| text::width(line, SIZE, false)).fold(0.0, f64::max);
        if x > 0.0 && x + INDENT + wide > width {
            (x, y) = (0.0, below + 2.0);
        }
        (entry.sample)(&mut drawing.shapes, entry.colour, x, y + SIZE * 0.62);
        for (n, words) in lines.into_iter().enumerate() {
            let at = y + SIZE + n as f64 * leading(SIZE);
            let tone = Tone::Ink;
            drawing.texts.push(Text { x: x + INDENT, y: at, anchor: Anchor::Start, size: SIZE, tone, words });
            below = below.max(at + SIZE * 0.35);
        }
        x += INDENT + wide + 18.0;
    }
    if entries.is_empty() { top } else { below + 8.0 }
}
