//! Signatures: any changed figure or word voids them, and what `fmt` does voids none.

use crate::helpers::{check, jianbao, options, site, write};
use std::fs;
use std::path::Path;

const SETTINGS: &str =
    "title = \"简报\"\nbase_url = \"https://example.org\"\n[workflow]\nsignatures = 2\nsince = 2025-07-01\n";

const TEXT: &str = "+++\ndate = 2025-07-18\ntitle = \"题\"   # 题目\n\n[[metrics]]\nchange = \"+5%\"\nvalue = 6.40\nindicator = \"收入\"\nperiod = \"2025-06\"\n+++\n收入6.40，增长5%。\n";

const FILE: &str = "content/bulletins/a.md";

fn run(site: &Path, arguments: &[&str]) -> (bool, String) {
    let output = jianbao().args(arguments).current_dir(site).output().expect("a run");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn sign(site: &Path, by: &str) {
    let (signed, said) = run(site, &["sign", FILE, "--by", by]);
    assert!(signed, "{said}");
}

fn text(site: &Path) -> String {
    fs::read_to_string(site.join(FILE)).expect("a bulletin")
}

/// What a check says of signatures.
fn told(site: &Path) -> Vec<String> {
    let found = check(&options(site)).diagnostics.into_iter();
    found.filter(|one| one.code.name() == "unsigned").map(|one| one.message).collect()
}

#[test]
fn two_names_are_asked_for_and_each_counts_once() {
    let old = TEXT.replace("2025-07-18", "2025-06-18");
    let site = site(&[("site.toml", SETTINGS), (FILE, TEXT), ("content/bulletins/old.md", &old)]);
    let site = site.path();
    assert_eq!(told(site), ["this is signed by 0 of the 2 names that `[workflow]` asks for"]);
    sign(site, "陈一");
    sign(site, "陈一");
    assert_eq!(text(site).matches("陈一").count(), 1, "{}", text(site));
    assert_eq!(told(site), ["this is signed by 1 of the 2 names that `[workflow]` asks for"]);
    let (built, said) = run(site, &["build", "--deny", "unsigned"]);
    assert!(!built && said.contains("error[unsigned]"), "{said}");
    assert!(!site.join("public/index.html").exists());
    sign(site, "周\"二\"");
    assert_eq!(told(site), Vec::<String>::new(), "{}", text(site));
    let (built, said) = run(site, &["build", "--deny", "unsigned"]);
    assert!(built, "{said}");
}

#[test]
fn any_figure_or_word_voids_and_form_does_not() {
    let site = site(&[("site.toml", SETTINGS), (FILE, TEXT)]);
    let site = site.path();
    sign(site, "陈一");
    sign(site, "周二");
    let (formatted, said) = run(site, &["fmt", FILE]);
    assert!(formatted && text(site).contains("indicator = \"收入\"\nvalue"), "{said} {}", text(site));
    assert_eq!(told(site), Vec::<String>::new(), "{}", text(site));
    let signed = text(site);
    for (old, new) in [
        ("6.40\n", "6.4\n"),
        ("+5%", "+6%"),
        ("收入6.40", "收入6.41"),
        ("增长5%", "增长了5%"),
        ("\"题\"", "\"题目\""),
        ("2025-06\"", "2025-05\""),
        ("date ", "updated = 2025-07-19\ndate "),
    ] {
        assert!(signed.contains(old), "{old} in {signed}");
        write(site, FILE, signed.replacen(old, new, 1));
        assert_eq!(told(site), ["this has changed since `陈一, 周二` signed it"], "{old}");
    }
    for (old, new) in [("# 题目", "# 标题"), ("。\n", "。\n\n"), ("[[metrics]]\n", "[[metrics]]\n\n")] {
        assert!(signed.contains(old), "{old} in {signed}");
        write(site, FILE, signed.replacen(old, new, 1));
        assert_eq!(told(site), Vec::<String>::new(), "{old}");
    }
    // Who signs what has changed is the first again.
    write(site, FILE, signed.replacen("+5%", "+6%", 1));
    sign(site, "周二");
    assert!(!text(site).contains("陈一"), "{}", text(site));
    assert_eq!(told(site), ["this is signed by 1 of the 2 names that `[workflow]` asks for"]);
}

#[test]
fn yaml_is_signed_too_and_what_is_no_bulletin_is_not() {
    let yaml = "---\ntitle: 题\ndate: 2025-07-18\n---\n正文。\n";
    let site = site(&[("site.toml", SETTINGS), (FILE, yaml), ("content/bare.md", "正文。\n")]);
    let site = site.path();
    sign(site, "陈一");
    sign(site, "周二");
    assert_eq!(told(site), Vec::<String>::new(), "{}", text(site));
    for arguments in [
        &["sign", "content/bare.md", "--by", "陈一"][..],
        &["sign", FILE, "--by", " "],
        &["sign", "site.toml", "--by", "陈一"],
    ] {
        let (signed, said) = run(site, arguments);
        assert!(!signed && !said.is_empty(), "{arguments:?} {said}");
    }
}
