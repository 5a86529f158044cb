//! Which currency 元 by itself is in the figures of other places than the site's.
//!
//! In: bulletins with their figures. Out: [`elsewhere`], by indicator: `HKD` of what is counted in 元 for Hong Kong.
//!
//! May touch: text, figure, config, bulletin

use super::lexicon::table;
use crate::bulletin::Bulletin;
use crate::config::currency_of;
use crate::figure::Metric;
use crate::figure::series::regional;
use crate::text::Variant;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Places with a currency of their own, in every script; the first that a region names counts, as 中國香港 is Hong Kong.
const PLACES: [(&str, &str); 12] = [
    ("香港", "HKD"),
    ("台湾", "TWD"),
    ("臺灣", "TWD"),
    ("台灣", "TWD"),
    ("澳门", "MOP"),
    ("澳門", "MOP"),
    ("中国", "CNY"),
    ("中國", "CNY"),
    ("大陆", "CNY"),
    ("大陸", "CNY"),
    ("内地", "CNY"),
    ("內地", "CNY"),
];

/// The currency of each indicator whose figures are all of one other place, by its ISO code: by their region, else by the
/// script of their bulletin. Where figures of one indicator disagree none is given, as in one series 元 is one currency.
pub(super) fn elsewhere(bulletins: &[Arc<Bulletin>], script: Variant) -> BTreeMap<String, &'static str> {
    let mut found: BTreeMap<&str, Option<&'static str>> = BTreeMap::new();
    for bulletin in bulletins {
        let own = currency_of(bulletin.article.script);
        for metric in bulletin.metrics.iter().filter(|metric| counts_yuan(metric)) {
            let code = metric.region.as_deref().and_then(|region| of_region(region, own)).unwrap_or(own);
            let known = found.entry(&metric.indicator).or_insert(Some(code));
            *known = known.filter(|known| *known == code);
        }
    }
    let usual = currency_of(script);
    let other = found.into_iter().filter_map(|(indicator, code)| Some((indicator.to_owned(), code?)));
    other.filter(|(_, code)| *code != usual).collect()
}

/// The currency of 元 where a phrase in simplified characters says so itself, in a paper whose own is `own`: by the place that a
/// clause begins with, by 人民币, or by what is counted in Macao alone, whose papers write as those of Hong Kong.
/// 人民币贷款14.97万亿元 is in yuan, and 输往内地的货值 in the money of who prints it.
pub(super) fn told(phrase: &str, own: &str) -> Option<&'static str> {
    let others = ["港元", "港币", "台币", "澳门元"];
    if phrase.contains("人民币") && !others.iter().any(|other| phrase.contains(other)) {
        return Some("CNY");
    }
    let begins = |at: usize| phrase[..at].chars().next_back().is_none_or(|last| "年月日季末底度".contains(last));
    let code = PLACES.iter().find_map(|(place, code)| {
        let (at, _) = phrase.match_indices(place).find(|(at, _)| begins(*at))?;
        let body = phrase[at + place.len()..].trim_start_matches("特别行政区");
        let is_other = ["旅客", "游客", "访", "赴", "来", "居民赴", "香港", "台湾", "澳门", "、", "和", "与", "及"]
            .iter()
            .any(|word| body.starts_with(word));
        (!is_other).then_some(*code)
    });
    let of_macao = || table("in_macao").iter().any(|(word, _)| phrase.contains(word)).then_some("MOP");
    code.or_else(|| of_macao().filter(|_| own == "HKD"))
}

/// The place with a currency of its own that a name in simplified characters begins with, and that.
pub(super) fn place(name: &str) -> Option<(&'static str, &'static str)> {
    PLACES.into_iter().find(|(place, code)| *code != "CNY" && name.starts_with(place))
}

/// The currency of a region, in a bulletin of a place whose own is `own`: in Hong Kong 全國 is all of the mainland.
fn of_region(region: &str, own: &str) -> Option<&'static str> {
    let place = PLACES.iter().find(|(place, _)| region.contains(place)).map(|(_, code)| *code);
    place.or_else(|| (own == "HKD" && regional(Some(region)).is_none()).then_some("CNY"))
}

/// Whether a figure is in 元 or 元/人, where nothing says which.
fn counts_yuan(metric: &Metric) -> bool {
    let quantities = metric.value.iter().chain(metric.previous.as_deref());
    let changes = metric.changes().filter_map(|(change, _)| change.amount());
    quantities.chain(changes).any(|quantity| quantity.unit_base().split('/').next() == Some("元"))
}
