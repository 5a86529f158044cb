//! What may be followed, and where.
//!
//! In: an edition. Out: each of its feeds ([`FeedOf`]): the page it follows, its own address, and which
//! [`FeedEntry`]s it has.
//!
//! May touch: figure, label, edition

use super::{DigestKind, DigestSpan};
use crate::edition::{Corpus, Edition, TopicId};
use crate::figure::{BulletinId, SubjectId};
use crate::label::Label;
use jiff::civil::{DateTime, Time};
use std::cmp::Reverse;

/// Entries in the feed of an edition.
const NEWEST: usize = 20;
/// Entries in the feed of a topic or of digests.
const FEWER: usize = 10;
/// Entries in the feed of an indicator: there are hundreds of these, each entry has the whole text, and with ten each
/// they would be a quarter of the bytes of a site of 1,000 bulletins.
const FEWEST: usize = 5;

/// A feed in one format.
#[derive(Clone, Copy)]
pub struct Feed<'e> {
    /// The edition whose words it is in.
    pub edition: &'e Edition<'e>,
    /// What it contains.
    pub of: FeedOf,
    /// How it is written.
    pub format: FeedFormat,
}

/// What a feed contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// All bulletins of an edition.
    Edition,
    /// The bulletins of a topic, by its index in [`Edition::topics`].
    Topic(TopicId),
    /// Those that have figures of an indicator.
    Indicator(SubjectId),
    /// Digests.
    Digests(DigestKind),
}

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

/// An entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FeedEntry {
    /// A bulletin.
    Bulletin(BulletinId),
    /// A correction, by its bulletin and its index there, as written.
    Correction(BulletinId, usize),
    /// A digest and its bulletins.
    Digest(DigestSpan, Vec<BulletinId>),
}

impl FeedFormat {
    /// The extension of its files: `xml`.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Atom => "xml",
            Self::Json => "json",
        }
    }

    /// Its media type: `application/atom+xml`.
    pub(crate) fn mime(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// Its name: `Atom`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }
}

impl FeedOf {
    /// Every feed of an edition.
    pub(crate) fn all(corpus: &Corpus, edition: &Edition<'_>) -> Vec<Self> {
        let topics = corpus.topic_ids().map(Self::Topic);
        let indicators = edition.record.subjects().map(|(id, _)| Self::Indicator(id));
        let digests = DigestKind::made(corpus.config.digests).filter(|_| !corpus.bulletins.is_empty());
        [Self::Edition].into_iter().chain(topics).chain(indicators).chain(digests.map(Self::Digests)).collect()
    }

    /// The formats it is written in: those that many follow in both.
    pub(crate) fn formats(self) -> &'static [FeedFormat] {
        match self {
            Self::Edition | Self::Topic(_) => &[FeedFormat::Atom, FeedFormat::Json],
            Self::Indicator(_) | Self::Digests(_) => &[FeedFormat::Atom],
        }
    }

    /// The label under which it is listed; `None` for the feed of the edition, which comes first.
    pub(crate) fn heading(self) -> Option<Label> {
        match self {
            Self::Edition => None,
            Self::Topic(_) => Some(Label::Topics),
            Self::Indicator(_) => Some(Label::Indicators),
            Self::Digests(_) => Some(Label::Digests),
        }
    }

    /// The address within the edition of the page that lists what the feed contains: `topics/工业`.
    pub(crate) fn folder(self, corpus: &Corpus, edition: &Edition<'_>) -> String {
        match self {
            Self::Edition => String::new(),
            Self::Topic(id) => format!("topics/{}", corpus.topic(id).key),
            Self::Indicator(id) => format!("indicators/{}", edition.record.key(id)),
            Self::Digests(_) => "digests".to_owned(),
        }
    }

    /// Its file within the edition: `topics/工业/feed.xml`, `digests/month.json`.
    pub(crate) fn file(self, corpus: &Corpus, edition: &Edition<'_>, format: FeedFormat) -> String {
        let folder = self.folder(corpus, edition);
        let name = match self {
            Self::Edition => "feed".to_owned(),
            Self::Topic(_) | Self::Indicator(_) => format!("{folder}/feed"),
            Self::Digests(kind) => format!("{folder}/{}", kind.name()),
        };
        format!("{name}.{}", format.extension())
    }
}

impl Feed<'_> {
    /// Its entries, newest first.
    pub(crate) fn entries(&self, corpus: &Corpus) -> Vec<FeedEntry> {
        fn listed<'i, I: Iterator<Item = BulletinId> + Clone + 'i>(
            edition: &'i Edition<'_>,
            ids: I,
        ) -> impl Iterator<Item = BulletinId> + Clone + 'i {
            ids.filter(|id| edition.has_bulletin(*id))
        }
        match self.of {
            FeedOf::Edition => bulletins(corpus, listed(self.edition, corpus.ids()), None, NEWEST),
            FeedOf::Topic(id) => {
                bulletins(corpus, listed(self.edition, corpus.of_topic(id).iter().copied()), None, FEWER)
            }
            FeedOf::Indicator(id) => {
                let key = self.edition.record.key(id);
                bulletins(corpus, listed(self.edition, corpus.of_indicator(key).iter().copied()), Some(key), FEWEST)
            }
            FeedOf::Digests(kind) => digests(corpus, self.edition, kind),
        }
    }
}

/// The newest of these bulletins and of their corrections; those of one moment stay in the corpus's order. Who follows an indicator is told of the corrections
/// that concern it or no figure at all.
fn bulletins(
    corpus: &Corpus,
    places: impl Iterator<Item = BulletinId> + Clone,
    indicator: Option<&str>,
    limit: usize,
) -> Vec<FeedEntry> {
    let newest = places.clone().take(limit).map(|at| (corpus[at].moment(), FeedEntry::Bulletin(at)));
    let corrections = places.flat_map(|at| {
        let bulletin = &corpus[at];
        let concerns = move |metric: &Option<String>| {
            let of = bulletin.metrics.iter().find(|other| Some(other.id.as_str()) == metric.as_deref());
            of.is_none_or(|of| indicator.is_none_or(|indicator| of.indicator == indicator))
        };
        let written = bulletin.corrections.iter().enumerate();
        let told = written.filter(move |(_, correction)| concerns(&correction.metric));
        told.map(move |(n, correction)| (correction.date.to_datetime(Time::midnight()), FeedEntry::Correction(at, n)))
    });
    let mut entries: Vec<(DateTime, FeedEntry)> = newest.chain(corrections).collect();
    entries.sort_by_key(|(moment, _)| Reverse(*moment));
    entries.into_iter().map(|(_, entry)| entry).take(limit).collect()
}

fn digests(corpus: &Corpus, edition: &Edition<'_>, kind: DigestKind) -> Vec<FeedEntry> {
    let mut entries: Vec<(DigestSpan, Vec<BulletinId>)> = Vec::new();
    for (id, bulletin) in corpus.numbered().filter(|(id, _)| edition.has_bulletin(*id)) {
        let span = kind.span_of(bulletin.date);
        if entries.last().is_none_or(|(last, _)| *last != span) {
            entries.push((span, Vec::new()));
        }
        entries.last_mut().into_iter().for_each(|(_, bulletins)| bulletins.push(id));
    }
    entries.truncate(FEWER);
    entries.into_iter().map(|(span, bulletins)| FeedEntry::Digest(span, bulletins)).collect()
}
