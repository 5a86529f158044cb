//! A site kept in memory, of which only what changed is read again.
//!
//! In: the site folder, then paths of files that may have changed. Out: [`Site`], from which a corpus is
//! gathered at any time. A file with an error in it keeps what was last good of it, so that a
//! half-written one breaks no page; its mistakes are told.
//!
//! May touch: path, source, diag, text, figure, label, config, bulletin, edition, page, render

use crate::bulletin::calendar::{self, Release};
use crate::bulletin::{self, Content};
use crate::config::Config;
use crate::diag::{Checked, Code, Diagnostic, Severity};
use crate::edition::{Corpus, DataFiles, Visible};
use crate::figure::Registry;
use crate::label::Labels;
use crate::page::plan::Assets;
use crate::path::SourcePath;
use crate::pipeline::read::{self, Copied, Role, ThemeFiles};
use crate::render::Theme;
use crate::source::Source;
use crate::text::{Glossary, Variant};
use anyhow::Result;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A site as it was last read.
pub struct Site {
    /// The folder of `site.toml`.
    pub folder: PathBuf,
    /// Files that are copied.
    pub assets: Assets,
    /// The settings.
    pub config: Kept<Config>,
    /// The templates.
    pub theme: Kept<Theme>,
    /// What the program says, by edition.
    pub labels: BTreeMap<Variant, Kept<Labels>>,
    /// Every text file but the theme's, as last read.
    files: BTreeMap<SourcePath, Source>,
    registry: Kept<Registry>,
    glossary: Kept<Glossary>,
    releases: Kept<Vec<Release>>,
    contents: BTreeMap<SourcePath, Kept<Content>>,
}

/// The last good value of a file, and the mistakes of what it is now.
pub struct Kept<T> {
    /// The value.
    pub value: T,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
    good: bool,
}

/// A file that is not as it was.
pub enum Fresh {
    /// A text file, or that there is none any more.
    File(SourcePath, Option<Checked<Source>>),
    /// Templates and labels.
    Theme(Checked<ThemeFiles>),
    /// Files of `static/`.
    Copied(Copied),
    /// A file beside the bulletins, and whether it is there.
    Beside(SourcePath, bool),
}

impl<T> Kept<T> {
    fn new(fresh: Checked<T>) -> Self {
        let good = !fresh.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        Self { value: fresh.value, diagnostics: fresh.diagnostics, good }
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
        let checked = read::read(folder)?;
        let mut misread: BTreeMap<SourcePath, Vec<Diagnostic>> = BTreeMap::new();
        for diagnostic in checked.diagnostics {
            if let Some(place) = &diagnostic.place {
                misread.entry(place.source.path.clone()).or_default().push(diagnostic);
            }
        }
        let project = checked.value;
        let mut read = |source: Source| {
            let diagnostics = misread.remove(&source.path).unwrap_or_default();
            Checked { value: source, diagnostics }
        };
        let mut files = vec![read(project.config)];
        let data = [project.registry, project.calendar, project.glossary].into_iter().flatten();
        files.extend(data.chain(project.dictionaries.into_iter().map(|(_, source)| source)).map(&mut read));
        files.extend(project.content.into_iter().map(&mut read));
        let theme_mistakes = misread.into_values().flatten().collect();
        let mut site = Self {
            folder: folder.to_owned(),
            assets: project.assets,
            config: Kept::new(Config::parse(&files[0].value)),
            theme: Kept::new(Theme::new(BTreeMap::new())),
            labels: BTreeMap::new(),
            files: BTreeMap::new(),
            registry: Kept::new(Checked::fine(Registry::default())),
            glossary: Kept::new(Checked::fine(Glossary::default())),
            releases: Kept::new(Checked::fine(Vec::new())),
            contents: BTreeMap::new(),
        };
        let theme = Checked { value: (project.templates, project.labels), diagnostics: theme_mistakes };
        let fresh = files.into_iter().map(|source| Fresh::File(source.value.path.clone(), Some(source)));
        site.take(fresh.chain([Fresh::Theme(theme)]).collect());
        Ok(site)
    }

    /// What of these files is not as it was; all of them are looked at when none is named.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn look(&self, paths: &BTreeSet<SourcePath>) -> Result<Vec<Fresh>> {
        let mut fresh = Vec::new();
        let (mut theme, mut copied) = (false, false);
        let everything = if paths.is_empty() { self.everything()? } else { BTreeSet::new() };
        for path in paths.iter().chain(&everything) {
            match read::role(path) {
                Role::Other => {}
                Role::Theme => theme = true,
                Role::Static => copied = true,
                Role::Beside => {
                    let there = read::is_there(&self.folder, path);
                    if there || self.assets.beside.contains(path) {
                        fresh.push(Fresh::Beside(path.clone(), there));
                    }
                }
                Role::Config
                | Role::Registry
                | Role::Calendar
                | Role::Glossary
                | Role::Dictionary(_)
                | Role::Markdown => {
                    let source = read::source(&self.folder, path)?;
                    let text = source.as_ref().map(|source| &source.value.text);
                    if text != self.files.get(path).map(|source| &source.text) {
                        fresh.push(Fresh::File(path.clone(), source));
                    }
                }
            }
        }
        if theme || paths.is_empty() {
            fresh.push(Fresh::Theme(read::theme(&self.folder)?));
        }
        if copied || paths.is_empty() {
            fresh.push(Fresh::Copied(read::copied(&self.folder)?));
        }
        Ok(fresh)
    }

    /// Every file that is there, and every one that was.
    fn everything(&self) -> Result<BTreeSet<SourcePath>> {
        let mut paths: BTreeSet<SourcePath> = read::walk(&self.folder, "content")?.into_iter().collect();
        paths.extend(self.files.keys().chain(&self.assets.beside).cloned());
        Ok(paths)
    }

    /// Takes over what changed.
    pub fn take(&mut self, fresh: Vec<Fresh>) {
        let script = self.config.value.script;
        let (mut words, mut all) = (false, false);
        let mut markdown = Vec::new();
        let mut affected = BTreeSet::new();
        for fresh in fresh {
            match fresh {
                Fresh::Theme(files) => self.take_theme(files),
                Fresh::Copied(Copied { statics, fingerprints, minified }) => {
                    let beside = std::mem::take(&mut self.assets.beside);
                    self.assets = Assets { statics, fingerprints, minified, beside };
                }
                Fresh::Beside(path, there) => {
                    self.assets.beside.retain(|known| *known != path);
                    self.assets.beside.extend(there.then_some(path));
                    self.assets.beside.sort();
                }
                Fresh::File(path, source) => {
                    match &source {
                        Some(source) => self.files.insert(path.clone(), source.value.clone()),
                        None => self.files.remove(&path),
                    };
                    match read::role(&path) {
                        Role::Config => all |= self.take_config(&path, source),
                        Role::Registry => affected.extend(self.take_registry(source)),
                        Role::Calendar => self.releases.take(read_by(source, Vec::new(), calendar::parse)),
                        Role::Glossary | Role::Dictionary(_) => words = true,
                        Role::Markdown => markdown.push((path, source)),
                        Role::Theme | Role::Static | Role::Beside | Role::Other => {}
                    }
                }
            }
        }
        if words || self.config.value.script != script {
            self.glossary.take(self.words());
        }
        let named: BTreeSet<SourcePath> = markdown.iter().map(|(path, _)| path.clone()).collect();
        let again = self.files.iter().filter(|(path, _)| {
            (all || affected.contains(*path)) && !named.contains(*path) && read::role(path) == Role::Markdown
        });
        markdown.extend(again.map(|(path, source)| (path.clone(), Some(Checked::fine(source.clone())))));
        self.take_contents(markdown);
    }

    /// Whether every bulletin is to be parsed again.
    fn take_config(&mut self, path: &SourcePath, source: Option<Checked<Source>>) -> bool {
        let script = self.config.value.script;
        match source {
            Some(source) => self.config.take(read_by(Some(source), self.config.value.clone(), Config::parse)),
            None => {
                let gone = format!("there is no {path} any more");
                self.config.diagnostics = vec![Diagnostic::nowhere(Code::Syntax, gone).help("put it back")];
            }
        }
        self.config.value.script != script
    }

    /// The bulletins that name what is not as it was.
    fn take_registry(&mut self, source: Option<Checked<Source>>) -> Vec<SourcePath> {
        let before = self.registry.value.clone();
        self.registry.take(read_by(source, Registry::default(), Registry::parse));
        let changed = self.registry.value.changed_names(&before);
        let names = |text: &str| changed.iter().any(|name| text.contains(name.as_str()));
        let contents: Vec<_> = self.contents.iter().collect();
        let affected = contents.into_par_iter().filter(|(path, kept)| {
            let unknown = kept.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::UnknownIndicator);
            unknown || self.files.get(*path).is_some_and(|source| names(&source.text))
        });
        affected.map(|(path, _)| path.clone()).collect()
    }

    fn take_theme(&mut self, files: Checked<ThemeFiles>) {
        let Checked { value: (templates, labels), diagnostics } = files;
        let Checked { value: theme, diagnostics: found } = Theme::new(templates);
        self.theme.take(Checked { value: theme, diagnostics: diagnostics.into_iter().chain(found).collect() });
        for variant in Variant::ALL {
            let parsed = Labels::parse(labels.get(&variant).into_iter().flatten());
            match self.labels.get_mut(&variant) {
                Some(kept) => kept.take(parsed),
                None => drop(self.labels.insert(variant, Kept::new(parsed))),
            }
        }
    }

    fn take_contents(&mut self, sources: Vec<(SourcePath, Option<Checked<Source>>)>) {
        let (script, registry) = (self.config.value.script, &self.registry.value);
        let parse = |source: Checked<Source>| {
            let Checked { value: content, diagnostics } = bulletin::parse(&source.value, script, registry);
            Checked { value: content, diagnostics: source.diagnostics.into_iter().chain(diagnostics).collect() }
        };
        let parsed: Vec<_> = sources.into_par_iter().map(|(path, source)| (path, source.map(parse))).collect();
        for (path, content) in parsed {
            match (content, self.contents.get_mut(&path)) {
                (Some(content), Some(kept)) => kept.take(content),
                (Some(content), None) => drop(self.contents.insert(path, Kept::new(content))),
                (None, _) => drop(self.contents.remove(&path)),
            }
        }
    }

    /// The glossary and its dictionaries.
    fn words(&self) -> Checked<Glossary> {
        let mut diagnostics = Vec::new();
        let glossary = self.files.get(&SourcePath::new("content/glossary.toml"));
        let mut glossary = glossary.map(|source| Glossary::parse(source).report(&mut diagnostics)).unwrap_or_default();
        for (path, source) in &self.files {
            if let Role::Dictionary(edition) = read::role(path) {
                diagnostics.extend(glossary.add_dictionary(source, self.config.value.script, edition));
            }
        }
        Checked { value: glossary, diagnostics }
    }

    /// A text file as it was last read.
    pub fn source(&self, path: &SourcePath) -> Option<&Source> {
        self.files.get(path)
    }

    /// All contents together, standing at `config`'s address; and every mistake known so far.
    pub fn corpus(&self, config: Config, visible: Visible) -> Checked<Corpus> {
        let contents = self.contents.values().map(|kept| kept.value.clone()).collect();
        let data = DataFiles {
            registry: self.registry.value.clone(),
            glossary: self.glossary.value.clone(),
            releases: self.releases.value.clone(),
        };
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        let files = [&self.config.diagnostics, &self.registry.diagnostics, &self.glossary.diagnostics];
        let more = [&self.releases.diagnostics, &self.theme.diagnostics];
        let labels = self.labels.values().map(|kept| &kept.diagnostics);
        let contents_of = self.contents.values().map(|kept| &kept.diagnostics);
        diagnostics.extend(files.into_iter().chain(more).chain(labels).chain(contents_of).flatten().cloned());
        let corpus = Corpus::gather(config, contents, data, visible).report(&mut diagnostics);
        Checked { value: corpus, diagnostics }
    }
}

/// What a file holds, or what counts when there is none.
fn read_by<T>(source: Option<Checked<Source>>, absent: T, parse: impl Fn(&Source) -> Checked<T>) -> Checked<T> {
    let Some(source) = source else { return Checked::fine(absent) };
    let Checked { value, diagnostics } = parse(&source.value);
    Checked { value, diagnostics: source.diagnostics.into_iter().chain(diagnostics).collect() }
}
