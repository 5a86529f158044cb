//! What a count counts.
//!
//! In: the words before and behind an amount that counts. Out: the noun that is counted, what is done to
//! it, and which of the things are meant.
//!
//! May touch: text, figure

use super::phrase;
use crate::import::letters::is_han;
use crate::import::list::List;

/// The noun behind the unit of a count: `国家级制造业创新中心` behind `33家`; empty when there is none.
pub(crate) fn counted(behind: &str) -> &str {
    if let Some(rest) = behind.strip_prefix("亿元以上") {
        // 15个亿元以上项目
        return counted(rest.trim_start_matches('的'));
    }
    let clause =
        behind.find(['，', '。', '；', '：', '、', '！', '？', '（', '）', ' ']).map_or(behind, |end| &behind[..end]);
    if clause.starts_with(['及', '和', '与']) && clause.contains(|c: char| c.is_ascii_digit()) {
        // 乙电1万2040张及丙控9850张居前: the next of a list.
        return "";
    }
    let clause = clause.strip_suffix('”').filter(|body| !body.contains('“')).unwrap_or(clause);
    let clause = clause
        .find(|c: char| c.is_ascii_digit())
        .filter(|&digit| clause.contains("中的") || clause[..digit].ends_with(['的', '中']))
        .map_or(clause, |digit| clause[..digit].trim_end_matches('的'));
    let letters = clause.char_indices().nth(22).map_or(clause.len(), |(at, _)| at);
    let clause = &clause[..letters];
    let end = phrase::verb_at(clause, 0).unwrap_or(clause.len());
    let modified = clause[end..].strip_prefix('的').is_some();
    let noun = if modified { whole_noun(clause) } else { &clause[..end] };
    let noun = ["中的", "中", "里", "之一"].iter().find_map(|word| noun.strip_suffix(word)).unwrap_or(noun);
    let noun = noun.trim_end_matches(['均', '都', '已']);
    let has_han = noun.chars().any(is_han);
    if has_han { noun.trim_matches(['”', '“']) } else { "" }
}

/// Which noun is counted, and what of it is spoken of: 行业 and 增加值 of 32个行业增加值实现正增长.
pub(crate) fn bearer(noun: &str) -> (&str, &str) {
    if let Some(of) = noun.split_once("企业").map(|(_, of)| of).filter(|of| phrase::head(of) == Some(*of)) {
        // 规模以上工业企业增加值
        return noun.split_at(noun.len() - of.len());
    }
    let bearers = List("行业 产业 企业 地区 城市 省份 县市 大类 板块");
    let found = bearers.beginning(noun).map(|bearer| noun.split_at(bearer.len()));
    found.filter(|(_, of)| phrase::head(of) == Some(*of)).unwrap_or((noun, ""))
}

/// What is said of what is counted, up to the next number: `实现正增长` behind 32个行业, `兑现惠企资金` behind 1.3万家企业;
/// empty unless it tells which of them are meant.
pub(crate) fn predicate<'b>(behind: &'b str, noun: &str) -> &'b str {
    let Some(rest) = behind.strip_prefix(noun) else { return "" };
    let clause = rest.find(['，', '。', '；', '：', '、', '（', ' ']).map_or(rest, |end| &rest[..end]);
    let clause = clause.find(|c: char| c.is_ascii_digit()).map_or(clause, |digit| &clause[..digit]);
    let said = clause.trim_end_matches(['共', '约', '近', '达', '为', '超', '的', '了']);
    let selects = List("selects");
    let fits = (2..=10).contains(&said.chars().count()) && selects.beginning(said).is_some();
    if fits { said } else { "" }
}

/// What those that are counted have or do: 享受城市居民最低生活保障 behind 1.8万人.
pub(crate) fn enjoyed(behind: &str) -> Option<&str> {
    let end = behind.find(['，', '。', '；', '：', '、', '（', ' ']).unwrap_or(behind.len());
    let what = behind[..end].trim_start_matches('次');
    List("享受 领取 接受 参加 获得 通过 纳入 取得 报名参加 受益").beginning(what)?;
    let numeral = what.contains(|c: char| c.is_ascii_digit());
    ((4..=16).contains(&what.chars().count()) && !numeral).then_some(what)
}

/// What is done to what is counted: 带动 of 带动1.8万户农户, 出口 of 产品出口到40多个国家.
const ACTS: List = List("acts");

/// The verb before a count, without what only leads to its object; empty when there is none.
pub(crate) fn acted(lead: &str) -> &'static str {
    let lead = lead.trim_end_matches(['了', '共', '约', '近', '已', '的']).trim_end_matches("累计");
    ACTS.ending(lead).map_or("", |verb| verb.trim_end_matches(['到', '至', '往']))
}

/// The verb that begins what leads to a count: 支持 of 支持项目1325个.
pub(crate) fn acting(lead: &str) -> Option<&'static str> {
    ACTS.beginning(lead)
}

/// How far something reaches, which is told of places: `通达` of 通达欧洲26个国家的232个城市.
pub(crate) fn reach(words: &str) -> Option<&'static str> {
    List("通达 辐射 遍布 联通 连通 连接 畅销 远销 销往 出口到 出口至 覆盖 涉及 惠及 直达 通航")
        .iter()
        .find(|verb| words.contains(verb))
}

/// Whose share is told behind it: `税收` of 贡献了60%以上的税收, `技师` of 7.5%为技师.
pub(crate) fn shared(behind: &str) -> Option<&str> {
    let rest = behind.strip_prefix('的').or_else(|| behind.strip_prefix(['为', '是', '属']))?;
    let noun = counted(rest);
    (rest.starts_with(noun) && noun.chars().count() >= 2).then_some(noun)
}

/// Of whom a part says or does something: `表示订单增加的企业占比` of 七成企业表示订单增加.
pub(crate) fn part(behind: &str) -> Option<String> {
    let rest = behind.strip_prefix('的').unwrap_or(behind);
    let whose = List("sharers").beginning(rest)?;
    let clause = rest.find(['，', '。', '；', '、', '（']).map_or(rest, |end| &rest[..end]);
    let said = &clause[whose.len()..];
    let short = said.chars().count() <= 14 && !said.contains(|c: char| c.is_ascii_digit()) && !said.is_empty();
    Some(if short { format!("{said}的{whose}占比") } else { format!("{whose}占比") })
}

/// What those who are counted came to: `就业` of 带动1.2万人就业.
pub(crate) fn outcome(behind: &str) -> Option<&'static str> {
    let outcomes =
        List("就业 再就业 就业创业 创业 增收 受益 脱贫 参保 致富 稳岗 上岗 参与 参加 转移就业 灵活就业 就近就业");
    outcomes.beginning(behind)
}

/// What a sum of money is, behind it, where a verb stands before it: `特别国债` of 发行2000亿元特别国债.
pub(crate) fn object<'b>(lead: &str, behind: &'b str) -> Option<&'b str> {
    let gives = List("gives");
    let lead = lead.trim_end_matches(['了', '共', '约', '近', '超', '出']).trim_end_matches("累计");
    let noun = counted(behind);
    // 当日有980亿元逆回购到期
    gives.ending(lead).or_else(|| lead.strip_suffix('有').filter(|_| noun.ends_with("到期")))?;
    let noun = noun.trim_start_matches('的');
    let direct = behind.trim_start_matches('的').starts_with(noun);
    (direct && noun.chars().count() >= 2).then_some(noun)
}

/// What tells which things are counted: 调查的 of 在调查的21个行业中; empty when nothing does.
pub(crate) fn modifier(lead: &str) -> &str {
    let words = lead.trim_start_matches(['在', '从', '对', '向', '为', '有', '，']);
    let tells = words.ends_with('的') && (2..=8).contains(&words.chars().count());
    if tells { words } else { "" }
}

/// Whether a phrase is nothing but such a verb.
pub(crate) fn is_act(phrase: &str) -> bool {
    ACTS.contains(phrase.trim_end_matches('了'))
}

/// `国家战略与产业发展急需的关键领域`: what stands behind 的 is the noun, up to the next verb.
fn whole_noun(clause: &str) -> &str {
    let Some(at) = clause.find('的') else { return clause };
    let behind = &clause[at + "的".len()..];
    let end = phrase::verb_at(behind, 0).unwrap_or(behind.len());
    match end {
        0 => &clause[..at],
        _ => &clause[..at + "的".len() + end],
    }
}
