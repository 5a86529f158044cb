//! The text of a page as HTML.
//!
//! In: the Markdown of an article and its edition. Out: HTML, converted, with links resolved,
//! figures placed and code coloured; and the links that lead nowhere.
//!
//! May touch: path, source, diag, text, figure, label, bulletin, edition, page, view

use super::theme::{Theme, escape};
use crate::bulletin::Article;
use crate::diag::{Checked, Code, Diagnostic, Malformed, nearest};
use crate::edition::{Edition, Figure, Item, PlainPage};
use crate::figure::Quantity;
use crate::label::Label;
use crate::page::{Medium, Plan};
use crate::path::{percent_encoded, scheme, unsafe_scheme};
use crate::source::Source;
use crate::text::markdown::{Document, Heading, Hooks, Placeholder, RawHtml};
use crate::text::{Converter, Glossary};
use crate::view::{NoPicture, Picture, Shortcode, Views, types::ComparisonPage};
use std::ops::Range;

/// The placeholder for the figure table.
const FIGURES: &str = "figures";

/// A text as HTML.
pub(crate) struct Body {
    /// The HTML.
    pub(crate) html: String,
    /// Its headings.
    pub(crate) headings: Vec<Heading>,
}

/// The text of a bulletin, its figure table in place.
pub(crate) fn bulletin(views: Views<'_, '_>, at: usize, theme: &Theme) -> Checked<Body> {
    let mut diagnostics = Vec::new();
    let item = &views.edition.items[at];
    let template = match views.plan.medium {
        Medium::Page => "figures.html",
        Medium::Elsewhere => "figures-entry.html",
    };
    let table = match item.figures.is_empty() {
        true => String::new(),
        false => theme.render(template, &views.figures(at)).report(&mut diagnostics),
    };
    let body = write(views, &item.bulletin.article, theme, &item.figures, table).report(&mut diagnostics);
    Checked { value: body, diagnostics }
}

/// The text of a page that is not a bulletin.
pub(crate) fn leaf(views: Views<'_, '_>, leaf: &PlainPage<'_>, theme: &Theme) -> Checked<Body> {
    write(views, leaf.article, theme, &[], String::new())
}

fn write(
    views: Views<'_, '_>,
    article: &Article,
    theme: &Theme,
    figures: &[Figure<'_>],
    table: String,
) -> Checked<Body> {
    let (mut document, source, offset, own) = document(views.edition, article);
    if !figures.is_empty() {
        document = document.with_default_placeholder(FIGURES);
    }
    let converter = &own;
    let mut writer = Writer {
        views,
        folder: &article.folder,
        source,
        offset,
        theme,
        converter,
        figures,
        table,
        pictures: 0,
        diagnostics: Vec::new(),
    };
    let html = document.html(&mut writer);
    Checked { value: Body { html, headings: document.headings() }, diagnostics: writer.diagnostics }
}

/// The body of an article in an edition: the document, the source it is in and where, and the
/// converter of its text.
fn document<'a>(edition: &Edition<'_>, article: &'a Article) -> (Document<'a>, &'a Source, usize, Converter) {
    let twin = article.twins.get(&edition.variant);
    let (source, body) = twin.map_or((&article.source, &article.body), |twin| (&twin.source, &twin.body));
    let document = Document::parse(&source.text[body.clone()]);
    let own = edition.converter(article);
    let document = match twin {
        None => document.convert(&own),
        Some(twin) => document.convert(&Converter::new(twin.variant, twin.variant, None, &Glossary::default())),
    };
    (document, source, body.start, own)
}

/// The text of a bulletin as its reader sees it, one string a block, without the figure table.
pub(crate) fn plain(views: Views<'_, '_>, item: &Item<'_>) -> Vec<String> {
    let (document, _, _, converter) = document(views.edition, &item.bulletin.article);
    document.plain(|placeholder| match find(views.plan, &item.figures, &placeholder.name) {
        Ok(figure) => figure_text(views.edition, &converter, figure),
        Err(_) => String::new(),
    })
}

struct Writer<'w, 'e> {
    views: Views<'w, 'e>,
    /// The address of the article within the edition.
    folder: &'w str,
    source: &'w Source,
    /// Where the body starts in the source.
    offset: usize,
    theme: &'w Theme,
    converter: &'w Converter,
    figures: &'w [Figure<'w>],
    table: String,
    /// How many charts and comparisons there are so far, to number them.
    pictures: usize,
    diagnostics: Vec<Diagnostic>,
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
                let name = path.rsplit('/').next().unwrap_or(path);
                let help = match self.views.plan.addresses.nearest(name) {
                    Some(near) => {
                        format!("did you mean `{near}`? Paths are relative to this file, or from `/` for content/")
                    }
                    None => "write the path of a file, relative to this one or from `/`, or of a page, as `/topics/`"
                        .to_owned(),
                };
                self.report(Code::DeadLink, span, format!("`{address}` leads nowhere"), help);
                address.to_owned()
            }
        }
    }

    fn placeholder(&mut self, placeholder: &Placeholder) -> String {
        if placeholder.name == FIGURES && placeholder.block {
            return std::mem::take(&mut self.table);
        }
        if placeholder.block
            && let Some(shortcode) = Shortcode::parse(&placeholder.name)
        {
            return self.shortcode(shortcode, placeholder.span.clone());
        }
        match find(self.views.plan, self.figures, &placeholder.name) {
            Ok(figure) => self.inline(figure),
            Err((message, help)) => {
                self.report(Code::UnknownFigure, placeholder.span.clone(), message, help);
                String::new()
            }
        }
    }

    fn code(&mut self, language: &str, code: &str) -> String {
        self.theme.code(language, code)
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
        let help = "`markdown.html` in site.toml says what becomes of raw HTML; write it as Markdown".to_owned();
        self.report(Code::RawHtml, span, format!("`{what}` is not kept"), help);
    }
}

impl<'w> Writer<'w, '_> {
    /// A chart or comparison of indicators.
    fn shortcode(&mut self, shortcode: Result<Shortcode, Malformed>, span: Range<usize>) -> String {
        let shortcode = match shortcode {
            Ok(shortcode) => shortcode,
            Err(malformed) => {
                self.report(Code::UnknownFigure, span, malformed.message, malformed.help);
                return String::new();
            }
        };
        self.pictures += 1;
        let own: Vec<_> = self.figures.iter().map(|figure| figure.metric).collect();
        let picture = self.views.picture(&shortcode, &own, &format!("picture-{}", self.pictures));
        // Feed readers drop pictures; the table of a comparison stays.
        let is_page = self.views.plan.medium == Medium::Page;
        match picture {
            Ok(Picture::Chart(chart)) => is_page.then_some(chart).unwrap_or_default(),
            Ok(Picture::Comparison(mut comparison)) => {
                if !is_page {
                    comparison.chart.clear();
                }
                let view = ComparisonPage { comparison: *comparison };
                self.theme.render("comparison.html", &view).report(&mut self.diagnostics)
            }
            Err(NoPicture { code, message, help }) => {
                self.report(code, span, message, help);
                String::new()
            }
        }
    }

    /// A figure in running text, with its number for machines.
    fn inline(&self, figure: &Figure<'_>) -> String {
        let metric = figure.metric;
        let text = escape(&figure_text(self.views.edition, self.converter, figure));
        let data = match shown(figure) {
            Some(quantity) => format!("<data value=\"{}\">{text}</data>", quantity.number().value()),
            None => text,
        };
        match self.views.plan.medium {
            Medium::Page => format!("<a class=\"figure\" href=\"#{}\">{data}</a>", percent_encoded(&metric.id)),
            Medium::Elsewhere => data,
        }
    }

    /// Reports a mistake at bytes of the body; a twin and each edition find the same ones, which
    /// the run shows once.
    fn report(&mut self, code: Code, span: Range<usize>, message: String, help: String) {
        let place = self.source.place(span.start + self.offset..span.end + self.offset);
        self.diagnostics.push(Diagnostic::new(code, place, message).help(help));
    }
}

/// The metric a placeholder names, by its id or its indicator as written.
fn find<'f, 'c>(plan: &Plan<'_>, figures: &'f [Figure<'c>], name: &str) -> Result<&'f Figure<'c>, (String, String)> {
    if let Some(figure) = figures.iter().find(|figure| figure.metric.id == name) {
        return Ok(figure);
    }
    let registry = &plan.corpus.registry;
    let key = registry.find(name).map(|indicator| indicator.key.as_str());
    let named: Vec<_> = figures
        .iter()
        .filter(|figure| figure.metric.name == name || Some(figure.metric.indicator.as_str()) == key)
        .collect();
    match named.as_slice() {
        [figure] => Ok(figure),
        [] if name == FIGURES => Err((
            "`{{ figures }}` has no place here".into(),
            "put it alone in a paragraph of a bulletin that has metrics".into(),
        )),
        [] => {
            let names = figures.iter().flat_map(|figure| [figure.metric.name.as_str(), figure.metric.id.as_str()]);
            let help = match nearest(name, names) {
                Some(near) => format!("did you mean `{{{{ {near} }}}}`?"),
                None => "name the `indicator` or `id` of one of this bulletin's metrics".to_owned(),
            };
            Err((format!("no metric of this bulletin is called `{name}`"), help))
        }
        several => {
            let ids: Vec<_> = several.iter().map(|figure| format!("`{}`", figure.metric.id)).collect();
            Err((format!("several metrics are called `{name}`"), format!("name one by its id: {}", ids.join(" or "))))
        }
    }
}

/// A figure in running text, as printed and converted like the prose around it: the value, or the
/// size of the change where there is no value.
fn figure_text(edition: &Edition<'_>, converter: &Converter, figure: &Figure<'_>) -> String {
    match shown(figure) {
        Some(quantity) => converter.convert(quantity.text()).into_owned(),
        None => edition.labels.text(Label::Flat).to_owned(),
    }
}

fn shown<'f>(figure: &'f Figure<'_>) -> Option<&'f Quantity> {
    let metric = figure.metric;
    metric.value.as_ref().or_else(|| metric.change.as_ref().and_then(|change| change.amount()))
}
