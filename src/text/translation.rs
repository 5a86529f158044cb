//! English names of what Chinese bulletins name: regions, offices, topics, industries, indicators, units.
//!
//! In: `content/names.en.toml`, and the names that are built in, `data/names/en.toml`. Out: [`Translations`], which has the
//! English name of a whole Chinese one, in whichever script it is written:
//!
//! ```toml
//! [regions]
//! "云海市" = "Yunhai"
//!
//! [units]
//! "吨" = "tonne|tonnes"      # of one and of more
//! "家" = "(enterprise)"      # only helps to count: 3万家 is 30,000, 元/家 yuan per enterprise
//! ```
//!
//! A sentence is never translated: what no name is known for has none.
//!
//! May touch: path, source, diag, tree

use super::fold::Fold;
use crate::diag::{Checked, Code};
use crate::path::SourcePath;
use crate::source::Source;
use crate::text::is_cjk;
use crate::tree::Fields;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The tables of a file of names, as far as they are for texts. What a name is of makes no difference to the program.
pub(crate) const TABLES: [&str; 6] = ["regions", "sources", "topics", "dims", "indicators", "texts"];
/// The table of units.
const UNITS: &str = "units";
/// What may follow the name of a place: 云海市 is found as 云海.
const STYLES: [&str; 4] = ["市", "县", "省", "地区"];

/// English names by Chinese ones.
#[derive(Clone, Debug, Default)]
pub struct Translations {
    /// By the one form of all scripts.
    names: BTreeMap<String, String>,
    /// Those whose English is still to be filled in.
    blanks: BTreeSet<String>,
    /// Which of them are of places.
    places: BTreeSet<String>,
    /// Names of units, as written.
    units: Vec<(String, String)>,
    /// Weaker ones, which many sites share.
    others: Option<&'static Translations>,
}

impl Translations {
    /// Reads `content/names.en.toml`.
    pub fn parse(source: &Source) -> Checked<Self> {
        let mut fields = Fields::of_file(source);
        let mut translations = Self::default();
        for table in TABLES {
            for (name, english) in fields.pairs(table) {
                if english.value.trim().is_empty() {
                    let message = format!("`{}` has no English name", name.value);
                    fields.report(Code::MissingKey, english.span, message, "write it between the quotation marks");
                    translations.blanks.insert(Fold::shared().text(&name.value));
                } else if let Some(han) = english.value.chars().find(|c| is_cjk(*c) && c.is_alphanumeric()) {
                    let message = format!("`{han}` is not English");
                    fields.report(Code::WrongType, english.span, message, "write the name as it is printed in English");
                } else {
                    translations.add(&name.value, &english.value);
                    if table == TABLES[0] {
                        translations.places.insert(Fold::shared().text(&name.value));
                    }
                }
            }
        }
        for (unit, english) in fields.pairs(UNITS) {
            if english.value.trim().is_empty() {
                let message = format!("`{}` has no English name", unit.value);
                fields.report(Code::MissingKey, english.span, message, "write it between the quotation marks");
                translations.blanks.insert(Fold::shared().text(&unit.value));
            } else {
                translations.units.push((unit.value, english.value));
            }
        }
        Checked { value: translations, diagnostics: fields.finish() }
    }

    /// The names that are built in.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Translations> = LazyLock::new(|| {
            let path = SourcePath::known("data/names/en.toml");
            Translations::parse(&Source::new(path, include_str!("../../data/names/en.toml"))).value
        });
        &BUILT_IN
    }

    /// Adds a name, if there is none yet.
    pub fn add(&mut self, name: &str, english: &str) {
        self.names.entry(Fold::shared().text(name)).or_insert_with(|| english.trim().to_owned());
    }

    /// With the names of others, which are weaker.
    #[must_use]
    pub fn over(self, others: &'static Self) -> Self {
        Self { others: Some(others), ..self }
    }

    /// The English name of a whole text; of a place also without what follows it, as 市.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&str> {
        let folded = Fold::shared().text(text.trim());
        let bare = || STYLES.iter().filter_map(|style| folded.strip_suffix(&Fold::shared().text(style)));
        self.get(&folded).or_else(|| bare().find_map(|bare| self.get(bare)))
    }

    /// The English name of a place, where a text is one.
    #[must_use]
    pub(crate) fn place(&self, text: &str) -> Option<&str> {
        let folded = Fold::shared().text(text.trim());
        let bare = STYLES.iter().filter_map(|style| folded.strip_suffix(&Fold::shared().text(style)));
        let is_place =
            |name: &str| self.places.contains(name) || self.others.is_some_and(|others| others.places.contains(name));
        std::iter::once(folded.as_str()).chain(bare).find(|name| is_place(name)).and_then(|name| self.get(name))
    }

    /// Whether a name is in the file of names, and its English still to be filled in.
    #[must_use]
    pub(crate) fn is_blank(&self, text: &str) -> bool {
        self.blanks.contains(&Fold::shared().text(text.trim()))
    }

    /// Whether an English word is the name of a place.
    #[must_use]
    pub(crate) fn has_place(&self, english: &str) -> bool {
        let own = |names: &Self| names.places.iter().any(|place| names.get(place) == Some(english));
        own(self) || self.others.is_some_and(own)
    }

    /// The English name of a folded one.
    fn get(&self, folded: &str) -> Option<&str> {
        self.names.get(folded).map(String::as_str).or_else(|| self.others?.get(folded))
    }

    /// The names of units, a later one in place of an earlier.
    pub fn units(&self) -> impl Iterator<Item = (&str, &str)> {
        let others = self.others.map_or(&[][..], |others| &others.units);
        others.iter().chain(&self.units).map(|(unit, english)| (unit.as_str(), english.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Checked<Translations> {
        Translations::parse(&Source::new(SourcePath::known("content/names.en.toml"), text))
    }

    #[test]
    fn a_name_is_found_in_either_script() {
        let names = parse("[regions]\n\"云海市\" = \"Yunhai\"\n[topics]\n\"对外贸易\" = \"Foreign trade\"\n").value;
        let names = names.over(Translations::built_in());
        for (chinese, english) in [("雲海市", "Yunhai"), ("對外貿易", "Foreign trade"), ("武汉市", "Wuhan")] {
            assert_eq!(names.find(chinese), Some(english), "{chinese}");
        }
        assert_eq!(names.find("没有这个名字"), None);
    }

    #[test]
    fn what_is_no_english_name_is_told() {
        let found = parse("[regions]\n\"云海市\" = \"\"\n\"宁州\" = \"Ning州\"\n[cities]\n").diagnostics;
        assert_eq!(found.len(), 3, "{found:?}");
    }
}
