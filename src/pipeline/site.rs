//! A site in memory: every file of it, read and parsed.
//!
//! In: the site folder; in the preview also the paths of files that may have changed. Out: [`Site`], from which the
//! corpus and its editions are made at any time. A build opens it once; the preview applies changes to it, and a file
//! with an error keeps its last good value, so that a half-written one breaks no page. Its mistakes are reported.
//!
//! May touch: path, source, diag, text, figure, label, config, bulletin, official, edition, page, render

use crate::bulletin::calendar::{self, Release};
use crate::bulletin::{self, Bulletin, Content};
use crate::config::{Config, EditionConfig};
use crate::diag::{Checked, Code, Diagnostic, Severity};
use crate::edition::unnamed::{Blank, Unnamed};
use crate::edition::{ConverterCache, Corpus, DataFiles, Edition, Visible};
use crate::figure::{Metric, Record, Registry};
use crate::label::Labels;
use crate::official::{Official, Snapshots};
use crate::page::plan::Assets;
use crate::path::SourcePath;
use crate::pipeline::beside;
use crate::pipeline::read::{self, Copied, Files, ThemeFiles};
use crate::pipeline::role::{Role, role};
use crate::pipeline::walk::{exists, is_there, walk};
use crate::render::Theme;
use crate::source::Source;
use crate::text::house::HouseWords;
use crate::text::{Glossary, Translations, Variant};
use anyhow::Result;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A site as it was last read.
pub struct Site {
    /// The folder of `site.toml`.
    pub folder: PathBuf,
    /// What is wrong with the names of the files of `content/`.
    content_names: Vec<Diagnostic>,
    /// What is wrong with the names of the files of `static/`.
    static_names: Vec<Diagnostic>,
    /// Files that are copied.
    pub assets: Assets,
    /// The settings.
    pub config: LastGood<Config>,
    /// The templates.
    pub theme: LastGood<Theme>,
    /// What the program says, by edition.
    pub labels: BTreeMap<Variant, LastGood<Labels>>,
    /// Every text file but the theme's, as last read.
    pub sources: BTreeMap<SourcePath, Source>,
    /// The theme's files, as last read.
    pub theme_files: ThemeFiles,
    registry: LastGood<Registry>,
    glossary: LastGood<Glossary>,
    /// What was wrong with the glossary and the dictionaries when they were read, before they were parsed.
    misread: BTreeMap<SourcePath, Vec<Diagnostic>>,
    releases: LastGood<Vec<Release>>,
    names: LastGood<Translations>,
    official: LastGood<Official>,
    house: LastGood<HouseWords>,
    /// The files that `content/official.toml` names, as last read.
    pub(crate) snapshots: Checked<Snapshots>,
    /// What of the bulletins has no English name.
    unnamed: Mutex<Unnamed>,
    /// `None` for a file that is too large to be read.
    contents: BTreeMap<SourcePath, LastGood<Option<Content>>>,
}

/// The last good value of a file, and the mistakes in its current text.
pub struct LastGood<T> {
    /// The value.
    pub value: T,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
    good: bool,
}

/// A file that differs from what was read last.
pub(crate) enum Change {
    /// A text file; `None` when it is gone.
    File(SourcePath, Option<Checked<Source>>),
    /// Templates and labels.
    Theme(Checked<ThemeFiles>),
    /// Files of `static/`.
    Copied(Checked<Copied>),
    /// What is wrong with the names of the files of `content/`.
    Names(Vec<Diagnostic>),
    /// The files that `content/official.toml` names.
    Snapshots(Checked<Snapshots>),
    /// A file beside the bulletins, and whether it is there.
    Beside(SourcePath, bool),
}

impl<T> LastGood<T> {
    fn new(fresh: Checked<T>) -> Self {
        let good = !fresh.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        Self { value: fresh.value, diagnostics: fresh.diagnostics, good }
    }

    /// What counts until the file is read; the first value that is read replaces it, good or not.
    fn unread(value: T) -> Self {
        Self { value, diagnostics: Vec::new(), good: false }
    }

    /// Takes the new value, unless it has an error and there was a good one.
    fn take(&mut self, fresh: Checked<T>) {
        let fresh = Self::new(fresh);
        match fresh.good || !self.good {
            true => *self = fresh,
            false => self.diagnostics = fresh.diagnostics,
        }
    }
}

impl Site {
    /// Reads all of it.
    ///
    /// # Errors
    /// When it is no site, or a file cannot be read.
    pub fn open(folder: &Path) -> Result<Self> {
        let Files { config, sources, theme, copied, snapshots, beside } = read::read(folder)?;
        let mut site = Self {
            folder: folder.to_owned(),
            content_names: Vec::new(),
            static_names: Vec::new(),
            assets: Assets { beside: beside.value, ..Assets::default() },
            config: LastGood::unread(Config::parse(&config.value).value),
            theme: LastGood::unread(Theme::new(BTreeMap::new()).value),
            labels: BTreeMap::new(),
            sources: BTreeMap::new(),
            theme_files: ThemeFiles::default(),
            registry: LastGood::unread(Registry::default()),
            glossary: LastGood::unread(Glossary::default()),
            misread: BTreeMap::new(),
            releases: LastGood::unread(Vec::new()),
            names: LastGood::unread(Translations::default()),
            official: LastGood::unread(Official::default()),
            house: LastGood::unread(HouseWords::default()),
            snapshots,
            unnamed: Mutex::default(),
            contents: BTreeMap::new(),
        };
        // Where there is no register, the indicators that are built in are all.
        if !sources.iter().any(|source| role(&source.value.path) == Role::Registry) {
            site.take_registry(None);
        }
        let files = [config].into_iter().chain(sources);
        let files = files.map(|source| Change::File(source.value.path.clone(), Some(source)));
        let others = [Change::Theme(theme), Change::Copied(copied), Change::Names(beside.diagnostics)];
        site.apply(files.chain(others).collect());
        Ok(site)
    }

    /// Which of these files changed; every file is compared when none is named.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) fn detect(&self, paths: &BTreeSet<SourcePath>) -> Result<Vec<Change>> {
        let mut changes = Vec::new();
        let (mut theme, mut copied, mut names, mut snapshots) = (false, false, false, false);
        let known = || self.sources.keys().chain(&self.assets.beside);
        // Of a folder that is gone or was moved only its own path is reported.
        let gone = paths.iter().filter(|path| !exists(&self.folder, path));
        let left: Vec<String> = gone.map(|path| format!("{path}/")).collect();
        let below = |path: &&SourcePath| left.iter().any(|folder| path.as_str().starts_with(folder));
        let mut looked: BTreeSet<SourcePath> = paths.iter().chain(known().filter(below)).cloned().collect();
        if paths.is_empty() {
            let Checked { value, diagnostics } = walk(&self.folder, "content")?;
            looked.extend(value);
            looked.extend(known().cloned());
            changes.push(Change::Names(diagnostics));
        }
        for path in &looked {
            match role(path) {
                Role::Other => {}
                Role::Misnamed | Role::LeftOut => names = true,
                Role::Theme => theme = true,
                Role::Static => copied = true,
                Role::Snapshot => snapshots = true,
                Role::Beside => {
                    let there = is_there(&self.folder, path);
                    if there || self.assets.beside.contains(path) {
                        changes.push(Change::Beside(path.clone(), there));
                    }
                }
                Role::Config
                | Role::Registry
                | Role::Calendar
                | Role::Glossary
                | Role::Names
                | Role::Official
                | Role::Words
                | Role::Dictionary(_)
                | Role::Markdown => {
                    snapshots |= role(path) == Role::Official;
                    let source = read::source(&self.folder, path)?;
                    let text = source.as_ref().map(|source| &source.value.text);
                    if text != self.sources.get(path).map(|source| &source.text) {
                        changes.push(Change::File(path.clone(), source));
                    }
                }
            }
        }
        if names {
            changes.push(Change::Names(walk(&self.folder, "content")?.diagnostics));
        }
        if snapshots || paths.is_empty() {
            changes.push(Change::Snapshots(read::snapshots(&self.folder)?));
        }
        if theme || paths.is_empty() {
            changes.push(Change::Theme(read::theme(&self.folder)?));
        }
        if copied || paths.is_empty() {
            changes.push(Change::Copied(read::copied(&self.folder)?));
        }
        Ok(changes)
    }

    /// Takes over what changed, and parses again what depends on it.
    pub(crate) fn apply(&mut self, changes: Vec<Change>) {
        let script = self.config.value.script;
        let (mut reworded, mut all, mut official) = (false, false, false);
        let mut markdown = Vec::new();
        let mut affected = BTreeSet::new();
        for change in changes {
            match change {
                Change::Theme(files) => self.take_theme(files),
                Change::Names(diagnostics) => self.content_names = diagnostics,
                Change::Snapshots(snapshots) => {
                    self.snapshots = snapshots;
                    official = true;
                }
                Change::Copied(copied) => {
                    self.static_names = copied.diagnostics;
                    let Copied { statics, fingerprints } = copied.value;
                    let beside = std::mem::take(&mut self.assets.beside);
                    self.assets = Assets { statics, fingerprints, beside };
                }
                Change::Beside(path, there) => {
                    self.assets.beside.retain(|known| *known != path);
                    self.assets.beside.extend(there.then_some(path));
                    self.assets.beside.sort();
                }
                Change::File(path, source) => {
                    match &source {
                        Some(source) => self.sources.insert(path.clone(), source.value.clone()),
                        None => self.sources.remove(&path),
                    };
                    official |= matches!(role(&path), Role::Official | Role::Registry | Role::Config);
                    if matches!(role(&path), Role::Config | Role::Registry | Role::Names | Role::Theme) {
                        self.unnamed = Mutex::default();
                    }
                    match role(&path) {
                        Role::Config => all |= self.take_config(&path, source),
                        Role::Registry => affected.extend(self.take_registry(source)),
                        Role::Calendar => self.releases.take(read_by(source, Vec::new(), calendar::parse)),
                        Role::Words => self.house.take(read_by(source, HouseWords::default(), HouseWords::parse)),
                        Role::Names => self.names.take(read_by(source, Translations::default(), Translations::parse)),
                        Role::Glossary | Role::Dictionary(_) => {
                            reworded = true;
                            self.misread.insert(path, source.map_or_else(Vec::new, |source| source.diagnostics));
                        }
                        Role::Markdown => markdown.push((path, source)),
                        Role::Theme
                        | Role::Static
                        | Role::Beside
                        | Role::Official
                        | Role::Snapshot
                        | Role::Misnamed
                        | Role::LeftOut
                        | Role::Other => {}
                    }
                }
            }
        }
        if reworded || self.config.value.script != script {
            let mut words = words(self.sources.values(), self.config.value.script);
            words.diagnostics.extend(self.misread.values().flatten().cloned());
            self.glossary.take(words);
        }
        if official {
            self.take_official();
        }
        let named: BTreeSet<SourcePath> = markdown.iter().map(|(path, _)| path.clone()).collect();
        let again = self.sources.iter().filter(|(path, _)| {
            (all || affected.contains(*path)) && !named.contains(*path) && role(path) == Role::Markdown
        });
        markdown.extend(again.map(|(path, source)| (path.clone(), Some(Checked::fine(source.clone())))));
        self.take_contents(markdown);
    }

    /// Whether every bulletin is to be parsed again.
    fn take_config(&mut self, path: &SourcePath, source: Option<Checked<Source>>) -> bool {
        let known = |config: &Config| (config.script, config.built_in_indicators);
        let before = known(&self.config.value);
        match source {
            Some(source) => self.config.take(read_by(Some(source), self.config.value.clone(), Config::parse)),
            None => {
                let gone = format!("there is no {path} any more");
                self.config.diagnostics = vec![Diagnostic::nowhere(Code::Syntax, gone).help("put it back")];
            }
        }
        let now = known(&self.config.value);
        if now.1 != before.1 || (now.1 && now.0 != before.0) {
            let path = SourcePath::known("content/indicators.toml");
            let source = self.sources.get(&path).cloned().map(Checked::fine);
            self.take_registry(source);
        }
        now != before
    }

    /// The bulletins that name an indicator whose entry changed.
    fn take_registry(&mut self, source: Option<Checked<Source>>) -> Vec<SourcePath> {
        let before = self.registry.value.clone();
        let Config { script, built_in_indicators, .. } = self.config.value;
        let Checked { value, diagnostics } = read_by(source, Registry::default(), Registry::parse);
        let value = if built_in_indicators { value.with_built_in(script) } else { value };
        self.registry.take(Checked { value, diagnostics });
        let now = &self.registry.value;
        let changed = |name: &str| now.find(name) != before.find(name);
        let names = |metric: &Metric| changed(&metric.indicator) || changed(&metric.name);
        let contents: Vec<_> = self.contents.iter().collect();
        let affected = contents.into_par_iter().filter(|(_, content)| match &content.value {
            // A mistake may be about what the registry says of an indicator.
            _ if !content.diagnostics.is_empty() => true,
            Some(Content::Bulletin(bulletin)) => bulletin.metrics.iter().any(names),
            Some(Content::Plain(_) | Content::Twin(_)) | None => false,
        });
        affected.map(|(path, _)| path.clone()).collect()
    }

    /// What offices publish, by the names that the register has now.
    fn take_official(&mut self) {
        let source = self.sources.get(&SourcePath::known("content/official.toml")).cloned().map(Checked::fine);
        let parse = |source: &Source| Official::parse(source, &self.snapshots.value, &self.registry.value);
        let Checked { value, mut diagnostics } = read_by(source, Official::default(), parse);
        diagnostics.extend(self.snapshots.diagnostics.iter().cloned());
        self.official.take(Checked { value, diagnostics });
    }

    fn take_theme(&mut self, files: Checked<ThemeFiles>) {
        let Checked { value: files, diagnostics } = files;
        let Checked { value: theme, diagnostics: found } = Theme::new(files.templates.clone());
        self.theme.take(Checked { value: theme, diagnostics: diagnostics.into_iter().chain(found).collect() });
        for variant in Variant::ALL {
            let parsed = Labels::parse(files.labels.get(&variant).into_iter().flatten());
            match self.labels.get_mut(&variant) {
                Some(last) => last.take(parsed),
                None => drop(self.labels.insert(variant, LastGood::new(parsed))),
            }
        }
        self.theme_files = files;
    }

    fn take_contents(&mut self, sources: Vec<(SourcePath, Option<Checked<Source>>)>) {
        let (script, registry) = (self.config.value.script, &self.registry.value);
        let parse = |source: Checked<Source>| {
            // For a file that was not read there is nothing more to report.
            if source.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::TooLarge) {
                return Checked { value: None, diagnostics: source.diagnostics };
            }
            let Checked { value: content, diagnostics } = bulletin::parse(&source.value, script, registry);
            Checked { value: Some(content), diagnostics: source.diagnostics.into_iter().chain(diagnostics).collect() }
        };
        let parsed: Vec<_> = sources.into_par_iter().map(|(path, source)| (path, source.map(parse))).collect();
        for (path, content) in parsed {
            match (content, self.contents.get_mut(&path)) {
                (Some(content), Some(last)) => last.take(content),
                (Some(content), None) => drop(self.contents.insert(path, LastGood::new(content))),
                (None, _) => drop(self.contents.remove(&path)),
            }
        }
    }

    /// All contents together, under the settings `config`, and every mistake found so far.
    pub fn corpus(&self, config: Config, visible: Visible) -> Checked<Corpus> {
        let contents = self.contents.values().filter_map(|content| content.value.clone()).collect();
        let data = DataFiles {
            registry: self.registry.value.clone(),
            glossary: self.glossary.value.clone(),
            releases: self.releases.value.clone(),
            names: self.names.value.clone(),
            official: self.official.value.clone(),
            house: self.house.value.clone(),
        };
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        let files = [&self.config.diagnostics, &self.registry.diagnostics, &self.glossary.diagnostics];
        let more = [
            &self.releases.diagnostics,
            &self.names.diagnostics,
            &self.official.diagnostics,
            &self.house.diagnostics,
            &self.theme.diagnostics,
            &self.content_names,
            &self.static_names,
        ];
        let labels = config.editions.iter().filter_map(|edition| self.labels.get(&edition.variant));
        let labels = labels.map(|labels| &labels.diagnostics);
        let contents_of = self.contents.values().map(|content| &content.diagnostics);
        diagnostics.extend(files.into_iter().chain(more).chain(labels).chain(contents_of).flatten().cloned());
        let mut corpus = Corpus::gather(config, contents, data, visible).report(&mut diagnostics);
        if let Some(labels) = self.labels.get(&Variant::En) {
            self.unnamed().compose(&mut corpus, &labels.value);
        }
        diagnostics.extend(self.unnamed().diagnostics(&corpus));
        Checked { value: corpus, diagnostics }
    }

    /// The names that an English edition lacks, as lines to be filled in.
    pub(crate) fn blanks(&self, corpus: &Corpus) -> Vec<Blank> {
        self.unnamed().blanks(corpus)
    }

    fn unnamed(&self) -> MutexGuard<'_, Unnamed> {
        self.unnamed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All bulletins, those that nobody sees yet among them.
    pub(crate) fn bulletins(&self) -> impl Iterator<Item = &Bulletin> {
        self.contents.values().filter_map(|content| match &content.value {
            Some(Content::Bulletin(bulletin)) => Some(&**bulletin),
            Some(Content::Plain(_) | Content::Twin(_)) | None => None,
        })
    }

    /// The bulletins and pages that are left out for those who see what is `visible`.
    pub(crate) fn left_out(&self, visible: Visible) -> HashSet<&SourcePath> {
        let is_left_out = |content: &Content| match content {
            Content::Bulletin(bulletin) => !visible.shows(bulletin),
            Content::Plain(article) => article.draft && !visible.drafts,
            Content::Twin(twin) => twin.draft.is_some() && !visible.drafts,
        };
        let contents = self.contents.iter().filter(|(_, content)| content.value.as_ref().is_some_and(is_left_out));
        contents.map(|(path, _)| path).collect()
    }

    /// The files that are copied, as far as those who see what is `visible` may see them.
    pub(crate) fn public_assets(&self, visible: Visible) -> Assets {
        let contents = self.contents.values().filter_map(|content| content.value.clone());
        Assets { beside: beside::public(contents, &self.assets.beside, visible), ..self.assets.clone() }
    }

    /// The editions of the settings, in their order.
    pub fn editions<'c>(
        &'c self,
        corpus: &'c Corpus,
        record: &'c Record<'c>,
        tables: &ConverterCache,
    ) -> Vec<Edition<'c>> {
        let convert = |edition: &EditionConfig| {
            Edition::convert(corpus, record, edition, &self.labels[&edition.variant].value, tables)
        };
        corpus.config.editions.par_iter().map(convert).collect()
    }
}

/// The words of a site in `script`: its glossary and its dictionaries, which are among `sources`.
pub(crate) fn words<'s>(sources: impl IntoIterator<Item = &'s Source>, script: Variant) -> Checked<Glossary> {
    let (mut glossary, mut diagnostics) = (Glossary::default(), Vec::new());
    // In order of their paths the glossary comes before the dictionaries.
    for source in sources {
        match role(&source.path) {
            Role::Glossary => glossary = Glossary::parse(source).report(&mut diagnostics),
            Role::Dictionary(edition) => diagnostics.extend(glossary.add_dictionary(source, script, edition)),
            _ => {}
        }
    }
    Checked { value: glossary, diagnostics }
}

/// What a file holds, or what counts when there is none.
fn read_by<T>(source: Option<Checked<Source>>, absent: T, parse: impl Fn(&Source) -> Checked<T>) -> Checked<T> {
    let Some(source) = source else { return Checked::fine(absent) };
    let Checked { value, diagnostics } = parse(&source.value);
    Checked { value, diagnostics: source.diagnostics.into_iter().chain(diagnostics).collect() }
}
