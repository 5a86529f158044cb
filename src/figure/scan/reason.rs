//! Why a numeral is no figure.
//!
//! In: nothing. Out: [`Reason`], and its text in reports.
//!
//! May touch: nothing

/// Why a numeral is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A count within a name.
    CountInName,
    /// A length of time.
    Length,
    /// A limit within a name.
    Limit,
    /// A mark that was passed.
    Mark,
    /// A name.
    Name,
    /// A number that names.
    Number,
    /// A page.
    Page,
    /// A place.
    Place,
    /// A range.
    Range,
    /// A rank.
    Rank,
    /// A ratio.
    Ratio,
    /// A revision of an estimate.
    Revision,
    /// A row without a figure.
    Row,
    /// A table without a heading that fits.
    Table,
    /// A term within a name.
    Term,
    /// A time.
    Time,
    /// An age.
    Age,
    /// An earlier value.
    Earlier,
    /// An ordinal.
    Ordinal,
    /// It cannot be read exactly.
    Unreadable,
    /// No exact number.
    Inexact,
    /// No unit.
    NoUnit,
    /// The parts of a document.
    Parts,
    /// Told before.
    ToldBefore,
    /// What a thing is built like.
    Build,
    /// What another is compared with.
    Compared,
    /// What the next amount is the price of.
    Priced,
    /// Which ones are meant.
    Which,
    /// A document's number.
    Document,
    /// An expected value.
    Expected,
    /// A value in passing.
    Passing,
    /// The same in another unit.
    SecondUnit,
    /// A rate of conversion.
    Conversion,
    /// Nothing names it.
    Nameless,
}

impl Reason {
    /// Every reason.
    const ALL: [Self; 34] = [
        Self::CountInName,
        Self::Length,
        Self::Limit,
        Self::Mark,
        Self::Name,
        Self::Number,
        Self::Page,
        Self::Place,
        Self::Range,
        Self::Rank,
        Self::Ratio,
        Self::Revision,
        Self::Row,
        Self::Table,
        Self::Term,
        Self::Time,
        Self::Age,
        Self::Earlier,
        Self::Ordinal,
        Self::Unreadable,
        Self::Inexact,
        Self::NoUnit,
        Self::Parts,
        Self::ToldBefore,
        Self::Build,
        Self::Compared,
        Self::Priced,
        Self::Which,
        Self::Document,
        Self::Expected,
        Self::Passing,
        Self::SecondUnit,
        Self::Conversion,
        Self::Nameless,
    ];

    /// The reason of this text, as the list of rules gives it.
    pub(crate) fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.text() == text)
    }

    /// Whether a rule gives it to a number that has said all it says: what stands before it names nothing behind it.
    pub(crate) fn is_apart(self) -> bool {
        matches!(self, Self::Expected | Self::Revision | Self::Passing | Self::Mark | Self::SecondUnit | Self::Compared)
            || matches!(self, Self::Earlier | Self::Conversion)
    }

    /// As reports print it: `an earlier value`.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::CountInName => "a count within a name",
            Self::Length => "a length of time",
            Self::Limit => "a limit within a name",
            Self::Mark => "a mark that was passed",
            Self::Name => "a name",
            Self::Number => "a number that names",
            Self::Page => "a page",
            Self::Place => "a place",
            Self::Range => "a range",
            Self::Rank => "a rank",
            Self::Ratio => "a ratio",
            Self::Revision => "a revision of an estimate",
            Self::Row => "a row without a figure",
            Self::Table => "a table without a heading that fits",
            Self::Term => "a term within a name",
            Self::Time => "a time",
            Self::Age => "an age",
            Self::Earlier => "an earlier value",
            Self::Ordinal => "an ordinal",
            Self::Unreadable => "it cannot be read exactly",
            Self::Inexact => "no exact number",
            Self::NoUnit => "no unit",
            Self::Parts => "the parts of a document",
            Self::ToldBefore => "told before",
            Self::Build => "what a thing is built like",
            Self::Compared => "what another is compared with",
            Self::Priced => "what the next amount is the price of",
            Self::Which => "which ones are meant",
            Self::Document => "a document's number",
            Self::Expected => "an expected value",
            Self::Passing => "a value in passing",
            Self::SecondUnit => "the same in another unit",
            Self::Conversion => "a rate of conversion",
            Self::Nameless => "nothing names it",
        }
    }
}
