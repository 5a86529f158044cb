//! The line, from end to end.
//!
//! ```text
//! disk ─► Source ─► Bulletin ─► Corpus ─► Edition ─► Page ─► File ─► disk
//!         read      parse       gather    convert    plan    render  write
//! ```
//!
//! In: a site folder and options. Out: the written site, or why it was not. [`build`] is the whole
//! line; [`check`] is the line without its last station.
//!
//! May touch: hash, source, diag, text, figure, label, config, bulletin, edition, review, lint, page, render, output

pub mod depends;
#[cfg(feature = "external")]
pub mod external;
pub mod links;
pub mod read;
pub mod site;
mod unused;

pub use read::Project;

use self::depends::Depends;
#[cfg(feature = "external")]
use self::external::{self, Manners};
use crate::bulletin;
use crate::bulletin::calendar;
use crate::config::{BaseUrl, Config};
use crate::diag::{Checked, Denied, Diagnostic, Severity};
use crate::edition::{Corpus, DataFiles, Edition, Tables, Visible};
use crate::figure::Registry;
use crate::hash::Sum;
use crate::label::Labels;
use crate::lint;
use crate::output::{Changes, Direct, Opening, Output, Staged};
use crate::page::plan::{Assets, plan};
use crate::page::search::Search;
use crate::page::{Content, Page, Plan};
use crate::render::{Shared, Theme, render};
use crate::review;
use crate::source::Source;
use crate::text::{Glossary, Variant};
use anyhow::Result;
use jiff::Timestamp;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What a run is asked to do.
#[derive(Clone)]
pub struct Options {
    /// The folder of `site.toml`.
    pub site: PathBuf,
    /// Where the site is written; `public` in the site folder when not given.
    pub out: Option<PathBuf>,
    /// Whether files of the output folder that are in the way and that no build made are replaced.
    pub overwrite: bool,
    /// Called when another build writes to the output folder, before waiting for it to end.
    pub waiting: Arc<dyn Fn() + Send + Sync>,
    /// Where it will stand, instead of what `site.toml` says.
    pub base_url: Option<BaseUrl>,
    /// Also bulletins that are still being written.
    pub drafts: bool,
    /// Also bulletins dated later than now.
    pub future: bool,
    /// Also what only an editor wants to know: doubts, quotation marks without a partner, figures that do not
    /// agree.
    pub review: bool,
    /// Also addresses of other sites that do not answer; these are asked over the network.
    #[cfg(feature = "external")]
    pub external: bool,
    /// What is an error in this run, whatever `site.toml` says.
    pub denied: Vec<Denied>,
    /// The sum of the program that runs. Without it every page is rendered, also one that this very program has
    /// made before of the same.
    pub program: Option<Sum>,
    /// The time it is. No station asks the clock.
    pub now: Timestamp,
}

impl Options {
    /// A site as the public sees it at `now`.
    pub fn new(site: &Path, now: Timestamp) -> Self {
        Self {
            site: site.to_owned(),
            out: None,
            overwrite: false,
            waiting: Arc::new(|| {}),
            base_url: None,
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

/// What a run came to.
#[derive(Debug, Default)]
pub struct Report {
    /// Every mistake, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// How many bulletins the site has.
    pub bulletins: usize,
    /// How many files.
    pub pages: usize,
    /// How many editions.
    pub editions: usize,
    /// Glossary entries that would settle the doubts with what is printed now.
    pub entries: Vec<String>,
    /// Where the site will stand; none when `site.toml` does not say.
    pub base_url: Option<BaseUrl>,
    /// What was written; none when nothing was to be, or an error stood in the way.
    pub changes: Option<Changes>,
}

impl Report {
    /// How many errors and how many warnings.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        (errors, self.diagnostics.len() - errors)
    }
}

/// Told after each page how many of how many are done.
pub type Progress<'p> = &'p (dyn Fn(usize, usize) + Sync);

/// Builds a site and writes it, unless its content has an error.
///
/// # Errors
/// A fault of the world: a disk that cannot be read or written.
pub fn build(options: &Options, progress: Progress<'_>) -> Result<Report> {
    let out = options.out.clone().unwrap_or_else(|| options.site.join("public"));
    run(options, Some(&out), progress)
}

/// Finds every mistake a build would, and writes nothing.
///
/// # Errors
/// As [`build`].
pub fn check(options: &Options, progress: Progress<'_>) -> Result<Report> {
    run(options, None, progress)
}

fn run(options: &Options, out: Option<&Path>, progress: Progress<'_>) -> Result<Report> {
    let mut report = Report::default();
    read::expect_site(&options.site)?;
    let opening = Opening { disk: &Direct, overwrite: options.overwrite, waiting: &*options.waiting };
    // Locked before the sources are read: of two builds, the one that writes last has read last.
    let output = out.map(|out| Output::open(&options.site, out, opening)).transpose()?;
    let project = read::read(&options.site)?.report(&mut report.diagnostics);
    let corpus = gather(&project, options).report(&mut report.diagnostics);
    let labels = labels(&project, &corpus.config).report(&mut report.diagnostics);
    let record = corpus.record();
    let tables = Tables::default();
    if options.review {
        report.diagnostics.extend(unused::unused(&options.site, &project)?);
    }
    let outside = options.program.map(|program| outside(program, &project, &corpus.config, options));
    let theme = Theme::new(project.templates).report(&mut report.diagnostics);
    let editions: Vec<Edition<'_>> = corpus
        .config
        .editions
        .par_iter()
        .map(|edition| Edition::convert(&corpus, &record, edition, &labels[&edition.variant], &tables))
        .collect();
    let plan = plan(&corpus, &editions, &project.assets).report(&mut report.diagnostics);
    if options.review {
        review(&corpus, &editions, &mut report);
        report.diagnostics.extend(lint::lint(&corpus, &record));
        report.diagnostics.extend(links::check(&plan, &theme, &Shared::default()));
    }
    #[cfg(feature = "external")]
    if options.external {
        report.diagnostics.extend(external::dead(&links::external(&plan), &Manners::default())?);
    }
    let unused = lint::silence(&corpus, &mut report.diagnostics);
    if options.review {
        report.diagnostics.extend(unused);
    }
    report.bulletins = corpus.bulletins.len();
    report.pages = plan.pages.len();
    report.editions = editions.len();
    report.base_url = Some(corpus.config.base_url.clone());
    let levels = corpus.config.levels.clone().denying(&options.denied);
    levels.apply(&mut report.diagnostics);
    // A template that does not parse would fail every page in turn.
    let output = output.filter(|_| report.counts().0 == 0);
    let depends = outside.filter(|_| output.is_some()).map(|outside| Depends::new(&plan, outside));
    let staged = pages(&plan, &theme, output.as_ref(), depends.as_ref(), progress)?.report(&mut report.diagnostics);
    levels.apply(&mut report.diagnostics);
    arrange(&mut report.diagnostics);
    if let Some(output) = output
        && report.counts().0 == 0
    {
        report.changes = Some(output.commit(staged)?);
    }
    Ok(report)
}

/// Parses every source and puts the contents together.
fn gather(project: &Project, options: &Options) -> Checked<Corpus> {
    let mut diagnostics = Vec::new();
    let mut config = Config::parse(&project.config).report(&mut diagnostics);
    if let Some(base_url) = &options.base_url {
        config.base_url = base_url.clone();
    }
    let registry =
        project.registry.as_ref().map(|source| Registry::parse(source).report(&mut diagnostics)).unwrap_or_default();
    let mut glossary =
        project.glossary.as_ref().map(|source| Glossary::parse(source).report(&mut diagnostics)).unwrap_or_default();
    for (edition, source) in &project.dictionaries {
        diagnostics.extend(glossary.add_dictionary(source, config.script, *edition));
    }
    let releases =
        project.calendar.as_ref().map(|source| calendar::parse(source).report(&mut diagnostics)).unwrap_or_default();
    let parsed: Vec<_> =
        project.content.par_iter().map(|source| bulletin::parse(source, config.script, &registry)).collect();
    let contents = parsed.into_iter().map(|checked| checked.report(&mut diagnostics)).collect();
    let now = config.utc_offset.to_datetime(options.now);
    let visible = Visible { now, drafts: options.drafts, future: options.future };
    let corpus =
        Corpus::gather(config, contents, DataFiles { registry, glossary, releases }, visible).report(&mut diagnostics);
    Checked { value: corpus, diagnostics }
}

fn review(corpus: &Corpus, editions: &[Edition<'_>], report: &mut Report) {
    report.diagnostics.extend(review::quotes(corpus));
    for found in review::doubts(corpus, editions) {
        report.diagnostics.push(found.diagnostic);
        report.entries.push(found.entry);
    }
}

fn labels(project: &Project, config: &Config) -> Checked<BTreeMap<Variant, Labels>> {
    let mut diagnostics = Vec::new();
    let mut labels = BTreeMap::new();
    for edition in &config.editions {
        let sources = project.labels.get(&edition.variant).into_iter().flatten();
        labels.insert(edition.variant, Labels::parse(sources).report(&mut diagnostics));
    }
    Checked { value: labels, diagnostics }
}

/// The sum of all that makes a site and is not in its plan.
fn outside(program: Sum, project: &Project, config: &Config, options: &Options) -> Sum {
    // Bulletins and pages are in the plan, as far as they are to be seen.
    let Project { config: settings, content: _, registry, calendar, glossary, dictionaries, templates, labels, assets } =
        project;
    let Assets { statics, fingerprints, minified: _, beside } = assets;
    let sources = [settings].into_iter().chain(registry).chain(calendar).chain(glossary);
    let sources = sources.chain(dictionaries.iter().map(|(_, source)| source)).chain(labels.values().flatten());
    let text = |source: &Source| Sum::of_all([source.path.as_str(), &source.text]);
    let flags = format!("{} {} {}", config.base_url.absolute("/"), options.drafts, options.future);
    Sum::of_all([
        program,
        Sum::of(flags.as_bytes()),
        Sum::of_all(sources.map(text)),
        Sum::of_all(templates.iter().flat_map(|(name, source)| [Sum::of(name.as_bytes()), text(source)])),
        Sum::of_all(statics.keys()),
        Sum::of_all(fingerprints.iter().flat_map(|(name, printed)| [name, printed])),
        Sum::of_all(beside.iter().map(|path| path.as_str())),
    ])
}

/// Renders every page that does not stand as it will be, and stages it at once, so that no more than a few are ever
/// held.
fn pages(
    plan: &Plan<'_>,
    theme: &Theme,
    output: Option<&Output<'_>>,
    depends: Option<&Depends<'_>>,
    progress: Progress<'_>,
) -> Result<Checked<Vec<Staged>>> {
    let of = |page: &Page<'_>| depends.and_then(|depends| depends.of(page));
    let standing = |page| match (of(page), output) {
        (Some(of), Some(output)) => output.stands(&page.path, of),
        _ => Ok(None),
    };
    let mut staged: Vec<Option<Staged>> = plan.pages.par_iter().map(standing).collect::<Result<_>>()?;
    let new = || plan.pages.iter().zip(&staged).filter(|(_, staged)| staged.is_none()).map(|(page, _)| &page.content);
    let shared = Shared::default();
    if new().any(|content| matches!(content, Content::Search(Search::Index | Search::Grams(_)))) {
        shared.index.prepare(plan);
    }
    let done = AtomicUsize::new(plan.pages.len() - new().count());
    let diagnostics = Mutex::new(Vec::new());
    plan.pages.par_iter().zip(&mut staged).filter(|(_, staged)| staged.is_none()).try_for_each(|(page, staged)| {
        let file = render(plan, page, theme, &shared);
        // What is wrong with a page has to be told again by the next build.
        let of = of(page).filter(|_| file.diagnostics.is_empty());
        if let Some(output) = output {
            *staged = Some(output.stage(file.value, of)?);
        }
        diagnostics.lock().unwrap_or_else(PoisonError::into_inner).extend(file.diagnostics);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, plan.pages.len());
        anyhow::Ok(())
    })?;
    Ok(Checked {
        value: staged.into_iter().flatten().collect(),
        diagnostics: diagnostics.into_inner().unwrap_or_else(PoisonError::into_inner),
    })
}

/// In order of place, and each once: three editions of a page find the same mistake three times.
pub(crate) fn arrange(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by_cached_key(Diagnostic::sort_key);
    diagnostics.dedup_by_key(|diagnostic| diagnostic.sort_key());
}
