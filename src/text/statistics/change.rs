//! Words of change before a number, where no basis is before them.
//!
//! In: text. Out: those that the edition says another way: 出口增长10.9% is 出口成長10.9% in Taiwan, 价格上涨0.3% is
//! 價格上升0.3% in Hong Kong. Where no digits follow they may be other words, 增长见闻, and stay.
//!
//! May touch: nothing

use super::{Variant, digits_follow};
use crate::text::finder::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// Finds the words of every region.
static WORDS: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["增长", "上涨", "成長", "增長", "上漲"]));

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
    let places = WORDS.find_iter(text).filter_map(|found| {
        let (_, said) = words.iter().find(|(word, _)| *word == &text[found.range()])?;
        Some((found.range(), *said))
    });
    let counted = places.filter(|(span, _)| digits_follow(&text[span.end..]));
    counted.map(|(span, said)| (span, said.to_owned())).collect()
}
