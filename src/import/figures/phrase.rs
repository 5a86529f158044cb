//! What a figure is a figure of.
//!
//! In: the words that stand before an amount, or behind the unit of a count. Out: the indicator they
//! name: without adverbs and verbs, with the head noun that a short form takes from the figure before.
//!
//! May touch: figure

use super::units;
use crate::import::list::List;

/// Verbs at which the noun behind a count ends.
pub(crate) const VERBS: List = List("verbs");

/// Nouns that name what is measured. A phrase that ends with one is complete.
const HEADS: List = List("heads");

/// Heads that say nothing by themselves: they take their modifier from the figure before.
const GENERIC: List = List("generic");

/// Words before a phrase that are no part of it.
const BEFORE: List = List("leading");

/// Words behind a phrase that lead to the number.
const BEHIND: List = List("trailing");

/// Words that no word of either kind parts.
const UNPARTED: List = List("unparted");

/// The indicator that the words before an amount name; empty when they name none.
pub(crate) fn subject(lead: &str) -> String {
    let mut text =
        lead.trim_matches(|c: char| c.is_whitespace() || matches!(c, '”' | '，' | '。' | '）' | '、')).to_owned();
    let turned = List("转为 变为 到现在的 到如今的 发展到 扩大到 增加到").ending(&text).is_some();
    if let Some(at) =
        text.find(['由', '从']).filter(|&at| turned && (at > 0 || text.ends_with("转为") || text.ends_with("变为")))
    {
        // 出厂价格由持平转为: what it was is no part of its name.
        text.truncate(at);
    }
    loop {
        let before = text.len();
        if let Some(word) = BEHIND.ending(&text).filter(|word| !ends_in_longer(&text, word)) {
            text.truncate(text.len() - word.len());
        }
        if let Some(word) = BEFORE.beginning(&text).filter(|word| !protects(&text, word)) {
            text.drain(..word.len());
        }
        if text.len() == before {
            break;
        }
    }
    // 汽机车零售业则因缺车呈
    let caused = cause(&text).filter(|_| text.ends_with(['而', '呈', '致']));
    let text = caused.map_or(text.as_str(), |at| text[..at].trim_end_matches(['也', '则', '均', '亦']));
    let text = without_verbs(told(before_reckoning(before_adverb(text))));
    let whole = text.trim_end_matches('中');
    let mut text = without_per(whole);
    // 布兰特期油收市报每桶…
    while let Some(word) = BEHIND.ending(text).filter(|_| text.len() < whole.len()) {
        text = &text[..text.len() - word.len()];
    }
    balanced(text)
}

/// Whether a word that looks like a preposition begins a longer word: 在 of 在岸, 以 of 以色列.
fn protects(text: &str, word: &str) -> bool {
    UNPARTED.iter().any(|long| text.starts_with(long) && long.starts_with(word) && long.len() > word.len())
}

/// Whether a word that looks like a verb ends a longer word: 收 of 营收, 达 of 辉达.
fn ends_in_longer(text: &str, word: &str) -> bool {
    UNPARTED.iter().any(|long| text.ends_with(long) && long.ends_with(word) && long.len() > word.len())
}

/// What a name ends before: 那斯达克指数 of 那斯达克指数也惨, 离岸人民币 of 离岸人民币曾.
fn before_adverb(text: &str) -> &str {
    let within = |at: usize| {
        UNPARTED.iter().any(|word| text.match_indices(word).any(|(start, _)| (start..start + word.len()).contains(&at)))
    };
    let found = text.char_indices().skip(2).find(|&(at, c)| "仍却也曾被".contains(c) && !within(at));
    found.map_or(text, |(at, _)| &text[..at])
}

/// `收入按固定汇率计算` is the revenue, however it was reckoned.
fn before_reckoning(text: &str) -> &str {
    let reckoned = List("计算 口径 基准 基础 计").ending(text).and_then(|_| text.rfind('按')).filter(|&at| at > 0);
    reckoned.filter(|&at| text[at..].chars().count() <= 10).map_or(text, |at| &text[..at])
}

/// `数字产业完成业务收入` is the revenue, whoever completed it.
fn without_verbs(text: &str) -> String {
    let mut text = text.to_owned();
    for verb in ["分别完成", "分别实现", "共实现", "累计实现", "共完成", "累计完成", "实现", "完成"]
    {
        if let Some(at) = text.find(verb).filter(|&at| at > 0) {
            text.replace_range(at..at + verb.len(), "");
        }
    }
    text
}

/// `主计总处公布消费者物价指数` is the index, whoever tells it.
fn told(text: &str) -> &str {
    let told = ["公布", "发布", "发表", "显示", "计算的", "类别为", "类别有", "项目为"]
        .iter()
        .filter_map(|verb| Some(text.find(verb)? + verb.len()))
        .max();
    told.map(|at| text[at..].trim_start_matches(['的', '最', '新']))
        .filter(|rest| rest.chars().count() > 1)
        .unwrap_or(text)
}

/// `生猪平均价格每公斤` is the price, whatever it is the price of.
fn without_per(text: &str) -> &str {
    let mut text = text;
    while let Some(at) = text.rfind('每').filter(|&at| at > 0 && is_per(&text[at..])) {
        text = text[..at].trim_end_matches(['为', '是', '达']);
    }
    text
}

/// Whether a phrase is nothing but what an amount is for each of: 每吨, 每人每月.
pub(crate) fn is_per(phrase: &str) -> bool {
    let each = |one: &str| units::is_unit(one) || matches!(one, "月" | "季" | "户" | "季度");
    let mut parts = phrase.split('每');
    parts.next() == Some("") && !phrase.is_empty() && parts.all(each)
}

/// Without quotation marks and brackets that have lost their partner.
fn balanced(text: &str) -> String {
    let mut text = text.to_owned();
    for (open, close) in [('“', '”'), ('（', '）'), ('《', '》')] {
        if text.matches(open).count() != text.matches(close).count() {
            text.retain(|c| c != open && c != close);
        }
    }
    text.trim().to_owned()
}

/// The noun phrase that begins a clause without a figure: what the sentence is about; `listed` where that may be several things.
pub(crate) fn topic(clause: &str, listed: bool) -> String {
    // 年增率由正转负: what it was is no part of its name.
    let clause = clause.find('由').filter(|&at| clause[at..].contains('转')).map_or(clause, |at| &clause[..at]);
    // 六大产业中以光电产业表现最佳
    let clause = cause(clause).map_or(clause, |at| clause[..at].trim_end_matches(['也', '则', '均', '主']));
    let most = List("表现最佳 表现最好 表现较佳 表现最差 表现较差 最为 最亮眼 为两大 为三大 为主力").stands_in(clause);
    let most = most || self::most(clause).is_some();
    let clause = clause.split_once(if most { "以" } else { "中以" }).map_or(clause, |(_, chief)| chief);
    let clause = self::most(clause).map_or(clause, |at| &clause[..at]);
    let clause = ["经季节性调整的", "经季节调整的", "经季调的"]
        .iter()
        .find_map(|word| clause.strip_prefix(word))
        .unwrap_or(clause);
    let listed = if listed { clause.replace('、', "和") } else { clause.to_owned() };
    let end = verb_at(&listed, 1).unwrap_or(clause.len());
    let noun = subject(&clause[..end]);
    let letters = noun.chars().count();
    if (2..=24).contains(&letters) { noun } else { String::new() }
}

/// Where a clause says that what stands before moved most: 增幅较大 of 以电子零组件增幅较大, 领涨 of 计算机板块领涨.
pub(crate) fn most(clause: &str) -> Option<usize> {
    let degree =
        List("较大 最大 居前 居首 较多 最多 较高 最高 较快 最快 最深 较明显 最明显 较显著 最显著 较为显著 最为显著");
    let rates = List("增幅 涨幅 升幅 降幅 跌幅 减幅 成长 增长 增加 衰退 下降 上升 上涨 下跌 减少");
    let rate = |at: usize| {
        rates.beginning(&clause[at..]).is_some_and(|rate| degree.beginning(&clause[at + rate.len()..]).is_some())
    };
    let leads = |at: usize| {
        List("领涨 领跌 领升").contains(&clause[at..])
            || List("表现较佳 表现最佳 表现较好 表现最好 表现较差 表现最差 表现突出 表现强势")
                .beginning(&clause[at..])
                .is_some()
    };
    clause.char_indices().map(|(at, _)| at).find(|&at| at > 0 && (rate(at) || leads(at)))
}

/// Where a clause begins to say why: 因 of 光学器材也因接单成长, 受 of 基本金属受需求支撑.
pub(crate) fn cause(clause: &str) -> Option<usize> {
    let driven = |at: usize| List("支撑 影响 带动 激励 拖累 冲击 推升 推动 助攻").stands_in(&clause[at..]);
    let found = clause.find(['因', '随']).or_else(|| clause.find('受').filter(|&at| driven(at)));
    found.filter(|&at| at > 0)
}

/// The first byte from one on at which a verb stands that is no part of a longer word: 以上 of 规模以上 is none.
pub(crate) fn verb_at(clause: &str, from: usize) -> Option<usize> {
    let whole =
        List("规模以上 规模以下 限额以上 限额以下 上市公司 上市企业 上市银行 合并 显示器 显示屏 显示卡 显示面板");
    let within = |at: usize| {
        whole.iter().any(|word| clause.match_indices(word).any(|(start, _)| (start..start + word.len()).contains(&at)))
    };
    let mut places = clause.char_indices().map(|(at, _)| at).filter(|&at| at >= from);
    places.find(|&at| VERBS.beginning(&clause[at..]).is_some() && !within(at))
}

/// The head noun that ends a phrase: 价格 of 食品价格.
pub(crate) fn head(phrase: &str) -> Option<&'static str> {
    HEADS.ending(phrase)
}

/// Whether a name says nothing: an adverb, or words with a number of their own that is no class of size.
pub(crate) fn is_nameless(name: &str) -> bool {
    let empty = List("nameless");
    let numbered = name.char_indices().any(|(at, c)| {
        c == '%'
            || c.is_ascii_digit()
                && ["亿元和", "万元和", "元、", "%"].iter().any(|unit| name[at + 1..].starts_with(unit))
    });
    // 1.4%和2.1%降至1.1%和通胀率: a list that was torn.
    let torn = List("%和 %、 %及 元和 元、 点和 点、").stands_in(name);
    name.is_empty() || empty.contains(name) || numbered && (torn || name.starts_with("分别"))
}

/// The noun that begins a text and ends with a head: 净利润 of 净利润稳居前两名.
pub(crate) fn head_within(text: &str) -> &str {
    let end = text.find(['，', '。', '；', '、', '：']).unwrap_or(text.len());
    let heads = text[..end].char_indices().map(|(at, _)| at);
    let first = heads.filter_map(|at| Some(at + HEADS.beginning(&text[at..end])?.len())).next();
    first.filter(|&end| text[..end].chars().count() <= 10).map_or("", |end| &text[..end])
}

/// Whether a phrase names nothing without the figure before it.
pub(crate) fn is_generic(phrase: &str) -> bool {
    GENERIC.contains(phrase)
}

/// A phrase completed by the indicator before it: 成交额 behind 登记技术合同 is 技术合同成交额, 城市 behind
/// 居民消费价格 is 城市居民消费价格.
pub(crate) fn completed(phrase: &str, before: &str, shares_head: bool) -> String {
    if before.is_empty() || phrase == before {
        return phrase.to_owned();
    }
    if PER_TIME.contains(phrase) {
        let whole = PER_TIME.beginning(before).map_or(before, |per| &before[per.len()..]);
        return format!("{phrase}{}", whole.trim_end_matches('数'));
    }
    if phrase.starts_with('占') || phrase.starts_with('对') && phrase.contains("贡献") {
        let cuts = ["占", "增速比", "增速高于", "增速快于", "增速低于", "增速慢于", "增幅比", "增幅高于"];
        let cut = cuts.iter().filter_map(|word| before.find(word)).filter(|&at| at > 0).min();
        let whole = cut.map_or(before, |at| &before[..at]);
        return format!("{whole}{phrase}");
    }
    let levels = ["国家级", "省级", "市级", "县级", "自治区级", "部级"];
    if levels.contains(&phrase)
        && let Some(level) = levels.iter().find(|level| before.contains(**level))
    {
        // 国家级企业28家，省级186家
        return before[before.find(level).unwrap_or_default()..].replacen(level, phrase, 1);
    }
    if is_per(phrase) && !before.starts_with('每') {
        // 原油进口3.27亿吨，每吨3708.1元: the price of it.
        return format!("{}均价", before.trim_end_matches(['量', '数', '额', '值']));
    }
    if let Some(destination) = AREAS.beginning(phrase).filter(|area| *area == phrase)
        && let Some(way) = List("输往 对 销往 出口至 出口到 来自 自 从").beginning(before)
        && let Some(other) = AREAS.beginning(&before[way.len()..])
    {
        // 输往越南出口货值上升37.8%、台湾升36.2%
        return format!("{way}{destination}{}", &before[way.len() + other.len()..]);
    }
    if phrase.is_ascii()
        || List("买超 卖超").ending(phrase).is_some()
        || List("净 新增 发放 投放 签订 增加 减少").beginning(phrase).is_some() && shares_head
    {
        return phrase.to_owned();
    }
    if is_generic(phrase) {
        let stem = head(before).map_or(before, |head| &before[..before.len() - head.len()]);
        let stem = ["登记", "签订", "新增"].iter().find_map(|verb| stem.strip_prefix(verb)).unwrap_or(stem);
        let stem = stem.trim_end_matches(['数', '的']);
        let stem = if List("基本 稀释 每股").contains(stem) { "" } else { stem };
        return format!("{stem}{phrase}");
    }
    match (head(phrase), head(before)) {
        // 人民币兑美元 is whole.
        (None, Some(_)) if List("currency_pairs").ending(phrase).is_some() => phrase.to_owned(),
        (None, Some(head)) if shares_head && !phrase.ends_with(['率', '数', '额', '量', '度']) => {
            // Only the modifier differs: 城市 for 全国 of 居民消费价格, 制造业 for 采矿业 of 增加值.
            if let Some(place) = PLACES.iter().find(|place| *place == phrase) {
                // 一线城市新建商品住宅销售价格下降，其中上海上涨
                let before = before.find('占').map_or(before, |at| &before[..at]);
                let whole = PLACES.beginning(before).map_or(before, |other| &before[other.len()..]);
                return format!("{place}{whole}");
            }
            // 太阳能发电 and 发电量 are 太阳能发电量.
            let overlap =
                head.char_indices().skip(2).find(|(at, _)| phrase.ends_with(&head[..*at])).map_or(0, |(at, _)| at);
            let head = &head[overlap..];
            let modifiers = ["城市", "农村", "城镇", "乡村"];
            match modifiers.contains(&phrase) && before.chars().count() <= 8 {
                true => {
                    format!("{phrase}{}", modifiers.iter().find_map(|word| before.strip_prefix(word)).unwrap_or(before))
                }
                false => {
                    // 城镇居民 behind 居民人均可支配收入
                    let each = before.trim_end_matches(head).ends_with("人均") && !phrase.contains("人均");
                    format!("{phrase}{}{head}", if each { "人均" } else { "" })
                }
            }
        }
        (None, _) | (Some(_), _) => phrase.to_owned(),
    }
}

/// Where goods go to and people come from.
const AREAS: List = List("areas");

/// An amount of each day, month or year.
const PER_TIME: List = List("日均 月均 年均 周均");

/// Places that figures are told of one by one.
const PLACES: List = List("places");

/// The items of a list that counts `wanted`, each complete: `粮食、油料产量` is 粮食产量 and 油料产量.
pub(crate) fn items(list: &str, wanted: usize) -> Option<Vec<String>> {
    let three =
        List("三次产业 一二三产业 一、二、三产业 一二三次产业 第一、二、三产业 第一、第二、第三产业").beginning(list);
    if let Some(of) = three.filter(|_| wanted == 3).map(|three| &list[three.len()..]) {
        return Some(["第一产业", "第二产业", "第三产业"].iter().map(|one| format!("{one}{of}")).collect());
    }
    // 汽车产销: how many were made, and how many sold.
    if let Some((of, behind)) = list.split_once("出进口").filter(|_| wanted == 2) {
        return Some(["出口", "进口"].iter().map(|one| format!("{of}{one}{behind}")).collect());
    }
    let both = List("产销量 产销").ending(list).map(|both| &list[..list.len() - both.len()]);
    if let Some(of) = both.filter(|_| wanted == 2) {
        return Some(["产量", "销量"].iter().map(|one| format!("{of}{one}")).collect());
    }
    let (list, tail) = match list.rsplit_once('的') {
        // 营业利润、净利润及归属于母公司股东的净利润: what is whole before is no modifier.
        Some((list, tail))
            if head(tail).is_some() && !list.is_empty() && list.split('、').next().and_then(head).is_none() =>
        {
            (list, tail)
        }
        _ => (list, ""),
    };
    let strong: [&[&str]; 3] = [&["、", "以及", "和", "与", "及"], &["、", "以及", "和"], &["、"]];
    // 教育、农林水等支出: all of them are 支出.
    let open = head(list).filter(|head| tail.is_empty() && list[..list.len() - head.len()].ends_with('等'));
    let (list, tail) = match open {
        Some(head) => (list[..list.len() - head.len()].trim_end_matches('等'), head),
        None => (list, tail),
    };
    let items = strong.iter().map(|signs| split(list, signs)).find(|items| items.len() == wanted)?;
    let last = items.last()?;
    // 内、外贸吞吐量: a letter stands for the word that the other has whole.
    if let [short, _] = &items[..]
        && let Some(other) = ["内外", "城乡", "进出", "出进"].iter().find_map(|pair| pair.strip_prefix(short.as_str()))
        && let Some(rest) = last.strip_prefix(other)
    {
        return Some(vec![format!("{short}{rest}{tail}"), format!("{last}{tail}")]);
    }
    // 出口和进口货值: what is behind 进口 belongs to 出口 too.
    let trade = ["出口", "进口", "输出", "输入"];
    if tail.is_empty()
        && let Some(of) = trade.iter().find_map(|word| Some(&last[last.find(word)? + word.len()..]))
        && !of.is_empty()
        && items.iter().rev().skip(1).all(|item| trade.iter().any(|word| item.ends_with(word)))
    {
        return Some(
            items.iter().map(|item| if item == last { item.clone() } else { format!("{item}{of}") }).collect(),
        );
    }
    // 养老、失业、工伤保险参保人数: all of them are of 保险.
    let kinds = [
        "地区", "对华", "保险", "企业", "行业", "产业", "产品", "居民", "市场", "项目", "贷款", "存款", "用户", "商品",
    ];
    let kind = kinds.iter().filter_map(|kind| last.find(kind)).filter(|&at| at > 0).min();
    let bare = items.iter().rev().skip(1).all(|item| {
        !kinds.iter().any(|kind| item.contains(kind))
            && head(item).is_none()
            && (!item.ends_with('业') || item.ends_with("失业"))
    });
    let tailing = kind.filter(|&at| bare && (head(last).is_some() || &last[at..] == "商品")).map(|at| &last[at..]);
    let shared = tailing.unwrap_or(if tail.is_empty() { head(last).unwrap_or("") } else { tail });
    // 教育、社会保障和就业、卫生健康支出: what money is spent on has a head that is none of money's.
    let spent = |item: &str| {
        List("就业 消费 资产 住房 资源").ending(item).is_some() && List("支出 收入 价格 指数 增加值").contains(shared)
    };
    // 重贴现率 is a rate beside 融通利率.
    let whole = |item: &String| tailing.is_some_and(|tail| item.ends_with(tail)) || item.ends_with('率');
    let complete = |item: &String| match whole(item) || tail.is_empty() && head(item).is_some() && !spent(item) {
        true => item.clone(),
        false => format!("{item}{shared}"),
    };
    Some(items.iter().map(complete).collect())
}

fn split(list: &str, signs: &[&str]) -> Vec<String> {
    let list = signs.iter().fold(list.to_owned(), |list, sign| list.replace(sign, "、"));
    list.split('、').filter(|item| !item.is_empty()).map(str::to_owned).collect()
}
