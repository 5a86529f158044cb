//! An editor's edit, written to a file.
//!
//! In: the text of a file with `[[terms]]`, and a word with its forms; or the registry, and the name of a new indicator.
//! Out: the text with them: an existing entry is changed, otherwise one is added. Every other byte stays.
//!
//! May touch: path, source, tree, text, figure, bulletin, command

use crate::bulletin::front::Front;
use crate::command::{convert, fmt};
use crate::figure::{Registry, Unit};
use crate::path::SourcePath;
use crate::source::Source;
use crate::text::Variant;
use crate::tree::Syntax;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Key, Table, TableLike, Value};

/// The key of a form that Taiwan and Hong Kong share.
const SHARED: &str = "zh-hant";
/// The longest word or form, in characters.
const LONGEST: usize = 60;

/// How a word should be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TermEdit {
    /// The script of the text it is in.
    pub(crate) script: Variant,
    /// The word as written.
    pub(crate) word: String,
    /// Its forms; an empty one leaves that edition to the weaker layers.
    pub(crate) forms: BTreeMap<Variant, String>,
}

/// `content/glossary.toml` with the edit; `text` is the file as it is on the disk, empty when there is none.
///
/// # Errors
/// Why it cannot be written, for the editor.
pub(crate) fn in_glossary(text: &str, edit: &TermEdit) -> Result<String, String> {
    let read = Source::new(SourcePath::known("content/glossary.toml"), text);
    let whole = 0..read.text.len();
    edited(text, &read.text, whole, edit)
}

/// A Markdown file with the edit in its front matter.
///
/// # Errors
/// Why it cannot be written, for the editor.
pub(crate) fn in_front_matter(text: &str, edit: &TermEdit) -> Result<String, String> {
    let read = Source::new(SourcePath::known("content/it.md"), text);
    edited(text, &read.text, place_of(&read.text)?, edit)
}

/// Where the front matter of a file is, which is written to.
///
/// # Errors
/// When it has none, or none that is.
pub(super) fn place_of(read: &str) -> Result<Range<usize>, String> {
    match Front::of(read) {
        Front::Whole { syntax: Syntax::Toml, table, .. } => Ok(table),
        Front::Whole { syntax: Syntax::Yaml, .. } => {
            Err("its front matter is YAML, which is not written to; edit the file".to_owned())
        }
        Front::Absent | Front::Open { .. } => Err("it has no whole front matter".to_owned()),
    }
}

/// `content/indicators.toml` with a new indicator, as `check --accept` registers it.
///
/// # Errors
/// Why it cannot be written, for the editor.
pub(crate) fn in_registry(text: &str, name: &str, unit: Option<&str>) -> Result<String, String> {
    if name.is_empty() || name.contains(char::is_control) || name.chars().count() > LONGEST {
        return Err(format!("an indicator's name has 1 to {LONGEST} characters, in one line"));
    }
    if let Some(Err(malformed)) = unit.map(str::parse::<Unit>) {
        return Err(malformed.message);
    }
    let read = Registry::parse(&Source::new(SourcePath::known("content/indicators.toml"), text));
    if let Some(mistake) = read.diagnostics.first() {
        return Err(mistake.message.clone());
    }
    if read.value.find(name).is_some() {
        return Err(format!("`{name}` is registered already"));
    }
    let (_, entry) = read.value.entry(name, unit, &BTreeSet::new());
    Ok(convert::appended(text, &[format!("\n{entry}")]))
}

/// The longest table of a figure, in bytes.
const LONGEST_TABLE: usize = 4 << 10;

/// A Markdown file with another figure in its front matter: `table` is its `[[metrics]]`, as it is proposed and an editor
/// left it.
///
/// # Errors
/// Why it cannot be written, for the editor.
pub(crate) fn with_metric(text: &str, table: &str) -> Result<String, String> {
    let table = table.trim();
    let wrong = || "a figure is one `[[metrics]]` table with the name of its indicator".to_owned();
    let metric: DocumentMut = table.parse().map_err(|_| wrong())?;
    let metrics = metric.get("metrics").and_then(Item::as_array_of_tables).ok_or_else(wrong)?;
    let indicator = metrics.iter().next().and_then(|one| one.get("indicator")).and_then(Item::as_str);
    let named = indicator.is_some_and(|name| !matches!(name.trim(), "" | "？" | "?"));
    if metric.iter().count() != 1 || metrics.len() != 1 || table.len() > LONGEST_TABLE || !named {
        return Err(wrong());
    }
    let read = Source::new(SourcePath::known("content/it.md"), text);
    let place = place_of(&read.text)?;
    let front = format!("{}\n\n{table}\n", read.text[place.clone()].trim_end());
    let whole: Result<DocumentMut, _> = front.parse();
    whole.map_err(|_| "it has a mistake in it; mend that first".to_owned())?;
    Ok(fmt::with_table(text, &read.text, place, &front))
}

fn edited(text: &str, read: &str, table: Range<usize>, edit: &TermEdit) -> Result<String, String> {
    edit.check()?;
    let mut document: DocumentMut =
        read[table.clone()].parse().map_err(|_| "it has a mistake in it; mend that first".to_owned())?;
    edit.write(&mut document)?;
    Ok(fmt::with_table(text, read, table, &document.to_string()))
}

impl TermEdit {
    fn check(&self) -> Result<(), String> {
        let forms = || self.forms.values().filter(|form| !form.is_empty());
        for text in std::iter::once(&self.word).chain(forms()) {
            let wrong = text.chars().any(|c| c.is_control() || c == '\u{FFFC}') || text.contains("-{");
            if text.trim().is_empty() || text.chars().count() > LONGEST || wrong {
                return Err(format!("`{}` is no word", text.escape_debug()));
            }
        }
        match forms().next() {
            Some(_) if !self.forms.contains_key(&self.script) => Ok(()),
            Some(_) => Err("a word's own script has no other form of it".to_owned()),
            None => Err("at least one edition needs a form".to_owned()),
        }
    }

    fn write(&self, document: &mut DocumentMut) -> Result<(), String> {
        let is_empty = document.iter().next().is_none();
        match document.entry("terms").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new())) {
            Item::ArrayOfTables(terms) => {
                let known = terms.iter().position(|term| self.is_of(term));
                match known.and_then(|at| terms.get_mut(at)) {
                    Some(term) => self.change(term),
                    None => terms.push(self.table(is_empty)),
                }
            }
            Item::Value(Value::Array(terms)) => self.write_inline(terms),
            Item::None | Item::Value(_) | Item::Table(_) => return Err("its `terms` is no list of tables".to_owned()),
        }
        Ok(())
    }

    fn write_inline(&self, terms: &mut Array) {
        let known = terms.iter().position(|term| term.as_inline_table().is_some_and(|term| self.is_of(term)));
        match known.and_then(|at| terms.get_mut(at)).and_then(Value::as_inline_table_mut) {
            Some(term) => self.change(term),
            None => {
                let mut term = InlineTable::new();
                for (key, form) in self.entry() {
                    term.insert(key, form.into());
                }
                terms.push(term);
            }
        }
    }

    /// Whether a term is for the same word.
    fn is_of(&self, term: &dyn TableLike) -> bool {
        form(term, self.script) == Some(&self.word)
    }

    /// The keys and values of a new entry; a form that Taiwan and Hong Kong share is written once.
    fn entry(&self) -> Vec<(&'static str, &str)> {
        let mut entry = vec![(self.script.key(), self.word.as_str())];
        let forms: Vec<(Variant, &str)> =
            self.forms.iter().filter(|(_, form)| !form.is_empty()).map(|(to, form)| (*to, form.as_str())).collect();
        match forms.as_slice() {
            [(Variant::HantTw, taiwan), (Variant::HantHk, hong_kong)] if taiwan == hong_kong => {
                entry.push((SHARED, taiwan));
            }
            forms => entry.extend(forms.iter().map(|(to, form)| (to.key(), *form))),
        }
        entry
    }

    /// A new entry; with an empty line before it unless it is the first.
    fn table(&self, is_first: bool) -> Table {
        let mut term = Table::new();
        term.decor_mut().set_prefix(if is_first { "" } else { "\n" });
        let entry = self.entry();
        let width = entry.iter().map(|(key, _)| key.len()).max().unwrap_or_default();
        for (key, form) in entry {
            insert(&mut term, key, form, width);
        }
        term
    }

    fn change(&self, term: &mut dyn TableLike) {
        for (&to, wanted) in &self.forms {
            if form(term, to).unwrap_or_default() == wanted {
                continue;
            }
            if wanted.is_empty() {
                leave(term, to);
                continue;
            }
            set(term, to.key(), wanted);
        }
        if [Variant::HantTw, Variant::HantHk].iter().all(|to| term.contains_key(to.key())) {
            term.remove(SHARED);
        }
    }
}

/// The form of a term in an edition.
fn form(term: &dyn TableLike, to: Variant) -> Option<&str> {
    let own = term.get(to.key());
    let shared = || term.get(SHARED).filter(|_| to != Variant::Hans);
    own.or_else(shared).and_then(Item::as_str)
}

/// Removes the form of one edition from a term; a form shared with the other stays for the other.
fn leave(term: &mut dyn TableLike, to: Variant) {
    term.remove(to.key());
    if let Some(shared) = form(term, to).map(str::to_owned) {
        term.remove(SHARED);
        for other in [Variant::HantTw, Variant::HantHk] {
            if other != to && !term.contains_key(other.key()) {
                set(term, other.key(), &shared);
            }
        }
    }
}

/// Sets a key; the comments around its value stay.
pub(super) fn set(term: &mut dyn TableLike, key: &'static str, form: &str) {
    match term.get_mut(key).and_then(Item::as_value_mut) {
        Some(value) => {
            let decor = value.decor().clone();
            *value = Value::from(form);
            *value.decor_mut() = decor;
        }
        None => {
            let aligned = term.iter().map(|(other, _)| other.len()).max().unwrap_or_default();
            insert(term, key, form, aligned);
        }
    }
}

/// Adds a key whose `=` is `width` characters from the left.
pub(super) fn insert(term: &mut dyn TableLike, key: &'static str, form: &str, width: usize) {
    let mut name = Key::new(key);
    name.leaf_decor_mut().set_suffix(" ".repeat(width.saturating_sub(key.len()) + 1));
    term.entry_format(&name).or_insert(Item::Value(Value::from(form)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(word: &str, taiwan: &str, hong_kong: &str) -> TermEdit {
        let forms = BTreeMap::from([(Variant::HantTw, taiwan.to_owned()), (Variant::HantHk, hong_kong.to_owned())]);
        TermEdit { script: Variant::Hans, word: word.to_owned(), forms }
    }

    const GLOSSARY: &str = "# Ours.\r\nprotect = [\"A\"]\r\n\r\n[[terms]] # 1\r\nzh-hans = \"签约\"\r\n\
         zh-hant = \"簽約\" # both\r\nnote    = \"n\"\r\n\r\n# The end.\r\n";

    #[test]
    fn an_indicator_is_registered_at_the_end() {
        let registry = "# 指标\n[[indicators]]\nkey = \"chu-kou-e\"\nname = \"出口额\"";
        let text = in_registry(registry, "出口", Some("美元")).expect("written");
        assert_eq!(
            text,
            format!("{registry}\n\n[[indicators]]\nkey = \"chu-kou\"\nname = \"出口\"\nunit = \"美元\"\n")
        );
        assert!(in_registry("", "CPI", None).expect("written").starts_with("[[indicators]]\nkey = \"cpi\"\n"));
        for (name, unit) in [("", None), ("出口額", None), ("甲\n乙", None), ("甲", Some("3元"))] {
            assert!(in_registry(registry, name, unit).is_err(), "{name:?} {unit:?}");
        }
        assert!(in_registry("[[indicators]\n", "甲", None).is_err());
    }

    #[test]
    fn an_entry_is_added_and_all_else_stays() {
        let text = in_glossary(GLOSSARY, &edit("头发", "頭髮", "頭髮")).expect("written");
        let added = "[[terms]]\r\nzh-hans = \"头发\"\r\nzh-hant = \"頭髮\"\r\n";
        assert_eq!(text.replace(&format!("\r\n{added}"), ""), GLOSSARY);
        let apart = in_glossary("", &edit("软件", "軟體", "")).expect("written");
        assert_eq!(apart, "[[terms]]\nzh-hans    = \"软件\"\nzh-hant-tw = \"軟體\"\n");
    }

    #[test]
    fn an_entry_is_changed_in_its_place() {
        let text = in_glossary(GLOSSARY, &edit("签约", "簽約", "簽訂")).expect("written");
        assert_eq!(text, GLOSSARY.replace("\"n\"\r\n", "\"n\"\r\nzh-hant-hk = \"簽訂\"\r\n"));
        let both = in_glossary(&text, &edit("签约", "簽字", "簽訂")).expect("written");
        assert!(both.contains("zh-hant-tw = \"簽字\"") && !both.contains("zh-hant ="), "{both}");
        let alone = in_glossary(GLOSSARY, &edit("签约", "", "簽約")).expect("written");
        assert!(alone.contains("zh-hant-hk = \"簽約\"") && !alone.contains("zh-hant ="), "{alone}");
    }

    #[test]
    fn front_matter_is_written_and_prose_is_not() {
        let text = "\u{feff}+++\ntitle = \"甲\" # t\n\n[[metrics]]\nindicator = \"乙\"\nvalue = \"1元\"\n+++\r\n\r\n[[terms]]\r\n";
        let written = in_front_matter(text, &edit("头发", "頭髮", "頭髮")).expect("written");
        let added = "\n[[terms]]\nzh-hans = \"头发\"\nzh-hant = \"頭髮\"\n";
        assert_eq!(written, text.replace("\"1元\"\n", &format!("\"1元\"\n{added}")));
        let inline = "+++\nterms = [{ zh-hans = \"甲\", zh-hant = \"乙\" }]\n+++\n";
        let written = in_front_matter(inline, &edit("甲", "丙", "丙")).expect("written");
        assert!(written.contains("{ zh-hans = \"甲\", zh-hant-tw = \"丙\", zh-hant-hk = \"丙\" }"), "{written}");
        assert!(in_front_matter("---\ntitle: 甲\n---\n", &edit("甲", "丙", "丙")).is_err());
    }

    #[test]
    fn a_figure_is_added_to_the_front_matter() {
        let text =
            "+++\r\ntitle = \"甲\"\r\n\r\n[[metrics]]\r\nindicator = \"乙\"\r\nvalue = \"1元\"\r\n+++\r\n\r\n文。\r\n";
        let table = "[[metrics]]\nindicator = \"丙\"\nvalue     = \"2元\"\n";
        let written = with_metric(text, table).expect("written");
        let added = "\r\n[[metrics]]\r\nindicator = \"丙\"\r\nvalue     = \"2元\"\r\n";
        assert_eq!(written, text.replace("\"1元\"\r\n", &format!("\"1元\"\r\n{added}")));
        for bad in [
            "",
            "title = \"乙\"",
            "[[metrics]]\nindicator = \"？\"\nvalue = \"2元\"",
            "[[metrics]]\nvalue = \"2元\"",
            "[[metrics]]\nindicator = \"丙\"\n[[metrics]]\nindicator = \"丁\"",
            "[[metrics]]\nindicator = \"丙\"\n[[terms]]\nzh-hans = \"丁\"",
            "[[metrics]]\nindicator = \"丙\"\n+++\n",
        ] {
            assert!(with_metric(text, bad).is_err(), "{bad}");
        }
        assert!(with_metric("---\ntitle: 甲\n---\n", table).is_err());
        assert!(with_metric("+++\nmetrics = []\n+++\n", table).is_err());
    }

    #[test]
    fn what_is_no_word_is_refused() {
        let long = "长".repeat(LONGEST + 1);
        for (word, taiwan) in
            [("", "甲"), (" ", "甲"), ("甲\n", "甲"), ("甲", ""), ("甲", "-{甲}-"), (long.as_str(), "长")]
        {
            assert!(in_glossary("", &edit(word, taiwan, "")).is_err(), "{word:?} {taiwan:?}");
        }
        assert!(in_glossary("terms = 1\n", &edit("甲", "乙", "")).is_err());
        assert!(in_glossary("terms = [\n", &edit("甲", "乙", "")).is_err());
    }
}
