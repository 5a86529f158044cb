//! Which requests are allowed.
//!
//! In: a request and where we listen. Out: whether it is answered. A page on the internet can make the
//! editor's browser send requests here, but it can set neither the `Host` nor the `Origin` header.
//!
//! May touch: net

use super::http::{Answer, Request};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The access policy of a run.
#[derive(Clone, Debug)]
pub(crate) struct AccessPolicy {
    /// Where we listen.
    pub(crate) address: SocketAddr,
    /// The token that our pages need to write; `None` where other machines can read, for then no page may.
    pub(crate) token: Option<String>,
}

impl AccessPolicy {
    /// Whether a request may read.
    ///
    /// # Errors
    /// The answer that refuses it.
    pub(crate) fn check(&self, request: &Request) -> Result<(), Answer> {
        if !self.is_ours(&request.host) {
            return Err(Answer::plain(403, "this host is not served here"));
        }
        // A page of another site may be left by a link to here, and may show nothing of here.
        let shown_elsewhere = matches!(request.site.as_str(), "cross-site" | "same-site") && request.dest != "document";
        match &request.origin {
            _ if shown_elsewhere => Err(Answer::plain(403, "requests from other sites are not answered")),
            Some(origin) if origin.strip_prefix("http://") != Some(request.host.as_str()) => {
                Err(Answer::plain(403, "requests from other sites are not answered"))
            }
            _ => Ok(()),
        }
    }

    /// Whether a request for a page that holds the token may be answered: one to show it, and none of a script or a frame.
    ///
    /// # Errors
    /// The answer that refuses it.
    pub(crate) fn check_document(&self, request: &Request) -> Result<(), Answer> {
        match request.dest.as_str() {
            "document" | "" => Ok(()),
            _ => Err(Answer::plain(403, "this page is only opened by itself")),
        }
    }

    /// Whether a request may write: only one from a page of ours that has this run's token, and only on this machine.
    ///
    /// # Errors
    /// The answer that refuses it.
    pub(crate) fn check_write(&self, request: &Request) -> Result<(), Answer> {
        self.check(request)?;
        let Some(token) = &self.token else {
            return Err(Answer::plain(403, "other machines can read this preview, so nothing is written"));
        };
        if request.origin.is_none() || !is_same(&request.token, token) {
            return Err(Answer::plain(403, "only the preview's own pages write"));
        }
        match request.kind.as_str() {
            "application/json" => Ok(()),
            _ => Err(Answer::plain(415, "send JSON")),
        }
    }

    /// Whether a `Host` is an address of this machine by number, or `localhost`: a foreign name that resolves
    /// to it (DNS rebinding) is neither.
    fn is_ours(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        if port != Some(self.address.port()) {
            return false;
        }
        let number = match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            Some(six) => six.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
            None => name.parse().ok().filter(IpAddr::is_ipv4),
        };
        match number {
            Some(number) => number.is_loopback() || !self.address.ip().is_loopback(),
            None => name.eq_ignore_ascii_case("localhost"),
        }
    }
}

/// Compares two texts in constant time, so that the time does not show how much of them is the same.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_address_is_ours() {
        let door = |address: &str| AccessPolicy { address: address.parse().expect("an address"), token: None };
        let local = door("127.0.0.1:1313");
        for host in ["127.0.0.1:1313", "localhost:1313", "LOCALHOST:1313", "[::1]:1313"] {
            assert!(local.is_ours(host), "{host}");
        }
        for host in [
            "evil.example:1313",
            "127.0.0.1:80",
            "127.0.0.1",
            "",
            "localhost.evil.example:1313",
            "10.0.0.1:1313",
            "127.0.0.1.nip.io:1313",
            "[::1]",
            "::1:1313",
            "127.0.0.1:1313:1313",
        ] {
            assert!(!local.is_ours(host), "{host}");
        }
        assert!(door("0.0.0.0:1313").is_ours("192.168.1.7:1313"));
        assert!(!door("0.0.0.0:1313").is_ours("evil.example:1313"));
        assert!(door("127.0.0.1:80").is_ours("localhost"));
    }
}
