//! Every link of a whole site leads somewhere: the file exists, its anchor too, and every picture has words.

use crate::helpers::{NOW, built, root, texts};
use jianbao::path::percent_decoded;
use std::collections::{BTreeMap, BTreeSet};

/// The values of an attribute in a page.
fn values<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let opening = format!(" {name}=\"");
    page.match_indices(&opening).filter_map(|(at, _)| page[at + opening.len()..].split('"').next()).collect()
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
    let (out, _) = built(root(), NOW);
    let files = texts(out.path());
    let pages = || files.iter().filter(|(name, _)| name.ends_with(".html"));
    let ids: BTreeMap<&str, BTreeSet<String>> = pages()
        .map(|(name, page)| (name.as_str(), values(page, "id").into_iter().map(percent_decoded).collect()))
        .collect();
    let (mut links, mut anchors) = (0, 0);
    for (name, page) in pages() {
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
