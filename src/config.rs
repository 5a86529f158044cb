//! `site.toml`: what a site is called, where it is published and in which editions.
//!
//! In: the text of `site.toml`. Out: [`Config`], every value checked.
//!
//! May touch: path, source, diag, tree, text

mod channels;
mod data;
mod edition;
mod host;
mod theme;
mod workflow;

pub use channels::{Channels, FiguresAs, WechatConfig};
pub use data::DataConfig;
pub(crate) use edition::currency_of;
pub use edition::{Bodies, EditionConfig, EnglishConfig, Scales};
pub use host::HostConfig;
pub use theme::{Colour, Paragraphs, ThemeConfig};
pub use workflow::Workflow;

use crate::diag::{Checked, Code, Level, Levels, Malformed, nearest};
use crate::path::{SitePath, percent_decoded, percent_encoded, scheme, unsafe_scheme};
use crate::source::{Place, Source};
use crate::text::markdown::RawHtml;
use crate::text::{Script, Variant};
use crate::tree::{Extra, Fields};
use channels::printed;
use jiff::tz::Offset;
use std::str::FromStr;

/// The settings of a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's name, in the site's own script: `简报`.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// Who publishes it; the title when not given.
    pub publisher: String,
    /// Where the site is published.
    pub base_url: BaseUrl,
    /// The script bulletins are written in unless they say otherwise.
    pub script: Variant,
    /// The offset from UTC of the site's dates: `+08:00`.
    pub utc_offset: Offset,
    /// Bulletins on one page of a list.
    pub page_size: usize,
    /// The editions, in the order they are offered; the first is the one written first.
    pub editions: Vec<EditionConfig>,
    /// Topics that have an address of their own, and their order in lists.
    pub topics: Vec<Topic>,
    /// How the theme differs from the built-in one: `[theme]`.
    pub theme: ThemeConfig,
    /// The edition whose front page is at the site's root too; the page where an edition is chosen when not given.
    pub home: Option<Variant>,
    /// What the site's own templates want to know: `[extra]`.
    pub extra: Extra,
    /// Which digests are made.
    pub digests: Digests,
    /// Whether CSV files begin with a byte order mark, without which Excel does not read them as UTF-8.
    pub csv_bom: bool,
    /// Which data files there are: `[data]`.
    pub data: DataConfig,
    /// How much the host takes: `[host]`.
    pub host: Option<HostConfig>,
    /// Where else the site is read, and how: `[channels]`.
    pub channels: Channels,
    /// Whether there are pictures for shared links; only a binary with the feature `paged` can draw them.
    pub cards: bool,
    /// On what terms the data may be used; `None` when not said.
    pub license: Option<License>,
    /// Whether the indicators that are built in are registered: `indicators = "builtin"`.
    pub built_in_indicators: bool,
    /// What the navigation names beyond the lists that every site has; all of it, where it names the front page, `/`.
    pub nav: Vec<NavEntry>,
    /// What happens to raw HTML in Markdown: `[markdown]`, `html = "sanitize"`.
    pub raw_html: RawHtml,
    /// How much each kind of mistake matters, where it differs from the default.
    pub levels: Levels,
    /// Who has to have signed a bulletin.
    pub workflow: Workflow,
}

/// An entry of the navigation: `"about.md"`, or `{ to = "/topics/industry/", label = "工业" }`.
#[derive(Clone, Debug)]
pub struct NavEntry {
    /// Where it leads: a file below `content/`, a page of the edition from `/`, or an address of another site.
    pub to: String,
    /// What it is called; the title of the page when not given.
    pub label: Option<String>,
    /// Where the settings name it.
    pub(crate) place: Place,
}

/// The spans of time that get a page with all their bulletins: `[digests]` with `month` and `week`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digests {
    /// Calendar months, `digests/2025-07/`; made by default.
    pub month: bool,
    /// ISO 8601 weeks, `digests/2025-W29/`.
    pub week: bool,
}

/// On what terms something may be used: `license = { name = "…", url = "…" }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct License {
    /// Its name: `CC BY 4.0`.
    pub name: String,
    /// Its text: `https://creativecommons.org/licenses/by/4.0/`.
    pub url: String,
}

/// A topic that `site.toml` lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its part of the address: `industry`.
    pub key: String,
    /// Its name as bulletins write it: `工业`.
    pub name: String,
    /// A sentence about it; empty when not given.
    pub description: String,
}

/// Where the site is published: scheme, host and path, with no slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// All of it: `https://example.org/digest`.
    absolute: String,
    /// Its path alone: `/digest`; empty at the root of a host.
    prefix: String,
}

impl BaseUrl {
    /// The absolute URL of a path from the site's root: `/zh-hans/` becomes
    /// `https://example.org/digest/zh-hans/`.
    pub(crate) fn absolute(&self, url: &str) -> String {
        format!("{}{url}", self.absolute)
    }

    /// Whether its host is one that is kept for examples, where nobody can publish (RFC 2606).
    pub(crate) fn is_example(&self) -> bool {
        let host = self.absolute.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or_default();
        let is_of = |domain: &str| host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
        ["example.org", "example.com", "example.net"].into_iter().any(is_of)
    }

    /// The path within the site, not percent-encoded, of an address as an address bar has it.
    pub(crate) fn path_of(&self, address: &str) -> String {
        let address = percent_decoded(address);
        let own = [percent_decoded(&self.absolute), percent_decoded(&self.prefix)];
        let below = |own: &String| address.strip_prefix(own.as_str()).filter(|rest| rest.starts_with('/'));
        own.iter().filter(|own| !own.is_empty()).find_map(below).unwrap_or(&address).to_owned()
    }

    /// The same path on another host, `http://127.0.0.1:1313`.
    pub(crate) fn moved_to(&self, origin: &str) -> Self {
        Self { absolute: format!("{origin}{}", self.prefix), prefix: self.prefix.clone() }
    }

    /// The path on the host, for links within the site: `/digest/zh-hans/`.
    pub(crate) fn local(&self, url: &str) -> String {
        [&self.prefix, url].concat()
    }
}

impl FromStr for BaseUrl {
    type Err = Malformed;

    /// `https://example.org` or `http://localhost:8000/digest/`.
    fn from_str(url: &str) -> Result<Self, Malformed> {
        let trimmed = url.trim();
        let malformed = || Malformed {
            message: format!("`{url}` is not the address of a site"),
            help: "write scheme and host, as in `https://example.org` or `https://example.org/digest`".into(),
            span: 0..url.len(),
        };
        let (scheme, rest) = trimmed.split_once("://").ok_or_else(malformed)?;
        let (host, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        let unfit = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '"' | '<' | '>' | '\\');
        if !matches!(scheme, "http" | "https") || host.is_empty() || rest.contains(unfit) {
            return Err(malformed());
        }
        if !host.is_ascii() {
            let message = format!("the host `{host}` is not in the form that addresses have");
            let help = "write it in its ASCII form, which begins with `xn--`";
            return Err(Malformed { message, help: help.into(), span: 0..url.len() });
        }
        let segments: Vec<String> =
            path.split('/').filter(|segment| !segment.is_empty()).map(percent_decoded).collect();
        if segments.iter().any(|segment| SitePath::new(segment).is_err()) {
            return Err(malformed());
        }
        // Two slashes at the start of a link would lead to another host.
        let prefix: String = segments.iter().map(|segment| format!("/{}", percent_encoded(segment))).collect();
        Ok(Self { absolute: format!("{scheme}://{host}{prefix}"), prefix })
    }
}

impl Config {
    /// The offset from UTC of a site that does not say its own: that of China.
    pub(crate) const USUAL_OFFSET: Offset = Offset::constant(8);

    /// Reads `site.toml`.
    pub fn parse(source: &Source) -> Checked<Self> {
        let mut fields = Fields::of_file(source);
        let title = fields.required_text("title").map_or_else(String::new, |text| text.value);
        let description = fields.text("description").map_or_else(String::new, |text| text.value);
        let publisher = fields.text("publisher").map_or_else(|| title.clone(), |text| text.value);
        let base_url = match fields.required_text("base_url") {
            Some(text) => fields.parsed(text, Code::BadConfig).map(|url| url.value),
            None => None,
        };
        let script = fields.parse::<Script>("script", Code::BadName).map_or(Variant::Hans, |written| written.value.0);
        let utc_offset = offset(&mut fields);
        let page_size = fields.count("page_size").unwrap_or(20);
        let theme = ThemeConfig::read(&mut fields);
        let extra = fields.extra("extra");
        let digests = digests(&mut fields);
        let csv_bom = fields.truth("csv_bom");
        let data = DataConfig::read(&mut fields);
        let host = HostConfig::read(&mut fields);
        let channels = Channels::read(&mut fields);
        let cards = printed(&mut fields, "cards");
        let license = license(&mut fields);
        let built_in_indicators = built_in_indicators(&mut fields);
        let nav = nav(&mut fields);
        let topics = topics(&mut fields);
        let raw_html = raw_html(&mut fields);
        let levels = levels(&mut fields);
        let workflow = Workflow::read(&mut fields);
        let editions = edition::editions(&mut fields, script);
        let home = home(&mut fields, &editions);
        let diagnostics = fields.finish();
        let base_url = base_url.unwrap_or(BaseUrl { absolute: String::new(), prefix: String::new() });
        let value = Self {
            title,
            description,
            publisher,
            base_url,
            script,
            utc_offset,
            page_size,
            editions,
            topics,
            theme,
            home,
            extra,
            digests,
            csv_bom,
            data,
            host,
            channels,
            cards,
            license,
            built_in_indicators,
            nav,
            raw_html,
            levels,
            workflow,
        };
        Checked { value, diagnostics }
    }
}

/// Whether `indicators = "builtin"` is written.
fn built_in_indicators(fields: &mut Fields<'_>) -> bool {
    let Some(written) = fields.text("indicators") else { return false };
    let known = written.value == "builtin";
    if !known {
        let message = format!("`indicators` cannot be `{}`", written.value);
        let help = "write `builtin` for the indicators that come with the program; a site's own are in content/indicators.toml";
        fields.report(Code::BadConfig, written.span, message, help);
    }
    known
}

fn nav(fields: &mut Fields<'_>) -> Vec<NavEntry> {
    let source = fields.source();
    let mut entries = Vec::new();
    for entry in fields.texts_and_tables("nav") {
        let (to, label) = match entry {
            Ok(text) => (Some(text), None),
            Err(mut table) => {
                let entry = (table.required_text("to"), table.text("label").map(|label| label.value));
                fields.absorb(table.finish());
                entry
            }
        };
        let Some(to) = to else { continue };
        if label.is_none() && scheme(&to.value).is_some() {
            let help = format!("write `{{ to = \"{}\", label = \"…\" }}`", to.value);
            fields.report(Code::MissingKey, to.span, "a link to another site needs a label", help);
            continue;
        }
        if let Some(scheme) = unsafe_scheme(&to.value) {
            let help = "link to a page by `https:`, or to a file of the site by its path";
            fields.report(Code::UnsafeUrl, to.span, format!("an address cannot be `{scheme}:`"), help);
            continue;
        }
        entries.push(NavEntry { to: to.value, label, place: source.place(to.span) });
    }
    entries
}

fn offset(fields: &mut Fields<'_>) -> Offset {
    let china = Config::USUAL_OFFSET;
    let Some(text) = fields.text("utc_offset") else { return china };
    let (sign, digits) = match text.value.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.value.strip_prefix('+').unwrap_or(&text.value)),
    };
    let seconds = digits.split_once(':').and_then(|(hours, minutes)| {
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
    });
    match seconds.and_then(|seconds| Offset::from_seconds(seconds).ok()) {
        Some(offset) => offset,
        None => {
            fields.report(
                Code::BadConfig,
                text.span,
                format!("`{}` is not an offset from UTC", text.value),
                "write it as `+08:00`",
            );
            china
        }
    }
}

/// `home = "zh-Hans"`: one of the editions.
fn home(fields: &mut Fields<'_>, editions: &[EditionConfig]) -> Option<Variant> {
    let home = fields.parse::<Variant>("home", Code::BadName)?;
    if editions.iter().any(|edition| edition.variant == home.value) {
        return Some(home.value);
    }
    let message = format!("the site has no edition `{}`", home.value.tag());
    fields.report(Code::BadConfig, home.span, message, "name one of its `[[editions]]`");
    None
}

fn digests(fields: &mut Fields<'_>) -> Digests {
    let Some(mut table) = fields.table("digests") else { return Digests { month: true, week: false } };
    let month = !table.wrote("month") || table.truth("month");
    let week = table.truth("week");
    fields.absorb(table.finish());
    Digests { month, week }
}

fn license(fields: &mut Fields<'_>) -> Option<License> {
    let mut table = fields.table("license")?;
    let (name, url) = (table.required_text("name"), table.required_text("url"));
    let address = url.filter(|url| {
        let absolute = ["https://", "http://"].iter().any(|scheme| url.value.starts_with(scheme));
        if !absolute || url.value.contains(|c: char| c.is_whitespace() || c.is_control()) {
            let message = format!("`{}` is not the address of a licence", url.value);
            table.report(Code::BadConfig, url.span.clone(), message, "write it with `https://` and without spaces");
            return false;
        }
        true
    });
    fields.absorb(table.finish());
    Some(License { name: name?.value, url: address?.value })
}

fn topics(fields: &mut Fields<'_>) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    for mut table in fields.tables("topics") {
        let (key, name) = (table.required_text("key"), table.required_text("name"));
        let description = table.text("description").map_or_else(String::new, |text| text.value);
        if let (Some(key), Some(name)) = (key, name) {
            if key.value != crate::path::slug(&key.value) {
                let help = format!("write `{}`", crate::path::slug(&key.value));
                table.report(Code::BadPath, key.span, format!("`{}` cannot be part of an address", key.value), help);
            } else if topics.iter().any(|topic| topic.key == key.value || topic.name == name.value) {
                table.report(
                    Code::Duplicate,
                    key.span,
                    format!("topic `{}` stands here a second time", key.value),
                    "keep one of them",
                );
            } else {
                topics.push(Topic { key: key.value, name: name.value, description });
            }
        }
        fields.absorb(table.finish());
    }
    topics
}

fn raw_html(fields: &mut Fields<'_>) -> RawHtml {
    let Some(mut markdown) = fields.table("markdown") else { return RawHtml::default() };
    let html = markdown.parse("html", Code::BadConfig).map_or_else(RawHtml::default, |html| html.value);
    fields.absorb(markdown.finish());
    html
}

/// `[check]`, `levels = { unknown-indicator = "deny" }`.
fn levels(fields: &mut Fields<'_>) -> Levels {
    let mut levels = Levels::default();
    let Some(mut check) = fields.table("check") else { return levels };
    for (name, level) in check.pairs("levels") {
        let Some(code) = Code::named(&name.value) else {
            let known = nearest(&name.value, Code::ALL.iter().map(|code| code.name()));
            let help =
                known.map_or("`jianbao explain` lists the codes".to_owned(), |near| format!("did you mean `{near}`?"));
            check.report(Code::UnknownKey, name.span, format!("there is no code `{}`", name.value), help);
            continue;
        };
        if let Some(level) = check.parsed::<Level>(level, Code::BadConfig)
            && let Err(malformed) = levels.set(code, level.value)
        {
            check.report(Code::BadConfig, level.span, malformed.message, malformed.help);
        }
    }
    fields.absorb(check.finish());
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(not(feature = "paged"))]
    #[test]
    fn what_cannot_be_printed_is_no_silent_loss() {
        for asked in ["cards = true", "[channels]\npdf = true"] {
            let text = format!("title = \"简报\"\nbase_url = \"https://example.org\"\n{asked}\n");
            let parsed = Config::parse(&Source::new(crate::path::SourcePath::known("site.toml"), &text));
            let places: Vec<_> = parsed.diagnostics.iter().map(|mistake| mistake.code).collect();
            let Config { cards, channels, .. } = parsed.value;
            assert_eq!((places, cards, channels.pdf), (vec![Code::BadConfig], false, false));
        }
    }

    #[test]
    fn a_base_url_is_absolute_and_local() {
        let url: BaseUrl = "https://example.org/digest/".parse().expect("a base URL");
        assert_eq!(url.absolute("/zh-hans/"), "https://example.org/digest/zh-hans/");
        assert_eq!(url.local("/zh-hans/"), "/digest/zh-hans/");
        for (written, prefix) in [("//x//y/", "/x/y"), ("/经济", "/%E7%BB%8F%E6%B5%8E"), ("/%E7%BB%8F", "/%E7%BB%8F")]
        {
            let url: BaseUrl = format!("https://example.org{written}").parse().expect("a base URL");
            assert_eq!(url.local("/"), format!("{prefix}/"));
            assert_eq!(url.absolute("/"), format!("https://example.org{prefix}/"));
        }
        for bad in [
            "https://简报.example",
            "https://a/../b",
            "",
            "example.org",
            "ftp://x",
            "https://",
            "https://a b",
            "https://a/?q",
        ] {
            assert!(bad.parse::<BaseUrl>().is_err(), "{bad}");
        }
    }
}
