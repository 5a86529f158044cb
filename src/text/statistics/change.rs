//! Words of change before a number, where no basis is before them.
//!
//! In: text. Out: those that the edition says another way: 价格上涨0.3% is 價格上升0.3% in Hong Kong. Where no digits follow
//! they stay. What growth is called is said by the lexicon.
//!
//! May touch: nothing

use super::{Variant, digits_follow};
use crate::text::finder::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// Finds the words, which are understood everywhere: only Hong Kong says another.
static RISE: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["上涨", "上漲"]));

/// Where a word of change is before a number, and how the edition says it.
pub(super) fn find(text: &str, to: Variant) -> Vec<(Range<usize>, String)> {
    if to != Variant::HantHk {
        return Vec::new();
    }
    let counted = RISE.find_iter(text).filter(|found| digits_follow(&text[found.end()..]));
    counted.map(|found| (found.range(), "上升".to_owned())).collect()
}
