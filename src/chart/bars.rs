//! Horizontal bars, one a row.
//!
//! In: rows of signed numbers. Out: a list of names, bars and values, which the page's CSS lays out: beside each other, or on a
//! phone the bar below its name. Only the bars are drawn; what is said of them is text.
//!
//! May touch: nothing

use rust_decimal::Decimal;

use super::drawing::{escape, figure, number, put};
use super::ink::Ink;
use super::mark::{self, INHERITED, Sign};
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
    /// `规模以上工业增加值`.
    pub label: String,
    /// The number, in the same unit in every row. Below zero the bar points to the left.
    pub value: Decimal,
    /// The value as printed: `+14.2%`.
    pub text: String,
    /// How closely the number is meant.
    pub mark: Mark,
    /// Whether it is aimed at, not measured. Then its bar is an outline.
    pub target: bool,
}

/// That rows are left out.
#[derive(Clone, Debug)]
pub struct Omitted {
    /// After how many rows.
    pub after: usize,
    /// What is said in their place: `其余11项见表`.
    pub words: String,
}

/// Height of a bar.
const THICK: f64 = 15.0;

impl Bar {
    fn role(&self) -> Role {
        if self.target { Role::Target } else { Role::Actual }
    }
}

impl Bars {
    /// The bars as HTML: a figure with their words and a list of the rows.
    #[must_use]
    pub fn html(&self) -> String {
        let values = || self.rows.iter().map(|row| float(row.value));
        let (least, greatest) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
        let mut list = format!("<ol class=\"bars\" lang=\"{}\">\n", escape(&self.lang));
        for (n, row) in self.rows.iter().enumerate() {
            if let Some(omitted) = self.omitted.as_ref().filter(|omitted| omitted.after == n) {
                put(&mut list, format_args!("<li class=\"bars-omitted\">{}</li>\n", escape(&omitted.words)));
            }
            let (name, value, drawn) = (escape(&row.label), escape(&row.text), row.drawn(least, greatest));
            let falls = if row.value < Decimal::ZERO { " class=\"falls\"" } else { "" };
            put(
                &mut list,
                format_args!(
                    "<li{falls}><span>{name}</span><svg height=\"{THICK}\" aria-hidden=\"true\">{drawn}</svg><b>{value}</b></li>\n"
                ),
            );
        }
        list.push_str("</ol>\n");
        figure(&self.id, "", [&text::clean(&self.title), &text::clean(&self.subtitle)], &(list + &self.legend()))
    }

    /// What the signs of the bars mean, where some have one.
    fn legend(&self) -> String {
        let signs: Vec<_> = self.rows.iter().map(|row| (row.mark, row.role())).collect();
        let mut legend = String::new();
        for (word, sign) in mark::explained(&self.words, &signs, false) {
            let Some((mark, role)) = sign else { continue };
            legend.push_str("<span><svg width=\"14\" height=\"11\" aria-hidden=\"true\">");
            mark::bar(&mut legend, Sign { mark, role, colour: Ink::PAGE.ink, ink: &Ink::PAGE }, |by| {
                rect(0.0, 1.0, by, 11.0)
            });
            put(&mut legend, format_args!("</svg> {}</span>\n", escape(word)));
        }
        if legend.is_empty() { legend } else { format!("<p class=\"bars-legend\">\n{legend}</p>\n") }
    }
}

impl Bar {
    /// The bar, and the line at which it begins.
    fn drawn(&self, least: f64, greatest: f64) -> String {
        let span = if greatest > least { greatest - least } else { 1.0 };
        let value = float(self.value);
        let mut svg = String::new();
        let (from, to) = ((value.min(0.0) - least) / span, (value.max(0.0) - least) / span);
        let sign = Sign { mark: self.mark, role: self.role(), colour: INHERITED, ink: &Ink::PAGE };
        mark::bar(&mut svg, sign, |by| rect(from, to - from, by, THICK));
        let zero = number(-least / span * 100.0);
        let zero = if least < 0.0 { format!("x1=\"{zero}%\" x2=\"{zero}%\" ") } else { String::new() };
        put(&mut svg, format_args!("<line {zero}y1=\"-2\" y2=\"17\"/>"));
        svg
    }
}

/// A bar of so many of a hundred for where there is no style sheet: the size of its drawing, and its shape.
pub(crate) fn stripe(length: u8, falls: bool) -> (&'static str, String) {
    let colour = Ink::PLAIN.line(usize::from(falls));
    let left = 100_u8.saturating_sub(length);
    ("0 0 100 4", format!("<rect x=\"{left}\" y=\"0\" width=\"{length}\" height=\"4\" fill=\"{colour}\"/>"))
}

/// Place and size of a bar, in shares of the width it may take. A place at the edge goes without saying.
fn rect(from: f64, wide: f64, by: f64, height: f64) -> String {
    let x = if from > 0.0 { format!("x=\"{}%\" ", number(from * 100.0)) } else { String::new() };
    let y = if by > 0.0 { format!("y=\"{}\" ", number(by)) } else { String::new() };
    format!("{x}{y}width=\"{}%\" height=\"{}\"", number((wide * 100.0).max(0.2)), number(height - 2.0 * by))
}
