//! Records, ranks, and for how long a change goes on.
//!
//! In: `创历年同月新高`, `居世界第一位`, `连续7年`, `十二连增`. Out: the same in English.
//!
//! May touch: nothing

use super::times::{Times, number, numeral, ordinal};
use super::values::joined;
use crate::edition::lexicon::{after, begins, halves, one_of, skipping, whole, without};

/// `为近4年最低`, `创2020年以来新高`, `创历年同月新高`, `是5个月来最小升幅`.
pub(super) fn extreme(times: Times<'_>, text: &str) -> Option<String> {
    let body = after("setting", text).or_else(|| Some(text).filter(|text| text.starts_with(['自', '近'])))?;
    if let Some(said) = record(body) {
        return Some(said);
    }
    let (span, rest) = since(times, body)?;
    let (scope, rest) = begins("records", rest).unwrap_or(("", rest));
    Some(format!("{}{} {span}", superlative(rest)?, spaced(scope)))
}

/// `8个月以来首次下跌`: which way something went for the first time since then.
pub(super) fn first_time(times: Times<'_>, text: &str) -> Option<String> {
    let (span, rest) = since(times, skipping("setting", text))?;
    let change = skipping("reporting", after("first", rest)?);
    if let Some(way) = whole("moves", change) {
        return Some(format!("{} for the first time {span}", settled(way)));
    }
    // 三年来首次按年升幅
    Some(format!("the first {} {span}", spanned(change)?))
}

/// Which way something turned, where no more is said of it.
pub(super) fn settled(way: &str) -> &str {
    match way {
        "turned to a rise of" => "up",
        "turned to a fall of" => "down",
        way => way,
    }
}

/// `最高`, `新低`, `最小升幅`: the most of what is measured, or of a change.
fn superlative(text: &str) -> Option<String> {
    let (most, rest) = begins("most", text)?;
    if rest.is_empty() {
        return Some(format!("the {most}"));
    }
    Some(format!("the {most} {}", spanned(rest)?))
}

/// `单月涨幅`, `按年升幅`: a change by its noun, and over what time it is.
fn spanned(text: &str) -> Option<String> {
    let (over, noun) = begins("spans", text).map_or((String::new(), text), |(over, noun)| (format!("{over} "), noun));
    Some(format!("{over}{}", halves(whole("nouns", noun)?).1))
}

/// `近4年`, `逾3个月来`, `2020年以来`: since when, and what follows.
fn since<'t>(times: Times<'_>, text: &'t str) -> Option<(String, &'t str)> {
    let (over, body) = begins("longer", text).unwrap_or(("", text));
    // 7月以来 is a month of the calendar, as 2020年以来 is a year.
    // 111年3月以来 is a year of the calendar of Taiwan.
    let is_length = |(count, rest): &(String, &str)| {
        let is_year = rest.starts_with('年') && over.is_empty() && !body.starts_with('近');
        !rest.starts_with('月') && count.parse::<u16>().unwrap_or(0) < if is_year { 100 } else { 1000 }
    };
    if let Some((count, rest)) = counted(without(&["近"], body)).filter(is_length)
        && let Some((unit, rest)) = begins("units", rest)
    {
        // 近4年半
        let (half, rest) = rest.strip_prefix('半').map_or(("", rest), |rest| (" and a half", rest));
        let s = if count == "one" && half.is_empty() { "" } else { "s" };
        return Some((format!("in {over}{count}{half} {unit}{s}"), skipping("since", rest)));
    }
    let (when, rest) = times.take(body)?;
    // 2025年最高 is in it, and 2025年来最高 since then.
    let since = after("since", rest).filter(|_| !when.within.starts_with("so far"));
    Some(match since {
        Some(rest) => (format!("since {}", when.noun()), rest),
        None => (when.within, rest),
    })
}

/// `为我国第一大贸易伙伴`.
fn partner(text: &str) -> Option<String> {
    let body = one_of(&["继续为", "仍为", "仍是", "成为", "为", "是"], text)?;
    let (whose, rest) = begins("owners", body)?;
    let (nth, rest) = ordinal(rest.strip_prefix('第')?)?;
    let kind = whole("partners", rest.strip_prefix('大')?)?;
    let largest = if nth == "1st" { "largest".to_owned() } else { format!("{nth} largest") };
    Some(format!("ranking as {whose} {largest} {kind}"))
}

/// `居世界第一位`, `规模居历史同期第二高`.
pub(super) fn rank(text: &str) -> Option<String> {
    if let Some(partner) = partner(text) {
        return Some(partner);
    }
    // 全球排名第三
    let (first, text) = begins("ranked", text).unwrap_or(("", text));
    let verbs =
        ["位居", "稳居", "跃居", "升居", "居于", "居", "位列", "名列", "列", "排名", "排行", "排在", "排", "为"];
    let body = one_of(&verbs, text)?;
    let (scope, rest) = begins("ranked", body).unwrap_or((first, body));
    let scope = spaced(scope);
    if matches!(rest, "首位" | "榜首" | "之首" | "第一") {
        return Some(format!("ranking first{scope}"));
    }
    let (nth, rest) = ordinal(rest.strip_prefix('第')?)?;
    let is_record = scope.ends_with("record") || scope.starts_with(" for");
    match rest {
        "高" | "高位" if is_record => Some(format!("the {nth} highest{scope}")),
        "低" | "低位" if is_record => Some(format!("the {nth} lowest{scope}")),
        "" | "位" | "名" if !text.starts_with('为') => Some(format!("ranking {nth}{scope}")),
        _ => None,
    }
}

/// A text behind a space, where there is one.
pub(super) fn spaced(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(" {text}") }
}

/// `历年同月新高`: what no time before has been, and of which times.
fn record(text: &str) -> Option<String> {
    let all_time = one_of(&["历史", "历年", "史上", "有统计以来", "有纪录以来"], text);
    let body = all_time.unwrap_or(text);
    // 单月新高 is one of all months, and 新高 alone of a time that is not said.
    let (scope, rest) = begins("records", body).or_else(|| all_time.map(|body| ("", body)))?;
    let scope = spaced(scope);
    let said = match rest.trim_start_matches(['的', '之']) {
        "新高" | "最高" | "最高纪录" | "最高水平" | "高位" | "最高值" => "a record high",
        "次高" | "第二高" => "the second highest on record",
        "第三高" => "the third highest on record",
        "新低" | "最低" | "最低纪录" | "最低水平" | "低位" | "最低值" => "a record low",
        _ => return None,
    };
    Some(format!("{said}{scope}"))
}

/// `翻一番`, `翻了两番`.
pub(super) fn doubled(text: &str) -> Option<String> {
    let rest = text.strip_prefix('翻')?.trim_start_matches('了');
    if matches!(rest, "番" | "倍") {
        return Some("doubled".to_owned());
    }
    let (count, rest) = number(rest)?;
    let said = match (count, rest) {
        ("one", "番" | "倍") => "doubled",
        ("two", "番") => "quadrupled",
        ("three", "番") => "increased eightfold",
        _ => return None,
    };
    Some(said.to_owned())
}

/// `连7红`, `“十二连增”`: a change that goes on, of which nothing else is said.
pub(super) fn streak(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['“', '「', '"']).trim_end_matches(['”', '」', '"']);
    if let Some((count, rest)) = text.strip_prefix('连').and_then(counted)
        && let Some(way) = whole("streaks", rest)
    {
        return Some(format!("{way} for {count} consecutive periods"));
    }
    if let Some(said) = went_on(text) {
        return Some(said);
    }
    let (nth, rest) = ordinal(text)?;
    Some(format!("{} for the {nth} consecutive period", whole("streaks", rest.strip_prefix('连')?)?))
}

/// `连升5个月`, `连续上涨了16个月`: which way, and for how long.
fn went_on(text: &str) -> Option<String> {
    let (way, rest) = begins("moves", one_of(&["连续", "连"], text)?)?;
    let (count, rest) = counted(without(&["了"], rest))?;
    let (unit, rest) = begins("units", rest)?;
    let s = if count == "one" { "" } else { "s" };
    rest.is_empty().then(|| format!("{way} for {count} consecutive {unit}{s}"))
}

/// `六涨一降`, `五升二跌一平`: in how many of several it went which way.
pub(super) fn tally(text: &str) -> Option<String> {
    if let Some(said) = tallied_by_way(text) {
        return Some(said);
    }
    let (mut said, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let (count, more) = number(rest)?;
        let (way, more) = begins("tallied", more)?;
        said.push(format!("{way} in {count}"));
        rest = more;
    }
    (said.len() > 1).then(|| joined(&said))
}

/// `上涨15种、下降11种、持平3种`: the same, each way before its number.
fn tallied_by_way(text: &str) -> Option<String> {
    let one = |item: &str| {
        let (way, rest) = begins("moves", item).or_else(|| begins("level", item))?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let is_counted = digits > 0 && matches!(&rest[digits..], "种" | "个" | "家" | "只");
        is_counted.then(|| format!("{way} in {}", &rest[..digits]))
    };
    let said = text.split(['、', '，']).map(one).collect::<Option<Vec<_>>>()?;
    (said.len() > 1).then(|| joined(&said))
}

/// A number with which a text begins, up to twelve in words, and what follows.
fn counted(text: &str) -> Option<(String, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let plain = || Some((text.get(..digits).filter(|digits| !digits.is_empty())?.to_owned(), &text[digits..]));
    let small = number(text).map(|(count, rest)| (count.to_owned(), rest));
    small.or_else(plain).or_else(|| numeral(text).map(|(count, rest)| (count.to_string(), rest)))
}

/// `连续7年`, `5年间`: for how long a change goes on, and what follows.
pub(super) fn running(text: &str) -> Option<(String, &str)> {
    // 四年平均增长4.5%; that of two years is a basis of its own.
    if let Some((count, rest)) = number(text).filter(|(count, _)| *count != "two")
        && let Some(rest) = one_of(&["年平均", "年年均"], rest)
    {
        return Some((format!("a year on average over {count} years"), rest));
    }
    let over = |(count, rest): (&str, &'_ str)| {
        Some((
            format!("over {count} years"),
            one_of(&["年间", "年来", "年累计"], rest)
                .or_else(|| rest.strip_prefix('年').filter(|rest| rest.starts_with('翻')))?
                .len(),
        ))
    };
    if let Some((manner, left)) = number(text).and_then(over) {
        return Some((manner, &text[text.len() - left..]));
    }
    // 时隔4个月重回扩张区间
    if let Some((count, rest)) = text.strip_prefix("时隔").and_then(counted)
        && let Some((unit, rest)) = begins("units", rest)
    {
        let s = if count == "one" { "" } else { "s" };
        return Some((format!("for the first time in {count} {unit}{s}"), skipping("again", rest)));
    }
    let body = text.strip_prefix("连续").or_else(|| text.strip_prefix("连"))?;
    if let Some(body) = body.strip_prefix('第')
        && let Some((count, rest)) = ordinal(body)
        && let Some((unit, rest)) = begins("units", rest)
    {
        return Some((format!("for the {count} consecutive {unit}"), rest));
    }
    let (count, rest) = counted(body)?;
    let (unit, rest) = begins("units", rest)?;
    let s = if count == "one" { "" } else { "s" };
    Some((format!("for {count} consecutive {unit}{s}"), rest))
}
