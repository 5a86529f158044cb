//! What an editor checks before publication.
//!
//! In: the corpus and its editions. Out: every doubt of their texts, each with the glossary line that
//! would settle it; and [`explain`], every stretch of a text that changed and why. A [`sheet`] has the
//! texts of a page beside their conversions, with both.
//!
//! May touch: source, diag, text, bulletin, edition

pub(crate) mod mainland;
pub(crate) mod sheet;

use crate::bulletin::{Article, Bulletin};
use crate::diag::{Code, Diagnostic};
use crate::edition::{Corpus, Edition};
use crate::source::Source;
use crate::text::doubt::{Doubt, Words};
use crate::text::lexicon::Lexicon;
use crate::text::markdown::{Document, Template};
use crate::text::script::Change;
use crate::text::{Conversion, Converter, Rule, Variant, quote};
use std::collections::BTreeSet;
use std::ops::Range;

/// A doubt and how to settle it.
pub(crate) struct Found {
    /// The doubt, with its place.
    pub(crate) diagnostic: Diagnostic,
    /// A `[[terms]]` entry of `content/glossary.toml` that keeps what is printed now.
    pub(crate) entry: String,
}

/// Every doubt of the texts, each word once. A doubt of one edition is a doubt of all, because they
/// start from the same character; one entry settles it for all.
pub(crate) fn doubts(corpus: &Corpus, editions: &[Edition<'_>]) -> Vec<Found> {
    let editions: Vec<_> =
        editions.iter().filter(|edition| edition.variant.is_chinese() && edition.variant != Variant::Hans).collect();
    if editions.is_empty() {
        return Vec::new();
    }
    let words = Words::load();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let bulletins = corpus.bulletins.iter().map(|bulletin| (&bulletin.article, front(bulletin)));
    let pages = corpus.plain_pages.iter().map(|article| (article, head(article)));
    for (article, front) in bulletins.chain(pages).filter(|(article, _)| article.script == Variant::Hans) {
        let converters: Vec<_> = editions.iter().map(|edition| (edition.variant, edition.converter(article))).collect();
        let mut look = |text: &str, span: Range<usize>| {
            let conversions: Vec<_> =
                converters.iter().map(|(variant, converter)| (*variant, converter.align(text))).collect();
            for doubt in words.doubts(text, &conversions[0].1) {
                if seen.insert(text[doubt.context.clone()].to_owned()) {
                    found.push(Found::new(&article.source, span.clone(), text, &doubt, &conversions));
                }
            }
        };
        for text in front {
            look(&Template::of(text).text, 0..article.body.start);
        }
        for stretch in Document::parse(article.markdown()).stretches() {
            let ([(_, first), ..], [.., (_, last)]) = (&*stretch.runs, &*stretch.runs) else { continue };
            look(&stretch.text, first.start + article.body.start..last.end + article.body.start);
        }
    }
    found
}

/// The texts of a bulletin's front matter that are shown.
fn front(bulletin: &Bulletin) -> Vec<&str> {
    let mut texts = head(&bulletin.article);
    texts.extend(bulletin.points.iter().map(String::as_str));
    texts.extend(words(bulletin));
    texts
}

fn head(article: &Article) -> Vec<&str> {
    [&article.title].into_iter().chain(&article.summary).map(String::as_str).collect()
}

/// The names of a bulletin's front matter, and what it says of its figures.
fn words(bulletin: &Bulletin) -> Vec<&str> {
    let mut texts: Vec<&str> = bulletin.topics.iter().map(String::as_str).chain(bulletin.source.as_deref()).collect();
    for metric in &bulletin.metrics {
        texts.push(&metric.name);
        texts
            .extend(metric.region.as_deref().into_iter().chain(metric.source.as_deref()).chain(metric.note.as_deref()));
        texts.extend(metric.dims.iter().flat_map(|(name, value)| [name.as_str(), value]));
    }
    texts
}

impl Found {
    fn new(
        source: &Source,
        span: Range<usize>,
        text: &str,
        doubt: &Doubt,
        conversions: &[(Variant, Conversion)],
    ) -> Self {
        let context = &text[doubt.context.clone()];
        let here = source.text[span.clone()].find(context).map(|at| span.start + at);
        let place = match here.or_else(|| source.text.find(context)) {
            Some(at) => source.place(at..at + context.len()),
            None => source.place(span),
        };
        let printed = |conversion: &Conversion| {
            conversion.text[conversion.target_of(doubt.context.start)..conversion.target_of(doubt.context.end)]
                .to_owned()
        };
        let forms: Vec<String> = conversions
            .iter()
            .map(|(variant, conversion)| format!("{} = \"{}\"", variant.key(), printed(conversion)))
            .collect();
        let character = &text[doubt.span.clone()];
        let message = format!("`{context}` is printed `{}`, and nothing confirms it", printed(&conversions[0].1));
        let help = format!(
            "`{character}` can also be {}; settle it in content/glossary.toml: zh-hans = \"{context}\", {}",
            doubt.others.join(" or "),
            forms.join(", ")
        );
        Self {
            diagnostic: Diagnostic::new(Code::Doubt, place, message).help(help),
            entry: format!("\n[[terms]]\nzh-hans = \"{context}\"\n{}\nnote = \"checked\"\n", forms.join("\n")),
        }
    }
}

/// Quotation marks without a partner, in the texts of every article. A quotation of
/// several paragraphs opens in each and closes once, which is not a mistake.
pub(crate) fn quotes(corpus: &Corpus) -> Vec<Diagnostic> {
    let articles = corpus.articles();
    articles.flat_map(quotes_of).collect()
}

fn quotes_of(article: &Article) -> Vec<Diagnostic> {
    let body = Document::parse(article.markdown());
    let blocks: Vec<(String, Range<usize>)> = body.blocks();
    let mut wrong = Vec::new();
    for (at, (text, span)) in blocks.iter().enumerate() {
        let goes_on = blocks.get(at + 1).is_some_and(|(next, _)| next.starts_with(['“', '「']));
        let unbalanced = quote::unbalanced(text);
        let open_only = unbalanced.iter().all(|&at| text[at..].starts_with(['“', '「']));
        if unbalanced.is_empty() || (open_only && goes_on) {
            continue;
        }
        let place = article.source.place(span.start + article.body.start..span.end + article.body.start);
        wrong.push(
            Diagnostic::new(Code::Quotes, place, "a quotation mark has no partner here")
                .help("add the one that is missing"),
        );
    }
    wrong
}

/// Every stretch of a text that an edition changes, one a line: `签约 → 簽約  lexicon: …`. The remarks of the lexicon are
/// English, and are there for those who read it: `remarks`.
pub(crate) fn explain(text: &str, converter: &Converter, remarks: bool) -> String {
    let conversion = converter.align(text);
    let lexicon = Lexicon::load();
    conversion.changes.iter().map(|change| format!("{}\n", why(text, &conversion, change, &lexicon, remarks))).collect()
}

/// `签约 → 簽約  lexicon: …`
fn why(text: &str, conversion: &Conversion, change: &Change, lexicon: &Lexicon, remarks: bool) -> String {
    let (source, target) = (&text[change.source.clone()], &conversion.text[change.target.clone()]);
    match (change.rule, lexicon.reason(source)) {
        (Rule::Phrase, Some(reason)) if remarks && !reason.is_empty() => {
            format!("{source} → {target}  lexicon: {reason}")
        }
        (Rule::Phrase, Some(_)) => format!("{source} → {target}  lexicon"),
        (rule, _) => format!("{source} → {target}  {}", layer(rule)),
    }
}

/// The name of a layer.
fn layer(rule: Rule) -> &'static str {
    match rule {
        Rule::Normalization => "compatibility character",
        Rule::Character => "character",
        Rule::Neighbours => "model: the characters beside it",
        Rule::Phrase => "a word as such",
        Rule::Statistics => "words of statistics",
        Rule::Name => "surname",
        Rule::Quote => "quotation mark",
        Rule::Glossary => "glossary",
        Rule::Term => "the bulletin's terms",
        Rule::Mark => "mark",
    }
}

/// A text above its conversion, line by line, where they differ, with changed stretches in brackets;
/// below them the changes that are more than a character's usual form, and why; `remarks` as for [`explain`].
pub(crate) fn side_by_side(text: &str, conversion: &Conversion, remarks: bool) -> String {
    let lexicon = Lexicon::load();
    let mut out = String::new();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let span = start..start + line.trim_end().len();
        start += line.len();
        let first = conversion.changes.partition_point(|change| change.source.start < span.start);
        let behind = conversion.changes.partition_point(|change| change.source.end <= span.end);
        let Some(changes) = conversion.changes.get(first..behind).filter(|changes| !changes.is_empty()) else {
            continue;
        };
        let source = marked(text, span.clone(), changes.iter().map(|change| change.source.clone()));
        let target = conversion.target_of(span.start)..conversion.target_of(span.end);
        let target = marked(&conversion.text, target, changes.iter().map(|change| change.target.clone()));
        out.push_str(&format!("{:>4} - {source}\n     + {target}\n", number + 1));
        for change in changes.iter().filter(|change| change.rule > Rule::Character) {
            out.push_str(&format!("       {}\n", why(text, conversion, change, &lexicon, remarks)));
        }
    }
    out
}

fn marked(text: &str, span: Range<usize>, stretches: impl Iterator<Item = Range<usize>>) -> String {
    let mut out = String::new();
    let mut done = span.start;
    for stretch in stretches {
        out.push_str(&text[done..stretch.start]);
        out.push_str(&format!("[{}]", &text[stretch.clone()]));
        done = stretch.end;
    }
    out + &text[done..span.end]
}
