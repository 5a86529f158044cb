//! The numerals of a paragraph, and what each is.
//!
//! In: a paragraph as rules read it ([`Plain`] makes it so), and the day it was printed. Out: [`Token`]s in
//! order: amounts with their units, times, bases of comparison, and numerals that are no figure, each with
//! the reason.
//!
//! May touch: text

pub(crate) mod against;
pub(crate) mod list;
mod near;
mod plain;
mod reason;
mod spelled;
pub(crate) mod time;
pub(crate) mod units;

pub(crate) use plain::Plain;
pub(crate) use reason::Reason;
pub(crate) use spelled::spelled;

use super::compound::{self, number_len};
use super::{Approx, ApproxWord, Basis, Period, Quantity};
use crate::text::is_han;
use jiff::civil::Date;
use list::List;
use std::ops::Range;
use units::is_name_tail;

/// A numeral, or a word that says when or against what.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    /// Its bytes in the paragraph.
    pub(crate) span: Range<usize>,
    /// What it is.
    pub(crate) kind: TokenKind,
}

impl Token {
    /// The amount that it is.
    pub(crate) fn amount(&self) -> Option<&Amount> {
        if let TokenKind::Amount(amount) = &self.kind { Some(amount) } else { None }
    }

    /// The time that figures may be of.
    pub(crate) fn period(&self) -> Option<Period> {
        if let TokenKind::Time(period, false) = self.kind { period } else { None }
    }

    /// What a change is against.
    pub(crate) fn basis(&self) -> Option<Basis> {
        if let TokenKind::Basis(basis) = self.kind { Some(basis) } else { None }
    }

    /// Whether a rule has set it apart.
    pub(crate) fn is_apart(&self) -> bool {
        matches!(self.kind, TokenKind::Name(reason) if reason.is_apart())
    }
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenKind {
    /// A number with its unit and its word of approximation.
    Amount(Amount),
    /// A time; the period it names, and whether it is the day of an event.
    Time(Option<Period>, bool),
    /// Against what a change is measured.
    Basis(Basis),
    /// A numeral that is no figure, and why.
    Name(Reason),
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amount {
    /// Exact value and unit.
    pub(crate) quantity: Quantity,
    /// Where its number begins, behind a word of approximation.
    pub(crate) number: usize,
}

impl Amount {
    /// The unit without scale: `元`.
    pub(crate) fn unit(&self) -> &str {
        self.quantity.unit_base()
    }
}

/// The word of approximation before a number that a text ends with.
fn approximation(text: &str) -> Option<&'static str> {
    list::ending(ApproxWord::leading(), text).filter(|_| List("inexact").ending(text).is_none())
}

/// How many bytes from its first a numeral is read, with the clause behind it: looking to the end of a long paragraph for each
/// takes time that grows with its square.
const REACH: usize = 2_000;

/// Reads the numerals of a paragraph.
pub(crate) fn scan(text: &str, today: Date) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let near = &text[..text.floor_char_boundary(at + REACH)];
        let token = one(near, at, tokens.last(), today);
        match token {
            Some(token) => {
                at = token.span.end.max(at + c.len_utf8());
                tokens.push(token);
            }
            None => at += c.len_utf8(),
        }
    }
    lend_units(text, &mut tokens);
    tokens
}

fn one(text: &str, at: usize, last: Option<&Token>, today: Date) -> Option<Token> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    // 每月增加1.2元 is against nothing.
    // 单月增幅 is that of one month; but 订单月增5% grew.
    let single = text[..at].ends_with('单') && List("订单 接单 外销单").ending(&text[..at]).is_none();
    let each = text[..at].ends_with(['每', '折', '成', '化']) || single;
    if !each
        && "同环比较与和按年月季周旬日两定对平折换相".contains(first)
        && let Some((basis, len)) = against::basis(rest, today)
    {
        let told = last.filter(|last| last.span.end == at).and_then(|last| match last.kind {
            TokenKind::Time(period, _) => period,
            TokenKind::Amount(_) | TokenKind::Basis(_) | TokenKind::Name(_) => None,
        });
        let other =
            rest.strip_prefix(['比', '较', '与', '同', '和']).and_then(|other| time::take(other, today)?.period);
        let basis = told.zip(other).and_then(|(told, other)| against::between(&told, &other)).unwrap_or(basis);
        return Some(Token { span: at..at + len, kind: TokenKind::Basis(basis) });
    }
    if let Some(last) = last.filter(|last| last.span.end == at && matches!(last.kind, TokenKind::Basis(_)))
        && let Some((basis, len)) = against::another_basis(rest, today)
    {
        return Some(Token { span: last.span.end..at + len, kind: TokenKind::Basis(basis) });
    }
    let opens_time = first.is_ascii_digit()
        || "Q截到至今昨累本去上前明民下全第一二三四首近目当未隔日同年国中春五六七八九十端清元双暑寒周星礼“"
            .contains(first);
    let in_number =
        first.is_ascii_alphanumeric() && text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
    // 增加到2024年的…: 到 belongs to the verb.
    let reached = "到至".contains(first)
        && List("增加 提高 提升 上升 下降 减少 扩大 增长 攀升 降低 缩小 回落 回升 升 降 增 减 涨 跌 贬")
            .ending(&text[..at])
            .is_some();
    if opens_time
        && !reached
        && !in_number
        && let Some(found) = time::take(rest, today)
    {
        return Some(Token { span: at..at + found.len, kind: TokenKind::Time(found.period, found.event) });
    }
    if first.is_ascii_digit() {
        let floor = last.map_or(0, |last| last.span.end);
        return Some(numeral(text, at, floor));
    }
    None
}

/// A numeral that is no time.
fn numeral(text: &str, at: usize, floor: usize) -> Token {
    let sign = text[..at].chars().next_back().filter(|c| matches!(c, '-' | '+'));
    let minus = |before: &str| {
        !before.ends_with(|c: char| c.is_alphanumeric())
            || before.ends_with(['为', '是', '至', '到', '达', '率', '幅', '份', '月'])
    };
    let end = at + number_len(&text[at..]);
    // 出口-3.2%, 同比+8.3%: a sign before per cent is one, whatever it stands behind.
    let rate = |before: &str| text[end..].starts_with('%') && before.ends_with(|c: char| is_han(c) || c == '）');
    let signed = sign.filter(|_| rate(&text[..at - 1]) || minus(&text[..at - 1])).map_or(at, |_| at - 1);
    // 贡献度为负0.1个百分点, 零下6摄氏度
    let below = text[floor..at].strip_suffix('负').filter(|before| {
        before.ends_with(['为', '是', '至', '到', '达', '（', '率'])
            && List("% 个百分点").beginning(&text[end..]).is_some()
    });
    let below = below.or_else(|| text[floor..at].strip_suffix("零下"));
    if let Some(before) = below
        && let Ok(quantity) = format!("-{}", &text[at..end + units::tail(&text[end..])]).parse()
    {
        let span = floor + before.len()..end + units::tail(&text[end..]);
        return Token { kind: TokenKind::Amount(Amount { quantity, number: span.start }), span };
    }
    if let Some(token) = compound(text, at, floor) {
        return token;
    }
    if let Some((name_end, why)) = name(text, at, end) {
        return Token { span: at..name_end, kind: TokenKind::Name(why) };
    }
    if before_is(text, signed, floor, "百分之") {
        // 百分之8.1
        let start = signed - "百分之".len();
        let word = approximation(&text[floor..start]).unwrap_or("");
        if let Ok(quantity) = format!("{word}{}%", &text[signed..end]).parse() {
            return Token {
                span: start - word.len()..end,
                kind: TokenKind::Amount(Amount { quantity, number: start }),
            };
        }
    }
    if let Some(range_end) = range(text, at, end) {
        return Token { span: at..range_end, kind: TokenKind::Name(Reason::Range) };
    }
    if let Some(token) = spelled::tenths_of(text, at..end, floor) {
        return token;
    }
    let before = &text[floor..signed];
    let word = approximation(before).map_or(0, str::len);
    let start = signed - word;
    let tail = end + units::behind_number(&text[at..end], &text[end..]);
    if let Some(len) = units::bracketed(&text[end..tail], &text[tail..])
        && let Ok(quantity) = format!("{}次", &text[start..tail]).parse()
    {
        return Token { span: start..tail + len, kind: TokenKind::Amount(Amount { quantity, number: signed }) };
    }
    // 约33万旅客人次
    let people = text[tail..].find("人次").filter(|&len| {
        let (scale, noun) = (&text[end..tail], &text[tail..tail + len]);
        matches!(scale, "万" | "多万" | "余万") && noun.chars().count() <= 6 && noun.chars().all(is_han)
    });
    if people.is_some()
        && let Ok(quantity) = format!("{}人次", &text[start..tail]).parse()
    {
        return Token { span: start..tail, kind: TokenKind::Amount(Amount { quantity, number: signed }) };
    }
    match text[start..tail].parse::<Quantity>().or_else(|_| text[signed..tail].parse()) {
        Ok(quantity) => {
            let start = if quantity.text().len() == tail - start { start } else { signed };
            threshold(text, start..tail, Amount { quantity, number: signed })
        }
        Err(_) => Token { span: at..tail.max(end), kind: TokenKind::Name(Reason::Unreadable) },
    }
}

/// Whether a word stands right before a byte, with nothing of the token before in it.
fn before_is(text: &str, at: usize, floor: usize, word: &str) -> bool {
    text.get(floor..at).is_some_and(|before| before.ends_with(word))
}

/// A number in several parts, as Taiwan and Hong Kong print it, with its unit.
fn compound(text: &str, at: usize, floor: usize) -> Option<Token> {
    let found = compound::take(&text[at..])?;
    let behind = at + found.len;
    let tail = behind + units::tail(&text[behind..]);
    let unit = &text[behind..tail];
    if found.open && unit.is_empty() && found.number.scale() == 0 {
        return None;
    }
    let lead = approximation(&text[floor..at]).unwrap_or("");
    let quantity: Quantity = format!("{lead}{}{}{unit}", found.number, found.scale).parse().ok()?;
    Some(Token { span: at - lead.len()..tail, kind: TokenKind::Amount(Amount { quantity, number: at }) })
}

/// Whether a unit is that of a size or a duration, and counts nothing.
fn measured_size(unit: &str) -> bool {
    units::measures(unit) || matches!(unit, "岁" | "年" | "个月" | "天")
}

/// An amount, unless it limits what is counted: `50亿元以上` of `50亿元以上项目83个`.
fn threshold(text: &str, span: Range<usize>, amount: Amount) -> Token {
    let (before, rest) = (&text[..span.start], &text[span.end..]);
    let limits = ["及以上", "及以下", "或以上", "或以下", "以上", "以下", "以内", "及其以上", "（含）以上", "（含"];
    let ends = matches!(amount.quantity.approx(), Approx::Ge | Approx::Lt | Approx::Le | Approx::Gt)
        && ["以上", "以下", "以内"].iter().any(|word| text[span.clone()].ends_with(word));
    let limit = limits.iter().find(|word| rest.starts_with(*word));
    let behind = limit.map_or(rest, |word| &rest[word.len()..]);
    let noun = behind.strip_prefix('的').unwrap_or(behind);
    // 50亿元以上的83个: what counts is yet to come.
    let number = list::beginning(ApproxWord::leading(), noun).map_or(noun, |word| &noun[word.len()..]);
    let counted = behind.starts_with('的') && number.starts_with(|c: char| c.is_ascii_digit());
    let followed = counted || noun.starts_with(|c: char| is_han(c) || matches!(c, '（' | '“'));
    let measured = measured_size(amount.unit());
    // 中小型单位（100平方米以下）
    if (limit.is_some() || ends) && measured && before.ends_with('（') && behind.starts_with('）') {
        return Token { span, kind: TokenKind::Name(Reason::Limit) };
    }
    // 90平方米及以下、90—144平方米住宅: a class of sizes.
    let class = limit.is_some_and(|limit| limit.starts_with('及')) && behind.starts_with(['、', '和', '与']);
    if class && measured_size(amount.unit()) {
        return Token { span, kind: TokenKind::Name(Reason::Which) };
    }
    // 5个以上国家级平台 counts what follows; 2000万元以上的企业 says which are meant.
    let counts_behind = ends && !measured;
    let clause: String = behind.chars().take_while(|c| !matches!(c, '，' | '。' | '；' | '、')).collect();
    let more = clause.contains(|c: char| c.is_ascii_digit());
    // 贡献了60%以上的税收 tells a share of them; 增速10%以上的企业 says which are meant.
    let size = amount.unit() == "元" && List("企业 项目 产业集群 园区 村 镇 品牌 单品").beginning(rest).is_some();
    if size && rest.chars().take_while(|c| !matches!(c, '，' | '。' | '；' | '、')).any(|c| c.is_ascii_digit()) {
        return Token { span, kind: TokenKind::Name(Reason::Limit) };
    }
    let share = amount.unit() == "%"
        && behind.starts_with('的')
        && List("贡献 贡献了 占 占了 占据 吸纳 吸纳了 创造 创造了 提供 提供了 完成了 承担了 、 和")
            .ending(before)
            .is_some();
    if (limit.is_some() || ends) && followed && !counts_behind && !share && (measured || more) {
        let end = span.end + (rest.len() - behind.len());
        return Token { span: span.start..end, kind: TokenKind::Name(Reason::Limit) };
    }
    Token { span, kind: TokenKind::Amount(amount) }
}

/// A numeral that is part of a name: where the name ends, and why it is one.
fn name(text: &str, at: usize, end: usize) -> Option<(usize, Reason)> {
    let (before, rest) = (&text[..at], &text[end..]);
    let previous = before.chars().next_back();
    let hyphened =
        before.strip_suffix(['-', '—', '_']).is_some_and(|name| name.ends_with(|c: char| c.is_ascii_alphabetic()));
    let measured = List("GDP CPI PPI PMI NMI IPI FDI GNI LPR EPS ROE").ending(before).is_some();
    if previous.is_some_and(|c| c.is_ascii_alphabetic()) && !measured || hyphened {
        return Some((end, Reason::Name));
    }
    if before.ends_with('第') {
        return Some((end, Reason::Ordinal));
    }
    // 泛欧指数Stoxx 600收市下跌0.83%, but 出口 GDP 5.2%
    let titled = before.strip_suffix(' ').is_some_and(|name| name.ends_with(|c: char| c.is_ascii_lowercase()));
    if titled && units::tail(rest) == 0 {
        return Some((end, Reason::Name));
    }
    // 300电信指数下跌1.2%
    let index =
        rest.find("指数").map(|at| &rest[..at]).filter(|named| named.chars().count() <= 6 && named.chars().all(is_han));
    let opens = previous.is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '：' | '和' | '及' | '与'));
    if index.is_some_and(|named| !named.is_empty() && units::tail(named) == 0) && opens {
        return Some((end, Reason::Name));
    }
    if before.ends_with(['〔', '【']) || before.ends_with("No.") || rest.starts_with(['〕', '】']) {
        return Some((end, Reason::Document));
    }
    if rest.starts_with('分')
        && before.ends_with('时')
        && before[..before.len() - '时'.len_utf8()].ends_with(|c: char| c.is_ascii_digit())
    {
        return Some((end + "分".len(), Reason::Time));
    }
    // （译者：徐睿承）1111217: Taiwan's day of a dispatch, at its end.
    let day = before.ends_with('）') && text[at..end].starts_with('1') && matches!(end - at, 6 | 7);
    if day && rest.chars().next().is_none_or(|c| !is_han(c) && c != '%') {
        return Some((end, Reason::Time));
    }
    if List("东经 西经 北纬 南纬 海拔").ending(before).is_some() {
        return Some((end + units::tail(rest), Reason::Place));
    }
    // 腾讯（00700.HK）, 第一金（2892-TW）
    let ticker = rest
        .strip_prefix(['.', '-', '—'])
        .filter(|market| before.ends_with('（') && market.starts_with(|c: char| c.is_ascii_uppercase()));
    if ticker.is_some() {
        return Some((end, Reason::Number));
    }
    let latin: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    if !latin.is_empty() && !units::is_latin(&latin) {
        return Some((end + latin.len(), Reason::Name));
    }
    if rest.starts_with(['+', ':']) && rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || is_han(c))
        || before.ends_with('+')
            && !rest.starts_with('%')
            && before[..before.len() - 1].ends_with(|c: char| c.is_alphanumeric())
    {
        return Some((end, Reason::Name));
    }
    if before.strip_suffix([':', '/']).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit())) {
        return Some((end, Reason::Ratio));
    }
    if before.ends_with('（')
        && rest.starts_with('）')
        && (4..=6).contains(&(end - at))
        && text[at..end].bytes().all(|byte| byte.is_ascii_digit())
    {
        // 元祖股份（603886）: the number of a share.
        return Some((end, Reason::Number));
    }
    let quoted = before.ends_with('“') && rest.starts_with('”') || rest.starts_with('·') || before.ends_with('·');
    // 标普500指数
    let index = rest.trim_start().starts_with("指数") && !before.ends_with(['，', '。', '：', '、']);
    if quoted || index {
        return Some((end, Reason::Name));
    }
    is_name_tail(rest).map(|(len, why)| (end + len, why))
}

/// Where a range ends whose first number stands at `at..end`: `3%—5%`, `16—24岁`, `3至5个`. 跌0.8%至9,589亿元 is
/// none, for what fell is no measure of what it fell to; nor is 增加1万人至367万人.
fn range(text: &str, at: usize, end: usize) -> Option<usize> {
    let first_unit = units::tail(&text[end..]);
    let rest = &text[end + first_unit..];
    let body = rest.strip_prefix(['—', '至', '到', '~'])?;
    let reaches = !rest.starts_with('—');
    let body = body.strip_prefix('—').unwrap_or(body);
    let digits = number_len(body);
    if digits == 0 {
        return None;
    }
    let behind = text.len() - body.len() + digits;
    let range_end = behind + units::tail(&text[behind..]);
    let (one, other) = (units::base(&text[end..end + first_unit]), units::base(&text[behind..range_end]));
    let before = &text[..at];
    let before = approximation(before).map_or(before, |word| &before[..before.len() - word.len()]);
    let moves = List("增加 减少 上升 下跌 下降 增长 增 减 升 跌 升值 贬值 增至").ending(before.trim_end_matches('了'));
    let amount = |text: &str| text.parse::<Quantity>().ok().map(|quantity| quantity.value_base());
    let grown = amount(&text[at..end + first_unit]).zip(amount(&text[behind - digits..range_end]));
    let far = grown.is_some_and(|(one, other)| one.checked_mul(5.into()).is_some_and(|one| one < other));
    let lasts = |unit: &str| List("年 个月 月 周 天 日 小时 分钟 岁 个季度 个").contains(unit);
    let reached = (one != other && !lasts(one) && !lasts(other)) || (moves.is_some() && far && one != "%");
    if reaches && !one.is_empty() && !other.is_empty() && reached {
        return None;
    }
    Some(range_end)
}

/// In a list the last unit counts for all: `3.1、4.2和5.3万亿元`, `0.4个和2.1个百分点`.
fn lend_units(text: &str, tokens: &mut [Token]) {
    for at in (1..tokens.len()).rev() {
        let (earlier, later) = tokens.split_at_mut(at);
        let (Some(one), other) = (earlier.last_mut(), &later[0]) else { continue };
        let (TokenKind::Amount(amount), TokenKind::Amount(lender)) = (&mut one.kind, &other.kind) else { continue };
        let between = &text[one.span.end..other.span.start];
        let signs = between.trim_end_matches(|c| "增长上升涨下降跌减少回落提高低收窄扩大".contains(c));
        // 生产指数110.46，增15.5% is an index and how it moved.
        let listed = matches!(signs, "、" | "和" | "及" | "与" | "以及")
            || between == "，" && !List("天 日 周 个月 年").contains(lender.unit());
        let bare = amount.unit().is_empty() && amount.quantity.scale().word().is_empty();
        let points = amount.unit() == "个" && lender.unit() == "个百分点";
        if listed && (bare || points) {
            let number = amount.quantity.number();
            if let Ok(quantity) = format!("{number}{}", lender.quantity.unit_printed()).parse() {
                amount.quantity = quantity;
            }
        }
    }
}
