//! Values in phrases: one, several, a range, a fraction.
//!
//! In: `1.7、0.7、8.3个百分点`. Out: the same in English, each with its unit, and the first as a quantity, by which a change
//! knows whether it is a rate.
//!
//! May touch: figure, label

use super::times::numeral;
use crate::edition::lexicon::{begins, one_of, without};
use crate::edition::words::Words;
use crate::figure::scan::{TokenKind, spelled};
use crate::figure::{Dimension, Quantity, Scale};
use crate::label::is_rate;
use rust_decimal::Decimal;

/// Values as English says them.
pub(super) struct Said {
    /// `1.7 percentage points, 0.7 percentage point and 8.3 percentage points`.
    pub(super) text: String,
    /// The first of them; none for a fraction in words.
    pub(super) first: Option<Quantity>,
    /// How many they are.
    pub(super) count: usize,
    /// Of several, each with its unit, and whether it is negative.
    pub(super) each: Vec<(bool, String)>,
    /// Of by how much and to where, as in `0.1个百分点至1.1%`, how long the text of the first is.
    pub(super) reached: Option<usize>,
}

impl Said {
    /// One thing that is said.
    fn single(text: String, first: Option<Quantity>) -> Self {
        Self { text, first, count: 1, each: Vec::new(), reached: None }
    }

    /// Whether it is a number of times: 1.5倍.
    pub(super) fn multiple(&self) -> Option<&Quantity> {
        self.first.as_ref().filter(|first| first.dimension() == Dimension::Multiple && self.count == 1)
    }

    /// Whether its number has a minus.
    pub(super) fn is_negative(&self) -> bool {
        self.first.as_ref().is_some_and(|first| first.number().value().is_sign_negative())
    }

    /// Whether some of several are negative, and some are not.
    pub(super) fn is_mixed(&self) -> bool {
        self.each.iter().any(|(negative, _)| *negative) && !self.each.iter().all(|(negative, _)| *negative)
    }

    /// Whether it is a difference between rates.
    pub(super) fn is_difference(&self) -> bool {
        self.first.as_ref().is_some_and(|first| first.dimension() == Dimension::PercentPoint)
    }

    /// Whether it is printed with a sign.
    pub(super) fn is_signed(&self) -> bool {
        self.first.as_ref().is_some_and(|first| !first.number().sign().is_empty())
    }
}

/// What parts one value from the next, and what comes before the last.
const BETWEEN: [(&str, &str); 8] = [
    ("以及", "and"),
    ("、", "and"),
    ("和", "and"),
    ("及", "and"),
    ("与", "and"),
    ("或", "or"),
    ("；", "and"),
    ("/", "and"),
];

/// What is between the ends of a range.
const TO: [&str; 8] = ["至", "到", "—", "–", "~", "～", "-", "－"];

/// Names of parts: 三分之一.
const PARTS: [(&str, &str, &str); 8] = [
    ("二", "half", "halves"),
    ("三", "third", "thirds"),
    ("四", "quarter", "quarters"),
    ("五", "fifth", "fifths"),
    ("六", "sixth", "sixths"),
    ("七", "seventh", "sevenths"),
    ("八", "eighth", "eighths"),
    ("十", "tenth", "tenths"),
];
const COUNTS: [(&str, &str); 9] = [
    ("一", "one"),
    ("二", "two"),
    ("两", "two"),
    ("三", "three"),
    ("四", "four"),
    ("五", "five"),
    ("六", "six"),
    ("七", "seven"),
    ("九", "nine"),
];

/// What only helps Chinese to count.
const COUNTERS: [&str; 14] = ["家", "户", "名", "所", "个", "宗", "间", "项", "种", "位", "座", "起", "例", "场"];

/// Several things one after the other: `a, b and c`.
pub(super) fn joined(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

/// One value or several.
pub(super) fn list(words: &Words<'_>, text: &str) -> Option<Said> {
    let text = text.trim();
    if let Some(said) = one(words, text) {
        return Some(said);
    }
    let mut items = Vec::new();
    let (mut rest, mut joint) = (text, "and");
    while let Some((at, (mark, english))) = rest
        .char_indices()
        .find_map(|(at, _)| Some((at, *BETWEEN.iter().find(|(mark, _)| rest[at..].starts_with(mark))?)))
    {
        items.push(&rest[..at]);
        (rest, joint) = (&rest[at + mark.len()..], english);
    }
    // 每吨556元、502元和452元: all are per tonne.
    let each = items.first()?.strip_prefix('每').and_then(|first| first.split_once(|c: char| c.is_ascii_digit()));
    let each = each.map_or("", |(unit, _)| unit);
    if let (Some(first), false) = (items.first_mut(), each.is_empty()) {
        *first = &first["每".len() + each.len()..];
    }
    let per = |item: &str| if each.is_empty() { item.to_owned() } else { format!("{item}/{each}") };
    let last: Quantity = per(rest.trim()).parse().ok()?;
    let mut said = Vec::new();
    let mut quantities = Vec::new();
    for item in items {
        let quantity = borrowing(&per(item.trim()), &last)?;
        said.push(words.named(&quantity)?);
        quantities.push(quantity);
    }
    let count = said.len() + 1;
    let last_said = words.named(&last)?;
    let signs = quantities.iter().chain([&last]).map(|quantity| quantity.number().value().is_sign_negative());
    let each = signs.zip(said.iter().chain([&last_said]).cloned()).collect();
    let first = quantities.first().cloned();
    let last = several(last_said);
    let said: Vec<&str> = said.iter().map(|item| bare(item, &last)).collect();
    let text = format!("{} {joint} {last}", said.join(", "));
    Some(Said { text, first, count, each, reached: None })
}

/// An item of a list in the unit of the last, where it has none: 1.7、0.7个百分点, 0.6个和3.9个百分点.
fn borrowing(item: &str, last: &Quantity) -> Option<Quantity> {
    let own: Option<Quantity> = item.parse().ok();
    let points = last.dimension() == Dimension::PercentPoint;
    match own {
        Some(own) if own.unit_base().is_empty() => {
            let unit = if own.scale() == Scale::One { last.unit_printed() } else { last.unit_base().to_owned() };
            format!("{item}{unit}").parse().ok()
        }
        Some(own) if own.unit_base() == "个" && points => format!("{item}百分点").parse().ok(),
        own => own,
    }
}

/// The last of several values, whose unit is that of all: 0.3 to 0.5 percentage points.
fn several(last: String) -> String {
    if last.ends_with(" percentage point") { last + "s" } else { last }
}

/// A value without its unit, where the last of several has the same: 7, 8 and 9 yuan.
fn bare<'i>(item: &'i str, last: &str) -> &'i str {
    let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit() || c == '−');
    let is_scale = |word: &&str| matches!(*word, "thousand" | "million" | "billion" | "trillion");
    let words = last.split(' ').skip_while(|word| !is_number(word)).skip(1).skip_while(is_scale);
    let unit = words.collect::<Vec<_>>().join(" ");
    // 0.3 percentage point, and 0.5 percentage points after it.
    let one = unit.strip_suffix('s').unwrap_or(&unit);
    let cut = [&*unit, one].into_iter().filter(|unit| !unit.is_empty()).find_map(|unit| item.strip_suffix(unit));
    cut.map_or(item, str::trim_end)
}

/// One value.
pub(super) fn one(words: &Words<'_>, text: &str) -> Option<Said> {
    if let Some(quantity) = quantity(text) {
        return Some(Said::single(words.named(&quantity)?, Some(quantity)));
    }
    if let Some(text) = fraction(text).or_else(|| exchange(words, text)).or_else(|| each(words, text)) {
        return Some(Said::single(text, None));
    }
    range(words, text)
}

/// The quantity a whole text is, in digits or words.
fn quantity(text: &str) -> Option<Quantity> {
    let text = ["大关", "关口", "新台阶", "台阶"].into_iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    if let Some(number) = text.strip_prefix('负') {
        return format!("-{number}").parse().ok();
    }
    // 3211亿4千万元
    for (scale, zeros) in [("千万", "000万"), ("百万", "00万")] {
        if let Some((head, tail)) = text.split_once(scale)
            && head.ends_with(|c: char| c.is_ascii_digit())
            && head.contains(['亿', '兆'])
        {
            return format!("{head}{zeros}{tail}").parse().ok();
        }
    }
    // 正1.8% is printed with its sign beside 负1.8%, and 3.2厘 is what Hong Kong calls a rate of interest.
    let text = text.strip_prefix('正').unwrap_or(text);
    if let Some(rate) = text.strip_suffix('厘').filter(|rate| rate.ends_with(|c: char| c.is_ascii_digit())) {
        return format!("{rate}%").parse().ok();
    }
    tenths(text).or_else(|| written(text)).or_else(|| text.parse().ok()).or_else(|| counted(text))
}

/// Tenths of a whole: 近3成 is nearly 30%, 两成 is 20%.
fn tenths(text: &str) -> Option<Quantity> {
    // 两成 is a number that the reader of running text takes for 两 of something.
    let text = text.replace("两成", "2成");
    let (number, after) = text.split_once('成')?;
    let digit = number.find(|c: char| c.is_ascii_digit())?;
    let tenths: Decimal = number[digit..].parse().ok()?;
    format!("{}{}%{after}", &number[..digit], tenths.checked_mul(Decimal::TEN)?.normalize()).parse().ok()
}

/// A quantity that is written in another order than it is read: 新台币6兆元, 每吨556元, 一码半, 千分之三点五.
fn written(text: &str) -> Option<Quantity> {
    if let Some(currency) = ["人民币", "新台币", "港币", "台币"].into_iter().find(|word| text.starts_with(word))
    {
        let (number, after) = text[currency.len()..].rsplit_once('元')?;
        return format!("{number}{currency}元{after}").parse().ok();
    }
    // A rate rises by 码 of a quarter of a percentage point.
    if let Some(number) = text.strip_suffix('码') {
        let quarters = match number {
            "半" => "12.5",
            "1" | "一" => "25",
            "1码半" | "一码半" => "37.5",
            "2" | "两" | "二" => "50",
            "3" | "三" => "75",
            _ => return None,
        };
        return format!("{quarters}个基点").parse().ok();
    }
    // 突破每盎司4000美元
    let about =
        ["突破", "超过", "接近", "超", "逾", "约", "近"].into_iter().find(|word| text.starts_with(word)).unwrap_or("");
    if let Some(rest) = text[about.len()..].strip_prefix('每') {
        let at = rest.find(|c: char| c.is_ascii_digit())?;
        return format!("{about}{}/{}", &rest[at..], &rest[..at]).parse().ok();
    }
    let thousandths = text.strip_prefix("千分之")?;
    let number = match thousandths.parse::<Decimal>() {
        Ok(number) => number,
        Err(_) => quantity(&format!("百分之{thousandths}"))?.number().value(),
    };
    format!("{number}‰").parse().ok()
}

/// A number in words: 三百二十万元, 两倍多, 近千万.
fn counted(text: &str) -> Option<Quantity> {
    if let Some(spelled) = spelled(text).into_iter().find(|token| token.span == (0..text.len()))
        && let TokenKind::Amount(amount) = spelled.kind
    {
        return Some(amount.quantity);
    }
    // 两倍多, 近三倍.
    if let Some((at, digit)) = text.char_indices().find_map(|(at, c)| Some((at, multiple(c)?)))
        && text[at..].chars().nth(1) == Some('倍')
    {
        let after = &text[at..].trim_start_matches(|c| c != '倍')["倍".len()..];
        let (before, after) = if at == 0 && after == "多" { ("超", "") } else { (&text[..at], after) };
        return format!("{before}{digit}倍{after}").parse().ok();
    }
    // 近三十所: a number of what only helps to count, so that 三季 and 十月 are none.
    let tens = text.char_indices().find(|(_, c)| "一二两三四五六七八九十".contains(*c)).and_then(|(at, _)| {
        let (number, rest) = numeral(&text[at..])?;
        COUNTERS.contains(&rest.trim_start_matches(['多', '余'])).then(|| format!("{}{number}{rest}", &text[..at]))
    });
    if let Some(quantity) = tens.and_then(|text| text.parse().ok()) {
        return Some(quantity);
    }
    // 近千万 is close to one of them.
    let first = text.char_indices().find(|(_, c)| matches!(c, '十' | '百' | '千' | '万' | '亿' | '兆'))?.0;
    if text[..first].contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number = one_of(&["十", "百", "千"], &text[first..]).filter(|rest| rest.starts_with(['万', '亿']));
    let (digits, rest) = match number {
        Some(rest) => match text[first..].chars().next()? {
            '十' => ("10", rest),
            '百' => ("100", rest),
            _ => ("1000", rest),
        },
        None => ("1", &text[first..]),
    };
    let over = text[..first].strip_suffix('上');
    let before = over.map_or_else(|| text[..first].to_owned(), |before| format!("{before}超"));
    format!("{before}{digits}{rest}").parse().ok()
}

/// `1美元兑7.1217元人民币`: what one unit of a currency costs in another.
fn exchange(words: &Words<'_>, text: &str) -> Option<String> {
    let (of, price) = text.split_once('兑').or_else(|| text.split_once("对"))?;
    let of = words.named(&quantity(of)?)?;
    let price = words.named(&quantity(price.trim_start_matches('换'))?)?;
    // 新台币31.5元兑1美元 names the price first.
    let (price, of) = if price.starts_with("1 ") && !of.starts_with("1 ") { (of, price) } else { (price, of) };
    Some(format!("{price} per {}", of.strip_prefix("1 ").unwrap_or(&of)))
}

/// `人均53980元`, `平均每日约14.5万人次`: a value for each of something.
fn each(words: &Words<'_>, text: &str) -> Option<String> {
    let (each, rest) = begins("each", text)?;
    let said = match quantity(rest) {
        Some(quantity) if quantity.dimension() != Dimension::Percent => words.named(&quantity)?,
        Some(_) => return None,
        None => range(words, rest)?.text,
    };
    Some(format!("{said} {each}"))
}

/// A number of times in words.
fn multiple(c: char) -> Option<usize> {
    let c = if c == '两' { '二' } else { c };
    "〇一二三四五六七八九".chars().position(|digit| digit == c).filter(|number| *number > 0)
}

/// `1/3以上`, `近三分之一`, `一半`.
fn fraction(text: &str) -> Option<String> {
    let (before, text) = ["超过", "不到", "不足", "超", "近", "约", "逾"]
        .into_iter()
        .find_map(|word| text.strip_prefix(word).map(|rest| (word, rest)))
        .unwrap_or(("", text));
    let (after, text) = ["以上", "左右", "多", "强"]
        .into_iter()
        .find_map(|word| text.strip_suffix(word).map(|rest| (word, rest)))
        .unwrap_or(("", text));
    let word = match (before, after) {
        ("超过" | "超" | "逾", "") => "over ",
        ("", "多" | "强") => "more than ",
        ("不到" | "不足", "") => "less than ",
        ("近", "") => "nearly ",
        ("约", "") | ("", "左右") => "about ",
        ("", "" | "以上") => "",
        _ => return None,
    };
    let digits = |text: &str| match text.parse::<usize>() {
        Ok(number) => "〇一二三四五六七八九十".chars().nth(number).map(String::from),
        Err(_) => Some(text.to_owned()),
    };
    let (part, count) = match text {
        "过半" | "逾半" => return Some("over half".to_owned()),
        "一半" | "半数" => ("二".to_owned(), "一".to_owned()),
        text => match (text.split_once("分之"), text.split_once('/')) {
            (Some((part, count)), _) | (None, Some((count, part))) => (digits(part)?, digits(count)?),
            (None, None) => return None,
        },
    };
    let (_, one, many) = PARTS.iter().find(|(chinese, ..)| *chinese == part)?;
    let (chinese, count) = COUNTS.iter().find(|(chinese, _)| *chinese == count)?;
    let said = match (*chinese, *one) {
        ("一", "half") => "half".to_owned(),
        ("一", one) => format!("one {one}"),
        _ => format!("{count} {many}"),
    };
    Some(format!("{word}{said}{}", if after == "以上" { " or more" } else { "" }))
}

/// `5.2%至5.5%`, `10—15万人`.
fn range(words: &Words<'_>, text: &str) -> Option<Said> {
    // 2%至3%的预测区间
    if let Some((body, kind)) = [("的预测区间", "forecast"), ("的目标区间", "target")]
        .into_iter()
        .find_map(|(word, kind)| Some((text.strip_suffix(word)?, kind)))
    {
        let said = range(words, body)?;
        return Some(Said { text: format!("the {kind} range of {}", said.text), ..said });
    }
    if let Some(body) = text.strip_suffix("不等") {
        let said = range(words, without(&["由", "从"], body))?;
        return Some(Said { text: format!("ranging from {}", said.text), ..said });
    }
    // 由3%至4%
    if let Some(body) = text.strip_prefix(['由', '从']) {
        let said = range(words, body)?;
        return Some(Said { text: format!("from {}", said.text), ..said });
    }
    let body = ["的区间", "区间", "之间"].into_iter().find_map(|word| text.strip_suffix(word));
    let text = body.map_or(text, |body| without(&["在"], body));
    let text = without(&["介乎", "介于"], text);
    let ends = text.char_indices().find_map(|(at, _)| {
        let to = TO.iter().find(|to| at > 0 && text[at..].starts_with(**to))?;
        Some((&text[..at], &text[at + to.len()..]))
    });
    let (low, high) = ends?;
    let high: Quantity = high.parse().ok()?;
    let low = borrowing(low, &high)?;
    let (first, last) = (words.named(&low)?, several(words.named(&high)?));
    // 0.1日至1.1日 behind a verb is by how much and to where, since no range is so wide.
    let own = ends.and_then(|(low, _)| low.parse::<Quantity>().ok()).filter(|low| !low.unit_base().is_empty());
    let is_wide = || low.value_base().checked_mul(Decimal::from(3)).is_some_and(|wide| wide < high.value_base());
    let is_level = own.is_some() && (low.unit_base() != high.unit_base() || !is_rate(Some(&low)) && is_wide());
    let first = if is_level { &first } else { bare(&first, &last) };
    let (text, reached) = (format!("{first} to {last}"), is_level.then_some(first.len()));
    Some(Said { reached, ..Said::single(text, Some(low)) })
}
