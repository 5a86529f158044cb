//! `jianbao ping`.
//!
//! In: its arguments, and keys from the environment. Out: the requests on standard output, or what the services answer.
//!
//! May touch: command, config, pipeline, disk

#![allow(clippy::disallowed_methods, reason = "the environment is read here, and handed on")]

use super::site_folder;
use super::terminal::{Terminal, print_all};
use crate::command::ping::{self, Service};
use crate::config::BaseUrl;
use crate::pipeline::Site;
use anyhow::{Context, Result, bail};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs};
use strum::VariantNames;

/// The arguments of `jianbao ping`.
#[derive(Args)]
pub(crate) struct PingArgs {
    /// The list that `jianbao build --changed` wrote
    file: PathBuf,
    /// Which service
    #[arg(long, value_parser = PossibleValuesParser::new(Service::VARIANTS).try_map(|name| name.parse::<Service>()))]
    to: Service,
    /// Print what would be sent, and send nothing
    #[arg(long)]
    dry_run: bool,
    /// Where the service takes requests, instead of its usual address
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Where the site will stand, instead of base_url in site.toml
    #[arg(long, value_name = "URL", value_parser = super::base_url)]
    base_url: Option<BaseUrl>,
    /// The folder of site.toml
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
    site: PathBuf,
}

/// Tells a service what has changed, or prints how.
pub(crate) fn ping(arguments: &PingArgs, terminal: &Terminal) -> Result<ExitCode> {
    let PingArgs { file, to, dry_run, endpoint, base_url, site } = arguments;
    let list = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let base = match base_url {
        Some(base) => base.clone(),
        None => Site::open(site)?.config.value.base_url.clone(),
    };
    let base = base.absolute("");
    let variable = to.variable();
    let key = env::var(variable).ok().filter(|key| !key.is_empty());
    // Tokens are secret: what is printed has the name of the variable. IndexNow's key is public.
    let key = match (key, dry_run, to) {
        (Some(key), false, _) | (Some(key), true, Service::IndexNow) => key,
        (_, true, _) => format!("${variable}"),
        (None, false, _) => {
            bail!("{variable} is not in the environment; it has the key that the service has given you")
        }
    };
    let endpoint = endpoint.as_deref().unwrap_or(to.endpoint());
    let requests = ping::requests(*to, &list, &base, &key, endpoint)?;
    if requests.is_empty() {
        terminal.note("No page has changed: there is nothing to tell");
    }
    for request in requests {
        if *dry_run {
            terminal.note(&format!("POST {} ({})", request.url, request.kind));
            print_all(&request.body)?;
        } else {
            send(&request, terminal)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(feature = "external")]
fn send(request: &ping::Request, terminal: &Terminal) -> Result<()> {
    let answer = ping::send(request)?;
    terminal.note(&format!("Told: {}", answer.trim()));
    Ok(())
}

#[cfg(not(feature = "external"))]
fn send(_: &ping::Request, _: &Terminal) -> Result<()> {
    bail!("this binary sends nothing; build it with `--features external`, or send what `--dry-run` prints")
}
