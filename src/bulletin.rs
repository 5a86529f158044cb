//! One file of `content/` as its author wrote it.
//!
//! In: a source. Out: [`Content`]: a [`Bulletin`] (below `content/bulletins/`), a plain page, or the
//! hand-written twin of either in another script. The body stays in the source; nothing is
//! converted and nothing is known of a second file.
//!
//! May touch: path, source, diag, tree, text, figure

pub mod calendar;
pub(crate) mod front;
pub(crate) mod made;
pub(crate) mod record;
pub(crate) mod shown;
pub(crate) mod signed;
mod step;

use crate::diag::{Checked, Code, Diagnostic};
use crate::figure::indicator::Event;
use crate::figure::metric::Inherited;
use crate::figure::{Metric, Period, Registry};
use crate::path;
use crate::source::{Place, Source};
use crate::text::digest::digest;
use crate::text::mark::{self, Piece};
use crate::text::markdown::{Document, excess};
use crate::text::statistics::Step;
use crate::text::{Glossary, Script, Variant};
use crate::tree::{self, Extra, Fields, Table, Written, limit};
use compact_str::format_compact;
use front::Front;
use jiff::civil::{Date, DateTime, Time};
use record::{Allowance, Correction, Cover};
pub use signed::Signature;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What of a front matter shows figures; the text of `[[allow]]` is a stretch of the body, braces and all.
const FILLED: [&str; 4] = ["summary", "summary_en", "points", "allow"];

/// What a Markdown file of `content/` is.
#[derive(Clone, Debug)]
pub enum Content {
    /// A digest item with its figures.
    Bulletin(Arc<Bulletin>),
    /// Another page: about, methodology.
    Plain(Article),
    /// The same page written by hand in another script: `about.zh-hant-tw.md`.
    Twin(Twin),
}

/// What bulletins and plain pages have in common.
#[derive(Clone, Debug)]
pub struct Article {
    /// The file.
    pub source: Source,
    /// The Markdown after the front matter, as bytes of the source.
    pub body: Range<usize>,
    /// Its address in an edition, without slashes around: `bulletins/2025/h1-industry`.
    pub folder: String,
    /// The script it is written in; the site's when it does not say.
    pub script: Variant,
    /// Its title.
    pub title: String,
    /// A sentence or two for lists and feeds, in which `{{ name }}` is a figure; the first paragraph when not given.
    pub summary: Option<String>,
    /// Whether it is still being written.
    pub draft: bool,
    /// Earlier addresses of it within an edition, each a redirection now.
    pub aliases: Vec<Written<String>>,
    /// From one of its periods to the next: what 环比 is in it.
    pub step: Option<Step>,
    /// Words that convert their own way in it: its `terms` and `protect`, and the rules of its marks.
    pub words: Glossary,
    /// The template it is shown by, where it is not the usual one.
    pub template: Option<Written<String>>,
    /// What the site's own templates want to know of it: `[extra]`.
    pub extra: Extra,
    /// Versions written by hand in other scripts.
    pub twins: BTreeMap<Variant, Twin>,
    /// Its title in English.
    pub title_en: Option<String>,
    /// Its summary in English, in which `{{ name }}` is a figure.
    pub summary_en: Option<String>,
}

/// A digest item.
#[derive(Clone, Debug)]
pub struct Bulletin {
    /// What it shares with other pages.
    pub article: Article,
    /// The day it is published under; `Date::MIN` where it could not be read, which is reported then.
    pub date: Date,
    /// The day it was last changed in substance.
    pub updated: Option<Date>,
    /// What matters most, a sentence each, in which `{{ name }}` is a figure.
    pub points: Vec<String>,
    /// Topic names, as written.
    pub topics: Vec<String>,
    /// Who said what it reports.
    pub source: Option<Arc<str>>,
    /// Where that can be read.
    pub source_url: Option<String>,
    /// Who wrote it; often nobody is named.
    pub authors: Vec<String>,
    /// The picture at its top.
    pub cover: Option<Cover>,
    /// Its figures, in the order of the front matter.
    pub metrics: Vec<Metric>,
    /// What was wrong in it once, in the order of the front matter.
    pub corrections: Vec<Correction>,
    /// What happened that charts of its indicators show.
    pub(crate) events: Vec<Event>,
    /// The bulletin that takes its place, as a path relative to this one.
    pub superseded_by: Option<Written<String>>,
    /// The day its figures are next published.
    pub next_release: Option<Date>,
    /// The moment before which nobody sees it, in the site's time.
    pub embargo: Option<DateTime>,
    /// Who has signed it.
    pub signed: Vec<Signature>,
    /// What `check` does not report about it, and why.
    pub allowances: Vec<Allowance>,
}

impl Bulletin {
    /// When it was published: its day, or when its embargo ended where that was later.
    pub(crate) fn moment(&self) -> DateTime {
        let day = self.date.to_datetime(Time::midnight());
        self.embargo.map_or(day, |embargo| embargo.max(day))
    }
}

/// A body written by hand in a script of its own.
#[derive(Clone, Debug)]
pub struct Twin {
    /// The file.
    pub source: Source,
    /// Its Markdown, as bytes of the source.
    pub body: Range<usize>,
    /// Its script.
    pub variant: Variant,
    /// The address of the page it is a version of.
    pub folder: String,
    /// Its title, where the converted one is not wanted.
    pub title: Option<String>,
    /// Its summary, where neither the converted one nor its first paragraph is wanted.
    pub summary: Option<Written<String>>,
    /// The marks of what it was made from, as [`made`] gives them.
    pub made_from: Option<Written<String>>,
    /// Where it says that it is still being written; such a text is not published.
    pub draft: Option<Range<usize>>,
}

impl Article {
    /// The Markdown of the body.
    pub(crate) fn markdown(&self) -> &str {
        &self.source.text[self.body.clone()]
    }

    /// Its title in English by hand: that of its English text, else `title_en`.
    pub(crate) fn english_title(&self) -> Option<&String> {
        let twin = self.twins.get(&Variant::En).and_then(|twin| twin.title.as_ref());
        twin.or(self.title_en.as_ref())
    }

    /// Where its title is, for what is said of all of it.
    pub(crate) fn title_place(&self) -> Place {
        let start = self.place_of("title", "").map_or(0, |place| place.start);
        self.source.place(start..start)
    }

    /// The bytes of the front matter from the text of a key, such as `title`, to its end; `None`
    /// where there is no such key.
    pub(crate) fn place_of(&self, key: &str, text: &str) -> Option<Range<usize>> {
        let front = &self.source.text[..self.body.start];
        let key_at = front.match_indices(key).map(|(at, _)| at).find(|&at| front[..at].ends_with('\n'))?;
        let start = front[key_at..].find(text).map_or(key_at + key.len(), |found| key_at + found);
        Some(start..self.body.start)
    }
}

/// Reads a file of `content/`; `script` is the site's.
pub fn parse(source: &Source, script: Variant, registry: &Registry) -> Checked<Content> {
    let mut diagnostics = Vec::new();
    let mut front = FrontMatter::split(source, &mut diagnostics);
    if let Some(found) = excess(&source.text[front.body.clone()]) {
        let found = found.shifted(front.body.start);
        diagnostics.push(Diagnostic::new(Code::TooLarge, source.place(found.span), found.message).help(found.help));
        front.body.start = front.body.end;
    }
    diagnostics.extend(tree::fill_nothing(source, &mut front.table, &FILLED));
    let mut fields = Fields::new(source, front.span.clone(), front.table);
    let (stem, twin_of) = stem(source, &mut fields);
    let summary = fields.text("summary");
    let summary_en = fields.text("summary_en").filter(|_| twin_of.is_none());
    let folder = folder(stem, &mut fields);
    let content = match twin_of {
        Some(variant) => Content::Twin(Twin {
            source: source.clone(),
            body: front.body,
            variant,
            folder,
            title: fields.text("title").map(|text| text.value),
            summary,
            made_from: fields.text("made_from"),
            draft: fields.written_truth("draft").filter(|draft| draft.value).map(|draft| draft.span),
        }),
        None => {
            let article = Article {
                summary: summary.as_ref().map(|text| text.value.trim().to_owned()),
                summary_en: summary_en.as_ref().map(|text| text.value.trim().to_owned()),
                ..article(source, front.body, folder, script, &mut fields)
            };
            let summaries: Vec<Written<String>> = summary.into_iter().chain(summary_en).collect();
            match source.path.as_str().starts_with("content/bulletins/") {
                true => Content::Bulletin(Arc::new(bulletin(article, &summaries, &mut fields, registry))),
                false => {
                    check_shown(&summaries, &[], registry, &mut fields);
                    Content::Plain(article)
                }
            }
        }
    };
    // Where the front matter itself is broken, mistakes that follow from that are not reported.
    let found = fields.finish();
    match diagnostics.iter().all(|diagnostic| diagnostic.code == Code::TooLarge) {
        true => diagnostics.extend(found),
        false => diagnostics.extend(found.into_iter().filter(|diagnostic| diagnostic.code != Code::MissingKey)),
    }
    Checked { value: content, diagnostics }
}

fn article(source: &Source, body: Range<usize>, folder: String, script: Variant, fields: &mut Fields<'_>) -> Article {
    let title = fields.required_text("title").map_or_else(|| source.path.file_name().to_owned(), |text| text.value);
    let words = words(source, body.start, &source.text[body.clone()], fields);
    Article {
        source: source.clone(),
        body: body.clone(),
        folder,
        script: fields.parse::<Script>("script", Code::BadName).map_or(script, |script| script.value.0),
        title: title.trim().to_owned(),
        summary: None,
        draft: fields.truth("draft"),
        aliases: fields.texts_up_to(limit::ALIASES, "aliases"),
        step: None,
        words,
        template: fields.text("template"),
        extra: fields.extra("extra"),
        twins: BTreeMap::new(),
        title_en: fields.text("title_en").map(|text| text.value.trim().to_owned()),
        summary_en: None,
    }
}

/// The bulletin's own words, and the mistakes in the marks of its text.
fn words(source: &Source, offset: usize, markdown: &str, fields: &mut Fields<'_>) -> Glossary {
    let mut words = Glossary::read(fields, limit::WORDS);
    let front = &source.text[..offset];
    if mark::any(front) {
        fields.absorb(mark_mistakes(source, front, |at| at));
        add_rules(&mut words, front);
    }
    if mark::any(markdown) {
        for stretch in Document::parse(markdown).stretches() {
            let place = |at: usize| offset + stretch.place_of(markdown, at);
            fields.absorb(mark_mistakes(source, &stretch.text, place));
            add_rules(&mut words, &stretch.text);
        }
    }
    words
}

fn add_rules(words: &mut Glossary, text: &str) {
    for piece in mark::pieces(text) {
        if let Piece::Mark(mark) = piece {
            mark.rules.into_iter().for_each(|rule| words.add(rule));
        }
    }
}

/// What is wrong with the marks of a text; `place` says where each of its bytes is.
fn mark_mistakes(source: &Source, text: &str, place: impl Fn(usize) -> usize) -> Vec<Diagnostic> {
    let mistakes = mark::mistakes(text).into_iter().map(|wrong| {
        let place = source.place(place(wrong.span.start)..place(wrong.span.end));
        Diagnostic::new(Code::BadMark, place, wrong.message).help(wrong.help)
    });
    mistakes.collect()
}

/// Reports what texts of the front matter show and the bulletin does not have.
fn check_shown(texts: &[Written<String>], metrics: &[Metric], registry: &Registry, fields: &mut Fields<'_>) {
    for text in texts {
        for wrong in shown::mistakes(metrics, registry, &text.value) {
            fields.malformed(Code::UnknownFigure, text, wrong);
        }
    }
}

fn bulletin(article: Article, summaries: &[Written<String>], fields: &mut Fields<'_>, registry: &Registry) -> Bulletin {
    let date = fields.moment("date");
    if date.is_none() && !fields.wrote("date") {
        fields.report(Code::MissingKey, fields.span(), "`date` is missing", "add a line `date = 2025-07-18`");
    }
    let inherited = Inherited {
        period: fields.parse("period", Code::BadPeriod).map_or(Period::Unstated, |period| period.value),
        region: fields.text("region").map(|text| text.value.into()),
        source: fields.text("source").map(|text| text.value.into()),
        script: article.script,
    };
    let metrics = metrics(fields, &inherited, registry);
    let points = fields.texts("points");
    check_shown(summaries, &metrics, registry, fields);
    check_shown(&points, &metrics, registry, fields);
    let corrections = record::corrections(fields, &metrics);
    if let Some(imported) = fields.text("imported") {
        check_rewritten(&article, &imported, fields);
    }
    if !article.draft {
        check_reviewed(&metrics, fields);
    }
    Bulletin {
        article: Article { step: step::step(&inherited.period, &metrics), ..article },
        date: date.as_ref().map_or(Date::MIN, |date| date.value.0),
        updated: updated(date.as_ref(), fields),
        points: points.into_iter().map(|point| point.value).collect(),
        topics: fields.texts_up_to(limit::TOPICS, "topics").into_iter().map(|topic| topic.value).collect(),
        source: inherited.source,
        source_url: fields.address("source_url"),
        authors: fields.text_or_texts("author").into_iter().map(|author| author.value).collect(),
        cover: record::cover(fields),
        events: record::events(fields, &metrics, registry),
        metrics,
        corrections,
        superseded_by: fields.text("superseded_by"),
        next_release: fields.date("next_release").map(|date| date.value),
        embargo: embargo(date.as_ref(), fields),
        signed: signed::read(fields),
        allowances: record::allowances(fields),
    }
}

/// The day of the last change, which is not before that of the bulletin.
fn updated(date: Option<&Written<(Date, Option<Time>)>>, fields: &mut Fields<'_>) -> Option<Date> {
    let updated = fields.date("updated")?;
    let date = date.map_or(Date::MIN, |date| date.value.0);
    if updated.value < date {
        let message = format!("`updated` is before the `date` of this bulletin, {date}");
        fields.report(Code::BadDate, updated.span, message, "correct the one that is wrong");
        return None;
    }
    Some(updated.value)
}

/// The moment before which nobody sees a bulletin: its `embargo`, or the time of its date where that is later.
fn embargo(date: Option<&Written<(Date, Option<Time>)>>, fields: &mut Fields<'_>) -> Option<DateTime> {
    let embargo = fields.moment("embargo").map(|moment| {
        let (day, time) = moment.value;
        day.to_datetime(time.unwrap_or(Time::midnight()))
    });
    let timed = date.and_then(|date| Some(date.value.0.to_datetime(date.value.1?)));
    embargo.max(timed)
}

/// A digest is written anew: what is published is no longer the text that was imported.
fn check_rewritten(article: &Article, imported: &Written<String>, fields: &mut Fields<'_>) {
    if !article.draft && digest(article.markdown()) == imported.value {
        let help = "rewrite it in your own words, or set `draft = true` until you have";
        fields.report(Code::Imported, imported.span.clone(), "the text is still the one that was imported", help);
    }
}

fn check_reviewed(metrics: &[Metric], fields: &mut Fields<'_>) {
    for metric in metrics.iter().filter(|metric| metric.review) {
        let message = format!("nobody has looked at the metric `{}` yet", metric.name);
        fields.report(
            Code::Unreviewed,
            metric.span.clone(),
            message,
            "compare it with its source and remove `review = true`",
        );
    }
}

fn metrics(fields: &mut Fields<'_>, inherited: &Inherited, registry: &Registry) -> Vec<Metric> {
    let tables = fields.tables_up_to(limit::METRICS, "metrics");
    // There are many bulletins, and spare capacity for their metrics would be a third of the memory; given back it is only
    // where it is more than half of a block.
    let mut metrics: Vec<Metric> = Vec::with_capacity(tables.len());
    for table in tables {
        let explicit_id = table.wrote("id");
        let checked = Metric::read(table, inherited, registry);
        fields.absorb(checked.diagnostics);
        let Some(mut metric) = checked.value else { continue };
        let uses = metrics.iter().filter(|other| other.id == metric.id).count();
        if uses > 0 && explicit_id {
            let message = format!("two metrics have the id `{}`", metric.id);
            fields.report(Code::Duplicate, metric.span.clone(), message, "give one of them another `id`");
        } else if uses > 0 {
            metric.id = format_compact!(
                "{}-{}",
                metric.id,
                metrics.iter().filter(|other| other.indicator == metric.indicator).count() + 1
            );
        }
        metrics.push(metric);
    }
    metrics
}

/// Front matter and body of a file.
struct FrontMatter {
    table: Table,
    span: Range<usize>,
    body: Range<usize>,
}

impl FrontMatter {
    fn split(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let text = &source.text;
        let fence = 0..text.find('\n').unwrap_or(text.len()).min(3);
        match Front::of(text) {
            Front::Absent => {
                let help = match text.trim_start().get(..3) {
                    Some("+++" | "---") => "front matter begins on the first line: remove what stands above it",
                    _ => "open the file with `+++`, `title = \"…\"`, `date = 2025-07-18`, `+++`, each on a line",
                };
                diagnostics.push(
                    Diagnostic::new(Code::NoFrontMatter, source.place(0..0), "this file has no front matter")
                        .help(help),
                );
                Self { table: Table::default(), span: 0..0, body: 0..text.len() }
            }
            Front::Open { fence: missing } => {
                let help = format!("close the front matter with a line `{missing}`");
                diagnostics.push(
                    Diagnostic::new(Code::Syntax, source.place(fence.clone()), "this front matter has no end")
                        .help(help),
                );
                Self { table: Table::default(), span: fence, body: text.len()..text.len() }
            }
            Front::Whole { syntax, table, body } => {
                let table = tree::parse(source, table, syntax).report(diagnostics);
                Self { table, span: fence, body }
            }
        }
    }
}

/// A file's path below `content/` without its extension, and the script of a twin, as its name says:
/// `content/about.zh-hant-tw.md` is `about`, for Taiwan.
fn stem<'s>(source: &'s Source, fields: &mut Fields<'_>) -> (&'s str, Option<Variant>) {
    let path = source.path.as_str();
    let path = path.strip_prefix("content/").unwrap_or(path);
    let whole = path.strip_suffix(".md").unwrap_or(path);
    let Some((stem, tag)) = whole.rsplit_once('.') else { return (whole, None) };
    match tag.parse::<Variant>() {
        Ok(variant) => (stem, Some(variant)),
        Err(malformed) => {
            let is_tag = tag.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("zh"))
                && tag[2..].chars().next().is_none_or(|next| matches!(next, '-' | '_'));
            if is_tag {
                let help = "name the file of another script as in `about.zh-hant-tw.md`";
                fields.report(Code::BadName, fields.span(), malformed.message, help);
            }
            (whole, None)
        }
    }
}

/// The address of a page: its path, with its folder for `index`, and `slug` as the last part where there is
/// one.
fn folder(stem: &str, fields: &mut Fields<'_>) -> String {
    let name = stem.rsplit('/').next().unwrap_or(stem);
    if name == "_index" || stem == "index" {
        let help = match stem {
            "index" | "_index" => "the front page is made from `templates/home.html`; rename the file",
            _ => "the page of a folder is `index.md`",
        };
        let message = format!("`{name}.md` is not the page of this folder");
        fields.report(Code::BadPath, fields.span(), message, help);
    }
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    let Some(slug) = fields.text("slug") else { return stem.to_owned() };
    if slug.value.is_empty() || slug.value != path::slug(&slug.value) {
        let help = match path::slug(&slug.value) {
            clean if clean.is_empty() => "use letters, digits and hyphens".to_owned(),
            clean => format!("write `{clean}`"),
        };
        fields.report(Code::BadPath, slug.span, format!("`{}` cannot be part of an address", slug.value), help);
        return stem.to_owned();
    }
    match stem.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{}", slug.value),
        None => slug.value,
    }
}
