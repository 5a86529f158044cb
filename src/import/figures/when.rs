//! When an amount was.
//!
//! In: an amount among the tokens of its sentence, and what is kept in mind. Out: the period it is of, and how that is known.
//!
//! May touch: figure

use super::context::Context;
use super::frame;
use super::passage::{Found, Passage, is_rule, is_stock, span_of};
use super::phrase;
use super::scan::{Token, TokenKind};
use super::{Figure, Stated};
use crate::figure::{Basis, Period};
use crate::import::list::List;
use std::ops::Range;

impl Passage<'_> {
    /// The period that the clause of an amount names before it.
    pub(crate) fn own_period(&self, found: &Found<'_>, clause: &Range<usize>) -> Option<Period> {
        let before = self.tokens.iter().rev().filter(|token| {
            clause.start <= token.span.start && token.span.end <= found.span.start && !self.is_of_baseline(token)
        });
        let opening = self.tokens.iter().filter(|token| {
            let behind = self.plain(token.span.end..clause.start.max(token.span.end));
            token.span.end <= clause.start && List("， ： 平均， 合计， 累计，").contains(behind)
        });
        before.chain(opening).find_map(Token::period)
    }

    /// The period of a figure: named before it in the sentence, or kept in mind.
    pub(crate) fn period(
        &self,
        found: &Found<'_>,
        grows: bool,
        basis: Option<Basis>,
        indicator: &str,
        context: &Context,
    ) -> (Period, Stated) {
        if let Some(day) = context.day.or(context.lead).filter(|_| self.is_share(found, context)) {
            return (day, Stated::Before);
        }
        let market = basis == Some(Basis::Dod)
            || found.amount.unit() == "点"
            || List("期货收于 期货收报 现货收报 收于每 收报每").stands_in(self.clause_before(found.span.start))
            || List("汇率 中间价 收盘 报价 指数 利率 成交").stands_in(indicator);
        let before = self.tokens.iter().rev().filter(|token| token.span.end <= found.span.start);
        let start = self.clause_start(found);
        for token in before.filter(|token| !self.is_of_baseline(token)) {
            // 第三季按年跌1.4%，第二季跌1.6%；政府消费按年升2.1%: what is told of another time is told beside.
            if token.span.end < start && span_of(token).is_some() && self.is_beside(token, start) {
                continue;
            }
            match &token.kind {
                // 年末城镇调查失业率降到5.5%，居民消费价格上涨2%: prices rose in a year, on no day.
                TokenKind::Time(Some(Period::Day(_)), false)
                    if basis.is_some()
                        && List("年末 年底").contains(self.plain(token.span.clone()))
                        && self.plain(token.span.end..found.span.start).contains('，') => {}
                TokenKind::Time(Some(period), event)
                    if (!event || market || self.is_day_of(token, found))
                        && (self.governs(token, found) || market && context.trading && self.is_session(token)) =>
                {
                    return (*period, Stated::Here);
                }
                TokenKind::Time(None, _) if self.resets(token, context) => return (Period::Unstated, Stated::Nowhere),
                TokenKind::Time(..) | TokenKind::Amount(_) | TokenKind::Basis(_) | TokenKind::Name(_) => {}
            }
        }
        self.kept(found, grows, basis, indicator, context)
    }

    /// The period of a figure that its sentence says nothing of: what was told before is of it, where anything is.
    fn kept(
        &self,
        found: &Found<'_>,
        grows: bool,
        basis: Option<Basis>,
        indicator: &str,
        context: &Context,
    ) -> (Period, Stated) {
        // 10月7日，发送旅客1862万人次。其中，甲集团发送…: a part is of the day of the whole.
        let part = self.plain(self.sentence.clone()).starts_with("其中");
        let whole = context.sentence_start.checked_sub(1).map(|last| &context.figures[last]);
        let near = |block: usize| self.block.checked_sub(block).is_some_and(|between| between <= 1);
        let day = whole.filter(|whole| part && near(whole.block)).map(|whole| whole.period);
        if let Some(day @ (Period::Day(_) | Period::Days(_))) = day {
            return (day, Stated::Before);
        }
        if matches!(found.amount.unit(), "年" | "个月" | "个季度" | "天") || is_rule(indicator) {
            return (Period::Unstated, Stated::Nowhere);
        }
        if self.outlook(found).is_some() {
            return (Period::Unstated, Stated::Nowhere);
        }
        if let Some(earlier) =
            context.last.filter(|&last| last >= context.sentence_start).map(|last| &context.figures[last])
        {
            let part = earlier.stated == Stated::Nowhere && earlier.kind.is_none() && found.whole.contains("其中");
            // 当日有980亿元到期，实现净投放270亿元
            let day = matches!(earlier.period, Period::Day(_)) && earlier.block == self.block && !is_stock(indicator);
            if earlier.stated == Stated::Before || part || day {
                return (earlier.period, earlier.stated);
            }
        }
        // 7月17日…指数为113.02。猪肉平均价格20.36元: prices of the same day.
        let daily = |figure: &Figure| figure.block == self.block && figure.basis == Some(Basis::Dod);
        let price = List("价格 均价 批发价").ending(indicator).is_some() && context.figures.iter().rev().any(daily);
        if let Some(day) = context.day.filter(|_| price) {
            return (day, Stated::Before);
        }
        // Behind 最大跌幅发生在去年8月 the day is still told of.
        let of_day =
            basis == Some(Basis::Dod) || found.amount.unit() == "点" || List("成交 交易量").stands_in(indicator);
        // 7月2日，央行开展…。国债收益率较前一交易日下行: against the day before that of what was told last.
        let last = context.figures.last().filter(|last| last.block == self.block).map(|last| last.period);
        let day = last.filter(|last| matches!(last, Period::Day(_)) && basis == Some(Basis::Dod));
        if let Some(day) = day.or(context.day.or(context.lead).filter(|_| context.trading && of_day)) {
            return (day, Stated::Before);
        }
        // What is told of an amount at a moment, its share of something, is of that moment.
        let flows =
            List("增加值 投资 收入 产量 产值 出口 进口 进出口 消费 支出 利润 零售额 销量 销售额").stands_in(indicator);
        let share = List("占比 比重 比例 率").ending(indicator).is_some() && found.amount.unit() == "%" && !flows;
        let of_stock = context.last.is_some_and(|last| Some(context.figures[last].period) == context.day);
        // 港元存款上升0.3%: deposits that grew are those that are there.
        let held = basis.is_some() && List("存款 贷款").ending(indicator).is_some();
        context.inherited(grows, is_stock(indicator) || held || (share && of_stock))
    }

    /// Whether a day opens the clause of an amount, with nothing between them but its name; or stands before
    /// a comma, and the amount is one that each day has: 10月1日，全国铁路发送旅客…人次.
    fn is_day_of(&self, token: &Token, found: &Found<'_>) -> bool {
        let before = self.plain(self.sentence.start..token.span.start);
        // 人民银行7月16日开展了1250亿元逆回购操作: who did it stands before the day.
        let doer = self.clause_before(token.span.start);
        let opens = before.is_empty()
            || before.ends_with(['，', '；', '：', '。', '“'])
            || before.ends_with("其中")
            || doer.chars().count() <= 12 && !doer.contains(|c: char| c.is_ascii_digit());
        let between = self.plain(token.span.end..found.span.start);
        let told = List("召开 发布 举行 公布 发表 举办 获悉 消息 数据 显示 表示 报道 从 通报 介绍").stands_in(between);
        let behind = between.strip_prefix('，').unwrap_or(between);
        // 6月19日，端午假期首日，全市接待游客: which of the holidays it is.
        let named = behind.split_once('，').filter(|(name, _)| List("假期 假日 长假 黄金周 节").stands_in(name));
        let behind = named.map_or(behind, |(_, behind)| behind);
        let daily = found.amount.unit().ends_with("人次")
            || List("发送 接待 客流 运送 发电 用电 负荷 票房 成交 交易 均价 价格 报价 开展 投放 回笼 到期")
                .stands_in(behind);
        opens && !told && !behind.contains(['，', '；', '：']) && (behind.len() == between.len() || daily)
    }

    /// Whether a clause tells of a day of trading, of which what follows is: 纽约商品交易所周三收盘时; not what drove it, 受美股周三重挫拖累,
    /// nor that something was told on a day.
    pub(super) fn is_session(&self, token: &Token) -> bool {
        let sentence = self.plain(self.sentence.clone());
        let start = self.sentence.start;
        let clause = frame::clause_of(sentence, token.span.start - start..token.span.end - start);
        matches!(token.kind, TokenKind::Time(Some(Period::Day(_)), _))
            && (!frame::is_driving(clause) || self.plain(token.span.clone()).starts_with('今'))
            && !self.is_of_baseline(token)
            && (clause.starts_with(self.plain(token.span.clone()))
                || List("trading").stands_in(clause)
                || List("markets").stands_in(clause))
    }

    /// Whether what stands behind a time is of that time: it opens a clause, or stands in the figure's own.
    fn governs(&self, token: &Token, found: &Found<'_>) -> bool {
        let before = self.plain(self.sentence.start..token.span.start);
        let clause = before.rfind(['，', '；', '：', '（', '。']).map_or(before, |cut| &before[cut..]);
        let clause = clause.trim_start_matches(['，', '；', '：', '（', '。', '“', ' ']);
        let alone = self.plain(token.span.end..self.sentence.end).starts_with(['，', '：']);
        let opens =
            alone || clause.is_empty() || List("其中 从 据 仅 而 但 自 累计 合计 另外 至于 关于").contains(clause);
        let between = self.plain(token.span.end..found.span.start);
        let counts = self.tokens.iter().any(|other| {
            let within = other.span.start >= token.span.end && other.span.end <= found.span.start;
            let same = within && !self.plain(token.span.end..other.span.start).contains(['，', '；', '：']);
            same && other.amount().is_some()
        });
        // 丙公司第3季营收创新高，每股盈余3.46元: the first time of a sentence, behind whose it is.
        let first = self.tokens.iter().find(|other| matches!(other.kind, TokenKind::Time(..)));
        let told = self.plain(token.span.end..self.sentence.end).split(['，', '；']).next().unwrap_or_default();
        let owner = first == Some(token)
            && (2..=6).contains(&clause.chars().count())
            && !phrase::head_within(told).is_empty()
            && !between.contains(['；', '：']);
        opens || counts || owner || !between.contains(['，', '；', '：'])
    }

    /// Whether a time stands behind an amount in its part of a sentence, and the part ends before a byte: what it is the
    /// time of is told, and what follows is of the time that was told first.
    fn is_beside(&self, token: &Token, end: usize) -> bool {
        let before = self.plain(self.sentence.start..token.span.start);
        let start = self.sentence.start + before.rfind('；').map_or(0, |at| at + '；'.len_utf8());
        self.plain(token.span.end..end).contains('；') && self.tells(start..token.span.start)
    }

    /// Whether a loose time, such as 目前, ends what was said of a period.
    fn resets(&self, token: &Token, context: &Context) -> bool {
        let named = self.plain(token.span.clone());
        // Where the days of the holiday were named, they are meant.
        if matches!(context.period.or(context.lead), Some(Period::Days(_))) {
            return false;
        }
        // 6月19日，端午假期首日: the day says which of them.
        let is_said = self.tokens.iter().any(|day| {
            matches!(day.kind, TokenKind::Time(Some(Period::Day(_)), _))
                && day.span.end <= token.span.start
                && List("， （ 是 为").contains(self.plain(day.span.end..token.span.start))
        });
        let ends = named.ends_with('周')
            || List("假期 假日 长假 节假日 期间").ending(named).is_some()
            || ["目前", "当前", "截至目前", "截至当前", "近年来", "今年以来"].contains(&named);
        ends && !is_said
    }
}
