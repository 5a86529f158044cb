//! Draft bulletins.
//!
//! In: articles and their figures. Out: [`Draft`]s: files of front matter and Markdown that a build
//! reads, marked as drafts, each metric marked for review with the words it was read from.
//!
//! May touch: path, text, figure, ui, pipeline

mod markdown;

use super::articles::{Article, BlockKind};
use super::figures::{Figure, LeftOut, Stated, figures, lead_period, printed};
use super::given::Given;
use super::letters::Text;
use super::{origin, place};
use crate::figure::scan::Reason;
use crate::figure::{Change, Dimension, Indicator, Period, Quantity, Registry, Words};
use crate::path;
use crate::pipeline::Progress;
use crate::text::{Converter, Glossary, Variant};
use crate::ui::{Catalogue, Language};
use jiff::civil::Date;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// An article as a draft bulletin.
#[derive(Debug)]
pub struct Draft {
    /// The name of its file: `上半年工业经济.md`.
    pub file: String,
    /// The article.
    pub article: Article,
    /// Its proposed figures.
    pub figures: Vec<Figure>,
    /// The key or name of each figure's indicator, as the front matter has it.
    pub indicators: Vec<String>,
    /// Which of the figures are proposed for the cards above the table.
    pub headlines: Vec<usize>,
    /// Numerals that were left out.
    pub left_out: Vec<LeftOut>,
    /// The period it is about.
    pub period: Option<Period>,
    /// The region it is about.
    pub region: Option<String>,
    /// Where it was taken from.
    pub source: Option<String>,
    /// The whole file.
    pub markdown: String,
}

impl Draft {
    /// Every stretch of the page that is in the draft.
    pub fn pieces(&self) -> impl Iterator<Item = &Text> {
        let article = &self.article;
        let front = [&article.label, &article.title, &article.dateline, &article.continued, &article.goes_on]
            .into_iter()
            .flatten();
        let more = article.subtitles.iter().chain(&article.bylines).chain(&article.sources);
        let blocks = article.blocks.iter().flat_map(|block| match &block.kind {
            BlockKind::Heading(text) | BlockKind::Paragraph(text) => vec![text],
            BlockKind::Table(table) => table.cells().collect(),
        });
        front.chain(more).chain(blocks)
    }

    /// Takes a figure out.
    pub(crate) fn drop_figure(&mut self, figure: usize) {
        self.figures.remove(figure);
        self.headlines.retain(|headline| *headline != figure);
        self.headlines.iter_mut().filter(|headline| **headline > figure).for_each(|headline| *headline -= 1);
    }

    /// The parts of a stretch of a block that belong together: the cells of a table, else all of it.
    pub(crate) fn parts(&self, block: usize, letters: &Range<usize>) -> Vec<Range<usize>> {
        let BlockKind::Table(table) = &self.article.blocks[block].kind else { return vec![letters.clone()] };
        let mut at = 0;
        let cells = table.cells().map(|cell| {
            let start = at;
            at += cell.len();
            start.max(letters.start)..at.min(letters.end)
        });
        cells.filter(|cell| !cell.is_empty()).collect()
    }

    /// The words of a stretch of a block, with spaces between cells.
    pub(crate) fn words(&self, block: usize, letters: &Range<usize>) -> String {
        let text = self.block_text(block);
        let parts = self.parts(block, letters);
        parts.into_iter().map(|part| text.slice(part).clean()).collect::<Vec<_>>().join(" ")
    }

    /// The text of a block; the cells of a table one after the other.
    pub(crate) fn block_text(&self, block: usize) -> Cow<'_, Text> {
        match &self.article.blocks[block].kind {
            BlockKind::Heading(text) | BlockKind::Paragraph(text) => Cow::Borrowed(text),
            BlockKind::Table(table) => Cow::Owned(Text(table.cells().flat_map(|cell| cell.0.clone()).collect())),
        }
    }
}

/// What the drafts of a page have in common.
pub(crate) struct DraftWriter<'r> {
    date: Date,
    script: Variant,
    period: Option<Period>,
    source: Option<String>,
    names: HashMap<String, &'r Indicator>,
    words: &'r Words,
    back: Option<Converter>,
    language: Language,
    /// The words of comments; a catalogue is read when the first is written.
    catalogue: OnceLock<Arc<Catalogue>>,
}

impl<'r> DraftWriter<'r> {
    /// For a page of which this is said, in a script, for a site with these indicators.
    pub(crate) fn new(given: &Given, script: Variant, registry: &'r Registry) -> Self {
        let mut names = HashMap::new();
        for indicator in registry.iter() {
            for name in
                [&*indicator.name, &indicator.key].into_iter().chain(indicator.aliases.iter().map(String::as_str))
            {
                names.insert(known_by(name), indicator);
            }
        }
        let back = (script != Variant::Hans).then(|| Converter::new(Variant::Hans, script, None, &Glossary::default()));
        Self {
            date: given.date,
            script,
            period: given.period,
            source: given.source.clone(),
            names,
            words: &registry.words,
            back,
            language: given.language.unwrap_or(Language::Chinese(script)),
            catalogue: OnceLock::new(),
        }
    }

    /// Makes the drafts of a page, some at a time; `progress` counts them.
    pub(crate) fn drafts(&self, articles: Vec<Article>, progress: Progress<'_>) -> Vec<Draft> {
        let mut used = HashMap::new();
        let files: Vec<String> = articles.iter().map(|article| self.file(article, &mut used)).collect();
        let (done, all) = (AtomicUsize::new(0), articles.len());
        let draft = |(article, file)| {
            progress(done.fetch_add(1, Ordering::Relaxed), all);
            Draft { file, ..self.draft(article) }
        };
        articles.into_par_iter().zip(files).map(draft).collect()
    }

    /// The figures of an article as complete `[[metrics]]` tables that inherit nothing: the block each was
    /// read from, and its characters there.
    pub(crate) fn tables(&self, article: Article) -> Vec<(usize, Range<usize>, String)> {
        let draft = Draft { period: None, ..self.draft(article) };
        let table =
            |(at, figure): (usize, &Figure)| (figure.block, figure.quote.clone(), self.metric(&draft, at, figure));
        draft.figures.iter().enumerate().map(table).collect()
    }

    /// The draft of an article whose figures are known already, and of the period of most of them.
    pub(crate) fn of_figures(&self, article: Article, figures: Vec<Figure>, period: Option<Period>) -> Draft {
        Draft {
            file: self.file(&article, &mut HashMap::new()),
            period: period.or(self.period),
            region: None,
            source: self.source.clone(),
            headlines: headlines(&article, &figures),
            figures,
            indicators: Vec::new(),
            left_out: Vec::new(),
            article,
            markdown: String::new(),
        }
    }

    fn draft(&self, article: Article) -> Draft {
        let (figures, mut left_out) = figures(&article, self.date, self.words);
        // A change without a unit is none that a metric may have, unless its value has none either.
        let (mut figures, without): (Vec<Figure>, Vec<Figure>) = figures.into_iter().partition(has_unit);
        let without = without.into_iter().map(|figure| (figure.block, figure.quote));
        left_out.extend(without.map(|(block, quote)| LeftOut { block, quote, why: Reason::NoUnit }));
        let lead = lead_period(&article, self.date);
        if let Some(period) = self.period {
            // What is of the article's own period, or of none that is known, is of the one that was given.
            figures
                .iter_mut()
                .filter(|figure| Some(figure.period) == lead || figure.period == Period::Unstated)
                .for_each(|figure| (figure.period, figure.stated) = (period, Stated::Before));
        }
        let mut draft = Draft {
            period: self.period.or(lead),
            region: place::region(&article),
            source: self.source.clone().or_else(|| origin::source(&article)),
            left_out,
            ..self.of_figures(article, figures, lead)
        };
        self.write(&mut draft);
        draft
    }

    /// Writes the file of a draft anew, from its figures as they are.
    pub(crate) fn write(&self, draft: &mut Draft) {
        draft.indicators = draft.figures.iter().map(|figure| self.indicator(figure, &draft.article)).collect();
        draft.markdown = self.markdown(draft);
    }

    fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| Catalogue::of(self.language))
    }

    /// The name of the file of an article.
    fn file(&self, article: &Article, used: &mut HashMap<String, usize>) -> String {
        let title = article.title.as_ref().map(Text::clean).unwrap_or_default();
        // As `jianbao new` names it, and no longer than a file's name may be.
        let slug: String = path::slug(&title).chars().take(LONGEST_NAME).collect();
        let slug = slug.trim_matches('-');
        let stem = if slug.is_empty() { self.date.to_string() } else { slug.to_owned() };
        let uses = used.entry(stem.clone()).or_default();
        *uses += 1;
        if *uses == 1 { format!("{stem}.md") } else { format!("{stem}-{uses}.md") }
    }

    /// The registered key or alias of a figure's indicator, or its words in the page's script.
    fn indicator(&self, figure: &Figure, article: &Article) -> String {
        match self.names.get(&known_by(&figure.indicator)) {
            Some(known) if self.script == Variant::Hans => known.name.to_string(),
            Some(known) => known.key.clone(),
            None if figure.indicator.is_empty() => "？".to_owned(),
            None if self.script == Variant::Hans => figure.indicator.clone(),
            None => {
                let (name, rest) = printed(figure, article);
                name + &self.own(rest)
            }
        }
    }

    /// Simplified text in the page's script.
    fn own(&self, plain: &str) -> String {
        self.back.as_ref().map_or_else(|| plain.to_owned(), |back| back.convert(plain).into_owned())
    }
}

/// Whether a figure's change says its unit, where it has to.
fn has_unit(figure: &Figure) -> bool {
    let bare =
        figure.change.as_ref().and_then(Change::amount).is_some_and(|amount| amount.dimension() == Dimension::Index);
    !bare || figure.value.as_ref().is_some_and(Quantity::is_index)
}

/// The longest name of a file, in characters, of which each may take three bytes.
const LONGEST_NAME: usize = 72;
/// How many figures are proposed for the cards above the table.
const HEADLINES: usize = 5;

/// The figures to be seen first: those that the title or the first paragraph tells.
fn headlines(article: &Article, figures: &[Figure]) -> Vec<usize> {
    let title = article.title.as_ref().map(Text::plain).unwrap_or_default();
    let lead = article.blocks.iter().position(|block| matches!(block.kind, BlockKind::Paragraph(_)));
    let is_told = |figure: &Figure| {
        let in_title = !figure.indicator.is_empty() && title.contains(&figure.indicator);
        figure.kind.is_none() && (in_title || Some(figure.block) == lead)
    };
    let told = figures.iter().enumerate().filter(|(_, figure)| is_told(figure)).map(|(at, _)| at);
    told.take(HEADLINES).collect()
}

/// A name without what varies between uses: 规上 is 规模以上, 数 at the end may be missing.
fn known_by(name: &str) -> String {
    let name = name.replace("规模以上", "规上").replace("国内生产总值", "GDP");
    let name: String = name.chars().filter(|c| c.is_alphanumeric() && *c != '的').collect();
    let name = ["全国", "我国"].iter().find_map(|region| name.strip_prefix(region)).unwrap_or(&name);
    name.strip_suffix('数').unwrap_or(name).to_owned()
}
