//! `import` of pages with several articles: how digests are set, and the marks an editor puts between articles.

use crate::helpers::{binary, root};
use jianbao::figure::Registry;
use jianbao::import::import;
use jianbao::import::report::Report;
use jianbao::text::doubt::Words;
use jiff::civil::date;
use std::fs;
use std::process::{Command, Output};
use std::sync::LazyLock;
use tempfile::TempDir;

static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

/// Stories with their paragraphs, as they were set.
const STORIES: [(&str, &[&str]); 4] = [
    (
        "上半年云海市外贸进出口增长3.2%",
        &[
            "上半年，云海市外贸进出口总额321.5亿元，同比增长3.2%。",
            "其中，出口211.3亿元，增长4.1%；进口110.2亿元，增长1.5%。",
        ],
    ),
    ("7月份青澳居民消费价格环比上涨0.2%", &["青澳市统计局8月10日公布，7月份居民消费价格环比上涨0.2%，同比上涨0.6%。"]),
    (
        "临江前7月新增就业5.3万人",
        &["1—7月，临江市城镇新增就业5.3万人，完成全年目标的71%。", "7月末，全市登记失业率为2.9%。"],
    ),
    ("雪原县夏粮总产量创新高", &["雪原县今年夏粮总产量12.6万吨，比上年增加0.4万吨，增长3.3%。"]),
];

/// What comes out of a page: each article's title and paragraphs.
fn articles(page: &str) -> Vec<(String, Vec<String>)> {
    let report = Report::new(&import(page.as_bytes(), date(2025, 8, 12), &Registry::default(), &WORDS));
    let texts = |article: jianbao::import::report::ArticleReport| {
        let paragraphs = article.blocks.into_iter().map(|block| block.text).collect();
        (article.title.unwrap_or_default(), paragraphs)
    };
    report.articles.into_iter().map(texts).collect()
}

fn as_set() -> Vec<(String, Vec<String>)> {
    STORIES
        .iter()
        .map(|(title, text)| ((*title).to_owned(), text.iter().map(|line| (*line).to_owned()).collect()))
        .collect()
}

/// The stories, each as `one` sets it by its number, title and text.
fn page(between: &str, one: impl Fn(usize, &str, &[&str]) -> String) -> String {
    let set: Vec<String> = STORIES.iter().enumerate().map(|(at, (title, text))| one(at, title, text)).collect();
    set.join(between)
}

#[test]
fn digests_are_cut_where_they_were_set_apart() {
    const HAN: [&str; 4] = ["一", "二", "三", "四"];
    let indented = |text: &[&str]| text.iter().map(|line| format!("　　{line}\n")).collect::<String>();
    let pages = [
        ("two blank lines", page("\n\n\n", |_, title, text| format!("{title}\n\n{}", text.join("\n\n")))),
        ("a blank line", page("\n\n", |_, title, text| format!("{title}\n\n{}", text.join("\n\n")))),
        ("no blank line", page("\n", |_, title, text| format!("{title}\n{}", text.join("\n")))),
        ("indented text", page("", |_, title, text| format!("{title}\n{}", indented(text)))),
        ("numbers", page("\n", |at, title, text| format!("{}. {title}\n{}", at + 1, text.join("\n")))),
        ("numbers before a digit", page("\n\n", |at, title, text| format!("{}、{title}\n{}", at + 1, indented(text)))),
        ("Han numerals", page("\n", |at, title, text| format!("{}、{title}\n{}", HAN[at], text.join("\n")))),
        (
            "a named digest",
            format!(
                "今日财经要闻\n\n{}",
                page("\n", |at, title, text| format!("（{}）{title}\n{}", HAN[at], text.join("\n")))
            ),
        ),
        ("bullets", page("\n", |_, title, text| format!("◆{title}\n{}", text.join("\n")))),
        ("titles in brackets", page("\n", |_, title, text| format!("【{title}】{}", text.join("\n")))),
        ("bracketed titles alone", page("\n\n", |_, title, text| format!("【{title}】\n{}", text.join("\n")))),
        ("rules", page("\n---\n", |_, title, text| format!("{title}\n{}", text.join("\n")))),
        (
            "rules of Chinese keyboards",
            page("\n\n———\n\n", |_, title, text| format!("{title}\n\n{}", text.join("\n\n"))),
        ),
        ("hashes", page("\n\n", |_, title, text| format!("# {title}\n\n{}", text.join("\n\n")))),
    ];
    for (how, page) in pages {
        similar_asserts::assert_eq!(articles(&page), as_set(), "{how}:\n{page}");
    }
}

#[test]
fn items_without_titles_are_articles_too() {
    let page = page("\n", |at, _, text| format!("{}. {}", at + 1, text.join("\n")));
    let texts: Vec<Vec<String>> = articles(&page).into_iter().map(|(_, text)| text).collect();
    similar_asserts::assert_eq!(texts, as_set().into_iter().map(|(_, text)| text).collect::<Vec<_>>());
}

#[test]
fn sections_of_an_article_are_no_digest() {
    let communique = "云海市2024年国民经济和社会发展统计公报\n\n云海市统计局2025年3月公布。\n\n一、综合\n\n全年地区生产总值321.5亿元，增长5.2%。\n\n二、农业\n\n全年粮食产量12.6万吨，增长1.1%。\n";
    let bulleted =
        "上半年云海市工业运行情况\n●规模以上工业增加值增长6.4%。\n●工业用电量增长3.1%。\n●工业投资增长8.2%。\n";
    let headings = "云海市上半年经济运行平稳\n\n上半年，地区生产总值增长5.2%。\n\n工业较快增长\n\n上半年，工业增加值增长6.4%。\n\n消费稳步恢复\n\n上半年，零售额增长4.1%。\n";
    let list = "关于加快发展的办法\n\n主要有以下几项：\n1. 减免税费3亿元。\n2. 发放补贴2亿元。\n";
    for page in [communique, bulleted, headings, list] {
        assert_eq!(articles(page).len(), 1, "{page}");
    }
}

#[test]
fn headings_stay_within_the_article_of_a_marked_page() {
    let found = articles(
        "# 甲市出口增长\n\n7月，甲市出口3.1亿元。\n\n## 其中服务\n\n服务出口1亿元。\n\n# 乙市进口下降\n\n7月，乙市进口2亿元。\n",
    );
    let titles: Vec<&str> = found.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["甲市出口增长", "乙市进口下降"]);
    assert_eq!(found[0].1, ["7月，甲市出口3.1亿元。", "其中服务", "服务出口1亿元。"]);
}

/// Imports a page with options, in a site of its own; returns what was said and the drafts by name.
fn imported(page: &str, more: &[&str]) -> (Output, Vec<(String, String)>, TempDir) {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("page.txt"), page).expect("the page");
    fs::create_dir(folder.path().join("content")).expect("a folder");
    fs::write(folder.path().join("site.toml"), "").expect("the settings");
    let output = Command::new(binary())
        .args(["import", "page.txt", "--date", "2025-08-12", "--out", "drafts", "--ui-lang", "en"])
        .args(more)
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let mut drafts: Vec<(String, String)> = fs::read_dir(folder.path().join("drafts"))
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("a draft"))
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path()).expect("text"))
        })
        .collect();
    drafts.sort();
    (output, drafts, folder)
}

#[test]
fn what_is_said_of_a_page_goes_before_what_it_says() {
    let page = "上半年，云海市出口211.3亿元，同比增长4.1%。\n\n7月末，全市汽车保有量30万辆。\n";
    let (_, drafts, _) = imported(page, &["--title", "云海外贸", "--period", "2024-H1", "--source", "云海海关"]);
    let [(name, draft)] = drafts.as_slice() else { panic!("one draft, not {drafts:?}") };
    assert_eq!(name, "云海外贸.md");
    for line in
        ["title    = \"云海外贸\"", "period   = \"2024-H1\"", "source   = \"云海海关\"", "period    = \"2025-07-31\""]
    {
        assert!(draft.contains(line), "no `{line}` in:\n{draft}");
    }
    assert!(!draft.contains("\"2025-H1\""), "{draft}");
    let digest = self::page("\n", |at, title, text| format!("{}. {title}\n{}", at + 1, text.join("\n")));
    assert_eq!(imported(&digest, &[]).1.len(), 4);
    assert_eq!(imported(&digest, &["--one"]).1.len(), 1);
    let (output, drafts, _) = imported(page, &["--period", "昨天"]);
    assert!(drafts.is_empty() && output.status.code() == Some(2), "{output:?}");
}

#[test]
fn the_report_is_a_table_the_least_sure_first() {
    let page = "云海市外贸\n\n上半年，云海市出口211.3亿元，同比增长4.1%。全市有口岸5个。\n";
    let (output, ..) = imported(page, &[]);
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[1].starts_with("2 figures: ") && lines[1].contains(" sure, "), "{said}");
    let sure = |line: &&&str| line.contains('%') && line.contains('[');
    let rows: Vec<&&str> = lines.iter().filter(sure).collect();
    assert!(
        rows.len() == 2 && rows[0].contains("有口岸[5]个") && rows[1].contains("出口[211.3]亿元，同比增长[4.1]%"),
        "{said}"
    );
}

#[test]
fn comments_speak_the_language_of_the_page_or_of_the_run() {
    let page = "雲海市外貿\n\n上半年，雲海市出口211.3億元，年增4.1%。進口總額與去年同期相比減少。\n";
    assert!(imported(page, &[]).1[0].1.contains("# The text is its source's"));
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("page.txt"), page).expect("the page");
    let run = Command::new(binary())
        .args(["import", "page.txt", "--date", "2025-08-12", "--out", "."])
        .env("LC_ALL", "C")
        .current_dir(folder.path())
        .output();
    assert!(run.expect("the program runs").status.success());
    let draft = fs::read_to_string(folder.path().join("雲海市外貿.md")).expect("the draft");
    assert!(draft.contains("# 正文是來源的原文") && !draft.contains("请"), "{draft}");
}

#[test]
fn indicators_are_registered_and_what_was_there_stays() {
    let page = "云海市外贸\n\n上半年，云海市出口211.3亿元，同比增长4.1%；进口110.2亿元，增长1.5%。\n";
    let (_, _, folder) = imported(page, &[]);
    assert!(!folder.path().join("content/indicators.toml").exists(), "not unless it is wanted");
    let known = "# Ours.\n[[indicators]]\nkey = \"imports\"\nname = \"进口\"\n";
    fs::write(folder.path().join("content/indicators.toml"), known).expect("the registry");
    let accept = |out: &str| {
        Command::new(binary())
            .args(["import", "page.txt", "--date", "2025-08-12", "--out", out, "--accept", "--ui-lang", "en"])
            .current_dir(folder.path())
            .output()
            .expect("the program runs")
    };
    let run = accept("again");
    assert!(
        String::from_utf8_lossy(&run.stdout).contains("1 indicators registered in content/indicators.toml"),
        "{run:?}"
    );
    let registry = fs::read_to_string(folder.path().join("content/indicators.toml")).expect("the registry");
    assert!(registry.starts_with(known), "{registry}");
    assert!(registry.contains("unit = \"元\"") && registry.matches("[[indicators]]").count() == 2, "{registry}");
    // Nothing is added to a registry that cannot be read, nor where there is no site.
    fs::write(folder.path().join("content/indicators.toml"), "[[indicators]\n").expect("the registry");
    let run = accept("broken");
    assert!(run.status.code() == Some(2) && !folder.path().join("broken").exists(), "{run:?}");
    fs::remove_file(folder.path().join("site.toml")).expect("it was there");
    assert_eq!(accept("nowhere").status.code(), Some(2));
}

#[test]
fn what_stands_around_a_title_is_none() {
    let pages = fs::read_to_string(root().join("tests/cases/titles.txt")).unwrap();
    for page in pages.split("\n= ").skip(1) {
        let (titles, text) = page.split_once('\n').unwrap();
        let found: Vec<String> = articles(text).into_iter().map(|(title, _)| title).collect();
        assert_eq!(found.join(" / "), titles, "{text}");
    }
}
