//! Lists: several amounts in one clause, for as many names, bases or figures before.
//!
//! In: the amounts of a clause. Out: the figures they make together, put to the context.
//!
//! May touch: text, figure

use super::context::Context;
use super::count;
use super::measure::change;
use super::passage::{Found, Passage};
use super::phrase;
use super::role::{self, RATES, Role};
use super::scan::{Reason, Token, TokenKind};
use super::units;
use super::{Figure, Stated};
use crate::figure::{Basis, Period};
use crate::import::list::List;
use std::ops::Range;

impl Passage<'_> {
    /// Amounts that stand in a list together, the others each by itself.
    pub(super) fn groups(&self, found: &[Found<'_>], bases: &[Basis], clause: &Range<usize>, context: &mut Context) {
        let mut at = 0;
        while at < found.len() {
            if self.by_noun(&found[at], clause, context) {
                at += 1;
                continue;
            }
            if let Some(next) = found.get(at + 1).filter(|next| self.names(&found[at], next)) {
                self.leave(&found[at].span, Reason::CountInName, context);
                let lead = format!("{}{}", self.plain(found[at].span.clone()), next.lead);
                self.one(&Found { lead, ..next.clone() }, bases, clause, context);
                at += 2;
                continue;
            }
            if let Some(next) =
                found.get(at + 1).filter(|next| matches!(next.lead.as_str(), "兑" | "兑换" | "折合" | "合" | "可兑"))
            {
                // 1美元兑7.1586元人民币, 30.332元兑1美元: the dollar is what the rate is of.
                let one = next.amount.quantity.value_base() == rust_decimal::Decimal::ONE;
                let (of, rate) = if one { (next, &found[at]) } else { (&found[at], next) };
                self.leave(&of.span, Reason::Priced, context);
                self.one(&Found { lead: found[at].lead.clone(), ..rate.clone() }, bases, clause, context);
                at += 2;
                continue;
            }
            if let Some(next) = found.get(at + 1).filter(|_| found[at].lead.ends_with('每')) {
                // 零售价每500克4.86元: the price is for them.
                self.leave(&found[at].span, Reason::Priced, context);
                let before = found[at].lead.trim_end_matches('每');
                let of = self.plain(found[at].span.clone());
                let each = if before.is_empty() { format!("每{of}") } else { String::new() };
                let lead = format!("{before}{each}{}", next.lead);
                self.one(&Found { lead, ..next.clone() }, bases, clause, context);
                at += 2;
                continue;
            }
            let more =
                found[at + 1..].iter().take_while(|next| is_listed(&next.lead) && alike(&found[at], next)).count();
            let group = &found[at..=at + more];
            let respectively = group[0].whole.contains("分别");
            let taken = (respectively || more > 0) && self.list(group, bases, clause, context);
            if !taken {
                for (place, one) in group.iter().enumerate() {
                    // 分别增30.7%、33.3%: what is told of the second is told as of the first.
                    let bare = place > 0 && matches!(one.lead.as_str(), "、" | "和" | "及" | "与");
                    let like = if bare { Found { lead: group[0].lead.clone(), ..one.clone() } } else { one.clone() };
                    self.one(&like, bases, clause, context);
                }
            }
            at += more + 1;
        }
    }

    /// Several amounts for as many names: 分别增长35.6%和25.5%.
    fn list(&self, group: &[Found<'_>], bases: &[Basis], clause: &Range<usize>, context: &mut Context) -> bool {
        let (first_role, subject) = self.role(&group[0]);
        let named = phrase::subject(&subject);
        if bases.len() == group.len() && bases.len() > 1 {
            for (place, (one, basis)) in group.iter().zip(bases).enumerate() {
                // 比上月和上年同期高0.05个和低0.36个百分点: each has a verb of its own.
                let verb = one.lead.trim_start_matches(['、', '和', '与', '及']);
                let own = place > 0 && !verb.is_empty();
                let lead = if own { verb.to_owned() } else { group[0].lead.clone() };
                let like_first = Found { lead, compared: true, ..one.clone() };
                self.one(&like_first, &[*basis], clause, context);
            }
            return true;
        }
        if let Some(others) = beyond(&named).filter(|others| others.len() == group.len()) {
            let of = context.last.map_or(context.topic.clone(), |last| context.figures[last].indicator.clone());
            for (one, other) in group.iter().zip(others) {
                self.figure(one, Role::Value, format!("{of}{other}"), bases, clause, context);
            }
            return true;
        }
        let compares = List("高于 低于 快于 慢于 好于 优于").beginning(named.trim_start_matches("分别"));
        if compares.is_some() && self.compared_each(group, named.trim_start_matches("分别"), bases, clause, context) {
            return true;
        }
        let told_of = !named.is_empty() || context.figures.len() == context.sentence_start;
        if let Some(times) = self.times(group, clause, told_of) {
            let role = first_role;
            // 分别投入资金2亿元、3亿元，分别整治河道46公里、58公里: other things have other names.
            let like =
                |figure: &Figure| figure.value.as_ref().is_none_or(|value| value.unit_base() == group[0].amount.unit());
            let alike = context.last.is_none_or(|last| like(&context.figures[last]));
            for (one, period) in group.iter().zip(times) {
                self.figure(one, role, context.indicator(&named, alike), bases, clause, context);
                if let Some(figure) = context.figures.last_mut().filter(|figure| figure.block == self.block) {
                    (figure.period, figure.stated) = (period, Stated::Here);
                }
            }
            return true;
        }
        if self.names_before(group, first_role, &named, bases, clause, context) {
            return true;
        }
        if named.starts_with('占') && group.len() > 1 && first_role == Role::Value {
            // 分别占全国总量的31.2%和43.6%: of what was told before, one after the other.
            return self.compared_each(group, named.trim_end_matches('的'), bases, clause, context);
        }
        if List("至 到 达 达到 升至 降至").contains(group[0].lead.trim_start_matches('，'))
            && self.came_to(group, context)
        {
            return true;
        }
        let both = List("两者 二者 三者").contains(&named);
        if both && self.of_those_told(group, first_role, bases, clause, context) {
            return true;
        }
        if named.is_empty() || RATES.contains(&named) {
            // 出口和进口均录得升幅，分别上升3%和5%: the names stand in the clause before.
            return self.refer_each(group, first_role, bases, context)
                || self.at_another_time(group, clause, context)
                    && self.of_those_told(group, first_role, bases, clause, context)
                || self.each(&context.topic.clone(), first_role, group, bases, clause, context);
        }
        if self.each(&named, first_role, group, bases, clause, context) {
            return true;
        }
        if self.of_the_same(group, first_role, &named, bases, clause, context) {
            return true;
        }
        // 占比分别为25.3%和30.3%: of what was told before, one after the other.
        let generic = phrase::is_generic(&named) && group.len() > 1 && first_role == Role::Value;
        generic && self.compared_each(group, &named, bases, clause, context)
    }

    /// 大型银行、城市银行净利润分别为…；净息差分别为…: another thing of each that was told before.
    fn of_the_same(
        &self,
        group: &[Found<'_>],
        role: Role,
        named: &str,
        bases: &[Basis],
        clause: &Range<usize>,
        context: &mut Context,
    ) -> bool {
        let told = &context.figures[context.sentence_start..];
        let whole = phrase::head(named) == Some(named) && group[0].whole.contains("分别") && group.len() > 1;
        let Some(start) = told.len().checked_sub(group.len()).filter(|_| whole) else { return false };
        let stems: Vec<String> = told[start..]
            .iter()
            .filter_map(|figure| figure.indicator.strip_suffix(phrase::head(&figure.indicator)?).map(str::to_owned))
            .collect();
        if stems.len() < group.len() || stems.iter().any(String::is_empty) {
            return false;
        }
        for (one, stem) in group.iter().zip(stems) {
            self.figure(one, role, format!("{stem}{named}"), bases, clause, context);
        }
        true
    }

    /// As many names as amounts.
    fn each(
        &self,
        named: &str,
        first_role: Role,
        group: &[Found<'_>],
        bases: &[Basis],
        clause: &Range<usize>,
        context: &mut Context,
    ) -> bool {
        let whole = context.last.map_or("", |last| context.figures[last].indicator.as_str());
        let apart = self.apart(group.len(), named, whole, clause);
        let Some(items) = apart.or_else(|| phrase::items(named, group.len())) else { return false };
        let mut role = first_role;
        for (place, (one, item)) in group.iter().zip(&items).enumerate() {
            if place > 0 && one.lead.chars().count() > 1 {
                role = self.role(one).0;
            }
            let indicator =
                phrase::completed(context.without_region(item), if place == 0 { "" } else { &items[0] }, true);
            self.figure(one, role, indicator, bases, clause, context);
        }
        true
    }

    /// 分别高于全省5.2个、8.9个百分点: how far the figures before, in their order, lie above others.
    fn compared_each(
        &self,
        group: &[Found<'_>],
        named: &str,
        bases: &[Basis],
        clause: &Range<usize>,
        context: &mut Context,
    ) -> bool {
        let told = &context.figures[context.sentence_start..];
        let Some(start) = told.len().checked_sub(group.len()) else { return false };
        let of: Vec<String> = told[start..]
            .iter()
            .map(|figure| format!("{}{named}", figure.indicator.trim_end_matches("增速")))
            .collect();
        for (one, indicator) in group.iter().zip(of) {
            self.figure(one, Role::Value, indicator, bases, clause, context);
        }
        true
    }

    /// As many times as amounts: 一季度、二季度GDP分别增长5.4%、6.3%; they may open the sentence: 2024年和2025年，分别建成3个和5个.
    fn times(&self, group: &[Found<'_>], clause: &Range<usize>, opening: bool) -> Option<Vec<Period>> {
        let own = self.times_in(clause.start..group[0].span.start, group.len())?;
        let first = || self.tokens.iter().find(|token| token.amount().is_some()).map(|token| token.span.start);
        let times = match own.is_empty() && opening && group[0].whole.contains("分别") {
            true => self.times_in(self.sentence.start..first()?, group.len())?,
            false => own,
        };
        (group.len() > 1 && times.len() == group.len()).then_some(times)
    }

    /// The times that stand in a list within a stretch; `None` where others do.
    fn times_in(&self, stretch: Range<usize>, wanted: usize) -> Option<Vec<Period>> {
        let within = |token: &&Token| stretch.start <= token.span.start && token.span.end <= stretch.end;
        let mut times: Vec<Period> = Vec::new();
        let mut end = None;
        for token in self.tokens.iter().filter(within) {
            let joined = end.is_none_or(|end| matches!(self.plain(end..token.span.start), "、" | "和" | "与" | "及"));
            match token.kind {
                TokenKind::Time(Some(Period::Years(span)), false) if wanted == 2 => {
                    times.extend([Period::Year(span.first()), Period::Year(span.last())]);
                }
                TokenKind::Time(Some(period), false) if joined => times.push(period),
                TokenKind::Time(..) => return None,
                TokenKind::Amount(_) | TokenKind::Basis(_) | TokenKind::Name(_) => continue,
            }
            end = Some(token.span.end);
        }
        Some(times)
    }

    /// Names that commas part, for they have 、 within: 信息传输、软件和信息技术服务业，租赁和商务服务业.
    fn apart(&self, wanted: usize, named: &str, whole: &str, clause: &Range<usize>) -> Option<Vec<String>> {
        let before = self.plain(self.sentence.start..clause.start).strip_suffix('，')?;
        let mut pieces: Vec<&str> = before.rsplit('，').take(wanted - 1).collect();
        pieces.reverse();
        let joined = pieces.iter().all(|piece| {
            piece.contains(['、', '和']) && piece.ends_with('业') && !piece.contains(|c: char| c.is_ascii_digit())
        });
        let head = phrase::head(named).filter(|_| joined && pieces.len() + 1 == wanted)?;
        // 服务业生产指数…，其中信息传输…业，金融业生产指数: what they share, the whole has too.
        let like_whole = named.char_indices().map(|(at, _)| &named[at..]).find(|tail| whole.ends_with(tail));
        let like_whole = like_whole.map(|tail| tail.trim_start_matches(['业', '的']));
        let head = like_whole.filter(|tail| tail.len() > head.len()).unwrap_or(head);
        let mut items: Vec<String> = pieces.iter().map(|piece| format!("{}{head}", phrase::subject(piece))).collect();
        items.push(named.to_owned());
        Some(items)
    }

    /// Changes for the figures before, in their order.
    fn refer_each(&self, group: &[Found<'_>], first: Role, bases: &[Basis], context: &mut Context) -> bool {
        let open: Vec<usize> = (context.sentence_start..context.figures.len())
            .filter(|&at| context.figures[at].change.is_none())
            .collect();
        let Some(basis) = group.first().map(|one| self.basis(bases, one, context)) else { return false };
        let told = context.figures.len().saturating_sub(group.len()).max(context.sentence_start)..context.figures.len();
        let places: Vec<usize> = match open.len().checked_sub(group.len()) {
            Some(start) => open[start..].to_vec(),
            // 环比分别下降7.3%和10.7%，同比分别增长13.3%和14.7%: a second change of each.
            // 降幅分别扩大1.5和0.8个百分点: of the rates told.
            None if told.len() == group.len() && group[0].amount.unit().ends_with("百分点") => told.collect(),
            None if told.len() == group.len() && !bases.is_empty() => {
                told.filter(|&at| context.figures[at].basis.is_some_and(|before| before != basis)).collect()
            }
            None => Vec::new(),
        };
        if places.len() < group.len() || !matches!(first, Role::Up | Role::Down) {
            return false;
        }
        let mut role = first;
        for (one, at) in group.iter().zip(places) {
            if one.lead.chars().count() > 1 {
                role = self.role(one).0;
            }
            let Some(change) = change(one.amount, role) else { continue };
            let quote = self.reading.letters(one.span.clone());
            if change.unit_code() == "pp" && context.figures[at].change.is_some() {
                context.apply(at, change, basis, role::rate_in(&group[0].lead), quote, None);
                continue;
            }
            let figure = &mut context.figures[at];
            if figure.change.is_some() {
                let second = Figure { value: None, change: Some(change), basis: Some(basis), quote, ..figure.clone() };
                context.figures.push(second);
            } else {
                (figure.change, figure.basis) = (Some(change), Some(basis));
            }
        }
        true
    }

    /// 存款及贷款分别增加11.2%及11.3%，至5009.6亿元及4407.8亿元: what each of the figures before came to.
    fn came_to(&self, group: &[Found<'_>], context: &mut Context) -> bool {
        let count = context.figures.len();
        let start = count.checked_sub(group.len()).filter(|start| *start >= context.sentence_start && group.len() > 1);
        let Some(start) = start else { return false };
        if context.figures[start..].iter().any(|figure| figure.value.is_some() || figure.change.is_none()) {
            return false;
        }
        for (figure, one) in context.figures[start..].iter_mut().zip(group) {
            figure.value = Some(one.amount.quantity.clone());
            figure.quote.end = figure.quote.end.max(self.reading.letters(one.span.clone()).end);
        }
        true
    }

    /// Whether as many figures as amounts were told, of another time: 甲、乙在5月的升幅分别为…，而4月的升幅则分别为….
    fn at_another_time(&self, group: &[Found<'_>], clause: &Range<usize>, context: &Context) -> bool {
        let told = &context.figures[context.sentence_start..];
        let own = self.own_period(&group[0], clause);
        told.len() == group.len() && told.last().zip(own).is_some_and(|(last, own)| last.period != own)
    }

    /// 中型单位升0.5%，大型单位升0.7%，两者分别按年升5%和3.7%: more of the figures before, in their order.
    fn of_those_told(
        &self,
        group: &[Found<'_>],
        role: Role,
        bases: &[Basis],
        clause: &Range<usize>,
        context: &mut Context,
    ) -> bool {
        let told = context.figures[context.sentence_start..].iter().rev().take(group.len());
        let names: Vec<String> = told.map(|figure| figure.indicator.clone()).collect();
        let fits = names.len() == group.len() && group.len() > 1;
        for (one, name) in group.iter().zip(names.into_iter().rev()).filter(|_| fits) {
            self.figure(one, role, name, bases, clause, context);
        }
        fits
    }

    /// Whether a count is part of the name of what the next amount gives: 31个大城市城镇调查失业率为5.0%.
    fn names(&self, count: &Found<'_>, next: &Found<'_>) -> bool {
        let counts = !units::measures(count.amount.unit()) && !count.amount.unit().is_empty();
        let direct = self.plain(count.span.end..next.span.start);
        let joined =
            direct.starts_with(crate::import::letters::is_han) && !direct.contains("中的") && !direct.contains('有');
        let name = phrase::subject(&self.role(next).1);
        let noun = count::counted(&name);
        // 317个项目完成投资… counts projects; 31个大城市城镇调查失业率 counts none.
        let acts = List("完成 实现 兑现 发放 提供 缴纳 贡献 创造 减免 签订 达成 带来 到位").stands_in(direct);
        // 1562家规模以上工业企业增加值 is what these firms have added.
        let whole = noun.chars().count() == name.chars().count()
            && (!noun.contains("企业") || count::bearer(noun).1.is_empty());
        // 17项重要民生物资涨1.89%: how what is counted grew.
        let grew = matches!(self.role(next).0, Role::Up | Role::Down)
            && next.amount.unit() == "%"
            && direct.chars().count() <= 12;
        let parted = direct.contains(['，', '、', '；']);
        counts && joined && !acts && (whole && phrase::head(&name).is_some() || grew && !parted)
    }
}

/// What rates lie above or below, each by itself: `增速比工业高` and `增速比高技术制造业高` of 增速分别比工业、高技术制造业高.
fn beyond(named: &str) -> Option<Vec<String>> {
    let (rate, others) = named.split_once("分别比").or_else(|| named.split_once("分别较"))?;
    let verb = ["高", "低", "快", "慢", "多", "少"].into_iter().find(|verb| others.ends_with(verb))?;
    let others = others.trim_end_matches(verb).split(['、', '和', '与']);
    Some(others.map(|other| format!("{rate}比{other}{verb}")).collect())
}

/// Whether two amounts can stand in one list: 客运量29.5亿人次、增长3.5% is an amount and its change.
fn alike(one: &Found<'_>, other: &Found<'_>) -> bool {
    (one.amount.unit() == "%") == (other.amount.unit() == "%") || matches!(other.lead.as_str(), "、" | "和" | "及")
}

/// Whether words between two amounts make them a list.
pub(crate) fn is_listed(lead: &str) -> bool {
    let body = lead.trim_start_matches(['、', '和', '与', '及']);
    let verb = List("增长 下降 上涨 上升 提高 减少 增加 回落 下跌 降低 高 低 快 慢 加快 放缓 扩大 收窄 升 降 涨 跌 增 减 成长 衰退 扩增")
        .contains(body);
    matches!(lead, "、" | "和" | "与" | "及" | "以及" | "、和") || (verb && body.len() < lead.len())
}
