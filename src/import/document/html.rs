//! The article of a web page, saved or pasted, of the public accounts of WeChat too.
//!
//! In: HTML. Out: the text of its article in paragraphs, its tables as lines, and what the page says of it: title,
//! day, source.
//!
//! May touch: tree

use super::table::{Cell, lines, spread};
use super::told::{Told, day, told};
use super::{Decoded, Document, decode, one_line};
use crate::tree::limit::{COLUMNS, ROWS};
use anyhow::{Result, bail};
use ego_tree::iter::Edge;
use encoding_rs::Encoding;
use jiff::civil::Date;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node, Selector};
use std::collections::HashSet;

/// How a page may begin.
const STARTS: [&str; 18] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<meta",
    "<title",
    "<link",
    "<script",
    "<style",
    "<div",
    "<section",
    "<article",
    "<main",
    "<p>",
    "<p ",
    "<h1",
    "<table",
    "<!--",
];

/// Whether bytes are a web page.
pub(super) fn is_html(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).to_lowercase();
    let start = start.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    STARTS.iter().any(|tag| start.starts_with(tag)) || (start.starts_with("<?xml") && start.contains("<html"))
}

/// Elements whose text is none of an article.
const LEFT_OUT: [&str; 22] = [
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select", "input",
    "textarea", "svg", "canvas", "iframe", "object", "audio", "video", "head", "rp", "rt",
];

/// Elements that begin and end a line.
const BLOCKS: [&str; 30] = [
    "tr",
    "td",
    "th",
    "p",
    "div",
    "section",
    "article",
    "main",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "center",
    "hr",
    "address",
    "details",
    "summary",
    "body",
];

/// Where sites keep an article, the surest first.
const ARTICLES: [&str; 11] = [
    "#js_content",
    "#UCAP-CONTENT",
    "[itemprop=articleBody]",
    ".TRS_Editor",
    ".trs_editor_view",
    ".TRS_UEDITOR",
    "#zoom",
    ".article-content",
    ".article_content",
    "article",
    "main",
];

/// Where pages say a title, beside what is in `<title>`.
const TITLES: [(&str, &str); 5] = [
    ("#activity-name", ""),
    ("meta[name=ArticleTitle]", "content"),
    ("meta[property='og:title']", "content"),
    ("h1", ""),
    ("meta[name='twitter:title']", "content"),
];

/// Where pages say when they were published.
const DATES: [(&str, &str); 8] = [
    ("meta[name=PubDate]", "content"),
    ("meta[name=pubdate]", "content"),
    ("meta[name=publishdate]", "content"),
    ("meta[property='article:published_time']", "content"),
    ("meta[itemprop=datePublished]", "content"),
    ("time[datetime]", "datetime"),
    ("#publish_time", ""),
    (".pubtime, .publish-time, .pub-time, .article-time", ""),
];

/// Where pages say whose text it is.
const SOURCES: [(&str, &str); 4] = [
    ("meta[name=ContentSource]", "content"),
    ("meta[property='article:author']", "content"),
    ("#js_name", ""),
    (".source, .article-source", ""),
];

/// Elements that need no end.
const OPEN_ENDED: [&str; 24] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "br", "img", "meta",
    "link", "hr", "input", "col", "wbr", "source", "embed", "area", "base",
];

/// The least text, in characters, that is taken for an article.
const LEAST: usize = 40;

/// How many elements may be within each other: a parser takes time that grows with their square.
const DEEPEST: usize = 1_000;
/// How far above its paragraphs an article may be.
const ABOVE: usize = 8;
/// How deep tables may be in tables.
const NESTED: usize = 8;
/// The longest line before the title of an article, in characters: what is longer is text.
const BEFORE: usize = 40;
/// How many elements that a site marks as articles are looked at.
const MARKED: usize = 64;

/// Reads a page.
///
/// # Errors
/// Where it is nested deeper than any page.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let decoded = text_of(bytes);
    if depth(&decoded.text) > DEEPEST {
        bail!("its elements are nested more than {DEEPEST} deep; give its text");
    }
    let page = Html::parse_document(&decoded.text);
    let title = said(&page, &TITLES).or_else(|| titled(&page)).unwrap_or_default();
    let article = article(&page);
    let (mut body, mut beside) = parted(blocks(article), &title);
    if beside.date.is_none() && beside.source.is_none() {
        beside = parted(blocks(page.root_element()), &title).1;
    }
    let date = said(&page, &DATES).and_then(|text| day(&text));
    let date = date.or_else(|| written(&decoded.text)).or(beside.date);
    let source = said(&page, &SOURCES).map(|source| source.trim_start_matches("来源：").trim().to_owned());
    let source = source.or(beside.source).filter(|name| !name.is_empty());
    if let Some(source) = source {
        body.insert(0, format!("来源：{source}"));
    }
    let titled = !title.is_empty();
    let text: String =
        titled.then_some(title).into_iter().chain(body).map(|block| block.trim_end().to_owned() + "\n\n").collect();
    Ok(Document { titled, date, ..Document::made(text, "HTML") })
}

/// The blocks of text of an element.
fn blocks(element: ElementRef<'_>) -> Vec<String> {
    let mut blocks = Blocks::default();
    blocks.read(element);
    blocks.done
}

/// The blocks behind the title without the lines that say when and by whom the text was published, and what these say.
fn parted(blocks: Vec<String>, title: &str) -> (Vec<String>, Told) {
    let at = blocks.iter().position(|block| block == title);
    // What is before a title is the way to it, a path or a menu, where no text is.
    let at = at.filter(|at| blocks[..*at].iter().all(|block| block.chars().count() < BEFORE || told(block).is_some()));
    let mut beside = Told { date: None, source: None };
    let mut body = Vec::with_capacity(blocks.len());
    for (place, block) in blocks.into_iter().enumerate() {
        match told(&block) {
            Some(Told { date, source }) => {
                beside.date = beside.date.or(date);
                beside.source = beside.source.or(source);
            }
            None if at.is_some_and(|at| place < at) || block == title => {}
            None => body.push(block),
        }
    }
    (body, beside)
}

/// How deep elements are within each other at most. Those whose end need not be written do not count.
fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let is_open_ended = OPEN_ENDED.iter().any(|other| name.eq_ignore_ascii_case(other));
        if name.is_empty() || is_open_ended {
            continue;
        }
        depth = if tag.starts_with('/') { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// The page as text: in the encoding that it says, else in what reads best.
fn text_of(bytes: &[u8]) -> Decoded {
    let start = String::from_utf8_lossy(bytes.get(..2048).unwrap_or(bytes)).to_lowercase();
    let label = start.split("charset=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'']));
    let label = label.and_then(|rest| rest.split(['"', '\'', '>', ';', ' ', '/']).next());
    let said = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    match said.filter(|_| std::str::from_utf8(bytes).is_err() && Encoding::for_bom(bytes).is_none()) {
        Some(encoding) => Decoded { text: encoding.decode(bytes).0.into_owned(), encoding: encoding.name() },
        None => decode(bytes),
    }
}

/// What the first of several places says.
fn said(page: &Html, places: &[(&str, &str)]) -> Option<String> {
    places.iter().find_map(|(place, attribute)| {
        let selector = Selector::parse(place).ok()?;
        let mut found = page.select(&selector).map(|element| match attribute.is_empty() {
            true => one_line(&element.text().collect::<String>()),
            false => one_line(element.attr(attribute).unwrap_or_default()),
        });
        found.find(|text| !text.is_empty())
    })
}

/// The title in the head, without the name of the site: 标题_某某网.
fn titled(page: &Html) -> Option<String> {
    let title = said(page, &[("title", "")])?;
    let first = title.split(['_', '|']).next().unwrap_or(&title);
    let first = first.split(" - ").next().unwrap_or(first).split(" — ").next().unwrap_or(first).trim();
    Some(if first.is_empty() { title.clone() } else { first.to_owned() })
}

/// The day that WeChat's scripts write into the page: `createTime = '2025-07-18 10:00'`.
fn written(html: &str) -> Option<Date> {
    let at = html.find("createTime = '")?;
    day(html.get(at..at + 40)?)
}

/// The element of the article: one that a site marks as such, else the one with the most paragraphs in it.
fn article(page: &Html) -> ElementRef<'_> {
    let marked = ARTICLES.iter().find_map(|place| {
        let selector = Selector::parse(place).ok()?;
        page.select(&selector)
            .take(MARKED)
            .max_by_key(|element| length(*element))
            .filter(|element| length(*element) >= LEAST)
    });
    if let Some(marked) = marked {
        return marked;
    }
    let paragraphs = Selector::parse("p,td,br").ok();
    let holders = paragraphs.iter().flat_map(|paragraphs| page.select(paragraphs));
    let mut seen = HashSet::new();
    let holders = holders.filter_map(|paragraph| paragraph.parent().and_then(ElementRef::wrap));
    let holders = holders.filter(|holder| seen.insert(holder.id()));
    let best = holders.filter(|holder| !is_left_out(holder.value())).max_by_key(|holder| own_length(*holder));
    // What holds most of the text holds its tables and headings too.
    let whole = length(page.root_element());
    let mut best = out_of_tables(best.unwrap_or_else(|| page.root_element()));
    for _ in 0..ABOVE {
        let Some(above) = best.parent().and_then(ElementRef::wrap).filter(|_| length(best) * 2 < whole) else { break };
        best = above;
    }
    best
}

/// An element, or what is around the table of figures that it is in.
fn out_of_tables(element: ElementRef<'_>) -> ElementRef<'_> {
    let within = std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap));
    let tables = within.take(NESTED).filter(|outer| outer.value().name() == "table" && figures(*outer).is_some());
    tables.last().and_then(|table| table.parent()).and_then(ElementRef::wrap).unwrap_or(element)
}

/// How many characters an element prints.
fn length(element: ElementRef<'_>) -> usize {
    let printed = element.descendants().filter_map(|node| match node.value() {
        Node::Text(text) if node.ancestors().take(4).all(|above| !is_left(above.value())) => Some(text),
        _ => None,
    });
    printed.map(|text| text.chars().filter(|c| !c.is_whitespace()).count()).sum()
}

/// How many characters its paragraphs print, and it itself.
fn own_length(element: ElementRef<'_>) -> usize {
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let children = element.children().map(|child| match child.value() {
        Node::Text(text) => count(text),
        Node::Element(inner) if inner.name() == "p" => {
            ElementRef::wrap(child).map_or(0, |child| child.text().map(count).sum())
        }
        _ => 0,
    });
    children.sum()
}

fn is_left(node: &Node) -> bool {
    matches!(node, Node::Element(element) if is_left_out(element))
}

fn is_left_out(element: &Element) -> bool {
    LEFT_OUT.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || element.attr("role").is_some_and(|role| matches!(role, "navigation" | "banner" | "contentinfo"))
}

/// The blocks of text of an element.
#[derive(Default)]
struct Blocks {
    done: Vec<String>,
    line: String,
    /// How many tables that lay out the page it is in.
    tables: usize,
}

impl Blocks {
    /// Reads an element without recursion: a page may be as deep as it likes.
    fn read(&mut self, root: ElementRef<'_>) {
        let mut skipping = None;
        for edge in root.traverse() {
            let (node, opens) = match edge {
                Edge::Open(node) => (node, true),
                Edge::Close(node) => (node, false),
            };
            if skipping.is_some() {
                skipping = skipping.filter(|id| opens || *id != node.id());
                continue;
            }
            match node.value() {
                Node::Text(text) if opens => self.line.push_str(text),
                Node::Element(element) if opens && is_left_out(element) => skipping = Some(node.id()),
                Node::Element(element) if element.name() == "table" => {
                    self.end();
                    self.tables = if opens { self.tables + 1 } else { self.tables.saturating_sub(1) };
                    let table = ElementRef::wrap(node).filter(|_| opens && self.tables <= NESTED);
                    if let Some(rows) = table.and_then(figures) {
                        self.table(rows);
                        self.tables -= 1;
                        skipping = Some(node.id());
                    }
                }
                Node::Element(element) if element.name() == "br" || BLOCKS.contains(&element.name()) => self.end(),
                _ => {}
            }
        }
        self.end();
    }

    fn end(&mut self) {
        let line = one_line(&self.line);
        self.line.clear();
        if !line.is_empty() {
            self.done.push(line);
        }
    }

    /// A table of figures as lines.
    fn table(&mut self, rows: Vec<Vec<Cell>>) {
        self.done.push(lines(spread(rows)));
    }
}

/// The rows of a table of figures; none of one that only lays out the page.
fn figures(table: ElementRef<'_>) -> Option<Vec<Vec<Cell>>> {
    let (row, cell) = (Selector::parse("tr").ok()?, Selector::parse("td,th").ok()?);
    let rows: Vec<Vec<Cell>> = table.select(&row).take(ROWS).map(|row| cells(row, &cell)).collect();
    let is_layout =
        rows.iter().all(|row| row.len() < 2) || rows.iter().flatten().any(|cell| cell.text.chars().count() > 200);
    (!is_layout).then_some(rows)
}

/// The cells of a row.
fn cells(row: ElementRef<'_>, cell: &Selector) -> Vec<Cell> {
    let size =
        |cell: ElementRef<'_>, name: &str| cell.attr(name).and_then(|size| size.trim().parse().ok()).unwrap_or(1);
    let read = |cell: ElementRef<'_>| Cell {
        text: one_line(&printed(cell)),
        size: (size(cell, "colspan"), size(cell, "rowspan")),
        goes_on: false,
    };
    row.select(cell).take(COLUMNS).map(read).collect()
}

/// The words of a cell, with a space where it begins a line: two numbers below each other are two.
fn printed(cell: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in cell.descendants() {
        match node.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(element) if element.name() == "br" || BLOCKS.contains(&element.name()) => text.push(' '),
            _ => {}
        }
    }
    text
}
