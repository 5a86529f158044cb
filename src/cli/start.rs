//! `jianbao new` and `jianbao twin`.
//!
//! In: their arguments, and an address from the terminal where none is given. Out: a draft, or a text beside one that is there.
//!
//! May touch: text, command, clock

use super::site_folder;
use super::terminal::Terminal;
use crate::command::{new, sign, twin};
use crate::text::{Variant, pinyin};
use anyhow::Result;
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use std::path::PathBuf;
use std::process::ExitCode;

/// The arguments of `jianbao new`.
#[derive(Args)]
pub(crate) struct NewArgs {
    /// Its title
    title: String,
    /// Its part of the address, as chong-qing; asked for when not given
    ///
    /// Pinyin is suggested. Where nobody can be asked it is made of the title as it stands.
    #[arg(long)]
    slug: Option<String>,
    /// Its date, as 2025-07-18; when not given, the day it is where the site is
    #[arg(long)]
    date: Option<Date>,
    /// What to start from: a file of archetypes/ in the site folder, without its ending
    #[arg(long, value_name = "NAME", default_value = new::USUAL)]
    archetype: String,
    /// The folder of site.toml
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
    site: PathBuf,
}

/// The arguments of `jianbao twin`.
#[derive(Args)]
pub(crate) struct TwinArgs {
    /// The bulletin or page: content/bulletins/2025/h1.md
    file: PathBuf,
    /// Its language or script: en, zh-hans, zh-hant-tw or zh-hant-hk
    #[arg(long, value_name = "LANG", value_parser = super::variant)]
    to: Variant,
    /// Say that the text that is there is as new as its source
    #[arg(long)]
    accept: bool,
    /// The folder of site.toml
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
    site: PathBuf,
}

/// Makes a twin, or says what it was made from, and prints its path.
pub(crate) fn twin(arguments: &TwinArgs) -> Result<ExitCode> {
    let TwinArgs { file, to, accept, site } = arguments;
    let wanted = twin::Wanted { file, to: *to, accept: *accept, now: Timestamp::now() };
    println!("{}", twin::twin(site, wanted)?.display());
    Ok(ExitCode::SUCCESS)
}

/// The arguments of `jianbao sign`.
#[derive(Args)]
pub(crate) struct SignArgs {
    /// The bulletin: content/bulletins/2025/h1.md
    file: PathBuf,
    /// Who signs
    #[arg(long, value_name = "NAME")]
    by: String,
    /// The folder of site.toml
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
    site: PathBuf,
}

/// Signs a bulletin and prints its path.
pub(crate) fn sign(SignArgs { file, by, site }: &SignArgs) -> Result<ExitCode> {
    println!("{}", sign::sign(site, file, by, Timestamp::now())?.display());
    Ok(ExitCode::SUCCESS)
}

/// Makes a draft and prints its path.
pub(crate) fn start(arguments: NewArgs, terminal: &Terminal) -> Result<ExitCode> {
    let NewArgs { title, slug, date, archetype, site } = arguments;
    let suggestion = pinyin::suggest(&title);
    let slug = match slug {
        None if Terminal::can_ask() => Some(ask(&suggestion, terminal)?),
        None => {
            if !suggestion.is_empty() {
                terminal.note(&format!("The address is made of the title; in pinyin it would be: --slug {suggestion}"));
            }
            None
        }
        slug => slug,
    };
    let wanted =
        new::Wanted { title: &title, slug: slug.as_deref(), date, now: Timestamp::now(), archetype: &archetype };
    println!("{}", new::bulletin(&site, wanted)?.display());
    Ok(ExitCode::SUCCESS)
}

/// Asks for the address; an empty line takes the suggestion.
fn ask(suggestion: &str, terminal: &Terminal) -> Result<String> {
    terminal.ask(&format!("Address [{suggestion}]:"), suggestion, |line| match new::is_slug(line) {
        true => Ok(line.to_owned()),
        false => Err("Lower-case letters, digits and hyphens make an address.".to_owned()),
    })
}
