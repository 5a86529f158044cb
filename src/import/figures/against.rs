//! What a change is against.
//!
//! In: a change, the bases that its clause names, and what is kept in mind. Out: its basis.
//!
//! May touch: figure

use super::context::Context;
use super::frame::MARKETS;
use super::passage::{Found, Passage};
use super::scan::{Token, TokenKind};
use crate::figure::{Basis, Period};
use crate::import::list::List;

impl Passage<'_> {
    /// What a change is against: as its clause says, or as the text before, or as is usual.
    pub(super) fn basis(&self, bases: &[Basis], found: &Found<'_>, context: &Context) -> Basis {
        // Points go on against what points were against: an index of 49.2%, 上升0.4个百分点.
        let points = context.points_basis.filter(|_| found.amount.unit().ends_with("百分点"));
        let within = match () {
            () if found.lead.contains("年内") => Some(Basis::Ytd),
            // 标普500指数今年上涨16.39%
            () if context.trading && self.is_of_year(found) => Some(Basis::Ytd),
            () if context.trading && self.tells_week(found) => Some(Basis::Wow),
            () if self.is_of_week(found) => Some(Basis::Wow),
            () if self.is_share(found, context) => Some(Basis::Dod),
            // 连升3个交易日，累升820点
            () if List("累升 累涨 累跌 累减").stands_in(&found.lead) => {
                let days = List("连升 连跌 连涨 连续").stands_in(self.plain(self.sentence.start..found.span.start));
                Some(if days { Basis::FixedBase } else { Basis::Ytd })
            }
            // 10月份累计下跌18%
            () if context.trading
                && matches!(
                    self.own_period(found, &(self.clause_start(found)..found.span.end)),
                    Some(Period::Month(_))
                )
                && found.lead.contains("累计") =>
            {
                Some(Basis::Mom)
            }
            () if MARKETS.beginning(&found.lead).is_some() => Some(Basis::Dod),
            // 2月美元指数上升0.64%，欧元贬值0.86%: money moves within its month, or its day.
            () if List("升值 贬值 美元指数").stands_in(&found.lead) && bases.is_empty() => {
                Some(match self.tokens.iter().find_map(Token::period) {
                    Some(Period::Month(_)) => Basis::Mom,
                    // 上半年升值9.63%
                    Some(span @ (Period::Half(..) | Period::Months(_) | Period::Year(_)))
                        if span.start().is_some_and(|day| day.month() == 1) =>
                    {
                        Basis::Ytd
                    }
                    _ => context.basis.unwrap_or(Basis::Dod),
                })
            }
            () if List("日内 盘中 盘前 盘后").stands_in(&found.lead) => Some(Basis::Dod),
            () if found.lead.contains("月内") || self.is_set_against_year(found, bases) => Some(Basis::Mom),
            () => None,
        };
        let own = self.own_period(found, &(self.clause_start(found)..found.span.end));
        // 涨幅扩大0.2个百分点 of a month's rate is against the month before's.
        let jobless =
            List("失业率 就业不足率").stands_in(&context.topic) || List("失业率 就业不足率").stands_in(&found.whole);
        let month = jobless
            || List("涨幅 降幅 跌幅 升幅").beginning(&found.lead).is_some()
                && context.figures.last().is_some_and(|last| matches!(last.period, Period::Month(_)));
        let rate = Some(Basis::Mom).filter(|_| month && found.amount.unit().ends_with("百分点"));
        // 首九个月累计增长6.15% behind 按月升0.65%: a longer time is compared with no month.
        let longer = matches!(own, Some(Period::Months(_) | Period::Half(..) | Period::Year(_)));
        let kept = context.basis.filter(|basis| !longer || *basis != Basis::Mom || bases.contains(basis));
        // 较10月成长12.86%、较去年同期减少8.76%: each has its own.
        let named = found.near.filter(|_| bases.len() > 1).or(bases.last().copied());
        named.or(within).or(points).or(rate).or(kept).unwrap_or_else(|| usual(found, own, context))
    }

    /// Whether a month's change is told before that in a year, which is set against it: 10月下跌0.6%，与去年同期比较则增加10.4%.
    fn is_set_against_year(&self, found: &Found<'_>, bases: &[Basis]) -> bool {
        let Some(rest) = self.plain(found.span.end..self.sentence.end).strip_prefix('，') else { return false };
        let next = self.tokens.iter().find(|token| token.span.start > found.span.end && token.basis().is_some());
        let year = next.filter(|token| token.basis() == Some(Basis::Yoy) && token.span.start <= found.span.end + 9);
        let set = year.is_some_and(|token| self.plain(token.span.end..self.sentence.end).starts_with('则'));
        let month = self.own_period(found, &(self.clause_start(found)..found.span.end));
        bases.is_empty() && set && !rest.is_empty() && matches!(month, Some(Period::Month(_)))
    }

    /// Whether what changed is told of a year that the clause names: 道琼斯指数今年上涨12.97%.
    fn is_of_year(&self, found: &Found<'_>) -> bool {
        let own = self.own_period(found, &(self.clause_start(found)..found.span.end));
        let since = List("今年以来 今年来 年初以来 年初至今").stands_in(self.clause_before(found.span.start));
        (since || matches!(own, Some(Period::Year(_)))) && found.amount.unit() == "%"
    }

    /// Whether a sentence from a market tells of a week, and of none of its days: 本周未含金融类指数上涨150.94点.
    fn tells_week(&self, found: &Found<'_>) -> bool {
        let before = self.plain(self.sentence.start..found.span.start);
        let day = |at: usize| before[at..].starts_with(|c| "一二三四五六日天".contains(c));
        let weeks = ["本周", "上周", "一周", "该周"].into_iter();
        let week = weeks.flat_map(|word| before.match_indices(word).map(|(at, word)| at + word.len()));
        let told = week.filter(|&at| !day(at)).max();
        let days = List("今天 今日 昨天 昨日 当日 当天 收盘 终场 收市 收报");
        told.is_some_and(|at| !days.stands_in(&before[at..])) || List("全周 单周 全星期 周涨 周跌").stands_in(before)
    }

    /// Whether what changed is told of a week: 到10月14日截止的当周，汽油供应增加290万桶.
    fn is_of_week(&self, found: &Found<'_>) -> bool {
        let mut before = self.tokens.iter().rev().filter(|token| token.span.end <= found.span.start);
        let time = before.find(|token| matches!(token.kind, TokenKind::Time(..)));
        time.is_some_and(|token| List("当周 该周 上周").contains(self.plain(token.span.clone())))
    }

    /// The basis of a change that belongs to the figure before: an index that closes moves from the day
    /// before, and 升幅 tells the same change again.
    pub(super) fn basis_of_last(&self, bases: &[Basis], found: &Found<'_>, rate: bool, context: &Context) -> Basis {
        let last = context.last.map(|last| &context.figures[last]);
        let closes = last.and_then(|last| last.value.as_ref()).is_some_and(|value| value.unit_base() == "点")
            || last.is_some_and(|last| List("中间价 收盘价 汇率 债收益率").ending(&last.indicator).is_some());
        let again = last.and_then(|last| last.basis).filter(|_| rate && !found.amount.unit().ends_with("百分点"));
        // 比上期上涨147元，涨4.6%: the same rise, in another measure.
        let same = last.filter(|last| {
            let amount = last.change.as_ref().is_some_and(|change| !matches!(change.unit_code().as_str(), "%" | "pp"));
            amount && found.amount.unit() == "%"
        });
        match bases.is_empty() {
            true if closes && !self.is_of_year(found) => {
                // 售价指数为382.7点，较12月份的381.9点，上升0.21%: outside markets as the text says.
                again.or(context.basis.filter(|_| !context.trading)).unwrap_or(Basis::Dod)
            }
            true if same.is_some() => same.and_then(|last| last.basis).unwrap_or(Basis::Yoy),
            true => again.unwrap_or_else(|| self.basis(bases, found, context)),
            false => self.basis(bases, found, context),
        }
    }
}

/// What a change is against that nothing says.
fn usual(found: &Found<'_>, own: Option<Period>, context: &Context) -> Basis {
    let longer = matches!(own, Some(Period::Months(_) | Period::Half(..) | Period::Year(_)));
    let monthly = !longer && (List("monthly").stands_in(&context.topic) || List("monthly").stands_in(&found.whole));
    // 美国11月新屋销售 in a report of a day's trading is of no day.
    let of_day = own.is_none_or(|own| matches!(own, Period::Day(_) | Period::Days(_)));
    // 净利润增长20% beside a share that moved: what grew did so in a year.
    let grew = found.amount.unit() == "%" && List("增长 成长 增加 减少 衰退").ending(&found.lead).is_some();
    let daily = context.trading && !grew && (of_day || found.whole.contains("交易日"));
    // Oil in store is told of each week.
    let held =
        List("库存 存货").stands_in(&found.whole) && !found.amount.unit().is_empty() && found.amount.unit() != "%";
    match (monthly, daily) {
        (true, _) => Basis::Mom,
        _ if held => Basis::PreviousPeriod,
        (false, true) => context.usual.unwrap_or(Basis::Dod),
        (false, false) => {
            context.usual.filter(|usual| found.amount.unit() == "%" || *usual == Basis::Mom).unwrap_or(Basis::Yoy)
        }
    }
}
