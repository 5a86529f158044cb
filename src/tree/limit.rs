//! How much is read of what is multiplied.
//!
//! A page costs time and space for each topic, word and figure, and most of these meet others: a bulletin is in the list
//! of each of its topics and shows all of them in each. Nothing that editors write comes near these numbers; beyond them
//! one file could take hours or fill the disk, so the first thing too many is reported and no more are read. How much
//! Markdown is read is in `text::markdown::bound`.
//!
//! In: nothing. Out: the numbers.
//!
//! May touch: nothing

/// Metrics of a bulletin: each is compared with all others.
pub(crate) const METRICS: usize = 1_000;
/// Topics of a bulletin: each has a list, and every list shows all of them.
pub(crate) const TOPICS: usize = 50;
/// Former addresses of a page, each of which is a page.
pub(crate) const ALIASES: usize = 1_000;
/// Words of a bulletin that convert their own way: they are prepared for each bulletin and edition.
pub(crate) const WORDS: usize = 1_000;
/// Words of the site that convert their own way.
pub(crate) const GLOSSARY: usize = 50_000;
/// Releases of a calendar: each is held against the bulletins.
pub(crate) const RELEASES: usize = 10_000;
/// Corrections of a bulletin: each is an entry of its feeds.
pub(crate) const CORRECTIONS: usize = 1_000;
/// The widest table of a file, in columns, and the longest, in rows.
pub(crate) const COLUMNS: usize = 512;
pub(crate) const ROWS: usize = 20_000;
/// How many cells all tables of a file may have: files of a few bytes can say that they have billions.
pub(crate) const CELLS: usize = 1_000_000;
/// Series of official figures.
pub(crate) const OFFICIAL: usize = 1_000;
