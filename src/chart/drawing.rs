//! A laid-out drawing, and its SVG.
//!
//! In: shapes and texts with their places, and an ink. Out: `<svg>` elements for an HTML page, whose CSS names the font; or the
//! shapes alone, with nothing that a style sheet would have to say.
//!
//! May touch: nothing

use std::fmt::{self, Write as _};

use super::ink::Ink;
use super::text;

/// The width that drawings are laid out for: a small phone's. One with a field is as wide as its column: what is in the
/// field grows with it, and words keep their size and their distance from its edges.
const WIDTH: f64 = 328.0;

/// A chart with every shape and word in its place.
#[derive(Clone, Debug)]
pub struct Drawing {
    id: String,
    lang: String,
    pub(super) ink: &'static Ink,
    /// Title and subtitle, which are HTML above the drawing: there lines end where the page has room.
    title: String,
    subtitle: String,
    description: String,
    /// In units of the layout. What has no field is drawn larger or smaller as a whole.
    pub(super) width: f64,
    pub(super) height: f64,
    /// The left and the right edge of what grows with the column; none where the whole drawing does.
    pub(super) field: Option<Field>,
    /// Shapes that grow with the field, in the units of the layout.
    pub(super) stretched: String,
    /// Shapes that keep their size, at places of the field.
    pub(super) placed: String,
    /// Shapes that keep their size and their distance from the left edge.
    pub(super) shapes: String,
    pub(super) texts: Vec<Text>,
    /// How many bytes of the shapes and how many texts are not of the legend.
    before_legend: Option<(usize, usize)>,
}

/// From where to where a drawing grows with its column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    left: f64,
    right: f64,
}

impl Field {
    /// The step that the page's CSS has room in beside the field, at its left and right.
    const ROOM: f64 = 8.0;

    /// A field with at least so much room at its sides.
    pub(super) fn between(left: f64, right: f64) -> Self {
        let room = |least: f64| (least / Self::ROOM).ceil() * Self::ROOM;
        Self { left: room(left), right: WIDTH - room(right) }
    }

    /// Its left and right edge.
    pub(super) fn edges(self) -> (f64, f64) {
        (self.left, self.right)
    }

    /// A place of the layout, as SVG has it in a field of any width; in an ink that does not grow it is where it was laid out.
    pub(super) fn place(self, ink: &Ink, x: f64) -> String {
        if !ink.grows {
            return number(x);
        }
        let share = format!("{:.2}", (x - self.left) / (self.right - self.left) * 100.0);
        format!("{}%", share.trim_end_matches('0').trim_end_matches('.'))
    }

    /// The classes of the drawing, by which the page's CSS leaves room at the sides.
    fn classes(self) -> String {
        let steps = |room: f64| number(room / Self::ROOM);
        format!("l{} r{}", steps(self.left), steps(WIDTH - self.right))
    }
}

/// A rectangle in units of the drawing; `top` is less than `bottom`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// Whether two rectangles share more than an edge.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// What a line of words keeps its distance from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hold {
    /// The left edge.
    Left,
    /// This place of the field.
    At(f64),
    /// The right edge.
    Right,
}

/// One line of words.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(crate) hold: Hold,
    pub(crate) x: f64,
    /// The baseline.
    pub(crate) y: f64,
    pub(crate) anchor: Anchor,
    pub(crate) size: f64,
    pub(crate) tone: Tone,
    /// Cleaned, not yet escaped.
    pub(crate) words: String,
}

/// Which part of a line of words is at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How strongly words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Ink,
    Muted,
    Strong,
    /// Strong, and readable across lines.
    Label,
}

impl Tone {
    /// Whether the words are set bold.
    pub(super) fn is_strong(self) -> bool {
        match self {
            Self::Ink | Self::Muted => false,
            Self::Strong | Self::Label => true,
        }
    }
}

impl Text {
    pub(super) fn width(&self) -> f64 {
        text::width(&self.words, self.size, self.tone.is_strong())
    }

    pub(super) fn area(&self) -> Area {
        let width = self.width();
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Area { left, top: self.y - 0.9 * self.size, right: left + width, bottom: self.y + 0.22 * self.size }
    }
}

/// From baseline to baseline.
pub(super) fn leading(size: f64) -> f64 {
    (size * 1.35).round()
}

impl Drawing {
    pub(super) fn new(ink: &'static Ink, [id, lang]: [&str; 2], [title, subtitle, description]: [&str; 3]) -> Self {
        Self {
            id: id.to_owned(),
            lang: lang.to_owned(),
            ink,
            title: text::clean(title),
            subtitle: text::clean(subtitle),
            description: text::clean(description),
            width: WIDTH,
            height: 0.0,
            field: None,
            stretched: String::new(),
            placed: String::new(),
            shapes: String::new(),
            texts: Vec::new(),
            before_legend: None,
        }
    }

    /// What is drawn from here on is the legend, which stays when the field is drawn anew.
    pub(super) fn end_field(&mut self) {
        self.before_legend = Some((self.shapes.len(), self.texts.len()));
    }

    /// Width and height of the drawing, in its units.
    #[must_use]
    pub fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }

    /// Every line of words, with the rectangle it fills in a column of this width; where there is no field, in that of the
    /// layout.
    pub fn words(&self, width: f64) -> impl Iterator<Item = (&str, Area)> {
        let shift = move |hold: Hold| match (hold, self.field) {
            (Hold::At(place), Some(Field { left, right })) => (place - left) * (width - self.width) / (right - left),
            (Hold::Right, Some(_)) => width - self.width,
            (Hold::Left | Hold::At(_) | Hold::Right, _) => 0.0,
        };
        self.texts.iter().map(move |text| {
            let (by, area) = (shift(text.hold), text.area());
            (text.words.as_str(), Area { left: area.left + by, right: area.right + by, ..area })
        })
    }

    /// The drawing with its words as a figure; `attributes` are those of the figure, `below` is HTML that follows the drawing.
    pub(super) fn figure(&self, attributes: &str, below: &str) -> String {
        let drawing = format!("<div class=\"chart-plot\">\n{}</div>\n{below}", self.svg());
        figure(&self.id, attributes, [&self.title, &self.subtitle], &drawing)
    }

    /// The drawing as one `<svg>` element.
    #[must_use]
    pub fn svg(&self) -> String {
        let (id, height) = (escape(&self.id), number(self.height));
        let size = match self.field {
            Some(field) => format!("class=\"{}\" height=\"{height}\"", field.classes()),
            None => format!("viewBox=\"0 0 {} {height}\"", number(self.width)),
        };
        let mut svg = format!(
            "<svg {size} lang=\"{}\" role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\">\n\
             <desc id=\"{id}-desc\">{}</desc>\n",
            escape(&self.lang),
            escape(&self.description),
        );
        let (shapes, texts) = self.before_legend.unwrap_or((self.shapes.len(), self.texts.len()));
        let (drawn, legend) = self.texts.split_at(texts);
        let at_left = |texts: &[Text]| texts.iter().filter(|text| text.hold == Hold::Left).cloned().collect::<Vec<_>>();
        if let Some(Field { left, right }) = self.field {
            let wide = number(right - left);
            put(
                &mut svg,
                format_args!(
                    "<svg class=\"stretch\" viewBox=\"{} 0 {wide} {height}\" preserveAspectRatio=\"none\">\n{}</svg>\n{}",
                    number(left),
                    self.stretched,
                    self.placed
                ),
            );
            let others: Vec<Text> = drawn.iter().filter(|text| text.hold != Hold::Left).cloned().collect();
            push_texts(&mut svg, &others, self.field, self.ink);
        }
        let shift =
            self.field.map_or_else(String::new, |field| format!(" transform=\"translate(-{})\"", number(field.left)));
        put(&mut svg, format_args!("<g{shift}>\n{}", &self.shapes[..shapes]));
        push_texts(&mut svg, &at_left(drawn), None, self.ink);
        svg.push_str("</g>\n");
        if !legend.is_empty() {
            put(&mut svg, format_args!("<g class=\"legend\"{shift}>\n{}", &self.shapes[shapes..]));
            push_texts(&mut svg, legend, None, self.ink);
            svg.push_str("</g>\n");
        }
        svg.push_str("</svg>\n");
        svg
    }

    /// Shapes and words where they were laid out, for an `<svg>` of the [size](Self::size) of the drawing.
    #[must_use]
    pub fn inner(&self) -> String {
        let mut svg = [&*self.stretched, &self.placed, &self.shapes].concat();
        push_texts(&mut svg, &self.texts, None, self.ink);
        svg
    }

    /// The alternative text.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }
}

/// A figure with its words, title and subtitle, above `content`.
pub(super) fn figure(id: &str, attributes: &str, words: [&str; 2], content: &str) -> String {
    let line = |class: &str, words: &str| match words {
        "" => String::new(),
        words => format!("<p class=\"{class}\">{}</p>", whole(&escape(words))),
    };
    let [title, subtitle] = words;
    format!(
        "<figure class=\"chart\"{attributes}>\n<figcaption id=\"{}-title\">{}{}</figcaption>\n{content}</figure>\n",
        escape(id),
        line("chart-title", title),
        line("chart-sub", subtitle)
    )
}

/// Appends the texts, those with the same attributes in one group: attributes take more bytes than the words.
/// Texts do not overlap, so their order does not matter.
fn push_texts(svg: &mut String, texts: &[Text], field: Option<Field>, ink: &Ink) {
    let mut groups: Vec<(String, Vec<&Text>)> = Vec::new();
    for text in texts {
        let look = look(text, ink);
        match groups.iter_mut().find(|(known, _)| *known == look) {
            Some((_, alike)) => alike.push(text),
            None => groups.push((look, vec![text])),
        }
    }
    for (look, alike) in groups {
        put(svg, format_args!("<g{look}>\n"));
        for text in alike {
            let (place, y, words) = (place(text, field, ink), number(text.y), escape(&text.words));
            put(svg, format_args!("<text{place} y=\"{y}\">{words}</text>\n"));
        }
        svg.push_str("</g>\n");
    }
}

/// Where a text is from left to right: a share of the field, and how far it is from there.
fn place(text: &Text, field: Option<Field>, ink: &Ink) -> String {
    let some = |name: &str, value: String| match value.as_str() {
        "0" => String::new(),
        value => format!(" {name}=\"{value}\""),
    };
    match (text.hold, field) {
        (Hold::At(place), Some(field)) => {
            format!(" x=\"{}\"{}", field.place(ink, place), some("dx", number(text.x - place)))
        }
        (Hold::Right, Some(field)) => format!(" x=\"100%\"{}", some("dx", number(text.x - field.right))),
        (Hold::Left | Hold::At(_) | Hold::Right, _) => some("x", number(text.x)),
    }
}

/// The attributes of a text except its place.
fn look(text: &Text, ink: &Ink) -> String {
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let tone = match text.tone {
        Tone::Ink => ink.ink.to_owned(),
        Tone::Muted => ink.muted.to_owned(),
        Tone::Label if ink.grows => format!(
            "{}\" font-weight=\"700\" stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke",
            ink.ink, ink.paper
        ),
        Tone::Strong | Tone::Label => format!("{}\" font-weight=\"700", ink.ink),
    };
    format!("{anchor} font-size=\"{}\" fill=\"{tone}\"", number(text.size))
}

/// A coordinate, to a tenth: `12.5`, `40`, `0`.
pub(super) fn number(value: f64) -> String {
    let tenths = value * 10.0;
    // Formatting is exact but slow; it decides only where the fast way could round differently.
    if (tenths.fract().abs() - 0.5).abs() < 1e-6 || tenths.abs() > 1e9 {
        return short(&format!("{value:.1}")).to_owned();
    }
    let tenths = tenths.round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    short(&format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)).to_owned()
}

/// A number without a zero tenth: `40` for `40.0`.
fn short(tenths: &str) -> &str {
    match tenths.strip_suffix(".0").unwrap_or(tenths) {
        "-0" => "0",
        short => short,
    }
}

/// Appends to a text; writing to memory does not fail.
pub(super) fn put(svg: &mut String, piece: fmt::Arguments<'_>) {
    svg.write_fmt(piece).expect("memory takes all that is written");
}

/// What stands around words that no line may part: a number and its unit.
pub(crate) const TOGETHER: char = '\u{2060}';

/// An escaped text with its words that no line may part in elements.
fn whole(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, part) in text.split(TOGETHER).enumerate() {
        match n % 2 {
            0 => out.push_str(part),
            _ => put(&mut out, format_args!("<span class=\"together\">{part}</span>")),
        }
    }
    out
}

/// A cleaned text for XML, in content or between double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text::clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn coordinates_are_rounded_as_formatting_rounds_them() {
        let known = [0.0, -0.04, 0.05, 0.15, 0.25, 0.35, -0.25, 12.5, 40.0, -3.96, 1e12, 99.95].map(number);
        assert_eq!(known, ["0", "0", "0.1", "0.1", "0.2", "0.3", "-0.2", "12.5", "40", "-4", "1000000000000", "100"]);
        for step in -20_000..20_000 {
            let value = f64::from(step) * 0.017;
            let tenths = format!("{value:.1}");
            assert_eq!(number(value), super::short(&tenths), "{value}");
        }
    }
}
