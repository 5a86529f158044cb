//! What a value is a value of.
//!
//! In: an amount with the words around it. Out: its indicator: the noun that is counted, behind the unit
//! or before the number, or the words that lead to it; and where the words end that say so.
//!
//! May touch: figure

use super::Figure;
use super::context::Context;
use super::count;
use super::passage::{Found, Passage};
use super::phrase;
use super::role::Role;
use super::units;
use crate::import::list::List;
use std::ops::Range;

impl Passage<'_> {
    /// The indicator of a value: the noun that is counted, or the words before it.
    pub(super) fn named(&self, found: &Found<'_>, role: Role, subject: &str, context: &Context) -> String {
        let unit = found.amount.unit();
        let behind = self.plain(found.span.end..self.sentence.end);
        let points = unit == "点" && context.trading;
        let counts = !units::measures(unit) && !unit.is_empty() && !points;
        if let Some(name) = self.priced(subject, context) {
            return name;
        }
        if let Some(above) = self.beside(found) {
            return format!("{}{above}", without_comparison(&context.topic));
        }
        let name = match unit {
            "%" => self.share(found, behind, context),
            _ if counts => self.count(found, subject, behind, context),
            _ => count::object(&found.lead, behind).map(str::to_owned),
        };
        if let Some(name) = name {
            return name;
        }
        let indicator = worded(found, role, subject, counts, context);
        if unit == "%" && indicator.contains('占') && List("重 比 例 率 份额").ending(&indicator).is_none() {
            return format!("{}比重", indicator.trim_end_matches('的'));
        }
        let countable = counts
            && !indicator.ends_with(['数', '量', '率', '额', '次'])
            && phrase::head(&indicator).is_none()
            && !indicator.is_empty();
        let noun = !matches!(unit, "年" | "个月" | "个季度" | "天" | "小时" | "分钟" | "点" | "分");
        if countable && noun { format!("{indicator}数") } else { indicator }
    }

    /// The name of a count: what is done, and what it is done to.
    fn count(&self, found: &Found<'_>, subject: &str, behind: &str, context: &Context) -> Option<String> {
        let unit = found.amount.unit();
        let counted = if self.is_baseline(found.span.start, behind) { "" } else { count::counted(behind) };
        let acted = count::acted(&found.lead);
        if !counted.is_empty() {
            let noun = counted.trim_start_matches('的');
            // Behind another amount 的 belongs to what that counts: 26个国家的232个城市.
            let modifier = if found.lead == found.whole { count::modifier(&found.lead) } else { "" };
            let (noun, of) = count::bearer(noun);
            let places = List("国家 地区 城市 省份 省 市 县 乡镇 村 国家和地区 口岸 机场 航点 港口").contains(noun);
            let reach = count::reach(&found.whole).filter(|_| places && acted.is_empty());
            let acted = reach.map_or(acted, |verb| verb.trim_end_matches(['到', '至', '往']));
            let said = if acted.is_empty() && modifier.is_empty() { count::predicate(behind, counted) } else { "" };
            return Some(format!("{acted}{modifier}{of}{said}{noun}数"));
        }
        if acted.is_empty() {
            let what = count::enjoyed(behind)?;
            return Some(format!("{what}{}数", if unit == "人" { "人" } else { unit }));
        }
        if let Some(outcome) = count::outcome(behind) {
            // 带动1.2万人就业
            return Some(format!("{acted}{outcome}人数"));
        }
        // 又新建了2个: of what was counted before.
        let like = |figure: &&Figure| {
            figure.block == self.block && figure.value.as_ref().is_some_and(|value| value.unit_base() == unit)
        };
        count::is_act(subject).then(|| {
            let like = context.figures.iter().rev().take(6).find(like);
            format!("{acted}{}", like.map_or(context.topic.as_str(), |figure| &figure.indicator))
        })
    }

    /// Whether a count only says which few are spoken of, 提出4项建议, 3家企业财报显示, and nothing is done to them.
    pub(super) fn are_a_few(&self, found: &Found<'_>, behind: &str, traditional: bool) -> bool {
        let number = found.amount.quantity.number();
        // In Taiwan's and Hong Kong's papers a dozen is passing too.
        let most = if traditional { 2 } else { 1 };
        let few = number.digits().len() <= most && found.amount.quantity.scale().word().is_empty();
        few && !matches!(found.amount.unit(), "点" | "分")
            && !count::counted(behind).is_empty()
            && count::acted(&found.lead).is_empty()
            && count::reach(&found.whole).is_none()
            && count::predicate(behind, count::counted(behind)).is_empty()
    }

    /// The name of a share: of those who do something, of a goal, of a budget.
    fn share(&self, found: &Found<'_>, behind: &str, context: &Context) -> Option<String> {
        if let Some(name) = self.share_of(found, behind, context) {
            return Some(name);
        }
        if let Some(of) = found.lead.strip_prefix("完成").and_then(|of| of.strip_suffix('的')) {
            return Some(format!("{}完成{of}比例", context.topic));
        }
        // 为年初预算的52.6%
        let links = ["仅为", "为", "是", "达到", "达", "相当于", "恢复至", "恢复到", "回复至", "回复到", "即回复至"];
        let linked = links.into_iter().find_map(|link| found.lead.strip_prefix(link));
        let of = linked.and_then(|of| of.strip_suffix('的')).filter(|of| !of.is_empty())?;
        Some(format!("{}占{of}比例", before(&context.topic, "占")))
    }

    /// What a number of points lies above or below, behind the other's own value: 高于全国平均水平（-2.1%）3.7个百分点.
    fn beside(&self, found: &Found<'_>) -> Option<&str> {
        let before = self.plain(self.sentence.start..found.span.start).strip_suffix('）')?;
        let before = &before[..before.rfind('（').filter(|_| found.amount.unit().ends_with("百分点"))?];
        let clause = before.rfind('，').map_or(before, |cut| &before[cut + '，'.len_utf8()..]);
        let at = ["高于", "低于", "快于", "慢于"].into_iter().filter_map(|word| clause.find(word)).min()?;
        Some(&clause[at..])
    }

    /// The name of a share that is told the other way round: 民营企业贡献了60%以上的税收、70%以上的创新成果.
    fn share_of(&self, found: &Found<'_>, behind: &str, context: &Context) -> Option<String> {
        if found.lead.trim_matches(['，', '、', '“', '有', '约', '近', '另']).is_empty()
            && let Some(name) = count::part(behind)
        {
            return Some(name);
        }
        if let Some(of) = found.lead.strip_prefix('与').filter(|of| of.contains("之比") && !context.topic.is_empty())
        {
            // 经费支出158.6亿元，与地区生产总值之比为3.09%
            return Some(format!("{}与{}", context.topic, phrase::subject(of)));
        }
        let noun = count::shared(behind)?;
        let whole = before(&context.topic, "占");
        let whole = if whole == context.topic { before(whole, "贡献") } else { whole };
        if behind.starts_with(['为', '是', '属']) {
            let alone = found.lead.trim_matches(['，', '、', '有', '约', '近']).is_empty();
            return alone.then(|| format!("{noun}占比"));
        }
        let gives = ["贡献", "创造", "提供", "吸纳", "集聚", "完成", "生产"];
        let verb = gives.iter().find(|verb| found.whole.contains(*verb))?;
        let giver = phrase::subject(&found.whole[..found.whole.find(verb)?]);
        let whole = if giver.is_empty() { whole } else { giver.as_str() };
        Some(format!("{whole}{verb}{noun}比重"))
    }

    /// Where the words end that a figure was read from: a count names what it counts behind itself.
    pub(super) fn quote_end(&self, found: &Found<'_>, clause: &Range<usize>) -> usize {
        let behind = self.plain(found.span.end..clause.end.max(found.span.end));
        let next = behind.find(|c: char| c.is_ascii_digit()).map_or(behind, |at| &behind[..at]);
        let counts = !units::measures(found.amount.unit()) && next.chars().count() <= 24;
        let words = next.trim_end_matches(['，', '。', '；', '：', '”', '（', '）']);
        found.span.end + if counts { words.len() } else { 0 }
    }
}

/// The name of a value by the words before it.
fn worded(found: &Found<'_>, role: Role, subject: &str, counts: bool, context: &Context) -> String {
    let unit = found.amount.unit();
    let than = List(
        "高于 高出 低于 快于 慢于 好于 比 增速比 增幅比 降幅比 涨幅比 相等于 相当于 约当 增速高于 增速低于 增速快于",
    );
    match role {
        Role::Contribution if subject.starts_with(['影', '拉', '推', '带', '下', '拖', '抬', '贡']) => {
            let whole = before(&context.topic, "对经济");
            let whole = if whole == context.topic { before(whole, "占") } else { whole };
            format!("{whole}{subject}")
        }
        Role::Contribution => subject.to_owned(),
        // What it is higher than is not what it is.
        _ if than.beginning(subject).is_some() => format!("{}{subject}", without_comparison(&context.topic)),
        _ if counts && subject.is_empty() && found.lead.contains("累计") => {
            // 新增26家，累计达312家: those that are there are not the new ones.
            let new = count::acting(&context.topic).filter(|verb| verb.starts_with('新'));
            context.topic[new.map_or(0, str::len)..].to_owned()
        }
        _ if counts && !subject.is_empty() && !phrase::is_generic(subject) => {
            // 一手住宅占1640宗
            let subject = subject.trim_end_matches('占');
            let part = found.lead.trim_start_matches('，').starts_with("其中");
            let new = count::acting(&context.topic).filter(|verb| part && verb.starts_with('新'));
            let own = count::acting(&found.lead).filter(|verb| found.lead == format!("{verb}{subject}"));
            let verb = own.or(new);
            let levels = phrase::completed(&phrase::subject(context.without_region(subject)), &context.topic, false);
            format!("{}{levels}", verb.unwrap_or(""))
        }
        // Behind a share an amount is of what the share is of.
        _ if subject.is_empty() && unit != "%" => before(&context.topic, "占").to_owned(),
        _ => {
            let before = context.last.map(|last| &context.figures[last]);
            let shared = before.and_then(|before| before.value.as_ref()).is_some_and(|value| value.unit_base() == unit);
            context.indicator(subject, shared)
        }
    }
}

/// A name up to a word that stands within it; all of it where it does not.
fn before<'t>(topic: &'t str, word: &str) -> &'t str {
    topic.find(word).filter(|&at| at > 0).map_or(topic, |at| &topic[..at])
}

/// What lies above or below others: 增速 of 增速高于全国平均水平.
fn without_comparison(topic: &str) -> &str {
    let cut =
        ["高于", "低于", "快于", "慢于"].into_iter().filter_map(|word| topic.find(word)).filter(|&at| at > 0).min();
    cut.map_or(topic, |at| &topic[..at])
}
