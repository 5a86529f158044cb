//! The search page, and what it shows of a bulletin.
//!
//! In: the plan and a page of it, or a bulletin. Out: [`SearchView`], [`FoundView`].
//!
//! May touch: figure, edition, page

use super::figure::row;
use super::types::*;
use super::{archive_link, date, edition_url, page, topic_counts, url};
use crate::edition::Edition;
use crate::figure::At;
use crate::label::Label;
use crate::page::search;
use crate::page::{Html, Plan};
use std::borrow::Cow;

/// Indicators that are offered to narrow a search down.
const OFFERED: usize = 200;

/// `search.html`.
pub(crate) fn search(plan: &Plan<'_>, html: &Html<'_>) -> SearchView {
    let edition = html.edition;
    let labels = edition.labels;
    let others = plan.editions.iter().map(|other| other.variant).filter(|&other| other != edition.variant);
    let topics = topic_counts(plan, edition).into_iter().zip(&plan.corpus.topics).enumerate();
    let mut page = page(plan, html, labels.text(Label::Search), &edition.description);
    page.indexed = false;
    SearchView {
        page,
        data: plan.link("/data/search/"),
        folders: [edition.variant]
            .into_iter()
            .chain(others)
            .map(|variant| plan.link(&edition_url(variant, "")))
            .collect(),
        topics: topics
            .map(|(number, (topic, known))| ChoiceOfView {
                key: known.key.clone(),
                number,
                text: topic.text,
                count: topic.count,
            })
            .collect(),
        indicators: indicators(plan, edition),
        years: years(plan),
        topics_page: LinkView { text: labels.text(Label::Topics).to_owned(), url: url(plan, edition, "topics") },
        archive: archive_link(plan, edition),
    }
}

fn indicators(plan: &Plan<'_>, edition: &Edition<'_>) -> Vec<ChoiceOfView> {
    let known = search::indicators(plan.corpus).into_iter().enumerate();
    let mut offered: Vec<(usize, &str, usize, usize)> =
        known.map(|(number, (key, (newest, count)))| (number, key, newest, count)).collect();
    offered.sort_by(|a, b| b.3.cmp(&a.3).then_with(|| a.1.cmp(b.1)));
    offered.truncate(OFFERED);
    offered
        .into_iter()
        .map(|(number, key, newest, count)| {
            let figure = || edition.items[newest].figures.iter().find(|figure| figure.metric.indicator == key);
            let name = edition.subject(key).map(|subject| subject.name.as_str());
            let text = name.or_else(|| figure().map(|figure| figure.name.as_ref())).unwrap_or(key);
            ChoiceOfView { key: key.to_owned(), number, text: text.to_owned(), count }
        })
        .collect()
}

fn years(plan: &Plan<'_>) -> Vec<i16> {
    let mut years: Vec<i16> = plan.corpus.bulletins.iter().map(|bulletin| bulletin.date.year()).collect();
    years.dedup();
    years
}

/// `text.json` of a bulletin, by its place; `body` is its text, a block each.
pub(crate) fn found(plan: &Plan<'_>, edition: &Edition<'_>, at: usize, body: Vec<String>) -> FoundView {
    let (item, labels) = (&edition.items[at], edition.labels);
    let mut text = body;
    // What was taken from the text stands there already.
    if !item.summary.is_empty() && !text.iter().any(|block| block.contains(item.summary.trim_end_matches('…'))) {
        text.insert(0, item.summary.to_string());
    }
    text.splice(0..0, item.points.iter().map(Cow::to_string));
    text.extend(item.corrections.iter().map(|mended| mended.text.to_string()));
    let of_figures = item.figures.iter().filter_map(|figure| figure.source.as_ref());
    let mut sources: Vec<&Cow<'_, str>> = Vec::new();
    for source in item.source.iter().chain(of_figures) {
        // In order of appearance, so that a block stands in the same place in every edition.
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    text.extend(sources.into_iter().map(|source| format!("{}：{source}", labels.text(Label::Source))));
    FoundView {
        title: item.title.to_string(),
        url: url(plan, edition, &item.bulletin.article.folder),
        date: date(edition, item.bulletin.date),
        topics: item.topics.iter().map(|&at| edition.topics[at].clone()).collect(),
        figures: (0..item.figures.len()).map(|metric| line(plan, edition, At { bulletin: at, metric })).collect(),
        text,
    }
}

/// A row of the figure table as one line: `软件业务收入 55788亿元 同比+11.2% 2025年1—5月`.
fn line(plan: &Plan<'_>, edition: &Edition<'_>, at: At) -> String {
    let row = row(plan, edition, at, &[]);
    let value = row.value.map_or_else(String::new, |value| value.text);
    let change = row.change.map_or_else(String::new, |change| change.basis + &change.text);
    let parts = [vec![row.name], row.dims, vec![row.kind, row.region, value, change, row.period, row.status, row.note]];
    parts.concat().into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
