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
    S2t,
    S2tw,
    S2twp,
    S2hk,
    S2hkp,
    T2s,
    T2tw,
    T2hk,
    Tw2s,
    Tw2sp,
    Tw2t,
    Hk2s,
    Hk2sp,
    Hk2t,
}

impl Chain {
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
