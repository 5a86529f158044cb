//! A rebuild gives the same site as a build from nothing, whatever has changed since, and does not make again what
//! has not changed.

use crate::helpers::{files, write};
use jianbao::hash::Hash;
use jianbao::pipeline::{Options, Report, build};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// What can happen to a site between two builds; each names the bulletin it happens to, where it does.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Text(Index),
    Title(Index),
    Day(Index),
    Topic(Index),
    Figure(Index),
    Region(Index),
    Period(Index),
    Indicator(Index),
    Draft(Index),
    Link(Index, Index),
    Picture(Index),
    Superseded(Index, Index),
    Correction(Index),
    Alias(Index),
    Slug(Index),
    Twin(Index),
    Traditional(Index),
    Words(Index),
    Release(Index),
    Add,
    Remove(Index),
    PlainPage,
    Name,
    Term,
    Calendar,
    SiteTitle,
    PageSize,
    Template,
    Style,
    Time,
    Options,
    Spoil(Index),
    Lose(Index),
    LoseRecord,
    CutRecord(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![4 => of_a_bulletin(), 2 => of_the_site(), 1 => of_the_output()]
}

fn of_a_bulletin() -> impl Strategy<Value = Edit> {
    let edits: [fn(Index) -> Edit; 18] = [
        Edit::Text,
        Edit::Title,
        Edit::Day,
        Edit::Topic,
        Edit::Figure,
        Edit::Region,
        Edit::Period,
        Edit::Indicator,
        Edit::Draft,
        Edit::Picture,
        Edit::Correction,
        Edit::Alias,
        Edit::Slug,
        Edit::Twin,
        Edit::Traditional,
        Edit::Words,
        Edit::Release,
        Edit::Remove,
    ];
    let two: [fn(Index, Index) -> Edit; 2] = [Edit::Link, Edit::Superseded];
    prop_oneof![
        9 => (prop::sample::select(edits.to_vec()), any::<Index>()).prop_map(|(edit, at)| edit(at)),
        1 => (prop::sample::select(two.to_vec()), any::<Index>(), any::<Index>()).prop_map(|(edit, at, to)| edit(at, to)),
    ]
}

fn of_the_site() -> impl Strategy<Value = Edit> {
    prop::sample::select(vec![
        Edit::Add,
        Edit::PlainPage,
        Edit::Name,
        Edit::Term,
        Edit::Calendar,
        Edit::SiteTitle,
        Edit::PageSize,
        Edit::Template,
        Edit::Style,
        Edit::Time,
        Edit::Options,
    ])
}

fn of_the_output() -> impl Strategy<Value = Edit> {
    let at = || any::<Index>();
    prop_oneof![
        at().prop_map(Edit::Spoil),
        at().prop_map(Edit::Lose),
        at().prop_map(Edit::CutRecord),
        Just(Edit::LoseRecord)
    ]
}

/// A bulletin; each number is how often a thing about it was changed.
#[derive(Clone, Debug)]
struct Bulletin {
    id: u32,
    text: u32,
    title: u32,
    day: u32,
    topic: u32,
    figure: u32,
    region: u32,
    period: u32,
    indicator: u32,
    correction: u32,
    alias: u32,
    slug: u32,
    words: u32,
    draft: bool,
    picture: bool,
    latest: bool,
    twin: bool,
    traditional: bool,
    release: bool,
    link: Option<u32>,
    superseded: Option<u32>,
}

impl Bulletin {
    fn new(id: u32) -> Self {
        Self {
            id,
            text: 0,
            title: 0,
            day: id * 5,
            topic: id,
            figure: id,
            region: id / 4,
            period: id,
            indicator: id / 3,
            correction: 0,
            alias: 0,
            slug: 0,
            words: 0,
            draft: false,
            picture: id == 3,
            latest: id % 6 == 2,
            twin: id == 4,
            traditional: false,
            release: id == 2,
            link: (id % 3 == 1).then_some(id / 3),
            superseded: None,
        }
    }

    fn name(id: u32) -> String {
        format!("content/bulletins/{id}.md")
    }

    fn write(&self, others: &[Self], files: &mut BTreeMap<String, String>) {
        let Self { id, text, title, figure, correction, .. } = self;
        let there = |other: &u32| *other != self.id && others.iter().any(|known| known.id == *other);
        let (year, month, day) = (2024 + self.day / 20 % 2, 1 + self.day / 28 % 6, 1 + self.day % 28);
        let topic = ["工业", "金融", "贸易", "财政", "物价", "就业"][self.topic as usize % 6];
        let region = ["全国", "宁州", "江州"][self.region as usize % 3];
        let region =
            if self.traditional { region.replace('宁', "寧").replace('国', "國") } else { region.to_owned() };
        let period = 1 + self.period % 4;
        let script = if self.traditional { "script = \"zh-Hant-TW\"\n" } else { "" };
        let draft = if self.draft { "draft = true\n" } else { "" };
        let alias = match self.alias {
            0 => String::new(),
            count => format!("aliases = [\"bulletins/old-{id}-{count}\"]\n"),
        };
        let slug = match self.slug {
            0 => String::new(),
            count => format!("slug = \"new-{id}-{count}\"\n"),
        };
        let superseded = match self.superseded.filter(&there) {
            Some(other) => format!("superseded_by = \"{other}.md\"\n"),
            None => String::new(),
        };
        let release = if self.release { "next_release = 2025-08-20\n" } else { "" };
        let words = match self.words {
            0 => String::new(),
            count => format!("[[terms]]\nzh-hans = \"软件\"\nzh-hant = \"軟件{count}\"\n\n"),
        };
        let corrections = (0..*correction)
            .map(|at| {
                let day = 1 + at % 28;
                format!("[[corrections]]\ndate = 2025-07-{day:02}\ntext = \"数字{at}有误\"\nmetric = \"a\"\nold = \"3亿元\"\n\n")
            })
            .collect::<String>();
        let indicators =
            ["工业增加值", "软件收入", "出口额", "贷款余额", "税收", "用电量", "货运量", "粮食产量", "零售额"];
        let indicator = |more: u32| indicators[(self.indicator + 3 * more) as usize % 9];
        let link = match self.link.filter(&there) {
            Some(other) => format!("\n\n见[另一期]({other}.md)与[关于](../about.md)。"),
            None => String::new(),
        };
        // What is not recorded is reported again by every build.
        let raw = if id % 8 == 5 { "\n\n<marquee>字</marquee>" } else { "" };
        let picture = if self.picture {
            "\n\n{{ chart 工业增加值 }}\n\n{{ compare 工业增加值 by period }}"
        } else {
            ""
        };
        let latest = if self.latest {
            "\n\n最新：{{ latest 工业增加值 }}，{{ latest 工业增加值 what=change }}。"
        } else {
            ""
        };
        let whole = format!(
            "+++\ntitle = \"第{id}期软件{title}\"\ndate = {year}-{month:02}-{day:02}\ntopics = [\"{topic}\"]\nregion = \"{region}\"\n\
             period = \"2025-{period:02}\"\n{script}{draft}{alias}{slug}{superseded}{release}\n\
             [[metrics]]\nid = \"a\"\nindicator = \"{}\"\nvalue = \"{}.{}亿元\"\nchange = \"+{}.1%\"\nheadline = true\n\n\
             [[metrics]]\nid = \"b\"\nindicator = \"{}\"\nchange = \"+{}.5%\"\nprevious = \"2.0%\"\n\n\
             [[metrics]]\nid = \"c\"\nindicator = \"{}\"\nperiod = \"2025\"\nvalue = \"5%左右\"\nkind = \"target\"\n\n{corrections}{words}+++\n\n\
             正文{text}，软件信息。{{{{ a }}}}{link}{raw}{picture}{latest}\n",
            indicator(0),
            10 + figure,
            figure % 10,
            figure % 7,
            indicator(1),
            figure % 5,
            indicator(2),
        );
        files.insert(Self::name(*id), whole);
        if self.twin {
            let text = format!("+++\ntitle = \"手寫{title}\"\n+++\n\n手寫的正文{text}。\n");
            files.insert(format!("content/bulletins/{id}.zh-hant-tw.md"), text);
        }
    }
}

/// A site, and when it is built.
#[derive(Clone, Debug)]
struct Site {
    bulletins: Vec<Bulletin>,
    next: u32,
    leaf: u32,
    name: u32,
    term: u32,
    calendar: u32,
    title: u32,
    page_size: u32,
    template: u32,
    style: u32,
    month: u32,
    drafts: bool,
}

impl Site {
    fn new(bulletins: u32) -> Self {
        Self {
            bulletins: (0..bulletins).map(Bulletin::new).collect(),
            next: bulletins,
            leaf: 0,
            name: 0,
            term: 0,
            calendar: 0,
            title: 0,
            page_size: 0,
            template: 0,
            style: 0,
            month: 7,
            drafts: false,
        }
    }

    fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for bulletin in &self.bulletins {
            bulletin.write(&self.bulletins, &mut files);
        }
        let Self { leaf, name, term, calendar, title, style, .. } = self;
        let pages = 2 + self.page_size % 3;
        let mut put = |name: &str, text: String| files.insert(name.to_owned(), text);
        let editions: String =
            ["zh-Hans", "zh-Hant-TW"].map(|tag| format!("\n[[editions]]\nvariant = \"{tag}\"\n")).concat();
        let site = format!(
            "title = \"简报{title}\"\nbase_url = \"https://digest.example\"\npage_size = {pages}\nnav = [\"about.md\"]\nmarkdown.html = \"sanitize\"\n"
        );
        put("site.toml", site + &editions);
        put(
            "content/about.md",
            format!("+++\ntitle = \"关于{leaf}\"\n+++\n\n本站。{{{{ figures }}}}\n").replace("{{ figures }}", ""),
        );
        put("content/digests/2024-01.md", "+++\ntitle = \"一月\"\n+++\n\n{{ latest 工业增加值 }}\n".to_owned());
        let indicator =
            |key: &str, name: &str| format!("[[indicators]]\nkey = \"{key}\"\nname = \"{name}\"\nunit = \"元\"\n\n");
        let known = indicator("output", "工业增加值") + &indicator("exports", "出口额");
        put("content/indicators.toml", format!("{known}definition = \"说明{name}\"\n"));
        if *term > 0 {
            put("content/glossary.toml", format!("[[terms]]\nzh-hans = \"信息\"\nzh-hant = \"資訊{term}\"\n"));
        }
        if *calendar > 0 {
            let day = 1 + calendar % 28;
            put("content/calendar.toml", format!("[[releases]]\ndate = 2025-09-{day:02}\ntitle = \"月报\"\n"));
        }
        if self.template > 0 {
            let text = include_str!("../../templates/404.html");
            put("templates/404.html", text.replace("{% endblock", &format!("<p>{}</p>{{% endblock", self.template)));
        }
        if *style > 0 {
            put("static/assets/own.css", format!("p {{ margin: {style}px }}\n"));
        }
        files
    }

    fn edit(&mut self, edit: Edit, out: &Path) {
        match edit {
            Edit::Text(at) => self.of(at).text += 1,
            Edit::Title(at) => self.of(at).title += 1,
            Edit::Day(at) => self.of(at).day += 9,
            Edit::Topic(at) => self.of(at).topic += 1,
            Edit::Figure(at) => self.of(at).figure += 1,
            Edit::Region(at) => self.of(at).region += 1,
            Edit::Period(at) => self.of(at).period += 1,
            Edit::Indicator(at) => self.of(at).indicator += 1,
            Edit::Draft(at) => self.of(at).draft ^= true,
            Edit::Link(at, to) => {
                let to = self.of(to).id;
                self.of(at).link = Some(to);
            }
            Edit::Picture(at) => self.of(at).picture ^= true,
            Edit::Superseded(at, to) => {
                let to = self.of(to).id;
                self.of(at).superseded = Some(to);
            }
            Edit::Correction(at) => self.of(at).correction += 1,
            Edit::Alias(at) => self.of(at).alias += 1,
            Edit::Slug(at) => self.of(at).slug += 1,
            Edit::Twin(at) => self.of(at).twin ^= true,
            Edit::Traditional(at) => self.of(at).traditional ^= true,
            Edit::Words(at) => self.of(at).words += 1,
            Edit::Release(at) => self.of(at).release ^= true,
            Edit::Add => {
                self.bulletins.push(Bulletin::new(self.next));
                self.next += 1;
            }
            Edit::Remove(at) if self.bulletins.len() > 1 => {
                let at = at.index(self.bulletins.len());
                self.bulletins.remove(at);
            }
            Edit::Remove(_) => {}
            Edit::PlainPage => self.leaf += 1,
            Edit::Name => self.name += 1,
            Edit::Term => self.term += 1,
            Edit::Calendar => self.calendar += 1,
            Edit::SiteTitle => self.title += 1,
            Edit::PageSize => self.page_size += 1,
            Edit::Template => self.template += 1,
            Edit::Style => self.style += 1,
            Edit::Time => self.month = 1 + (self.month + 4) % 7,
            Edit::Options => self.drafts ^= true,
            Edit::Spoil(at) => change(out, at, |file| fs::write(file, "spoilt")),
            Edit::Lose(at) => change(out, at, |file| fs::remove_file(file)),
            Edit::LoseRecord => drop(fs::remove_file(out.join(RECORD))),
            Edit::CutRecord(at) => {
                if let Ok(bytes) = fs::read(out.join(RECORD)) {
                    fs::write(out.join(RECORD), &bytes[..at.index(bytes.len())]).expect("a record");
                }
            }
        }
    }

    fn of(&mut self, at: Index) -> &mut Bulletin {
        let at = at.index(self.bulletins.len());
        &mut self.bulletins[at]
    }

    /// Writes the sources of the site to a folder and nothing else.
    fn lay(&self, folder: &Path) {
        for top in ["content", "templates", "static"] {
            if folder.join(top).exists() {
                fs::remove_dir_all(folder.join(top)).expect("a folder");
            }
        }
        for (name, text) in self.files() {
            write(folder, &name, text);
        }
    }

    /// Builds it, and says how many pages were rendered.
    fn build(&self, folder: &Path, out: &Path, program: Option<Hash>) -> (Report, usize) {
        let now = format!("2025-{:02}-15T00:00:00Z", self.month).parse().expect("a time");
        let rendered = AtomicUsize::new(0);
        let progress = |_, _| {
            rendered.fetch_add(1, Ordering::Relaxed);
        };
        let options = Options { out: Some(out.to_owned()), drafts: self.drafts, program, ..Options::new(folder, now) };
        let report = build(&options, &progress).expect("the disk can be read and written");
        (report, rendered.into_inner())
    }
}

const RECORD: &str = ".jianbao-record";

/// Does something to one of the files that were made.
fn change(out: &Path, at: Index, what: impl Fn(&Path) -> std::io::Result<()>) {
    let files: Vec<String> = tree(out).into_keys().collect();
    if !files.is_empty() {
        what(&out.join(&files[at.index(files.len())])).expect("a file");
    }
}

/// Every file of a site with its bytes.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(folder);
    files.retain(|name, _| !name.starts_with(".jianbao-"));
    files
}

fn program() -> Option<Hash> {
    Some(Hash::of(b"this one"))
}

fn folders() -> (TempDir, TempDir) {
    (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_rebuild_after_any_edits_is_the_site_made_anew(rounds in prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..7)) {
        let (folder, outs) = folders();
        let (warm, mut site) = (outs.path().join("warm"), Site::new(8));
        site.lay(folder.path());
        let (first, _) = site.build(folder.path(), &warm, program());
        prop_assert!(first.changes.is_some(), "{:?}", first.diagnostics);
        for (at, edits) in rounds.iter().enumerate() {
            for edit in edits {
                site.edit(*edit, &warm);
            }
            site.lay(folder.path());
            let cold = outs.path().join(format!("cold{at}"));
            let (rebuilt, _) = site.build(folder.path(), &warm, program());
            let (anew, _) = site.build(folder.path(), &cold, None);
            let messages = |report: &Report| report.diagnostics.iter().map(|found| found.message.clone()).collect::<Vec<_>>();
            prop_assert_eq!(messages(&rebuilt), messages(&anew));
            // With a mistake in it nothing is published, and what was there stays.
            if anew.changes.is_none() {
                continue;
            }
            let (warm, cold) = (tree(&warm), tree(&cold));
            prop_assert_eq!(warm.keys().collect::<Vec<_>>(), cold.keys().collect::<Vec<_>>());
            let other: Vec<&String> = cold.iter().filter(|(name, bytes)| warm[*name] != **bytes).map(|(name, _)| name).collect();
            prop_assert!(other.is_empty(), "{:?}: {:?}", edits, other);
        }
    }
}

#[test]
fn what_has_not_changed_is_not_made_again() {
    let (folder, outs) = folders();
    let (out, mut site) = (outs.path().join("out"), Site::new(24));
    let rebuild = |site: &Site, program| {
        site.lay(folder.path());
        let (report, rendered) = site.build(folder.path(), &out, program);
        (report.pages, rendered, report.changes.expect("a site"))
    };
    let (pages, rendered, _) = rebuild(&site, program());
    assert_eq!(rendered, pages);
    // What is copied or made without work is always made.
    let (_, copied, changes) = rebuild(&site, program());
    assert!(copied * 10 < pages, "{copied} of {pages}");
    assert_eq!((changes.unchanged, changes.changed), (pages, Vec::new()));
    // A word in one bulletin: its own pages, what lists it, pages that link to it and what shows everything.
    site.bulletins[7].text += 1;
    let (_, rendered, changes) = rebuild(&site, program());
    assert!(rendered * 2 < pages, "{rendered} of {pages}");
    assert!(changes.changed.iter().any(|path| path.file() == "zh-hant-tw/bulletins/7/index.html"));
    assert!(changes.added.is_empty() && changes.removed.is_empty());
    // Another program may render differently.
    let (_, rendered, _) = rebuild(&site, Some(Hash::of(b"another")));
    assert_eq!(rendered, pages);
}

/// A text may ask for the newest figure of an indicator that its bulletin has nothing else to do with.
#[test]
fn a_newest_figure_changes_every_page_that_asks_for_it() {
    let (folder, outs) = folders();
    let mut site = Site::new(24);
    for bulletin in &mut site.bulletins {
        (bulletin.indicator, bulletin.picture, bulletin.link) = (1, false, None);
        (bulletin.region, bulletin.latest) = (0, bulletin.id == 2);
    }
    site.bulletins[19].indicator = 0;
    site.lay(folder.path());
    let warm = outs.path().join("warm");
    site.build(folder.path(), &warm, program());
    let before = tree(&warm);
    site.bulletins[19].figure += 50;
    site.lay(folder.path());
    let (report, rendered) = site.build(folder.path(), &warm, program());
    site.build(folder.path(), &outs.path().join("cold"), None);
    let (after, anew) = (tree(&warm), tree(&outs.path().join("cold")));
    for page in ["zh-hans/bulletins/2/index.html", "zh-hans/digests/2024-01/index.html"] {
        assert_ne!(before[page], after[page], "{page}");
    }
    assert!(rendered < report.pages, "{rendered} of {}", report.pages);
    let other: Vec<&String> =
        anew.iter().filter(|(name, bytes)| after[*name] != **bytes).map(|(name, _)| name).collect();
    assert!(other.is_empty(), "{other:?}");
}

/// Bulletins show each other's figures on their sparklines, also those that are too far apart to be related.
#[test]
fn a_figure_changes_every_page_that_draws_its_series() {
    let (folder, outs) = folders();
    let mut site = Site::new(12);
    for bulletin in &mut site.bulletins {
        (bulletin.indicator, bulletin.region, bulletin.topic, bulletin.picture) = (0, 0, 0, false);
        bulletin.period = bulletin.id;
    }
    site.lay(folder.path());
    let warm = outs.path().join("warm");
    site.build(folder.path(), &warm, program());
    let before = tree(&warm);
    site.bulletins[1].figure += 50;
    site.lay(folder.path());
    site.build(folder.path(), &warm, program());
    site.build(folder.path(), &outs.path().join("cold"), None);
    let (after, anew) = (tree(&warm), tree(&outs.path().join("cold")));
    let far = "zh-hans/bulletins/9/index.html";
    assert_ne!(before[far], after[far]);
    let other: Vec<&String> =
        anew.iter().filter(|(name, bytes)| after[*name] != **bytes).map(|(name, _)| name).collect();
    assert!(other.is_empty(), "{other:?}");
}
