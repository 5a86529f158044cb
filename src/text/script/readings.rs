//! Which reading a character has by its neighbours, where no word says.
//!
//! In: the weights that `data/readings/train.py` learnt, and a character in its text. Out: what speaks
//! for each of its readings, in whole numbers.
//!
//! May touch: nothing

/// No character has more readings.
pub(super) const MOST: usize = 4;
/// So much must speak for a reading before it is printed instead of the usual one. Of 10,400 lone characters in 2.1
/// million of laws, debates and news it makes 4 worse and 40 better.
pub(super) const MARGIN: i32 = 32;

/// The same for a character of a word that is written in two ways (`open.txt`) and that the lexicon does not have.
pub(super) const WORD_MARGIN: i32 = 64;

/// So much must speak for another reading to be asked about where the neighbours decide nothing (a `?` in `readings.txt`).
pub(super) const UNDECIDED_MARGIN: i32 = 64;

/// So much must speak against what a word says before the place is shown to the editor: from here down more is shown
/// that is right, and hardly more that is wrong.
pub(super) const AGAINST: i32 = 12;

/// An open table of features: two bytes of tag for each place, then a byte of weight for each.
static TABLE: &[u8] = include_bytes!("../../../data/readings/readings.bin");
const PLACES: usize = TABLE.len() / 3;

/// What speaks for each of `count` readings of `c` against the first, which has none.
///
/// `before` are the characters before it, the nearest first, and `after` those behind it.
pub(super) fn scores(
    c: char,
    count: usize,
    before: impl Iterator<Item = char>,
    after: impl Iterator<Item = char>,
) -> [i32; MOST] {
    let features = features(c, three(before), three(after));
    let mut scores = [0; MOST];
    for (reading, score) in (0_u32..).zip(&mut scores).take(count).skip(1) {
        *score = features.iter().map(|feature| weight(feature ^ reading << 30)).sum();
    }
    scores
}

/// The features of `train.py`, in its order.
fn features(c: char, [c1, c2, c3]: [u32; 3], [d1, d2, d3]: [u32; 3]) -> [u32; 10] {
    let of = |number: u32| mixed(c as u32, number);
    let (left, right) = (mixed(of(1), c1), mixed(of(2), d1));
    let both = mixed(mixed(of(3), c1), d1);
    let (left2, right2) = (mixed(left, c2), mixed(right, d2));
    let (wide_left, wide_right) = (mixed(mixed(both, c2), 5), mixed(mixed(both, d2), 6));
    [of(4), left, right, both, left2, right2, mixed(left2, c3), mixed(right2, d3), wide_left, wide_right]
}

/// A step of FNV-1a.
fn mixed(hash: u32, code: u32) -> u32 {
    (hash ^ code).wrapping_mul(0x0100_0193)
}

fn three(neighbours: impl Iterator<Item = char>) -> [u32; 3] {
    let mut three = [u32::from(b' '); 3];
    for (kind, c) in three.iter_mut().zip(neighbours) {
        *kind = match c {
            '0'..='9' => u32::from(b'0'),
            'a'..='z' | 'A'..='Z' => u32::from(b'a'),
            c if c.is_ascii() => u32::from(b' '),
            c => c as u32,
        };
    }
    three
}

/// The weight of a feature; none was learnt of most.
fn weight(feature: u32) -> i32 {
    let [_, _, high, higher] = feature.to_le_bytes();
    let mut place = feature as usize % PLACES;
    loop {
        let weight = TABLE[2 * PLACES + place].cast_signed();
        if weight == 0 || TABLE[2 * place..2 * place + 2] == [high, higher] {
            return i32::from(weight);
        }
        place = (place + 1) % PLACES;
    }
}
