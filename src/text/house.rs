//! Words and marks that a house has decided about.
//!
//! In: `content/words.toml`. Out: [`HouseWords`]:
//!
//! ```toml
//! spacing     = "none"             # between Han and Latin letters or digits: none, thin, space; not looked at when not given
//! full_width  = true               # marks beside Han are ，；：？！（）
//! doubled     = false              # the default is true: 的的 and the like are reported
//!
//! [[avoid]]
//! word        = "令人瞩目"
//! use         = ""                 # what to write instead
//! reason      = "不是数字能说的"
//! except      = ["令人瞩目奖"]       # longer words in which it is right
//! ```
//!
//! May touch: source, diag, tree

use super::fold::Fold;
use crate::diag::{Checked, Code, Malformed};
use crate::source::Source;
use crate::tree::Fields;
use std::str::FromStr;

/// What a house has decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseWords {
    /// Words that are not written.
    pub(crate) avoid: Vec<Avoided>,
    /// What is between Han and Latin letters or digits.
    pub(crate) spacing: Option<Spacing>,
    /// Whether marks beside Han are full-width.
    pub(crate) full_width: bool,
    /// Whether a word that is there twice is reported.
    pub(crate) doubled: bool,
}

impl Default for HouseWords {
    fn default() -> Self {
        Self { avoid: Vec::new(), spacing: None, full_width: false, doubled: true }
    }
}

/// A word that is not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Avoided {
    /// The word, in the one form of all scripts.
    pub(crate) word: String,
    /// What to write instead; empty where nothing is said.
    pub(crate) instead: String,
    /// Why.
    pub(crate) reason: String,
    /// Longer words that have it in them and are right, in that form.
    pub(crate) except: Vec<String>,
}

/// What is between Han and Latin letters or digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spacing {
    /// Nothing.
    None,
    /// A thin space, U+2009.
    Thin,
    /// A space.
    Space,
}

impl Spacing {
    /// As it is written in texts.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Thin => "\u{2009}",
            Self::Space => " ",
        }
    }
}

impl FromStr for Spacing {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match text {
            "none" => Ok(Self::None),
            "thin" => Ok(Self::Thin),
            "space" => Ok(Self::Space),
            _ => {
                let help = "write `none`, `thin` or `space`";
                Err(Malformed::new(0..text.len(), format!("unknown spacing `{text}`"), help))
            }
        }
    }
}

impl HouseWords {
    /// Reads `content/words.toml`.
    pub fn parse(source: &Source) -> Checked<Self> {
        let mut fields = Fields::of_file(source);
        let fold = |text: &str| Fold::shared().text(text);
        let mut house = Self {
            spacing: fields.parse("spacing", Code::BadName).map(|spacing| spacing.value),
            full_width: fields.truth("full_width"),
            ..Self::default()
        };
        let is_said = fields.wrote("doubled");
        house.doubled = fields.truth("doubled") || !is_said;
        for mut table in fields.tables("avoid") {
            let word = table.required_text("word");
            let instead = table.text("use").map_or_else(String::new, |text| text.value);
            let reason = table.required_text("reason");
            let except = table.texts("except").iter().map(|word| fold(&word.value)).collect();
            fields.absorb(table.finish());
            if let (Some(word), Some(reason)) = (word.filter(|word| !word.value.is_empty()), reason) {
                let word = fold(&word.value);
                house.avoid.push(Avoided { word, instead, reason: reason.value, except });
            }
        }
        Checked { value: house, diagnostics: fields.finish() }
    }
}
