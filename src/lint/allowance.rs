//! What a bulletin declares right as it is.
//!
//! In: the corpus and its diagnostics. Out: those that are left, and the allowances that silence nothing.
//!
//! May touch: source, diag, bulletin, edition

use crate::bulletin::Bulletin;
use crate::bulletin::record::Allowance;
use crate::diag::{Code, Diagnostic, Severity};
use crate::edition::Corpus;
use crate::source::Place;
use std::collections::BTreeMap;

/// Drops what a bulletin's `[[allow]]` covers, in its twins too, and reports the allowances that cover nothing. An error is never
/// dropped, because the site could not be published whole.
pub fn silence(corpus: &Corpus, diagnostics: &mut Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut bulletins: Vec<(&Bulletin, Vec<bool>)> = Vec::new();
    let mut by_path: BTreeMap<&str, usize> = BTreeMap::new();
    for bulletin in corpus.bulletins.iter().filter(|bulletin| !bulletin.allowances.is_empty()) {
        let article = &bulletin.article;
        let sources = article.twins.values().map(|twin| &twin.source).chain([&article.source]);
        by_path.extend(sources.map(|source| (source.path.as_str(), bulletins.len())));
        bulletins.push((bulletin, vec![false; bulletin.allowances.len()]));
    }
    diagnostics.retain(|diagnostic| {
        let Some(place) = &diagnostic.place else { return true };
        let known = by_path.get(place.source.path.as_str()).and_then(|&at| bulletins.get_mut(at));
        let Some((bulletin, used)) = known else { return true };
        if diagnostic.severity == Severity::Error {
            return true;
        }
        let mut kept = true;
        for (allowance, used) in bulletin.allowances.iter().zip(used) {
            if covers(allowance, diagnostic.code, place) {
                *used = true;
                kept = false;
            }
        }
        kept
    });
    let mut unused = Vec::new();
    for (bulletin, used) in &bulletins {
        for (allowance, _) in bulletin.allowances.iter().zip(used).filter(|(_, used)| !**used) {
            let message = format!("this allowance of `{}` silences nothing", allowance.code.name());
            let help = "remove it; what it was for is gone, or its `text` stands elsewhere";
            let place = bulletin.article.source.place(allowance.span.clone());
            unused.push(Diagnostic::new(Code::UnusedAllowance, place, message).help(help));
        }
    }
    unused
}

/// Whether an allowance is about what was found: its text is there, or around it.
fn covers(allowance: &Allowance, code: Code, place: &Place) -> bool {
    let Some(text) = &allowance.text else { return allowance.code == code };
    let source = &place.source.text;
    let overlaps = |at: usize| at < place.span.end.max(place.span.start + 1) && place.span.start < at + text.len();
    allowance.code == code && source.match_indices(text.as_str()).any(|(at, _)| overlaps(at))
}
