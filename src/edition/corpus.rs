//! All contents of a site, as written.
//!
//! In: every content, the data files and what may be seen. Out: [`Corpus`],
//! in a fixed order, and mistakes that concern more than one file.
//!
//! May touch: path, diag, text, figure, config, bulletin, official

use super::alike::Alike;
use super::currency;
use super::english::{self, EnglishNames};
use super::own_script::{self, OwnScript};
use super::topic::{self, Topic, TopicId};
use crate::bulletin::calendar::Release;
use crate::bulletin::{Article, Bulletin, Content, Twin, shown};
use crate::config::Config;
use crate::diag::{Checked, Code, Diagnostic, Names};
use crate::figure::series::{self, BulletinId, MetricId, Observation, regional};
use crate::figure::{Record, Registry};
use crate::official::Official;
use crate::path::SourcePath;
use crate::text::house::HouseWords;
use crate::text::{Glossary, Translations, Variant};
use jiff::civil::DateTime;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Index;
use std::sync::{Arc, OnceLock};

/// All contents together.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The site's settings.
    pub config: Config,
    /// Every visible bulletin, newest first, then by address.
    pub bulletins: Vec<Arc<Bulletin>>,
    /// The topics of each bulletin.
    pub bulletin_topics: Vec<Vec<TopicId>>,
    /// Every other page, by address.
    pub plain_pages: Vec<Article>,
    /// The texts that are drafts, under embargo or of a later day, which nothing can lead to yet.
    pub(crate) hidden: HashSet<SourcePath>,
    /// How many of those are bulletins.
    pub(crate) left_out: LeftOut,
    /// Texts by hand in another language or script that are still being written, and not to be seen.
    pub(crate) draft_twins: Vec<Twin>,
    /// Every topic that a bulletin has: those of `site.toml` in its order, then the others by name.
    pub topics: Vec<Topic>,
    /// For each superseded bulletin its successor.
    pub successors: BTreeMap<BulletinId, BulletinId>,
    /// The bulletins that say what happened, for charts.
    pub(crate) eventful: Vec<BulletinId>,
    /// What the figures say of how they are made.
    pub(crate) uses: Uses,
    /// Whether figures of the mainland stand beside those of Hong Kong, Macao or Taiwan: then each says where it is of.
    pub(crate) abroad: bool,
    /// The region that most of its figures are of; `None` where that is the whole country, or no region is stated.
    pub(crate) home: Option<Arc<str>>,
    alike: OnceLock<Alike>,
    /// What is measured.
    pub registry: Registry,
    /// The site's own words.
    pub glossary: Glossary,
    /// What will be published when, by day.
    pub releases: Vec<Release>,
    /// What offices publish.
    pub(crate) official: Official,
    /// What the house has decided about words and marks.
    pub(crate) house: HouseWords,
    /// The site's English words, where it has an English edition.
    pub(crate) english: Option<EnglishNames>,
}

/// What any figure of a site says of how it is made and what is around it; data files have no columns for what none says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Uses {
    /// Whether it is adjusted for the season, at whose prices, relative to which base.
    pub(crate) treatment: bool,
    /// A change that is adjusted itself: 季调环比.
    pub(crate) adjusted: bool,
    /// In which interval it is, or what was expected.
    pub(crate) around: bool,
}

impl Uses {
    fn of(bulletins: &[Arc<Bulletin>]) -> Self {
        let metrics = || bulletins.iter().flat_map(|bulletin| &bulletin.metrics);
        Self {
            treatment: metrics().any(|metric| !metric.treated.is_unsaid()),
            adjusted: metrics().any(|metric| metric.changes().any(|(_, basis)| basis.is_adjusted())),
            around: metrics().any(|metric| metric.around.is_some()),
        }
    }
}

/// Which bulletins are to be seen.
#[derive(Clone, Copy, Debug)]
pub struct Visible {
    /// The current time where the site is. An argument, never read from the clock.
    pub now: DateTime,
    /// Also those that are still being written.
    pub drafts: bool,
    /// Also those dated later than today, and those under embargo.
    pub future: bool,
}

impl Visible {
    /// Whether a bulletin is visible.
    pub(crate) fn shows(self, bulletin: &Bulletin) -> bool {
        let out = bulletin.date <= self.now.date() && bulletin.embargo.is_none_or(|embargo| embargo <= self.now);
        (self.drafts || !bulletin.article.draft) && (self.future || out)
    }
}

/// How many bulletins are not to be seen yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Still being written.
    pub drafts: usize,
    /// Of a later day, or under embargo.
    pub later: usize,
}

impl LeftOut {
    fn of(bulletins: &[Arc<Bulletin>], visible: Visible) -> Self {
        let hidden = || bulletins.iter().filter(|bulletin| !visible.shows(bulletin));
        let drafts = hidden().filter(|bulletin| bulletin.article.draft && !visible.drafts).count();
        Self { drafts, later: hidden().count() - drafts }
    }
}

/// The data files of `content/`.
#[derive(Clone, Debug, Default)]
pub struct DataFiles {
    /// `indicators.toml`.
    pub registry: Registry,
    /// `glossary.toml` and its dictionaries.
    pub glossary: Glossary,
    /// `calendar.toml`.
    pub releases: Vec<Release>,
    /// `names.en.toml`.
    pub names: Translations,
    /// `official.toml` and its snapshots.
    pub official: Official,
    /// `words.toml`.
    pub house: HouseWords,
}

impl Corpus {
    /// Puts the contents together.
    pub fn gather(config: Config, contents: Vec<Content>, data: DataFiles, visible: Visible) -> Checked<Self> {
        let DataFiles { mut registry, glossary, releases, names, official, house } = data;
        let mut diagnostics = Vec::new();
        let (mut bulletins, mut plain_pages, mut twins) = (Vec::new(), Vec::new(), Vec::new());
        for content in contents {
            match content {
                Content::Bulletin(bulletin) => bulletins.push(bulletin),
                Content::Plain(article) => plain_pages.push(article),
                Content::Twin(twin) => twins.push(twin),
            }
        }
        bulletins.sort_by(|a, b| {
            let newer = b.date.cmp(&a.date).then_with(|| b.moment().cmp(&a.moment()));
            newer.then_with(|| a.article.folder.cmp(&b.article.folder))
        });
        plain_pages.sort_by(|a, b| a.folder.cmp(&b.folder));
        diagnostics.extend(twins.iter().filter_map(|twin| unedited(twin, &config)));
        let (twins, draft_twins) = twins.into_iter().partition(|twin| visible.drafts || twin.draft.is_none());
        join(&mut bulletins, &mut plain_pages, twins, &mut diagnostics);
        unshown(&bulletins, &plain_pages, &registry, &mut diagnostics);
        let paths: HashSet<SourcePath> =
            bulletins.iter().map(|bulletin| bulletin.article.source.path.clone()).collect();
        let left_out = LeftOut::of(&bulletins, visible);
        let mut hidden = HashSet::new();
        bulletins.retain(|bulletin| visible.shows(bulletin) || !hidden.insert(bulletin.article.source.path.clone()));
        plain_pages.retain(|article| visible.drafts || !article.draft || !hidden.insert(article.source.path.clone()));
        let (topics, bulletin_topics) = topic::gather(&config, &bulletins, &glossary).report(&mut diagnostics);
        let successors = successors(&bulletins, &paths, &mut diagnostics);
        let eventful =
            (0..bulletins.len()).filter(|&at| !bulletins[at].events.is_empty()).map(BulletinId::new).collect();
        let has_english = config.editions.iter().any(|edition| edition.variant == Variant::En);
        if has_english {
            registry.currencies = currency::elsewhere(&bulletins, config.script);
        }
        let abroad = english::abroad(&bulletins);
        let english = has_english.then(|| EnglishNames::gather(&names, &registry, config.script, abroad));
        let (uses, home) = (Uses::of(&bulletins), home(&bulletins));
        let corpus = Self {
            config,
            uses,
            abroad,
            home,
            bulletins,
            bulletin_topics,
            plain_pages,
            hidden,
            left_out,
            draft_twins,
            topics,
            successors,
            eventful,
            alike: OnceLock::new(),
            registry,
            glossary,
            releases,
            official,
            house,
            english,
        };
        Checked { value: corpus, diagnostics }
    }

    /// Every series of the site's figures, those of one indicator together. A figure of a bulletin
    /// that is superseded counts as any other: its successor revises it. Regions and
    /// dimensions are compared in the site's own script.
    pub fn record(&self) -> Record<'_> {
        let own = OwnScript::new(self.config.script, &self.bulletins, &self.glossary);
        let oldest_first = self.numbered().rev();
        let record = series::gather(oldest_first.flat_map(|(at, bulletin)| {
            let words = own.of(&bulletin.article);
            bulletin.metrics.iter().enumerate().map(move |(metric_at, metric)| Observation {
                metric,
                names: words.names(metric),
                published: bulletin.date,
                at: MetricId::new(at, metric_at),
            })
        }));
        record.deriving(|indicator| Some(&self.registry.find(indicator)?.derive))
    }

    /// The bulletins that have most in common with one, of its own series at most one.
    pub(crate) fn related(&self, at: BulletinId) -> &[BulletinId] {
        self.alike().related(at, self.topics_of(at))
    }

    /// Each bulletin with its id, newest first.
    pub(crate) fn numbered(&self) -> impl ExactSizeIterator<Item = (BulletinId, &Arc<Bulletin>)> + DoubleEndedIterator {
        self.bulletins.iter().enumerate().map(|(at, bulletin)| (BulletinId::new(at), bulletin))
    }

    /// The id of every bulletin, newest first.
    pub(crate) fn ids(&self) -> impl Iterator<Item = BulletinId> + Clone + use<> {
        (0..self.bulletins.len()).map(BulletinId::new)
    }

    /// The bulletin after one in time.
    pub(crate) fn newer(&self, id: BulletinId) -> Option<BulletinId> {
        id.place().checked_sub(1).map(BulletinId::new)
    }

    /// The bulletin before one in time.
    pub(crate) fn older(&self, id: BulletinId) -> Option<BulletinId> {
        Some(id.place() + 1).filter(|older| *older < self.bulletins.len()).map(BulletinId::new)
    }

    /// The topics of a bulletin.
    pub(crate) fn topics_of(&self, id: BulletinId) -> &[TopicId] {
        &self.bulletin_topics[id.place()]
    }

    /// A topic.
    pub(crate) fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[id.0]
    }

    /// The id of every topic, in order.
    pub(crate) fn topic_ids(&self) -> impl Iterator<Item = TopicId> + use<> {
        (0..self.topics.len()).map(TopicId)
    }

    /// The first topic that is so.
    pub(crate) fn find_topic(&self, is: impl FnMut(&Topic) -> bool) -> Option<TopicId> {
        self.topics.iter().position(is).map(TopicId)
    }

    /// The bulletins of a topic, newest first.
    pub(crate) fn of_topic(&self, id: TopicId) -> &[BulletinId] {
        self.alike().of_topic(id)
    }

    /// The bulletins that have figures of an indicator, by its key, newest first.
    pub(crate) fn of_indicator(&self, indicator: &str) -> &[BulletinId] {
        self.alike().of_indicator(indicator)
    }

    fn alike(&self) -> &Alike {
        self.alike.get_or_init(|| Alike::gather(&self.bulletins, &self.bulletin_topics))
    }

    /// Everything that is written, bulletins first.
    pub(crate) fn articles(&self) -> impl Iterator<Item = &Article> {
        self.bulletins.iter().map(|bulletin| &bulletin.article).chain(&self.plain_pages)
    }

    /// Every script something is written in, and the simplified one, in which units are stored.
    pub(crate) fn scripts(&self) -> BTreeSet<Variant> {
        let registered = self
            .registry
            .iter()
            .flat_map(|indicator| indicator.definition.as_deref().into_iter().chain([&*indicator.name]));
        // An indicator that nobody registered is named as its first figure is.
        let metrics = self.bulletins.iter().flat_map(|bulletin| &bulletin.metrics);
        let unregistered = metrics.filter(|metric| self.registry.find(&metric.indicator).is_none());
        let unregistered: BTreeSet<&str> = unregistered.map(|metric| &*metric.name).collect();
        let named = registered.chain(unregistered).map(|text| self.script_of(text));
        self.articles().map(|article| article.script).chain(named).chain([self.config.script, Variant::Hans]).collect()
    }

    /// The script of a text of the registry: the site's own, unless its characters are those of the other.
    pub(crate) fn script_of(&self, text: &str) -> Variant {
        own_script::written_in(text, self.config.script)
    }
}

impl Index<BulletinId> for Corpus {
    type Output = Arc<Bulletin>;

    fn index(&self, id: BulletinId) -> &Arc<Bulletin> {
        &self.bulletins[id.place()]
    }
}

/// What is said of a text for an edition that the site does not have.
fn unedited(twin: &Twin, config: &Config) -> Option<Diagnostic> {
    let variant = twin.variant;
    if config.editions.iter().any(|edition| edition.variant == variant) {
        return None;
    }
    let message = format!("the site has no edition {variant}, so that this text is not published");
    let help = format!("add `[[editions]]` with `variant = \"{variant}\"` to site.toml, or remove the file");
    Some(Diagnostic::new(Code::LeftOut, twin.source.place(0..0), message).help(help))
}

/// Finds the bulletin that each superseded one names; one that is not visible yet is passed over.
fn successors(
    bulletins: &[Arc<Bulletin>],
    paths: &HashSet<SourcePath>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<BulletinId, BulletinId> {
    let numbered = || bulletins.iter().enumerate().map(|(at, bulletin)| (BulletinId::new(at), bulletin));
    let places: HashMap<&SourcePath, BulletinId> =
        numbered().map(|(id, bulletin)| (&bulletin.article.source.path, id)).collect();
    let mut successors = BTreeMap::new();
    let names = LazyCell::new(|| Names::new(paths.iter().map(SourcePath::file_name)));
    for (at, bulletin) in numbered() {
        let (Some(written), source) = (&bulletin.superseded_by, &bulletin.article.source) else { continue };
        let target = source.path.resolve(&written.value);
        match target.filter(|target| paths.contains(target) && *target != source.path) {
            Some(target) => {
                successors.extend(places.get(&target).map(|&successor| (at, successor)));
            }
            None => {
                let near = names.nearest(&written.value);
                let help = match near {
                    Some(near) => format!("did you mean `{near}`? The path is relative to this file"),
                    None => "write the path of another bulletin, relative to this file".to_owned(),
                };
                let message = format!("`superseded_by` names no other bulletin: `{}`", written.value);
                diagnostics
                    .push(Diagnostic::new(Code::DeadLink, source.place(written.span.clone()), message).help(help));
            }
        }
    }
    for at in circles(&successors) {
        let Bulletin { superseded_by: Some(written), article, .. } = &*bulletins[at.place()] else { continue };
        let message = format!("`{}` is superseded by this bulletin in turn", written.value);
        let help = "remove `superseded_by` from the one that holds";
        diagnostics
            .push(Diagnostic::new(Code::DeadLink, article.source.place(written.span.clone()), message).help(help));
    }
    successors
}

/// One bulletin of each circle in which bulletins supersede each other.
fn circles(successors: &BTreeMap<BulletinId, BulletinId>) -> Vec<BulletinId> {
    let mut found = Vec::new();
    // Each bulletin is passed once, so that a long chain is no longer than its length.
    let mut passed: HashMap<BulletinId, BulletinId> = HashMap::new();
    for &start in successors.keys() {
        let mut at = Some(start);
        while let Some(here) = at {
            match passed.get(&here) {
                Some(&from) => {
                    found.extend((from == start).then_some(here));
                    break;
                }
                None => passed.insert(here, start),
            };
            at = successors.get(&here).copied();
        }
    }
    found
}

/// The index of an article among the bulletins or the plain pages.
#[derive(Clone, Copy)]
enum Seat {
    /// That bulletin.
    Bulletin(usize),
    /// That plain page.
    PlainPage(usize),
}

/// Finds pages with the same address, of which the first is kept, and gives each twin to its page.
fn join(
    bulletins: &mut Vec<Arc<Bulletin>>,
    plain_pages: &mut Vec<Article>,
    twins: Vec<Twin>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let seats = (0..bulletins.len()).map(Seat::Bulletin).chain((0..plain_pages.len()).map(Seat::PlainPage));
    let mut by_folder: HashMap<&str, Seat> = HashMap::with_capacity(bulletins.len() + plain_pages.len());
    let mut doubles = Vec::new();
    for seat in seats {
        let article = article_at(seat, bulletins, plain_pages);
        match by_folder.get(article.folder.as_str()) {
            None => {
                by_folder.insert(&article.folder, seat);
            }
            Some(first) => {
                let first = &article_at(*first, bulletins, plain_pages).source.path;
                let message = format!("this page has the same address as {first}: `/{}/`", article.folder);
                diagnostics.push(
                    Diagnostic::new(Code::Duplicate, article.source.place(0..0), message)
                        .help("rename the file or give it a `slug` of its own"),
                );
                doubles.push(seat);
            }
        }
    }
    let pages: Vec<Option<Seat>> = twins.iter().map(|twin| by_folder.get(twin.folder.as_str()).copied()).collect();
    for (twin, seat) in twins.into_iter().zip(pages) {
        let Some(seat) = seat else {
            let message =
                format!("there is no page `/{}/` of which this could be the {} version", twin.folder, twin.variant);
            let help = "it belongs beside the file whose name it has, without the script";
            diagnostics.push(Diagnostic::new(Code::DeadLink, twin.source.place(0..0), message).help(help));
            continue;
        };
        let article = match seat {
            Seat::Bulletin(at) => &mut Arc::make_mut(&mut bulletins[at]).article,
            Seat::PlainPage(at) => &mut plain_pages[at],
        };
        if let Some(first) = article.twins.get(&twin.variant) {
            let message = format!("{} is the {} version of this page already", first.source.path, twin.variant);
            diagnostics.push(
                Diagnostic::new(Code::Duplicate, twin.source.place(0..0), message).help("keep one of the two files"),
            );
            continue;
        }
        article.twins.insert(twin.variant, twin);
    }
    for seat in doubles.into_iter().rev() {
        match seat {
            Seat::Bulletin(at) => drop(bulletins.remove(at)),
            Seat::PlainPage(at) => drop(plain_pages.remove(at)),
        }
    }
}

/// Reports what summaries by hand show and the bulletin they belong to does not have.
fn unshown(
    bulletins: &[Arc<Bulletin>],
    plain_pages: &[Article],
    registry: &Registry,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let of_bulletins = bulletins.iter().map(|bulletin| (&bulletin.article, bulletin.metrics.as_slice()));
    for (article, metrics) in of_bulletins.chain(plain_pages.iter().map(|article| (article, [].as_slice()))) {
        for twin in article.twins.values() {
            let Some(summary) = &twin.summary else { continue };
            for wrong in shown::mistakes(metrics, registry, &summary.value) {
                let place = twin.source.place(summary.span.clone());
                diagnostics.push(Diagnostic::new(Code::UnknownFigure, place, wrong.message).help(wrong.help));
            }
        }
    }
}

/// The region that the most figures are of; of two with as many the later by name.
fn home(bulletins: &[Arc<Bulletin>]) -> Option<Arc<str>> {
    let mut counts: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for metric in bulletins.iter().flat_map(|bulletin| &bulletin.metrics) {
        *counts.entry(regional(metric.region.as_deref())).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).and_then(|(region, _)| region.map(Arc::from))
}

fn article_at<'a>(seat: Seat, bulletins: &'a [Arc<Bulletin>], plain_pages: &'a [Article]) -> &'a Article {
    match seat {
        Seat::Bulletin(at) => &bulletins[at].article,
        Seat::PlainPage(at) => &plain_pages[at],
    }
}
