//! Turns in phrases: what something was before, and what it turned to.
//!
//! In: `由上月的下降0.3%转为上涨0.2%`, `由上季的亏损转为盈利`, `终止连续3个月负成长`. Out: the same in English.
//!
//! May touch: nothing

use super::movement::{Core, Movements};
use super::records::{running, spaced};
use super::times::Against;
use super::told::nominal;
use super::values;
use crate::edition::lexicon::{after, begins, halves, one_of, whole, without};

impl Movements<'_> {
    /// `由下降0.2%修订为增长2.4%`, `由升3%上调至升5%`.
    pub(super) fn revised(&self, text: &str) -> Option<String> {
        let body = text.strip_prefix(['由', '从'])?;
        let verbs = [("修订为", ""), ("上调至", " up"), ("上修至", " up"), ("下调至", " down"), ("下修至", " down")];
        let ((before, now), way) = verbs.into_iter().find_map(|(verb, way)| Some((body.split_once(verb)?, way)))?;
        let [before, now] = [before, now].map(|change| nominal(&self.say(change, None)?));
        Some(format!("revised{way} to {} from {}", now?, before?))
    }

    /// `由上月的下降0.3%转为上涨0.2%`, `由上月下降转为持平`.
    pub(super) fn turned(&self, text: &str) -> Option<Core> {
        let body = text.strip_prefix(['由', '从'])?;
        let (before, now) = ["转为", "变为", "转"].into_iter().find_map(|word| body.split_once(word))?;
        let (when, change) = self.at_its_time(before);
        if let (Some(was), Some(is)) = (whole("conditions", change), whole("conditions", now)) {
            let said = format!("turned from {}{when} to {}", halves(was).0, halves(is).0);
            return Some(Core::rate(said, String::new()));
        }
        let (now_when, now) = self.at_its_time(now);
        // 由上月环比下降0.1%转为上涨0.2%: both are against the same.
        let own = self.times.against(change).filter(|(all, _)| matches!(all.as_slice(), [Against::Basis(_)]));
        let (basis, change) = own.map_or(("", change), |(_, rest)| (&change[..change.len() - rest.len()], rest));
        let own_now = self.times.against(now).is_some();
        let now = self.say(&[if own_now { "" } else { basis }, now].concat(), None).or_else(|| self.sided(now))?;
        let was = || whole("conditions", change).map(|was| halves(was).0.to_owned());
        let before = was().or_else(|| self.say(change, None)).or_else(|| self.sided(change))?;
        let before = nominal(&before).unwrap_or(before);
        Some(Core::rate(format!("{now}{now_when}"), format!(", compared with {before}{when}")))
    }

    /// `赤字30亿元`: on which side a balance is.
    fn sided(&self, text: &str) -> Option<String> {
        let (side, value) = begins("sides", text)?;
        Some(format!("{side} {}", values::list(&self.words, value)?.text))
    }

    /// The time with which a text begins, as a sentence says it, and what was so then.
    fn at_its_time<'t>(&self, text: &'t str) -> (String, &'t str) {
        match self.times.take(text) {
            Some((when, rest)) => (spaced(&when.within), rest.trim_start_matches(['的', '之'])),
            None => (String::new(), text),
        }
    }

    /// `终止连续3个月负成长`, `中断连续3个月扩张转为紧缩`: what came to an end, after how long, and what came then.
    pub(super) fn ended(&self, text: &str) -> Option<Core> {
        let body = without(&["之前", "此前", "先前", "过去"], without(&["了"], after("ending", text)?));
        // 扭转二月的跌势
        if let (when, trend) = self.at_its_time(body)
            && let Some(was) = whole("conditions", trend)
        {
            return Some(Core::new(format!("ending the {}{when}", halves(was).1)));
        }
        let (long, rest) = running(body)?;
        let (was, is) = rest.split_once("转为").map_or((rest, None), |(was, is)| (was, Some(is)));
        let was = halves(whole("conditions", was.trim_start_matches(['的', '之']))?).1;
        let said = format!("ending {} of {was}", long.strip_prefix("for ")?);
        Some(Core::new(match is {
            Some(is) => format!("{said}, turning to {}", halves(whole("conditions", is)?).0),
            None => said,
        }))
    }

    /// `转为年增1.9%`: a change that was none before, and against what it is.
    pub(super) fn became(&self, text: &str) -> Option<Core> {
        let now = one_of(&["转为", "转呈", "转"], text)?;
        let is = || whole("conditions", now).map(|is| halves(is).0.to_owned());
        let change = is().or_else(|| nominal(&self.say(now, None)?)).or_else(|| self.sided(now))?;
        let said = format!("turned to {change}");
        Some(if said.contains('%') { Core::rate(said, String::new()) } else { Core::new(said) })
    }
}
