//! What an amount says of its indicator.
//!
//! In: the words between the amount and what stands before it. Out: its [`Role`] and the words that
//! are left to name the indicator.
//!
//! May touch: figure

use super::phrase;
use crate::import::list::List;

/// What an amount says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// How much there is.
    Value,
    /// How much there is more: 增加3000亿元额度, 新增.
    Increment,
    /// By how much it rose.
    Up,
    /// By how much it fell.
    Down,
    /// How much it moved something larger: 拉动经济增长1.2个百分点.
    Contribution,
}

/// Verbs of rising.
const UP: List = List("rising");

/// Verbs of falling.
const DOWN: List = List("falling");

/// How much, before a verb of one letter: 小涨, 劲扬.
const DEGREES: List = List("degrees");

/// Nouns that are the name of a rate of change.
pub(crate) const RATES: List = List("rates");

/// Adverbs between a verb and its amount, or before the verb.
const ADVERBS: List = List("adverbs");

/// Links between a name and its value.
const LINKS: List = List("links");

/// Verbs that make something else move.
const MOVERS: List = List("movers");

/// Reads the role of an amount from the words before it; `points` when it is in per cent or
/// percentage points, `compared` when a basis stands right before it.
pub(crate) fn role(lead: &str, points: bool, compared: bool) -> (Role, String) {
    // 减少港币23亿元; 人民币 alone is what is worth so much.
    let bare = stripped(lead, List("currencies"));
    let lead = if bare.is_empty() { lead } else { bare };
    let text = stripped(lead.trim_end_matches('的'), ADVERBS);
    let compares = List("高于 低于 快于 慢于 好于 高出 低出");
    // 增速高出整体: what it is higher than may look like an adverb.
    let whole = lead.trim_start_matches(['，', '；']);
    let than = RATES.beginning(whole).map_or(whole, |rate| &whole[rate.len()..]);
    if compares.beginning(than).is_some_and(|word| points && than.len() > word.len()) {
        // 高于各项贷款增速6.4个百分点: the rate is another's.
        return (Role::Value, whole.to_owned());
    }
    let linked = stripped(stripped(stripped(text, LINKS), ADVERBS), LINKS);
    let links = &text[linked.len()..];
    let until = ["至", "到"].iter().find_map(|word| linked.strip_suffix(word).or_else(|| text.strip_suffix(word)));
    // 降为 is 降至, but 降幅为 names a rate.
    let became = text.strip_suffix('为').filter(|before| before.ends_with(['升', '降', '增', '减']));
    if let Some(before) = until.or(became).filter(|before| motion(before).is_some()) {
        return reached(before, points);
    }
    if linked.ends_with("自然增长率") {
        // How many more are born than die is a rate by itself.
        return (Role::Value, lead.to_owned());
    }
    if links.is_empty()
        && let Some((up, verb)) = motion(text)
    {
        let subject = moving(text, verb);
        if List("高出 低出").contains(verb) && subject.starts_with(['比', '较']) && !compared {
            // 比第二产业的比重高出11个百分点
            return (Role::Value, text.to_owned());
        }
        if let Some(mover) = MOVERS
            .iter()
            .find(|mover| subject.contains(*mover))
            .filter(|_| points && !RATES.contains(verb) && !is_adjusted(subject))
        {
            return (Role::Contribution, moved(subject, mover, up));
        }
        if subject.ends_with("经济") {
            return (if up { Role::Up } else { Role::Down }, grown(subject, verb));
        }
        return (if up { Role::Up } else { Role::Down }, subject.to_owned());
    }
    if let Some((up, rate)) =
        motion(linked).filter(|(_, word)| points && (RATES.contains(word) || links.contains(['达', '为']) && compared))
    {
        let subject = stripped(&linked[..linked.len() - rate.len()], List("的 同比 环比 累计 平均"));
        if let Some(world) = ["全球", "世界"].into_iter().find(|world| subject.ends_with(world)) {
            return (if up { Role::Up } else { Role::Down }, format!("{world}经济增长"));
        }
        if subject.ends_with("经济") {
            return (if up { Role::Up } else { Role::Down }, grown(subject, rate));
        }
        return (if up { Role::Up } else { Role::Down }, subject.to_owned());
    }
    // 其中，外币资产少76亿元
    let fewer = |rest: &str| text.ends_with(['多', '少']) && phrase::head(rest).is_some();
    if let Some(subject) = higher(text)
        .filter(|(rest, _)| compared || text.ends_with("出") && !rest.starts_with(['比', '较']) || fewer(rest))
    {
        return (if subject.1 { Role::Up } else { Role::Down }, subject.0.to_owned());
    }
    // 同比多运6.3万标箱, 少开12列: more or less of what is done.
    let done = |word: char| text.strip_prefix(word).is_some_and(|verb| verb.chars().count() == 1);
    if compared && (done('多') || done('少')) {
        return (if done('多') { Role::Up } else { Role::Down }, String::new());
    }
    // 同比增收6.5亿元; but 户均增收1.5万元 is how much there is.
    if let Some(subject) = List("增收 增支").ending(text).filter(|_| compared).and_then(|word| text.strip_suffix(word))
    {
        return (Role::Up, subject.to_owned());
    }
    if compared && points && linked.is_empty() {
        return (Role::Up, String::new());
    }
    for word in ["新增", "净增", "增发", "增加", "净增加", "增设", "新设"] {
        if let Some(object) = linked.strip_prefix(word).filter(|object| !object.is_empty() && word.starts_with("增")) {
            return (Role::Increment, object.to_owned());
        }
        if linked.ends_with(word) {
            return (Role::Increment, linked.to_owned());
        }
    }
    (Role::Value, lead.to_owned())
}

/// The longest name of a rate of change in a text: 涨幅 of 涨幅比上月.
pub(crate) fn rate_in(text: &str) -> Option<&'static str> {
    RATES.iter().filter(|rate| text.contains(rate)).max_by_key(|rate| rate.len())
}

/// A rate of change that ends a text, and what it is the rate of: `年增率由38.6%升为43.1%` tells a rise.
pub(crate) fn rate(text: &str) -> Option<(Role, &str)> {
    let (up, rate) = motion(text).filter(|(_, word)| RATES.contains(word))?;
    // 年增率 is Taiwan's word for 同比增速.
    let of = text[..text.len() - rate.len()].trim_end_matches(['年', '月', '季']);
    Some((if up { Role::Up } else { Role::Down }, of))
}

/// What grew because of something else: 带动商品输出实质成长12.36% is a rise of 商品输出.
pub(crate) fn caused(text: &str) -> Option<(Role, String)> {
    let text = stripped(text, ADVERBS);
    let (up, verb) = motion(text)?;
    let subject = moving(text, verb);
    let object = MOVERS.iter().find_map(|mover| subject.split_once(mover)).map(|(_, object)| object)?;
    (!object.is_empty() && !object.ends_with("经济"))
        .then(|| (if up { Role::Up } else { Role::Down }, object.to_owned()))
}

/// Whether words only say how a rate is reckoned: 扣除留抵退税因素后, 按自然口径计算.
pub(crate) fn is_adjusted(words: &str) -> bool {
    let words = words.trim_matches(['，', '若', '如', '经', '在', '则']);
    // 按固定汇率计算 is told of the same in another money.
    let priced = List("计算 计价 计").ending(words).is_some() && List("币 元 镑 汇率 计价").stands_in(words);
    List("扣除 剔除 按 撇除 排除 不计 未计 不作 不做 未作 自然 同 考虑 调整 经调整").beginning(words).is_some()
        && List("后 因素 影响 口径 计算 调整").ending(words).is_some()
        && !words.contains('的')
        && !priced
}

/// An economy has no size but its growth: `经济增长`, as Taiwan says it `经济成长`.
fn grown(subject: &str, verb: &str) -> String {
    let grows = if verb.starts_with("成长") { "成长" } else { "增长" };
    format!("{subject}{grows}")
}

/// `增速回升至` leads to a rate, `规模增加到` to a value.
fn reached(before: &str, points: bool) -> (Role, String) {
    let Some((_, verb)) = motion(before) else { return (Role::Value, before.to_owned()) };
    let name = moving(before, verb);
    match motion(name).filter(|(_, word)| points && RATES.contains(word)) {
        Some((up, rate)) => (if up { Role::Up } else { Role::Down }, name[..name.len() - rate.len()].to_owned()),
        None => (Role::Value, name.to_owned()),
    }
}

/// The verb of rising or falling that ends a text, and whether it rises; 新增 is none.
fn motion(text: &str) -> Option<(bool, &'static str)> {
    let up = UP.ending(text).map(|word| (true, word));
    let down = DOWN.ending(text).map(|word| (false, word));
    let found = match (up, down) {
        (Some(up), Some(down)) => {
            if down.1.len() >= up.1.len() {
                down
            } else {
                up
            }
        }
        (found, None) | (None, found) => found?,
    };
    let begins = &text[..text.len() - found.1.len()];
    let none = List("新 净 续 公 起").ending(begins).is_some() && found.1.chars().count() == 1;
    (!none).then_some(found)
}

/// What rises or falls: the words before a verb, without what says how.
fn moving<'t>(text: &'t str, verb: &str) -> &'t str {
    let before = &text[..text.len() - verb.len()];
    let degree = DEGREES.ending(before).filter(|_| verb.chars().count() == 1 || verb == "升值" || verb == "贬值");
    stripped(&before[..before.len() - degree.map_or(0, str::len)], ADVERBS)
}

/// `比上月高` and its like, and whether it is higher.
fn higher(text: &str) -> Option<(&str, bool)> {
    let body = text.strip_suffix('出').unwrap_or(text);
    let body = body.strip_suffix("提").unwrap_or(body);
    body.strip_suffix(['高', '快', '多'])
        .map(|rest| (rest, true))
        .or_else(|| body.strip_suffix(['低', '慢', '少']).map(|rest| (rest, false)))
}

/// `影响CPI` of 猪肉价格影响CPI上涨.
fn moved(subject: &str, mover: &str, up: bool) -> String {
    let rise = if up { "上涨" } else { "下降" };
    let at = subject.find(mover).unwrap_or_default();
    let object = subject[at + mover.len()..].trim_end_matches("同比").trim_end_matches("环比");
    let verb = if mover == "影响" { rise } else { "增长" };
    format!("{}{mover}{object}{verb}", &subject[..at])
}

/// Without words at its end.
fn stripped(text: &str, words: List) -> &str {
    let mut text = text.trim_end();
    // 亩均 and 户均 are names, in which 均 is no adverb.
    let per = |text: &str| List("人均 户均 亩均 村均 日均").ending(text).is_some();
    while let Some(word) = words.ending(text).filter(|word| *word != "均" || !per(text)) {
        text = text[..text.len() - word.len()].trim_end();
    }
    text
}
