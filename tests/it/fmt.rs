//! `jianbao fmt`: laws that hold for any front matter.

use crate::helpers::{entries, root};
use jianbao::command::fmt::{Outcome, file, keys};
use jianbao::path::SourcePath;
use jianbao::source::Source;
use jianbao::tree::{self, Syntax, Table, Value};
use proptest::prelude::*;
use std::fs;

/// A file in order, as the formatter leaves it.
fn formatted(text: &str) -> String {
    match file(SourcePath::known("content/bulletins/x.md"), text).value {
        Outcome::Changed(text) => text,
        Outcome::Same => text.to_owned(),
        other @ (Outcome::Yaml | Outcome::Broken) => panic!("{other:?} for:\n{text}"),
    }
}

/// The meaning of the front matter, independent of the order of its known keys.
fn meaning(text: &str) -> String {
    let front = text.split("+++").nth(1).expect("front matter");
    let source = Source::new(SourcePath::known("x.toml"), front);
    let tree = tree::parse(&source, 0..source.text.len(), Syntax::Toml);
    assert!(tree.diagnostics.is_empty(), "{:?}", tree.diagnostics);
    said(&tree.value)
}

fn said(table: &Table) -> String {
    let mut lines: Vec<String> =
        table.entries.iter().map(|entry| format!("{}={}", entry.key, plain(&entry.node.value))).collect();
    lines.sort();
    format!("{{{}}}", lines.join("; "))
}

fn plain(value: &Value) -> String {
    match value {
        Value::List(items) => items.iter().map(|item| plain(&item.value)).collect::<Vec<_>>().join(", "),
        Value::Table(table) => said(table),
        other => format!("{other:?}"),
    }
}

/// The comments of a front matter, each with the key it is above or after.
fn comments(text: &str) -> Vec<(String, String)> {
    let front = text.split("+++").nth(1).expect("front matter").replace("\r\n", "\n");
    let lines: Vec<&str> = front.lines().map(str::trim).collect();
    let key = |line: &str| line.split(['=', '#']).next().unwrap_or(line).replace(' ', "");
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some(comment) = line.find('#').map(|start| &line[start..]) {
            let owner = lines[at..].iter().find(|line| !line.is_empty() && !line.starts_with('#'));
            found.push((comment.to_owned(), owner.map_or_else(String::new, |line| key(line))));
        }
    }
    found.sort();
    found
}

const VALUES: [&str; 6] =
    ["\"规上\"", "true", "[\n  \"甲\",\n  \"乙\"\n]", "'''\n两\n\n行'''", "{ a = 1, \"乙\" = [2] }", "2025-07-18"];

/// The lines of a table with some of the keys, in any order, with comments and empty lines anywhere.
fn table(name: &'static str) -> impl Strategy<Value = String> {
    let names: Vec<String> = keys(name)
        .iter()
        .filter(|key| keys(key).is_empty())
        .map(|key| (*key).to_owned())
        .chain(["\"地区\"".into(), "x.y".into(), "x.\"长名\"".into(), "dims.规模".replace("规模", "'规模'")])
        .filter(|key| key != "dims")
        .collect();
    let count = names.len();
    let line = (0..VALUES.len(), 0usize..4, any::<bool>(), any::<bool>(), 0usize..5);
    (Just(names).prop_shuffle(), prop::collection::vec(line, 0..=count)).prop_map(|(names, lines)| {
        let mut text = String::new();
        for (key, (value, spaces, above, behind, blank)) in names.iter().zip(lines) {
            text.push_str(&"\n".repeat(blank.saturating_sub(2)));
            if above {
                text.push_str(&format!("{}# 在 {key} 之上\n", " ".repeat(spaces)));
            }
            let space = " ".repeat(spaces);
            text.push_str(&format!("{space}{key}{space}={space}{}", VALUES[value]));
            text.push_str(&if behind { format!("{space}# 在 {key} 之后\n") } else { "\n".to_owned() });
        }
        text
    })
}

fn bulletin() -> impl Strategy<Value = String> {
    let tables = prop_oneof![
        table("metrics").prop_map(|lines| format!("[[metrics]]\n{lines}")),
        table("terms").prop_map(|lines| format!("# 用词\n\n[[terms]] # 词\n{lines}")),
        table("allow").prop_map(|lines| format!("\n\n [[allow]]\n\n{lines}")),
    ];
    let head = prop_oneof![Just(""), Just("# 抬头\n\n"), Just("\n\n# 甲\n# 乙\n\n\n# 丙\n")];
    (head, table(""), prop::collection::vec(tables, 0..4), any::<bool>(), "[ \\t\\n甲a+-]{0,20}").prop_map(
        |(head, front, tables, windows, body)| {
            let text = format!("+++\n{head}{front}{}+++\n", tables.concat());
            let text = if windows { text.replace('\n', "\r\n") } else { text };
            text + &body
        },
    )
}

proptest! {
    #[test]
    fn order_changes_nothing_but_order(text in bulletin()) {
        let once = formatted(&text);
        prop_assert_eq!(&formatted(&once), &once, "again");
        prop_assert_eq!(meaning(&once), meaning(&text));
        prop_assert_eq!(after_front(&once), after_front(&text));
    }

    #[test]
    fn comments_stay_with_their_keys(front in table(""), metric in table("metrics")) {
        let text = format!("+++\n{front}[[metrics]]\n{metric}+++\n");
        // A key's own comments move with it; comments of the same words are distinguished by the key.
        prop_assert_eq!(comments(&formatted(&text)), comments(&text));
    }

    #[test]
    fn no_text_is_too_odd(text in "(\\+\\+\\+\r?\n)?[a-c=\"'#\\[\\] \\.\r\n0-9+]{0,40}(\n\\+\\+\\+\n)?甲?") {
        if let Outcome::Changed(once) = file(SourcePath::known("x.md"), &text).value {
            prop_assert_eq!(file(SourcePath::known("x.md"), &once).value, Outcome::Same);
        }
    }
}

fn after_front(text: &str) -> &str {
    text.splitn(3, "+++").nth(2).expect("a body")
}

/// What we publish ourselves, and what `init` makes, is in order.
#[test]
fn our_own_bulletins_are_in_order() {
    let folders = ["content/bulletins/2025", "content", "data/starter/content", "data/starter/content/bulletins"];
    for path in folders.iter().flat_map(|folder| entries(&root().join(folder))) {
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = fs::read_to_string(&path).unwrap();
            similar_asserts::assert_eq!(formatted(&text), text, "{}", path.display());
        }
    }
}
