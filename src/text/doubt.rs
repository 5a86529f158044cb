//! Characters that convert in more than one way, where no layer decides.
//!
//! In: Simplified text and its conversion. Out: [`Doubt`]s: places where such a character stands in
//! no word that is known, so that the tables' usual reading is only the likeliest one. What is
//! known is every phrase of the tables, the lexicon and the common words.
//!
//! May touch: nothing

use super::script::{Chain, Conversion, Converter};
use super::{Rule, address, is_cjk};
use std::ops::Range;

/// Characters of which economic texts use more than one reading, with those that are not the
/// tables' first. A doubt must be worth an editor's look, so only those are here that turned out otherwise
/// in one place of ten, or do harm where they do: in laws and news read as they were written, 升 outside of
/// any word was 昇 once in 1,200.
const CHARACTERS: [(char, &str); 30] = [
    ('干', "乾 or 干"),
    ('面', "麵"),
    ('制', "製 or 制"),
    ('系', "係 or 繫"),
    ('复', "複 or 覆"),
    ('准', "准"),
    ('余', "余"),
    ('征', "征"),
    ('回', "迴"),
    ('斗', "鬥"),
    ('卷', "捲"),
    ('尽', "儘"),
    ('冲', "衝"),
    ('郁', "鬱"),
    ('御', "禦"),
    ('历', "曆"),
    ('汇', "彙"),
    ('辟', "辟"),
    ('伙', "伙"),
    ('厘', "釐"),
    ('凶', "兇"),
    ('谷', "穀"),
    ('丑', "丑"),
    ('姜', "薑"),
    ('咸', "鹹"),
    ('熏', "燻"),
    ('只', "隻"),
    ('托', "託"),
    ('径', "逕"),
    ('杆', "桿"),
];

/// A character that nothing decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Its bytes in the source.
    pub span: Range<usize>,
    /// The character with its neighbours, as bytes of the source: `能松绑`.
    pub context: Range<usize>,
    /// What else the character can become: `松`.
    pub others: &'static str,
}

impl Doubt {
    /// The other characters, one by one.
    pub fn readings(&self) -> impl Iterator<Item = char> {
        self.others.chars().filter(|c| is_cjk(*c))
    }
}

/// What is known of words.
pub struct Words {
    known: Converter,
}

/// The longest word that is looked for, in characters.
const LONGEST: usize = 6;

impl Words {
    /// Those by which Simplified is read.
    pub fn load() -> Self {
        Self { known: Converter::with_lexicon(&[Chain::S2tw]) }
    }

    /// Whether this is a word that is known: `制造业`.
    pub fn knows(&self, word: &str) -> bool {
        self.known.knows(word)
    }

    /// The doubts of a text. `conversion` is that of the whole text.
    pub fn doubts(&self, text: &str, conversion: &Conversion) -> Vec<Doubt> {
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let addresses = address::spans(text);
        let mut doubts = Vec::new();
        for (place, &(at, c)) in letters.iter().enumerate() {
            let Some((_, others)) = CHARACTERS.iter().find(|(doubtful, _)| *doubtful == c) else { continue };
            let span = at..at + c.len_utf8();
            let decided = conversion.changes.iter().any(|change| {
                change.rule >= Rule::Phrase && change.source.start <= span.start && span.end <= change.source.end
            });
            let in_address = || addresses.iter().any(|address| address.contains(&at));
            let before = place.checked_sub(1).map(|before| letters[before].1);
            if decided || in_address() || !may_differ(c, before) || self.is_in_a_word(text, &letters, place) {
                continue;
            }
            doubts.push(Doubt { span, context: around(text, &letters, place), others });
        }
        doubts
    }

    /// Whether a known word covers the character at `place`.
    fn is_in_a_word(&self, text: &str, letters: &[(usize, char)], place: usize) -> bool {
        let offset = |place: usize| letters.get(place).map_or(text.len(), |&(at, _)| at);
        (2..=LONGEST).any(|length| {
            let first = (place + 1).saturating_sub(length);
            (first..=place)
                .filter(|start| start + length <= letters.len())
                .any(|start| self.known.knows(&text[offset(start)..offset(start + length)]))
        })
    }
}

/// Whether a character can have its other reading after that one: 只 counts things only after a number, and is the
/// adverb elsewhere.
fn may_differ(c: char, before: Option<char>) -> bool {
    let counts =
        |before: char| before.is_ascii_digit() || "一二三四五六七八九十百千万亿两几数多余每这那半首".contains(before);
    c != '只' || before.is_some_and(counts)
}

/// The character and the Chinese characters beside it.
fn around(text: &str, letters: &[(usize, char)], place: usize) -> Range<usize> {
    let is_word = |place: usize| letters.get(place).is_some_and(|&(_, c)| is_cjk(c) && c.is_alphanumeric());
    let first = if place > 0 && is_word(place - 1) { place - 1 } else { place };
    let last = if is_word(place + 1) { place + 1 } else { place };
    letters[first].0..letters.get(last + 1).map_or(text.len(), |&(at, _)| at)
}
