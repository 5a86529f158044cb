//! Values that stand in brackets behind their names: 留宿旅客（164.3亿元）及不过夜旅客（39.2亿元）的总消费分别上升33.1%及48.5%.
//!
//! In: the amounts of a clause, in brackets or right behind some. Out: the figures they make.
//!
//! May touch: figure

use super::context::Context;
use super::measure::change;
use super::passage::{Found, Passage};
use super::phrase;
use super::role::Role;
use super::scan::Token;
use crate::figure::Basis;
use std::ops::Range;

impl Passage<'_> {
    /// Names a value that stands alone in brackets by what stands before them, and keeps it in mind.
    pub(super) fn bracketed(&self, found: &[Found<'_>], told: usize, clause: &Range<usize>, context: &mut Context) {
        let [one] = found else { return context.bracketed.clear() };
        let alone = one.whole.trim_matches(['约', '占', '达']).is_empty() && context.figures.len() == told + 1;
        let Some(before) = self.plain(self.sentence.start..clause.start).strip_suffix('（').filter(|_| alone) else {
            return context.bracketed.clear();
        };
        let figure = &context.figures[told];
        if figure.change.is_some() == figure.value.is_some() {
            return;
        }
        let start = before.rfind(['，', '；', '：', '、', '）', '及', '和', '与']).unwrap_or_default();
        let tokens: Vec<&Token> = self.tokens.iter().collect();
        let words = self.words(self.sentence.start + start..self.sentence.start + before.len(), &tokens);
        let noun = words.trim_start_matches(['，', '；', '：', '、', '）', '及', '和', '与']);
        let noun = phrase::subject(noun.rsplit_once("用于").map_or(noun, |(_, noun)| noun));
        // 年增率分别为东协（32.2%）、日本（39.4%）
        let noun = noun.rsplit("分别为").next().unwrap_or_default().to_owned();
        let is_share = figure.value.as_ref().is_none_or(|value| value.unit_base() == "%");
        if noun.chars().count() < 2 || noun.contains(|c: char| c.is_ascii_digit()) {
            return;
        }
        let told_shares = self.plain(self.sentence.clone()).contains('占');
        let name = if is_share && told_shares && figure.change.is_none() {
            format!("{noun}占比")
        } else {
            phrase::completed(&noun, &figure.indicator, is_share)
        };
        if !figure.indicator.ends_with(&noun) {
            context.figures[told].indicator = name;
        }
        if !is_share {
            context.bracketed.push(told);
        }
    }

    /// Takes the amounts right behind brackets as changes of the values in them; whether they are.
    pub(super) fn of_bracketed(
        &self,
        found: &[Found<'_>],
        bases: &[Basis],
        clause: &Range<usize>,
        context: &mut Context,
    ) -> bool {
        if !self.plain(self.sentence.start..clause.start).ends_with('）') || context.bracketed.len() != found.len() {
            return false;
        }
        let roles: Vec<(Role, String)> = found.iter().map(|one| self.role(one)).collect();
        let Some(role) = roles.iter().rev().map(|(role, _)| *role).find(|role| matches!(role, Role::Up | Role::Down))
        else {
            return false;
        };
        if found.iter().any(|one| one.amount.unit() != "%" && one.amount.unit() != "倍") {
            return false;
        }
        let whole = phrase::subject(roles[0].1.trim_start_matches('的'));
        let whole = whole.trim_end_matches("录得").trim_end_matches("分别").to_owned();
        let topic = context.topic.clone();
        let basis = self.basis(bases, &found[0], context);
        for (one, at) in found.iter().zip(std::mem::take(&mut context.bracketed)) {
            let figure = &mut context.figures[at];
            let name = match whole.is_empty() {
                true => phrase::completed(&figure.indicator, &topic, true),
                false => format!("{}{whole}", figure.indicator),
            };
            (figure.indicator, figure.change, figure.basis) = (name, change(one.amount, role), Some(basis));
            figure.quote.end = figure.quote.end.max(self.reading.letters(one.span.clone()).end);
            (context.topic, context.last) = (context.figures[at].indicator.clone(), Some(at));
        }
        true
    }
}
