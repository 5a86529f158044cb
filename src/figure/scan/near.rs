//! Times that are told from the day a page was printed: 今日, 昨（24）日, 上周五, 今明两年.
//!
//! In: plain text at the place where such a time may begin, and that day. Out: the time.
//!
//! May touch: text

use super::super::Period;
use super::list::List;
use crate::text::is_han;
use jiff::civil::{Date, Weekday};

/// How long such a time is, and which.
type Near = (usize, Option<Period>);

/// `今日`, `昨天`, Taiwan's `昨（24）日`, and the night before, of which other markets tell.
pub(super) fn near_day(text: &str, today: Date) -> Option<Near> {
    if let Some(time) = weekday(text, today) {
        return Some(time);
    }
    if let Some(rest) = text.strip_prefix("隔夜").filter(|rest| List("overnight").beginning(rest).is_some()) {
        // 隔夜美股; but 隔夜利率 is one for a night.
        let back = if today.weekday() == Weekday::Monday { 3 } else { 1 };
        let day = today.checked_sub(jiff::Span::new().days(back)).ok()?;
        return Some((text.len() - rest.len(), day.to_string().parse().ok()));
    }
    let (shift, body) =
        [(0, '今'), (-1, '昨')].into_iter().find_map(|(shift, c)| Some((shift, text.strip_prefix(c)?)))?;
    let bare = body.strip_prefix('（').and_then(|inner| {
        let (day, len) = digits(inner)?;
        let rest = inner[len..].strip_prefix('）')?.strip_prefix(['日', '天'])?;
        (1..=31).contains(&day).then_some((Some(day), rest))
    });
    // 外资昨买超
    let alone = || (shift < 0 && !body.starts_with(['晚', '夜', '今'])).then_some((None, body));
    let early = || (shift == 0).then(|| body.strip_prefix(['早', '晨', '午'])).flatten().map(|rest| (None, rest));
    let (named, rest) =
        bare.or_else(|| Some((None, body.strip_prefix(['日', '天'])?))).or_else(early).or_else(alone)?;
    let day = today.checked_add(jiff::Span::new().days(shift)).ok()?;
    let back = (0..7).filter_map(|back| today.checked_sub(jiff::Span::new().days(back)).ok());
    let day =
        named.map_or(Some(day), |named| back.into_iter().find(|day| u32::from(day.day().unsigned_abs()) == named))?;
    Some((text.len() - rest.len(), day.to_string().parse().ok()))
}

/// `周五`, `上周五`, `星期二`: the day of that name that was last.
fn weekday(text: &str, today: Date) -> Option<Near> {
    let (body, before) = text.strip_prefix('上').map_or((text, 0), |body| (body, 7));
    let named = ["周", "星期", "礼拜"].into_iter().find_map(|word| body.strip_prefix(word))?;
    let first = named.chars().next()?;
    let place = "一二三四五六日".chars().position(|day| day == first)?;
    let rest = &named[first.len_utf8()..];
    let back = i64::from(today.weekday().to_monday_zero_offset()) - i64::try_from(place).ok()?;
    let back = if before > 0 { back + before } else { back.rem_euclid(7) };
    // 周一至周五 and 周一上午 of each week are no days; 一周一次 is none either.
    let alone = !rest.starts_with(['至', '到', '—', '次', '个', '期']);
    let day = today.checked_sub(jiff::Span::new().days(back)).ok().filter(|_| alone)?;
    Some((text.len() - rest.len(), day.to_string().parse().ok()))
}

/// `今明两年`, `明后两年`.
pub(super) fn two_years(text: &str, today: Date) -> Option<Near> {
    // 2024、2025两年
    if let Some((first, len)) = digits(text).filter(|(_, len)| *len == 4)
        && let Some(next) = text[len..].strip_prefix(['、', '和'])
        && let Some((last, more)) = digits(next).filter(|(last, _)| *last == first + 1)
        && let Some(rest) = next[more..].trim_start_matches('年').strip_prefix("两年")
    {
        return Some((text.len() - rest.len(), format!("{first}/{last}").parse().ok()));
    }
    let years = [("今明两年", 0), ("今、明两年", 0), ("今明年", 0), ("今明二年", 0), ("去今两年", -1), ("明后两年", 1)];
    let (word, shift) = years.into_iter().find(|(word, _)| text.starts_with(word))?;
    let first = today.year() + shift;
    Some((word.len(), format!("{first}/{}", first + 1).parse().ok()))
}

/// ASCII digits at the beginning of a text, at most four.
pub(super) fn digits(text: &str) -> Option<(u32, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&len).then(|| text[..len].parse().ok()).flatten().map(|number| (number, len))
}

/// `上季` and `上月` of what is told of one: the quarter and the month that have just ended.
pub(super) fn just_ended(text: &str, today: Date) -> Option<(usize, Period)> {
    let of = List(
        "盈利 纯利 溢利 收入 营收 营业 净利 税前 经调整 经营 业绩 按年 按季 总 销售 商品 出口 进口 贸易 失业 零售 非农 新增 制造业 服务业",
    );
    let (back, rest) =
        [("上季", 3), ("上月", 1)].into_iter().find_map(|(word, back)| Some((back, text.strip_prefix(word)?)))?;
    of.beginning(rest)?;
    let last = today.year() * 12 + i16::from(today.month())
        - 1
        - if back == 3 { i16::from(today.month() - 1) % 3 + 1 } else { 1 };
    let (year, month) = (last / 12, last % 12 + 1);
    let code = if back == 3 { format!("{year}-Q{}", (month + 2) / 3) } else { format!("{year}-{month:02}") };
    Some((text.len() - rest.len(), code.parse().ok()?))
}

/// Whether what stands behind 114年 can be told of a year: 来, 内 and a comma make it a length of time.
pub(super) fn of_year(rest: &str) -> bool {
    let length =
        List("来 以 内 间 之 后 的 多 历史 老 仅 才 左右 品牌 传承 中 风 仍 首 首次").beginning(rest).is_some();
    !length && rest.starts_with(|c: char| c.is_ascii_digit() || is_han(c))
        || List("首季 首月 以美元 以新台币").beginning(rest).is_some()
}
