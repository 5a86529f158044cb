//! Bulletins for WeChat, mail and messages: what is in them is of the closed list of each, and all of it is needed.

use crate::helpers::{jianbao, options, paths, root, site, texts, write};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jianbao::pipeline::Options;
use scraper::{Html, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

/// The elements, attributes and properties of styles of an article.
const ARTICLE: [&str; 3] = [
    "blockquote br circle em g h2 h3 img li ol p path rect section span strong sup svg table td text tr ul",
    "alt aria-label cx cy d fill font-size font-weight height r role src start stroke stroke-dasharray stroke-linecap \
     stroke-linejoin stroke-width style text-anchor transform viewBox width x y",
    "border-bottom border-collapse border-left border-top font-family font-size font-weight line-height margin max-width padding \
     text-align text-decoration vertical-align width word-break",
];

/// Those of a mail.
const MAIL: [&str; 3] = [
    "a blockquote body br code em h1 h2 h3 head hr html img li meta ol p span strong sup table td th title tr ul",
    "alt charset content href lang name role src start style width",
    "background-color border border-bottom border-collapse border-left border-top color display font-family font-size font-weight \
     height line-height margin max-width padding text-align text-decoration vertical-align width word-break",
];

/// A site whose one bulletin has everything that Markdown has.
fn everything() -> TempDir {
    let editions =
        ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"].map(|name| format!("[[editions]]\nvariant = \"{name}\"\n")).concat();
    let settings = format!("title = \"简报\"\nbase_url = \"https://example.org\"\n{editions}");
    let bulletin = include_str!("../cases/channel/everything.md");
    let earlier = include_str!("../cases/channel/earlier.md");
    site(&[
        ("site.toml", settings.as_str()),
        ("content/bulletins/2025/earlier.md", earlier),
        ("content/bulletins/2025/everything.md", bulletin),
    ])
}

/// The files of a channel, by their paths.
fn made(site: &Path, channel: &str, what: &[&str]) -> BTreeMap<String, String> {
    let out = tempfile::tempdir().expect("a folder");
    let run =
        jianbao().args(["channel", channel]).args(what).arg("--out").arg(out.path()).arg("--site").arg(site).output();
    let run = run.expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    texts(out.path())
}

/// What HTML is made of: its elements, attributes and properties, each once and in order.
fn makings(html: &Html) -> [String; 3] {
    let (mut elements, mut attributes, mut properties) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let nodes = html.tree.nodes().filter_map(|node| node.value().as_element());
    // A parser adds it to every table.
    for element in nodes.filter(|element| element.name() != "tbody") {
        elements.insert(element.name());
        for (name, value) in element.attrs() {
            attributes.insert(name);
            if name == "style" {
                properties.extend(value.split(';').map(|one| one.split_once(':').expect("a property").0));
            }
        }
    }
    let list = |all: BTreeSet<&str>| all.into_iter().collect::<Vec<_>>().join(" ");
    [list(elements), list(attributes), list(properties)]
}

fn words(html: &Html) -> String {
    let text = html.tree.nodes().filter_map(|node| match node.value() {
        Node::Text(text) => Some(&**text),
        _ => None,
    });
    text.collect()
}

fn content(draft: &str) -> String {
    let draft: serde_json::Value = serde_json::from_str(draft).expect("JSON");
    draft["content"].as_str().expect("a text").to_owned()
}

#[test]
fn an_article_is_of_the_closed_list_and_all_of_it() {
    let site = everything();
    let files = made(site.path(), "wechat", &["content/bulletins/2025/everything.md"]);
    assert_eq!(files.len(), 6);
    let fragment = Html::parse_fragment(&content(&files["zh-hans/2025-everything.json"]));
    let [elements, attributes, properties] = makings(&fragment);
    // A fragment has a root of its own.
    let elements = elements.replace(" body ", " ").replace(" html ", " ");
    assert_eq!([elements.as_str(), &attributes, &properties], ARTICLE);
    assert!(!content(&files["zh-hans/2025-everything.json"]).contains("var("), "no style sheet says what it is");
    let text = words(&fragment);
    for said in [
        "固定资产投资同比下降3.1%",
        "1 2025年3月 统计口径调整",
        "104亿元",
        "55788亿元",
        "同比 +11.2%",
        "同比 −3.1%",
        "初步数，按可比口径计算",
        "[1] https://example.com/a",
        "println!(\"<hi>\");",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // One number for one address, one numbering for links and notes.
    assert_eq!(text.matches("[1]").count(), 3, "{text}");
    assert!(text.contains("[2] 脚注有另一链接[3]"), "{text}");
    let draft: serde_json::Value = serde_json::from_str(&files["zh-hans/2025-everything.json"]).expect("JSON");
    let count = |key: &str| draft[key].as_str().expect("a text").chars().count();
    assert!(count("title") <= 64 && count("digest") <= 120);
    assert_eq!(draft["content_source_url"], "https://example.org/zh-hans/bulletins/2025/everything/");
    let page = &files["zh-hans/2025-everything.html"];
    assert!(page.contains(&content(&files["zh-hans/2025-everything.json"])) && page.contains("charset=\"utf-8\""));
}

#[test]
fn a_mail_is_of_the_closed_list_and_all_of_it() {
    let site = everything();
    let files = made(site.path(), "email", &["content/bulletins/2025/everything.md"]);
    let (html, text) = (&files["zh-hant-tw/2025-everything.html"], &files["zh-hant-tw/2025-everything.txt"]);
    let page = Html::parse_document(html);
    let [elements, attributes, properties] = makings(&page);
    assert_eq!([elements.as_str(), &attributes, &properties], MAIL);
    assert_eq!(properties, allowed().into_iter().collect::<Vec<_>>().join(" "));
    for said in [
        "55788億元",
        "年增率 +11.2%",
        "年增率 −3.1%",
        "初步數，按可比口徑計算",
        "println!(\"<hi>\");",
        "2024年下半年",
        "104億元",
    ] {
        assert!(words(&page).replace('\u{a0}', " ").contains(said) && text.contains(said), "{said}: {text}");
    }
    let wide = text.lines().filter(|line| line.width() > 72).collect::<Vec<_>>();
    assert!(wide.is_empty(), "{wide:?}");
    // Both bodies, whole, and the subject in words of its own.
    let message = &files["zh-hant-tw/2025-everything.eml"];
    assert!(message.lines().all(|line| line.len() <= 998) && message.is_ascii(), "{message}");
    let (head, body) = message.split_once("\r\n\r\n").expect("a head");
    let subject: String =
        head.split("=?utf-8?B?").skip(1).map(|word| decoded(word.split("?=").next().expect("an end"))).collect();
    assert_eq!(subject, "上半年工業：軟體業務收入成長11.2%，快於上年");
    assert!(head.contains("Date: Fri, 18 Jul 2025 00:00:00 +0800"), "{head}");
    let boundary = head.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a boundary");
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    let bodies: Vec<String> =
        parts.iter().filter_map(|part| Some(decoded(&part.split_once("\r\n\r\n")?.1.replace("\r\n", "")))).collect();
    assert_eq!(bodies, [text.replace('\n', "\r\n"), html.replace('\n', "\r\n")]);
    let fields: serde_json::Value = serde_json::from_str(&files["zh-hant-tw/2025-everything.json"]).expect("JSON");
    assert_eq!(fields["preheader"], "軟體業務收入55788億元，投資下降。");
}

/// The properties that mails may have, as caniemail.com knows them.
fn allowed() -> BTreeSet<&'static str> {
    let rows = include_str!("../../data/mail/css.tsv").lines().filter(|line| !line.starts_with('#'));
    let property = |row: &'static str| {
        let cells: Vec<&str> = row.split('\t').collect();
        assert_eq!(cells.len(), 5, "{row}");
        cells[0]
    };
    rows.map(property).collect()
}

#[test]
fn mails_have_the_properties_of_the_list_and_the_list_no_others() {
    let (ordinary, own) = (root().join("tests/sites/ordinary"), everything());
    let files = made(&ordinary, "email", &["content/bulletins/2025/trade-2025-06.md", "2025-07"]);
    let more = made(own.path(), "email", &["content/bulletins/2025/everything.md"]);
    let mut written = BTreeSet::new();
    for (name, html) in files.iter().chain(&more).filter(|(name, _)| name.ends_with(".html")) {
        let [_, _, properties] = makings(&Html::parse_document(html));
        written.extend(properties.split(' ').map(str::to_owned));
        assert!(html.contains("<table lang=\"") && html.contains("content=\"light\""), "{name}");
        assert_eq!(html.matches("[if mso]").count(), 2, "{name}");
    }
    assert_eq!(written.iter().map(String::as_str).collect::<BTreeSet<_>>(), allowed());
}

#[test]
fn a_mail_is_read_by_the_mail_library_of_python() {
    if Command::new("python3").arg("--version").output().is_err() {
        return;
    }
    let what =
        ["content/bulletins/2025/trade-2025-06.md", "content/bulletins/2025/cpi-2025-06.md", "2025-07", "2025-W29"];
    let (site, out) = (root().join("tests/sites/ordinary"), tempfile::tempdir().expect("a folder"));
    let run =
        jianbao().args(["channel", "email"]).args(what).arg("--out").arg(out.path()).arg("--site").arg(&site).output();
    assert!(run.expect("the program runs").status.success());
    let read = Command::new("python3").arg(root().join("tests/cases/channel/read_mail.py")).arg(out.path()).output();
    let read = read.expect("Python runs");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    assert_eq!(String::from_utf8_lossy(&read.stdout).trim(), "16 mails");
}

fn decoded(text: &str) -> String {
    String::from_utf8(STANDARD.decode(text).expect("base64")).expect("UTF-8")
}

#[test]
fn every_channel_of_an_ordinary_site_has_every_figure_within_its_length() {
    let site = root().join("tests/sites/ordinary");
    let what = ["content/bulletins/2025/trade-2025-05.md", "2025-07", "2025-W29"];
    let mails = made(&site, "email", &what);
    assert_eq!(mails, made(&site, "email", &what), "the same site gives the same bytes");
    for (name, text) in &mails {
        assert!(text.len() < 90 << 10 || name.ends_with(".eml"), "{name}: {}", text.len());
        let is_address = |line: &str| line.contains("https://");
        for line in text.lines().filter(|line| name.ends_with(".txt") && !is_address(line)) {
            assert!(line.width() <= 72, "{name}: {line}");
        }
    }
    // What is not published yet is in no digest.
    assert!(!mails["zh-hans/2025-07.txt"].contains("示例政府"), "{}", mails["zh-hans/2025-07.txt"]);
    for (edition, exports) in
        [("zh-hans", "3199.2亿美元"), ("zh-hant-hk", "3199.2億美元"), ("en", "319.92 billion US dollars")]
    {
        let mail = |end: &str| &mails[&format!("{edition}/2025-trade-2025-05.{end}")];
        for end in ["html", "txt"] {
            assert!(mail(end).contains(exports), "{edition}: {}", mail(end));
        }
        let rows = mail("html").matches("<th style=\"padding:8px").count();
        assert_eq!((rows, mail("txt").lines().filter(|line| line.starts_with("- ")).count()), (11, 11), "{edition}");
    }
    let han = |text: &str| text.chars().any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign));
    for channel in ["email", "wechat", "text"] {
        let files = made(&site, channel, &what);
        let english = files.iter().filter(|(name, _)| name.starts_with("en/") && !name.ends_with(".eml"));
        for (name, text) in english {
            assert!(!han(text), "{channel} {name}: {text}");
        }
    }
    // Long tables too: 99 of a hundred articles have at most 15,000 characters.
    let all =
        paths(&site.join("content/bulletins")).into_iter().map(|path| format!("content/bulletins/{}", path.display()));
    // A twin has a second ending.
    let all: Vec<String> = all.filter(|path| path.ends_with(".md") && path.matches('.').count() == 1).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let articles = made(&site, "wechat", &all);
    let mut lengths: Vec<usize> = articles
        .iter()
        .filter(|(name, _)| name.ends_with(".json"))
        .map(|(_, draft)| content(draft).chars().count())
        .collect();
    lengths.sort_unstable();
    assert!(lengths.len() > 300 && lengths[lengths.len() * 99 / 100] <= 15_000, "{lengths:?}");
    let posts = made(&site, "text", &what);
    for (name, text) in &posts {
        let (words, address) = text.trim_end().rsplit_once('\n').expect("two lines");
        assert!(address.starts_with("https://chaoxi.example/"), "{name}: {text}");
        // Han characters are two on X, and any address 23.
        let on_x: usize = words.chars().map(|sign| if sign <= '\u{10ff}' { 1 } else { 2 }).sum::<usize>() + 24;
        let most = if name.contains(".x.") { 280 } else { 4096 };
        assert!(if most == 280 { on_x <= most } else { text.encode_utf16().count() <= most }, "{name}: {text}");
        assert!(words.lines().count() > 1, "{name}: {text}");
    }
}

#[test]
fn what_is_not_there_is_said() {
    let site = everything();
    let run = |what: &str, more: &[&str]| {
        let out = site.path().join("out");
        let run = jianbao()
            .args(["channel", "email", what, "--ui-lang", "en"])
            .args(more)
            .arg("--out")
            .arg(out)
            .arg("--site")
            .arg(site.path())
            .output();
        let run = run.expect("the program runs");
        assert_eq!(run.status.code(), Some(2));
        String::from_utf8_lossy(&run.stderr).into_owned()
    };
    let said = run("2024-W01", &[]);
    assert!(said.contains("`2024-W01` is no bulletin and no digest"), "{said}");
    let said = run("content/bulletins/2025/everything.md", &["--edition", "en"]);
    assert!(said.contains("the site has no edition en"), "{said}");
    assert!(!site.path().join("out").exists());
}

#[test]
fn what_templates_of_the_site_make_is_said_also_of_a_digest() {
    let site = everything();
    write(site.path(), "templates/shortcodes/subscribe.html", "<p>订阅</p>");
    let bulletin = include_str!("../cases/channel/everything.md");
    write(site.path(), "content/bulletins/2025/everything.md", [bulletin, "\n> {{ subscribe }}\n"].concat());
    write(site.path(), "content/digests/2025-07.md", "+++\ntitle = \"七月\"\n+++\n\n看图。\n\n{{ subscribe }}\n");
    let out = site.path().join("out");
    for what in ["content/bulletins/2025/everything.md", "2025-07"] {
        let mut run = jianbao();
        run.args(["channel", "text", what, "--ui-lang", "en", "--edition", "zh-hans"]).arg("--out").arg(&out);
        let run = run.arg("--site").arg(site.path()).output().expect("the program runs");
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(said.contains("what the site's own templates make is on the site alone, 1 in all"), "{what}: {said}");
    }
}

/// What `check` says of a site, one line each.
fn said(site: &Path) -> Vec<String> {
    let report = crate::helpers::check(&Options { review: true, ..options(site) });
    let of_channels = report.diagnostics.iter().filter(|found| found.code.name().ends_with("-limit"));
    of_channels.map(|found| format!("{}: {}", found.code.name(), found.message)).collect()
}

#[test]
fn what_a_channel_does_not_take_is_said_where_the_site_asks_for_it() {
    let site = everything();
    let long = format!(
        "+++\ntitle = \"长\"\ndate = 2025-07-01\ntopics = []\n+++\n\n{}\n\n![图](pic.webp)\n\n![图](large.png)\n",
        "一二三四五六七八九十，\n\n".repeat(5000)
    );
    write(site.path(), "content/bulletins/2025/long.md", long);
    write(site.path(), "content/bulletins/2025/pic.webp", "RIFF");
    write(site.path(), "content/bulletins/2025/large.png", vec![0; (10 << 20) + 1]);
    assert!(said(site.path()).is_empty());
    let settings = fs::read_to_string(site.path().join("site.toml")).expect("settings");
    write(site.path(), "site.toml", [&settings, "\n[channels.wechat]\n\n[channels.email]\n"].concat());
    let found = said(site.path());
    assert_eq!(found.len(), 4 + 4, "{found:#?}");
    assert!(
        found[0].starts_with("wechat-limit: WeChat takes no picture of the kind of `https://example.org/"),
        "{found:#?}"
    );
}

#[test]
fn an_article_is_written_as_the_site_says() {
    let site = everything();
    let settings = fs::read_to_string(site.path().join("site.toml")).expect("settings");
    let more = "\n[channels.wechat]\nfigures = \"lines\"\nauthor = \"编辑部\"\nsource_url = false\n";
    write(site.path(), "site.toml", [&settings, more].concat());
    let files = made(site.path(), "wechat", &["content/bulletins/2025/everything.md"]);
    let draft = &files["zh-hans/2025-everything.json"];
    let fields: serde_json::Value = serde_json::from_str(draft).expect("JSON");
    assert_eq!((&fields["author"], fields.get("content_source_url")), (&"编辑部".into(), None));
    let content = content(draft);
    assert!(content.contains("软件业务收入（2025年上半年）：55788亿元，同比 +11.2%"), "{content}");
    write(site.path(), "site.toml", [&settings, "\n[channels.wechat]\nfigures = \"picture\"\n"].concat());
    let found = crate::helpers::check(&options(site.path())).diagnostics;
    assert!(found.iter().any(|found| found.message == "`figures` cannot be `picture`"), "{found:?}");
}
