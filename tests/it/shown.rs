//! Figures within texts, and texts that are shown elsewhere: a figure is printed in the words of its edition
//! wherever a sentence with it goes.

use crate::helpers::{NOW, built, site, texts};
use std::collections::BTreeMap;

/// A bulletin without a summary: a heading, a quotation and a picture come before its first paragraph.
const BULLETIN: &str = r#"+++
title = "二季度"
date = 2025-07-18
period = "2025-Q2"
points = ["总量{{ GDP }}", "环比增{{ change GDP by 环比 }}", "增{{ change gdp }}，写法\\{\\{ GDP \\}\\}"]

[[metrics]]
id = "gdp"
indicator = "GDP"
value = "超过35.74万亿元"
change = "+5.2%"
qoq = "+1.1%"

[[metrics]]
indicator = "PMI"
value = "50.2"
change = "持平"
basis = "环比"
+++
## 概要

> 引一句软件。

![图](chart.svg)

**总量：**GDP为{{ GDP }}，增{{ change GDP }}，PMI{{ change PMI }}，
`软件`与软件见https://example.org/软件。

## 收入增至{{ gdp }}

[软件{{ gdp }}](https://example.org/)，![软件{{ gdp }}](chart.svg)，<a href="https://example.org/">{{ gdp }}</a>。

- 列表

## 其他

## 再有
"#;

fn build(bulletin: &str, more: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut files = vec![("content/bulletins/a.md", bulletin), ("content/bulletins/chart.svg", "<svg/>")];
    files.extend(more);
    let site = site(&files);
    texts(built(site.path(), NOW).0.path())
}

#[test]
fn the_first_paragraph_is_the_summary_wherever_there_is_one() {
    let files = build(BULLETIN, &[]);
    let wanted = [
        ("zh-hans", "总量：GDP为超过35.74万亿元，增5.2%，PMI持平，软件与软件见https://example.org/软件。"),
        ("zh-hant-tw", "總量：GDP為超過35.74兆元，增5.2%，PMI持平，软件與軟體見https://example.org/软件。"),
        ("zh-hant-hk", "總量：GDP為超過35.74萬億元，增5.2%，PMI持平，软件與軟件見https://example.org/软件。"),
    ];
    for (edition, summary) in wanted {
        let places = ["index.html", "bulletins/a/index.html", "feed.xml", "feed.json"];
        for place in places {
            let text = files[&format!("{edition}/{place}")].replace("\\/", "/");
            assert!(text.contains(summary), "{edition}/{place} has no {summary}");
        }
        let page = &files[&format!("{edition}/bulletins/a/index.html")];
        assert!(
            page.contains(&format!("<meta name=\"description\" property=\"og:description\" content=\"{summary}\">"))
        );
        assert!(
            page.contains(&format!("\"description\":\"{}\"", summary.replace('/', "\\/")))
                || page.contains(&format!("\"description\":\"{summary}\""))
        );
        assert!(!page.contains("class=\"standfirst\""), "it is the paragraph below");
        let found = &files[&format!("data/search/texts/{edition}/0.json")];
        assert_eq!(found.matches(summary).count(), 1, "it is found once: {found}");
    }
}

#[test]
fn a_summary_that_was_written_is_the_deck() {
    let files = build(&BULLETIN.replace("points =", "summary = \"规模{{ GDP }}。\"\npoints ="), &[]);
    let page = &files["zh-hant-tw/bulletins/a/index.html"];
    assert!(page.contains("<p class=\"standfirst\">規模超過35.74兆元。</p>"), "{page}");
    assert!(page.contains("content=\"規模超過35.74兆元。\""));
    assert!(files["zh-hant-tw/feed.xml"].contains("規模超過35.74兆元。"));
}

#[test]
fn points_show_figures_and_braces() {
    let page = &build(BULLETIN, &[])["zh-hant-tw/bulletins/a/index.html"];
    assert!(page.contains("<li>總量超過35.74兆元</li>"), "{page}");
    assert!(page.contains("增1.1%</li>"), "{page}");
    assert!(page.contains("<li>增5.2%，寫法{{ GDP }}</li>"), "{page}");
}

#[test]
fn a_figure_within_another_element_is_text_of_it() {
    let page = &build(BULLETIN, &[])["zh-hant-tw/bulletins/a/index.html"];
    assert!(page.contains(
        "收入增至<a class=\"figure\" href=\"#gdp\"><data value=\"35.74\">超過35.74兆元</data></a><a class=\"anchor\""
    ));
    assert!(page.contains(">收入增至超過35.74兆元</a></li>"), "the contents say it too");
    assert!(
        page.contains("<a href=\"https://example.org/\">軟體<data value=\"35.74\">超過35.74兆元</data></a>"),
        "{page}"
    );
    assert!(page.contains("alt=\"軟體超過35.74兆元\""));
    assert!(page.contains("<a href=\"https://example.org/\"><data value=\"35.74\">超過35.74兆元</data></a>"));
}

#[test]
fn the_table_is_at_the_end_of_the_text() {
    let page = &build(BULLETIN, &[])["zh-hans/bulletins/a/index.html"];
    let table = page.find("<figure class=\"figures\"").expect("a table");
    assert!(page.find("<li>列表</li>").is_some_and(|list| list < table), "after the list");
    assert!(!page[..table].contains("<blockquote>") || page[..table].contains("</blockquote>"));
}

#[test]
fn money_of_a_taiwanese_text_is_the_mainlands_on_its_page() {
    let bulletin = BULLETIN
        .replace("title = \"二季度\"", "title = \"二季度\"\nscript = \"zh-Hant-TW\"")
        .replace("超过35.74万亿元", "超過35.74兆元");
    let files = build(&bulletin, &[]);
    assert!(files["zh-hans/bulletins/a/index.html"].contains(">超过35.74万亿元</data>"));
    assert!(!files["zh-hans/bulletins/a/index.html"].contains('兆'));
    assert!(files["zh-hant-tw/bulletins/a/index.html"].contains(">超過35.74兆元</data>"));
}

#[test]
fn a_text_by_hand_is_summed_up_by_its_own_first_paragraph() {
    let twin = "+++\ntitle = \"第二季\"\n+++\n手寫，{{ GDP }}。\n";
    let files = build(BULLETIN, &[("content/bulletins/a.zh-hant-tw.md", twin)]);
    assert!(files["zh-hant-tw/index.html"].contains("手寫，超過35.74兆元。"));
    assert!(files["zh-hant-hk/index.html"].contains("GDP為超過35.74萬億元"));
}

#[test]
fn no_id_is_there_twice() {
    let headings =
        "\n## gdp\n\n## gdp\n\n## gdp 2\n\n## main\n\n<p id=\"raw\">x</p>\n\n## raw\n\n## 乙 {#甲}\n\n## 甲\n";
    let page = &build(&format!("{BULLETIN}{headings}"), &[])["zh-hans/bulletins/a/index.html"];
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(count, ids.len(), "{ids:?}");
    assert!(
        page.contains("<h2 id=\"甲\">乙<a class=\"anchor\"") && page.contains("<h2 id=\"甲-2\">甲<a class=\"anchor\""),
        "the written one is kept"
    );
}

#[test]
fn a_line_of_code_longer_than_people_write_is_shown_whole_and_without_colours() {
    // What colours it takes more than the square of its length.
    let shown = |length: usize| {
        let code = "a b ".repeat(length / 4);
        let page = &build(&format!("{BULLETIN}\n```vim\n{code}\n```\n"), &[])["zh-hans/bulletins/a/index.html"];
        let (_, block) = page.split_once("<pre class=\"code\"").expect("a block of code");
        let block = block.split("</pre>").next().unwrap_or_default();
        (block.contains("class=\"hl-"), block.contains(&code))
    };
    assert!(shown(400).0);
    assert_eq!(shown(32_000), (false, true));
}
