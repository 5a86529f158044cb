//! The languages and scripts of the editions.
//!
//! In: a language tag as written by an author. Out: [`Variant`].
//!
//! May touch: diag

use crate::diag::Malformed;
use std::fmt;
use std::str::FromStr;

/// What an edition is written in: a script of Chinese, or English.
///
/// ```
/// use jianbao::text::script::Variant;
///
/// assert_eq!("zh-TW".parse(), Ok(Variant::HantTw));
/// assert_eq!(Variant::HantTw.tag(), "zh-Hant-TW");
/// assert_eq!(Variant::HantTw.key(), "zh-hant-tw");
/// assert_eq!("en".parse(), Ok(Variant::En));
/// assert!("fr".parse::<Variant>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Variant {
    /// Simplified, as in mainland China.
    Hans,
    /// Traditional, as in Taiwan.
    HantTw,
    /// Traditional, as in Hong Kong.
    HantHk,
    /// English, which nothing is converted to: what has no English text or name stays away.
    En,
}

impl Variant {
    /// Every script of Chinese, the simplified one first.
    pub const CHINESE: [Variant; 3] = [Variant::Hans, Variant::HantTw, Variant::HantHk];

    /// Every one, the Chinese ones first.
    pub const ALL: [Variant; 4] = [Variant::Hans, Variant::HantTw, Variant::HantHk, Variant::En];

    /// Whether it is one of the scripts of Chinese, which texts are converted between.
    #[must_use]
    pub fn is_chinese(self) -> bool {
        self != Variant::En
    }

    /// The BCP 47 tag, for `lang` attributes: `zh-Hant-TW`.
    pub fn tag(self) -> &'static str {
        match self {
            Variant::Hans => "zh-Hans",
            Variant::HantTw => "zh-Hant-TW",
            Variant::HantHk => "zh-Hant-HK",
            Variant::En => "en",
        }
    }

    /// The tag in small letters, for paths and keys: `zh-hant-tw`.
    pub fn key(self) -> &'static str {
        match self {
            Variant::Hans => "zh-hans",
            Variant::HantTw => "zh-hant-tw",
            Variant::HantHk => "zh-hant-hk",
            Variant::En => "en",
        }
    }
}

/// A script that authors write in: any but English, of which there are only versions beside a Chinese text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Script(pub Variant);

impl FromStr for Script {
    type Err = Malformed;

    /// Accepts what [`Variant`] does.
    fn from_str(tag: &str) -> Result<Self, Malformed> {
        match tag.parse()? {
            Variant::En => {
                let message = "texts are written in Chinese";
                let help =
                    "write `zh-Hans`, `zh-Hant-TW` or `zh-Hant-HK`; the English version of `name.md` is `name.en.md`";
                Err(Malformed::new(0..tag.len(), message, help))
            }
            variant => Ok(Self(variant)),
        }
    }
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Variant {
    type Err = Malformed;

    /// Accepts tags in capitals or small letters, and the short forms `zh-CN`, `zh-TW`, `zh-HK`,
    /// `hans`, `tw` and `hk`; `zh-Hant` is that of Taiwan. `en` is English.
    fn from_str(tag: &str) -> Result<Self, Malformed> {
        match tag.to_ascii_lowercase().as_str() {
            "zh-hans" | "zh-cn" | "hans" | "cn" => Ok(Variant::Hans),
            "zh-hant-tw" | "zh-hant" | "zh-tw" | "tw" => Ok(Variant::HantTw),
            "zh-hant-hk" | "zh-hk" | "hk" => Ok(Variant::HantHk),
            "en" | "english" => Ok(Variant::En),
            _ => {
                let message = format!("unknown edition `{tag}`");
                let help = "write `zh-Hans`, `zh-Hant-TW`, `zh-Hant-HK` or `en`";
                Err(Malformed::new(0..tag.len(), message, help))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        for variant in Variant::ALL {
            assert_eq!(variant.tag().parse(), Ok(variant));
            assert_eq!(variant.key().parse(), Ok(variant));
            assert_eq!(variant.tag().to_ascii_lowercase(), variant.key());
        }
        let cases = [
            ("ZH-HANS", Variant::Hans),
            ("zh-cn", Variant::Hans),
            ("zh-Hant", Variant::HantTw),
            ("zh-TW", Variant::HantTw),
            ("zh-hk", Variant::HantHk),
        ];
        for (tag, variant) in cases {
            assert_eq!(tag.parse(), Ok(variant), "{tag}");
        }
        for tag in ["", "zh", "zh-Hant-", "zh-Hans-CN", "fr"] {
            assert!(tag.parse::<Variant>().is_err(), "{tag}");
        }
    }
}
