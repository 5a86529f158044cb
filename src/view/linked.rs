//! What search engines are told of pages (schema.org, as JSON-LD).
//!
//! In: a page of the plan. Out: what it is and under which pages it stands. Bulletins and indicators, which have
//! data, are described by [`super::data`].
//!
//! May touch: label, edition, page

use super::{absolute_url, script_safe};
use crate::edition::Edition;
use crate::label::Label;
use crate::page::{Html, ListOf, PageKind, Plan};
use serde_json::{Value, json};

/// A page without data of its own, as JSON that is safe inside `<script>`; empty for one that is not to be found.
pub(crate) fn page(plan: &Plan<'_>, html: &Html<'_>, title: &str) -> String {
    let what = match &html.kind {
        PageKind::Home | PageKind::Chooser => return script_safe(&site(plan, html)),
        PageKind::Topics
        | PageKind::List(_)
        | PageKind::Indicators
        | PageKind::Digests
        | PageKind::Digest(_)
        | PageKind::Feeds => "CollectionPage",
        PageKind::PlainPage(_) | PageKind::Calendar => "WebPage",
        PageKind::Bulletin(_) | PageKind::Indicator(_) | PageKind::Moved(_) | PageKind::Search | PageKind::NotFound => {
            return String::new();
        }
    };
    let edition = html.edition;
    let mut page = json!({
        "@context": "https://schema.org",
        "@type": what,
        "name": title,
        "url": absolute_url(plan, edition, &html.folder),
        "inLanguage": edition.variant.tag(),
        "isPartOf": { "@type": "WebSite", "name": edition.title, "url": absolute_url(plan, edition, "") },
    });
    if let Some(trail) = trail(plan, html, title) {
        page["breadcrumb"] = trail;
    }
    script_safe(&page)
}

/// The site as one edition has it; the chooser stands for all of them.
fn site(plan: &Plan<'_>, html: &Html<'_>) -> Value {
    let edition = html.edition;
    let mut site = json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": edition.title,
        "description": edition.description,
        "publisher": { "@type": "Organization", "name": edition.publisher },
    });
    if let PageKind::Chooser = html.kind {
        site["url"] = plan.config.base_url.absolute("/").into();
        site["inLanguage"] = plan.editions.iter().map(|edition| edition.variant.tag()).collect();
    } else {
        site["url"] = absolute_url(plan, edition, "").into();
        site["inLanguage"] = edition.variant.tag().into();
        site["potentialAction"] = json!({
            "@type": "SearchAction",
            "target": format!("{}?q={{q}}", absolute_url(plan, edition, "search")),
            "query-input": "required name=q",
        });
    }
    site
}

/// The pages above a page and itself, from the front page on; none where only the front page stands above it.
pub(crate) fn trail(plan: &Plan<'_>, html: &Html<'_>, title: &str) -> Option<Value> {
    let edition = html.edition;
    let labels = edition.labels;
    let above = match &html.kind {
        PageKind::Bulletin(at) => {
            let topic = *edition.items[*at].topics.first()?;
            vec![(edition.topics[topic].clone(), format!("topics/{}", plan.corpus.topics[topic].key))]
        }
        PageKind::List(list) => match list.of {
            ListOf::All => Vec::new(),
            ListOf::Topic(_) => vec![(labels.text(Label::Topics).to_owned(), "topics".to_owned())],
            ListOf::Year(_) => vec![archive(edition)],
            ListOf::Month(year, _) => {
                let name = labels.year(year);
                vec![archive(edition), (name, format!("archive/{year}"))]
            }
        },
        PageKind::Indicator(_) => vec![(labels.text(Label::Indicators).to_owned(), "indicators".to_owned())],
        PageKind::Digest(_) => vec![(labels.text(Label::Digests).to_owned(), "digests".to_owned())],
        PageKind::Chooser
        | PageKind::Home
        | PageKind::PlainPage(_)
        | PageKind::Topics
        | PageKind::Indicators
        | PageKind::Digests
        | PageKind::Calendar
        | PageKind::Feeds
        | PageKind::Moved(_)
        | PageKind::Search
        | PageKind::NotFound => Vec::new(),
    };
    if above.is_empty() {
        return None;
    }
    let home = (labels.text(Label::Home).to_owned(), String::new());
    let pages = [home].into_iter().chain(above).chain([(title.to_owned(), html.folder.clone().into_owned())]);
    let step = |(at, (name, folder)): (usize, (String, String))| json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": absolute_url(plan, edition, &folder) });
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": pages.enumerate().map(step).collect::<Vec<_>>() }))
}

fn archive(edition: &Edition<'_>) -> (String, String) {
    (edition.labels.text(Label::Archive).to_owned(), "archive".to_owned())
}
