//! `jianbao init`.
//!
//! In: its arguments, and answers from the terminal for those that are not given. Out: a site, and what to do next with it.
//!
//! May touch: diag, text, ui, config, command, clock

use super::quoted;
use super::terminal::Terminal;
use crate::command::init::{self, Host, Wanted};
use crate::config::{BaseUrl, Config};
use crate::diag::Malformed;
use crate::text::{Script, Variant};
use crate::ui::Language;
use anyhow::Result;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

/// The arguments of `jianbao init`.
#[derive(Args)]
pub(crate) struct InitArgs {
    /// A new or empty folder
    dir: PathBuf,
    /// The name of the site
    #[arg(long)]
    name: Option<String>,
    /// Where it will stand.
    #[arg(long, value_name = "URL", value_parser = address, help = "Where it will stand, as https://example.org/digest")]
    address: Option<String>,
    /// What its texts are written in: zh-Hans, zh-Hant-TW or zh-Hant-HK
    #[arg(long, value_name = "SCRIPT", value_parser = super::script)]
    script: Option<Variant>,
    /// Its editions, with commas between: `zh-Hans,zh-Hant-TW,zh-Hant-HK,en`
    #[arg(long, value_name = "LIST", value_parser = editions)]
    editions: Option<Editions>,
    /// With a bulletin to look at
    #[arg(long, conflicts_with = "empty")]
    sample: bool,
    /// Without a bulletin
    #[arg(long)]
    empty: bool,
    /// Whose workflow checks and publishes it
    #[arg(long, value_name = "HOST", value_enum)]
    ci: Option<Host>,
    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
}

/// Editions, the first of them first.
#[derive(Clone)]
struct Editions(Vec<Variant>);

/// Makes a site and says what comes next.
pub(crate) fn init(arguments: InitArgs, terminal: &Terminal) -> Result<ExitCode> {
    init::expect_empty(&arguments.dir)?;
    let asks = !arguments.yes && Terminal::can_ask();
    let folder = arguments.dir.clone();
    let today = Config::USUAL_OFFSET.to_datetime(Timestamp::now()).date();
    let usual = Wanted { script: script_of(terminal.catalogue.language()), ..Wanted::usual(today) };
    let wanted = if asks { asked(arguments, usual, terminal)? } else { told(arguments, usual) };
    init::site(&folder, &wanted)?;
    next(&folder, wanted.host, terminal);
    Ok(ExitCode::SUCCESS)
}

/// What an author who speaks this language most likely writes in.
fn script_of(language: Language) -> Variant {
    match language {
        Language::Chinese(variant) => variant,
        Language::English => Variant::Hans,
    }
}

/// What the arguments say, and the usual for the rest.
fn told(arguments: InitArgs, usual: Wanted) -> Wanted {
    Wanted {
        name: arguments.name,
        address: arguments.address,
        script: arguments.script.unwrap_or(usual.script),
        editions: arguments.editions.map_or(usual.editions, |editions| editions.0),
        sample: !arguments.empty,
        host: arguments.ci.unwrap_or(usual.host),
        today: usual.today,
    }
}

/// What the arguments say, and answers for the rest.
fn asked(arguments: InitArgs, usual: Wanted, terminal: &Terminal) -> Result<Wanted> {
    let (says_sample, says_host) = (arguments.sample || arguments.empty, arguments.ci.is_some());
    let (says_script, says_editions) = (arguments.script.is_some(), arguments.editions.is_some());
    let mut wanted = told(arguments, usual);
    if !says_script {
        let usual = wanted.script.key();
        let question = format!("Your texts are in: zh-hans, zh-hant-tw or zh-hant-hk [{usual}]");
        wanted.script = terminal.ask(&question, usual, of_line::<Script>)?.0;
    }
    if !says_editions {
        let usual = wanted.editions.iter().map(|edition| edition.key()).collect::<Vec<_>>().join(",");
        let question = format!("Editions, with commas; English is `en` [{usual}]");
        wanted.editions = terminal.ask(&question, &usual, |line| editions(line).map_err(|bad| said(&bad)))?.0;
    }
    if wanted.name.is_none() {
        wanted.name = terminal.ask("Name of the site; it can wait:", "", |line| Ok(some(line)))?;
    }
    if wanted.address.is_none() {
        let question = "Its address, as https://example.org/digest; it can wait:";
        let read = |line: &str| some(line).map(|line| address(&line).map_err(|bad| said(&bad))).transpose();
        wanted.address = terminal.ask(question, "", read)?;
    }
    if !says_sample {
        wanted.sample = terminal.ask("With a bulletin to look at: `y` or `n` [y]", "y", truth)?;
    }
    if !says_host {
        let read =
            |line: &str| Host::from_str(line, true).map_err(|_| "Write `github`, `gitlab` or `none`.".to_owned());
        wanted.host = terminal.ask("Published by: `github`, `gitlab` or `none` [github]", "github", read)?;
    }
    Ok(wanted)
}

/// What can be done with the new site, in the order in which one does it.
fn next(folder: &Path, host: Host, terminal: &Terminal) {
    terminal.note(&format!("Made a site in {}", folder.display()));
    let site = quoted(folder);
    terminal.note(&format!("See it:     `jianbao serve --site {site} --open`"));
    terminal.note(&format!("Write:      `jianbao new --site {site} TITLE`"));
    terminal.note(&format!("Build it:   `jianbao build --site {site}`"));
    match host {
        Host::Github => {
            terminal.note("Publish it: push it to `GitHub`, and choose `GitHub Actions` in `Settings → Pages → Source`")
        }
        Host::Gitlab => terminal.note("Publish it: push it to `GitLab`"),
        Host::None => {}
    }
}

fn some(line: &str) -> Option<String> {
    (!line.is_empty()).then(|| line.to_owned())
}

fn truth(line: &str) -> Result<bool, String> {
    match line.to_lowercase().as_str() {
        "y" | "yes" | "是" => Ok(true),
        "n" | "no" | "否" => Ok(false),
        _ => Err("Write `y` or `n`.".to_owned()),
    }
}

fn of_line<T: FromStr<Err = Malformed>>(line: &str) -> Result<T, String> {
    line.parse().map_err(|bad| said(&bad))
}

/// Why an answer is none, and what would be one, a line each.
fn said(bad: &Malformed) -> String {
    format!("{}\n{}", bad.message, bad.help)
}

/// The address of a site as it is written.
fn address(text: &str) -> Result<String, Malformed> {
    text.parse::<BaseUrl>().map(|_| text.trim().to_owned())
}

/// `zh-hans, tw, en`: no edition twice, and one of them Chinese.
fn editions(text: &str) -> Result<Editions, Malformed> {
    let mut editions = Vec::new();
    for name in text.split([',', '，', '、', ' ']).filter(|name| !name.is_empty()) {
        let edition: Variant = name.parse()?;
        if !editions.contains(&edition) {
            editions.push(edition);
        }
    }
    match editions.iter().any(|edition| edition.is_chinese()) {
        true => Ok(Editions(editions)),
        false => Err(Malformed::new(
            0..text.len(),
            "a site needs an edition in Chinese",
            "write `zh-Hans`, `zh-Hant-TW` or `zh-Hant-HK` too",
        )),
    }
}
