//! Running text as the scanner reads it.
//!
//! In: prose in either script and width, each character with its place in a source. Out: [`Plain`]: the
//! same in the forms that rules are written in, from which every stretch leads back to the source.
//!
//! May touch: nothing

use super::super::script::fold;
use std::ops::Range;

/// Characters beyond those of [`fold`] that rules look for, and what they are in Simplified.
const MORE: [(char, char); 12] = [
    ('別', '别'),
    ('為', '为'),
    ('達', '达'),
    ('當', '当'),
    ('實', '实'),
    ('現', '现'),
    ('幾', '几'),
    ('領', '领'),
    ('來', '来'),
    ('還', '还'),
    ('併', '并'),
    ('並', '并'),
];

/// Text in Simplified Chinese with halfwidth digits and letters, in which dashes that join two numbers
/// are `—`. Punctuation stays Chinese, for it ends clauses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plain {
    text: String,
    /// For each character: the byte of `text` where it begins, and its bytes in the source.
    letters: Vec<(usize, Range<usize>)>,
}

impl Plain {
    /// Makes prose plain; each character comes with its bytes in the source.
    pub(crate) fn new(printed: impl IntoIterator<Item = (char, Range<usize>)>) -> Self {
        let printed: Vec<(char, Range<usize>)> = printed.into_iter().collect();
        let mut plain = Self::default();
        for (place, (c, span)) in printed.iter().enumerate() {
            let after = printed.get(place + 1).map(|(c, _)| *c);
            let c = letter(*c, &plain.text, after);
            plain.letters.push((plain.text.len(), span.clone()));
            plain.text.push(c);
        }
        plain
    }

    /// The text, for [`scan`](super::scan).
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the source that a stretch of the text came from.
    pub(crate) fn source(&self, stretch: Range<usize>) -> Range<usize> {
        let first = self.letters.partition_point(|(start, _)| *start < stretch.start);
        let end = self.letters.partition_point(|(start, _)| *start < stretch.end);
        match self.letters.get(first..end) {
            Some([(_, one)]) => one.clone(),
            Some([(_, one), .., (_, other)]) => one.start..other.end.max(one.end),
            Some([]) | None => 0..0,
        }
    }
}

/// One character in the form that rules are written in.
fn letter(printed: char, before: &str, after: Option<char>) -> char {
    let folded = match fold(printed) {
        folded if folded.is_ascii_punctuation() && !printed.is_ascii() && !"％．＋－−–／﹪﹢﹣".contains(printed) => {
            printed
        }
        folded => {
            MORE.iter().find(|(traditional, _)| *traditional == folded).map_or(folded, |(_, simplified)| *simplified)
        }
    };
    let digit_follows = after.is_some_and(|c| fold(c).is_ascii_digit());
    // 亏损2.17亿元-3.2亿元 joins two sums; 出口-3.2% has a sign.
    let number = before.trim_end_matches(['亿', '万', '千', '百', '元', '美', '港', '点', '倍', '吨', '股', '个', '%']);
    let number_ends = number.ends_with(|c: char| c.is_ascii_digit()) || before.ends_with(['年', '月', '日', '%']);
    match folded {
        '-' | '~' | '～' | '―' | '─' if digit_follows && number_ends => '—',
        folded => folded,
    }
}
