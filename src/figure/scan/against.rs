//! What changes are measured against.
//!
//! In: plain text at the place where a comparison may begin, and the day the page was printed. Out: its
//! basis and how long the expression is: `同比`, `比上年末`, `較112年`, `年增` of Taiwan, `按季` of Hong Kong.
//!
//! May touch: nothing

use super::super::{Basis, Period};
use super::time::{calendar, republic, year};
use jiff::civil::Date;

/// Reads the basis that begins a text, `同比` or `比上年末`, and how long it is.
pub(crate) fn basis(text: &str, today: Date) -> Option<(Basis, usize)> {
    let named = [
        ("按年率计算", Basis::AnnualRate),
        ("按年率换算", Basis::AnnualRate),
        ("折算年率", Basis::AnnualRate),
        ("折合年率", Basis::AnnualRate),
        ("换算年率", Basis::AnnualRate),
        ("换算成年率", Basis::AnnualRate),
        ("季调环比折年率", Basis::AnnualRate),
        ("环比折年率", Basis::AnnualRate),
        ("折年率", Basis::AnnualRate),
        ("两年平均", Basis::TwoYearAverage),
        ("月环比", Basis::Mom),
        ("季环比", Basis::Qoq),
        ("周环比", Basis::Wow),
        ("旬环比", Basis::PreviousPeriod),
        ("日环比", Basis::Dod),
        ("同比", Basis::Yoy),
        ("环比", Basis::PreviousPeriod),
        ("定基比", Basis::FixedBase),
        ("按年", Basis::Yoy),
        ("按月", Basis::Mom),
        ("按季", Basis::Qoq),
        ("年增率", Basis::Yoy),
        ("月增率", Basis::Mom),
        ("季增率", Basis::Qoq),
        ("年增", Basis::Yoy),
        ("月增", Basis::Mom),
        ("季增", Basis::Qoq),
        ("年减", Basis::Yoy),
        ("月减", Basis::Mom),
        ("季减", Basis::Qoq),
        ("按日", Basis::Dod),
        ("按周", Basis::Wow),
        ("平均每月升幅", Basis::Mom),
        ("平均每月跌幅", Basis::Mom),
        ("平均每月增幅", Basis::Mom),
        ("月率", Basis::Mom),
        ("年率", Basis::Yoy),
        ("季率", Basis::Qoq),
        ("年成长率", Basis::Yoy),
        ("月成长率", Basis::Mom),
        ("季成长率", Basis::Qoq),
    ];
    if let Some((word, basis)) = named.iter().find(|(word, _)| text.starts_with(word)) {
        // 年增12.5% has its verb in it, 年增率 its noun.
        let len = match *word {
            word if word.ends_with("年率") => word.len(),
            word if word.starts_with("平均") => "平均每月".len(),
            word if word.contains(['增', '减', '成']) => "年".len(),
            word => word.len(),
        };
        return Some((*basis, len));
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
    let body = text.strip_prefix(['比', '较', '与', '同', '和'])?;
    let (basis, len) = against(body, today)?;
    let rest = &body[len..];
    let tail = ["相比", "比较", "相较"].into_iter().find(|tail| rest.starts_with(tail)).unwrap_or("");
    let compares = text.starts_with(['比', '较'])
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

/// What a time is compared with in 二零二六年三月与二零二五年三月比较: the same part of another year.
pub(super) fn between(told: &Period, text: &str, today: Date) -> Option<Basis> {
    let other = calendar(text.strip_prefix(['比', '较', '与', '同', '和'])?, today)?.period?;
    let (told, other) = (told.code(), other.code());
    let years = told.get(..4)?.parse::<i16>().ok()? - other.get(..4)?.parse::<i16>().ok()?;
    (told.get(4..) == other.get(4..) && years > 0).then_some(if years == 1 { Basis::Yoy } else { Basis::FixedBase })
}

/// `年升`, `月跌` and `季涨` right before an amount; 年升级 is none.
fn verbal(text: &str) -> Option<Basis> {
    let bases = [("年", Basis::Yoy), ("月", Basis::Mom), ("季", Basis::Qoq), ("周", Basis::Wow)];
    let (body, basis) = bases.into_iter().find_map(|(word, basis)| Some((text.strip_prefix(word)?, basis)))?;
    let behind =
        ["升", "跌", "涨", "增加", "减少", "增", "减", "成长"].into_iter().find_map(|verb| body.strip_prefix(verb))?;
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
    let words: [(&[&str], Basis); 9] = [
        (
            &[
                "上年年末",
                "去年年末",
                "上年年底",
                "去年年底",
                "上年末",
                "去年末",
                "上年底",
                "去年底",
                "年初",
                "上一年末",
            ],
            Basis::Ytd,
        ),
        (
            &[
                "上年同期",
                "去年同期",
                "上一年同期",
                "上年同月",
                "去年同月",
                "上年同季",
                "前一年同期",
                "上年全年",
                "上年度",
                "去年度",
                "上一年度",
                "上年",
                "去年",
                "上一年",
                "前一年",
            ],
            Basis::Yoy,
        ),
        (
            &["上月同期", "上个月末", "上月末", "上月底", "上个月", "上一月", "上月", "前一个月", "前一月", "前月"],
            Basis::Mom,
        ),
        (&["上季度末", "上季末", "上一季度", "上个季度", "上季度", "上季", "前一季度", "前一季", "前季"], Basis::Qoq),
        (&["上一周", "上周", "前一周", "前周"], Basis::Wow),
        (&["前一交易日", "上一交易日", "上个交易日", "上日", "前一日", "前日", "昨日", "前一天"], Basis::Dod),
        (&["对上三个月", "对上3个月", "之前三个月", "之前3个月", "先前三个月", "先前3个月"], Basis::PreviousPeriod),
        (&["“十二五”末", "“十三五”末", "“十四五”末", "“十二五”期末", "“十三五”期末", "“十四五”期末"], Basis::FixedBase),
        (&["上期", "上一期", "前期", "前一期", "上次", "上旬", "上一旬"], Basis::PreviousPeriod),
    ];
    let found = words
        .iter()
        .flat_map(|(words, basis)| words.iter().map(move |word| (word, *basis)))
        .filter(|(word, _)| text.starts_with(**word))
        .max_by_key(|(word, _)| word.len());
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
        return Some((basis, word.len()));
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
    use super::*;
    use jiff::civil::date;

    #[test]
    fn comparisons_have_a_basis() {
        let today = date(2025, 7, 19);
        for (text, basis, rest) in [
            ("同比增长", Basis::Yoy, "增长"),
            ("比上年末增加", Basis::Ytd, "增加"),
            ("较2024年末增加", Basis::Ytd, "增加"),
            ("比上月加快", Basis::Mom, "加快"),
            ("比5月份回落", Basis::Mom, "回落"),
            ("与上月持平", Basis::Mom, "持平"),
            ("比一季度加快", Basis::Qoq, "加快"),
            ("年增12%", Basis::Yoy, "增12%"),
            ("季减1.2%", Basis::Qoq, "减1.2%"),
            ("月升约3%", Basis::Mom, "升约3%"),
            ("按日升", Basis::Dod, "升"),
            ("较113年增", Basis::Yoy, "增"),
            ("较110年增", Basis::FixedBase, "增"),
            ("较上年度增", Basis::Yoy, "增"),
        ] {
            let (found, len) = super::basis(text, today).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found, &text[len..]), (basis, rest), "{text}");
        }
        for text in ["年升级改造3个", "月涨价", "较95年"] {
            assert_eq!(super::basis(text, today), None, "{text}");
        }
    }
}
