//! The command line: arguments, what is printed, exit codes.
//!
//! In: arguments. Out: exit code 0 when all is fine, 1 when there are mistakes in the content,
//! 2 for a failure (a disk, a wrong argument).
//!
//! May touch: diag, text, ui, config, page, pipeline, command, disk

#![allow(clippy::disallowed_methods, reason = "the clock and the environment are read here, and handed on")]

mod channel;
mod doctor;
mod help;
mod init;
mod intake;
mod line;
mod migrate;
mod ping;
mod preview;
mod progress;
mod start;
mod terminal;
mod words;

use crate::command::{cms, fmt, schema, theme};
use crate::config::BaseUrl;
use crate::diag::{Code, Denied, Malformed, nearest};
use crate::page::Shard;
use crate::pipeline::Options;
use crate::text::{Script, Variant};
use crate::ui::{Catalogue, Language};
use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use terminal::{Terminal, print_all};

/// Publishes economic digests in Simplified and Traditional Chinese.
///
/// A site is a folder with `site.toml`, Markdown bulletins in `content/bulletins/` and, if it
/// wants, templates and files of its own in `templates/` and `static/`. Start one with
/// `jianbao init DIR`, write bulletins, and `jianbao build` publishes it to `public/`.
#[derive(Parser)]
#[command(name = "jianbao", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Print nothing but mistakes
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Speak this language: en, zh-hans, zh-hant-tw or zh-hant-hk [default: the locale's]
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    ui_lang: Option<Language>,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site and write what changed
    ///
    /// With any error in the content nothing is written: the site that was there stays.
    #[command(after_help = "Exit codes: 0 built, 1 mistakes in the content, 2 a fault such as a full disk.")]
    Build {
        #[command(flatten)]
        site: SiteArgs,
        /// Where to write [default: public in the site folder]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Replace files in the output folder that are in the way and that no build made
        #[arg(long)]
        overwrite: bool,
        /// Read every file of the output folder, instead of knowing it by size, times and inode
        #[arg(long)]
        verify: bool,
        /// Build one part of several: 2/8 is the second of eight, which together are the site
        #[arg(long, value_name = "N/M", value_parser = shard)]
        shard: Option<Shard>,
        /// Write what changed to FILE, one path a line: added, changed or removed TAB path TAB URL
        #[arg(long, value_name = "FILE")]
        changed: Option<PathBuf>,
    },
    /// Show every mistake a build would find, and write nothing
    ///
    /// Also shows doubts: characters that convert in more than one way where nothing decides.
    Check {
        #[command(flatten)]
        site: SiteArgs,
        /// Write what is printed now for each doubt to content/glossary.toml, register new indicators, and list names without
        /// English in content/names.en.toml
        #[arg(long)]
        accept: bool,
        /// Also ask other sites whether the addresses in texts are there
        ///
        /// One request at a time to a host, with pauses: it takes a while.
        #[cfg(feature = "external")]
        #[arg(long)]
        external: bool,
    },
    /// Convert plain text between scripts, as the site would
    ///
    /// Reads FILE, or standard input, and writes to standard output. Inside a site its glossary
    /// counts. Example: echo 规上工业增加值 | jianbao convert --to zh-Hant-TW
    Convert {
        /// The script of the text: zh-Hans, zh-Hant-TW or zh-Hant-HK
        #[arg(long, value_name = "SCRIPT", value_parser = script, default_value = "zh-Hans")]
        from: Variant,
        /// The script that is wanted; or en, for names and phrases about figures, one a line
        #[arg(long, value_name = "SCRIPT", value_parser = variant)]
        to: Variant,
        /// The site whose glossary counts
        #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
        site: PathBuf,
        /// Show every stretch that changes, and why, instead of the text
        #[arg(long)]
        explain: bool,
        /// The text; standard input when not given
        file: Option<PathBuf>,
    },
    /// Show what an edition changes in a text, line by line
    Diff {
        /// The edition: zh-Hans, zh-Hant-TW or zh-Hant-HK
        #[arg(long, value_name = "SCRIPT", value_parser = script)]
        edition: Variant,
        /// The script of the text
        #[arg(long, value_name = "SCRIPT", value_parser = script, default_value = "zh-Hans")]
        from: Variant,
        /// The site whose glossary counts
        #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
        site: PathBuf,
        /// The text
        file: PathBuf,
    },
    /// Preview the site in a browser, with every change at once
    ///
    /// Drafts, bulletins dated in the future and those under embargo are shown, and marked. Nothing is
    /// written to public/.
    Serve(preview::PreviewArgs),
    /// Turn a newspaper page, a web page or a document into draft bulletins
    ///
    /// Joins broken lines, parts the articles and proposes their figures for review. Nothing is lost:
    /// what is in no draft is listed. FILE is text in UTF-8, GB18030 or Big5, HTML, CSV, XLSX, ODS,
    /// DOCX, ODT, or, where pdftotext is installed, PDF.
    #[command(after_help = "Exit codes: 0 imported, 2 a fault such as a draft that is there already.")]
    Import(Box<intake::ImportArgs>),
    /// Make a site of one that was written for Hugo, Hexo, Zola or Jekyll
    ///
    /// Texts with their front matter, links, pictures, topics, translations and old addresses are carried; templates and
    /// themes are not. What is not carried is listed with its place.
    #[command(
        after_help = "Exit codes: 0 made, 1 made with errors left to mend, 2 a fault such as a folder that is not empty."
    )]
    Migrate(migrate::MigrateArgs),
    /// Start a bulletin: a dated draft in content/bulletins/
    New(start::NewArgs),
    /// Start a text of your own in another language or script, beside a bulletin or page
    ///
    /// In English its headings and paragraphs are comments, which no page shows, and its figures are in place;
    /// in Chinese it is the converted text. When the source changes, check says so.
    Twin(start::TwinArgs),
    /// Sign a bulletin: write who has read it against its sources, and when
    ///
    /// Any changed figure or word voids the signature; fmt does not. `[workflow]` in site.toml says how many names a bulletin needs.
    Sign(start::SignArgs),
    /// Make bulletins or digests for WeChat, mail or messages
    ///
    /// Nothing is sent: the files are there to be pasted, mailed or posted. Every edition has a folder.
    #[command(after_help = "Exit codes: 0 made, 1 made in spite of mistakes in the content, 2 a fault.")]
    Channel(channel::ChannelArgs),
    /// Tell search engines which pages a build has changed
    ///
    /// Keys are taken from the environment: INDEXNOW_KEY, BAIDU_PUSH_TOKEN. docs/deploy.md has a step for CI.
    #[command(after_help = "Exit codes: 0 told, 2 a fault such as a service that refuses.")]
    Ping(ping::PingArgs),
    /// Put front matter in one order and one alignment
    ///
    /// TOML only; comments stay with their keys, and the prose stays byte for byte.
    #[command(after_help = "Exit codes: 0 in order, 1 not in order (--check) or broken, 2 a fault.")]
    Fmt {
        /// Markdown files, or folders of them [default: content in the site folder]
        files: Vec<PathBuf>,
        /// The folder of site.toml
        #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
        site: PathBuf,
        /// Write nothing; list the files that are not in order
        #[arg(long)]
        check: bool,
    },
    /// Make a small site that builds at once
    ///
    /// On a terminal it asks what no option says; --yes takes the usual for all of it.
    Init(init::InitArgs),
    /// Show what this machine has, and what is missing for which feature
    ///
    /// Nothing that is missing is a fault, and no page depends on it but pictures for shared links.
    Doctor(doctor::DoctorArgs),
    /// Print the JSON Schema of a file, for editors that complete and check while one types
    ///
    /// `init` puts all of them into a new site and tells taplo and VS Code of them.
    Schema {
        /// Whose: that of site.toml, of front matter, or of a file in content/; cms makes static/admin/ of them, forms to write
        /// bulletins in the browser
        #[arg(value_parser = PossibleValuesParser::new(schema::NAMES.into_iter().chain(["cms"])))]
        name: String,
        /// cms: the program that shows the forms
        #[arg(long, value_enum, default_value_t = cms::Backend::Sveltia)]
        backend: cms::Backend,
        /// cms: the repository on GitHub
        #[arg(long, value_name = "OWNER/NAME", default_value = "OWNER/NAME")]
        repo: String,
        /// cms: the folder of site.toml
        #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
        site: PathBuf,
    },
    /// Print a file of the built-in theme, to begin one of your own with
    ///
    /// A file of the same name in the site's own templates/ or static/ takes its place. A template may build on the
    /// built-in one: `{% extends "builtin/base.html" %}`.
    Theme {
        #[command(subcommand)]
        what: ThemeCommand,
    },
    /// Print completions for a shell
    ///
    /// For bash: jianbao completions bash > ~/.local/share/bash-completion/completions/jianbao
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, or write one for each command
    ///
    /// To read it: jianbao man > jianbao.1 && man ./jianbao.1
    Man {
        /// A folder for the pages of all commands
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Tell what a diagnostic means and how to mend it; all of them when no code is given
    Explain {
        /// As printed in brackets: unknown-key
        code: Option<String>,
    },
}

/// What of the built-in theme is printed.
#[derive(Subcommand)]
enum ThemeCommand {
    /// List the files
    List,
    /// Print one of them
    Export {
        /// Its name: bulletin.html, labels/zh-hans.toml or static/assets/site.css
        name: String,
    },
}

#[derive(Args)]
struct SiteArgs {
    /// The folder of site.toml
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = site_folder)]
    site: PathBuf,
    /// Where the site will stand, instead of base_url in site.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<BaseUrl>,
    /// Also bulletins marked as drafts
    #[arg(long)]
    drafts: bool,
    /// Also bulletins dated in the future
    #[arg(long)]
    future: bool,
    /// Take warnings for errors: all of them (`warnings`), or those of one code
    #[arg(long, value_name = "CODE", value_parser = denied)]
    deny: Vec<Denied>,
    /// How mistakes are told; text goes to standard error, all else to standard output
    ///
    /// In GitHub Actions text comes with annotations by itself.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How mistakes are reported.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// Runs the command the process was started with.
pub fn main() -> ExitCode {
    let terminal = Terminal::of_process();
    let command = help::said(Cli::command(), &terminal.catalogue);
    let cli = match command.try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return help::answer(&error, &terminal),
    };
    let terminal = Terminal { quiet: cli.quiet, ..terminal };
    match run(cli.command, &terminal) {
        Ok(code) => code,
        Err(error) => {
            terminal.fault(&error);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, terminal: &Terminal) -> Result<ExitCode> {
    match command {
        Command::Build { site, out, overwrite, verify, shard, changed } => {
            let change = |options| Options { out, overwrite, verify, shard, ..options };
            line::build(site, changed, change, terminal)
        }
        Command::Check {
            site,
            accept,
            #[cfg(feature = "external")]
            external,
        } => {
            let change = |options| Options {
                review: true,
                #[cfg(feature = "external")]
                external,
                ..options
            };
            line::check(site, accept, change, terminal)
        }
        Command::Convert { from, to, site, explain, file } => {
            words::convert_text(from, to, &site, explain, file, terminal)
        }
        Command::Diff { edition, from, site, file } => words::diff(from, edition, &site, &file, terminal),
        Command::Serve(arguments) => preview::preview(arguments, terminal),
        Command::Import(arguments) => intake::import(*arguments, terminal),
        Command::Migrate(arguments) => migrate::migrate(&arguments, terminal),
        Command::Ping(arguments) => ping::ping(&arguments, terminal),
        Command::New(arguments) => start::start(arguments, terminal),
        Command::Twin(arguments) => start::twin(&arguments),
        Command::Sign(arguments) => start::sign(&arguments),
        Command::Channel(arguments) => channel::make(&arguments, terminal),
        Command::Fmt { files, site, check } => {
            let all = site.strip_prefix(".").unwrap_or(&site).join("content");
            let files = if files.is_empty() { vec![all] } else { files };
            format_files(&files, check, terminal)
        }
        Command::Init(arguments) => init::init(arguments, terminal),
        Command::Doctor(arguments) => doctor::doctor(&arguments, terminal),
        Command::Schema { name, backend, repo, site } if name == "cms" => {
            let written = cms::write(&site, backend, &repo, terminal.catalogue.language())?;
            print_all(&format!("{}\n", written.join("\n")))
        }
        Command::Schema { name, .. } => print_all(&schema::named(&name).unwrap_or_default()),
        Command::Theme { what: ThemeCommand::List } => print_all(&format!("{}\n", theme::names().join("\n"))),
        Command::Theme { what: ThemeCommand::Export { name } } => match theme::text(&name) {
            Some(text) => print_all(&text),
            None => anyhow::bail!("the built-in theme has no file `{name}`; `jianbao theme list` names them"),
        },
        Command::Completions { shell } => {
            let mut script = Vec::new();
            let mut command = help::said(Cli::command(), &terminal.catalogue);
            clap_complete::generate(shell, &mut command, "jianbao", &mut script);
            print_all(&String::from_utf8_lossy(&script))
        }
        Command::Man { out } => manual(out.as_deref()),
        Command::Explain { code } => explain(code, &terminal.catalogue),
    }
}

/// Lists what was put in order, or is not yet, on standard output; all else goes to standard error.
fn format_files(files: &[PathBuf], check: bool, terminal: &Terminal) -> Result<ExitCode> {
    let run = fmt::run(files, check)?;
    terminal.tell(&run.diagnostics);
    let mut list = String::new();
    let mut fine = true;
    for (place, outcome) in run.value {
        let place = place.display();
        match outcome {
            fmt::Outcome::Same => {}
            fmt::Outcome::Changed(_) => {
                list.push_str(&format!("{place}\n"));
                fine &= !check;
            }
            fmt::Outcome::Yaml => terminal.note(&format!("{place} is left as it is: its front matter is YAML")),
            fmt::Outcome::Broken => {
                let said = format!("{place} is left as it is: its front matter cannot be read");
                eprintln!("{}", terminal.catalogue.say(&said));
                fine = false;
            }
        }
    }
    print_all(&list)?;
    Ok(ExitCode::from(u8::from(!fine)))
}

/// The manual: its first page, or all of them as files of a folder.
fn manual(out: Option<&Path>) -> Result<ExitCode> {
    match out {
        Some(folder) => {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
            clap_mangen::generate_to(Cli::command(), folder)
                .with_context(|| format!("cannot write to {}", folder.display()))?;
            Ok(ExitCode::SUCCESS)
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            print_all(&String::from_utf8_lossy(&page))
        }
    }
}

fn explain(code: Option<String>, catalogue: &Catalogue) -> Result<ExitCode> {
    let Some(name) = code else {
        for code in Code::ALL {
            println!("{:20} {}", code.name(), catalogue.explanation(code).lines().next().unwrap_or_default());
        }
        return Ok(ExitCode::SUCCESS);
    };
    match Code::named(&name) {
        Some(code) => {
            println!("{name}\n\n{}", catalogue.explanation(code));
            Ok(ExitCode::SUCCESS)
        }
        None => match nearest(&name, Code::ALL.iter().map(|code| code.name())) {
            Some(near) => anyhow::bail!("there is no code `{name}`; did you mean `{near}`?"),
            None => anyhow::bail!("there is no code `{name}`; `jianbao explain` lists them"),
        },
    }
}

/// The folder of a site. The current folder, unless another is named: then the one that has it, or the nearest above
/// that has a `site.toml`.
fn site_folder(text: &str) -> Result<PathBuf, Infallible> {
    let named = PathBuf::from(text);
    let has_site = |folder: &PathBuf| folder.join("site.toml").is_file();
    if text != "." || has_site(&named) {
        return Ok(named);
    }
    let mut above = (1..=FOLDERS_ABOVE).map(|steps| std::iter::repeat_n("..", steps).collect::<PathBuf>());
    Ok(above.find(has_site).unwrap_or(named))
}

/// A path as one word of a command line.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:\\".contains(c);
    if path.chars().all(is_plain) { path } else { format!("\"{path}\"") }
}

/// How many folders up a site is looked for.
const FOLDERS_ABOVE: usize = 16;

fn denied(text: &str) -> Result<Denied, Malformed> {
    text.parse()
}

fn language(text: &str) -> Result<Language, Malformed> {
    text.parse()
}

fn variant(text: &str) -> Result<Variant, Malformed> {
    text.parse()
}

fn script(text: &str) -> Result<Variant, Malformed> {
    text.parse::<Script>().map(|script| script.0)
}

fn shard(text: &str) -> Result<Shard, Malformed> {
    text.parse()
}

fn base_url(text: &str) -> Result<BaseUrl, Malformed> {
    text.parse()
}
