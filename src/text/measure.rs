//! What a number is said with: `5米` is 5公尺 in Taiwan, `涨1%` is 升1% in Hong Kong.
//!
//! In: Simplified text. Out: the bytes of each such word, and what it becomes.
//!
//! May touch: nothing

use super::Variant;
use super::finder::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// Units behind a number, and what Taiwan and Hong Kong call them; empty where they keep the word.
const UNITS: [(&str, &str, &str); 5] =
    [("千米", "公里", "公里"), ("米", "公尺", ""), ("克", "公克", ""), ("升", "公升", ""), ("周", "週", "")];
/// Rises before a number, which Hong Kong says otherwise.
const RISES: &str = "涨";
const RISES_IN_HONG_KONG: &str = "升";
/// What may stand between a number and its unit, and between a rise and its number.
const ABOUT: [char; 10] = ['多', '余', '几', '百', '万', '亿', '约', '近', '逾', '超'];
/// What the graph takes for a count behind a number, and is none behind a name that ends in one, nor before a verb.
const ONLY: &str = "只";
const VERBS: &str = "卖售需要";
/// 升 is a measure before these, else it may be a rise: 由50升至51.
const CONTENTS: &str = "的装裝水油汽柴牛啤左以及和";

static FINDER: LazyLock<Finder> = LazyLock::new(|| {
    let words: Vec<&str> = UNITS.iter().map(|unit| unit.0).chain([RISES, ONLY]).collect();
    Finder::of(&words)
});

/// Every unit and rise that `to` says otherwise, if its `words` count, and every 只 that is only. `is_word` knows words.
pub fn find(text: &str, to: Variant, words: bool, is_word: impl Fn(&str) -> bool) -> Vec<(Range<usize>, &'static str)> {
    let found = FINDER.find_iter(text).filter_map(|found| {
        let (pattern, found) = (found.pattern().as_usize(), found.range());
        let (before, behind) = (&text[..found.start], &text[found.end..]);
        if &text[found.clone()] == ONLY {
            return is_only(before, behind).then_some((found, ONLY));
        }
        let form = match (UNITS.get(pattern).filter(|_| words), to) {
            (Some((unit, taiwan, hong_kong)), _) => {
                let form = if to == Variant::HantTw { taiwan } else { hong_kong };
                measures(before, unit, behind, &is_word).then_some(*form)
            }
            (None, Variant::HantHk) if words => rises(before, behind, &is_word).then_some(RISES_IN_HONG_KONG),
            _ => None,
        };
        form.filter(|form| !form.is_empty()).map(|form| (found, form))
    });
    found.collect()
}

fn measures(before: &str, unit: &str, behind: &str, is_word: &impl Fn(&str) -> bool) -> bool {
    let number = before.strip_suffix(' ').unwrap_or(before).trim_end_matches(ABOUT);
    let digits = number.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let next = behind.chars().next();
    let last = unit.chars().next_back().unwrap_or_default();
    let fits = match last {
        '升' => next.is_none_or(|c| !super::is_han(c) || CONTENTS.contains(c)),
        '周' => digits.ends_with('第'),
        _ => true,
    };
    // 5克拉, 2026米兰冬奥会; 1米8 is said so.
    let begins_word = || {
        let ends = behind.char_indices().map(|(at, c)| at + c.len_utf8()).take(2);
        ends.into_iter().any(|end| is_word(&format!("{last}{}", &behind[..end])))
    };
    digits.len() < number.len() && fits && next.is_none_or(|c| !c.is_ascii_digit()) && !begins_word()
}

/// S20 只有163克, 原价99只卖50.
fn is_only(before: &str, behind: &str) -> bool {
    let number = before.trim_end_matches(' ');
    let name = number.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_named = name.trim_end_matches('-').ends_with(|c: char| c.is_ascii_alphabetic());
    name.len() < number.len() && (is_named || behind.starts_with(|c: char| VERBS.contains(c)))
}

fn rises(before: &str, behind: &str, is_word: &impl Fn(&str) -> bool) -> bool {
    let number = behind.trim_start_matches(ABOUT);
    // 领涨1%: another word.
    let ends_word = before.chars().next_back().is_some_and(|c| is_word(&format!("{c}{RISES}")));
    number.starts_with(|c: char| c.is_ascii_digit()) && !ends_word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_units() {
        let words = ["米兰", "克拉", "克罗地亚", "上涨", "周年"];
        for (text, taiwan, hong_kong) in [
            ("高5米，长100多米，重3.5克", "公尺 公尺 公克", ""),
            ("全长35千米", "公里", "公里"),
            ("2026米兰冬奥会，5克拉，1米8", "", ""),
            ("指数由50升至51", "", ""),
            ("每桶159升。", "公升", ""),
            ("第12周回落，12周", "週", ""),
            ("几米远，玉米，攻克", "", ""),
            ("净重200 克，Galaxy S20只重163克", "公克 只 公克", "只"),
            ("共30只羊，原价99只卖50，A19只用于手机", "只 只", "只 只"),
            ("股价涨1.5%，上涨2%，涨约3%", "", "升 升"),
        ] {
            let forms = |to| {
                let found = find(text, to, true, |word| words.contains(&word));
                found.into_iter().map(|(_, form)| form).collect::<Vec<_>>().join(" ")
            };
            assert_eq!(forms(Variant::HantTw), taiwan, "{text}");
            assert_eq!(forms(Variant::HantHk), hong_kong, "{text}");
        }
    }
}
