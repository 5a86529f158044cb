//! What tests of many topics need: places in the repository, sites to build, builds of them, and what comes out.

use jianbao::diag::print;
use jianbao::pipeline::{self, Options, Report};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The settings that no site can do without.
pub const SETTINGS: &str = "title = \"简报\"\nbase_url = \"https://example.org\"\n";

/// When a build takes place, if a test has no reason to choose another time.
pub const NOW: &str = "2025-08-01T00:00:00Z";

/// The repository, which is also the example site.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the program is: the one `JIANBAO` names, such as a release that is built already and does in a tenth of the time what
/// the one built with the tests does.
pub fn binary() -> PathBuf {
    std::env::var_os("JIANBAO").unwrap_or_else(|| env!("CARGO_BIN_EXE_jianbao").into()).into()
}

/// The program, in no particular language.
pub fn jianbao() -> Command {
    let mut command = Command::new(binary());
    command.env("LC_ALL", "C");
    command
}

/// Writes a file of a site, and the folders it needs.
pub fn write(site: &Path, name: &str, content: impl AsRef<[u8]>) {
    let place = site.join(name);
    fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
    fs::write(place, content).expect("a file");
}

/// A site of these files and of [`SETTINGS`], if it has none of its own among them.
pub fn site(files: &[(impl AsRef<str>, impl AsRef<[u8]>)]) -> TempDir {
    let site = tempfile::tempdir().expect("a folder");
    write(site.path(), "site.toml", SETTINGS);
    for (name, content) in files {
        write(site.path(), name.as_ref(), content);
    }
    site
}

/// A copy of the minimal site with these settings before its own.
pub fn minimal(settings: &str) -> TempDir {
    let from = root().join("tests/sites/minimal");
    let site = tempfile::tempdir().expect("a folder");
    let paths = paths(&from).into_iter().filter(|path| !path.starts_with("expected"));
    copy(&from, site.path(), paths);
    let own = fs::read_to_string(from.join("site.toml")).expect("site.toml");
    write(site.path(), "site.toml", format!("{settings}\n{own}"));
    site
}

/// Copies files of a folder, in the order they are named.
pub fn copy(from: &Path, to: &Path, paths: impl IntoIterator<Item = PathBuf>) {
    for path in paths {
        let place = to.join(&path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        fs::copy(from.join(path), place).expect("a file");
    }
}

/// The files below a folder, by their paths from it, in order.
pub fn paths(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries.map(|entry| entry.expect("the tree can be read")).filter(|entry| entry.file_type().is_file());
    files.map(|entry| entry.path().strip_prefix(folder).expect("below").to_owned()).collect()
}

/// The same with `/` in their paths on any system, and their bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let name = |path: &Path| path.to_string_lossy().replace('\\', "/");
    paths(folder).iter().map(|path| (name(path), fs::read(folder.join(path)).expect("a file"))).collect()
}

/// The same as text.
pub fn texts(folder: &Path) -> BTreeMap<String, String> {
    files(folder).into_iter().map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

/// What is directly in a folder, in order.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// The files of `src/`, by their paths from it.
pub fn sources() -> BTreeMap<String, String> {
    let mut sources = texts(&root().join("src"));
    sources.retain(|name, _| name.ends_with(".rs"));
    assert!(sources.len() > 30, "the walk found {}", sources.len());
    sources
}

/// A build of a site at [`NOW`], into its folder `public`.
pub fn options(site: &Path) -> Options {
    Options::new(site, NOW.parse().expect("a time"))
}

/// Runs a build, which may find mistakes.
pub fn build(options: &Options) -> Report {
    pipeline::build(options, &|_, _| {}).expect("the disk can be read and written")
}

/// Checks a site and writes nothing.
pub fn check(options: &Options) -> Report {
    pipeline::check(options, &|_, _| {}).expect("the disk can be read")
}

/// Builds a site that is without errors at some time into a folder of its own.
pub fn built(site: &Path, now: &str) -> (TempDir, Report) {
    let out = tempfile::tempdir().expect("a folder");
    let options = Options { out: Some(out.path().to_owned()), ..Options::new(site, now.parse().expect("a time")) };
    let report = build(&options);
    assert_eq!(report.counts().0, 0, "{}", print::text(&report.diagnostics, false));
    assert!(report.changes.is_some(), "it was published");
    (out, report)
}

/// The rows of HTML tables that begin so, each without its beginning: one ends where the next begins, or with the table.
pub fn table_rows<'h>(html: &'h str, start: &str) -> Vec<&'h str> {
    let end = |row: &str| ["\n<tr", "</tbody>"].iter().filter_map(|end| row.find(end)).min().unwrap_or(row.len());
    html.split(start).skip(1).map(|row| &row[..end(row)]).collect()
}

/// A row of a table, by its columns.
pub type Row = BTreeMap<String, String>;

/// The rows of a table, each of as many cells as the heading.
pub fn rows(bytes: &[u8], delimiter: u8) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// Holds what was made against a file of the repository. With `UPDATE_EXPECTED` set it is written to that file
/// first, to be reviewed as a diff.
#[track_caller]
pub fn expect(file: &Path, given: &str) {
    if is_updating() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, given).expect("a file");
    }
    let wanted = fs::read_to_string(file).unwrap_or_default();
    similar_asserts::assert_eq!(given: given, wanted: wanted, "{}", file.display());
}

/// Whether expectations are written anew.
pub fn is_updating() -> bool {
    std::env::var_os("UPDATE_EXPECTED").is_some()
}
