//! The fictional site of `tests/sites/ordinary`: two years of bulletins as editors write them, not as suits the program.
//! What its pages say in numbers, in all three editions, is in `tests/cases/ordinary/` to be read by people: titles, decks,
//! descriptions, cards, sentences with figures, and what charts are called. `UPDATE_EXPECTED=1 cargo test --test it
//! ordinary::` writes it anew; then read what changed.

use crate::helpers::{built, check, expect, options, root, table_rows, texts};
use jianbao::diag::Severity;
use jianbao::pipeline::Options;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const EDITIONS: [&str; 4] = ["zh-hans", "zh-hant-tw", "zh-hant-hk", "en"];

/// The day after its last bulletin that is public.
const NOW: &str = "2025-08-01T00:00:00Z";

/// Its HTML by path, built once.
pub static PAGES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let (out, _) = built(&root().join("tests/sites/ordinary"), NOW);
    let mut pages = texts(out.path());
    pages.retain(|name, _| name.ends_with(".html"));
    pages
});

/// Every stretch between two marks of a text.
pub fn between<'t>(text: &'t str, open: &'t str, close: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(open).skip(1).filter_map(move |rest| rest.split(close).next())
}

/// HTML as its reader sees it, on one line.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a page says in numbers, a line each.
fn said(page: &str) -> String {
    let mut lines = Vec::new();
    let mut say = |what: &str, html: &str| {
        let text = plain(html);
        if text.contains(|c: char| c.is_ascii_digit()) || text.contains("持平") {
            lines.push(format!("  {what}: {text}\n"));
        }
    };
    between(page, "<h1>", "</h1>").for_each(|title| say("title", title));
    between(page, "property=\"og:description\" content=\"", "\">").for_each(|text| say("description", text));
    between(page, "<p class=\"standfirst\">", "</p>").for_each(|deck| say("deck", deck));
    between(page, "<li class=\"card\">", "</li>").for_each(|card| say("card", card));
    let blocks = ["p", "li", "h2", "h3", "td"].map(|tag| (format!("<{tag}"), format!("</{tag}>")));
    for (open, close) in &blocks {
        let block = between(page, open, close).filter(|block| block.contains("<a class=\"figure\""));
        // The rest of the tag comes before its text.
        block.filter_map(|block| block.split_once('>')).for_each(|(_, text)| say("text", text));
    }
    for chart in page.split("<figure class=\"chart\"").skip(1) {
        let ends = ["</desc>", "</ol>"].into_iter().filter_map(|end| chart.find(end));
        let chart = &chart[..ends.min().unwrap_or(chart.len())];
        let text = chart.split_once("<figcaption").map_or(chart, |(_, text)| text);
        say("chart", &text.split_once('>').map_or(text, |(_, text)| text).replace("</p>", " / "));
    }
    lines.concat()
}

#[test]
fn what_its_pages_say_in_numbers() {
    for edition in EDITIONS {
        let mut text = String::new();
        for (name, page) in PAGES.iter() {
            let page_of = name.strip_prefix(edition).and_then(|name| name.strip_suffix("/index.html"));
            let folder = page_of.map(|folder| folder.trim_start_matches('/'));
            if let Some(folder) = folder.filter(|folder| {
                folder.is_empty() || folder.starts_with("bulletins/") || folder.starts_with("indicators/")
            }) {
                text.push_str(&format!("{edition}/{folder}\n{}\n", said(page)));
            }
        }
        expect(&root().join(format!("tests/cases/ordinary/{edition}.txt")), &text);
    }
}

#[test]
fn no_sentence_lacks_its_figure() {
    let mut lacking = Vec::new();
    for (name, page) in PAGES.iter() {
        // A verb or a noun that a number should follow, and a mark follows.
        for word in ["为，", "为。", "為，", "為。", "同比，", "{{", "}}"] {
            for deck in between(page, "<p class=\"standfirst\">", "</p>")
                .chain(between(page, "property=\"og:description\" content=\"", "\">"))
                .filter(|deck| deck.contains(word))
            {
                lacking.push(format!("{name}: {}", plain(deck)));
            }
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn rows_are_named_by_what_they_differ_in() {
    for (name, page) in PAGES.iter().filter(|(name, _)| name.contains("/bulletins/")) {
        for table in between(page, "<figure class=\"figures\">", "</table>") {
            let rows = table_rows(table, "<tr id=").into_iter();
            let rows: Vec<String> = rows.map(|row| plain(row.split_once('>').unwrap_or_default().1)).collect();
            for (n, row) in rows.iter().enumerate() {
                assert!(!rows[..n].contains(row), "{name}: {row} is there twice");
            }
            let heads: Vec<String> = between(table, "<th scope=\"row\">", "\n<td").map(plain).collect();
            assert!(heads.len() < 3 || heads.iter().any(|head| *head != heads[0]), "{name}: all are {}", heads[0]);
        }
    }
}

#[test]
fn what_it_is_told() {
    let site = root().join("tests/sites/ordinary");
    let report = check(&Options { review: true, ..options(&site) });
    assert_eq!(report.counts().0, 0);
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning) {
        *codes.entry(diagnostic.code.name()).or_default() += 1;
    }
    let text: String = codes.iter().map(|(code, count)| format!("{count:>4} {code}\n")).collect();
    expect(&root().join("tests/cases/ordinary/warnings.txt"), &text);
}
