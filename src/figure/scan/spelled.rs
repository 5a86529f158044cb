//! Amounts that are spelled in Chinese numerals.
//!
//! In: plain text. Out: a token for each amount that newspapers spell though figures are set in digits
//! (GB/T 15835 keeps words for 成, 番 and set phrases): `三成`, `六成半`, `百分之七点五`, `近两个百分点`,
//! `两倍`, `翻一番`. Counts of things, 三家企业, are left alone: most of them are no statistics.
//!
//! May touch: nothing

use super::super::Quantity;
use super::list::List;
use super::units;
use super::{Amount, Reason, Token, TokenKind, approximation};
use rust_decimal::Decimal;
use std::ops::Range;

/// What makes the numeral before it a count of its own.
const COUNTED: &str = "个家项名人年月日号位种类条批级次倍成十百千万亿";

/// Words that begin with 成 behind a numeral and are no tenth: 三成员, 一成不变.
const NO_TENTH: List = List("成员 成不变 成立 成为 成就 成分 成本 成果 成新 成套 成年 成熟 成交 成品 成型");

/// Behind what a numeral belongs to another word or a longer number.
const INSIDE: &str = "第十廿卅百千万亿点〇零一二两三四五六七八九之";

/// Reads the spelled amounts of a paragraph.
pub(crate) fn spelled(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, c) in text.char_indices() {
        let floor = tokens.last().map_or(0, |last| last.span.end);
        let whole = matches!(c, '半' | '百' | '番' | '十' | '廿' | '卅') || is_zero(c) || digit(c).is_some();
        if at >= floor
            && whole
            && (!text[..at].ends_with(|before| INSIDE.contains(before))
                || List("低点 高点").ending(&text[..at]).is_some())
            && let Some(token) = one(text, at, floor)
        {
            tokens.push(token);
        }
    }
    tokens
}

fn one(text: &str, at: usize, floor: usize) -> Option<Token> {
    let rest = &text[at..];
    if rest.starts_with("两位数") {
        return Some(Token { span: at..at + "两位数".len(), kind: TokenKind::Name(Reason::Inexact) });
    }
    let Some((value, unit, len)) = tenths(rest)
        .or_else(|| per_cent(rest))
        .or_else(|| points(rest))
        .or_else(|| times(&text[..at], rest))
        .or_else(|| doubled(&text[..at], rest))
    else {
        return sum(text, at, floor);
    };
    let before = &text[floor..at];
    // 台湾负百分之二点三
    let below = unit == "%" && before.ends_with('负');
    let (value, at) = if below { (-value, at - "负".len()) } else { (value, at) };
    let len = if below { len + "负".len() } else { len };
    let before = &text[floor..at];
    let word = approximation(before).unwrap_or("");
    let behind = &text[at + len..];
    let (after, more) = match behind {
        behind if behind.starts_with("以上") => ("以上", "以上".len()),
        behind if behind.starts_with("左右") => ("左右", "左右".len()),
        behind if behind.starts_with('多') => ("", "多".len()),
        _ => ("", 0),
    };
    // 三成多 is more than 30%: 30%多 nobody prints.
    let lead = if word.is_empty() && more > 0 && after.is_empty() { "超" } else { word };
    let after = if word.is_empty() { after } else { "" };
    let quantity: Quantity = format!("{lead}{value}{unit}{after}").parse().ok()?;
    let span = at - word.len()..at + len + more;
    Some(Token { span, kind: TokenKind::Amount(Amount { quantity, number: at }) })
}

/// `2成`, `近7成`, `8成以上`: tenths whose number stands in digits.
pub(crate) fn tenths_of(text: &str, number: Range<usize>, floor: usize) -> Option<Token> {
    let behind = &text[number.end..];
    let tens: Decimal = text[number.clone()].parse().ok().filter(|tens| *tens <= Decimal::TEN)?;
    let percent = tens.checked_mul(Decimal::TEN)?.normalize();
    let after = behind.strip_prefix('成').filter(|_| NO_TENTH.beginning(behind).is_none())?;
    let word = approximation(&text[floor..number.start]).unwrap_or("");
    let tail = ["以上", "左右"].into_iter().find(|tail| word.is_empty() && after.starts_with(tail)).unwrap_or("");
    let quantity = format!("{word}{percent}%{tail}").parse().ok()?;
    let span = number.start - word.len()..number.end + "成".len() + tail.len();
    Some(Token { span, kind: TokenKind::Amount(Amount { quantity, number: number.start }) })
}

/// `四七二．六亿美元`, `三千零十一点一亿元`, `卅九点八万人`, `廿八点三%`: amounts as newspapers of Taiwan spell them. Without a
/// scale, decimals or a run of digits it is a count in words, and left alone.
fn sum(text: &str, at: usize, floor: usize) -> Option<Token> {
    let rest = &text[at..];
    let (number, scale, len, exact) = scaled(rest)?;
    let behind = &text[at + len..];
    let odd = behind.chars().next().filter(|c| matches!(c, '多' | '余')).map_or(0, char::len_utf8);
    let tail = units::tail(&behind[odd..]);
    let unit = &behind[odd..odd + tail];
    let base = units::base(unit);
    let large = matches!(scale, "万" | "亿" | "兆") && (units::measures(base) || units::is_many(base));
    let counted = exact && (units::measures(base) || units::counts(base));
    // 七二〇亿至七四〇亿美元
    let upper = behind.strip_prefix(['至', '到', '~']).filter(|_| unit.is_empty() && !scale.is_empty());
    if let Some(Token { span, kind: TokenKind::Amount(_) }) = upper.and_then(|upper| sum(upper, 0, 0)) {
        let end = text.len() - upper?.len() + span.end;
        return Some(Token { span: at..end, kind: TokenKind::Name(Reason::Range) });
    }
    // 月减五千人, 下跌七十六美分
    let moved = text[floor..at].ends_with(['增', '减', '加', '少']) && number >= Decimal::ONE_THOUSAND
        || text[floor..at].ends_with(['升', '跌', '涨']) && List("美分 美元 元 港元 分 角").contains(base);
    // 工业生产指数一一九.三一
    let decimals = text[at..at + len].contains(POINTS);
    // 收盘上涨一○二点九四，以一二五一○点五七作收
    let closes = text[floor..at].ends_with('以') && behind.starts_with("作收");
    let index = List("指数 指数为 平均为 上涨 下跌 收在 收于 收报").ending(&text[floor..at]).is_some();
    let index = unit.is_empty() && decimals && (index || closes);
    if !index && (!(large || counted || moved || unit == "%") || unit.is_empty()) {
        return None;
    }
    let lead = approximation(&text[floor..at]).unwrap_or("");
    let word = if lead.is_empty() && odd > 0 { "超" } else { lead };
    let quantity: Quantity = format!("{word}{number}{scale}{unit}").parse().ok()?;
    let span = at - lead.len()..at + len + odd + tail;
    Some(Token { span, kind: TokenKind::Amount(Amount { quantity, number: at }) })
}

/// A numeral with the scales behind it: the number, its scale, how long it is, and whether it has decimals or is a run of
/// digits, which no count in words is. In several parts, 一千一百六十万六千, it is told in the first one's scale.
fn scaled(text: &str) -> Option<(Decimal, &'static str, usize, bool)> {
    let scale = |at: usize| ["万亿", "万", "亿", "兆"].into_iter().find(|word| text[at..].starts_with(word));
    let (first, mut len) = number(text)?;
    let mut exact = text[..len].contains(POINTS) || is_run(&text[..len]);
    let Some(word) = scale(len).filter(|_| !super::super::scale::begins_with_measure(&text[len..])) else {
        return Some((first, "", len, exact));
    };
    len += word.len();
    let (shown, factor) = match word {
        "万亿" => ("亿", Decimal::from(10_000)),
        "兆" => ("兆", Decimal::ONE),
        "亿" => ("亿", Decimal::ONE),
        _ => ("万", Decimal::ONE),
    };
    let mut total = first.checked_mul(factor)?;
    if let Some((part, more)) = number(&text[len..]) {
        let smaller = match (word, scale(len + more)) {
            ("兆", Some("亿")) | ("亿", Some("万")) => Decimal::from(10_000),
            ("万", None) => Decimal::from(10_000),
            _ => return Some((total, shown, len, exact)),
        };
        total = total.checked_add(part.checked_div(smaller)?)?;
        len += more + scale(len + more).map_or(0, str::len);
        exact = true;
    }
    Some((total.normalize(), shown, len, exact))
}

/// Whether a numeral has digits only, three at least: 三九一.
fn is_run(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|c| digit(c).is_some_and(|_| c != '两') || is_zero(c))
}

fn is_zero(c: char) -> bool {
    matches!(c, '零' | '〇' | '○')
}

/// `三成`, `六成半`, `一成五`.
fn tenths(rest: &str) -> Option<(Decimal, &'static str, usize)> {
    let first = rest.chars().next()?;
    if first == '半' && rest["半".len()..].starts_with('成') && NO_TENTH.beginning(&rest["半".len()..]).is_none() {
        return Some((Decimal::from(5), "%", "半成".len()));
    }
    let tens = digit(first)?;
    let behind = &rest[first.len_utf8()..];
    let after = behind.strip_prefix('成').filter(|_| NO_TENTH.beginning(behind).is_none())?;
    let ones = match after.chars().next() {
        Some('半') => 5,
        // 占三成三家企业 goes on with a count.
        Some(next) if !COUNTED.contains(after.chars().nth(1).unwrap_or(' ')) => digit(next).unwrap_or(0),
        _ => 0,
    };
    let len = rest.len() - after.len() + if ones > 0 { '半'.len_utf8() } else { 0 };
    Some((Decimal::from(tens * 10 + ones), "%", len))
}

/// `百分之七点五`.
fn per_cent(rest: &str) -> Option<(Decimal, &'static str, usize)> {
    let body = rest.strip_prefix("百分之")?;
    let (value, len) = number(body)?;
    Some((value, "%", "百分之".len() + len))
}

/// `两个百分点`, `零点五个百分点`.
fn points(rest: &str) -> Option<(Decimal, &'static str, usize)> {
    let (value, len) = number(rest)?;
    rest[len..].starts_with("个百分点").then_some((value, "个百分点", len + "个百分点".len()))
}

/// `两倍`, behind a word that compares.
fn times(before: &str, rest: &str) -> Option<(Decimal, &'static str, usize)> {
    let (value, len) = number(rest)?;
    let compares = List("的 近 约 超 超过 逾 增长 增长了 增加 增加了 为 达 达到 高出 提高").ending(before).is_some();
    (compares && rest[len..].starts_with('倍')).then_some((value, "倍", len + "倍".len()))
}

/// `一番` of `翻一番`: twice as much is 100% more, and twice that 300%.
fn doubled(before: &str, rest: &str) -> Option<(Decimal, &'static str, usize)> {
    if !before.trim_end_matches(['了', '近', '约', '超']).ends_with('翻') {
        return None;
    }
    let (count, len) = match rest.chars().next()? {
        '番' => (1, 0),
        first => (digit(first)?, first.len_utf8()),
    };
    let double = rest[len..].starts_with('番') && count <= 9;
    double.then(|| (Decimal::from(((1_u32 << count) - 1) * 100), "%", len + "番".len()))
}

/// What parts a spelled numeral from its decimals.
const POINTS: [char; 3] = ['点', '.', '·'];

/// A numeral below ten thousand with its decimals: `七点五`, `一百二十`, `廿八`, `四七二`.
fn number(text: &str) -> Option<(Decimal, usize)> {
    let run: String = text.chars().take_while(|&c| c != '两' && (digit(c).is_some() || is_zero(c))).collect();
    let (whole, mut len) = if is_run(&run) && run.chars().count() <= 9 {
        (run.chars().fold(0, |whole, c| whole * 10 + digit(c).unwrap_or(0)), run.len())
    } else {
        words(text)?
    };
    let mut value = Decimal::from(whole);
    if let Some(decimals) = text[len..].strip_prefix(POINTS) {
        let point = text.len() - len - decimals.len();
        let digits: String = decimals
            .chars()
            .map_while(|c| if is_zero(c) { Some(0) } else { digit(c) })
            .map(|one| one.to_string())
            .take(6)
            .collect();
        if !digits.is_empty() {
            value = format!("{value}.{digits}").parse().ok()?;
            len += point + decimals.chars().take(digits.len()).map(char::len_utf8).sum::<usize>();
        }
    }
    Some((value, len))
}

/// A whole numeral in words of place: 一百二十, 三千零十一, 廿八, 〇.
fn words(text: &str) -> Option<(u32, usize)> {
    let (mut whole, mut open, mut len) = (0, None, 0);
    for c in text.chars() {
        match (c, digit(c)) {
            (c, _) if is_zero(c) && open.is_none() => open = Some(0),
            ('十', _) => whole += open.take().filter(|ones| *ones > 0).unwrap_or(1) * 10,
            ('廿' | '卅', _) if open.is_none_or(|open| open == 0) => {
                (whole, open) = (whole + if c == '廿' { 20 } else { 30 }, None);
            }
            ('百', _) => whole += open.take()? * 100,
            ('千', _) => whole += open.take()? * 1000,
            (_, Some(value)) if open.is_none_or(|open| open == 0) => open = Some(value),
            _ => break,
        }
        len += c.len_utf8();
    }
    (len > 0).then_some((whole + open.unwrap_or(0), len))
}

fn digit(c: char) -> Option<u32> {
    let place = "一二三四五六七八九".chars().position(|digit| digit == if c == '两' { '二' } else { c })?;
    u32::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_and_doublings_are_amounts() {
        let amounts = "占三成。|30% 占比近六成半|近65% 三成多|超30% 下降约一成五，|约15% 占六成七最多|67% \
             占三成三家企业|30% 收市跌半成，|5% 百分之七点五|7.5% 百分之一百二十|120% 高出近两个百分点|近2个百分点 \
             是去年的三倍|3倍 翻了一番|100% 翻两番|300% 翻番|100% 五月出口四七二.六亿美元|472.6亿美元 \
             总值为三〇一一点一亿美元|3011.1亿美元 进口三九一亿美元|391亿美元 年增廿八点三%|28.3% 年增五十六%|56% \
             百分之卅四点一|34.1% 一点〇五兆元|1.05兆元 达两千七百零七点三亿美元|2707.3亿美元 \
             三十九点八万人|39.8万人 一千一百六十万六千人|1160.6万人 下降〇点〇四个百分点|0.04个百分点 \
             台湾负百分之二点三|-2.3%";
        for (text, printed) in amounts.split(' ').filter_map(|pair| pair.split_once('|')) {
            let found = spelled(text);
            let [Token { kind: TokenKind::Amount(amount), .. }] = &found[..] else { panic!("{text}: {found:?}") };
            assert_eq!(amount.quantity.text(), printed, "{text}");
        }
    }

    #[test]
    fn words_that_look_like_tenths_are_words() {
        for text in ["一成不变", "第三成长阶段", "三家企业", "五成员国", "两番努力", "百分之百分比", "三点建议"]
        {
            let found = spelled(text);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
