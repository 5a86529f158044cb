//! A printed change against some earlier period.
//!
//! In comes `+14.2%`, `下降0.8%`, `提高3.4个百分点` or `与上年同期持平`; out goes its
//! direction and its magnitude. A [`Basis`] says against which period it is measured.
//!
//! May touch: diag

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use compact_str::CompactString;
use rust_decimal::Decimal;

use super::basis::Basis;
use super::number::Number;
use super::quantity::Quantity;
use super::script::{Cursor, fold_all, prefix_len};
use super::unit::Dimension;
use crate::diag::Malformed;

/// Which way a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `增长`, `+`, or no sign at all. Code `up`.
    Up,
    /// `下降`, `-`. Code `down`.
    Down,
    /// `持平`, or an amount of zero. Code `flat`.
    Flat,
}

impl Direction {
    /// The code written in data files: `up`, `down` or `flat`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Flat => "flat",
        }
    }
}

/// Verbs of rising; a verb that is the beginning of another comes after it.
const UP: [&str; 15] =
    ["增长", "成长", "增加", "提高", "提升", "上升", "上涨", "上调", "扩大", "回升", "攀升", "加快", "增", "涨", "升"];

/// Verbs of falling; a verb that is the beginning of another comes after it.
const DOWN: [&str; 16] = [
    "负增长",
    "负成长",
    "下降",
    "下跌",
    "下滑",
    "下调",
    "降低",
    "减少",
    "回落",
    "收窄",
    "缩小",
    "萎缩",
    "放缓",
    "减",
    "跌",
    "降",
];

/// A change as printed: `-3.1%` goes [`Down`](Direction::Down) by `3.1%`.
///
/// Equality is that of the printed form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    text: CompactString,
    direction: Direction,
    amount: Option<Quantity>,
    /// The bytes of `text` that give the direction.
    word: Range<usize>,
}

impl Change {
    /// The change exactly as written: `同比` left out, `增长 14.2%`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Which way it goes: down for `下降0.8%`, flat for `+0.0%`.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The magnitude without sign: `3.1%` of `-3.1%`, `约5%` of `增长约5%`;
    /// `None` for `持平`.
    #[must_use]
    pub fn amount(&self) -> Option<&Quantity> {
        self.amount.as_ref()
    }

    /// The word or sign that gives the direction, as printed: `增长`, `＋`, the
    /// whole of `与上年同期持平`; empty for `14.2%`.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.text[self.word.clone()]
    }

    /// The printed number with the sign of its direction, in
    /// [`unit_code`](Change::unit_code): -3.1 for `下降3.1%`, 3000 for
    /// `增加3000亿元`, 0 for `持平`.
    #[must_use]
    pub fn signed(&self) -> Decimal {
        let number = self.amount.as_ref().map_or(Decimal::ZERO, |amount| amount.number().value());
        match self.direction {
            Direction::Up | Direction::Flat => number,
            Direction::Down => -number,
        }
    }

    /// The same multiplied out: 300000000000 for `增加3000亿元`.
    pub(crate) fn signed_base(&self) -> Decimal {
        let amount = self.amount().map_or(Decimal::ZERO, Quantity::value_base);
        if self.direction == Direction::Down { -amount } else { amount }
    }

    /// The unit of [`signed`](Change::signed): `%`, `pp` for `个百分点`, else
    /// scale and unit in zh-Hans, `亿元`; empty for `持平`.
    #[must_use]
    pub fn unit_code(&self) -> String {
        let Some(amount) = &self.amount else {
            return String::new();
        };
        match amount.dimension() {
            Dimension::PercentPoint => "pp".to_owned(),
            Dimension::Percent | Dimension::PerMille | Dimension::Multiple | Dimension::Index | Dimension::Other(_) => {
                amount.unit_printed()
            }
        }
    }
}

impl FromStr for Change {
    type Err = Malformed;

    /// Reads a change in either script: a verb or a sign, then a quantity, or
    /// `持平` by itself.
    ///
    /// Malformed are a verb together with a sign (`增长-3%`), a basis in front
    /// (`同比增长3%`), and everything that is malformed in a [`Quantity`].
    fn from_str(text: &str) -> Result<Self, Malformed> {
        if is_flat(text) {
            return Ok(Self { text: text.into(), direction: Direction::Flat, amount: None, word: 0..text.len() });
        }
        refuse_basis(text)?;
        refuse_turn(text)?;
        let mut cursor = Cursor::new(text);
        let verb = take_verb(&mut cursor);
        let verb_len = cursor.at();
        if verb.is_some() {
            cursor.eat("了");
            cursor.skip_spaces();
        }
        let amount: Quantity = cursor.rest().parse().map_err(|malformed: Malformed| malformed.shifted(cursor.at()))?;
        let sign = amount.number().sign();
        if verb.is_some() && !sign.is_empty() {
            let verb = &text[..verb_len];
            return Err(Malformed::new(
                0..text.len(),
                format!("`{verb}` and the sign `{sign}` both say the direction"),
                format!("keep one of them, such as `{verb}{}`", amount.unsigned()),
            ));
        }
        let (printed, word) = match verb {
            Some(direction) => (direction, 0..verb_len),
            None => signed_direction(text, amount.number()),
        };
        let is_zero = amount.number().value().is_zero();
        Ok(Self {
            text: text.into(),
            direction: if is_zero { Direction::Flat } else { printed },
            amount: Some(amount.unsigned()),
            word,
        })
    }
}

/// The direction that the sign of a change's number gives, and the bytes of
/// that sign. No sign means up.
fn signed_direction(text: &str, number: &Number) -> (Direction, Range<usize>) {
    let sign = number.sign();
    let start = text.find(number.printed()).unwrap_or(0);
    let direction = if fold_all(sign) == "-" { Direction::Down } else { Direction::Up };
    (direction, start..start + sign.len())
}

/// Whether the text means `持平`, by itself or with what it is level with:
/// `与上年同期持平`.
fn is_flat(text: &str) -> bool {
    let folded = fold_all(text);
    let Some(before) = folded.strip_suffix("持平") else {
        return false;
    };
    matches!(before, "" | "基本" | "大致" | "总体") || before.starts_with(['与', '同', '和', '较', '比'])
}

fn take_verb(cursor: &mut Cursor<'_>) -> Option<Direction> {
    if UP.iter().any(|verb| cursor.eat(verb)) {
        Some(Direction::Up)
    } else if DOWN.iter().any(|verb| cursor.eat(verb)) {
        Some(Direction::Down)
    } else {
        None
    }
}

fn refuse_basis(text: &str) -> Result<(), Malformed> {
    let found = Basis::ALL.into_iter().find_map(|basis| {
        let mut names = basis.chinese().iter();
        names.find_map(|name| Some((basis, prefix_len(text, name)?)))
    });
    let Some((basis, len)) = found.filter(|&(_, len)| len < text.len()) else {
        return Ok(());
    };
    let (name, change) = text.split_at(len);
    Err(Malformed::new(
        0..len,
        format!("the basis `{name}` stands within the change"),
        format!("write `{}`, and `{}` as its basis", change.trim_start(), basis.code()),
    ))
}

/// Refuses a turn, which says how the change before was and not by how much this one is: 由降转升.
fn refuse_turn(text: &str) -> Result<(), Malformed> {
    let begins = text.starts_with(['由', '从', '從', '转', '轉']) || text.starts_with("止跌");
    let Some((at, turn)) = text.char_indices().rfind(|(_, c)| matches!(c, '转' | '轉' | '跌')).filter(|_| begins)
    else {
        return Ok(());
    };
    let reached = text[at + turn.len_utf8()..].trim_start_matches(['为', '為', '至']).trim();
    let help = match reached.parse::<Change>() {
        Ok(change) => format!("write `{change}`; the charts show the turn, and the text may say it"),
        Err(_) => {
            "write this period's change with its number, such as `+0.2%`, or `持平`; the charts show the turn, and \
                   the text may say it"
                .to_owned()
        }
    };
    Err(Malformed::new(
        0..text.len(),
        format!("`{text}` says how the change turned, and not how large it is now"),
        help,
    ))
}

impl fmt::Display for Change {
    /// The change as [written](Change::text).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
