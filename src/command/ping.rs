//! `jianbao ping`: search engines are told at once which pages a build has changed.
//!
//! In: the list of `jianbao build --changed`, and what the services are called by. Out: the requests that tell them:
//! IndexNow, which Bing, Yandex, Naver, Seznam and others share, and Baidu. Only with the feature `external` are they sent.
//!
//! May touch: diag, net

use crate::diag::Malformed;
use serde_json::json;
use strum::{EnumString, VariantNames};

/// URLs of one request, the most that IndexNow takes.
const INDEXNOW: usize = 10_000;
/// The most that Baidu takes.
const BAIDU: usize = 2_000;

/// A service that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Service {
    /// indexnow.org.
    IndexNow,
    /// Baidu's push of links.
    Baidu,
}

impl Service {
    /// Where it takes requests, unless another address is named.
    pub fn endpoint(self) -> &'static str {
        match self {
            Self::IndexNow => "https://api.indexnow.org/indexnow",
            Self::Baidu => "http://data.zz.baidu.com/urls",
        }
    }

    /// The variable of the environment that has its key.
    pub fn variable(self) -> &'static str {
        match self {
            Self::IndexNow => "INDEXNOW_KEY",
            Self::Baidu => "BAIDU_PUSH_TOKEN",
        }
    }
}

/// A request that tells a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where it goes.
    pub url: String,
    /// What kind of text the body is.
    pub kind: &'static str,
    /// JSON in one line, or one URL a line.
    pub body: String,
}

/// The requests that tell `service` of the changes in `list`. The site is at `base`, without a slash at its end.
///
/// # Errors
/// When a line is none of a list of changes.
pub fn requests(
    service: Service,
    list: &str,
    base: &str,
    key: &str,
    endpoint: &str,
) -> Result<Vec<Request>, Malformed> {
    let urls = urls(service, list)?;
    let (scheme, rest) = base.split_once("://").unwrap_or(("https", base));
    let host = rest.split('/').next().unwrap_or(rest);
    Ok(match service {
        Service::IndexNow => urls
            .chunks(INDEXNOW)
            .map(|urls| {
                let body =
                    json!({ "host": host, "key": key, "keyLocation": format!("{base}/{key}.txt"), "urlList": urls });
                Request { url: endpoint.to_owned(), kind: "application/json", body: format!("{body}\n") }
            })
            .collect(),
        Service::Baidu => urls
            .chunks(BAIDU)
            .map(|urls| Request {
                url: format!("{endpoint}?site={scheme}://{host}&token={key}"),
                kind: "text/plain",
                body: urls.iter().map(|url| format!("{url}\n")).collect(),
            })
            .collect(),
    })
}

/// The addresses of pages in a list of changes. Baidu takes none that are gone.
fn urls(service: Service, list: &str) -> Result<Vec<&str>, Malformed> {
    let mut urls = Vec::new();
    let mut at = 0;
    for line in list.lines() {
        let mut fields = line.split('\t');
        let (Some(what @ ("added" | "changed" | "removed")), Some(path), Some(url), None) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            let message = format!("`{line}` is no line of a list of changes");
            return Err(Malformed::new(
                at..at + line.len(),
                message,
                "name the file that `jianbao build --changed` wrote",
            ));
        };
        at += line.len() + 1;
        // Search pages and frames of charts are no places to find something by.
        let found_by = path.ends_with("/index.html")
            && !path.ends_with("/embed/index.html")
            && !path.ends_with("/search/index.html");
        if (found_by || path == "index.html") && !(what == "removed" && service == Service::Baidu) {
            urls.push(url);
        }
    }
    Ok(urls)
}

/// Sends a request, and returns what the service answers.
///
/// # Errors
/// When it does not answer, or refuses.
#[cfg(feature = "external")]
pub fn send(request: &Request) -> anyhow::Result<String> {
    use anyhow::{Context, bail};
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(std::time::Duration::from_secs(30)))
        .http_status_as_error(false)
        .build()
        .into();
    let host = request.url.split('?').next().unwrap_or_default();
    let answer = agent.post(&request.url).content_type(request.kind).send(request.body.as_bytes());
    let mut answer = answer.with_context(|| format!("{host} does not answer"))?;
    let (status, text) = (answer.status(), answer.body_mut().read_to_string().unwrap_or_default());
    match status.is_success() {
        true => Ok(text),
        false => bail!("{host} refuses: {status} {}", text.trim()),
    }
}
