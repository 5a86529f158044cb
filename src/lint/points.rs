//! Per cent and percentage points in the prose.
//!
//! In: a number of the prose and what the figures carry. Out: per cent in the place of percentage points, or the other
//! way round.
//!
//! May touch: diag, figure

use super::carried::states_exactly;
use super::passage::Passage;
use super::prose::{LEADS, MOVES, Reader, is_move};
use crate::diag::{Code, Diagnostic};
use crate::figure::Dimension;
use crate::figure::scan::{Amount, TokenKind};
use std::ops::Range;

/// Rates whose changes are given in percentage points.
const RATES: &[&str] = &[
    "增速",
    "增幅",
    "降幅",
    "涨幅",
    "占比",
    "比重",
    "失业率",
    "城镇化率",
    "负债率",
    "利用率",
    "渗透率",
    "增长率",
    "利润率",
];

impl Reader<'_> {
    /// Per cent where percentage points are meant, or the other way round.
    pub(super) fn points(&self, passage: &Passage<'_>, amount: &Amount, span: &Range<usize>) -> Option<Diagnostic> {
        let said = &amount.quantity;
        let (own, other, right) = match said.dimension() {
            Dimension::Percent => ("%", "pp", "个百分点"),
            Dimension::PercentPoint => ("pp", "%", "%"),
            Dimension::PerMille | Dimension::Multiple | Dimension::Index | Dimension::Other(_) => return None,
        };
        let printed = passage.printed(span);
        let number = said.number().printed();
        let clause = &passage.text()[passage.clause(span.start).start..span.start];
        let rate = RATES.iter().filter_map(|rate| clause.rfind(rate).map(|at| at + rate.len())).max();
        let moved = rate.is_some_and(|end| only_moves(passage, clause, end, span));
        let is_moved = own == "pp" && moved;
        if !(self.carried.has(amount) || is_moved)
            && self.is_stated_in(other, passage, amount, span)
            && !self.is_followed(passage, amount, span)
        {
            let message = format!("the metrics say `{number}{right}` where this says `{printed}`");
            let help = "a difference of two rates is in percentage points (个百分点), a rate in per cent (%)";
            return Some(passage.tell(Code::PercentOrPoints, span, message, help));
        }
        let grown = own == "pp" && rate.is_none() && clause.ends_with("增长") && !clause.contains(['率', '比']);
        match (own, moved, grown) {
            ("%", true, _) => {
                let message = format!("a rate moves by percentage points: `{printed}` would be a part of the rate");
                let help = format!("write `{number}个百分点`, or where it moved to: `至{number}%`");
                Some(passage.tell(Code::PercentOrPoints, span, message, &help))
            }
            ("pp", _, true) => {
                let message = format!("an amount grows by per cent: `增长{printed}`");
                let help = format!("write `{number}%`, or name the rate that moved: `增速提高{number}个百分点`");
                Some(passage.tell(Code::PercentOrPoints, span, message, &help))
            }
            _ => None,
        }
    }

    /// Whether the metric that the sentence names last states just this number in another unit. Where it names none,
    /// a number that something grew by may be that of any metric.
    fn is_stated_in(&self, unit: &str, passage: &Passage<'_>, amount: &Amount, span: &Range<usize>) -> bool {
        let sentence = passage.sentence(span.start);
        let before = &passage.text()[sentence.start..span.start];
        let base = amount.quantity.value_base().abs();
        let mut metrics = self.bulletin.metrics.iter();
        match self.named(before) {
            Some((_, _, named)) => {
                metrics.any(|metric| metric.indicator == named.indicator && states_exactly(metric, base, unit))
            }
            None => {
                let rates = RATES.iter().any(|rate| passage.text()[sentence.clone()].contains(rate));
                is_move(before) && !rates && metrics.any(|metric| states_exactly(metric, base, unit))
            }
        }
    }

    /// Whether the percentage points are the difference of two rates, by the series or by the words before them.
    fn is_followed(&self, passage: &Passage<'_>, amount: &Amount, span: &Range<usize>) -> bool {
        if self.carried.derived().has(amount, &passage.periods_before(span)) {
            return true;
        }
        let clause = &passage.text()[passage.clause(span.start).start..span.start];
        LEADS.iter().any(|word| clause.trim_end_matches(['出', '了', '约']).ends_with(word))
            && self.carried.is_lead(amount)
    }
}

/// Whether between a rate and a number there are only a basis and a verb of moving: 增速比上月提高3%.
fn only_moves(passage: &Passage<'_>, clause: &str, rate_end: usize, span: &Range<usize>) -> bool {
    let start = span.start - clause.len() + rate_end;
    let mut tokens = passage.tokens_in(start..span.start).iter();
    let basis = tokens.find(|token| matches!(token.kind, TokenKind::Basis(_)));
    let words = match basis {
        Some(token) => {
            format!("{}{}", &passage.text()[start..token.span.start], &passage.text()[token.span.end..span.start])
        }
        None => passage.text()[start..span.start].to_owned(),
    };
    let words = words.trim_end_matches('了');
    MOVES.contains(&words)
}
