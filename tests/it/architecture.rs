//! The rooms of `src/`: each file says in its first comment which modules it may touch, and touches just those; no
//! arrow runs back up the list of `lib.rs`, and none in a circle within a room.

use crate::helpers::sources;
use std::collections::{BTreeMap, BTreeSet};

/// A path of the code from its root, which is `crate` or another crate.
type Path = Vec<String>;

/// What a file may touch besides modules: its name, the paths that begin so, and the calls that need no path.
const WORLD: [(&str, &[&str], &[&str]); 3] = [
    (
        "disk",
        &["std::fs", "walkdir", "tempfile", "notify"],
        &[".exists()", ".is_dir()", ".is_symlink()", ".canonicalize()", ".symlink_metadata()"],
    ),
    ("net", &["std::net", "ureq"], &[]),
    ("clock", &[], &["Timestamp::now", "Zoned::now", "SystemTime::now", "Instant::now"]),
];

/// A file as far as it names others.
struct File {
    /// Its text without comments and tests.
    code: String,
    /// The line `May touch:` of its first comment.
    may: Option<String>,
    /// What it imports, by the name it has here, and from where everything is imported.
    imports: BTreeMap<String, Path>,
    globs: Vec<Path>,
    /// Every path it names, imports included.
    paths: BTreeSet<Path>,
}

/// The files of the library, and the modules in the order `lib.rs` lists them.
struct Library {
    files: BTreeMap<String, File>,
    order: Vec<String>,
}

impl Library {
    fn read() -> Self {
        let mut sources = sources();
        let lib = sources.remove("lib.rs").expect("src/lib.rs");
        // The binary is a crate of its own.
        sources.remove("main.rs");
        let module = |line: &str| {
            let rest = ["pub mod ", "pub(crate) mod ", "mod "].iter().find_map(|start| line.strip_prefix(start))?;
            Some(rest.strip_suffix(';')?.to_owned())
        };
        let names: BTreeSet<String> = sources.keys().cloned().collect();
        let files = sources.into_iter().map(|(name, text)| (name.clone(), File::read(&name, &text, &names))).collect();
        Self { files, order: lib.lines().filter_map(module).collect() }
    }

    /// The files that a path leads through: the one it names, and those this one takes it from.
    fn leads(&self, path: &Path) -> Vec<String> {
        let (mut path, mut found) = (path.clone(), Vec::new());
        // An import may lead to an import; none of ours does so more often.
        for _ in 0..8 {
            let Some(depth) = (2..=path.len()).rev().find(|depth| self.files.contains_key(&file_of(&path[..*depth])))
            else {
                return found;
            };
            let name = file_of(&path[..depth]);
            let file = &self.files[&name];
            found.push(name);
            let Some(item) = path.get(depth) else { return found };
            let through = file.imports.get(item).cloned().or_else(|| {
                let origin = file.globs.iter().find(|glob| {
                    let origin = self.files.get(&file_of(glob));
                    origin.is_some_and(|origin| origin.defines(item))
                })?;
                Some([origin.as_slice(), std::slice::from_ref(item)].concat())
            });
            match through {
                Some(start) if !file.defines(item) && start != path => {
                    path = [start, path[depth + 1..].to_vec()].concat();
                }
                _ => return found,
            }
        }
        found
    }

    /// The rooms a file names, and those that what it names comes from.
    fn rooms(&self, name: &str) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut named, mut meant) = (BTreeSet::new(), BTreeSet::new());
        for path in self.files[name].paths.iter().filter(|path| path[0] == "crate" && path.len() > 1) {
            let files = self.leads(path);
            let rooms = || files.iter().map(|file| room(file));
            let others = rooms().filter(|other| *other != room(name)).map(str::to_owned);
            match room(name) == path[1] {
                // What a file takes from its own room may have been brought in there.
                true => named.extend(others),
                false => {
                    named.insert(path[1].clone());
                    meant.extend(others);
                }
            }
        }
        (named, meant)
    }

    /// What a file names in each other file of its room, but for those it is a part of or that are parts of it.
    fn beside(&self, name: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let is_part = |part: &str, whole: &str| {
            part.strip_prefix(whole.trim_end_matches(".rs")).is_some_and(|rest| rest.starts_with('/'))
        };
        for path in self.files[name].paths.iter().filter(|path| path[0] == "crate") {
            for other in self.leads(path).into_iter().filter(|other| room(other) == room(name) && other != name) {
                if !is_part(&other, name) && !is_part(name, &other) {
                    found.entry(other).or_default().extend(path.last().cloned());
                }
            }
        }
        found
    }
}

impl File {
    fn read(name: &str, text: &str, names: &BTreeSet<String>) -> Self {
        let may = text.lines().find_map(|line| line.strip_prefix("//! May touch: ")).map(str::to_owned);
        let before_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
        let code: String = before_tests
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .flat_map(|line| [line, "\n"])
            .collect();
        let mut file = Self { code, may, imports: BTreeMap::new(), globs: Vec::new(), paths: BTreeSet::new() };
        for statement in use_statements(&file.code) {
            for (path, alias) in leaves(&statement) {
                let path = absolute(&path, name, names, &BTreeMap::new());
                match alias.as_str() {
                    "*" => file.globs.push(path.clone()),
                    _ => drop(file.imports.insert(alias, path.clone())),
                }
                file.paths.insert(path);
            }
        }
        for path in paths(&file.code) {
            file.paths.insert(absolute(&path, name, names, &file.imports));
        }
        file
    }

    /// Whether an item of this name begins here.
    fn defines(&self, item: &str) -> bool {
        let kinds = ["struct ", "enum ", "fn ", "const ", "static ", "type ", "trait "];
        kinds.iter().any(|kind| {
            let start = format!("{kind}{item}");
            let found = self.code.match_indices(&start);
            let mut ends = found.map(|(at, found)| self.code[at + found.len()..].chars().next());
            ends.any(|end| !end.is_some_and(is_word))
        })
    }

    /// What it touches besides modules.
    fn world(&self) -> Vec<&'static str> {
        let begins = |start: &&str| {
            let start: Vec<&str> = start.split("::").collect();
            self.paths.iter().any(|path| path.len() >= start.len() && path[..start.len()] == start[..])
        };
        let touched = WORLD.into_iter().filter(move |(_, starts, calls)| {
            starts.iter().any(begins) || calls.iter().any(|call| self.code.contains(call))
        });
        touched.map(|(name, ..)| name).collect()
    }
}

/// The room a file belongs to: `figure/period.rs` is `figure`.
fn room(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

/// The file of a module, which need not be there.
fn file_of(module: &[String]) -> String {
    format!("{}.rs", module[1..].join("/"))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A path as it is from its root, given the file that names it and the imports of that file.
fn absolute(path: &[String], file: &str, files: &BTreeSet<String>, imports: &BTreeMap<String, Path>) -> Path {
    let own: Path = ["crate"].into_iter().chain(file.trim_end_matches(".rs").split('/')).map(str::to_owned).collect();
    let ups = path.iter().take_while(|name| *name == "super").count();
    let from_own = |up: usize, rest: &[String]| [&own[..own.len() - up], rest].concat();
    match path[0].as_str() {
        "super" => from_own(ups, &path[ups..]),
        "self" => {
            let ups = path[1..].iter().take_while(|name| *name == "super").count();
            from_own(ups, &path[1 + ups..])
        }
        first if imports.contains_key(first) => [&imports[first][..], &path[1..]].concat(),
        first if files.contains(&file_of(&from_own(0, &[first.to_owned()]))) => from_own(0, path),
        _ => path.to_vec(),
    }
}

/// What stands between `use` and `;`, wherever that is.
fn use_statements(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("use ") {
        let before = &rest[..at];
        let begins = before.lines().last().is_none_or(|line| {
            let line = if before.ends_with('\n') { "" } else { line.trim() };
            line.is_empty() || line.starts_with("pub")
        });
        rest = &rest[at + "use ".len()..];
        if begins {
            found.extend(rest.split(';').next().map(str::to_owned));
        }
    }
    found
}

/// The paths of a `use` tree, each with the name it is known by; `*` for all that is there.
fn leaves(tree: &str) -> Vec<(Path, String)> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
        let mut path: Path = path.split("::").map(|name| name.trim().to_owned()).collect();
        let is_glob = path.last().is_some_and(|name| name == "*");
        if is_glob || path.len() > 1 && path.last().is_some_and(|name| name == "self") {
            path.pop();
        }
        let known = match (is_glob, alias) {
            (true, _) => "*".to_owned(),
            (false, "") => path.last().cloned().unwrap_or_default(),
            (false, alias) => alias.trim().to_owned(),
        };
        return vec![(path, known)];
    };
    let start = &tree[..open];
    let inner = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
    let (mut parts, mut depth, mut from) = (Vec::new(), 0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inner[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[from..]);
    let parts = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
    parts.flat_map(|part| leaves(&format!("{start}{part}"))).collect()
}

/// Names joined by `::` anywhere in the code.
fn paths(code: &str) -> Vec<Path> {
    let pieces = code.split(|c: char| !is_word(c) && c != ':').filter(|piece| piece.contains("::"));
    let names = |piece: &str| piece.split("::").map(|name| name.trim_matches(':').to_owned()).collect::<Path>();
    pieces.map(names).filter(|path| path.iter().all(|name| !name.is_empty())).collect()
}

#[test]
fn every_file_touches_what_it_says() {
    let library = Library::read();
    let place = |module: &str| library.order.iter().position(|name| name == module);
    let mut wrong = Vec::new();
    for (name, file) in &library.files {
        let Some(may) = &file.may else {
            wrong.push(format!("{name}: its first comment has no line `May touch: …`"));
            continue;
        };
        let (named, meant) = library.rooms(name);
        let may: BTreeSet<&str> = may.split(", ").filter(|module| *module != "nothing").collect();
        let touched: BTreeSet<&str> = named.iter().map(String::as_str).chain(file.world()).collect();
        for other in touched.difference(&may) {
            wrong.push(format!("{name}: touches `{other}`, and does not say so"));
        }
        for other in may.difference(&touched).filter(|other| !meant.contains(**other)) {
            wrong.push(format!("{name}: says that it touches `{other}`, and does not"));
        }
        for other in named.union(&meant) {
            match (place(other), place(room(name))) {
                (None, _) => wrong.push(format!("{name}: there is no module `{other}`")),
                (Some(used), Some(user)) if used > user => {
                    wrong.push(format!("{name}: `{other}` comes after `{}`", room(name)))
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_files_of_a_room_need_each_other() {
    let library = Library::read();
    let beside: BTreeMap<&String, _> = library.files.keys().map(|name| (name, library.beside(name))).collect();
    let reaches = |from: &String, to: &String| {
        let (mut seen, mut open) = (BTreeSet::from([from]), vec![from]);
        while let Some(name) = open.pop() {
            open.extend(beside[name].keys().filter(|other| seen.insert(*other)));
        }
        seen.contains(to)
    };
    let edges = beside.iter().flat_map(|(name, others)| others.iter().map(move |(other, items)| (*name, other, items)));
    let circles: Vec<String> = edges
        .filter(|(name, other, _)| reaches(other, name))
        .map(|(name, other, items)| format!("{name} needs {other} for {items:?}"))
        .collect();
    assert!(circles.is_empty(), "these run in circles:\n{}", circles.join("\n"));
}

#[test]
fn no_file_is_too_long_to_overlook() {
    let long: Vec<String> =
        sources().into_iter().filter(|(_, text)| text.lines().count() > 500).map(|(file, _)| file).collect();
    assert!(long.is_empty(), "split these rooms: {long:?}");
}
