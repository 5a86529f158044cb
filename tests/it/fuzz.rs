//! The properties that libFuzzer tries to break (`fuzz/`), over the texts of its corpus: what once
//! broke one stays in the corpus, and is tried with a stable compiler too.

#[path = "../../fuzz/properties.rs"]
mod properties;

use crate::helpers::{entries, root};
use std::fs;

/// The property of a text.
type Property = fn(&str);

#[test]
fn the_corpus_is_quiet() {
    let targets: [(&str, Property); 11] = [
        ("converter", properties::converter),
        ("data_files", properties::data_files),
        ("front_matter", properties::front_matter),
        ("glossary", properties::glossary),
        ("importer", properties::importer),
        ("markdown", properties::markdown),
        ("marks", properties::marks),
        ("period", properties::period),
        ("quantity", properties::quantity),
        ("request", properties::request),
        ("site", properties::site),
    ];
    for (name, property) in targets {
        let files = entries(&root().join("fuzz/corpus").join(name));
        assert!(!files.is_empty(), "{name}");
        for path in files {
            // libFuzzer hands on only what is UTF-8.
            if let Ok(text) = fs::read_to_string(&path) {
                println!("{}", path.display());
                property(&text);
            }
        }
    }
}
