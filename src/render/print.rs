//! Bulletins and digests as PDFs and pictures.
//!
//! In: what is printed, and its edition. Out: its bytes, and what was wrong with its text.
//!
//! May touch: diag, edition, figure, page, view, paged

use super::body;
use super::theme::Theme;
use crate::diag::{Checked, Diagnostic};
use crate::edition::Edition;
use crate::figure::BulletinId;
use crate::page::{Plan, Printed};
use crate::paged::{self, Document};
use crate::view::Views;

/// What is to be printed; the plan is that of texts that are read [elsewhere](Plan::elsewhere). None where the edition has
/// nothing.
pub(crate) fn document(views: Views<'_, '_>, what: &Printed, theme: &Theme) -> Option<Checked<Document>> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let text =
        |at: BulletinId, diagnostics: &mut Vec<Diagnostic>| (at, body::blocks(views, at, theme).report(diagnostics));
    let document = match what {
        Printed::Bulletin(at) if views.edition.has_bulletin(*at) => {
            Some(paged::bulletin(views, text(*at, &mut diagnostics)))
        }
        Printed::Bulletin(_) => None,
        Printed::Digest(span, places) => {
            let foreword = span.foreword(views.edition).map(|page| body::leaf_blocks(views, page, theme));
            let foreword = foreword.map_or_else(Vec::new, |blocks| blocks.report(&mut diagnostics));
            let places = views.edition.of(places.iter().copied());
            let texts: Vec<paged::Text> = places.into_iter().map(|at| text(at, &mut diagnostics)).collect();
            paged::digest(views, *span, &foreword, &texts)
        }
    };
    document.map(|document| Checked { value: document, diagnostics })
}

/// A PDF of the site.
pub(super) fn pdf<'e>(plan: &Plan<'e>, edition: &Edition<'e>, what: &Printed, theme: &Theme) -> Checked<Vec<u8>> {
    let elsewhere = plan.elsewhere();
    let Some(document) = document(Views::new(&elsewhere, edition), what, theme) else {
        return Checked::fine(Vec::new());
    };
    // What is wrong with its text is said of its page.
    bytes(document.value.pdf())
}

/// The picture that shared links show: of a bulletin or of the edition.
pub(super) fn card(views: Views<'_, '_>, bulletin: Option<BulletinId>) -> Checked<Vec<u8>> {
    let document = match bulletin {
        Some(at) => paged::bulletin(views, (at, Vec::new())),
        None => paged::edition(views),
    };
    bytes(document.share())
}

fn bytes(made: Result<Vec<u8>, Diagnostic>) -> Checked<Vec<u8>> {
    match made {
        Ok(bytes) => Checked::fine(bytes),
        Err(diagnostic) => Checked { value: Vec::new(), diagnostics: vec![diagnostic] },
    }
}
