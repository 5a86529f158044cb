//! `jianbao eval`: how well a set of sentences converts.
//!
//! In: lines `from TAB to TAB source TAB target`, in which `{甲|乙}` accepts either. Out: exact lines,
//! characters right (all, those that change, and with variants folded), and every difference.
//!
//! May touch: text

use crate::text::{Converter, Glossary, Variant};
use std::collections::BTreeMap;
use std::iter;

/// What came of a set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Sentences.
    pub lines: usize,
    /// Sentences that came out just as wanted.
    pub exact: usize,
    /// Characters of the wanted texts.
    pub characters: usize,
    /// Characters that are as wanted.
    pub right: usize,
    /// Those, with variants of one character taken for the same: 臺 and 台.
    pub right_folded: usize,
    /// Characters of the wanted texts that the source has in another form, where both are of one
    /// length.
    pub changed: usize,
    /// Of those, the ones that are as wanted.
    pub changed_right: usize,
    /// Source, what came out and what was wanted, of the sentences that differ.
    pub errors: Vec<[String; 3]>,
}

/// Converts every line of a set by the built-in layers. Lines that are not of the form are skipped.
pub fn score(set: &str) -> Score {
    let mut converters: BTreeMap<(Variant, Variant), Converter> = BTreeMap::new();
    let mut score = Score::default();
    for line in set.lines() {
        let mut cells = line.split('\t');
        let (Some(from), Some(to), Some(source), Some(wanted)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let (Ok(from), Ok(to)) = (from.parse(), to.parse()) else { continue };
        let converter =
            converters.entry((from, to)).or_insert_with(|| Converter::new(from, to, None, &Glossary::default()));
        let given = converter.convert(source).into_owned();
        let wanted = nearest(wanted, &given);
        score.lines += 1;
        score.characters += wanted.chars().count();
        score.compare(source, &given, &wanted);
        if given == wanted {
            score.exact += 1;
        } else {
            score.errors.push([source.to_owned(), given, wanted]);
        }
    }
    score
}

impl Score {
    fn compare(&mut self, source: &str, given: &str, wanted: &str) {
        let same_length = source.chars().count() == wanted.chars().count();
        for ((source, given), wanted) in
            source.chars().map(Some).chain(iter::repeat(None)).zip(given.chars()).zip(wanted.chars())
        {
            self.right += usize::from(given == wanted);
            self.right_folded += usize::from(fold(given) == fold(wanted));
            if same_length && source != Some(wanted) {
                self.changed += 1;
                self.changed_right += usize::from(given == wanted);
            }
        }
    }
}

/// Forms of one character that regions and houses choose between.
const VARIANTS: [(char, char); 20] = [
    ('臺', '台'),
    ('裏', '裡'),
    ('佈', '布'),
    ('佔', '占'),
    ('着', '著'),
    ('羣', '群'),
    ('説', '說'),
    ('峯', '峰'),
    ('麪', '麵'),
    ('牀', '床'),
    ('週', '周'),
    ('綫', '線'),
    ('衆', '眾'),
    ('爲', '為'),
    ('污', '汙'),
    ('濕', '溼'),
    ('户', '戶'),
    ('税', '稅'),
    ('閲', '閱'),
    ('兑', '兌'),
];

fn fold(c: char) -> char {
    VARIANTS.iter().find(|(variant, _)| *variant == c).map_or(c, |(_, usual)| *usual)
}

/// The wanted text, with each choice as it was made where it is accepted, and the first otherwise.
fn nearest(wanted: &str, given: &str) -> String {
    let mut out = String::new();
    let mut rest = wanted;
    while let Some((before, choice, behind)) = choice(rest) {
        out.push_str(before);
        let made = choice.split('|').find(|made| given.get(out.len()..).is_some_and(|given| given.starts_with(made)));
        out.push_str(made.or_else(|| choice.split('|').next()).unwrap_or_default());
        rest = behind;
    }
    out + rest
}

fn choice(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find('{')?;
    let close = open + text[open..].find('}')?;
    Some((&text[..open], &text[open + 1..close], &text[close + 1..]))
}
