//! What an English edition says of a bulletin that nobody wrote English for.
//!
//! In: the figures of a bulletin, in the edition's words. Out: a title and a summary, which say the figures and nothing
//! else. And [`EnglishNames`], all names that a site has in English.
//!
//! May touch: text, figure, label

use super::Figure;
use super::words::Words;
use crate::figure::english::Units;
use crate::figure::indicator::built_in::BuiltIn;
use crate::figure::metric::is_price;
use crate::figure::series::is_nationwide;
use crate::figure::{Basis, Change, Metric, Registry};
use crate::label::Label;
use crate::text::{Translations, Variant};
use jiff::civil::Date;
use std::sync::Arc;

/// The English words of a site.
#[derive(Clone, Debug)]
pub(crate) struct EnglishNames {
    /// Its names, and those that are built in.
    pub(crate) translations: Arc<Translations>,
    /// The names of units.
    pub(crate) units: Units,
}

impl EnglishNames {
    /// The names of a site written in `script`; those of its register of indicators are weaker, and those that are built in
    /// the weakest.
    pub(crate) fn gather(own: &Translations, registry: &Registry, script: Variant) -> Self {
        let mut names = own.clone();
        for indicator in registry.iter() {
            let Some(english) = &indicator.english else { continue };
            for name in [&*indicator.name].into_iter().chain(indicator.aliases.iter().map(String::as_str)) {
                names.add(name, &english.name);
            }
        }
        let mut names = names.over(Translations::built_in());
        let (home, abroad): (Vec<_>, Vec<_>) = BuiltIn::all().iter().partition(|built_in| built_in.is_at_home(script));
        for BuiltIn { indicator, local, .. } in home.into_iter().chain(abroad) {
            let Some(english) = &indicator.english else { continue };
            for name in [&*indicator.name].into_iter().chain(indicator.aliases.iter().chain(local).map(String::as_str))
            {
                names.add(name, &english.name);
            }
        }
        let mut units = Units::default();
        names.units().for_each(|(unit, name)| units.add(unit, name));
        Self { translations: Arc::new(names), units }
    }
}

/// The figures of a summary.
const SAID: usize = 3;

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
        Some(self.said(figure, false))
    }

    /// The title of one that has no figures: `Bulletin of July 18, 2025`.
    pub(super) fn dated(&self, date: Date) -> String {
        let labels = self.words.labels;
        labels.fill(Label::BulletinOf, &[("date", &labels.day(date))])
    }

    /// A sentence for each of the first figures, headlines before others.
    pub(super) fn summary(&self, figures: &[Figure<'_>]) -> String {
        let (headlines, others): (Vec<_>, Vec<_>) = figures.iter().partition(|figure| figure.metric.headline);
        let said = headlines.into_iter().chain(others).take(SAID).map(|figure| self.said(figure, true));
        let said: Vec<String> = said.collect();
        said.join(" ")
    }

    /// A figure as a sentence or a headline.
    fn said(&self, figure: &Figure<'_>, is_sentence: bool) -> String {
        let (metric, labels) = (figure.metric, self.words.labels);
        let words = self.words.of(self.registry, &metric.indicator);
        let stated = figure.metric.region.as_deref();
        let region = figure.region.as_deref().filter(|_| !is_nationwide(stated));
        let region = region.map(|region| labels.fill(Label::NameIn, &[("region", &region)]));
        let dims: Vec<&str> = figure.dims().iter().map(|(_, value)| value.as_ref()).collect();
        let dims = if dims.is_empty() { String::new() } else { labels.aside(&labels.list(&dims)) };
        let name = format!("{}{dims}{}", figure.name, region.unwrap_or_default());
        let (period, when) = (labels.period(&metric.period), labels.when(&metric.period));
        let value = metric.value.as_ref().map(|value| words.printed(value).text());
        let change = metric.change.as_ref().map(|change| self.movement(metric, change, words));
        let (value, change) = (value.as_deref().unwrap_or_default(), change.as_deref().unwrap_or_default());
        let label = match (value, change, is_sentence) {
            ("", _, true) => Label::SaidChange,
            (_, "", true) => Label::SaidValue,
            (_, _, true) => Label::SaidBoth,
            (_, "", false) => Label::HeadlineValue,
            (_, _, false) => Label::HeadlineChange,
        };
        let text = labels.fill(
            label,
            &[("name", &name), ("value", &value), ("change", &change), ("period", &period), ("when", &when)],
        );
        text.replace("  ", " ").trim().to_owned()
    }

    /// `up 5% year on year`.
    fn movement(&self, metric: &Metric, change: &Change, words: Words<'_>) -> String {
        let basis = metric.basis.map_or(Basis::Yoy, |basis| basis.over(&metric.period));
        let amount = words.change(change);
        let amount = amount.replacen(['+', '−'], "", 1);
        words.labels.movement(basis, change.amount(), change.direction(), is_price(&metric.name), &amount)
    }
}
