//! How a figure is made: adjusted for the season or not, at whose prices, relative to which base.
//!
//! In comes what front matter says, `sa`, `real-2020` or `2020=100`; out goes a [`Treatment`]. Figures that are treated
//! differently measure different things, and are in different series.
//!
//! May touch: diag, text, tree

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::period::Period;
use super::script::fold_all;
use super::words::Words;
use crate::diag::{Code, Malformed};
use crate::text::Fold;
use crate::tree::Fields;

/// Whether the season is taken out of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Adjust {
    /// Seasonally adjusted: 经季节调整. Code `sa`.
    Adjusted,
    /// Not seasonally adjusted: 未经季节调整. Code `nsa`.
    Unadjusted,
    /// Seasonally adjusted, at an annual rate: 季调年率. Code `saar`.
    AnnualRate,
}

/// At whose prices a figure is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prices {
    /// At the prices of its own time: 名义, 现价. Code `nominal`.
    Nominal,
    /// At constant prices, of a year where that is printed: 实际, 2020年不变价. Codes `real`, `real-2020`.
    Real(Option<i16>),
}

/// What an index is relative to: `2020=100`, `上年=100`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base {
    /// The period that has the number, or a word for it: `2020`, `上年`.
    of: Box<str>,
    /// The number it has: `100`.
    number: Box<str>,
}

/// What sets series of one indicator apart that measure the same in different ways.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Treatment {
    /// Whether the season is taken out; none where nothing is said.
    pub adjust: Option<Adjust>,
    /// At whose prices; none where nothing is said.
    pub prices: Option<Prices>,
    /// What an index is relative to.
    pub base: Option<Base>,
}

impl Adjust {
    /// Each, in the order of the documentation.
    pub(crate) const ALL: [Self; 3] = [Self::Adjusted, Self::Unadjusted, Self::AnnualRate];

    /// The code of front matter and data files: `sa`.
    pub(crate) fn code(self) -> &'static str {
        self.names().0
    }

    fn names(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Adjusted => ("sa", &["季调", "经季调", "季节调整", "经季节调整", "经季节性调整", "季节性调整"]),
            Self::Unadjusted => ("nsa", &["未季调", "未经季调", "未经季节调整", "未经季节性调整", "原数列"]),
            Self::AnnualRate => ("saar", &["季调年率", "季调后年率", "季调折年率", "经季节性调整年率"]),
        }
    }
}

impl FromStr for Adjust {
    type Err = Malformed;

    /// Reads a [code](Adjust::code) or a Chinese name in either script.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let is_named = |adjust: &Self| {
            let (code, chinese) = adjust.names();
            code == text || is_one_of(text, chinese)
        };
        Self::ALL.into_iter().find(is_named).ok_or_else(|| {
            let help = "write `sa`, `nsa`, or `saar` for an annual rate";
            Malformed::new(0..text.len(), format!("unknown adjustment `{text}`"), help)
        })
    }
}

impl Prices {
    /// The code of front matter and data files: `real-2020`.
    pub(crate) fn code(self) -> String {
        match self {
            Self::Nominal => "nominal".to_owned(),
            Self::Real(None) => "real".to_owned(),
            Self::Real(Some(year)) => format!("real-{year}"),
        }
    }

    /// Whether both are of one kind, whichever year's prices are constant.
    pub(crate) fn is_like(self, other: Self) -> bool {
        matches!((self, other), (Self::Nominal, Self::Nominal) | (Self::Real(_), Self::Real(_)))
    }
}

/// Words for prices of the time, and for constant ones.
const NOMINAL: [&str; 6] = ["nominal", "名义", "名目", "现价", "当年价", "当年价格"];
const REAL: [&str; 6] = ["real", "实际", "实质", "不变价", "不变价格", "可比价格"];

/// Whether a text is one of these words, in whichever script.
fn is_one_of(text: &str, words: &[&str]) -> bool {
    let fold = |text: &str| Fold::shared().text(text);
    let text = fold(text);
    words.iter().any(|word| fold(word) == text)
}

impl FromStr for Prices {
    type Err = Malformed;

    /// Reads `real`, `real-2020`, `nominal`, or their Chinese names: `不变价`, `2020年不变价`.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        if is_one_of(text, &NOMINAL) {
            return Ok(Self::Nominal);
        }
        if is_one_of(text, &REAL) {
            return Ok(Self::Real(None));
        }
        let year = text.strip_prefix("real-").or_else(|| {
            let (year, rest) = text.split_once('年')?;
            (is_one_of(rest, &REAL) || is_one_of(rest, &["价", "价格"])).then_some(year)
        });
        let year = year.filter(|year| year.len() == 4).and_then(|year| year.parse().ok()).filter(|year| *year >= 1000);
        year.map(|year| Self::Real(Some(year))).ok_or_else(|| {
            let help = "write `real`, `real-2020` for prices of a year, or `nominal`";
            Malformed::new(0..text.len(), format!("unknown prices `{text}`"), help)
        })
    }
}

impl Base {
    /// The period that has the number, where it is one and not a word: `2020`.
    pub(crate) fn period(&self) -> Option<Period> {
        self.of.parse().ok()
    }

    /// What the number is of, as written: `2020`, `上年`.
    pub(crate) fn of(&self) -> &str {
        &self.of
    }

    /// The number: `100`.
    pub(crate) fn number(&self) -> &str {
        &self.number
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.of, self.number)
    }
}

impl FromStr for Base {
    type Err = Malformed;

    /// Reads `2020=100`, `2020年=100`, `2015-Q1=100`, `上年=100`, with spaces or without.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let folded = fold_all(text);
        let (of, number) = folded.split_once('=').unwrap_or((&folded, ""));
        let (of, number) = (of.trim(), number.trim());
        let year = of.strip_suffix('年').filter(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
        let is_word = !of.is_empty() && of.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/'));
        let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.parse::<u32>().is_ok();
        match is_word && is_number {
            true => Ok(Self { of: year.unwrap_or(of).into(), number: number.into() }),
            false => Err(Malformed::new(
                0..text.len(),
                format!("`{text}` is no base of an index"),
                "write `2020=100`, or `上年=100`",
            )),
        }
    }
}

impl Treatment {
    /// Whether nothing is said.
    pub(crate) fn is_unsaid(&self) -> bool {
        *self == Self::default()
    }

    /// What words before a number say of how it is made, in Simplified, and the last of these words.
    pub(crate) fn said<'w>(before: &str, words: &'w Words) -> (Self, Option<&'w str>) {
        let last = |class: &str| {
            let found = words.class(class).filter_map(|word| Some((before.rfind(word)? + word.len(), word)));
            found.max_by_key(|(end, word)| (*end, word.len()))
        };
        // 未经季节调整 has 季节调整 in it, and is the longer of two that end together.
        let pick = |one: Option<(usize, &'w str)>, other: Option<(usize, &'w str)>| {
            let rank = |found: Option<(usize, &str)>| found.map(|(end, word)| (end, word.len()));
            let is_first = rank(one) > rank(other);
            let (_, word) = if is_first { one } else { other }?;
            Some((word, is_first))
        };
        let adjust = pick(last("unadjusted"), last("adjusted"));
        let prices = pick(last("nominal"), last("real"));
        let said = Self {
            adjust: adjust.map(|(_, raw)| if raw { Adjust::Unadjusted } else { Adjust::Adjusted }),
            prices: prices
                .map(|(_, nominal)| if nominal { Prices::Nominal } else { Prices::Real(year_of_prices(before)) }),
            base: base_said(before),
        };
        (said, adjust.or(prices).map(|(word, _)| word))
    }
}

/// The year of 按2020年价格计算 and 2020年不变价.
fn year_of_prices(text: &str) -> Option<i16> {
    let (before, rest) = text.split_once('年')?;
    let year: Option<i16> = before.get(before.len().checked_sub(4)?..)?.parse().ok();
    year.filter(|year| *year >= 1000 && (rest.starts_with("价格") || rest.starts_with("不变价")))
}

/// The base of 以2020年为100.
fn base_said(text: &str) -> Option<Base> {
    let (before, rest) = text.split_once("年为100")?;
    let year = before.get(before.len().checked_sub(4)?..)?;
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then(|| format!("{year}=100").parse().ok()).flatten()
}

/// What front matter or the register says of how figures are made; of a metric, what it does not say itself it has from
/// its indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Treated {
    /// Of values, and of changes as far as `growth` says nothing else; none where nothing is said.
    pub(crate) treatment: Option<Arc<Treatment>>,
    /// At whose prices changes are counted: values are mostly at current prices, 增长速度按不变价格计算.
    pub(crate) growth: Option<Prices>,
}

impl Treated {
    /// Reads `adjust`, `prices`, `base` and `growth`.
    pub(crate) fn read(fields: &mut Fields<'_>, inherited: &Self) -> Self {
        let adjust = fields.parse("adjust", Code::BadName).map(|adjust| adjust.value);
        let prices = fields.parse("prices", Code::BadName).map(|prices| prices.value);
        let base = fields.parse("base", Code::BadName).map(|base| base.value);
        let growth = fields.parse("growth", Code::BadName).map(|growth| growth.value);
        // Prices that a metric gives are those of all it says.
        let growth = growth.or(if prices.is_some() { None } else { inherited.growth });
        let treatment = match (adjust, prices, base) {
            (None, None, None) => inherited.treatment.clone(),
            (adjust, prices, base) => {
                let usual = inherited.treatment.as_deref().cloned().unwrap_or_default();
                Some(Arc::new(Treatment {
                    adjust: adjust.or(usual.adjust),
                    prices: prices.or(usual.prices),
                    base: base.or(usual.base),
                }))
            }
        };
        Self { treatment, growth }
    }

    /// How values are made.
    pub(crate) fn of_values(&self) -> Treatment {
        self.treatment.as_deref().cloned().unwrap_or_default()
    }

    /// How changes are made. A rate is the same on any base.
    pub(crate) fn of_changes(&self, is_adjusted: bool) -> Treatment {
        let Treatment { adjust, prices, base: _ } = self.of_values();
        // 季调环比 says itself that it is adjusted.
        Treatment { adjust: adjust.filter(|_| !is_adjusted), prices: self.growth.or(prices), base: None }
    }

    /// Whether rates are those of the values as they are: both are at the same prices, or an index is on one base.
    pub(crate) fn is_at_one_price(&self) -> bool {
        let Treatment { prices, base, .. } = self.of_values();
        let same = prices.is_some() && prices == self.of_changes(false).prices;
        same || base.is_some_and(|base| base.period().is_some())
    }

    /// Whether nothing is said.
    pub(crate) fn is_unsaid(&self) -> bool {
        self.treatment.is_none() && self.growth.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_written_in_several_ways() {
        for (text, code) in
            [("sa", "sa"), ("季調", "sa"), ("經季節性調整", "sa"), ("未经季节调整", "nsa"), ("saar", "saar")]
        {
            assert_eq!(text.parse::<Adjust>().expect(text).code(), code);
        }
        for (text, code) in [
            ("real", "real"),
            ("實質", "real"),
            ("real-2020", "real-2020"),
            ("2020年不变价", "real-2020"),
            ("2020年價格", "real-2020"),
            ("名目", "nominal"),
        ] {
            assert_eq!(text.parse::<Prices>().expect(text).code(), code);
        }
        for (text, base) in [("2020=100", "2020=100"), ("2020年 = 100", "2020=100"), ("上年＝100", "上年=100")] {
            assert_eq!(text.parse::<Base>().expect(text).to_string(), base);
        }
        for text in ["2020", "=100", "2020=", "2020=abc", "2020=100=1"] {
            assert!(text.parse::<Base>().is_err(), "{text}");
        }
        assert!("real-20".parse::<Prices>().is_err());
    }

    #[test]
    fn words_before_a_number_say_how_it_is_made() {
        let words = Words::default();
        let said = |text: &str| {
            let (Treatment { adjust, prices, base }, word) = Treatment::said(text, &words);
            let codes = [
                adjust.map(|adjust| adjust.code().to_owned()),
                prices.map(Prices::code),
                base.map(|base| base.to_string()),
            ];
            (codes.into_iter().flatten().collect::<Vec<_>>().join(" "), word.unwrap_or_default().to_owned())
        };
        for (text, codes, word) in [
            ("经季节调整后，工业增加值环比增长", "sa", "经季节调整后"),
            ("未经季节调整的失业率为", "nsa", "未经季节调整"),
            ("比上年名义增长5.3%，扣除价格因素，实际增长", "real", "实际增长"),
            ("按2020年价格计算，生产总值", "real-2020", "价格计算"),
            ("按当年价格计算，生产总值", "nominal", "按当年价格计算"),
            ("指数（以2020年为100）为", "2020=100", ""),
            ("实际使用外资", "", ""),
        ] {
            assert_eq!(said(text), (codes.to_owned(), word.to_owned()), "{text}");
        }
    }
}
