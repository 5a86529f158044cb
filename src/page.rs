//! What the site will contain: every file it has, before any is made.
//!
//! In: the editions, and the files that are copied. Out: a [`Plan`]: one [`Page`] for each output
//! file. Addresses are assigned in [`plan`] and nowhere else, so collisions are found there, and
//! [`Addresses`] says where a link written in the sources leads.
//!
//! May touch: path, figure, config, edition

mod addresses;
mod digest;
pub(crate) mod feed;
pub(crate) mod file;
mod moved;
pub(crate) mod offered;
pub mod plan;
pub(crate) mod search;
mod resolve;
pub(crate) mod settled;
mod shard;
mod sitemaps;
mod taken;

pub use addresses::Addresses;
pub use digest::{Digest, DigestKind, DigestSpan};
pub use shard::Shard;

use crate::config::{Colour, Config};
use crate::edition::{Corpus, Edition, PlainPage, TopicId};
use crate::figure::{BulletinId, SubjectId};
use crate::path::{SitePath, SourcePath};
use feed::Feed;
use offered::has_vintages;
use plan::Assets;
use search::Search;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Every file of the site, and the address of every source in it.
pub struct Plan<'e> {
    /// The site's settings.
    pub config: &'e Config,
    /// The contents as written.
    pub corpus: &'e Corpus,
    /// The editions, in the order they are offered.
    pub editions: &'e [Edition<'e>],
    /// The files that are copied.
    pub assets: &'e Assets,
    /// One for each output file, by path.
    pub pages: Vec<Page<'e>>,
    /// How many figures the site has.
    pub figures: usize,
    /// Where a file of the project is found in an edition.
    pub addresses: Addresses,
    /// The styles and scripts of the theme by name, each with the path whose name has its fingerprint.
    pub fingerprints: BTreeMap<String, String>,
    /// Where what is rendered will be read.
    pub medium: Medium,
}

/// Where a text will be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Medium {
    /// On its page: links are paths on the host, figures link to their rows, and there are pictures.
    Page,
    /// Elsewhere, as in a feed: links are absolute, and there is no style sheet.
    Elsewhere,
}

impl<'e> Plan<'e> {
    /// A link to a URL from the site's root, as it is written where it will be read.
    pub(crate) fn link(&self, url: &str) -> String {
        match self.medium {
            Medium::Page => self.config.base_url.local(url),
            Medium::Elsewhere => self.config.base_url.absolute(url),
        }
    }

    /// The tables that the site has.
    pub(crate) fn tables(&self) -> impl Iterator<Item = DataTable> {
        let tables = DataTable::ALL.into_iter();
        tables.filter(|table| *table != DataTable::Vintages || has_vintages(self.editions.first(), self.figures))
    }

    /// The same site, for texts that will be read elsewhere. It has no pages.
    pub(crate) fn elsewhere(&self) -> Self {
        Self {
            pages: Vec::new(),
            addresses: self.addresses.clone(),
            fingerprints: self.fingerprints.clone(),
            medium: Medium::Elsewhere,
            ..*self
        }
    }
}

/// An output file that will be made.
pub struct Page<'e> {
    /// Where it will be.
    pub path: SitePath,
    /// What it will show.
    pub content: Content<'e>,
}

/// What a page shows, with references to all it needs.
pub enum Content<'e> {
    /// A page that readers read, rendered through a template.
    Html(Html<'e>),
    /// A feed.
    Feed(Feed<'e>),
    /// All feeds of an edition (OPML).
    Feeds(&'e Edition<'e>),
    /// A table of data, or what describes it.
    Data(Format, Dataset),
    /// The schema of a table's JSON (JSON Schema).
    JsonSchema(DataTable),
    /// The schema of a table's rows (CSV on the Web), for the descriptions of all files that have them.
    TableSchema(DataTable),
    /// The same of its CSV files in a Data Package, where it has several (Table Schema 2.0).
    PackageSchema(DataTable),
    /// Every table of the site's own data and what is in it (Data Package 2.0).
    Package,
    /// Where data files once were, for hosts that redirect.
    Redirects,
    /// What will be published when, for calendars (RFC 5545).
    Calendar(&'e Edition<'e>),
    /// A picture for shared links: of a bulletin or of the edition.
    #[cfg(feature = "paged")]
    Card(&'e Edition<'e>, Option<BulletinId>),
    /// A bulletin or digest as a PDF.
    #[cfg(feature = "paged")]
    Pdf(&'e Edition<'e>, Printed),
    /// Addresses for search engines.
    Sitemap(Sitemap),
    /// A file of the search index.
    Search(Search<'e>),
    /// `robots.txt`.
    Robots,
    /// The style sheet of highlighted code.
    Highlight,
    /// The style sheet of the site's own colour.
    Colour(Colour),
    /// A file that is copied as it is.
    Copy(Asset),
}

/// What is printed.
#[cfg(feature = "paged")]
pub enum Printed {
    /// A bulletin.
    Bulletin(BulletinId),
    /// The bulletins of a span of time, newest first.
    Digest(DigestSpan, Vec<BulletinId>),
}

/// Which addresses a sitemap lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sitemap {
    /// Those of the listed pages with these indices: all of them, or as many as one file may have.
    Pages(Range<usize>),
    /// Those of this many other sitemaps.
    Index(usize),
}

/// A page that readers read.
pub struct Html<'e> {
    /// The edition; the chooser and the site-wide 404 page are in the words of the first one.
    pub edition: &'e Edition<'e>,
    /// The address within the edition, the same in each: `about`; empty for the home page.
    pub folder: Cow<'e, str>,
    /// What it is.
    pub kind: PageKind<'e>,
}

impl Html<'_> {
    /// Whether search engines should list it: not a 404 or search page, nor the chooser, which the front pages name as
    /// their x-default, nor a page that has moved, nor the later pages of a list.
    pub(crate) fn is_listed(&self) -> bool {
        match &self.kind {
            PageKind::Chooser
            | PageKind::Root
            | PageKind::Search
            | PageKind::NotFound
            | PageKind::Moved(_)
            | PageKind::Embed(_) => false,
            PageKind::List(list) => list.page == 1,
            PageKind::Home
            | PageKind::Data
            | PageKind::Bulletin(_)
            | PageKind::PlainPage(_)
            | PageKind::Topics
            | PageKind::Indicators
            | PageKind::Indicator(_)
            | PageKind::Digests
            | PageKind::Digest(_)
            | PageKind::Calendar
            | PageKind::Feeds => true,
        }
    }
}

impl<'e> Page<'e> {
    /// The page search engines may list; `None` for files and pages that they should not.
    pub(crate) fn listed(&self) -> Option<&Html<'e>> {
        match &self.content {
            Content::Html(html) => Some(html).filter(|html| html.is_listed()),
            Content::Feed(_)
            | Content::Feeds(_)
            | Content::Data(..)
            | Content::JsonSchema(_)
            | Content::TableSchema(_)
            | Content::PackageSchema(_)
            | Content::Package
            | Content::Redirects
            | Content::Calendar(_)
            | Content::Search(_)
            | Content::Sitemap(_)
            | Content::Robots
            | Content::Highlight
            | Content::Colour(_)
            | Content::Copy(_) => None,
            #[cfg(feature = "paged")]
            Content::Card(..) | Content::Pdf(..) => None,
        }
    }
}

/// The kinds of pages readers read, one a template.
pub enum PageKind<'e> {
    /// Where an edition is chosen.
    Chooser,
    /// The site's data, to download.
    Data,
    /// An edition's front page at the site's root; search engines are told of the one in its folder.
    Root,
    /// An edition's front page.
    Home,
    /// A bulletin.
    Bulletin(BulletinId),
    /// A page that is not a bulletin.
    PlainPage(&'e PlainPage<'e>),
    /// All topics.
    Topics,
    /// A list of bulletins.
    List(Box<List>),
    /// Everything that is measured.
    Indicators,
    /// An indicator and its series.
    Indicator(SubjectId),
    /// The chart of an indicator, for frames of other sites.
    Embed(SubjectId),
    /// All digests.
    Digests,
    /// The bulletins of a span of time.
    Digest(Box<Digest>),
    /// What will be published when.
    Calendar,
    /// What may be followed, and how.
    Feeds,
    /// A page that has moved: its new address in the edition.
    Moved(&'e str),
    /// Where bulletins are searched.
    Search,
    /// What is shown for an address that does not exist.
    NotFound,
}

/// A list of bulletins, or one page of it.
pub struct List {
    /// What they have in common.
    pub of: ListOf,
    /// Those on this page, newest first.
    pub places: Vec<BulletinId>,
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
    /// Their topic, by its index in [`Edition::topics`].
    Topic(TopicId),
    /// Their year.
    Year(i16),
    /// Their month.
    Month(i16, i8),
}

/// The tables in data files, one row per thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataTable {
    /// What bulletins state: one row a metric.
    Figures,
    /// What follows from all of them: one row a point of a series.
    Series,
    /// Mistakes that were corrected: one row a correction.
    Corrections,
    /// What later bulletins state differently: one row a number that was replaced.
    Revisions,
    /// What was printed when of the series that were revised: one row a print.
    Vintages,
}

impl DataTable {
    /// Every table.
    pub(crate) const ALL: [Self; 5] = [Self::Figures, Self::Series, Self::Corrections, Self::Revisions, Self::Vintages];

    /// The name of its files: `figures`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Series => "series",
            Self::Corrections => "corrections",
            Self::Revisions => "revisions",
            Self::Vintages => "vintages",
        }
    }
}

/// The rows of a table that a file holds.
#[derive(Clone)]
pub enum Dataset {
    /// The figures of these bulletins.
    Figures(Arc<[BulletinId]>),
    /// The points of these indicators, by their indices.
    Series(Range<usize>),
    /// The corrections of all bulletins.
    Corrections,
    /// The revisions of all series.
    Revisions,
    /// Every print of the series that were revised.
    Vintages,
}

/// What a table of figures or points is of, which decides in which formats it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// One bulletin.
    Bulletin,
    /// A digest, whose bulletins have JSON of their own.
    Digest,
    /// An indicator.
    Indicator,
    /// The site.
    Whole,
}

impl Dataset {
    /// The bulletins whose figures it has, as an edition shows them; none for other tables.
    #[cfg(feature = "xlsx")]
    pub(crate) fn items<'d, 'e>(
        &'d self,
        edition: &'d Edition<'e>,
    ) -> impl Iterator<Item = &'d crate::edition::Item<'e>> {
        let bulletins = match self {
            Self::Figures(bulletins) => &bulletins[..],
            Self::Series(_) | Self::Corrections | Self::Revisions | Self::Vintages => &[],
        };
        bulletins.iter().map(|&id| &edition.items[id])
    }

    /// The indicators whose points it has; none for other tables.
    pub(crate) fn subjects(&self) -> impl Iterator<Item = SubjectId> + use<> {
        match self {
            Self::Series(subjects) => subjects.clone(),
            Self::Figures(_) | Self::Corrections | Self::Revisions | Self::Vintages => 0..0,
        }
        .map(SubjectId)
    }

    /// Whether it covers the whole site, and so grows with it.
    pub(crate) fn is_whole(&self, corpus: &Corpus) -> bool {
        match self {
            Self::Figures(bulletins) => bulletins.len() == corpus.bulletins.len(),
            Self::Series(subjects) => subjects.len() > 1,
            Self::Corrections | Self::Revisions | Self::Vintages => true,
        }
    }

    /// The table its rows belong to.
    pub(crate) fn table(&self) -> DataTable {
        match self {
            Self::Figures(_) => DataTable::Figures,
            Self::Series(_) => DataTable::Series,
            Self::Corrections => DataTable::Corrections,
            Self::Revisions => DataTable::Revisions,
            Self::Vintages => DataTable::Vintages,
        }
    }
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180).
    Csv,
    /// JSON (RFC 8259).
    Json,
    /// A workbook (ECMA-376, Office Open XML).
    #[cfg(feature = "xlsx")]
    Xlsx,
    /// No rows, but a description of the CSV file beside it (CSV on the Web).
    Metadata,
}

impl Format {
    /// Those that readers may be offered.
    #[cfg(feature = "xlsx")]
    pub(crate) const OFFERED: &'static [Self] = &[Self::Csv, Self::Json, Self::Xlsx];
    /// Those that readers may be offered.
    #[cfg(not(feature = "xlsx"))]
    pub(crate) const OFFERED: &'static [Self] = &[Self::Csv, Self::Json];

    /// What follows the table's name in the names of its files: `csv`.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            #[cfg(feature = "xlsx")]
            Self::Xlsx => "xlsx",
            Self::Metadata => "csv-metadata.json",
        }
    }

    /// Its media type: `text/csv`.
    pub(crate) fn mime(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            #[cfg(feature = "xlsx")]
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Metadata => "application/csvm+json",
        }
    }
}

/// A file that is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asset {
    /// A file of the project.
    Project(SourcePath),
    /// A file of the built-in theme, by its name below `static/`.
    BuiltIn(String),
}
