//! Clauses without a figure: what they are about.
//!
//! In: a clause that has no amount, or whose amounts are set apart. Out: what the next clause tells of, kept in mind; 持平 is a
//! change without a number.
//!
//! May touch: text, figure

use super::context::Context;
use super::frame::MARKETS;
use super::passage::{Found, Passage};
use super::phrase;
use super::role::{self, RATES};
use super::scan::{Reason, Token, TokenKind};
use super::{Figure, Stated};
use crate::figure::Basis;
use crate::import::list::List;
use std::ops::Range;

impl Passage<'_> {
    /// A clause whose amounts, if any, are set apart.
    pub(super) fn without_figure(&self, clause: &Range<usize>, tokens: &[&Token], context: &mut Context) {
        let apart = tokens.iter().find(|token| token.is_apart());
        match apart {
            // 失业人数一度攀升至45.2万人 is about them still.
            Some(Token { kind: TokenKind::Name(Reason::Passing | Reason::Mark), span }) => {
                let words = self.words(clause.start..span.start, tokens);
                let classes =
                    ["mark", "passing", "swing", "session"].into_iter().flat_map(|class| context.rules.class(class));
                // 一度逼近31.6元: 近 is of the number.
                let moved = ["升", "跌", "涨", "贬", "上涨", "下跌"].into_iter();
                let classes: Vec<&str> = classes.map(|word| word.trim_end_matches('近')).chain(moved).collect();
                let said =
                    |words: &str| classes.iter().filter(|word| words.ends_with(**word)).map(|word| word.len()).max();
                // 首日染蓝的创科实业曾跌3%
                let own = words
                    .rsplit_once('的')
                    .map(|(_, own)| own)
                    .filter(|own| context.trading && own.chars().count() > 2 && phrase::head(own).is_none());
                let mut words = own.unwrap_or(&words);
                while let Some(said) = said(words) {
                    words = words[..words.len() - said].trim_end_matches(['以', '至', '到']);
                }
                let named = phrase::subject(words);
                let topic = if phrase::head(&named).is_some() { named } else { phrase::topic(words, false) };
                // 阿里巴巴遭诉讼，股价曾跌4%
                let topic = if phrase::is_generic(&topic) { context.indicator(&topic, true) } else { topic };
                let numbered = topic.contains(|c: char| c.is_ascii_digit())
                    && (MARKETS.beginning(&topic).is_none() || topic.contains('，'))
                    || List("跌点 涨点 跌幅 涨幅 升幅 下跌 上涨").beginning(&topic).is_some();
                if topic.chars().count() > 1 && !numbered && !phrase::is_nameless(&topic) {
                    (context.topic, context.last) = (topic, None);
                }
            }
            // 来台观光客比前一年785万人次，增9%
            Some(Token { kind: TokenKind::Name(Reason::Compared), .. }) => {
                let basis =
                    tokens.iter().find(|token| token.basis().is_some()).map_or(clause.start, |basis| basis.span.start);
                let named = phrase::subject(&self.words(clause.start..basis, tokens));
                if named.chars().count() > 1 && !phrase::is_nameless(&named) {
                    (context.topic, context.last) = (named, None);
                }
            }
            // 总就业人数由3668200人，下跌至3661900人
            Some(Token { kind: TokenKind::Name(Reason::Earlier), span }) => {
                let words = self.words(clause.start..span.start, tokens);
                let named = words.find(['由', '从']).map(|cut| phrase::subject(&words[..cut]));
                if let Some(named) = named.filter(|named| named.chars().count() > 1 && !phrase::is_nameless(named)) {
                    (context.topic, context.last) = (named, None);
                }
            }
            Some(_) => {}
            None => self.without_amount(clause, tokens, context),
        }
    }

    /// A clause without an amount: what it is about may be what the next one counts, and 持平 is a change.
    fn without_amount(&self, clause: &Range<usize>, tokens: &[&Token], context: &mut Context) {
        let text = self.words(clause.start..clause.end, tokens);
        let text = text.trim_end_matches(['，', '。', '；', '：', '”']);
        // 工业生产降幅最大，达5.3%
        let text = List("最大 最高 居首 最为明显").ending(text).map_or(text, |most| &text[..text.len() - most.len()]);
        if self.keeps_level(text, clause, tokens, context) {
            return;
        }
        // 出、进口值皆为历年最佳，分别增30.7%、33.3%
        let next = self.plain(clause.end..self.sentence.end);
        let next = &next[..next.find(|c: char| c.is_ascii_digit()).unwrap_or(next.len())];
        let topic = phrase::topic(text, next.contains("分别"));
        // 恒指升幅略为收窄，收市报…: of the index.
        let moved = ["升幅", "涨幅", "跌幅"].into_iter().filter_map(|rate| topic.find(rate)).min();
        let moved = moved.filter(|&at| context.trading && at > 0);
        let (topic, index) = (topic[..moved.unwrap_or(topic.len())].to_owned(), moved.is_some());
        // 恒指承接美股弱势低开
        let market = MARKETS.beginning(&topic).filter(|_| context.trading && phrase::head(&topic).is_none());
        if let Some(named) = market.or(Some(topic.as_str()).filter(|topic| context.trading && topic.ends_with("指数")))
        {
            context.index = named.to_owned();
        }
        let (topic, index) = market.map_or((topic, index), |market| (market.to_owned(), true));
        // 表现最佳电子通路类股，上涨2.63%
        let index = index || context.trading && List("类股 类指数").ending(&topic).is_some();
        if let Some(own) = context.trading.then(|| self.mover(text, clause, tokens, index)).flatten() {
            (context.topic, context.last) = (own, None);
            return;
        }
        // 光学器材也因…接单成长，年增2.9%
        let caused = phrase::cause(text).is_some() || phrase::most(text).is_some();
        // 批发业营业额…，零售业则由负转正，年增1.2%
        let turned = text.contains('由') && text.contains('转') && phrase::head(&topic).is_none();
        let topic = if turned { phrase::completed(&topic, &context.topic, true) } else { topic };
        let speaks = is_aside(text, context.trading);
        // 带动贬幅收敛，终场收在…: the price is of what it was of.
        let of_rate = context.trading && RATES.beginning(&topic).is_some();
        if !topic.is_empty()
            && !topic.contains('？')
            && !speaks
            && !of_rate
            && (phrase::head(&topic).is_some()
                || index
                || caused
                || context.topic.is_empty()
                || !context.trading && topic.chars().count() >= 4)
        {
            let other = context.last.is_some_and(|last| !context.figures[last].indicator.contains(&topic));
            if other && (phrase::head(&topic).is_some() || index || caused) {
                context.last = None;
            }
            context.topic = topic;
        }
    }

    /// Takes 持平 as the change of what was told before, or of what the clause names; whether it did.
    fn keeps_level(&self, text: &str, clause: &Range<usize>, tokens: &[&Token], context: &mut Context) -> bool {
        let compares = tokens.iter().any(|token| token.basis().is_some());
        let level = text.ends_with("持平") && (compares || context.basis.is_some());
        if level
            && context.last.is_some_and(|last| {
                let against = context.figures[last].basis;
                let another = against.is_some() && against != context.basis && compares;
                last >= context.sentence_start && (context.figures[last].change.is_none() || another)
            })
        {
            let basis = context.basis.unwrap_or(Basis::Yoy);
            if text.starts_with(['均', '都']) {
                context.all_level(basis);
            } else if let Ok(change) = "持平".parse() {
                context.refer(change, basis, None, self.reading.letters(clause.clone()), None);
            }
            return true;
        }
        level && compares && self.level(text.trim_end_matches("持平"), clause, context)
    }

    /// The names that the sentence lists before 等 where as many amounts are told of one thing: 基本金属、化学品等2种货类需求不足，出口分别减24.6%、27.3%.
    pub(super) fn listed_earlier(
        &self,
        group: &[Found<'_>],
        named: &str,
        clause: &Range<usize>,
    ) -> Option<Vec<String>> {
        let one = phrase::head(named) == Some(named) && group.len() > 1 && group[0].whole.contains("分别");
        let (before, _) = self.plain(self.sentence.start..clause.start).rsplit_once('等').filter(|_| one)?;
        let list = before.rsplit(['，', '；', '：', '。']).next()?;
        let names: Vec<String> = list.split('、').map(phrase::subject).collect();
        let fits =
            |name: &String| (2..=16).contains(&name.chars().count()) && !name.contains(|c: char| c.is_ascii_digit());
        (names.len() == group.len() && names.iter().all(fits)).then_some(names)
    }

    /// What a clause of a report from a market tells of: 以绩优股为主的道琼工业指数再创新高; 阿里巴巴（09988）遭诉讼，股价…;
    /// 台积电ADR亦同步走弱，收282.2美元.
    fn mover(&self, text: &str, clause: &Range<usize>, tokens: &[&Token], market: bool) -> Option<String> {
        let number = tokens.iter().find(|token| token.kind == TokenKind::Name(Reason::Number));
        let share = number.map(|number| self.plain(clause.start..number.span.start).trim_end_matches('（'));
        let share = share.and_then(|share| share.rsplit(['为', '是', '的', '”']).next()).map(phrase::subject);
        let share = share.filter(|name| (2..=8).contains(&name.chars().count()));
        let chief = market_in(text).map(|chief| phrase::topic(chief, false));
        chief.or(share).or_else(|| if market { None } else { moving(text) })
    }

    /// 居民消费价格同比持平: a figure that has no number.
    fn level(&self, words: &str, clause: &Range<usize>, context: &mut Context) -> bool {
        let subject = phrase::subject(words.trim_end_matches(['基', '本']));
        let Ok(change) = "持平".parse() else { return false };
        if subject.chars().count() < 2 {
            return false;
        }
        let own = self.tokens.iter().rev().filter(|token| token.span.end <= clause.end).find_map(Token::period);
        let (period, stated) = own.map_or_else(|| context.inherited(true, false), |period| (period, Stated::Here));
        let basis = self.tokens.iter().rev().filter(|token| token.span.end <= clause.end).find_map(Token::basis);
        context.push(Figure {
            indicator: context.indicator(&subject, true),
            value: None,
            change: Some(change),
            basis: Some(basis.unwrap_or(Basis::Yoy)),
            period,
            stated,
            kind: None,
            dims: self.dims(clause),
            speaker: self.speaker.clone(),
            block: self.block,
            quote: self.reading.letters(clause.clone()),
            confidence: 75,
        });
        true
    }
}

/// An index or a market by its own name, behind what is said of it: 道琼工业指数 of 以绩优股为主的道琼工业指数.
pub(super) fn market_in(text: &str) -> Option<&str> {
    let own =
        |at: usize| [List("markets"), List("american")].iter().any(|names| names.beginning(&text[at..]).is_some());
    text.match_indices('的').map(|(at, of)| at + of.len()).find(|&at| own(at)).map(|at| &text[at..])
}

/// A market with a word of how it moved behind it: 沪指 of 沪指冲高回落涨0.13%.
pub(super) fn market_that_moves(text: &str) -> Option<&'static str> {
    MARKETS.beginning(text).filter(|market| List("movements").contains(&text[market.len()..]))
}

/// What a clause says the movement of, in a word without a number: 台积电ADR亦同步走弱.
fn moving(text: &str) -> Option<String> {
    let verb = [List("movements"), List("rising"), List("falling")]
        .into_iter()
        .filter_map(|class| class.ending(text))
        .max_by_key(|verb| verb.len())?;
    let moves = &text[..text.len() - verb.len()];
    let name = phrase::subject(phrase::cause(moves).map_or(moves, |at| &moves[..at]).trim_end_matches("同步"));
    let named =
        (2..=10).contains(&name.chars().count()) && List("卖压 买盘 股市 个股 族群 类股").ending(&name).is_none();
    (verb.chars().count() > 1 && named && !phrase::is_nameless(&name) && phrase::verb_at(&name, 0).is_none())
        .then_some(name)
}

/// Whether a clause says how, why or by whom a thing was told, and not what is told of.
fn is_aside(text: &str, trading: bool) -> bool {
    let manner =
        List("按 以 据 根据 从 经 随着 由于 受 扣除 剔除 主因 主要因 加上 加以 加之 受惠").beginning(text).is_some();
    // 推升伺服器等产品生产上扬 says what came of it.
    let driven = List("推升 带动 反映 支撑").beginning(text).is_some();
    manner && !text.starts_with("经季节") && phrase::most(text).is_none()
        || role::is_adjusted(text)
        || driven && !trading
        || text.ends_with('看')
        || text.ends_with("所致")
        || is_predicate(text)
        || crate::text::name::VERBS.iter().any(|verb| text.ends_with(verb))
}

/// Whether a clause has no subject of its own: 创单月新高, 居全国第6位, 高于全国平均水平.
fn is_predicate(text: &str) -> bool {
    let text = text.trim_start_matches(['但', '而', '惟', '并', '更', '且', '再', '又']);
    let text = RATES.beginning(text).map_or(text, |rate| &text[rate.len()..]);
    let verbs = List("predicates");
    // 创业板指数表现较强 begins with a name, though 创 is a verb.
    MARKETS.beginning(text).is_none() && verbs.beginning(text).is_some()
}
