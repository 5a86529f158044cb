//! Whether bulletins are signed as their site asks.
//!
//! In: the corpus, with the settings. Out: bulletins with fewer names than `[workflow]` asks for, and those that have changed since
//! they were signed.
//!
//! May touch: diag, config, bulletin, edition

use crate::bulletin::{Bulletin, signed};
use crate::config::Workflow;
use crate::diag::{Code, Diagnostic};
use crate::edition::Corpus;
use rayon::prelude::*;

/// Every bulletin that lacks a signature.
pub fn check(corpus: &Corpus) -> Vec<Diagnostic> {
    let workflow = corpus.config.workflow;
    corpus.bulletins.par_iter().filter_map(|bulletin| of_one(bulletin, workflow)).collect()
}

fn of_one(bulletin: &Bulletin, workflow: Workflow) -> Option<Diagnostic> {
    let article = &bulletin.article;
    let is_asked = workflow.since.is_none_or(|since| bulletin.date >= since) && !article.draft;
    let wanted = if is_asked { workflow.signatures } else { 0 };
    if wanted == 0 && bulletin.signed.is_empty() {
        return None;
    }
    let valid = signed::valid(&bulletin.signed, &article.source);
    let void: Vec<&str> = bulletin
        .signed
        .iter()
        .filter(|signature| valid.iter().all(|other| other.by != signature.by))
        .map(|signature| signature.by.as_str())
        .collect();
    if valid.len() >= wanted && void.is_empty() {
        return None;
    }
    let path = &article.source.path;
    let message = match void.join(", ") {
        names if !names.is_empty() => format!("this has changed since `{names}` signed it"),
        _ => format!("this is signed by {} of the {wanted} names that `[workflow]` asks for", valid.len()),
    };
    let help = format!("read it against its sources, then run `jianbao sign {path} --by NAME`");
    let key = if bulletin.signed.is_empty() { "date" } else { signed::KEY };
    let place = article.place_of(key, "")?;
    Some(Diagnostic::new(Code::Unsigned, article.source.place(place.start..place.start), message).help(help))
}
