//! What an English edition says of a bulletin that nobody wrote English for.
//!
//! In: the figures of a bulletin, in the edition's words. Out: a title and a summary, which say the figures and nothing
//! else. And [`EnglishNames`], all names that a site has in English.
//!
//! May touch: text, figure, label, bulletin

use super::Figure;
use super::lexicon::{capital, table, whole};
use super::words::Words;
use crate::bulletin::Bulletin;
use crate::bulletin::record::Correction;
use crate::figure::english::{Units, abbreviated, of_people, pause};
use crate::figure::indicator::built_in::{BuiltIn, Place};
use crate::figure::metric::is_price;
use crate::figure::series::{is_nationwide, regional};
use crate::figure::{
    Adjust, Basis, Change, Dimension, Direction, Indicator, Kind, Metric, Prices, Quantity, Registry, Status, Treatment,
};
use crate::label::{Label, Labels};
use crate::text::{Translations, Variant};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The English words of a site.
#[derive(Clone, Debug)]
pub(crate) struct EnglishNames {
    /// Its names, and those that are built in.
    pub(crate) translations: Arc<Translations>,
    /// The names of units.
    pub(crate) units: Units,
    /// What bulletins name and nobody has named in English, with the name that is put together from those of its parts.
    pub(crate) composed: BTreeMap<String, String>,
}

impl EnglishNames {
    /// The names of a site written in `script`; those of its register of indicators are weaker, and those that are built in
    /// the weakest. `abroad` is whether figures of several economies stand side by side: then a nation is said by its name.
    pub(crate) fn gather(own: &Translations, registry: &Registry, script: Variant, abroad: bool) -> Self {
        let mut names = own.clone();
        if abroad {
            names.add("全国", "China");
        }
        for indicator in registry.iter() {
            add(&mut names, indicator, indicator.names());
        }
        let names = names.over(built_in(script));
        Self { units: names.units().collect(), translations: Arc::new(names), composed: BTreeMap::new() }
    }

    /// A name within a sentence: its first letter is small where it is no acronym and no name of its own, as Hong Kong.
    pub(super) fn small(&self, name: &str) -> String {
        let mut words = name.split(' ');
        let is_capital = |word: &str| {
            let mut chars = word.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
        };
        let first = words.next().unwrap_or(name);
        let is_name = words.next().is_some_and(is_capital) || self.is_own(first);
        if !is_capital(first) || is_name {
            return name.to_owned();
        }
        let mut chars = name.chars();
        chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
    }

    /// A name with its region: `Home prices in the eastern region`, `Guangdong’s exports`: goods are not exported in a place.
    pub(super) fn located(&self, name: &str, region: &str, labels: &Labels) -> String {
        let region = placed(region);
        match trades(name).filter(|_| !name.contains("’s ")) {
            Some(_) => {
                capital(&format!("{region}{} {}", if region.ends_with('s') { "’" } else { "’s" }, self.small(name)))
            }
            None => format!("{name}{}", labels.fill(Label::NameIn, &[("region", &region)])),
        }
    }

    fn is_own(&self, word: &str) -> bool {
        let word = word.trim_end_matches([',', ':']).trim_end_matches("'s");
        table("own").iter().any(|(own, _)| *own == word)
            || !matches!(word, "World" | "International") && self.translations.has_place(word)
    }
}

/// Whether figures of the mainland stand beside those of Hong Kong, Macao or Taiwan, and 全国 is the mainland in all of them: in
/// a bulletin of Taiwan's it may be Taiwan.
pub(super) fn abroad(bulletins: &[Arc<Bulletin>]) -> bool {
    let figures =
        || bulletins.iter().flat_map(|of| of.metrics.iter().map(|metric| (of.article.script, &metric.region)));
    let is_abroad = |region: &Option<Arc<str>>| region.as_deref().and_then(Place::of_region).is_some();
    let is_nation = |region: &Option<Arc<str>>| region.is_some() && is_nationwide(region.as_deref());
    figures().any(|(_, region)| is_abroad(region))
        && figures().all(|(script, region)| script != Variant::HantTw || !is_nation(region))
}

/// The names that are built in, for a site written in `script`: of those that several offices print, its own office's. A
/// preview gathers names at each change, and these are made once.
fn built_in(script: Variant) -> &'static Translations {
    static BUILT_IN: [OnceLock<Translations>; Variant::ALL.len()] = [const { OnceLock::new() }; Variant::ALL.len()];
    BUILT_IN[script as usize].get_or_init(|| {
        let mut names = Translations::built_in().clone();
        let mut indicators: Vec<&BuiltIn> = BuiltIn::all().iter().collect();
        indicators.sort_by_key(|built_in| !built_in.is_of(Place::of_script(script)));
        for BuiltIn { indicator, local, .. } in indicators {
            add(&mut names, indicator, indicator.names().chain(local.iter().map(String::as_str)));
        }
        names
    })
}

/// Adds what an indicator is called, where its English name is known.
fn add<'n>(translations: &mut Translations, indicator: &Indicator, names: impl Iterator<Item = &'n str>) {
    if let Some(english) = &indicator.english {
        names.for_each(|name| translations.add(name, &english.name));
    }
}

/// A place within a sentence: `the United States`, `the eastern region`, `rural areas`, `Hubei`.
pub(super) fn placed(place: &str) -> String {
    let is_small = |word: &str| word.starts_with(char::is_lowercase);
    let (first, rest) = place.split_once(' ').unwrap_or((place, ""));
    let is_common = !rest.is_empty() && first.is_ascii() && rest.split(' ').all(is_small);
    let is_common = is_common && !first.contains(char::is_numeric) && first.chars().skip(1).all(|c| !c.is_uppercase());
    let name = if is_common { place.to_lowercase() } else { place.to_owned() };
    if let Some(world) = whole("world", place) {
        return world.to_owned();
    }
    let last = place.rsplit(' ').next().unwrap_or(place);
    if whole("articled", last).is_some() { format!("the {name}") } else { name }
}

/// The figures of a summary.
const SAID: usize = 3;

/// How a figure is told.
#[derive(Clone, Copy)]
enum Told {
    Headline,
    /// `dated` where the sentence before is of another time.
    Sentence {
        dated: bool,
    },
}

/// Whether two figures are of one thing.
fn is_of(one: &Figure<'_>, other: &Figure<'_>) -> bool {
    let (metric, next) = (one.metric, other.metric);
    metric.indicator == next.indicator
        && metric.region == next.region
        && metric.treatment() == next.treatment()
        && one.dims().iter().map(|(_, value)| value).eq(other.dims().iter().map(|(_, value)| value))
}

/// Whether the level of a figure is the news, and its change is told beside it: one that is none, or of so many points and not in
/// per cent; and the points of a market's index.
fn is_told_by_its_level(metric: &Metric) -> bool {
    let is_points = |amount: &Quantity| matches!(amount.dimension(), Dimension::PercentPoint | Dimension::Other("点"));
    let is_beside = |change: &Change| change.direction() == Direction::Flat || change.amount().is_some_and(is_points);
    metric.change.as_ref().is_some_and(is_beside) || is_of_market(metric)
}

/// Whether a figure is counted in points, as indices of markets are.
fn is_of_market(metric: &Metric) -> bool {
    metric.value.as_ref().is_some_and(|value| value.dimension() == Dimension::Other("点"))
}

/// How the partner of a trade is said: exports go to it, imports and orders come from it.
fn trades(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let has = |begun: &str| name.split(' ').any(|word| word.starts_with(begun));
    let [ordered, exported, imported, traded] = ["order", "export", "import", "trade"].map(has);
    match (ordered, exported, imported) {
        (true, ..) | (false, false, true) => Some("from"),
        (false, true, true) => Some("with"),
        (false, true, false) => Some("to"),
        (false, false, false) => traded.then_some("with"),
    }
}

/// What a dimension is of, by its English name: `holder` of `Listed company`, `partner` of `Country (region)`.
fn dimension(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let name = name.split(" (").next().unwrap_or_default();
    let name = ["listed ", "trading "].iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name);
    whole("dimensions", name)
}

/// The fewest regions that are told by how far apart they are.
const MANY: usize = 3;

/// Says figures in an edition's words.
pub(super) struct Teller<'t> {
    pub(super) words: Words<'t>,
    pub(super) registry: &'t Registry,
    pub(super) english: &'t EnglishNames,
    /// Whether 全国 is said, by its name: where figures of several economies stand side by side.
    pub(super) abroad: bool,
}

/// What a figure is of, as a sentence begins with it.
struct Called {
    name: String,
    /// A comma where the name ends in an aside, before a verb.
    pause: &'static str,
}

impl Teller<'_> {
    /// A title out of the first of the headline figures, or of all: `Retail sales up 5% year on year in the first half of 2025`.
    /// `None` where there are no figures.
    pub(super) fn title(&self, figures: &[Figure<'_>]) -> Option<String> {
        let figure = figures.iter().find(|figure| figure.metric.headline).or(figures.first())?;
        Some(self.across(figure, figures).unwrap_or_else(|| self.said(figure, Told::Headline)))
    }

    /// One change of several regions, none of which stands for the others: `Home prices across 6 regions: −0.4% to +0.1% month on
    /// month in June 2025`. `None` where the editor chose one for the headline, or the whole country has it too.
    fn across(&self, figure: &Figure<'_>, figures: &[Figure<'_>]) -> Option<String> {
        let of = |metric: &Metric| (metric.basis, metric.period, metric.kind, metric.treatment());
        let is_like = |other: &&Figure<'_>| {
            let (one, other_metric) = (figure.metric, other.metric);
            let is_rate = other_metric.change.as_ref().is_some_and(|change| other_metric.unit_of(change) == "%");
            one.indicator == other_metric.indicator
                && of(one) == of(other_metric)
                && figure.dims() == other.dims()
                && is_rate
        };
        let like: Vec<&Figure<'_>> = figures.iter().filter(is_like).collect();
        let is_chosen = like.iter().any(|figure| figure.metric.headline);
        let mut regions: Vec<&str> =
            like.iter().filter_map(|figure| regional(figure.metric.region.as_deref())).collect();
        let is_nationwide = regions.len() < like.len();
        regions.sort_unstable();
        regions.dedup();
        if is_chosen || is_nationwide || regions.len() < MANY {
            return None;
        }
        let mut changes: Vec<&Change> = like.iter().filter_map(|figure| figure.metric.change.as_ref()).collect();
        changes.sort_by_key(|change| change.signed());
        let words = self.words.of(self.registry, &figure.metric.indicator);
        let (low, high) = (words.change(changes.first()?), words.change(changes.last()?));
        let labels = self.words.labels;
        let basis = figure.metric.basis.map_or(Basis::Yoy, |basis| basis.over(&figure.metric.period));
        let (name, count) = (abbreviated(&figure.name), regions.len());
        let (basis, when) = (labels.basis(basis, true), labels.when(&figure.metric.period));
        let label = if low == high { Label::HeadlineEach } else { Label::HeadlineAcross };
        Some(labels.fill(
            label,
            &[("name", &name), ("n", &count), ("low", &low), ("high", &high), ("basis", &basis), ("when", &when)],
        ))
    }

    /// The title of one that has no figures: `Bulletin of July 18, 2025`.
    pub(super) fn dated(&self, date: Date) -> String {
        let labels = self.words.labels;
        labels.fill(Label::BulletinOf, &[("date", &labels.day(date))])
    }

    /// A sentence for each of the first figures, headlines before others.
    pub(super) fn summary(&self, figures: &[Figure<'_>]) -> String {
        let (headlines, others): (Vec<_>, Vec<_>) = figures.iter().partition(|figure| figure.metric.headline);
        let mut text = String::new();
        let mut last: Option<&Figure<'_>> = None;
        for figure in headlines.into_iter().chain(others).take(SAID) {
            let dated = last.is_none_or(|last| last.metric.period != figure.metric.period);
            let again = last.filter(|last| !dated && is_of(last, figure) && figure.metric.value.is_none());
            match figure.metric.change.as_ref().filter(|_| again.is_some()) {
                // Another change of what was just said needs no second name.
                Some(change) => {
                    let words = self.words.of(self.registry, &figure.metric.indicator);
                    let change = self.movement(figure.metric, change, words);
                    text = format!("{}, {change}.", text.trim_end_matches('.'));
                }
                None if text.is_empty() => text = self.said(figure, Told::Sentence { dated }),
                None => text = format!("{text} {}", self.said(figure, Told::Sentence { dated })),
            }
            last = Some(figure);
        }
        text
    }

    /// A figure as a sentence of its own.
    pub(super) fn sentence(&self, figure: &Figure<'_>) -> String {
        self.said(figure, Told::Sentence { dated: true })
    }

    /// A correction by the figure it concerns, `Exports: 50.22 billion US dollars in April 2025; first published as 52.02
    /// billion US dollars.`; `None` where it does not say which, or what it was.
    pub(super) fn corrected(&self, figures: &[Figure<'_>], correction: &Correction) -> Option<String> {
        let figure = figures.iter().find(|figure| Some(figure.metric.id.as_str()) == correction.metric.as_deref())?;
        let words = self.words.of(self.registry, &figure.metric.indicator);
        let old = words.printed(correction.old.as_ref()?).text();
        let sentence = self.sentence(figure);
        let figure = sentence.trim_end_matches('.');
        Some(self.words.labels.fill(Label::CorrectionTold, &[("figure", &figure), ("old", &old)]))
    }

    /// What a figure is of: `Real GDP in Hong Kong`, `Yunhai Copper’s net profit`, `Export orders in Taiwan, electronic products`.
    fn called(&self, figure: &Figure<'_>, is_sentence: bool) -> Called {
        let (metric, labels, english) = (figure.metric, self.words.labels, self.english);
        let mut name = if is_sentence { figure.name.to_string() } else { abbreviated(&figure.name) };
        let (made, aside) = self.made(&metric.treatment(), &figure.name);
        if !made.is_empty() {
            name = capital(&format!("{made} {}", english.small(&name)));
        }
        if metric.kind == Kind::Increment && !metric.kind.is_said_by(&name) {
            name = labels.fill(Label::IncreaseIn, &[("name", &english.small(&name))]);
        }
        let mut asides: Vec<String> = Vec::new();
        let mut partner = String::new();
        for (dim, value) in figure.dims() {
            match (dimension(dim), trades(&name)) {
                (Some("holder"), _) => name = format!("{value}’s {}", english.small(&name)),
                (Some("partner"), Some(preposition)) => partner = format!(" {preposition} {}", placed(value)),
                // A place by itself would be taken for where the figure is of.
                _ if english.translations.has_place(value) => {
                    partner.push_str(&labels.aside(&labels.pair(&english.small(dim), value)));
                }
                _ => asides.push(english.small(value)),
            }
        }
        let stated = metric.region.as_deref();
        let region = figure.region.as_deref().filter(|_| self.abroad || !is_nationwide(stated));
        // 北京市工业增加值 is a name that says its region, and the index of a market is where that is.
        let is_said = |region: &str| figure.name.ends_with(&format!(" in {region}")) || is_of_market(metric);
        if let Some(region) = region.filter(|region| !is_said(&placed(region))) {
            name = english.located(&name, region, labels);
        }
        let aside = if aside.is_empty() { String::new() } else { labels.aside(&aside) };
        let name = labels.list(&[&[format!("{name}{aside}{partner}")], &asides[..]].concat());
        let pause = if asides.is_empty() { pause(&name) } else { "," };
        Called { name, pause }
    }

    /// How a figure is made, as far as its name does not say so: what is said before it, and aside of it.
    fn made(&self, treatment: &Treatment, name: &str) -> (String, String) {
        let Treatment { adjust, prices, base } = treatment.clone();
        let adjective = Treatment {
            adjust: adjust.filter(|adjust| *adjust != Adjust::AnnualRate),
            prices: prices.filter(|prices| !matches!(prices, Prices::Real(Some(_)))),
            base: None,
        };
        let aside = Treatment {
            adjust: adjust.filter(|_| adjective.adjust.is_none()),
            prices: prices.filter(|_| adjective.prices.is_none()),
            base,
        };
        let name = name.to_lowercase();
        let unsaid = |treatment: &Treatment| {
            let words = self.words.labels.treatment(treatment).into_iter();
            words.filter(|word| !name.contains(&word.to_lowercase())).collect::<Vec<_>>()
        };
        (unsaid(&adjective).join(" "), self.words.labels.list(&unsaid(&aside)))
    }

    /// A figure as a sentence or a headline.
    fn said(&self, figure: &Figure<'_>, told: Told) -> String {
        let (metric, labels) = (figure.metric, self.words.labels);
        let is_sentence = matches!(told, Told::Sentence { .. });
        let words = self.words.of(self.registry, &metric.indicator);
        let Called { mut name, pause } = self.called(figure, is_sentence);
        let when = match told {
            Told::Sentence { dated: false } => String::new(),
            Told::Sentence { dated: true } | Told::Headline => labels.when(&metric.period),
        };
        let period = labels.period(&metric.period);
        let value = metric.value.as_ref().map(|value| words.printed(value).text());
        let change = metric.change.as_ref().map(|change| self.movement(metric, change, words));
        let [value, change] = [value, change].map(|text| of_people(&figure.name, &text.unwrap_or_default()));
        let (value, change) = (value.as_str(), change.as_str());
        // Of a rate or an index that moves by points the level is the news.
        let is_level = !value.is_empty() && is_told_by_its_level(metric);
        let label = match (value, change, is_sentence) {
            ("", _, true) => Label::SaidChange,
            (_, "", true) => Label::SaidValue,
            (_, _, true) => Label::SaidBoth,
            (_, "", false) => Label::HeadlineValue,
            (_, _, false) if is_level => Label::HeadlineBoth,
            (_, _, false) => Label::HeadlineChange,
        };
        // A colon needs no comma before it.
        if !matches!(label, Label::SaidValue | Label::SaidBoth) {
            name.push_str(pause);
        }
        let text = labels.fill(
            label,
            &[("name", &name), ("value", &value), ("change", &change), ("period", &period), ("when", &when)],
        );
        let text = text.replace("  ", " ").replace(" .", ".").replace(" ,", ",").trim().to_owned();
        // What is planned, expected or printed anew is no plain fact.
        let status = metric.status.filter(|status| matches!(status, Status::Revised | Status::Final));
        let firm = match status {
            _ if metric.kind.is_planned() => labels.kind(metric.kind),
            Some(status) => labels.status(status),
            None => return text,
        };
        let end = if text.ends_with('.') { "." } else { "" };
        format!("{}{}{end}", text.trim_end_matches('.'), labels.aside(firm))
    }

    /// `up 5% year on year`.
    fn movement(&self, metric: &Metric, change: &Change, words: Words<'_>) -> String {
        let basis = metric.basis.map_or(Basis::Yoy, |basis| basis.over(&metric.period));
        let size = words.size(change);
        words.labels.movement(basis, change.amount(), change.direction(), is_price(&metric.name), &size)
    }
}
