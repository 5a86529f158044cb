//! Reads the codes of periods.
//!
//! In comes `2025-H1`; out goes the period. For other ways of writing it,
//! `2025H1` or `2025年上半年`, the error names the code.
//!
//! May touch: diag

use std::str::FromStr;

use jiff::civil::Date;

use super::super::script::fold_all;
use super::{Half, Month, Period, Quarter, Span, Year};
use crate::diag::Malformed;

const FORMS: &str = "write `2025`, `2025-H1`, `2025-Q2`, `2025-06`, `2025-01/2025-05`, \
                     `2025-06-30`, `2025-07-01/2025-07-10`, `2021/2025` or `unstated`";

impl FromStr for Period {
    type Err = Malformed;

    /// Reads the code of a period, such as `2025-01/2025-05`.
    ///
    /// Malformed are months and days that do not exist, ranges that run
    /// backwards or join unlike ends, and any other way of writing a period,
    /// for which the help names the code.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        if matches!(text, "unstated" | "未注明" | "未註明") {
            return Ok(Self::Unstated);
        }
        read(text).map_err(|malformed| match suggestion(text) {
            Some(code) => Malformed::new(
                0..text.len(),
                format!("`{text}` is not the code of a period"),
                format!("write `{code}`"),
            ),
            None => malformed,
        })
    }
}

fn read(text: &str) -> Result<Period, Malformed> {
    let Some((first, last)) = text.split_once('/') else {
        return read_single(text, 0);
    };
    let ends = (read_single(first, 0)?, read_single(last, first.len() + 1)?);
    let span = 0..text.len();
    let is_backwards = ends.1.start() < ends.0.start();
    let period = match ends {
        (Period::Year(first), Period::Year(last)) => Period::Years(Span { first, last }),
        (Period::Month(first), Period::Month(last)) => Period::Months(Span { first, last }),
        (Period::Day(first), Period::Day(last)) => Period::Days(Span { first, last }),
        (one, other) => return Err(unlike_ends(text, one, other)),
    };
    if is_backwards {
        return Err(Malformed::new(span, format!("`{text}` runs backwards"), format!("write `{last}/{first}`")));
    }
    // A range of one day distinguishes a flow over it from a stock as of it; a
    // single month or year needs no such distinction.
    if first == last && first.len() < "2025-07-01".len() {
        return Err(Malformed::new(span, format!("`{text}` begins where it ends"), format!("write `{first}`")));
    }
    Ok(period)
}

fn unlike_ends(text: &str, first: Period, last: Period) -> Malformed {
    let (first, last) = (first.type_code(), last.type_code());
    let message = if first == last {
        format!("`{text}` is a range of the type {first}")
    } else {
        format!("`{text}` joins the types {first} and {last}")
    };
    Malformed::new(0..text.len(), message, "give both ends as years, months or days, such as `2025-01/2025-05`")
}

/// Reads a period that is not a range; it begins at byte `at` of the whole.
fn read_single(text: &str, at: usize) -> Result<Period, Malformed> {
    let unknown = || {
        let message =
            if text.is_empty() { "no period is written".to_owned() } else { format!("`{text}` is not a period") };
        Malformed::new(at..at + text.len(), message, FORMS)
    };
    let (year_text, rest) = match text.split_once('-') {
        Some((year, rest)) => (year, Some(rest)),
        None => (text, None),
    };
    let number = digits(year_text, 4).filter(|&year| year >= Year::MIN);
    let year = number.map(Year).ok_or_else(unknown)?;
    let Some(rest) = rest else {
        return Ok(Period::Year(year));
    };
    let rest_at = at + year_text.len() + 1;
    let (month_text, day) = match rest.split_once('-') {
        Some((month, day)) => (month, Some(day)),
        None => (rest, None),
    };
    if let Some(number) = digits(month_text, 2) {
        let month = read_month(year, number, month_text, rest_at)?;
        let Some(day) = day else {
            return Ok(Period::Month(month));
        };
        let day = digits(day, 2).ok_or_else(unknown)?;
        return read_day(month, day, text, at).map(Period::Day);
    }
    match rest {
        "H1" => Ok(Period::Half(year, Half::First)),
        "H2" => Ok(Period::Half(year, Half::Second)),
        "Q1" => Ok(Period::Quarter(year, Quarter::First)),
        "Q2" => Ok(Period::Quarter(year, Quarter::Second)),
        "Q3" => Ok(Period::Quarter(year, Quarter::Third)),
        "Q4" => Ok(Period::Quarter(year, Quarter::Fourth)),
        _ => Err(unknown()),
    }
}

fn read_month(year: Year, number: i16, text: &str, at: usize) -> Result<Month, Malformed> {
    match i8::try_from(number) {
        Ok(month @ 1..=12) => Ok(Month { year, month }),
        Ok(_) | Err(_) => Err(Malformed::new(
            at..at + text.len(),
            format!("month `{text}` does not exist"),
            "months run from `01` to `12`",
        )),
    }
}

fn read_day(month: Month, number: i16, text: &str, at: usize) -> Result<Date, Malformed> {
    i8::try_from(number).ok().and_then(|day| Date::new(month.year.0, month.month, day).ok()).ok_or_else(|| {
        Malformed::new(
            at..at + text.len(),
            format!("the day `{text}` does not exist"),
            format!("that month ends with `{}`", month.last_day()),
        )
    })
}

/// Reads exactly `len` ASCII digits.
fn digits(text: &str, len: usize) -> Option<i16> {
    let is_plain = text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

impl Period {
    /// Reads a period as data files of offices write it: any code, `2025年6月`, `2025M06`, `202506`, `2025-S1`,
    /// `2025-06-01T00:00:00`, `114年6月` of Taiwan's calendar.
    ///
    /// # Errors
    /// Where it is none of these.
    pub(crate) fn in_data(text: &str) -> Result<Self, Malformed> {
        let text = text.trim();
        text.parse().or_else(|wrong| in_database(text).or_else(|| of_republic(text)).ok_or(wrong))
    }
}

/// `2025M06`, `2025-Q2`, `2025S1`, `2025-A1`, `202506`, a moment, or another way of writing a code.
fn in_database(text: &str) -> Option<Period> {
    let upper = text.to_uppercase();
    let year = upper.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = upper.get(4..)?.trim_start_matches('-');
    let mut letters = rest.chars();
    let (first, then) = (letters.next()?, letters.as_str());
    let number = |rest: &str| rest.parse::<u8>().ok();
    let code = match first {
        'M' => number(then).map(|month| format!("{year}-{month:02}")),
        'Q' | 'K' => Some(format!("{year}-Q{then}")),
        'S' | 'H' | 'B' => Some(format!("{year}-H{then}")),
        'A' => Some(year.to_owned()),
        _ if upper.len() == 6 => Some(format!("{year}-{rest}")),
        _ => upper.split_once('T').map(|(day, _)| day.to_owned()),
    };
    code.and_then(|code| read(&code).ok()).or_else(|| read(&suggestion(text)?).ok())
}

/// `114年6月` is 2025年6月.
fn of_republic(text: &str) -> Option<Period> {
    let folded = fold_all(text);
    let (year, rest) = folded.split_once('年')?;
    let year: i16 = year.trim_start_matches("民国").trim().parse().ok().filter(|year| (1..1000).contains(year))?;
    read(&suggestion(&format!("{}年{rest}", year.checked_add(1911)?))?).ok()
}

/// The code of a period written in another way: `2025-H1` for `2025H1` and
/// `2025年上半年`.
fn suggestion(text: &str) -> Option<String> {
    let folded = fold_all(text).replace(' ', "");
    let (year, rest) = folded.split_at_checked(4)?;
    let rest = rest.strip_prefix('年').unwrap_or(rest);
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let code = match rest {
        "" | "全年" => year.to_owned(),
        "上半年" | "H1" | "h1" => format!("{year}-H1"),
        "下半年" | "H2" | "h2" => format!("{year}-H2"),
        "前三季度" | "前3季度" => format!("{year}-01/{year}-09"),
        "一季度" | "第一季度" | "1季度" | "Q1" | "q1" => format!("{year}-Q1"),
        "二季度" | "第二季度" | "2季度" | "Q2" | "q2" => format!("{year}-Q2"),
        "三季度" | "第三季度" | "3季度" | "Q3" | "q3" => format!("{year}-Q3"),
        "四季度" | "第四季度" | "4季度" | "Q4" | "q4" => format!("{year}-Q4"),
        months => suggested_months(year, months)?,
    };
    read(&code).is_ok().then_some(code)
}

/// The code for `6`, `6月`, `1-5月`, `1至5月`, `6月30日` or `6月末` of a year.
fn suggested_months(year: &str, text: &str) -> Option<String> {
    let number = |text: &str| text.parse::<u8>().ok();
    let Some((months, day)) = text.split_once('月') else {
        return Some(format!("{year}-{:02}", number(text)?));
    };
    if let Some((first, last)) = months.split_once(['-', '至', '到', '~', '—']) {
        let (first, last) = (number(first)?, number(last)?);
        let code = format!("{year}-{first:02}/{year}-{last:02}");
        return day.is_empty().then_some(code);
    }
    let month = number(months)?;
    let code = format!("{year}-{month:02}");
    match day {
        "" | "份" => Some(code),
        "末" | "底" => Some(read(&code).ok()?.end()?.to_string()),
        _ => {
            let day = number(day.strip_suffix('日')?)?;
            Some(format!("{code}-{day:02}"))
        }
    }
}
