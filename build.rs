//! Compiles the dictionaries for the script converter.
//!
//! One blob for each configuration in `data/opencc/config`, compressed with LZ4, goes to
//! `OUT_DIR/opencc/NAME.bin`: OpenCC's own tables and nothing else. See `tables/chain.rs` for what is
//! in it. One more for each that leads from an edition's script to another's goes to
//! `OUT_DIR/house/NAME.bin`: the same as a graph of words with our lexicon in it, see `tables/graph.rs`.
//! What several have in common is in `OUT_DIR/families/NAME.bin`. `OUT_DIR/fold.txt` has the characters
//! that search takes for one.

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
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs, iter, thread};
use trie::Family;
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
    let simplified = config::read(&folder.join("TSCharacters.txt"));
    let lexicon = Lexicon::read(&root.join("data/lexicon"), simplified);
    let styles = [HantTw, HantHk].into_iter().flat_map(|edition| lexicon.styles(edition));
    fs::write(out.join("fold.txt"), fold::classes(&folder, styles)).expect("the classes can be written");
    let words = Words::read(&root.join("data/words"));
    let (learnt, none) = (graph::readings(&root.join("data/readings/readings.txt")), graph::Readings::new());
    let (open, closed) = (graph::open(&root.join("data/readings/open.txt")), BTreeSet::new());
    let house = |name: &str, from: Script, to: Script, words: &Words| -> (Vec<u8>, Graph) {
        let config = Config::read(&folder, name);
        let (pairs, styles) = (lexicon.pairs(from, to), lexicon.styles(to));
        let back = (to == Hans).then_some(&lexicon);
        let readings = if from == Hans { &learnt } else { &none };
        // They were learnt from texts of Taiwan.
        let open = if (from, to) == (Hans, HantTw) { &open } else { &closed };
        let graph = Graph::new(&config, &Own { lexicon: pairs, styles, words, readings, open, back });
        (chain::compile_house(&config), graph)
    };
    let ways = HOUSE.map(|(name, edition, onward)| {
        let (house, words) = (&house, &words);
        move || {
            let there = house(name, Hans, edition, words);
            let words = words.map(|word| there.1.read(word, 0));
            (there, onward.map(|(name, to)| house(name, edition, to, &words)))
        }
    });
    let (out_of_simplified, out_of_editions): (Vec<_>, Vec<_>) = thread::scope(|scope| {
        let threads = ways.map(|way| scope.spawn(way));
        threads.map(|thread| thread.join().expect("the words can be compiled")).into_iter().unzip()
    });
    let out_of_editions: Vec<_> = out_of_editions.into_iter().flatten().collect();
    let onward = || HOUSE.iter().flat_map(|(_, _, onward)| onward.iter().map(|(name, _)| *name));
    thread::scope(|scope| {
        scope.spawn(|| {
            plain(&folder, &out);
            write_graphs(&out, "from-simplified", HOUSE.iter().map(|(name, ..)| *name), &out_of_simplified);
        });
        write_graphs(&out, "from-editions", onward(), &out_of_editions);
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
        "data/readings/open.txt",
        "src/text/script/table.rs",
        "src/text/script/unicode.rs",
    ] {
        println!("cargo::rerun-if-changed={watched}");
    }
}

/// Writes OpenCC's own tables.
fn plain(folder: &Path, out: &Path) {
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder.join("config")).expect("the configurations can be listed") {
        let path = entry.expect("the configurations can be listed").path();
        names.extend(path.file_stem().and_then(|name| name.to_str()).map(str::to_owned));
    }
    names.sort();
    for (name_of_family, is_of_family) in [("s", true), ("t", false)] {
        let mut family = Family::new();
        let names = names.iter().filter(|name| name.starts_with('s') == is_of_family);
        let blobs: Vec<_> = names.map(|name| (name, chain::compile(Config::read(folder, name), &mut family))).collect();
        for (name, blob) in blobs {
            write(&out.join("opencc"), name, &blob.filled(&family));
        }
        let mut shared = Vec::new();
        family.write(&family.codes(iter::empty()), &mut shared);
        write(&out.join("families"), name_of_family, &shared);
    }
}

/// Writes graphs of words that are much alike.
fn write_graphs<'n>(out: &Path, family: &str, names: impl Iterator<Item = &'n str>, graphs: &[(Vec<u8>, Graph)]) {
    let (shared, blobs) = graph::write(graphs);
    write(&out.join("families"), family, &shared);
    for (name, blob) in names.zip(blobs) {
        write(&out.join("house"), name, &blob);
    }
}

fn write(folder: &Path, name: &str, blob: &[u8]) {
    let blob = lz4_flex::block::compress_prepend_size(blob);
    fs::create_dir_all(folder).expect("the output folder can be written");
    fs::write(folder.join(name).with_extension("bin"), blob).expect("a blob can be written");
}
