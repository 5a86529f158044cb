//! A chart over time, laid out.
//!
//! In: a chart. Out: its drawing. From the top: key, the field with its rules, months and years, legend.
//!
//! May touch: nothing

use super::drawing::{Anchor, Area, Drawing, Field, Hold, Text, Tone, number, put};
use super::ink::Ink;
use super::label::{self, LegendEntry, Note, Tag};
use super::mark::{self, Shape, Sign};
use super::scale::Scale;
use super::text::{self, bare};
use super::time::{self, AxisLabels, EventPlace, ROW, SMALL, Times};
use super::{Chart, Dot, Form, Line, Mark, Reference, Role, Words, float};

/// A line with its dots in order of time.
struct Track<'a> {
    line: &'a Line,
    dots: Vec<&'a Dot>,
    colour: &'static str,
    /// Which of the columns of a period it is.
    slot: usize,
}

/// The field, its axes and its lines.
struct Plot<'a> {
    chart: &'a Chart,
    ink: &'static Ink,
    tracks: Vec<Track<'a>>,
    scale: Scale,
    times: Times,
    field: Area,
}

/// Size of the numbers at the grid lines.
const SIZE: f64 = 12.5;

/// Lays a chart out.
pub(super) fn draw(chart: &Chart, ink: &'static Ink) -> Drawing {
    let words = [&*chart.title, &chart.subtitle, &chart.description];
    let mut drawing = Drawing::new(ink, [&chart.id, &chart.lang], words);
    let mut top = 2.0;
    let tracks = tracks(chart, ink);
    let Some(times) = Times::new(&tracks.iter().map(|track| track.line).collect::<Vec<_>>()) else {
        drawing.height = blank(&mut drawing, top);
        return drawing;
    };
    let columns = chart.form == Form::Bar;
    if columns {
        top = label::key(&mut drawing, &entries(&tracks, &chart.words), top);
    }
    let at_rules = if chart.unit == "%" { "%" } else { "" };

    let scale = scale(&tracks, chart.reference.as_ref(), columns);
    let numbers = scale.rules().map(|(_, _, says)| text::width(&(says + at_rules), SIZE, false)).fold(0.0, f64::max);
    let (width, beside) = (drawing.size().0, numbers + 8.0);
    let named = tags(chart, ink, &[]);
    let notes = if columns {
        notes(&tracks, &times.within(Field::between(beside, aside(&named)), columns, 8.0), &chart.unit)
    } else {
        Vec::new()
    };
    let is_said = columns && (!notes.is_empty() || tracks.iter().any(|track| track.slot > 0));
    let tags = if is_said { named } else { tags(chart, ink, &tracks) };
    let grows = Field::between(beside, aside(&tags));
    let height = 208.0_f64.max(label::height(&tags));
    let times = times.within(grows, columns, 8.0);
    drawing.field = Some(grows);
    let lines: Vec<&Line> = tracks.iter().map(|track| track.line).collect();
    let names = AxisLabels::new(&times, &lines, width);
    let (over, under) = margins(&notes, &scale, height);
    let events = times.apart(&chart.events, width);
    let rows = events.iter().map(|place| place.row + 1).max().unwrap_or(0);
    let head = top + rows as f64 * ROW + over + SIZE * 0.5;
    let (left, right) = grows.edges();
    let field = Area { left, top: head, right, bottom: head + height };
    let plot = Plot { chart, ink, tracks, scale, times, field };

    plot.rules(&mut drawing, at_rules);
    plot.events(&mut drawing, events, top);
    match chart.form {
        Form::Line => plot.lines(&mut drawing, grows),
        Form::Bar => plot.columns(&mut drawing.stretched),
    }
    plot.reference(&mut drawing.stretched);
    plot.write_tags(&mut drawing, tags);
    plot.write_notes(&mut drawing, &notes);
    let below = names.draw(&mut drawing, field.bottom + under);
    drawing.end_field();
    drawing.height = plot.legend(&mut drawing, below).ceil() + 2.0;
    drawing
}

/// A chart without values: a baseline and a dash. Returns its height.
fn blank(drawing: &mut Drawing, top: f64) -> f64 {
    let (width, foot, grid) = (drawing.size().0, top + 80.0, drawing.ink.grid);
    drawing.field = Some(Field::between(0.0, 0.0));
    put(&mut drawing.stretched, format_args!("<path d=\"M0 {}H{}\" stroke=\"{grid}\"/>", number(foot), number(width)));
    let middle = muted(width / 2.0, top + 45.0, Anchor::Middle);
    drawing.texts.push(Text { words: "—".to_owned(), hold: Hold::At(middle.x), ..middle });
    foot + 2.0
}

/// Words of an axis.
fn muted(x: f64, y: f64, anchor: Anchor) -> Text {
    Text { hold: Hold::Left, x, y, anchor, size: SIZE, tone: Tone::Muted, words: String::new() }
}

/// The lines that have values, in order of time, with their colours. A forecast shares colour and column with the
/// line before it; targets are drawn in ink.
fn tracks<'c>(chart: &'c Chart, ink: &Ink) -> Vec<Track<'c>> {
    let mut slots = 0;
    let mut tracks = Vec::new();
    for line in chart.lines.iter().filter(|line| line.shown && !line.dots.is_empty()) {
        let slot: usize = match line.role {
            Role::Actual => {
                slots += 1;
                slots - 1
            }
            Role::Target | Role::Forecast => usize::max(slots, 1) - 1,
        };
        let colour = if line.role == Role::Target { ink.ink } else { ink.line(slot) };
        let mut dots: Vec<&Dot> = line.dots.iter().collect();
        dots.sort_by_key(|dot| dot.to);
        tracks.push(Track { line, dots, colour, slot });
    }
    tracks
}

/// The vertical axis for all values.
fn scale(tracks: &[Track<'_>], reference: Option<&Reference>, columns: bool) -> Scale {
    let dots = || tracks.iter().flat_map(|track| &track.dots).map(|dot| dot.value);
    let values = || dots().chain(reference.map(|reference| reference.value)).map(float);
    let least = values().fold(f64::INFINITY, f64::min);
    let greatest = values().fold(f64::NEG_INFINITY, f64::max);
    Scale::new(least, greatest, 4.0, columns)
}

impl Track<'_> {
    /// The name of the line; a target or forecast without one is called what it is.
    fn name<'a>(&'a self, words: &'a Words) -> &'a str {
        match self.line.role {
            _ if !self.line.name.is_empty() => &self.line.name,
            Role::Actual => "",
            Role::Target => &words.target,
            Role::Forecast => &words.forecast,
        }
    }

    /// The latest value as printed.
    fn latest(&self, unit: &str) -> &str {
        self.dots.last().map_or("", |dot| bare(&dot.text, unit))
    }
}

/// The words at the right of the field, at the height of what they name, not yet in their places: the latest value of
/// each track with the name of its line, or with its period where there is but one, and the name of the reference.
fn tags(chart: &Chart, ink: &Ink, tracks: &[Track<'_>]) -> Vec<Tag> {
    let room = 92.0;
    let tag = |track: &Track<'_>| match tracks.len() {
        1 => Tag::value(track.latest(&chart.unit), track.dots.last().map_or("", |dot| &dot.label), track.colour, room),
        _ => Tag::new(track.name(&chart.words), track.latest(&chart.unit), track.colour, room),
    };
    let reference = chart.reference.iter().map(|reference| Tag::quiet(&reference.label, ink, room));
    tracks.iter().map(tag).chain(reference).collect()
}

/// How wide the words at the right of the field are, and what parts them from it.
fn aside(tags: &[Tag]) -> f64 {
    if tags.is_empty() { 4.0 } else { tags.iter().map(Tag::width).fold(0.0, f64::max) + 16.0 }
}

/// The key of columns: the colours if there are several, and the meaning of the strokes across.
fn entries(tracks: &[Track<'_>], words: &Words) -> Vec<LegendEntry> {
    let several = tracks.iter().filter(|track| track.line.role == Role::Actual).count() > 1;
    let shown = |track: &&Track<'_>| match track.line.role {
        Role::Actual => several,
        Role::Target => true,
        Role::Forecast => false,
    };
    let entry = |track: &Track<'_>| LegendEntry {
        words: format!("{} {}", track.name(words), track.latest("")),
        sample: match track.line.role {
            Role::Target => |svg, ink, colour, x, y| mark::across(svg, ink, colour, x, x + 16.0, y),
            Role::Actual | Role::Forecast => |svg, ink, colour, x, y| {
                let sign = Sign { mark: Mark::Exact, role: Role::Actual, colour, ink };
                mark::column(svg, sign, Area { left: x + 2.0, top: y - 6.0, right: x + 14.0, bottom: y + 6.0 });
            },
        },
        colour: track.colour,
    };
    tracks.iter().filter(shown).map(entry).collect()
}

/// A note and the value it belongs to: its place from left to right, its number.
type Noted = (f64, f64, Note);

/// Every value above its column, where there is one column a period and all of them fit; none otherwise.
fn notes(tracks: &[Track<'_>], times: &Times, unit: &str) -> Vec<Noted> {
    let several = tracks.iter().any(|track| track.slot > 0);
    let columns = tracks.iter().filter(|track| track.line.role != Role::Target && !several);
    let mut dots: Vec<&Dot> = columns.flat_map(|track| track.dots.iter().copied()).collect();
    dots.sort_by_key(|dot| dot.to);
    let all: Vec<Noted> = dots
        .iter()
        .map(|dot| (times.x(dot.to), float(dot.value), Note::new(bare(&dot.text, unit), f64::INFINITY)))
        .collect();
    let apart = |pair: &[Noted]| pair[1].0 - pair[0].0 >= (pair[0].2.width() + pair[1].2.width()) / 2.0 + 5.0;
    let edge = times.pitch() / 2.0 + 4.0;
    let fit = all.windows(2).all(apart) && all.iter().all(|noted| noted.2.width() / 2.0 <= edge);
    if fit { all } else { Vec::new() }
}

/// How far notes extend beyond the field, above and below.
fn margins(notes: &[Noted], scale: &Scale, height: f64) -> (f64, f64) {
    let reach = |up: bool| {
        let beyond = notes.iter().filter(|(_, value, _)| (*value >= 0.0) == up).map(|(_, value, note)| {
            let share = scale.share(*value);
            note.height() + 10.0 - height * if up { 1.0 - share } else { share }
        });
        beyond.fold(0.0, f64::max)
    };
    (reach(true), reach(false))
}

impl Plot<'_> {
    fn y(&self, value: f64) -> f64 {
        self.field.bottom - self.scale.share(value) * (self.field.bottom - self.field.top)
    }

    fn point(&self, dot: &Dot) -> (f64, f64) {
        (self.times.x(dot.to), self.y(float(dot.value)))
    }

    /// The horizontal grid lines with their numbers; zero is emphasised.
    fn rules(&self, drawing: &mut Drawing, at_rules: &str) {
        let (Area { left, top, right, bottom }, Ink { ink, muted: quiet_ink, grid, .. }) = (self.field, self.ink);
        time::year_rules(drawing, &self.times, top, bottom);
        let (mut quiet, mut strong) = (String::new(), String::new());
        for (share, zero, says) in self.scale.rules() {
            let y = bottom - share * (bottom - top);
            let (from, to, at) = (number(left), number(right), number(y));
            put(if zero { &mut strong } else { &mut quiet }, format_args!("M{from} {at}H{to}"));
            let words = says + if zero { "" } else { at_rules };
            drawing.texts.push(Text { words, ..muted(left - 8.0, y + SIZE * 0.36, Anchor::End) });
        }
        for (path, stroke) in [(quiet, *grid), (strong, &format!("{ink}\" stroke-width=\"1.2"))] {
            if !path.is_empty() {
                put(&mut drawing.stretched, format_args!("<path d=\"{path}\" stroke=\"{stroke}\"/>\n"));
            }
        }
        if self.scale.is_cut() && self.chart.form == Form::Line {
            let (x, y) = (number(left - 4.0), number(bottom + 3.0));
            put(
                &mut drawing.shapes,
                format_args!(
                    "<path d=\"M{x} {y}l3 -3l3 5l3 -5l3 3\" fill=\"none\" stroke=\"{quiet_ink}\" stroke-width=\"1.2\"/>"
                ),
            );
        }
    }

    /// Every line: its runs, then its dots.
    fn lines(&self, drawing: &mut Drawing, grows: Field) {
        for (n, track) in self.tracks.iter().enumerate() {
            // A forecast continues the last measured value.
            let before = self.tracks[..n].iter().rev().find(|other| other.slot == track.slot);
            let joint =
                before.and_then(|other| other.dots.last().copied()).filter(|_| track.line.role == Role::Forecast);
            let mut path = String::new();
            let mut last: Option<&Dot> = joint.filter(|joint| track.dots.first().is_some_and(|dot| dot.to > joint.to));
            if let Some(joint) = last {
                let (x, y) = self.point(joint);
                put(&mut path, format_args!("M{} {}", number(x), number(y)));
            }
            for dot in &track.dots {
                let (x, y) = self.point(dot);
                let joined = last.is_some_and(|last| i64::from(dot.to) - i64::from(last.to) <= i64::from(dot.step));
                put(&mut path, format_args!("{}{} {}", if joined { "L" } else { "M" }, number(x), number(y)));
                last = Some(dot);
            }
            let (width, dash) = match track.line.role {
                Role::Actual => ("2.4", ""),
                Role::Target | Role::Forecast => ("1.8", mark::dashes(track.line.role)),
            };
            put(
                &mut drawing.stretched,
                format_args!(
                    "<path d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" \
                     stroke-linecap=\"{}\"{dash}/>\n",
                    track.colour,
                    if dash.is_empty() { "round" } else { "butt" }
                ),
            );
        }
        for track in &self.tracks {
            mark::group(&mut drawing.placed, self.ink, track.colour, |svg, colour| {
                self.dots(svg, track, colour, grows);
            });
        }
    }

    /// The dots of a line. Where they would touch, plain ones are left out except at ends.
    fn dots(&self, svg: &mut String, track: &Track<'_>, colour: &str, grows: Field) {
        let dense = self.times.pitch() < 11.0;
        let alone = |n: usize| {
            let far = |a: &Dot, b: &Dot| i64::from(b.to) - i64::from(a.to) > i64::from(b.step);
            (n == 0 || far(track.dots[n - 1], track.dots[n]))
                && track.dots.get(n + 1).is_none_or(|next| far(track.dots[n], next))
        };
        for (n, dot) in track.dots.iter().enumerate() {
            let (x, y) = self.point(dot);
            let last = n + 1 == track.dots.len();
            if !dense || last || dot.mark != Mark::Exact || alone(n) {
                let radius = if last && track.line.role == Role::Actual { 4.0 } else { 2.8 };
                let sign = Sign { mark: dot.mark, role: track.line.role, colour, ink: self.ink };
                mark::placed(svg, sign, grows, x, y, radius);
                svg.push('\n');
            }
        }
    }

    /// How many columns a period has.
    fn slots(&self) -> f64 {
        self.tracks.iter().map(|track| track.slot + 1).max().unwrap_or(1) as f64
    }

    /// The width of the columns of a period.
    fn group(&self) -> f64 {
        (self.times.pitch() * 0.74).min((self.field.right - self.field.left) * 0.16 * self.slots()).max(1.0)
    }

    /// Every column, then the strokes across.
    fn columns(&self, svg: &mut String) {
        let (slots, group) = (self.slots(), self.group());
        let base = self.y(0.0);
        for role in [Role::Actual, Role::Forecast, Role::Target] {
            for track in self.tracks.iter().filter(|track| track.line.role == role) {
                mark::group(svg, self.ink, track.colour, |svg, colour| {
                    for dot in &track.dots {
                        let (x, y) = self.point(dot);
                        if role == Role::Target {
                            mark::across(svg, self.ink, colour, x - group / 2.0 - 3.0, x + group / 2.0 + 3.0, y);
                        } else {
                            let left = x - group / 2.0 + group / slots * track.slot as f64;
                            let gap = if slots > 1.0 { (group / slots * 0.1).min(2.0) } else { 0.0 };
                            let right = left + group / slots - gap;
                            let area = Area { left, top: y.min(base), right, bottom: y.max(base) };
                            mark::column(svg, Sign { mark: dot.mark, role, colour, ink: self.ink }, area);
                        }
                        svg.push('\n');
                    }
                });
            }
        }
    }

    /// A thin rule for each event, with its number above the field.
    fn events(&self, drawing: &mut Drawing, events: Vec<EventPlace>, band: f64) {
        let muted_ink = self.ink.muted;
        for EventPlace { number: words, x, left, row } in events {
            let (at, head, foot) = (number(x), number(band + 2.0), number(self.field.bottom));
            put(
                &mut drawing.stretched,
                format_args!("<path d=\"M{at} {head}V{foot}\" stroke=\"{muted_ink}\" stroke-width=\"0.8\"/>\n"),
            );
            let y = band + ROW * (row as f64 + 0.9);
            let hold = Hold::At(x);
            drawing.texts.push(Text { words, hold, size: SMALL, ..muted(left, y, Anchor::Start) });
        }
    }

    /// The reference line, across the whole field.
    fn reference(&self, svg: &mut String) {
        if let Some(reference) = &self.chart.reference {
            let ink = self.ink.ink;
            let (left, right, y) =
                (number(self.field.left), number(self.field.right), number(self.y(float(reference.value))));
            put(
                svg,
                format_args!(
                    "<path d=\"M{left} {y}H{right}\" stroke=\"{ink}\" stroke-width=\"1.2\" stroke-dasharray=\"2 3\"/>\n"
                ),
            );
        }
    }

    /// Tags in the order of [`tags`]: the tracks, then the reference.
    fn write_tags(&self, drawing: &mut Drawing, tags: Vec<Tag>) {
        let ends = self.tracks.iter().filter_map(|track| track.dots.last()).map(|dot| {
            let (x, y) = self.point(dot);
            (if self.chart.form == Form::Bar { x + self.group() / 2.0 } else { x }, y)
        });
        let reference = self.chart.reference.iter().map(|reference| (self.field.right, self.y(float(reference.value))));
        let shown = tags.len() - usize::from(self.chart.reference.is_some());
        let places = ends.take(shown).chain(reference);
        let placed = tags.into_iter().zip(places).map(|(tag, (x, y))| Tag { x, y, ..tag }).collect();
        label::write_tags(drawing, placed, self.field.right + 14.0, self.field.top - 6.0, self.field.bottom + 6.0);
    }

    fn write_notes(&self, drawing: &mut Drawing, notes: &[Noted]) {
        for (x, value, note) in notes {
            let top = if *value < 0.0 { self.y(*value) + 5.0 } else { self.y(*value) - 5.0 - note.height() };
            note.write(drawing, note.area(&self.field, *x, top), *x);
        }
    }

    fn legend(&self, drawing: &mut Drawing, top: f64) -> f64 {
        let columns = self.chart.form == Form::Bar;
        let mut signs = Vec::new();
        for track in &self.tracks {
            // What the key or a tag names already is not named a second time.
            let role = match track.line.role {
                Role::Forecast if columns => Role::Forecast,
                Role::Actual | Role::Target | Role::Forecast => Role::Actual,
            };
            signs.extend(track.dots.iter().map(|dot| (dot.mark, role)));
        }
        let shape = if columns { Shape::Columns } else { Shape::Dots };
        mark::legend(drawing, &self.chart.words, shape, &signs, self.scale.is_cut() && !columns, top)
    }
}
