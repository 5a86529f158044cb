//! The JSON Schemas against the readers: each knows the keys the other knows, and what is written in our
//! examples is allowed.

use crate::helpers::{paths, root};
use jianbao::bulletin;
use jianbao::bulletin::calendar;
use jianbao::command::fmt;
use jianbao::command::init::Wanted;
use jianbao::command::schema;
use jianbao::config::Config;
use jianbao::diag::{Code, Diagnostic};
use jianbao::figure::Registry;
use jianbao::official::{Official, Snapshots};
use jianbao::path::SourcePath;
use jianbao::source::Source;
use jianbao::text::house::HouseWords;
use jianbao::text::{Glossary, Translations, Variant};
use jianbao::tree::{self, Syntax, Table};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;

/// A key no table has, and no key is like.
const STRANGE: &str = "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq";

fn read(name: &str, text: &str) -> Vec<Diagnostic> {
    let path = match name {
        "bulletin" => "content/bulletins/x.md",
        "twin" => "content/bulletins/x.en.md",
        _ => "x.toml",
    };
    let source = Source::new(SourcePath::new(path).expect("a path of the site"), text);
    match name {
        "site" => Config::parse(&source).diagnostics,
        "bulletin" | "twin" => bulletin::parse(&source, Variant::Hans, &Registry::default()).diagnostics,
        "indicators" => Registry::parse(&source).diagnostics,
        "glossary" => Glossary::parse(&source).diagnostics,
        "calendar" => calendar::parse(&source).diagnostics,
        "names" => Translations::parse(&source).diagnostics,
        "words" => HouseWords::parse(&source).diagnostics,
        "official" => Official::parse(&source, &Snapshots::new(), &Registry::default()).diagnostics,
        other => panic!("no reader of {other}"),
    }
}

/// The keys that are known where `text` has the strange key.
fn known(name: &str, text: &str) -> BTreeSet<String> {
    let told = read(name, &text.replace('?', STRANGE));
    let help = told.iter().find(|told| told.code == Code::UnknownKey).and_then(|told| told.help.clone());
    let help = help.unwrap_or_else(|| panic!("the strange key is not told of in {text}: {told:?}"));
    help.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn parsed(name: &str) -> Value {
    serde_json::from_str(&schema::named(name).expect("a schema")).expect("JSON")
}

fn described(table: &Value) -> BTreeSet<String> {
    table["properties"].as_object().expect("properties").keys().cloned().collect()
}

#[test]
fn readers_and_schemas_know_the_same_keys() {
    let front = |text: &str| format!("+++\n{text}\n+++\n");
    let cases = [
        ("site", "", "? = 1".to_owned()),
        ("site", "/properties/theme", "[theme]\n? = 1".to_owned()),
        ("site", "/properties/license", "[license]\n? = 1".to_owned()),
        ("site", "/properties/markdown", "[markdown]\n? = 1".to_owned()),
        ("site", "/properties/digests", "[digests]\nmonth = true\n? = 1".to_owned()),
        ("site", "/properties/check", "[check]\n? = 1".to_owned()),
        ("site", "/properties/workflow", "[workflow]\n? = 1".to_owned()),
        ("bulletin", "/properties/signed/items", front("signed = [{ ? = 1 }]")),
        ("site", "/properties/topics/items", "[[topics]]\n? = 1".to_owned()),
        ("bulletin", "", front("? = 1")),
        ("bulletin", "/properties/terms/items", front("[[terms]]\n? = 1")),
        ("bulletin", "/properties/metrics/items", front("[[metrics]]\n? = 1")),
        (
            "bulletin",
            "/properties/metrics/items/properties/value/anyOf/1",
            front("[[metrics]]\nvalue = { number = \"1\", ? = 1 }"),
        ),
        ("bulletin", "/properties/corrections/items", front("[[corrections]]\n? = 1")),
        ("bulletin", "/properties/allow/items", front("[[allow]]\n? = 1")),
        ("indicators", "", "? = 1".to_owned()),
        ("indicators", "/properties/indicators/items", "[[indicators]]\n? = 1".to_owned()),
        ("glossary", "", "? = 1".to_owned()),
        ("glossary", "/properties/terms/items", "[[terms]]\n? = 1".to_owned()),
        ("names", "", "? = 1".to_owned()),
        ("calendar", "", "? = 1".to_owned()),
        ("calendar", "/properties/releases/items", "[[releases]]\n? = 1".to_owned()),
        ("official", "", "? = 1".to_owned()),
        ("official", "/properties/series/items", "[[series]]\n? = 1".to_owned()),
        ("words", "", "? = 1".to_owned()),
        ("words", "/properties/avoid/items", "[[avoid]]\n? = 1".to_owned()),
        ("official", "/properties/series/items/properties/columns", "[[series]]\ncolumns = { ? = 1 }".to_owned()),
    ];
    for (name, place, text) in cases {
        let schema = parsed(name);
        let table = schema.pointer(place).unwrap_or_else(|| panic!("{name}{place}"));
        let mut keys = known(name, &text);
        if (name, place) == ("bulletin", "") {
            // Texts in other languages have the schema of bulletins.
            keys.extend(known("twin", &text));
        }
        similar_asserts::assert_eq!(described(table), keys, "{name}{place}");
    }
    let edition = |variant: &str| known("site", &format!("[[editions]]\nvariant = \"{variant}\"\n? = 1"));
    let both: BTreeSet<String> = edition("zh-Hans").union(&edition("en")).cloned().collect();
    let schema = parsed("site");
    similar_asserts::assert_eq!(described(schema.pointer("/properties/editions/items").unwrap()), both);
}

#[test]
fn the_formatter_has_a_place_for_every_key() {
    let schema = parsed("bulletin");
    let rows = |name: &str| described(&schema["properties"][name]["items"]);
    let order = |table: &str| fmt::keys(table).iter().map(|key| (*key).to_owned()).collect::<BTreeSet<_>>();
    similar_asserts::assert_eq!(order(""), described(&schema));
    for table in ["metrics", "terms", "corrections", "allow"] {
        similar_asserts::assert_eq!(order(table), rows(table), "{table}");
    }
    let value = &schema["properties"]["metrics"]["items"]["properties"]["value"]["anyOf"][1];
    similar_asserts::assert_eq!(order("value"), described(value));
}

/// A tree as a validator of TOML sees it: dates are texts.
fn json_of(table: &Table) -> Value {
    fn value(node: &tree::Value) -> Value {
        match node {
            tree::Value::Text(text) | tree::Value::Date(text) => json!(text),
            tree::Value::Number(number) => serde_json::from_str(number).unwrap_or_else(|_| json!(number)),
            tree::Value::Bool(truth) => json!(truth),
            tree::Value::List(items) => items.iter().map(|item| value(&item.value)).collect(),
            tree::Value::Table(table) => json_of(table),
            tree::Value::Null => Value::Null,
        }
    }
    let entries = table.entries.iter().map(|entry| (entry.key.clone(), value(&entry.node.value)));
    Value::Object(entries.collect::<Map<_, _>>())
}

/// What the schema `name` says against a TOML text.
fn against(name: &str, text: &str) -> Vec<String> {
    let source = Source::new(SourcePath::known("x.toml"), text);
    let instance = json_of(&tree::parse(&source, 0..source.text.len(), Syntax::Toml).value);
    let validator = jsonschema::validator_for(&parsed(name)).expect("a schema");
    validator.iter_errors(&instance).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn what_we_write_ourselves_is_allowed() {
    for site in ["", "data/starter", "tests/sites/minimal"] {
        let site = root().join(site);
        let files = [
            ("site", "site.toml"),
            ("indicators", "content/indicators.toml"),
            ("glossary", "content/glossary.toml"),
            ("calendar", "content/calendar.toml"),
            ("names", "content/names.en.toml"),
        ];
        for (name, file) in files {
            if let Ok(text) = fs::read_to_string(site.join(file)) {
                assert_eq!(against(name, &text), Vec::<String>::new(), "{file} of {}", site.display());
            }
        }
        let content = site.join("content");
        for path in paths(&content) {
            if path.extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(content.join(&path)).unwrap();
                let Some(front) = text.strip_prefix("+++\n").and_then(|rest| rest.split("\n+++").next()) else {
                    continue;
                };
                // A twin has a title only where it wants one of its own.
                let twin = path.to_string_lossy().contains(".zh-hant-");
                let found: Vec<_> = against("bulletin", front)
                    .into_iter()
                    .filter(|told| !twin || !told.contains("\"title\""))
                    .collect();
                assert_eq!(found, Vec::<String>::new(), "{}", path.display());
            }
        }
    }
}

#[test]
fn what_readers_refuse_is_refused() {
    for (name, text) in [
        ("site", "title = \"甲\""),
        ("site", "title = \"甲\"\nbase_url = \"https://example.org\"\n[theme]\nparagraphs = \"wide\""),
        ("bulletin", "title = \"甲\"\ntitel = \"乙\""),
        ("bulletin", "title = \"甲\"\n[[metrics]]\nvalue = \"1个\""),
        ("bulletin", "title = \"甲\"\ndraft = \"true\""),
        ("indicators", "[[indicators]]\nkey = \"a\""),
        ("glossary", "terms = \"甲\""),
        ("calendar", "[[releases]]\ntitle = \"甲\""),
        ("names", "[regions]\n\"甲\" = \"\""),
        ("words", "[[avoid]]\nword = \"甲\""),
        ("official", "[[series]]\nfile = \"official/a.csv\""),
    ] {
        assert_ne!(against(name, text), Vec::<String>::new(), "{name}: {text}");
    }
}

/// Everything that `.taplo.toml` names exists, and so does every file under a name with a dot.
#[test]
fn a_new_site_has_the_schemas_its_editor_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    jianbao::command::init::site(&site, &Wanted::usual(jiff::civil::date(2025, 7, 18))).unwrap();
    let settings = fs::read_to_string(site.join(".taplo.toml")).unwrap();
    let paths: Vec<_> = settings.lines().filter_map(|line| line.strip_prefix("path = ")).collect();
    assert_eq!(paths.len(), 7, "{settings}");
    for path in paths {
        let text = fs::read_to_string(site.join(path.trim_matches('"'))).unwrap();
        assert!(serde_json::from_str::<Value>(&text).unwrap()["properties"].is_object(), "{path}");
    }
    for file in [".gitignore", ".vscode/settings.json", ".vscode/extensions.json", ".github/workflows/site.yml"] {
        assert!(site.join(file).is_file(), "{file}");
    }
}
