//! A map of tiles: a square for each region, all of one size, about where the regions are. It has no borders.
//!
//! In: regions with their figures as words. Out: its drawing. Regions without a figure are pale.
//!
//! May touch: nothing

use rust_decimal::Decimal;

use super::drawing::{Anchor, Drawing, Hold, Text, Tone, number, put};
use super::ink::Ink;
use super::{float, text};

/// Figures by region, on a map of tiles.
#[derive(Clone, Debug)]
pub struct Tiles {
    /// Unique in the page.
    pub id: String,
    /// The language of the words, a BCP 47 tag.
    pub lang: String,
    /// What is shown.
    pub title: String,
    /// In which unit, and what a tile means.
    pub subtitle: String,
    /// The alternative text.
    pub description: String,
    /// One for each region, in any order.
    pub tiles: Vec<Tile>,
}

/// A region with its figure.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Column and row, from the upper left.
    pub at: (u8, u8),
    /// The region, in few letters: `内蒙古`.
    pub name: String,
    /// The number, by which the tile is shaded; `None` where none is known.
    pub value: Option<Decimal>,
    /// The figure as printed, without the unit where the subtitle names it; or that there is none.
    pub text: String,
}

/// How many tiles fill the width.
const TILES: f64 = 9.0;
/// From tile to tile.
const PITCH: f64 = 40.0;
/// The side of a tile.
const SIDE: f64 = 38.0;
/// How many shades there are, from the least to the greatest figure.
const SHADES: f64 = 4.0;

impl Tiles {
    /// The map as HTML; `None` where words do not fit into their tiles.
    #[must_use]
    pub fn html(&self) -> Option<String> {
        self.drawing().map(|drawing| drawing.figure("", ""))
    }

    /// The drawing, laid out; `None` where words do not fit into their tiles.
    #[must_use]
    pub fn drawing(&self) -> Option<Drawing> {
        let words = [&*self.title, &self.subtitle, &self.description];
        let mut drawing = Drawing::new(&Ink::PAGE, [&self.id, &self.lang], words);
        let ink = drawing.ink.ink;
        drawing.width = TILES * PITCH;
        let values = || self.tiles.iter().filter_map(|tile| tile.value).map(float);
        let (least, greatest) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        let first = self.tiles.iter().map(|tile| tile.at.1).min()?;
        for tile in &self.tiles {
            let (left, top) = (f64::from(tile.at.0) * PITCH, f64::from(tile.at.1 - first) * PITCH);
            let share = |value| if greatest > least { (float(value) - least) / (greatest - least) } else { 0.5 };
            let shade = |value| ((share(value) * SHADES).floor().min(SHADES - 1.0) + 1.0) * 0.07;
            let shade = tile.value.map_or(0.02, shade);
            let (first_line, second_line) =
                if tile.value.is_some() { (Tone::Ink, Tone::Strong) } else { (Tone::Muted, Tone::Muted) };
            let (x, y) = (number(left), number(top));
            put(
                &mut drawing.shapes,
                format_args!(
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{SIDE}\" height=\"{SIDE}\" fill=\"{ink}\" fill-opacity=\"{shade:.2}\"/>\n"
                ),
            );
            let middle = left + SIDE / 2.0;
            for (words, below, sizes, tone) in
                [(&tile.name, 16.0, [11.0, 10.5, 10.0], first_line), (&tile.text, 31.0, [11.0, 10.5, 8.5], second_line)]
            {
                let fits =
                    |words: &str| sizes.into_iter().find(|size| text::width(words, *size, tone.is_strong()) <= SIDE);
                let mut words = text::clean(words);
                // That there is no figure is said by a dash where the words for it are long.
                if tile.value.is_none() && below > 16.0 && fits(&words).is_none() {
                    words = "—".to_owned();
                }
                let size = fits(&words)?;
                let (hold, x, y) = (Hold::Left, middle, top + below);
                drawing.texts.push(Text { hold, x, y, anchor: Anchor::Middle, size, tone, words });
            }
            drawing.height = drawing.height.max(top + SIDE);
        }
        Some(drawing)
    }
}
