//! Names in the site's own script, in which they are compared.
//!
//! In: names of regions, dimensions and topics in the script of their bulletin, and names of the registry, which may be
//! in any. Out: the same in the site's; the script of a name.
//!
//! May touch: text, figure, bulletin

use crate::bulletin::{Article, Bulletin};
use crate::figure::Metric;
use crate::figure::series::SeriesName;
use crate::text::script::{self, Chain};
use crate::text::{Converter, Glossary, Rule, Variant};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

/// Converts names to the site's own script, in which they are compared: 寧州 and 宁州 are one.
pub(super) struct OwnScript {
    converters: BTreeMap<Variant, Converter>,
}

/// The same for the names of one bulletin, which has words of its own; nothing where it is written
/// in the site's script.
pub(super) struct OwnWords {
    converter: Option<Converter>,
}

/// The script of a text that should be in `own` and may be in the other: 出口額 is Traditional, whatever the site's is.
pub(super) fn written_in(text: &str, own: Variant) -> Variant {
    static SIMPLIFIES: LazyLock<script::Converter> = LazyLock::new(|| script::Converter::new(Chain::Tw2s));
    static TRADITIONALISES: LazyLock<script::Converter> = LazyLock::new(|| script::Converter::new(Chain::S2tw));
    if text.is_ascii() {
        return own;
    }
    let changes = |converter: &script::Converter| converter.convert_built_in(text) != text;
    match own {
        Variant::Hans if changes(&SIMPLIFIES) => Variant::HantTw,
        Variant::HantTw | Variant::HantHk if changes(&TRADITIONALISES) && !changes(&SIMPLIFIES) => Variant::Hans,
        Variant::Hans | Variant::HantTw | Variant::HantHk | Variant::En => own,
    }
}

impl OwnScript {
    pub(super) fn new(own: Variant, bulletins: &[Arc<Bulletin>], glossary: &Glossary) -> Self {
        let scripts: BTreeSet<Variant> = bulletins.iter().map(|bulletin| bulletin.article.script).collect();
        let foreign = scripts.into_iter().filter(|script| *script != own);
        Self { converters: foreign.map(|script| (script, Converter::new(script, own, None, glossary))).collect() }
    }

    pub(super) fn of(&self, article: &Article) -> OwnWords {
        let converter = self.converters.get(&article.script);
        OwnWords { converter: converter.map(|converter| converter.clone().with(&article.words, Rule::Term)) }
    }
}

impl OwnWords {
    pub(super) fn names(&self, metric: &Metric) -> Option<Box<SeriesName>> {
        let converter = self.converter.as_ref()?;
        let own = |text: &str| converter.convert(text).into_owned();
        let dims = metric.dims.iter().map(|(name, value)| (own(name), own(value))).collect();
        Some(Box::new(SeriesName { region: metric.region.as_deref().map(|region| own(region).into()), dims }))
    }

    pub(super) fn read<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.converter.as_ref().map_or(Cow::Borrowed(text), |converter| converter.convert(text))
    }
}
