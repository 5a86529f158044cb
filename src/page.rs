//! What the site will be: every file it has, before any is made.
//!
//! In: the editions, and the files that are copied. Out: a [`Plan`]: one [`Page`] for each output
//! file. Addresses are given out in [`plan`] and nowhere else, so collisions surface here, and
//! [`Addresses`] says where a link written in the sources leads. [`view`] is what templates see.
//!
//! May touch: path, source, diag, text, figure, label, bulletin, config, edition

pub mod plan;
pub mod search;
pub mod view;

use crate::config::Config;
use crate::edition::{Corpus, Edition, Item, Leaf, Subject};
use crate::path::{SitePath, SourcePath};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use search::Search;
use std::collections::BTreeMap;
use std::ops::Range;

/// Every file of the site, and where the sources lie in it.
pub struct Plan<'e> {
    /// The site's settings.
    pub config: &'e Config,
    /// The contents as written.
    pub corpus: &'e Corpus,
    /// The editions, in the order they are offered.
    pub editions: &'e [Edition<'e>],
    /// One for each output file, by path.
    pub pages: Vec<Page<'e>>,
    /// Where a file of the project is found in an edition.
    pub addresses: Addresses,
    /// The styles and scripts of the theme by name, each with the path whose name has its fingerprint.
    pub fingerprints: BTreeMap<String, String>,
}

/// An output file that is to be.
pub struct Page<'e> {
    /// Where it will stand.
    pub path: SitePath,
    /// What it will show.
    pub content: Content<'e>,
}

/// What a page shows. Each points at all it needs.
pub enum Content<'e> {
    /// A page that readers read, rendered through a template.
    Html(Html<'e>),
    /// The Atom feed of an edition.
    Feed(&'e Edition<'e>),
    /// The figures of these bulletins, as data. The first edition's words are used.
    Figures(Format, Vec<&'e Item<'e>>),
    /// The series of an indicator as data, in an edition's words.
    Series(Format, &'e Edition<'e>, &'e Subject<'e>),
    /// What will be published when, for calendars (RFC 5545).
    Calendar(&'e Edition<'e>),
    /// Addresses for search engines.
    Sitemap(Sitemap),
    /// A file that search looks things up in.
    Search(Search<'e>),
    /// `robots.txt`.
    Robots,
    /// The style sheet of highlighted code.
    Highlight,
    /// A file that is copied as it is.
    Copy(Asset),
}

/// Which addresses a sitemap lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sitemap {
    /// Those of the listed pages with these places: all of them, or as many as one file may have.
    Pages(Range<usize>),
    /// Those of so many other sitemaps.
    Index(usize),
}

/// A page that readers read.
pub struct Html<'e> {
    /// The edition; the chooser and the site's own 404 page are in the first one's words.
    pub edition: &'e Edition<'e>,
    /// The address within the edition, the same in each: `about`; empty for the home page.
    pub folder: String,
    /// What it is.
    pub kind: Kind<'e>,
}

impl Html<'_> {
    /// Whether it is worth finding: not a 404 or search page, nor the chooser, which the front pages name as
    /// their x-default, nor a page that has moved, nor the later pages of a list.
    pub fn is_listed(&self) -> bool {
        match &self.kind {
            Kind::Chooser | Kind::Search | Kind::NotFound | Kind::Moved(_) => false,
            Kind::List(list) => list.page == 1,
            Kind::Home
            | Kind::Bulletin(_)
            | Kind::Leaf(_)
            | Kind::Topics
            | Kind::Indicators
            | Kind::Indicator(_)
            | Kind::Digests
            | Kind::Digest(_)
            | Kind::Calendar => true,
        }
    }
}

impl<'e> Page<'e> {
    /// The page search engines may list; none for files and pages that are not worth finding.
    pub fn listed(&self) -> Option<&Html<'e>> {
        match &self.content {
            Content::Html(html) => Some(html).filter(|html| html.is_listed()),
            Content::Feed(_)
            | Content::Figures(..)
            | Content::Series(..)
            | Content::Calendar(_)
            | Content::Search(_)
            | Content::Sitemap(_)
            | Content::Robots
            | Content::Highlight
            | Content::Copy(_) => None,
        }
    }
}

/// The kinds of pages readers read, one a template.
pub enum Kind<'e> {
    /// Where an edition is chosen.
    Chooser,
    /// An edition's front page.
    Home,
    /// A bulletin, by its place in [`Edition::items`].
    Bulletin(usize),
    /// A page that is no bulletin.
    Leaf(&'e Leaf<'e>),
    /// All topics.
    Topics,
    /// A list of bulletins.
    List(List<'e>),
    /// Everything that is measured.
    Indicators,
    /// An indicator: its series, by its place in [`Edition::subjects`].
    Indicator(usize),
    /// All digests.
    Digests,
    /// The bulletins of a span of time.
    Digest(Digest<'e>),
    /// What will be published when.
    Calendar,
    /// A page that has moved: where it stands now, in the edition.
    Moved(String),
    /// Where bulletins are searched.
    Search,
    /// What is shown for an address that is none.
    NotFound,
}

/// The bulletins of a span of time.
pub struct Digest<'e> {
    /// The span.
    pub span: DigestSpan,
    /// Its bulletins, newest first.
    pub items: Vec<&'e Item<'e>>,
    /// The span before it that has bulletins.
    pub older: Option<DigestSpan>,
    /// The span behind it that has bulletins.
    pub newer: Option<DigestSpan>,
}

/// A span of time with a digest of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DigestSpan {
    /// A month of a year: `2025-07`.
    Month(i16, i8),
    /// A week of a year after ISO 8601: `2025-W29`.
    Week(i16, i8),
}

impl DigestSpan {
    /// The month a day is in.
    pub fn month_of(day: Date) -> Self {
        Self::Month(day.year(), day.month())
    }

    /// The week a day is in; its year is not always that of the day.
    pub fn week_of(day: Date) -> Self {
        let week = day.iso_week_date();
        Self::Week(week.year(), week.week())
    }

    /// Its part of the address: `2025-07` or `2025-W29`.
    pub fn code(self) -> String {
        match self {
            Self::Month(year, month) => format!("{year}-{month:02}"),
            Self::Week(year, week) => format!("{year}-W{week:02}"),
        }
    }

    /// Its first and its last day.
    pub fn days(self) -> Option<(Date, Date)> {
        match self {
            Self::Month(year, month) => {
                let first = Date::new(year, month, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            Self::Week(year, week) => {
                let day = |weekday| ISOWeekDate::new(year, week, weekday).ok().map(|day| day.date());
                Some((day(Weekday::Monday)?, day(Weekday::Sunday)?))
            }
        }
    }
}

/// A list of bulletins, or one page of it.
pub struct List<'e> {
    /// What they have in common.
    pub of: ListOf,
    /// Those on this page, newest first.
    pub items: Vec<&'e Item<'e>>,
    /// Which page this is, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// How many bulletins the whole list has.
    pub total: usize,
    /// The address of the list's first page.
    pub folder: String,
}

/// What the bulletins of a list have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOf {
    /// Nothing: all of them.
    All,
    /// Their topic, by its place in [`Edition::topics`].
    Topic(usize),
    /// Their year.
    Year(i16),
    /// Their month.
    Month(i16, i8),
}

/// How figures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180).
    Csv,
    /// JSON (RFC 8259).
    Json,
}

/// A file that is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asset {
    /// A file of the project.
    Project(SourcePath),
    /// A file of the built-in theme, by its name below `static/`.
    BuiltIn(String),
}

/// Where the files of `content/` are found in an edition.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// Below an edition: `content/about.md` is `about/index.html`.
    pub files: BTreeMap<SourcePath, String>,
}
