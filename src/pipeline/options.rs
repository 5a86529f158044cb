//! What a run is asked to do, and what came of it.
//!
//! In: the command line's options. Out: [`Options`], and [`Report`] when the run has ended.
//!
//! May touch: hash, diag, config, lint, page, output, edition

use super::host::Outlook;
use crate::config::BaseUrl;
use crate::diag::{Denied, Diagnostic, Severity};
use crate::edition::LeftOut;
use crate::hash::Hash;
use crate::lint::Tally;
use crate::output::Changes;
use crate::page::Shard;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a run is asked to do.
#[derive(Clone)]
pub struct Options {
    /// The folder of `site.toml`.
    pub site: PathBuf,
    /// Where the site is written; `public` in the site folder when not given.
    pub out: Option<PathBuf>,
    /// Whether files of the output folder that are in the way and that no build made are replaced.
    pub overwrite: bool,
    /// Whether every file of the output folder is read, instead of known by its size, times and inode.
    pub verify: bool,
    /// Called when another build writes to the output folder, before waiting for it to end.
    pub waiting: Arc<dyn Fn() + Send + Sync>,
    /// Where the site will be published, instead of what `site.toml` says.
    pub base_url: Option<BaseUrl>,
    /// Which part of the site is built; all of it where nothing is said.
    pub shard: Option<Shard>,
    /// Also bulletins that are still being written.
    pub drafts: bool,
    /// Also bulletins dated later than now.
    pub future: bool,
    /// Also the checks that only an editor needs: doubts, quotation marks without a partner, figures that do not
    /// agree.
    pub review: bool,
    /// Also addresses of other sites that do not answer; these are asked over the network.
    #[cfg(feature = "external")]
    pub external: bool,
    /// What is an error in this run, whatever `site.toml` says.
    pub denied: Vec<Denied>,
    /// The hash of the program that runs. Without it every page is rendered, even one that this program has
    /// made before from the same inputs.
    pub program: Option<Hash>,
    /// The current time. No station asks the clock.
    pub now: Timestamp,
}

impl Options {
    /// A site as the public sees it at `now`.
    pub fn new(site: &Path, now: Timestamp) -> Self {
        Self {
            site: site.to_owned(),
            out: None,
            overwrite: false,
            verify: false,
            waiting: Arc::new(|| {}),
            base_url: None,
            shard: None,
            drafts: false,
            future: false,
            review: false,
            #[cfg(feature = "external")]
            external: false,
            denied: Vec::new(),
            program: None,
            now,
        }
    }
}

/// The result of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// Every mistake, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// How many bulletins the site has.
    pub bulletins: usize,
    /// How many more it will have, as it stands.
    pub left_out: LeftOut,
    /// How many files.
    pub pages: usize,
    /// How many editions.
    pub editions: usize,
    /// Glossary entries that would settle the doubts with what is printed now.
    pub entries: Vec<String>,
    /// How many figures were held against official series; `None` where there are none, or nobody asked.
    pub official: Option<Tally>,
    /// Entries of `content/indicators.toml` for the indicators that are not registered.
    pub indicators: Vec<String>,
    /// Names without English, each with the table of `content/names.en.toml` that it is to be filled in.
    pub names: Vec<(&'static str, String)>,
    /// English names that are put together from those of their parts, by the Chinese; for who asks for a check.
    pub composed: BTreeMap<String, String>,
    /// Where the site will be published; `None` when `site.toml` does not say.
    pub base_url: Option<BaseUrl>,
    /// How much of what the host takes is used; `None` when the settings name no host, or for a part of the site.
    pub outlook: Option<Outlook>,
    /// What was written; `None` when nothing was to be, or an error prevented it.
    pub changes: Option<Changes>,
}

impl Report {
    /// How many errors and how many warnings.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        (errors, self.diagnostics.len() - errors)
    }
}
