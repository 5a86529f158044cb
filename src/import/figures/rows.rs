//! Figures of tables.
//!
//! In: a table and what is kept in mind. Out: a figure for each value, with the change of its row that
//! belongs to it.
//!
//! May touch: figure

use super::context::Context;
use super::scan::{Reason, Token, against, scan};
use super::{Figure, LeftOut, Stated};
use crate::figure::{Basis, Change, Period, Quantity};
use crate::import::letters::Text;
use crate::import::table::{Column, PageTable, column, is_number};

/// Reads the rows of a table.
pub(crate) fn table(table: &PageTable, block: usize, context: &mut Context) {
    let heads: Vec<String> = table.head.iter().map(Text::plain).collect();
    let kinds: Vec<Column> = heads.iter().enumerate().map(|(place, head)| column(head, place)).collect();
    let mut at: usize = table.head.iter().map(Text::len).sum();
    for row in &table.rows {
        let names: Vec<usize> = (0..row.len()).filter(|&place| !is_number(&row[place])).collect();
        let starts: Vec<usize> = row
            .iter()
            .scan(at, |at, cell| {
                let start = *at;
                *at += cell.len();
                Some(start)
            })
            .collect();
        let end = starts.last().zip(row.last()).map_or(at, |(start, cell)| start + cell.len());
        match kinds.len() == row.len() && !names.is_empty() {
            true => read_row(row, &heads, &kinds, block, at..end, context),
            false => {
                let numbers = row.iter().zip(&starts).filter(|(cell, _)| is_number(cell));
                for (cell, start) in numbers {
                    let quote = *start..start + cell.len();
                    context.left_out.push(LeftOut { block, quote, why: Reason::Table });
                }
            }
        }
        at = end;
    }
}

fn read_row(
    row: &[Text],
    heads: &[String],
    kinds: &[Column],
    block: usize,
    quote: std::ops::Range<usize>,
    context: &mut Context,
) {
    let (name, own_unit) = named(&row[0].plain());
    let unit_cell = kinds.iter().position(|kind| *kind == Column::Units).map(|place| row[place].plain());
    let mut value: Option<(Quantity, Period)> = None;
    let mut made = false;
    let figure = |value: Option<Quantity>,
                  change: Option<Change>,
                  basis: Option<Basis>,
                  period: Option<Period>,
                  context: &Context| {
        let (period, stated) = match period.or(context.lead) {
            Some(period) => (period, Stated::Before),
            None => (Period::Unstated, Stated::Nowhere),
        };
        Figure {
            indicator: name.clone(),
            value,
            change,
            basis,
            period,
            stated,
            kind: None,
            dims: Vec::new(),
            speaker: None,
            block,
            quote: quote.clone(),
            confidence: 80,
        }
    };
    for (place, kind) in kinds.iter().enumerate() {
        let cell = row[place].plain();
        if !cell.contains(|c: char| c.is_ascii_digit()) || !is_number(&row[place]) {
            continue;
        }
        match kind {
            Column::Values(unit) => {
                if let Some((earlier, period)) = value.take() {
                    context.push(figure(Some(earlier), None, None, Some(period), context));
                }
                let unit = unit
                    .clone()
                    .filter(|unit| unit != "%" || !cell.ends_with('%'))
                    .or_else(|| unit_cell.clone())
                    .or_else(|| own_unit.clone())
                    .unwrap_or_default();
                let period =
                    period_of(&heads[place], context).unwrap_or_else(|| context.lead.unwrap_or(Period::Unstated));
                value = format!("{cell}{}", printed_unit(&unit, &cell)).parse().ok().map(|quantity| (quantity, period));
            }
            Column::Changes(head) => {
                let points = head.contains("百分点") || unit_cell.as_deref() == Some("个百分点");
                let unit = if points {
                    "个百分点"
                } else if cell.ends_with('%') {
                    ""
                } else {
                    "%"
                };
                let sign = if cell.starts_with(['-', '+']) { "" } else { "+" };
                let basis = basis_of(head, context);
                let Ok(change) = format!("{sign}{cell}{unit}").parse::<Change>() else { continue };
                let period = period_of(head, context).or_else(|| value.as_ref().map(|(_, period)| *period));
                let taken = value.take().map(|(quantity, _)| quantity);
                context.push(figure(taken, Some(change), Some(basis), period, context));
                made = true;
            }
            Column::Names | Column::Units | Column::Other => {}
        }
    }
    if let Some((quantity, period)) = value {
        context.push(figure(Some(quantity), None, None, Some(period), context));
    } else if !made {
        context.left_out.push(LeftOut { block, quote, why: Reason::Row });
    }
}

/// The name of a row without its number and `其中：`, and the unit it has in brackets.
fn named(cell: &str) -> (String, Option<String>) {
    let start = crate::import::marks::enumerator(cell).unwrap_or_default();
    let name =
        cell[start..].trim_start_matches("其中：").trim_start_matches("其中").trim_start_matches(['#', '·', ' ', '＃']);
    match name.split_once('（') {
        Some((name, unit)) => (name.trim().to_owned(), Some(unit.trim_end_matches('）').to_owned())),
        None => (name.trim().to_owned(), None),
    }
}

fn printed_unit<'u>(unit: &'u str, cell: &str) -> &'u str {
    if cell.ends_with('%') || unit == "—" || unit == "-" { "" } else { unit }
}

/// The period that a heading names.
fn period_of(head: &str, context: &Context) -> Option<Period> {
    scan(head, context.today).iter().find_map(Token::period)
}

fn basis_of(head: &str, context: &Context) -> Basis {
    let found = head.char_indices().find_map(|(at, _)| against::basis(&head[at..], context.today));
    found.map_or(Basis::Yoy, |(basis, _)| basis)
}
