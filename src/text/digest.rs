//! A hash of a text's words.
//!
//! In: a text. Out: sixteen hexadecimal digits that stay the same while only markup, punctuation and
//! line breaks change, and differ when a word does.
//!
//! May touch: nothing

/// The digest of a text's letters and digits: FNV-1a, 64 bits.
///
/// ```
/// use jianbao::text::digest::digest;
///
/// assert_eq!(digest("工业**增加值**，6.4%"), digest("工业增加值 6.4%"));
/// assert_ne!(digest("工业增加值"), digest("工业产值"));
/// ```
pub fn digest(text: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut buffer = [0; 4];
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        for byte in c.encode_utf8(&mut buffer).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
