//! `jianbao import`: from text copied out of a newspaper page to draft bulletins.
//!
//! ```text
//! bytes ─► text ─────► lines ─► classes ─► articles ─► figures ─► drafts
//!          document    page     lines      articles    figures    draft
//!          decode      parting
//!                      columns
//! ```
//!
//! In: the bytes of a page, the day it was printed, the site's registry. Out: [`Import`]: drafts with
//! their files, what was joined, and every stretch of the input that is in no draft, with the reason.
//! All of it is pure; only the command reads and writes.
//!
//! May touch: text, figure, pipeline

mod decode;
mod document;
mod letters;
mod given;
mod page;
mod parting;
mod link;
mod marks;
mod grid;
mod table;
mod columns;
mod lines;
mod articles;
mod origin;
mod place;
mod figures;
mod draft;
mod account;
pub(crate) mod assist;
mod data;
mod program;
mod propose;
pub mod report;
mod sentence;
pub(crate) mod command;

pub(crate) use account::Aside;
pub(crate) use articles::{Article, BlockKind, Joined};
pub(crate) use draft::Draft;
pub(crate) use given::Given;
pub(crate) use letters::Text;
pub(crate) use lines::Join;
pub(crate) use propose::{Proposal, propose};

use crate::figure::Registry;
use crate::figure::scan::list;
use crate::pipeline::Progress;
use crate::text::Variant;
use crate::text::doubt::Words;
use document::Document;
use jiff::civil::Date;
use lines::Layout;

/// The result of an import.
#[derive(Debug)]
pub struct Import {
    /// The page as text; every place below is a place in it.
    pub text: String,
    /// The encoding it was in, or the format: `UTF-8`, `gb18030`, `Big5`, `HTML`, `XLSX`.
    pub encoding: &'static str,
    /// The script it is written in.
    pub script: Variant,
    /// Its articles as drafts.
    pub drafts: Vec<Draft>,
    /// The line breaks that disappeared.
    pub joins: Vec<Joined>,
    /// Lines that were in columns and were put in order.
    pub moved: Vec<usize>,
    /// What is in no draft.
    pub aside: Vec<Aside>,
}

/// Imports a page that was printed on the day `date`. `words` decides where a line break cut a word in two.
pub fn import(bytes: &[u8], date: Date, registry: &Registry, words: &Words) -> Import {
    of_text(Document::plain(decode::decode(bytes)), &Given::day(date), (registry, words), &|_, _| {})
}

/// The same of a text that is read already, and of which something is said; `progress` counts its articles.
fn of_text(
    Document { decoded, titled, .. }: Document,
    given: &Given,
    (registry, words): (&Registry, &Words),
    progress: Progress<'_>,
) -> Import {
    let page = page::page(&decoded.text);
    let parted = parting::parted(page.lines, given.is_one());
    let parted = if titled && given.title.is_none() { parted.titled() } else { parted };
    let links = link::Links::new(words);
    let (ordered, moved) = columns::columns(parted.lines, &links);
    let layout = Layout::of(&ordered);
    let classed = lines::classify(ordered, layout, &links);
    let title = given.title.as_deref().map(|title| Text::of(title, None));
    let (articles, joins) = articles::articles(&classed, given.is_one(), title);
    let drafts = draft::DraftWriter::new(given, page.script, registry).drafts(articles, progress);
    let aside = account::aside(&decoded.text, &drafts, &classed, &parted.marks);
    Import { text: decoded.text, encoding: decoded.encoding, script: page.script, drafts, joins, moved, aside }
}
