//! The language of a run.
//!
//! In: what `--ui-lang` or a locale says. Out: [`Language`].
//!
//! May touch: diag, text

use crate::diag::Malformed;
use crate::text::Variant;
use std::fmt;
use std::str::FromStr;

/// A language the program speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Chinese, in a script.
    Chinese(Variant),
}

impl Language {
    /// The language of a POSIX locale: `zh_TW.UTF-8` is Chinese as in Taiwan; a locale that is not Chinese is
    /// English.
    pub(crate) fn of_locale(locale: &str) -> Self {
        let name = locale.split(['.', '@']).next().unwrap_or_default().to_ascii_lowercase();
        let parts: Vec<&str> = name.split(['_', '-']).collect();
        let says = |words: &[&str]| words.iter().any(|word| parts.contains(word));
        if parts[0] != "zh" {
            Self::English
        } else if says(&["hans"]) {
            Self::Chinese(Variant::Hans)
        } else if says(&["hk", "mo"]) {
            Self::Chinese(Variant::HantHk)
        } else if says(&["tw", "hant"]) {
            Self::Chinese(Variant::HantTw)
        } else {
            Self::Chinese(Variant::Hans)
        }
    }

    /// Its name in `--ui-lang`: `zh-hans`.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese(variant) => variant.key(),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Language {
    type Err = Malformed;

    /// `en`, `zh`, or the name of an edition's script.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        match (text.to_ascii_lowercase().as_str(), text.parse()) {
            ("en", _) => Ok(Self::English),
            ("zh", _) => Ok(Self::Chinese(Variant::Hans)),
            (_, Ok(variant)) => Ok(Self::Chinese(variant)),
            (_, Err(_)) => {
                let help = "write `en`, `zh-hans`, `zh-hant-tw` or `zh-hant-hk`";
                Err(Malformed::new(0..text.len(), format!("no words are kept for the language `{text}`"), help))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales() {
        for (locale, key) in [
            ("zh_CN.UTF-8", "zh-hans"),
            ("zh", "zh-hans"),
            ("zh_SG", "zh-hans"),
            ("zh-Hans-HK", "zh-hans"),
            ("zh_TW.UTF-8@radical", "zh-hant-tw"),
            ("zh_Hant", "zh-hant-tw"),
            ("zh_HK.big5hkscs", "zh-hant-hk"),
            ("zh-Hant-MO", "zh-hant-hk"),
            ("C", "en"),
            ("POSIX", "en"),
            ("", "en"),
            ("de_DE.UTF-8", "en"),
            ("zha_CN", "en"),
        ] {
            assert_eq!(Language::of_locale(locale).key(), key, "{locale}");
        }
    }

    #[test]
    fn names() {
        for key in ["en", "zh-hans", "zh-hant-tw", "zh-hant-hk"] {
            assert_eq!(key.parse::<Language>().map(Language::key), Ok(key));
        }
        assert!("fr".parse::<Language>().is_err());
    }
}
