//! Whether texts written by hand in another language or script are as new as what they were made from.
//!
//! In: the corpus. Out: the twins whose source has changed since, with the lines that did.
//!
//! May touch: diag, bulletin, edition

use crate::bulletin::made::{self, Changes};
use crate::bulletin::{Article, Bulletin, Twin};
use crate::diag::{Code, Diagnostic};
use crate::edition::Corpus;

/// The twins that are older than their source.
pub(super) fn stale(corpus: &Corpus) -> Vec<Diagnostic> {
    let bulletins = corpus.bulletins.iter().map(|bulletin| (&bulletin.article, Some(&**bulletin)));
    let all = bulletins.chain(corpus.plain_pages.iter().map(|article| (article, None)));
    all.flat_map(|(article, bulletin)| article.twins.values().filter_map(move |twin| of_twin(article, bulletin, twin)))
        .collect()
}

fn of_twin(article: &Article, bulletin: Option<&Bulletin>, twin: &Twin) -> Option<Diagnostic> {
    let made_from = twin.made_from.as_ref()?;
    let Changes { lines, gone } = made::changes(article, bulletin, &made_from.value)?;
    let path = &article.source.path;
    let said = lines.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    });
    let list = said.collect::<Vec<_>>().join(", ");
    let message = match list.is_empty() {
        true => format!("{path} has changed since this was made from it: {gone} of its texts and figures are gone"),
        false => format!("{path} has changed since this was made from it, in lines {list}"),
    };
    let to = twin.variant.to_string().to_lowercase();
    let help = format!("bring this text up to date, then run `jianbao twin {path} --to {to} --accept`");
    let place = twin.source.place(made_from.span.clone());
    Some(Diagnostic::new(Code::StaleTwin, place, message).help(help))
}
