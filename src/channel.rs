//! Bulletins and digests for where there is no web page: an article of WeChat, a mail, a message.
//!
//! In: a bulletin or digest of an edition. Out: a [`Story`], which is the same for all, and from it the files of a [`Channel`], to
//! be pasted, mailed or posted by whoever may: nothing is sent, and no secret is asked for.
//!
//! **Each writer has a closed list of elements** and of what a style may say; what is not in the list cannot be written, so that
//! nothing has to be cleaned afterwards ([`markup`]). Links are absolute. The same site gives the same bytes.
//!
//! May touch: diag, chart, config, text, figure, label, page, view, render

mod figures;
mod limits;
mod mail;
mod markup;
mod mime;
mod notes;
mod plain;
mod points;
mod post;
mod walk;
mod wechat;

use crate::chart::Drawing;
use crate::config::Channels;
use crate::diag::{Checked, Diagnostic};
use crate::figure::{BulletinId, Metric};
use crate::label::{Label, Labels};
use crate::page::{DigestSpan, Plan};
use crate::render::{Theme, body};
use crate::text::markdown::{Block, Span, pictures, slots};
use crate::view::{Picture, Shortcode, Views};
use figures::Figures;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
pub(crate) use limits::Excess;
use points::Points;
use std::collections::BTreeMap;
use std::str::FromStr;

/// Where a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channel {
    /// An article of a WeChat account.
    Wechat,
    /// A mail.
    Email,
    /// A message in LINE, Telegram or X.
    Text,
}

impl FromStr for Channel {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "wechat" => Ok(Self::Wechat),
            "email" => Ok(Self::Email),
            "text" => Ok(Self::Text),
            _ => Err("write `wechat`, `email`, `text`, `pdf` or `cards`".to_owned()),
        }
    }
}

/// A file of a channel: what comes after its name, and its text.
pub(crate) type File = (&'static str, String);

/// A bulletin or digest as every channel has it.
pub(crate) struct Story<'l> {
    /// Its name in file names: `2025-h1`, `2025-W29`.
    pub(crate) name: String,
    /// The BCP 47 tag of its language.
    lang: &'static str,
    title: String,
    /// What it says in a sentence; empty where nobody wrote it.
    summary: String,
    publisher: String,
    /// When, and by whom what it reports was said.
    byline: String,
    /// Its page on the site.
    url: String,
    /// When it was published, for mail: `Fri, 18 Jul 2025 00:00:00 +0800`.
    sent: String,
    blocks: Vec<Block>,
    /// What its slots are filled with, by their names.
    slots: BTreeMap<String, Slot>,
    /// What the site itself says in the edition's words.
    labels: &'l Labels,
    settings: &'l Channels,
    /// What templates of the site's own make, which has no place here.
    pub(crate) left_out: usize,
}

/// What is in a slot.
enum Slot {
    /// A table of figures.
    Figures(Figures),
    /// A chart, drawn and as numbers.
    Chart(Box<Drawing>, Points),
    /// Regions or periods side by side.
    Comparison(Points),
}

/// The columns of a table of figures.
const COLUMNS: [Label; 3] = [Label::Indicator, Label::Value, Label::Change];

impl Story<'_> {
    /// The files of a channel.
    pub(crate) fn files(&self, channel: Channel) -> Vec<File> {
        match channel {
            Channel::Wechat => wechat::files(self),
            Channel::Email => mail::files(self),
            Channel::Text => post::files(self),
        }
    }

    /// Every figure.
    fn figures(&self) -> impl Iterator<Item = &figures::Row> {
        let tables = self.slots.values().filter_map(|slot| match slot {
            Slot::Figures(figures) => Some(figures),
            Slot::Chart(..) | Slot::Comparison(_) => None,
        });
        tables.flat_map(|figures| &figures.rows)
    }
}

/// The name of a bulletin in file names, by its folder: `2025-h1`.
pub(crate) fn name(folder: &str) -> String {
    folder.rsplit("bulletins/").next().unwrap_or(folder).replace('/', "-")
}

/// A bulletin; `plan` is that of texts that are read [elsewhere](Plan::elsewhere).
pub(crate) fn bulletin<'v>(views: Views<'v, '_>, at: BulletinId, theme: &Theme) -> Checked<Story<'v>> {
    let item = &views.edition.items[at];
    let folder = &item.bulletin.article.folder;
    let Checked { value: blocks, diagnostics } = body::blocks(views, at, theme);
    let (mut slots, left_out) = filled(views, &blocks, &item.bulletin.metrics);
    if !item.figures.is_empty() {
        slots.insert(body::FIGURES.to_owned(), Slot::Figures(figures::of_bulletin(views, at)));
    }
    let labels = views.labels;
    let day = labels.day(item.bulletin.date);
    let byline = match &item.source {
        Some(source) => [&day, labels.text(Label::JoinGap), &*labels.pair(labels.text(Label::Source), source)].concat(),
        None => day,
    };
    let story = Story {
        name: name(folder),
        lang: views.edition.variant.tag(),
        title: item.title.to_string(),
        summary: if item.is_lead { String::new() } else { item.summary.to_string() },
        publisher: views.edition.publisher.clone(),
        byline,
        url: views.absolute_url(folder),
        sent: sent(views.plan, item.bulletin.moment()),
        blocks,
        slots,
        labels,
        settings: &views.plan.config.channels,
        left_out,
    };
    Checked { value: story, diagnostics }
}

/// The digest of a span: what its editor wrote, its headline figures, and its bulletins by topic. None where there is no bulletin.
pub(crate) fn digest<'v>(
    views: Views<'v, '_>,
    span: DigestSpan,
    places: &[BulletinId],
    theme: &Theme,
) -> Option<Checked<Story<'v>>> {
    let items: Vec<_> =
        views.edition.of(places.iter().copied()).into_iter().map(|at| &views.edition.items[at]).collect();
    let newest = items.first()?;
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let foreword = span.foreword(views.edition).map(|foreword| body::leaf_blocks(views, foreword, theme));
    let mut blocks = foreword.map_or_else(Vec::new, |blocks| blocks.report(&mut diagnostics));
    let (mut slots, left_out) = filled(views, &blocks, &[]);
    let entry = views.digest_entry(span, &items);
    slots.insert(body::FIGURES.to_owned(), Slot::Figures(figures::of_digest(views, entry)));
    blocks.push(Block::Slot(body::FIGURES.to_owned()));
    for part in views.digest_parts(&items) {
        blocks.push(Block::Heading(2, vec![Span::Text(part.topic)]));
        for item in part.items {
            let title = Span::Link(item.url, vec![Span::Strong(vec![Span::Text(item.title)])]);
            let said = [Span::Break, Span::Text(item.summary.clone())].into_iter().filter(|_| !item.summary.is_empty());
            blocks.push(Block::Paragraph([title].into_iter().chain(said).collect()));
        }
    }
    let story = Story {
        name: span.code(),
        lang: views.edition.variant.tag(),
        title: format!("{}{}{}", views.edition.title, views.labels.text(Label::JoinGap), views.digest_title(span)),
        summary: String::new(),
        publisher: views.edition.publisher.clone(),
        byline: views.digest_range(span, items.len()),
        url: views.absolute_url(&span.folder()),
        sent: sent(views.plan, newest.bulletin.moment()),
        blocks,
        slots,
        labels: views.labels,
        settings: &views.plan.config.channels,
        left_out,
    };
    Some(Checked { value: story, diagnostics })
}

/// The charts and comparisons of a text, and how many of its slots are for templates of the site's own. A chart of too few
/// points is shown nowhere.
fn filled(views: Views<'_, '_>, blocks: &[Block], metrics: &[Metric]) -> (BTreeMap<String, Slot>, usize) {
    let own: Vec<&Metric> = metrics.iter().collect();
    let (mut filled, mut left_out) = (BTreeMap::new(), 0);
    for name in slots(blocks).into_iter().filter(|name| *name != body::FIGURES) {
        let Some(shortcode) = Shortcode::parse(name) else {
            left_out += 1;
            continue;
        };
        let slot = match shortcode.ok().and_then(|shortcode| views.picture(&shortcode, &own, "").ok()) {
            Some(Picture::Chart(chart)) => Slot::Chart(Box::new(chart.plain()), points::of_chart(&chart)),
            Some(Picture::Comparison(comparison)) => {
                Slot::Comparison(points::of_comparison(comparison.0, &comparison.1, views.labels))
            }
            None => continue,
        };
        filled.insert(name.to_owned(), slot);
    }
    (filled, left_out)
}

/// At most so many characters, the last of them `…` where there were more.
fn cut(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        true => text.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

/// A moment as mail has it (RFC 5322).
fn sent(plan: &Plan<'_>, moment: DateTime) -> String {
    let moment = moment.to_zoned(TimeZone::fixed(plan.config.utc_offset)).ok();
    moment.and_then(|moment| rfc2822::to_string(&moment).ok()).unwrap_or_default()
}
