//! The words of English prose around its numbers.
//!
//! In: nothing. Out: lists.
//!
//! May touch: nothing

/// Words before a number that say what it is not.
pub(super) const DENIALS: &[&str] = &[" not ", "n't ", "cannot ", "rather than ", "instead of ", "as opposed to "];

/// Words of a sentence whose number was worked out from others.
pub(super) const WORKED_OUT: &[&str] = &[
    "in total",
    "total of",
    "totalled",
    "totaled",
    "together",
    "combined",
    "sum ",
    "adds up",
    "add up",
    "difference",
    "gap",
    "calculat",
    "estimat",
    "implie",
    "equivalent",
    "works out",
    "worked out",
];

/// Words of a sentence that compares rates.
pub(super) const LEADS: &[&str] = &[
    "faster",
    "slower",
    "higher",
    "lower",
    "ahead",
    "behind",
    "above",
    "below",
    "outpac",
    "lead",
    "wider",
    "narrower",
    "more than the",
    "less than the",
    "quicker",
    "stronger",
    "weaker",
];

/// What follows a number of an earlier time at once.
pub(super) const EARLIER: &[&str] =
    &["a year earlier", "a year ago", "a month earlier", "a quarter earlier", "in the same period", "previously"];

/// What ends the limit of a class.
pub(super) const ENDS: [&str; 2] = [" or more", " or less"];
