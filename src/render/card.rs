//! Pictures for shared links.
//!
//! In: a bulletin of an edition, or the edition. Out: a PNG of 1200 by 630 pixels: site, date, title and headline
//! figures. Words are drawn with the fonts of the machine, which the labels `card_serif` and `card_sans` name, so
//! these are the only bytes that depend on what is installed.
//!
//! May touch: diag, chart, figure, label, edition, view

use super::theme::escape;
use crate::chart::{clean, width, wrap};
use crate::diag::{Checked, Code, Diagnostic};
use crate::edition::{Figure, Item};
use crate::figure::{BulletinId, Period};
use crate::label::Label;
use crate::view::Views;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::{Options, Tree};
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

/// The size that Open Graph recommends.
const SIZE: (u32, u32) = (1200, 630);
/// From the edge to the words.
const MARGIN: f64 = 72.0;
/// The width between the margins.
const ROOM: f64 = 1200.0 - 2.0 * MARGIN;
/// Figures on a card.
const FIGURES: usize = 3;

const PAPER: &str = "#fcfbf8";
const INK: &str = "#1c1b1a";
const SOFT: &str = "#5b5954";

/// The fonts of the machine, found when the first card is drawn.
#[derive(Default)]
pub(crate) struct Fonts {
    found: OnceLock<Arc<Database>>,
}

impl Fonts {
    fn found(&self) -> Arc<Database> {
        let found = self.found.get_or_init(|| {
            let mut database = Database::new();
            database.load_system_fonts();
            Arc::new(database)
        });
        Arc::clone(found)
    }
}

/// The card of a bulletin, by its index, or of the edition.
pub(crate) fn write(views: Views<'_, '_>, bulletin: Option<BulletinId>, fonts: &Fonts) -> Checked<Vec<u8>> {
    let fonts = fonts.found();
    for font in [views.labels.text(Label::CardSerif), views.labels.text(Label::CardSans)] {
        if fonts.query(&Query { families: &[Family::Name(font)], ..Query::default() }).is_none() {
            let message = format!("the font `{font}` is not installed, and cards are drawn with it");
            let help = "install it, name another in templates/labels/ (`card_serif`, `card_sans`), or set no `cards`";
            return Checked {
                value: Vec::new(),
                diagnostics: vec![Diagnostic::nowhere(Code::BadConfig, message).help(help)],
            };
        }
    }
    let svg = match bulletin {
        Some(at) => of_bulletin(views, &views.edition.items[at]),
        None => of_edition(views),
    };
    match drawn(&svg, fonts) {
        Some(png) => Checked::fine(png),
        None => unreachable!("a card is SVG of a fixed size"),
    }
}

fn drawn(svg: &str, fonts: Arc<Database>) -> Option<Vec<u8>> {
    let options = Options { fontdb: fonts, ..Options::default() };
    let tree = Tree::from_str(svg, &options).ok()?;
    let mut picture = Pixmap::new(SIZE.0, SIZE.1)?;
    resvg::render(&tree, Transform::default(), &mut picture.as_mut());
    picture.encode_png().ok()
}

/// Words at a size, in a colour.
#[derive(Clone, Copy)]
struct Style<'f> {
    font: &'f str,
    size: f64,
    bold: bool,
    colour: &'f str,
}

/// An SVG that is being written.
struct Card {
    svg: String,
}

impl Card {
    fn new() -> Self {
        let (width, height) = SIZE;
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\
             <rect x=\"{MARGIN}\" y=\"132\" width=\"{ROOM}\" height=\"5\" fill=\"{INK}\"/>"
        );
        Self { svg }
    }

    /// Words on one line, starting at `x`; ending there where `end` is set.
    fn words(&mut self, (x, y): (f64, f64), text: &str, style: Style<'_>, end: bool) {
        let Style { font, size, bold, colour } = style;
        let (weight, anchor) = (if bold { "bold" } else { "normal" }, if end { "end" } else { "start" });
        let (font, text) = (escape(font), escape(&clean(text)));
        // Writing to a string never fails.
        let _ = write!(
            self.svg,
            "<text x=\"{x:.0}\" y=\"{y:.0}\" font-family=\"{font}\" font-size=\"{size:.0}\" font-weight=\"{weight}\" \
             text-anchor=\"{anchor}\" fill=\"{colour}\">{text}</text>"
        );
    }

    /// The lines of a text, the first at `y`. Returns where the next would be.
    fn lines(&mut self, (x, y): (f64, f64), lines: &[String], style: Style<'_>) -> f64 {
        let height = style.size * 1.4;
        for (at, line) in lines.iter().enumerate() {
            self.words((x, y + height * at as f64), line, style, false);
        }
        y + height * lines.len() as f64
    }

    fn end(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }
}

/// A text on at most `most` lines, the last one with an ellipsis where there are more.
fn broken(text: &str, style: Style<'_>, room: f64, most: usize) -> Vec<String> {
    let mut lines = wrap(&clean(text), style.size, style.bold, room);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.pop();
            last.push('…');
        }
    }
    lines
}

fn of_edition(views: Views<'_, '_>) -> String {
    let (serif, sans) = (views.labels.text(Label::CardSerif), views.labels.text(Label::CardSans));
    let mut card = Card::new();
    let small = Style { font: sans, size: 30.0, bold: false, colour: SOFT };
    let host = views.plan.config.base_url.absolute("");
    card.words((MARGIN, 104.0), host.split_once("://").map_or(&*host, |(_, host)| host), small, false);
    let title = Style { font: serif, size: 104.0, bold: true, colour: INK };
    let below = card.lines((MARGIN, 290.0), &broken(&views.edition.title, title, ROOM, 2), title);
    let text = Style { size: 36.0, ..small };
    card.lines((MARGIN, below), &broken(&views.edition.description, text, ROOM, 3), text);
    card.end()
}

fn of_bulletin(views: Views<'_, '_>, item: &Item<'_>) -> String {
    let (serif, sans) = (views.labels.text(Label::CardSerif), views.labels.text(Label::CardSans));
    let small = Style { font: sans, size: 30.0, bold: false, colour: SOFT };
    let mut card = Card::new();
    card.words(
        (MARGIN, 104.0),
        &views.edition.title,
        Style { font: serif, size: 44.0, bold: true, colour: INK },
        false,
    );
    let date = views.labels.day(item.bulletin.date);
    card.words((MARGIN + ROOM, 104.0), &date, small, true);
    let title = Style { font: serif, size: 62.0, bold: true, colour: INK };
    let below = card.lines((MARGIN, 232.0), &broken(&item.title, title, ROOM, 3), title);
    let headlines: Vec<&Figure<'_>> =
        item.figures.iter().filter(|figure| figure.metric.headline).take(FIGURES).collect();
    if headlines.is_empty() {
        let summary = Style { size: 34.0, ..small };
        card.lines((MARGIN, below + 8.0), &broken(&item.summary, summary, ROOM, 3), summary);
    }
    let column = ROOM / FIGURES as f64;
    for (at, figure) in headlines.into_iter().enumerate() {
        self::figure(&mut card, views, item, figure, MARGIN + column * at as f64, column - 24.0);
    }
    card.end()
}

/// A headline figure, its name, its number and how it changed, no wider than `room`.
fn figure(card: &mut Card, views: Views<'_, '_>, item: &Item<'_>, figure: &Figure<'_>, x: f64, room: f64) {
    let sans = views.labels.text(Label::CardSans);
    let small = Style { font: sans, size: 26.0, bold: false, colour: SOFT };
    let view = views.card(item, figure);
    let period = if figure.metric.period == Period::Unstated { String::new() } else { view.period };
    let (number, below) = match (view.value, view.change) {
        (Some(value), Some(change)) => (value.text, format!("{} {}", change.basis, change.text)),
        (Some(value), None) => (value.text, period),
        (None, Some(change)) => (change.text, format!("{} {period}", change.basis)),
        (None, None) => return,
    };
    // A long name takes two lines, the second of them where a short name is.
    let name = broken(&view.name, small, room, 2);
    card.lines((x, 478.0 - small.size * 1.4 * (name.len().max(1) - 1) as f64), &name, small);
    let size = (room / width(&number, 1.0, true)).min(54.0);
    card.words((x, 540.0), &number, Style { font: sans, size, bold: true, colour: INK }, false);
    card.lines((x, 584.0), &broken(&below, small, room, 1), small);
}
