//! Figures in English.
//!
//! In: a number with its Chinese scale, unit and word of approximation, the English names of units, and a house's style. Out:
//! the same figure in English, digit for digit: only the decimal point moves, and nothing is rounded.
//!
//! ```text
//! 55788亿元        5.5788 trillion yuan, or 5,578.8 billion yuan
//! 550多万条        over 5.5 million
//! 100家以内        no more than 100
//! ```
//!
//! May touch: nothing

mod currency;
mod read;
mod scan;
mod spelled;
mod style;
mod units;

pub(crate) use read::DOLLAR;
pub use read::{Read, read};
pub(crate) use scan::{Found, scan};
pub use style::Style;
pub use units::Units;

use super::approx::{Approx, ApproxWord};
use super::quantity::{Parts, Quantity};
use super::scale::Scale;
use currency::Shape;
use rust_decimal::Decimal;

/// A figure in English, in the order of print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnglishFigure {
    /// What is before the number: `over `, `about HK$`.
    pub before: String,
    /// The number with its sign and commas: `5,578.8`.
    pub number: String,
    /// Its scale and unit: ` billion yuan`, `%`.
    pub unit: String,
    /// What is after all: ` or more`.
    pub after: String,
}

impl EnglishFigure {
    /// The whole: `over 3 trillion yuan`.
    #[must_use]
    pub fn text(&self) -> String {
        [&*self.before, &self.number, &self.unit, &self.after].concat()
    }
}

/// A number with what it is counted in, as Chinese prints it.
#[derive(Clone, Copy, Debug)]
pub struct Amount<'a> {
    /// The number: 55788.
    pub number: Decimal,
    /// Its scale: 亿.
    pub scale: Scale,
    /// The unit in zh-Hans: `元`.
    pub unit: &'a str,
    /// The word that says how closely it is meant.
    pub word: Option<ApproxWord>,
}

impl<'a> Amount<'a> {
    /// The amount of a quantity.
    #[must_use]
    pub fn of(quantity: &'a Quantity) -> Self {
        Self { number: quantity.number().value(), ..Self::of_parts(&quantity.parts()) }
    }

    /// The scale, unit and word of pieces, with no number yet.
    pub(crate) fn of_parts(parts: &Parts<'a>) -> Self {
        let word = parts.before.or(parts.within).or(parts.amid).or(parts.after);
        Self { number: Decimal::ZERO, scale: parts.scale, unit: parts.unit, word }
    }
}

/// How English figures are written: the names of units, and the style of the house.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'w> {
    /// The names of units.
    pub units: &'w Units,
    /// The style.
    pub style: Style,
}

impl Writer<'_> {
    /// An amount in English, in the scale that its size asks for, or in another.
    ///
    /// `None` where the unit has no English name.
    #[must_use]
    pub fn write(&self, amount: Amount<'_>, scale: Option<Scale>) -> Option<EnglishFigure> {
        let scale = scale.unwrap_or_else(|| self.scale_of(&amount));
        let number = shift(amount.number, amount.scale, scale);
        let is_points = matches!(amount.unit, "个百分点" | "百分点" | "点");
        // 0.1 percentage point and 0.1 point, but 0.1 tonnes.
        let is_one = scale == Scale::One
            && amount.scale == Scale::One
            && (amount.number.abs() == Decimal::ONE || (is_points && amount.number.abs() < Decimal::ONE));
        let measure = self.measure(amount.unit, scale, is_one)?;
        let (before, after) = amount.word.map_or(("", ""), said);
        Some(EnglishFigure {
            before: format!("{before}{}", measure.before),
            number: grouped(&number),
            unit: measure.after,
            after: after.to_owned(),
        })
    }

    /// A scale and unit by themselves, for a heading or an axis: `billion yuan`, `HK$ million`, `%`.
    #[must_use]
    pub fn unit(&self, scale: Scale, unit: &str) -> Option<String> {
        let measure = self.measure(unit, scale, false)?;
        let parts = [measure.before.trim(), measure.after.trim()];
        Some(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
    }

    /// The scale in which a number of that size is read with least effort. One that was printed without a scale keeps all its
    /// digits.
    #[must_use]
    pub fn scale_of(&self, &Amount { number, scale, unit, word: _ }: &Amount<'_>) -> Scale {
        let counted = unit.split_once('/').map_or(unit, |(counted, _)| counted);
        let is_money = self.style.currency_of(counted).is_some();
        let Some(log) = number.mantissa().unsigned_abs().checked_ilog10().filter(|_| scale != Scale::One) else {
            return Scale::One;
        };
        let digits = i64::from(log) + 1 - i64::from(number.scale()) + i64::from(scale.zeros());
        let scales = [(13, Scale::WanYi), (10, Scale::Billion), (7, Scale::Million)];
        let mut allowed =
            scales.into_iter().filter(|(_, larger)| self.style.trillions || !is_money || *larger != Scale::WanYi);
        allowed.find(|(least, _)| digits >= *least).map_or(Scale::One, |(_, larger)| larger)
    }

    /// What grew by so many 倍: `doubled` for one, and else in per cent, which no reader takes for the multiple itself.
    #[must_use]
    pub fn multiplied(&self, by: &Amount<'_>, sign: &str) -> String {
        const WORDS: [&str; 3] = ["doubled", "tripled", "quadrupled"];
        let word =
            WORDS.iter().zip(1_i64..).find(|(_, times)| by.number == Decimal::from(*times)).map(|(word, _)| *word);
        let (before, after) = by.word.map_or(("", ""), said);
        // A ratio of 2.3 times that is up 0.02 times has not grown by 2 per cent.
        if by.scale == Scale::One
            && by.number.abs().checked_mul(Decimal::TEN).is_some_and(|tenfold| tenfold < Decimal::ONE)
        {
            return format!("{before}{sign}{} times{after}", grouped(&moved(by.number, 0)));
        }
        match word.filter(|_| sign == "+" && by.scale == Scale::One) {
            Some(word) if before.is_empty() && after.is_empty() => word.to_owned(),
            _ => {
                let hundred = Scale::Hundred.zeros() + by.scale.zeros();
                let number = moved(by.number, i64::from(hundred));
                format!("{before}{sign}{}{}{after}", grouped(&number), self.style.percent())
            }
        }
    }

    fn measure(&self, unit: &str, scale: Scale, is_one: bool) -> Option<Measure> {
        let scale = match scale.zeros() {
            0 => "",
            3 => " thousand",
            6 => " million",
            9 => " billion",
            12 => " trillion",
            _ => return None,
        };
        let plain = |after: &str| Some(Measure { before: String::new(), after: format!("{scale}{after}") });
        let (counted, per) = unit.split_once('/').map_or((unit, ""), |(counted, per)| (counted, per));
        let per = match per {
            "" => String::new(),
            per => format!(" per {}", self.units.per(per)?),
        };
        if let Some(currency) = self.style.currency_of(counted) {
            return Some(match self.style.money {
                Shape::Words => Measure {
                    before: String::new(),
                    after: format!("{scale} {}{per}", if is_one { currency.one } else { currency.many }),
                },
                Shape::Sign { spaced } => Measure {
                    before: format!("{}{}", currency.sign, gap(currency.sign, spaced)),
                    after: format!("{scale}{per}"),
                },
                Shape::Code { spaced } => Measure {
                    before: format!("{}{}", currency.code, gap(currency.code, spaced)),
                    after: format!("{scale}{per}"),
                },
            });
        }
        match counted {
            "" => plain(&per),
            "%" => plain(self.style.percent()),
            "‰" => plain("‰"),
            "个百分点" | "百分点" => plain(if is_one { " percentage point" } else { " percentage points" }),
            "倍" => plain(" times"),
            counted => {
                let name = if is_one { self.units.one(counted)? } else { self.units.many(counted)? };
                // What only helps Chinese to count has no word: 3万家 is 30,000.
                plain(&if name.is_empty() { per } else { format!(" {name}{per}") })
            }
        }
    }
}

/// What is around a number.
struct Measure {
    before: String,
    after: String,
}

/// What is between a currency and its number: HK$5, and RMB 5 where the house sets a space.
fn gap(currency: &str, spaced: bool) -> &'static str {
    if spaced && currency.ends_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" }
}

/// A word of approximation before and after what it is said of.
fn said(word: ApproxWord) -> (&'static str, &'static str) {
    match word {
        ApproxWord::Over | ApproxWord::Exceeding | ApproxWord::Beyond => ("over ", ""),
        ApproxWord::Breaking | ApproxWord::MoreThan | ApproxWord::Many | ApproxWord::Odd => ("more than ", ""),
        ApproxWord::Above => ("above ", ""),
        ApproxWord::AtLeast | ApproxWord::NotBelow | ApproxWord::NotFewer => ("at least ", ""),
        ApproxWord::Nearly | ApproxWord::WellNigh => ("nearly ", ""),
        ApproxWord::CloseTo => ("close to ", ""),
        ApproxWord::About | ApproxWord::Roughly | ApproxWord::OrSo | ApproxWord::Thereabouts => ("about ", ""),
        ApproxWord::ShortOf | ApproxWord::NotReaching | ApproxWord::Fewer => ("less than ", ""),
        ApproxWord::Below => ("below ", ""),
        ApproxWord::AtMost | ApproxWord::AtTheMost => ("at most ", ""),
        ApproxWord::NotExceeding | ApproxWord::NotAbove | ApproxWord::Within => ("no more than ", ""),
        ApproxWord::OrMore => ("", " or more"),
        ApproxWord::OrLess => ("", " or less"),
    }
}

/// What follows the number of a per cent, in one house or another.
const PERCENT: [&str; 3] = ["%", " percent", " per cent"];

/// What the English words of approximation mean, the longer before those that begin them.
const WORDS: &[(&str, Approx)] = &[
    ("no more than", Approx::Le),
    ("not more than", Approx::Le),
    ("more than", Approx::Gt),
    ("in excess of", Approx::Gt),
    ("upwards of", Approx::Ge),
    ("less than", Approx::Lt),
    ("fewer than", Approx::Lt),
    ("just over", Approx::Gt),
    ("well over", Approx::Gt),
    ("just under", Approx::Near),
    ("at least", Approx::Ge),
    ("at most", Approx::Le),
    ("up to", Approx::Le),
    ("close to", Approx::Near),
    ("nearly", Approx::Near),
    ("almost", Approx::Near),
    ("approximately", Approx::About),
    ("roughly", Approx::About),
    ("around", Approx::About),
    ("about", Approx::About),
    ("some", Approx::About),
    ("exceeding", Approx::Gt),
    ("exceeded", Approx::Gt),
    ("surpassed", Approx::Gt),
    ("topped", Approx::Gt),
    ("above", Approx::Gt),
    ("below", Approx::Lt),
    ("under", Approx::Lt),
    ("over", Approx::Gt),
];

/// A number of one scale in another, digit for digit. A zero after the point that was not printed is none of them: 90亿 is 9
/// billion, and 6.0万亿 is 6.0 trillion.
fn shift(number: Decimal, from: Scale, to: Scale) -> String {
    moved(number, i64::from(from.zeros()) - i64::from(to.zeros()))
}

/// A number with its point so many places to the right.
fn moved(number: Decimal, places: i64) -> String {
    let printed = number.mantissa().unsigned_abs().to_string();
    let exponent = places - i64::from(number.scale());
    let sign = if number.is_sign_negative() && !number.is_zero() { "−" } else { "" };
    let places = usize::try_from(-exponent).unwrap_or(0);
    if places == 0 {
        let zeros = if number.is_zero() { 0 } else { usize::try_from(exponent).unwrap_or(0) };
        return format!("{sign}{printed}{}", "0".repeat(zeros));
    }
    let padded = format!("{}{printed}", "0".repeat((places + 1).saturating_sub(printed.len())));
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let fraction = if number.scale() == 0 { fraction.trim_end_matches('0') } else { fraction };
    match fraction {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}

/// A number with a comma after each third digit from the point: `1,234.5`.
fn grouped(number: &str) -> String {
    let (whole, fraction) = number.find('.').map_or((number, ""), |point| number.split_at(point));
    let digits = whole.trim_start_matches('−');
    let mut out = whole[..whole.len() - digits.len()].to_owned();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}

/// A name as headlines have it, where it says its abbreviation: `GDP` of `Gross domestic product (GDP)`, `Output of NEVs` of
/// `Output of new energy vehicles (NEVs)`. The abbreviation is of the words before it, of which small ones have no letter in it.
#[must_use]
pub fn abbreviated(name: &str) -> String {
    const SMALL: [&str; 6] = ["a", "and", "for", "of", "the", "to"];
    let parts = name
        .split_once(" (")
        .and_then(|(before, rest)| rest.split_once(')').map(|(short, after)| (before, short, after)));
    let Some((before, short, after)) = parts else { return name.to_owned() };
    let letters = short.strip_suffix('s').unwrap_or(short);
    if letters.len() < 2 || !letters.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return name.to_owned();
    }
    let mut left = letters;
    let mut kept = before;
    while let Some(letter) = left.chars().next_back() {
        let (rest, word) = kept.rsplit_once(' ').unwrap_or(("", kept));
        if word.is_empty() {
            return name.to_owned();
        }
        kept = rest;
        if word.starts_with([letter, letter.to_ascii_lowercase()]) {
            left = &left[..left.len() - 1];
        } else if !SMALL.contains(&word) {
            return name.to_owned();
        }
    }
    format!("{kept} {short}{after}").trim_start().to_owned()
}

/// The comma behind a name that ends in an aside, before a verb: `Jobs of those aged 16-24, excluding students, up 3%`, and
/// behind one that ends as the verb does: `Mortgage loans drawn down, down 3%`.
pub(crate) fn pause(name: &str) -> &'static str {
    let has_aside = [", excluding ", ", including "].iter().any(|aside| name.contains(aside));
    if has_aside || name.ends_with(" down") || name.ends_with(" up") { "," } else { "" }
}

/// A figure without the people it is counted in, where its name says who or what is counted: `New urban jobs`, 12.41 million;
/// `Visitor arrivals`, 4.6 million.
pub(crate) fn of_people(name: &str, figure: &str) -> String {
    // Who comes and goes is counted each time.
    const VISITS: [&str; 10] =
        ["passenger", "visitor", "arrival", "trip", "visit", "tourist", "admission", "entries", "guest", "traveler"];
    const PEOPLE: [&str; 22] = [
        "population",
        "employe",
        "person",
        "people",
        "job",
        "employment",
        "birth",
        "death",
        "staff",
        "student",
        "teacher",
        "enrollment",
        "enrolment",
        "graduate",
        "labor force",
        "labour force",
        "patient",
        "physician",
        "nurse",
        "personnel",
        "participant",
        "worker",
    ];
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    // Passenger traffic has a unit, which is not said by its name.
    let is_traffic = has(&["traffic", "throughput"]);
    let visits = [" person-times", " person-time"].into_iter().filter(|_| has(&VISITS) && !is_traffic);
    let people = [" people", " person"].into_iter().filter(|_| has(&VISITS) && !is_traffic || has(&PEOPLE));
    let ends =
        |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-') && !rest.starts_with(" per ");
    let mut said = figure.to_owned();
    for unit in visits.chain(people) {
        let at: Vec<usize> =
            said.match_indices(unit).map(|(at, _)| at).filter(|at| ends(&said[at + unit.len()..])).collect();
        at.into_iter().rev().for_each(|at| said.replace_range(at..at + unit.len(), ""));
    }
    said
}

#[cfg(test)]
mod tests;
