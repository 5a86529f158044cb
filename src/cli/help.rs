//! Help and argument errors in the language of the run.
//!
//! In: clap's command, in English. Out: the same with every text in that language, and
//! clap's own texts.
//!
//! May touch: ui

use super::terminal::{Terminal, print_all};
use crate::ui::{Catalogue, Language};
use clap::builder::{PossibleValue, StyledStr};
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};
use std::env;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

/// clap's own texts around those of a command.
const FIXED: [&str; 7] = ["Usage:", "Commands:", "Arguments:", "Options:", "[OPTIONS]", "<COMMAND>", "[COMMAND]"];

/// A command with its texts in the language of `catalogue`.
pub(crate) fn said(mut command: Command, catalogue: &Catalogue) -> Command {
    if catalogue.language() == Language::English {
        return command;
    }
    // clap adds its own arguments and `help` when it is built.
    command.build();
    of_command(command, catalogue)
}

fn of_command(mut command: Command, catalogue: &Catalogue) -> Command {
    let say = |text: Option<&StyledStr>| text.map(|text| catalogue.say(&text.to_string()));
    if let Some(about) = say(command.get_about()) {
        command = command.about(about);
    }
    if let Some(about) = say(command.get_long_about()) {
        command = command.long_about(about);
    }
    if let Some(after) = say(command.get_after_help()) {
        command = command.after_help(after);
    }
    let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    command = command.mut_args(|argument| of_argument(argument, catalogue));
    names.iter().fold(command, |command, name| command.mut_subcommand(name, |inner| of_command(inner, catalogue)))
}

fn of_argument(mut argument: Arg, catalogue: &Catalogue) -> Arg {
    let say = |text: Option<&StyledStr>| text.map(|text| catalogue.say(&text.to_string()));
    let (short, long) = choices(&argument, catalogue);
    if let Some(help) = say(argument.get_help()) {
        let long_help = say(argument.get_long_help()).unwrap_or_else(|| help.clone());
        argument = argument.help(format!("{help}{short}")).long_help(format!("{long_help}{long}"));
        argument = argument.hide_default_value(true).hide_possible_values(true);
    }
    if let Some(values) = argument.get_value_names() {
        let names: Vec<String> = values.iter().map(|name| catalogue.say(name)).collect();
        argument = argument.value_names(names);
    }
    argument
}

/// What clap would add to an argument's help, short and long: its possible values and its default.
fn choices(argument: &Arg, catalogue: &Catalogue) -> (String, String) {
    let takes_value = argument.get_action().takes_values();
    let values: Vec<PossibleValue> = if takes_value { argument.get_possible_values() } else { Vec::new() };
    let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let usual: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let told = |words: &str, list: String| match list.is_empty() {
        true => String::new(),
        false => catalogue.say(&format!("[{words}: {list}]")),
    };
    let usual = if takes_value { told("default", usual.join(", ")) } else { String::new() };
    let short = [usual.clone(), told("possible values", names.join(", "))];
    let described = values.iter().filter_map(|value| {
        let help = value.get_help()?;
        Some(catalogue.say(&format!("- {}: {help}", value.get_name())))
    });
    let described: Vec<String> = described.collect();
    let long = match described.is_empty() {
        true => short.clone(),
        false => [format!("{}\n{}", catalogue.say("Possible values:"), described.join("\n")), usual],
    };
    let joined = |parts: [String; 2], between: &str| -> String {
        parts.iter().filter(|part| !part.is_empty()).map(|part| format!("{between}{part}")).collect()
    };
    (joined(short, " "), joined(long, "\n\n"))
}

/// Answers a request for help or the version, and refuses arguments that are not understood.
pub(crate) fn answer(error: &Error, terminal: &Terminal) -> ExitCode {
    let catalogue = &terminal.catalogue;
    let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand);
    if catalogue.language() == Language::English {
        drop(error.print());
    } else if is_help {
        let plain = env::var_os("NO_COLOR").is_some();
        let color = |is_terminal: bool| is_terminal && !plain;
        let help = error.render();
        let text = |color| with_fixed(&if color { help.ansi().to_string() } else { help.to_string() }, catalogue);
        match error.use_stderr() {
            true => eprintln!("{}", text(color(io::stderr().is_terminal()))),
            false => drop(print_all(&format!("{}\n", text(color(io::stdout().is_terminal()))))),
        }
    } else if error.use_stderr() {
        eprintln!("{}", with_fixed(&catalogue.say(&error.render().to_string()), catalogue));
    } else {
        drop(error.print());
    }
    code
}

/// A text with clap's own words in the language of the run.
fn with_fixed(text: &str, catalogue: &Catalogue) -> String {
    let text = FIXED.iter().fold(text.trim_end().to_owned(), |text, words| text.replace(words, &catalogue.say(words)));
    // A full-width colon includes its space.
    text.replace("： ", "：").replace("：\u{1b}[0m ", "：\u{1b}[0m")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Variant;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    const MESSAGES: &str = include_str!("../../data/ui/zh-hans.txt");

    /// Every line of help, and the names of values.
    fn texts(command: &Command, into: &mut BTreeSet<String>) {
        let own = [command.get_about(), command.get_long_about(), command.get_after_help()];
        let of_arguments = command.get_arguments().flat_map(|argument| [argument.get_help(), argument.get_long_help()]);
        let lines = own.into_iter().chain(of_arguments).flatten().map(ToString::to_string);
        into.extend(lines.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()));
        for argument in command.get_arguments() {
            let names = argument.get_value_names().filter(|_| argument.get_action().takes_values());
            into.extend(names.unwrap_or_default().iter().map(ToString::to_string));
            let values = argument.get_possible_values();
            into.extend(values.iter().filter_map(|value| Some(value.get_help()?.to_string())));
        }
        for inner in command.get_subcommands() {
            texts(inner, into);
        }
    }

    fn english() -> BTreeSet<String> {
        let mut command = super::super::Cli::command();
        command.build();
        let mut english = BTreeSet::new();
        texts(&command, &mut english);
        english.remove("");
        english
    }

    #[test]
    fn every_command_and_argument_has_its_chinese() {
        let catalogue = Catalogue::of(Language::Chinese(Variant::Hans));
        let missing: Vec<String> =
            english().into_iter().filter(|text| catalogue.say(text) == *text && text != "SHELL").collect();
        assert!(missing.is_empty(), "data/ui/zh-hans.txt does not have\n{}", missing.join("\n"));
    }

    #[test]
    fn no_chinese_is_of_a_command_that_is_gone() {
        let english = english();
        let section = MESSAGES.split("\n# ").find_map(|section| section.strip_prefix("The command\n"));
        let lines = section.into_iter().flat_map(str::lines).filter(|line| !line.is_empty() && !line.starts_with(' '));
        let idle: Vec<&str> = lines.filter(|line| !english.contains(*line)).collect();
        assert!(idle.is_empty(), "{}", idle.join("\n"));
    }
}
