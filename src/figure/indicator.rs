//! Indicators: what is measured.
//!
//! In: `content/indicators.toml`. Out: [`Registry`], which finds an indicator by its key, its name
//! or any of its aliases.
//!
//! May touch: path, source, diag, tree, text

pub(crate) mod built_in;

use crate::diag::{Checked, Code, Diagnostic, Malformed, Names};
use crate::figure::derive::Derive;
use crate::figure::english::Style;
use crate::figure::{Kind, Period, Quantity, Treated, Words};
use crate::path;
use crate::source::Source;
use crate::text::fold::Fold;
use crate::text::{Variant, pinyin};
use crate::tree::{Fields, Written};
use built_in::{BuiltIn, Place};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::sync::{Arc, OnceLock};
use toml_edit::{DocumentMut, value};

/// Something that is measured again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its part of an address and its name in data files: `industrial-value-added`.
    pub key: String,
    /// Its full name: `规模以上工业增加值`.
    pub name: Arc<str>,
    /// Other names bulletins use: `规上工业增加值`.
    pub aliases: Vec<String>,
    /// The base unit of its values, without scale: `元`.
    pub unit: Option<String>,
    /// What its values are, unless a metric says otherwise.
    pub kind: Option<Kind>,
    /// What is counted, by whom, in a sentence or two.
    pub definition: Option<String>,
    /// Which way is better, where one is.
    pub polarity: Option<Polarity>,
    /// The key or name of the topic it is listed under; the topic of most of its bulletins when not given.
    pub topic: Option<String>,
    /// The level that its values are read against: 50 for a managers' index.
    pub reference: Option<Reference>,
    /// What it is called in English.
    pub english: Option<Box<EnglishName>>,
    /// How its figures are made, unless a metric says otherwise.
    pub(crate) treated: Treated,
    /// What is worked out of its figures.
    pub(crate) derive: Derive,
    /// Which currency 元 is in its values, by its ISO code; the site's own when not given.
    pub currency: Option<String>,
}

impl Indicator {
    /// Its name and its aliases.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.name).chain(self.aliases.iter().map(String::as_str))
    }
}

/// What an indicator is called in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnglishName {
    /// `Value added of industrial enterprises above designated size`.
    pub name: String,
    /// What is counted; empty when not given.
    pub definition: String,
}

/// A level that values are read against; charts draw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The level, multiplied out: `50`.
    pub value: Decimal,
    /// What it is called: `荣枯线`.
    pub label: String,
}

/// Something that happened, which charts show on their time axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// When: a day, a month, a year …; it stands at the last month.
    pub period: Period,
    /// What it was, in a few words.
    pub text: String,
    /// The same in English.
    pub text_en: Option<String>,
    /// The keys of the indicators it concerns; when empty, all.
    pub indicators: Vec<String>,
}

impl Event {
    /// Reads an `[[events]]` table: of the register, or of a bulletin.
    pub(crate) fn read(mut fields: Fields<'_>, registry: &Registry) -> Checked<Option<Self>> {
        let period = fields.parse::<Period>("date", Code::BadPeriod);
        if period.is_none() && !fields.wrote("date") {
            fields.report(Code::MissingKey, fields.span(), "this event has no date", "add `date = \"2024-05\"`");
        }
        let text = fields.required_text("text");
        let text_en = fields.text("text_en").map(|text| text.value);
        let mut indicators = Vec::new();
        for named in fields.texts("indicators") {
            if let Some(found) = registry.find(&named.value) {
                indicators.push(found.key.clone());
                continue;
            }
            let help = match registry.nearest(&named.value) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name an indicator of content/indicators.toml".to_owned(),
            };
            let message = format!("no indicator is called `{}`", named.value);
            fields.report(Code::UnknownIndicator, named.span, message, help);
        }
        let event = period.zip(text);
        let event = event.map(|(period, text)| Self { period: period.value, text: text.value, text_en, indicators });
        Checked { value: event, diagnostics: fields.finish() }
    }

    /// Whether it concerns an indicator.
    pub(crate) fn concerns(&self, key: &str) -> bool {
        self.indicators.is_empty() || self.indicators.iter().any(|own| own == key)
    }
}

/// Which way an indicator is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// More is better: output, income.
    Higher,
    /// Less is better: unemployment, energy per unit of output.
    Lower,
    /// Neither by itself: an exchange rate.
    Neutral,
}

impl Polarity {
    const ALL: [Self; 3] = [Self::Higher, Self::Lower, Self::Neutral];

    /// As `indicators.toml` and data files write it: `higher-is-better`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Higher => "higher-is-better",
            Self::Lower => "lower-is-better",
            Self::Neutral => "neutral",
        }
    }
}

impl FromStr for Polarity {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::ALL.into_iter().find(|polarity| polarity.code() == text).ok_or_else(|| Malformed {
            message: format!("unknown polarity `{text}`"),
            help: "write `higher-is-better`, `lower-is-better` or `neutral`".into(),
            span: 0..text.len(),
        })
    }
}

/// The indicators of a site.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    indicators: BTreeMap<String, Indicator>,
    /// What happened, in order of time.
    events: Vec<Event>,
    /// Keys, names and aliases, each with its indicator's key.
    names: BTreeMap<String, String>,
    /// Those that are built in, by key.
    built_in: BTreeMap<String, &'static BuiltIn>,
    /// What their offices call them, in the one form of all scripts, with the keys of all that are called so: 失业率.
    local: BTreeMap<String, Vec<String>>,
    /// The same names in the one form of all scripts; `None` for a form that two indicators share.
    folded: OnceLock<BTreeMap<String, Option<String>>>,
    /// The same names, to find the nearest to one that is not known.
    near: OnceLock<Names>,
    /// Words of the site's own, by which its prose is read.
    pub(crate) words: Words,
    /// What 元 is in the figures of other places than the site's, by indicator, where no entry says it.
    pub(crate) currencies: BTreeMap<String, &'static str>,
}

impl Registry {
    /// Reads `content/indicators.toml`:
    ///
    /// ```toml
    /// [[indicators]]
    /// key        = "software-revenue"
    /// name       = "软件业务收入"
    /// en         = "Software business revenue"
    /// aliases    = ["软件收入"]
    /// unit       = "元"
    /// kind       = "flow"
    /// definition = "……"
    /// polarity   = "higher-is-better"
    /// topic      = "数字经济"
    /// reference  = { value = "50", label = "荣枯线" }
    /// adjust     = "sa"
    /// prices     = "nominal"
    /// growth     = "real"
    /// base       = "2020=100"
    /// derive     = ["months", "growth"]
    ///
    /// [[events]]
    /// date       = "2024-05"
    /// text       = "统计口径调整"
    /// text_en    = "Statistical coverage adjusted"
    /// indicators = ["软件业务收入"]
    ///
    /// [words]
    /// passing    = "午间摸到"
    /// ```
    pub fn parse(source: &Source) -> Checked<Self> {
        let mut fields = Fields::of_file(source);
        let mut registry = Self::default();
        for table in fields.tables("indicators") {
            fields.absorb(registry.read(table));
        }
        for table in fields.tables("events") {
            let event = Event::read(table, &registry);
            fields.absorb(event.diagnostics);
            registry.events.extend(event.value);
        }
        if let Some(mut table) = fields.table("words") {
            for class in Words::classes() {
                table.text_or_texts(class).iter().for_each(|word| registry.words.add(class, &word.value));
            }
            fields.absorb(table.finish());
        }
        Checked { value: registry, diagnostics: fields.finish() }
    }

    /// The indicator of a key, name or alias, in whichever script it is written: 出口額 is 出口额.
    pub(crate) fn find(&self, name: &str) -> Option<&Indicator> {
        let key = match self.names.get(name) {
            Some(key) => key,
            None => self.folded().get(&Fold::shared().text(name))?.as_ref()?,
        };
        self.indicators.get(key)
    }

    /// The indicator that a figure of a region means by a name, in a bulletin of that script. Offices of several places call
    /// theirs alike, so that of those that are built in it is one that is counted there: 失业率 of 香港 is Hong Kong's.
    pub(crate) fn find_at(&self, name: &str, region: Option<&str>, script: Variant) -> Option<&Indicator> {
        if self.built_in.is_empty() {
            return self.find(name);
        }
        let home = Place::of_script(script);
        let place = region.and_then(Place::of_region).unwrap_or(home);
        let is_meant = |found: &&Indicator| {
            self.built_in.get(&found.key).is_none_or(|built_in| built_in.is_meant(name, place, home))
        };
        self.find(name).filter(is_meant).or_else(|| {
            let mut keys = self.local.get(&Fold::shared().text(name))?.iter();
            let key = keys.find(|key| self.built_in.get(*key).is_some_and(|built_in| built_in.is_of(place)))?;
            self.indicators.get(key)
        })
    }

    /// Whether the program has an indicator of that name, and the site does not ask for it.
    pub(crate) fn is_built_in(&self, name: &str) -> bool {
        self.built_in.is_empty() && BuiltIn::all().iter().any(|built_in| built_in.is_called(name))
    }

    /// Whether an indicator is meant by a name, of those that a bulletin has.
    pub(crate) fn is_called(&self, key: &str, name: &str) -> bool {
        let local = || self.local.get(&Fold::shared().text(name));
        self.find(name).is_some_and(|found| found.key == key)
            || local().is_some_and(|keys| keys.iter().any(|own| own == key))
    }

    /// A house's style for the figures of an indicator, of which it may be known which currency 元 is.
    pub(crate) fn style_of(&self, indicator: &str, house: Style) -> Style {
        let registered = self.find(indicator).and_then(|known| known.currency.as_deref());
        let currency = registered.or_else(|| self.currencies.get(indicator).copied());
        currency.and_then(|code| house.counting_in(code).ok()).unwrap_or(house)
    }

    fn folded(&self) -> &BTreeMap<String, Option<String>> {
        self.folded.get_or_init(|| {
            let mut folded: BTreeMap<String, Option<String>> = BTreeMap::new();
            for (name, key) in &self.names {
                let known = folded.entry(Fold::shared().text(name)).or_insert_with(|| Some(key.clone()));
                if known.as_ref() != Some(key) {
                    *known = None;
                }
            }
            folded
        })
    }

    /// The entry by which an indicator of that name is registered, and its key: pinyin that is free here and among
    /// `taken`. `unit` is that of its values.
    pub(crate) fn entry(&self, name: &str, unit: Option<&str>, taken: &BTreeSet<String>) -> (String, String) {
        let spelled =
            Some(pinyin::suggest(name)).filter(|key| !key.is_empty()).unwrap_or_else(|| "indicator".to_owned());
        let is_free = |key: &String| !self.names.contains_key(key) && !taken.contains(key);
        let numbered = (2..=u32::MAX).map(|number| format!("{spelled}-{number}"));
        let key = std::iter::once(spelled.clone()).chain(numbered).find(is_free).unwrap_or(spelled);
        let mut entry = DocumentMut::new();
        entry["key"] = value(key.as_str());
        // A name in one line, so that no part of it can look like another entry.
        entry["name"] = value(name.replace(char::is_control, " "));
        if let Some(unit) = unit {
            entry["unit"] = value(unit);
        }
        (key, format!("[[indicators]]\n{entry}"))
    }

    /// The entries that would register the names that are not, each once, with the units of their values.
    pub(crate) fn entries<'n>(&self, names: impl Iterator<Item = (&'n str, Option<&'n str>)>) -> Vec<String> {
        let mut named = BTreeSet::new();
        let unknown = names.filter(|(name, _)| self.find(name).is_none());
        let fresh = unknown.filter(|(name, _)| named.insert(Fold::shared().text(name)));
        let mut taken = BTreeSet::new();
        let entry = |(name, unit): (&str, Option<&str>)| {
            let (key, entry) = self.entry(name, unit, &taken);
            taken.insert(key);
            format!("\n{entry}")
        };
        fresh.map(entry).collect()
    }

    /// The known name nearest to one that is not known.
    pub(crate) fn nearest(&self, name: &str) -> Option<&str> {
        self.near.get_or_init(|| Names::new(self.names.keys().map(String::as_str))).nearest(name)
    }

    /// All indicators, by key.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators.values()
    }

    /// What happened, as the register has it.
    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }

    /// With the indicators that are built in, as a site in that script names them; those of its own are stronger.
    #[must_use]
    pub(crate) fn with_built_in(mut self, script: Variant) -> Self {
        let unknown = |registry: &Self, built_in: &BuiltIn| {
            !registry.indicators.contains_key(&built_in.indicator.key)
                && registry.find(&built_in.indicator.name).is_none()
        };
        let added: Vec<&BuiltIn> = BuiltIn::all().iter().filter(|built_in| unknown(&self, built_in)).collect();
        for BuiltIn { indicator, .. } in &added {
            for name in std::iter::once(&*indicator.key).chain(indicator.names()) {
                self.names.entry(name.to_owned()).or_insert_with(|| indicator.key.clone());
            }
            self.indicators.insert(indicator.key.clone(), indicator.clone());
        }
        for built_in in added {
            let key = &built_in.indicator.key;
            for name in &built_in.local {
                // By itself such a name is that of the site's own place.
                if built_in.is_of(Place::of_script(script)) {
                    self.names.entry(name.clone()).or_insert_with(|| key.clone());
                }
                self.local.entry(Fold::shared().text(name)).or_default().push(key.clone());
            }
            self.built_in.insert(key.clone(), built_in);
        }
        self.folded = OnceLock::new();
        self.near = OnceLock::new();
        self
    }

    fn read(&mut self, mut fields: Fields<'_>) -> Vec<Diagnostic> {
        if let Some((indicator, written)) = indicator(&mut fields) {
            let key = &indicator.key;
            if *key != path::slug(key) {
                let help = format!("write `{}`", path::slug(key));
                fields.report(
                    Code::BadPath,
                    written[0].span.clone(),
                    format!("`{key}` cannot be part of an address"),
                    help,
                );
            }
            for (at, name) in written.iter().enumerate() {
                let earlier = self.names.insert(name.value.clone(), key.clone());
                if earlier.is_some_and(|earlier| earlier != *key) || (at == 0 && self.indicators.contains_key(key)) {
                    let message = format!("`{}` already names another indicator", name.value);
                    fields.report(Code::Duplicate, name.span.clone(), message, "give one of them another name");
                }
            }
            self.indicators.insert(key.clone(), indicator);
        }
        fields.finish()
    }
}

/// An entry, with its key, its name and its aliases where they are written.
fn indicator(fields: &mut Fields<'_>) -> Option<(Indicator, Vec<Written<String>>)> {
    let key = fields.required_text("key");
    let name = fields.required_text("name");
    let aliases = fields.texts("aliases");
    let unit = fields.text("unit").map(|text| text.value);
    let kind = fields.parse("kind", Code::BadName).map(|kind| kind.value);
    let definition = fields.text("definition").map(|text| text.value);
    let polarity = fields.parse("polarity", Code::BadName).map(|polarity| polarity.value);
    let topic = fields.text("topic").map(|text| text.value);
    let reference = reference(fields);
    let treated = Treated::read(fields, &Treated::default());
    let derive = Derive::read(fields, &treated);
    let english = fields.text("en").map(|text| text.value);
    let english_definition = fields.text("definition_en").map_or_else(String::new, |text| text.value);
    let currency = fields.text("currency");
    if let Some(Err(malformed)) = currency.as_ref().map(|code| Style::default().counting_in(&code.value))
        && let Some(code) = &currency
    {
        fields.malformed(Code::BadName, code, malformed);
    }
    let (key, name) = (key?, name?);
    let written = [key.clone(), name.clone()].into_iter().chain(aliases.iter().cloned()).collect();
    let indicator = Indicator {
        key: key.value,
        name: name.value.into(),
        aliases: aliases.into_iter().map(|alias| alias.value).collect(),
        unit,
        kind,
        definition,
        polarity,
        topic,
        reference,
        treated,
        derive,
        english: english.map(|name| Box::new(EnglishName { name, definition: english_definition })),
        currency: currency.map(|code| code.value),
    };
    Some((indicator, written))
}

/// Reads `reference = { value = "50", label = "荣枯线" }`.
fn reference(fields: &mut Fields<'_>) -> Option<Reference> {
    let mut table = fields.table("reference")?;
    let value = table.parse::<Quantity>("value", Code::BadQuantity);
    let label = table.required_text("label");
    if value.is_none() && !table.wrote("value") {
        table.report(Code::MissingKey, table.span(), "this reference has no value", "add `value = \"50\"`");
    }
    fields.absorb(table.finish());
    Some(Reference { value: value?.value.value_base(), label: label?.value })
}
