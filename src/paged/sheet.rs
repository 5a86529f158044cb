//! What may be printed.
//!
//! In: nothing. Out: [`Sheet`], all that a template of `data/paged/` is given, as JSON. The two lists of what a text may have
//! are closed, and each name in them is one in `pdf.typ`.
//!
//! May touch: nothing

use serde::Serialize;

/// All that a template is given.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Sheet {
    /// Whether it is a digest, which has a cover and contents.
    pub(super) digest: bool,
    /// The language of the words and its region, by which fonts choose their glyphs: `zh` and `tw`.
    pub(super) lang: &'static str,
    pub(super) region: Option<&'static str>,
    /// The families of letters: those of text, and of titles and tables.
    pub(super) serif: Vec<String>,
    pub(super) sans: Vec<String>,
    /// Whether paragraphs are set apart by indenting their first line.
    pub(super) indent: bool,
    /// A colour: `#1b4b7a`.
    pub(super) accent: String,
    pub(super) site: String,
    pub(super) publisher: String,
    /// The site's address without its scheme.
    pub(super) host: String,
    /// Empty for the edition itself.
    pub(super) title: String,
    pub(super) date: String,
    pub(super) day: Day,
    pub(super) byline: String,
    pub(super) summary: String,
    pub(super) url: String,
    /// The figures that matter most.
    pub(super) headlines: Vec<Figure>,
    /// All of them.
    pub(super) figures: Vec<Figure>,
    pub(super) parts: Vec<Part>,
    pub(super) words: Words,
}

/// A day.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Day {
    pub(super) year: i16,
    pub(super) month: i8,
    pub(super) day: i8,
}

/// What the site itself says.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Words {
    pub(super) contents: String,
    /// `第{page}页，共{pages}页`.
    pub(super) page: String,
}

/// A figure by itself.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Figure {
    pub(super) name: String,
    /// What is printed large: its value, or its change where it has none.
    pub(super) number: String,
    pub(super) change: Option<Change>,
    pub(super) period: String,
}

/// A change in words, and whether it is `up`, `down` or `flat`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Change {
    pub(super) direction: String,
    pub(super) text: String,
}

/// A row of a table of figures.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    pub(super) name: String,
    /// The mark of its source, where there are several.
    pub(super) mark: String,
    pub(super) value: String,
    pub(super) change: Option<Change>,
    /// When and where, and what kind of number it is.
    pub(super) of: String,
    pub(super) remarks: String,
}

/// A block.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "tag", rename_all = "snake_case")]
pub(super) enum Part {
    Heading {
        level: u8,
        runs: Vec<Run>,
    },
    Paragraph {
        runs: Vec<Run>,
    },
    List {
        items: Vec<Vec<Part>>,
    },
    Numbered {
        start: u64,
        items: Vec<Vec<Part>>,
    },
    Quote {
        word: String,
        parts: Vec<Part>,
    },
    Listing {
        text: String,
    },
    Table {
        columns: usize,
        head: Vec<Vec<Run>>,
        rows: Vec<Vec<Vec<Run>>>,
    },
    Rule,
    Figures {
        caption: String,
        head: [String; 4],
        rows: Vec<Row>,
        sources: Vec<String>,
    },
    Chart {
        title: String,
        subtitle: String,
        alt: String,
        svg: String,
    },
    Comparison {
        caption: String,
        head: [String; 2],
        rows: Vec<[String; 2]>,
    },
    /// The head of a bulletin within a digest.
    Bulletin {
        title: String,
        byline: String,
        summary: String,
        url: String,
        original: String,
    },
}

/// A stretch of a line.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "tag", rename_all = "snake_case")]
pub(super) enum Run {
    Text {
        text: String,
    },
    Code {
        text: String,
    },
    Strong {
        runs: Vec<Run>,
    },
    Emphasis {
        runs: Vec<Run>,
    },
    Deleted {
        runs: Vec<Run>,
    },
    Link {
        to: String,
        runs: Vec<Run>,
    },
    /// A note, at the foot of the page.
    Note {
        id: String,
        parts: Vec<Part>,
    },
    /// A note that was there already.
    Again {
        id: String,
    },
    Break,
}
