//! Views made from an edition.
//!
//! In: the plan and a page of it. Out: the page's view; text in, text out, nothing rendered.
//!
//! May touch: path, text, figure, label, bulletin, edition, page

mod calendar;
mod chart;
mod citation;
mod data;
mod digest;
pub(crate) mod feed;
mod figure;
mod indicator;
mod linked;
mod list;
pub(crate) mod search;

pub(crate) use calendar::{calendar, title as release_title};
pub(crate) use chart::{By, comparison, growth, longest, series as series_chart};
pub(crate) use data::table_title;
pub(crate) use digest::{digest, digests, entry as digest_entry, title as digest_title};
pub(crate) use figure::{card, figure_path, reading};
pub(crate) use indicator::{indicator, indicators};
pub(crate) use list::{list, topics};

use self::data::{article, downloads};
use self::figure::row;
pub(crate) mod types;

use crate::bulletin::record::Correction;
use crate::edition::{CorrectionText, Edition, Item, PlainPage};
use crate::figure::{At, Metric};
use crate::label::Label;
use crate::page::feed::{FeedFormat, FeedOf};
use crate::page::plan::card_file;
use crate::page::{DataTable, Html, Medium, PageKind, Plan};
use crate::path::{SitePath, percent_encoded};
use crate::text::markdown::Heading;
use crate::text::{Variant, script};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::BTreeSet;
use types::*;

/// Bulletins on a front page.
const NEWEST: usize = 10;
/// Headline figures on a front page.
const HEADLINES: usize = 8;

/// The URL of a page within an edition, as a path on the host.
pub(crate) fn url(plan: &Plan<'_>, edition: &Edition<'_>, folder: &str) -> String {
    plan.link(&edition_url(edition.variant, folder))
}

/// The URL of a page within an edition, absolute.
pub(crate) fn absolute_url(plan: &Plan<'_>, edition: &Edition<'_>, folder: &str) -> String {
    plan.config.base_url.absolute(&edition_url(edition.variant, folder))
}

/// The URL of a page within an edition, from the site's root.
pub(crate) fn edition_url(variant: Variant, folder: &str) -> String {
    // The plan has seen to it that folders are safe. There are dozens of these on every page.
    match folder {
        "" => format!("/{}/", variant.key()),
        folder => format!("/{}/{}/", variant.key(), percent_encoded(folder)),
    }
}

/// The URL of a file within an edition, from the site's root.
pub(crate) fn edition_file_url(variant: Variant, file: &str) -> String {
    SitePath::new(&format!("{}/{file}", variant.key())).map_or_else(|_| "/".to_owned(), |path| path.url())
}

/// `home.html`.
pub(crate) fn home(plan: &Plan<'_>, html: &Html<'_>) -> HomeView {
    let edition = html.edition;
    let mut headlines = Vec::new();
    let mut told = BTreeSet::new();
    let bulletins = plan.corpus.bulletins.iter().enumerate();
    let with_headlines = bulletins.filter(|(_, bulletin)| bulletin.metrics.iter().any(|metric| metric.headline));
    for item in with_headlines.map(|(at, _)| &edition.items[at]) {
        // Of each indicator the newest figure: an older one is on its page.
        let figures = item.figures.iter().filter(|figure| figure.metric.headline);
        let fresh = figures.filter(|figure| {
            let Metric { indicator, region, dims, kind, .. } = figure.metric;
            told.insert((indicator, region, dims, *kind))
        });
        headlines.extend(fresh.map(|figure| HeadlineView {
            card: card(plan, edition, item, figure),
            bulletin: LinkView { text: item.title.to_string(), url: url(plan, edition, &item.bulletin.article.folder) },
        }));
        if headlines.len() >= HEADLINES {
            break;
        }
    }
    headlines.truncate(HEADLINES);
    HomeView {
        page: PageView { title: String::new(), ..page(plan, html, "", &edition.description) },
        headlines,
        items: edition.items.iter().take(NEWEST).map(|item| item_view(plan, edition, item)).collect(),
        topics: topic_counts(plan, edition)
            .into_iter()
            .enumerate()
            .map(|(at, topic)| {
                let newest = edition.items.iter().find(|item| item.topics.contains(&at));
                TopicView { topic, newest: newest.map(|item| item_view(plan, edition, item)) }
            })
            .collect(),
        digest: digest::newest(plan, edition),
        archive: archive_link(plan, edition),
    }
}

/// `bulletin.html`; `body` is its text as HTML.
pub(crate) fn bulletin(
    plan: &Plan<'_>,
    html: &Html<'_>,
    at: usize,
    body: String,
    headings: Vec<Heading>,
) -> BulletinView {
    let edition = html.edition;
    let item = &edition.items[at];
    let bulletin = item.bulletin;
    let related = plan.corpus.related(at).into_iter();
    let link = |item: &Item<'_>| LinkView {
        text: item.title.to_string(),
        url: url(plan, edition, &item.bulletin.article.folder),
    };
    let source = item.source.as_ref().map(|text| LinkView {
        text: text.to_string(),
        url: bulletin.source_url.as_deref().unwrap_or_default().to_owned(),
    });
    let mut page = page(plan, html, &item.title, &item.summary);
    page.kind = "article".to_owned();
    page.code = has_code(&body);
    page.comparison = has_comparison(&body);
    page.json_ld = article(plan, html, item, &page);
    BulletinView {
        page,
        date: date(edition, bulletin.date),
        updated: bulletin.updated.map(|updated| date(edition, updated)),
        summary: item.summary.to_string(),
        points: item.points.iter().map(Cow::to_string).collect(),
        topics: topic_links(plan, edition, item),
        source,
        headlines: item
            .figures
            .iter()
            .filter(|figure| figure.metric.headline)
            .map(|figure| CardView {
                url: format!("#{}", percent_encoded(&figure.metric.id)),
                ..card(plan, edition, item, figure)
            })
            .collect(),
        body,
        contents: headings.into_iter().map(heading).collect(),
        downloads: downloads(
            plan,
            &url(plan, edition, &item.bulletin.article.folder),
            DataTable::Figures,
            item.figures.len(),
        ),
        provenance: provenance(edition, &bulletin.article),
        draft: bulletin.article.draft,
        superseded_by: plan.corpus.successors.get(&at).map(|&successor| link(&edition.items[successor])),
        corrections: corrections(edition, item, ""),
        next_release: bulletin.next_release.map(|next| date(edition, next)),
        related: related.map(|other| item_view(plan, edition, &edition.items[other])).collect(),
        citation: citation::of(plan, edition, item),
        newer: at.checked_sub(1).map(|newer| link(&edition.items[newer])),
        older: edition.items.get(at + 1).map(link),
    }
}

/// `corrections.html`, for feeds: of all corrections, or of the one with that id; empty where there is none.
pub(crate) fn corrections_notice<'v>(
    plan: &Plan<'_>,
    edition: &'v Edition<'_>,
    item: &Item<'_>,
    only: Option<&str>,
) -> CorrectionsView<'v> {
    let page = absolute_url(plan, edition, &item.bulletin.article.folder);
    let mut corrections = corrections(edition, item, &page);
    corrections.retain(|correction| only.is_none_or(|only| only == correction.id));
    CorrectionsView { t: edition.labels.ui(), corrections }
}

/// What was wrong in a bulletin; links to its figures go on from `page`.
fn corrections(edition: &Edition<'_>, item: &Item<'_>, page: &str) -> Vec<CorrectionView> {
    item.corrections.iter().map(|mended| correction(edition, item, mended, page)).collect()
}

fn correction(edition: &Edition<'_>, item: &Item<'_>, mended: &CorrectionText<'_>, page: &str) -> CorrectionView {
    let Correction { id, date: day, text: _, metric, old } = mended.correction;
    let figure = item.figures.iter().find(|figure| Some(figure.metric.id.as_str()) == metric.as_deref());
    CorrectionView {
        id: id.clone(),
        date: date(edition, *day),
        text: mended.text.to_string(),
        figure: figure.map(|figure| LinkView {
            text: figure.name.to_string(),
            url: format!("{page}#{}", percent_encoded(&figure.metric.id)),
        }),
        old: old.as_ref().map_or_else(String::new, |old| {
            edition.labels.fill(Label::CorrectionOld, &[("value", &edition.quantity(old))])
        }),
    }
}

/// `figures.html`.
pub(crate) fn figures<'v>(plan: &Plan<'_>, edition: &'v Edition<'_>, bulletin: usize) -> FiguresView<'v> {
    let item = &edition.items[bulletin];
    let mut sources: Vec<String> = Vec::new();
    for source in item.figures.iter().filter_map(|figure| figure.source.as_ref()) {
        if !sources.iter().any(|known| known == source) {
            sources.push(source.to_string());
        }
    }
    let rows: Vec<RowView> =
        (0..item.figures.len()).map(|metric| row(plan, edition, At { bulletin, metric }, &sources)).collect();
    let first = item.figures.first().and_then(|figure| figure.region.as_deref());
    let region = first.filter(|&first| item.figures.iter().all(|figure| figure.region.as_deref() == Some(first)));
    FiguresView {
        t: edition.labels.ui(),
        caption: edition.labels.fill(Label::FiguresOf, &[("title", &item.title)]),
        region: region.map(str::to_owned),
        sources,
        has_change: rows.iter().any(|row| row.change.is_some()),
        has_notes: rows.iter().any(|row| !(row.note.is_empty() && row.status.is_empty() && row.revisions.is_empty())),
        chart: match plan.medium {
            Medium::Page => growth(edition, item),
            Medium::Elsewhere => String::new(),
        },
        rows,
        downloads: downloads(
            plan,
            &url(plan, edition, &item.bulletin.article.folder),
            DataTable::Figures,
            item.figures.len(),
        ),
    }
}

/// `page.html`; `body` is its text as HTML.
pub(crate) fn leaf(
    plan: &Plan<'_>,
    html: &Html<'_>,
    leaf: &PlainPage<'_>,
    body: String,
    headings: Vec<Heading>,
) -> LeafView {
    LeafView {
        page: PageView {
            code: has_code(&body),
            comparison: has_comparison(&body),
            ..page(plan, html, &leaf.title, &leaf.summary)
        },
        body,
        contents: headings.into_iter().map(heading).collect(),
        provenance: provenance(html.edition, leaf.article),
    }
}

/// Whether a text has a code block, which the highlighter wrote.
fn has_code(body: &str) -> bool {
    body.contains("<pre class=\"code\"")
}

/// Whether a text has a comparison, as `comparison.html` writes it.
fn has_comparison(body: &str) -> bool {
    body.contains("<figure class=\"comparison\"")
}

/// `404.html`.
pub(crate) fn not_found(plan: &Plan<'_>, html: &Html<'_>) -> NotFoundView {
    let edition = html.edition;
    let mut page = page(plan, html, edition.labels.text(Label::NotFound), edition.labels.text(Label::NotFoundText));
    page.indexed = false;
    page.alternates.clear();
    NotFoundView { page, archive: archive_link(plan, edition) }
}

/// `moved.html`; `folder` is where the page stands now.
pub(crate) fn moved(plan: &Plan<'_>, html: &Html<'_>, folder: &str) -> MovedView {
    let edition = html.edition;
    let bulletins = edition.items.iter().map(|item| (&item.bulletin.article.folder, &item.title));
    let mut pages = bulletins.chain(edition.plain_pages.iter().map(|leaf| (&leaf.article.folder, &leaf.title)));
    let title = pages.find(|(other, _)| *other == folder).map_or("", |(_, title)| title);
    let mut page = page(plan, html, title, "");
    page.indexed = false;
    MovedView { page, url: url(plan, edition, folder), target: absolute_url(plan, edition, folder) }
}

/// `chooser.html`.
pub(crate) fn chooser(plan: &Plan<'_>, html: &Html<'_>) -> ChooserView {
    let choices = plan.editions.iter().map(|edition| ChoiceView {
        name: edition.labels.script(edition.variant).to_owned(),
        title: edition.title.clone(),
        description: edition.description.clone(),
        lang: edition.variant.tag().to_owned(),
        url: url(plan, edition, ""),
    });
    let mut page = page(plan, html, "", &html.edition.description);
    page.canonical = plan.config.base_url.absolute("/");
    ChooserView { page, choices: choices.collect() }
}

/// What every page of an edition shows alike.
pub(crate) fn site<'v>(plan: &'v Plan<'_>, edition: &'v Edition<'_>) -> SiteView<'v> {
    let config = plan.config;
    let labels = edition.labels;
    let mut nav = vec![
        LinkView { text: labels.text(Label::Home).to_owned(), url: url(plan, edition, "") },
        LinkView { text: labels.text(Label::Topics).to_owned(), url: url(plan, edition, "topics") },
        archive_link(plan, edition),
    ];
    let links = [
        ("indicators", Label::Indicators, !edition.subjects.is_empty()),
        ("digests", Label::Digests, (config.digests.month || config.digests.week) && !edition.items.is_empty()),
        ("calendar", Label::Calendar, edition.has_releases()),
    ];
    for (folder, label, _) in links.into_iter().filter(|(.., there)| *there) {
        nav.push(LinkView { text: labels.text(label).to_owned(), url: url(plan, edition, folder) });
    }
    for page in &config.nav {
        let path = format!("content/{page}");
        if let Some(leaf) = edition.plain_pages.iter().find(|leaf| leaf.article.source.path.as_str() == path) {
            nav.push(LinkView { text: leaf.title.to_string(), url: url(plan, edition, &leaf.article.folder) });
        }
    }
    SiteView {
        title: &edition.title,
        description: &edition.description,
        publisher: &edition.publisher,
        lang: edition.variant.tag(),
        t: labels.ui(),
        home: url(plan, edition, ""),
        nav,
        search: LinkView { text: labels.text(Label::Search).to_owned(), url: url(plan, edition, "search") },
        feed: feed::url(plan, edition, FeedOf::Edition, FeedFormat::Atom),
        feeds: feed::links(plan, edition, FeedOf::Edition),
        subscribe: LinkView { text: labels.text(Label::Feed).to_owned(), url: url(plan, edition, "feeds") },
        subscriptions: plan.link(&edition_file_url(edition.variant, "feeds.opml")),
        data: data::site(plan, edition),
        license: data::license(plan, edition),
        paragraphs: config.paragraphs.code(),
        root: plan.link("/"),
        assets: plan.fingerprints.iter().map(|(name, path)| (name.clone(), plan.link(&format!("/{path}")))).collect(),
        made_with: labels.fill(Label::MadeWith, &[("tables", &script::TABLES_VERSION)]),
    }
}

fn page(plan: &Plan<'_>, html: &Html<'_>, title: &str, description: &str) -> PageView {
    let editions = plan.editions.iter().map(|edition| EditionView {
        name: edition.labels.text(Label::Edition).to_owned(),
        invitation: edition.labels.text(Label::Invitation).to_owned(),
        lang: edition.variant.tag().to_owned(),
        locale: locale(edition.variant).to_owned(),
        url: url(plan, edition, &html.folder),
        current: edition.variant == html.edition.variant,
    });
    PageView {
        title: title.to_owned(),
        description: description.to_owned(),
        canonical: absolute_url(plan, html.edition, &html.folder),
        alternates: alternates(plan, &html.folder),
        editions: editions.collect(),
        feeds: feed::of_page(plan, html),
        image: image(plan, html),
        kind: "website".to_owned(),
        json_ld: linked::page(plan, html, title),
        indexed: true,
        code: false,
        comparison: false,
    }
}

/// The picture that shows a bulletin where it is shared, or else the edition's; empty where there are none.
fn image(plan: &Plan<'_>, html: &Html<'_>) -> String {
    if !plan.config.cards {
        return String::new();
    }
    let own = matches!(html.kind, PageKind::Bulletin(_));
    let file = card_file(if own { &html.folder } else { "" });
    plan.config.base_url.absolute(&edition_file_url(html.edition.variant, &file))
}

/// The locale that Open Graph knows an edition by.
fn locale(variant: Variant) -> &'static str {
    match variant {
        Variant::Hans => "zh_CN",
        Variant::HantTw => "zh_TW",
        Variant::HantHk => "zh_HK",
    }
}

/// The same page in every edition. Google and Bing know `zh-Hant` as any traditional script, and
/// `zh-TW` and `zh-HK` as the regions; the Taiwan edition stands for the first two.
pub(crate) fn alternates(plan: &Plan<'_>, folder: &str) -> Vec<AlternateView> {
    let mut alternates = Vec::new();
    for edition in plan.editions {
        let languages: &[&str] = match edition.variant {
            Variant::Hans => &["zh-Hans"],
            Variant::HantTw => &["zh-TW", "zh-Hant"],
            Variant::HantHk => &["zh-HK"],
        };
        let url = absolute_url(plan, edition, folder);
        alternates.extend(
            languages.iter().map(|&hreflang| AlternateView { hreflang: hreflang.to_owned(), url: url.clone() }),
        );
    }
    let default = match (folder, plan.editions.first()) {
        ("", _) | (_, None) => plan.config.base_url.absolute("/"),
        (folder, Some(first)) => absolute_url(plan, first, folder),
    };
    alternates.push(AlternateView { hreflang: "x-default".to_owned(), url: default });
    alternates
}

fn item_view(plan: &Plan<'_>, edition: &Edition<'_>, item: &Item<'_>) -> ItemView {
    ItemView {
        title: item.title.to_string(),
        url: url(plan, edition, &item.bulletin.article.folder),
        date: date(edition, item.bulletin.date),
        summary: item.summary.to_string(),
        topics: topic_links(plan, edition, item),
        figures: item.figures.len(),
        draft: item.bulletin.article.draft,
    }
}

fn topic_links(plan: &Plan<'_>, edition: &Edition<'_>, item: &Item<'_>) -> Vec<LinkView> {
    item.topics
        .iter()
        .map(|&at| LinkView { text: edition.topics[at].clone(), url: topic_url(plan, edition, at) })
        .collect()
}

fn topic_url(plan: &Plan<'_>, edition: &Edition<'_>, at: usize) -> String {
    url(plan, edition, &format!("topics/{}", plan.corpus.topics[at].key))
}

fn topic_counts(plan: &Plan<'_>, edition: &Edition<'_>) -> Vec<CountView> {
    let mut counts = vec![0; edition.topics.len()];
    for &topic in plan.corpus.bulletin_topics.iter().flatten() {
        counts[topic] += 1;
    }
    let names = edition.topics.iter().zip(counts).enumerate();
    names
        .map(|(at, (name, count))| CountView { text: name.clone(), url: topic_url(plan, edition, at), count })
        .collect()
}

fn archive_link(plan: &Plan<'_>, edition: &Edition<'_>) -> LinkView {
    LinkView { text: edition.labels.text(Label::Archive).to_owned(), url: url(plan, edition, "archive") }
}

fn date(edition: &Edition<'_>, date: Date) -> DateView {
    DateView { iso: date.to_string(), text: edition.labels.day(date) }
}

fn heading(heading: Heading) -> HeadingView {
    HeadingView { level: heading.level, id: heading.id, text: heading.text }
}

fn provenance(edition: &Edition<'_>, article: &crate::bulletin::Article) -> String {
    let labels = edition.labels;
    if article.script == edition.variant {
        return String::new();
    }
    if article.twins.contains_key(&edition.variant) {
        return labels.text(Label::ByHand).to_owned();
    }
    labels.fill(Label::Converted, &[("script", &labels.script(article.script))])
}

/// JSON that is safe inside `<script>`: `<` is written as an escape, so that no text can end it.
fn script_safe(json: &serde_json::Value) -> String {
    json.to_string().replace('<', "\\u003c")
}
