//! `jianbao channel`: bulletins and digests for where there is no web page.
//!
//! In: bulletins and digests of a site, and the channel. Out: the files of each, below a folder of its edition.
//!
//! May touch: path, diag, text, figure, edition, page, view, render, channel, pipeline, disk

use super::twin::source_path;
use crate::channel::{self, Channel, Story};
use crate::diag::{Checked, Diagnostic, Severity};
use crate::edition::{ConverterCache, Corpus, Visible};
use crate::figure::BulletinId;
use crate::page::plan::{plan, spans};
use crate::page::{DigestKind, DigestSpan};
use crate::path::SourcePath;
use crate::pipeline::{Site, arrange, read};
use crate::render::Theme;
use crate::text::Variant;
use crate::view::Views;
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};

/// The most characters of an article of WeChat, and bytes of the HTML of a mail, which Gmail cuts at 102 KB.
const ARTICLE: usize = 20_000;
const MAIL: usize = 90 * 1024;

/// What to make.
#[derive(Clone, Debug)]
pub(crate) struct Wanted<'w> {
    /// The channel.
    pub(crate) channel: Channel,
    /// Bulletins, by their files, and digests, by their codes: `2025-W29`.
    pub(crate) what: &'w [String],
    /// The editions; all where none is named.
    pub(crate) editions: &'w [Variant],
    /// Where to write.
    pub(crate) out: &'w Path,
    /// The time it is.
    pub(crate) now: Timestamp,
}

/// What was made.
#[derive(Default)]
pub(crate) struct Made {
    /// The files.
    pub(crate) files: Vec<PathBuf>,
    /// What is left out or too long, in words.
    pub(crate) notes: Vec<String>,
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
}

/// Makes the files of a channel.
///
/// # Errors
/// When something that is named is not there, the site has mistakes, or the disk does not let us.
pub(crate) fn make(site: &Path, wanted: &Wanted<'_>) -> Result<Checked<Made>> {
    read::expect_site(site)?;
    let known = Site::open(site)?;
    let mut found: Vec<Diagnostic> = Vec::new();
    let config = known.config.value.clone();
    let now = config.utc_offset.to_datetime(wanted.now);
    let visible = Visible { now, drafts: true, future: true };
    let corpus = known.corpus(config, visible).report(&mut found);
    let out = Visible { drafts: false, future: false, ..visible };
    let sources = wanted.what.iter().map(|what| source(site, &corpus, out, what)).collect::<Result<Vec<_>>>()?;
    let (record, tables) = (corpus.record(), ConverterCache::default());
    let editions = known.editions(&corpus, &record, &tables);
    for variant in wanted.editions {
        if !editions.iter().any(|edition| edition.variant == *variant) {
            bail!("the site has no edition {variant}; `[[editions]]` of site.toml names them");
        }
    }
    let assets = known.public_assets(visible);
    let plan = plan(&corpus, &editions, &assets).report(&mut found).elsewhere();
    let mut made = Made::default();
    for edition in
        editions.iter().filter(|edition| wanted.editions.is_empty() || wanted.editions.contains(&edition.variant))
    {
        let views = Views::new(&plan, edition);
        for source in &sources {
            let Some(story) = story(views, source, &known.theme.value) else { continue };
            let story = story.report(&mut found);
            write(&story, wanted, edition.variant, &mut made)?;
        }
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
    let path = source_path(site, Path::new(what)).with_context(|| {
        format!(
            "`{what}` is no bulletin and no digest; name a file below content/bulletins/, a month or a week: 2025-W29"
        )
    })?;
    let at = corpus.numbered().find(|(_, bulletin)| bulletin.article.source.path == path);
    match at {
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

fn write(story: &Story<'_>, wanted: &Wanted<'_>, edition: Variant, made: &mut Made) -> Result<()> {
    let folder = wanted.out.join(edition.to_string().to_lowercase());
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (end, text) in story.files(wanted.channel) {
        let place = folder.join(format!("{}.{end}", story.name));
        fs::write(&place, &text).with_context(|| format!("cannot write {}", place.display()))?;
        let shown = place.display();
        let (signs, bytes) = (text.chars().count(), text.len());
        match (wanted.channel, end) {
            (Channel::Wechat, "html") if signs > ARTICLE => {
                made.notes.push(format!(
                    "{shown} has {signs} characters, and WeChat takes {ARTICLE}; part the bulletin in two"
                ));
            }
            (Channel::Email, "html") if bytes > MAIL => {
                made.notes.push(format!(
                    "{shown} has {bytes} bytes, and Gmail cuts mails of more than {MAIL}; part the bulletin in two"
                ));
            }
            _ => {}
        }
        made.files.push(place);
    }
    if story.left_out > 0 {
        let (name, count) = (&story.name, story.left_out);
        let note = format!("{name}: on the site alone is what its own templates make, {count} in all");
        made.notes.extend(Some(note).filter(|note| !made.notes.contains(note)));
    }
    Ok(())
}
