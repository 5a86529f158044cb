//! Small sites, each a text in `tests/cases/files/`: what is told of them, by `check` and by `build` alike, and what they publish.
//!
//! ```text
//! # What the case shows.
//! @file content/a.md        the lines below it are the file; `\xNN` in a name is a byte
//! @link static real         a symbolic link
//! @told dead-link content/a.md:3      everything that is told, in order; `-` where there is no place
//! @checked doubt content/a.md:3       the same of what only `check` tells
//! @quiet figure-differs            what `check` does not tell
//! @says put the value in quotes       words of a message or a help
//! @published zh-hans/a.png            a file of the output
//! @absent secret                      what no path and no file of the output holds
//! @holds zh-hans/a/index.html href="/a/"      what a file of the output holds
//! @lacks zh-hans/a/index.html <script
//! ```

use jianbao::diag::Diagnostic;
use jianbao::pipeline::{Options, build, check};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

const SETTINGS: &str = "title = \"简报\"\nbase_url = \"https://example.org\"\n";

/// A name in which `\xNN` is a byte.
fn unescaped(name: &str) -> OsString {
    let mut parts = name.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (byte, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(byte, 16).expect("two hexadecimal digits"));
        bytes.extend(rest.as_bytes());
    }
    OsString::from_vec(bytes)
}

/// The commands of a case, each with what stands below it.
fn commands(case: &str) -> Vec<(&str, &str, &str)> {
    let parts = case.split("\n@").skip(1);
    parts
        .map(|part| {
            let (line, below) = part.split_once('\n').unwrap_or((part, ""));
            let (command, argument) = line.split_once(' ').unwrap_or((line, ""));
            (command, argument, below)
        })
        .collect()
}

fn make(site: &Path, commands: &[(&str, &str, &str)]) {
    let place = |name: &str| {
        let place = site.join(unescaped(name));
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        place
    };
    fs::write(site.join("site.toml"), SETTINGS).expect("a file");
    for (command, argument, below) in commands {
        match *command {
            "file" => fs::write(place(argument), format!("{below}\n")).expect("a file"),
            "link" => {
                let (name, target) = argument.split_once(' ').expect("a name and where it leads");
                symlink(target, place(name)).expect("a link");
            }
            _ => {}
        }
    }
}

/// As `@told` has it: `dead-link content/a.md:3`.
fn short(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref().map_or_else(
        || "-".to_owned(),
        |place| {
            let line = place.source.text[..place.span.start].matches('\n').count() + 1;
            format!("{}:{line}", place.source.path)
        },
    );
    format!("{} {place}", diagnostic.code.name())
}

fn told(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(short).collect()
}

fn output(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
    let read = files.map(|entry| (name(entry.path()), fs::read(entry.path()).expect("a file")));
    read.filter(|(name, _)| !name.starts_with(".jianbao-")).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    String::from_utf8_lossy(bytes).contains(text)
}

fn try_case(name: &str, case: &str) {
    let case = format!("\n{case}");
    let commands = commands(&case);
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("site");
    fs::create_dir(&site).expect("a folder");
    make(&site, &commands);
    let options = Options::new(&site, "2025-08-01T00:00:00Z".parse().expect("a time"));
    let built = build(&options, &|_, _| {}).expect("the disk can be read and written");
    let checked = check(&options, &|_, _| {}).expect("the disk can be read");
    let reviewed = check(&Options { review: true, ..options }, &|_, _| {}).expect("the disk can be read");
    let of =
        |wanted: &'static str| commands.iter().filter(move |(command, ..)| *command == wanted).map(|(_, of, _)| *of);
    assert_eq!(told(&built.diagnostics), of("told").collect::<Vec<_>>(), "{name}: {:#?}", built.diagnostics);
    assert_eq!(told(&checked.diagnostics), told(&built.diagnostics), "{name}: check and build agree");
    let all: Vec<&Diagnostic> = built.diagnostics.iter().chain(&reviewed.diagnostics).collect();
    let reviewed = told(&reviewed.diagnostics);
    for line in of("checked") {
        assert!(reviewed.iter().any(|told| told == line), "{name}: `{line}` is not among {reviewed:?}");
    }
    for code in of("quiet") {
        assert!(!reviewed.iter().any(|told| told.starts_with(code)), "{name}: {code} is among {reviewed:?}");
    }
    let said: String = all
        .iter()
        .flat_map(|told| [Some(told.message.clone()), told.help.clone()])
        .flatten()
        .collect::<Vec<_>>()
        .join("\n");
    for words in of("says") {
        assert!(said.contains(words), "{name}: `{words}` is not said: {said}");
    }
    let files = output(&site.join("public"));
    assert!(of("told").any(|_| true) || files.len() > 20, "{name}: the site is there");
    let paths = || files.keys().cloned().collect::<Vec<_>>();
    for path in of("published") {
        assert!(files.contains_key(path), "{name}: there is no {path} among {:?}", paths());
    }
    for text in of("absent") {
        let found = files.iter().find(|(path, bytes)| path.contains(text) || holds(bytes, text));
        assert!(found.is_none(), "{name}: `{text}` is published: {:?}", found.map(|(path, _)| path));
    }
    for (wanted, command) in [(true, "holds"), (false, "lacks")] {
        for (path, text) in of(command).filter_map(|line| line.split_once(' ')) {
            let bytes = files.get(path).unwrap_or_else(|| panic!("{name}: there is no {path} among {:?}", paths()));
            assert_eq!(
                holds(bytes, &text.replace("\\n", "\n")),
                wanted,
                "{name}: {path} {command} `{text}`: {}",
                String::from_utf8_lossy(bytes)
            );
        }
    }
}

#[test]
fn small_sites_say_and_publish_what_they_should() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/files");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("a case").path()).collect();
    cases.sort();
    let wanted = std::env::var("CASE").unwrap_or_default();
    let mut failed = Vec::new();
    for place in cases.iter().filter(|place| place.to_string_lossy().contains(&wanted)) {
        let (name, case) = (place.file_stem().expect("a name").to_string_lossy(), fs::read_to_string(place));
        let case = case.expect("a case");
        if let Err(why) = std::panic::catch_unwind(|| try_case(&name, &case)) {
            failed.push(why.downcast_ref::<String>().cloned().unwrap_or_else(|| format!("{name} fails")));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}
