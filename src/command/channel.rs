//! `jianbao channel`: bulletins and digests for where there is no web page.
//!
//! In: bulletins and digests of a site, and the channel. Out: the files of each, below a folder of its edition.
//!
//! May touch: path, source, diag, text, figure, edition, page, view, paged, render, channel, pipeline, disk

use super::twin::source_path;
use crate::channel::{self, Channel, Excess, File, Story};
use crate::diag::{Checked, Diagnostic, Severity};
use crate::edition::{ConverterCache, Corpus, Visible};
use crate::figure::BulletinId;
#[cfg(feature = "paged")]
use crate::page::Printed;
use crate::page::plan::{plan, spans};
use crate::page::{DigestKind, DigestSpan};
#[cfg(feature = "paged")]
use crate::paged::Form;
use crate::path::SourcePath;
use crate::pipeline::channels::Pictures;
use crate::pipeline::{Site, arrange, read};
use crate::render::Theme;
#[cfg(feature = "paged")]
use crate::render::print::document;
use crate::source::Place;
use crate::text::Variant;
use crate::view::Views;
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// As what a bulletin or digest is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Written for a channel.
    Written(Channel),
    /// Printed.
    #[cfg(feature = "paged")]
    Printed(Form),
}

impl FromStr for Way {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            #[cfg(feature = "paged")]
            "pdf" => Ok(Self::Printed(Form::Pdf)),
            #[cfg(feature = "paged")]
            "cards" => Ok(Self::Printed(Form::Cards)),
            #[cfg(not(feature = "paged"))]
            "pdf" | "cards" => {
                Err("this binary makes no PDFs and pictures; build it with `cargo install jianbao --features paged`"
                    .to_owned())
            }
            text => text.parse().map(Self::Written),
        }
    }
}

/// What to make.
#[derive(Clone, Debug)]
pub(crate) struct Wanted<'w> {
    /// Bulletins, by their files, and digests, by their codes: `2025-W29`.
    pub(crate) what: &'w [String],
    /// The editions; all where none is named.
    pub(crate) editions: &'w [Variant],
    /// The time it is.
    pub(crate) now: Timestamp,
}

/// What was written.
#[derive(Default)]
pub(crate) struct Written {
    /// The files.
    pub(crate) files: Vec<PathBuf>,
    /// What is left out, in words.
    pub(crate) notes: Vec<String>,
}

/// A bulletin or digest of an edition, for a channel.
pub(crate) struct Made {
    /// The edition.
    pub(crate) edition: Variant,
    /// The beginning of the names of its files: `2025-h1`.
    pub(crate) name: String,
    /// Its files, each by the end of its name.
    pub(crate) files: Vec<File>,
    /// What of it is too much.
    pub(crate) excess: Vec<Excess>,
    /// How much of it has no place there.
    pub(crate) left_out: usize,
    /// The file it is of; none of a digest.
    place: Option<Place>,
}

/// What one is asked for.
enum Source {
    Bulletin(BulletinId),
    Digest(DigestSpan, Vec<BulletinId>),
}

impl Source {
    /// The files it is made of.
    fn files<'c>(&self, corpus: &'c Corpus) -> Vec<&'c SourcePath> {
        let bulletins = match self {
            Self::Bulletin(at) => std::slice::from_ref(at),
            Self::Digest(_, places) => places,
        };
        let of = |at: &BulletinId| {
            let article = &corpus[*at].article;
            [&article.source].into_iter().chain(article.twins.values().map(|twin| &twin.source))
        };
        bulletins.iter().flat_map(of).map(|source| &source.path).collect()
    }

    /// Where it is told what is too much; nowhere for a digest, which has no file of its own.
    fn place(&self, corpus: &Corpus) -> Option<Place> {
        match self {
            Self::Bulletin(at) => Some(corpus[*at].article.title_place()),
            Self::Digest(..) => None,
        }
    }
}

/// The files of a bulletin or digest of an edition, by their names.
struct Ready {
    edition: Variant,
    name: String,
    files: Vec<(String, Vec<u8>)>,
    left_out: usize,
    diagnostics: Vec<Diagnostic>,
}

impl From<Made> for Ready {
    fn from(made: Made) -> Self {
        let Made { edition, name, files, excess, left_out, place } = made;
        let files = files.into_iter().map(|(end, text)| (format!("{name}.{end}"), text.into_bytes())).collect();
        let diagnostics = excess.into_iter().map(|excess| excess.at(place.clone())).collect();
        Self { edition, name, files, left_out, diagnostics }
    }
}

/// Makes the files and writes them, each below the folder of its edition.
///
/// # Errors
/// When something that is named is not there, the site has mistakes, or the disk does not let us.
pub(crate) fn write(site: &Path, way: Way, wanted: &Wanted<'_>, out: &Path) -> Result<Checked<Written>> {
    read::expect_site(site)?;
    let (known, tables) = (Site::open(site)?, ConverterCache::default());
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let all: Vec<Ready> = match way {
        Way::Written(channel) => {
            make(&known, &tables, channel, wanted)?.report(&mut diagnostics).into_iter().map(Ready::from).collect()
        }
        #[cfg(feature = "paged")]
        Way::Printed(form) => print(&known, &tables, form, wanted)?.report(&mut diagnostics),
    };
    let mut written = Written::default();
    for Ready { edition, name, files, left_out, diagnostics: own } in all {
        let folder = out.join(edition.to_string().to_lowercase());
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        for (file, bytes) in files {
            let place = folder.join(file);
            fs::write(&place, &bytes).with_context(|| format!("cannot write {}", place.display()))?;
            written.files.push(place);
        }
        diagnostics.extend(own);
        if left_out > 0 {
            let note = format!("{name}: what the site's own templates make is on the site alone, {left_out} in all");
            written.notes.extend(Some(note).filter(|note| !written.notes.contains(note)));
        }
    }
    arrange(&mut diagnostics);
    Ok(Checked { value: written, diagnostics })
}

/// Makes the files of a channel.
///
/// # Errors
/// When something that is named is not there, or the site has mistakes.
pub(crate) fn make(
    known: &Site,
    tables: &ConverterCache,
    channel: Channel,
    wanted: &Wanted<'_>,
) -> Result<Checked<Vec<Made>>> {
    each(known, tables, wanted, |views, source, pictures, found| {
        let story = story(views, source, &known.theme.value)?.report(found);
        Some(Made {
            edition: views.edition.variant,
            files: story.files(channel),
            excess: story.excess(channel, &|address| pictures.size(address)),
            left_out: story.left_out,
            place: source.place(views.plan.corpus),
            name: story.name,
        })
    })
}

/// Prints what is wanted.
#[cfg(feature = "paged")]
fn print(known: &Site, tables: &ConverterCache, form: Form, wanted: &Wanted<'_>) -> Result<Checked<Vec<Ready>>> {
    each(known, tables, wanted, |views, source, _, found| {
        let (what, name) = match source {
            Source::Bulletin(at) => (Printed::Bulletin(*at), channel::name(&views.plan.corpus[*at].article.folder)),
            Source::Digest(span, places) => (Printed::Digest(*span, places.clone()), span.code()),
        };
        let document = document(views, &what, &known.theme.value)?.report(found);
        let (files, diagnostics) = match document.files(form, &name) {
            Ok(files) => (files, Vec::new()),
            Err(diagnostic) => (Vec::new(), vec![diagnostic]),
        };
        Some(Ready { edition: views.edition.variant, name, files, left_out: document.left_out, diagnostics })
    })
}

/// What is made of each bulletin or digest of each edition; none of those that an edition has not.
fn each<T>(
    known: &Site,
    tables: &ConverterCache,
    wanted: &Wanted<'_>,
    make: impl Fn(Views<'_, '_>, &Source, &Pictures<'_>, &mut Vec<Diagnostic>) -> Option<T>,
) -> Result<Checked<Vec<T>>> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let config = known.config.value.clone();
    let now = config.utc_offset.to_datetime(wanted.now);
    let visible = Visible { now, drafts: true, future: true };
    let corpus = known.corpus(config, visible).report(&mut found);
    let out = Visible { drafts: false, future: false, ..visible };
    let sources =
        wanted.what.iter().map(|what| source(&known.folder, &corpus, out, what)).collect::<Result<Vec<_>>>()?;
    let record = corpus.record();
    let editions = known.editions(&corpus, &record, tables);
    for variant in wanted.editions {
        if !editions.iter().any(|edition| edition.variant == *variant) {
            bail!("the site has no edition {variant}; `[[editions]]` of site.toml names them");
        }
    }
    let assets = known.public_assets(visible);
    let plan = plan(&corpus, &editions, &assets).report(&mut found);
    let (elsewhere, pictures) = (plan.elsewhere(), Pictures::of(known, &plan));
    let mut made = Vec::new();
    for edition in
        editions.iter().filter(|edition| wanted.editions.is_empty() || wanted.editions.contains(&edition.variant))
    {
        let views = Views::new(&elsewhere, edition);
        made.extend(sources.iter().filter_map(|source| make(views, source, &pictures, &mut found)));
    }
    // What is wrong elsewhere in the site is for `check` to say.
    let files: Vec<&SourcePath> = sources.iter().flat_map(|source| source.files(&corpus)).collect();
    let is_own = |one: &Diagnostic| one.place.as_ref().is_some_and(|place| files.contains(&&place.source.path));
    found.retain(|one| one.severity == Severity::Error && is_own(one));
    arrange(&mut found);
    Ok(Checked { value: made, diagnostics: found })
}

/// A bulletin by its file, published or not, or a digest of what is published by its code.
fn source(site: &Path, corpus: &Corpus, out: Visible, what: &str) -> Result<Source> {
    for kind in [DigestKind::Month, DigestKind::Week] {
        let of = spans(corpus, kind).into_iter().find(|(span, _)| span.code() == what);
        if let Some((span, mut places)) = of {
            places.retain(|at| out.shows(&corpus[*at]));
            return Ok(Source::Digest(span, places));
        }
    }
    let bulletin = |path: &SourcePath| corpus.numbered().find(|(_, bulletin)| bulletin.article.source.path == *path);
    // A path within the site is meant, wherever the command is run.
    if let Some((at, _)) = SourcePath::new(what).ok().as_ref().and_then(bulletin) {
        return Ok(Source::Bulletin(at));
    }
    let path = source_path(site, Path::new(what)).with_context(|| {
        format!(
            "`{what}` is no bulletin and no digest; name a file below content/bulletins/, a month or a week: 2025-W29"
        )
    })?;
    match bulletin(&path) {
        Some((at, _)) => Ok(Source::Bulletin(at)),
        None => bail!("{path} is no bulletin; name a file below content/bulletins/, a month or a week: 2025-W29"),
    }
}

/// What an edition has of it; none where it has nothing.
fn story<'v>(views: Views<'v, '_>, source: &Source, theme: &Theme) -> Option<Checked<Story<'v>>> {
    match source {
        Source::Bulletin(at) => views.edition.has_bulletin(*at).then(|| channel::bulletin(views, *at, theme)),
        Source::Digest(span, places) => channel::digest(views, *span, places, theme),
    }
}
