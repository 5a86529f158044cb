//! The indicators that are built in: what the statistical offices of the mainland, Taiwan and Hong Kong publish most, with
//! the English names they give it themselves.
//!
//! In: `data/indicators/builtin.toml`. Out: [`BuiltIn`]s.
//!
//! May touch: path, source, text, tree

use super::{Indicator, indicator};
use crate::path::SourcePath;
use crate::source::Source;
use crate::text::Variant;
use crate::tree::Fields;
use std::sync::LazyLock;

/// An indicator that is built in.
pub(crate) struct BuiltIn {
    /// What a site's own would have.
    pub(crate) indicator: Indicator,
    /// What its office calls it, which other offices may call theirs: 失業率.
    pub(crate) local: Vec<String>,
    /// Where it is counted: `台湾`.
    region: Option<String>,
}

impl BuiltIn {
    /// Every one.
    pub(crate) fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<BuiltIn>> = LazyLock::new(|| {
            let path = SourcePath::known("data/indicators/builtin.toml");
            let source = Source::new(path, include_str!("../../../data/indicators/builtin.toml"));
            let mut fields = Fields::of_file(&source);
            let read = |mut table: Fields<'_>| {
                let local = table.texts("local").into_iter().map(|text| text.value).collect();
                let region = table.text("region").map(|text| text.value);
                table.text("source");
                Some(BuiltIn { indicator: indicator(&mut table)?.0, local, region })
            };
            fields.tables("indicators").into_iter().filter_map(read).collect()
        });
        &ALL
    }

    /// Whether it is counted where people write in that script, so that its local names are meant by a site in it.
    pub(crate) fn is_at_home(&self, script: Variant) -> bool {
        let home = match script {
            Variant::Hans => "中国",
            Variant::HantTw => "台湾",
            Variant::HantHk => "香港",
            Variant::En => return false,
        };
        self.region.as_deref() == Some(home)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_one_is_whole_and_has_a_key_of_its_own() {
        let text = include_str!("../../../data/indicators/builtin.toml");
        let all = BuiltIn::all();
        assert_eq!(all.len(), text.lines().filter(|line| *line == "[[indicators]]").count());
        let keys: BTreeSet<&str> = all.iter().map(|built_in| built_in.indicator.key.as_str()).collect();
        assert_eq!(keys.len(), all.len());
        for BuiltIn { indicator, .. } in all {
            let english = indicator.english.as_ref().expect("an English name");
            assert!(english.name.is_ascii(), "{}: {}", indicator.key, english.name);
        }
    }
}
