//! Words of change before a number, from one edition to another.
//!
//! In: text. Out: those that the other edition says another way: 出口成長10.9% of Taiwan is 出口增長10.9% in Hong Kong. Where
//! no digits follow they may be other words, 兒童成長, and stay. Out of Simplified the lexicon says them.
//!
//! May touch: nothing

use super::{Variant, digits_follow};
use crate::text::finder::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// Finds the words of either region.
static WORDS: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["成長", "上漲", "增長"]));

/// Where a word of change is before a number, and how the edition says it.
pub(super) fn find(text: &str, from: Variant, to: Variant) -> Vec<(Range<usize>, String)> {
    // Hong Kong's 上升 is understood everywhere, and stays.
    let words: &[(&str, &str)] = match (from, to) {
        (Variant::HantTw, Variant::HantHk) => &[("成長", "增長"), ("上漲", "上升")],
        (Variant::HantHk, Variant::HantTw) => &[("增長", "成長")],
        (Variant::Hans | Variant::En, _)
        | (_, Variant::Hans | Variant::En)
        | (Variant::HantTw, _)
        | (Variant::HantHk, _) => return Vec::new(),
    };
    let counted = WORDS.find_iter(text).filter(|found| digits_follow(&text[found.end()..]));
    let said = counted.filter_map(|found| {
        let (_, said) = words.iter().find(|(word, _)| *word == &text[found.range()])?;
        Some((found.range(), (*said).to_owned()))
    });
    said.collect()
}
