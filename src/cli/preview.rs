//! `jianbao serve`.
//!
//! In: its arguments. Out: a preview, until the process is stopped.
//!
//! May touch: serve, net

use super::site_folder;
use super::terminal::Terminal;
use crate::serve;
use anyhow::{Context, Result};
use clap::Args;
use jiff::civil::DateTime;
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::{self, ExitCode};
use std::sync::Arc;

/// The arguments of `jianbao serve`.
#[derive(Args)]
pub(crate) struct PreviewArgs {
    /// The folder of site.toml
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
    site: PathBuf,
    /// The port; the next free one when it is taken, any free one when 0
    #[arg(long, default_value_t = 1313)]
    port: u16,
    /// The address to listen at; other than this machine's own only with --expose
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    host: IpAddr,
    /// Let other machines read the preview, drafts and all
    #[arg(long)]
    expose: bool,
    /// Show what the public sees at a moment of the site's time, as 2025-07-18T10:00
    #[arg(long, value_name = "MOMENT")]
    as_of: Option<DateTime>,
    /// Open it in the browser
    #[arg(long)]
    open: bool,
}

/// Previews a site; returns only when it cannot start.
pub(crate) fn preview(arguments: PreviewArgs, terminal: &Terminal) -> Result<ExitCode> {
    let PreviewArgs { site, port, host, expose, as_of, open } = arguments;
    let (told, catalogue) = (terminal.clone(), terminal.catalogue.clone());
    let tell: serve::Reporter =
        if told.quiet { Arc::new(|_| {}) } else { Arc::new(move |diagnostics| told.tell(diagnostics)) };
    let server = serve::start(&serve::Options { site, host, port, expose, as_of, tell, catalogue })?;
    println!("{}", server.url);
    terminal.note("Save a file and its pages follow; `Ctrl+C` ends. To publish: `jianbao build`");
    if open {
        browse(&server.url)?;
    }
    server.wait();
    Ok(ExitCode::SUCCESS)
}

/// Opens an address in the system's browser.
fn browse(url: &str) -> Result<()> {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start"]),
        _ => ("xdg-open", &[]),
    };
    let opened = process::Command::new(program).args(arguments).arg(url).stdout(process::Stdio::null()).spawn();
    opened.map(|_| ()).with_context(|| format!("cannot open a browser with {program}; go to {url}"))
}
