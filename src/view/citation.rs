//! How to cite a bulletin.
//!
//! In: a bulletin of an edition. Out: the citation after GB/T 7714-2015, and BibTeX.
//!
//! May touch: edition

use super::Views;
use super::types::CitationView;
use crate::edition::Item;

impl Views<'_, '_> {
    /// The citation of a bulletin.
    pub(crate) fn citation(self, item: &Item<'_>) -> CitationView {
        let bulletin = item.bulletin;
        let url = self.absolute_url(&bulletin.article.folder);
        let (publisher, title, date) = (&self.edition.publisher, &item.title, bulletin.date);
        let name = bulletin.article.folder.rsplit('/').next().unwrap_or_default();
        let bibtex = format!(
            "@online{{{name}-{date},\n  author = {{{{{}}}}},\n  title = {{{{{}}}}},\n  date = {{{date}}},\n  url = {{{url}}},\n  langid = {{{}}},\n}}",
            braced(publisher),
            braced(title),
            self.edition.variant.tag()
        );
        CitationView { text: format!("{publisher}. {title}[EB/OL]. ({date}). {url}."), bibtex }
    }
}

/// Text that cannot end a value of BibTeX.
fn braced(text: &str) -> String {
    text.replace(['{', '}', '\\'], " ")
}
