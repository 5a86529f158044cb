//! How closely a printed number is meant, and the words for it.
//!
//! In comes printed text around a number; out goes the word of approximation
//! there, with its meaning.
//!
//! May touch: diag

use std::ops::Range;
use std::str::FromStr;

use super::names;
use super::script::{Cursor, prefix_len, suffix_start};
use crate::diag::Malformed;

/// How a true value relates to the printed number: `超过3万` is
/// [`Gt`](Approx::Gt), `3万` alone is [`Exact`](Approx::Exact).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Approx {
    /// No word of approximation: `3万`. Code `exact`.
    Exact,
    /// More than the number: `超过3万`, `3万余`. Code `gt`.
    Gt,
    /// The number or more: `5个以上`. Code `ge`.
    Ge,
    /// A little less than the number: `近82亿`. Code `near`.
    Near,
    /// Around the number, on either side: `约500万`. Code `about`.
    About,
    /// Less than the number: `不足10%`. Code `lt`.
    Lt,
    /// The number or less: `100家以内`. Code `le`.
    Le,
}

impl Approx {
    /// Every value, in the order of the documentation.
    pub const ALL: [Self; 7] = [Self::Exact, Self::Gt, Self::Ge, Self::Near, Self::About, Self::Lt, Self::Le];

    /// The code written in front matter and data files: `gt`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Near => "near",
            Self::About => "about",
            Self::Lt => "lt",
            Self::Le => "le",
        }
    }

    /// The word Jianbao itself uses for it, and its place: `超过`
    /// before the number for `gt`; `None` for `exact`.
    #[must_use]
    pub(crate) fn canonical(self) -> Option<(ApproxWord, Side)> {
        match self {
            Self::Exact => None,
            Self::Gt => Some((ApproxWord::Exceeding, Side::BeforeNumber)),
            Self::Ge => Some((ApproxWord::OrMore, Side::End)),
            Self::Near => Some((ApproxWord::Nearly, Side::BeforeNumber)),
            Self::About => Some((ApproxWord::About, Side::BeforeNumber)),
            Self::Lt => Some((ApproxWord::ShortOf, Side::BeforeNumber)),
            Self::Le => Some((ApproxWord::Within, Side::End)),
        }
    }
}

impl FromStr for Approx {
    type Err = Malformed;

    /// Reads a [code](Approx::code). Any other text is malformed.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        names::find(text, "approximation", &Self::ALL, |a| (a.code(), &[]))
    }
}

/// Where a word of approximation is in a printed quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// `超过3万家`: before the number and its sign.
    BeforeNumber,
    /// `550多万条`: between the number and the scale, or the unit if there is
    /// no scale.
    AfterNumber,
    /// `3万多家`: after the scale.
    AfterScale,
    /// `5个以上`: after the unit.
    End,
}

/// A word of approximation as newspapers print it. Each variant's comment
/// gives the word in zh-Hans; Traditional forms are understood too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApproxWord {
    /// 超
    Over,
    /// 超过
    Exceeding,
    /// 突破
    Breaking,
    /// 逾
    Beyond,
    /// 高于
    Above,
    /// 多于
    MoreThan,
    /// 至少
    AtLeast,
    /// 不低于
    NotBelow,
    /// 不少于
    NotFewer,
    /// 近
    Nearly,
    /// 将近
    WellNigh,
    /// 接近
    CloseTo,
    /// 约
    About,
    /// 大约
    Roughly,
    /// 不足
    ShortOf,
    /// 不到
    NotReaching,
    /// 低于
    Below,
    /// 少于
    Fewer,
    /// 至多
    AtMost,
    /// 最多
    AtTheMost,
    /// 不超过
    NotExceeding,
    /// 不高于
    NotAbove,
    /// 多
    Many,
    /// 余
    Odd,
    /// 以上
    OrMore,
    /// 以下
    OrLess,
    /// 以内
    Within,
    /// 左右
    OrSo,
    /// 上下
    Thereabouts,
}

/// Words that come before a number. `超过` precedes `超`, which begins it.
const LEADING: [ApproxWord; 22] = [
    ApproxWord::Exceeding,
    ApproxWord::Over,
    ApproxWord::Breaking,
    ApproxWord::Beyond,
    ApproxWord::Above,
    ApproxWord::MoreThan,
    ApproxWord::AtLeast,
    ApproxWord::NotBelow,
    ApproxWord::NotFewer,
    ApproxWord::Nearly,
    ApproxWord::WellNigh,
    ApproxWord::CloseTo,
    ApproxWord::About,
    ApproxWord::Roughly,
    ApproxWord::ShortOf,
    ApproxWord::NotReaching,
    ApproxWord::Below,
    ApproxWord::Fewer,
    ApproxWord::AtMost,
    ApproxWord::AtTheMost,
    ApproxWord::NotExceeding,
    ApproxWord::NotAbove,
];

/// Words that come after the number or the scale; after the unit they also
/// end a quantity, as in `5年多`.
const INNER: [ApproxWord; 2] = [ApproxWord::Many, ApproxWord::Odd];

/// Words that come only after the unit.
const TRAILING: [ApproxWord; 5] =
    [ApproxWord::OrMore, ApproxWord::OrLess, ApproxWord::Within, ApproxWord::OrSo, ApproxWord::Thereabouts];

impl ApproxWord {
    /// The words that come before a number.
    pub(crate) fn leading() -> impl Iterator<Item = &'static str> {
        LEADING.into_iter().map(Self::word)
    }

    /// The words that come after a number or its scale.
    pub(crate) fn inner() -> impl Iterator<Item = &'static str> {
        INNER.into_iter().map(Self::word)
    }

    /// The words that come only after the unit.
    pub(crate) fn trailing() -> impl Iterator<Item = &'static str> {
        TRAILING.into_iter().map(Self::word)
    }

    /// The word in zh-Hans, `超过`, whichever script it was printed in.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.entry().0
    }

    /// What the word means for the number: `gt` for `超过`.
    #[must_use]
    pub(crate) fn approx(self) -> Approx {
        self.entry().1
    }

    fn entry(self) -> (&'static str, Approx) {
        match self {
            Self::Over => ("超", Approx::Gt),
            Self::Exceeding => ("超过", Approx::Gt),
            Self::Breaking => ("突破", Approx::Gt),
            Self::Beyond => ("逾", Approx::Gt),
            Self::Above => ("高于", Approx::Gt),
            Self::MoreThan => ("多于", Approx::Gt),
            Self::AtLeast => ("至少", Approx::Ge),
            Self::NotBelow => ("不低于", Approx::Ge),
            Self::NotFewer => ("不少于", Approx::Ge),
            Self::Nearly => ("近", Approx::Near),
            Self::WellNigh => ("将近", Approx::Near),
            Self::CloseTo => ("接近", Approx::Near),
            Self::About => ("约", Approx::About),
            Self::Roughly => ("大约", Approx::About),
            Self::ShortOf => ("不足", Approx::Lt),
            Self::NotReaching => ("不到", Approx::Lt),
            Self::Below => ("低于", Approx::Lt),
            Self::Fewer => ("少于", Approx::Lt),
            Self::AtMost => ("至多", Approx::Le),
            Self::AtTheMost => ("最多", Approx::Le),
            Self::NotExceeding => ("不超过", Approx::Le),
            Self::NotAbove => ("不高于", Approx::Le),
            Self::Many => ("多", Approx::Gt),
            Self::Odd => ("余", Approx::Gt),
            Self::OrMore => ("以上", Approx::Ge),
            Self::OrLess => ("以下", Approx::Lt),
            Self::Within => ("以内", Approx::Le),
            Self::OrSo => ("左右", Approx::About),
            Self::Thereabouts => ("上下", Approx::About),
        }
    }

    /// The word that comes next where `place` is about to be read, as
    /// bytes of the cursor's text, which it moves past.
    pub(super) fn take(cursor: &mut Cursor<'_>, place: Side) -> Option<(Self, Range<usize>)> {
        let candidates: &[Self] = match place {
            Side::BeforeNumber => &LEADING,
            Side::AfterNumber | Side::AfterScale => &INNER,
            Side::End => &[],
        };
        let start = cursor.at();
        let word = *candidates.iter().find(|word| cursor.eat(word.word()))?;
        let span = start..cursor.at();
        cursor.skip_spaces();
        Some((word, span))
    }

    /// The word that ends `text`, and the byte at which it begins.
    pub(super) fn ending(text: &str) -> Option<(Self, usize)> {
        TRAILING.iter().chain(&INNER).find_map(|&word| Some((word, suffix_start(text, word.word())?)))
    }

    /// The first such word anywhere in `text`, and its bytes.
    pub(super) fn within(text: &str) -> Option<(Self, Range<usize>)> {
        text.char_indices().find_map(|(at, _)| {
            TRAILING.iter().chain(&INNER).find_map(|&word| {
                let len = prefix_len(&text[at..], word.word())?;
                Some((word, at..at + len))
            })
        })
    }
}
