//! One form for characters that are written in several, so that a search in either script finds both.
//!
//! In: text in any script. Out: the same with every character replaced by the representative of
//! all its forms (发, 發 and 髮 are one), fullwidth letters halfwidth, capitals in lower case, and spaces and
//! quotation marks left out. `static/assets/search.js` does the same to a query, by the classes in
//! the search index.
//!
//! May touch: nothing

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

/// The classes of Han characters, from OpenCC's dictionaries and our lexicon: `tables/fold.rs`.
const CLASSES: &str = include_str!(concat!(env!("OUT_DIR"), "/fold.txt"));

/// Signs that are typed for one another.
const SIGNS: [&str; 4] = ["-‐‑‒–—―−", "~〜∼", "·•‧・", "…⋯"];

/// What is left out: a reader who types 一带一路倡议 wants “一带一路”倡议 too.
pub const DROPPED: &str = "\t\n\u{b}\u{c}\r \u{a0}\u{ad}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\
    \u{2007}\u{2008}\u{2009}\u{200a}\u{200b}\u{200c}\u{200d}\u{2028}\u{2029}\u{202f}\u{205f}\u{2060}\u{3000}\u{feff}\
    \"'“”‘’「」『』";

/// The first code point beyond the table: those above are rare.
const TABLE: usize = 0x1_0000;
/// Marks a character in the table that is left out.
const GONE: char = '\0';

/// Where characters have capitals or a full width; there are none among Han characters and Hangul between.
const WITH_CASE: [RangeInclusive<char>; 3] = ['\0'..='\u{2e7f}', '\u{a4d0}'..='\u{abff}', '\u{f900}'..='\u{ffff}'];

/// What each character is folded to.
pub struct Fold {
    common: Vec<char>,
    rare: HashMap<char, char>,
}

impl Fold {
    /// Reads the built-in classes.
    fn load() -> Self {
        let mut common: Vec<char> = (0..TABLE as u32).map(|code| char::from_u32(code).unwrap_or(GONE)).collect();
        let mut rare = HashMap::new();
        for class in Self::classes() {
            let mut members = class.chars();
            let Some(first) = members.next() else { continue };
            for member in members {
                match common.get_mut(member as usize) {
                    Some(folded) => *folded = first,
                    None => _ = rare.insert(member, first),
                }
            }
        }
        for c in DROPPED.chars() {
            common[c as usize] = GONE;
        }
        for c in WITH_CASE.into_iter().flatten() {
            let lower = small(narrow(c));
            if lower != c {
                common[c as usize] = common[lower as usize];
            }
        }
        Self { common, rare }
    }

    /// The built-in classes, read when they are first wanted.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Fold> = OnceLock::new();
        SHARED.get_or_init(Self::load)
    }

    /// Characters that count as one, a class a string; each is folded to the first of its class.
    pub fn classes() -> impl Iterator<Item = &'static str> {
        SIGNS.into_iter().chain(CLASSES.lines())
    }

    /// What a character is folded to; `None` when it is left out.
    pub fn character(&self, c: char) -> Option<char> {
        let folded = match self.common.get(c as usize) {
            Some(&folded) => folded,
            None => self.rare.get(&c).copied().unwrap_or(c),
        };
        (folded != GONE).then_some(folded)
    }

    /// A text, folded: `規上工業 增加值` as `规上工业增加值`.
    pub fn text(&self, text: &str) -> String {
        text.chars().filter_map(|c| self.character(c)).collect()
    }
}

/// Fullwidth ASCII as ASCII.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// In lower case, where that is one character.
fn small(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_are_one() {
        let fold = Fold::shared();
        for (one, other) in [
            ("发展", "發展"),
            ("头发", "頭髮"),
            ("里面", "裏面"),
            ("裡面", "裏面"),
            ("台湾", "臺灣"),
            ("占比", "佔比"),
            ("ＧＤＰ　６.４％", "gdp6.4%"),
            ("1—5月", "1-5月"),
            ("“一带一路”倡议", "「一帶一路」倡議"),
            ("吃饭", "吃飯"),
        ] {
            assert_eq!(fold.text(one), fold.text(other), "{one} {other}");
        }
        for (one, other) in [("土", "士"), ("未来", "末来"), ("增长", "增加"), ("5G", "6G")] {
            assert_ne!(fold.text(one), fold.text(other), "{one} {other}");
        }
    }

    #[test]
    fn folding_twice_is_folding_once() {
        let fold = Fold::shared();
        for c in ('\0'..=char::MAX).filter(|&c| c != GONE) {
            if let Some(folded) = fold.character(c) {
                assert_eq!(fold.character(folded), Some(folded), "{c}");
            }
        }
    }

    #[test]
    fn no_class_is_too_wide() {
        let wide: Vec<_> = Fold::classes().filter(|class| class.chars().count() > 9).collect();
        assert_eq!(wide, Vec::<&str>::new());
    }
}
