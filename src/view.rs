//! Views made from an edition.
//!
//! In: the plan and a page of it. Out: the page's view; text in, text out, nothing rendered.
//!
//! May touch: path, text, tree, label, config, bulletin, edition, page

mod bars;
mod bulletin;
mod calendar;
mod chart;
mod citation;
mod data;
mod digest;
mod feed;
mod figure;
mod home;
mod indicator;
mod latest;
mod linked;
mod list;
mod regions;
mod search;
mod shortcode;

pub(crate) mod types;
mod vintages;

pub(crate) use data::table_title;
pub(crate) use latest::{Latest, LatestText};
pub(crate) use shortcode::{FIGURES, NoPicture, Picture, Shortcode};

use crate::bulletin::Article;
use crate::config::NavEntry;
use crate::edition::{Edition, Item, PlainPage, TopicId};
use crate::label::{Label, Labels};
use crate::page::feed::{FeedFormat, FeedOf};
use crate::page::file::{card_file, pdf_file};
use crate::page::settled::{added_styles, chooser_url, static_url};
use crate::page::{Html, PageKind, Plan};
use crate::path::{SitePath, percent_encoded, scheme, slug};
use crate::text::markdown::Heading;
use crate::text::{Converter, Variant, script};
use crate::tree::Extra;
use jiff::civil::Date;
use pulldown_cmark::BlockQuoteKind;
use serde_json::Value as Json;
use types::*;

/// The word above a notice.
pub(crate) fn notice(labels: &Labels, kind: BlockQuoteKind) -> &str {
    labels.text(match kind {
        BlockQuoteKind::Note => Label::AlertNote,
        BlockQuoteKind::Tip => Label::AlertTip,
        BlockQuoteKind::Important => Label::AlertImportant,
        BlockQuoteKind::Warning => Label::AlertWarning,
        BlockQuoteKind::Caution => Label::AlertCaution,
    })
}

/// Makes the views of one edition.
#[derive(Clone, Copy)]
pub(crate) struct Views<'v, 'e> {
    /// The site.
    pub(crate) plan: &'v Plan<'e>,
    /// The edition.
    pub(crate) edition: &'v Edition<'e>,
    /// Its labels.
    pub(crate) labels: &'v Labels,
}

impl<'v, 'e> Views<'v, 'e> {
    /// The views of an edition of the site.
    pub(crate) fn new(plan: &'v Plan<'e>, edition: &'v Edition<'e>) -> Self {
        Self { plan, edition, labels: edition.labels }
    }

    /// The same of another edition.
    fn of(self, edition: &'v Edition<'e>) -> Self {
        Self::new(self.plan, edition)
    }

    /// The URL of a page within an edition, as a path on the host.
    pub(crate) fn url(self, folder: &str) -> String {
        self.plan.link(&edition_url(self.edition.variant, folder))
    }

    /// Where an article is read: in this edition, or in the first that has it.
    pub(crate) fn article_url(self, article: &Article) -> String {
        self.plan.link(&self.article_path(article))
    }

    /// The same from the site's root.
    pub(crate) fn article_path(self, article: &Article) -> String {
        let has = |edition: &&Edition<'_>| edition.has_page(article);
        let edition = [self.edition].into_iter().chain(self.plan.editions).find(has).unwrap_or(self.edition);
        edition_url(edition.variant, &article.folder)
    }

    /// The URL of a page within an edition, absolute.
    pub(crate) fn absolute_url(self, folder: &str) -> String {
        self.plan.config.base_url.absolute(&edition_url(self.edition.variant, folder))
    }

    /// `page.html`; `body` is its text as HTML.
    pub(crate) fn leaf(self, html: &Html<'_>, leaf: &PlainPage<'_>, body: String, headings: Vec<Heading>) -> LeafView {
        LeafView {
            page: PageView {
                code: has_code(&body),
                comparison: has_comparison(&body),
                chart: has_chart(&body),
                ..self.page(html, &leaf.title, &leaf.summary)
            },
            summary: leaf.written_summary().to_owned(),
            body,
            contents: headings.into_iter().map(heading).collect(),
            provenance: self.provenance(leaf.article),
        }
    }

    /// `404.html`.
    pub(crate) fn not_found(self, html: &Html<'_>) -> NotFoundView {
        let mut page = self.page(html, self.labels.text(Label::NotFound), self.labels.text(Label::NotFoundText));
        page.indexed = false;
        page.alternates.clear();
        let others = self.plan.editions.iter().filter(|edition| edition.variant != self.edition.variant);
        let others = others.map(|edition| NotFoundHereView {
            lang: edition.variant.tag().to_owned(),
            title: edition.labels.text(Label::NotFound).to_owned(),
            text: edition.labels.text(Label::NotFoundText).to_owned(),
            home: LinkView { text: edition.labels.text(Label::Home).to_owned(), url: self.of(edition).url("") },
            archive: self.of(edition).archive_link(),
        });
        NotFoundView { page, archive: self.archive_link(), others: others.collect() }
    }

    /// `moved.html`; `folder` is where the page stands now.
    pub(crate) fn moved(self, html: &Html<'_>, folder: &str) -> MovedView {
        let bulletin = self.plan.corpus.numbered().find(|(_, bulletin)| bulletin.article.folder == folder);
        let leaf = || self.edition.plain_pages.iter().find(|leaf| leaf.article.folder == folder);
        let title = match bulletin {
            Some((at, _)) => &*self.edition.items[at].title,
            None => leaf().map_or("", |leaf| &*leaf.title),
        };
        let mut page = self.page(html, title, "");
        page.indexed = false;
        MovedView { page, url: self.url(folder), target: self.absolute_url(folder) }
    }

    /// `chooser.html`.
    pub(crate) fn chooser(self, html: &Html<'_>) -> ChooserView {
        let choices = self.plan.editions.iter().map(|edition| ChoiceView {
            name: edition.labels.script(edition.variant).to_owned(),
            title: edition.title.clone(),
            description: edition.description.clone(),
            lang: edition.variant.tag().to_owned(),
            url: self.of(edition).url(""),
        });
        let mut page = self.page(html, "", &self.edition.description);
        page.canonical = self.plan.config.base_url.absolute(chooser_url(self.plan.config));
        ChooserView { page, choices: choices.collect() }
    }

    /// An entry of the navigation that the settings name; `None` where there is nothing to be seen, which is reported
    /// if it is a mistake.
    fn named(self, entry: &NavEntry, usual: &[LinkView]) -> Option<LinkView> {
        let label = entry.label.as_ref().map(|label| self.edition.own_text(label));
        if scheme(&entry.to).is_some() {
            return Some(LinkView { text: label?, url: entry.to.clone() });
        }
        let target = self.plan.nav_target(self.edition.variant, &entry.to)?;
        // A page that this edition has not.
        if self.edition.in_english() && !target.url().starts_with(&edition_url(self.edition.variant, "")) {
            return None;
        }
        let label = label.map(|label| self.edition.fit(label.into()).into_owned()).filter(|label| !label.is_empty());
        let url = self.plan.link(&target.url());
        let own = || {
            let pages = self.edition.plain_pages.iter();
            pages.map(|page| (&page.title, self.url(&page.article.folder))).find(|(_, own)| *own == url)
        };
        let usual = || usual.iter().find(|link| link.url == url).map(|link| link.text.clone());
        let name = || entry.to.trim_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let text = label.or_else(|| own().map(|(title, _)| title.to_string())).or_else(usual).unwrap_or_else(name);
        Some(LinkView { text, url })
    }

    /// The navigation: the lists that the site has, and what its settings name.
    fn nav(self) -> Vec<LinkView> {
        let (config, labels) = (self.plan.config, self.labels);
        let mut nav = vec![
            LinkView { text: labels.text(Label::Home).to_owned(), url: self.url("") },
            LinkView { text: labels.text(Label::Topics).to_owned(), url: self.url("topics") },
            self.archive_link(),
        ];
        let links = [
            ("indicators", Label::Indicators, !self.edition.subjects.is_empty()),
            (
                "digests",
                Label::Digests,
                (config.digests.month || config.digests.week) && !self.edition.items.is_empty(),
            ),
            ("calendar", Label::Calendar, self.edition.has_releases()),
        ];
        for (folder, label, _) in links.into_iter().filter(|(.., there)| *there) {
            nav.push(LinkView { text: labels.text(label).to_owned(), url: self.url(folder) });
        }
        // What the settings name is where they name it, the lists that every site has too; with the front page among it, it is all.
        let named: Vec<LinkView> = config.nav.iter().filter_map(|entry| self.named(entry, &nav)).collect();
        let whole = named.iter().any(|link| link.url == nav[0].url);
        nav.retain(|link| !whole && !named.iter().any(|named| named.url == link.url));
        nav.extend(named);
        nav
    }

    /// What every page of an edition shows alike.
    pub(crate) fn site(self) -> SiteView<'v> {
        let config = self.plan.config;
        let labels = self.labels;
        SiteView {
            title: &self.edition.title,
            description: &self.edition.description,
            publisher: &self.edition.publisher,
            lang: self.edition.variant.tag(),
            t: labels.ui(),
            home: self.url(""),
            nav: self.nav(),
            search: LinkView { text: labels.text(Label::Search).to_owned(), url: self.url("search") },
            feed: self.feed_url(FeedOf::Edition, FeedFormat::Atom),
            feeds: self.feed_links(FeedOf::Edition),
            subscribe: LinkView { text: labels.text(Label::Feed).to_owned(), url: self.url("feeds") },
            subscriptions: self.plan.link(&edition_file_url(self.edition.variant, "feeds.opml")),
            data: LinkView { text: labels.text(Label::Data).to_owned(), url: self.url("data") },
            license: self.license(),
            paragraphs: config.theme.paragraphs.code(),
            logo: match &config.theme.logo {
                Some(logo) => self.plan.link(&static_url(&logo.path, &self.plan.fingerprints)),
                None => String::new(),
            },
            styles: {
                let styles = added_styles(config, &self.plan.fingerprints);
                styles.iter().map(|style| self.plan.link(style)).collect()
            },
            head: &config.theme.head,
            foot: &config.theme.foot,
            extra: converted(&config.extra, self.edition.own_converter()),
            chooser: self.plan.link(chooser_url(config)),
            root: self.plan.link("/"),
            assets: self
                .plan
                .fingerprints
                .iter()
                .map(|(name, path)| (name.clone(), self.plan.link(&format!("/{path}"))))
                .collect(),
            made_with: labels.fill(Label::MadeWith, &[("tables", &script::TABLES_VERSION)]),
        }
    }

    fn page(self, html: &Html<'_>, title: &str, description: &str) -> PageView {
        let editions = self.plan.editions.iter().map(|edition| EditionView {
            name: edition.labels.text(Label::Edition).to_owned(),
            invitation: edition.labels.text(Label::Invitation).to_owned(),
            lang: edition.variant.tag().to_owned(),
            locale: locale(edition.variant).to_owned(),
            url: self.of(edition).url(if has(edition, html) { &html.folder } else { "" }),
            current: edition.variant == self.edition.variant,
        });
        PageView {
            title: title.to_owned(),
            description: description.to_owned(),
            canonical: self.absolute_url(&html.folder),
            trail: self.trail(html),
            alternates: self.alternates(html),
            editions: editions.collect(),
            feeds: self.page_feeds(html),
            image: self.image(html),
            kind: "website".to_owned(),
            json_ld: self.page_json_ld(html, title),
            extra: self.page_extra(html),
            indexed: true,
            code: false,
            comparison: false,
            chart: false,
        }
    }

    /// The cover of a bulletin, where it is a picture that other sites can show: they draw no SVG.
    fn shared_cover(self, html: &Html<'_>) -> Option<String> {
        let PageKind::Bulletin(at) = html.kind else { return None };
        let bulletin = &self.plan.corpus[at];
        let file = self.cover_file(&bulletin.article, bulletin.cover.as_ref()?)?;
        let extension = file.file().rsplit('.').next()?.to_ascii_lowercase();
        let is_shown = matches!(extension.as_str(), "jpg" | "jpeg" | "png" | "webp" | "gif");
        is_shown.then(|| self.plan.config.base_url.absolute(&file.url()))
    }

    /// What the front matter of a page has for templates.
    fn page_extra(self, html: &Html<'_>) -> Extra {
        let article = match &html.kind {
            PageKind::Bulletin(at) => &self.plan.corpus[*at].article,
            PageKind::PlainPage(page) => page.article,
            _ => return Extra::new(),
        };
        match article.extra.is_empty() {
            true => Extra::new(),
            false => converted(&article.extra, &self.edition.converter(article)),
        }
    }

    /// The picture that shows a bulletin where it is shared, or else the edition's; empty where there are none.
    fn image(self, html: &Html<'_>) -> String {
        if let Some(cover) = self.shared_cover(html) {
            return cover;
        }
        if !self.plan.config.cards {
            return String::new();
        }
        let own = matches!(html.kind, PageKind::Bulletin(_));
        let file = card_file(if own { &html.folder } else { "" });
        self.plan.config.base_url.absolute(&edition_file_url(self.edition.variant, &file))
    }

    /// The PDF of a bulletin or digest, by its folder; none where the site makes none.
    pub(crate) fn pdf(self, folder: &str) -> Option<String> {
        let file = pdf_file(folder);
        let url = || self.plan.link(&edition_file_url(self.edition.variant, &file));
        self.plan.config.channels.pdf.then(url)
    }

    /// The same page in every edition. Google and Bing know `zh-Hant` as any traditional script, and
    /// `zh-TW` and `zh-HK` as the regions; the Taiwan edition stands for the first two.
    pub(crate) fn alternates(self, html: &Html<'_>) -> Vec<AlternateView> {
        let mut alternates = Vec::new();
        let folder = &*html.folder;
        for edition in self.plan.editions.iter().filter(|edition| has(edition, html)) {
            let languages: &[&str] = match edition.variant {
                Variant::Hans => &["zh-Hans"],
                Variant::HantTw => &["zh-TW", "zh-Hant"],
                Variant::HantHk => &["zh-HK"],
                Variant::En => &["en"],
            };
            let url = self.of(edition).absolute_url(folder);
            alternates.extend(
                languages.iter().map(|&hreflang| AlternateView { hreflang: hreflang.to_owned(), url: url.clone() }),
            );
        }
        let default = match (folder, self.plan.editions.first()) {
            ("", _) | (_, None) => self.plan.config.base_url.absolute("/"),
            (folder, Some(first)) => self.of(first).absolute_url(folder),
        };
        alternates.push(AlternateView { hreflang: "x-default".to_owned(), url: default });
        alternates
    }

    fn item_view(self, item: &Item<'_>) -> ItemView {
        ItemView {
            title: item.title.to_string(),
            url: self.article_url(&item.bulletin.article),
            date: self.date(item.bulletin.date),
            summary: item.summary.to_string(),
            topics: self.topic_links(item),
            figures: item.figures.len(),
            draft: item.bulletin.article.draft,
        }
    }

    fn topic_links(self, item: &Item<'_>) -> Vec<LinkView> {
        item.topics
            .iter()
            .map(|&at| LinkView { text: self.edition.topic(at).to_owned(), url: self.topic_url(at) })
            .collect()
    }

    fn topic_url(self, at: TopicId) -> String {
        self.url(&format!("topics/{}", self.plan.corpus.topic(at).key))
    }

    fn topic_counts(self) -> Vec<CountView> {
        let mut counts = vec![0; self.edition.topics.len()];
        let corpus = self.plan.corpus;
        for topic in corpus.ids().filter(|id| self.edition.has_bulletin(*id)).flat_map(|id| corpus.topics_of(id)) {
            counts[topic.0] += 1;
        }
        let names = self.plan.corpus.topic_ids().zip(self.edition.topics.iter().zip(counts));
        names.map(|(at, (name, count))| CountView { text: name.clone(), url: self.topic_url(at), count }).collect()
    }

    fn archive_link(self) -> LinkView {
        LinkView { text: self.labels.text(Label::Archive).to_owned(), url: self.url("archive") }
    }

    fn date(self, date: Date) -> DateView {
        DateView { iso: date.to_string(), text: self.labels.day(date) }
    }

    /// A day with its year apart.
    pub(crate) fn day(self, date: Date) -> SplitDateView {
        let (text, year) = (self.labels.day(date), self.labels.year(date.year()));
        let (before, day, after) = match (text.strip_prefix(&year), text.strip_suffix(&year)) {
            (Some(day), _) => (year.as_str(), day, ""),
            (None, Some(rest)) => {
                let day = rest.trim_end_matches([',', ' ']);
                ("", day, &text[day.len()..])
            }
            (None, None) => ("", text.as_str(), ""),
        };
        let [before, day, after] = [before, day, after].map(str::to_owned);
        SplitDateView { iso: date.to_string(), text, day, before, after }
    }

    fn provenance(self, article: &Article) -> String {
        let labels = self.labels;
        if article.script == self.edition.variant {
            return String::new();
        }
        if article.twins.contains_key(&self.edition.variant) {
            return labels.text(Label::ByHand).to_owned();
        }
        if !self.edition.variant.is_chinese() {
            return labels.text(Label::FiguresOnly).to_owned();
        }
        labels.fill(Label::Converted, &[("script", &labels.script(article.script))])
    }
}

/// What an author wrote for templates, its texts in another script; addresses, and all keys, stay as they are.
fn converted(extra: &Extra, converter: &Converter) -> Extra {
    fn value(written: &Json, converter: &Converter) -> Json {
        match written {
            Json::String(text) if scheme(text).is_none() => Json::from(converter.convert(text)),
            Json::Array(items) => items.iter().map(|item| value(item, converter)).collect(),
            Json::Object(table) => Json::Object(converted(table, converter)),
            other => other.clone(),
        }
    }
    extra.iter().map(|(key, written)| (key.clone(), value(written, converter))).collect()
}

/// Whether an edition has the page that another has at an address.
fn has(edition: &Edition<'_>, html: &Html<'_>) -> bool {
    match &html.kind {
        PageKind::Bulletin(at) => edition.has_bulletin(*at),
        PageKind::PlainPage(page) => edition.has_page(page.article),
        _ => true,
    }
}

/// The URL of a page within an edition, from the site's root.
pub(crate) fn edition_url(variant: Variant, folder: &str) -> String {
    // The plan has seen to it that folders are safe. There are dozens of these on every page.
    match folder {
        "" => ["/", variant.key(), "/"].concat(),
        folder => ["/", variant.key(), "/", &percent_encoded(folder), "/"].concat(),
    }
}

/// The URL of a file within an edition, from the site's root.
pub(crate) fn edition_file_url(variant: Variant, file: &str) -> String {
    SitePath::new(&format!("{}/{file}", variant.key())).map_or_else(|_| "/".to_owned(), |path| path.url())
}

/// Whether a text has a code block, which the highlighter wrote.
fn has_code(body: &str) -> bool {
    body.contains("<pre class=\"code\"")
}

/// Whether a text has a comparison, as `comparison.html` writes it.
fn has_comparison(body: &str) -> bool {
    body.contains("<figure class=\"comparison\"")
}

/// Whether a text has a chart that answers, as `chart::Chart::html` writes it.
fn has_chart(body: &str) -> bool {
    body.contains("<details class=\"chart-data\"")
}

/// The locale that Open Graph knows an edition by.
fn locale(variant: Variant) -> &'static str {
    match variant {
        Variant::Hans => "zh_CN",
        Variant::HantTw => "zh_TW",
        Variant::HantHk => "zh_HK",
        Variant::En => "en_US",
    }
}

fn heading(heading: Heading) -> HeadingView {
    HeadingView { level: heading.level, id: heading.id, text: heading.text }
}

/// JSON that is safe inside `<script>`: `<` is written as an escape, so that no text can end it.
fn script_safe(json: &serde_json::Value) -> String {
    json.to_string().replace('<', "\\u003c")
}
