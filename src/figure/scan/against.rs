//! What changes are measured against.
//!
//! In: plain text at the place where a comparison may begin, and the day the page was printed. Out: its
//! basis and how long the expression is: `同比`, `比上年末`, `較112年`, `年增` of Taiwan, `按季` of Hong Kong.
//!
//! May touch: nothing

use super::super::{Basis, Period};
use super::list::List;
use super::time::{calendar, republic, year};
use jiff::civil::Date;

/// Words of a comparison, and what is compared with.
type Table = [(List, Basis)];

/// What names a comparison by itself.
const NAMED: [(List, Basis); 9] = [
    (List("annual_rate"), Basis::AnnualRate),
    (List("yoy"), Basis::Yoy),
    (List("mom"), Basis::Mom),
    (List("qoq"), Basis::Qoq),
    (List("wow"), Basis::Wow),
    (List("dod"), Basis::Dod),
    (List("previous"), Basis::PreviousPeriod),
    (List("定基比"), Basis::FixedBase),
    (List("两年平均"), Basis::TwoYearAverage),
];

/// What stands behind 比 or 较.
const AGAINST: [(List, Basis); 8] = [
    (List("year_end"), Basis::Ytd),
    (List("year_before"), Basis::Yoy),
    (List("month_before"), Basis::Mom),
    (List("quarter_before"), Basis::Qoq),
    (List("week_before"), Basis::Wow),
    (List("day_before"), Basis::Dod),
    (List("plan_end"), Basis::FixedBase),
    (List("time_before"), Basis::PreviousPeriod),
];

/// The longest word of a table that begins a text.
fn longest(table: &Table, text: &str) -> Option<(&'static str, Basis)> {
    let found = table.iter().filter_map(|(words, basis)| Some((words.beginning(text)?, *basis)));
    found.max_by_key(|(word, _)| word.len())
}

/// Reads the basis that begins a text, `同比` or `比上年末`, and how long it is.
pub(crate) fn basis(text: &str, today: Date) -> Option<(Basis, usize)> {
    if let Some((word, basis)) = longest(&NAMED, text) {
        // 年增12.5% has its verb in it, 年增率 its noun.
        let len = match word {
            word if word.ends_with("年率") => word.len(),
            word if word.starts_with("平均") => "平均每月".len(),
            word if word.contains(['增', '减', '成', '下', '衰']) => "年".len(),
            word => word.len(),
        };
        return Some((basis, len));
    }
    if let Some(basis) = verbal(text) {
        return Some((basis, "年".len()));
    }
    if let Some(body) = text.strip_prefix('对') {
        // 对上季成长3%: Taiwan's way to say 比上季.
        let word = ["上季", "上月"].into_iter().find(|word| body.starts_with(word))?;
        let basis = if word == "上季" { Basis::Qoq } else { Basis::Mom };
        return Some((basis, text.len() - body.len() + word.len()));
    }
    // 相比上一年同月下降13%
    let body = ["相比", "相较", "比起"]
        .into_iter()
        .find_map(|word| text.strip_prefix(word))
        .map(|body| body.trim_start_matches('于'));
    let body = body.or_else(|| text.strip_prefix(['比', '较', '与', '同', '和']))?;
    let (basis, len) = against(body, today)?;
    let rest = &body[len..];
    let tail = ["相比", "比较", "相较"].into_iter().find(|tail| rest.starts_with(tail)).unwrap_or("");
    let compares = text.starts_with(['比', '较', '相'])
        || moves(rest)
        || !tail.is_empty()
        || rest.starts_with("持平")
        || rest.starts_with("基本持平");
    compares.then_some((basis, text.len() - rest.len() + tail.len()))
}

/// Whether a verb of moving follows a time: 与上半年回落 is 比上半年回落 in some papers.
fn moves(rest: &str) -> bool {
    ["回落", "提高", "加快", "放缓", "扩大", "收窄", "下降", "上升", "提升"].iter().any(|verb| rest.starts_with(verb))
}

/// What a time is compared with, where the other is as long and before it: 二零二六年三月与二零二五年三月比较.
pub(crate) fn between(told: &Period, other: &Period) -> Option<Basis> {
    if matches!(told, Period::Day(_) | Period::Days(_)) {
        return None;
    }
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let span = |period: &Period| Some((months(period.start()?), months(period.end()?)));
    let ((first, last), (start, end)) = (span(told)?, span(other)?);
    match (last - end, last - first + 1) {
        _ if last - first != end - start => None,
        (12, _) => Some(Basis::Yoy),
        // Three months that go on by one are told of as months are.
        (1, _) => Some(Basis::Mom),
        (3, 3) => Some(Basis::Qoq),
        (back, length) if 0 < back && back <= length => Some(Basis::PreviousPeriod),
        (back, _) if back > 12 && back % 12 == 0 => Some(Basis::FixedBase),
        _ => None,
    }
}

/// `年升`, `月跌` and `季涨` right before an amount; 年升级 is none.
fn verbal(text: &str) -> Option<Basis> {
    let bases = [("年", Basis::Yoy), ("月", Basis::Mom), ("季", Basis::Qoq), ("周", Basis::Wow)];
    let (body, basis) = bases.into_iter().find_map(|(word, basis)| Some((text.strip_prefix(word)?, basis)))?;
    let behind = ["升", "跌", "涨", "降", "增加", "减少", "增", "减", "成长"]
        .into_iter()
        .find_map(|verb| body.strip_prefix(verb))?;
    let behind = behind.trim_start_matches(['了', '约', '近', '逾', '超', '幅', '达', '为']);
    behind.starts_with(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十百廿卅".contains(c)).then_some(basis)
}

/// `和上年同期` behind another basis.
pub(crate) fn another_basis(text: &str, today: Date) -> Option<(Basis, usize)> {
    let body = text.strip_prefix(['和', '与', '及', '、'])?;
    let (basis, len) = against(body, today)?;
    Some((basis, text.len() - body.len() + len))
}

/// What stands behind 比 or 较: `上年同期`, `上月末`, `5月份`.
fn against(text: &str, today: Date) -> Option<(Basis, usize)> {
    // 较上周五 is against a day, and no week.
    let weekday =
        |word: &str| word.ends_with('周') && text[word.len()..].starts_with(|c| "一二三四五六日天".contains(c));
    let found = longest(&AGAINST, text).filter(|(word, _)| !weekday(word));
    let named = calendar(text, today)
        .filter(|time| found.is_some_and(|(word, _)| time.len > word.len() && word.contains('年')));
    if let Some(time) = named {
        // 与去年8月比较 is a year back; 比去年12月 in January a month.
        let (basis, len) = found.map_or((Basis::Yoy, 0), |(word, basis)| (basis, word.len()));
        let december =
            matches!(time.period, Some(Period::Month(_))) && text[len..].starts_with("12月") && today.month() <= 2;
        return Some((if december { Basis::Mom } else { basis }, time.len));
    }
    if let Some((word, basis)) = found {
        // 上一交易日官方收盘价, 上日夜盘收市
        let rest = &text[word.len()..];
        let of = List("官方 夜盘 日盘").beginning(rest).unwrap_or_default().len();
        let close = List("收盘价 收市价 结算价 收盘指数 收盘 收市").beginning(&rest[of..]);
        let close = close.filter(|_| basis == Basis::Dod).map_or(0, |close| of + close.len());
        return Some((basis, word.len() + close));
    }
    let Some(time) = calendar(text, today) else {
        let (year, len) = republic(text, today)?;
        return Some((if year + 1 >= today.year() { Basis::Yoy } else { Basis::FixedBase }, len));
    };
    let rest = &text[time.len..];
    let same = ["同期", "同月", "同季"].iter().any(|word| rest.starts_with(word)) || text[..time.len].ends_with("以来");
    let tail = ["同期", "同月", "同季", "年同期"].into_iter().find(|word| rest.starts_with(word)).unwrap_or("");
    let len = time.len + tail.len();
    let Some(period) = time.period else {
        // 比2024年国庆假期
        return year(text, today).map(|_| (earlier(text, today), len));
    };
    let basis = match period {
        _ if same => earlier(text, today),
        Period::Year(_) => earlier(text, today),
        Period::Day(day) if day.month() == 12 && day.day() == 31 && day.year() < today.year() => Basis::Ytd,
        // 比一季度末: a stock at the end of a quarter against that of the quarter before.
        Period::Day(_) if text[..time.len].ends_with("季度末") || text[..time.len].ends_with("季末") => Basis::Qoq,
        // 较2019年第1季: of another year altogether.
        Period::Month(_) | Period::Months(_) | Period::Quarter(..) | Period::Half(..) if is_far(text, today) => {
            Basis::FixedBase
        }
        // 较上周五降低1.5%: of days of trading, the last before.
        Period::Day(day) if today.since(day).is_ok_and(|since| since.get_days() <= 7) => Basis::Dod,
        Period::Day(_) | Period::Month(_) | Period::Months(_) => Basis::Mom,
        Period::Quarter(..) | Period::Half(..) => Basis::Qoq,
        Period::Days(_) => Basis::PreviousPeriod,
        Period::Years(_) | Period::Unstated => Basis::FixedBase,
    };
    Some((basis, len))
}

/// Whether a text names a year before the last one.
fn is_far(text: &str, today: Date) -> bool {
    year(text, today).is_some_and(|(year, _)| year + 1 < today.year())
}

/// The basis of a comparison with another year: last year's, or a fixed one.
fn earlier(text: &str, today: Date) -> Basis {
    let number = year(text, today).map(|(year, _)| year);
    if number.is_none_or(|year| year + 1 >= today.year()) { Basis::Yoy } else { Basis::FixedBase }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    #[test]
    fn comparisons_have_a_basis() {
        let today = date(2025, 7, 19);
        let told = "同比|增长=yoy 比上年末|增加=ytd 较2024年末|增加=ytd 比上月|加快=mom 比5月份|回落=mom 与上月|持平=mom \
             比一季度|加快=qoq 年|增12%=yoy 季|减1.2%=qoq 月|升约3%=mom 按日|升=dod 较113年|增=yoy \
             较110年|增=fixed 较上年度|增=yoy";
        for (printed, code) in told.split(' ').filter_map(|pair| pair.split_once('=')) {
            let (text, rest) = (printed.replace('|', ""), printed.split('|').nth(1).unwrap_or_default());
            let (found, len) = super::basis(&text, today).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.code(), &text[len..]), (code, rest), "{text}");
        }
        for text in ["年升级改造3个", "月涨价", "较95年"] {
            assert_eq!(super::basis(text, today), None, "{text}");
        }
    }
}
