//! What whoever imports a page says of it.
//!
//! In: the arguments of an import. Out: [`Given`], which goes before what the page says.
//!
//! May touch: figure, ui

use crate::figure::Period;
use crate::ui::Language;
use jiff::civil::Date;

/// What is said of a page.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    /// The day it was printed.
    pub(crate) date: Date,
    /// Whether it is one article, whatever it looks like.
    pub(crate) one: bool,
    /// The title of its article, which is then the only one.
    pub(crate) title: Option<String>,
    /// The period that its articles are about.
    pub(crate) period: Option<Period>,
    /// Where it was taken from.
    pub(crate) source: Option<String>,
    /// The language of the comments; that of the page's script when not given.
    pub(crate) language: Option<Language>,
}

impl Given {
    /// Nothing but the day.
    pub(crate) fn day(date: Date) -> Self {
        Self { date, one: false, title: None, period: None, source: None, language: None }
    }

    /// Whether the page is one article.
    pub(crate) fn is_one(&self) -> bool {
        self.one || self.title.is_some()
    }
}
