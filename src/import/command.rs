//! `jianbao import`: the page is read, the drafts are written.
//!
//! In: a file or what a program writes, what is said of it, a folder, a site. Out: drafts in the folder, indicators in the
//! registry where that is wanted, and [`Done`] to report.
//!
//! May touch: diag, text, figure, ui, pipeline, command, disk

use super::data::{self, Data};
use super::document::{self, Document};
use super::draft::DraftWriter;
use super::report::{Done, Sureness};
use super::{Given, Import, assist, of_text, program};
use crate::command::convert;
use crate::diag::{Checked, Diagnostic, Severity};
use crate::figure::{Period, Quantity, Registry};
use crate::pipeline::{Progress, read};
use crate::text::doubt::Words;
use crate::ui::Language;
use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What is to be imported, and how.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// Where it comes from.
    pub(crate) from: From,
    /// The day it was printed.
    pub(crate) date: Option<Date>,
    /// The title of its article.
    pub(crate) title: Option<String>,
    /// The period of its articles.
    pub(crate) period: Option<Period>,
    /// Where it was taken from.
    pub(crate) source: Option<String>,
    /// Whether it is one article.
    pub(crate) one: bool,
    /// Where the drafts are written.
    pub(crate) out: Option<PathBuf>,
    /// Whether indicators are registered.
    pub(crate) accept: bool,
    /// A program that mends what is proposed.
    pub(crate) assist: Option<String>,
    /// How long another program may take.
    pub(crate) patience: Duration,
    /// The language of the comments.
    pub(crate) language: Option<Language>,
}

/// Where a page comes from.
#[derive(Clone, Debug)]
pub(crate) enum From {
    /// A file; `-` is standard input.
    File(PathBuf),
    /// Rows that a program writes.
    Program(String),
}

/// Imports a page into drafts in `out`, or where the site keeps bulletins of its year.
///
/// # Errors
/// When the page cannot be read or nobody says its day, or a draft cannot be written or is there already: then none is.
pub(crate) fn run(wanted: Wanted, site: &Path, progress: Progress<'_>) -> Result<Checked<Done>> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let registry = match read::registry(site)? {
        Some(source) => Registry::parse(&source.report(&mut diagnostics)).report(&mut diagnostics),
        None => Registry::default(),
    };
    let Wanted { from, date, title, period, source, one, out, accept, assist, patience, language } = wanted;
    if accept {
        read::expect_site(site)?;
        if let Some(mistake) = diagnostics.iter().find(|found| found.severity == Severity::Error) {
            bail!("content/indicators.toml has a mistake; mend that first: {}", mistake.message);
        }
    }
    let (page, name) = match &from {
        From::File(file) => (opened(file, patience)?, file.display().to_string()),
        From::Program(line) => (rows(line, patience)?, format!("`{line}`")),
    };
    let Some(date) = date.or(page.date()) else { bail!("{name} does not say its day; say it with --date") };
    let out = out.unwrap_or_else(|| site.join("content/bulletins").join(date.year().to_string()));
    let given = Given { date, one, title, period, source, language };
    let mut import = match page {
        Page::Text(document) => of_text(document, &given, (&registry, &Words::load()), progress),
        Page::Data(data) => data::import(data, &given, &registry)?,
    };
    let assisted = match assist {
        Some(line) => {
            let writer = DraftWriter::new(&given, import.script, &registry);
            Some(assisted(&mut import, &line, patience, &writer)?)
        }
        None => None,
    };
    let entries = if accept { entries(&import, &registry) } else { Vec::new() };
    write(&import, &out)?;
    convert::accept(site, "indicators.toml", &entries)?;
    let done = Done { import, out, registered: entries.len(), assisted };
    Ok(Checked { value: done, diagnostics })
}

/// What a file holds.
enum Page {
    Text(Document),
    Data(Data),
}

impl Page {
    fn date(&self) -> Option<Date> {
        match self {
            Self::Text(document) => document.date,
            Self::Data(data) => data.date,
        }
    }
}

/// The longest line that is read, in bytes: what looks for figures in it takes more than its length.
const LINE: usize = 48 << 10;

/// What is in a file.
fn opened(file: &Path, patience: Duration) -> Result<Page> {
    let bytes = bytes(file)?;
    expect_size(file, bytes.len())?;
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let cannot = || format!("cannot import {}", file.display());
    if data::is_data(&bytes, &ending) {
        return data::read(&bytes).map(Page::Data).with_context(cannot);
    }
    let page = match document::is_pdf(&bytes) && file.as_os_str() != "-" {
        true => document::open(&pdf_text(file, patience).with_context(cannot)?, "txt").with_context(cannot)?,
        false => document::open(&bytes, &ending).with_context(cannot)?,
    };
    let text = &page.decoded.text;
    if text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}').is_empty() {
        bail!("{} has no text; copy the words of the page into it, or import the page itself", file.display());
    }
    expect_size(file, text.len())?;
    match text.split(['\n', '\r']).position(|line| line.len() > LINE) {
        Some(at) => bail!("line {} of {} is longer than {} KiB; divide it", at + 1, file.display(), LINE >> 10),
        None => Ok(Page::Text(page)),
    }
}

/// The rows that a program writes.
fn rows(line: &str, patience: Duration) -> Result<Page> {
    let bytes = program::output(program::shell(line), line, Vec::new(), patience)?;
    data::read(&bytes).map(Page::Data).with_context(|| format!("cannot import what `{line}` writes"))
}

/// Makes sure that a page is no larger than newspapers print.
fn expect_size(file: &Path, size: usize) -> Result<()> {
    if size > program::LIMIT {
        bail!("{} is larger than {} MiB; divide it", file.display(), program::LIMIT >> 20);
    }
    Ok(())
}

/// The text of a PDF, by `pdftotext`, which knows the fonts of Chinese documents.
fn pdf_text(file: &Path, patience: Duration) -> Result<Vec<u8>> {
    // A name that begins with a hyphen is no option.
    let file = if file.is_absolute() { file.to_owned() } else { Path::new(".").join(file) };
    let mut command = Command::new("pdftotext");
    command.args(["-layout", "-enc", "UTF-8"]).arg(file).arg("-");
    let text = match program::output(command, "pdftotext", Vec::new(), patience) {
        Err(fault)
            if fault
                .root_cause()
                .downcast_ref::<io::Error>()
                .is_some_and(|fault| fault.kind() == ErrorKind::NotFound) =>
        {
            bail!("this is a PDF, and `pdftotext`, which reads them, is not installed")
        }
        text => text?,
    };
    if text.iter().all(u8::is_ascii_whitespace) {
        bail!("this PDF has no text: its pages are pictures, or `pdftotext` cannot read it");
    }
    Ok(text)
}

fn bytes(file: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match file.as_os_str() == "-" {
        true => {
            io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
        }
        false => bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?,
    }
    Ok(bytes)
}

/// Mends the proposals of an import by what a program answers.
fn assisted(import: &mut Import, line: &str, patience: Duration, writer: &DraftWriter<'_>) -> Result<assist::Outcome> {
    let answers = program::output(program::shell(line), line, assist::questions(import)?.into_bytes(), patience)?;
    assist::apply(import, &answers, writer).with_context(|| format!("cannot take the answers of `{line}`"))
}

/// The entries of indicators that are not registered, of figures that are not doubtful.
fn entries(import: &Import, registry: &Registry) -> Vec<String> {
    let figures = import.drafts.iter().flat_map(|draft| draft.indicators.iter().zip(&draft.figures));
    let sure = figures.filter(|(name, figure)| *name != "？" && Sureness::of(figure) != Sureness::Doubtful);
    registry.entries(sure.map(|(name, figure)| (name.as_str(), figure.value.as_ref().and_then(Quantity::counted_in))))
}

/// Writes the drafts, or none.
fn write(import: &Import, out: &Path) -> Result<()> {
    let places: Vec<_> = import.drafts.iter().map(|draft| out.join(&draft.file)).collect();
    if let Some(there) = places.iter().find(|place| place.exists()) {
        bail!("{} is there already; remove it, or name another folder with --out", there.display());
    }
    fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    for (draft, place) in import.drafts.iter().zip(&places) {
        let mut file = fs::File::create_new(place).with_context(|| format!("cannot make {}", place.display()))?;
        file.write_all(draft.markdown.as_bytes()).with_context(|| format!("cannot write {}", place.display()))?;
    }
    Ok(())
}
