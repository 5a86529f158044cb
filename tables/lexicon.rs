//! Reads the lexicon, `data/lexicon`: words the tables err on or that differ by region.

use crate::config::Dictionary;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// A script as the lexicon's keys name it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Hans,
    HantTw,
    HantHk,
}

/// Every word in the scripts that have a form of it.
pub struct Lexicon {
    terms: Vec<Term>,
    styles: Vec<(Script, char, char)>,
    /// What characters become in Simplified.
    simplified: Dictionary,
}

struct Term {
    forms: [Option<String>; 3],
    way: Way,
    level: Option<u32>,
}

/// Where a term leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Both,
    /// Out of Simplified and into it, `between = false`, but not from one edition to another.
    Home,
    /// Out of Simplified, `one-way = true`.
    Out,
    /// Into Simplified, `one-way = "back"`: a spelling that no edition prints.
    Back,
}

/// What a word becomes.
#[derive(Clone)]
pub struct Form {
    pub text: String,
    /// The word in Simplified.
    pub hans: String,
    /// How far it goes from mere script: 0 is script, 1 a word of the region, 2 one of its commonest
    /// words, which it may as well share with the others.
    pub level: u32,
}

impl Lexicon {
    /// Reads every file of `folder`, in order of their names. Panics, as build scripts do, on a
    /// word that is given two forms.
    pub fn read(folder: &Path, simplified: Dictionary) -> Self {
        let entries = fs::read_dir(folder).expect("the lexicon can be listed");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("the lexicon can be listed").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        paths.sort();
        let (mut terms, mut styles) = (Vec::new(), Vec::new());
        for path in paths {
            let text = fs::read_to_string(&path).expect("the lexicon can be read");
            let table: Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            for key in ["terms", "persons"] {
                let list = table.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                terms.extend(list.iter().filter_map(Value::as_table).map(Term::read));
            }
            let list = table.get("styles").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            styles.extend(list.iter().filter_map(Value::as_table).map(style));
        }
        let lexicon = Self { terms, styles, simplified };
        lexicon.pairs(Script::Hans, Script::HantTw);
        lexicon
    }

    /// Which characters an edition prints, and instead of which.
    pub fn styles(&self, edition: Script) -> Vec<(char, char)> {
        let own = self.styles.iter().filter(|(of, ..)| *of == edition);
        own.map(|&(_, from, to)| (from, to)).collect()
    }

    /// A text in Simplified, character by character.
    pub fn simplify(&self, text: &str) -> String {
        let one = |c: char| self.simplified.get(&c.to_string()).cloned().unwrap_or_else(|| c.to_string());
        text.chars().map(one).collect()
    }

    /// The words of one script and their forms in another. Going out of Simplified a word has one
    /// form; going back, of several words with one form the first counts.
    pub fn pairs(&self, from: Script, to: Script) -> BTreeMap<String, Form> {
        let mut pairs: BTreeMap<String, Form> = BTreeMap::new();
        for term in &self.terms {
            let (Some(word), Some(form)) = (&term.forms[from as usize], &term.forms[to as usize]) else { continue };
            let leads = match term.way {
                Way::Both => true,
                Way::Home => from == Script::Hans || to == Script::Hans,
                Way::Out => from == Script::Hans,
                Way::Back => to == Script::Hans,
            };
            if !leads {
                continue;
            }
            let hans = term.forms[0].as_ref().unwrap_or(word).clone();
            let level = term.level.unwrap_or(u32::from(self.simplify(form) != self.simplify(word)));
            let form = Form { text: form.clone(), hans, level };
            let new = pairs.entry(word.clone()).or_insert_with(|| form.clone());
            assert!(from != Script::Hans || new.text == form.text, "{word} is both {} and {}", new.text, form.text);
        }
        pairs
    }
}

/// Which edition prints which character instead of which.
fn style(table: &Table) -> (Script, char, char) {
    let edition = match table["edition"].as_str() {
        Some("zh-hant-tw") => Script::HantTw,
        Some("zh-hant-hk") => Script::HantHk,
        _ => panic!("a style names its edition"),
    };
    let character =
        |key: &str| table[key].as_str().and_then(|text| text.chars().next()).expect("a style names two characters");
    (edition, character("from"), character("to"))
}

impl Term {
    fn read(table: &Table) -> Self {
        let form = |key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
        let both = form("zh-hant");
        let forms = [form("zh-hans"), form("zh-hant-tw").or(both.clone()), form("zh-hant-hk").or(both)];
        let level = match table.get("level").and_then(Value::as_str) {
            None => None,
            Some("script") => Some(0),
            Some("terms") => Some(1),
            Some("full") => Some(2),
            Some(level) => panic!("{level} is no level of the lexicon"),
        };
        let way = match table.get("one-way") {
            None if table.get("between").and_then(Value::as_bool) == Some(false) => Way::Home,
            None | Some(Value::Boolean(false)) => Way::Both,
            Some(Value::Boolean(true)) => Way::Out,
            Some(Value::String(way)) if way == "back" => Way::Back,
            Some(_) => panic!("a term leads one-way out of Simplified or `back` into it"),
        };
        Self { forms, way, level }
    }
}
