//! The built-in converter against libopencc. `.ci/optional` says how to run this.

use crate::helpers::{entries, root};
use jianbao::text::script::{Chain, Converter};
use std::collections::BTreeSet;
use std::fs;

/// How many random texts every chain converts.
const TEXTS: usize = 60_000;

/// What may be between words: borders, broken descriptions, compatibility ideographs.
const BETWEEN: [&str; 18] =
    ["，", "。", "、", "“", "”", " ", "\n", "2025", "GDP", "%", "的", "⿰", "⿲", "⿱⿰", "豈", "\u{2f800}", "𠮷", "é"];

#[test]
fn both_converters_agree() {
    let words = words();
    let mut random = Random(0x6a69_616e_6261_6f01);
    let texts: Vec<String> = (0..TEXTS).map(|_| text(&words, &mut random)).collect();
    let mut compared = 0;
    let mut mismatches = Vec::new();
    for chain in Chain::ALL {
        let converter = Converter::new(chain);
        for text in words.iter().chain(&texts) {
            let expected = converter.convert(text);
            let built_in = converter.convert_built_in(text);
            if built_in != expected || converter.align(text).text != expected {
                mismatches.push(format!("{chain}: {text:?} is {expected:?}, not {built_in:?}"));
            }
            compared += 1;
        }
    }
    println!("{compared} texts compared, {} mismatches", mismatches.len());
    assert!(mismatches.is_empty(), "{}", mismatches[..mismatches.len().min(20)].join("\n"));
}

/// Every key and every value of the dictionaries, and the strings of OpenCC's test cases.
fn words() -> Vec<String> {
    let folder = root().join("data/opencc");
    let mut words = BTreeSet::new();
    for path in entries(&folder) {
        if path.extension().is_some_and(|extension| extension == "txt") {
            let text = fs::read_to_string(path).unwrap();
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            words.extend(lines.flat_map(|line| line.split(['\t', ' '])).map(str::to_owned));
        }
    }
    let cases = fs::read_to_string(folder.join("test_data/testcases.json")).unwrap();
    words.extend(cases.lines().filter_map(|line| line.split('"').nth(3)).map(str::to_owned));
    words.remove("");
    words.into_iter().collect()
}

/// Whole words, pieces of words and what may be between them, so that phrases meet, overlap
/// and break off.
fn text(words: &[String], random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..random.below(12) + 2 {
        let word: Vec<char> = words[random.below(words.len())].chars().collect();
        let cut = random.below(word.len());
        match random.below(10) {
            0..3 => text.extend(&word),
            3..6 => text.extend(&word[..=cut]),
            6..9 => text.extend(&word[cut..]),
            _ => text.push_str(BETWEEN[random.below(BETWEEN.len())]),
        }
    }
    text
}

/// Xorshift: the same texts every time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}
