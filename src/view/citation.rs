//! How to cite a bulletin.
//!
//! In: a bulletin of an edition. Out: the citation as the edition's label has it, after GB/T 7714-2015 in Chinese, and BibTeX.
//!
//! May touch: edition, label

use super::Views;
use super::types::CitationView;
use crate::edition::Item;
use crate::label::Label;

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
        let text = self.labels.fill(
            Label::Citation,
            &[
                ("publisher", publisher),
                ("title", title),
                ("date", &date),
                ("day", &self.labels.day(date)),
                ("url", &url),
            ],
        );
        CitationView { text, bibtex }
    }
}

/// Text as a value of BibTeX: it cannot end it, and has no sign that means something to TeX.
fn braced(text: &str) -> String {
    let mut braced = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' | '\\' => braced.push(' '),
            '%' | '$' | '&' | '#' | '_' => braced.extend(['\\', c]),
            c => braced.push(c),
        }
    }
    braced
}
