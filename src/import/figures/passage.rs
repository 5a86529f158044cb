//! What a sentence says around an amount.
//!
//! In: a paragraph's tokens and an amount among them. Out: the words that lead to the amount, the period
//! it is of, whether it is planned or expected, and whether it is a figure at all.
//!
//! May touch: text, figure

use super::context::Context;
use super::count;
use super::role::Role;
use super::scan::{Amount, Reason, Token, TokenKind};
use super::units;
use crate::figure::{Approx, Basis, Kind, Period};
use crate::import::letters::{Reading, is_han};
use crate::import::list::List;
use std::ops::Range;

/// A paragraph being read.
pub(crate) struct Passage<'p> {
    /// Its text.
    pub(crate) reading: &'p Reading,
    /// Its place in the article.
    pub(crate) block: usize,
    /// The tokens of the sentence that is read.
    pub(crate) tokens: &'p [Token],
    /// The bytes of the sentence.
    pub(crate) sentence: Range<usize>,
    /// Who says it.
    pub(crate) speaker: Option<String>,
}

/// An amount and the words before it.
#[derive(Clone)]
pub(crate) struct Found<'t> {
    /// The amount.
    pub(crate) amount: &'t Amount,
    /// Its bytes in the paragraph.
    pub(crate) span: Range<usize>,
    /// The words between it and what stands before, times and bases cut out.
    pub(crate) lead: String,
    /// The words up to it in the clause, times and bases cut out.
    pub(crate) whole: String,
    /// Whether a basis stands right before the amount.
    pub(crate) compared: bool,
    /// What that basis is.
    pub(crate) near: Option<Basis>,
}

impl Passage<'_> {
    /// A stretch of the text.
    pub(crate) fn plain(&self, span: Range<usize>) -> &str {
        &self.reading.plain[span]
    }

    /// The last period that the sentence names is the paragraph's from here on.
    pub(crate) fn remember_period(&self, context: &mut Context) {
        if List("分季度看 分月看 分月份看 分年度看 分季看").stands_in(self.plain(self.sentence.clone()))
        {
            // Each of these is told and done with.
            return;
        }
        let mut latest = None;
        for token in self.tokens {
            // 四季度增长3.2%，三季度增速为4.9%: what is told of an earlier time is told beside.
            if let TokenKind::Time(Some(period), false) = &token.kind {
                if !matches!(period, Period::Day(_)) && period.end() < latest {
                    continue;
                }
                latest = latest.max(period.end());
            }
            match &token.kind {
                // 今明两年 is said of its own figures.
                TokenKind::Time(Some(Period::Years(_)), false) if self.plain(token.span.clone()).ends_with("两年") => {
                }
                // 10月出口693亿美元；累计前10月5937亿美元 goes on with October.
                TokenKind::Time(..)
                    if List("累计 综计 总计 累计今年 累计去年")
                        .ending(self.plain(self.sentence.start..token.span.start))
                        .is_some()
                        && self.tells(self.sentence.start..token.span.start) => {}
                TokenKind::Time(..) if self.is_ahead(token) || self.is_glance(token, context) => {}
                TokenKind::Time(Some(day @ Period::Day(_)), event)
                    if !self.is_past(token, context) && (!event || context.trading && self.is_session(token)) =>
                {
                    context.day = Some(*day);
                }
                TokenKind::Time(Some(period), false) if !self.is_past(token, context) => {
                    // A balance told behind 前七个月 is still that of 7月末.
                    let day = context.day.filter(|day| day.end() == period.end());
                    (context.period, context.day) = (Some(*period), day);
                }
                TokenKind::Time(..) | TokenKind::Amount(_) | TokenKind::Basis(_) | TokenKind::Name(_) => {}
            }
        }
    }

    /// Whether a time is only glanced at within a longer one, of which the text goes on to speak: 7月当月 between figures
    /// of 1—7月.
    fn is_glance(&self, token: &Token, context: &Context) -> bool {
        let TokenKind::Time(Some(Period::Month(_)), false) = token.kind else { return false };
        let only = List("当月 单月 份当月 份单月").beginning(self.plain(token.span.end..self.sentence.end)).is_some();
        let longer = context.period.or(context.lead);
        only && longer.is_some_and(|longer| !matches!(longer, Period::Month(_) | Period::Day(_)))
    }

    /// Whether what is expected or planned is of a time: 预计全年.
    fn is_ahead(&self, token: &Token) -> bool {
        let clause = self.clause_before(token.span.start);
        let opening = self.plain(self.sentence.start..token.span.start - clause.len()).trim_end_matches('，');
        List("预计 预测 预期 有望 力争 目标 确保 争取").stands_in(clause)
            || clause.is_empty() && List("预测 预估 预计 预期").ending(opening).is_some()
    }

    /// Whether what a clause counts is there now, whenever it came about: 园区已聚集企业386家; or is so always: the
    /// 40个大类 of industry.
    pub(crate) fn stands_now(&self, clause: &Range<usize>, indicator: &str) -> bool {
        let lasting = List("lasting");
        let classes = List("大类 行业大类 城市 国家 地区 省份 州市 县区 县市 乡镇 街道 社区");
        lasting.stands_in(self.plain(clause.clone())) || classes.ending(indicator.trim_end_matches('数')).is_some()
    }

    /// Where the clause of an amount begins.
    pub(super) fn clause_start(&self, found: &Found<'_>) -> usize {
        found.span.start - self.clause_before(found.span.start).len()
    }

    /// The clause up to a byte.
    pub(super) fn clause_before(&self, at: usize) -> &str {
        let before = self.plain(self.sentence.start..at);
        let cut = before.char_indices().rev().find(|(_, c)| matches!(c, '，' | '；' | '。' | '“'));
        cut.map_or(before, |(cut, c)| &before[cut + c.len_utf8()..])
    }

    /// Words of a stretch without times, bases, limits within names, and brackets.
    pub(crate) fn words(&self, span: Range<usize>, tokens: &[&Token]) -> String {
        let mut words = String::new();
        let mut at = span.start;
        for token in tokens {
            let cut = match token.kind {
                TokenKind::Time(..) | TokenKind::Basis(_) => true,
                TokenKind::Name(why) => matches!(why, Reason::Limit | Reason::Time),
                TokenKind::Amount(_) => false,
            };
            if cut && token.span.start >= at && token.span.end <= span.end {
                // 2024年度和2025年度研发费用: what joins two times is no word of the name.
                let between = self.plain(at..token.span.start);
                let joins = at > span.start && matches!(between, "和" | "、" | "与" | "及");
                words.push_str(if joins { "" } else { between });
                at = token.span.end;
            }
        }
        words.push_str(self.plain(at..span.end));
        while let Some(open) = words.find('（') {
            let Some(close) = words[open..].find('）') else { break };
            let aside = &words[open + "（".len()..open + close];
            // 企（事）业单位 is 企业和事业单位.
            let within = if aside.chars().count() == 1 && !aside.is_ascii() { aside } else { "" }.to_owned();
            words.replace_range(open..open + close + "）".len(), &within);
        }
        without_cause(words)
    }

    /// Whether the clause of an amount names a share by its number: 润地（01109）泻5.64%. It moves by the day, whatever was told before.
    pub(crate) fn is_share(&self, found: &Found<'_>, context: &Context) -> bool {
        let clause = self.clause_start(found)..found.span.start;
        let number =
            |token: &Token| token.kind == TokenKind::Name(Reason::Number) && clause.contains(&token.span.start);
        context.trading && self.tokens.iter().any(number)
    }

    /// Why an amount is no figure after all.
    pub(crate) fn refused(&self, found: &Found<'_>, role: Role, indicator: &str, context: &Context) -> Option<Reason> {
        let unit = found.amount.unit();
        let behind = self.plain(found.span.end..self.sentence.end);
        if self.is_baseline(found.span.start, behind) {
            return Some(Reason::Earlier);
        }
        let index =
            List("指 指数 系数 汇率 中间价 价 率 PMI CPI PPI 比 比值 PUE PUE值 倍数 每股收益 每股盈余 指标 点 分 IPI");
        let bare = unit.is_empty() && found.amount.quantity.scale().word().is_empty();
        let people =
            List("人数 劳动人口").ending(indicator).is_some() && found.amount.quantity.number().digits().len() > 3;
        let money = List("currency_pairs").ending(indicator).is_some();
        // 300能源、300材料跌幅达6%: a number before a noun names it.
        let ends = behind.chars().next().is_none_or(|c| !is_han(c))
            || List("左右 附近 收 作收 坐收 水平 水准 上下 的 以 或 及 和 点 报 一线 兑 之 关")
                .beginning(behind)
                .is_some();
        let people_or_money = List("currencies").beginning(behind).is_some() || !count::acted(&found.lead).is_empty();
        if unit.is_empty() && !ends && (bare || !people_or_money)
            || bare
                && !people
                && !money
                && !(index.iter().any(|word| indicator.ends_with(word)) && (context.trading || role == Role::Value))
        {
            return Some(Reason::NoUnit);
        }
        let before = self.plain(self.sentence.start..found.span.start);
        let past = List("上年同期为 去年同期为 上年同期的 基期为 上月为").ending(before).is_some();
        if past && unit != "倍" || self.is_long_ago(found.span.start, behind) {
            return Some(Reason::Earlier);
        }
        if self.is_compared_with(found.span.start, behind) {
            return Some(Reason::Compared);
        }
        let estimate = List("概估 初估 预估 预测 估计").stands_in(self.clause_before(found.span.start));
        let revised = List("上修 下修").ending(&found.lead).is_some();
        if revised || estimate && List("上调 下调").ending(&found.lead).is_some() {
            return Some(Reason::Revision);
        }
        let record = List("新低 新高 低点 高点 来最 以来 来新 来表现 来首 半月来 半年来").beginning(behind).is_some();
        // 为18个月最大涨幅; 业绩冲上9899亿元新高 tells the sum.
        let long = List("年 个月 个季度 天").contains(unit);
        let longest = List("最 同期最 难得 首见").beginning(behind).is_some() && long;
        if record && found.amount.quantity.scale().word().is_empty() || longest {
            return Some(Reason::Length);
        }
        // 实用面积40平方米以下的单位
        let limits = List("平方米 平方呎 岁 公里 米 层 座").contains(unit) && behind.starts_with('的');
        if limits && self.plain(found.span.clone()).ends_with(['上', '下']) {
            return Some(Reason::Limit);
        }
        // 负债率力争控制在55%以内
        let kept = List("控制在 控制到 限制在").ending(&found.lead).is_some();
        if kept && found.amount.quantity.approx() == Approx::Le && self.outlook(found).is_some() {
            return Some(Reason::Limit);
        }
        if self.passes_mark(found) {
            return Some(Reason::Mark);
        }
        let span = List("个交易日 年 个月 个季度 天 小时 周 分钟 秒").contains(unit);
        let leads = found.lead.trim_end_matches(['第', '约', '至', '到']);
        let measured = List("lasts").ending(leads).or_else(|| List("lasts").ending(indicator));
        let counts = !units::measures(unit) && !unit.is_empty();
        match () {
            // 连续9个月增长, 恒指连升3个交易日
            () if span && measured.is_none() || counts && lasts(&found.lead).is_some() => Some(Reason::Length),
            () if counts && self.are_a_few(found, behind, context.traditional) => Some(Reason::Which),
            () => None,
        }
    }

    /// Whether a stretch tells a sum or a rate.
    pub(super) fn tells(&self, stretch: Range<usize>) -> bool {
        let measured = |token: &Token| token.amount().is_some_and(|amount| units::measures(amount.unit()));
        self.tokens.iter().any(|token| stretch.contains(&token.span.start) && measured(token))
    }

    /// Whether a clause speaks of growth.
    pub(crate) fn speaks_of_growth(&self, clause: &Range<usize>) -> bool {
        let clause = self.plain(clause.clone());
        List("增长 增速 同比 环比 增幅 涨幅").stands_in(clause)
    }

    /// Whether a figure is what is planned or expected.
    pub(crate) fn outlook(&self, found: &Found<'_>) -> Option<Kind> {
        // What was thought is told, and what it is is told behind it.
        let told =
            |token: &&Token| token.span.end <= found.span.start && token.kind == TokenKind::Name(Reason::Expected);
        let start = self.tokens.iter().rev().find(told).map_or(self.sentence.start, |token| token.span.end);
        let before = self.plain(start..found.span.start);
        let clause = before.rfind(['；', '。']).map_or(before, |cut| &before[cut..]);
        let planned = List("力争 目标 确保 争取 计划到 计划建 计划新 计划完成 规划到 拟 将建成 将达到 将新增 将实现");
        let expected = ["预计", "预测", "有望", "预期", "预估", "估计"];
        let estimate = List("临时估计 初步估计 修订估计").stands_in(clause);
        let done = ["年度计划的", "目标的", "计划的", "预期目标的", "目标任务的", "完成目标", "超目标"];
        if done.iter().any(|word| clause.contains(word)) {
            return None;
        }
        if planned.iter().any(|word| clause.contains(word)) {
            return Some(Kind::Target);
        }
        // An index of expectations is none itself.
        let expects = |word: &str| {
            let other = |at: usize| {
                (clause[at..].starts_with("预期指数") || clause[at..].starts_with("预期寿命"))
                    || (word == "估计" && estimate)
                    || clause[..at].ends_with(['如', '于', '合', '过', '出', '超', '逊'])
            };
            clause.match_indices(word).any(|(at, _)| !other(at))
        };
        expected.iter().any(|word| expects(word)).then_some(Kind::Forecast)
    }

    /// Limits within the name of what is counted: `50亿元以上`.
    pub(crate) fn dims(&self, clause: &Range<usize>) -> Vec<(String, String)> {
        let limits = self
            .tokens
            .iter()
            .filter(|token| clause.contains(&token.span.start) && token.kind == TokenKind::Name(Reason::Limit));
        limits.map(|token| ("规模".to_owned(), self.plain(token.span.clone()).to_owned())).collect()
    }
}

/// The span of time that a token names; days are none.
pub(super) fn span_of(token: &Token) -> Option<Period> {
    token.period().filter(|period| !matches!(period, Period::Day(_) | Period::Days(_)))
}

/// Without what drives it: 零售额在以旧换新政策带动下增长.
fn without_cause(mut words: String) -> String {
    let causes = ["带动下", "推动下", "支撑下", "影响下", "拉动下", "支持下", "作用下", "刺激下"];
    for cause in causes {
        let Some(end) = words.find(cause).map(|at| at + cause.len()) else { continue };
        let Some(start) = words[..end].rfind('在').filter(|&start| !words[start..end].contains(['，', '；'])) else {
            continue;
        };
        words.replace_range(start..end, "");
    }
    words
}

/// The words before a number of months that something lasts: `出口` of 出口已连续9个月增长; 连6个月 is Taiwan's.
pub(crate) fn lasts(lead: &str) -> Option<&str> {
    let moved =
        || ["连升", "连涨", "连增", "连跌", "连降", "连减"].into_iter().find_map(|word| lead.strip_suffix(word));
    let before = lead
        .strip_suffix("连续")
        .or_else(|| lead.strip_suffix('连').filter(|before| !before.ends_with('大')))
        .or_else(moved)?;
    Some(before.trim_end_matches(['已', '经', '，', '为', '是']))
}

/// Whether an indicator is laid down or planned, and holds until another is: of no period.
pub(super) fn is_rule(indicator: &str) -> bool {
    let laid_down = List("laid_down");
    laid_down.ending(indicator).is_some()
}

/// Whether an indicator is an amount at a moment; what was done is of a time, though it be counted.
pub(super) fn is_stock(indicator: &str) -> bool {
    // So are those that grew: 29个行业增加值实现正增长.
    if count::acting(indicator).is_some() || List("行业数 产业数 大类数 产品数").ending(indicator).is_some()
    {
        return false;
    }
    let ends = List("stocks");
    ends.ending(indicator).is_some()
}
