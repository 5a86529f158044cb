//! How far a conversion goes from mere script.
//!
//! In: a name as `site.toml` writes it. Out: [`Reach`].
//!
//! May touch: diag

use crate::diag::Malformed;
use std::str::FromStr;

/// Which words of the lexicon count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reach {
    /// Those that only choose between characters: 头发 is 頭髮, 软件 stays 軟件.
    Script,
    /// The region's words too, where another would be taken for a mistake: 軟體, 公車, 衣索比亞.
    #[default]
    Terms,
    /// All, those too that an edition may as well share: 影片 for 視頻, 品質 for 質量.
    Full,
}

impl FromStr for Reach {
    type Err = Malformed;

    /// `script`, `terms` or `full`.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        match text {
            "script" => Ok(Self::Script),
            "terms" => Ok(Self::Terms),
            "full" => Ok(Self::Full),
            _ => Err(Malformed::new(
                0..text.len(),
                format!("unknown lexicon `{text}`"),
                "write `terms`, the usual one, `full` for all of the region's words, or `script` for none",
            )),
        }
    }
}
