//! The indicators that are built in: what the statistical offices of the mainland, Taiwan and Hong Kong publish most, with
//! the English names they give it themselves.
//!
//! In: `data/indicators/builtin.toml`. Out: [`BuiltIn`]s, and the [`Place`] that a figure is of.
//!
//! May touch: path, source, text, tree

use super::{Indicator, indicator};
use crate::path::SourcePath;
use crate::source::Source;
use crate::text::{Fold, Variant};
use crate::tree::Fields;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// An indicator that is built in.
#[derive(Debug)]
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

    /// Whether a name is one of its own, or what its office calls it.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.indicator.names().chain(self.local.iter().map(String::as_str)).any(|own| own == name)
    }

    /// Whether it is counted there.
    pub(crate) fn is_of(&self, place: Place) -> bool {
        self.region.as_deref() == Some(place.0)
    }

    /// Which currency 元 is in a text that names what is counted only at a place whose papers write as those of another do: as
    /// 月工作收入中位数 is of Macao, `MOP`.
    pub(crate) fn currency_of_guest(text: &str) -> Option<&'static str> {
        static NAMES: LazyLock<Vec<(String, &str)>> = LazyLock::new(|| {
            let homes = Variant::ALL.map(|script| Place::of_script(script).0);
            let is_guest = |built_in: &&BuiltIn| built_in.region.as_deref().is_some_and(|of| !homes.contains(&of));
            let named =
                BuiltIn::all().iter().filter(is_guest).filter_map(|of| Some((of, of.indicator.currency.as_deref()?)));
            let names = named.flat_map(|(of, code)| of.local.iter().map(move |name| (Fold::shared().text(name), code)));
            names.collect()
        });
        let folded = Fold::shared().text(text);
        NAMES.iter().find(|(name, _)| folded.starts_with(name.as_str())).map(|(_, code)| *code)
    }

    /// Whether a figure of that place means it by one of its names. `home` is where people write as the bulletin does.
    ///
    /// What the mainland's offices count is mostly named without the mainland, 出口额, and in a bulletin of another place
    /// that is what is counted there. What others count is named with them, 台湾失业率, or is theirs alone, 恒生指数.
    pub(crate) fn is_meant(&self, name: &str, place: Place, home: Place) -> bool {
        let Some(own) = self.region.as_deref().filter(|region| *region != WORLD) else { return true };
        let says_place = || Fold::shared().text(name).contains(&Fold::shared().text(own));
        let is_local = || self.local.iter().any(|local| Fold::shared().text(local) == Fold::shared().text(name));
        self.is_of(place)
            || name == self.indicator.key
            || says_place()
            || (own != MAINLAND && place.0 == home.0 && !is_local())
    }
}

const MAINLAND: &str = "中国";
/// What is counted nowhere in particular: the price of oil.
const WORLD: &str = "国际";

/// Where something is counted, as the indicators that are built in say it: `香港`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place(&'static str);

impl Place {
    /// Where people write in that script.
    pub(crate) fn of_script(script: Variant) -> Self {
        Self(match script {
            Variant::Hans | Variant::En => MAINLAND,
            Variant::HantTw => "台湾",
            Variant::HantHk => "香港",
        })
    }

    /// The place that a region names, 香港特別行政區 as 香港; `None` where it is one of no office that is known.
    pub(crate) fn of_region(region: &str) -> Option<Self> {
        static PLACES: LazyLock<BTreeMap<String, &str>> = LazyLock::new(|| {
            let regions = BuiltIn::all().iter().filter_map(|built_in| built_in.region.as_deref());
            let abroad = regions.filter(|region| ![MAINLAND, WORLD].contains(region));
            abroad.map(|region| (Fold::shared().text(region), region)).collect()
        });
        let folded = Fold::shared().text(region);
        PLACES.iter().find(|(place, _)| folded.contains(place.as_str())).map(|(_, region)| Self(region))
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
