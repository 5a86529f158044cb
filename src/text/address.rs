//! Addresses in running text, which are no prose: `https://example.org/软件/发展`.
//!
//! In: text. Out: the bytes of each address.
//!
//! May touch: nothing

use super::finder::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// The longest name of a scheme: `https`.
const LONGEST_SCHEME: usize = 16;

/// Every address of a text: what has a scheme and `://`, begins with `www.`, or is a domain with a path. It ends at
/// a space or at a mark that belongs to the sentence. Chinese characters belong to it after its first `/`, but not
/// directly after the ending of a file: `a.html的说明`.
pub fn spans(text: &str) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(sign) = SIGNS.find(text, at).map(|sign| sign.start()) {
        // What is before a sign belongs to its address as far as it may be a host or a scheme.
        at += text[at..sign].trim_end_matches(|c| is_of_host(c) || c == ':').len();
        let Some(found) = text.bytes().skip(at).position(|byte| byte.is_ascii_alphanumeric()) else { break };
        let found = at + found;
        let host = found + text[found..].find(|c| !is_of_host(c)).unwrap_or(text.len() - found);
        let rest = &text[host..];
        let named = &text[found..host];
        let path = match rest.strip_prefix("://") {
            Some(_) if named.len() <= LONGEST_SCHEME && !named.starts_with(|c: char| c.is_ascii_digit()) => {
                let start = host + "://".len();
                Some(
                    start
                        + text[start..]
                            .find(|c| !is_of_host(c) && !matches!(c, ':' | '@'))
                            .unwrap_or(text.len() - start),
                )
            }
            Some(_) => None,
            None if named.starts_with("www.") && named.len() > "www.".len() => Some(host),
            None if rest.starts_with('/') && is_domain(named) => Some(host),
            None => None,
        };
        match path {
            Some(path) => {
                let end = end(text, found, path);
                spans.push(found..end);
                at = end;
            }
            None => at = host,
        }
    }
    spans
}

/// Finds what shows an address.
static SIGNS: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["/", "www."]));

fn is_of_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '_')
}

/// `example.org`, and not `3.5` or `a`.
fn is_domain(text: &str) -> bool {
    let ending = text.rsplit_once('.').filter(|(before, _)| before.starts_with(|c: char| c.is_ascii_alphanumeric()));
    ending.is_some_and(|(_, ending)| ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// Where an address ends whose path begins at `path`.
fn end(text: &str, start: usize, path: usize) -> usize {
    let mut end = path;
    for (at, c) in text[path..].char_indices().map(|(at, c)| (path + at, c)) {
        let is_path = at > path || matches!(c, '/' | '?' | '#' | ':');
        let goes_on = match c.is_ascii() {
            true => is_path && !c.is_ascii_whitespace() && !c.is_ascii_control() && !matches!(c, '<' | '>' | '"' | '`'),
            false => is_path && c.is_alphanumeric() && !ends_in_file(&text[path..at]),
        };
        if !goes_on {
            break;
        }
        end = at + c.len_utf8();
    }
    // Marks at its end belong to the sentence, and so does a bracket that closes none of its own.
    loop {
        let address = &text[start..end];
        let closes = address.ends_with(')') && address.matches(')').count() > address.matches('(').count();
        match closes || address.ends_with(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~']) {
            true => end -= 1,
            false => return end,
        }
    }
}

/// Whether a path ends in what looks like the name of a file: `/a/b.html`.
fn ends_in_file(path: &str) -> bool {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        let cases: [(&str, &[&str]); 14] = [
            ("全文见 https://example.org/软件/发展 。", &["https://example.org/软件/发展"]),
            ("见https://example.org/软件，下同。", &["https://example.org/软件"]),
            ("（http://example.org/发布/2025/03）", &["http://example.org/发布/2025/03"]),
            ("https://example.org的数据", &["https://example.org"]),
            ("https://example.org/a.html的说明", &["https://example.org/a.html"]),
            ("见(https://example.org/发(展)).", &["https://example.org/发(展)"]),
            ("登录www.example.org/数据?年=2025#发展，", &["www.example.org/数据?年=2025#发展"]),
            ("登录 www.example.org。", &["www.example.org"]),
            ("stats.example.org/软件 和 a.cn/发", &["stats.example.org/软件", "a.cn/发"]),
            ("发展/干部 3.5/人 km/h 和/或 2025/03", &[]),
            ("https://", &["https://"]),
            ("ftp://例子.中国/发展", &["ftp://"]),
            ("每股3元/1.5万元", &[]),
            ("https://user@example.org:8080/发布", &["https://user@example.org:8080/发布"]),
        ];
        for (text, wanted) in cases {
            let found: Vec<&str> = spans(text).into_iter().map(|span| &text[span]).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
