//! Where everything of an old site was, and is now.
//!
//! In: texts and files, with their old paths and addresses and their new ones. Out: what an address or a name means.
//!
//! May touch: path

use super::dates;
use super::files::{join, split, without_ending};
use crate::path::percent_decoded;
use std::collections::BTreeMap;

/// Where one text or file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Its old path: `content/posts/first.md`.
    pub(super) path: String,
    /// Its old address: `/posts/first/`.
    pub(super) address: String,
    /// How texts name it now: `/bulletins/2024/first.md`, `/images/a.png`.
    pub(super) new: String,
    /// The title of a text, to whose parts an address can lead; `None` of a file.
    pub(super) title: Option<String>,
    /// Whether it is a draft, which readers do not see.
    pub(super) draft: bool,
}

/// Everything that is carried.
#[derive(Default)]
pub(super) struct Index {
    places: Vec<Place>,
    paths: BTreeMap<String, usize>,
    addresses: BTreeMap<String, usize>,
    /// The address of the old site, without a slash at its end.
    base: String,
}

/// What comes of an address in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lead<'i> {
    /// It is of another site, or of the page itself.
    Elsewhere,
    /// It is of something that is carried; what follows a `#` is there too.
    To(&'i Place, Option<String>),
    /// It is of the old site, and leads to nothing that is carried: its whole old address.
    Lost(String),
}

impl Index {
    /// Nothing yet, of the site of this address.
    pub(super) fn new(base: &str) -> Self {
        Self { base: base.trim_end_matches('/').to_owned(), ..Self::default() }
    }

    /// Adds what is carried; of two at one old address the first counts.
    pub(super) fn add(&mut self, place: Place) {
        let at = self.places.len();
        self.paths.entry(place.path.clone()).or_insert(at);
        self.addresses.entry(plain(&place.address)).or_insert(at);
        self.places.push(place);
    }

    /// Adds another old address of what was added last.
    pub(super) fn also(&mut self, address: &str) {
        self.addresses.entry(plain(address)).or_insert(self.places.len().saturating_sub(1));
    }

    /// What an address means in the file at `path`, whose own address is `own`.
    pub(super) fn lead(&self, address: &str, path: &str, own: &str) -> Lead<'_> {
        let address = address.trim();
        let of_site = self.below_base(address);
        if of_site.is_none() && (crate::path::scheme(address).is_some() || address.starts_with("//")) {
            return Lead::Elsewhere;
        }
        let inner = of_site.unwrap_or(address);
        let (inner, anchor) = match inner.split_once('#') {
            Some((inner, anchor)) => (inner, Some(percent_decoded(anchor)).filter(|anchor| !anchor.is_empty())),
            None => (inner, None),
        };
        let inner = percent_decoded(inner.split('?').next().unwrap_or_default());
        if inner.is_empty() && of_site.is_none() {
            return match (anchor, self.paths.get(path)) {
                (Some(anchor), Some(own)) => Lead::To(&self.places[*own], Some(anchor)),
                _ => Lead::Elsewhere,
            };
        }
        match self.find(&inner, path, own) {
            Some(place) => Lead::To(place, anchor),
            None => Lead::Lost(self.whole(&inner, own) + &anchor.map_or(String::new(), |anchor| format!("#{anchor}"))),
        }
    }

    fn find(&self, address: &str, path: &str, own: &str) -> Option<&Place> {
        if let Some(path) = address.strip_prefix("@/") {
            return self.at_path(&join("content", path));
        }
        let folder = split(path).0;
        let whole = self.whole_path(address);
        let tries = match whole {
            Some(whole) => vec![whole.to_owned(), join("content", whole), join("static", whole), join("assets", whole)],
            // Browsers go from the address of the page, writers often from its file.
            None => {
                [resolved(folder, address), resolved(without_ending(path), address)].into_iter().flatten().collect()
            }
        };
        let of_file = |path: &String| {
            self.at_path(path)
                .or_else(|| self.at_path(&format!("{path}.md")))
                .or_else(|| self.at_path(&format!("{path}/index.md")))
        };
        let found = tries.iter().find_map(of_file);
        let by_address = || {
            let address = match whole {
                Some(whole) => whole.to_owned(),
                None => {
                    resolved(own.trim_start_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder), address)?
                }
            };
            self.at_address(&address)
        };
        match whole {
            Some(_) => by_address().or(found),
            None => found.or_else(by_address),
        }
    }

    fn at_path(&self, path: &str) -> Option<&Place> {
        self.paths.get(path).map(|at| &self.places[*at])
    }

    fn at_address(&self, address: &str) -> Option<&Place> {
        self.addresses.get(&plain(address)).map(|at| &self.places[*at])
    }

    /// An address from the root of the host, without the path of the site; `None` where it is none.
    fn whole_path<'a>(&self, address: &'a str) -> Option<&'a str> {
        let path = address.strip_prefix('/')?;
        let prefix = self.base.split("://").nth(1).and_then(|rest| rest.split_once('/')).map_or("", |(_, path)| path);
        Some(
            path.strip_prefix(prefix)
                .and_then(|rest| rest.strip_prefix('/'))
                .filter(|_| !prefix.is_empty())
                .unwrap_or(path),
        )
    }

    /// What an address has below that of the old site, with a slash in front, or empty; `None` where it is of another.
    fn below_base<'a>(&self, address: &'a str) -> Option<&'a str> {
        let bare = |address: &'a str| address.split_once("://").map(|(_, rest)| rest).or(address.strip_prefix("//"));
        let own = self.base.split_once("://").map(|(_, rest)| rest).filter(|own| !own.is_empty())?;
        let rest = bare(address)?.strip_prefix(own)?;
        (rest.is_empty() || rest.starts_with(['/', '#', '?'])).then_some(if rest.is_empty() { "/" } else { rest })
    }

    /// The whole old address of what was written as `address`.
    pub(super) fn whole(&self, address: &str, own: &str) -> String {
        let page = address.strip_suffix(".md").map(|page| format!("{page}/"));
        let address = page.as_deref().unwrap_or(address);
        let address = address.strip_prefix('@').unwrap_or(address);
        let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = match self.whole_path(address) {
            Some(path) => path.to_owned(),
            None => resolved(folder.trim_start_matches('/'), address).unwrap_or_default(),
        };
        let slash = if address.ends_with('/') && !path.is_empty() { "/" } else { "" };
        format!("{}/{}{slash}", self.base, crate::path::percent_encoded(path.trim_matches('/')))
    }

    /// The title of the text of a name.
    pub(super) fn title_of(&self, name: &str) -> Option<&str> {
        self.named(name, "").and_then(|place| place.title.as_deref())
    }

    /// The text that programs find by a name: its path, the end of it, with ending or without.
    pub(super) fn named(&self, name: &str, path: &str) -> Option<&Place> {
        let name = name.trim_start_matches("./").trim_end_matches('/');
        let beside = resolved(split(path).0, name);
        let ends = [name.to_owned(), format!("{name}.md"), format!("{name}.markdown"), format!("{name}/index.md")];
        let whole = name.strip_prefix('/').map(|name| join("content", name));
        let starts = beside.into_iter().chain(whole);
        let exact = starts.flat_map(|path| {
            [path.clone(), format!("{path}.md"), format!("{path}/index.md"), format!("{path}/_index.md")]
        });
        exact.chain(ends.iter().cloned()).find_map(|path| self.at_path(&path)).or_else(|| {
            let ending = |place: &&Place| {
                let (folder, file) = split(&place.path);
                let undated = join(folder, dates::of_name(file).map_or(file, |(_, name)| name));
                let ends_so = |path: &str, end: &str| path.strip_suffix(end).is_some_and(|rest| rest.ends_with('/'));
                let mut ends = ends.iter().map(|end| end.trim_start_matches('/'));
                ends.any(|end| ends_so(&place.path, end) || ends_so(&undated, end))
            };
            self.places.iter().filter(|place| place.title.is_some()).find(ending)
        })
    }
}

/// An address as it is compared: without slashes around, `index.html` and the ending of a page.
fn plain(address: &str) -> String {
    let address = address.trim_matches('/');
    let address = address.strip_suffix("index.html").unwrap_or(address).trim_end_matches('/');
    address.strip_suffix(".html").unwrap_or(address).to_lowercase()
}

/// A path as seen from a folder; `None` where it leads out of all.
fn resolved(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_as_browsers_and_writers_mean_them() {
        let mut index = Index::new("https://old.example/blog/");
        let place = |path: &str, address: &str, new: &str, is_text: bool| Place {
            path: path.into(),
            address: address.into(),
            new: new.into(),
            title: is_text.then(String::new),
            draft: false,
        };
        index.add(place("content/posts/first.md", "/posts/first/", "/bulletins/2024/first.md", true));
        index.add(place("content/posts/b/index.md", "/posts/b/", "/bulletins/2024/b/index.md", true));
        index.add(place("content/posts/b/p.png", "/posts/b/p.png", "/bulletins/2024/b/p.png", false));
        index.add(place("static/images/a b.png", "/images/a b.png", "/images/a b.png", false));
        let from = ("content/posts/b/index.md", "/posts/b/");
        let new = |address: &str| match index.lead(address, from.0, from.1) {
            Lead::To(place, anchor) => format!("{}{}", place.new, anchor.map_or(String::new(), |a| format!("#{a}"))),
            Lead::Elsewhere => "elsewhere".to_owned(),
            Lead::Lost(address) => address,
        };
        for (address, expected) in [
            ("../first/", "/bulletins/2024/first.md"),
            ("../first.md#a", "/bulletins/2024/first.md#a"),
            ("@/posts/first.md", "/bulletins/2024/first.md"),
            ("/blog/posts/first/", "/bulletins/2024/first.md"),
            ("/posts/first/index.html", "/bulletins/2024/first.md"),
            ("http://old.example/blog/posts/first/", "/bulletins/2024/first.md"),
            ("p.png", "/bulletins/2024/b/p.png"),
            ("/images/a%20b.png", "/images/a b.png"),
            ("#x", "/bulletins/2024/b/index.md#x"),
            ("https://example.org/posts/first/", "elsewhere"),
            ("mailto:a@example.org", "elsewhere"),
            ("/tags/x/", "https://old.example/blog/tags/x/"),
        ] {
            assert_eq!(new(address), expected, "{address}");
        }
        let named = |name: &str| index.named(name, from.0).map(|place| place.new.as_str());
        for name in ["first", "first.md", "/posts/first.md", "posts/first", "../first"] {
            assert_eq!(named(name), Some("/bulletins/2024/first.md"), "{name}");
        }
        assert_eq!(named("rst"), None);
    }
}
