//! What `site.toml` changes of the theme: `[theme]`.
//!
//! In: that table. Out: [`ThemeConfig`].
//!
//! May touch: source, diag, tree

use crate::diag::{Code, Malformed};
use crate::source::Place;
use crate::tree::{Fields, Written};
use std::str::FromStr;

/// How a site's theme differs from the built-in one without a template of its own.
#[derive(Clone, Debug, Default)]
pub struct ThemeConfig {
    /// How paragraphs are set apart.
    pub paragraphs: Paragraphs,
    /// The site's own colour.
    pub accent: Option<Colour>,
    /// A picture of `static/` in the place of the title at the top of pages.
    pub logo: Option<Named>,
    /// Style sheets of `static/` that every page loads after the theme's.
    pub stylesheets: Vec<Named>,
    /// HTML for the end of every page's head.
    pub head: String,
    /// HTML for the end of every page's foot.
    pub foot: String,
}

/// A file that the settings name.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its path below `static/`.
    pub path: String,
    /// Where the settings name it.
    pub(crate) place: Place,
}

impl ThemeConfig {
    /// Reads `[theme]`.
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let source = fields.source();
        let Some(mut table) = fields.table("theme") else { return Self::default() };
        let named = |text: Written<String>| Named {
            path: text.value.trim_start_matches('/').to_owned(),
            place: source.place(text.span),
        };
        let theme = Self {
            paragraphs: table.parse("paragraphs", Code::BadName).map(|way| way.value).unwrap_or_default(),
            accent: table.parse("accent", Code::BadConfig).map(|colour| colour.value),
            logo: table.text("logo").map(named),
            stylesheets: table.text_or_texts("stylesheet").into_iter().map(named).collect(),
            head: table.text("head").map_or_else(String::new, |html| html.value),
            foot: table.text("foot").map_or_else(String::new, |html| html.value),
        };
        fields.absorb(table.finish());
        theme
    }

    /// The files of `static/` it names.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Named> {
        self.logo.iter().chain(&self.stylesheets)
    }
}

/// How paragraphs are set apart: `[theme] paragraphs`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paragraphs {
    /// By space between them: `spaced`.
    #[default]
    Spaced,
    /// By indenting the first line by two characters: `indented`.
    Indented,
}

impl Paragraphs {
    /// As `site.toml` writes it: `indented`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Spaced => "spaced",
            Self::Indented => "indented",
        }
    }
}

impl FromStr for Paragraphs {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        [Self::Spaced, Self::Indented].into_iter().find(|way| way.code() == text).ok_or_else(|| Malformed {
            message: format!("paragraphs cannot be `{text}`"),
            help: "write `spaced` or `indented`".into(),
            span: 0..text.len(),
        })
    }
}

/// A colour of sRGB: `#8a1538`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// The paper of the built-in theme, light and dark.
const PAPER: [Colour; 2] = [Colour([0xfc, 0xfb, 0xf8]), Colour([0x14, 0x16, 0x18])];
/// How much words have to stand out from the paper, and marks (WCAG 2.2, 1.4.3 and 1.4.11), with a little to spare: links
/// are on tinted ground too.
const CONTRAST: [f64; 2] = [5.2, 3.1];

impl Colour {
    /// A style sheet that makes this the colour of links and of the mark: as it is where it can be read on the paper,
    /// else as much darker, or in the dark as much lighter, as it has to be.
    pub(crate) fn style_sheet(self) -> String {
        let [words, marks] = CONTRAST.map(|contrast| {
            let [light, dark] = PAPER.map(|paper| self.readable_on(paper, contrast));
            format!("light-dark({light},{dark})")
        });
        format!("@media screen {{\n  :root {{ --accent: {words};--brand: {marks} }}\n}}\n")
    }

    /// The colour of words on light paper.
    #[cfg(feature = "paged")]
    pub(crate) fn on_paper(self) -> Self {
        self.readable_on(PAPER[0], CONTRAST[0])
    }

    /// The nearest colour on the way to black or white that stands out from a paper.
    fn readable_on(self, paper: Self, contrast: f64) -> Self {
        let end = if paper.luminance() > 0.5 { 0 } else { 255 };
        let mixed = |percent: u32| {
            Self(self.0.map(|part| {
                let sum = u32::from(part) * (100 - percent) + end * percent;
                u8::try_from(sum / 100).unwrap_or(u8::MAX)
            }))
        };
        (0..=100).step_by(2).map(mixed).find(|colour| colour.contrast(paper) >= contrast).unwrap_or_else(|| mixed(100))
    }

    /// The contrast ratio of two colours, from 1 to 21 (WCAG 2.2).
    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Colour {
    type Err = Malformed;

    /// `#8a1538`, or `#813` for `#881133`.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let malformed = || Malformed {
            message: format!("`{text}` is not a colour"),
            help: "write red, green and blue in hexadecimal digits, as in `#8a1538`".into(),
            span: 0..text.len(),
        };
        let digits = text.strip_prefix('#').ok_or_else(malformed)?;
        let long: String = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => digits.to_owned(),
        };
        if long.len() != 6 || !long.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(malformed());
        }
        let number = u32::from_str_radix(&long, 16).map_err(|_| malformed())?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_can_be_read_on_both_papers() {
        for written in ["#8a1538", "#fc0", "#000000", "#ffffff", "#00a0e9", "#777777"] {
            let colour: Colour = written.parse().expect("a colour");
            for paper in PAPER {
                for contrast in CONTRAST {
                    assert!(colour.readable_on(paper, contrast).contrast(paper) >= contrast, "{written}");
                }
            }
        }
        let crimson: Colour = "#8a1538".parse().expect("a colour");
        assert_eq!(crimson.readable_on(PAPER[0], CONTRAST[0]), crimson);
        for bad in ["red", "8a1538", "#8a15", "#8a153g", "#é15", ""] {
            assert!(bad.parse::<Colour>().is_err(), "{bad}");
        }
    }
}
