//! What an edition's bulletins, indicators and pages say in it.
//!
//! In: a bulletin, an indicator or a page as written, and what converts it. Out: [`Item`], [`Subject`], [`PlainPage`].
//!
//! May touch: text, figure, label, bulletin

use super::english::Teller;
use super::lazy::Make;
use super::names::Names;
use super::summary::Figures;
use super::words::Words;
use super::{Converters, Corpus, CorrectionText, Figure, Item, PlainPage, Rest, Subject, TopicId};
use crate::bulletin::{Article, Bulletin};
use crate::figure::english::Writer;
use crate::figure::series::Cadence;
use crate::figure::{BulletinId, Indicator, Record, Series, SubjectId};
use crate::label::{Label, Labels};
use crate::text::statistics::Step;
use crate::text::{Converter, Rule, Variant, is_only_cjk};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Converts a bulletin's front matter.
pub struct ItemMaker<'c> {
    pub(super) corpus: &'c Corpus,
    pub(super) variant: Variant,
    pub(super) labels: &'c Labels,
    pub(super) converters: Arc<Converters>,
    pub(super) names: Names,
    pub(super) writer: Option<Writer<'c>>,
}

/// Puts an indicator together with its series.
pub struct SubjectMaker<'c> {
    pub(super) corpus: &'c Corpus,
    pub(super) record: &'c Record<'c>,
    pub(super) converters: Arc<Converters>,
    pub(super) variant: Variant,
}

impl<'c> Make for ItemMaker<'c> {
    type Made = Item<'c>;
    type Id = BulletinId;

    fn make(&self, at: usize) -> Item<'c> {
        let bulletin: &Bulletin = &self.corpus.bulletins[at];
        let topics = self.corpus.topics_of(BulletinId::new(at));
        item(self, bulletin, topics)
    }
}

impl<'c> Make for SubjectMaker<'c> {
    type Made = Subject<'c>;
    type Id = SubjectId;

    fn make(&self, at: usize) -> Subject<'c> {
        subject(self.corpus, self.record.series_of(SubjectId(at)), &self.converters, self.variant)
    }
}

pub(super) fn converter(converters: &Converters, article: &Article) -> Converter {
    converters[&article.script].converter().clone().with(&article.words, Rule::Term).stepping(article.step)
}

fn item<'c>(maker: &ItemMaker<'c>, bulletin: &'c Bulletin, topics: &'c [TopicId]) -> Item<'c> {
    let ItemMaker { corpus, variant, labels, converters, names, writer } = maker;
    let converter = &converter(converters, &bulletin.article);
    let convert = |text: &'c String| converter.convert(text);
    let share = |text: &str| names.share(&converter.convert(text));
    let words = Words { labels, units: &converters[&Variant::Hans], english: *writer };
    let shown = Figures { metrics: &bulletin.metrics, registry: &corpus.registry, words };
    let PlainPage { mut title, mut summary, is_lead, .. } = leaf(&bulletin.article, *variant, converter, shown);
    let figures: Vec<Figure<'c>> = bulletin
        .metrics
        .iter()
        .map(|metric| Figure {
            metric,
            name: match corpus.registry.find(&metric.indicator) {
                Some(Indicator { english: Some(english), .. }) if *variant == Variant::En => names.share(&english.name),
                // A metric that names it by its key has the registry's name, which is in the registry's script.
                Some(known) if known.name == metric.name => {
                    let own =
                        converters[&corpus.script_of(&metric.name)].converter().clone().stepping(bulletin.article.step);
                    names.share(&own.convert(&metric.name))
                }
                Some(_) | None => names.share(&converter.convert(&metric.name)),
            },
            region: metric.region.as_deref().map(share),
            source: metric.source.as_deref().map(share),
            rest: Rest::of(
                metric.dims.iter().map(|(name, value)| (share(name), share(value))).collect(),
                metric.note.as_deref().map(|note| converter.convert(note)).filter(|note| is_fit(note, *variant)),
            ),
        })
        .collect();
    let english = corpus.english.as_ref().filter(|_| *variant == Variant::En);
    let teller = english.map(|english| Teller { words, registry: &corpus.registry, english, abroad: corpus.abroad });
    let elsewhere = || labels.text(Label::CorrectionElsewhere).to_owned();
    let mut corrections: Vec<CorrectionText<'c>> = bulletin
        .corrections
        .iter()
        .map(|correction| {
            let text = match (&correction.text_en, *variant) {
                (Some(english), Variant::En) => Cow::Borrowed(english.as_str()),
                _ => convert(&correction.text),
            };
            if is_fit(&text, *variant) {
                return CorrectionText { correction, text, is_told: false };
            }
            let told = teller.as_ref().and_then(|teller| teller.corrected(&figures, correction));
            CorrectionText { correction, is_told: told.is_some(), text: Cow::Owned(told.unwrap_or_else(elsewhere)) }
        })
        .collect();
    corrections.sort_by_key(|mended| std::cmp::Reverse(mended.correction.date));
    let points = bulletin.points.iter().filter(|_| variant.is_chinese());
    let points = points.map(|point| shown.text(point, converter)).collect();
    if let Some(teller) = &teller {
        let is_own = bulletin.article.english_title().is_some();
        if !is_fit(&title, *variant) || !is_own && !figures.is_empty() && says_nothing(&title) {
            title = Cow::Owned(teller.title(&figures).unwrap_or_else(|| teller.dated(bulletin.date)));
        }
        if summary.is_empty() {
            // One sentence would be the title again.
            let said = teller.summary(&figures);
            summary = if said.trim_end_matches('.') == title { Cow::Borrowed("") } else { Cow::Owned(said) };
        }
    }
    Item {
        bulletin,
        title,
        summary,
        is_lead,
        points,
        topics,
        source: bulletin.source.as_deref().map(share),
        figures,
        corrections,
    }
}

fn subject<'c>(corpus: &'c Corpus, series: &'c [Series<'c>], converters: &Converters, variant: Variant) -> Subject<'c> {
    let key = series[0].key.indicator.as_str();
    let registered = corpus.registry.find(key).filter(|indicator| indicator.key == key);
    let places = || series.iter().flat_map(|series| series.points.iter().map(|point| point.at));
    let first = places().next().map(|at| &*corpus[at.bulletin].metrics[at.place()].name);
    let name = registered.map(|indicator| &*indicator.name).or(first);
    let asked = registered.and_then(|indicator| indicator.topic.as_ref());
    let asked = asked.and_then(|asked| corpus.find_topic(|topic| topic.key == *asked || topic.name == *asked));
    let mut counts: BTreeMap<TopicId, usize> = BTreeMap::new();
    for topic in places().filter_map(|at| corpus.topics_of(at.bulletin).first()) {
        *counts.entry(*topic).or_default() += 1;
    }
    // Of topics with equal counts, the first.
    let usual =
        counts.into_iter().max_by_key(|&(topic, count)| (count, std::cmp::Reverse(topic))).map(|(topic, _)| topic);
    let step = match series[0].key.cadence {
        Cadence::Month => Some(Step::Month),
        Cadence::Quarter => Some(Step::Quarter),
        _ => None,
    };
    let convert = |text: Option<&str>| {
        let text = text.unwrap_or_default();
        converters[&corpus.script_of(text)].converter().clone().stepping(step).convert(text).into_owned()
    };
    let english = registered.and_then(|indicator| indicator.english.as_deref()).filter(|_| variant == Variant::En);
    let definition = convert(registered.and_then(|indicator| indicator.definition.as_deref()));
    Subject {
        key,
        registered,
        name: english.map_or_else(|| convert(name), |english| english.name.clone()),
        definition: match english {
            Some(english) => english.definition.clone(),
            None if is_fit(&definition, variant) => definition,
            None => String::new(),
        },
        topic: asked.or(usual),
        series,
    }
}

/// Whether a title is but a name, as 房地产开发投资 is where its figures have the news.
fn says_nothing(title: &str) -> bool {
    let is_said = |word: &str| matches!(word, "up" | "down" | "unchanged" | "at" | "to");
    !title.contains([':', '%']) && !title.split(' ').any(is_said)
}

/// Whether a text may be shown in an edition: no Chinese in English.
pub(super) fn is_fit(text: &str, variant: Variant) -> bool {
    variant.is_chinese() || !text.chars().any(is_only_cjk)
}

pub(super) fn leaf<'c>(
    article: &'c Article,
    variant: Variant,
    converter: &Converter,
    figures: Figures<'_>,
) -> PlainPage<'c> {
    let twin = || article.twins.get(&variant).and_then(|twin| twin.title.as_ref());
    let by_hand = if variant == Variant::En { article.english_title() } else { twin() };
    let title = by_hand.map_or_else(|| converter.convert(&article.title), |title| Cow::Borrowed(title.as_str()));
    let (summary, is_lead) = figures.summary(article, variant, converter);
    PlainPage { article, title, summary, is_lead }
}
