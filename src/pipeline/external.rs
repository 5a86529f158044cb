//! Whether the addresses of other sites answer.
//!
//! Requests are polite: one at a time to a host and a pause between two, HEAD before GET, eight hosts at once, and
//! no more to a host that has not answered three times. Nothing is stored between runs.
//!
//! In: addresses and where they are. Out: those that do not answer.
//!
//! May touch: source, diag, net

use crate::diag::{Code, Diagnostic};
use crate::source::Place;
use anyhow::Result;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;
use ureq::{Agent, Error};

/// How many hosts are asked at once.
const HOSTS: usize = 8;
/// How often a host may fail to answer before it is left alone.
const SILENCES: usize = 3;

/// How other sites are asked.
#[derive(Clone, Copy, Debug)]
pub struct Politeness {
    /// How long one answer may take, redirections and all.
    pub patience: Duration,
    /// How long to wait between two requests to one host.
    pub pause: Duration,
    /// The most addresses that are asked for in one run.
    pub most: usize,
}

impl Default for Politeness {
    fn default() -> Self {
        Self { patience: Duration::from_secs(10), pause: Duration::from_millis(500), most: 2_000 }
    }
}

/// What came of a request.
enum Answer {
    /// The page is there, or its host refuses programs.
    Fine,
    /// It is not there: why.
    Dead(String),
    /// There was no answer: why.
    Silent(String),
}

/// The addresses that do not answer, each reported at every place where it is.
///
/// # Errors
/// When the machine has no threads left.
pub fn dead(addresses: &BTreeMap<String, Vec<Place>>, manners: &Politeness) -> Result<Vec<Diagnostic>> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(manners.patience))
        .max_redirects(5)
        .http_status_as_error(false)
        .user_agent(concat!("jianbao/", env!("CARGO_PKG_VERSION"), " (link check)"))
        .build()
        .into();
    // The fragment (`#…`) is never sent.
    let mut asked: BTreeMap<&str, Vec<&Place>> = BTreeMap::new();
    for (address, places) in addresses {
        asked.entry(address.split('#').next().unwrap_or(address)).or_default().extend(places);
    }
    let mut hosts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for address in asked.keys().take(manners.most) {
        hosts.entry(host(address)).or_default().push(address);
    }
    let pool = ThreadPoolBuilder::new().num_threads(HOSTS).build()?;
    let found: Vec<(&str, String)> = pool.install(|| {
        hosts.into_par_iter().flat_map_iter(|(_, addresses)| of_host(&agent, &addresses, manners)).collect()
    });
    let mut diagnostics: Vec<Diagnostic> = found
        .iter()
        .flat_map(|(address, why)| asked[address].iter().map(move |place| told(address, why, place)))
        .collect();
    if asked.len() > manners.most {
        let message = format!("{} of {} addresses of other sites were asked for", manners.most, asked.len());
        diagnostics.push(Diagnostic::nowhere(Code::DeadUrl, message).help("the rest was not looked at"));
    }
    Ok(diagnostics)
}

fn told(address: &str, why: &str, place: &Place) -> Diagnostic {
    let help = "correct it, or link to an archived copy";
    Diagnostic::new(Code::DeadUrl, place.clone(), format!("`{address}` does not answer: {why}")).help(help)
}

/// The host and port of an address: `example.org` of `https://example.org/a`.
fn host(address: &str) -> &str {
    let behind = address.split_once("://").map_or(address, |(_, behind)| behind);
    let end = behind.find(['/', '?']).unwrap_or(behind.len());
    behind[..end].rsplit('@').next().unwrap_or(behind)
}

/// Asks one host for all its addresses, one after the other.
fn of_host<'a>(agent: &Agent, addresses: &[&'a str], manners: &Politeness) -> Vec<(&'a str, String)> {
    let mut found = Vec::new();
    let mut silent = 0;
    for (at, address) in addresses.iter().enumerate() {
        if silent == SILENCES {
            found.push((*address, "its host kept silent before".to_owned()));
            continue;
        }
        if at > 0 {
            sleep(manners.pause);
        }
        match ask(agent, address, manners) {
            Answer::Fine => silent = 0,
            Answer::Dead(why) => {
                silent = 0;
                found.push((address, why));
            }
            Answer::Silent(why) => {
                silent += 1;
                found.push((address, why));
            }
        }
    }
    found
}

/// A HEAD request; a GET request where the host does not answer HEAD.
fn ask(agent: &Agent, address: &str, manners: &Politeness) -> Answer {
    match agent.head(address).call() {
        Ok(response) if response.status().is_success() => Answer::Fine,
        Err(error) => silence(&error),
        Ok(_) => {
            sleep(manners.pause);
            match agent.get(address).call() {
                Ok(response) => of_status(response.status().as_u16()),
                Err(error) => silence(&error),
            }
        }
    }
}

/// What the status of a GET request means.
fn of_status(status: u16) -> Answer {
    match status {
        404 | 410 => Answer::Dead(format!("{status}, it is not there")),
        500.. => Answer::Dead(format!("{status}, its server fails")),
        // Sites refuse programs with many different statuses.
        _ => Answer::Fine,
    }
}

fn silence(error: &Error) -> Answer {
    match error {
        Error::TooManyRedirects | Error::RedirectFailed => Answer::Dead("it leads on and on".to_owned()),
        Error::BadUri(_) | Error::Http(_) => Answer::Dead("it is no address".to_owned()),
        Error::HostNotFound => Answer::Silent("there is no such host".to_owned()),
        Error::Timeout(_) => Answer::Silent("it takes too long".to_owned()),
        error => Answer::Silent(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_what_requests_go_to() {
        for (address, expected) in [
            ("https://example.org/a?b", "example.org"),
            ("http://example.org:8080", "example.org:8080"),
            ("https://me@example.org/", "example.org"),
            ("https://example.org?x=/", "example.org"),
        ] {
            assert_eq!(host(address), expected);
        }
    }
}
