//! The signs for single values: dots, columns and bars, and the legend that explains them.
//!
//! In: a value's mark, its place and its colour. Out: SVG shapes.
//!
//! May touch: nothing

use super::drawing::{Anchor, Area, Drawing, Field, Hold, Text, Tone, leading, number, put};
use super::ink::Ink;
use super::{Mark, Role, Words, text};

/// What decides the sign of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign<'a> {
    pub(crate) mark: Mark,
    pub(crate) role: Role,
    pub(crate) colour: &'a str,
    pub(crate) ink: &'static Ink,
}

/// The colour of a [`group`], which its shapes are filled with where they say nothing else.
pub(super) const INHERITED: &str = "currentColor";

/// Shapes of one colour, of which most are full; they are given the colour that they say.
pub(super) fn group(svg: &mut String, ink: &Ink, colour: &str, shapes: impl FnOnce(&mut String, &str)) {
    if !ink.grows {
        return shapes(svg, colour);
    }
    put(svg, format_args!("<g color=\"{colour}\" fill=\"{INHERITED}\">\n"));
    shapes(svg, INHERITED);
    svg.push_str("</g>\n");
}

/// A filling as an attribute.
fn fill(Sign { colour, ink, .. }: Sign<'_>) -> String {
    if colour == INHERITED && ink.grows { String::new() } else { format!(" fill=\"{colour}\"") }
}

/// A value of a line: a dot, or a diamond for a target or forecast.
pub(super) fn dot(svg: &mut String, sign: Sign<'_>, x: f64, y: f64, radius: f64) {
    let (mark, colour, paper, r) = (sign.mark, sign.colour, sign.ink.paper, radius);
    let (cx, cy) = (number(x), number(y));
    let dash = if mark == Mark::Derived { " stroke-dasharray=\"2 1.5\"" } else { "" };
    match sign.role {
        Role::Target | Role::Forecast => {
            let d = format!(
                "M{} {cy}L{cx} {}L{} {cy}L{cx} {}Z",
                number(x - r - 2.0),
                number(y - r - 2.0),
                number(x + r + 2.0),
                number(y + r + 2.0)
            );
            put(svg, format_args!("<path d=\"{d}\" fill=\"{paper}\" stroke=\"{colour}\" stroke-width=\"1.6\"{dash}/>"));
        }
        Role::Actual => match mark {
            Mark::Exact | Mark::Revised => {
                put(svg, format_args!("<circle cx=\"{cx}\" cy=\"{cy}\" r=\"{}\"{}/>", number(r), fill(sign)));
            }
            Mark::Approx | Mark::Derived | Mark::Preliminary => {
                put(
                    svg,
                    format_args!(
                        "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"{}\" fill=\"{paper}\" stroke=\"{colour}\" \
                         stroke-width=\"1.8\"{dash}/>",
                        number(r + 0.8)
                    ),
                );
            }
        },
    }
    match mark {
        Mark::Exact | Mark::Approx | Mark::Derived => {}
        Mark::Revised => put(
            svg,
            format_args!(
                "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.2\"/>",
                number(r + 3.4)
            ),
        ),
        Mark::Preliminary => {
            let r = number(r);
            let (top, bottom) = (number(y - radius), number(y + radius));
            put(svg, format_args!("<path d=\"M{cx} {top}A{r} {r} 0 0 0 {cx} {bottom}Z\"{}/>", fill(sign)));
        }
    }
}

/// A value of a line at a place of a field, as wide as that may be.
pub(super) fn placed(svg: &mut String, sign: Sign<'_>, field: Field, x: f64, y: f64, radius: f64) {
    if !sign.ink.grows {
        return dot(svg, sign, x, y, radius);
    }
    let place = field.place(sign.ink, x);
    if (sign.mark, sign.role) == (Mark::Exact, Role::Actual) {
        let (cy, r) = (number(y), number(radius));
        put(svg, format_args!("<circle cx=\"{place}\" cy=\"{cy}\" r=\"{r}\"{}/>", fill(sign)));
        return;
    }
    put(svg, format_args!("<svg x=\"{place}\">"));
    dot(svg, sign, 0.0, y, radius);
    svg.push_str("</svg>");
}

/// A value as a column that fills `area`; one without height is drawn as a visible hairline.
pub(super) fn column(svg: &mut String, sign: Sign<'_>, area: Area) {
    bar(svg, sign, |by| {
        let (width, height) = (area.right - area.left, area.bottom - area.top);
        format!(
            "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            number(area.left + by.min(width / 2.0)),
            number(area.top + by.min(height / 2.0)),
            number((width - 2.0 * by).max(0.6)),
            number((height - 2.0 * by).max(0.6))
        )
    });
}

/// A value as a rectangle, whose place and size `inset` writes, smaller on all sides by what it is given.
pub(super) fn bar(svg: &mut String, sign: Sign<'_>, inset: impl Fn(f64) -> String) {
    let Sign { mark, role, colour, ink: Ink { paper, .. } } = sign;
    let rect = format!("<rect {}", inset(0.8));
    let edge = format!("stroke=\"{colour}\" stroke-width=\"1.6\"");
    let open = match role {
        Role::Actual => "",
        Role::Target | Role::Forecast => " stroke-dasharray=\"5 3\"",
    };
    match (role, mark) {
        (Role::Actual, Mark::Exact) => put(svg, format_args!("<rect {}{}/>", inset(0.0), fill(sign))),
        (Role::Actual, Mark::Revised) => {
            put(svg, format_args!("{rect} fill=\"{paper}\" {edge}/><rect {}{}/>", inset(3.2), fill(sign)));
        }
        (Role::Actual, Mark::Preliminary) => {
            put(svg, format_args!("{rect}{} fill-opacity=\"0.4\" {edge}/>", fill(sign)));
        }
        (_, Mark::Derived) => put(svg, format_args!("{rect} fill=\"{paper}\" {edge} stroke-dasharray=\"2 1.5\"/>")),
        (_, Mark::Exact | Mark::Approx | Mark::Revised | Mark::Preliminary) => {
            put(svg, format_args!("{rect} fill=\"{paper}\" {edge}{open}/>"));
        }
    }
}

/// A target among columns: a stroke across, from `left` to `right`.
pub(super) fn across(svg: &mut String, ink: &Ink, colour: &str, left: f64, right: f64, y: f64) {
    let paper = ink.paper;
    let (left, right, y) = (number(left), number(right), number(y));
    put(
        svg,
        format_args!(
            "<path d=\"M{left} {y}H{right}\" stroke=\"{paper}\" stroke-width=\"5\"/><path d=\"M{left} {y}H{right}\" stroke=\"{colour}\" stroke-width=\"2.4\"/>"
        ),
    );
}

/// The words of the signs that occur, with the sign: what a legend explains.
pub(super) fn explained<'w>(
    words: &'w Words,
    signs: &[(Mark, Role)],
    cut: bool,
) -> impl Iterator<Item = (&'w str, Option<(Mark, Role)>)> {
    let occurs = |mark| signs.iter().any(|sign| sign.0 == mark);
    let plays = |role| signs.iter().any(|sign| sign.1 == role);
    let entries = [
        (occurs(Mark::Approx), &words.approx, Some((Mark::Approx, Role::Actual))),
        (occurs(Mark::Derived), &words.derived, Some((Mark::Derived, Role::Actual))),
        (occurs(Mark::Revised), &words.revised, Some((Mark::Revised, Role::Actual))),
        (occurs(Mark::Preliminary), &words.preliminary, Some((Mark::Preliminary, Role::Actual))),
        (plays(Role::Target), &words.target, Some((Mark::Exact, Role::Target))),
        (plays(Role::Forecast), &words.forecast, Some((Mark::Exact, Role::Forecast))),
        (cut, &words.cut, None),
    ];
    let shown = entries.into_iter().filter(|(shown, word, _)| *shown && !word.trim().is_empty());
    shown.map(|(_, word, sign)| (word.as_str(), sign))
}

/// Which signs the legend shows: as dots of lines, or columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Dots,
    Columns,
}

/// Explains the signs that occur, from `top` downward; returns where the legend ends. `cut` adds the note on an
/// axis that does not start at zero.
pub(super) fn legend(
    drawing: &mut Drawing,
    words: &Words,
    shape: Shape,
    signs: &[(Mark, Role)],
    cut: bool,
    top: f64,
) -> f64 {
    const SIZE: f64 = 12.0;
    const SAMPLE: f64 = 26.0;
    let (width, ink) = (drawing.size().0, drawing.ink);
    let (mut x, mut y) = (0.0, top + 4.0);
    let mut below = top;
    for (word, sample) in explained(words, signs, cut) {
        let indent = if sample.is_some() { SAMPLE } else { 0.0 };
        let lines = text::wrap(&text::clean(word), SIZE, false, width - indent);
        let wide = lines.iter().map(|line| text::width(line, SIZE, false)).fold(0.0, f64::max);
        if x > 0.0 && x + indent + wide > width {
            (x, y) = (0.0, below + 2.0);
        }
        if let Some((mark, role)) = sample {
            show(&mut drawing.shapes, shape, Sign { mark, role, colour: ink.ink, ink }, x, y + SIZE * 0.62);
        }
        for (n, words) in lines.into_iter().enumerate() {
            let at = y + SIZE + n as f64 * leading(SIZE);
            let tone = Tone::Muted;
            let (hold, x, anchor) = (Hold::Left, x + indent, Anchor::Start);
            drawing.texts.push(Text { hold, x, y: at, anchor, size: SIZE, tone, words });
            below = below.max(at + SIZE * 0.35);
        }
        x += indent + wide + 16.0;
    }
    below
}

/// One sample of the legend, in a box of 20 by 12 from `x` around `y`.
fn show(svg: &mut String, shape: Shape, sign: Sign<'_>, x: f64, y: f64) {
    let Ink { ink, grid, .. } = sign.ink;
    let sample = Area { left: x + 3.0, top: y - 5.5, right: x + 16.0, bottom: y + 5.5 };
    match (shape, sign.role) {
        (Shape::Dots, Role::Actual) => {
            put(
                svg,
                format_args!("<path d=\"M{} {}h20\" stroke=\"{grid}\" stroke-width=\"2\"/>", number(x), number(y)),
            );
            dot(svg, sign, x + 10.0, y, 3.2);
        }
        (Shape::Dots, Role::Target | Role::Forecast) => {
            let dash = dashes(sign.role);
            let (left, y_) = (number(x), number(y));
            put(svg, format_args!("<path d=\"M{left} {y_}h20\" stroke=\"{ink}\" stroke-width=\"1.6\"{dash}/>"));
            dot(svg, sign, x + 10.0, y, 2.6);
        }
        (Shape::Columns, Role::Target) => across(svg, sign.ink, ink, x, x + 20.0, y),
        (Shape::Columns, Role::Actual | Role::Forecast) => column(svg, sign, sample),
    }
}

/// How the line of a role is dashed.
pub(super) fn dashes(role: Role) -> &'static str {
    match role {
        Role::Actual => "",
        Role::Target => " stroke-dasharray=\"6 4\"",
        Role::Forecast => " stroke-dasharray=\"2 3\"",
    }
}
