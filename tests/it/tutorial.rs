//! The tutorial, `docs/tutorial.md` and its Chinese twin, followed word for word: in an empty folder each command of its
//! blocks marked `console` is run in order, and prints what stands below it; each block with the path of a file after its
//! language is that file. `[..]` stands for what differs from run to run.
//!
//! `UPDATE_EXPECTED=1 cargo test --test it tutorial::` writes what is printed now, to be reviewed as a diff.
#![cfg(unix)]

use crate::helpers::{binary, is_updating, root, write};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What a command prints, standard error first, and its exit code where it is not 0.
fn run(command: &str, folder: &Path, locale: &str) -> String {
    let program = binary();
    let beside = program.parent().expect("a folder");
    let path = format!("{}:{}", beside.display(), std::env::var("PATH").unwrap_or_default());
    let run = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .env("LC_ALL", locale)
        .env_remove("GITHUB_ACTIONS")
        .output()
        .expect("a shell");
    let code = run.status.code().filter(|code| *code != 0).map_or(String::new(), |code| format!("? {code}\n"));
    // A shell may complain of a locale that the machine does not have.
    let said = String::from_utf8_lossy(&run.stderr);
    let said = said.lines().filter(|line| !line.contains("setlocale")).map(|line| format!("{line}\n"));
    format!("{code}{}{}", said.collect::<String>(), String::from_utf8_lossy(&run.stdout))
}

/// Whether a line is as written, in which `[..]` stands for anything.
fn fits(line: &str, written: &str) -> bool {
    let mut parts = written.split("[..]");
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        let found = if at + 1 == parts.len() && part.is_empty() { Some(rest.len()) } else { rest.find(part) };
        match found {
            Some(found) => rest = &rest[(found + part.len()).min(rest.len())..],
            None => return false,
        }
    }
    rest.is_empty()
}

/// Follows the tutorial in a folder, and returns it with what was printed instead of what it says.
fn followed(markdown: &str, locale: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mut new = Vec::new();
    for (at, piece) in markdown.split("\n```").enumerate() {
        let (info, text) = piece.split_once('\n').unwrap_or((piece, ""));
        match (at % 2 == 1, info.split_once(' ')) {
            (true, Some((_, file))) => write(folder.path(), file, format!("{text}\n")),
            (true, None) if info == "console" => {
                new.push(format!("console\n{}", steps(text, folder.path(), locale)));
                continue;
            }
            _ => {}
        }
        new.push(piece.to_owned());
    }
    new.join("\n```")
}

/// The commands of a block, each with what it prints: as written, where that fits.
fn steps(text: &str, folder: &Path, locale: &str) -> String {
    let steps = format!("\n{text}");
    let steps = steps.split("\n$ ").skip(1).map(|step| {
        let (command, written) = step.split_once('\n').unwrap_or((step, ""));
        let printed = run(command, folder, locale);
        let alike = printed.trim_end().lines().count() == written.trim_end().lines().count()
            && printed.lines().zip(written.lines()).all(|(line, written)| fits(line, written));
        let shown = if alike { written } else { printed.as_str() };
        format!("$ {command}\n{}", shown.trim_end()).trim_end().to_owned()
    });
    steps.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn the_tutorial_does_what_it_says() {
    for (name, locale) in [("docs/tutorial.md", "C"), ("docs/tutorial.zh.md", "zh_CN.UTF-8")] {
        let file = root().join(name);
        let written = fs::read_to_string(&file).expect(name);
        assert!(
            written
                .matches(
                    "
```console
"
                )
                .count()
                > 8,
            "{name}"
        );
        let new = followed(&written, locale);
        if is_updating() {
            fs::write(&file, &new).expect("the tutorial");
            continue;
        }
        similar_asserts::assert_eq!(new, written, "{name}");
    }
}

#[test]
fn what_differs_from_run_to_run_fits() {
    assert!(fits("in (0.21 s)", "in ([..] s)") && fits("a", "[..]") && fits("abc", "a[..]"));
    assert!(!fits("in (0.21 s) x", "in ([..] s)") && !fits("b", "a[..]"));
}
