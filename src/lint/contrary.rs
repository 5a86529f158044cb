//! What the words around a number say of it, against the metric that has the number.
//!
//! In: a number that a metric carries, and the words before it. Out: that they say 下降 of what went up, 环比 of what is
//! 同比, or name another time. Where the name of the metric and the number have more than links between them, nothing is said.
//!
//! May touch: diag, figure

use super::number::Number;
use super::passage::Passage;
use super::prose::Reader;
use crate::diag::{Code, Diagnostic};
use crate::figure::scan::{Amount, Token, TokenKind};
use crate::figure::{Basis, Change, Direction, Metric, Period, Quantity};
use std::ops::Range;

/// Words after which a number is more, and those after which it is less; the longer first.
const UP: [&str; 12] = ["增长", "增加", "上升", "上涨", "提高", "提升", "回升", "成长", "增", "升", "涨", "多"];
const DOWN: [&str; 12] = ["负增长", "下降", "减少", "下跌", "下滑", "回落", "降低", "衰退", "降", "跌", "减", "少"];

impl Reader<'_> {
    /// How the words before a number contradict the metric that has it; `end` is where they have named it.
    pub(super) fn contrary(
        &self,
        passage: &Passage<'_>,
        amount: &Amount,
        span: &Range<usize>,
        (end, metric): (usize, &Metric),
    ) -> Option<Diagnostic> {
        let sentence = passage.sentence(span.start);
        // 环比下降0.5%，上月为上涨0.5%
        let is_time = |token: &Token| matches!(token.kind, TokenKind::Time(..));
        if passage.tokens_in(end..span.start).iter().any(is_time) {
            return None;
        }
        let same = self.bulletin.metrics.iter().filter(|other| other.indicator == metric.indicator);
        let means = |number: &Quantity| Number::of(number).is_meant_by(&amount.quantity);
        let values: Vec<&Metric> = same.clone().filter(|own| own.value.as_ref().is_some_and(means)).collect();
        let changes: Vec<(&Metric, &Change, Basis)> = same
            .flat_map(|own| own.changes().map(move |(change, basis)| (own, change, basis)))
            .filter(|(_, change, _)| change.amount().is_some_and(means))
            .collect();
        let message = match (values.as_slice(), changes.as_slice()) {
            ([], []) => return None,
            ([], changes) => contrary_change(metric, changes, passage, end..span.start),
            (_, _) => None,
        };
        let period = || {
            let periods = values.iter().map(|own| own.period).chain(changes.iter().map(|(own, ..)| own.period));
            other_time(passage, &sentence, span, periods)
                .map(|printed| format!("`{}` is of another time in the metrics than `{printed}`", metric.name))
        };
        let help =
            "correct the one that is wrong; where both are right, the number is of something that has no metric yet";
        Some(passage.tell(Code::FigureDiffers, span, message.or_else(period)?, help))
    }
}

/// Where all the changes with the number went the other way than the words say, or are against something else.
fn contrary_change(
    metric: &Metric,
    changes: &[(&Metric, &Change, Basis)],
    passage: &Passage<'_>,
    between: Range<usize>,
) -> Option<String> {
    let (_, change, _) = changes.first()?;
    let clause = passage.clause(between.end).start.max(between.start);
    let said = direction(&passage.text()[clause..between.end]);
    if let Some(said) = said
        && changes.iter().all(|(_, change, _)| change.direction() != said)
    {
        return Some(match said {
            Direction::Up | Direction::Flat => {
                format!("`{}` went down in the metrics: `{}`", metric.name, change.text())
            }
            Direction::Down => format!("`{}` went up in the metrics: `{}`", metric.name, change.text()),
        });
    }
    let said = passage.tokens_in(between).iter().rev().find_map(|token| match token.kind {
        TokenKind::Basis(basis) => Some(basis),
        TokenKind::Time(..) | TokenKind::Amount(_) | TokenKind::Name(_) => None,
    })?;
    // A step before may be said in several ways, a year before is another thing.
    let is_other = |(_, _, basis): &(&Metric, &Change, Basis)| (*basis == Basis::Yoy) != (said == Basis::Yoy);
    let (_, _, basis) = changes.iter().all(is_other).then(|| changes.first())??;
    Some(format!("`{}` of `{}` is `basis = \"{}\"` in the metrics", change.text(), metric.name, basis.code()))
}

/// Which way the words before a number say it went; none where they compare two changes, as 多增 and 少减 do.
fn direction(words: &str) -> Option<Direction> {
    let words = words.trim_end_matches(['了', '约', '近', '超', '过', ' ', '逾', '达', '幅', '度']);
    let down = DOWN.iter().find_map(|word| words.strip_suffix(word)).map(|before| (before, Direction::Down));
    let up = || UP.iter().find_map(|word| words.strip_suffix(word)).map(|before| (before, Direction::Up));
    let (before, direction) = down.or_else(up)?;
    let is_compared =
        before.ends_with(['多', '少', '由', '从', '转', '止', '不', '未', '涨', '跌', '增', '降', '减', '升']);
    (!is_compared).then_some(direction)
}

/// The time that a sentence begins with, as it is printed, where it is none of these and the only one before the number.
fn other_time<'p>(
    passage: &'p Passage<'_>,
    sentence: &Range<usize>,
    span: &Range<usize>,
    mut periods: impl Iterator<Item = Period>,
) -> Option<&'p str> {
    let mut times = passage.tokens_in(sentence.start..span.start).iter().filter_map(|token| match &token.kind {
        TokenKind::Time(period, is_event) => Some((&token.span, *period, *is_event)),
        TokenKind::Basis(_) | TokenKind::Amount(_) | TokenKind::Name(_) => None,
    });
    let (Some((at, Some(said), false)), None) = (times.next(), times.next()) else { return None };
    let is_other =
        |period: Period| period != Period::Unstated && (period.start(), period.end()) != (said.start(), said.end());
    (at.start == sentence.start && periods.all(is_other)).then(|| passage.printed(at))
}
