//! What a quantity is counted in.
//!
//! In comes the printed text after number and scale, `元/家` or `個百分點`; out
//! goes the unit in zh-Hans, and the dimension, which distinguishes shares from
//! percentage points.
//!
//! May touch: diag

use std::fmt;
use std::str::FromStr;

use super::approx::ApproxWord;
use super::scale::Scale;
use super::script::{fold, fold_all};
use crate::diag::Malformed;
use compact_str::CompactString;

/// Units that newspapers print in Latin letters.
const LATIN: [&str; 39] = [
    "BP", "bp", "W", "kW", "MW", "GW", "TW", "Wh", "kWh", "MWh", "GWh", "TWh", "m", "km", "cm", "mm", "nm", "μm", "g",
    "kg", "mg", "t", "L", "mL", "B", "KB", "MB", "GB", "TB", "PB", "EB", "ZB", "Hz", "MHz", "GHz", "TEU", "EFLOPS",
    "PFLOPS", "SDR",
];

/// The longest unit in print, in characters; a longer text is a sentence.
const LONGEST: usize = 12;

/// A unit in zh-Hans without scale: `元`, `个百分点`, `%`, `元/家`. An index
/// such as `99.7` has the empty unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unit(CompactString);

/// What kind of measure a unit is. Values of different dimensions are never
/// compared: a share of `3%` is not a rise by `3个百分点`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension<'a> {
    /// `%`, a share or a rate.
    Percent,
    /// `个百分点`, a difference of shares.
    PercentPoint,
    /// `‰`, a share of a thousand.
    PerMille,
    /// `倍`, a multiple.
    Multiple,
    /// No unit: an index, `99.7`.
    Index,
    /// Anything else, by its unit: `元`.
    Other(&'a str),
}

impl Dimension<'_> {
    /// Whether a scale may be before the unit: not for shares and points.
    fn takes_scale(self) -> bool {
        match self {
            Self::Percent | Self::PercentPoint | Self::PerMille => false,
            Self::Multiple | Self::Index | Self::Other(_) => true,
        }
    }
}

impl Unit {
    /// The unit in zh-Hans and halfwidth: `元/家`.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The kind of measure: [`Percent`](Dimension::Percent) for `%`.
    #[must_use]
    pub(crate) fn dimension(&self) -> Dimension<'_> {
        match self.0.as_str() {
            "" => Dimension::Index,
            "%" => Dimension::Percent,
            "‰" => Dimension::PerMille,
            "个百分点" | "百分点" => Dimension::PercentPoint,
            "倍" => Dimension::Multiple,
            other => Dimension::Other(other),
        }
    }

    /// Whether this unit may follow that scale: `万` may not precede `%`.
    pub(super) fn allows(&self, scale: Scale) -> bool {
        scale == Scale::One || self.dimension().takes_scale()
    }
}

impl FromStr for Unit {
    type Err = Malformed;

    /// Reads a unit in either script; the empty string is the unit of an index.
    ///
    /// Malformed are digits and punctuation, a scale (`万元`), a word of
    /// approximation (`个以上`), `%` with anything beside it, Latin letters
    /// that are not a unit, and more than twelve characters.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        refuse_foreign(text)?;
        refuse_structure(text)?;
        refuse_latin(text)?;
        Ok(Self(fold_all(text).into()))
    }
}

fn refuse_foreign(text: &str) -> Result<(), Malformed> {
    let Some((at, foreign)) = text.char_indices().find(|&(_, c)| !is_unit_char(fold(c))) else {
        return Ok(());
    };
    Err(Malformed::new(
        at..at + foreign.len_utf8(),
        format!("`{foreign}` cannot be part of a unit"),
        "end with the unit, such as `3万亿元`",
    ))
}

fn is_unit_char(folded: char) -> bool {
    folded.is_ascii_alphabetic()
        || matches!(folded, '\u{3400}'..='\u{9FFF}')
        || matches!(folded, '/' | '·' | '%' | '‰' | 'μ' | '°' | '℃' | '㎡' | '²' | '³')
}

fn refuse_structure(text: &str) -> Result<(), Malformed> {
    let refused = |message: &str, help: &str| {
        let message = format!("{message} `{text}`");
        Err(Malformed::new(0..text.len(), message, help))
    };
    if let Some((word, span)) = ApproxWord::within(text) {
        return Err(Malformed::new(
            span,
            format!("the word `{}` stands within the unit", word.word()),
            "say it before the number or at the end, such as `超过3个月`",
        ));
    }
    if text.contains(['%', '％', '﹪', '‰']) && text.chars().count() > 1 {
        return refused("text beside the percent sign in", "end with the sign: `6.0%`");
    }
    if Scale::begins(text) {
        return refused("misplaced scale at the beginning of", "write one scale after the number, such as `3万亿元`");
    }
    let first = text.chars().next();
    if first.is_some_and(|c| "〇零一二三四五六七八九".contains(c)) {
        return refused("Chinese numerals at the beginning of", "write one number in digits, such as `3.5万元`");
    }
    if text.contains(['/', '／']) && text.split(['/', '／']).any(str::is_empty) {
        return refused("nothing beside the slash in the unit", "name both sides, such as `元/家`");
    }
    if text.chars().count() > LONGEST {
        return refused("too long to be a unit:", "end with the unit, such as `3万家`");
    }
    Ok(())
}

fn refuse_latin(text: &str) -> Result<(), Malformed> {
    let is_latin = |c: char| fold(c).is_ascii_alphabetic() || c == 'μ';
    let unknown = text.split(|c| !is_latin(c)).find(|run| !run.is_empty() && !LATIN.contains(&fold_all(run).as_str()));
    let Some(run) = unknown else {
        return Ok(());
    };
    let start = text.find(run).unwrap_or(0);
    Err(Malformed::new(
        start..start + run.len(),
        format!("`{run}` is not a unit"),
        "write the unit in Chinese, such as `3万吨`",
    ))
}

impl fmt::Display for Unit {
    /// The unit as [text](Unit::as_str).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
