//! All contents of a site, as written.
//!
//! In: every content, the data files beside them and what of them is to be seen. Out: [`Corpus`],
//! in a fixed order, and what is wrong between files.
//!
//! May touch: path, source, diag, text, figure, bulletin, calendar, config

use crate::bulletin::{Article, Bulletin, Content, Twin};
use crate::calendar::Release;
use crate::config::Config;
use crate::diag::{Checked, Code, Diagnostic, nearest};
use crate::figure::series::{self, At, Observation};
use crate::figure::{Record, Registry};
use crate::path::{self, SourcePath};
use crate::text::{Glossary, Variant};
use jiff::civil::DateTime;
use std::collections::{BTreeMap, BTreeSet};

/// All contents together.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The site's settings.
    pub config: Config,
    /// Every bulletin that is to be seen, newest first, then by address.
    pub bulletins: Vec<Bulletin>,
    /// The topics of each bulletin, as places in [`Corpus::topics`].
    pub bulletin_topics: Vec<Vec<usize>>,
    /// Every other page, by address.
    pub leaves: Vec<Article>,
    /// Every topic that a bulletin has: those of `site.toml` in its order, then the others by name.
    pub topics: Vec<Topic>,
    /// For each bulletin that is superseded, the place of the one that takes its place.
    pub successors: BTreeMap<usize, usize>,
    /// For each bulletin the places of those it has most in common with, at most four.
    pub related: Vec<Vec<usize>>,
    /// What is measured.
    pub registry: Registry,
    /// The site's own words.
    pub glossary: Glossary,
    /// What will be published when, by day.
    pub releases: Vec<Release>,
}

/// A topic that at least one bulletin has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its part of the address.
    pub key: String,
    /// Its name, as written.
    pub name: String,
    /// The script its name is written in.
    pub script: Variant,
}

/// Which bulletins are to be seen.
#[derive(Clone, Copy, Debug)]
pub struct Visible {
    /// The time it is where the site is. Given, never asked of the clock.
    pub now: DateTime,
    /// Also those that are still being written.
    pub drafts: bool,
    /// Also those dated later than today, and those under embargo.
    pub future: bool,
}

impl Visible {
    fn shows(self, bulletin: &Bulletin) -> bool {
        let out = bulletin.date <= self.now.date() && bulletin.embargo.is_none_or(|embargo| embargo <= self.now);
        (self.drafts || !bulletin.article.draft) && (self.future || out)
    }
}

/// What stands in `content/` beside the Markdown files.
#[derive(Clone, Debug, Default)]
pub struct DataFiles {
    /// `indicators.toml`.
    pub registry: Registry,
    /// `glossary.toml` and its dictionaries.
    pub glossary: Glossary,
    /// `calendar.toml`.
    pub releases: Vec<Release>,
}

impl Corpus {
    /// Puts the contents together.
    pub fn gather(config: Config, contents: Vec<Content>, data: DataFiles, visible: Visible) -> Checked<Self> {
        let DataFiles { registry, glossary, releases } = data;
        let mut diagnostics = Vec::new();
        let (mut bulletins, mut leaves, mut twins) = (Vec::new(), Vec::new(), Vec::new());
        for content in contents {
            match content {
                Content::Bulletin(bulletin) => bulletins.push(*bulletin),
                Content::Plain(article) => leaves.push(article),
                Content::Twin(twin) => twins.push(twin),
            }
        }
        bulletins.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.article.folder.cmp(&b.article.folder)));
        leaves.sort_by(|a, b| a.folder.cmp(&b.folder));
        {
            let articles = bulletins.iter_mut().map(|bulletin| &mut bulletin.article).chain(&mut leaves);
            join(articles, twins, &mut diagnostics);
        }
        // Of two pages with one address the first is kept; the mistake has been told.
        let mut seen = BTreeSet::new();
        bulletins.retain(|bulletin| seen.insert(bulletin.article.folder.clone()));
        leaves.retain(|article| seen.insert(article.folder.clone()));
        let paths: BTreeSet<SourcePath> =
            bulletins.iter().map(|bulletin| bulletin.article.source.path.clone()).collect();
        bulletins.retain(|bulletin| visible.shows(bulletin));
        leaves.retain(|article| visible.drafts || !article.draft);
        let (topics, bulletin_topics) = topics(&config, &bulletins);
        let successors = successors(&bulletins, &paths, &mut diagnostics);
        let related = related(&bulletins, &bulletin_topics);
        let corpus = Self {
            config,
            bulletins,
            bulletin_topics,
            leaves,
            topics,
            successors,
            related,
            registry,
            glossary,
            releases,
        };
        Checked { value: corpus, diagnostics }
    }

    /// Every series of the site's figures, those of one indicator together. A figure of a bulletin
    /// that is superseded counts as any other: what takes its place revises it.
    pub fn record(&self) -> Record<'_> {
        let oldest_first = self.bulletins.iter().enumerate().rev();
        series::gather(oldest_first.flat_map(|(at, bulletin)| {
            bulletin.metrics.iter().enumerate().map(move |(metric_at, metric)| Observation {
                metric,
                published: bulletin.date,
                at: At { bulletin: at, metric: metric_at },
            })
        }))
    }

    /// Every script something is written in, and the simplified one, in which units are kept.
    pub fn scripts(&self) -> BTreeSet<Variant> {
        let articles = self.bulletins.iter().map(|bulletin| &bulletin.article).chain(&self.leaves);
        articles.map(|article| article.script).chain([self.config.script, Variant::Hans]).collect()
    }
}

/// Finds the bulletin that each superseded one names; one that is not to be seen yet is passed over.
fn successors(
    bulletins: &[Bulletin],
    paths: &BTreeSet<SourcePath>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<usize, usize> {
    let places: BTreeMap<&SourcePath, usize> =
        bulletins.iter().enumerate().map(|(at, bulletin)| (&bulletin.article.source.path, at)).collect();
    let mut successors = BTreeMap::new();
    for (at, bulletin) in bulletins.iter().enumerate() {
        let (Some(written), source) = (&bulletin.superseded_by, &bulletin.article.source) else { continue };
        let target = source.path.resolve(&written.value);
        match target.filter(|target| paths.contains(target) && *target != source.path) {
            Some(target) => {
                successors.extend(places.get(&target).map(|&successor| (at, successor)));
            }
            None => {
                let near = nearest(&written.value, paths.iter().map(SourcePath::file_name));
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
    successors
}

/// The bulletins that have the most indicators and topics in common with each, the nearest in time
/// first among equals. Only those near in the list of an indicator or topic are looked at, so that the
/// cost grows with the site and not with its square.
fn related(bulletins: &[Bulletin], topics: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const REACH: usize = 4;
    const KEPT: usize = 4;
    let mut lists: BTreeMap<(Option<usize>, &str), Vec<usize>> = BTreeMap::new();
    for (at, bulletin) in bulletins.iter().enumerate() {
        let indicators: BTreeSet<&str> = bulletin.metrics.iter().map(|metric| metric.indicator.as_str()).collect();
        let keys = indicators.into_iter().map(|indicator| (None, indicator));
        for key in keys.chain(topics[at].iter().map(|&topic| (Some(topic), ""))) {
            lists.entry(key).or_default().push(at);
        }
    }
    let mut shared: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); bulletins.len()];
    for ((topic, _), list) in &lists {
        let weight = if topic.is_some() { 1 } else { 3 };
        for (place, &at) in list.iter().enumerate() {
            let near = place.saturating_sub(REACH)..(place + REACH + 1).min(list.len());
            for &other in list[near].iter().filter(|other| **other != at) {
                *shared[at].entry(other).or_default() += weight;
            }
        }
    }
    let nearest = |(at, shared): (usize, BTreeMap<usize, usize>)| {
        let mut others: Vec<(usize, usize)> = shared.into_iter().collect();
        others.sort_by_key(|&(other, weight)| (std::cmp::Reverse(weight), other.abs_diff(at), other));
        others.into_iter().take(KEPT).map(|(other, _)| other).collect()
    };
    shared.into_iter().enumerate().map(nearest).collect()
}

/// Finds pages with one address, and gives each twin to its page.
fn join<'a>(articles: impl Iterator<Item = &'a mut Article>, twins: Vec<Twin>, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_folder: BTreeMap<String, &mut Article> = BTreeMap::new();
    for article in articles {
        match by_folder.get(&article.folder) {
            None => {
                by_folder.insert(article.folder.clone(), article);
            }
            Some(first) => {
                let message =
                    format!("this page has the same address as {}: `/{}/`", first.source.path, article.folder);
                let place = article.source.place(0..0);
                diagnostics.push(
                    Diagnostic::new(Code::Duplicate, place, message)
                        .help("rename the file or give it a `slug` of its own"),
                );
            }
        }
    }
    for twin in twins {
        match by_folder.get_mut(&twin.folder) {
            Some(article) => {
                article.twins.insert(twin.variant, twin);
            }
            None => {
                let message =
                    format!("there is no page `/{}/` of which this could be the {} version", twin.folder, twin.variant);
                let help = "it belongs beside the file whose name it has, without the script";
                diagnostics.push(Diagnostic::new(Code::DeadLink, twin.source.place(0..0), message).help(help));
            }
        }
    }
}

fn topics(config: &Config, bulletins: &[Bulletin]) -> (Vec<Topic>, Vec<Vec<usize>>) {
    let mut written: BTreeMap<&str, Variant> = BTreeMap::new();
    for bulletin in bulletins {
        for name in &bulletin.topics {
            written.entry(name).or_insert(bulletin.article.script);
        }
    }
    let mut topics: Vec<Topic> = Vec::new();
    for topic in &config.topics {
        if let Some(script) = written.remove(topic.name.as_str()) {
            topics.push(Topic { key: topic.key.clone(), name: topic.name.clone(), script });
        }
    }
    topics.extend(written.into_iter().map(|(name, script)| Topic {
        key: path::slug(name),
        name: name.to_owned(),
        script,
    }));
    let place = |name: &String| topics.iter().position(|topic| topic.name == *name);
    let of_bulletins = bulletins.iter().map(|bulletin| bulletin.topics.iter().filter_map(place).collect()).collect();
    (topics, of_bulletins)
}
