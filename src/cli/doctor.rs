//! `jianbao doctor`.
//!
//! In: its arguments. Out: what is there and what is missing, as text or JSON.
//!
//! May touch: command

use super::site_folder;
use super::terminal::{Terminal, print_all};
use crate::command::doctor::{self, Need, Report};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// The arguments of `jianbao doctor`.
#[derive(Args)]
pub(crate) struct DoctorArgs {
    /// The folder of site.toml
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
    site: PathBuf,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// Looks at the machine and says what it has. Nothing that is missing is a fault.
pub(crate) fn doctor(arguments: &DoctorArgs, terminal: &Terminal) -> Result<ExitCode> {
    let report = doctor::report(&arguments.site)?;
    if arguments.json {
        return print_all(&format!("{}\n", serde_json::to_string_pretty(&report)?));
    }
    let Report { version, system, needs } = &report;
    let lines: String = needs.iter().map(|need| format!("{}\n", terminal.catalogue.say(&line(need)))).collect();
    print_all(&format!("jianbao {version} ({system})\n\n{lines}"))
}

/// ``[-] pdftotext is missing: PDFs are imported. Get it: `apt-get install poppler-utils` ``
fn line(Need { name, purpose, found, version, install }: &Need) -> String {
    match (found, version, install) {
        (Some(true), Some(version), _) if !version.is_empty() => format!("[+] {name}, {version}: {purpose}"),
        (Some(true), ..) => format!("[+] {name}: {purpose}"),
        (Some(false), _, Some(install)) => format!("[-] {name} is missing: {purpose}. Get it: `{install}`"),
        (Some(false), _, None) => format!("[-] {name} is missing: {purpose}"),
        (None, ..) => format!("[?] {name}: {purpose}. Nobody can say without `fontconfig`"),
    }
}
