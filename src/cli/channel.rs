//! `jianbao channel`.
//!
//! In: its arguments. Out: the files of a channel, listed on standard output.
//!
//! May touch: diag, text, command, clock

use super::site_folder;
use super::terminal::Terminal;
use crate::command::channel::{self, Wanted, Way, Written};
use crate::diag::Severity;
use crate::text::Variant;
use anyhow::Result;
use clap::Args;
use jiff::Timestamp;
use std::path::PathBuf;
use std::process::ExitCode;

/// The arguments of `jianbao channel`.
#[derive(Args)]
pub(crate) struct ChannelArgs {
    /// wechat, email, text for LINE, Telegram and X, or pdf and cards if it was built with the feature paged
    #[arg(value_parser = str::parse::<Way>)]
    channel: Way,
    /// Bulletins by their files, digests by their month or week: 2025-07, 2025-W29
    #[arg(required = true)]
    what: Vec<String>,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Only this edition; may be repeated
    #[arg(long, value_name = "LANG", value_parser = super::variant)]
    edition: Vec<Variant>,
    /// The folder of site.toml
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
    site: PathBuf,
}

/// Makes the files, and prints their paths.
pub(crate) fn make(arguments: &ChannelArgs, terminal: &Terminal) -> Result<ExitCode> {
    let ChannelArgs { channel, what, out, edition, site } = arguments;
    let wanted = Wanted { what, editions: edition, now: Timestamp::now() };
    let made = channel::write(site, *channel, &wanted, out)?;
    terminal.tell(&made.diagnostics);
    let Written { files, notes } = made.value;
    files.iter().for_each(|file| println!("{}", file.display()));
    notes.iter().for_each(|note| terminal.note(note));
    let has_errors = made.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(ExitCode::from(u8::from(has_errors)))
}
