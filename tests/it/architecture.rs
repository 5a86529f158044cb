//! The rooms of `src/`: each file says in its first comment which modules it may touch, and its
//! `use` lines keep to that; no arrow runs back up the list of `lib.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The modules in the order `lib.rs` lists them.
fn order(src: &Path) -> Vec<String> {
    let lib = fs::read_to_string(src.join("lib.rs")).expect("src/lib.rs");
    lib.lines().filter_map(|line| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned())).collect()
}

/// Every file below `src/`, by path, with its text.
fn files(folder: &Path, into: &mut BTreeMap<String, String>, below: &str) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            files(&path, into, &format!("{below}{name}/"));
        } else if name.ends_with(".rs") {
            into.insert(format!("{below}{name}"), fs::read_to_string(&path).expect("a source"));
        }
    }
}

/// The room a file belongs to: `figure/period.rs` is `figure`.
fn room(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

/// Modules of this crate that a text names, by `crate::`; tests within the file aside.
fn touched(text: &str) -> Vec<String> {
    let code: String = text
        .split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or(text)
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut modules = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or(list).split(',').map(str::trim).map(str::to_owned).collect(),
            None => vec![rest.to_owned()],
        };
        for name in names {
            let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            modules.push(name);
        }
    }
    modules
}

#[test]
fn every_file_keeps_to_what_it_may_touch() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let order = order(&src);
    let mut sources = BTreeMap::new();
    files(&src, &mut sources, "");
    sources.remove("lib.rs");
    sources.remove("main.rs");
    let place = |module: &str| order.iter().position(|name| name == module);
    let mut wrong = Vec::new();
    for (file, text) in &sources {
        let own = room(file);
        let Some(may) = text.lines().find_map(|line| line.strip_prefix("//! May touch: ")) else {
            wrong.push(format!("{file}: its first comment has no line `May touch: …`"));
            continue;
        };
        let may: Vec<&str> = may.split(", ").collect();
        for module in touched(text) {
            if module != own && !may.contains(&module.as_str()) {
                wrong.push(format!("{file}: touches `{module}`, and does not say so"));
            }
        }
        for module in may.iter().filter(|module| !["nothing", "disk", "net", "clock"].contains(*module)) {
            match (place(module), place(own)) {
                (None, _) => wrong.push(format!("{file}: there is no module `{module}`")),
                (Some(used), Some(user)) if used > user => {
                    wrong.push(format!("{file}: `{module}` comes after `{own}`"))
                }
                _ => {}
            }
        }
        let world =
            [("disk", ["std::fs", "walkdir"].as_slice()), ("clock", &["Timestamp::now", "Zoned::now", "SystemTime"])];
        for (name, signs) in world {
            if !may.contains(&name) && signs.iter().any(|sign| text.contains(sign)) {
                wrong.push(format!("{file}: touches the {name}, and does not say so"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(sources.len() > 30, "the walk found the sources");
}

#[test]
fn no_file_is_too_long_to_overlook() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = BTreeMap::new();
    files(&src, &mut sources, "");
    let long: Vec<_> = sources.iter().filter(|(_, text)| text.lines().count() > 500).map(|(file, _)| file).collect();
    assert!(long.is_empty(), "split these rooms: {long:?}");
}
