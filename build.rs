//! Compiles the dictionaries for the script converter.
//!
//! One blob for each configuration in `data/opencc/config`, compressed with LZ4, goes to
//! `OUT_DIR/opencc/NAME.bin`: OpenCC's own tables and nothing else. See `tables/chain.rs` for what is
//! in it. One more for each that leads from an edition's script to another's goes to
//! `OUT_DIR/house/NAME.bin`: the same as a graph of words with our lexicon in it, see `tables/graph.rs`. `OUT_DIR/fold.txt` has the characters that search takes for one.

#[path = "tables/chain.rs"]
mod chain;
#[path = "tables/config.rs"]
mod config;
#[path = "tables/fold.rs"]
mod fold;
#[path = "tables/graph.rs"]
mod graph;
#[allow(dead_code, reason = "shared with the library, which uses the rest")]
#[path = "src/text/script/table.rs"]
mod table;
#[path = "tables/lexicon.rs"]
mod lexicon;
#[path = "tables/trie.rs"]
mod trie;
#[path = "src/text/script/unicode.rs"]
mod unicode;
#[path = "tables/words.rs"]
mod words;

use config::Config;
use graph::{Graph, Own};
use lexicon::Script::{Hans, HantHk, HantTw};
use lexicon::{Lexicon, Script};
use std::path::{Path, PathBuf};
use std::{env, fs, thread};
use words::Words;

/// A configuration, and where it leads.
type Configuration = (&'static str, Script);

/// The configurations that lead out of Simplified into an edition, each with those that lead out of
/// that edition; the last of them is a first step, of which the second changes no words.
const HOUSE: [(&str, Script, [Configuration; 2]); 2] =
    [("s2tw", HantTw, [("tw2s", Hans), ("tw2t", HantHk)]), ("s2hk", HantHk, [("hk2s", Hans), ("hk2t", HantTw)])];

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("Cargo says where we are"));
    let folder = root.join("data/opencc");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo says where to write"));
    for entry in fs::read_dir(folder.join("config")).expect("the configurations can be listed") {
        let path = entry.expect("the configurations can be listed").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("names are ASCII");
        write(&out.join("opencc"), name, chain::compile(Config::read(&folder, name)));
    }
    let simplified = config::read(&folder.join("TSCharacters.txt"));
    let lexicon = Lexicon::read(&root.join("data/lexicon"), simplified);
    let styles = [HantTw, HantHk].into_iter().flat_map(|edition| lexicon.styles(edition));
    fs::write(out.join("fold.txt"), fold::classes(&folder, styles)).expect("the classes can be written");
    let words = Words::read(&root.join("data/words"));
    let (learnt, none) = (graph::readings(&root.join("data/readings/readings.txt")), graph::Readings::new());
    let house = |name: &str, from: Script, to: Script, words: &Words| -> Graph {
        let config = Config::read(&folder, name);
        let (pairs, styles) = (lexicon.pairs(from, to), lexicon.styles(to));
        let back = (to == Hans).then_some(&lexicon);
        let readings = if from == Hans { &learnt } else { &none };
        let graph = Graph::new(&config, &Own { lexicon: pairs, styles, words, readings, back });
        write(&out.join("house"), name, chain::compile_house(&config, &graph));
        graph
    };
    thread::scope(|scope| {
        for (name, edition, onward) in HOUSE {
            let (house, words) = (&house, &words);
            scope.spawn(move || {
                let there = house(name, Hans, edition, words);
                let words = words.map(|word| there.read(word, 0));
                for (name, to) in onward {
                    house(name, edition, to, &words);
                }
            });
        }
    });
    let version = fs::read_to_string(folder.join("VERSION")).expect("the version can be read");
    println!("cargo::rustc-env=OPENCC_DATA_VERSION={}", version.trim_end());
    for watched in [
        "build.rs",
        "tables",
        "data/opencc",
        "data/lexicon",
        "data/words",
        "data/readings/readings.txt",
        "src/text/script/table.rs",
        "src/text/script/unicode.rs",
    ] {
        println!("cargo::rerun-if-changed={watched}");
    }
}

fn write(folder: &Path, name: &str, blob: Vec<u8>) {
    let blob = lz4_flex::block::compress_prepend_size(&blob);
    fs::create_dir_all(folder).expect("the output folder can be written");
    fs::write(folder.join(name).with_extension("bin"), blob).expect("a blob can be written");
}
