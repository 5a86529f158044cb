//! Amounts that are spelled in Chinese numerals.
//!
//! In: plain text. Out: a token for each amount that newspapers spell though figures are set in digits
//! (GB/T 15835 keeps words for 成, 番 and set phrases): `三成`, `六成半`, `百分之七点五`, `近两个百分点`,
//! `两倍`, `翻一番`. Counts of things, 三家企业, are left alone: most of them are no statistics.
//!
//! May touch: nothing

use super::super::Quantity;
use super::list::List;
use super::{Amount, LEADING, Token, TokenKind};
use rust_decimal::Decimal;
use std::ops::Range;

/// What makes the numeral before it a count of its own.
const COUNTED: [char; 23] = [
    '个', '家', '项', '名', '人', '年', '月', '日', '号', '位', '种', '类', '条', '批', '级', '次', '倍', '成', '十',
    '百', '千', '万', '亿',
];

/// Words that begin with 成 behind a numeral and are no tenth: 三成员, 一成不变.
const NO_TENTH: List = List("成员 成不变 成立 成为 成就 成分 成本 成果 成新 成套 成年 成熟 成交 成品 成型");

/// Behind what a numeral belongs to another word or a longer number.
const INSIDE: &str = "第十百千万亿点〇零一二两三四五六七八九之";

/// Reads the spelled amounts of a paragraph.
pub(crate) fn spelled(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, c) in text.char_indices() {
        let floor = tokens.last().map_or(0, |last| last.span.end);
        let whole = matches!(c, '百' | '番') || digit(c).is_some() || c == '十';
        if at >= floor
            && whole
            && !text[..at].ends_with(|before| INSIDE.contains(before))
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
        return Some(Token { span: at..at + "两位数".len(), kind: TokenKind::Name("no exact number") });
    }
    let (value, unit, len) = tenths(rest)
        .or_else(|| per_cent(rest))
        .or_else(|| points(rest))
        .or_else(|| times(&text[..at], rest))
        .or_else(|| doubled(&text[..at], rest))?;
    let before = &text[floor..at];
    let word = LEADING.ending(before).unwrap_or("");
    let behind = &rest[len..];
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
    let word = LEADING.ending(&text[floor..number.start]).unwrap_or("");
    let tail = ["以上", "左右"].into_iter().find(|tail| word.is_empty() && after.starts_with(tail)).unwrap_or("");
    let quantity = format!("{word}{percent}%{tail}").parse().ok()?;
    let span = number.start - word.len()..number.end + "成".len() + tail.len();
    Some(Token { span, kind: TokenKind::Amount(Amount { quantity, number: number.start }) })
}

/// `三成`, `六成半`, `一成五`.
fn tenths(rest: &str) -> Option<(Decimal, &'static str, usize)> {
    let first = rest.chars().next()?;
    let tens = digit(first)?;
    let behind = &rest[first.len_utf8()..];
    let after = behind.strip_prefix('成').filter(|_| NO_TENTH.beginning(behind).is_none())?;
    let ones = match after.chars().next() {
        Some('半') => 5,
        // 占三成三家企业 goes on with a count.
        Some(next) if !COUNTED.contains(&after.chars().nth(1).unwrap_or(' ')) => digit(next).unwrap_or(0),
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

/// A numeral below a thousand with its decimals: `七点五`, `一百二十`.
fn number(text: &str) -> Option<(Decimal, usize)> {
    let (mut whole, mut open, mut len) = (0, None, 0);
    for c in text.chars() {
        match (c, digit(c)) {
            ('零' | '〇', _) if open.is_none() => open = Some(0),
            ('十', _) => whole += open.take().unwrap_or(1) * 10,
            ('百', _) => whole += open.take()? * 100,
            (_, Some(value)) if open.is_none_or(|open| open == 0) => open = Some(value),
            _ => break,
        }
        len += c.len_utf8();
    }
    if len == 0 {
        return None;
    }
    let mut value = Decimal::from(whole + open.unwrap_or(0));
    if let Some(decimals) = text[len..].strip_prefix('点') {
        let digits: String = decimals
            .chars()
            .map_while(|c| if c == '零' { Some(0) } else { digit(c) })
            .map(|one| one.to_string())
            .take(6)
            .collect();
        if !digits.is_empty() {
            value = format!("{value}.{digits}").parse().ok()?;
            len += "点".len() * (digits.len() + 1);
        }
    }
    Some((value, len))
}

fn digit(c: char) -> Option<u32> {
    match c {
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_and_doublings_are_amounts() {
        for (text, printed) in [
            ("占三成。", "30%"),
            ("占比近六成半", "近65%"),
            ("三成多", "超30%"),
            ("下降约一成五，", "约15%"),
            ("占六成七最多", "67%"),
            ("占三成三家企业", "30%"),
            ("百分之七点五", "7.5%"),
            ("百分之一百二十", "120%"),
            ("高出近两个百分点", "近2个百分点"),
            ("是去年的三倍", "3倍"),
            ("翻了一番", "100%"),
            ("翻两番", "300%"),
            ("翻番", "100%"),
        ] {
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
