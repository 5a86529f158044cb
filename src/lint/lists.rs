//! Lists that belong together: 甲、乙和丙分别增长3%、4%和5%.
//!
//! In: a passage. Out: each 分别 with a different number of names than of figures.
//!
//! May touch: diag, figure

use super::passage::Passage;
use crate::diag::{Code, Diagnostic};
use crate::figure::scan::{Amount, TokenKind};
use crate::figure::{Approx, Registry};
use std::ops::Range;

const WORD: &str = "分别";

/// Trades whose names are lists themselves (GB/T 4754).
const TRADES: &[&str] = &[
    "电力、热力、燃气及水生产和供应业",
    "电力、热力、燃气及水的生产和供应业",
    "铁路、船舶、航空航天和其他运输设备制造业",
    "计算机、通信和其他电子设备制造业",
    "信息传输、软件和信息技术服务业",
    "石油、煤炭及其他燃料加工业",
    "文教、工美、体育和娱乐用品制造业",
    "木材加工和木、竹、藤、棕、草制品业",
    "皮革、毛皮、羽毛及其制品和制鞋业",
    "酒、饮料和精制茶制造业",
    "居民服务、修理和其他服务业",
    "水利、环境和公共设施管理业",
    "文化、体育和娱乐业",
    "交通运输、仓储和邮政业",
    "黑色金属冶炼和压延加工业",
    "有色金属冶炼和压延加工业",
    "电气机械和器材制造业",
    "橡胶和塑料制品业",
    "农、林、牧、渔业",
    "农林牧渔业",
];

/// Words between 分别 and a figure, or between two figures, that belong to a plain list.
const LINKS: &[&str] = &[
    "、", "和", "与", "及", "以及", "，", "为", "是", "达", "达到", "占", "至", "到", "增长", "增加", "提高", "上升",
    "上涨", "下降", "下跌", "减少", "回落", "降低", "加快", "放缓", "扩大", "收窄", "提升", "比", "较", "了", " ",
];

/// Every list with unequal counts.
pub(crate) fn check(passage: &Passage<'_>, registry: &Registry) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut before: Option<(Range<usize>, usize)> = None;
    for (at, _) in passage.text().match_indices(WORD) {
        let sentence = passage.sentence(at);
        let behind = at + WORD.len()..sentence.end;
        let Some(figures) = figures(passage, behind) else { continue };
        let names = names(passage, at, registry);
        let names = match (names, &before) {
            // …分别为3万亿元、4万亿元，分别增长5%、6%: what is listed was counted before.
            (None, Some((earlier, count))) if *earlier == sentence => Some((*count, *count)),
            (names, _) => names,
        };
        before = Some((sentence.clone(), figures.count));
        let Some((fewest, most)) = names else { continue };
        let uneven = figures.count < fewest || figures.count > most;
        if uneven && most > 1 && (figures.count > 1 || figures.alone) {
            let names = if fewest == most { fewest.to_string() } else { format!("{fewest}–{most}") };
            let message = format!("分别 joins {names} names with {} figures", figures.count);
            let help = "each name needs one figure, in the same order; without 分别 one figure may stand for all";
            found.push(passage.tell(Code::UnequalLists, &(at..figures.end), message, help));
        }
    }
    found
}

/// The figures after 分别.
struct Figures {
    count: usize,
    end: usize,
    /// Whether there is one, exact, with nothing but a verb before it.
    alone: bool,
}

fn figures(passage: &Passage<'_>, stretch: Range<usize>) -> Option<Figures> {
    let text = passage.text();
    let mut at = stretch.start;
    let mut figures = Figures { count: 0, end: stretch.start, alone: false };
    let mut unit: Option<&str> = None;
    for token in passage.tokens_in(stretch.clone()) {
        let gap = &text[at..token.span.start];
        if in_brackets(&text[stretch.start..token.span.start]) {
            continue;
        }
        match &token.kind {
            TokenKind::Amount(amount) => {
                let plain = is_linked(passage, at..token.span.start);
                // Before the first there may be a few words more: 分别实现营业收入3亿元.
                let first = unit.is_none() && gap.chars().count() <= 14 && !gap.contains(['，', '；']);
                if !plain && !first {
                    break;
                }
                figures.count += gap.matches("持平").count();
                let own = amount.unit();
                if unit.is_some_and(|unit| unit != own && !own.is_empty() && !unit.is_empty()) {
                    // Values and changes take turns: nobody can say what is counted.
                    return if gap.starts_with('，') { Some(figures) } else { None };
                }
                figures.count += 1;
                figures.alone = figures.count == 1 && plain && is_alone(amount, &text[token.span.end..]);
                unit = Some(own);
                at = token.span.end;
                figures.end = at;
            }
            // A range or a name: the list cannot be counted.
            TokenKind::Name(_) => return None,
            TokenKind::Time(..) | TokenKind::Basis(_) => {}
        }
    }
    let rest: String = text[at..stretch.end].chars().take(4).collect();
    if figures.count > 0 && ["和持平", "、持平", "及持平"].iter().any(|level| rest.starts_with(level)) {
        figures.count += 1;
    }
    (figures.count > 0).then_some(figures)
}

fn in_brackets(text: &str) -> bool {
    text.matches('（').count() > text.matches('）').count()
}

fn is_alone(amount: &Amount, behind: &str) -> bool {
    let ends = behind.is_empty() || behind.starts_with(['，', '。', '；', '）']);
    amount.quantity.approx() == Approx::Exact && ends
}

/// Whether there are only linking words, times and bases in a stretch.
fn is_linked(passage: &Passage<'_>, stretch: Range<usize>) -> bool {
    let mut rest = String::new();
    let mut at = stretch.start;
    for token in passage.tokens_in(stretch.clone()) {
        match token.kind {
            TokenKind::Time(..) | TokenKind::Basis(_) => {
                rest.push_str(&passage.text()[at..token.span.start]);
                at = token.span.end;
            }
            TokenKind::Amount(_) | TokenKind::Name(_) => {}
        }
    }
    rest.push_str(&passage.text()[at..stretch.end]);
    while let Some(open) = rest.find('（') {
        let Some(close) = rest[open..].find('）') else { break };
        rest.replace_range(open..open + close + "）".len(), "");
    }
    let rest = rest.replace("持平", "");
    let mut rest = rest.as_str();
    while let Some(link) = LINKS.iter().filter(|link| rest.starts_with(**link)).max_by_key(|link| link.len()) {
        rest = &rest[link.len()..];
    }
    rest.is_empty()
}

/// How many names are before 分别, at least and at most; `None` where they cannot be counted.
fn names(passage: &Passage<'_>, at: usize, registry: &Registry) -> Option<(usize, usize)> {
    let text = passage.text();
    let start = passage.clause(at).start;
    let mut list = String::new();
    let mut done = start;
    for token in passage.tokens_in(start..at) {
        list.push_str(&text[done..token.span.start]);
        list.push('甲');
        done = token.span.end;
    }
    list.push_str(&text[done..at]);
    for (open, close) in [('“', '”'), ('《', '》')] {
        while let Some(from) = list.find(open) {
            let to = from + list[from..].find(close)?;
            list.replace_range(from..to + close.len_utf8(), "甲");
        }
    }
    let known = registry
        .iter()
        .flat_map(|indicator| std::iter::once(&*indicator.name).chain(indicator.aliases.iter().map(String::as_str)));
    for name in TRADES.iter().copied().chain(known).filter(|name| name.contains(['、', '和', '及', '与'])) {
        list = list.replace(name, "甲");
    }
    let list = list.replace("和其他", "").replace("及其", "").replace("以及", "和");
    if list.contains('等') {
        return None;
    }
    count(&list)
}

fn count(list: &str) -> Option<(usize, usize)> {
    let commas = list.matches('、').count();
    let joins = list.matches(['和', '与', '及']).count();
    if commas + joins == 0 {
        return None;
    }
    let last = list.rsplit('、').next().unwrap_or(list);
    let split = last.split_once(['和', '及']).filter(|_| joins == 1);
    let sure = split.is_some_and(|(inner, _)| {
        // 东部、中部和西部: what is joined is of one form; 医药制造业、计算机和办公设备制造业 is not.
        let items: Vec<&str> = list.split('、').take(commas).chain([inner]).collect();
        let ends = |item: &str| item.chars().next_back();
        let same_end = items.iter().all(|item| ends(item) == ends(items[0]));
        let same_length = items.iter().all(|item| item.chars().count() == items[0].chars().count());
        commas > 0 && (same_end || same_length)
    });
    let most = commas + joins + 1;
    Some((if sure || joins == 0 { most } else { commas + 1 }, most))
}
