//! A site of another program as it was found, whichever program that is.
//!
//! In: nothing. Out: [`Found`], and [`Account`] of what was made of it.
//!
//! May touch: path, source, tree, text

use crate::path::SourcePath;
use crate::source::Source;
use crate::text::Variant;
use crate::tree::Table;
use jiff::civil::Date;
use std::ops::Range;

/// All of a site that is read.
#[derive(Default)]
pub(super) struct Found {
    /// What its settings say.
    pub(super) settings: Settings,
    /// Its texts, in order of their paths.
    pub(super) texts: Vec<Text>,
    /// Its other files.
    pub(super) files: Vec<File>,
    /// What is not carried.
    pub(super) left: Vec<Left>,
}

/// What the settings of a site say.
#[derive(Default)]
pub(super) struct Settings {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) author: Option<String>,
    /// Where it is published, with its path: `https://example.org/blog/`.
    pub(super) base_url: Option<String>,
    /// The language of texts that name none, as the program has it.
    pub(super) language: Option<String>,
    /// The languages that it has besides.
    pub(super) languages: Vec<String>,
    /// Its main menu: labels and addresses.
    pub(super) menu: Vec<(String, String)>,
}

/// What kind of page a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One of a series, with a date: it becomes a bulletin.
    Post,
    /// Another page.
    Page,
    /// The page of a section, which its theme fills with a list.
    Section,
}

/// A text with its front matter.
pub(super) struct Text {
    /// Its file, by its path in the old site.
    pub(super) source: Source,
    pub(super) front: Table,
    pub(super) body: Range<usize>,
    pub(super) kind: Kind,
    /// Its language, as its file name, folder or front matter says; that of the settings when `None`.
    pub(super) language: Option<String>,
    /// What it shares with its translations: its path without language and ending, from the folder of all texts.
    pub(super) key: String,
    /// What its front matter says that it shares with its translations, where they are named otherwise.
    pub(super) shared: Option<String>,
    /// The date in its file name.
    pub(super) date: Option<Date>,
    /// Whether its folder says that it is a draft.
    pub(super) draft: bool,
    /// Where it was, from the root of the host but for the path of the site: `/posts/first/`.
    pub(super) address: String,
}

/// A file that is no text.
pub(super) struct File {
    /// Its path in the old site.
    pub(super) path: SourcePath,
    /// The key of the text that it belongs to, and its path beside that.
    pub(super) beside: Option<(String, String)>,
    /// Where it was: `/images/a.png`.
    pub(super) address: String,
}

/// Something that is not carried, or not as it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// The file or folder of the old site.
    pub path: String,
    /// The line, where there is one.
    pub line: Option<usize>,
    /// What it is.
    pub what: String,
}

impl Left {
    /// A whole file or folder.
    pub(super) fn file(path: impl Into<String>, what: impl Into<String>) -> Self {
        Self { path: path.into(), line: None, what: what.into() }
    }

    /// A byte of a file.
    pub(super) fn at(source: &Source, byte: usize, what: impl Into<String>) -> Self {
        let byte = source.text.floor_char_boundary(byte);
        let line = source.text[..byte].matches('\n').count().saturating_add(1);
        Self { path: source.path.as_str().to_owned(), line: Some(line), what: what.into() }
    }
}

/// What was carried, and what not.
#[derive(Debug, Default)]
pub struct Account {
    /// Texts that are bulletins now.
    pub bulletins: usize,
    /// Texts that are other pages now.
    pub pages: usize,
    /// Texts that stand beside one of these in another language or script.
    pub twins: usize,
    /// Other files.
    pub files: usize,
    /// What is not carried, in order of places.
    pub left: Vec<Left>,
}

/// The edition of a language, as programs name it: `zh_TW`, `zh-cn`, `en-US`. `None` where we have none.
pub(super) fn variant(code: &str) -> Option<Variant> {
    let code = code.trim().to_ascii_lowercase().replace('_', "-");
    match code.as_str() {
        "zh" | "chinese" | "zh-sg" | "zh-my" | "zh-hans-cn" => Some(Variant::Hans),
        "zh-mo" | "zh-hant-mo" => Some(Variant::HantHk),
        // The names of countries and of scripts without a language are no languages.
        code if code.starts_with("zh-") || code == "en" => code.parse().ok(),
        code if code.starts_with("en-") => Some(Variant::En),
        _ => None,
    }
}

/// Whether a part of a file's name or folder is the code of a language of two letters, with a region or script or not.
pub(super) fn is_language(part: &str) -> bool {
    let (language, rest) = part.split_once(['-', '_']).unwrap_or((part, ""));
    let all = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphabetic());
    language.len() == 2 && all(language) && (rest.is_empty() || (rest.len() < 8 && rest.split(['-', '_']).all(all)))
}
