//! Levels in phrases: what something came to, and what it is above or below.
//!
//! In: `由九月底的78.4%，下跌至十月底的77.5%`, `低于10月的6.3%及市场预期的6.1%`. Out: the same in English.
//!
//! May touch: nothing

use super::movement::{Core, Movements};
use super::times::Against;
use super::values::{self, Said};
use crate::edition::lexicon::{after, begins, halves, one_of, without};

impl Movements<'_> {
    /// `高于上年同期1.2个百分点`, `低于50%`.
    pub(super) fn over(&self, text: &str) -> Option<Core> {
        let (side, rest) = begins("over", text)?;
        let full = format!("比{rest}");
        if let Some((against, size)) = self.times.against(&full) {
            if let Some((noun, value)) = begins("nouns", size)
                && let Some(said) = values::list(&self.words, value)
            {
                return Some(Core::new(self.against_noun(side, &against, halves(noun).1, &said)));
            }
            let (against, left) = self.valued(against, size);
            let (against, left) = self.and_another(against, left);
            let level = self.times.compared(&against, false, None);
            let level = level.trim_start_matches("from ");
            if left.is_empty() && !size.is_empty() {
                return Some(Core::new(format!("{side} {level}")));
            }
            if let Some(said) = values::list(&self.words, left).filter(Said::is_difference) {
                // What is above an average is higher than a year earlier.
                let side = match side.rsplit(' ').next() {
                    Some("above") if level.ends_with("earlier") => "higher than",
                    Some("below") if level.ends_with("earlier") => "lower than",
                    _ => side,
                };
                return Some(Core::new(format!("{} {side} {level}", said.text)));
            }
        }
        self.level(rest).map(|level| Core::new(format!("{side} {level}")))
    }

    /// `低于去年成长率2.6%` is below what it was then, and `高于全国增速5.8个百分点` by so much above it.
    fn against_noun(&self, side: &str, against: &[Against], noun: &str, said: &Said) -> String {
        if !said.is_difference() {
            return format!("{side} {} {}", said.text, self.then(against));
        }
        let level = self.times.compared(against, false, None);
        let level = level.trim_start_matches("from ");
        let whole = level.strip_prefix("the ").map(|level| level.trim_end_matches(" level"));
        match whole.filter(|whole| level.ends_with(" level") || whole.ends_with(" average")) {
            Some(whole) => format!("{} {side} the {whole} {noun}", said.text),
            None => format!("{} {side} the {noun} {}", said.text, self.then(against)),
        }
    }

    /// `10月的6.3%及市场预期的6.1%`: another value that something is above or below.
    fn and_another<'t>(&self, mut all: Vec<Against>, mut left: &'t str) -> (Vec<Against>, &'t str) {
        while let Some(next) = after("between", left) {
            let full = format!("比{next}");
            let Some((more, size)) = self.times.against(&full) else { break };
            let (more, size) = self.valued(more, size);
            all.extend(more);
            left = &left[left.len() - size.len()..];
        }
        (all, left)
    }

    /// `由九月底的78.4%，下跌至十月底的77.5%`.
    pub(super) fn levels(&self, text: &str) -> Option<String> {
        // 3.7%上升至3.9% leaves it out.
        let is_value = |text: &&str| text.starts_with(|c: char| c.is_ascii_digit());
        let body = text.strip_prefix(['由', '从', '自']).or(Some(text).filter(is_value))?;
        let to = |rest: &str| {
            let (direction, after) =
                begins("moves", rest).or_else(|| Some(("changed", one_of(&["变", "调整", "改", "转"], rest)?)))?;
            let after = one_of(&["至", "到", "为", "成"], without(&["了"], after))?;
            Some((direction, self.timed(after)?))
        };
        let (at, (direction, reached)) = body.char_indices().find_map(|(at, _)| Some((at, to(&body[at..])?)))?;
        let start = self.timed(body[..at].trim_end_matches(['，', ' ']))?;
        Some(format!("{direction} to {reached} from {start}"))
    }

    /// A value, and of which time it is: `九月底的78.4%`.
    pub(super) fn timed(&self, text: &str) -> Option<String> {
        let text = text.trim();
        let text = text.strip_suffix("的水平").unwrap_or(text);
        if let Some(said) = values::list(&self.words, text) {
            return Some(said.text);
        }
        let (when, rest) = self.times.take(text)?;
        let said = values::list(&self.words, without(&["的", "之", "为"], rest))?;
        Some(format!("{} {}", said.text, when.within))
    }

    /// What something is above or below: a value of another time, or what it was then.
    fn level(&self, text: &str) -> Option<String> {
        self.timed(text).or_else(|| {
            let full = format!("比{}", text.trim_end_matches("水平"));
            let (against, rest) = self.times.against(&full).filter(|(_, rest)| rest.is_empty())?;
            let said = self.times.compared(&against, false, None);
            rest.is_empty().then(|| format!("the level of {}", said.strip_prefix("from ").unwrap_or(&said)))
        })
    }
}
