//! What an indicator wants worked out of its printed figures.
//!
//! In: `derive = ["months", "growth", "2020=100"]` of its entry. Out: [`Derive`].
//!
//! May touch: diag, tree

use super::treatment::{Base, Treated};
use crate::diag::Code;
use crate::figure::Period;
use crate::tree::Fields;

/// What is worked out of printed figures where no bulletin prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Derive {
    /// A month by itself, out of two sums since January.
    pub(crate) months: bool,
    /// How much a level is more than a year before.
    pub(crate) growth: bool,
    /// An index on this base, out of the same on another.
    pub(crate) base: Option<Base>,
}

impl Derive {
    /// Reads `derive`. Growth follows from levels only where both are at the same prices.
    pub(crate) fn read(fields: &mut Fields<'_>, treated: &Treated) -> Self {
        let mut derive = Self::default();
        for word in fields.texts("derive") {
            match word.value.as_str() {
                "months" => derive.months = true,
                "growth" if treated.is_at_one_price() => derive.growth = true,
                "growth" => {
                    let message = "growth does not follow from levels of which it is not said at whose prices they are";
                    let help = "add `prices = \"nominal\"` where levels and rates are nominal, else leave it out";
                    fields.report(Code::BadName, word.span, message, help);
                }
                text => match text.parse::<Base>() {
                    Ok(base) if matches!(base.period(), Some(Period::Year(_))) && base.number() == "100" => {
                        derive.base = Some(base);
                    }
                    _ => {
                        let message = format!("`{text}` cannot be worked out");
                        let help = "write `months`, `growth`, or the base of an index, as in `2020=100`";
                        fields.report(Code::BadName, word.span, message, help);
                    }
                },
            }
        }
        derive
    }
}
