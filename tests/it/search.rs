//! What search promises: all forms of a character are one, and the index names exactly the bulletins
//! that have a pair of characters, in any edition. The shards are read here as
//! `src/render/search.rs` says they are written; the browser's part is in `tests/browser/search.mjs`.

use crate::helpers::{NOW, built, root, site};
use jianbao::text::Fold;
use jianbao::text::script::{Chain, Converter};
use proptest::prop_assert_eq;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Which bulletins have a pair: the code points (the second is 0 for none) and the place.
type Index = BTreeMap<(u64, u64, u64), BTreeSet<usize>>;

#[test]
fn every_form_of_a_character_is_folded_to_one() {
    let fold = Fold::shared();
    let chains = [Chain::S2t, Chain::S2tw, Chain::S2hk, Chain::T2s, Chain::Tw2s, Chain::Hk2s, Chain::Tw2t, Chain::Hk2t];
    for chain in chains {
        let converter = Converter::new(chain);
        let mut apart = String::new();
        for c in ('\u{3400}'..='\u{9fff}').map(String::from) {
            if fold.text(&converter.convert(&c)) != fold.text(&c) {
                apart.push_str(&c);
            }
        }
        assert_eq!(apart, "", "{chain}");
    }
}

#[test]
fn phrases_that_change_characters_alone_are_folded_to_one() {
    let fold = Fold::shared();
    let folder = root().join("data/opencc");
    for name in ["STPhrases.txt", "TSPhrases.txt", "TWVariantsPhrases.txt", "HKVariantsPhrases.txt"] {
        let text = fs::read_to_string(folder.join(name)).expect("a dictionary");
        let pairs = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let apart: Vec<_> = pairs
            .map(|(from, to)| (from, to.split(' ').next().unwrap_or(to)))
            .filter(|(from, to)| fold.text(from) != fold.text(to))
            .collect();
        assert_eq!(apart, Vec::new(), "{name}");
    }
}

#[test]
fn folding_goes_character_by_character() {
    let fold = Fold::shared();
    let texts = ("[一-鿿a-zA-Z0-9“”「」 ，。％％]{0,40}", 0usize..40);
    let law = |(text, at): (String, usize)| {
        let cut = text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
        let (one, other) = text.split_at(cut);
        prop_assert_eq!(fold.text(&text), fold.text(one) + &fold.text(other));
        prop_assert_eq!(fold.text(&fold.text(&text)), fold.text(&text));
        Ok(())
    };
    TestRunner::default().run(&texts, law).expect("the law");
}

/// Forty bulletins: some words stand in all of them, some in a few, one in each alone.
fn forty() -> TempDir {
    let rare = ["软件", "“双碳”目标", "头发发展", "集成电路 GDP", "里程碑"];
    let bulletin = |n: usize| {
        let letter = char::from_u32(0x4e00 + n as u32 * 17).expect("a character");
        let metric = "[[metrics]]\nindicator = \"出口总额\"\nvalue = \"3万亿元\"\nchange = \"+6.4%\"\n";
        let metric = if n.is_multiple_of(3) { metric } else { "" };
        let (year, day, word) = (2020 + n / 10, n % 28 + 1, rare[n % rare.len()]);
        (
            format!("content/bulletins/{n:02}.md"),
            format!(
                "+++\ntitle = \"经济{letter}运行\"\ndate = {year}-03-{day:02}\ntopics = [\"题{}\"]\n{metric}+++\n\n增长**{word}**。\n\n{word}{letter}在后。\n",
                n % 2
            ),
        )
    };
    site(&(0..40).map(bulletin).collect::<Vec<_>>())
}

/// Reads every shard.
fn index(public: &Path, shards: usize) -> Index {
    let mut index = Index::new();
    for shard in 0..shards {
        let bytes = fs::read(public.join(format!("data/search/grams/{shard}.bin"))).expect("a shard");
        let mut rest = bytes.as_slice();
        let mut first = 0;
        while !rest.is_empty() {
            first += number(&mut rest);
            let (second, head) = ((number(&mut rest) + 0x4e00) % 0x20_0000, number(&mut rest));
            let (mut entry, behind) = rest.split_at((head >> 3) as usize);
            rest = behind;
            let mut bulletins = BTreeSet::new();
            if head & 4 == 4 {
                bulletins.extend((0..entry.len() * 8).filter(|bit| entry[bit / 8] >> (bit % 8) & 1 == 1));
            } else {
                let mut last = 0;
                while !entry.is_empty() {
                    last += number(&mut entry) as usize;
                    bulletins.insert(last);
                }
            }
            assert!(index.insert((first, second, head & 3), bulletins).is_none(), "an entry stands in one shard");
        }
    }
    index
}

fn number(bytes: &mut &[u8]) -> u64 {
    let mut whole = 0;
    for shift in (0..).step_by(7) {
        let byte = bytes[0];
        *bytes = &bytes[1..];
        whole |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    whole
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("a file")).expect("JSON")
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn the_index_names_just_the_bulletins_that_have_a_pair() {
    let (out, _) = built(forty().path(), NOW);
    let public = out.path();
    let overview = json(&public.join("data/search/index.json"));
    assert_eq!(overview["bulletins"], 40);
    assert_eq!(overview["years"], serde_json::json!([[2020, 0], [2021, 10], [2022, 20], [2023, 30]]));
    let given = index(public, overview["shards"].as_u64().expect("a number") as usize);

    let fold = Fold::shared();
    let mut wanted = Index::new();
    let pack = overview["pack"].as_u64().expect("a number") as usize;
    for number in 0..40 {
        for edition in ["zh-hans", "zh-hant-tw", "zh-hant-hk"] {
            let texts = json(&public.join(format!("data/search/texts/{edition}/{}.json", number / pack)));
            let text = &texts[number % pack];
            let mut add = |line: &str, place: u64| {
                let folded: Vec<u64> = fold.text(line).chars().map(u64::from).collect();
                for pair in folded.windows(2) {
                    wanted.entry((pair[0], pair[1], place)).or_default().insert(number);
                    wanted.entry((pair[0], pair[1], 0)).or_default().insert(number);
                }
            };
            add(text["title"].as_str().expect("a title"), 2);
            strings(&text["figures"]).into_iter().for_each(|line| add(line, 1));
            strings(&text["text"]).into_iter().for_each(|line| add(line, 0));
            strings(&text["topics"]).into_iter().for_each(|line| add(line, 0));
        }
    }
    let pairs: Index = given.iter().filter(|(key, _)| key.0 < 0x11_0000 && key.1 > 0).map(clone).collect();
    assert_eq!(pairs.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>());
    for (key, bulletins) in &wanted {
        assert_eq!(&pairs[key], bulletins, "{key:?}");
    }
    // 软件 is found by Taiwan's word for it, and a pair in quotation marks by one of its letters.
    let has = |word: &str| {
        let mut folded = fold.text(word).chars().map(u64::from).collect::<Vec<_>>().into_iter();
        let key = (folded.next().unwrap_or(0), folded.next().unwrap_or(0), 0);
        given.get(&key).map_or(0, BTreeSet::len)
    };
    assert_eq!((has("软件"), has("軟體"), has("“双"), has("髮發")), (8, 8, 8, 8));
    assert_eq!(given[&(0x11_0000, 0, 0)].len(), 20, "bulletins of the first topic");
    assert_eq!(given[&(0x11_0001, 0, 0)].len(), 14, "bulletins with the one indicator");
}

fn clone<K: Clone, V: Clone>((key, value): (&K, &V)) -> (K, V) {
    (key.clone(), value.clone())
}
