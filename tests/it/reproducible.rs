//! The same site gives the same bytes whoever builds it, where, and on what.

use crate::helpers::{binary, copy, files, paths, root};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A copy of the example site in a folder of its own, its files made in this order or the other way round.
fn site(name: &str, backwards: bool) -> TempDir {
    let folder = tempfile::Builder::new().prefix(name).tempdir().expect("a folder");
    for part in ["content", "templates", "static"] {
        let mut paths = paths(&root().join(part));
        if backwards {
            paths.reverse();
        }
        copy(&root().join(part), &folder.path().join(part), paths);
    }
    copy(root(), folder.path(), ["site.toml".into()]);
    folder
}

fn built(site: &Path, mut command: Command) -> BTreeMap<String, Vec<u8>> {
    let outcome = command.env_remove("GITHUB_ACTIONS").output().expect("jianbao");
    assert!(outcome.status.success(), "{}", String::from_utf8_lossy(&outcome.stderr));
    files(&site.join("public"))
}

#[test]
fn the_surroundings_leave_no_trace() {
    let jianbao = binary();
    let plain = site("plain", false);
    let mut command = Command::new(&jianbao);
    command.args(["build", "--site"]).arg(plain.path());
    command.envs([("TZ", "UTC"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1")]);
    let wanted = built(plain.path(), command);
    assert!(wanted.len() > 50);

    // Other time zone, locale, folder, working folder, number of threads, order of files, and umask.
    let other = site("另一个 place", true);
    let mut command = if cfg!(unix) { Command::new("sh") } else { Command::new(&jianbao) };
    if cfg!(unix) {
        command.args(["-c", "umask 077; exec \"$0\" \"$@\""]).arg(&jianbao);
    }
    command.arg("build").current_dir(other.path());
    command.envs([("TZ", "Asia/Shanghai"), ("LANG", "zh_TW.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("HOME", "/nowhere")]);
    command.envs([("RAYON_NUM_THREADS", "7"), ("USER", "someone"), ("SOURCE_DATE_EPOCH", "1")]);
    let given = built(other.path(), command);
    assert_eq!(wanted.keys().collect::<Vec<_>>(), given.keys().collect::<Vec<_>>());
    // The record has the stamps of files on this disk, and is not published.
    for (path, bytes) in wanted.iter().filter(|(path, _)| *path != ".jianbao-record") {
        assert!(given[path] == *bytes, "{path}");
    }
}
