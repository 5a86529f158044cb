//! Requests and answers, HTTP/1.1, one a connection.
//!
//! In: a connection. Out: [`Request`], bounded in size and time, or the answer that refuses it; and
//! [`Answer`], sent to the connection.
//!
//! May touch: path, ui, net, clock

use crate::path::{SitePath, percent_decoded};
use crate::ui::Catalogue;
use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The longest head of a request, in bytes.
const HEAD: usize = 16 * 1024;
/// The longest body of a request, in bytes.
const BODY: u64 = 64 * 1024;
/// How long a request may take to arrive, and how long a reader may not read.
const PATIENCE: Duration = Duration::from_secs(10);
/// The headers of every answer: nothing is cached, nothing is shown in a frame of a foreign page, nothing is
/// interpreted as another media type.
const COMMON: &str = "Connection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
     Cross-Origin-Resource-Policy: same-origin\r\nContent-Security-Policy: frame-ancestors 'self'\r\n\
     Referrer-Policy: same-origin\r\n";

/// A request.
#[derive(Debug, Default)]
pub struct Request {
    /// `GET`, or whatever was sent.
    pub method: String,
    /// The path as sent, before any `?`.
    pub path: String,
    /// The query string.
    pub query: String,
    /// The `Host` header.
    pub host: String,
    /// The `Origin` header, if any.
    pub origin: Option<String>,
    /// The media type of the body: `application/json`.
    pub kind: String,
    /// The `X-Preview-Token` header.
    pub token: String,
    /// The length of the body in bytes.
    pub length: u64,
    /// The part of the body that was read with the head.
    begun: Vec<u8>,
}

/// An answer.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its media type.
    pub kind: &'static str,
    /// Where to go instead, for a redirection.
    pub location: Option<String>,
    /// The bytes.
    pub body: Cow<'static, [u8]>,
}

impl Answer {
    /// Bytes of a media type.
    pub(crate) fn new(status: u16, kind: &'static str, body: impl Into<Cow<'static, [u8]>>) -> Self {
        Self { status, kind, location: None, body: body.into() }
    }

    /// An answer of one sentence.
    pub(crate) fn plain(status: u16, text: impl Into<String>) -> Self {
        Self::new(status, "text/plain; charset=utf-8", (text.into() + "\n").into_bytes())
    }

    /// The same, with the sentence of a refusal in the language of `catalogue`.
    pub(crate) fn said(self, catalogue: &Catalogue) -> Self {
        match std::str::from_utf8(&self.body) {
            Ok(sentence) if self.status >= 400 => Self { body: catalogue.say(sentence).into_bytes().into(), ..self },
            Ok(_) | Err(_) => self,
        }
    }

    /// A redirection.
    pub(crate) fn moved(location: String) -> Self {
        Self { location: Some(location), ..Self::plain(302, "it is elsewhere") }
    }

    /// Sends it; the body only where it was asked for.
    ///
    /// # Errors
    /// When the other side is gone, or too slow.
    pub(crate) fn send(&self, stream: &mut TcpStream, with_body: bool) -> io::Result<()> {
        stream.set_write_timeout(Some(PATIENCE))?;
        let reason = reason(self.status);
        let mut head = format!("HTTP/1.1 {} {reason}\r\n{COMMON}Content-Type: {}\r\n", self.status, self.kind);
        if let Some(location) = &self.location {
            head.push_str(&format!("Location: {location}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", self.body.len()));
        stream.write_all(head.as_bytes())?;
        if with_body {
            stream.write_all(&self.body)?;
        }
        stream.flush()
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

/// Starts a stream of events.
///
/// # Errors
/// When the other side is gone.
pub(crate) fn start_events(stream: &mut TcpStream) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(format!("HTTP/1.1 200 OK\r\n{COMMON}Content-Type: text/event-stream\r\n\r\n").as_bytes())
}

impl Request {
    /// Reads a request.
    ///
    /// # Errors
    /// The answer that refuses it; `None` when the other side is gone.
    pub(crate) fn read(stream: &mut TcpStream) -> Result<Self, Option<Answer>> {
        let deadline = Instant::now() + PATIENCE;
        let mut bytes = Vec::new();
        let end = loop {
            if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                break end + 4;
            }
            if bytes.len() > HEAD {
                return Err(Some(Answer::plain(431, "the head of the request is too long")));
            }
            receive(stream, &mut bytes, deadline)?;
        };
        let request = Self::parse(&bytes[..end])?;
        Ok(Self { begun: bytes.split_off(end), ..request })
    }

    /// Reads the body.
    ///
    /// # Errors
    /// The answer that refuses it; `None` when the other side is gone.
    pub(crate) fn body(&mut self, stream: &mut TcpStream) -> Result<Vec<u8>, Option<Answer>> {
        let deadline = Instant::now() + PATIENCE;
        let length = match usize::try_from(self.length) {
            Ok(length) if self.length <= BODY => length,
            Ok(_) | Err(_) => return Err(Some(Answer::plain(413, "that is too much"))),
        };
        let mut bytes = std::mem::take(&mut self.begun);
        while bytes.len() < length {
            receive(stream, &mut bytes, deadline)?;
        }
        bytes.truncate(length);
        Ok(bytes)
    }

    /// Reads the head of a request.
    ///
    /// # Errors
    /// The answer that refuses it.
    pub fn parse(head: &[u8]) -> Result<Self, Option<Answer>> {
        let bad = |why: &str| Some(Answer::plain(400, format!("bad request: {why}")));
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut parsed = httparse::Request::new(&mut headers);
        if !parsed.parse(head).is_ok_and(|status| status.is_complete()) {
            return Err(bad("its head cannot be read"));
        }
        let target = parsed.path.unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let (path, query) = (path.to_owned(), query.to_owned());
        let mut request = Self { method: parsed.method.unwrap_or_default().to_owned(), path, query, ..Self::default() };
        let mut hosts = 0;
        for header in parsed.headers.iter() {
            let value = || String::from_utf8_lossy(header.value).trim().to_owned();
            match header.name.to_ascii_lowercase().as_str() {
                "host" => (request.host, hosts) = (value(), hosts + 1),
                "origin" => request.origin = Some(value()),
                "content-type" => request.kind = value().split(';').next().unwrap_or_default().to_ascii_lowercase(),
                "x-preview-token" => request.token = value(),
                "content-length" => request.length = value().parse().map_err(|_| bad("its length is no number"))?,
                "transfer-encoding" => return Err(bad("send a Content-Length")),
                _ => {}
            }
        }
        match hosts {
            1 => Ok(request),
            _ => Err(bad("one Host header is needed")),
        }
    }
}

/// Reads some more bytes.
fn receive(stream: &mut TcpStream, bytes: &mut Vec<u8>, deadline: Instant) -> Result<(), Option<Answer>> {
    let slow = || Some(Answer::plain(408, "the request took too long"));
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
        return Err(slow());
    }
    let mut some = [0; 4096];
    match stream.read(&mut some) {
        Ok(0) => Err(None),
        Ok(count) => {
            bytes.extend_from_slice(&some[..count]);
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(()),
        Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => Err(slow()),
        Err(_) => Err(None),
    }
}

/// The output file that an address below a prefix means; `None` when it cannot be one of the site's: `/zh-hans/` is
/// `zh-hans/index.html`.
pub fn file_of(address: &str, prefix: &str) -> Option<String> {
    let path = percent_decoded(address.strip_prefix(prefix)?.strip_prefix('/')?);
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    SitePath::new(&path).ok().map(|path| path.file().to_owned())
}

/// The media type of a file, by its extension.
pub(crate) fn kind_of(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "xml" | "opml" => "application/xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
