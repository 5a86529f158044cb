//! `jianbao import`: the page is read, the drafts are written.
//!
//! In: a file, a day, a folder, a site. Out: drafts in the folder, and the [`Import`] to report.
//!
//! Another program is not waited for without end, which needs the clock.
//!
//! May touch: diag, text, figure, pipeline, disk, clock

use super::document::{self, Document};
use super::{Import, of_text};
use crate::diag::{Checked, Diagnostic};
use crate::figure::Registry;
use crate::pipeline::read;
use crate::text::doubt::Words;
use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Imports a page into drafts in `out`, or where the site keeps bulletins of its year; `-` is standard input. Returns
/// where they are.
///
/// # Errors
/// When the page cannot be read or nobody says its day, or a draft cannot be written or is there already: then none is.
pub(crate) fn run(
    file: &Path,
    date: Option<Date>,
    out: Option<PathBuf>,
    site: &Path,
) -> Result<Checked<(Import, PathBuf)>> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let registry = match read::registry(site)? {
        Some(source) => Registry::parse(&source.report(&mut diagnostics)).report(&mut diagnostics),
        None => Registry::default(),
    };
    let page = opened(file)?;
    let Some(date) = date.or(page.date) else {
        bail!("{} does not say its day; say it with --date", file.display());
    };
    let out = out.unwrap_or_else(|| site.join("content/bulletins").join(date.year().to_string()));
    let import = of_text(page.decoded, date, &registry, &Words::load());
    write(&import, &out)?;
    Ok(Checked { value: (import, out), diagnostics })
}

/// The longest line that is read, in bytes: what looks for figures in it takes more than its length.
const LINE: usize = 48 << 10;
/// The largest page, in bytes.
const PAGE: usize = 8 << 20;
/// How long another program may take to read a PDF.
const PATIENCE: Duration = Duration::from_secs(60);

/// The text of a file.
fn opened(file: &Path) -> Result<Document> {
    let bytes = bytes(file)?;
    expect_size(file, bytes.len())?;
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let cannot = || format!("cannot import {}", file.display());
    let page = match document::is_pdf(&bytes) && file.as_os_str() != "-" {
        true => document::open(&pdf_text(file).with_context(cannot)?, "txt").with_context(cannot)?,
        false => document::open(&bytes, &ending).with_context(cannot)?,
    };
    let text = &page.decoded.text;
    expect_size(file, text.len())?;
    match text.split(['\n', '\r']).position(|line| line.len() > LINE) {
        Some(at) => bail!("line {} of {} is longer than {} KiB; divide it", at + 1, file.display(), LINE >> 10),
        None => Ok(page),
    }
}

/// Makes sure that a page is no larger than newspapers print.
fn expect_size(file: &Path, size: usize) -> Result<()> {
    if size > PAGE {
        bail!("{} is larger than {} MiB; divide it", file.display(), PAGE >> 20);
    }
    Ok(())
}

/// The text of a PDF, by `pdftotext`, which knows the fonts of Chinese documents.
fn pdf_text(file: &Path) -> Result<Vec<u8>> {
    // A name that begins with a hyphen is no option.
    let file = if file.is_absolute() { file.to_owned() } else { Path::new(".").join(file) };
    let mut command = Command::new("pdftotext");
    command.args(["-layout", "-enc", "UTF-8"]).arg(file).arg("-");
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = match spawned {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
            bail!("this is a PDF, and `pdftotext`, which reads them, is not installed")
        }
        spawned => spawned.context("cannot run `pdftotext`")?,
    };
    let stdout = child.stdout.take().context("cannot run `pdftotext`")?;
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        stdout.take(PAGE as u64 + 1).read_to_end(&mut text).map(|_| text)
    });
    let start = Instant::now();
    while child.try_wait().context("cannot run `pdftotext`")?.is_none() && !reader.is_finished() {
        if start.elapsed() > PATIENCE {
            child.kill().context("cannot stop `pdftotext`")?;
            bail!("`pdftotext` is at this PDF for more than {} seconds; give its text", PATIENCE.as_secs());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let text = reader.join().ok().context("cannot run `pdftotext`")?.context("cannot read what `pdftotext` writes")?;
    // What it writes behind the largest page is not waited for.
    child.kill().context("cannot stop `pdftotext`")?;
    child.wait().context("cannot run `pdftotext`")?;
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
