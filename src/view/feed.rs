//! What readers and pages know of feeds.
//!
//! In: an edition, and which of its feeds, or a page. Out: the feed's name and addresses; the feeds a page
//! announces; the page that lists all.
//!
//! May touch: edition, page

use super::types::{FeedGroupView, FeedView, FeedsView, FollowView, LinkView};
use super::{absolute_url, edition_file_url, page, url as page_url};
use crate::edition::Edition;
use crate::label::Label;
use crate::page::feed::{FeedFormat, FeedOf};
use crate::page::{DigestKind, Html, ListOf, PageKind, Plan};

/// What a feed is called: `工业 — 简报`; that of an edition as the site.
pub(crate) fn title(edition: &Edition<'_>, of: FeedOf) -> String {
    match of {
        FeedOf::Edition => edition.title.clone(),
        FeedOf::Topic(_) | FeedOf::Indicator(_) | FeedOf::Digests(_) => {
            format!("{} — {}", name(edition, of), edition.title)
        }
    }
}

/// What a feed tells of: `工业`.
pub(crate) fn name(edition: &Edition<'_>, of: FeedOf) -> String {
    match of {
        FeedOf::Edition => edition.title.clone(),
        FeedOf::Topic(at) => edition.topics[at].clone(),
        FeedOf::Indicator(at) => edition.subjects[at].name.clone(),
        FeedOf::Digests(DigestKind::Month) => edition.labels.text(Label::DigestsMonth).to_owned(),
        FeedOf::Digests(DigestKind::Week) => edition.labels.text(Label::DigestsWeek).to_owned(),
    }
}

/// A sentence about it.
pub(crate) fn description(edition: &Edition<'_>, of: FeedOf) -> String {
    let definition = match of {
        FeedOf::Edition | FeedOf::Topic(_) | FeedOf::Digests(_) => "",
        FeedOf::Indicator(at) => &edition.subjects[at].definition,
    };
    if definition.is_empty() { edition.description.clone() } else { definition.to_owned() }
}

/// The page it follows, absolute.
pub(crate) fn home(plan: &Plan<'_>, edition: &Edition<'_>, of: FeedOf) -> String {
    absolute_url(plan, edition, &of.folder(plan.corpus, edition))
}

/// What it is known by for ever: its page, unless another feed follows the same one.
pub(crate) fn id(plan: &Plan<'_>, edition: &Edition<'_>, of: FeedOf) -> String {
    match of {
        FeedOf::Edition | FeedOf::Topic(_) | FeedOf::Indicator(_) => home(plan, edition, of),
        FeedOf::Digests(_) => url(plan, edition, of, FeedFormat::Atom),
    }
}

/// Where it stands.
pub(crate) fn url(plan: &Plan<'_>, edition: &Edition<'_>, of: FeedOf, format: FeedFormat) -> String {
    plan.link(&edition_file_url(edition.variant, &of.file(plan.corpus, edition, format)))
}

/// It in every format.
pub(crate) fn links(plan: &Plan<'_>, edition: &Edition<'_>, of: FeedOf) -> Vec<FeedView> {
    let link = |format: FeedFormat| FeedView {
        title: title(edition, of),
        format: format.name().to_owned(),
        mime: format.mime().to_owned(),
        url: url(plan, edition, of, format),
    };
    FeedFormat::ALL.map(link).into()
}

/// `feeds.html`.
pub(crate) fn feeds(plan: &Plan<'_>, html: &Html<'_>) -> FeedsView {
    let edition = html.edition;
    let labels = edition.labels;
    let follow = |of: &FeedOf| FollowView {
        what: LinkView { text: name(edition, *of), url: page_url(plan, edition, &of.folder(plan.corpus, edition)) },
        feeds: links(plan, edition, *of),
    };
    let all = FeedOf::all(plan.corpus, edition);
    let groups = all.chunk_by(|one, other| one.heading() == other.heading()).enumerate().map(|(at, group)| {
        let heading = group.first().and_then(|of| of.heading()).unwrap_or(Label::FeedEdition);
        FeedGroupView {
            id: format!("feeds-{}", at + 1),
            title: labels.text(heading).to_owned(),
            follows: group.iter().map(follow).collect(),
        }
    });
    FeedsView {
        page: page(plan, html, labels.text(Label::Feed), labels.text(Label::FeedText)),
        groups: groups.collect(),
    }
}

/// The feeds of what a page lists.
pub(crate) fn of_page(plan: &Plan<'_>, html: &Html<'_>) -> Vec<FeedView> {
    let feeds: Vec<FeedOf> = match &html.kind {
        PageKind::List(list) => match list.of {
            ListOf::Topic(at) => vec![FeedOf::Topic(at)],
            ListOf::All | ListOf::Year(_) | ListOf::Month(..) => Vec::new(),
        },
        PageKind::Indicator(at) => vec![FeedOf::Indicator(*at)],
        PageKind::Digests | PageKind::Digest(_) => DigestKind::made(plan.config.digests).map(FeedOf::Digests).collect(),
        PageKind::Chooser
        | PageKind::Home
        | PageKind::Bulletin(_)
        | PageKind::PlainPage(_)
        | PageKind::Topics
        | PageKind::Indicators
        | PageKind::Calendar
        | PageKind::Feeds
        | PageKind::Moved(_)
        | PageKind::Search
        | PageKind::NotFound => Vec::new(),
    };
    feeds.into_iter().flat_map(|of| links(plan, html.edition, of)).collect()
}
