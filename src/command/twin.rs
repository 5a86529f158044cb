//! `jianbao twin`: a text of one's own in another language or script, to start from.
//!
//! In: a bulletin or page, and the language. Out: a file beside it. In English each of its blocks is a comment, which no page
//! shows, with the figures that it shows below, for the English to be written around; in Chinese it is the converted text.
//! `made_from` in it says what it was made from, so that `check` reports when that has changed; it is a draft until its author
//! removes `draft = true`.
//!
//! May touch: path, text, figure, bulletin, edition, pipeline, disk

use super::{convert, fmt};
use crate::bulletin::{Article, Bulletin, Twin, made, shown};
use crate::edition::{Corpus, Visible};
use crate::figure::{Metric, Registry};
use crate::path::SourcePath;
use crate::pipeline::{Site, read};
use crate::text::markdown::{Document, Placeholder, Template};
use crate::text::{Rule, Variant};
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The twin to make.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'w> {
    /// The bulletin or page.
    pub(crate) file: &'w Path,
    /// Its language or script.
    pub(crate) to: Variant,
    /// Whether the twin is there and as new as its source.
    pub(crate) accept: bool,
    /// The time it is.
    pub(crate) now: Timestamp,
}

/// Makes a twin, or writes anew what it was made from, and returns its path.
///
/// # Errors
/// When the file is no bulletin or page of the site, a twin is there or, to accept one, is not, or the disk does not let us.
pub(crate) fn twin(site: &Path, wanted: Wanted<'_>) -> Result<PathBuf> {
    read::expect_site(site)?;
    let path = source_path(site, wanted.file)?;
    // What is wrong with the site does not matter here.
    let known = Site::open(site)?;
    let config = known.config.value.clone();
    let now = config.utc_offset.to_datetime(wanted.now);
    let corpus = known.corpus(config, Visible { now, drafts: true, future: true }).value;
    let (article, bulletin) = find(&corpus, &path)?;
    let (to, twin) = (wanted.to, article.twins.get(&wanted.to));
    if to == article.script {
        bail!("{path} is written in {to} itself; name another language with --to");
    }
    match (twin, wanted.accept) {
        (Some(twin), false) => bail!(
            "{} is there already; remove it to start anew, or say with --accept that it is up to date",
            twin.source.path
        ),
        (None, true) => bail!("{path} has no text in {to} yet; start one without --accept"),
        (Some(twin), true) => accept(site, twin, &made::marks(article, bulletin)),
        (None, false) => {
            let text = match to.is_chinese() {
                true => converted(site, article, bulletin, to)?,
                false => commented(article, bulletin, &corpus.registry),
            };
            let name = path.as_str().strip_suffix(".md").unwrap_or(path.as_str());
            let place = within(site).join(format!("{name}.{}.md", to.to_string().to_lowercase()));
            let mut file = fs::File::create_new(&place).with_context(|| format!("cannot make {}", place.display()))?;
            file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", place.display()))?;
            Ok(place)
        }
    }
}

/// The folder of the site as a beginning of paths; none for the current one.
pub(super) fn within(site: &Path) -> &Path {
    site.strip_prefix(".").unwrap_or(site)
}

/// The path of a file within the site; it may be given from there too, as messages do.
pub(super) fn source_path(site: &Path, file: &Path) -> Result<SourcePath> {
    let root = site.canonicalize().with_context(|| format!("cannot read {}", site.display()))?;
    let found = file.canonicalize().or_else(|_| site.join(file).canonicalize());
    let found = found.with_context(|| format!("cannot read {}", file.display()))?;
    let below = found.strip_prefix(&root).ok().and_then(Path::to_str).map(|path| path.replace('\\', "/"));
    match below.and_then(|path| SourcePath::new(&path).ok()) {
        Some(path) => Ok(path),
        None => bail!("{} is no file of the site; name a bulletin or page below content/", file.display()),
    }
}

fn find<'c>(corpus: &'c Corpus, path: &SourcePath) -> Result<(&'c Article, Option<&'c Bulletin>)> {
    let bulletins = corpus.bulletins.iter().map(|bulletin| (&bulletin.article, Some(&**bulletin)));
    let mut all = bulletins.chain(corpus.plain_pages.iter().map(|article| (article, None)));
    let of_twin = || corpus.articles().find(|article| article.twins.values().any(|twin| twin.source.path == *path));
    match (all.find(|(article, _)| article.source.path == *path), of_twin()) {
        (Some(found), _) => Ok(found),
        (None, Some(article)) => {
            bail!("{path} is itself a hand-written version of {}; name that file", article.source.path)
        }
        (None, None) => bail!("{path} is no bulletin or page of the site; name a Markdown file below content/"),
    }
}

/// Writes the marks of the source into a twin.
fn accept(site: &Path, twin: &Twin, marks: &str) -> Result<PathBuf> {
    let text = &*twin.source.text;
    let first_line = text.find('\n').map_or(text.len(), |at| at + 1);
    let sign = if text.starts_with("---") { ": " } else { " = " };
    let accepted = match &twin.made_from {
        Some(written) => [&text[..written.span.start], "\"", marks, "\"", &text[written.span.end..]].concat(),
        None => [&text[..first_line], "made_from", sign, "\"", marks, "\"\n", &text[first_line..]].concat(),
    };
    let place = within(site).join(twin.source.path.as_str());
    fmt::replace(&place, text, &accepted).with_context(|| format!("cannot write {}", place.display()))?;
    Ok(place)
}

/// The front matter of a twin; what nobody has written yet is a comment.
fn front(title: Option<&str>, summary: Option<&str>, article: &Article, bulletin: Option<&Bulletin>) -> String {
    let line = |key: &str, written: Option<&str>, source: &str| match written {
        Some(text) => format!("{key:9} = {}\n", toml_edit::Value::from(text)),
        None => format!("# {key:7} = \"\"   # {}\n", source.replace(char::is_control, " ")),
    };
    let title = line("title", title, &article.title);
    let summary = article.summary.as_deref().map_or_else(String::new, |source| line("summary", summary, source));
    let made_from = line("made_from", Some(&made::marks(article, bulletin)), "");
    // Nothing of it is published before it is written.
    ["+++\n", &title, &summary, "draft     = true\n", &made_from, "+++\n"].concat()
}

/// The text in another Chinese script, as the site would convert it.
fn converted(site: &Path, article: &Article, bulletin: Option<&Bulletin>, to: Variant) -> Result<String> {
    let converter = convert::converter(site, article.script, to)?.value;
    let converter = converter.with(&article.words, Rule::Term).stepping(article.step);
    let body = Document::parse(article.markdown()).rewritten(article.markdown(), &converter);
    let title = converter.convert(&article.title);
    let summary = article.summary.as_deref().map(|text| {
        let template = Template::of(text);
        template.fill(&converter.convert(&template.text), |words| ["{{ ", words, " }}"].concat())
    });
    Ok(front(Some(&title), summary.as_deref(), article, bulletin) + &body)
}

/// The text as comments, block by block, with what each shows of the figures.
fn commented(article: &Article, bulletin: Option<&Bulletin>, registry: &Registry) -> String {
    let markdown = article.markdown();
    let mut text = front(article.title_en.as_deref(), article.summary_en.as_deref(), article, bulletin);
    for block in Document::parse(markdown).outline() {
        let shown: Vec<String> = block.placeholders.iter().map(|own| placeholder(own, bulletin, registry)).collect();
        let starts = block.placeholders.iter().map(|own| own.span.start.saturating_sub(block.span.start));
        let mut placed: Vec<(usize, String)> = starts.zip(shown.iter().cloned()).collect();
        if let [own] = block.placeholders.as_slice()
            && own.block
            && own.span == block.span
        {
            text.push_str(&format!("\n{}\n", shown.concat()));
            continue;
        }
        // A comment ends at the first of these.
        let written = markdown[block.span].trim_end();
        placed.extend(printed(written, bulletin));
        placed.sort();
        let mut seen = HashSet::new();
        placed.retain(|(_, own)| seen.insert(own.clone()));
        let words = written.replace("-->", "-- >");
        text.push_str(&format!("\n<!-- {words} -->\n"));
        if !placed.is_empty() {
            let placed: Vec<String> = placed.into_iter().map(|(_, own)| own).collect();
            text.push_str(&format!("\n… {} …\n", placed.join(" … ")));
        }
    }
    text
}

/// Where a text prints figures of its metrics, and the placeholders that show the same; of changes that are alike, none.
fn printed(text: &str, bulletin: Option<&Bulletin>) -> Vec<(usize, String)> {
    let metrics = bulletin.map_or([].as_slice(), |bulletin| bulletin.metrics.as_slice());
    let change = |metric: &Metric| Some(metric.change.as_ref()?.amount()?.to_string());
    let is_only = |own: &String| metrics.iter().filter(|metric| change(metric).as_ref() == Some(own)).count() == 1;
    // 5% is not printed by 15%.
    let place = |own: &str| {
        let mut places = text.match_indices(own).map(|(at, _)| at);
        places.find(|at| !text[..*at].ends_with(|c: char| c.is_ascii_digit() || c == '.'))
    };
    let of = |metric: &Metric| {
        let value = metric.value.as_ref().and_then(|value| place(&value.to_string()));
        let change = change(metric).filter(is_only).and_then(|change| place(&change));
        let shown = |words: &str| ["{{ ", words, " }}"].concat();
        let value = value.map(|at| (at, shown(&metric.id)));
        [value, change.map(|at| (at, shown(&["change ", &metric.id].concat())))]
    };
    metrics.iter().flat_map(of).flatten().collect()
}

/// A placeholder by the id of its metric, where it shows one.
fn placeholder(own: &Placeholder, bulletin: Option<&Bulletin>, registry: &Registry) -> String {
    let metrics = bulletin.map_or([].as_slice(), |bulletin| bulletin.metrics.as_slice());
    let words = match shown::find(metrics, registry, &own.name) {
        Ok(shown) if own.name.starts_with("change ") => match own.name.rsplit_once(" by ") {
            Some((_, basis)) => ["change ", &shown.metric.id, " by ", basis].concat(),
            None => ["change ", &shown.metric.id].concat(),
        },
        Ok(shown) => shown.metric.id.to_string(),
        Err(_) => own.name.clone(),
    };
    format!("{{{{ {words} }}}}")
}
