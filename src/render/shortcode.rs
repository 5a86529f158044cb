//! Placeholders between braces that are more than the name of a figure.
//!
//! In: `compare 规上工业增加值 by region in 2025-06` or `chart 规上工业增加值`. Out: [`Shortcode`].
//!
//! May touch: diag, figure, view

use crate::diag::Malformed;
use crate::figure::Period;
use crate::view::By;

/// A picture of an indicator, wherever a text wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shortcode {
    /// The indicator's key, name or alias.
    pub(crate) indicator: String,
    /// What is shown about it.
    pub(crate) shows: Shows,
}

/// What a shortcode shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shows {
    /// Its longest series as a chart.
    Chart,
    /// Its regions at a period, the newest that most of them have when none is given; or its
    /// periods.
    Comparison(By, Option<Period>),
}

impl Shortcode {
    /// Reads a shortcode; `None` when the text does not begin like one.
    pub(crate) fn parse(text: &str) -> Option<Result<Self, Malformed>> {
        let (verb, rest) = text.split_once(char::is_whitespace)?;
        match verb {
            "chart" => Some(Ok(Self { indicator: rest.trim().to_owned(), shows: Shows::Chart })),
            "compare" => Some(comparison(rest.trim())),
            _ => None,
        }
    }
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
    Ok(Shortcode { indicator: indicator.trim().to_owned(), shows: Shows::Comparison(by, period) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortcode_names_an_indicator_and_what_is_shown() {
        let parse = |text: &str| Shortcode::parse(text).expect("a shortcode").expect("well-formed");
        assert_eq!(parse("chart GDP").shows, Shows::Chart);
        assert_eq!(parse("compare 出口 额").indicator, "出口 额");
        assert_eq!(parse("compare GDP by period").shows, Shows::Comparison(By::Period, None));
        let june = Some("2025-06".parse().expect("a period"));
        assert_eq!(parse("compare GDP by region in 2025-06").shows, Shows::Comparison(By::Region, june));
        assert!(Shortcode::parse("规上工业增加值").is_none());
        assert!(Shortcode::parse("compare GDP by colour").expect("a shortcode").is_err());
    }
}
