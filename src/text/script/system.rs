//! Conversion through the OpenCC library of the system, for the feature `opencc-rust`.
//!
//! In: text. Out: what libopencc makes of it.
//!
//! May touch: nothing

#![allow(clippy::disallowed_methods, reason = "the environment names the folder of the system's dictionaries")]

use super::Chain;
use opencc_rust::OpenCC;
use std::path::{self, Path};
use std::{env, fmt};

/// The environment variable that names the folder of `s2tw.json` and the like.
const FOLDER: &str = "OPENCC_CONFIG_DIR";

/// One configuration, opened by the library.
pub(super) struct System {
    chain: Chain,
    opencc: OpenCC,
}

impl System {
    /// Opens the configuration. Panics when that fails, see [`super::Converter`].
    pub(super) fn open(chain: Chain) -> Self {
        let Some(folder) = env::var_os(FOLDER) else {
            panic!("set {FOLDER} to the folder that holds {chain}.json of libopencc");
        };
        // The library looks for a relative path in the current folder first.
        let file = path::absolute(Path::new(&folder).join(chain.name()).with_extension("json"))
            .unwrap_or_else(|error| panic!("{FOLDER} is not a folder: {error}"));
        let opencc =
            OpenCC::new(&file).unwrap_or_else(|error| panic!("libopencc cannot open {}: {error}", file.display()));
        Self { chain, opencc }
    }

    /// Converts `text`. The library refuses NUL, so it gets what is between.
    pub(super) fn convert(&self, text: &str) -> String {
        let convert = |piece| self.opencc.convert(piece).expect("libopencc takes any UTF-8");
        text.split('\0').map(convert).collect::<Vec<_>>().join("\0")
    }
}

impl fmt::Debug for System {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_tuple("System").field(&self.chain).finish()
    }
}
