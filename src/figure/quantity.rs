//! A printed quantity: number, scale, unit and how closely it is meant.
//!
//! In comes text such as `超过3万亿元` or `550多万条`; out goes its exact value
//! and its pieces, from which the text prints again as it was.
//!
//! May touch: diag

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use compact_str::CompactString;
use rust_decimal::Decimal;

use super::approx::{Approx, ApproxWord, Side};
use super::compound;
use super::number::Number;
use super::scale::Scale;
use super::script::{Cursor, fold, fold_all};
use super::unit::{Dimension, Unit};
use crate::diag::Malformed;

/// A quantity as printed: `超过3万亿元` is the [`Number`] `3`, the [`Scale`]
/// 万亿, the [`Unit`] `元`, and more than that by the word `超过`.
///
/// Equality is that of the printed form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    text: CompactString,
    number: Number,
    scale: Scale,
    unit: Unit,
    word: Option<(ApproxWord, Side)>,
}

/// The pieces of a quantity in the order of print, for a table that puts
/// `[before number within]` and `[scale amid unit after]` in two cells and
/// each word in its own language. At most one of the four words of
/// approximation is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    /// `超过` of `超过3万亿元`.
    pub before: Option<ApproxWord>,
    /// The number exactly as printed, with sign and commas: `3,400`.
    pub number: &'a str,
    /// `多` of `550多万条`.
    pub within: Option<ApproxWord>,
    /// `万` of `550多万条`.
    pub scale: Scale,
    /// `多` of `3万多家`.
    pub amid: Option<ApproxWord>,
    /// The unit in zh-Hans, `元/家`; empty for an index.
    pub unit: &'a str,
    /// `以上` of `5个以上`.
    pub after: Option<ApproxWord>,
}

impl Quantity {
    /// Builds a quantity from its pieces, as front matter gives them in
    /// `{ number = "3", scale = "万亿", unit = "元", approx = "gt" }`, and expresses
    /// the approximation by its [canonical](Approx::canonical) word:
    /// `超过3万亿元`.
    ///
    /// # Errors
    ///
    /// [`Malformed`] if the pieces do not go together: a scale before `%`, or
    /// a value beyond [`Decimal`]. The span is in the composed text.
    pub fn from_parts(number: &Number, scale: Scale, unit: &Unit, approx: Approx) -> Result<Self, Malformed> {
        let word_at = |wanted: Side| match approx.canonical() {
            Some((word, place)) if place == wanted => word.word(),
            Some(_) | None => "",
        };
        let before = word_at(Side::BeforeNumber);
        let after = word_at(Side::End);
        // Parse the composed text, so that both ways in agree by construction.
        format!("{before}{number}{}{unit}{after}", scale.word()).parse()
    }

    /// The quantity exactly as written: `近 82 亿元`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bare number: `82` of `近82亿元`.
    #[must_use]
    pub fn number(&self) -> &Number {
        &self.number
    }

    /// The power of ten printed after the number: 亿 of `近82亿元`.
    #[must_use]
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The unit without scale: `元` of `近82亿元`.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// The word of approximation and its place: `近`, before the number.
    #[must_use]
    pub fn word(&self) -> Option<(ApproxWord, Side)> {
        self.word
    }

    /// How closely the number is meant: `near` for `近82亿元`.
    #[must_use]
    pub fn approx(&self) -> Approx {
        self.word.map_or(Approx::Exact, |(word, _)| word.approx())
    }

    /// Number times scale, exactly, in [`unit_base`](Quantity::unit_base):
    /// 8200000000 for `近82亿元`, 18500 for `1.85万个`, 6.0 for `6.0%`.
    #[must_use]
    pub fn value_base(&self) -> Decimal {
        self.scale.times(self.number.value()).expect("what is beyond a decimal was refused when it was read")
    }

    /// The unit of [`value_base`](Quantity::value_base) in zh-Hans: `元`.
    #[must_use]
    pub fn unit_base(&self) -> &str {
        self.unit.as_str()
    }

    /// Scale and unit in zh-Hans, the unit of the printed number: `亿元`.
    #[must_use]
    pub fn unit_printed(&self) -> String {
        format!("{}{}", self.scale.word(), self.unit)
    }

    /// The kind of measure: [`Percent`](Dimension::Percent) for `6.0%`.
    #[must_use]
    pub fn dimension(&self) -> Dimension<'_> {
        self.unit.dimension()
    }

    /// The unit that its indicator has in the registry, `元`; none for shares, rates and indices.
    pub(crate) fn counted_in(&self) -> Option<&str> {
        match self.dimension() {
            Dimension::Other(unit) => Some(unit),
            Dimension::Percent
            | Dimension::PercentPoint
            | Dimension::PerMille
            | Dimension::Multiple
            | Dimension::Index => None,
        }
    }

    /// Whether it is an index, of which a difference is in points: `99.7`, `3520点`.
    #[must_use]
    pub(crate) fn is_index(&self) -> bool {
        matches!(self.dimension(), Dimension::Index | Dimension::Other("点"))
    }

    /// Half a unit of the last printed place, multiplied out: 5000000 for `3.4亿元`, whose last
    /// place is 0.1亿. A rounder print of the same figure differs by no more than this.
    #[must_use]
    pub(crate) fn half_place(&self) -> Decimal {
        let half = Decimal::try_from_i128_with_scale(5, self.number.value().scale() + 1).ok();
        // Of a number with all the digits a decimal holds, none is left to be rounded.
        half.and_then(|half| self.scale.times(half)).unwrap_or(Decimal::ZERO)
    }

    /// The same quantity without the sign of its number: `1.2%` for `-1.2%`.
    #[must_use]
    pub fn unsigned(&self) -> Self {
        let number = self.number.unsigned();
        Self { text: self.text.replacen(self.number.sign(), "", 1).into(), number, ..self.clone() }
    }

    /// The pieces in the order of print.
    #[must_use]
    pub fn parts(&self) -> Parts<'_> {
        let word_at = |wanted: Side| match self.word {
            Some((word, place)) if place == wanted => Some(word),
            Some(_) | None => None,
        };
        Parts {
            before: word_at(Side::BeforeNumber),
            number: self.number.printed(),
            within: word_at(Side::AfterNumber),
            scale: self.scale,
            amid: word_at(Side::AfterScale),
            unit: self.unit.as_str(),
            after: word_at(Side::End),
        }
    }
}

impl FromStr for Quantity {
    type Err = Malformed;

    /// Reads a quantity as newspapers print it, in either script and either
    /// width, with spaces between its pieces; in several parts, `29兆1,234億元`,
    /// it comes to one number, and so does `百分之3.5`.
    ///
    /// Malformed are a missing number or one in Chinese numerals, a second
    /// number or approximation, a scale before `%`, anything that is not a unit,
    /// and values beyond [`Decimal`].
    fn from_str(text: &str) -> Result<Self, Malformed> {
        refuse_outer_spaces(text)?;
        let mut cursor = Cursor::new(text);
        let mut words = Words::default();
        words.take(&mut cursor, Side::BeforeNumber)?;
        let per_cent = cursor.eat("百分之");
        if !Number::begins(cursor.rest()) {
            return Err(missing_number(text, cursor.at()));
        }
        let start = cursor.at();
        let (number, scale) = match take_compound(&mut cursor) {
            Some(found) => found,
            None => take_number(text, &mut cursor, &mut words)?,
        };
        cursor.skip_spaces();
        if scale != Scale::One {
            words.take(&mut cursor, Side::AfterScale)?;
        }
        let unit_start = cursor.at();
        let unit = words
            .take_endings(cursor.rest(), unit_start)?
            .parse::<Unit>()
            .map_err(|malformed| malformed.shifted(unit_start))?;
        let unit = match per_cent {
            true => as_per_cent(text, unit_start, &unit, scale)?,
            false => unit,
        };
        if !unit.allows(scale) {
            let message = format!("the scale `{}` stands before `{unit}`", scale.word());
            let help = "write out the number, such as `150%`, or name another unit";
            return Err(Malformed::new(start..text.len(), message, help));
        }
        if scale.times(number.value()).is_none() {
            let message = format!("`{number}` is too large for the scale `{}`", scale.word());
            let help = "keep to 28 digits in all";
            return Err(Malformed::new(start..unit_start, message, help));
        };
        Ok(Self { text: text.into(), number, scale, unit, word: words.found })
    }
}

/// Reads a number with its scale.
fn take_number(text: &str, cursor: &mut Cursor<'_>, words: &mut Words) -> Result<(Number, Scale), Malformed> {
    let start = cursor.at();
    let number = Number::take(cursor)?;
    refuse_second_number(text, start, cursor.at())?;
    cursor.skip_spaces();
    words.take(cursor, Side::AfterNumber)?;
    Ok((number, Scale::take(cursor)))
}

/// Reads a number in several parts, `29兆1,234億`, where there is one.
fn take_compound(cursor: &mut Cursor<'_>) -> Option<(Number, Scale)> {
    let folded = fold_all(cursor.rest());
    let body = folded.trim_start_matches(['+', '-']);
    let sign = &folded[..folded.len() - body.len()];
    let found = compound::take(body)?;
    if found.open && body.len() == found.len {
        return None;
    }
    let (number, scale) = (Number::compound(sign, found.number)?, found.scale.parse().ok()?);
    cursor.skip(sign.len() + body[..found.len].chars().count());
    Some((number, scale))
}

/// The unit of `百分之3.5`, behind which no other may stand.
fn as_per_cent(text: &str, unit_start: usize, unit: &Unit, scale: Scale) -> Result<Unit, Malformed> {
    if unit.dimension() == Dimension::Index && scale == Scale::One {
        return "%".parse();
    }
    let (message, help) = ("百分之 and a unit both say what is counted", "keep one of them: `3.5%`");
    Err(Malformed::new(unit_start..text.len(), message, help))
}

/// The one word of approximation found so far, and where it stands.
#[derive(Default)]
struct Words {
    found: Option<(ApproxWord, Side)>,
}

impl Words {
    /// Reads every word that comes next at `place`.
    fn take(&mut self, cursor: &mut Cursor<'_>, place: Side) -> Result<(), Malformed> {
        while let Some((word, span)) = ApproxWord::take(cursor, place) {
            self.note(word, place, span)?;
        }
        Ok(())
    }

    /// Takes every word that ends `tail`, which begins at byte `at` of the
    /// whole text; returns the unit that is left.
    fn take_endings<'a>(&mut self, tail: &'a str, at: usize) -> Result<&'a str, Malformed> {
        let mut unit = tail;
        while let Some((word, start)) = ApproxWord::ending(unit) {
            self.note(word, Side::End, at + start..at + unit.len())?;
            unit = unit[..start].trim_end_matches(|c| fold(c) == ' ');
        }
        Ok(unit)
    }

    fn note(&mut self, word: ApproxWord, place: Side, span: Range<usize>) -> Result<(), Malformed> {
        let Some((first, _)) = self.found else {
            self.found = Some((word, place));
            return Ok(());
        };
        Err(Malformed::new(
            span,
            format!("two approximations, `{}` and `{}`", first.word(), word.word()),
            "keep one of them, such as `超过3万亿元`",
        ))
    }
}

fn refuse_outer_spaces(text: &str) -> Result<(), Malformed> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Malformed::new(
            0..text.len(),
            "nothing is written",
            "write a number with its unit, such as `3万亿元`",
        ));
    }
    if trimmed.len() == text.len() {
        return Ok(());
    }
    let leading = text.len() - text.trim_start().len();
    let span = if leading > 0 { 0..leading } else { trimmed.len()..text.len() };
    Err(Malformed::new(span, "a space at the edge", format!("write `{trimmed}`")))
}

/// Explains why no number begins at byte `at`.
fn missing_number(text: &str, at: usize) -> Malformed {
    let rest = &text[at..];
    if let Some(digit) = rest.find(|c| fold(c).is_ascii_digit()) {
        return Malformed::new(
            at..at + digit,
            format!("unknown words `{}` before the number", &rest[..digit]),
            "begin with the number, or with one word such as `超过`, `近` or `约`; \
             end with the unit: `约3亿美元`",
        );
    }
    let is_numeral = |c: char| "〇零一二三四五六七八九十百千万亿两点半".contains(fold(c));
    if let Some(first) = rest.find(|c| "〇零一二三四五六七八九十两".contains(fold(c))) {
        let len = rest[first..].find(|c| !is_numeral(c)).unwrap_or(rest.len() - first);
        let numeral = &rest[first..first + len];
        return Malformed::new(
            at + first..at + first + len,
            format!("the number `{numeral}` is in Chinese numerals"),
            "write it in digits, such as `3万亿元`",
        );
    }
    Malformed::new(
        at..text.len(),
        format!("no number in `{text}`"),
        "write digits, such as `约3万家`; leave the figure out if the source has none",
    )
}

/// Refuses digits after the number at `start..end`.
fn refuse_second_number(text: &str, start: usize, end: usize) -> Result<(), Malformed> {
    let tail = &text[end..];
    let is_digit = |c: char| fold(c).is_ascii_digit();
    let Some(between) = tail.find(is_digit) else {
        return Ok(());
    };
    let second = &tail[between..];
    let stop = second.find(|c| !is_digit(c)).unwrap_or(second.len());
    let span_end = end + between + stop;
    let separator = |c: char| matches!(fold(c), '至' | '到' | '-' | '~' | '—');
    Err(match tail[..between].find(separator) {
        Some(separator) => {
            let other = second.trim();
            let unit = other.trim_start_matches(|c| is_digit(c) || c == '.');
            // 3至5万家 counts both in 万家.
            let lent = if tail[..separator].trim().is_empty() { unit } else { "" };
            let one = format!("{}{lent}", text[start..end + separator].trim());
            Malformed::new(
                start..span_end,
                format!("`{}` is a range", &text[start..span_end]),
                format!(
                    "a figure is one number: give the ends as two metrics, `{one}` with `dims = {{ 界限 = \"下限\" }}` and \
                     `{other}` with `dims = {{ 界限 = \"上限\" }}`, or one of them with its word, such as `超过{one}`"
                ),
            )
        }
        None => Malformed::new(
            end + between..span_end,
            format!("a second number `{}`", &second[..stop]),
            "write one number with one scale, such as `3.5亿元`",
        ),
    })
}

impl fmt::Display for Quantity {
    /// The quantity as [written](Quantity::text).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
