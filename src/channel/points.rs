//! What a chart or a comparison shows, as numbers in rows, for where nothing can be drawn.
//!
//! In: a chart, or a comparison with its bars. Out: [`Points`].
//!
//! May touch: chart, label, view

use super::figures;
use crate::chart::{Bars, Chart, Dot, Line, Role};
use crate::label::{Label, Labels};
use crate::view::types::ComparisonView;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The most periods of a chart, the newest.
const NEWEST: usize = 6;

/// Numbers in rows.
pub(super) struct Points {
    pub(super) title: String,
    pub(super) subtitle: String,
    /// What the rows are, and what each number is.
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// What happened meanwhile, as it is numbered in the drawing.
    pub(super) events: Vec<String>,
}

/// A row.
pub(super) struct Row {
    pub(super) label: String,
    /// As printed; empty where there is none.
    pub(super) values: Vec<String>,
    /// How long the bar of its only number is, of a hundred, and whether it falls.
    pub(super) bar: Option<(u8, bool)>,
}

/// The newest values of a chart, the newest first.
pub(super) fn of_chart(chart: &Chart) -> Points {
    let words = &chart.words;
    let lines: Vec<&Line> = chart.lines.iter().filter(|line| line.shown && !line.dots.is_empty()).collect();
    let name = |line: &&Line| match line.role {
        _ if !line.name.is_empty() => line.name.clone(),
        Role::Actual => words.value.clone(),
        Role::Target => words.target.clone(),
        Role::Forecast => words.forecast.clone(),
    };
    let mut periods: BTreeMap<i32, Vec<Option<&Dot>>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        for dot in &line.dots {
            periods.entry(dot.to).or_insert_with(|| vec![None; lines.len()])[at] = Some(dot);
        }
    }
    let newest: Vec<Vec<Option<&Dot>>> = periods.into_values().rev().take(NEWEST).collect();
    let longest = longest(newest.iter().flatten().flatten().map(|dot| dot.value));
    let row = |dots: Vec<Option<&Dot>>| Row {
        label: dots.iter().flatten().next().map_or_else(String::new, |dot| dot.label.clone()),
        bar: dots.first().copied().flatten().filter(|_| dots.len() == 1).map(|dot| figures::bar(dot.value, longest)),
        values: dots.into_iter().map(|dot| dot.map_or_else(String::new, |dot| dot.text.clone())).collect(),
    };
    let [title, subtitle] = chart.captions();
    Points {
        title,
        subtitle,
        heads: [words.period.clone()].into_iter().chain(lines.iter().map(name)).collect(),
        rows: newest.into_iter().map(row).collect(),
        events: chart.events.iter().map(|event| [&*event.date, " ", &event.text].concat()).collect(),
    }
}

/// All that is compared.
pub(super) fn of_comparison(view: ComparisonView, bars: &Bars, labels: &Labels) -> Points {
    let longest = longest(bars.rows.iter().map(|bar| bar.value));
    let row = |bar: &crate::chart::Bar| Row {
        label: bar.label.clone(),
        values: vec![bar.text.clone()],
        bar: Some(figures::bar(bar.value, longest)),
    };
    let label = labels.text(if view.by_region { Label::Region } else { Label::Period });
    let value = if view.what.is_empty() { labels.text(Label::Value).to_owned() } else { view.what };
    Points {
        title: view.title,
        subtitle: bars.subtitle.clone(),
        heads: vec![label.to_owned(), value],
        rows: bars.rows.iter().map(row).collect(),
        events: Vec::new(),
    }
}

fn longest(values: impl Iterator<Item = Decimal>) -> Decimal {
    values.map(|value| value.abs()).max().unwrap_or_default()
}
