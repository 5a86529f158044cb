//! `{{ latest 出口额 region=上海市 what=change }}`: the newest published figure of an indicator, wherever a text wants it.
//!
//! In: the words between the braces. Out: [`Latest`], and the figure it asks for, with its period.
//!
//! May touch: diag, figure, edition

use super::Views;
use super::chart::main_series;
use super::shortcode::NoPicture;
use crate::diag::{Code, Malformed, nearest};
use crate::edition::Subject;
use crate::figure::{Basis, Origin, Point, Series, SubjectId};
use std::collections::BTreeSet;

/// What a text asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Latest {
    /// The key, name or alias of the indicator.
    indicator: String,
    /// The region, as bulletins call it; that which represents the indicator when not said.
    region: Option<String>,
    what: What,
}

/// What is shown of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// The value, or the change where there is none.
    Either,
    Value,
    /// The change, against an earlier period if one is named.
    Change(Option<Basis>),
    /// Its period alone.
    Period,
}

/// A newest figure in an edition's words.
pub(crate) struct LatestText {
    /// `55788亿元（2025年上半年）`.
    pub(crate) text: String,
    /// Its row in its bulletin.
    pub(crate) url: String,
}

impl Latest {
    /// Reads the words; `None` where they do not begin so.
    pub(crate) fn parse(text: &str) -> Option<Result<Self, Malformed>> {
        let rest = text.strip_prefix("latest").filter(|rest| rest.starts_with(char::is_whitespace))?;
        let fails = |message: String, help: &str| Some(Err(Malformed::new(0..text.len(), message, help)));
        let (mut region, mut what, mut name) = (None, What::Either, Vec::new());
        for word in rest.split_whitespace() {
            match word.split_once('=') {
                None => name.push(word),
                Some(("region", place)) => region = Some(place.to_owned()),
                Some(("what", "value")) => what = What::Value,
                Some(("what", "change")) => what = What::Change(None),
                Some(("what", "period")) => what = What::Period,
                Some(("what", basis)) => match basis.parse::<Basis>() {
                    Ok(basis) => what = What::Change(Some(basis)),
                    Err(_) => {
                        let help = "write `value`, `change`, `period`, or the basis of a change, such as `mom`";
                        return fails(format!("`what` cannot be `{basis}`"), help);
                    }
                },
                Some((key, _)) => {
                    let help = "after the indicator only `region=…` and `what=…` are read";
                    return fails(format!("`{key}` is not read here"), help);
                }
            }
        }
        if name.is_empty() {
            return fails("no indicator is named".to_owned(), "write `{{ latest 指标 }}`");
        }
        Some(Ok(Self { indicator: name.join(" "), region, what }))
    }

    /// The indicator it names.
    pub(crate) fn indicator(&self) -> &str {
        &self.indicator
    }
}

impl Views<'_, '_> {
    /// The newest published figure.
    ///
    /// # Errors
    /// When it names an indicator, a region or a kind of number that no bulletin has.
    pub(crate) fn latest(self, wanted: &Latest) -> Result<LatestText, NoPicture> {
        let subject = self.subject(&wanted.indicator)?;
        let none = |message: String, help: String| NoPicture { code: Code::UnknownFigure, message, help };
        let region = match &wanted.region {
            None => main_series(subject, &BTreeSet::new()).and_then(|series| series.key.region.as_deref()),
            Some(place) => {
                let mut regions = subject.series.iter().filter_map(|series| series.key.region.as_deref());
                let known = regions.clone();
                let found = regions.find(|region| region == place || self.edition.words(region) == *place);
                Some(found.ok_or_else(|| {
                    let help = match nearest(place, known) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "name a region as the metrics of a bulletin do".to_owned(),
                    };
                    none(format!("`{}` has no figures of `{place}`", wanted.indicator), help)
                })?)
            }
        };
        let is_actual = |series: &&Series<'_>| !series.key.kind.is_planned();
        let there = || subject.series.iter().filter(|series| series.key.region.as_deref() == region).filter(is_actual);
        let of = |fits: &dyn Fn(&Series<'_>) -> bool| newest(there().filter(|series| fits(series)));
        let is_level = |series: &Series<'_>| series.key.basis.is_none();
        let found = match wanted.what {
            What::Value => of(&is_level),
            What::Change(None) => {
                of(&|series| series.key.basis == Some(Basis::Yoy)).or_else(|| of(&|series| !is_level(series)))
            }
            What::Change(Some(basis)) => of(&|series| {
                // 环比 is against the month before of a month, and against the quarter before of a quarter.
                let over = series.points.last().map(|point| basis.over(&point.period));
                series.key.basis.is_some() && series.key.basis == over
            }),
            What::Either | What::Period => of(&is_level).or_else(|| of(&|_| true)),
        };
        let (series, point) = found.ok_or_else(|| {
            let help = "name what its bulletins state: `what=value`, `what=change`, or a basis such as `what=mom`";
            none(format!("no bulletin states this of `{}`", wanted.indicator), help.to_owned())
        })?;
        let period = self.labels.period(&point.period);
        let text = match wanted.what {
            What::Period => period,
            _ => format!("{}{}", self.reading(series, point, point.reading), self.labels.aside(&period)),
        };
        Ok(LatestText { text, url: self.figure_url(point.at) })
    }

    /// The indicator that a text names so, where it has figures: what its page depends on.
    pub(crate) fn subject_named(self, name: &str) -> Option<SubjectId> {
        let key = self.subject(name).ok()?.key;
        self.edition.record.find(key)
    }
}

/// The series with the newest figure of an indicator: of what was measured, and of the whole country, before all else; of
/// those of one time the longest.
pub(super) fn latest_series<'s, 'e>(subject: &'s Subject<'e>) -> Option<&'s Series<'e>> {
    let main = main_series(subject, &BTreeSet::new())?;
    let is_alike = |series: &&Series<'_>| {
        series.key.region == main.key.region && series.key.kind.is_planned() == main.key.kind.is_planned()
    };
    let end = |series: &Series<'_>| series.points.last().and_then(|point| point.period.end());
    let newer = subject.series.iter().filter(is_alike).filter(|series| end(series) > end(main));
    Some(newer.max_by_key(|series| (end(series), series.points.len())).unwrap_or(main))
}

/// The newest point that a bulletin states; of several of one time that of the longest series.
fn newest<'s, 'e>(all: impl Iterator<Item = &'s Series<'e>>) -> Option<(&'s Series<'e>, &'s Point<'e>)>
where
    'e: 's,
{
    let stated = all.filter_map(|series| {
        let point = series.points.iter().rev().find(|point| point.origin == Origin::Stated)?;
        Some((series, point))
    });
    let rank = |(series, point): &(&Series<'_>, &Point<'_>)| {
        (series.key.dims.is_empty(), point.period.end(), series.points.len())
    };
    stated.fold(None, |best, next| match best {
        Some(best) if rank(&best) >= rank(&next) => Some(best),
        _ => Some(next),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_is_read_from_the_words() {
        let parse = |text: &str| Latest::parse(text).expect("it begins so");
        let latest = |region: Option<&str>, what| Latest {
            indicator: "出口 额".into(),
            region: region.map(str::to_owned),
            what,
        };
        assert_eq!(parse("latest 出口 额").expect("well-formed"), latest(None, What::Either));
        let wanted = latest(Some("上海市"), What::Change(Some(Basis::PreviousPeriod)));
        assert_eq!(
            parse("latest 出口 额 region=上海市 what=环比").expect("well-formed"),
            Latest { what: wanted.what, ..wanted.clone() }
        );
        assert_eq!(parse("latest 出口 额 what=period").expect("well-formed"), latest(None, What::Period));
        for wrong in ["latest 出口 what=colour", "latest 出口 colour=red", "latest  "] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        assert!(Latest::parse("latestly").is_none() && Latest::parse("GDP").is_none());
    }
}
