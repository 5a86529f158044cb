//! Everything an author writes, anywhere, is text in every file that is made, and nothing in it runs.

use crate::helpers::{SETTINGS, build, check, files, options, site, write};
use jianbao::diag::{Code, print};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// What would run, or break out of its place, if it were not escaped.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<x-canary>"),
        Just("</script><x-canary>"),
        Just("\"x-canary="),
        Just("'x-canary="),
        Just("]]><x-canary>"),
        Just("--><x-canary>"),
        Just("</title></textarea></style><x-canary>"),
        Just("{{ 7 * 7 }}{% include \"base.html\" %}"),
        Just("&lt;x-canary&gt;"),
        Just("&#60;x-canary&#62;"),
        Just("\u{1}"),
        Just("\u{b}"),
        Just("\u{fffe}"),
        Just("\u{2028}"),
        Just("\u{202e}"),
        Just("\u{F0000}0;"),
        Just("=1+1"),
        Just("-1+cmd|' /C calc'!A0"),
        Just("+A1("),
        Just("@SUM(A1)"),
        Just("\t"),
        Just("`"),
        Just("\\"),
        Just("%0a"),
        Just(" "),
        Just("出口"),
    ];
    proptest::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

/// A string as TOML writes it, braces escaped so that they are printed.
fn quoted(text: &str) -> String {
    let escape = |c: char| match c {
        '{' | '}' => format!("\\\\{c}"),
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

/// A site whose every text is hostile.
fn hostile_site(html: &str, bulletins: usize) -> TempDir {
    let mut runner = TestRunner::deterministic();
    let mut text = || hostile().new_tree(&mut runner).expect("a text").current();
    let site = tempfile::tempdir().expect("a folder");
    let config = format!(
        "title = {}\ndescription = {}\npublisher = {}\nbase_url = \"https://example.org\"\n\n[markdown]\nhtml = \"{html}\"\n",
        quoted(&text()),
        quoted(&text()),
        quoted(&text())
    );
    write(site.path(), "site.toml", &config);
    for at in 0..bulletins {
        // Each with an end of its own, as topics must differ and names must not be empty.
        let mut own = || quoted(&format!("{}名{at}", text()));
        let [title, summary, topic, source, indicator, region, dim] = std::array::from_fn(|_| own());
        let body: String = (0..4).map(|_| format!("{}\n\n", text().replace("{{", "{"))).collect();
        let (alt, code) = (text().replace("{{", "{"), text());
        let bulletin = format!(
            "+++\ntitle = {title}\nsummary = {summary}\ndate = 2025-07-18\ntopics = [{topic}]\nsource = {source}\n\
             source_url = \"https://example.org/?a=\\\"x-canary=\\\"\"\n\n\
             [[metrics]]\nindicator = {indicator}\nvalue = \"3万亿元\"\nchange = \"-3.1%\"\nregion = {region}\ndims = {{ x = {dim} }}\n+++\n\n\
             {body}\n![{alt}](pixel.png)\n\n```{code}\n{code}\n```\n\n# {alt}\n\n| {alt} |\n|-|\n| x |\n"
        );
        write(site.path(), &format!("content/bulletins/b{at}.md"), &bulletin);
    }
    write(site.path(), "content/bulletins/pixel.png", "");
    site
}

/// The texts of a site that is published to its folder `public`.
fn publish(site: &Path) -> Vec<(String, String)> {
    let report = build(&options(site));
    assert!(report.changes.is_some(), "{}", print::text(&report.diagnostics, false));
    let mut files = files(&site.join("public"));
    // Workbooks and the pairs of the search are no text.
    files.retain(|name, _| !name.starts_with("assets/") && !name.ends_with(".xlsx") && !name.ends_with(".bin"));
    files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

/// The tags of a page without what is in quotes: elements and names of attributes.
fn names(html: &str) -> String {
    let (mut names, mut quote, mut in_tag) = (String::new(), None, false);
    for (at, c) in html.char_indices() {
        match (in_tag, quote, c) {
            (false, _, '<') => in_tag = html[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'),
            (false, ..) => {}
            (true, None, '"' | '\'') => quote = Some(c),
            (true, None, '>') => in_tag = false,
            (true, None, c) => names.push(c),
            (true, Some(open), c) => quote = quote.filter(|_| c != open),
        }
    }
    names
}

/// XML 1.0 has no way to write these, not even escaped.
fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[test]
fn every_text_is_escaped_in_every_file() {
    for mode in ["escape", "sanitize"] {
        let site = hostile_site(mode, 40);
        let files = publish(site.path());
        assert!(files.len() > 200);
        let mut checked = [0; 4];
        for (name, text) in &files {
            let extension = name.rsplit('.').next().unwrap_or_default();
            match extension {
                "html" => {
                    checked[0] += 1;
                    assert!(!text.contains("<x-canary"), "{mode} {name}");
                    assert!(!names(text).contains("x-canary"), "{mode} {name}");
                    let scripts = text.matches("</script>").count();
                    assert_eq!(scripts, text.matches("<script").count(), "{mode} {name}");
                }
                "xml" => {
                    checked[1] += 1;
                    assert!(!text.contains("<x-canary"), "{mode} {name}");
                    assert!(text.chars().all(is_xml), "{mode} {name}");
                    let mut reader = quick_xml::Reader::from_str(text);
                    while reader.read_event().expect("well-formed XML") != quick_xml::events::Event::Eof {}
                }
                "json" => {
                    checked[2] += 1;
                    serde_json::from_str::<serde_json::Value>(text).expect("JSON");
                }
                "csv" => {
                    checked[3] += 1;
                    for record in csv::Reader::from_reader(text.as_bytes()).records() {
                        for cell in &record.expect("a record") {
                            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                            assert!(!formula || ["-3.1", "-3.1%"].contains(&cell), "{name}: {cell:?}");
                        }
                    }
                }
                _ => {}
            }
        }
        assert!(checked.iter().all(|count| *count > 3), "{checked:?}");
    }
}

/// Markup that runs in a page that lets it.
const ATTACKS: &str = r##"
<script>document.documentElement.setAttribute("data-ran", "script")</script>

<img src="#" onerror="document.documentElement.setAttribute('data-ran', 'onerror')">

<svg onload="document.documentElement.setAttribute('data-ran', 'svg')"></svg>

<iframe srcdoc="<script>parent.document.documentElement.setAttribute('data-ran', 'frame')</script>"></iframe>

行内 <img src=# onerror="document.documentElement.setAttribute('data-ran','inline')"> 文字 <b onclick="x()">粗体</b>。

<math><mtext><table><mglyph><style><img src=# onerror="document.documentElement.setAttribute('data-ran','mutation')"></style></mglyph></table></mtext></math>

<a title="󰀀0;" id="x" href="https://example.org">链接</a> <a href=" java
script:document.documentElement.setAttribute('data-ran','link')">x</a>

<details open><summary>摘要</summary>

留下的**内容**

</details>
"##;

fn attacked(mode: &str) -> TempDir {
    let front = "+++\ntitle = \"一\"\ndate = 2025-07-18\n[[metrics]]\nindicator = \"出口\"\nvalue = \"3亿元\"\n+++\n";
    site(&[
        ("site.toml", format!("{SETTINGS}[markdown]\nhtml = \"{mode}\"\n")),
        ("content/bulletins/one.md", format!("{front}{ATTACKS}\n```rust\nlet x = 1;\n```\n")),
    ])
}

#[test]
fn raw_html_is_treated_as_the_site_says() {
    let page = |mode: &str| {
        let files = publish(attacked(mode).path());
        files.into_iter().find(|(name, _)| name.ends_with("zh-hans/bulletins/one/index.html")).expect("a page").1
    };
    let (allowed, escaped, sanitized) = (page("allow"), page("escape"), page("sanitize"));
    assert!(allowed.contains("<script>document") && allowed.contains("onerror"));
    assert!(escaped.contains("&lt;script&gt;document") && escaped.contains("<p>&lt;img"));
    for gone in ["onerror", "data-ran", "<iframe", "onclick", "<math"] {
        assert!(!sanitized.contains(gone), "{gone}: {sanitized}");
    }
    assert!(sanitized.contains("<b>粗体</b>") && sanitized.contains("<summary>摘要</summary>"));
    for page in [&allowed, &escaped, &sanitized] {
        // What is ours stays whole: the figure table, coloured code, the rest of the Markdown.
        assert!(page.contains("<table") && page.contains("<pre class=\"code\" tabindex=\"0\"") && page.contains("hl-"));
        assert!(page.contains("<strong>内容</strong>"));
    }
}

#[test]
fn what_is_dropped_is_told() {
    let site = attacked("sanitize");
    let report = check(&options(site.path()));
    let told: Vec<_> =
        report.diagnostics.iter().filter(|d| d.code == Code::RawHtml).map(|d| d.message.as_str()).collect();
    for what in ["<script>", "onerror", "<svg>", "<iframe>", "<math>", "javascript:", "onclick"] {
        assert!(told.contains(&format!("`{what}` is not kept").as_str()), "{what}: {told:?}");
    }
}

#[test]
fn addresses_that_run_are_refused() {
    let bulletin = "+++\ntitle = \"一\"\ndate = 2025-07-18\nsource_url = \"JavaScript:alert(1)\"\n+++\n\n\
                    [a](javascript:alert(1)) ![b](data:image/svg+xml;base64,AAAA) <vbscript:x> [c](&#106;avascript:x)\n\n\
                    [d][d] [e](<java&#10;script:x>)\n\n[d]: JAVASCRIPT:x\n";
    let site = site(&[("content/bulletins/one.md", bulletin)]);
    let report = check(&options(site.path()));
    let refused = report.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::UnsafeUrl).count();
    assert_eq!(refused, 7, "{}", print::text(&report.diagnostics, false));
}

/// Opens a page in a browser; whether anything in it ran.
fn ran(page: &Path) -> bool {
    let dom = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000", "--dump-dom"])
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("chromium is there");
    let dom = String::from_utf8_lossy(&dom.stdout).into_owned();
    assert!(dom.contains("</html>"), "a page was opened");
    dom.split("<head").next().is_some_and(|root| root.contains("data-ran"))
}

#[test]
#[ignore = "needs chromium"]
fn nothing_runs_in_a_browser() {
    for (mode, runs) in [("allow", true), ("escape", false), ("sanitize", false)] {
        let site = attacked(mode);
        publish(site.path());
        for edition in ["zh-hans", "zh-hant-tw"] {
            let page = site.path().join("public").join(edition).join("bulletins/one/index.html");
            assert_eq!(ran(&page), runs, "{mode} {edition}");
        }
    }
    let site = hostile_site("sanitize", 6);
    for (name, _) in publish(site.path()).iter().filter(|(name, _)| name.starts_with("zh-hans/bulletins/b")) {
        assert!(!name.ends_with(".html") || !ran(&site.path().join("public").join(name)), "{name}");
    }
}
