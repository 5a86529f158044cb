//! The units that newspapers count and measure in.
//!
//! In: plain text behind the digits of a number. Out: how much of it is scale, unit and words of
//! approximation, or whether it makes the number part of a name.
//!
//! May touch: text

use super::super::ApproxWord;
use super::super::scale::{Scale, begins_with_measure};
use super::Reason;
use super::list::{List, beginning, ending};
use crate::text::is_han;

/// Units of measure: amounts in them are sizes, not counts.
const MEASURES: List = List("measures");

/// Units that count.
const COUNTS: List = List("counts");

/// Units in Latin letters, the longer first.
const LATIN: List = List(
    "BP bp EFLOPS PFLOPS TEU SDR kWh MWh GWh TWh KWh MW GW TW kW KW km cm mm nm kg mg KB MB GB TB PB EB ZB GHz MHz Hz t",
);

/// What makes a number behind which it stands part of a name, and why.
const NAMES: [(List, Reason); 8] = [
    (List("号文"), Reason::Document),
    (List("号线 号楼 后 强 国集团 国峰会 级 型 系列 路 大 股 热线 区 日元区 师 纳米制程 千金"), Reason::Name),
    (List("号"), Reason::Number),
    (List("版 页"), Reason::Page),
    (List("年期 天期 个月期 月期"), Reason::Term),
    (List("年前 年来 年后 年间 年内 年代 天内 个工作日 个月内 日内 时许 时 点钟 点整 世纪 小时内"), Reason::Time),
    (List("岁"), Reason::Age),
    (List("届 次会议"), Reason::Ordinal),
];

/// Whether amounts in this unit are sizes.
pub(crate) fn measures(unit: &str) -> bool {
    MEASURES.contains(unit) || LATIN.contains(unit) || unit.contains('/')
}

/// Whether a unit counts things.
pub(super) fn counts(unit: &str) -> bool {
    COUNTS.contains(unit)
}

/// Whether a unit counts what is told in millions: people, cars, households.
pub(crate) fn is_many(unit: &str) -> bool {
    List("人 人次 户 辆 台 件 架次 艘次 张 口 头 只 份 桶 套 部 宗 笔 家 个 名 股 手 次 位").contains(unit)
}

/// Whether a text is a unit: what stands behind 每.
pub(crate) fn is_unit(text: &str) -> bool {
    text == "股" || tail(text) == text.len() && !text.is_empty()
}

/// A unit without the scales and words of approximation before and behind it: `元` of `多万元左右`.
pub(crate) fn base(printed: &str) -> &str {
    let mut text = printed;
    while let Some(word) = between(text).filter(|_| !begins_with_measure(text)) {
        text = &text[word.len()..];
    }
    ending(behind(), text).filter(|word| word.len() < text.len()).map_or(text, |word| &text[..text.len() - word.len()])
}

/// How long `（艘、列、辆）次` is behind `万架`: other things counted with it, all of them by the time they come.
pub(crate) fn bracketed(unit: &str, behind: &str) -> Option<usize> {
    let inner = behind.strip_prefix('（')?;
    let close = inner.find('）')?;
    let counted = inner[..close].split('、').all(|word| COUNTS.contains(word));
    let times = inner[close + "）".len()..].starts_with('次');
    (!unit.is_empty() && counted && times).then(|| "（".len() + close + "）".len() + "次".len())
}

/// Whether a unit in Latin letters is one.
pub(crate) fn is_latin(letters: &str) -> bool {
    LATIN.contains(letters)
}

/// How many bytes behind the digits belong to the quantity: `多万条` of `550多万条训练数据`.
pub(crate) fn tail(text: &str) -> usize {
    let mut at = 0;
    while let Some(word) = between(&text[at..]) {
        let measure = begins_with_measure(&text[at..]);
        let space = word == " " && unit(text[at..].trim_start()).is_none();
        if measure || space {
            break;
        }
        at += word.len();
    }
    let Some(first) = unit(&text[at..]) else { return at };
    at += first;
    if let Some(rest) = text[at..].strip_prefix('/')
        && let Some(second) = unit(rest)
    {
        at += 1 + second;
    }
    if let Some(word) = beginning(behind(), &text[at..]) {
        // 5年多 is a quantity; 多个 of 3个多月 is not there.
        at += word.len();
    }
    at
}

/// How many bytes behind a number belong to the quantity, whether its unit is in a list or is but what stands between an
/// exact number and the end of its clause: 床 of `68.4床，`, 车次 of `23.5车次。`.
pub(crate) fn behind_number(number: &str, text: &str) -> usize {
    // 平均逗留1.6日: days that are counted.
    if number.contains('.') && text.starts_with('日') && !text.starts_with("日元") {
        return "日".len();
    }
    let known = tail(text);
    let exact = number.contains('.') || known > 0;
    let rest = &text[known..];
    let word = rest.find(['，', '。', '；', '、', '（', '）']).map_or(rest, |end| &rest[..end]);
    let short = (1..=2).contains(&word.chars().count()) && word.chars().all(is_han);
    let other = List("unit_no_more").iter().any(|no| word.starts_with(no) || word.ends_with(no));
    let verb = List("rising").beginning(word).is_some() || List("falling").beginning(word).is_some();
    known + if exact && short && !other && !verb && base(&text[..known]).is_empty() { word.len() } else { 0 }
}

/// The word between number and unit that begins a text, or a space.
fn between(text: &str) -> Option<&'static str> {
    let words = Scale::words().chain(ApproxWord::inner());
    beginning(words, text).or_else(|| text.starts_with(' ').then_some(" "))
}

/// Words behind a unit that belong to the quantity.
fn behind() -> impl Iterator<Item = &'static str> {
    ApproxWord::trailing().chain(["多"])
}

/// The length of the unit that begins a text.
fn unit(text: &str) -> Option<usize> {
    let longest =
        [MEASURES, COUNTS, LATIN].iter().filter_map(|units| units.beginning(text)).max_by_key(|unit| unit.len())?;
    // 人民币, 年度 and 国家 begin like a unit and are none.
    let other = List("no_units").iter().any(|word| text.starts_with(word));
    (!other || longest.chars().count() > 1).then_some(longest.len())
}

/// Whether what stands behind a number makes it part of a name: how long, and why.
pub(crate) fn is_name_tail(rest: &str) -> Option<(usize, Reason)> {
    let found = NAMES.iter().filter_map(|(words, why)| Some((words.beginning(rest)?, *why)));
    let found = found.max_by_key(|(word, _)| word.len())?;
    let other = ["大类", "级以上", "区域", "号召", "大数据", "股份", "点多"]
        .iter()
        .any(|word| rest.starts_with(word) && *word != found.0);
    (!other || found.0.chars().count() > 1).then_some((found.0.len(), found.1))
}
