//! Where the files of the project are in the output.
//!
//! In: the paths that the plan gives them. Out: [`Addresses`], which finds them by their paths.
//!
//! May touch: path, diag

use crate::diag::Names;
use crate::path::{SitePath, SourcePath};
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, OnceLock};

/// The addresses of the files of `content/` in an edition.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// Below an edition: `content/about.md` is `about/index.html`.
    pub files: Arc<BTreeMap<SourcePath, String>>,
    /// Those whose names are decomposed, by their composed ones.
    pub(crate) decomposed: Arc<BTreeMap<SourcePath, SourcePath>>,
    /// The path of every file of the site, found when a text first links to one that is no source.
    pub(crate) made: Arc<OnceLock<HashSet<SitePath>>>,
    /// The names of the files of `content/`, gathered when a link first leads nowhere.
    pub(super) names: Arc<OnceLock<ByName>>,
}

/// The files of `content/` by their names.
#[derive(Clone, Debug)]
pub(super) struct ByName {
    names: Names,
    /// By the name in lower case, without `.md`; of several the first.
    files: BTreeMap<String, SourcePath>,
}

impl ByName {
    fn of<'p>(paths: impl DoubleEndedIterator<Item = &'p SourcePath>) -> Self {
        let files: BTreeMap<String, SourcePath> =
            paths.rev().map(|path| (stem(path.file_name()), path.clone())).collect();
        Self { names: Names::new(files.keys().map(String::as_str)), files }
    }

    /// The file of this name, with `.md` or without and whatever its case, or of the nearest one.
    fn find(&self, name: &str) -> Option<&SourcePath> {
        let name = stem(name);
        self.files.get(&name).or_else(|| self.files.get(self.names.nearest(&name)?))
    }
}

/// A name without what all texts end with, which makes no two of them alike: 方法.md is not a slip for a.md.
fn stem(name: &str) -> String {
    name.to_lowercase().trim_end_matches(".md").to_owned()
}

impl Addresses {
    /// Where a file is found, below an edition; a name in another form of Unicode is the same.
    pub(crate) fn find(&self, path: &SourcePath) -> Option<&str> {
        let other = || {
            let composed = path.composed();
            self.files.get(self.decomposed.get(&composed).unwrap_or(&composed))
        };
        self.files.get(path).or_else(other).map(String::as_str)
    }

    /// The path from `/` of the file that was probably meant by a path that leads nowhere: one of that name elsewhere,
    /// else one whose name is nearest to it.
    pub(crate) fn nearest(&self, written: &str) -> Option<String> {
        let name = written.trim_end_matches('/').rsplit(['/', '\\']).next()?;
        let file = self.names.get_or_init(|| ByName::of(self.files.keys())).find(name)?;
        file.as_str().strip_prefix("content").map(str::to_owned)
    }
}
