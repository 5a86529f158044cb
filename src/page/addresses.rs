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
    pub(super) names: Arc<OnceLock<Names>>,
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

    /// The name of a file that is nearest to one that was written.
    pub(crate) fn nearest(&self, written: &str) -> Option<&str> {
        self.names.get_or_init(|| Names::new(self.files.keys().map(SourcePath::file_name))).nearest(written)
    }
}
