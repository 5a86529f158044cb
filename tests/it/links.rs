//! Every link of a whole site leads somewhere: the file is there, the place in it too, and every picture has words.

use jianbao::path::percent_decoded;
use jianbao::pipeline::{Options, build};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The values of an attribute in a page.
fn values<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let opening = format!(" {name}=\"");
    page.match_indices(&opening).filter_map(|(at, _)| page[at + opening.len()..].split('"').next()).collect()
}

/// The files of a folder, by path; the text of pages.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("the tree can be read"));
    let name = |path: &Path| path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| (name(entry.path()), entry.path().to_owned()))
        .map(|(name, path)| {
            let text = if name.ends_with(".html") { fs::read_to_string(path).expect("a page") } else { String::new() };
            (name, text)
        })
        .collect()
}

/// The file that an address means, seen from a page.
fn file_of(address: &str, page: &str) -> String {
    let path = percent_decoded(address);
    let path = match path.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None if path.is_empty() => page.to_owned(),
        None => format!("{}/{path}", page.rsplit_once('/').map_or("", |(folder, _)| folder)),
    };
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
}

#[test]
fn every_link_of_the_example_site_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = tempfile::tempdir().expect("a folder");
    let now = "2025-08-01T00:00:00Z".parse().expect("a time");
    let options = Options { out: Some(out.path().to_owned()), ..Options::new(root, now) };
    build(&options, &|_, _| {}).expect("the disk can be read and written");
    let files = files(out.path());
    let ids: BTreeMap<&str, BTreeSet<String>> = files
        .iter()
        .map(|(name, page)| (name.as_str(), values(page, "id").into_iter().map(percent_decoded).collect()))
        .collect();
    let (mut links, mut anchors) = (0, 0);
    for (name, page) in files.iter().filter(|(_, page)| !page.is_empty()) {
        for address in values(page, "href").into_iter().chain(values(page, "src")) {
            let address = address.replace("&amp;", "&");
            if address.contains("://") || address.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = address.split_once('#').unwrap_or((&address, ""));
            let file = file_of(path.split('?').next().unwrap_or(path), name);
            assert!(files.contains_key(&file), "{name} leads to {address}, which is not there");
            links += 1;
            if !anchor.is_empty() && file.ends_with(".html") {
                assert!(
                    ids[file.as_str()].contains(&percent_decoded(anchor)),
                    "{name} leads to {address}, no such place"
                );
                anchors += 1;
            }
        }
        for picture in page.split("<img").skip(1) {
            let tag = picture.split('>').next().unwrap_or(picture);
            assert!(tag.contains(" alt=\""), "{name}: <img{tag}>");
        }
    }
    assert!(links > 1_000 && anchors > 100, "{links} links, {anchors} of them to a place");
}
