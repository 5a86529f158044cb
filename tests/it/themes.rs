//! Three small sites whose theme is not the built-in one, from a colour to pages of their own: tests/themes/.

use crate::helpers::{self, NOW, build, built, check, jianbao, options, root, site, texts};
use jianbao::diag::Code;
use jianbao::pipeline::Options;
use std::collections::BTreeMap;

/// What a site of tests/themes/ becomes.
fn made(name: &str) -> BTreeMap<String, String> {
    let (out, report) = built(&root().join("tests/themes").join(name), NOW);
    assert_eq!(report.counts(), (0, 0), "{:?}", report.diagnostics);
    texts(out.path())
}

#[test]
fn a_site_is_ones_own_without_a_template() {
    let files = made("touched");
    let colour = &files["assets/colour.css"];
    assert!(colour.contains("--accent: light-dark(#8a1538,#"), "{colour}");
    let page = &files["zh-hans/bulletins/cpi/index.html"];
    for part in [
        "<link rel=\"stylesheet\" href=\"/assets/colour.css\">\n<link rel=\"stylesheet\" href=\"/own.css\">",
        "<img class=\"logo\" src=\"/wanchao.svg\" alt=\"晚潮简报\">",
        "<meta name=\"site-verification\" content=\"wanchao-1\">",
        "京ICP备2025000001号",
        "陈一、周二",
        "<img src=\"/zh-hans/bulletins/market.svg\" alt=\"菜市场的摊位\">",
        "周末的菜市场。 <span class=\"credit\">图片：示例通讯社</span>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    // What is to be kept to the letter is; a caption is text.
    let taiwan = &files["zh-hant-tw/bulletins/cpi/index.html"];
    assert!(taiwan.contains("京ICP备2025000001号") && taiwan.contains("週末的菜市場。"), "{taiwan}");
}

#[test]
fn an_edition_is_at_the_root_where_the_site_wants_it() {
    let files = made("touched");
    let front = &files["index.html"];
    assert!(front.contains("<html lang=\"zh-Hant-TW\">") && front.contains("class=\"home\""), "{front}");
    assert!(front.contains("<link rel=\"canonical\" href=\"https://wanchao.example/zh-hant-tw/\">"), "{front}");
    assert!(files["editions/index.html"].contains("class=\"choices\""));
    assert!(front.contains("href=\"/editions/\""), "{front}");
    // Without it the choice is at the root.
    let files = made("own");
    assert!(files["index.html"].contains("class=\"choices\"") && !files.contains_key("editions/index.html"));

    let lost = site(&[(
        "site.toml",
        "title = \"简报\"\nbase_url = \"https://example.org\"\nhome = \"zh-Hant-HK\"\n\n[[editions]]\nvariant = \"zh-Hans\"\n",
    )]);
    let report = build(&options(lost.path()));
    assert_eq!(report.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::BadConfig]);
}

#[test]
fn a_template_builds_on_the_one_it_replaces() {
    let files = made("extended");
    for page in ["zh-hans/index.html", "zh-hans/bulletins/ppi/index.html", "zh-hans/topics/index.html"] {
        let counter = "<script src=\"https://tongji.example/zaochao.js\" defer></script>";
        assert!(files[page].contains(counter), "{page}: {}", files[page]);
    }
    let page = &files["zh-hant-hk/bulletins/ppi/index.html"];
    assert!(page.contains("<p>您怎麼看這個數？</p></section>"), "{page}");
    // A shortcode is where the text has it, its words in the edition's script, its address as it is.
    let form = page.find("action=\"https://letters.example/join\" lang=\"zh-Hant-HK\">\n<p>每周五寄到郵箱</p>");
    let (before, after) = (page.find("下降3.6%。").expect("a paragraph"), page.find("與5月相比").expect("another"));
    assert!(form.is_some_and(|form| before < form && form < after), "{page}");
}

#[test]
fn a_page_has_a_template_and_words_of_its_own() {
    let files = made("own");
    let page = &files["zh-hant-tw/join/index.html"];
    assert!(page.contains("<body class=\"poster\"><h1>怎樣投稿</h1>"), "{page}");
    assert!(page.contains("<p class=\"number\">3.5"), "{page}");
    assert!(page.contains("<li>來稿：2</li><li>複核：5</li>"), "{page}");
    assert!(files["zh-hans/bulletins/gdp/index.html"].contains("<p class=\"number\">5.3%</p>"));
}

#[test]
fn what_a_theme_names_and_has_not_is_reported_where_it_is_named() {
    let front = "+++\ntitle = \"简报\"\ndate = 2025-07-01\ntemplate = \"bulletins.html\"\n\n[cover]\npicture = \"no.png\"\nalt = \"无\"\n+++\n\n文。\n";
    let settings =
        "title = \"简报\"\nbase_url = \"https://example.org\"\n\n[theme]\nlogo = \"lgo.svg\"\naccent = \"crimson\"\n";
    let site = site(&[("site.toml", settings), ("content/bulletins/a.md", front), ("static/logo.svg", "<svg/>")]);
    let found = build(&options(site.path())).diagnostics;
    let told: Vec<String> = found
        .iter()
        .map(|found| {
            format!("{}: {} / {}", found.code.name(), found.message, found.help.as_deref().unwrap_or_default())
        })
        .collect();
    for wanted in [
        "bad-config: `crimson` is not a colour / write red, green and blue in hexadecimal digits, as in `#8a1538`",
        "dead-link: there is no file `static/lgo.svg` / did you mean `logo.svg`?",
        "template: there is no template `bulletins.html` / did you mean `bulletin.html`?",
        "dead-link: `no.png` leads nowhere / write the path of a picture, relative to this file or from `/` for content/",
    ] {
        assert!(told.iter().any(|told| told == wanted), "{wanted} is not in {told:#?}");
    }
}

#[test]
fn the_built_in_theme_can_be_had() {
    let theme = |args: &[&str]| jianbao().arg("theme").args(args).output().expect("the program runs");
    let names = String::from_utf8(theme(&["list"]).stdout).expect("text");
    assert!(
        names.lines().any(|name| name == "templates/base.html")
            && names.lines().any(|name| name == "static/assets/site.css")
    );
    for name in names.lines() {
        let printed = theme(&["export", name]).stdout;
        assert!(printed == std::fs::read(helpers::root().join(name)).expect("a file"), "{name}");
    }
    assert_eq!(theme(&["export", "bulletin.html"]).stdout, theme(&["export", "templates/bulletin.html"]).stdout);
    assert!(!theme(&["export", "nosuch.html"]).status.success());
}

#[test]
fn a_template_that_extends_itself_is_shown_the_way_to_the_built_in_one() {
    let site = site(&[
        ("site.toml", "title = \"简报\"\nbase_url = \"https://example.org\"\n"),
        ("templates/base.html", "{% extends \"base.html\" %}\n"),
    ]);
    let report = build(&options(site.path()));
    let [found] = &report.diagnostics[..] else { panic!("{:?}", report.diagnostics) };
    assert_eq!(found.code, Code::Template);
    let place = found.place.as_ref().expect("a place");
    assert_eq!(
        (place.source.path.as_str(), &place.source.text[place.span.clone()]),
        ("templates/base.html", "base.html"),
        "{found:?}"
    );
    assert!(found.help.as_ref().is_some_and(|help| help.contains("`builtin/base.html`")), "{found:?}");
}

#[test]
fn a_colour_without_one_for_the_dark_is_told() {
    let sheet = "/* --ink: #000 */\n:root { --paper: #fff; --ink: light-dark(#111, #eee); --own: #abc }\n@media print { :root { --line: #000 } }\n.a { --soft : var(--ink) }\n";
    let told = |sheet: &str| {
        let site = site(&[
            (
                "site.toml",
                "title = \"简报\"\nbase_url = \"https://jianbao.example\"\n\n[theme]\nstylesheet = \"own.css\"\n",
            ),
            ("static/own.css", sheet),
        ]);
        let report = check(&Options { review: true, ..options(site.path()) });
        let found = report.diagnostics.iter().filter(|found| found.code == Code::SingleColour);
        found.map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(told(sheet), ["`--paper` is one colour, on light pages and on dark ones"]);
    assert!(told(":root { color-scheme: light; --paper: #fff }").is_empty());
}
