//! Whether texts written by hand in another language or script are as new as what they were made from.
//!
//! In: the corpus. Out: the twins whose source has changed since, with the lines that did; and those that are drafts, with the
//! lines that are still to be written.
//!
//! May touch: diag, text, bulletin, edition

use crate::bulletin::made::{self, Changes};
use crate::bulletin::{Article, Bulletin, Twin};
use crate::diag::{Code, Diagnostic};
use crate::edition::Corpus;
use crate::text::is_only_cjk;
use std::ops::Range;

/// The twins that are older than their source.
pub(super) fn stale(corpus: &Corpus) -> Vec<Diagnostic> {
    let bulletins = corpus.bulletins.iter().map(|bulletin| (&bulletin.article, Some(&**bulletin)));
    let all = bulletins.chain(corpus.plain_pages.iter().map(|article| (article, None)));
    all.flat_map(|(article, bulletin)| article.twins.values().filter_map(move |twin| of_twin(article, bulletin, twin)))
        .collect()
}

/// The twins that are still being written.
pub(super) fn unfinished(corpus: &Corpus) -> Vec<Diagnostic> {
    let twins = corpus.articles().flat_map(|article| article.twins.values()).chain(&corpus.draft_twins);
    twins.filter_map(|twin| Some(unwritten(twin, twin.draft.clone()?))).collect()
}

/// What is still to be written in a draft: `jianbao twin` leaves it as comments in the source's words.
fn unwritten(twin: &Twin, draft: Range<usize>) -> Diagnostic {
    let (front, body) = twin.source.text.split_at(twin.body.start);
    let first = front.lines().count() + 1;
    let of_front = front.lines().zip(1..).filter(|(line, _)| line.starts_with("# ")).map(|(_, number)| number);
    let comments =
        body.match_indices("<!--").map(|(at, _)| (at, body[at..].find("-->").map_or(body.len(), |len| at + len)));
    let comments = comments.filter(|(at, end)| body[*at..*end].contains(is_only_cjk));
    let of_body = comments.map(|(at, _)| first + body[..at].matches('\n').count());
    let lines: Vec<String> = of_front.chain(of_body).map(|line| line.to_string()).collect();
    let message = match lines.is_empty() {
        true => "this text is a draft, and is not published".to_owned(),
        false => format!("this text is a draft; still to be written is what lines {} say", lines.join(", ")),
    };
    let help = "write it, remove the comments, and at last `draft = true`";
    Diagnostic::new(Code::UnfinishedTwin, twin.source.place(draft), message).help(help)
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
