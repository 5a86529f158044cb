//! What a build did to the output folder.
//!
//! In: the files that were written and removed. Out: [`Changes`], and the list of them that uploads go by.
//!
//! May touch: path, config, disk

use crate::config::BaseUrl;
use crate::path::SitePath;
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;

/// What a build did to the output folder. Paths are in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there before.
    pub added: Vec<SitePath>,
    /// Files whose bytes are new.
    pub changed: Vec<SitePath>,
    /// Files of an earlier build that are no longer made.
    pub removed: Vec<SitePath>,
    /// How many are as they were.
    pub unchanged: usize,
}

impl Changes {
    /// Whether nothing of an earlier build was there.
    pub(crate) fn is_first(&self) -> bool {
        !self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty() && self.unchanged == 0
    }

    /// Makes sure that nothing but an earlier list of changes is written over.
    ///
    /// # Errors
    /// When the file has something else.
    pub(crate) fn expect_list(file: &Path) -> Result<()> {
        let is_line = |line: &str| ["added\t", "changed\t", "removed\t"].iter().any(|start| line.starts_with(start));
        match fs::read(file) {
            Ok(bytes) if !std::str::from_utf8(&bytes).is_ok_and(|text| text.lines().all(is_line)) => {
                bail!("{} is no list of changes, and is not written over; name another file", file.display())
            }
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// One line a path, its fields separated by tabs: `added`, `changed` or `removed`, the path
    /// below the output folder, and its URL.
    pub fn list(&self, base_url: &BaseUrl) -> String {
        let all = [("added", &self.added), ("changed", &self.changed), ("removed", &self.removed)];
        let lines = all.into_iter().flat_map(|(what, paths)| paths.iter().map(move |path| (what, path)));
        lines.map(|(what, path)| format!("{what}\t{path}\t{}\n", base_url.absolute(&path.url()))).collect()
    }
}
