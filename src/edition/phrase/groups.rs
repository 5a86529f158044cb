//! Groups in phrases: how many of something there are, which part of it, and how many changed.
//!
//! In: `5000余户企业`, `近七成受访者`, `28个行业利润同比增加`. Out: the same in English.
//!
//! May touch: figure, label

use super::Phrases;
use super::values::{self, Said};
use crate::edition::lexicon::{begins, table, whole, without};
use crate::figure::english::of_people;
use crate::label::is_rate;

impl Phrases<'_> {
    /// `85.6%的平均入住率`: a name behind its value.
    pub(super) fn valued(&self, text: &str) -> Option<String> {
        let (value, name) = text.split_once('的')?;
        let said = values::list(&self.words, value)?;
        Some(self.labels.pair(&self.subject(name)?, &said.text))
    }

    /// `超过六成受访者`, `5000余户企业`: which part of a group, or how many of it; `惠及60万家企业` says what was done to them.
    pub(super) fn grouped(&self, text: &str) -> Option<String> {
        if let Some((done, rest)) = begins("reaching", text) {
            let nation = rest.strip_prefix("全国");
            let all = if nation.is_some() { " nationwide" } else { "" };
            let rest = nation.unwrap_or(rest);
            // 惠及企业60万户
            let group = table("groups").iter().find_map(|(word, group)| Some((rest.strip_prefix(word)?, group)));
            let of_group = || {
                let (value, group) = group?;
                let said = values::list(&self.words, value)?;
                Some(format!("{} {group}", of_people("people", &said.text)))
            };
            let plain = || Some(values::list(&self.words, rest)?.text);
            let said = self.grouped(rest).or_else(of_group).or_else(plain)?;
            return Some(format!("{done} {said}{all}"));
        }
        let is_group = |text: &str| table("groups").iter().any(|(word, _)| text.ends_with(word));
        if !is_group(text) {
            return None;
        }
        let about = text.strip_prefix("约有").map(|rest| format!("约{rest}"));
        let text = about.as_deref().unwrap_or_else(|| without(&["共有", "现有", "已有", "有"], text));
        text.char_indices().skip(1).find_map(|(at, _)| {
            let (value, name) = (text[..at].trim_end_matches('的'), &text[at..]);
            let said = values::list(&self.words, value)?;
            let group = || match whole("groups", name) {
                Some(group) => Some(group.to_owned()),
                None => is_group(name).then(|| Some(self.small(&self.subject(name)?)))?,
            };
            if said.first.as_ref().is_none_or(|first| is_rate(Some(first))) {
                return Some(format!("{} of {}", said.text, group()?));
            }
            let sort = table("sorts").iter().find(|(word, _)| value.ends_with(word)).map(|(_, sort)| *sort);
            let count = self.count(&said)?;
            let all = sort.map_or_else(group, |sort| Some(format!("{sort} of {}", group()?)))?;
            Some(format!("{count} {}", if count == "1" { one(&all) } else { all }))
        })
    }

    /// The number alone of so many of something, whose counter English leaves out: `more than 5,000` of `5000余户`.
    fn count(&self, said: &Said) -> Option<String> {
        let unit = said.first.as_ref()?.unit_base();
        let counts = matches!(unit, "名" | "位") || self.words.english?.units.many(unit).is_some_and(str::is_empty);
        let number = said.text.trim_end_matches(" people").trim_end_matches(" person");
        counts.then(|| number.to_owned())
    }

    /// `41个行业大类`: how many, and of what, and what follows.
    pub(super) fn counted(text: &str) -> Option<(&str, (&'static str, &str))> {
        let (count, body) = text.split_once('个')?;
        let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| Some((count, begins("counted", body)?)))?
    }

    /// `28个行业利润同比增加`, `有32个行业下降`: how many of something are so.
    pub(super) fn many(&self, text: &str) -> Option<String> {
        // 70个大中城市中有14个城市环比上涨
        if let Some((of, rest)) = text.split_once("中有")
            && let Some((count, (kind, ""))) = Self::counted(of)
        {
            return Some(format!("{} out of {count} {kind}", self.many(rest)?));
        }
        // 上涨的有43个城市
        if let Some((way, rest)) = begins("moves", text)
            && let Some(rest) = rest.strip_prefix('的')
        {
            let rest = without(&["有", "共有"], rest);
            // 下降的有25个 is of what was counted before.
            let (count, (kind, rest)) = Self::counted(rest).or_else(|| Some((rest.strip_suffix('个')?, ("", ""))))?;
            let is_number = count.bytes().all(|byte| byte.is_ascii_digit());
            return (rest.is_empty() && is_number).then(|| format!("{way} in {count} {kind}").trim_end().to_owned());
        }
        let (count, (kind, rest)) = Self::counted(without(&["有", "共有"], text))?;
        let said = rest.char_indices().find_map(|(at, _)| {
            let change = self.movements().say(&rest[at..], None)?;
            match &rest[..at] {
                "" => Some(change),
                name => Some(format!("with {} {change}", self.small(&self.subject(name)?))),
            }
        })?;
        Some(format!("{count} {kind} {said}"))
    }
}

/// One of several: `enterprise` of `enterprises`.
fn one(all: &str) -> String {
    match all.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => all.trim_end_matches('s').to_owned(),
    }
}
