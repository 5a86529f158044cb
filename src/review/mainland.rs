//! Words of comparison that an edition leaves as the mainland says them.
//!
//! In: the corpus and its editions. Out: each 同比 and 环比 that Taiwan and Hong Kong would print, unless somebody
//! said that it is meant: a mark, the glossary, the bulletin's own terms.
//!
//! May touch: diag, text, bulletin, edition

use super::{front, head};
use crate::bulletin::Article;
use crate::diag::{Code, Diagnostic};
use crate::edition::{Corpus, Edition};
use crate::text::markdown::{Document, Template};
use crate::text::{Converter, Rule, Variant, statistics};
use std::collections::BTreeSet;
use std::ops::Range;

/// Every such word of the texts, once a place.
pub(crate) fn left(corpus: &Corpus, editions: &[Edition<'_>]) -> Vec<Diagnostic> {
    let editions: Vec<_> =
        editions.iter().filter(|edition| edition.variant.is_chinese() && edition.variant != Variant::Hans).collect();
    let bulletins = corpus.bulletins.iter().map(|bulletin| (&bulletin.article, front(bulletin)));
    let pages = corpus.plain_pages.iter().map(|article| (article, head(article)));
    let mut found = Vec::new();
    for (article, front) in bulletins.chain(pages) {
        let converters: Vec<Converter> = editions.iter().map(|edition| edition.converter(article)).collect();
        let converters: Vec<&Converter> = converters.iter().filter(|one| one.to() != article.script).collect();
        for text in front {
            found.extend(of_text(article, &Template::of(text).text, 0..article.body.start, &converters));
        }
        for stretch in Document::parse(article.markdown()).stretches() {
            let ([(_, first), ..], [.., (_, last)]) = (&*stretch.runs, &*stretch.runs) else { continue };
            let place = first.start + article.body.start..last.end + article.body.start;
            found.extend(of_text(article, &stretch.text, place, &converters));
        }
    }
    found
}

fn of_text(article: &Article, text: &str, within: Range<usize>, converters: &[&Converter]) -> Vec<Diagnostic> {
    let heads = statistics::mainland(text);
    if heads.is_empty() {
        return Vec::new();
    }
    let conversions: Vec<_> = converters.iter().map(|converter| converter.align(text)).collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for head in heads {
        let settled = |rule| matches!(rule, Rule::Glossary | Rule::Term | Rule::Mark | Rule::Statistics);
        let stays = conversions.iter().any(|conversion| {
            let covers = |change: &Range<usize>| change.start <= head.start && head.end <= change.end;
            !conversion.changes.iter().any(|change| settled(change.rule) && covers(&change.source))
        });
        let rest =
            text[head.end..].chars().take_while(|c| c.is_alphabetic()).take(2).map(char::len_utf8).sum::<usize>();
        let context = &text[head.start..head.end + rest];
        if !stays || !seen.insert(context) {
            continue;
        }
        let at = article.source.text[within.clone()].find(context).map(|at| within.start + at);
        let place = at.map_or(within.clone(), |at| at..at + context.len());
        let message = format!("`{context}` stays so in Taiwan and Hong Kong, where no one says it");
        let help = format!(
            "say it otherwise, as `比上年同期` or `比上月`, or give its forms in content/glossary.toml: \
             zh-hans = \"{context}\", zh-hant-tw = \"…\", zh-hant-hk = \"…\""
        );
        found.push(Diagnostic::new(Code::MainlandWord, article.source.place(place), message).help(help));
    }
    found
}
