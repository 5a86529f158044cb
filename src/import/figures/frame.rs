//! The time that an article is about.
//!
//! In: an article and the day it was printed. Out: its period, the year that 全年 means in it, and whether it tells of a day
//! of trading, of which all its figures are.
//!
//! May touch: figure

use super::phrase;
use super::scan::against::between;
use super::scan::time::{republic, take, year as year_of};
use super::scan::{Reason, Token, TokenKind, scan};
use crate::figure::{Basis, Period};
use crate::import::articles::Article;
use crate::import::letters::Text;
use crate::import::list::List;
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// The first time of a text that figures may be of.
fn first(text: &Text, today: Date) -> Option<(Period, bool)> {
    let text = text.closed_up().plain();
    let tokens = scan(&text, today);
    tokens.into_iter().find_map(|token| match token.kind {
        // 由6月至8月的3.7%上升至…: what it was before is not what the text is of.
        // 2020年1月以来最大跌幅 is of now.
        TokenKind::Time(..)
            if text[..token.span.start].ends_with(['由', '从', '自']) || text[token.span.end..].starts_with("以来") =>
        {
            None
        }
        TokenKind::Time(Some(Period::Month(_)), _) if is_contract(&text[token.span.end..]) => None,
        TokenKind::Time(period, false) => Some((period?, token.span.start == 0)),
        TokenKind::Time(_, true) | TokenKind::Amount(_) | TokenKind::Basis(_) | TokenKind::Name(_) => None,
    })
}

/// The day that 今日 is of: that of the dateline, 纽约30日电, which a paper prints a day or two later.
pub(super) fn told_on(article: &Article, today: Date) -> Option<Date> {
    let first = article.paragraphs().next().map(Text::plain).filter(|text| text.starts_with(['（', '【', '〔']));
    let first = first.map(|text| text.chars().take_while(|c| !"）】〕".contains(*c)).collect());
    let heads = article.dateline.iter().chain(&article.bylines).map(Text::plain).chain(first);
    let signed = |head: &String| {
        scan(head, today).into_iter().find_map(|token| match token.kind {
            TokenKind::Time(Some(Period::Day(day)), _) if head[token.span.end..].contains(['电', '讯', '报']) => {
                Some(day)
            }
            _ => None,
        })
    };
    let days = heads.filter_map(|head| signed(&head)).find(|day| *day <= today);
    days.filter(|day| today.since(*day).is_ok_and(|since| since.get_days() <= 3))
}

/// Whether a month is a contract's by what stands behind it: 12月交割价格, 5月WTI原油收跌; not 5月原油进口量, nor 5月铜产量.
fn is_contract(behind: &str) -> bool {
    let clause = behind.split(['，', '。', '；']).next().unwrap_or_default();
    let near: String = clause.chars().take(6).collect();
    let traded = List("contracts").stands_in(&near) || List("contract_metals").beginning(behind).is_some();
    let quoted = List("收 报 每 结算 美元 美分 盘").stands_in(clause);
    List("交割 交货 合约").stands_in(&near) || traded && quoted && !List("contract_volumes").stands_in(clause)
}

/// The period of an article: of its title, or of its first sentence.
pub(super) fn lead(article: &Article, today: Date) -> Option<Period> {
    let ended = (today.year() - 1).to_string();
    // What the first sentence says of a whole year is of another time, unless the year has just ended, or opens it.
    let is_of_text = |(period, opens): &(Period, bool)| match period {
        Period::Year(_) => period.code() == ended && (today.month() <= 3 || *opens),
        _ => true,
    };
    let titles = article.title.iter().chain(&article.subtitles);
    let body = || article.paragraphs().take(1).find_map(|text| first(text, today)).filter(is_of_text);
    // 单月729亿美元、前11月6666亿美元: which month it is, the body says.
    let named = titles.into_iter().filter(|text| !text.plain().contains("单月"));
    named.into_iter().find_map(|text| first(text, today)).or_else(body).map(|(period, _)| period)
}

/// The period of an article that its figures are of: this year as a whole is of none before its last month, for it is not over.
pub(super) fn settled(article: &Article, today: Date) -> Option<Period> {
    lead(article, today).filter(|lead| lead.code() != today.year().to_string() || today.month() == 12)
}

/// The year that 全年 and 年末 mean: that of an article about a year.
pub(super) fn year(article: &Article, today: Date) -> Option<i16> {
    match settled(article, today)? {
        year @ Period::Year(_) => year.start().map(Date::year),
        _ => None,
    }
}

/// What an article compares with, where its title and its first paragraph name one comparison, and that is a short one.
pub(super) fn usual(article: &Article, today: Date) -> Option<Basis> {
    let mut texts = article.title.iter().chain(article.paragraphs().take(1)).map(|text| text.closed_up().plain());
    texts.find_map(|text| only(&text, today).or_else(|| turned(&text, today)))
}

/// The short comparison that a text names before all its amounts, where it names no other.
fn only(text: &str, today: Date) -> Option<Basis> {
    let mut found = None;
    for token in scan(text, today) {
        let basis = match token.kind {
            TokenKind::Basis(basis) => basis,
            TokenKind::Amount(_) if found.is_none() => return None,
            TokenKind::Time(..) | TokenKind::Amount(_) | TokenKind::Name(_) => continue,
        };
        // 比上月加快 is said of a rate, and 按年率换算 of the change itself.
        match &text[token.span.clone()] {
            "环比" | "季环比" | "月环比" | "周环比" | "较上周" | "比上周" => found = Some(basis),
            named if named.contains("年率") => {}
            _ => return None,
        }
    }
    found
}

/// What a text tells from one time to another, as long: 由11月至1月的3.4%下跌至12月至2月的3.3%.
fn turned(text: &str, today: Date) -> Option<Basis> {
    let tokens = scan(text, today);
    let times: Vec<(usize, Period)> =
        tokens.iter().filter_map(|token| Some((token.span.start, token.period()?))).collect();
    let (_, from) = times.iter().find(|(start, _)| text[..*start].ends_with(['由', '从']))?;
    times.iter().find_map(|(_, to)| between(to, from).filter(|basis| *basis == Basis::Mom))
}

/// Indices of markets, which are told of each day.
pub(super) const MARKETS: List = List("markets");

/// Words of reports from markets.
const TRADING: List = List("trading");

/// Markets that close when it is the next day in Asia.
const AMERICAN: List = List("american");

/// The day of trading that an article tells of, whether it names it or not; none where it is no such article.
pub(super) fn trading(article: &Article, today: Date) -> Option<Period> {
    let texts: Vec<String> = article.title.iter().chain(article.paragraphs().take(3)).map(Text::plain).collect();
    // 恒指升374点: so is one that tells how many points markets moved.
    let points = |token: &Token| token.amount().is_some_and(|amount| amount.unit() == "点");
    let board = List("板块 概念股 个股 蓝筹 申万 成份股 成分股 类股");
    let boards = |text: &str| board.stands_in(text) && phrase::most(text).is_some();
    let moves = |text: &String| boards(text) || MARKETS.stands_in(text) && scan(text, today).iter().any(points);
    if !texts.iter().any(|text| TRADING.stands_in(text) || moves(text)) {
        return None;
    }
    let dateline = article.dateline.iter().map(Text::plain);
    // 美股站上三万五千点无助于台股续涨: America's only drove it.
    let market = |text: &String| {
        let named = || MARKETS.iter().chain(AMERICAN.iter()).filter(|name| text.contains(*name));
        named().next().is_some().then(|| named().all(|name| AMERICAN.contains(name)))
    };
    let american = texts.iter().find_map(market) == Some(true);
    // 连续6日跌势 and 5日均线 are no days, nor is that of 综合20日外电报导; 隔夜美股 drives another market.
    let day = |text: &str, token: Token, titled: bool| match token.kind {
        TokenKind::Time(Some(day @ Period::Day(date)), _) if date <= today => {
            let (named, behind) = (&text[token.span.clone()], &text[token.span.end..]);
            let lasts = text[..token.span.start]
                .ends_with(['续', '连', '束', '近', '为', '是', '越', '自', '比', '较', '于'])
                || !titled && List("电 讯 外电 综合 报道 报导").beginning(behind).is_some()
                || named == "隔夜" && !american
                || List("触及 创 曾 高见 低见").beginning(behind).is_some()
                || !named.starts_with('今') && is_driving(clause_of(text, token.span.clone()))
                || named.ends_with(['末', '底'])
                || named.starts_with(|c: char| c.is_ascii_digit())
                    && behind.starts_with(['跌', '升', '均', '线', '涨', '高', '低', '新']);
            Some(day).filter(|_| !lasts)
        }
        _ => None,
    };
    let named = |text: &String, titled: bool| {
        let days = scan(text, today).into_iter();
        let days = days.filter_map(|token| Some((text[token.span.clone()].to_owned(), day(text, token, titled)?)));
        days.collect::<Vec<_>>()
    };
    let days: Vec<(String, Period)> = texts.iter().flat_map(|text| named(text, false)).collect();
    // 美股上周五劲扬，台股昨日大涨: what is told of other markets' days is of theirs.
    let near = || days.iter().find(|(named, _)| named.starts_with(['今', '昨']));
    let first =
        days.first().map(|first| if first.0.contains(['周', '期', '拜']) { near().unwrap_or(first) } else { first });
    let titled = article.title.as_ref().and_then(|title| self::first(title, today)).map(|(period, _)| period);
    let dated = || dateline.flat_map(|text| named(&text, true)).next();
    let named = first.cloned().or_else(dated).map(|(_, day)| day);
    named.or(titled).or_else(|| session(today, american && told_on(article, today).is_none()))
}

/// The clause in which a stretch of a text stands.
pub(super) fn clause_of(text: &str, span: Range<usize>) -> &str {
    let ends = ['，', '；', '：', '。', '（', '“'];
    let start = text[..span.start].rfind(ends).map_or(0, |at| text.ceil_char_boundary(at + 1));
    &text[start..text[span.end..].find(ends).map_or(text.len(), |at| span.end + at)]
}

/// Whether a clause tells what drove a market, 受美股周五重挫拖累, or that something was told.
pub(super) fn is_driving(clause: &str) -> bool {
    List("受 因 随 继 延续").beginning(clause).is_some() || List("driving").stands_in(clause)
}

/// The last day of trading on a day of print, or before it.
fn session(today: Date, american: bool) -> Option<Period> {
    let closed = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let days = (i64::from(american)..7).filter_map(|back| today.checked_sub(jiff::Span::new().days(back)).ok());
    days.into_iter().find(closed)?.to_string().parse().ok()
}

/// Gives the times that are of the article's year that year: 全年, 本年度, 年末. A comparison with the year before the one that
/// is told of is with the year before, however long ago both are.
pub(super) fn settle(text: &str, tokens: &mut [Token], today: Date, year: Option<i16>) {
    // 与2012年同期比较，2013年首11个月: the time told may stand behind what it is compared with.
    let ahead = || tokens.iter().find_map(Token::period)?.start().map(Date::year);
    let (mut told, mut span) = (year.or_else(ahead), None);
    let (mut sentence, mut against) = (0, 0);
    let mut day = None;
    for token in tokens {
        if let TokenKind::Basis(basis) = &mut token.kind {
            against = token.span.end;
            let other = text[token.span.clone()].trim_start_matches(['比', '较', '与', '同', '和']);
            let named = take(other, today).and_then(|time| time.period);
            let back = told
                .zip(year_of(other, today).or_else(|| republic(other, today)))
                .map(|(told, (other, _))| told - other);
            // 总就业人数较去年9月至11月增约7,100人: three months against those that ended a month before.
            match span.zip(named).and_then(|(told, other)| between(&told, &other)) {
                Some(between) => *basis = between,
                None if *basis == Basis::FixedBase && back == Some(1) => *basis = Basis::Yoy,
                // 2023年末, 比2018年末
                None if *basis == Basis::Ytd && back.is_some_and(|back| back > 1) => *basis = Basis::FixedBase,
                None => {}
            }
        }
        let (before, behind) = (&text[..token.span.start], &text[token.span.end..]);
        let TokenKind::Time(period, event) = &mut token.kind else { continue };
        match *period {
            Some(Period::Day(date)) if *event && today.since(date).is_ok_and(|since| since.get_days() <= 60) => {
                day = *period
            }
            // 当日有980亿元到期: the day that was named.
            None if List("当日 当天").contains(&text[token.span.clone()]) => (*period, *event) = (day, true),
            _ => {}
        }
        let apart = before[sentence.min(before.len())..].contains('。');
        let aside = before
            .strip_suffix('（')
            .is_some_and(|before| before.len() > sentence && sentence > 0 && !apart || before.len() == against);
        if aside && behind.starts_with('）') {
            // 与上一阶段（2023年9月至11月）相同, 较上周（9月4日）: the time is that of what stands before it.
            token.kind = TokenKind::Name(Reason::Time);
            continue;
        }
        if matches!(period, Some(Period::Day(_)))
            && text[token.span.clone()].starts_with(|c: char| c.is_ascii_digit())
            && List("连续 连升 连跌 连涨 连降 过去").ending(before).is_some()
        {
            // 连跌5日
            token.kind = TokenKind::Name(Reason::Length);
            continue;
        }
        sentence = token.span.end;
        if !before.ends_with(['由', '从', '比', '较']) {
            span = period.or(span);
        }
        told = period.and_then(|period| period.start()).map(Date::year).or(told);
        if matches!(period, Some(Period::Month(_))) && is_contract(&text[token.span.end..]) {
            (*period, *event) = (None, false);
        }
        let Some(year) = year else { continue };
        let said = match &text[token.span.clone()] {
            "全年" | "本年度" => year.to_string(),
            "年末" | "年底" => format!("{year}-12-31"),
            _ => continue,
        };
        *period = said.parse().ok();
    }
}
