//! The commands that read a text and show its conversion.
//!
//! In: arguments. Out: text on standard output, and the exit code.
//!
//! May touch: diag, text, ui, config, review, command, disk, clock

use super::terminal::{Terminal, print_all};
use crate::command::convert;
use crate::config::Config;
use crate::diag::Severity;
use crate::review;
use crate::text::Variant;
use crate::ui::Language;
use anyhow::{Context, Result};
use jiff::Timestamp;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn diff(from: Variant, to: Variant, site: &Path, file: &Path, terminal: &Terminal) -> Result<ExitCode> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let converter = convert::converter(site, from, to)?;
    terminal.tell(&converter.diagnostics);
    let conversion = converter.value.align(&text);
    // The lines of the text are the author's; the remarks about them are indented further.
    let said = |line: &str| if line.starts_with("       ") { terminal.catalogue.say(line) } else { line.to_owned() };
    let remarks = terminal.catalogue.language() == Language::English;
    let lines = review::side_by_side(&text, &conversion, remarks);
    print_all(&lines.split('\n').map(said).collect::<Vec<_>>().join("\n"))
}

pub(super) fn convert_text(
    from: Variant,
    to: Variant,
    site: &Path,
    explain: bool,
    file: Option<PathBuf>,
    terminal: &Terminal,
) -> Result<ExitCode> {
    let mut text = String::new();
    match &file {
        Some(file) => text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?,
        None => {
            io::stdin().read_to_string(&mut text).context("cannot read standard input")?;
        }
    }
    if to == Variant::En {
        let today = Config::USUAL_OFFSET.to_datetime(Timestamp::now()).date();
        let english = convert::english(site, from, &text, today)?;
        terminal.tell(&english.diagnostics);
        let (said, unknown) = english.value;
        let code = print_all(&said)?;
        if unknown > 0 {
            terminal.note(&format!("Left as they are, with words that are not known in English: {unknown} lines"));
        }
        return Ok(code);
    }
    let converter = convert::converter(site, from, to)?;
    terminal.tell(&converter.diagnostics);
    if converter.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Ok(ExitCode::FAILURE);
    }
    match explain {
        true => {
            let remarks = terminal.catalogue.language() == Language::English;
            print_all(&terminal.catalogue.say(&review::explain(&text, &converter.value, remarks)))
        }
        false => print_all(&converter.value.convert(&text)),
    }
}
