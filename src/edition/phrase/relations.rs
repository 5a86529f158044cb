//! What phrases say of two things: a share of a whole, a multiple, growth that is faster than another's, what one contributes
//! to another, and trade with a place.
//!
//! In: `占出口总额的比重为19.6%`, `拉动经济增长2.2个百分点`, `对美国出口`. Out: the same in English.
//!
//! May touch: label

use super::super::english::placed;
use super::Phrases;
use super::records::spaced;
use super::values::{self, Said, joined};
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
        let each = text.strip_prefix("分别").filter(|rest| rest.starts_with("完成"));
        if let Some(body) = one_of(&["完成", "达成", "为", "达到", "达"], each.unwrap_or(text)) {
            // 完成预算的99.1%, 达成全年预算数之85.2%
            let (whole, value) = body.split_once(['的', '之'])?;
            let said = values::list(&self.words, value).filter(|said| is_rate(said.first.as_ref()))?;
            let respectively = if each.is_some() { " respectively" } else { "" };
            return Some(format!("{}{respectively} of {}", said.text, self.whole(whole)?));
        }
        // 约占全国的35% is about 35%.
        let (about, body) = match text.strip_prefix("约占") {
            Some(body) => ("约", body),
            None => ("", text.strip_prefix('占')?),
        };
        body.char_indices().find_map(|(at, _)| {
            if let Some(rest) = one_of(&["的比重", "比重", "的份额", "的比例"], &body[at..])
                && let Some(moved) = self.movements().say(rest, None)
            {
                return Some(format!("share of {} {moved}", self.whole(&body[..at])?));
            }
            let rest = without(
                &["比重", "比", "的比重", "的份额", "的市场份额", "市场份额", "份额", "的比例", "比例", "的"],
                &body[at..],
            );
            // 占总人口比重（常住人口城镇化率）为57.35%
            let alias = rest.strip_prefix('（').and_then(|rest| rest.split_once('）'));
            let (aside, rest) = match alias {
                Some((alias, rest)) if self.subject(alias) == self.subject(&body[..at]) => (String::new(), rest),
                Some((alias, rest)) => (self.aside(alias)?, rest),
                None => (String::new(), rest),
            };
            let respectively = if rest.starts_with("分别") { " respectively" } else { "" };
            let rest = without(&["分别"], rest);
            let (firm, rest) = Self::expected(rest).map_or((None, rest), |(firm, rest)| (Some(firm), rest));
            let value = skipping("verbs", rest);
            let about = if value.starts_with(about) { "" } else { about };
            let said = values::list(&self.words, &format!("{about}{value}"))?;
            let said = format!("{}{respectively} of {}{aside}", said.text, self.whole(&body[..at])?);
            Some(firm.map_or(said.clone(), |firm| self.firm(&said, firm)))
        })
    }

    /// What a share is of: a name, a time, or the total, where none is said.
    pub(super) fn whole(&self, text: &str) -> Option<String> {
        if let Some(known) = whole("wholes", text) {
            return Some(known.to_owned());
        }
        let mut name = text;
        while let Some(rest) = after("all", name) {
            name = rest;
        }
        if name.is_empty() {
            return Some("the total".to_owned());
        }
        let of_time = || {
            let (when, _) = self.times().take(name).filter(|(_, rest)| rest.is_empty())?;
            Some(format!("the total {}", when.within))
        };
        let place = self.english.translations.place(name).map(placed);
        place.or_else(|| self.subject(name).map(|name| self.small(&name))).or_else(of_time)
    }

    /// `是2015年的1.6倍`, `恢复至2019年同期的95%`.
    pub(super) fn multiple(&self, text: &str) -> Option<String> {
        let (verb, body) = begins("levelling", text)?;
        let (earlier, rest) = body.rsplit_once('的')?;
        // 约为2020年的2.1倍
        let about = ["约", "近", "逾", "超过", "超"].into_iter().find(|word| earlier.starts_with(word)).unwrap_or("");
        let earlier = &earlier[about.len()..];
        let said = values::list(&self.words, &[about, rest].concat()).filter(|said| is_rate(said.first.as_ref()))?;
        // 今年以来 is no time that something was.
        let full = format!("比{}", Some(earlier.trim_end_matches("水平")).filter(|time| !time.ends_with("以来"))?);
        let (against, _) = self.times().against(&full).filter(|(_, rest)| rest.is_empty())?;
        let is_time = earlier.ends_with(['年', '月', '季', '同', '期', '前', '度']) && !earlier.ends_with("预期");
        if said.multiple().is_none() {
            if verb.is_empty() && !is_time {
                return None;
            }
            let then = self.movements().then(&against);
            return Some(format!("{verb} {} of the level {then}", said.text).trim().to_owned());
        }
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
                    let (direction, size) = begins("adjectives", tail)?;
                    let side = match (tail.chars().next(), direction) {
                        (Some('快'), _) => "faster than",
                        (Some('慢'), _) => "slower than",
                        (_, "up") => "above",
                        _ => "below",
                    };
                    (side, size)
                }
                side => (side, tail),
            };
            let said = values::list(&self.words, tail).filter(Said::is_difference)?;
            let name = without(&["全部", "全国"], name);
            let (average, name) = match (name.strip_suffix("平均水平"), name.strip_suffix("水平")) {
                (Some(name), _) => ("the average of ", name),
                (None, Some(name)) => ("that of ", name),
                (None, None) => ("", name),
            };
            let name = self.subject(name)?;
            let of = if side.ends_with(" than") && !name.contains("rowth") { "that of " } else { "" };
            let of = if average.is_empty() { of } else { average };
            Some(format!("{noun}{}{respectively} {side} {of}{}", said.text, self.small(&name)))
        })
    }

    /// `最终消费支出拉动国内生产总值增长2.2个百分点`.
    pub(super) fn contributed(&self, text: &str) -> Option<String> {
        if let Some(said) = self.given(text).or_else(|| self.moving(text)) {
            return Some(said);
        }
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

    /// `影响CPI下降约0.12个百分点`, `拉低进口增速3个百分点`: what moves an index, and by how much.
    pub(super) fn moving(&self, text: &str) -> Option<String> {
        let (verb, body) = begins("moving", text)?;
        body.char_indices().skip(1).find_map(|(at, _)| {
            let (name, tail) = body.split_at(at);
            // 影响CPI同比下降约0.31个百分点
            let (against, tail) = self.times().against(tail).unwrap_or((Vec::new(), tail));
            let compared = spaced(&self.times().compared(&against, true, None));
            let (verb, amount) = match verb {
                "" => {
                    let (direction, amount) = begins("moves", tail)?;
                    (if direction == "up" { "raising" } else { "lowering" }, amount)
                }
                verb => (verb, tail),
            };
            let said = values::list(&self.words, amount.trim_start_matches('了')).filter(Said::is_difference)?;
            Some(format!("{verb} the {} by {}{compared}", self.small(&self.subject(name)?), said.text))
        })
    }

    /// `对经济成长贡献5.64个百分点`.
    fn given(&self, text: &str) -> Option<String> {
        let (name, body) = text.split_once('对')?;
        let (of, amount) = body.split_once("贡献")?;
        let of = self.growth_of(["的", "增长", "成长"].into_iter().fold(of, |of, end| of.trim_end_matches(end)))?;
        let said = values::list(&self.words, amount.trim_start_matches(['了', '约'])).filter(Said::is_difference)?;
        let said = format!("contributed {} to {of}", said.text);
        match name {
            "" => Some(said),
            name => Some(format!("{} {said}", self.subject(name)?)),
        }
    }

    /// `最终消费支出对经济增长的贡献率`: what a figure of that kind is called.
    pub(super) fn contribution(&self, text: &str) -> Option<String> {
        let rate = text.strip_suffix("贡献率").map(|body| ("Contribution rate", body));
        let plain = || ["贡献", "拉动", "贡献度"].into_iter().find_map(|end| text.strip_suffix(end));
        let (what, body) = rate.or_else(|| Some(("Contribution", plain()?)))?;
        let (name, of) = body.trim_end_matches(['的', '之']).split_once('对')?;
        let of = ["增长", "成长", "的"].into_iter().fold(of, |of, end| of.trim_end_matches(end));
        let of = self.growth_of(of)?;
        Some(match name {
            "" => format!("{what} to {of}"),
            name => format!("{what} of {} to {of}", self.small(&self.subject(name)?)),
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
        if let Some(said) = self.with_places(word, body) {
            return Some(said);
        }
        // 中国大陆 is one place, and 中国 the beginning of its name.
        body.char_indices().skip(1).collect::<Vec<_>>().into_iter().rev().find_map(|(at, _)| {
            let place = placed(self.english.translations.place(&body[..at])?);
            let name = &body[at..];
            let aside = name.strip_prefix('（').and_then(|name| name.split_once('）'));
            let (aside, name) = match aside {
                Some((aside, name)) => (self.aside(aside)?, name),
                None => (String::new(), name),
            };
            let name = name.trim_start_matches('的');
            let word = match word {
                "" => begins("trade", name)?.0,
                word => word,
            };
            Some(format!("{} {word} {place}{aside}", self.subject(name)?))
        })
    }

    /// `对东盟、欧盟、美国进出口`: a name with several places.
    fn with_places(&self, word: &str, body: &str) -> Option<String> {
        let (start, mark) = body.char_indices().rev().find(|(_, c)| matches!(c, '、' | '和' | '及' | '与'))?;
        let (others, last) = (&body[..start], &body[start + mark.len_utf8()..]);
        last.char_indices().skip(1).collect::<Vec<_>>().into_iter().rev().find_map(|(at, _)| {
            let place = |text: &str| self.english.translations.place(text).map(placed);
            let places =
                others.split(['、', '和', '及', '与']).chain([&last[..at]]).map(place).collect::<Option<Vec<_>>>()?;
            let name = last[at..].trim_start_matches('的');
            let word = if word.is_empty() { begins("trade", name)?.0 } else { word };
            Some(format!("{} {word} {}", self.subject(name)?, joined(&places)))
        })
    }

    /// `在全行业收入中占比65%`: a share whose whole comes first.
    pub(super) fn share_in(&self, text: &str) -> Option<String> {
        let (whole, share) = text.strip_prefix('在')?.split_once("中")?;
        let value = skipping("verbs", one_of(&["的占比", "占比", "的比重", "占"], share)?);
        let said = values::list(&self.words, value).filter(|said| is_rate(said.first.as_ref()))?;
        Some(format!("{} of {}", said.text, self.whole(whole)?))
    }

    /// `美国（-25.3%）、日本（上升3.1%）`: names with a value or a change each.
    pub(super) fn listed(&self, text: &str) -> Option<String> {
        let mut items = Vec::new();
        let (followed, text) = match after("followed", text) {
            Some(text) => ("followed by ", text),
            None => ("", text),
        };
        let (to, mut rest) = begins("placing", text).unwrap_or(("", text));
        while !rest.is_empty() {
            let (name, more) = rest.split_once('（')?;
            let (value, more) = more.split_once('）')?;
            let said = match values::list(&self.words, value) {
                Some(said) if said.is_signed() && !said.is_negative() => format!("+{}", said.text),
                Some(said) => said.text,
                None => self.small(&self.body(value, None)?),
            };
            let name = match to {
                "" if items.is_empty() => self.subject(name)?,
                "" => self.small(&self.subject(name)?),
                _ => placed(self.english.translations.place(name)?),
            };
            items.push(format!("{name} ({said})"));
            rest = skipping("between", more);
        }
        let items = joined(&items);
        let items = if followed.is_empty() { items } else { self.small(&items) };
        (!items.is_empty()).then(|| format!("{followed}{to} {items}").replace("  ", " ").trim().to_owned())
    }

    /// `位于55.0%以上较高景气区间`, `收于3900点上方`: on which side of a value something is.
    pub(super) fn beside(&self, text: &str) -> Option<String> {
        let high = ["较高景气区间", "高位景气区间", "高景气区间"].into_iter().find_map(|end| text.strip_suffix(end));
        if let Some(body) = high {
            let said = values::list(&self.words, skipping("verbs", skipping("past", body)).trim_end_matches('的'))?;
            return Some(format!("in the high expansion range of {}", said.text));
        }
        let above = ["上方", "之上"].into_iter().find_map(|end| Some(("above", text.strip_suffix(end)?)));
        let (side, body) =
            above.or_else(|| ["下方", "之下"].into_iter().find_map(|end| Some(("below", text.strip_suffix(end)?))))?;
        Some(format!("{side} {}", values::list(&self.words, skipping("verbs", body))?.text))
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
        // 维持全年经济增长预测在2%至3%
        if let Some((name, value)) = one_of(&["维持", "保持"], text).and_then(|rest| rest.split_once('在'))
            && let (Some((name, when)), Some(said)) = (self.named_when(name), values::list(&self.words, value))
        {
            return Some(format!("{name} unchanged at {}{when}", said.text));
        }
        let moves = table("moves").iter().find(|(verb, _)| verb.chars().nth(1).is_some() && text.starts_with(verb));
        let (verb, _) = *moves?;
        let rest = &text[verb.len()..];
        rest.char_indices().skip(1).find_map(|(at, _)| {
            let change = self.movements().say(&[verb, &rest[at..]].concat(), None)?;
            Some(format!("{} {change}", self.subject(&rest[..at])?))
        })
    }

    /// A name, and the time that is said before it.
    fn named_when(&self, text: &str) -> Option<(String, String)> {
        if let Some(name) = self.subject(text) {
            return Some((name, String::new()));
        }
        let (when, name) = self.times().take(text)?;
        Some((self.subject(name)?, spaced(&when.within)))
    }

    /// What is no more than expected, and the words behind that: `预计`, `将`; a forecast that is revised is a figure itself.
    pub(super) fn expected(text: &str) -> Option<(&'static str, &str)> {
        // 将近20% is nearly so much.
        let (firm, rest) = begins("expected", text).filter(|_| !text.starts_with("将近"))?;
        (!is_revised(rest)).then(|| (firm, without(&["将", "会"], rest)))
    }

    /// A figure that is no more than expected; 预计 is stronger than 将 after it.
    pub(super) fn firm(&self, said: &str, firm: &str) -> String {
        said.replace(&self.labels.aside("expected"), "") + &self.labels.aside(firm)
    }

    /// What a figure has between brackets behind it, and what is before them: `5879亿元（等值24514亿美元）`.
    pub(super) fn bracketed<'t>(&self, text: &'t str) -> Option<(&'t str, String)> {
        let (head, within) = text.strip_suffix('）')?.rsplit_once('（')?;
        let within = within.trim_start_matches('或');
        let signed = || {
            let said = values::list(&self.words, within)?;
            Some(format!("{}{}", if said.is_signed() && !said.is_negative() { "+" } else { "" }, said.text))
        };
        let manner = || {
            whole("manners", within)
                .map(|manner| manner.trim_start_matches("on a ").trim_end_matches(" basis").to_owned())
        };
        let said = signed().or_else(|| self.base(within)).or_else(|| self.share(within)).or_else(manner);
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
        // 41个行业大类中，有32个行业利润增加
        if let Some((count, kind)) = Self::counted(name)
            && kind.1.is_empty()
        {
            return Some(format!("out of {count} {}", kind.0));
        }
        self.subject(without(&["在"], name)).map(|_| String::new())
    }

    /// `扣除蔬果后涨1.4%`: what a change leaves out, in one clause with it.
    pub(super) fn without_part(&self, text: &str) -> Option<String> {
        let (name, rest) = after("except", text)?.split_once('后')?;
        let change = self.movements().say(rest, None)?;
        Some(format!("{change} excluding {}", self.small(&self.subject(name)?)))
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
    let (people, over) = after("and_over", people).map_or((people, false), |people| (people, true));
    let people = whole("aged", people)?;
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

/// Whether a predicate says that a forecast is revised: `上调至3%`, `由2%下调至1%`.
pub(super) fn is_revised(text: &str) -> bool {
    let has_verb = || table("revising").iter().any(|(verb, _)| text.contains(verb));
    after("revising", text).is_some() || text.starts_with(['由', '从']) && has_verb()
}
