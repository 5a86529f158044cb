//! The times of phrases, and what their changes are against.
//!
//! In: `由年初截至十月底计`, `比上月末和上年同期`. Out: the same in English, with as much of the year as is printed, and what follows.
//!
//! May touch: figure, label

use crate::edition::lexicon::{begins, capital, halves, one_of, without};
use crate::figure::scan::{against, time};
use crate::figure::{Basis, Period};
use crate::label::Labels;
use jiff::civil::Date;

/// Reads times. `today` is the day on which 上半年 was said; its year is not printed where the text has none.
#[derive(Clone, Copy)]
pub(super) struct Times<'p> {
    pub(super) labels: &'p Labels,
    pub(super) today: Date,
}

/// A time in English.
#[derive(Clone, Debug)]
pub(super) struct When {
    /// By itself: `June 2025`.
    pub(super) plain: String,
    /// In a sentence: `in June 2025`.
    pub(super) within: String,
    /// The period it is, as far as the calendar knows it.
    pub(super) period: Option<Period>,
}

impl When {
    fn loose(plain: &str, within: &str) -> Self {
        Self { plain: plain.to_owned(), within: within.to_owned(), period: None }
    }

    /// What a change is from: `the end of June`.
    pub(super) fn noun(&self) -> &str {
        let within = self.within.as_str();
        ["in ", "on ", "at ", "from ", "for ", "as of ", "since "]
            .into_iter()
            .find_map(|word| within.strip_prefix(word))
            .unwrap_or(within)
    }
}

/// What a change is against.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Against {
    /// A basis that the site's labels say: 同比.
    Basis(Basis),
    /// A time of its own: `the end of the previous month`.
    Time(String),
}

/// Numbers in words, from one on.
const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// A number below a hundred in digits or Chinese words with which a text begins, and what follows.
pub(super) fn numeral(text: &str) -> Option<(usize, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return Some((text[..digits].parse().ok().filter(|number| *number < 100)?, &text[digits..]));
    }
    let digit = |text: &str| {
        let c = text.chars().next()?;
        let c = if c == '两' { '二' } else { c };
        "〇一二三四五六七八九".chars().position(|digit| digit == c).filter(|digit| *digit > 0)
    };
    let width = |text: &str| text.chars().next().map_or(0, char::len_utf8);
    let (tens, rest) = match digit(text) {
        Some(tens) if text[width(text)..].starts_with('十') => (tens, &text[width(text)..]),
        Some(ones) => return Some((ones, &text[width(text)..])),
        None => (1, text),
    };
    let rest = rest.strip_prefix('十')?;
    Some(match digit(rest) {
        Some(ones) => (tens * 10 + ones, &rest[width(rest)..]),
        None => (tens * 10, rest),
    })
}

/// One up to twelve, in English, and what follows.
pub(super) fn number(text: &str) -> Option<(&'static str, &str)> {
    let (number, rest) = numeral(text)?;
    Some((NUMBERS.get(number.checked_sub(1)?)?, rest))
}

impl Times<'_> {
    /// The time that begins a text, and what follows.
    pub(super) fn take<'t>(&self, text: &'t str) -> Option<(When, &'t str)> {
        let body = without(&["在", "于", "自"], text);
        if let Some(rest) =
            ["由年初至", "由年初截至", "自年初至", "年初截至"].into_iter().find_map(|word| body.strip_prefix(word))
            && let Some((when, rest)) = self.calendar(rest)
        {
            let within = format!("in the year to {}", when.noun());
            let plain = format!("Year to {}", when.noun());
            return Some((When { plain, within, ..when }, without(&["计", "止"], rest)));
        }
        if let Some((loose, rest)) = begins("loose", body) {
            let (plain, within) = halves(loose);
            return Some((When::loose(plain, within), ended(rest)));
        }
        // A year is no period by itself before 以来.
        if let Some((year, len)) = time::year(body, self.today)
            && let Some(rest) = body[len..].strip_prefix("以来")
        {
            let since = format!("since {}", self.year_of(body, Some((year, len)))?);
            return Some((When::loose(&capital(&since), &since), ended(rest)));
        }
        let part = self.part_of_republic(body).map(|(when, left)| (when, &text[text.len() - left..]));
        let found = part
            .or_else(|| past(body))
            .or_else(|| plan(body))
            .or_else(|| years(body))
            .or_else(|| self.first_part(body));
        let found = found.or_else(|| self.republic(body)).or_else(|| self.calendar(body));
        let found = weekday(body).or(found);
        found.map(|(when, rest)| match rest.strip_prefix("以来") {
            Some(rest) => {
                let since = format!("since {}", when.noun());
                (When { plain: capital(&since), within: since, ..when }, ended(rest))
            }
            None => self.and_another(when, ended(rest)),
        })
    }

    /// `105年及106年`: two years of which something is said.
    fn and_another<'t>(&self, when: When, rest: &'t str) -> (When, &'t str) {
        let year = |text: &'t str| {
            let year = self.calendar(text).filter(|(when, _)| matches!(when.period, Some(Period::Year(_))));
            year.or_else(|| self.republic(text))
        };
        let is_year = matches!(when.period, None | Some(Period::Year(_))) && when.within.starts_with("in ");
        match one_of(&["及", "和", "与"], rest).filter(|_| is_year).and_then(year) {
            Some((next, rest)) => {
                let within = format!("{} and {}", when.within, next.noun());
                (When { plain: format!("{} and {}", when.plain, next.noun()), within, period: None }, ended(rest))
            }
            None => (when, rest),
        }
    }

    /// `114年`, a year of the calendar of Taiwan.
    fn republic<'t>(&self, text: &'t str) -> Option<(When, &'t str)> {
        let (year, len) = time::republic(text, self.today)?;
        let year = self.labels.year(year);
        Some((When::loose(&year, &format!("in {year}")), &text[len..]))
    }

    /// `107年第1季`: a part of such a year, and how much of the text follows it.
    fn part_of_republic(&self, text: &str) -> Option<(When, usize)> {
        let (year, len) = time::republic(text, self.today)?;
        let full = format!("{year}年{}", &text[len..]);
        let (when, rest) = self.calendar(&full).filter(|(when, _)| !matches!(when.period, Some(Period::Year(_))))?;
        Some((when, rest.len()))
    }

    /// `前三季度`, `首十个月`: a part from the first on.
    fn first_part<'t>(&self, text: &'t str) -> Option<(When, &'t str)> {
        let year = time::year(text, self.today);
        let rest = &text[year.map_or(0, |(_, len)| len)..];
        let body = rest.strip_prefix(['前', '首']).or_else(|| rest.strip_prefix("头"))?;
        let (count, rest) = number(body)?;
        let (unit, rest) =
            [("个季度", "quarters"), ("季度", "quarters"), ("季", "quarters"), ("个月", "months"), ("月", "months")]
                .into_iter()
                .find_map(|(word, unit)| Some((unit, rest.strip_prefix(word)?)))?;
        let of = self.year_of(text, year);
        let period = self.calendar(text).and_then(|(when, _)| when.period);
        let said = format!("first {count} {unit}{}", of.as_deref().map_or_else(String::new, |of| format!(" of {of}")));
        Some((When { plain: capital(&said), within: format!("in the {said}"), period }, rest))
    }

    /// The year as a text prints it: `2025`, `last year`; none where it prints none.
    fn year_of(&self, text: &str, year: Option<(i16, usize)>) -> Option<String> {
        let (year, len) = year?;
        let relative = [
            ("去年", "last year"),
            ("上年", "last year"),
            ("今年", "this year"),
            ("本年", "this year"),
            ("明年", "next year"),
        ];
        let said = relative.into_iter().find(|(word, _)| text[..len] == **word);
        Some(said.map_or_else(|| self.labels.year(year), |(_, english)| english.to_owned()))
    }

    /// A time of the calendar.
    fn calendar<'t>(&self, text: &'t str) -> Option<(When, &'t str)> {
        let found = time::take(text, self.today)?;
        let (said, rest) = text.split_at(found.len);
        let bare = without(&["截至", "截止到", "截止", "到", "至"], said);
        let period = found.period?;
        if let Some(when) = self.over_years(bare, &period) {
            return Some((when, without(&["份"], rest)));
        }
        if let (Period::Year(year), Some(rest)) = (period, without(&["年"], rest).strip_prefix("年中")) {
            let mid = format!("id-{}", self.labels.year(year.number()));
            return Some((When::loose(&format!("M{mid}"), &format!("in m{mid}")), rest));
        }
        // 11月末 is its last day.
        let (ends, rest) = match rest.strip_prefix(['末', '底']) {
            Some(after) => (true, after),
            None => (said.ends_with(['末', '底']), rest),
        };
        let period = match period.end() {
            Some(day) if ends => Period::Day(day),
            _ => period,
        };
        let rest = without(&["当月", "单月"], without(&["份"], rest));
        if let (Period::Day(_), Some((day, "日"))) = (period, ordinal(bare)) {
            // The month of a day that is printed alone is not known.
            return Some((When::loose(&format!("The {day}"), &format!("on the {day}")), rest));
        }
        let (plain, within) = self.with_year(bare, &period, self.names(said, &period, ends));
        let since = ["in ", "on ", "at "].into_iter().find_map(|word| within.strip_prefix(word));
        let since = since.filter(|_| said.starts_with("截") && matches!(period, Period::Month(_) | Period::Day(_)));
        let as_of = since.map(|time| format!("as of {time}"));
        let (plain, within) = as_of.map_or((plain, within.clone()), |as_of| (capital(&as_of), as_of));
        Some((When { plain, within, period: Some(period) }, rest))
    }

    /// `去年12月至今年2月`: a period over the end of a year, each end of which prints its own.
    fn over_years(&self, said: &str, period: &Period) -> Option<When> {
        let (first, last) = said.split_once(['至', '到', '—', '–', '-'])?;
        let has_year = |text: &str| time::year(text, self.today).filter(|(_, len)| *len < text.len()).is_some();
        if !has_year(first) || !has_year(last) {
            return None;
        }
        let [first, last] = [first, last].map(|end| {
            let (when, rest) = self.calendar(end)?;
            matches!(rest, "" | "份").then(|| when.noun().to_owned())
        });
        let said = format!("{} to {}", first?, last?);
        Some(When { within: format!("from {said}"), plain: capital(&said), period: Some(*period) })
    }

    /// A period by itself and in a sentence, with its year.
    fn names(&self, said: &str, period: &Period, ends: bool) -> [String; 2] {
        match period {
            Period::Day(day) if !ends => [self.labels.day(*day), format!("on {}", self.labels.day(*day))],
            Period::Year(year) if said.contains('财') => {
                [format!("Fiscal {}", year.number()), format!("in fiscal {}", year.number())]
            }
            // Which months a quarter of a fiscal year has is not known.
            Period::Quarter(..) if said.contains('财') => {
                let quarter = self.labels.period(period).replacen(' ', " of fiscal ", 1);
                [quarter.clone(), format!("in {quarter}")]
            }
            // The end of a quarter is said so.
            Period::Day(day) if said.contains('季') => {
                let of = format!("Q{} {}", (day.month() + 2) / 3, self.labels.year(day.year()));
                [format!("End of {of}"), format!("at the end of {of}")]
            }
            // 12月底 is the end of a year too, but prints the month.
            Period::Day(day) if said.contains('月') => {
                let of = self.labels.month(*day);
                [format!("End of {of}"), format!("at the end of {of}")]
            }
            _ => [capital(&self.labels.period(period)), self.labels.when(period)],
        }
    }

    /// The names of a period with as much of its year as is printed: `2025`, `last year`, or nothing.
    fn with_year(&self, said: &str, period: &Period, [plain, within]: [String; 2]) -> (String, String) {
        let number = period.end().map(|day| self.labels.year(day.year())).unwrap_or_default();
        let year = time::year(said, self.today);
        let of = self.year_of(said, year);
        let is_printed = of.as_ref() == Some(&number) || said.starts_with(&number);
        if is_printed || !plain.ends_with(&number) {
            return (plain, within);
        }
        if let (Some(of), Some((_, len))) = (&of, year)
            && len == said.len()
        {
            return (capital(of), of.clone());
        }
        let of = of.or_else(|| said.starts_with('年').then(|| "the year".to_owned()));
        let [plain, within] = [plain, within].map(|text| {
            let bare = text.trim_end_matches(number.as_str()).trim_end_matches([' ', ',']);
            match &of {
                Some(of) => format!("{bare} {of}"),
                None => bare.trim_end_matches(" of").to_owned(),
            }
        });
        (plain, within)
    }

    /// What a change is against, at the beginning of a text, each that is named, and what follows.
    pub(super) fn against<'t>(&self, text: &'t str) -> Option<(Vec<Against>, &'t str)> {
        let named = text.strip_prefix(['比', '较', '与', '同', '和', '对', '跟']).or_else(|| text.strip_prefix("相比"));
        if let Some((first, mut rest)) = named.and_then(|body| self.target(body)) {
            let mut all = vec![first];
            let next = |rest| one_of(&["和", "与", "及", "、"], rest);
            while let Some((more, after)) = next(rest).and_then(|body| self.target(without(&["比", "较"], body))) {
                all.push(more);
                rest = after;
            }
            let same = without(&["内"], rest).strip_prefix("的相应").and_then(|rest| begins("nouns", rest));
            let rest = same.map_or(rest, |(_, after)| if after.starts_with('（') { rest } else { after });
            let rest = without(&["的数字", "的数据", "的水平", "水平"], rest);
            let after = without(&["相比较", "相比", "比较", "相较"], rest);
            let compares = text.starts_with(['比', '较', '对']) || !after.is_empty() || after.len() < rest.len();
            return compares.then_some((all, after.trim_start_matches('，')));
        }
        let (basis, len) = match against::basis(text, self.today)? {
            // A manner says the annual rate.
            (Basis::AnnualRate, _) if text.starts_with("环比") => (Basis::PreviousPeriod, "环比".len()),
            (Basis::AnnualRate, _) => return None,
            (Basis::FixedBase, _) if named.is_some() => return None,
            found => found,
        };
        let rest = &text[len..];
        // 环比上周 and 同比2019年 say which time it is themselves.
        if let Some((own, rest)) = self.target(rest) {
            return Some((vec![own], rest));
        }
        // 按季和按年分别升2.4%和2.1%
        let next =
            one_of(&["和", "及", "与", "、"], rest).and_then(|text| Some((text, against::basis(text, self.today)?)));
        Some(match next {
            Some((text, (more, len))) => (vec![Against::Basis(basis), Against::Basis(more)], &text[len..]),
            None => (vec![Against::Basis(basis)], rest),
        })
    }

    /// One that a change is against: `上月末`, `一季度`, `2012年`.
    fn target<'t>(&self, text: &'t str) -> Option<(Against, &'t str)> {
        if let Some(of_time) = text.strip_prefix("疫情前").map(|rest| without(&["的", "即"], rest))
            && let Some((Against::Time(time), rest)) = self.target(of_time)
        {
            return Some((Against::Time(format!("{time}, before the pandemic")), rest));
        }
        if let Some((english, rest)) = begins("compared", text) {
            return Some((Against::Time(english.to_owned()), rest));
        }
        if let Some((count, rest)) = number(text)
            && let Some((unit, rest)) = [("年前", "year"), ("个月前", "month")]
                .into_iter()
                .find_map(|(word, unit)| Some((unit, rest.strip_prefix(word)?)))
        {
            let s = if count == "one" { "" } else { "s" };
            return Some((Against::Time(format!("{count} {unit}{s} earlier")), rest));
        }
        if let Some((when, rest)) = self.republic(text) {
            return Some((Against::Time(when.plain), rest));
        }
        let full = format!("比{text}");
        let basis = against::basis(&full, self.today).map(|(basis, len)| (basis, &text[len - "比".len()..]));
        let named = weekday(text).or_else(|| self.first_part(text)).or_else(|| self.calendar(text));
        match (named, basis) {
            // 上年同期 is a year earlier, and 上半年 the first half.
            (Some((when, rest)), basis) if is_own_time(text, &when, basis.map(|(basis, _)| basis)) => {
                let same = begins("same_time", rest);
                let noun = match same {
                    Some((unit, _)) => format!("the same {unit} of {}", when.noun()),
                    None => when.noun().to_owned(),
                };
                Some((Against::Time(noun), same.map_or(rest, |(_, rest)| rest)))
            }
            // 2024年国庆节假日 is a time that the calendar does not know, and no base of an index.
            (_, Some((Basis::FixedBase, _))) => None,
            (_, Some((basis, rest))) => Some((Against::Basis(basis), rest)),
            (Some((when, rest)), None) => Some((Against::Time(when.noun().to_owned()), rest)),
            (None, None) => None,
        }
    }

    /// What a change is against in English, of a rate or of something else; what follows 环比 is told by the period.
    pub(super) fn compared(&self, all: &[Against], is_rate: bool, of: Option<&Period>) -> String {
        let basis = |basis: Basis| of.map_or(basis, |period| basis.over(period));
        if let [Against::Basis(one)] = all {
            let is_rate = is_rate && *one != Basis::TwoYearAverage;
            return self.labels.basis(basis(*one), is_rate).to_owned();
        }
        let named: Vec<String> = all
            .iter()
            .map(|one| match one {
                Against::Basis(one) => {
                    let said = self.labels.basis(basis(*one), false);
                    said.strip_prefix("from ").unwrap_or(said).to_owned()
                }
                Against::Time(time) => time.clone(),
            })
            .collect();
        match named.split_last() {
            None => String::new(),
            Some((last, [])) => format!("from {last}"),
            Some((last, others)) => format!("from {} and {last}", others.join(", ")),
        }
    }
}

/// `上周三`: a day that is named by its week.
fn weekday(text: &str) -> Option<(When, &str)> {
    let (which, body) = begins("weeks", text)?;
    let (day, rest) = begins("weekdays", body)?;
    // 上周日均 is an average, and 本周一年期 a term.
    if rest.starts_with(['均', '年', '只', '家', '个', '天', '种', '大', '期', '季', '线']) {
        return None;
    }
    let said = format!("{which} {day}");
    Some((When::loose(&capital(&said), &said), rest))
}

/// `近五年`, `过去12个月`.
fn past(text: &str) -> Option<(When, &str)> {
    let (count, rest) = number(one_of(&["过去", "近"], text)?)?;
    let (unit, rest) = begins("units", rest)?;
    let s = if count == "one" { "" } else { "s" };
    let said = format!("past {count} {unit}{s}");
    Some((When::loose(&capital(&said), &format!("in the {said}")), rest))
}

/// `“十四五”期间`.
fn plan(text: &str) -> Option<(When, &str)> {
    let body = text.trim_start_matches('“');
    let (number, rest) = begins("plans", body)?;
    let rest = rest.trim_start_matches('”');
    let said = format!("{number} Five-Year Plan period");
    if let Some(rest) = one_of(&["以来", "时期以来", "期间以来"], rest) {
        return Some((When::loose(&format!("Since the {said} began"), &format!("since the {said} began")), rest));
    }
    if let Some(rest) = one_of(&["末", "期末", "时期末"], rest) {
        return Some((When::loose(&format!("End of the {said}"), &format!("at the end of the {said}")), rest));
    }
    let rest = one_of(&["期间", "时期"], rest)?;
    Some((When::loose(&capital(&said), &format!("in the {said}")), rest))
}

/// `2021—2025年`, `2024—2025年度`, `二零一九至二零年度`, `2025/26年度`.
fn years(text: &str) -> Option<(When, &str)> {
    let (first, rest) = numerals(text).filter(|(first, _)| first.len() == 4)?;
    let rest = if one_of(&["年至", "年到"], rest).is_some() { without(&["年"], rest) } else { rest };
    let (last, rest) = numerals(one_of(&["—", "–", "-", "至", "到", "/", "／"], rest)?)?;
    let rest = one_of(&["年", "财政年"], rest).filter(|_| matches!(last.len(), 2 | 4))?;
    Some(match one_of(&["度", "财政年度"], rest) {
        Some(rest) => (When::loose(&format!("Fiscal {first}–{last}"), &format!("in fiscal {first}–{last}")), rest),
        None => (When::loose(&format!("{first}–{last}"), &format!("in {first}–{last}")), rest),
    })
}

/// The digits with which a text begins, which may be Chinese, and what follows.
fn numerals(text: &str) -> Option<(String, &str)> {
    let digit = |c: char| match c {
        '零' | '○' => Some('0'),
        c if c.is_ascii_digit() => Some(c),
        c => char::from_digit(u32::try_from("〇一二三四五六七八九".chars().position(|digit| digit == c)?).ok()?, 10),
    };
    let digits: String = text.chars().map_while(digit).collect();
    let len = text.chars().take(digits.len()).map(char::len_utf8).sum::<usize>();
    Some((digits, &text[len..])).filter(|(digits, _)| !digits.is_empty())
}

/// Whether a time is one of its own, as 上年12月 is, and not only last year or its end.
fn is_own_time(text: &str, when: &When, basis: Option<Basis>) -> bool {
    let is_relative = ["上年", "去年", "上一年", "前一年", "年初"].iter().any(|word| text.starts_with(word));
    let is_part = !matches!(when.period, None | Some(Period::Year(_)));
    !is_relative || (is_part && (basis != Some(Basis::Ytd) || text.contains('月')))
}

/// The ordinal of such a number: `18th`, and what follows it.
pub(super) fn ordinal(text: &str) -> Option<(String, &str)> {
    let (count, rest) = numeral(text)?;
    let end = match (count % 10, count / 10 % 10) {
        (_, 1) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    Some((format!("{count}{end}"), rest))
}

/// What follows a time, without what only closes it.
fn ended(rest: &str) -> &str {
    let rest = without(&["以来", "期间"], rest);
    rest.trim_start_matches(['，', ' '])
}
