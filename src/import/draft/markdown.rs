//! The text of a draft.
//!
//! In: a draft, and the language of its comments. Out: its file: front matter in the order of `jianbao fmt`, with what the page
//! says around the article as comments and each metric below the words it was read from, and its Markdown.
//!
//! May touch: text, figure

use super::{Draft, DraftWriter};
use crate::figure::{Basis, Quantity, Treatment};
use crate::import::articles::{Article, BlockKind};
use crate::import::figures::{Figure, Stated};
use crate::import::letters::Text;
use crate::import::table::PageTable;
use crate::text::Variant;
use crate::text::digest::digest;
use std::fmt::Write;

impl DraftWriter<'_> {
    /// The whole file of a draft.
    pub(super) fn markdown(&self, draft: &Draft) -> String {
        let body = body(&draft.article);
        let mut front = self.remarks(&draft.article);
        self.keys(draft, &digest(&body), &mut front);
        for (at, figure) in draft.figures.iter().enumerate() {
            front.push_str(&self.metric(draft, at, figure));
        }
        // `-{` in the text of the page is not a mark.
        format!("+++\n{}+++\n\n{body}", front.replace("-{", "-\\u007b"))
    }

    /// What an editor should know of an article, as comments.
    fn remarks(&self, article: &Article) -> String {
        let mut lines = vec![
            "The text is its source's: rewrite it, check the figures, and remove `review` from those that are right."
                .to_owned(),
        ];
        let said = |text: &Text| text.clean();
        lines.extend(article.label.iter().map(said).map(|text| format!("Label: {text}")));
        lines.extend(article.dateline.iter().map(said).map(|text| format!("Dateline: {text}")));
        lines.extend(article.continued.iter().map(said).map(|text| format!("Continued: {text}")));
        lines.extend(article.goes_on.iter().map(said).map(|text| format!("Goes on: {text}")));
        lines.extend(article.subtitles.iter().map(said).map(|text| format!("Beside the title: {text}")));
        lines.extend(article.bylines.iter().map(said).map(|text| format!("Author: {text}")));
        let bare = |text: String| {
            ["来源：", "來源：", "来源:"]
                .iter()
                .find_map(|word| text.strip_prefix(word))
                .map_or(text.clone(), str::to_owned)
        };
        lines.extend(article.sources.iter().map(said).map(bare).map(|text| format!("Source: {text}")));
        let mut out = String::new();
        for line in lines {
            push_line(&mut out, format!("# {}", self.catalogue().say(&line)).trim_end());
        }
        out
    }

    /// The keys of the front matter, as `fmt` orders them.
    fn keys(&self, draft: &Draft, imported: &str, out: &mut String) {
        let article = &draft.article;
        let title = article.title.as_ref().map_or_else(|| self.own("（待补标题）"), Text::clean);
        let mut entry = |key: &str, value: String| push_line(out, &format!("{key:8} = {value}"));
        entry("title", quoted(&title));
        entry("date", self.date.to_string());
        if self.script != Variant::Hans {
            entry("script", quoted(self.script.tag()));
        }
        if let Some(period) = draft.period {
            entry("period", quoted(&period.code()));
        }
        let label =
            article.label.as_ref().map(|label| label.clean().trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
        let label = label.filter(|label| !label.is_empty()).map_or(String::new(), |label| quoted(&label));
        entry("topics", format!("[{label}]"));
        if let Some(region) = &draft.region {
            entry("region", quoted(&self.own(region)));
        }
        if let Some(source) = &draft.source {
            entry("source", quoted(&self.own(source)));
        }
        entry("draft", "true".to_owned());
        entry("imported", quoted(imported));
    }

    /// The table of a figure, below the words it was read from.
    pub(super) fn metric(&self, draft: &Draft, at: usize, figure: &Figure) -> String {
        let words = draft.words(figure.block, &figure.quote);
        let (text, sure) = (words.trim(), figure.confidence);
        let remark = match figure.stated {
            Stated::Here => format!("{text} (its sentence says the period, {sure}% sure)"),
            Stated::Before => format!("{text} (the period is that of the text before, {sure}% sure)"),
            Stated::Nowhere => format!("{text} (nothing says the period, {sure}% sure)"),
        };
        let mut out = String::new();
        push_line(&mut out, &format!("\n# {}", self.catalogue().say(&remark)));
        push_line(&mut out, "[[metrics]]");
        let mut entry = |key: &str, value: String| push_line(&mut out, &format!("{key:9} = {value}"));
        entry("indicator", quoted(&draft.indicators[at]));
        if let Some(value) = &figure.value {
            entry("value", quoted(&self.own(value.text().trim())));
        }
        if let Some(change) = &figure.change {
            entry("change", quoted(&self.own(change.text())));
        }
        if let Some(basis) = figure.basis {
            entry("basis", quoted(basis.over(&figure.period).code()));
        }
        // What its own words say of how it is made.
        let plain = draft.block_text(figure.block).slice(figure.quote.clone()).plain();
        let (Treatment { adjust, prices, base }, _) = Treatment::said(&plain, self.words);
        let adjusts = !figure.basis.is_some_and(Basis::is_adjusted);
        if let Some(adjust) = adjust.filter(|_| adjusts) {
            entry("adjust", quoted(adjust.code()));
        }
        if let Some(prices) = prices {
            entry(if figure.value.is_some() { "growth" } else { "prices" }, quoted(&prices.code()));
        }
        if let Some(base) = base.filter(|_| figure.value.as_ref().is_some_and(Quantity::is_index)) {
            entry("base", quoted(&base.to_string()));
        }
        if Some(figure.period) != draft.period {
            let code = figure.period.code();
            entry("period", quoted(if code.is_empty() { "unstated" } else { &code }));
        }
        if let Some(kind) = figure.kind {
            entry("kind", quoted(kind.code()));
        }
        if let Some((name, value)) = figure.dims.first() {
            entry("dims", format!("{{ {} = {} }}", quoted(&self.own(name)), quoted(&self.own(value))));
        }
        if draft.headlines.contains(&at) {
            entry("headline", "true".to_owned());
        }
        if let Some(speaker) = &figure.speaker {
            entry("source", quoted(&self.own(speaker)));
        }
        entry("review", "true".to_owned());
        out
    }
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
