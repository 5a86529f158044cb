//! The regions of an indicator beside each other: lines of one chart to choose from, a small chart each, a map of tiles.
//!
//! In: an indicator of an edition. Out: the view of `regions.html`, where it is known for several regions.
//!
//! May touch: chart, text, figure, label, edition

use super::Views;
use super::chart::Drawn;
use super::types::{RegionsView, SmallView};
use crate::chart::text::bare;
use crate::chart::{Chart, Form, Spark, Tile, Tiles};
use crate::edition::Subject;
use crate::figure::series::{Measure, is_nationwide};
use crate::figure::{Period, Point, Series};
use crate::label::Label;
use crate::text::fold::Fold;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The newest points of each region: two years of months. All are in the files beside the page.
const POINTS: usize = 24;
/// The lines that are drawn until readers choose others.
const SHOWN: usize = 4;
/// The fewest points of a region's line.
const FEWEST_POINTS: usize = 3;
/// From this many regions on a small chart each says more than lines across each other.
const FEWEST_SMALL: usize = 4;
/// The fewest figures that make a map.
const FEWEST_TILES: usize = 8;
/// From this many figures on regions without one are shown too: few among many would be a map of what is not known.
const WHOLE_MAP: usize = 10;

/// Provinces, and where their tiles are: column and row.
const PLACES: [(&str, (u8, u8)); 34] = [
    ("黑龙江", (8, 0)),
    ("内蒙古", (6, 1)),
    ("吉林", (8, 1)),
    ("新疆", (1, 2)),
    ("宁夏", (4, 2)),
    ("山西", (5, 2)),
    ("北京", (6, 2)),
    ("天津", (7, 2)),
    ("辽宁", (8, 2)),
    ("青海", (2, 3)),
    ("甘肃", (3, 3)),
    ("陕西", (4, 3)),
    ("河南", (5, 3)),
    ("河北", (6, 3)),
    ("山东", (7, 3)),
    ("西藏", (1, 4)),
    ("四川", (3, 4)),
    ("重庆", (4, 4)),
    ("湖北", (5, 4)),
    ("安徽", (6, 4)),
    ("江苏", (7, 4)),
    ("上海", (8, 4)),
    ("云南", (3, 5)),
    ("贵州", (4, 5)),
    ("湖南", (5, 5)),
    ("江西", (6, 5)),
    ("浙江", (7, 5)),
    ("广西", (4, 6)),
    ("广东", (5, 6)),
    ("福建", (6, 6)),
    ("台湾", (8, 6)),
    ("海南", (4, 7)),
    ("澳门", (5, 7)),
    ("香港", (6, 7)),
];
/// What may follow the name of a province.
const STYLES: [&str; 8] = ["", "省", "市", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区"];

/// What the series of one measure have in common.
type Apart<'k> = (&'k [(String, String)], Measure<'k>);

impl Views<'_, '_> {
    /// The regions of an indicator, where at least two have a history.
    pub(crate) fn regions(self, subject: &Subject<'_>) -> Option<RegionsView> {
        let (series, name) = self.regional(subject)?;
        let small = self.small(&series);
        Some(RegionsView {
            chart: self.regions_chart(subject, &series, &name)?.html(),
            small_title: self.labels.fill(Label::ChartSmall, &[("name", &name)]),
            small_note: small.as_ref().map_or_else(String::new, |(note, _)| note.clone()),
            small: small.map_or_else(Vec::new, |(_, small)| small),
        })
    }

    /// The chart of an indicator's regions alone.
    pub(crate) fn regions_over_time(self, subject: &Subject<'_>) -> Option<Chart> {
        let (series, name) = self.regional(subject)?;
        self.regions_chart(subject, &series, &name)
    }

    /// The series of an indicator's regions, and what they are of.
    fn regional<'e>(self, subject: &Subject<'e>) -> Option<(Vec<Series<'e>>, String)> {
        let series = of_one_measure(subject)?;
        let lead = series.iter().find(|series| !is_nationwide(series.key.region.as_deref()))?;
        let name = self.measured(&subject.name, lead);
        Some((series, name))
    }

    /// All regions as lines of one chart, of which a few are drawn.
    fn regions_chart(self, subject: &Subject<'_>, series: &[Series<'_>], name: &str) -> Option<Chart> {
        let is_level = series.first()?.key.basis.is_none();
        // A whole country beside its regions' amounts would press them to the foot of the chart.
        let shown = series.iter().filter(|series| !(is_level && is_nationwide(series.key.region.as_deref())));
        let shown: BTreeSet<_> = shown.take(SHOWN).map(|series| &series.key).collect();
        let mut lines: Vec<Drawn<'_, '_>> = series
            .iter()
            .map(|series| Drawn {
                subject,
                series: series.clone(),
                name: self.region_name(series),
                shown: shown.contains(&series.key),
            })
            .collect();
        // The scale and the words of a chart are those of its first line.
        lines.sort_by_key(|line| !line.shown);
        let chart = self.series_chart("over-time", &lines)?;
        // Several columns a period hide how each region went.
        Some(Chart { title: self.labels.fill(Label::ChartRegions, &[("name", &name)]), form: Form::Line, ..chart })
    }

    fn region_name(self, series: &Series<'_>) -> String {
        self.edition.words(series.key.region.as_deref().unwrap_or_default()).into_owned()
    }

    /// A small chart for each region, all on one scale, with what is said of that.
    fn small(self, series: &[Series<'_>]) -> Option<(String, Vec<SmallView>)> {
        let regions: Vec<&Series<'_>> =
            series.iter().filter(|series| !is_nationwide(series.key.region.as_deref())).collect();
        if regions.len() < FEWEST_SMALL {
            return None;
        }
        let points = || regions.iter().flat_map(|series| series.points.iter().map(move |point| (*series, point)));
        let base = |(_, point): &(&Series<'_>, &Point<'_>)| point.reading.base();
        let (low, high) = (points().min_by_key(base)?, points().max_by_key(base)?);
        let scale = self.display_scale(regions[0]);
        let zero = Decimal::ZERO;
        let axis = (base(&low).min(zero), base(&high).max(zero));
        let periods: BTreeSet<Period> = points().map(|(_, point)| point.period).collect();
        let small = regions.iter().map(|series| {
            let at = |period: &Period| {
                let point = series.points.binary_search_by(|point| point.period.cmp(period)).ok();
                point.map(|point| series.points[point].reading.base())
            };
            let newest = series.points.last();
            SmallView {
                name: self.region_name(series),
                // A unit that is words is in the note above.
                text: newest.map_or_else(String::new, |point| {
                    bare(&self.reading_in(series, point, scale), &self.measured_in(series, scale)).to_owned()
                }),
                url: newest.map_or_else(String::new, |point| self.figure_url(point.at)),
                spark: Spark { values: periods.iter().map(at).collect(), scale: Some(axis) }.svg(),
            }
        });
        let text = |(series, point): (&Series<'_>, &Point<'_>), bound: Decimal| match bound.is_zero() {
            true => "0".to_owned(),
            false => self.reading_in(series, point, scale),
        };
        let end = |period: Option<&Period>| period.map_or_else(String::new, |period| self.labels.period(period));
        let range = [("first", &end(periods.first())), ("last", &end(periods.last()))];
        let range = self.labels.fill(Label::DigestRange, &range.map(|(key, text)| (key, text as _)));
        let (low, high) = (text(low, axis.0), text(high, axis.1));
        let note = self.labels.fill(Label::ChartSmallNote, &[("low", &low), ("high", &high), ("range", &range)]);
        Some((note, small.collect()))
    }

    /// The figures of a comparison of provinces as a map of tiles, where there are enough of them.
    pub(crate) fn tiles(self, compared: &[(&Series<'_>, &Point<'_>)], id: &str) -> Option<String> {
        let province = |&(series, point): &(&'_ Series<'_>, &'_ Point<'_>)| {
            let (name, at) = place(series.key.region.as_deref()?)?;
            Some((self.reading_in(series, point, self.display_scale(compared[0].0)), point.reading.base(), name, at))
        };
        let placed: Vec<(String, Decimal, &str, (u8, u8))> = compared.iter().filter_map(province).collect();
        if placed.len() < FEWEST_TILES {
            return None;
        }
        let unit = self.measured_in(compared[0].0, self.display_scale(compared[0].0));
        let tile = |(text, value, name, at): &(String, Decimal, &str, (u8, u8))| Tile {
            at: *at,
            name: self.edition.words(name).into_owned(),
            value: Some(*value),
            text: text.strip_suffix(&unit).unwrap_or(text).trim_end().to_owned(),
        };
        let mut tiles: Vec<Tile> = placed.iter().map(tile).collect();
        let said: Vec<String> = tiles.iter().map(|tile| format!("{}{}", tile.name, tile.text)).collect();
        if tiles.len() >= WHOLE_MAP {
            let others = PLACES.iter().filter(|(_, at)| placed.iter().all(|(.., taken)| taken != at));
            tiles.extend(others.map(|(name, at)| Tile {
                at: *at,
                name: self.edition.words(name).into_owned(),
                value: None,
                text: self.labels.text(Label::Missing).to_owned(),
            }));
        }
        let map = Tiles {
            id: format!("{id}-tiles"),
            lang: self.edition.variant.tag().to_owned(),
            // It is that of the bars beside it.
            title: String::new(),
            subtitle: match unit.is_empty() {
                true => self.labels.text(Label::ChartTilesNoteBare).to_owned(),
                false => {
                    let unit = self.labels.fill(Label::UnitIs, &[("unit", &unit)]);
                    self.labels.fill(Label::ChartTilesNote, &[("unit", &unit)])
                }
            },
            description: self.labels.phrase(&said),
            tiles,
        };
        map.html()
    }
}

/// The series of the measure that most regions have, levels before their changes; the whole country first, then by their
/// newest figure. `None` where there are not two regions.
fn of_one_measure<'e>(subject: &Subject<'e>) -> Option<Vec<Series<'e>>> {
    let mut measures: BTreeMap<Apart<'_>, Vec<&Series<'e>>> = BTreeMap::new();
    for series in subject.series {
        let key = &series.key;
        let is_planned = key.kind.is_planned();
        if key.region.is_some() && series.points.len() >= FEWEST_POINTS && !is_planned {
            measures.entry((&*key.dims, key.measure())).or_default().push(series);
        }
    }
    let regions = |of: &[&Series<'_>]| of.iter().filter(|series| !is_nationwide(series.key.region.as_deref())).count();
    let best = |(measure, of): &(Apart<'_>, Vec<&Series<'_>>)| (regions(of), measure.1.2.is_none());
    let (_, mut chosen) = measures.into_iter().max_by_key(best).filter(|(_, of)| regions(of) > 1)?;
    let newest = |series: &Series<'_>| series.points.last().map(|point| point.reading.base());
    chosen.sort_by_key(|series| (!is_nationwide(series.key.region.as_deref()), std::cmp::Reverse(newest(series))));
    let cut = |series: &Series<'e>| {
        let from = series.points.len().saturating_sub(POINTS);
        Series { key: series.key.clone(), points: series.points[from..].to_vec() }
    };
    Some(chosen.into_iter().map(cut).collect())
}

/// A province by its short name and the place of its tile, in whichever script and style it is written.
fn place(region: &str) -> Option<(&'static str, (u8, u8))> {
    // Hundreds of regions are looked up, and folding the list for each takes longer than all else here.
    static FOLDED: LazyLock<(Vec<String>, Vec<String>)> = LazyLock::new(|| {
        let fold = |text: &str| Fold::shared().text(text);
        (PLACES.iter().map(|(name, _)| fold(name)).collect(), STYLES.iter().map(|style| fold(style)).collect())
    });
    let (names, styles) = &*FOLDED;
    let region = Fold::shared().text(region);
    let is = |name: &String| region.strip_prefix(name).is_some_and(|rest| styles.iter().any(|style| style == rest));
    names.iter().position(is).map(|at| PLACES[at])
}

#[cfg(test)]
mod tests {
    use super::{PLACES, place};
    use std::collections::BTreeSet;

    #[test]
    fn every_province_has_a_tile_of_its_own() {
        assert_eq!(PLACES.iter().map(|(_, at)| at).collect::<BTreeSet<_>>().len(), PLACES.len());
        for written in ["内蒙古自治区", "內蒙古", "內蒙古自治區"] {
            assert_eq!(place(written).map(|(name, _)| name), Some("内蒙古"));
        }
        assert_eq!(place("臺灣省").map(|(name, _)| name), Some("台湾"));
        assert!(["全国", "东部", "上海港", "北京城市副中心"].into_iter().all(|other| place(other).is_none()));
    }
}
