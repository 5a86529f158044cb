//! Whether the site fits its host, and for how long.
//!
//! In: what the host takes, what the site has, and the dates of its bulletins. Out: errors where it is too much, and the
//! [`Outlook`].
//!
//! May touch: diag, config, edition, output

use crate::config::{Config, HostConfig};
use crate::diag::{Code, Diagnostic};
use crate::edition::Corpus;
use crate::output::Staged;
use jiff::ToSpan;
use jiff::civil::Date;

/// The days that the pace is that of.
const YEAR: i64 = 365;
/// Days that are not worth a forecast.
const CENTURY: u64 = 36_500;
/// Bytes are told in units of this many.
const MEGABYTE: u64 = 1_000_000;

/// How much of what the host takes is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// How many files there are, of how many.
    pub files: Option<Share>,
    /// How many bytes they have, of how many.
    pub bytes: Option<Share>,
}

/// A part of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How much there is.
    pub used: u64,
    /// How much there may be.
    pub limit: u64,
    /// The day on which there will be as much at the pace of the last year; `None` when that is far away.
    pub full: Option<Date>,
}

/// More files than the host takes: known before any is made.
pub(crate) fn files(config: &Config, files: usize) -> Option<Diagnostic> {
    let host = config.host.as_ref()?;
    let limit = host.files.filter(|limit| files as u64 > *limit)?;
    Some(over(host, format!("the site has {files} files, and its host takes {limit}")))
}

/// More bytes than the host takes.
pub(crate) fn bytes(config: &Config, staged: &[Staged]) -> Vec<Diagnostic> {
    let Some(host) = &config.host else { return Vec::new() };
    let all = total(staged);
    let whole = host.bytes.filter(|limit| all > *limit).map(|limit| {
        over(host, format!("the site has {} MB, and its host takes {} MB", all.div_ceil(MEGABYTE), limit / MEGABYTE))
    });
    let largest = host.largest.into_iter().flat_map(|limit| {
        let large = staged.iter().filter(move |file| file.size > limit);
        large.map(move |file| {
            let (path, size) = (&file.path, file.size.div_ceil(MEGABYTE));
            over(host, format!("`{path}` has {size} MB, and the host takes files of {} MB", limit / MEGABYTE))
        })
    });
    whole.into_iter().chain(largest).collect()
}

fn over(host: &HostConfig, message: String) -> Diagnostic {
    let help = "choose another host or plan, or leave data files out: `[data]`, `bulletins = \"none\"`";
    Diagnostic::new(Code::HostLimit, host.place.clone(), message).help(help.to_owned())
}

fn total(staged: &[Staged]) -> u64 {
    staged.iter().map(|file| file.size).sum()
}

/// How much is used, and until when it is enough; `None` without `[host]`.
pub(crate) fn outlook(corpus: &Corpus, staged: &[Staged]) -> Option<Outlook> {
    let host = corpus.config.host.as_ref()?;
    let share =
        |used: u64, limit: Option<u64>| limit.map(|limit| Share { used, limit, full: full(corpus, used, limit) });
    Some(Outlook { files: share(staged.len() as u64, host.files), bytes: share(total(staged), host.bytes) })
}

/// When what grows with every bulletin meets a limit, if as many come as in the last year.
fn full(corpus: &Corpus, used: u64, limit: u64) -> Option<Date> {
    let dates = || corpus.bulletins.iter().map(|bulletin| bulletin.date);
    let (first, last) = (dates().min()?, dates().max()?);
    let since = last.checked_sub(YEAR.days()).ok()?.max(first);
    let days = u64::try_from((last - since).get_days()).ok()?.checked_add(1)?;
    let lately = dates().filter(|date| *date >= since).count() as u64;
    let left = limit.checked_sub(used)?;
    // Bulletins until then, and days until they have come.
    let bulletins = left.checked_mul(corpus.bulletins.len() as u64)?.checked_div(used)?;
    let days = bulletins.checked_mul(days)?.checked_div(lately)?;
    last.checked_add(i64::try_from(days).ok().filter(|_| days <= CENTURY)?.days()).ok()
}
