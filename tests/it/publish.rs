//! The promises about the output folder.

use crate::helpers::{NOW, build, built, check, files, options, site, write};
use jianbao::pipeline::{self, Options, Report};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const TOML: &str = "+++\ntitle = \"一\"\ndate = 2025-07-18\n+++\n\n正文。\n";

/// A site of two bulletins.
fn two() -> TempDir {
    site(&[("content/bulletins/one.md", TOML), ("content/bulletins/two.md", &TOML.replace('一', "二"))])
}

fn run(site: &Path) -> Report {
    build(&options(site))
}

fn run_to(site: &Path, out: &Path) -> anyhow::Result<Report> {
    pipeline::build(&Options { out: Some(out.to_owned()), ..options(site) }, &|_, _| {})
}

#[test]
fn a_second_build_writes_nothing() {
    let site = two();
    let first = run(site.path()).changes.expect("a site");
    assert!(first.added.len() > 20 && first.changed.is_empty());
    let page = site.path().join("public/zh-hans/index.html");
    let before = fs::metadata(&page).expect("a page").modified().expect("a time");
    let second = run(site.path()).changes.expect("a site");
    assert_eq!((second.added.len(), second.changed.len(), second.removed.len()), (0, 0, 0));
    assert_eq!(second.unchanged, first.added.len());
    assert_eq!(fs::metadata(&page).expect("a page").modified().expect("a time"), before);
}

#[test]
fn what_changed_is_listed_with_its_address() {
    let site = two();
    let first = run(site.path());
    let base_url = first.base_url.expect("an address");
    let list = first.changes.expect("a site").list(&base_url);
    assert!(list.contains("added\tzh-hans/bulletins/two/index.html\thttps://example.org/zh-hans/bulletins/two/\n"));
    fs::remove_file(site.path().join("content/bulletins/two.md")).expect("a file");
    write(site.path(), "content/bulletins/one.md", TOML.replace("正文", "改了"));
    let list = run(site.path()).changes.expect("a site").list(&base_url);
    assert!(list.contains("changed\tzh-hant-tw/bulletins/one/index.html\t"));
    assert!(list.contains("removed\tzh-hans/bulletins/two/index.html\thttps://example.org/zh-hans/bulletins/two/\n"));
    assert!(list.lines().all(|line| line.split('\t').count() == 3));
    assert_eq!(run(site.path()).changes.expect("a site").list(&base_url), "");
}

#[test]
fn two_builds_give_the_same_files() {
    let (one, two) = (two(), two());
    run(one.path());
    run(two.path());
    assert_eq!(files(&one.path().join("public")), files(&two.path().join("public")));
}

#[test]
fn an_error_leaves_the_published_site_as_it_was() {
    let site = two();
    run(site.path());
    let before = files(&site.path().join("public"));
    write(site.path(), "content/bulletins/three.md", "+++\ntitle = \n+++\n");
    write(site.path(), "content/bulletins/one.md", TOML.replace("正文", "改了"));
    let report = run(site.path());
    assert_eq!(report.counts().0, 1);
    assert_eq!(report.changes, None);
    assert_eq!(files(&site.path().join("public")), before);
}

#[test]
fn a_dead_link_found_while_rendering_leaves_it_too() {
    let site = two();
    run(site.path());
    let before = files(&site.path().join("public"));
    write(site.path(), "content/bulletins/one.md", TOML.replace("正文", "[x](nowhere.md)"));
    let report = run(site.path());
    assert_eq!(report.counts().0, 1, "one mistake, told once for all editions");
    assert_eq!(files(&site.path().join("public")), before);
}

#[test]
fn stale_files_go_and_foreign_files_stay() {
    let site = two();
    run(site.path());
    write(site.path(), "public/CNAME", "example.org");
    write(site.path(), "public/zh-hans/foreign.html", "mine");
    fs::remove_file(site.path().join("content/bulletins/two.md")).expect("a file");
    let changes = run(site.path()).changes.expect("a site");
    let pages: Vec<_> = changes.removed.iter().filter(|path| path.file().ends_with("two/index.html")).collect();
    assert_eq!(pages.len(), 3);
    assert!(!site.path().join("public/zh-hans/bulletins/two").exists(), "the folder it left empty goes too");
    let after = files(&site.path().join("public"));
    assert!(after.contains_key("CNAME") && after.contains_key("zh-hans/foreign.html"));
}

#[test]
fn a_page_can_become_a_folder_and_back() {
    let site = two();
    write(site.path(), "static/data-file", "a file");
    run(site.path());
    fs::remove_file(site.path().join("static/data-file")).expect("a file");
    write(site.path(), "static/data-file/inner.txt", "now a folder");
    run(site.path());
    assert_eq!(fs::read_to_string(site.path().join("public/data-file/inner.txt")).expect("a file"), "now a folder");
    fs::remove_dir_all(site.path().join("static/data-file")).expect("a folder");
    write(site.path(), "static/data-file", "a file again");
    run(site.path());
    assert_eq!(fs::read_to_string(site.path().join("public/data-file")).expect("a file"), "a file again");
}

#[test]
fn nothing_is_left_of_the_staging() {
    let site = two();
    run(site.path());
    let names: Vec<_> = fs::read_dir(site.path().join("public"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".jianbao-staging"))
        .collect();
    assert_eq!(names, Vec::<String>::new());
}

#[test]
fn the_sources_are_never_written_to() {
    let site = two();
    for out in ["", "/", "content", "content/deep/er", "templates", "static", "../", "content/../content/x"] {
        assert!(run_to(site.path(), &site.path().join(out)).is_err(), "{out}");
    }
    #[cfg(unix)]
    {
        let elsewhere = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(elsewhere.path(), site.path().join("static")).expect("a link");
        assert!(run_to(site.path(), elsewhere.path()).is_err(), "sources that lie elsewhere");
        std::os::unix::fs::symlink(site.path().join("content"), site.path().join("link")).expect("a link");
        assert!(run_to(site.path(), &site.path().join("link/x")).is_err(), "a way round");
    }
    assert!(files(site.path()).keys().all(|name| !name.contains("index.html")));
}

#[cfg(unix)]
#[test]
fn what_is_published_can_be_read_by_a_server() {
    use std::os::unix::fs::PermissionsExt;
    let site = two();
    run(site.path());
    for entry in walkdir::WalkDir::new(site.path().join("public")) {
        let entry = entry.expect("the tree can be read");
        let mode = entry.metadata().expect("metadata").permissions().mode() & 0o777;
        let wanted = if entry.file_type().is_dir() { 0o755 } else { 0o644 };
        assert_eq!(mode, wanted, "{}", entry.path().display());
    }
}

#[test]
fn a_build_does_not_warn_of_what_it_leaves_out() {
    let draft = "+++\ntitle = \"稿\"\ndate = 2025-07-01\ndraft = true\n\n[[metrics]]\nindicator = \"没有登记\"\nvalue = \"3亿元\"\n+++\n\n正文。\n";
    let site = site(&[("content/bulletins/a.md", draft)]);
    let (_, report) = built(site.path(), NOW);
    assert_eq!(report.counts(), (0, 0), "{:?}", report.diagnostics);
    let told = |options: &Options| check(options).diagnostics.iter().any(|one| one.message.contains("没有登记"));
    assert!(told(&Options { review: true, ..options(site.path()) }));
    assert!(told(&Options { review: true, drafts: true, ..options(site.path()) }));
    let broken = draft.replace("2025-07-01", "2025-07-41");
    write(site.path(), "content/bulletins/a.md", broken);
    assert!(build(&options(site.path())).counts().0 > 0, "what cannot be read is told of drafts too");
}
