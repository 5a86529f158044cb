//! A chart's values as a table, from which a script draws it anew.
//!
//! In: a chart. Out: a figure of its drawing, its events and its table. The table is for readers, with values as printed;
//! attributes have what a drawing needs beside them: months, numbers that are not written as such, marks.
//!
//! May touch: nothing

use std::collections::{BTreeMap, BTreeSet};

use super::drawing::{escape, put};
use super::{Chart, Dot, Form, Line, Mark, Role};

/// The chart as a figure with its table.
pub(super) fn figure(chart: &Chart) -> String {
    let mut attributes = match chart.form {
        Form::Line => " data-form=\"line\"".to_owned(),
        Form::Bar => " data-form=\"bar\"".to_owned(),
    };
    put(&mut attributes, format_args!(" lang=\"{}\" data-unit=\"{}\"", escape(&chart.lang), escape(&chart.unit)));
    if chart.indexed {
        attributes.push_str(" data-indexed");
    }
    if let Some(reference) = &chart.reference {
        let (value, label) = (reference.value, escape(&reference.label));
        put(&mut attributes, format_args!(" data-reference=\"{value}\" data-reference-label=\"{label}\""));
    }
    chart.drawing().figure(&attributes, &(events(chart) + &table(chart)))
}

/// What happened, numbered as its rules are.
fn events(chart: &Chart) -> String {
    if chart.events.is_empty() {
        return String::new();
    }
    let mut list = String::from("<ol class=\"chart-events\">\n");
    for event in &chart.events {
        let (month, date, text) = (event.month, escape(&event.date), escape(&event.text));
        put(&mut list, format_args!("<li data-month=\"{month}\"><b>{date}</b> {text}</li>\n"));
    }
    list.push_str("</ol>\n");
    list
}

/// The values, a row a period, newest first; a column a line, and one for its changes. Tags end where HTML lets them end by
/// themselves: these tables are most of their pages.
fn table(chart: &Chart) -> String {
    let words = &chart.words;
    let lines: Vec<&Line> = chart.lines.iter().filter(|line| !line.dots.is_empty()).collect();
    let by_month: Vec<BTreeMap<i32, &Dot>> =
        lines.iter().map(|line| line.dots.iter().map(|dot| (dot.to, dot)).collect()).collect();
    let months: BTreeSet<i32> = by_month.iter().flat_map(|dots| dots.keys().copied()).collect();
    let name = escape(&words.table);
    let mut html = format!(
        "<details class=\"chart-data\">\n<summary>{name}</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" \
         aria-label=\"{name}\">\n<table>\n<thead><tr><th scope=\"col\">{}</th>",
        escape(&words.period)
    );
    lines.iter().for_each(|line| head(&mut html, line, chart));
    html.push_str("</tr></thead>\n<tbody>\n");
    for month in months.into_iter().rev() {
        let Some(dot) = by_month.iter().find_map(|dots| dots.get(&month)) else { continue };
        put(&mut html, format_args!("<tr><th data-month=\"{month}\""));
        if dot.short != format!("{}月", month.rem_euclid(12) + 1) {
            put(&mut html, format_args!(" data-short=\"{}\"", escape(&dot.short)));
        }
        put(&mut html, format_args!(">{}", escape(&dot.label)));
        for (line, dots) in lines.iter().zip(&by_month) {
            cells(&mut html, line, dots.get(&month).copied(), chart);
        }
        html.push('\n');
    }
    html.push_str("</table>\n</div>\n</details>\n");
    html
}

/// The heads of a line's columns.
fn head(html: &mut String, line: &Line, chart: &Chart) {
    let words = &chart.words;
    let (role, kind) = match line.role {
        Role::Actual => ("actual", &words.value),
        Role::Target => ("target", &words.target),
        Role::Forecast => ("forecast", &words.forecast),
    };
    let step = line.dots.iter().map(|dot| dot.step).min().unwrap_or(1);
    let name = if line.name.is_empty() { kind } else { &line.name };
    put(html, format_args!("<th scope=\"col\" data-role=\"{role}\" data-step=\"{step}\""));
    if !line.name.is_empty() {
        html.push_str(" data-named");
    }
    if !line.shown {
        html.push_str(" data-off");
    }
    put(html, format_args!(">{}</th>", escape(name)));
    if has_changes(line) {
        put(html, format_args!("<th scope=\"col\">{}</th>", escape(&line.by)));
    }
}

fn has_changes(line: &Line) -> bool {
    line.dots.iter().any(|dot| !dot.change.is_empty())
}

/// A value and its change.
fn cells(html: &mut String, line: &Line, dot: Option<&Dot>, chart: &Chart) {
    let Some(dot) = dot else {
        html.push_str(if has_changes(line) { "<td><td>" } else { "<td>" });
        return;
    };
    html.push_str("<td");
    let value = dot.value.to_string();
    if written(&dot.text) != value {
        put(html, format_args!(" data-value=\"{value}\""));
    }
    let (mark, word) = (code(dot.mark), chart.words.mark(dot.mark));
    if !mark.is_empty() {
        put(html, format_args!(" data-mark=\"{mark}\""));
    }
    let aside = if word.is_empty() { String::new() } else { chart.words.aside.replace("{text}", word) };
    put(html, format_args!(">{}", escape(&[&dot.text, &*aside].concat())));
    if has_changes(line) {
        put(html, format_args!("<td>{}", escape(&dot.change)));
    }
}

/// The number at the start of a text, as a program writes it: −1234.5 of `−1,234.5万元`.
fn written(text: &str) -> String {
    let mut number = String::new();
    for c in text.chars() {
        match c {
            '+' if number.is_empty() => {}
            '−' if number.is_empty() => number.push('-'),
            ',' => {}
            '0'..='9' | '.' => number.push(c),
            _ => break,
        }
    }
    number
}

fn code(mark: Mark) -> &'static str {
    match mark {
        Mark::Exact => "",
        Mark::Approx => "approx",
        Mark::Derived => "derived",
        Mark::Revised => "revised",
        Mark::Preliminary => "preliminary",
    }
}
