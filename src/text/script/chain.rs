//! The configurations of OpenCC that are built in.
//!
//! In: a name. Out: [`Chain`], and the tables compiled for it.
//!
//! May touch: diag

use crate::diag::Malformed;
use std::fmt;
use std::str::FromStr;

/// A configuration of OpenCC, by the name OpenCC gives it: `s2tw`.
///
/// `s` is Simplified, `t` OpenCC's own standard of Traditional, `tw` that of Taiwan, `hk` that of
/// Hong Kong; `p` also exchanges words that differ from region to region.
///
/// ```
/// use jianbao::text::script::Chain;
///
/// assert_eq!("s2twp".parse(), Ok(Chain::S2twp));
/// assert_eq!(Chain::S2twp.to_string(), "s2twp");
/// assert!("s2x".parse::<Chain>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chain {
    /// Simplified to Traditional.
    S2t,
    /// Simplified to Taiwan.
    S2tw,
    /// Simplified to Taiwan, with its words.
    S2twp,
    /// Simplified to Hong Kong.
    S2hk,
    /// Simplified to Hong Kong, with its words.
    S2hkp,
    /// Traditional to Simplified.
    T2s,
    /// Traditional to Taiwan.
    T2tw,
    /// Traditional to Hong Kong.
    T2hk,
    /// Taiwan to Simplified.
    Tw2s,
    /// Taiwan to Simplified, with mainland words.
    Tw2sp,
    /// Taiwan to Traditional.
    Tw2t,
    /// Hong Kong to Simplified.
    Hk2s,
    /// Hong Kong to Simplified, with mainland words.
    Hk2sp,
    /// Hong Kong to Traditional.
    Hk2t,
}

/// Tables that are much alike, and share what they can.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kin {
    /// OpenCC's out of Simplified.
    Simplified,
    /// OpenCC's out of Traditional.
    Traditional,
    /// The graphs out of Simplified.
    FromSimplified,
    /// The graphs out of an edition.
    FromEditions,
}

impl Kin {
    pub(super) const ALL: [Kin; 4] = [Kin::Simplified, Kin::Traditional, Kin::FromSimplified, Kin::FromEditions];

    /// What they share, compressed.
    pub(super) fn tables(self) -> &'static [u8] {
        match self {
            Kin::Simplified => include_bytes!(concat!(env!("OUT_DIR"), "/families/s.bin")),
            Kin::Traditional => include_bytes!(concat!(env!("OUT_DIR"), "/families/t.bin")),
            Kin::FromSimplified => include_bytes!(concat!(env!("OUT_DIR"), "/families/from-simplified.bin")),
            Kin::FromEditions => include_bytes!(concat!(env!("OUT_DIR"), "/families/from-editions.bin")),
        }
    }
}

impl Chain {
    /// Every configuration.
    pub const ALL: [Chain; 14] = [
        Chain::S2t,
        Chain::S2tw,
        Chain::S2twp,
        Chain::S2hk,
        Chain::S2hkp,
        Chain::T2s,
        Chain::T2tw,
        Chain::T2hk,
        Chain::Tw2s,
        Chain::Tw2sp,
        Chain::Tw2t,
        Chain::Hk2s,
        Chain::Hk2sp,
        Chain::Hk2t,
    ];

    /// The name: `s2tw`.
    pub fn name(self) -> &'static str {
        self.parts().0
    }

    /// The compressed tables.
    pub(super) fn tables(self) -> &'static [u8] {
        self.parts().1
    }

    /// Which tables its own share keys and values with.
    pub(super) fn family(self) -> Kin {
        if self.name().starts_with('s') { Kin::Simplified } else { Kin::Traditional }
    }

    /// The compressed tables with the lexicon in them, where there are such, and their family.
    pub(super) fn house_tables(self) -> Option<(&'static [u8], Kin)> {
        let tables: (&[u8], Kin) = match self {
            Chain::S2tw => (include_bytes!(concat!(env!("OUT_DIR"), "/house/s2tw.bin")), Kin::FromSimplified),
            Chain::S2hk => (include_bytes!(concat!(env!("OUT_DIR"), "/house/s2hk.bin")), Kin::FromSimplified),
            Chain::Tw2s => (include_bytes!(concat!(env!("OUT_DIR"), "/house/tw2s.bin")), Kin::FromEditions),
            Chain::Tw2t => (include_bytes!(concat!(env!("OUT_DIR"), "/house/tw2t.bin")), Kin::FromEditions),
            Chain::Hk2s => (include_bytes!(concat!(env!("OUT_DIR"), "/house/hk2s.bin")), Kin::FromEditions),
            Chain::Hk2t => (include_bytes!(concat!(env!("OUT_DIR"), "/house/hk2t.bin")), Kin::FromEditions),
            Chain::S2t
            | Chain::S2twp
            | Chain::S2hkp
            | Chain::T2s
            | Chain::T2tw
            | Chain::T2hk
            | Chain::Tw2sp
            | Chain::Hk2sp => return None,
        };
        Some(tables)
    }

    fn parts(self) -> (&'static str, &'static [u8]) {
        match self {
            Chain::S2t => ("s2t", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/s2t.bin"))),
            Chain::S2tw => ("s2tw", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/s2tw.bin"))),
            Chain::S2twp => ("s2twp", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/s2twp.bin"))),
            Chain::S2hk => ("s2hk", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/s2hk.bin"))),
            Chain::S2hkp => ("s2hkp", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/s2hkp.bin"))),
            Chain::T2s => ("t2s", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/t2s.bin"))),
            Chain::T2tw => ("t2tw", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/t2tw.bin"))),
            Chain::T2hk => ("t2hk", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/t2hk.bin"))),
            Chain::Tw2s => ("tw2s", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/tw2s.bin"))),
            Chain::Tw2sp => ("tw2sp", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/tw2sp.bin"))),
            Chain::Tw2t => ("tw2t", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/tw2t.bin"))),
            Chain::Hk2s => ("hk2s", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/hk2s.bin"))),
            Chain::Hk2sp => ("hk2sp", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/hk2sp.bin"))),
            Chain::Hk2t => ("hk2t", include_bytes!(concat!(env!("OUT_DIR"), "/opencc/hk2t.bin"))),
        }
    }
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Chain {
    type Err = Malformed;

    fn from_str(name: &str) -> Result<Self, Malformed> {
        let chain = Self::ALL.into_iter().find(|chain| chain.name() == name);
        chain.ok_or_else(|| {
            let help = format!("write one of {}", Self::ALL.map(Self::name).join(", "));
            Malformed::new(0..name.len(), format!("unknown conversion `{name}`"), help)
        })
    }
}
