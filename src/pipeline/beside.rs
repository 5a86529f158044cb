//! Which files beside the texts are published: who may read a text may see its files, and nobody else.
//!
//! In: the texts of a site, and whether each is public. Out: the files that are. A file belongs to the texts that link to
//! it; else to the one whose name it has (`h1.png`, `h1/data.csv` and `h1-2.png` beside `h1.md`); else to those of its
//! folder. What no text can be said to have is public.
//!
//! May touch: path, source, text, bulletin, edition

use crate::bulletin::{Article, Content};
use crate::edition::Visible;
use crate::path::{SourcePath, percent_decoded};
use crate::source::Source;
use crate::text::markdown::Document;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// A text, and whether everyone may read it.
struct Text<'s> {
    source: &'s Source,
    body: Range<usize>,
    public: bool,
}

/// Which texts have which files.
struct Owners {
    /// What public texts link to.
    public: HashSet<SourcePath>,
    /// What others link to.
    hidden: HashSet<SourcePath>,
    /// Words of other texts that may be names of files, below the folders of the texts.
    named: HashSet<(String, String)>,
    /// The paths of texts without `.md`, and whether each is public.
    stems: HashMap<String, bool>,
    /// Folders with texts, and whether one of them is public.
    folders: BTreeMap<String, bool>,
}

/// Those of the files that are public.
pub(crate) fn public(
    contents: impl Iterator<Item = Content>,
    files: &[SourcePath],
    visible: Visible,
) -> Vec<SourcePath> {
    if files.is_empty() {
        return Vec::new();
    }
    let contents: Vec<Content> = contents.collect();
    let texts = texts(&contents, visible);
    if texts.iter().all(|text| text.public) {
        return files.to_vec();
    }
    let owners = Owners::of(&texts);
    files.iter().filter(|file| owners.show(file)).cloned().collect()
}

fn texts<'a>(contents: &'a [Content], visible: Visible) -> Vec<Text<'a>> {
    let whole = |article: &Article, public| (article.folder.clone(), public);
    let pages: HashMap<String, bool> = contents
        .iter()
        .filter_map(|content| match content {
            Content::Bulletin(bulletin) => Some(whole(&bulletin.article, visible.shows(bulletin))),
            Content::Plain(article) => Some(whole(article, visible.drafts || !article.draft)),
            Content::Twin(_) => None,
        })
        .collect();
    let public = |folder: &str| pages.get(folder).copied().unwrap_or(false);
    let text = |content: &'a Content| match content {
        Content::Bulletin(bulletin) => of_article(&bulletin.article, public(&bulletin.article.folder)),
        Content::Plain(article) => of_article(article, public(&article.folder)),
        Content::Twin(twin) => Text {
            source: &twin.source,
            body: twin.body.clone(),
            public: public(&twin.folder) && (visible.drafts || twin.draft.is_none()),
        },
    };
    contents.iter().map(text).collect()
}

fn of_article(article: &Article, public: bool) -> Text<'_> {
    Text { source: &article.source, body: article.body.clone(), public }
}

impl Owners {
    fn of(texts: &[Text<'_>]) -> Self {
        let mut owners = Self {
            public: HashSet::new(),
            hidden: HashSet::new(),
            named: HashSet::new(),
            stems: HashMap::new(),
            folders: BTreeMap::new(),
        };
        for text in texts {
            let path = &text.source.path;
            let links = if text.public { &mut owners.public } else { &mut owners.hidden };
            links.extend(links_of(text));
            if !text.public {
                let names = words(&text.source.text).map(|name| (path.folder().to_owned(), name));
                owners.named.extend(names);
            }
            *owners.stems.entry(stem(path).to_owned()).or_default() |= text.public;
            *owners.folders.entry(path.folder().to_owned()).or_default() |= text.public;
        }
        owners
    }

    fn show(&self, file: &SourcePath) -> bool {
        if self.public.contains(file) {
            return true;
        }
        let below = |named: &(String, String)| self.named.contains(named);
        let name = file.file_name().to_owned();
        if self.hidden.contains(file) || folders(file).any(|folder| below(&(folder.to_owned(), name.clone()))) {
            return false;
        }
        let by_name = stems(file.as_str()).find_map(|stem| self.stems.get(stem)).copied();
        by_name.or_else(|| folders(file).find_map(|folder| self.folders.get(folder)).copied()).unwrap_or(true)
    }
}

/// The files of the project that a text leads to.
fn links_of(text: &Text<'_>) -> BTreeSet<SourcePath> {
    let markdown = &text.source.text[text.body.clone()];
    // Most texts link to nothing, and need not be parsed.
    if !markdown.contains([']', '<']) {
        return BTreeSet::new();
    }
    let path = |address: &str| percent_decoded(address.split(['#', '?']).next().unwrap_or(address));
    let links = Document::parse(markdown).links();
    links.iter().filter_map(|link| text.source.path.resolve(&path(&link.address))).collect()
}

/// What may be names of files in a text: what stands between the signs that names do not have.
fn words(text: &str) -> impl Iterator<Item = String> {
    let apart =
        |c: char| c.is_whitespace() || matches!(c, '/' | '(' | ')' | '<' | '>' | '"' | '\'' | '=' | '[' | ']' | '`');
    text.split(apart).filter(|word| word.contains('.')).map(percent_decoded)
}

/// The path of a text without its ending, `index` and the script of a twin.
fn stem(path: &SourcePath) -> &str {
    let stem = path.as_str().strip_suffix(".md").unwrap_or(path.as_str());
    let twin = stem.rsplit_once('.').filter(|(_, tag)| tag.parse::<crate::text::Variant>().is_ok());
    let stem = twin.map_or(stem, |(stem, _)| stem);
    stem.strip_suffix("/index").unwrap_or(stem)
}

/// The stems that a file's name may begin with, the longest first: a Latin word or number ends before them.
fn stems(file: &str) -> impl Iterator<Item = &str> {
    let name_start = "content/".len();
    let ends = file.char_indices().map(|(at, _)| at).filter(move |&at| at > name_start);
    let whole = |at: &usize| {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        !(is_word(file[..*at].chars().next_back()) && is_word(file[*at..].chars().next()))
    };
    ends.filter(whole).collect::<Vec<_>>().into_iter().rev().map(|at| &file[..at])
}

/// The folders a file lies in, the innermost first.
fn folders(file: &SourcePath) -> impl Iterator<Item = &str> {
    file.as_str().rmatch_indices('/').map(|(slash, _)| &file.as_str()[..slash])
}
