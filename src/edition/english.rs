//! What an English edition says of a bulletin that nobody wrote English for.
//!
//! In: the figures of a bulletin, in the edition's words. Out: a title and a summary, which say the figures and nothing
//! else. And [`EnglishNames`], all names that a site has in English.
//!
//! May touch: text, figure, label, bulletin

use super::Figure;
use super::lexicon::whole;
use super::words::Words;
use crate::bulletin::record::Correction;
use crate::figure::english::{Units, abbreviated, of_people};
use crate::figure::indicator::built_in::{BuiltIn, Place};
use crate::figure::metric::is_price;
use crate::figure::series::is_nationwide;
use crate::figure::{Basis, Change, Dimension, Direction, Indicator, Kind, Metric, Quantity, Registry, Status};
use crate::label::Label;
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
    /// the weakest.
    pub(crate) fn gather(own: &Translations, registry: &Registry, script: Variant) -> Self {
        let mut names = own.clone();
        for indicator in registry.iter() {
            add(&mut names, indicator, indicator.names());
        }
        let names = names.over(built_in(script));
        Self { units: names.units().collect(), translations: Arc::new(names), composed: BTreeMap::new() }
    }
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

/// Whether a change is none, or of so many points and not in per cent: it is told beside its level.
fn is_beside_its_level(change: &Change) -> bool {
    let is_points = |amount: &Quantity| matches!(amount.dimension(), Dimension::PercentPoint | Dimension::Other("点"));
    change.direction() == Direction::Flat || change.amount().is_some_and(is_points)
}

/// Says figures in an edition's words.
pub(super) struct Teller<'t> {
    pub(super) words: Words<'t>,
    pub(super) registry: &'t Registry,
}

impl Teller<'_> {
    /// A title out of the first of the headline figures, or of all: `Retail sales up 5% year on year in the first half of 2025`.
    /// `None` where there are no figures.
    pub(super) fn title(&self, figures: &[Figure<'_>]) -> Option<String> {
        let figure = figures.iter().find(|figure| figure.metric.headline).or(figures.first())?;
        Some(self.said(figure, Told::Headline))
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

    /// A figure as a sentence or a headline.
    fn said(&self, figure: &Figure<'_>, told: Told) -> String {
        let (metric, labels) = (figure.metric, self.words.labels);
        let is_sentence = matches!(told, Told::Sentence { .. });
        let words = self.words.of(self.registry, &metric.indicator);
        let stated = figure.metric.region.as_deref();
        let region = figure.region.as_deref().filter(|_| !is_nationwide(stated));
        let region = region.map(|region| labels.fill(Label::NameIn, &[("region", &placed(region))]));
        // 北京市工业增加值 is a name that says its region.
        let region = region.filter(|region| !figure.name.ends_with(&**region));
        let dims: Vec<&str> = figure.dims().iter().map(|(_, value)| value.as_ref()).collect();
        let dims = if dims.is_empty() { String::new() } else { labels.aside(&labels.list(&dims)) };
        let name = if is_sentence { figure.name.to_string() } else { abbreviated(&figure.name) };
        let made = labels.treated(&metric.treatment());
        let added = metric.kind == Kind::Increment && !metric.kind.is_said_by(&name);
        let added = if added { labels.aside(labels.kind(metric.kind)) } else { String::new() };
        let name = format!("{name}{added}{dims}{made}{}", region.unwrap_or_default());
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
        let is_level = !value.is_empty() && metric.change.as_ref().is_some_and(is_beside_its_level);
        let label = match (value, change, is_sentence) {
            ("", _, true) => Label::SaidChange,
            (_, "", true) => Label::SaidValue,
            (_, _, true) => Label::SaidBoth,
            (_, "", false) => Label::HeadlineValue,
            (_, _, false) if is_level => Label::HeadlineBoth,
            (_, _, false) => Label::HeadlineChange,
        };
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
