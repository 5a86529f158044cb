//! Requests and answers, HTTP/1.1, one a connection.
//!
//! In: a connection. Out: [`Request`], bounded in size and time, or the answer that refuses it; and
//! [`Answer`], sent to the connection.
//!
//! May touch: path, ui, disk, net, clock

use crate::path::{SitePath, percent_decoded};
use crate::ui::Catalogue;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::TcpStream;
use std::ops::Range;
use std::time::{Duration, Instant};

/// The longest head of a request, in bytes.
const HEAD: usize = 16 * 1024;
/// The longest body of a request, in bytes.
const BODY: u64 = 64 * 1024;
/// How long a request may take to arrive, and how long a reader may not read.
const PATIENCE: Duration = Duration::from_secs(10);
/// The headers of every answer: nothing is cached, nothing is read by a foreign page or interpreted as another media type.
const COMMON: &str = "Connection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
     Cross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: same-origin\r\n";

/// The policy of what is no page: it is shown in no frame of a foreign page, and no script runs in it.
const NO_PAGE: &str = "frame-ancestors 'self';base-uri 'none';script-src 'none'";

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
    /// The `Sec-Fetch-Site` header: `cross-site`.
    pub site: String,
    /// The `Sec-Fetch-Dest` header: `document`.
    pub dest: String,
    /// The `Range` header: `bytes=0-499`.
    pub range: String,
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
    /// Its `Content-Security-Policy`; that of what is no page where it has none.
    policy: Option<Box<str>>,
    /// The bytes.
    pub body: Cow<'static, [u8]>,
    /// A stretch of a file, instead of `body`: it is read as it is sent, so that slow readers of large files cost nothing.
    stretch: Option<Stretch>,
}

/// A stretch of a file.
struct Stretch {
    file: File,
    /// Its bytes.
    bytes: Range<u64>,
    /// How many the file has.
    length: u64,
}

impl Answer {
    /// Bytes of a media type.
    pub(crate) fn new(status: u16, kind: &'static str, body: impl Into<Cow<'static, [u8]>>) -> Self {
        Self { status, kind, location: None, policy: None, body: body.into(), stretch: None }
    }

    /// The same under a `Content-Security-Policy` of its own.
    pub(crate) fn under(self, policy: impl ToString) -> Self {
        Self { policy: Some(policy.to_string().into()), ..self }
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

    /// A file, or the stretch of it that a `Range` header asks for.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn file(file: File, kind: &'static str, range: &str) -> io::Result<Self> {
        let length = file.metadata()?.len();
        let (status, bytes) = match range_of(range, length) {
            Some(bytes) if bytes.is_empty() => return Ok(Self::plain(416, format!("the file has {length} bytes"))),
            Some(bytes) => (206, bytes),
            None => (200, 0..length),
        };
        Ok(Self { stretch: Some(Stretch { file, bytes, length }), ..Self::new(status, kind, Vec::new()) })
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
        let (Self { status, kind, .. }, policy) = (self, self.policy.as_deref().unwrap_or(NO_PAGE));
        let mut head = format!(
            "HTTP/1.1 {status} {reason}\r\n{COMMON}Content-Security-Policy: {policy}\r\nContent-Type: {kind}\r\n"
        );
        if let Some(location) = &self.location {
            head.push_str(&format!("Location: {location}\r\n"));
        }
        let mut length = self.body.len() as u64;
        if let Some(Stretch { bytes, length: whole, .. }) = &self.stretch {
            length = bytes.end - bytes.start;
            head.push_str("Accept-Ranges: bytes\r\n");
            if self.status == 206 {
                head.push_str(&format!("Content-Range: bytes {}-{}/{whole}\r\n", bytes.start, bytes.end - 1));
            }
        }
        head.push_str(&format!("Content-Length: {length}\r\n\r\n"));
        stream.write_all(head.as_bytes())?;
        match &self.stretch {
            _ if !with_body => {}
            Some(stretch) => {
                let mut file = &stretch.file;
                file.seek(SeekFrom::Start(stretch.bytes.start))?;
                io::copy(&mut file.take(length), stream)?;
            }
            None => stream.write_all(&self.body)?,
        }
        stream.flush()
    }
}

/// The bytes that a `Range` header asks for of so many, none of them where it asks for others; `None` where all are sent.
fn range_of(header: &str, length: u64) -> Option<Range<u64>> {
    let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (first.trim().is_empty(), last.trim().is_empty()) {
        (true, _) => Some(length.saturating_sub(number(last)?)..length),
        (false, true) => Some(number(first)?.min(length)..length),
        (false, false) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then(|| first.min(length)..last.saturating_add(1).min(length))
        }
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
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
        // A proxy is asked with the whole address; its host is that of the `Host` header.
        let target = match target.split_once("://") {
            Some(("http", rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
            _ => target,
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let (path, query) = (path.to_owned(), query.to_owned());
        let mut request = Self { method: parsed.method.unwrap_or_default().to_owned(), path, query, ..Self::default() };
        let (mut hosts, mut lengths) = (0, 0);
        for header in parsed.headers.iter() {
            let value = || String::from_utf8_lossy(header.value).trim().to_owned();
            match header.name.to_ascii_lowercase().as_str() {
                "host" => (request.host, hosts) = (value(), hosts + 1),
                "origin" => request.origin = Some(value()),
                "content-type" => request.kind = value().split(';').next().unwrap_or_default().to_ascii_lowercase(),
                "x-preview-token" => request.token = value(),
                "sec-fetch-site" => request.site = value(),
                "sec-fetch-dest" => request.dest = value(),
                "range" => request.range = value(),
                "content-length" => {
                    let digits = value();
                    let number =
                        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
                    request.length = number.filter(|_| lengths == 0).ok_or_else(|| bad("its length is no number"))?;
                    lengths += 1;
                }
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
    match file.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" | "geojson" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" | "opml" => "application/xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "bmp" => "image/bmp",
        "tif" | "tiff" => "image/tiff",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "mov" => "video/quicktime",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "vtt" => "text/vtt; charset=utf-8",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ppt" => "application/vnd.ms-powerpoint",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "epub" => "application/epub+zip",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_does_not_depend_on_case() {
        assert_eq!((kind_of("p.SVG"), kind_of("a.Mp4")), ("image/svg+xml", "video/mp4"));
        assert_eq!((kind_of("Makefile"), kind_of("a.b/c")), ("application/octet-stream", "application/octet-stream"));
    }

    #[test]
    fn a_range_is_a_stretch_of_the_file() {
        for (header, expected) in [
            ("bytes=0-1", Some(0..2)),
            ("bytes=5-", Some(5..10)),
            ("bytes=-3", Some(7..10)),
            ("bytes=-30", Some(0..10)),
            ("bytes=8-99", Some(8..10)),
            ("bytes=10-", Some(10..10)),
            ("bytes=3-2", None),
            ("bytes=0-1,4-5", None),
            ("lines=1-2", None),
            ("", None),
        ] {
            assert_eq!(range_of(header, 10), expected, "{header}");
        }
    }
}
