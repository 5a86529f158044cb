//! Where a text says against which period it compares.
//!
//! In: text. Out: each [`Head`] of a comparison: 同比, 环比, 按年 of Hong Kong, 年增 of Taiwan.
//!
//! May touch: nothing

use super::Variant;
use crate::text::finder::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// How far it is from one period to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
}

/// What a comparison is against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Against {
    /// The same period a year before.
    Year,
    /// The period before.
    Step(Step),
    /// The period before, however long it is.
    Previous,
}

/// The word that says against what.
pub(super) struct Head {
    pub(super) span: Range<usize>,
    pub(super) against: Against,
    /// Whether it is such a word only where one of change follows: the 年 of 年增.
    pub(super) bare: bool,
}

/// Finds that with which the heads of each region's texts begin.
static MAINLAND: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["同比", "环比", "環比"]));
static TAIWAN: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["同比", "环比", "環比", "年", "月", "季", "周", "週"]));
static HONG_KONG: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["同比", "环比", "環比", "按"]));

/// The heads that a text of `variant` may have, in order. The mainland's words are understood everywhere.
pub(super) fn heads(text: &str, variant: Variant) -> impl Iterator<Item = Head> {
    let mut done = 0;
    let finder = match variant {
        Variant::Hans | Variant::En => &MAINLAND,
        Variant::HantTw => &TAIWAN,
        Variant::HantHk => &HONG_KONG,
    };
    finder.find_iter(text).filter_map(move |found| {
        let (at, c) = (found.start(), text[found.range()].chars().next()?);
        let head = match c {
            '同' | '环' | '環' => mainland(text, at),
            '按' => by(text, at),
            _ => bare(text, at, c),
        };
        let head = head.filter(|head| head.span.start >= done)?;
        done = head.span.end;
        Some(head)
    })
}

/// 同比 and 环比, with 月, 季 or 周 before it, or 与上年.
fn mainland(text: &str, at: usize) -> Option<Head> {
    let (before, rest) = (&text[..at], &text[at..]);
    let same = rest.starts_with('同');
    let end = at + "同比".len();
    let other_word = match same {
        true => "不相合共雷协協连連赞贊胡伙认認会會视視如",
        false => "循连連光耳花门門吊指铁鐵绿綠内內外",
    };
    if before.ends_with(|c| other_word.contains(c)) || !ends_a_word(&text[end..]) {
        return None;
    }
    let (years, steps): (&[&str], &[(&str, Step)]) = match same {
        true => (&["上年", "去年", "上年同期", "去年同期"], &[]),
        false => (
            &[],
            &[
                ("月度", Step::Month),
                ("月", Step::Month),
                ("季度", Step::Quarter),
                ("季", Step::Quarter),
                ("周", Step::Week),
                ("週", Step::Week),
                ("日", Step::Day),
            ],
        ),
    };
    let lead = ["与", "與", "和", "跟", "同", "较", "較", "比"];
    let year = years.iter().find_map(|year| {
        let before = before.strip_suffix(year)?;
        lead.iter().find_map(|lead| before.strip_suffix(lead)).map(str::len)
    });
    let step = steps.iter().find_map(|(word, step)| {
        let before = before.strip_suffix(word)?;
        // 6月环比 and 二季度环比 say when.
        let when =
            before.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十本当當上下同个個每份".contains(c));
        (!when).then_some((before.len(), *step))
    });
    let (start, against) = match (year, step) {
        (Some(start), _) => (start, Against::Year),
        (None, Some((start, step))) => (start, Against::Step(step)),
        (None, None) if same => (at, Against::Year),
        (None, None) => (at, Against::Previous),
    };
    Some(Head { span: start..end, against, bare: false })
}

/// Whether what follows 同比 does not make another word of it: 同比例, 循环比较.
fn ends_a_word(rest: &str) -> bool {
    let mut rest = rest.chars();
    match rest.next() {
        Some('例' | '值' | '重' | '价' | '價' | '率' | '对' | '對' | '赛' | '賽' | '试' | '試' | '方' | '喻') => {
            false
        }
        Some('较' | '較') => rest.next().is_some_and(|c| "快慢大小多少高低好".contains(c)),
        _ => true,
    }
}

/// 按年, 按月 of Hong Kong.
fn by(text: &str, at: usize) -> Option<Head> {
    let unit = text[at..].chars().nth(1)?;
    let end = at + '按'.len_utf8() + unit.len_utf8();
    Some(Head { span: at..end, against: against(unit)?, bare: true })
}

/// The 年 of 年增, the 月 of 月減, where no number or other word is what it belongs to.
fn bare(text: &str, at: usize, unit: char) -> Option<Head> {
    let mut before = text[..at].chars().rev();
    let counted = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '０'..='９')
            || "〇零一二三四五六七八九十百千萬半全今去上明前次隔每逐連同當本多近幾整常往歷累單首各新閏按度個"
                .contains(c)
    };
    let seasons = "淡旺春夏秋冬球賽分第";
    let belongs = match before.next() {
        // 2024年年增, 6月月增.
        Some(c) if c == unit => !before.next().is_some_and(counted),
        Some(c) => counted(c) || (unit == '季' && seasons.contains(c)),
        None => false,
    };
    let against = against(unit).filter(|_| !belongs)?;
    Some(Head { span: at..at + unit.len_utf8(), against, bare: true })
}

fn against(unit: char) -> Option<Against> {
    match unit {
        '年' => Some(Against::Year),
        '月' => Some(Against::Step(Step::Month)),
        '季' => Some(Against::Step(Step::Quarter)),
        '周' | '週' => Some(Against::Step(Step::Week)),
        _ => None,
    }
}

/// The steps of the periods that a text names, 6月份, 二季度, as it is read from its start.
#[derive(Default)]
pub(super) struct Named {
    /// How far it is read, in bytes.
    read: usize,
    /// Of the period that was named last.
    last: Option<Step>,
    /// The same within the sentence.
    in_sentence: Option<Step>,
}

impl Named {
    /// Reads on to there, which is not before where it was.
    pub(super) fn read_to(&mut self, text: &str, end: usize) -> &Self {
        let stretch = &text[self.read..end];
        let sentence = stretch.rfind(ENDS).unwrap_or_default();
        let step = |from: usize, to: usize| {
            let units = text[from..to].rmatch_indices(['月', '季', '周', '週']);
            units.filter_map(|(at, unit)| named(text, from + at, unit)).next()
        };
        let own = step(self.read + sentence, end);
        self.in_sentence = own.or(self.in_sentence.filter(|_| sentence == 0 && !stretch.starts_with(ENDS)));
        self.last = own.or_else(|| step(self.read, self.read + sentence)).or(self.last);
        self.read = end;
        self
    }

    /// From one period to the next where it has read to: by the sentence, else by the `whole` text, else by the
    /// sentences before.
    pub(super) fn step(&self, whole: Option<Step>) -> Option<Step> {
        self.in_sentence.or(whole).or(self.last)
    }
}

/// What ends a sentence.
const ENDS: [char; 5] = ['。', '！', '？', '；', '\n'];

/// The step that a unit names, where a number or a word that counts is before it.
fn named(text: &str, at: usize, unit: &str) -> Option<Step> {
    let counted = |c: char| c.is_ascii_digit() || "一二三四五六七八九十本当當上同下首".contains(c);
    text[..at].chars().next_back().filter(|&c| counted(c))?;
    match unit {
        "月" => Some(Step::Month),
        "季" => Some(Step::Quarter),
        _ => Some(Step::Week),
    }
}
