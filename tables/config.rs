//! Reads OpenCC's configurations and dictionaries.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Keys and values, the longest key winning.
pub type Dictionary = BTreeMap<String, String>;

/// A configuration such as `s2tw.json`, its dictionaries loaded.
pub struct Config {
    pub normalization: Vec<Dictionary>,
    pub segmentation: Option<Dictionary>,
    pub stages: Vec<Dictionary>,
}

impl Config {
    /// Reads `config/NAME.json` below `folder`. Panics, as build scripts do, on anything unknown.
    pub fn read(folder: &Path, name: &str) -> Self {
        let path = folder.join("config").join(name).with_extension("json");
        let text = fs::read_to_string(&path).expect("the configuration can be read");
        let config: Value = serde_json::from_str(&text).expect("the configuration is JSON");
        let stages = |key: &str| -> Vec<Dictionary> {
            let stages = config[key].as_array().map_or(&[][..], Vec::as_slice);
            stages.iter().map(|stage| dictionary(folder, &stage["dict"])).collect()
        };
        let segmentation = config.get("segmentation").map(|segmentation| {
            assert_eq!(segmentation["type"], "mmseg", "{name}: unknown segmentation");
            dictionary(folder, &segmentation["dict"])
        });
        Self { normalization: stages("normalization"), segmentation, stages: stages("conversion_chain") }
    }
}

/// One dictionary with the same longest match as `spec`, which may be a group of groups.
fn dictionary(folder: &Path, spec: &Value) -> Dictionary {
    let policy = match (spec["type"].as_str(), spec["match_policy"].as_str()) {
        (Some("text"), None) => {
            let file = spec["file"].as_str().expect("a text dictionary names its file");
            return read(&folder.join(file));
        }
        (Some("group"), Some("union")) => union,
        (Some("group"), Some("short_circuit")) => short_circuit,
        _ => panic!("unknown dictionary {spec}"),
    };
    let members = spec["dicts"].as_array().expect("a group lists its dictionaries");
    members.iter().map(|member| dictionary(folder, member)).fold(Dictionary::new(), policy)
}

/// The longest key of all wins; for the same key, that of the earlier dictionary.
fn union(mut earlier: Dictionary, later: Dictionary) -> Dictionary {
    for (key, value) in later {
        earlier.entry(key).or_insert(value);
    }
    earlier
}

/// The first dictionary with any matching key wins, so a key of the later one only counts when
/// nothing it begins with is a key of the earlier.
fn short_circuit(mut earlier: Dictionary, mut later: Dictionary) -> Dictionary {
    later.retain(|key, _| !starts_with_key(key, &earlier));
    earlier.append(&mut later);
    earlier
}

/// Whether a key of `dictionary` stands at the start of `text`.
pub fn starts_with_key(text: &str, dictionary: &Dictionary) -> bool {
    let mut ends = text.char_indices().map(|(start, c)| start + c.len_utf8());
    ends.any(|end| dictionary.contains_key(&text[..end]))
}

/// Reads lines `key TAB value value ...`; the first value counts.
pub fn read(path: &Path) -> Dictionary {
    let text = fs::read_to_string(path).expect("the dictionary can be read");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (key, values) = line.split_once('\t').expect("a line has a key and values");
            let value = values.split(' ').next().unwrap_or_default();
            assert!(!key.is_empty() && !value.is_empty(), "{}: {line}", path.display());
            (key.to_owned(), value.to_owned())
        })
        .collect()
}

/// Every character that a key and its value have in one place, and not the same: 頴 for 穎 in 張頴康.
pub fn characters(path: &Path) -> Vec<(char, char)> {
    let text = fs::read_to_string(path).expect("the dictionary can be read");
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let words = lines.flat_map(|(key, values)| values.split(' ').map(move |value| (key, value)));
    let alike = words.filter(|(key, value)| key.chars().count() == value.chars().count());
    alike.flat_map(|(key, value)| key.chars().zip(value.chars())).filter(|(one, other)| one != other).collect()
}
