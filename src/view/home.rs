//! The front page of an edition: what is new, first what leads, then a few figures, then the rest by day.
//!
//! In: an edition, newest bulletins first. Out: the view of `home.html`.
//!
//! May touch: figure, edition, page

use super::Views;
use super::chart::Drawn;
use super::types::*;
use crate::edition::{Figure, Item};
use crate::figure::Metric;
use crate::page::Html;
use std::collections::BTreeSet;

/// Bulletins on a front page.
const NEWEST: usize = 10;
/// Headline figures on a front page: a row of them.
const HEADLINES: usize = 4;

impl Views<'_, '_> {
    /// `home.html`.
    pub(crate) fn home(self, html: &Html<'_>) -> HomeView {
        let items: Vec<&Item<'_>> = self.edition.listed().take(NEWEST).collect();
        HomeView {
            page: PageView { title: String::new(), ..self.page(html, "", &self.edition.description) },
            headlines: self.headlines(),
            items: items.iter().map(|item| self.item_view(item)).collect(),
            lead_cover: items
                .first()
                .and_then(|item| self.cover(&item.bulletin.article, item.bulletin.cover.as_ref()?)),
            lead_chart: items.first().map_or_else(String::new, |item| self.lead_chart(item)),
            days: self.by_day(items.iter().skip(1).copied()),
            topics: self.topic_views(),
            digest: self.newest_digest(),
            archive: self.archive_link(),
        }
    }

    /// Figures of the newest bulletins: one of each until the row is full, then their others. Of each indicator there
    /// is the newest: an older one is on its page.
    fn headlines(self) -> Vec<HeadlineView> {
        let mut told = BTreeSet::new();
        let mut of_bulletins = Vec::new();
        let bulletins = self.plan.corpus.numbered();
        let bulletins = bulletins.filter(|(at, _)| self.edition.has_bulletin(*at));
        let with_headlines = bulletins.filter(|(_, bulletin)| bulletin.metrics.iter().any(|metric| metric.headline));
        for item in with_headlines.map(|(at, _)| &self.edition.items[at]) {
            let figures = item.figures.iter().filter(|figure| figure.metric.headline);
            let fresh = figures.filter(|figure| {
                let Metric { indicator, region, dims, kind, .. } = figure.metric;
                told.insert((indicator, region, dims, *kind))
            });
            let fresh: Vec<&Figure<'_>> = fresh.collect();
            if !fresh.is_empty() {
                of_bulletins.push((item, fresh));
            }
            if of_bulletins.len() == HEADLINES {
                break;
            }
        }
        let longest = of_bulletins.iter().map(|(_, figures)| figures.len()).max().unwrap_or(0);
        let mut chosen: Vec<(usize, usize)> = (0..longest)
            .flat_map(|rank| (0..of_bulletins.len()).map(move |at| (at, rank)))
            .filter(|&(at, rank)| rank < of_bulletins[at].1.len())
            .take(HEADLINES)
            .collect();
        chosen.sort_unstable();
        let headline = |(at, rank): (usize, usize)| {
            let (item, figures) = &of_bulletins[at];
            let bulletin = LinkView { text: item.title.to_string(), url: self.url(&item.bulletin.article.folder) };
            let card = self.card_among_others(item, figures[rank]);
            HeadlineView { card: CardView { spark: self.line_of(figures[rank]), ..card }, bulletin }
        };
        chosen.into_iter().map(headline).collect()
    }

    /// How the first headline figure of a bulletin that has a history came about; without one, its growth rates.
    fn lead_chart(self, item: &Item<'_>) -> String {
        let headlines = item.figures.iter().map(|figure| figure.metric).filter(|metric| metric.headline);
        let actual = headlines.filter(|metric| !metric.kind.is_planned());
        let charts = actual.filter_map(|metric| {
            let subject = self.edition.subject(&metric.indicator)?;
            let series = self.edition.record.line(metric)?.until(metric.period);
            self.series_chart("lead", &[Drawn { subject, series, name: String::new(), shown: true }])
        });
        charts.into_iter().next().map(|chart| chart.picture()).unwrap_or_else(|| self.growth_chart(item))
    }

    /// Bulletins by the day they are published under, in their order.
    pub(crate) fn by_day<'i, 'c: 'i>(self, items: impl Iterator<Item = &'i Item<'c>>) -> Vec<DayView> {
        let mut days: Vec<DayView> = Vec::new();
        for item in items {
            let date = self.date(item.bulletin.date);
            match days.last_mut().filter(|day| day.date.iso == date.iso) {
                Some(day) => day.items.push(self.item_view(item)),
                None => days.push(DayView { date, items: vec![self.item_view(item)] }),
            }
        }
        days
    }
}
