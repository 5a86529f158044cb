//! The site as it is between two changes.
//!
//! In: the corpus and its editions. Out: [`Snapshot`], from which every answer is made.
//!
//! May touch: figure, bulletin, edition, page, render

use super::overlay::{Hidden, Mistakes};
use crate::bulletin::Bulletin;
use crate::edition::{Corpus, Edition};
use crate::figure::Record;
use crate::page::Addresses;
use crate::page::plan::Assets;
use crate::render::Shared;
use jiff::civil::DateTime;

/// One state of the site.
pub(crate) struct Snapshot<'s> {
    /// All contents.
    pub(crate) corpus: &'s Corpus,
    /// The same in each script.
    pub(crate) editions: &'s [Edition<'s>],
    /// The series of all figures.
    pub(crate) record: &'s Record<'s>,
    /// The files that are copied.
    pub(super) assets: &'s Assets,
    pub(crate) addresses: Addresses,
    pub(crate) mistakes: Mistakes,
    /// The bulletins that the public does not see, by their address in an edition.
    pub(crate) hidden: Vec<(&'s str, Hidden)>,
    pub(crate) state: String,
    /// The addresses of the scripts that pages may load.
    pub(crate) scripts: Vec<String>,
    /// What the search looks things up in, made when it is first asked for.
    pub(crate) shared: Shared,
}

impl Snapshot<'_> {
    pub(crate) fn hidden_note(&self, bulletin: &Bulletin) -> Option<Hidden> {
        let hidden = self.hidden.iter().find(|(folder, _)| *folder == bulletin.article.folder);
        hidden.map(|(_, note)| note.clone())
    }
}

/// Why the public does not see a bulletin.
pub(crate) fn note(bulletin: &Bulletin, now: DateTime) -> Hidden {
    match bulletin.embargo {
        _ if bulletin.article.draft => Hidden::Draft,
        Some(until) if until > now => Hidden::Embargo(until.strftime("%Y-%m-%d %H:%M").to_string()),
        Some(_) | None => Hidden::Future(bulletin.date.to_string()),
    }
}
