//! The pipeline, from end to end.
//!
//! ```text
//! disk ─► Source ─► Bulletin ─► Corpus ─► Edition ─► Page ─► File ─► disk
//!         read      parse       gather    convert    plan    render  write
//! ```
//!
//! In: a site folder and options. Out: the written site, or why it was not. [`build`] is the whole
//! pipeline, [`check`] stops before the last station, and the preview runs the same stations in memory.
//!
//! May touch: source, diag, figure, config, bulletin, edition, review, lint, page, render, output

mod beside;
pub(crate) mod channels;
mod colours;
pub(crate) mod depends;
#[cfg(feature = "external")]
pub mod external;
mod host;
pub(crate) mod links;
mod options;
pub(crate) mod read;
pub(crate) mod role;
pub(crate) mod site;
mod stage;
mod stray;
mod unused;
pub(crate) mod walk;

pub use host::{Outlook, Share};
pub use options::{Options, Report};
pub use site::Site;
pub(crate) use stage::Progress;

use crate::bulletin::Bulletin;
use crate::config::Config;
use crate::diag::{Checked, Code, Diagnostic, Severity};
use crate::edition::{ConverterCache, Corpus, Visible};
use crate::figure::{Metric, Quantity, Record};
use crate::lint::{self, Tally};
use crate::output::{Output, OutputOptions, RealDisk, Staged};
use crate::page::Plan;
use crate::page::plan::plan;
use crate::render::{Shared, Theme};
use crate::review;
use crate::source::Place;
use anyhow::Result;
use depends::Depends;
use std::collections::HashSet;
use std::path::Path;

/// Builds a site and writes it, unless its content has an error.
///
/// # Errors
/// When the disk cannot be read or written.
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
    let mut found = Vec::new();
    // The output is locked before the sources are read: of two builds, the one that writes last has read last.
    let output = open_output(options, out)?;
    // All that the files were made from is let go of before they are moved, which takes memory of its own.
    let (staged, report) = staged(options, output.as_ref(), progress)?.report(&mut found);
    let pages = staged.len();
    let changes = match output {
        Some(output) if !has_errors(&found) => Some(output.commit(staged)?),
        _ => None,
    };
    Ok(Report {
        diagnostics: found,
        pages: if changes.is_some() { pages } else { report.pages },
        outlook: report.outlook.filter(|_| changes.is_some()),
        changes,
        ..report
    })
}

/// The files of the site, beside their places, and what there is to say of it.
fn staged(
    options: &Options,
    output: Option<&Output<'_>>,
    progress: Progress<'_>,
) -> Result<Checked<(Vec<Staged>, Report)>> {
    let mut found = Vec::new();
    let site = Site::open(&options.site)?;
    let (config, visible) = (settings(&site, options), visible(&site, options));
    let corpus = site.corpus(config, visible).report(&mut found);
    found.extend(lint::signed(&corpus));
    if !options.review {
        // What is not published yet is for `check` to judge, but for what it breaks.
        let left_out = site.left_out(visible);
        let is_of_draft = |place: &Place| left_out.contains(&place.source.path);
        found.retain(|one| one.severity == Severity::Error || !one.place.as_ref().is_some_and(is_of_draft));
    }
    let (record, tables) = (corpus.record(), ConverterCache::default());
    let editions = site.editions(&corpus, &record, &tables);
    let assets = site.public_assets(visible);
    let plan = plan(&corpus, &editions, &assets).report(&mut found);
    found.extend(links::nav(&site, &plan));
    found.extend(links::unwritten(&plan));
    found.extend(links::forewords(&plan));
    found.extend(links::theme(&plan));
    let Checks { entries, official, indicators, names } = checks(&site, &plan, &record, options)?.report(&mut found);
    let levels = corpus.config.levels.clone().denying(&options.denied);
    found.extend(host::files(&corpus.config, plan.pages.len()));
    let unmet = lint::silence(&corpus, &mut found);
    found.extend(unmet.into_iter().filter(|_| options.review));
    levels.apply(&mut found);
    // With an error nothing is written, so pages are rendered only to find more of them.
    let output = output.filter(|_| !has_errors(&found));
    let depends = options.program.filter(|_| output.is_some());
    let depends =
        depends.map(|program| Depends::new(&plan, depends::outside(program, &site, &assets, &corpus.config, visible)));
    let staged =
        stage::stage(&plan, &site.theme.value, output, depends.as_ref(), options.shard, progress)?.report(&mut found);
    found.extend(host::bytes(&corpus.config, &staged));
    let outlook = host::outlook(&corpus, &staged);
    levels.apply(&mut found);
    arrange(&mut found);
    let composed = corpus.english.as_ref().filter(|_| options.review).map(|english| english.composed.clone());
    let report = Report {
        diagnostics: Vec::new(),
        bulletins: corpus.bulletins.len(),
        left_out: corpus.left_out,
        pages: plan.pages.len(),
        editions: editions.len(),
        entries,
        official,
        indicators,
        names,
        composed: composed.unwrap_or_default(),
        base_url: Some(corpus.config.base_url.clone()),
        outlook: outlook.filter(|_| options.shard.is_none()),
        changes: None,
    };
    Ok(Checked { value: (staged, report), diagnostics: found })
}

fn open_output<'o>(options: &'o Options, out: Option<&Path>) -> Result<Option<Output<'o>>> {
    read::expect_site(&options.site)?;
    let opening = OutputOptions {
        disk: &RealDisk,
        overwrite: options.overwrite,
        verify: options.verify,
        waiting: &*options.waiting,
    };
    out.map(|out| Output::open(&options.site, out, opening)).transpose()
}

/// The site's settings, as far as the run does not say otherwise.
fn settings(site: &Site, options: &Options) -> Config {
    let mut config = site.config.value.clone();
    config.base_url = options.base_url.clone().unwrap_or(config.base_url);
    config
}

fn visible(site: &Site, options: &Options) -> Visible {
    let now = site.config.value.utc_offset.to_datetime(options.now);
    Visible { now, drafts: options.drafts, future: options.future }
}

/// What checks say beside what is wrong.
#[derive(Default)]
struct Checks {
    /// The glossary entries that would settle the doubts as they are printed now.
    entries: Vec<String>,
    /// How many figures were held against official series.
    official: Option<Tally>,
    /// The entries that would register the indicators that are not.
    indicators: Vec<String>,
    /// Names without English, each with its table.
    names: Vec<(&'static str, String)>,
}

/// The checks that only an editor needs, as far as they were asked for.
fn checks(site: &Site, plan: &Plan<'_>, record: &Record<'_>, options: &Options) -> Result<Checked<Checks>> {
    let mut found = Checked::fine(Checks::default());
    if options.review {
        let theme: &Theme = &site.theme.value;
        found.diagnostics.extend(unused::unused(site)?);
        found.diagnostics.extend(colours::single(site)?);
        found.diagnostics.extend(review::quotes(plan.corpus));
        found.diagnostics.extend(lint::lint(plan.corpus, record));
        let now = visible(site, options).now;
        found.diagnostics.extend(lint::calendar(plan.corpus, now));
        let (differing, tally) = lint::official(plan.corpus, record);
        found.diagnostics.extend(differing);
        found.value.official = tally;
        found.diagnostics.extend(links::check(plan, theme, &Shared::default()));
        found.diagnostics.extend(stray::check(plan.corpus));
        found.diagnostics.extend(channels::limits(site, plan));
        found.diagnostics.extend(review::mainland::left(plan.corpus, plan.editions));
        found.value.indicators = unregistered(site, plan.corpus);
        found.value.names = site.blanks(plan.corpus);
        for doubt in review::doubts(plan.corpus, plan.editions) {
            found.diagnostics.push(doubt.diagnostic);
            found.value.entries.push(doubt.entry);
        }
    }
    #[cfg(feature = "external")]
    if options.external {
        found.diagnostics.extend(external::dead(&links::external(plan), &external::Politeness::default())?);
    }
    Ok(found)
}

/// The entries that would register the indicators that are not, each once; those of drafts are reported too.
fn unregistered(site: &Site, corpus: &Corpus) -> Vec<String> {
    let mut bulletins: Vec<&Bulletin> = site.bulletins().collect();
    bulletins.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| b.article.folder.cmp(&a.article.folder)));
    let metrics = bulletins.into_iter().flat_map(|bulletin| &bulletin.metrics);
    corpus
        .registry
        .entries(metrics.map(|Metric { name, value, .. }| (&**name, value.as_ref().and_then(Quantity::counted_in))))
}

fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// In order of place, and each once: three editions of a page find the same mistake three times.
pub(crate) fn arrange(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by_cached_key(Diagnostic::sort_key);
    diagnostics.dedup_by_key(|diagnostic| diagnostic.sort_key());
    // Figures that could not be read are not missing.
    let file = |diagnostic: &Diagnostic| diagnostic.place.as_ref().map(|place| place.source.path.clone());
    let unread: HashSet<_> =
        diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::Syntax).map(file).collect();
    diagnostics.retain(|diagnostic| diagnostic.code != Code::UnmatchedNumber || !unread.contains(&file(diagnostic)));
    // Of a value that is no TOML, what it should be says more than that it is none.
    let place =
        |diagnostic: &Diagnostic| diagnostic.place.as_ref().map(|place| (place.source.path.clone(), place.span.start));
    let is_kind = |diagnostic: &&Diagnostic| matches!(diagnostic.code, Code::BadDate | Code::WrongType);
    let kinds: HashSet<_> = diagnostics.iter().filter(is_kind).map(place).collect();
    diagnostics.retain(|diagnostic| diagnostic.code != Code::Syntax || !kinds.contains(&place(diagnostic)));
}
