//! How statistics are said in each region: `tests/cases/statistics.tsv`.

use crate::helpers::root;
use jianbao::text::statistics::Step;
use jianbao::text::{Converter, Glossary, Variant};
use std::collections::BTreeMap;
use std::fs;

#[test]
fn comparisons_and_amounts_are_said_as_each_region_does() {
    let cases = fs::read_to_string(root().join("tests/cases/statistics.tsv")).expect("the cases");
    let mut converters: BTreeMap<(Variant, Variant), Converter> = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in cases.lines().filter(|line| !line.starts_with('#')) {
        let [from, to, step, text, wanted] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("five columns: {line}");
        };
        let (from, to): (Variant, Variant) = (from.parse().expect("a script"), to.parse().expect("a script"));
        let converter =
            converters.entry((from, to)).or_insert_with(|| Converter::new(from, to, None, &Glossary::default()));
        let step = match step {
            "month" => Some(Step::Month),
            "quarter" => Some(Step::Quarter),
            "-" => None,
            other => panic!("{other} is no step"),
        };
        let converter = converter.clone().stepping(step);
        let given = converter.convert(text);
        if given != wanted || converter.align(text).text != wanted {
            wrong.push(format!("{from:?} to {to:?}: {text}\n  wanted {wanted}\n  given  {given}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
