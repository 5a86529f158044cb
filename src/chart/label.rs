//! Words beside values: at the right of a chart its latest values and the names of its lines, values above columns,
//! the key of columns.
//!
//! In: the words and the places of their values. Out: texts that touch neither each other nor, where there is
//! room, the lines.
//!
//! May touch: nothing

use super::drawing::{Anchor, Area, Drawing, Hold, Text, Tone, leading, number, put};
use super::ink::Ink;
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
        Self::of([(name, Tone::Strong), (value, Tone::Ink)], colour, room)
    }

    /// The latest value of the only line, with its period below.
    pub(super) fn value(value: &str, period: &str, colour: &'static str, room: f64) -> Self {
        Self::of([(value, Tone::Strong), (period, Tone::Muted)], colour, room)
    }

    /// The name of what is drawn in ink, such as a reference line.
    pub(super) fn quiet(name: &str, ink: &Ink, room: f64) -> Self {
        Self::of([(name, Tone::Muted), ("", Tone::Muted)], ink.ink, room)
    }

    fn of(words: [(&str, Tone); 2], colour: &'static str, room: f64) -> Self {
        let wrapped = |(words, tone): (&str, Tone)| {
            let lines = text::wrap(&text::clean(words), SIZE, tone.is_strong(), room);
            lines.into_iter().map(move |line| (line, tone)).collect::<Vec<_>>()
        };
        Self { x: 0.0, y: 0.0, colour, lines: words.into_iter().flat_map(wrapped).collect() }
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
    let (Some(field), ink) = (drawing.field, drawing.ink) else { return };
    let end = field.place(ink, field.edges().1);
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
            let (from, y, middle) = (field.place(ink, tag.x), number(tag.y), number(middle));
            put(
                &mut drawing.placed,
                format_args!(
                    "<line x1=\"{from}\" y1=\"{y}\" x2=\"{end}\" y2=\"{middle}\" transform=\"translate(5.5)\" stroke=\"{}\" \
                     stroke-width=\"0.8\" stroke-opacity=\"0.7\"/>",
                    tag.colour
                ),
            );
        }
        let (y, height) = (number(at + 1.0), number((tag.height() - 2.0).max(1.0)));
        put(
            &mut drawing.placed,
            format_args!(
                "<rect x=\"{end}\" y=\"{y}\" width=\"3\" height=\"{height}\" transform=\"translate(6)\" fill=\"{}\"/>",
                tag.colour
            ),
        );
        for (n, (words, tone)) in tag.lines.iter().enumerate() {
            let y = at + SIZE + n as f64 * leading(SIZE);
            let (tone, words) = (*tone, words.clone());
            let (x, hold, anchor) = (left, Hold::Right, Anchor::Start);
            drawing.texts.push(Text { hold, x, y, anchor, size: SIZE, tone, words });
        }
    }
}

/// The value above or below a column.
pub(super) struct Note {
    lines: Vec<(String, Tone)>,
}

impl Note {
    /// A value, in lines no wider than `room`.
    pub(super) fn new(value: &str, room: f64) -> Self {
        Self {
            lines: text::wrap(&text::clean(value), SIZE, true, room)
                .into_iter()
                .map(|line| (line, Tone::Label))
                .collect(),
        }
    }

    pub(super) fn width(&self) -> f64 {
        self.lines.iter().map(|(line, tone)| text::width(line, SIZE, tone.is_strong())).fold(0.0, f64::max)
    }

    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * leading(SIZE)
    }

    /// The rectangle of the note where its middle is as near to `x` as the numbers at the left, which end 8 before the
    /// field, and what is at its right, at least 4 after it, allow.
    pub(super) fn area(&self, field: &Area, x: f64, top: f64) -> Area {
        let half = self.width() / 2.0;
        let left = (x - half).min(field.right + 4.0 - 2.0 * half).max(field.left - 4.0);
        Area { left, top, right: left + 2.0 * half, bottom: top + self.height() }
    }

    /// Writes the note into its rectangle, at a place of the field.
    pub(super) fn write(&self, drawing: &mut Drawing, area: Area, at: f64) {
        for (n, (words, tone)) in self.lines.iter().enumerate() {
            let (x, y) = ((area.left + area.right) / 2.0, area.top + SIZE + n as f64 * leading(SIZE));
            let (tone, words) = (*tone, words.clone());
            let (hold, anchor) = (Hold::At(at), Anchor::Middle);
            drawing.texts.push(Text { hold, x, y, anchor, size: SIZE, tone, words });
        }
    }
}

/// One entry of the key above columns.
pub(super) struct LegendEntry {
    /// Name and latest value.
    pub(crate) words: String,
    /// Draws the sample into a box 16 wide around `(x, y)`.
    pub(crate) sample: fn(&mut String, &'static Ink, &str, f64, f64),
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
        (entry.sample)(&mut drawing.shapes, drawing.ink, entry.colour, x, y + SIZE * 0.62);
        for (n, words) in lines.into_iter().enumerate() {
            let at = y + SIZE + n as f64 * leading(SIZE);
            let tone = Tone::Ink;
            let (hold, x, anchor) = (Hold::Left, x + INDENT, Anchor::Start);
            drawing.texts.push(Text { hold, x, y: at, anchor, size: SIZE, tone, words });
            below = below.max(at + SIZE * 0.35);
        }
        x += INDENT + wide + 18.0;
    }
    if entries.is_empty() { top } else { below + 8.0 }
}
