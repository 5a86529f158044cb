//! `jianbao migrate`: each folder of `tests/cases/migrate/` has a small site of another program, `from/`, with what such
//! sites have, the tree that is made of it, `expected/`, and the list of what is not carried, `left.txt`.
//!
//! `UPDATE_EXPECTED=1 cargo test --test it migrate::` writes what is given now, to be reviewed as a diff.

use crate::helpers::{built, check, entries, expect, files, is_updating, jianbao, options, root, texts, write};
use jianbao::command::fmt::{self, Outcome};
use jianbao::diag::{Severity, print};
use jianbao::migrate::{Account, Program, site};
use jianbao::path::SourcePath;
use jianbao::pipeline::Options;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PROGRAMS: [(Program, &str); 4] =
    [(Program::Hugo, "hugo"), (Program::Hexo, "hexo"), (Program::Zola, "zola"), (Program::Jekyll, "jekyll")];

fn case(name: &str) -> PathBuf {
    root().join("tests/cases/migrate").join(name)
}

fn migrated(program: Program, from: &Path) -> (TempDir, Account) {
    let to = tempfile::tempdir().expect("a folder");
    let today = "2025-07-01".parse().expect("a date");
    let account = site(program, from, to.path(), today).expect("a site");
    (to, account)
}

#[test]
fn each_program_gives_its_tree_and_its_list() {
    for (program, name) in PROGRAMS {
        let case = case(name);
        let before = files(&case.join("from"));
        let (to, account) = migrated(program, &case.join("from"));
        assert_eq!(files(&case.join("from")), before, "the old site is only read");
        let mut given = texts(to.path());
        given.retain(|name, _| !name.ends_with(".png"));
        if is_updating() {
            let _ = fs::remove_dir_all(case.join("expected"));
            given.iter().for_each(|(name, text)| write(&case.join("expected"), name, text));
        }
        let wanted = texts(&case.join("expected"));
        assert_eq!(given.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>(), "{name}");
        for (file, text) in &given {
            similar_asserts::assert_eq!(text, &wanted[file], "{name}: {file}");
        }
        let line = |line: Option<usize>| line.map_or(String::new(), |line| format!(":{line}"));
        let left = account.left.iter().map(|left| format!("{}{}: {}\n", left.path, line(left.line), left.what));
        expect(&case.join("left.txt"), &left.collect::<String>());
    }
}

#[test]
fn what_is_made_is_without_errors_and_in_order() {
    for (program, name) in PROGRAMS {
        let (to, _) = migrated(program, &case(name).join("from"));
        let report = check(&Options { drafts: true, future: true, ..options(to.path()) });
        let errors: Vec<_> =
            report.diagnostics.iter().filter(|found| found.severity == Severity::Error).cloned().collect();
        assert!(errors.is_empty(), "{name}: {}", print::text(&errors, false));
        for (file, text) in texts(to.path()).iter().filter(|(file, _)| file.ends_with(".md")) {
            let path = SourcePath::new(file).expect("a path");
            assert_eq!(fmt::file(path, text).value, Outcome::Same, "{name}: {file}");
        }
    }
}

#[test]
fn old_addresses_lead_to_the_new_ones() {
    for (program, name, old, new) in [
        (Program::Hugo, "hugo", "2024/h1-industry", "/news/zh-hans/bulletins/2024/h1-industry/"),
        (Program::Hugo, "hugo", "old/first", "/news/zh-hans/bulletins/2024/h1-industry/"),
        (Program::Hexo, "hexo", "2023/05/06/hello", "/zh-hant-tw/bulletins/2023/hello/"),
        (Program::Zola, "zola", "weekly/one", "/zh-hans/bulletins/2024/first/"),
        (Program::Jekyll, "jekyll", "农业/产量/2022/02/03/tea", "/weekly/zh-hans/bulletins/2022/tea/"),
    ] {
        let (to, _) = migrated(program, &case(name).join("from"));
        let (out, _) = built(to.path(), "2025-07-02T00:00:00Z");
        let page = fs::read_to_string(out.path().join(old).join("index.html")).expect(old);
        assert!(page.contains(&format!("content=\"0; url={new}\"")), "{name}: {page}");
    }
}

/// What was English alone stays so; what the settings have wrong is not believed.
#[test]
fn the_script_is_that_of_the_texts() {
    let text = |body: &str| format!("---\ntitle: x\ndate: 2024-01-02\n---\n\n{body}\n");
    for (language, body, script) in [
        ("en", "这个国家的经济产业发展，对个人来说是长期的。", "zh-Hans"),
        ("en", "這個國家的經濟產業發展，對個人來說是長期的。", "zh-Hant-TW"),
        ("zh-HK", "正文", "zh-Hant-HK"),
        ("zh_CN", "正文", "zh-Hans"),
        ("en", "Output rose.", "zh-Hans"),
    ] {
        let from = tempfile::tempdir().expect("a folder");
        write(from.path(), "_config.yml", format!("title: x\nlanguage: {language}\nurl: https://a.example\n"));
        write(from.path(), "source/_posts/a.md", text(body));
        let (to, _) = migrated(Program::Hexo, from.path());
        let settings = fs::read_to_string(to.path().join("site.toml")).expect("site.toml");
        assert!(settings.contains(&format!("script = \"{script}\"")), "{language}: {settings}");
    }
}

#[test]
fn nothing_is_written_over_or_into_the_old_site() {
    let from = case("zola").join("from");
    let to = tempfile::tempdir().expect("a folder");
    write(to.path(), "mine.txt", "x");
    let today = "2025-07-01".parse().expect("a date");
    let refused = site(Program::Zola, &from, to.path(), today).expect_err("it is not empty").to_string();
    assert!(refused.contains("is not empty"), "{refused}");
    assert_eq!(entries(to.path()).len(), 1);
    let within = site(Program::Zola, &from, &from.join("new/site"), today).expect_err("it is within").to_string();
    assert!(within.contains("is within the site that is read"), "{within}");
    assert!(!from.join("new").exists());
    let other = site(Program::Hugo, &from.join("content"), &to.path().join("new"), today).expect_err("no settings");
    assert!(other.to_string().contains("has no settings of that program"), "{other}");
}

/// The command lists what is left, writes the same to a file, and says what to do next.
#[test]
fn the_command_reports() {
    let to = tempfile::tempdir().expect("a folder");
    let report = to.path().join("left.txt");
    let run = jianbao()
        .args(["migrate", "zola"])
        .arg(case("zola").join("from"))
        .arg("--out")
        .arg(to.path().join("site"))
        .arg("--report")
        .arg(&report)
        .output()
        .expect("the program");
    let (list, said) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{said}");
    assert_eq!(fs::read_to_string(report).expect("the report"), list);
    assert!(list.contains("templates/: 1 file of templates"), "{list}");
    assert!(said.contains("2 bulletins, 2 other pages, 1 texts beside them and 2 files are carried"), "{said}");
    assert!(said.contains("The site is without errors."), "{said}");
}
