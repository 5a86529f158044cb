//! The same site gives the same bytes whoever builds it, where, and on what.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Copies a folder, its files in this order or the other way round.
fn copy(from: &Path, to: &Path, backwards: bool) {
    let entries = walkdir::WalkDir::new(from).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry"));
    let mut files: Vec<PathBuf> = entries.filter(|e| e.file_type().is_file()).map(|e| e.into_path()).collect();
    if backwards {
        files.reverse();
    }
    for file in files {
        let place = to.join(file.strip_prefix(from).expect("below"));
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        fs::copy(&file, place).expect("a file");
    }
}

/// A copy of the example site, in a folder of its own.
fn site(name: &str, backwards: bool) -> TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::Builder::new().prefix(name).tempdir().expect("a folder");
    for part in ["content", "templates", "static"] {
        copy(&root.join(part), &folder.path().join(part), backwards);
    }
    fs::copy(root.join("site.toml"), folder.path().join("site.toml")).expect("a file");
    folder
}

fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("an entry"));
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|e| (e.path().strip_prefix(folder).expect("below").to_owned(), fs::read(e.path()).expect("a file")))
        .collect()
}

fn built(site: &Path, mut command: Command) -> BTreeMap<PathBuf, Vec<u8>> {
    let outcome = command.env_remove("GITHUB_ACTIONS").output().expect("jianbao");
    assert!(outcome.status.success(), "{}", String::from_utf8_lossy(&outcome.stderr));
    bytes(&site.join("public"))
}

#[test]
fn the_surroundings_leave_no_trace() {
    let jianbao = env!("CARGO_BIN_EXE_jianbao");
    let plain = site("plain", false);
    let mut command = Command::new(jianbao);
    command.args(["build", "--site"]).arg(plain.path());
    command.envs([("TZ", "UTC"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1")]);
    let wanted = built(plain.path(), command);
    assert!(wanted.len() > 50);

    // Other time zone, locale, folder, working folder, number of threads, order of files, and umask.
    let other = site("另一个 place", true);
    let mut command = if cfg!(unix) { Command::new("sh") } else { Command::new(jianbao) };
    if cfg!(unix) {
        command.args(["-c", "umask 077; exec \"$0\" \"$@\"", jianbao]);
    }
    command.arg("build").current_dir(other.path());
    command.envs([("TZ", "Asia/Shanghai"), ("LANG", "zh_TW.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("HOME", "/nowhere")]);
    command.envs([("RAYON_NUM_THREADS", "7"), ("USER", "someone"), ("SOURCE_DATE_EPOCH", "1")]);
    let given = built(other.path(), command);
    assert_eq!(wanted.keys().collect::<Vec<_>>(), given.keys().collect::<Vec<_>>());
    for (path, bytes) in &wanted {
        assert!(given[path] == *bytes, "{}", path.display());
    }
}
