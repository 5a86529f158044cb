//! The output of a run for the person who started it.
//!
//! In: English, and the language of the run. Out: messages in that language on standard error; results
//! on standard output.
//!
//! May touch: diag, ui

use crate::diag::{Diagnostic, Severity, report, visible};
use crate::ui::{Catalogue, Language};
use anyhow::{Context, Error, Result};
use std::io::{self, BufRead, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::{env, iter};

/// The variables that give the language of messages, the strongest first (POSIX 8.2).
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The terminal of a run.
#[derive(Clone)]
pub(crate) struct Terminal {
    /// Its language.
    pub(crate) catalogue: Arc<Catalogue>,
    /// Whether the language was asked for, and not only taken from the locale: then reports for machines use it too.
    pub(crate) chosen: bool,
    /// Whether only mistakes are reported.
    pub(crate) quiet: bool,
}

impl Terminal {
    /// The terminal of the process. The language is determined before the arguments are parsed, since
    /// `--help` and wrong arguments are answered in it.
    pub(crate) fn of_process() -> Self {
        let arguments: Vec<String> = env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
        let chosen = chosen(&arguments);
        let locale = LOCALE.iter().find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
        let language = chosen.unwrap_or_else(|| Language::of_locale(&locale.unwrap_or_default()));
        Self { catalogue: Catalogue::of(language), chosen: chosen.is_some(), quiet: false }
    }

    /// Prints a message, unless `quiet`.
    pub(crate) fn note(&self, english: &str) {
        if !self.quiet {
            let said = self.catalogue.say(english);
            eprintln!("{}", said.split('\n').map(visible).collect::<Vec<_>>().join("\n"));
        }
    }

    /// Prints the failure that ends the run.
    pub(crate) fn fault(&self, fault: &Error) {
        eprintln!("jianbao: {}", visible(&self.catalogue.fault(fault)));
    }

    /// Whether there is a person to be asked.
    pub(crate) fn can_ask() -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Asks until the answer is one; an empty line is the usual answer.
    pub(crate) fn ask<T>(&self, question: &str, usual: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<T> {
        let mut lines = io::stdin().lock().lines();
        loop {
            eprint!("{} ", self.catalogue.say(question));
            io::stderr().flush()?;
            let line = lines.next().context("no answer was given")??;
            match read(if line.trim().is_empty() { usual } else { line.trim() }) {
                Ok(answer) => return Ok(answer),
                Err(why) => eprintln!("{}", self.catalogue.say(&why)),
            }
        }
    }

    /// Prints mistakes.
    pub(crate) fn tell(&self, diagnostics: &[Diagnostic]) {
        let color = io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none();
        // What stops a build is read first, at the end.
        let mut told = diagnostics.to_vec();
        told.sort_by_key(|diagnostic| diagnostic.severity == Severity::Error);
        eprint!("{}", self.catalogue.print(&told, color));
    }

    /// Reports mistakes in the format that was asked for; in GitHub Actions also as annotations. `folder`
    /// leads from the repository to the site.
    pub(crate) fn report(&self, diagnostics: &[Diagnostic], format: super::Format, folder: &str) -> Result<()> {
        use super::Format;
        let on_github = env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
        let said = |diagnostics: &[Diagnostic]| match self.chosen {
            true => self.catalogue.diagnostics(diagnostics),
            false => diagnostics.to_vec(),
        };
        let text = match format {
            Format::Text => {
                self.tell(diagnostics);
                if on_github { report::github(&said(diagnostics), folder) } else { String::new() }
            }
            Format::Json => report::json(&said(diagnostics)),
            Format::Github => report::github(&said(diagnostics), folder),
            Format::Sarif => report::sarif(&said(diagnostics), folder, |code| match self.chosen {
                true => self.catalogue.explanation(code),
                false => code.explanation(),
            }),
        };
        print_all(&text).map(|_| ())
    }
}

/// The language that `--ui-lang` names, if it is valid; an invalid one is refused with the
/// other arguments.
fn chosen(arguments: &[String]) -> Option<Language> {
    let next = arguments.iter().skip(1).map(Some).chain(iter::once(None));
    let before_prose = arguments.iter().zip(next).take_while(|(argument, _)| *argument != "--");
    let values = before_prose.filter_map(|(argument, next)| match argument.strip_prefix("--ui-lang") {
        Some("") => next.map(String::as_str),
        Some(value) => value.strip_prefix('='),
        None => None,
    });
    values.last().and_then(|value| value.parse().ok())
}

/// Prints to standard output. The reader may close it early: `jianbao diff … | head`.
pub(crate) fn print_all(text: &str) -> Result<ExitCode> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        outcome => outcome.context("cannot write to standard output")?,
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_found_wherever_it_stands() {
        let key = |line: &str| {
            let arguments: Vec<String> = line.split(' ').map(str::to_owned).collect();
            chosen(&arguments).map(Language::key)
        };
        assert_eq!(key("jianbao check --ui-lang zh-hant-tw"), Some("zh-hant-tw"));
        assert_eq!(key("jianbao --ui-lang=en --help"), Some("en"));
        assert_eq!(key("jianbao check --ui-lang"), None);
        assert_eq!(key("jianbao check --ui-lang fr"), None);
        assert_eq!(key("jianbao new -- --ui-lang=en"), None);
    }
}
