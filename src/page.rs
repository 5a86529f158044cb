//! What the site will be: every file it has, before any is made.
//!
//! In: the editions, and the files that are copied. Out: a [`Plan`]: one [`Page`] for each output
//! file. Addresses are given out in [`plan`] and nowhere else, so collisions surface here, and
//! [`Addresses`] says where a link written in the sources leads. [`view`] is what templates see.
//!
//! May touch: path, source, diag, text, figure, label, bulletin, config, edition

pub mod plan;
pub mod view;

use crate::config::Config;
use crate::edition::{Corpus, Edition, Item, Leaf};
use crate::path::{SitePath, SourcePath};
use std::collections::BTreeMap;

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
    /// All addresses, for search engines.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// The style sheet of highlighted code.
    Highlight,
    /// A file that is copied as it is.
    Copy(Asset),
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
    /// What is shown for an address that is none.
    NotFound,
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
