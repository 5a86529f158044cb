//! `jianbao build` and `jianbao check`.
//!
//! In: their arguments. Out: the exit code; the progress and the report are printed.
//!
//! May touch: hash, config, lint, output, pipeline, command, disk, clock, edition

use super::progress::Progress;
use super::terminal::Terminal;
use super::{SiteArgs, quoted};
use crate::command::convert;
use crate::config::BaseUrl;
use crate::edition::LeftOut;
use crate::hash::Hash;
use crate::lint::Tally;
use crate::output::Changes;
use crate::pipeline::{self, Options, Outlook, Report, Share};
use anyhow::{Context, Result};
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// `jianbao build`; `change` sets what its arguments ask for, `changed` is the file that lists what it changed.
pub(crate) fn build(
    site: SiteArgs,
    changed: Option<PathBuf>,
    change: impl FnOnce(Options) -> Options,
    terminal: &Terminal,
) -> Result<ExitCode> {
    line(site, terminal, |options, progress| {
        if let Some(file) = &changed {
            Changes::expect_list(file)?;
        }
        let waited = terminal.clone();
        let waiting = Arc::new(move || waited.note("Waiting for another build of this site to end"));
        let program = program();
        let report = pipeline::build(&change(Options { waiting, program, ..options }), progress)?;
        if let Some(file) = changed {
            list_changes(&report, &file)?;
        }
        Ok(report)
    })
}

/// `jianbao check`; `change` sets what its arguments ask for.
pub(crate) fn check(
    site: SiteArgs,
    accept: bool,
    change: impl FnOnce(Options) -> Options,
    terminal: &Terminal,
) -> Result<ExitCode> {
    let folder = site.site.clone();
    line(site, terminal, |options, progress| {
        let report = pipeline::check(&change(options), progress)?;
        if accept {
            convert::accept(&folder, "glossary.toml", &report.entries)?;
            convert::accept(&folder, "indicators.toml", &report.indicators)?;
            convert::accept_names(&folder, &report.names)?;
            for (count, what) in [
                (report.entries.len(), "words written to content/glossary.toml"),
                (report.indicators.len(), "indicators registered in content/indicators.toml"),
                (report.names.len(), "names to be filled in written to content/names.en.toml"),
            ] {
                if count > 0 {
                    terminal.note(&format!("{count} {what}"));
                }
            }
        }
        Ok(report)
    })
}

/// Runs the pipeline, shows its progress, and reports the result.
fn line(
    site: SiteArgs,
    terminal: &Terminal,
    run: impl FnOnce(Options, pipeline::Progress<'_>) -> Result<Report>,
) -> Result<ExitCode> {
    let started = Instant::now();
    let options = Options {
        base_url: site.base_url,
        drafts: site.drafts,
        future: site.future,
        denied: site.deny,
        ..Options::new(&site.site, Timestamp::now())
    };
    let progress = Progress::new(terminal);
    let outcome = run(options, &|done, all| progress.step(done, all));
    progress.end();
    let report = outcome?;
    terminal.report(&report.diagnostics, site.format, &folder_of(&site.site))?;
    let (errors, warnings) = report.counts();
    if !terminal.quiet {
        terminal.note(&summary(&report, started));
        for line in left_out(report.left_out) {
            terminal.note(&line);
        }
        report.official.iter().map(official).for_each(|line| terminal.note(&line));
        for (name, composed) in &report.composed {
            terminal.note(&format!("English name put together: {name} -> {composed}"));
        }
        report.outlook.iter().flat_map(outlook).for_each(|line| terminal.note(&line));
        if report.changes.as_ref().is_some_and(Changes::is_first) {
            let site =
                if site.site == Path::new(".") { String::new() } else { format!(" --site {}", quoted(&site.site)) };
            terminal
                .note(&format!("See it: `jianbao serve{site} --open`; to publish, copy the folder to any web server"));
        }
        if report.changes.is_some() && report.base_url.as_ref().is_some_and(BaseUrl::is_example) {
            terminal.note("Before you publish: `base_url` in `site.toml` is an example's; feeds, sitemap and shared links need the site's own.");
        }
    } else if errors + warnings > 0 {
        eprintln!("{}", terminal.catalogue.say(&format!("{errors} errors, {warnings} warnings")));
    }
    Ok(ExitCode::from(u8::from(errors > 0)))
}

/// The path from the current folder to the site; empty where the site is not below it, so that paths are relative to
/// `site.toml`.
fn folder_of(site: &Path) -> String {
    let folder: Vec<_> =
        site.components().map(|part| part.as_os_str().to_string_lossy()).filter(|p| p != ".").collect();
    if site.is_relative() && !folder.iter().any(|part| part == "..") { folder.join("/") } else { String::new() }
}

/// Writes the list of changes; empty when nothing was published.
fn list_changes(report: &Report, file: &Path) -> Result<()> {
    let list = match (&report.changes, &report.base_url) {
        (Some(changes), Some(base_url)) => changes.list(base_url),
        _ => String::new(),
    };
    fs::write(file, list).with_context(|| format!("cannot write {}", file.display()))
}

/// `4 bulletins, 70 files in 3 editions: 12 written, 58 unchanged, 0 removed (0.21 s)`
fn summary(report: &Report, started: Instant) -> String {
    let (errors, warnings) = report.counts();
    let outcome = match (&report.changes, errors) {
        (Some(Changes { added, changed, removed, unchanged }), _) => {
            format!("{} written, {unchanged} unchanged, {} removed", added.len() + changed.len(), removed.len())
        }
        (None, 0) => "nothing written".to_owned(),
        (None, _) => "nothing written because of errors".to_owned(),
    };
    let mistakes = match errors + warnings {
        0 => String::new(),
        _ => format!("; {errors} errors, {warnings} warnings"),
    };
    format!(
        "{} bulletins, {} files in {} editions: {outcome}{mistakes} ({:.2} s)",
        report.bulletins,
        report.pages,
        report.editions,
        started.elapsed().as_secs_f64()
    )
}

/// What is not published yet, a line each, with how to see it.
fn left_out(LeftOut { drafts, later }: LeftOut) -> Vec<String> {
    let drafts = (drafts > 0).then(|| format!("Left out: drafts, {drafts} (`--drafts` shows them)"));
    let later = (later > 0).then(|| format!("Left out: of a later day or hour, {later} (`--future` shows them)"));
    drafts.into_iter().chain(later).collect()
}

/// `Official figures: 182 agree, 1 differs, 0 revised since, 12 unknown (`official-unknown`)`
fn official(tally: &Tally) -> String {
    let Tally { agree, differ, newer, unknown } = tally;
    format!(
        "Official figures: {agree} agree, {differ} differ, {newer} revised since, {unknown} of other periods (`official-unknown`)"
    )
}

/// How much of what the host takes is used, a line each.
fn outlook(outlook: &Outlook) -> Vec<String> {
    let Outlook { files, bytes } = outlook;
    let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
    let files = files.map(|Share { used, limit, full }| match full {
        Some(day) => format!("{used} of {limit} files; at the pace of the last year full on {day}"),
        None => format!("{used} of {limit} files"),
    });
    let bytes = bytes.map(|Share { used, limit, full }| (megabytes(used), megabytes(limit), full));
    let bytes = bytes.map(|(used, limit, full)| match full {
        Some(day) => format!("{used} of {limit} MB; at the pace of the last year full on {day}"),
        None => format!("{used} of {limit} MB"),
    });
    files.into_iter().chain(bytes).collect()
}

/// The hash of the program that runs: another program may render differently, whatever its version. `None` where it
/// cannot be read.
fn program() -> Option<Hash> {
    std::env::current_exe().and_then(fs::File::open).and_then(Hash::read).ok()
}
