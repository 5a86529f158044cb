//! What the pages of tests/sites/ordinary/ give their readers, kind by kind: what is where, in what order, and what is
//! not there. How they look is seen by tests/browser/.

use crate::helpers::{NOW, built, site, texts};
use crate::ordinary::{PAGES, between, plain};
use std::collections::BTreeSet;

fn page(name: &str) -> &'static str {
    PAGES.get(&format!("{name}index.html")).unwrap_or_else(|| panic!("there is no {name}"))
}

/// The main part of a page: neither masthead nor foot.
fn main(page: &str) -> &str {
    between(page, "<main ", "</main>").next().expect("a main part")
}

/// Where each of these is first found, which has to be in this order.
fn in_order(text: &str, parts: &[&str]) {
    let places: Vec<usize> =
        parts.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("{part} is not in {text}"))).collect();
    assert!(places.is_sorted(), "{parts:?} are at {places:?}");
}

#[test]
fn a_front_page_leads_with_the_news() {
    let home = main(page("zh-hans/"));
    in_order(home, &["lead-title", "<svg", "id=\"headlines\"", "id=\"newest\"", "class=\"day-date\"", "id=\"topics\""]);
    let from: Vec<&str> = between(home, "<p class=\"card-from\"><a href=\"", "\"").collect();
    assert_eq!(from.len(), 4);
    assert_eq!(from.iter().collect::<BTreeSet<_>>().len(), 4, "each is from another bulletin");
    // A day is named once, and what leads is not told again.
    let days: Vec<&str> = between(home, "class=\"day-date\"><time datetime=\"", "\"").collect();
    assert_eq!(days.len(), days.iter().collect::<BTreeSet<_>>().len());
    let lead = between(home, "class=\"lead-title\"><a href=\"", "\"").next().expect("a lead");
    assert!(!between(home, "class=\"item-title\"><a href=\"", "\"").any(|other| other == lead));
}

#[test]
fn a_topic_says_what_it_is_and_what_it_measures_then_lists_by_month() {
    let topic = main(page("zh-hant-tw/topics/trade/"));
    in_order(
        topic,
        &[
            "進出口的金額、增速和差額",
            "id=\"page-indicators\"",
            "/indicators/exports/",
            "id=\"month-2025-07\"",
            "id=\"month-2025-06\"",
        ],
    );
    assert!(
        !main(page("zh-hans/topics/"))
            .contains("进出口的金额、增速和差额，全国和六个省市，每月一期。</p>\n<p class=\"topic-about\">")
    );
    assert!(page("zh-hans/topics/").contains("<p class=\"topic-about\">进出口的金额、增速和差额"));
    let archive = page("zh-hant-hk/archive/page/2/");
    assert!(
        archive.contains("class=\"label\">2025年3月</h2>") || archive.contains("class=\"label\">2025年2月</h2>"),
        "{archive}"
    );
}

#[test]
fn a_digest_begins_with_the_editors_own_words() {
    let digest = main(page("zh-hant-hk/digests/2025-07/"));
    in_order(
        digest,
        &[
            "<h1>2025年7月回顧</h1>",
            "上半年增長5.5%，價格止跌",
            "採購經理指數連續三個月下降",
            "id=\"digest-figures\"",
            "id=\"topic-growth\"",
            "id=\"topic-trade\"",
        ],
    );
    let digests = main(page("zh-hans/digests/"));
    in_order(digests, &["每月回顾", "上半年增长5.5%，价格止跌", "每周回顾", "7月14日至7月20日"]);
    // A bulletin is in a digest once, under its first topic.
    let links: Vec<&str> = between(digest, "class=\"item-title\"><a href=\"", "\"").collect();
    assert_eq!(links.len(), links.iter().collect::<BTreeSet<_>>().len());
    assert!(!PAGES.keys().any(|name| name.contains("digests/2025-07/page")));
}

#[test]
fn words_about_a_month_without_bulletins_are_a_page_like_others() {
    let site = site(&[
        ("content/bulletins/a.md", "+++\ntitle = \"甲\"\ndate = 2025-07-01\n+++\n\n文。\n"),
        ("content/digests/2025-07.md", "+++\ntitle = \"七月\"\n+++\n\n按语。\n"),
        ("content/digests/2031-01.md", "+++\ntitle = \"以后\"\n+++\n\n未到。\n"),
    ]);
    let (out, _) = built(site.path(), NOW);
    let files = texts(out.path());
    assert!(files["zh-hans/digests/2025-07/index.html"].contains("<h2 class=\"head\">七月</h2>"));
    assert!(files["zh-hans/digests/2031-01/index.html"].contains("<h1>以后</h1>"));
    // It is a page of its own, and found as one.
    assert!(files["data/search/others/zh-hans.json"].contains("\"title\":\"以后\""));
}

#[test]
fn data_are_on_a_page_in_words_and_the_foot_has_one_link_to_it() {
    let data = main(page("zh-hant-tw/data/"));
    in_order(data, &["資料下載", "每個數字一列", "/data/figures.csv", "/data/series.csv", "datapackage.json"]);
    for (name, page) in PAGES.iter().filter(|(name, _)| name.starts_with("zh-hant-tw/") && !name.ends_with("404.html"))
    {
        let Some(foot) = between(page, "<footer class=\"site-footer\">", "</footer>").next() else { continue };
        assert_eq!(foot.matches("/data/").count(), 1, "{name}: {foot}");
        assert!(!foot.contains("/topics/\""), "{name} has the navigation twice: {foot}");
    }
}

#[test]
fn a_bulletin_says_where_it_is_and_what_is_before_and_after_it() {
    let bulletin = page("zh-hant-hk/bulletins/2024/trade-2024-08/");
    let trail = between(bulletin, "<nav class=\"trail wrap\"", "</nav>").next().expect("a trail");
    assert!(plain(trail).ends_with("首頁 對外貿易"), "{trail}");
    in_order(bulletin, &["rel=\"prev\"", "上一篇", "rel=\"next\"", "下一篇"]);
    assert!(bulletin.contains("<dt>閱讀</dt><dd>約1分鐘</dd>"), "{bulletin}");
    let heading = page("zh-hans/bulletins/2024/homes-2024-06/");
    assert!(heading.contains("<a class=\"anchor\" href=\"#同比\" aria-label=\"本节的链接\"></a></h2>"), "{heading}");
}

#[test]
fn related_bulletins_are_not_those_of_its_own_series() {
    for (name, page) in PAGES.iter().filter(|(name, _)| name.starts_with("zh-hans/bulletins/2024/cpi-")) {
        let related = between(page, "class=\"band related\"", "</section>").next().unwrap_or_default();
        let own = between(related, "href=\"", "\"").filter(|url| url.contains("/cpi-20")).count();
        assert!(own <= 1, "{name}: {related}");
    }
    let trade = page("zh-hans/bulletins/2024/trade-2024-08/");
    let related = between(trade, "class=\"band related\"", "</section>").next().expect("related bulletins");
    assert!(between(related, "href=\"", "\"").any(|url| !url.contains("/trade-")), "{related}");
}

#[test]
fn a_notice_has_a_word_in_the_words_of_its_edition() {
    let text =
        "+++\ntitle = \"甲\"\ndate = 2025-07-01\n+++\n\n> [!WARNING]\n> 口径有变。\n\n> [!NOTE]\n> 未经季节调整。\n";
    let site = site(&[("content/bulletins/a.md", text)]);
    let (out, _) = built(site.path(), NOW);
    let files = texts(out.path());
    for (edition, note) in [("zh-hans", "说明"), ("zh-hant-tw", "說明"), ("zh-hant-hk", "説明")] {
        let page = &files[&format!("{edition}/bulletins/a/index.html")];
        let warning = if edition == "zh-hans" { "口径有变" } else { "口徑有變" };
        in_order(
            page,
            &["<p class=\"notice-word\">注意</p>", warning, &format!("<p class=\"notice-word\">{note}</p>")],
        );
    }
}

#[test]
fn a_page_says_its_first_paragraph_once() {
    let about = main(page("zh-hans/about/"));
    assert_eq!(plain(about).matches("跟在它们后面的数字却全是编造的").count(), 1, "{about}");
    assert!(page("zh-hans/about/").contains("<meta name=\"description\""));
}

#[test]
fn what_a_bulletin_says_happened_is_on_the_axis_of_its_indicators() {
    let bulletin = |month: u8, more: &str| {
        format!(
            "+++\ntitle = \"进出口\"\ndate = 2025-0{}-09\nperiod = \"2025-0{month}\"\n\n[[metrics]]\nindicator = \"出口额\"\n\
             value = \"{month}00亿元\"\n\n[[metrics]]\nindicator = \"进口额\"\nvalue = \"{month}1亿元\"\n{more}+++\n\n正文。\n",
            month + 1
        )
    };
    let event = "\n[[events]]\ndate = \"2025-02\"\ntext = \"关税调整\"\nindicators = [\"出口额\"]\n\n\
                 [[events]]\ndate = \"2025-01\"\ntext = \"口径调整\"\n";
    let site = site(&[
        ("content/bulletins/a.md", bulletin(1, "")),
        ("content/bulletins/b.md", bulletin(2, event)),
        ("content/bulletins/c.md", bulletin(3, "")),
        (
            "content/indicators.toml",
            "[[indicators]]\nkey = \"exports\"\nname = \"出口额\"\n\n[[indicators]]\nkey = \"imports\"\nname = \"进口额\"\n".to_owned(),
        ),
    ]);
    let (out, _) = built(site.path(), NOW);
    let files = texts(out.path());
    let events = |path: &str| {
        let list = between(&files[path], "<ol class=\"chart-events\">", "</ol>").next().unwrap_or_default().to_owned();
        plain(&list).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(events("zh-hans/indicators/exports/index.html"), "2025年1月 口径调整 2025年2月 关税调整");
    assert_eq!(events("zh-hant-tw/indicators/imports/index.html"), "2025年1月 口徑調整");
}

#[test]
fn a_map_of_many_regions_has_those_without_a_figure_too() {
    let exports = page("zh-hans/indicators/exports/");
    let map = exports.split("<svg").find(|svg| svg.contains("黑龙江</text>")).expect("a map");
    assert_eq!(map.matches("<rect").count(), 34, "{map}");
    assert_eq!(map.matches("未给出</text>").count(), 34 - 31, "{map}");
}

#[test]
fn no_table_of_figures_has_a_column_that_says_nothing() {
    let select = |selector| scraper::Selector::parse(selector).expect(selector);
    let (table, head, row, cell) =
        (select(".figures table, .digest-figures"), select("thead th"), select("tbody tr"), select("th, td"));
    let mut seen = 0;
    for (name, page) in PAGES.iter().filter(|(name, _)| name.ends_with("index.html")) {
        for table in scraper::Html::parse_document(page).select(&table) {
            let heads: Vec<String> = table.select(&head).map(|head| head.text().collect()).collect();
            let mut said = vec![false; heads.len()];
            for row in table.select(&row) {
                let cells: Vec<_> = row.select(&cell).collect();
                if cells.len() == heads.len() {
                    for (said, cell) in said.iter_mut().zip(cells) {
                        let words: String = cell.text().collect();
                        *said |= !["", "未给出", "未提供", "沒有提供", "not given"].contains(&words.trim());
                    }
                }
            }
            let empty: Vec<&String> =
                heads.iter().zip(&said).filter(|(_, said)| !**said).map(|(head, _)| head).collect();
            assert!(empty.is_empty(), "{name}: {empty:?}");
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}
