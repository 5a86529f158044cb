//! Bytes of a file as text.
//!
//! In: the bytes of a file. Out: their text and the encoding they were in: a byte order
//! mark decides, then whether they are UTF-8, then which encoding reads as Chinese.
//!
//! May touch: nothing

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

/// The text of a file and the encoding it was in.
#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    /// All of it, without a byte order mark. Bytes that cannot be read are U+FFFD.
    pub(crate) text: String,
    /// The encoding's name in the WHATWG Encoding Standard: `UTF-8`, `gb18030`, `Big5`.
    pub(crate) encoding: &'static str,
}

/// Signs and characters that any page of Chinese prints often, in both scripts.
const COMMON: &str =
    "，。、；：“”「」的一是在了和有年月日中国國大个個上下为為不人比同增长長亿億万萬元以到这這对對经經济濟业業";

/// Reads bytes as text.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return read(encoding, &bytes[mark..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), encoding: UTF_8.name() };
    }
    // The last of equals wins: what reads well in no encoding is UTF-8 with broken bytes.
    let candidates = [BIG5, GB18030, UTF_8].map(|encoding| read(encoding, bytes));
    let best = candidates.into_iter().max_by(|one, other| likeness(&one.text).total_cmp(&likeness(&other.text)));
    best.unwrap_or_else(|| read(UTF_8, bytes))
}

fn read(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name() }
}

/// How much a text looks like Chinese: the share of common characters, less what could not be read.
fn likeness(text: &str) -> f64 {
    let (mut all, mut common, mut broken) = (0.0, 0.0, 0.0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1.0;
        if COMMON.contains(c) {
            common += 1.0;
        } else if c == '\u{FFFD}' {
            broken += 1.0;
        }
    }
    if all == 0.0 { 0.0 } else { (common - 3.0 * broken) / all }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let mainland = "上半年，全市规模以上工业增加值同比增长6.4%。";
        let taiwan = "上半年，全國出口總額達到三千億元，比去年同期增加。";
        for (encoding, text) in [(GB18030, mainland), (UTF_8, mainland), (BIG5, taiwan), (UTF_8, taiwan)] {
            let (bytes, ..) = encoding.encode(text);
            let decoded = decode(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding.name()));
        }
        let utf_16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(mainland.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&utf_16).text, mainland);
    }
}
