//! What a line is parted into: clauses.
//!
//! In: `达到134.9万亿元、增长5%`, `与8月相比物价指数上升0.2%`. Out: its clauses, each of which is said by itself.
//!
//! May touch: text

use crate::edition::lexicon::{begins, one_of};
use crate::text::is_cjk;

/// A text whose dashes between numbers are those that times are read with, 1-2月, and whose thousands are parted by commas, as
/// 137 400 of Hong Kong.
pub(super) fn dashed(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let is_group = |at: usize| (at + 1..at + 4).all(is_digit) && !is_digit(at + 4);
    let sign = |(at, c): (usize, &char)| match c {
        _ if at == 0 || !is_digit(at - 1) => *c,
        '-' | '–' | '－' | '~' | '～' if is_digit(at + 1) => '—',
        ' ' | '\u{a0}' | '\u{2009}' if is_group(at) => ',',
        c => *c,
    };
    chars.iter().enumerate().map(sign).collect()
}

/// A text without the spaces that are set around numbers and Latin letters, 2025 年 10 月; one between words parts clauses.
pub(super) fn unspaced(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().unwrap_or(' ');
    let sign = |(index, c): (usize, &char)| {
        let (last, next) = (at(index.checked_sub(1)), at(index.checked_add(1)));
        match c {
            ' ' | '\u{3000}' | '\u{a0}' if (is_cjk(last) || last == '%') && is_cjk(next) => Some('，'),
            ' ' | '\u{3000}' | '\u{a0}' if is_cjk(last) || is_cjk(next) => None,
            c => Some(*c),
        }
    };
    chars.iter().enumerate().filter_map(sign).collect()
}

/// The clauses of a text. A comma within a number parts nothing, and a mark between items parts a value from its change:
/// 达到134.9万亿元、增长5%.
pub(super) fn clauses(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if at < start {
            continue;
        }
        let in_number = c == ',' && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        let is_change = c == '、' && {
            let (last, next) = (text[start..at].chars().next_back(), &text[at + c.len_utf8()..]);
            let is_value = last.is_some_and(|c| !is_cjk(c) || "元吨人次辆户台万亿".contains(c))
                && !text[start..at].contains("分别");
            is_value
                && (begins("moves", next).is_some()
                    || one_of(
                        &["比", "较", "同比", "环比", "占", "年增", "年减", "月增", "月减", "按年", "按月"],
                        next,
                    )
                    .is_some())
        };
        let is_next = c == '、'
            && text[start..at].ends_with(|c| c == '%' || MEASURES.contains(&c))
            && text[start..at].contains(|c: char| c.is_ascii_digit())
            && names_its_own(&text[at + c.len_utf8()..]);
        if (matches!(c, '，' | '；' | ',' | '。') || is_change || is_next) && !in_number {
            parts.push(&text[start..at]);
            start = at + c.len_utf8();
        }
        // 收涨1.2%报4126美元
        let is_level = c == '报' && text[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        if is_level && text[start..at].ends_with(['%', '点']) {
            parts.push(&text[start..at]);
            start = at;
        }
        // 与8月相比物价指数上升0.2% says first what it is against.
        if text.get(start..at).is_some_and(|part| part.starts_with(['与', '同', '跟']))
            && let Some(end) =
                ["相比", "比较"].iter().find_map(|word| text[at..].starts_with(word).then_some(at + word.len()))
            && !text[end..].starts_with(['，', ','])
            && begins("moves", &text[end..]).or_else(|| begins("level", &text[end..])).is_none()
        {
            parts.push(&text[start..end]);
            start = end;
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Whether an item of a list has a name and a change or value of its own: 肉类涨5.1%、水果涨12.6%, 客运量2亿人次、货运量3亿吨.
fn names_its_own(rest: &str) -> bool {
    let item = rest.split(['、', '，', '；', ',']).next().unwrap_or_default();
    let number = item.find(|c: char| c.is_ascii_digit()).unwrap_or(item.len());
    let moves = |at: usize| begins("moves", &item[at..]).is_some_and(|(_, rest)| rest.len() == item.len() - number);
    match item.ends_with('%') {
        true => item[..number].char_indices().skip(1).any(|(at, _)| moves(at)),
        // 亿 or 元 behind the number of a name.
        false => number > 0 && number < item.len() && item.ends_with(MEASURES) && item.starts_with(is_cjk),
    }
}

/// How a measured value ends.
const MEASURES: [char; 9] = ['元', '吨', '次', '辆', '户', '台', '人', '件', '里'];
