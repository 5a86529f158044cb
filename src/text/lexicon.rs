//! The built-in lexicon as it was written, with the reason of each entry.
//!
//! The forms themselves are compiled into the tables of [`script`](super::script); this is for
//! explaining why a word converts as it does.
//!
//! In: `data/lexicon/*.toml`. Out: [`Lexicon`].
//!
//! May touch: path, source, tree

use crate::path::SourcePath;
use crate::source::Source;
use crate::tree::Fields;
use rust_embed::Embed;
use std::collections::HashMap;

#[derive(Embed)]
#[folder = "data/lexicon/"]
struct Files;

/// Why words are in the lexicon.
pub struct Lexicon {
    reasons: HashMap<String, String>,
}

impl Lexicon {
    /// Reads the files that are compiled in.
    pub fn load() -> Self {
        let mut reasons = HashMap::new();
        for name in Files::iter() {
            let Some(file) = Files::get(&name) else { continue };
            let Ok(path) = SourcePath::new(&format!("data/lexicon/{name}")) else { continue };
            let source = Source::new(path, &String::from_utf8_lossy(&file.data));
            let mut fields = Fields::of_file(&source);
            for key in ["terms", "persons"] {
                for mut term in fields.tables(key) {
                    let reason = term.text("reason").map_or_else(String::new, |text| text.value);
                    for form in ["zh-hans", "zh-hant", "zh-hant-tw", "zh-hant-hk"] {
                        let Some(word) = term.text(form) else { continue };
                        reasons.insert(word.value, reason.clone());
                    }
                }
            }
        }
        Self { reasons }
    }

    /// Why a word, in any script, has an entry; `None` when it has none.
    pub fn reason(&self, word: &str) -> Option<&str> {
        self.reasons.get(word).map(String::as_str)
    }
}
