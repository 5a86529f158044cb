//! Feeds and what pages say of themselves to machines: every feed in both formats and listed, links that
//! lead somewhere, corrections as entries of their own, hreflang that is mutual.

use crate::helpers::{root, site, texts};
use atom_syndication::Feed;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const BASE: &str = "https://yunhai.example/digest/";
const EDITIONS: [(&str, &str); 3] =
    [("zh-hans", "zh-Hans"), ("zh-hant-tw", "zh-Hant-TW"), ("zh-hant-hk", "zh-Hant-HK")];

/// A site's files by path, as text.
type Files = BTreeMap<String, String>;

fn built(site: &Path) -> Files {
    texts(crate::helpers::built(site, "2026-09-30T00:00:00Z").0.path())
}

/// A site of one bulletin, which has raw HTML, two corrections of one day and what is added to it.
fn corrected(more: &str) -> TempDir {
    let text = fs::read_to_string(root().join("tests/cases/feeds/raw-html.md")).expect("a bulletin");
    let text = text.replace("见[附件](with-assets/data.txt)与[关于](/about.md)。", "见[上](#page-corrections)。");
    let text =
        text.replace("../with-assets/data.txt", "../../topics/").replace("../../../../assets/", "../../../assets/");
    site(&[
        ("site.toml", format!("title = \"简报\"\nbase_url = \"{BASE}\"\n")),
        ("content/bulletins/one.md", text.replacen("\n+++\n", &format!("\n{more}\n+++\n"), 1)),
    ])
}

/// Stretches of a text between two others.
fn between<'t>(text: &'t str, start: &'t str, end: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(start).skip(1).filter_map(move |rest| Some(rest.split_once(end)?.0))
}

/// The file at an absolute address of the site.
fn file_at(url: &str) -> String {
    let path = url.strip_prefix(BASE).unwrap_or_else(|| panic!("{url} is not of the site"));
    let path = path.split('#').next().expect("a path");
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// One build for all that is looked at: the site has three years of bulletins.
#[test]
fn the_fictional_country_can_be_followed_and_found() {
    let mut files = built(&root().join("tests/sites/statistics"));
    feeds_of_all_and_of_topics_are_there_in_both_formats_which_say_the_same(&files);
    json_feeds_are_valid(&files);
    the_list_of_feeds_has_each_of_them_once(&files);
    what_was_under_embargo_has_the_time_of_its_end(&files);
    pages_name_each_other_in_every_edition_and_their_feeds(&files);
    each_kind_of_page_tells_machines_what_it_is(&files);
    files.extend(built(corrected("").path()).into_iter().map(|(name, text)| (format!("corrected/{name}"), text)));
    texts_of_feeds_are_to_be_read_anywhere(&files);
}

fn feeds_of_all_and_of_topics_are_there_in_both_formats_which_say_the_same(files: &Files) {
    let atom: BTreeSet<&str> =
        files.iter().filter(|(_, text)| text.contains("<feed xmlns")).map(|(name, _)| name.as_str()).collect();
    assert!(atom.len() > 50, "{} feeds", atom.len());
    for name in atom {
        let feed = Feed::read_from(files[name].as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let other = name.replace(".xml", ".json");
        if ["/indicators/", "/digests/"].iter().any(|only| name.contains(only)) {
            assert!(!files.contains_key(&other), "{other}: few follow it");
            continue;
        }
        let json: Value = serde_json::from_str(&files[&other]).expect("JSON");
        let links: BTreeMap<&str, &str> = feed.links().iter().map(|link| (link.rel(), link.href())).collect();
        assert_eq!(links["self"], format!("{BASE}{name}"));
        assert_eq!(json["feed_url"], format!("{BASE}{other}"));
        assert_eq!(json["home_page_url"], links["alternate"]);
        assert!(files.contains_key(&file_at(links["alternate"])), "{name}: {}", links["alternate"]);
        assert_eq!(json["title"], feed.title().value);
        assert_eq!(json["language"].as_str(), feed.lang());
        let items = json["items"].as_array().expect("items");
        assert_eq!(items.len(), feed.entries().len(), "{name}");
        assert!(!items.is_empty() && items.len() <= 20, "{name}: {}", items.len());
        let ids: BTreeSet<&str> = feed.entries().iter().map(|entry| entry.id()).collect();
        assert_eq!(ids.len(), items.len(), "{name}: two entries of one id");
        assert_eq!(*feed.updated(), *feed.entries().iter().map(|entry| entry.updated()).max().expect("an entry"));
        for (entry, item) in feed.entries().iter().zip(items) {
            assert_eq!((item["id"].as_str(), item["url"].as_str()), (Some(entry.id()), Some(entry.id())));
            assert_eq!(item["title"], entry.title().value);
            assert_eq!(item["content_html"].as_str(), entry.content().and_then(|content| content.value()));
            assert_eq!(item["date_modified"], entry.updated().to_rfc3339());
            let page = &files[&file_at(entry.id())];
            if let Some((_, anchor)) = entry.id().split_once('#') {
                assert!(page.contains(&format!("id=\"{anchor}\"")), "{name}: {}", entry.id());
            }
        }
    }
}

fn json_feeds_are_valid(files: &Files) {
    let schema = fs::read_to_string(root().join("tests/standards/json-feed-1.1.schema.json")).expect("the schema");
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).expect("JSON")).expect("a schema");
    for (name, text) in files.iter().filter(|(_, text)| text.starts_with("{\"version\":\"https://jsonfeed")) {
        let feed = serde_json::from_str(text).expect("JSON");
        let errors: Vec<String> = validator.iter_errors(&feed).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new(), "{name}");
    }
}

fn texts_of_feeds_are_to_be_read_anywhere(files: &Files) {
    let mut links = 0;
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".xml")) {
        let Ok(feed) = Feed::read_from(text.as_bytes()) else { continue };
        for entry in feed.entries() {
            let html = entry.content().and_then(|content| content.value()).expect("a text");
            for address in between(html, "href=\"", "\"").chain(between(html, "src=\"", "\"")) {
                links += 1;
                assert!(address.starts_with("https://") || address.starts_with('#'), "{name}: {address}");
            }
            for refused in ["<script", "<svg", "<style", " onclick", " style="] {
                assert!(!html.contains(refused), "{name}: {refused}");
            }
        }
    }
    assert!(links > 1000, "{links} links");
}

#[test]
fn a_correction_is_an_entry_of_its_own_and_keeps_its_id() {
    let ids = |more: &str, feed: &str| -> Vec<String> {
        let files = built(corrected(more).path());
        let feed = Feed::read_from(files[feed].as_bytes()).expect("a feed");
        feed.entries().iter().map(|entry| entry.id().replace(BASE, "")).collect()
    };
    let page = "zh-hans/bulletins/one/";
    let (first, second) = (format!("{page}#correction-2025-07-31-1"), format!("{page}#correction-2025-07-31-2"));
    assert_eq!(ids("", "zh-hans/feed.xml"), [first.clone(), second.clone(), page.to_owned()]);
    let later = "[[corrections]]\ndate = 2025-08-01\ntext = \"第三处。\"";
    let third = format!("{page}#correction-2025-08-01-1");
    assert_eq!(ids(later, "zh-hans/feed.xml"), [third, first.clone(), second.clone(), page.to_owned()]);
    // The feed of an indicator has no corrections of other indicators.
    let other = "[[metrics]]\nid = \"other\"\nindicator = \"进口\"\nvalue = \"1亿元\"\nperiod = \"2025-07\"";
    assert_eq!(ids(other, "zh-hans/indicators/进口/feed.xml"), [second, page.to_owned()]);
}

fn the_list_of_feeds_has_each_of_them_once(files: &Files) {
    for (edition, _) in EDITIONS {
        let list = &files[&format!("{edition}/feeds.opml")];
        let mut listed: Vec<String> = between(list, "xmlUrl=\"", "\"").map(file_at).collect();
        listed.sort();
        let of_edition = |name: &&String| name.starts_with(&format!("{edition}/")) && name.ends_with(".xml");
        assert_eq!(listed, files.keys().filter(of_edition).cloned().collect::<Vec<_>>());
        for page in between(list, "htmlUrl=\"", "\"") {
            assert!(files.contains_key(&file_at(page)), "{page}");
        }
        // And so has the page for readers, every format beside the other.
        let page = &files[&format!("{edition}/feeds/index.html")];
        let main = page.split("<main").nth(1).expect("the main part");
        let few = |link: &&String| !link.contains("/indicators/") && !link.contains("/digests/");
        let followed: Vec<String> = listed.iter().filter(few).cloned().collect();
        for (format, listed) in [("atom+xml", &listed), ("feed+json", &followed)] {
            let end = format!("\" type=\"application/{format}\"");
            let mut before: Vec<&str> = main.split(&end).collect();
            before.pop();
            let links = before.into_iter().map(|text| text.rsplit("href=\"/digest/").next().expect("a link"));
            let mut links: Vec<String> = links.map(|link| link.replace(".json", ".xml")).collect();
            links.sort();
            assert_eq!(links, *listed, "{edition}, {format}");
        }
    }
}

/// A day may have many bulletins, and feed readers order entries by their time.
fn what_was_under_embargo_has_the_time_of_its_end(files: &Files) {
    for (edition, _) in EDITIONS {
        let feed = &files[&format!("{edition}/feed.xml")];
        let entry = between(feed, "<entry>", "</entry>").find(|entry| entry.contains("/bulletins/2026/outlook/"));
        assert!(entry.expect("an entry").contains("<published>2026-03-10T10:00:00+08:00</published>"));
        let times: Vec<&str> = between(feed, "<published>", "</published>").collect();
        assert!(times.is_sorted_by(|newer, older| newer >= older), "{times:?}");
    }
}

/// The links in the head of a page: (rel, type or hreflang, href).
fn head_links(page: &str) -> Vec<(&str, &str, &str)> {
    let head = page.split("</head>").next().expect("a head");
    let value =
        |link: &'_ str, name: &str| -> usize { link.find(&format!("{name}=\"")).map_or(0, |at| at + name.len() + 2) };
    let read = |link| {
        let of = |name: &str| match value(link, name) {
            0 => "",
            at => link[at..].split('"').next().unwrap_or_default(),
        };
        let kind = of("hreflang");
        (of("rel"), if kind.is_empty() { of("type") } else { kind }, of("href"))
    };
    between(head, "<link ", ">").map(read).collect()
}

fn pages_name_each_other_in_every_edition_and_their_feeds(files: &Files) {
    let mut checked = 0;
    for (name, page) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let links = head_links(page);
        for (_, kind, href) in
            links.iter().filter(|(_, kind, _)| kind.ends_with("atom+xml") || kind.ends_with("feed+json"))
        {
            assert!(files.contains_key(href.strip_prefix("/digest/").unwrap_or(href)), "{name}: {kind} {href}");
        }
        let alternates: BTreeSet<(&str, &str)> = links
            .iter()
            .filter(|(_, kind, _)| kind.starts_with("zh-") || *kind == "x-default")
            .map(|(_, kind, href)| (*kind, *href))
            .collect();
        let Some((_, _, canonical)) = links.iter().find(|(rel, ..)| *rel == "canonical") else {
            assert!(page.contains("content=\"noindex\""), "{name}: neither canonical nor kept out of search engines");
            continue;
        };
        if page.contains("http-equiv=\"refresh\"") {
            assert!(files.contains_key(&file_at(canonical)), "{name}: what moved is canonical where it is now");
            continue;
        }
        if let Some(indicator) = name.strip_suffix("embed/index.html") {
            assert_eq!(
                file_at(canonical),
                format!("{indicator}index.html"),
                "a chart in a frame stands for its indicator"
            );
            continue;
        }
        assert_eq!(file_at(canonical), *name, "a page is canonical to itself");
        let languages: Vec<&str> = alternates.iter().map(|(language, _)| *language).collect();
        assert_eq!(languages, ["x-default", "zh-HK", "zh-Hans", "zh-Hant", "zh-TW"], "{name}");
        for (language, href) in &alternates {
            let other = files.get(&file_at(href)).unwrap_or_else(|| panic!("{name}: {href} leads nowhere"));
            let back = head_links(other);
            let mutual = back.iter().any(|(_, kind, href)| kind.starts_with("zh-") && href == canonical);
            // The chooser, which front pages name as their x-default, is canonical to itself alone.
            assert!(mutual || *canonical == BASE, "{name}: {href} ({language}) does not name it");
            checked += 1;
        }
    }
    assert!(checked > 1000, "{checked} links");
}

fn each_kind_of_page_tells_machines_what_it_is(files: &Files) {
    let cases = fs::read_to_string(root().join("tests/cases/feeds/pages.tsv")).expect("the cases");
    for line in cases.lines().filter(|line| !line.starts_with('#')) {
        let [path, og, types, feeds] = *line.split('\t').collect::<Vec<_>>() else { panic!("{line}: four cells") };
        let page = files.get(path).unwrap_or_else(|| panic!("{path} is not there"));
        let mut found: Vec<String> = Vec::new();
        for json in between(page, "<script type=\"application/ld+json\">", "</script>") {
            let value: Value = serde_json::from_str(json).expect("JSON");
            let values = value.as_array().cloned().unwrap_or_else(|| vec![value]);
            for value in values {
                assert_eq!(value["@context"], "https://schema.org", "{path}");
                found.push(value["@type"].as_str().expect("a type").to_owned());
                found.extend(value["breadcrumb"]["@type"].as_str().map(str::to_owned));
            }
        }
        assert_eq!(found.join(" "), types, "{path}");
        let meta = |name: &str| {
            between(page, &format!("<meta {name}\" content=\""), "\"").map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(meta("property=\"og:type"), [og], "{path}");
        for name in [
            "property=\"og:title",
            "property=\"og:url",
            "property=\"og:site_name",
            "property=\"og:locale",
            "name=\"twitter:card",
        ] {
            assert_eq!(meta(name).len(), 1, "{path}: {name}");
        }
        assert_eq!(meta("property=\"og:locale:alternate").len(), 2, "{path}");
        let announced = head_links(page).into_iter().filter(|(_, kind, _)| *kind == "application/atom+xml");
        let announced: Vec<&str> = announced.map(|(_, _, href)| href.trim_start_matches("/digest/")).collect();
        assert_eq!(announced.join(" "), feeds, "{path}");
    }
}
