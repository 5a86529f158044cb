//! Sentences and clauses: where figures are found.
//!
//! In: a paragraph and what is kept in mind. Out: the figures of the paragraph, put to the context.
//!
//! May touch: figure, prose

use super::context::Context;
use super::frame;
use super::measure::{change, is_count, is_flow, kind, negated};
use super::passage::{Found, Passage, lasts};
use super::phrase;
use super::role::{self, RATES, Role};
use super::scan::{Amount, Reason, Token, TokenKind};
use super::several::is_listed;
use super::sure;
use super::topic::{market_in, market_that_moves};
use super::units;
use super::{Figure, LeftOut, Stated};
use crate::figure::{Basis, Period};
use crate::import::letters::Text;
use crate::import::list::List;
use crate::prose::{clauses, sentences};
use std::ops::Range;

/// Reads the figures of a paragraph.
pub(crate) fn paragraph(text: &Text, block: usize, context: &mut Context) {
    let reading = text.reading();
    context.paragraph(&reading.plain);
    let mut tokens = context.rules.tokens(&reading.plain, context.today);
    frame::settle(&reading.plain, &mut tokens, context.today, context.year);
    context.opens(&tokens);
    let mut first = 0;
    for sentence in sentences(&reading.plain, &tokens) {
        let end = first + tokens[first..].iter().take_while(|token| token.span.start < sentence.end).count();
        let here = &tokens[first..end];
        first = end;
        context.sentence(&reading.plain[sentence.clone()]);
        let has_amounts = here.iter().any(|token| token.amount().is_some());
        let speaker =
            if has_amounts { context.speaker(&reading.plain[sentence.clone()], &reading.plain) } else { None };
        let passage = Passage { reading: &reading, block, tokens: here, sentence: sentence.clone(), speaker };
        for clause in clauses(&reading.plain, sentence, here) {
            passage.clause(clause, context);
        }
        passage.remember_period(context);
    }
}

impl Passage<'_> {
    fn clause(&self, clause: Range<usize>, context: &mut Context) {
        let tokens: Vec<&Token> = self
            .tokens
            .iter()
            .filter(|token| clause.start <= token.span.start && token.span.start < clause.end)
            .collect();
        let bases: Vec<Basis> = tokens.iter().filter_map(|token| token.basis()).collect();
        for token in &tokens {
            if let TokenKind::Name(why) = token.kind {
                self.leave(&token.span, why, context);
            }
        }
        let parts = bases.is_empty() && self.plain(clause.clone()).starts_with("其中");
        let shorter = |basis: &Basis| matches!(basis, Basis::Mom | Basis::PreviousPeriod);
        if let Some(named) = context.named.filter(|basis| parts && shorter(basis)) {
            // 同比下降3.2%；环比上涨0.9%，其中鲜菜价格上涨7.6%: the parts of what was told last.
            (context.basis, context.basis_heads, context.parts) = (Some(named), false, true);
        }
        let found = self.amounts(&clause, &tokens);
        // 增幅比1月至2月提高4.6个百分点，其中出口增长14.8%: the parts are compared as the whole is, not as its rate.
        // So is what is told of a rate that was told: 增长7.6%，较一季度回升2.1个百分点。其中…
        let rated = |figure: &Figure| figure.change.as_ref().is_some_and(|change| change.unit_code() == "%");
        let rated = context.figures[context.sentence_start..].last().is_some_and(rated);
        let of_rate = !found.is_empty()
            && found
                .iter()
                .all(|found| found.amount.unit().ends_with("百分点") && (rated || RATES.stands_in(&found.whole)));
        context.named = bases.last().copied().filter(|_| !of_rate).or(context.named);
        if found.is_empty() {
            if let Some(basis) = bases.last() {
                let compares = tokens.iter().all(|token| token.kind != TokenKind::Name(Reason::Compared));
                (context.basis, context.basis_heads) = (Some(*basis), compares);
            }
            self.without_figure(&clause, &tokens, context);
            return;
        }
        if let ([both], [first, second]) = (&found[..], &bases[..])
            && self.is_of_both(&tokens)
        {
            // 环比、同比均下降0.1个百分点 tells two changes.
            self.one(both, &[*first], &clause, context);
            self.one(both, &[*second], &clause, context);
            return;
        }
        // What stands in brackets speaks of what stands before them, and what follows does not speak of it.
        let aside = self.plain(0..clause.start).ends_with('（').then(|| (context.last, context.topic.clone()));
        if self.of_bracketed(&found, &bases, &clause, context) {
            return;
        }
        let told = context.figures.len();
        // 环比下降0.2%，而9月为上涨0.1%；同比下降1.4%: what follows does not speak of September.
        let before = context.last.filter(|&last| last >= context.sentence_start);
        let ended = before.and_then(|last| context.figures[last].period.end());
        let earlier = tokens.iter().find_map(|token| token.period()).is_some_and(|own| own.end() < ended);
        let beside = earlier && self.plain(clause.clone()).starts_with('而');
        let aside = aside.or_else(|| beside.then(|| (context.last, context.topic.clone())));
        self.groups(&found, &bases, &clause, context);
        match aside.is_some() && !beside && self.plain(clause.clone()).ends_with('）') {
            true => self.bracketed(&found, told, &clause, context),
            false => context.bracketed.clear(),
        }
        if let Some((last, topic)) = aside.filter(|_| beside || self.plain(clause.clone()).ends_with('）')) {
            (context.last, context.topic) = (last, topic);
        }
    }

    /// Lists a numeral that is no figure.
    pub(super) fn leave(&self, span: &Range<usize>, why: Reason, context: &mut Context) {
        let quote = self.reading.letters(span.clone());
        context.left_out.push(LeftOut { block: self.block, quote, why });
    }

    /// Whether two bases stand side by side, of which the same is said.
    fn is_of_both(&self, tokens: &[&Token]) -> bool {
        let mut bases = tokens.iter().filter(|token| token.basis().is_some());
        let (Some(first), Some(second)) = (bases.next(), bases.next()) else { return false };
        matches!(self.plain(first.span.end..second.span.start), "、" | "和" | "与" | "及" | "")
    }

    /// The amounts of a clause, each with the words before it.
    fn amounts<'t>(&self, clause: &Range<usize>, tokens: &[&'t Token]) -> Vec<Found<'t>> {
        let mut found = Vec::new();
        let (mut from, mut since) = (clause.start, clause.start);
        // 德国和法国通胀率分别由7月的1.2%和1.9%降至…: what stood before 由 is what it is of.
        let mut of = String::new();
        for token in tokens {
            let amount = match &token.kind {
                TokenKind::Amount(amount) => amount,
                TokenKind::Name(reason) if reason.is_apart() => {
                    let words = self.words(from..token.span.start, tokens);
                    if *reason == Reason::Earlier
                        && let Some(cut) = words.find(['由', '从'])
                    {
                        of = words[..cut].to_owned();
                    }
                    from = token.span.end;
                    continue;
                }
                TokenKind::Time(..) | TokenKind::Basis(_) | TokenKind::Name(_) => continue,
            };
            let lead = format!("{}{}", std::mem::take(&mut of), self.words(from..token.span.start, tokens));
            let whole = self.words(clause.start..token.span.start, tokens);
            let near =
                tokens.iter().rev().filter(|other| other.span.start >= since && other.span.end <= token.span.start);
            let near = near.filter_map(|other| other.basis()).next();
            found.push(Found { amount, span: token.span.clone(), lead, whole, compared: near.is_some(), near });
            (from, since) = (token.span.end, token.span.end);
        }
        found
    }

    pub(super) fn role(&self, found: &Found<'_>) -> (Role, String) {
        if lasts(&found.lead).is_some()
            && matches!(found.amount.unit(), "个月" | "个季度" | "个交易日" | "季" | "周" | "年" | "天")
        {
            // 已连升6个月 is how long, not by how much.
            return (Role::Value, found.lead.clone());
        }
        if let Some(rate) = self.rate_of_each(found) {
            return rate;
        }
        let points = self.in_points(found);
        let verb = found.lead.trim_start_matches(['、', '和', '与', '及']);
        let text = match is_listed(&found.lead) {
            true if verb.is_empty() => found.whole.as_str(),
            true => verb,
            false => found.lead.as_str(),
        };
        let (role, rest) = role::role(text, points, found.compared);
        if let Some(caused) = role::caused(text).filter(|_| role == Role::Contribution && found.amount.unit() == "%") {
            return caused;
        }
        let rest = if matches!(role, Role::Up | Role::Down) && role::is_adjusted(&rest) { String::new() } else { rest };
        // 出口-3.2%, 同比+8.3%; but a rate of interest can be below nothing.
        let printed = found.amount.quantity.number().to_string();
        let signed = printed.starts_with('+')
            || printed.starts_with('-')
                && !rest.ends_with(['率', '差'])
                && !found.lead.ends_with(['为', '至', '到', '达', '是']);
        if role == Role::Value && signed && found.amount.unit() == "%" {
            return (Role::Up, rest);
        }
        let grew = self.noun_behind(found).filter(|_| role == Role::Value && matches!(found.amount.unit(), "%" | "倍"));
        (grew.unwrap_or(role), rest)
    }

    /// Whose rate it is, where a list names it behind 以: 年增率以矿产品131.1%、化学品61.3%成长较高.
    fn rate_of_each(&self, found: &Found<'_>) -> Option<(Role, String)> {
        let clause = self.clause_before(found.span.start);
        let at = ["率以", "幅以"].into_iter().filter_map(|word| clause.find(word)).next()?;
        let (role, _) = role::rate(&clause[..at + "率".len()]).filter(|_| found.amount.unit() == "%")?;
        let name = found.lead.rsplit('以').next()?.trim_start_matches(['、', '和', '及', '与']);
        (name.chars().count() > 1).then(|| (role, name.to_owned()))
    }

    /// What the noun behind an amount makes of it: 录得12.1%的显著增长 is a rise.
    fn noun_behind(&self, found: &Found<'_>) -> Option<Role> {
        let behind = self.plain(found.span.end..self.sentence.end);
        // 嘉能可以29.42%领跌
        let leads = [("领涨", Role::Up), ("领跌", Role::Down)].into_iter().find(|(verb, _)| behind.starts_with(verb));
        if let Some((_, role)) = leads {
            return Some(role);
        }
        let behind = behind.strip_prefix('的')?;
        let noun = List("manners").beginning(behind).map_or(behind, |word| &behind[word.len()..]);
        let ends = |words: List| {
            words.beginning(noun).is_some_and(|word| noun[word.len()..].starts_with(['，', '。', '；', '、']))
        };
        match () {
            () if ends(List("增长 正增长 正成长 升幅 增幅 涨幅 成长 增速 上升 上涨")) => {
                Some(Role::Up)
            }
            () if ends(List("下跌 负增长 负成长 跌幅 降幅 减幅 衰退 下降 跌势")) => {
                Some(Role::Down)
            }
            () => None,
        }
    }

    fn in_points(&self, found: &Found<'_>) -> bool {
        matches!(
            found.amount.unit(),
            "%" | "‰" | "个百分点" | "百分点" | "个基点" | "基点" | "个点子" | "点子" | "BP" | "倍"
        )
    }

    /// One amount.
    pub(super) fn one(&self, found: &Found<'_>, bases: &[Basis], clause: &Range<usize>, context: &mut Context) {
        if self.is_compared_with(found.span.start, self.plain(found.span.end..self.sentence.end)) {
            self.leave(&found.span, Reason::Compared, context);
            if let Some((name, _)) = found.whole.split_once('继').filter(|(name, _)| !name.is_empty()) {
                // 服务输出继第二季升8.6%后，在第三季升6.1%
                (context.topic, context.last) = (phrase::subject(name), None);
            }
            return;
        }
        if self.again(found, clause, context) {
            return;
        }
        if let Some((role, of)) = self.turned_rate(found) {
            let indicator = context.indicator(&phrase::subject(&of), true);
            return self.figure(found, role, indicator, bases, clause, context);
        }
        let (role, rest) = self.role(found);
        let subject = self.foremost(phrase::subject(&rest), found);
        // 近期表现疲弱的创业板指数大跌5%
        let market = market_in(&subject).or_else(|| market_that_moves(&subject)).filter(|_| context.trading);
        let subject = market.map_or(subject.clone(), str::to_owned);
        if matches!(role, Role::Up | Role::Down) {
            // 较上日结算价每克上涨0.02元
            let subject = if phrase::is_per(&subject) { String::new() } else { subject };
            let again =
                found.compared && (is_other(&subject) || is_other(&rest) || self.is_told_again(&subject, context));
            let subject = if again { String::new() } else { subject };
            return self.moved(found, role, &subject, bases, clause, context);
        }
        if let Some(role) = self.still_growth(found, role, &subject, context) {
            let indicator = context.grown();
            return self.figure(found, role, indicator, bases, clause, context);
        }
        if let Some((of, amount)) = lost(&rest, found.amount).filter(|_| role == Role::Value) {
            let of = if of.is_empty() { context.topic.clone() } else { phrase::completed(&of, &context.topic, false) };
            return self.figure(&Found { amount: &amount, ..found.clone() }, role, of, bases, clause, context);
        }
        let told = role == Role::Value && subject.is_empty() && found.amount.unit() == "%";
        if told && context.rate(&found.amount.quantity, self.basis(bases, found, context)) {
            return;
        }
        let indicator = self.named(found, role, &subject, context);
        self.figure(found, role, indicator, bases, clause, context);
    }

    /// Whether a subject names the figure before once more.
    fn is_told_again(&self, subject: &str, context: &Context) -> bool {
        let last = context.last.filter(|&last| last >= context.sentence_start && subject.chars().count() > 1);
        last.is_some_and(|last| is_named(&context.figures[last].indicator, subject))
    }

    /// An amount by which something moved.
    fn moved(
        &self,
        found: &Found<'_>,
        role: Role,
        subject: &str,
        bases: &[Basis],
        clause: &Range<usize>,
        context: &mut Context,
    ) {
        if let Some(names) = several_movers(subject).filter(|_| context.trading) {
            // 美团及阿里巴巴升逾3%
            names.iter().for_each(|name| self.figure(found, role, (*name).to_owned(), bases, clause, context));
            return;
        }
        let other = self.own_period(found, clause).filter(|own| {
            let last = context.last.map(|last| &context.figures[last]);
            last.is_some_and(|last| last.period != *own && last.change.is_some())
        });
        let bare = other.is_none() && (subject.is_empty() || RATES.contains(subject));
        let told = self
            .priced(subject, context)
            .or_else(|| self.aside_of(clause, subject, context))
            .or_else(|| self.index(found, subject, context))
            .or_else(|| if bare { self.grew_before(found, clause, context) } else { None });
        if let Some(indicator) = told {
            return self.figure(found, role, indicator, bases, clause, context);
        }
        if bare && let Some(change) = change(found.amount, role) {
            let rate = RATES.ending(subject).or_else(|| role::rate_in(&found.lead));
            let basis = self.basis_of_last(bases, found, rate.is_some(), context);
            let quote = self.reading.letters(clause.start..found.span.end);
            if context.refer(change, basis, rate, quote, self.outlook(found)) {
                return;
            }
        }
        let (amount, role) = match negated(found.amount).filter(|_| role == Role::Down) {
            _ if bare || !self.is_added(found, subject, bases, context) => (found.amount.clone(), role),
            Some(fewer) => (fewer, Role::Increment),
            None if role == Role::Up => (found.amount.clone(), Role::Increment),
            None => (found.amount.clone(), role),
        };
        let found = &Found { amount: &amount, ..found.clone() };
        if let Some(basis) = bases.last().filter(|_| found.amount.unit() == "%") {
            (context.basis, context.basis_heads) = (Some(*basis), false);
        }
        let subject = if other.is_some() && RATES.contains(subject) { "" } else { subject };
        // 成交比重79.8%。金融上涨1.98%: what rises is no share.
        let other = if context.trading {
            "指数 综指 成指 板指 汇率 股价 成交值 成交额 成交量"
        } else {
            ""
        };
        let alike = !List("升值 贬值").stands_in(&found.lead)
            && !self.is_share(found, context)
            && List("比重 占比 比例").ending(&context.topic).or_else(|| List(other).ending(&context.topic)).is_none();
        let indicator = context.indicator(subject, alike);
        self.figure(found, role, indicator, bases, clause, context);
    }

    /// Whether an amount tells what was added, 贷款增加12万亿元; against what, only a basis could say.
    fn is_added(&self, found: &Found<'_>, subject: &str, bases: &[Basis], context: &Context) -> bool {
        let money = List("点 元 角 分 美元 美分 美仙 港元 港仙 日元").contains(found.amount.unit());
        let priced = context.trading && money && found.amount.quantity.scale().word().is_empty()
            || List("价 价格 指数 均价 汇率").ending(subject).is_some() && !is_count(found.amount);
        let people = context.basis_heads && units::is_many(found.amount.unit());
        // 原油库存减少140万桶: of what is there it says how it changed.
        let held = List("库存 存货").ending(subject).is_some();
        bases.is_empty() && !context.parts && !people && !held && !self.in_points(found) && !priced
    }

    /// The index of which a market's day is told without naming it: points are of no turnover, and 终场 tells of no share
    /// that was named beside it.
    fn index(&self, found: &Found<'_>, subject: &str, context: &Context) -> Option<String> {
        let named = context.last.is_some_and(|last| context.figures[last].is_in_points());
        let ends = List("终场 最终").beginning(&found.whole).is_some() && found.amount.unit() == "%";
        let of_index = !named && found.amount.unit() == "点" || ends && context.index != context.topic;
        (context.trading && subject.is_empty() && of_index && !context.index.is_empty()).then(|| context.index.clone())
    }

    /// The first of several by its own name: 外资买超以甲电2万张、乙电1万张居前.
    fn foremost(&self, subject: String, found: &Found<'_>) -> String {
        let behind = self.plain(found.span.end..self.sentence.end);
        let most = List("最多 最大 居前 居冠 居首 最高 最显著 最为").stands_in(behind);
        match subject.split_once('以').filter(|(of, name)| most && !of.is_empty() && name.chars().count() > 1) {
            Some((_, name)) => name.to_owned(),
            None => subject,
        }
    }

    /// Makes a figure and keeps it.
    pub(super) fn figure(
        &self,
        found: &Found<'_>,
        role: Role,
        indicator: String,
        bases: &[Basis],
        clause: &Range<usize>,
        context: &mut Context,
    ) {
        let nameless = phrase::is_nameless(&indicator).then_some(Reason::Nameless);
        if let Some(why) = self.refused(found, role, &indicator, context).or(nameless) {
            self.leave(&found.span, why, context);
            if let Some(topic) = self.topic_of_refused(found, why, &indicator, context) {
                (context.topic, context.last) = (topic, None);
            }
            return;
        }
        let quote = self.reading.letters(clause.start..self.quote_end(found, clause));
        let grows = matches!(role, Role::Up | Role::Down);
        let (value, change) = match grows {
            true => (None, change(found.amount, role)),
            false => (Some(found.amount.quantity.clone()), None),
        };
        let basis = change.as_ref().map(|_| self.basis(bases, found, context));
        let (period, stated) = self.period(
            found,
            grows
                || self.speaks_of_growth(clause)
                || !is_count(found.amount)
                || is_flow(found.amount, &indicator)
                || !self.stands_now(clause, &indicator),
            basis,
            &indicator,
            context,
        );
        let kind = self.outlook(found).or_else(|| kind(role, &indicator, found.amount));
        let assumed = change.is_some() && bases.is_empty() && context.basis.is_none() && !context.trading;
        let confidence = sure::confidence(&indicator, stated, assumed, kind);
        let dims = self.dims(clause);
        let speaker = self.speaker.clone();
        let daily = List("指数 价格 均价").ending(indicator.trim_end_matches('”')).is_some()
            && matches!(period, Period::Day(_));
        if (found.amount.unit() == "点" || daily) && stated == Stated::Here {
            // A market's day holds for what else is told of it.
            context.day = Some(period);
        }
        let figure = Figure {
            indicator,
            value,
            change,
            basis,
            period,
            stated,
            kind,
            dims,
            speaker,
            block: self.block,
            quote,
            confidence,
        };
        self.keep(figure, clause, context);
    }

    /// Keeps a figure in mind, or two of them.
    fn keep(&self, figure: Figure, clause: &Range<usize>, context: &mut Context) {
        // 今明两年增速均为2%
        let both = self.plain(clause.clone()).contains('均');
        match figure.period {
            Period::Years(span) if both => {
                let (first, last) = (Period::Year(span.first()), Period::Year(span.last()));
                context.push(Figure { period: first, ..figure.clone() });
                context.push(Figure { period: last, ..figure });
            }
            _ => context.push(figure),
        }
    }

    /// What the text goes on to tell of behind an amount that is no figure.
    fn topic_of_refused(&self, found: &Found<'_>, why: Reason, indicator: &str, context: &Context) -> Option<String> {
        let high = found.whole.rsplit_once('创').filter(|(name, _)| why == Reason::Length && !name.is_empty());
        if let Some((name, _)) = high {
            // 科技指数创近4年新高，收报6334点
            return Some(phrase::subject(name)).map(|name| if name.is_empty() { context.topic.clone() } else { name });
        }
        if let Some(name) = lasts(&found.lead).map(phrase::subject).filter(|name| !phrase::is_nameless(name)) {
            // 恒指连升3个交易日，累升820点
            return Some(name);
        }
        let name = indicator.find(['由', '从']).map_or(indicator, |at| &indicator[..at]);
        let other = name.is_empty() || found.whole.starts_with(['由', '从']) || RATES.contains(name);
        let goes_on = (why == Reason::Earlier || self.passes_mark(found)) && !indicator.is_empty();
        goes_on.then(|| if other { context.topic.clone() } else { name.to_owned() })
    }
}

/// What is less than nothing, and by how much: 净利润为亏损3.2亿元 is a profit of -3.2亿元.
fn lost(lead: &str, amount: &Amount) -> Option<(String, Amount)> {
    let of = lead.strip_suffix("亏损").map(|of| of.trim_end_matches(['净', '为', '是', '则', '仍']))?;
    let profit = List("利润 净利 溢利 盈利 收益 毛利").ending(of).is_some();
    negated(amount).filter(|_| profit).map(|amount| (phrase::subject(of), amount))
}

/// The shares or the markets that move alike, where a subject lists nothing else.
fn several_movers(subject: &str) -> Option<Vec<&str>> {
    let names: Vec<&str> = subject.split(['及', '和', '、', '与']).collect();
    let short = names.iter().all(|name| (2..=8).contains(&name.chars().count()));
    (names.len() > 1 && short && phrase::head(subject).is_none()).then_some(names)
}

/// Whether words name again what an indicator names: 比去年国庆假期日均 behind a 日均.
fn is_named(indicator: &str, subject: &str) -> bool {
    let share = List("占比 比重 占有率 份额").contains(subject) && indicator.contains('占');
    share || indicator.ends_with(subject) || subject == "日均" && indicator.starts_with(subject)
}

/// What a figure is compared with but for the time: 较去年最高值高出, 比上年同期水平低.
fn is_other(subject: &str) -> bool {
    List("最高值 最低值 峰值 水平 同期水平 平均水平 最大负荷 最高纪录 同期值 均值").contains(subject)
        || List("假期日均 假期 期间日均 期间 假日 节假日 黄金周 春节 国庆 国庆节").ending(subject).is_some()
}
