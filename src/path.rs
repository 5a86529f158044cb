//! Where a thing lives.
//!
//! In: names, as walked from the disk or written by an author. Out: [`SourcePath`], a file of the
//! project, and [`SitePath`], a file of the output that can also be read as its URL. Both are
//! relative, use `/`, are UTF-8 and cannot point outside their folder: that is checked once, here.
//!
//! May touch: nothing

use std::borrow::Borrow;
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// A file of the project, relative to the folder of `site.toml`: `content/bulletins/2025/h1.md`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// From a path with `/`, relative to the folder of `site.toml`. Every other way to one goes through here.
    ///
    /// # Errors
    /// When it is empty or could lead out of that folder.
    pub fn new(path: &str) -> Result<Self, BadPath> {
        for segment in path.split('/') {
            match segment {
                "" => return Err(BadPath::Empty),
                "." | ".." => return Err(BadPath::Unsafe),
                name if name.contains(|c: char| c == '\\' || is_unseen(c)) => return Err(BadPath::Unsafe),
                _ => {}
            }
        }
        // `C:` at the start is another drive on Windows.
        match path.split('/').next().is_some_and(|first| first.contains(':')) {
            true => Err(BadPath::Unsafe),
            false => Ok(Self(path.into())),
        }
    }

    /// A path that the program itself names.
    ///
    /// # Panics
    /// When it is none, which is a mistake of the program.
    pub fn known(path: &'static str) -> Self {
        Self::new(path).expect("the program names files of the project")
    }

    /// The file at a place of the disk, in a project whose folder is `root`.
    ///
    /// # Errors
    /// When it does not lie there, or its name is not UTF-8.
    pub fn on_disk(root: &Path, place: &Path) -> Result<Self, BadPath> {
        let relative = place.strip_prefix(root).map_err(|_| BadPath::Unsafe)?;
        let names = relative.components().map(|component| match component {
            Component::Normal(name) => name.to_str().ok_or(BadPath::Encoding),
            Component::CurDir | Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                Err(BadPath::Unsafe)
            }
        });
        Self::new(&names.collect::<Result<Vec<_>, _>>()?.join("/"))
    }

    /// Where it lies on the disk, in a project whose folder is `root`.
    pub fn below(&self, root: &Path) -> PathBuf {
        root.join(&*self.0)
    }

    /// The whole path: `content/about.md`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment: `about.md`.
    pub(crate) fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The extension of the file name, without its dot: `md`; empty when there is none.
    pub fn extension(&self) -> &str {
        self.file_name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The folder, with no slash at its end: `content/bulletins/2025`; empty at the top.
    pub(crate) fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The path in Unicode's composed form (NFC), as most systems write it; macOS may write names decomposed.
    pub(crate) fn composed(&self) -> Self {
        Self(self.0.nfc().collect::<String>().into())
    }

    /// What `reference` means when it is written in this file: `../about.md` in
    /// `content/bulletins/h1.md` is `content/about.md`; a reference that starts with `/` starts at
    /// `content/`. `None` when it climbs out of the project.
    pub fn resolve(&self, reference: &str) -> Option<Self> {
        let (start, rest) = match reference.strip_prefix('/') {
            Some(rest) => ("content", rest),
            None => (self.folder(), reference),
        };
        let mut segments: Vec<&str> = start.split('/').filter(|s| !s.is_empty()).collect();
        for segment in rest.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop()?;
                }
                name => segments.push(name),
            }
        }
        Self::new(&segments.join("/")).ok()
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file of the output, and its URL: `zh-hans/about/index.html` is read as
/// [`file`](Self::file) `zh-hans/about/index.html` and as [`url`](Self::url) `/zh-hans/about/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

/// Why a path cannot be one of the project's or the output's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPath {
    /// No segment, or an empty one.
    Empty,
    /// `.`, `..`, a backslash, a colon or a control character.
    Unsafe,
    /// A name Windows keeps for a device, or one with a character that it has no names with.
    Reserved,
    /// A segment over 255 bytes, which common file systems refuse.
    Long,
    /// A name that is not UTF-8.
    Encoding,
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "a part of the path is empty",
            Self::Unsafe => "`..`, `\\`, `:` and control characters cannot stand in a path",
            Self::Reserved => "Windows cannot store a file of this name",
            Self::Long => "a part of the path is longer than 255 bytes",
            Self::Encoding => "the name is not UTF-8",
        })
    }
}

const WINDOWS_DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

impl SitePath {
    /// A file of the output: `zh-hans/feed.xml`.
    ///
    /// # Errors
    /// When the path could leave the output folder or cannot be stored on a common file system.
    pub fn new(path: &str) -> Result<Self, BadPath> {
        for segment in path.split('/') {
            check_segment(segment)?;
        }
        Ok(Self(path.into()))
    }

    /// The page of a folder: `zh-hans/about` becomes `zh-hans/about/index.html`.
    ///
    /// # Errors
    /// As [`SitePath::new`].
    pub(crate) fn page(folder: &str) -> Result<Self, BadPath> {
        match folder {
            "" => Self::new("index.html"),
            folder => Self::new(&format!("{folder}/index.html")),
        }
    }

    /// The path below the output folder.
    pub fn file(&self) -> &str {
        &self.0
    }

    /// The name it has on file systems that ignore case and Unicode normal forms, as those of Windows and macOS do:
    /// `图/A.png` is `图/a.png`.
    pub(crate) fn folded(&self) -> String {
        match self.0.is_ascii() {
            true => self.0.to_ascii_lowercase(),
            false => self.0.nfc().collect::<String>().to_lowercase(),
        }
    }

    /// The URL from the site's root, percent-encoded (RFC 3986): `/zh-hans/about/`.
    pub(crate) fn url(&self) -> String {
        let address = match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        };
        format!("/{}", percent_encoded(address))
    }
}

impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check_segment(segment: &str) -> Result<(), BadPath> {
    if segment.is_empty() {
        return Err(BadPath::Empty);
    }
    let is_unsafe = |c: char| matches!(c, '\\' | ':') || is_unseen(c);
    if segment == "." || segment == ".." || segment.contains(is_unsafe) {
        return Err(BadPath::Unsafe);
    }
    let stem = segment.split('.').next().unwrap_or(segment);
    let is_device = || WINDOWS_DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device));
    let unstorable = |c: char| matches!(c, '?' | '*' | '"' | '<' | '>' | '|');
    if (matches!(stem.len(), 3 | 4) && is_device()) || segment.ends_with(['.', ' ']) || segment.contains(unstorable) {
        return Err(BadPath::Reserved);
    }
    if segment.len() > 255 {
        return Err(BadPath::Long);
    }
    Ok(())
}

/// The folders a file is in: `a`, `a/b` for `a/b/c`.
pub(crate) fn folders(file: &str) -> impl Iterator<Item = &str> {
    file.match_indices('/').map(|(slash, _)| &file[..slash])
}

/// Whether a character controls how others are shown: names with one could forge what a terminal or a log says.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A path or fragment as it is written in a URL (RFC 3986): `指标` becomes `%E6%8C%87%E6%A0%87`.
pub(crate) fn percent_encoded(text: &str) -> String {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/');
    if text.bytes().all(plain) {
        return text.to_owned();
    }
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match plain(byte) {
            true => encoded.push(char::from(byte)),
            false => encoded.extend(['%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
    encoded
}

/// An id as a link within its page has it, in HTML: letters of all scripts are themselves there (RFC 3987), as what is
/// written in three bytes would take nine.
pub(crate) fn fragment(id: &str) -> String {
    match id.is_ascii() {
        true => percent_encoded(id),
        false => id
            .chars()
            .map(|c| if c.is_ascii() { percent_encoded(c.encode_utf8(&mut [0; 4])) } else { c.into() })
            .collect(),
    }
}

/// A digit of a hexadecimal number, in upper case.
fn hex(digit: u8) -> char {
    char::from(if digit < 10 { b'0' + digit } else { b'A' - 10 + digit })
}

/// The scheme of an address, in lower case, as browsers read it: `https` of `HTTPS://example.org`.
/// They skip control characters, in which `java\nscript:` could hide.
pub(crate) fn scheme(address: &str) -> Option<String> {
    let shown = address.trim_start_matches(|c: char| c <= ' ');
    let mut scheme = String::new();
    for c in shown.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')) {
        match c {
            ':' if !scheme.is_empty() => return Some(scheme),
            c if c.is_ascii_alphabetic() => scheme.push(c.to_ascii_lowercase()),
            c if (c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) && !scheme.is_empty() => scheme.push(c),
            _ => return None,
        }
    }
    None
}

/// The scheme of an address that would run or carry its own content where it is opened:
/// `javascript`, `vbscript` and `data`.
pub(crate) fn unsafe_scheme(address: &str) -> Option<String> {
    scheme(address).filter(|scheme| matches!(scheme.as_str(), "javascript" | "vbscript" | "data"))
}

/// The file name an address means: `%E6%8C%87.md` is `指.md`; unchanged when the result is not UTF-8.
pub fn percent_decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let hex = (first == b'%').then(|| behind.get(..2)).flatten().and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

/// A name as a part of an address: lower case, letters and digits of any script kept, all
/// else one hyphen. `5G+工业互联网` becomes `5g-工业互联网`; a name of punctuation only becomes empty.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_path_is_a_file_and_a_url() {
        let page = SitePath::page("zh-hans/指标").expect("a safe path");
        assert_eq!(page.file(), "zh-hans/指标/index.html");
        assert_eq!(page.url(), "/zh-hans/%E6%8C%87%E6%A0%87/");
        assert_eq!(SitePath::page("").expect("the root").url(), "/");
        assert_eq!(SitePath::new("a/myindex.html").expect("safe").url(), "/a/myindex.html");
    }

    #[test]
    fn names_that_some_file_systems_take_for_one_fold_to_one() {
        let folded = |path: &str| SitePath::new(path).expect("a safe path").folded();
        assert_eq!(folded("a/Caf\u{e9}.PNG"), folded("A/Cafe\u{301}.png"));
        assert_ne!(folded("发.png"), folded("發.png"));
    }

    #[test]
    fn a_site_path_stays_inside() {
        for (path, why) in [
            ("../x", BadPath::Unsafe),
            ("a/../../x", BadPath::Unsafe),
            ("/etc/passwd", BadPath::Empty),
            ("a//b", BadPath::Empty),
            ("c:\\x", BadPath::Unsafe),
            ("a/NUL.txt", BadPath::Reserved),
            ("a/b.", BadPath::Reserved),
            ("what?/index.html", BadPath::Reserved),
            ("a|b.png", BadPath::Reserved),
            ("a\0b", BadPath::Unsafe),
        ] {
            assert_eq!(SitePath::new(path), Err(why), "{path}");
        }
        assert_eq!(SitePath::new(&"长".repeat(86)), Err(BadPath::Long));
    }

    #[test]
    fn references_resolve_from_their_file() {
        let file = SourcePath::known("content/bulletins/h1.md");
        let resolve = |r: &str| file.resolve(r).map(|p| p.as_str().to_owned());
        assert_eq!(resolve("../about.md").as_deref(), Some("content/about.md"));
        assert_eq!(resolve("/about.md").as_deref(), Some("content/about.md"));
        assert_eq!(resolve("a.png").as_deref(), Some("content/bulletins/a.png"));
        assert_eq!(resolve("../../../etc"), None);
        assert_eq!(resolve("../.."), None);
        assert_eq!(resolve("a\\..\\b"), None);
    }

    #[test]
    fn a_source_path_stays_inside() {
        for (path, why) in [
            ("", BadPath::Empty),
            ("/etc/passwd", BadPath::Empty),
            ("content//a.md", BadPath::Empty),
            ("content/../../a.md", BadPath::Unsafe),
            ("./a.md", BadPath::Unsafe),
            ("content\\a.md", BadPath::Unsafe),
            ("C:/a.md", BadPath::Unsafe),
            ("content/a\0.md", BadPath::Unsafe),
        ] {
            assert_eq!(SourcePath::new(path), Err(why), "{path:?}");
        }
        let root = Path::new("/site");
        let path = SourcePath::on_disk(root, Path::new("/site/content/a b：c.md")).expect("a file of the site");
        assert_eq!(path.as_str(), "content/a b：c.md");
        assert_eq!(path.below(root), Path::new("/site/content/a b：c.md"));
        for outside in ["/site", "/elsewhere/a.md", "/site/../a.md"] {
            assert!(SourcePath::on_disk(root, Path::new(outside)).is_err(), "{outside}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_utf_8_is_no_path() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let name = Path::new("/site").join(OsStr::from_bytes(b"\xd6\xd0.md"));
        assert_eq!(SourcePath::on_disk(Path::new("/site"), &name), Err(BadPath::Encoding));
    }

    #[test]
    fn a_scheme_is_what_browsers_take_for_one() {
        for address in ["javascript:x", "JavaScript:x", " \u{1}javascript:x", "java\nscript:x", "\tjava\tscript\t:x"] {
            assert_eq!(unsafe_scheme(address).as_deref(), Some("javascript"), "{address:?}");
        }
        assert_eq!(unsafe_scheme("DATA:text/html,x").as_deref(), Some("data"));
        for address in ["a.md#javascript:x", "./javascript:x", "https://a/?javascript:x", "java script:x", "", ":"] {
            assert_eq!(unsafe_scheme(address), None, "{address:?}");
        }
    }

    #[test]
    fn slugs_keep_letters() {
        assert_eq!(slug("“5G+工业互联网”项目"), "5g-工业互联网-项目");
        assert_eq!(slug("——"), "");
    }
}
