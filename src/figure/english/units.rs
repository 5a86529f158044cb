//! The English names of units.
//!
//! In: pairs of a Chinese unit and its English name. Out: [`Units`], which knows both ways.
//!
//! May touch: nothing

use crate::figure::script::fold_all;
use std::collections::BTreeMap;

/// English names of units, by their Chinese ones.
#[derive(Clone, Debug, Default)]
pub struct Units {
    names: BTreeMap<String, Name>,
}

/// The name of a unit for one and for more of it; both are empty for what only helps Chinese to count.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    one: String,
    many: String,
    /// After "per".
    per: String,
}

impl Units {
    /// Adds a unit in either script: `吨` is `tonne|tonnes`, of one and of more. `家` is `(enterprise)`, since it only helps
    /// Chinese to count: 3万家 is 30,000, and 元/家 yuan per enterprise. A later name replaces an earlier one.
    pub fn add(&mut self, unit: &str, name: &str) {
        let counter = name.strip_prefix('(').and_then(|name| name.strip_suffix(')'));
        let (one, many) = name.split_once('|').unwrap_or((name, name));
        let [one, many, per] = match counter {
            Some(per) => ["", "", per],
            None => [one, many, one],
        };
        let [one, many, per] = [one, many, per].map(|word| word.trim().to_owned());
        self.names.insert(fold_all(unit), Name { one, many, per });
    }

    /// The name of one: `tonne`.
    #[must_use]
    pub(crate) fn one(&self, unit: &str) -> Option<&str> {
        self.names.get(unit).map(|name| name.one.as_str())
    }

    /// The name of several: `tonnes`.
    #[must_use]
    pub(crate) fn many(&self, unit: &str) -> Option<&str> {
        self.names.get(unit).map(|name| name.many.as_str())
    }

    /// What is said after "per": `tonne`.
    #[must_use]
    pub(crate) fn per(&self, unit: &str) -> Option<&str> {
        self.names.get(unit).map(|name| name.per.as_str()).filter(|per| !per.is_empty())
    }

    /// The longest name with which a text begins, as that of several, and its length: 7 and `tonnes` of `tonnes of coal`.
    pub(super) fn begins<'u>(&'u self, text: &str) -> Option<(&'u str, usize)> {
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
        let found = self.names.values().filter(|name| !name.many.is_empty()).flat_map(|name| {
            let forms = [&name.one, &name.many].into_iter();
            forms
                .filter(|form| text.strip_prefix(form.as_str()).is_some_and(ends))
                .map(|form| (&*name.many, form.len()))
        });
        found.max_by_key(|(_, len)| *len)
    }
}

impl<'n> FromIterator<(&'n str, &'n str)> for Units {
    /// The units of pairs as [`add`](Units::add) takes them.
    fn from_iter<T: IntoIterator<Item = (&'n str, &'n str)>>(pairs: T) -> Self {
        let mut units = Self::default();
        pairs.into_iter().for_each(|(unit, name)| units.add(unit, name));
        units
    }
}
