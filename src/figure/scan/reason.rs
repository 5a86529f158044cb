//! Why a numeral is no figure.
//!
//! In: nothing. Out: [`Reason`], and its text in reports.
//!
//! May touch: nothing

/// Why a numeral is no figure, as reports say it and `data/prose/rules.toml` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr)]
pub enum Reason {
    #[strum(serialize = "a column that does not say what it counts")]
    Column,
    #[strum(serialize = "a count within a name")]
    CountInName,
    #[strum(serialize = "a length of time")]
    Length,
    #[strum(serialize = "a limit within a name")]
    Limit,
    #[strum(serialize = "a mark that was passed")]
    Mark,
    #[strum(serialize = "a note below a table")]
    Note,
    #[strum(serialize = "a name")]
    Name,
    #[strum(serialize = "a number that names")]
    Number,
    #[strum(serialize = "a page")]
    Page,
    #[strum(serialize = "a place")]
    Place,
    #[strum(serialize = "a range")]
    Range,
    #[strum(serialize = "a rank")]
    Rank,
    #[strum(serialize = "a ratio")]
    Ratio,
    #[strum(serialize = "a revision of an estimate")]
    Revision,
    #[strum(serialize = "a row without a figure")]
    Row,
    #[strum(serialize = "a table without a heading that fits")]
    Table,
    #[strum(serialize = "a term within a name")]
    Term,
    #[strum(serialize = "a time")]
    Time,
    #[strum(serialize = "an age")]
    Age,
    #[strum(serialize = "an earlier value")]
    Earlier,
    #[strum(serialize = "an ordinal")]
    Ordinal,
    #[strum(serialize = "it cannot be read exactly")]
    Unreadable,
    #[strum(serialize = "no exact number")]
    Inexact,
    #[strum(serialize = "no unit")]
    NoUnit,
    #[strum(serialize = "the parts of a document")]
    Parts,
    #[strum(serialize = "told before")]
    ToldBefore,
    #[strum(serialize = "what a thing is built like")]
    Build,
    #[strum(serialize = "what another is compared with")]
    Compared,
    #[strum(serialize = "what is only supposed")]
    Supposed,
    #[strum(serialize = "what the next amount is the price of")]
    Priced,
    #[strum(serialize = "which ones are meant")]
    Which,
    #[strum(serialize = "a document's number")]
    Document,
    #[strum(serialize = "an expected value")]
    Expected,
    #[strum(serialize = "a value in passing")]
    Passing,
    #[strum(serialize = "the same in another unit")]
    SecondUnit,
    #[strum(serialize = "a rate of conversion")]
    Conversion,
    #[strum(serialize = "nothing names it")]
    Nameless,
    #[strum(serialize = "nothing but a number")]
    Unsupported,
}

impl Reason {
    /// Whether a rule gives it to a number that has said all it says: what stands before it names nothing behind it.
    pub(crate) fn is_apart(self) -> bool {
        matches!(
            self,
            Self::Expected
                | Self::Supposed
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
