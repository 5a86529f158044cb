//! The built-in converter against libopencc. See `.ci/opencc-oracle`.

use jianbao::text::script::{Chain, Converter};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// How many random texts each chain converts.
const TEXTS: usize = 60_000;

#[test]
fn both_converters_agree() {
    let words = words();
    let punctuation = ["，", "。", "、", "“", "”", " ", "\n", "2025", "GDP", "%", "的", "⿰", "⿲", "豈", "𠮷", "é"];
    let mut random = Random(0x6a69_616e_6261_6f01);
    let mut texts = words.clone();
    while texts.len() < words.len() + TEXTS {
        let mut text = String::new();
        for _ in 0..random.below(12) + 2 {
            match random.below(10) {
                0..6 => text.push_str(&words[random.below(words.len())]),
                6..8 => text.extend(words[random.below(words.len())].chars().next()),
                8 => text.extend(words[random.below(words.len())].chars().next_back()),
                _ => text.push_str(punctuation[random.below(punctuation.len())]),
            }
        }
        texts.push(text);
    }
    let mut compared = 0;
    let mut mismatches = Vec::new();
    for chain in Chain::ALL {
        let converter = Converter::new(chain);
        for text in &texts {
            let expected = converter.convert(text);
            let built_in = converter.convert_built_in(text);
            compared += 1;
            if built_in != expected || converter.align(text).text != expected {
                mismatches.push(format!("{chain}: {text:?} is {expected:?}, not {built_in:?}"));
            }
        }
    }
    println!("{compared} texts compared, {} mismatches", mismatches.len());
    assert!(mismatches.is_empty(), "{}", mismatches[..mismatches.len().min(20)].join("\n"));
}

/// Every key and every value of the dictionaries, and the inputs of OpenCC's test cases.
fn words() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/opencc");
    let mut words = BTreeSet::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
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
