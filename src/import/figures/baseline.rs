//! What is only compared with: where a change came from, and what was before.
//!
//! In: an amount or a time of a sentence. Out: whether the sentence is about it, or about what became of it.
//!
//! May touch: figure

use super::context::Context;
use super::passage::{Found, Passage};
use super::role::{self, Role};
use super::scan::{Reason, Token, TokenKind};
use crate::import::list::List;

impl Passage<'_> {
    /// Whether a time is one that is yet to come or long gone, of which no later sentence speaks.
    pub(super) fn is_past(&self, token: &Token, context: &Context) -> bool {
        let TokenKind::Time(Some(period), _) = &token.kind else { return false };
        if self.is_of_baseline(token) {
            return true;
        }
        let this_year = period.code() == context.today.year().to_string();
        !this_year && period.end().is_some_and(|end| end > context.today || end.year() + 1 < context.today.year())
    }

    /// Whether what begins at a byte is where a change came from: 由5月份下降2.9%转为增长9.6%.
    pub(super) fn is_baseline(&self, at: usize, behind: &str) -> bool {
        let turns = List("turned");
        let before = self.plain(self.sentence.start..at);
        let clause = before.rfind(['，', '；', '。']).map_or(before, |cut| &before[cut..]);
        let turned = behind.trim_start_matches('，');
        let Some(turn) = turns.beginning(turned).filter(|_| clause.contains(['由', '从'])) else { return false };
        // 上升至8月至10月的2.9%，回升至4月至6月的水平 tells no further amount.
        let start = self.sentence.end - turned.len() + turn.len();
        let end = start + turned[turn.len()..].find(['，', '。', '；']).unwrap_or(turned.len() - turn.len());
        let amount = |token: &Token| token.amount().is_some() && (start..end).contains(&token.span.start);
        self.tokens.iter().any(amount) || self.sentence.end - behind.len() == at
    }

    /// What became of a rate of change that was another before: what it is the rate of, and whether things grow.
    pub(super) fn turned_rate(&self, found: &Found<'_>) -> Option<(Role, String)> {
        let start = self.clause_start(found);
        let cut = start + self.plain(start..found.span.start).rfind(['由', '从'])?;
        let tokens: Vec<&Token> = self.tokens.iter().collect();
        let words = self.words(start..cut, &tokens);
        let turned = found.amount.unit() == "%" && !found.lead.contains(['由', '从']);
        role::rate(&words).map(|(role, of)| (role, of.to_owned())).filter(|_| turned)
    }

    /// Whether an amount is only what another is compared with: 比上年的3.2%提高, 较6月份的升幅（1.4%）为小,
    /// 继6月份上升11.9%后.
    pub(super) fn is_compared_with(&self, at: usize, behind: &str) -> bool {
        let clause = self.clause_before(at);
        let moves = List("against_moves");
        let against = clause.rfind(['比', '较']).map(|cut| &clause[cut..]);
        let shares = against.is_some_and(|against| {
            List("比重 比例 比率 比值").beginning(against).is_some()
                || ["占", "对", "同", "环", "收入", "之"]
                    .iter()
                    .any(|word| clause.strip_suffix(against).is_some_and(|before| before.ends_with(word)))
        });
        let behind = ["大幅", "小幅", "略", "微幅", "明显", "再"]
            .iter()
            .find_map(|word| behind.strip_prefix(word))
            .unwrap_or(behind);
        let plain = against.is_some_and(|against| !moves.stands_in(against)) && !shares;
        let aside = clause.ends_with('（')
            && List("升幅 跌幅 涨幅 降幅 增幅 增速 月份 同期 水平").ending(clause.trim_end_matches('（')).is_some();
        if plain && (aside || moves.beginning(behind).is_some()) {
            return true;
        }
        let rest = behind.find('，').map_or("", |end| &behind[..end]);
        clause.contains('继') && rest.ends_with('后')
    }

    /// Whether an amount is of years ago: 三年前只有17家，如今已有386家.
    pub(super) fn is_long_ago(&self, at: usize, behind: &str) -> bool {
        let clause = self.clause_before(at);
        let once = clause.trim_start_matches('“');
        let ago = List("以前 过去 原来 原先 此前 当时").beginning(once).is_some()
            || clause.split_once("年前").is_some_and(|(years, behind)| {
                // 今年前9月
                years.chars().count() <= 3 && !behind.starts_with(|c: char| c.is_ascii_digit())
            })
            || self.opened_long_ago(at);
        ago && List("如今 现在 目前 今年 现已").stands_in(behind)
    }

    /// Whether the clause before that of a byte is a time long ago: `三年前，`.
    fn opened_long_ago(&self, at: usize) -> bool {
        let before = self.plain(self.sentence.start..at);
        let opening = before.rfind('，').map_or("", |end| &before[..end]);
        let opening = opening.trim_start_matches('“');
        opening.ends_with("年前") && opening.chars().count() <= 5
    }

    /// Whether a time is that of what a change came from: 5月份 of 由5月份下降2.9%转为增长9.6%.
    pub(super) fn is_of_baseline(&self, token: &Token) -> bool {
        let before = self.plain(self.sentence.start..token.span.start);
        if List("高于 低于 快于 慢于 好于 多于 少于 优于 超越 逊于 次于").ending(before).is_some()
        {
            return true;
        }
        let behind = self.plain(token.span.end..self.sentence.end);
        // 8月数据由下降4.3%修正为下降3.7%；…: what else is told is of no month that was mended.
        let end = token.span.end + behind.find(['，', '；', '。']).unwrap_or(behind.len());
        let here = |other: &&Token| (token.span.end..end).contains(&other.span.start);
        let numbers = || self.tokens.iter().filter(here).filter(|other| other.amount().is_some() || other.is_apart());
        let mended = |other: &Token| matches!(other.kind, TokenKind::Name(Reason::Revision | Reason::Earlier));
        if numbers().next().is_some() && numbers().all(mended) {
            return true;
        }
        // 为去年同期的1.09倍, 是2020年的2.3倍: the time is what is multiplied.
        let of =
            ["同期的", "同月的", "全年的", "末的", "底的", "的"].into_iter().find_map(|word| behind.strip_prefix(word));
        if List("不变价 可比价 价格计算 同期 同月 同季 低位 高位 低点 高点").beginning(behind).is_some()
        {
            return true;
        }
        let multiplied = of.map(|of| self.sentence.end - of.len()).and_then(|start| {
            let next = self.tokens.partition_point(|other| other.span.start < start);
            self.tokens.get(next).filter(|other| other.span.start == start)
        });
        let multiplied = multiplied.is_some_and(|next| match &next.kind {
            TokenKind::Amount(amount) => amount.unit() == "倍",
            TokenKind::Time(..) | TokenKind::Basis(_) | TokenKind::Name(_) => false,
        });
        // 自去年11月以来连续12个月增长 began then, and is of now.
        let since = behind.starts_with("以来")
            || before.ends_with(['自', '从']) && List("起 开始 之后").beginning(behind).is_some();
        if since || multiplied || self.clause_before(token.span.start).starts_with('继') {
            return true;
        }
        before.ends_with(['由', '从'])
            && self.tokens.iter().any(|other| {
                let behind = other.span.start >= token.span.end;
                let apart = behind
                    && other.kind == TokenKind::Name(Reason::Earlier)
                    && self.plain(token.span.end..other.span.start).chars().count() <= 2;
                apart
                    || other.amount().is_some()
                        && behind
                        && self.is_baseline(other.span.start, self.plain(other.span.end..self.sentence.end))
            })
    }
}
