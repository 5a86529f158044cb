//! The editions of a site, as `site.toml` has them.
//!
//! In: its `[[editions]]`. Out: [`EditionConfig`], one an edition.
//!
//! May touch: diag, tree, text, figure

use crate::diag::{Code, Malformed};
use crate::figure::english;
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
    /// What only an English edition has.
    pub english: Option<Box<EnglishConfig>>,
}

/// What `site.toml` says of an English edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnglishConfig {
    /// The site's title, description and publisher.
    pub title: Option<String>,
    /// What the site is.
    pub description: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Which bulletins it has.
    pub bodies: Bodies,
    /// How it writes figures.
    pub style: english::Style,
}

/// Which bulletins an English edition has: `bodies`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bodies {
    /// All; one without an English text has its figures, and a link to the Chinese: `figures`.
    #[default]
    Figures,
    /// Those with an English text: `hand`.
    Hand,
}

impl FromStr for Bodies {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match text {
            "figures" => Ok(Self::Figures),
            "hand" => Ok(Self::Hand),
            _ => Err(Malformed::new(
                0..text.len(),
                format!("`bodies` cannot be `{text}`"),
                "write `figures`, by which every bulletin has a page, or `hand` for those with an English text",
            )),
        }
    }
}

/// The currency that 元 by itself is in a text of that script, by its ISO code.
pub(crate) const fn currency_of(script: Variant) -> &'static str {
    match script {
        Variant::HantTw => "TWD",
        Variant::HantHk => "HKD",
        Variant::Hans | Variant::En => "CNY",
    }
}

impl EnglishConfig {
    /// What counts where nothing is said; `script` is the site's, which says what 元 is.
    pub(crate) fn usual(script: Variant) -> Self {
        let style = english::Style::default().counting_in(currency_of(script));
        Self { style: style.unwrap_or_default(), ..Self::default() }
    }

    /// Reads what `[[editions]]` has of it.
    fn read(table: &mut Fields<'_>, script: Variant) -> Self {
        let mut style = Self::usual(script).style;
        type By = fn(english::Style, &str) -> Result<english::Style, Malformed>;
        let keys: [(&str, By); 3] = [
            ("money", english::Style::money),
            ("percent", english::Style::percents),
            ("currency", english::Style::counting_in),
        ];
        for (key, by) in keys {
            let Some(written) = table.text(key) else { continue };
            match by(style, &written.value) {
                Ok(read) => style = read,
                Err(malformed) => table.malformed(Code::BadName, &written, malformed),
            }
        }
        Self {
            title: table.text("title").map(|text| text.value),
            description: table.text("description").map(|text| text.value),
            publisher: table.text("publisher").map(|text| text.value),
            bodies: table.parse("bodies", Code::BadName).map_or_else(Bodies::default, |bodies| bodies.value),
            style,
        }
    }
}

impl EditionConfig {
    /// An edition of which `site.toml` says nothing more.
    pub(crate) fn plain(variant: Variant) -> Self {
        Self { variant, chain: None, quotes: None, lexicon: Reach::default(), scales: Scales::default(), english: None }
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

/// Every edition; the Chinese ones where none is named. `script` is that of the site.
pub(super) fn editions(fields: &mut Fields<'_>, script: Variant) -> Vec<EditionConfig> {
    let mut editions: Vec<EditionConfig> = Vec::new();
    for mut table in fields.tables("editions") {
        if let Some(text) = table.required_text("variant")
            && let Some(variant) = table.parsed::<Variant>(text, Code::BadName)
        {
            let edition = match variant.value {
                Variant::En => EditionConfig {
                    english: Some(Box::new(EnglishConfig::read(&mut table, script))),
                    ..EditionConfig::plain(variant.value)
                },
                _ => chinese(&mut table, variant.value),
            };
            match editions.iter().any(|edition| edition.variant == variant.value) {
                true => table.report(
                    Code::Duplicate,
                    variant.span,
                    "this edition stands here a second time",
                    "keep one of them",
                ),
                false => editions.push(edition),
            }
        }
        fields.absorb(table.finish());
    }
    if editions.is_empty() {
        editions.extend(Variant::CHINESE.map(EditionConfig::plain));
    }
    editions
}

/// An edition that texts are converted to.
fn chinese(table: &mut Fields<'_>, variant: Variant) -> EditionConfig {
    EditionConfig {
        chain: table.parse("chain", Code::BadName).map(|chain| chain.value),
        quotes: table.parse("quotes", Code::BadName).map(|quotes| quotes.value),
        lexicon: table.parse("lexicon", Code::BadName).map_or_else(Reach::default, |lexicon| lexicon.value),
        scales: table.parse("scales", Code::BadName).map_or_else(Scales::default, |scales| scales.value),
        ..EditionConfig::plain(variant)
    }
}
