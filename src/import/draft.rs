//! Draft bulletins.
//!
//! In: articles and their figures. Out: [`Draft`]s: files of front matter and Markdown that a build
//! reads, marked as drafts, each metric marked for review with the words it was read from.
//!
//! May touch: path, text, figure

use super::articles::{Article, BlockKind};
use super::figures::{Figure, LeftOut, Stated, figures, lead_period};
use super::letters::Text;
use super::table::PageTable;
use super::{marks, place};
use crate::figure::{Indicator, Kind, Period, Registry};
use crate::path;
use crate::text::digest::digest;
use crate::text::{Converter, Glossary, Variant};
use jiff::civil::Date;
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

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
            BlockKind::Table(table) => table.head.iter().chain(table.rows.iter().flatten()).collect(),
        });
        front.chain(more).chain(blocks)
    }

    /// The text of a block; the cells of a table one after the other.
    pub(crate) fn block_text(&self, block: usize) -> Text {
        match &self.article.blocks[block].kind {
            BlockKind::Heading(text) | BlockKind::Paragraph(text) => text.clone(),
            BlockKind::Table(table) => {
                Text(table.head.iter().chain(table.rows.iter().flatten()).flat_map(|cell| cell.0.clone()).collect())
            }
        }
    }
}

/// What the drafts of a page have in common.
pub(crate) struct DraftWriter<'r> {
    date: Date,
    script: Variant,
    names: HashMap<String, &'r Indicator>,
    back: Option<Converter>,
}

impl<'r> DraftWriter<'r> {
    /// For a page printed on a day, in a script, for a site with these indicators.
    pub(crate) fn new(date: Date, script: Variant, registry: &'r Registry) -> Self {
        let mut names = HashMap::new();
        for indicator in registry.iter() {
            for name in [&indicator.name, &indicator.key].into_iter().chain(&indicator.aliases) {
                names.insert(known_by(name), indicator);
            }
        }
        let back = (script != Variant::Hans).then(|| Converter::new(Variant::Hans, script, None, &Glossary::default()));
        Self { date, script, names, back }
    }

    /// Makes the drafts of a page.
    pub(crate) fn drafts(&self, articles: Vec<Article>) -> Vec<Draft> {
        let mut used: HashMap<String, usize> = HashMap::new();
        articles.into_iter().map(|article| self.draft(article, &mut used)).collect()
    }

    /// The figures of an article as complete `[[metrics]]` tables that inherit nothing: the block each was
    /// read from, and its characters there.
    pub(crate) fn tables(&self, article: Article) -> Vec<(usize, Range<usize>, String)> {
        let draft = Draft { period: None, ..self.draft(article, &mut HashMap::new()) };
        let table =
            |(at, figure): (usize, &Figure)| (figure.block, figure.quote.clone(), self.metric(&draft, at, figure));
        draft.figures.iter().enumerate().map(table).collect()
    }

    fn draft(&self, article: Article, used: &mut HashMap<String, usize>) -> Draft {
        let (figures, left_out) = figures(&article, self.date);
        let indicators = figures.iter().map(|figure| self.indicator(figure)).collect();
        let mut draft = Draft {
            file: self.file(&article, used),
            period: lead_period(&article, self.date),
            region: place::region(&article),
            source: source(&article),
            figures,
            indicators,
            left_out,
            article,
            markdown: String::new(),
        };
        draft.markdown = self.markdown(&draft);
        draft
    }

    fn file(&self, article: &Article, used: &mut HashMap<String, usize>) -> String {
        let title = article.title.as_ref().map(Text::clean).unwrap_or_default();
        let slug: String = path::slug(&title).chars().take(24).collect();
        let slug = slug.trim_matches('-');
        let stem =
            if slug.is_empty() { self.date.to_string() } else { format!("{}-{slug}", self.date.strftime("%m%d")) };
        let uses = used.entry(stem.clone()).or_default();
        *uses += 1;
        if *uses == 1 { format!("{stem}.md") } else { format!("{stem}-{uses}.md") }
    }

    /// The registered key or alias of a figure's indicator, or its words in the page's script.
    fn indicator(&self, figure: &Figure) -> String {
        match self.names.get(&known_by(&figure.indicator)) {
            Some(known) if self.script == Variant::Hans => known.name.clone(),
            Some(known) => known.key.clone(),
            None if figure.indicator.is_empty() => "？".to_owned(),
            None => self.own(&figure.indicator),
        }
    }

    /// Simplified text in the page's script.
    fn own(&self, plain: &str) -> String {
        self.back.as_ref().map_or_else(|| plain.to_owned(), |back| back.convert(plain).into_owned())
    }

    fn markdown(&self, draft: &Draft) -> String {
        let body = body(&draft.article);
        let mut out = String::from("+++\n");
        let mut front = self.front(draft, &digest(&body));
        for (at, figure) in draft.figures.iter().enumerate() {
            front.push_str(&self.metric(draft, at, figure));
        }
        // `-{` in the text of the page is not a mark.
        out.push_str(&front.replace("-{", "-\\u007b"));
        out.push_str("+++\n\n");
        out.push_str(&body);
        out
    }

    fn front(&self, draft: &Draft, imported: &str) -> String {
        let article = &draft.article;
        let mut out =
            String::from("# 由报纸版面导入。正文是报纸的原文，请改写后再发表；核对过的指标删去 review 一行。\n");
        let notes = [
            ("标签", &article.label),
            ("电头", &article.dateline),
            ("上接", &article.continued),
            ("下转", &article.goes_on),
        ];
        for (name, text) in notes.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?))) {
            push_line(&mut out, &format!("# {name}：{}", text.clean()));
        }
        let lists = [("引题或副题", &article.subtitles), ("作者", &article.bylines), ("来源", &article.sources)];
        for (name, texts) in lists {
            for text in texts {
                let text = text.clean();
                push_line(&mut out, &format!("# {name}：{}", text.strip_prefix(&format!("{name}：")).unwrap_or(&text)));
            }
        }
        let title = article.title.as_ref().map_or_else(|| "（待补标题）".to_owned(), Text::clean);
        let mut entry = |key: &str, value: String| push_line(&mut out, &format!("{key:8} = {value}"));
        entry("title", quoted(&title));
        entry("date", self.date.to_string());
        entry("draft", "true".to_owned());
        entry("imported", quoted(imported));
        if let Some(period) = draft.period {
            entry("period", quoted(&period.code()));
        }
        if self.script != Variant::Hans {
            entry("script", quoted(self.script.tag()));
        }
        let label =
            article.label.as_ref().map(|label| label.clean().trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
        entry(
            "topics",
            format!("[{}]", label.filter(|label| !label.is_empty()).map_or(String::new(), |label| quoted(&label))),
        );
        if let Some(region) = &draft.region {
            entry("region", quoted(&self.own(region)));
        }
        if let Some(source) = &draft.source {
            entry("source", quoted(&self.own(source)));
        }
        out
    }

    fn metric(&self, draft: &Draft, at: usize, figure: &Figure) -> String {
        let quote = draft.block_text(figure.block).slice(figure.quote.clone()).clean();
        let period = match figure.stated {
            Stated::Here => "期间据原句",
            Stated::Before => "期间沿用前文",
            Stated::Nowhere => "原文未注明期间",
        };
        let mut out = String::new();
        push_line(&mut out, &format!("\n# {}（{period}，把握{}%）", quote.trim(), figure.confidence));
        push_line(&mut out, "[[metrics]]");
        let mut entry = |key: &str, value: &str| push_line(&mut out, &format!("{key:9} = {}", quoted(value)));
        entry("indicator", &draft.indicators[at]);
        if let Some(value) = &figure.value {
            entry("value", &self.own(value.text().trim()));
        }
        if let Some(change) = &figure.change {
            entry("change", &self.own(change.text()));
        }
        if let Some(basis) = figure.basis {
            entry("basis", basis.over(&figure.period).code());
        }
        if Some(figure.period) != draft.period {
            let code = figure.period.code();
            entry("period", if code.is_empty() { "unstated" } else { &code });
        }
        if let Some(kind) = figure.kind {
            entry("kind", kind.code());
        }
        if let Some(speaker) = &figure.speaker {
            entry("source", &self.own(speaker));
        }
        if !figure.dims.is_empty() {
            let pairs: Vec<String> = figure
                .dims
                .iter()
                .take(1)
                .map(|(name, value)| format!("{} = {}", quoted(&self.own(name)), quoted(&self.own(value))))
                .collect();
            push_line(&mut out, &format!("dims      = {{ {} }}", pairs.join(", ")));
        }
        push_line(&mut out, "review    = true");
        out
    }
}

/// A name without what varies between uses: 规上 is 规模以上, 数 at the end may be missing.
fn known_by(name: &str) -> String {
    let name = name.replace("规模以上", "规上").replace("国内生产总值", "GDP");
    let name: String = name.chars().filter(|c| c.is_alphanumeric() && *c != '的').collect();
    let name = ["全国", "我国"].iter().find_map(|region| name.strip_prefix(region)).unwrap_or(&name);
    name.strip_suffix('数').unwrap_or(name).to_owned()
}

/// What a bracketed or bare source line names.
fn source(article: &Article) -> Option<String> {
    let printed = article.sources.last().map(Text::plain);
    if let Some(name) = printed.as_deref().and_then(marks::source) {
        return Some(name.trim_end_matches('。').to_owned());
    }
    let dateline = article.dateline.as_ref()?.plain();
    ["新华社", "中新社", "中央社", "中新网", "人民网"]
        .into_iter()
        .find(|agency| dateline.starts_with(agency))
        .map(str::to_owned)
}

/// The Markdown of an article.
fn body(article: &Article) -> String {
    let mut out = String::new();
    for block in &article.blocks {
        match &block.kind {
            BlockKind::Heading(text) => push_line(&mut out, &format!("## {}\n", escaped(&text.clean()))),
            BlockKind::Paragraph(text) => push_line(&mut out, &format!("{}\n", escaped(&text.clean()))),
            BlockKind::Table(table) => out.push_str(&rows(table)),
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn rows(table: &PageTable) -> String {
    let columns = table.rows.iter().map(Vec::len).chain([table.head.len()]).max().unwrap_or_default();
    let row = |cells: &[Text]| {
        let cells: Vec<String> =
            (0..columns).map(|at| cells.get(at).map_or_else(String::new, |cell| escaped(&cell.clean()))).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut out = row(&table.head);
    let _ = writeln!(out, "|{}", " --- |".repeat(columns));
    out.extend(table.rows.iter().map(|cells| row(cells)));
    out.push('\n');
    out
}

/// Text escaped so that Markdown and marks leave it as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut digits = true;
    for (at, c) in text.char_indices() {
        let opens = at == 0 && c.is_ascii_punctuation();
        let ends_number = digits && at > 0 && matches!(c, '.' | ')');
        if opens
            || ends_number
            || matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '{' | '}' | '|' | '~' | '&' | '$' | '#')
        {
            out.push('\\');
        }
        digits = digits && c.is_ascii_digit();
        out.push(c);
    }
    out
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// A TOML string; braces that would be read as a figure or an escape are escaped.
fn quoted(text: &str) -> String {
    let braces = text.contains("{{") || text.contains("\\{") || text.contains("\\}");
    let text = if braces { text.replace('{', "\\{").replace('}', "\\}") } else { text.to_owned() };
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(char::is_control, " "))
}

/// The code of a kind, where the draft has one.
pub(crate) fn kind_code(kind: Option<Kind>) -> Option<&'static str> {
    kind.map(Kind::code)
}
