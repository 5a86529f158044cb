//! Millions of millions: 万亿 on the mainland, 萬億 in Hong Kong, 兆 in Taiwan.
//!
//! In: text. Out: where it counts in that scale, in the edition's word. Before a measure 兆 is mega and stays: 兆瓦.
//!
//! May touch: nothing

use super::{GAP, NUMERALS, Variant};
use crate::text::finder::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// Finds the scale as it is written where nobody says 兆.
static TRILLION: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["万亿", "萬億"]));

/// Measures that begin like a scale but are units of their own: `300千瓦` is three hundred kilowatts, and `3.4百分点`
/// are points, not hundreds.
const MEASURES: [&str; 35] = [
    "百分点",
    "百分點",
    "百帕",
    "百升",
    "千瓦",
    "千升",
    "千乏",
    "千欧",
    "千歐",
    "千克",
    "千米",
    "千卡",
    "千伏",
    "千安",
    "千赫",
    "千焦",
    "千帕",
    "千比特",
    "千字节",
    "千字節",
    "千位元",
    "兆瓦",
    "兆伏",
    "兆乏",
    "兆欧",
    "兆歐",
    "兆赫",
    "兆焦",
    "兆帕",
    "兆比特",
    "兆字节",
    "兆字節",
    "兆位元",
    "兆周",
    "兆週",
];

/// What 兆 counts in Taiwan, in texts where a bare 兆 may be a megabyte: money, and what else there is so much of.
const COUNTED: [&str; 36] = [
    "元",
    "圓",
    "美",
    "歐元",
    "日圓",
    "日元",
    "港",
    "新台幣",
    "新臺幣",
    "台幣",
    "臺幣",
    "人民幣",
    "韓元",
    "韓圜",
    "英鎊",
    "盧",
    "法郎",
    "瑞",
    "披索",
    "印",
    "越南盾",
    "里拉",
    "澳",
    "加元",
    "加幣",
    "星",
    "新加坡",
    "泰",
    "度",
    "個",
    "股",
    "立方",
    "噸",
    "噸公里",
    "筆",
    "次",
];

/// What stands between the words and a number that is not written: 上万亿元.
const LEADING: &str = "上逾近超破過过達达約约餘余";

/// What may follow an amount whose unit is not said: 突破20兆大關.
const BEHIND: [&str; 12] =
    ["大關", "關卡", "以上", "以下", "左右", "上下", "規模", "之譜", "之多", "水準", "門檻", "的"];

/// Whether a text begins with a measure that looks like a scale: 千瓦, 百分点. 3千欧元 and 3兆欧元 are money.
pub(crate) fn begins_with_measure(text: &str) -> bool {
    MEASURES.iter().any(|measure| is_measure(measure, text.strip_prefix(measure)))
}

/// Whether 兆 before this would be the beginning of a measure, and no scale.
fn is_of_measure(text: &str) -> bool {
    let mega = MEASURES.iter().filter_map(|measure| measure.strip_prefix('兆'));
    mega.into_iter().any(|measure| is_measure(measure, text.strip_prefix(measure)))
}

/// Whether a measure is one before what follows it, if anything does.
fn is_measure(measure: &str, behind: Option<&str>) -> bool {
    behind.is_some_and(|rest| !(measure.ends_with(['欧', '歐']) && rest.starts_with('元')))
}

/// Where the scale is said, and how the edition says it.
pub(super) fn find(text: &str, from: Variant, to: Variant) -> Vec<(Range<usize>, String)> {
    match (from, to) {
        (Variant::HantTw, _) => out_of_taiwan(text, if to == Variant::Hans { ["万亿", "亿"] } else { ["萬億", "億"] }),
        (_, Variant::HantTw) => into_taiwan(text),
        (Variant::Hans | Variant::HantHk | Variant::En, _) => Vec::new(),
    }
}

fn into_taiwan(text: &str) -> Vec<(Range<usize>, String)> {
    let counts = TRILLION.find_iter(text).map(|found| found.range()).filter(|span| {
        let (before, rest) = (&text[..span.start], &text[span.end..]);
        // 千万亿 is 10¹⁵, 亿万亿 nothing; 1万亿瓦 would be a million watts, and a letter may be a unit too.
        let greater = before.ends_with(['千', '亿', '億', '万', '萬']) || rest.starts_with(['亿', '億', '万', '萬']);
        let unit = rest.trim_start_matches(['多', '余', '餘', ' ']);
        let letters = unit.starts_with(|c: char| c.is_ascii_alphabetic())
            && !["USD", "RMB", "CNY", "HK"].iter().any(|money| unit.starts_with(money));
        // 万亿之城 is a name.
        let counted =
            before.ends_with(|c: char| c.is_ascii_digit() || NUMERALS.contains(c) || c == GAP || LEADING.contains(c));
        let named = !counted && !unit.starts_with(|c| "元美欧歐日港新英级級规規".contains(c));
        !greater && !letters && !named && !is_of_measure(unit)
    });
    counts.map(|span| (span, "兆".to_owned())).collect()
}

fn out_of_taiwan(text: &str, [trillion, yi]: [&str; 2]) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for (at, word) in text.match_indices('兆') {
        let (before, rest) = (&text[..at], &text[at + word.len()..]);
        let number = number_before(before);
        if let Some((whole, part)) = number.filter(|number| !number.contains('.')).zip(parts(rest)) {
            // 29兆1,234億 in one scale, as figures have it.
            let span = at - whole.len()..at + word.len() + part.len();
            let digits = part.trim_end_matches('億').replace(',', "");
            found.push((span, format!("{}{digits:0>4}{yi}", whole.replace(',', ""))));
            continue;
        }
        let spelled = before.ends_with(|c: char| NUMERALS.contains(c) || c == GAP || LEADING.contains(c));
        let unit = rest.trim_start_matches(['多', '餘', ' ']);
        let money = COUNTED.iter().any(|unit_of| unit.starts_with(unit_of));
        let open = unit.is_empty()
            || unit.starts_with(|c: char| !c.is_alphanumeric())
            || BEHIND.iter().any(|word| unit.starts_with(word));
        let counts = number.is_some() || spelled;
        let alone = unit.starts_with('元') && !before.ends_with(|c| "吉預徵前先億凶佳京".contains(c));
        // A range lends its unit to its first number: 2至3兆元, 2兆至3兆元.
        let lent = unit.starts_with(['至', '到', '～', '~', '—', '、', '和']);
        if !begins_with_measure(&text[at..]) && (counts && (money || open || lent) || alone) {
            found.push((at..at + word.len(), trillion.to_owned()));
        }
    }
    found
}

/// The digits that a text ends with.
fn number_before(text: &str) -> Option<&str> {
    let number = &text[text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.')).len()..];
    (number.starts_with(|c: char| c.is_ascii_digit()) && number.ends_with(|c: char| c.is_ascii_digit()))
        .then_some(number)
}

/// The part in 億 that a text begins with, up to 9,999億.
fn parts(text: &str) -> Option<&str> {
    // Four digits and a comma at most.
    let (end, _) = text.char_indices().take(6).find(|(_, c)| *c == '億')?;
    let digits = text[..end].replace(',', "");
    let fits = (1..=4).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    fits.then_some(&text[..end + '億'.len_utf8()])
}
