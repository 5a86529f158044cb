//! What the labels of a table say: the heads of its columns, the names of its rows, its caption.
//!
//! In: a label as rules read it, and the day the page was printed. Out: [`Label`]: what is left of it as the name of a
//! thing when its time, unit and comparison are taken out, and these.
//!
//! May touch: figure

use super::scan::{against, scan, units};
use crate::figure::scan::TokenKind;
use crate::figure::{Basis, Period};
use crate::import::list::List;
use crate::import::marks;
use jiff::civil::Date;

/// A label of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// The thing that it names, or a part of its name: 出口 of `10月出口（亿元）`.
    pub(super) name: String,
    /// The unit that it gives.
    pub(super) unit: Option<String>,
    /// The time that it gives.
    pub(super) time: Option<When>,
    /// What its numbers are.
    pub(super) says: Says,
}

/// The time of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// A period by its name: `2025年10月`.
    Period(Period),
    /// A month without its year, where the rows above may say one.
    Month(Period),
    /// The period of the article: `本月`.
    This,
    /// From January to it: `累计`.
    SinceJanuary,
}

/// What the numbers of a label are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Says {
    /// Values, as far as it says.
    #[default]
    Values,
    /// Changes against this, `None` where it does not say against what; whether against the same months and not the month.
    Changes(Option<Basis>, bool),
    /// The units of rows.
    Units,
    /// Places in an order.
    Ranks,
    /// Values of the time before.
    Earlier,
    /// Indices against a base of their column: `上月=100`.
    Based,
}

/// Words for the time before.
const EARLIER: [List; 4] =
    [List("year_before"), List("quarter_before"), List("month_before"), List("上期 前期 上一期")];

impl Label {
    /// Reads the head of a column or, where `row` says so, the name of a row, in which growth may be part of a name.
    pub(super) fn read(printed: &str, today: Date, row: bool) -> Self {
        let mut label = Self::default();
        let mut text: String = printed.chars().filter(|c| !c.is_whitespace() && *c != '_').collect();
        if row {
            let start = marks::enumerator(&text).unwrap_or_default();
            let bare = text[start..].trim_start_matches(['#', '＃', '·', '—', '-', '*']);
            let bare = ["其中：", "其中"].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
            text = bare.trim_start_matches(['#', '＃']).to_owned();
        }
        if text.ends_with('月') {
            text = text.trim_start_matches('0').to_owned();
        }
        if List("单位 计量单位").contains(&text) {
            return Self { says: Says::Units, ..label };
        }
        if !row && List("table_ranks").stands_in(&text) {
            return Self { says: Says::Ranks, ..label };
        }
        label.take_brackets(&mut text);
        if text.contains("=100") || text.contains("为100") {
            label.says = Says::Based;
        }
        label.take_change(&mut text, today, row);
        // 上年同期 over a column is another time's value.
        if !row && label.says == Says::Values && EARLIER.iter().any(|words| words.stands_in(&text)) {
            return Self { says: Says::Earlier, ..label };
        }
        label.take_time(&mut text, today);
        if let Some(len) = (!row).then(|| bare_unit(&text)).flatten() {
            label.unit = label.unit.or_else(|| Some(text[text.len() - len..].to_owned()));
            text.truncate(text.len() - len);
        }
        label.name = named(&text);
        label
    }

    /// Takes the units out that stand in brackets: `（亿元）`.
    fn take_brackets(&mut self, text: &mut String) {
        let mut from = 0;
        while let Some(open) = text[from..].find('（').map(|at| from + at) {
            let Some(close) = text[open..].find('）').map(|at| open + at) else { break };
            let inner = &text[open + "（".len()..close];
            let inner = ["单位：", "单位:"].iter().find_map(|word| inner.strip_prefix(word)).unwrap_or(inner);
            // （%，百分点） is one of two.
            match is_unit(inner).then(|| inner.to_owned()) {
                Some(unit) => {
                    self.unit = self.unit.take().or(Some(unit));
                    text.replace_range(open..close + "）".len(), "");
                }
                None => from = close + "）".len(),
            }
        }
    }

    /// Takes out what says that the numbers are changes, and against what.
    fn take_change(&mut self, text: &mut String, today: Date, row: bool) {
        if List("table_no_changes").stands_in(text) {
            return;
        }
        let found = text.char_indices().find_map(|(at, _)| {
            let (basis, len) = against::basis(&text[at..], today)?;
            Some((at, basis, len))
        });
        let moves = List("table_changes").stands_in(text);
        if found.is_none() && (!moves || row && !text.contains("增速")) {
            return;
        }
        let same = text.contains("同期");
        let grows = ["增长", "增速", "成长"].iter().any(|word| text.contains(word)).then_some(Basis::Yoy);
        if let Some((at, _, len)) = found {
            text.replace_range(at..at + len, "");
        }
        for word in List("table_changes").iter() {
            *text = text.replace(word, "");
        }
        if text.ends_with('%') {
            text.pop();
            self.unit = self.unit.take().or(Some("%".to_owned()));
        }
        // 当月同比 of a series is what its month is compared with.
        if self.says != Says::Based {
            self.says = Says::Changes(found.map(|(_, basis, _)| basis).or(grows), same);
        }
    }

    /// Takes the time out.
    fn take_time(&mut self, text: &mut String, today: Date) {
        if let Some(period) = whole(text) {
            self.time = Some(When::Period(period));
            text.clear();
            return;
        }
        for word in ["1—本月", "1至本月", "1—累计", "1至累计", "1—当月"] {
            if text.contains(word) {
                *text = text.replace(word, "");
                self.time = Some(When::SinceJanuary);
            }
        }
        let token = scan(text, today)
            .into_iter()
            .find(|token| matches!(token.kind, TokenKind::Time(Some(_), _)) && !token.span.is_empty());
        if let Some((token, period)) = token.and_then(|token| match token.kind {
            TokenKind::Time(Some(period), _) => Some((token, period)),
            _ => None,
        }) {
            let printed = &text[token.span.clone()];
            let dated = printed.contains('年') || printed.contains(['-', '/']);
            self.time = Some(if dated { When::Period(period) } else { When::Month(period) });
            text.replace_range(token.span, "");
        }
        for (words, when) in [(List("table_months"), When::SinceJanuary), (List("table_this"), When::This)] {
            if let Some(word) = words.iter().find(|word| text.contains(word)) {
                *text = text.replace(word, "");
                self.time = self.time.or(Some(when));
            }
        }
        *text = text.trim_start_matches(['份', '的', '：']).to_owned();
    }
}

/// The period that a whole label is: `2025年10月`, `2025-10`, `202510`, `2025/10`, `2025`.
fn whole(text: &str) -> Option<Period> {
    let plain = text.replace(['/', '.'], "-").replace('—', "-");
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let dated = plain.starts_with("19") || plain.starts_with("20") || plain.contains('年');
    (digits >= 3 && dated).then(|| Period::in_data(&plain).ok()).flatten().filter(|period| *period != Period::Unstated)
}

/// Whether a text is a unit: `亿元`, `万吨`, `%`, `元/吨`.
pub(super) fn is_unit(text: &str) -> bool {
    if text.contains(['=', '年', '月', '日', '季', '（']) || text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    // 万吨标准煤 says what is weighed.
    let scaled = text.get(..units::tail(text)).is_some_and(|known| known.chars().count() > 1);
    List("% ‰ 百分点 个百分点").contains(text) || units::is_unit(text) || scaled && text.chars().count() <= 8
}

/// How long the unit is that a head ends with, behind a name or alone.
fn bare_unit(text: &str) -> Option<usize> {
    if text.ends_with('%') {
        return Some(1);
    }
    is_unit(text).then_some(text.len()).filter(|_| text.chars().count() > 1)
}

/// A name without the words that only say that numbers follow, and without the totals before and behind it.
fn named(text: &str) -> String {
    let mut name =
        text.trim_matches(|c: char| matches!(c, '：' | ':' | '、' | '，' | '·' | '/' | '*' | '＊' | ' ' | '（' | '）'));
    if text.ends_with('）') && text.contains('（') {
        name = text.trim_start_matches(['：', '、', '，']);
    }
    if List("table_amounts").contains(name) {
        return String::new();
    }
    loop {
        let all = List("table_totals");
        let cut = List("绝对量 绝对额 绝对数 当期值 累计值 期末值 本期值 月度 当月值 累计")
            .ending(name)
            .map(|word| &name[..name.len() - word.len()])
            .or_else(|| all.beginning(name).map(|word| &name[word.len()..]))
            .or_else(|| List("总计 合计").ending(name).map(|word| &name[..name.len() - word.len()]));
        match cut.filter(|cut| !cut.is_empty()) {
            Some(cut) => name = cut,
            None => return name.to_owned(),
        }
    }
}

/// The thing that a caption names, of which rows or columns are only places and times:
/// 规模以上工业增加值 of `2017年11月各市州规模以上工业增加值增长速度`.
pub(super) fn subject(caption: &str, today: Date) -> Option<String> {
    let mut text: String = caption.chars().filter(|c| !c.is_whitespace()).collect();
    if text.chars().count() > 40 || text.contains(['。', '，', '；']) {
        return None;
    }
    if let Some(rest) = text.strip_prefix('表') {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十—-".contains(c));
        text = rest.trim_start_matches(['：', ':', '、', '.']).to_owned();
    }
    // 15-3 and 表1 are its number.
    let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '.' | '、'));
    if !numbered.starts_with(['年', '月', '季']) {
        text = numbered.to_owned();
    }
    if let Some(open) = text.rfind('（').filter(|_| text.ends_with('）')) {
        text.truncate(open);
    }
    let mut label = Label::default();
    label.take_time(&mut text, today);
    let mut name = text.as_str();
    while let Some(word) = List("table_captions").ending(name) {
        name = &name[..name.len() - word.len()];
    }
    // 东岭省各市…: of which places it is told.
    if let Some((at, word)) = List("table_whole").iter().find_map(|word| Some((name.find(word)?, word))) {
        name = &name[at + word.len()..];
    }
    let is_thing = List("table_subjects").ending(name).is_some() && name.chars().count() > 2;
    (is_thing && !name.contains(|c: char| c.is_ascii_digit())).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn labels_are_read() {
        let today = date(2025, 11, 14);
        for (printed, name, unit, says) in [
            ("10月绝对量（亿元）", "", Some("亿元"), Says::Values),
            ("1—10月同比增长（%）", "", Some("%"), Says::Changes(Some(Basis::Yoy), false)),
            ("社会消费品零售总额（亿元）", "社会消费品零售总额", Some("亿元"), Says::Values),
            (
                "社会消费品零售总额月度同比增长（%）",
                "社会消费品零售总额",
                Some("%"),
                Says::Changes(Some(Basis::Yoy), false),
            ),
            ("上月=100", "上月=100", None, Says::Based),
            ("单位", "", None, Says::Units),
            ("排名", "", None, Says::Ranks),
            ("上年同期", "", None, Says::Earlier),
            ("工业增加值（亿元）", "工业增加值", Some("亿元"), Says::Values),
            ("拉动（百分点）", "拉动", Some("百分点"), Says::Values),
        ] {
            let label = Label::read(printed, today, false);
            assert_eq!((label.name.as_str(), label.unit.as_deref(), &label.says), (name, unit, &says), "{printed}");
        }
    }

    #[test]
    fn captions_name_a_thing() {
        let today = date(2025, 11, 14);
        for (caption, name) in [
            ("表1：2019年4月70个大中城市新建商品住宅销售价格指数", None),
            ("2017年11月各市州规模以上工业增加值增长速度", Some("规模以上工业增加值")),
            ("2025年6月云海市主要指标", None),
        ] {
            assert_eq!(subject(caption, today).as_deref(), name, "{caption}");
        }
    }
}
