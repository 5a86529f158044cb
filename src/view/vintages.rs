//! What was printed of a series, time after time: its revision triangle.
//!
//! In: an indicator of an edition. Out: of the series that readers look at first the periods that were revised, each with
//! every print, how far the last is from the first, and both in a chart. Every print of all series is in `data/vintages.csv`.
//!
//! May touch: figure, label, edition

use super::Views;
use super::chart::Drawn;
use super::figure::{plus_or_minus, worked_out};
use super::types::{LinkView, PrintView, VintageRowView, VintagesView};
use crate::edition::Subject;
use crate::figure::metric::POINTS;
use crate::figure::{Approx, Point, Reading, Scale, Series, Vintage, difference};
use crate::label::Label;

/// The most periods of a triangle, and of its chart: a page must not grow with every bulletin.
const PERIODS: usize = 18;
/// The fewest revised periods that make a table: of one the panels have said all.
const FEWEST: usize = 2;
/// The fewest that make a chart.
const FEWEST_DRAWN: usize = 4;

impl Views<'_, '_> {
    /// The triangle of the most often revised of these series; none where hardly any figure was revised.
    pub(super) fn vintages<'e>(self, subject: &Subject<'e>, series: &[Series<'e>]) -> Option<VintagesView> {
        let revised = |series: &Series<'_>| series.points.iter().filter(|point| point.is_revised()).count();
        // Of several the first: `max_by_key` gives the last.
        let series = series.iter().rev().max_by_key(|series| revised(series))?;
        let count = revised(series);
        if count < FEWEST {
            return None;
        }
        let newest = series.points.iter().rev().filter(|point| point.is_revised()).take(PERIODS);
        let points: Vec<&Point<'_>> = newest.collect();
        let prints = points.iter().map(|point| point.earlier.len().saturating_add(1)).max().unwrap_or(0);
        let column = |at: usize| match at {
            1 => self.labels.text(Label::PrintFirst).to_owned(),
            at => self.labels.fill(Label::PrintLater, &[("n", &at)]),
        };
        let drawn = count >= FEWEST_DRAWN;
        Some(VintagesView {
            title: self.labels.fill(Label::Vintages, &[("name", &self.measured(&subject.name, series))]),
            chart: if drawn { self.first_and_latest(subject, series) } else { String::new() },
            columns: (1..=prints).map(column).collect(),
            rows: points.into_iter().map(|point| self.vintage_row(series, point, prints)).collect(),
        })
    }

    fn vintage_row(self, series: &Series<'_>, point: &Point<'_>, prints: usize) -> VintageRowView {
        let print = |vintage: Vintage<'_>| {
            let text = self.reading(series, point, vintage.reading);
            let figure = LinkView { text, url: self.figure_url(vintage.at) };
            Some(PrintView { figure, date: self.labels.day(vintage.published) })
        };
        let mut cells: Vec<_> = point.prints().map(print).collect();
        cells.resize(prints, None);
        let first = point.prints().next().map(|vintage| vintage.reading);
        VintageRowView {
            period: self.labels.period(&point.period),
            cells,
            change: first.and_then(|first| self.revised_by(series, first, point.reading)).unwrap_or_default(),
        }
    }

    /// How much more the last print is than the first, exactly; none where one is approximate.
    fn revised_by(self, series: &Series<'_>, first: Reading<'_>, last: Reading<'_>) -> Option<String> {
        let exact = |reading: &Reading<'_>| reading.approx() == Approx::Exact;
        let by = difference(last.base(), first.base()).filter(|_| exact(&first) && exact(&last))?;
        let unit = match series.key.unit.as_str() {
            "%" => "pp",
            "" => POINTS,
            unit => unit,
        };
        let scale = last.amount().map_or(Scale::One, |amount| amount.scale());
        let places = last.amount().map(|amount| amount.number().value().scale());
        let words = self.edition.words_of(&series.key.indicator);
        Some(worked_out(words, by.abs(), scale, places.unwrap_or(0), unit).signed(plus_or_minus(by)))
    }

    /// The first prints of the newest periods against what counts today.
    fn first_and_latest<'e>(self, subject: &Subject<'e>, series: &Series<'e>) -> String {
        let from = series.points.len().saturating_sub(PERIODS);
        let latest = &series.points[from..];
        let firsts = latest.iter().map(|point| match point.earlier.first() {
            Some(first) => {
                let Vintage { reading, at, published } = *first;
                Point { reading, at, published, earlier: Vec::new(), ..point.clone() }
            }
            None => point.clone(),
        });
        let line = |points: Vec<Point<'e>>, label| Drawn {
            subject,
            series: Series { key: series.key.clone(), points },
            name: self.labels.text(label).to_owned(),
            shown: true,
        };
        let lines = [line(latest.to_vec(), Label::PrintLatest), line(firsts.collect(), Label::PrintFirst)];
        self.series_chart("vintages-chart", &lines).map(|chart| chart.html()).unwrap_or_default()
    }
}
