//! The hash of bytes, by which inputs and outputs are compared.
//!
//! In: bytes, or several parts of something. Out: [`struct@Hash`], the first half of their SHA-256 (FIPS 180-4), which is
//! collision-resistant.
//!
//! May touch: nothing

use sha2::{Digest, Sha256};
use std::fmt;
use std::io::{self, Read};
use std::str::FromStr;

/// The hash of some bytes: `e3b0c44298fc1c149afbf4c8996fb924` for none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 16]);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::cut(Sha256::digest(bytes).as_slice())
    }

    /// The hash of everything that can be read from there; only a little of it is in memory at a time.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn read(mut from: impl Read) -> io::Result<Self> {
        let (mut whole, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
        loop {
            match from.read(&mut buffer)? {
                0 => return Ok(Self::cut(whole.finalize().as_slice())),
                length => whole.update(&buffer[..length]),
            }
        }
    }

    /// The hash of bytes that come in pieces, wherever they are cut.
    pub(crate) fn of_pieces(pieces: impl IntoIterator<Item: AsRef<[u8]>>) -> Self {
        let mut whole = Sha256::new();
        pieces.into_iter().for_each(|piece| whole.update(piece));
        Self::cut(whole.finalize().as_slice())
    }

    /// The hash of several parts in order. Where one ends counts: `["a", "b"]` is not `["ab"]`.
    pub(crate) fn of_all(parts: impl IntoIterator<Item: AsRef<[u8]>>) -> Self {
        let mut whole = Sha256::new();
        for part in parts {
            let part = part.as_ref();
            whole.update((part.len() as u64).to_le_bytes());
            whole.update(part);
        }
        Self::cut(whole.finalize().as_slice())
    }

    fn cut(digest: &[u8]) -> Self {
        let mut sum = [0; 16];
        sum.copy_from_slice(&digest[..16]);
        Self(sum)
    }
}

impl AsRef<[u8]> for Hash {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(32);
        text.extend(
            self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|half| char::from(DIGITS[usize::from(half)])),
        );
        f.write_str(&text)
    }
}

impl FromStr for Hash {
    type Err = ();

    /// Reads what [`fmt::Display`] writes.
    fn from_str(text: &str) -> Result<Self, ()> {
        let digit = |at: usize| text.as_bytes().get(at).and_then(|digit| (*digit as char).to_digit(16)).ok_or(());
        let mut sum = [0; 16];
        for (at, byte) in sum.iter_mut().enumerate() {
            // Two digits are less than 256.
            *byte = (digit(2 * at)? * 16 + digit(2 * at + 1)?) as u8;
        }
        if text.len() == 32 { Ok(Self(sum)) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_the_first_half_of_sha_256_and_reads_back() {
        let empty = Hash::of(b"");
        assert_eq!(Hash::read(&[7; 100_000][..]).ok(), Some(Hash::of(&[7; 100_000])));
        assert_eq!(Hash::of_pieces(["a", "", "bc"]), Hash::of(b"abc"));
        assert_eq!(empty.to_string(), "e3b0c44298fc1c149afbf4c8996fb924");
        assert_eq!(empty.to_string().parse(), Ok(empty));
        assert_eq!("e3b0".parse::<Hash>(), Err(()));
        assert_eq!(format!("{empty}0").parse::<Hash>(), Err(()));
    }

    #[test]
    fn where_a_part_ends_is_part_of_the_sum() {
        assert_ne!(Hash::of_all(["a", "b"]), Hash::of_all(["ab"]));
        assert_ne!(Hash::of_all(["a", ""]), Hash::of_all(["a"]));
    }
}
