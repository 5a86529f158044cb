//! The editions of a site, as `site.toml` has them.
//!
//! In: its `[[editions]]`. Out: [`EditionConfig`], one an edition.
//!
//! May touch: diag, tree, text

use crate::diag::{Code, Malformed};
use crate::text::script::Chain;
use crate::text::{Reach, Style, Variant};
use crate::tree::Fields;
use std::str::FromStr;

/// One edition of the site.
#[derive(Clone, Debug)]
pub struct EditionConfig {
    /// Its script and region.
    pub variant: Variant,
    /// The OpenCC configuration that converts to it, where the default is not wanted.
    pub chain: Option<Chain>,
    /// How it quotes, where the usual marks of its region are not wanted.
    pub quotes: Option<Style>,
    /// Which words of the lexicon count.
    pub lexicon: Reach,
    /// In which scale it counts.
    pub scales: Scales,
}

impl EditionConfig {
    /// An edition of which `site.toml` says nothing more.
    pub(crate) fn plain(variant: Variant) -> Self {
        Self { variant, chain: None, quotes: None, lexicon: Reach::default(), scales: Scales::default() }
    }
}

/// In which scale an edition counts: `scales` of `[[editions]]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scales {
    /// In that of its region, 3兆元 in Taiwan for 3万亿元: `region`.
    #[default]
    Region,
    /// As the author wrote it, 3萬億元: `written`.
    Written,
}

impl FromStr for Scales {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match text {
            "region" => Ok(Self::Region),
            "written" => Ok(Self::Written),
            _ => Err(Malformed::new(
                0..text.len(),
                format!("scales cannot be `{text}`"),
                "write `region`, the usual one, by which 3万亿元 is 3兆元 in Taiwan, or `written` for 3萬億元",
            )),
        }
    }
}

/// Every edition; all three where none is named.
pub(super) fn editions(fields: &mut Fields<'_>) -> Vec<EditionConfig> {
    let mut editions: Vec<EditionConfig> = Vec::new();
    for mut table in fields.tables("editions") {
        if let Some(text) = table.required_text("variant")
            && let Some(variant) = table.parsed::<Variant>(text, Code::BadName)
        {
            let chain = table.parse("chain", Code::BadName).map(|chain| chain.value);
            let quotes = table.parse("quotes", Code::BadName).map(|quotes| quotes.value);
            let lexicon = table.parse("lexicon", Code::BadName).map_or_else(Reach::default, |lexicon| lexicon.value);
            let scales = table.parse("scales", Code::BadName).map_or_else(Scales::default, |scales| scales.value);
            match editions.iter().any(|edition| edition.variant == variant.value) {
                true => table.report(
                    Code::Duplicate,
                    variant.span,
                    "this edition stands here a second time",
                    "keep one of them",
                ),
                false => editions.push(EditionConfig { variant: variant.value, chain, quotes, lexicon, scales }),
            }
        }
        fields.absorb(table.finish());
    }
    if editions.is_empty() {
        editions.extend(Variant::ALL.map(EditionConfig::plain));
    }
    editions
}
