//! A hash of a text's words.
//!
//! In: a text. Out: hexadecimal digits that stay the same while only markup, punctuation and line breaks change, and differ when
//! a word does: sixteen of a whole text, six of one of its parts.
//!
//! May touch: nothing

/// The digest of a text's letters and digits.
///
/// ```
/// use jianbao::text::digest::digest;
///
/// assert_eq!(digest("工业**增加值**，6.4%"), digest("工业增加值 6.4%"));
/// assert_ne!(digest("工业增加值"), digest("工业产值"));
/// ```
pub fn digest(text: &str) -> String {
    format!("{:016x}", hash(text.chars().filter(|c| c.is_alphanumeric())))
}

/// The digest of a part of a text, in which also the signs of numbers count: `6.4%` is neither `64%` nor `−6.4`.
///
/// ```
/// use jianbao::text::digest::mark;
///
/// assert_eq!(mark("增长**6.4%**。"), mark("增长6.4%"));
/// assert_ne!(mark("增长6.4%"), mark("增长64%"));
/// ```
pub fn mark(text: &str) -> String {
    let is_sign = |c: char| matches!(c, '.' | '%' | '‰' | '-' | '−' | '+');
    let mut last = None;
    let chars: Vec<char> = text.chars().collect();
    let kept = chars.iter().enumerate().filter(|&(at, &c)| {
        let beside = last.is_some_and(|c: char| c.is_ascii_digit())
            || chars.get(at + 1).is_some_and(|next| next.is_ascii_digit());
        last = Some(c);
        c.is_alphanumeric() || (is_sign(c) && beside)
    });
    let hash = hash(kept.map(|(_, &c)| c));
    format!("{:06x}", (hash ^ (hash >> 24) ^ (hash >> 48)) & 0xff_ffff)
}

/// FNV-1a, 64 bits.
fn hash(chars: impl Iterator<Item = char>) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut buffer = [0; 4];
    for c in chars {
        for byte in c.encode_utf8(&mut buffer).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}
