//! Where everything of an old site will be.
//!
//! Posts become bulletins of their year, other texts pages of the same path; translations stand beside the text in the
//! site's script; files of a text stand beside it, all others are static.
//!
//! In: what was found. Out: [`Laid`], each text with its front matter read and its new path.
//!
//! May touch: path, text

use super::dates;
use super::files::{Folder, join, split};
use super::found::{File, Found, Kind, Left, Settings, Text, variant};
use super::head::{Head, Idle};
use super::index::{Index, Place};
use crate::path::{SitePath, SourcePath, slug};
use crate::text::Variant;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The first parts of addresses that a site of ours makes itself.
const MADE: [&str; 14] = [
    "bulletins",
    "topics",
    "indicators",
    "digests",
    "search",
    "calendar",
    "corrections",
    "data",
    "feeds",
    "figures",
    "regions",
    "404",
    "index",
    "releases",
];
/// Files at the root of a site that a build makes itself.
const OWN_FILES: [&str; 6] = ["index.html", "404.html", "sitemap.xml", "feed.xml", "atom.xml", "feeds.opml"];

/// A site that is laid out.
pub(super) struct Laid {
    pub(super) settings: Settings,
    /// The script that most of its texts are written in.
    pub(super) script: Variant,
    /// Its editions; the usual ones when empty.
    pub(super) editions: Vec<Variant>,
    pub(super) articles: Vec<Article>,
    /// Old paths of files, and their new ones.
    pub(super) files: Vec<(SourcePath, String)>,
    pub(super) index: Index,
    pub(super) left: Vec<Left>,
}

/// A text that is carried.
pub(super) struct Article {
    pub(super) text: Text,
    pub(super) head: Head,
    pub(super) title: String,
    /// Its new path: `content/bulletins/2024/first.md`.
    pub(super) file: String,
    /// How texts name the article, of which this may be a twin: `/bulletins/2024/first.md`.
    pub(super) name: String,
    pub(super) role: Role,
    /// Its script, where it is not the site's.
    pub(super) script: Option<Variant>,
    /// Old addresses of it and its twins.
    pub(super) aliases: Vec<String>,
}

/// Whether an address, without the slashes around it, is one that a text no longer has which is now at `place`.
fn is_former(bare: &str, place: &str) -> bool {
    // Within an edition it may be where it was.
    let (edition, below) = bare.split_once('/').unwrap_or((bare, ""));
    let stays = bare == place || (below == place && Variant::ALL.iter().any(|own| own.key() == edition));
    !bare.is_empty() && !stays && SitePath::new(bare).is_ok()
}

impl Article {
    /// Whether readers do not see it yet.
    pub(super) fn is_draft(&self) -> bool {
        is_draft(&self.text, &self.head, self.role)
    }
}

fn is_draft(text: &Text, head: &Head, role: Role) -> bool {
    let undated = head.date.or(text.date).is_none();
    head.draft || text.draft || (matches!(role, Role::Bulletin(_)) && undated)
}

/// What a text becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A bulletin of that day.
    Bulletin(Date),
    /// Another page.
    Page,
    /// A text beside one of these.
    Twin,
}

/// Lays a site out; drafts without a date are dated `today`.
pub(super) fn laid(found: Found, folder: &Folder, today: Date) -> Laid {
    let Found { settings, texts, files, mut left } = found;
    let mut idle = Idle::default();
    let read: Vec<(Text, Head)> = texts
        .into_iter()
        .map(|text| {
            let line = |at: usize| text.source.text[..at].matches('\n').count() + 1;
            let head = Head::read(&text.front, text.source.path.as_str(), line, &mut idle);
            (text, head)
        })
        .collect();
    left.extend(idle.told().map(|(path, line, what)| Left { path, line: Some(line), what }));
    let usual = usual(&settings, &read);
    let script = if usual.is_chinese() { usual } else { chinese(&read).unwrap_or(Variant::Hans) };
    let mut groups: BTreeMap<String, Vec<(Variant, Text, Head)>> = BTreeMap::new();
    let mut seen: BTreeSet<Variant> = BTreeSet::from([usual]);
    for (text, head) in read {
        let Some(variant) = text.language.as_deref().map_or(Some(usual), variant) else {
            let code = text.language.as_deref().unwrap_or_default();
            let what = format!("there is no edition of the language `{code}`; this text is not carried");
            left.push(Left::file(text.source.path.as_str(), what));
            continue;
        };
        seen.insert(variant);
        groups.entry(text.shared.clone().unwrap_or_else(|| text.key.clone())).or_default().push((variant, text, head));
    }
    let mut layout = Layout {
        folder,
        script,
        today,
        files: files.into_iter().map(|file| (file, None)).collect(),
        taken: BTreeSet::new(),
        articles: Vec::new(),
        index: Index::new(settings.base_url.as_deref().unwrap_or_default()),
        left,
    };
    groups.into_values().for_each(|group| layout.group(group));
    let files = layout.files();
    // The front page is at the same address.
    layout.index.add(Place {
        path: String::new(),
        address: "/".to_owned(),
        new: "/".to_owned(),
        title: None,
        draft: false,
    });
    let known = settings.languages.iter().filter_map(|code| variant(code));
    let more = seen.iter().copied().chain(known).any(|other| other != usual);
    if !usual.is_chinese() && !seen.iter().any(|variant| variant.is_chinese()) {
        let what = "the texts are in English: they are carried as they are, as one edition";
        layout.left.push(Left::file("", what));
    }
    let editions = editions(usual, script, seen, more);
    let Layout { articles, index, left, .. } = layout;
    Laid { settings, script, editions, articles, files, index, left }
}

/// The editions that the languages of texts make; none where the usual ones do.
fn editions(usual: Variant, script: Variant, seen: BTreeSet<Variant>, more: bool) -> Vec<Variant> {
    let mut editions = vec![script];
    editions.extend(
        seen.into_iter().filter(|variant| *variant != script && (variant.is_chinese() || usual.is_chinese() || more)),
    );
    if usual.is_chinese() && editions.len() == 1 {
        editions.clear();
    } else if !usual.is_chinese() && !more {
        editions.truncate(1);
    }
    editions
}

/// The language of texts that name none: what the settings say, unless the texts show that it was left as it came.
fn usual(settings: &Settings, texts: &[(Text, Head)]) -> Variant {
    let said = settings.language.as_deref().and_then(variant);
    match said {
        Some(variant) if variant.is_chinese() => variant,
        _ => chinese_of(texts.iter().filter(|(text, _)| text.language.is_none())).unwrap_or(Variant::En),
    }
}

/// The script of the Chinese texts.
fn chinese(texts: &[(Text, Head)]) -> Option<Variant> {
    let named =
        texts.iter().filter_map(|(text, _)| variant(text.language.as_deref()?)).filter(|variant| variant.is_chinese());
    let named: BTreeSet<Variant> = named.collect();
    named.into_iter().next().or_else(|| chinese_of(texts.iter()))
}

/// Simplified or Traditional, by characters that are frequent and of one of them alone; `None` where hardly any
/// character is Chinese.
fn chinese_of<'t>(texts: impl Iterator<Item = &'t (Text, Head)>) -> Option<Variant> {
    let (mut letters, mut chinese, mut simplified, mut traditional) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (text, _) in texts {
        for c in text.source.text[text.body.clone()].chars().filter(|c| c.is_alphabetic()) {
            letters += 1;
            chinese += usize::from(('\u{4e00}'..='\u{9fff}').contains(&c));
            simplified += usize::from("这国会为说时对们来后发个经产业长".contains(c));
            traditional += usize::from("這國會為說時對們來後發個經產業長".contains(c));
        }
    }
    let frequent = chinese.saturating_mul(10) > letters && chinese > 0;
    frequent.then_some(if traditional > simplified { Variant::HantTw } else { Variant::Hans })
}

struct Layout<'f> {
    folder: &'f Folder,
    script: Variant,
    today: Date,
    /// Files, each with its new path once it has one.
    files: Vec<(File, Option<String>)>,
    taken: BTreeSet<String>,
    articles: Vec<Article>,
    index: Index,
    left: Vec<Left>,
}

impl Layout<'_> {
    /// Lays a text with its translations.
    fn group(&mut self, mut group: Vec<(Variant, Text, Head)>) {
        // The site's script first, then other Chinese.
        group.sort_by_key(|(variant, text, _)| {
            (*variant != self.script, !variant.is_chinese(), *variant, text.source.path.clone())
        });
        let mut rest = Vec::new();
        let mut twins: BTreeMap<Variant, (Text, Head)> = BTreeMap::new();
        let mut group = group.into_iter();
        let Some((variant, text, head)) = group.next() else { return };
        for (other, text, head) in group {
            match other == variant || twins.contains_key(&other) {
                true => rest.push((other, text, head)),
                false => drop(twins.insert(other, (text, head))),
            }
        }
        self.article(variant, text, head, twins);
        rest.into_iter().for_each(|single| self.group(vec![single]));
    }

    fn article(&mut self, variant: Variant, text: Text, head: Head, twins: BTreeMap<Variant, (Text, Head)>) {
        let words = |text: &Text| !text.source.text[text.body.clone()].trim().is_empty();
        let has_words = words(&text) || twins.values().any(|(text, _)| words(text));
        let is_list = text.kind == Kind::Section
            || text.front.entries.iter().any(|entry| matches!(entry.key.as_str(), "layout" | "type" | "template"));
        if !has_words && is_list {
            let what = "a page without a text of its own, which its theme fills, is not carried";
            return self.left.push(Left::file(text.source.path.as_str(), what));
        }
        let has_files =
            self.files.iter().any(|(file, _)| file.beside.as_ref().is_some_and(|(key, _)| *key == text.key));
        let (role, below) = self.place(&text, &head);
        let place = self.free(below);
        let stem = if has_files || (text.kind == Kind::Section && !text.key.is_empty()) {
            format!("{place}/index")
        } else {
            place.clone()
        };
        for (file, new) in &mut self.files {
            if let Some((_, own)) = file.beside.as_ref().filter(|(key, _)| *key == text.key) {
                *new = Some(format!("content/{place}/{own}"));
            }
        }
        let name = format!("/{stem}.md");
        let title = self.title(&text, &head);
        let script = (variant != self.script && variant.is_chinese()).then_some(variant);
        let draft = is_draft(&text, &head, role);
        let mut aliases: Vec<String> = Vec::new();
        for (text, head) in std::iter::once((&text, &head)).chain(twins.values().map(|(text, head)| (text, head))) {
            self.index.add(Place {
                path: text.source.path.as_str().to_owned(),
                address: text.address.clone(),
                new: name.clone(),
                title: Some(title.clone()),
                draft,
            });
            for address in std::iter::once(&text.address).chain(&head.aliases) {
                // Hugo counts one without a slash in front from the folder of the page.
                let whole = format!("/{}", address.trim_start_matches('/'));
                self.index.also(&whole);
                let bare = whole.trim_matches('/').trim_end_matches("index.html").trim_end_matches('/');
                if is_former(bare, &place) && !aliases.iter().any(|own| own.trim_matches('/') == bare) {
                    aliases.push(if whole.ends_with(".html") { whole.clone() } else { format!("/{bare}/") });
                }
            }
        }
        aliases.retain(|alias| self.taken.insert(alias.to_lowercase()));
        for (twin, (text, head)) in twins {
            let title = self.title(&text, &head);
            let file = format!("content/{stem}.{}.md", twin.key());
            let (name, role) = (name.clone(), Role::Twin);
            self.articles.push(Article { text, head, title, file, name, role, script: None, aliases: Vec::new() });
        }
        let file = format!("content/{stem}.md");
        self.articles.push(Article { text, head, title, file, name, role, script, aliases });
    }

    /// What a text becomes, and where below `content/`, without its ending.
    fn place(&mut self, text: &Text, head: &Head) -> (Role, String) {
        let (folder, last) = split(&text.key);
        let last = dates::of_name(last).map_or(last, |(_, name)| name);
        let name = head.slug.as_deref().map(slug).filter(|slug| !slug.is_empty()).unwrap_or_else(|| slug(last));
        let path = text.source.path.as_str();
        if text.kind == Kind::Post {
            let day = head.date.or(text.date).unwrap_or_else(|| {
                self.left.push(Left::file(path, "this text has no date; it is a draft of today"));
                self.today
            });
            let name = if name.is_empty() { day.to_string() } else { name };
            return (Role::Bulletin(day), format!("bulletins/{:04}/{name}", day.year()));
        }
        let parts = folder.split('/').map(slug).chain([name]).filter(|part| !part.is_empty());
        let place = parts.collect::<Vec<_>>().join("/");
        let first = place.split('/').next().unwrap_or_default();
        let place = match first {
            "" => "home".to_owned(),
            first if MADE.contains(&first) => join("pages", &place),
            _ => place,
        };
        if text.key.is_empty() || text.key == "index" {
            let what = format!("the front page is made of the bulletins; this text is the page `content/{place}.md`");
            self.left.push(Left::file(path, what));
        }
        (Role::Page, place)
    }

    /// A path that nothing else has: with a number behind it, where it is taken.
    fn free(&mut self, place: String) -> String {
        let numbered = (2..).map(|number: usize| format!("{place}-{number}"));
        let mut tries = std::iter::once(place.clone()).chain(numbered);
        let free = tries.find(|place| !self.taken.contains(&place.to_lowercase())).unwrap_or(place);
        self.taken.insert(free.to_lowercase());
        free
    }

    /// The title of a text: its own, that of its first heading, or the name of its file.
    fn title(&mut self, text: &Text, head: &Head) -> String {
        let body = &text.source.text[text.body.clone()];
        let heading = || body.lines().find_map(|line| line.strip_prefix("# ")).map(|title| title.trim().to_owned());
        head.title.clone().or_else(heading).filter(|title| !title.is_empty()).unwrap_or_else(|| {
            let what = "this text has no title; it has the name of its file";
            self.left.push(Left::file(text.source.path.as_str(), what));
            let name = split(&text.key).1;
            if name.is_empty() { text.source.path.file_name().to_owned() } else { name.replace(['-', '_'], " ") }
        })
    }

    /// All files with their new paths; those of texts that are not carried are static, as all others.
    fn files(&mut self) -> Vec<(SourcePath, String)> {
        let mut laid: Vec<(SourcePath, String)> = Vec::new();
        for (file, new) in std::mem::take(&mut self.files) {
            let address = file.address.trim_matches('/');
            let hidden = file.path.as_str().split('/').any(|name| name.starts_with('.'));
            let fits = SitePath::new(address).is_ok() && SourcePath::new(address).is_ok() && !hidden;
            let new = new.unwrap_or_else(|| format!("static/{address}"));
            let taken = !self.taken.insert(format!("/{}", new.to_lowercase()));
            if !fits || taken || OWN_FILES.contains(&address) || !self.folder.paths.contains(&file.path) {
                let what = "this file has a path that a build makes itself or cannot publish, and is not carried";
                self.left.push(Left::file(file.path.as_str(), what));
                continue;
            }
            let name = new.strip_prefix("content").or_else(|| new.strip_prefix("static")).unwrap_or(&new).to_owned();
            self.index.add(Place {
                path: file.path.as_str().to_owned(),
                address: file.address.clone(),
                new: name,
                title: None,
                draft: false,
            });
            laid.push((file.path, new));
        }
        laid
    }
}
