//! A suggested address for a title.
//!
//! In: a title in any script. Out: pinyin without tones, a hyphen between syllables: 重庆 is `chong-qing`. It is
//! a suggestion for an editor to check: words with special readings are in `data/pinyin/`, all
//! other characters have their usual reading, and 行 as a surname is not distinguished from 行 as a verb.
//!
//! May touch: path

use crate::path;
use crate::text::Variant;
use crate::text::script::Converter;
use ::pinyin::ToPinyin;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words and their syllables.
const WORDS: &str = include_str!("../../data/pinyin/words.txt");
/// The longest word, in characters.
const LONGEST: usize = 4;
/// The longest suggestion, in bytes: an address is read aloud and typed.
const LENGTH: usize = 60;

/// The address that a title suggests; empty where it has no letters.
pub(crate) fn suggest(title: &str) -> String {
    static SIMPLIFIED: LazyLock<Converter> =
        LazyLock::new(|| Converter::chain_of(&Converter::steps(Variant::HantTw, Variant::Hans)));
    static SYLLABLES: LazyLock<HashMap<&str, &str>> = LazyLock::new(words);
    let (words, title): (_, Vec<char>) = (&*SYLLABLES, SIMPLIFIED.convert(title).chars().collect());
    let mut spelled = String::new();
    let mut at = 0;
    while at < title.len() {
        let longest = (1..=LONGEST.min(title.len() - at)).rev();
        let word = longest.map(|length| title[at..at + length].iter().collect::<String>());
        match word.into_iter().find_map(|word| Some((words.get(word.as_str())?, word.chars().count()))) {
            Some((syllables, length)) => {
                spelled.push_str(&format!(" {syllables} "));
                at += length;
            }
            None => {
                match title[at].to_pinyin() {
                    Some(syllable) => spelled.push_str(&format!(" {} ", syllable.plain().replace('ü', "yu"))),
                    None if title[at].is_ascii() => spelled.push(title[at]),
                    None => spelled.push(' '),
                }
                at += 1;
            }
        }
    }
    cut(path::slug(&spelled))
}

fn words() -> HashMap<&'static str, &'static str> {
    WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect()
}

/// Whole syllables, as many as fit.
fn cut(slug: String) -> String {
    match slug.get(..LENGTH + 1) {
        Some(head) => head[..head.rfind('-').unwrap_or(LENGTH)].to_owned(),
        None => slug,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_readings() {
        for (title, address) in [
            ("重庆", "chong-qing"),
            ("重慶市長調研銀行業", "chong-qing-shi-zhang-diao-yan-yin-hang-ye"),
            ("上半年工业增长6.4%", "shang-ban-nian-gong-ye-zeng-zhang-6-4"),
            ("重点行业运行平稳", "zhong-dian-hang-ye-yun-xing-ping-wen"),
            ("长三角“5G+”调整", "chang-san-jiao-5g-tiao-zheng"),
            ("绿色发展效率", "lyu-se-fa-zhan-xiao-lyu"),
            ("供给侧与会计师", "gong-ji-ce-yu-kuai-ji-shi"),
            ("成都首都都市圈", "cheng-du-shou-du-du-shi-quan"),
            ("——", ""),
        ] {
            assert_eq!(suggest(title), address, "{title}");
        }
        let long = suggest(&"规模以上工业增加值".repeat(9));
        assert!(long.len() <= LENGTH && long.ends_with(|c: char| c.is_ascii_lowercase()), "{long}");
    }

    #[test]
    fn every_word_is_spelled_syllable_by_syllable() {
        let words: std::collections::BTreeMap<_, _> = words().into_iter().collect();
        for (word, syllables) in words {
            let length = word.chars().count();
            assert!((1..=LONGEST).contains(&length), "{word}");
            assert_eq!(syllables.split(' ').count(), length, "{word}");
            assert!(syllables.chars().all(|c| c.is_ascii_lowercase() || c == ' '), "{word}");
        }
    }
}
