//! What a text asks for between braces beside a figure: `{{ chart 出口额 of 上海市、广东省 }}`, `{{ compare 出口额 in 2025-06 }}`.
//!
//! In: the text between the braces, and the metrics of the bulletin it is in. Out: a [`Shortcode`], and the chart or
//! comparison it asks for.
//!
//! May touch: path, diag, chart, figure, edition

use super::bars::By;
use super::chart::{Drawn, main_series};
use super::types::ComparisonView;
use super::{Views, slug};
use crate::chart::{Bars, Chart};
use crate::diag::{Code, Malformed, nearest};
use crate::edition::Subject;
use crate::figure::{Metric, Period, Series};
use std::collections::BTreeSet;

/// The placeholder for the figure table.
pub(crate) const FIGURES: &str = "figures";

/// A picture of indicators, wherever a text wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shortcode {
    /// Indicators, or regions of one, as lines of one chart.
    Chart {
        /// The keys, names or aliases of the indicators; at least one.
        indicators: Vec<String>,
        /// The regions, as bulletins call them; when empty the one that represents each indicator.
        regions: Vec<String>,
    },
    /// An indicator's regions or periods side by side.
    Comparison {
        /// Its key, name or alias.
        indicator: String,
        /// What is compared.
        by: By,
        /// The period, where it is said.
        period: Option<Period>,
    },
}

/// What a shortcode shows.
pub(crate) enum Picture {
    /// A chart.
    Chart(Box<Chart>),
    /// A comparison, for its template, and all that it compares as bars.
    Comparison(Box<(ComparisonView, Bars)>),
}

/// Why a shortcode shows nothing.
pub(crate) struct NoPicture {
    /// The kind of mistake.
    pub(crate) code: Code,
    /// What is wrong.
    pub(crate) message: String,
    /// The way out.
    pub(crate) help: String,
}

impl Shortcode {
    /// Reads a shortcode; `None` when the text does not begin like one.
    pub(crate) fn parse(text: &str) -> Option<Result<Self, Malformed>> {
        let (verb, rest) = text.split_once(char::is_whitespace)?;
        match verb {
            "chart" => Some(Ok(chart(rest))),
            "compare" => Some(comparison(rest.trim())),
            _ => None,
        }
    }
}

fn chart(text: &str) -> Shortcode {
    let list = |text: &str, between: &[char]| {
        text.split(between).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let (indicators, regions) = text.rsplit_once(" of ").unwrap_or((text, ""));
    // A name may have 、 in it, a region has not.
    Shortcode::Chart { indicators: list(indicators, &[',', '，']), regions: list(regions, &[',', '，', '、']) }
}

fn comparison(text: &str) -> Result<Shortcode, Malformed> {
    let (rest, period) = match text.rsplit_once(" in ") {
        None => (text, None),
        Some((rest, period)) => (rest, Some(period.trim().parse::<Period>()?)),
    };
    let (indicator, by) = match rest.rsplit_once(" by ") {
        None => (rest, By::Region),
        Some((indicator, "region")) => (indicator, By::Region),
        Some((indicator, "period")) => (indicator, By::Period),
        Some((_, other)) => {
            return Err(Malformed {
                message: format!("nothing can be compared by `{other}`"),
                help: "write `{{ compare 指标 by region }}` or `{{ compare 指标 by period }}`".into(),
                span: 0..text.len(),
            });
        }
    };
    Ok(Shortcode::Comparison { indicator: indicator.trim().to_owned(), by, period })
}

impl<'v, 'e> Views<'v, 'e> {
    /// What a shortcode asks for. `own` are the metrics of the bulletin it is in: their regions and periods are meant
    /// where it names none.
    ///
    /// # Errors
    /// When it names what no bulletin has, or there is too little to show.
    pub(crate) fn picture(self, shortcode: &Shortcode, own: &[&Metric], id: &str) -> Result<Picture, NoPicture> {
        match shortcode {
            Shortcode::Chart { indicators, regions } => {
                let mut lines = Vec::new();
                for indicator in indicators {
                    let subject = self.subject(self.meant(indicator, own))?;
                    lines.extend(self.lines(subject, regions, own)?);
                }
                same_measure(&mut lines)?;
                name_lines(self, &mut lines, indicators.len() > 1, regions.len() > 1);
                self.series_chart(id, &lines)
                    .map(|chart| Picture::Chart(Box::new(chart)))
                    .ok_or_else(|| too_few(&indicators.join("、")))
            }
            Shortcode::Comparison { indicator, by, period } => {
                let subject = self.subject(self.meant(indicator, own))?;
                let of_subject = own.iter().filter(|metric| metric.indicator == subject.key);
                let period = period.or_else(|| of_subject.map(|metric| metric.period).max());
                let comparison = self.comparison(subject, *by, period, id).ok_or_else(|| too_few(indicator))?;
                Ok(Picture::Comparison(Box::new(comparison)))
            }
        }
    }

    /// The indicator that a name means in a bulletin: of several offices that of its own figures.
    fn meant<'n>(self, name: &'n str, own: &[&'n Metric]) -> &'n str {
        let called = |metric: &&&'n Metric| self.plan.corpus.registry.is_called(&metric.indicator, name);
        own.iter().find(called).map_or(name, |metric| &metric.indicator)
    }

    /// The indicator of a key, name or alias.
    pub(super) fn subject(self, name: &str) -> Result<&'v Subject<'e>, NoPicture> {
        let registry = &self.plan.corpus.registry;
        let registered = registry.find(name).map(|indicator| indicator.key.as_str());
        let by_key = registered.and_then(|key| self.edition.subject(key));
        let by_key = by_key.or_else(|| self.edition.subject(&slug(name)));
        let found = by_key.or_else(|| self.edition.subjects.iter().find(|subject| subject.name == name));
        found.ok_or_else(|| {
            let help = match registry.nearest(name) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name an indicator that some bulletin has a metric of".to_owned(),
            };
            NoPicture { code: Code::UnknownFigure, message: format!("no bulletin has a figure of `{name}`"), help }
        })
    }

    /// The series of an indicator that a chart in a bulletin draws: those of the regions it names, as they were then.
    fn lines(
        self,
        subject: &'v Subject<'e>,
        regions: &[String],
        own: &[&Metric],
    ) -> Result<Vec<Drawn<'v, 'e>>, NoPicture> {
        let of_subject = own.iter().filter(|metric| metric.indicator == subject.key);
        // A target for the year is not what the chart is up to.
        let actual = of_subject.clone().filter(|metric| !metric.kind.is_planned());
        let until = actual.map(|metric| metric.period).max_by_key(Period::end);
        let until = until.or_else(|| of_subject.clone().map(|metric| metric.period).max_by_key(Period::end));
        let drawn = |series: &Series<'e>| {
            let series = until.map_or_else(|| series.clone(), |until| series.until(until));
            Drawn { subject, series, name: String::new(), shown: true }
        };
        if regions.is_empty() {
            let lines = of_subject.filter_map(|metric| self.edition.record.line(metric));
            let own: BTreeSet<Option<&str>> = lines.map(|series| series.key.region.as_deref()).collect();
            return Ok(main_series(subject, &own).map(drawn).into_iter().collect());
        }
        let find = |wanted: &String| {
            let is_wanted = |region: &str| region == wanted || self.edition.words(region) == *wanted;
            let region = subject.series.iter().filter_map(|series| series.key.region.as_deref()).find(|r| is_wanted(r));
            let series = region.and_then(|region| main_series(subject, &BTreeSet::from([Some(region)])));
            series.filter(|series| series.key.region.as_deref() == region).map(drawn).ok_or_else(|| {
                let known = subject.series.iter().filter_map(|series| series.key.region.as_deref());
                let help = match nearest(wanted, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "name a region as the metrics of a bulletin do".to_owned(),
                };
                let message = format!("`{}` has no figures of `{wanted}`", subject.name);
                NoPicture { code: Code::UnknownFigure, message, help }
            })
        };
        regions.iter().map(find).collect()
    }
}

/// Lines of one chart measure one thing: where the main series of an indicator does not, one that does takes its place.
fn same_measure(lines: &mut [Drawn<'_, '_>]) -> Result<(), NoPicture> {
    let Some((first, others)) = lines.split_first_mut() else { return Ok(()) };
    let measure = |series: &Series<'_>| {
        let key = &series.key;
        (key.basis, key.unit.clone(), key.cadence, key.treatment.clone())
    };
    let wanted = measure(&first.series);
    for line in others.iter_mut().filter(|line| measure(&line.series) != wanted) {
        let region = line.series.key.region.clone();
        let fits = |series: &&Series<'_>| series.key.region == region && measure(series) == wanted;
        let Some(series) = line.subject.series.iter().find(fits) else {
            return Err(NoPicture {
                code: Code::UnknownFigure,
                message: format!("`{}` is not measured like `{}`", line.subject.name, first.subject.name),
                help: "draw them in two charts: one axis has one unit, and one length of periods".to_owned(),
            });
        };
        line.series = series.clone();
    }
    Ok(())
}

fn name_lines(views: Views<'_, '_>, lines: &mut [Drawn<'_, '_>], indicators: bool, regions: bool) {
    for line in lines {
        let region = line.series.key.region.as_deref().filter(|_| regions);
        let region = region.map_or_else(String::new, |region| views.edition.words(region).into_owned());
        let indicator = if indicators { line.subject.name.as_str() } else { "" };
        line.name = format!("{region}{indicator}");
    }
}

fn too_few(indicator: &str) -> NoPicture {
    NoPicture {
        code: Code::FewPoints,
        message: format!("there are not yet two figures of `{indicator}` to show side by side"),
        help: "nothing is shown until there are two up to the bulletin's own period: its `previous`, or an earlier bulletin's".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortcode_names_indicators_and_what_is_shown() {
        let parse = |text: &str| Shortcode::parse(text).expect("a shortcode").expect("well-formed");
        let chart = |indicators: &[&str], regions: &[&str]| Shortcode::Chart {
            indicators: indicators.iter().map(|&name| name.to_owned()).collect(),
            regions: regions.iter().map(|&name| name.to_owned()).collect(),
        };
        assert_eq!(parse("chart GDP"), chart(&["GDP"], &[]));
        assert_eq!(parse("chart 出口额 of 上海市"), chart(&["出口额"], &["上海市"]));
        assert_eq!(
            parse("chart 出口额，进口额 of 上海市、广东省"),
            chart(&["出口额", "进口额"], &["上海市", "广东省"])
        );
        let compare = |by, period| Shortcode::Comparison { indicator: "出口 额".into(), by, period };
        assert_eq!(parse("compare 出口 额"), compare(By::Region, None));
        assert_eq!(parse("compare 出口 额 by period"), compare(By::Period, None));
        let june = Some("2025-06".parse().expect("a period"));
        assert_eq!(parse("compare 出口 额 by region in 2025-06"), compare(By::Region, june));
        assert!(Shortcode::parse("规上工业增加值").is_none());
        assert!(Shortcode::parse("compare GDP by colour").expect("a shortcode").is_err());
    }
}
