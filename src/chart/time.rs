//! The time axis: where a month is, and which months and years are named.
//!
//! In: the values of a chart. Out: places from left to right, of events too; names of months that do not touch, with each
//! year once below.
//!
//! May touch: nothing

use std::collections::BTreeMap;

use super::drawing::{Anchor, Field, Hold, Text, Tone, leading, number, put};
use super::{Drawing, Event, Line, Role, text};

/// Size of the words on the axis.
const SIZE: f64 = 12.5;
/// Size of the numbers of events.
pub(super) const SMALL: f64 = 10.5;
/// From row to row of them.
pub(super) const ROW: f64 = 12.5;
/// Up to this many months, two names a year are clearer than years alone.
const FEW_YEARS: i64 = 48;
/// The least space between two words.
const GAP: f64 = 8.0;

/// Months from left to right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    first: i64,
    last: i64,
    /// Months between neighbours, the least of all lines.
    pub(crate) step: i64,
    left: f64,
    right: f64,
    /// From edge to edge of the field.
    whole: f64,
}

impl Times {
    /// The axis of these lines, with no width yet; `None` if they are empty.
    pub(super) fn new(lines: &[&Line]) -> Option<Self> {
        let dots = || lines.iter().flat_map(|line| &line.dots);
        let first = dots().map(|dot| i64::from(dot.to)).min()?;
        let last = dots().map(|dot| i64::from(dot.to)).max()?;
        let step = dots().map(|dot| i64::from(dot.step).max(1)).min()?;
        Some(Self { first, last, step, left: 0.0, right: 0.0, whole: 0.0 })
    }

    /// How many places there are, neighbours one step apart.
    pub(super) fn places(&self) -> f64 {
        ((self.last - self.first) / self.step + 1) as f64
    }

    /// The same axis from edge to edge of a field, its first and last value half a place inside or `inset`, whichever is
    /// more.
    pub(super) fn within(self, field: Field, columns: bool, inset: f64) -> Self {
        let (left, right) = field.edges();
        let half = (right - left) / self.places() / 2.0;
        let inset = if columns { half } else { inset.min(half) };
        Self { left: left + inset, right: right - inset, whole: right - left, ..self }
    }

    /// Where a month is. A single one is in the middle.
    pub(super) fn x(&self, month: i32) -> f64 {
        if self.first == self.last {
            return (self.left + self.right) / 2.0;
        }
        let share = (i64::from(month) - self.first) as f64 / (self.last - self.first) as f64;
        self.left + share * (self.right - self.left)
    }

    /// From one place to the next.
    pub(super) fn pitch(&self) -> f64 {
        if self.first == self.last {
            return self.whole;
        }
        (self.right - self.left) * self.step as f64 / (self.last - self.first) as f64
    }
}

/// Where the rule of an event and its number are.
pub(super) struct EventPlace {
    /// The number, from 1.
    pub(crate) number: String,
    /// The rule.
    pub(crate) x: f64,
    /// The number's left edge.
    pub(crate) left: f64,
    /// Which row it is in, from the top: numbers that would touch are one below the other.
    pub(crate) row: usize,
}

impl Times {
    /// The places of those events that are within the axis of a drawing of this width.
    pub(super) fn apart(&self, events: &[Event], width: f64) -> Vec<EventPlace> {
        let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut places = Vec::new();
        for (n, event) in events.iter().enumerate() {
            if !(self.first..=self.last).contains(&i64::from(event.month)) {
                continue;
            }
            let (x, number) = (self.x(event.month), (n + 1).to_string());
            let wide = text::width(&number, SMALL, false);
            let left = if x + 3.0 + wide <= width { x + 3.0 } else { x - 3.0 - wide };
            let is_free =
                |row: &Vec<(f64, f64)>| row.iter().all(|(from, to)| left + wide + 2.0 <= *from || to + 2.0 <= left);
            let row = taken.iter().position(is_free).unwrap_or(taken.len());
            if row == taken.len() {
                taken.push(Vec::new());
            }
            taken[row].push((left, left + wide));
            places.push(EventPlace { number, x, left, row });
        }
        places
    }
}

/// A month that could be named.
struct Tick {
    month: i32,
    x: f64,
    words: String,
}

impl Tick {
    fn width(&self) -> f64 {
        text::width(&self.words, SIZE, false)
    }
}

/// The names below the axis, chosen.
pub(super) struct AxisLabels {
    ticks: Vec<Tick>,
    /// Whether years are on a line of their own.
    years: bool,
}

impl AxisLabels {
    /// Chooses the names for a drawing of this width.
    pub(super) fn new(times: &Times, lines: &[&Line], width: f64) -> Self {
        let ticks = ticks(times, lines);
        match thinned(&ticks, times.step, width) {
            Some(ticks) => Self { ticks, years: times.step < 12 },
            None => Self { ticks: by_year(&ticks, width), years: false },
        }
    }

    /// Writes them below `top`; returns where they end.
    pub(super) fn draw(&self, drawing: &mut Drawing, top: f64) -> f64 {
        let width = drawing.size().0;
        let first_line = top + 7.0 + SIZE;
        let mut strokes = String::new();
        for tick in &self.ticks {
            put(&mut strokes, format_args!("M{} {}v4", number(tick.x), number(top)));
            drawing.texts.push(word(tick, first_line, width));
        }
        let muted = drawing.ink.muted;
        put(&mut drawing.stretched, format_args!("<path d=\"{strokes}\" stroke=\"{muted}\"/>\n"));
        if !self.years {
            return first_line + 4.0;
        }
        let second_line = first_line + leading(SIZE);
        let (mut end, mut last_year) = (f64::NEG_INFINITY, None);
        for tick in &self.ticks {
            let year = tick.month.div_euclid(12);
            let label = word(&Tick { words: year.to_string(), ..*tick }, second_line, width);
            let area = label.area();
            if last_year != Some(year) && area.left >= end + GAP / 2.0 {
                end = area.right;
                drawing.texts.push(label);
                last_year = Some(year);
            }
        }
        second_line + 4.0
    }
}

/// A vertical rule from foot to head where a year begins, if years are below months.
pub(super) fn year_rules(drawing: &mut Drawing, times: &Times, head: f64, foot: f64) {
    if times.step >= 12 || times.last - times.first > 12 * 12 {
        return;
    }
    let first_year = times.first.div_euclid(12) + 1;
    let mut rules = String::new();
    for year in first_year..=times.last.div_euclid(12) {
        let january = (year * 12 + times.step - 1 - times.first) as f64 / (times.last - times.first) as f64;
        let x = times.left + january * (times.right - times.left) - times.pitch() / 2.0;
        let (x, head, foot) = (number(x), number(head), number(foot));
        put(&mut rules, format_args!("M{x} {head}V{foot}"));
    }
    if !rules.is_empty() {
        let grid = drawing.ink.grid;
        put(&mut drawing.stretched, format_args!("<path d=\"{rules}\" stroke=\"{grid}\" stroke-dasharray=\"1 3\"/>"));
    }
}

/// Every month that has a value, with its name; measured values name it before targets and forecasts.
fn ticks(times: &Times, lines: &[&Line]) -> Vec<Tick> {
    let mut names: BTreeMap<i32, &str> = BTreeMap::new();
    for actual in [true, false] {
        for dot in lines.iter().filter(|line| (line.role == Role::Actual) == actual).flat_map(|line| &line.dots) {
            let name = names.entry(dot.to).or_insert(&dot.short);
            if name.is_empty() {
                *name = &dot.short;
            }
        }
    }
    let tick = |(month, name): (i32, &str)| Tick { month, x: times.x(month), words: text::clean(name) };
    names.into_iter().map(tick).filter(|tick| !tick.words.is_empty()).collect()
}

/// The last tick, and as many others as fit: every one, or those of every second, third … place, counted from
/// January. `None` if not even two a year fit where a year has more.
fn thinned(ticks: &[Tick], step: i64, width: f64) -> Option<Vec<Tick>> {
    let counts: &[i64] = if step >= 12 { &[1, 2, 5, 10, 20, 50, 100, 1000] } else { &[1, 2, 3, 4, 6] };
    let span = ticks.last().map_or(0, |last| i64::from(last.month) - ticks.first().map_or(0, |t| i64::from(t.month)));
    for count in
        counts.iter().filter(|count| step >= 12 || *count * step < 6 || (*count * step == 6 && span <= FEW_YEARS))
    {
        let wanted = |tick: &&Tick| is_round(i64::from(tick.month), step, *count);
        let chosen: Vec<&Tick> = ticks.iter().filter(|tick| *count == 1 || wanted(tick)).collect();
        if chosen.windows(2).all(|pair| apart(pair[0], pair[1], width)) {
            return Some(with_last(&chosen, ticks, width));
        }
    }
    // Within two years, or with years alone, the first and the last at least.
    (step >= 12 || span <= 12).then(|| with_last(&ticks.first().into_iter().collect::<Vec<_>>(), ticks, width))
}

/// Whether a period is one to name when every `count`-th is: January, April … of months, the ends of halves of
/// quarters, 2020, 2025 … of years.
fn is_round(month: i64, step: i64, count: i64) -> bool {
    match step {
        1 => month.rem_euclid(count) == 0,
        2..12 => (month + 1).rem_euclid(step * count) == 0,
        _ => month.div_euclid(12).rem_euclid(count) == 0,
    }
}

/// The chosen ticks and the last of all; the last one always keeps its place.
fn with_last(chosen: &[&Tick], all: &[Tick], width: f64) -> Vec<Tick> {
    let Some(last) = all.last().filter(|last| last.width() <= width) else { return Vec::new() };
    let copy = |tick: &Tick| Tick { month: tick.month, x: tick.x, words: tick.words.clone() };
    let others = chosen.iter().filter(|tick| tick.month != last.month && apart(tick, last, width));
    others.map(|tick| copy(tick)).chain([copy(last)]).collect()
}

/// Whether two words leave a gap between them.
fn apart(left: &Tick, right: &Tick, width: f64) -> bool {
    word(left, 0.0, width).area().right + GAP <= word(right, 0.0, width).area().left
}

/// Years alone, each at its first value, as many as fit.
fn by_year(ticks: &[Tick], width: f64) -> Vec<Tick> {
    let mut years: Vec<Tick> = Vec::new();
    for tick in ticks {
        let year = tick.month.div_euclid(12);
        if years.last().is_none_or(|last| last.month.div_euclid(12) != year) {
            years.push(Tick { month: tick.month, x: tick.x, words: year.to_string() });
        }
    }
    // A first year of six months or less leaves the name to the first full year.
    if years.len() > 1 && years[0].month.rem_euclid(12) > 5 {
        years.remove(0);
    }
    for count in [1, 2, 5, 10, 20, 50, 100, 1000, 10_000] {
        let wanted = |tick: &&Tick| tick.month.div_euclid(12).rem_euclid(count) == 0;
        let chosen: Vec<&Tick> = years.iter().filter(wanted).collect();
        if chosen.windows(2).all(|pair| apart(pair[0], pair[1], width)) {
            return with_last(&chosen, &years, width);
        }
    }
    with_last(&[], &years, width)
}

/// A tick's word, within the drawing.
fn word(tick: &Tick, y: f64, width: f64) -> Text {
    let half = tick.width() / 2.0;
    let x = tick.x.clamp(half.min(width / 2.0), (width - half).max(width / 2.0));
    let (hold, words) = (Hold::At(tick.x), tick.words.clone());
    Text { hold, x, y, anchor: Anchor::Middle, size: SIZE, tone: Tone::Muted, words }
}
