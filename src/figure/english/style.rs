//! How a house writes figures in English.
//!
//! In: examples, as `site.toml` has them: `money = "RMB 5.58 trillion"`. Out: [`Style`].
//!
//! May touch: diag

use super::PERCENT;
use super::currency::{self, CURRENCIES, Currency, Shape};
use crate::diag::Malformed;

/// How a house writes figures.
///
/// ```
/// use jianbao::figure::english::Style;
///
/// let style = Style::default().money("RMB 5.58 trillion").expect("a known currency");
/// assert!(style.money("many coins").is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    pub(super) money: Shape,
    /// Whether money is counted in trillions; else a trillion is 1,000 billion.
    pub(super) trillions: bool,
    percent: &'static str,
    /// What 元 by itself is.
    yuan: &'static Currency,
}

impl Default for Style {
    /// `5.58 trillion yuan`, `6.4%`.
    fn default() -> Self {
        Self { money: Shape::Words, trillions: true, percent: "%", yuan: &CURRENCIES[0] }
    }
}

impl Style {
    /// Writes money as in an example: `5.58 trillion yuan`, `5,578.8 billion yuan`, `RMB 5.58 trillion`, `RMB5,578.8 billion`,
    /// `CNY 5.58 trillion`.
    ///
    /// # Errors
    ///
    /// [`Malformed`] where it has no number with a scale and a currency.
    pub fn money(self, example: &str) -> Result<Self, Malformed> {
        let wrong = || {
            let message = format!("`{example}` is no example of how to write money");
            let help = "write 5578.8 billion yuan as your house does: `5.58 trillion yuan`, `5,578.8 billion yuan` or `RMB 5.58 trillion`";
            Malformed::new(0..example.len(), message, help)
        };
        let first = example.find(|c: char| c.is_ascii_digit()).ok_or_else(wrong)?;
        let (before, rest) = example.split_at(first);
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).trim();
        let (trillions, after) = match (rest.strip_prefix("trillion"), rest.strip_prefix("billion")) {
            (Some(after), _) => (true, after.trim()),
            (None, Some(after)) => (false, after.trim()),
            (None, None) => return Err(wrong()),
        };
        let spaced = before.ends_with(' ');
        let shape = match before.trim() {
            "" if CURRENCIES.iter().any(|currency| currency.many == after) => Shape::Words,
            sign if !after.is_empty() || sign.is_empty() => return Err(wrong()),
            sign if CURRENCIES.iter().any(|currency| currency.sign == sign) => Shape::Sign { spaced },
            code if currency::by_code(code).is_some() => Shape::Code { spaced },
            _ => return Err(wrong()),
        };
        Ok(Self { money: shape, trillions, ..self })
    }

    /// Writes per cents as in an example: `6.4%`, `6.4 percent` or `6.4 per cent`.
    ///
    /// # Errors
    ///
    /// [`Malformed`] where it ends otherwise.
    pub fn percents(self, example: &str) -> Result<Self, Malformed> {
        let after = example.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        match PERCENT.into_iter().find(|percent| *percent == after) {
            Some(percent) => Ok(Self { percent, ..self }),
            None => Err(Malformed::new(
                0..example.len(),
                format!("`{example}` is no example of how to write per cents"),
                "write `6.4%`, `6.4 percent` or `6.4 per cent`",
            )),
        }
    }

    /// With the currency that 元 alone means, by its ISO code: `TWD`.
    ///
    /// # Errors
    ///
    /// [`Malformed`] where no such currency is known.
    pub fn counting_in(self, code: &str) -> Result<Self, Malformed> {
        match currency::by_code(code) {
            Some(yuan) => Ok(Self { yuan, ..self }),
            None => {
                let codes: Vec<_> = CURRENCIES.iter().map(|currency| format!("`{}`", currency.code)).collect();
                let message = format!("`{code}` is no currency that is known");
                Err(Malformed::new(0..code.len(), message, format!("write one of {}", codes.join(", "))))
            }
        }
    }

    /// The currency a unit is, if it is one.
    pub(super) fn currency_of(&self, unit: &str) -> Option<&'static Currency> {
        // 块 is a piece of something sooner than a yuan.
        if unit == "元" { Some(self.yuan) } else { currency::named(unit) }
    }

    /// The ISO code of the currency that a unit is, if it is one: `CNY` of 元 and 元/吨.
    pub(crate) fn code_of(&self, unit: &str) -> Option<&'static str> {
        let counted = unit.split_once('/').map_or(unit, |(counted, _)| counted);
        self.currency_of(counted).map(|currency| currency.code)
    }

    /// What follows the number of a per cent.
    pub(super) fn percent(&self) -> &'static str {
        self.percent
    }
}
