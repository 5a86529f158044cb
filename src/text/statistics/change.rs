//! Words of change before a number, where no basis is before them.
//!
//! In: text. Out: those that the edition says another way: 出口增长10.9% is 出口成長10.9% in Taiwan, 价格上涨0.3% is
//! 價格上升0.3% in Hong Kong. Where no digits follow they may be other words, 增长见闻, and stay.
//!
//! May touch: nothing

use super::{Variant, digits_follow};
use std::ops::Range;

/// Where a word of change is before a number, and how the edition says it.
pub(super) fn find(text: &str, from: Variant, to: Variant) -> Vec<(Range<usize>, String)> {
    // Hong Kong's 上升 is understood everywhere, and stays.
    let words: &[(&str, &str)] = match (from, to) {
        (Variant::Hans, Variant::HantTw) => &[("增长", "成長")],
        (Variant::Hans, Variant::HantHk) => &[("上涨", "上升")],
        (Variant::HantTw, Variant::Hans) => &[("成長", "增长")],
        (Variant::HantTw, Variant::HantHk) => &[("成長", "增長"), ("上漲", "上升")],
        (Variant::HantHk, Variant::HantTw) => &[("增長", "成長")],
        (Variant::HantHk, Variant::Hans)
        | (Variant::Hans, Variant::Hans)
        | (Variant::HantTw, Variant::HantTw)
        | (Variant::HantHk, Variant::HantHk) => &[],
    };
    let places = words.iter().flat_map(|(word, said)| text.match_indices(word).map(move |(at, _)| (at, *word, *said)));
    let counted = places.filter(|(at, word, _)| digits_follow(&text[at + word.len()..]));
    counted.map(|(at, word, said)| (at..at + word.len(), said.to_owned())).collect()
}
