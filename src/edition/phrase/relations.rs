//! What phrases say of two things: a share of a whole, a multiple, growth that is faster than another's, what one contributes
//! to another, and trade with a place.
//!
//! In: `占出口总额的比重为19.6%`, `拉动经济增长2.2个百分点`, `对美国出口`. Out: the same in English.
//!
//! May touch: label

use super::super::english::placed;
use super::Phrases;
use super::values::{self, Said};
use crate::edition::lexicon::{after, begins, halves, one_of, skipping, table, whole, without};
use crate::label::is_rate;

impl Phrases<'_> {
    /// `占出口总额的比重为19.6%`.
    pub(super) fn share(&self, text: &str) -> Option<String> {
        if let Some((said, rest)) = begins("same", text)
            && let Some(same) = values::list(&self.words, rest)
        {
            return Some(format!("{said} {}", same.text));
        }
        if let Some(body) = one_of(&["相当于", "相等于", "相当"], text) {
            // 相当于10个月的政府开支, 相当于本地生产总值的39.4%
            let (whole, said) = self.named_value(body).or_else(|| {
                let (value, whole) = body.split_once('的')?;
                Some((self.subject(whole)?, values::list(&self.words, value)?))
            })?;
            let of = if said.multiple().is_some() { "" } else { "of " };
            return Some(format!("equivalent to {} {of}{}", said.text, self.small(&whole)));
        }
        if let Some(body) = one_of(&["完成", "为", "达到", "达"], text) {
            // 完成预算的99.1%
            let (whole, value) = body.split_once('的')?;
            let said = values::list(&self.words, value).filter(|said| is_rate(said.first.as_ref()))?;
            return Some(format!("{} of {}", said.text, self.whole(whole)?));
        }
        let body = text.strip_prefix('占')?;
        body.char_indices().find_map(|(at, _)| {
            if let Some(rest) = one_of(&["的比重", "比重", "的份额", "的比例"], &body[at..])
                && let Some(moved) = self.movements().say(rest, None)
            {
                return Some(format!("share of {} {moved}", self.whole(&body[..at])?));
            }
            let rest = without(&["比重", "比", "的比重", "的份额", "的比例", "比例", "的"], &body[at..]);
            let respectively = if rest.starts_with("分别") { " respectively" } else { "" };
            let mut said = values::list(&self.words, skipping("verbs", without(&["分别"], rest)))?;
            said.text += respectively;
            Some(format!("{} of {}", said.text, self.whole(&body[..at])?))
        })
    }

    /// What a share is of: a name, a time, or the total, where none is said.
    fn whole(&self, text: &str) -> Option<String> {
        let name = skipping("all", text);
        if name.is_empty() {
            return Some("the total".to_owned());
        }
        let of_time = || {
            let (when, _) = self.times().take(name).filter(|(_, rest)| rest.is_empty())?;
            Some(format!("the total {}", when.within))
        };
        self.subject(name).map(|name| self.small(&name)).or_else(of_time)
    }

    /// `是2015年的1.6倍`.
    pub(super) fn multiple(&self, text: &str) -> Option<String> {
        let body = one_of(&["相当于", "达到", "是", "为"], text)?;
        let (earlier, rest) = body.rsplit_once('的')?;
        let said = values::list(&self.words, rest)?;
        said.multiple()?;
        let (against, _) = self.times().against(&format!("比{earlier}")).filter(|(_, rest)| rest.is_empty())?;
        let earlier = self.times().compared(&against, false, None);
        Some(format!("{} that of {}", said.text, earlier.strip_prefix("from ").unwrap_or(&earlier)))
    }

    /// `增速分别快于规模以上工业3.8和3.1个百分点`, `增速比规模以上工业快4.8个百分点`.
    pub(super) fn beyond(&self, text: &str) -> Option<String> {
        let noun = begins("nouns", text).map(|(noun, rest)| (format!("{} ", halves(noun).1), rest));
        let (noun, body) = noun.unwrap_or((String::new(), text));
        let rest = without(&["分别", "均"], body);
        let respectively = if body.starts_with("分别") { " respectively" } else { "" };
        let (side, rest) = begins("over", rest).or_else(|| Some(("", one_of(&["比", "较"], rest)?)))?;
        rest.char_indices().skip(1).find_map(|(at, _)| {
            let (name, tail) = rest.split_at(at);
            let (side, tail) = match side {
                "" => {
                    let (direction, tail) = begins("adjectives", tail)?;
                    (if direction == "up" { "above" } else { "below" }, tail)
                }
                side => (side, tail),
            };
            let said = values::list(&self.words, tail).filter(Said::is_difference)?;
            let name = self.subject(without(&["全部", "全国"], name).trim_end_matches("平均水平"))?;
            Some(format!("{noun}{}{respectively} {side} {}", said.text, self.small(&name)))
        })
    }

    /// `最终消费支出拉动国内生产总值增长2.2个百分点`.
    pub(super) fn contributed(&self, text: &str) -> Option<String> {
        let (name, rest) = text.split_once("拉动")?;
        let name = match name {
            "" => None,
            name => Some(self.subject(name.trim_end_matches("分别"))?),
        };
        let respectively = if text.contains("分别拉动") { " respectively" } else { "" };
        rest.char_indices().skip(1).find_map(|(at, _)| {
            let (of, tail) = rest.split_at(at);
            let said = values::list(&self.words, one_of(&["增长", "上涨", "上升", "提高"], tail)?)?;
            let said = format!("contributed {}{respectively} to {}", said.text, self.growth_of(of)?);
            Some(name.as_ref().map_or(said.clone(), |name| format!("{name} {said}")))
        })
    }

    /// `最终消费支出对经济增长的贡献率`: what a figure of that kind is called.
    pub(super) fn contribution(&self, text: &str) -> Option<String> {
        let body = text.strip_suffix("贡献率")?.trim_end_matches('的');
        let (name, of) = body.split_once('对')?;
        let of = self.growth_of(of.trim_end_matches("增长").trim_end_matches('的'))?;
        Some(match name {
            "" => format!("Contribution rate to {of}"),
            name => format!("Contribution rate of {} to {of}", self.small(&self.subject(name)?)),
        })
    }

    fn growth_of(&self, of: &str) -> Option<String> {
        let named = || Some(format!("the growth of {}", self.small(&self.subject(of)?)));
        whole("growth", of).map(str::to_owned).or_else(named)
    }

    /// `与国内生产总值之比`: what a ratio is to.
    pub(super) fn ratio(&self, text: &str) -> Option<String> {
        let (to, value) = text.strip_prefix(['与', '和'])?.split_once("之比")?;
        let said = values::list(&self.words, skipping("verbs", value))?;
        Some(format!("ratio to {}: {}", self.small(&self.subject(skipping("all", to))?), said.text))
    }

    /// `对美国出口`, `输往内地的整体出口货值`, `来自美国的订单`: a name with the place that it comes from or goes to.
    pub(super) fn with_place(&self, text: &str) -> Option<String> {
        let (word, body) = begins("placing", text)?;
        body.char_indices().skip(1).find_map(|(at, _)| {
            let place = placed(self.english.translations.place(&body[..at])?);
            let name = body[at..].trim_start_matches('的');
            let word = match word {
                "" => begins("trade", name)?.0,
                word => word,
            };
            Some(format!("{} {word} {place}", self.subject(name)?))
        })
    }

    /// `下调存款准备金率0.5个百分点`, `录得168亿元的综合盈余`: what changes, or is counted, behind its verb or number.
    pub(super) fn verb_first(&self, text: &str) -> Option<String> {
        if let Some(rest) = after("done", text) {
            let said = rest.char_indices().skip(1).find_map(|(at, _)| {
                let (head, tail) = (&rest[..at], &rest[at..]);
                let (name, said) = match values::list(&self.words, head) {
                    Some(said) => (self.subject(tail.trim_start_matches('的'))?, said),
                    None => (self.subject(head)?, values::list(&self.words, tail)?),
                };
                Some(self.labels.pair(&name, &said.text))
            });
            if said.is_some() {
                return said;
            }
        }
        let moves = table("moves").iter().find(|(verb, _)| verb.chars().nth(1).is_some() && text.starts_with(verb));
        let (verb, _) = *moves?;
        let rest = &text[verb.len()..];
        rest.char_indices().skip(1).find_map(|(at, _)| {
            let change = self.movements().say(&[verb, &rest[at..]].concat(), None)?;
            Some(format!("{} {change}", self.subject(&rest[..at])?))
        })
    }

    /// What is no more than expected, and the words behind that: `预计`, `将`.
    pub(super) fn expected(text: &str) -> Option<(&'static str, &str)> {
        let (firm, rest) = begins("expected", text)?;
        Some((firm, without(&["将", "会"], rest)))
    }

    /// A figure that is no more than expected; 预计 is stronger than 将 after it.
    pub(super) fn firm(&self, said: &str, firm: &str) -> String {
        said.replace(&self.labels.aside("planned"), "") + &self.labels.aside(firm)
    }

    /// What a figure has between brackets behind it, and what is before them: `5879亿元（等值24514亿美元）`.
    pub(super) fn bracketed<'t>(&self, text: &'t str) -> Option<(&'t str, String)> {
        let (head, within) = text.strip_suffix('）')?.rsplit_once('（')?;
        let signed = || {
            let said = values::list(&self.words, within).filter(|said| said.is_signed())?;
            Some(format!("{}{}", if said.is_negative() { "" } else { "+" }, said.text))
        };
        let manner = || {
            whole("manners", within)
                .map(|manner| manner.trim_start_matches("on a ").trim_end_matches(" basis").to_owned())
        };
        let said = signed().or_else(|| self.share(within)).or_else(manner);
        let said = said.or_else(|| self.movements().say(within, None))?;
        Some((head, format!(" ({said})")))
    }

    /// What the next clause leaves out, or what it is among: `扣除房地产开发投资`, `在食品烟酒价格中`.
    pub(super) fn apart(&self, text: &str) -> Option<String> {
        if let Some(rest) = after("except", text) {
            let name =
                ["后", "的影响", "影响", "因素"].into_iter().fold(rest, |rest, word| rest.trim_end_matches(word));
            return Some(format!("excluding {}", self.small(&self.subject(name)?)));
        }
        let name = text.strip_suffix('中')?;
        self.subject(without(&["在"], name)).map(|_| String::new())
    }

    /// What a name and a value after it are.
    fn named_value(&self, text: &str) -> Option<(String, Said)> {
        text.char_indices().skip(1).find_map(|(at, _)| {
            let said = values::list(&self.words, &text[at..])?;
            Some((self.subject(&text[..at])?, said))
        })
    }
}

/// How firm a figure is, where its name ends with that, and the name without it.
pub(super) fn state(text: &str) -> Option<(&str, &'static str)> {
    let states = table("states").iter();
    states.into_iter().find_map(|(word, state)| Some((text.strip_suffix(word)?.trim_end_matches(['的', '之']), *state)))
}

/// `0—14岁人口`, `65岁及以上人口`: people of an age.
pub(super) fn aged(text: &str) -> Option<String> {
    let (ages, people) = text.split_once('岁')?;
    let (people, over) = ["及以上", "或以上", "以上"]
        .into_iter()
        .find_map(|word| Some((people.strip_prefix(word)?, true)))
        .unwrap_or((people, false));
    let people = table("aged").iter().find(|(word, _)| *word == people)?.1;
    let ends: Vec<&str> = ages.split(['-', '–', '—', '－', '~', '～', '至', '到']).collect();
    let is_number = |end: &&str| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit());
    if !ends.iter().all(is_number) {
        return None;
    }
    match (ends.as_slice(), over) {
        ([age], true) => Some(format!("{people} aged {age} and over")),
        ([age], false) => Some(format!("{people} aged {age}")),
        ([first, last], false) => Some(format!("{people} aged {first}–{last}")),
        _ => None,
    }
}
