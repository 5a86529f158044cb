//! `jianbao migrate`.
//!
//! In: its arguments. Out: a site, the list of what is not carried on standard output, and whether what was made is
//! without errors.
//!
//! May touch: diag, config, migrate, pipeline, disk, clock

use super::terminal::{Terminal, print_all};
use crate::config::Config;
use crate::migrate::{self, Account, Left, Program};
use crate::pipeline::{self, Options};
use anyhow::{Context, Result};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::Timestamp;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use strum::VariantNames;

/// The arguments of `jianbao migrate`.
#[derive(Args)]
pub(crate) struct MigrateArgs {
    /// The program that the site was written for
    #[arg(value_parser = PossibleValuesParser::new(Program::VARIANTS).try_map(|name| name.parse::<Program>()))]
    program: Program,
    /// The folder of that site; it is only read
    dir: PathBuf,
    /// A new or empty folder
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Also write the list of what is not carried to FILE
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// Makes the site, and lists what is not carried.
pub(crate) fn migrate(arguments: &MigrateArgs, terminal: &Terminal) -> Result<ExitCode> {
    let MigrateArgs { program, dir, out, report } = arguments;
    let now = Timestamp::now();
    let account = migrate::site(*program, dir, out, Config::USUAL_OFFSET.to_datetime(now).date())?;
    let said = |left: &Left| {
        let what = terminal.catalogue.say(&left.what);
        match (left.path.as_str(), left.line) {
            ("", _) => format!("{what}\n"),
            (path, None) => format!("{path}: {what}\n"),
            (path, Some(line)) => format!("{path}:{line}: {what}\n"),
        }
    };
    let list: String = account.left.iter().map(said).collect();
    if let Some(file) = report {
        fs::write(file, &list).with_context(|| format!("cannot write {}", file.display()))?;
    }
    print_all(&list)?;
    let checked = pipeline::check(&Options { drafts: true, future: true, ..Options::new(out, now) }, &|_, _| {})?;
    let errors: Vec<_> = checked
        .diagnostics
        .iter()
        .filter(|mistake| mistake.severity == crate::diag::Severity::Error)
        .cloned()
        .collect();
    terminal.tell(&errors);
    let Account { bulletins, pages, twins, files, left } = &account;
    terminal.note(&format!(
        "{bulletins} bulletins, {pages} other pages, {twins} texts beside them and {files} files are carried; {} places need a look",
        left.len()
    ));
    let out = out.display();
    terminal.note(&match errors.len() {
        0 => format!("The site is without errors. Look at it with `jianbao serve --site {out} --open`"),
        count => {
            format!("Left to mend: {count} errors, listed again by `jianbao check --site {out} --drafts`")
        }
    });
    Ok(ExitCode::from(u8::from(!errors.is_empty())))
}
