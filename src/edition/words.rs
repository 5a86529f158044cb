//! Numbers in an edition's words.
//!
//! In: quantities, in the author's script. Out: [`Printed`], the same as the edition prints them: 3兆元 in Taiwan for
//! 3万亿元, and 3 trillion yuan in English.
//!
//! May touch: figure, label, bulletin

use super::names::Remembering;
use crate::bulletin::shown::Shown;
use crate::figure::english::{Amount, EnglishFigure, Writer};
use crate::figure::{Change, Dimension, Direction, Parts, Quantity, Registry, Scale};
use crate::label::{Label, Labels};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// How an edition prints numbers.
#[derive(Clone, Copy)]
pub(crate) struct Words<'e> {
    pub(crate) labels: &'e Labels,
    /// From the simplified form, in which units are kept.
    pub(crate) units: &'e Remembering,
    /// In English, by the names of units and a house's style.
    pub(crate) english: Option<Writer<'e>>,
}

/// A quantity as an edition prints it, in the order of print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Printed {
    /// `超过`, `over `.
    pub(crate) before: String,
    /// The number with its sign.
    pub(crate) number: String,
    /// `多` of `550多万条`.
    pub(crate) within: String,
    /// Scale and unit: `兆元`, ` trillion yuan`.
    pub(crate) unit: String,
    /// `以上`, ` or more`.
    pub(crate) after: String,
}

impl Printed {
    /// The whole: `超過3兆元`.
    pub(crate) fn text(&self) -> String {
        self.signed("")
    }

    /// The whole with a sign before its number: `约+5%`.
    pub(crate) fn signed(&self, sign: &str) -> String {
        [&*self.before, sign, &self.number, &self.within, &self.unit, &self.after].concat()
    }
}

impl From<EnglishFigure> for Printed {
    fn from(EnglishFigure { before, number, unit, after }: EnglishFigure) -> Self {
        Self { before, number, within: String::new(), unit, after }
    }
}

impl<'e> Words<'e> {
    /// The same for the figures of an indicator, of which the registry may know which currency 元 is.
    pub(crate) fn of(self, registry: &Registry, indicator: &str) -> Self {
        let of = |writer: Writer<'e>| Writer { style: registry.style_of(indicator, writer.style), ..writer };
        Self { english: self.english.map(of), ..self }
    }

    /// A scale with a unit, as above an axis: `兆元`, `trillion yuan`.
    pub(crate) fn measure(&self, scale: Scale, unit: &str) -> String {
        match self.english.and_then(|writer| writer.unit(scale, unit)) {
            Some(measure) => measure,
            None => format!("{}{}", self.scale(scale), self.unit(unit)),
        }
    }

    /// The scale in which this edition counts numbers like a quantity.
    pub(crate) fn scale_of(&self, quantity: &Quantity) -> Scale {
        let amount = Amount::of(quantity);
        self.english.map_or(quantity.scale(), |writer| writer.scale_of(&amount))
    }

    /// A quantity.
    pub(crate) fn printed(&self, quantity: &Quantity) -> Printed {
        self.english(Amount::of(quantity), None).unwrap_or_else(|| {
            let parts = quantity.parts();
            self.chinese(&parts, parts.number.to_owned(), parts.scale)
        })
    }

    /// A quantity in English; `None` where its unit has no name there.
    pub(crate) fn named(&self, quantity: &Quantity) -> Option<String> {
        Some(self.english(Amount::of(quantity), None)?.text())
    }

    /// A quantity in another scale; exact, since only the decimal point moves.
    pub(crate) fn printed_in(&self, quantity: &Quantity, scale: Scale) -> Printed {
        if let Some(english) = self.english(Amount::of(quantity), Some(scale)) {
            return english;
        }
        match scale.of(quantity.value_base()) {
            Some(number) if scale != quantity.scale() => {
                self.chinese(&quantity.parts(), number.to_string().replace('-', "−"), scale)
            }
            _ => self.printed(quantity),
        }
    }

    /// A number that was worked out, in a scale.
    pub(crate) fn worked_out(&self, number: Decimal, scale: Scale, unit: &str) -> Printed {
        let amount = Amount { number, scale, unit, word: None };
        self.english(amount, None).unwrap_or_else(|| Printed {
            number: number.to_string().replace('-', "−"),
            unit: format!("{}{}", self.scale(scale), self.unit(unit)),
            ..Printed::default()
        })
    }

    /// The size of a change with its sign, as `+14.2%`, `約+5%` or `−3.1%`; 持平 where no amount is given. In English what
    /// grew by 倍 has doubled, or grew by so many per cent.
    pub(crate) fn change(&self, change: &Change) -> String {
        let Some(amount) = change.amount() else { return self.labels.text(Label::Flat).to_owned() };
        let sign = match change.direction() {
            Direction::Up => "+",
            Direction::Down => "−",
            Direction::Flat => "",
        };
        self.amount(amount, sign)
    }

    /// The same without its sign, for a sentence that says whether it went up: `約5%`; in English what grew by 倍 went up by
    /// so many per cent.
    pub(crate) fn size(&self, change: &Change) -> String {
        change.amount().map_or_else(String::new, |amount| self.amount(amount, ""))
    }

    /// A change as it is read aloud, its direction in words and not by a sign: `上升14.2%`, `Up 6.4%`.
    pub(crate) fn spoken(&self, change: &Change) -> String {
        let label = match change.direction() {
            Direction::Up => Label::Rise,
            Direction::Down => Label::Fall,
            Direction::Flat => return self.change(change),
        };
        let space = if self.labels.compares_last() { " " } else { "" };
        format!("{}{space}{}", self.labels.text(label), self.size(change))
    }

    fn amount(&self, amount: &Quantity, sign: &str) -> String {
        match self.english.filter(|_| amount.dimension() == Dimension::Multiple) {
            Some(writer) => writer.multiplied(&Amount::of(amount), sign),
            None => self.printed(amount).signed(sign),
        }
    }

    /// A figure in running text: its number, or that it stayed as it was.
    pub(super) fn shown(&self, shown: Shown<'_>) -> String {
        match shown.quantity {
            Some(quantity) => self.printed(quantity).text(),
            None => self.labels.text(Label::Flat).to_owned(),
        }
    }

    fn english(&self, amount: Amount<'_>, scale: Option<Scale>) -> Option<Printed> {
        self.english?.write(amount, scale).map(Printed::from)
    }

    fn chinese(&self, parts: &Parts<'_>, number: String, scale: Scale) -> Printed {
        let word = |word: Option<_>| word.map_or_else(String::new, |word| self.labels.approx(word).to_owned());
        Printed {
            before: word(parts.before),
            number,
            within: word(parts.within),
            unit: format!("{}{}{}", self.scale(scale), word(parts.amid), self.unit(parts.unit)),
            after: word(parts.after),
        }
    }

    /// A unit in the edition's words: 个百分点 as `個百分點`. Units are kept in simplified form.
    fn unit<'u>(&self, unit: &'u str) -> Cow<'u, str>
    where
        'e: 'u,
    {
        match self.labels.unit(unit) {
            Some(unit) => Cow::Borrowed(unit),
            None => self.units.convert(unit),
        }
    }

    /// A scale in the edition's word, or in the author's where a site prefers that.
    fn scale(&self, scale: Scale) -> Cow<'e, str> {
        match self.units.converter().scales() {
            true => Cow::Borrowed(self.labels.scale(scale)),
            false => self.units.convert(scale.word()),
        }
    }
}
