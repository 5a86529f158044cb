//! The properties that libFuzzer tries to break (`fuzz/`), over the texts of its corpus: what once
//! broke one stays in the corpus, and is tried with a stable compiler too.

#[path = "../../fuzz/properties.rs"]
mod properties;

use std::fs;
use std::path::Path;

/// What holds for a text.
type Property = fn(&str);

#[test]
fn the_corpus_is_quiet() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let targets: [(&str, Property); 10] = [
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
    ];
    for (name, property) in targets {
        let files: Vec<_> = fs::read_dir(corpus.join(name)).expect("a corpus").collect();
        assert!(!files.is_empty(), "{name}");
        for file in files {
            let path = file.expect("a file").path();
            // libFuzzer hands on only what is UTF-8.
            if let Ok(text) = fs::read_to_string(&path) {
                println!("{}", path.display());
                property(&text);
            }
        }
    }
}
