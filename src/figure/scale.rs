//! The powers of ten that Chinese prints between a number and its unit.
//!
//! In comes printed text after a number; out goes the scale, `万亿`, leaving
//! alone units that merely begin like one, `千瓦时`.
//!
//! May touch: diag, text

use std::str::FromStr;

use rust_decimal::Decimal;

use super::script::{Cursor, fold};
use crate::diag::Malformed;
use crate::text::statistics;

/// A power of ten printed as a word: the `万亿` of `3万亿元`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    /// No word, 1.
    One,
    /// 百, 10².
    Hundred,
    /// 千, 10³.
    Thousand,
    /// 万, 10⁴.
    Wan,
    /// 十万, 10⁵.
    HundredThousand,
    /// 百万, 10⁶.
    Million,
    /// 千万, 10⁷.
    TenMillion,
    /// 亿, 10⁸.
    Yi,
    /// 十亿, 10⁹.
    Billion,
    /// 百亿, 10¹⁰.
    TenBillion,
    /// 千亿, 10¹¹.
    HundredBillion,
    /// 万亿, 10¹², as the mainland prints it.
    WanYi,
    /// 兆, 10¹², as Taiwan prints it. Before a measure it means mega instead,
    /// and belongs to the unit: `兆瓦`.
    Zhao,
}

impl Scale {
    /// Every scale that has a word, the longer words first: `百万` before `百`.
    const WORDED: [Self; 12] = [
        Self::HundredThousand,
        Self::Million,
        Self::TenMillion,
        Self::Billion,
        Self::TenBillion,
        Self::HundredBillion,
        Self::WanYi,
        Self::Hundred,
        Self::Thousand,
        Self::Wan,
        Self::Yi,
        Self::Zhao,
    ];

    /// The words of all scales, in zh-Hans.
    pub(super) fn words() -> impl Iterator<Item = &'static str> {
        Self::WORDED.into_iter().map(Self::word)
    }

    /// The word in zh-Hans, `万亿`; empty for [`One`](Scale::One).
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::One => "",
            Self::Hundred => "百",
            Self::Thousand => "千",
            Self::Wan => "万",
            Self::HundredThousand => "十万",
            Self::Million => "百万",
            Self::TenMillion => "千万",
            Self::Yi => "亿",
            Self::Billion => "十亿",
            Self::TenBillion => "百亿",
            Self::HundredBillion => "千亿",
            Self::WanYi => "万亿",
            Self::Zhao => "兆",
        }
    }

    /// The number of zeros: 12 for `万亿`.
    #[must_use]
    pub fn zeros(self) -> u32 {
        match self {
            Self::One => 0,
            Self::Hundred => 2,
            Self::Thousand => 3,
            Self::Wan => 4,
            Self::HundredThousand => 5,
            Self::Million => 6,
            Self::TenMillion => 7,
            Self::Yi => 8,
            Self::Billion => 9,
            Self::TenBillion => 10,
            Self::HundredBillion => 11,
            Self::WanYi | Self::Zhao => 12,
        }
    }

    /// A number in this scale, 3 of 30000 for `万`, without rounding. `None` if it has too many digits then.
    pub(crate) fn of(self, base: Decimal) -> Option<Decimal> {
        let base = base.normalize();
        Some(Decimal::try_from_i128_with_scale(base.mantissa(), base.scale() + self.zeros()).ok()?.normalize())
    }

    /// A number in this scale, for a drawing: what is beyond a decimal's digits is rounded.
    pub(crate) fn drawn(self, base: Decimal) -> Decimal {
        base.checked_div(Decimal::from(10_u64.pow(self.zeros()))).expect("a scale is one or more")
    }

    /// Multiplies without rounding, unlike `Decimal`'s own product, which
    /// drops digits to fit. `None` if the product has too many of them.
    pub(super) fn times(self, number: Decimal) -> Option<Decimal> {
        let kept = number.scale().saturating_sub(self.zeros());
        let grown = self.zeros().saturating_sub(number.scale());
        let mantissa = number.mantissa().checked_mul(10_i128.checked_pow(grown)?)?;
        Decimal::try_from_i128_with_scale(mantissa, kept).ok()
    }

    /// Reads the scale that comes next, [`One`](Scale::One) if there is none.
    pub(super) fn take(cursor: &mut Cursor<'_>) -> Self {
        if begins_with_measure(cursor.rest()) {
            return Self::One;
        }
        Self::WORDED.into_iter().find(|scale| cursor.eat(scale.word())).unwrap_or(Self::One)
    }

    /// Whether a unit begins with a word that should have been read as scale.
    pub(super) fn begins(unit: &str) -> bool {
        let first = unit.chars().next().map(fold);
        matches!(first, Some('十' | '百' | '千' | '万' | '亿' | '兆')) && !begins_with_measure(unit)
    }
}

/// Whether a text begins with a measure that looks like a scale: 千瓦, 百分点.
pub(super) fn begins_with_measure(text: &str) -> bool {
    const LONGEST: usize = 5;
    statistics::begins_with_measure(&text.chars().take(LONGEST).map(fold).collect::<String>())
}

impl FromStr for Scale {
    type Err = Malformed;

    /// Reads a word in either script, `万亿` or `萬億`; the empty string is
    /// [`One`](Scale::One). Any other text is malformed.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let mut cursor = Cursor::new(text);
        let scale = Self::take(&mut cursor);
        if cursor.rest().is_empty() {
            return Ok(scale);
        }
        let words: Vec<String> = Self::WORDED.iter().map(|scale| format!("`{}`", scale.word())).collect();
        Err(Malformed::new(
            0..text.len(),
            format!("unknown scale `{text}`"),
            format!("write one of {}, or nothing", words.join(", ")),
        ))
    }
}
