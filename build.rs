//! Compiles OpenCC's dictionaries, `data/opencc`, for the script converter.
//!
//! One blob for each configuration in `data/opencc/config`, compressed with LZ4, goes to
//! `OUT_DIR/opencc/NAME.bin`. See `build/chain.rs` for what is in it.

#[path = "build/chain.rs"]
mod chain;
#[path = "build/config.rs"]
mod config;
#[allow(dead_code, reason = "shared with the library, which uses the rest")]
#[path = "src/text/script/table.rs"]
mod table;
#[path = "build/trie.rs"]
mod trie;
#[path = "src/text/script/unicode.rs"]
mod unicode;

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("Cargo says where we are"));
    let folder = root.join("data/opencc");
    let out = env::var_os("OUT_DIR").expect("Cargo says where to write");
    let out = PathBuf::from(out).join("opencc");
    fs::create_dir_all(&out).expect("the output folder can be written");
    for entry in fs::read_dir(folder.join("config")).expect("the configurations can be listed") {
        let path = entry.expect("the configurations can be listed").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("names are ASCII");
        let blob = chain::compile(config::Config::read(&folder, name));
        let blob = lz4_flex::block::compress_prepend_size(&blob);
        fs::write(out.join(name).with_extension("bin"), blob).expect("a blob can be written");
    }
    let version = fs::read_to_string(folder.join("VERSION")).expect("the version can be read");
    println!("cargo::rustc-env=OPENCC_DATA_VERSION={}", version.trim_end());
    for watched in ["build.rs", "build", "data/opencc", "src/text/script/table.rs", "src/text/script/unicode.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
}
