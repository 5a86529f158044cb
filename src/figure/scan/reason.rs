//! Why a numeral is no figure.
//!
//! In: nothing. Out: [`Reason`], and its text in reports.
//!
//! May touch: nothing

/// Why a numeral is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr)]
pub enum Reason {
    /// A count within a name.
    #[strum(serialize = "a count within a name")]
    CountInName,
    /// A length of time.
    #[strum(serialize = "a length of time")]
    Length,
    /// A limit within a name.
    #[strum(serialize = "a limit within a name")]
    Limit,
    /// A mark that was passed.
    #[strum(serialize = "a mark that was passed")]
    Mark,
    /// A name.
    #[strum(serialize = "a name")]
    Name,
    /// A number that names.
    #[strum(serialize = "a number that names")]
    Number,
    /// A page.
    #[strum(serialize = "a page")]
    Page,
    /// A place.
    #[strum(serialize = "a place")]
    Place,
    /// A range.
    #[strum(serialize = "a range")]
    Range,
    /// A rank.
    #[strum(serialize = "a rank")]
    Rank,
    /// A ratio.
    #[strum(serialize = "a ratio")]
    Ratio,
    /// A revision of an estimate.
    #[strum(serialize = "a revision of an estimate")]
    Revision,
    /// A row without a figure.
    #[strum(serialize = "a row without a figure")]
    Row,
    /// A table without a heading that fits.
    #[strum(serialize = "a table without a heading that fits")]
    Table,
    /// A term within a name.
    #[strum(serialize = "a term within a name")]
    Term,
    /// A time.
    #[strum(serialize = "a time")]
    Time,
    /// An age.
    #[strum(serialize = "an age")]
    Age,
    /// An earlier value.
    #[strum(serialize = "an earlier value")]
    Earlier,
    /// An ordinal.
    #[strum(serialize = "an ordinal")]
    Ordinal,
    /// It cannot be read exactly.
    #[strum(serialize = "it cannot be read exactly")]
    Unreadable,
    /// No exact number.
    #[strum(serialize = "no exact number")]
    Inexact,
    /// No unit.
    #[strum(serialize = "no unit")]
    NoUnit,
    /// The parts of a document.
    #[strum(serialize = "the parts of a document")]
    Parts,
    /// Told before.
    #[strum(serialize = "told before")]
    ToldBefore,
    /// What a thing is built like.
    #[strum(serialize = "what a thing is built like")]
    Build,
    /// What another is compared with.
    #[strum(serialize = "what another is compared with")]
    Compared,
    /// What the next amount is the price of.
    #[strum(serialize = "what the next amount is the price of")]
    Priced,
    /// Which ones are meant.
    #[strum(serialize = "which ones are meant")]
    Which,
    /// A document's number.
    #[strum(serialize = "a document's number")]
    Document,
    /// An expected value.
    #[strum(serialize = "an expected value")]
    Expected,
    /// A value in passing.
    #[strum(serialize = "a value in passing")]
    Passing,
    /// The same in another unit.
    #[strum(serialize = "the same in another unit")]
    SecondUnit,
    /// A rate of conversion.
    #[strum(serialize = "a rate of conversion")]
    Conversion,
    /// Nothing names it.
    #[strum(serialize = "nothing names it")]
    Nameless,
}

impl Reason {
    /// Whether a rule gives it to a number that has said all it says: what stands before it names nothing behind it.
    pub(crate) fn is_apart(self) -> bool {
        matches!(
            self,
            Self::Expected
                | Self::Revision
                | Self::Passing
                | Self::Mark
                | Self::SecondUnit
                | Self::Compared
                | Self::Earlier
                | Self::Conversion
        )
    }

    /// As reports print it, and the list of rules gives it: `an earlier value`.
    #[must_use]
    pub fn text(self) -> &'static str {
        self.into()
    }
}
