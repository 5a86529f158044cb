//! A second reading, by a program of the editor's choice.
//!
//! In: an import. Out: [`questions`], a line of JSON for each sentence with numbers, with what is proposed for it; and what
//! becomes of the answers, [`Outcome`]. An answer mends a figure, drops it or adds one. Only those are taken whose numbers are in
//! their sentence, so that none can be made up, and all stay marked for review.
//!
//! May touch: figure

use super::Import;
use super::data::raw::{Raw, cells};
use super::data::row::Row;
use super::draft::{Draft, DraftWriter};
use super::figures::{Figure, Stated};
use super::letters::Text;
use super::sentence::{numbers, numerals, sentences};
use crate::figure::{Change, Period, Quantity};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::ops::Range;

/// How sure a figure is that an assistant mended or added.
const MENDED: u8 = 80;

/// What became of answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Figures that were mended or added.
    pub(crate) taken: usize,
    /// Figures that were dropped.
    pub(crate) dropped: usize,
    /// The lines of answers that were not taken, and why.
    pub(crate) refused: Vec<(usize, String)>,
}

/// A sentence with numbers.
struct Question {
    draft: usize,
    block: usize,
    letters: Range<usize>,
}

fn all(import: &Import) -> Vec<Question> {
    let drafts = import.drafts.iter().enumerate();
    let blocks = drafts.flat_map(|(at, draft)| (0..draft.article.blocks.len()).map(move |block| (at, draft, block)));
    let found = blocks.flat_map(|(at, draft, block)| {
        let told = sentences(draft, block).into_iter().filter(move |letters| !there(draft, block, letters).is_empty());
        told.map(move |letters| Question { draft: at, block, letters })
    });
    found.collect()
}

/// The numerals of a sentence, as digits.
fn there(draft: &Draft, block: usize, letters: &Range<usize>) -> Vec<String> {
    let text = draft.block_text(block);
    let found = draft.parts(block, letters).into_iter().flat_map(|part| numerals(&text.slice(part)));
    found.map(|(digits, _)| digits).collect()
}

/// The places of the figures of a sentence among those of its draft.
fn figures_of(draft: &Draft, question: &Question) -> Vec<usize> {
    let is_here = |figure: &Figure| figure.block == question.block && question.letters.contains(&figure.quote.start);
    draft.figures.iter().enumerate().filter(|(_, figure)| is_here(figure)).map(|(at, _)| at).collect()
}

/// The sentences of an import and what is proposed for them, a line of JSON each.
///
/// # Errors
/// A question has none.
pub(crate) fn questions(import: &Import) -> Result<String> {
    let mut lines = String::new();
    for (number, question) in all(import).iter().enumerate() {
        let draft = &import.drafts[question.draft];
        let figures: Vec<_> = figures_of(draft, question).into_iter().map(|at| proposal(draft, at)).collect();
        let line = json!({
            "sentence": number,
            "text": draft.words(question.block, &question.letters),
            "article": draft.article.title.as_ref().map(Text::clean),
            "period": draft.period.map(|period| period.code()),
            "figures": figures,
        });
        lines.push_str(&serde_json::to_string(&line)?);
        lines.push('\n');
    }
    Ok(lines)
}

fn proposal(draft: &Draft, at: usize) -> serde_json::Value {
    let figure = &draft.figures[at];
    json!({
        "figure": at,
        "indicator": draft.indicators[at],
        "value": figure.value.as_ref().map(Quantity::text),
        "change": figure.change.as_ref().map(Change::text),
        "basis": figure.basis.map(|basis| basis.code()),
        "period": figure.period.code(),
        "kind": figure.kind.map(|kind| kind.code()),
        "confidence": figure.confidence,
    })
}

/// What an answer asks for.
struct Answer {
    question: usize,
    figure: Option<usize>,
    drops: bool,
    /// What it says of the figure.
    cells: Vec<(String, String)>,
}

/// Takes the answers of a program, a line of JSON each.
///
/// # Errors
/// When a line is no JSON object.
pub(crate) fn apply(import: &mut Import, answers: &[u8], writer: &DraftWriter<'_>) -> Result<Outcome> {
    let text = std::str::from_utf8(answers).context("they are not UTF-8")?;
    let questions = all(import);
    let mut outcome = Outcome::default();
    let mut dropped: Vec<(usize, usize)> = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let object: Raw<'_> =
            serde_json::from_str(line).with_context(|| format!("line {} is no JSON object", at + 1))?;
        let taken = Answer::of(&object).and_then(|answer| take(import, &questions, answer));
        match taken {
            Ok(Some(figure)) => dropped.push(figure),
            Ok(None) => outcome.taken += 1,
            Err(why) => outcome.refused.push((at + 1, format!("{why:#}"))),
        }
    }
    dropped.sort_unstable();
    dropped.dedup();
    outcome.dropped = dropped.len();
    for (draft, figure) in dropped.into_iter().rev() {
        import.drafts[draft].drop_figure(figure);
    }
    import.drafts.iter_mut().for_each(|draft| writer.write(draft));
    Ok(outcome)
}

impl Answer {
    fn of(object: &Raw<'_>) -> Result<Self> {
        let number = |key: &str| object.get(key).map(|raw| raw.get().parse::<usize>()).transpose();
        let question = number("sentence").ok().flatten().context("it does not say the number of its sentence")?;
        let figure = number("figure").ok().context("its `figure` is no number")?;
        let drops = object.get("drop").is_some_and(|raw| raw.get() == "true");
        let others = ["sentence", "figure", "drop", "text", "confidence", "article"];
        let said: Raw<'_> = object
            .iter()
            .filter(|(key, _)| !others.contains(&key.as_str()))
            .map(|(key, raw)| (key.clone(), *raw))
            .collect();
        Ok(Self { question, figure, drops, cells: cells(&said)? })
    }
}

/// Takes one answer: returns the figure to be dropped, if that is what it wants.
fn take(import: &mut Import, questions: &[Question], answer: Answer) -> Result<Option<(usize, usize)>> {
    let question = questions.get(answer.question).context("there is no such sentence")?;
    let draft = &mut import.drafts[question.draft];
    let old = match answer.figure {
        Some(at) if !figures_of(draft, question).contains(&at) => bail!("its sentence has no such figure"),
        figure => figure,
    };
    if answer.drops {
        return Ok(Some((question.draft, old.context("it does not say which figure it drops")?)));
    }
    // What the answer does not say stays.
    let mut cells = old.map(|at| told(draft, at)).unwrap_or_default();
    cells.retain(|(key, _)| !answer.cells.iter().any(|(said, _)| said == key));
    cells.extend(answer.cells);
    cells.retain(|(key, cell)| key != "period" || cell != "unstated");
    let row = Row::of(cells.into_iter())?.context("it has neither value nor change")?;
    let figure = figure(row, old.map(|at| &draft.figures[at]), question);
    let mut there = there(draft, question.block, &question.letters);
    there.extend(old.into_iter().flat_map(|at| numbers(&draft.figures[at])));
    if !numbers(&figure).iter().all(|number| there.contains(number)) {
        bail!("its number is not in its sentence");
    }
    match old {
        Some(at) => draft.figures[at] = figure,
        None => draft.figures.push(figure),
    }
    Ok(None)
}

/// A figure as the cells of a row.
fn told(draft: &Draft, at: usize) -> Vec<(String, String)> {
    let figure = &draft.figures[at];
    let cells = [
        ("indicator", Some(draft.indicators[at].clone())),
        ("value", figure.value.as_ref().map(|value| value.text().to_owned())),
        ("change", figure.change.as_ref().map(|change| change.text().to_owned())),
        ("basis", figure.basis.map(|basis| basis.code().to_owned())),
        ("period", Some(figure.period.code()).filter(|code| !code.is_empty())),
        ("kind", figure.kind.map(|kind| kind.code().to_owned())),
    ];
    cells.into_iter().filter_map(|(key, cell)| Some((key.to_owned(), cell?))).collect()
}

fn figure(row: Row, old: Option<&Figure>, question: &Question) -> Figure {
    let period = row.period.unwrap_or(Period::Unstated);
    let stated = match old {
        Some(old) if old.period == period => old.stated,
        _ if period == Period::Unstated => Stated::Nowhere,
        _ => Stated::Before,
    };
    Figure {
        indicator: row.indicator,
        value: row.value,
        change: row.change,
        basis: row.basis,
        period,
        stated,
        kind: row.kind,
        dims: if row.dims.is_empty() { old.map(|old| old.dims.clone()).unwrap_or_default() } else { row.dims },
        speaker: row.source.or_else(|| old.and_then(|old| old.speaker.clone())),
        block: question.block,
        quote: old.map_or_else(|| question.letters.clone(), |old| old.quote.clone()),
        confidence: MENDED,
    }
}
