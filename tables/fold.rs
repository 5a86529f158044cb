//! Finds which characters are forms of one another, for search.

use crate::config;
use std::collections::BTreeMap;
use std::path::Path;

/// The dictionaries that change characters and no words. All the values of an entry count: 发 is 發 and 髮.
const FILES: [&str; 9] = [
    "CJK_Compatibility_Ideographs.txt",
    "HKVariants.txt",
    "HKVariantsPhrases.txt",
    "HKVariantsRev.txt",
    "STCharacters.txt",
    "TSCharacters.txt",
    "TSCharactersExt.txt",
    "TWVariants.txt",
    "TWVariantsRev.txt",
];

/// One class of characters a line, the lowest code point first; those with one member are left out.
/// `styles` are the pairs of our own lexicon.
pub fn classes(folder: &Path, styles: impl Iterator<Item = (char, char)>) -> String {
    let mut leaders: BTreeMap<char, char> = BTreeMap::new();
    for (one, other) in FILES.iter().flat_map(|file| config::characters(&folder.join(file))).chain(styles) {
        let (one, other) = (leader(&leaders, one), leader(&leaders, other));
        leaders.insert(one.max(other), one.min(other));
    }
    let mut classes: BTreeMap<char, String> = BTreeMap::new();
    for &member in leaders.keys() {
        let leader = leader(&leaders, member);
        if leader != member {
            classes.entry(leader).or_insert_with(|| leader.into()).push(member);
        }
    }
    classes.into_values().collect::<Vec<_>>().join("\n")
}

fn leader(leaders: &BTreeMap<char, char>, member: char) -> char {
    match leaders.get(&member) {
        Some(&above) if above != member => leader(leaders, above),
        _ => member,
    }
}
