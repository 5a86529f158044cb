//! The built-in converter against OpenCC's own test cases, and its laws.

use jianbao::text::script::{Chain, Converter, TABLES_VERSION, Variant};
use proptest::prelude::*;
use serde_json::Value;
use std::borrow::Cow;
use std::path::Path;

/// OpenCC's test cases as (name, input, expected by chain). The file is JSON but for some commas
/// before a closing brace.
fn cases() -> Vec<(String, String, Vec<(Chain, String)>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/opencc/test_data/testcases.json");
    let text = std::fs::read_to_string(path).unwrap();
    let pieces: Vec<&str> = text.split(',').collect();
    let json = pieces.iter().enumerate().map(|(i, piece)| {
        let closes = pieces.get(i + 1).is_none_or(|next| next.trim_start().starts_with(['}', ']']));
        if closes { (*piece).to_owned() } else { format!("{piece},") }
    });
    let json: Value = serde_json::from_str(&json.collect::<String>()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let case = |case: &Value| {
        let expected = case["expected"].as_object().unwrap().iter();
        let expected = expected.filter_map(|(name, value)| Some((name.parse().ok()?, text(value))));
        (text(&case["id"]), text(&case["input"]), expected.collect())
    };
    json["cases"].as_array().unwrap().iter().map(case).collect()
}

#[test]
fn test_cases_of_opencc() {
    let cases = cases();
    assert_eq!(cases.len(), 243);
    let mut checked = 0;
    for chain in Chain::ALL {
        let converter = Converter::new(chain);
        for (id, input, expected) in &cases {
            for (_, expected) in expected.iter().filter(|(of, _)| *of == chain) {
                assert_eq!(converter.convert_built_in(input), *expected, "{id} {chain}");
                assert_eq!(converter.align(input).text, *expected, "{id} {chain}, aligned");
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 548);
}
