//! What search engines are told of pages (schema.org, as JSON-LD).
//!
//! In: a page of the plan. Out: what it is and under which pages it stands. Bulletins and indicators, which have
//! data, are described by [`super::data`].
//!
//! May touch: label, edition, page

use super::types::LinkView;
use super::{Views, script_safe};
use crate::edition::TopicId;
use crate::label::Label;
use crate::page::{Html, ListOf, PageKind};
use serde_json::{Value, json};

impl Views<'_, '_> {
    /// A page without data of its own, as JSON that is safe inside `<script>`; empty for one that is not to be found.
    pub(crate) fn page_json_ld(self, html: &Html<'_>, title: &str) -> String {
        let what = match &html.kind {
            PageKind::Home | PageKind::Root | PageKind::Chooser => return script_safe(&self.site_json_ld(html)),
            PageKind::Topics
            | PageKind::List(_)
            | PageKind::Indicators
            | PageKind::Digests
            | PageKind::Digest(_)
            | PageKind::Data
            | PageKind::Feeds => "CollectionPage",
            PageKind::PlainPage(_) | PageKind::Calendar => "WebPage",
            PageKind::Bulletin(_)
            | PageKind::Indicator(_)
            | PageKind::Embed(_)
            | PageKind::Moved(_)
            | PageKind::Search
            | PageKind::NotFound => {
                return String::new();
            }
        };
        let mut page = json!({
            "@context": "https://schema.org",
            "@type": what,
            "name": title,
            "url": self.absolute_url(&html.folder),
            "inLanguage": self.edition.variant.tag(),
            "isPartOf": { "@type": "WebSite", "name": self.edition.title, "url": self.absolute_url("") },
        });
        if let Some(trail) = self.breadcrumbs(html, title) {
            page["breadcrumb"] = trail;
        }
        script_safe(&page)
    }

    /// The site as one edition has it; the chooser stands for all of them.
    fn site_json_ld(self, html: &Html<'_>) -> Value {
        let mut site = json!({
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": self.edition.title,
            "description": self.edition.description,
            "publisher": { "@type": "Organization", "name": self.edition.publisher },
        });
        if let PageKind::Chooser = html.kind {
            site["url"] = self.plan.config.base_url.absolute("/").into();
            site["inLanguage"] = self.plan.editions.iter().map(|edition| edition.variant.tag()).collect();
        } else {
            site["url"] = self.absolute_url("").into();
            site["inLanguage"] = self.edition.variant.tag().into();
            site["potentialAction"] = json!({
                "@type": "SearchAction",
                "target": format!("{}?q={{q}}", self.absolute_url("search")),
                "query-input": "required name=q",
            });
        }
        site
    }

    /// The pages above a page and itself, from the front page on; none where only the front page stands above it.
    pub(crate) fn breadcrumbs(self, html: &Html<'_>, title: &str) -> Option<Value> {
        let above = self.above(html);
        if above.is_empty() {
            return None;
        }
        let step = |(at, (name, folder)): (usize, (String, String))| json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": self.absolute_url(&folder) });
        let mut steps: Vec<Value> = above.into_iter().enumerate().map(step).collect();
        // The last is this page, whose address needs no saying.
        steps.push(json!({ "@type": "ListItem", "position": steps.len() + 1, "name": title }));
        Some(json!({ "@type": "BreadcrumbList", "itemListElement": steps }))
    }

    /// The pages above a page, for readers.
    pub(crate) fn trail(self, html: &Html<'_>) -> Vec<LinkView> {
        let above = self.above(html).into_iter();
        above.map(|(text, folder)| LinkView { text, url: self.url(&folder) }).collect()
    }

    /// The pages above a page, by name and folder, from the front page on; none where only that is above it.
    fn above(self, html: &Html<'_>) -> Vec<(String, String)> {
        let labels = self.labels;
        let mut above = match &html.kind {
            PageKind::Bulletin(at) => {
                let topic = self.edition.items[*at].topics.first();
                let crumb = |&topic: &TopicId| {
                    (self.edition.topic(topic).to_owned(), format!("topics/{}", self.plan.corpus.topic(topic).key))
                };
                topic.map(crumb).into_iter().collect()
            }
            PageKind::List(list) => match list.of {
                ListOf::All => Vec::new(),
                ListOf::Topic(_) => vec![(labels.text(Label::Topics).to_owned(), "topics".to_owned())],
                ListOf::Year(_) => vec![self.archive_crumb()],
                ListOf::Month(year, _) => {
                    let name = labels.year(year);
                    vec![self.archive_crumb(), (name, format!("archive/{year}"))]
                }
            },
            PageKind::Indicator(_) => vec![(labels.text(Label::Indicators).to_owned(), "indicators".to_owned())],
            PageKind::Digest(_) => vec![(labels.text(Label::Digests).to_owned(), "digests".to_owned())],
            PageKind::Chooser
            | PageKind::Embed(_)
            | PageKind::Root
            | PageKind::Data
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
        if !above.is_empty() {
            above.insert(0, (labels.text(Label::Home).to_owned(), String::new()));
        }
        above
    }

    fn archive_crumb(self) -> (String, String) {
        (self.labels.text(Label::Archive).to_owned(), "archive".to_owned())
    }
}
