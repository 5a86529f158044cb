//! A mail as a file (RFC 5322, RFC 2045).
//!
//! In: subject, time, text and HTML. Out: a message with both, which a mail program opens as a draft. It has no sender and no
//! receiver: whoever sends it has these. Its text is not `format=flowed`: programs would join lines of Han characters with spaces. What parts its bodies is made of what they say, so that the same site gives the same bytes.
//!
//! May touch: hash

use crate::hash::Hash;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Characters of a line of base64.
const COLUMNS: usize = 76;
/// Bytes of text in an encoded word, of which four thirds and its ends are at most 75.
const WORD: usize = 45;

/// A message.
pub(super) fn message(subject: &str, sent: &str, text: &str, html: &str) -> String {
    let boundary = format!("jianbao-{}", Hash::of_all([text, html]));
    let part = |kind: &str, body: &str| {
        let body = STANDARD.encode(body.replace('\n', "\r\n"));
        let lines: Vec<&str> = body.as_bytes().chunks(COLUMNS).filter_map(|line| str::from_utf8(line).ok()).collect();
        format!(
            "--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            lines.join("\r\n")
        )
    };
    [
        format!("Subject: {}\r\nDate: {sent}\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\n", encoded(subject)),
        format!("Content-Type: multipart/alternative; boundary=\"{boundary}\"\r\n\r\n"),
        part("plain", text),
        part("html", html),
        format!("--{boundary}--\r\n"),
    ]
    .concat()
}

/// Text of a header as encoded words (RFC 2047), each with whole characters.
fn encoded(text: &str) -> String {
    let mut words = vec![String::new()];
    for sign in text.chars().filter(|sign| !sign.is_control()) {
        match words.last_mut() {
            Some(word) if word.len() + sign.len_utf8() <= WORD => word.push(sign),
            _ => words.push(sign.to_string()),
        }
    }
    let words: Vec<String> = words.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word))).collect();
    words.join("\r\n ")
}
