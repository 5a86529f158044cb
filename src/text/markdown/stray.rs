//! What an author wrote as markup and Markdown does not take for it.
//!
//! In: a document and the body it was parsed from. Out: signs that readers would see, such as `##标题`, and words that they
//! would not, such as those behind `<!--` without an end; and where.
//!
//! May touch: nothing

use super::{Document, Piece};
use crate::text::is_cjk;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// Markup that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stray {
    /// `##标题` and `＃ 标题`: the signs, as a heading has them.
    Heading(String),
    /// `[a](b）` and `[a]（b）`: a link, as it is written.
    Link(String),
    /// `[a]()`, a link that leads nowhere.
    Nowhere,
    /// `**` without a partner.
    Emphasis,
    /// `^[…]`, a note within the line.
    Note,
    /// A sign of another program's Markdown: `::: note`, `{: .wide}`, `[TOC]`.
    Foreign,
    /// A comment without an end.
    Comment,
    /// A row with a cell that has no column; how many columns there are.
    Cell(usize),
}

/// How many characters of marks are looked at before a text.
const DEEPEST: usize = 200;

/// What other programs read at the start of a line.
const FOREIGN: [&str; 10] = [":::", "!!! ", "??? ", "{: ", "{:.", "{% ", "{{<", "{{%", "[TOC]", "[[toc]]"];

impl Document<'_> {
    /// Markup that is none, in order, and its bytes in the body.
    pub fn stray(&self, body: &str) -> Vec<(Stray, Range<usize>)> {
        let mut found = Vec::new();
        let mut in_code = false;
        let mut columns = 0;
        let mut shown: Vec<Range<usize>> = Vec::new();
        for piece in &self.pieces {
            let Piece::Markdown(event, span) = piece else { continue };
            match event {
                Event::Start(Tag::CodeBlock(_)) => {
                    in_code = true;
                    shown.push(span.clone());
                }
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Code(_) => shown.push(span.clone()),
                Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
                Event::Start(Tag::TableRow) => found.extend(cell(body, span, columns)),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if dest_url.is_empty() => {
                    found.push((Stray::Nowhere, span.clone()));
                }
                Event::Text(_) if !in_code => text(body, span, &mut found),
                _ => {}
            }
        }
        found.extend(
            comment(body)
                .filter(|span| !shown.iter().any(|code| code.contains(&span.start)))
                .map(|span| (Stray::Comment, span)),
        );
        found.sort_by_key(|(_, span)| span.start);
        found
    }
}

/// The first cell of a row that is in no column and not empty.
fn cell(body: &str, row: &Range<usize>, columns: usize) -> Option<(Stray, Range<usize>)> {
    let line = body[row.clone()].lines().next()?;
    let line = line.trim_end();
    let inner = line.strip_suffix('|').filter(|inner| !inner.ends_with('\\')).unwrap_or(line);
    let mut starts = vec![usize::from(inner.starts_with('|'))];
    let bars = inner.match_indices('|').filter(|&(at, _)| at > 0 && !inner[..at].ends_with('\\'));
    starts.extend(bars.map(|(at, _)| at + 1));
    let extra = inner.get(*starts.get(columns)?..)?;
    let words = extra.trim();
    let at = row.start + line.len() - line[inner.len() - extra.len()..].trim_start().len();
    (!words.is_empty()).then(|| (Stray::Cell(columns), at..at + words.len()))
}

/// A comment that begins a line and has no end.
fn comment(body: &str) -> impl Iterator<Item = Range<usize>> {
    let last = body.rfind("<!--").filter(|&at| !body[at..].contains("-->"));
    let opens = last.filter(|&at| body[..at].rsplit('\n').next().is_some_and(|ahead| ahead.trim().is_empty()));
    opens.map(|at| at..at + "<!--".len()).into_iter()
}

/// What stands in a stretch of text as markup would.
fn text(body: &str, span: &Range<usize>, found: &mut Vec<(Stray, Range<usize>)>) {
    let mut at = span.start;
    for line in body[span.clone()].split_inclusive('\n') {
        // Marks of lists and quotations may stand before a text.
        let mut before = body[..at].chars().rev().take_while(|&c| c != '\n');
        let marks = |c: char| c.is_whitespace() || matches!(c, '>' | '-' | '*' | '+');
        let begins = before.by_ref().take(DEEPEST).all(marks) && before.next().is_none();
        let indent = line.len() - line.trim_start().len();
        if begins && let Some((stray, length)) = at_start(line.trim()) {
            found.push((stray, at + indent..at + indent + length));
        }
        within(line, at, body, found);
        at += line.len();
    }
}

/// What stands at the start of a line, and how long it is.
fn at_start(line: &str) -> Option<(Stray, usize)> {
    if FOREIGN.iter().any(|sign| line.starts_with(sign)) {
        return Some((Stray::Foreign, line.len()));
    }
    let rest = line.trim_start_matches(['#', '＃']);
    let signs = &line[..line.len() - rest.len()];
    let level = signs.chars().count();
    // #话题# and #tag are what social networks link; #3 is a number.
    let topic = rest.contains('#') || (level == 1 && !rest.trim_start().starts_with(is_cjk));
    let heads = rest.trim_start().starts_with(|c: char| c.is_alphabetic() || is_cjk(c));
    ((1..=6).contains(&level) && heads && !topic).then(|| (Stray::Heading("#".repeat(level)), signs.len()))
}

/// What stands anywhere in a line, which is at `start` in the body.
fn within(line: &str, start: usize, body: &str, found: &mut Vec<(Stray, Range<usize>)>) {
    let mut tell = |stray: Stray, at: usize, length: usize| {
        // What is written with a backslash is meant to be seen.
        if !body[..start + at].ends_with('\\') {
            found.push((stray, start + at..start + at + length));
        }
    };
    for (at, _) in line.match_indices("^[") {
        tell(Stray::Note, at, "^[".len());
    }
    for (at, signs) in line.match_indices("**") {
        // Behind a number they tell how sure it is.
        let beside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || is_cjk(c));
        let (ahead, rest) = (line[..at].chars().next_back(), line[at + signs.len()..].chars().next());
        if beside(rest) && ahead != Some('*') {
            tell(Stray::Emphasis, at, signs.len());
        }
    }
    for (at, _) in line.match_indices(']') {
        let Some(open) = line[..at].rfind('[') else { continue };
        let rest = &line[at + 1..];
        let Some(target) = rest.strip_prefix(['(', '（']) else { continue };
        let Some(end) = target.find([')', '）']) else { continue };
        let address = &target[..end];
        let is_path = address.starts_with(['/', '#'])
            || address.rsplit_once('.').is_some_and(|(_, kind)| kind.starts_with(|c: char| c.is_ascii_alphabetic()));
        let is_address = !address.contains(char::is_whitespace) && (address.contains("://") || is_path);
        let wide = rest.starts_with('（') || target[end..].starts_with('）');
        if wide && is_address {
            let right = format!("[{}]({})", &line[open + 1..at], address);
            let close = target[end..].chars().next().map_or(0, char::len_utf8);
            let length = at + 1 + (rest.len() - target.len()) + end + close - open;
            tell(Stray::Link(right), open, length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> Vec<(Stray, &str)> {
        Document::parse(body).stray(body).into_iter().map(|(stray, span)| (stray, &body[span])).collect()
    }

    #[test]
    fn signs_that_are_no_markup_are_found() {
        for (body, stray, written) in [
            ("文。\n##小标题\n", Stray::Heading("##".into()), "##"),
            ("＃ 小标题\n", Stray::Heading("#".into()), "＃"),
            ("> ＃＃小标题\n", Stray::Heading("##".into()), "＃＃"),
            (
                "见[公报](https://a.example/b）。\n",
                Stray::Link("[公报](https://a.example/b)".into()),
                "[公报](https://a.example/b）",
            ),
            ("见[公报]（/about.md）。\n", Stray::Link("[公报](/about.md)".into()), "[公报]（/about.md）"),
            ("见[公报]()。\n", Stray::Nowhere, "[公报]()"),
            ("**未完\n\n文。\n", Stray::Emphasis, "**"),
            ("文^[注]。\n", Stray::Note, "^["),
            ("::: note\n文\n", Stray::Foreign, "::: note"),
            ("文。\n\n<!-- 待补\n\n后文。\n", Stray::Comment, "<!--"),
            ("|甲|乙|\n|-|-|\n|1|2|3%|\n", Stray::Cell(2), "3%"),
            ("> 甲|乙\n> -|-\n> 1|2|3\n", Stray::Cell(2), "3"),
        ] {
            assert_eq!(found(body), [(stray, written)], "{body}");
        }
    }

    #[test]
    fn what_is_meant_to_be_seen_is_left_alone() {
        for body in [
            "\\##甲\n\n\\*\\*甲\n\n#话题# 和 #tag，#3\n",
            "`**甲`、`##甲`\n\n```\n##甲\n<!--\n```\n",
            "0.35**，0.12***\n\n[1]（注）见[甲](a.md)（上）。\n",
            "|甲|乙|\n|-|-|\n|1|2|\n|1|2||\n|`a\\|b`|2|\n|1\n",
            "<!-- 注 -->\n\n**重点**，**《纲要》**提出。\n\n# 甲\n",
            "{{ 指标 }}，$\\sum_{i}$，甲：：：乙\n",
        ] {
            assert_eq!(found(body), [], "{body}");
        }
    }
}
