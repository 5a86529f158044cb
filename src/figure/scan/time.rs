//! The times that sentences speak of.
//!
//! In: plain text at the place where a time may begin, and the day the page was printed, for pages
//! print no year. Out: how long the expression is and which period it names: `今年1—6月` is
//! `2025-01/2025-06`, `截至6月底` is `2025-06-30`.
//!
//! May touch: nothing

use super::super::Period;
use super::list::List;
use super::near::{digits, just_ended, near_day, of_year, two_years};
use jiff::civil::Date;

/// An expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Time {
    /// How many bytes it takes.
    pub(crate) len: usize,
    /// The period it names; none for `近年来` and the like.
    pub(crate) period: Option<Period>,
    /// Whether it is the day on which something happened, not one that figures speak of.
    pub(crate) event: bool,
}

/// Words of time that name no period of the calendar.
const LOOSE: List = List("loose_times");

/// Holidays: days of each year's own, which no calendar of ours knows.
const HOLIDAYS: List = List("holidays");

/// A holiday that begins a text: `2025年国庆中秋假期8天`.
fn holiday(text: &str) -> Option<usize> {
    let name = HOLIDAYS.beginning(text)?.len();
    let body = text[name..].strip_prefix('节').unwrap_or(&text[name..]);
    let word = List("假期 假日 长假 小长假 节假日 黄金周 期间 档").beginning(body)?;
    let body = &body[word.len()..];
    Some(text.len() - body.strip_prefix("期间").unwrap_or(body).len())
}

/// Reads the time that begins a text.
pub(crate) fn take(text: &str, today: Date) -> Option<Time> {
    if let Some((len, period)) = near_day(text, today) {
        return Some(Time { len, period, event: true });
    }
    if let Some((len, period)) = two_years(text, today) {
        return Some(Time { len, period, event: false });
    }
    if let Some((len, period)) = just_ended(text, today) {
        return Some(Time { len, period: Some(period), event: false });
    }
    let lead = ["截至", "截止到", "截止", "到", "至"].into_iter().find(|word| text.starts_with(word)).unwrap_or("");
    let rest = &text[lead.len()..];
    if lead.is_empty() || lead.len() > 3 {
        if let Some(found) = calendar(rest, today) {
            if let Some(months) = months_to(&rest[found.len..], found, lead.len(), today) {
                return Some(months);
            }
            // 截至7月30日19时 is when the numbers were looked up.
            let clock = rest[found.len..].starts_with(|c: char| c.is_ascii_digit());
            let event = found.event && (lead.is_empty() || clock);
            return Some(Time { len: lead.len() + found.len, event, ..found });
        }
    } else if let Some(found) = calendar(rest, today)
        .filter(|found| matches!(found.period, Some(Period::Day(_) | Period::Year(_))) && !found.event)
    {
        return Some(Time { len: lead.len() + found.len, ..found });
    }
    let loose = holiday(text).or_else(|| LOOSE.beginning(text).map(str::len))?;
    Some(Time { len: loose, period: None, event: false })
}

/// `止的三个月` behind 截至7月, and `的三个月` behind 截至7月底: the months up to it.
fn months_to(rest: &str, month: Time, lead: usize, today: Date) -> Option<Time> {
    let (period, ended) = match month.period.filter(|_| lead > 0)? {
        period @ Period::Month(_) => (period, false),
        // 截至6月底的三个月, and 截至6月30日止六个月
        Period::Day(day) if !month.event || rest.starts_with('止') => {
            (day.to_string()[..7].parse().ok()?, !month.event)
        }
        _ => return None,
    };
    let body = rest.strip_prefix('止').or_else(|| Some(rest).filter(|_| ended))?.trim_start_matches('的');
    // 截至6月底止中期业绩
    let parts = [("中期", 6), ("半年", 6), ("首三季", 9), ("全年", 12), ("年度", 12)];
    let part = parts
        .iter()
        .find(|(part, _)| rest.starts_with('止') && body.starts_with(part))
        .map(|(_, count)| (*count, body));
    let counted = || numeral(body).and_then(|(count, len)| Some((count, body[len..].strip_prefix("个月")?)));
    let (count, behind) = part.or_else(counted)?;
    let end = period.end()?;
    let back = i16::try_from(count).ok()? - 1;
    let last = end.year() * 12 + i16::from(end.month()) - 1;
    let first = last - back;
    let code = format!("{}-{:02}/{}", first / 12, first % 12 + 1, period.code());
    let months = code.parse().ok().filter(|_| back > 0 && end.year() <= today.year())?;
    Some(Time { len: lead + month.len + rest.len() - behind.len(), period: Some(months), event: false })
}

/// A year and what of it.
pub(super) fn calendar(text: &str, today: Date) -> Option<Time> {
    if let Some(day) = iso_date(text).or_else(|| slashed(text, today)) {
        return Some(day);
    }
    for word in ["年末", "年底"] {
        if text.starts_with(word) {
            let year = year_of(None, 12, today);
            return Some(Time { len: word.len(), period: format!("{year}-12-31").parse().ok(), event: false });
        }
    }
    let (year, year_len) = match year(text, today) {
        Some((year, len)) => (Some(year), len),
        None => (None, 0),
    };
    let rest = &text[year_len..];
    if let Some(part) = part(rest, year, today) {
        let time = Time { len: year_len + part.len, ..part };
        return Some(up_to(text, time, year, today).unwrap_or(time));
    }
    let year = year?;
    if let Some(len) = holiday(rest) {
        return Some(Time { len: year_len + len, period: None, event: false });
    }
    let whole =
        |suffix: &str, period: String| Time { len: year_len + suffix.len(), period: period.parse().ok(), event: false };
    let ends = ["年末", "年底", "末", "底"].into_iter().find(|end| rest.starts_with(end));
    if let Some(end) = ends {
        return Some(whole(end, format!("{year}-12-31")));
    }
    if rest.starts_with('初') || rest.starts_with("以来") {
        let suffix = if rest.starts_with('初') { "初" } else { "以来" };
        return Some(Time { len: year_len + suffix.len(), period: None, event: false });
    }
    if let Some((last, len)) = years(rest) {
        return Some(Time { len: year_len + len, period: format!("{year}/{last}").parse().ok(), event: false });
    }
    Some(whole("", year.to_string()))
}

/// `2022年12月至2023年2月`: up to a month of the next year.
fn up_to(text: &str, first: Time, year: Option<i16>, today: Date) -> Option<Time> {
    let rest = text[first.len..].strip_prefix(['—', '至', '到'])?;
    let (Period::Month(_), Some(next)) = (first.period?, year.zip(self::year(rest, today))) else { return None };
    let (from, (to, len)) = next;
    let last = part(&rest[len..], Some(to), today).filter(|_| to == from + 1)?;
    let (Period::Month(_), code) = (last.period?, last.period?.code()) else { return None };
    let period = format!("{}/{code}", first.period?.code()).parse().ok();
    Some(Time { len: text.len() - rest.len() + len + last.len, period, event: false })
}

/// `—2025年` behind a year.
fn years(rest: &str) -> Option<(i16, usize)> {
    let body = rest.strip_prefix(['—', '至', '到'])?;
    let (number, len) = digits(body)?;
    let year = (len == 4 && body[len..].starts_with('年')).then_some(number as i16)?;
    Some((year, rest.len() - body.len() + len + "年".len()))
}

/// `2025—07—18` and `2025/7/18`; dashes behind digits are all read as `—`.
fn iso_date(text: &str) -> Option<Time> {
    let mut at = 0;
    let mut parts = [0_u32; 3];
    for (place, part) in parts.iter_mut().enumerate() {
        let (number, len) = digits(&text[at..])?;
        if (place == 0 && len != 4) || (place > 0 && len > 2) {
            return None;
        }
        *part = number;
        at += len;
        if place < 2 {
            at += text[at..].chars().next().filter(|c| matches!(c, '—' | '/' | '.'))?.len_utf8();
        }
    }
    let code = format!("{:04}-{:02}-{:02}", parts[0], parts[1], parts[2]);
    Some(Time { len: at, period: Some(code.parse().ok()?), event: true })
}

/// `12/31）` of 周三（12/31）.
fn slashed(text: &str, today: Date) -> Option<Time> {
    let (month, len) = digits(text).filter(|(month, _)| (1..=12).contains(month))?;
    let (day, more) = digits(text[len..].strip_prefix('/')?).filter(|(day, _)| (1..=31).contains(day))?;
    let len = len + "/".len() + more;
    let code = format!("{:04}-{month:02}-{day:02}", year_of(None, month, today));
    let period = code.parse().ok().filter(|_| text[len..].starts_with('）'))?;
    Some(Time { len, period: Some(period), event: true })
}

/// The year that begins a text: `2025年`, `今年`, `民国114年`.
pub(crate) fn year(text: &str, today: Date) -> Option<(i16, usize)> {
    if let Some((number, len)) =
        text.strip_prefix(['本', '今', '去', '上', '前']).and_then(|rest| digits(rest.strip_prefix('（')?))
        && text["本（".len() + len..].starts_with("）年")
    {
        // 本（115）年5月
        let year = number as i16 + if number < 1000 { 1911 } else { 0 };
        return Some((year, "本（）年".len() + len));
    }
    let words = [("今年", 0), ("本年", 0), ("去年", -1), ("上年", -1), ("前年", -2), ("明年", 1)];
    if let Some((word, shift)) = words.iter().find(|(word, _)| text.starts_with(word)) {
        return Some((today.year() + shift, with_term(text, word.len())));
    }
    if let Some((year, len)) = republic(text, today)
        && (!text.starts_with(|c: char| c.is_ascii_digit()) || of_year(&text[len..]))
    {
        return Some((year, len));
    }
    let spelled: Vec<usize> = text
        .chars()
        .map(|c| if matches!(c, '零' | '○') { '〇' } else { c })
        .map_while(|c| DIGITS.chars().position(|digit| digit == c))
        .take(4)
        .collect();
    if let [1 | 2, _, _, _] = spelled[..]
        && text["〇〇〇〇".len()..].starts_with('年')
    {
        let year = spelled.iter().fold(0, |year, digit| year * 10 + *digit as i16);
        return Some((year, "〇〇〇〇年".len()));
    }
    let (body, shift) = match text.strip_prefix("民国") {
        Some(body) => (body, 1911),
        None => (text, 0),
    };
    let (number, len) = digits(body)?;
    let plausible = if shift > 0 { (1..200).contains(&number) } else { len == 4 && (1900..2200).contains(&number) };
    let prefix = text.len() - body.len();
    // 2022财年
    let word = ["年", "财年", "财政年度"].into_iter().find(|word| body[len..].starts_with(word))?;
    plausible.then_some((number as i16 + shift, with_term(text, prefix + len + word.len())))
}

/// How long a year is with 度 behind it: 去年度盈利, 2025年度.
fn with_term(text: &str, year: usize) -> usize {
    let term = text[year..].strip_prefix('度').is_some_and(|rest| !rest.starts_with('假'));
    year + if term { "度".len() } else { 0 }
}

/// `114年` as Taiwan counts, where it is one of these years: 110年 of a bank is its age.
pub(crate) fn republic(text: &str, today: Date) -> Option<(i16, usize)> {
    // 114年, 一一四年
    let (number, len) = digits(text).filter(|(_, len)| *len == 3).or_else(|| {
        let spelled: Vec<usize> =
            text.chars().map_while(|c| DIGITS.chars().position(|digit| digit == c)).take(3).collect();
        let [1, tens, ones] = spelled[..] else { return None };
        Some((u32::try_from(100 + tens * 10 + ones).ok()?, "一一一".len()))
    })?;
    let year = i16::try_from(number).ok()? + 1911;
    let recent = text[len..].starts_with('年') && (today.year() - 10..=today.year() + 2).contains(&year);
    recent.then(|| (year, with_term(text, len + "年".len())))
}

/// A part of a year; without a year, of the one that lies nearest behind.
fn part(text: &str, year: Option<i16>, today: Date) -> Option<Time> {
    quarters(text, year, today).or_else(|| months(text, year, today)).or_else(|| day_alone(text, year, today))
}

/// The year of a part that ends with `month`: this one, or the last where that is still to come.
fn year_of(year: Option<i16>, month: u32, today: Date) -> i16 {
    year.unwrap_or_else(
        || if month > u32::from(today.month().unsigned_abs()) { today.year() - 1 } else { today.year() },
    )
}

/// `1—3季度`, `一至三季度`: from the first to a later quarter.
fn quarters_to(text: &str, year: Option<i16>, today: Date) -> Option<Time> {
    let body = ["1", "一"].into_iter().find_map(|one| text.strip_prefix(one))?.strip_prefix(['—', '至', '到'])?;
    let (last, len) = numeral(body).filter(|(last, _)| (2..=4).contains(last))?;
    let rest = body[len..].strip_prefix("季度").or_else(|| body[len..].strip_prefix('季'))?;
    let month = last * 3;
    Some(Time { len: text.len() - rest.len(), period: span(year_of(year, month, today), 1, month), event: false })
}

fn quarters(text: &str, year: Option<i16>, today: Date) -> Option<Time> {
    if let Some(time) = quarters_to(text, year, today) {
        return Some(time);
    }
    let named: [(&[&str], &str, u32); 8] = [
        (&["上半年", "首两季", "首2季"], "H1", 6),
        (&["下半年"], "H2", 12),
        (&["前三季度", "前3季度", "前三季", "前3季", "首三季", "首3季"], "01/09", 9),
        (&["第一季度", "第一季", "第1季度", "第1季", "一季度", "首季度", "首季", "1季度", "Q1"], "Q1", 3),
        (&["第二季度", "第二季", "第2季度", "第2季", "二季度", "2季度", "Q2"], "Q2", 6),
        (&["第三季度", "第三季", "第3季度", "第3季", "三季度", "3季度", "Q3"], "Q3", 9),
        (&["第四季度", "第四季", "第4季度", "第4季", "四季度", "4季度", "Q4"], "Q4", 12),
        (&["全年"], "", 12),
    ];
    let (word, code, month) = named.iter().find_map(|(words, code, month)| {
        Some((words.iter().filter(|word| text.starts_with(**word)).max_by_key(|word| word.len())?, *code, *month))
    })?;
    let rest = &text[word.len()..];
    if *word == "全年"
        && ["目标", "计划", "任务", "预算", "预期目标", "限额", "额度", "指标"]
            .iter()
            .any(|goal| rest.starts_with(goal))
    {
        return None;
    }
    // Until spring a whole year is the last one; later, what is said of it is expected or planned.
    let year = match (*word, year) {
        ("全年", None) if today.month() > 3 => today.year(),
        // So is half a year that is under way or about to begin.
        ("下半年", None) if today.month() >= 6 => today.year(),
        (_, None) if code.starts_with('Q') && month <= u32::from(today.month().unsigned_abs()) + 3 => today.year(),
        _ => year_of(year, month, today),
    };
    let ends = ["末", "底"].into_iter().find(|end| rest.starts_with(end));
    let code = match (ends, code) {
        (Some(_), _) => end_of(year, month)?,
        (None, "") => year.to_string(),
        (None, "01/09") => format!("{year}-01/{year}-09"),
        (None, code) => format!("{year}-{code}"),
    };
    Some(Time { len: word.len() + ends.map_or(0, str::len), period: code.parse().ok(), event: false })
}

fn months(text: &str, year: Option<i16>, today: Date) -> Option<Time> {
    if let Some(body) = text.strip_prefix("累计至").map(|body| body.strip_prefix("今年").unwrap_or(body))
        && let Some((last, len)) = digits(body).filter(|(last, _)| (1..=12).contains(last))
        && let Some(rest) = body[len..].strip_prefix('月')
    {
        // 累计至8月税后纯益: from January on.
        return Some(Time {
            len: text.len() - rest.len(),
            period: span(year_of(year, last, today), 1, last),
            event: false,
        });
    }
    if let Some(body) = text.strip_prefix(['前', '首']) {
        let (last, len) = numeral(body)?;
        // 前7个月, and in headlines 前7月.
        let rest = body[len..].strip_prefix("个月").or_else(|| body[len..].strip_prefix('月'))?;
        let year = year_of(year, last, today);
        return Some(Time { len: text.len() - rest.len(), period: span(year, 1, last), event: false });
    }
    let january = text.starts_with("元月").then_some((1, "元".len()));
    let (first, len) = digits(text).or_else(|| spelled(text)).or(january)?;
    let (mut rest, mut last) = (&text[len..], None);
    if let Some(behind) =
        rest.strip_prefix("月份").or_else(|| rest.strip_prefix('月')).unwrap_or(rest).strip_prefix(['—', '至', '到'])
        && let Some((number, len)) = digits(behind).or_else(|| spelled(behind))
        && behind[len..].starts_with('月')
        && !behind[len..].starts_with("月期")
    {
        (last, rest) = (Some(number), &behind[len..]);
    }
    let rest = rest.strip_prefix('月')?;
    // 12月至2月 goes into the next year.
    let over = last.is_some_and(|last| last < first && first >= 10 && last <= 3);
    if !(1..=12).contains(&first) || last.is_some_and(|last| !(first..=12).contains(&last)) && !over {
        return None;
    }
    let month = last.unwrap_or(first);
    let year = year_of(year.map(|year| year + i16::from(over)), month, today);
    let taken = text.len() - rest.len();
    if let Some(last) = last {
        let len = taken + if rest.starts_with('份') { "份".len() } else { 0 };
        let period = match over {
            true => format!("{}-{first:02}/{year}-{last:02}", year - 1).parse().ok(),
            false => span(year, first, last),
        };
        return Some(Time { len, period, event: false });
    }
    Some(within_month(rest, taken, year, month))
}

/// What follows `6月`: a day, days, a third of the month, its end, or nothing.
fn within_month(rest: &str, taken: usize, year: i16, month: u32) -> Time {
    let code = format!("{year}-{month:02}");
    if let Some((day, len)) = digits(rest).or_else(|| spelled(rest))
        && let Some(behind) =
            rest[len..].strip_prefix(['日', '号']).or_else(|| rest[len..].strip_prefix('—').map(|_| &rest[len..]))
    {
        let behind = ["当天", "当日", "起"].into_iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
        let taken_day = taken + rest.len() - behind.len();
        if let Some((days, more)) = days(behind, year, month, day) {
            return Time { len: taken_day + more, period: Some(days), event: false };
        }
        return Time { len: taken_day, period: format!("{code}-{day:02}").parse().ok(), event: true };
    }
    if let Some(behind) = rest.strip_prefix('第')
        && let Some((_, len)) = numeral(behind).or_else(|| behind.starts_with('一').then_some((1, "一".len())))
        && behind[len..].starts_with('周')
    {
        return Time { len: taken + "第".len() + len + "周".len(), period: None, event: false };
    }
    let thirds = [("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, 0)];
    if let Some((word, first, last)) = thirds.iter().find(|(word, ..)| rest.starts_with(word)) {
        let last = if *last > 0 { format!("{code}-{last:02}") } else { end_of(year, month).unwrap_or_default() };
        return Time {
            len: taken + word.len(),
            period: format!("{code}-{first:02}/{last}").parse().ok(),
            event: false,
        };
    }
    if rest.starts_with(['末', '底']) && !rest.starts_with("末端") {
        let period = end_of(year, month).and_then(|code| code.parse().ok());
        return Time { len: taken + "末".len(), period, event: false };
    }
    // 3月分 is Taiwan's 3月份.
    let part = rest
        .strip_prefix('分')
        .is_some_and(|behind| behind.starts_with(['的', '消', '出', '进', '外', '工', '营', '景', '我', '，']));
    let len = taken + if rest.starts_with('份') || part { "份".len() } else { 0 };
    Time { len, period: code.parse().ok(), event: false }
}

/// `至13日` or `—7月20日` behind a day.
fn days(rest: &str, year: i16, month: u32, day: u32) -> Option<(Period, usize)> {
    let body = rest.strip_prefix(['—', '至', '到'])?;
    let (number, len) = digits(body)?;
    let (month_to, day_to, behind) = match body[len..].strip_prefix('月') {
        Some(more) => {
            let (day, len) = digits(more)?;
            (number, day, &more[len..])
        }
        None => (month, number, &body[len..]),
    };
    let behind = behind.strip_prefix('日')?;
    let code = format!("{year}-{month:02}-{day:02}/{year}-{month_to:02}-{day_to:02}");
    Some((code.parse().ok()?, rest.len() - behind.len()))
}

/// `18日`: a day of a month that was named before.
fn day_alone(text: &str, year: Option<i16>, today: Date) -> Option<Time> {
    let (day, len) = digits(text)?;
    let rest = text[len..].strip_prefix('日')?;
    let is_day = year.is_none() && (1..=31).contains(&day) && len <= 2 && !rest.starts_with(['元', '均', '圆', '产']);
    // On the 1st, 31日 is of the month before.
    let back = (0..62).filter_map(|back| today.checked_sub(jiff::Span::new().days(back)).ok());
    let last = back.into_iter().find(|date| u32::from(date.day().unsigned_abs()) == day);
    let ahead = format!("{}-{:02}-{day:02}", today.year(), today.month());
    let near = u32::from(today.day().unsigned_abs()) < 8 && day > 21;
    let period = last.filter(|_| near).map_or(ahead, |date| date.to_string()).parse().ok();
    is_day.then_some(Time { len: text.len() - rest.len(), period, event: true })
}

fn span(year: i16, first: u32, last: u32) -> Option<Period> {
    let code = if first == last { format!("{year}-{last:02}") } else { format!("{year}-{first:02}/{year}-{last:02}") };
    code.parse().ok()
}

fn end_of(year: i16, month: u32) -> Option<String> {
    let month: Period = format!("{year}-{month:02}").parse().ok()?;
    Some(month.end()?.to_string())
}

/// A numeral up to 三十一, as Hong Kong prints months and days.
fn spelled(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut len) = (0, 0);
    for c in text.chars().take(3) {
        match (c, DIGITS.chars().position(|digit| digit == c)) {
            ('十', _) if value < 4 => value = value.max(1) * 10,
            (_, Some(digit @ 1..)) if len == 0 || value % 10 == 0 => value += digit as u32,
            _ => break,
        }
        len += c.len_utf8();
    }
    (1..=31).contains(&value).then_some((value, len))
}

/// The digits of spelled years, 二〇二五年.
const DIGITS: &str = "〇一二三四五六七八九";

/// Digits, or one of the numerals up to 十一.
fn numeral(text: &str) -> Option<(u32, usize)> {
    let han = ["十一", "十", "二", "两", "三", "四", "五", "六", "七", "八", "九"];
    let values = [11, 10, 2, 2, 3, 4, 5, 6, 7, 8, 9];
    digits(text).or_else(|| {
        han.iter().zip(values).find(|(word, _)| text.starts_with(*word)).map(|(word, value)| (value, word.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn times_are_read_against_the_day_of_print() {
        let today = date(2025, 7, 19);
        let times = "今年上半年|，=2025-H1 1至5月|，=2025-01/2025-05 今年1—6月份|全=2025-01/2025-06 \
             截至6月底|，=2025-06-30 6月末|，=2025-06-30 6月份|，=2025-06 二季度|，=2025-Q2 \
             前三季度|=2024-01/2024-09 前三季|工業=2024-01/2024-09 下半年|推出=2025-H2 \
             2024年末|=2024-12-31 2024年全年|=2024 11月|=2024-11 \
             7月上旬|=2025-07-01/2025-07-10 7月7日至13日|=2025-07-07/2025-07-13 \
             2025—07—18|=2025-07-18 到2027年|，=2027 前5个月|=2025-01/2025-05 \
             12月至2月|的=2024-12/2025-02 民国113年|=2024";
        for (printed, code) in times.split(' ').filter_map(|pair| pair.split_once('=')) {
            let (text, rest) = (printed.replace('|', ""), printed.split('|').nth(1).unwrap_or_default());
            let time = take(&text, today).unwrap_or_else(|| panic!("{text}"));
            let found = time.period.map(|period| period.code()).unwrap_or_default();
            assert_eq!((found.as_str(), &text[time.len..]), (code, rest), "{text}");
        }
        for text in ["5个月", "150日元", "到3万亿元", "13月", "月"] {
            assert_eq!(take(text, today), None, "{text}");
        }
    }
}
