//! The account of an import: nothing is lost.
//!
//! In: the input, the drafts, the lines and what they are. Out: every stretch of the input that is in
//! no draft, with the reason. Drafts and these stretches together are the input, each byte once.
//!
//! May touch: nothing

use super::draft::Draft;
use super::lines::{Class, Classed};
use std::ops::Range;

/// A stretch of the input that is in no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Its bytes in the input's text.
    pub span: Range<usize>,
    /// The line it begins on, from 1.
    pub line: usize,
    /// Why.
    pub why: Why,
}

/// Why a stretch of the input is in no draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A page number, a running head, an imprint.
    Furniture,
    /// The words under a picture.
    Caption,
    /// Spaces and line ends.
    Space,
    /// A character that prints nothing.
    Invisible,
    /// A rule between the cells of a table.
    Rule,
    /// A mark between articles: `---`, ◆, the number of an item.
    Mark,
}

impl Why {
    /// As the report prints it.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Furniture => "page furniture",
            Self::Caption => "a picture's caption",
            Self::Space => "spaces and line ends",
            Self::Invisible => "characters that print nothing",
            Self::Rule => "a rule of a table",
            Self::Mark => "a mark between articles",
        }
    }

    /// Whether it has words that an editor may miss.
    pub(crate) fn has_words(self) -> bool {
        match self {
            Self::Furniture | Self::Caption => true,
            Self::Space | Self::Invisible | Self::Rule | Self::Mark => false,
        }
    }
}

/// The stretches of a text that are in no draft.
pub(crate) fn aside(text: &str, drafts: &[Draft], lines: &[Classed], marks: &[Range<usize>]) -> Vec<Aside> {
    let mut taken = vec![false; text.len()];
    for letter in drafts.iter().flat_map(Draft::pieces).flat_map(|piece| &piece.0) {
        taken[letter.at..letter.at + letter.len].fill(true);
    }
    let mut reasons: Vec<Option<Why>> = vec![None; text.len()];
    for classed in lines {
        let why = match classed.class {
            Class::Furniture => Why::Furniture,
            Class::Caption => Why::Caption,
            Class::Head | Class::Body | Class::Label | Class::Source | Class::Byline | Class::Row => continue,
        };
        for letter in &classed.text().0 {
            reasons[letter.at..letter.at + letter.len].fill(Some(why));
        }
    }
    for mark in marks {
        reasons[mark.clone()].fill(Some(Why::Mark));
    }
    runs(text, &taken, &reasons)
}

fn runs(text: &str, taken: &[bool], reasons: &[Option<Why>]) -> Vec<Aside> {
    let mut asides: Vec<Aside> = Vec::new();
    let mut line = 1;
    for (at, c) in text.char_indices() {
        if !taken[at] {
            let why = reasons[at].unwrap_or(match c {
                c if c.is_whitespace() => Why::Space,
                '|' | '｜' | '│' => Why::Rule,
                _ => Why::Invisible,
            });
            let end = at + c.len_utf8();
            match asides.last_mut().filter(|aside| aside.span.end == at && aside.why == why) {
                Some(aside) => aside.span.end = end,
                None => asides.push(Aside { span: at..end, line, why }),
            }
        }
        line += usize::from(c == '\n' || (c == '\r' && !text[at + 1..].starts_with('\n')));
    }
    asides
}
