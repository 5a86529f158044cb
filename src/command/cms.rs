//! `jianbao schema cms`: bulletins written in a form in the browser, by Decap CMS or Sveltia CMS.
//!
//! In: which of the two, the repository, the language of the forms. Out: `static/admin/config.yml` and the page beside it. The
//! forms are our JSON Schemas: a key with its description, in the order in which `fmt` puts keys. What editors do not write by
//! hand, such as signatures, has no field and stays in the file as it is.
//!
//! May touch: ui, disk

use super::{fmt, schema};
use crate::ui::Language;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A program that edits the files of a repository in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Backend {
    /// Decap CMS, once Netlify CMS.
    Decap,
    /// Sveltia CMS, which reads the same configuration.
    Sveltia,
}

impl Backend {
    /// The script that is put beside the page.
    fn script(self) -> &'static str {
        match self {
            Self::Decap => "decap-cms.js",
            Self::Sveltia => "sveltia-cms.js",
        }
    }
}

/// Keys that are no field of a form: what commands write, and tables whose keys are free.
const NOT_ASKED: [&str; 9] =
    ["aliases", "dims", "extra", "imported", "made_from", "protect", "signed", "template", "terms"];

/// A value of YAML.
enum Yaml {
    Text(String),
    Truth(bool),
    List(Vec<Yaml>),
    Map(Vec<(&'static str, Yaml)>),
}

impl Yaml {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Writes it after a key or a dash, `depth` levels in.
    fn write(&self, depth: usize, out: &mut String) {
        let indent = |depth: usize| "  ".repeat(depth);
        match self {
            // A string of JSON is one of YAML.
            Self::Text(text) => {
                let _ = writeln!(out, " {}", Value::String(text.clone()));
            }
            Self::Truth(truth) => {
                let _ = writeln!(out, " {truth}");
            }
            Self::List(items) => {
                out.push('\n');
                for item in items {
                    let _ = write!(out, "{}-", indent(depth));
                    match item {
                        Self::Map(pairs) => Self::pairs(pairs, depth.saturating_add(1), true, out),
                        other => other.write(depth.saturating_add(1), out),
                    }
                }
            }
            Self::Map(pairs) => {
                out.push('\n');
                Self::pairs(pairs, depth, false, out);
            }
        }
    }

    fn pairs(pairs: &[(&'static str, Self)], depth: usize, after_dash: bool, out: &mut String) {
        for (at, (key, value)) in pairs.iter().enumerate() {
            let before = if at == 0 && after_dash { " ".to_owned() } else { "  ".repeat(depth) };
            let _ = write!(out, "{before}{key}:");
            value.write(depth.saturating_add(1), out);
        }
    }
}

/// The words of the forms.
struct Forms {
    chinese: bool,
    backend: Backend,
}

impl Forms {
    fn says(&self, english: &str, chinese: &str) -> Yaml {
        Yaml::text(if self.chinese { chinese } else { english })
    }

    /// The fields of a table, in the order of `fmt`.
    fn fields(&self, table: &str, described: &Value) -> Vec<Yaml> {
        let order = fmt::keys(table);
        let place = |key: &str| order.iter().position(|known| *known == key).unwrap_or(order.len());
        let required: Vec<&str> =
            described["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = described["properties"].as_object();
        let mut keys: Vec<(&String, &Value)> = properties.into_iter().flatten().collect();
        keys.sort_by_key(|(key, _)| (place(key), !required.contains(&key.as_str())));
        let asked = keys.into_iter().filter(|(key, _)| !NOT_ASKED.contains(&key.as_str()));
        asked.filter_map(|(key, of)| self.field(key, of, required.contains(&key.as_str()), table.is_empty())).collect()
    }

    /// A key as a field; none where a form cannot ask for it.
    fn field(&self, key: &str, of: &Value, required: bool, top: bool) -> Option<Yaml> {
        let description = of["description"].as_str().unwrap_or_default();
        let (label, hint) = match self.chinese {
            true => (description.split(['：', '；', '，', '（', '、']).next().unwrap_or(key).to_owned(), description),
            false => (key.replace('_', " "), ""),
        };
        let mut field =
            vec![("name", Yaml::text(key)), ("label", Yaml::text(if label.is_empty() { key } else { &label }))];
        if hint.len() > label.len() {
            field.push(("hint", Yaml::text(hint)));
        }
        field.extend(self.widget(key, of, top)?);
        field.push(("required", Yaml::Truth(required || (key == "date" && top))));
        Some(Yaml::Map(field))
    }

    fn widget(&self, key: &str, of: &Value, top: bool) -> Option<Vec<(&'static str, Yaml)>> {
        let widget = |name: &str| ("widget", Yaml::text(name));
        let one_text = || {
            let item = vec![("name", Yaml::text("item")), ("label", self.says("item", "一条")), widget("string")];
            vec![widget("list"), ("field", Yaml::Map(item))]
        };
        if let Some(choices) = of["enum"].as_array() {
            let choices = choices.iter().filter_map(Value::as_str).map(Yaml::text).collect();
            return Some(vec![widget("select"), ("options", Yaml::List(choices))]);
        }
        if let Some(forms) = of["anyOf"].as_array() {
            let lists = forms.iter().any(|form| form["type"] == "array");
            return Some(if lists { one_text() } else { vec![widget("string")] });
        }
        let is_day = of["pattern"].as_str().is_some_and(|pattern| pattern.starts_with(r"^\d{4}-\d{2}-\d{2}"));
        match of["type"].as_str() {
            Some("boolean") => Some(vec![widget("boolean")]),
            Some("string") if is_day => Some(moment(key, top)),
            Some("string") if matches!(key, "summary" | "summary_en" | "note" | "definition") => {
                Some(vec![widget("text")])
            }
            Some("array") if of["items"]["type"] == "object" => {
                let fields = self.fields(key, &of["items"]);
                Some(vec![widget("list"), ("collapsed", Yaml::Truth(true)), ("fields", Yaml::List(fields))])
            }
            Some("array") => Some(one_text()),
            Some("object") => {
                // Of a picture that is not there no description is asked for.
                let mut optional = of.clone();
                optional["required"] = Value::Null;
                let fields = self.fields(key, &optional);
                let form = vec![widget("object"), ("collapsed", Yaml::Truth(true)), ("fields", Yaml::List(fields))];
                of["properties"].is_object().then_some(form)
            }
            _ => Some(vec![widget("string")]),
        }
    }

    fn body(&self) -> Yaml {
        // What is between braces is text to us, and markup to an editor that formats.
        let modes = Yaml::List(vec![Yaml::text("raw")]);
        Yaml::Map(vec![
            ("name", Yaml::text("body")),
            ("label", self.says("text", "正文")),
            ("widget", Yaml::text("markdown")),
            ("modes", modes),
            ("required", Yaml::Truth(false)),
        ])
    }

    /// Markdown files of a folder.
    fn folder(
        &self,
        name: &str,
        words: (&str, &str),
        folder: &str,
        more: Vec<(&'static str, Yaml)>,
        keys: &[&str],
    ) -> Result<Yaml> {
        let described = described("bulletin")?;
        let mut fields = self.fields("", &described);
        fields.retain(|field| keys.is_empty() || named(field).is_some_and(|name| keys.contains(&name)));
        fields.push(self.body());
        let mut collection = vec![
            ("name", Yaml::text(name)),
            ("label", self.says(words.0, words.1)),
            ("folder", Yaml::text(folder)),
            ("create", Yaml::Truth(true)),
            ("extension", Yaml::text("md")),
            ("format", Yaml::text("toml-frontmatter")),
        ];
        collection.extend(more);
        collection.push(("fields", Yaml::List(fields)));
        Ok(Yaml::Map(collection))
    }

    fn collections(&self) -> Result<Vec<Yaml>> {
        let dated = vec![
            ("path", Yaml::text("{{year}}/{{slug}}")),
            ("slug", Yaml::text("{{slug}}")),
            ("sortable_fields", Yaml::List(vec![Yaml::text("date"), Yaml::text("title")])),
        ];
        let registry = described("indicators")?;
        let file = Yaml::Map(vec![
            ("name", Yaml::text("indicators")),
            ("label", self.says("indicators", "指标")),
            ("file", Yaml::text("content/indicators.toml")),
            ("format", Yaml::text("toml")),
            (
                "fields",
                Yaml::List(
                    self.fields("", &registry).into_iter().filter(|field| named(field) != Some("words")).collect(),
                ),
            ),
        ]);
        let registers = Yaml::Map(vec![
            ("name", Yaml::text("registers")),
            ("label", self.says("registers", "登记")),
            ("files", Yaml::List(vec![file])),
        ]);
        let page_keys = ["title", "title_en", "summary", "summary_en", "draft"];
        Ok(vec![
            self.folder("bulletins", ("bulletins", "简报"), "content/bulletins", dated, &[])?,
            self.folder("digests", ("words on digests", "回顾的话"), "content/digests", Vec::new(), &page_keys)?,
            self.folder("pages", ("pages", "网页"), "content", Vec::new(), &page_keys)?,
            registers,
        ])
    }
}

/// A day, or a time for what is published at an hour.
fn moment(key: &str, top: bool) -> Vec<(&'static str, Yaml)> {
    let format = if key == "embargo" { "YYYY-MM-DDTHH:mm:ss" } else { "YYYY-MM-DD" };
    let mut moment = vec![("widget", Yaml::text("datetime")), ("format", Yaml::text(format))];
    moment.push(("date_format", Yaml::text("YYYY-MM-DD")));
    moment.push(("time_format", if key == "embargo" { Yaml::text("HH:mm") } else { Yaml::Truth(false) }));
    // A default within a list would put an entry into it.
    if key == "date" && top {
        moment.push(("default", Yaml::text("{{now}}")));
    }
    moment
}

fn named(field: &Yaml) -> Option<&str> {
    match field {
        Yaml::Map(pairs) => match pairs.first() {
            Some(("name", Yaml::Text(name))) => Some(name),
            _ => None,
        },
        Yaml::Text(_) | Yaml::Truth(_) | Yaml::List(_) => None,
    }
}

fn described(name: &str) -> Result<Value> {
    let text = schema::named(name).with_context(|| format!("there is no schema `{name}`"))?;
    Ok(serde_json::from_str(&text)?)
}

/// The configuration; `repository` is `OWNER/NAME`.
///
/// # Errors
/// When a schema in the program is no JSON, which tests exclude.
pub(crate) fn config(backend: Backend, repository: &str, language: Language) -> Result<String> {
    let forms = Forms { chinese: matches!(language, Language::Chinese(_)), backend };
    let host = Yaml::Map(vec![
        ("name", Yaml::text("github")),
        ("repo", Yaml::text(repository)),
        ("branch", Yaml::text("main")),
    ]);
    let mut all = vec![("backend", host)];
    match forms.backend {
        // With `decap-server` beside it, it edits the files of this machine.
        Backend::Decap => all.push(("local_backend", Yaml::Truth(true))),
        Backend::Sveltia => {
            all.push(("output", Yaml::Map(vec![("omit_empty_optional_fields", Yaml::Truth(true))])));
        }
    }
    if forms.chinese {
        all.push(("locale", Yaml::text("zh_Hans")));
    }
    all.push(("media_folder", Yaml::text("content/pictures")));
    all.push(("public_folder", Yaml::text("/pictures")));
    let slug = vec![("encoding", Yaml::text("unicode")), ("clean_accents", Yaml::Truth(false))];
    all.push(("slug", Yaml::Map(slug)));
    all.push(("collections", Yaml::List(forms.collections()?)));
    let mut text = String::new();
    Yaml::pairs(&all, 0, false, &mut text);
    Ok(text)
}

/// The page that loads the program from beside it.
fn page(backend: Backend, language: Language) -> String {
    let lang = match language {
        Language::English => "en",
        Language::Chinese(variant) => variant.tag(),
    };
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>Jianbao</title>\n<body>\n<script src=\"{}\"></script>\n</body>\n</html>\n",
        backend.script()
    )
}

/// Writes both files into a site, over none that says something else.
///
/// # Errors
/// When one is there already, or the disk does not let us.
pub(crate) fn write(site: &Path, backend: Backend, repository: &str, language: Language) -> Result<Vec<String>> {
    let folder = site.join("static/admin");
    let files = [("config.yml", config(backend, repository, language)?), ("index.html", page(backend, language))];
    for (name, text) in &files {
        let place = folder.join(name);
        if place.exists() && fs::read_to_string(&place).ok().as_ref() != Some(text) {
            bail!("{} is there already; move it away first", place.display());
        }
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, text) in &files {
        let place = folder.join(name);
        fs::write(&place, text).with_context(|| format!("cannot write {}", place.display()))?;
    }
    Ok(files.map(|(name, _)| folder.join(name).display().to_string()).into())
}
