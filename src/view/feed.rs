//! What readers and pages know of feeds.
//!
//! In: an edition, and which of its feeds, or a page. Out: the feed's name and addresses; the feeds a page
//! announces; the page that lists all.
//!
//! May touch: label, page

use super::types::{FeedGroupView, FeedView, FeedsView, FollowView, LinkView};
use super::{Views, edition_file_url};
use crate::label::Label;
use crate::page::feed::{FeedFormat, FeedOf};
use crate::page::{DigestKind, Html, ListOf, PageKind};

impl Views<'_, '_> {
    /// What a feed is called: `工业 — 简报`; that of an edition as the site.
    pub(crate) fn feed_title(self, of: FeedOf) -> String {
        match of {
            FeedOf::Edition => self.edition.title.clone(),
            FeedOf::Topic(_) | FeedOf::Indicator(_) | FeedOf::Digests(_) => {
                format!("{} — {}", self.feed_name(of), self.edition.title)
            }
        }
    }

    /// What a feed tells of: `工业`.
    pub(crate) fn feed_name(self, of: FeedOf) -> String {
        match of {
            FeedOf::Edition => self.edition.title.clone(),
            FeedOf::Topic(at) => self.edition.topic(at).to_owned(),
            FeedOf::Indicator(at) => self.edition.subjects[at].name.clone(),
            FeedOf::Digests(DigestKind::Month) => self.labels.text(Label::DigestsMonth).to_owned(),
            FeedOf::Digests(DigestKind::Week) => self.labels.text(Label::DigestsWeek).to_owned(),
        }
    }

    /// A sentence about it.
    pub(crate) fn feed_description(self, of: FeedOf) -> String {
        let definition = match of {
            FeedOf::Edition | FeedOf::Topic(_) | FeedOf::Digests(_) => "",
            FeedOf::Indicator(at) => &self.edition.subjects[at].definition,
        };
        if definition.is_empty() { self.edition.description.clone() } else { definition.to_owned() }
    }

    /// The page it follows, absolute.
    pub(crate) fn feed_home(self, of: FeedOf) -> String {
        self.absolute_url(&of.folder(self.plan.corpus, self.edition))
    }

    /// What it is known by for ever: its page, unless another feed follows the same one.
    pub(crate) fn feed_id(self, of: FeedOf) -> String {
        match of {
            FeedOf::Edition | FeedOf::Topic(_) | FeedOf::Indicator(_) => self.feed_home(of),
            FeedOf::Digests(_) => self.feed_url(of, FeedFormat::Atom),
        }
    }

    /// Where it stands.
    pub(crate) fn feed_url(self, of: FeedOf, format: FeedFormat) -> String {
        self.plan.link(&edition_file_url(self.edition.variant, &of.file(self.plan.corpus, self.edition, format)))
    }

    /// It in each of its formats.
    pub(crate) fn feed_links(self, of: FeedOf) -> Vec<FeedView> {
        let link = |&format: &FeedFormat| FeedView {
            title: self.feed_title(of),
            format: format.name().to_owned(),
            mime: format.mime().to_owned(),
            url: self.feed_url(of, format),
        };
        of.formats().iter().map(link).collect()
    }

    /// Every feed; in English indicators are by name, as the keys by which they are kept follow the Chinese ones.
    pub(crate) fn follows(self) -> Vec<FeedOf> {
        let mut all = FeedOf::all(self.plan.corpus, self.edition);
        let is_indicator = |of: &FeedOf| matches!(of, FeedOf::Indicator(_));
        for group in all.chunk_by_mut(|one, other| is_indicator(one) && is_indicator(other)) {
            if self.edition.in_english() {
                group.sort_by_cached_key(|of| self.feed_name(*of).to_lowercase());
            }
        }
        all
    }

    /// `feeds.html`.
    pub(crate) fn feeds(self, html: &Html<'_>) -> FeedsView {
        let labels = self.labels;
        let follow = |of: &FeedOf| FollowView {
            what: LinkView { text: self.feed_name(*of), url: self.url(&of.folder(self.plan.corpus, self.edition)) },
            feeds: self.feed_links(*of),
        };
        let all = self.follows();
        let groups = all.chunk_by(|one, other| one.heading() == other.heading()).enumerate().map(|(at, group)| {
            let heading = group.first().and_then(|of| of.heading()).unwrap_or(Label::FeedEdition);
            FeedGroupView {
                id: format!("feeds-{}", at + 1),
                title: labels.text(heading).to_owned(),
                follows: group.iter().map(follow).collect(),
            }
        });
        FeedsView {
            page: self.page(html, labels.text(Label::Feed), labels.text(Label::FeedText)),
            groups: groups.collect(),
        }
    }

    /// The feeds of what a page lists.
    pub(crate) fn page_feeds(self, html: &Html<'_>) -> Vec<FeedView> {
        let feeds: Vec<FeedOf> = match &html.kind {
            PageKind::List(list) => match list.of {
                ListOf::Topic(at) => vec![FeedOf::Topic(at)],
                ListOf::All | ListOf::Year(_) | ListOf::Month(..) => Vec::new(),
            },
            PageKind::Indicator(at) => vec![FeedOf::Indicator(*at)],
            PageKind::Digests | PageKind::Digest(_) => {
                DigestKind::made(self.plan.config.digests).map(FeedOf::Digests).collect()
            }
            PageKind::Chooser
            | PageKind::Embed(_)
            | PageKind::Root
            | PageKind::Data
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
        feeds.into_iter().flat_map(|of| self.feed_links(of)).collect()
    }
}
