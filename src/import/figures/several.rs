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
use super::role::{RATES, Role};
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
        if let Some(times) = self.times(group, clause) {
            let role = first_role;
            for (one, period) in group.iter().zip(times) {
                self.figure(one, role, context.indicator(&named, true), bases, clause, context);
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

    /// Amounts whose names the clause before gives.
    fn names_before(
        &self,
        group: &[Found<'_>],
        first_role: Role,
        named: &str,
        bases: &[Basis],
        clause: &Range<usize>,
        context: &mut Context,
    ) -> bool {
        if let Some((names, tail)) = self.listed_before(group.len(), named, clause) {
            // 净流入居前的有甲、乙，净流入金额分别为…
            let grows = named.is_empty() && context.last.is_some_and(|last| context.figures[last].value.is_none());
            let role = if grows && group[0].amount.unit() == "%" { Role::Up } else { first_role };
            // 价格降幅前五名的是甲、乙，幅度分别为…
            let last = self.clause_before(clause.start - '，'.len_utf8());
            let moved = ["升幅", "涨幅", "增幅", "降幅", "跌幅", "减幅"].into_iter().find(|rate| last.contains(rate));
            let moved = moved.filter(|_| List("幅度 涨跌幅").contains(named));
            let role = match moved {
                Some("降幅" | "跌幅" | "减幅") => Role::Down,
                Some(_) => Role::Up,
                None => role,
            };
            let tail = if moved.is_some() { String::new() } else { tail };
            for (one, name) in group.iter().zip(names) {
                let of = if tail.is_empty() {
                    phrase::completed(&name, &context.topic, true)
                } else {
                    format!("{name}{tail}")
                };
                self.figure(one, role, of, bases, clause, context);
            }
            return true;
        }
        if let Some(names) = self.listed_earlier(group, named, clause) {
            for (one, name) in group.iter().zip(names) {
                self.figure(one, first_role, format!("{name}{named}"), bases, clause, context);
            }
            return true;
        }
        if named.is_empty()
            && let Some((names, grows)) = self.subjects_before(group.len(), clause)
        {
            for (one, name) in group.iter().zip(names) {
                self.figure(one, if grows { Role::Up } else { first_role }, name, bases, clause, context);
            }
            return true;
        }
        false
    }

    /// The names that the clause before lists behind 有 or 为, and what the amounts are of them: 居前的有甲、乙、丙，净流入金额分别为….
    fn listed_before(&self, wanted: usize, named: &str, clause: &Range<usize>) -> Option<(Vec<String>, String)> {
        let before = self.plain(self.sentence.start..clause.start).strip_suffix('，')?;
        let last =
            before.rfind(['，', '；', '：']).map_or(before, |cut| before[cut..].trim_start_matches(['，', '；', '：']));
        if List("沪深两市 两市").beginning(last).is_some() && wanted == 2 {
            return Some((vec!["沪市".to_owned(), "深市".to_owned()], named.to_owned()));
        }
        let introduced =
            ["还有", "有", "源自", "来自", "依次为", "依序为", "分别为", "分别是", "依次是", "包括", "的是", "为"];
        let at = introduced.iter().filter_map(|word| Some(last.rfind(word)? + word.len())).max()?;
        // 主要来自甲、乙及丙等产业
        let (list, of) = last[at..].rsplit_once('等').unwrap_or((&last[at..], ""));
        let names = list.split(['、', '和', '及', '与']).map(|name| format!("{}{of}", phrase::subject(name)));
        let names: Vec<String> = names.collect();
        let fits = names.len() == wanted
            && wanted > 1
            && names.iter().all(|name| !name.is_empty() && !name.contains(|c: char| c.is_ascii_digit()));
        fits.then(|| (names, named.to_owned()))
    }

    /// What the clause before is about, where that is a list: 美国、英国的经济增长率普遍上调，分别为2.2%和1.7%; and whether it is of growth.
    fn subjects_before(&self, wanted: usize, clause: &Range<usize>) -> Option<(Vec<String>, bool)> {
        let before = self.plain(self.sentence.start..clause.start).strip_suffix('，')?;
        let start = before.rfind(['，', '；', '：']).map_or(0, |cut| cut + '，'.len_utf8());
        let tokens: Vec<&Token> = self.tokens.iter().collect();
        let words = self.words(self.sentence.start + start..self.sentence.start + before.len(), &tokens);
        let (list, rest) = words.rsplit_once('的')?;
        let list = phrase::subject(list);
        let names: Vec<&str> = list.split(['、', '和', '及', '与']).collect();
        let fits =
            wanted > 1 && names.len() == wanted && names.iter().all(|name| (2..=12).contains(&name.chars().count()));
        if let Some(rate) =
            RATES.iter().filter(|rate| rest.contains(rate)).max_by_key(|rate| rate.len()).filter(|_| fits)
        {
            let of = &rest[..rest.find(rate).unwrap_or_default()];
            let of = of.trim_end_matches("同比");
            let of = if of.ends_with("经济") { format!("{of}增长") } else { of.to_owned() };
            return Some((names.iter().map(|name| format!("{name}{of}")).collect(), true));
        }
        // 股份制银行的总资产和总负债增速较快，分别为…
        let rate = RATES.iter().filter_map(|rate| rest.find(rate)).min().filter(|_| names.len() == 1 && wanted > 1);
        let parts: Vec<&str> = rate.map_or("", |at| &rest[..at]).split(['、', '和', '及', '与']).collect();
        if !list.is_empty() && parts.len() == wanted && parts.iter().all(|part| phrase::head(part).is_some()) {
            return Some((parts.iter().map(|part| format!("{list}{part}")).collect(), true));
        }
        let of = phrase::head_within(rest);
        (fits && !of.is_empty()).then(|| (names.iter().map(|name| format!("{name}{of}")).collect(), false))
    }

    /// 甲、乙均以超2000亿元的净利润居前: the names stand before the amount, and what it is of them behind.
    fn by_noun(&self, found: &Found<'_>, clause: &Range<usize>, context: &mut Context) -> bool {
        let Some(names) = found.lead.strip_suffix('以') else { return false };
        let Some(behind) = self.plain(found.span.end..self.sentence.end).strip_prefix('的') else { return false };
        let noun = phrase::head_within(behind);
        let names: Vec<String> =
            names.trim_end_matches(['均', '都', '也']).split(['、', '和', '与']).map(phrase::subject).collect();
        if noun.is_empty() || names.iter().any(String::is_empty) {
            return false;
        }
        for name in names {
            self.figure(found, Role::Value, format!("{name}{noun}"), &[], clause, context);
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

    /// As many times as amounts: 一季度、二季度GDP分别增长5.4%、6.3%.
    fn times(&self, group: &[Found<'_>], clause: &Range<usize>) -> Option<Vec<Period>> {
        let within = |token: &&Token| clause.start <= token.span.start && token.span.end <= group[0].span.start;
        let mut times: Vec<Period> = Vec::new();
        let mut end = None;
        for token in self.tokens.iter().filter(within) {
            let joined = end.is_none_or(|end| matches!(self.plain(end..token.span.start), "、" | "和" | "与"));
            match token.kind {
                TokenKind::Time(Some(Period::Years(span)), false) if group.len() == 2 => {
                    times.extend([Period::Year(span.first()), Period::Year(span.last())]);
                }
                TokenKind::Time(Some(period), false) if joined => times.push(period),
                TokenKind::Time(..) => return None,
                TokenKind::Amount(_) | TokenKind::Basis(_) | TokenKind::Name(_) => continue,
            }
            end = Some(token.span.end);
        }
        (group.len() > 1 && times.len() == group.len()).then_some(times)
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
                context.apply(at, change, basis, true, quote, None);
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
