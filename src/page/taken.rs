//! Which paths of the output are taken, and what takes each.
//!
//! In: a path and what is to be there, one after the other. Out: the pages of the plan, and what collides: two things
//! under one path, under paths that some file systems take for one, and a file where others need a folder. As this looks
//! at all paths as a tree, nothing is left for the disk to refuse.
//!
//! May touch: path, source, diag, edition

use super::{Asset, Content, Page, PageKind};
use crate::diag::{Code, Diagnostic};
use crate::edition::Corpus;
use crate::path::{SitePath, folders};
use crate::source::Source;
use std::collections::{HashMap, HashSet};

/// The pages so far.
pub(super) struct Taken<'e> {
    corpus: &'e Corpus,
    /// The keys of the editions, which the addresses of messages do without.
    editions: Vec<&'static str>,
    pages: Vec<Page<'e>>,
    /// The path of each page, and its place among them.
    paths: HashMap<SitePath, usize>,
    /// Paths that are others to file systems that do not tell case apart, by what they are there.
    folded: HashMap<String, usize>,
    diagnostics: Vec<Diagnostic>,
}

impl<'e> Taken<'e> {
    /// No page yet.
    pub(super) fn new(corpus: &'e Corpus, editions: Vec<&'static str>) -> Self {
        let (paths, folded) = (HashMap::new(), HashMap::new());
        Self { corpus, editions, pages: Vec::new(), paths, folded, diagnostics: Vec::new() }
    }

    /// Whether a page has that path.
    pub(super) fn has(&self, path: &SitePath) -> bool {
        self.paths.contains_key(path)
    }

    /// The pages so far.
    pub(super) fn pages(&self) -> &[Page<'e>] {
        &self.pages
    }

    /// Adds a page, unless its path is no path or taken; a site's own file is there in place of what is made without
    /// its texts.
    pub(super) fn add(&mut self, path: &str, content: impl FnOnce() -> Content<'e>) {
        let path = match SitePath::new(path) {
            Ok(path) => path,
            Err(why) => {
                let message = format!("`{}` cannot be written: {why}", self.address(path));
                let help = "rename the file, or give the page a `slug`";
                return self.report(Code::BadPath, &[self.origin(&content())], message, help);
            }
        };
        if let Some(&first) = self.paths.get(&path) {
            let content = content();
            return match is_own(&self.pages[first].content) && can_be_replaced(&content) {
                true => {}
                false => self.double(first, &path, &content),
            };
        }
        let folded = path.folded();
        let place = self.pages.len();
        self.pages.push(Page { path: path.clone(), content: content() });
        // Most paths are as all file systems have them, and need not be kept a second time.
        let twin = match folded == path.file() {
            true => self.folded.get(&folded).copied(),
            false => self.paths.get(folded.as_str()).copied().or(self.folded.insert(folded, place)),
        };
        if let Some(twin) = twin {
            let (one, other) = (self.address(self.pages[twin].path.file()), self.address(path.file()));
            let message = format!("`{one}` and `{other}` are one file on Windows and macOS");
            let origins = [self.origin(&self.pages[place].content), self.origin(&self.pages[twin].content)];
            self.report(Code::Duplicate, &origins, message, "give one of them another name");
        }
        self.paths.insert(path, place);
    }

    /// Reports a mistake that was found elsewhere.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// All pages, and what collides.
    pub(super) fn finish(mut self) -> (Vec<Page<'e>>, Vec<Diagnostic>) {
        self.find_files_in_the_way();
        (self.pages, self.diagnostics)
    }

    fn double(&mut self, first: usize, path: &SitePath, content: &Content<'e>) {
        let origins = [self.origin(content), self.origin(&self.pages[first].content)];
        let address = self.address(path.file());
        let message = match &origins {
            [Some(one), Some(other)] => {
                format!("`{}` and `{}` would both be written to `{address}`", other.path, one.path)
            }
            [Some(one), None] | [None, Some(one)] => {
                format!("`{}` would be written to `{address}`, which is made by itself", one.path)
            }
            [None, None] => format!("two things would be written to `{address}`"),
        };
        self.report(Code::Duplicate, &origins, message, "rename one of them, or give it a `slug` of its own");
    }

    /// Finds the files where others need a folder.
    fn find_files_in_the_way(&mut self) {
        let mut found: HashSet<usize> = HashSet::new();
        let (mut pairs, mut before) = (Vec::new(), "");
        for (place, page) in self.pages.iter().enumerate() {
            let path = page.path.file();
            // The folders that the page before is in were looked at for it.
            let known = folders(before).zip(folders(path)).take_while(|(before, folder)| before == folder).count();
            before = path;
            for folder in folders(path).skip(known) {
                let file = self.paths.get(folder).or_else(|| {
                    let folded = SitePath::new(folder).ok()?.folded();
                    self.folded.get(&folded).or_else(|| self.paths.get(folded.as_str()))
                });
                pairs.extend(file.filter(|file| found.insert(**file)).map(|&file| (file, place)));
            }
        }
        for (file, below) in pairs {
            let origins = [self.origin(&self.pages[file].content), self.origin(&self.pages[below].content)];
            let address = self.address(self.pages[file].path.file());
            let message = match &origins {
                [Some(file), Some(below)] => {
                    format!("`{}` would be a file where `{}` needs a folder: `{address}`", file.path, below.path)
                }
                [Some(file), None] => format!("`{}` would be a file where a folder is needed: `{address}`", file.path),
                [None, Some(below)] => format!("`{}` needs a folder where a file is made: `{address}`", below.path),
                [None, None] => format!("a file is made where a folder is needed: `{address}`"),
            };
            self.report(Code::Duplicate, &origins, message, "rename one of them, or give it a `slug` of its own");
        }
    }

    /// The source a page is made of; `None` where it is made of many or of none.
    fn origin(&self, content: &Content<'e>) -> Option<Source> {
        match content {
            Content::Copy(Asset::Project(path)) => Some(Source::new(path.clone(), "")),
            Content::Html(html) => match &html.kind {
                PageKind::Bulletin(at) => Some(self.corpus[*at].article.source.clone()),
                PageKind::PlainPage(page) => Some(page.article.source.clone()),
                PageKind::Moved(folder) => {
                    let mut articles = self.corpus.articles();
                    articles.find(|article| article.folder == *folder).map(|article| article.source.clone())
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// A path as messages have it: all editions find the same mistakes, and say so once.
    fn address<'p>(&self, path: &'p str) -> &'p str {
        match path.split_once('/') {
            Some((edition, below)) if self.editions.contains(&edition) => below,
            _ => path,
        }
    }

    /// Reports a mistake at the first of the sources that there is.
    fn report(&mut self, code: Code, origins: &[Option<Source>], message: String, help: &str) {
        let diagnostic = match origins.iter().flatten().next() {
            Some(source) => Diagnostic::new(code, source.place(0..0), message),
            None => Diagnostic::nowhere(code, message),
        };
        self.diagnostics.push(diagnostic.help(help));
    }
}

/// Whether a site brings it as a file.
fn is_own(content: &Content<'_>) -> bool {
    matches!(content, Content::Copy(Asset::Project(_)))
}

/// Whether a site may bring a file of its own instead: nothing of its texts would be lost.
fn can_be_replaced(content: &Content<'_>) -> bool {
    match content {
        Content::Robots | Content::Highlight | Content::Sitemap(_) => true,
        Content::Html(html) => matches!(html.kind, PageKind::Chooser | PageKind::Root | PageKind::NotFound),
        _ => false,
    }
}
