//! `jianbao import`.
//!
//! In: its arguments. Out: the report, as text or JSON.
//!
//! May touch: diag, figure, import

use super::progress::Progress;
use super::site_folder;
use super::terminal::{Terminal, print_all};
use crate::diag::Malformed;
use crate::figure::Period;
use crate::import::command::{self, From, Wanted};
use crate::import::report;
use anyhow::Result;
use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// The arguments of `jianbao import`.
#[derive(Args)]
pub(crate) struct ImportArgs {
    /// The page; `-` for standard input
    #[arg(required_unless_present = "from", conflicts_with = "from")]
    file: Option<PathBuf>,
    /// Take the rows that a program writes, as CSV or JSON
    ///
    /// Columns or keys are indicator, period, value, unit, change, basis, kind, region and source; any other sets the figure
    /// apart. Example: jianbao import --from 'python3 fetch.py' --title 7月外贸数据 --date 2025-08-07
    #[arg(long, value_name = "CMD")]
    from: Option<String>,
    /// The day the page was printed, as 2025-07-19: pages print no year. Web pages may say it themselves
    #[arg(long)]
    date: Option<Date>,
    /// The page is one article, of this title
    #[arg(long)]
    title: Option<String>,
    /// The period that the articles are about, as 2025-06, 2025-Q2, 2025-H1 or 2025-01/2025-05
    #[arg(long, value_parser = period)]
    period: Option<Period>,
    /// Where the articles were taken from
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The page is one article, whatever it looks like
    #[arg(long)]
    one: bool,
    /// Register the indicators of the figures in content/indicators.toml, but for doubtful ones
    #[arg(long)]
    accept: bool,
    /// Let a program mend the figures
    ///
    /// It gets a line of JSON for each sentence with numbers and writes one for each figure that it mends, drops or adds. Only
    /// figures whose numbers are in their sentence are taken. What it does with the text is up to it.
    #[arg(long, value_name = "CMD")]
    assist: Option<String>,
    /// How long another program may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// Where to write the drafts [default: content/bulletins/YEAR in the site folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The site whose indicators count
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
    site: PathBuf,
    /// List every join, and every numeral that was left out
    #[arg(long)]
    all: bool,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// Imports a page and reports it.
pub(crate) fn import(arguments: ImportArgs, terminal: &Terminal) -> Result<ExitCode> {
    let ImportArgs { file, from, date, title, period, source, one, accept, assist, timeout, out, site, all, json } =
        arguments;
    let from = match (from, file) {
        (Some(line), _) => From::Program(line),
        (None, file) => From::File(file.unwrap_or_else(|| PathBuf::from("-"))),
    };
    let language = terminal.chosen.then(|| terminal.catalogue.language());
    let patience = Duration::from_secs(timeout);
    let wanted = Wanted { from, date, title, period, source, one, out, accept, assist, patience, language };
    let progress = Progress::new(terminal);
    let outcome = command::run(wanted, &site, &|done, all| progress.step(done, all));
    progress.end();
    let run = outcome?;
    terminal.tell(&run.diagnostics);
    match (json, terminal.quiet) {
        (true, _) => print_all(&report::json(&run.value.import)?),
        (false, true) => Ok(ExitCode::SUCCESS),
        (false, false) => print_all(&report::text(&run.value, all, &terminal.catalogue)),
    }
}

fn period(text: &str) -> Result<Period, Malformed> {
    text.parse()
}
