//! `docs/reference.zh.md` says of each file of a site what its schema says, key by key. The schemas are in Chinese, as their
//! keys are explained to those who write in it.
//!
//! `UPDATE_EXPECTED=1 cargo test --test it reference::` writes it anew.

use crate::helpers::{expect, root};
use serde_json::{Map, Value};
use std::fs;

const HEAD: &str = "# 文件里可以写什么\n\n\
    这一页由 `data/schemas/` 生成，编辑器里的补全与检查用的也是它们。模板能用的内容见 [theme.md](theme.md)，错误与提醒逐条的解释见 `jianbao explain`。\n";

const FILES: [(&str, &str); 8] = [
    ("site", "site.toml"),
    ("bulletin", "content/bulletins/**/*.md 的文首"),
    ("indicators", "content/indicators.toml"),
    ("glossary", "content/glossary.toml"),
    ("names", "content/names.en.toml"),
    ("calendar", "content/calendar.toml"),
    ("official", "content/official.toml"),
    ("words", "content/words.toml"),
];

fn text<'v>(schema: &'v Value, key: &str) -> &'v str {
    schema.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The other schema that one names.
fn meant<'v>(schema: &'v Value, whole: &'v Value) -> &'v Value {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#'));
    name.and_then(|name| whole.pointer(name)).unwrap_or(schema)
}

/// What a value is, in a word or two.
fn kind(schema: &Value, whole: &Value) -> String {
    let schema = meant(schema, whole);
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return values
            .iter()
            .map(|value| format!("`{}`", value.as_str().map_or(value.to_string(), str::to_owned)))
            .collect::<Vec<_>>()
            .join(" ");
    }
    if let Some(kinds) = schema.get("anyOf").and_then(Value::as_array) {
        let mut all: Vec<String> = kinds.iter().map(|schema| kind(schema, whole)).collect();
        all.dedup();
        return all.join("，或");
    }
    let of = |name: &str| match name {
        "string" => "文字".to_owned(),
        "integer" => "整数".to_owned(),
        "number" => "数".to_owned(),
        "boolean" => "`true` 或 `false`".to_owned(),
        "array" => schema.get("items").map_or("列表".to_owned(), |items| format!("列表：{}", kind(items, whole))),
        _ => "表".to_owned(),
    };
    match schema.get("type") {
        Some(Value::String(name)) => of(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(of).collect::<Vec<_>>().join("或"),
        _ => String::new(),
    }
}

/// The keys of a table, and below them those of the tables in it.
fn table(name: &str, schema: &Value, whole: &Value, level: usize, out: &mut String) {
    let schema = meant(schema, whole);
    let Some(keys) = schema.get("properties").and_then(Value::as_object) else { return };
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    out.push_str(&format!("\n{} {name}\n\n", "#".repeat(level.min(4))));
    let description = text(schema, "description");
    if !description.is_empty() {
        out.push_str(&format!("{description}\n\n"));
    }
    out.push_str("| 键 | 值 | |\n|---|---|---|\n");
    for (key, value) in keys {
        let must = if required.contains(&key.as_str()) { "必须有。" } else { "" };
        let own = if text(value, "description").is_empty() {
            text(meant(value, whole), "description")
        } else {
            text(value, "description")
        };
        let cell = format!("{must}{own}").replace('|', "\\|").replace('\n', " ");
        out.push_str(&format!("| `{key}` | {} | {cell} |\n", kind(value, whole).replace('|', "\\|")));
    }
    inner(keys, whole, level, out);
}

fn inner(keys: &Map<String, Value>, whole: &Value, level: usize, out: &mut String) {
    for (key, value) in keys {
        let value = meant(value, whole);
        if value.get("properties").is_some() {
            table(&format!("`[{key}]`"), value, whole, level + 1, out);
        }
        if let Some(items) =
            value.get("items").map(|items| meant(items, whole)).filter(|items| items.get("properties").is_some())
        {
            table(&format!("`[[{key}]]`"), items, whole, level + 1, out);
        }
    }
}

#[test]
fn the_reference_is_as_new_as_the_schemas() {
    let mut out = HEAD.to_owned();
    for (schema, file) in FILES {
        let bytes = fs::read(root().join(format!("data/schemas/{schema}.json"))).expect(schema);
        let whole: Value = serde_json::from_slice(&bytes).expect(schema);
        let name = file.split_once(' ').map_or(format!("`{file}`"), |(file, rest)| format!("`{file}` {rest}"));
        table(&name, &whole, &whole, 2, &mut out);
    }
    let schemas = fs::read_dir(root().join("data/schemas")).expect("the schemas").count();
    assert_eq!(schemas, FILES.len(), "each schema is in the reference");
    expect(&root().join("docs/reference.zh.md"), &out);
}
