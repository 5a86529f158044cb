//! The text of a page as HTML.
//!
//! In: the Markdown of an article and its edition. Out: HTML, converted, with links resolved,
//! figures placed and code coloured; and the links that lead nowhere.
//!
//! May touch: path, source, diag, text, figure, label, bulletin, edition, page, view

use super::theme::{Theme, escape};
use crate::bulletin::Article;
use crate::bulletin::shown::{self, Shown};
use crate::diag::{Checked, Code, Diagnostic, Malformed};
use crate::edition::{Edition, Item, PlainPage};
use crate::figure::{BulletinId, Metric};
use crate::label::Label;
use crate::page::Medium;
use crate::path::{fragment, percent_decoded, scheme, unsafe_scheme};
use crate::source::Source;
use crate::text::markdown::{Block, Document, Fault, Heading, Hooks, Placeholder, RawHtml, Within};
use crate::text::{Converter, Glossary};
use crate::view::types::{ComparisonPage, ShortcodeView};
pub(crate) use crate::view::{FIGURES, notice};
use crate::view::{Latest, LatestText, NoPicture, Picture, Shortcode, Views};
use pulldown_cmark::BlockQuoteKind;
use std::ops::Range;
use tera::Value;

/// A text as HTML.
pub(crate) struct Body {
    /// The HTML.
    pub(crate) html: String,
    /// Its headings.
    pub(crate) headings: Vec<Heading>,
}

/// The text of a bulletin, its figure table in place; `site` is what every page shows.
pub(crate) fn bulletin(views: Views<'_, '_>, at: BulletinId, theme: &Theme, site: &Value) -> Checked<Body> {
    let mut diagnostics = Vec::new();
    let item = &views.edition.items[at];
    let template = match views.plan.medium {
        Medium::Page => "figures.html",
        Medium::Elsewhere => "figures-entry.html",
    };
    let table = match item.figures.is_empty() {
        true => String::new(),
        false => theme.render(template, site.clone(), &views.figures(at)).report(&mut diagnostics),
    };
    let is_taken = |id: &str| {
        let bulletin = item.bulletin;
        let corrections = || bulletin.corrections.iter().any(|correction| correction.id == id);
        is_of_page(id) || bulletin.metrics.iter().any(|metric| metric.id == id) || corrections()
    };
    if let Some(cover) =
        item.bulletin.cover.as_ref().filter(|cover| views.cover(&item.bulletin.article, cover).is_none())
    {
        let place = item.bulletin.article.source.place(cover.picture.span.clone());
        let message = format!("`{}` leads nowhere", cover.picture.value);
        let help = "write the path of a picture, relative to this file or from `/` for content/";
        diagnostics.push(Diagnostic::new(Code::DeadLink, place, message).help(help));
    }
    let text = Text::of(views.edition, &item.bulletin.article, &is_taken);
    let body = write(views, text, theme, site, &item.bulletin.metrics, table).report(&mut diagnostics);
    Checked { value: body, diagnostics }
}

/// The text of a page that is not a bulletin.
pub(crate) fn leaf(views: Views<'_, '_>, leaf: &PlainPage<'_>, theme: &Theme, site: &Value) -> Checked<Body> {
    let text = Text::of(views.edition, leaf.article, &is_of_page);
    write(views, text, theme, site, &[], String::new())
}

/// Whether the templates and the notes of a text have this id.
fn is_of_page(id: &str) -> bool {
    const NUMBERED: [&str; 5] = ["page-", "fn-", "fnref-", "picture-", "source:"];
    matches!(id, "main" | "find" | "figures-caption") || NUMBERED.iter().any(|prefix| id.starts_with(prefix))
}

/// The text of a bulletin as blocks, for what is no page. The figure table is a slot, as are charts and what templates make.
pub(crate) fn blocks(views: Views<'_, '_>, at: BulletinId, theme: &Theme) -> Checked<Vec<Block>> {
    let bulletin = views.edition.items[at].bulletin;
    let text = Text::of(views.edition, &bulletin.article, &|_| false).with_figures(&bulletin.metrics);
    let site = Value::from_serializable(&views.site());
    let mut writer = Writer::new(views, &text, theme, &site, &bulletin.metrics, String::new());
    let blocks = text.document.tree(&mut writer);
    Checked { value: blocks, diagnostics: writer.diagnostics }
}

/// The same of a page that is not a bulletin.
pub(crate) fn leaf_blocks(views: Views<'_, '_>, leaf: &PlainPage<'_>, theme: &Theme) -> Checked<Vec<Block>> {
    let text = Text::of(views.edition, leaf.article, &|_| false);
    let site = Value::from_serializable(&views.site());
    let mut writer = Writer::new(views, &text, theme, &site, &[], String::new());
    let blocks = text.document.tree(&mut writer);
    Checked { value: blocks, diagnostics: writer.diagnostics }
}

fn write(
    views: Views<'_, '_>,
    text: Text<'_>,
    theme: &Theme,
    site: &Value,
    metrics: &[Metric],
    table: String,
) -> Checked<Body> {
    let text = text.with_figures(metrics);
    let mut writer = Writer::new(views, &text, theme, site, metrics, table);
    text.document.faults().iter().for_each(|fault| writer.fault(fault));
    let html = text.document.html(&mut writer);
    let diagnostics = writer.diagnostics;
    let headings = text.document.headings(|placeholder| plain_figure(views, metrics, placeholder));
    Checked { value: Body { html, headings }, diagnostics }
}

/// The text of an article in an edition.
struct Text<'a> {
    article: &'a Article,
    document: Document<'a>,
    /// The file it is in.
    source: &'a Source,
    /// Where in it.
    offset: usize,
}

impl<'a> Text<'a> {
    /// The text for a page that has some ids anyway.
    fn of(edition: &Edition<'_>, article: &'a Article, is_taken: &dyn Fn(&str) -> bool) -> Self {
        let twin = article.twins.get(&edition.variant);
        let (source, body) = twin.map_or((&article.source, &article.body), |twin| (&twin.source, &twin.body));
        let document = Document::parse_for(&source.text[body.clone()], is_taken);
        let document = match twin {
            // Its figures need no translator.
            None if !edition.variant.is_chinese() => {
                document.only_placeholders(|name| name == FIGURES || matches!(Shortcode::parse(name), Some(Ok(_))))
            }
            None => document.convert(&edition.converter(article)),
            Some(twin) => document.convert(&Converter::new(twin.variant, twin.variant, None, &Glossary::default())),
        };
        Self { article, document, source, offset: body.start }
    }

    /// With the place of the figure table, where there are figures.
    fn with_figures(mut self, metrics: &[Metric]) -> Self {
        if !metrics.is_empty() {
            self.document = self.document.with_default_placeholder(FIGURES);
        }
        self
    }
}

/// The text of a bulletin as its reader sees it, one string a block, without the figure table.
pub(crate) fn plain(views: Views<'_, '_>, item: &Item<'_>) -> Vec<String> {
    let text = Text::of(views.edition, &item.bulletin.article, &|_| false);
    text.document.plain(|placeholder| plain_figure(views, &item.bulletin.metrics, placeholder))
}

/// The same of a page that is not a bulletin.
pub(crate) fn plain_leaf(views: Views<'_, '_>, leaf: &PlainPage<'_>) -> Vec<String> {
    let text = Text::of(views.edition, leaf.article, &|_| false);
    text.document.plain(|placeholder| plain_figure(views, &[], placeholder))
}

/// What a placeholder shows, without markup; nothing where it is a mistake, which is reported elsewhere.
fn plain_figure(views: Views<'_, '_>, metrics: &[Metric], placeholder: &Placeholder) -> String {
    if let Some(latest) = Latest::parse(&placeholder.name) {
        return latest
            .ok()
            .and_then(|latest| views.latest(&latest).ok())
            .map_or_else(String::new, |latest| latest.text);
    }
    let shown = shown::find(metrics, &views.plan.corpus.registry, &placeholder.name);
    shown.map_or_else(|_| String::new(), |shown| views.edition.shown(shown))
}

/// The words of a shortcode: `subscribe "two words" kind=box`. What is between double quotes is one word.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quoted, mut begun) = (String::new(), false, false);
    for sign in text.chars() {
        match sign {
            '"' | '“' | '”' => (quoted, begun) = (!quoted, true),
            sign if sign.is_whitespace() && !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            sign => {
                word.push(sign);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

/// `kind=box` as its two parts.
fn option(word: &str) -> Option<(&str, &str)> {
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    word.split_once('=').filter(|(name, _)| is_name(name))
}

struct Writer<'w, 'e> {
    views: Views<'w, 'e>,
    article: &'w Article,
    /// The address of the article within the edition.
    folder: &'w str,
    source: &'w Source,
    /// Where the body starts in the source.
    offset: usize,
    theme: &'w Theme,
    metrics: &'w [Metric],
    table: String,
    /// What every page shows, as templates see it.
    site: &'w Value,
    /// How many charts and comparisons there are so far, to number them.
    pictures: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Writer<'_, '_> {
    /// What is said of an address whose path leads nowhere.
    fn lost(&self, address: &str, path: &str) -> (String, String) {
        let plan = self.views.plan;
        let path = percent_decoded(path);
        if self.source.path.resolve(&path).is_some_and(|target| plan.corpus.hidden.contains(&target)) {
            let message = format!("`{address}` is not published yet");
            return (message, "it is a draft, under embargo or of a later day: link to it when it is out".to_owned());
        }
        let copied = path.split_once("static/").map(|(_, rest)| rest);
        let copied = copied.filter(|rest| plan.assets.statics.contains_key(*rest)).map(|rest| format!("/{rest}"));
        let help = match copied.or_else(|| plan.addresses.nearest(&path)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "write the path of a file, relative to this one or from `/`, or of a page, as `/topics/`".to_owned()
            }
        };
        (format!("`{address}` leads nowhere"), help)
    }
}

impl Hooks for Writer<'_, '_> {
    fn link(&mut self, address: &str, span: Range<usize>) -> String {
        if let Some(scheme) = unsafe_scheme(address) {
            let message = format!("an address cannot be `{scheme}:`");
            let help = "link to a page by `https:`, or to a file of the site by its path".to_owned();
            self.report(Code::UnsafeUrl, span, message, help);
            return String::new();
        }
        if address.is_empty() || address.starts_with("//") || scheme(address).is_some() {
            return address.to_owned();
        }
        if address.starts_with('#') {
            return self.page().unwrap_or_default() + address;
        }
        let (path, anchor) = address.find(['#', '?']).map_or((address, ""), |at| address.split_at(at));
        match self.views.plan.resolve(self.views.edition.variant, &self.source.path, self.folder, path) {
            Some(file) => format!("{}{anchor}", self.views.plan.link(&file.url())),
            None => {
                let (message, help) = self.lost(address, path);
                self.report(Code::DeadLink, span, message, help);
                address.to_owned()
            }
        }
    }

    fn placeholder(&mut self, placeholder: &Placeholder, within: Within) -> String {
        let Placeholder { name, block, span } = placeholder;
        if name == FIGURES {
            if *block && !self.metrics.is_empty() {
                return std::mem::take(&mut self.table);
            }
            let help = "put it alone in a paragraph of a bulletin that has metrics".to_owned();
            let message = format!("`{{{{ {name} }}}}` has no place here");
            self.report(Code::UnknownFigure, span.clone(), message, help);
            return String::new();
        }
        if let Some(shortcode) = Shortcode::parse(name) {
            if *block {
                return self.shortcode(shortcode, span.clone());
            }
            let message = format!("`{{{{ {name} }}}}` has no place within a paragraph");
            self.report(Code::UnknownFigure, span.clone(), message, "put it alone in a paragraph".into());
            return String::new();
        }
        if let Some(html) = self.template(placeholder) {
            return html;
        }
        if let Some(latest) = Latest::parse(name) {
            return self.latest(latest, span.clone(), within);
        }
        match shown::find(self.metrics, &self.views.plan.corpus.registry, name) {
            Ok(shown) => self.inline(shown, within),
            Err(Malformed { message, help, span: _ }) => {
                self.report(Code::UnknownFigure, span.clone(), message, help);
                String::new()
            }
        }
    }

    fn code(&mut self, language: &str, code: &str) -> String {
        self.theme.code(language, code)
    }

    fn notice(&self, kind: BlockQuoteKind) -> Option<String> {
        Some(escape(notice(self.views.labels, kind)))
    }

    fn anchor(&self) -> Option<String> {
        let is_page = self.views.plan.medium == Medium::Page;
        is_page.then(|| escape(self.views.labels.text(Label::Anchor)))
    }

    fn raw_html(&self) -> RawHtml {
        self.views.plan.config.raw_html
    }

    fn page(&self) -> Option<String> {
        match self.views.plan.medium {
            Medium::Page => None,
            Medium::Elsewhere => Some(self.views.absolute_url(self.folder)),
        }
    }

    fn refused(&mut self, what: &str, span: Range<usize>) {
        if self.views.plan.config.raw_html != RawHtml::Sanitize {
            return;
        }
        let help = "texts of people you trust may keep it: `[markdown]`, `html = \"allow\"` in site.toml; else write it as Markdown".to_owned();
        self.report(Code::RawHtml, span, format!("`{what}` is not kept"), help);
    }
}

impl<'w, 'e> Writer<'w, 'e> {
    fn new(
        views: Views<'w, 'e>,
        text: &Text<'w>,
        theme: &'w Theme,
        site: &'w Value,
        metrics: &'w [Metric],
        table: String,
    ) -> Self {
        Self {
            views,
            article: text.article,
            folder: &text.article.folder,
            source: text.source,
            offset: text.offset,
            theme,
            metrics,
            table,
            site,
            pictures: 0,
            diagnostics: Vec::new(),
        }
    }

    /// Reports what the text has and the page will not.
    fn fault(&mut self, fault: &Fault) {
        match fault {
            Fault::Braces(span) => {
                let Malformed { message, help, span } = shown::unfilled(span.clone());
                self.report(Code::UnknownFigure, span, message, help);
            }
            Fault::Attribute(name, span) => {
                let help = "after a heading only its id is read, as in `## 小结 {#summary}`".to_owned();
                self.report(Code::RawHtml, span.clone(), format!("`{name}` is not kept"), help);
            }
            Fault::Id(id, span) => {
                let message = format!("the page has the id `{id}` already");
                self.report(Code::Duplicate, span.clone(), message, "give the heading another".to_owned());
            }
        }
    }

    /// What the site's own template of that name makes of a placeholder that is alone in its paragraph; `None` where there
    /// is no such template.
    fn template(&mut self, placeholder: &Placeholder) -> Option<String> {
        let mut words = words(&placeholder.name).into_iter();
        let template = self.theme.shortcode(&words.next()?).filter(|_| placeholder.block)?;
        let converter = self.views.edition.converter(self.article);
        // An address is none in another script.
        let convert = |text: &str| match scheme(text) {
            Some(_) => text.to_owned(),
            None => converter.convert(text).into_owned(),
        };
        let (options, args): (Vec<String>, Vec<String>) = words.partition(|word| option(word).is_some());
        let options = options.iter().filter_map(|word| option(word));
        let view = ShortcodeView {
            args: args.iter().map(|arg| convert(arg)).collect(),
            options: options.map(|(key, value)| (key.to_owned(), convert(value))).collect(),
        };
        Some(self.theme.render(&template, self.site.clone(), &view).report(&mut self.diagnostics))
    }

    /// A chart or comparison of an indicator.
    fn shortcode(&mut self, shortcode: Result<Shortcode, Malformed>, span: Range<usize>) -> String {
        let shortcode = match shortcode {
            Ok(shortcode) => shortcode,
            Err(malformed) => {
                self.report(Code::UnknownFigure, span, malformed.message, malformed.help);
                return String::new();
            }
        };
        self.pictures += 1;
        let own: Vec<_> = self.metrics.iter().collect();
        let picture = self.views.picture(&shortcode, &own, &format!("picture-{}", self.pictures));
        // Feed readers drop pictures; the table of a comparison stays.
        let is_page = self.views.plan.medium == Medium::Page;
        match picture {
            Ok(Picture::Chart(chart)) if is_page => chart.html(),
            Ok(Picture::Chart(_)) => String::new(),
            Ok(Picture::Comparison(comparison)) => {
                let mut comparison = comparison.0;
                if !is_page {
                    comparison.chart.clear();
                    comparison.tiles.clear();
                }
                let view = ComparisonPage { comparison };
                self.theme.render("comparison.html", self.site.clone(), &view).report(&mut self.diagnostics)
            }
            Err(NoPicture { code, message, help }) => {
                self.report(code, span, message, help);
                String::new()
            }
        }
    }

    /// The newest figure of an indicator, with a link to where it is stated.
    fn latest(&mut self, latest: Result<Latest, Malformed>, span: Range<usize>, within: Within) -> String {
        let (message, help) = match latest.map(|latest| self.views.latest(&latest)) {
            Ok(Ok(LatestText { text, url })) => {
                return match (self.views.plan.medium, within) {
                    (_, Within::Picture) => text,
                    (Medium::Page, Within::Prose) => {
                        format!("<a class=\"figure\" href=\"{}\">{}</a>", escape(&url), escape(&text))
                    }
                    _ => escape(&text),
                };
            }
            Ok(Err(NoPicture { message, help, .. })) => (message, help),
            Err(Malformed { message, help, .. }) => (message, help),
        };
        self.report(Code::UnknownFigure, span, message, help);
        String::new()
    }

    /// A figure in running text, with its number for machines.
    fn inline(&self, shown: Shown<'_>, within: Within) -> String {
        let text = self.views.edition.shown(shown);
        if within == Within::Picture {
            return text;
        }
        let text = escape(&text);
        let data = match shown.quantity {
            Some(quantity) => format!("<data value=\"{}\">{text}</data>", quantity.number().value()),
            None => text,
        };
        match (self.views.plan.medium, within) {
            (Medium::Page, Within::Prose) => {
                format!("<a class=\"figure\" href=\"#{}\">{data}</a>", fragment(&shown.metric.id))
            }
            _ => data,
        }
    }

    /// Reports a mistake at bytes of the body; a twin and each edition find the same ones, which
    /// the run shows once.
    fn report(&mut self, code: Code, span: Range<usize>, message: String, help: String) {
        let place = self.source.place(span.start + self.offset..span.end + self.offset);
        self.diagnostics.push(Diagnostic::new(code, place, message).help(help));
    }
}
